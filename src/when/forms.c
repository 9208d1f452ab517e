/* The forms of single dates: days, months, weekdays, seasons, feasts; and the choice of the
 * longest form at a word.
 *
 * A date without a year takes the repetition that the clause's tense allows, else the nearest,
 * rather one that is past. Without a document's date only dates with a year are dates. */
#include "when/inside.h"

/* ---- day and month ---- */

/* Behind a month: the comma of *June 19, 2024*, the full stop of *5 Sept. 2024*. */
static uint32_t skip_mark(const when_scan *s, uint32_t at)
{
    enum { MOST_ABBREVIATION = 10 }; /* bytes: five Cyrillic letters */
    if (sayso_when_form_is(s, at, ",")) return at + 1;
    return sayso_when_form_is(s, at, ".") && word_at(s->c, at - 1)->form.len <= MOST_ABBREVIATION
               ? at + 1
               : at;
}

/* A year that words give behind `last`: *5 березня минулого року*, *March of last year*. */
static bool year_said(const when_scan *s, when_date *d, uint32_t last, int *year)
{
    when_date y;
    if (!sayso_when_within(s, last, 'y', &y)) return false;
    *year = sayso_when_year_of(y.from);
    d->last = y.last;
    return true;
}

/* Takes a direction behind the date (*mars dernier*), and tells which repetition is meant. */
static when_bound bound_behind(const when_scan *s, when_date *d)
{
    const when_direction after = sayso_when_direction_at(s, d->last + 1, "after");
    if (after.sign == NO_SIGN || !after.agrees) return sayso_when_clause_time(s, d->first);
    d->last = after.last;
    return sayso_when_bound_of(after.sign);
}

/* Ends a day and month with its year, written or inferred. */
static bool finish_day(const when_scan *s, when_date *d, int month, int mday, uint32_t last)
{
    int year;
    uint32_t end;
    d->last = last;
    if (sayso_when_year_at(s, skip_mark(s, last + 1), &year, &end) ||
        sayso_when_year_behind(s, last, &year, &end)) {
        d->last = end;
        return sayso_when_set_day(d, year, month, mday);
    }
    if (year_said(s, d, last, &year)) return sayso_when_set_day(d, year, month, mday);
    const when_bound bound = bound_behind(s, d);
    return sayso_when_choose_year(s, d, month, mday, 1, bound);
}

static bool finish_days(const when_scan *s, when_date *d, int month, const when_figure *range,
                        uint32_t last)
{
    if (range->a < 1 || range->b <= range->a || range->b > 31 ||
        !finish_day(s, d, month, range->b, last))
        return false;
    sayso_when_set(d, d->to - (range->b - range->a), d->to, SAYSO_INTERVAL);
    return true;
}

/* The month of a day that shares it with others: *5, 6 and 7 March*. */
static int shared_month(const when_scan *s, uint32_t last, uint32_t *m_last)
{
    enum { MOST_DAYS = 6 };
    for (int i = 0; i < MOST_DAYS; i++) {
        if (!sayso_when_joins(s, last + 1) ||
            !sayso_when_day_at(s, sayso_when_skip_small(s, last + 2), &last))
            return 0;
        const int month = sayso_when_month_at(s, sayso_when_skip_small(s, last + 1), m_last);
        if (month) return month;
    }
    return 0;
}

/* 19 June 2024, 19th of June, 5-7 June, the 5 of *5 and 6 June*. */
bool sayso_when_day_month(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last, m_last;
    const when_figure range = sayso_when_figure(s, w);
    if (range.kind == WHEN_INTEGERS) {
        const int of = sayso_when_month_at(s, sayso_when_skip_small(s, range.last + 1), &m_last);
        return of && finish_days(s, d, of, &range, m_last);
    }
    const int mday = sayso_when_day_at(s, w, &last);
    if (!mday) return false;
    const int month = sayso_when_month_at(s, sayso_when_skip_small(s, last + 1), &m_last);
    if (month) return finish_day(s, d, month, mday, m_last);
    const int shared = shared_month(s, last, &m_last);
    if (!shared || !finish_day(s, d, shared, mday, m_last)) return false;
    d->last = last;
    return true;
}

/* June 19, 2024; June 5-7; June the fifth, but not *in June five people died*. */
bool sayso_when_month_day(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t m_last, last;
    const int month = sayso_when_month_at(s, w, &m_last);
    if (!month) return false;
    uint32_t at = m_last + 1;
    if (sayso_when_form_is(s, at, ".")) at = skip_mark(s, at);
    const when_figure f = sayso_when_figure(s, at);
    if (f.kind == WHEN_INTEGERS) return finish_days(s, d, month, &f, f.last);
    if (at < s->end && word_at(s->c, at)->upos == SAYSO_DET) at++; /* June the 5th */
    const int mday = sayso_when_day_at(s, at, &last);
    if (!mday || sayso_when_month_at(s, last + 1, &at) ||
        sayso_when_word(s, last + 1, SAYSO_DW_UNIT, NULL))
        return false;
    if (f.kind == WHEN_INTEGER ? sayso_when_counts(s, last)
                               : !(word_at(s->c, last)->feats & SAYSO_F(NUMTYPE_ORD)) &&
                                     !sayso_when_figure(s, last).suffix)
        return false;
    return finish_day(s, d, month, mday, last);
}

/* The 21 of *March 20 and 21*. */
static bool form_next_day(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t before, last;
    int y, m, unused;
    if (!sayso_when_goes_on(s, w, SAYSO_DAY, &before) ||
        sayso_when_figure(s, before).kind != WHEN_INTEGER ||
        sayso_when_figure(s, before).digits > 2)
        return false;
    const when_figure f = sayso_when_figure(s, w);
    const int mday = sayso_when_day_at(s, w, &last);
    if (!mday || f.kind != WHEN_INTEGER || f.suffix || sayso_when_counts(s, w)) return false;
    d->last = last;
    sayso_day_parts(s->c->dates[s->c->date_of[before]].day.from, &y, &m, &unused);
    return sayso_when_set_day(d, y, m, mday);
}

/* *the May elections*: a month stands before a noun without a preposition. */
static bool is_attribute(const when_scan *s, uint32_t w)
{
    const uint32_t noun = s->c->tree.parent[w];
    return w > s->begin && word_at(s->c, w - 1)->upos == SAYSO_DET &&
           word_at(s->c, w)->rel == SAYSO_COMPOUND && noun != SAYSO_NO_WORD && noun > w &&
           word_at(s->c, noun)->upos == SAYSO_NOUN;
}

/* A direction that agrees with the noun behind it; *at moves to that noun. */
static when_direction adjective_at(const when_scan *s, uint32_t w, uint32_t *at)
{
    when_direction d = sayso_when_direction_at(s, w, "before");
    if (d.sign != NO_SIGN && !d.agrees) d.sign = NO_SIGN;
    *at = d.sign == NO_SIGN ? w : d.last + 1;
    return d;
}

/* April 2025; in April; last April; avril dernier. */
static bool form_month(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last, end, at;
    int year;
    const when_direction direction = adjective_at(s, w, &at);
    const int month = sayso_when_month_at(s, at, &last);
    if (!month) return false;
    if (direction.sign != NO_SIGN) { /* *this coming June 9* */
        when_date exact = { .first = at, .last = at, .exact = INT32_MIN };
        if (sayso_when_month_day(s, at, &exact)) { exact.first = w; *d = exact; return true; }
    }
    d->last = last;
    if (sayso_when_year_at(s, skip_mark(s, last + 1), &year, &end) ||
        sayso_when_year_behind(s, last, &year, &end)) {
        d->last = end;
        sayso_when_set_month(d, year, month);
        return true;
    }
    if (year_said(s, d, last, &year)) { sayso_when_set_month(d, year, month); return true; }
    d->none = direction.sign != NO_SIGN && !direction.today; /* *the following May* */
    if (d->none) return true;
    const uint32_t before = d->last;
    const when_bound bound = direction.sign == NO_SIGN ? bound_behind(s, d)
                                                       : sayso_when_bound_of(direction.sign);
    const bool alone = direction.sign == NO_SIGN && d->last == before;
    if (alone && !sayso_when_led_in(s, w) && !is_attribute(s, w) &&
        !sayso_when_goes_on(s, w, SAYSO_MONTH, &end))
        return false;
    return word_at(s->c, at)->upos != SAYSO_VERB &&
           sayso_when_choose_year(s, d, month, 0, 1, bound);
}

/* ---- a day of a month that is not named: on the 10th, le 10, 10-го числа ---- */

static bool is_bare_day(const when_scan *s, uint32_t w, const when_figure *f)
{
    if (w == s->begin || word_at(s->c, w - 1)->upos != SAYSO_DET || f->last != w) return false;
    const uint32_t up = s->c->tree.parent[w], next = w + 1;
    /* *the 10th battalion* */
    if (up != SAYSO_NO_WORD && up > w && word_at(s->c, up)->upos != SAYSO_VERB) return false;
    if (next < s->end &&
        (word_at(s->c, next)->upos == SAYSO_NOUN || word_at(s->c, next)->upos == SAYSO_PROPN ||
         word_at(s->c, next)->upos == SAYSO_ADJ))
        return false;
    return f->suffix ? sayso_when_led_in(s, w)
                     : word_at(s->c, w)->rel == SAYSO_OBL &&
                           !(w > s->begin + 1 && word_at(s->c, w - 2)->upos == SAYSO_ADP);
}

static bool form_month_less_day(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last;
    const when_figure f = sayso_when_figure(s, w);
    const int mday = sayso_when_day_at(s, w, &last);
    if (!mday || f.kind != WHEN_INTEGER || s->day == INT32_MIN) return false;
    const uint32_t n = sayso_when_word(s, last + 1, SAYSO_DW_MDAY, NULL);
    if (!n && !is_bare_day(s, w, &f)) return false;
    d->last = last + n;
    when_date month, t = *d;
    int y, m, unused;
    if (sayso_when_within(s, d->last, 'm', &month)) {
        d->last = month.last;
        sayso_day_parts(month.from, &y, &m, &unused);
        return sayso_when_set_day(d, y, m, mday);
    }
    sayso_day_parts(s->day, &y, &m, &unused);
    const bool ahead = sayso_when_is_future(s, w);
    for (int k = ahead ? 0 : 1; ahead ? k <= 2 : k >= -2; k += ahead ? 1 : -1) {
        sayso_when_set_month(&t, y, m + k);
        int ty, tm;
        sayso_day_parts(t.from, &ty, &tm, &unused);
        if (sayso_when_set_day(&t, ty, tm, mday) && (ahead ? t.from >= s->day : t.from <= s->day)) {
            *d = t;
            return true;
        }
    }
    return false;
}

/* ---- weekdays ---- */

static int32_t weekday_day(int32_t base, int weekday, int sign, bool future)
{
    const int today = sayso_day_weekday(base);
    const int back = (today - weekday + 7) % 7; /* 0 on the day itself */
    if (sign == -1) return base - (back ? back : 7);
    if (sign == 1) return base + (back ? 7 - back : 7);
    if (sign == 0) return base - (today - 1) + (weekday - 1);
    return future ? base + (7 - back) % 7 : base - back;
}

/* A bare weekday: by a direction that stands with it, by the week behind it, by the clause's
 * tense. */
static bool finish_weekday(const when_scan *s, when_date *d, uint32_t at, int weekday,
                           when_direction direction)
{
    when_date week;
    int32_t base = s->day, day;
    if (sayso_when_within(s, d->last, 'w', &week)) {
        d->last = week.last;
        day = week.from + weekday - 1;
    } else {
        if (direction.sign == NO_SIGN) {
            direction = sayso_when_direction_at(s, d->last + 1, "after");
            if (direction.sign != NO_SIGN && direction.agrees) d->last = direction.last;
            else direction.sign = NO_SIGN;
        }
        /* *the following Friday* than which? */
        if (direction.sign != NO_SIGN && !direction.today) {
            base = sayso_when_told(s, "d", direction.sign);
            if (base == INT32_MIN) { d->none = true; return true; }
        }
        d->weekday = direction.sign == NO_SIGN;
        day = weekday_day(base, weekday, direction.sign, sayso_when_is_future(s, at));
    }
    sayso_when_set(d, day, day, SAYSO_DAY);
    return true;
}

/* on Monday; last Tuesday; mardi dernier; Monday of last week; Tuesday, 5 June. */
static bool form_weekday(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    uint32_t at;
    const when_direction direction = adjective_at(s, w, &at);
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_WEEKDAY, &x);
    if (!n || word_at(s->c, at)->upos == SAYSO_VERB) return false;
    d->last = at + n - 1;
    uint32_t next = d->last + 1;
    if (sayso_when_form_is(s, next, ",")) next++;
    when_date exact = *d;
    if (sayso_when_day_month(s, sayso_when_skip_small(s, next), &exact) ||
        sayso_when_month_day(s, next, &exact)) {
        *d = exact;
        return true;
    }
    if (s->day == INT32_MIN) return false;
    const bool alone = direction.sign == NO_SIGN;
    /* *the Sun* */
    if (word_at(s->c, at)->form.len <= 3 && alone && !sayso_when_led_in(s, at)) return false;
    /* *on Fridays* */
    if (alone && (word_at(s->c, at)->feats & SAYSO_F(NUMBER_PLUR))) d->none = true;
    return d->none || finish_weekday(s, d, at, sayso_when_number(x), direction);
}

/* ---- seasons, feasts ---- */

static bool season_span(when_date *d, const char *season, int year)
{
    static const struct {
        const char *name;
        int first;
    } SEASONS[] = { { "spring", 3 }, { "summer", 6 }, { "autumn", 9 }, { "winter", 0 } };
    for (size_t i = 0; i < sizeof SEASONS / sizeof *SEASONS; i++) {
        if (strcmp(season, SEASONS[i].name) != 0) continue;
        sayso_when_set_months(d, year, SEASONS[i].first, 3); /* month 0 is the December before */
        return true;
    }
    return false;
}

/* Which repetition of a season: the one that has begun last, is past, or comes next. */
static bool choose_season(const when_scan *s, when_date *d, const char *season, int sign,
                          bool future)
{
    const int now = sayso_when_year_of(s->day);
    when_date t = *d;
    for (int i = 0; i <= 3; i++) {
        if (!season_span(&t, season, future ? now + i : now + 1 - i)) return false;
        const bool fits = future       ? t.from > s->day
                          : sign == 0  ? t.from <= s->day || i == 1
                          : sign == -1 ? t.to < s->day
                                       : t.from <= s->day;
        if (fits) { *d = t; return true; }
    }
    return false;
}

static bool form_season(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    uint32_t end, at;
    int year;
    when_direction direction = adjective_at(s, w, &at);
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_SEASON, &x);
    if (!n || word_at(s->c, at)->upos == SAYSO_VERB || word_at(s->c, at)->upos == SAYSO_AUX)
        return false;
    d->last = at + n - 1;
    if (sayso_when_year_behind(s, d->last, &year, &end)) {
        d->last = end;
        return season_span(d, x->value, year);
    }
    if (year_said(s, d, d->last, &year)) return season_span(d, x->value, year);
    if (direction.sign == NO_SIGN) {
        direction = sayso_when_direction_at(s, d->last + 1, "after");
        if (direction.sign != NO_SIGN && direction.agrees) d->last = direction.last;
        else direction.sign = NO_SIGN;
    }
    if (s->day == INT32_MIN || (direction.sign != NO_SIGN && !direction.today)) return false;
    const bool alone = direction.sign == NO_SIGN;
    if (alone && !sayso_when_led_in(s, w) && word_at(s->c, at)->upos == SAYSO_NOUN &&
        word_at(s->c, at)->rel != SAYSO_OBL)
        return false;
    return choose_season(s, d, x->value, direction.sign,
                         direction.sign == 1 || (alone && sayso_when_is_future(s, w)));
}

/* Christmas Day: a name for a day of the year. */
static bool form_feast(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_FEAST, &x);
    return n && strlen(x->value) == 5 &&
           finish_day(s, d, (x->value[0] - '0') * 10 + x->value[1] - '0',
                      (x->value[3] - '0') * 10 + x->value[4] - '0', w + n - 1);
}

/* ---- what is no date ---- */

/* Names (*Black Friday*) and habits (*every Friday*): consumed, so that nothing in them is taken
 * for a date. */
static bool form_none(const when_scan *s, uint32_t w, when_date *d)
{
    static const sayso_date_word_kind KINDS[] = { SAYSO_DW_WEEKDAY, SAYSO_DW_UNIT, SAYSO_DW_MONTH,
                                                  SAYSO_DW_SEASON, SAYSO_DW_DAYPART };
    const sayso_date_word *x;
    d->none = true;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_NAME, NULL);
    if (n) { d->last = w + n - 1; return true; }
    if (w < s->begin || w >= s->end) return false;
    const uint32_t h = sayso_when_word(s, w, SAYSO_DW_HABIT, &x);
    const bool days_only = h && x->value && strcmp(x->value, "weekday") == 0;
    if (h && days_only && w > s->begin && word_at(s->c, w - 1)->upos == SAYSO_ADP) return false;
    for (size_t i = 0; h && i < (days_only ? 1 : sizeof KINDS / sizeof *KINDS); i++) {
        const uint32_t k = sayso_when_word(s, w + h, KINDS[i], NULL);
        if (k) { d->last = w + h + k - 1; return true; }
    }
    return false;
}

/* ---- together ---- */

bool sayso_when_longest(const when_scan *s, uint32_t w, const when_form *forms, size_t n,
                        when_date *d)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        when_date t = { .first = w, .last = w, .exact = INT32_MIN };
        if (!forms[i](s, w, &t) || (any && t.last <= d->last)) continue;
        *d = t;
        any = true;
    }
    return any;
}

bool sayso_when_point(const when_scan *s, uint32_t w, when_date *d)
{
    static const when_form FORMS[] = {
        sayso_when_day_month, sayso_when_month_day, form_next_day,       form_month,
        form_weekday,         sayso_when_weekend,   sayso_when_relative, sayso_when_units,
        sayso_when_daypart,   sayso_when_year,      form_season,         sayso_when_division,
        sayso_when_edge,      form_feast,           form_month_less_day
    };
    return w < s->end && sayso_when_longest(s, w, FORMS, sizeof FORMS / sizeof *FORMS, d);
}

/* Words for parts of the day behind a date belong to it: *Monday morning*, *5 марта вечером*. */
static void take_daypart(const when_scan *s, when_date *d)
{
    const uint32_t at = d->last + 1;
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_DAYPART, NULL);
    if (n && d->precision == SAYSO_DAY && !sayso_when_word(s, at, SAYSO_DW_UNIT, NULL))
        d->last += n;
}

/* *a year ago to the day*, *рівно рік тому*. */
static void take_exact(const when_scan *s, when_date *d)
{
    const uint32_t n = sayso_when_word(s, d->last + 1, SAYSO_DW_EXACT, NULL);
    if (d->exact == INT32_MIN || (!n && !sayso_when_word(s, d->first - 1, SAYSO_DW_EXACT, NULL)))
        return;
    d->last += n;
    sayso_when_set(d, d->exact, d->exact, SAYSO_DAY);
}

/* *last year in May*, *торік у листопаді*. */
static void take_month(const when_scan *s, when_date *d)
{
    uint32_t last, end;
    int year;
    if (d->precision != SAYSO_YEAR || !d->guessed || d->last + 1 >= s->end ||
        word_at(s->c, d->last + 1)->upos != SAYSO_ADP)
        return;
    const int month = sayso_when_month_at(s, d->last + 2, &last);
    if (!month || sayso_when_year_behind(s, last, &year, &end)) return;
    sayso_when_set_month(d, sayso_when_year_of(d->from), month);
    d->last = last;
}

/* Can a date begin at w at all? Most words are told no here. */
static bool may_begin(const when_scan *s, uint32_t w)
{
    const sayso_str form = word_at(s->c, w)->form;
    if (s->n_found[w - s->begin] || (form.len && form.at[0] >= '0' && form.at[0] <= '9'))
        return true;
    return w + 1 < s->end && s->n_found[w + 1 - s->begin] && sayso_when_roman(s, w);
}

bool sayso_when_match(const when_scan *s, uint32_t w, when_date *out)
{
    static const when_form FORMS[] = { form_none, sayso_when_range, sayso_when_anchored,
                                       sayso_when_point, sayso_when_part };
    if (!may_begin(s, w) || !sayso_when_longest(s, w, FORMS, sizeof FORMS / sizeof *FORMS, out))
        return false;
    if (!out->none && out->from == out->to && out->precision == SAYSO_INTERVAL)
        out->precision = SAYSO_DAY;
    if (!out->none) {
        take_exact(s, out);
        take_month(s, out);
        take_daypart(s, out);
    }
    return out->last < s->end;
}
