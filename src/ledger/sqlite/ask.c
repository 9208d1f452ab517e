/* SQL of the caller's, that only reads: SQLite asks before it compiles anything else, and the
 * statement is looked at once more when it is compiled. */
#include "sqlite.h"

/* FTS5 looks with the first of these pragmas whether its table has changed; the second tells of
 * columns. */
static bool pragma_reads(const char *name)
{
    return strcmp(name, "data_version") == 0 || strcmp(name, "table_info") == 0;
}

static int may(void *user, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)user, (void)c, (void)d;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION: return strcmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA: return pragma_reads(a) ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

static sayso_status refused(const sayso_ledger *l, const char *sql, sayso_error *err)
{
    switch (sqlite3_errcode(sayso_led_sqlite_db(l)) & 0xff) {
    case SQLITE_AUTH:
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "only reading is allowed; write one SELECT over the tables and views of "
                          "docs/ledger.md");
    case SQLITE_ERROR:
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no SQL that the ledger understands, \"%.40s\": %.80s; docs/ledger.md has "
                          "its views",
                          sql, sqlite3_errmsg(sayso_led_sqlite_db(l)));
    default: return sayso_led_fail(l, err);
    }
}

sayso_status sayso_led_sqlite_ask(sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                                  sayso_error *err)
{
    sqlite3 *db = sayso_led_sqlite_db(l);
    sqlite3_stmt *s;
    const char *rest = "";
    *out = NULL;
    /* the full-text index is set up now, since it asks for more while it is */
    const sayso_status st = sayso_led_run(l, "SELECT rowid FROM search LIMIT 0", err);
    if (st) return st;
    sqlite3_set_authorizer(db, may, NULL);
    const int rc = sqlite3_prepare_v2(db, sql, -1, &s, &rest);
    sqlite3_set_authorizer(db, NULL, NULL);
    if (rc != SQLITE_OK) return refused(l, sql, err);
    rest += strspn(rest, " \t\r\n;");
    if (!s || *rest || !sqlite3_stmt_readonly(s) || !sqlite3_column_count(s)) {
        sqlite3_finalize(s);
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "one statement that gives rows is wanted; write one SELECT");
    }
    *out = sayso_led_sqlite_wrap(l->db, s);
    return *out ? SAYSO_OK : sayso_no_memory(err);
}

sayso_status sayso_led_sqlite_ask_int(const sayso_ledger *l, const char *sql, int64_t *out,
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
