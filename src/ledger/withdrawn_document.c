/* A withdrawn document: its rows, table by table, as texts in decisions under its key. Its number and
 * those of its events and attributions may be another's when it comes back, and are new then. */
#include "rows.h"
#include "withdrawn.h"
#include <stdlib.h>

/* Tables with rows of a document, ?1; those that others refer to come first, and their rows by their
 * numbers. */
#define HERE "document = ?1"
#define OF_EVENTS "event IN (SELECT event FROM stored_events WHERE " HERE ")"
static const struct { sayso_led_in in; const char *name, *where; } tables[] = {
    { LED_IN_DOCUMENTS, "documents", HERE },
    { LED_IN_SENTENCES, "sentences", HERE },
    { LED_IN_TREES, "trees", HERE },
    { LED_IN_ACTORS, "actors", HERE },
    { LED_IN_MENTIONS, "stored_mentions", HERE }, /* which has more than the view, and no words */
    { LED_IN_PLACES, "places", HERE },
    { LED_IN_DATES, "dates", HERE },
    { LED_IN_NOTES, "notes", HERE },
    { LED_IN_ATTRIBUTIONS, "attributions", HERE " ORDER BY attribution" },
    { LED_IN_CONTENTS, "contents",
      "attribution IN (SELECT attribution FROM stored_attributions WHERE " HERE ")" },
    { LED_IN_EVENTS, "events", HERE " ORDER BY event" },
    { LED_IN_PARTICIPANTS, "participants", OF_EVENTS },
    { LED_IN_NUMBERS, "numbers", OF_EVENTS },
    { LED_IN_SAYS, "says", OF_EVENTS },
};
enum { N_TABLES = sizeof tables / sizeof *tables };

sayso_status sayso_led_withdrawn_document_keep(sayso_ledger *l, int64_t document, const char *key,
                                               sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < N_TABLES; i++) {
        const sayso_led_decision d = { "read", key, key, tables[i].name, NULL, NULL };
        sayso_led_stmt *s;
        char *sql = sayso_led_rows_sql(tables[i].in, tables[i].name, tables[i].where);
        st = sql ? sayso_led_prepare(l, sql, &s, err) : sayso_no_memory(err);
        free(sql);
        if (st) break;
        sayso_led_int(s, 1, document);
        st = sayso_led_rows_keep(l, s, &d, err);
    }
    return st;
}

/* ---- putting back ---- */

typedef struct numbers { int64_t first, now; } numbers; /* the first one of the rows: was; is */

typedef struct putting {
    sayso_ledger *l;
    const char *key;
    sayso_arena arena;         /* of the row at hand */
    int64_t     document;
    numbers     events, attributions; /* first INT64_MIN: none has come yet */
    bool        is;            /* any row has */
} putting;

static void number_move(numbers *n, sayso_led_value *v)
{
    if (n->first == INT64_MIN) n->first = v->whole;
    v->whole += n->now - n->first;
}

/* A value as it is now; false without memory. */
static bool value_move(putting *x, sayso_led_in in, const char *column, sayso_led_value *v)
{
    sayso_str text;
    if (strcmp(column, "document") == 0) v->whole = x->document;
    else if (strcmp(column, "event") == 0) number_move(&x->events, v);
    else if (strcmp(column, "attribution") == 0 && in != LED_IN_NUMBERS) /* there it is that in an id */
        number_move(&x->attributions, v);
    else if (strcmp(column, "packed") == 0 && x->l->db->driver->pack) {
        const sayso_str is = { v->bytes ? v->bytes : "", (uint32_t)v->n };
        if (!x->l->db->driver->pack(is, &x->arena, &text)) return false;
        *v = (sayso_led_value){ .kind = LED_BYTES, .bytes = text.at, .n = text.len };
    }
    return true;
}

static sayso_status row_put(putting *x, size_t table, sayso_led_value *v, int n, sayso_error *err)
{
    const sayso_led_table *t = &sayso_led_into[tables[table].in];
    sayso_led_stmt *s;
    int at = 0;
    const sayso_status st = sayso_led_insert(x->l, t, &s, err);
    if (st) return st;
    for (size_t i = 0; i < t->n && at < n; i++) {
        const sayso_led_column_def *c = &t->columns[i];
        if (!c->set) continue;
        if (!value_move(x, tables[table].in, c->name, &v[at])) return sayso_no_memory(err);
        sayso_led_rows_bind(s, at + 1, &v[at], c->set);
        at++;
    }
    x->is = true;
    return sayso_led_done(x->l, s, err);
}

static sayso_status kept_put(putting *x, const char *name, const char *value, sayso_error *err)
{
    sayso_led_value v[LED_MOST_VALUES];
    sayso_status st = SAYSO_OK;
    sayso_arena_reset(&x->arena);
    const int n = sayso_led_rows_read(value, &x->arena, v);
    for (size_t i = 0; n > 0 && !st && i < N_TABLES; i++)
        if (strcmp(tables[i].name, name) == 0) st = row_put(x, i, v, n, err);
    return n < 0 ? sayso_no_memory(err) : st;
}

#define KEPT " FROM decisions WHERE key = ?1 AND record = ?1 AND what = 'read'"

static sayso_status kept_all_put(putting *x, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_prepare(x->l, "SELECT field, value" KEPT " ORDER BY decision", &s,
                                        err);
    if (st) return st;
    sayso_led_text(s, 1, x->key);
    while (!st && !(st = sayso_led_step(x->l, s, &row, err)) && row) {
        const char *field = sayso_led_column(s, 0), *value = sayso_led_column(s, 1);
        if (field && value) st = kept_put(x, field, value, err);
    }
    sayso_led_finalize(s);
    return st;
}

sayso_status sayso_led_withdrawn_document_restore(sayso_ledger *l, const char *key,
                                                  int64_t *document, bool *is, sayso_error *err)
{
    static const char *const last[] = { "SELECT max(document) FROM documents",
                                        "SELECT max(attribution) FROM stored_attributions",
                                        "SELECT max(event) FROM stored_events" };
    sayso_led_stmt *s;
    int64_t next[3];
    sayso_status st = sayso_led_next(l, last, 3, next, err);
    if (st) return st;
    putting x = { .l = l, .key = key, .document = next[0],
                  .attributions = { INT64_MIN, next[1] }, .events = { INT64_MIN, next[2] } };
    st = kept_all_put(&x, err);
    sayso_arena_free(&x.arena);
    *document = x.document;
    *is = x.is;
    if (!st) st = sayso_led_kept(l, "DELETE" KEPT, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, key);
    return sayso_led_done(l, s, err);
}
