/* Care of a ledger: what people put right stands, ids stay when documents are read again, bytes that have changed are noticed,
 * a backup is the whole. */
#include "ledger/inside.h"
#include "base/day.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[64], copy[80];
static sayso_ledger *l;
static sayso_error err;

static void check(sayso_status st)
{
    if (st) fail_msg("%s: %s", err.name, err.msg);
}

static int setup(void **state)
{
    (void)state;
    strcpy(path, "/tmp/sayso-care-XXXXXX");
    const int fd = mkstemp(path);
    if (fd < 0) return -1;
    close(fd);
    snprintf(copy, sizeof copy, "%s-copy", path);
    return sayso_ledger_open(&l, path, true, &err);
}

static int teardown(void **state)
{
    (void)state;
    static const char *const ends[] = { "", "-wal", "-shm", "-copy" };
    sayso_ledger_close(l);
    for (int i = 0; i < 4; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

/* `more`: a newer model, that finds another event before the others. */
static void report_make(made *m, const char *id, bool more)
{
    made_begin(m, id, "2031-05-06", "Korvia met Ardia. Borland shelled Ardia near Tolm. Ministers of Borland denied the shelling. The president admitted the firing.");
    if (more) made_event(m, SAYSO_CONSULT, SAYSO_ACTUAL, "met", "PRK:Korvia", "UKR:Ardia");
    made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "shelled", "BLR:Borland", "UKR:Ardia")->place = made_place(m, "Tolm", "UKR", "UA-63");
    if (more) made_said(m, SAYSO_ASSERT, "met", "PRK:Korvia", "Ardia");
    made_said(m, SAYSO_DENY, "denied", "BLRGOV:Ministers of Borland", "the shelling");
    made_said(m, SAYSO_ADMIT, "admitted", "BLR:The president", "the firing");
    made_event(m, SAYSO_ASSAULT, SAYSO_DENIED, "shelling", "BLR:Borland", NULL)->attribution = more;
    made_event(m, SAYSO_ASSAULT, SAYSO_ACTUAL, "firing", "BLR:Borland", NULL)->attribution = 1 + more;
    made_event(m, SAYSO_CONSULT, SAYSO_ACTUAL, "Ministers", "POL:Borland", "FRA:Ardia");
}

static void report_add(const char *id, bool again, bool more, char *key)
{
    made m;
    report_make(&m, id, more);
    check(sayso_ledger_add(l, &m.r, again, key, NULL, &err));
    made_end(&m);
}

static bool line_put(void *user, const char *what)
{
    sayso_buf_printf(user, "%s\n", what);
    return true;
}

/* Nothing that `verify` finds. */
static void sound(void)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    uint64_t n;
    check(sayso_ledger_settle(l, &err));
    check(sayso_ledger_verify(l, line_put, &b, &n, &err));
    if (n) fail_msg("%s", b.at);
    sayso_buf_free(&b);
}

/* How often `what` is in the lists. */
static int times(const char *what)
{
    char *all = made_dump(l);
    int n = 0;
    for (const char *s = all; (s = strstr(s, what)); s++) n++;
    free(all);
    return n;
}

static void ids_stay_when_a_newer_model_finds_more(void **state)
{
    (void)state;
    char key[SAYSO_KEY_SIZE], id[40];
    report_add("a", false, false, key);
    sound();
    char *before = made_dump(l);
    report_add("a", true, true, key);
    sound();
    char *after = made_dump(l);
    for (const char *s = before; *s;) { /* each event of before is there with its id, and what it is */
        const int n = (int)strcspn(s, "\n");
        if (memmem(s, (size_t)n, "-e", 2) && memmem(s, (size_t)n, " claim ", 7)) {
            char line[400];
            snprintf(line, sizeof line, "%.*s", (int)((const char *)memmem(s, (size_t)n, " claim ", 7) - s), s);
            if (!strstr(after, line)) fail_msg("gone: %s", line);
        }
        s += n + (s[n] != 0);
    }
    snprintf(id, sizeof id, "%s-e4 ", key);
    assert_int_equal(times(id), 1); /* what is new is behind what was */
    free(before);
    free(after);
}

static void what_is_withdrawn_stays_so(void **state)
{
    (void)state;
    char key[SAYSO_KEY_SIZE], other[SAYSO_KEY_SIZE], id[40];
    report_add("a", false, false, key);
    report_add("b", false, false, other);
    check(sayso_ledger_settle(l, &err));
    snprintf(id, sizeof id, "%s-e0", key);
    check(sayso_ledger_withdraw(l, id, "a rehearsal", &err));
    sound();
    assert_int_equal(times(id), 0);
    report_add("a", true, true, NULL);
    sound();
    assert_int_equal(times(id), 0);
    snprintf(id, sizeof id, "%s-a0", key);
    check(sayso_ledger_withdraw(l, id, NULL, &err));
    sound();
    assert_int_equal(times(id), 0);
    check(sayso_ledger_withdraw(l, other, NULL, &err));
    sound();
    assert_int_equal(times(other), 0);
    report_add("b", false, false, NULL);
    report_add("b", true, false, NULL);
    sound();
    assert_int_equal(times(other), 0);
    assert_int_equal(sayso_ledger_withdraw(l, other, NULL, &err), SAYSO_NOT_FOUND);
    assert_int_equal(sayso_ledger_withdraw(l, "nothing-e7", NULL, &err), SAYSO_NOT_FOUND);
}

/* Its numbers have gaps then, the indices of its reading have none. */
static void reading_of_what_is_left(void **state)
{
    (void)state;
    char key[SAYSO_KEY_SIZE], id[40];
    report_add("a", false, false, key);
    for (int i = 0; i < 2; i++) {
        snprintf(id, sizeof id, "%s-%s", key, i ? "a0" : "e0");
        check(sayso_ledger_withdraw(l, id, NULL, &err));
    }
    const sayso_reading *r;
    check(sayso_ledger_reading(l, key, &r, &err));
    const sayso_led_reading_numbers *numbers = sayso_led_reading_numbers_of(l);
    assert_int_equal(r->n_events, 3);
    assert_int_equal(r->n_attributions, 1);
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(numbers->events[i], i + 1);
    assert_int_equal(numbers->attributions[0], 1);
    assert_string_equal(r->attributions[0].cue_text, "admitted");
    assert_int_equal(r->attributions[0].n_content, 1);
    assert_memory_equal(r->text + r->attributions[0].content[0].start, "the firing", 10);
    assert_int_equal(r->events[0].attribution, -1); /* whose denial was withdrawn */
    assert_int_equal(r->events[1].attribution, 0);
    char again[SAYSO_KEY_SIZE];
    sayso_ledger *other;
    check(sayso_ledger_open(&other, copy, true, &err));
    check(sayso_ledger_add(other, r, false, again, NULL, &err));
    sayso_ledger_close(other);
    assert_string_equal(again, key);
}

/* Rows of its records, without the keys that are this file's own. */
static void records_dump(const char *key, sayso_buf *out)
{
    static const char *const sql[] = {
        "SELECT number, sentence, type, mode, cameo, goldstein, status, cue, cue_start, cue_end, e.date, date_via, day_from, day_to, place, "
        "contexts, under, rule, confidence, why, telling FROM events e JOIN documents d USING (document) WHERE d.key = ? ORDER BY number",
        "SELECT e.number, p.side, p.number, p.country, p.role, p.text, p.actor, p.start, p.\"end\", p.via FROM participants p JOIN events e USING "
        "(event) JOIN documents d USING (document) WHERE d.key = ? ORDER BY e.number, p.side, p.number",
        "SELECT e.number, n.number, n.kind, n.value, n.low, n.high, n.exact, n.text, n.attribution FROM numbers n JOIN events e USING (event) JOIN "
        "documents d USING (document) WHERE d.key = ? ORDER BY e.number, n.number",
        "SELECT e.number, a.number, s.stance, s.institution, s.date, s.date_via, s.day FROM says s JOIN events e USING (event) JOIN attributions a "
        "USING (attribution) JOIN documents d ON d.document = e.document WHERE d.key = ? ORDER BY e.number, a.number",
        "SELECT a.number, a.sentence, a.country, a.role, a.text, a.kind, a.cue, a.stance, a.direct, a.inside, a.rule, c.number, c.start, c.\"end\" FROM "
        "attributions a LEFT JOIN contents c USING (attribution) JOIN documents d ON d.document = a.document WHERE d.key = ? ORDER BY a.number, c.number",
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sayso_led_stmt *s;
        bool row;
        check(sayso_led_prepare(l, sql[i], &s, &err));
        sayso_led_text(s, 1, key);
        for (check(sayso_led_step(l, s, &row, &err)); row; check(sayso_led_step(l, s, &row, &err)))
            for (int c = 0; c < sayso_led_columns(s); c++)
                sayso_buf_printf(out, "%s%s", c ? "|" : "\n", sayso_led_null(s, c) ? "-" : sayso_led_column(s, c));
        sayso_led_finalize(s);
    }
    sayso_buf_put(out, "", 1);
    assert_false(out->failed);
}

static void unlike(const char *key, const sayso_buf *was, bool want)
{
    sayso_buf now = SAYSO_BUF_EMPTY;
    records_dump(key, &now);
    assert_int_equal(strcmp(now.at, was->at) != 0, want);
    sayso_buf_free(&now);
}

/* Two that are linked, and two that tell of the same, in any order; also when read again meanwhile. */
static void what_was_withdrawn_comes_back(void **state)
{
    (void)state;
    static const char *const parts[] = { "e1", "a0", "e2", "a1", "e0" };
    static const int orders[][5] = { { 0, 1, 2, 3, 4 }, { 4, 3, 2, 1, 0 }, { 1, 0, 4, 2, 3 }, { 3, 2, 0, 4, 1 } };
    enum { N = 5, ORDERS = sizeof orders / sizeof *orders };
    char key[SAYSO_KEY_SIZE], id[N][40];
    report_add("a", false, false, key);
    for (int i = 0; i < N; i++) snprintf(id[i], sizeof id[i], "%s-%s", key, parts[i]);
    assert_int_equal(sayso_ledger_undo(l, id[0], NULL, NULL, &err), SAYSO_NOT_FOUND);
    check(sayso_ledger_correct(l, id[0], "type", "AID", NULL, &err));
    check(sayso_ledger_settle(l, &err));
    sayso_buf was = SAYSO_BUF_EMPTY;
    records_dump(key, &was);
    for (int o = 0; o < ORDERS * ORDERS; o++) {
        for (int i = 0; i < N; i++) check(sayso_ledger_withdraw(l, id[orders[o / ORDERS][i]], NULL, &err));
        sound();
        unlike(key, &was, true);
        if (o % 3 == 1) report_add("a", true, false, NULL);
        for (int i = 0; i < N; i++) {
            check(sayso_ledger_undo(l, id[orders[o % ORDERS][i]], NULL, "it was right", &err));
            if (o % 3 == 2 && i == 2) report_add("a", true, false, NULL);
        }
        sound();
        unlike(key, &was, false);
    }
    assert_int_equal(sayso_ledger_undo(l, id[0], NULL, NULL, &err), SAYSO_NOT_FOUND);
    report_add("a", true, false, NULL);
    sound();
    unlike(key, &was, false);
    check(sayso_ledger_undo(l, id[0], "type", NULL, &err)); /* what was read is known still */
    assert_int_equal(times("AID"), 0);
    sayso_buf_free(&was);
    assert_int_equal(sayso_ledger_undo(l, key, NULL, NULL, &err), SAYSO_NOT_FOUND);
    assert_int_equal(sayso_ledger_undo(l, "nothing-e7", NULL, NULL, &err), SAYSO_NOT_FOUND);
}

static char *explained(const char *id)
{
    sayso_explanation *x;
    sayso_buf b = SAYSO_BUF_EMPTY;
    check(sayso_ledger_explain(l, id, &x, &err));
    for (uint32_t i = 0; i < x->n_lines; i++)
        sayso_buf_printf(&b, "%s %s (%s)\n", x->lines[i].what, x->lines[i].text ? x->lines[i].text : "",
                         x->lines[i].via ? x->lines[i].via : "");
    sayso_buf_puts(&b, "");
    sayso_explanation_free(x);
    return b.at;
}

/* With what was corrected and withdrawn in it, whatever has come in between. */
static void a_withdrawn_document_comes_back(void **state)
{
    (void)state;
    char key[SAYSO_KEY_SIZE], other[SAYSO_KEY_SIZE], of[2][40];
    report_add("a", false, false, other);
    report_add("b", false, false, key);
    snprintf(of[0], sizeof of[0], "%s-e0", key);
    snprintf(of[1], sizeof of[1], "%s-a0", key);
    check(sayso_ledger_correct(l, of[0], "type", "AID", "a mistake", &err));
    check(sayso_ledger_withdraw(l, of[1], "twice", &err));
    check(sayso_ledger_settle(l, &err));
    char *was = made_dump(l);
    for (int round = 0; round < 3; round++) {
        bool is;
        check(sayso_ledger_withdraw(l, key, "not theirs", &err));
        check(sayso_ledger_withdrawn(l, key, &is, &err));
        assert_true(is);
        sound();
        assert_int_equal(times(key), 0);
        char *why = explained(key);
        assert_non_null(strstr(why, ": withdrawn (not theirs)"));
        free(why);
        assert_int_equal(sayso_ledger_undo(l, of[1], NULL, NULL, &err), SAYSO_NOT_FOUND);
        if (round == 1) report_add("b", true, false, NULL); /* it is not read again meanwhile */
        if (round == 2) report_add("a", true, true, NULL);  /* its numbers are another's */
        check(sayso_ledger_undo(l, key, NULL, "theirs after all", &err));
        if (round == 2) report_add("a", true, false, NULL);
        sound();
        char *now = made_dump(l);
        assert_string_equal(now, was);
        free(now);
        assert_int_equal(sayso_ledger_undo(l, key, NULL, NULL, &err), SAYSO_NOT_FOUND);
    }
    char *now = explained(key);
    assert_non_null(strstr(now, "taken back"));
    free(now);
    check(sayso_ledger_undo(l, of[1], NULL, NULL, &err));
    check(sayso_ledger_undo(l, of[0], "type", NULL, &err));
    sound();
    assert_int_equal(times("AID"), 0);
    report_add("b", true, false, NULL); /* it is read again as any other */
    sound();
    free(was);
}

static void what_is_corrected_stays_so(void **state)
{
    (void)state;
    char key[SAYSO_KEY_SIZE], id[40], want[120];
    report_add("a", false, false, key);
    snprintf(id, sizeof id, "%s-e3", key);
    check(sayso_ledger_correct(l, id, "type", "COOPERATE", NULL, &err));
    check(sayso_ledger_correct(l, id, "date", "2031-05-01", NULL, &err));
    check(sayso_ledger_correct(l, id, "actor", "DEUMIL", "it says so below", &err));
    snprintf(want, sizeof want, "%s a COOPERATE actual 2031-05-01", id);
    for (int again = 0; again < 2; again++) {
        sound();
        assert_int_equal(times(want), 1);
        assert_int_equal(times("COOPERATE DEUMIL>FRA"), 1);
        report_add("a", true, true, NULL);
    }
    check(sayso_ledger_correct(l, id, "mode", "phone", NULL, &err));
    check(sayso_ledger_correct(l, id, "mode", "", NULL, &err));
    check(sayso_ledger_correct(l, id, "cameo", "190", NULL, &err));
    sound();
    const sayso_reading *r;
    check(sayso_ledger_reading(l, key, &r, &err));
    assert_null(r->events[3].mode);
    assert_string_equal(r->events[3].cameo, "190");
    assert_true(r->events[3].goldstein == -10);
    assert_int_equal(sayso_ledger_correct(l, id, "cameo", "999", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_int_equal(sayso_ledger_correct(l, id, "mode", "lunch", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_int_equal(sayso_ledger_correct(l, id, "type", "LUNCH", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_non_null(strstr(err.msg, "one of AGREE CONSULT "));
    assert_int_equal(sayso_ledger_correct(l, id, "status", "yes", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_non_null(strstr(err.msg, "possible hypothetical denied"));
    assert_int_equal(sayso_ledger_correct(l, id, "date", "soon", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_non_null(strstr(err.msg, "YYYY-MM-DD"));
    assert_int_equal(sayso_ledger_correct(l, id, "actor", "RUSS", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_int_equal(sayso_ledger_correct(l, id, "colour", "red", NULL, &err), SAYSO_BAD_ARGUMENT);
    assert_int_equal(sayso_ledger_correct(l, key, "type", "AID", NULL, &err), SAYSO_BAD_ARGUMENT);
    sound();
}

/* Its fourth event. */
static void as_read(const char *key, char out[120])
{
    const sayso_reading *r;
    check(sayso_ledger_reading(l, key, &r, &err));
    const sayso_event *e = &r->events[3];
    snprintf(out, 120, "%s %d-%d %s %g %d %s", sayso_type_name(e->type), (int)e->date.from, (int)e->date.to,
             e->cameo ? e->cameo : "-", e->goldstein, (int)e->status, e->mode ? e->mode : "-");
}

static void what_is_taken_back_is_as_it_was_read(void **state)
{
    (void)state;
    static const char *const fields[][2] = { { "type", "COOPERATE" }, { "date", "2031-05-01" },
                                             { "actor", "DEUMIL" },   { "cameo", "190" },
                                             { "status", "denied" },  { "mode", "phone" } };
    enum { N = sizeof fields / sizeof *fields };
    char key[SAYSO_KEY_SIZE], id[40], want[120], corrected[120];
    report_add("a", false, false, key);
    check(sayso_ledger_settle(l, &err));
    snprintf(id, sizeof id, "%s-e3", key);
    as_read(key, want);
    for (int i = 0; i < N; i++) check(sayso_ledger_correct(l, id, fields[i][0], fields[i][1], NULL, &err));
    check(sayso_ledger_correct(l, id, "date", "2031-05-03", NULL, &err));
    check(sayso_ledger_undo(l, id, "date", "it was right", &err));
    snprintf(corrected, sizeof corrected, "%s a COOPERATE denied 2031-05-01", id);
    sound();
    assert_int_equal(times(corrected), 1);
    report_add("a", true, true, NULL); /* what was read is kept anew */
    sound();
    assert_int_equal(times(corrected), 1);
    for (int i = 0; i < N; i++) {
        check(sayso_ledger_undo(l, id, fields[i][0], NULL, &err));
        assert_int_equal(sayso_ledger_undo(l, id, fields[i][0], NULL, &err), SAYSO_NOT_FOUND);
    }
    sound();
    assert_int_equal(times("DEUMIL"), 0);
    char now[120];
    as_read(key, now);
    assert_string_equal(now, want);
    report_add("a", true, true, NULL);
    assert_int_equal(times(corrected), 0);
    assert_int_equal(sayso_ledger_undo(l, id, "colour", NULL, &err), SAYSO_NOT_FOUND);
    assert_int_equal(sayso_ledger_undo(l, key, "type", NULL, &err), SAYSO_NOT_FOUND);
    sound();
}

static void claims_are_merged_and_split(void **state)
{
    (void)state;
    char key[SAYSO_KEY_SIZE], other[SAYSO_KEY_SIZE], a[40], b[40], want[80];
    made m;
    report_add("a", false, false, key);
    made_begin(&m, "c", "2031-05-20", "Borland struck Ardia.");
    made_event(&m, SAYSO_ASSAULT, SAYSO_ACTUAL, "struck", "BLR:Borland", "UKR:Ardia");
    check(sayso_ledger_add(l, &m.r, false, other, NULL, &err));
    made_end(&m);
    check(sayso_ledger_settle(l, &err));
    snprintf(a, sizeof a, "%s-c0", key);
    snprintf(b, sizeof b, "%s-c0", other);
    snprintf(want, sizeof want, "claim %s", a);
    assert_int_equal(times(want), 3);
    check(sayso_ledger_merge(l, a, b, NULL, &err));
    sound();
    assert_int_equal(times(want), 4);
    report_add("a", true, true, NULL); /* and when it is read again */
    sound();
    assert_int_equal(times(want), 4);
    snprintf(b, sizeof b, "%s-e0", other);
    const char *out = b;
    check(sayso_ledger_split(l, a, &out, 1, "two weeks lie between", &err));
    sound();
    assert_int_equal(times(want), 3);
    assert_int_equal(sayso_ledger_split(l, a, &out, 1, NULL, &err), SAYSO_BAD_ARGUMENT); /* it is of another claim */
    snprintf(b, sizeof b, "%s-c3", key);
    assert_int_equal(sayso_ledger_merge(l, a, b, NULL, &err), SAYSO_BAD_ARGUMENT); /* of another type */
    snprintf(b, sizeof b, "%s-c77", key);
    assert_int_equal(sayso_ledger_merge(l, a, b, NULL, &err), SAYSO_NOT_FOUND);
    sound();
    assert_int_equal(times(want), 3);
}

static size_t file_get(const char *name, char *bytes, size_t room)
{
    FILE *f = fopen(name, "rb");
    assert_non_null(f);
    const size_t n = fread(bytes, 1, room, f);
    fclose(f);
    return n;
}

static void file_put(const char *name, const char *bytes, size_t n)
{
    FILE *f = fopen(name, "wb");
    assert_true(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

/* Each of many bytes flipped: either verify tells, or every list is what it was. */
static void flipped_bytes_are_found(void **state)
{
    (void)state;
    enum { FLIPS = 800 };
    char key[SAYSO_KEY_SIZE];
    for (int i = 0; i < 4; i++) report_add((char[]){ (char)('a' + i), 0 }, false, i % 2, key);
    sound();
    check(sayso_ledger_backup(l, copy, &err));
    char *want = made_dump(l);
    static char bytes[1 << 20];
    const size_t n = file_get(copy, bytes, sizeof bytes);
    assert_true(n > 4096 && n < sizeof bytes);
    const char *given = getenv("SAYSO_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 2031;
    int found = 0, silent = 0;
    for (int i = 0; i < FLIPS; i++) {
        seed = sayso_hash_mix(seed + 1);
        const size_t at = seed % n;
        const char was = bytes[at];
        bytes[at] ^= (char)(1 << (seed >> 50) % 8);
        file_put(copy, bytes, n);
        sayso_ledger *bent;
        uint64_t things = 1;
        const bool opened = sayso_ledger_open(&bent, copy, false, &err) == SAYSO_OK;
        if (opened) check(sayso_ledger_verify(bent, NULL, NULL, &things, &err));
        if (things) found++;
        else {
            char *got = made_dump(bent);
            if (strcmp(got, want) != 0) {
                print_message("byte %zu of %zu\n", at, n);
                silent++;
            }
            free(got);
        }
        if (opened) sayso_ledger_close(bent);
        bytes[at] = was;
    }
    print_message("%d of %d flips found; the others changed nothing that is listed, but %d\n", found, FLIPS, silent);
    assert_int_equal(silent, 0);
    assert_true(found > FLIPS / 10); /* most of a small ledger is empty */
    free(want);
}

static void a_backup_is_the_whole(void **state)
{
    (void)state;
    report_add("a", false, false, NULL);
    sound();
    char *want = made_dump(l);
    check(sayso_ledger_backup(l, copy, &err));
    assert_int_equal(sayso_ledger_backup(l, copy, &err), SAYSO_BAD_ARGUMENT); /* there is such a file */
    assert_int_equal(sayso_ledger_backup(l, "/nowhere/at/all", &err), SAYSO_LEDGER);
    sayso_ledger_close(l);
    check(sayso_ledger_open(&l, copy, false, &err));
    char *got = made_dump(l);
    assert_string_equal(got, want);
    free(got);
    free(want);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(ids_stay_when_a_newer_model_finds_more), T(what_is_withdrawn_stays_so), T(reading_of_what_is_left), T(what_was_withdrawn_comes_back), T(a_withdrawn_document_comes_back), T(what_is_corrected_stays_so), T(what_is_taken_back_is_as_it_was_read), T(claims_are_merged_and_split),
        T(flipped_bytes_are_found), T(a_backup_is_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
