/* The trainer: gradients agree with differences; a tiny model learns its sentences, the same bytes
 * each time. */
#include "tiny.h"
#include "train/vectors.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

typedef struct setup {
    treebank t;
    tagset g;
    row_keys k;
    sayso_arena arena;
    net_sentence *s;
    uint32_t n;
    net nn;
    net_run *run;
    float *transposed;
} setup;

static void setup_new(setup *u)
{
    sayso_error err;
    const treebank *list[1] = { &u->t };
    tiny_read(&u->t);
    u->arena = SAYSO_ARENA_EMPTY;
    assert_int_equal(tagset_of(&u->g, list, 1, &err), SAYSO_OK);
    assert_int_equal(row_keys_of(&u->k, list, 1, 1000, &err), SAYSO_OK);
    assert_int_equal(sentences_of(&u->t, &u->g, &u->k, (net_sentence){ .weight = 1, .share = 1 },
                                  &u->arena, &u->s, &u->n, &err),
                     SAYSO_OK);
    u->nn = (net){ .shape = { .D = 32,
                              .H = 16,
                              .L = 3,
                              .A = 16,
                              .B = 32,
                              .T = (u->g.n_tags + 15) / 16 * 16,
                              .R = 16,
                              .N = 16,
                              .tag_layer = 1 },
                   .groups = u->g.groups,
                   .n_relations = u->g.n_relations,
                   .n_rows = u->k.n_rows };
    assert_true(net_new(&u->nn, 3));
    assert_non_null(u->run = net_run_new(&u->nn, 100));
    assert_non_null(u->transposed = calloc(u->nn.at.total, sizeof(float)));
}

static void setup_free(setup *u)
{
    net_run_free(u->run);
    net_free(&u->nn);
    row_keys_free(&u->k);
    tagset_free(&u->g);
    sayso_arena_free(&u->arena);
    treebank_free(&u->t);
    free(u->transposed);
}

static double loss_of(setup *u, const net_dropout *drop, float *grad, float *row_grad,
                      uint8_t *touched)
{
    const net_sentence *order[8];
    net_losses l = { 0 };
    for (uint32_t i = 0; i < u->n; i++) order[i] = &u->s[i];
    net_transpose(&u->nn, u->transposed);
    net_batch(u->run, &u->nn, u->transposed, order, u->n, drop, 11, &l, grad, row_grad, touched);
    return l.tags + l.arcs + l.labels + l.names;
}

static void shift(float *p, const float *direction, size_t n, float by)
{
    for (size_t i = 0; i < n; i++) p[i] += by * direction[i];
}

/* Along random directions, per part of the parameters, the loss changes as the gradient says. */
static void gradients_agree_with_differences(void **unused)
{
    static setup u;
    const net_dropout drop = {
        .input = 0.3f, .layer = 0.3f, .side = 0.3f, .feature = 0.2f, .form = 0.3f
    };
    rng g = { 5 };
    (void)unused;
    setup_new(&u);
    const size_t N = u.nn.at.total, R = (size_t)u.nn.n_rows * u.nn.shape.D;
    float *grad = calloc(N, sizeof *grad), *rows = calloc(R, sizeof *rows),
          *way = calloc(N > R ? N : R, sizeof *way);
    uint8_t *touched = calloc(u.nn.n_rows, 1);
    assert_true(grad && rows && way && touched);
    (void)loss_of(&u, &drop, grad, rows, touched);
    const size_t starts[] = {
        u.nn.at.w[0], u.nn.at.w[1], u.nn.at.w[2], u.nn.at.wt, u.nn.at.wm, u.nn.at.root_arc,
        u.nn.at.wq, u.nn.at.wk, u.nn.at.wo, u.nn.at.wn, N
    };
    for (unsigned part = 0; part < 11; part++) {
        float *p = part < 10 ? u.nn.dense + starts[part] : u.nn.rows;
        const float *d = part < 10 ? grad + starts[part] : rows;
        const size_t n = part < 10 ? starts[part + 1] - starts[part] : R;
        double want = 0, size = 0;
        for (size_t i = 0; i < n; i++) {
            way[i] = d[i] * 0.05f * (0.5f + rng_unit(&g)); /* uphill, shaken */
            size += (double)way[i] * (double)way[i];
        }
        const float by = (float)(0.02 / sqrt(size + 1e-12));
        for (size_t i = 0; i < n; i++) want += (double)d[i] * (double)way[i] * (double)by * 2;
        shift(p, way, n, by);
        const double up = loss_of(&u, &drop, NULL, NULL, touched);
        shift(p, way, n, -2 * by);
        const double down = loss_of(&u, &drop, NULL, NULL, touched);
        shift(p, way, n, by);
        assert_true(fabs(up - down - want) < 0.03 * fabs(want) + 1e-3);
    }
    free(grad), free(rows), free(way), free(touched);
    setup_free(&u);
}

static void the_same_data_give_the_same_model(void **unused)
{
    (void)unused;
    tiny_model a = tiny_train(1), b = tiny_train(1), c = tiny_train(2);
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.bytes, b.bytes, a.n);
    assert_true(c.n != a.n || memcmp(a.bytes, c.bytes, a.n) != 0);
    tiny_free(&a), tiny_free(&b), tiny_free(&c);
}

static void words_of_vectors_have_rows(void **unused)
{
    (void)unused;
    char path[] = "/tmp/vectors.XXXXXX";
    const int fd = mkstemp(path);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
    assert_non_null(f);
    for (const char *word = "xylo\0xylq\0xyls\0"; *word; word += strlen(word) + 1) {
        fprintf(f, "%s", word);
        for (int d = 0; d < 32; d++) fprintf(f, " %d", d + word[3]);
        fputc('\n', f);
    }
    fclose(f);
    setup u;
    setup_new(&u);
    sayso_error err;
    const uint32_t seen = u.k.n_rows;
    assert_int_equal(vectors_rows(path, &u.k, 2, &err), SAYSO_OK);
    assert_int_equal(u.k.n_rows, seen + 2); /* the first two */
    assert_int_equal(vectors_rows(path, &u.k, 9, &err), SAYSO_OK);
    assert_int_equal(u.k.n_rows, seen + 3); /* who has a row gets no other */
    float *rows = calloc((size_t)u.k.n_rows * 32, sizeof *rows);
    assert_non_null(rows);
    assert_int_equal(vectors_start(path, &u.k, rows, 32, &err), SAYSO_OK);
    assert_float_equal(rows[(size_t)seen * 32 + 1], 1 + 'o', 0);
    assert_float_equal(rows[(size_t)(seen + 2) * 32 + 31], 31 + 's', 0);
    free(rows);
    setup_free(&u);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(gradients_agree_with_differences),
                                        cmocka_unit_test(words_of_vectors_have_rows),
                                        cmocka_unit_test(the_same_data_give_the_same_model) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
