/* Names, features, CoNLL-U in and out. */
#include "syntax/feats.h"
#include "syntax/syntax.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void relations_and_tags_have_names(void **unused)
{
    sayso_sub sub;
    (void)unused;
    for (unsigned u = 1; u < SAYSO_N_UPOS; u++)
        assert_int_equal(sayso_upos_of(sayso_str_of(sayso_upos_name((sayso_upos)u))), u);
    for (unsigned r = 1; r < SAYSO_N_RELS; r++)
        assert_int_equal(sayso_rel_of(sayso_str_of(sayso_rel_name((sayso_rel)r)), &sub), r);
    assert_int_equal(sayso_rel_of(SAYSO_STR("nsubj:pass"), &sub), SAYSO_NSUBJ);
    assert_int_equal(sub, SAYSO_SUB_PASS);
    assert_int_equal(sayso_rel_of(SAYSO_STR("obl:unheard"), &sub), SAYSO_OBL);
    assert_int_equal(sub, SAYSO_SUB_OTHER);
    assert_int_equal(sayso_rel_of(SAYSO_STR("nonsense"), NULL), SAYSO_REL_NONE);
    assert_int_equal(sayso_upos_of(SAYSO_STR("")), SAYSO_UPOS_NONE);
    assert_string_equal(sayso_rel_name((sayso_rel)999), "dep");
}

static void features_go_both_ways(void **unused)
{
    static const char *const same[] = {
        "_", "Case=Nom|Number=Sing", "Gender=Fem,Masc|Number=Plur",
        "Number=Sing|NumType=Card|Person=3",
        "Abbr=Yes|Case=Ela,Gen,Tra|Clusivity=In|Number[psor]=Plur|Voice=Mid", "Gender=Com,Neut,Zed",
    };
    (void)unused;
    for (unsigned i = 0; i < sizeof same / sizeof *same; i++) {
        sayso_buf b = SAYSO_BUF_EMPTY, morph = SAYSO_BUF_EMPTY;
        const uint64_t bits = sayso_feats_of(sayso_str_of(same[i]), &morph);
        sayso_feats_put(&b, bits, morph.len ? morph.at : NULL);
        assert_string_equal(b.at, same[i]);
        sayso_buf_free(&b);
        sayso_buf_free(&morph);
    }
}

static void what_has_no_bit_is_text(void **unused)
{
    sayso_buf morph = SAYSO_BUF_EMPTY;
    (void)unused;
    assert_true(sayso_feats_of(SAYSO_STR("Typo=Yes|Case=Gen,Ela|=|Case|Case=|=No"), &morph) ==
                SAYSO_F(CASE_GEN));
    assert_string_equal(morph.at, "Typo=Yes|Case=Ela");
    sayso_buf_free(&morph);
    assert_true(sayso_feats_of(SAYSO_STR("Typo=Yes"), NULL) == 0);
}

/* Models name features: which of them have bits changes no lemma. */
static void a_feature_counts_alike_as_bit_and_as_text(void **unused)
{
    (void)unused;
    assert_true(sayso_feats_key(SAYSO_F(CASE_GEN) | SAYSO_F(NUMBER_SING), NULL) ==
                sayso_feats_key(SAYSO_F(NUMBER_SING), "Case=Gen"));
    assert_true(sayso_feats_key(0, "Case=Ela|Typo=Yes") == sayso_feats_key(0, "Typo=Yes|Case=Ela"));
    assert_true(sayso_feats_key(0, "Typo=Yes") != sayso_feats_key(0, NULL));
}

static const char sample[] =
    "# newdoc\n# newpar\n# sent_id = 1\n# text = Au port, on attend.\n"
    "1-2\tAu\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tà\tà\tADP\t_\t_\t3\tcase\t_\t_\n"
    "2\tle\tle\tDET\t_\tDefinite=Def|Gender=Masc|Number=Sing|PronType=Art\t3\tdet\t_\t_\n"
    "3\tport\tport\tNOUN\t_\tGender=Masc|Number=Sing\t6\tobl:mod\t_\tSpaceAfter=No\n"
    "4\t,\t,\tPUNCT\t_\t_\t3\tpunct\t_\t_\n"
    "5\ton\ton\tPRON\t_\tPerson=3\t6\tnsubj\t_\t_\n"
    "6\tattend\tattendre\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No\n"
    "7\t.\t.\tPUNCT\t_\t_\t6\tpunct\t_\t_\n"
    "\n"
    "# newpar\n# sent_id = 2\n# text = Oui\n"
    "1\tOui\toui\tINTJ\t_\t_\t0\troot\t_\t_\n\n";

static void conllu_goes_both_ways(void **unused)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_text *t;
    sayso_error err;
    sayso_buf b = SAYSO_BUF_EMPTY;
    (void)unused;
    assert_int_equal(sayso_conllu_read(sample, sizeof sample - 1, &arena, &t, &err), SAYSO_OK);
    assert_int_equal(t->n_sents, 2);
    assert_int_equal(t->n_paras, 2);
    assert_string_equal(t->bytes, "Au port, on attend. \n\nOui ");
    assert_int_equal(t->words[1].span.start, 0);
    assert_int_equal(t->words[1].span.end, 2);
    assert_int_equal(t->words[2].rel, SAYSO_OBL);
    sayso_conllu_put(&b, t, NULL);
    assert_string_equal(b.at, sample);
    sayso_buf_free(&b);
    sayso_arena_free(&arena);
}

/* A malformed line is named. */
static void mistakes_have_a_line(void **unused)
{
    static const struct { const char *text; unsigned line; } bad[] = {
        { "1\ta\ta\tX\t_\t_\t0\troot\t_\n", 1 },                       /* nine columns */
        { "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\t_\n", 1 },                  /* eleven */
        { "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n3\tb\tb\tX\t_\t_\t1\tdep\t_\t_\n", 2 }, /* a missing id */
        { "1\t\ta\tX\t_\t_\t0\troot\t_\t_\n", 1 },                     /* an empty field */
        { "1\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n\n", 2 },                   /* a head outside */
        { "1\ta\ta\tX\t_\t_\t1\tdep\t_\t_\n", 1 },                     /* its own head; the file ends */
        { "1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n", 3 }, /* a range too long */
        { "1\ta\ta\tX\t_\t_\t9999999\troot\t_\t_\n", 1 },
    };
    (void)unused;
    for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
        sayso_arena arena = SAYSO_ARENA_EMPTY;
        sayso_text *t;
        sayso_error err;
        assert_int_equal(sayso_conllu_read(bad[i].text, strlen(bad[i].text), &arena, &t, &err),
                         SAYSO_BAD_DATA);
        assert_int_equal(err.at, bad[i].line);
        assert_null(t);
        sayso_arena_free(&arena);
    }
}

static void an_unread_sentence_is_valid_too(void **unused)
{
    sayso_word words[2] = { { .form = SAYSO_STR("a b"), .mwt_len = 1, .span = { 0, 3 } },
                            { .form = SAYSO_STR("\n"), .mwt_len = 1, .span = { 3, 4 } } };
    sayso_sent sent = { .span = { 0, 4 }, .n_words = 2, .language = SAYSO_NO_LANGUAGE };
    const sayso_text t = {
        .bytes = "a b\n", .len = 4, .sents = &sent, .n_sents = 1, .words = words, .n_words = 2
    };
    sayso_buf b = SAYSO_BUF_EMPTY;
    (void)unused;
    sayso_conllu_put(&b, &t, NULL);
    assert_non_null(strstr(
        b.at,
        "1\ta b\ta "
        "b\tX\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t_\t_\tX\t_\t_\t1\tdep\t_\tSpaceAfter=No\n"));
    sayso_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relations_and_tags_have_names), cmocka_unit_test(features_go_both_ways),
        cmocka_unit_test(what_has_no_bit_is_text),
        cmocka_unit_test(a_feature_counts_alike_as_bit_and_as_text),
        cmocka_unit_test(conllu_goes_both_ways), cmocka_unit_test(mistakes_have_a_line),
        cmocka_unit_test(an_unread_sentence_is_valid_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
