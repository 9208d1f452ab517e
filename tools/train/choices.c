#include "train/choices.h"
#include "train/softmax_inside.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool choices_begin(choices_data *d, uint32_t n)
{
    if (!sayso_grow(d->groups, d->n, d->cap)) return false;
    d->groups[d->n++] = (choices_group){ d->items.n, n };
    return true;
}

void choices_data_free(choices_data *d)
{
    softmax_data_free(&d->items);
    free(d->groups);
    *d = (choices_data){ 0 };
}

/* Probabilities p [n] of a group; returns the loss. */
static double group_score(const trainer *t, const softmax_data *d, const choices_group *q, float *p)
{
    float most = -1e30f, sum = 0;
    uint32_t right = 0;
    for (uint32_t i = 0; i < q->n; i++) {
        const softmax_example *x = &d->items[q->first + i];
        p[i] = 0;
        for (uint32_t j = 0; j < x->n; j++) {
            const uint32_t r = softmax_row_at(t, d, x->at + j);
            if (r != SAYSO_SOFTMAX_NO_ROW) p[i] += softmax_weight(t->o, t->cells[r]);
        }
        if (p[i] > most) most = p[i];
        if (x->class) right = i;
    }
    for (uint32_t i = 0; i < q->n; i++) sum += p[i] = sayso_exp_down(p[i] - most);
    for (uint32_t i = 0; i < q->n; i++) p[i] /= sum;
    return -log((double)p[right] + 1e-9);
}

static double group_learn(trainer *t, gradient *b, const choices_group *q, float *p)
{
    const double loss = group_score(t, t->d, q, p);
    for (uint32_t i = 0; i < q->n; i++) {
        const softmax_example *x = &t->d->items[q->first + i];
        gradient_add(t, b, x, (float[1]){ p[i] - (float)x->class });
    }
    gradient_learn(t, b);
    return loss;
}

static void dev_print(const trainer *t, const choices_data *dev, float *p)
{
    uint32_t right = 0, some = 0, some_right = 0;
    for (uint32_t i = 0; i < dev->n; i++) {
        const choices_group *q = &dev->groups[i];
        uint32_t best = 0;
        group_score(t, &dev->items, q, p);
        for (uint32_t k = 1; k < q->n; k++)
            if (p[k] > p[best]) best = k;
        const bool is_right = dev->items.items[q->first + best].class,
                   is_some = !dev->items.items[q->first].class;
        right += is_right;
        some += is_some;
        some_right += is_some && is_right;
    }
    fprintf(stderr, "; dev right %.1f %%, where there is one %.1f %%", 100.0 * right / dev->n,
            100.0 * some_right / (some ? some : 1));
}

static bool learn(trainer *t, gradient *b, const choices_data *d, const choices_data *dev,
                  const char *name)
{
    uint32_t most = 1, *order = malloc((d->n + 1) * sizeof *order);
    for (uint32_t i = 0; i < d->n; i++) most = d->groups[i].n > most ? d->groups[i].n : most;
    for (uint32_t i = 0; dev && i < dev->n; i++)
        most = dev->groups[i].n > most ? dev->groups[i].n : most;
    float *p = malloc(most * sizeof *p);
    const bool ok = order && p;
    for (uint32_t i = 0; ok && i < d->n; i++) order[i] = i;
    for (uint32_t e = 0; ok && e < t->o->epochs; e++) {
        double loss = 0;
        for (uint32_t i = d->n; i > 1; i--) {
            const uint32_t j = (uint32_t)(softmax_draw(t) % i), x = order[i - 1];
            order[i - 1] = order[j];
            order[j] = x;
        }
        for (uint32_t i = 0; i < d->n; i++) loss += group_learn(t, b, &d->groups[order[i]], p);
        fprintf(stderr, "%s: epoch %u, %u choices, loss %.4f", name, e + 1, d->n,
                loss / (d->n ? d->n : 1));
        if (dev && dev->n) dev_print(t, dev, p);
        fprintf(stderr, "\n");
    }
    free(order);
    free(p);
    return ok;
}

sayso_status choices_train(const choices_data *d, const choices_data *dev, const char *name,
                           const softmax_options *o, sayso_file_writer *w, sayso_error *err)
{
    trainer t = { .d = &d->items, .dev = dev && dev->n ? &dev->items : NULL, .o = o, .K = 1,
                  .random = UINT64_C(88172645463325252) };
    gradient b = { 0 };
    const bool ok = softmax_rows_index(&t) && gradient_new(&b, &t) &&
                    learn(&t, &b, d, dev, name) && softmax_write(&t, name, w);
    gradient_free(&b);
    softmax_trainer_free(&t);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}
