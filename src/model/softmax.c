#include "model/softmax.h"
#include <math.h>
#include <stdio.h>

static sayso_status bad(const sayso_file *f, const char *name, const char *what, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE,
                      "classifier %s: %s; train or install the model again", name, what);
}

static sayso_status section(const sayso_file *f, const char *name, const char *part, size_t size,
                            size_t count, const void **items, sayso_error *err)
{
    char full[32];
    size_t n;
    snprintf(full, sizeof full, "%s.%s", name, part);
    const sayso_status st = sayso_file_array(f, full, size, items, &n, err);
    return st ? st : n == count ? SAYSO_OK : bad(f, name, "a section has the wrong size", err);
}

sayso_status sayso_softmax_open(sayso_softmax *m, const sayso_file *f, const char *name,
                                uint32_t n_classes, sayso_error *err)
{
    const void *at, *keys, *rows, *bias;
    sayso_status st = section(f, name, "head", sizeof m->head, 1, &at, err);
    if (st) return st;
    memcpy(&m->head, at, sizeof m->head);
    const sayso_softmax_head *h = &m->head;
    if (h->n_classes != n_classes || n_classes > SAYSO_SOFTMAX_MOST_CLASSES)
        return bad(f, name, "it has other classes", err);
    if (h->key_log2 < 4 || h->key_log2 > 24 || h->n_rows > 1u << 24 ||
        !(h->scale >= 0 && h->scale < 1e6f))
        return bad(f, name, "it is out of bounds", err);
    const size_t n_keys = (size_t)1 << h->key_log2;
    if ((st = section(f, name, "keys", sizeof *m->keys, n_keys, &keys, err)) ||
        (st = section(f, name, "rows", 1, (size_t)h->n_rows * n_classes, &rows, err)) ||
        (st = section(f, name, "bias", sizeof(float), n_classes, &bias, err)))
        return st;
    m->keys = keys;
    m->rows = rows;
    m->bias = bias;
    m->kernels = sayso_kernels_best();
    uint32_t astray = 0; /* bit 31: a row that is neither below their number nor none, which is all ones */
    for (size_t i = 0; i < n_keys; i++) {
        const uint32_t next = m->keys[i].row + 1;
        astray |= next | (h->n_rows - next);
    }
    if (astray >> 31) return bad(f, name, "a feature names no row", err);
    for (uint32_t k = 0; k < n_classes; k++)
        if (!isfinite(m->bias[k])) return bad(f, name, "a bias is no number", err);
    return SAYSO_OK;
}

/* By halving: e^x = (e^(x/256))^256, the inner one by its series. */
float sayso_exp_down(float x)
{
    if (!(x > -30.0f)) return 0.0f;
    const double y = (double)x / 256.0;
    double e = 1.0 + y * (1.0 + y * (0.5 + y * (1.0 / 6.0 + y / 24.0)));
    for (int i = 0; i < 8; i++) e *= e;
    return (float)e;
}

static void become_probabilities(float *z, uint32_t n)
{
    float most = z[0], sum = 0;
    for (uint32_t k = 1; k < n; k++) most = z[k] > most ? z[k] : most;
    for (uint32_t k = 0; k < n; k++) sum += z[k] = sayso_exp_down(z[k] - most);
    for (uint32_t k = 0; k < n; k++) z[k] /= sum;
}

/* Where the rows begin of those features that have one. */
static uint32_t rows_find(const sayso_softmax *m, const uint64_t *features, uint32_t n, uint32_t *at)
{
    const sayso_softmax_key *keys = m->keys;
    const uint32_t K = m->head.n_classes, mask = (1u << m->head.key_log2) - 1,
                   shift = 64 - m->head.key_log2;
    uint32_t found = 0;
    for (uint32_t j = 0; j < n; j++) {
        uint32_t i = (uint32_t)(features[j] >> shift);
        for (unsigned p = 0; p < SAYSO_SOFTMAX_MOST_PROBES && keys[i].row != SAYSO_SOFTMAX_NO_ROW;
             p++, i = (i + 1) & mask)
            if (keys[i].check == (uint32_t)features[j]) {
                at[found++] = keys[i].row * K;
                break;
            }
    }
    return found;
}

void sayso_softmax_sum(const sayso_softmax *m, const uint64_t *features, uint32_t n, float *out)
{
    enum { AT_ONCE = 256 }; /* as many as the kernel takes */
    int32_t sums[SAYSO_SOFTMAX_MOST_CLASSES] = { 0 }, part[SAYSO_SOFTMAX_MOST_CLASSES];
    const uint32_t K = m->head.n_classes;
    for (uint32_t j = 0; j < n; j += AT_ONCE) {
        uint32_t at[AT_ONCE];
        const uint32_t found = rows_find(m, features + j, n - j < AT_ONCE ? n - j : AT_ONCE, at);
        m->kernels->class_sum(part, m->rows, at, found, K);
        for (uint32_t k = 0; k < K; k++) sums[k] += part[k];
    }
    for (uint32_t k = 0; k < K; k++) out[k] = m->bias[k] + m->head.scale * (float)sums[k];
}

void sayso_softmax_score(const sayso_softmax *m, const uint64_t *features, uint32_t n, float *out)
{
    sayso_softmax_sum(m, features, n, out);
    become_probabilities(out, m->head.n_classes);
}
