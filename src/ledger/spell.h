/* spell: texts of the table `words` by their number, for whoever reads rows that hold numbers and
 * would otherwise ask for each of them again. A number that is not known yet is wanted, and all that
 * are wanted are asked for at once. */
#ifndef SAYSO_LEDGER_SPELL_H
#define SAYSO_LEDGER_SPELL_H

#include "inside.h"

typedef struct sayso_led_spelt { int64_t number; const char *text; } sayso_led_spelt;

typedef struct sayso_led_speller {
    sayso_led_spelt *slots; uint32_t n, cap; /* by number, 0 where free; cap a power of two */
    int64_t *wanted; uint32_t n_wanted, cap_wanted;
    sayso_led_stmt *rows;
    sayso_arena texts;
} sayso_led_speller;

/* *known: the text has been asked for. It is NULL where there is no such word, and lives as long as
 * the speller. */
const char *sayso_led_spell(const sayso_led_speller *sp, int64_t number, bool *known);
/* False without memory. Of a number that is known nothing is done. */
bool sayso_led_spell_want(sayso_led_speller *sp, int64_t number);
/* Asks for all that are wanted; they are known then. */
sayso_status sayso_led_spell_ask(sayso_led_speller *sp, const sayso_ledger *l, sayso_error *err);
void sayso_led_speller_free(sayso_led_speller *sp);

#endif
