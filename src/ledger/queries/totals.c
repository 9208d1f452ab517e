/* Totals: how many reports fit a filter, and on how many independent documents they rest. */
#include "query.h"

static const char *const columns[] = {
#define TOTAL_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_buf_puts(&q->sql,
                   "FROM (SELECT count(*) AS events, count(DISTINCT e.claim) AS claims, "
                   "count(DISTINCT e.document) AS documents, "
                   "count(DISTINCT ifnull(d.origin, d.document)) AS independent, "
                   "min(e.day_from) AS first, max(e.day_to) AS last "
                   "FROM events e JOIN documents d USING (document) WHERE true");
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
    sayso_buf_puts(&q->sql, ") g WHERE true");
}

const sayso_led_query sayso_led_query_totals = {
    .about = { "totals", "count what fits the filters, and the reports that it rests on",
               "Writes one row: how many reports fit, of how many events, in how many documents, "
               "and how many of these are left when reprints count as one.",
               "sayso totals --type ASSAULT", .settled = true },
    .row = &sayso_rec_total_row,
    .columns = columns,
    .keys = "",
    .from = "",
    .order = { "g.events" },
    .where = where,
};
