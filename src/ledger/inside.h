/* inside: what the files of the ledger share. */
#ifndef SAYSO_LEDGER_INSIDE_H
#define SAYSO_LEDGER_INSIDE_H

#include "db.h"
#include "reading.h"

enum { LG_VERSION = 11, LG_APPLICATION = 0x53617973 /* "Says" */, LG_WAIT_MS = 60000, LG_HASH = 32 };

typedef struct sayso_led_word_list sayso_led_word_list;
typedef struct sayso_led_prepared { const void *of; sayso_led_stmt *s; } sayso_led_prepared;

struct sayso_ledger {
    sayso_led_db *db;
    char    *path;                /* as it is shown: an address has no password */
    bool     write;
    sayso_led_prepared *kept; uint32_t n_kept, cap_kept; /* statements that are used again */
    sayso_ledger_options options; /* own copy */
    uint32_t waited_ms;           /* for another writer, this time */
    uint64_t transactions;        /* for writing, begun so far */
    sayso_led_word_list *words;   /* words.h, which sets both */
    void   (*forget)(sayso_ledger *l); /* what is known of `words`, no more; NULL: nothing is */
    int64_t *touched;
    uint32_t n_touched, cap_touched; /* documents whose facts are behind: facts.h */
    sayso_status (*behind)(sayso_ledger *l,
                           sayso_error *err); /* makes them anew; NULL: none is behind */
    sayso_arena arena;            /* of the reading that sayso_ledger_reading gave last */
    sayso_led_reading_numbers numbers; /* its */
};

/* ---- migrate.c ---- */

/* Brings the tables of a ledger of an older version to ours, and what is derived from them. Within
 * a transaction, references not followed meanwhile. */
sayso_status sayso_led_migrate(sayso_ledger *l, int64_t version, sayso_error *err);

/* ---- statements.c ---- */

/* Fills err from what the store says of the last call, in words that help. */
sayso_status sayso_led_fail(const sayso_ledger *l, sayso_error *err);
/* What a row holds is not what sayso writes. */
sayso_status sayso_led_damaged(const sayso_ledger *l, sayso_error *err);
/* Runs SQL without parameters or rows. */
sayso_status sayso_led_run(const sayso_ledger *l, const char *sql, sayso_error *err);
sayso_status sayso_led_prepare(const sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                               sayso_error *err);
/* The same, prepared once: it stays with the ledger, is ready for parameters, and has to be reset
 * after its last row. `sql` is a constant. */
sayso_status sayso_led_kept(sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                            sayso_error *err);
/* One of several of the same SQL, so that they can be asked ahead: nth is less than its length. */
sayso_status sayso_led_kept_nth(sayso_ledger *l, const char *sql, uint32_t nth,
                                sayso_led_stmt **out, sayso_error *err);
/* A list, row by row; not prepared to be run twice. */
sayso_status sayso_led_list(const sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                            sayso_error *err);
/* A transaction for writing, begun at once. sayso_led_end commits it where st is SAYSO_OK, else
 * rolls it back; returns st, or what went wrong with committing. */
sayso_status sayso_led_begin(sayso_ledger *l, sayso_error *err);
sayso_status sayso_led_end(sayso_ledger *l, sayso_status st, sayso_error *err);
/* One more than each of the whole numbers that n statements give: numbers of new rows. Within a
 * transaction. The SQL is constant. */
sayso_status sayso_led_next(sayso_ledger *l, const char *const *sql, size_t n, int64_t *out,
                            sayso_error *err);
/* Runs a statement that gives no row, and makes it ready for the next parameters. */
sayso_status sayso_led_done(const sayso_ledger *l, sayso_led_stmt *s, sayso_error *err);
/* Runs kept SQL that gives no row, with a number or, where it has two parameters, two. */
sayso_status sayso_led_run_with(sayso_ledger *l, const char *sql, int64_t a, int64_t b,
                                sayso_error *err);
/* SAYSO_OK with *row true or false. */
sayso_status sayso_led_step(const sayso_ledger *l, sayso_led_stmt *s, bool *row, sayso_error *err);

/* Asks before the rows are wanted, so that a server works at several questions at once; steps
 * follow. */
sayso_status sayso_led_ahead(const sayso_ledger *l, sayso_led_stmt *s, sayso_error *err);

/* Parameters: what a bind call refuses shows when the statement is run, so the results need no look
 * of their own here; text is borrowed until the statement is reset. NULL, -1 and SAYSO_NO_OFFSET
 * give SQL's NULL where the name says so. */
void sayso_led_text(sayso_led_stmt *s, int i, const char *z);
void sayso_led_int(sayso_led_stmt *s, int i, int64_t x);
void sayso_led_index(sayso_led_stmt *s, int i, int32_t x);   /* negative: NULL */
void sayso_led_offset(sayso_led_stmt *s, int i, uint32_t x); /* SAYSO_NO_OFFSET: NULL */
void sayso_led_away(sayso_led_stmt *s, int i, int64_t away); /* INT64_MIN: NULL */
void sayso_led_day(sayso_led_stmt *s, int i, int32_t day);   /* INT32_MIN: NULL */
void sayso_led_real(sayso_led_stmt *s, int i, double x);     /* NAN: NULL */
void sayso_led_memory(sayso_led_stmt *s, int i, const void *at, size_t n);
void sayso_led_str(sayso_led_stmt *s, int i, sayso_str text);
int  sayso_led_parameters(const sayso_led_stmt *s);

/* Ready for the next parameters; taken away (NULL is none). */
void sayso_led_reset(sayso_led_stmt *s);
void sayso_led_finalize(sayso_led_stmt *s);

/* NULL for "": what is unknown is NULL in the ledger. */
const char *sayso_led_word(const char *z);

/* Columns of the row at hand. What is NULL is 0 as a number. Bytes, also those of a text, are
 * borrowed until the next step. */
int  sayso_led_columns(sayso_led_stmt *s);
const char *sayso_led_column_name(sayso_led_stmt *s, int i);
sayso_led_kind sayso_led_kind_of(sayso_led_stmt *s, int i);
bool sayso_led_null(sayso_led_stmt *s, int i);
int64_t sayso_led_whole(sayso_led_stmt *s, int i);
double sayso_led_number(sayso_led_stmt *s, int i);
sayso_str sayso_led_blob(sayso_led_stmt *s, int i); /* at: NULL where it is NULL */
/* Whatever it is; quicker than asking for its kind and then for it. */
sayso_led_value sayso_led_value_of(sayso_led_stmt *s, int i);

/* A column as a string that ends with NUL, borrowed until the next step; NULL where it is NULL. */
const char *sayso_led_column(sayso_led_stmt *s, int i);
/* The same, copied; *ok becomes false without memory. */
const char *sayso_led_column_dup(sayso_led_stmt *s, int i, sayso_arena *a, bool *ok);

/* "KEY-e7" → 'e', 7, with the key in key[]; 0 where id is not of that form. */
char sayso_led_id_split(const char *id, char key[SAYSO_KEY_SIZE], int64_t *number);

/* Text as filters match it, in the arena; NULL without memory. `b` may be NULL. */
const char *sayso_led_fold(sayso_arena *a, const char *text, const char *b);
/* The same of bytes; a NUL among them becomes a blank. */
char *sayso_led_fold_n(sayso_arena *a, sayso_str in);
/* The same as words are searched for: е for ё. */
const char *sayso_led_words_fold(sayso_arena *a, sayso_str text);
/* The words of a document, to be searched for; folded in `a`. Within a transaction. */
sayso_status sayso_led_search_put(sayso_ledger *l, int64_t document, const char *title,
                                  sayso_str text, sayso_arena *a, sayso_error *err);
/* The words of a text that is folded so (letters, figures, marks over them), with a blank between
 * them, from *at on, about `most` bytes; out->failed without memory. *overlap (may be NULL): where
 * the next piece begins, that has about the last `shared` bytes too. */
void sayso_led_words_cut(sayso_buf *out, const char **at, size_t most, size_t shared,
                         const char **overlap);
/* A text folded and cut, in the arena; NULL without memory. */
const char *sayso_led_words_list(sayso_arena *a, sayso_str text);

#endif
