/* Events: each report of one. */
#include "query.h"
#include <stdlib.h>

static const char *const columns[] = {
#define EVENT_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
}

static sayso_status parties(sayso_cursor *c, const char *side, const sayso_party **out, uint32_t *n,
                            sayso_error *err)
{
    sayso_party *p = NULL;
    uint32_t cap = 0;
    bool row = false, ok = true;
    sayso_status st;
    sayso_led_int(c->more, 1, sayso_led_key(c, 0));
    sayso_led_text(c->more, 2, side);
    sayso_led_int(c->more, 3, sayso_led_key(c, 1));
    while (!(st = sayso_led_step(c->l, c->more, &row, err)) && row) {
        if (!sayso_arena_grow(&c->arena, p, *n, cap)) ok = false;
        if (!ok) break;
        p[(*n)++] = (sayso_party){ .code = sayso_led_column_dup(c->more, 0, &c->arena, &ok),
                                   .text = sayso_led_column_dup(c->more, 1, &c->arena, &ok),
                                   .name = sayso_led_column_dup(c->more, 2, &c->arena, &ok),
                                   .country = sayso_led_column_dup(c->more, 3, &c->arena, &ok),
                                   .role = sayso_led_column_dup(c->more, 4, &c->arena, &ok),
                                   .kind = sayso_led_column_dup(c->more, 5, &c->arena, &ok),
                                   .via = sayso_led_column_dup(c->more, 6, &c->arena, &ok),
                                   .span = { sayso_led_column_offset(c->more, 7),
                                             sayso_led_column_offset(c->more, 8) } };
    }
    sqlite3_reset(c->more);
    *out = p;
    return st ? st : ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_event_row *r = row;
    for (int t = 0; r->type && t < SAYSO_N_TYPES; t++)
        if (strcmp(sayso_type_name((sayso_type)t), r->type) == 0)
            r->quad = (uint32_t)sayso_type_quad((sayso_type)t);
    sayso_status st = parties(c, "actor", &r->actor, &r->n_actor, err);
    if (!st) st = parties(c, "recipient", &r->recipient, &r->n_recipient, err);
    return st ? st : sayso_led_words(c, c->rows, 1, &r->sentence, err);
}

const sayso_led_query sayso_led_query_events = {
    .about = { "events", "list the events of the ledger",
               "Lists every report of an event, by date of the document and place in the text.",
               "sayso events --type ASSAULT,COERCE --since 2031-05-01", .settled = true },
    .row = &sayso_rec_event_row,
    .columns = columns,
    .keys = "e.event, e.document, s.start, s.\"end\"",
    .walk = "FROM documents d " LED_THEN "events e ON e.document = d.document ",
    .found = LED_FOUND "events e ON e.event = z.value " LED_THEN "documents d ON d.document = "
             "e.document ",
    .kind = LG_FIND_EVENTS,
    .parts = LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
    .from = "JOIN sentences s ON s.document = e.document AND s.number = e.sentence "
            "LEFT JOIN places p ON p.document = e.document AND p.number = e.place "
            "LEFT JOIN attributions a ON a.document = e.document AND a.number = e.under WHERE 1",
    .order = { LED_BY_DOCUMENT, "e.number" },
    .where = where,
    .fill = fill,
    .more =
        "SELECT x.code, x.text, x.name, x.country, x.role, x.kind, y.via, x.start, x.\"end\" "
        "FROM participants x LEFT JOIN actors y ON y.document = ?3 AND y.number = x.actor "
        "WHERE x.event = ?1 AND x.side = ?2 ORDER BY x.number",
};
