/* Numbers: how many were killed, wounded, arrested, deployed, displaced, and who says so. */
#include "query.h"

static const char *const columns[] = {
#define NUMBER_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_number_row *r = row;
    return sayso_led_words(c, c->rows, 0, &r->sentence, err);
}

const sayso_led_query sayso_led_query_numbers = {
    .about = { "numbers", "list how many were killed, wounded, arrested, deployed, displaced",
               "Lists the numbers that the texts tell of events: how many, whether exactly, who is "
               "counted and who says so. Sources that differ are all listed.",
               "sayso numbers --type ASSAULT --since 2031-05-01", .settled = true },
    .row = &sayso_rec_number_row,
    .columns = columns,
    .keys = "e.document, s.start, s.\"end\"",
    .walk = "FROM documents d " LED_THEN "events e ON e.document = d.document ",
    .found = LED_FOUND "events e ON e.event = CAST(z.value AS BIGINT) " LED_THEN "documents d ON d.document = "
             "e.document ",
    .kind = LG_FIND_EVENTS,
    .parts = LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
    .flag = LG_FACT_NUMBERS,
    .from = "JOIN numbers n ON n.event = e.event JOIN sentences s ON s.document = e.document AND s.number = e.sentence "
            "LEFT JOIN attributions a ON a.document = e.document AND a.number = n.attribution "
            "WHERE true",
    .order = { LED_BY_DOCUMENT, "e.number", "n.number" },
    .where = where,
    .fill = fill,
};
