/* query: what a list of the ledger is made of.
 *
 * A list is a file of this folder: the SQL around the fields of its row (whose own SQL stands in
 * base/fields.def), how it heeds a filter, and what SQL alone does not give. To add one, write the
 * file and the fields of its row; meson.build finds it, the program has a command of its name. */
#ifndef SAYSO_LEDGER_QUERY_H
#define SAYSO_LEDGER_QUERY_H

#include "base/fields.h"
#include "ledger/filter.h"
#include "ledger/slice.h"

/* The id that a claim is shown by is that of its first report. Undated documents last, then by key,
 * which is by chance but everywhere the same. */
#define LED_BY_DOCUMENT "d.day IS NULL, d.day, d.key"

typedef struct sayso_led_query {
    sayso_query_about about;       /* name and words for people */
    const sayso_record *row;
    const char *const *columns;    /* [row->n] SQL of each field; "" where `fill` makes it */
    const char *keys;              /* columns before the fields, for `fill`; "" none */
    const char *from;              /* FROM … WHERE …, to which the filter is appended */
    const char *order;
    void (*where)(sayso_led_sql *q, const sayso_filter *f); /* appends " AND …" */
    sayso_status (*fill)(sayso_cursor *c, void *row, sayso_error *err); /* NULL: SQL gives all */
    const char *more;              /* a statement that fill uses, "@" for the SQL of inner's fields;
                                      NULL none */
    /* of records that `more` gives; NULL none */
    const sayso_record *inner; const char *const *inner_columns;
} sayso_led_query;

struct sayso_cursor {
    const sayso_led_query *query;
    sayso_ledger *l;
    sqlite3_stmt *rows, *more;
    sayso_led_slices slices;       /* sentences of stored texts */
    sayso_arena  arena;            /* of the row at hand */
    int          n_keys;           /* columns before the fields */
    bool         ended;
};

/* ---- fill.c: for `fill` and `where` ---- */

/* The integer in the key column i of the row at hand. */
int64_t  sayso_led_key(const sayso_cursor *c, int i);
/* Bytes [start, end) of a document's text, all three from the statement's columns i, i + 1 and i
 * + 2. */
sayso_status sayso_led_words(sayso_cursor *c, sqlite3_stmt *s, int i, const char **out,
                             sayso_error *err);
/* Fills the fields of a record from a statement, where columns[] has SQL for them; `first`: column
 * of the first. Text is borrowed until the next step, or copied into the cursor's arena with
 * `copy`. False without memory. */
bool sayso_led_row_read(sayso_cursor *c, sqlite3_stmt *s, int first, const sayso_record *r,
                        const char *const *columns, bool copy, void *row);
/* " AND c.claim IN (…)" where the filter asks for events. */
void sayso_led_where_claims(sayso_led_sql *q, const sayso_filter *f, int parts);

#endif
