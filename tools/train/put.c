/* From floats to the model file's bytes. */
#include "model/kernel.h"
#include "train/syntax.h"
#include <math.h>
#include <stdlib.h>


typedef struct packer { int8_t *weights; float *scales, *biases; size_t n_weights, n_rows; } packer;

/* Row r of w [inputs][rows] by a scale of its own; returns it. */
static float row_quantise(const float *w, uint32_t rows, uint32_t inputs, uint32_t r, int8_t *out)
{
    float most = 0;
    for (uint32_t k = 0; k < inputs; k++) {
        const float a = fabsf(w[(size_t)k * rows + r]);
        if (a > most) most = a;
    }
    const float scale = most / 127.0f;
    for (uint32_t k = 0; k < inputs; k++) {
        const float q = scale > 0 ? w[(size_t)k * rows + r] / scale : 0;
        out[k] = (int8_t)(q < -127 ? -127 : q > 127 ? 127 : rintf(q));
    }
    return scale;
}

/* Packs w [inputs][rows] with bias [rows] as rows [first, first + rows) of a matrix of `all` rows
 * kept in q. */
static void rows_quantise(packer *p, int8_t *q, const float *w, const float *bias, uint32_t first,
                          uint32_t rows, uint32_t inputs)
{
    for (uint32_t r = 0; r < rows; r++) {
        p->scales[p->n_rows + first + r] =
            row_quantise(w, rows, inputs, r, q + (size_t)(first + r) * inputs);
        p->biases[p->n_rows + first + r] = bias[r];
    }
}

static bool matrix_put(packer *p, const net *n, uint32_t i)
{
    const sayso_net_shape *s = &n->shape;
    const net_at *a = &n->at;
    uint32_t rows, inputs;
    sayso_net_matrix(s, i, &rows, &inputs);
    int8_t *q = malloc((size_t)rows * inputs);
    if (!q) return false;
    if (i == s->L + SAYSO_NET_ARCS) {
        rows_quantise(p, q, n->dense + a->wq, n->dense + a->bq, 0, s->A, inputs);
        rows_quantise(p, q, n->dense + a->wk, n->dense + a->bk, s->A, SAYSO_NET_DISTANCES, inputs);
    } else {
        const size_t w[] = { [SAYSO_NET_TAGS] = a->wt,
                             [SAYSO_NET_SIDES] = a->wm,
                             [SAYSO_NET_LABELS] = a->wo,
                             [SAYSO_NET_NAMES] = a->wn };
        const size_t b[] = { [SAYSO_NET_TAGS] = a->bt,
                             [SAYSO_NET_SIDES] = a->bm,
                             [SAYSO_NET_LABELS] = a->bo,
                             [SAYSO_NET_NAMES] = a->bn };
        rows_quantise(p, q, n->dense + (i < s->L ? a->w[i] : w[i - s->L]),
                      n->dense + (i < s->L ? a->b[i] : b[i - s->L]), 0, rows, inputs);
    }
    sayso_matrix_pack(p->weights + p->n_weights, q, rows, inputs);
    p->n_weights += (size_t)rows * inputs;
    p->n_rows += rows;
    free(q);
    return true;
}

static bool matrices_put(const net *n, sayso_file_writer *out)
{
    const sayso_net_shape *s = &n->shape;
    size_t weights = 0, all_rows = 0;
    for (uint32_t i = 0; i < s->L + SAYSO_NET_N_HEADS; i++) {
        uint32_t rows, inputs;
        sayso_net_matrix(s, i, &rows, &inputs);
        weights += (size_t)rows * inputs;
        all_rows += rows;
    }
    packer p = { malloc(weights), malloc(all_rows * sizeof(float)),
                 malloc(all_rows * sizeof(float)), 0, 0 };
    bool ok = p.weights && p.scales && p.biases;
    for (uint32_t i = 0; ok && i < s->L + SAYSO_NET_N_HEADS; i++) ok = matrix_put(&p, n, i);
    if (ok) {
        sayso_file_put(out, "syn.weights", p.weights, p.n_weights);
        sayso_file_put(out, "syn.scales", p.scales, p.n_rows * sizeof(float));
        sayso_file_put(out, "syn.biases", p.biases, p.n_rows * sizeof(float));
        sayso_file_put(out, "syn.roots", n->dense + n->at.root_arc, (s->A + s->B) * sizeof(float));
    }
    free(p.weights), free(p.scales), free(p.biases);
    return ok;
}

/* One scale for all rows, so that they can be summed as integers: the few weights beyond five
 * deviations are clipped. */
static bool rows_put(const net *n, float *scale_out, sayso_file_writer *out)
{
    const size_t N = (size_t)n->n_rows * n->shape.D;
    double squares = 0;
    float most = 0;
    int8_t *q = malloc(N + 1);
    if (!q) return false;
    for (size_t i = 0; i < N; i++) {
        squares += (double)n->rows[i] * (double)n->rows[i];
        if (fabsf(n->rows[i]) > most) most = fabsf(n->rows[i]);
    }
    /* six deviations: chosen by hand, so that a few wide values do not cost the others their bits.
     * Bytes in place of floats, all in all: docs/syntax.md, "What was tried" */
    const float wide = 6.0f * (float)sqrt(squares / (double)(N ? N : 1)),
                scale = (most < wide ? most : wide) / 127.0f;
    for (size_t i = 0; i < N; i++) {
        const float v = scale > 0 ? n->rows[i] / scale : 0;
        q[i] = (int8_t)(v < -127 ? -127 : v > 127 ? 127 : rintf(v));
    }
    *scale_out = scale;
    sayso_file_put(out, "syn.rows", q, N);
    free(q);
    return true;
}

static bool keys_put(const row_keys *k, uint32_t *log2_out, sayso_file_writer *out)
{
    uint32_t log2 = 4;
    while ((3u << log2) < k->n_rows * 4) log2++;
    for (;; log2++) {
        const uint32_t size = 1u << log2, mask = size - 1;
        sayso_net_key *keys = malloc(size * sizeof *keys);
        bool fits = true;
        if (!keys) return false;
        for (uint32_t i = 0; i < size; i++) keys[i] = (sayso_net_key){ 0, SAYSO_NET_NO_ROW };
        for (uint32_t s = 0; s < 1u << k->log2; s++) {
            if (!k->slots[s].hash || k->slots[s].row == NO_ROW) continue;
            uint32_t i = (uint32_t)(k->slots[s].hash >> (64 - log2)), probe = 0;
            for (; keys[i].row != SAYSO_NET_NO_ROW; i = (i + 1) & mask) probe++;
            keys[i] = (sayso_net_key){ (uint32_t)k->slots[s].hash, k->slots[s].row };
            fits = fits && probe < SAYSO_NET_MOST_PROBES;
        }
        if (fits) sayso_file_put(out, "syn.keys", keys, size * sizeof *keys);
        free(keys);
        *log2_out = log2;
        if (fits) return true;
    }
}

static void names_put(const tagset *g, uint32_t T, sayso_file_writer *out)
{
    static uint8_t const none[SAYSO_NET_MOST_CLASSES];
    sayso_buf rels = SAYSO_BUF_EMPTY, allowed = SAYSO_BUF_EMPTY, values = SAYSO_BUF_EMPTY;
    for (uint32_t i = 0; i < g->n_relations; i++) {
        sayso_buf_put(&rels, g->relations[i].at, g->relations[i].len);
        sayso_buf_put(&rels, "", 1);
    }
    for (unsigned u = 0; u < SAYSO_N_UPOS; u++) {
        sayso_buf_put(&allowed, g->allowed[u], g->n_tags);
        sayso_buf_put(&allowed, none, T - g->n_tags);
    }
    for (uint32_t a = 1; a < g->groups.n_groups; a++)
        for (uint32_t c = 1; c < g->groups.n[a]; c++) {
            sayso_buf_put(&values, g->values[a][c].at, g->values[a][c].len);
            sayso_buf_put(&values, "", 1);
        }
    out->failed = out->failed || rels.failed || allowed.failed || values.failed;
    sayso_file_put(out, "syn.rels", rels.at, rels.len);
    sayso_file_put(out, "syn.allowed", allowed.at, allowed.len);
    sayso_file_put(out, "syn.values", values.at, values.len);
    sayso_buf_free(&rels);
    sayso_buf_free(&allowed);
    sayso_buf_free(&values);
}

sayso_status net_put(const net *n, const tagset *g, const row_keys *k, sayso_file_writer *out,
                     sayso_error *err)
{
    sayso_net_head head = { .version = SAYSO_NET_VERSION,
                            .shape = n->shape,
                            .n_rows = n->n_rows,
                            .n_relations = n->n_relations,
                            .n_groups = g->groups.n_groups };
    memcpy(head.group_sizes, g->groups.n, sizeof head.group_sizes);
    names_put(g, n->shape.T, out);
    const bool ok = keys_put(k, &head.key_log2, out) && rows_put(n, &head.row_scale, out) &&
                    matrices_put(n, out);
    sayso_file_put(out, "syn.head", &head, sizeof head);
    return ok && !out->failed ? sayso_ok(err) : sayso_no_memory(err);
}
