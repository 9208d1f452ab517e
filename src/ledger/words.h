/* words: texts that the ledger's records share. */
#ifndef SAYSO_LEDGER_WORDS_H
#define SAYSO_LEDGER_WORDS_H

#include "inside.h"
#include "trees.h"

/* The ledger's table of them, which lives as long as the ledger or until it is forgotten. Making a
 * number asks for a transaction. */
sayso_status sayso_led_words_of(sayso_ledger *l, const sayso_led_words_table **out,
                                sayso_error *err);
/* After a transaction was rolled back, and at the end. */
void sayso_led_words_forget(sayso_ledger *l);

#endif
