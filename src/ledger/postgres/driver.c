/* PostgreSQL behind the calls of db.h, by libpq in pipeline mode: what gives no rows is sent without
 * waiting, and the answers are looked at when the next rows are wanted or the transaction ends. New
 * rows of one table go several in a statement. So a document's hundreds of rows cost a few round
 * trips. (COPY is not to be had in a pipeline.)
 *
 * Parameters and columns go as text, of which the server knows the types; bytes go as they are and
 * come as hexadecimal figures. */
#include "connection.h"
#include "text/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    AT_ONCE = 256 /* statements on their way */,
    FETCH = 500 /* rows of a list held */,
    MOST_ROWS = 32 /* new ones in a statement: a power of two */,
    ASK_MS = 4
};
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_OID = 26,
       OID_FLOAT4 = 700, OID_FLOAT8 = 701, OID_NUMERIC = 1700 };

typedef struct stmt {
    sayso_led_stmt base;
    sayso_led_use use;
    sayso_buf sql;
    char     name[16];              /* where it is kept; of a list its cursor */
    uint32_t prepared;              /* bits: for so many rows, a power of two */
    bool     open;                  /* the cursor is */
    bool     sent, run;             /* asked; rows are there */
    int      n;                     /* parameters, of a row */
    /* Of an INSERT of values: where in `sql` these stand, how many rows wait to be sent together. */
    size_t   from, to; int waiting;
    sayso_buf *values; bool *null; int *binary; /* of all rows */
    const char **at; int *lengths;
    PGresult *rows; int row;
    sayso_buf *bytes; int *bytes_row; int n_bytes; /* of columns, decoded, and of which row */
} stmt;

/* What has been sent: a statement where it matters whether it could be prepared for so many rows, and
 * where its own rows are to go. */
typedef struct sayso_led_sent { stmt *prepared; uint32_t for_rows; PGresult **rows; } sent;

static sayso_led_postgres *own(sayso_led_db *db) { return (sayso_led_postgres *)db; }

/* ---- what went wrong ---- */

static sayso_led_trouble trouble_of(const char *state)
{
    static const struct { const char *begins; sayso_led_trouble is; } all[] = {
        { "55P03", LED_BUSY },    { "40", LED_BUSY },     { "25006", LED_READONLY },
        { "42501", LED_NO_RIGHT }, { "53100", LED_FULL },  { "53200", LED_NO_MEMORY },
        { "54", LED_TOO_BIG },    { "XX00", LED_DAMAGED }, { "58030", LED_IO },
        { "08", LED_LOST },       { "57P", LED_LOST },    { "42", LED_BAD_SQL },
    };
    for (size_t i = 0; state && i < sizeof all / sizeof *all; i++)
        if (strncmp(state, all[i].begins, strlen(all[i].begins)) == 0) return all[i].is;
    return LED_OTHER;
}

static bool fail(sayso_led_postgres *p, sayso_led_trouble what, const char *message)
{
    if (p->failed) return false; /* the first is what others follow from */
    p->trouble = what;
    snprintf(p->message, sizeof p->message, "%s", message ? message : "?");
    p->message[strcspn(p->message, "\n")] = 0;
    p->failed = p->within;
    return false;
}

static bool fail_result(sayso_led_postgres *p, const PGresult *r)
{
    const char *message = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
    if (PQstatus(p->c) == CONNECTION_BAD) return fail(p, LED_LOST, PQerrorMessage(p->c));
    return fail(p, trouble_of(PQresultErrorField(r, PG_DIAG_SQLSTATE)),
                message ? message : PQresultErrorMessage(r));
}

static bool fail_sending(sayso_led_postgres *p)
{
    return fail(p, PQstatus(p->c) == CONNECTION_BAD ? LED_LOST : LED_OTHER, PQerrorMessage(p->c));
}

/* ---- the pipeline ---- */

static bool note_sent(sayso_led_postgres *p, sent s)
{
    if (!sayso_grow(p->queue, p->n_queue, p->cap_queue)) return fail(p, LED_NO_MEMORY, NULL);
    p->queue[p->n_queue++] = s;
    return true;
}

/* The answers to one statement. */
static bool answers_take(sayso_led_postgres *p, const sent *s)
{
    bool ok = true, any = false;
    for (PGresult *r; (r = PQgetResult(p->c)); any = true) {
        const ExecStatusType is = PQresultStatus(r);
        const bool fine = is == PGRES_COMMAND_OK || is == PGRES_TUPLES_OK;
        if (!fine && s->prepared) s->prepared->prepared &= ~s->for_rows;
        if (!fine && is != PGRES_PIPELINE_ABORTED) ok = fail_result(p, r);
        ok &= fine;
        if (fine && !s->prepared) p->changed = strtoll(PQcmdTuples(r), NULL, 10);
        if (is == PGRES_TUPLES_OK && s->rows && !*s->rows) *s->rows = r;
        else PQclear(r);
        if (PQstatus(p->c) == CONNECTION_BAD) return false;
    }
    return any ? ok : fail_sending(p);
}

/* Waits for the answers to all that was sent. */
static bool answers(sayso_led_postgres *p)
{
    PGresult *end = NULL;
    bool ok = PQpipelineSync(p->c) || fail_sending(p);
    for (uint32_t i = 0; i < p->n_queue && PQstatus(p->c) == CONNECTION_OK; i++)
        ok &= answers_take(p, &p->queue[i]);
    p->n_queue = 0;
    if (PQstatus(p->c) == CONNECTION_OK && !((end = PQgetResult(p->c)))) ok = fail_sending(p);
    PQclear(end);
    return ok;
}

/* How many rows of values can be bound. */
static int rows_most(const stmt *s) { return s->to ? MOST_ROWS : 1; }

/* The statement with values for several rows. */
static void rows_put(const stmt *s, int rows, sayso_buf *out)
{
    if (rows == 1) {
        sayso_buf_puts(out, s->sql.at);
        return;
    }
    sayso_buf_put(out, s->sql.at, s->from);
    for (int i = 1; i <= s->n * rows; i++)
        sayso_buf_printf(out, "%s$%d", i == 1 ? "(" : i % s->n == 1 || s->n == 1 ? "), (" : ", ", i);
    sayso_buf_puts(out, s->sql.at + s->to - 1);
}

/* Sends what has been bound for `rows` rows from the first-th on. A statement that is kept is prepared
 * once for each number of rows. */
static bool bound_send(stmt *s, int first, int rows, PGresult **out)
{
    sayso_led_postgres *p = own(s->base.db);
    const int n = s->n * rows, from = s->n * first;
    char name[32];
    if (p->failed) return false;
    for (int i = from; i < from + n; i++) {
        if (s->values[i].failed) return fail(p, LED_NO_MEMORY, NULL);
        s->at[i] = s->null[i] ? NULL : s->values[i].at;
        s->lengths[i] = (int)s->values[i].len;
    }
    if (s->use != LED_KEPT)
        return (PQsendQueryParams(p->c, s->sql.at, n, NULL, s->at, s->lengths, s->binary, 0) ||
                fail_sending(p)) &&
               note_sent(p, (sent){ .rows = out });
    snprintf(name, sizeof name, "%sx%d", s->name, rows);
    if (!(s->prepared & (uint32_t)rows)) {
        sayso_buf sql = SAYSO_BUF_EMPTY;
        rows_put(s, rows, &sql);
        const bool ok = sql.failed ? fail(p, LED_NO_MEMORY, NULL)
                                   : PQsendPrepare(p->c, name, sql.at, 0, NULL) || fail_sending(p);
        sayso_buf_free(&sql);
        if (!ok || !note_sent(p, (sent){ .prepared = s, .for_rows = (uint32_t)rows })) return false;
        s->prepared |= (uint32_t)rows;
    }
    return (PQsendQueryPrepared(p->c, name, n, s->at + from, s->lengths + from, s->binary + from, 0) ||
            fail_sending(p)) &&
           note_sent(p, (sent){ .rows = out });
}

/* What has been bound of a row that is not whole yet becomes the first. */
static void begun_keep(stmt *s)
{
    const int from = s->n * s->waiting;
    for (int i = 0; s->waiting && s->waiting < MOST_ROWS && i < s->n; i++) {
        const sayso_buf was = s->values[i];
        s->values[i] = s->values[from + i];
        s->values[from + i] = was;
        s->null[i] = s->null[from + i];
        s->binary[i] = s->binary[from + i];
    }
}

/* Sends the new rows that wait, table by table. */
static bool rows_send(sayso_led_postgres *p)
{
    bool ok = true;
    for (uint32_t i = 0; i < p->n_waiting; i++) {
        stmt *s = (stmt *)p->waiting[i];
        for (int first = 0, rows = MOST_ROWS; ok && first < s->waiting; first += rows) {
            while (rows > s->waiting - first) rows /= 2;
            ok = bound_send(s, first, rows, NULL);
        }
        begun_keep(s);
        s->waiting = 0;
    }
    p->n_waiting = 0;
    return ok;
}

static bool run_send(sayso_led_postgres *p, const char *sql, PGresult **rows)
{
    return rows_send(p) &&
           (PQsendQueryParams(p->c, sql, 0, NULL, NULL, NULL, NULL, 0) || fail_sending(p)) &&
           note_sent(p, (sent){ .rows = rows });
}

bool sayso_led_postgres_run(sayso_led_postgres *p, const char *sql, PGresult **out)
{
    if (out) *out = NULL;
    return run_send(p, sql, out) && answers(p) && (!out || *out || fail(p, LED_OTHER, "no rows"));
}

/* ---- the connection ---- */

static void db_close(sayso_led_db *db)
{
    PQfinish(own(db)->c);
    free(own(db)->queue);
    free(own(db)->waiting);
    free(db);
}

static sayso_led_trouble trouble(const sayso_led_db *db, const char **message)
{
    const sayso_led_postgres *p = (const sayso_led_postgres *)db;
    *message = p->message;
    return p->trouble;
}

static bool run(sayso_led_db *db, const char *sql)
{
    sayso_buf one = SAYSO_BUF_EMPTY;
    bool ok = true;
    while (ok && sayso_led_dialect_script(&sql, &one))
        ok = one.failed ? fail(own(db), LED_NO_MEMORY, NULL)
                        : strncmp(one.at, "PRAGMA ", 7) == 0 /* of files alone */ ||
                              sayso_led_postgres_run(own(db), one.at, NULL);
    sayso_buf_free(&one);
    return ok;
}

/* One writer at a time, by a lock that the transaction holds. Asked every
 * few milliseconds, as for a file: a writer that commits piece by piece lets go for no longer. */
static bool lock(sayso_led_postgres *p, bool *got)
{
    PGresult *r;
    if (!run_send(p, "BEGIN", NULL)) return false;
    p->within = true;
    if (!sayso_led_postgres_run(
            p,
            "SELECT CASE WHEN pg_try_advisory_xact_lock(1398896499, "
            "('sayso_ledger'::regclass::oid::bigint & 2147483647)::integer) "
            "THEN 1 END",
            &r))
        return false;
    *got = !PQgetisnull(r, 0, 0);
    PQclear(r);
    return true;
}

static void rollback(sayso_led_db *db)
{
    sayso_led_postgres *p = own(db);
    if (!p->within) return;
    for (uint32_t i = 0; i < p->n_waiting; i++) ((stmt *)p->waiting[i])->waiting = 0;
    p->n_waiting = 0;
    if (p->n_queue) answers(p);
    p->within = p->failed = false;
    const sayso_led_trouble was = p->trouble;
    char message[sizeof p->message];
    memcpy(message, p->message, sizeof message);
    sayso_led_postgres_run(p, "ROLLBACK", NULL);
    p->trouble = was; /* why there was something to roll back says more */
    memcpy(p->message, message, sizeof message);
}

static bool begin(sayso_led_db *db)
{
    sayso_led_postgres *p = own(db);
    const sayso_ledger_options *o = &p->base.l->options;
    for (uint32_t waited = 0;; waited += ASK_MS) {
        bool got = false;
        const bool ok = lock(p, &got);
        if (ok && got) return true;
        rollback(db);
        if (!ok) return false;
        if (waited >= o->wait_ms) return fail(p, LED_BUSY, NULL);
        if (o->waiting && waited && waited % 1000 == 0) o->waiting(o->user, waited);
        nanosleep(&(struct timespec){ .tv_nsec = ASK_MS * 1000000L }, NULL);
    }
}

static bool commit(sayso_led_db *db)
{
    sayso_led_postgres *p = own(db);
    /* looked at first, since COMMIT of what has failed is no error to the server; behind what fails
     * now it is not run */
    if (p->failed || !sayso_led_postgres_run(p, "COMMIT", NULL)) return false;
    p->within = false;
    return true;
}

/* ---- statements: made and taken away ---- */

static void reset(sayso_led_stmt *base)
{
    stmt *s = (stmt *)base;
    char close[32];
    if (s->sent && !s->run) answers(own(base->db)); /* asked ahead, and not wanted */
    PQclear(s->rows);
    s->rows = NULL;
    s->run = s->sent = false;
    for (int i = 0; i < s->n_bytes; i++) s->bytes_row[i] = -1;
    if (!s->open) return;
    s->open = false;
    snprintf(close, sizeof close, "CLOSE %s", s->name);
    sayso_led_postgres_run(own(base->db), close, NULL);
}

static void finalize(sayso_led_stmt *base)
{
    stmt *s = (stmt *)base;
    reset(base);
    for (int i = 0; s->values && i < s->n * rows_most(s); i++) sayso_buf_free(&s->values[i]);
    for (int i = 0; i < s->n_bytes; i++) sayso_buf_free(&s->bytes[i]);
    sayso_buf_free(&s->sql);
    free(s->values);
    free(s->null);
    free(s->binary);
    free(s->at);
    free(s->lengths);
    free(s->bytes);
    free(s->bytes_row);
    free(s);
}

/* Is it an INSERT of nothing but parameters, each once? */
static void values_find(stmt *s)
{
    const char *begin = strstr(s->sql.at, " VALUES ("),
               *end = begin ? begin + 9 + strspn(begin + 9, "$0123456789, ") : NULL;
    if (s->use != LED_KEPT || strncmp(s->sql.at, "INSERT INTO ", 12) != 0 || !end || *end != ')') return;
    s->from = (size_t)(begin + 8 - s->sql.at);
    s->to = (size_t)(end + 1 - s->sql.at);
}

static bool parameters_room(stmt *s)
{
    values_find(s);
    const size_t n = (size_t)(s->n * rows_most(s)) + 1;
    s->values = calloc(n, sizeof *s->values);
    s->null = calloc(n, sizeof *s->null);
    s->binary = calloc(n, sizeof *s->binary);
    s->at = calloc(n, sizeof *s->at);
    s->lengths = calloc(n, sizeof *s->lengths);
    if (!s->values || !s->null || !s->binary || !s->at || !s->lengths) return false;
    for (size_t i = 0; i < n; i++) s->null[i] = true;
    return true;
}

static sayso_led_stmt *prepare(sayso_led_db *db, const char *sql, sayso_led_use use)
{
    stmt *s = calloc(1, sizeof *s);
    bool ok = s != NULL;
    if (ok) {
        *s = (stmt){ .base = { db->driver, db }, .use = use };
        snprintf(s->name, sizeof s->name, "%c%u", use == LED_LIST ? 'c' : 's', own(db)->names++);
        if (use == LED_LIST)
            sayso_buf_printf(&s->sql, "DECLARE %s NO SCROLL CURSOR WITH HOLD FOR ", s->name);
        s->n = sayso_led_dialect(sql, &s->sql);
        ok = !s->sql.failed && parameters_room(s);
        if (!ok) finalize(&s->base);
    }
    if (!ok) fail(own(db), LED_NO_MEMORY, NULL);
    return ok ? &s->base : NULL;
}

/* ---- parameters ---- */

/* The server takes no NUL in a text, and nothing that is no UTF-8: U+FFFD stands for it. */
static void text_put(sayso_buf *b, const char *z, size_t n)
{
    const char *nul;
    for (; (nul = n ? memchr(z, 0, n) : NULL); n -= (size_t)(nul + 1 - z), z = nul + 1) {
        sayso_put_utf8(b, z, (size_t)(nul - z));
        sayso_buf_puts(b, "\xef\xbf\xbd");
    }
    sayso_put_utf8(b, z, n);
}

static void bind(sayso_led_stmt *base, int i, const sayso_led_value *v)
{
    stmt *s = (stmt *)base;
    if (i < 1 || i > s->n) return;
    i += s->n * s->waiting - 1;
    sayso_buf *b = &s->values[i];
    b->len = 0;
    s->null[i] = v->kind == LED_NULL;
    s->binary[i] = v->kind == LED_BYTES;
    switch (v->kind) {
    case LED_WHOLE: sayso_buf_whole(b, v->whole); break;
    case LED_REAL: sayso_buf_printf(b, "%.17g", v->real); break;
    case LED_TEXT: text_put(b, v->bytes, v->n); break;
    case LED_BYTES: sayso_buf_put(b, v->bytes, v->n); break;
    default: break;
    }
    sayso_buf_puts(b, ""); /* ended by NUL, also where it is empty */
}

/* ---- running ---- */

static bool statement_send(stmt *s, PGresult **rows)
{
    return rows_send(own(s->base.db)) && bound_send(s, 0, 1, rows);
}

/* A new row waits for others of its table. */
static bool row_keep(sayso_led_postgres *p, stmt *s)
{
    if (!s->waiting) {
        if (!sayso_grow(p->waiting, p->n_waiting, p->cap_waiting)) return fail(p, LED_NO_MEMORY, NULL);
        p->waiting[p->n_waiting++] = &s->base;
    }
    return ++s->waiting < MOST_ROWS || rows_send(p);
}

static bool send(sayso_led_stmt *base)
{
    sayso_led_postgres *p = own(base->db);
    stmt *s = (stmt *)base;
    const bool keeps = p->within && s->to;
    if (p->failed || !(keeps ? row_keep(p, s) : statement_send(s, NULL))) return false;
    return (p->within && p->n_queue < AT_ONCE) || answers(p);
}

static bool ahead(sayso_led_stmt *base)
{
    stmt *s = (stmt *)base;
    reset(base);
    s->row = -1;
    return s->sent = statement_send(s, &s->rows);
}

static bool fetch(stmt *s)
{
    sayso_led_postgres *p = own(s->base.db);
    char sql[48];
    snprintf(sql, sizeof sql, "FETCH %d FROM %s", FETCH, s->name);
    PQclear(s->rows);
    s->rows = NULL;
    s->row = -1;
    for (int i = 0; i < s->n_bytes; i++) s->bytes_row[i] = -1;
    return sayso_led_postgres_run(p, sql, &s->rows);
}

/* Has the rows, or the first of them. */
static bool rows_get(stmt *s)
{
    sayso_led_postgres *p = own(s->base.db);
    if (s->run) return true;
    s->row = -1;
    if ((!s->sent && !statement_send(s, s->use == LED_LIST ? NULL : &s->rows)) ||
        (!(s->sent && s->rows) && !answers(p)))
        return false;
    s->open = s->use == LED_LIST;
    return s->run = s->open ? fetch(s) : s->rows || fail(p, LED_OTHER, "no rows");
}

static bool step(sayso_led_stmt *base, bool *row)
{
    stmt *s = (stmt *)base;
    *row = false;
    if (!rows_get(s)) return false;
    if (s->open && s->row + 1 == FETCH && !fetch(s)) return false;
    if (s->row + 1 >= PQntuples(s->rows)) return true;
    s->row++;
    *row = true;
    return true;
}

static int64_t changes(sayso_led_stmt *s)
{
    sayso_led_postgres *p = own(s->db);
    return !rows_send(p) || (p->n_queue && !answers(p)) ? -1 : p->changed;
}

/* ---- columns ---- */

static const stmt *at(const sayso_led_stmt *s) { return (const stmt *)s; }
static int parameters(const sayso_led_stmt *s) { return at(s)->n; }
static int columns(sayso_led_stmt *s) { return rows_get((stmt *)s) ? PQnfields(at(s)->rows) : 0; }
static const char *column_name(sayso_led_stmt *s, int i) { return PQfname(at(s)->rows, i); }

static const char *value(const sayso_led_stmt *s, int i)
{
    return PQgetisnull(at(s)->rows, at(s)->row, i) ? NULL : PQgetvalue(at(s)->rows, at(s)->row, i);
}

static sayso_led_kind kind(sayso_led_stmt *s, int i)
{
    const char *z = value(s, i);
    if (!z) return LED_NULL;
    switch (PQftype(at(s)->rows, i)) {
    case OID_BOOL:
    case OID_INT8:
    case OID_INT2:
    case OID_INT4:
    case OID_OID: return LED_WHOLE;
    case OID_FLOAT4:
    case OID_FLOAT8: return LED_REAL;
    case OID_NUMERIC: return strpbrk(z, ".Nn") ? LED_REAL : LED_WHOLE;
    case OID_BYTEA: return LED_BYTES;
    default: return LED_TEXT;
    }
}

static const char *text(sayso_led_stmt *s, int i)
{
    const char *z = value(s, i);
    return z && PQftype(at(s)->rows, i) == OID_BOOL ? (*z == 't' ? "1" : "0") : z;
}
static int64_t whole(sayso_led_stmt *s, int i)
{
    const char *z = text(s, i);
    return !z ? 0 : kind(s, i) == LED_REAL ? (int64_t)strtod(z, NULL) : strtoll(z, NULL, 10);
}
static double number(sayso_led_stmt *s, int i)
{
    const char *z = text(s, i);
    return z ? strtod(z, NULL) : 0;
}

static uint8_t figure(char c) { return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10); }

static bool bytes_room(stmt *s)
{
    const int n = PQnfields(s->rows);
    if (s->n_bytes) return true;
    s->bytes = calloc((size_t)n, sizeof *s->bytes);
    s->bytes_row = malloc((size_t)n * sizeof *s->bytes_row);
    if (!s->bytes || !s->bytes_row) return false;
    for (int i = 0; i < n; i++) s->bytes_row[i] = -1;
    s->n_bytes = n;
    return true;
}

static sayso_str bytes(sayso_led_stmt *base, int i)
{
    stmt *s = (stmt *)base;
    const char *z = text(base, i);
    if (!z || PQftype(s->rows, i) != OID_BYTEA)
        return (sayso_str){ z, z ? (uint32_t)strlen(z) : 0 };
    if (!bytes_room(s)) return (sayso_str){ NULL, 0 };
    sayso_buf *b = &s->bytes[i];
    if (s->bytes_row[i] != s->row) {
        b->len = 0;
        for (z += 2; z[0] && z[1]; z += 2) { /* "\x0b1e…" */
            const char byte = (char)(figure(z[0]) << 4 | figure(z[1]));
            sayso_buf_put(b, &byte, 1);
        }
        sayso_buf_puts(b, "");
        s->bytes_row[i] = s->row;
    }
    return b->failed ? (sayso_str){ NULL, 0 } : (sayso_str){ b->at, (uint32_t)b->len };
}

/* ---- what is PostgreSQL's own ---- */

/* Is it one statement that the server understands? Then it is no cursor because it writes. */
static bool understood(sayso_led_postgres *p, const char *sql)
{
    if (!PQsendPrepare(p->c, "", sql, 0, NULL)) return fail_sending(p);
    return note_sent(p, (sent){ .rows = NULL }) && answers(p);
}

static sayso_status refused(sayso_led_postgres *p, const char *sql, sayso_error *err)
{
    if (p->trouble != LED_BAD_SQL && p->trouble != LED_READONLY) return sayso_led_fail(p->base.l, err);
    if (p->trouble == LED_READONLY || understood(p, sql))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "only reading is allowed; write one SELECT over the tables and views of "
                          "docs/ledger.md");
    return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                      "no SQL that the ledger understands, \"%.40s\": %.80s; docs/ledger.md has its "
                      "views",
                      sql, p->message);
}

/* Where nothing can be written; and a cursor takes nothing but one statement that gives rows. */
static sayso_status ask(sayso_ledger *l, const char *sql, sayso_led_stmt **out, sayso_error *err)
{
    sayso_led_postgres *p = own(l->db);
    *out = prepare(l->db, "", LED_LIST);
    stmt *s = (stmt *)*out;
    size_t n = strlen(sql);
    while (n && strchr(" \t\r\n;", sql[n - 1])) n--;
    if (s) sayso_buf_put(&s->sql, sql, n); /* as it is: a parameter of the caller's has no value */
    if (!s || s->sql.failed) return sayso_no_memory(err);
    if (!sayso_led_postgres_run(p, "BEGIN READ ONLY", NULL)) return sayso_led_fail(l, err);
    const bool ok = rows_get(s);
    const sayso_led_trouble was = p->trouble;
    const bool ended = sayso_led_postgres_run(p, ok ? "COMMIT" : "ROLLBACK", NULL);
    if (ok && ended && !PQnfields(s->rows))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "one statement that gives rows is wanted; write one SELECT");
    if (ok && ended) return SAYSO_OK;
    if (!ok) p->trouble = was;
    return refused(p, sql, err);
}

static sayso_status search_take(sayso_ledger *l, int64_t document, sayso_error *err)
{
    (void)l, (void)document, (void)err; /* they go with the document */
    return SAYSO_OK;
}

static void value_of(sayso_led_stmt *s, int i, sayso_led_value *v)
{
    v->kind = kind(s, i);
    if (v->kind == LED_WHOLE) v->whole = whole(s, i);
    else if (v->kind == LED_REAL) v->real = number(s, i);
    else if (v->kind != LED_NULL) {
        const sayso_str x = bytes(s, i);
        v->bytes = x.at;
        v->n = x.len;
    }
}

const sayso_led_driver sayso_led_postgres_driver = {
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
    /* columns, indices, views; functions are made anew by every version */
    .schema = "SELECT * FROM (SELECT c.relkind::text AS kind, c.relname::text AS name, "
              "a.attname::text AS part, format_type(a.atttypid, a.atttypmod) || CASE WHEN "
              "a.attnotnull THEN ' not null' ELSE '' END AS \"is\" FROM pg_class c JOIN pg_attribute a "
              "ON a.attrelid = c.oid WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = "
              "(SELECT relnamespace FROM pg_class WHERE oid = 'sayso_ledger'::regclass) "
              "UNION ALL SELECT 'index', indexrelid::regclass::text, '', pg_get_indexdef(indexrelid) "
              "FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = "
              "(SELECT relnamespace FROM pg_class WHERE oid = 'sayso_ledger'::regclass)) "
              "UNION ALL SELECT 'view', viewname, '', definition FROM pg_views WHERE schemaname = "
              "(SELECT nspname FROM pg_namespace WHERE oid = (SELECT relnamespace FROM pg_class "
              "WHERE oid = 'sayso_ledger'::regclass))) x WHERE ?1 = 0 ORDER BY kind COLLATE \"C\", "
              "name COLLATE \"C\", part COLLATE \"C\", \"is\" COLLATE \"C\"",
    .ask = ask,
    .search_put = sayso_led_postgres_search_put,
    .search_take = search_take,
    .search_where = sayso_led_postgres_search_where,
    .moment = "BEGIN ISOLATION LEVEL REPEATABLE READ",
    .views = "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'v' AND relnamespace = "
             "current_schema()::regnamespace ORDER BY oid DESC",
};
