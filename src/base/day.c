/* Days of the proleptic Gregorian calendar, counted from 1970-01-01. Method: years that begin in
 * March, so that the leap day ends the year and months fall into the pattern 153 days per 5
 * months (Richards 1998, and Hatcher before him). */
#include "base/day.h"

#include <stdio.h>

/* 400 years; from 0000-03-01 to 1970-01-01 */
enum {
    DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468
};

int32_t sayso_day_of(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int march_month = month > 2 ? month - 3 : month + 9;
    const int day_of_year = (153 * march_month + 2) / 5 + day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

void sayso_day_parts(int32_t day, int *year, int *month, int *mday)
{
    const int64_t z = (int64_t)day + DAYS_TO_1970; /* of any day: a damaged ledger may hold it */
    const int32_t era = (int32_t)((z >= 0 ? z : z - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA);
    const int32_t of_era = (int32_t)(z - (int64_t)era * DAYS_PER_ERA);
    const int32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t march_month = (5 * of_year + 2) / 153;
    *mday = (int)(of_year - (153 * march_month + 2) / 5 + 1);
    *month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int sayso_day_weekday(int32_t day)
{
    const int r = (int)(((int64_t)day + 3) % 7); /* 1970-01-01 was a Thursday */
    return (r < 0 ? r + 7 : r) + 1;
}

static int day_month_days(int year, int month)
{
    return (int)(sayso_day_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
                 sayso_day_of(year, month, 1));
}

/* n digits at *p, which moves on; -1 if they are not there. */
static int day_digits(const char **p, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        const char c = (*p)[i];
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    *p += n;
    return value;
}

bool sayso_day_parse(const char *iso, sayso_day *out)
{
    *out = (sayso_day){ 0 };
    if (!iso) return false;
    const char *p = iso;
    const int year = day_digits(&p, 4);
    if (year < 0) return false;
    int first_month = 1, last_month = 12, mday = 0;
    sayso_precision precision = SAYSO_YEAR;
    if (*p == '-') {
        p++;
        const int month = day_digits(&p, 2);
        if (month < 1 || month > 12) return false;
        first_month = last_month = month;
        precision = SAYSO_MONTH;
        if (*p == '-') {
            p++;
            mday = day_digits(&p, 2);
            if (mday < 1 || mday > day_month_days(year, month)) return false;
            precision = SAYSO_DAY;
            /* A time of day does not change the day; what it says is not looked at. */
            if (*p == 'T' || *p == ' ') p += strlen(p);
        }
    }
    if (*p) return false;
    *out = (sayso_day){
        sayso_day_of(year, first_month, mday ? mday : 1),
        sayso_day_of(year, last_month, mday ? mday : day_month_days(year, last_month)), precision
    };
    return true;
}

const char *sayso_day_text(sayso_day day, char out[SAYSO_DAY_SIZE])
{
    int y, m, d, y2, m2, d2;
    *out = '\0';
    if (day.precision == SAYSO_UNDATED) return out;
    sayso_day_parts(day.from, &y, &m, &d);
    sayso_day_parts(day.to, &y2, &m2, &d2);
    switch (day.precision) {
    case SAYSO_DAY: snprintf(out, SAYSO_DAY_SIZE, "%04d-%02d-%02d", y, m, d); break;
    case SAYSO_MONTH: snprintf(out, SAYSO_DAY_SIZE, "%04d-%02d", y, m); break;
    case SAYSO_YEAR: snprintf(out, SAYSO_DAY_SIZE, "%04d", y); break;
    default:
        snprintf(out, SAYSO_DAY_SIZE, "%04d-%02d-%02d/%04d-%02d-%02d", y, m, d, y2, m2, d2);
        break;
    }
    return out;
}
