/* summary: what a claim's row says of its tellings. */
#ifndef SAYSO_LEDGER_SUMMARY_H
#define SAYSO_LEDGER_SUMMARY_H

#include "regroup.h"

/* All tellings merged: the first in time, then the others by document. *documents: how many they
 * are of. False without memory. */
bool sayso_led_summarise(const sayso_led_telling *const *members, uint32_t n, sayso_led_report *all,
                         uint32_t *documents);
/* Codes of a side, "PRKMIL,RUS": sorted, each once, one without a role only where none has one;
 * in the arena, NULL without memory. */
const char *sayso_led_codes_join(sayso_arena *a, const sayso_led_side *s);

uint32_t sayso_led_status_bit(const char *name); /* 0: no such status */
/* "actual,denied" of such bits; in the arena, NULL without memory. */
const char *sayso_led_statuses_join(sayso_arena *a, uint32_t bits);

/* What the reports of a claim say by themselves. */
typedef struct sayso_led_counts {
    uint32_t events, statuses;     /* statuses: bits */
    const char *date;              /* the first that a report gives; borrowed */
    int32_t  day;                  /* of it; else of the first report. Begin with INT32_MIN */
} sayso_led_counts;
/* The next one, in order of time: its status, date (NULL: it gives none) and day (INT32_MIN). */
void sayso_led_counts_add(sayso_led_counts *m, const char *status, const char *date, int32_t day);

#endif
