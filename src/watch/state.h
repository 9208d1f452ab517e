/* What is known of feeds, hosts, items, failures and alerts: an SQLite file beside the ledger.
 *
 * A failure stays: once SQLite has refused something all calls do nothing, and sayso_state_failed
 * says what it was. So a step is a few calls and one look. Statements are SQL constants, kept under
 * their addresses; `types` has a letter a parameter: i int64_t, t const char * (NULL), b const char
 * * and size_t. */
#ifndef SAYSO_WATCH_STATE_H
#define SAYSO_WATCH_STATE_H

#include "base/base.h"
#include <sqlite3.h>

typedef struct sayso_state sayso_state;

/* Items on their way into the ledger. */
enum {
    SAYSO_ITEM_LISTED,  /* the page behind it is to be fetched */
    SAYSO_ITEM_READY,   /* its text is here */
    SAYSO_ITEM_KEPT,    /* the ledger has it; alerts are to be worked out */
    SAYSO_ITEM_DONE,
    SAYSO_ITEM_FAILED   /* nothing of it could be read */
};

/* `follow`: to be written, by one program at a time, and made where it is not there. SAYSO_NOT_FOUND
 * (reading), SAYSO_LEDGER, SAYSO_NO_MEMORY. */
sayso_status sayso_state_open(sayso_state **out, const char *path, bool follow, sayso_error *err);
void sayso_state_close(sayso_state *s); /* NULL is fine */
/* SAYSO_OK, or what SQLite refused first. */
sayso_status sayso_state_failed(const sayso_state *s, sayso_error *err);

void sayso_state_begin(sayso_state *s);
void sayso_state_commit(sayso_state *s); /* rolls back where anything has failed */

/* Runs a statement without rows; rows that it changed. */
int64_t sayso_state_do(sayso_state *s, const char *sql, const char *types, ...);
/* The first column of the first row; `otherwise` where there is none. */
int64_t sayso_state_number(sayso_state *s, const char *sql, int64_t otherwise, const char *types, ...);
/* Begins to list; each row by sayso_state_row, whose columns are borrowed until the next. A list
 * that is not gone through to its end is ended with sayso_state_end. NULL where it fails. */
sqlite3_stmt *sayso_state_list(sayso_state *s, const char *sql, const char *types, ...);
bool sayso_state_row(sayso_state *s, sqlite3_stmt *list);
void sayso_state_end(sqlite3_stmt *list);
/* A column as text, NULL where it is NULL; the same in an arena, NULL without memory too. */
const char *sayso_state_text(sqlite3_stmt *list, int column);
const char *sayso_state_dup(sqlite3_stmt *list, int column, sayso_arena *a);

/* Writes down that something failed; again 0: it is given up. */
void sayso_state_journal(sayso_state *s, int64_t now, const char *what, const char *url,
                         const char *problem, uint32_t tries, int64_t again);

#endif
