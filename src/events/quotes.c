#include "events/quotes.h"
#include "events/propose.h"

typedef struct scan {
    const sayso_ctx *c;
    sayso_quotes *q;
    uint32_t open;      /* word of the opening mark, or SAYSO_NO_WORD */
    int depth;          /* quotations within it */
} scan;

/* *the party «Our Home»*: marks around a name or title, with no verb in it, right behind the
 * word that says what it names. */
static bool is_title(const sayso_ctx *c, uint32_t open, uint32_t close)
{
    if (open == 0 || c->tree.sentence[open - 1] != c->tree.sentence[open]) return false;
    const uint8_t u = word_at(c, open - 1)->upos;
    if (u != SAYSO_NOUN && u != SAYSO_PROPN && u != SAYSO_ADJ && u != SAYSO_ADP) return false;
    for (uint32_t w = open + 1; w < close; w++)
        if (word_at(c, w)->upos == SAYSO_VERB || word_at(c, w)->upos == SAYSO_AUX) return false;
    return true;
}

static uint32_t last_of(const sayso_ctx *c, uint32_t w)
{
    return sent_of(c, w)->first_word + sent_of(c, w)->n_words - 1;
}

static void quote_put(scan *s, uint32_t close)
{
    if (close > s->open + 2 && !is_title(s->c, s->open, close))
        s->q->at[s->q->n++] = (sayso_quote){ s->open, close };
    s->open = SAYSO_NO_WORD;
    s->depth = 0;
}

static bool same_mark(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    return sayso_str_eq(word_at(c, a)->form, word_at(c, b)->form);
}

/* kind: of the mark at w (sayso_quote_kind). */
static void mark_take(scan *s, uint32_t w, int kind)
{
    if (s->open == SAYSO_NO_WORD) {
        if (kind > 0) s->open = w;
        return;
    }
    const bool opens = kind == 1 || (kind == 2 && !same_mark(s->c, s->open, w) &&
                                     sayso_quote_kind(word_at(s->c, s->open)->form) == 2);
    if (opens) s->depth++;
    else if (s->depth) s->depth--;
    else quote_put(s, w);
}

/* A new paragraph goes on with what is quoted only if it begins with the opening mark again. True if
 * the mark is taken. */
static bool paragraph_take(scan *s, uint32_t w)
{
    if (s->open == SAYSO_NO_WORD) return false;
    const bool again = same_mark(s->c, s->open, w);
    if (!again) quote_put(s, last_of(s->c, s->open));
    return again;
}

static bool begins_paragraph(const sayso_ctx *c, uint32_t w)
{
    return w && w == sent_of(c, w)->first_word &&
           sent_of(c, w)->paragraph != sent_of(c, w - 1)->paragraph;
}

bool sayso_quotes_find(const sayso_ctx *c, sayso_quotes *q)
{
    uint32_t marks = 0;
    for (uint32_t w = 0; w < c->text->n_words; w++)
        marks += word_at(c, w)->upos == SAYSO_PUNCT && sayso_quote_kind(word_at(c, w)->form) != 0;
    *q = (sayso_quotes){ .at = sayso_arena_array(c->arena, marks + 1, sizeof *q->at) };
    if (!q->at) return false;
    scan s = { .c = c, .q = q, .open = SAYSO_NO_WORD };
    for (uint32_t w = 0; w < c->text->n_words; w++) {
        if (begins_paragraph(c, w) && paragraph_take(&s, w)) continue;
        if (s.open != SAYSO_NO_WORD &&
            c->tree.sentence[w] > c->tree.sentence[s.open] + SAYSO_QUOTE_SENTENCES)
            quote_put(&s, last_of(c, s.open));
        const int kind =
            word_at(c, w)->upos == SAYSO_PUNCT ? sayso_quote_kind(word_at(c, w)->form) : 0;
        if (kind) mark_take(&s, w, kind);
    }
    if (s.open != SAYSO_NO_WORD) quote_put(&s, last_of(c, s.open));
    return true;
}

uint32_t sayso_quotes_from(const sayso_quotes *q, uint32_t w)
{
    uint32_t lo = 0, hi = q->n;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (q->at[mid].close < w) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

const sayso_quote *sayso_quote_around(const sayso_quotes *q, uint32_t w)
{
    const uint32_t i = sayso_quotes_from(q, w);
    return i < q->n && q->at[i].open < w && w < q->at[i].close ? &q->at[i] : NULL;
}
