/* Events: each report of one. */
#include "ledger/block.h"
#include <math.h>
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
enum { FEW = 4 };   /* participants, of nearly all events */

/* First the statement's columns, then those of the event's own row, all in this order. */
typedef enum key {
    DOCUMENT,
    NUMBER,
    EVENT,
    N_WALKED,
    PLACE = N_WALKED,
    UNDER,
    CLAIM,
    N_KEYS
} key;

/* What of a participant is no part of the row: numbers of words, and of its actor. */
typedef struct taken { int64_t side, country, role, actor; } taken;

typedef struct made {
    sayso_event_row row;
    int64_t  keys[N_KEYS];
    int64_t  country, role;                         /* of the source: numbers of words */
    taken   *taken; uint32_t n_taken, cap_taken;    /* of both sides, one side behind the other */
    sayso_party *parties; uint32_t cap_parties;     /* [n_taken] */
    taken few_taken[FEW]; sayso_party few[FEW];     /* where these begin: no memory for each */
    uint32_t start, end;                            /* of the sentence */
} made;

static int64_t key_of(sayso_led_stmt *s, int i)
{
    const sayso_led_value v = sayso_led_value_of(s, i);
    return v.kind == LED_WHOLE ? v.whole : NONE;
}

static void begin(sayso_cursor *c, void *row)
{
    made *m = row;
    m->row.lat = m->row.lon = NAN; /* until there is a place */
    m->start = 1;                  /* and no sentence */
    m->taken = m->few_taken;
    m->parties = m->few;
    m->cap_taken = m->cap_parties = FEW;
    for (int i = 0; i < N_WALKED; i++) m->keys[i] = key_of(c->rows, i);
}

static bool of_document(sayso_cursor *c, void *row, key second)
{
    const made *m = row;
    return m->keys[second] == NONE ||
           sayso_led_block_want(c, m->keys[DOCUMENT], m->keys[second], row);
}
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
static bool shown_want(sayso_cursor *c, void *row) { return !c->as_shown || event_want(c, row); }
static bool party_want(sayso_cursor *c, void *row) { return c->as_shown || event_want(c, row); }
static bool claim_want(sayso_cursor *c, void *row)
{
    const int64_t claim = ((const made *)row)->keys[CLAIM];
    return claim == NONE || sayso_led_block_want(c, claim, 0, row);
}

static bool event_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    (void)c;
    for (int i = N_WALKED; i < N_KEYS; i++) m->keys[i] = key_of(s, 2 + i - N_WALKED);
    m->start = sayso_led_column_offset(s, 5);
    m->end = sayso_led_column_offset(s, 6);
    return true;
}

/* Both, one behind the other; NULL without memory. */
static const char *joined(sayso_arena *a, const char *x, size_t n, const char *y, size_t more)
{
    char *out = sayso_arena_alloc(a, n + more + 1);
    if (out && n) memcpy(out, x, n);
    if (out && more) memcpy(out + n, y, more);
    return out;
}

static const char *code_of(sayso_arena *a, const char *country, const char *role)
{
    return joined(a, country, country ? strlen(country) : 0, role, role ? strlen(role) : 0);
}

/* "KEY-e7", with the key in column i; false without memory. */
static bool id_make(sayso_cursor *c, sayso_led_stmt *s, int i, char letter, int64_t number,
                    const char **out)
{
    const sayso_led_value k = sayso_led_value_of(s, i);
    char end[24], *at = end + sizeof end;
    uint64_t n = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do *--at = (char)('0' + n % 10);
    while (n /= 10);
    if (number < 0) *--at = '-';
    *--at = letter;
    *--at = '-';
    return k.kind != LED_TEXT ||
           (*out = joined(&c->arena, k.bytes, k.n, at, (size_t)(end + sizeof end - at)));
}

/* The id, and the sentence cut out of the text. */
static bool document_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    const sayso_led_value v = sayso_led_value_of(s, 3);
    const size_t n = v.kind == LED_BYTES || v.kind == LED_TEXT ? v.n : 0;
    if (!id_make(c, s, 2, 'e', m->keys[NUMBER], &m->row.id)) return false;
    if (m->start > m->end || m->end > n) return true;
    m->row.sentence = sayso_arena_dup(&c->arena, n ? (const char *)v.bytes + m->start : "",
                                      m->end - m->start);
    return m->row.sentence != NULL;
}

static bool claim_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    return id_make(c, s, 2, 'c', sayso_led_whole(s, 3), &((made *)to)->row.claim);
}

/* What lists show of a participant. */
static bool shown_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    const sayso_led_value v = sayso_led_value_of(s, 5);
    if (!sayso_arena_grow(&c->arena, m->taken, m->n_taken, m->cap_taken) ||
        !sayso_arena_grow(&c->arena, m->parties, m->n_taken, m->cap_parties))
        return false;
    const char *text = v.kind == LED_TEXT ? sayso_arena_dup(&c->arena, v.bytes, v.n) : NULL;
    taken *t = &m->taken[m->n_taken];
    m->parties[m->n_taken++] = (sayso_party){ .text = text,
                                              .span = { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET } };
    return (text || v.kind != LED_TEXT) && sayso_led_block_word(c, s, 2, &t->side) &&
           sayso_led_block_word(c, s, 3, &t->country) && sayso_led_block_word(c, s, 4, &t->role);
}

static bool party_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    if (!shown_take(c, s, to)) return false;
    m->taken[m->n_taken - 1].actor = key_of(s, 6);
    m->parties[m->n_taken - 1].span = (sayso_span){ sayso_led_column_offset(s, 7),
                                                    sayso_led_column_offset(s, 8) };
    return true;
}

static bool actor_want(sayso_cursor *c, void *row)
{
    const made *m = row;
    bool ok = true;
    if (c->as_shown) return true;
    for (uint32_t i = 0; ok && i < m->n_taken; i++)
        if (m->taken[i].actor != NONE)
            ok = sayso_led_block_want(c, m->keys[DOCUMENT], m->taken[i].actor, &m->parties[i]);
    return ok;
}

static bool actor_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    sayso_party *p = to;
    return sayso_led_block_text(c, s, 2, &p->via) && sayso_led_block_text(c, s, 3, &p->name) &&
           sayso_led_block_text(c, s, 4, &p->kind);
}

static bool said_take(sayso_cursor *c, sayso_led_stmt *s, void *to)
{
    made *m = to;
    return sayso_led_block_word(c, s, 2, &m->country) && sayso_led_block_word(c, s, 3, &m->role);
}

static bool parties_finish(sayso_cursor *c, made *m)
{
    for (uint32_t i = 0; i < m->n_taken; i++) {
        const taken *t = &m->taken[i];
        sayso_party *p = &m->parties[i];
        const char *side = sayso_led_block_spelt(c, t->side);
        p->country = sayso_led_block_spelt(c, t->country);
        p->role = sayso_led_block_spelt(c, t->role);
        /* what SQL would do for each row again */
        if (!(p->code = code_of(&c->arena, p->country, p->role))) return false;
        if (side && strcmp(side, "actor") == 0) {
            if (!m->row.n_actor++) m->row.actor = p;
        } else if (!m->row.n_recipient++) m->row.recipient = p;
    }
    return true;
}

static bool finish(sayso_cursor *c, void *row)
{
    made *m = row;
    sayso_event_row *r = &m->row;
    if (m->country) {
        r->source_code = code_of(&c->arena, sayso_led_block_spelt(c, m->country),
                                 sayso_led_block_spelt(c, m->role));
        if (!r->source_code) return false;
    }
    for (sayso_type t = 0; r->type && t < SAYSO_N_TYPES; t++)
        if (*sayso_type_name(t) == *r->type && strcmp(sayso_type_name(t), r->type) == 0)
            r->quad = (uint32_t)sayso_type_quad(t);
    return parties_finish(c, m);
}

#define OF_DOCUMENT(table, t)                                                                      \
    " FROM " table " " t " WHERE " t ".document BETWEEN ?1 AND ?2 "                                \
    "ORDER BY " t ".document, " t ".number"

#define OF_EVENT(table, t)                                                                         \
    " FROM " table " " t " WHERE " t ".event BETWEEN ?1 AND ?2 "                                   \
    "ORDER BY " t ".event, " t ".side, " t ".number"

static const sayso_led_part parts[] = {
    { "e s", "SELECT e.event, 0, e.place, e.under, e.claim, s.start, s.\"end\"@ "
             "FROM stored_events e LEFT JOIN sentences s ON s.document = e.document AND s.number = e.sentence "
             "WHERE e.event BETWEEN ?1 AND ?2 ORDER BY e.event", 7, false,
      event_want, event_take },
    { "d", "SELECT d.document, 0, d.key, d.text@ FROM documents d "
           "WHERE d.document BETWEEN ?1 AND ?2 ORDER BY d.document", 4, true,
      document_want, document_take },
    { "x", "SELECT x.event, 0, x.side, x.country, x.role, x.text@"
           OF_EVENT("stored_participants", "x"), 6, false,
      shown_want, shown_take },
    { "x", "SELECT x.event, 0, x.side, x.country, x.role, x.text, x.actor, "
           "x.start, x.\"end\"@" OF_EVENT("stored_participants", "x"), 9, false,
      party_want, party_take },
    { "y", "SELECT y.document, y.number, y.via, y.name, y.kind@"
           OF_DOCUMENT("stored_actors", "y"), 5, false,
      actor_want, actor_take },
    { "p", "SELECT p.document, p.number@" OF_DOCUMENT("stored_places", "p"), 2, false,
      place_want, NULL },
    { "a", "SELECT a.document, a.number, a.country, a.role@"
           OF_DOCUMENT("stored_attributions", "a"), 4, false,
      under_want, said_take },
    { "n", "SELECT n.event, 0@ FROM (SELECT * FROM numbers WHERE event BETWEEN ?1 AND ?2 "
           "ORDER BY event, number) n GROUP BY n.event ORDER BY n.event", 2, false,
      event_want, NULL },
    { "fd", "SELECT c.claim, 0, fd.key, fe.number@ FROM stored_claims c "
            "JOIN stored_events fe ON fe.event = c.first "
            "JOIN documents fd ON fd.document = fe.document WHERE c.claim BETWEEN ?1 AND ?2 "
            "ORDER BY c.claim", 4, false,
      claim_want, claim_take },
    { .sql = NULL },
};

static const sayso_led_block_of block = { .size = sizeof(made), .begin = begin, .parts = parts,
                                          .finish = finish };

const sayso_led_query sayso_led_query_events = {
    .about = { "events", "list the events of the ledger",
               "Lists every report of an event, by date of the document and place in the text.",
               "sayso events --type ASSAULT,COERCE --since 2031-05-01", .settled = true },
    .row = &sayso_rec_event_row,
    .columns = columns,
    .keys = "e.document, e.number, e.event",
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
