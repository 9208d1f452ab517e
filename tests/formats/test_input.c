/* Documents in: every kind, every mistake with its place, every limit. */
#include "formats/in/in.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder of its own ---- */

static char folder[64];

static int setup(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/sayso-input-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    static char path[4][160];
    static int next;
    char *p = path[next++ % 4];
    snprintf(p, 160, "%s/%s", folder, name);
    return p;
}

static const char *put(const char *name, const char *bytes, size_t n)
{
    const char *path = path_of(name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}
static const char *puts_file(const char *name, const char *text) { return put(name, text, strlen(text)); }

static sayso_input *open_input(const char *path, const sayso_input_options *extra)
{
    static const char *paths[1];
    sayso_input_options o = extra ? *extra : (sayso_input_options){ .size = sizeof o };
    paths[0] = path;
    o.paths = paths;
    o.n_paths = 1;
    sayso_input *in;
    assert_int_equal(sayso_input_open(&in, &o, NULL), SAYSO_OK);
    return in;
}

/* The only item of a path. */
static sayso_item only(const char *path, const sayso_input_options *extra)
{
    sayso_item item, more;
    sayso_input *in = open_input(path, extra);
    assert_true(sayso_input_next(in, &item));
    assert_false(sayso_input_next(in, &more));
    sayso_input_close(in);
    return item;
}

static bool text_is(const sayso_item *i, const char *text)
{
    return i->status == SAYSO_OK && i->document.text_len == strlen(text) && memcmp(i->document.text, text, strlen(text)) == 0;
}

static bool says(const sayso_item *i, const char *words)
{
    if (strstr(i->message, words) && strchr(i->message, ';')) return true;
    print_error("\"%s\" does not say \"%s\" and what to do\n", i->message, words);
    return false;
}

/* ---- text ---- */

static void text_with_and_without_head(void **state)
{
    (void)state;
    sayso_item i = only(puts_file("a.txt", "\xef\xbb\xbf" "Title: Talks\r\nDATE:  2031-05-06 \r\nAuthor: Nobody\r\nId: x7\r\n\r\nThey met.\n"), NULL);
    assert_true(text_is(&i, "They met.\n"));
    assert_string_equal(i.document.title, "Talks");
    assert_string_equal(i.document.date, "2031-05-06");
    assert_string_equal(i.document.id, "x7");
    sayso_item_clear(&i);
    static const char *const bare[] = { "Kyiv: they met.\n\nThen they left.", "Title: no blank line", "Date 2031-05-06\n\ntext", "One line.", "\nTitle: x\n\ny" };
    for (size_t k = 0; k < sizeof bare / sizeof *bare; k++) {
        i = only(puts_file("a.txt", bare[k]), NULL);
        assert_true(text_is(&i, bare[k]));
        assert_null(i.document.title);
        assert_string_equal(i.document.id, path_of("a.txt"));
        sayso_item_clear(&i);
    }
}

static bool notes(const sayso_item *i, const char *kind, const char *words)
{
    for (uint32_t k = 0; k < i->n_notes; k++)
        if (strcmp(i->notes[k].kind, kind) == 0 && strstr(i->notes[k].text, words)) return i->document.n_notes == i->n_notes;
    print_error("no note of %s: %s\n", kind, words);
    return false;
}

static void a_bad_date_loses_no_document(void **state)
{
    (void)state;
    sayso_item i = only(puts_file("a.txt", "Title: x\nDate: one fine day\n\ntext"), NULL);
    assert_true(text_is(&i, "text"));
    assert_null(i.document.date);
    assert_true(notes(&i, "date", "one fine day"));
    sayso_item_clear(&i);
    static const struct { const char *said, *date; } dates[] = {
        { "2031-05-06", "2031-05-06" }, { "2031-05-06T10:00:00Z", "2031-05-06T10:00:00Z" }, { "20310506", "2031-05-06" },
        { "20310506101500", "2031-05-06" }, { "20310506T101500Z", "2031-05-06" }, { "6 May 2031", "2031-05-06" },
        { "May 6, 2031", "2031-05-06" }, { "Wed May 07, 2031 | 4:58pm EST", "2031-05-07" },
        { "Tue, 06 May 2031 06:30:00 +0000", "2031-05-06" }, { "06-May-31 10:15", "2031-05-06" }, { "May 6th 2031 at 10:15", "2031-05-06" },
        { "10:15 06.05.2031", "2031-05-06" }, { "6/13/2031", "2031-06-13" }, { "13/6/2031", "2031-06-13" }, { "2031/06/13", "2031-06-13" },
        { "5/6/2031", NULL }, { "1935829800", "2031-05-06" }, { "1935829800000", "2031-05-06" }, { "Published: Tuesday, Sept. 2, 2031", "2031-09-02" },
        { "2 \xd0\xb1\xd0\xb5\xd1\x80\xd0\xb5\xd0\xb7\xd0\xbd\xd1\x8f 2031, 10:15", "2031-03-02" }, /* березня */
        { "2 \xd0\xbc\xd0\xb0\xd1\x80\xd1\x82\xd0\xb0 2031 \xd0\xb3.", "2031-03-02" },           /* марта 2031 г. */
        { "le 1er f\xc3\xa9vrier 2031 \xc3\xa0 10h15", "2031-02-01" }, { "31 February 2031", NULL }, { "", NULL }, { "May", NULL },
        { "2031", NULL }, { "99999999", NULL }, { "6 May", NULL },
        { "mar. 3 juin 2031", "2031-06-03" }, { "Mar 3, 2031", "2031-03-03" }, { "Fri, 3 Jun 2031 10:00 GMT", "2031-06-03" },
    };
    for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
        char iso[SAYSO_DATE_ROOM] = "";
        const bool read = sayso_date_read(dates[k].said, strlen(dates[k].said), iso);
        if (read != (dates[k].date != NULL) || (read && strcmp(iso, dates[k].date) != 0))
            fail_msg("%s: %s, not %s", dates[k].said, read ? iso : "none", dates[k].date ? dates[k].date : "none");
    }
}

static void a_dateline_dates_what_states_no_date(void **state)
{
    (void)state;
    static const struct { const char *text, *date; } rows[] = {
        { "GENEVA, 14 March 2031 (Agency) - They met.", "2031-03-14" },
        { "Les pourparlers\n\nPARIS, le 3 mars 2031 \xe2\x80\x93 Ils se sont vus.", "2031-03-03" },
        { "Date: 2031-05-06\n\nGENEVA, 14 March 2031 - They met.", "2031-05-06" },
        { "GENEVA, March 14 - They met.", NULL }, { "They met, a city of 14 March 2031 says.", NULL },
        { "They met in Tolm, where they had met on 14 March 2031 - in vain.", NULL }, { ", - ", NULL }, { "a, (b) - c", NULL },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        sayso_item i = only(puts_file("a.txt", rows[k].text), NULL);
        if (rows[k].date) assert_string_equal(i.document.date, rows[k].date);
        else assert_null(i.document.date);
        if (k < 2) assert_true(notes(&i, "date", "dateline"));
        sayso_item_clear(&i);
    }
}

static void text_with_mistakes(void **state)
{
    (void)state;
    sayso_item i;
    i = only(puts_file("a.txt", ""), NULL);
    assert_true(says(&i, "empty"));
    sayso_item_clear(&i);
    i = only(puts_file("a.txt", " \n\t\n"), NULL);
    assert_true(says(&i, "empty"));
    sayso_item_clear(&i);
    i = only(puts_file("a.txt", "Title: x\n\n"), NULL);
    assert_true(says(&i, "without text"));
    sayso_item_clear(&i);
    i = only(path_of("none.txt"), NULL);
    assert_int_equal(i.status, SAYSO_NOT_FOUND);
    assert_string_equal(i.file, path_of("none.txt"));
    sayso_item_clear(&i);
}

static void what_documents_do_not_say_comes_from_options(void **state)
{
    (void)state;
    const sayso_input_options o = { .size = sizeof o, .date = "2031-01-01", .publisher = "The Tolm Post", .language = "en" };
    sayso_item i = only(puts_file("a.txt", "They met."), &o);
    assert_string_equal(i.document.date, "2031-01-01");
    assert_string_equal(i.document.publisher, "The Tolm Post");
    assert_string_equal(i.document.language, "en");
    sayso_item_clear(&i);
    i = only(puts_file("a.txt", "Date: 2030-12-31\nLanguage: fr\n\nIls se sont rencontr\xc3\xa9s."), &o);
    assert_string_equal(i.document.date, "2030-12-31");
    assert_string_equal(i.document.language, "fr");
    sayso_item_clear(&i);
}

static void hostile_bytes_are_a_document_or_an_error(void **state)
{
    (void)state;
    char bytes[5000];
    uint64_t seed = 7;
    for (int round = 0; round < 50; round++) {
        for (size_t k = 0; k < sizeof bytes; k++) bytes[k] = (char)((seed = sayso_hash_mix(seed + k + 1)) >> 13);
        static const char *const names[] = { "r", "r.txt", "r.jsonl", "r.html" };
        sayso_input *in = open_input(put(names[round % 4], bytes, sizeof bytes), NULL);
        sayso_item i;
        for (int n = 0; sayso_input_next(in, &i); n++) {
            assert_true(i.status == SAYSO_OK || says(&i, ""));
            assert_true(i.status != SAYSO_OK || i.document.text);
            assert_true(n < 5000);
            sayso_item_clear(&i);
        }
        sayso_input_close(in);
    }
    const char bad[] = "The minister Cho\xc3.gou and \xff\xfe\0 others";
    sayso_item i = only(put("a.txt", bad, sizeof bad - 1), NULL);
    assert_int_equal(i.document.text_len, sizeof bad - 1);
    assert_memory_equal(i.document.text, bad, sizeof bad - 1);
    sayso_item_clear(&i);
}

/* ---- JSON lines ---- */

static void bad_lines_do_not_stop_the_good_ones(void **state)
{
    (void)state;
    static const char lines[] =
        "{\"id\":\"one\",\"text\":\"They met.\",\"date\":\"2031-05-06T10:00\",\"title\":null}\n"
        "\n"
        "{\"id\":2,\"text\":\"\\u0422\\u0430\\u043b\\u043a\\u0438 \\u0000 .\"}\r\n"
        "{\"id\":\"three\",\"text\":\n"
        "[1,2]\n"
        "{\"id\":\"six\"}\n"
        "{\"text\":7,\"id\":7}\n"
        "{\"id\":[],\"text\":\"x\"}\n"
        "{\"text\":\"x\",\"date\":\"May\"}\n"
        "{\"text\":\"\xff\x01\"}\n"
        "{\"text\":\"no id\"}";
    static const struct { uint64_t line; const char *id, *message; } want[] = {
        { 1, "one", NULL }, { 3, "2", NULL }, { 4, NULL, "at byte" }, { 5, NULL, "not a JSON object" }, { 6, NULL, "no text" }, { 7, NULL, "no text" },
        { 8, ":8", NULL }, { 9, ":9", NULL }, { 10, NULL, "at byte" }, { 11, ":11", NULL },
    };
    sayso_input *in = open_input(puts_file("a.jsonl", lines), NULL);
    for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
        sayso_item i;
        assert_true(sayso_input_next(in, &i));
        assert_int_equal(i.line, want[k].line);
        assert_int_equal(i.status, want[k].message ? SAYSO_BAD_DOCUMENT : SAYSO_OK);
        if (want[k].message) assert_true(says(&i, want[k].message));
        else assert_non_null(strstr(i.document.id, want[k].id));
        if (k == 1) assert_memory_equal(i.document.text, "\xd0\xa2\xd0\xb0\xd0\xbb\xd0\xba\xd0\xb8 \0 .", 13);
        sayso_item_clear(&i);
    }
    sayso_item i;
    assert_false(sayso_input_next(in, &i));
    sayso_input_close(in);
}

static void long_lines_are_passed_over(void **state)
{
    (void)state;
    const char *path = path_of("long.jsonl");
    FILE *f = fopen(path, "wb");
    fputs("{\"text\":\"before\"}\n{\"text\":\"", f);
    for (int k = 0; k < 400000; k++) fputc('x', f);
    fputs("\"}\n{\"text\":\"after\"}\n", f);
    fclose(f);
    const sayso_input_options o = { .size = sizeof o, .max_document_bytes = 1000 };
    sayso_input *in = open_input(path, &o);
    sayso_item i;
    assert_true(sayso_input_next(in, &i) && text_is(&i, "before"));
    sayso_item_clear(&i);
    assert_true(sayso_input_next(in, &i));
    assert_int_equal(i.status, SAYSO_TOO_LARGE);
    assert_int_equal(i.line, 2);
    assert_true(says(&i, "a line of more than"));
    sayso_item_clear(&i);
    assert_true(sayso_input_next(in, &i) && text_is(&i, "after"));
    sayso_item_clear(&i);
    assert_false(sayso_input_next(in, &i));
    sayso_input_close(in);
}

static void large_documents_are_refused(void **state)
{
    (void)state;
    char text[2001];
    memset(text, 'x', 2000);
    text[2000] = 0;
    const sayso_input_options o = { .size = sizeof o, .max_document_bytes = 1999 };
    sayso_item i = only(puts_file("big.txt", text), &o);
    assert_int_equal(i.status, SAYSO_TOO_LARGE);
    assert_true(says(&i, "1999"));
    sayso_item_clear(&i);
    char line[2100];
    snprintf(line, sizeof line, "{\"text\":\"%s\"}", text);
    i = only(puts_file("big.jsonl", line), &o);
    assert_int_equal(i.status, SAYSO_TOO_LARGE);
    sayso_item_clear(&i);
    const sayso_input_options enough = { .size = sizeof enough, .max_document_bytes = 2000 };
    i = only(puts_file("big.txt", text), &enough);
    assert_true(text_is(&i, text));
    sayso_item_clear(&i);
}

/* ---- what a file is ---- */

static void kinds_are_told_apart(void **state)
{
    (void)state;
    static const struct { const char *path, *head, *format; } cases[] = {
        { "a.txt", "{\"text\"", "text" },     { "a.HTML", "words", "html" },         { "a.ndjson", "x", "jsonl" },
        { "a", "  {\"id\":1}", "jsonl" },     { "a", "[\n {\"id\":1}]", "jsonl" },   { "a", "[Music] plays", "text" },
        { "a", "<!DOCTYPE HTML>", "html" },   { "a", "\xef\xbb\xbf\n<html>", "html" }, { NULL, "Words.", "text" },
        { "a.txt", "%PDF-1.7", "pdf" },       { NULL, "", "text" },                  { ".txt", "x", "text" },
        { "a.csv", "x", "csv" },              { "a", "id,date,title,text\n1,", "csv" }, { "a", "He came, saw, won.\n", "text" },
        { "a.xml", "<?xml version='1.0'?><rss>", "feed" }, { "a", "<?xml version='1.0'?>\n<feed xmlns=", "feed" },
        { "a.html", "<?xml version='1.0'?><html>", "html" }, { "a.dat", "WARC/1.0\r\n", "warc" },
        { "a", "Received: x\nMessage-ID: <1>\nFrom: a@b\n\nText", "eml" }, { "a", "Title: x\nDate: 2031-05-06\n\nText", "text" },
        { "a.txt", "\x89PNG", NULL },         { "a", "{\\rtf1", NULL },
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const char *why;
        const sayso_in_format *f = sayso_in_format_of(cases[k].path, cases[k].head, strlen(cases[k].head), &why);
        if (cases[k].format) assert_string_equal(f ? f->name : "none", cases[k].format);
        else assert_null(f);
        assert_int_equal(why != NULL, f == NULL);
        if (why) assert_non_null(strchr(why, ';'));
    }
}

/* ---- folders ---- */

static void folders_are_walked_in_order(void **state)
{
    (void)state;
    mkdir(path_of("d"), 0700);
    mkdir(path_of("d/b"), 0700);
    mkdir(path_of("d/.hidden"), 0700);
    puts_file("d/c.txt", "c");
    puts_file("d/a.txt", "a");
    puts_file("d/b/2.txt", "b2");
    puts_file("d/b/10.jsonl", "{\"text\":\"b10\"}\n{\"text\":\"b11\"}\n");
    puts_file("d/photo.png", "\x89PNG....");
    puts_file("d/.hidden/x.txt", "hidden");
    puts_file("d/README.md", "about the reports");
    assert_int_equal(symlink("..", path_of("d/b/loop")), 0);
    static const char *const want[] = { NULL, "a", "b10", "b11", "b2", NULL, "c", NULL }; /* README.md, the loop, the photo */
    sayso_input *in = open_input(path_of("d//"), NULL);
    sayso_item i;
    for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
        assert_true(sayso_input_next(in, &i));
        assert_true(want[k] ? text_is(&i, want[k]) : i.status == SAYSO_SKIPPED && says(&i, "not read"));
        if (i.status) {
            sayso_item_clear(&i);
            continue;
        }
        assert_null(strstr(i.document.id, "//"));
        sayso_item_clear(&i);
    }
    assert_false(sayso_input_next(in, &i));
    sayso_input_close(in);
    i = only(path_of("d/photo.png"), NULL); /* named, it is a mistake; in a folder it is not */
    assert_int_equal(i.status, SAYSO_BAD_DOCUMENT);
    assert_true(says(&i, "image"));
    sayso_item_clear(&i);
}

static bool asked(void *user) { return *(const bool *)user; }

static void an_interrupt_ends_the_input(void **state)
{
    (void)state;
    bool stop = false;
    const sayso_input_options o = { .size = sizeof o, .cancel = asked, .user = &stop };
    sayso_input *in = open_input(puts_file("a.jsonl", "{\"text\":\"1\"}\n{\"text\":\"2\"}\n"), &o);
    sayso_item i;
    assert_true(sayso_input_next(in, &i));
    sayso_item_clear(&i);
    stop = true;
    assert_false(sayso_input_next(in, &i));
    sayso_input_close(in);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(text_with_and_without_head), T(a_bad_date_loses_no_document), T(a_dateline_dates_what_states_no_date), T(text_with_mistakes), T(what_documents_do_not_say_comes_from_options), T(hostile_bytes_are_a_document_or_an_error),
        T(bad_lines_do_not_stop_the_good_ones), T(long_lines_are_passed_over), T(large_documents_are_refused), T(kinds_are_told_apart),
        T(folders_are_walked_in_order), T(an_interrupt_ends_the_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
