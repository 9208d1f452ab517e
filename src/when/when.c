/* Dates: walks the text once, longest form first, and makes the records. */
#include "when/inside.h"

static bool when_put(sayso_ctx *c, const when_date *d, uint32_t *cap)
{
    if (!sayso_arena_grow(c->arena, c->dates, c->n_dates, *cap)) return false;
    c->dates[c->n_dates] = (sayso_date){ .span = sayso_span_trim(
                                             c, sayso_words_span(c, d->first, d->last)),
                                         .day = { d->from, d->to, d->precision } };
    for (uint32_t w = d->first; w <= d->last; w++) c->date_of[w] = (int32_t)c->n_dates;
    c->n_dates++;
    return true;
}

/* *mid-June* is one token: its first piece may be a word of dates. */
static uint8_t look_up_piece(when_scan *s, const sayso_word *x, sayso_date_word *out)
{
    const char *dash = x->form.len ? memchr(x->form.at, '-', x->form.len) : NULL;
    if (!dash || dash == x->form.at || dash + 1 == x->form.at + x->form.len) return 0;
    return sayso_when_piece(s,
                            (sayso_str){ .at = x->form.at, .len = (uint32_t)(dash - x->form.at) },
                            SAYSO_DW_PART, out);
}

/* Date words of each word of the sentence; false if there are neither such words nor figures. */
static bool when_look_up(when_scan *s)
{
    const sayso_word *words = s->c->text->words;
    bool any = false;
    for (uint32_t w = s->begin; w < s->end; w++) {
        const uint32_t i = w - s->begin;
        s->n_found[i] = 0;
        if (words[w].upos == SAYSO_PUNCT) continue;
        s->n_found[i] = (uint8_t)sayso_lexicon_date_words(s->c->lexicon, s->language, &words[w],
                                                          s->end - w, s->found[i], WHEN_WORDS);
        if (!s->n_found[i]) s->n_found[i] = look_up_piece(s, &words[w], &s->found[i][0]);
        any |= s->n_found[i] > 0;
        any |= words[w].form.len > 0 && words[w].form.at[0] >= '0' && words[w].form.at[0] <= '9';
    }
    return any;
}

/* Remembers a date by its grain: a day, up to a month, up to a year. */
static void when_told(when_scan *s, const when_date *d)
{
    const int32_t n = d->to - d->from + 1;
    const int grain = n == 1 ? 0 : n <= 31 ? 1 : n <= 366 ? 2 : -1;
    if (grain < 0) return;
    s->told[grain].d = *d;
    s->told[grain].sentence = s->sentence;
    s->told[grain].known = true;
}

static bool when_sentence(when_scan *s, uint32_t *cap)
{
    if (!when_look_up(s)) return true;
    for (uint32_t w = s->begin; w < s->end;) {
        when_date d;
        if (!sayso_when_match(s, w, &d)) { w++; continue; }
        if (!d.none) {
            if (!when_put(s->c, &d, cap)) return false;
            when_told(s, &d);
        }
        w = d.last + 1 > w ? d.last + 1 : w + 1;
    }
    return true;
}

bool sayso_when(sayso_ctx *c)
{
    const uint32_t n = c->text->n_words;
    uint32_t cap = 0;
    when_scan s = { .c = c, .day = sayso_day_first(c->day) };
    c->dates = NULL;
    c->n_dates = 0;
    c->date_of = sayso_arena_array(c->arena, n, sizeof *c->date_of);
    s.found = sayso_arena_array(c->arena, SAYSO_MOST_WORDS, sizeof *s.found);
    s.n_found = sayso_arena_alloc(c->arena, SAYSO_MOST_WORDS);
    if (!c->date_of || !s.found || !s.n_found) return false;
    for (uint32_t w = 0; w < n; w++) c->date_of[w] = -1;
    for (uint32_t i = 0; i < c->text->n_sents; i++) {
        const sayso_sent *sent = &c->text->sents[i];
        if (sent->n_words == 0 || sent->n_words > SAYSO_MOST_WORDS) continue;
        s.language = sayso_ctx_language(c, sent->first_word);
        s.begin = sent->first_word;
        s.end = sent->first_word + sent->n_words;
        s.sentence = i;
        if (s.language != UINT16_MAX && !when_sentence(&s, &cap)) return false;
    }
    return true;
}
