/* Texts of documents are packed; the table has a column by sayso_unpack that shows them to whoever asks
 * through us. */
#include "sqlite.h"
#include "ledger/deflate.h"

static void pack_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    const char *text = sqlite3_value_blob(v[0]);
    sayso_str packed;
    (void)n;
    if (!sayso_led_deflate((sayso_str){ text ? text : "", (uint32_t)sqlite3_value_bytes(v[0]) }, &a, &packed))
        sqlite3_result_error_nomem(c);
    else sqlite3_result_blob(c, packed.at, (int)packed.len, SQLITE_TRANSIENT);
    sayso_arena_free(&a);
}

/* What was unpacked last: several columns of a row are cut out of one text. */
typedef struct unpacked { sayso_buf packed, text; sayso_led_inflater *by; } unpacked;

static bool is_last(const unpacked *x, sayso_str packed)
{
    return x->packed.len && x->packed.len == packed.len && memcmp(x->packed.at, packed.at, packed.len) == 0;
}

static void unpack_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    unpacked *last = sqlite3_user_data(c);
    const sayso_str packed = { sqlite3_value_blob(v[0]), (uint32_t)sqlite3_value_bytes(v[0]) };
    (void)n;
    if (!packed.at) return;
    if (!is_last(last, packed)) {
        sayso_buf_free(&last->packed);
        const sayso_status st = sayso_led_inflate_by(last->by, packed, &last->text);
        if (st) {
            sqlite3_result_error_code(c, st == SAYSO_NO_MEMORY ? SQLITE_NOMEM : SQLITE_CORRUPT);
            return;
        }
        sayso_buf_put(&last->packed, packed.at, packed.len);
        if (last->packed.failed) last->packed = SAYSO_BUF_EMPTY; /* it is unpacked again then */
    }
    sqlite3_result_blob(c, last->text.at, (int)last->text.len, SQLITE_TRANSIENT);
}

static void unpacked_free(void *user)
{
    unpacked *last = user;
    sayso_buf_free(&last->packed);
    sayso_buf_free(&last->text);
    sayso_led_inflater_free(last->by);
    free(last);
}

int sayso_led_sqlite_packs(sqlite3 *db)
{
    /* harmless, so that a table may have a column by it */
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    unpacked *last = calloc(1, sizeof *last);
    if (!last) return SQLITE_NOMEM;
    if (!(last->by = sayso_led_inflater_new())) {
        unpacked_free(last);
        return SQLITE_NOMEM;
    }
    const int rc = sqlite3_create_function_v2(db, "sayso_unpack", 1, flags, last, unpack_call, NULL, NULL,
                                              unpacked_free);
    return rc != SQLITE_OK ? rc
                           : sqlite3_create_function(db, "sayso_pack", 1, flags, NULL, pack_call, NULL, NULL);
}
