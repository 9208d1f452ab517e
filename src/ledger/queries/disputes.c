/* Disputes: claims that one source affirms and another denies. */
#include "query.h"

static const char *const columns[] = {
#define DISPUTE_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

/* The claims with a denial, and who stands on which side; a side's own change of mind alone is no
 * dispute but a reversal. `last` marks what a source said last. */
#define SAID                                                                                       \
    "FROM stances t JOIN positions p USING (claim, institution) "                                  \
    "JOIN says y ON y.event = t.event AND y.attribution = t.attribution "
#define SIDE(of)                                                                                   \
    "(SELECT group_concat(z.source) FROM (SELECT DISTINCT p.source " SAID "WHERE t.claim = g.claim " \
    "AND " of " ORDER BY p.source) z)"
#define YES "y.stance IN ('assert', 'confirm', 'admit')"
#define NO "y.stance IN ('deny', 'doubt')"
#define SOME(of) "max(CASE WHEN " of " THEN 1 ELSE 0 END) = 1"
#define LAST                                                                                       \
    "t.number = (SELECT max(u.number) FROM stances u WHERE u.claim = t.claim AND "                 \
    "u.institution = t.institution)"

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_where_claims(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_dispute_row *r = row;
    return sayso_led_words(c, c->rows, 0, &r->sentence, err);
}

const sayso_led_query sayso_led_query_disputes = {
    .about = { "disputes", "list the claims on which sources contradict each other",
               "Lists the claims that one source asserts, confirms or admits and another denies or "
               "doubts, with who stands on which side. A source's own change of mind is in "
               "`sayso reversals`.",
               "sayso disputes --actor BLR", .settled = true },
    .row = &sayso_rec_dispute_row,
    .columns = columns,
    .keys = "e0.document, s.start, s.\"end\"",
    .from = "FROM (SELECT g.claim, g.open, " SIDE(YES) " AS affirmed, " SIDE(NO) " AS denied FROM "
            "(SELECT t.claim, " SOME(YES " AND " LAST) " AND " SOME(NO " AND " LAST) " AS open "
            SAID "GROUP BY t.claim HAVING " SOME(YES) " AND " SOME(NO)
            " AND count(DISTINCT t.institution) > 1) g) x "
            "JOIN claims c USING (claim) JOIN events e0 ON e0.event = c.first "
            "JOIN documents d ON d.document = e0.document "
            "JOIN sentences s ON s.document = e0.document AND s.number = e0.sentence WHERE true",
    .order = { LED_DAY("c"), "d.key", "e0.number" },
    .where = where,
    .fill = fill,
};
