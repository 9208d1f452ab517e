/* query: what a list of the ledger is made of.
 *
 * A list is a file of this folder: the SQL around the fields of its row (whose own SQL stands in
 * base/fields.def), how it heeds a filter, and what SQL alone does not give. To add one, write the
 * file and the fields of its row; meson.build finds it, the program has a command of its name. */
#ifndef SAYSO_LEDGER_QUERY_H
#define SAYSO_LEDGER_QUERY_H

#include "base/fields.h"
#include "ledger/filter.h"
#include "ledger/find.h"
#include "ledger/group.h"
#include "ledger/slice.h"

/* The id that a claim is shown by is that of its first report. Undated documents last, then by key,
 * which is by chance but everywhere the same. As the index documents_order has it. */
#define LED_DAY(t) "ifnull(" t ".day, 2147483647)"
#define LED_KEY "d.key"
#define LED_BY_DOCUMENT LED_DAY("d"), LED_KEY

/* Joins so that what stands before is walked in the list's order, by its index: a page costs what it
 * shows. SQLite, left to itself, would rather sort all rows. */
#define LED_THEN "CROSS JOIN "

/* Begins with what facts have found. */
#define LED_FOUND "FROM json_each(?) z " LED_THEN

enum { LED_MOST_SORT = 12 };

typedef struct sayso_led_block sayso_led_block;
typedef struct sayso_led_block_of sayso_led_block_of;

typedef struct sayso_led_query {
    sayso_query_about about;       /* name and words for people */
    const sayso_record *row;
    const char *const *columns;    /* [row->n] SQL of each field; "" where `fill` makes it */
    const char *keys;              /* columns before the fields, for `fill`; "" none */
    /* FROM … WHERE …, to which the filter is appended: `walk` goes through all rows in the list's
     * order; `found` begins with those of `z`, numbers that facts gave, for a page of what fits a
     * filter. `from` goes behind either. A list that counts has none of the three. */
    const char *walk, *found, *from;
    sayso_led_find_kind kind;           /* what `found` asks facts for; LG_FIND_NOTHING: it has none */
    int      parts;                /* of the filter that its events have to fit */
    uint32_t flag;                 /* that they or their claims have to have: LG_FACT_… */
    bool     source_apart;         /* find.h */
    const sayso_led_by *by;        /* what a list counts by, as `order`; NULL: it counts nothing */
    uint32_t with;                 /* and what it counts: LG_WITH_… */
    /* What the rows are in order of: SQL that is never NULL and by which no two rows are alike, so
     * that a page may begin behind any row. NULL behind the last. */
    const char *order[LED_MOST_SORT];
    /* Appends " AND …" for the filter; of rows that stand for many, GROUP BY and HAVING too. What it
     * wrote may be gone on with " AND …". */
    void (*where)(sayso_led_sql *q, const sayso_filter *f);
    /* Is the field of that name, or the order by it, in the list that the filter asks for? NULL:
     * all are. */
    bool (*wanted)(const sayso_filter *f, const char *name);
    /* Checks what of the filter is the list's own; NULL: nothing is. */
    sayso_status (*check)(const sayso_filter *f, sayso_error *err);
    sayso_status (*fill)(sayso_cursor *c, void *row, sayso_error *err); /* NULL: SQL gives all */
    const char *more;              /* a statement that fill uses, "@" for the SQL of inner's fields;
                                      NULL none */
    const sayso_led_block_of *block; /* rows are made many at a time (block.h); NULL: one by one */
    /* of records that `more` gives; NULL none */
    const sayso_record *inner; const char *const *inner_columns;
} sayso_led_query;

/* Rows of documents behind the one and up to the other, each told by its day and key. NULL: from the
 * first one, to the last. Or, where `last` is not 0, of documents of these numbers, in their order.
 */
typedef struct sayso_led_stretch {
    const sayso_led_by_value *after, *upto;
    int64_t first, last;
} sayso_led_stretch;

struct sayso_cursor {
    const sayso_led_query *query;
    sayso_led_stretch stretch;
    bool         as_shown;         /* of participants rows have code and words only (parts.h) */
    sayso_ledger *l;
    sayso_record record;           /* of its rows: the query's, or fewer fields of it */
    const char **columns;          /* [record.n] SQL of each field */
    sayso_field *fields;           /* [record.n]; owned */
    sayso_led_block *block;        /* NULL: rows are made one by one; else `rows` gives keys only */
    sayso_arena  kept;             /* as long as the cursor: names of fields, words */
    const char  *words;            /* the filter's */
    const char *order[LED_MOST_SORT]; uint32_t n_order;
    sayso_led_grouping by;         /* of a list that counts */
    uint64_t     limit, n;         /* rows at most, 0: all; rows so far */
    sayso_buf    token;            /* where the page after the limit begins */
    bool         more_rows;        /* there is such a page */
    sayso_led_stmt *rows, *more;
    sayso_led_slices slices;       /* sentences of stored texts */
    sayso_arena  arena;            /* of the row at hand */
    int          n_keys;           /* columns before the order's and the fields */
    bool         ended;
};

/* ---- fill.c: for `fill` and `where` ---- */

/* The integer in the key column i of the row at hand. */
int64_t  sayso_led_key(const sayso_cursor *c, int i);
/* A column that holds an offset; SAYSO_NO_OFFSET where it is NULL. */
uint32_t sayso_led_column_offset(sayso_led_stmt *s, int i);
/* Bytes [start, end) of a document's text, all three from the statement's columns i, i + 1 and i
 * + 2. */
sayso_status sayso_led_words(sayso_cursor *c, sayso_led_stmt *s, int i, const char **out,
                             sayso_error *err);
/* Fills the fields of a record from a statement, where columns[] has SQL for them; `first`: column
 * of the first. Text is borrowed until the next step, or copied into the cursor's arena with
 * `copy`. False without memory. */
bool sayso_led_row_read(sayso_cursor *c, sayso_led_stmt *s, int first, const sayso_record *r,
                        const char *const *columns, bool copy, void *row);
/* ---- cursor.c ---- */

const sayso_led_query *sayso_led_query_named(const char *name); /* NULL: there is none */
/* Appends " AND …" for documents d of the stretch. */
void sayso_led_stretch_put(sayso_led_sql *q, const sayso_led_stretch *of);
/* sayso_ledger_query of a stretch. */
sayso_status sayso_led_stretch_query(sayso_cursor **out, sayso_ledger *l, const char *what, const sayso_filter *filter,
                                     sayso_led_stretch stretch, bool as_shown, sayso_error *err);

/* ---- page.c: pages of a list ---- */

/* The values of a token, values[c->n_order], texts in the arena. SAYSO_BAD_ARGUMENT where it is none
 * of this list. */
sayso_status sayso_led_page_read(const sayso_cursor *c, const char *token, sayso_arena *a,
                                 sayso_led_by_value *values, sayso_error *err);
/* Appends " AND …" so that the rows begin behind the one of these values. */
void sayso_led_page_put(const sayso_cursor *c, sayso_led_sql *q, const sayso_led_by_value *values);
/* Writes the token of the row at hand, whose order begins at column `first`. */
void sayso_led_page_token(sayso_cursor *c, int first);

/* " AND c.claim IN (…)" where the filter asks for events. */
void sayso_led_where_claims(sayso_led_sql *q, const sayso_filter *f, int parts);
/* " AND …" on documents d. */
void sayso_led_where_texts(sayso_led_sql *q, const sayso_filter *f);

#endif
