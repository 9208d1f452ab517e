/* Groups of events. Documents come one after another, so that a group knows whether it has counted
 * one; claims and families of reprints come again later: of each it is known which groups have
 * counted it. */
#include "groups.h"
#include <math.h>
#include <stdlib.h>

void sayso_led_groups_begin(sayso_led_groups *g, const sayso_led_grouping *by,
                            const sayso_led_fact_texts *texts)
{
    const size_t n = offsetof(sayso_led_tally, key) + by->n * sizeof(uint32_t);
    *g = (sayso_led_groups){ .by = by, .texts = texts, .size = (n + 7) & ~(size_t)7 };
}

void sayso_led_groups_end(sayso_led_groups *g)
{
    free(g->at);
    free(g->points);
    free(g->slots);
    free(g->entries);
    free(g->keys);
    free(g->claims.heads);
    free(g->claims.links);
    free(g->families.heads);
    free(g->families.links);
}

/* ---- groups by their keys ---- */

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

static bool slots_make(sayso_led_groups *g)
{
    const uint32_t n = g->n_slots ? 2 * g->n_slots : 1024, was = g->n_slots;
    sayso_led_group_slot *slots = calloc(n, sizeof *slots);
    if (!slots) return false;
    for (uint32_t i = 0; i < was; i++) {
        if (!g->slots[i].group) continue;
        uint32_t slot = g->slots[i].hash & (n - 1);
        while (slots[slot].group) slot = (slot + 1) & (n - 1);
        slots[slot] = g->slots[i];
    }
    free(g->slots);
    g->slots = slots;
    g->n_slots = n;
    return true;
}

static bool group_room(sayso_led_groups *g)
{
    return (g->n < g->cap || sayso_grow_((void **)&g->at, &g->cap, g->n + 1, g->size)) &&
           (!(g->by->with & LG_WITH_POINTS) || sayso_reserve(g->points, g->cap_points, g->n + 1));
}

static uint32_t find(sayso_led_groups *g, const uint32_t *key, uint32_t hash)
{
    const uint32_t n = g->by->n;
    if (2 * (g->n + 1) > g->n_slots && !slots_make(g)) return UINT32_MAX;
    uint32_t slot = hash & (g->n_slots - 1);
    for (; g->slots[slot].group; slot = (slot + 1) & (g->n_slots - 1))
        if (g->slots[slot].hash == hash &&
            key_same(sayso_led_group_at(g, g->slots[slot].group - 1)->key, key, n))
            return g->slots[slot].group - 1;
    if (!group_room(g)) return UINT32_MAX;
    sayso_led_tally *x = sayso_led_group_at(g, g->n);
    *x = (sayso_led_tally){ .first = INT32_MIN, .last = INT32_MIN, .end = INT32_MIN };
    if (n) memcpy(x->key, key, n * sizeof *key);
    if (g->by->with & LG_WITH_POINTS) g->points[g->n] = (sayso_led_point){ NAN, NAN };
    g->slots[slot].hash = hash;
    g->slots[slot].group = ++g->n;
    return g->n - 1;
}

uint32_t sayso_led_groups_find(sayso_led_groups *g, const uint32_t *key)
{
    return find(g, key, key_hash(key, g->by->n));
}

/* ---- counting ---- */

static bool heads_room(sayso_led_counted *c, int64_t of)
{
    if (of < c->n_heads) return true;
    const int64_t n = of + of / 2 + 1024;
    void *more = realloc(c->heads, (size_t)n * sizeof *c->heads);
    if (!more) return false;
    c->heads = more;
    memset(c->heads + c->n_heads, 0, (size_t)(n - c->n_heads) * sizeof *c->heads);
    c->n_heads = n;
    return true;
}

/* Has the group not counted it yet? It has now. */
static bool counted_add(sayso_led_groups *g, sayso_led_counted *c, int64_t of, uint32_t group)
{
    if (of <= 0) return false;
    if (!heads_room(c, of)) {
        g->failed = true;
        return false;
    }
    if (c->heads[of].group == group + 1) return false;
    if (!c->heads[of].group) {
        c->heads[of].group = group + 1;
        return true;
    }
    for (uint32_t i = c->heads[of].more; i; i = c->links[i].next)
        if (c->links[i].group == group) return false;
    if (!c->n) c->n = 1;
    if (!sayso_grow(c->links, c->n, c->cap)) {
        g->failed = true;
        return false;
    }
    c->links[c->n].group = group;
    c->links[c->n].next = c->heads[of].more;
    c->heads[of].more = c->n++;
    return true;
}

static void most(double *to, double value)
{
    if (isnan(*to) || value > *to) *to = value;
}

static void entry_count(sayso_led_groups *g, const sayso_led_facts *row, const uint32_t *key,
                        const sayso_led_entry *x)
{
    const uint32_t number = find(g, key, x->hash), document = g->n_documents + x->document + 1;
    if (number == UINT32_MAX) {
        g->failed = true;
        return;
    }
    sayso_led_tally *to = sayso_led_group_at(g, number);
    const sayso_led_fact *e = &row->events[x->event];
    to->events++;
    to->goldstein += e->goldstein;
    if (x->quad) to->quads[x->quad - 1]++;
    if (to->document != document) {
        to->document = document;
        to->documents++;
        if (g->by->with & LG_WITH_INDEPENDENT)
            to->independent +=
                counted_add(g, &g->families, row->documents[x->document].origin, number);
    }
    to->claims += counted_add(g, &g->claims, e->claim, number);
    if (e->from != INT32_MIN && (to->first == INT32_MIN || e->from < to->first)) to->first = e->from;
    if (e->from > to->last) to->last = e->from;
    if (e->to > to->end) to->end = e->to;
    if (!(g->by->with & LG_WITH_POINTS) || !e->place) return;
    most(&g->points[number].lat_deg, row->places[e->place - 1].lat_deg);
    most(&g->points[number].lon_deg, row->places[e->place - 1].lon_deg);
}

uint32_t *sayso_led_groups_enter(sayso_led_groups *g, uint32_t document, uint32_t event)
{
    const uint32_t i = g->n_entries, n = g->by->n;
    if (!sayso_grow(g->entries, i, g->cap_entries) ||
        !sayso_reserve(g->keys, g->cap_keys, (i + 1) * n + 1)) {
        g->failed = true;
        return NULL;
    }
    g->entries[g->n_entries++] = (sayso_led_entry){ .document = document, .event = event };
    return g->keys + i * n;
}

static void entries_hash(sayso_led_groups *g)
{
    const uint32_t *key = g->keys, n = g->by->n;
    for (uint32_t i = 0; i < g->n_entries; i++, key += n) {
        const uint32_t hash = g->entries[i].hash = key_hash(key, n);
        __builtin_prefetch(&g->slots[hash & (g->n_slots - 1)]);
    }
}

/* What an event is counted in lies anywhere in the memory: where that is much, it is asked for before it
 * is needed, of all that were entered at once. */
enum { NEAR = 1 << 18 }; /* bytes that a processor has at hand */

static void entries_fetch(const sayso_led_groups *g, const sayso_led_facts *row)
{
    for (uint32_t i = 0; i < g->n_entries; i++) {
        const sayso_led_entry *x = &g->entries[i];
        const uint32_t group = g->slots[x->hash & (g->n_slots - 1)].group;
        const int64_t claim = row->events[x->event].claim;
        if (group) {
            const char *at = g->at + (group - 1) * g->size;
            __builtin_prefetch(at, 1);
            __builtin_prefetch(at + g->size - 1, 1);
        }
        if (claim > 0 && claim < g->claims.n_heads)
            __builtin_prefetch(&g->claims.heads[claim], 1);
    }
}

void sayso_led_groups_count(sayso_led_groups *g, const sayso_led_facts *row)
{
    if (!g->n_slots && !slots_make(g)) g->failed = true;
    if (g->failed) return;
    entries_hash(g);
    if (g->n * g->size > NEAR) entries_fetch(g, row);
    for (uint32_t i = 0; i < g->n_entries && !g->failed; i++)
        entry_count(g, row, g->keys + i * g->by->n, &g->entries[i]);
    g->n_entries = 0;
    g->n_documents += row->n_documents;
}
