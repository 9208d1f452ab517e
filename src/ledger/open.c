/* Opening a ledger, and the few calls through which all files here talk to SQLite. */
#include "inside.h"
#include "schema_sql.h"
#include "text/utf8.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- errors ---- */

sayso_status lg_fail(const sayso_ledger *l, sayso_error *err)
{
    const int rc = l->db ? sqlite3_errcode(l->db) & 0xff : SQLITE_NOMEM;
    const char *what;
    switch (rc) {
    case SQLITE_NOMEM: return sayso_no_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: what = "the ledger is locked by another program; wait until it is done"; break;
    case SQLITE_READONLY: what = "the ledger is read-only; get write access or name another with --ledger"; break;
    case SQLITE_PERM:
    case SQLITE_AUTH: what = "the ledger may not be read; get access or name another with --ledger"; break;
    case SQLITE_FULL: what = "the disk is full; free some space, what was committed is safe"; break;
    case SQLITE_NOTADB: what = "no ledger; name another file with --ledger"; break;
    case SQLITE_CORRUPT: what = "the ledger is damaged; read the documents into a new one"; break;
    case SQLITE_CANTOPEN: what = "the ledger cannot be opened; check its folder and the permissions"; break;
    case SQLITE_IOERR: what = "the system failed to read or write the ledger; check the disk"; break;
    case SQLITE_TOOBIG: what = "a record is larger than a ledger can hold; split the document"; break;
    default:
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "the store refused: %.120s; report this", l->db ? sqlite3_errmsg(l->db) : "?");
    }
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "%s", what);
}

sayso_status lg_run(const sayso_ledger *l, const char *sql, sayso_error *err)
{
    return sqlite3_exec(l->db, sql, NULL, NULL, NULL) == SQLITE_OK ? SAYSO_OK : lg_fail(l, err);
}

sayso_status lg_prepare(const sayso_ledger *l, const char *sql, sqlite3_stmt **out, sayso_error *err)
{
    return sqlite3_prepare_v2(l->db, sql, -1, out, NULL) == SQLITE_OK ? SAYSO_OK : lg_fail(l, err);
}

sayso_status lg_step(const sayso_ledger *l, sqlite3_stmt *s, bool *row, sayso_error *err)
{
    const int rc = sqlite3_step(s);
    *row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? SAYSO_OK : lg_fail(l, err);
}

sayso_status lg_done(const sayso_ledger *l, sqlite3_stmt *s, sayso_error *err)
{
    const int rc = sqlite3_step(s);
    const sayso_status st = rc == SQLITE_DONE || rc == SQLITE_ROW ? SAYSO_OK : lg_fail(l, err);
    sqlite3_reset(s); /* repeats the code of the step, which was looked at */
    return st;
}

/* ---- parameters and columns ---- */

void lg_text(sqlite3_stmt *s, int i, const char *z)
{
    if (z) sqlite3_bind_text(s, i, z, -1, SQLITE_STATIC);
    else sqlite3_bind_null(s, i);
}
void lg_int(sqlite3_stmt *s, int i, int64_t x) { sqlite3_bind_int64(s, i, x); }
void lg_index(sqlite3_stmt *s, int i, int32_t x)
{
    if (x < 0) sqlite3_bind_null(s, i);
    else sqlite3_bind_int(s, i, x);
}
void lg_offset(sqlite3_stmt *s, int i, uint32_t x)
{
    if (x == SAYSO_NO_OFFSET) sqlite3_bind_null(s, i);
    else sqlite3_bind_int64(s, i, x);
}
void lg_day(sqlite3_stmt *s, int i, int32_t day)
{
    if (day == INT32_MIN) sqlite3_bind_null(s, i);
    else sqlite3_bind_int(s, i, day);
}
void lg_real(sqlite3_stmt *s, int i, double x)
{
    if (isnan(x)) sqlite3_bind_null(s, i);
    else sqlite3_bind_double(s, i, x);
}

const char *lg_column(sqlite3_stmt *s, int i)
{
    return (const char *)sqlite3_column_text(s, i);
}

const char *lg_column_dup(sqlite3_stmt *s, int i, sayso_arena *a, bool *ok)
{
    const char *z = lg_column(s, i);
    if (!z) {
        if (sqlite3_column_type(s, i) != SQLITE_NULL) *ok = false; /* NULL for want of memory */
        return NULL;
    }
    const char *copy = sayso_arena_dup(a, z, strlen(z));
    if (!copy) *ok = false;
    return copy;
}

const char *lg_fold(sayso_arena *a, const char *text, const char *b)
{
    const char *both = b ? sayso_arena_printf(a, "%s\n%s", text ? text : "", b) : text ? text : "";
    if (!both) return NULL;
    const sayso_str in = sayso_str_of(both);
    const uint32_t room = in.len * 3 + 16; /* a folded character is at most three times as long, as one bad byte is */
    char *out = sayso_arena_alloc(a, (size_t)room + 1);
    if (out) out[sayso_text_fold(in, out, room)] = 0;
    return out;
}

/* ---- opening ---- */

static sayso_status pragma_int(const sayso_ledger *l, const char *sql, int64_t *out, sayso_error *err)
{
    sqlite3_stmt *s;
    bool row;
    sayso_status st = lg_prepare(l, sql, &s, err);
    if (st) return st;
    st = lg_step(l, s, &row, err);
    *out = !st && row ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return st;
}

/* A new file gets the schema; any other must be a ledger of our version. */
static sayso_status schema_check(const sayso_ledger *l, bool *empty, sayso_error *err)
{
    int64_t application, version, tables;
    sayso_status st;
    if ((st = pragma_int(l, "PRAGMA application_id", &application, err)) || (st = pragma_int(l, "PRAGMA user_version", &version, err)) ||
        (st = pragma_int(l, "SELECT count(*) FROM sqlite_master", &tables, err))) return st;
    *empty = !application && !version && !tables;
    if (*empty) return SAYSO_OK;
    if (application != LG_APPLICATION)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "a database, but no ledger of sayso; name another file with --ledger");
    if (version != LG_VERSION)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "a ledger of version %lld, this sayso knows %d; %s", (long long)version, LG_VERSION,
                          version > LG_VERSION ? "use a newer sayso" : "read the documents into a new one");
    return SAYSO_OK;
}

static sayso_status schema_make(const sayso_ledger *l, sayso_error *err)
{
    bool empty;
    char sql[120];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", LG_APPLICATION, LG_VERSION);
    sayso_status st = lg_run(l, "BEGIN IMMEDIATE", err);
    if (st) return st;
    if (!(st = schema_check(l, &empty, err)) && empty && !(st = lg_run(l, schema_sql, err))) st = lg_run(l, sql, err);
    if (st || !empty) lg_run(l, "ROLLBACK", NULL); /* two that begin a ledger at once: the second finds it made */
    return st;
}

/* "file:" address of a path with what addresses treat as their own escaped. */
static char *address(const char *path, const char *query)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_puts(&b, *path == '/' ? "file://" : "file:");
    for (; *path; path++)
        if (strchr("%?#", *path)) sayso_buf_printf(&b, "%%%02X", (unsigned)(uint8_t)*path);
        else sayso_buf_put(&b, path, 1);
    sayso_buf_puts(&b, query);
    if (b.failed) sayso_buf_free(&b);
    return b.at;
}

static sayso_status db_open(sayso_ledger *l, const char *query, sayso_error *err)
{
    char *uri = address(l->path, query);
    if (!uri) return sayso_no_memory(err);
    /* a reader that may write beside the file tidies the log away when it is the last to close; see query_only below */
    const int flags = l->write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : *query ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const int rc = sqlite3_open_v2(uri, &l->db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    free(uri);
    if (rc != SQLITE_OK) return lg_fail(l, err);
    sqlite3_extended_result_codes(l->db, 1);
    sqlite3_busy_timeout(l->db, LG_BUSY_MS);
    /* a ledger may come from a stranger: no functions run from its schema, and what is damaged is noticed */
    sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(l->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return SAYSO_OK;
}

/* Readers need to write beside the file while a write-ahead log is open; where they may not, and there is no log, the
 * file is whole by itself and is read as it lies. */
static sayso_status read_open(sayso_ledger *l, sayso_error *err)
{
    bool empty = false;
    sayso_status st = db_open(l, "", err);
    if (!st) st = lg_run(l, "PRAGMA query_only = ON", err);
    if (!st) st = schema_check(l, &empty, err);
    const int rc = l->db ? sqlite3_errcode(l->db) & 0xff : SQLITE_OK;
    if (st && (rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY)) {
        char *log = malloc(strlen(l->path) + 5);
        if (!log) return sayso_no_memory(err);
        sprintf(log, "%s-wal", l->path);
        const bool alone = access(log, F_OK) != 0;
        free(log);
        if (!alone) return st;
        sqlite3_close(l->db);
        l->db = NULL;
        st = db_open(l, "?immutable=1", err);
        if (!st) st = schema_check(l, &empty, err);
    }
    if (!st && empty) return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "an empty file, no ledger; read some documents into it first");
    return st;
}

static sayso_status write_open(sayso_ledger *l, sayso_error *err)
{
    bool empty = false;
    sayso_status st = db_open(l, "", err);
    if (!st && sqlite3_db_readonly(l->db, "main") == 1)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "the ledger is read-only; get write access or name another with --ledger");
    if (!st) st = schema_check(l, &empty, err);
    /* a write-ahead log: one fast append a document, safe against a killed process, and readers are never in the way */
    if (!st) st = lg_run(l, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON", err);
    if (!st && empty) st = schema_make(l, err);
    return st;
}

sayso_status sayso_ledger_open(sayso_ledger **out, const char *path, bool write, sayso_error *err)
{
    *out = NULL;
    if (!path || !*path) return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE, "no path of a ledger; name one");
    struct stat s;
    const bool there = stat(path, &s) == 0;
    if (!there && !write) return sayso_fail(err, SAYSO_NOT_FOUND, path, SAYSO_NOWHERE, "no such ledger; `sayso read FILE` makes one");
    if (there && S_ISDIR(s.st_mode)) return sayso_fail(err, SAYSO_LEDGER, path, SAYSO_NOWHERE, "a folder, no ledger; name a file");
    sayso_ledger *l = calloc(1, sizeof *l);
    if (!l || !(l->path = strdup(path))) {
        free(l);
        return sayso_no_memory(err);
    }
    l->write = write;
    const sayso_status st = write ? write_open(l, err) : read_open(l, err);
    if (st) {
        sayso_ledger_close(l);
        return st;
    }
    *out = l;
    return sayso_ok(err);
}

void sayso_ledger_close(sayso_ledger *l)
{
    if (!l) return;
    sqlite3_close(l->db);
    free(l->path);
    free(l);
}
