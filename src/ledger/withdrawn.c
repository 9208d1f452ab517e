/* Rows of a withdrawn record as texts in decisions. Its links with other records are kept by the
 * numbers of both, so that they hold also where the other has been taken out and put back meanwhile. */
#include "withdrawn.h"
#include "rows.h"
#include <stdio.h>
#include <stdlib.h>

/* Tables with rows of a record: ?1 document, ?2 number. The first is the record's own. */
#define HERE "document = ?1 AND number = ?2"
static const struct {
    char letter;
    sayso_led_in in;
    const char *name, *where;
} tables[] = {
    { 'e', LED_IN_EVENTS, "events", HERE },
    { 'e', LED_IN_PARTICIPANTS, "participants",
      "event = (SELECT event FROM stored_events WHERE " HERE ")" },
    { 'e', LED_IN_NUMBERS, "numbers", "event = (SELECT event FROM stored_events WHERE " HERE ")" },
    { 'a', LED_IN_ATTRIBUTIONS, "attributions", HERE },
    { 'a', LED_IN_CONTENTS, "contents",
      "attribution = (SELECT attribution FROM stored_attributions WHERE " HERE ")" },
};
enum { N_TABLES = sizeof tables / sizeof *tables };

/* Links between two records: what finds those of ?1 document, ?2 number, ?3 letter, as the numbers
 * of both and more; and what makes one of these again (NULL: a row of says). */
#define EITHER " AND ?2 = CASE ?3 WHEN 'e' THEN e.number ELSE a.number END"
static const struct { const char *name; char first, second; const char *find, *set; } links[] = {
    { "says", 'e', 'a',
      "SELECT e.number, a.number, s.stance, s.institution, s.date, s.date_via, s.day FROM says s "
      "JOIN stored_events e ON e.event = s.event JOIN stored_attributions a ON a.attribution = "
      "s.attribution WHERE e.document = ?1" EITHER,
      NULL },
    { "under", 'e', 'a',
      "SELECT e.number, a.number FROM stored_events e JOIN stored_attributions a ON a.document = "
      "e.document AND a.number = e.under WHERE e.document = ?1" EITHER,
      "UPDATE stored_events SET under = ?3 WHERE " HERE },
    { "counted", 'e', 'a',
      "SELECT e.number, a.number, x.number FROM numbers x JOIN stored_events e ON e.event = x.event "
      "JOIN stored_attributions a ON a.document = e.document AND a.number = x.attribution WHERE "
      "e.document = ?1" EITHER,
      "UPDATE numbers SET attribution = ?3 WHERE number = ?4 AND event = (SELECT event FROM "
      "stored_events WHERE " HERE ")" },
    { "inside", 'a', 'a',
      "SELECT number, inside FROM stored_attributions WHERE document = ?1 AND ?2 IN (number, inside)",
      "UPDATE stored_attributions SET inside = ?3 WHERE " HERE },
    { "telling", 'e', 'e',
      "SELECT x.number, y.number FROM stored_events x JOIN stored_events y ON y.document = x.document "
      "AND y.telling = x.telling AND y.number <> x.number WHERE x.document = ?1 AND x.number = ?2",
      "UPDATE stored_events SET telling = (SELECT min(telling) FROM stored_events WHERE document = ?1 "
      "AND number IN (?2, ?3)) WHERE document = ?1 AND telling IN (SELECT telling FROM stored_events "
      "WHERE document = ?1 AND number IN (?2, ?3))" },
};
enum { N_LINKS = sizeof links / sizeof *links };

/* ---- keeping ---- */

static sayso_status keep_all(sayso_ledger *l, const char *sql, const sayso_led_record *r,
                             const char *field, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_prepare(l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, r->document);
    sayso_led_int(s, 2, r->number);
    if (sayso_led_parameters(s) > 2) sayso_led_text(s, 3, r->letter == 'a' ? "a" : "e");
    const sayso_led_decision d = { "read", r->key, r->id, field, NULL, NULL };
    return sayso_led_rows_keep(l, s, &d, err);
}

static sayso_status rows_keep(sayso_ledger *l, size_t table, const sayso_led_record *r,
                              sayso_error *err)
{
    char *sql = sayso_led_rows_sql(tables[table].in, tables[table].name, tables[table].where);
    const sayso_status st = sql ? keep_all(l, sql, r, tables[table].name, err)
                                : sayso_no_memory(err);
    free(sql);
    return st;
}

sayso_status sayso_led_withdrawn_keep(sayso_ledger *l, const sayso_led_record *r, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < N_TABLES; i++)
        if (tables[i].letter == r->letter) st = rows_keep(l, i, r, err);
    for (size_t i = 0; !st && i < N_LINKS; i++)
        if (links[i].first == r->letter || links[i].second == r->letter)
            st = keep_all(l, links[i].find, r, links[i].name, err);
    return st;
}

/* ---- putting back ---- */

/* A value of the row that is another now: the document, the record's own row; what leads to other
 * records is set behind, by links. */
static sayso_led_value value_now(const char *column, const sayso_led_record *r, int64_t id,
                                 sayso_led_value was)
{
    const bool said = strcmp(column, "attribution") == 0;
    if (strcmp(column, "document") == 0) was.whole = r->document;
    else if (strcmp(column, "event") == 0 || (said && r->letter == 'a')) was.whole = id;
    else if (strcmp(column, "telling") == 0) was.whole = r->number;
    else if (said || strcmp(column, "under") == 0 || strcmp(column, "inside") == 0)
        was.kind = LED_NULL;
    return was;
}

static sayso_status row_put(sayso_ledger *l, size_t table, const sayso_led_record *r, int64_t id,
                            const sayso_led_value *v, int n, sayso_error *err)
{
    const sayso_led_table *t = &sayso_led_into[tables[table].in];
    sayso_led_stmt *s;
    int at = 0;
    sayso_led_value now[LED_MOST_VALUES];
    const sayso_status st = sayso_led_insert(l, t, &s, err);
    if (st) return st;
    for (size_t i = 0; i < t->n && at < n; i++) {
        const sayso_led_column_def *c = &t->columns[i];
        if (!c->set) continue;
        now[at] = value_now(c->name, r, id, v[at]);
        sayso_led_rows_bind(s, at + 1, &now[at], c->set);
        at++;
    }
    return sayso_led_done(l, s, err);
}

/* The row of a record; 0 where it is not there. */
static sayso_status row_find(sayso_ledger *l, int64_t document, char letter, int64_t number,
                             int64_t *out, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *out = 0;
    sayso_status st = sayso_led_kept(
        l,
        letter == 'a' ? "SELECT attribution FROM stored_attributions WHERE " HERE
                      : "SELECT event FROM stored_events WHERE " HERE,
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_int(s, 2, number);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *out = sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

static sayso_status said_put(sayso_ledger *l, int64_t event, int64_t attribution,
                             sayso_led_value *v, int n, sayso_error *err)
{
    const sayso_led_table *says = &sayso_led_into[LED_IN_SAYS];
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_insert(l, says, &s, err);
    if (st) return st;
    v[0].whole = event;
    v[1].whole = attribution;
    for (int i = 0; i < n && (size_t)i < says->n; i++)
        sayso_led_rows_bind(s, i + 1, &v[i], says->columns[i].set);
    return sayso_led_done(l, s, err);
}

/* For the other record of a link, which is not there. */
static sayso_status link_leave(sayso_ledger *l, size_t link, const sayso_led_record *r,
                               const sayso_led_value *v, const char *value, sayso_error *err)
{
    char id[SAYSO_KEY_SIZE + 24];
    const bool second = links[link].first == r->letter && v[0].whole == r->number;
    snprintf(id, sizeof id, "%s-%c%lld", r->key, second ? links[link].second : links[link].first,
             (long long)v[second].whole);
    const sayso_led_decision d = { "read", r->key, id, links[link].name, value, NULL };
    return sayso_led_decision_put(l, &d, err);
}

static sayso_status link_put(sayso_ledger *l, size_t link, const sayso_led_record *r,
                             sayso_led_value *v, int n, const char *value, sayso_error *err)
{
    int64_t first, second = 0;
    sayso_led_stmt *s;
    sayso_status st = row_find(l, r->document, links[link].first, v[0].whole, &first, err);
    if (!st) st = row_find(l, r->document, links[link].second, v[1].whole, &second, err);
    if (st) return st;
    if (!first || !second) return link_leave(l, link, r, v, value, err);
    if (!links[link].set) return said_put(l, first, second, v, n, err);
    if ((st = sayso_led_kept(l, links[link].set, &s, err))) return st;
    sayso_led_int(s, 1, r->document);
    for (int i = 0; i < n; i++) sayso_led_rows_bind(s, i + 2, &v[i], LED_SET_VALUE);
    return sayso_led_done(l, s, err);
}

/* One kept row of that name; names of other things that are kept are passed over. */
static sayso_status kept_put(sayso_ledger *l, const sayso_led_record *r, int64_t id,
                             const char *name, const char *value, bool *is, sayso_error *err)
{
    sayso_led_value v[LED_MOST_VALUES];
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_status st = SAYSO_OK;
    const int n = sayso_led_rows_read(value, &a, v);
    for (size_t i = 0; n > 0 && !st && i < N_TABLES; i++)
        if (strcmp(tables[i].name, name) == 0) {
            st = row_put(l, i, r, id, v, n, err);
            *is = true;
        }
    for (size_t i = 0; n > 1 && !st && i < N_LINKS; i++)
        if (strcmp(links[i].name, name) == 0) st = link_put(l, i, r, v, n, value, err);
    sayso_arena_free(&a);
    return n < 0 ? sayso_no_memory(err) : st;
}

/* SQL: what is kept of ?2, a record of the document ?1; fields that were corrected have other names. */
#define KEPT                                                                                       \
    " FROM decisions WHERE key = ?1 AND record = ?2 AND what = 'read' AND field IN ('events', "    \
    "'participants', 'numbers', 'attributions', 'contents', 'says', 'under', 'counted', 'inside', " \
    "'telling')"

static sayso_status kept_all_put(sayso_ledger *l, const sayso_led_record *r, int64_t id, bool *is,
                                 sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_prepare(l, "SELECT field, value" KEPT " ORDER BY decision", &s, err);
    if (st) return st;
    sayso_led_text(s, 1, r->key);
    sayso_led_text(s, 2, r->id);
    while (!st && !(st = sayso_led_step(l, s, &row, err)) && row) {
        const char *field = sayso_led_column(s, 0), *value = sayso_led_column(s, 1);
        if (field && value) st = kept_put(l, r, id, field, value, is, err);
    }
    sayso_led_finalize(s);
    return st;
}

sayso_status sayso_led_withdrawn_restore(sayso_ledger *l, const sayso_led_record *r, bool *is,
                                         sayso_error *err)
{
    static const char *const last[][1] = { { "SELECT max(event) FROM stored_events" },
                                           { "SELECT max(attribution) FROM stored_attributions" } };
    sayso_led_stmt *s;
    int64_t id;
    *is = false;
    sayso_status st = sayso_led_next(l, last[r->letter == 'a'], 1, &id, err);
    if (!st) st = kept_all_put(l, r, id, is, err);
    if (!st) st = sayso_led_kept(l, "DELETE" KEPT, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, r->key);
    sayso_led_text(s, 2, r->id);
    return sayso_led_done(l, s, err);
}
