/* settle: what claims and positions are kept up to date with. */
#ifndef SAYSO_LEDGER_SETTLE_H
#define SAYSO_LEDGER_SETTLE_H

#include "inside.h"
#include "regroup.h"

/* ---- store.c ---- */

/* A document's hash and key from its id, which may be NULL, and text. */
void sayso_led_key_make(const char *id, const char *text, size_t len, uint8_t hash[LG_HASH],
                        char key[SAYSO_KEY_SIZE]);

/* ---- tellings.c ---- */

/* Makes the tellings of a document from its events, and all of them pending. Within a transaction.
 */
sayso_status sayso_led_tellings_make(sayso_ledger *l, int64_t document, sayso_error *err);
/* A telling as regroup asks for it. */
sayso_status sayso_led_telling_load(sayso_ledger *l, int64_t id, sayso_arena *a,
                                    sayso_led_telling *out, sayso_error *err);
/* All of a claim, or those pinned together. */
sayso_status sayso_led_tellings_load(sayso_ledger *l, int64_t of, bool pinned, sayso_arena *a,
                                     sayso_status (*each)(void *to, const sayso_led_telling *t,
                                                          sayso_error *err),
                                     void *to, sayso_error *err);
sayso_status sayso_led_pending_put(sayso_ledger *l, const sayso_led_telling *t, sayso_error *err);
/* Where it is named and where it waits, no more. */
sayso_status sayso_led_telling_forget(sayso_ledger *l, const sayso_led_telling *t,
                                      sayso_error *err);

enum { LG_NAMED_SO = 9 }; /* since which version tellings are named as they are now */

/* Names all tellings anew, and all of them are pending: after a version that named them in another
 * way. Within a transaction. */
sayso_status sayso_led_tellings_renew(sayso_ledger *l, sayso_error *err);

/* Are the tellings of a document those that its events make? */
sayso_status sayso_led_tellings_same(sayso_ledger *l, int64_t document, bool *same,
                                     sayso_error *err);

/* ---- link.c ---- */

/* Puts a document into the family of its reprints. Within a transaction, as are both. */
sayso_status sayso_led_link(sayso_ledger *l, int64_t document, sayso_error *err);
/* Takes it out of its family, before it goes. */
sayso_status sayso_led_unlink(sayso_ledger *l, int64_t document, sayso_error *err);

/* ---- claims.c ---- */

/* Writes a claim from its tellings, in order of time, with the positions on it; takes it out where
 * n is 0. The events are pointed to it already. */
sayso_status sayso_led_claim_write(sayso_ledger *l, int64_t group,
                                   const sayso_led_telling *const *members, uint32_t n,
                                   sayso_error *err);

/* ---- said.c ---- */

/* Of a row of claims: does one source affirm what another denies or doubts? */
#define LED_DISPUTED                                                                               \
    "(SELECT CASE WHEN count(DISTINCT t.institution) > 1 AND count(CASE WHEN y.stance IN "         \
    "('assert', 'confirm', 'admit') THEN 1 END) > 0 AND count(CASE WHEN y.stance IN ('deny', "     \
    "'doubt') THEN 1 END) > 0 THEN 1 ELSE 0 END FROM stances t JOIN says y ON y.event = t.event "  \
    "AND y.attribution = t.attribution WHERE t.claim = claims.claim)"

/* Writes the positions on a claim from what is said of its events. */
sayso_status sayso_led_positions_write(sayso_ledger *l, int64_t claim, sayso_arena *a,
                                       sayso_error *err);

/* ---- settle.c ---- */

/* Before a document is taken out or changed, in the same transaction: its events belong to no claim
 * then, and what rests on them is pending. */
sayso_status sayso_led_unsettle(sayso_ledger *l, int64_t document, sayso_error *err);

#endif
