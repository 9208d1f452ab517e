/* Facts as bytes: what is asked for comes back, and bad bytes are read within their bounds. */
#include "ledger/facts.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static uint64_t seed = 7;
static uint32_t chance(uint32_t n)
{
    return (uint32_t)(sayso_hash_mix(++seed) >> 20) % n;
}

static uint32_t text(sayso_led_facts *f, sayso_led_fact_texts *t, const char *s)
{
    const uint32_t n = sayso_led_facts_text(f, t, sayso_str_of(s));
    assert_true(n != UINT32_MAX);
    return n;
}

/* Two documents, of which the second has nothing. */
static sayso_led_facts made(void)
{
    sayso_led_facts f = { 0 };
    assert_true(sayso_reserve(f.documents, f.cap_documents, 2));
    assert_true(sayso_reserve(f.events, f.cap_events, 1));
    assert_true(sayso_reserve(f.said, f.cap_said, 1));
    assert_true(sayso_reserve(f.parties, f.cap_parties, 2));
    assert_true(sayso_reserve(f.places, f.cap_places, 1));
    assert_true(sayso_reserve(f.says, f.cap_says, 1));
    const uint32_t peru = text(&f, &f.texts, "PER"), type = text(&f, &f.texts, "AID"),
                   name = text(&f, &f.names, "ana quispe");
    f.documents[0] = (sayso_led_fact_document){ 70, 65, 1u << 30, 22431, 0, 0, 1, 0, 1 };
    f.documents[1] = (sayso_led_fact_document){ 71, 71, 5, INT32_MIN, 0, 1, 0, 1, 0 };
    f.said[0] = (sayso_led_fact_said){ 9, 1, peru, name };
    f.places[0] = (sayso_led_fact_place){ peru, 0, 0, -12.05, -77.03 };
    f.parties[0] = f.parties[1] = (sayso_led_fact_party){ peru, peru, name };
    f.says[0] = 0;
    f.events[0] = (sayso_led_fact){ .event = 800, .claim = 790, .number = 3, .type = type,
                                    .from = 22430, .to = 22431, .goldstein = -7000, .confidence = 0.75, .place = 1,
                                    .under = 1, .n_says = 1, .n_actors = 1, .n_recipients = 1,
                                    .flags = LG_FACT_FIRST, .day = 22431 };
    f.n_documents = 2, f.n_parties = 2, f.n_events = f.n_said = f.n_places = f.n_says = 1;
    return f;
}

static void free_all(sayso_led_facts *f, sayso_led_facts *back, sayso_led_fact_bytes *b)
{
    sayso_led_facts_free(f);
    sayso_led_facts_free(back);
    sayso_buf_free(&b->rows), sayso_buf_free(&b->more), sayso_buf_free(&b->names);
}

static sayso_str str_of(const sayso_buf *b) { return (sayso_str){ b->at, (uint32_t)b->len }; }

static void facts_come_back(void **state)
{
    (void)state;
    sayso_led_facts f = made(), back = { 0 };
    sayso_led_fact_bytes b = { SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY };
    const sayso_str nothing = { NULL, 0 };
    sayso_led_facts_pack(&f, &b);
    assert_true(sayso_led_facts_unpack(&back, LG_FACTS_ALL, str_of(&b.rows), str_of(&b.more),
                                       str_of(&b.names)));
    assert_int_equal(back.n_documents, 2);
    assert_memory_equal(back.documents, f.documents, 2 * sizeof *f.documents);
    assert_memory_equal(back.events, f.events,
                        offsetof(sayso_led_fact, day) + sizeof f.events->day); /* no padding */
    assert_memory_equal(back.parties, f.parties, 2 * sizeof *f.parties);
    assert_int_equal(back.said[0].attribution, 9);
    assert_true(back.places[0].lon_deg == -77.03);
    assert_true(sayso_str_eq(back.names.at[back.parties[1].name], SAYSO_STR("ana quispe")));
    /* what is not asked for is not looked at */
    assert_true(sayso_led_facts_unpack(&back, LG_FACTS_TYPES, str_of(&b.rows), nothing, nothing));
    assert_true(sayso_str_eq(back.texts.at[back.events[0].type], SAYSO_STR("AID")));
    assert_int_equal(back.events[0].from, 0);
    assert_int_equal(back.n_parties, 0);
    assert_false(sayso_led_facts_apart(LG_FACTS_TYPES));
    assert_true(sayso_led_facts_apart(LG_FACTS_TYPES | LG_FACTS_MODES));
    free_all(&f, &back, &b);
}

/* A copy, bent in one byte if asked for. */
static sayso_str copied(const sayso_buf *b, bool bend, char *copy)
{
    memcpy(copy, b->at, b->len);
    if (bend) copy[chance((uint32_t)b->len)] ^= (char)(1 + chance(255));
    return (sayso_str){ copy, (uint32_t)b->len };
}

static void bad_bytes_are_read_within_bounds(void **state)
{
    (void)state;
    sayso_led_facts f = made(), back = { 0 };
    sayso_led_fact_bytes b = { SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY, SAYSO_BUF_EMPTY };
    sayso_led_facts_pack(&f, &b);
    for (uint32_t n = 0; n < b.rows.len; n++)
        assert_false(sayso_led_facts_unpack(&back, LG_FACTS_ALL, (sayso_str){ b.rows.at, n },
                                            str_of(&b.more), str_of(&b.names)));
    for (uint32_t n = 0; n < b.more.len; n++)
        assert_false(sayso_led_facts_unpack(&back, LG_FACTS_ALL, str_of(&b.rows),
                                            (sayso_str){ b.more.at, n }, str_of(&b.names)));
    for (int i = 0; i < 20000; i++) {
        char *copy[3] = { malloc(b.rows.len), malloc(b.more.len), malloc(b.names.len) };
        assert_true(copy[0] && copy[1] && copy[2]);
        const uint32_t bent = chance(3), wanted = chance(LG_FACTS_ALL + 1);
        const sayso_str rows = copied(&b.rows, bent == 0, copy[0]),
                        more = copied(&b.more, bent == 1, copy[1]),
                        names = copied(&b.names, bent == 2, copy[2]);
        if (sayso_led_facts_unpack(&back, wanted, rows, more, names))
            for (uint32_t k = 0; k < back.n_events; k++) {
                const sayso_led_fact *e = &back.events[k];
                assert_true(e->type < back.texts.n && e->place <= back.n_places);
                assert_true(e->parties + e->n_actors + e->n_recipients <= back.n_parties);
                assert_true(e->says + e->n_says <= back.n_says);
            }
        for (int k = 0; k < 3; k++) free(copy[k]);
    }
    free_all(&f, &back, &b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(facts_come_back),
                                        cmocka_unit_test(bad_bytes_are_read_within_bounds) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
