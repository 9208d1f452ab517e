/* Names across scripts, romanisations and endings: names.tsv says what is one person and what is
 * not. */
#include "tables.h"
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *languages_dir, *names_path, *naming_path;

enum { MOST_LISTED = 512, FEWEST_PAIRS = 200 };
typedef struct listed { const char *name; uint32_t n; } listed_name;

static char *cell(char **rest)
{
    char *s = *rest, *tab = strpbrk(s, "\t\n");
    if (tab) *tab = 0;
    *rest = tab ? tab + 1 : s + strlen(s);
    return s;
}

static char *lines_read(sayso_arena *arena)
{
    sayso_map map;
    assert_int_equal(sayso_map_open(&map, names_path, NULL), SAYSO_OK);
    char *text = sayso_arena_dup(arena, (const char *)map.at, map.len);
    sayso_map_close(&map);
    return text;
}

typedef struct pair { const char *listed, *language, *text; bool want; } pair;

static uint32_t pairs_read(sayso_arena *arena, pair *out, uint32_t cap)
{
    uint32_t n = 0;
    char *rest = NULL;
    for (char *line = strtok_r(lines_read(arena), "\n", &rest); line && n < cap;
         line = strtok_r(NULL, "\n", &rest)) {
        if (*line == '#') continue;
        char *p = line;
        out[n].listed = cell(&p);
        out[n].language = cell(&p);
        out[n].text = cell(&p);
        out[n].want = strcmp(cell(&p), "yes") == 0;
        n++;
    }
    return n;
}

/* Each listed name is a person whose id is its number. "@USA" behind a name gives the country; else
 * it is Ukraine, or for the East Asian names of the list one that writes the surname first. */
static void people_write(tables *t, const pair *pairs, uint32_t n)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    for (uint32_t i = 0; i < n; i++) {
        bool again = strncmp(pairs[i].listed, "place:", 6) == 0;
        for (uint32_t k = 0; k < i; k++) again |= strcmp(pairs[k].listed, pairs[i].listed) == 0;
        if (again) continue;
        const char *native = strchr(pairs[i].listed, '|'), *at = strchr(pairs[i].listed, '@');
        const int n_name = (int)strcspn(pairs[i].listed, "|@");
        const bool east =
            strncmp(pairs[i].listed, "Kim ", 4) == 0 || strncmp(pairs[i].listed, "Xi ", 3) == 0;
        sayso_buf_printf(&b, "%u\t%.*s\t%s\t%.3sGOV\t\t\t\ttest\n", i, n_name, pairs[i].listed,
                         native ? native + 1 : "-",
                         at     ? at + 1
                         : east ? "PRK"
                                : "UKR");
    }
    tables_write(t, "knowledge/people.tsv", b.at);
    sayso_buf_free(&b);
}

/* "place:Name|nom|назва|название" is a place by its four names. */
static bool is_place(const pair *p) { return strncmp(p->listed, "place:", 6) == 0; }

static void places_write(tables *t, const pair *pairs, uint32_t n)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_puts(&b,
                   "# id\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\ten\tfr\tuk\tru\tbasis\n");
    for (uint32_t i = 0; i < n; i++) {
        bool again = !is_place(&pairs[i]);
        for (uint32_t k = 0; k < i; k++) again |= strcmp(pairs[k].listed, pairs[i].listed) == 0;
        if (again) continue;
        sayso_buf_printf(&b, "%u\tcity\tUKR\t-\t48\t30\t1000\t", i);
        for (const char *c = pairs[i].listed + 6; *c; c++)
            sayso_buf_put(&b, *c == '|' ? "\t" : c, 1);
        sayso_buf_printf(&b, "\tgeo\n");
    }
    tables_write(t, "knowledge/places.tsv", b.at);
    sayso_buf_free(&b);
}

/* Is the pair's person or place what all of the text names best? Namesakes may share the first
 * rank. */
static bool names_it(const sayso_lexicon *lx, uint32_t pack, const pair *p, const pair *pairs,
                     sayso_arena *arena)
{
    sayso_word words[16];
    sayso_name_match found[32];
    char id[32];
    uint32_t first = 0;
    while (strcmp(pairs[first].listed, p->listed) != 0) first++;
    snprintf(id, sizeof id, "%s:%u", is_place(p) ? "place" : "person", first);
    const uint32_t n = tables_words(p->text, words, 16, arena),
                   k = sayso_lexicon_match(lx, pack, words, n, found, 32);
    for (uint32_t i = 0; i < k && found[i].n_words == n && found[i].score >= found[0].score; i++)
        if (strcmp(sayso_lexicon_entity(lx, found[i].entity)->id, id) == 0) return true;
    return false;
}

/* The pack of a language, with its endings where it has any. Written again for each of its pairs,
 * to the same end. */
static void pack_write(tables *t, const char *code)
{
    char to[64], from[512], text[128];
    sayso_map endings;
    snprintf(from, sizeof from, "%s/%s/endings.tsv", languages_dir, code);
    snprintf(to, sizeof to, "languages/%s/endings.tsv", code);
    if (sayso_map_open(&endings, from, NULL) == SAYSO_OK) {
        sayso_map_close(&endings);
        tables_copy(t, to, from);
    }
    snprintf(to, sizeof to, "languages/%s/language.tsv", code);
    snprintf(text, sizeof text, "code\t%s\nname\tx\nnative\tx\nscript\tLatn\n", code);
    tables_write(t, to, text);
}

static void test_pairs(void **state)
{
    (void)state;
    static pair pairs[MOST_LISTED * 2];
    tables t;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    uint32_t wrong = 0, found = 0, right = 0, wanted = 0;
    tables_begin(&t);
    const uint32_t n = pairs_read(&arena, pairs, MOST_LISTED * 2);
    assert_true(n >= FEWEST_PAIRS);
    for (uint32_t i = 0; i < n; i++) pack_write(&t, pairs[i].language);
    people_write(&t, pairs, n);
    places_write(&t, pairs, n);
    tables_copy(&t, "knowledge/naming.tsv", naming_path);
    tables_write(&t, "knowledge/countries.tsv",
                 "PRK\tKP\tEIN\t39\t125\tPyongyang\nUKR\tUA\tEEU\t50\t30\tKyiv\nUSA\tUS\tNMR\t38\t-"
                 "77\tWashington\n");
    tables_open(&t);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t pack = 0;
        while (strcmp(sayso_lexicon_code(t.lexicon, pack), pairs[i].language) != 0) pack++;
        const bool met = names_it(t.lexicon, pack, &pairs[i], pairs, &arena);
        found += met;
        wanted += pairs[i].want;
        right += met && pairs[i].want;
        if (met == pairs[i].want) continue;
        print_error("%s: \"%s\" is %s by \"%s\"\n", pairs[i].language, pairs[i].listed,
                    pairs[i].want ? "not met" : "wrongly met", pairs[i].text);
        wrong++;
    }
    sayso_arena_free(&arena);
    tables_end(&t);
    print_message("%u pairs, %u mistakes: precision %.1f %%, recall %.1f %%\n", n, wrong,
                  100.0 * right / found, 100.0 * right / wanted);
    assert_true(right * 100 >= found * 98);
    assert_true(right * 100 >= wanted * 92);
}

static void test_key(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        { "Шойгу", "Choïgou" }, { "Шойгу", "Shoigu" }, { "Путин", "Путін" }, { "Putin", "Poutine" }, { "Зеленський", "Zelenskyy" },
        { "Лукашенко", "Loukachenko" }, { "Юлия", "Юлія" }, { "Харків", "Харкив" }, { "Kharkiv", "Харків" }, { "Джо", "Joe" },
        { "Zaloujny", "Залужний" }, { "Šojgu", "Шойгу" }, { "Белоусов", "Belousov" },
    };
    char a[64], b[64];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        const uint32_t n = sayso_name_key(sayso_str_of(same[i][0]), a, sizeof a),
                       m = sayso_name_key(sayso_str_of(same[i][1]), b, sizeof b);
        if (n != m || memcmp(a, b, n) != 0)
            fail_msg("%s %.*s, %s %.*s", same[i][0], (int)n, a, same[i][1], (int)m, b);
    }
    assert_int_equal(sayso_name_key(SAYSO_STR("Shoigu"), a, 2), 2); /* cut, not overrun */
    assert_int_equal(sayso_name_key(SAYSO_STR(""), a, sizeof a), 0);
    assert_int_equal(sayso_name_key(SAYSO_STR("\xff\xfe"), a, sizeof a), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_key), cmocka_unit_test(test_pairs) };
    if (argc != 4) return 2;
    languages_dir = argv[1];
    naming_path = argv[2];
    names_path = argv[3];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
