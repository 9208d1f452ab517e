/* gdelt: what GDELT's two tables have in common. */
#ifndef SAYSO_EXPORT_GDELT_H
#define SAYSO_EXPORT_GDELT_H

#include "export.h"
#include "base/day.h"

/* GLOBALEVENTID, of the claim. */
static inline void sayso_gdelt_id_put(const sayso_export *x, sayso_buf *b)
{
    sayso_buf_printf(b, "%llu", (unsigned long long)sayso_export_number(x->claim_id));
}

/* YYYYMMDDHHMMSS of a day; "" where it is not known. */
static inline void sayso_gdelt_time_put(sayso_buf *b, int32_t day)
{
    int year, month, mday;
    if (day == INT32_MIN) return;
    sayso_day_parts(day, &year, &month, &mday);
    sayso_buf_printf(b, "%04d%02d%02d000000", year, month, mday);
}

/* 1 a country, 5 its division, 4 a town. */
static inline int sayso_gdelt_place_type(const sayso_place *p)
{
    if (p->via && strstr(p->via, "country:")) return 1;
    return p->via && strncmp(p->via, "gazetteer:", 10) == 0 && p->via[12] == '-' ? 5 : 4;
}

#endif
