/* The table `facts`, kept up to date: rows of documents that were touched are made anew before
 * their transaction ends. */
#include "facts.h"
#include <math.h>
#include <stdlib.h>

/* ---- the facts of a document, from the tables ---- */

typedef struct making { sayso_ledger *l; sayso_led_facts *f; sayso_led_fact_document *d; } making;

static uint32_t text_of(making *m, sayso_led_fact_texts *t, sayso_led_stmt *s, int i)
{
    const char *z = sayso_led_column(s, i);
    return sayso_led_facts_text(m->f, t, sayso_str_of(z));
}

/* Text and name of somebody, as filters match them. */
static uint32_t name_of(making *m, sayso_led_stmt *s, int i)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    const char *text = sayso_led_column(s, i), *name = sayso_led_column(s, i + 1);
    const char *folded = sayso_led_fold(&a, text,
                                        text && name && strcmp(text, name) == 0 ? NULL : name);
    const uint32_t number = folded ? sayso_led_facts_text(m->f, &m->f->names, sayso_str_of(folded))
                                   : UINT32_MAX;
    sayso_arena_free(&a);
    return number;
}

static int32_t day_of(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? INT32_MIN : (int32_t)sayso_led_whole(s, i);
}

/* No text has this number: it is what want of memory gives. */
static sayso_status known(uint32_t a, uint32_t b, uint32_t c, sayso_error *err)
{
    return a == UINT32_MAX || b == UINT32_MAX || c == UINT32_MAX ? sayso_no_memory(err) : SAYSO_OK;
}

static sayso_status document_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    sayso_led_facts *f = m->f;
    if (!sayso_grow(f->documents, f->n_documents, f->cap_documents)) return sayso_no_memory(err);
    m->d = &f->documents[f->n_documents++];
    const char *key = sayso_led_column(s, 1);
    *m->d = (sayso_led_fact_document){ .document = sayso_led_whole(s, 0),
                                       .key = sayso_led_facts_key(key ? key : ""),
                                       .day = day_of(s, 2), .origin = sayso_led_whole(s, 3),
                                       .publisher = text_of(m, &f->texts, s, 4),
                                       .events = f->n_events, .said = f->n_said };
    return known(m->d->publisher, 0, 0, err);
}

static sayso_status said_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    sayso_led_facts *f = m->f;
    if (!sayso_grow(f->said, f->n_said, f->cap_said)) return sayso_no_memory(err);
    sayso_led_fact_said *x = &f->said[f->n_said++];
    *x = (sayso_led_fact_said){ .attribution = sayso_led_whole(s, 0),
                                .number = (uint32_t)sayso_led_whole(s, 1),
                                .code = text_of(m, &f->texts, s, 2),
                                .name = name_of(m, s, 3) };
    m->d->n_said++;
    return known(x->code, x->name, 0, err);
}

/* 1 + which of the document's attributions has that number; 0 none. */
static uint32_t said_numbered(const making *m, int64_t number)
{
    for (uint32_t i = 0; i < m->d->n_said; i++)
        if (m->f->said[m->d->said + i].number == number) return i + 1;
    return 0;
}

static double real_of(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? NAN : sayso_led_number(s, i);
}

enum { PLACE_NAME = 14 }; /* where the place's columns begin in those of an event */

static bool real_same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

/* 1 + the number of a place, which is put behind the others where it is not there; UINT32_MAX
 * without memory. */
static uint32_t place_number(sayso_led_facts *f, sayso_led_fact_place p)
{
    for (uint32_t i = 0; i < f->n_places; i++) {
        const sayso_led_fact_place *x = &f->places[i];
        if (x->country == p.country && x->admin1 == p.admin1 && x->name == p.name &&
            real_same(x->lat_deg, p.lat_deg) && real_same(x->lon_deg, p.lon_deg))
            return i + 1;
    }
    if (!sayso_grow(f->places, f->n_places, f->cap_places)) return UINT32_MAX;
    f->places[f->n_places++] = p;
    return f->n_places;
}

/* The number of the event's place; 0 where it has none. */
static uint32_t place_load(making *m, sayso_led_stmt *s)
{
    sayso_led_facts *f = m->f;
    if (sayso_led_null(s, PLACE_NAME)) return 0;
    return place_number(f, (sayso_led_fact_place){ text_of(m, &f->texts, s, PLACE_NAME + 1),
                                                   text_of(m, &f->texts, s, PLACE_NAME + 2),
                                                   text_of(m, &f->texts, s, PLACE_NAME),
                                                   real_of(s, PLACE_NAME + 3),
                                                   real_of(s, PLACE_NAME + 4) });
}

static sayso_status event_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    sayso_led_facts *f = m->f;
    if (!sayso_grow(f->events, f->n_events, f->cap_events)) return sayso_no_memory(err);
    sayso_led_fact *e = &f->events[f->n_events++];
    *e = (sayso_led_fact){ .event = sayso_led_whole(s, 0),
                           .number = (uint32_t)sayso_led_whole(s, 1),
                           .type = text_of(m, &f->texts, s, 2),
                           .status = text_of(m, &f->texts, s, 3),
                           .mode = text_of(m, &f->texts, s, 4),
                           .goldstein = llround(sayso_led_number(s, 5) * 1000),
                           .confidence = sayso_led_number(s, 6), .from = day_of(s, 7),
                           .to = day_of(s, 8), .claim = sayso_led_whole(s, 10),
                           .flags = (uint32_t)sayso_led_whole(s, 11),
                           .day = day_of(s, 12),
                           .place = place_load(m, s),
                           .says = f->n_says, .parties = f->n_parties };
    if (!sayso_led_null(s, 9))
        e->under = said_numbered(m, sayso_led_whole(s, 9));
    m->d->n_events++;
    const sayso_status st = known(e->type, e->status, e->mode, err);
    return st ? st : known(e->place, 0, 0, err);
}

/* The event of the document that has the number; rows come in its order. */
static sayso_led_fact *event_numbered(making *m, int64_t number)
{
    for (uint32_t i = 0; i < m->d->n_events; i++)
        if (m->f->events[m->d->events + i].number == number) return &m->f->events[m->d->events + i];
    return NULL;
}

static sayso_status party_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    sayso_led_facts *f = m->f;
    sayso_led_fact *e = event_numbered(m, sayso_led_whole(s, 0));
    if (!e) return SAYSO_OK;
    if (!sayso_grow(f->parties, f->n_parties, f->cap_parties)) return sayso_no_memory(err);
    if (!e->n_actors && !e->n_recipients) e->parties = f->n_parties;
    if (sayso_led_whole(s, 1)) e->n_actors++;
    else e->n_recipients++;
    sayso_led_fact_party *p = &f->parties[f->n_parties++];
    *p = (sayso_led_fact_party){ text_of(m, &f->texts, s, 2), text_of(m, &f->texts, s, 3),
                                 name_of(m, s, 4) };
    return known(p->country, p->code, p->name, err);
}

static sayso_status says_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    sayso_led_facts *f = m->f;
    sayso_led_fact *e = event_numbered(m, sayso_led_whole(s, 0));
    const uint32_t said = said_numbered(m, sayso_led_whole(s, 1));
    if (!e || !said) return SAYSO_OK;
    if (!sayso_grow(f->says, f->n_says, f->cap_says)) return sayso_no_memory(err);
    if (!e->n_says++) e->says = f->n_says;
    f->says[f->n_says++] = said - 1;
    return SAYSO_OK;
}

/* What a document's facts are made of: each row of a statement goes to its function. Flags are
 * LG_FACT_…, in their order. */
static const struct {
    const char *sql;
    sayso_status (*each)(making *, sayso_led_stmt *, sayso_error *);
} loads[] = {
    { "SELECT document, key, day, ifnull(origin, document), publisher FROM documents "
      "WHERE document = ?", document_load },
    { "SELECT attribution, number, code, text, name FROM attributions WHERE document = ? "
      "ORDER BY number", said_load },
    { "SELECT e.event, e.number, e.type, e.status, e.mode, e.goldstein, e.confidence, e.day_from, "
      "e.day_to, e.under, ifnull(e.claim, 0), CASE WHEN c.claim IS NULL THEN 0 ELSE 1 + CASE WHEN "
      "c.sources > 0 THEN 2 ELSE 0 END + 4 * c.disputed + CASE WHEN c.documents > 1 THEN 8 ELSE 0 "
      "END END + CASE WHEN EXISTS (SELECT 1 FROM numbers n WHERE n.event = e.event) THEN 16 ELSE 0 "
      "END, c.day, 0, p.name, p.country, p.admin1, p.lat, p.lon "
      "FROM events e LEFT JOIN claims c ON c.claim = e.claim AND c.first = e.event "
      "LEFT JOIN places p ON p.document = e.document AND p.number = e.place "
      "WHERE e.document = ? ORDER BY e.number", event_load },
    { "SELECT e.number, p.side = 'actor', p.country, p.code, p.text, p.name FROM events e "
      "JOIN participants p USING (event) WHERE e.document = ? ORDER BY e.number, p.side, p.number",
      party_load },
    { "SELECT e.number, a.number FROM events e JOIN says s USING (event) "
      "JOIN attributions a USING (attribution) WHERE e.document = ? ORDER BY e.number, a.number",
      says_load },
};

enum { N_LOADS = sizeof loads / sizeof *loads };

static sayso_status load_ask(sayso_ledger *l, size_t i, int64_t document, sayso_led_stmt **s,
                             sayso_error *err)
{
    const sayso_status st = sayso_led_kept(l, loads[i].sql, s, err);
    if (st) return st;
    sayso_led_int(*s, 1, document);
    return sayso_led_ahead(l, *s, err);
}

/* Appends the facts of a document, where it is there. */
static sayso_status document_make(sayso_ledger *l, int64_t document, sayso_led_facts *f,
                                  sayso_error *err)
{
    making m = { .l = l, .f = f };
    sayso_led_stmt *s[N_LOADS] = { NULL };
    sayso_status st = SAYSO_OK;
    bool row = false;
    for (size_t i = 0; !st && i < N_LOADS; i++) st = load_ask(l, i, document, &s[i], err);
    for (size_t i = 0; !st && i < N_LOADS && (i == 0 || m.d); i++)
        while (!st && !(st = sayso_led_step(l, s[i], &row, err)) && row)
            st = loads[i].each(&m, s[i], err);
    for (size_t i = 0; i < N_LOADS && s[i]; i++) sayso_led_reset(s[i]);
    return st;
}

/* ---- documents that stay as they are, from the row there is ---- */

#define MOVED(to, from, texts, i) sayso_led_facts_text(to, &(to)->texts, (from)->texts.at[i])

static bool event_copy(sayso_led_facts *to, const sayso_led_facts *from, const sayso_led_fact *e)
{
    const uint32_t n = e->n_actors + e->n_recipients;
    if (!sayso_grow(to->events, to->n_events, to->cap_events) ||
        !sayso_reserve(to->parties, to->cap_parties, to->n_parties + n) ||
        !sayso_reserve(to->says, to->cap_says, to->n_says + e->n_says))
        return false;
    sayso_led_fact *x = &to->events[to->n_events++];
    *x = *e;
    x->type = MOVED(to, from, texts, e->type);
    x->status = MOVED(to, from, texts, e->status);
    x->mode = MOVED(to, from, texts, e->mode);
    x->parties = to->n_parties;
    x->says = to->n_says;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_led_fact_party *p = &from->parties[e->parties + i];
        to->parties[to->n_parties++] = (sayso_led_fact_party){ MOVED(to, from, texts, p->country),
                                                               MOVED(to, from, texts, p->code),
                                                               MOVED(to, from, names, p->name) };
    }
    for (uint32_t i = 0; i < e->n_says; i++) to->says[to->n_says++] = from->says[e->says + i];
    if (!e->place) return true;
    const sayso_led_fact_place *p = &from->places[e->place - 1];
    x->place = place_number(to, (sayso_led_fact_place){ MOVED(to, from, texts, p->country),
                                                        MOVED(to, from, texts, p->admin1),
                                                        MOVED(to, from, texts, p->name),
                                                        p->lat_deg, p->lon_deg });
    return x->place != UINT32_MAX;
}

static bool document_copy(sayso_led_facts *to, const sayso_led_facts *from,
                          const sayso_led_fact_document *d)
{
    if (!sayso_grow(to->documents, to->n_documents, to->cap_documents) ||
        !sayso_reserve(to->said, to->cap_said, to->n_said + d->n_said))
        return false;
    sayso_led_fact_document *x = &to->documents[to->n_documents++];
    *x = *d;
    x->publisher = MOVED(to, from, texts, d->publisher);
    x->said = to->n_said;
    x->events = to->n_events;
    for (uint32_t i = 0; i < d->n_said; i++) {
        sayso_led_fact_said *s = &to->said[to->n_said++];
        *s = from->said[d->said + i];
        s->code = MOVED(to, from, texts, s->code);
        s->name = MOVED(to, from, names, s->name);
    }
    for (uint32_t i = 0; i < d->n_events; i++)
        if (!event_copy(to, from, &from->events[d->events + i])) return false;
    return true;
}

/* ---- rows ---- */

sayso_status sayso_led_facts_read(sayso_led_facts *f, const sayso_ledger *l, uint32_t wanted,
                                  sayso_str rows, sayso_str more, sayso_str names, sayso_error *err)
{
    if (sayso_led_facts_unpack(f, wanted, rows, more, names)) return SAYSO_OK;
    return f->failed ? sayso_no_memory(err) : sayso_led_damaged(l, err);
}

/* The row that there is; empty where there is none. */
static sayso_status chunk_load(sayso_ledger *l, int64_t chunk, sayso_led_stmt **s,
                               sayso_led_facts *f, sayso_error *err)
{
    bool row = false;
    sayso_status st = sayso_led_kept(l, "SELECT rows, more, names FROM facts WHERE chunk = ?", s,
                                     err);
    if (st) return st;
    sayso_led_int(*s, 1, chunk);
    st = sayso_led_step(l, *s, &row, err);
    if (st || !row) return st;
    return sayso_led_facts_read(f, l, LG_FACTS_ALL, sayso_led_blob(*s, 0), sayso_led_blob(*s, 1),
                                sayso_led_blob(*s, 2), err);
}

/* First and last day that an event has. */
static void days_of(const sayso_led_facts *f, int32_t *first, int32_t *last)
{
    *first = *last = INT32_MIN;
    for (uint32_t i = 0; i < f->n_events; i++) {
        const sayso_led_fact *e = &f->events[i];
        if (e->from == INT32_MIN) continue;
        if (*first == INT32_MIN || e->from < *first) *first = e->from;
        if (e->to > *last) *last = e->to;
    }
}

static bool bytes_failed(const sayso_led_fact_bytes *b)
{
    return b->rows.failed || b->more.failed || b->names.failed;
}

static void bytes_free(sayso_led_fact_bytes *b)
{
    sayso_buf_free(&b->rows);
    sayso_buf_free(&b->more);
    sayso_buf_free(&b->names);
}

static sayso_status chunk_put(sayso_ledger *l, int64_t chunk, sayso_led_facts *f, sayso_error *err)
{
    sayso_led_stmt *s;
    int32_t first, last;
    sayso_status st = sayso_led_kept(
        l,
        f->n_documents
            ? "INSERT INTO facts (chunk, first, last, rows, more, names) VALUES (?, ?, ?, ?, ?, ?) "
              "ON CONFLICT (chunk) DO UPDATE SET first = excluded.first, last = excluded.last, "
              "rows = excluded.rows, more = excluded.more, names = excluded.names"
            : "DELETE FROM facts WHERE chunk = ?",
        &s, err);
    if (st) return st;
    sayso_led_fact_bytes b = { SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY };
    sayso_led_int(s, 1, chunk);
    if (f->n_documents) {
        sayso_led_facts_pack(f, &b);
        days_of(f, &first, &last);
        sayso_led_day(s, 2, first);
        sayso_led_day(s, 3, last);
        sayso_led_memory(s, 4, b.rows.at, b.rows.len);
        sayso_led_memory(s, 5, b.more.at, b.more.len);
        sayso_led_memory(s, 6, b.names.at, b.names.len);
    }
    st = bytes_failed(&b) ? sayso_no_memory(err) : sayso_led_done(l, s, err);
    sayso_led_reset(s);
    bytes_free(&b);
    return st;
}

/* Documents touched[n] are made anew, the others of the row stay. */
static sayso_status chunk_merge(sayso_ledger *l, const int64_t *touched, uint32_t n,
                                const sayso_led_facts *was, sayso_led_facts *now, sayso_error *err)
{
    uint32_t i = 0, k = 0;
    sayso_status st = SAYSO_OK;
    while (!st && (i < n || k < was->n_documents)) {
        const bool other = k < was->n_documents &&
                           (i == n || was->documents[k].document < touched[i]);
        if (other) {
            if (!document_copy(now, was, &was->documents[k++])) st = sayso_no_memory(err);
            continue;
        }
        if (k < was->n_documents && was->documents[k].document == touched[i]) k++;
        st = document_make(l, touched[i++], now, err);
    }
    return st;
}

static sayso_status chunk_renew(sayso_ledger *l, const int64_t *touched, uint32_t n,
                                sayso_led_facts *was, sayso_led_facts *now, sayso_error *err)
{
    const int64_t chunk = touched[0] / LG_FACTS_DOCUMENTS;
    sayso_led_stmt *s = NULL;
    sayso_led_facts_reset(was);
    sayso_led_facts_reset(now);
    sayso_status st = chunk_load(l, chunk, &s, was, err);
    if (!st) st = chunk_merge(l, touched, n, was, now, err);
    if (s) sayso_led_reset(s);
    return st ? st : chunk_put(l, chunk, now, err);
}

/* ---- what is touched ---- */

sayso_status sayso_led_facts_touch(sayso_ledger *l, int64_t document, sayso_error *err)
{
    if (l->n_touched && l->touched[l->n_touched - 1] == document) return SAYSO_OK;
    if (!sayso_grow(l->touched, l->n_touched, l->cap_touched)) return sayso_no_memory(err);
    l->touched[l->n_touched++] = document;
    l->behind = sayso_led_facts_settle;
    return SAYSO_OK;
}

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

sayso_status sayso_led_facts_settle(sayso_ledger *l, sayso_error *err)
{
    sayso_led_facts was = { .n_documents = 0 }, now = { .n_documents = 0 };
    sayso_status st = SAYSO_OK;
    uint32_t n = 0;
    if (l->n_touched) qsort(l->touched, l->n_touched, sizeof *l->touched, by_number);
    for (uint32_t i = 0; i < l->n_touched; i++)
        if (!n || l->touched[n - 1] != l->touched[i]) l->touched[n++] = l->touched[i];
    for (uint32_t i = 0, j; !st && i < n; i = j) {
        const int64_t chunk = l->touched[i] / LG_FACTS_DOCUMENTS;
        for (j = i + 1; j < n && l->touched[j] / LG_FACTS_DOCUMENTS == chunk; j++) {}
        st = chunk_renew(l, l->touched + i, j - i, &was, &now, err);
    }
    l->n_touched = 0;
    sayso_led_facts_free(&was);
    sayso_led_facts_free(&now);
    return st;
}

sayso_status sayso_led_facts_touch_all(sayso_ledger *l, const char *sql, int64_t of,
                                       sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, of);
    while (!(st = sayso_led_step(l, s, &row, err)) && row)
        if ((st = sayso_led_facts_touch(l, sayso_led_whole(s, 0), err))) break;
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_facts_all(sayso_ledger *l, sayso_error *err)
{
    const sayso_status st = sayso_led_facts_touch_all(
        l, "SELECT document FROM documents WHERE document >= ? ORDER BY document", INT64_MIN, err);
    return st ? st : sayso_led_facts_settle(l, err);
}

/* ---- verifying ---- */

/* Texts are numbered as they come, which is another order where a row was made bit by bit: both are
 * gone through in one way. */
static bool packed_alike(const sayso_led_facts *f, sayso_led_fact_bytes *out)
{
    sayso_led_facts to = { .n_documents = 0 };
    bool ok = true;
    for (uint32_t i = 0; ok && i < f->n_documents; i++)
        ok = document_copy(&to, f, &f->documents[i]);
    if (ok) sayso_led_facts_pack(&to, out);
    sayso_led_facts_free(&to);
    return ok && !bytes_failed(out);
}

static bool bytes_same(const sayso_buf *a, const sayso_buf *b)
{
    return a->len == b->len && (!a->len || memcmp(a->at, b->at, a->len) == 0);
}

static sayso_status facts_compare(const sayso_led_facts *was, const sayso_led_facts *now,
                                  bool *same, sayso_error *err)
{
    const sayso_led_fact_bytes none = { SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY };
    sayso_led_fact_bytes a = none, b = none;
    const bool ok = packed_alike(was, &a) && packed_alike(now, &b);
    *same = bytes_same(&a.rows, &b.rows) && bytes_same(&a.more, &b.more) &&
            bytes_same(&a.names, &b.names);
    bytes_free(&a);
    bytes_free(&b);
    return ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status days_same(sayso_ledger *l, int64_t chunk, const sayso_led_facts *f, bool *same,
                              sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    int32_t first, last;
    sayso_status st = sayso_led_kept(l, "SELECT first, last FROM facts WHERE chunk = ?", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, chunk);
    days_of(f, &first, &last);
    st = sayso_led_step(l, s, &row, err);
    *same &= !st && row && day_of(s, 0) == first && day_of(s, 1) == last;
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_facts_same(sayso_ledger *l, int64_t chunk, bool *same, sayso_error *err)
{
    sayso_led_facts was = { .n_documents = 0 }, now = { .n_documents = 0 };
    sayso_led_stmt *s = NULL;
    sayso_status st = chunk_load(l, chunk, &s, &was, err);
    for (int64_t d = chunk * LG_FACTS_DOCUMENTS; !st && d < (chunk + 1) * LG_FACTS_DOCUMENTS; d++)
        st = document_make(l, d, &now, err);
    *same = false;
    if (!st) st = facts_compare(&was, &now, same, err);
    if (s) sayso_led_reset(s);
    if (!st) st = days_same(l, chunk, &now, same, err);
    sayso_led_facts_free(&was);
    sayso_led_facts_free(&now);
    return st;
}
