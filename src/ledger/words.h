/* words: texts that the ledger's records share. */
#ifndef SAYSO_LEDGER_WORDS_H
#define SAYSO_LEDGER_WORDS_H

#include "inside.h"
#include "trees.h"

/* The ledger's table of them, as long as the ledger. Making a number asks for a transaction. */
sayso_status sayso_led_words_of(sayso_ledger *l, const sayso_led_words_table **out,
                                sayso_error *err);

/* Binds the number of a text, NULL where there is none; one is made where the ledger has none yet,
 * for which it asks for a transaction. What goes wrong shows when the statement is run. */
void sayso_led_shared(sayso_led_stmt *s, int i, const char *text);
/* The text of a number, as long as the ledger. NULL where none is known: it was not asked for yet, or
 * there is no such word. */
const char *sayso_led_word_text(const sayso_ledger *l, int64_t number);
/* Asks for it together with others, since a list wants many, and a server is far: false without
 * memory; of what is known, and of 0, nothing is done. */
bool sayso_led_word_want(sayso_ledger *l, int64_t number);
sayso_status sayso_led_words_ask(sayso_ledger *l, sayso_error *err);
/* Digests of all words that have none. */
sayso_status sayso_led_words_seal(sayso_ledger *l, sayso_error *err);
/* When the ledger is closed. */
void sayso_led_words_end(sayso_ledger *l);

#endif
