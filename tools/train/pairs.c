#include "train/pairs.h"
#include "train/softmax_inside.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { K = 3 };

bool pairs_begin(pairs_data *d, uint32_t n)
{
    if (!sayso_grow(d->events, d->n, d->cap)) return false;
    d->events[d->n++] = (pairs_event){ d->items.n, n };
    return true;
}

void pairs_data_free(pairs_data *d)
{
    softmax_data_free(&d->items);
    free(d->events);
    *d = (pairs_data){ 0 };
}

/* One event at work: what speaks for each item, and its probability, all and gold. */
typedef struct table {
    float *z;                   /* [items][K] */
    float *p, *gold;            /* [n * n] */
    gradient blame;
} table;

static bool apart(uint32_t n, uint32_t pair)
{
    const uint32_t a = pair / n, r = pair % n;
    return a != r || a == 0;
}

static void items_sum(const trainer *t, const softmax_data *d, const pairs_event *e, float *z)
{
    const uint32_t all = e->n + e->n * e->n;
    for (uint32_t i = 0; i < all; i++) {
        const softmax_example *x = &d->items[e->first + i];
        const uint32_t from = i < e->n ? 1 : 0, to = i < e->n ? 3 : 1;
        for (uint32_t k = 0; k < K; k++) z[i * K + k] = 0;
        for (uint32_t j = 0; j < x->n; j++) {
            const uint32_t r = softmax_row_at(t, d, x->at + j);
            for (uint32_t k = from; r != SAYSO_SOFTMAX_NO_ROW && k < to; k++)
                z[i * K + k] += softmax_weight(t->o, t->cells[(size_t)r * K + k]);
        }
    }
}

/* Is the nominal gold for the side (1, 2), nobody where no other is? */
static bool is_gold(const softmax_data *d, const pairs_event *e, uint32_t i, unsigned side)
{
    if (i) return d->items[e->first + i].class & side;
    for (uint32_t k = 1; k < e->n; k++)
        if (d->items[e->first + k].class & side) return false;
    return true;
}

/* Probabilities of the pairs, as they are and as they ought to be: all gold ones alike, so that each
 * of several actors is learned; returns the loss. */
static double pairs_score(const softmax_data *d, const pairs_event *e, const float *z, float *p,
                          float *gold)
{
    const uint32_t n = e->n;
    float most = -1e30f, sum = 0, right = 0;
    double loss = 0;
    for (uint32_t q = 0; q < n * n; q++) {
        p[q] = z[q / n * K + 1] + z[q % n * K + 2] + z[(n + q) * K];
        if (apart(n, q) && p[q] > most) most = p[q];
    }
    for (uint32_t q = 0; q < n * n; q++) {
        p[q] = apart(n, q) ? sayso_exp_down(p[q] - most) : 0;
        gold[q] = apart(n, q) && is_gold(d, e, q / n, 1) && is_gold(d, e, q % n, 2);
        sum += p[q];
        right += gold[q];
    }
    for (uint32_t q = 0; q < n * n; q++) {
        p[q] /= sum;
        gold[q] = right > 0 ? gold[q] / right : 0;
        loss -= (double)gold[q] * log((double)p[q] + 1e-9);
    }
    return loss;
}

static double event_learn(trainer *t, table *b, const pairs_event *e)
{
    const uint32_t n = e->n;
    items_sum(t, t->d, e, b->z);
    const double loss = pairs_score(t->d, e, b->z, b->p, b->gold);
    for (uint32_t q = 0; q < n * n; q++) b->p[q] -= b->gold[q];
    for (uint32_t i = 0; i < n; i++) {
        float g[K] = { 0 };
        for (uint32_t k = 0; k < n; k++) g[1] += b->p[i * n + k], g[2] += b->p[k * n + i];
        gradient_add(t, &b->blame, &t->d->items[e->first + i], g);
    }
    for (uint32_t q = 0; q < n * n; q++)
        if (fabsf(b->p[q]) > 1e-5f)
            gradient_add(t, &b->blame, &t->d->items[e->first + n + q], (float[K]){ b->p[q] });
    gradient_learn(t, &b->blame);
    return loss;
}

static double dev_right(const trainer *t, table *b, const pairs_data *dev)
{
    uint32_t right = 0;
    for (uint32_t i = 0; i < dev->n; i++) {
        const pairs_event *e = &dev->events[i];
        uint32_t best = 0;
        items_sum(t, &dev->items, e, b->z);
        pairs_score(&dev->items, e, b->z, b->p, b->gold);
        for (uint32_t q = 1; q < e->n * e->n; q++)
            if (b->p[q] > b->p[best]) best = q;
        right += b->gold[best] > 0;
    }
    return dev->n ? 100.0 * right / dev->n : 0;
}

static uint32_t most_nominals(const pairs_data *d)
{
    uint32_t most = 1;
    for (uint32_t i = 0; i < d->n; i++) most = d->events[i].n > most ? d->events[i].n : most;
    return most;
}

static bool table_new(table *b, const trainer *t, uint32_t most)
{
    const size_t pairs = (size_t)most * most;
    b->z = malloc((most + pairs) * K * sizeof *b->z);
    b->p = malloc(pairs * sizeof *b->p);
    b->gold = malloc(pairs * sizeof *b->gold);
    return b->z && b->p && b->gold && gradient_new(&b->blame, t);
}

static void table_free(table *b)
{
    free(b->z);
    free(b->p);
    free(b->gold);
    gradient_free(&b->blame);
}

static bool learn(trainer *t, table *b, const pairs_data *d, const pairs_data *dev,
                  const char *name)
{
    uint32_t *order = malloc((d->n + 1) * sizeof *order);
    if (!order) return false;
    for (uint32_t i = 0; i < d->n; i++) order[i] = i;
    for (uint32_t e = 0; e < t->o->epochs; e++) {
        double loss = 0;
        softmax_shuffle(t, order, d->n);
        for (uint32_t i = 0; i < d->n; i++) loss += event_learn(t, b, &d->events[order[i]]);
        fprintf(stderr, "%s: epoch %u, %u events, loss %.4f", name, e + 1, d->n,
                loss / (d->n ? d->n : 1));
        if (dev && dev->n) fprintf(stderr, "; dev pairs right %.1f %%", dev_right(t, b, dev));
        fprintf(stderr, "\n");
    }
    free(order);
    return true;
}

sayso_status pairs_train(const pairs_data *d, const pairs_data *dev, const char *name,
                         const softmax_options *o, sayso_file_writer *w, sayso_error *err)
{
    trainer t = { .d = &d->items, .dev = dev && dev->n ? &dev->items : NULL, .o = o, .K = K,
                  .random = UINT64_C(88172645463325252) };
    table b = { 0 };
    const uint32_t here = most_nominals(d), there = t.dev ? most_nominals(dev) : 0;
    const bool ok = softmax_rows_index(&t) && table_new(&b, &t, here > there ? here : there) &&
                    learn(&t, &b, d, dev, name) && softmax_write(&t, name, w);
    table_free(&b);
    softmax_trainer_free(&t);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}
