/* inside: what the files of the ledger share. */
#ifndef SAYSO_LEDGER_INSIDE_H
#define SAYSO_LEDGER_INSIDE_H

#include "base/base.h"
#include <sqlite3.h>

enum { LG_VERSION = 7, LG_APPLICATION = 0x53617973 /* "Says" */, LG_WAIT_MS = 60000, LG_HASH = 32 };

typedef struct sayso_led_word_list sayso_led_word_list;
typedef struct sayso_led_prepared { const void *of; sqlite3_stmt *s; } sayso_led_prepared;

struct sayso_ledger {
    sqlite3 *db;
    char    *path;
    bool     write;
    sayso_led_prepared *kept; uint32_t n_kept, cap_kept; /* statements that are used again */
    sayso_ledger_options options; /* own copy */
    uint32_t waited_ms;           /* for another writer, this time */
    sayso_led_word_list *words;   /* words.h, which sets both */
    void   (*forget)(sayso_ledger *l); /* what is known of `words`, no more; NULL: nothing is */
    sayso_arena arena;            /* of the reading that sayso_ledger_reading gave last */
};

/* Fills err from what SQLite says of the last call, in words that help. */
sayso_status sayso_led_fail(const sayso_ledger *l, sayso_error *err);
/* Runs SQL without parameters or rows. */
sayso_status sayso_led_run(const sayso_ledger *l, const char *sql, sayso_error *err);
sayso_status sayso_led_prepare(const sayso_ledger *l, const char *sql, sqlite3_stmt **out,
                               sayso_error *err);
/* The same, prepared once: it stays with the ledger, is ready for parameters, and has to be reset
 * after its last row. `sql` is a constant. */
sayso_status sayso_led_kept(sayso_ledger *l, const char *sql, sqlite3_stmt **out, sayso_error *err);
/* Keeps a statement under the address of a constant; finalizes it where that fails. */
sayso_status sayso_led_keep(sayso_ledger *l, const void *of, sqlite3_stmt *s, sayso_error *err);
sqlite3_stmt *sayso_led_kept_find(const sayso_ledger *l, const void *of); /* NULL: none yet */
/* A transaction for writing, begun at once. sayso_led_end commits it where st is SAYSO_OK, else
 * rolls it back; returns st, or what went wrong with committing. */
sayso_status sayso_led_begin(sayso_ledger *l, sayso_error *err);
sayso_status sayso_led_end(sayso_ledger *l, sayso_status st, sayso_error *err);
/* Runs a statement that gives no row, and makes it ready for the next parameters. */
sayso_status sayso_led_done(const sayso_ledger *l, sqlite3_stmt *s, sayso_error *err);
/* SAYSO_OK with *row true or false. */
sayso_status sayso_led_step(const sayso_ledger *l, sqlite3_stmt *s, bool *row, sayso_error *err);

/* Parameters: what a bind call refuses shows when the statement is run, so the results need no look
 * of their own here; text is borrowed until the statement is reset. NULL, -1 and SAYSO_NO_OFFSET
 * give SQL's NULL where the name says so. */
void sayso_led_text(sqlite3_stmt *s, int i, const char *z);
void sayso_led_int(sqlite3_stmt *s, int i, int64_t x);
void sayso_led_index(sqlite3_stmt *s, int i, int32_t x);   /* negative: NULL */
void sayso_led_offset(sqlite3_stmt *s, int i, uint32_t x); /* SAYSO_NO_OFFSET: NULL */
void sayso_led_day(sqlite3_stmt *s, int i, int32_t day);   /* INT32_MIN: NULL */
void sayso_led_real(sqlite3_stmt *s, int i, double x);     /* NAN: NULL */

/* NULL for "": what is unknown is NULL in the ledger. */
const char *sayso_led_word(const char *z);

/* A column as a string that ends with NUL, borrowed until the next step; NULL where it is NULL. */
const char *sayso_led_column(sqlite3_stmt *s, int i);
/* The same, copied; *ok becomes false without memory. */
const char *sayso_led_column_dup(sqlite3_stmt *s, int i, sayso_arena *a, bool *ok);

/* "KEY-e7" → 'e', 7, with the key in key[]; 0 where id is not of that form. */
char sayso_led_id_split(const char *id, char key[SAYSO_KEY_SIZE], int64_t *number);

/* Text as filters match it, in the arena; NULL without memory. `b` may be NULL. */
const char *sayso_led_fold(sayso_arena *a, const char *text, const char *b);
/* The same of bytes; a NUL among them becomes a blank. */
char *sayso_led_fold_n(sayso_arena *a, sayso_str in);
/* The same as words are searched for: е for ё. */
const char *sayso_led_words_fold(sayso_arena *a, sayso_str text);
/* Makes own functions known to SQL: sayso_fold(text) and sayso_words(text), which give these forms;
 * the quad class of a type's name, sayso_quad(type). SQLite's code. */
int sayso_led_functions(sqlite3 *db);

#endif
