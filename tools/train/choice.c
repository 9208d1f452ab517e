#include "train/choice.h"
#include "train/softmax_inside.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool choice_begin(choice_data *d, uint32_t n)
{
    if (!sayso_grow(d->all, d->n, d->cap)) return false;
    d->all[d->n++] = (choice){ d->items.n, n };
    return true;
}

void choice_data_free(choice_data *d)
{
    softmax_data_free(&d->items);
    free(d->all);
    *d = (choice_data){ 0 };
}

/* Probabilities of the candidates, p [n]; returns that of all the right ones. */
static float score(const trainer *t, const softmax_data *d, const choice *q, float *p)
{
    float most = -1e30f, sum = 0, right = 0;
    for (uint32_t i = 0; i < q->n; i++) {
        const softmax_example *x = &d->items[q->first + i];
        p[i] = 0;
        for (uint32_t j = 0; j < x->n; j++) {
            const uint32_t r = softmax_row_at(t, d, x->at + j);
            if (r != SAYSO_SOFTMAX_NO_ROW) p[i] += softmax_weight(t->o, t->cells[r]);
        }
        if (p[i] > most) most = p[i];
    }
    for (uint32_t i = 0; i < q->n; i++) sum += p[i] = sayso_exp_down(p[i] - most);
    for (uint32_t i = 0; i < q->n; i++) {
        p[i] /= sum;
        if (d->items[q->first + i].class) right += p[i];
    }
    return right;
}

/* Several right candidates share what they ought to have as they share it now. */
static double choice_learn(trainer *t, gradient *b, const choice *q, float *p)
{
    const float right = score(t, t->d, q, p) + 1e-9f;
    for (uint32_t i = 0; i < q->n; i++) {
        const softmax_example *x = &t->d->items[q->first + i];
        gradient_add(t, b, x, (float[1]){ p[i] - (x->class ? p[i] / right : 0) });
    }
    gradient_learn(t, b);
    return -log((double)right);
}

static double dev_right(const trainer *t, const choice_data *dev, float *p)
{
    uint32_t right = 0;
    for (uint32_t i = 0; i < dev->n; i++) {
        uint32_t best = 0;
        score(t, &dev->items, &dev->all[i], p);
        for (uint32_t k = 1; k < dev->all[i].n; k++)
            if (p[k] > p[best]) best = k;
        right += dev->items.items[dev->all[i].first + best].class;
    }
    return dev->n ? 100.0 * right / dev->n : 0;
}

static uint32_t longest(const choice_data *d)
{
    uint32_t most = 1;
    for (uint32_t i = 0; d && i < d->n; i++)
        if (d->all[i].n > most) most = d->all[i].n;
    return most;
}

static bool learn(trainer *t, gradient *b, const choice_data *d, const choice_data *dev,
                  const char *name)
{
    const uint32_t most = longest(d), most_dev = longest(dev);
    uint32_t *order = malloc((d->n + 1) * sizeof *order);
    float *p = malloc((most > most_dev ? most : most_dev) * sizeof *p);
    const bool ok = order && p;
    for (uint32_t i = 0; ok && i < d->n; i++) order[i] = i;
    for (uint32_t e = 0; ok && e < t->o->epochs; e++) {
        double loss = 0;
        softmax_shuffle(t, order, d->n);
        for (uint32_t i = 0; i < d->n; i++) loss += choice_learn(t, b, &d->all[order[i]], p);
        fprintf(stderr, "%s: epoch %u, %u choices, loss %.4f", name, e + 1, d->n,
                loss / (d->n ? d->n : 1));
        if (dev && dev->n) fprintf(stderr, "; dev right %.1f %%", dev_right(t, dev, p));
        fprintf(stderr, "\n");
    }
    free(order);
    free(p);
    return ok;
}

sayso_status choice_train(const choice_data *d, const choice_data *dev, const char *name,
                          const softmax_options *o, sayso_file_writer *w, sayso_error *err)
{
    trainer t = { .d = &d->items, .dev = dev && dev->n ? &dev->items : NULL, .o = o, .K = 1,
                  .random = UINT64_C(88172645463325252) };
    gradient b = { 0 };
    const bool ok = softmax_rows_index(&t) && gradient_new(&b, &t) && learn(&t, &b, d, dev, name) &&
                    softmax_write(&t, name, w);
    gradient_free(&b);
    softmax_trainer_free(&t);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}
