/* A claim's row, from the tellings that it is made of. */
#include "columns.h"
#include "digest.h"
#include "facts.h"
#include "settle.h"
#include "summary.h"

/* What the claim's events say that their tellings do not. */
static sayso_status count(sayso_ledger *l, int64_t claim, sayso_arena *a, sayso_led_counts *m,
                          sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false, ok = true;
    sayso_status st = sayso_led_kept(
        l,
        "SELECT e.status, e.date, e.day_from FROM events e JOIN documents d USING (document) "
        "WHERE e.claim = ? ORDER BY e.day_from IS NULL, e.day_from, d.key, e.number",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, claim);
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        const int32_t day = sayso_led_null(s, 2) ? INT32_MIN : (int32_t)sayso_led_whole(s, 2);
        const char *date = m->date ? NULL : sayso_led_column_dup(s, 1, a, &ok);
        sayso_led_counts_add(m, sayso_led_column(s, 0), date, day);
    }
    sayso_led_reset(s);
    return st ? st : ok ? SAYSO_OK : sayso_no_memory(err);
}

/* Reports that are reprints of each other count as one. */
static sayso_status independent_count(sayso_ledger *l, int64_t claim, uint32_t *n,
                                      sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(
        l,
        "SELECT count(DISTINCT d.origin) FROM events e JOIN documents d USING (document) "
        "WHERE e.claim = ?",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, claim);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *n = (uint32_t)sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

static sayso_status claim_take(sayso_ledger *l, int64_t claim, sayso_error *err)
{
    sayso_led_stmt *s;
    sayso_status st = sayso_led_facts_touch_all(
        l, "SELECT e.document FROM claims c JOIN events e ON e.event = c.first WHERE c.claim = ?",
        claim, err);
    if (!st) st = sayso_led_kept(l, "DELETE FROM stored_claims WHERE claim = ?", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, claim);
    return sayso_led_done(l, s, err);
}

static const sayso_led_column_def claims_columns[] = {
#define TABLE_CLAIMS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_table claims_table = LED_STORED(claims);

static sayso_status claim_put(sayso_ledger *l, int64_t group,
                              const sayso_led_telling *const *members, uint32_t n, sayso_arena *a,
                              sayso_error *err)
{
    sayso_led_report whole;
    const sayso_led_report *all = &whole;
    sayso_led_counts m = { .day = INT32_MIN };
    uint32_t documents, independent = 0;
    sayso_led_stmt *s;
    int bound = 0;
    sayso_status st = count(l, group, a, &m, err);
    if (!st) st = independent_count(l, group, &independent, err);
    if (st) return st;
    if (!sayso_led_summarise(members, n, &whole, &documents)) return sayso_no_memory(err);
    const char *actor = sayso_led_codes_join(a, &all->actor),
               *recipient = sayso_led_codes_join(a, &all->recipient),
               *statuses = sayso_led_statuses_join(a, m.statuses);
    if (!actor || !recipient || !statuses) return sayso_no_memory(err);
    if ((st = sayso_led_insert(l, &claims_table, &s, err))) return st;
#define TABLE_CLAIMS(name, type, bind, value, about) LED_PUT_##bind(s, bound, value);
#include "base/fields.def"
    st = sayso_led_done(l, s, err);
    if (!st) st = sayso_led_positions_write(l, group, a, err);
    if (!st) st = sayso_led_facts_touch(l, members[0]->document, err);
    return st ? st : sayso_led_claim_seal(l, group, err);
}

sayso_status sayso_led_claim_write(sayso_ledger *l, int64_t group,
                                   const sayso_led_telling *const *members, uint32_t n,
                                   sayso_error *err)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_status st = claim_take(l, group, err);
    if (!st && n) st = claim_put(l, group, members, n, &a, err);
    sayso_arena_free(&a);
    return st;
}
