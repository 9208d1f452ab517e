/* Fitting: Adam (Kingma, Ba, ICLR 2015) over mini-batches, whose two halves two threads compute and
 * add in a fixed order; rows that no word of a batch has keep their moments still. */
#include "train/fit.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SHARDS = 2 }; /* always two halves, so that one thread and two give the same sums */

typedef struct shard {
    net_run *run;
    float   *grad, *row_grad;
    uint8_t *touched;
    const net_sentence **s;
    uint32_t n_s, words;
    net_losses losses;
    double   norm;              /* squared, of this shard's half of the merged gradient */
} shard;

typedef struct fitter {
    net     *n;
    const fit_options *o;
    float   *transposed;
    float   *m, *v;             /* Adam's means, dense */
    float   *row_m, *row_v;
    shard    shards[SHARDS];
    const net_dropout *drop;
    uint64_t batch_seed;
    uint32_t step, steps;
    float    scale;             /* of the gradient: 1 / words, clipped */
} fitter;

/* The rate and the dropout of layers and forms: docs/syntax.md, "What was tried", where lower rates
 * and more dropout cost 0.4 to 2.7 points of LAS; the looks: the table of headlines there. Words a
 * batch and dropout of features, inputs and sides are chosen by hand and not measured. */
fit_options fit_options_default(void)
{
    return (fit_options){ .epochs = 20,
                          .batch_words = 450,
                          .rate = 4e-3f,
                          .seed = 1,
                          .drop = { .feature = 0.05f,
                                    .form = 0.2f,
                                    .input = 0.15f,
                                    .layer = 0.2f,
                                    .side = 0.25f,
                                    .looks = { [LOOK_LOST] = 0.05f,
                                               [LOOK_TITLE] = 0.025f,
                                               [LOOK_UPPER] = 0.015f,
                                               [LOOK_BARE] = 0.04f } } };
}

/* ---- two threads ---- */

typedef struct task { void (*work)(fitter *f, unsigned half); fitter *f; unsigned half; } task;

static void *task_main(void *at)
{
    const task *t = at;
    t->work(t->f, t->half);
    return NULL;
}

static void both(fitter *f, void (*work)(fitter *, unsigned))
{
    task t[SHARDS] = { { work, f, 0 }, { work, f, 1 } };
    pthread_t other;
    const bool threaded = pthread_create(&other, NULL, task_main, &t[1]) == 0;
    task_main(&t[0]);
    if (threaded) (void)pthread_join(other, NULL);
    else task_main(&t[1]);
}

static void shard_run(fitter *f, unsigned half)
{
    shard *h = &f->shards[half];
    if (!h->n_s) return;
    net_batch(h->run, f->n, f->transposed, h->s, h->n_s, f->drop, f->batch_seed + half, &h->losses,
              f->drop ? h->grad : NULL, f->drop ? h->row_grad : NULL, h->touched);
}

/* ---- update ---- */

static void range_of(size_t n, unsigned half, size_t *from, size_t *to)
{
    *from = half ? n / 2 : 0;
    *to = half ? n : n / 2;
}

static void merge(fitter *f, unsigned half)
{
    size_t from, to;
    const size_t D = f->n->shape.D;
    double norm = 0;
    range_of(f->n->at.total, half, &from, &to);
    float *a = f->shards[0].grad, *b = f->shards[1].grad;
    for (size_t i = from; i < to;) {
        const size_t stop = i + 256 < to ? i + 256 : to;
        float part = 0;
        for (; i < stop; i++) {
            a[i] += b[i];
            b[i] = 0;
            part += a[i] * a[i];
        }
        norm += (double)part;
    }
    range_of(f->n->n_rows, half, &from, &to);
    for (size_t r = from; r < to; r++) {
        if (!f->shards[0].touched[r] && !f->shards[1].touched[r]) continue;
        float *x = f->shards[0].row_grad + r * D, *y = f->shards[1].row_grad + r * D, part = 0;
        for (size_t d = 0; d < D; d++) {
            x[d] += y[d];
            y[d] = 0;
            part += x[d] * x[d];
        }
        norm += (double)part;
    }
    f->shards[half].norm = norm;
}

/* Kingma and Ba's, but for a second moment that forgets sooner, as Dozat and Manning (ICLR 2017)
 * have it near 0.9: chosen by hand, not measured. So are the warm steps and the last rate in
 * rate_at, and the longest gradient in batch_update. */
static const float beta1 = 0.9f, beta2 = 0.95f, tiny = 1e-8f;

static void adam(float *p, float *g, float *m, float *v, size_t n, float scale, float rate)
{
    for (size_t i = 0; i < n; i++) {
        const float x = g[i] * scale;
        m[i] = beta1 * m[i] + (1 - beta1) * x;
        v[i] = beta2 * v[i] + (1 - beta2) * x * x;
        p[i] -= rate * m[i] / (sqrtf(v[i]) + tiny);
        g[i] = 0;
    }
}

/* The rate rises over the first steps and falls in a line to a fiftieth. */
static float rate_at(const fitter *f)
{
    const float warm = 200, all = (float)f->steps, s = f->step < f->steps ? (float)f->step : all;
    const float up = s < warm ? (s + 1) / warm : 1, down = 1 - 0.98f * s / all;
    const float t = (float)(f->step + 1);
    const float fix = t < 400 ? sqrtf(1 - powf(beta2, t)) / (1 - powf(beta1, t)) : 1;
    return f->o->rate * up * down * fix;
}

static void update(fitter *f, unsigned half)
{
    size_t from, to;
    const size_t D = f->n->shape.D;
    const float rate = rate_at(f);
    range_of(f->n->at.total, half, &from, &to);
    adam(f->n->dense + from, f->shards[0].grad + from, f->m + from, f->v + from, to - from,
         f->scale, rate);
    range_of(f->n->n_rows, half, &from, &to);
    for (size_t r = from; r < to; r++) {
        if (!f->shards[0].touched[r] && !f->shards[1].touched[r]) continue;
        f->shards[0].touched[r] = f->shards[1].touched[r] = 0;
        adam(f->n->rows + r * D, f->shards[0].row_grad + r * D, f->row_m + r * D, f->row_v + r * D,
             D, f->scale, rate);
    }
}

static void batch_update(fitter *f, uint32_t words)
{
    both(f, merge);
    const double norm = sqrt(f->shards[0].norm + f->shards[1].norm) / words, most = 2.0;
    f->scale = (float)((norm > most ? most / norm : 1.0) / words);
    both(f, update);
    f->step++;
    net_transpose(f->n, f->transposed);
}

/* ---- batches ---- */

static void shards_clear(fitter *f)
{
    for (unsigned h = 0; h < SHARDS; h++) f->shards[h].n_s = f->shards[h].words = 0;
}

static void batch_add(fitter *f, const net_sentence *s)
{
    shard *h = &f->shards[f->shards[1].words < f->shards[0].words];
    h->s[h->n_s++] = s;
    h->words += s->n;
}

static uint32_t batch_words(const fitter *f) { return f->shards[0].words + f->shards[1].words; }

static void losses_add(fitter *f, net_losses *sum)
{
    for (unsigned h = 0; h < SHARDS; h++) {
        net_losses *l = &f->shards[h].losses;
        sum->tags += l->tags, sum->arcs += l->arcs, sum->labels += l->labels,
            sum->words += l->words, sum->tree_words += l->tree_words;
        sum->names += l->names, sum->name_words += l->name_words,
            sum->names_right += l->names_right;
        sum->upos_right += l->upos_right, sum->feats_right += l->feats_right,
            sum->heads_right += l->heads_right, sum->both_right += l->both_right;
        *l = (net_losses){ 0 };
    }
}

/* Sentences in their order; batches of about batch_words. Training where drop is not NULL. */
static net_losses pass(fitter *f, const net_sentence *const *order, uint32_t n,
                       const net_dropout *drop, uint64_t seed)
{
    net_losses sum = { 0 };
    rng g = { seed };
    f->drop = drop;
    for (uint32_t i = 0; i < n;) {
        shards_clear(f);
        while (i < n && batch_words(f) < f->o->batch_words) batch_add(f, order[i++]);
        f->batch_seed = rng_next(&g);
        both(f, shard_run);
        losses_add(f, &sum);
        if (drop) batch_update(f, batch_words(f));
    }
    return sum;
}

static uint32_t epoch_order(const net_sentence **order, const net_sentence *s, uint32_t n,
                            uint64_t seed)
{
    rng g = { seed };
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++)
        if (s[i].share >= 1 || rng_unit(&g) < s[i].share) order[m++] = &s[i];
    for (uint32_t i = m; i > 1; i--) {
        const uint32_t j = (uint32_t)(rng_next(&g) % i);
        const net_sentence *t = order[i - 1];
        order[i - 1] = order[j], order[j] = t;
    }
    return m;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double share_of(uint64_t part, uint64_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void progress(const fit_options *o, const char *what, const net_losses *l, uint32_t epoch,
                     double took)
{
    if (o->quiet) return;
    const double w = l->words ? (double)l->words : 1, t = l->tree_words ? (double)l->tree_words : 1,
                 n = l->name_words ? (double)l->name_words : 1;
    fprintf(stderr,
            "%s %2u: %.1f s, loss %.3f %.3f %.3f %.3f, UPOS %.2f, feats %.2f, UAS %.2f, LAS %.2f, "
            "name tags %.2f\n",
            what, epoch + 1, took, l->tags / w, l->arcs / t, l->labels / t, l->names / n,
            share_of(l->upos_right, l->words), share_of(l->feats_right, l->words),
            share_of(l->heads_right, l->tree_words), share_of(l->both_right, l->tree_words),
            share_of(l->names_right, l->name_words));
}

static bool fitter_new(fitter *f, net *n, const fit_options *o, uint32_t most_sentences)
{
    const size_t total = n->at.total, R = (size_t)n->n_rows * n->shape.D + 16;
    *f = (fitter){ .n = n, .o = o };
    f->transposed = calloc(total, sizeof(float));
    f->m = calloc(total, sizeof(float)), f->v = calloc(total, sizeof(float));
    f->row_m = calloc(R, sizeof(float)), f->row_v = calloc(R, sizeof(float));
    bool ok = f->transposed && f->m && f->v && f->row_m && f->row_v;
    for (unsigned h = 0; h < SHARDS; h++) {
        shard *s = &f->shards[h];
        s->run = net_run_new(n, o->batch_words + SAYSO_MOST_WORDS);
        s->grad = calloc(total, sizeof(float)), s->row_grad = calloc(R, sizeof(float));
        s->touched = calloc(n->n_rows + 1u, 1), s->s = calloc(most_sentences + 1u, sizeof *s->s);
        ok = ok && s->run && s->grad && s->row_grad && s->touched && s->s;
    }
    return ok;
}

static void fitter_free(fitter *f)
{
    free(f->transposed), free(f->m), free(f->v), free(f->row_m), free(f->row_v);
    for (unsigned h = 0; h < SHARDS; h++) {
        shard *s = &f->shards[h];
        net_run_free(s->run);
        free(s->grad), free(s->row_grad), free(s->touched), free(s->s);
    }
}

static uint32_t steps_of(const net_sentence *s, uint32_t n, const fit_options *o)
{
    double words = 0, sentences = 1e-9;
    for (uint32_t i = 0; i < n; i++) {
        words += s[i].n * (double)s[i].share;
        sentences += (double)s[i].share;
    }
    /* the last sentence overshoots by half */
    return (uint32_t)(words / (o->batch_words + words / sentences / 2) * o->epochs) + 1;
}

/* A row never learnt and not given is noise that a word of other texts would bring in. */
static void row_settle(fitter *f, uint32_t row)
{
    const size_t D = f->n->shape.D;
    float moved = 0;
    for (size_t d = 0; d < D; d++) moved += f->row_v[row * D + d];
    if (!(moved > 0)) memset(f->n->rows + row * D, 0, D * sizeof(float));
}

sayso_status fit(net *n, const net_sentence *train, uint32_t n_train, const net_sentence *dev,
                 uint32_t n_dev, const fit_options *o, sayso_error *err)
{
    fitter f;
    const uint32_t most = n_train > n_dev ? n_train : n_dev;
    const net_sentence **order = calloc(most + 1u, sizeof *order);
    const bool ok = fitter_new(&f, n, o, most) && order;
    if (ok) {
        f.steps = steps_of(train, n_train, o);
        net_transpose(n, f.transposed);
    }
    for (uint32_t e = 0; ok && e < o->epochs; e++) {
        double t = seconds();
        const uint32_t m = epoch_order(order, train, n_train, o->seed * 1000 + e);
        net_losses l = pass(&f, order, m, &o->drop, o->seed * 7777777 + e);
        progress(o, "train", &l, e, seconds() - t);
        for (uint32_t i = 0; i < n_dev; i++) order[i] = &dev[i];
        t = seconds();
        l = pass(&f, order, n_dev, NULL, 0);
        if (n_dev) progress(o, "  dev", &l, e, seconds() - t);
    }
    for (uint32_t r = 0; ok && r < n->n_rows - n->n_given; r++) row_settle(&f, r);
    fitter_free(&f);
    free(order);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}
