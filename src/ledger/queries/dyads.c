/* Dyads: who acts on whom, country by country. */
#include "query.h"

static const char *const columns[] = {
#define DYAD_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

/* A report counts once for each pair of countries; where all take part alike there is no recipient,
 * and each is one to the others. */
static const sayso_led_by by[] = { LG_PER_ACTS, LG_PER_ON };

const sayso_led_query sayso_led_query_dyads = {
    .about = { "dyads", "count reports by who acts on whom, country by country",
               "Counts reports, and the events that they tell of, for each country that acts on "
               "another or on itself; where all take part alike, each acts on the others. `sayso "
               "counts --by actor,recipient,month` has them over time.",
               "sayso dyads --since 2031-01-01", .settled = true },
    .row = &sayso_rec_dyad_row,
    .columns = columns,
    .keys = "",
    .by = by,
    .with = LG_WITH_QUADS | LG_WITH_GOLDSTEIN | LG_WITH_DAYS,
    .order = { "g.actor", "g.recipient" },
};
