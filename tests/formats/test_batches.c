/* Lists in parts, and as batches by several threads: the list as one asks for it, whatever the parts. */
#include "formats/out/batches.h"
#include "formats/out/out.h"
#include "ledger/parts.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DOCUMENTS = 60 };

static char folder[64], path[96];
static sayso_error err;

static void check(sayso_status st)
{
    if (st) fail_msg("%s", err.msg);
}

static void report_add(sayso_ledger *l, int i)
{
    made m;
    char id[16], day[16];
    snprintf(id, sizeof id, "d%d", i);
    snprintf(day, sizeof day, "2031-05-%02d", 1 + i * 7 % 5); /* several a day, in no order */
    made_begin(&m, id, i % 9 == 8 ? NULL : day, "Borland shelled Ardia near Tolm. Ministers said it was so.");
    made_said(&m, SAYSO_ASSERT, "said", "GOV:Ministers", "it was so");
    for (int k = 0; k < i % 4; k++) {
        sayso_event *e = made_event(&m, k % 2 ? SAYSO_CONSULT : SAYSO_ASSAULT, SAYSO_ACTUAL, "shelled", "BLR:Borland", "UKR:Ardia");
        if (k) e->place = made_place(&m, "Tolm", "UKR", "");
        if (i % 2) e->attribution = 0;
    }
    check(sayso_ledger_add(l, &m.r, false, NULL, NULL, &err));
    made_end(&m);
}

static int ledger_make(void **state)
{
    sayso_ledger *l;
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/sayso-batches-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/l.db", folder);
    check(sayso_ledger_open(&l, path, true, &err));
    for (int i = 0; i < DOCUMENTS; i++) report_add(l, i);
    check(sayso_ledger_settle(l, &err));
    sayso_ledger_close(l);
    return 0;
}

static int ledger_remove(void **state)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    char file[112];
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
    return rmdir(folder);
}

/* All rows as lines of JSON. */
static uint32_t rows_put(sayso_cursor *c, sayso_buf *to)
{
    const void *row;
    uint32_t n = 0;
    for (; !sayso_cursor_next(c, &row, &err) && row; n++) {
        sayso_json_record(to, sayso_cursor_record(c), row, 0);
        sayso_buf_puts(to, "\n");
    }
    check(err.code);
    sayso_cursor_close(c);
    return n;
}

static void parts_are_the_list(void **state)
{
    static const char *const lists[] = { "events", "attributions", "documents", "numbers" };
    static const sayso_filter filters[] = { { .size = sizeof *filters },
                                            { .size = sizeof *filters, .type = "ASSAULT", .since = "2031-05-03" } };
    sayso_ledger *l;
    sayso_cursor *c;
    (void)state;
    check(sayso_ledger_open(&l, path, false, &err));
    for (size_t i = 0; i < 8; i++) {
        const char *list = lists[i / 2];
        const sayso_filter *f = &filters[i % 2];
        sayso_buf whole = SAYSO_BUF_EMPTY, joined = SAYSO_BUF_EMPTY;
        sayso_led_parts p;
        sayso_buf_puts(&whole, "");
        sayso_buf_puts(&joined, "");
        check(sayso_ledger_query(&c, l, list, f, &err));
        const uint32_t n = rows_put(c, &whole);
        check(sayso_led_parts_find(&p, l, list, f, 7, &err));
        assert_true(p.n >= 8);
        for (uint32_t k = 0; k <= p.n; k++) {
            check(sayso_led_part_query(&c, l, list, f, &p, k, &err));
            assert_true(rows_put(c, &joined) < n || !n);
        }
        assert_string_equal(joined.at, whole.at);
        sayso_led_parts_free(&p);
        sayso_buf_free(&whole);
        sayso_buf_free(&joined);
    }
    sayso_ledger_close(l);
}

/* Lists in another order, pages, and what is short have none. */
static void some_have_no_parts(void **state)
{
    static const struct { const char *list; sayso_filter f; uint32_t records; } cases[] = {
        { "claims", { .size = sizeof(sayso_filter) }, 7 },
        { "events", { .size = sizeof(sayso_filter), .limit = 5 }, 7 },
        { "events", { .size = sizeof(sayso_filter), .document = "d3" }, 7 },
        { "events", { .size = sizeof(sayso_filter) }, 100 },
        { "counts", { .size = sizeof(sayso_filter), .by = "month" }, 7 },
    };
    sayso_batches *b;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(sayso_batches_open(&b, path, cases[i].list, &cases[i].f, cases[i].records, &err));
        assert_null(b);
    }
    assert_int_equal(sayso_batches_open(&b, "/none/l.db", "events", &cases[3].f, 7, &err), SAYSO_NOT_FOUND);
    assert_null(b);
}

/* The ids of a batch, behind those that were there. */
static void ids_put(const struct ArrowArray *x, sayso_buf *to)
{
    const struct ArrowArray *id = x->children[0];
    const int32_t *offsets = id->buffers[1];
    for (int64_t i = 0; i < id->length; i++) {
        sayso_buf_put(to, (const char *)id->buffers[2] + offsets[i], (size_t)(offsets[i + 1] - offsets[i]));
        sayso_buf_puts(to, "\n");
    }
}

static void ids_of_list(sayso_buf *to)
{
    const sayso_filter all = { .size = sizeof all };
    sayso_ledger *l;
    sayso_cursor *c;
    const void *row;
    check(sayso_ledger_open(&l, path, false, &err));
    check(sayso_ledger_query(&c, l, "events", &all, &err));
    while (!sayso_cursor_next(c, &row, &err) && row) sayso_buf_printf(to, "%s\n", ((const sayso_event_row *)row)->id);
    sayso_cursor_close(c);
    sayso_ledger_close(l);
}

/* Several threads give the list as it was when they began, whoever writes meanwhile. */
static void batches_are_the_list(void **state)
{
    const sayso_filter all = { .size = sizeof all };
    sayso_buf want = SAYSO_BUF_EMPTY, have = SAYSO_BUF_EMPTY;
    sayso_batches *b;
    struct ArrowArray x;
    sayso_ledger *writer;
    int batches = 0;
    (void)state;
    if (sysconf(_SC_NPROCESSORS_ONLN) < 2) skip();
    ids_of_list(&want);
    check(sayso_batches_open(&b, path, "events", &all, 7, &err));
    assert_non_null(b);
    check(sayso_ledger_open(&writer, path, true, &err));
    report_add(writer, DOCUMENTS + 3);
    check(sayso_ledger_settle(writer, &err));
    sayso_ledger_close(writer);
    for (; !sayso_batches_next(b, &x, &err) && x.release; batches++) {
        ids_put(&x, &have);
        x.release(&x);
    }
    check(err.code);
    sayso_batches_close(b);
    assert_true(batches > 5);
    assert_string_equal(have.at, want.at);
    sayso_buf_free(&want);
    sayso_buf_free(&have);
}

static void given_up_in_the_middle(void **state)
{
    const sayso_filter all = { .size = sizeof all };
    sayso_batches *b;
    struct ArrowArray x;
    (void)state;
    if (sysconf(_SC_NPROCESSORS_ONLN) < 2) skip();
    for (int taken = 0; taken < 4; taken++) {
        check(sayso_batches_open(&b, path, "events", &all, 3, &err));
        for (int i = 0; i < taken; i++) {
            check(sayso_batches_next(b, &x, &err));
            x.release(&x);
        }
        sayso_batches_close(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_the_list),
        cmocka_unit_test(some_have_no_parts),
        cmocka_unit_test(batches_are_the_list),
        cmocka_unit_test(given_up_in_the_middle),
    };
    return cmocka_run_group_tests(tests, ledger_make, ledger_remove);
}
