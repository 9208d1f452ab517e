/* day: days of the proleptic Gregorian calendar, counted from 1970-01-01. sayso.h has sayso_day
 * itself. */
#ifndef SAYSO_BASE_DAY_H
#define SAYSO_BASE_DAY_H

#include "base/base.h"

int32_t sayso_day_of(int year, int month, int day);
void    sayso_day_parts(int32_t day, int *year, int *month, int *mday);
int     sayso_day_weekday(int32_t day); /* 1 Monday … 7 Sunday */
/* Parses YYYY-MM-DD[T…], YYYY-MM or YYYY; false, and the day unknown, if malformed. */
bool    sayso_day_parse(const char *iso, sayso_day *out);
/* First day, INT32_MIN where it is not known: what arithmetic in days wants. */
static inline int32_t sayso_day_first(sayso_day d)
{
    return d.precision == SAYSO_UNDATED ? INT32_MIN : d.from;
}

#endif
