#include "trees.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *lexicon;

static const char *const TWO =
    "The the DET _ 2 det\n"
    "ministers minister NOUN Number=Plur 6 nsubj\n"
    "of of ADP _ 4 case\n"
    "Ruritania Ruritania PROPN _ 2 nmod\n"
    "have have AUX _ 6 aux\n"
    "resigned resign VERB _ 0 root\n"
    "and and CCONJ _ 8 cc\n"
    "left leave VERB _ 6 conj\n"
    "\n"
    "Peace peace NOUN _ 0 root\n"
    ", , PUNCT _ 3 punct\n"
    "bread bread NOUN _ 1 conj\n"
    "and and CCONJ _ 5 cc\n"
    "land land NOUN _ 3 conj\n";

static void test_lists(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL, TWO);
    const sayso_ctx *c = &t.c;
    assert_int_equal(c->tree.parent[0], 1);
    assert_int_equal(c->tree.parent[5], SAYSO_NO_WORD);
    assert_int_equal(c->tree.parent[8], SAYSO_NO_WORD);
    assert_int_equal(c->tree.first_child[1], 0);
    assert_int_equal(c->tree.next_sibling[0], 3);
    assert_int_equal(c->tree.next_sibling[3], SAYSO_NO_WORD);
    assert_int_equal(c->tree.sentence[8], 1);
    assert_int_equal(sayso_tree_child(c, 5, SAYSO_CONJ, SAYSO_NO_WORD), 7);
    assert_int_equal(sayso_tree_child(c, 5, SAYSO_OBJ, SAYSO_NO_WORD), SAYSO_NO_WORD);
    trees_free(&t);
}

static void test_spans(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL, TWO);
    uint32_t first, last;
    sayso_tree_yield(&t.c, 1, &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 3);
    sayso_tree_yield(&t.c, 5, &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 7);
    assert_string_equal(sayso_span_text(&t.c, sayso_words_span(&t.c, 0, 3)),
                        "The ministers of Ruritania");
    const sayso_span trimmed = sayso_span_trim(&t.c, sayso_words_span(&t.c, 8, 9));
    assert_string_equal(sayso_span_text(&t.c, trimmed), "Peace");
    assert_true(sayso_tree_above(&t.c, 5, 0));
    assert_true(sayso_tree_above(&t.c, 1, 1));
    assert_false(sayso_tree_above(&t.c, 1, 5));
    assert_false(sayso_tree_above(&t.c, 1, 9));
    trees_free(&t);
}

static void trims_to(const char *text, uint32_t start, uint32_t end, const char *want)
{
    sayso_text words = { .bytes = text, .len = (uint32_t)strlen(text) };
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_ctx c = { .text = &words, .arena = &arena };
    assert_string_equal(sayso_span_text(&c, sayso_span_trim(&c, (sayso_span){ start, end })), want);
    sayso_arena_free(&arena);
}

/* Marks that come in pairs are had in pairs, where the other stands beside the span. */
static void test_pairs(void **state)
{
    (void)state;
    trims_to("the agency \"Obrij\" said", 0, 18, "the agency \"Obrij\"");
    trims_to("the agency \"Obrij\" said", 11, 18, "Obrij");
    trims_to("the League (LFF) said", 0, 15, "the League (LFF)");
    trims_to("le parti « Aube » a dit", 0, 16, "le parti « Aube »");
    trims_to("„Dawn“ movement said", 3, 19, "„Dawn“ movement");
    trims_to("(Dawn) movement", 1, 15, "(Dawn) movement");
    trims_to("\"Dawn\" movement", 1, 15, "\"Dawn\" movement");
    trims_to("the \"Dawn movement said", 0, 18, "the \"Dawn movement");
    trims_to("(", 0, 1, "");
}

static void test_conjuncts(void **state)
{
    (void)state;
    trees t;
    uint32_t words[8];
    trees_read(&t, lexicon, "en", NULL, TWO);
    /* also where the third hangs on the second */
    assert_int_equal(sayso_conjuncts(&t.c, 8, words, 8), 3);
    assert_int_equal(words[1], 10);
    assert_int_equal(words[2], 12);
    assert_int_equal(sayso_conjuncts(&t.c, 8, words, 2), 2);
    assert_int_equal(sayso_conjuncts(&t.c, 8, words, 0), 0);
    trees_free(&t);
}

static void test_notes(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL, TWO);
    for (int i = 0; i < 40; i++)
        assert_true(sayso_ctx_note(&t.c, "kind", (sayso_span){ 0, 1 }, "note %d %0500d", i, 1));
    assert_int_equal(t.c.n_notes, 40);
    assert_memory_equal(t.c.notes[39].text, "note 39 0", 9);
    assert_true(strlen(t.c.notes[39].text) < 400);
    trees_free(&t);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    lexicon = argv[1];
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists), cmocka_unit_test(test_spans),
                                        cmocka_unit_test(test_pairs),
                                        cmocka_unit_test(test_conjuncts),
                                        cmocka_unit_test(test_notes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
