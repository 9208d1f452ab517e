/* settle: what claims and positions are worked out with. */
#ifndef SAYSO_LEDGER_SETTLE_H
#define SAYSO_LEDGER_SETTLE_H

#include "inside.h"
#include "same.h"

typedef struct sayso_led_stored { /* an event of the ledger */
    int64_t     event, document, claim; /* claim 0: none yet */
    uint32_t    number, telling, claim_events;
    sayso_event_status status;
    const char *key, *date;
    sayso_led_report   report;
} sayso_led_stored;

typedef struct sayso_led_settling { /* one event type */
    sayso_ledger *l;
    sayso_type    type;
    sayso_led_stored    *events; uint32_t n, cap;
    sayso_arena   arena;
    sqlite3_stmt *insert, *point;                      /* of claims */
    sqlite3_stmt *said, *position, *stance, *outcome;  /* of positions */
} sayso_led_settling;

sayso_status sayso_led_positions_prepare(sayso_led_settling *g, sayso_error *err);
void         sayso_led_positions_finalize(sayso_led_settling *g);
/* Writes the positions on a claim from what is said of its events. */
sayso_status sayso_led_positions_write(sayso_led_settling *g, int64_t claim, sayso_error *err);

#endif
