/* columns: the ledger's tables as base/fields.def gives them. `none` is bound by nobody: the
 * store sets the column by itself, or works it out of others. */
#ifndef SAYSO_LEDGER_COLUMNS_H
#define SAYSO_LEDGER_COLUMNS_H

#include "words.h"

/* Is it set by an INSERT, and how: as it is, or as the number of a word? */
typedef enum sayso_led_set { LED_SET_NOT, LED_SET_VALUE, LED_SET_WORD } sayso_led_set;
typedef struct sayso_led_column_def { const char *name; sayso_led_set set; } sayso_led_column_def;
typedef struct sayso_led_table {
    const char *into;              /* "INSERT INTO events" */
    const sayso_led_column_def *columns; size_t n;
    const char *behind;            /* the values */
} sayso_led_table;
#define LED_TABLE(name, behind)                                                                    \
    {                                                                                              \
        "INSERT INTO " #name, name##_columns, sizeof name##_columns / sizeof *name##_columns, behind \
    }
#define LED_STORED(name) /* the table that a view of that name shows */                            \
    {                                                                                              \
        "INSERT INTO stored_" #name, name##_columns, sizeof name##_columns / sizeof *name##_columns, "" \
    }

#define LED_COLUMN(called, bind) { #called, LED_SET_##bind },
#define LED_SET_none LED_SET_NOT
#define LED_SET_text LED_SET_VALUE
#define LED_SET_shared LED_SET_WORD
#define LED_SET_shared_word LED_SET_WORD
#define LED_SET_shared_iso LED_SET_WORD
#define LED_SET_word LED_SET_VALUE
#define LED_SET_int LED_SET_VALUE
#define LED_SET_index LED_SET_VALUE
#define LED_SET_offset LED_SET_VALUE
#define LED_SET_day LED_SET_VALUE
#define LED_SET_away LED_SET_VALUE
#define LED_SET_iso LED_SET_VALUE
#define LED_SET_real LED_SET_VALUE
#define LED_SET_hash LED_SET_VALUE
#define LED_SET_blob LED_SET_VALUE

/* Binds a value as the next parameter; n counts them. */
#define LED_PUT_none(s, n, value) (void)(n)
#define LED_PUT_text(s, n, value) sayso_led_text(s, ++(n), value)
#define LED_PUT_shared(s, n, value) sayso_led_shared(s, ++(n), value)
#define LED_PUT_shared_word(s, n, value) sayso_led_shared(s, ++(n), sayso_led_word(value))
#define LED_PUT_shared_iso(s, n, value)                                                            \
    sayso_led_shared(s, ++(n), sayso_led_word(sayso_day_text(value, (char[SAYSO_DAY_SIZE]){ 0 })))
#define LED_PUT_word(s, n, value) sayso_led_text(s, ++(n), sayso_led_word(value))
#define LED_PUT_int(s, n, value) sayso_led_int(s, ++(n), value)
#define LED_PUT_index(s, n, value) sayso_led_index(s, ++(n), value)
#define LED_PUT_offset(s, n, value) sayso_led_offset(s, ++(n), value)
#define LED_PUT_away(s, n, value) sayso_led_away(s, ++(n), value)
#define LED_PUT_day(s, n, value) sayso_led_day(s, ++(n), value)
#define LED_PUT_iso(s, n, value) /* a sayso_day as text, which stands until the block ends */ \
    sayso_led_text(s, ++(n), sayso_led_word(sayso_day_text(value, (char[SAYSO_DAY_SIZE]){ 0 })))
#define LED_PUT_real(s, n, value) sayso_led_real(s, ++(n), value)
#define LED_PUT_hash(s, n, value) sayso_led_memory(s, ++(n), value, LG_HASH)
#define LED_PUT_blob(s, n, value) /* a sayso_buf or sayso_str */ \
    sayso_led_memory(s, ++(n), (value)->at, (value)->len)

/* "INSERT INTO events (columns) VALUES (?, …)" of the columns that are set; kept like
 * sayso_led_kept's. `t` is a constant. */
sayso_status sayso_led_insert(sayso_ledger *l, const sayso_led_table *t, sayso_led_stmt **out,
                              sayso_error *err);

#endif
