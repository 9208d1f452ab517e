/* Exports: the walk over the ledger, rows of columns. */
#include "export.h"
#include "text/utf8.h"
#include <stdlib.h>

/* ---- columns ---- */

/* A value as it stands between tabs or commas: of one line, of valid UTF-8, quoted where commas
 * want it. */
static void cell_put(sayso_buf *to, const sayso_export_table *t, const char *z)
{
    const bool quoted = t->between != '\t' && (strchr(z, t->between) || strpbrk(z, "\"\r\n"));
    sayso_buf line = SAYSO_BUF_EMPTY;
    sayso_put_utf8(&line, z, strlen(z));
    if (quoted) sayso_buf_put(to, "\"", 1);
    for (const char *c = line.at ? line.at : ""; *c; c++) {
        if (*c == '\t' || *c == '\n' || *c == '\r') sayso_buf_put(to, " ", 1);
        else sayso_buf_put(to, c, 1);
        if (quoted && *c == '"') sayso_buf_put(to, "\"", 1);
    }
    if (quoted) sayso_buf_put(to, "\"", 1);
    to->failed |= line.failed;
    sayso_buf_free(&line);
}

void sayso_export_head(sayso_export *x, const sayso_export_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        if (i) sayso_buf_put(x->to, &t->between, 1);
        cell_put(x->to, t, t->columns[i].name);
    }
    sayso_buf_puts(x->to, "\n");
}

void sayso_export_row(sayso_export *x, const sayso_export_table *t)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    for (size_t i = 0; i < t->n; i++) {
        b.len = 0;
        sayso_buf_puts(&b, "");
        if (t->columns[i].put) t->columns[i].put(x, &b, t->columns[i].which);
        if (i) sayso_buf_put(x->to, &t->between, 1);
        cell_put(x->to, t, b.len ? b.at : t->missing);
    }
    sayso_buf_puts(x->to, "\n");
    x->failed |= b.failed;
    sayso_buf_free(&b);
}

/* ---- the walk ---- */

typedef struct walk {
    sayso_export x;
    sayso_ledger *l;
    sayso_export_flush flush;
    void *user;
    char  key[SAYSO_KEY_SIZE];   /* of the reading that is loaded */
    sayso_error *err;
} walk;

static sayso_status document_load(walk *w, const char *key, size_t n)
{
    if (n >= sizeof w->key)
        return sayso_fail(w->err, SAYSO_LEDGER, NULL, SAYSO_NOWHERE,
                          "a key of a document that is none; report this");
    if (strlen(w->key) == n && memcmp(w->key, key, n) == 0) return SAYSO_OK;
    memcpy(w->key, key, n);
    w->key[n] = 0;
    w->x.key = w->key;
    w->x.counted_text = NULL; /* the next text may lie where this one did */
    w->x.numbers = sayso_led_reading_numbers_of(w->l);
    return sayso_ledger_reading(w->l, w->key, &w->x.r, w->err);
}

static void record(sayso_export *x)
{
    x->n++;
    sayso_arena_reset(&x->arena);
    if (x->out) sayso_out_record(x->out, x->r);
    else x->format->record(x);
}

static void pair(sayso_export *x, const sayso_participant *actor, const sayso_participant *recipient)
{
    x->actor = actor;
    x->recipient = recipient;
    record(x);
    x->pair++;
}

/* The event at hand as one record or as one a pair. */
static void event_put(sayso_export *x)
{
    const sayso_event *e = x->e;
    const bool all = x->format->pairs == SAYSO_PAIRS_ALL;
    /* where there is no recipient, all are actors of one another */
    const sayso_participant *other = e->n_recipient ? e->recipient : e->actor;
    const uint32_t n_other = e->n_recipient ? e->n_recipient : e->n_actor;
    x->pair = 0;
    if (x->format->pairs == SAYSO_PAIRS_NONE) {
        record(x);
        return;
    }
    for (uint32_t i = 0; i < e->n_actor; i++)
        for (uint32_t k = 0; k < n_other && (all || !x->pair); k++)
            if (&other[k] != &e->actor[i]) pair(x, &e->actor[i], &other[k]);
    if (!x->pair) pair(x, e->n_actor ? e->actor : NULL, e->n_recipient ? e->recipient : NULL);
}

/* "7jm4ptb9t6v2-e3" or "-c3": the document and the number of an event. */
static sayso_status event_load(walk *w, const char *id)
{
    const char *dash = id ? strrchr(id, '-') : NULL;
    const sayso_status st = dash ? document_load(w, id, (size_t)(dash - id)) : SAYSO_NOT_FOUND;
    if (st) return st;
    const unsigned long number = strtoul(dash + 2, NULL, 10);
    uint32_t i = 0;
    while (i < w->x.r->n_events && w->x.numbers->events[i] != number) i++;
    if (i == w->x.r->n_events)
        return sayso_fail(w->err, SAYSO_LEDGER, NULL, SAYSO_NOWHERE,
                          "event %s is not in its document; report this", id);
    w->x.e = &w->x.r->events[i];
    return SAYSO_OK;
}

static sayso_status row_put(walk *w, const void *row)
{
    sayso_export *x = &w->x;
    sayso_status st;
    if (x->format->of == SAYSO_EXPORT_DOCUMENTS) {
        const sayso_document_row *d = row;
        if ((st = document_load(w, d->key, strlen(d->key)))) return st;
        record(x);
    } else {
        x->claim = x->format->of == SAYSO_EXPORT_CLAIMS ? row : NULL;
        x->row = x->claim ? NULL : row;
        x->claim_id = x->claim ? x->claim->id : x->row->claim ? x->row->claim : x->row->id;
        x->event_id = x->claim ? x->claim->id : x->row->id;
        if ((st = event_load(w, x->event_id))) return st;
        event_put(x);
    }
    return x->failed || x->to->failed ? sayso_no_memory(w->err) : SAYSO_OK;
}

static sayso_status stopped(sayso_error *err)
{
    return sayso_fail(err, SAYSO_CANCELLED, NULL, SAYSO_NOWHERE, "stopped by the caller");
}

static sayso_status rows_put(walk *w, const sayso_filter *filter)
{
    static const char *const lists[SAYSO_N_EXPORTS_OF] = {
        [SAYSO_EXPORT_CLAIMS] = "claims", [SAYSO_EXPORT_EVENTS] = "events",
        [SAYSO_EXPORT_DOCUMENTS] = "documents"
    };
    sayso_cursor *c;
    const void *row;
    sayso_status st = sayso_ledger_query(&c, w->l, lists[w->x.format->of], filter, w->err);
    while (!st && !(st = sayso_cursor_next(c, &row, w->err)) && row) {
        st = row_put(w, row);
        if (!st && w->x.to->len && !w->flush(w->user, w->x.to)) st = stopped(w->err);
    }
    sayso_cursor_close(c);
    return st;
}

static sayso_status begin(sayso_export *x, sayso_error *err)
{
    const sayso_export_format *f = x->format;
    if (f->out) x->out = sayso_out_open(sayso_out_find(f->out), sayso_reading_record(), false, x->to);
    if (!x->state || (f->out && !x->out)) return sayso_no_memory(err);
    if (f->open) f->open(x);
    return SAYSO_OK;
}

sayso_status sayso_export_run(const sayso_export_format *f, sayso_ledger *l,
                              const sayso_filter *filter, sayso_export_flush flush, void *user,
                              uint64_t *n, sayso_error *err)
{
    sayso_buf out = SAYSO_BUF_EMPTY;
    walk w = { .x = { .format = f, .to = &out, .state = calloc(1, f->state + 1) },
               .l = l, .flush = flush, .user = user, .err = err };
    sayso_status st = begin(&w.x, err);
    if (!st) st = rows_put(&w, filter);
    if (!st && f->close) f->close(&w.x);
    if (!sayso_out_close(w.x.out)) w.x.failed = true;
    if (!st && (out.failed || w.x.failed)) st = sayso_no_memory(err);
    if (!st && !flush(user, &out)) st = stopped(err);
    *n = w.x.n;
    sayso_arena_free(&w.x.arena);
    sayso_arena_free(&w.x.kept);
    sayso_buf_free(&out);
    free(w.x.state);
    return st;
}
