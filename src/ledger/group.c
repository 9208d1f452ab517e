/* Events counted by what they have in common: what that is, of each event of the facts. */
#include "crew.h"
#include "groups.h"
#include <stdlib.h>

enum { LOG_SHORTS = 9, N_SHORTS = 1 << LOG_SHORTS };
typedef struct short_text {
    uint64_t head, tail;
    uint32_t len, number;      /* the number and 1 */
} short_text;

typedef struct walk {
    const sayso_led_grouping *by;
    sayso_led_groups groups;
    sayso_led_facts texts;     /* only its texts: of all rows */
    uint32_t *moved;
    uint32_t cap_moved; /* of a row's texts their number there and 1; 0: not asked */
    uint8_t  *quads;
    uint32_t n_quads, cap_quads; /* of all texts the quad class of the type and 1; 0: not asked */
    uint32_t  actor, recipient; /* which part of the key is of these parties; NO_PART: none */
    bool      acts;            /* both are: who acts, and on whom */
    bool      with_place;      /* it counts by place */
    uint8_t  *within;          /* of all texts: may groups that begin with it be on the page: 1 no, 2 yes;
                                  0: not asked */
    uint32_t  n_within, cap_within;
    const char *last;          /* what the page's last group begins with so far; NULL: there is none */
    uint32_t  n_rows;
    bool      failed;
    const sayso_led_facts *f;  /* the row at hand */
    struct {
        sayso_led_by by;
        int32_t day;
        uint32_t key;
    } times[256]; /* of days near each other: `by` and day lie at the day's last bits */
    short_text shorts[N_SHORTS]; /* that were met, by their bytes */
} walk;

/* ---- texts of a row as numbers for all rows ---- */

enum { SHORT = 16 }; /* bytes: what codes, types and most names of places have at most */

static uint64_t bytes_of(const char *at, uint32_t n)
{
    uint64_t bytes = 0;
    memcpy(&bytes, at, n);
    return bytes;
}

/* A short text, whole: its two halves, which may overlap, and its length. */
static void short_read(sayso_str s, short_text *x)
{
    const uint32_t n = s.len >= 8 ? 8 : s.len >= 4 ? 4 : s.len >= 2 ? 2 : s.len;
    x->len = s.len;
    x->head = n == 8 ? bytes_of(s.at, 8) : n == 4 ? bytes_of(s.at, 4) : bytes_of(s.at, n);
    s.at += s.len - n;
    x->tail = n == 8 ? bytes_of(s.at, 8) : n == 4 ? bytes_of(s.at, 4) : bytes_of(s.at, n);
}

static __attribute__((noinline)) uint32_t text_number(walk *g, sayso_str text)
{
    short_text x = { .len = 0 }, *known = NULL;
    if (text.len <= SHORT) {
        short_read(text, &x);
        const uint64_t mixed = (x.head ^ x.tail << 21) * 0x9e3779b97f4a7c15u;
        known = &g->shorts[mixed >> (64 - LOG_SHORTS)];
        if (known->number && known->head == x.head && known->tail == x.tail && known->len == x.len)
            return known->number - 1;
    }
    const uint32_t n = sayso_led_facts_text(&g->texts, &g->texts.texts, text);
    g->failed |= n == UINT32_MAX;
    x.number = n + 1;
    if (known) *known = x;
    return n;
}

/* The number of a row's text among those of all rows. */
static inline uint32_t text_move(walk *g, uint32_t text)
{
    if (!g->moved[text]) g->moved[text] = text_number(g, g->f->texts.at[text]) + 1;
    return g->moved[text] - 1;
}

static bool moved_make(walk *g)
{
    const uint32_t n = g->f->texts.n;
    if (!sayso_reserve(g->moved, g->cap_moved, n)) return false;
    if (n) memset(g->moved, 0, n * sizeof *g->moved);
    return true;
}

/* ---- events, once for each of their parties that they are counted by ---- */

enum { NO_PART = LG_MOST_BY };

/* Does a party before have the same country? */
static bool repeated(const sayso_led_fact_party *p, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (p[k].country == p[i].country) return true;
    return false;
}

/* Each country that takes part; where there is none, once under "". */
static void sides_enter(walk *g, uint32_t document, uint32_t event)
{
    const sayso_led_fact *e = &g->f->events[event];
    const sayso_led_fact_party *one = g->f->parties + e->parties, *other = one + e->n_actors;
    const uint32_t n = g->actor != NO_PART ? e->n_actors : 0,
                   n_other = g->recipient != NO_PART ? e->n_recipients : 0;
    for (uint32_t i = 0; !i || i < n; i++) {
        if (i && repeated(one, i)) continue;
        for (uint32_t k = 0; !k || k < n_other; k++) {
            if (k && repeated(other, k)) continue;
            uint32_t *key = sayso_led_groups_enter(&g->groups, document, event);
            if (!key) return;
            if (g->actor != NO_PART) key[g->actor] = text_move(g, n ? one[i].country : 0);
            if (g->recipient != NO_PART)
                key[g->recipient] = text_move(g, n_other ? other[k].country : 0);
        }
    }
}

/* Who acts on whom. */
static void pairs_enter(walk *g, uint32_t document, uint32_t event)
{
    const sayso_led_fact *e = &g->f->events[event];
    const sayso_led_fact_party *one = g->f->parties + e->parties,
                               *other = e->n_recipients ? one + e->n_actors : one;
    const uint32_t n = e->n_recipients ? e->n_recipients : e->n_actors;
    for (uint32_t i = 0; i < e->n_actors; i++) {
        if (!one[i].country || repeated(one, i)) continue;
        for (uint32_t k = 0; k < n; k++) {
            if (!other[k].country || repeated(other, k) ||
                (!e->n_recipients && other[k].country == one[i].country))
                continue;
            uint32_t *key = sayso_led_groups_enter(&g->groups, document, event);
            if (!key) return;
            key[g->actor] = text_move(g, one[i].country);
            key[g->recipient] = text_move(g, other[k].country);
        }
    }
}

static void document_enter(walk *g, sayso_led_scan *s, uint32_t document)
{
    const sayso_led_fact_document *d = &g->f->documents[document];
    if (!sayso_led_scan_document(s, d)) return;
    for (uint32_t i = d->events; i < d->events + d->n_events; i++) {
        const sayso_led_fact *e = &g->f->events[i];
        if ((g->with_place && !e->place) || !sayso_led_scan_fits(s, d, e)) continue;
        if (g->acts) pairs_enter(g, document, i);
        else sides_enter(g, document, i);
    }
}

/* ---- what there is one of, of all that were entered: a part of the key at a time ---- */

static uint32_t time_of(walk *g, sayso_led_by by, int32_t day)
{
    const uint32_t i = (uint32_t)day % (sizeof g->times / sizeof *g->times);
    if (g->times[i].by != by || g->times[i].day != day) {
        g->times[i].by = by;
        g->times[i].day = day;
        g->times[i].key = sayso_led_time_key(by, day);
    }
    return g->times[i].key;
}

static uint32_t quad_of(sayso_str type)
{
    for (int t = 0; t < SAYSO_N_TYPES; t++)
        if (sayso_str_eq(sayso_str_of(sayso_type_name((sayso_type)t)), type))
            return (uint32_t)sayso_type_quad((sayso_type)t);
    return 0;
}

/* A type is looked up once for all rows. */
static uint32_t quad(walk *g, uint32_t type)
{
    const uint32_t text = text_move(g, type);
    if (g->failed) return 0;
    if (text >= g->n_quads) {
        if (!sayso_reserve(g->quads, g->cap_quads, text + 1)) {
            g->failed = true;
            return 0;
        }
        memset(g->quads + g->n_quads, 0, text + 1 - g->n_quads);
        g->n_quads = text + 1;
    }
    if (!g->quads[text]) g->quads[text] = (uint8_t)(quad_of(g->texts.texts.at[text]) + 1);
    return g->quads[text] - 1u;
}

/* *at of each entry, for its event e. */
#define FILL(what)                                                                                 \
    for (; x < end; x++, at += g->by->n) {                                                         \
        const sayso_led_fact *e = &g->f->events[x->event];                                         \
        *at = (what);                                                                              \
    }
#define OF_PLACE(field) text_move(g, e->place ? g->f->places[e->place - 1].field : 0)

static void part_fill(walk *g, uint32_t part)
{
    const sayso_led_entry *x = g->groups.entries, *end = x + g->groups.n_entries;
    const sayso_led_fact_document *d = g->f->documents;
    const sayso_led_by by = g->by->by[part];
    uint32_t *at = g->groups.keys + part;
    switch (by) {
    case LG_PER_YEAR:
    case LG_PER_MONTH:
    case LG_PER_DAY: FILL(time_of(g, by, e->from)) break;
    case LG_PER_TYPE: FILL(text_move(g, e->type)) break;
    case LG_PER_QUAD: FILL(quad(g, e->type)) break;
    case LG_PER_MODE: FILL(text_move(g, e->mode)) break;
    case LG_PER_STATUS: FILL(text_move(g, e->status)) break;
    case LG_PER_COUNTRY: FILL(OF_PLACE(country)) break;
    case LG_PER_DIVISION: FILL(OF_PLACE(admin1)) break;
    case LG_PER_TOWN: FILL(OF_PLACE(name)) break;
    case LG_PER_SAID:
        FILL(text_move(g, e->under ? g->f->said[d[x->document].said + e->under - 1].code : 0))
        break;
    case LG_PER_PUBLISHER:
        for (; x < end; x++, at += g->by->n) *at = text_move(g, d[x->document].publisher);
        break;
    default: break; /* the parties are there */
    }
}

static void quads_fill(walk *g)
{
    for (uint32_t i = 0; i < g->groups.n_entries; i++) {
        sayso_led_entry *x = &g->groups.entries[i];
        x->quad = quad(g, g->f->events[x->event].type);
    }
}

static bool is_text(sayso_led_by by) { return !sayso_led_by_time(by) && by != LG_PER_QUAD; }

/* ---- a page in order of texts ---- */

/* Groups that come in only move the page's end towards its beginning: what lies behind it once will
 * never be on the page, and need not be counted. */

/* Is only the page's share of groups counted? */
static bool page_of_texts(const sayso_led_grouping *by)
{
    return by->n && by->most && !by->top && is_text(by->by[0]);
}

static bool within(walk *g, uint32_t text)
{
    if (text >= g->n_within) {
        if (!sayso_reserve(g->within, g->cap_within, text + 1)) {
            g->failed = true;
            return true;
        }
        memset(g->within + g->n_within, 0, text + 1 - g->n_within);
        g->n_within = text + 1;
    }
    if (!g->within[text]) {
        const char *at = g->texts.texts.at[text].at;
        const bool before = g->by->after && strcmp(at, g->by->after[0].text) < 0;
        g->within[text] = before || (g->last && strcmp(at, g->last) > 0) ? 1 : 2;
    }
    return g->within[text] == 2;
}

/* Those of the entries, whose first part is filled, that may be on the page. */
static void entries_choose(walk *g)
{
    sayso_led_groups *x = &g->groups;
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_entries; i++) {
        const uint32_t *key = x->keys + i * g->by->n;
        if (!within(g, *key)) continue;
        if (n < i) {
            x->entries[n] = x->entries[i];
            memcpy(x->keys + n * g->by->n, key, g->by->n * sizeof *key);
        }
        n++;
    }
    x->n_entries = n;
}

/* Where the page ends, after so many rows of facts and twice as many. */
static void last_find(walk *g)
{
    uint32_t n, *order;
    g->n_rows++;
    if ((g->n_rows & (g->n_rows - 1)) || g->groups.n < g->by->most) return;
    if (!(order = sayso_led_groups_order(&g->groups, &n))) {
        g->failed = true;
        return;
    }
    if (n == g->by->most) {
        g->last = g->texts.texts.at[sayso_led_group_at(&g->groups, order[n - 1])->key[0]].at;
        g->n_within = 0;
    }
    free(order);
}

/* ---- all of it ---- */

static void parts_find(walk *g)
{
    g->actor = g->recipient = NO_PART;
    for (uint32_t i = 0; i < g->by->n; i++) {
        const sayso_led_by by = g->by->by[i];
        if (by == LG_PER_ACTOR || by == LG_PER_ACTS) g->actor = i;
        if (by == LG_PER_RECIPIENT || by == LG_PER_ON) g->recipient = i;
        g->acts |= by == LG_PER_ACTS;
        g->with_place |= by == LG_PER_TOWN;
    }
}

/* What of facts it looks at. */
static uint32_t wanted_by(const sayso_led_grouping *by)
{
    static const uint32_t wanted[] = {
        [LG_PER_YEAR] = LG_FACTS_DAYS,           [LG_PER_MONTH] = LG_FACTS_DAYS,
        [LG_PER_DAY] = LG_FACTS_DAYS,            [LG_PER_TYPE] = LG_FACTS_TYPES,
        [LG_PER_QUAD] = LG_FACTS_TYPES,          [LG_PER_STATUS] = LG_FACTS_STATUSES,
        [LG_PER_MODE] = LG_FACTS_MODES,          [LG_PER_ACTOR] = LG_FACTS_COUNTRIES,
        [LG_PER_RECIPIENT] = LG_FACTS_COUNTRIES, [LG_PER_COUNTRY] = LG_FACTS_PLACES,
        [LG_PER_DIVISION] = LG_FACTS_PLACES,     [LG_PER_TOWN] = LG_FACTS_PLACES,
        [LG_PER_SAID] = LG_FACTS_SAID,           [LG_PER_ACTS] = LG_FACTS_COUNTRIES,
        [LG_PER_ON] = LG_FACTS_COUNTRIES,        [LG_PER_PUBLISHER] = LG_FACTS_PUBLISHERS,
    };
    uint32_t all = LG_FACTS_IDS;
    for (uint32_t i = 0; i < by->n; i++) all |= wanted[by->by[i]];
    if (by->with & LG_WITH_INDEPENDENT) all |= LG_FACTS_ORIGINS;
    if (by->with & LG_WITH_QUADS) all |= LG_FACTS_TYPES;
    if (by->with & LG_WITH_GOLDSTEIN) all |= LG_FACTS_GOLDSTEINS;
    if (by->with & LG_WITH_DAYS) all |= LG_FACTS_DAYS;
    if (by->with & LG_WITH_POINTS) all |= LG_FACTS_PLACES;
    return all;
}

static void row_count(walk *g, sayso_led_scan *s)
{
    for (uint32_t i = 0; i < g->f->n_documents; i++) document_enter(g, s, i);
    if (g->groups.n_entries) { /* where not, there may be no room for any yet */
        for (uint32_t i = 0; i < g->by->n && !g->groups.failed; i++) {
            part_fill(g, i);
            if (!i && page_of_texts(g->by)) entries_choose(g);
        }
        if (g->by->with & LG_WITH_QUADS) quads_fill(g);
    }
    sayso_led_groups_count(&g->groups, g->f);
    if (page_of_texts(g->by)) last_find(g);
}

static sayso_status groups_write(walk *g, sayso_buf *json, sayso_error *err)
{
    uint32_t n, *order;
    if (!g->by->n && !g->groups.n && sayso_led_groups_find(&g->groups, NULL) == UINT32_MAX)
        return sayso_no_memory(err); /* of nothing there is one, too */
    if (!(order = sayso_led_groups_order(&g->groups, &n))) return sayso_no_memory(err);
    sayso_led_groups_put(&g->groups, order, n, json);
    free(order);
    return json->failed ? sayso_no_memory(err) : SAYSO_OK;
}

static bool row_look(void *user, sayso_led_scan *s, const sayso_led_facts *row)
{
    walk *g = user;
    g->f = row;
    if (moved_make(g)) row_count(g, s);
    else g->failed = true;
    return !g->failed && !g->groups.failed;
}

/* The rows of a stage. */
static sayso_status stage_count(walk *g, sayso_led_scan *s, sayso_error *err)
{
    const sayso_led_facts *row;
    sayso_status st = SAYSO_OK;
    while (!st && !(st = sayso_led_scan_next(s, &row, err)) && row)
        if (!row_look(g, s, row)) st = sayso_no_memory(err);
    return st;
}

/* A page of groups in order of time: rows of later events are left. */
static sayso_status page_count(walk *g, sayso_led_scan *s, sayso_error *err)
{
    bool more = true;
    sayso_status st = sayso_led_scan_by_day(s, sayso_led_groups_from(g->by), err);
    while (!st && more) {
        st = stage_count(g, s, err);
        if (st || sayso_led_groups_enough(&g->groups, sayso_led_scan_to_come(s))) break;
        st = sayso_led_scan_more(s, &more, err);
    }
    return st;
}

sayso_status sayso_led_group_events(sayso_ledger *l, const sayso_filter *f,
                                    const sayso_led_grouping *by, sayso_buf *json, sayso_error *err)
{
    const bool page = by->n && sayso_led_by_time(by->by[0]) && by->most && !by->top;
    sayso_led_scan s;
    walk g = { .by = by };
    parts_find(&g);
    sayso_led_groups_begin(&g.groups, by, &g.texts.texts);
    sayso_status st = sayso_led_scan_begin(&s, l, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
                                           wanted_by(by), err);
    if (!st) st = page ? page_count(&g, &s, err) : sayso_led_crew_run(&s, row_look, &g, err);
    if (!st) st = groups_write(&g, json, err);
    sayso_led_scan_end(&s);
    sayso_led_facts_free(&g.texts);
    sayso_led_groups_end(&g.groups);
    free(g.moved);
    free(g.quads);
    free(g.within);
    return st;
}
