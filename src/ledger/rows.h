/* rows: rows of the ledger's tables as texts in decisions, and back. "i7;r0.5;t3:UKR;n" is a whole
 * number, a real one, a text of three bytes and nothing; b and a length are bytes, as zlib packs them,
 * in hexadecimal figures. */
#ifndef SAYSO_LEDGER_ROWS_H
#define SAYSO_LEDGER_ROWS_H

#include "decisions.h"
#include "into.h"

enum { LED_MOST_VALUES = 32 };

/* "SELECT columns FROM name WHERE where": those that an INSERT of that table sets, in its order. A
 * packed text is asked for as it is, for each store packs it in its own way. NULL without memory; to be
 * freed. */
char *sayso_led_rows_sql(sayso_led_in in, const char *name, const char *where);
/* Writes each row of a statement, which is done with then, as the value of such a decision. */
sayso_status sayso_led_rows_keep(sayso_ledger *l, sayso_led_stmt *s, const sayso_led_decision *as,
                                 sayso_error *err);
/* out[LED_MOST_VALUES]: texts and bytes are in the arena. The number of values, fewer where somebody
 * changed them; -1 without memory. */
int sayso_led_rows_read(const char *at, sayso_arena *a, sayso_led_value *out);
/* Binds a value as the column of a table wants it. */
void sayso_led_rows_bind(sayso_led_stmt *s, int i, const sayso_led_value *v, sayso_led_set set);

#endif
