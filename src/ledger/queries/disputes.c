/* Disputes: claims that one source affirms and another denies. */
#include "query.h"

static const char *const columns[] = {
#define DISPUTE_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_where_claims(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
}

/* Who stands on which side; a side's own change of mind alone is no dispute but a reversal. LAST marks
 * what a source said last. */
#define SAID                                                                                       \
    "FROM stances t JOIN positions p USING (claim, institution) "                                  \
    "JOIN says y ON y.event = t.event AND y.attribution = t.attribution WHERE t.claim = ?1"
#define SIDE(of)                                                                                   \
    "(SELECT group_concat(z.source) FROM (SELECT DISTINCT p.source " SAID " AND " of               \
    " ORDER BY p.source) z)"
#define YES "y.stance IN ('assert', 'confirm', 'admit')"
#define NO "y.stance IN ('deny', 'doubt')"
#define SOME(of) "max(CASE WHEN " of " THEN 1 ELSE 0 END)"
#define LAST                                                                                       \
    "t.number = (SELECT max(u.number) FROM stances u WHERE u.claim = t.claim AND "                 \
    "u.institution = t.institution)"

static sayso_status sides(sayso_cursor *c, sayso_dispute_row *r, sayso_error *err)
{
    bool row = false, ok = true;
    sayso_led_int(c->more, 1, sayso_led_key(c, 3));
    sayso_status st = sayso_led_step(c->l, c->more, &row, err);
    if (!st && row) {
        r->affirmed = sayso_led_column_dup(c->more, 0, &c->arena, &ok);
        r->denied = sayso_led_column_dup(c->more, 1, &c->arena, &ok);
        r->open = (int32_t)sayso_led_whole(c->more, 2) != 0;
    }
    sayso_led_reset(c->more);
    return st ? st : ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_dispute_row *r = row;
    const sayso_status st = sides(c, r, err);
    return st ? st : sayso_led_words(c, c->rows, 0, &r->sentence, err);
}

const sayso_led_query sayso_led_query_disputes = {
    .about = { "disputes", "list the claims on which sources contradict each other",
               "Lists the claims that one source asserts, confirms or admits and another denies or "
               "doubts, with who stands on which side. A source's own change of mind is in "
               "`sayso reversals`.",
               "sayso disputes --actor BLR", .settled = true },
    .row = &sayso_rec_dispute_row,
    .columns = columns,
    .keys = "e0.document, s.start, s.\"end\", c.claim",
    .walk = "FROM claims c ",
    .found = LED_FOUND "claims c ON c.claim = CAST(z.value AS BIGINT) ",
    .kind = LG_FIND_CLAIMS,
    .parts = LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
    .flag = LG_FACT_DISPUTED,
    .from = "JOIN events e0 ON e0.event = c.first JOIN documents d ON d.document = e0.document "
            "JOIN sentences s ON s.document = e0.document AND s.number = e0.sentence "
            "WHERE c.disputed = 1",
    .order = { LED_DAY("c"), "d.key", "e0.number" },
    .where = where,
    .fill = fill,
    .more = "SELECT " SIDE(YES) ", " SIDE(NO) ", " SOME(YES " AND " LAST) " * " SOME(NO " AND " LAST)
            " " SAID,
};
