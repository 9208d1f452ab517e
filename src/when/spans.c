/* Forms of spans: years and decades, quarters and centuries, the first months of a year, thirds
 * and halves, ranges. */
#include "when/inside.h"

#include "text/utf8.h"

enum { FIRST_YEAR = 1800, LAST_YEAR = 2199, LAST_BARE_YEAR = 2100, FIRST_ATTRIBUTE = 1900 };

/* ---- years, decades ---- */

static void set_years(when_date *d, int first, int last)
{
    sayso_when_set(d, sayso_day_of(first, 1, 1), sayso_day_of(last, 12, 31), SAYSO_INTERVAL);
}

/* The word for year behind `last`: its length. */
static uint32_t year_word(const when_scan *s, uint32_t w)
{
    const sayso_date_word *unit;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_UNIT, &unit);
    return n && strcmp(unit->value, "y") == 0 ? n : 0;
}

/* The first year of the decade at w: 2010s, 90-х, nineties; 0 if there is none. `bare`: *années
 * 90*, *années 2010*. */
static int decade_at(const when_scan *s, uint32_t w, bool bare, uint32_t *last)
{
    const sayso_date_word *x;
    const when_figure f = sayso_when_figure(s, w);
    *last = f.last;
    if (f.kind == WHEN_DECADE || (bare && f.kind == WHEN_INTEGER && !f.suffix && f.a % 10 == 0)) {
        if (f.digits == 2) return sayso_when_decade(s, f.a);
        return f.digits == 4 && f.a >= 1000 && f.a <= LAST_YEAR - 9 ? f.a : 0;
    }
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_DECADE, &x);
    /* *quarante*, *в двадцатых числах* */
    if (!n || (x->extra && !bare) || sayso_when_word(s, w + n, SAYSO_DW_MDAY, NULL)) return 0;
    *last = w + n - 1;
    return sayso_when_decade(s, sayso_when_number(x));
}

static bool form_decade(const when_scan *s, uint32_t w, when_date *d)
{
    const uint32_t n = year_word(s, w); /* les années 1990 */
    const bool years = n && (word_at(s->c, w)->feats & SAYSO_F(NUMBER_PLUR));
    const int first = decade_at(s, years ? w + n : w, years, &d->last);
    if (!first) return false;
    set_years(d, first, first + 9);
    if (!years) d->last += year_word(s, d->last + 1);
    return true;
}

/* 2014-2016 */
static bool form_years(const when_scan *s, uint32_t w, when_date *d)
{
    const when_figure f = sayso_when_figure(s, w);
    if (f.kind != WHEN_INTEGERS || f.digits != 4 || f.a < FIRST_YEAR || f.b <= f.a ||
        f.b > LAST_YEAR)
        return false;
    const uint32_t n = year_word(s, f.last + 1);
    set_years(d, f.a, f.b);
    d->last = f.last + n;
    return n || sayso_when_led_in(s, w);
}

/* *the 1994 memorandum*: a number before a noun in the singular counts nothing. */
static bool is_attribute(const when_scan *s, uint32_t w, int year)
{
    const uint32_t noun = s->c->tree.parent[w];
    if (year < FIRST_ATTRIBUTE || w == s->begin || noun == SAYSO_NO_WORD || noun < w ||
        noun >= s->end)
        return false;
    const bool owned = word_at(s->c, w - 1)->upos == SAYSO_DET ||
                       (word_at(s->c, w - 1)->upos == SAYSO_PRON &&
                        (word_at(s->c, w - 1)->feats & SAYSO_F(POSS_YES)));
    return owned && word_at(s->c, noun)->upos == SAYSO_NOUN &&
           (word_at(s->c, noun)->feats & SAYSO_F(NUMBER_SING));
}

static bool form_one_year(const when_scan *s, uint32_t w, when_date *d)
{
    int year;
    const uint32_t n = year_word(s, w); /* the year 2024 */
    const uint32_t at = w + n;
    if (!sayso_when_year_at(s, at, &year, &d->last)) return false;
    sayso_when_set_year(d, year);
    const when_figure f = sayso_when_figure(s, at);
    if (n || d->last != f.last) return true;
    if (year < FIRST_YEAR || year > LAST_BARE_YEAR) return false;
    if (is_attribute(s, w, year)) return true;
    uint32_t before;
    /* a bare number needs a preposition */
    return sayso_when_led_in(s, w) || sayso_when_goes_on(s, w, SAYSO_YEAR, &before);
}

bool sayso_when_year(const when_scan *s, uint32_t w, when_date *d)
{
    const when_figure f = sayso_when_figure(s, w);
    if (f.kind == WHEN_FULL) {
        sayso_when_set(d, f.from, f.to, f.precision);
        d->last = f.last;
        return true;
    }
    return form_decade(s, w, d) || form_years(s, w, d) || form_one_year(s, w, d);
}

/* ---- quarters, halves, centuries ---- */

/* Months of a unit that divides the year: 3m, 6m; 0 for others. */
static int months_of(const sayso_date_word *unit)
{
    return strcmp(unit->value, "3m") == 0 ? 3 : strcmp(unit->value, "6m") == 0 ? 6 : 0;
}

/* A year behind word `last`, in figures or in words; d->last moves to its end. */
static bool year_after(const when_scan *s, when_date *d, uint32_t last, int *year)
{
    when_date said;
    d->last = last;
    if (sayso_when_year_behind(s, last, year, &d->last)) return true;
    d->last = last;
    if (!sayso_when_within(s, last, 'y', &said)) return false;
    *year = sayso_when_year_of(said.from);
    d->last = said.last;
    return true;
}

/* the third quarter of 2030, III квартал, the last quarter of last year; the 19th century. */
bool sayso_when_division(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *unit;
    uint32_t last;
    int year, n = sayso_when_ordinal_at(s, w, &last);
    const when_direction final = n ? (when_direction){ .sign = NO_SIGN }
                                   : sayso_when_direction_at(s, w, "before");
    if (!n && (final.sign != -1 || !final.agrees)) return false;
    if (!n) last = final.last;
    const uint32_t k = sayso_when_word(s, last + 1, SAYSO_DW_UNIT, &unit);
    if (!k) return false;
    last += k;
    if (strcmp(unit->value, "100y") == 0 && n >= 10 && n <= 21) {
        d->last = last;
        set_years(d, 100 * n - 99, 100 * n);
        return true;
    }
    const int each = months_of(unit);
    if (!each || n > 12 / each) return false;
    const bool given = year_after(s, d, last, &year);
    if (!n && !given) return false; /* *last quarter* is one that has passed */
    const int month = (n ? n - 1 : 12 / each - 1) * each + 1;
    if (given) sayso_when_set_months(d, year, month, each);
    return given || sayso_when_choose_year(s, d, month, 0, each, sayso_when_clause_time(s, w));
}

/* A number of units at w, at most twelve months; 0 if there is none. */
static int some_months(const when_scan *s, uint32_t w, uint32_t *last)
{
    const sayso_date_word *unit;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_UNIT, &unit);
    *last = w + n - 1;
    return n && strcmp(unit->value, "m") == 0;
}

/* The first six months of 2030, les six premiers mois de 2030, the last three months of 2030. */
bool sayso_when_edge(const when_scan *s, uint32_t w, when_date *d)
{
    uint32_t last, unit;
    int count = 0, year, first = sayso_when_ordinal_at(s, w, &last);
    const when_direction before = sayso_when_direction_at(s, w, "before");
    if (first == 1 || (before.sign == -1 && before.agrees)) {
        if (first != 1) last = before.last;
        count = sayso_when_day_at(s, last + 1, &last);
    } else if (first > 1) {
        const when_direction inner = sayso_when_direction_at(s, last + 1, "before");
        count = first;
        first = sayso_when_ordinal_at(s, last + 1, &last);
        if (first != 1 && inner.sign == -1 && inner.agrees) { first = 0; last = inner.last; }
        else if (first != 1) return false;
    }
    if (count < 2 || count > 11 || !some_months(s, last + 1, &unit) ||
        !year_after(s, d, unit, &year))
        return false;
    sayso_when_set_months(d, year, first == 1 ? 1 : 13 - count, count);
    return true;
}

/* ---- parts ---- */

/* What a part is of: a month or a year without anything that leads it in, or the running year or
 * month. */
static bool part_of(const when_scan *s, uint32_t w, uint32_t at, when_date *d)
{
    const sayso_date_word *unit;
    uint32_t end;
    int year;
    when_date t = { .first = at, .last = at, .exact = INT32_MIN };
    if (sayso_when_point(s, at, &t)) { *d = t; return !t.none; }
    const int month = sayso_when_month_at(s, at, &end);
    if (month) { /* the part itself leads the month in: *late April* */
        d->last = end;
        return sayso_when_choose_year(s, d, month, 0, 1, sayso_when_clause_time(s, w));
    }
    if (sayso_when_year_behind(s, at - 1, &year, &end)) {
        d->last = end;
        sayso_when_set_year(d, year);
        return true;
    }
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_UNIT, &unit);
    if (!n || (strcmp(unit->value, "y") != 0 && strcmp(unit->value, "m") != 0)) return false;
    d->last = at + n - 1;
    return sayso_when_shift(d, s->day, 0, unit->value);
}

/* The rest of *mid-June*, *mid-2028*, *mid-1990s*. */
static bool part_in_token(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_str form = word_at(s->c, w)->form;
    const char *dash = memchr(form.at, '-', form.len);
    if (!dash) return false;
    const sayso_str rest = { .at = dash + 1, .len = (uint32_t)(form.at + form.len - dash - 1) };
    sayso_date_word x;
    int year = 0;
    d->last = w;
    if (sayso_when_piece(s, rest, SAYSO_DW_MONTH, &x)) {
        if (sayso_when_year_behind(s, w, &year, &d->last)) {
            sayso_when_set_month(d, year, sayso_when_number(&x));
            return true;
        }
        return sayso_when_choose_year(s, d, sayso_when_number(&x), 0, 1,
                                      sayso_when_clause_time(s, w));
    }
    uint32_t i = 0;
    for (; i < rest.len && i < 4 && rest.at[i] >= '0' && rest.at[i] <= '9'; i++)
        year = 10 * year + (rest.at[i] - '0');
    if (i != 4 || year < FIRST_YEAR || year > LAST_YEAR) return false;
    const sayso_str suffix = { .at = rest.at + 4, .len = rest.len - 4 };
    if (!suffix.len) sayso_when_set_year(d, year);
    else if (year % 10 == 0 && sayso_when_piece(s, suffix, SAYSO_DW_SUFFIX, &x) &&
             strcmp(x.value, "decade") == 0)
        set_years(d, year, year + 9);
    else return false;
    return true;
}

/* early April 2025; late 2024; на початку року; the end of last month. */
bool sayso_when_part(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_PART, &x);
    if (!n) return false;
    uint32_t at = w + n;
    if (sayso_when_form_is(s, at, "-")) at++;
    if (!(n == 1 && part_in_token(s, w, d)) && !part_of(s, w, sayso_when_skip_small(s, at), d))
        return false;
    d->first = w;
    if (d->precision == SAYSO_DAY) return false;
    sayso_when_cut_part(d, x->value[0]);
    d->exact = INT32_MIN;
    return true;
}

/* ---- ranges ---- */

/* Do the words at w spell the second half of a range ("to", "and")? Its length, 0 if not. */
static uint32_t spells(const when_scan *s, uint32_t w, const char *z)
{
    uint32_t n = 0;
    while (*z) {
        const size_t len = strcspn(z, "_");
        if (w + n >= s->end) return 0;
        char folded[64];
        const uint32_t k = sayso_text_fold(word_at(s->c, w + n)->form, folded, sizeof folded);
        if (k != len || memcmp(folded, z, len) != 0) return 0;
        n++;
        z += len + (z[len] == '_');
    }
    return n;
}

/* The word between the ends of a range that `x` begins: its length, 0 if it is not at w. */
static uint32_t range_middle(const when_scan *s, uint32_t w, const sayso_date_word *x)
{
    const uint32_t k = spells(s, w, x->value);
    const sayso_date_word *to;
    if (k || strcmp(x->value, "from") != 0) return k;
    return sayso_when_word(s, w, SAYSO_DW_RANGE, &to) && strcmp(to->value, "to") == 0 ? to->n_words
                                                                                      : 0;
}

/* One end: any date, a bare year, or (mday) the bare day of a month that the other end names. */
static bool range_end(const when_scan *s, uint32_t at, when_date *d, int *mday)
{
    int year;
    *d = (when_date){ .first = at, .last = at, .exact = INT32_MIN };
    if (mday) *mday = 0;
    if (sayso_when_point(s, at, d)) return !d->none;
    if (mday && (*mday = sayso_when_day_at(s, at, &d->last))) return true;
    if (!sayso_when_year_at(s, at, &year, &d->last)) return false;
    sayso_when_set_year(d, year);
    return true;
}

/* The year is said once, at the end: *from March to June 2024*, *from November to March 2024*. */
static void share_year(const when_scan *s, when_date *a, when_date *b)
{
    int y, m, mday, by, bm, unused;
    if (a->weekday && b->weekday && a->from > b->from) { /* *from Friday to Monday* */
        if (sayso_when_is_future(s, b->first)) b->to += 7;
        else a->from -= 7;
        return;
    }
    if (!a->guessed || (a->precision != SAYSO_DAY && a->precision != SAYSO_MONTH)) return;
    if (b->guessed && a->from <= b->to) return;
    sayso_day_parts(a->from, &y, &m, &mday);
    sayso_day_parts(b->from, &by, &bm, &unused);
    if (m > bm) by--;
    if (a->precision == SAYSO_MONTH) sayso_when_set_month(a, by, m);
    else sayso_when_set_day(a, by, m, mday);
}

static bool range_with(const when_scan *s, uint32_t w, const sayso_date_word *x, when_date *d)
{
    when_date a, b;
    int mday, y, m, unused;
    if (!range_end(s, sayso_when_skip_small(s, w + x->n_words), &a, &mday)) return false;
    const uint32_t k = range_middle(s, a.last + 1, x);
    if (!k || !range_end(s, sayso_when_skip_small(s, a.last + 1 + k), &b, NULL)) return false;
    if (mday) {
        sayso_day_parts(b.from, &y, &m, &unused);
        if (b.precision != SAYSO_DAY || !sayso_when_set_day(&a, y, m, mday)) return false;
    } else {
        share_year(s, &a, &b);
    }
    if (a.from > b.to) return false;
    sayso_when_set(d, a.from, b.to, SAYSO_INTERVAL);
    d->last = b.last;
    return true;
}

/* from 5 to 7 March; between June 2014 and May 2016; du 5 au 7 juin; from 2014 to 2016. */
bool sayso_when_range(const when_scan *s, uint32_t w, when_date *d)
{
    for (uint32_t i = 0; w < s->end && i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind == SAYSO_DW_RANGE && x->value && range_with(s, w, x, d)) return true;
    }
    return false;
}
