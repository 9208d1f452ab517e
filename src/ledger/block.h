/* block: rows of a list made many at a time. The list's statement walks the list's own order and
 * gives of each row keys only, first the two by which rows are stored; all else is read in runs, by
 * primary key, out of the tables as they are stored, and given to the rows that want it. So a long
 * list costs little more than to read its tables once, and not a search in each of them a row; and
 * what stands in them as a number of a word is looked up by sayso's own hand (words.h), not by SQL
 * in each row again. */
#ifndef SAYSO_LEDGER_BLOCK_H
#define SAYSO_LEDGER_BLOCK_H

#include "queries/query.h"

enum { LED_MOST_PARTS = 12 };

/* A table that rows take fields from. */
typedef struct sayso_led_part {
    /* Of its tables, with a blank between them: fields whose SQL names one of them first are filled
     * from here. */
    const char *alias;
    /* Gives two whole numbers by which it is in order, then what `take` reads, then "@" for the
     * fields; "?1" and "?2" are the first and the last of the first number. A text may be the number
     * of a word. */
    const char *sql;
    int first;         /* the column of "@" */
    bool dear;         /* its rows cost much: none is read that nobody wants */
    /* Asks for what the row wants (sayso_led_block_want); false without memory. */
    bool (*want)(sayso_cursor *c, void *row);
    /* What of the part's row is no field; `to` is what wants it. False without memory. NULL:
     * nothing is. */
    bool (*take)(sayso_cursor *c, sayso_led_stmt *s, void *to);
} sayso_led_part;

typedef struct sayso_led_block_of {
    size_t size;       /* of a row as it is made, which begins with the list's record */
    void (*begin)(sayso_cursor *c, void *row); /* keeps the statement's keys */
    const sayso_led_part *parts; /* in the order in which they are read; ended by one without sql */
    /* Once all parts are read and all words known; false without memory. */
    bool (*finish)(sayso_cursor *c, void *row);
} sayso_led_block_of;

/* The part's row of these two numbers is wanted for `to`. False without memory. */
bool sayso_led_block_want(sayso_cursor *c, int64_t a, int64_t b, void *to);

/* For `take`: the text of a column, in itself or as a word; *to has it at the latest when rows are
 * finished, and stays where it is until then. False without memory. */
bool sayso_led_block_text(sayso_cursor *c, sayso_led_stmt *s, int i, const char **to);
/* The same for who cannot say yet where it belongs: the word's number, 0 where the column is NULL,
 * and in `finish` its text. */
bool sayso_led_block_word(sayso_cursor *c, sayso_led_stmt *s, int i, int64_t *number);
const char *sayso_led_block_spelt(const sayso_cursor *c, int64_t number);

/* ---- for cursor.c ---- */

sayso_status sayso_led_block_open(sayso_cursor *c, sayso_error *err);
void sayso_led_block_close(sayso_led_block *k); /* NULL is fine */
/* *row stays NULL at the end. */
sayso_status sayso_led_block_next(sayso_cursor *c, const void **row, sayso_error *err);

#endif
