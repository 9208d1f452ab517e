/* correct: what people put right. */
#ifndef SAYSO_LEDGER_CORRECT_H
#define SAYSO_LEDGER_CORRECT_H

#include "decisions.h"

/* Does again what people have decided of a document that was read again. Within a transaction. */
sayso_status sayso_led_decisions_apply(sayso_ledger *l, int64_t document, const char *key,
                                       sayso_error *err);

#endif
