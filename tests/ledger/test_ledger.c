/* The ledger: what goes in comes out, once, in any order, with claims and positions; and every way in which it refuses. */
#include "ledger/inside.h"
#include "ledger/same.h"
#include "ledger/sha256.h"
#include "ledger/sqlite/sqlite.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder of its own for each test ---- */

typedef struct box { char folder[64], path[96]; } box;

static int setup(void **state)
{
    box *b = calloc(1, sizeof *b);
    strcpy(b->folder, "/tmp/sayso-ledger-XXXXXX");
    if (!b || !mkdtemp(b->folder)) return -1;
    snprintf(b->path, sizeof b->path, "%s/l.db", b->folder);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    box *b = *state;
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    for (int i = 0; i < 4; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", b->path, ends[i]);
        unlink(path);
    }
    rmdir(b->folder);
    free(b);
    return 0;
}

static sayso_ledger *opened(const box *b, bool write)
{
    sayso_ledger *l;
    sayso_error err;
    if (sayso_ledger_open(&l, b->path, write, &err)) fail_msg("%s", err.msg);
    return l;
}

static bool added(sayso_ledger *l, const made *m, bool again)
{
    sayso_error err;
    bool fresh;
    if (sayso_ledger_add(l, &m->r, again, NULL, &fresh, &err)) fail_msg("%s", err.msg);
    return fresh;
}

static void settled(sayso_ledger *l)
{
    sayso_error err;
    if (sayso_ledger_settle(l, &err)) fail_msg("%s", err.msg);
}

/* ---- documents ---- */

/* Foreign troops are denied, then admitted by the same state's ministries, in one report. */
static void denial(made *m, const char *id, const char *date)
{
    made_begin(m, id, date, "Korvian soldiers fought against Ardian forces near Tolm. Russian officials denied the participation of foreign forces in the conflict, "
                            "but in April the Russian ministries admitted the taking part of Korvian troops in battle. The president confirmed it too.");
    made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "fought", "PRKMIL:Korvian soldiers", "UKRMIL:Ardian forces");
    made_said(m, SAYSO_DENY, "denied", "RUSGOV:Russian officials", "the participation of foreign forces in the conflict");
    made_event(m, SAYSO_ASSAULT, SAYSO_DENIED, "participation", "MIL:foreign forces", NULL)->attribution = 0;
    sayso_attribution *a = made_said(m, SAYSO_ADMIT, "admitted", "RUSGOV:the Russian ministries", "the taking part of Korvian troops in battle");
    a->date = made_day("2025-04");
    made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "taking part", "PRKMIL:Korvian troops", NULL)->attribution = 1;
    made_said(m, SAYSO_CONFIRM, "confirmed", "RUSGOV:The president", "the taking part of Korvian troops in battle");
}

static void strike(made *m, const char *id, const char *date, const char *place)
{
    made_begin(m, id, date, "Borland shelled Ardia near Tolm and Brest. Ministers of Borland said that no shells were fired at all.");
    sayso_event *e = made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "shelled", "BLR:Borland", "UKR:Ardia");
    e->place = made_place(m, place, "UKR", strcmp(place, "Tolm") == 0 ? "UA-63" : "UA-51");
    e->mode = "heavy-weapons";
    made_said(m, SAYSO_ASSERT, "said", "BLRGOV:Ministers of Borland", "no shells were fired at all");
    made_event(m, SAYSO_ASSAULT, SAYSO_DENIED, "fired", "BLR:Borland", NULL)->attribution = 0;
}

/* ---- tests ---- */

static void sha256_is_the_standard(void **state)
{
    (void)state;
    static const struct { const char *in; size_t times; const char *out; } cases[] = {
        { "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
        { "a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sayso_sha256 h;
        uint8_t out[32];
        char hex[65];
        sayso_sha256_init(&h);
        for (size_t k = 0; k < cases[i].times; k++) sayso_sha256_put(&h, cases[i].in, strlen(cases[i].in));
        sayso_sha256_end(&h, out);
        for (int k = 0; k < 32; k++) snprintf(hex + 2 * k, 3, "%02x", out[k]);
        assert_string_equal(hex, cases[i].out);
    }
}

static void codes_fall_into_parts(void **state)
{
    (void)state;
    static const struct { sayso_code code; const char *country, *role, *institution; } cases[] = {
        { { "RUS", "GOV" }, "RUS", "GOV", "RUSGOV" }, { { "RUS", "" }, "RUS", "", "RUSGOV" },
        { { "", "MIL" }, "", "MIL", NULL }, { { "", "" }, "", "", NULL },
        { { "", "IGOUNO" }, "IGOUNO", "", "IGOUNO" }, { { "", "IGO" }, "", "IGO", NULL },
        { { "", "IMGMOSALQ" }, "IMGMOSALQ", "", "IMGMOSALQ" }, { { "EUR", "EDU" }, "EUR", "EDU", "EUREDU" },
        { { "", "NGOHRI" }, "", "NGO", NULL }, { { "RUS", "MILSPY" }, "RUS", "MIL", "RUSMIL" },
        { { "", "X" }, "", "", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char institution[2 * LG_CODE];
        const sayso_led_code c = sayso_led_code_of(cases[i].code.country, cases[i].code.role);
        assert_string_equal(c.country, cases[i].country);
        assert_string_equal(c.role, cases[i].role);
        assert_int_equal(sayso_led_institution(c, institution), cases[i].institution != NULL);
        if (cases[i].institution) assert_string_equal(institution, cases[i].institution);
    }
}

static void a_document_is_stored_once(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made m;
    denial(&m, "a", "2025-06-05");
    assert_true(added(l, &m, false));
    assert_false(added(l, &m, false));
    settled(l);
    char *first = made_dump(l);
    assert_true(added(l, &m, true));
    settled(l);
    char *again = made_dump(l);
    assert_string_equal(first, again);
    free(first);
    free(again);
    made_end(&m);
    sayso_ledger_close(l);
}

static void a_denial_and_its_admission_are_one_claim(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made m;
    denial(&m, "a", "2025-06-05");
    added(l, &m, false);
    settled(l);
    char *dump = made_dump(l);
    assert_non_null(strstr(dump, "ASSAULT PRKMIL>UKRMIL - - actual,denied events 3 documents 1 independent 1 sources 1 reversal"));
    /* the undated denial stands before the admission of April, the undated confirmation after it */
    assert_non_null(strstr(dump, "RUSGOV reversal: deny(- order "));
    assert_non_null(strstr(dump, " admit(2025-04 text "));
    assert_true(strstr(dump, " confirm(2025-06-05 document ") > strstr(dump, " admit("));
    free(dump);
    made_end(&m);
    sayso_ledger_close(l);
}

static void who_reports_a_denial_does_not_deny(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made m;
    made_begin(&m, "n", "2031-05-06", "The agency reports that the army denied that soldiers crossed the border.");
    made_said(&m, SAYSO_ASSERT, "reports", "BLRMED:The agency", "the army denied that soldiers crossed the border");
    made_said(&m, SAYSO_DENY, "denied", "BLRMIL:the army", "soldiers crossed the border")->inside = 0;
    made_event(&m, SAYSO_MOBILIZE, SAYSO_DENIED, "crossed", "BLRMIL:soldiers", NULL)->attribution = 1;
    added(l, &m, false);
    settled(l);
    char *dump = made_dump(l);
    assert_non_null(strstr(dump, "BLRMIL: deny("));
    assert_null(strstr(dump, "BLRMED:"));
    free(dump);
    made_end(&m);
    sayso_ledger_close(l);
}

static void a_negated_assertion_is_a_denial(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made m;
    strike(&m, "s", "2031-05-06", "Tolm");
    added(l, &m, false);
    settled(l);
    char *dump = made_dump(l);
    assert_non_null(strstr(dump, "BLRGOV: deny(2031-05-06 document "));
    free(dump);
    made_end(&m);
    sayso_ledger_close(l);
}

/* Months lie between a denial and the admission, in other documents; a denial by somebody else stays apart. */
static void an_admission_finds_the_denial_of_long_ago(void **state)
{
    static const struct { const char *id, *date, *source; sayso_stance stance; } cases[] = {
        { "deny", "2031-01-14", "BLRMIL:The ministry", SAYSO_DENY }, { "admit", "2031-03-11", "BLRGOV:The ministry", SAYSO_ADMIT }, { "other", "2031-03-11", "RUSGOV:The ministry", SAYSO_ADMIT },
    };
    sayso_ledger *l = opened(*state, true);
    for (size_t i = 3; i-- > 0;) {
        made m;
        made_begin(&m, cases[i].id, cases[i].date, "The ministry spoke of it: soldiers crossed the border of Ardia.");
        made_said(&m, cases[i].stance, "spoke", cases[i].source, "soldiers crossed the border of Ardia");
        sayso_event *e = made_event(&m, SAYSO_MOBILIZE, cases[i].stance == SAYSO_DENY ? SAYSO_DENIED : SAYSO_ACTUAL, "crossed", "BLRMIL:soldiers", "POL:Ardia");
        e->attribution = 0;
        e->date = made_day(cases[i].date);
        e->date_via = "document";
        added(l, &m, false);
        made_end(&m);
    }
    settled(l);
    char *dump = made_dump(l);
    assert_non_null(strstr(dump, "MOBILIZE BLRMIL>POL - 2031-01-14 actual,denied events 2 documents 2 independent 1 sources 2"));
    assert_non_null(strstr(dump, "events 1 documents 1 independent 1 sources 1"));
    free(dump);
    sayso_ledger_close(l);
}

/* Adds the documents in the order of the permutation and dumps the ledger; settles after each where asked. */
static char *in_order(const box *b, made *m, const int *order, int n, bool settle_each)
{
    sayso_ledger *l = opened(b, true);
    for (int i = 0; i < n; i++) {
        added(l, &m[order[i]], false);
        if (settle_each) settled(l);
    }
    settled(l);
    char *dump = made_dump(l);
    sayso_ledger_close(l);
    unlink(b->path);
    return dump;
}

static void the_order_of_documents_does_not_matter(void **state)
{
    static const int orders[][5] = { { 0, 1, 2, 3, 4 }, { 4, 3, 2, 1, 0 }, { 2, 0, 4, 1, 3 }, { 1, 4, 0, 3, 2 }, { 3, 2, 1, 0, 4 } };
    made m[5];
    strike(&m[0], "s0", "2031-05-06", "Tolm");
    strike(&m[1], "s1", "2031-05-07", "Tolm");
    strike(&m[2], "s2", "2031-05-07", "Brest");
    strike(&m[3], "s3", NULL, "Tolm");
    strike(&m[4], "s4", "2031-05-09", "Tolm");
    char *first = in_order(*state, m, orders[0], 5, false);
    for (int i = 0; i < 5; i++) {
        char *other = in_order(*state, m, orders[i], 5, i % 2);
        assert_string_equal(first, other);
        free(other);
    }
    /* two days of shelling of one town are one claim, that of the other town another */
    assert_non_null(strstr(first, "Tolm - actual,denied events 6 documents 3"));
    free(first);
    for (int i = 0; i < 5; i++) made_end(&m[i]);
}

static bool count(void *user, const sayso_event_row *row)
{
    (void)row;
    ++*(int *)user;
    return true;
}

static int found(sayso_ledger *l, sayso_filter f)
{
    sayso_error err;
    int n = 0;
    if (sayso_ledger_events(l, &f, count, &n, &err)) fail_msg("%s", err.msg);
    return n;
}

static void filters_choose(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made a, b;
    denial(&a, "a", "2025-06-05");
    strike(&b, "s", "2031-05-06", "Tolm");
    b.events[0].confidence = 0.75; /* the others: a half */
    added(l, &a, false);
    added(l, &b, false);
    settled(l);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter) }), 5);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .min_confidence = 0.5 }), 5);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .min_confidence = 0.51 }), 1);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .min_confidence = 0.75 }), 1);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .min_confidence = 1 }), 0);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .actor = "PRK" }), 2);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .actor = "MIL" }), 3);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .actor = "korvian SOLDIERS" }), 1);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .recipient = "UKR" }), 2);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .type = "assault,AID" }), 5);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .type = "AID" }), 0);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .status = "denied" }), 2);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .since = "2030" }), 2);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .until = "2030-01-01" }), 3);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .place = "tolm" }), 1);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .place = "UA-63" }), 1);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .source = "RUSGOV" }), 2);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .source = "ministers of" }), 1);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter), .actor = "'; DROP TABLE events; --" }), 0);
    assert_int_equal(found(l, (sayso_filter){ .size = sizeof(sayso_filter) }), 5);
    made_end(&a);
    made_end(&b);
    sayso_ledger_close(l);
}

static void senseless_filters_are_refused(void **state)
{
    sayso_ledger *l = opened(*state, true);
    const sayso_filter bad[] = { { .type = "ASSAULTS" }, { .type = "" }, { .type = "AID," }, { .status = "real" }, { .since = "yesterday" }, { .until = "2031-13-01" },
                                 { .actor = "" }, { .source = "" }, { .min_confidence = 1.5 }, { .min_confidence = -0.1 } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sayso_error err;
        int n = 0;
        sayso_filter f = bad[i];
        f.size = sizeof f;
        assert_int_equal(sayso_ledger_events(l, &f, count, &n, &err), SAYSO_BAD_ARGUMENT);
        assert_int_equal(err.code, SAYSO_BAD_ARGUMENT);
        assert_non_null(strchr(err.msg, ';'));
    }
    sayso_ledger_close(l);
}

/* A caller of another version: `size` says how much of the struct it knows. */
static void structs_of_other_versions(void **state)
{
    sayso_ledger *l = opened(*state, true);
    sayso_cursor *c;
    sayso_error err;
    struct { sayso_filter now; const char *later; } newer = { .now = { .size = sizeof newer } };
    assert_int_equal(sayso_ledger_query(&c, l, "events", &newer.now, &err), SAYSO_OK);
    sayso_cursor_close(c);
    newer.later = "what this version does not know";
    assert_int_equal(sayso_ledger_query(&c, l, "events", &newer.now, &err), SAYSO_BAD_ARGUMENT);
    assert_non_null(strstr(err.msg, "newer"));
    const sayso_filter unset = { .type = "AID" };
    assert_int_equal(sayso_ledger_query(&c, l, "events", &unset, &err), SAYSO_BAD_ARGUMENT);
    assert_non_null(strstr(err.msg, "sizeof"));
    assert_null(c);
    sayso_ledger_close(l);
}

static uint32_t found_n(sayso_ledger *l, const char *list, const sayso_filter *f)
{
    sayso_cursor *c;
    sayso_error err;
    const void *row;
    uint32_t n = 0;
    if (sayso_ledger_query(&c, l, list, f, &err)) fail_msg("%s", err.msg);
    while (sayso_cursor_next(c, &row, &err) == SAYSO_OK && row) n++;
    sayso_cursor_close(c);
    return n;
}

static void cursors_give_what_callbacks_give(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made a;
    denial(&a, "a", "2025-06-05");
    added(l, &a, false);
    settled(l);
    sayso_error err;
    const sayso_query_about *q;
    for (size_t i = 0; (q = sayso_query_nth(i)); i++) {
        sayso_cursor *c, *other;
        const void *row;
        uint32_t n = 0;
        assert_true(sayso_query_record(q->name)->n > 3 && q->summary[0] && q->text[0] && q->example[0]);
        const sayso_filter f = { .size = sizeof f, .words = q->words ? "forces" : NULL };
        assert_int_equal(sayso_ledger_query(&c, l, q->name, &f, &err), SAYSO_OK);
        assert_int_equal(sayso_ledger_query(&other, l, q->name, &f, &err), SAYSO_OK); /* two at once */
        for (; !sayso_cursor_next(c, &row, &err) && row; n++) assert_int_equal(sayso_cursor_next(other, &row, &err), SAYSO_OK);
        assert_true(n == 0 || sayso_cursor_record(c)->n > 0); /* test_ask.c has rows for all */
        assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK); /* the end stays the end */
        assert_null(row);
        sayso_cursor_close(c);
        sayso_cursor_close(other);
    }
    sayso_cursor *c;
    assert_int_equal(sayso_ledger_query(&c, l, "nothing", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_null(sayso_query_record("nothing"));
    sayso_cursor_close(NULL);
    made_end(&a);
    sayso_ledger_close(l);
}

static void attributions_are_listed(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made a;
    denial(&a, "a", "2025-06-05");
    added(l, &a, false);
    settled(l);
    sayso_cursor *c;
    sayso_error err;
    const void *row;
    const sayso_filter f = { .size = sizeof f, .source = "ministries" };
    assert_int_equal(sayso_ledger_query(&c, l, "attributions", &f, &err), SAYSO_OK);
    assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK);
    const sayso_attribution_row *r = row;
    assert_string_equal(r->source, "the Russian ministries");
    assert_string_equal(r->stance, "admit");
    assert_string_equal(r->content, "the taking part of Korvian troops in battle");
    assert_string_equal(r->date, "2025-04");
    assert_int_equal(sayso_cursor_next(c, &row, &err), SAYSO_OK);
    assert_null(row);
    sayso_cursor_close(c);
    made_end(&a);
    sayso_ledger_close(l);
}

static bool stop(void *user, const sayso_event_row *row)
{
    (void)user;
    (void)row;
    return false;
}

static void a_listing_can_be_stopped(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made m;
    sayso_error err;
    strike(&m, "s", "2031-05-06", "Tolm");
    added(l, &m, false);
    assert_int_equal(sayso_ledger_events(l, NULL, stop, NULL, &err), SAYSO_CANCELLED);
    made_end(&m);
    sayso_ledger_close(l);
}

static void what_is_not_settled_stays_marked(void **state)
{
    sayso_ledger *l = opened(*state, true);
    made m;
    uint64_t behind;
    sayso_error err;
    strike(&m, "s", "2031-05-06", "Tolm");
    added(l, &m, false);
    sayso_ledger_close(l); /* as after a crash */
    l = opened(*state, false);
    assert_int_equal(sayso_ledger_unsettled(l, &behind, &err), SAYSO_OK);
    assert_int_equal(behind, 1);
    assert_int_equal(sayso_ledger_settle(l, &err), SAYSO_LEDGER);
    sayso_ledger_close(l);
    l = opened(*state, true);
    settled(l);
    assert_int_equal(sayso_ledger_unsettled(l, &behind, &err), SAYSO_OK);
    assert_int_equal(behind, 0);
    made_end(&m);
    sayso_ledger_close(l);
}

/* ---- explain ---- */

static char *key_of(const made *m, sayso_ledger *l, const char *record)
{
    static char id[64];
    char key[SAYSO_KEY_SIZE];
    sayso_error err;
    assert_int_equal(sayso_ledger_add(l, &m->r, false, key, NULL, &err), SAYSO_OK);
    snprintf(id, sizeof id, "%s%s", key, record);
    return id;
}

static void records_explain_themselves(void **state)
{
    static const struct { const char *record, *kind, *line; } cases[] = {
        { "-e1", "event", "participation" }, { "-e1", "event", "ASSAULT 0.50, COERCE 0.20; en/test" }, { "-a1", "attribution", "the Russian ministries RUSGOV" }, { "-c0", "claim", "RUSGOV admit 2025-04" }, { "", "document", "ASSAULT fought" },
    };
    sayso_ledger *l = opened(*state, true);
    made m;
    sayso_error err;
    denial(&m, "the id", "2025-06-05");
    added(l, &m, false);
    settled(l);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sayso_explanation *x;
        if (sayso_ledger_explain(l, key_of(&m, l, cases[i].record), &x, &err)) fail_msg("%s: %s", cases[i].record, err.msg);
        bool seen = false;
        assert_string_equal(x->kind, cases[i].kind);
        assert_string_equal(x->document, "the id");
        for (uint32_t k = 0; k < x->n_lines; k++) {
            seen |= x->lines[k].text && strstr(x->lines[k].text, cases[i].line);
            if (x->lines[k].span.start != SAYSO_NO_OFFSET) assert_true(x->lines[k].span.end <= m.r.text_len);
        }
        if (!seen) fail_msg("%s: no line with %s", cases[i].record, cases[i].line);
        if (*cases[i].record) assert_non_null(strstr(x->tree, "root"));
        sayso_explanation_free(x);
    }
    sayso_explanation *x;
    static const char *const missing[] = { "zzz", "-", "-e1", "-e99", "zzz-e1", "0-e", "0-e99999999999999999999", "%" };
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        assert_int_equal(sayso_ledger_explain(l, missing[i], &x, &err), SAYSO_NOT_FOUND);
        assert_null(x);
    }
    assert_int_equal(sayso_ledger_explain(l, key_of(&m, l, "-e77"), &x, &err), SAYSO_NOT_FOUND);
    assert_int_equal(sayso_ledger_explain(l, "", &x, &err), SAYSO_BAD_ARGUMENT);
    made_end(&m);
    sayso_ledger_close(l);
}

/* ---- refusals ---- */

static void readings_that_do_not_fit_are_refused(void **state)
{
    sayso_ledger *l = opened(*state, true);
    for (int i = 0; i < 8; i++) {
        made m;
        sayso_error err;
        strike(&m, "s", "2031-05-06", "Tolm");
        switch (i) {
        case 0: m.events[0].sentence = 99; break;
        case 1: m.events[0].place = 5; break;
        case 2: m.events[1].attribution = 5; break;
        case 3: m.events[0].cue.end = m.r.text_len + 1; break;
        case 4: m.attributions[0].inside = 7; break;
        case 5: m.attributions[0].source.actor = 0; break;
        case 6: m.events[0].type = SAYSO_N_TYPES; break;
        default: m.r.text = NULL; break;
        }
        assert_int_equal(sayso_ledger_add(l, &m.r, false, NULL, NULL, &err), SAYSO_BAD_ARGUMENT);
        made_end(&m);
    }
    char *dump = made_dump(l);
    assert_string_equal(dump, "");
    free(dump);
    sayso_ledger_close(l);
}

static void refuses(const box *b, bool write, sayso_status want, const char *words)
{
    sayso_ledger *l;
    sayso_error err;
    assert_int_equal(sayso_ledger_open(&l, b->path, write, &err), want);
    assert_null(l);
    assert_int_equal(err.code, want);
    if (!strstr(err.msg, words)) fail_msg("\"%s\" does not say \"%s\"", err.msg, words);
}

static void put_file(const box *b, const char *text, size_t n)
{
    FILE *f = fopen(b->path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void what_is_no_ledger_is_refused(void **state)
{
    const box *b = *state;
    refuses(b, false, SAYSO_NOT_FOUND, "no such ledger");
    put_file(b, "", 0);
    refuses(b, false, SAYSO_LEDGER, "empty file");
    static const char words[] = "This is a report and no ledger, and it is long enough to be looked at as one if it were: it goes on and on.";
    put_file(b, words, sizeof words);
    refuses(b, false, SAYSO_LEDGER, "no ledger");
    refuses(b, true, SAYSO_LEDGER, "no ledger");
    unlink(b->path);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    refuses(b, true, SAYSO_LEDGER, "no ledger of sayso");
    unlink(b->path);
    mkdir(b->path, 0700);
    refuses(b, true, SAYSO_LEDGER, "a folder");
    rmdir(b->path);
    box lost = *b;
    snprintf(lost.path, sizeof lost.path, "%s/none/l.db", b->folder);
    refuses(&lost, true, SAYSO_LEDGER, "cannot be opened");
}

static void other_versions_are_refused(void **state)
{
    const box *b = *state;
    sayso_ledger_close(opened(b, true));
    sqlite3 *db;
    assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    refuses(b, false, SAYSO_LEDGER, "version 99");
    refuses(b, true, SAYSO_LEDGER, "version 99");
}

static void a_ledger_opened_for_reading_is_not_written(void **state)
{
    sayso_ledger_close(opened(*state, true));
    sayso_ledger *l = opened(*state, false);
    made m;
    sayso_error err;
    strike(&m, "s", "2031-05-06", "Tolm");
    assert_int_equal(sayso_ledger_add(l, &m.r, false, NULL, NULL, &err), SAYSO_LEDGER);
    made_end(&m);
    sayso_ledger_close(l);
}

static void db_run(const box *b, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
    assert_int_equal(sayso_led_sqlite_functions(db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* Fails the test where the expression of SQL is not true. */
static void db_holds(const box *b, const char *expression)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "CREATE TEMP TABLE t (holds CHECK (holds)); INSERT INTO t SELECT %s", expression);
    db_run(b, sql);
}

/* Tables with texts, as they were before there were numbers of words for them. */
static void db_age_8(const box *b)
{
    static const struct { const char *name, *columns, *tail, *names, *values; } tables[] = {
        { "actors",
          "document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT"
          " NULL, name TEXT NOT NULL, country TEXT NOT NULL, role TEXT NOT NULL, code TEXT AS "
          "(country || role), kind TEXT NOT NULL, via TEXT, PRIMARY KEY (document, number)",
          " WITHOUT ROWID",
          "document, number, name, country, role, kind, via",
          "document, number, name, country, role, kind, via" },
        { "mentions",
          "document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, actor INTEGER NOT NULL, "
          "number INTEGER NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, name_start INTEGER, "
          "name_end INTEGER, rule INTEGER, score INTEGER, PRIMARY KEY (document, actor, number)",
          " WITHOUT ROWID",
          "document, actor, number, start, \"end\", name_start, name_end, rule, score",
          "document, actor, number, start, \"end\", name_start, name_end, rule, score" },
        { "places",
          "document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT"
          " NULL, start INTEGER, \"end\" INTEGER, name TEXT NOT NULL, country TEXT, admin1 "
          "TEXT, lat REAL, lon REAL, via TEXT, PRIMARY KEY (document, number)",
          " WITHOUT ROWID",
          "document, number, start, \"end\", name, country, admin1, lat, lon, via",
          "document, number, start, \"end\", name, country, admin1, lat, lon, via" },
        { "attributions",
          "attribution INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON "
          "DELETE CASCADE, number INTEGER NOT NULL, sentence INTEGER NOT NULL, country TEXT NOT"
          " NULL, role TEXT NOT NULL, code TEXT AS (country || role), text TEXT, name TEXT, "
          "actor INTEGER, start INTEGER, \"end\" INTEGER, via TEXT, kind TEXT NOT NULL, cue "
          "TEXT, cue_start INTEGER, cue_end INTEGER, stance TEXT NOT NULL, direct INTEGER NOT "
          "NULL, inside INTEGER, date TEXT, rule TEXT, folded TEXT NOT NULL, UNIQUE (document, "
          "number)",
          "",
          "attribution, document, number, sentence, country, role, text, name, actor, start, "
          "\"end\", via, kind, cue, cue_start, cue_end, stance, direct, inside, date, rule, "
          "folded",
          "attribution, document, number, sentence, country, role, text, name, actor, start, "
          "\"end\", via, kind, cue, cue_start, cue_end, stance, direct, inside, date, rule, ''" },
        { "events",
          "event INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE "
          "CASCADE, number INTEGER NOT NULL, sentence INTEGER NOT NULL, type TEXT NOT NULL, "
          "mode TEXT, cameo TEXT, goldstein REAL NOT NULL, status TEXT NOT NULL, cue TEXT, "
          "cue_start INTEGER, cue_end INTEGER, date TEXT, date_via TEXT, day_from INTEGER, "
          "day_to INTEGER, place INTEGER, contexts TEXT, under INTEGER, rule TEXT, confidence "
          "REAL NOT NULL, why TEXT, telling INTEGER NOT NULL, claim INTEGER, UNIQUE (document, "
          "number)",
          "",
          "event, document, number, sentence, type, mode, cameo, goldstein, status, cue, "
          "cue_start, cue_end, date, date_via, day_from, day_to, place, contexts, under, rule, "
          "confidence, why, telling, claim",
          "event, document, number, sentence, type, mode, cameo, goldstein, status, cue, "
          "cue_start, cue_end, date, date_via, day_from, day_to, place, contexts, under, rule, "
          "confidence, why, telling, claim" },
        { "participants",
          "event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE, side TEXT NOT NULL, "
          "number INTEGER NOT NULL, country TEXT NOT NULL, role TEXT NOT NULL, code TEXT AS "
          "(country || role), text TEXT NOT NULL, name TEXT, kind TEXT, actor INTEGER, start "
          "INTEGER, \"end\" INTEGER, via TEXT, folded TEXT NOT NULL, PRIMARY KEY (event, side, "
          "number)",
          " WITHOUT ROWID",
          "event, side, number, country, role, text, name, kind, actor, start, \"end\", via, "
          "folded",
          "event, side, number, country, role, text, name, kind, actor, start, \"end\", via, ''" },
        { "says",
          "event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE, attribution INTEGER NOT "
          "NULL REFERENCES attributions ON DELETE CASCADE, stance TEXT NOT NULL, institution "
          "TEXT NOT NULL, date TEXT, date_via TEXT, day INTEGER, PRIMARY KEY (event, "
          "attribution)",
          " WITHOUT ROWID",
          "event, attribution, stance, institution, date, date_via, day",
          "event, attribution, stance, institution, date, date_via, day" },
        { "claims",
          "claim INTEGER PRIMARY KEY, first INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT, "
          "actor TEXT NOT NULL, recipient TEXT NOT NULL, place TEXT, country TEXT, date TEXT, "
          "day INTEGER, statuses TEXT NOT NULL, events INTEGER NOT NULL, documents INTEGER NOT "
          "NULL, independent INTEGER NOT NULL DEFAULT 0, sources INTEGER NOT NULL, reversal "
          "INTEGER NOT NULL, disputed INTEGER NOT NULL DEFAULT 0, digest INTEGER",
          "",
          "claim, first, type, mode, actor, recipient, place, country, date, day, statuses, "
          "events, documents, independent, sources, reversal, disputed, digest",
          "claim, first, type, mode, actor, recipient, place, country, date, day, statuses, "
          "events, documents, independent, sources, reversal, disputed, digest" },
        { "positions",
          "claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, institution TEXT NOT "
          "NULL, source TEXT NOT NULL, reversal INTEGER NOT NULL, PRIMARY KEY (claim, "
          "institution)",
          " WITHOUT ROWID",
          "claim, institution, source, reversal",
          "claim, institution, source, reversal" },
        { "stances",
          "claim INTEGER NOT NULL, institution TEXT NOT NULL, number INTEGER NOT NULL, event "
          "INTEGER NOT NULL, attribution INTEGER NOT NULL, PRIMARY KEY (claim, institution, "
          "number), FOREIGN KEY (claim, institution) REFERENCES positions ON DELETE CASCADE",
          " WITHOUT ROWID",
          "claim, institution, number, event, attribution",
          "claim, institution, number, event, attribution" },
    };
    enum { N = sizeof tables / sizeof *tables };
    char sql[4000];
    for (size_t i = 0; i < N; i++) {
        snprintf(sql, sizeof sql, "CREATE TABLE shown_%s AS SELECT * FROM %s", tables[i].name, tables[i].name);
        db_run(b, sql);
    }
    for (size_t i = 0; i < N; i++) {
        snprintf(sql, sizeof sql, "DROP VIEW %s", tables[i].name);
        db_run(b, sql);
    }
    for (size_t i = 0; i < N; i++) {
        const char *t = tables[i].name;
        snprintf(sql, sizeof sql,
                 "ALTER TABLE stored_%s RENAME TO %s; PRAGMA legacy_alter_table = ON; ALTER TABLE %s "
                 "RENAME TO gone; CREATE TABLE %s (%s)%s; INSERT INTO %s (%s) SELECT %s FROM shown_%s; "
                 "DROP TABLE gone; DROP TABLE shown_%s", t, t, t, t, tables[i].columns, tables[i].tail, t,
                 tables[i].names, tables[i].values, t, t);
        db_run(b, sql);
    }
    db_run(b, "ALTER TABLE documents ADD COLUMN plain BLOB NOT NULL DEFAULT x''; UPDATE documents SET plain = text; "
              "ALTER TABLE documents DROP COLUMN text; ALTER TABLE documents DROP COLUMN packed; "
              "ALTER TABLE documents RENAME COLUMN plain TO text; UPDATE bands SET band = band << 16; "
              "DROP TABLE trees; ALTER TABLE sentences ADD COLUMN tree BLOB; UPDATE sentences SET tree = '# a tree'");
    db_run(b, "CREATE INDEX events_claim ON events (claim); CREATE INDEX events_type ON events (type, day_from); "
              "CREATE INDEX participants_code ON participants (code); CREATE INDEX claims_type ON claims (type); "
              "CREATE INDEX claims_reversal ON claims (claim) WHERE reversal = 1; "
              "CREATE INDEX claims_order ON claims (ifnull(day, 2147483647)); "
              "CREATE INDEX positions_reversal ON positions (claim) WHERE reversal = 1; DROP TABLE search; "
              "CREATE VIRTUAL TABLE search USING fts5(title, text, content='', columnsize=0, "
              "tokenize=\"unicode61 remove_diacritics 0\"); "
              "INSERT INTO search (rowid, title, text) SELECT document, lower(title), lower(CAST(text AS TEXT)) FROM documents; "
              "PRAGMA user_version = 8");
}

/* From this version's tables back to those of an older one, step by step. */
static void db_age(const box *b, int version)
{
    static const char *const coded[] = { "actors", "attributions", "participants" };
    static const char *const views[] = { "events", "participants", "numbers", "attributions",
                                         "claims", "stances", "documents" };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        char sql[60];
        snprintf(sql, sizeof sql, "DROP VIEW list_%s", views[i]);
        db_run(b, sql);
    }
    db_run(b, "CREATE TABLE was AS SELECT event, side, number, country, role FROM participants; "
              "CREATE TABLE called AS SELECT key, at, telling FROM named; "
              "UPDATE facts SET rows = more; DROP TABLE shown; PRAGMA user_version = 10");
    if (version == 10) return;
    db_run(b, "ALTER TABLE facts DROP COLUMN more; PRAGMA user_version = 9");
    if (version == 9) return;
    db_run(b, "UPDATE named SET key = key + 1");
    db_age_8(b);
    if (version == 8) return;
    db_run(b, "DROP TABLE facts; DROP INDEX positions_reversal; ALTER TABLE claims DROP COLUMN disputed; "
              "PRAGMA user_version = 7");
    if (version == 7) return;
    db_run(b, "ALTER TABLE documents DROP COLUMN text_via; PRAGMA user_version = 6");
    if (version == 6) return;
    db_run(b, "ALTER TABLE events DROP COLUMN why; PRAGMA user_version = 5");
    if (version == 5) return;
    db_run(b, "DROP TABLE numbers; DROP TABLE search; DROP INDEX documents_order; "
              "DROP INDEX claims_order; PRAGMA user_version = 4");
    if (version == 4) return;
    db_run(b, "DROP TABLE tellings; DROP TABLE named; DROP TABLE pending; DROP TABLE bands; DROP TABLE digests; DROP INDEX claims_reversal; DROP TABLE decisions; DROP TABLE pins; DROP INDEX documents_origin; "
              "ALTER TABLE documents DROP COLUMN origin; ALTER TABLE claims DROP COLUMN independent; "
              "ALTER TABLE documents DROP COLUMN digest; ALTER TABLE claims DROP COLUMN digest; "
              "CREATE TABLE mentions_3 (document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, actor INTEGER NOT NULL, start INTEGER NOT NULL, "
              "\"end\" INTEGER NOT NULL, name_start INTEGER, name_end INTEGER, rule TEXT, score REAL); "
              "INSERT INTO mentions_3 SELECT document, actor, start, \"end\", name_start, name_end, (SELECT text FROM words WHERE word = rule), score / 100.0 FROM mentions; "
              "DROP TABLE mentions; ALTER TABLE mentions_3 RENAME TO mentions; CREATE INDEX mentions_document ON mentions (document, actor); "
              "CREATE TABLE contents_3 (attribution INTEGER NOT NULL REFERENCES attributions ON DELETE CASCADE, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL); "
              "INSERT INTO contents_3 SELECT attribution, start, \"end\" FROM contents; "
              "DROP TABLE contents; ALTER TABLE contents_3 RENAME TO contents; CREATE INDEX contents_attribution ON contents (attribution); DROP TABLE words; "
              "CREATE TABLE unsettled (type TEXT PRIMARY KEY) WITHOUT ROWID; "
              "PRAGMA user_version = 3");
    if (version == 3) return;
    db_run(b, "DROP INDEX participants_code");
    for (size_t i = 0; i < sizeof coded / sizeof *coded; i++) {
        char sql[500];
        const char *t = coded[i];
        snprintf(sql, sizeof sql,
                 "ALTER TABLE %s ADD COLUMN whole TEXT NOT NULL DEFAULT ''; "
                 "UPDATE %s SET whole = code; ALTER TABLE %s DROP COLUMN code; "
                 "ALTER TABLE %s DROP COLUMN country; ALTER TABLE %s DROP COLUMN role; "
                 "ALTER TABLE %s RENAME COLUMN whole TO code",
                 t, t, t, t, t, t);
        db_run(b, sql);
    }
    db_run(b, "CREATE INDEX participants_code ON participants (code); PRAGMA user_version = 2");
    if (version == 1)
        db_run(b, "ALTER TABLE mentions DROP COLUMN name_start; "
                  "ALTER TABLE mentions DROP COLUMN name_end; "
                  "ALTER TABLE mentions DROP COLUMN rule; ALTER TABLE mentions DROP COLUMN score; "
                  "PRAGMA user_version = 1");
}

/* What the tables of a document have that db_age took to `version` and opening brought back. */
static void db_aged_holds(const box *b, int version)
{
    char current[80];
    snprintf(current, sizeof current, "user_version = %d FROM pragma_user_version", LG_VERSION);
    db_holds(b, current);
    db_holds(b, "count(*) = 17 FROM sqlite_master WHERE type = 'view'");
    db_holds(b, "count(*) = count(x.document) FROM documents LEFT JOIN trees x USING (document)");
    if (version < 9)
        db_holds(b, "min(instr(sayso_unpack(x.bytes), CAST('# a tree' AS BLOB))) > 0 FROM trees x");
    db_holds(b, "count(*) = 1 FROM search WHERE search MATCH 'foreign'");
    db_holds(b, "count(*) = 0 FROM numbers");
    db_holds(b, "count(*) = (SELECT count(*) FROM was) AND sum(role = 'IGOUNO') = 1 AND "
                "sum(country = 'PRK') = 2 AND sum(country = 'EUR' AND role = 'MIL') = 1 "
                "FROM participants JOIN was USING (event, side, number, country, role) "
                "WHERE code = country || role");
    db_holds(b, "count(*) = 1 AND min(country) = 'PRK' AND min(role) = '' AND min(code) = 'PRK' "
                "FROM actors");
    db_holds(b, "count(*) = 3 AND count(*) = sum(country = 'RUS' AND role = 'GOV') "
                "FROM attributions");
    db_holds(b, version == 1 ? "count(*) = 1 AND count(rule) + count(name_start) = 0 FROM mentions"
                             : "count(*) = 1 AND count(rule) = 1 FROM mentions");
    db_holds(b, "count(*) > 0 AND count(*) = (SELECT count(*) FROM called) AND count(*) = (SELECT count(*) FROM named) "
                "FROM named JOIN called USING (key, at, telling)");
    db_run(b, "DROP TABLE was; DROP TABLE called");
}

static bool tells(void *user, const char *what)
{
    (void)user;
    print_error("%s\n", what);
    return true;
}

/* Is the ledger as it was written? */
static void untouched(const box *b)
{
    uint64_t n;
    sayso_error err;
    sayso_ledger *l = opened(b, false);
    assert_int_equal(sayso_ledger_verify(l, tells, NULL, &n, &err), SAYSO_OK);
    assert_int_equal(n, 0);
    sayso_ledger_close(l);
}

/* A ledger of an older version is brought to this one by whoever opens it first; what it holds
 * stays. */
static void older_ledgers_are_brought_along(void **state)
{
    const box *b = *state;
    for (int i = 0; i < 2 * (LG_VERSION - 1); i++) {
        const bool write = i % 2;
        const int version = 1 + i / 2;
        sayso_ledger *l = opened(b, true);
        made m;
        denial(&m, write ? "b" : "a", "2025-06-05");
        made_event(&m, SAYSO_CONSULT, SAYSO_ACTUAL, "confirmed", "IGOUNO:The president",
                   "EURMIL:foreign forces");
        sayso_participant soldiers = m.events[0].actor[0];
        const sayso_actor_mention mention = { soldiers.span, { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET },
                                              "surname", 0.85 };
        m.actors[m.r.n_actors++] = (sayso_actor){ .name = "Korvia", .code = { "PRK", "" },
            .kind = "country", .mentions = &mention, .n_mentions = 1 };
        soldiers.actor = 0;
        m.events[0].actor = &soldiers;
        m.events[0].cue = soldiers.span;
        added(l, &m, false);
        settled(l);
        char *before = made_dump(l);
        sayso_ledger_close(l);
        db_age(b, version);
        l = opened(b, write);
        sayso_ledger *writer = opened(b, true); /* claims are worked out anew */
        settled(writer);
        sayso_ledger_close(writer);
        char *after = made_dump(l);
        assert_string_equal(before, after);
        free(before);
        free(after);
        sayso_ledger_close(l);
        if (version >= 8) untouched(b);
        db_aged_holds(b, version);
        l = opened(b, true); /* and can be written */
        added(l, &m, true);
        sayso_ledger_close(l);
        db_holds(b, "count(*) = 1 FROM mentions JOIN words ON word = rule WHERE text = 'surname' AND score = 85");
        made_end(&m);
        unlink(b->path);
    }
}

/* What is there is known by id and text, before anybody reads it. */
static void stored_documents_are_known(void **state)
{
    sayso_ledger *l = opened(*state, true);
    sayso_error err;
    made a;
    char key[SAYSO_KEY_SIZE], found[SAYSO_KEY_SIZE];
    bool there;
    denial(&a, "a", "2025-06-05");
    sayso_document d = { .size = sizeof d, .id = "a", .text = a.r.text, .text_len = a.r.text_len };
    assert_int_equal(sayso_ledger_has(l, &d, &there, NULL, &err), SAYSO_OK);
    assert_false(there);
    assert_int_equal(sayso_ledger_add(l, &a.r, false, key, NULL, &err), SAYSO_OK);
    assert_int_equal(sayso_ledger_has(l, &d, &there, found, &err), SAYSO_OK);
    assert_true(there);
    assert_string_equal(key, found);
    d.text_len--;
    assert_int_equal(sayso_ledger_has(l, &d, &there, NULL, &err), SAYSO_OK);
    assert_false(there);
    d.text = NULL;
    assert_int_equal(sayso_ledger_has(l, &d, &there, NULL, &err), SAYSO_BAD_ARGUMENT);
    made b;
    strike(&b, "s", "2031-05-06", "Tolm");
    added(l, &b, false);
    settled(l);
    const sayso_filter of_a = { .size = sizeof of_a, .document = "a" }, of_key = { .size = sizeof of_key, .document = key };
    assert_int_equal(found_n(l, "events", &of_a), 3);
    assert_int_equal(found_n(l, "events", &of_key), 3);
    assert_int_equal(found_n(l, "documents", &of_a), 1);
    assert_int_equal(found_n(l, "attributions", &of_a), 3);
    assert_true(found_n(l, "claims", &of_a) > 0 && found_n(l, "claims", &of_a) < found_n(l, "claims", NULL));
    made_end(&a);
    made_end(&b);
    sayso_ledger_close(l);
}

/* Every page of a ledger damaged in turn: a list, an error, never a crash. */
static void damaged_ledgers_do_not_crash(void **state)
{
    const box *b = *state;
    sayso_ledger *l = opened(b, true);
    made m;
    denial(&m, "a", "2025-06-05");
    added(l, &m, false);
    settled(l);
    sayso_ledger_close(l);
    FILE *f = fopen(b->path, "rb");
    static char bytes[1 << 19], bad[1 << 19];
    const size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    assert_true(n > 4096 && n < sizeof bytes);
    uint64_t seed = 2031;
    for (int i = 0; i < 60; i++) {
        memcpy(bad, bytes, n);
        for (int k = 0; k < 40; k++) {
            seed = sayso_hash_mix(seed + 1);
            bad[seed % n] ^= (char)(1 + (seed >> 40) % 255);
        }
        put_file(b, bad, n);
        sayso_error err;
        int rows = 0;
        sayso_explanation *x = NULL;
        if (sayso_ledger_open(&l, b->path, i % 2, &err)) continue;
        sayso_ledger_events(l, NULL, count, &rows, &err);
        sayso_ledger_explain(l, "a", &x, &err);
        sayso_explanation_free(x);
        if (i % 2) sayso_ledger_settle(l, &err);
        sayso_ledger_close(l);
    }
    made_end(&m);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(sha256_is_the_standard), T(codes_fall_into_parts), T(a_document_is_stored_once), T(a_denial_and_its_admission_are_one_claim),
        T(who_reports_a_denial_does_not_deny), T(a_negated_assertion_is_a_denial), T(an_admission_finds_the_denial_of_long_ago), T(the_order_of_documents_does_not_matter), T(filters_choose),
        T(senseless_filters_are_refused), T(a_listing_can_be_stopped), T(what_is_not_settled_stays_marked), T(records_explain_themselves),
        T(readings_that_do_not_fit_are_refused), T(what_is_no_ledger_is_refused), T(other_versions_are_refused), T(older_ledgers_are_brought_along),
        T(structs_of_other_versions), T(cursors_give_what_callbacks_give), T(attributions_are_listed), T(stored_documents_are_known),
        T(a_ledger_opened_for_reading_is_not_written), T(damaged_ledgers_do_not_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
