/* settle: what claims and positions are worked out with. */
#ifndef SAYSO_LEDGER_SETTLE_H
#define SAYSO_LEDGER_SETTLE_H

#include "inside.h"
#include "same.h"

typedef struct lg_stored { /* an event of the ledger */
    int64_t     event, document, claim; /* claim 0: none yet */
    uint32_t    number, telling, claim_events;
    sayso_event_status status;
    const char *key, *date;
    lg_report   report;
} lg_stored;

typedef struct lg_settling { /* one event type */
    sayso_ledger *l;
    sayso_type    type;
    lg_stored    *events; uint32_t n, cap;
    sayso_arena   arena;
    sqlite3_stmt *insert, *point;                      /* of claims */
    sqlite3_stmt *said, *position, *stance, *outcome;  /* of positions */
} lg_settling;

sayso_status lg_positions_prepare(lg_settling *g, sayso_error *err);
void         lg_positions_finalize(lg_settling *g);
/* Writes the positions on a claim from what is said of its events. */
sayso_status lg_positions_write(lg_settling *g, int64_t claim, sayso_error *err);

#endif
