/* Positions: what each source has said of each claim, in order of time. */
#include "query.h"

static const char *const columns[] = {
#define POSITION_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};
static const char *const stance_columns[] = {
#define STANCE_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_where_claims(q, f, LG_BY_EVENT | LG_BY_DATE);
    if (f->reversals) sayso_buf_puts(&q->sql, " AND p.reversal = 1");
    if (!f->source) return;
    sayso_buf_puts(&q->sql,
                   " AND EXISTS (SELECT 1 FROM stances t JOIN attributions a USING (attribution) "
                   "WHERE t.claim = p.claim AND t.institution = p.institution AND ");
    sayso_led_filter_who(q, "a", f->source);
    sayso_buf_puts(&q->sql, ")");
}

enum { STANCE_KEYS = 3 }; /* columns of the statement before the stance's own */

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_position_row *r = row;
    sayso_stance_row *said = NULL;
    uint32_t cap = 0;
    bool any = false, ok = true;
    sayso_status st;
    sayso_led_int(c->more, 1, sayso_led_key(c, 0));
    sayso_led_text(c->more, 2, sayso_led_column(c->rows, 1));
    while (ok && !(st = sayso_led_step(c->l, c->more, &any, err)) && any) {
        if (!(ok = sayso_arena_grow(&c->arena, said, r->n_stances, cap))) break;
        sayso_stance_row *s = &said[r->n_stances];
        ok = sayso_led_row_read(c, c->more, STANCE_KEYS, &sayso_rec_stance_row, stance_columns,
                                true, s);
        if ((st = sayso_led_words(c, c->more, 0, &s->sentence, err))) break;
        r->n_stances++;
    }
    sayso_led_reset(c->more);
    r->stances = said;
    return !ok ? sayso_no_memory(err) : st;
}

const sayso_led_query sayso_led_query_positions = {
    .about = { "positions", "list what each source has said of each claim, in order of time",
               "A source that denied a claim and later admits or confirms it has reversed its "
               "position.",
               "sayso positions --source BLR", .settled = true },
    .row = &sayso_rec_position_row,
    .columns = columns,
    .keys = "p.claim, p.institution",
    .walk = "FROM claims c " LED_THEN "positions p ON p.claim = c.claim ",
    .found = LED_FOUND "claims c ON c.claim = CAST(z.value AS BIGINT) " LED_THEN "positions p ON p.claim = c.claim ",
    .kind = LG_FIND_CLAIMS,
    .parts = LG_BY_EVENT | LG_BY_DATE,
    .flag = LG_FACT_SAID,
    .source_apart = true,
    .from = "JOIN events e0 ON e0.event = c.first JOIN documents d ON d.document = e0.document "
            "WHERE true",
    .order = { LED_DAY("c"), "d.key", "e0.number", "p.institution" },
    .where = where,
    .fill = fill,
    .inner = &sayso_rec_stance_row,
    .inner_columns = stance_columns,
    .more = "SELECT a.document, s.start, s.\"end\", @ FROM stances t "
            "JOIN says y ON y.event = t.event AND y.attribution = t.attribution "
            "JOIN attributions a ON a.attribution = t.attribution JOIN documents d ON d.document = "
            "a.document "
            "JOIN sentences s ON s.document = a.document AND s.number = a.sentence "
            "WHERE t.claim = ? AND t.institution = ? ORDER BY t.number",
};
