/* From scores to a tree: greedy heads where they make one; else Chu and Liu 1965 and Edmonds
 * 1967, dense as Tarjan 1977 has it, in fixed point so that every machine finds the same tree. */
#include "syntax/tree.h"

/* More than the scores of any tree: a second root is never worth it. */
#define ROOT_COST (INT64_C(1) << 50)
#define NEVER (-(INT64_C(1) << 60))

static int64_t fixed(float s)
{
    if (!(s > -1e6f)) s = -1e6f; /* also what is not a number */
    if (s > 1e6f) s = 1e6f;
    return (int64_t)(s * 4096.0f);
}

static void greedy(const float *scores, uint32_t columns, uint32_t n, uint16_t *heads)
{
    for (uint32_t d = 0; d < n; d++) {
        const float *z = scores + (size_t)d * columns;
        uint32_t best = n;
        for (uint32_t h = 0; h < n; h++)
            if (h != d && z[h] > z[best]) best = h;
        heads[d] = best == n ? SAYSO_ROOT : (uint16_t)best;
    }
}

/* One root, and every word reaches it. mark [n] is scratch. */
static bool is_tree(const uint16_t *heads, uint32_t n, uint32_t *mark)
{
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++) roots += heads[d] == SAYSO_ROOT, mark[d] = 0;
    if (roots != 1) return false;
    for (uint32_t d = 0; d < n; d++) {
        uint32_t v = d;
        while (heads[v] != SAYSO_ROOT && !mark[v]) mark[v] = d + 1, v = heads[v];
        if (heads[v] != SAYSO_ROOT && mark[v] == d + 1) return false;
        mark[v] = d + 1;
    }
    return true;
}

/* A contraction: members[first..first+n) of a cycle became the live node rep. */
typedef struct contraction { uint32_t first, n, rep; } contraction;

/* Nodes 0..n-1 are words, n the root. A contracted cycle lives on as one of its members. */
typedef struct forest {
    uint32_t N;           /* n + 1 */
    int64_t *w;           /* [N][N]: w[v*N + u], the arc from head u into v, less what contraction
                             gave back */
    contraction *past;    /* [N] */
    uint16_t *into;       /* [N][N]: for contraction k and head u, the member that u's arc enters */
    uint16_t *outof;      /* [N][N]: for contraction k and word v, the member that v hangs on */
    uint32_t *head;       /* [N] chosen head of a live node */
    uint32_t *members, *kept; /* [2N] of all contractions: members, and their heads within the cycle
                                 */
    uint32_t *mark;       /* [N] */
    uint8_t  *dead;       /* [N] */
    uint32_t  n_past, n_members;
} forest;

size_t sayso_tree_scratch(uint32_t n)
{
    const size_t N = n + 1u;
    return N * N * (sizeof(int64_t) + 2 * sizeof(uint16_t)) +
           N * (sizeof(contraction) + 6 * sizeof(uint32_t) + 1) + 64;
}

static void forest_lay(forest *f, uint32_t n, void *scratch)
{
    const size_t N = n + 1u;
    *f = (forest){ .N = n + 1 };
    f->w = scratch;
    f->past = (contraction *)(void *)(f->w + N * N);
    f->head = (uint32_t *)(void *)(f->past + N);
    f->members = f->head + N;
    f->kept = f->members + 2 * N;
    f->mark = f->kept + 2 * N;
    f->into = (uint16_t *)(void *)(f->mark + N);
    f->outof = f->into + N * N;
    f->dead = (uint8_t *)(f->outof + N * N);
    memset(f->dead, 0, N);
}

static void head_choose(forest *f, uint32_t v)
{
    const int64_t *row = f->w + (size_t)v * f->N;
    uint32_t best = f->N - 1; /* the root */
    for (uint32_t u = 0; u < f->N; u++)
        if (!f->dead[u] && u != v && row[u] > row[best]) best = u;
    f->head[v] = best;
}

/* A node on a cycle of chosen heads, or N - 1 (the root) if there is none. */
static uint32_t cycle_find(forest *f)
{
    const uint32_t root = f->N - 1;
    memset(f->mark, 0, f->N * sizeof *f->mark);
    for (uint32_t d = 0; d < root; d++) {
        uint32_t v = d;
        if (f->dead[d]) continue;
        while (v != root && !f->mark[v]) f->mark[v] = d + 1, v = f->head[v];
        if (v != root && f->mark[v] == d + 1) return v;
    }
    return root;
}

/* The arcs into and out of the cycle become those of its representative. */
static void cycle_merge(forest *f, const contraction *k, uint32_t at)
{
    uint16_t *into = f->into + (size_t)at * f->N, *outof = f->outof + (size_t)at * f->N;
    for (uint32_t u = 0; u < f->N; u++) {
        int64_t best_in = NEVER, best_out = NEVER;
        if (f->dead[u] || f->mark[u] == UINT32_MAX) continue;
        for (uint32_t i = k->first; i < k->first + k->n; i++) {
            const uint32_t c = f->members[i];
            const int64_t in = f->w[(size_t)c * f->N + u] - f->w[(size_t)c * f->N + f->kept[i]],
                          out = f->w[(size_t)u * f->N + c];
            if (in > best_in) best_in = in, into[u] = (uint16_t)c;
            if (out > best_out) best_out = out, outof[u] = (uint16_t)c;
        }
        /* written to the representative's row last: the loop above still reads it */
        f->w[(size_t)k->rep * f->N + u] = best_in;
        f->w[(size_t)u * f->N + k->rep] = best_out;
    }
}

static void cycle_contract(forest *f, uint32_t start)
{
    contraction *k = &f->past[f->n_past];
    *k = (contraction){ f->n_members, 0, start };
    memset(f->mark, 0, f->N * sizeof *f->mark);
    for (uint32_t v = start; !f->mark[v]; v = f->head[v]) {
        f->mark[v] = UINT32_MAX;
        f->members[f->n_members] = v;
        f->kept[f->n_members++] = f->head[v];
        k->n++;
    }
    /* one column at a time, so each member's w[c][kept] must outlive its own overwriting:
     * members are marked and skipped */
    cycle_merge(f, k, f->n_past);
    for (uint32_t i = k->first + 1; i < k->first + k->n; i++) f->dead[f->members[i]] = 1;
    for (uint32_t v = 0; v + 1 < f->N; v++)
        if (!f->dead[v] && v != start && f->mark[f->head[v]] == UINT32_MAX) f->head[v] = start;
    f->n_past++;
    head_choose(f, start);
}

static void cycles_expand(forest *f)
{
    while (f->n_past--) {
        const contraction *k = &f->past[f->n_past];
        const uint16_t *into = f->into + (size_t)f->n_past * f->N,
                       *outof = f->outof + (size_t)f->n_past * f->N;
        const uint32_t outer = f->head[k->rep];
        for (uint32_t i = k->first + 1; i < k->first + k->n; i++) f->dead[f->members[i]] = 0;
        for (uint32_t v = 0; v + 1 < f->N; v++)
            if (!f->dead[v] && f->head[v] == k->rep && v != k->rep) f->head[v] = outof[v];
        for (uint32_t i = k->first; i < k->first + k->n; i++) f->head[f->members[i]] = f->kept[i];
        f->head[into[outer]] = outer;
    }
}

void sayso_tree_best(const float *scores, uint32_t columns, uint32_t n, uint16_t *heads,
                     void *scratch)
{
    forest f;
    greedy(scores, columns, n, heads);
    forest_lay(&f, n, scratch);
    if (is_tree(heads, n, f.mark)) return;
    for (uint32_t v = 0; v < n; v++) {
        for (uint32_t u = 0; u < n; u++)
            f.w[(size_t)v * f.N + u] = u == v ? NEVER : fixed(scores[(size_t)v * columns + u]);
        f.w[(size_t)v * f.N + n] = fixed(scores[(size_t)v * columns + n]) - ROOT_COST;
    }
    for (uint32_t u = 0; u <= n; u++) f.w[(size_t)n * f.N + u] = NEVER;
    for (uint32_t v = 0; v < n; v++) head_choose(&f, v);
    for (uint32_t v; (v = cycle_find(&f)) != n;) cycle_contract(&f, v);
    cycles_expand(&f);
    for (uint32_t v = 0; v < n; v++) heads[v] = f.head[v] == n ? SAYSO_ROOT : (uint16_t)f.head[v];
}
