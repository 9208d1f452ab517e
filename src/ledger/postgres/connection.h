/* connection: what the files of this folder share. */
#ifndef SAYSO_LEDGER_CONNECTION_H
#define SAYSO_LEDGER_CONNECTION_H

#include "ledger/inside.h"
#include <libpq-fe.h>

typedef struct sayso_led_postgres {
    sayso_led_db base;
    PGconn  *c;                     /* in pipeline mode, always */
    sayso_led_trouble trouble; char message[200]; /* of the last call that failed */
    bool     within, failed;        /* a transaction; that has failed */
    struct sayso_led_sent *queue; uint32_t n_queue, cap_queue; /* sent, with no answer looked at */
    sayso_led_stmt **waiting; uint32_t n_waiting, cap_waiting; /* with new rows, not sent yet */
    uint32_t names;                 /* given to statements */
    int64_t  changed;               /* rows, by the last statement */
} sayso_led_postgres;

extern const sayso_led_driver sayso_led_postgres_driver;

/* Runs one statement of PostgreSQL's own; *out (may be NULL) receives its rows, which the caller
 * clears. */
bool sayso_led_postgres_run(sayso_led_postgres *p, const char *sql, PGresult **out);

/* ---- dialect.c ---- */

/* SQL as SQLite reads it into `out` as PostgreSQL does; returns how many parameters it has. */
int sayso_led_dialect(const char *sql, sayso_buf *out);
/* The next statement of a script of tables and views, as PostgreSQL reads it; false at its end. */
bool sayso_led_dialect_script(const char **script, sayso_buf *out);
/* The functions that SQL of ours asks for and PostgreSQL has not: CREATE FUNCTION …, one a call, into
 * `out`; false behind the last. */
bool sayso_led_dialect_function(size_t i, sayso_buf *out);

/* ---- search.c; see db.h ---- */

sayso_status sayso_led_postgres_search_put(sayso_ledger *l, int64_t document, const char *title,
                                           const char *text, sayso_error *err);
void sayso_led_postgres_search_where(sayso_led_sql *q, const sayso_led_term *terms, size_t n);

#endif
