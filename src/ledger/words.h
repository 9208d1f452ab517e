/* words: texts that the ledger's records share. */
#ifndef SAYSO_LEDGER_WORDS_H
#define SAYSO_LEDGER_WORDS_H

#include "inside.h"
#include "trees.h"

/* The ledger's table of them, which lives as long as the ledger or until a transaction is rolled
 * back. Making a
 * number asks for a transaction. */
sayso_status sayso_led_words_of(sayso_ledger *l, const sayso_led_words_table **out,
                                sayso_error *err);

/* Binds the number of a text, NULL where there is none; one is made where the ledger has none yet,
 * for which it asks for a transaction. What goes wrong shows when the statement is run. */
void sayso_led_shared(sayso_led_stmt *s, int i, const char *text);
/* Digests of all words that have none. */
sayso_status sayso_led_words_seal(sayso_ledger *l, sayso_error *err);

#endif
