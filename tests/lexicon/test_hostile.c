/* A lexicon file that is cut, altered or made up: a clear error or a lexicon that can be used,
 * never a crash. */
#include "tables.h"
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { HEAD = 48, ENTRY = 40 };

static void small_lexicon(tables *t)
{
    tables_begin(t);
    tables_write(t, "knowledge/countries.tsv", "UKR\tUA\tEEU\t50.45\t30.52\tKyiv\n");
    tables_write(t, "knowledge/people.tsv",
                 "ada\tAda Example\tАда Екземпляр\tUKRGOV\tminister\t2030-03\t-\toffice\n");
    tables_write(t, "languages/xx/endings.tsv", "ending\tа\tи|у\nskip\t-\tof\n");
    tables_write(t, "languages/xx/words.tsv", "modal\tmay\tpossible\nhedge\tin_all\n@p\tpact\n");
    tables_write(t, "languages/xx/events.tsv",
                 "sign.VERB\tSUPPORT\t-\t057\tobj=@p\tsym:subj|with\t0\tdiplomatic\n");
    tables_write(t, "languages/xx/cues.tsv", "say.VERB\tassert\naccording_to.PREP\tassert\n");
    tables_write(t, "languages/xx/dates.tsv", "month\tjune\t6\n");
    tables_write(t, "languages/xx/roles.tsv", "army_chief\tMIL\tperson\n");
    tables_open(t);
}

/* Every lookup once, so that a bad index that got through would be followed. */
static void use(const sayso_lexicon *lx)
{
    static const char *const texts[] = { "sign/sign.VERB",
                                         "say/say.VERB according/according.VERB to/to.ADP",
                                         "in all may/may.AUX June",
                                         "army chief",
                                         "Ada Example",
                                         "Аду Екземпляр",
                                         "A. Example" };
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sayso_word w[8];
        sayso_name_match m[4];
        sayso_date_word d[4];
        uint32_t n_entries;
        const uint32_t n = tables_words(texts[i], w, 8, &arena);
        for (uint32_t k = 0; k < n; k++) {
            sayso_lexicon_word_events(lx, 0, &w[k], SAYSO_VERB, &n_entries);
            sayso_lexicon_word_cues(lx, 0, &w[k], SAYSO_VERB, &n_entries);
            sayso_lexicon_phrase(lx, 0, w + k, n - k);
            sayso_lexicon_date_words(lx, 0, w + k, n - k, d, 4);
            for (int c = 0; c < SAYSO_N_CLASSES; c++)
                sayso_lexicon_class(lx, 0, (sayso_class)c, w + k, n - k, NULL);
            const uint32_t found = sayso_lexicon_match(lx, 0, w + k, n - k, m, 4);
            for (uint32_t f = 0; f < found; f++)
                assert_non_null(sayso_lexicon_entity(lx, m[f].entity)->id);
        }
    }
    sayso_arena_free(&arena);
}

static void try_bytes(const char *bytes, size_t n, bool must_fail)
{
    sayso_lexicon *lx;
    sayso_error err;
    void *copy;
    /* its own room, so that sanitizers see a step outside */
    assert_int_equal(posix_memalign(&copy, 64, n ? n : 1), 0);
    memcpy(copy, bytes, n);
    const sayso_status st = sayso_lexicon_open_memory(&lx, copy, n, "hostile", &err);
    assert_true(st == SAYSO_OK || st == SAYSO_BAD_MODEL);
    if (must_fail) assert_int_equal(st, SAYSO_BAD_MODEL);
    if (st) assert_true(err.code == st && err.msg[0]);
    else use(lx);
    sayso_lexicon_close(lx);
    free(copy);
}

static void test_cut(void **state)
{
    (void)state;
    tables t;
    small_lexicon(&t);
    use(t.lexicon);
    for (size_t n = 0; n < t.result.file.len; n += n < 2048 ? 1 : 61)
        try_bytes(t.result.file.at, n, true);
    tables_end(&t);
}

static void test_flipped(void **state)
{
    (void)state;
    tables t;
    small_lexicon(&t);
    const size_t n = t.result.file.len;
    const uint64_t zeros_may_lie_between = 64;
    uint32_t refused = 0, tried = 0;
    for (size_t at = 0; at < n; at += at < 2048 ? 1 : 7, tried++) {
        sayso_lexicon *lx;
        t.bytes[at] ^= (char)(1 << at % 8);
        if (sayso_lexicon_open_memory(&lx, t.bytes, n, "flipped", NULL) != SAYSO_OK) refused++;
        sayso_lexicon_close(lx);
        t.bytes[at] ^= (char)(1 << at % 8);
    }
    /* all but what falls between sections */
    assert_true(refused + 20 * zeros_may_lie_between > tried);
    tables_end(&t);
}

/* Altered, and the checksums made right again: what the records themselves are checked for. */
static void checksums_mend(char *bytes)
{
    uint32_t n;
    uint64_t h;
    memcpy(&n, bytes + 32, 4);
    for (uint32_t i = 0; i < n; i++) {
        char *e = bytes + HEAD + (size_t)i * ENTRY;
        uint64_t offset, len;
        memcpy(&offset, e + 16, 8);
        memcpy(&len, e + 24, 8);
        h = sayso_hash(bytes + offset, len, 0);
        memcpy(e + 32, &h, 8);
    }
    h = sayso_hash(bytes + HEAD, (size_t)n * ENTRY, 0);
    memcpy(bytes + 40, &h, 8);
}

static void test_made_up(void **state)
{
    (void)state;
    static const uint8_t values[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };
    tables t;
    small_lexicon(&t);
    const size_t n = t.result.file.len;
    uint32_t sections;
    memcpy(&sections, t.bytes + 32, 4);
    for (size_t at = HEAD + (size_t)sections * ENTRY; at < n; at++)
        for (size_t v = 0; v < sizeof values; v++) {
            const char was = t.bytes[at];
            if (at > 4096 && (at + v) % 5) continue;
            t.bytes[at] = (char)values[v];
            checksums_mend(t.bytes);
            try_bytes(t.bytes, n, false);
            t.bytes[at] = was;
        }
    tables_end(&t);
}

static void test_absent(void **state)
{
    (void)state;
    sayso_lexicon *lx;
    sayso_error err;
    assert_int_equal(sayso_lexicon_open(&lx, "/nowhere/lexicon.sayso", &err), SAYSO_NOT_FOUND);
    assert_null(lx);
    sayso_lexicon_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cut), cmocka_unit_test(test_flipped),
                                        cmocka_unit_test(test_made_up),
                                        cmocka_unit_test(test_absent) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
