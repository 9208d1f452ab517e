/* Malformed rows: each is reported with its file and line, all of them in one run, and the good
 * rows go on serving. */
#include "tables.h"
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

typedef struct wrong { const char *file, *row, *says; } wrong;

#define ORGANISATIONS "# id\tcode\tkind\ten\tfr\tuk\tru\tbasis\n"
#define PLACES "# id\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\ten\tfr\tuk\tru\tbasis\n"

static const wrong wrongs[] = {
    { "languages/xx/language.tsv", "code\tyy\n", ":1: code is yy in folder xx" },
    { "languages/xx/language.tsv", "colour\tred\n", ":1: unknown key colour" },
    { "languages/xx/events.tsv", "sign\tSUPPORT\t-\t057\t-\tsubj\tobj\t-\n", ":1: entry sign has no part of speech" },
    { "languages/xx/events.tsv", "sign.VERBE\tSUPPORT\t-\t057\t-\tsubj\tobj\t-\n", ":1: entry sign.VERBE has no part of speech" },
    { "languages/xx/events.tsv", "sign.VERB\tHELP\t-\t057\t-\tsubj\tobj\t-\n", ":1: unknown type HELP" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\tvisit\t057\t-\tsubj\tobj\t-\n", ":1: SUPPORT has no mode visit" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t999\t-\tsubj\tobj\t-\n", ":1: CAMEO code 999 is not in" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t-\t-\tsubj\tobj\t-\n", ":1: CAMEO code missing is not in" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\tobj=@nothing\tsubj\tobj\t-\n", ":1: class @nothing is not in words.tsv" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\tobj=%stone\tsubj\tobj\t-\n", ":1: %stone is no test" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\tobj=\tsubj\tobj\t-\n", ":1: a condition without words" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\t-\tsubj+Foo\tobj\t-\n", ":1: slot subj+Foo names no case" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\t-\tsym:\tobj\t-\n", ":1: a slot list without slots" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\t-\tadvmod\tobj\t-\n", ":1: slot advmod serves only in conditions" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\t-\tsubj,obj\tobj\t-\n", ":1: subj,obj is no slot" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\t-\t-\tobj\t-\n", ":1: no slots and no default" },
    { "languages/xx/events.tsv", "sign.VERB\tSUPPORT\t-\t057\t-\tsubj\tobj\tsunny\n", ":1: unknown context sunny" },
    { "languages/xx/events.tsv", "sign.VERB\n", ":1: 1 fields where 2 to 8 are wanted" },
    { "languages/xx/events.tsv", "a.VERB\tSUPPORT\t-\t057\t-\ta\tb\tmilitary\tc\n", ":1: 9 fields where 2 to 8 are wanted" },
    { "languages/xx/events.tsv", "according_to.PREP\tSUPPORT\t-\t057\t-\tsubj\tobj\t-\n", ":1: PREP serves in cues.tsv only" },
    { "languages/xx/events.tsv", "si\xffgn.VERB\t-\n", ":1: not UTF-8" },
    { "languages/xx/cues.tsv", "say.VERB\tshout\n", ":1: unknown stance shout" },
    { "languages/xx/cues.tsv", "a_b_c_d_e_f_g_h_i_j_k_l_m.PREP\tassert\n", ":1: a_b_c_d_e_f_g_h_i_j_k_l_m has more than 12 words" },
    { "languages/xx/words.tsv", "colour\tred\n", ":1: unknown class colour" },
    { "languages/xx/words.tsv", "agent\t+Foo\n", ":1: +Foo is no case" },
    { "languages/xx/words.tsv", "modal\tmay\tmaybe\n", ":1: value maybe does not fit class modal" },
    { "languages/xx/words.tsv", "modal\t-\n", ":1: no word" },
    { "languages/xx/dates.tsv", "moon\tfull\t1\n", ":1: unknown kind moon" },
    { "languages/xx/dates.tsv", "month\tjune\t13\n", ":1: value 13 does not fit month" },
    { "languages/xx/dates.tsv", "weekday\tmonday\t0\n", ":1: value 0 does not fit weekday" },
    { "languages/xx/dates.tsv", "relative\tyesterday\t-1x\n", ":1: value -1x does not fit relative" },
    { "languages/xx/dates.tsv", "unit\tday\tday\n", ":1: value day does not fit unit" },
    { "languages/xx/numbers.tsv", "lots\tmany\t3\n", ":1: unknown kind lots" },
    { "languages/xx/numbers.tsv", "number\tten\tX\n", ":1: value X does not fit number" },
    { "languages/xx/numbers.tsv", "object\tkill.VERB\tdead\n", ":1: value dead does not fit object" },
    { "languages/xx/numbers.tsv", "about\tnearly\t?\n", ":1: value ? does not fit about" },
    { "languages/xx/endings.tsv", "suffix\t-\ta\n", ":1: unknown kind suffix" },
    { "languages/xx/endings.tsv", "ending\ta\ta|b\n", ":1: ending a is its own base" },
    { "languages/xx/roles.tsv", "minister\tGOV\tman\n", ":1: unknown kind man" },
    { "languages/xx/roles.tsv", "minister\tgov\tperson\n", ":1: gov is no actor code" },
    { "languages/xx/countries.tsv", "QQQ\tadj\tqueer\n", ":1: country QQQ is not in" },
    { "languages/xx/countries.tsv", "UKR\tcolour\tblue\n", ":1: unknown kind colour" },
    { "languages/xx/countries.tsv", "UKR\tadj\t-\n", ":1: no words" },
    { "knowledge/roles.tsv", "gov\trole\t-\tgovernment\n", ":1: gov is no block of three capitals" },
    { "knowledge/roles.tsv", "GOV\trole\tgrand\tgovernment\n", ":1: unknown trait grand" },
    { "knowledge/roles.tsv", "GOV\tchief\t-\tgovernment\n", ":1: unknown kind chief" },
    { "knowledge/roles.tsv", "GOV\trole\t-\tgovernment\nGOV\trole\t-\tgovernment\n", ":2: GOV stands twice" },
    { "knowledge/countries.tsv", "UKRAINE\tUA\tEEU\t50\t30\tKyiv\n", ":1: UKRAINE UA: want alpha-3" },
    { "knowledge/countries.tsv", "UKR\tUA\tEEU\t95\t30\tKyiv\n", ":1: 95 is no number of degrees" },
    { "knowledge/countries.tsv", "UKR\tUA\tEEU\t50\t30\tKyiv\nUKR\tUA\tEEU\t50\t30\tKyiv\n", ":2: UKR stands twice" },
    { "knowledge/people.tsv", "a\tAda Example\t-\tXGOV\t\t2030\t-\ttest\n", ":1: XGOV is no actor code" },
    { "knowledge/people.tsv", "a\tAda Example\t-\tUKRGOV\t\t2030-13\t-\ttest\n", ":1: 2030-13 is no date" },
    { "knowledge/people.tsv", "a\tAda Example\t-\tUKRGOV\t\t2030-02-30\t-\ttest\n", ":1: 2030-02-30 is no date" },
    { "knowledge/people.tsv", "a\tAda Example\t-\tUKRGOV\t\t2031\t2030\ttest\n", ":1: the office ends before it begins" },
    { "knowledge/people.tsv", "-\tAda Example\t-\tUKRGOV\t\t2031\t-\ttest\n", ":1: id or name is missing" },
    { "knowledge/organisations.tsv", ORGANISATIONS "o\tIGOXXX\tigo\t-\t-\t-\t-\ttest\n", ":2: no name in any language" },
    { "knowledge/organisations.tsv", ORGANISATIONS "o\tI\tigo\tBody\t-\t-\t-\ttest\n", ":2: I is no actor code" },
    { "knowledge/organisations.tsv", "o\tIGOXXX\tigo\tBody\ttest\n", ":1: no head above it" },
    { "knowledge/media.tsv", "m\tUKRMED\tstate\t-\ttest\n", ":1: id or names are missing" },
    { "knowledge/places.tsv", PLACES "p\tcity\tQQQ\t-\t1\t1\t5\tTown\n", ":2: country QQQ is not in countries.tsv" },
    { "knowledge/places.tsv", PLACES "p\tcity\tUKR\t-\t1\teast\t5\tTown\n", ":2: east is no number of degrees" },
    { "knowledge/senses.tsv", "raid\tRAID\t-\tsearches\n", ":1: unknown kind RAID" },
    { "knowledge/senses.tsv", "raid\tCOERCE\tvisit\tsearches\n", ":1: mode visit is none of COERCE" },
    { "knowledge/senses.tsv", "raid\t-\tseize\tsearches\n", ":1: mode seize is none of a sense without type" },
    { "knowledge/senses.tsv", "raid\tCOERCE\tseize\tsearches\nraid\t-\t-\tagain\n", ":2: sense raid stands twice" },
    { "languages/xx/senses.tsv", "raid\tsearch\n", ":1: sense raid is not in knowledge/senses.tsv" },
    { "languages/xx/senses.tsv", "meet\tmeet|see|meet\n", ":1: meet stands twice" },
    { "languages/xx/senses.tsv", "meet\ta_b_c_d_e_f_g_h_i_j_k_l_m\n", ":1: a_b_c_d_e_f_g_h_i_j_k_l_m has no words, or more than 12" },
    { "languages/xx/chances.tsv", "raid\tNOUNS\tCOERCE 3\n", ":1: unknown word class NOUNS" },
    { "languages/xx/chances.tsv", "raid\tNOUN\tRAID 3\n", ":1: RAID 3: want - or types, each once and with a figure from 1 to 9" },
    { "languages/xx/chances.tsv", "raid\tNOUN\tCOERCE 10\n", ":1: COERCE 10: want - or types" },
    { "languages/xx/chances.tsv", "raid\tNOUN\tCOERCE\n", ":1: COERCE: want - or types" },
    { "languages/xx/chances.tsv", "raid\tNOUN\tCOERCE 3 COERCE 1\n", ":1: COERCE 3 COERCE 1: want - or types" },
    { "knowledge/naming.tsv", "order\tCHN\n", ":1: unknown kind order" },
    { "knowledge/cameo.tsv", "4x\tName\t1\n", ":1: 4x is no CAMEO code" },
    { "knowledge/cameo.tsv", "042\tName\thigh\n", ":1: Goldstein value high" },
};

static void test_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        tables t;
        char want[256];
        tables_begin(&t);
        tables_write(&t, "knowledge/countries.tsv", "UKR\tUA\tEEU\t50.45\t30.52\tKyiv\n");
        tables_write(&t, "knowledge/senses.tsv", "meet\tCONSULT\t-\tmeets\n");
        tables_write(&t, wrongs[i].file, wrongs[i].row);
        assert_int_equal(tables_compile(&t), SAYSO_OK);
        snprintf(want, sizeof want, "%s/%s%s", t.dir, wrongs[i].file, wrongs[i].says);
        if (!t.result.mistakes.at || !strstr(t.result.mistakes.at, want))
            fail_msg("row %zu: want \"%s\", got \"%s\"", i, want,
                     t.result.mistakes.at ? t.result.mistakes.at : "");
        assert_true(t.result.n_mistakes >= 1);
        tables_end(&t);
    }
}

static void test_all_at_once(void **state)
{
    (void)state;
    tables t;
    tables_begin(&t);
    tables_write(&t, "languages/xx/cues.tsv",
                 "say.VERB\tshout\nclaim.VERB\tassert\ndeny.VERB\tno\n");
    tables_write(&t, "languages/xx/dates.tsv", "month\tjune\tsix\n");
    assert_int_equal(tables_compile(&t), SAYSO_OK);
    assert_int_equal(t.result.n_mistakes, 3);
    assert_non_null(strstr(t.result.mistakes.at, "cues.tsv:1:"));
    assert_non_null(strstr(t.result.mistakes.at, "cues.tsv:3:"));
    assert_non_null(strstr(t.result.mistakes.at, "dates.tsv:1:"));
    assert_non_null(strstr(t.result.summary.at, "xx: 0 events, 1 cues")); /* the good row is kept */
    tables_end(&t);
}

static void test_no_folder(void **state)
{
    (void)state;
    compile_result r;
    sayso_error err;
    const compile_options nowhere = { .languages_dir = "/nowhere/at/all",
                                      .knowledge_dir = "/nowhere/at/all" };
    assert_int_equal(compile_run(&nowhere, &r, &err), SAYSO_NOT_FOUND);
    assert_string_equal(err.name, "/nowhere/at/all");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_each),
                                        cmocka_unit_test(test_all_at_once),
                                        cmocka_unit_test(test_no_folder) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
