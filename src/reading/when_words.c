/* What the forms of dates are made of: their words and figures, the tense of the clause, spans of days. */
#include "reading/when.h"

enum { HALF_YEAR = 183 };

static const sayso_word *word_at(const when_scan *s, uint32_t w) { return &s->c->text->words[w]; }


/* The longest date word of a kind at w: its length in words, 0 if none. */
uint32_t sayso_when_word(const when_scan *s, uint32_t w, sayso_date_word_kind kind, const sayso_date_word **out)
{
    if (w < s->begin || w >= s->end) return 0;
    for (uint32_t i = 0; i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind != kind || !x->value || w + x->n_words > s->end) continue;
        if (out) *out = x;
        return x->n_words;
    }
    return 0;
}

int sayso_when_number(const sayso_date_word *x)
{
    int v = 0;
    for (const char *p = x->value; *p >= '0' && *p <= '9' && v < 1000; p++) v = v * 10 + (*p - '0');
    return v;
}

bool sayso_when_form_is(const when_scan *s, uint32_t w, const char *z)
{
    return w < s->end && sayso_str_eq(word_at(s, w)->form, sayso_str_of(z));
}

/* Skips an adposition and an article: *5th of the month*, *fin de l'année*. */
uint32_t sayso_when_skip_small(const when_scan *s, uint32_t w)
{
    for (int i = 0; i < 2 && w < s->end && (word_at(s, w)->upos == SAYSO_ADP || word_at(s, w)->upos == SAYSO_DET); i++) w++;
    return w;
}

/* ---- calendar helpers ---- */

void sayso_when_set(when_date *d, int32_t from, int32_t to, sayso_precision p)
{
    d->from = from;
    d->to = to;
    d->precision = p;
}

void sayso_when_set_month(when_date *d, int year, int month)
{
    while (month < 1) { month += 12; year--; }
    while (month > 12) { month -= 12; year++; }
    sayso_when_set(d, sayso_day_of(year, month, 1), sayso_day_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1, SAYSO_MONTH);
}

void sayso_when_set_year(when_date *d, int year) { sayso_when_set(d, sayso_day_of(year, 1, 1), sayso_day_of(year, 12, 31), SAYSO_YEAR); }

bool sayso_when_set_day(when_date *d, int year, int month, int mday)
{
    const int32_t day = sayso_day_of(year, month, mday);
    int y, m, a;
    sayso_day_parts(day, &y, &m, &a);
    if (m != month || a != mday) return false;
    sayso_when_set(d, day, day, SAYSO_DAY);
    return true;
}

void sayso_when_set_week(when_date *d, int32_t day)
{
    const int32_t monday = day - (sayso_day_weekday(day) - 1);
    sayso_when_set(d, monday, monday + 6, SAYSO_INTERVAL);
}

int sayso_when_year_of(int32_t day)
{
    int y, m, d;
    sayso_day_parts(day, &y, &m, &d);
    return y;
}

/* Does an auxiliary of verb w make it future? */
static bool has_future(const when_scan *s, uint32_t w)
{
    const sayso_ctx *c = s->c;
    for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k]) {
        const char *value = NULL;
        if (c->text->words[k].rel != SAYSO_REL_AUX) continue;
        if (c->text->words[k].feats & SAYSO_F(TENSE_FUT)) return true;
        if (sayso_lexicon_class(c->lexicon, s->language, SAYSO_CLASS_MODAL, &c->text->words[k], 1, &value) && value && strcmp(value, "future") == 0) return true;
    }
    return false;
}

/* The time that the clause of word w speaks of: SINCE it happened, TILL it will happen, NEAREST if that is not said. */
when_bound sayso_when_clause_time(const when_scan *s, uint32_t w)
{
    const sayso_ctx *c = s->c;
    const uint64_t past = SAYSO_F(TENSE_PAST) | SAYSO_F(TENSE_IMP);
    for (int i = 0; i < 5 && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        const sayso_word *x = &c->text->words[w];
        if (x->upos != SAYSO_VERB && x->upos != SAYSO_AUX) continue;
        if ((x->feats & SAYSO_F(TENSE_FUT)) || has_future(s, w)) return TILL;
        if (x->feats & past) return SINCE;
        if (x->feats & SAYSO_F(VERBFORM_FIN)) return NEAREST;
    }
    return NEAREST;
}

bool sayso_when_is_future(const when_scan *s, uint32_t w) { return sayso_when_clause_time(s, w) == TILL; }

/* Gives a span of days without a year its year. from, to are set for some year; `bound` says which repetition. */
bool sayso_when_choose_year(const when_scan *s, when_date *d, int month, int mday, when_bound bound)
{
    if (s->day == INT32_MIN) return false;
    const int now = sayso_when_year_of(s->day);
    bool any = false;
    long best = 0;
    when_date chosen = *d;
    for (int y = now - 1; y <= now + 1; y++) {
        when_date t = *d;
        if (mday) { if (!sayso_when_set_day(&t, y, month, mday)) continue; }
        else sayso_when_set_month(&t, y, month);
        const bool past = t.to <= s->day, coming = t.from > s->day;
        if ((bound == PAST && !(t.to < s->day)) || (bound == COMING && !coming) || (bound == THIS && y != now) ||
            (bound == SINCE && coming) || (bound == TILL && t.to < s->day)) continue;
        long cost = past ? (long)(s->day - t.to) : coming ? (long)(t.from - s->day) : 0;
        if (bound == NEAREST && coming && cost > HALF_YEAR / 3) cost += HALF_YEAR / 3; /* news looks back more than ahead */
        if (!any || cost < best) { best = cost; chosen = t; }
        any = true;
    }
    if (any) { d->from = chosen.from; d->to = chosen.to; d->precision = chosen.precision; }
    return any;
}

/* First, middle or last third of what was found. */
void sayso_when_cut_part(when_date *d, char which)
{
    const int32_t n = d->to - d->from + 1;
    if (n < 3) return;
    const int32_t third = n / 3;
    if (d->precision == SAYSO_YEAR) { /* whole months: January to April, May to August, September to December */
        const int y = sayso_when_year_of(d->from);
        const int first = which == 'f' ? 1 : which == 'm' ? 5 : 9;
        d->from = sayso_day_of(y, first, 1);
        d->to = (first == 9 ? sayso_day_of(y + 1, 1, 1) : sayso_day_of(y, first + 4, 1)) - 1;
    } else if (d->precision == SAYSO_MONTH) {
        const int32_t begin = d->from;
        d->from = which == 'f' ? begin : which == 'm' ? begin + 10 : begin + 20;
        if (which != 'l') d->to = d->from + 9;
    } else {
        const int32_t begin = d->from;
        d->from = which == 'f' ? begin : which == 'm' ? begin + third : begin + 2 * third;
        if (which != 'l') d->to = d->from + third - 1;
    }
    d->precision = SAYSO_INTERVAL;
}

/* ---- small pieces ---- */

/* A year in figures at w, with the word for year behind it (*2024 року*). */
bool sayso_when_year_at(const when_scan *s, uint32_t w, int *year, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    if (f.kind != WHEN_INTEGER || f.digits != 4 || f.suffix || f.a < 1000 || f.a > 2199) return false;
    const sayso_date_word *unit;
    *year = f.a;
    *last = f.last;
    const uint32_t n = sayso_when_word(s, f.last + 1, SAYSO_DW_UNIT, &unit);
    if (n && strcmp(unit->value, "y") == 0) {
        *last = f.last + n;
        if (sayso_when_form_is(s, *last + 1, ".") && word_at(s, *last)->form.len <= 4) ++*last; /* *2016 р.* */
    }
    return true;
}

/* A day of the month at w: 19, 19th, nineteenth. */
int sayso_when_day_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    const sayso_date_word *x;
    if (f.kind == WHEN_INTEGER && f.digits <= 2 && f.a >= 1 && f.a <= 31) {
        *last = f.last;
        if (!f.suffix && sayso_when_form_is(s, f.last + 1, ".") && sayso_when_word(s, f.last + 2, SAYSO_DW_MONTH, NULL)) ++*last;
        return f.a;
    }
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_NUMBER, &x);
    if (!n) return 0;
    *last = w + n - 1;
    const int v = sayso_when_number(x);
    return v >= 1 && v <= 31 ? v : 0;
}

int sayso_when_month_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const sayso_date_word *x;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_MONTH, &x);
    if (!n) return 0;
    const uint8_t u = word_at(s, w)->upos;
    if (u == SAYSO_AUX || u == SAYSO_PUNCT) return 0;
    *last = w + n - 1;
    const int v = sayso_when_number(x);
    return v >= 1 && v <= 12 ? v : 0;
}

/* -1, 0, +1 for past, this, coming; 2 if no direction word stands there. `where`: "before" or "after" its noun. */
int sayso_when_direction_at(const when_scan *s, uint32_t w, const char *where, uint32_t *last)
{
    if (w < s->begin || w >= s->end) return 2;
    for (uint32_t i = 0; i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind != SAYSO_DW_DIRECTION || !x->value) continue;
        if (x->extra && strcmp(x->extra, where) != 0 && strcmp(x->extra, "both") != 0) continue;
        *last = w + x->n_words - 1;
        return x->value[0] == '-' ? -1 : x->value[0] == '+' ? 1 : 0;
    }
    return 2;
}

/* A direction (given by its last word) that needs no number: an adjective or the like (*last*, *цей*, *in the past*), not an
 * adposition (*in*, *через*). */
bool sayso_when_agrees(const when_scan *s, uint32_t last)
{
    const uint8_t u = word_at(s, last)->upos;
    if (u == SAYSO_VERB && word_at(s, last)->rel != SAYSO_AMOD && word_at(s, last)->rel != SAYSO_ACL) return false; /* *word coming this week* */
    return u != SAYSO_ADP && u != SAYSO_ADV && u != SAYSO_SCONJ;
}

when_bound sayso_when_bound_of(int direction)
{
    return direction < 0 ? PAST : direction == 0 ? THIS : direction == 1 ? COMING : NEAREST;
}

/* Is the word led in by a preposition of time, or by *since*, *until*? */
bool sayso_when_led_in(const when_scan *s, uint32_t w)
{
    if (w > s->begin && word_at(s, w - 1)->upos == SAYSO_DET) w--;
    if (w == s->begin) return false;
    if (word_at(s, w - 1)->upos == SAYSO_ADP) return true;
    for (uint32_t k = 1; k <= 4 && k <= w - s->begin; k++) {
        const sayso_date_word *x;
        if (sayso_when_word(s, w - k, SAYSO_DW_PREPOSITION, &x) == k) return true;
    }
    return false;
}

