/* block: rows of a list made many at a time. The list's statement walks the list's own order and
 * gives of each row little more than keys, first the two by which rows are stored; what stands in
 * other tables is read in runs, by primary key, and given to the rows that want it. So a long list
 * costs little more than to read its tables once, and not a search in each of them a row. */
#ifndef SAYSO_LEDGER_BLOCK_H
#define SAYSO_LEDGER_BLOCK_H

#include "queries/query.h"

enum { LED_MOST_PARTS = 8 };

/* A table that rows take fields from. */
typedef struct sayso_led_part {
    const char *alias; /* of the table: fields whose SQL names it first are filled from here */
    /* Gives two whole numbers by which it is in order, then what `take` reads, then "@" for the
     * fields; "?1" and "?2" are the first and the last of the first number. */
    const char *sql;
    int first;         /* the column of "@" */
    /* Asks for what the row wants (sayso_led_block_want); false without memory. */
    bool (*want)(sayso_cursor *c, void *row);
    /* What of the part's row is no field; `to` is what wants it. False without memory. NULL:
     * nothing is. */
    bool (*take)(sayso_cursor *c, sayso_led_stmt *s, void *to);
} sayso_led_part;

typedef struct sayso_led_block_of {
    size_t size;       /* of a row as it is made, which begins with the list's record */
    const char *alias; /* fields that the list's statement itself gives */
    bool (*begin)(sayso_cursor *c,
                  void *row);    /* keeps the statement's keys; false without memory */
    const sayso_led_part *parts; /* in the order in which they are read; ended by one without sql */
} sayso_led_block_of;

/* The part's row of these two numbers is wanted for `to`. False without memory. */
bool sayso_led_block_want(sayso_cursor *c, int64_t a, int64_t b, void *to);

/* ---- for cursor.c ---- */

sayso_status sayso_led_block_open(sayso_cursor *c, sayso_error *err);
void sayso_led_block_close(sayso_led_block *k); /* NULL is fine */
/* *row stays NULL at the end. */
sayso_status sayso_led_block_next(sayso_cursor *c, const void **row, sayso_error *err);

#endif
