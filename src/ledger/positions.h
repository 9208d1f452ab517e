/* positions: what one source has said of a claim, in order of time. Knows no store. */
#ifndef SAYSO_LEDGER_POSITIONS_H
#define SAYSO_LEDGER_POSITIONS_H

#include "base/base.h"

/* A stance that an attribution takes towards one of the claim's events. Strings are borrowed. */
typedef struct sayso_led_said {
    int64_t     event, attribution;
    const char *institution, *code, *name; /* name NULL: none */
    sayso_stance stance;
    int32_t     day;              /* INT32_MAX unknown: last */
    const char *key;              /* of the document */
    uint32_t    number, event_number;
} sayso_led_said;

/* One source's position. */
typedef struct sayso_led_stand {
    const sayso_led_said *said; uint32_t n; /* in order of time; at least one */
    const char *source;           /* what it is shown under */
    bool        reversal;         /* denied, and later admitted or confirmed */
} sayso_led_stand;

/* Brings what is said into order, sources by name, each attribution once, and makes a position a
 * source of it: *out, in `a`. False without memory. */
bool sayso_led_stands_of(sayso_led_said *said, uint32_t n, sayso_arena *a, sayso_led_stand **out,
                         uint32_t *n_out);
/* Does one source affirm what another denies or doubts? As LED_DISPUTED. */
bool sayso_led_contradicted(const sayso_led_stand *stands, uint32_t n);

#endif
