/* Facts, with a filter. Conditions are those that filter.c writes as SQL. */
#include "scan.h"
#include "base/day.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- what the filter asks, once ---- */

static sayso_status claim_find(sayso_led_scan *s, sayso_error *err)
{
    sayso_led_stmt *q;
    bool row = false;
    s->claim = 0;
    if (!s->f->claim) return SAYSO_OK;
    sayso_status st = sayso_led_kept(
        s->l,
        "SELECT z.claim FROM documents y JOIN events x USING (document) JOIN claims z ON "
        "z.first = x.event WHERE y.key = substr(?1, 1, 12) AND y.key || '-c' || x.number = ?1",
        &q, err);
    if (st) return st;
    sayso_led_text(q, 1, s->f->claim);
    st = sayso_led_step(s->l, q, &row, err);
    s->claim = row ? sayso_led_whole(q, 0) : -1;
    sayso_led_reset(q);
    return st;
}

static sayso_status documents_find(sayso_led_scan *s, sayso_error *err)
{
    sayso_led_stmt *q;
    bool row = false;
    if (!s->f->document) return SAYSO_OK;
    sayso_status st = sayso_led_kept(
        s->l, "SELECT document FROM documents WHERE key = ?1 OR id = ?1", &q, err);
    if (st) return st;
    sayso_led_text(q, 1, s->f->document);
    while (!(st = sayso_led_step(s->l, q, &row, err)) && row) {
        if (!sayso_grow(s->documents, s->n_documents, s->cap_documents)) {
            st = sayso_no_memory(err);
            break;
        }
        s->documents[s->n_documents++] = sayso_led_whole(q, 0);
    }
    sayso_led_reset(q);
    return st;
}

/* Claims on which a source reversed its position. */
static sayso_status turned_load(sayso_led_scan *s, sayso_error *err)
{
    sayso_led_stmt *q;
    bool row = false;
    if (!s->f->reversals) return SAYSO_OK;
    sayso_status st = sayso_led_kept(
        s->l, "SELECT claim FROM claims WHERE reversal = 1 ORDER BY claim DESC", &q, err);
    if (st) return st;
    while (!(st = sayso_led_step(s->l, q, &row, err)) && row) {
        const int64_t claim = sayso_led_whole(q, 0);
        if (!s->turned) { /* the highest one comes first */
            s->n_turned = claim + 1;
            if (!(s->turned = calloc((size_t)claim / 8 + 1, 1))) {
                st = sayso_no_memory(err);
                break;
            }
        }
        if (claim >= 0) s->turned[claim / 8] |= (uint8_t)(1 << claim % 8);
    }
    sayso_led_reset(q);
    return st;
}

static sayso_status names_fold(sayso_led_scan *s, sayso_error *err)
{
    const char *const given[LG_MEMOS] = { [LG_MEMO_ACTOR] = s->f->actor,
                                          [LG_MEMO_RECIPIENT] = s->f->recipient,
                                          [LG_MEMO_SOURCE] = s->f->source };
    for (int i = 0; i < LG_MEMOS; i++) {
        if (!given[i]) continue;
        s->code[i] = sayso_led_filter_is_code(given[i]);
        s->who[i] = s->code[i] ? given[i] : sayso_led_fold(&s->arena, given[i], NULL);
        if (!s->who[i]) return sayso_no_memory(err);
    }
    if (s->f->place && !(s->place = sayso_led_fold(&s->arena, s->f->place, NULL)))
        return sayso_no_memory(err);
    return SAYSO_OK;
}

static void days_read(sayso_led_scan *s)
{
    sayso_day day;
    s->since = INT32_MIN;
    s->until = INT32_MAX;
    if (!(s->parts & LG_BY_DATE)) return;
    if (s->f->since && sayso_day_parse(s->f->since, &day)) s->since = day.from;
    if (s->f->until && sayso_day_parse(s->f->until, &day)) s->until = day.to;
}

/* What of facts the filter looks at. */
static uint32_t wanted_by(const sayso_led_scan *s)
{
    const sayso_filter *f = s->f;
    uint32_t wanted = 0;
    if (f->type) wanted |= LG_FACTS_TYPES;
    if (f->status) wanted |= LG_FACTS_STATUSES;
    if (f->place) wanted |= LG_FACTS_PLACES;
    if (f->actor || f->recipient) wanted |= LG_FACTS_PARTIES;
    if (f->source) wanted |= LG_FACTS_SAID;
    if (f->claim || f->reversals) wanted |= LG_FACTS_IDS;
    if (f->min_confidence > 0) wanted |= LG_FACTS_CONFIDENCES;
    if (f->since || f->until) wanted |= LG_FACTS_DAYS;
    for (int i = 0; i < LG_MEMOS; i++)
        if (s->who[i] && !s->code[i]) wanted |= LG_FACTS_NAMES;
    return wanted;
}

/* " AND …" for rows that can have something of what is asked for. */
static void conditions_put(const sayso_led_scan *s, sayso_led_sql *q)
{
    const bool all = s->parts & LG_ALL_ROWS;
    if (s->since != INT32_MIN && !all) {
        sayso_buf_puts(&q->sql, " AND last >= ?");
        sayso_led_sql_int(q, s->since);
    }
    if (s->until != INT32_MAX && !all) {
        sayso_buf_puts(&q->sql, " AND first <= ?");
        sayso_led_sql_int(q, s->until);
    }
    if (s->claim) {
        sayso_buf_puts(&q->sql, " AND chunk IN (SELECT document / 64 FROM events WHERE claim = ?)");
        sayso_led_sql_int(q, s->claim);
    }
    if (s->f->document && !all) {
        sayso_buf_puts(&q->sql, " AND chunk IN (0");
        for (uint32_t i = 0; i < s->n_documents; i++)
            sayso_buf_printf(&q->sql, ", %lld", (long long)(s->documents[i] / LG_FACTS_DOCUMENTS));
        sayso_buf_puts(&q->sql, ")");
    }
}

/* What stands behind in a row is not even read where it is not asked for. */
static void select_put(const sayso_led_scan *s, sayso_led_sql *q)
{
    sayso_buf_printf(&q->sql, "SELECT rows, %s, %s FROM facts WHERE true",
                     sayso_led_facts_apart(s->wanted) ? "more" : "NULL",
                     s->wanted & LG_FACTS_NAMES ? "names" : "NULL");
}

static sayso_status rows_prepare(sayso_led_scan *s, sayso_error *err)
{
    sayso_led_sql q = { .n = 0 };
    select_put(s, &q);
    conditions_put(s, &q);
    sayso_buf_puts(&q.sql, " ORDER BY chunk");
    const sayso_status st = sayso_led_sql_prepare(&q, s->l, &s->arena, &s->rows, err);
    sayso_led_sql_free(&q);
    return st;
}

/* ---- rows by day ---- */

/* By the day that their first event begins. NULL: some of their events may have none, as events of
 * documents without a day; or one behind the last of a calendar. */
static sayso_status chunks_list(sayso_led_scan *s, int32_t from, sayso_error *err)
{
    sayso_led_sql q = { .n = 0 };
    sayso_led_stmt *rows;
    bool row = false;
    sayso_buf_puts(&q.sql, "SELECT chunk, CASE WHEN last > ? OR chunk IN (SELECT document / 64 FROM "
                           "documents WHERE ifnull(day, 2147483647) = 2147483647) THEN NULL ELSE "
                           "first END FROM facts WHERE true");
    sayso_led_sql_int(&q, sayso_day_of(9999, 12, 31));
    if (from != INT32_MIN) {
        sayso_buf_puts(&q.sql, " AND last >= ?");
        sayso_led_sql_int(&q, from);
    }
    conditions_put(s, &q);
    sayso_status st = sayso_led_sql_prepare(&q, s->l, &s->arena, &rows, err);
    while (!st && !(st = sayso_led_step(s->l, rows, &row, err)) && row) {
        if (!sayso_grow(s->chunks, s->n_chunks, s->cap_chunks)) st = sayso_no_memory(err);
        else
            s->chunks[s->n_chunks++] = (sayso_led_scan_chunk){
                sayso_led_whole(rows, 0),
                sayso_led_null(rows, 1) ? INT32_MIN : (int32_t)sayso_led_whole(rows, 1)
            };
    }
    sayso_led_finalize(rows);
    sayso_led_sql_free(&q);
    return st;
}

static int by_first(const void *a, const void *b)
{
    const sayso_led_scan_chunk *x = a, *y = b;
    return x->first != y->first ? (x->first > y->first) - (x->first < y->first)
                                : (x->chunk > y->chunk) - (x->chunk < y->chunk);
}

/* The next stage has as many rows as all before it. */
static sayso_status stage_prepare(sayso_led_scan *s, sayso_error *err)
{
    const uint32_t left = s->n_chunks - s->n_taken, most = s->n_taken ? s->n_taken : 1,
                   end = s->n_taken + (left < most ? left : most);
    sayso_led_sql q = { .n = 0 };
    sayso_led_finalize(s->rows);
    s->rows = NULL;
    select_put(s, &q);
    sayso_buf_puts(&q.sql, " AND chunk IN (-1");
    for (; s->n_taken < end; s->n_taken++)
        sayso_buf_printf(&q.sql, ",%lld", (long long)s->chunks[s->n_taken].chunk);
    sayso_buf_puts(&q.sql, ")");
    const sayso_status st = sayso_led_sql_prepare(&q, s->l, &s->arena, &s->rows, err);
    sayso_led_sql_free(&q);
    return st;
}

sayso_status sayso_led_scan_by_day(sayso_led_scan *s, int32_t from, sayso_error *err)
{
    const sayso_status st = chunks_list(s, from, err);
    if (st) return st;
    if (s->n_chunks) qsort(s->chunks, s->n_chunks, sizeof *s->chunks, by_first);
    return stage_prepare(s, err);
}

int32_t sayso_led_scan_to_come(const sayso_led_scan *s)
{
    return s->n_taken < s->n_chunks ? s->chunks[s->n_taken].first : INT32_MAX;
}

sayso_status sayso_led_scan_more(sayso_led_scan *s, bool *more, sayso_error *err)
{
    *more = s->n_taken < s->n_chunks;
    return *more ? stage_prepare(s, err) : SAYSO_OK;
}

/* ---- all of it ---- */

sayso_status sayso_led_scan_begin(sayso_led_scan *s, sayso_ledger *l, const sayso_filter *f,
                                  int parts, uint32_t wanted, sayso_error *err)
{
    char least[40];
    *s = (sayso_led_scan){ .l = l, .f = f, .parts = parts, .wanted = wanted };
    days_read(s);
    snprintf(least, sizeof least, "%.9f", f->min_confidence); /* as SQL has it */
    s->min_confidence = strtod(least, NULL);
    s->any = s->since == INT32_MIN && s->until == INT32_MAX && !sayso_led_filter_any(f, parts);
    sayso_status st = claim_find(s, err);
    if (!st) st = documents_find(s, err);
    if (!st) st = turned_load(s, err);
    if (!st) st = names_fold(s, err);
    s->wanted |= wanted_by(s);
    return st ? st : rows_prepare(s, err);
}

void sayso_led_scan_end(sayso_led_scan *s)
{
    sayso_led_finalize(s->rows);
    sayso_led_facts_free(&s->facts);
    sayso_arena_free(&s->folds);
    free(s->memo[0]);
    if (s->twin) return;
    sayso_arena_free(&s->arena);
    free(s->documents);
    free(s->chunks);
    free(s->turned);
}

void sayso_led_scan_twin(sayso_led_scan *to, const sayso_led_scan *from)
{
    *to = *from;
    to->twin = true;
    to->rows = NULL;
    to->facts = (sayso_led_facts){ .n_documents = 0 };
    to->folds = (sayso_arena){ 0 };
    memset(to->memo, 0, sizeof to->memo);
    to->cap_memo = 0;
}

/* ---- rows ---- */

/* One block for all memories of the row: as many bytes of each as it has texts, names or places. */
static bool memo_make(sayso_led_scan *s)
{
    uint32_t n = s->facts.texts.n;
    if (s->facts.names.n > n) n = s->facts.names.n;
    if (s->facts.n_places + 1 > n) n = s->facts.n_places + 1;
    if (n > s->cap_memo) {
        uint8_t *more = realloc(s->memo[0], (size_t)n * LG_MEMOS);
        if (!more) return false;
        s->memo[0] = more;
        s->cap_memo = n;
    }
    for (int i = 1; i < LG_MEMOS; i++) s->memo[i] = s->memo[0] + (size_t)s->cap_memo * (size_t)i;
    memset(s->memo[0], 0, (size_t)s->cap_memo * LG_MEMOS);
    return true;
}

sayso_status sayso_led_scan_row(sayso_led_scan *s, bool *row, sayso_str parts[LG_SCAN_PARTS],
                                sayso_error *err)
{
    const sayso_status st = sayso_led_step(s->l, s->rows, row, err);
    *row &= !st;
    for (int i = 0; *row && i < LG_SCAN_PARTS; i++) parts[i] = sayso_led_blob(s->rows, i);
    return st;
}

sayso_status sayso_led_scan_read(sayso_led_scan *s, const sayso_str parts[LG_SCAN_PARTS],
                                 const sayso_led_facts **out, sayso_error *err)
{
    sayso_arena_reset(&s->folds);
    const sayso_status st = sayso_led_facts_read(&s->facts, s->l, s->wanted, parts[0], parts[1],
                                                 parts[2], err);
    if (st) return st;
    if (!memo_make(s)) return sayso_no_memory(err);
    *out = &s->facts;
    return SAYSO_OK;
}

sayso_status sayso_led_scan_next(sayso_led_scan *s, const sayso_led_facts **out, sayso_error *err)
{
    bool row = false;
    sayso_str parts[LG_SCAN_PARTS];
    *out = NULL;
    const sayso_status st = sayso_led_scan_row(s, &row, parts, err);
    return st || !row ? st : sayso_led_scan_read(s, parts, out, err);
}

/* ---- conditions ---- */

/* Is it one of the names with commas between them, without regard to case? */
static bool listed(const char *list, sayso_str name)
{
    for (const char *at = list;; at++) {
        const size_t n = strcspn(at, ",");
        size_t i = 0;
        while (i < n && n == name.len && (at[i] | 0x20) == (name.at[i] | 0x20)) i++;
        if (i == n && n == name.len) return true;
        if (!at[n]) return false;
        at += n;
    }
}

static bool has(sayso_str text, const char *part)
{
    const size_t n = strlen(part);
    if (!n) return true;
    for (const char *at = text.at, *end = text.at + text.len;
         (at = memchr(at, *part, (size_t)(end - at))); at++) {
        if ((size_t)(end - at) < n) return false;
        if (memcmp(at, part, n) == 0) return true;
    }
    return false;
}

static bool starts(sayso_str text, const char *with)
{
    const size_t n = strlen(with);
    return text.len >= n && memcmp(text.at, with, n) == 0;
}

/* The beginning of a code, or a role at its end. */
static bool code_fits(sayso_str code, const char *who)
{
    const size_t n = strlen(who);
    return starts(code, who) ||
           (n == 3 && code.len >= 3 && memcmp(code.at + code.len - 3, who, 3) == 0);
}

static bool place_fits(sayso_led_scan *s, const sayso_led_fact_place *p)
{
    const sayso_str given = sayso_str_of(s->f->place);
    const sayso_led_fact_texts *t = &s->facts.texts;
    if (sayso_str_eq(t->at[p->country], given) || sayso_str_eq(t->at[p->admin1], given))
        return true;
    const char *folded = sayso_led_fold_n(&s->folds, t->at[p->name]);
    return folded && has(sayso_str_of(folded), s->place);
}

#define REMEMBER(s, what, i, answer)                                                               \
    ((s)->memo[what][i] ? (s)->memo[what][i] == 2 : ((s)->memo[what][i] = (answer) ? 2 : 1) == 2)

static bool who_fits(sayso_led_scan *s, int what, uint32_t code, uint32_t name)
{
    return s->code[what]
               ? REMEMBER(s, what, code, code_fits(s->facts.texts.at[code], s->who[what]))
               : REMEMBER(s, what, name, has(s->facts.names.at[name], s->who[what]));
}

static bool parties_fit(sayso_led_scan *s, int what, const sayso_led_fact_party *p, uint32_t n)
{
    if (!s->who[what]) return true;
    for (uint32_t i = 0; i < n; i++)
        if (who_fits(s, what, p[i].code, p[i].name)) return true;
    return false;
}

bool sayso_led_scan_document(const sayso_led_scan *s, const sayso_led_fact_document *d)
{
    if (!s->f->document) return true;
    for (uint32_t i = 0; i < s->n_documents; i++)
        if (s->documents[i] == d->document) return true;
    return false;
}

bool sayso_led_scan_source(sayso_led_scan *s, const sayso_led_fact_said *said)
{
    return !s->who[LG_MEMO_SOURCE] || who_fits(s, LG_MEMO_SOURCE, said->code, said->name);
}

static bool event_fits(sayso_led_scan *s, const sayso_led_fact *e)
{
    const sayso_filter *f = s->f;
    const sayso_led_facts *x = &s->facts;
    const sayso_led_fact_party *p = x->parties + e->parties;
    if (f->type && !REMEMBER(s, LG_MEMO_TYPE, e->type, listed(f->type, x->texts.at[e->type])))
        return false;
    if (f->status &&
        !REMEMBER(s, LG_MEMO_STATUS, e->status, listed(f->status, x->texts.at[e->status])))
        return false;
    if (f->place && (!e->place || !REMEMBER(s, LG_MEMO_PLACE, e->place,
                                            place_fits(s, &x->places[e->place - 1]))))
        return false;
    if ((s->claim && e->claim != s->claim) ||
        (f->min_confidence > 0 && !(e->confidence >= s->min_confidence)))
        return false;
    if (f->reversals && (e->claim < 0 || e->claim >= s->n_turned ||
                         !(s->turned[e->claim / 8] >> e->claim % 8 & 1)))
        return false;
    return parties_fit(s, LG_MEMO_ACTOR, p, e->n_actors) &&
           parties_fit(s, LG_MEMO_RECIPIENT, p + e->n_actors, e->n_recipients);
}

bool sayso_led_scan_said(sayso_led_scan *s, const sayso_led_fact_document *d,
                         const sayso_led_fact *e)
{
    if (!s->who[LG_MEMO_SOURCE]) return true;
    for (uint32_t i = 0; i < e->n_says; i++)
        if (sayso_led_scan_source(s, &s->facts.said[d->said + s->facts.says[e->says + i]]))
            return true;
    return false;
}

bool sayso_led_scan_fits(sayso_led_scan *s, const sayso_led_fact_document *d,
                         const sayso_led_fact *e)
{
    if (s->any) return true;
    if (s->since != INT32_MIN && e->to < s->since) return false; /* unknown: the least */
    if (s->until != INT32_MAX && (e->from == INT32_MIN || e->from > s->until)) return false;
    return ((s->parts & LG_BY_EVENT) == 0 || event_fits(s, e)) &&
           ((s->parts & LG_BY_SOURCE) == 0 || sayso_led_scan_said(s, d, e));
}
