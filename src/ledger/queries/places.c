/* Places: how many reports tell of what happened there. */
#include "query.h"

static const char *const columns[] = {
#define PLACE_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_buf_puts(&q->sql,
                   "FROM (SELECT e.claim, e.document, ifnull(d.origin, d.document) AS origin, " LED_QUAD
                   " AS quad, p.name, ifnull(p.country, '') AS country, ifnull(p.admin1, '') AS "
                   "admin1, p.lat, p.lon FROM events e JOIN documents d USING (document) JOIN "
                   "places p ON p.document = e.document AND p.number = e.place WHERE true");
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
    sayso_buf_puts(&q->sql, ") g GROUP BY g.country, g.admin1, g.name HAVING true");
}

const sayso_led_query sayso_led_query_places = {
    .about = { "places", "count reports by place",
               "Counts reports, the events that they tell of and their documents for each place, "
               "those of one name in one division taken as one. With --format geojson a map.",
               "sayso places --type ASSAULT --format geojson", .settled = true },
    .row = &sayso_rec_place_row,
    .columns = columns,
    .keys = "",
    .from = "",
    .order = { "g.country", "g.admin1", "g.name" },
    .where = where,
};
