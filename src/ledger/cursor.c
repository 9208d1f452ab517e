/* Lists of the ledger, row by row: any query of queries/, by name. */
#include "block.h"
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

const sayso_led_query *sayso_led_query_named(const char *name)
{
    for (size_t i = 0; name && i < N_QUERIES; i++)
        if (strcmp(queries[i]->about.name, name) == 0) return queries[i];
    return NULL;
}

const sayso_record *sayso_query_record(const char *name)
{
    const sayso_led_query *q = sayso_led_query_named(name);
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

static bool wanted(const sayso_cursor *c, const sayso_filter *f, const char *name)
{
    return !c->query->wanted || c->query->wanted(f, name);
}

/* The fields of the list that the filter asks for, and what it is ordered by. False without
 * memory. */
static bool fields_choose(sayso_cursor *c, const sayso_filter *f)
{
    const sayso_led_query *q = c->query;
    c->fields = calloc(q->row->n, sizeof *c->fields);
    c->columns = calloc(q->row->n, sizeof *c->columns);
    if (!c->fields || !c->columns) return false;
    c->record = (sayso_record){ q->row->name, c->fields, 0, q->row->size };
    for (size_t i = 0; i < q->row->n; i++) {
        if (!wanted(c, f, q->row->fields[i].name)) continue;
        c->fields[c->record.n] = q->row->fields[i];
        c->columns[c->record.n++] = q->columns[i];
    }
    for (size_t i = 0; i < LED_MOST_SORT && q->order[i]; i++) {
        if (!wanted(c, f, q->order[i])) continue;
        if (q->by && q->by[i] != LG_PER_NOTHING) c->by.by[c->by.n++] = q->by[i];
        c->order[c->n_order++] = q->order[i];
    }
    return true;
}

static void order_put(const sayso_cursor *c, sayso_buf *b, const char *between)
{
    for (uint32_t i = 0; i < c->n_order; i++) {
        sayso_buf_printf(b, "%s%s", between, c->order[i]);
        between = ", ";
    }
}

/* The same to sort by. SQLite does not know that no two documents have one key, and would sort the
 * rows of each once more if their number did not say so. */
static void sort_put(const sayso_cursor *c, sayso_buf *b)
{
    if (c->stretch.last) { /* before what the list has behind its documents' day and key */
        sayso_buf_puts(b, " ORDER BY d.document");
        for (uint32_t i = 2; i < c->n_order; i++) sayso_buf_printf(b, ", %s", c->order[i]);
        return;
    }
    for (uint32_t i = 0; i < c->n_order; i++)
        sayso_buf_printf(b, "%s%s%s", i ? ", " : " ORDER BY ", c->order[i],
                         strcmp(c->order[i], LED_KEY) == 0 ? ", d.document" : "");
}

/* JSON as the statement's next parameter. */
static sayso_status json_put(sayso_led_sql *q, sayso_status st, sayso_buf *json, sayso_error *err)
{
    const char *kept = st ? NULL : sayso_arena_dup(&q->arena, json->at, json->len);
    if (!st && !kept) st = sayso_no_memory(err);
    if (!st) sayso_led_sql_text(q, kept);
    sayso_buf_free(json);
    return st;
}

/* What a list counts, by what it counts by. */
static sayso_status counted_put(sayso_cursor *c, const sayso_filter *f, sayso_led_sql *q,
                                const sayso_led_by_value *after, sayso_error *err)
{
    static const char *const names[LG_GROUP_VALUES] = {
        "events", "claims", "documents", "independent", "quad1", "quad2", "quad3", "quad4",
        "goldstein", "first", "last", "\"end\"", "lat", "lon",
    };
    sayso_buf json = SAYSO_BUF_EMPTY;
    c->by.after = c->by.n ? after : NULL;
    c->by.most = f->limit && f->limit < UINT32_MAX ? f->limit + 1 : 0;
    c->by.top = f->top;
    c->by.with = c->query->with;
    sayso_buf_puts(&q->sql, "FROM (SELECT ");
    for (uint32_t i = 0; i < c->by.n; i++) /* "g.month" is called month */
        sayso_buf_printf(&q->sql, "CAST(json_extract(value, '$[%u]') AS %s) AS %s, ", i,
                         c->by.by[i] == LG_PER_QUAD ? "BIGINT" : "TEXT", c->order[i] + 2);
    for (uint32_t i = 0; i < LG_GROUP_VALUES; i++)
        sayso_buf_printf(&q->sql, "%sCAST(json_extract(value, '$[%u]') AS %s) AS %s", i ? ", " : "",
                         c->by.n + i, i < LG_GROUP_LAT ? "BIGINT" : "DOUBLE PRECISION", names[i]);
    sayso_buf_puts(&q->sql, " FROM json_each(?)) g WHERE true");
    return json_put(q, sayso_led_group_events(c->l, f, &c->by, &json, err), &json, err);
}

/* Where a page begins, of a list in order of day, document and number. */
static sayso_led_spot spot_of(const sayso_cursor *c, const sayso_led_by_value *after)
{
    sayso_led_spot s = { .day = after[0].number };
    if (c->n_order > 1 && after[1].text) s.key = sayso_led_facts_key(after[1].text);
    if (c->n_order > 2) s.number = (uint32_t)after[2].number;
    return s;
}

/* The records of the page; one more than it shows, to know whether there is another, and the one
 * that it begins behind. */
static sayso_status found_put(sayso_cursor *c, const sayso_filter *f, sayso_led_sql *q,
                              const sayso_led_by_value *after, sayso_error *err)
{
    const sayso_led_query *query = c->query;
    const sayso_led_spot from = after ? spot_of(c, after) : (sayso_led_spot){ .day = 0 };
    const sayso_led_finding what = { .kind = query->kind,
                                     .parts = query->parts,
                                     .flag = query->flag,
                                     .source_apart = query->source_apart,
                                     .from = after ? &from : NULL,
                                     .most = f->limit + 2 };
    sayso_buf json = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&q->sql, "%s%s", query->found, query->from);
    return json_put(q, sayso_led_find(c->l, f, &what, &json, err), &json, err);
}

/* Is it a page of what a filter leaves? Else going through the list in its order is as good. */
static bool page_of_few(const sayso_led_query *q, const sayso_filter *f)
{
    return q->kind != LG_FIND_NOTHING && f->limit && f->limit < 100000 &&
           (q->flag || f->document ||
            sayso_led_filter_any(f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE));
}

/* The day stands once more by itself: SQLite goes to it in the index, and with both it would begin
 * at the first document. */
static void end_put(sayso_led_sql *q, bool after, const sayso_led_by_value *end)
{
    if (!end) return;
    sayso_buf_printf(&q->sql,
                     " AND " LED_DAY("d") " %s ? AND (" LED_DAY("d") ", " LED_KEY ") %s (?, ?)",
                     after ? ">=" : "<=", after ? ">" : "<=");
    for (int i = 0; i < 2; i++) sayso_led_sql_int(q, end[0].number);
    sayso_led_sql_text(q, end[1].text);
}

void sayso_led_stretch_put(sayso_led_sql *q, const sayso_led_stretch *of)
{
    end_put(q, true, of->after);
    end_put(q, false, of->upto);
    if (!of->last) return;
    sayso_buf_puts(&q->sql, " AND d.document BETWEEN ? AND ?");
    sayso_led_sql_int(q, of->first);
    sayso_led_sql_int(q, of->last);
}

static sayso_status rows_prepare(sayso_cursor *c, const sayso_filter *f, sayso_error *err)
{
    const sayso_led_query *query = c->query;
    sayso_led_by_value values[LED_MOST_SORT], *after = f->after ? values : NULL;
    sayso_led_sql q = { .driver = c->l->db->driver };
    sayso_buf_printf(&q.sql, "SELECT %s", query->keys);
    order_put(c, &q.sql, *query->keys ? ", " : "");
    if (!c->block) columns_put(&q.sql, &c->record, c->columns, ", ");
    sayso_buf_puts(&q.sql, " ");
    sayso_status st = after ? sayso_led_page_read(c, f->after, &q.arena, after, err) : SAYSO_OK;
    if (!st && query->by) st = counted_put(c, f, &q, after, err);
    else if (!st && page_of_few(query, f)) st = found_put(c, f, &q, after, err);
    else if (!st) sayso_buf_printf(&q.sql, "%s%s", query->walk, query->from);
    if (!st && query->where) query->where(&q, f);
    if (!st && after) sayso_led_page_put(c, &q, after);
    sayso_led_stretch_put(&q, &c->stretch);
    sort_put(c, &q.sql);
    if (f->limit) { /* one more, to know whether there is another page */
        sayso_buf_puts(&q.sql, " LIMIT ?");
        sayso_led_sql_int(&q, f->limit < INT64_MAX ? (int64_t)f->limit + 1 : INT64_MAX);
    }
    if (!st) st = sayso_led_sql_prepare(&q, c->l, &c->kept, &c->rows, err);
    sayso_led_sql_free(&q);
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
    return sayso_led_stretch_query(out, l, what, filter, (sayso_led_stretch){ .last = 0 }, false,
                                   err);
}

sayso_status sayso_led_stretch_query(sayso_cursor **out, sayso_ledger *l, const char *what,
                                     const sayso_filter *filter, sayso_led_stretch stretch,
                                     bool as_shown, sayso_error *err)
{
    *out = NULL;
    const sayso_led_query *q = sayso_led_query_named(what);
    if (!q)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, what, SAYSO_NOWHERE,
                          "no list of that name; sayso_query_nth gives those there are");
    sayso_filter f;
    sayso_status st = sayso_sized(&f, sizeof f, sizeof f, filter ? filter : &everything,
                                  "sayso_filter", err);
    if (st || (st = sayso_led_filter_check(&f, err)) || (q->check && (st = q->check(&f, err))))
        return st;
    sayso_cursor *c = calloc(1, sizeof *c);
    if (!c) return sayso_no_memory(err);
    *c = (sayso_cursor){ .query = q,
                         .stretch = stretch,
                         .as_shown = as_shown,
                         .l = l,
                         .slices = { .l = l },
                         .limit = f.limit };
    c->n_keys = *q->keys != 0;
    for (const char *k = q->keys; *k; k++) c->n_keys += *k == ',';
    if (f.words) c->words = sayso_arena_dup(&c->kept, f.words, strlen(f.words));
    st = fields_choose(c, &f) && !f.words == !c->words ? SAYSO_OK : sayso_no_memory(err);
    if (!st && q->block) st = sayso_led_block_open(c, err);
    if (st || (st = rows_prepare(c, &f, err)) || (st = more_prepare(c, err))) {
        sayso_cursor_close(c);
        return st;
    }
    *out = c;
    return sayso_ok(err);
}

static sayso_status row_next(sayso_cursor *c, const void **row, sayso_error *err)
{
    const int first = c->n_keys + (int)c->n_order;
    bool any = false;
    sayso_arena_reset(&c->arena);
    const sayso_status st = sayso_led_step(c->l, c->rows, &any, err);
    c->more_rows = !st && any && c->limit && c->n == c->limit;
    if (st || !any || c->more_rows) return st;
    if (++c->n == c->limit) sayso_led_page_token(c, c->n_keys);
    void *made = sayso_arena_alloc(&c->arena, c->record.size);
    if (!made) return sayso_no_memory(err);
    memset(made, 0, c->record.size); /* fields that were not asked for */
    if (!sayso_led_row_read(c, c->rows, first, &c->record, c->columns, false, made))
        return sayso_no_memory(err);
    *row = made;
    return c->query->fill ? c->query->fill(c, made, err) : SAYSO_OK;
}

sayso_status sayso_cursor_next(sayso_cursor *c, const void **row, sayso_error *err)
{
    *row = NULL;
    if (c->ended) return sayso_ok(err);
    const sayso_status st = c->block ? sayso_led_block_next(c, row, err) : row_next(c, row, err);
    if (st) *row = NULL;
    c->ended = !*row;
    return st ? st : sayso_ok(err);
}

const sayso_record *sayso_cursor_record(const sayso_cursor *c)
{
    return &c->record;
}

const char *sayso_cursor_after(const sayso_cursor *c)
{
    return c->more_rows && !c->token.failed ? c->token.at : NULL;
}

void sayso_cursor_close(sayso_cursor *c)
{
    if (!c) return;
    sayso_led_finalize(c->rows);
    sayso_led_finalize(c->more);
    sayso_led_slices_end(&c->slices);
    sayso_led_block_close(c->block);
    sayso_arena_free(&c->arena);
    sayso_arena_free(&c->kept);
    sayso_buf_free(&c->token);
    free(c->fields);
    free(c->columns);
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
