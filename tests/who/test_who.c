/* Actors from trees, by the word lists and knowledge that are shipped: only well-known countries
 * and roles are used. */
#include "trees.h"
#include "who/reference.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *lexicon;

/* A pronoun stands for whoever grammar lets it and was named first. */
static uint32_t first_named(void *user, const sayso_question *q)
{
    (void)user;
    return q->n - 1;
}
static const sayso_referee first = { first_named, NULL };

/* ---- names, roles, countries ----------------------------------------------------------------- */

static void test_title_and_name(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", "2031-03-12",
        "Polish polish ADJ Degree=Pos 3 amod\n"
        "Foreign foreign ADJ Degree=Pos 3 amod\n"
        "Minister Minister PROPN Number=Sing 4 nmod:desc\n"
        "Hanna Hanna PROPN Number=Sing 6 nsubj\n"
        "Zawadzka Zawadzka PROPN Number=Sing 4 flat\n"
        "criticised criticise VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n"
        "Belarus Belarus PROPN Number=Sing 6 obj\n"
        "\n"
        "Zawadzka Zawadzka PROPN Number=Sing 2 nsubj\n"
        "left leave VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "She she PRON Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs 2 nsubj\n"
        "returned return VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n");
    trees_who(&t);
    assert_string_equal(trees_code(&t, "Hanna", 0), "POLGOV");
    /* the title's word points to the whole */
    assert_string_equal(trees_code(&t, "Minister", 0), "POLGOV");
    assert_string_equal(trees_code(&t, "Belarus", 0), "BLR");
    assert_string_equal(trees_code(&t, "Zawadzka", 1), "POLGOV");
    assert_string_equal(trees_actor(&t, "Zawadzka", 1), "Hanna Zawadzka");
    assert_string_equal(trees_actor(&t, "She", 0), "Hanna Zawadzka");
    assert_true(trees_mention(&t, "She", 0)->pronoun);
    const sayso_mention *m = trees_mention(&t, "Hanna", 0);
    assert_string_equal(sayso_span_text(&t.c, m->span), "Polish Foreign Minister Hanna Zawadzka");
    assert_true(m->person && m->political && !m->armed);
    assert_int_equal(t.c.actors[m->actor].n_mentions, 3);
    assert_string_equal(t.c.actors[m->actor].kind, "person");
    trees_free(&t);
}

static void test_genitive_and_place(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", "2031-03-12",
        "The the DET Definite=Def|PronType=Art 2 det\n"
        "army army NOUN Number=Sing 5 nsubj\n"
        "of of ADP _ 4 case\n"
        "Belarus Belarus PROPN Number=Sing 2 nmod\n"
        "left leave VERB Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "Troops troops NOUN Number=Plur 4 nsubj\n"
        "in in ADP _ 3 case\n"
        "Ukraine Ukraine PROPN Number=Sing 1 nmod\n"
        "left leave VERB Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "The the DET Definite=Def|PronType=Art 2 det\n"
        "army army NOUN Number=Sing 3 nsubj\n"
        "denied deny VERB Tense=Past|VerbForm=Fin 0 root\n"
        "it it PRON Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs 3 obj\n");
    t.c.referee = &first;
    trees_who(&t);
    assert_string_equal(trees_code(&t, "army", 0), "BLRMIL");
    /* where they are is not whose they are */
    assert_string_equal(trees_code(&t, "Troops", 0), "MIL");
    assert_string_equal(trees_code(&t, "army", 1), "BLRMIL");
    assert_int_equal(trees_mention(&t, "army", 0)->actor, trees_mention(&t, "army", 1)->actor);
    assert_true(trees_mention(&t, "army", 0)->armed);
    trees_free(&t);
}

static void test_shared_adjective(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "fr", "2031-03-12",
        "le le DET Definite=Def|Gender=Masc|Number=Sing|PronType=Art 2 det\n"
        "ministère ministère NOUN Gender=Masc|Number=Sing 14 nsubj\n"
        "de de ADP _ 5 case\n"
        "la le DET Definite=Def|Gender=Fem|Number=Sing|PronType=Art 5 det\n"
        "Défense défense NOUN Gender=Fem|Number=Sing 2 nmod\n"
        "et et CCONJ _ 8 cc\n"
        "le le DET Definite=Def|Gender=Masc|Number=Sing|PronType=Art 8 det\n"
        "ministère ministère NOUN Gender=Masc|Number=Sing 2 conj\n"
        "de de ADP _ 10 case\n"
        "l'Intérieur intérieur NOUN Gender=Masc|Number=Sing 8 nmod\n"
        "russes russe ADJ Gender=Masc|Number=Plur 8 amod\n"
        "ont avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 14 aux:tense\n"
        "tout tout ADV _ 14 advmod\n"
        "nié nier VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part 0 root\n");
    trees_who(&t);
    assert_memory_equal(trees_code(&t, "ministère", 0), "RUS", 3);
    assert_memory_equal(trees_code(&t, "ministère", 1), "RUS", 3);
    trees_free(&t);
}

static void test_demonyms(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "The the DET Definite=Def|PronType=Art 2 det\n"
        "Russians Russian PROPN Number=Plur 3 nsubj\n"
        "rejected reject VERB Tense=Past|VerbForm=Fin 0 root\n"
        "the the DET Definite=Def|PronType=Art 6 det\n"
        "Polish polish ADJ Degree=Pos 6 amod\n"
        "proposal proposal NOUN Number=Sing 3 obj\n"
        "\n"
        "Moscow Moscow PROPN Number=Sing 2 nsubj\n"
        "protested protest VERB Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "The the DET Definite=Def|PronType=Art 2 det\n"
        "Kremlin Kremlin PROPN Number=Sing 3 nsubj\n"
        "agreed agree VERB Tense=Past|VerbForm=Fin 0 root\n");
    trees_who(&t);
    assert_string_equal(trees_code(&t, "Russians", 0), "RUSCVL");
    assert_true(trees_mention(&t, "Russians", 0)->political);
    assert_string_equal(trees_code(&t, "Polish", 0), "POL");
    assert_string_equal(trees_code(&t, "proposal", 0), "POL"); /* a thing is its owner's */
    assert_string_equal(trees_code(&t, "Moscow", 0), "RUS");
    assert_string_equal(trees_actor(&t, "Moscow", 0), "Russia");
    assert_string_equal(trees_code(&t, "Kremlin", 0), "RUSGOV");
    trees_free(&t);
}

/* ---- coreference ----------------------------------------------------------------------------- */

static void test_descriptions(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "uk", "2031-03-12",
        "Міністерка міністерка NOUN Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing 6 nsubj\n"
        "оборони оборона NOUN Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing 1 nmod\n"
        "Румунії Румунія PROPN Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing 1 nmod\n"
        "Олена Олена PROPN Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing 1 flat:title\n"
        "Думітреску Думітреску PROPN Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing 4 flat:name\n"
        "приїхала приїхати VERB Aspect=Perf|Gender=Fem|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "Вона вона PRON Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs 2 nsubj\n"
        "подякувала подякувати VERB Aspect=Perf|Gender=Fem|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
        "своїм свій DET Case=Dat|Number=Plur|Poss=Yes|PronType=Prs|Reflex=Yes 4 det\n"
        "солдатам солдат NOUN Animacy=Anim|Case=Dat|Gender=Masc|Number=Plur 2 obj\n"
        "\n"
        "Міністерка міністерка NOUN Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n"
        "поїхала поїхати VERB Aspect=Perf|Gender=Fem|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n");
    t.c.referee = &first;
    trees_who(&t);
    assert_string_equal(trees_code(&t, "Міністерка", 0), "ROUMIL");
    assert_string_equal(trees_actor(&t, "Вона", 0), "Олена Думітреску");
    assert_string_equal(trees_actor(&t, "своїм", 0), "Олена Думітреску");
    assert_string_equal(trees_code(&t, "солдатам", 0), "ROUMIL");
    assert_string_equal(trees_actor(&t, "Міністерка", 1), "Олена Думітреску");
    trees_free(&t);
}

static void test_groups(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "Chad Chad PROPN Number=Sing 4 nsubj\n"
        "and and CCONJ _ 3 cc\n"
        "Niger Niger PROPN Number=Sing 1 conj\n"
        "talked talk VERB Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "The the DET Definite=Def|PronType=Art 3 det\n"
        "two two NUM NumType=Card 3 nummod\n"
        "countries country NOUN Number=Plur 4 nsubj\n"
        "agreed agree VERB Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "Both both DET _ 2 det\n"
        "sides side NOUN Number=Plur 3 nsubj\n"
        "left leave VERB Tense=Past|VerbForm=Fin 0 root\n");
    trees_who(&t);
    const sayso_mention *m = trees_mention(&t, "countries", 0);
    assert_non_null(m);
    assert_int_equal(m->n_group, 2);
    assert_true(m->political && m->plural);
    assert_int_not_equal(m->group[0], m->group[1]);
    m = trees_mention(&t, "sides", 0);
    assert_non_null(m);
    assert_int_equal(m->n_group, 2);
    trees_free(&t);
}

/* Two people of one gender in one sentence: both are asked about; nobody is chosen. */
static uint32_t nobody(void *user, const sayso_question *q)
{
    *(uint32_t *)user = q->n;
    return 0;
}

static void test_nobody(void **state)
{
    (void)state;
    trees t;
    uint32_t asked = 0;
    const sayso_referee referee = { nobody, &asked };
    trees_read(&t, lexicon, "en", NULL,
        "Reporters reporter NOUN Number=Plur 2 nsubj\n"
        "saw see VERB Tense=Past|VerbForm=Fin 0 root\n"
        "John John PROPN Number=Sing 2 obj\n"
        "Abbotson Abbotson PROPN Number=Sing 3 flat\n"
        "with with ADP _ 6 case\n"
        "Mark Mark PROPN Number=Sing 2 obl\n"
        "Bellamo Bellamo PROPN Number=Sing 6 flat\n"
        "\n"
        "He he PRON Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs 2 nsubj\n"
        "left leave VERB Tense=Past|VerbForm=Fin 0 root\n");
    t.c.referee = &referee;
    trees_who(&t);
    assert_int_equal(asked, 4); /* reporters, either man, nobody */
    assert_null(trees_mention(&t, "He", 0));
    assert_string_equal(trees_actor(&t, "John", 0), "John Abbotson");
    assert_string_equal(trees_code(&t, "John", 0), "");
    trees_free(&t);
}

/* A short name given in brackets. */
static void test_abbreviation(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL,
        "The the DET Definite=Def|PronType=Art 3 det\n"
        "Ruritanian ruritanian ADJ _ 3 amod\n"
        "army army NOUN Number=Sing 7 nsubj\n"
        "( ( PUNCT _ 5 punct\n"
        "RRA RRA PROPN Number=Sing 3 appos\n"
        ") ) PUNCT _ 5 punct\n"
        "withdrew withdraw VERB Tense=Past|VerbForm=Fin 0 root\n"
        "\n"
        "RRA RRA PROPN Number=Sing 2 nsubj\n"
        "returned return VERB Tense=Past|VerbForm=Fin 0 root\n");
    trees_who(&t);
    assert_string_equal(trees_code(&t, "RRA", 1), "MIL");
    assert_int_equal(trees_mention(&t, "RRA", 1)->actor, trees_mention(&t, "army", 0)->actor);
    trees_free(&t);
}

/* What the packs must say for all this to work. */
static void test_packs(void **state)
{
    (void)state;
    static const struct { const char *code; sayso_class k; const char *word, *value; } ROWS[] = {
        { "en", SAYSO_CLASS_GENITIVE, "of", NULL }, { "fr", SAYSO_CLASS_GENITIVE, "de", NULL },
        { "en", SAYSO_CLASS_PRONOUN, "its", "group" }, { "en", SAYSO_CLASS_PRONOUN, "our", "none" }, { "fr", SAYSO_CLASS_PRONOUN, "son", "any" },
        { "fr", SAYSO_CLASS_PRONOUN, "notre", "none" }, { "fr", SAYSO_CLASS_PRONOUN, "y", "none" }, { "fr", SAYSO_CLASS_PRONOUN, "leur", "any.plur" },
        { "uk", SAYSO_CLASS_PRONOUN, "їх", "any.plur" }, { "ru", SAYSO_CLASS_PRONOUN, "их", "any.plur" },
        { "en", SAYSO_CLASS_GROUP, "country", "country" }, { "fr", SAYSO_CLASS_GROUP, "pays", "country" },
        { "uk", SAYSO_CLASS_GROUP, "країна", "country" }, { "ru", SAYSO_CLASS_GROUP, "страна", "country" },
    };
    sayso_lexicon *lx;
    sayso_error err;
    assert_int_equal(sayso_lexicon_open(&lx, lexicon, &err), SAYSO_OK);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        for (uint32_t l = 0; l < sayso_lexicon_languages(lx); l++) {
            if (strcmp(sayso_lexicon_code(lx, l), ROWS[i].code) != 0) continue;
            const char *value = NULL;
            const sayso_word w = { .form = sayso_str_of(ROWS[i].word),
                                   .lemma = sayso_str_of(ROWS[i].word) };
            if (!sayso_lexicon_class(lx, l, ROWS[i].k, &w, 1, &value))
                fail_msg("%s: %s is missing", ROWS[i].code, ROWS[i].word);
            if (ROWS[i].value && (!value || strcmp(value, ROWS[i].value) != 0))
                fail_msg("%s: %s is %s, not %s", ROWS[i].code, ROWS[i].word, value ? value : "-",
                         ROWS[i].value);
        }
    sayso_lexicon_close(lx);
}

/* ---- hostile --------------------------------------------------------------------------------- */

static void test_long_chain(void **state)
{
    (void)state;
    trees t;
    sayso_buf b = SAYSO_BUF_EMPTY;
    for (int i = 1; i <= 390; i++)
        sayso_buf_printf(&b, "army army NOUN Case=Gen|Number=Sing %d %s\n", i - 1,
                         i == 1  ? "root"
                         : i % 3 ? "nmod"
                                 : "conj");
    trees_read(&t, lexicon, "uk", "2031-03-12", b.at);
    trees_all(&t);
    trees_free(&t);
    sayso_buf_free(&b);
    /* a language that no pack has */
    trees_read(&t, lexicon, "xx", NULL, "Russia Russia PROPN _ 0 root\n");
    trees_all(&t);
    assert_int_equal(t.c.n_mentions, 0);
    trees_free(&t);
}

static const char *const president =
    "President President PROPN Number=Sing 2 nmod:desc\n"
    "Petro Petro PROPN Number=Sing 4 nsubj\n"
    "Poroshenko Poroshenko PROPN Number=Sing 2 flat\n"
    "resigned resign VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n"
    "\n"
    "Poroshenko Poroshenko PROPN Number=Sing 2 nsubj\n"
    "left leave VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n";

/* An undated report is of the time that the title beside the name speaks of; a date decides. */
static void test_title_of_undated(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", NULL, president);
    trees_who(&t);
    assert_string_equal(trees_code(&t, "Petro", 0), "UKRGOV");
    assert_string_equal(trees_code(&t, "Poroshenko", 1), "UKRGOV");
    trees_free(&t);
    trees_read(&t, lexicon, "en", "2022-01-12", president);
    trees_who(&t);
    assert_string_equal(trees_code(&t, "Poroshenko", 1), "UKROPP");
    trees_free(&t);
}

/* One actor a country. */
static void test_governments_of_two(void **state)
{
    (void)state;
    trees t;
    trees_read(&t, lexicon, "en", "2031-03-12",
        "The the DET Definite=Def|PronType=Art 2 det\n"
        "governments government NOUN Number=Plur 7 nsubj\n"
        "of of ADP _ 4 case\n"
        "Norway Norway PROPN Number=Sing 2 nmod\n"
        "and and CCONJ _ 6 cc\n"
        "Sweden Sweden PROPN Number=Sing 4 conj\n"
        "met meet VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n");
    trees_who(&t);
    const sayso_mention *m = trees_mention(&t, "governments", 0);
    assert_int_equal(m->n_group, 2);
    char code[SAYSO_CODE_SIZE];
    assert_string_equal(sayso_code_text(t.c.actors[m->group[0]].code, code), "NORGOV");
    assert_string_equal(sayso_code_text(t.c.actors[m->group[1]].code, code), "SWEGOV");
    for (uint32_t i = 0; i < t.c.n_actors; i++) assert_true(t.c.actors[i].n_mentions > 0);
    trees_free(&t);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    lexicon = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_title_and_name), cmocka_unit_test(test_title_of_undated),
        cmocka_unit_test(test_governments_of_two),
        cmocka_unit_test(test_genitive_and_place),
        cmocka_unit_test(test_shared_adjective),
        cmocka_unit_test(test_demonyms),
        cmocka_unit_test(test_descriptions),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_nobody),
        cmocka_unit_test(test_abbreviation),
        cmocka_unit_test(test_packs),
        cmocka_unit_test(test_long_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
