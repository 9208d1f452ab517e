/* store: one reading into the ledger's tables. */
#ifndef SAYSO_LEDGER_STORE_H
#define SAYSO_LEDGER_STORE_H

#include "same.h"

/* Which attribution takes which stance towards which event of a reading. */
typedef struct sayso_led_says {
    uint32_t    event, attribution;
    sayso_stance stance;          /* towards the event */
    const char *institution;      /* arena */
    sayso_day   date; const char *date_via; /* date_via: constant, or NULL */
    int32_t     day;              /* INT32_MIN unknown */
} sayso_led_says;

/* Groups the reading's events into tellings (telling[n_events]) and links attributions to events.
 * All in `a`. False without memory. `key` is the document's key. */
bool sayso_led_derive(const sayso_reading *r, const char *key, sayso_arena *a, uint32_t *telling,
                      const sayso_led_says **says, uint32_t *n_says);

/* First and last day of an event: of its date, else of the document's; INT32_MIN where neither is
 * known. */
void sayso_led_event_days(const sayso_event *e, const sayso_reading *r, int32_t *from, int32_t *to);

#endif
