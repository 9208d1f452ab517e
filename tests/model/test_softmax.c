/* Classifiers in a file: what was trained comes back, scores are what plain sums say, nothing
 * broken is opened. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "train/softmax.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t hash_of(const char *what, unsigned i)
{
    char name[32];
    snprintf(name, sizeof name, "%s %u", what, i);
    return sayso_hash(name, strlen(name), 0);
}

static uint64_t draw(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    return *random ^= *random << 17;
}

/* What a writer holds as an open file, in memory aligned to 64. */
typedef struct opened { sayso_file file; uint8_t *bytes; } opened;

static opened open_written(sayso_file_writer *w)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    opened o;
    assert_int_equal(sayso_file_finish(w, "heads", &b, NULL), SAYSO_OK);
    sayso_file_writer_free(w);
    o.bytes = aligned_alloc(64, (b.len + 64) / 64 * 64);
    assert_non_null(o.bytes);
    memcpy(o.bytes, b.at, b.len);
    assert_int_equal(sayso_file_open_memory(&o.file, o.bytes, b.len, "toy file", "heads", NULL),
                     SAYSO_OK);
    sayso_buf_free(&b);
    return o;
}

/* ---- training against the paper's formulas, in doubles and without any index ---- */

enum { CLASSES = 3, CUES = 12, TOY = 240, MOST_SEEN = 512 };

/* Two features an example: one of a class (i % CLASSES), one that tells nothing; every tenth has a
 * third that no other has and training leaves out. */
static softmax_data toy_data(void)
{
    softmax_data d = { 0 };
    for (unsigned i = 0; i < TOY; i++) {
        const unsigned cue = i * 7 % CUES;
        const uint64_t f[3] = { hash_of("cue", cue), hash_of("any", i % 5), hash_of("once", i) };
        assert_true(softmax_put(&d, f, i % 10 ? 2 : 3, cue % CLASSES));
    }
    return d;
}

typedef struct plain {
    uint64_t hash[MOST_SEEN];
    double z[MOST_SEEN][CLASSES], n[MOST_SEEN][CLASSES];
    uint32_t seen;
} plain;

static uint32_t plain_row(const plain *p, uint64_t hash)
{
    uint32_t r = 0;
    while (r < p->seen && p->hash[r] != hash) r++;
    return r;
}

static double plain_weight(const plain *p, const softmax_options *o, uint32_t r, int k)
{
    const double z = p->z[r][k], l1 = (double)o->l1;
    if (fabs(z) <= l1) return 0;
    return -(z - (z < 0 ? -l1 : l1)) /
           (((double)o->beta + sqrt(p->n[r][k])) / (double)o->alpha + (double)o->l2);
}

/* Row 0 is the bias; a feature that was not met often enough has none. */
static void plain_score(const plain *p, const softmax_options *o, const uint64_t *f, uint32_t n,
                        double *out)
{
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
        out[k] = plain_weight(p, o, 0, k);
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t r = plain_row(p, f[i]);
            if (r < p->seen) out[k] += plain_weight(p, o, r, k);
        }
        sum += out[k] = exp(out[k]);
    }
    for (int k = 0; k < CLASSES; k++) out[k] /= sum;
}

static void plain_step(plain *p, const softmax_options *o, uint32_t r, const double *g)
{
    for (int k = 0; k < CLASSES; k++) {
        if (fabs(g[k]) < 1e-4) continue;
        const double n = p->n[r][k] + g[k] * g[k];
        p->z[r][k] += g[k] - (sqrt(n) - sqrt(p->n[r][k])) / (double)o->alpha *
                                 plain_weight(p, o, r, k);
        p->n[r][k] = n;
    }
}

static void plain_train(plain *p, const softmax_data *d, const softmax_options *o)
{
    uint64_t random = UINT64_C(88172645463325252);
    uint32_t order[TOY];
    *p = (plain){ .seen = 1 };
    for (size_t i = 0; i < d->n_features; i++) {
        uint32_t met = 0;
        for (size_t j = 0; j < d->n_features; j++) met += d->features[j] == d->features[i];
        if (met >= o->least_count && plain_row(p, d->features[i]) == p->seen)
            p->hash[p->seen++] = d->features[i];
    }
    for (uint32_t i = 0; i < TOY; i++) order[i] = i;
    for (uint32_t e = 0; e < o->epochs; e++) {
        for (uint32_t i = TOY; i > 1; i--) {
            const uint32_t j = (uint32_t)(draw(&random) % i), x = order[i - 1];
            order[i - 1] = order[j];
            order[j] = x;
        }
        for (uint32_t i = 0; i < TOY; i++) {
            const softmax_example *x = &d->items[order[i]];
            const uint64_t *f = d->features + x->at;
            double g[CLASSES];
            plain_score(p, o, f, x->n, g);
            g[x->class] -= 1;
            for (uint32_t j = 0; j < x->n; j++) {
                const uint32_t r = plain_row(p, f[j]);
                if (r < p->seen) plain_step(p, o, r, g);
            }
            plain_step(p, o, 0, g);
        }
    }
}

static void what_was_trained_comes_back(void **state)
{
    (void)state;
    softmax_data d = toy_data();
    const softmax_options options = softmax_options_default();
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    static plain p;
    sayso_softmax m;
    assert_int_equal(softmax_train(&d, NULL, "toy", CLASSES, &options, &w, NULL), SAYSO_OK);
    opened o = open_written(&w);
    assert_int_equal(sayso_softmax_open(&m, &o.file, "toy", CLASSES, NULL), SAYSO_OK);
    plain_train(&p, &d, &options);
    assert_true(m.head.n_rows >= CUES && m.head.n_rows < p.seen);
    for (uint32_t i = 0; i < d.n; i++) {
        const softmax_example *x = &d.items[i];
        float q[CLASSES];
        double exact[CLASSES];
        sayso_softmax_score(&m, d.features + x->at, x->n, q);
        plain_score(&p, &options, d.features + x->at, x->n, exact);
        for (int k = 0; k < CLASSES; k++) {
            assert_true(fabs((double)q[k] - exact[k]) <= 1.0 / 127);
            assert_true(k == x->class || q[k] < q[x->class]);
        }
    }
    free(o.bytes);
    softmax_data_free(&d);
}

static void same_data_same_bytes(void **state)
{
    (void)state;
    sayso_buf b[2] = { SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY };
    for (int i = 0; i < 2; i++) {
        softmax_data d = toy_data();
        const softmax_options options = softmax_options_default();
        sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
        assert_int_equal(softmax_train(&d, &d, "toy", CLASSES, &options, &w, NULL), SAYSO_OK);
        assert_int_equal(sayso_file_finish(&w, "heads", &b[i], NULL), SAYSO_OK);
        sayso_file_writer_free(&w);
        softmax_data_free(&d);
    }
    assert_int_equal(b[0].len, b[1].len);
    assert_memory_equal(b[0].at, b[1].at, b[0].len);
    sayso_buf_free(&b[0]);
    sayso_buf_free(&b[1]);
}

/* A feature that names words, always left out, teaches nothing, and its sister learns in its place. */
static void what_is_left_out_is_not_learned(void **state)
{
    (void)state;
    softmax_data d = { 0 };
    softmax_options options = softmax_options_default();
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_softmax m;
    options.wordless = 1;
    for (unsigned i = 0; i < TOY; i++) {
        const uint64_t f[2] = { hash_of("word", i % CLASSES) | SAYSO_SOFTMAX_NAMES_WORDS,
                                hash_of("sense", i % CLASSES) & ~SAYSO_SOFTMAX_NAMES_WORDS };
        assert_true(softmax_put(&d, f, 2, i % CLASSES));
    }
    assert_int_equal(softmax_train(&d, NULL, "toy", CLASSES, &options, &w, NULL), SAYSO_OK);
    opened o = open_written(&w);
    assert_int_equal(sayso_softmax_open(&m, &o.file, "toy", CLASSES, NULL), SAYSO_OK);
    assert_int_equal(m.head.n_rows, CLASSES);
    for (uint32_t i = 0; i < CLASSES; i++) {
        float q[CLASSES], bare[CLASSES];
        sayso_softmax_score(&m, d.features + d.items[i].at + 1, 1, q);
        sayso_softmax_score(&m, d.features + d.items[i].at, 1, bare);
        assert_true(q[i] > 0.8f && bare[i] < 0.5f);
    }
    free(o.bytes);
    softmax_data_free(&d);
}

/* Nothing to learn is a classifier too: all classes alike. */
static void no_examples(void **state)
{
    (void)state;
    const softmax_data none = { 0 };
    const softmax_options options = softmax_options_default();
    const uint64_t feature = hash_of("cue", 0);
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_softmax m;
    float q[CLASSES];
    assert_int_equal(softmax_train(&none, &none, "toy", CLASSES, &options, &w, NULL), SAYSO_OK);
    opened o = open_written(&w);
    assert_int_equal(sayso_softmax_open(&m, &o.file, "toy", CLASSES, NULL), SAYSO_OK);
    sayso_softmax_score(&m, &feature, 1, q);
    for (int k = 0; k < CLASSES; k++) assert_true(fabs((double)q[k] - 1.0 / CLASSES) < 1e-6);
    free(o.bytes);
}

/* ---- a classifier made by hand ---- */

enum { K = 4, LOG2 = 5, SLOTS = 1 << LOG2, ROWS = 24 };
enum { HEAD, KEYS, MATRIX, BIAS, N_PARTS };
static const char *const parts[N_PARTS] = { "toy.head", "toy.keys", "toy.rows", "toy.bias" };

typedef struct made {
    sayso_softmax_head head;
    sayso_softmax_key keys[SLOTS];
    int8_t rows[ROWS * K];
    float bias[K];
    uint64_t hash[ROWS];    /* whose row is which */
    size_t len[N_PARTS];    /* bytes written of each section */
    bool missing[N_PARTS];
    uint32_t asked;         /* classes that the caller expects */
} made;

/* Half of the hashes begin in the last two slots, so that steps go on at the table's beginning. */
static made make(void)
{
    made m = { .head = { K, LOG2, ROWS, 0.03f }, .asked = K };
    uint64_t random = 2031;
    for (int i = 0; i < SLOTS; i++) m.keys[i].row = SAYSO_SOFTMAX_NO_ROW;
    for (uint32_t r = 0; r < ROWS; r++) {
        m.hash[r] = draw(&random);
        if (r % 2) m.hash[r] |= UINT64_C(0xF) << 60;
        uint32_t i = (uint32_t)(m.hash[r] >> (64 - LOG2));
        while (m.keys[i].row != SAYSO_SOFTMAX_NO_ROW) i = (i + 1) % SLOTS;
        m.keys[i] = (sayso_softmax_key){ (uint32_t)m.hash[r], r };
    }
    for (int i = 0; i < ROWS * K; i++) m.rows[i] = (int8_t)(draw(&random) % 255 - 127);
    for (int k = 0; k < K; k++) m.bias[k] = (float)(draw(&random) % 200) / 100 - 1;
    m.len[HEAD] = sizeof m.head;
    m.len[KEYS] = sizeof m.keys;
    m.len[MATRIX] = sizeof m.rows;
    m.len[BIAS] = sizeof m.bias;
    return m;
}

static opened write_made(const made *m)
{
    const void *at[N_PARTS] = { &m->head, m->keys, m->rows, m->bias };
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    for (int i = 0; i < N_PARTS; i++)
        if (!m->missing[i]) sayso_file_put(&w, parts[i], at[i], m->len[i]);
    return open_written(&w);
}

static void sum_plainly(const made *m, const uint64_t *f, uint32_t n, double *out)
{
    double sum = 0;
    for (int k = 0; k < K; k++) {
        int weights = 0;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t r = 0; r < ROWS; r++)
                if (m->hash[r] == f[i]) weights += m->rows[r * K + (uint32_t)k];
        sum += out[k] = exp((double)m->bias[k] + (double)m->head.scale * weights);
    }
    for (int k = 0; k < K; k++) out[k] /= sum;
}

/* Features of which some have no row and some come twice. */
static void scores_are_plain_sums(void **state)
{
    (void)state;
    const made m = make();
    opened o = write_made(&m);
    sayso_softmax s;
    uint64_t random = 7;
    assert_int_equal(sayso_softmax_open(&s, &o.file, "toy", K, NULL), SAYSO_OK);
    for (uint32_t turn = 0; turn < 2000; turn++) {
        uint64_t f[40];
        const uint32_t n = turn % 41;
        float q[K], total = 0;
        double exact[K];
        for (uint32_t i = 0; i < n; i++) {
            const uint64_t x = draw(&random);
            f[i] = x % 4 ? m.hash[x / 4 % ROWS] : draw(&random);
        }
        sayso_softmax_score(&s, f, n, q);
        sum_plainly(&m, f, n, exact);
        for (int k = 0; k < K; k++) {
            assert_true(fabs((double)q[k] - exact[k]) < 1e-5);
            total += q[k];
        }
        assert_true(fabsf(total - 1) < 1e-5f);
    }
    free(o.bytes);
}

/* A table without an empty slot: looking for a feature that it lacks comes to an end. */
static void a_full_table(void **state)
{
    (void)state;
    made m = make();
    for (uint32_t i = 0; i < SLOTS; i++) m.keys[i] = (sayso_softmax_key){ i, i % ROWS };
    opened o = write_made(&m);
    sayso_softmax s;
    float with[K], without[K];
    const uint64_t absent = UINT64_MAX;
    assert_int_equal(sayso_softmax_open(&s, &o.file, "toy", K, NULL), SAYSO_OK);
    sayso_softmax_score(&s, &absent, 1, with);
    sayso_softmax_score(&s, NULL, 0, without);
    assert_memory_equal(with, without, sizeof with);
    free(o.bytes);
}

/* ---- refusals ---- */

static void refused(const made *m, const char *msg)
{
    opened o = write_made(m);
    sayso_softmax s;
    sayso_error err;
    assert_int_equal(sayso_softmax_open(&s, &o.file, "toy", m->asked, &err), SAYSO_BAD_MODEL);
    assert_int_equal(err.code, SAYSO_BAD_MODEL);
    assert_string_equal(err.name, "toy file");
    assert_true(err.at == SAYSO_NOWHERE);
    assert_string_equal(err.msg, msg);
    free(o.bytes);
}

#define AGAIN "; train or install the model again"
#define REFUSED(change, msg)    \
    do {                        \
        made m = make();        \
        change;                 \
        refused(&m, msg);       \
    } while (0)

static void missing_sections(void **state)
{
    (void)state;
    for (int i = 0; i < N_PARTS; i++) {
        char msg[80];
        snprintf(msg, sizeof msg, "section %s is missing; build the file again", parts[i]);
        REFUSED(m.missing[i] = true, msg);
    }
}

static void sections_of_a_wrong_size(void **state)
{
    (void)state;
    static const char wrong[] = "classifier toy: a section has the wrong size" AGAIN;
    for (int i = 0; i < N_PARTS; i++) REFUSED(m.len[i] = 0, wrong);
    REFUSED(m.len[KEYS] -= sizeof m.keys[0], wrong);
    REFUSED(m.len[MATRIX]--, wrong);
    REFUSED(m.len[BIAS] -= sizeof m.bias[0], wrong);
    REFUSED(m.head.n_rows++, wrong);
    REFUSED(m.head.key_log2++, wrong);
    REFUSED(m.len[HEAD]--, "section toy.head has a broken length; build the file again");
    REFUSED(m.len[KEYS]--, "section toy.keys has a broken length; build the file again");
    REFUSED(m.len[BIAS]--, "section toy.bias has a broken length; build the file again");
}

static void other_classes(void **state)
{
    (void)state;
    static const char other[] = "classifier toy: it has other classes" AGAIN;
    REFUSED(m.asked = K - 1, other);
    REFUSED(m.asked = K + 1, other);
    REFUSED(m.head.n_classes = 0, other);
    REFUSED(m.asked = m.head.n_classes = SAYSO_SOFTMAX_MOST_CLASSES + 1, other);
}

static void heads_out_of_bounds(void **state)
{
    (void)state;
    static const char out[] = "classifier toy: it is out of bounds" AGAIN;
    REFUSED(m.head.key_log2 = 3, out);
    REFUSED(m.head.key_log2 = 25, out);
    REFUSED(m.head.key_log2 = UINT32_MAX, out);
    REFUSED(m.head.n_rows = (1u << 24) + 1, out);
    REFUSED(m.head.scale = -0.01f, out);
    REFUSED(m.head.scale = 1e6f, out);
    REFUSED(m.head.scale = INFINITY, out);
    REFUSED(m.head.scale = -INFINITY, out);
    REFUSED(m.head.scale = NAN, out);
}

static void items_out_of_bounds(void **state)
{
    (void)state;
    static const char row[] = "classifier toy: a feature names no row" AGAIN,
                      bias[] = "classifier toy: a bias is no number" AGAIN;
    REFUSED(m.keys[0].row = ROWS, row);
    REFUSED(m.keys[SLOTS - 1].row = SAYSO_SOFTMAX_NO_ROW - 1, row);
    REFUSED(m.bias[0] = NAN, bias);
    REFUSED(m.bias[K - 1] = INFINITY, bias);
    REFUSED(m.bias[K - 1] = -INFINITY, bias);
}

/* ---- e^x ---- */

static void powers_of_e(void **state)
{
    (void)state;
    for (int i = 0; i < 300000; i++) {
        const float x = (float)i * -1e-4f;
        assert_true(fabs((double)sayso_exp_down(x) - exp((double)x)) <= 1e-6);
    }
    assert_true(sayso_exp_down(0.0f) == 1.0f);
    assert_true(sayso_exp_down(-0.0f) == 1.0f);
    assert_true(sayso_exp_down(-29.999f) > 0.0f);
    assert_true(sayso_exp_down(-30.0f) == 0.0f);
    assert_true(sayso_exp_down(-1e30f) == 0.0f);
    assert_true(sayso_exp_down(-INFINITY) == 0.0f);
    assert_true(sayso_exp_down(NAN) == 0.0f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_trained_comes_back),
        cmocka_unit_test(same_data_same_bytes),
        cmocka_unit_test(what_is_left_out_is_not_learned),
        cmocka_unit_test(no_examples),
        cmocka_unit_test(scores_are_plain_sums),
        cmocka_unit_test(a_full_table),
        cmocka_unit_test(missing_sections),
        cmocka_unit_test(sections_of_a_wrong_size),
        cmocka_unit_test(other_classes),
        cmocka_unit_test(heads_out_of_bounds),
        cmocka_unit_test(items_out_of_bounds),
        cmocka_unit_test(powers_of_e),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
