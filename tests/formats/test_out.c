/* What is written: JSON that any reader takes, CSV as RFC 4180 has it, tables that fit. */
#include "formats/out/out.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static void strings_are_escaped(void **state)
{
    (void)state;
    static const struct { const char *in; size_t n; const char *out; } cases[] = {
        { "a\"b\\c", 5, "\"a\\\"b\\\\c\"" }, { "\n\r\t\x01\x7f", 5, "\"\\n\\r\\t\\u0001\\u007f\"" }, { "a\0b", 3, "\"a\\u0000b\"" },
        { "\xd0\xaf", 2, "\"\xd0\xaf\"" }, { "x\xd0", 2, "\"x\xef\xbf\xbd\"" }, { "\xff\xfe", 2, "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
        { "\xed\xa0\x80", 3, NULL }, { "\xe2\x80\xa8", 3, "\"\\u2028\"" }, { "", 0, "\"\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sayso_buf b = SAYSO_BUF_EMPTY;
        sayso_json_string_n(&b, cases[i].in, cases[i].n);
        if (cases[i].out) assert_string_equal(b.at, cases[i].out);
        json_t *back = json_loadb(b.at, b.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        assert_non_null(back);
        json_decref(back);
        sayso_buf_free(&b);
    }
}

static void numbers_are_short(void **state)
{
    (void)state;
    static const struct { double x; int digits; const char *out;
    } cases[] = {
        { 3.4, 1, "3.4" },  { -10, 1, "-10" },  { 0.5, 2, "0.5" },       { 39.03, 5, "39.03" },
        { -0.001, 2, "0" }, { NAN, 2, "null" }, { INFINITY, 2, "null" }, { 100, 0, "100" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sayso_buf b = SAYSO_BUF_EMPTY;
        sayso_json_number(&b, cases[i].x, cases[i].digits);
        assert_string_equal(b.at, cases[i].out);
        sayso_buf_free(&b);
    }
}

static void reading_make(made *m)
{
    made_begin(m, "the \"id\"", "2031-05-06",
               "Borland shelled Ardia near Tolm. Ministers said it was so.");
    const int32_t who = made_actor(m, "Borland", "BLR", "country");
    sayso_event *e =
        made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "shelled", "BLR:Borland", "UKR:Ardia");
    made_who(m, e, who);
    e->place = made_place(m, "Tolm", "UKR", "");
    made_said(m, SAYSO_ASSERT, "said", "GOV:Ministers", "it was so");
    m->attributions[0].source.text = NULL;
    m->attributions[0].source.span = (sayso_span){ SAYSO_NO_OFFSET, SAYSO_NO_OFFSET };
    m->notes[m->r.n_notes++] = (sayso_note){ "invalid-utf8", { 0, 1 }, "bad \xff byte" };
}

static void a_reading_is_as_the_design_says(void **state)
{
    (void)state;
    made m;
    reading_make(&m);
    sayso_buf b = SAYSO_BUF_EMPTY;
    assert_int_equal(sayso_reading_json(&m.r, &b.at, &b.len, NULL), SAYSO_OK);
    assert_int_equal(b.at[b.len - 1], '\n');
    assert_null(memchr(b.at, '\n', b.len - 1));
    json_t *j = json_loadb(b.at, b.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(j);
    static const char *const keys[] = { "id",        "date",      "publisher",    "title",
                                        "languages", "sentences", "actors",       "places",
                                        "dates",     "events",    "attributions", "notes" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_non_null(json_object_get(j, keys[i]));
    assert_string_equal(json_string_value(json_object_get(j, "id")), "the \"id\"");
    json_t *e = json_array_get(json_object_get(j, "events"), 0), *cue, *actor,
           *a = json_array_get(json_object_get(j, "attributions"), 0);
    static const char *const event_keys[] = { "id",        "sentence", "type",        "mode",
                                              "cameo",     "quad",     "goldstein",   "status",
                                              "cue",       "actor",    "recipient",   "date",
                                              "place",     "context",  "attribution", "rule",
                                              "confidence" };
    for (size_t i = 0; i < sizeof event_keys / sizeof *event_keys; i++)
        assert_non_null(json_object_get(e, event_keys[i]));
    cue = json_object_get(e, "cue");
    actor = json_array_get(json_object_get(e, "actor"), 0);
    assert_int_equal(json_integer_value(json_object_get(cue, "start")), 8);
    assert_string_equal(json_string_value(json_object_get(actor, "code")), "BLR");
    assert_int_equal(json_integer_value(json_object_get(actor, "actor")), 0);
    assert_int_equal(json_integer_value(json_object_get(e, "place")), 0);
    assert_true(json_is_null(json_object_get(e, "attribution")));
    assert_true(json_is_null(json_object_get(json_object_get(a, "source"), "start")));
    assert_true(json_is_null(json_object_get(a, "inside")));
    assert_true(
        json_is_null(json_object_get(json_array_get(json_object_get(j, "places"), 0), "lon")));
    json_decref(j);
    sayso_buf_free(&b);
    made_end(&m);
}

typedef struct row {
    const char *a;
    int32_t n;
    const sayso_party *l;
    uint32_t n_l;
    const char *h;
} row;
static const sayso_field fields[] = {
    { .name = "a", .kind = SAYSO_FIELD_TEXT, .at = offsetof(row, a), .width = 6 },
    { .name = "n", .kind = SAYSO_FIELD_INDEX, .at = offsetof(row, n), .width = 4 },
    { .name = "l", .kind = SAYSO_FIELD_NAMES, .at = offsetof(row, l), .width = 10 },
    { .name = "h", .kind = SAYSO_FIELD_TEXT, .at = offsetof(row, h), .width = 0 },
    { .name = "", .kind = SAYSO_FIELD_HIDDEN },
};
static const sayso_record record = { "row", fields, 5, sizeof(row) };

static void check(const char *format, const row *rows, size_t n, const char *want)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_puts(&b, "");
    sayso_out *o = sayso_out_open(sayso_out_find(format), &record, false, &b);
    for (size_t i = 0; i < n; i++) sayso_out_record(o, &rows[i]);
    assert_int_equal(o->n, n);
    assert_true(sayso_out_close(o));
    assert_string_equal(b.at, want);
    sayso_buf_free(&b);
}

static void rows_in_each_format(void **state)
{
    (void)state;
    static const sayso_party two[] = { { .code = "X", .text = "x", .name = NULL }, { .code = "Y", .text = NULL, .name = "y" } };
    static const sayso_party three[] = { { .code = "", .text = "one", .name = NULL },
                                         { .code = "", .text = "two", .name = NULL },
                                         { .code = "", .text = "three", .name = NULL } };
    static const row rows[] = {
        { "plain", 1, two, 2, "h,h" }, { "two\nli\033nes", 20, NULL, 0, NULL }, { "a \"q\" long", -1, three, 3, "\xff " },
    };
    check("csv", rows, 3, "a,n,l,h\r\nplain,1,x; y,\"h,h\"\r\n\"two\nli\033nes\",20,,\r\n"
                          "\"a \"\"q\"\" long\",,one; two; three,\"\xef\xbf\xbd \"\r\n");
    check("jsonl", rows, 3, "{\"a\":\"plain\",\"n\":1,\"l\":[\"x\",\"y\"],\"h\":\"h,h\"}\n"
                            "{\"a\":\"two\\nli\\u001bnes\",\"n\":20,\"l\":[],\"h\":null}\n"
                            "{\"a\":\"a \\\"q\\\" long\",\"n\":null,\"l\":[\"one\",\"two\",\"three\"],\"h\":\"\xef\xbf\xbd \"}\n");
    check("table", rows, 3,
          "a        n  l\nplain    1  x, y\ntwo l\xe2\x80\xa6  20  -\na \"q\"\xe2\x80\xa6   -  "
          "one, two\xe2\x80\xa6\n");
    check("csv", rows, 0, "a,n,l,h\r\n");
    check("table", rows, 0, "");
    check("jsonl", rows, 0, "");
}

static void records_inside_records(void **state)
{
    (void)state;
    static const sayso_stance_row stances[] = { { .stance = "deny", .text = "the ministry" },
                                                { .stance = "admit", .name = "Ministry" } };
    static const sayso_position_row position = {
        .claim = "k-c1", .reversal = true, .stances = stances, .n_stances = 2
    };
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_out *o = sayso_out_open(sayso_out_find("csv"), &sayso_rec_position_row, false, &b);
    sayso_out_record(o, &position);
    assert_true(sayso_out_close(o));
    assert_non_null(strstr(b.at, "\r\nk-c1,,,,,true,deny,,,,the ministry,the "
                                 "ministry,,,,\r\nk-c1,,,,,true,admit,,,,Ministry,,,,,\r\n"));
    b.len = 0;
    o = sayso_out_open(sayso_out_find("jsonl"), &sayso_rec_position_row, false, &b);
    sayso_out_record(o, &position);
    assert_true(sayso_out_close(o));
    json_t *j = json_loads(b.at, JSON_REJECT_DUPLICATES, NULL);
    assert_int_equal(json_array_size(json_object_get(j, "stances")), 2);
    assert_true(json_is_true(json_object_get(j, "reversal")));
    assert_true(
        json_is_null(json_object_get(json_array_get(json_object_get(j, "stances"), 0), "name")));
    json_decref(j);
    sayso_buf_free(&b);
}

static void formats_are_found_by_name(void **state)
{
    (void)state;
    const sayso_out_format *f;
    size_t n = 0;
    for (; (f = sayso_out_nth(n)); n++) assert_ptr_equal(sayso_out_find(f->name), f);
    assert_true(n >= 3);
    assert_null(sayso_out_find("no such"));
}

static void long_tables_flow(void **state)
{
    (void)state;
    static const row one = { "x", 1, NULL, 0, NULL };
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_out *o = sayso_out_open(sayso_out_find("table"), &record, true, &b);
    for (int i = 0; i < 1000; i++) sayso_out_record(o, &one);
    assert_true(b.len > 0); /* before the end */
    assert_true(sayso_out_close(o));
    size_t lines = 0;
    for (size_t i = 0; i < b.len; i++) lines += b.at[i] == '\n';
    assert_int_equal(lines, 1001);
    assert_memory_equal(b.at, "\033[1ma", 5);
    sayso_buf_free(&b);
}

static void readings_become_rows(void **state)
{
    (void)state;
    made m;
    reading_make(&m);
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_out *o = sayso_out_open(sayso_out_find("jsonl"), &sayso_rec_event_row, false, &b);
    assert_true(sayso_out_events(o, &m.r, NULL));
    assert_true(sayso_out_close(o));
    json_t *j = json_loads(b.at, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(j);
    assert_string_equal(json_string_value(json_object_get(j, "id")), "the \"id\"#0");
    assert_string_equal(json_string_value(json_array_get(json_object_get(j, "actor"), 0)), "BLR");
    assert_string_equal(json_string_value(json_object_get(j, "sentence")),
                        "Borland shelled Ardia near Tolm.");
    assert_string_equal(json_string_value(json_object_get(j, "place")), "Tolm");
    json_decref(j);
    sayso_buf_free(&b);
    made_end(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(numbers_are_short),
        cmocka_unit_test(a_reading_is_as_the_design_says),
        cmocka_unit_test(rows_in_each_format),
        cmocka_unit_test(records_inside_records),
        cmocka_unit_test(formats_are_found_by_name),
        cmocka_unit_test(long_tables_flow),
        cmocka_unit_test(readings_become_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
