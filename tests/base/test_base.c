/* base: arena, growing arrays, buffers, strings, hashing, files. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "base/base.h"
#include "base/modes.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- arena ---- */

static void arena_grows_arrays(void **state)
{
    (void)state;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    uint32_t *items = NULL, n = 0, cap = 0;
    for (; n < 1000; n++) {
        assert_true(sayso_arena_grow(&a, items, n, cap));
        assert_true(n < cap);
        items[n] = n * 7;
    }
    for (uint32_t i = 0; i < n; i++) assert_int_equal(items[i], i * 7);
    cap = UINT32_MAX; /* no room to double: nothing changes */
    uint32_t *before = items;
    assert_false(sayso_arena_grow(&a, items, UINT32_MAX, cap));
    assert_ptr_equal(items, before);
    assert_int_equal(cap, UINT32_MAX);
    sayso_arena_free(&a);
}

static void arena_gives_zeroed_aligned_pieces(void **state)
{
    (void)state;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    for (size_t n = 0; n < 300; n++) {
        unsigned char *p = sayso_arena_alloc(&a, n);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        if (n) memset(p, 0xff, n);
    }
    sayso_arena_free(&a);
    assert_null(a.head);
}

static void arena_grows_past_its_blocks(void **state)
{
    (void)state;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    char *small = sayso_arena_dup(&a, "stays", 5);
    char *large = sayso_arena_alloc(&a, 9u << 20);
    assert_non_null(large);
    large[(9u << 20) - 1] = 'x';
    assert_string_equal(small, "stays"); /* addresses never move */
    assert_true(a.total >= 9u << 20);
    sayso_arena_free(&a);
    assert_int_equal(a.total, 0);
}

static void arena_refuses_what_cannot_be(void **state)
{
    (void)state;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    assert_null(sayso_arena_alloc(&a, SIZE_MAX));
    assert_null(sayso_arena_alloc(&a, SIZE_MAX - 20));
    assert_null(sayso_arena_array(&a, SIZE_MAX / 2, 4));
    assert_non_null(sayso_arena_array(&a, 3, 4)); /* and lives on */
    sayso_arena_free(&a);
}

static void arena_reset_is_reusable(void **state)
{
    (void)state;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 2000; i++)
            assert_string_equal(sayso_arena_printf(&a, "%d-%d", round, i) ? "ok" : "", "ok");
        const char *p = sayso_arena_printf(&a, "%s %05d", "piece", 42);
        assert_string_equal(p, "piece 00042");
        const size_t before = a.total;
        sayso_arena_reset(&a);
        assert_true(a.total <= before);
        const char *zero = sayso_arena_alloc(&a, 64);
        for (int i = 0; i < 64; i++) assert_int_equal(zero[i], 0);
    }
    sayso_arena_free(&a);
}

/* ---- growing ---- */

static void vector_keeps_its_items(void **state)
{
    (void)state;
    uint32_t *items = NULL, n = 0, cap = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        assert_true(sayso_grow(items, n, cap));
        items[n++] = i * 7;
    }
    for (uint32_t i = 0; i < n; i++) assert_int_equal(items[i], i * 7);
    assert_true(sayso_reserve(items, cap, 200000));
    assert_true(cap >= 200000);
    free(items);
}

static void failed_growth_changes_nothing(void **state)
{
    (void)state;
    uint64_t *items = NULL;
    uint32_t cap = 0;
    assert_true(sayso_reserve(items, cap, 10));
    items[0] = 77;
    const uint32_t before = cap;
    void *moved = items;
    assert_false(sayso_grow_(&moved, &cap, UINT32_MAX, SIZE_MAX / 2));
    assert_ptr_equal(moved, items);
    assert_int_equal(cap, before);
    assert_int_equal(items[0], 77);
    free(items);
}

static void whole_numbers_are_written_as_printf_does(void **state)
{
    (void)state;
    static const int64_t cases[] = { 0, 7, -7, 10, 99, 100, UINT32_MAX, INT64_MAX, INT64_MIN };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[24];
        sayso_buf b = SAYSO_BUF_EMPTY;
        sayso_buf_whole(&b, cases[i]);
        snprintf(want, sizeof want, "%lld", (long long)cases[i]);
        assert_string_equal(b.at, want);
        sayso_buf_free(&b);
    }
}

static void buffer_ends_with_nul(void **state)
{
    (void)state;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_put(&b, "a\0b", 3);
    sayso_buf_puts(&b, "cd");
    for (int i = 0; i < 1000; i++) sayso_buf_printf(&b, "<%d>", i);
    assert_false(b.failed);
    assert_int_equal(b.at[b.len], 0);
    assert_memory_equal(b.at, "a\0bcd<0><1>", 11);
    assert_int_equal(b.len, 5 + 10 * 3 + 90 * 4 + 900 * 5);
    sayso_buf_put(&b, "", SIZE_MAX);
    assert_true(b.failed);
    sayso_buf_puts(&b, "more");
    assert_true(b.failed);
    sayso_buf_free(&b);
    assert_null(b.at);
}

static void sizes_are_checked(void **state)
{
    (void)state;
    size_t out = 5;
    assert_false(sayso_mul_size(SIZE_MAX, 2, &out));
    assert_false(sayso_add_size(SIZE_MAX, 1, &out));
    assert_int_equal(out, 5);
    assert_true(sayso_mul_size(6, 7, &out));
    assert_int_equal(out, 42);
    assert_true(sayso_add_size(40, 1, &out));
    assert_int_equal(out, 41);
}

/* ---- strings and errors ---- */

static void strings_compare_by_bytes(void **state)
{
    (void)state;
    assert_int_equal(sayso_str_of(NULL).len, 0);
    assert_true(sayso_str_eq(SAYSO_STR("мир"), sayso_str_of("мир")));
    assert_false(sayso_str_eq(SAYSO_STR("a"), SAYSO_STR("ab")));
    assert_true(sayso_str_cmp(SAYSO_STR("a"), SAYSO_STR("ab")) < 0);
    assert_true(sayso_str_cmp(SAYSO_STR("b"), SAYSO_STR("ab")) > 0);
    assert_true(sayso_str_cmp(SAYSO_STR("z"), SAYSO_STR("я")) < 0);
    assert_int_equal(sayso_str_cmp((sayso_str){ NULL, 0 }, SAYSO_STR("")), 0);
}

static void errors_keep_the_end_of_a_long_name(void **state)
{
    (void)state;
    char path[400];
    memset(path, 'd', sizeof path);
    strcpy(path + sizeof path - 10, "/file.txt");
    sayso_error err;
    assert_int_equal(sayso_fail(&err, SAYSO_IO, path, 7, "no %s", "luck"), SAYSO_IO);
    assert_int_equal(strlen(err.name), sizeof err.name - 1);
    assert_string_equal(err.name + strlen(err.name) - 9, "/file.txt");
    assert_string_equal(err.msg, "no luck");
    assert_int_equal(err.at, 7);
    assert_int_equal(sayso_ok(&err), SAYSO_OK);
    assert_int_equal(err.code, SAYSO_OK);
    assert_int_equal(err.at, SAYSO_NOWHERE);
    assert_int_equal(sayso_fail(NULL, SAYSO_BAD_DATA, NULL, 0, "x"), SAYSO_BAD_DATA);
    assert_int_equal(sayso_no_memory(&err), SAYSO_NO_MEMORY);
}

static void vocabularies_have_names(void **state)
{
    (void)state;
    for (int t = 0; t < SAYSO_N_TYPES; t++) {
        assert_true(sayso_type_name((sayso_type)t)[0] >= 'A');
        assert_in_range(sayso_type_quad((sayso_type)t), 1, 4);
    }
    assert_string_equal(sayso_type_name(SAYSO_ASSAULT), "ASSAULT");
    assert_string_equal(sayso_type_name(SAYSO_N_TYPES), "?");
    assert_string_equal(sayso_stance_name(SAYSO_DENY), "deny");
    assert_string_equal(sayso_event_status_name(SAYSO_DENIED), "denied");
    assert_string_equal(sayso_precision_name(SAYSO_INTERVAL), "interval");
    assert_string_equal(sayso_status_name(SAYSO_CANCELLED), "cancelled");
    assert_string_equal(sayso_status_name((sayso_status)99), "unknown status");
    assert_string_equal(sayso_version(), SAYSO_VERSION);
}

static void modes_have_numbers_and_types(void **state)
{
    (void)state;
    for (int m = 0; m < SAYSO_N_MODES; m++) {
        int types = 0;
        assert_int_equal(sayso_mode_number(sayso_mode_name(m)), m);
        for (int t = 0; t < SAYSO_N_TYPES; t++) types += sayso_mode_fits(t, m);
        assert_in_range(types, 1, 2);
    }
    assert_true(sayso_mode_fits(SAYSO_REJECT, sayso_mode_number("meet")));
    assert_true(sayso_mode_fits(SAYSO_REQUEST, sayso_mode_number("meet")));
    assert_false(sayso_mode_fits(SAYSO_CONSULT, sayso_mode_number("meet")));
    assert_false(sayso_mode_fits(-1, 0));
    assert_false(sayso_mode_fits(SAYSO_CONSULT, -1));
    assert_int_equal(sayso_mode_number("meeting"), -1);
    assert_int_equal(sayso_mode_number(NULL), -1);
}

/* ---- hashing: these numbers are in files on disk ---- */

static void hashes_are_what_they_were(void **state)
{
    (void)state;
    static const struct { const char *text; uint64_t seed, hash; } known[] = {
        { "", 0, UINT64_C(000000000000000000) },
        { "a", 0, UINT64_C(0xac46d99b73da7aba) },
        { "sayso", 0, UINT64_C(0xca85d88b7cec11e1) },
        { "sayso", 1, UINT64_C(0x1b5bb605c09a5471) },
        { "eight by", 0, UINT64_C(0x04caaf62a9fd2f82) },
        { "хто, кому, коли і де", 42, UINT64_C(0x64b841f50e014609) },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const uint64_t h = sayso_hash(known[i].text, strlen(known[i].text), known[i].seed);
        if (h != known[i].hash)
            print_message("%s: %#018llx\n", known[i].text, (unsigned long long)h);
        assert_true(h == known[i].hash);
    }
}

static void hashes_take_unaligned_bytes(void **state)
{
    (void)state;
    char room[64];
    for (size_t shift = 0; shift < 8; shift++) {
        memcpy(room + shift, "the same bytes anywhere", 23);
        assert_true(sayso_hash(room + shift, 23, 3) ==
                    sayso_hash("the same bytes anywhere", 23, 3));
    }
}

/* ---- files ---- */

static void files_are_mapped_whole(void **state)
{
    (void)state;
    char path[] = "/tmp/sayso-test-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    sayso_error err;
    sayso_map m;
    assert_int_equal(sayso_map_open(&m, path, &err), SAYSO_OK); /* empty */
    assert_int_equal(m.len, 0);
    sayso_map_close(&m);
    assert_int_equal(sayso_file_write(path, "one two", 7, &err), SAYSO_OK);
    assert_int_equal(sayso_map_open(&m, path, &err), SAYSO_OK);
    assert_int_equal(m.len, 7);
    assert_memory_equal(m.at, "one two", 7);
    sayso_map_close(&m);
    sayso_map_close(&m); /* closing twice is fine */
    unlink(path);
}

static void missing_files_say_so(void **state)
{
    (void)state;
    sayso_error err;
    sayso_map m;
    assert_int_equal(sayso_map_open(&m, "/nowhere/at/all", &err), SAYSO_NOT_FOUND);
    assert_string_equal(err.name, "/nowhere/at/all");
    assert_null(m.at);
    assert_int_equal(sayso_map_open(&m, "/", &err), SAYSO_IO); /* a folder is no file */
    assert_int_equal(sayso_file_write("/nowhere/at/all", "x", 1, &err), SAYSO_IO);
    assert_true(err.msg[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_pieces),
        cmocka_unit_test(arena_grows_past_its_blocks),
        cmocka_unit_test(arena_refuses_what_cannot_be),
        cmocka_unit_test(arena_reset_is_reusable),
        cmocka_unit_test(vector_keeps_its_items),
        cmocka_unit_test(failed_growth_changes_nothing),
        cmocka_unit_test(buffer_ends_with_nul),
        cmocka_unit_test(whole_numbers_are_written_as_printf_does),
        cmocka_unit_test(sizes_are_checked),
        cmocka_unit_test(strings_compare_by_bytes),
        cmocka_unit_test(errors_keep_the_end_of_a_long_name),
        cmocka_unit_test(vocabularies_have_names),
        cmocka_unit_test(modes_have_numbers_and_types),
        cmocka_unit_test(hashes_are_what_they_were),
        cmocka_unit_test(hashes_take_unaligned_bytes),
        cmocka_unit_test(files_are_mapped_whole),
        cmocka_unit_test(arena_grows_arrays),
        cmocka_unit_test(missing_files_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
