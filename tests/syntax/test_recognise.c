/* The best row of name tags: as a search of all rows finds it, and always well formed. */
#include "syntax/recognise.h"
#include "base/base.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { WORDS = 4, STRIDE = 16 };

static bool well_formed(const uint8_t *tags, uint32_t n)
{
    sayso_name_kind open = SAYSO_NAME_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const bool starts = !tags[i] || sayso_name_begins(tags[i]);
        if (starts != (open == SAYSO_NAME_NONE)) return false;
        if (!starts && sayso_name_kind_of(tags[i]) != open) return false;
        open = tags[i] && !sayso_name_ends(tags[i]) ? sayso_name_kind_of(tags[i]) : SAYSO_NAME_NONE;
    }
    return open == SAYSO_NAME_NONE;
}

static float sum_of(const float *z, const uint8_t *tags, uint32_t n)
{
    float sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += z[i * STRIDE + tags[i]];
    return sum;
}

static float best_of_all(const float *z, uint32_t n)
{
    uint8_t tags[WORDS] = { 0 };
    float best = -1e30f;
    for (;;) {
        if (well_formed(tags, n) && sum_of(z, tags, n) > best) best = sum_of(z, tags, n);
        uint32_t i = 0;
        while (i < n && ++tags[i] == SAYSO_N_NAME_TAGS) tags[i++] = 0;
        if (i == n) return best;
    }
}

static void the_best_row_is_found(void **unused)
{
    uint64_t seed = 2031;
    (void)unused;
    for (int round = 0; round < 60; round++) {
        float z[WORDS * STRIDE];
        uint8_t tags[WORDS];
        const uint32_t n = 1 + (uint32_t)round % WORDS;
        for (uint32_t i = 0; i < WORDS * STRIDE; i++) {
            seed = sayso_hash_mix(seed + 1);
            z[i] = (float)(seed % 4096) / 512.0f;
        }
        sayso_names_best(z, STRIDE, n, tags);
        assert_true(well_formed(tags, n));
        assert_true(sum_of(z, tags, n) >= best_of_all(z, n) - 1e-4f);
    }
}

static void tags_have_a_kind_and_a_place(void **unused)
{
    (void)unused;
    const uint8_t begin = sayso_name_tag(SAYSO_NAME_ORG, SAYSO_NAME_BEGIN),
                  single = sayso_name_tag(SAYSO_NAME_LOC, SAYSO_NAME_SINGLE);
    assert_int_equal(sayso_name_kind_of(begin), SAYSO_NAME_ORG);
    assert_true(sayso_name_begins(begin) && !sayso_name_ends(begin));
    assert_true(sayso_name_begins(single) && sayso_name_ends(single));
    assert_int_equal(single + 1, SAYSO_N_NAME_TAGS);
    assert_true(!sayso_name_begins(0) && !sayso_name_ends(0) && !sayso_name_kind_of(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_best_row_is_found),
                                        cmocka_unit_test(tags_have_a_kind_and_a_place) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
