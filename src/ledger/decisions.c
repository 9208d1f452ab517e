/* Decisions of people, written down one behind the other. */
#include "decisions.h"
#include "columns.h"

static const sayso_led_column_def decisions_columns[] = {
#define TABLE_DECISIONS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_table decisions_table = LED_TABLE(decisions, "");

sayso_status sayso_led_decision_put(sayso_ledger *l, const sayso_led_decision *d, sayso_error *err)
{
    sayso_led_stmt *s;
    static const char *const last[] = { "SELECT max(decision) FROM decisions" };
    int64_t number;
    int n = 0;
    sayso_status st = sayso_led_next(l, last, 1, &number, err);
    if (st || (st = sayso_led_insert(l, &decisions_table, &s, err))) return st;
#define TABLE_DECISIONS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    return sayso_led_done(l, s, err);
}

sayso_status sayso_ledger_withdrawn(sayso_ledger *l, const char *key, bool *is, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *is = false;
    sayso_status st = sayso_led_kept(
        l, "SELECT 1 FROM decisions x WHERE x.key = ?1 AND x.record = ?1 AND x.what = "
           "'withdraw' AND NOT EXISTS (" LED_UNDONE ")",
        &s, err);
    if (st) return st;
    sayso_led_text(s, 1, key);
    if (!(st = sayso_led_step(l, s, &row, err))) *is = row;
    sayso_led_reset(s);
    return st ? st : sayso_ok(err);
}
