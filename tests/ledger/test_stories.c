/* Stories: on what the reports of one event agree, and where they differ. */
#include "base/day.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void report_add(sayso_ledger *l, const char *id, const char *date, double low, double high, const char *tail)
{
    made m;
    sayso_error err;
    char text[300];
    snprintf(text, sizeof text, "Borland shelled Ardia near Tolm. %s", tail);
    made_begin(&m, id, date, text);
    sayso_event *e = made_event(&m, SAYSO_ASSAULT, SAYSO_ACTUAL, "shelled", "BLR:Borland", "UKR:Ardia");
    e->place = made_place(&m, "Tolm", "UKR", "UA-63");
    e->date = made_day(date);
    e->date_via = "text";
    const sayso_number killed = { .kind = "killed", .low = low, .high = high, .exact = low == high, .span = { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET },
                                  .who_span = { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET }, .text = "some", .attribution = -1, .rule = "test" };
    e->numbers = &killed;
    e->n_numbers = 1;
    if (sayso_ledger_add(l, &m.r, false, NULL, NULL, &err)) fail_msg("%s", err.msg);
    made_end(&m);
}

/* The one story: *row borrowed until the cursor is closed. */
static sayso_cursor *one_story(sayso_ledger *l, const sayso_story_row **row)
{
    sayso_cursor *c = NULL;
    sayso_error err;
    const void *at = NULL;
    if (sayso_ledger_settle(l, &err) || sayso_ledger_query(&c, l, "stories", NULL, &err) || sayso_cursor_next(c, &at, &err)) fail_msg("%s", err.msg);
    *row = at;
    return c;
}

static void what_agrees_and_what_is_in_dispute(void **state)
{
    (void)state;
    char path[] = "/tmp/sayso-stories-XXXXXX";
    sayso_ledger *l;
    sayso_error err;
    const sayso_story_row *s;
    close(mkstemp(path));
    assert_int_equal(sayso_ledger_open(&l, made_ledger_at(path), true, &err), SAYSO_OK);
    report_add(l, "a", "2031-05-06", 12, 12, "The first of the reporters tells it at some length in words of his own hand.");
    sayso_cursor *c = one_story(l, &s);
    assert_null(s); /* told by one document, it is none yet */
    sayso_cursor_close(c);
    report_add(l, "b", "2031-05-06", 10, NAN, "Another one, who has been there, speaks of it quite differently to his readers.");
    c = one_story(l, &s);
    assert_string_equal(s->agreed, "date 2031-05-06; place Tolm; killed 12"); /* at least ten, and twelve */
    assert_null(s->disputed);
    assert_int_equal(s->n_documents, 2);
    assert_int_equal(s->n_independent, 2);
    assert_int_equal(s->n_versions, 6);
    sayso_cursor_close(c);
    report_add(l, "c", "2031-05-07", 30, 30, "A third knows of many more, and dates the whole affair to the day that followed.");
    report_add(l, "d", "2031-05-07", 30, 30, "A third knows of many more, and dates the whole affair to the day that followed.");
    c = one_story(l, &s);
    assert_string_equal(s->agreed, "place Tolm");
    assert_string_equal(s->disputed, "date, killed");
    assert_string_equal(s->first, "2031-05-06");
    assert_string_equal(s->last, "2031-05-07");
    assert_int_equal(s->n_documents, 4);
    assert_int_equal(s->n_independent, 3); /* the last two are one text */
    sayso_cursor_close(c);
    sayso_ledger_close(l);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_agrees_and_what_is_in_dispute) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
