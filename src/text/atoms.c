/* Cutting into atoms: one pass over the characters by their kinds (chars.h). The cut is ours; what
 * becomes of it is learned (split.h). */
#include "atoms.h"
#include "text/utf8.h"

typedef struct cursor {
    const sayso_chars *t;
    const uint8_t *at, *end;
    uint32_t c, len; /* the character at `at` and its bytes */
    uint8_t  kind;   /* sayso_class, with SAYSO_CHAR_UPPER */
} cursor;

static void look(cursor *k)
{
    if (k->at >= k->end) {
        k->kind = SAYSO_C_NONE;
        k->len = 0;
        return;
    }
    k->len = sayso_utf8_next(k->at, k->end, &k->c);
    if (k->c < 0x10000) k->kind = k->t->kind[k->c];
    else k->kind = k->c == SAYSO_BAD_CHAR ? (uint8_t)SAYSO_C_BROKEN : sayso_char_kind(k->c);
}

static void step(cursor *k)
{
    k->at += k->len;
    look(k);
}

/* What is known of an atom while its characters go by. */
typedef struct growth { uint32_t hash, last[3], chars, upper, lower; bool first_upper; } growth;

static void grow(growth *g, const cursor *k)
{
    const uint8_t kind = k->kind & SAYSO_CHAR_KIND;
    if (kind == SAYSO_C_IGNORE) return;
    const uint32_t low = k->c < 0x10000           ? k->t->lower[k->c]
                         : k->c == SAYSO_BAD_CHAR ? 0xfffd
                                                  : sayso_char_lower(k->c);
    g->hash = sayso_chain(g->hash, low);
    g->last[0] = g->last[1];
    g->last[1] = g->last[2];
    g->last[2] = low;
    if (k->kind & SAYSO_CHAR_UPPER) {
        g->upper++;
        if (!g->chars) g->first_upper = true;
    } else g->lower++;
    g->chars++;
}

static uint8_t shape_of(const growth *g, uint8_t kind)
{
    if (kind != SAYSO_C_LETTER) return SAYSO_SHAPE_NONE;
    if (!g->upper) return SAYSO_SHAPE_LOWER;
    if (!g->lower) return g->upper == 1 ? SAYSO_SHAPE_SINGLE : SAYSO_SHAPE_UPPER;
    return g->first_upper && g->upper == 1 ? SAYSO_SHAPE_TITLE : SAYSO_SHAPE_MIXED;
}

static bool runs_on(uint8_t kind)
{
    return kind == SAYSO_C_LETTER || kind == SAYSO_C_DIGIT || kind == SAYSO_C_IDEOGRAPH ||
           kind == SAYSO_C_BROKEN;
}

/* Joined emoji (zero-width joiner, skin tones, variation selectors, flags) are one character to
 * the eye. */
static bool emoji_joins(uint32_t last, uint32_t c)
{
    const bool flag = last >= 0x1f1e6 && last <= 0x1f1ff && c >= 0x1f1e6 && c <= 0x1f1ff;
    return last == 0x200d || flag || (c >= 0x1f3fb && c <= 0x1f3ff);
}

static void read_atom(cursor *k, const uint8_t *base, sayso_atom *a)
{
    growth g = { .hash = SAYSO_WORD_SEED };
    const uint8_t *start = k->at;
    const uint8_t kind = k->kind & SAYSO_CHAR_KIND;
    uint32_t last;
    do {
        grow(&g, k);
        last = k->c;
        step(k);
        const uint8_t next = k->kind & SAYSO_CHAR_KIND;
        if (next == SAYSO_C_IGNORE) continue;
        if (next != kind) break;
        if (kind == SAYSO_C_EMOJI ? !emoji_joins(last, k->c) : !runs_on(kind)) break;
    } while (k->len && (uint32_t)(k->at - start) + k->len <= SAYSO_MOST_ATOM);
    a->start = (uint32_t)(start - base);
    a->end = (uint32_t)(k->at - base);
    a->hash = sayso_mix(g.hash);
    a->tail = sayso_mix(sayso_chain(sayso_chain(g.last[0], g.last[1]), g.last[2]));
    a->kind = kind;
    a->shape = shape_of(&g, kind);
    a->chars = (uint8_t)(g.chars < 255 ? g.chars : 255);
}

/* Blanks, and what has no width and no letter before it to belong to (a zero-width space, a soft
 * hyphen at a line's start). */
static uint8_t skip_gap(cursor *k)
{
    uint8_t gap = SAYSO_GAP_NONE;
    for (;; step(k)) {
        const uint8_t kind = k->kind & SAYSO_CHAR_KIND;
        if (kind == SAYSO_C_NEWLINE) gap = SAYSO_GAP_LINE;
        else if (kind == SAYSO_C_SPACE) gap = gap ? gap : SAYSO_GAP_SPACE;
        else if (kind != SAYSO_C_IGNORE || !k->len || !sayso_char_hidden(k->c)) return gap;
    }
}

bool sayso_atoms_read(const sayso_chars *t, const char *bytes, uint32_t from, uint32_t to,
                      sayso_atoms *out)
{
    const uint8_t *base = (const uint8_t *)bytes;
    cursor k = { .t = t, .at = base + from, .end = base + to };
    out->n = 0;
    for (look(&k);;) {
        const uint8_t gap = skip_gap(&k);
        if (!k.len) return true;
        if (!sayso_grow(out->items, out->n, out->cap)) return false;
        read_atom(&k, base, &out->items[out->n]);
        out->items[out->n].gap = out->n ? gap : (uint8_t)SAYSO_GAP_EDGE;
        out->n++;
    }
}

uint32_t sayso_word_hash(sayso_str folded)
{
    const uint8_t *p = (const uint8_t *)folded.at, *end = p + folded.len;
    uint32_t h = SAYSO_WORD_SEED, c;
    while (p < end) {
        p += sayso_utf8_next(p, end, &c);
        h = sayso_chain(h, c);
    }
    return sayso_mix(h);
}
