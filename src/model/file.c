#include "model/file.h"
#include "model/kernel.h"
#include <stdio.h>
#include <stdlib.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "compiled tables are mapped as they are: little-endian only");

enum { HEAD = 48, ENTRY = 40, ALIGN = 64, ORDER = 0x01020304, MOST_SECTIONS = 4096 };
static const char magic[8] = "SAYSO\r\n\x1a", zeros[ALIGN] = { 0 };

static uint32_t u32_at(const uint8_t *p) { uint32_t v; memcpy(&v, p, sizeof v); return v; }
static uint64_t u64_at(const uint8_t *p) { uint64_t v; memcpy(&v, p, sizeof v); return v; }

static sayso_status bad(const sayso_file *f, uint64_t at, const char *what, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, f->name, at, "%s; install, build or import it again", what);
}

uint64_t sayso_digest(const void *bytes, size_t n)
{
    const sayso_kernels *k = sayso_kernels_best();
    const size_t whole = n / SAYSO_DIGEST_BLOCK;
    uint8_t rest[SAYSO_DIGEST_BLOCK] = { 0 };
    uint32_t lanes[SAYSO_DIGEST_LANES] = { 0 };
    k->digest(lanes, bytes, whole);
    if (n % SAYSO_DIGEST_BLOCK)
        memcpy(rest, (const uint8_t *)bytes + whole * SAYSO_DIGEST_BLOCK, n % SAYSO_DIGEST_BLOCK);
    k->digest(lanes, rest, 1);
    return sayso_hash(lanes, sizeof lanes, n);
}

static sayso_status table_check(const sayso_file *f, sayso_error *err)
{
    const uint8_t *p = f->map.at;
    const bool first = u32_at(p + 8) == 1; /* format version 1 */
    for (uint32_t i = 0; i < f->n_sections; i++) {
        const uint64_t at = HEAD + (uint64_t)i * ENTRY;
        const uint64_t offset = u64_at(p + at + 16), len = u64_at(p + at + 24);
        if (p[at + 15] != 0) return bad(f, at, "a section's name is not ended", err);
        if (offset % ALIGN || offset > f->map.len || len > f->map.len - offset)
            return bad(f, at, "a section lies outside the file", err);
        if ((first ? sayso_hash(p + offset, len, 0) : sayso_digest(p + offset, len)) != u64_at(p + at + 32))
            return bad(f, offset, "a section's checksum is wrong", err);
    }
    return SAYSO_OK;
}

static sayso_status head_check(sayso_file *f, const char *kind, sayso_error *err)
{
    const uint8_t *p = f->map.at;
    char want[8] = { 0 };
    snprintf(want, sizeof want, "%s", kind);
    if (f->map.len < HEAD) return bad(f, f->map.len, "the file is shorter than its header", err);
    if (memcmp(p, magic, sizeof magic) != 0) return bad(f, 0, "not a sayso file", err);
    if (u32_at(p + 8) < 1 || u32_at(p + 8) > SAYSO_FILE_VERSION) return bad(f, 8, "made for another version of sayso", err);
    if (u32_at(p + 12) != ORDER) return bad(f, 12, "made for another byte order", err);
    if (u64_at(p + 16) != f->map.len) return bad(f, 16, "the file is truncated or has grown", err);
    if (memcmp(p + 24, want, sizeof want) != 0) return bad(f, 24, "a sayso file of another kind", err);
    f->n_sections = u32_at(p + 32);
    if (f->n_sections > MOST_SECTIONS || HEAD + (uint64_t)f->n_sections * ENTRY > f->map.len)
        return bad(f, 32, "the section table lies outside the file", err);
    if (sayso_hash(p + HEAD, (size_t)f->n_sections * ENTRY, 0) != u64_at(p + 40)) return bad(f, 40, "the section table's checksum is wrong", err);
    return table_check(f, err);
}

sayso_status sayso_file_open(sayso_file *out, const char *path, const char *kind, sayso_error *err)
{
    *out = (sayso_file){ 0 };
    const size_t n = strlen(path), room = sizeof out->name - 1;
    snprintf(out->name, sizeof out->name, "%s", n > room ? path + (n - room) : path);
    sayso_status st = sayso_map_open(&out->map, path, err);
    if (!st && (st = head_check(out, kind, err))) sayso_file_close(out);
    return st;
}

sayso_status sayso_file_open_memory(sayso_file *out, const void *bytes, size_t n, const char *name, const char *kind, sayso_error *err)
{
    *out = (sayso_file){ .map = { .at = bytes, .len = n } };
    snprintf(out->name, sizeof out->name, "%s", name);
    const sayso_status st = head_check(out, kind, err);
    if (st) *out = (sayso_file){ 0 };
    return st;
}

void sayso_file_close(sayso_file *f)
{
    sayso_map_close(&f->map);
    *f = (sayso_file){ 0 };
}

const void *sayso_file_section(const sayso_file *f, const char *section, size_t *len)
{
    for (uint32_t i = 0; i < f->n_sections; i++) {
        const uint8_t *e = f->map.at + HEAD + (size_t)i * ENTRY;
        if (strcmp((const char *)e, section) == 0) {
            *len = (size_t)u64_at(e + 24);
            return f->map.at + u64_at(e + 16);
        }
    }
    *len = 0;
    return NULL;
}

const char *sayso_file_section_name(const sayso_file *f, uint32_t i)
{
    return i < f->n_sections ? (const char *)(f->map.at + HEAD + (size_t)i * ENTRY) : NULL;
}

sayso_status sayso_file_array(const sayso_file *f, const char *section, size_t size, const void **items, size_t *count, sayso_error *err)
{
    size_t len;
    *items = sayso_file_section(f, section, &len);
    *count = len / size;
    if (!*items) return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE, "section %s is missing; build the file again", section);
    if (len % size) return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE, "section %s has a broken length; build the file again", section);
    return SAYSO_OK;
}

/* ---- writing ---- */

static void part_put(sayso_file_writer *w, const char *section, const void *bytes, void *copy, size_t len)
{
    if (strlen(section) > 15 || !sayso_grow(w->parts, w->n, w->cap)) {
        free(copy);
        w->failed = true;
        return;
    }
    struct sayso_file_part *p = &w->parts[w->n++];
    *p = (struct sayso_file_part){ .bytes = bytes, .copy = copy, .len = len };
    snprintf(p->name, sizeof p->name, "%s", section);
}

void sayso_file_put(sayso_file_writer *w, const char *section, const void *bytes, size_t len)
{
    void *copy = malloc(len ? len : 1);
    if (!copy) {
        w->failed = true;
        return;
    }
    if (len) memcpy(copy, bytes, len);
    part_put(w, section, copy, copy, len);
}

void sayso_file_lend(sayso_file_writer *w, const char *section, const void *bytes, size_t len)
{
    part_put(w, section, bytes, NULL, len);
}

static void put_u32(sayso_buf *b, uint32_t v) { sayso_buf_put(b, &v, sizeof v); }
static void put_u64(sayso_buf *b, uint64_t v) { sayso_buf_put(b, &v, sizeof v); }
static uint64_t aligned(uint64_t v) { return (v + ALIGN - 1) / ALIGN * ALIGN; }

/* Header and section table, up to where the first section begins. */
static void head_put(const sayso_file_writer *w, const char *kind, sayso_buf *out)
{
    char kind8[8] = { 0 };
    snprintf(kind8, sizeof kind8, "%s", kind);
    sayso_buf table = SAYSO_BUF_EMPTY;
    uint64_t at = aligned(HEAD + (uint64_t)w->n * ENTRY), end = at;
    const size_t base = out->len;
    for (uint32_t i = 0; i < w->n; i++) {
        sayso_buf_put(&table, w->parts[i].name, 16);
        put_u64(&table, at);
        put_u64(&table, w->parts[i].len);
        put_u64(&table, sayso_digest(w->parts[i].bytes, w->parts[i].len));
        end = at + w->parts[i].len;
        at = aligned(end);
    }
    sayso_buf_put(out, magic, sizeof magic);
    put_u32(out, SAYSO_FILE_VERSION);
    put_u32(out, ORDER);
    put_u64(out, end);
    sayso_buf_put(out, kind8, sizeof kind8);
    put_u32(out, w->n);
    put_u32(out, 0);
    put_u64(out, sayso_hash(table.at, table.len, 0));
    sayso_buf_put(out, table.at ? table.at : "", table.len);
    sayso_buf_put(out, zeros, (size_t)(aligned(out->len - base) - (out->len - base)));
    out->failed |= table.failed;
    sayso_buf_free(&table);
}

/* Zeros between a section and the next; none behind the last. */
static size_t gap_behind(const sayso_file_writer *w, uint32_t i)
{
    return i + 1 < w->n ? (size_t)(aligned(w->parts[i].len) - w->parts[i].len) : 0;
}

sayso_status sayso_file_finish(sayso_file_writer *w, const char *kind, sayso_buf *out, sayso_error *err)
{
    head_put(w, kind, out);
    for (uint32_t i = 0; i < w->n; i++) {
        sayso_buf_put(out, w->parts[i].bytes, w->parts[i].len);
        sayso_buf_put(out, zeros, gap_behind(w, i));
    }
    return w->failed || out->failed ? sayso_no_memory(err) : sayso_ok(err);
}

sayso_status sayso_file_save(sayso_file_writer *w, const char *kind, const char *path, sayso_error *err)
{
    sayso_buf head = SAYSO_BUF_EMPTY;
    sayso_new_file f;
    head_put(w, kind, &head);
    sayso_status st = w->failed || head.failed ? sayso_no_memory(err) : sayso_new_file_begin(&f, path, err);
    if (!st) {
        sayso_new_file_put(&f, head.at, head.len);
        for (uint32_t i = 0; i < w->n; i++) {
            sayso_new_file_put(&f, w->parts[i].bytes, w->parts[i].len);
            sayso_new_file_put(&f, zeros, gap_behind(w, i));
        }
        st = sayso_new_file_end(&f, err);
    }
    sayso_buf_free(&head);
    return st;
}

/* The kind is what stands in the header, of whatever is long enough to have one. */
sayso_status sayso_file_renew(const char *from, const char *to, sayso_error *err)
{
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_map map;
    sayso_file f = { 0 };
    char kind[9] = { 0 };
    sayso_status st = sayso_map_open(&map, from, err);
    if (st) return st;
    if (map.len >= HEAD) memcpy(kind, map.at + 24, 8);
    st = sayso_file_open_memory(&f, map.at, map.len, from, kind, err);
    for (uint32_t i = 0; !st && i < f.n_sections; i++) {
        const uint8_t *e = map.at + HEAD + (size_t)i * ENTRY;
        sayso_file_lend(&w, (const char *)e, map.at + u64_at(e + 16), (size_t)u64_at(e + 24));
    }
    if (!st) st = sayso_file_save(&w, kind, to, err);
    sayso_file_writer_free(&w);
    sayso_map_close(&map);
    return st;
}

void sayso_file_writer_free(sayso_file_writer *w)
{
    for (uint32_t i = 0; i < w->n; i++) free(w->parts[i].copy);
    free(w->parts);
    *w = SAYSO_FILE_WRITER_EMPTY;
}
