/* The forms of dates. Each form is tried at a word and tells how far it reaches; the longest wins.
 *
 * A date without a year takes the year nearest to the document's date, the past one where both are within half a year;
 * after a verb in the future, the next one. Without a document's date only dates with a year are dates. */
#include "reading/when.h"

#include "text/utf8.h"

enum { MOST_UNITS = 4000 };

static const sayso_word *word_at(const when_scan *s, uint32_t w) { return &s->c->text->words[w]; }

/* ---- day and month ---- */

/* Ends a day and month with its year, written or inferred. */
static bool finish_day(const when_scan *s, when_date *d, int month, int mday, uint32_t last)
{
    int year;
    uint32_t end, at = last + 1;
    d->last = last;
    if (sayso_when_form_is(s, at, ",")) at++;
    if (sayso_when_year_at(s, at, &year, &end) || sayso_when_year_at(s, at = sayso_when_skip_small(s, last + 1), &year, &end)) {
        d->last = end;
        return sayso_when_set_day(d, year, month, mday);
    }
    const int direction = sayso_when_direction_at(s, last + 1, "after", &end);
    if (direction != 2 && sayso_when_agrees(s, end)) d->last = end;
    const sayso_date_word *unit;
    when_bound bound = direction != 2 && sayso_when_agrees(s, end) ? sayso_when_bound_of(direction) : sayso_when_clause_time(s, d->first);
    /* *5 березня минулого року*, *5 June last year* */
    const uint32_t n = sayso_when_word(s, d->last + 1, SAYSO_DW_RELATIVE, &unit);
    if (n && strchr(unit->value, 'y') && s->day != INT32_MIN) {
        const int sign = unit->value[0] == '-' ? -1 : unit->value[0] == '+' ? 1 : 0;
        d->last += n;
        return sayso_when_set_day(d, sayso_when_year_of(s->day) + sign, month, mday);
    }
    return sayso_when_choose_year(s, d, month, mday, bound);
}

/* 19 June 2024, 19th of June, 5-7 June. */
static bool form_day_month(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last, m_last;
    const when_figure range = sayso_when_figure(s, w);
    if (range.kind == WHEN_INTEGERS && range.a >= 1 && range.b > range.a && range.b <= 31) {
        const int month = sayso_when_month_at(s, sayso_when_skip_small(s, range.last + 1), &m_last);
        if (!month || !finish_day(s, d, month, range.b, m_last)) return false;
        int y, m, a;
        sayso_day_parts(d->to, &y, &m, &a);
        sayso_when_set(d, sayso_day_of(y, m, range.a), d->to, SAYSO_INTERVAL);
        return true;
    }
    const int mday = sayso_when_day_at(s, w, &last);
    if (!mday) return false;
    const int month = sayso_when_month_at(s, sayso_when_skip_small(s, last + 1), &m_last);
    return month && finish_day(s, d, month, mday, m_last);
}

/* June 19, 2024; June 5-7. */
static bool form_month_day(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t m_last, last;
    const int month = sayso_when_month_at(s, w, &m_last);
    if (!month) return false;
    const when_figure f = sayso_when_figure(s, m_last + 1);
    if (f.kind == WHEN_INTEGERS && f.a >= 1 && f.b > f.a && f.b <= 31) {
        if (!finish_day(s, d, month, f.b, f.last)) return false;
        int y, m, a;
        sayso_day_parts(d->to, &y, &m, &a);
        sayso_when_set(d, sayso_day_of(y, m, f.a), d->to, SAYSO_INTERVAL);
        return true;
    }
    uint32_t at = m_last + 1;
    if (at < s->end && word_at(s, at)->upos == SAYSO_DET) at++; /* June the 5th */
    const int mday = sayso_when_day_at(s, at, &last);
    if (!mday || sayso_when_month_at(s, last + 1, &at) || sayso_when_word(s, last + 1, SAYSO_DW_UNIT, NULL)) return false;
    return finish_day(s, d, month, mday, last);
}

/* April 2025; in April; last April; avril dernier. */
static bool form_month(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last, end, at = w;
    int direction = sayso_when_direction_at(s, w, "before", &last);
    if (direction != 2 && sayso_when_agrees(s, last)) at = last + 1;
    else direction = 2;
    const int month = sayso_when_month_at(s, at, &last);
    if (!month) return false;
    int year;
    if (direction != 2) { /* *this coming June 9* */
        when_date exact = { .first = at, .last = at };
        if (form_month_day(s, at, &exact)) { exact.first = w; *d = exact; return true; }
    }
    d->last = last;
    uint32_t next = last + 1;
    if (sayso_when_form_is(s, next, ",")) next++;
    if (sayso_when_year_at(s, next, &year, &end) || sayso_when_year_at(s, sayso_when_skip_small(s, last + 1), &year, &end)) {
        d->last = end;
        sayso_when_set_month(d, year, month);
        return true;
    }
    if (direction == 2) {
        direction = sayso_when_direction_at(s, last + 1, "after", &end);
        if (direction != 2 && sayso_when_agrees(s, end)) d->last = end;
        else direction = 2;
    }
    const sayso_date_word *unit;
    const uint32_t n = sayso_when_word(s, d->last + 1, SAYSO_DW_RELATIVE, &unit);
    if (n && strchr(unit->value, 'y') && s->day != INT32_MIN) {
        d->last += n;
        sayso_when_set_month(d, sayso_when_year_of(s->day) + (unit->value[0] == '-' ? -1 : unit->value[0] == '+'), month);
        return true;
    }
    if (direction == 2 && !sayso_when_led_in(s, w)) return false;
    if (word_at(s, at)->upos == SAYSO_VERB) return false;
    return sayso_when_choose_year(s, d, month, 0, direction != 2 ? sayso_when_bound_of(direction) : sayso_when_clause_time(s, w));
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
    int direction = sayso_when_direction_at(s, w, "before", &last);
    if (direction != 2 && sayso_when_agrees(s, last)) at = last + 1;
    else direction = 2;
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_WEEKDAY, &x);
    if (!n || word_at(s, at)->upos == SAYSO_VERB) return false;
    const int weekday = sayso_when_number(x);
    if (weekday < 1 || weekday > 7) return false;
    d->last = at + n - 1;
    uint32_t next = d->last + 1;
    if (sayso_when_form_is(s, next, ",")) next++;
    when_date exact = *d;
    if (form_day_month(s, sayso_when_skip_small(s, next), &exact) || form_month_day(s, next, &exact)) {
        *d = exact;
        return true;
    }
    if (s->day == INT32_MIN || (word_at(s, at)->form.len <= 3 && direction == 2 && !sayso_when_led_in(s, at))) return false; /* *the Sun* */
    const uint32_t week = sayso_when_skip_small(s, d->last + 1);
    const uint32_t r = sayso_when_word(s, week, SAYSO_DW_RELATIVE, &x);
    if (r && strchr(x->value, 'w')) {
        const int sign = x->value[0] == '-' ? -1 : x->value[0] == '+' ? 1 : 0;
        const int32_t monday = s->day - (sayso_day_weekday(s->day) - 1) + 7 * sign;
        d->last = week + r - 1;
        sayso_when_set(d, monday + weekday - 1, monday + weekday - 1, SAYSO_DAY);
        return true;
    }
    if (direction == 2) {
        direction = sayso_when_direction_at(s, d->last + 1, "after", &last);
        if (direction != 2 && sayso_when_agrees(s, last)) d->last = last;
        else direction = 2;
    }
    const int32_t day = weekday_day(s, weekday, direction, sayso_when_is_future(s, at));
    sayso_when_set(d, day, day, SAYSO_DAY);
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
    case 'd': sayso_when_set(d, from + (int32_t)n, from + (int32_t)n, SAYSO_DAY); return true;
    case 'w': sayso_when_set_week(d, from + (int32_t)(7 * n)); return true;
    case 'm': sayso_when_set_month(d, y + (int)(n / 12), m + (int)(n % 12)); return true;
    case 'y':
        if (y + n < 1 || y + n > 2999) return false;
        sayso_when_set_year(d, y + (int)n);
        return true;
    default: return false;
    }
}

/* yesterday, last_week: entries with an offset of their own. */
static bool form_relative(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_RELATIVE, &x);
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
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_NUMBER, &x);
    if (!n) return -1;
    *last = w + n - 1;
    return sayso_when_number(x);
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
    if (direction < 0) sayso_when_set(d, edge, s->day, SAYSO_INTERVAL);
    else sayso_when_set(d, s->day, edge, SAYSO_INTERVAL);
    return d->from <= d->to;
}

/* three days ago; il y a trois jours; in two weeks; the last three days; last month; le mois dernier. */
static bool form_units(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *unit;
    uint32_t last = w, at = w, end;
    if (s->day == INT32_MIN) return false;
    int before = sayso_when_direction_at(s, w, "before", &last);
    if (before != 2) at = last + 1;
    const bool adjective = before != 2 && sayso_when_agrees(s, last);
    if (before != 2 && !adjective && at < s->end && word_at(s, at)->upos == SAYSO_DET && !sayso_when_word(s, at, SAYSO_DW_NUMBER, NULL)) at++;
    long count = count_at(s, at, &last);
    if (count >= 0) at = last + 1;
    int inner = sayso_when_direction_at(s, at, "before", &end); /* les trois derniers jours */
    if (inner == 2) inner = sayso_when_direction_at(s, at, "after", &end);
    if (inner != 2 && count >= 0 && before == 2 && sayso_when_agrees(s, end)) at = end + 1;
    else inner = 2;
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_UNIT, &unit);
    if (!n) return false;
    d->last = at + n - 1;
        const bool several = word_at(s, d->last)->feats & SAYSO_F(NUMBER_PLUR);
    if (before != 2 && count < 0) return adjective && !several && shift(d, s->day, before, unit->value); /* *recent years* are no date */
    if (inner != 2) return inner != 0 && stretch_of(s, d, inner, count, unit->value);
    if (before != 2) {
        if (adjective) return before != 0 && stretch_of(s, d, before, count, unit->value);
        return shift(d, s->day, before * count, unit->value);
    }
    const int after = sayso_when_direction_at(s, d->last + 1, "after", &end);
    if (after == 2) return false;
    if (count < 0 && (several || !sayso_when_agrees(s, end))) return false;
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
    if (f.kind == WHEN_FULL) { sayso_when_set(d, f.from, f.to, f.precision); d->last = f.last; return true; }
    if (f.kind == WHEN_DECADE && f.a >= 1000 && f.a <= 2190) {
        sayso_when_set(d, sayso_day_of(f.a, 1, 1), sayso_day_of(f.a + 9, 12, 31), SAYSO_INTERVAL);
        d->last = f.last;
        const uint32_t n = sayso_when_word(s, f.last + 1, SAYSO_DW_UNIT, &unit);
        if (n && strcmp(unit->value, "y") == 0) d->last += n;
        return true;
    }
    if (f.kind == WHEN_INTEGERS && f.digits == 4 && f.a >= 1800 && f.b > f.a && f.b <= 2199) {
        sayso_when_set(d, sayso_day_of(f.a, 1, 1), sayso_day_of(f.b, 12, 31), SAYSO_INTERVAL);
        d->last = f.last;
        const uint32_t n = sayso_when_word(s, f.last + 1, SAYSO_DW_UNIT, &unit);
        if (n && strcmp(unit->value, "y") == 0) d->last += n;
        return n || sayso_when_led_in(s, w);
    }
    int year;
    uint32_t at = w;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_UNIT, &unit); /* the year 2024, les années 1990 */
    if (n && strcmp(unit->value, "y") == 0) {
        at = w + n;
        if (!sayso_when_year_at(s, at, &year, &d->last)) return false;
        if ((word_at(s, w)->feats & SAYSO_F(NUMBER_PLUR)) && year % 10 == 0) sayso_when_set(d, sayso_day_of(year, 1, 1), sayso_day_of(year + 9, 12, 31), SAYSO_INTERVAL);
        else sayso_when_set_year(d, year);
        return true;
    }
    if (!sayso_when_year_at(s, w, &year, &d->last)) return false;
    if (d->last == f.last && (year < 1800 || year > 2100 || !sayso_when_led_in(s, w))) return false; /* a bare number needs a preposition */
    const uint32_t next = d->last + 1;
    if (d->last == f.last && next < s->end && word_at(s, next)->rel != SAYSO_REL_PUNCT && s->c->tree.parent[w] == next &&
        word_at(s, w)->rel == SAYSO_NUMMOD) return false;    /* *in 2000 villages* */
    sayso_when_set_year(d, year);
    return true;
}

static bool season_span(when_date *d, const char *season, int year)
{
    const int first = strcmp(season, "spring") == 0 ? 3 : strcmp(season, "summer") == 0 ? 6 : strcmp(season, "autumn") == 0 ? 9 :
                      strcmp(season, "winter") == 0 ? 12 : 0;
    if (!first) return false;
    const bool winter = first == 12;
    sayso_when_set(d, sayso_day_of(winter ? year - 1 : year, first, 1), sayso_day_of(year, winter ? 3 : first + 3, 1) - 1, SAYSO_INTERVAL);
    return true;
}

static bool form_season(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    uint32_t last, end, at = w;
    int direction = sayso_when_direction_at(s, w, "before", &last), year;
    if (direction != 2 && sayso_when_agrees(s, last)) at = last + 1;
    else direction = 2;
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_SEASON, &x);
    if (!n || word_at(s, at)->upos == SAYSO_VERB || word_at(s, at)->upos == SAYSO_AUX) return false;
    d->last = at + n - 1;
    if (sayso_when_year_at(s, d->last + 1, &year, &end) || sayso_when_year_at(s, sayso_when_skip_small(s, d->last + 1), &year, &end)) {
        d->last = end;
        return season_span(d, x->value, year);
    }
    if (direction == 2) {
        direction = sayso_when_direction_at(s, d->last + 1, "after", &end);
        if (direction != 2 && sayso_when_agrees(s, end)) d->last = end;
        else direction = 2;
    }
    if (s->day == INT32_MIN) return false;
    if (direction == 2 && !sayso_when_led_in(s, w) && word_at(s, at)->upos == SAYSO_NOUN && word_at(s, at)->rel != SAYSO_OBL) return false;
    const int now = sayso_when_year_of(s->day);
    const bool future = direction == 1 || (direction == 2 && sayso_when_is_future(s, w));
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
    const int n = sayso_when_day_at(s, w, &last);
    if (n < 1 || n > 4) return false;
    const uint32_t k = sayso_when_word(s, last + 1, SAYSO_DW_UNIT, &unit);
    if (!k || strcmp(unit->value, "3m") != 0) return false;
    d->last = last + k;
    if (sayso_when_year_at(s, d->last + 1, &year, &end) || sayso_when_year_at(s, sayso_when_skip_small(s, d->last + 1), &year, &end)) d->last = end;
    else if (s->day != INT32_MIN) year = sayso_when_year_of(s->day);
    else return false;
    sayso_when_set(d, sayso_day_of(year, 3 * n - 2, 1), (n == 4 ? sayso_day_of(year + 1, 1, 1) : sayso_day_of(year, 3 * n + 1, 1)) - 1, SAYSO_INTERVAL);
    return true;
}

static bool form_point(const when_scan *s, uint32_t w, when_date *d);

/* early April 2025; late 2024; на початку року; the end of last month. */
static bool form_part(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x, *unit;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_PART, &x);
    if (!n) return false;
    uint32_t at = w + n, end;
    if (sayso_when_form_is(s, at, "-")) at++;
    at = sayso_when_skip_small(s, at);
    int year;
    when_date t = *d;
    const int month = sayso_when_month_at(s, at, &end);
    if (form_point(s, at, &t)) {
        *d = t;
    } else if (month) { /* the part itself leads the month in: *late April* */
        d->last = end;
        if (!sayso_when_choose_year(s, d, month, 0, sayso_when_clause_time(s, w))) return false;
    } else if (sayso_when_year_at(s, at, &year, &end)) {
        d->last = end;
        sayso_when_set_year(d, year);
    } else if (s->day != INT32_MIN && sayso_when_word(s, at, SAYSO_DW_UNIT, &unit) && (strcmp(unit->value, "y") == 0 || strcmp(unit->value, "m") == 0)) {
        d->last = at + unit->n_words - 1;
        if (!shift(d, s->day, 0, unit->value)) return false;
    } else {
        return false;
    }
    d->first = w;
    if (d->precision == SAYSO_DAY) return false;
    sayso_when_cut_part(d, x->value[0]);
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
        const uint32_t at = sayso_when_skip_small(s, w + x->n_words);
        when_date a = { .first = at, .last = at }, b;
        uint32_t last;
        const bool point = form_point(s, at, &a);
        const int mday = point ? 0 : sayso_when_day_at(s, at, &last);
        int year;
        const bool bare = !point && sayso_when_year_at(s, at, &year, &last);
        if (!point && !mday && !bare) continue;
        if (point) last = a.last;
        const sayso_date_word *to;
        uint32_t k = spells(s, last + 1, x->value);
        if (!k && strcmp(x->value, "from") == 0 && sayso_when_word(s, last + 1, SAYSO_DW_RANGE, &to) && strcmp(to->value, "to") == 0) k = to->n_words;
        if (!k) continue;
        const uint32_t then = sayso_when_skip_small(s, last + 1 + k);
        b = (when_date){ .first = then, .last = then };
        int year2;
        uint32_t last2;
        if (!form_point(s, then, &b)) {
            if (!sayso_when_year_at(s, then, &year2, &last2)) continue;
            sayso_when_set_year(&b, year2);
            b.last = last2;
        }
        if (bare) sayso_when_set_year(&a, year);
        if (mday) {
            int y, m, unused;
            sayso_day_parts(b.from, &y, &m, &unused);
            if (b.precision != SAYSO_DAY || !sayso_when_set_day(&a, y, m, mday)) continue;
        } else if (a.precision == SAYSO_DAY && b.precision == SAYSO_DAY && a.from > b.from) { /* the year is said once: *from 5 May to 7 June 2024* */
            int y, m, e, by, bm, be;
            sayso_day_parts(a.from, &y, &m, &e);
            sayso_day_parts(b.from, &by, &bm, &be);
            if (!sayso_when_set_day(&a, by, m, e)) continue;
        }
        if (a.from > b.to) continue;
        sayso_when_set(d, a.from, b.to, SAYSO_INTERVAL);
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
    uint32_t n = sayso_when_word(s, at, SAYSO_DW_DAYPART, &x);
    if (n && d->precision == SAYSO_DAY && !sayso_when_word(s, at, SAYSO_DW_UNIT, NULL)) d->last += n;
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
