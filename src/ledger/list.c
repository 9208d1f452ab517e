/* Lists: events, claims, positions, documents. */
#include "filter.h"
#include "slice.h"
#include <stdlib.h>

static const sayso_filter everything;

/* The id that a claim is shown by: that of its first report. */
#define CLAIM_ID "(SELECT fd.key || '-c' || fe.number FROM events fe JOIN documents fd USING (document) WHERE fe.event = c.first)"
/* Undated documents last, then by key, which is by chance but everywhere the same. */
#define BY_DOCUMENT "d.day IS NULL, d.day, d.key"

/* What all listings do: check, prepare, step. `row` gives false to stop, with *st set where it failed. */
static sayso_status list(sayso_ledger *l, lg_query *q, bool (*row)(void *, sqlite3_stmt *, sayso_status *, sayso_error *), void *user, sayso_error *err)
{
    sqlite3_stmt *s = NULL;
    bool any = false;
    sayso_status st = lg_fold_register(l, err);
    if (!st) st = lg_query_prepare(q, l, &s, err);
    while (!st && !(st = lg_step(l, s, &any, err)) && any)
        if (!row(user, s, &st, err) && !st) st = sayso_fail(err, SAYSO_CANCELLED, NULL, SAYSO_NOWHERE, "stopped by the caller");
    sqlite3_finalize(s);
    return st ? st : sayso_ok(err);
}

/* ---- events ---- */

typedef struct event_list {
    sayso_ledger *l;
    bool (*row)(void *, const sayso_event_row *);
    void *user;
    lg_slices slices;
    sqlite3_stmt *parties;
    sayso_arena arena;
} event_list;

static sayso_status parties(event_list *x, int64_t event, const char *side, const sayso_party **out, uint32_t *n, sayso_error *err)
{
    sayso_party *p = NULL;
    uint32_t cap = 0;
    bool row = false, ok = true;
    sayso_status st;
    *n = 0;
    lg_int(x->parties, 1, event);
    lg_text(x->parties, 2, side);
    while (!(st = lg_step(x->l, x->parties, &row, err)) && row) {
        if (!sayso_grow(p, *n, cap)) {
            ok = false;
            break;
        }
        p[*n] = (sayso_party){ lg_column_dup(x->parties, 0, &x->arena, &ok), lg_column_dup(x->parties, 1, &x->arena, &ok), lg_column_dup(x->parties, 2, &x->arena, &ok) };
        ++*n;
    }
    sqlite3_reset(x->parties);
    sayso_party *kept = sayso_arena_array(&x->arena, *n, sizeof *kept); /* moved to the arena, which the row lives in */
    if (kept && *n) memcpy(kept, p, *n * sizeof *p);
    free(p);
    *out = kept;
    return st ? st : ok && kept ? SAYSO_OK : sayso_no_memory(err);
}

enum { E_EVENT, E_DOCUMENT, E_ID, E_DOCUMENT_ID, E_DOCUMENT_DATE, E_PUBLISHER, E_CLAIM, E_DATE, E_DATE_VIA, E_TYPE, E_MODE, E_CAMEO, E_STATUS,
       E_GOLDSTEIN, E_CONFIDENCE, E_PLACE, E_COUNTRY, E_ADMIN1, E_CONTEXTS, E_SOURCE_CODE, E_SOURCE, E_STANCE, E_CUE_START, E_CUE_END, E_CUE, E_RULE,
       E_START, E_END };

static const char events_sql[] =
    "SELECT e.event, e.document, d.key || '-e' || e.number, d.id, d.date, d.publisher, (SELECT " CLAIM_ID " FROM claims c WHERE c.claim = e.claim), "
    "e.date, e.date_via, e.type, e.mode, e.cameo, e.status, e.goldstein, e.confidence, p.name, p.country, p.admin1, e.contexts, a.code, "
    "ifnull(a.text, a.name), a.stance, e.cue_start, e.cue_end, e.cue, e.rule, s.start, s.\"end\" "
    "FROM events e JOIN documents d USING (document) JOIN sentences s ON s.document = e.document AND s.number = e.sentence "
    "LEFT JOIN places p ON p.document = e.document AND p.number = e.place "
    "LEFT JOIN attributions a ON a.document = e.document AND a.number = e.under WHERE 1";

static uint32_t column_offset(sqlite3_stmt *s, int i)
{
    return sqlite3_column_type(s, i) == SQLITE_NULL ? SAYSO_NO_OFFSET : (uint32_t)sqlite3_column_int64(s, i);
}

static bool event_row(void *user, sqlite3_stmt *s, sayso_status *st, sayso_error *err)
{
    event_list *x = user;
    sayso_event_row r = {
        .id = lg_column(s, E_ID), .document = lg_column(s, E_DOCUMENT_ID), .document_date = lg_column(s, E_DOCUMENT_DATE),
        .publisher = lg_column(s, E_PUBLISHER), .claim = lg_column(s, E_CLAIM), .date = lg_column(s, E_DATE), .date_via = lg_column(s, E_DATE_VIA),
        .type = lg_column(s, E_TYPE), .mode = lg_column(s, E_MODE), .cameo = lg_column(s, E_CAMEO), .status = lg_column(s, E_STATUS),
        .goldstein = sqlite3_column_double(s, E_GOLDSTEIN), .confidence = sqlite3_column_double(s, E_CONFIDENCE),
        .place = lg_column(s, E_PLACE), .country = lg_column(s, E_COUNTRY), .admin1 = lg_column(s, E_ADMIN1), .contexts = lg_column(s, E_CONTEXTS),
        .source_code = lg_column(s, E_SOURCE_CODE), .source = lg_column(s, E_SOURCE), .stance = lg_column(s, E_STANCE),
        .cue = { column_offset(s, E_CUE_START), column_offset(s, E_CUE_END) }, .cue_text = lg_column(s, E_CUE), .rule = lg_column(s, E_RULE),
    };
    for (int t = 0; r.type && t < SAYSO_N_TYPES; t++)
        if (strcmp(sayso_type_name((sayso_type)t), r.type) == 0) r.quad = sayso_type_quad((sayso_type)t);
    const int64_t event = sqlite3_column_int64(s, E_EVENT);
    if ((*st = parties(x, event, "actor", &r.actor, &r.n_actor, err)) || (*st = parties(x, event, "recipient", &r.recipient, &r.n_recipient, err)) ||
        (*st = lg_slice(&x->slices, sqlite3_column_int64(s, E_DOCUMENT), column_offset(s, E_START), column_offset(s, E_END), &x->arena, &r.sentence, err)))
        return false;
    const bool go = x->row(x->user, &r);
    sayso_arena_reset(&x->arena);
    return go;
}

sayso_status sayso_ledger_events(sayso_ledger *l, const sayso_filter *f, bool (*row)(void *, const sayso_event_row *), void *user, sayso_error *err)
{
    event_list x = { .l = l, .row = row, .user = user, .slices = { .l = l } };
    lg_query q = { .n = 0 };
    if (!f) f = &everything;
    sayso_status st = lg_filter_check(f, err);
    if (!st) st = lg_prepare(l, "SELECT code, text, name FROM participants WHERE event = ? AND side = ? ORDER BY number", &x.parties, err);
    sayso_buf_puts(&q.sql, events_sql);
    lg_filter_events(&q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
    sayso_buf_puts(&q.sql, " ORDER BY " BY_DOCUMENT ", e.number");
    if (!st) st = list(l, &q, event_row, &x, err);
    lg_query_free(&q);
    sqlite3_finalize(x.parties);
    lg_slices_end(&x.slices);
    sayso_arena_free(&x.arena);
    return st;
}

/* ---- claims ---- */

typedef struct claim_list {
    bool (*row)(void *, const sayso_claim_row *);
    void *user;
    lg_slices slices;
    sayso_arena arena;
} claim_list;

static bool claim_row(void *user, sqlite3_stmt *s, sayso_status *st, sayso_error *err)
{
    claim_list *x = user;
    sayso_claim_row r = {
        .id = lg_column(s, 0), .type = lg_column(s, 1), .mode = lg_column(s, 2), .actor = lg_column(s, 3), .recipient = lg_column(s, 4),
        .place = lg_column(s, 5), .country = lg_column(s, 6), .date = lg_column(s, 7), .statuses = lg_column(s, 8),
        .n_events = (uint32_t)sqlite3_column_int64(s, 9), .n_documents = (uint32_t)sqlite3_column_int64(s, 10),
        .n_sources = (uint32_t)sqlite3_column_int64(s, 11), .reversal = sqlite3_column_int(s, 12) != 0,
    };
    *st = lg_slice(&x->slices, sqlite3_column_int64(s, 13), column_offset(s, 14), column_offset(s, 15), &x->arena, &r.sentence, err);
    if (*st) return false;
    const bool go = x->row(x->user, &r);
    sayso_arena_reset(&x->arena);
    return go;
}

/* " AND c.claim IN (…)" where a filter asks for events. */
static void claims_filter(lg_query *q, const sayso_filter *f, int parts)
{
    if (!lg_filter_any(f, parts)) return;
    sayso_buf_puts(&q->sql, " AND c.claim IN (SELECT e.claim FROM events e WHERE e.claim IS NOT NULL");
    lg_filter_events(q, f, parts);
    sayso_buf_puts(&q->sql, ")");
}

sayso_status sayso_ledger_claims(sayso_ledger *l, const sayso_filter *f, bool (*row)(void *, const sayso_claim_row *), void *user, sayso_error *err)
{
    claim_list x = { .row = row, .user = user, .slices = { .l = l } };
    lg_query q = { .n = 0 };
    if (!f) f = &everything;
    sayso_status st = lg_filter_check(f, err);
    sayso_buf_puts(&q.sql, "SELECT d.key || '-c' || e0.number, c.type, c.mode, c.actor, c.recipient, c.place, c.country, c.date, c.statuses, c.events, "
                           "c.documents, c.sources, c.reversal, e0.document, s.start, s.\"end\" FROM claims c JOIN events e0 ON e0.event = c.first "
                           "JOIN documents d ON d.document = e0.document JOIN sentences s ON s.document = e0.document AND s.number = e0.sentence WHERE 1");
    claims_filter(&q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
    sayso_buf_puts(&q.sql, " ORDER BY c.day IS NULL, c.day, d.key, e0.number");
    if (!st) st = list(l, &q, claim_row, &x, err);
    lg_query_free(&q);
    lg_slices_end(&x.slices);
    sayso_arena_free(&x.arena);
    return st;
}

/* ---- positions ---- */

typedef struct position_list {
    sayso_ledger *l;
    bool (*row)(void *, const sayso_position_row *);
    void *user;
    lg_slices slices;
    sqlite3_stmt *stances;
    sayso_arena arena;
} position_list;

static const char stances_sql[] =
    "SELECT d.key || '-a' || a.number, d.id, y.stance, y.date, y.date_via, a.code, a.text, a.name, a.cue, a.document, s.start, s.\"end\" "
    "FROM stances t JOIN says y ON y.event = t.event AND y.attribution = t.attribution JOIN attributions a ON a.attribution = t.attribution "
    "JOIN documents d ON d.document = a.document JOIN sentences s ON s.document = a.document AND s.number = a.sentence "
    "WHERE t.claim = ? AND t.institution = ? ORDER BY t.number";

static sayso_status stances(position_list *x, sayso_stance_row **out, uint32_t *n, sayso_error *err)
{
    uint32_t cap = 0;
    bool row = false, ok = true;
    sayso_status st;
    sqlite3_stmt *s = x->stances;
    while (!(st = lg_step(x->l, s, &row, err)) && row) {
        if (!sayso_grow(*out, *n, cap)) {
            ok = false;
            break;
        }
        sayso_stance_row *r = &(*out)[*n];
        const char **fields[] = { &r->attribution, &r->document, &r->stance, &r->date, &r->date_via, &r->code, &r->text, &r->name, &r->cue_text };
        for (int i = 0; i < 9; i++) *fields[i] = lg_column_dup(s, i, &x->arena, &ok);
        if ((st = lg_slice(&x->slices, sqlite3_column_int64(s, 9), column_offset(s, 10), column_offset(s, 11), &x->arena, &r->sentence, err))) break;
        ++*n;
    }
    sqlite3_reset(s);
    return st ? st : ok ? SAYSO_OK : sayso_no_memory(err);
}

static bool position_row(void *user, sqlite3_stmt *s, sayso_status *st, sayso_error *err)
{
    position_list *x = user;
    sayso_stance_row *said = NULL;
    uint32_t n = 0;
    lg_int(x->stances, 1, sqlite3_column_int64(s, 6));
    lg_text(x->stances, 2, lg_column(s, 7));
    bool go = false;
    if (!(*st = stances(x, &said, &n, err))) {
        const sayso_position_row r = { .claim = lg_column(s, 0), .type = lg_column(s, 1), .actor = lg_column(s, 2), .recipient = lg_column(s, 3),
                                       .source = lg_column(s, 4), .reversal = sqlite3_column_int(s, 5) != 0, .stances = said, .n_stances = n };
        go = x->row(x->user, &r);
    }
    free(said);
    sayso_arena_reset(&x->arena);
    return go;
}

sayso_status sayso_ledger_positions(sayso_ledger *l, const sayso_filter *f, bool (*row)(void *, const sayso_position_row *), void *user, sayso_error *err)
{
    position_list x = { .l = l, .row = row, .user = user, .slices = { .l = l } };
    lg_query q = { .n = 0 };
    if (!f) f = &everything;
    sayso_status st = lg_filter_check(f, err);
    if (!st) st = lg_prepare(l, stances_sql, &x.stances, err);
    sayso_buf_puts(&q.sql, "SELECT d.key || '-c' || e0.number, c.type, c.actor, c.recipient, p.source, p.reversal, p.claim, p.institution FROM positions p "
                           "JOIN claims c USING (claim) JOIN events e0 ON e0.event = c.first JOIN documents d ON d.document = e0.document WHERE 1");
    claims_filter(&q, f, LG_BY_EVENT | LG_BY_DATE);
    if (f->source) {
        sayso_buf_puts(&q.sql, " AND EXISTS (SELECT 1 FROM stances t JOIN attributions a USING (attribution) WHERE t.claim = p.claim AND "
                               "t.institution = p.institution AND ");
        lg_filter_who(&q, "a", f->source);
        sayso_buf_puts(&q.sql, ")");
    }
    sayso_buf_puts(&q.sql, " ORDER BY c.day IS NULL, c.day, d.key, e0.number, p.institution");
    if (!st) st = list(l, &q, position_row, &x, err);
    lg_query_free(&q);
    sqlite3_finalize(x.stances);
    lg_slices_end(&x.slices);
    sayso_arena_free(&x.arena);
    return st;
}

/* ---- documents ---- */

typedef struct document_list { bool (*row)(void *, const sayso_document_row *); void *user; } document_list;

static bool document_row(void *user, sqlite3_stmt *s, sayso_status *st, sayso_error *err)
{
    (void)st;
    (void)err;
    const document_list *x = user;
    const sayso_document_row r = {
        .key = lg_column(s, 0), .id = lg_column(s, 1), .date = lg_column(s, 2), .publisher = lg_column(s, 3), .title = lg_column(s, 4),
        .url = lg_column(s, 5), .languages = lg_column(s, 6), .version = lg_column(s, 7), .n_words = (uint64_t)sqlite3_column_int64(s, 8),
        .n_sentences = (uint64_t)sqlite3_column_int64(s, 9), .n_events = (uint64_t)sqlite3_column_int64(s, 10),
        .n_attributions = (uint64_t)sqlite3_column_int64(s, 11),
    };
    return x->row(x->user, &r);
}

sayso_status sayso_ledger_documents(sayso_ledger *l, const sayso_filter *f, bool (*row)(void *, const sayso_document_row *), void *user, sayso_error *err)
{
    document_list x = { row, user };
    lg_query q = { .n = 0 };
    if (!f) f = &everything;
    sayso_status st = lg_filter_check(f, err);
    sayso_buf_puts(&q.sql, "SELECT d.key, d.id, d.date, d.publisher, d.title, d.url, d.languages, d.version, d.words, "
                           "(SELECT count(*) FROM sentences s WHERE s.document = d.document), (SELECT count(*) FROM events x WHERE x.document = d.document), "
                           "(SELECT count(*) FROM attributions a WHERE a.document = d.document) FROM documents d WHERE 1");
    lg_filter_days(&q, f, "d.day", "d.day"); /* of the document: its events may lie far before it */
    if (lg_filter_any(f, LG_BY_EVENT | LG_BY_SOURCE)) {
        sayso_buf_puts(&q.sql, " AND d.document IN (SELECT e.document FROM events e WHERE 1");
        lg_filter_events(&q, f, LG_BY_EVENT | LG_BY_SOURCE);
        sayso_buf_puts(&q.sql, ")");
    }
    sayso_buf_puts(&q.sql, " ORDER BY " BY_DOCUMENT);
    if (!st) st = list(l, &q, document_row, &x, err);
    lg_query_free(&q);
    return st;
}
