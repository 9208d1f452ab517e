#include "train/text_linear.h"
#include <math.h>
#include <stdlib.h>

bool sayso_examples_put(sayso_examples *e, const uint32_t *features, uint32_t n, bool yes,
                        float weight)
{
    if (!sayso_grow(e->items, e->n, e->cap) ||
        !sayso_reserve(e->features, e->cap_features, e->n_features + n))
        return false;
    e->items[e->n++] =
        (sayso_example){ .at = e->n_features, .n = (uint16_t)n, .yes = yes, .weight = weight };
    memcpy(e->features + e->n_features, features, n * sizeof *features);
    e->n_features += n;
    return true;
}

void sayso_examples_free(sayso_examples *e)
{
    free(e->items);
    free(e->features);
    *e = (sayso_examples){ 0 };
}

typedef struct slot { uint32_t key, count; float z, n, w; } slot; /* count 0: empty */

typedef struct model {
    slot *slots;
    uint32_t mask;
    uint32_t *slot_of;  /* by position in examples' features; UINT32_MAX for rare ones */
    slot bias;
    const sayso_linear_options *o;
} model;

static uint32_t slot_find(const model *m, uint32_t key)
{
    uint32_t i = (key * 0x9e3779b1u) & m->mask;
    while (m->slots[i].count && m->slots[i].key != key) i = (i + 1) & m->mask;
    return i;
}

static bool index_features(model *m, const sayso_examples *e)
{
    uint64_t room = 1024;
    while (room < (uint64_t)e->n_features * 3 / 2 && room < 1u << 28) room *= 2;
    m->mask = (uint32_t)room - 1;
    m->slots = calloc(room, sizeof *m->slots);
    m->slot_of = malloc((e->n_features ? e->n_features : 1) * sizeof *m->slot_of);
    if (!m->slots || !m->slot_of) return false;
    for (uint32_t i = 0; i < e->n_features; i++) {
        const uint32_t at = slot_find(m, e->features[i]);
        m->slots[at].key = e->features[i];
        m->slots[at].count++;
        m->slot_of[i] = at;
    }
    for (uint32_t i = 0; i < e->n_features; i++)
        if (m->slots[m->slot_of[i]].count < m->o->least_count) m->slot_of[i] = UINT32_MAX;
    return true;
}

/* 1 / (1 + e^-x) by range reduction and a short series: the same bits wherever float arithmetic is
 * IEEE. */
static float logistic(float x)
{
    if (x > 20) return 1.0f;
    if (x < -20) return 0.0f;
    const float y = -x * (1.0f / 256);
    float e = 1 + y * (1 + y * (0.5f + y * (1.0f / 6 + y * (1.0f / 24))));
    for (int i = 0; i < 8; i++) e *= e;
    return 1 / (1 + e);
}

static void weigh(const model *m, slot *s, float l1)
{
    const float a = s->z < 0 ? -s->z : s->z;
    if (a <= l1) s->w = 0;
    else
        s->w = (s->z < 0 ? a - l1 : l1 - a) / ((m->o->beta + sqrtf(s->n)) / m->o->alpha + m->o->l2);
}

static void learn(const model *m, slot *s, float g, float l1)
{
    const float n = s->n + g * g;
    s->z += g - (sqrtf(n) - sqrtf(s->n)) / m->o->alpha * s->w;
    s->n = n;
    weigh(m, s, l1);
}

static void epoch(model *m, const sayso_examples *e, const uint32_t *order)
{
    for (uint32_t k = 0; k < e->n; k++) {
        const sayso_example *x = &e->items[order[k]];
        const uint32_t *slots = m->slot_of + x->at;
        float sum = m->bias.w;
        for (uint32_t j = 0; j < x->n; j++)
            if (slots[j] != UINT32_MAX) sum += m->slots[slots[j]].w;
        const float g = (logistic(sum) - (x->yes ? 1.0f : 0.0f)) * x->weight;
        if (g < 0.0005f && g > -0.0005f) continue;
        learn(m, &m->bias, g, 0);
        for (uint32_t j = 0; j < x->n; j++)
            if (slots[j] != UINT32_MAX) learn(m, &m->slots[slots[j]], g, m->o->l1);
    }
}

static void shuffle(uint32_t *order, uint32_t n, uint64_t *seed)
{
    for (uint32_t i = n; i > 1; i--) {
        *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
        const uint32_t j = (uint32_t)((*seed >> 33) % i), t = order[i - 1];
        order[i - 1] = order[j];
        order[j] = t;
    }
}

static int by_weight(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* What one unit of a cell's weight is worth: nearly all weights fit 127 units, the rest are
 * clipped. */
static float unit_of(const model *m)
{
    float *all = malloc(((size_t)m->mask + 1) * sizeof *all), unit = 0.01f;
    uint32_t n = 0;
    for (uint32_t i = 0; all && i <= m->mask; i++)
        if (m->slots[i].count && m->slots[i].w != 0) all[n++] = fabsf(m->slots[i].w);
    if (n) {
        qsort(all, n, sizeof *all, by_weight);
        unit = all[(size_t)n * 999 / 1000] / 127;
    }
    free(all);
    return unit > 1e-6f ? unit : 1e-6f;
}

/* Where two features want one cell, the one that weighs more often wins. */
static void write_cells(const model *m, uint16_t *cells, float unit)
{
    const uint32_t shift = 32 - m->o->log2;
    float *strength = calloc((size_t)1 << m->o->log2, sizeof *strength);
    memset(cells, 0, ((size_t)1 << m->o->log2) * sizeof *cells);
    for (uint32_t i = 0; strength && i <= m->mask; i++) {
        const slot *s = &m->slots[i];
        if (!s->count || s->w == 0) continue;
        float q = floorf(s->w / unit + 0.5f);
        q = q > 127 ? 127 : q < -127 ? -127 : q;
        if (q == 0) continue;
        const uint32_t cell = s->key >> shift;
        const float strong = fabsf(s->w) * sqrtf((float)s->count);
        if (strong <= strength[cell]) continue;
        strength[cell] = strong;
        cells[cell] = (uint16_t)((s->key & 0xff) | (uint32_t)(uint8_t)(int8_t)q << 8);
    }
    free(strength);
}

sayso_status sayso_linear_train(const sayso_examples *e, const sayso_linear_options *o,
                                uint16_t *cells, int32_t *bias, sayso_error *err)
{
    model m = { .o = o };
    uint32_t *order = malloc((e->n ? e->n : 1) * sizeof *order);
    sayso_status st = SAYSO_OK;
    if (!order || !index_features(&m, e)) st = sayso_no_memory(err);
    else {
        uint64_t seed = 20310101;
        for (uint32_t i = 0; i < e->n; i++) order[i] = i;
        for (uint32_t k = 0; k < o->epochs; k++) {
            shuffle(order, e->n, &seed);
            epoch(&m, e, order);
        }
        const float unit = unit_of(&m);
        write_cells(&m, cells, unit);
        *bias = (int32_t)floorf(m.bias.w / unit + 0.5f);
    }
    free(order);
    free(m.slots);
    free(m.slot_of);
    return st ? st : sayso_ok(err);
}
