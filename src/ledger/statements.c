/* The few calls through which all files here talk to the store. */
#include "columns.h"
#include <math.h>
#include <stdio.h>

/* ---- errors ---- */

sayso_status sayso_led_fail(const sayso_ledger *l, sayso_error *err)
{
    static const char *const words[] = {
        [LED_BUSY] = "the ledger is locked by another program; wait until it is done",
        [LED_READONLY] = "the ledger is read-only; get write access or name another with --ledger",
        [LED_FORBIDDEN] = "the ledger may not be read; get access or name another with --ledger",
        [LED_FULL] = "the disk is full; free some space, what was committed is safe",
        [LED_NO_LEDGER] = "no ledger; name another file with --ledger",
        [LED_DAMAGED] = "the ledger is damaged; read the documents into a new one",
        [LED_UNREACHABLE] = "the ledger cannot be opened; check its folder and the permissions",
        [LED_IO] = "the system failed to read or write the ledger; check the disk",
        [LED_TOO_BIG] = "a record is larger than a ledger can hold; split the document",
        [LED_LOST] = "the connection to the server is lost; what was committed is safe",
        [LED_OTHER] = NULL,
    };
    const char *message = "?";
    const sayso_led_trouble what = l->db ? l->db->driver->trouble(l->db, &message) : LED_NO_MEMORY;
    if (what == LED_NO_MEMORY) return sayso_no_memory(err);
    if (words[what])
        return sayso_fail(err, what == LED_BUSY ? SAYSO_BUSY : SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "%s", words[what]);
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                      what == LED_NO_RIGHT ? "%.120s; ask who keeps the server for the right"
                                           : "the store refused: %.120s; report this",
                      message);
}

sayso_status sayso_led_damaged(const sayso_ledger *l, sayso_error *err)
{
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                      "the ledger is damaged; `sayso verify` tells where");
}

sayso_status sayso_led_run(const sayso_ledger *l, const char *sql, sayso_error *err)
{
    return l->db->driver->run(l->db, sql) ? SAYSO_OK : sayso_led_fail(l, err);
}

/* ---- statements ---- */

static sayso_status prepare(const sayso_ledger *l, const char *sql, sayso_led_use use,
                            sayso_led_stmt **out, sayso_error *err)
{
    *out = l->db->driver->prepare(l->db, sql, use);
    return *out ? SAYSO_OK : sayso_led_fail(l, err);
}

sayso_status sayso_led_prepare(const sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                               sayso_error *err)
{
    return prepare(l, sql, LED_ONCE, out, err);
}

sayso_status sayso_led_list(const sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                            sayso_error *err)
{
    return prepare(l, sql, LED_LIST, out, err);
}

static sayso_led_stmt *kept_find(const sayso_ledger *l, const void *of)
{
    for (uint32_t i = 0; i < l->n_kept; i++)
        if (l->kept[i].of == of) return l->kept[i].s;
    return NULL;
}

/* Prepares a statement that is kept under the address of a constant. */
static sayso_status keep(sayso_ledger *l, const void *of, const char *sql, sayso_led_stmt **out,
                         sayso_error *err)
{
    const sayso_status st = prepare(l, sql, LED_KEPT, out, err);
    if (st) return st;
    if (sayso_grow(l->kept, l->n_kept, l->cap_kept)) {
        l->kept[l->n_kept++] = (sayso_led_prepared){ of, *out };
        return SAYSO_OK;
    }
    sayso_led_finalize(*out);
    return sayso_no_memory(err);
}

sayso_status sayso_led_kept(sayso_ledger *l, const char *sql, sayso_led_stmt **out,
                            sayso_error *err)
{
    return sayso_led_kept_nth(l, sql, 0, out, err);
}

sayso_status sayso_led_kept_nth(sayso_ledger *l, const char *sql, uint32_t nth,
                                sayso_led_stmt **out, sayso_error *err)
{
    return (*out = kept_find(l, sql + nth)) ? SAYSO_OK : keep(l, sql + nth, sql, out, err);
}

sayso_status sayso_led_insert(sayso_ledger *l, const sayso_led_table *t, sayso_led_stmt **out,
                              sayso_error *err)
{
    if ((*out = kept_find(l, t))) return SAYSO_OK;
    sayso_buf sql = SAYSO_BUF_EMPTY, marks = SAYSO_BUF_EMPTY;
    sayso_buf_puts(&sql, t->into);
    for (size_t i = 0; i < t->n; i++) {
        if (!t->columns[i].set) continue;
        sayso_buf_printf(&sql, "%s\"%s\"", marks.len ? ", " : " (", t->columns[i].name);
        sayso_buf_puts(&marks, marks.len ? ",?" : "?");
    }
    sayso_buf_printf(&sql, ") VALUES (%s)%s", marks.at ? marks.at : "", t->behind);
    const sayso_status st = sql.failed || marks.failed ? sayso_no_memory(err)
                                                       : keep(l, t, sql.at, out, err);
    sayso_buf_free(&sql);
    sayso_buf_free(&marks);
    return st;
}

sayso_status sayso_led_begin(sayso_ledger *l, sayso_error *err)
{
    l->transactions++;
    return l->db->driver->begin(l->db) ? SAYSO_OK : sayso_led_fail(l, err);
}

sayso_status sayso_led_end(sayso_ledger *l, sayso_status st, sayso_error *err)
{
    if (!st && l->behind) st = l->behind(l, err);
    if (!st && !l->db->driver->commit(l->db)) st = sayso_led_fail(l, err);
    if (!st) return st;
    l->n_touched = 0;
    if (l->forget) l->forget(l); /* numbers that were given in it are given again */
    l->db->driver->rollback(l->db);
    return st;
}

sayso_status sayso_led_step(const sayso_ledger *l, sayso_led_stmt *s, bool *row, sayso_error *err)
{
    return s->driver->step(s, row) ? SAYSO_OK : sayso_led_fail(l, err);
}

sayso_status sayso_led_ahead(const sayso_ledger *l, sayso_led_stmt *s, sayso_error *err)
{
    return s->driver->ahead(s) ? SAYSO_OK : sayso_led_fail(l, err);
}

sayso_status sayso_led_done(const sayso_ledger *l, sayso_led_stmt *s, sayso_error *err)
{
    sayso_error *const unbound = &l->db->unbound;
    sayso_status st = unbound->code;
    if (st && err) *err = *unbound;
    if (!st && !s->driver->send(s)) st = sayso_led_fail(l, err);
    unbound->code = SAYSO_OK;
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_run_with(sayso_ledger *l, const char *sql, int64_t a, int64_t b,
                                sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, a);
    if (sayso_led_parameters(s) > 1) sayso_led_int(s, 2, b);
    return sayso_led_done(l, s, err);
}

sayso_status sayso_led_next(sayso_ledger *l, const char *const *sql, size_t n, int64_t *out,
                            sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < n; i++)
        if (!(st = sayso_led_kept(l, sql[i], &s, err))) st = sayso_led_ahead(l, s, err);
    for (size_t i = 0; !st && i < n; i++) {
        if ((st = sayso_led_kept(l, sql[i], &s, err))) break;
        if (!(st = sayso_led_step(l, s, &row, err))) out[i] = row ? sayso_led_whole(s, 0) + 1 : 1;
        sayso_led_reset(s);
    }
    return st;
}

void sayso_led_reset(sayso_led_stmt *s) { s->driver->reset(s); }
void sayso_led_finalize(sayso_led_stmt *s)
{
    if (s) s->driver->finalize(s);
}

/* ---- parameters ---- */

int sayso_led_parameters(const sayso_led_stmt *s) { return s->driver->parameters(s); }

static void bind(sayso_led_stmt *s, int i, sayso_led_value v) { s->driver->bind(s, i, &v); }

void sayso_led_str(sayso_led_stmt *s, int i, sayso_str text)
{
    bind(s, i, (sayso_led_value){ .kind = LED_TEXT, .bytes = text.at, .n = text.len });
}
void sayso_led_text(sayso_led_stmt *s, int i, const char *z)
{
    bind(s, i,
         (sayso_led_value){ .kind = z ? LED_TEXT : LED_NULL, .bytes = z, .n = z ? strlen(z) : 0 });
}
void sayso_led_memory(sayso_led_stmt *s, int i, const void *at, size_t n)
{
    bind(s, i, (sayso_led_value){ .kind = at ? LED_BYTES : LED_NULL, .bytes = at, .n = n });
}
void sayso_led_int(sayso_led_stmt *s, int i, int64_t x)
{
    bind(s, i, (sayso_led_value){ .kind = LED_WHOLE, .whole = x });
}
static void int_or_null(sayso_led_stmt *s, int i, int64_t x, bool null)
{
    bind(s, i, (sayso_led_value){ .kind = null ? LED_NULL : LED_WHOLE, .whole = x });
}
void sayso_led_index(sayso_led_stmt *s, int i, int32_t x) { int_or_null(s, i, x, x < 0); }
void sayso_led_offset(sayso_led_stmt *s, int i, uint32_t x)
{
    int_or_null(s, i, x, x == SAYSO_NO_OFFSET);
}
void sayso_led_away(sayso_led_stmt *s, int i, int64_t away)
{
    int_or_null(s, i, away, away == INT64_MIN);
}
void sayso_led_day(sayso_led_stmt *s, int i, int32_t day)
{
    int_or_null(s, i, day, day == INT32_MIN);
}
void sayso_led_real(sayso_led_stmt *s, int i, double x)
{
    bind(s, i, (sayso_led_value){ .kind = isnan(x) ? LED_NULL : LED_REAL, .real = x });
}

const char *sayso_led_word(const char *z)
{
    return z && *z ? z : NULL;
}

/* ---- columns ---- */

int sayso_led_columns(sayso_led_stmt *s) { return s->driver->columns(s); }
const char *sayso_led_column_name(sayso_led_stmt *s, int i) { return s->driver->column_name(s, i); }
sayso_led_kind sayso_led_kind_of(sayso_led_stmt *s, int i) { return s->driver->kind(s, i); }
bool sayso_led_null(sayso_led_stmt *s, int i) { return s->driver->kind(s, i) == LED_NULL; }
int64_t sayso_led_whole(sayso_led_stmt *s, int i) { return s->driver->whole(s, i); }
double sayso_led_number(sayso_led_stmt *s, int i) { return s->driver->number(s, i); }
sayso_str sayso_led_blob(sayso_led_stmt *s, int i) { return s->driver->bytes(s, i); }
sayso_led_value sayso_led_value_of(sayso_led_stmt *s, int i)
{
    sayso_led_value v;
    s->driver->value(s, i, &v);
    return v;
}
const char *sayso_led_column(sayso_led_stmt *s, int i) { return s->driver->text(s, i); }

const char *sayso_led_column_dup(sayso_led_stmt *s, int i, sayso_arena *a, bool *ok)
{
    const char *z = sayso_led_column(s, i);
    if (!z) {
        if (!sayso_led_null(s, i)) *ok = false; /* NULL for want of memory */
        return NULL;
    }
    const char *copy = sayso_arena_dup(a, z, strlen(z));
    if (!copy) *ok = false;
    return copy;
}
