/* Places from trees, and the notes on what cannot be. */
#include "trees.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *lexicon, *gazetteer;

static const sayso_place *place_at(const trees *t, const char *form)
{
    const sayso_span s = t->c.text->words[trees_word(t, form, 0)].span;
    for (uint32_t i = 0; i < t->c.n_places; i++)
        if (t->c.places[i].span.start <= s.start && s.end <= t->c.places[i].span.end)
            return &t->c.places[i];
    return NULL;
}

static const sayso_note *note_of(const trees *t, const char *kind)
{
    for (uint32_t i = 0; i < t->c.n_notes; i++)
        if (strcmp(t->c.notes[i].kind, kind) == 0) return &t->c.notes[i];
    return NULL;
}

static void test_capital(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "The the DET Definite=Def|PronType=Art 3 det\n"
        "Polish polish ADJ _ 3 amod\n"
        "minister minister NOUN Number=Sing 4 nsubj\n"
        "spoke speak VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 6 case\n"
        "Minsk Minsk PROPN Number=Sing 4 obl\n"
        "with with ADP _ 8 case\n"
        "Lithuania Lithuania PROPN Number=Sing 4 obl\n");
    trees_all(&t);
    const sayso_place *p = place_at(&t, "Minsk");
    assert_non_null(p);
    assert_string_equal(p->country, "BLR");
    assert_true(fabs(p->lat_deg - 53.9) < 0.5 && fabs(p->lon_deg - 27.6) < 0.5);
    assert_null(place_at(&t, "Polish")); /* a demonym is no place */
    assert_true(t.c.place_of[trees_word(&t, "Minsk", 0)] >= 0);
    assert_int_equal(t.c.place_of[trees_word(&t, "Lithuania", 0)], -1); /* with whom, not where */
    assert_non_null(place_at(&t, "Lithuania"));
    trees_free(&t);
}

static void test_conflict(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 4 case\n"
        "Warsaw Warsaw PROPN Number=Sing 2 obl\n"
        ", , PUNCT _ 6 punct\n"
        "Hungary Hungary PROPN Number=Sing 4 appos\n");
    trees_all(&t);
    assert_non_null(note_of(&t, "place-conflict"));
    trees_free(&t);
    trees_read(&t, lexicon, "en", NULL,
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 4 case\n"
        "Warsaw Warsaw PROPN Number=Sing 2 obl\n"
        ", , PUNCT _ 6 punct\n"
        "Poland Poland PROPN Number=Sing 4 appos\n");
    trees_all(&t);
    assert_null(note_of(&t, "place-conflict"));
    trees_free(&t);
}

/* In the east of one country, "notably" in the capital of another. */
static void test_conflict_beside(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "fr", NULL,
        "Ils il PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "combattent combattre VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root\n"
        "dans dans ADP _ 5 case\n"
        "l' le DET Definite=Def|PronType=Art 5 det\n"
        "est est NOUN Gender=Masc|Number=Sing 2 obl:mod\n"
        "de de ADP _ 8 case\n"
        "la le DET Definite=Def|PronType=Art 8 det\n"
        "Hongrie Hongrie PROPN _ 5 nmod\n"
        ", , PUNCT _ 13 punct\n"
        "notamment notamment ADV _ 13 advmod\n"
        "dans dans ADP _ 13 case\n"
        "la le DET Definite=Def|PronType=Art 13 det\n"
        "région région NOUN Gender=Fem|Number=Sing 5 appos\n"
        "de de ADP _ 15 case\n"
        "Varsovie Varsovie PROPN _ 13 nmod\n");
    trees_all(&t);
    const sayso_note *n = note_of(&t, "place-conflict");
    assert_non_null(n);
    assert_non_null(strstr(n->text, "POL"));
    assert_non_null(strstr(n->text, "HUN"));
    trees_free(&t);
}

static void test_unknown(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 4 case\n"
        "Warsaw Warsaw PROPN Number=Sing 2 obl\n"
        "\n"
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "slept sleep VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 4 case\n"
        "Warzaw Warzaw PROPN Number=Sing 2 obl\n"
        "not not PART _ 8 advmod\n"
        "in in ADP _ 8 case\n"
        "far far ADJ _ 8 amod\n"
        "Zubrovnikstad Zubrovnikstad PROPN Number=Sing 4 conj\n");
    trees_all(&t);
    const sayso_note *n = note_of(&t, "unknown-place");
    assert_non_null(n);
    assert_non_null(strstr(n->text, "Warzaw"));
    assert_non_null(strstr(n->text, "Warsaw"));
    assert_int_equal(t.c.n_notes, 1);
    trees_free(&t);
}

/* A place's name within a person's. */
static void test_part_of_name(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "Ottokar Ottokar PROPN Number=Sing 3 nsubj\n"
        "Warsaw Warsaw PROPN Number=Sing 1 flat\n"
        "slept sleep VERB Tense=Past|VerbForm=Fin 0 root\n");
    trees_all(&t);
    assert_null(place_at(&t, "Warsaw"));
    trees_free(&t);
}

/* A town, the state behind it, what was not chosen; and the whole document follows. */
static void test_division(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 4 case\n"
        "Springfield Springfield PROPN Number=Sing 2 obl\n"
        ", , PUNCT _ 6 punct\n"
        "Ill. Ill. PROPN Number=Sing 4 appos\n"
        "\n"
        "Springfield Springfield PROPN Number=Sing 2 compound\n"
        "workers worker NOUN Number=Plur 3 nsubj\n"
        "slept sleep VERB Tense=Past|VerbForm=Fin 0 root\n");
    trees_gazetteer(&t, gazetteer);
    trees_all(&t);
    assert_int_equal(t.c.n_places, 3);
    assert_string_equal(t.c.places[0].admin1, "US-IL");
    assert_non_null(strstr(t.c.places[0].via, "gazetteer:geonames/"));
    assert_non_null(strstr(t.c.places[0].via, "context:division; runner-up Springfield, US-"));
    assert_string_equal(t.c.places[1].name, "Illinois");
    assert_string_equal(t.c.places[2].admin1, "US-IL");
    trees_free(&t);
}

/* A town's name that somebody bears is nobody's place; nor is one behind a title or before a
 * street's word. */
static void test_bearers(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "Judge judge NOUN Number=Sing 2 compound\n"
        "Gainesville Gainesville PROPN Number=Sing 3 nsubj\n"
        "walked walk VERB Tense=Past|VerbForm=Fin 0 root\n"
        "down down ADP _ 6 case\n"
        "Peoria Peoria PROPN Number=Sing 6 compound\n"
        "Street Street PROPN Number=Sing 3 obl\n"
        "in in ADP _ 8 case\n"
        "Chattanooga Chattanooga PROPN Number=Sing 3 obl\n");
    trees_gazetteer(&t, gazetteer);
    trees_all(&t);
    assert_null(place_at(&t, "Gainesville"));
    assert_null(place_at(&t, "Peoria"));
    assert_non_null(place_at(&t, "Chattanooga"));
    trees_free(&t);
}

/* The region against its town; in a language that inflects. */
static void test_containment(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "They they PRON Number=Plur|Person=3|PronType=Prs 2 nsubj\n"
        "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
        "in in ADP _ 6 case\n"
        "the the DET Definite=Def|PronType=Art 6 det\n"
        "Lipetsk Lipetsk PROPN Number=Sing 6 compound\n"
        "region region NOUN Number=Sing 2 obl\n");
    trees_gazetteer(&t, gazetteer);
    trees_all(&t);
    assert_non_null(place_at(&t, "Lipetsk"));
    assert_string_equal(place_at(&t, "Lipetsk")->admin1, "RU-LIP");
    assert_non_null(strstr(place_at(&t, "Lipetsk")->name, "Oblast"));
    trees_free(&t);
    trees_read(&t, lexicon, "ru", NULL,
        "Он он PRON Number=Sing|Person=3 2 nsubj\n"
        "спал спать VERB Tense=Past 0 root\n"
        "в в ADP _ 4 case\n"
        "Находке находка PROPN Case=Loc|Number=Sing 2 obl\n");
    trees_gazetteer(&t, gazetteer);
    trees_all(&t);
    assert_non_null(place_at(&t, "Находке"));
    assert_string_equal(place_at(&t, "Находке")->name, "Nakhodka");
    trees_free(&t);
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    lexicon = argv[1];
    gazetteer = argv[2];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capital), cmocka_unit_test(test_conflict),
        cmocka_unit_test(test_conflict_beside), cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_part_of_name), cmocka_unit_test(test_division),
        cmocka_unit_test(test_bearers), cmocka_unit_test(test_containment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
