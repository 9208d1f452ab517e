/* db: the store under the ledger, whichever it is. The ledger's files call the functions of
 * inside.h, and these the driver: SQLite (sqlite/) or PostgreSQL (postgres/).
 *
 * SQL is written once, as SQLite reads it: parameters are ? or ?1, and what PostgreSQL has under
 * another name its driver renames or makes (postgres/dialect.c). What only one of them can do is an
 * operation of the driver: full-text search, copies, looking whether pages are whole. */
#ifndef SAYSO_LEDGER_DB_H
#define SAYSO_LEDGER_DB_H

#include "base/base.h"

typedef struct sayso_led_driver sayso_led_driver;
typedef struct sayso_led_sql sayso_led_sql;

/* A connection, and a statement on it: a driver's own structs begin with these. */
typedef struct sayso_led_db {
    const sayso_led_driver *driver;
    sayso_ledger *l;
    sayso_error   unbound; /* why a parameter could not be bound; SAYSO_OK: all could */
} sayso_led_db;
typedef struct sayso_led_stmt { const sayso_led_driver *driver; sayso_led_db *db; } sayso_led_stmt;

/* What a value is, in numbers that digests hold. */
typedef enum sayso_led_kind {
    LED_WHOLE = 1,
    LED_REAL,
    LED_TEXT,
    LED_BYTES,
    LED_NULL
} sayso_led_kind;

/* What went wrong with the last call. */
typedef enum sayso_led_trouble {
    LED_NO_MEMORY,
    LED_BUSY /* another program writes */,
    LED_READONLY,
    LED_FORBIDDEN,
    LED_FULL,
    LED_NO_LEDGER /* nor any database */,
    LED_DAMAGED,
    LED_UNREACHABLE,
    LED_IO,
    LED_TOO_BIG,
    LED_NO_RIGHT /* to do so, as the server says */,
    LED_LOST /* the connection */,
    LED_BAD_SQL,
    LED_OTHER
} sayso_led_trouble;

/* What a statement is for: once; again and again; a list that may be too long to be held. */
typedef enum sayso_led_use { LED_ONCE, LED_KEPT, LED_LIST } sayso_led_use;

/* A value to bind: text and bytes are borrowed until the statement is reset. Or one of a column:
 * they are borrowed until the next step, and no NUL ends them. */
typedef struct sayso_led_value {
    sayso_led_kind kind;
    int64_t whole;
    double  real;
    const void *bytes; size_t n;
} sayso_led_value;

/* A term of a search: words as sayso_led_words_list gives them; several stand side by side. */
typedef struct sayso_led_term { const char *words; bool without, prefix; } sayso_led_term;

/* Functions give false where `trouble` has the reason. */
struct sayso_led_driver {
    /* ---- a connection ---- */
    void (*close)(sayso_led_db *db);
    sayso_led_trouble (*trouble)(const sayso_led_db *db, const char **message);
    bool (*run)(sayso_led_db *db, const char *sql); /* statements without parameters or rows */
    bool (*begin)(sayso_led_db *db);                /* a transaction for writing, waited for */
    bool (*commit)(sayso_led_db *db);
    void (*rollback)(sayso_led_db *db);             /* where there is a transaction */

    /* ---- statements ---- */
    sayso_led_stmt *(*prepare)(sayso_led_db *db, const char *sql, sayso_led_use use);
    void (*finalize)(sayso_led_stmt *s); /* NULL is none */
    void (*reset)(sayso_led_stmt *s);
    void (*bind)(sayso_led_stmt *s, int i, const sayso_led_value *v); /* shows at the next step */
    bool (*step)(sayso_led_stmt *s, bool *row);
    bool (*send)(sayso_led_stmt *s); /* one that gives no rows; trouble may show at a later call, at
                                        the latest when the transaction is committed */
    bool (*ahead)(sayso_led_stmt *s); /* asks, and does not wait: steps follow, after other calls */
    int64_t (*changes)(sayso_led_stmt *s); /* rows that it has changed; right after `send` */
    int (*parameters)(const sayso_led_stmt *s);
    int (*columns)(sayso_led_stmt *s);
    const char *(*column_name)(sayso_led_stmt *s, int i);
    sayso_led_kind (*kind)(sayso_led_stmt *s, int i);
    int64_t (*whole)(sayso_led_stmt *s, int i);
    double (*number)(sayso_led_stmt *s, int i);
    const char *(*text)(sayso_led_stmt *s, int i); /* ended by NUL; NULL where it is NULL */
    sayso_str (*bytes)(sayso_led_stmt *s, int i);  /* also of a text; at: NULL where it is NULL */
    void (*value)(sayso_led_stmt *s, int i, sayso_led_value *v); /* all of it in one call */

    /* ---- what each does in its own way ---- */
    /* Rows that say what the tables are; parameter 1 is of no matter. */
    const char *schema;
    /* Rows that say what is wrong with the file ("ok" where nothing is), and with references
     * (table, row, table that it refers to). NULL where the store cares for it. */
    const char *pages, *references;
    /* Gives a number, another one once a different connection has written. NULL: there is none. */
    const char *version;
    /* SQL of the caller's that only reads. */
    sayso_status (*ask)(sayso_ledger *l, const char *sql, sayso_led_stmt **out, sayso_error *err);
    /* The words of a document, to be searched for: its title and text, folded. Within a
     * transaction, as is taking them out, before the document goes. */
    sayso_status (*search_put)(sayso_ledger *l, int64_t document, const char *title,
                               const char *text, sayso_error *err);
    sayso_status (*search_take)(sayso_ledger *l, int64_t document, sayso_error *err);
    /* Writes "FROM … documents d … WHERE …", a condition on documents that have the terms, at least
     * one of them without `without`. */
    void (*search_where)(sayso_led_sql *q, const sayso_led_term *terms, size_t n);
    /* A text in fewer bytes, in the arena; NULL where the store sees to that. */
    bool (*pack)(sayso_str text, sayso_arena *a, sayso_str *out);
    /* Begins a transaction that reads what one moment holds. */
    const char *moment;
    /* SQL that gives the names of all views, quoted where they have to be, each before those that
     * it asks. */
    const char *views;
    /* Copies the ledger into a new file as it lies; NULL: row by row. */
    sayso_status (*backup)(sayso_ledger *l, const char *path, sayso_error *err);
};

#endif
