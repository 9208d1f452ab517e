/* The few calls through which all files here talk to SQLite. */
#include "columns.h"
#include <math.h>
#include <stdio.h>

/* ---- errors ---- */

sayso_status sayso_led_fail(const sayso_ledger *l, sayso_error *err)
{
    const int rc = l->db ? sqlite3_errcode(l->db) & 0xff : SQLITE_NOMEM;
    const char *what;
    switch (rc) {
    case SQLITE_NOMEM: return sayso_no_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        what = "the ledger is locked by another program; wait until it is done";
        break;
    case SQLITE_READONLY:
        what = "the ledger is read-only; get write access or name another with --ledger";
        break;
    case SQLITE_PERM:
    case SQLITE_AUTH:
        what = "the ledger may not be read; get access or name another with --ledger";
        break;
    case SQLITE_FULL: what = "the disk is full; free some space, what was committed is safe"; break;
    case SQLITE_NOTADB: what = "no ledger; name another file with --ledger"; break;
    case SQLITE_CORRUPT: what = "the ledger is damaged; read the documents into a new one"; break;
    case SQLITE_CANTOPEN:
        what = "the ledger cannot be opened; check its folder and the permissions";
        break;
    case SQLITE_IOERR:
        what = "the system failed to read or write the ledger; check the disk";
        break;
    case SQLITE_TOOBIG:
        what = "a record is larger than a ledger can hold; split the document";
        break;
    default:
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "the store refused: %.120s; report this",
                          l->db ? sqlite3_errmsg(l->db) : "?");
    }
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "%s", what);
}

sayso_status sayso_led_run(const sayso_ledger *l, const char *sql, sayso_error *err)
{
    return sqlite3_exec(l->db, sql, NULL, NULL, NULL) == SQLITE_OK ? SAYSO_OK
                                                                   : sayso_led_fail(l, err);
}

sayso_status sayso_led_prepare(const sayso_ledger *l, const char *sql, sqlite3_stmt **out,
                               sayso_error *err)
{
    return sqlite3_prepare_v2(l->db, sql, -1, out, NULL) == SQLITE_OK ? SAYSO_OK
                                                                      : sayso_led_fail(l, err);
}

sqlite3_stmt *sayso_led_kept_find(const sayso_ledger *l, const void *of)
{
    for (uint32_t i = 0; i < l->n_kept; i++)
        if (l->kept[i].of == of) return l->kept[i].s;
    return NULL;
}

sayso_status sayso_led_keep(sayso_ledger *l, const void *of, sqlite3_stmt *s, sayso_error *err)
{
    if (sayso_grow(l->kept, l->n_kept, l->cap_kept)) {
        l->kept[l->n_kept++] = (sayso_led_prepared){ of, s };
        return SAYSO_OK;
    }
    sqlite3_finalize(s);
    return sayso_no_memory(err);
}

sayso_status sayso_led_kept(sayso_ledger *l, const char *sql, sqlite3_stmt **out, sayso_error *err)
{
    if ((*out = sayso_led_kept_find(l, sql))) return SAYSO_OK;
    if (sqlite3_prepare_v3(l->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK)
        return sayso_led_fail(l, err);
    return sayso_led_keep(l, sql, *out, err);
}

sayso_status sayso_led_begin(sayso_ledger *l, sayso_error *err)
{
    sqlite3_stmt *s;
    const sayso_status st = sayso_led_kept(l, "BEGIN IMMEDIATE", &s, err);
    return st ? st : sayso_led_done(l, s, err);
}

sayso_status sayso_led_end(sayso_ledger *l, sayso_status st, sayso_error *err)
{
    sqlite3_stmt *s;
    if (!st && l->behind) st = l->behind(l, err);
    if (!st && !(st = sayso_led_kept(l, "COMMIT", &s, err))) st = sayso_led_done(l, s, err);
    if (!st) return st;
    l->n_touched = 0;
    if (l->forget) l->forget(l); /* numbers that were given in it are given again */
    if (!sqlite3_get_autocommit(l->db)) sayso_led_run(l, "ROLLBACK", NULL);
    return st;
}

sayso_status sayso_led_step(const sayso_ledger *l, sqlite3_stmt *s, bool *row, sayso_error *err)
{
    const int rc = sqlite3_step(s);
    *row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? SAYSO_OK : sayso_led_fail(l, err);
}

sayso_status sayso_led_done(const sayso_ledger *l, sqlite3_stmt *s, sayso_error *err)
{
    const int rc = sqlite3_step(s);
    const sayso_status st = rc == SQLITE_DONE || rc == SQLITE_ROW ? SAYSO_OK
                                                                  : sayso_led_fail(l, err);
    sqlite3_reset(s); /* repeats the code of the step, which was looked at */
    return st;
}

/* ---- parameters and columns ---- */

void sayso_led_text(sqlite3_stmt *s, int i, const char *z)
{
    if (z) sqlite3_bind_text(s, i, z, -1, SQLITE_STATIC);
    else sqlite3_bind_null(s, i);
}
void sayso_led_int(sqlite3_stmt *s, int i, int64_t x) { sqlite3_bind_int64(s, i, x); }
void sayso_led_index(sqlite3_stmt *s, int i, int32_t x)
{
    if (x < 0) sqlite3_bind_null(s, i);
    else sqlite3_bind_int(s, i, x);
}
void sayso_led_offset(sqlite3_stmt *s, int i, uint32_t x)
{
    if (x == SAYSO_NO_OFFSET) sqlite3_bind_null(s, i);
    else sqlite3_bind_int64(s, i, x);
}
void sayso_led_day(sqlite3_stmt *s, int i, int32_t day)
{
    if (day == INT32_MIN) sqlite3_bind_null(s, i);
    else sqlite3_bind_int(s, i, day);
}
void sayso_led_real(sqlite3_stmt *s, int i, double x)
{
    if (isnan(x)) sqlite3_bind_null(s, i);
    else sqlite3_bind_double(s, i, x);
}

const char *sayso_led_word(const char *z)
{
    return z && *z ? z : NULL;
}

sayso_status sayso_led_insert(sayso_ledger *l, const sayso_led_table *t, sqlite3_stmt **out,
                              sayso_error *err)
{
    if ((*out = sayso_led_kept_find(l, t))) return SAYSO_OK;
    sayso_buf sql = SAYSO_BUF_EMPTY, marks = SAYSO_BUF_EMPTY;
    sayso_buf_puts(&sql, t->into);
    for (size_t i = 0; i < t->n; i++) {
        if (!t->columns[i].set) continue;
        sayso_buf_printf(&sql, "%s\"%s\"", marks.len ? ", " : " (", t->columns[i].name);
        sayso_buf_puts(&marks, marks.len ? ",?" : "?");
    }
    sayso_buf_printf(&sql, ") VALUES (%s)", marks.at ? marks.at : "");
    sayso_status st = sql.failed || marks.failed ? sayso_no_memory(err)
                                                 : sayso_led_prepare(l, sql.at, out, err);
    if (!st) st = sayso_led_keep(l, t, *out, err);
    sayso_buf_free(&sql);
    sayso_buf_free(&marks);
    return st;
}

const char *sayso_led_column(sqlite3_stmt *s, int i)
{
    return (const char *)sqlite3_column_text(s, i);
}

const char *sayso_led_column_dup(sqlite3_stmt *s, int i, sayso_arena *a, bool *ok)
{
    const char *z = sayso_led_column(s, i);
    if (!z) {
        if (sqlite3_column_type(s, i) != SQLITE_NULL) *ok = false; /* NULL for want of memory */
        return NULL;
    }
    const char *copy = sayso_arena_dup(a, z, strlen(z));
    if (!copy) *ok = false;
    return copy;
}
