/* day: days of the proleptic Gregorian calendar, counted from 1970-01-01. */
#ifndef SAYSO_BASE_DAY_H
#define SAYSO_BASE_DAY_H

#include "base/base.h"

int32_t sayso_day_of(int year, int month, int day);
void    sayso_day_parts(int32_t day, int *year, int *month, int *mday);
int     sayso_day_weekday(int32_t day); /* 1 Monday … 7 Sunday */
/* Parses YYYY-MM-DD[T…], YYYY-MM or YYYY; false if malformed. from, to: first and last day. */
bool    sayso_day_parse(const char *iso, int32_t *from, int32_t *to);

#endif
