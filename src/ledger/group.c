/* Groups of events. Documents come one after another, so that a group knows whether it has counted
 * one; claims and families of reprints come again later: for each there is a chain of the groups
 * that have counted it. */
#include "group.h"
#include "base/day.h"
#include <math.h>
#include <stdlib.h>

/* As small as can be: of a large ledger there are hundreds of thousands, looked up by chance. */
typedef struct group {
    int64_t  goldstein;
    uint32_t events, claims, documents, independent, quads[4];
    uint32_t document;         /* the last one that was counted */
    int32_t  first, last, end;
    bool     left_out;
    uint32_t key[];            /* [by->n] numbers of texts, or days and the like */
} group;

typedef struct spot { double lat_deg, lon_deg; } spot;

typedef struct chain { /* which groups have counted a claim, or a family */
    uint32_t *heads; int64_t n_heads; /* by its number */
    struct { uint32_t group, next; } *links; uint32_t n, cap; /* from 1 */
} chain;

typedef struct grouping {
    const sayso_led_grouping *by;
    sayso_led_facts texts;     /* only its texts: of all rows */
    uint32_t *moved;
    uint32_t cap_moved; /* of a row's texts their number there and 1; 0: not asked */
    uint8_t  *quads;
    uint32_t n_quads, cap_quads; /* of all texts the quad class of the type and 1; 0: not asked */
    char     *groups; uint32_t n_groups, cap_groups; /* see `at` */
    spot     *spots; uint32_t cap_spots; /* of groups, where it counts by place */
    uint32_t *slots, n_slots;
    chain     claims, families;
    bool      failed;
    /* of the row and event at hand */
    const sayso_led_facts *f;
    const sayso_led_fact_document *d;
    const sayso_led_fact *e;
    uint32_t  n_documents;     /* with that one */
    bool      with_place;      /* it counts by place */
    uint32_t  quad;            /* 0 unknown */
    uint32_t  key[LG_MOST_BY];
    struct {
        sayso_led_by by;
        int32_t day;
        uint32_t key;
    } times[256]; /* of days near each other: `by` and day lie at the day's last bits */
} grouping;

static size_t group_size(const grouping *g)
{
    return (offsetof(group, key) + g->by->n * sizeof(uint32_t) + 7) & ~(size_t)7;
}

static group *at(const grouping *g, uint32_t i)
{
    return (group *)(void *)(g->groups + i * group_size(g));
}

/* ---- counting ---- */

/* Has the group not counted it yet? It has now. */
static bool chain_add(grouping *g, chain *c, int64_t of, uint32_t by)
{
    if (of <= 0) return false;
    if (of >= c->n_heads) {
        const int64_t n = of + of / 2 + 1024;
        uint32_t *more = realloc(c->heads, (size_t)n * sizeof *more);
        if (!more) {
            g->failed = true;
            return false;
        }
        memset(more + c->n_heads, 0, (size_t)(n - c->n_heads) * sizeof *more);
        c->heads = more;
        c->n_heads = n;
    }
    for (uint32_t i = c->heads[of]; i; i = c->links[i].next)
        if (c->links[i].group == by) return false;
    if (!c->n) c->n = 1;
    if (!sayso_grow(c->links, c->n, c->cap)) {
        g->failed = true;
        return false;
    }
    c->links[c->n].group = by;
    c->links[c->n].next = c->heads[of];
    c->heads[of] = c->n++;
    return true;
}

static uint32_t key_hash(const uint32_t *key, uint32_t n)
{
    uint64_t h = n;
    for (uint32_t i = 0; i < n; i++) h = (h ^ key[i]) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(h >> 32);
}

static bool key_same(const uint32_t *a, const uint32_t *b, uint32_t n)
{
    uint32_t i = 0;
    while (i < n && a[i] == b[i]) i++;
    return i == n;
}

static bool slots_make(grouping *g)
{
    const uint32_t n = g->n_slots ? 2 * g->n_slots : 1024;
    uint32_t *slots = calloc(n, sizeof *slots);
    if (!slots) return false;
    for (uint32_t i = 0; i < g->n_groups; i++) {
        uint32_t slot = key_hash(at(g, i)->key, g->by->n) & (n - 1);
        while (slots[slot]) slot = (slot + 1) & (n - 1);
        slots[slot] = i + 1;
    }
    free(g->slots);
    g->slots = slots;
    g->n_slots = n;
    return true;
}

static bool group_room(grouping *g)
{
    return (g->n_groups < g->cap_groups ||
            sayso_grow_((void **)&g->groups, &g->cap_groups, g->n_groups + 1, group_size(g))) &&
           (!g->with_place || sayso_reserve(g->spots, g->cap_spots, g->n_groups + 1));
}

/* The number of the group of g->key. */
static uint32_t group_find(grouping *g)
{
    const uint32_t n = g->by->n;
    if (2 * (g->n_groups + 1) > g->n_slots && !slots_make(g)) return UINT32_MAX;
    uint32_t slot = key_hash(g->key, n) & (g->n_slots - 1);
    for (; g->slots[slot]; slot = (slot + 1) & (g->n_slots - 1))
        if (key_same(at(g, g->slots[slot] - 1)->key, g->key, n)) return g->slots[slot] - 1;
    if (!group_room(g)) return UINT32_MAX;
    group *x = at(g, g->n_groups);
    *x = (group){ .first = INT32_MIN, .last = INT32_MIN, .end = INT32_MIN };
    if (n) memcpy(x->key, g->key, n * sizeof *x->key);
    if (g->with_place) g->spots[g->n_groups] = (spot){ NAN, NAN };
    return (g->slots[slot] = ++g->n_groups) - 1;
}

static void most(double *to, double value)
{
    if (isnan(*to) || value > *to) *to = value;
}

static void event_count(grouping *g)
{
    const uint32_t number = group_find(g);
    if (number == UINT32_MAX) {
        g->failed = true;
        return;
    }
    group *x = at(g, number);
    const sayso_led_fact *e = g->e;
    x->events++;
    x->goldstein += e->goldstein;
    if (g->quad) x->quads[g->quad - 1]++;
    if (x->document != g->n_documents) {
        x->document = g->n_documents;
        x->documents++;
        if (g->by->independent) x->independent += chain_add(g, &g->families, g->d->origin, number);
    }
    x->claims += chain_add(g, &g->claims, e->claim, number);
    if (e->from != INT32_MIN && (x->first == INT32_MIN || e->from < x->first)) x->first = e->from;
    if (e->from > x->last) x->last = e->from;
    if (e->to > x->end) x->end = e->to;
    if (!g->with_place || !e->place) return;
    most(&g->spots[number].lat_deg, g->f->places[e->place - 1].lat_deg);
    most(&g->spots[number].lon_deg, g->f->places[e->place - 1].lon_deg);
}

/* ---- what an event is counted by ---- */

/* The number of a row's text among those of all rows. */
static uint32_t text_move(grouping *g, uint32_t text)
{
    if (!g->moved[text]) {
        const uint32_t n = sayso_led_facts_text(&g->texts, &g->texts.texts, g->f->texts.at[text]);
        g->failed |= n == UINT32_MAX;
        g->moved[text] = n + 1;
    }
    return g->moved[text] - 1;
}

/* Years of day numbers as SQL's strftime has them: 0 to 9999; others are unknown, as is no day. */
static uint32_t time_key(sayso_led_by by, int32_t day)
{
    int year, month, of_month;
    if (day == INT32_MIN) return 0;
    sayso_day_parts(day, &year, &month, &of_month);
    if (year < 0 || year > 9999) return 0;
    const uint32_t y = (uint32_t)year;
    return by == LG_PER_YEAR    ? y + 1
           : by == LG_PER_MONTH ? y * 12 + (uint32_t)month
                                : (y * 12 + (uint32_t)month) * 32 + (uint32_t)of_month;
}

static uint32_t time_of(grouping *g, sayso_led_by by, int32_t day)
{
    const uint32_t i = (uint32_t)day % (sizeof g->times / sizeof *g->times);
    if (g->times[i].by != by || g->times[i].day != day) {
        g->times[i].by = by;
        g->times[i].day = day;
        g->times[i].key = time_key(by, day);
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
static uint32_t quad(grouping *g, uint32_t type)
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

/* What there is one of. */
static uint32_t single(grouping *g, sayso_led_by by)
{
    const sayso_led_fact *e = g->e;
    const sayso_led_fact_place *p = e->place ? &g->f->places[e->place - 1] : NULL;
    switch (by) {
    case LG_PER_YEAR:
    case LG_PER_MONTH:
    case LG_PER_DAY: return time_of(g, by, e->from);
    case LG_PER_TYPE: return text_move(g, e->type);
    case LG_PER_QUAD: return g->quad;
    case LG_PER_MODE: return text_move(g, e->mode);
    case LG_PER_STATUS: return text_move(g, e->status);
    case LG_PER_COUNTRY: return p ? text_move(g, p->country) : text_move(g, 0);
    case LG_PER_DIVISION: return p ? text_move(g, p->admin1) : text_move(g, 0);
    case LG_PER_TOWN: return p ? text_move(g, p->name) : text_move(g, 0);
    case LG_PER_SAID:
        return text_move(g, e->under ? g->f->said[g->d->said + e->under - 1].code : 0);
    case LG_PER_PUBLISHER: return text_move(g, g->d->publisher);
    default: return 0;
    }
}

/* Does a party before have the same country? */
static bool repeated(const sayso_led_fact_party *p, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (p[k].country == p[i].country) return true;
    return false;
}

static void parties_count(grouping *g, uint32_t at);

/* Each country of one side, once. */
static void side_count(grouping *g, uint32_t at, const sayso_led_fact_party *p, uint32_t n)
{
    if (!n) {
        g->key[at] = text_move(g, 0);
        parties_count(g, at + 1);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (repeated(p, i)) continue;
        g->key[at] = text_move(g, p[i].country);
        parties_count(g, at + 1);
    }
}

/* Who acts on whom: `at` and the one behind it. */
static void pairs_count(grouping *g, uint32_t at)
{
    const sayso_led_fact *e = g->e;
    const sayso_led_fact_party *one = g->f->parties + e->parties,
                               *other = e->n_recipients ? one + e->n_actors : one;
    const uint32_t n = e->n_recipients ? e->n_recipients : e->n_actors;
    for (uint32_t i = 0; i < e->n_actors; i++) {
        if (!one[i].country || repeated(one, i)) continue;
        for (uint32_t k = 0; k < n; k++) {
            if (!other[k].country || repeated(other, k) ||
                (!e->n_recipients && other[k].country == one[i].country))
                continue;
            g->key[at] = text_move(g, one[i].country);
            g->key[at + 1] = text_move(g, other[k].country);
            parties_count(g, at + 2);
        }
    }
}

/* Goes on from the key's part `at`; counts the event where all parts are set. */
static void parties_count(grouping *g, uint32_t at)
{
    const sayso_led_fact *e = g->e;
    const sayso_led_fact_party *p = g->f->parties + e->parties;
    while (at < g->by->n && g->by->by[at] != LG_PER_ACTOR && g->by->by[at] != LG_PER_RECIPIENT &&
           g->by->by[at] != LG_PER_ACTS)
        at++;
    if (at == g->by->n) event_count(g);
    else if (g->by->by[at] == LG_PER_ACTOR) side_count(g, at, p, e->n_actors);
    else if (g->by->by[at] == LG_PER_ACTS) pairs_count(g, at);
    else side_count(g, at, p + e->n_actors, e->n_recipients);
}

static bool asked(const sayso_led_grouping *by, sayso_led_by what)
{
    for (uint32_t i = 0; i < by->n; i++)
        if (by->by[i] == what) return true;
    return false;
}

/* What of facts it looks at. */
static uint32_t wanted_by(const sayso_led_grouping *by)
{
    static const uint32_t wanted[] = {
        [LG_PER_STATUS] = LG_FACTS_STATUSES,   [LG_PER_MODE] = LG_FACTS_MODES,
        [LG_PER_ACTOR] = LG_FACTS_PARTIES,     [LG_PER_RECIPIENT] = LG_FACTS_PARTIES,
        [LG_PER_COUNTRY] = LG_FACTS_PLACES,    [LG_PER_DIVISION] = LG_FACTS_PLACES,
        [LG_PER_TOWN] = LG_FACTS_PLACES,       [LG_PER_SAID] = LG_FACTS_SAID,
        [LG_PER_ACTS] = LG_FACTS_PARTIES,      [LG_PER_ON] = LG_FACTS_PARTIES,
        [LG_PER_PUBLISHER] = LG_FACTS_PUBLISHERS,
    };
    uint32_t all = LG_FACTS_DAYS | LG_FACTS_TYPES | LG_FACTS_IDS | LG_FACTS_GOLDSTEINS;
    for (uint32_t i = 0; i < by->n; i++)
        if (by->by[i] < sizeof wanted / sizeof *wanted) all |= wanted[by->by[i]];
    return by->independent ? all | LG_FACTS_ORIGINS : all;
}

static void row_count(grouping *g, sayso_led_scan *s)
{
    for (uint32_t i = 0; i < g->f->n_documents && !g->failed; i++) {
        g->d = &g->f->documents[i];
        g->n_documents++;
        if (!sayso_led_scan_document(s, g->d)) continue;
        for (uint32_t k = 0; k < g->d->n_events; k++) {
            g->e = &g->f->events[g->d->events + k];
            if ((g->with_place && !g->e->place) || !sayso_led_scan_fits(s, g->d, g->e)) continue;
            g->quad = quad(g, g->e->type);
            for (uint32_t b = 0; b < g->by->n; b++) g->key[b] = single(g, g->by->by[b]);
            parties_count(g, 0);
        }
    }
}

/* ---- groups in order ---- */

static bool of_time(sayso_led_by by) { return by >= LG_PER_YEAR && by <= LG_PER_DAY; }

/* What a part of a key is; times as numbers that are in the order of their names. */
static sayso_led_by_value value_of(const grouping *g, const group *x, uint32_t i)
{
    const sayso_led_by by = g->by->by[i];
    if (of_time(by) || by == LG_PER_QUAD) return (sayso_led_by_value){ NULL, x->key[i] };
    return (sayso_led_by_value){ g->texts.texts.at[x->key[i]].at, 0 };
}

static int values_cmp(sayso_led_by_value a, sayso_led_by_value b)
{
    if (a.text && b.text) return strcmp(a.text, b.text);
    return (a.number > b.number) - (a.number < b.number);
}

static int group_cmp(const grouping *g, const group *a, const group *b)
{
    int c = 0;
    for (uint32_t i = 0; !c && i < g->by->n; i++)
        if (a->key[i] != b->key[i]) c = values_cmp(value_of(g, a, i), value_of(g, b, i));
    return c;
}

/* "2031-05" as a number in the order of such names; 0 of "". */
static uint32_t time_read(sayso_led_by by, const char *text)
{
    sayso_day day;
    return *text && sayso_day_parse(text, &day) ? time_key(by, day.from) : 0;
}

static bool behind(const grouping *g, const group *x)
{
    int c = 0;
    for (uint32_t i = 0; g->by->after && !c && i < g->by->n; i++) {
        sayso_led_by_value after = g->by->after[i];
        if (of_time(g->by->by[i]) && after.text)
            after = (sayso_led_by_value){ NULL, time_read(g->by->by[i], after.text) };
        c = values_cmp(value_of(g, x, i), after);
    }
    return !g->by->after || c > 0;
}

/* ---- the first ones in order ---- */

/* Sinks order[i] in a heap whose top is the last in order. */
static void sink(const grouping *g, uint32_t *order, uint32_t n, uint32_t i)
{
    for (uint32_t k; (k = 2 * i + 1) < n; i = k) {
        if (k + 1 < n && group_cmp(g, at(g, order[k]), at(g, order[k + 1])) < 0) k++;
        if (group_cmp(g, at(g, order[k]), at(g, order[i])) <= 0) return;
        const uint32_t swapped = order[i];
        order[i] = order[k];
        order[k] = swapped;
    }
}

/* The first `most` groups behind `after`: order[*n] in order. */
static uint32_t *groups_choose(const grouping *g, uint32_t *n)
{
    const uint64_t most = g->by->most && g->by->most < g->n_groups ? g->by->most : g->n_groups;
    uint32_t *order = malloc((most + 1) * sizeof *order);
    *n = 0;
    for (uint32_t i = 0; order && i < g->n_groups; i++) {
        if (at(g, i)->left_out || !behind(g, at(g, i))) continue;
        if (*n < most) {
            order[(*n)++] = i;
            if (*n == most)
                for (uint32_t k = *n; k-- > 0;) sink(g, order, *n, k);
        } else if (group_cmp(g, at(g, i), at(g, order[0])) < 0) {
            order[0] = i;
            sink(g, order, *n, 0);
        }
    }
    if (order && *n < most)
        for (uint32_t k = *n; k-- > 0;) sink(g, order, *n, k);
    for (uint32_t k = order ? *n : 0; k-- > 1;) { /* the heap, sorted */
        const uint32_t last = order[0];
        order[0] = order[k];
        order[k] = last;
        sink(g, order, k, 0);
    }
    return order;
}

/* ---- those with most events ---- */

/* What of a group is not time, as the key of another grouping. */
static uint32_t line_find(const grouping *g, const group *x, grouping *lines)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->by->n; i++)
        if (!of_time(g->by->by[i])) lines->key[n++] = x->key[i];
    return group_find(lines);
}

typedef struct line { uint64_t events; uint32_t rank; } line;

static int by_events(const void *a, const void *b)
{
    const line *x = a, *y = b;
    if (x->events != y->events) return x->events > y->events ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Leaves out all lines but `top`. */
static bool lines_choose(grouping *lines, uint64_t top)
{
    uint32_t n;
    uint32_t *order = groups_choose(lines, &n);
    line *all = malloc((lines->n_groups + 1) * sizeof *all);
    for (uint32_t i = 0; order && all && i < n; i++)
        all[i] = (line){ at(lines, order[i])->events, i };
    if (order && all) qsort(all, n, sizeof *all, by_events);
    for (uint32_t i = 0; order && all && i < n; i++)
        at(lines, order[all[i].rank])->left_out = i >= top;
    const bool ok = order && all;
    free(order);
    free(all);
    return ok;
}

static bool top_choose(grouping *g)
{
    sayso_led_grouping by = { .n = 0 };
    grouping lines = { .by = &by, .texts = g->texts };
    bool ok = true;
    for (uint32_t i = 0; i < g->by->n; i++)
        if (!of_time(g->by->by[i])) by.by[by.n++] = g->by->by[i];
    for (uint32_t i = 0; ok && i < g->n_groups; i++) {
        const uint32_t of = line_find(g, at(g, i), &lines);
        ok = of != UINT32_MAX;
        if (ok) at(&lines, of)->events += at(g, i)->events;
    }
    ok = ok && lines_choose(&lines, g->by->top);
    for (uint32_t i = 0; ok && i < g->n_groups; i++)
        at(g, i)->left_out = at(&lines, line_find(g, at(g, i), &lines))->left_out;
    free(lines.groups);
    free(lines.slots);
    return ok;
}

/* ---- as JSON ---- */

static void text_put(sayso_buf *b, const char *z)
{
    sayso_buf_puts(b, "\"");
    for (; *z; z++) {
        const uint8_t c = (uint8_t)*z;
        if (c < 0x20) sayso_buf_printf(b, "\\u%04x", c);
        else {
            if (c == '"' || c == '\\') sayso_buf_puts(b, "\\");
            sayso_buf_put(b, z, 1);
        }
    }
    sayso_buf_puts(b, "\"");
}

static void time_put(sayso_buf *b, sayso_led_by by, uint32_t key)
{
    if (!key) sayso_buf_puts(b, "\"\"");
    else if (by == LG_PER_YEAR) sayso_buf_printf(b, "\"%04u\"", key - 1);
    else if (by == LG_PER_MONTH)
        sayso_buf_printf(b, "\"%04u-%02u\"", (key - 1) / 12, (key - 1) % 12 + 1);
    else
        sayso_buf_printf(b, "\"%04u-%02u-%02u\"", (key / 32 - 1) / 12, (key / 32 - 1) % 12 + 1,
                         key % 32);
}

static void number_put(sayso_buf *b, int64_t x)
{
    sayso_buf_puts(b, ",");
    sayso_buf_whole(b, x);
}

static void day_put(sayso_buf *b, int32_t day)
{
    if (day == INT32_MIN) sayso_buf_puts(b, ",null");
    else number_put(b, day);
}

static void degrees_put(sayso_buf *b, double x)
{
    if (isnan(x)) sayso_buf_puts(b, ",null");
    else sayso_buf_printf(b, ",%.17g", x);
}

static void group_put(const grouping *g, uint32_t number, sayso_buf *b)
{
    const group *x = at(g, number);
    const spot where = g->with_place ? g->spots[number] : (spot){ NAN, NAN };
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < g->by->n; i++) {
        const sayso_led_by_value v = value_of(g, x, i);
        if (i) sayso_buf_puts(b, ",");
        if (of_time(g->by->by[i])) time_put(b, g->by->by[i], x->key[i]);
        else if (v.text) text_put(b, v.text);
        else sayso_buf_whole(b, v.number);
    }
    if (g->by->n) number_put(b, (int64_t)x->events);
    else sayso_buf_whole(b, (int64_t)x->events);
    number_put(b, (int64_t)x->claims);
    number_put(b, (int64_t)x->documents);
    number_put(b, (int64_t)x->independent);
    for (int q = 0; q < 4; q++) number_put(b, (int64_t)x->quads[q]);
    number_put(b, x->goldstein);
    day_put(b, x->first);
    day_put(b, x->last);
    day_put(b, x->end);
    degrees_put(b, where.lat_deg);
    degrees_put(b, where.lon_deg);
    sayso_buf_puts(b, "]");
}

static sayso_status groups_put(grouping *g, sayso_buf *json, sayso_error *err)
{
    uint32_t n;
    if (!g->by->n && !g->n_groups && group_find(g) == UINT32_MAX) /* of nothing there is one, too */
        return sayso_no_memory(err);
    if (g->by->top && !top_choose(g)) return sayso_no_memory(err);
    uint32_t *order = groups_choose(g, &n);
    sayso_buf_puts(json, "[");
    for (uint32_t i = 0; order && i < n; i++) {
        if (i) sayso_buf_puts(json, ",");
        group_put(g, order[i], json);
    }
    sayso_buf_puts(json, "]");
    free(order);
    return order && !json->failed ? SAYSO_OK : sayso_no_memory(err);
}

static bool moved_make(grouping *g)
{
    const uint32_t n = g->f->texts.n;
    if (!sayso_reserve(g->moved, g->cap_moved, n)) return false;
    if (n) memset(g->moved, 0, n * sizeof *g->moved);
    return true;
}

sayso_status sayso_led_group_events(sayso_ledger *l, const sayso_filter *f,
                                    const sayso_led_grouping *by, sayso_buf *json, sayso_error *err)
{
    sayso_led_scan s;
    grouping g = { .by = by, .with_place = asked(by, LG_PER_TOWN) };
    sayso_status st = sayso_led_scan_begin(&s, l, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
                                           wanted_by(by), err);
    while (!st && !(st = sayso_led_scan_next(&s, &g.f, err)) && g.f) {
        if (moved_make(&g)) row_count(&g, &s);
        else g.failed = true;
        if (g.failed) st = sayso_no_memory(err);
    }
    if (!st) st = groups_put(&g, json, err);
    sayso_led_scan_end(&s);
    sayso_led_facts_free(&g.texts);
    free(g.moved);
    free(g.quads);
    free(g.groups);
    free(g.spots);
    free(g.slots);
    free(g.claims.heads);
    free(g.claims.links);
    free(g.families.heads);
    free(g.families.links);
    return st;
}
