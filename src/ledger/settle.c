/* Claims and positions over all documents.
 *
 * Each event type that has changed is grouped afresh: reports of one document are tellings already;
 * tellings, in order of date, document key and place in the text, become claims. What comes out
 * depends on the set of documents alone. Only claims whose reports have changed are written, with
 * their positions. */
#include "base/day.h"
#include "columns.h"
#include "same.h"
#include "settle.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- loading ---- */

static sayso_type type_named(const char *name)
{
    for (int t = 0; t < SAYSO_N_TYPES; t++)
        if (strcmp(sayso_type_name((sayso_type)t), name) == 0) return (sayso_type)t;
    return SAYSO_N_TYPES;
}
static sayso_event_status status_named(const char *name)
{
    for (int s = 0; s < SAYSO_N_EVENT_STATUSES; s++)
        if (strcmp(sayso_event_status_name((sayso_event_status)s), name) == 0)
            return (sayso_event_status)s;
    return SAYSO_N_EVENT_STATUSES;
}

static int32_t column_day(sqlite3_stmt *s, int i)
{
    return sqlite3_column_type(s, i) == SQLITE_NULL ? INT32_MIN : sqlite3_column_int(s, i);
}

static bool event_load(sayso_led_settling *g, sqlite3_stmt *s)
{
    if (!sayso_grow(g->events, g->n, g->cap)) return false;
    bool ok = true;
    sayso_led_stored *e = &g->events[g->n];
    *e = (sayso_led_stored) { .event = sqlite3_column_int64(s, 0),
                              .document = sqlite3_column_int64(s, 1),
                              .number = (uint32_t)sqlite3_column_int64(s, 2),
                              .telling = (uint32_t)sqlite3_column_int64(s, 3),
                              .claim = sqlite3_column_int64(s, 4),
                              .claim_events = (uint32_t)sqlite3_column_int64(s, 5) };
    const char *status = sayso_led_column_dup(s, 8, &g->arena, &ok), *via = sayso_led_column(s, 10);
    e->status = status ? status_named(status) : SAYSO_N_EVENT_STATUSES;
    e->date = sayso_led_column_dup(s, 9, &g->arena, &ok);
    e->key = sayso_led_column_dup(s, 16, &g->arena, &ok);
    e->report = (sayso_led_report) { .type = g->type,
                                     .phase = sayso_led_phase_of(e->status),
                                     .mode = sayso_led_column_dup(s, 6, &g->arena, &ok),
                                     .cameo = sayso_led_column_dup(s, 7, &g->arena, &ok),
                                     .from = column_day(s, 11),
                                     .to = column_day(s, 12),
                                     .dated = e->date && (!via || strcmp(via, "document") != 0),
                                     .place = sayso_led_column_dup(s, 13, &g->arena, &ok),
                                     .country = sayso_led_column_dup(s, 14, &g->arena, &ok),
                                     .admin1 = sayso_led_column_dup(s, 15, &g->arena, &ok) };
    if (!e->key || e->status == SAYSO_N_EVENT_STATUSES) ok = false;
    if (ok) g->n++;
    return ok;
}

static sayso_status events_load(sayso_led_settling *g, const char *type, sayso_error *err)
{
    static const char sql[] =
        "SELECT e.event, e.document, e.number, e.telling, ifnull(e.claim, 0), ifnull(c.events, 0), "
        "e.mode, e.cameo, e.status, e.date, e.date_via, "
        "e.day_from, e.day_to, p.name, p.country, p.admin1, d.key FROM events e JOIN documents d "
        "USING (document) "
        "LEFT JOIN places p ON p.document = e.document AND p.number = e.place LEFT JOIN claims c "
        "ON c.claim = e.claim "
        "WHERE e.type = ? ORDER BY e.event";
    sqlite3_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_prepare(g->l, sql, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, type);
    while (!(st = sayso_led_step(g->l, s, &row, err)) && row)
        if (!event_load(g, s)) {
            st = sayso_no_memory(err);
            break;
        }
    sqlite3_finalize(s);
    return st;
}

/* Of the columns country and role; NULL in a damaged ledger only. */
static sayso_led_code code_load(sqlite3_stmt *s, int i)
{
    const char *country = sayso_led_column(s, i), *role = sayso_led_column(s, i + 1);
    return sayso_led_code_of(country ? country : "", role ? role : "");
}

/* Participants come in the order of the events that they belong to. */
static sayso_status parties_load(sayso_led_settling *g, const char *type, sayso_error *err)
{
    static const char sql[] = "SELECT p.event, p.side, p.country, p.role, p.name, p.kind FROM "
                              "participants p JOIN events e USING (event) "
                              "WHERE e.type = ? ORDER BY p.event, p.side, p.number";
    sqlite3_stmt *s;
    bool row = false, ok = true;
    uint32_t i = 0;
    sayso_status st = sayso_led_prepare(g->l, sql, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, type);
    while (ok && !(st = sayso_led_step(g->l, s, &row, err)) && row) {
        const int64_t event = sqlite3_column_int64(s, 0);
        while (i < g->n && g->events[i].event < event) i++;
        if (i == g->n || g->events[i].event != event) continue;
        const char *side = sayso_led_column(s, 1), *kind = sayso_led_column(s, 5);
        const char *name = kind && strcmp(kind, "person") == 0
                               ? sayso_led_column_dup(s, 4, &g->arena, &ok)
                               : NULL;
        sayso_led_report *r = &g->events[i].report;
        sayso_led_side_add(side && strcmp(side, "actor") == 0 ? &r->actor : &r->recipient,
                           code_load(s, 2), name);
    }
    sqlite3_finalize(s);
    return st ? st : ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status stances_load(sayso_led_settling *g, const char *type, sayso_error *err)
{
    static const char sql[] =
        "SELECT s.event, s.stance, a.country, a.role FROM says s JOIN events e USING (event) "
        "JOIN attributions a USING (attribution) WHERE e.type = ? ORDER BY s.event, s.attribution";
    sqlite3_stmt *s;
    bool row = false;
    uint32_t i = 0;
    sayso_status st = sayso_led_prepare(g->l, sql, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, type);
    while (!(st = sayso_led_step(g->l, s, &row, err)) && row) {
        const int64_t event = sqlite3_column_int64(s, 0);
        while (i < g->n && g->events[i].event < event) i++;
        const sayso_stance stance = sayso_led_stance_named(sayso_led_column(s, 1));
        if (i == g->n || g->events[i].event != event || stance == SAYSO_N_STANCES) continue;
        sayso_led_take_stance(&g->events[i].report, stance, code_load(s, 2).country);
    }
    sqlite3_finalize(s);
    return st;
}

/* ---- grouping ---- */

static int by_document(const void *a, const void *b)
{
    const sayso_led_stored *x = a, *y = b;
    const int c = strcmp(x->key, y->key);
    return c ? c : (x->number > y->number) - (x->number < y->number);
}

/* first: index of its first event */
typedef struct telling { sayso_led_report report; uint32_t first; } telling;

static int by_time(const void *a, const void *b)
{
    const telling *x = a, *y = b;
    if (x->report.from != y->report.from) return x->report.from < y->report.from ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first); /* events are in order of key and
                                                             number */
}

/* Events of one telling are given one report; *n tellings. NULL without memory. */
static telling *tellings_make(sayso_led_settling *g, uint32_t *of, uint32_t *n)
{
    telling *t = calloc((size_t)g->n + 1, sizeof *t);
    uint32_t document = 0; /* first telling of the document at hand */
    *n = 0;
    for (uint32_t i = 0; t && i < g->n; i++) {
        const sayso_led_stored *e = &g->events[i];
        if (i && strcmp(e->key, g->events[i - 1].key) != 0) document = *n;
        uint32_t k = document, end = *n; /* a telling has the number of its first event; they come
                                            in that order */
        while (k < end) {
            const uint32_t m = k + (end - k) / 2;
            if (g->events[t[m].first].number < e->telling) k = m + 1;
            else end = m;
        }
        of[i] = k;
        if (k < *n && g->events[t[k].first].number == e->telling)
            sayso_led_merge(&t[k].report, &e->report);
        else {
            of[i] = *n;
            t[(*n)++] = (telling){ e->report, i };
        }
    }
    return t;
}

/* claim[i]: index of the first event of the claim that event i belongs to. */
static bool claims_group(sayso_led_settling *g, uint32_t *claim)
{
    uint32_t n;
    telling *t = tellings_make(g, claim, &n);
    telling *sorted = calloc((size_t)n + 1, sizeof *sorted);
    sayso_led_report *reports = calloc((size_t)n + 1, sizeof *reports);
    uint32_t *group = calloc((size_t)n + 1, sizeof *group),
             *first_of = calloc((size_t)g->n + 1, sizeof *first_of);
    bool ok = t && sorted && reports && group && first_of;
    if (ok) {
        memcpy(sorted, t, n * sizeof *t);
        qsort(sorted, n, sizeof *sorted, by_time);
        for (uint32_t i = 0; i < n; i++) reports[i] = sorted[i].report;
        ok = sayso_led_group(reports, n, true, group);
    }
    for (uint32_t i = 0; ok && i < n; i++) first_of[sorted[i].first] = sorted[group[i]].first;
    for (uint32_t i = 0; ok && i < g->n; i++) claim[i] = first_of[t[claim[i]].first];
    free(t);
    free(sorted);
    free(reports);
    free(group);
    free(first_of);
    return ok;
}

/* ---- writing ---- */

/* Is a party without a country ("foreign forces") one of those that are known? */
static bool told(const sayso_led_side *s, const sayso_led_code *c)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (*s->at[i].code.country && strcmp(s->at[i].code.role, c->role) == 0) return true;
    return false;
}

/* Codes of a side over a claim's reports, "PRKMIL,RUS": sorted, each once, one without a role only
 * where none has one. */
static const char *codes_join(sayso_led_settling *g, const sayso_led_side *s)
{
    char codes[LG_MOST_PARTIES][2 * LG_CODE];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const sayso_led_code *c = &s->at[i].code;
        char code[2 * LG_CODE];
        snprintf(code, sizeof code, "%s%s", c->country, c->role);
        if (!*code || (!*c->country && told(s, c))) continue;
        uint32_t at = 0;
        while (at < n && strcmp(codes[at], code) < 0) at++;
        if (at < n && strcmp(codes[at], code) == 0) continue;
        memmove(codes + at + 1, codes + at, (n - at) * sizeof *codes);
        memcpy(codes[at], code, sizeof code);
        n++;
    }
    const char *all = sayso_arena_dup(&g->arena, "", 0);
    for (uint32_t i = 0; all && i < n; i++)
        all = sayso_arena_printf(&g->arena, "%s%s%s", all, i ? "," : "", codes[i]);
    return all;
}

typedef struct summary {
    sayso_led_report report;
    uint32_t  events, documents, statuses; /* bits of sayso_event_status */
    const char *date;
    int32_t   day;
} summary;

static void summarise(const sayso_led_settling *g, const uint32_t *members, uint32_t n, summary *m)
{
    *m = (summary){ .report = g->events[members[0]].report, .events = n, .day = INT32_MIN };
    int32_t dated = INT32_MAX, any = INT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_led_stored *e = &g->events[members[i]];
        if (i) sayso_led_merge(&m->report, &e->report);
        m->documents += i == 0 || strcmp(e->key, g->events[members[i - 1]].key) != 0;
        m->statuses |= 1u << e->status;
        if (e->date && e->report.from < dated && e->report.from != INT32_MIN) {
            dated = e->report.from;
            m->date = e->date;
        }
        if (e->report.from != INT32_MIN && e->report.from < any) any = e->report.from;
    }
    m->day = dated != INT32_MAX ? dated : any != INT32_MAX ? any : INT32_MIN;
}

static const char *statuses_join(sayso_led_settling *g, uint32_t bits)
{
    const char *all = "";
    for (int s = 0; all && s < SAYSO_N_EVENT_STATUSES; s++)
        if (bits & 1u << s)
            all = sayso_arena_printf(&g->arena, "%s%s%s", all, *all ? "," : "",
                                     sayso_event_status_name((sayso_event_status)s));
    return all;
}

static const sayso_led_column_def claims_columns[] = {
#define TABLE_CLAIMS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_table claims_table = LED_TABLE("INSERT", claims);

/* Writes a claim and points its events to it. */
static sayso_status claim_write(sayso_led_settling *g, const uint32_t *members, uint32_t n,
                                sayso_error *err)
{
    summary m;
    summarise(g, members, n, &m);
    const char *actor = codes_join(g, &m.report.actor),
               *recipient = codes_join(g, &m.report.recipient),
               *statuses = statuses_join(g, m.statuses);
    if (!actor || !recipient || !statuses) return sayso_no_memory(err);
    sqlite3_stmt *s = g->insert;
    int bound = 0;
#define TABLE_CLAIMS(name, type, bind, value, about) LED_PUT_##bind(s, bound, value);
#include "base/fields.def"
    sayso_status st = sayso_led_done(g->l, s, err);
    const int64_t claim = sqlite3_last_insert_rowid(g->l->db);
    for (uint32_t i = 0; !st && i < n; i++) {
        sayso_led_int(g->point, 1, claim);
        sayso_led_int(g->point, 2, g->events[members[i]].event);
        st = sayso_led_done(g->l, g->point, err);
    }
    return st ? st : sayso_led_positions_write(g, claim, err);
}

/* Has the claim exactly these reports already? */
static bool unchanged(const sayso_led_settling *g, const uint32_t *members, uint32_t n)
{
    const int64_t claim = g->events[members[0]].claim;
    bool same = claim != 0 && g->events[members[0]].claim_events == n;
    for (uint32_t i = 1; same && i < n; i++) same = g->events[members[i]].claim == claim;
    return same;
}

typedef struct member { uint32_t claim, event; } member;

static int by_claim(const void *a, const void *b)
{
    const member *x = a, *y = b;
    if (x->claim != y->claim) return x->claim < y->claim ? -1 : 1;
    return (x->event > y->event) - (x->event < y->event);
}

static sayso_status claims_write(sayso_led_settling *g, const uint32_t *claim, sayso_error *err)
{
    member *m = calloc((size_t)g->n + 1, sizeof *m);
    uint32_t *members = calloc((size_t)g->n + 1, sizeof *members);
    sayso_status st = m && members ? SAYSO_OK : sayso_no_memory(err);
    for (uint32_t i = 0; !st && i < g->n; i++) m[i] = (member){ claim[i], i };
    if (!st) qsort(m, g->n, sizeof *m, by_claim);
    for (uint32_t i = 0, j; !st && i < g->n; i = j) {
        /* the claim's first report, by time, stands first: it names the claim; the others follow by
         * document */
        uint32_t n = 0;
        members[n++] = m[i].claim;
        for (j = i; j < g->n && m[j].claim == m[i].claim; j++)
            if (m[j].event != m[i].claim) members[n++] = m[j].event;
        if (!unchanged(g, members, n)) st = claim_write(g, members, n, err);
    }
    free(m);
    free(members);
    return st;
}

/* ---- one type, all types ---- */

static sayso_status run_typed(sayso_led_settling *g, const char *sql, const char *type,
                              sayso_error *err)
{
    sqlite3_stmt *s;
    sayso_status st = sayso_led_prepare(g->l, sql, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, type);
    st = sayso_led_done(g->l, s, err);
    sqlite3_finalize(s);
    return st;
}

static sayso_status type_settle(sayso_ledger *l, const char *type, sayso_error *err)
{
    sayso_led_settling g = { .l = l, .type = type_named(type) };
    if (g.type == SAYSO_N_TYPES)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "an unknown event type %.20s; read the documents into a new ledger",
                          type);
    sayso_status st;
    uint32_t *claim = NULL;
    if ((st = events_load(&g, type, err)) || (st = parties_load(&g, type, err)) ||
        (st = stances_load(&g, type, err)))
        goto done;
    qsort(g.events, g.n, sizeof *g.events, by_document);
    claim = calloc((size_t)g.n + 1, sizeof *claim);
    if (!claim || !claims_group(&g, claim)) {
        st = sayso_no_memory(err);
        goto done;
    }
    if ((st = sayso_led_insert_prepare(l, &claims_table, &g.insert, err)) ||
        (st = sayso_led_prepare(l, "UPDATE events SET claim = ? WHERE event = ?", &g.point, err)) ||
        (st = sayso_led_positions_prepare(&g, err)))
        goto done;
    if ((st = claims_write(&g, claim, err))) goto done;
    if ((st = run_typed(&g,
                        "DELETE FROM claims WHERE type = ?1 AND claim NOT IN (SELECT claim FROM "
                        "events WHERE type = ?1 AND claim IS NOT NULL)",
                        type, err)))
        goto done;
    st = run_typed(&g, "DELETE FROM unsettled WHERE type = ?", type, err);
done:
    sqlite3_finalize(g.insert);
    sqlite3_finalize(g.point);
    sayso_led_positions_finalize(&g);
    free(g.events);
    free(claim);
    sayso_arena_free(&g.arena);
    return st;
}

/* The name of a type that is behind, or "" where all are settled. */
static sayso_status next_type(sayso_ledger *l, char type[32], sayso_error *err)
{
    sqlite3_stmt *s;
    bool row;
    *type = 0;
    sayso_status st = sayso_led_prepare(l, "SELECT type FROM unsettled ORDER BY type LIMIT 1", &s,
                                        err);
    if (st) return st;
    if (!(st = sayso_led_step(l, s, &row, err)) && row)
        snprintf(type, 32, "%s", sayso_led_column(s, 0) ? sayso_led_column(s, 0) : "?");
    sqlite3_finalize(s);
    return st;
}

sayso_status sayso_ledger_unsettled(sayso_ledger *l, uint64_t *n, sayso_error *err)
{
    sqlite3_stmt *s;
    bool row;
    *n = 0;
    /* a replaced document may leave a type behind without being unsettled itself for long: both are
     * looked at */
    sayso_status st = sayso_led_prepare(l,
                                        "SELECT max((SELECT count(*) FROM documents WHERE settled "
                                        "= 0), (SELECT count(*) > 0 FROM unsettled))",
                                        &s, err);
    if (st) return st;
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *n = (uint64_t)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return st ? st : sayso_ok(err);
}

sayso_status sayso_ledger_settle(sayso_ledger *l, sayso_error *err)
{
    uint64_t behind;
    char type[32];
    sayso_status st = sayso_ledger_unsettled(l, &behind, err);
    if (st || !behind) return st;
    if (!l->write)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "the ledger was opened for reading; open it for writing");
    if ((st = sayso_led_run(l, "BEGIN IMMEDIATE", err))) return st;
    while (!(st = next_type(l, type, err)) && *type)
        if ((st = type_settle(l, type, err))) break;
    if (!st)
        st = sayso_led_run(l, "UPDATE documents SET settled = 1 WHERE settled = 0; COMMIT", err);
    if (st && !sqlite3_get_autocommit(l->db)) sayso_led_run(l, "ROLLBACK", NULL);
    return st ? st : sayso_ok(err);
}
