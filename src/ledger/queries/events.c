/* Events: each report of one. */
#include "ledger/block.h"
#include <math.h>
#include <stdio.h>
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

/* ---- rows as they are made ---- */

enum { NONE = -1 }; /* no place, attribution, claim or actor */

/* The statement's first columns, in this order. */
typedef enum key { DOCUMENT, NUMBER, EVENT, SENTENCE, PLACE, UNDER, CLAIM, N_KEYS } key;

typedef struct made {
    sayso_event_row row;
    int64_t  keys[N_KEYS];
    int64_t *actors; uint32_t cap_actors;           /* of actor, then of recipient */
    sayso_party *actor, *recipient; uint32_t cap_actor, cap_recipient;
    uint32_t start, end;                            /* of the sentence */
} made;

static bool begin(sayso_cursor *c, void *row)
{
    made *m = row;
    m->row.lat = m->row.lon = NAN; /* until there is a place */
    m->start = 1;                  /* and no sentence */
    for (int i = 0; i < N_KEYS; i++)
        m->keys[i] = sayso_led_null(c->rows, i) ? NONE : sayso_led_key(c, i);
    for (sayso_type t = 0; m->row.type && t < SAYSO_N_TYPES; t++)
        if (*sayso_type_name(t) == *m->row.type && strcmp(sayso_type_name(t), m->row.type) == 0)
            m->row.quad = (uint32_t)sayso_type_quad(t);
    return true;
}

static bool of_document(sayso_cursor *c, void *row, key second)
{
    const made *m = row;
    return m->keys[second] == NONE ||
           sayso_led_block_want(c, m->keys[DOCUMENT], m->keys[second], row);
}
static bool sentence_want(sayso_cursor *c, void *row) { return of_document(c, row, SENTENCE); }
static bool place_want(sayso_cursor *c, void *row) { return of_document(c, row, PLACE); }
static bool under_want(sayso_cursor *c, void *row) { return of_document(c, row, UNDER); }
static bool document_want(sayso_cursor *c, void *row)
{
    return sayso_led_block_want(c, ((const made *)row)->keys[DOCUMENT], 0, row);
}
static bool event_want(sayso_cursor *c, void *row)
{
    return sayso_led_block_want(c, ((const made *)row)->keys[EVENT], 0, row);
}
static bool claim_want(sayso_cursor *c, void *row)
{
    const int64_t claim = ((const made *)row)->keys[CLAIM];
    return claim == NONE || sayso_led_block_want(c, claim, 0, row);
}

static bool sentence_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    (void)c;
    m->start = sayso_led_column_offset(s, 2);
    m->end = sayso_led_column_offset(s, 3);
    return true;
}

/* Both, one behind the other; NULL without memory. */
static const char *joined(sayso_arena *a, const char *x, const char *y)
{
    const size_t n = x ? strlen(x) : 0, more = y ? strlen(y) : 0;
    char *out = sayso_arena_alloc(a, n + more + 1);
    if (out && n) memcpy(out, x, n);
    if (out && more) memcpy(out + n, y, more);
    return out;
}

/* The id, and the sentence cut out of the text. */
static bool document_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    char number[24];
    const sayso_str text = sayso_led_blob(s, 3);
    snprintf(number, sizeof number, "%lld", (long long)m->keys[NUMBER]);
    m->row.id = joined(&c->arena, sayso_led_column(s, 2), number);
    if (!m->row.id || m->start > m->end || m->end > text.len) return m->row.id != NULL;
    m->row.sentence = sayso_arena_dup(&c->arena, text.at ? text.at + m->start : "", m->end - m->start);
    return m->row.sentence != NULL;
}

static bool party_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    bool ok = true;
    const bool first = strcmp(sayso_led_column(s, 2), "actor") == 0;
    sayso_party **list = first ? &m->actor : &m->recipient;
    uint32_t *n = first ? &m->row.n_actor : &m->row.n_recipient;
    uint32_t *cap = first ? &m->cap_actor : &m->cap_recipient;
    const uint32_t all = m->row.n_actor + m->row.n_recipient;
    if (!sayso_arena_grow(&c->arena, *list, *n, *cap) ||
        !sayso_arena_grow(&c->arena, m->actors, all, m->cap_actors))
        return false;
    m->actors[all] = sayso_led_null(s, 3) ? NONE : sayso_led_whole(s, 3);
    sayso_party *p = &(*list)[(*n)++];
    *p = (sayso_party){ .country = sayso_led_column_dup(s, 4, &c->arena, &ok),
                        .role = sayso_led_column_dup(s, 5, &c->arena, &ok),
                        .text = sayso_led_column_dup(s, 6, &c->arena, &ok),
                        .span = { sayso_led_column_offset(s, 7), sayso_led_column_offset(s, 8) } };
    p->code = joined(&c->arena, p->country, p->role); /* what SQL would do for each row again */
    m->row.actor = m->actor;
    m->row.recipient = m->recipient;
    return ok && p->code;
}

static bool actor_want(sayso_cursor *c, void *row)
{
    const made *m = row;
    bool ok = true;
    for (uint32_t i = 0; ok && i < m->row.n_actor + m->row.n_recipient; i++)
        if (m->actors[i] != NONE)
            ok = sayso_led_block_want(c, m->keys[DOCUMENT], m->actors[i],
                                      i < m->row.n_actor ? &m->actor[i]
                                                         : &m->recipient[i - m->row.n_actor]);
    return ok;
}

static bool actor_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    bool ok = true;
    sayso_party *p = to;
    p->via = sayso_led_column_dup(s, 2, &c->arena, &ok);
    p->name = sayso_led_column_dup(s, 3, &c->arena, &ok);
    p->kind = sayso_led_column_dup(s, 4, &c->arena, &ok);
    return ok;
}

#define OF_DOCUMENT(table, t)                                                                      \
    " FROM " table " " t " WHERE " t ".document BETWEEN ?1 AND ?2 "                                \
    "ORDER BY " t ".document, " t ".number"

static const sayso_led_part parts[] = {
    { "s", "SELECT s.document, s.number, s.start, s.\"end\"@" OF_DOCUMENT("sentences", "s"), 4,
      sentence_want, sentence_take },
    { "d", "SELECT d.document, 0, d.key || '-e', d.text@ FROM documents d "
           "WHERE d.document BETWEEN ?1 AND ?2 ORDER BY d.document", 4,
      document_want, document_take },
    { "x", "SELECT x.event, 0, x.side, x.actor, x.country, x.role, x.text, "
           "x.start, x.\"end\"@ FROM participants x WHERE x.event BETWEEN ?1 AND ?2 "
           "ORDER BY x.event, x.side, x.number", 9,
      event_want, party_take },
    { "y", "SELECT y.document, y.number, y.via, y.name, y.kind@" OF_DOCUMENT("actors", "y"), 5, actor_want,
      actor_take },
    { "p", "SELECT p.document, p.number@" OF_DOCUMENT("places", "p"), 2, place_want, NULL },
    { "a", "SELECT a.document, a.number@" OF_DOCUMENT("attributions", "a"), 2, under_want, NULL },
    { "n", "SELECT n.event, 0@ FROM (SELECT * FROM numbers WHERE event BETWEEN ?1 AND ?2 "
           "ORDER BY event, number) n GROUP BY n.event ORDER BY n.event", 2,
      event_want, NULL },
    { "fd", "SELECT c.claim, 0@ FROM claims c JOIN events fe ON fe.event = c.first "
            "JOIN documents fd ON fd.document = fe.document WHERE c.claim BETWEEN ?1 AND ?2 "
            "ORDER BY c.claim", 2,
      claim_want, NULL },
    { .sql = NULL },
};

static const sayso_led_block_of block = { .size = sizeof(made), .alias = "e", .begin = begin,
                                          .parts = parts };

const sayso_led_query sayso_led_query_events = {
    .about = { "events", "list the events of the ledger",
               "Lists every report of an event, by date of the document and place in the text.",
               "sayso events --type ASSAULT,COERCE --since 2031-05-01", .settled = true },
    .row = &sayso_rec_event_row,
    .columns = columns,
    .keys = "e.document, e.number, e.event, e.sentence, e.place, e.under, e.claim",
    .walk = "FROM documents d " LED_THEN "events e ON e.document = d.document ",
    .found = LED_FOUND "events e ON e.event = CAST(z.value AS BIGINT) " LED_THEN "documents d ON d.document = "
             "e.document ",
    .kind = LG_FIND_EVENTS,
    .parts = LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
    .from = "WHERE true",
    .order = { LED_BY_DOCUMENT, "e.number" },
    .where = where,
    .block = &block,
};
