/* Small hash table in an arena: linear probing, doubled when two thirds full. Its order is never
 * looked at. */
#include "base/dict.h"

static bool dict_grow(sayso_dict *m, sayso_arena *a)
{
    const uint32_t cap = m->cap ? 2 * m->cap : 64;
    uint64_t *keys = sayso_arena_array(a, cap, sizeof *keys);
    int32_t *values = sayso_arena_array(a, cap, sizeof *values);
    if (!keys || !values) return false;
    for (uint32_t i = 0; i < m->cap; i++) {
        if (!m->keys[i]) continue;
        uint32_t at = (uint32_t)sayso_hash_mix(m->keys[i]) & (cap - 1);
        while (keys[at]) at = (at + 1) & (cap - 1);
        keys[at] = m->keys[i];
        values[at] = m->values[i];
    }
    m->keys = keys;
    m->values = values;
    m->cap = cap;
    return true;
}

int32_t *sayso_dict_at(sayso_dict *m, sayso_arena *a, uint64_t key, bool *fresh)
{
    if (3 * (m->n + 1) > 2 * m->cap && !dict_grow(m, a)) return NULL;
    uint32_t at = (uint32_t)sayso_hash_mix(key) & (m->cap - 1);
    while (m->keys[at] && m->keys[at] != key) at = (at + 1) & (m->cap - 1);
    *fresh = m->keys[at] == 0;
    if (*fresh) {
        m->keys[at] = key;
        m->values[at] = -1;
        m->n++;
    }
    return &m->values[at];
}

int32_t sayso_dict_get(const sayso_dict *m, uint64_t key)
{
    if (m->cap == 0) return -1;
    for (uint32_t at = (uint32_t)sayso_hash_mix(key) & (m->cap - 1); m->keys[at];
         at = (at + 1) & (m->cap - 1))
        if (m->keys[at] == key) return m->values[at];
    return -1;
}
