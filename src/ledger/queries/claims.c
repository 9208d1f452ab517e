/* Claims: one event, or all reports of one. */
#include "query.h"

static const char *const columns[] = {
#define CLAIM_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_where_claims(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_claim_row *r = row;
    return sayso_led_words(c, c->rows, 0, &r->sentence, err);
}

const sayso_led_query sayso_led_query_claims = {
    .about = { "claims", "list the claims: one event, or all reports of one event",
               "Lists claims with the number of their reports, documents and sources, and whether "
               "a source has reversed its "
               "position.",
               "sayso claims --actor BLR --reversals", .settled = true },
    .row = &sayso_rec_claim_row,
    .columns = columns,
    .keys = "e0.document, s.start, s.\"end\"",
    .walk = "FROM claims c ",
    .found = LED_FOUND "claims c ON c.claim = CAST(z.value AS BIGINT) ",
    .kind = LG_FIND_CLAIMS,
    .parts = LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
    .from = "JOIN events e0 ON e0.event = c.first JOIN documents d ON d.document = e0.document "
            "JOIN sentences s ON s.document = e0.document AND s.number = e0.sentence WHERE true",
    .order = { LED_DAY("c"), "d.key", "e0.number" },
    .where = where,
    .fill = fill,
};
