/* Claims do not depend on the order in which reports came, nor on how many at a time, nor on what was taken out and put in again
 * between: random reports of a small world, dense enough that a new one changes the claims of others. */
#include "ledger/inside.h"
#include "ledger/pack.h"
#include "ledger/regroup.h"
#include "base/day.h"
#include "made.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DOCUMENTS = 160, EVENTS = 3, SHUFFLES = 6 };

typedef struct report {
    sayso_reading r;
    char id[16], date[SAYSO_DAY_SIZE], text[400];
    sayso_sentence sentence;
    sayso_actor actors[2];
    sayso_place place;
    sayso_participant parties[EVENTS][2];
    sayso_event events[EVENTS];
    sayso_attribution said[EVENTS];
    sayso_span content;
} report;

static uint64_t seed;
static uint32_t chance(uint32_t n) { return (uint32_t)((seed = sayso_hash_mix(seed + 0x9e3779b97f4a7c15ULL)) >> 20) % n; }

static const char first[] = "Borland struck Ardia, a minister said.";
static const sayso_span none = { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET };

static sayso_participant party(void)
{
    static const char *const countries[] = { "BLR", "UKR", "POL", "RUS" }, *const roles[] = { "", "GOV", "MIL" };
    sayso_participant p = { .span = none, .text = "somebody", .actor = (int32_t)chance(8) < 2 ? (int32_t)chance(2) : -1 };
    if (chance(6)) strcpy(p.code.country, countries[chance(4)]);
    strcpy(p.code.role, roles[chance(3)]);
    return p;
}

static sayso_day day_of(int kind, int32_t base)
{
    if (kind == 0) return (sayso_day){ 0 };
    const int32_t from = base + (int32_t)chance(14), days = kind == 1 ? 0 : kind == 2 ? 27 : 364;
    return (sayso_day){ from, from + days, days == 0 ? SAYSO_DAY : days == 27 ? SAYSO_MONTH : SAYSO_YEAR };
}

static void said_make(report *x, uint32_t i)
{
    static const sayso_stance stances[] = { SAYSO_ASSERT, SAYSO_DENY, SAYSO_ADMIT, SAYSO_CONFIRM };
    x->said[i] = (sayso_attribution){ .source = party(), .source_kind = "institution", .cue = { 33, 37 }, .cue_text = "said", .content = &x->content,
                                      .n_content = 1, .stance = stances[chance(4)], .inside = -1, .rule = "test" };
    x->events[i].attribution = (int32_t)i;
}

static void event_make(report *x, uint32_t i, int32_t base)
{
    static const char *const modes[] = { NULL, NULL, "airstrike" };
    static const sayso_event_status statuses[] = { SAYSO_ACTUAL, SAYSO_ACTUAL, SAYSO_ACTUAL, SAYSO_DENIED, SAYSO_FUTURE };
    x->parties[i][0] = party();
    x->parties[i][1] = party();
    x->events[i] = (sayso_event){ .type = chance(2) ? SAYSO_ASSAULT : SAYSO_CONSULT, .status = statuses[chance(5)], .cue = { 8, 14 }, .cue_text = "struck",
                                  .actor = &x->parties[i][0], .n_actor = 1, .recipient = &x->parties[i][1], .n_recipient = chance(3) != 0, .place = (int32_t)chance(3) - 1 > 0 ? 0 : -1,
                                  .attribution = -1, .same = -1, .mode = modes[chance(3)], .cameo = "190", .rule = "test", .confidence = 0.5 };
    if (chance(3) == 0) {
        x->events[i].date = day_of(chance(4) ? 1 : 2 + (int)chance(2), base);
        x->events[i].date_via = "text";
    }
    if (chance(3) == 0) said_make(x, i);
}

/* One of a few texts, with some words changed: whether two are copies may hang on a third. */
static void text_make(report *x)
{
    const uint32_t of = chance(40), changed = chance(5);
    int n = snprintf(x->text, sizeof x->text, "%s", first);
    for (uint32_t i = 0; i < 24; i++)
        n += snprintf(x->text + n, sizeof x->text - (size_t)n, " w%u", chance(10) < changed ? chance(100000) : of * 100 + i);
}

static void report_make(report *x, uint32_t n)
{
    static const char *const languages[] = { "en" };
    *x = (report){ .sentence = { { 0, sizeof first - 1 }, "en", NULL }, .content = { 0, 20 } };
    text_make(x);
    const sayso_day day = day_of(chance(6) != 0, 22000 + 40 * (int32_t)chance(3));
    snprintf(x->id, sizeof x->id, "d%u", n);
    sayso_day_text(day, x->date);
    for (int i = 0; i < 2; i++) x->actors[i] = (sayso_actor){ .name = i ? "Ann" : "Bob", .kind = "person" };
    x->place = (sayso_place){ { 15, 20 }, "Ardia", "UKR", "UA-63", 1, 1, "test" };
    x->r = (sayso_reading){ .id = x->id, .date = *x->date ? x->date : NULL, .day = day, .text = x->text, .text_len = (uint32_t)strlen(x->text), .languages = languages,
                            .n_languages = 1, .sentences = &x->sentence, .n_sentences = 1, .actors = x->actors, .n_actors = 2, .places = &x->place, .n_places = 1,
                            .events = x->events, .n_events = 1 + chance(EVENTS), .attributions = x->said, .n_attributions = EVENTS, .n_words = 6 };
    for (uint32_t i = 0; i < EVENTS; i++) {
        x->said[i] = (sayso_attribution){ .source = { .span = none, .actor = -1 }, .source_kind = "unnamed", .cue = none, .inside = -1 };
        event_make(x, i, day.precision ? day.from - 7 : 22000);
    }
}

static void shuffle(uint32_t *order)
{
    for (uint32_t i = 0; i < DOCUMENTS; i++) order[i] = i;
    for (uint32_t i = DOCUMENTS; i-- > 1;) {
        const uint32_t k = chance(i + 1), was = order[i];
        order[i] = order[k];
        order[k] = was;
    }
}

static void check(sayso_status st, const sayso_error *err)
{
    if (st) fail_msg("%s", err->msg);
}

/* How often claims are settled: 0 at the end only, else after so many documents. `again`: documents are read anew meanwhile. */
static char *ledger_of(const report *reports, const uint32_t *order, uint32_t every, bool again)
{
    char path[] = "/tmp/sayso-regroup-XXXXXX", name[64];
    sayso_ledger *l;
    sayso_error err;
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    check(sayso_ledger_open(&l, path, true, &err), &err);
    check(sayso_led_run(l, "PRAGMA synchronous = OFF", &err), &err);
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        check(sayso_ledger_add(l, &reports[order[i]].r, false, NULL, NULL, &err), &err);
        if (every && i % every == every - 1) check(sayso_ledger_settle(l, &err), &err);
        if (again && chance(3) == 0) check(sayso_ledger_add(l, &reports[order[chance(i + 1)]].r, true, NULL, NULL, &err), &err);
    }
    check(sayso_ledger_settle(l, &err), &err);
    uint64_t behind;
    check(sayso_ledger_unsettled(l, &behind, &err), &err);
    assert_int_equal(behind, 0);
    char *all = made_dump(l);
    sayso_ledger_close(l);
    static const char *const ends[] = { "", "-wal", "-shm" };
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return all;
}

/* Fails with the first line that differs: the whole is long. */
static void differ(const char *got, const char *want, int shuffle_no)
{
    for (const char *g = got, *w = want; *g || *w;) {
        const int n = (int)strcspn(g, "\n"), k = (int)strcspn(w, "\n");
        if (n != k || memcmp(g, w, (size_t)n) != 0) fail_msg("shuffle %d: \"%.*s\", not \"%.*s\"", shuffle_no, n, g, k, w);
        g += n + (g[n] != 0);
        w += k + (w[k] != 0);
    }
}

static void any_order_gives_the_same_claims(void **state)
{
    (void)state;
    const char *given = getenv("SAYSO_TEST_SEED");
    seed = given ? strtoull(given, NULL, 10) : 2031;
    print_message("seed %llu\n", (unsigned long long)seed);
    report *reports = calloc(DOCUMENTS, sizeof *reports);
    uint32_t order[DOCUMENTS], claims = 0;
    for (uint32_t i = 0; i < DOCUMENTS; i++) report_make(&reports[i], i);
    shuffle(order);
    char *want = ledger_of(reports, order, 0, false);
    for (const char *s = want; (s = strstr(s, " events ")); s++) claims++;
    assert_true(claims > DOCUMENTS / 8); /* a world where claims are made, and joined */
    for (int i = 0; i < SHUFFLES; i++) {
        shuffle(order);
        char *got = ledger_of(reports, order, i < 3 ? 1 : 17, i % 3 == 1);
        differ(got, want, i);
        free(got);
    }
    free(want);
    free(reports);
}

/* What is kept of a report comes back; what is cut or bent does not pass for one. */
static void packed_reports_come_back(void **state)
{
    (void)state;
    seed = 7;
    sayso_led_report r = { .type = SAYSO_ASSAULT, .phase = LG_FUTURE, .dated = true, .from = -700000, .to = -699000, .mode = "airstrike", .country = "", .stances = 9 };
    sayso_led_side_add(&r.actor, sayso_led_code_of("RUS", "GOV"), NULL);
    sayso_led_side_add(&r.recipient, sayso_led_code_of("", "IGOUNO"), "Ann");
    strcpy(r.denier, "RUS");
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_led_pack(&b, &r);
    sayso_led_report back;
    assert_true(sayso_led_unpack(b.at, b.len, &back));
    assert_string_equal(back.mode, "airstrike");
    assert_null(back.place);
    assert_string_equal(back.country, "");
    assert_int_equal(back.to, -699000);
    assert_string_equal(back.recipient.at[0].code.country, "IGOUNO");
    assert_string_equal(back.recipient.at[0].name, "Ann");
    for (size_t n = 0; n < b.len; n++) assert_false(sayso_led_unpack(b.at, n, &back));
    for (int i = 0; i < 20000; i++) { /* never beyond the bytes, whatever they are */
        char *bent = malloc(b.len);
        memcpy(bent, b.at, b.len);
        bent[chance((uint32_t)b.len)] ^= (char)(1 + chance(255));
        if (sayso_led_unpack(bent, b.len, &back)) assert_true(back.actor.n <= LG_MOST_PARTIES && back.from <= back.to);
        free(bent);
    }
    sayso_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(packed_reports_come_back), cmocka_unit_test(any_order_gives_the_same_claims) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
