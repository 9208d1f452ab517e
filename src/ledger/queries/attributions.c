/* Attributions: who says what, event or not. */
#include "query.h"

static const char *const columns[] = {
#define ATTRIBUTION_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

/* Its own day and source; the rest is asked of the events that it takes a stance towards. */
static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_filter_document(q, f, "a");
    sayso_led_filter_days(q, f, "d.day", "d.day");
    if (f->source) {
        sayso_buf_puts(&q->sql, " AND ");
        sayso_led_filter_who(q, "a", f->source);
    }
    if (!sayso_led_filter_any(f, LG_BY_EVENT)) return;
    sayso_buf_puts(&q->sql, " AND EXISTS (SELECT 1 FROM events e JOIN says y ON y.event = e.event AND "
                            "y.attribution = a.attribution WHERE e.document = a.document");
    sayso_led_filter_events(q, f, LG_BY_EVENT);
    sayso_buf_puts(&q->sql, ")");
}

/* The parts of what is said, in the order of the text. */
static sayso_status content(sayso_cursor *c, sayso_attribution_row *r, sayso_error *err)
{
    bool row = false;
    sayso_status st;
    sayso_led_int(c->more, 1, sayso_led_key(c, 0));
    while (!(st = sayso_led_step(c->l, c->more, &row, err)) && row) {
        const char *part;
        if ((st = sayso_led_words(c, c->more, 0, &part, err))) break;
        if (!part) continue;
        r->content = r->content ? sayso_arena_printf(&c->arena, "%s … %s", r->content, part) : part;
        if (!r->content) st = sayso_no_memory(err);
        if (st) break;
    }
    sayso_led_reset(c->more);
    return st;
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_attribution_row *r = row;
    const sayso_status st = content(c, r, err);
    return st ? st : sayso_led_words(c, c->rows, 1, &r->sentence, err);
}

const sayso_led_query sayso_led_query_attributions = {
    .about = { "attributions", "list who says what",
               "Lists every attribution, by date of the document and place in the text: its "
               "source, the words that report, "
               "what is said and how the source stands to it.",
               "sayso attributions --source BLR", .settled = false },
    .row = &sayso_rec_attribution_row,
    .columns = columns,
    .keys = "a.attribution, a.document, s.start, s.\"end\"",
    .walk = "FROM documents d " LED_THEN "attributions a ON a.document = d.document ",
    .found = LED_FOUND "attributions a ON a.attribution = CAST(z.value AS BIGINT) " LED_THEN "documents d ON "
             "d.document = a.document ",
    .kind = LG_FIND_SAID,
    .parts = LG_BY_EVENT,
    .from = "JOIN sentences s ON s.document = a.document AND s.number = a.sentence WHERE true",
    .order = { LED_BY_DOCUMENT, "a.number" },
    .where = where,
    .fill = fill,
    .more = "SELECT a.document, c.start, c.\"end\" FROM contents c JOIN attributions a USING "
            "(attribution) "
            "WHERE c.attribution = ? ORDER BY c.start",
};
