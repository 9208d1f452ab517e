/* Totals: how many reports fit a filter, and on how many independent documents they rest. */
#include "query.h"

static const char *const columns[] = {
#define TOTAL_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static const sayso_led_by by[] = { LG_PER_NOTHING };

const sayso_led_query sayso_led_query_totals = {
    .about = { "totals", "count what fits the filters, and the reports that it rests on",
               "Writes one row: how many reports fit, of how many events, in how many documents, "
               "and how many of these are left when reprints count as one.",
               "sayso totals --type ASSAULT", .settled = true },
    .row = &sayso_rec_total_row,
    .columns = columns,
    .keys = "",
    .by = by,
    .with = LG_WITH_INDEPENDENT | LG_WITH_DAYS,
    .order = { "g.events" },
};
