/* All variants of the kernels give the same bits. */
#include "model/kernel.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static uint64_t state;
static uint32_t draw(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(state >> 33);
}
static float unit(void) { return (float)draw() / 1073741824.0f - 1.0f; }

static float *floats(size_t n)
{
    float *x = malloc((n + 1) * sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < n; i++) x[i] = unit() * (draw() % 7 == 0 ? 30.0f : 1.0f);
    return x;
}

typedef struct sample {
    sayso_matrix w;
    int8_t *plain, *packed;
    float *scale, *bias;
    int32_t *offset;
} sample;

static sample matrix_draw(uint32_t rows, uint32_t inputs)
{
    sample s = { .plain = malloc((size_t)rows * inputs),
                 .packed = malloc((size_t)rows * inputs),
                 .scale = floats(rows),
                 .bias = floats(rows),
                 .offset = malloc(rows * sizeof(int32_t)) };
    assert_true(s.plain && s.packed && s.offset);
    for (size_t i = 0; i < (size_t)rows * inputs; i++) s.plain[i] = (int8_t)(draw() % 255 - 127);
    sayso_matrix_pack(s.packed, s.plain, rows, inputs);
    sayso_matrix_offsets(s.offset, s.packed, rows, inputs);
    s.w = (sayso_matrix){ rows, inputs, s.packed, s.scale, s.bias, s.offset };
    return s;
}

static void matrix_clear(sample *s)
{
    free(s->plain), free(s->packed), free(s->scale), free(s->bias), free(s->offset);
}

/* The product straight from its definition. */
static void product_plainly(float *y, const uint8_t *x, const float *x_scale, uint32_t n,
                            const sample *s)
{
    for (uint32_t t = 0; t < n; t++)
        for (uint32_t r = 0; r < s->w.rows; r++) {
            int32_t sum = 0;
            for (uint32_t k = 0; k < s->w.inputs; k++)
                sum +=
                    ((int32_t)x[t * s->w.inputs + k] - 128) * s->plain[(size_t)r * s->w.inputs + k];
            y[t * s->w.rows + r] = (float)sum * (s->scale[r] * x_scale[t]) + s->bias[r];
        }
}

static void product_has_one_result(void **unused)
{
    static const uint32_t shapes[][2] = { { 16, 16 }, { 48, 32 }, { 96, 128 }, { 208, 256 } };
    (void)unused;
    for (unsigned c = 0; c < 4; c++)
        for (uint32_t n = 1; n < 40; n += 3) {
            sample s = matrix_draw(shapes[c][0], shapes[c][1]);
            const size_t out = (size_t)n * shapes[c][0];
            uint8_t *x = malloc((size_t)n * shapes[c][1]);
            float *scale = floats(n), *want = floats(out), *got = floats(out);
            assert_non_null(x);
            for (size_t i = 0; i < (size_t)n * shapes[c][1]; i++) x[i] = (uint8_t)draw();
            product_plainly(want, x, scale, n, &s);
            for (unsigned i = 0; sayso_kernels_at(i); i++) {
                memset(got, 0, out * sizeof *got);
                sayso_kernels_at(i)->product(got, x, scale, n, &s.w);
                assert_memory_equal(got, want, out * sizeof *got);
            }
            free(x), free(scale), free(want), free(got);
            matrix_clear(&s);
        }
}

static void quantising_has_one_result(void **unused)
{
    enum { N = 5, W = 48 };
    (void)unused;
    float *x = floats(N * W), scales[2][N];
    uint8_t out[2][N * W];
    memset(x + W, 0, W * sizeof *x);            /* a token of zeros */
    x[2 * W] = 1e38f, x[2 * W + 1] = 1e38f * 10; /* infinite */
    for (unsigned i = 0; sayso_kernels_at(i); i++) {
        sayso_kernels_at(i)->quantise(out[i > 0], scales[i > 0], x, N, W);
        if (!i) continue;
        assert_memory_equal(out[0], out[1], sizeof out[0]);
        assert_memory_equal(scales[0], scales[1], sizeof scales[0]);
    }
    assert_true(scales[0][1] == 0.0f && scales[0][2] == 0.0f);
    for (unsigned i = 0; i < W; i++) /* within half a step of the input */
        assert_true(__builtin_fabsf((float)(out[0][i] - 128) * scales[0][0] - x[i]) <=
                    scales[0][0] * 0.51f);
    free(x);
}

static void recurrence_has_one_result(void **unused)
{
    enum { N = 9, H = 32 };
    (void)unused;
    float *u = floats(N * 3 * H), *skip = floats(N * H), c[H], h[2][N * H];
    for (unsigned back = 0; back < 2; back++)
        for (unsigned i = 0; sayso_kernels_at(i); i++) {
            sayso_kernels_at(i)->recur(h[i > 0], H, u, 3 * H, skip, H, c, N, H, back);
            if (i) assert_memory_equal(h[0], h[1], sizeof h[0]);
        }
    free(u), free(skip);
}

static void scores_and_sums_have_one_result(void **unused)
{
    enum { N = 7, K = 48, C = 32, ROWS = 50, WIDTH = 160 };
    (void)unused;
    float *a = floats(N * K), *b = floats(K * C), out[2][N * C], x[2][WIDTH], y[2][K];
    int8_t table[ROWS * WIDTH];
    uint32_t rows[20];
    for (size_t i = 0; i < sizeof table; i++) table[i] = (int8_t)draw();
    for (unsigned i = 0; i < 20; i++) rows[i] = draw() % ROWS;
    for (unsigned i = 0; sayso_kernels_at(i); i++) {
        const sayso_kernels *k = sayso_kernels_at(i);
        k->scores(out[i > 0], a, K, b, N, K, C);
        k->row_sum(x[i > 0], table, rows, 20, WIDTH, 0.37f);
        k->bend(y[i > 0], a, b, K);
        if (!i) continue;
        assert_memory_equal(out[0], out[1], sizeof out[0]);
        assert_memory_equal(x[0], x[1], sizeof x[0]);
        assert_memory_equal(y[0], y[1], sizeof y[0]);
    }
    free(a), free(b);
}

/* Of every number of classes, from a table that ends with its last row. */
static void class_sums_are_plain_sums(void **unused)
{
    enum { ROWS = 30, N = 256 };
    (void)unused;
    for (uint32_t K = 1; K <= SAYSO_MOST_CLASSES; K++) {
        int8_t *table = malloc(ROWS * K);
        uint32_t at[N];
        int32_t want[SAYSO_MOST_CLASSES] = { 0 }, got[SAYSO_MOST_CLASSES];
        assert_non_null(table);
        for (uint32_t i = 0; i < ROWS * K; i++) table[i] = (int8_t)(i % 3 ? draw() : 0x80);
        for (uint32_t i = 0; i < N; i++) at[i] = (i ? draw() % ROWS : ROWS - 1) * K;
        for (uint32_t i = 0; i < N; i++)
            for (uint32_t k = 0; k < K; k++) want[k] += table[at[i] + k];
        for (unsigned i = 0; sayso_kernels_at(i); i++) {
            sayso_kernels_at(i)->class_sum(got, table, at, N, K);
            assert_memory_equal(got, want, K * sizeof *got);
        }
        free(table);
    }
}

static void digests_have_one_result(void **unused)
{
    (void)unused;
    uint8_t bytes[3 * SAYSO_DIGEST_BLOCK];
    uint32_t lanes[2][SAYSO_DIGEST_LANES] = { 0 };
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)draw();
    for (unsigned i = 0; sayso_kernels_at(i); i++) {
        memset(lanes[i > 0], 0, sizeof lanes[0]);
        sayso_kernels_at(i)->digest(lanes[i > 0], bytes, 3);
        if (i) assert_memory_equal(lanes[0], lanes[1], sizeof lanes[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(product_has_one_result),
        cmocka_unit_test(quantising_has_one_result),
        cmocka_unit_test(recurrence_has_one_result),
        cmocka_unit_test(class_sums_are_plain_sums),
        cmocka_unit_test(digests_have_one_result),
        cmocka_unit_test(scores_and_sums_have_one_result),
    };
    state = 20310101;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
