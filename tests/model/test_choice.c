/* A choice among several: what was taught is chosen, also nobody; the model read back says the same. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "train/choice.h"
#include <stdlib.h>

enum { CHOICES = 200, CANDIDATES = 4, ALIGNMENT = 64 };

static uint64_t feature(unsigned kind, unsigned value)
{
    const unsigned both[] = { kind, value };
    return sayso_hash(both, sizeof both, 0);
}

/* Candidate 0 is nobody. Among the others kind 2 is right wherever it is; it is in two of three. */
static unsigned kind_of(unsigned i, unsigned k) { return i % 3 == 0 ? k % 2 : (i + k) % 3; }

static bool has_right(unsigned i)
{
    for (unsigned k = 1; k < CANDIDATES; k++)
        if (kind_of(i, k) == 2) return true;
    return false;
}

static uint32_t features_of(unsigned i, unsigned k, uint64_t *f)
{
    f[0] = k ? feature(1, kind_of(i, k)) : feature(2, 0);
    f[1] = feature(3, i % 5);
    return 2;
}

static void teach(choice_data *d)
{
    for (unsigned i = 0; i < CHOICES; i++) {
        assert_true(choice_begin(d, CANDIDATES));
        for (unsigned k = 0; k < CANDIDATES; k++) {
            uint64_t f[2];
            const uint32_t n = features_of(i, k, f);
            assert_true(softmax_put(&d->items, f, n, k ? kind_of(i, k) == 2 : !has_right(i)));
        }
    }
}

static unsigned best_of(const sayso_softmax *m, unsigned i)
{
    float most = -1e30f, z;
    unsigned best = 0;
    for (unsigned k = 0; k < CANDIDATES; k++) {
        uint64_t f[2];
        const uint32_t n = features_of(i, k, f);
        sayso_softmax_sum(m, f, n, &z);
        if (z > most) most = z, best = k;
    }
    return best;
}

static void test_learned(void **state)
{
    (void)state;
    choice_data d = { 0 };
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf bytes = SAYSO_BUF_EMPTY;
    sayso_file file;
    sayso_softmax m;
    sayso_error err;
    const softmax_options o = softmax_options_default();
    teach(&d);
    assert_int_equal(choice_train(&d, NULL, "toy", &o, &w, &err), SAYSO_OK);
    assert_int_equal(sayso_file_finish(&w, "heads", &bytes, &err), SAYSO_OK);
    void *at = aligned_alloc(ALIGNMENT, (bytes.len + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    assert_non_null(at);
    memcpy(at, bytes.at, bytes.len);
    assert_int_equal(sayso_file_open_memory(&file, at, bytes.len, "toy", "heads", &err), SAYSO_OK);
    assert_int_equal(sayso_softmax_open(&m, &file, "toy", 1, &err), SAYSO_OK);
    for (unsigned i = 0; i < 30; i++) {
        const unsigned k = best_of(&m, i);
        assert_true(has_right(i) ? k && kind_of(i, k) == 2 : k == 0);
    }
    sayso_file_close(&file);
    free(at);
    sayso_buf_free(&bytes);
    sayso_file_writer_free(&w);
    choice_data_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_learned) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
