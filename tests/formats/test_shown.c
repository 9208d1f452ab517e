/* What a table of all events is made of (ledger/shown.h): the same bytes as by rows, whatever has
 * changed, and made again where something has. */
#include "formats/out/columns.h"
#include "ledger/shown.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DOCUMENTS = 2 * LG_SHOWN_DOCUMENTS + 40 }; /* two rows, and some documents of a third */

static char path[64];
static sayso_ledger *l;
static sayso_error err;
static char keys[DOCUMENTS][SAYSO_KEY_SIZE];

static void check(sayso_status st)
{
    if (st) fail_msg("%s: %s", err.name, err.msg);
}

/* ---- a ledger ---- */

/* `more`: a newer model, that finds another event before the others. */
static void report_add(int i, bool again, bool more)
{
    static const char *const actors[] = { "BLR:Borland", "PRK:Korvia",
                                          "FRAGOV:Ministers of Borland" };
    made m;
    char id[16], day[24];
    snprintf(id, sizeof id, "d%d", i);
    snprintf(day, sizeof day, "2031-05-%02d", 1 + i / 40); /* the list's order is by key, too */
    made_begin(&m, id, i % 9 == 8 ? NULL : day,
               "Korvia met Ardia. Borland shelled Ardia near Tolm. "
               "Ministers of Borland denied the shelling.");
    if (i % 3) made_said(&m, SAYSO_DENY, "denied", "BLRGOV:Ministers of Borland", "the shelling");
    if (more) made_event(&m, SAYSO_CONSULT, SAYSO_ACTUAL, "met", "PRK:Korvia", "UKR:Ardia");
    for (int k = 0; k < i % 4; k++) {
        sayso_event *e = made_event(&m, k % 2 ? SAYSO_CONSULT : SAYSO_ASSAULT, SAYSO_ACTUAL,
                                    k % 2 ? "met" : "shelled", actors[(i + k) % 3],
                                    i % 5 ? "UKR:Ardia" : NULL);
        e->goldstein = i % 7 ? -10 : -1.0 / 3; /* of few decimals, and of more than facts keep */
        e->confidence = i % 11 / 10.0;
        e->mode = i % 6 ? NULL : "artillery";
        if (k) e->place = made_place(&m, "Tolm", "UKR", i % 2 ? "" : "UA-63");
        if (i % 3 && k == 0) e->attribution = 0;
    }
    check(sayso_ledger_add(l, &m.r, again, keys[i], NULL, &err));
    made_end(&m);
}

static int setup(void **state)
{
    (void)state;
    strcpy(path, "/tmp/sayso-shown-XXXXXX");
    const int fd = mkstemp(path);
    if (fd < 0) return -1;
    close(fd);
    check(sayso_ledger_open(&l, path, true, &err));
    for (int i = 0; i < DOCUMENTS; i++) report_add(i, false, false);
    check(sayso_ledger_settle(l, &err));
    return 0;
}

static int teardown(void **state)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    char file[80];
    (void)state;
    sayso_ledger_close(l);
    for (size_t i = 0; i < 3; i++) {
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
    return 0;
}

/* The number that SQL gives. */
static int64_t asked(const char *sql)
{
    sayso_led_stmt *s;
    bool row;
    check(sayso_led_prepare(l, sql, &s, &err));
    check(sayso_led_step(l, s, &row, &err));
    const int64_t n = row ? sayso_led_whole(s, 0) : -1;
    sayso_led_finalize(s);
    return n;
}

/* Which rows wait, as bits: 1 the first, 2 the second, 4 the third, which always does. */
static int64_t waiting(void)
{
    return asked("SELECT sum(1 << chunk) FROM shown WHERE rows IS NULL");
}

/* ---- both ways ---- */

static void bytes_same(const void *a, const void *b, size_t n)
{
    if (n) assert_memory_equal(a, b, n);
}

static void arrays_same(const struct ArrowSchema *s, const struct ArrowArray *a,
                        const struct ArrowArray *b)
{
    const size_t n = (size_t)a->length;
    const char f = s->format[0];
    const bool listed = f == 'u' || (f == '+' && s->format[1] == 'l');
    const int32_t *offsets = listed ? a->buffers[1] : NULL;
    assert_int_equal(a->length, b->length);
    assert_int_equal(a->null_count, b->null_count);
    if (a->null_count) bytes_same(a->buffers[0], b->buffers[0], (n + 7) / 8);
    if (listed) bytes_same(a->buffers[1], b->buffers[1], 4 * (n + 1));
    if (f == 'u') bytes_same(a->buffers[2], b->buffers[2], (size_t)offsets[n]);
    if (f == 'b') bytes_same(a->buffers[1], b->buffers[1], (n + 7) / 8);
    if (f == 'i' || f == 'I') bytes_same(a->buffers[1], b->buffers[1], 4 * n);
    if (f == 'g' || f == 'L') bytes_same(a->buffers[1], b->buffers[1], 8 * n);
    assert_int_equal(a->n_children, b->n_children);
    for (int64_t i = 0; i < a->n_children; i++)
        arrays_same(s->children[i], a->children[i], b->children[i]);
}

static void by_rows(struct ArrowArray *out)
{
    const sayso_filter all = { .size = sizeof all };
    sayso_cursor *c;
    const void *row;
    check(sayso_ledger_query(&c, l, "events", &all, &err));
    sayso_arrow_column *columns = sayso_arrow_column_new(sayso_cursor_record(c));
    while (!sayso_cursor_next(c, &row, &err) && row)
        assert_true(sayso_arrow_column_add(columns, row));
    check(err.code);
    assert_true(sayso_arrow_column_take(columns, out));
    sayso_arrow_column_free(columns);
    sayso_cursor_close(c);
}

static void by_shown(struct ArrowArray *out)
{
    const sayso_led_stretch all = { .last = 0 };
    sayso_led_shown_claims claims = { .n = 0 };
    const void *row;
    check(sayso_led_shown_claims_read(&claims, l, &err));
    sayso_led_shown *s = sayso_led_shown_new(l, &claims);
    sayso_arrow_column *columns = sayso_arrow_column_new(&sayso_rec_event_row);
    check(sayso_led_shown_begin(s, &all, &err));
    for (;;) {
        check(sayso_led_shown_next(s, &row, &err));
        if (!row) break;
        assert_true(sayso_arrow_column_add(columns, row));
    }
    assert_true(sayso_arrow_column_take(columns, out));
    sayso_arrow_column_free(columns);
    sayso_led_shown_free(s);
    sayso_led_shown_claims_free(&claims);
}

/* Counts what is said of `shown`. */
static bool tells(void *user, const char *what)
{
    *(int *)user += strstr(what, "a table of their events") != NULL;
    return true;
}

static int verified(void)
{
    uint64_t found;
    int n = 0;
    check(sayso_ledger_verify(l, tells, &n, &found, &err));
    return n;
}

/* The number of events; both ways give the same, and what is kept is so. */
static int64_t both_same(void)
{
    struct ArrowSchema schema;
    struct ArrowArray a, b;
    assert_true(sayso_arrow_column_schema(&sayso_rec_event_row, &schema));
    by_rows(&a);
    by_shown(&b);
    arrays_same(&schema, &a, &b);
    const int64_t n = a.length;
    a.release(&a);
    b.release(&b);
    schema.release(&schema);
    for (int chunk = 0; chunk < 3; chunk++) {
        bool same;
        check(sayso_led_shown_same(l, chunk, &same, &err));
        assert_true(same);
    }
    return n;
}

/* Something has changed that is shown of these documents alone, and then claims are worked out. */
static int64_t changed(int64_t now_waiting)
{
    assert_int_equal(waiting(), now_waiting);
    both_same();
    check(sayso_ledger_settle(l, &err));
    assert_int_equal(waiting(), 4);
    return both_same();
}

/* "KEY-e0" of the i-th document. */
static const char *id_of(int i, char letter, int number)
{
    static char ids[4][32];
    static int at;
    char *id = ids[at++ % 4];
    snprintf(id, sizeof ids[0], "%s-%c%d", keys[i], letter, number);
    return id;
}

/* ---- tests ---- */

static void the_same_as_by_rows(void **state)
{
    (void)state;
    assert_int_equal(waiting(), 4);
    assert_int_equal(both_same(), asked("SELECT count(*) FROM events"));
    check(sayso_led_begin(l, &err)); /* and where none is made yet */
    check(sayso_led_end(l, sayso_led_shown_all(l, &err), &err));
    changed(7);
}

static void made_again_where_people_put_right(void **state)
{
    const int a = LG_SHOWN_DOCUMENTS + 7, b = LG_SHOWN_DOCUMENTS + 15; /* of three events each */
    const int64_t all = both_same();
    (void)state;
    check(sayso_ledger_correct(l, id_of(a, 'e', 0), "actor", "SWEGOV", NULL, &err));
    changed(6);
    assert_int_equal(asked("SELECT count(*) FROM participants WHERE code = 'SWEGOV'"), 1);
    check(sayso_ledger_undo(l, id_of(a, 'e', 0), "actor", NULL, &err));
    changed(6);
    check(sayso_ledger_correct(l, id_of(a, 'e', 0), "date", "2031-04-01", NULL, &err));
    changed(6);
    check(sayso_ledger_correct(l, id_of(3, 'e', 0), "cameo", "042", NULL, &err));
    changed(5);
    check(sayso_ledger_correct(l, id_of(b, 'a', 0), "stance", "admit", NULL, &err));
    changed(6);
    check(sayso_ledger_withdraw(l, id_of(b, 'e', 1), NULL, &err));
    assert_int_equal(changed(6), all - 1);
    check(sayso_ledger_withdraw(l, id_of(b, 'a', 0), NULL, &err));
    changed(6);
    check(sayso_ledger_undo(l, id_of(b, 'e', 1), NULL, NULL, &err));
    assert_int_equal(changed(6), all);
    check(sayso_ledger_undo(l, id_of(b, 'a', 0), NULL, NULL, &err));
    changed(6);
    check(sayso_ledger_withdraw(l, keys[3], NULL, &err));
    assert_int_equal(changed(5), all - 3);
}

/* Ids of claims change with other documents, and nothing is made again for them. */
static void claims_are_joined_and_parted(void **state)
{
    char claim[64] = "", with[64] = "", event[64] = "";
    const sayso_filter all = { .size = sizeof all, .type = "CONSULT" };
    sayso_cursor *c;
    const void *row;
    (void)state;
    check(sayso_ledger_query(&c, l, "claims", &all, &err));
    for (int i = 0; i < 2 && !sayso_cursor_next(c, &row, &err) && row; i++)
        snprintf(i ? with : claim, sizeof claim, "%s", ((const sayso_claim_row *)row)->id);
    sayso_cursor_close(c);
    check(sayso_ledger_merge(l, claim, with, NULL, &err));
    both_same();
    check(sayso_ledger_settle(l, &err));
    changed(4);
    const sayso_filter one = { .size = sizeof one, .claim = claim };
    check(sayso_ledger_query(&c, l, "events", &one, &err));
    check(sayso_cursor_next(c, &row, &err));
    assert_non_null(row);
    snprintf(event, sizeof event, "%s", ((const sayso_event_row *)row)->id);
    sayso_cursor_close(c);
    const char *const events[] = { event };
    check(sayso_ledger_split(l, claim, events, 1, NULL, &err));
    both_same();
    check(sayso_ledger_settle(l, &err));
    changed(4);
}

static void made_again_where_documents_are_read(void **state)
{
    const int64_t all = both_same();
    (void)state;
    report_add(LG_SHOWN_DOCUMENTS + 2, true, true);
    assert_int_equal(changed(6), all + 1);
    report_add(5, true, true);
    report_add(5, true, false);
    assert_int_equal(changed(5), all + 1);
    check(sayso_ledger_undo(l, id_of(LG_SHOWN_DOCUMENTS + 7, 'e', 0), "date", NULL, &err));
    report_add(LG_SHOWN_DOCUMENTS + 7, true, false); /* what was put right stands */
    changed(6);
}

static void run(const char *sql) { check(sayso_led_run(l, sql, &err)); }

/* The list to its end, or to what cannot be read. */
static sayso_status gone_through(void)
{
    const sayso_led_stretch all = { .last = 0 };
    sayso_led_shown_claims claims = { .n = 0 };
    const void *row;
    check(sayso_led_shown_claims_read(&claims, l, &err));
    sayso_led_shown *s = sayso_led_shown_new(l, &claims);
    sayso_status st = sayso_led_shown_begin(s, &all, &err);
    while (!st && !(st = sayso_led_shown_next(s, &row, &err)) && row) {}
    sayso_led_shown_free(s);
    sayso_led_shown_claims_free(&claims);
    return st;
}

/* Bytes that are none, and those of other documents. */
static void what_is_wrong_is_found(void **state)
{
    char sql[240];
    int refused = 0;
    (void)state;
    run("CREATE TABLE was AS SELECT chunk, rows FROM shown");
    run("UPDATE shown SET rows = (SELECT rows FROM was WHERE was.chunk = 1) WHERE chunk = 0");
    assert_int_equal(verified(), 1);
    run("UPDATE shown SET rows = substr(rows, 1, length(rows) - 9) WHERE chunk = 0");
    assert_int_equal(gone_through(), SAYSO_LEDGER);
    for (int i = 0; i < 100; i++) { /* what is packed well and says something else */
        const int at = i < 30 ? 1 + i : 1 + i * 7919 % 9000;
        snprintf(sql, sizeof sql,
                 "UPDATE shown SET rows = (SELECT sayso_pack(CAST(substr(u, 1, %d) || x'%02x' || "
                 "substr(u, %d) AS BLOB)) FROM (SELECT sayso_unpack(rows) AS u FROM was WHERE "
                 "chunk = 0)) WHERE chunk = 0",
                 at, i * 37 % 256, at + 2);
        run(sql);
        const sayso_status st = gone_through();
        assert_true(!st || st == SAYSO_LEDGER);
        refused += st != SAYSO_OK;
    }
    assert_in_range(refused, 5, 95);
    run("UPDATE shown SET rows = (SELECT rows FROM was WHERE was.chunk = shown.chunk)");
    run("DROP TABLE was");
    assert_int_equal(verified(), 0);
}

/* A ledger of a version that had none of it. */
static void made_where_an_older_ledger_is_brought_along(void **state)
{
    (void)state;
    run("DROP TABLE shown; UPDATE facts SET rows = x'00'; PRAGMA user_version = 10");
    sayso_ledger_close(l);
    check(sayso_ledger_open(&l, path, true, &err));
    assert_int_equal(waiting(), 4);
    both_same();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_as_by_rows),
        cmocka_unit_test(made_again_where_people_put_right),
        cmocka_unit_test(claims_are_joined_and_parted),
        cmocka_unit_test(made_again_where_documents_are_read),
        cmocka_unit_test(what_is_wrong_is_found),
        cmocka_unit_test(made_where_an_older_ledger_is_brought_along),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
