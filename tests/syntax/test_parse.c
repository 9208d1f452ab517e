/* A tiny model parses what it was taught; damaged models are refused or parse without harm. */
#include "tiny.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static tiny_model model;

static int model_train(void **unused)
{
    (void)unused;
    model = tiny_train(1);
    return 0;
}

static int model_drop(void **unused)
{
    (void)unused;
    tiny_free(&model);
    return 0;
}

/* Words without their analysis. */
static void words_blank(sayso_word *to, const sayso_word *from, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to[i] = (sayso_word){ .form = from[i].form,
                              .span = from[i].span,
                              .mwt_index = from[i].mwt_index,
                              .mwt_len = from[i].mwt_len,
                              .flags = from[i].flags };
}

static void knows_what_it_was_taught(void **unused)
{
    treebank gold;
    sayso_file f;
    sayso_error err;
    sayso_syntax *m;
    sayso_syntax_ws *ws;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    (void)unused;
    tiny_read(&gold);
    assert_int_equal(sayso_file_open_memory(&f, model.bytes, model.n, "tiny", "model", &err),
                     SAYSO_OK);
    assert_int_equal(sayso_syntax_open(&m, &f, &err), SAYSO_OK);
    assert_int_equal(sayso_syntax_ws_new(&ws, &err), SAYSO_OK);
    for (uint32_t s = 0; s < gold.text->n_sents; s++) {
        const sayso_sent *sent = &gold.text->sents[s];
        const sayso_word *want = gold.text->words + sent->first_word;
        sayso_word got[16];
        words_blank(got, want, sent->n_words);
        assert_int_equal(sayso_syntax_parse(m, ws, got, sent->n_words, &arena, &err), SAYSO_OK);
        for (uint32_t i = 0; i < sent->n_words; i++) {
            assert_int_equal(got[i].upos, want[i].upos);
            assert_int_equal(got[i].feats, want[i].feats);
            assert_int_equal(got[i].head, want[i].head);
            assert_string_equal(got[i].deprel, want[i].deprel);
            assert_int_equal(got[i].rel, want[i].rel);
            assert_int_equal(got[i].sub, want[i].sub);
            assert_int_equal(got[i].name, want[i].name);
            assert_true(sayso_str_eq(got[i].lemma, want[i].lemma));
        }
    }
    sayso_syntax_ws_free(ws);
    sayso_syntax_close(m);
    sayso_arena_free(&arena);
    treebank_free(&gold);
}

static void check_tree(const sayso_word *w, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t v = i, steps = 0;
        roots += w[i].head == SAYSO_ROOT;
        assert_true((w[i].head == SAYSO_ROOT) == (w[i].rel == SAYSO_REL_ROOT));
        while (w[v].head != SAYSO_ROOT) {
            assert_true(w[v].head < n && ++steps <= n);
            v = w[v].head;
        }
    }
    assert_int_equal(roots, 1);
}

static sayso_status open_and_parse(const tiny_model *t)
{
    static const char *const forms[] = { "The",
                                         "\xff",
                                         "",
                                         "port",
                                         "\xD0\x9C\xD1\x96\xD0\xBD\xD1\x96\xD1\x81\xD1\x82\xD1\x80",
                                         "2031",
                                         "\xE2\x80\x99",
                                         "attacked",
                                         "." };
    sayso_file f;
    sayso_error err;
    sayso_syntax *m = NULL;
    sayso_syntax_ws *ws = NULL;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_word words[SAYSO_MOST_WORDS];
    sayso_status st = sayso_file_open_memory(&f, t->bytes, t->n, "tiny", "model", &err);
    if (!st) st = sayso_syntax_open(&m, &f, &err);
    if (!st) st = sayso_syntax_ws_new(&ws, &err);
    for (uint32_t n = 1; !st && n <= SAYSO_MOST_WORDS; n += n < 20 ? 6 : 190) {
        for (uint32_t i = 0; i < n; i++)
            words[i] = (sayso_word){ .form = sayso_str_of(forms[(i * 7 + n) % 9]),
                                     .mwt_len = 1,
                                     .flags = (uint8_t)(i % 5) };
        st = sayso_syntax_parse(m, ws, words, n, &arena, &err);
        if (!st) check_tree(words, n);
    }
    sayso_syntax_ws_free(ws);
    sayso_syntax_close(m);
    sayso_arena_free(&arena);
    return st;
}

static void any_words_give_a_tree(void **unused)
{
    (void)unused;
    assert_int_equal(open_and_parse(&model), SAYSO_OK);
}

/* The model with `change` bytes of one section drawn anew or its end cut off, checksums right. */
static tiny_model damaged(unsigned section, unsigned change, uint64_t seed)
{
    static const char *const names[] = { "syn.head",   "syn.values", "syn.allowed", "syn.rels",
                                         "syn.keys",   "syn.rows",   "syn.weights", "syn.scales",
                                         "syn.biases", "syn.roots",  "lem.rules",   "lem.bytes",
                                         "lem.keys",   "lem.lemmas", "lem.letters" };
    sayso_file f;
    sayso_error err;
    rng g = { seed };
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf out = SAYSO_BUF_EMPTY;
    assert_int_equal(sayso_file_open_memory(&f, model.bytes, model.n, "tiny", "model", &err),
                     SAYSO_OK);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n;
        const void *bytes = sayso_file_section(&f, names[i], &n);
        uint8_t *copy = malloc(n + 1);
        assert_non_null(copy);
        memcpy(copy, bytes, n);
        for (unsigned k = 0; i == section && n && k < change; k++)
            copy[rng_next(&g) % n] = (uint8_t)rng_next(&g);
        if (i != section || change) sayso_file_put(&w, names[i], copy, n);
        else if (n > 1) sayso_file_put(&w, names[i], copy, n - 1);
        free(copy);
    }
    assert_int_equal(sayso_file_finish(&w, "model", &out, &err), SAYSO_OK);
    const tiny_model m = tiny_copy(out.at, out.len);
    sayso_buf_free(&out);
    sayso_file_writer_free(&w);
    return m;
}

static void damage_is_refused_or_harmless(void **unused)
{
    (void)unused;
    for (unsigned section = 0; section < 15; section++)
        for (unsigned round = 0; round < 25; round++) {
            tiny_model m = damaged(section, round % 5, section * 1000 + round);
            const sayso_status st = open_and_parse(&m);
            assert_true(st == SAYSO_OK || st == SAYSO_BAD_MODEL);
            /* cut off, or missing */
            if (round % 5 == 0 && section != 3 && section < 14 && section != 11)
                assert_int_equal(st, SAYSO_BAD_MODEL);
            tiny_free(&m);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(knows_what_it_was_taught),
                                        cmocka_unit_test(any_words_give_a_tree),
                                        cmocka_unit_test(damage_is_refused_or_harmless) };
    return cmocka_run_group_tests(tests, model_train, model_drop);
}
