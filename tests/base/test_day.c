#include "base/day.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void test_days(void **state)
{
    (void)state;
    assert_int_equal(sayso_day_of(1970, 1, 1), 0);
    assert_int_equal(sayso_day_of(2000, 3, 1), 11017);
    assert_int_equal(sayso_day_of(1969, 12, 31), -1);
    assert_int_equal(sayso_day_weekday(0), 4);
    assert_int_equal(sayso_day_weekday(sayso_day_of(2031, 3, 12)), 3);
    assert_int_equal(sayso_day_weekday(-1), 3);
}

/* Every day of 1600 years, one after the other, comes back as itself. */
static void test_every_day(void **state)
{
    (void)state;
    int32_t expected = sayso_day_of(1200, 1, 1);
    static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    for (int y = 1200; y < 2800; y++)
        for (int m = 1; m <= 12; m++) {
            const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
            for (int d = 1; d <= DAYS[m - 1] + (m == 2 && leap); d++, expected++) {
                int yy, mm, dd;
                assert_int_equal(sayso_day_of(y, m, d), expected);
                sayso_day_parts(expected, &yy, &mm, &dd);
                assert_true(yy == y && mm == m && dd == d);
            }
        }
}

/* Days that no date has, as a damaged ledger may hold them. */
static void test_parts_of_any_day(void **state)
{
    (void)state;
    int year, month, mday;
    sayso_day_parts(INT32_MAX, &year, &month, &mday);
    assert_int_equal(year, 5881580);
    sayso_day_parts(INT32_MIN, &year, &month, &mday);
    assert_int_equal(year, -5877641);
    assert_in_range(sayso_day_weekday(INT32_MAX), 1, 7);
}

static void test_parse(void **state)
{
    (void)state;
    sayso_day d;
    char iso[SAYSO_DAY_SIZE];
    assert_true(sayso_day_parse("2024-06-19", &d));
    assert_int_equal(d.from, sayso_day_of(2024, 6, 19));
    assert_int_equal(d.to, d.from);
    assert_true(sayso_day_parse("2024-06-19T23:59:00Z", &d));
    assert_int_equal(d.to, sayso_day_of(2024, 6, 19));
    assert_string_equal(sayso_day_text(d, iso), "2024-06-19");
    assert_true(sayso_day_parse("2024-02", &d));
    assert_int_equal(d.to, sayso_day_of(2024, 2, 29));
    assert_string_equal(sayso_day_text(d, iso), "2024-02");
    assert_true(sayso_day_parse("2024", &d));
    assert_int_equal(d.to - d.from, 365);
    assert_string_equal(sayso_day_text(d, iso), "2024");
    d.precision = SAYSO_INTERVAL;
    assert_string_equal(sayso_day_text(d, iso), "2024-01-01/2024-12-31");
    static const char *const BAD[] = { "",         "2024-13",  "2024-00",     "2024-02-30",
                                       "2024-2-3", "24-06-19", "2024-06-19x", "2024-06-",
                                       "-2024",    "gestern" };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) assert_false(sayso_day_parse(BAD[i], &d));
    assert_false(sayso_day_parse(NULL, &d));
    assert_int_equal(d.precision, SAYSO_UNDATED);
    assert_string_equal(sayso_day_text(d, iso), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_days),
                                        cmocka_unit_test(test_every_day),
                                        cmocka_unit_test(test_parts_of_any_day),
                                        cmocka_unit_test(test_parse) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
