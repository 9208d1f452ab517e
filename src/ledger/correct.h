/* correct: what people put right. */
#ifndef SAYSO_LEDGER_CORRECT_H
#define SAYSO_LEDGER_CORRECT_H

#include "decisions.h"

/* SQL: what takes the decision x back. */
#define LED_UNDONE                                                                                 \
    "SELECT 1 FROM decisions u WHERE u.key = x.key AND u.what = 'undo' AND u.value = "             \
    "CAST(x.decision AS TEXT)"

/* Has the document of that key been withdrawn? */
sayso_status sayso_led_withdrawn(sayso_ledger *l, const char *key, bool *is, sayso_error *err);
/* Does again what people have decided of a document that was read again. Within a transaction. */
sayso_status sayso_led_decisions_apply(sayso_ledger *l, int64_t document, const char *key,
                                       sayso_error *err);

#endif
