/* shown: what a table of all events shows, of 256 documents as one row, so that it is made without
 * stepping over the eight tables that an event's row is made of.
 *
 * A row of the table `shown` has the rows that the list of events gives of its documents, in order
 * of document and number, column by column, packed; fields are those of the list's record, whatever
 * they are. Without two: ids of events, which are spelt of the document's key, and those of claims,
 * which change with other documents and which the facts know. It is derived: NULL from the moment
 * that one of its documents changes, within that transaction, and made again when claims are worked
 * out, once documents have come behind its last. Whoever finds none makes it for himself out of the
 * list, so that there is one way from here on. Servers keep none: they cannot tell whether two
 * connections see the same (parts.h). */
#ifndef SAYSO_LEDGER_SHOWN_H
#define SAYSO_LEDGER_SHOWN_H

#include "queries/query.h"

enum { LG_SHOWN_DOCUMENTS = 256, LG_SHOWN_HELD = 64 };

/* ---- kept up to date ---- */

/* Has the store such rows? Where not, the functions below do nothing. */
bool sayso_led_shown_kept(const sayso_ledger *l);
/* Rows of the document, or the document, change. Within a transaction. */
sayso_status sayso_led_shown_touch(sayso_ledger *l, int64_t document, sayso_error *err);
/* All documents, as in a ledger that has none yet. Within a transaction. */
sayso_status sayso_led_shown_all(sayso_ledger *l, sayso_error *err);
/* A row that waits and can be made; *chunk -1: none. */
sayso_status sayso_led_shown_waiting(sayso_ledger *l, int64_t *chunk, sayso_error *err);
/* Makes it. Within a transaction. */
sayso_status sayso_led_shown_make(sayso_ledger *l, int64_t chunk, sayso_error *err);
/* Is a row what the list gives? So is one that waits. */
sayso_status sayso_led_shown_same(sayso_ledger *l, int64_t chunk, bool *same, sayso_error *err);

/* ---- the list of all events from it ---- */

/* Of which claim an event is and by which report that is shown: 20 bytes an event. */
typedef struct sayso_led_shown_claims {
    int64_t n;                     /* events are numbered below it */
    uint32_t *of;                  /* [n] an event's claim; 0 none */
    uint64_t *keys; uint32_t *numbers; /* [n] of a claim its first report: document's key, number */
} sayso_led_shown_claims;          /* zero: empty */

sayso_status sayso_led_shown_claims_read(sayso_led_shown_claims *c, sayso_ledger *l,
                                         sayso_error *err);
void sayso_led_shown_claims_free(sayso_led_shown_claims *c);

/* The rows of LG_SHOWN_HELD chunks are held at a time, each where its number modulo that says. Are
 * the document's not there, when all before it have been asked for? `held` begins as {-1, …}. */
bool sayso_led_shown_missed(int64_t held[LG_SHOWN_HELD], int64_t document);

typedef struct sayso_led_shown sayso_led_shown;

/* Claims are borrowed, and may be shared by several. NULL without memory. */
sayso_led_shown *sayso_led_shown_new(sayso_ledger *l, const sayso_led_shown_claims *claims);
void sayso_led_shown_free(sayso_led_shown *s); /* NULL is fine */
/* Begins with the first document of the stretch. */
sayso_status sayso_led_shown_begin(sayso_led_shown *s, const sayso_led_stretch *of,
                                   sayso_error *err);
/* The next sayso_event_row, which lives until the next call; NULL behind the last. Of participants
 * it has what sayso_led_part_query gives. */
sayso_status sayso_led_shown_next(sayso_led_shown *s, const void **row, sayso_error *err);

#endif
