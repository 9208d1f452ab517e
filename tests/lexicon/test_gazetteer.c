/* A gazetteer of a few made-up towns: names by pieces, the longest first, in their languages, with
 * endings; files that are cut or altered. And the one that is shipped. */
#include "gazetteer/build.h"
#include "tables.h"
#include <math.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *shipped;

typedef struct made {
    tables t;
    gaz_build b;
    sayso_buf bytes;
    void *aligned;
    sayso_gazetteer *g;
    sayso_arena arena;
} made;

static void make(made *m)
{
    sayso_error err;
    *m = (made){ .arena = SAYSO_ARENA_EMPTY };
    tables_begin(&m->t);
    tables_write(&m->t, "languages/xx/endings.tsv", "ending\tа\tи|у|е\n");
    tables_open(&m->t);
    const uint32_t state = gaz_build_division(&m->b, "Ostland", "AA-OS", "AAA");
    const uint32_t other = gaz_build_division(&m->b, "Westland", "BB-WE", "BBB");
    gaz_build_name(&m->b, GAZ_DIVISION_ITEM + state, "Ostland", "", false);
    gaz_build_name(&m->b, GAZ_DIVISION_ITEM + state, "O.L.", "", true);
    static const struct town {
        const char *name, *own, *country;
        int32_t lat;
        uint32_t people;
    } towns[] = { { "Brunnia", "Бруння", "AAA", 100000, 5000 },
                  { "Brunnia", "", "BBB", 4000000, 900000 },
                  { "New Brunnia", "", "AAA", 300000, 20000 },
                  { "Port-au-Sel", "", "AAA", 200000, 30000 },
                  { "Ruda", "Руда", "AAA", 0, 10 } };
    for (uint32_t i = 0; i < sizeof towns / sizeof *towns; i++) {
        const gaz_place p = {
            .lat = towns[i].lat,
            .lon = 100000,
            .geoname = 10 + i,
            .population = towns[i].people,
            .division = (uint16_t)(strcmp(towns[i].country, "AAA") == 0 ? state : other)
        };
        const uint32_t at = gaz_build_place(&m->b, p, towns[i].name, towns[i].country);
        gaz_build_name(&m->b, at, towns[i].name, "", false);
        if (*towns[i].own) gaz_build_name(&m->b, at, towns[i].own, "xx", false);
        else gaz_build_key(&m->b, at, towns[i].name, "xx");
    }
    gaz_build_centre(&m->b, "AAA", 150000, -50000);
    gaz_build_word(&m->b, "county", "xx", SAYSO_GAZ_COUNTY);
    assert_int_equal(gaz_build_write(&m->b, &m->bytes, &err), SAYSO_OK);
    assert_int_equal(posix_memalign(&m->aligned, 64, m->bytes.len), 0);
    memcpy(m->aligned, m->bytes.at, m->bytes.len);
    assert_int_equal(sayso_gazetteer_open_memory(&m->g, m->aligned, m->bytes.len, "made", &err),
                     SAYSO_OK);
}

static void unmake(made *m)
{
    sayso_gazetteer_close(m->g);
    free(m->aligned);
    sayso_buf_free(&m->bytes);
    gaz_build_free(&m->b);
    sayso_arena_free(&m->arena);
    tables_end(&m->t);
}

static uint32_t look(made *m, const char *text, sayso_gaz_match *out, uint32_t cap)
{
    sayso_word w[8];
    const uint32_t n = tables_words(text, w, 8, &m->arena);
    return sayso_gazetteer_match(m->g, m->t.lexicon, 0, w, n, out, cap);
}

static void test_names(void **state)
{
    (void)state;
    made m;
    sayso_gaz_match f[4];
    make(&m);
    assert_int_equal(look(&m, "Brunnia said", f, 4), 2); /* the larger first */
    assert_string_equal(sayso_gazetteer_item(m.g, f[0].item).country, "BBB");
    assert_string_equal(sayso_gazetteer_item(m.g, f[1].item).admin1, "AA-OS");
    assert_int_equal(look(&m, "BRUNNIA", f, 1), 1);
    assert_int_equal(look(&m, "New Brunnia", f, 4), 1); /* the longest */
    assert_int_equal(f[0].n_words, 2);
    assert_int_equal(look(&m, "New", f, 4), 0);
    assert_int_equal(look(&m, "New York", f, 4), 0);
    assert_int_equal(look(&m, "Port-au-Sel", f, 4), 1); /* one word or three */
    assert_int_equal(look(&m, "Port au Sel", f, 4), 1);
    assert_int_equal(f[0].n_words, 3);
    assert_int_equal(look(&m, "Port-au", f, 4), 0);
    assert_int_equal(look(&m, "New-Brunnia-like", f, 4), 0); /* a name ends with a word */
    assert_int_equal(look(&m, "Руду", f, 4), 1);
    assert_true(f[0].inflected);
    assert_int_equal(look(&m, "Рудо", f, 4), 0);
    /* what has no name in these letters is met by its sound, whatever its ending */
    assert_int_equal(look(&m, "Порт-о-Сель", f, 4), 0); /* which tells a vowel from two */
    assert_int_equal(look(&m, "Неві Бруння", f, 4), 0);
    assert_int_equal(look(&m, "Порт-ау-Сел", f, 4), 1);
    assert_true(f[0].by_sound && f[0].n_words >= 1);
    assert_int_equal(look(&m, "Бруння", f, 4), 1); /* one that has a name is met by that alone */
    assert_false(f[0].by_sound);
    assert_int_equal(look(&m, "OL", f, 4), 1);
    assert_true(f[0].abbreviation && sayso_gazetteer_item(m.g, f[0].item).is_division);
    unmake(&m);
}

static void test_items(void **state)
{
    (void)state;
    made m;
    double lat = 7, lon = 7;
    make(&m);
    const uint32_t d = sayso_gazetteer_division(m.g, "AA-OS");
    assert_int_not_equal(d, UINT32_MAX);
    assert_int_equal(sayso_gazetteer_division(m.g, ""), UINT32_MAX);
    const sayso_gaz_item it = sayso_gazetteer_item(m.g, d);
    /* between 0 and 3 degrees */
    assert_true(fabs(it.lat_deg - 1.5) < 1e-6 && it.population == 55010);
    assert_true(sayso_gazetteer_country(m.g, "AAA", &lat, &lon) && fabs(lat - 1.5) < 1e-9 &&
                fabs(lon + 0.5) < 1e-9);
    assert_false(sayso_gazetteer_country(m.g, "BBB", &lat, &lon) ||
                 sayso_gazetteer_country(m.g, "CCC", &lat, &lon));
    sayso_word w[1];
    tables_words("County", w, 1, &m.arena);
    assert_int_equal(sayso_gazetteer_word(m.g, m.t.lexicon, 0, &w[0]), SAYSO_GAZ_COUNTY);
    unmake(&m);
}

/* Cut anywhere or with a byte altered: refused, for the checksums know. */
static void test_hostile(void **state)
{
    (void)state;
    made m;
    sayso_error err;
    sayso_gazetteer *g;
    make(&m);
    uint8_t *bytes = m.aligned;
    for (size_t n = 0; n < m.bytes.len; n += m.bytes.len / 60 + 1)
        assert_int_equal(sayso_gazetteer_open_memory(&g, bytes, n, "cut", &err), SAYSO_BAD_MODEL);
    for (size_t at = 0; at < m.bytes.len; at += at < 2048 ? 1 : 9973) {
        bytes[at] ^= 0x41;
        const sayso_status st =
            sayso_gazetteer_open_memory(&g, bytes, m.bytes.len, "altered", &err);
        assert_true(st == SAYSO_OK || st == SAYSO_BAD_MODEL); /* between sections lies nothing */
        if (!st) sayso_gazetteer_close(g);
        bytes[at] ^= 0x41;
    }
    unmake(&m);
}

/* The same towns give the same bytes, whatever came before. */
static void test_same(void **state)
{
    (void)state;
    made a, b;
    make(&a);
    make(&b);
    assert_int_equal(a.bytes.len, b.bytes.len);
    assert_memory_equal(a.bytes.at, b.bytes.at, a.bytes.len);
    unmake(&a);
    unmake(&b);
}

static void test_shipped(void **state)
{
    (void)state;
    sayso_error err;
    sayso_gazetteer *g;
    uint32_t towns = 0, with_division = 0;
    assert_int_equal(sayso_gazetteer_open(&g, shipped, &err), SAYSO_OK);
    for (uint32_t i = 0; i < sayso_gazetteer_n(g); i++) {
        const sayso_gaz_item it = sayso_gazetteer_item(g, i);
        towns += !it.is_division;
        with_division += !it.is_division && it.admin1[0];
        assert_int_equal(strlen(it.country), 3);
    }
    assert_true(towns > 20000);
    assert_true(with_division > towns / 2);
    static const char *const divisions[] = { "US-TX",  "US-WA",  "CA-ON",  "UA-14",
                                             "RU-KRS", "FR-NOR", "GB-ENG", "DE-BY" };
    for (size_t i = 0; i < sizeof divisions / sizeof *divisions; i++)
        if (sayso_gazetteer_division(g, divisions[i]) == UINT32_MAX)
            fail_msg("no division %s", divisions[i]);
    sayso_gazetteer_close(g);
    assert_int_equal(sayso_gazetteer_open(&g, "/nonexistent/gazetteer.sayso", &err),
                     SAYSO_NOT_FOUND);
    assert_null(g);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    shipped = argv[1];
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_names), cmocka_unit_test(test_items),
                                        cmocka_unit_test(test_hostile), cmocka_unit_test(test_same),
                                        cmocka_unit_test(test_shipped) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
