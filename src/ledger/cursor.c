/* Lists of the ledger, row by row: any query of queries/, by name. */
#include "queries/query.h"
#include <stdlib.h>

#define LED_QUERY(name) extern const sayso_led_query sayso_led_query_##name;
#include "queries_list.h"
#undef LED_QUERY

static const sayso_led_query *const queries[] = {
#define LED_QUERY(name) &sayso_led_query_##name,
#include "queries_list.h"
#undef LED_QUERY
};
enum { N_QUERIES = sizeof queries / sizeof *queries };

static const sayso_filter everything = { .size = sizeof everything };

const sayso_query_about *sayso_query_nth(size_t i)
{
    return i < N_QUERIES ? &queries[i]->about : NULL;
}

static const sayso_led_query *query_named(const char *name)
{
    for (size_t i = 0; name && i < N_QUERIES; i++)
        if (strcmp(queries[i]->about.name, name) == 0) return queries[i];
    return NULL;
}

const sayso_record *sayso_query_record(const char *name)
{
    const sayso_led_query *q = query_named(name);
    return q ? q->row : NULL;
}

/* ---- the cursor ---- */

static void columns_put(sayso_buf *b, const sayso_record *r, const char *const *columns,
                        const char *between)
{
    for (size_t i = 0; i < r->n; i++) {
        if (!*columns[i]) continue;
        sayso_buf_printf(b, "%s%s", between, columns[i]);
        between = ", ";
    }
}

static int columns_n(const sayso_record *r, const char *const *columns)
{
    int n = 0;
    for (size_t i = 0; i < r->n; i++) n += *columns[i] != 0;
    return n;
}

static sayso_status rows_prepare(sayso_cursor *c, const sayso_filter *f, sayso_error *err)
{
    const sayso_led_query *query = c->query;
    sayso_led_sql q = { .n = 0 };
    sayso_buf_printf(&q.sql, "SELECT %s", query->keys);
    columns_put(&q.sql, query->row, query->columns, *query->keys ? ", " : "");
    sayso_buf_printf(&q.sql, " %s", query->from);
    query->where(&q, f);
    sayso_buf_printf(&q.sql, " ORDER BY %s", query->order);
    sayso_status st = sayso_led_fold_register(c->l, err);
    if (!st) st = sayso_led_sql_prepare(&q, c->l, &c->rows, err);
    sayso_led_sql_free(&q);
    if (!st) c->n_keys = sqlite3_column_count(c->rows) - columns_n(query->row, query->columns);
    return st;
}

static sayso_status more_prepare(sayso_cursor *c, sayso_error *err)
{
    const char *more = c->query->more;
    if (!more) return SAYSO_OK;
    sayso_buf b = SAYSO_BUF_EMPTY;
    const size_t n = strcspn(more, "@");
    sayso_buf_put(&b, more, n);
    if (more[n]) columns_put(&b, c->query->inner, c->query->inner_columns, "");
    if (more[n]) sayso_buf_puts(&b, more + n + 1);
    const sayso_status st = b.failed ? sayso_no_memory(err)
                                     : sayso_led_prepare(c->l, b.at, &c->more, err);
    sayso_buf_free(&b);
    return st;
}

sayso_status sayso_ledger_query(sayso_cursor **out, sayso_ledger *l, const char *what,
                                const sayso_filter *filter, sayso_error *err)
{
    *out = NULL;
    const sayso_led_query *q = query_named(what);
    if (!q)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, what, SAYSO_NOWHERE,
                          "no list of that name; sayso_query_nth gives those there are");
    sayso_filter f;
    sayso_status st = sayso_sized(&f, sizeof f, sizeof f, filter ? filter : &everything,
                                  "sayso_filter", err);
    if (st || (st = sayso_led_filter_check(&f, err))) return st;
    sayso_cursor *c = calloc(1, sizeof *c);
    if (!c) return sayso_no_memory(err);
    *c = (sayso_cursor){ .query = q, .l = l, .slices = { .l = l } };
    if ((st = rows_prepare(c, &f, err)) || (st = more_prepare(c, err))) {
        sayso_cursor_close(c);
        return st;
    }
    *out = c;
    return sayso_ok(err);
}

sayso_status sayso_cursor_next(sayso_cursor *c, const void **row, sayso_error *err)
{
    bool any = false;
    *row = NULL;
    if (c->ended) return sayso_ok(err);
    sayso_arena_reset(&c->arena);
    sayso_status st = sayso_led_step(c->l, c->rows, &any, err);
    c->ended = st || !any;
    if (c->ended) return st ? st : sayso_ok(err);
    void *made = sayso_arena_alloc(&c->arena, c->query->row->size);
    if (!made ||
        !sayso_led_row_read(c, c->rows, c->n_keys, c->query->row, c->query->columns, false, made))
        st = sayso_no_memory(err);
    if (!st && c->query->fill) st = c->query->fill(c, made, err);
    c->ended = st != SAYSO_OK;
    if (st) return st;
    *row = made;
    return sayso_ok(err);
}

void sayso_cursor_close(sayso_cursor *c)
{
    if (!c) return;
    sqlite3_finalize(c->rows);
    sqlite3_finalize(c->more);
    sayso_led_slices_end(&c->slices);
    sayso_arena_free(&c->arena);
    free(c);
}

/* ---- the same with callbacks: one function a type of row ---- */

#define EACH(list, type)                                                                           \
    sayso_status sayso_ledger_##list(sayso_ledger *l, const sayso_filter *f,                       \
                                     bool (*row)(void *, const type *), void *user,                \
                                     sayso_error *err)                                             \
    {                                                                                              \
        sayso_cursor *c;                                                                           \
        const void *at = NULL;                                                                     \
        sayso_status st = sayso_ledger_query(&c, l, #list, f, err);                                \
        while (!st && !(st = sayso_cursor_next(c, &at, err)) && at)                                \
            if (!row(user, at)) st = stopped(err);                                                 \
        sayso_cursor_close(c);                                                                     \
        return st;                                                                                 \
    }

static sayso_status stopped(sayso_error *err)
{
    return sayso_fail(err, SAYSO_CANCELLED, NULL, SAYSO_NOWHERE, "stopped by the caller");
}

EACH(events, sayso_event_row)
EACH(attributions, sayso_attribution_row)
EACH(claims, sayso_claim_row)
EACH(positions, sayso_position_row)
EACH(documents, sayso_document_row)
