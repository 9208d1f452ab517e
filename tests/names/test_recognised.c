/* What the recogniser says of names, put together with what the lexicon knows. */
#include "trees.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *lexicon;

static const char *name_of(trees *t, const char *form)
{
    const sayso_mention *m = trees_mention(t, form, 0);
    if (!m || m->name.start == SAYSO_NO_OFFSET) return "-";
    return sayso_span_text(&t->c, m->name);
}

static const char *kind_of(const trees *t, const char *form)
{
    const sayso_mention *m = trees_mention(t, form, 0);
    return m && m->actor >= 0 ? t->c.actors[m->actor].kind : "-";
}

static bool is_place(const trees *t, const char *form)
{
    const sayso_span s = t->c.text->words[trees_word(t, form, 0)].span;
    for (uint32_t i = 0; i < t->c.n_places; i++)
        if (t->c.places[i].span.start <= s.start && s.end <= t->c.places[i].span.end) return true;
    return false;
}

/* A country's name in an organisation's: the organisation is named, the country is neither actor
 * nor place. */
static void test_country_in_organisation(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "Poland Poland PROPN Number=Sing 2 compound B-ORG\n"
        "Holdings Holdings PROPN Number=Sing 3 nsubj E-ORG\n"
        "sued sue VERB Tense=Past|VerbForm=Fin 0 root\n"
        "the the DET Definite=Def|PronType=Art 5 det\n"
        "army army NOUN Number=Sing 3 obj\n");
    trees_all(&t);
    assert_string_equal(name_of(&t, "Holdings"), "Poland Holdings");
    assert_string_equal(kind_of(&t, "Holdings"), "organisation");
    assert_string_equal(trees_mention(&t, "Holdings", 0)->country, "POL");
    assert_true(!trees_mention(&t, "Poland", 0) ||
                trees_mention(&t, "Poland", 0) == trees_mention(&t, "Holdings", 0));
    assert_false(is_place(&t, "Poland"));
    trees_free(&t);
}

static void test_country_in_person(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "Ottokar Ottokar PROPN Number=Sing 3 nsubj B-PER\n"
        "Jordan Jordan PROPN Number=Sing 1 flat E-PER\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
        "Brix Brix PROPN Number=Sing 3 obj S-PER\n");
    trees_all(&t);
    assert_string_equal(name_of(&t, "Ottokar"), "Ottokar Jordan");
    assert_string_equal(kind_of(&t, "Ottokar"), "person");
    assert_false(is_place(&t, "Jordan"));
    assert_string_equal(kind_of(&t, "Brix"), "person"); /* a lone name, too */
    assert_string_equal(trees_mention(&t, "Brix", 0)->via, "recogniser");
    trees_free(&t);
}

/* A place that no table has is one all the same; where it lies stays unknown. */
static void test_unknown_place(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "slept sleep VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 5 case\n"
        "Upper upper ADJ _ 5 amod B-LOC\n"
        "Zubrovnik Zubrovnik PROPN Number=Sing 2 obl E-LOC\n");
    trees_all(&t);
    assert_int_equal(t.c.n_places, 1);
    assert_string_equal(t.c.places[0].name, "Upper Zubrovnik");
    assert_string_equal(t.c.places[0].country, "");
    assert_true(isnan(t.c.places[0].lat_deg));
    assert_string_equal(t.c.places[0].via, "recogniser");
    trees_free(&t);
}

/* The name behind a word that nothing else is known of: *the company "Alfa"*. */
static void test_named_thing(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "uk", NULL,
        "Компанія компанія NOUN Case=Nom|Gender=Fem|Number=Sing 5 nsubj\n"
        "« « PUNCT _ 3 punct\n"
        "Зорелад Зорелад PROPN Case=Nom|Number=Sing 1 flat:title S-ORG\n"
        "» » PUNCT _ 3 punct\n"
        "спростувала спростувати VERB Tense=Past|VerbForm=Fin 0 root\n"
        "це це PRON Case=Acc 5 obj\n");
    trees_all(&t);
    assert_string_equal(name_of(&t, "Компанія"), "Зорелад");
    assert_string_equal(kind_of(&t, "Компанія"), "organisation");
    trees_free(&t);
}

/* A ministry keeps its code and gets the whole of its name. */
static void test_ministry(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "The the DET Definite=Def|PronType=Art 4 det\n"
        "Polish polish ADJ Degree=Pos 4 amod B-ORG\n"
        "Foreign foreign ADJ Degree=Pos 4 amod I-ORG\n"
        "Ministry Ministry PROPN Number=Sing 5 nsubj E-ORG\n"
        "agreed agree VERB Tense=Past|VerbForm=Fin 0 root\n");
    trees_all(&t);
    assert_string_equal(trees_code(&t, "Ministry", 0), "POLGOV");
    assert_string_equal(name_of(&t, "Ministry"), "Polish Foreign Ministry");
    trees_free(&t);
}

/* A town's name that goes on is another's, whatever the recogniser takes the whole for. */
static void test_name_goes_on(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
        "Paris Paris PROPN Number=Sing 2 obj B-LOC\n"
        "Zubrovnik Zubrovnik PROPN Number=Sing 3 flat E-LOC\n");
    trees_all(&t);
    for (uint32_t i = 0; i < t.c.n_places; i++) assert_string_equal(t.c.places[i].country, "");
    assert_true(!trees_mention(&t, "Paris", 0) || !trees_mention(&t, "Paris", 0)->country[0]);
    trees_free(&t);
}

/* Notes: two places of one adposition, the second wider, though the parser coordinates them; a name
 * that only the recogniser knows, a letter from one of the document. */
static void test_notes(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "uk", NULL,
        "Вони вони PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "були бути VERB Tense=Past|VerbForm=Fin 0 root\n"
        "у у ADP _ 4 case\n"
        "Варшаві Варшава PROPN Case=Loc|Number=Sing 2 obl S-LOC\n"
        ", , PUNCT _ 7 punct\n"
        "в в ADP _ 7 case\n"
        "Литві Литва PROPN Case=Loc|Number=Sing 4 conj S-LOC\n"
        "\n"
        "Вони вони PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "спали спати VERB Tense=Past|VerbForm=Fin 0 root\n"
        "у у ADP _ 4 case\n"
        "Варжаві Варжава PROPN Case=Loc|Number=Sing 2 obl S-LOC\n");
    trees_all(&t);
    assert_int_equal(t.c.n_notes, 2);
    assert_string_equal(t.c.notes[0].kind, "place-conflict");
    assert_string_equal(t.c.notes[1].kind, "unknown-place");
    trees_free(&t);
}

/* Tags of a file may be in no order. */
static void test_malformed(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "Alfa Alfa PROPN Number=Sing 3 nsubj I-ORG\n"
        "Beta Beta PROPN Number=Sing 1 flat B-PER\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root E-LOC\n"
        "Gama Gama PROPN Number=Sing 3 obj B-LOC\n");
    trees_all(&t);
    assert_int_equal(t.c.n_names, 4);
    trees_free(&t);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    lexicon = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_country_in_organisation),
        cmocka_unit_test(test_country_in_person),
        cmocka_unit_test(test_unknown_place),
        cmocka_unit_test(test_named_thing),
        cmocka_unit_test(test_ministry),
        cmocka_unit_test(test_name_goes_on),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_malformed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
