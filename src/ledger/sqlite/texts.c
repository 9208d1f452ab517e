/* Texts of documents, packed by zlib: any program that has it can read them, and the table has a column
 * by sayso_unpack that shows them to whoever asks through us. */
#include "sqlite.h"
#define ZLIB_CONST
#include <zlib.h>

enum { LEVEL = 6 }; /* 1 takes a seventh more room, 9 saves nothing in texts of this length */

bool sayso_led_sqlite_pack(sayso_str text, sayso_arena *a, sayso_str *out)
{
    uLongf n = compressBound(text.len);
    Bytef *at = sayso_arena_alloc(a, n);
    if (!at || compress2(at, &n, (const Bytef *)text.at, text.len, LEVEL) != Z_OK) return false;
    *out = (sayso_str){ (const char *)at, (uint32_t)n };
    return true;
}

static void pack_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    const char *text = sqlite3_value_blob(v[0]);
    sayso_str packed;
    (void)n;
    if (!sayso_led_sqlite_pack((sayso_str){ text ? text : "", (uint32_t)sqlite3_value_bytes(v[0]) }, &a, &packed))
        sqlite3_result_error_nomem(c);
    else sqlite3_result_blob(c, packed.at, (int)packed.len, SQLITE_TRANSIENT);
    sayso_arena_free(&a);
}

/* What was unpacked last: several columns of a row are cut out of one text. */
typedef struct unpacked { sayso_buf packed, text; } unpacked;

static bool room(sayso_buf *b, size_t n)
{
    char *more = n <= b->cap ? b->at : realloc(b->at, n);
    if (!more) return false;
    if (n > b->cap) b->cap = n;
    b->at = more;
    return true;
}

/* Z_OK, Z_MEM_ERROR or what is wrong with the bytes. */
static int unpack(const void *bytes, int n, sayso_buf *out)
{
    z_stream z = { .next_in = (const Bytef *)bytes, .avail_in = (uInt)n };
    int rc = inflateInit(&z);
    out->len = 0;
    if (rc != Z_OK) return rc;
    while (rc == Z_OK) {
        if (!room(out, 2 * z.total_out + 4 * (size_t)n + 64)) rc = Z_MEM_ERROR;
        if (rc != Z_OK) break;
        z.next_out = (Bytef *)out->at + z.total_out;
        z.avail_out = (uInt)(out->cap - z.total_out);
        rc = inflate(&z, Z_FINISH);
        if (rc == Z_BUF_ERROR && !z.avail_out) rc = Z_OK; /* more is to come */
    }
    out->len = z.total_out;
    inflateEnd(&z);
    return rc == Z_STREAM_END ? Z_OK : rc;
}

static void unpack_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    unpacked *last = sqlite3_user_data(c);
    const void *bytes = sqlite3_value_blob(v[0]);
    const int size = sqlite3_value_bytes(v[0]);
    (void)n;
    if (!bytes) return;
    if ((size_t)size != last->packed.len || memcmp(bytes, last->packed.at, last->packed.len) != 0) {
        last->packed.len = 0;
        const int rc = unpack(bytes, size, &last->text);
        if (rc == Z_MEM_ERROR) sqlite3_result_error_nomem(c);
        else if (rc != Z_OK) sqlite3_result_error_code(c, SQLITE_CORRUPT);
        if (rc != Z_OK) return;
        sayso_buf_put(&last->packed, bytes, (size_t)size);
        if (last->packed.failed) last->packed = SAYSO_BUF_EMPTY; /* it is unpacked again then */
    }
    sqlite3_result_blob(c, last->text.at, (int)last->text.len, SQLITE_TRANSIENT);
}

static void unpacked_free(void *user)
{
    unpacked *last = user;
    sayso_buf_free(&last->packed);
    sayso_buf_free(&last->text);
    free(last);
}

int sayso_led_sqlite_packs(sqlite3 *db)
{
    /* harmless, so that a table may have a column by it */
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    unpacked *last = calloc(1, sizeof *last);
    if (!last) return SQLITE_NOMEM;
    const int rc = sqlite3_create_function_v2(db, "sayso_unpack", 1, flags, last, unpack_call, NULL, NULL,
                                              unpacked_free);
    return rc != SQLITE_OK ? rc
                           : sqlite3_create_function(db, "sayso_pack", 1, flags, NULL, pack_call, NULL, NULL);
}
