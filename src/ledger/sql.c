/* SQL of the caller's, that only reads: SQLite asks before it compiles anything else, and the
 * statement is looked at once more when it is compiled. */
#include "queries/query.h"
#include <stdlib.h>

static const sayso_led_query sql_query = {
    .about = { .name = "sql" },
    .keys = "",
};

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
    switch (sqlite3_errcode(l->db) & 0xff) {
    case SQLITE_AUTH:
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "only reading is allowed; write one SELECT over the tables and views of "
                          "docs/ledger.md");
    case SQLITE_ERROR:
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no SQL that the ledger understands, \"%.40s\": %.80s; docs/ledger.md has "
                          "its views",
                          sql, sqlite3_errmsg(l->db));
    default: return sayso_led_fail(l, err);
    }
}

static sayso_status sql_prepare(sayso_cursor *c, const char *sql, sayso_error *err)
{
    const char *rest = "";
    /* the full-text index is set up now, since it asks for more while it is */
    sayso_status st = sayso_led_run(c->l, "SELECT rowid FROM search LIMIT 0", err);
    if (st) return st;
    sqlite3_set_authorizer(c->l->db, may, NULL);
    const int rc = sqlite3_prepare_v2(c->l->db, sql, -1, &c->rows, &rest);
    sqlite3_set_authorizer(c->l->db, NULL, NULL);
    if (rc != SQLITE_OK) return refused(c->l, sql, err);
    rest += strspn(rest, " \t\r\n;");
    if (!c->rows || *rest || !sqlite3_stmt_readonly(c->rows) || !sqlite3_column_count(c->rows))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "one statement that gives rows is wanted; write one SELECT");
    return SAYSO_OK;
}

static sayso_status fields_make(sayso_cursor *c, sayso_error *err)
{
    enum { WIDTH = 40 };
    const size_t n = (size_t)sqlite3_column_count(c->rows);
    c->fields = calloc(n, sizeof *c->fields);
    c->columns = calloc(n, sizeof *c->columns);
    if (!c->fields || !c->columns) return sayso_no_memory(err);
    for (size_t i = 0; i < n; i++) {
        const char *name = sqlite3_column_name(c->rows, (int)i);
        if (name) name = sayso_arena_dup(&c->kept, name, strlen(name));
        if (!name) return sayso_no_memory(err);
        c->columns[i] = name[0] ? name : "?"; /* it has a value, whatever it is called */
        c->fields[i] = (sayso_field){ .name = name,
                                      .kind = SAYSO_FIELD_VALUE,
                                      .at = i * sizeof(sayso_value),
                                      .width = WIDTH };
    }
    c->record = (sayso_record){ "sql", c->fields, n, n * sizeof(sayso_value) };
    return SAYSO_OK;
}

sayso_status sayso_ledger_sql(sayso_cursor **out, sayso_ledger *l, const char *sql,
                              sayso_error *err)
{
    *out = NULL;
    if (!sql || !*sql)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE, "no SQL; write one SELECT");
    sayso_cursor *c = calloc(1, sizeof *c);
    if (!c) return sayso_no_memory(err);
    *c = (sayso_cursor){ .query = &sql_query, .l = l, .slices = { .l = l } };
    sayso_status st = sql_prepare(c, sql, err);
    if (!st) st = fields_make(c, err);
    if (st) {
        sayso_cursor_close(c);
        return st;
    }
    *out = c;
    return sayso_ok(err);
}
