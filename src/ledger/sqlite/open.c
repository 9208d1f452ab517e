/* Opening a file as a ledger: made, brought along, or refused. */
#include "sqlite.h"
#include "blocks.h"
#include "ledger/digest.h"
#include "ledger/facts.h"
#include "ledger/settle.h"
#include "schema_sql.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static sayso_status pragma_int(const sayso_ledger *l, const char *sql, int64_t *out,
                               sayso_error *err)
{
    sayso_led_stmt *s;
    bool row;
    sayso_status st = sayso_led_prepare(l, sql, &s, err);
    if (st) return st;
    st = sayso_led_step(l, s, &row, err);
    *out = !st && row ? sayso_led_whole(s, 0) : 0;
    sayso_led_finalize(s);
    return st;
}

#define LED_SCHEMA_4                                                                               \
    "ALTER TABLE documents ADD COLUMN origin INTEGER; "                                            \
    "ALTER TABLE documents ADD COLUMN digest INTEGER; "                                            \
    "ALTER TABLE claims ADD COLUMN digest INTEGER; "                                               \
    "CREATE INDEX documents_origin ON documents (origin); "                                        \
    "CREATE TABLE decisions (decision INTEGER PRIMARY KEY, what TEXT NOT NULL, key TEXT NOT NULL, " \
    "record TEXT NOT NULL, field TEXT, value TEXT, note TEXT, version TEXT NOT NULL); "            \
    "CREATE INDEX decisions_key ON decisions (key); "                                              \
    "CREATE TABLE pins (key TEXT NOT NULL, number INTEGER NOT NULL, pin INTEGER NOT NULL, "        \
    "PRIMARY KEY (key, number)) WITHOUT ROWID; CREATE INDEX pins_pin ON pins (pin); "              \
    "CREATE INDEX claims_reversal ON claims (claim) WHERE reversal = 1; "                          \
    "CREATE TABLE digests (name TEXT PRIMARY KEY, digest INTEGER NOT NULL) WITHOUT ROWID; "        \
    "CREATE TABLE bands (band INTEGER NOT NULL, document INTEGER NOT NULL, "                       \
    "PRIMARY KEY (band, document)) WITHOUT ROWID; "                                                \
    "ALTER TABLE claims ADD COLUMN independent INTEGER NOT NULL DEFAULT 0; "                       \
    "CREATE TABLE words (word INTEGER PRIMARY KEY, text TEXT NOT NULL, digest INTEGER); "          \
    "INSERT INTO words (text) SELECT DISTINCT rule FROM mentions WHERE rule IS NOT NULL; "         \
    "ALTER TABLE mentions RENAME TO mentions_3; "                                                  \
    "CREATE TABLE mentions (document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, "    \
    "actor INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "                    \
    "\"end\" INTEGER NOT NULL, name_start INTEGER, name_end INTEGER, rule INTEGER, "               \
    "score INTEGER, PRIMARY KEY (document, actor, number)) WITHOUT ROWID; "                        \
    "INSERT INTO mentions SELECT m.document, m.actor, row_number() OVER (PARTITION BY "            \
    "m.document, m.actor ORDER BY m.rowid) - 1, m.start, m.\"end\", m.name_start, m.name_end, "    \
    "w.word, CAST(round(m.score * 100) AS INTEGER) FROM mentions_3 m LEFT JOIN words w ON "        \
    "w.text = m.rule; DROP TABLE mentions_3; "                                                     \
    "ALTER TABLE contents RENAME TO contents_3; "                                                  \
    "CREATE TABLE contents (attribution INTEGER NOT NULL REFERENCES attributions ON DELETE "       \
    "CASCADE, number INTEGER NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, "         \
    "PRIMARY KEY (attribution, number)) WITHOUT ROWID; "                                           \
    "INSERT INTO contents SELECT attribution, row_number() OVER (PARTITION BY attribution "        \
    "ORDER BY rowid) - 1, start, \"end\" FROM contents_3; DROP TABLE contents_3; "                 \
    "CREATE TABLE tellings (telling INTEGER PRIMARY KEY REFERENCES events ON DELETE CASCADE, "     \
    "report BLOB NOT NULL); "                                                                      \
    "CREATE TABLE named (key INTEGER NOT NULL, at INTEGER NOT NULL, telling INTEGER NOT NULL, "    \
    "PRIMARY KEY (key, at, telling)) WITHOUT ROWID; "                                              \
    "CREATE TABLE pending (lane INTEGER NOT NULL, loose INTEGER NOT NULL, at INTEGER NOT NULL, "   \
    "key TEXT NOT NULL, number INTEGER NOT NULL, telling INTEGER NOT NULL, "                       \
    "PRIMARY KEY (lane, loose, at, key, number)) WITHOUT ROWID; "

#define SPLIT_CODES(table)                                                                         \
    "ALTER TABLE " table " ADD COLUMN country TEXT NOT NULL DEFAULT ''; "                          \
    "ALTER TABLE " table " ADD COLUMN role TEXT NOT NULL DEFAULT ''; "                             \
    "UPDATE " table " SET country = substr(code, 1, 3) WHERE length(code) >= 3 "                   \
    "AND substr(code, 1, 3) NOT IN (" LED_NO_COUNTRIES "); "                                       \
    "UPDATE " table " SET role = substr(code, 1 + length(country)); "                              \
    "ALTER TABLE " table " DROP COLUMN code; "                                                     \
    "ALTER TABLE " table " ADD COLUMN code TEXT AS (country || role); "

/* What brings a ledger from version i + 1 to the next, as `read` of that sayso would have made it.
 * What an older sayso did not store stays NULL. */
static const char *const migrations[LG_VERSION - 1] = {
    /* 2: how a mention was recognised */
    "ALTER TABLE mentions ADD COLUMN name_start INTEGER; ALTER TABLE mentions ADD COLUMN name_end "
    "INTEGER; "
    "ALTER TABLE mentions ADD COLUMN rule TEXT; ALTER TABLE mentions ADD COLUMN score REAL; PRAGMA "
    "user_version = 2",
    /* 3: codes as country and role, of which `code` is made. Where one text was stored, its first
     * block is a country or region unless it is a role or body of knowledge/roles.tsv. */
    "DROP INDEX participants_code; " SPLIT_CODES("actors") SPLIT_CODES("attributions")
    SPLIT_CODES("participants") "CREATE INDEX participants_code ON participants (code); "
    "PRAGMA user_version = 3",
    /* 4: claims are found telling by telling; those there are, are worked out anew */
    "DROP TABLE unsettled; UPDATE documents SET settled = 0; UPDATE events SET claim = NULL; "
    "DELETE FROM stances; DELETE FROM positions; DELETE FROM claims; " LED_SCHEMA_4
    "PRAGMA user_version = 4",
    /* 5: numbers of events, full-text search, lists in order by index */
    "CREATE TABLE numbers (event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE, number "
    "INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, low INTEGER, high INTEGER, exact "
    "INTEGER NOT NULL, text TEXT, start INTEGER, \"end\" INTEGER, who TEXT, who_start INTEGER, "
    "who_end INTEGER, attribution INTEGER, rule TEXT, PRIMARY KEY (event, number)) WITHOUT ROWID; "
    "CREATE INDEX documents_order ON documents (ifnull(day, 2147483647), key); "
    "CREATE INDEX claims_order ON claims (ifnull(day, 2147483647)); "
    "CREATE VIRTUAL TABLE search USING fts5(title, text, content='', columnsize=0, "
    "tokenize=\"unicode61 remove_diacritics 0\"); "
    "INSERT INTO search (rowid, title, text) SELECT document, sayso_words(title), "
    "sayso_words(text) FROM documents; PRAGMA user_version = 5",
    /* 6: what the judge thought of an event */
    "ALTER TABLE events ADD COLUMN why TEXT; PRAGMA user_version = 6",
    /* 7: what the text of an item of a feed is */
    "ALTER TABLE documents ADD COLUMN text_via TEXT; PRAGMA user_version = 7",
    /* 8: what lists filter and count by, packed (schema_migrate makes it); disputes by an index */
    "CREATE TABLE facts (chunk INTEGER PRIMARY KEY, first INTEGER, last INTEGER, rows BLOB NOT NULL, "
    "names BLOB NOT NULL); "
    "CREATE INDEX positions_reversal ON positions (claim) WHERE reversal = 1; "
    "ALTER TABLE claims ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0; "
    "UPDATE claims SET disputed = " LED_DISPUTED "; PRAGMA user_version = 8",
};

/* A new file gets the schema; any other must be a ledger, of our version or one that can be brought
 * to it. */
static sayso_status schema_check(const sayso_ledger *l, bool *empty, bool *older, sayso_error *err)
{
    int64_t application, version, tables;
    sayso_status st;
    *older = false;
    if ((st = pragma_int(l, "PRAGMA application_id", &application, err)) ||
        (st = pragma_int(l, "PRAGMA user_version", &version, err)) ||
        (st = pragma_int(l, "SELECT count(*) FROM sqlite_master", &tables, err)))
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

sayso_status sayso_led_migrate(sayso_ledger *l, int64_t version, sayso_error *err)
{
    const bool renamed = version < LG_NAMED_SO;
    sayso_status st = sayso_led_run(l, views_drop_sql, err); /* or columns under them could not go */
    for (; !st && version < LG_VERSION; version++)
        st = sayso_led_run(l, migrations[version - 1], err);
    if (!st) st = sayso_led_run(l, views_sql, err);
    if (!st && renamed) st = sayso_led_tellings_renew(l, err);
    if (!st) st = sayso_led_facts_all(l, err);
    return st ? st : sayso_led_schema_seal(l, err);
}

/* Brings an older ledger to our version, in one transaction; one that another process has brought
 * there already is left. */
static sayso_status schema_migrate(sayso_ledger *l, sayso_error *err)
{
    int64_t version;
    sayso_status st = sayso_led_run(l, "BEGIN IMMEDIATE", err);
    if (st) return st;
    st = pragma_int(l, "PRAGMA user_version", &version, err);
    if (!st) st = sayso_led_migrate(l, version, err);
    if (!st) st = sayso_led_run(l, "COMMIT", err);
    if (st) l->db->driver->rollback(l->db);
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
    x->base.driver = &sayso_led_sqlite_driver;
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
    return sayso_led_sqlite_functions(x->db) == SQLITE_OK ? SAYSO_OK : sayso_led_fail(l, err);
}

/* Readers need to write beside the file while a write-ahead log is open; where they may not, and
 * there is no log, the file is whole by itself and is read as it lies. */
static sayso_status read_open(sayso_ledger *l, bool *older, sayso_error *err)
{
    bool empty = false;
    sayso_status st = db_open(l, "", err);
    if (!st) st = sayso_led_run(l, "PRAGMA query_only = ON", err);
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
    return st;
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
    return st;
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
