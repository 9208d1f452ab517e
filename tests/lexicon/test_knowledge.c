/* Imported knowledge: a few made-up people, bodies and places, built, opened and met in text, alone
 * and beside the built-in names; the same bytes twice; files that are cut or altered. */
#include "lexicon/knowledge.h"
#include "lexicon/knowledge_build.h"
#include "tables.h"
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

typedef struct made {
    tables t;
    kno_build b;
    char path[96];
    sayso_knowledge *k;
    sayso_arena arena;
} made;

static uint32_t entity_put(made *m, sayso_entity_kind kind, const char *id, const char *name,
                           const char *iso3)
{
    kno_entity e = { .kind = (uint8_t)kind,
                     .id = sayso_kno_build_string(&m->b, id, strlen(id)),
                     .name = sayso_kno_build_string(&m->b, name, strlen(name)),
                     .line = 7 };
    memcpy(e.country, iso3, strlen(iso3));
    return sayso_kno_build_entity(&m->b, e);
}

static uint32_t person_put(made *m, const char *id, const char *name, const char *iso3)
{
    const uint32_t e = entity_put(m, SAYSO_ENT_PERSON, id, name, iso3);
    assert_true(sayso_kno_build_person_name(&m->b, e, sayso_str_of(name)));
    return e;
}

static uint32_t body_put(made *m, const char *id, const char *name, const char *iso3)
{
    const uint32_t e = entity_put(m, SAYSO_ENT_ORGANISATION, id, name, iso3);
    sayso_kno_build_body_name(&m->b, e, sayso_str_of(name));
    return e;
}

static uint32_t place_put(made *m, const char *name, const char *own, uint32_t people)
{
    kno_place p = { .lat = 5150000,
                    .lon = 420000,
                    .name = sayso_kno_build_string(&m->b, name, strlen(name)),
                    .geoname = 900 + people,
                    .population = people,
                    .country = "BBB" };
    const uint32_t at = sayso_kno_build_place(&m->b, p);
    assert_true(sayso_kno_build_place_name(&m->b, at, sayso_str_of(name), ""));
    if (*own) assert_true(sayso_kno_build_place_name(&m->b, at, sayso_str_of(own), "xx"));
    return at;
}

static void fill(made *m)
{
    sayso_kno_build_file(&m->b, "list.csv", "csv");
    const uint32_t p = person_put(m, "1", "VANTIER, Orsolya Maria", "LUX");
    sayso_kno_build_person_name(&m->b, p, SAYSO_STR("Орсоля Вантьє"));
    sayso_kno_build_office(&m->b, p,
                           (kno_office) { sayso_kno_build_intern(&m->b, "LUXGOV"),
                                          sayso_kno_build_intern(&m->b, "minister"), 21000,
                                          22000 });
    person_put(m, "2", "Darek Wolszczan", "POL");
    person_put(m, "3", "Same Name", "POL");
    person_put(m, "4", "Same Name", "FRA");
    person_put(m, "5", "Other Name", "POL");
    person_put(m, "6", "Other Name", "POL");
    body_put(m, "7", "Kestrel Shipping Group", "MLT");
    body_put(m, "8", "Zorvex", "DEU");
    body_put(m, "9", "NLF", "DNK");
    body_put(m, "10", "Wolszczan", "DEU");
    body_put(m, "11", "progress", "DEU");
    place_put(m, "Veldmark", "Велдмарк", 54000);
    place_put(m, "Veldmark", "", 100);
    place_put(m, "Veldmark-on-Sea", "", 10);
}

static void make(made *m)
{
    sayso_error err;
    *m = (made){ .arena = SAYSO_ARENA_EMPTY };
    tables_begin(&m->t);
    tables_write(&m->t, "languages/xx/endings.tsv",
                 "ending\tа\tи|у|е\nending\tє\tю\nending\tя\tі\n");
    tables_write(&m->t, "languages/xx/roles.tsv", "kestrel_group\tGOV\tinstitution\n");
    tables_open(&m->t);
    snprintf(m->path, sizeof m->path, "%s/made.sayso", m->t.dir);
    fill(m);
    assert_int_equal(sayso_kno_build_save(&m->b, m->path, &err), SAYSO_OK);
    assert_int_equal(sayso_knowledge_open(&m->k, m->path, &err), SAYSO_OK);
}

static void unmake(made *m)
{
    remove(m->path);
    sayso_knowledge_close(m->k);
    sayso_kno_build_free(&m->b);
    sayso_arena_free(&m->arena);
    tables_end(&m->t);
}

/* The id of what the text's beginning means, with the rule: "1 exact"; "" nothing. */
static const char *meant(made *m, const char *text, uint32_t *n_words)
{
    sayso_word w[12];
    sayso_name_match found[8];
    const uint32_t n = sayso_knowledge_match(m->k, m->t.lexicon, 0, w,
                                             tables_words(text, w, 12, &m->arena), found, 8);
    if (n_words) *n_words = n ? found[0].n_words : 0;
    return n ? sayso_arena_printf(&m->arena, "%s %s",
                                  sayso_knowledge_entity(m->k, found[0].entity, &m->arena)->id +
                                      strlen("import/csv:"),
                                  found[0].rule)
             : "";
}

static void people_by_two_words(void **state)
{
    (void)state;
    made m;
    uint32_t n;
    make(&m);
    assert_string_equal(meant(&m, "Orsolya Maria Vantier said", &n), "1 exact");
    assert_int_equal(n, 3);
    assert_string_equal(meant(&m, "Orsolya Vantier said", &n), "1 shortened");
    assert_string_equal(meant(&m, "Орсолі Вантью", NULL), "1 inflected");
    assert_string_equal(meant(&m, "Дарек Вольщан", NULL), "2 key");
    assert_string_equal(meant(&m, "Vantier said", NULL), "");
    assert_string_equal(meant(&m, "orsolya vantier", NULL), "");
    assert_string_equal(meant(&m, "Orsolya vantier", NULL), "");
    unmake(&m);
}

static void bodies(void **state)
{
    (void)state;
    made m;
    make(&m);
    assert_string_equal(meant(&m, "Kestrel Shipping Group", NULL), "7 exact");
    assert_string_equal(meant(&m, "Kestrel shipping group", NULL), "");
    assert_string_equal(meant(&m, "Zorvex said", NULL), "8 exact");
    assert_string_equal(meant(&m, "Zorvex/zorvex.NOUN said", NULL), "");
    assert_string_equal(meant(&m, "NLF said", NULL), "9 exact");
    assert_string_equal(meant(&m, "Nlf said", NULL), "");
    assert_string_equal(meant(&m, "Wolszczan said", NULL), ""); /* a word of people's names */
    assert_string_equal(meant(&m, "Progress", NULL), "");
    unmake(&m);
}

static void offices_and_basis(void **state)
{
    (void)state;
    made m;
    make(&m);
    const sayso_entity *e = sayso_knowledge_entity(m.k, 0, &m.arena);
    assert_string_equal(e->id, "import/csv:1");
    assert_string_equal(e->basis, "list.csv:7");
    assert_string_equal(e->country, "LUX");
    assert_string_equal(sayso_entity_office(e, 21500)->code, "LUXGOV");
    assert_null(sayso_entity_office(e, 23000));
    assert_null(sayso_knowledge_entity(m.k, sayso_knowledge_n_entities(m.k), &m.arena));
    unmake(&m);
}

static void places(void **state)
{
    (void)state;
    made m;
    sayso_word w[8];
    sayso_gaz_match found[8];
    make(&m);
    assert_int_equal(sayso_knowledge_places(m.k, m.t.lexicon, 0, w,
                                            tables_words("Veldmark fell", w, 8, &m.arena), found,
                                            8),
                     2);
    assert_int_equal(sayso_knowledge_place(m.k, found[0].item).population, 54000);
    assert_int_equal(sayso_knowledge_places(m.k, m.t.lexicon, 0, w,
                                            tables_words("Veldmark-on-Sea fell", w, 8, &m.arena),
                                            found, 8),
                     1);
    assert_int_equal(sayso_knowledge_places(m.k, m.t.lexicon, 0, w,
                                            tables_words("Велдмарк", w, 8, &m.arena), found, 8),
                     1);
    assert_int_equal(sayso_knowledge_places(m.k, m.t.lexicon, 0, w,
                                            tables_words("Veldmark/veldmark.NOUN", w, 8, &m.arena),
                                            found, 8),
                     0);
    unmake(&m);
}

static void beside_the_lexicon(void **state)
{
    (void)state;
    made m;
    sayso_word w[8];
    sayso_name_match found[8];
    make(&m);
    sayso_imported im = { .knowledge = m.k, .arena = &m.arena };
    const uint32_t own = sayso_lexicon_n_entities(m.t.lexicon);
    assert_int_equal(sayso_imported_match(&im, m.t.lexicon, 0, w,
                                          tables_words("Darek Wolszczan said", w, 8, &m.arena),
                                          found, 8),
                     1);
    assert_int_equal(found[0].entity, own);
    assert_string_equal(sayso_imported_entity(&im, m.t.lexicon, found[0].entity)->id,
                        "import/csv:2");
    assert_null(sayso_imported_entity(&im, m.t.lexicon, own + 1));
    assert_int_equal(sayso_imported_match(&im, m.t.lexicon, 0, w,
                                          tables_words("Same Name", w, 8, &m.arena), found, 8),
                     0); /* of two countries */
    assert_int_equal(sayso_imported_match(&im, m.t.lexicon, 0, w,
                                          tables_words("Other Name", w, 8, &m.arena), found, 8),
                     1); /* of one */
    assert_int_equal(sayso_imported_match(&im, m.t.lexicon, 0, w,
                                          tables_words("Darek Wolszczan", w, 8, &m.arena), found,
                                          8),
                     1);
    assert_int_equal(found[0].entity, own); /* the same one */
    assert_false(im.failed);
    unmake(&m);
}

static void same_bytes_twice(void **state)
{
    (void)state;
    made m, o;
    sayso_map a, b;
    sayso_error err;
    make(&m);
    make(&o);
    assert_int_equal(sayso_map_open(&a, m.path, &err), SAYSO_OK);
    assert_int_equal(sayso_map_open(&b, o.path, &err), SAYSO_OK);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.at, b.at, a.len);
    sayso_map_close(&a);
    sayso_map_close(&b);
    unmake(&m);
    unmake(&o);
}

static void cut_or_altered(void **state)
{
    (void)state;
    made m;
    sayso_map whole;
    sayso_error err;
    sayso_knowledge *k;
    void *bytes;
    make(&m);
    assert_int_equal(sayso_map_open(&whole, m.path, &err), SAYSO_OK);
    assert_int_equal(posix_memalign(&bytes, 64, whole.len), 0);
    for (size_t i = 0; i < whole.len; i += 1 + i / 64) {
        memcpy(bytes, whole.at, whole.len);
        assert_int_equal(sayso_knowledge_open_memory(&k, bytes, i, "cut", &err), SAYSO_BAD_MODEL);
        const uint8_t old = ((uint8_t *)bytes)[i];
        ((uint8_t *)bytes)[i] ^= 0x20;
        if (sayso_knowledge_open_memory(&k, bytes, whole.len, "altered", &err) == SAYSO_OK)
            sayso_knowledge_close(k); /* zeros between sections */
        else assert_int_equal(err.code, SAYSO_BAD_MODEL);
        ((uint8_t *)bytes)[i] = old;
    }
    free(bytes);
    sayso_map_close(&whole);
    unmake(&m);
}

static void nothing_at_all(void **state)
{
    (void)state;
    made m;
    make(&m);
    sayso_error err;
    kno_build empty = { 0 };
    sayso_knowledge *k;
    assert_int_equal(sayso_kno_build_save(&empty, m.path, &err), SAYSO_OK);
    assert_int_equal(sayso_knowledge_open(&k, m.path, &err), SAYSO_OK);
    sayso_knowledge *full = m.k;
    m.k = k;
    assert_string_equal(meant(&m, "Orsolya Vantier", NULL), "");
    m.k = full;
    sayso_knowledge_close(k);
    sayso_kno_build_free(&empty);
    assert_int_equal(sayso_kno_build_save(&m.b, "/nowhere/at.all", &err), SAYSO_IO);
    unmake(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_by_two_words), cmocka_unit_test(bodies),
        cmocka_unit_test(offices_and_basis),   cmocka_unit_test(places),
        cmocka_unit_test(beside_the_lexicon),  cmocka_unit_test(same_bytes_twice),
        cmocka_unit_test(cut_or_altered),      cmocka_unit_test(nothing_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
