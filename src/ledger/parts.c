/* Parts of lists. */
#include "parts.h"
#include "shown.h"
#include <stdlib.h>

/* ---- where they end ---- */

static sayso_status number_of(const sayso_ledger *l, const char *sql, int64_t *out,
                              sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_prepare(l, sql, &s, err);
    if (st) return st;
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *out = sayso_led_whole(s, 0);
    sayso_led_finalize(s);
    return st;
}

/* Is the list in order of documents, and all of it asked for? Few documents are soon listed. */
static bool divisible(const sayso_led_query *q, const sayso_filter *f)
{
    return q->order[0] && strcmp(q->order[0], LED_DAY("d")) == 0 && !q->about.words && !f->limit &&
           !f->after && !f->document && !f->claim;
}

/* Are all events asked for? */
static bool everything(const sayso_led_query *q, const sayso_filter *f)
{
    return q == sayso_led_query_named("events") &&
           !sayso_led_filter_any(f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
}

/* Each so many documents one ends. Where the list's order is another than that in which documents
 * came, `shown` is of no use: nearly each step would unpack a row of it for a single document. */
static sayso_status ends_read(sayso_led_parts *p, const sayso_ledger *l, int64_t documents,
                              sayso_error *err)
{
    enum { WORTH = 16 }; /* documents that a row of it has to be good for */
    int64_t held[LG_SHOWN_HELD], missed = 0, all = 0;
    sayso_led_stmt *s;
    bool row = false, ok = true;
    sayso_status st = sayso_led_list(
        l, "SELECT " LED_DAY("d") ", d.key, d.document FROM documents d ORDER BY 1, 2", &s, err);
    for (int i = 0; i < LG_SHOWN_HELD; i++) held[i] = -1;
    while (!st && ok && !(st = sayso_led_step(l, s, &row, err)) && row) {
        missed += sayso_led_shown_missed(held, sayso_led_whole(s, 2));
        if (++all % documents) continue;
        if ((ok = sayso_arena_grow(&p->arena, p->ends, p->n, p->cap))) {
            sayso_led_by_value *end = p->ends[p->n++];
            end[0] = (sayso_led_by_value){ NULL, sayso_led_whole(s, 0) };
            end[1] = (sayso_led_by_value){ sayso_led_column_dup(s, 1, &p->arena, &ok), 0 };
        }
    }
    sayso_led_finalize(s);
    p->shown &= missed <= all / WORTH + LG_SHOWN_HELD;
    return st ? st : ok ? SAYSO_OK : sayso_no_memory(err);
}

sayso_status sayso_led_parts_find(sayso_led_parts *p, sayso_ledger *l, const char *list,
                                  const sayso_filter *f, uint32_t records, sayso_error *err)
{
    int64_t documents = 0, events = 0;
    const sayso_led_query *q = sayso_led_query_named(list);
    *p = (sayso_led_parts){ .n = 0 };
    if (!q || !divisible(q, f) || !l->db->driver->version) return SAYSO_OK;
    sayso_status st = number_of(l, "SELECT count(*) FROM documents", &documents, err);
    if (!st) st = number_of(l, "SELECT ifnull(max(event), 0) FROM events", &events, err);
    if (st || events <= 2 * (int64_t)records) return st;
    const int64_t each = documents * records / events;
    p->shown = everything(q, f) && events < UINT32_MAX;
    return ends_read(p, l, each ? each : 1, err);
}

void sayso_led_parts_free(sayso_led_parts *p) { sayso_arena_free(&p->arena); }

sayso_led_stretch sayso_led_part_stretch(const sayso_led_parts *p, uint32_t i)
{
    return (sayso_led_stretch){ .after = i ? p->ends[i - 1] : NULL,
                                .upto = i < p->n ? p->ends[i] : NULL };
}

sayso_status sayso_led_part_query(sayso_cursor **out, sayso_ledger *l, const char *list,
                                  const sayso_filter *f, const sayso_led_parts *p, uint32_t i,
                                  sayso_error *err)
{
    return sayso_led_stretch_query(out, l, list, f, sayso_led_part_stretch(p, i), true, err);
}

/* ---- one view for several connections ---- */

static sayso_status stay(const sayso_ledger *l, sayso_error *err)
{
    int64_t none;
    const sayso_status st = sayso_led_run(l, "BEGIN", err);
    return st ? st
              : number_of(l, "SELECT count(*) FROM (SELECT 1 FROM documents LIMIT 1) d", &none,
                          err);
}

sayso_status sayso_led_stay(sayso_ledger *const *all, uint32_t n, bool *same, sayso_error *err)
{
    const char *version = all[0]->db->driver->version;
    int64_t before = 0, after = 0;
    *same = false;
    if (!version) return SAYSO_OK;
    /* the first one tells of all that was written between its two answers; the others begin between
     * them */
    sayso_status st = number_of(all[0], version, &before, err);
    for (uint32_t i = n; !st && i--;) st = stay(all[i], err);
    if (!st) st = number_of(all[0], version, &after, err);
    *same = !st && before == after;
    return st;
}
