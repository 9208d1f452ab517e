#include "train/text_noise.h"
#include "text/chars.h"
#include "text/utf8.h"

/* How all words of a stretch are written. */
typedef enum look { AS_IS, SHOUT, TITLE, SMALL, N_LOOKS = 10 } look;

/* a word in so many gets a capital; after a sentence in so many the look turns */
enum { CAPITAL_IN = 30, TURN_IN = 10 };

/* Pairs of quotation marks that stand for each other. */
static const struct {
    const char *open, *close;
} quotes[] = { { "\"", "\"" }, { "“", "”" }, { "«", "»" }, { "„", "“" } };
enum { N_QUOTES = sizeof quotes / sizeof *quotes };

typedef struct noise {
    sayso_gold *g;
    sayso_arena arena;
    uint64_t seed;
    unsigned quote;      /* the pair of this paragraph */
    look look;           /* of this stretch; chosen among N_LOOKS, those without a name are AS_IS */
    bool inside;         /* a straight quotation */
} noise;

static uint32_t chance(noise *z, uint32_t one_in) /* 0 in one case of so many */
{
    z->seed = z->seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(z->seed >> 33) % one_in;
}

static const char *other_quote(noise *z, sayso_str s)
{
    for (unsigned k = 0; k < N_QUOTES; k++) {
        const bool opens = sayso_str_eq(s, sayso_str_of(quotes[k].open)),
                   closes = sayso_str_eq(s, sayso_str_of(quotes[k].close));
        if (!opens && !closes) continue;
        if (k == 0) z->inside = !z->inside;
        else z->inside = opens;
        return z->inside ? quotes[z->quote].open : quotes[z->quote].close;
    }
    return NULL;
}

static look look_choose(noise *z)
{
    const uint32_t k = chance(z, N_LOOKS);
    return k <= SMALL ? (look)k : AS_IS;
}

/* *s in small letters, in the arena. */
static bool lower(sayso_str *s, sayso_arena *arena)
{
    size_t room;
    char *out = sayso_mul_size(s->len, 4, &room) ? sayso_arena_alloc(arena, room) : NULL;
    if (!out) return false;
    const uint8_t *p = (const uint8_t *)s->at, *end = p + s->len;
    uint32_t n = 0, c;
    while (p < end) {
        p += sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) c = 0xfffd;
        const uint32_t small = sayso_char_lower(c);
        n += sayso_utf8_put(small == '\'' ? c : small, out + n);
    }
    *s = (sayso_str){ out, n };
    return true;
}

static bool copy_token(noise *z, const sayso_gold_token *from, uint32_t gap_from)
{
    sayso_gold *g = z->g;
    sayso_str s = { g->text.at + from->start, from->end - from->start };
    const char *quote = other_quote(z, s);
    const sayso_str plain = s;
    if (quote) s = sayso_str_of(quote);
    else if (z->look == SHOUT && !sayso_str_upper(&s, false, &z->arena)) return false;
    else if (z->look == SMALL && !lower(&s, &z->arena)) return false;
    else if ((z->look == TITLE || (z->look == AS_IS && !chance(z, CAPITAL_IN))) &&
             !sayso_str_upper(&s, true, &z->arena))
        return false;
    else if (s.at == plain.at) { /* the buffer may move while it grows */
        const char *copy = sayso_arena_dup(&z->arena, s.at, s.len);
        if (!copy) return false;
        s.at = copy;
    }
    if (from->start > gap_from) sayso_buf_puts(&g->text, " ");
    sayso_gold_token t = *from;
    t.start = (uint32_t)g->text.len;
    sayso_buf_put(&g->text, s.at, s.len);
    t.end = (uint32_t)g->text.len;
    if (!sayso_grow(g->tokens, g->n_tokens, g->cap_tokens)) return false;
    g->tokens[g->n_tokens++] = t;
    return !g->text.failed;
}

static bool copy_para(noise *z, sayso_gold_para p)
{
    sayso_gold *g = z->g;
    sayso_gold_para copy = p;
    copy.start = (uint32_t)g->text.len;
    copy.first = g->n_tokens;
    copy.noisy = true;
    z->look = look_choose(z);
    z->quote = chance(z, N_QUOTES);
    z->inside = false;
    for (uint32_t k = 0; k < p.n; k++) {
        const sayso_gold_token t = g->tokens[p.first + k];
        if (!copy_token(z, &t, k ? g->tokens[p.first + k - 1].end : t.start)) return false;
        if (t.ends_sentence && !chance(z, TURN_IN)) z->look = look_choose(z);
    }
    copy.end = (uint32_t)g->text.len;
    if (!sayso_grow(g->paras, g->n_paras, g->cap_paras)) return false;
    g->paras[g->n_paras++] = copy;
    sayso_buf_puts(&g->text, "\n\n");
    sayso_arena_reset(&z->arena);
    return !g->text.failed;
}

bool sayso_gold_noise(sayso_gold *g)
{
    noise z = { .g = g, .arena = SAYSO_ARENA_EMPTY, .seed = 20310101 };
    const uint32_t n = g->n_paras;
    bool ok = true;
    for (uint32_t i = 0; ok && i < n; i++) ok = copy_para(&z, g->paras[i]);
    sayso_arena_free(&z.arena);
    return ok;
}
