/* correct: what people put right. */
#ifndef SAYSO_LEDGER_CORRECT_H
#define SAYSO_LEDGER_CORRECT_H

#include "inside.h"

/* Has the document of that key been withdrawn? */
sayso_status sayso_led_withdrawn(sayso_ledger *l, const char *key, bool *is, sayso_error *err);
/* Does again what people have decided of a document that was read again. Within a transaction. */
sayso_status sayso_led_decisions_apply(sayso_ledger *l, int64_t document, const char *key,
                                       sayso_error *err);

#endif
