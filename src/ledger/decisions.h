/* decisions: what people decided, as rows. */
#ifndef SAYSO_LEDGER_DECISIONS_H
#define SAYSO_LEDGER_DECISIONS_H

#include "inside.h"

typedef struct sayso_led_decision {
    const char *what, *key, *record, *field, *value, *note;
} sayso_led_decision;

/* Writes it down behind the others. Within a transaction. */
sayso_status sayso_led_decision_put(sayso_ledger *l, const sayso_led_decision *d, sayso_error *err);

/* SQL: what takes the decision x back. */
#define LED_UNDONE                                                                                 \
    "SELECT 1 FROM decisions u WHERE u.key = x.key AND u.what = 'undo' AND u.value = "             \
    "CAST(x.decision AS TEXT)"


#endif
