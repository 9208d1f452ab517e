/* Faults: every allocation of ours fails once, the disk is full, another program holds the ledger. Each time the call says
 * so, and the ledger is what it was before. Linked with --wrap, so that malloc and its kin are these here. */
#include "ledger/sqlite/sqlite.h"
#include "ledger/shown.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static long until; /* allocations that still succeed; negative: all */

static bool fails(void)
{
    if (until < 0) return false;
    return until == 0 ? true : (until--, false);
}
void *__wrap_malloc(size_t n) { return fails() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return fails() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return fails() ? NULL : __real_realloc(p, n); }

static char path[] = "/tmp/sayso-faults-XXXXXX";

static int setup(void **state)
{
    (void)state;
    until = -1;
    strcpy(path, "/tmp/sayso-faults-XXXXXX");
    const int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}
static int teardown(void **state)
{
    (void)state;
    static const char *const ends[] = { "", "-wal", "-shm" };
    for (int i = 0; i < 3; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

static void report(made *m)
{
    made_begin(m, "d", "2031-05-06", "Borland shelled Ardia near Tolm. Ministers of Borland denied the shelling. The president admitted the firing.");
    made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "shelled", "BLR:Borland", "UKR:Ardia")->place = made_place(m, "Tolm", "UKR", "UA-63");
    made_said(m, SAYSO_DENY, "denied", "BLRGOV:Ministers of Borland", "the shelling");
    made_event(m, SAYSO_ASSAULT, SAYSO_DENIED, "shelling", "BLR:Borland", NULL)->attribution = 0;
    made_said(m, SAYSO_ADMIT, "admitted", "BLR:The president", "the firing");
    made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "firing", "BLR:Borland", NULL)->attribution = 1;
}

static bool event_row(void *user, const sayso_event_row *row) { return ++*(int *)user, row != NULL; }
static bool position_row(void *user, const sayso_position_row *row) { return ++*(int *)user, row != NULL; }

/* What a table of all events is made of: stored, and gone through. */
static sayso_status table_make(sayso_ledger *l, sayso_error *err)
{
    const sayso_led_stretch all = { .last = 0 };
    sayso_led_shown_claims claims = { .n = 0 };
    const void *row = NULL;
    sayso_status st = sayso_led_begin(l, err);
    if (st) return st;
    st = sayso_led_end(l, sayso_led_shown_make(l, 0, err), err);
    if (!st) st = sayso_led_shown_claims_read(&claims, l, err);
    sayso_led_shown *s = sayso_led_shown_new(l, &claims);
    if (!st) st = s ? sayso_led_shown_begin(s, &all, err) : sayso_no_memory(err);
    while (!st && !(st = sayso_led_shown_next(s, &row, err)) && row) {}
    sayso_led_shown_free(s);
    sayso_led_shown_claims_free(&claims);
    return st;
}

/* Opens, adds, settles, lists, explains, closes. The first that fails ends it. */
static sayso_status everything(const made *m, sayso_error *err)
{
    sayso_ledger *l;
    sayso_explanation *x = NULL;
    const sayso_filter f = { .size = sizeof f, .actor = "borland", .place = "tolm", .source = "ministers" };
    int rows = 0;
    sayso_status st = sayso_ledger_open(&l, path, true, err);
    if (!st) st = sayso_ledger_add(l, &m->r, true, NULL, NULL, err);
    if (!st) st = sayso_ledger_settle(l, err);
    if (!st) st = table_make(l, err);
    if (!st) st = sayso_ledger_events(l, &f, event_row, &rows, err);
    if (!st) st = sayso_ledger_positions(l, NULL, position_row, &rows, err);
    if (!st) st = sayso_ledger_explain(l, "d", &x, err);
    sayso_explanation_free(x);
    sayso_ledger_close(l);
    return st;
}

static void every_allocation_fails_once(void **state)
{
    (void)state;
    made m;
    sayso_error err;
    report(&m);
    assert_int_equal(everything(&m, &err), SAYSO_OK);
    sayso_ledger *l;
    assert_int_equal(sayso_ledger_open(&l, path, false, &err), SAYSO_OK);
    char *want = made_dump(l);
    sayso_ledger_close(l);
    long n = 0;
    for (;; n++) {
        until = n;
        const sayso_status st = everything(&m, &err);
        const bool reached = until == 0;
        until = -1;
        assert_int_equal(err.code, st);
        if (!reached && st == SAYSO_OK) break;
        assert_true(st == SAYSO_NO_MEMORY || st == SAYSO_LEDGER || (st == SAYSO_OK && n > 0));
        assert_true(st == SAYSO_OK || !strstr(err.msg, "damaged"));
        assert_true(n < 5000);
    }
    assert_true(n > 10);
    assert_int_equal(sayso_ledger_open(&l, path, true, &err), SAYSO_OK);
    assert_int_equal(sayso_ledger_settle(l, &err), SAYSO_OK);
    char *got = made_dump(l);
    assert_string_equal(got, want);
    free(got);
    free(want);
    sayso_ledger_close(l);
    made_end(&m);
}

static void a_full_disk_is_told_and_leaves_whole_documents(void **state)
{
    (void)state;
    sayso_ledger *l;
    sayso_error err;
    sayso_status st = SAYSO_OK;
    assert_int_equal(sayso_ledger_open(&l, path, true, &err), SAYSO_OK);
    assert_int_equal(sqlite3_exec(sayso_led_sqlite_db(l), "PRAGMA max_page_count = 60", NULL, NULL, NULL), SQLITE_OK);
    char id[16];
    int stored = 0;
    for (int i = 0; i < 1000 && !st; i++) {
        made m;
        report(&m);
        snprintf(id, sizeof id, "d%d", i);
        m.r.id = id;
        st = sayso_ledger_add(l, &m.r, false, NULL, NULL, &err);
        stored += !st;
        made_end(&m);
    }
    assert_int_equal(st, SAYSO_LEDGER);
    assert_non_null(strstr(err.msg, "disk is full; free some space"));
    int rows = 0;
    assert_int_equal(sayso_ledger_events(l, NULL, event_row, &rows, &err), SAYSO_OK);
    assert_int_equal(rows, stored * 3);
    sayso_ledger_close(l);
}

static void a_ledger_held_by_another_is_told(void **state)
{
    (void)state;
    sayso_ledger *l, *other;
    sayso_error err;
    made m;
    report(&m);
    assert_int_equal(sayso_ledger_open(&l, path, true, &err), SAYSO_OK);
    assert_int_equal(sayso_ledger_open(&other, path, true, &err), SAYSO_OK);
    assert_int_equal(sqlite3_exec(sayso_led_sqlite_db(other), "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_busy_timeout(sayso_led_sqlite_db(l), 1);
    assert_int_equal(sayso_ledger_add(l, &m.r, false, NULL, NULL, &err), SAYSO_BUSY);
    assert_non_null(strstr(err.msg, "locked by another program; wait"));
    assert_int_equal(sqlite3_exec(sayso_led_sqlite_db(other), "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sayso_ledger_add(l, &m.r, false, NULL, NULL, &err), SAYSO_OK);
    sayso_ledger_close(other);
    sayso_ledger_close(l);
    made_end(&m);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = { T(every_allocation_fails_once), T(a_full_disk_is_told_and_leaves_whole_documents), T(a_ledger_held_by_another_is_told) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
