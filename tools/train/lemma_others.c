/* Which rules besides those of the decision list words of an ending follow. */
#include "train/lemma_inside.h"
#include <stdlib.h>

enum { LEAST = 3 }; /* words that follow a rule, so that their ending has it */

/* A form with its rule; done: the rule is among those of its endings. */
typedef struct example { uint64_t endings[SAYSO_LEMMA_OTHERS]; uint32_t rule; bool done; } example;

typedef struct examples { example *at; uint32_t n, cap; } examples;

static bool example_add(const lemma_trainer *t, examples *x, const lemma_item *item)
{
    const sayso_word *w = item->word;
    const sayso_lemma_rule *r = &t->rules[item->rule];
    if ((w->upos != SAYSO_NOUN && w->upos != SAYSO_VERB && w->upos != SAYSO_ADJ) || r->whole ||
        r->cut_front)
        return true;
    if (!sayso_grow(x->at, x->n, x->cap)) return false;
    example *e = &x->at[x->n++];
    *e = (example){ .rule = item->rule };
    (void)sayso_lemma_others(w, e->endings);
    /* an ending says nothing of letters before it */
    for (uint32_t k = 1; k < r->cut_back && k <= SAYSO_LEMMA_OTHERS; k++)
        e->endings[k - 1] = 0;
    return true;
}

/* ---- rules of endings ---- */

typedef struct count { uint64_t ending; uint32_t rule, n; } count;

static int ending_order(const void *a, const void *b)
{
    const count *x = a, *y = b;
    if (x->ending != y->ending) return x->ending < y->ending ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static int often_order(const void *a, const void *b)
{
    const count *x = a, *y = b;
    if (x->ending != y->ending) return x->ending < y->ending ? -1 : 1;
    if (x->n != y->n) return x->n > y->n ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

/* Rules that endings of k letters have of examples not yet done, the most frequent first; their
 * number. */
static uint32_t counts_of(const examples *x, uint32_t k, count *c)
{
    uint32_t n = 0, m = 0;
    for (uint32_t i = 0; i < x->n; i++)
        if (!x->at[i].done && x->at[i].endings[k - 1])
            c[n++] = (count){ x->at[i].endings[k - 1], x->at[i].rule, 1 };
    qsort(c, n, sizeof *c, ending_order);
    for (uint32_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && !ending_order(&c[i], &c[j]); j++) {}
        c[m] = c[i];
        c[m++].n = j - i;
    }
    n = 0;
    for (uint32_t i = 0; i < m; i++)
        if (c[i].n >= LEAST) c[n++] = c[i];
    qsort(c, n, sizeof *c, often_order);
    m = 0;
    for (uint32_t i = 0, nth = 0; i < n; i++) {
        nth = i && c[i].ending == c[i - 1].ending ? nth + 1 : 0;
        if (nth < SAYSO_LEMMA_MOST_OTHERS) c[m++] = c[i];
    }
    return m;
}

/* Short endings first: a longer one has what they lack. */
static bool level_keep(lemma_trainer *t, const examples *x, uint32_t k, count *c)
{
    const uint32_t n = counts_of(x, k, c);
    for (uint32_t i = 0; i < n; i++) {
        if (!sayso_grow(t->kept, t->n_kept, t->kept_cap)) return false;
        t->kept[t->n_kept++] = (lemma_key){ c[i].ending, c[i].rule };
    }
    qsort(c, n, sizeof *c, ending_order);
    for (uint32_t i = 0; i < x->n; i++) {
        const count key = { x->at[i].endings[k - 1], x->at[i].rule, 0 };
        if (!x->at[i].done) x->at[i].done = bsearch(&key, c, n, sizeof *c, ending_order) != NULL;
    }
    return true;
}

bool lemma_others_learn(lemma_trainer *t)
{
    examples x = { 0 };
    bool ok = true;
    for (uint32_t i = 0; ok && i < t->n_items; i++) ok = example_add(t, &x, &t->items[i]);
    count *c = ok ? malloc((x.n + 1u) * sizeof *c) : NULL;
    ok = c;
    for (uint32_t k = 1; ok && k <= SAYSO_LEMMA_OTHERS; k++) ok = level_keep(t, &x, k, c);
    free(c);
    free(x.at);
    return ok;
}
