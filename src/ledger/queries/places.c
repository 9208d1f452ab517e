/* Places: how many reports tell of what happened there. */
#include "query.h"

static const char *const columns[] = {
#define PLACE_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static const sayso_led_by by[] = { LG_PER_COUNTRY, LG_PER_DIVISION, LG_PER_TOWN };

const sayso_led_query sayso_led_query_places = {
    .about = { "places", "count reports by place",
               "Counts reports, the events that they tell of and their documents for each place, "
               "those of one name in one division taken as one. With --format geojson a map.",
               "sayso places --type ASSAULT --format geojson", .settled = true },
    .row = &sayso_rec_place_row,
    .columns = columns,
    .keys = "",
    .by = by,
    .with = LG_WITH_INDEPENDENT | LG_WITH_QUADS | LG_WITH_POINTS,
    .order = { "g.country", "g.admin1", "g.name" },
};
