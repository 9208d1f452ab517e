/* Tellings in the ledger: the events of one document that tell of the same, as regroup compares
 * them. */
#include "columns.h"
#include "pack.h"
#include "settle.h"
#include <stdlib.h>

/* ---- the events of a document ---- */

typedef struct event { int64_t id; uint32_t number, telling; sayso_led_report report; } event;

typedef struct making {
    sayso_ledger *l;
    event   *events; uint32_t n, cap;
    sayso_arena arena;
    const char *key;
    bool     same;             /* as what is kept */
} making;

static sayso_type type_named(const char *name)
{
    for (int t = 0; name && t < SAYSO_N_TYPES; t++)
        if (strcmp(sayso_type_name((sayso_type)t), name) == 0) return (sayso_type)t;
    return SAYSO_N_TYPES;
}
static sayso_event_status status_named(const char *name)
{
    for (int s = 0; name && s < SAYSO_N_EVENT_STATUSES; s++)
        if (strcmp(sayso_event_status_name((sayso_event_status)s), name) == 0)
            return (sayso_event_status)s;
    return SAYSO_N_EVENT_STATUSES;
}

static int32_t column_day(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? INT32_MIN : (int)sayso_led_whole(s, i);
}

static sayso_status unknown(const sayso_ledger *l, sayso_error *err)
{
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                      "an event of an unknown type or status; read the documents into a new one");
}

static sayso_status event_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    const sayso_type type = type_named(sayso_led_column(s, 3));
    const sayso_event_status status = status_named(sayso_led_column(s, 6));
    if (type == SAYSO_N_TYPES || status == SAYSO_N_EVENT_STATUSES) return unknown(m->l, err);
    if (!sayso_grow(m->events, m->n, m->cap)) return sayso_no_memory(err);
    bool ok = true;
    const char *via = sayso_led_column(s, 8);
    const bool dated = !sayso_led_null(s, 7) &&
                       (!via || strcmp(via, "document") != 0);
    m->events[m->n++] = (event) {
        .id = sayso_led_whole(s, 0),
        .number = (uint32_t)sayso_led_whole(s, 1),
        .telling = (uint32_t)sayso_led_whole(s, 2),
        .report = { .type = type, .phase = sayso_led_phase_of(status),
                    .mode = sayso_led_column_dup(s, 4, &m->arena, &ok),
                    .cameo = sayso_led_column_dup(s, 5, &m->arena, &ok),
                    .from = column_day(s, 9), .to = column_day(s, 10), .dated = dated,
                    .place = sayso_led_column_dup(s, 11, &m->arena, &ok),
                    .country = sayso_led_column_dup(s, 12, &m->arena, &ok),
                    .admin1 = sayso_led_column_dup(s, 13, &m->arena, &ok) },
    };
    return ok ? SAYSO_OK : sayso_no_memory(err);
}

/* Of the columns country and role; NULL in a damaged ledger only. */
static sayso_led_code code_load(sayso_led_stmt *s, int i)
{
    const char *country = sayso_led_column(s, i), *role = sayso_led_column(s, i + 1);
    return sayso_led_code_of(country ? country : "", role ? role : "");
}

static sayso_led_report *report_of(making *m, sayso_led_stmt *s)
{
    const int64_t number = sayso_led_whole(s, 0);
    for (uint32_t i = 0; i < m->n; i++)
        if (m->events[i].number == number) return &m->events[i].report;
    return NULL;
}

static sayso_status party_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    bool ok = true;
    sayso_led_report *r = report_of(m, s);
    const char *side = sayso_led_column(s, 1), *kind = sayso_led_column(s, 5);
    const char *name = kind && strcmp(kind, "person") == 0
                           ? sayso_led_column_dup(s, 4, &m->arena, &ok)
                           : NULL;
    if (r)
        sayso_led_side_add(side && strcmp(side, "actor") == 0 ? &r->actor : &r->recipient,
                           code_load(s, 2), name);
    return ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status stance_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    (void)err;
    sayso_led_report *r = report_of(m, s);
    const sayso_stance stance = sayso_led_stance_named(sayso_led_column(s, 1));
    if (r && stance != SAYSO_N_STANCES) sayso_led_take_stance(r, stance, code_load(s, 2).country);
    return SAYSO_OK;
}

static sayso_status key_load(making *m, sayso_led_stmt *s, sayso_error *err)
{
    bool ok = true;
    m->key = sayso_led_column_dup(s, 0, &m->arena, &ok);
    return ok && m->key ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status ask(const making *m, const char *sql, int64_t document, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(m->l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    return sayso_led_ahead(m->l, s, err);
}

static sayso_status rows(making *m, const char *sql,
                         sayso_status (*each)(making *, sayso_led_stmt *, sayso_error *),
                         sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(m->l, sql, &s, err);
    if (st) return st;
    while (!(st = sayso_led_step(m->l, s, &row, err)) && row)
        if ((st = each(m, s, err))) break;
    sayso_led_reset(s);
    return st;
}

static const struct {
    const char *sql;
    sayso_status (*each)(making *, sayso_led_stmt *, sayso_error *);
} of_document[] = {
    { "SELECT key FROM documents WHERE document = ?", key_load },
    { "SELECT e.event, e.number, e.telling, e.type, e.mode, e.cameo, e.status, e.date, "
      "e.date_via, e.day_from, e.day_to, p.name, p.country, p.admin1 FROM events e "
      "LEFT JOIN places p ON p.document = e.document AND p.number = e.place "
      "WHERE e.document = ? ORDER BY e.number",
      event_load },
    { "SELECT e.number, p.side, p.country, p.role, p.name, p.kind FROM events e "
      "JOIN participants p USING (event) WHERE e.document = ? "
      "ORDER BY e.number, p.side, p.number",
      party_load },
    { "SELECT e.number, s.stance, a.country, a.role FROM events e JOIN says s "
      "USING (event) JOIN attributions a USING (attribution) "
      "WHERE e.document = ? ORDER BY e.number, s.attribution",
      stance_load },
};
enum { N_OF_DOCUMENT = sizeof of_document / sizeof *of_document };

static sayso_status document_load(making *m, int64_t document, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < N_OF_DOCUMENT; i++)
        st = ask(m, of_document[i].sql, document, err);
    for (size_t i = 0; !st && i < N_OF_DOCUMENT; i++)
        st = rows(m, of_document[i].sql, of_document[i].each, err);
    return st;
}

/* ---- writing them ---- */

static const sayso_led_column_def tellings_columns[] = {
#define TABLE_TELLINGS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def named_columns[] = {
#define TABLE_NAMED(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def pending_columns[] = {
#define TABLE_PENDING(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_table tellings_table = LED_TABLE(tellings, "");
static const sayso_led_table named_table = LED_TABLE(named, " ON CONFLICT DO NOTHING");
static const sayso_led_table pending_table = LED_TABLE(pending, " ON CONFLICT DO NOTHING");

sayso_status sayso_led_pending_put(sayso_ledger *l, const sayso_led_telling *t, sayso_error *err)
{
    sayso_led_stmt *s;
    int n = 0;
    const sayso_status st = sayso_led_insert(l, &pending_table, &s, err);
    if (st) return st;
#define TABLE_PENDING(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    return sayso_led_done(l, s, err);
}

static sayso_status named_put(sayso_ledger *l, const sayso_led_telling *t, sayso_error *err)
{
    uint64_t keys[LG_MOST_KEYS];
    const uint32_t n_keys = sayso_led_keys(&t->report, keys);
    sayso_led_stmt *s;
    sayso_status st = sayso_led_insert(l, &named_table, &s, err);
    for (uint32_t i = 0; !st && i < n_keys; i++) {
        int n = 0;
#define TABLE_NAMED(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(l, s, err);
    }
    return st;
}

static sayso_status packed_put(sayso_ledger *l, const sayso_led_telling *t, sayso_buf packed,
                               sayso_error *err)
{
    sayso_led_stmt *s;
    int n = 0;
    const sayso_status st = sayso_led_insert(l, &tellings_table, &s, err);
    if (st) return st;
#define TABLE_TELLINGS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    return sayso_led_done(l, s, err);
}

static sayso_status telling_put(making *m, const sayso_led_telling *t, sayso_error *err)
{
    sayso_buf packed = SAYSO_BUF_EMPTY;
    sayso_led_pack(&packed, &t->report);
    sayso_status st = packed.failed ? sayso_no_memory(err) : packed_put(m->l, t, packed, err);
    sayso_buf_free(&packed);
    if (!st) st = named_put(m->l, t, err);
    return st ? st : sayso_led_pending_put(m->l, t, err);
}

/* Is it the one that is kept? */
static sayso_status telling_compare(making *m, const sayso_led_telling *t, sayso_error *err)
{
    sayso_buf packed = SAYSO_BUF_EMPTY;
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(m->l, "SELECT report FROM tellings WHERE telling = ?", &s,
                                     err);
    if (st) return st;
    sayso_led_pack(&packed, &t->report);
    sayso_led_int(s, 1, t->p.id);
    if (packed.failed) st = sayso_no_memory(err);
    else if (!(st = sayso_led_step(m->l, s, &row, err)))
        m->same &= row && sayso_str_eq(sayso_led_blob(s, 0),
                                       (sayso_str){ packed.at, (uint32_t)packed.len });
    sayso_led_reset(s);
    sayso_buf_free(&packed);
    return st;
}

static void place(sayso_led_telling *t)
{
    t->p.lane = sayso_led_lane(&t->report);
    t->p.loose = sayso_led_loose(&t->report);
    t->p.at = sayso_led_at(&t->report, t->p.key);
}

static sayso_status tellings_each(making *m,
                                  sayso_status (*each)(making *, const sayso_led_telling *,
                                                       sayso_error *),
                                  sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < m->n; i++) {
        const event *e = &m->events[i];
        if (e->telling != e->number) continue;
        sayso_led_telling t = { .p = { .key = m->key, .number = e->number, .id = e->id },
                                .report = e->report };
        for (uint32_t k = 0; k < m->n; k++)
            if (k != i && m->events[k].telling == e->number)
                sayso_led_merge(&t.report, &m->events[k].report);
        place(&t);
        st = each(m, &t, err);
    }
    return st;
}

static sayso_status tellings_of(sayso_ledger *l, int64_t document,
                                sayso_status (*each)(making *, const sayso_led_telling *,
                                                     sayso_error *),
                                bool *same, sayso_error *err)
{
    making m = { .l = l, .key = "", .same = true };
    sayso_status st = document_load(&m, document, err);
    if (!st) st = tellings_each(&m, each, err);
    *same = m.same;
    free(m.events);
    sayso_arena_free(&m.arena);
    return st;
}

sayso_status sayso_led_tellings_make(sayso_ledger *l, int64_t document, sayso_error *err)
{
    bool same;
    return tellings_of(l, document, telling_put, &same, err);
}

sayso_status sayso_led_tellings_same(sayso_ledger *l, int64_t document, bool *same,
                                     sayso_error *err)
{
    return tellings_of(l, document, telling_compare, same, err);
}

/* ---- and back ---- */

static sayso_status telling_read(sayso_ledger *l, sayso_led_stmt *s, sayso_arena *a,
                                 sayso_led_telling *out, sayso_error *err)
{
    bool ok = true;
    const sayso_str packed = sayso_led_blob(s, 0);
    const char *kept = packed.at ? sayso_arena_dup(a, packed.at, packed.len) : NULL;
    if (packed.at && !kept) return sayso_no_memory(err);
    out->p.key = sayso_led_column_dup(s, 1, a, &ok);
    out->p.number = (uint32_t)sayso_led_whole(s, 2);
    out->p.id = sayso_led_whole(s, 5);
    out->group = sayso_led_whole(s, 3);
    out->pinned = sayso_led_whole(s, 4);
    out->document = sayso_led_whole(s, 6);
    if (!ok) return sayso_no_memory(err);
    if (!kept || !out->p.key || !sayso_led_unpack(kept, packed.len, &out->report))
        return sayso_led_damaged(l, err);
    place(out);
    return SAYSO_OK;
}

#define TELLING \
    "SELECT t.report, d.key, e.number, ifnull(e.claim, 0), ifnull(p.pin, 0), e.event, e.document " \
    "FROM "
#define OF_DOCUMENT \
    "JOIN documents d USING (document) LEFT JOIN pins p ON p.key = d.key AND p.number = e.number "

sayso_status sayso_led_telling_load(sayso_ledger *l, int64_t id, sayso_arena *a,
                                    sayso_led_telling *out, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(l,
                                     TELLING
                                     "tellings t JOIN events e ON e.event = t.telling " OF_DOCUMENT
                                     "WHERE t.telling = ?",
                                     &s, err);
    if (st) return st;
    sayso_led_int(s, 1, id);
    st = sayso_led_step(l, s, &row, err);
    if (!st && !row) st = sayso_led_damaged(l, err);
    if (!st) st = telling_read(l, s, a, out, err);
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_tellings_load(sayso_ledger *l, int64_t of, bool pinned, sayso_arena *a,
                                     sayso_status (*each)(void *, const sayso_led_telling *,
                                                          sayso_error *),
                                     void *to, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(
        l,
        pinned ? TELLING
            "pins p JOIN documents d USING (key) JOIN events e ON e.document = d.document AND "
            "e.number = p.number AND e.telling = e.number JOIN tellings t ON t.telling = e.event "
            "WHERE p.pin = ?"
               : TELLING "events e JOIN tellings t ON t.telling = e.event " OF_DOCUMENT
                         "WHERE e.claim = ? AND e.number = e.telling",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, of);
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        sayso_led_telling t;
        if ((st = telling_read(l, s, a, &t, err)) || (st = each(to, &t, err))) break;
    }
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_telling_forget(sayso_ledger *l, const sayso_led_telling *t, sayso_error *err)
{
    uint64_t keys[LG_MOST_KEYS];
    const uint32_t n = sayso_led_keys(&t->report, keys);
    sayso_led_stmt *s;
    sayso_status st = sayso_led_kept(
        l, "DELETE FROM named WHERE key = ? AND at = ? AND telling = ?", &s, err);
    for (uint32_t i = 0; !st && i < n; i++) {
        sayso_led_int(s, 1, (int64_t)keys[i]);
        sayso_led_int(s, 2, t->p.at);
        sayso_led_int(s, 3, t->p.id);
        st = sayso_led_done(l, s, err);
    }
    if (!st)
        st = sayso_led_kept(l,
                            "DELETE FROM pending WHERE lane = ? AND loose = ? AND at = ? AND "
                            "key = ? AND number = ?",
                            &s, err);
    if (st) return st;
    sayso_led_int(s, 1, t->p.lane);
    sayso_led_int(s, 2, t->p.loose);
    sayso_led_int(s, 3, t->p.at);
    sayso_led_text(s, 4, t->p.key);
    sayso_led_int(s, 5, t->p.number);
    return sayso_led_done(l, s, err);
}

/* ---- all of them ---- */

static sayso_status telling_renew(sayso_ledger *l, int64_t id, sayso_error *err)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_led_telling t;
    sayso_status st = sayso_led_telling_load(l, id, &a, &t, err);
    if (!st) st = named_put(l, &t, err);
    if (!st) st = sayso_led_pending_put(l, &t, err);
    sayso_arena_free(&a);
    return st;
}

sayso_status sayso_led_tellings_renew(sayso_ledger *l, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_run(l, "DELETE FROM named", err);
    if (!st) st = sayso_led_prepare(l, "SELECT telling FROM tellings", &s, err);
    if (st) return st;
    while (!(st = sayso_led_step(l, s, &row, err)) && row)
        if ((st = telling_renew(l, sayso_led_whole(s, 0), err))) break;
    sayso_led_finalize(s);
    return st;
}
