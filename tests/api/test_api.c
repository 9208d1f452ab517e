/* The public interface, by itself: versions, sizes, limits, memory, documents from files, JSON.
 * Arguments: files to read. */
#include <sayso.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **files;
static size_t n_files;

static sayso_engine *engine_with(const sayso_options *o)
{
    sayso_engine *e;
    sayso_error err;
    if (sayso_engine_open(&e, o, &err)) fail_msg("%s: %s", err.name, err.msg);
    return e;
}

static const char text[] = "Poland accused Belarus of espionage on Monday, the foreign ministry said. Belarus denied it.";
static sayso_document document(void)
{
    return (sayso_document){ .size = sizeof(sayso_document),
                             .id = "d",
                             .date = "2031-03-05",
                             .text = text,
                             .text_len = sizeof text - 1 };
}

static void versions_agree(void **state)
{
    (void)state;
    int major, minor, patch;
    assert_int_equal(sscanf(sayso_version(), "%d.%d.%d", &major, &minor, &patch), 3);
    assert_string_equal(sayso_version(), SAYSO_VERSION);
    assert_int_equal(sayso_version_number(), SAYSO_VERSION_NUMBER);
    assert_int_equal(major * 10000 + minor * 100 + patch, SAYSO_VERSION_NUMBER);
}

static void sizes_are_asked_for(void **state)
{
    (void)state;
    sayso_engine *e;
    sayso_error err;
    const sayso_options forgotten = { .trees = true };
    assert_int_equal(sayso_engine_open(&e, &forgotten, &err), SAYSO_BAD_ARGUMENT);
    assert_non_null(strstr(err.msg, "sizeof(sayso_options)"));
    assert_null(e);
    sayso_reader *r;
    sayso_reading *g;
    e = engine_with(NULL);
    assert_int_equal(sayso_reader_new(&r, e, NULL), SAYSO_OK); /* an error may go unasked */
    sayso_document d = document();
    d.size = 0;
    assert_int_equal(sayso_read(r, &d, &g, &err), SAYSO_BAD_ARGUMENT);
    assert_null(g);
    const sayso_limits limits = { .most_ms = 1 };
    assert_int_equal(sayso_reader_limit(r, &limits, &err), SAYSO_BAD_ARGUMENT);
    sayso_input *in;
    const sayso_input_options input = { .format = "text" };
    assert_int_equal(sayso_input_open(&in, &input, &err), SAYSO_BAD_ARGUMENT);
    sayso_reader_free(r);
    sayso_engine_close(e);
}

static void nothing_is_fine_where_said(void **state)
{
    (void)state;
    sayso_engine_close(NULL);
    sayso_reader_free(NULL);
    sayso_reading_free(NULL);
    sayso_input_close(NULL);
    sayso_ledger_close(NULL);
    sayso_cursor_close(NULL);
    sayso_explanation_free(NULL);
}

/* ---- limits ---- */

typedef struct patience { int asked, most; } patience;
static bool enough(void *user)
{
    patience *p = user;
    return ++p->asked > p->most;
}

static void readings_can_be_stopped(void **state)
{
    (void)state;
    sayso_engine *e = engine_with(NULL);
    sayso_reader *r;
    sayso_reading *g;
    sayso_error err;
    char *many = malloc(sizeof text * 20000);
    assert_non_null(many);
    for (size_t i = 0; i < 20000; i++) memcpy(many + i * (sizeof text - 1), text, sizeof text);
    sayso_document d = document(), longer = d;
    longer.text = many;
    longer.text_len = (sizeof text - 1) * 20000;
    assert_int_equal(sayso_reader_new(&r, e, &err), SAYSO_OK);
    for (int most = 0; most < 2000; most = most * 3 + 1) {
        patience p = { 0, most };
        const sayso_limits limits = { .size = sizeof limits, .cancel = enough, .user = &p };
        assert_int_equal(sayso_reader_limit(r, &limits, &err), SAYSO_OK);
        assert_int_equal(sayso_read(r, &longer, &g, &err), SAYSO_CANCELLED);
        assert_null(g);
        assert_int_equal(p.asked, most + 1); /* and not again */
    }
    const sayso_limits short_time = { .size = sizeof short_time, .most_ms = 20 };
    assert_int_equal(sayso_reader_limit(r, &short_time, &err), SAYSO_OK);
    assert_int_equal(sayso_read(r, &longer, &g, &err), SAYSO_TOO_LARGE);
    assert_non_null(strstr(err.msg, "20 ms"));
    assert_int_equal(sayso_reader_limit(r, NULL, &err), SAYSO_OK);
    assert_int_equal(sayso_read(r, &d, &g, &err), SAYSO_OK); /* the reader is as good as before */
    assert_true(g->n_events > 0);
    sayso_reader_free(r);
    sayso_engine_close(e);
    sayso_reading_free(g); /* may be the last to go */
    free(many);
}

/* ---- memory ---- */

/* most: pieces that may be given, 0 any */
typedef struct counter { size_t held, given, most; } counter;
static void *count_alloc(void *user, size_t n)
{
    counter *c = user;
    assert_true(n > 0);
    if (c->most && c->given >= c->most) return NULL;
    void *p = malloc(n);
    if (p) c->held++, c->given++;
    return p;
}
static void count_free(void *user, void *p)
{
    assert_non_null(p);
    ((counter *)user)->held--;
    free(p);
}

static void memory_comes_from_the_allocator(void **state)
{
    (void)state;
    counter c = { 0 };
    const sayso_allocator a = { count_alloc, count_free, &c };
    const sayso_options o = { .size = sizeof o, .allocator = &a };
    sayso_engine *e = engine_with(&o);
    sayso_reader *r;
    sayso_reading *first, *second;
    sayso_error err;
    const sayso_document d = document();
    assert_int_equal(sayso_reader_new(&r, e, &err), SAYSO_OK);
    assert_int_equal(sayso_read(r, &d, &first, &err), SAYSO_OK);
    assert_true(c.held >= 2);
    assert_int_equal(sayso_read(r, &d, &second, &err), SAYSO_OK);
    sayso_reader_free(r); /* readings live on by themselves */
    assert_int_equal(first->n_events, second->n_events);
    sayso_reading_free(first);
    sayso_reading_free(second);
    assert_int_equal(c.held, 0);
    /* and where it gives no more, that is told */
    for (c = (counter){ .most = 1 }; c.most < 8; c.most++) {
        c.given = 0;
        assert_int_equal(sayso_reader_new(&r, e, &err), SAYSO_OK);
        const sayso_status st = sayso_read(r, &d, &first, &err);
        assert_true(st == SAYSO_NO_MEMORY || (st == SAYSO_OK && first));
        sayso_reading_free(first);
        sayso_reader_free(r);
        assert_int_equal(c.held, 0);
    }
    sayso_engine_close(e);
}

/* ---- notes that a document brings ---- */

static void notes_of_the_document_come_first(void **state)
{
    (void)state;
    sayso_engine *e = engine_with(NULL);
    sayso_reader *r;
    sayso_reading *g;
    sayso_error err;
    const sayso_note notes[] = {
        { "encoding", { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET }, "read as KOI8-R" }
    };
    sayso_document d = document();
    d.notes = notes;
    d.n_notes = 1;
    assert_int_equal(sayso_reader_new(&r, e, &err), SAYSO_OK);
    assert_int_equal(sayso_read(r, &d, &g, &err), SAYSO_OK);
    assert_true(g->n_notes >= 1);
    assert_string_equal(g->notes[0].kind, "encoding");
    assert_string_equal(g->notes[0].text, "read as KOI8-R");
    assert_true(g->notes[0].kind != notes[0].kind); /* the reading owns it */
    sayso_reading_free(g);
    sayso_reader_free(r);
    sayso_engine_close(e);
}

/* ---- files in, JSON out ---- */

static void files_become_json(void **state)
{
    (void)state;
    sayso_engine *e = engine_with(NULL);
    sayso_reader *r;
    sayso_input *in;
    sayso_error err;
    const sayso_document *d;
    const char *paths[64] = { "/no/such/file.txt" };
    size_t n = 0, failed = 0;
    for (size_t i = 0; i < n_files && i < 3; i++) paths[1 + i] = files[i];
    const sayso_input_options o = { .size = sizeof o, .paths = paths, .n_paths = 4 };
    assert_int_equal(sayso_input_open(&in, &o, &err), SAYSO_OK);
    assert_int_equal(sayso_reader_new(&r, e, &err), SAYSO_OK);
    for (sayso_status st; (st = sayso_document_next(in, &d, &err)) || d;) {
        if (st) {
            assert_int_equal(st, SAYSO_NOT_FOUND);
            assert_string_equal(err.name, paths[0]);
            failed++;
            continue;
        }
        sayso_reading *g;
        char *json;
        size_t len;
        assert_int_equal(sayso_read(r, d, &g, &err), SAYSO_OK);
        assert_int_equal(sayso_reading_json(g, &json, &len, &err), SAYSO_OK);
        assert_int_equal(strlen(json), len);
        assert_true(len > 100 && json[0] == '{' && json[len - 1] == '\n');
        free(json);
        sayso_reading_free(g);
        n++;
    }
    assert_int_equal(n, 3);
    assert_int_equal(failed, 1);
    assert_int_equal(sayso_document_next(in, &d, &err), SAYSO_OK); /* the end stays the end */
    assert_null(d);
    sayso_reader_free(r);
    sayso_input_close(in);
    sayso_engine_close(e);
    const sayso_input_options unknown = { .size = sizeof unknown, .format = "papyrus" };
    assert_int_equal(sayso_input_open(&in, &unknown, &err), SAYSO_BAD_ARGUMENT);
    assert_null(in);
}

int main(int argc, char **argv)
{
    files = argv + 1;
    n_files = (size_t)(argc - 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_agree),
        cmocka_unit_test(sizes_are_asked_for),
        cmocka_unit_test(nothing_is_fine_where_said),
        cmocka_unit_test(readings_can_be_stopped),
        cmocka_unit_test(memory_comes_from_the_allocator),
        cmocka_unit_test(notes_of_the_document_come_first),
        cmocka_unit_test(files_become_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
