/* Choices of one among several: features that tell the right one apart are learned, "none" is chosen
 * where no other is right, and the same data give the same bytes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "train/choices.h"
#include <stdlib.h>

enum { GROUPS = 200, CHOICES = 4 };

static uint64_t hash_of(const char *what) { return sayso_hash(what, strlen(what), 0); }

/* Group i: none, and three of which the one that is near is right; in every fifth nothing is near. */
static uint32_t right_of(uint32_t i) { return i % 5 ? 1 + i % 3 : 0; }

static choices_data toy_data(void)
{
    choices_data d = { 0 };
    for (uint32_t i = 0; i < GROUPS; i++) {
        assert_true(choices_begin(&d, CHOICES));
        for (uint32_t k = 0; k < CHOICES; k++) {
            const uint64_t f[] = { hash_of(!k ? "none" : k == right_of(i) ? "near" : "far"),
                                   hash_of("any") };
            assert_true(softmax_put(&d.items, f, 2, k == right_of(i)));
        }
    }
    return d;
}

static sayso_buf trained(const choices_data *d)
{
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf b = SAYSO_BUF_EMPTY;
    const softmax_options o = softmax_options_default();
    assert_int_equal(choices_train(d, d, "toy", &o, &w, NULL), SAYSO_OK);
    assert_int_equal(sayso_file_finish(&w, "heads", &b, NULL), SAYSO_OK);
    sayso_file_writer_free(&w);
    return b;
}

static void the_right_one_has_the_largest_sum(void **state)
{
    (void)state;
    choices_data d = toy_data();
    sayso_buf b = trained(&d);
    sayso_file f;
    sayso_softmax m;
    uint8_t *bytes = aligned_alloc(64, (b.len + 64) / 64 * 64);
    assert_non_null(bytes);
    memcpy(bytes, b.at, b.len);
    assert_int_equal(sayso_file_open_memory(&f, bytes, b.len, "toy", "heads", NULL), SAYSO_OK);
    assert_int_equal(sayso_softmax_open(&m, &f, "toy", 1, NULL), SAYSO_OK);
    for (uint32_t i = 0; i < d.n; i++) {
        float z[CHOICES];
        for (uint32_t k = 0; k < CHOICES; k++) {
            const softmax_example *x = &d.items.items[d.groups[i].first + k];
            sayso_softmax_sum(&m, d.items.features + x->at, x->n, &z[k]);
        }
        for (uint32_t k = 0; k < CHOICES; k++)
            if (k != right_of(i)) assert_true(z[right_of(i)] > z[k] + 0.5f);
    }
    free(bytes);
    sayso_buf_free(&b);
    choices_data_free(&d);
}

static void same_data_same_bytes(void **state)
{
    (void)state;
    choices_data d = toy_data();
    sayso_buf a = trained(&d), b = trained(&d);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.at, b.at, a.len);
    sayso_buf_free(&a);
    sayso_buf_free(&b);
    choices_data_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_right_one_has_the_largest_sum),
                                        cmocka_unit_test(same_data_same_bytes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
