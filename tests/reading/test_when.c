/* Dates in whole sentences, read by the real models: two tables of sentences a language, of the dates found and of the dates
 * that events take. At least 95 and 90 of 100 must be right, since a model that was trained anew may stumble over one. */
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

static sayso_reading *row_read_text(sayso_reader *reader, const char *language, const row *r)
{
    const char *day = strcmp(r->day, "-") ? r->day : NULL;
    const sayso_document d = { .text = r->text, .text_len = strlen(r->text), .date = day, .language = language };
    sayso_reading *reading;
    sayso_error err;
    assert_int_equal(sayso_read(reader, &d, &reading, &err), SAYSO_OK);
    return reading;
}

typedef struct score { uint32_t all, right; } score;

/* The dates found, in order. */
static void score_dates(const sayso_reading *reading, const char *language, const row *r, score *sum)
{
    char found[256] = "";
    for (uint32_t i = 0; i < reading->n_dates; i++) {
        const size_t n = strlen(found);
        snprintf(found + n, sizeof found - n, "%s%s", n ? " " : "", reading->dates[i].value);
    }
    if (!found[0]) snprintf(found, sizeof found, "-");
    sum->all++;
    if (strcmp(found, r->dates) == 0) sum->right++;
    else print_message("%s: %s\n  expected %s, found %s\n", language, r->text, r->dates, found);
}

/* Does the event's cue hold the word? A cue may be several words: *launched attack*. */
static bool cue_has(const sayso_event *e, const char *word, size_t n)
{
    for (const char *p = e->cue_text; p; p = strchr(p, ' ') ? strchr(p, ' ') + 1 : NULL)
        if (strcspn(p, " ") == n && memcmp(p, word, n) == 0) return true;
    return false;
}

/* The dates of events, cue=date and so on. What is no event for the reader does not count here. */
static void score_events(const sayso_reading *reading, const char *language, const row *r, score *sum)
{
    for (const char *p = r->dates; *p; p += strcspn(p, " "), p += *p == ' ') {
        const size_t cue = strcspn(p, "=");
        assert_true(p[cue] == '=');
        const char *date = p + cue + 1;
        const size_t len = strcspn(date, " ");
        for (uint32_t i = 0; i < reading->n_events; i++) {
            const sayso_event *e = &reading->events[i];
            if (!cue_has(e, p, cue)) continue;
            sum->all++;
            if (e->date && strlen(e->date) == len && memcmp(e->date, date, len) == 0) sum->right++;
            else print_message("%s: %s\n  expected %.*s, found %s\n", language, r->text, (int)(cue + 1 + len), p, e->date ? e->date : "-");
            break;
        }
    }
}

typedef void scorer(const sayso_reading *, const char *, const row *, score *);

static score score_table(sayso_reader *reader, const char *table, const char *language, scorer *count)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.%s.tsv", table_dir, table, language);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    row r;
    score sum = { 0 };
    while (row_read(f, &r)) {
        sayso_reading *reading = row_read_text(reader, language, &r);
        count(reading, language, &r, &sum);
        sayso_reading_free(reading);
    }
    fclose(f);
    print_message("%s, %s: %u of %u\n", language, table, sum.right, sum.all);
    return sum;
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
    const score dates = score_table(reader, "dates", language, score_dates);
    const score events = score_table(reader, "event_dates", language, score_events);
    sayso_reader_free(reader);
    sayso_engine_close(engine);
    assert_true(dates.all >= 150);
    assert_true(100 * dates.right >= 95 * dates.all);
    assert_true(events.all >= 20);
    assert_true(100 * events.right >= 90 * events.all);
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
