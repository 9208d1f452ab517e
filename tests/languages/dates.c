/* Dates in whole sentences, read by a language's real model: dates.tsv of the dates found and
 * event_dates.tsv of the dates that events take. At least 95 and 90 of 100 must be right, since a
 * model that was trained anew may stumble over one.
 *
 * usage: dates DATA LANGUAGE FOLDER */
#include "sayso.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *data_dir, *language, *folder;

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

static sayso_reading *row_read_text(sayso_reader *reader, const row *r)
{
    const char *day = strcmp(r->day, "-") ? r->day : NULL;
    const sayso_document d = { .size = sizeof d,
                               .text = r->text,
                               .text_len = strlen(r->text),
                               .date = day,
                               .language = language };
    sayso_reading *reading;
    sayso_error err;
    assert_int_equal(sayso_read(reader, &d, &reading, &err), SAYSO_OK);
    return reading;
}

typedef struct score { uint32_t all, right; } score;

/* The dates found, in order. */
static void score_dates(const sayso_reading *reading, const row *r, score *sum)
{
    char found[256] = "", iso[SAYSO_DAY_SIZE];
    for (uint32_t i = 0; i < reading->n_dates; i++) {
        const size_t n = strlen(found);
        snprintf(found + n, sizeof found - n, "%s%s", n ? " " : "", sayso_day_text(reading->dates[i].day, iso));
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
static void score_events(const sayso_reading *reading, const row *r, score *sum)
{
    for (const char *p = r->dates; *p; p += strcspn(p, " "), p += *p == ' ') {
        const size_t cue = strcspn(p, "=");
        assert_true(p[cue] == '=');
        const char *date = p + cue + 1;
        const size_t len = strcspn(date, " ");
        for (uint32_t i = 0; i < reading->n_events; i++) {
            const sayso_event *e = &reading->events[i];
            char iso[SAYSO_DAY_SIZE];
            if (!cue_has(e, p, cue)) continue;
            sum->all++;
            sayso_day_text(e->date, iso);
            if (strlen(iso) == len && memcmp(iso, date, len) == 0) sum->right++;
            else
                print_message("%s: %s\n  expected %.*s, found %s\n", language, r->text,
                              (int)(cue + 1 + len), p, *iso ? iso : "-");
            break;
        }
    }
}

typedef void scorer(const sayso_reading *, const row *, score *);

static score score_table(sayso_reader *reader, const char *table, scorer *count)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.tsv", folder, table);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    row r;
    score sum = { 0 };
    while (row_read(f, &r)) {
        sayso_reading *reading = row_read_text(reader, &r);
        count(reading, &r, &sum);
        sayso_reading_free(reading);
    }
    fclose(f);
    print_message("%s, %s: %u of %u\n", language, table, sum.right, sum.all);
    return sum;
}

static void test_dates(void **state)
{
    (void)state;
    sayso_options options = sayso_options_default();
    options.data_dir = data_dir;
    sayso_engine *engine;
    sayso_reader *reader;
    sayso_error err;
    assert_int_equal(sayso_engine_open(&engine, &options, &err), SAYSO_OK);
    assert_int_equal(sayso_reader_new(&reader, engine, &err), SAYSO_OK);
    const score dates = score_table(reader, "dates", score_dates);
    const score events = score_table(reader, "event_dates", score_events);
    sayso_reader_free(reader);
    sayso_engine_close(engine);
    assert_true(dates.all >= 150);
    assert_true(100 * dates.right >= 95 * dates.all);
    assert_true(events.all >= 20);
    assert_true(100 * events.right >= 90 * events.all);
}

int main(int argc, char **argv)
{
    if (argc != 4) return 2;
    data_dir = argv[1];
    language = argv[2];
    folder = argv[3];
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_dates) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
