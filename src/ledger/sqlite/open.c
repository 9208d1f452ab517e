/* Opening a file as a ledger: made, brought along, or refused. */
#include "sqlite.h"
#include "ledger/digest.h"
#include "schema_sql.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A new file gets the schema; any other must be a ledger, of our version or one that can be brought
 * to it. */
static sayso_status schema_check(const sayso_ledger *l, bool *empty, bool *older, sayso_error *err)
{
    int64_t application, version, tables;
    sayso_status st;
    *older = false;
    if ((st = sayso_led_sqlite_ask_int(l, "PRAGMA application_id", &application, err)) ||
        (st = sayso_led_sqlite_ask_int(l, "PRAGMA user_version", &version, err)) ||
        (st = sayso_led_sqlite_ask_int(l, "SELECT count(*) FROM sqlite_master", &tables, err)))
        return st;
    *empty = !application && !version && !tables;
    if (*empty) return SAYSO_OK;
    if (application != LG_APPLICATION)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "a database, but no ledger of sayso; name another file with --ledger");
    *older = version >= 1 && version < LG_VERSION;
    if (version == LG_VERSION || *older) return SAYSO_OK;
    return sayso_fail(
        err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
        "a ledger of version %lld, this sayso knows %d; %s", (long long)version, LG_VERSION,
        version > LG_VERSION ? "use a newer sayso" : "read the documents into a new one");
}

/* In one transaction: another may be making it just now. */
static sayso_status schema_look(const sayso_ledger *l, bool *empty, bool *older, sayso_error *err)
{
    sayso_status st = sayso_led_run(l, "BEGIN", err);
    if (st) return st;
    st = schema_check(l, empty, older, err);
    return st ? st : sayso_led_run(l, "ROLLBACK", err); /* what went wrong is asked for behind it */
}

/* Brings an older ledger to our version, in one transaction; one that another process has brought
 * there already is left. Rows move from table to table, and references stay: they are not followed meanwhile. */
static sayso_status schema_migrate(sayso_ledger *l, sayso_error *err)
{
    int64_t version = LG_VERSION;
    sayso_status st = sayso_led_run(l, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", err);
    if (st) return st;
    st = sayso_led_sqlite_ask_int(l, "PRAGMA user_version", &version, err);
    if (!st && version < LG_VERSION) st = sayso_led_migrate(l, version, err);
    if (!st) st = sayso_led_run(l, "COMMIT; PRAGMA foreign_keys = ON", err);
    if (st) l->db->driver->rollback(l->db);
    else if (version < 9) /* the old tables' room is given back; where that fails new rows take it */
        sayso_led_run(l, "VACUUM", NULL);
    return st;
}

static sayso_status schema_make(sayso_ledger *l, sayso_error *err)
{
    bool empty, older;
    char sql[120];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
             LG_APPLICATION, LG_VERSION);
    sayso_status st = sayso_led_run(l, "BEGIN IMMEDIATE", err);
    if (st) return st;
    if (!(st = schema_check(l, &empty, &older, err)) && empty &&
        !(st = sayso_led_run(l, schema_sql, err)) && !(st = sayso_led_run(l, views_sql, err)) &&
        !(st = sayso_led_schema_seal(l, err)))
        st = sayso_led_run(l, sql, err);
    if (st || !empty) sayso_led_run(l, "ROLLBACK", NULL); /* two that begin a ledger at once: the
                                                             second finds it made */
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

/* Asks again every few milliseconds, for a writer that commits piece by piece lets go for no longer;
 * tells once a second that it waits. */
static int wait_for_writer(void *user, int times)
{
    enum { ASK_MS = 4 };
    sayso_ledger *l = user;
    const sayso_ledger_options *o = &l->options;
    if (times == 0) l->waited_ms = 0;
    if (l->waited_ms >= o->wait_ms) return 0;
    if (o->waiting && l->waited_ms % 1000 == 0 && l->waited_ms) o->waiting(o->user, l->waited_ms);
    nanosleep(&(struct timespec){ .tv_nsec = ASK_MS * 1000000L }, NULL);
    l->waited_ms += ASK_MS;
    return 1;
}

static sayso_status db_open(sayso_ledger *l, const char *query, sayso_error *err)
{
    char *uri = address(l->path, query);
    if (!uri) return sayso_no_memory(err);
    /* a reader that may write beside the file tidies the log away when it is the last to close; see
     * query_only below */
    const int flags = l->write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                      : *query ? SQLITE_OPEN_READONLY
                               : SQLITE_OPEN_READWRITE;
    sayso_led_sqlite *x = calloc(1, sizeof *x);
    if (!x) {
        free(uri);
        return sayso_no_memory(err);
    }
    x->base = (sayso_led_db){ .driver = &sayso_led_sqlite_driver, .l = l };
    l->db = &x->base;
    const int rc = sqlite3_open_v2(uri, &x->db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                                   NULL);
    free(uri);
    if (rc != SQLITE_OK) return sayso_led_fail(l, err);
    sqlite3_extended_result_codes(x->db, 1);
    sqlite3_busy_handler(x->db, wait_for_writer, l);
    /* a ledger may come from a stranger: no functions run from its schema, and what is damaged is
     * noticed */
    sqlite3_db_config(x->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(x->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return sayso_led_sqlite_functions(x->db) == SQLITE_OK && sayso_led_sqlite_words(x) == SQLITE_OK
               ? SAYSO_OK
               : sayso_led_fail(l, err);
}

/* Readers need to write beside the file while a write-ahead log is open; where they may not, and
 * there is no log, the file is whole by itself and is read as it lies. */
static sayso_status read_open(sayso_ledger *l, bool *older, sayso_error *err)
{
    bool empty = false;
    sayso_status st = db_open(l, "", err);
    if (!st) st = schema_look(l, &empty, older, err);
    sqlite3 *db = sayso_led_sqlite_db(l);
    const int rc = db ? sqlite3_errcode(db) & 0xff : SQLITE_OK;
    if (st && (rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY)) {
        char *log = malloc(strlen(l->path) + 5);
        if (!log) return sayso_no_memory(err);
        sprintf(log, "%s-wal", l->path);
        const bool alone = access(log, F_OK) != 0;
        free(log);
        if (!alone) return st;
        l->db->driver->close(l->db);
        l->db = NULL;
        st = db_open(l, "?immutable=1", err);
        if (!st) st = schema_look(l, &empty, older, err);
    }
    if (!st && empty)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "an empty file, no ledger; read some documents into it first");
    if (!st && !*older) st = sayso_led_sqlite_words_begin(l, err);
    return st ? st : sayso_led_run(l, "PRAGMA query_only = ON", err);
}

/* A write-ahead log: one fast append a document, safe against a killed process, and readers are never
 * in the way. SQLite itself does not wait for who looks at the file while it is changed to one. */
static sayso_status log_begin(sayso_ledger *l, sayso_error *err)
{
    sayso_status st;
    for (int n = 0; (st = sayso_led_run(l, "PRAGMA journal_mode = WAL", err)); n++)
        if ((sqlite3_errcode(sayso_led_sqlite_db(l)) & 0xff) != SQLITE_BUSY || !wait_for_writer(l, n))
            break;
    return st;
}

static sayso_status write_open(sayso_ledger *l, sayso_error *err)
{
    bool empty = false, older = false;
    sayso_status st = db_open(l, "", err);
    if (!st && sqlite3_db_readonly(sayso_led_sqlite_db(l), "main") == 1)
        return sayso_fail(
            err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
            "the ledger is read-only; get write access or name another with --ledger");
    if (!st) st = schema_look(l, &empty, &older, err);
    if (!st) st = log_begin(l, err);
    if (!st)
        st = sayso_led_run(
            l,
            "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
            "PRAGMA cache_size = -32000", /* what is derived lies all over a large ledger */
            err);
    if (!st && empty) st = schema_make(l, err);
    if (!st && older) st = schema_migrate(l, err);
    return st ? st : sayso_led_sqlite_words_begin(l, err);
}

sayso_status sayso_led_sqlite_open(sayso_ledger *l, bool *older, sayso_error *err)
{
    struct stat s;
    const bool there = stat(l->path, &s) == 0;
    if (!there && !l->write)
        return sayso_fail(err, SAYSO_NOT_FOUND, l->path, SAYSO_NOWHERE,
                          "no such ledger; `sayso read FILE` makes one");
    if (there && S_ISDIR(s.st_mode))
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "a folder, no ledger; name a file");
    return l->write ? write_open(l, err) : read_open(l, older, err);
}
