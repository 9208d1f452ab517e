/* Subject and object told apart by agreement and case: trees as the parser gives them, relations as
 * they must come out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "syntax/agree.h"
#include "syntax/syntax.h"
#include <stdio.h>

enum { MOST = 8 };

typedef struct given { const char *form, *lemma, *upos, *feats, *rel, *want; } given;

#define VERB(form, feats) { form, form, "VERB", "VerbForm=Fin|" feats, "root", "root" }

/* All hang on the verb, which is word `verb`. */
static void told(const given *g, uint32_t n, uint32_t verb)
{
    sayso_word words[MOST] = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        words[i].form = sayso_str_of(g[i].form);
        words[i].lemma = sayso_str_of(g[i].lemma);
        words[i].upos = (uint8_t)sayso_upos_of(sayso_str_of(g[i].upos));
        words[i].feats = sayso_feats_of(sayso_str_of(g[i].feats), NULL);
        words[i].head = i == verb ? SAYSO_ROOT : (uint16_t)verb;
        sayso_sub sub;
        words[i].rel = (uint8_t)sayso_rel_of(sayso_str_of(g[i].rel), &sub);
        words[i].sub = (uint8_t)sub;
        words[i].deprel = g[i].rel;
    }
    sayso_agree(words, n);
    for (uint32_t i = 0; i < n; i++) {
        sayso_sub sub;
        assert_string_equal(words[i].deprel, g[i].want);
        assert_int_equal(words[i].rel, sayso_rel_of(sayso_str_of(g[i].want), &sub));
        assert_int_equal(words[i].head, i == verb ? SAYSO_ROOT : verb);
    }
}
#define TOLD(verb, ...) \
    told((const given[]) { __VA_ARGS__ }, sizeof((const given[]) { __VA_ARGS__ }) / sizeof(given), verb)

static void two_objects_of_which_one_is_a_nominative(void **state)
{
    (void)state;
    TOLD(1, { "Эстонию", "Эстония", "PROPN", "Case=Acc|Gender=Fem|Number=Sing", "obj", "obj" },
         VERB("упрекнула", "Gender=Fem|Number=Sing"),
         { "Финляндия", "Финляндия", "PROPN", "Case=Nom|Gender=Fem|Number=Sing", "obj", "nsubj" });
    /* the form of either case, but the verb agrees with one */
    TOLD(1, { "Эстонию", "Эстония", "PROPN", "Case=Acc|Gender=Fem|Number=Sing", "obj", "obj" },
         VERB("упрекнул", "Gender=Masc|Number=Sing"),
         { "Израиль", "Израиль", "PROPN", "Case=Acc|Gender=Masc|Number=Sing", "obj", "nsubj" });
}

static void two_subjects_of_which_one_agrees(void **state)
{
    (void)state;
    TOLD(1, { "табір", "табір", "NOUN", "Case=Nom|Gender=Masc|Number=Sing", "nsubj", "obj" },
         VERB("оточила", "Gender=Fem|Number=Sing"),
         { "міліція", "міліція", "NOUN", "Case=Nom|Gender=Fem|Number=Sing", "nsubj", "nsubj" });
}

static void subject_and_object_that_cannot_be(void **state)
{
    (void)state;
    TOLD(1, { "склад", "склад", "NOUN", "Case=Nom|Gender=Masc|Number=Sing", "nsubj", "obj" },
         VERB("подожгли", "Number=Plur"),
         { "войска", "войско", "NOUN", "Case=Acc|Gender=Neut|Number=Plur", "obj", "nsubj" });
}

static void what_may_be_stays(void **state)
{
    (void)state;
    /* both agree */
    TOLD(1, { "завод", "завод", "NOUN", "Case=Nom|Gender=Masc|Number=Sing", "nsubj", "nsubj" },
         VERB("купил", "Gender=Masc|Number=Sing"),
         { "банк", "банк", "NOUN", "Case=Acc|Gender=Masc|Number=Sing", "obj", "obj" });
    /* a number of people in the genitive */
    TOLD(1, { "десятка", "десяток", "NOUN", "Case=Gen|Gender=Masc|Number=Sing", "nsubj", "nsubj" },
         VERB("заняли", "Number=Plur"),
         { "места", "место", "NOUN", "Case=Acc|Gender=Neut|Number=Plur", "obj", "obj" });
    /* a passive has no object, an infinitive no subject, and one noun no rival */
    TOLD(1, { "табір", "табір", "NOUN", "Case=Nom|Gender=Masc|Number=Sing", "nsubj", "nsubj" },
         VERB("оточена", "Gender=Fem|Number=Sing|Voice=Pass"),
         { "міліція", "міліція", "NOUN", "Case=Nom|Gender=Fem|Number=Sing", "obj", "obj" });
    TOLD(1, { "табір", "табір", "NOUN", "Case=Nom|Gender=Masc|Number=Sing", "nsubj", "nsubj" },
         VERB("оточила", "Gender=Fem|Number=Sing"));
    /* languages without cases */
    TOLD(1, { "Togo", "Togo", "PROPN", "Number=Sing", "nsubj", "nsubj" },
         VERB("thanked", "Number=Sing"),
         { "ministers", "minister", "NOUN", "Number=Plur", "obj", "obj" });
}

static void coordinated_and_marked_ones_stay(void **state)
{
    (void)state;
    sayso_word words[5] = { 0 };
    static const char *const rel[5] = { "obj", "root", "obj", "cc", "conj" };
    static const uint16_t head[5] = { 1, SAYSO_ROOT, 1, 4, 2 };
    static const char *const feats[5] = { "Case=Acc|Gender=Fem|Number=Sing",
                                          "VerbForm=Fin|Number=Plur", "Case=Nom|Number=Sing", "_",
                                          "Case=Nom|Number=Sing" };
    for (uint32_t i = 0; i < 5; i++) {
        sayso_sub sub;
        words[i].form = words[i].lemma = sayso_str_of("x");
        words[i].upos = i == 1 ? SAYSO_VERB : SAYSO_PROPN;
        words[i].feats = sayso_feats_of(sayso_str_of(feats[i]), NULL);
        words[i].rel = (uint8_t)sayso_rel_of(sayso_str_of(rel[i]), &sub);
        words[i].deprel = rel[i];
        words[i].head = head[i];
    }
    sayso_agree(words, 5);
    for (uint32_t i = 0; i < 5; i++) assert_string_equal(words[i].deprel, rel[i]);
}

static void a_heading_is_no_subject(void **state)
{
    (void)state;
    TOLD(3, { "Tchad", "Tchad", "PROPN", "_", "nsubj", "dislocated" },
         { ":", ":", "PUNCT", "_", "punct", "punct" },
         { "police", "police", "NOUN", "Gender=Fem|Number=Sing", "nsubj", "nsubj" },
         VERB("disperse", "Number=Sing"));
    /* no other subject: it is one */
    TOLD(2, { "Tchad", "Tchad", "PROPN", "_", "nsubj", "nsubj" },
         { ":", ":", "PUNCT", "_", "punct", "punct" }, VERB("disperse", "Number=Sing"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_objects_of_which_one_is_a_nominative),
        cmocka_unit_test(two_subjects_of_which_one_agrees),
        cmocka_unit_test(subject_and_object_that_cannot_be),
        cmocka_unit_test(what_may_be_stays),
        cmocka_unit_test(coordinated_and_marked_ones_stay),
        cmocka_unit_test(a_heading_is_no_subject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
