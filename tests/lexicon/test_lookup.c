/* Each kind of table, written, compiled, opened, and looked up. */
#include "tables.h"
#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static tables t;
static sayso_arena arena;

static int begin(void **state)
{
    (void)state;
    arena = SAYSO_ARENA_EMPTY;
    tables_begin(&t);
    return 0;
}

static int end(void **state)
{
    (void)state;
    tables_end(&t);
    sayso_arena_free(&arena);
    return 0;
}

static sayso_word word(const char *text)
{
    sayso_word w;
    assert_int_equal(tables_words(text, &w, 1, &arena), 1);
    return w;
}

/* ---- events ---- */

static const char events[] = "*.VERB\t-\t-\t-\t-\tsubj\tobj\t-\n"
                             "*.NOUN\t-\t-\t-\t-\tposs|adj|agent\t-\t-\n"
                             "sign.VERB\tSUPPORT\t-\t057\tobj=treaty|@paper;!prt\tsym:subj|with\t0\tdiplomatic|legal\n"
                             "strike.NOUN\tASSAULT\taerial\t190\thead=%actor\t-\tagainst+Gen|on|+Dat\tmilitary\n"
                             "sign.VERB\t-\n"
                             "visit.NOUN\tCONSULT\tvisit\t042\tsubj=!%place|home\t-\t-\t-\n"
                             "free.VERB\tSUPPORT\t-\t057\tobj=town|%place\t-\tall:obj|of\t-\n";

static void test_events(void **state)
{
    (void)state;
    uint32_t n;
    tables_write(&t, "languages/xx/words.tsv", "@paper\tpact\n@paper\tAccord.NOUN\n");
    tables_write(&t, "languages/xx/events.tsv", events);
    tables_open(&t);
    const sayso_event_entry *e =
        sayso_lexicon_events(t.lexicon, 0, SAYSO_STR("Sign"), SAYSO_VERB, &n);
    assert_int_equal(n, 2); /* the list's order, though another word stands between */
    assert_string_equal(e[0].name, "xx/sign.VERB");
    assert_int_equal(e[0].type, SAYSO_SUPPORT);
    assert_null(e[0].mode);
    assert_string_equal(e[0].cameo, "057");
    assert_true(e[0].goldstein > 7.9 && e[0].goldstein < 8.1);
    assert_int_equal(e[0].line, 3);
    assert_int_equal(e[0].n_with, 2);
    assert_int_equal(e[0].with[0].slot.kind, SAYSO_SLOT_OBJ);
    assert_int_equal(e[0].with[0].test, SAYSO_TEST_WORD);
    assert_int_equal(e[0].with[0].n_words, 3); /* the class is expanded; sorted */
    assert_string_equal(e[0].with[0].words[0], "accord");
    assert_string_equal(e[0].with[0].words[1], "pact");
    assert_string_equal(e[0].with[0].words[2], "treaty");
    assert_int_equal(e[0].with[1].test, SAYSO_TEST_PRESENT);
    assert_true(e[0].with[1].negated);
    assert_int_equal(e[0].with[1].slot.kind, SAYSO_SLOT_PRT);
    assert_int_equal(e[0].actor.how, SAYSO_SYMMETRIC);
    assert_int_equal(e[0].actor.n, 2);
    assert_int_equal(e[0].actor.slots[1].kind, SAYSO_SLOT_MARKED);
    assert_string_equal(e[0].actor.slots[1].marker, "with");
    assert_int_equal(e[0].recipient.how, SAYSO_NEVER);
    assert_int_equal(e[0].n_context, 2);
    assert_string_equal(e[0].context[1], "legal");
    assert_int_equal(e[1].type, -1);
    sayso_lexicon_events(t.lexicon, 0, SAYSO_STR("sign"), SAYSO_AUX, &n);
    assert_int_equal(n, 2);
    sayso_lexicon_events(t.lexicon, 0, SAYSO_STR("sign"), SAYSO_NOUN, &n);
    assert_int_equal(n, 0);
}

static void test_event_slots(void **state)
{
    (void)state;
    uint32_t n;
    tables_write(&t, "languages/xx/events.tsv", events);
    tables_write(&t, "languages/xx/words.tsv", "@paper\tpact\n");
    tables_open(&t);
    const sayso_event_entry *e =
        sayso_lexicon_events(t.lexicon, 0, SAYSO_STR("strike"), SAYSO_PROPN, &n);
    assert_int_equal(n, 1);
    assert_string_equal(e->mode, "aerial");
    assert_int_equal(e->with[0].test, SAYSO_TEST_ACTOR);
    assert_int_equal(e->with[0].slot.kind, SAYSO_SLOT_HEAD);
    assert_int_equal(e->actor.n, 3); /* the default */
    assert_int_equal(e->recipient.how, SAYSO_FIRST_FILLED);
    assert_string_equal(e->recipient.slots[0].name, "against+Gen");
    assert_string_equal(e->recipient.slots[0].marker, "against");
    assert_true(e->recipient.slots[0].cases == SAYSO_F(CASE_GEN));
    assert_null(e->recipient.slots[2].marker);
    assert_true(e->recipient.slots[2].cases == SAYSO_F(CASE_DAT));
    e = sayso_lexicon_events(t.lexicon, 0, SAYSO_STR("visit"), SAYSO_NOUN, &n);
    assert_int_equal(n, 1); /* neither a word nor a place: two conditions */
    assert_int_equal(e->n_with, 2);
    assert_true(e->with[0].negated && e->with[1].negated);
    e = sayso_lexicon_events(t.lexicon, 0, SAYSO_STR("free"), SAYSO_VERB, &n);
    assert_int_equal(n, 2); /* a word or a place: two entries of one row */
    assert_int_equal(e[0].with[0].test, SAYSO_TEST_WORD);
    assert_int_equal(e[1].with[0].test, SAYSO_TEST_PLACE);
    assert_int_equal(e[1].recipient.how, SAYSO_ALL_FILLED);
    assert_int_equal(e[0].line, e[1].line);
}

static void test_word_events(void **state)
{
    (void)state;
    uint32_t n;
    tables_write(&t, "languages/xx/events.tsv", "обстріл.NOUN\tASSAULT\t-\t190\t-\tsubj\tobj\t-\n");
    tables_write(&t, "languages/xx/endings.tsv", "ending\t-\tи|у|ами\n");
    tables_open(&t);
    const char *const met[] = { "Обстрілами/обстріл.NOUN", "обстріл/обстріли.NOUN",
                                "обстрілами/обстріла.NOUN", "обстрілу/_.NOUN" };
    for (size_t i = 0; i < sizeof met / sizeof *met; i++) {
        const sayso_word w = word(met[i]);
        assert_non_null(sayso_lexicon_word_events(t.lexicon, 0, &w, SAYSO_NOUN, &n));
        assert_int_equal(n, 1);
    }
    const sayso_word other = word("обстрілював/обстрілювати.VERB");
    assert_null(sayso_lexicon_word_events(t.lexicon, 0, &other, SAYSO_VERB, &n));
    assert_int_equal(n, 0);
}

/* ---- cues ---- */

static void test_cues(void **state)
{
    (void)state;
    uint32_t n;
    sayso_word w[8];
    tables_write(&t, "languages/xx/endings.tsv", "skip\t-\td'\ncontraction\tau\tà_le\n");
    tables_write(
        &t, "languages/xx/cues.tsv",
        "au_dire_de.PREP\tassert\nsay.VERB\tassert\t-\t-\tobj|about\nreport.VERB\tadmit\t!subj\tin|"
        "0\t-\nsource.NOUN\tdeny\t-\t0\t-\n"
        "according_to.PREP\tassert\naccording_to_word_of.PREP\tdoubt\nd'après.PREP\tassert\n");
    tables_open(&t);
    const sayso_cue_entry *c = sayso_lexicon_cues(t.lexicon, 0, SAYSO_STR("say"), SAYSO_VERB, &n);
    assert_int_equal(n, 1);
    assert_int_equal(c->source.slots[0].kind, SAYSO_SLOT_SUBJ);
    assert_int_equal(c->content.n, 2);
    c = sayso_lexicon_cues(t.lexicon, 0, SAYSO_STR("report"), SAYSO_VERB, &n);
    assert_int_equal(c->stance, SAYSO_ADMIT);
    assert_true(c->source.or_never && c->source.n == 1);
    assert_int_equal(
        sayso_lexicon_cues(t.lexicon, 0, SAYSO_STR("source"), SAYSO_NOUN, &n)->source.how,
        SAYSO_NEVER);
    n = tables_words("According to/to.ADP word/word.NOUN of/of.ADP Kyiv", w, 8, &arena);
    assert_string_equal(sayso_lexicon_phrase(t.lexicon, 0, w, n)->name,
                        "xx/according_to_word_of.PREP");
    assert_int_equal(sayso_lexicon_phrase(t.lexicon, 0, w, 2)->n_words, 2);
    assert_null(sayso_lexicon_phrase(t.lexicon, 0, w, 1));
    n = tables_words("words/word.NOUN of/of.ADP", w, 8, &arena);
    assert_null(sayso_lexicon_phrase(t.lexicon, 0, w, n));
    n = tables_words("D’/de.ADP après/après.ADP lui/lui.PRON", w, 8, &arena);
    assert_int_equal(sayso_lexicon_phrase(t.lexicon, 0, w, n)->n_words, 2);
    n = tables_words("À/à.ADP le/le.DET dire/dire.NOUN de/de.ADP lui/lui.PRON", w, 8, &arena);
    assert_int_equal(sayso_lexicon_phrase(t.lexicon, 0, w, n)->n_words, 4);
    n = tables_words("Au/à.ADP dire/dire.NOUN de/de.ADP lui/lui.PRON", w, 8, &arena);
    assert_int_equal(sayso_lexicon_phrase(t.lexicon, 0, w, n)->n_words, 3);
    assert_int_equal(sayso_lexicon_n_cues(t.lexicon, 0), 7);
}

/* ---- classes ---- */

static void test_classes(void **state)
{
    (void)state;
    sayso_word w[8];
    const char *value;
    tables_write(&t, "languages/xx/words.tsv",
                 "modal\tmay.AUX\tpossible\nmodal\tplan\tfuture\nnegation\tnot\nhedge\tin_all_"
                 "likelihood\tpossible\nhedge\tin_all\n"
                 "agent\tby\nagent\t+Ins\n@thing\tbox\ntitle\tMr.\n");
    tables_open(&t);
    tables_words("might/may.AUX", w, 8, &arena);
    assert_int_equal(sayso_lexicon_class(t.lexicon, 0, SAYSO_CLASS_MODAL, w, 1, &value), 1);
    assert_string_equal(value, "possible");
    assert_int_equal(sayso_lexicon_class(t.lexicon, 0, SAYSO_CLASS_NEGATION, w, 1, &value), 0);
    assert_null(value);
    tables_words("May/may.PROPN", w, 8, &arena);
    /* another part of speech */
    assert_int_equal(sayso_lexicon_class(t.lexicon, 0, SAYSO_CLASS_MODAL, w, 1, &value), 0);
    const uint32_t n =
        tables_words("In/in.ADP all/all.DET likelihood/likelihood.NOUN it/it.PRON", w, 8, &arena);
    assert_int_equal(sayso_lexicon_class(t.lexicon, 0, SAYSO_CLASS_HEDGE, w, n, &value), 3);
    assert_int_equal(sayso_lexicon_class(t.lexicon, 0, SAYSO_CLASS_HEDGE, w, 2, &value), 2);
    tables_words("Mr/mr.NOUN", w, 8, &arena);
    assert_int_equal(sayso_lexicon_class(t.lexicon, 0, SAYSO_CLASS_TITLE, w, 1, NULL), 1);
    assert_true(sayso_lexicon_agent_case(t.lexicon, 0, SAYSO_F(CASE_INS) | SAYSO_F(NUMBER_SING)));
    assert_false(sayso_lexicon_agent_case(t.lexicon, 0, SAYSO_F(CASE_GEN)));
}

/* ---- dates ---- */

static void test_dates(void **state)
{
    (void)state;
    sayso_word w[8];
    sayso_date_word d[4];
    tables_write(&t, "languages/xx/dates.tsv",
                 "month\tSept.|september\t9\nrelative\tlast_week|week_ago\t-1w\ndirection\tlast\t-"
                 "\tbefore\nunit\tweek\tw\n");
    tables_open(&t);
    uint32_t n = tables_words("Last/last.ADJ weeks/week.NOUN", w, 8, &arena);
    assert_int_equal(sayso_lexicon_date_words(t.lexicon, 0, w, n, d, 4), 2);
    assert_int_equal(d[0].n_words, 2);
    assert_int_equal(d[0].kind, SAYSO_DW_RELATIVE);
    assert_string_equal(d[0].value, "-1w");
    assert_null(d[0].extra);
    assert_string_equal(d[1].value, "-");
    assert_string_equal(d[1].extra, "before");
    assert_int_equal(sayso_lexicon_date_words(t.lexicon, 0, w, n, d, 1), 1);
    assert_int_equal(d[0].n_words, 2); /* the longest is the last to be left out */
    n = tables_words("Sept", w, 8, &arena);
    assert_int_equal(sayso_lexicon_date_words(t.lexicon, 0, w, n, d, 4), 1);
    assert_string_equal(d[0].value, "9");
}

/* ---- numbers ---- */

static void test_numbers(void **state)
{
    (void)state;
    sayso_word w[8];
    sayso_number_word x;
    tables_write(&t, "languages/xx/numbers.tsv",
                 "number\tten\t10\nnumber\tthousand\tx1000\nabout\tless_than\t-\nabout\t"
                 "not_less_than\t+\nobject\tkill.VERB\tkilled\n");
    tables_open(&t);
    uint32_t n = tables_words("not less than ten", w, 8, &arena);
    assert_true(sayso_lexicon_number_word(t.lexicon, 0, SAYSO_NW_ABOUT, w, n, &x));
    assert_int_equal(x.n_words, 3);
    assert_string_equal(x.value, "+");
    assert_true(sayso_lexicon_number_word(t.lexicon, 0, SAYSO_NW_ABOUT, w + 1, n - 1, &x));
    assert_string_equal(x.value, "-");
    assert_false(sayso_lexicon_number_word(t.lexicon, 0, SAYSO_NW_NUMBER, w, n, &x));
    assert_true(sayso_lexicon_number_word(t.lexicon, 0, SAYSO_NW_NUMBER, w + 3, 1, &x));
    assert_string_equal(x.value, "10");
    n = tables_words("killed/kill.VERB kill/kill.NOUN", w, 8, &arena);
    assert_true(sayso_lexicon_number_word(t.lexicon, 0, SAYSO_NW_OBJECT, w, n, &x));
    assert_false(sayso_lexicon_number_word(t.lexicon, 0, SAYSO_NW_OBJECT, w + 1, 1, &x));
}

/* ---- names of things ---- */

static const char *met(const char *text, uint32_t *n_words, float *score)
{
    sayso_word w[16];
    sayso_name_match m[8];
    const uint32_t n = tables_words(text, w, 16, &arena),
                   k = sayso_lexicon_match(t.lexicon, 0, w, n, m, 8);
    if (n_words) *n_words = k ? m[0].n_words : 0;
    if (score) *score = k ? m[0].score : 0;
    return k ? sayso_lexicon_entity(t.lexicon, m[0].entity)->id : "";
}

static void test_bodies(void **state)
{
    (void)state;
    uint32_t n;
    float exact, inflected;
    tables_write(&t, "knowledge/countries.tsv",
                 "USA\tUS\tNMR\t38.9\t-77\tWashington\nUKR\tUA\tEEU\t50.45\t30.52\tKyiv\n");
    tables_write(&t, "languages/xx/endings.tsv",
                 "ending\t-\ts|у|ом\nending\tий\tого|"
                 "их\nending\tі\tих\nending\tи\t0\nending\tа\tої\nskip\t-\tof|the|de|le|les|des\n");
    tables_write(
        &t, "languages/xx/countries.tsv",
        "USA\tname\tUSA|US|U.S.|United_"
        "States\nUKR\tadj\tукраїнський\nUKR\tmetonym\tBankova\nUSA\tcapital\tWashington\n");
    tables_write(&t, "languages/xx/roles.tsv",
                 "foreign_minister\tGOV\tperson\nminister\tGOV\tperson\nзбройні_"
                 "сили\tMIL\tgroup\nministère_des_affaires\tGOV\tinstitution\nPM\tGOV\tperson\n");
    tables_open(&t);
    assert_string_equal(met("US", &n, &exact), "country:USA");
    assert_true(exact >= 1);
    assert_string_equal(met("us/we.PRON", NULL, NULL), "");
    assert_string_equal(met("Us/we.PRON", NULL, NULL), "");
    assert_string_equal(met("U.S. troops/troop.NOUN", &n, NULL), "country:USA");
    assert_int_equal(n, 1);
    assert_string_equal(met("United States of/of.ADP America", &n, NULL), "country:USA");
    assert_int_equal(n, 2);
    assert_string_equal(met("united/united.ADJ states/state.NOUN", NULL, NULL), "");
    assert_string_equal(met("Pm/pm.NOUN", NULL, NULL), "");
    assert_string_equal(met("PM", NULL, NULL), "role:xx/PM");
    assert_string_equal(met("foreign/foreign.ADJ ministers/minister.NOUN", &n, &inflected),
                        "role:xx/foreign_minister");
    assert_int_equal(n, 2);
    assert_true(inflected < exact);
    assert_string_equal(met("Збройних/збройний.ADJ сил/сила.NOUN", &n, NULL),
                        "role:xx/збройні_сили");
    assert_int_equal(n, 2);
    assert_string_equal(met("українського/український.ADJ", NULL, NULL), "adjective:UKR");
    /* the lemmatiser erred */
    assert_string_equal(met("українських/україна.NOUN", NULL, NULL), "adjective:UKR");
    assert_string_equal(met("ministère/ministère.NOUN de/de.ADP les/le.DET Affaires/affaire.NOUN",
                            &n, NULL),
                        "role:xx/ministère_des_affaires");
    assert_int_equal(n, 4);
    assert_string_equal(met("Bankova", NULL, NULL), "metonym:UKR");
    assert_string_equal(met("Washingtons/washington.PROPN", NULL, NULL), "capital:USA");
}

static void test_facts(void **state)
{
    (void)state;
    tables_write(&t, "knowledge/countries.tsv",
                 "UKR\tUA\tEEU\t50.45\t30.52\tKyiv\nRUS\tRU\tEEU\t55.75\t37.62\tMoscow\n");
    tables_write(&t, "languages/en/language.tsv",
                 "code\ten\nname\tEnglish\nnative\tEnglish\nscript\tLatn\n");
    tables_write(&t, "knowledge/people.tsv",
                 "ada\tAda Example\t-\tUKRGOV\tminister\t2030-03\t2031-05-09\toffice\nbob\tBob "
                 "Sample\t-\tRUSMIL\tgeneral\t-\t-\toffice\n"
                 "ada\tAda Example\t-\tUKRLEG\tdeputy\t2031-05-10\t-\toffice\n");
    tables_write(&t, "knowledge/organisations.tsv", "# id\tcode\tkind\ten\tfr\tuk\tru\tbasis\n"
                                                    "league\tIGOLGE\tigo\tLeague of Examples|LOE\tLigue\t-\t-\tself\n");
    tables_write(&t, "knowledge/media.tsv", "echo\tUKRMED\tprivate\tThe Echo|Ехо\tself\n");
    tables_write(
        &t, "knowledge/places.tsv",
        "# id\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\ten\tfr\tuk\tru\tbasis\n"
        "kursk\tcity\tRUS\tRU-KRS\t51.73\t36.19\t440000\tKursk\tKoursk\tКурськ\tКурск\tgeo\n");
    tables_open(&t);
    const sayso_entity *ada = NULL, *kursk = NULL, *league = NULL, *echo = NULL;
    for (uint32_t i = 0; i < sayso_lexicon_n_entities(t.lexicon); i++) {
        const sayso_entity *e = sayso_lexicon_entity(t.lexicon, i);
        if (strcmp(e->id, "person:ada") == 0) ada = e;
        else if (strcmp(e->id, "place:kursk") == 0) kursk = e;
        else if (strcmp(e->id, "organisation:league") == 0) league = e;
        else if (strcmp(e->id, "medium:echo") == 0) echo = e;
    }
    assert_true(ada && kursk && league && echo);
    assert_int_equal(ada->n_offices, 2);
    assert_string_equal(ada->code, "UKRLEG");
    assert_string_equal(ada->country, "UKR");
    assert_non_null(strstr(ada->basis, "knowledge/people.tsv:1"));
    assert_string_equal(sayso_entity_office(ada, 22000)->title, "minister"); /* 2030-03-27 */
    assert_null(sayso_entity_office(ada, 21000));
    /* 2031-05-09, its last day */
    assert_string_equal(sayso_entity_office(ada, 22408)->title, "minister");
    assert_string_equal(sayso_entity_office(ada, 22409)->title, "deputy");
    assert_string_equal(kursk->admin1, "RU-KRS");
    assert_true(fabs(kursk->lat_deg - 51.73) < 1e-9);
    assert_int_equal(kursk->population, 440000);
    assert_string_equal(kursk->detail, "city");
    assert_string_equal(league->code, "IGOLGE");
    assert_string_equal(echo->detail, "private");
    assert_null(sayso_lexicon_entity(t.lexicon, sayso_lexicon_n_entities(t.lexicon)));
    double goldstein;
    assert_string_equal(sayso_lexicon_cameo(t.lexicon, "190", &goldstein), "Use force");
    assert_true(goldstein < -9.9);
    assert_null(sayso_lexicon_cameo(t.lexicon, "019", NULL));
    assert_int_equal(sayso_lexicon_languages(t.lexicon), 2);
    assert_string_equal(sayso_lexicon_code(t.lexicon, 0), "en");
    assert_string_equal(sayso_lexicon_name(t.lexicon, 0), "English");
}

static void test_order(void **state) /* longest first; as many as asked for; nothing twice */
{
    (void)state;
    sayso_word w[8];
    sayso_name_match m[8];
    tables_write(&t, "languages/xx/roles.tsv",
                 "army\tMIL\tgroup\narmy_chief\tMIL\tperson\narmy_chief_of_staff\tMIL\tperson\n");
    tables_open(&t);
    const uint32_t n = tables_words("army chief of/of.ADP staff", w, 8, &arena);
    assert_int_equal(sayso_lexicon_match(t.lexicon, 0, w, n, m, 8), 3);
    assert_int_equal(m[0].n_words, 4);
    assert_int_equal(m[1].n_words, 2);
    assert_int_equal(m[2].n_words, 1);
    assert_int_equal(sayso_lexicon_match(t.lexicon, 0, w, n, m, 1), 1);
    assert_int_equal(m[0].n_words, 4);
    assert_int_equal(sayso_lexicon_match(t.lexicon, 0, w, 0, m, 8), 0);
}

static void test_deterministic(void **state)
{
    (void)state;
    tables_write(&t, "languages/xx/words.tsv", "@paper\tpact\n");
    tables_write(&t, "languages/xx/events.tsv", events);
    tables_write(&t, "languages/xx/roles.tsv", "army\tMIL\tgroup\narmy_chief\tMIL\tperson\n");
    assert_int_equal(tables_compile(&t), SAYSO_OK);
    sayso_buf first = t.result.file;
    t.result.file = SAYSO_BUF_EMPTY;
    assert_int_equal(tables_compile(&t), SAYSO_OK);
    assert_int_equal(first.len, t.result.file.len);
    assert_memory_equal(first.at, t.result.file.at, first.len);
    sayso_buf_free(&first);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

/* ---- senses ---- */

/* "Protested/protest.VERB" as parsed, looked up as `upos`: "riot topic" of its senses. */
static const char *senses_of(const char *text, sayso_upos upos)
{
    static char out[128];
    sayso_word w[4];
    uint16_t at[4];
    const uint32_t n = tables_words(text, w, 4, &arena);
    const uint32_t m = sayso_lexicon_senses(t.lexicon, 0, w, n, upos, at, 4);
    *out = 0;
    for (uint32_t i = 0; i < m; i++)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", i ? " " : "",
                 sayso_lexicon_sense(t.lexicon, at[i])->name);
    return out;
}

static void test_senses(void **state)
{
    (void)state;
    tables_write(&t, "knowledge/senses.tsv",
                 "visit\tCONSULT\tvisit\tvisits\nsport\ttopic\t-\tsports\ndeny\tdeny\t-\tdenies\n");
    tables_write(&t, "languages/xx/senses.tsv",
                 "visit\tvisit|call_on\tvisit|trip\t-\nsport\tkick\tvisit|trip\n"
                 "deny\t-\tdenial\tuntrue\n");
    tables_open(&t);
    assert_int_equal(sayso_lexicon_n_senses(t.lexicon), 3);
    assert_int_equal(sayso_lexicon_n_sense_words(t.lexicon, 0), 9);
    const sayso_sense *s = sayso_lexicon_sense(t.lexicon, 0);
    assert_string_equal(s->mode, "visit");
    assert_true(s->type == SAYSO_CONSULT && s->stance == -1 && !s->topic && s->key);
    s = sayso_lexicon_sense(t.lexicon, 1);
    assert_true(s->type == -1 && s->stance == -1 && s->topic && !s->mode);
    assert_int_equal(sayso_lexicon_sense(t.lexicon, 2)->stance, SAYSO_DENY);
    assert_string_equal(senses_of("Visits/visit.NOUN", SAYSO_NOUN), "visit sport");
    assert_string_equal(senses_of("visits/visit.VERB", SAYSO_VERB), "visit");
    assert_string_equal(senses_of("untrue/untrue.ADJ", SAYSO_ADJ), "deny");
    /* another part of speech is another word; a run needs its whole */
    assert_string_equal(senses_of("denial/denial.VERB", SAYSO_VERB), "");
    assert_string_equal(senses_of("called/call.VERB on/on.ADP", SAYSO_VERB), "visit");
    assert_string_equal(senses_of("called/call.VERB off/off.ADP", SAYSO_VERB), "");
    assert_string_equal(senses_of("called/call.VERB", SAYSO_VERB), "");
    tables_end(&t);
    tables_begin(&t);
}

/* The chance in ten that the word is an event of the type. */
static unsigned chance_of(const char *text, sayso_upos upos, sayso_type type)
{
    sayso_word w[4];
    uint8_t out[SAYSO_N_TYPES];
    const uint32_t n = tables_words(text, w, 4, &arena);
    sayso_lexicon_chances(t.lexicon, 0, w, n, upos, out);
    return out[type];
}

/* How many words were met. */
static uint32_t length_of(const char *text, sayso_upos upos)
{
    sayso_word w[4];
    uint8_t out[SAYSO_N_TYPES];
    const uint32_t n = tables_words(text, w, 4, &arena);
    return sayso_lexicon_chances(t.lexicon, 0, w, n, upos, out);
}

static void test_chances(void **state)
{
    (void)state;
    tables_write(&t, "languages/xx/chances.tsv",
                 "attack\tVERB\tASSAULT 7 ACCUSE 1\nattack\tNOUN\tASSAULT 6\n"
                 "call\tVERB\tREQUEST 2 ACCUSE 1\ncall_on\tVERB\tREQUEST 5\n"
                 "attack_film\tVERB\t-\n");
    tables_open(&t);
    assert_int_equal(chance_of("Attacked/attack.VERB", SAYSO_VERB, SAYSO_ASSAULT), 7);
    assert_int_equal(chance_of("attacked/attack.VERB", SAYSO_VERB, SAYSO_ACCUSE), 1);
    assert_int_equal(chance_of("attacked/attack.VERB", SAYSO_VERB, SAYSO_AID), 0);
    assert_int_equal(chance_of("attacks/attack.NOUN", SAYSO_NOUN, SAYSO_ASSAULT), 6);
    assert_int_equal(chance_of("attacks/attack.NOUN", SAYSO_NOUN, SAYSO_ACCUSE), 0);
    assert_int_equal(chance_of("attack/attack.ADJ", SAYSO_ADJ, SAYSO_ASSAULT), 0);
    assert_int_equal(chance_of("sang/sing.VERB", SAYSO_VERB, SAYSO_ASSAULT), 0);
    /* the longest run alone counts */
    assert_int_equal(chance_of("called/call.VERB off/off.ADP", SAYSO_VERB, SAYSO_REQUEST), 2);
    assert_int_equal(chance_of("called/call.VERB on/on.ADP", SAYSO_VERB, SAYSO_REQUEST), 5);
    assert_int_equal(chance_of("called/call.VERB on/on.ADP", SAYSO_VERB, SAYSO_ACCUSE), 0);
    /* and may say that there is none */
    assert_int_equal(chance_of("attacked/attack.VERB film/film.NOUN", SAYSO_VERB, SAYSO_ASSAULT), 0);
    assert_int_equal(length_of("attacked/attack.VERB film/film.NOUN", SAYSO_VERB), 2);
    assert_int_equal(length_of("attacked/attack.VERB home/home.NOUN", SAYSO_VERB), 1);
    assert_int_equal(length_of("sang/sing.VERB", SAYSO_VERB), 0);
    tables_end(&t);
    tables_begin(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(test_events), TEST(test_event_slots),
                                        TEST(test_word_events), TEST(test_cues),
                                        TEST(test_classes), TEST(test_dates), TEST(test_numbers),
                                        TEST(test_bodies), TEST(test_facts),
                                        TEST(test_order), TEST(test_deterministic),
                                        TEST(test_senses), TEST(test_chances) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
