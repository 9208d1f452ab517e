/* Dates in whole sentences, read by the real models: tables of sentences, one a language. At least 95 of 100 must be
 * right, since a model that was trained anew may stumble over one. */
#include "sayso.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *data_dir, *table_dir;

typedef struct row { char line[1024]; const char *day, *text, *dates; } row; /* the line's fields */

static bool row_read(FILE *f, row *r)
{
    while (fgets(r->line, sizeof r->line, f)) {
        if (r->line[0] == '#' || r->line[0] == '\n') continue;
        char *text = strchr(r->line, '\t');
        char *dates = text ? strchr(text + 1, '\t') : NULL;
        assert_non_null(dates);
        *text++ = *dates++ = '\0';
        dates[strcspn(dates, "\n")] = '\0';
        r->day = r->line;
        r->text = text;
        r->dates = dates;
        return true;
    }
    return false;
}

static bool row_right(sayso_reader *reader, const char *language, const row *r)
{
    const char *day = strcmp(r->day, "-") ? r->day : NULL;
    const sayso_document d = { .text = r->text, .text_len = strlen(r->text), .date = day, .language = language };
    sayso_reading *reading;
    sayso_error err;
    char found[256] = "";
    assert_int_equal(sayso_read(reader, &d, &reading, &err), SAYSO_OK);
    for (uint32_t i = 0; i < reading->n_dates; i++) {
        const size_t n = strlen(found);
        snprintf(found + n, sizeof found - n, "%s%s", n ? " " : "", reading->dates[i].value);
    }
    if (!found[0]) snprintf(found, sizeof found, "-");
    sayso_reading_free(reading);
    const bool right = strcmp(found, r->dates) == 0;
    if (!right) print_message("%s: %s\n  expected %s, found %s\n", language, r->text, r->dates, found);
    return right;
}

static void test_language(const char *language)
{
    sayso_options options = sayso_options_default();
    options.data_dir = data_dir;
    sayso_engine *engine;
    sayso_reader *reader;
    sayso_error err;
    assert_int_equal(sayso_engine_open(&engine, &options, &err), SAYSO_OK);
    size_t n;
    bool known = false;
    const sayso_language *languages = sayso_engine_languages(engine, &n);
    for (size_t i = 0; i < n; i++) known |= strcmp(languages[i].code, language) == 0;
    if (!known) { sayso_engine_close(engine); skip(); }
    assert_int_equal(sayso_reader_new(&reader, engine, &err), SAYSO_OK);
    char path[512];
    snprintf(path, sizeof path, "%s/dates.%s.tsv", table_dir, language);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    row r;
    uint32_t all = 0, right = 0;
    while (row_read(f, &r)) {
        all++;
        right += row_right(reader, language, &r);
    }
    fclose(f);
    sayso_reader_free(reader);
    sayso_engine_close(engine);
    print_message("%s: %u of %u\n", language, right, all);
    assert_true(all >= 150);
    assert_true(100 * right >= 95 * all);
}

static void test_english(void **state) { (void)state; test_language("en"); }
static void test_french(void **state) { (void)state; test_language("fr"); }
static void test_ukrainian(void **state) { (void)state; test_language("uk"); }
static void test_russian(void **state) { (void)state; test_language("ru"); }

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    data_dir = argv[1];
    table_dir = argv[2];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english), cmocka_unit_test(test_french), cmocka_unit_test(test_ukrainian), cmocka_unit_test(test_russian),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
