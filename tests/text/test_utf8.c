/* Characters and the matching form of words. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "text/utf8.h"

static void every_character_goes_round(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xd800 && c < 0xe000) continue;
        char bytes[4];
        uint32_t back;
        const uint32_t n = sayso_utf8_put(c, bytes);
        assert_int_equal(sayso_utf8_next((const uint8_t *)bytes, (const uint8_t *)bytes + n, &back),
                         n);
        assert_int_equal(back, c);
        for (uint32_t k = 1; k < n; k++) { /* a character cut short is one bad run */
            assert_int_equal(
                sayso_utf8_next((const uint8_t *)bytes, (const uint8_t *)bytes + k, &back), k);
            assert_int_equal(back, SAYSO_BAD_CHAR);
        }
    }
}

static void broken_bytes_are_the_shortest_run(void **state)
{
    (void)state;
    static const struct { const char *bytes; uint32_t len, run; } cases[] = {
        { "\x80" "a", 2, 1 },             /* a tail alone */
        { "\xc0\xaf", 2, 1 },             /* overlong slash */
        { "\xc1\xbf", 2, 1 },
        { "\xe0\x80\xaf", 3, 1 },         /* overlong in three */
        { "\xed\xa0\x80", 3, 1 },         /* a surrogate */
        { "\xf0\x80\x80\xaf", 4, 1 },     /* overlong in four */
        { "\xf4\x90\x80\x80", 4, 1 },     /* above U+10FFFF */
        { "\xf5\x80\x80\x80", 4, 1 },
        { "\xff", 1, 1 },
        { "\xd0 ", 2, 1 },                /* a lead without its tail */
        { "\xe2\x82 ", 3, 2 },
        { "\xf0\x9f\x98 ", 4, 3 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t c;
        const uint8_t *p = (const uint8_t *)cases[i].bytes;
        assert_int_equal(sayso_utf8_next(p, p + cases[i].len, &c), cases[i].run);
        assert_int_equal(c, SAYSO_BAD_CHAR);
    }
}

static void folds_to(const char *in, const char *want)
{
    char out[200];
    const uint32_t n = sayso_text_fold(sayso_str_of(in), out, sizeof out - 1);
    out[n] = 0;
    assert_string_equal(out, want);
}

static void words_fold_to_their_matching_form(void **state)
{
    (void)state;
    folds_to("", "");
    folds_to("Minister", "minister");
    folds_to("ПРЕЗИДЕНТ", "президент");
    folds_to("Їжак Ґанок Ёлка Йод", "їжак ґанок ёлка йод");
    folds_to("ÉLYSÉE", "élysée");
    folds_to("e\u0301le\u0300ve", "élève");         /* composed */
    folds_to("и\u0306од", "йод");
    folds_to("замо\u0301к Шойгу\u0301", "замок шойгу"); /* stress is no letter */
    folds_to("п’ять пʼять п`ять п′ять", "п'ять п'ять п'ять п'ять");
    folds_to("вице‑премьер — тут", "вице-премьер - тут");
    folds_to("со\u00ADюз ноль\u200Bширина", "союз нольширина");
    folds_to("a\u00A0b", "a b");
    folds_to("q\u0301", "q\u0301");                 /* nothing to compose with */
    folds_to("\u0301a", "\u0301a");
    folds_to("x\xffy", "x\uFFFDy");
    folds_to("ΑΘΗΝΑ", "αθηνα");
    folds_to("F-16", "f-16");
}

static void folding_never_cuts_a_character(void **state)
{
    (void)state;
    static const char word[] = "Зеленський\u0301 é\U0001F600!";
    char whole[100], part[100];
    const uint32_t n = sayso_text_fold(sayso_str_of(word), whole, sizeof whole);
    for (uint32_t cap = 0; cap <= n; cap++) {
        memset(part, '#', sizeof part);
        const uint32_t k = sayso_text_fold(sayso_str_of(word), part, cap);
        assert_true(k <= cap);
        assert_memory_equal(part, whole, k);
        assert_int_equal(part[cap], '#');
        for (uint32_t i = 0, step; i < k; i += step) {
            uint32_t c;
            step = sayso_utf8_next((const uint8_t *)part + i, (const uint8_t *)part + k, &c);
            assert_true(c != SAYSO_BAD_CHAR);
        }
    }
}

static void capitals(void **state)
{
    (void)state;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_str s = SAYSO_STR("à"), t = SAYSO_STR("de"), u = SAYSO_STR("їхній");
    assert_true(sayso_str_upper(&s, false, &a));
    assert_true(sayso_str_eq(s, SAYSO_STR("À")));
    assert_true(sayso_str_upper(&t, true, &a));
    assert_true(sayso_str_eq(t, SAYSO_STR("De")));
    assert_true(sayso_str_upper(&u, false, &a));
    assert_true(sayso_str_eq(u, SAYSO_STR("ЇХНІЙ")));
    sayso_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_goes_round),
        cmocka_unit_test(broken_bytes_are_the_shortest_run),
        cmocka_unit_test(words_fold_to_their_matching_form),
        cmocka_unit_test(folding_never_cuts_a_character),
        cmocka_unit_test(capitals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
