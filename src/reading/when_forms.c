/* The forms of dates. Each form is tried at a word and tells how far it reaches; the longest wins.
 *
 * A date without a year takes the year nearest to the document's date, the past one where both are within half a year;
 * after a verb in the future, the next one. Without a document's date only dates with a year are dates. */
#include "reading/when.h"

#include "text/utf8.h"

enum { HALF_YEAR = 183, MOST_UNITS = 4000 };

/* Which repetition of a day or month: PAST and COMING are wholly before and after today (*last June*), SINCE and TILL may
 * hold it (*in June they met*). */
typedef enum when_bound { NEAREST, PAST, COMING, THIS, SINCE, TILL } when_bound;
typedef struct part_of { bool given; char which; } part_of; /* 'f' first, 'm' mid, 'l' last */

static const sayso_word *word_at(const when_scan *s, uint32_t w) { return &s->c->text->words[w]; }

/* The longest date word of a kind at w: its length in words, 0 if none. */
static uint32_t is(const when_scan *s, uint32_t w, sayso_date_word_kind kind, const sayso_date_word **out)
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

static int number_of(const sayso_date_word *x)
{
    int v = 0;
    for (const char *p = x->value; *p >= '0' && *p <= '9' && v < 1000; p++) v = v * 10 + (*p - '0');
    return v;
}

static bool form_is(const when_scan *s, uint32_t w, const char *z)
{
    return w < s->end && sayso_str_eq(word_at(s, w)->form, sayso_str_of(z));
}

/* Skips an adposition and an article: *5th of the month*, *fin de l'année*. */
static uint32_t skip_small(const when_scan *s, uint32_t w)
{
    for (int i = 0; i < 2 && w < s->end && (word_at(s, w)->upos == SAYSO_ADP || word_at(s, w)->upos == SAYSO_DET); i++) w++;
    return w;
}

/* ---- calendar helpers ---- */

static void set(when_date *d, int32_t from, int32_t to, sayso_precision p)
{
    d->from = from;
    d->to = to;
    d->precision = p;
}

static void set_month(when_date *d, int year, int month)
{
    while (month < 1) { month += 12; year--; }
    while (month > 12) { month -= 12; year++; }
    set(d, sayso_day_of(year, month, 1), sayso_day_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1, SAYSO_MONTH);
}

static void set_year(when_date *d, int year) { set(d, sayso_day_of(year, 1, 1), sayso_day_of(year, 12, 31), SAYSO_YEAR); }

static bool set_day(when_date *d, int year, int month, int mday)
{
    const int32_t day = sayso_day_of(year, month, mday);
    int y, m, a;
    sayso_day_parts(day, &y, &m, &a);
    if (m != month || a != mday) return false;
    set(d, day, day, SAYSO_DAY);
    return true;
}

static void set_week(when_date *d, int32_t day)
{
    const int32_t monday = day - (sayso_day_weekday(day) - 1);
    set(d, monday, monday + 6, SAYSO_INTERVAL);
}

static int year_of(int32_t day)
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
static when_bound clause_time(const when_scan *s, uint32_t w)
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

static bool is_future(const when_scan *s, uint32_t w) { return clause_time(s, w) == TILL; }

/* Gives a span of days without a year its year. from, to are set for some year; `bound` says which repetition. */
static bool choose_year(const when_scan *s, when_date *d, int month, int mday, when_bound bound)
{
    if (s->day == INT32_MIN) return false;
    const int now = year_of(s->day);
    bool any = false;
    long best = 0;
    when_date chosen = *d;
    for (int y = now - 1; y <= now + 1; y++) {
        when_date t = *d;
        if (mday) { if (!set_day(&t, y, month, mday)) continue; }
        else set_month(&t, y, month);
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
static void cut_part(when_date *d, char which)
{
    const int32_t n = d->to - d->from + 1;
    if (n < 3) return;
    const int32_t third = n / 3;
    if (d->precision == SAYSO_YEAR) { /* whole months: January to April, May to August, September to December */
        const int y = year_of(d->from);
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
static bool year_at(const when_scan *s, uint32_t w, int *year, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    if (f.kind != WHEN_INTEGER || f.digits != 4 || f.suffix || f.a < 1000 || f.a > 2199) return false;
    const sayso_date_word *unit;
    *year = f.a;
    *last = f.last;
    const uint32_t n = is(s, f.last + 1, SAYSO_DW_UNIT, &unit);
    if (n && strcmp(unit->value, "y") == 0) {
        *last = f.last + n;
        if (form_is(s, *last + 1, ".") && word_at(s, *last)->form.len <= 4) ++*last; /* *2016 р.* */
    }
    return true;
}

/* A day of the month at w: 19, 19th, nineteenth. */
static int day_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    const sayso_date_word *x;
    if (f.kind == WHEN_INTEGER && f.digits <= 2 && f.a >= 1 && f.a <= 31) {
        *last = f.last;
        if (!f.suffix && form_is(s, f.last + 1, ".") && is(s, f.last + 2, SAYSO_DW_MONTH, NULL)) ++*last;
        return f.a;
    }
    const uint32_t n = is(s, w, SAYSO_DW_NUMBER, &x);
    if (!n) return 0;
    *last = w + n - 1;
    const int v = number_of(x);
    return v >= 1 && v <= 31 ? v : 0;
}

static int month_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const sayso_date_word *x;
    const uint32_t n = is(s, w, SAYSO_DW_MONTH, &x);
    if (!n) return 0;
    const uint8_t u = word_at(s, w)->upos;
    if (u == SAYSO_AUX || u == SAYSO_PUNCT) return 0;
    *last = w + n - 1;
    const int v = number_of(x);
    return v >= 1 && v <= 12 ? v : 0;
}

/* -1, 0, +1 for past, this, coming; 2 if no direction word stands there. `where`: "before" or "after" its noun. */
static int direction_at(const when_scan *s, uint32_t w, const char *where, uint32_t *last)
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
static bool agrees(const when_scan *s, uint32_t last)
{
    const uint8_t u = word_at(s, last)->upos;
    if (u == SAYSO_VERB && word_at(s, last)->rel != SAYSO_AMOD && word_at(s, last)->rel != SAYSO_ACL) return false; /* *word coming this week* */
    return u != SAYSO_ADP && u != SAYSO_ADV && u != SAYSO_SCONJ;
}

static when_bound bound_of(int direction)
{
    return direction < 0 ? PAST : direction == 0 ? THIS : direction == 1 ? COMING : NEAREST;
}

/* ---- day and month ---- */

/* Ends a day and month with its year, written or inferred. */
static bool finish_day(const when_scan *s, when_date *d, int month, int mday, uint32_t last)
{
    int year;
    uint32_t end, at = last + 1;
    d->last = last;
    if (form_is(s, at, ",")) at++;
    if (year_at(s, at, &year, &end) || year_at(s, at = skip_small(s, last + 1), &year, &end)) {
        d->last = end;
        return set_day(d, year, month, mday);
    }
    const int direction = direction_at(s, last + 1, "after", &end);
    if (direction != 2 && agrees(s, end)) d->last = end;
    const sayso_date_word *unit;
    when_bound bound = direction != 2 && agrees(s, end) ? bound_of(direction) : clause_time(s, d->first);
    /* *5 березня минулого року*, *5 June last year* */
    const uint32_t n = is(s, d->last + 1, SAYSO_DW_RELATIVE, &unit);
    if (n && strchr(unit->value, 'y') && s->day != INT32_MIN) {
        const int sign = unit->value[0] == '-' ? -1 : unit->value[0] == '+' ? 1 : 0;
        d->last += n;
        return set_day(d, year_of(s->day) + sign, month, mday);
    }
    return choose_year(s, d, month, mday, bound);
}

/* 19 June 2024, 19th of June, 5-7 June. */
static bool form_day_month(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last, m_last;
    const when_figure range = sayso_when_figure(s, w);
    if (range.kind == WHEN_INTEGERS && range.a >= 1 && range.b > range.a && range.b <= 31) {
        const int month = month_at(s, skip_small(s, range.last + 1), &m_last);
        if (!month || !finish_day(s, d, month, range.b, m_last)) return false;
        int y, m, a;
        sayso_day_parts(d->to, &y, &m, &a);
        set(d, sayso_day_of(y, m, range.a), d->to, SAYSO_INTERVAL);
        return true;
    }
    const int mday = day_at(s, w, &last);
    if (!mday) return false;
    const int month = month_at(s, skip_small(s, last + 1), &m_last);
    return month && finish_day(s, d, month, mday, m_last);
}

/* June 19, 2024; June 5-7. */
static bool form_month_day(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t m_last, last;
    const int month = month_at(s, w, &m_last);
    if (!month) return false;
    const when_figure f = sayso_when_figure(s, m_last + 1);
    if (f.kind == WHEN_INTEGERS && f.a >= 1 && f.b > f.a && f.b <= 31) {
        if (!finish_day(s, d, month, f.b, f.last)) return false;
        int y, m, a;
        sayso_day_parts(d->to, &y, &m, &a);
        set(d, sayso_day_of(y, m, f.a), d->to, SAYSO_INTERVAL);
        return true;
    }
    uint32_t at = m_last + 1;
    if (at < s->end && word_at(s, at)->upos == SAYSO_DET) at++; /* June the 5th */
    const int mday = day_at(s, at, &last);
    if (!mday || month_at(s, last + 1, &at) || is(s, last + 1, SAYSO_DW_UNIT, NULL)) return false;
    return finish_day(s, d, month, mday, last);
}

/* Is the word led in by a preposition of time, or by *since*, *until*? */
static bool led_in(const when_scan *s, uint32_t w)
{
    if (w > s->begin && word_at(s, w - 1)->upos == SAYSO_DET) w--;
    if (w == s->begin) return false;
    if (word_at(s, w - 1)->upos == SAYSO_ADP) return true;
    for (uint32_t k = 1; k <= 4 && k <= w - s->begin; k++) {
        const sayso_date_word *x;
        if (is(s, w - k, SAYSO_DW_PREPOSITION, &x) == k) return true;
    }
    return false;
}

/* April 2025; in April; last April; avril dernier. */
static bool form_month(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last, end, at = w;
    int direction = direction_at(s, w, "before", &last);
    if (direction != 2 && agrees(s, last)) at = last + 1;
    else direction = 2;
    const int month = month_at(s, at, &last);
    if (!month) return false;
    int year;
    if (direction != 2) { /* *this coming June 9* */
        when_date exact = { .first = at, .last = at };
        if (form_month_day(s, at, &exact)) { exact.first = w; *d = exact; return true; }
    }
    d->last = last;
    uint32_t next = last + 1;
    if (form_is(s, next, ",")) next++;
    if (year_at(s, next, &year, &end) || year_at(s, skip_small(s, last + 1), &year, &end)) {
        d->last = end;
        set_month(d, year, month);
        return true;
    }
    if (direction == 2) {
        direction = direction_at(s, last + 1, "after", &end);
        if (direction != 2 && agrees(s, end)) d->last = end;
        else direction = 2;
    }
    const sayso_date_word *unit;
    const uint32_t n = is(s, d->last + 1, SAYSO_DW_RELATIVE, &unit);
    if (n && strchr(unit->value, 'y') && s->day != INT32_MIN) {
        d->last += n;
        set_month(d, year_of(s->day) + (unit->value[0] == '-' ? -1 : unit->value[0] == '+'), month);
        return true;
    }
    if (direction == 2 && !led_in(s, w)) return false;
    if (word_at(s, at)->upos == SAYSO_VERB) return false;
    return choose_year(s, d, month, 0, direction != 2 ? bound_of(direction) : clause_time(s, w));
}

/* ---- weekdays ---- */

static int32_t weekday_day(const when_scan *s, int weekday, int direction, bool future)
{
    const int today = sayso_day_weekday(s->day);
    const int back = (today - weekday + 7) % 7; /* 0 on the day itself */
    if (direction == -1) return s->day - (back ? back : 7);
    if (direction == 1) return s->day + (back ? 7 - back : 7);
    if (direction == 0) return s->day - (today - 1) + (weekday - 1);
    return future ? s->day + (7 - back) % 7 : s->day - back;
}

/* on Monday; last Tuesday; mardi dernier; Monday of last week; Tuesday, 5 June. */
static bool form_weekday(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    uint32_t last, at = w;
    int direction = direction_at(s, w, "before", &last);
    if (direction != 2 && agrees(s, last)) at = last + 1;
    else direction = 2;
    const uint32_t n = is(s, at, SAYSO_DW_WEEKDAY, &x);
    if (!n || word_at(s, at)->upos == SAYSO_VERB) return false;
    const int weekday = number_of(x);
    if (weekday < 1 || weekday > 7) return false;
    d->last = at + n - 1;
    uint32_t next = d->last + 1;
    if (form_is(s, next, ",")) next++;
    when_date exact = *d;
    if (form_day_month(s, skip_small(s, next), &exact) || form_month_day(s, next, &exact)) {
        *d = exact;
        return true;
    }
    if (s->day == INT32_MIN || (word_at(s, at)->form.len <= 3 && direction == 2 && !led_in(s, at))) return false; /* *the Sun* */
    const uint32_t week = skip_small(s, d->last + 1);
    const uint32_t r = is(s, week, SAYSO_DW_RELATIVE, &x);
    if (r && strchr(x->value, 'w')) {
        const int sign = x->value[0] == '-' ? -1 : x->value[0] == '+' ? 1 : 0;
        const int32_t monday = s->day - (sayso_day_weekday(s->day) - 1) + 7 * sign;
        d->last = week + r - 1;
        set(d, monday + weekday - 1, monday + weekday - 1, SAYSO_DAY);
        return true;
    }
    if (direction == 2) {
        direction = direction_at(s, d->last + 1, "after", &last);
        if (direction != 2 && agrees(s, last)) d->last = last;
        else direction = 2;
    }
    const int32_t day = weekday_day(s, weekday, direction, is_future(s, at));
    set(d, day, day, SAYSO_DAY);
    return true;
}

/* ---- relative ---- */

/* n units from `from`: *ago*, *next*. Units may have a number of their own: 2w, 10y. */
static bool shift(when_date *d, int32_t from, long n, const char *unit)
{
    long each = 0;
    while (*unit >= '0' && *unit <= '9' && each < 1000) each = each * 10 + (*unit++ - '0');
    n *= each ? each : 1;
    if (n > MOST_UNITS || n < -MOST_UNITS) return false;
    int y, m, a;
    sayso_day_parts(from, &y, &m, &a);
    switch (*unit) {
    case 'd': set(d, from + (int32_t)n, from + (int32_t)n, SAYSO_DAY); return true;
    case 'w': set_week(d, from + (int32_t)(7 * n)); return true;
    case 'm': set_month(d, y + (int)(n / 12), m + (int)(n % 12)); return true;
    case 'y':
        if (y + n < 1 || y + n > 2999) return false;
        set_year(d, y + (int)n);
        return true;
    default: return false;
    }
}

/* yesterday, last_week: entries with an offset of their own. */
static bool form_relative(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    const uint32_t n = is(s, w, SAYSO_DW_RELATIVE, &x);
    if (!n || s->day == INT32_MIN) return false;
    const char *p = x->value;
    const int sign = *p == '-' ? -1 : 1;
    if (*p == '-' || *p == '+') p++;
    long count = 0;
    while (*p >= '0' && *p <= '9' && count < MOST_UNITS) count = count * 10 + (*p++ - '0');
    d->last = w + n - 1;
    return shift(d, s->day, sign * count, p);
}

/* A count at w: 3, three. */
static long count_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    const sayso_date_word *x;
    if (f.kind == WHEN_INTEGER && !f.suffix) { *last = f.last; return f.a; }
    const uint32_t n = is(s, w, SAYSO_DW_NUMBER, &x);
    if (!n) return -1;
    *last = w + n - 1;
    return number_of(x);
}

static bool stretch_of(const when_scan *s, when_date *d, int direction, long count, const char *unit)
{
    when_date far = *d;
    if (!shift(&far, s->day, direction * count, unit)) return false;
    int y, m, a, fy, fm, fa;
    sayso_day_parts(s->day, &y, &m, &a);
    sayso_day_parts(far.from, &fy, &fm, &fa);
    int32_t edge = far.from; /* the same day of the month, or its last */
    const char kind = unit[strspn(unit, "0123456789")];
    if (kind == 'm' || kind == 'y') {
        edge = sayso_day_of(fy, kind == 'y' ? m : fm, 1) + (a > 28 ? 28 : a) - 1;
    } else if (kind == 'w') {
        edge = s->day + far.from - (s->day - (sayso_day_weekday(s->day) - 1));
    }
    if (direction < 0) set(d, edge, s->day, SAYSO_INTERVAL);
    else set(d, s->day, edge, SAYSO_INTERVAL);
    return d->from <= d->to;
}

/* three days ago; il y a trois jours; in two weeks; the last three days; last month; le mois dernier. */
static bool form_units(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *unit;
    uint32_t last = w, at = w, end;
    if (s->day == INT32_MIN) return false;
    int before = direction_at(s, w, "before", &last);
    if (before != 2) at = last + 1;
    const bool adjective = before != 2 && agrees(s, last);
    if (before != 2 && !adjective && at < s->end && word_at(s, at)->upos == SAYSO_DET && !is(s, at, SAYSO_DW_NUMBER, NULL)) at++;
    long count = count_at(s, at, &last);
    if (count >= 0) at = last + 1;
    int inner = direction_at(s, at, "before", &end); /* les trois derniers jours */
    if (inner == 2) inner = direction_at(s, at, "after", &end);
    if (inner != 2 && count >= 0 && before == 2 && agrees(s, end)) at = end + 1;
    else inner = 2;
    const uint32_t n = is(s, at, SAYSO_DW_UNIT, &unit);
    if (!n) return false;
    d->last = at + n - 1;
        const bool several = word_at(s, d->last)->feats & SAYSO_F(NUMBER_PLUR);
    if (before != 2 && count < 0) return adjective && !several && shift(d, s->day, before, unit->value); /* *recent years* are no date */
    if (inner != 2) return inner != 0 && stretch_of(s, d, inner, count, unit->value);
    if (before != 2) {
        if (adjective) return before != 0 && stretch_of(s, d, before, count, unit->value);
        return shift(d, s->day, before * count, unit->value);
    }
    const int after = direction_at(s, d->last + 1, "after", &end);
    if (after == 2) return false;
    if (count < 0 && (several || !agrees(s, end))) return false;
    d->last = end;
    if (count < 0) return shift(d, s->day, after, unit->value);
    if (after > 0 && s->told == INT32_MIN) return false; /* *three days later* than what? */
    return shift(d, after > 0 ? s->told : s->day, after * count, unit->value);
}

/* ---- years, decades, seasons, quarters, parts ---- */

static bool form_year(const when_scan *s, uint32_t w, when_date *d)
{
    const when_figure f = sayso_when_figure(s, w);
    const sayso_date_word *unit;
    if (f.kind == WHEN_FULL) { set(d, f.from, f.to, f.precision); d->last = f.last; return true; }
    if (f.kind == WHEN_DECADE && f.a >= 1000 && f.a <= 2190) {
        set(d, sayso_day_of(f.a, 1, 1), sayso_day_of(f.a + 9, 12, 31), SAYSO_INTERVAL);
        d->last = f.last;
        const uint32_t n = is(s, f.last + 1, SAYSO_DW_UNIT, &unit);
        if (n && strcmp(unit->value, "y") == 0) d->last += n;
        return true;
    }
    if (f.kind == WHEN_INTEGERS && f.digits == 4 && f.a >= 1800 && f.b > f.a && f.b <= 2199) {
        set(d, sayso_day_of(f.a, 1, 1), sayso_day_of(f.b, 12, 31), SAYSO_INTERVAL);
        d->last = f.last;
        const uint32_t n = is(s, f.last + 1, SAYSO_DW_UNIT, &unit);
        if (n && strcmp(unit->value, "y") == 0) d->last += n;
        return n || led_in(s, w);
    }
    int year;
    uint32_t at = w;
    const uint32_t n = is(s, w, SAYSO_DW_UNIT, &unit); /* the year 2024, les années 1990 */
    if (n && strcmp(unit->value, "y") == 0) {
        at = w + n;
        if (!year_at(s, at, &year, &d->last)) return false;
        if ((word_at(s, w)->feats & SAYSO_F(NUMBER_PLUR)) && year % 10 == 0) set(d, sayso_day_of(year, 1, 1), sayso_day_of(year + 9, 12, 31), SAYSO_INTERVAL);
        else set_year(d, year);
        return true;
    }
    if (!year_at(s, w, &year, &d->last)) return false;
    if (d->last == f.last && (year < 1800 || year > 2100 || !led_in(s, w))) return false; /* a bare number needs a preposition */
    const uint32_t next = d->last + 1;
    if (d->last == f.last && next < s->end && word_at(s, next)->rel != SAYSO_REL_PUNCT && s->c->tree.parent[w] == next &&
        word_at(s, w)->rel == SAYSO_NUMMOD) return false;    /* *in 2000 villages* */
    set_year(d, year);
    return true;
}

static bool season_span(when_date *d, const char *season, int year)
{
    const int first = strcmp(season, "spring") == 0 ? 3 : strcmp(season, "summer") == 0 ? 6 : strcmp(season, "autumn") == 0 ? 9 :
                      strcmp(season, "winter") == 0 ? 12 : 0;
    if (!first) return false;
    const bool winter = first == 12;
    set(d, sayso_day_of(winter ? year - 1 : year, first, 1), sayso_day_of(year, winter ? 3 : first + 3, 1) - 1, SAYSO_INTERVAL);
    return true;
}

static bool form_season(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    uint32_t last, end, at = w;
    int direction = direction_at(s, w, "before", &last), year;
    if (direction != 2 && agrees(s, last)) at = last + 1;
    else direction = 2;
    const uint32_t n = is(s, at, SAYSO_DW_SEASON, &x);
    if (!n || word_at(s, at)->upos == SAYSO_VERB || word_at(s, at)->upos == SAYSO_AUX) return false;
    d->last = at + n - 1;
    if (year_at(s, d->last + 1, &year, &end) || year_at(s, skip_small(s, d->last + 1), &year, &end)) {
        d->last = end;
        return season_span(d, x->value, year);
    }
    if (direction == 2) {
        direction = direction_at(s, d->last + 1, "after", &end);
        if (direction != 2 && agrees(s, end)) d->last = end;
        else direction = 2;
    }
    if (s->day == INT32_MIN) return false;
    if (direction == 2 && !led_in(s, w) && word_at(s, at)->upos == SAYSO_NOUN && word_at(s, at)->rel != SAYSO_OBL) return false;
    const int now = year_of(s->day);
    const bool future = direction == 1 || (direction == 2 && is_future(s, w));
    when_date t = *d;
    for (int y = future ? now : now + 1; future ? y <= now + 2 : y >= now - 1; y += future ? 1 : -1) {
        if (!season_span(&t, x->value, y)) return false;
        if (future ? t.from > s->day : direction == 0 ? y == now : direction == -1 ? t.to < s->day : t.from <= s->day) { *d = t; return true; }
    }
    return false;
}

/* the first quarter of 2024: a number, a unit of three months, a year. */
static bool form_quarter(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *unit;
    uint32_t last, end;
    int year;
    const int n = day_at(s, w, &last);
    if (n < 1 || n > 4) return false;
    const uint32_t k = is(s, last + 1, SAYSO_DW_UNIT, &unit);
    if (!k || strcmp(unit->value, "3m") != 0) return false;
    d->last = last + k;
    if (year_at(s, d->last + 1, &year, &end) || year_at(s, skip_small(s, d->last + 1), &year, &end)) d->last = end;
    else if (s->day != INT32_MIN) year = year_of(s->day);
    else return false;
    set(d, sayso_day_of(year, 3 * n - 2, 1), (n == 4 ? sayso_day_of(year + 1, 1, 1) : sayso_day_of(year, 3 * n + 1, 1)) - 1, SAYSO_INTERVAL);
    return true;
}

static bool form_point(const when_scan *s, uint32_t w, when_date *d);

/* early April 2025; late 2024; на початку року; the end of last month. */
static bool form_part(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x, *unit;
    const uint32_t n = is(s, w, SAYSO_DW_PART, &x);
    if (!n) return false;
    uint32_t at = w + n, end;
    if (form_is(s, at, "-")) at++;
    at = skip_small(s, at);
    int year;
    when_date t = *d;
    const int month = month_at(s, at, &end);
    if (form_point(s, at, &t)) {
        *d = t;
    } else if (month) { /* the part itself leads the month in: *late April* */
        d->last = end;
        if (!choose_year(s, d, month, 0, clause_time(s, w))) return false;
    } else if (year_at(s, at, &year, &end)) {
        d->last = end;
        set_year(d, year);
    } else if (s->day != INT32_MIN && is(s, at, SAYSO_DW_UNIT, &unit) && (strcmp(unit->value, "y") == 0 || strcmp(unit->value, "m") == 0)) {
        d->last = at + unit->n_words - 1;
        if (!shift(d, s->day, 0, unit->value)) return false;
    } else {
        return false;
    }
    d->first = w;
    if (d->precision == SAYSO_DAY) return false;
    cut_part(d, x->value[0]);
    return true;
}

/* ---- together ---- */

typedef bool (*form)(const when_scan *, uint32_t, when_date *);

static bool longest(const when_scan *s, uint32_t w, const form *forms, size_t n, when_date *d)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        when_date t = { .first = w, .last = w };
        if (!forms[i](s, w, &t) || (any && t.last <= d->last)) continue;
        *d = t;
        any = true;
    }
    return any;
}

static bool form_point(const when_scan *s, uint32_t w, when_date *d)
{
    static const form FORMS[] = { form_day_month, form_month_day, form_month, form_weekday, form_relative, form_units, form_year, form_season, form_quarter };
    return w < s->end && longest(s, w, FORMS, sizeof FORMS / sizeof *FORMS, d);
}

/* Do the words at w spell the second half of a range ("to", "and")? Its length, 0 if not. */
static uint32_t spells(const when_scan *s, uint32_t w, const char *z)
{
    uint32_t n = 0;
    while (*z) {
        const size_t len = strcspn(z, "_");
        if (w + n >= s->end) return 0;
        char folded[64];
        const uint32_t k = sayso_text_fold(word_at(s, w + n)->form, folded, sizeof folded);
        if (k != len || memcmp(folded, z, len) != 0) return 0;
        n++;
        z += len + (z[len] == '_');
    }
    return n;
}

/* from 5 to 7 March; between June 2014 and May 2016; du 5 au 7 juin; from 2014 to 2016. */
static bool form_range(const when_scan *s, uint32_t w, when_date *d)
{
    if (w < s->begin || w >= s->end) return false;
    for (uint32_t i = 0; i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind != SAYSO_DW_RANGE || !x->value) continue;
        const uint32_t at = skip_small(s, w + x->n_words);
        when_date a = { .first = at, .last = at }, b;
        uint32_t last;
        const bool point = form_point(s, at, &a);
        const int mday = point ? 0 : day_at(s, at, &last);
        int year;
        const bool bare = !point && year_at(s, at, &year, &last);
        if (!point && !mday && !bare) continue;
        if (point) last = a.last;
        const sayso_date_word *to;
        uint32_t k = spells(s, last + 1, x->value);
        if (!k && strcmp(x->value, "from") == 0 && is(s, last + 1, SAYSO_DW_RANGE, &to) && strcmp(to->value, "to") == 0) k = to->n_words;
        if (!k) continue;
        const uint32_t then = skip_small(s, last + 1 + k);
        b = (when_date){ .first = then, .last = then };
        int year2;
        uint32_t last2;
        if (!form_point(s, then, &b)) {
            if (!year_at(s, then, &year2, &last2)) continue;
            set_year(&b, year2);
            b.last = last2;
        }
        if (bare) set_year(&a, year);
        if (mday) {
            int y, m, unused;
            sayso_day_parts(b.from, &y, &m, &unused);
            if (b.precision != SAYSO_DAY || !set_day(&a, y, m, mday)) continue;
        } else if (a.precision == SAYSO_DAY && b.precision == SAYSO_DAY && a.from > b.from) { /* the year is said once: *from 5 May to 7 June 2024* */
            int y, m, e, by, bm, be;
            sayso_day_parts(a.from, &y, &m, &e);
            sayso_day_parts(b.from, &by, &bm, &be);
            if (!set_day(&a, by, m, e)) continue;
        }
        if (a.from > b.to) continue;
        set(d, a.from, b.to, SAYSO_INTERVAL);
        d->first = w;
        d->last = b.last;
        return true;
    }
    return false;
}

/* Words for parts of the day behind a date belong to it: *Monday morning*, *5 марта вечером*. */
static void take_daypart(const when_scan *s, when_date *d)
{
    const uint32_t at = d->last + 1;
    const sayso_date_word *x;
    uint32_t n = is(s, at, SAYSO_DW_DAYPART, &x);
    if (n && d->precision == SAYSO_DAY && !is(s, at, SAYSO_DW_UNIT, NULL)) d->last += n;
}

bool sayso_when_match(const when_scan *s, uint32_t w, when_date *out)
{
    static const form FORMS[] = { form_range, form_part, form_point };
    if (!s->n_found[w - s->begin] && !(word_at(s, w)->form.len && word_at(s, w)->form.at[0] >= '0' && word_at(s, w)->form.at[0] <= '9')) return false;
    if (!longest(s, w, FORMS, sizeof FORMS / sizeof *FORMS, out)) return false;
    if (out->from == out->to && out->precision == SAYSO_INTERVAL) out->precision = SAYSO_DAY;
    take_daypart(s, out);
    return out->last < s->end;
}
