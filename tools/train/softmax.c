#include "train/softmax_inside.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Rates chosen by five-fold cross-validation over 2,200 events of the corpus (alpha 0.05 or 0.1, l1
 * 0.3 to 1, l2 1 or 2: within one point of F1 of each other). */
softmax_options softmax_options_default(void)
{
    return (softmax_options){
        .epochs = 6, .least_count = 3, .alpha = 0.05f, .beta = 1.0f, .l1 = 0.5f, .l2 = 1.0f
    };
}

bool softmax_put(softmax_data *d, const uint64_t *features, uint32_t n, unsigned class)
{
    if (!sayso_grow(d->items, d->n, d->cap)) return false;
    if (d->n_features + n > d->cap_features) {
        const size_t cap = (d->n_features + n) * 3 / 2 + 1024;
        uint64_t *bigger = realloc(d->features, cap * sizeof *bigger);
        if (!bigger) return false;
        d->features = bigger;
        d->cap_features = cap;
    }
    d->items[d->n++] = (softmax_example){ d->n_features, (uint16_t)n, (uint8_t)class };
    if (n) memcpy(d->features + d->n_features, features, n * sizeof *features);
    d->n_features += n;
    return true;
}

void softmax_data_free(softmax_data *d)
{
    free(d->items);
    free(d->features);
    *d = (softmax_data){ 0 };
}

/* ---- features to rows ---- */

static int by_hash(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint32_t row_find(const trainer *t, uint64_t hash)
{
    uint32_t lo = 0, hi = t->n_rows;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (t->hashes[mid] < hash) lo = mid + 1;
        else hi = mid;
    }
    return lo < t->n_rows && t->hashes[lo] == hash ? lo : SAYSO_SOFTMAX_NO_ROW;
}

bool softmax_rows_index(trainer *t)
{
    const size_t n = t->d->n_features;
    t->hashes = malloc((n + 1) * sizeof *t->hashes);
    t->row_of = malloc((n + 1) * sizeof *t->row_of);
    if (!t->hashes || !t->row_of) return false;
    if (n) memcpy(t->hashes, t->d->features, n * sizeof *t->hashes);
    qsort(t->hashes, n, sizeof *t->hashes, by_hash);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && t->hashes[j] == t->hashes[i];) j++;
        if (j - i >= t->o->least_count) t->hashes[t->n_rows++] = t->hashes[i];
    }
    for (size_t i = 0; i < n; i++) t->row_of[i] = row_find(t, t->d->features[i]);
    const size_t m = t->dev ? t->dev->n_features : 0;
    if (t->dev && !(t->dev_rows = malloc((m + 1) * sizeof *t->dev_rows))) return false;
    for (size_t i = 0; i < m; i++) t->dev_rows[i] = row_find(t, t->dev->features[i]);
    t->n_rows++; /* the bias */
    t->cells = calloc((size_t)t->n_rows * t->K, sizeof *t->cells);
    return t->cells != NULL;
}

void softmax_trainer_free(trainer *t)
{
    free(t->hashes);
    free(t->row_of);
    free(t->dev_rows);
    free(t->cells);
}

/* ---- training ---- */

static uint64_t draw(trainer *t)
{
    t->random ^= t->random << 13;
    t->random ^= t->random >> 7;
    return t->random ^= t->random << 17;
}

void softmax_shuffle(trainer *t, uint32_t *order, uint32_t n)
{
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t j = (uint32_t)(draw(t) % i), x = order[i - 1];
        order[i - 1] = order[j];
        order[j] = x;
    }
}

float softmax_weight(const softmax_options *o, cell c)
{
    const float a = fabsf(c.z);
    return a <= o->l1
               ? 0.0f
               : (c.z < 0 ? a - o->l1 : o->l1 - a) / ((o->beta + sqrtf(c.n)) / o->alpha + o->l2);
}

static void row_learn(const trainer *t, cell *row, const float *g)
{
    for (uint32_t k = 0; k < t->K; k++) {
        if (fabsf(g[k]) < 1e-4f) continue;
        const float w = softmax_weight(t->o, row[k]), n = row[k].n + g[k] * g[k];
        row[k].z += g[k] - (sqrtf(n) - sqrtf(row[k].n)) / t->o->alpha * w;
        row[k].n = n;
    }
}

bool gradient_new(gradient *b, const trainer *t)
{
    *b = (gradient){ .g = calloc((size_t)t->n_rows * t->K, sizeof *b->g),
                     .is_touched = calloc(t->n_rows, sizeof *b->is_touched),
                     .touched = malloc(t->n_rows * sizeof *b->touched) };
    return b->g && b->is_touched && b->touched;
}

void gradient_free(gradient *b)
{
    free(b->g);
    free(b->is_touched);
    free(b->touched);
}

void gradient_add(const trainer *t, gradient *b, const softmax_example *x, const float *g)
{
    for (uint32_t j = 0; j < x->n; j++) {
        const uint32_t r = t->row_of[x->at + j];
        if (r == SAYSO_SOFTMAX_NO_ROW) continue;
        if (!b->is_touched[r]) b->touched[b->n_touched++] = r, b->is_touched[r] = true;
        for (uint32_t k = 0; k < t->K; k++) b->g[(size_t)r * t->K + k] += g[k];
    }
}

void gradient_learn(trainer *t, gradient *b)
{
    for (uint32_t i = 0; i < b->n_touched; i++) {
        const size_t r = b->touched[i];
        row_learn(t, t->cells + r * t->K, b->g + r * t->K);
        b->is_touched[r] = false;
        for (uint32_t k = 0; k < t->K; k++) b->g[r * t->K + k] = 0;
    }
    b->n_touched = 0;
}

/* True in the given share of cases; where it is 0 nothing is drawn. */
static bool falls(trainer *t, float share)
{
    return share > 0 && (float)(draw(t) & 0xFFFF) < share * 65536.0f;
}

/* One step; returns the loss before it. */
static double example_learn(trainer *t, const softmax_example *x)
{
    uint32_t rows[UINT16_MAX], n = 0;
    float p[SAYSO_SOFTMAX_MOST_CLASSES] = { 0 }, sum = 0, most = -1e30f;
    const bool wordless = falls(t, t->o->wordless);
    for (uint32_t i = 0; i < x->n; i++) {
        const uint32_t r = t->row_of[x->at + i];
        const bool left = wordless && (t->d->features[x->at + i] & SAYSO_SOFTMAX_NAMES_WORDS);
        if (r != SAYSO_SOFTMAX_NO_ROW && !left && !falls(t, t->o->dropout))
            rows[n++] = r;
    }
    rows[n++] = t->n_rows - 1;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < t->K; k++)
            p[k] += softmax_weight(t->o, t->cells[(size_t)rows[i] * t->K + k]);
    for (uint32_t k = 0; k < t->K; k++) most = p[k] > most ? p[k] : most;
    for (uint32_t k = 0; k < t->K; k++) sum += p[k] = sayso_exp_down(p[k] - most);
    for (uint32_t k = 0; k < t->K; k++) p[k] /= sum;
    const double loss = -log((double)p[x->class] + 1e-9);
    p[x->class] -= 1.0f;
    for (uint32_t i = 0; i < n; i++) row_learn(t, t->cells + (size_t)rows[i] * t->K, p);
    return loss;
}

/* What the classifier as it stands says of examples it does not learn from: F1 over all classes
 * but 0, each example counted as its best class other than 0 where all of those together are at
 * least `least` probable. */
static double dev_f1(const trainer *t, float least)
{
    const softmax_data *d = t->dev;
    uint32_t right = 0, said = 0, gold = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        const softmax_example *x = &d->items[i];
        float p[SAYSO_SOFTMAX_MOST_CLASSES] = { 0 }, sum = 0, most = -1e30f;
        for (uint32_t j = 0; j <= x->n; j++) {
            const uint32_t r = j < x->n ? t->dev_rows[x->at + j] : t->n_rows - 1;
            if (r == SAYSO_SOFTMAX_NO_ROW) continue;
            for (uint32_t k = 0; k < t->K; k++)
                p[k] += softmax_weight(t->o, t->cells[(size_t)r * t->K + k]);
        }
        for (uint32_t k = 0; k < t->K; k++) most = p[k] > most ? p[k] : most;
        for (uint32_t k = 0; k < t->K; k++) sum += p[k] = sayso_exp_down(p[k] - most);
        uint32_t best = 1;
        for (uint32_t k = 2; k < t->K; k++)
            if (p[k] > p[best]) best = k;
        const bool yes = 1.0f - p[0] / sum >= least;
        said += yes;
        gold += x->class != 0;
        right += yes && x->class == best;
    }
    return said + gold ? 200.0 * right / (said + gold) : 0;
}

static bool learn(trainer *t, const char *name)
{
    const uint32_t n = t->d->n;
    uint32_t *order = malloc((n + 1) * sizeof *order);
    if (!order) return false;
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (uint32_t e = 0; e < t->o->epochs; e++) {
        double loss = 0;
        softmax_shuffle(t, order, n);
        for (uint32_t i = 0; i < n; i++) loss += example_learn(t, &t->d->items[order[i]]);
        fprintf(stderr, "%s: epoch %u, %u examples, loss %.4f", name, e + 1, n, loss / (n ? n : 1));
        for (int tenths = 2; t->dev && tenths <= 5; tenths++)
            fprintf(stderr, "%s%.1f", tenths == 2 ? "; dev F1 from 0.2, 0.3, 0.4, 0.5: " : " ",
                    dev_f1(t, (float)tenths / 10));
        fprintf(stderr, "\n");
    }
    free(order);
    return true;
}

/* ---- writing ---- */

static bool key_put(sayso_softmax_key *keys, uint32_t log2, uint64_t hash, uint32_t row)
{
    const uint32_t mask = (1u << log2) - 1;
    uint32_t i = (uint32_t)(hash >> (64 - log2));
    for (unsigned p = 0; p < SAYSO_SOFTMAX_MOST_PROBES; p++, i = (i + 1) & mask) {
        /* one in 2^32: the first stays */
        if (keys[i].row != SAYSO_SOFTMAX_NO_ROW && keys[i].check == (uint32_t)hash) return true;
        if (keys[i].row != SAYSO_SOFTMAX_NO_ROW) continue;
        keys[i] = (sayso_softmax_key){ (uint32_t)hash, row };
        return true;
    }
    return false;
}

typedef struct packed { int8_t *rows; uint64_t *hashes; uint32_t n; float scale; } packed;

static bool rows_pack(const trainer *t, packed *p)
{
    const uint32_t K = t->K;
    float most = 0;
    for (size_t i = 0; i < (size_t)(t->n_rows - 1) * K; i++) {
        const float a = fabsf(softmax_weight(t->o, t->cells[i]));
        most = a > most ? a : most;
    }
    p->scale = most / 127.0f;
    p->rows = malloc((size_t)t->n_rows * K + 1);
    p->hashes = malloc((t->n_rows + 1u) * sizeof *p->hashes);
    if (!p->rows || !p->hashes) return false;
    for (uint32_t r = 0; r + 1 < t->n_rows; r++) {
        int8_t *out = p->rows + (size_t)p->n * K;
        bool any = false;
        for (uint32_t k = 0; k < K; k++) {
            out[k] =
                (int8_t)(p->scale > 0 ? rintf(softmax_weight(t->o, t->cells[(size_t)r * K + k]) / p->scale)
                                      : 0);
            any |= out[k] != 0;
        }
        if (any) p->hashes[p->n++] = t->hashes[r];
    }
    return true;
}

static void put(sayso_file_writer *w, const char *name, const char *part, const void *bytes,
                size_t n)
{
    char full[32];
    snprintf(full, sizeof full, "%s.%s", name, part);
    sayso_file_put(w, full, bytes, n);
}

bool softmax_write(const trainer *t, const char *name, sayso_file_writer *w)
{
    packed p = { 0 };
    float bias[SAYSO_SOFTMAX_MOST_CLASSES];
    bool ok = rows_pack(t, &p);
    for (uint32_t k = 0; k < t->K; k++)
        bias[k] = softmax_weight(t->o, t->cells[(size_t)(t->n_rows - 1) * t->K + k]);
    sayso_softmax_head head = { .n_classes = t->K, .key_log2 = 4, .n_rows = p.n, .scale = p.scale };
    while ((uint64_t)p.n * 3 / 2 > 1u << head.key_log2) head.key_log2++;
    sayso_softmax_key *keys = NULL;
    for (bool placed = false; ok && !placed; head.key_log2 += !placed) {
        const size_t n = (size_t)1 << head.key_log2;
        free(keys);
        ok = (keys = malloc(n * sizeof *keys)) != NULL;
        for (size_t i = 0; ok && i < n; i++)
            keys[i] = (sayso_softmax_key){ 0, SAYSO_SOFTMAX_NO_ROW };
        placed = ok;
        for (uint32_t r = 0; placed && r < p.n; r++)
            placed = key_put(keys, head.key_log2, p.hashes[r], r);
    }
    if (ok) {
        put(w, name, "head", &head, sizeof head);
        put(w, name, "keys", keys, ((size_t)1 << head.key_log2) * sizeof *keys);
        put(w, name, "rows", p.rows, (size_t)p.n * t->K);
        put(w, name, "bias", bias, t->K * sizeof *bias);
        fprintf(stderr, "%s: %u features kept of %u\n", name, p.n, t->n_rows - 1);
    }
    free(keys);
    free(p.rows);
    free(p.hashes);
    return ok;
}

sayso_status softmax_train(const softmax_data *d, const softmax_data *dev, const char *name,
                           uint32_t n_classes, const softmax_options *o, sayso_file_writer *w,
                           sayso_error *err)
{
    trainer t = { .d = d, .dev = dev && dev->n ? dev : NULL, .o = o, .K = n_classes,
                  .random = UINT64_C(88172645463325252) };
    const bool ok = softmax_rows_index(&t) && learn(&t, name) && softmax_write(&t, name, w);
    softmax_trainer_free(&t);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}
