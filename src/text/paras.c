/* Paragraphs: blank lines part them, and lines that were wrapped by hand at one width are
 * joined. The rules are ours, made on mails and agency wires. */
#include "paras.h"
#include "text/utf8.h"
#include <stdlib.h>

/* A line without its white space; what the wrapping test needs of it. */
typedef struct line {
    uint32_t start, end;   /* start == end: blank */
    uint32_t chars;        /* characters between start and end */
    uint32_t first_word;   /* characters of its first word */
    bool     indented;     /* two columns or more before start */
    bool     opens_lower;  /* begins with a small letter */
    bool     hyphened;     /* ends in a letter and a hyphen: *Minis-* */
    bool     final;        /* ends in . ! ? … : or a closing quote after one of these */
} line;

typedef struct lines { line *items; uint32_t n, cap; } lines;

enum { LEAST_WIDTH = 35, MOST_WIDTH = 140, LINES_AT_ONCE = 256 };

static uint8_t kind_at(const sayso_chars *t, const uint8_t *p, const uint8_t *end, uint32_t *len)
{
    uint32_t c;
    *len = sayso_utf8_next(p, end, &c);
    if (c < 0x10000) return t->kind[c];
    return c == SAYSO_BAD_CHAR ? (uint8_t)SAYSO_C_BROKEN : (uint8_t)SAYSO_C_SYMBOL;
}

static bool is_final(uint8_t kind)
{
    return kind == SAYSO_C_DOT || kind == SAYSO_C_FINAL || kind == SAYSO_C_ELLIPSIS ||
           kind == SAYSO_C_COLON;
}
static bool is_closing(uint8_t kind)
{
    return kind == SAYSO_C_QUOTE || kind == SAYSO_C_QUOTE_CLOSE || kind == SAYSO_C_CLOSE ||
           kind == SAYSO_C_APOS;
}

/* Reads one line from `at`; returns where the next begins. */
static uint32_t read_line(const sayso_chars *t, const char *bytes, uint32_t at, uint32_t len,
                          line *out)
{
    const uint8_t *base = (const uint8_t *)bytes, *p = base + at, *end = base + len;
    uint32_t step, columns = 0;
    uint8_t last = 0, before = 0; /* kinds, without what closes; `before` of all characters */
    bool in_first = true;
    *out = (line){ .start = at, .end = at };
    for (; p < end; p += step) {
        const uint8_t with_case = kind_at(t, p, end, &step), kind = with_case & SAYSO_CHAR_KIND;
        if (kind == SAYSO_C_NEWLINE) {
            p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : step;
            break;
        }
        const bool begun = out->end > out->start, space = kind == SAYSO_C_SPACE;
        if (space) columns += *p == '\t' ? 4 : 1;
        if (begun) out->chars++;
        if (space) {
            in_first = in_first && !begun;
            continue;
        }
        if (!begun) {
            *out = (line){ .start = (uint32_t)(p - base), .indented = columns >= 2, .chars = 1,
                           .opens_lower = kind == SAYSO_C_LETTER &&
                                          !(with_case & SAYSO_CHAR_UPPER) };
            in_first = true;
        }
        out->end = (uint32_t)(p - base) + step;
        out->first_word += in_first;
        out->hyphened = before == SAYSO_C_LETTER && kind == SAYSO_C_HYPHEN;
        before = kind;
        if (!is_closing(kind)) last = kind;
    }
    out->final = out->end > out->start && is_final(last);
    return (uint32_t)(p - base);
}

static bool para_put(sayso_paras *out, uint32_t start, uint32_t end)
{
    if (!sayso_grow(out->items, out->n, out->cap)) return false;
    out->items[out->n++] = (sayso_para){ .span = { start, end }, .code = "und",
                                         .language = SAYSO_NO_LANGUAGE };
    return true;
}

/* Cuts [start, end) into pieces of SAYSO_MOST_PARA at most, at white space where there is some. */
static bool para_put_long(const char *bytes, sayso_paras *out, uint32_t start, uint32_t end)
{
    while (end - start > SAYSO_MOST_PARA) {
        uint32_t cut = start + SAYSO_MOST_PARA;
        const uint32_t least = cut - SAYSO_MOST_PARA / 4;
        while (cut > least && bytes[cut] != ' ') cut--;
        if (bytes[cut] != ' ')
            for (cut = start + SAYSO_MOST_PARA;
                 cut > least && ((unsigned char)bytes[cut] & 0xc0) == 0x80;)
                cut--;
        uint32_t stop = cut;
        while (stop > start && bytes[stop - 1] == ' ') stop--;
        if (stop > start && !para_put(out, start, stop)) return false;
        for (start = cut; start < end && bytes[start] == ' ';) start++;
    }
    return end == start || para_put(out, start, end);
}

/* How a block of lines without a blank one between was set. */
typedef struct setting { uint32_t width; bool wrapped; } setting;

static setting setting_of(const line *l, uint32_t n)
{
    setting s = { 0 };
    uint32_t full = 0;
    for (uint32_t i = 0; i < n; i++)
        if (l[i].chars > s.width) s.width = l[i].chars;
    for (uint32_t i = 0; i + 1 < n; i++)
        full += l[i].chars + 1 + l[i + 1].first_word > s.width && l[i].chars * 4 >= s.width * 3;
    s.wrapped = n >= 3 && s.width >= LEAST_WIDTH && s.width <= MOST_WIDTH && full * 2 > n - 1;
    return s;
}

/* Does the text run on over the break between two lines? Only where the line could not take the
 * next word, or cuts one. */
static bool runs_on(const setting *s, const line *a, const line *b)
{
    if (a->hyphened && b->opens_lower && a->chars >= LEAST_WIDTH / 2) return true;
    if (a->final || b->indented || s->width > MOST_WIDTH) return false;
    const bool filled = a->chars + 1 + b->first_word > s->width;
    return s->wrapped ? filled : b->opens_lower && filled && a->chars >= LEAST_WIDTH;
}

static bool block_put(const char *bytes, const lines *block, sayso_paras *out)
{
    const line *l = block->items;
    const setting s = setting_of(l, block->n);
    for (uint32_t i = 0, first = 0; i < block->n; i++) {
        if (i + 1 < block->n && runs_on(&s, &l[i], &l[i + 1])) continue;
        if (!para_put_long(bytes, out, l[first].start, l[i].end)) return false;
        first = i + 1;
    }
    return true;
}

bool sayso_paras_find(const sayso_chars *t, const char *bytes, uint32_t len, sayso_paras *out)
{
    lines block = { 0 };
    bool ok = true;
    for (uint32_t at = 0; ok && at < len;) {
        if (!sayso_grow(block.items, block.n, block.cap)) ok = false;
        else {
            line *l = &block.items[block.n];
            at = read_line(t, bytes, at, len, l);
            const bool blank = l->end == l->start;
            block.n += !blank;
            if (blank || block.n == LINES_AT_ONCE) {
                ok = block_put(bytes, &block, out);
                block.n = 0;
            }
        }
    }
    ok = ok && block_put(bytes, &block, out);
    free(block.items);
    return ok;
}
