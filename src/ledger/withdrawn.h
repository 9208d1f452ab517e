/* withdrawn: what is taken out of a document, kept beside the decision, so that it can come back. */
#ifndef SAYSO_LEDGER_WITHDRAWN_H
#define SAYSO_LEDGER_WITHDRAWN_H

#include "decisions.h"

/* An event ('e') or attribution ('a') of a document that is in the ledger. */
typedef struct sayso_led_record {
    int64_t     document;
    char        letter;
    int64_t     number;
    const char *key, *id;      /* of the document, of the record */
} sayso_led_record;

/* Writes its rows, and what leads to it from other records, into decisions ("read"), before it is
 * taken out. Within a transaction, as is what follows. */
sayso_status sayso_led_withdrawn_keep(sayso_ledger *l, const sayso_led_record *r, sayso_error *err);
/* Puts them where they were. *is: were there any? What leads to a record that is withdrawn itself is
 * kept for that one. */
sayso_status sayso_led_withdrawn_restore(sayso_ledger *l, const sayso_led_record *r, bool *is,
                                         sayso_error *err);

/* ---- withdrawn_document.c: the same of a document with all that was read in it ---- */

sayso_status sayso_led_withdrawn_document_keep(sayso_ledger *l, int64_t document, const char *key,
                                               sayso_error *err);
/* *document: its number now. What is derived from it is still to be made. */
sayso_status sayso_led_withdrawn_document_restore(sayso_ledger *l, const char *key,
                                                  int64_t *document, bool *is, sayso_error *err);

#endif
