/* Reversals: a source that denied a claim, and later admits or confirms it. */
#include "query.h"

static const char *const columns[] = {
#define REVERSAL_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_where_claims(q, f, LG_BY_EVENT | LG_BY_DATE);
    if (!f->source) return;
    sayso_buf_puts(&q->sql, " AND ");
    sayso_led_filter_who(q, "a1", f->source);
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_reversal_row *r = row;
    const sayso_status st = sayso_led_words(c, c->rows, 0, &r->denied_sentence, err);
    return st ? st : sayso_led_words(c, c->rows, 3, &r->sentence, err);
}

/* Positions and stances by the number of their institution, by which they are found.
 * t0: the first denial of the position; t1: the first admission or confirmation behind it. */
#define STANCE(which, of)                                                                          \
    "(SELECT min(u.number) FROM stored_stances u JOIN says v ON v.event = u.event AND v.attribution = " \
    "u.attribution WHERE u.claim = p.claim AND u.institution = p.institution AND v.stance IN (" of \
    ")" which ")"
#define SAID(i)                                                                                    \
    "JOIN says y" i " ON y" i ".event = t" i ".event AND y" i ".attribution = t" i ".attribution " \
    "JOIN attributions a" i " ON a" i ".attribution = t" i ".attribution "                         \
    "JOIN documents d" i " ON d" i ".document = a" i ".document "                                  \
    "JOIN sentences s" i " ON s" i ".document = a" i ".document AND s" i ".number = a" i           \
    ".sentence "

const sayso_led_query sayso_led_query_reversals = {
    .about = { "reversals", "list the sources that denied a claim and later admitted or confirmed it",
               "Lists each reversal with its two stances: when and with what words the source "
               "denied first, and admitted or confirmed behind it. `sayso positions --reversals` "
               "has all stances between them.",
               "sayso reversals --source BLR", .settled = true },
    .row = &sayso_rec_reversal_row,
    .columns = columns,
    .keys = "a0.document, s0.start, s0.\"end\", a1.document, s1.start, s1.\"end\"",
    .walk = "FROM stored_positions p JOIN claims c ON c.claim = p.claim JOIN events e0 ON e0.event = c.first "
            "JOIN documents d ON d.document = e0.document "
            "JOIN stored_stances t0 ON t0.claim = p.claim AND t0.institution = p.institution AND "
            "t0.number = " STANCE("", "'deny'") " " SAID("0")
            "JOIN stored_stances t1 ON t1.claim = p.claim AND t1.institution = p.institution AND "
            "t1.number = " STANCE(" AND u.number > t0.number", "'admit', 'confirm'") " " SAID("1")
            "WHERE p.reversal = 1",
    .from = "",
    .order = { LED_DAY("c"), "d.key", "e0.number", "(SELECT text FROM words WHERE word = p.institution)" },
    .where = where,
    .fill = fill,
};
