/* Asking the ledger: every list page by page, words searched for, counts, SQL that only reads. */
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct box { char folder[64], path[96]; sayso_ledger *l; } box;

static void added(sayso_ledger *l, made *m)
{
    sayso_error err;
    if (sayso_ledger_add(l, &m->r, false, NULL, NULL, &err)) fail_msg("%s", err.msg);
    made_end(m);
}

/* Korvia denies, then admits: a reversal. */
static void denial(made *m, const char *id, const char *date)
{
    made_begin(m, id, date, "Korvian soldiers fought against Ardian forces near Tolm. "
                            "Korvian officials denied the fighting of their soldiers. "
                            "In April the Korvian ministries admitted the fighting of troops.");
    made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "fought", "PRKMIL:Korvian soldiers",
               "UKRMIL:Ardian forces");
    made_said(m, SAYSO_DENY, "denied", "PRKGOV:Korvian officials", "the fighting of their soldiers");
    made_event(m, SAYSO_ASSAULT, SAYSO_DENIED, "fighting", "PRKMIL:their soldiers", NULL)
        ->attribution = 0;
    sayso_attribution *a = made_said(m, SAYSO_ADMIT, "admitted", "PRKGOV:the Korvian ministries",
                                     "the fighting of troops");
    a->date = made_day("2031-04");
    sayso_event *e = made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "fighting of troops", "PRKMIL:troops",
                                NULL);
    e->attribution = 1;
}

/* Ardia says that it was shelled, Borland that it was not: a dispute, with a number. */
static void dispute(made *m, const char *id, const char *date)
{
    static const sayso_number dead = { .kind = "killed", .low = 10, .high = 15, .span = { 71, 79 },
                                       .text = "10 to 15", .who = "people", .who_span = { 80, 86 },
                                       .attribution = 0, .rule = "en/test" };
    made_begin(m, id, date, "Ardian officials said that Borland shelled Tolm and that the shells "
                            "killed 10 to 15 people. Ministers of Borland denied the shelling of "
                            "Tolm by Borland.");
    made_said(m, SAYSO_ASSERT, "said", "UKRGOV:Ardian officials", "that Borland shelled Tolm");
    sayso_event *e = made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "shelled", "BLR:Borland",
                                "UKR:Tolm");
    e->place = made_place(m, "Tolm", "UKR", "UA-63");
    e->attribution = 0;
    e->numbers = &dead;
    e->n_numbers = 1;
    made_said(m, SAYSO_DENY, "denied", "BLRGOV:Ministers of Borland",
              "the shelling of Tolm by Borland");
    e = made_event(m, SAYSO_ASSAULT, SAYSO_DENIED, "shelling", "BLR:Borland", "UKR:Tolm");
    e->place = 0;
    e->attribution = 1;
}

/* Both meet: there is no recipient. */
static void meeting(made *m, const char *id, const char *date)
{
    made_begin(m, id, date, "The presidents of Korvia and Borland met. Королёв прибыл в объезд.");
    sayso_event *e = made_event(m, SAYSO_CONSULT, SAYSO_ACTUAL, "met", "PRKGOV:Korvia", NULL);
    sayso_participant *two = sayso_arena_array(&m->arena, 2, sizeof *two);
    two[0] = e->actor[0];
    two[1] = (sayso_participant){ made_span(m, "Borland", 0), "Borland", made_code("BLRGOV"), -1,
                                  "test" };
    e->actor = two;
    e->n_actor = 2;
}

static int setup(void **state)
{
    made m;
    sayso_error err;
    box *b = calloc(1, sizeof *b);
    if (!b) return -1;
    strcpy(b->folder, "/tmp/sayso-ask-XXXXXX");
    if (!mkdtemp(b->folder)) return -1;
    snprintf(b->path, sizeof b->path, "%s/l.db", b->folder);
    if (sayso_ledger_open(&b->l, made_ledger_at(b->path), true, &err)) return -1;
    denial(&m, "denial", "2031-05-06");
    added(b->l, &m);
    dispute(&m, "dispute", "2031-06-07");
    added(b->l, &m);
    meeting(&m, "meeting", "2032-01-02");
    added(b->l, &m);
    meeting(&m, "undated", NULL);
    added(b->l, &m);
    *state = b;
    return sayso_ledger_settle(b->l, &err);
}

static int teardown(void **state)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    box *b = *state;
    sayso_ledger_close(b->l);
    for (int i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", b->path, ends[i]);
        unlink(path);
    }
    rmdir(b->folder);
    free(b);
    return 0;
}

/* ---- rows as text ---- */

static void field_put(sayso_buf *b, const sayso_field *f, const void *row)
{
    const char *at = (const char *)row + f->at;
    if (f->kind == SAYSO_FIELD_TEXT) {
        const char *z = *(const char *const *)(const void *)at;
        sayso_buf_printf(b, "%s=%s ", f->name, z ? z : "-");
    } else if (f->kind == SAYSO_FIELD_COUNT)
        sayso_buf_printf(b, "%s=%u ", f->name, *(const uint32_t *)(const void *)at);
    else if (f->kind == SAYSO_FIELD_TOTAL)
        sayso_buf_printf(b, "%s=%llu ", f->name,
                         (unsigned long long)*(const uint64_t *)(const void *)at);
    else if (f->kind == SAYSO_FIELD_REAL)
        sayso_buf_printf(b, "%s=%.2f ", f->name, *(const double *)(const void *)at);
    else if (f->kind == SAYSO_FIELD_FLAG)
        sayso_buf_printf(b, "%s=%s ", f->name, *(const bool *)(const void *)at ? "yes" : "no");
}

/* All rows of a list, a line each, asked for in pages of f.limit rows; `pages` counts them. */
static char *rows_of(sayso_ledger *l, const char *list, sayso_filter f, uint32_t *n, uint32_t *pages)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    char *after = NULL;
    *n = *pages = 0;
    sayso_buf_puts(&b, "");
    do {
        sayso_cursor *c;
        sayso_error err;
        const void *row;
        f.size = sizeof f;
        f.after = after;
        if (sayso_ledger_query(&c, l, list, &f, &err)) fail_msg("%s: %s", list, err.msg);
        for (; !sayso_cursor_next(c, &row, &err) && row; ++*n) {
            const sayso_record *r = sayso_cursor_record(c);
            for (size_t i = 0; i < r->n; i++) field_put(&b, &r->fields[i], row);
            sayso_buf_puts(&b, "\n");
        }
        ++*pages;
        free(after);
        const char *token = sayso_cursor_after(c);
        after = token ? strdup(token) : NULL;
        sayso_cursor_close(c);
    } while (after);
    return b.at;
}

static char *all_of(sayso_ledger *l, const char *list, sayso_filter f)
{
    uint32_t n, pages;
    return rows_of(l, list, f, &n, &pages);
}

/* ---- tests ---- */

static void every_list_comes_in_pages(void **state)
{
    const box *b = *state;
    const sayso_query_about *q;
    sayso_error err;
    made m;
    meeting(&m, "the same meeting", "2032-01-02"); /* two tell of it: a story */
    added(b->l, &m);
    assert_int_equal(sayso_ledger_settle(b->l, &err), SAYSO_OK);
    for (size_t i = 0; (q = sayso_query_nth(i)); i++) {
        sayso_filter f = { .words = q->words ? "Kor* OR Ardian -none" : NULL,
                           .by = q->by ? "month,type,actor" : NULL };
        if (q->words) f.words = "t*";
        uint32_t n, n_paged, pages;
        char *whole = rows_of(b->l, q->name, f, &n, &pages);
        if (!n) fail_msg("%s gives no row", q->name);
        assert_int_equal(pages, 1);
        for (f.limit = 1; f.limit < 4; f.limit++) {
            char *paged = rows_of(b->l, q->name, f, &n_paged, &pages);
            assert_string_equal(paged, whole);
            assert_int_equal(pages, (n + f.limit - 1) / f.limit);
            free(paged);
        }
        free(whole);
    }
}

static char *page_end(sayso_ledger *l, const char *list, uint64_t limit)
{
    const sayso_filter f = { .size = sizeof f, .limit = limit };
    sayso_cursor *c;
    sayso_error err;
    const void *row = NULL;
    assert_int_equal(sayso_ledger_query(&c, l, list, &f, &err), SAYSO_OK);
    do assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK);
    while (row);
    assert_non_null(sayso_cursor_after(c));
    char *token = strdup(sayso_cursor_after(c));
    sayso_cursor_close(c);
    return token;
}

static void pages_do_not_shift(void **state)
{
    const box *b = *state;
    made m;
    char *token = page_end(b->l, "documents", 2);
    char *before = all_of(b->l, "documents", (sayso_filter){ .after = NULL });
    sayso_filter rest = { .size = sizeof rest, .after = token };
    sayso_cursor *c;
    sayso_error err;
    const void *row;
    meeting(&m, "earlier", "2030-01-01"); /* before the page, and behind all */
    added(b->l, &m);
    meeting(&m, "later", "2039-01-01");
    added(b->l, &m);
    assert_int_equal(sayso_ledger_query(&c, b->l, "documents", &rest, &err), SAYSO_OK);
    static const char *const ids[] = { "meeting", "later", "undated" };
    for (int i = 0; i < 3; i++) {
        assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK);
        assert_string_equal(((const sayso_document_row *)row)->id, ids[i]);
    }
    assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK);
    assert_null(row);
    sayso_cursor_close(c);
    free(token);
    free(before);
}

static void other_tokens_are_refused(void **state)
{
    const box *b = *state;
    char *token = page_end(b->l, "events", 1), cut[200];
    snprintf(cut, sizeof cut, "%.*s", (int)strlen(token) - 3, token);
    const char *const bad[] = { token, "x", "%%%", "AAAA" };
    sayso_cursor *c;
    sayso_error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const sayso_filter f = { .size = sizeof f, .after = bad[i] };
        assert_int_equal(sayso_ledger_query(&c, b->l, "claims", &f, &err), SAYSO_BAD_ARGUMENT);
        assert_non_null(strstr(err.msg, "token"));
    }
    const sayso_filter f = { .size = sizeof f, .after = cut };
    assert_int_equal(sayso_ledger_query(&c, b->l, "events", &f, &err), SAYSO_BAD_ARGUMENT);
    free(token);
}

static uint32_t n_with(sayso_ledger *l, const char *words)
{
    uint32_t n, pages;
    free(rows_of(l, "search", (sayso_filter){ .words = words }, &n, &pages));
    return n;
}

static void words_are_found(void **state)
{
    const box *b = *state;
    static const struct { const char *words; uint32_t n; } cases[] = {
        { "shelled", 1 },       { "SHELLED tolm", 1 },  { "tolm", 2 },          { "shel*", 1 },
        { "shel", 0 },          { "Королев", 2 },       { "КОРОЛЁВ", 2 },       { "короле*", 2 },
        { "объезд", 2 },        { "Tolm -shelled", 1 }, { "\"shelled Tolm\"", 1 }, { "\"Tolm shelled\"", 0 },
        { "\"shelled To\"*", 1 }, { "tolm OR", 0 },     { "\" AND (x", 0 },     { "title:tolm", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (n_with(b->l, cases[i].words) != cases[i].n)
            fail_msg("\"%s\" is not in %u documents", cases[i].words, cases[i].n);
    char *shown = all_of(b->l, "search", (sayso_filter){ .words = "ministers shelling" });
    assert_non_null(strstr(shown, "sentence=Ministers of Borland denied the shelling"));
    free(shown);
    static const char *const none[] = { "-tolm", "\"\"", " ", "*" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        const sayso_filter f = { .size = sizeof f, .words = none[i] };
        sayso_cursor *c;
        sayso_error err;
        assert_int_equal(sayso_ledger_query(&c, b->l, "search", &f, &err), SAYSO_BAD_ARGUMENT);
    }
}

static void what_is_read_again_is_found_once(void **state)
{
    const box *b = *state;
    made m;
    sayso_error err;
    dispute(&m, "dispute", "2031-06-07");
    assert_int_equal(sayso_ledger_add(b->l, &m.r, true, NULL, NULL, &err), SAYSO_OK);
    made_end(&m);
    assert_int_equal(n_with(b->l, "shelled"), 1);
}

static void reports_are_counted(void **state)
{
    const box *b = *state;
    char *rows = all_of(b->l, "counts", (sayso_filter){ .by = "year,type,actor" });
    assert_non_null(strstr(rows, "year=2031 type=ASSAULT actor=BLR events=2 claims=1 documents=1"));
    assert_non_null(strstr(rows, "year=2032 type=CONSULT actor=BLR events=1"));
    assert_non_null(strstr(rows, "year=2032 type=CONSULT actor=PRK events=1"));
    assert_non_null(strstr(rows, "year=- type=CONSULT actor=PRK events=1"));
    free(rows);
    rows = all_of(b->l, "counts", (sayso_filter){ .by = "quad", .since = "2032-01-01" });
    assert_string_equal(rows, "quad=1.00 events=1 claims=1 documents=1 goldstein=-10.00 \n");
    free(rows);
    rows = all_of(b->l, "dyads", (sayso_filter){ .after = NULL });
    assert_non_null(strstr(rows, "actor=BLR recipient=PRK events=2 claims=2 quad1=2"));
    assert_non_null(strstr(rows, "actor=PRK recipient=BLR events=2"));
    assert_non_null(strstr(rows, "actor=BLR recipient=UKR events=2 claims=1 quad1=0 quad2=0 "
                                 "quad3=0 quad4=2"));
    free(rows);
    const sayso_filter f = { .size = sizeof f, .by = "month,moon" };
    sayso_cursor *c;
    sayso_error err;
    assert_int_equal(sayso_ledger_query(&c, b->l, "counts", &f, &err), SAYSO_BAD_ARGUMENT);
    assert_non_null(strstr(err.msg, "moon"));
}

static void sides_are_told_apart(void **state)
{
    const box *b = *state;
    char *rows = all_of(b->l, "disputes", (sayso_filter){ .after = NULL });
    assert_non_null(strstr(rows, "affirmed=UKRGOV denied=BLRGOV open=yes"));
    assert_null(strstr(rows, "PRKGOV")); /* who changed his mind disputes nothing */
    free(rows);
    rows = all_of(b->l, "reversals", (sayso_filter){ .after = NULL });
    assert_non_null(strstr(rows, "source=PRKGOV denied="));
    assert_non_null(strstr(rows, "denied_cue=denied"));
    assert_non_null(strstr(rows, "stance=admit date=2031-04 cue=admitted"));
    free(rows);
    rows = all_of(b->l, "numbers", (sayso_filter){ .after = NULL });
    assert_non_null(strstr(rows, "kind=killed value=10..15 low=10.00 high=15.00 exact=no "
                                 "who=people source=UKRGOV"));
    free(rows);
    rows = all_of(b->l, "events", (sayso_filter){ .type = "ASSAULT", .place = "tolm" });
    assert_non_null(strstr(rows, "numbers=killed 10..15"));
    free(rows);
}

static void sql_only_reads(void **state)
{
    const box *b = *state;
    static const char *const bad[] = {
        "DELETE FROM events", "INSERT INTO unsettled VALUES ('AID')", "UPDATE events SET mode = 'x'",
        "DROP TABLE events", "CREATE TEMP TABLE t (x)", "ATTACH 'x.db' AS x", "VACUUM INTO 'x.db'",
        "PRAGMA writable_schema = ON", "PRAGMA user_version", "BEGIN", "SELECT 1; SELECT 2",
        "SELECT load_extension('x')", "SELECT", "", " ", "-- nothing",
        "INSERT INTO search (search) VALUES ('delete-all')",
        "WITH x AS (SELECT 1) DELETE FROM events", "EXPLAIN", "SELECT * FROM nothing" };
    sayso_cursor *c;
    sayso_error err;
    const void *row;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (sayso_ledger_sql(&c, b->l, bad[i], &err) != SAYSO_BAD_ARGUMENT)
            fail_msg("%s is not refused", bad[i]);
        assert_null(c);
        assert_non_null(strchr(err.msg, ';'));
    }
    assert_int_equal(sayso_ledger_sql(&c, b->l, "SELECT 1 AS one, -2.5, 'x', NULL, substr(text, 1, 2) "
                                                "FROM documents WHERE id = 'denial'; ", &err),
                     SAYSO_OK);
    assert_string_equal(sayso_cursor_record(c)->fields[0].name, "one");
    assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK);
    const sayso_value *v = row;
    assert_true(v[0].is == SAYSO_VALUE_WHOLE && v[0].whole == 1);
    assert_true(v[1].is == SAYSO_VALUE_REAL && v[1].real == -2.5);
    assert_string_equal(v[2].text, "x");
    assert_int_equal(v[3].is, SAYSO_VALUE_NULL);
    assert_string_equal(v[4].text, "4b6f"); /* Ko: bytes in figures */
    assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK);
    assert_null(row);
    sayso_cursor_close(c);
}

/* The views give what the lists give. */
static void views_are_the_lists(void **state)
{
    const box *b = *state;
    static const struct { const char *list, *sql; } pairs[] = {
        { "events", "SELECT id, claim, date, actor, sentence FROM list_events" },
        { "attributions", "SELECT id, source, content, sentence, stance FROM list_attributions" },
        { "claims", "SELECT id, type, actor, events, statuses FROM list_claims" },
        { "documents", "SELECT key, id, date, title, words FROM list_documents" },
        { "numbers", "SELECT event, kind, value, source, who FROM list_numbers" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        sayso_cursor *c;
        sayso_error err;
        const void *row;
        uint32_t n, pages;
        char *rows = rows_of(b->l, pairs[i].list, (sayso_filter){ .after = NULL }, &n, &pages);
        if (sayso_ledger_sql(&c, b->l, pairs[i].sql, &err)) fail_msg("%s", err.msg);
        for (; !sayso_cursor_next(c, &row, &err) && row; n--) {
            const sayso_value *v = row;
            assert_non_null(strstr(rows, v[0].text));
        }
        assert_int_equal(n, 0);
        sayso_cursor_close(c);
        free(rows);
    }
}

int main(void)
{
#define ASK(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        ASK(every_list_comes_in_pages), ASK(pages_do_not_shift), ASK(other_tokens_are_refused),
        ASK(words_are_found), ASK(what_is_read_again_is_found_once), ASK(reports_are_counted),
        ASK(sides_are_told_apart), ASK(sql_only_reads), ASK(views_are_the_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
