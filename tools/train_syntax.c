#include "train_syntax.h"
#include "train_lemma.h"
#include <stdio.h>
#include <stdlib.h>

syntax_options syntax_options_default(void)
{
    return (syntax_options){ .fit = fit_options_default(), .shape = { .D = 128, .H = 128, .L = 3, .A = 64, .B = 96, .tag_layer = 1 },
                             .most_rows = 48000, .tagged_weight = 0.3f };
}

static uint32_t pad16(uint32_t n) { return (n + 15) / 16 * 16; }

/* All files' sentences in one array of the arena. */
static sayso_status sentences_gather(const treebank *const *t, uint32_t n, const tagset *g, const row_keys *k, float tagged_weight, sayso_arena *arena,
                                     net_sentence **out, uint32_t *n_out, sayso_error *err)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < n; i++) all += t[i]->text->n_sents;
    net_sentence *s = sayso_arena_array(arena, all, sizeof *s);
    *out = s;
    *n_out = 0;
    if (!s) return sayso_no_memory(err);
    for (uint32_t i = 0; i < n; i++) {
        net_sentence *part;
        uint32_t m;
        const sayso_status st = sentences_of(t[i], g, k, t[i]->n_trees ? 1.0f : tagged_weight, arena, &part, &m, err);
        if (st) return st;
        memcpy(s + *n_out, part, m * sizeof *s);
        *n_out += m;
    }
    return SAYSO_OK;
}

static sayso_status network_train(const treebank *const *t, uint32_t n, const treebank *dev, const syntax_options *o, const tagset *g, const row_keys *k,
                                  sayso_file_writer *out, sayso_error *err)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    net_sentence *train, *test = NULL;
    uint32_t n_train, n_test = 0;
    net nn = { .shape = o->shape, .groups = g->groups, .n_relations = g->n_relations, .n_rows = k->n_rows };
    nn.shape.T = pad16(g->n_tags);
    nn.shape.R = pad16(g->n_relations);
    sayso_status st = sentences_gather(t, n, g, k, o->tagged_weight, &arena, &train, &n_train, err);
    if (!st && dev) st = sentences_of(dev, g, k, 1.0f, &arena, &test, &n_test, err);
    if (!st && !net_new(&nn, o->fit.seed)) st = sayso_no_memory(err);
    if (!st) fprintf(stderr, "%u sentences, %u feature rows, %u tags, %u relations, %zu weights\n", n_train, k->n_rows, g->n_tags, g->n_relations, nn.at.total);
    if (!st) st = fit(&nn, train, n_train, test, n_test, &o->fit, err);
    if (!st) st = net_put(&nn, g, k, out, err);
    net_free(&nn);
    sayso_arena_free(&arena);
    return st;
}

sayso_status train_syntax(const treebank *const *t, uint32_t n, const treebank *dev, const syntax_options *o, sayso_file_writer *out, sayso_error *err)
{
    tagset *g = calloc(1, sizeof *g);
    row_keys k = { 0 };
    sayso_status st = g ? tagset_of(g, t, n, err) : sayso_no_memory(err);
    if (!st) st = row_keys_of(&k, t, n, o->most_rows, err);
    if (!st) st = network_train(t, n, dev, o, g, &k, out, err);
    if (!st) st = train_lemmas(t, n, out, err);
    row_keys_free(&k);
    free(g);
    return st;
}
