/* The model file: what is written is read back; nothing broken is opened. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "model/file.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A file of three sections, one of them empty, in memory aligned to 64. */
typedef struct sample { uint8_t *bytes; size_t len; } sample;

static sample make(void)
{
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf b = SAYSO_BUF_EMPTY;
    const uint32_t numbers[5] = { 1, 2, 3, 5, 8 };
    sayso_file_put(&w, "numbers", numbers, sizeof numbers);
    sayso_file_put(&w, "nothing", "", 0);
    sayso_file_put(&w, "text", "who said so", 11);
    assert_int_equal(sayso_file_finish(&w, "model", &b, NULL), SAYSO_OK);
    sayso_file_writer_free(&w);
    sample s = { aligned_alloc(64, (b.len + 64) / 64 * 64), b.len };
    assert_non_null(s.bytes);
    memcpy(s.bytes, b.at, b.len);
    sayso_buf_free(&b);
    return s;
}

static void sections_come_back(void **state)
{
    (void)state;
    sample s = make();
    sayso_file f;
    sayso_error err;
    size_t n;
    const void *items;
    assert_int_equal(sayso_file_open_memory(&f, s.bytes, s.len, "sample", "model", &err), SAYSO_OK);
    assert_int_equal(f.n_sections, 3);
    assert_int_equal(sayso_file_array(&f, "numbers", 4, &items, &n, &err), SAYSO_OK);
    assert_int_equal(n, 5);
    assert_int_equal(((const uint32_t *)items)[4], 8);
    assert_int_equal((uintptr_t)items % 64, 0);
    assert_non_null(sayso_file_section(&f, "nothing", &n));
    assert_int_equal(n, 0);
    assert_memory_equal(sayso_file_section(&f, "text", &n), "who said so", 11);
    assert_null(sayso_file_section(&f, "absent", &n));
    free(s.bytes);
}

static void wrong_arrays_are_refused(void **state)
{
    (void)state;
    sample s = make();
    sayso_file f;
    sayso_error err;
    size_t n;
    const void *items;
    assert_int_equal(sayso_file_open_memory(&f, s.bytes, s.len, "sample", "model", &err), SAYSO_OK);
    assert_int_equal(sayso_file_array(&f, "absent", 4, &items, &n, &err), SAYSO_BAD_MODEL);
    assert_non_null(strstr(err.msg, "absent"));
    assert_int_equal(sayso_file_array(&f, "text", 4, &items, &n, &err), SAYSO_BAD_MODEL);
    assert_string_equal(err.name, "sample");
    free(s.bytes);
}

static void same_input_same_bytes(void **state)
{
    (void)state;
    sample a = make(), b = make();
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.bytes, b.bytes, a.len);
    free(a.bytes);
    free(b.bytes);
}

static void file_of_no_sections(void **state)
{
    (void)state;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf b = SAYSO_BUF_EMPTY;
    assert_int_equal(sayso_file_finish(&w, "lexicon", &b, NULL), SAYSO_OK);
    uint8_t *bytes = aligned_alloc(64, (b.len + 64) / 64 * 64);
    memcpy(bytes, b.at, b.len);
    sayso_file f;
    assert_int_equal(sayso_file_open_memory(&f, bytes, b.len, "none", "lexicon", NULL), SAYSO_OK);
    assert_int_equal(f.n_sections, 0);
    free(bytes);
    sayso_buf_free(&b);
    sayso_file_writer_free(&w);
}

static void other_kinds_are_refused(void **state)
{
    (void)state;
    sample s = make();
    sayso_file f;
    sayso_error err;
    assert_int_equal(sayso_file_open_memory(&f, s.bytes, s.len, "sample", "lexicon", &err),
                     SAYSO_BAD_MODEL);
    assert_null(f.map.at);
    free(s.bytes);
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    sample s = make();
    sayso_file f;
    sayso_error err;
    for (size_t n = 0; n < s.len; n++) {
        assert_int_equal(sayso_file_open_memory(&f, s.bytes, n, "cut", "model", &err),
                         SAYSO_BAD_MODEL);
        assert_true(err.msg[0] != 0);
    }
    free(s.bytes);
}

/* Flips every bit of what a checksum or the header covers: all but the padding between sections. */
static void every_bit_flip_is_refused(void **state)
{
    (void)state;
    sample s = make();
    sayso_file f;
    uint8_t *covered = calloc(s.len, 1);
    const size_t table = 48 + 3 * 40;
    memset(covered, 1, table);
    memset(covered + 36, 0, 4); /* unused word of the header */
    for (int i = 0; i < 3; i++) {
        uint64_t offset, len;
        memcpy(&offset, s.bytes + 48 + i * 40 + 16, 8);
        memcpy(&len, s.bytes + 48 + i * 40 + 24, 8);
        memset(covered + offset, 1, len);
    }
    for (size_t i = 0; i < s.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            s.bytes[i] ^= (uint8_t)(1 << bit);
            const sayso_status st =
                sayso_file_open_memory(&f, s.bytes, s.len, "flip", "model", NULL);
            assert_int_equal(st, covered[i] ? SAYSO_BAD_MODEL : SAYSO_OK);
            s.bytes[i] ^= (uint8_t)(1 << bit);
        }
    free(covered);
    free(s.bytes);
}

static void files_on_disk(void **state)
{
    (void)state;
    char path[] = "/tmp/sayso-test-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    sample s = make();
    sayso_file f;
    sayso_error err;
    assert_int_equal(sayso_file_open(&f, path, "model", &err), SAYSO_BAD_MODEL); /* empty */
    assert_int_equal(sayso_file_write(path, s.bytes, s.len, &err), SAYSO_OK);
    assert_int_equal(sayso_file_open(&f, path, "model", &err), SAYSO_OK);
    sayso_file_close(&f);
    assert_int_equal(sayso_file_write(path, s.bytes, s.len - 1, &err), SAYSO_OK);
    assert_int_equal(sayso_file_open(&f, path, "model", &err), SAYSO_BAD_MODEL);
    assert_string_equal(err.name, path);
    unlink(path);
    assert_int_equal(sayso_file_open(&f, path, "model", &err), SAYSO_NOT_FOUND);
    free(s.bytes);
}

/* The same file as version 1 had it: other checksums, of the sections and so of the table. */
static void make_old(sample *s)
{
    s->bytes[8] = 1;
    for (uint64_t i = 0, offset, len, sum; i < 3; i++) {
        uint8_t *entry = s->bytes + 48 + i * 40;
        memcpy(&offset, entry + 16, 8);
        memcpy(&len, entry + 24, 8);
        sum = sayso_hash(s->bytes + offset, len, 0);
        memcpy(entry + 32, &sum, 8);
    }
    const uint64_t table = sayso_hash(s->bytes + 48, 3 * 40, 0);
    memcpy(s->bytes + 40, &table, 8);
}

static void old_files_are_read_and_renewed(void **state)
{
    (void)state;
    char path[] = "/tmp/sayso-test-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    sample new = make(), old = make();
    sayso_file f;
    sayso_map map;
    make_old(&old);
    assert_int_equal(sayso_file_open_memory(&f, old.bytes, old.len, "old", "model", NULL), SAYSO_OK);
    assert_int_equal(sayso_file_write(path, old.bytes, old.len, NULL), SAYSO_OK);
    assert_int_equal(sayso_file_renew(path, path, NULL), SAYSO_OK);
    assert_int_equal(sayso_map_open(&map, path, NULL), SAYSO_OK);
    assert_int_equal(map.len, new.len);
    assert_memory_equal(map.at, new.bytes, new.len);
    sayso_map_close(&map);
    old.bytes[old.len - 1] ^= 1;
    assert_int_equal(sayso_file_write(path, old.bytes, old.len, NULL), SAYSO_OK);
    assert_int_equal(sayso_file_renew(path, path, NULL), SAYSO_BAD_MODEL);
    unlink(path);
    free(new.bytes);
    free(old.bytes);
}

/* Of any length, whatever it begins with; and of two words that change places. */
static void digests_see_every_byte(void **state)
{
    (void)state;
    uint8_t bytes[700] = { 0 };
    uint64_t sums[700];
    for (size_t n = 0; n < sizeof bytes; n++) {
        sums[n] = sayso_digest(bytes, n);
        for (size_t i = 0; i < n; i++) assert_true(sums[i] != sums[n]);
    }
    const uint64_t whole = sayso_digest(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] ^= 0x80;
        assert_true(sayso_digest(bytes, sizeof bytes) != whole);
        bytes[i] ^= 0x80;
    }
    for (size_t k = 0; k < sizeof bytes; k++) bytes[k] = (uint8_t)(k / 256);
    const uint64_t in_order = sayso_digest(bytes, sizeof bytes);
    bytes[4] = 1, bytes[4 + 256] = 0;
    assert_true(sayso_digest(bytes, sizeof bytes) != in_order);
}

static void overlong_section_names_fail(void **state)
{
    (void)state;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_file_put(&w, "sixteen letters!", "", 0);
    assert_true(w.failed);
    assert_int_not_equal(sayso_file_finish(&w, "model", &b, NULL), SAYSO_OK);
    sayso_buf_free(&b);
    sayso_file_writer_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_come_back),
        cmocka_unit_test(wrong_arrays_are_refused),
        cmocka_unit_test(same_input_same_bytes),
        cmocka_unit_test(file_of_no_sections),
        cmocka_unit_test(other_kinds_are_refused),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(every_bit_flip_is_refused),
        cmocka_unit_test(files_on_disk),
        cmocka_unit_test(old_files_are_read_and_renewed),
        cmocka_unit_test(digests_see_every_byte),
        cmocka_unit_test(overlong_section_names_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
