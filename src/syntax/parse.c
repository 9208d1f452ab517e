/* One sentence through the network: features, layers, tags, arcs, tree, labels, lemmas. */
#include "syntax/model.h"
#include "syntax/recognise.h"
#include "syntax/tree.h"
#include <stdlib.h>

struct sayso_syntax_ws {
    void  *at;      /* one block, laid out anew for each sentence */
    size_t size;
};

/* Where a sentence of n words has its scratch. */
typedef struct bench {
    uint32_t n, columns;      /* words; heads of the score matrix, padded */
    float   *x;               /* [n][D or 2H] a layer's input */
    float   *h;               /* [n][2H] its output */
    uint8_t *bytes;           /* [n][widest] x in bytes */
    float   *scales;          /* [n] */
    float   *u;               /* [n][8H] */
    float   *c;               /* [H] */
    float   *tags;            /* [n][T] */
    float   *sides;           /* [n][2A + 2B] */
    float   *arcs;            /* [n][A + distances] */
    float   *dep;             /* [n][A], then [n][B] of the labels */
    float   *heads;           /* [A][columns] the heads' vectors, transposed */
    float   *scores;          /* [n][columns] */
    float   *labels;          /* [n][R] */
    float   *names;           /* [n][N] */
    uint8_t *name_tags;       /* [n] */
    uint16_t *tree;           /* [n] */
    void    *scratch;         /* of the tree */
} bench;

static size_t aligned(size_t n) { return (n + 63) / 64 * 64; }

/* Takes n bytes from the block; with at = NULL it only counts. */
static void *take(uint8_t *at, size_t *used, size_t n)
{
    void *p = at ? at + *used : NULL;
    *used += aligned(n);
    return p;
}

static size_t bench_lay(bench *b, const sayso_net_shape *s, uint32_t n, uint8_t *at)
{
    size_t used = 0;
    const size_t N = n, two = 2 * (size_t)s->H, wide = s->D > two ? s->D : two,
                 side = s->A > s->B ? s->A : s->B;
    b->n = n;
    b->columns = (n + 1 + SAYSO_LANES - 1) / SAYSO_LANES * SAYSO_LANES;
    b->x = take(at, &used, N * wide * sizeof(float));
    b->h = take(at, &used, N * wide * sizeof(float));
    b->bytes = take(at, &used, N * (wide > side ? wide : side));
    b->scales = take(at, &used, N * sizeof(float));
    b->u = take(at, &used, N * 8 * s->H * sizeof(float));
    b->c = take(at, &used, s->H * sizeof(float));
    b->tags = take(at, &used, N * s->T * sizeof(float));
    b->sides = take(at, &used, N * (2 * s->A + 2 * s->B) * sizeof(float));
    b->arcs = take(at, &used, N * (s->A + SAYSO_NET_DISTANCES) * sizeof(float));
    b->dep = take(at, &used, N * side * sizeof(float));
    b->heads = take(at, &used, (size_t)s->A * b->columns * sizeof(float));
    b->scores = take(at, &used, N * b->columns * sizeof(float));
    b->labels = take(at, &used, N * s->R * sizeof(float));
    b->names = take(at, &used, N * s->N * sizeof(float));
    b->name_tags = take(at, &used, N);
    b->tree = take(at, &used, N * sizeof(uint16_t));
    b->scratch = take(at, &used, sayso_tree_scratch(n));
    return used;
}

sayso_status sayso_syntax_ws_new(sayso_syntax_ws **out, sayso_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? sayso_ok(err) : sayso_no_memory(err);
}

void sayso_syntax_ws_free(sayso_syntax_ws *ws)
{
    if (!ws) return;
    free(ws->at);
    free(ws);
}

static bool bench_new(bench *b, sayso_syntax_ws *ws, const sayso_net_shape *s, uint32_t n)
{
    const size_t need = bench_lay(b, s, n, NULL);
    if (need > ws->size) {
        void *bigger = aligned_alloc(64, aligned(need + need / 4));
        if (!bigger) return false;
        free(ws->at);
        ws->at = bigger;
        ws->size = need + need / 4;
    }
    (void)bench_lay(b, s, n, ws->at);
    return true;
}

/* ---- words to vectors ---- */

static uint32_t row_of(const sayso_syntax *m, uint64_t hash)
{
    const uint32_t mask = (1u << m->head.key_log2) - 1;
    uint32_t i = (uint32_t)(hash >> (64 - m->head.key_log2));
    for (unsigned probe = 0; probe < SAYSO_NET_MOST_PROBES && m->keys[i].row != SAYSO_NET_NO_ROW;
         probe++, i = (i + 1) & mask)
        if (m->keys[i].check == (uint32_t)hash) return m->keys[i].row;
    return SAYSO_NET_NO_ROW;
}

static void words_embed(const sayso_syntax *m, bench *b, const sayso_word *words)
{
    uint64_t hashes[SAYSO_MOST_FEATURES];
    uint32_t rows[SAYSO_MOST_FEATURES];
    for (uint32_t i = 0; i < b->n; i++) {
        const uint32_t n = sayso_features_of(&words[i], sayso_place_of(words, i, b->n), hashes);
        uint32_t k = 0;
        for (uint32_t j = 0; j < n; j++)
            if ((rows[k] = row_of(m, hashes[j])) != SAYSO_NET_NO_ROW) k++;
        m->kernels->row_sum(b->x + (size_t)i * m->head.shape.D, m->rows, rows, k, m->head.shape.D,
                            m->head.row_scale);
    }
}

/* ---- layers ---- */

static void product(const sayso_syntax *m, const bench *b, const sayso_matrix *w, float *y)
{
    m->kernels->product(y, b->bytes, b->scales, b->n, w);
}

/* From x to h; x's bytes are ready. */
static void layer_run(const sayso_syntax *m, bench *b, uint32_t l)
{
    const size_t H = m->head.shape.H, gates = l ? 3 : 4, out = 2 * gates * H;
    product(m, b, &m->matrices[l], b->u);
    for (unsigned d = 0; d < 2; d++) {
        const float *u = b->u + d * gates * H;
        const float *skip = l ? b->x + d * H : u + 3 * H;
        m->kernels->recur(b->h + d * H, 2 * H, u, out, skip, l ? 2 * H : out, b->c, b->n,
                          (uint32_t)H, d);
    }
}

static void layers_run(const sayso_syntax *m, bench *b)
{
    const sayso_net_shape *s = &m->head.shape;
    m->kernels->quantise(b->bytes, b->scales, b->x, b->n, s->D);
    for (uint32_t l = 0; l < s->L; l++) {
        layer_run(m, b, l);
        float *t = b->x;
        b->x = b->h, b->h = t;
        m->kernels->quantise(b->bytes, b->scales, b->x, b->n, 2 * s->H);
        if (l == s->tag_layer) product(m, b, sayso_syntax_matrix(m, SAYSO_NET_TAGS), b->tags);
    }
    product(m, b, sayso_syntax_matrix(m, SAYSO_NET_SIDES), b->sides);
    if (s->N) product(m, b, sayso_syntax_matrix(m, SAYSO_NET_NAMES), b->names);
}

/* ---- tags ---- */

static uint32_t best_of(const float *z, const uint8_t *allowed, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (allowed[i] && (!allowed[best] || z[i] > z[best])) best = i;
    return best;
}

/* Features without bits of several groups, put together; most words have those of one at most. */
static bool morph_join(sayso_word *w, const char *more, sayso_arena *arena)
{
    if (!w->morph) {
        w->morph = more;
        return true;
    }
    const size_t a = strlen(w->morph), b = strlen(more);
    char *both = sayso_arena_alloc(arena, a + b + 2);
    if (!both) return false;
    memcpy(both, w->morph, a);
    both[a] = '|';
    memcpy(both + a + 1, more, b + 1);
    w->morph = both;
    return true;
}

static bool word_tag(const sayso_syntax *m, const float *z, sayso_word *w, sayso_arena *arena)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < m->head.group_sizes[0]; i++)
        if (z[i] > z[best]) best = i;
    w->upos = (uint8_t)(best + 1);
    w->feats = 0;
    w->morph = NULL;
    const uint8_t *allowed = m->allowed + (size_t)w->upos * m->head.shape.T;
    for (uint64_t open = m->open_groups[w->upos]; open; open &= open - 1) {
        const uint32_t g = (uint32_t)__builtin_ctzll(open), first = m->group_first[g],
                       c = best_of(z + first, allowed + first, m->head.group_sizes[g]);
        if (!c) continue;
        w->feats |= m->values[first + c];
        if (m->morphs[first + c] && !morph_join(w, m->morphs[first + c], arena)) return false;
    }
    return true;
}

/* ---- names ---- */

static uint8_t margin_of(const float *z, uint8_t tag)
{
    float next = tag ? z[0] : z[1];
    for (uint8_t k = 0; k < SAYSO_N_NAME_TAGS; k++)
        if (k != tag && z[k] > next) next = z[k];
    /* sixteenths: what the byte of name_sure counts in */
    const float margin = (z[tag] - next) * 16.0f;
    /* no margin, nor any that a damaged model makes no number of */
    return !(margin > 0) ? 0 : margin >= 255.0f ? 255 : (uint8_t)margin;
}

static void names_run(const sayso_syntax *m, bench *b, sayso_word *words)
{
    if (m->head.shape.N) sayso_names_best(b->names, m->head.shape.N, b->n, b->name_tags);
    for (uint32_t i = 0; i < b->n; i++) {
        words[i].name = m->head.shape.N ? b->name_tags[i] : 0;
        words[i].name_sure = words[i].name
                                 ? margin_of(b->names + (size_t)i * m->head.shape.N, words[i].name)
                                 : 0;
    }
}

/* ---- arcs ---- */

static const float zeros[SAYSO_NET_MOST_UNITS];

/* The heads' vectors as columns, the root's last, zeros behind. `row` [A] is scratch. */
static void heads_gather(const sayso_syntax *m, bench *b, float *row)
{
    const uint32_t A = m->head.shape.A, M = 2 * A + 2 * m->head.shape.B;
    for (uint32_t i = 0; i < b->n; i++) {
        m->kernels->bend(row, b->sides + (size_t)i * M + A, zeros, A);
        for (uint32_t j = 0; j < A; j++) b->heads[(size_t)j * b->columns + i] = row[j];
    }
    for (uint32_t j = 0; j < A; j++) {
        float *column = b->heads + (size_t)j * b->columns;
        column[b->n] = m->roots[j];
        for (uint32_t i = b->n + 1; i < b->columns; i++) column[i] = 0.0f;
    }
}

static void distances_add(const bench *b, const float *k, uint32_t step)
{
    uint8_t before[SAYSO_MOST_WORDS], after[SAYSO_MOST_WORDS]; /* classes by how far the head is */
    for (uint32_t far = 1; far < b->n; far++) {
        before[far] = (uint8_t)sayso_distance_class(far, 0);
        after[far] = (uint8_t)sayso_distance_class(0, far);
    }
    for (uint32_t d = 0; d < b->n; d++, k += step) {
        float *z = b->scores + (size_t)d * b->columns;
        for (uint32_t h = 0; h < d; h++) z[h] += k[before[d - h]];
        for (uint32_t h = d + 1; h < b->n; h++) z[h] += k[after[h - d]];
        z[b->n] += k[SAYSO_DISTANCE_ROOT];
    }
}

static void arcs_run(const sayso_syntax *m, bench *b)
{
    const uint32_t A = m->head.shape.A, M = 2 * A + 2 * m->head.shape.B,
                   out = A + SAYSO_NET_DISTANCES;
    for (uint32_t i = 0; i < b->n; i++)
        m->kernels->bend(b->dep + (size_t)i * A, b->sides + (size_t)i * M, zeros, A);
    m->kernels->quantise(b->bytes, b->scales, b->dep, b->n, A);
    product(m, b, sayso_syntax_matrix(m, SAYSO_NET_ARCS), b->arcs);
    heads_gather(m, b, b->dep);
    m->kernels->scores(b->scores, b->arcs, out, b->heads, b->n, A, b->columns);
    distances_add(b, b->arcs + A, out);
    sayso_tree_best(b->scores, b->columns, b->n, b->tree, b->scratch);
}

/* ---- labels ---- */

static uint32_t label_of(const sayso_syntax *m, const float *z)
{
    uint32_t best = m->root_relation == 0 ? 1 : 0;
    for (uint32_t i = 0; i < m->head.n_relations; i++)
        if (i != m->root_relation && z[i] > z[best]) best = i;
    return best;
}

static void labels_run(const sayso_syntax *m, bench *b, sayso_word *words)
{
    const uint32_t A = m->head.shape.A, B = m->head.shape.B, M = 2 * A + 2 * B;
    for (uint32_t i = 0; i < b->n; i++) {
        const float *dep = b->sides + (size_t)i * M + 2 * A;
        const float *head = b->tree[i] == SAYSO_ROOT
                                ? m->roots + A
                                : b->sides + (size_t)b->tree[i] * M + 2 * A + B;
        m->kernels->bend(b->dep + (size_t)i * B, dep, head, B);
    }
    m->kernels->quantise(b->bytes, b->scales, b->dep, b->n, B);
    product(m, b, sayso_syntax_matrix(m, SAYSO_NET_LABELS), b->labels);
    for (uint32_t i = 0; i < b->n; i++) {
        const uint32_t r = b->tree[i] == SAYSO_ROOT
                               ? m->root_relation
                               : label_of(m, b->labels + (size_t)i * m->head.shape.R);
        words[i].head = b->tree[i];
        words[i].deprel = m->deprels[r];
        words[i].rel = m->rels[r];
        words[i].sub = m->subs[r];
    }
}

sayso_status sayso_syntax_parse(const sayso_syntax *m, sayso_syntax_ws *ws, sayso_word *words,
                                uint32_t n, sayso_arena *arena, sayso_error *err)
{
    bench b;
    if (!bench_new(&b, ws, &m->head.shape, n)) return sayso_no_memory(err);
    words_embed(m, &b, words);
    layers_run(m, &b);
    for (uint32_t i = 0; i < n; i++) {
        if (!word_tag(m, b.tags + (size_t)i * m->head.shape.T, &words[i], arena) ||
            sayso_lemma_of(&m->lemmas, &words[i], arena, &words[i].lemma))
            return sayso_no_memory(err);
    }
    names_run(m, &b, words);
    arcs_run(m, &b);
    labels_run(m, &b, words);
    return sayso_ok(err);
}
