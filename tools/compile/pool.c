/* What entries point to while they are collected: strings and runs stored once, keys of the index.
 */
#include "compile/compile.h"
#include <stdlib.h>

/* ---- strings --------------------------------------------------------------------------------- */

static bool pool_grow(compile *c)
{
    if ((uint64_t)c->pool_n * 2 < c->pool_slots) return true;
    const uint32_t slots = c->pool_slots ? c->pool_slots * 2 : 4096;
    uint32_t *index = calloc(slots, sizeof *index);
    if (!index) return false;
    for (uint32_t i = 0; i < c->pool_slots; i++) {
        if (!c->pool_index[i]) continue;
        const char *s = c->pool.at + c->pool_index[i] - 1;
        uint32_t at = (uint32_t)sayso_hash(s, strlen(s), 0) & (slots - 1);
        while (index[at]) at = (at + 1) & (slots - 1);
        index[at] = c->pool_index[i];
    }
    free(c->pool_index);
    c->pool_index = index;
    c->pool_slots = slots;
    return true;
}

uint32_t compile_string(compile *c, const char *s)
{
    if (!s) return LEX_NONE;
    if (!pool_grow(c)) {
        c->no_memory = true;
        return 0;
    }
    const size_t n = strlen(s);
    uint32_t at = (uint32_t)sayso_hash(s, n, 0) & (c->pool_slots - 1);
    for (; c->pool_index[at]; at = (at + 1) & (c->pool_slots - 1))
        if (strcmp(c->pool.at + c->pool_index[at] - 1, s) == 0) return c->pool_index[at] - 1;
    const uint32_t offset = (uint32_t)c->pool.len;
    char *copy = compile_dup(c, s, n); /* s may lie in the pool, which moves */
    sayso_buf_put(&c->pool, copy, n + 1);
    if (c->pool.failed || c->pool.len > UINT32_MAX / 2) {
        c->no_memory = true;
        return 0;
    }
    c->pool_index[at] = offset + 1;
    c->pool_n++;
    return offset;
}

/* ---- runs stored once ------------------------------------------------------------------------ */

static bool runs_grow(run_table *t)
{
    if ((uint64_t)t->n * 2 < t->slots) return true;
    const uint32_t slots = t->slots ? t->slots * 2 : 1024;
    struct run_place *at = calloc(slots, sizeof *at);
    if (!at) return false;
    for (uint32_t i = 0; i < t->slots; i++) {
        if (!t->at[i].n) continue;
        uint32_t k = (uint32_t)t->at[i].hash & (slots - 1);
        while (at[k].n) k = (k + 1) & (slots - 1);
        at[k] = t->at[i];
    }
    free(t->at);
    t->at = at;
    t->slots = slots;
    return true;
}

void compile_share(compile *c, run_table *t, const void *items, size_t size, uint32_t *first,
                   uint32_t *n_items)
{
    const uint32_t n = *n_items - *first;
    const char *base = items;
    if (!n || c->no_memory) return;
    if (!runs_grow(t)) {
        c->no_memory = true;
        return;
    }
    const uint64_t hash = sayso_hash(base + *first * size, n * size, 0);
    uint32_t k = (uint32_t)hash & (t->slots - 1);
    for (; t->at[k].n; k = (k + 1) & (t->slots - 1))
        if (t->at[k].hash == hash && t->at[k].n == n &&
            memcmp(base + t->at[k].first * size, base + *first * size, n * size) == 0) {
            *n_items = *first;
            *first = t->at[k].first;
            return;
        }
    t->at[k] = (struct run_place){ hash, *first, n };
    t->n++;
}

/* ---- keys of the index ----------------------------------------------------------------------- */

void compile_key(compile *c, lex_space space, uint32_t salt, uint64_t hash, uint32_t value)
{
    key_entry *k = COMPILE_ADD(c, c->keys, c->n_keys, c->cap_keys);
    if (k) *k = (key_entry){ lex_index_key(space, salt, hash), value, (uint32_t)space, c->n_keys };
}
