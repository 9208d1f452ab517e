/* Spans of days: set by their parts, given a year, cut. */
#include "when/inside.h"

enum { HALF_YEAR = 183 };

void sayso_when_set(when_date *d, int32_t from, int32_t to, sayso_precision p)
{
    d->from = from;
    d->to = to;
    d->precision = p;
}

void sayso_when_set_months(when_date *d, int year, int month, int n)
{
    while (month < 1) { month += 12; year--; }
    while (month > 12) { month -= 12; year++; }
    const int next = month - 1 + n;
    sayso_when_set(d, sayso_day_of(year, month, 1),
                   sayso_day_of(year + next / 12, next % 12 + 1, 1) - 1,
                   n == 1 ? SAYSO_MONTH : SAYSO_INTERVAL);
}

void sayso_when_set_month(when_date *d, int year, int month)
{
    sayso_when_set_months(d, year, month, 1);
}

void sayso_when_set_year(when_date *d, int year)
{
    sayso_when_set(d, sayso_day_of(year, 1, 1), sayso_day_of(year, 12, 31), SAYSO_YEAR);
}

bool sayso_when_set_day(when_date *d, int year, int month, int mday)
{
    const int32_t day = sayso_day_of(year, month, mday);
    int y, m, a;
    sayso_day_parts(day, &y, &m, &a);
    if (m != month || a != mday) return false;
    sayso_when_set(d, day, day, SAYSO_DAY);
    return true;
}

int32_t sayso_when_monday(int32_t day) { return day - (sayso_day_weekday(day) - 1); }

void sayso_when_set_week(when_date *d, int32_t day)
{
    const int32_t monday = sayso_when_monday(day);
    sayso_when_set(d, monday, monday + 6, SAYSO_INTERVAL);
}

int sayso_when_year_of(int32_t day)
{
    int y, m, d;
    sayso_day_parts(day, &y, &m, &d);
    return y;
}

/* Gives a span of days without a year its year. from, to are set for some year; `bound` says
 * which repetition. */
bool sayso_when_choose_year(const when_scan *s, when_date *d, int month, int mday, int n,
                            when_bound bound)
{
    if (s->day == INT32_MIN) return false;
    const int now = sayso_when_year_of(s->day);
    bool any = false;
    long best = 0;
    when_date chosen = *d;
    for (int y = now - 1; y <= now + 1; y++) {
        when_date t = *d;
        if (mday) { if (!sayso_when_set_day(&t, y, month, mday)) continue; }
        else sayso_when_set_months(&t, y, month, n);
        const bool past = t.to <= s->day, coming = t.from > s->day;
        if ((bound == PAST && !(t.to < s->day)) || (bound == COMING && !coming) ||
            (bound == THIS && y != now) || (bound == SINCE && coming) ||
            (bound == TILL && t.to < s->day))
            continue;
        long cost = past ? (long)(s->day - t.to) : coming ? (long)(t.from - s->day) : 0;
        /* news looks back more than ahead */
        if ((bound == NEAREST || bound == PRESENT) && coming && cost > HALF_YEAR / 3)
            cost += HALF_YEAR / 3;
        if (!any || cost < best) { best = cost; chosen = t; }
        any = true;
    }
    if (any) { sayso_when_set(d, chosen.from, chosen.to, chosen.precision); d->guessed = true; }
    return any;
}

/* Whole years: of a decade 0 to 3, 4 to 6, 7 to 9. */
static void cut_years(when_date *d, char which)
{
    const int y = sayso_when_year_of(d->from), n = sayso_when_year_of(d->to) - y + 1;
    const int third = (n + 2) / 3, rest = (n - third) / 2, half = n / 2;
    const int first = which == 'f' || which == '1' ? 0
                      : which == 'm'               ? third
                      : which == '2'               ? half
                                                   : n - rest;
    const int years = which == 'f'   ? third
                      : which == '1' ? half
                      : which == 'm' ? n - third - rest
                                     : n - first;
    sayso_when_set(d, sayso_day_of(y + first, 1, 1), sayso_day_of(y + first + years - 1, 12, 31),
                   SAYSO_INTERVAL);
}

static void cut_year(when_date *d, char which)
{
    const int y = sayso_when_year_of(d->from);
    if (which == '1' || which == '2') sayso_when_set_months(d, y, which == '1' ? 1 : 7, 6);
    else sayso_when_set_months(d, y, which == 'f' ? 1 : which == 'm' ? 5 : 9, 4);
}

static void cut_days(when_date *d, int32_t first, int32_t n)
{
    sayso_when_set(d, d->from + first, d->from + first + n - 1, SAYSO_INTERVAL);
}

void sayso_when_cut_part(when_date *d, char which)
{
    const int32_t n = d->to - d->from + 1;
    if (n < 3) return;
    if (d->precision == SAYSO_YEAR) { cut_year(d, which); return; }
    if (n > 3 * 366) { cut_years(d, which); return; }
    const bool month = d->precision == SAYSO_MONTH;
    const int32_t third = month ? 10 : n / 3, half = month ? 15 : n / 2;
    if (which == 'f' || which == '1') cut_days(d, 0, which == 'f' ? third : half);
    else if (which == 'm') cut_days(d, third, third);
    else cut_days(d, which == '2' ? half : 2 * third, n - (which == '2' ? half : 2 * third));
}
