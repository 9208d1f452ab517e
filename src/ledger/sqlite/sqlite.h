/* sqlite: a ledger that is one file of SQLite. */
#ifndef SAYSO_LEDGER_SQLITE_H
#define SAYSO_LEDGER_SQLITE_H

#include "ledger/inside.h"
#include <sqlite3.h>
#include <stdlib.h>

typedef struct sayso_led_sqlite {
    sayso_led_db base;
    sqlite3 *db;
} sayso_led_sqlite;

extern const sayso_led_driver sayso_led_sqlite_driver;

/* The connection of a ledger that has this driver; NULL before it is opened. */
static inline sqlite3 *sayso_led_sqlite_db(const sayso_ledger *l)
{
    return l->db ? ((const sayso_led_sqlite *)l->db)->db : NULL;
}

typedef struct sayso_led_sqlite_stmt { sayso_led_stmt base; sqlite3_stmt *s; } sayso_led_sqlite_stmt;

/* A statement that SQLite has compiled; NULL, and it is finalized, without memory. */
static inline sayso_led_stmt *sayso_led_sqlite_wrap(sayso_led_db *db, sqlite3_stmt *s)
{
    sayso_led_sqlite_stmt *x = malloc(sizeof *x);
    if (x) *x = (sayso_led_sqlite_stmt){ { db->driver, db }, s };
    else sqlite3_finalize(s);
    return x ? &x->base : NULL;
}

/* Opens l->path, makes a ledger of it or brings it to our version. *older: it is of an older version
 * and was opened for reading. */
sayso_status sayso_led_sqlite_open(sayso_ledger *l, bool *older, sayso_error *err);
/* The whole number that a statement without parameters gives; 0 where it gives no row. */
sayso_status sayso_led_sqlite_ask_int(const sayso_ledger *l, const char *sql, int64_t *out,
                                      sayso_error *err);
/* Makes own functions known to SQL: sayso_fold(text), sayso_words(text) and sayso_cut(text), the forms
 * in which text is compared, searched for and indexed. SQLite's code. */
int sayso_led_sqlite_functions(sqlite3 *db);
/* And sayso_pack(text), sayso_unpack(bytes): texts.c. */
int sayso_led_sqlite_packs(sqlite3 *db);

/* And sayso_word(number), the text of a word, which is asked for once: words.c. Views by it stand before
 * the ledger's own of the same names, for this connection. */
int sayso_led_sqlite_words(sayso_led_sqlite *x);
sayso_status sayso_led_sqlite_words_begin(sayso_ledger *l, sayso_error *err);

/* What the driver does in its own way; see db.h. */
sayso_status sayso_led_sqlite_ask(sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                                  sayso_error *err);
sayso_status sayso_led_sqlite_search_put(sayso_ledger *l, int64_t document, const char *title,
                                         const char *text, sayso_error *err);
sayso_status sayso_led_sqlite_search_take(sayso_ledger *l, int64_t document, sayso_error *err);
void sayso_led_sqlite_search_where(sayso_led_sql *q, const sayso_led_term *terms, size_t n);
sayso_status sayso_led_sqlite_backup(sayso_ledger *l, const char *to, sayso_error *err);

#endif
