/* Choices of two: what was trained is what the model's formulas say in doubles, one pair after the
 * other and without any index; several gold pairs are one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "train/pairs.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EVENTS = 120, K = 3, MOST_SEEN = 256, MOST_ITEMS = 36 };

static uint64_t hash_of(const char *what, unsigned i)
{
    char name[32];
    snprintf(name, sizeof name, "%s %u", what, i);
    return sayso_hash(name, strlen(name), 0);
}

/* Event i: nobody and three to four nominals of kinds (i + k) % 4. Kind 0 acts, and kind 1 suffers,
 * but in every fourth event of four nominals acts too; the others do not take part. */
static unsigned kind_of(unsigned i, unsigned k) { return (i + k) % 4; }

static unsigned class_of(unsigned i, unsigned n, unsigned k)
{
    if (!k || kind_of(i, k) > 1) return 0;
    return kind_of(i, k) == 0 || (i % 8 == 1 && n == 5) ? 1 : 2;
}

static void event_put(pairs_data *d, unsigned i)
{
    const unsigned n = 4 + i % 2;
    assert_true(pairs_begin(d, n));
    for (unsigned k = 0; k < n; k++) {
        const uint64_t f[] = { k ? hash_of("kind", kind_of(i, k)) : hash_of("nobody", 0),
                               hash_of("any", i % 3) };
        assert_true(softmax_put(&d->items, f, 2, class_of(i, n, k)));
    }
    for (unsigned q = 0; q < n * n; q++) {
        const uint64_t f = hash_of("order", q / n < q % n ? 1 : 2);
        assert_true(softmax_put(&d->items, &f, 1, 0));
    }
}

static pairs_data toy_data(void)
{
    pairs_data d = { 0 };
    for (unsigned i = 0; i < EVENTS; i++) event_put(&d, i);
    return d;
}

/* ---- the formulas, plainly ---- */

typedef struct plain {
    uint64_t hash[MOST_SEEN];
    double z[MOST_SEEN][K], n[MOST_SEEN][K];
    uint32_t seen;
} plain;

static uint32_t row_of(plain *p, uint64_t hash)
{
    uint32_t r = 0;
    while (r < p->seen && p->hash[r] != hash) r++;
    if (r == p->seen) p->hash[p->seen++] = hash;
    assert_true(p->seen < MOST_SEEN);
    return r;
}

static double weight(const plain *p, const softmax_options *o, uint32_t r, int k)
{
    const double z = p->z[r][k], l1 = (double)o->l1;
    if (fabs(z) <= l1) return 0;
    return -(z - (z < 0 ? -l1 : l1)) /
           (((double)o->beta + sqrt(p->n[r][k])) / (double)o->alpha + (double)o->l2);
}

static double item_sum(plain *p, const softmax_options *o, const pairs_data *d, uint32_t item, int k)
{
    const softmax_example *x = &d->items.items[item];
    double sum = 0;
    for (uint32_t j = 0; j < x->n; j++)
        sum += weight(p, o, row_of(p, d->items.features[x->at + j]), k);
    return sum;
}

static bool is_gold(const pairs_data *d, const pairs_event *e, uint32_t i, unsigned side)
{
    bool any = false;
    for (uint32_t k = 1; k < e->n; k++) any |= d->items.items[e->first + k].class == side;
    return i ? d->items.items[e->first + i].class == side : !any;
}

/* Probabilities of the pairs of an event, and those of the gold ones among themselves. */
static void pairs_plainly(plain *p, const softmax_options *o, const pairs_data *d,
                          const pairs_event *e, double *all, double *gold)
{
    const uint32_t n = e->n;
    double sum = 0, right = 0;
    for (uint32_t q = 0; q < n * n; q++) {
        const uint32_t a = q / n, r = q % n;
        all[q] = a == r && a ? 0
                             : exp(item_sum(p, o, d, e->first + a, 1) +
                                   item_sum(p, o, d, e->first + r, 2) +
                                   item_sum(p, o, d, e->first + n + q, 0));
        gold[q] = is_gold(d, e, a, 1) && is_gold(d, e, r, 2) ? all[q] : 0;
        sum += all[q];
        right += gold[q];
    }
    for (uint32_t q = 0; q < n * n; q++) all[q] /= sum, gold[q] /= right;
}

static void event_step(plain *p, const softmax_options *o, const pairs_data *d,
                       const pairs_event *e)
{
    static double g[MOST_SEEN][K];
    double all[MOST_ITEMS], gold[MOST_ITEMS];
    const uint32_t n = e->n;
    memset(g, 0, sizeof g);
    pairs_plainly(p, o, d, e, all, gold);
    for (uint32_t q = 0; q < n * n; q++) {
        const uint32_t items[K] = { e->first + n + q, e->first + q / n, e->first + q % n };
        for (int k = 0; k < K; k++) {
            const softmax_example *x = &d->items.items[items[k]];
            for (uint32_t j = 0; j < x->n; j++)
                g[row_of(p, d->items.features[x->at + j])][k] += all[q] - gold[q];
        }
    }
    for (uint32_t r = 0; r < p->seen; r++)
        for (int k = 0; k < K; k++) {
            if (fabs(g[r][k]) < 1e-4) continue;
            const double m = p->n[r][k] + g[r][k] * g[r][k];
            p->z[r][k] +=
                g[r][k] - (sqrt(m) - sqrt(p->n[r][k])) / (double)o->alpha * weight(p, o, r, k);
            p->n[r][k] = m;
        }
}

static void train_plainly(plain *p, const pairs_data *d, const softmax_options *o)
{
    uint64_t random = UINT64_C(88172645463325252);
    uint32_t order[EVENTS];
    *p = (plain){ 0 };
    for (uint32_t i = 0; i < EVENTS; i++) order[i] = i;
    for (uint32_t e = 0; e < o->epochs; e++) {
        for (uint32_t i = EVENTS; i > 1; i--) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            const uint32_t j = (uint32_t)(random % i), x = order[i - 1];
            order[i - 1] = order[j];
            order[j] = x;
        }
        for (uint32_t i = 0; i < EVENTS; i++) event_step(p, o, d, &d->events[order[i]]);
    }
}

/* ---- */

static sayso_buf trained(const pairs_data *d, const pairs_data *dev, const softmax_options *o)
{
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf b = SAYSO_BUF_EMPTY;
    assert_int_equal(pairs_train(d, dev, "toy", o, &w, NULL), SAYSO_OK);
    assert_int_equal(sayso_file_finish(&w, "heads", &b, NULL), SAYSO_OK);
    sayso_file_writer_free(&w);
    return b;
}

static void what_was_trained_is_what_the_formulas_say(void **state)
{
    (void)state;
    pairs_data d = toy_data();
    const softmax_options o = softmax_options_default();
    sayso_buf b = trained(&d, NULL, &o);
    static plain p;
    sayso_file f;
    sayso_softmax m;
    uint8_t *bytes = aligned_alloc(64, (b.len + 64) / 64 * 64);
    assert_non_null(bytes);
    memcpy(bytes, b.at, b.len);
    assert_int_equal(sayso_file_open_memory(&f, bytes, b.len, "toy", "heads", NULL), SAYSO_OK);
    assert_int_equal(sayso_softmax_open(&m, &f, "toy", K, NULL), SAYSO_OK);
    train_plainly(&p, &d, &o);
    double largest = 0;
    for (uint32_t i = 0; i < d.items.n; i++) {
        const softmax_example *x = &d.items.items[i];
        float z[K];
        sayso_softmax_sum(&m, d.items.features + x->at, x->n, z);
        for (int k = 0; k < K; k++) {
            const double exact = item_sum(&p, &o, &d, i, k);
            assert_true(fabs((double)z[k] - exact) <= (double)m.head.scale * x->n + 1e-3);
            largest = fabs(exact) > largest ? fabs(exact) : largest;
        }
    }
    assert_true(largest > 0.5); /* something was learned */
    free(bytes);
    sayso_buf_free(&b);
    pairs_data_free(&d);
}

static void the_best_pair_is_gold(void **state)
{
    (void)state;
    pairs_data d = toy_data();
    const softmax_options o = softmax_options_default();
    static plain p;
    train_plainly(&p, &d, &o);
    for (uint32_t i = 0; i < d.n; i++) {
        double all[MOST_ITEMS], gold[MOST_ITEMS];
        const pairs_event *e = &d.events[i];
        uint32_t best = 0;
        pairs_plainly(&p, &o, &d, e, all, gold);
        for (uint32_t q = 1; q < e->n * e->n; q++)
            if (all[q] > all[best]) best = q;
        if (i % 8 != 1) assert_true(gold[best] > 0);
    }
    pairs_data_free(&d);
}

static void same_data_same_bytes(void **state)
{
    (void)state;
    pairs_data d = toy_data();
    const softmax_options o = softmax_options_default();
    sayso_buf a = trained(&d, &d, &o), b = trained(&d, &d, &o);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.at, b.at, a.len);
    sayso_buf_free(&a);
    sayso_buf_free(&b);
    pairs_data_free(&d);
}

static void no_events(void **state)
{
    (void)state;
    const pairs_data none = { 0 };
    const softmax_options o = softmax_options_default();
    sayso_buf b = trained(&none, &none, &o);
    assert_true(b.len > 0);
    sayso_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_trained_is_what_the_formulas_say),
        cmocka_unit_test(the_best_pair_is_gold),
        cmocka_unit_test(same_data_same_bytes),
        cmocka_unit_test(no_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
