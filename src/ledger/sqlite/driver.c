/* SQLite behind the calls of db.h. */
#include "sqlite.h"
#include "ledger/deflate.h"

static sqlite3 *own(const sayso_led_db *db) { return ((const sayso_led_sqlite *)db)->db; }
static sqlite3_stmt *of(const sayso_led_stmt *s) { return ((const sayso_led_sqlite_stmt *)s)->s; }

/* ---- the connection ---- */

static void db_close(sayso_led_db *db)
{
    sqlite3_close(own(db));
    free(db);
}

static sayso_led_trouble trouble(const sayso_led_db *db, const char **message)
{
    if (!own(db)) return LED_NO_MEMORY;
    *message = sqlite3_errmsg(own(db));
    switch (sqlite3_errcode(own(db)) & 0xff) {
    case SQLITE_NOMEM: return LED_NO_MEMORY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return LED_BUSY;
    case SQLITE_READONLY: return LED_READONLY;
    case SQLITE_PERM:
    case SQLITE_AUTH: return LED_FORBIDDEN;
    case SQLITE_FULL: return LED_FULL;
    case SQLITE_NOTADB: return LED_NO_LEDGER;
    case SQLITE_CORRUPT: return LED_DAMAGED;
    case SQLITE_CANTOPEN: return LED_UNREACHABLE;
    case SQLITE_IOERR: return LED_IO;
    case SQLITE_TOOBIG: return LED_TOO_BIG;
    default: return LED_OTHER;
    }
}

static bool run(sayso_led_db *db, const char *sql)
{
    return sqlite3_exec(own(db), sql, NULL, NULL, NULL) == SQLITE_OK;
}
static bool begin(sayso_led_db *db) { return run(db, "BEGIN IMMEDIATE"); }
static bool commit(sayso_led_db *db) { return run(db, "COMMIT"); }
static void rollback(sayso_led_db *db)
{
    if (!sqlite3_get_autocommit(own(db))) run(db, "ROLLBACK");
}

/* ---- statements ---- */

static sayso_led_stmt *prepare(sayso_led_db *db, const char *sql, sayso_led_use use)
{
    sqlite3_stmt *s;
    const unsigned flags = use == LED_KEPT ? SQLITE_PREPARE_PERSISTENT : 0;
    if (sqlite3_prepare_v3(own(db), sql, -1, flags, &s, NULL) != SQLITE_OK) return NULL;
    return sayso_led_sqlite_wrap(db, s);
}

static void finalize(sayso_led_stmt *s)
{
    sqlite3_finalize(of(s));
    free(s);
}
static void reset(sayso_led_stmt *s)
{
    sqlite3_reset(of(s)); /* repeats the code of the step, which was looked at */
}

static void bind(sayso_led_stmt *s, int i, const sayso_led_value *v)
{
    switch (v->kind) {
    case LED_WHOLE: sqlite3_bind_int64(of(s), i, v->whole); break;
    case LED_REAL: sqlite3_bind_double(of(s), i, v->real); break;
    case LED_TEXT: sqlite3_bind_text64(of(s), i, v->bytes, v->n, SQLITE_STATIC, SQLITE_UTF8); break;
    case LED_BYTES: sqlite3_bind_blob64(of(s), i, v->bytes, v->n, SQLITE_STATIC); break;
    default: sqlite3_bind_null(of(s), i);
    }
}

static bool step(sayso_led_stmt *s, bool *row)
{
    const int rc = sqlite3_step(of(s));
    *row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}
static bool send(sayso_led_stmt *s)
{
    bool row;
    return step(s, &row);
}

static bool ahead(sayso_led_stmt *s)
{
    (void)s; /* nothing is won by asking before the rows are wanted */
    return true;
}

static int64_t changes(sayso_led_stmt *s) { return sqlite3_changes(own(s->db)); }
static int parameters(const sayso_led_stmt *s) { return sqlite3_bind_parameter_count(of(s)); }
static int columns(sayso_led_stmt *s) { return sqlite3_column_count(of(s)); }
static const char *column_name(sayso_led_stmt *s, int i) { return sqlite3_column_name(of(s), i); }
static sayso_led_kind kind(sayso_led_stmt *s, int i)
{
    return (sayso_led_kind)sqlite3_column_type(of(s), i); /* db.h numbers them as SQLite does */
}
static int64_t whole(sayso_led_stmt *s, int i) { return sqlite3_column_int64(of(s), i); }
static double number(sayso_led_stmt *s, int i) { return sqlite3_column_double(of(s), i); }
static const char *text(sayso_led_stmt *s, int i)
{
    return (const char *)sqlite3_column_text(of(s), i);
}
static sayso_str bytes(sayso_led_stmt *s, int i)
{
    const void *at = sqlite3_column_blob(of(s), i);
    const int n = sqlite3_column_bytes(of(s), i);
    if (!at && kind(s, i) != LED_NULL) at = ""; /* of no length */
    return (sayso_str){ at, (uint32_t)n };
}

/* Connections have no mutex of their own, so values need no protection. */
static void value_of(sayso_led_stmt *s, int i, sayso_led_value *v)
{
    sqlite3_value *x = sqlite3_column_value(of(s), i);
    v->kind = (sayso_led_kind)sqlite3_value_type(x);
    switch (v->kind) {
    case LED_WHOLE: v->whole = sqlite3_value_int64(x); break;
    case LED_REAL: v->real = sqlite3_value_double(x); break;
    case LED_TEXT:
    case LED_BYTES:
        v->bytes = sqlite3_value_blob(x);
        v->n = (size_t)sqlite3_value_bytes(x);
        break;
    default: break;
    }
}

const sayso_led_driver sayso_led_sqlite_driver = {
    .close = db_close,
    .trouble = trouble,
    .run = run,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .prepare = prepare,
    .finalize = finalize,
    .reset = reset,
    .bind = bind,
    .step = step,
    .send = send,
    .ahead = ahead,
    .changes = changes,
    .parameters = parameters,
    .columns = columns,
    .column_name = column_name,
    .kind = kind,
    .whole = whole,
    .number = number,
    .text = text,
    .bytes = bytes,
    .value = value_of,
    .schema = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE ?1 IS NOT NULL ORDER BY name",
    .version = "PRAGMA data_version",
    .pages = "PRAGMA integrity_check(20)",
    .references = "PRAGMA foreign_key_check",
    .ask = sayso_led_sqlite_ask,
    .search_put = sayso_led_sqlite_search_put,
    .search_take = sayso_led_sqlite_search_take,
    .search_where = sayso_led_sqlite_search_where,
    .pack = sayso_led_deflate,
    .moment = "BEGIN",
    .views = "SELECT '\"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_master WHERE type = 'view'",
    .backup = sayso_led_sqlite_backup,
};
