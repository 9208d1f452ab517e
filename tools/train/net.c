/* Forward and backward by hand, operation by operation; what they compute: syntax/layout.h. */
#include "train/net.h"
#include <stdlib.h>
#include <string.h>

struct net_run {
    const net *n;
    uint32_t most, N;           /* words: room, and in this batch */
    const net_sentence *const *s;
    uint32_t n_s;
    uint32_t *first;            /* [n_s] index of a sentence's first word in the batch */
    uint32_t s_cap;
    const float *wt;            /* transposed weights */
    float *grad;
    /* [N][D or 2H], after dropout */
    float *x[SAYSO_NET_MOST_LAYERS + 1], *dx[SAYSO_NET_MOST_LAYERS + 1];
    float *u[SAYSO_NET_MOST_LAYERS], *c[SAYSO_NET_MOST_LAYERS];          /* [N][2GH], [N][2H] */
    float *du;                  /* [N][2GH] */
    float *mask[SAYSO_NET_MOST_LAYERS + 1]; /* [n_s][D or 2H]; mask[0] of the input */
    float *tags;                /* [N][T], then its gradient */
    float *m, *dm;              /* [N][2A+2B] */
    float *m_mask;              /* [n_s][2A+2B] */
    float *q, *dq;              /* [N][A] */
    float *k, *dk;              /* [N][distances] */
    float *heads, *dheads;      /* [most + 1 padded][A] of one sentence, the root last */
    float *heads_t;             /* [A][padded] */
    float *scores;              /* [n][padded] of one sentence, then its gradient */
    float *hid, *dhid;          /* [N][B] */
    float *rel;                 /* [N][R] */
    float *names;               /* [N][N of the shape], then its gradient */
    const net_sentence *single; /* of net_forward */
};

static size_t pad16(size_t n) { return (n + 15) / 16 * 16; }
static size_t gates_of(uint32_t l) { return l == 0 ? 4 : 3; } /* layer 0 also learns its skip */
static size_t inputs_of(const sayso_net_shape *s, uint32_t l) { return l == 0 ? s->D : 2 * s->H; }
static size_t sides_of(const sayso_net_shape *s) { return 2 * s->A + 2 * s->B; }

net_at net_layout(const sayso_net_shape *s)
{
    net_at a = { 0 };
    size_t at = 0;
    for (uint32_t l = 0; l < s->L; l++) {
        const size_t out = 2 * gates_of(l) * s->H;
        a.w[l] = at, at += inputs_of(s, l) * out;
        a.b[l] = at, at += out;
    }
    const size_t in = 2 * s->H, m = sides_of(s);
    a.wt = at, at += in * s->T;
    a.bt = at, at += s->T;
    a.wm = at, at += in * m;
    a.bm = at, at += m;
    a.root_arc = at, at += s->A;
    a.root_label = at, at += s->B;
    a.wq = at, at += (size_t)s->A * s->A;
    a.bq = at, at += s->A;
    a.wk = at, at += (size_t)s->A * SAYSO_NET_DISTANCES;
    a.bk = at, at += SAYSO_NET_DISTANCES;
    a.wo = at, at += (size_t)s->B * s->R;
    a.bo = at, at += s->R;
    a.wn = at, at += in * s->N;
    a.bn = at, at += s->N;
    a.total = at;
    return a;
}

static void fill(float *w, size_t n, float scale, rng *r)
{
    for (size_t i = 0; i < n; i++) w[i] = scale * rng_normal(r);
}

static float root_of(float v) /* square root by Newton's steps; exact enough to start from */
{
    float x = v > 1 ? v : 1;
    for (int i = 0; i < 30; i++) x = 0.5f * (x + v / x);
    return x;
}

/* Where training begins: noise whose spread keeps sums near 1 (by the number of inputs, as Glorot
 * and Bengio, AISTATS 2010). The factors are chosen by hand so that the first losses are near those
 * of chance; they are not measured. */
bool net_new(net *n, uint64_t seed)
{
    const sayso_net_shape *s = &n->shape;
    rng r = { seed };
    n->at = net_layout(s);
    n->dense = calloc(n->at.total, sizeof *n->dense);
    n->rows = calloc((size_t)n->n_rows * s->D + 16, sizeof *n->rows);
    if (!n->dense || !n->rows) return false;
    fill(n->rows, (size_t)n->n_rows * s->D, 0.1f, &r);
    for (uint32_t l = 0; l < s->L; l++) {
        const size_t in = inputs_of(s, l), g = gates_of(l), out = 2 * g * s->H;
        fill(n->dense + n->at.w[l], in * out, root_of(1.5f / (float)in), &r);
        for (size_t d = 0; d < 2; d++)
            /* forget gates from quick to slow, so that some units remember far */
            for (size_t i = 0; i < s->H; i++)
                n->dense[n->at.b[l] + (d * g + 1) * s->H + i] =
                    -2.0f + 6.0f * (float)i / (float)s->H;
    }
    const float in_scale = root_of(1.0f / (float)(2 * s->H));
    fill(n->dense + n->at.wt, 2 * (size_t)s->H * s->T, in_scale * 0.5f, &r);
    fill(n->dense + n->at.wn, 2 * (size_t)s->H * s->N, in_scale * 0.5f, &r);
    fill(n->dense + n->at.wm, 2 * (size_t)s->H * sides_of(s), in_scale * 1.4f, &r);
    fill(n->dense + n->at.root_arc, (size_t)s->A + s->B, 0.3f, &r);
    fill(n->dense + n->at.wq, (size_t)s->A * s->A, root_of(0.3f / (float)s->A), &r);
    fill(n->dense + n->at.wo, (size_t)s->B * s->R, root_of(0.5f / (float)s->B), &r);
    return true;
}

void net_free(net *n)
{
    free(n->dense);
    free(n->rows);
    n->dense = n->rows = NULL;
}

static float *room(size_t n) { return calloc(n + 64, sizeof(float)); }

net_run *net_run_new(const net *n, uint32_t most)
{
    const sayso_net_shape *s = &n->shape;
    net_run *r = calloc(1, sizeof *r);
    if (!r) return NULL;
    r->n = n, r->most = most, r->s_cap = most;
    r->first = calloc(most, sizeof *r->first);
    bool ok = r->first;
    const size_t N = most, P = pad16(SAYSO_MOST_WORDS + 1);
    for (uint32_t l = 0; l <= s->L; l++) {
        const size_t w = inputs_of(s, l);
        ok =
            (r->x[l] = room(N * w)) && (r->dx[l] = room(N * w)) && (r->mask[l] = room(N * w)) && ok;
        if (l < s->L) ok = (r->u[l] = room(N * 8 * s->H)) && (r->c[l] = room(N * 2 * s->H)) && ok;
    }
    ok = (r->du = room(N * 8 * s->H)) && (r->tags = room(N * s->T)) &&
         (r->m = room(N * sides_of(s))) && (r->dm = room(N * sides_of(s))) && ok;
    ok = (r->m_mask = room(N * sides_of(s))) && (r->q = room(N * s->A)) &&
         (r->dq = room(N * s->A)) && ok;
    ok = (r->k = room(N * SAYSO_NET_DISTANCES)) && (r->dk = room(N * SAYSO_NET_DISTANCES)) && ok;
    ok = (r->heads = room(P * s->A)) && (r->dheads = room(P * s->A)) &&
         (r->heads_t = room(P * s->A)) && (r->scores = room(P * P)) && ok;
    ok = (r->hid = room(N * s->B)) && (r->dhid = room(N * s->B)) && (r->rel = room(N * s->R)) &&
         (r->names = room(N * s->N)) && ok;
    if (ok) return r;
    net_run_free(r);
    return NULL;
}

void net_run_free(net_run *r)
{
    if (!r) return;
    for (uint32_t l = 0; l <= SAYSO_NET_MOST_LAYERS; l++) {
        free(r->x[l]), free(r->dx[l]), free(r->mask[l]);
        if (l < SAYSO_NET_MOST_LAYERS) free(r->u[l]), free(r->c[l]);
    }
    free(r->first), free(r->du), free(r->tags), free(r->m), free(r->dm), free(r->m_mask),
        free(r->q), free(r->dq), free(r->k), free(r->dk);
    free(r->heads), free(r->dheads), free(r->heads_t), free(r->scores), free(r->hid), free(r->dhid),
        free(r->rel), free(r->names);
    free(r);
}

void net_transpose(const net *n, float *out)
{
    const sayso_net_shape *s = &n->shape;
    const net_at *a = &n->at;
    for (uint32_t l = 0; l < s->L; l++)
        mat_transpose(out + a->w[l], n->dense + a->w[l], inputs_of(s, l), 2 * gates_of(l) * s->H);
    mat_transpose(out + a->wt, n->dense + a->wt, 2 * s->H, s->T);
    mat_transpose(out + a->wm, n->dense + a->wm, 2 * s->H, sides_of(s));
    mat_transpose(out + a->wq, n->dense + a->wq, s->A, s->A);
    mat_transpose(out + a->wk, n->dense + a->wk, s->A, SAYSO_NET_DISTANCES);
    mat_transpose(out + a->wo, n->dense + a->wo, s->B, s->R);
    mat_transpose(out + a->wn, n->dense + a->wn, 2 * s->H, s->N);
}

/* ---- linear maps: y = x W + b, and back ---- */

static void linear(const net *n, float *y, const float *x, size_t ldx, size_t w, size_t b,
                   size_t in, size_t out, size_t N)
{
    for (size_t t = 0; t < N; t++) memcpy(y + t * out, n->dense + b, out * sizeof *y);
    mat_mul(y, out, (mat_a){ x, ldx, 1 }, n->dense + w, out, N, out, in, true);
}

/* Adds to the gradients of W and b, and to dx where it is not NULL. */
static void linear_back(net_run *r, float *dx, size_t lddx, const float *dy, const float *x,
                        size_t ldx, size_t w, size_t b, size_t in, size_t out, size_t N)
{
    mat_mul(r->grad + w, out, (mat_a){ x, 1, ldx }, dy, out, in, out, N, true);
    mat_add_rows(r->grad + b, dy, N, out);
    if (dx) mat_mul(dx, lddx, (mat_a){ dy, out, 1 }, r->wt + w, in, N, in, out, true);
}

/* ---- dropout ---- */

static void mask_fill(float *mask, size_t n, float rate, rng *g)
{
    const float keep = 1.0f / (1.0f - rate);
    for (size_t i = 0; i < n; i++) mask[i] = rate > 0 && rng_unit(g) < rate ? 0.0f : keep;
}

static void masks_fill(net_run *r, const net_dropout *drop, uint64_t seed)
{
    const sayso_net_shape *s = &r->n->shape;
    const net_dropout none = { 0 };
    const net_dropout *d = drop ? drop : &none;
    rng g = { seed };
    for (uint32_t l = 0; l <= s->L; l++)
        mask_fill(r->mask[l], r->n_s * inputs_of(s, l), l ? d->layer : d->input, &g);
    mask_fill(r->m_mask, r->n_s * sides_of(s), d->side, &g);
}

static void mask_apply(const net_run *r, float *x, const float *mask, size_t w)
{
    for (uint32_t k = 0; k < r->n_s; k++)
        for (size_t t = r->first[k]; t < r->first[k] + r->s[k]->n; t++)
            for (size_t i = 0; i < w; i++) x[t * w + i] *= mask[k * w + i];
}

/* ---- words to vectors ---- */

static net_look look_draw(const net_dropout *drop, rng *g)
{
    float u = rng_unit(g);
    for (unsigned look = 1; look < N_LOOKS; look++) {
        if (u < drop->looks[look]) return (net_look)look;
        u -= drop->looks[look];
    }
    return LOOK_PLAIN;
}

/* Calls for each feature row of the batch that is not dropped; the same seed drops the same. */
static void rows_walk(net_run *r, const net_dropout *drop, uint64_t seed, float *row_grad,
                      uint8_t *touched)
{
    const size_t D = r->n->shape.D;
    rng g = { seed ^ 0x5bd1e995u };
    for (uint32_t k = 0; k < r->n_s; k++) {
        const net_look look = drop ? look_draw(drop, &g) : LOOK_PLAIN;
        for (uint32_t i = 0; i < r->s[k]->n; i++) {
            const net_word *w = &r->s[k]->words[i];
            const net_rows *rows = &w->looks[look];
            float *x = (row_grad ? r->dx[0] : r->x[0]) + (r->first[k] + i) * D;
            for (uint32_t j = 0; j < rows->n; j++) {
                if (drop && rng_unit(&g) < (j == 0 && rows->has_form ? drop->form : drop->feature))
                    continue;
                float *e = (row_grad ? row_grad : r->n->rows) + rows->at[j] * D;
                if (row_grad) {
                    for (size_t d = 0; d < D; d++) e[d] += x[d];
                    touched[rows->at[j]] = 1;
                } else {
                    for (size_t d = 0; d < D; d++) x[d] += e[d];
                }
            }
        }
    }
}

/* ---- recurrent layers ---- */

static inline float gate(float u)
{
    const float a = u < 0 ? -u : u;
    return 0.5f + 0.5f * u / (1.0f + a);
}

static inline float gate_slope(float s) /* from the gate's value */
{
    const float y = 2.0f * s - 1.0f, a = 1.0f - (y < 0 ? -y : y);
    return 0.5f * a * a;
}

static void step(float *restrict u, const float *restrict before, const float *restrict skip,
                 float *restrict c, float *restrict h, size_t H)
{
    for (size_t i = 0; i < H; i++) {
        const float f = gate(u[H + i]), o = gate(u[2 * H + i]);
        const float ci = f * before[i] + (1.0f - f) * u[i];
        u[H + i] = f;
        u[2 * H + i] = o;
        c[i] = ci;
        h[i] = o * ci + (1.0f - o) * skip[i];
    }
}

static void layer_forward(net_run *r, uint32_t l)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t H = s->H, G = gates_of(l), in = inputs_of(s, l), out = 2 * G * H;
    static const float zeros[SAYSO_NET_MOST_UNITS];
    linear(r->n, r->u[l], r->x[l], in, r->n->at.w[l], r->n->at.b[l], in, out, r->N);
    for (uint32_t k = 0; k < r->n_s; k++)
        for (size_t d = 0; d < 2; d++) {
            const float *before = zeros;
            for (uint32_t i = 0; i < r->s[k]->n; i++) {
                const size_t t = r->first[k] + (d ? r->s[k]->n - 1 - i : i);
                float *u = r->u[l] + t * out + d * G * H, *c = r->c[l] + t * 2 * H + d * H;
                const float *skip = G == 4 ? u + 3 * H : r->x[l] + t * in + d * H;
                step(u, before, skip, c, r->x[l + 1] + t * 2 * H + d * H, H);
                before = c;
            }
        }
    mask_apply(r, r->x[l + 1], r->mask[l + 1], 2 * H);
}

/* One step backward; dc carries the memory's gradient and is updated. */
static void step_back(const float *restrict u, const float *restrict c,
                      const float *restrict before, const float *restrict skip,
                      const float *restrict dh, float *restrict dc, float *restrict du,
                      float *restrict dskip, size_t H)
{
    for (size_t i = 0; i < H; i++) {
        const float f = u[H + i], o = u[2 * H + i];
        const float dci = dc[i] + dh[i] * o;
        du[i] = dci * (1.0f - f);
        du[H + i] = dci * (before[i] - u[i]) * gate_slope(f);
        du[2 * H + i] = dh[i] * (c[i] - skip[i]) * gate_slope(o);
        dskip[i] += dh[i] * (1.0f - o);
        dc[i] = dci * f;
    }
}

static void layer_back(net_run *r, uint32_t l)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t H = s->H, G = gates_of(l), in = inputs_of(s, l), out = 2 * G * H;
    static const float zeros[SAYSO_NET_MOST_UNITS];
    float dc[SAYSO_NET_MOST_UNITS];
    mask_apply(r, r->dx[l + 1], r->mask[l + 1], 2 * H);
    memset(r->dx[l], 0, r->N * in * sizeof(float));
    memset(r->du, 0, r->N * out * sizeof(float));
    for (uint32_t k = 0; k < r->n_s; k++)
        for (size_t d = 0; d < 2; d++) {
            memset(dc, 0, sizeof dc);
            for (uint32_t i = r->s[k]->n; i-- > 0;) {
                const size_t t = r->first[k] + (d ? r->s[k]->n - 1 - i : i), p = d ? t + 1 : t - 1;
                const float *u = r->u[l] + t * out + d * G * H;
                float *du = r->du + t * out + d * G * H, *dx = r->dx[l] + t * in + d * H;
                const float *skip = G == 4 ? u + 3 * H : r->x[l] + t * in + d * H;
                step_back(u, r->c[l] + t * 2 * H + d * H, i ? r->c[l] + p * 2 * H + d * H : zeros,
                          skip, r->dx[l + 1] + t * 2 * H + d * H, dc, du, G == 4 ? du + 3 * H : dx,
                          H);
            }
        }
    linear_back(r, r->dx[l], in, r->du, r->x[l], in, r->n->at.w[l], r->n->at.b[l], in, out, r->N);
}

/* ---- losses ---- */

/* Soft-max over z[n] with the right class: z becomes weight * (p - one-hot); returns the loss;
 * *best the likeliest class. */
static float softmax_loss(float *z, uint32_t n, uint32_t right, float weight, uint32_t *best)
{
    float most = z[0], sum = 0;
    *best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (z[i] > most) most = z[i], *best = i;
    for (uint32_t i = 0; i < n; i++) sum += z[i] = exp_fast(z[i] - most);
    const float p = z[right] / sum;
    for (uint32_t i = 0; i < n; i++) z[i] *= weight / sum;
    z[right] -= weight;
    return -log_fast(p > 1e-12f ? p : 1e-12f);
}

static void tags_loss(net_run *r, net_losses *sum)
{
    const sayso_net_shape *s = &r->n->shape;
    const net_groups *g = &r->n->groups;
    linear(r->n, r->tags, r->x[s->tag_layer + 1], 2 * s->H, r->n->at.wt, r->n->at.bt, 2 * s->H,
           s->T, r->N);
    for (uint32_t k = 0; k < r->n_s; k++)
        for (uint32_t i = 0; i < r->s[k]->n; i++) {
            float *z = r->tags + (r->first[k] + i) * s->T;
            const net_word *w = &r->s[k]->words[i];
            uint32_t right = 0, upos_right = 0;
            if (!r->s[k]->tags) {
                memset(z, 0, s->T * sizeof *z);
                continue;
            }
            for (uint32_t a = 0; a < g->n_groups; a++) {
                uint32_t best = 0;
                if (g->n[a] > 1)
                    sum->tags += (double)softmax_loss(z + g->first[a], g->n[a], w->classes[a],
                                                      r->s[k]->weight, &best);
                else if (g->n[a]) z[g->first[a]] = 0;
                right += best == w->classes[a] && a;
                if (!a) upos_right = best == w->classes[0];
            }
            const uint32_t used = g->first[g->n_groups - 1] + g->n[g->n_groups - 1];
            memset(z + used, 0, (s->T - used) * sizeof *z);
            sum->upos_right += upos_right;
            sum->feats_right += right == g->n_groups - 1;
            sum->words++;
        }
}

static void names_loss(net_run *r, net_losses *sum)
{
    const sayso_net_shape *s = &r->n->shape;
    if (!s->N) return;
    linear(r->n, r->names, r->x[s->L], 2 * s->H, r->n->at.wn, r->n->at.bn, 2 * s->H, s->N, r->N);
    for (uint32_t k = 0; k < r->n_s; k++)
        for (uint32_t i = 0; i < r->s[k]->n; i++) {
            float *z = r->names + (r->first[k] + i) * s->N;
            uint32_t best;
            if (!r->s[k]->names || r->s[k]->words[i].name == NET_NAME_UNKNOWN) {
                memset(z, 0, s->N * sizeof *z);
                continue;
            }
            sum->names += (double)softmax_loss(z, SAYSO_N_NAME_TAGS, r->s[k]->words[i].name,
                                               r->s[k]->weight, &best);
            memset(z + SAYSO_N_NAME_TAGS, 0, (s->N - SAYSO_N_NAME_TAGS) * sizeof *z);
            sum->name_words++;
            sum->names_right += best == r->s[k]->words[i].name;
        }
}

/* The bend of the sides, max(u, u / 8): layout.h. */
static float slope(float u) { return u > 0 ? 1.0f : 0.125f; }
static void bend(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : x[i] * 0.125f;
}

/* m's first 2A columns are bent here, the labels' after their sum. */
static void sides_forward(net_run *r)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t M = sides_of(s);
    linear(r->n, r->m, r->x[s->L], 2 * s->H, r->n->at.wm, r->n->at.bm, 2 * s->H, M, r->N);
    for (size_t t = 0; t < r->N; t++) bend(r->m + t * M, 2 * s->A);
    mask_apply(r, r->m, r->m_mask, M);
    for (size_t t = 0; t < r->N; t++)
        memcpy(r->q + t * s->A, r->n->dense + r->n->at.bq, s->A * sizeof(float));
    mat_mul(r->q, s->A, (mat_a){ r->m, M, 1 }, r->n->dense + r->n->at.wq, s->A, r->N, s->A, s->A,
            true);
    linear(r->n, r->k, r->m, M, r->n->at.wk, r->n->at.bk, s->A, SAYSO_NET_DISTANCES, r->N);
}

/* Scores of one sentence's arcs into r->scores [n][P], the root's in column n. */
static void arcs_score(net_run *r, uint32_t k)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t n = r->s[k]->n, P = pad16(n + 1), A = s->A, M = sides_of(s), at = r->first[k];
    for (size_t i = 0; i < n; i++)
        memcpy(r->heads + i * A, r->m + (at + i) * M + A, A * sizeof(float));
    memcpy(r->heads + n * A, r->n->dense + r->n->at.root_arc, A * sizeof(float));
    memset(r->heads + (n + 1) * A, 0, (P - n - 1) * A * sizeof(float));
    mat_transpose(r->heads_t, r->heads, P, A);
    mat_mul(r->scores, P, (mat_a){ r->q + at * A, A, 1 }, r->heads_t, P, n, P, A, false);
    for (size_t d = 0; d < n; d++) {
        float *z = r->scores + d * P;
        const float *kd = r->k + (at + d) * SAYSO_NET_DISTANCES;
        for (size_t h = 0; h < n; h++)
            if (h != d) z[h] += kd[sayso_distance_class((uint32_t)d, (uint32_t)h)];
        z[n] += kd[SAYSO_DISTANCE_ROOT];
        z[d] = -1e9f;
    }
}

/* Loss and gradient of one sentence's arcs; hit[] tells whose likeliest head is right. */
static void arcs_loss(net_run *r, uint32_t k, net_losses *sum, uint8_t *hit)
{
    const size_t n = r->s[k]->n, P = pad16(n + 1), A = r->n->shape.A, M = sides_of(&r->n->shape),
                 at = r->first[k];
    arcs_score(r, k);
    for (size_t d = 0; d < n; d++) {
        float *z = r->scores + d * P, *dk = r->dk + (at + d) * SAYSO_NET_DISTANCES;
        const uint32_t right =
            r->s[k]->words[d].head == SAYSO_ROOT ? (uint32_t)n : r->s[k]->words[d].head;
        uint32_t best;
        sum->arcs += (double)softmax_loss(z, (uint32_t)n + 1, right, r->s[k]->weight, &best);
        hit[at + d] = best == right;
        memset(z + n + 1, 0, (P - n - 1) * sizeof *z);
        for (size_t h = 0; h < n; h++)
            if (h != d) dk[sayso_distance_class((uint32_t)d, (uint32_t)h)] += z[h];
        dk[SAYSO_DISTANCE_ROOT] += z[n];
    }
    if (!r->grad) return;
    memset(r->dheads, 0, P * A * sizeof(float));
    mat_mul(r->dq + at * A, A, (mat_a){ r->scores, P, 1 }, r->heads, A, n, A, n + 1, false);
    mat_mul(r->dheads, A, (mat_a){ r->scores, 1, P }, r->q + at * A, A, n + 1, A, n, true);
    for (size_t i = 0; i < n; i++)
        memcpy(r->dm + (at + i) * M + A, r->dheads + i * A, A * sizeof(float));
    for (size_t j = 0; j < A; j++) r->grad[r->n->at.root_arc + j] += r->dheads[n * A + j];
}

static const float *label_head(const net_run *r, uint32_t k, uint32_t i)
{
    const sayso_net_shape *s = &r->n->shape;
    const uint16_t h = r->s[k]->words[i].head;
    return h == SAYSO_ROOT ? r->n->dense + r->n->at.root_label
                           : r->m + (r->first[k] + h) * sides_of(s) + 2 * s->A + s->B;
}

static void labels_loss(net_run *r, net_losses *sum, const uint8_t *hit)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t B = s->B, M = sides_of(s);
    memset(r->hid, 0, r->N * B * sizeof(float));
    for (uint32_t k = 0; k < r->n_s; k++)
        for (uint32_t i = 0; r->s[k]->tree && i < r->s[k]->n; i++) {
            const float *a = r->m + (r->first[k] + i) * M + 2 * s->A, *b = label_head(r, k, i);
            float *hid = r->hid + (r->first[k] + i) * B;
            for (size_t j = 0; j < B; j++) hid[j] = a[j] + b[j];
            bend(hid, B);
        }
    linear(r->n, r->rel, r->hid, B, r->n->at.wo, r->n->at.bo, B, s->R, r->N);
    for (uint32_t k = 0; k < r->n_s; k++)
        for (uint32_t i = 0; i < r->s[k]->n; i++) {
            float *z = r->rel + (r->first[k] + i) * s->R;
            uint32_t best;
            if (!r->s[k]->tree) {
                memset(z, 0, s->R * sizeof *z);
                continue;
            }
            sum->labels += (double)softmax_loss(z, r->n->n_relations, r->s[k]->words[i].relation,
                                                r->s[k]->weight, &best);
            memset(z + r->n->n_relations, 0, (s->R - r->n->n_relations) * sizeof *z);
            sum->tree_words++;
            sum->heads_right += hit[r->first[k] + i];
            sum->both_right += hit[r->first[k] + i] && best == r->s[k]->words[i].relation;
        }
}

static void labels_back(net_run *r)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t B = s->B, M = sides_of(s);
    memset(r->dhid, 0, r->N * B * sizeof(float));
    linear_back(r, r->dhid, B, r->rel, r->hid, B, r->n->at.wo, r->n->at.bo, B, s->R, r->N);
    for (uint32_t k = 0; k < r->n_s; k++)
        for (uint32_t i = 0; r->s[k]->tree && i < r->s[k]->n; i++) {
            const float *hid = r->hid + (r->first[k] + i) * B,
                        *dhid = r->dhid + (r->first[k] + i) * B;
            const uint16_t h = r->s[k]->words[i].head;
            float *a = r->dm + (r->first[k] + i) * M + 2 * s->A;
            float *b = h == SAYSO_ROOT ? r->grad + r->n->at.root_label
                                       : r->dm + (r->first[k] + h) * M + 2 * s->A + B;
            for (size_t j = 0; j < B; j++) {
                const float d = dhid[j] * slope(hid[j]);
                a[j] += d;
                b[j] += d;
            }
        }
}

static void sides_back(net_run *r)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t M = sides_of(s), A = s->A;
    mat_mul(r->grad + r->n->at.wq, A, (mat_a){ r->m, 1, M }, r->dq, A, A, A, r->N, true);
    mat_add_rows(r->grad + r->n->at.bq, r->dq, r->N, A);
    mat_mul(r->dm, M, (mat_a){ r->dq, A, 1 }, r->wt + r->n->at.wq, A, r->N, A, A, true);
    linear_back(r, r->dm, M, r->dk, r->m, M, r->n->at.wk, r->n->at.bk, A, SAYSO_NET_DISTANCES,
                r->N);
    mask_apply(r, r->dm, r->m_mask, M);
    for (size_t t = 0; t < r->N; t++)
        for (size_t j = 0; j < 2 * A; j++) r->dm[t * M + j] *= slope(r->m[t * M + j]);
    linear_back(r, r->dx[s->L], 2 * s->H, r->dm, r->x[s->L], 2 * s->H, r->n->at.wm, r->n->at.bm,
                2 * s->H, M, r->N);
}

static void forward(net_run *r, const net_dropout *drop, uint64_t seed)
{
    const sayso_net_shape *s = &r->n->shape;
    masks_fill(r, drop, seed);
    memset(r->x[0], 0, r->N * s->D * sizeof(float));
    rows_walk(r, drop, seed, NULL, NULL);
    mask_apply(r, r->x[0], r->mask[0], s->D);
    for (uint32_t l = 0; l < s->L; l++) layer_forward(r, l);
    sides_forward(r);
}

static void backward(net_run *r, const net_dropout *drop, uint64_t seed, float *row_grad,
                     uint8_t *touched)
{
    const sayso_net_shape *s = &r->n->shape;
    for (uint32_t l = 1; l <= s->L; l++) memset(r->dx[l], 0, r->N * 2 * s->H * sizeof(float));
    labels_back(r);
    sides_back(r);
    if (s->N)
        linear_back(r, r->dx[s->L], 2 * s->H, r->names, r->x[s->L], 2 * s->H, r->n->at.wn,
                    r->n->at.bn, 2 * s->H, s->N, r->N);
    for (uint32_t l = s->L; l-- > 0;) {
        if (l == s->tag_layer)
            linear_back(r, r->dx[l + 1], 2 * s->H, r->tags, r->x[l + 1], 2 * s->H, r->n->at.wt,
                        r->n->at.bt, 2 * s->H, s->T, r->N);
        layer_back(r, l);
    }
    mask_apply(r, r->dx[0], r->mask[0], s->D);
    rows_walk(r, drop, seed, row_grad, touched);
}

void net_batch(net_run *r, const net *n, const float *transposed, const net_sentence *const *s,
               uint32_t n_s, const net_dropout *drop, uint64_t seed, net_losses *losses,
               float *grad, float *row_grad, uint8_t *touched)
{
    const size_t M = sides_of(&n->shape);
    r->n = n, r->wt = transposed, r->s = s, r->n_s = n_s, r->grad = grad, r->N = 0;
    for (uint32_t k = 0; k < n_s; k++) r->first[k] = r->N, r->N += s[k]->n;
    uint8_t *hit = calloc(r->N + 1, 1);
    if (!hit) return;
    forward(r, drop, seed);
    tags_loss(r, losses);
    names_loss(r, losses);
    memset(r->dm, 0, r->N * M * sizeof(float));
    memset(r->dq, 0, r->N * n->shape.A * sizeof(float));
    memset(r->dk, 0, r->N * SAYSO_NET_DISTANCES * sizeof(float));
    for (uint32_t k = 0; k < n_s; k++)
        if (s[k]->tree) arcs_loss(r, k, losses, hit);
    labels_loss(r, losses, hit);
    if (grad) backward(r, drop, seed, row_grad, touched);
    free(hit);
}

/* ---- teaching ---- */

void softmax(float *z, uint32_t n)
{
    uint32_t best;
    if (n < 2) return;
    (void)softmax_loss(z, n, 0, 1.0f, &best);
    z[0] += 1.0f;
}

void net_forward(net_run *r, const net *n, const net_sentence *s)
{
    r->single = s;
    r->n = n, r->wt = NULL, r->s = &r->single, r->n_s = 1, r->grad = NULL, r->N = s->n;
    r->first[0] = 0;
    forward(r, NULL, 0);
}

const float *net_tags(const net_run *r)
{
    const sayso_net_shape *s = &r->n->shape;
    linear(r->n, r->tags, r->x[s->tag_layer + 1], 2 * s->H, r->n->at.wt, r->n->at.bt, 2 * s->H,
           s->T, r->N);
    return r->tags;
}

const float *net_names(const net_run *r)
{
    const sayso_net_shape *s = &r->n->shape;
    linear(r->n, r->names, r->x[s->L], 2 * s->H, r->n->at.wn, r->n->at.bn, 2 * s->H, s->N, r->N);
    return r->names;
}

const float *net_arcs(net_run *r, uint32_t *columns)
{
    *columns = (uint32_t)pad16(r->N + 1);
    arcs_score(r, 0);
    return r->scores;
}

const float *net_relations(net_run *r, const uint16_t *heads)
{
    const sayso_net_shape *s = &r->n->shape;
    const size_t B = s->B, M = sides_of(s);
    for (uint32_t i = 0; i < r->N; i++) {
        const float *a = r->m + i * M + 2 * s->A;
        const float *b = heads[i] == SAYSO_ROOT ? r->n->dense + r->n->at.root_label
                                                : r->m + heads[i] * M + 2 * s->A + B;
        for (size_t j = 0; j < B; j++) r->hid[i * B + j] = a[j] + b[j];
    }
    bend(r->hid, r->N * B);
    linear(r->n, r->rel, r->hid, B, r->n->at.wo, r->n->at.bo, B, s->R, r->N);
    return r->rel;
}
