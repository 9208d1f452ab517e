/* Several networks teach one (after Hinton, Vinyals, Dean 2015; here by the trees they agree on):
 * their probabilities are averaged, and the best tree of the average is what the last one learns.
 */
#include "train/teach.h"
#include "syntax/recognise.h"
#include "syntax/tree.h"
#include <stdlib.h>

enum { MOST_TEACHERS = 8 };

typedef struct class_room {
    const net *const *teachers;
    uint32_t n_teachers;
    net_run *runs[MOST_TEACHERS];
    float   *tags, *arcs, *relations, *names; /* sums of probabilities over the teachers */
    uint16_t heads[SAYSO_MOST_WORDS];
    uint8_t  name_tags[SAYSO_MOST_WORDS];
    void    *scratch;
} class_room;

static void add(float *sum, const float *z, uint32_t n)
{
    float p[SAYSO_MOST_WORDS + 16 > SAYSO_NET_MOST_CLASSES ? SAYSO_MOST_WORDS + 16
                                                           : SAYSO_NET_MOST_CLASSES];
    memcpy(p, z, n * sizeof *p);
    softmax(p, n);
    for (uint32_t i = 0; i < n; i++) sum[i] += p[i];
}

static uint32_t best_of(const float *z, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (z[i] > z[best]) best = i;
    return best;
}

static void tags_teach(class_room *c, uint32_t n, net_word *words)
{
    const net *first = c->teachers[0];
    const uint32_t T = first->shape.T;
    memset(c->tags, 0, (size_t)n * T * sizeof(float));
    for (uint32_t k = 0; k < c->n_teachers; k++) {
        const float *z = net_tags(c->runs[k]);
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t g = 0; g < first->groups.n_groups; g++)
                add(c->tags + (size_t)i * T + first->groups.first[g],
                    z + (size_t)i * T + first->groups.first[g], first->groups.n[g]);
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t g = 0; g < first->groups.n_groups; g++)
            words[i].classes[g] = (uint8_t)best_of(c->tags + (size_t)i * T + first->groups.first[g],
                                                   first->groups.n[g]);
}

static void heads_teach(class_room *c, uint32_t n, net_word *words)
{
    uint32_t columns = 0;
    for (uint32_t k = 0; k < c->n_teachers; k++) {
        const float *z = net_arcs(c->runs[k], &columns);
        if (!k) memset(c->arcs, 0, (size_t)n * columns * sizeof(float));
        for (uint32_t i = 0; i < n; i++)
            add(c->arcs + (size_t)i * columns, z + (size_t)i * columns, n + 1);
    }
    for (size_t i = 0; i < (size_t)n * columns; i++) c->arcs[i] = log_fast(c->arcs[i] + 1e-9f);
    sayso_tree_best(c->arcs, columns, n, c->heads, c->scratch);
    for (uint32_t i = 0; i < n; i++) words[i].head = c->heads[i];
}

static void relations_teach(class_room *c, uint32_t n, net_word *words)
{
    const uint32_t R = c->teachers[0]->shape.R, n_relations = c->teachers[0]->n_relations;
    memset(c->relations, 0, (size_t)n * R * sizeof(float));
    for (uint32_t k = 0; k < c->n_teachers; k++) {
        const float *z = net_relations(c->runs[k], c->heads);
        for (uint32_t i = 0; i < n; i++)
            add(c->relations + (size_t)i * R, z + (size_t)i * R, n_relations);
    }
    for (uint32_t i = 0; i < n; i++)
        words[i].relation = (uint16_t)best_of(c->relations + (size_t)i * R, n_relations);
}

static void names_teach(class_room *c, uint32_t n, net_word *words)
{
    const uint32_t N = c->teachers[0]->shape.N;
    memset(c->names, 0, (size_t)n * N * sizeof(float));
    for (uint32_t k = 0; k < c->n_teachers; k++) {
        const float *z = net_names(c->runs[k]);
        for (uint32_t i = 0; i < n; i++)
            add(c->names + (size_t)i * N, z + (size_t)i * N, SAYSO_N_NAME_TAGS);
    }
    for (size_t i = 0; i < (size_t)n * N; i++) c->names[i] = log_fast(c->names[i] + 1e-9f);
    sayso_names_best(c->names, N, n, c->name_tags);
    for (uint32_t i = 0; i < n; i++) words[i].name = c->name_tags[i];
}

static bool class_room_new(class_room *c, const net *const *teachers, uint32_t n)
{
    const sayso_net_shape *s = &teachers[0]->shape;
    const size_t most = SAYSO_MOST_WORDS + 16;
    *c = (class_room){ .teachers = teachers, .n_teachers = n < MOST_TEACHERS ? n : MOST_TEACHERS };
    bool ok = true;
    for (uint32_t k = 0; k < c->n_teachers; k++)
        ok = (c->runs[k] = net_run_new(teachers[k], SAYSO_MOST_WORDS)) && ok;
    c->tags = malloc(most * s->T * sizeof(float));
    c->arcs = malloc(most * most * sizeof(float));
    c->relations = malloc(most * s->R * sizeof(float));
    c->names = malloc((most * s->N + 1) * sizeof(float));
    c->scratch = malloc(sayso_tree_scratch(SAYSO_MOST_WORDS));
    return ok && c->tags && c->arcs && c->relations && c->names && c->scratch;
}

static void class_room_free(class_room *c)
{
    for (uint32_t k = 0; k < c->n_teachers; k++) net_run_free(c->runs[k]);
    free(c->tags), free(c->arcs), free(c->relations), free(c->names), free(c->scratch);
}

sayso_status teach(const net *const *teachers, uint32_t n_teachers, net_sentence *s, uint32_t n,
                   net_word *words, sayso_error *err)
{
    class_room c;
    const bool ok = class_room_new(&c, teachers, n_teachers);
    for (uint32_t i = 0; ok && i < n; words += s[i].n, i++) {
        for (uint32_t k = 0; k < c.n_teachers; k++) net_forward(c.runs[k], teachers[k], &s[i]);
        if (!s[i].tags) tags_teach(&c, s[i].n, words);
        if (!s[i].tree) {
            heads_teach(&c, s[i].n, words);
            relations_teach(&c, s[i].n, words);
        }
        if (!s[i].names && teachers[0]->shape.N) names_teach(&c, s[i].n, words);
        s[i].tags = s[i].tree = true;
        s[i].names = teachers[0]->shape.N > 0;
    }
    class_room_free(&c);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}
