/* The file of what is known. */
#include "state.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum { VERSION = 1, APPLICATION = 0x53617977 /* "Sayw" */, WAIT_MS = 10000, MOST_JOURNAL = 10000 };

struct sayso_state {
    sqlite3 *db;
    char    *path;
    int      lock;             /* the file, locked against another program that follows; -1 */
    struct { const char *sql; sqlite3_stmt *s; } *kept;
    uint32_t n_kept, cap_kept;
    uint64_t n_journal;        /* failures written down by this run */
    sayso_error failed;
};

static const char schema[] =
    "CREATE TABLE feeds ("
    "feed INTEGER PRIMARY KEY, "
    "url TEXT NOT NULL UNIQUE, "       /* as it is asked now */
    "named TEXT, "                     /* as the user named it; NULL: a list of feeds did */
    "parent INTEGER REFERENCES feeds ON DELETE CASCADE, " /* that list */
    "active INTEGER NOT NULL, host TEXT NOT NULL, kind TEXT, title TEXT, "
    "etag TEXT, modified TEXT, "       /* validators of the last whole answer */
    "changed TEXT, "                   /* what its index says of its last change */
    "listed INTEGER, "                 /* when its list had it last */
    "said INTEGER NOT NULL DEFAULT 0, first INTEGER, last INTEGER, " /* sayso_pace */
    "dated INTEGER NOT NULL DEFAULT 0, "
    "due INTEGER NOT NULL, every INTEGER NOT NULL DEFAULT 0, polled INTEGER, "
    "failures INTEGER NOT NULL DEFAULT 0, result TEXT); "
    "CREATE INDEX feeds_due ON feeds (host, active, due); "
    "CREATE TABLE hosts ("
    "host TEXT PRIMARY KEY, "
    "free INTEGER NOT NULL DEFAULT 0, " /* when it may be asked again */
    "delay INTEGER NOT NULL DEFAULT 0, " /* seconds that its robots.txt wants between requests */
    "robots BLOB, "                    /* NULL: it could not be read, and nothing may be fetched */
    "robots_read INTEGER, robots_until INTEGER NOT NULL DEFAULT 0, robots_problem TEXT, "
    "hopeless INTEGER NOT NULL DEFAULT 0, " /* it is no public address, say */
    "failures INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID; "
    "CREATE TABLE items ("
    "item INTEGER PRIMARY KEY, "       /* hash of address, guid and what the feed says of it */
    "thing INTEGER NOT NULL, "         /* hash of address and guid: one item, edited or not */
    "feed INTEGER NOT NULL, host TEXT, url TEXT, state INTEGER NOT NULL, due INTEGER NOT NULL, "
    "tries INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL, " /* seen: last listed, in days */
    "id TEXT, date TEXT, title TEXT, publisher TEXT, language TEXT, text BLOB, text_via TEXT, "
    "key TEXT); "                      /* of the document */
    "CREATE INDEX items_due ON items (host, due) WHERE state = 0; "
    "CREATE INDEX items_state ON items (state) WHERE state IN (1, 2); "
    "CREATE INDEX items_text ON items (seen) WHERE text IS NOT NULL; "
    "CREATE INDEX items_thing ON items (thing); "
    "CREATE INDEX items_feed ON items (feed); "
    "CREATE TABLE journal (at INTEGER NOT NULL, what TEXT NOT NULL, url TEXT, problem TEXT NOT "
    "NULL, tries INTEGER NOT NULL, again INTEGER); "
    "CREATE TABLE alerts ("
    "alert TEXT PRIMARY KEY, "
    "kind TEXT NOT NULL, source TEXT NOT NULL, claim TEXT NOT NULL, made INTEGER NOT NULL, "
    "line TEXT, body TEXT); "          /* NULL: it was so before anybody wanted to know */
    "CREATE INDEX alerts_claim ON alerts (claim, kind, source); "
    "CREATE INDEX alerts_made ON alerts (made); "
    "CREATE TABLE deliveries (delivery INTEGER PRIMARY KEY, alert TEXT NOT NULL, channel TEXT NOT "
    "NULL, due INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, UNIQUE (alert, channel)); "
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID; ";

static void refuse(sayso_state *s)
{
    if (s->failed.code) return;
    const int rc = sqlite3_errcode(s->db) & 0xff;
    if (rc == SQLITE_NOMEM) sayso_no_memory(&s->failed);
    else
        sayso_fail(&s->failed, SAYSO_LEDGER, s->path, SAYSO_NOWHERE, "%.120s; %s",
                   sqlite3_errmsg(s->db),
                   rc == SQLITE_FULL || rc == SQLITE_IOERR ? "make room on the disk"
                                                           : "see who else writes the file");
}

static void run(sayso_state *s, const char *sql)
{
    if (!s->failed.code && sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK) refuse(s);
}

/* ---- opening --------------------------------------------------------------------------------- */

static sayso_status lock(sayso_state *s, sayso_error *err)
{
    s->lock = open(s->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (s->lock < 0)
        return sayso_fail(err, SAYSO_IO, s->path, SAYSO_NOWHERE,
                          "cannot be written: %.80s; it stands beside the ledger", strerror(errno));
    if (flock(s->lock, LOCK_EX | LOCK_NB) == 0) return SAYSO_OK;
    return sayso_fail(err, SAYSO_LEDGER, s->path, SAYSO_NOWHERE,
                      "another program follows feeds into this ledger; end it first");
}

static int64_t pragma(sayso_state *s, const char *sql)
{
    return sayso_state_number(s, sql, 0, "");
}

static void version_check(sayso_state *s, bool follow)
{
    char sql[100];
    const int64_t application = pragma(s, "PRAGMA application_id"),
                  version = pragma(s, "PRAGMA user_version");
    if (follow && !s->failed.code && !application && !version) {
        snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                 APPLICATION, VERSION);
        run(s, "BEGIN IMMEDIATE");
        run(s, schema);
        run(s, sql);
        return;
    }
    if (!s->failed.code && (application != APPLICATION || version != VERSION))
        sayso_fail(&s->failed, SAYSO_LEDGER, s->path, SAYSO_NOWHERE,
                   "no file of `sayso watch`, or one of another version; move it away");
}

sayso_status sayso_state_open(sayso_state **out, const char *path, bool follow, sayso_error *err)
{
    *out = NULL;
    sayso_state *s = calloc(1, sizeof *s);
    if (s) s->lock = -1;
    if (!s || !(s->path = strdup(path))) {
        sayso_state_close(s);
        return sayso_no_memory(err);
    }
    sayso_status st = SAYSO_OK;
    if (!follow && access(path, F_OK) != 0)
        st = sayso_fail(err, SAYSO_NOT_FOUND, path, SAYSO_NOWHERE,
                        "no feed was followed into this ledger; `sayso watch ADDRESS` begins");
    if (!st && follow) st = lock(s, err);
    if (!st) {
        const int flags = follow ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
        if (sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
            refuse(s);
        sqlite3_busy_timeout(s->db, WAIT_MS);
        if (follow) run(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        version_check(s, follow);
        st = sayso_state_failed(s, err);
    }
    if (st) {
        sayso_state_close(s);
        return st;
    }
    *out = s;
    return SAYSO_OK;
}

void sayso_state_close(sayso_state *s)
{
    if (!s) return;
    for (uint32_t i = 0; i < s->n_kept; i++) sqlite3_finalize(s->kept[i].s);
    free(s->kept);
    sqlite3_close(s->db);
    if (s->lock >= 0) close(s->lock); /* last: closing it gives up SQLite's own locks of the file */
    free(s->path);
    free(s);
}

sayso_status sayso_state_failed(const sayso_state *s, sayso_error *err)
{
    if (err) *err = s->failed;
    return s->failed.code;
}

/* ---- statements ------------------------------------------------------------------------------ */

static sqlite3_stmt *kept(sayso_state *s, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    for (uint32_t i = 0; i < s->n_kept; i++)
        if (s->kept[i].sql == sql) return s->kept[i].s;
    if (!sayso_grow(s->kept, s->n_kept, s->cap_kept)) {
        sayso_no_memory(&s->failed);
        return NULL;
    }
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK) {
        refuse(s);
        return NULL;
    }
    s->kept[s->n_kept].sql = sql;
    s->kept[s->n_kept++].s = stmt;
    return stmt;
}

static sqlite3_stmt *bound(sayso_state *s, const char *sql, const char *types, va_list ap)
{
    sqlite3_stmt *stmt = s->failed.code ? NULL : kept(s, sql);
    int rc = SQLITE_OK;
    for (int i = 0; stmt && types[i] && rc == SQLITE_OK; i++) {
        if (types[i] == 'i') rc = sqlite3_bind_int64(stmt, i + 1, va_arg(ap, int64_t));
        else if (types[i] == 't')
            rc = sqlite3_bind_text(stmt, i + 1, va_arg(ap, const char *), -1, SQLITE_TRANSIENT);
        else {
            const char *bytes = va_arg(ap, const char *);
            rc = sqlite3_bind_blob64(stmt, i + 1, bytes, va_arg(ap, size_t), SQLITE_TRANSIENT);
        }
    }
    if (rc == SQLITE_OK) return stmt;
    refuse(s);
    return NULL;
}

sqlite3_stmt *sayso_state_list(sayso_state *s, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    sqlite3_stmt *stmt = bound(s, sql, types, ap);
    va_end(ap);
    return stmt;
}

bool sayso_state_row(sayso_state *s, sqlite3_stmt *list)
{
    if (!list) return false;
    const int rc = sqlite3_step(list);
    if (rc == SQLITE_ROW) return true;
    if (rc != SQLITE_DONE) refuse(s);
    sayso_state_end(list);
    return false;
}

void sayso_state_end(sqlite3_stmt *list)
{
    sqlite3_reset(list);
    sqlite3_clear_bindings(list);
}

int64_t sayso_state_do(sayso_state *s, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    sqlite3_stmt *stmt = bound(s, sql, types, ap);
    va_end(ap);
    while (sayso_state_row(s, stmt)) {}
    return stmt ? sqlite3_changes64(s->db) : 0;
}

int64_t sayso_state_number(sayso_state *s, const char *sql, int64_t otherwise, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    sqlite3_stmt *stmt = bound(s, sql, types, ap);
    va_end(ap);
    if (!sayso_state_row(s, stmt)) return otherwise;
    const int64_t x = sqlite3_column_int64(stmt, 0);
    sayso_state_end(stmt);
    return x;
}

void sayso_state_begin(sayso_state *s) { run(s, "BEGIN IMMEDIATE"); }

void sayso_state_commit(sayso_state *s)
{
    run(s, "COMMIT");
    if (s->failed.code && !sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

const char *sayso_state_text(sqlite3_stmt *list, int column)
{
    return (const char *)sqlite3_column_text(list, column);
}

const char *sayso_state_dup(sqlite3_stmt *list, int column, sayso_arena *a)
{
    const char *s = sayso_state_text(list, column);
    return s ? sayso_arena_dup(a, s, strlen(s)) : NULL;
}

/* ---- the journal ----------------------------------------------------------------------------- */

void sayso_state_journal(sayso_state *s, int64_t now, const char *what, const char *url,
                         const char *problem, uint32_t tries, int64_t again)
{
    sayso_state_do(s, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, nullif(?, 0))", "itttii", now,
                   what, url, problem, (int64_t)tries, again);
    if (++s->n_journal % 100 == 1) /* the oldest go */
        sayso_state_do(s, "DELETE FROM journal WHERE rowid <= (SELECT max(rowid) FROM journal) - ?",
                       "i", (int64_t)MOST_JOURNAL);
}
