/* digest: what the ledger's rows hold, as one number each document and claim, so that what has
 * changed without sayso is noticed. No seal: whoever means to can write a fitting one. */
#ifndef SAYSO_LEDGER_DIGEST_H
#define SAYSO_LEDGER_DIGEST_H

#include "inside.h"

enum { LG_SEALED_SO = 9 }; /* since which version rows have the digests that they have now */

/* Of all that was read in a document; of a claim with its reports and positions. */
sayso_status sayso_led_digest_document(sayso_ledger *l, int64_t document, int64_t *out,
                                       sayso_error *err);
sayso_status sayso_led_digest_claim(sayso_ledger *l, int64_t claim, int64_t *out, sayso_error *err);
/* Works it out and writes it. Within a transaction. */
sayso_status sayso_led_document_seal(sayso_ledger *l, int64_t document, sayso_error *err);
sayso_status sayso_led_claim_seal(sayso_ledger *l, int64_t claim, sayso_error *err);
/* Both, of all that have a digest, as after a migration. */
sayso_status sayso_led_rows_seal(sayso_ledger *l, sayso_error *err);
/* Of the tables, indices and views themselves. */
sayso_status sayso_led_digest_schema(sayso_ledger *l, int64_t *out, sayso_error *err);
sayso_status sayso_led_schema_seal(sayso_ledger *l, sayso_error *err);
/* Of a row of `words`. */
int64_t sayso_led_digest_word(sayso_str text);

#endif
