/* Dyads: who acts on whom, country by country. */
#include "query.h"

static const char *const columns[] = {
#define DYAD_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

/* One row a report and pair of countries; where all take part alike there is no recipient, and each
 * is one to the others. */
static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_buf_puts(&q->sql,
                   "FROM (SELECT DISTINCT e.event, e.claim, e.document, e.goldstein, e.day_from AS "
                   "day, " LED_QUAD " AS quad, one.country AS actor, other.country AS recipient "
                   "FROM events e " LED_THEN "participants one ON one.event = e.event AND one.side = "
                   "'actor' AND one.country <> '' "
                   LED_THEN "participants other ON other.event = e.event AND other.country <> '' AND "
                   "(other.side = 'recipient' OR (other.country <> one.country AND NOT EXISTS "
                   "(SELECT 1 FROM participants r WHERE r.event = e.event AND r.side = "
                   "'recipient'))) WHERE true");
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
    sayso_buf_puts(&q->sql, ") g GROUP BY g.actor, g.recipient HAVING true");
}

const sayso_led_query sayso_led_query_dyads = {
    .about = { "dyads", "count reports by who acts on whom, country by country",
               "Counts reports, and the events that they tell of, for each country that acts on "
               "another or on itself; where all take part alike, each acts on the others. `sayso "
               "counts --by actor,recipient,month` has them over time.",
               "sayso dyads --since 2031-01-01", .settled = true },
    .row = &sayso_rec_dyad_row,
    .columns = columns,
    .keys = "",
    .from = "",
    .order = { "g.actor", "g.recipient" },
    .where = where,
};
