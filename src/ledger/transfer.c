/* A ledger copied into another store: table by table, row by row, in one transaction, from what one
 * moment of the ledger holds. */
#include "inside.h"
#include "deflate.h"
#include "postgres/postgres.h"
#include "shown.h"
#include "store.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct column { const char *name, *type; } column;

#define COLUMN(name, type) { #name, type },
#define COLUMNS(table) static const column table##_columns[] =
COLUMNS(documents) {
#define TABLE_DOCUMENTS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(sentences) {
#define TABLE_SENTENCES(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(trees) {
#define TABLE_TREES(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(words) {
#define TABLE_WORDS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(actors) {
#define TABLE_ACTORS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(mentions) {
#define TABLE_MENTIONS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(places) {
#define TABLE_PLACES(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(dates) {
#define TABLE_DATES(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(attributions) {
#define TABLE_ATTRIBUTIONS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(contents) {
#define TABLE_CONTENTS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(events) {
#define TABLE_EVENTS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(participants) {
#define TABLE_PARTICIPANTS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(numbers) {
#define TABLE_NUMBERS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(notes) {
#define TABLE_NOTES(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(says) {
#define TABLE_SAYS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(claims) {
#define TABLE_CLAIMS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(positions) {
#define TABLE_POSITIONS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(stances) {
#define TABLE_STANCES(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(facts) {
#define TABLE_FACTS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(tellings) {
#define TABLE_TELLINGS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(decisions) {
#define TABLE_DECISIONS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(pins) {
#define TABLE_PINS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(bands) {
#define TABLE_BANDS(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(named) {
#define TABLE_NAMED(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};
COLUMNS(pending) {
#define TABLE_PENDING(name, type, ...) COLUMN(name, type)
#include "base/fields.def"
};

/* What refers to others behind them. Not digests: each store seals its own tables; nor `shown`,
 * which servers do not keep. */
#define TABLE(name) { #name, name##_columns, sizeof name##_columns / sizeof *name##_columns }
#define STORED(name) \
    { \
        "stored_" #name, name##_columns, sizeof name##_columns / sizeof *name##_columns \
    }
static const struct { const char *name; const column *columns; size_t n;
} tables[] = {
    TABLE(documents), TABLE(sentences),     TABLE(trees),    TABLE(words),         STORED(actors),
    STORED(mentions), STORED(places),       TABLE(dates),    STORED(attributions), TABLE(contents),
    STORED(events),   STORED(participants), TABLE(numbers),  TABLE(notes),         STORED(says),
    STORED(claims),   STORED(positions),    STORED(stances), TABLE(facts),         TABLE(tellings),
    TABLE(decisions), TABLE(pins),          TABLE(bands),    TABLE(named),         TABLE(pending),
};
enum { N_TABLES = sizeof tables / sizeof *tables };

typedef struct transfer {
    sayso_ledger *from, *to;
    sayso_led_stmt *into[N_TABLES]; /* until the transaction ends: rows may wait in them */
    int packed;                /* column of the table at hand that has a text; -1 none */
    sayso_arena arena; sayso_buf text; /* of one row */
} transfer;

/* ---- rows ---- */

/* What is worked out of other columns is so there, too. */
static bool made(const column *c)
{
    return strncmp(c->type, "VIEW ", 5) == 0 || strstr(c->type, " AS (");
}

/* A text, which a file packs and a server keeps as it is. */
static sayso_status packed_copy(transfer *x, sayso_led_stmt *from, sayso_led_stmt *to,
                                sayso_error *err)
{
    const sayso_led_driver *has = x->from->db->driver, *wants = x->to->db->driver;
    sayso_str bytes = sayso_led_blob(from, x->packed);
    sayso_status st = SAYSO_OK;
    sayso_arena_reset(&x->arena);
    if (has->pack && !wants->pack && !(st = sayso_led_inflate(bytes, &x->text)))
        bytes = (sayso_str){ x->text.at, (uint32_t)x->text.len };
    if (!has->pack && wants->pack && !wants->pack(bytes, &x->arena, &bytes)) st = SAYSO_NO_MEMORY;
    if (st == SAYSO_NO_MEMORY) return sayso_no_memory(err);
    if (st)
        return sayso_fail(err, st, x->from->path, SAYSO_NOWHERE,
                          "the ledger is damaged; `sayso verify` tells where");
    sayso_led_memory(to, x->packed + 1, bytes.at, bytes.len);
    return SAYSO_OK;
}

static void value_copy(sayso_led_stmt *from, sayso_led_stmt *to, int i)
{
    switch (sayso_led_kind_of(from, i)) {
    case LED_WHOLE: sayso_led_int(to, i + 1, sayso_led_whole(from, i)); break;
    case LED_REAL: sayso_led_real(to, i + 1, sayso_led_number(from, i)); break;
    case LED_TEXT: sayso_led_str(to, i + 1, sayso_led_blob(from, i)); break;
    case LED_BYTES: {
        const sayso_str bytes = sayso_led_blob(from, i);
        sayso_led_memory(to, i + 1, bytes.at, bytes.len);
        break;
    }
    default: sayso_led_text(to, i + 1, NULL);
    }
}

static sayso_status rows_copy(transfer *x, sayso_led_stmt *rows, sayso_led_stmt *into,
                              sayso_error *err)
{
    bool row = false;
    sayso_status st;
    while (!(st = sayso_led_step(x->from, rows, &row, err)) && row) {
        const int n = sayso_led_columns(rows);
        for (int i = 0; i < n; i++)
            if (i != x->packed) value_copy(rows, into, i);
        if (x->packed >= 0) st = packed_copy(x, rows, into, err);
        if (st || (st = sayso_led_done(x->to, into, err))) break;
    }
    return st;
}

static sayso_status table_copy(transfer *x, size_t t, sayso_error *err)
{
    sayso_buf select = SAYSO_BUF_EMPTY, insert = SAYSO_BUF_EMPTY, marks = SAYSO_BUF_EMPTY;
    sayso_led_stmt *rows = NULL;
    int n = 0;
    x->packed = -1;
    for (size_t i = 0; i < tables[t].n; i++) {
        const column *c = &tables[t].columns[i];
        if (made(c)) continue;
        if (strcmp(c->name, "packed") == 0) x->packed = n;
        n++;
        sayso_buf_printf(&select, "%s\"%s\"", select.len ? ", " : "SELECT ", c->name);
        sayso_buf_printf(&insert, "%s\"%s\"", insert.len ? ", " : "", c->name);
        sayso_buf_puts(&marks, marks.len ? ",?" : "?");
    }
    sayso_buf sql = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&select, " FROM %s", tables[t].name);
    sayso_buf_printf(&sql, "INSERT INTO %s (%s) VALUES (%s)", tables[t].name,
                     insert.at ? insert.at : "", marks.at ? marks.at : "");
    sayso_status st = select.failed || insert.failed || marks.failed || sql.failed
                          ? sayso_no_memory(err)
                          : SAYSO_OK;
    if (!st) st = sayso_led_list(x->from, select.at, &rows, err);
    if (!st && !(x->into[t] = x->to->db->driver->prepare(x->to->db, sql.at, LED_KEPT)))
        st = sayso_led_fail(x->to, err);
    if (!st) st = rows_copy(x, rows, x->into[t], err);
    sayso_led_finalize(rows);
    sayso_buf_free(&select);
    sayso_buf_free(&insert);
    sayso_buf_free(&marks);
    sayso_buf_free(&sql);
    return st;
}

/* Words are made anew, for each store keeps them in its own way. */
static sayso_status words_copy(transfer *x, sayso_error *err)
{
    sayso_led_stmt *s;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    bool row = false;
    sayso_status st = sayso_led_list(
        x->from, "SELECT document, title, text FROM documents ORDER BY document", &s, err);
    while (!st && !(st = sayso_led_step(x->from, s, &row, err)) && row) {
        sayso_arena_reset(&a);
        st = sayso_led_search_put(x->to, sayso_led_whole(s, 0), sayso_led_column(s, 1),
                                  sayso_led_blob(s, 2), &a, err);
    }
    sayso_led_finalize(s);
    sayso_arena_free(&a);
    return st;
}

/* ---- all of it ---- */

static sayso_status empty_look(sayso_ledger *l, sayso_error *err)
{
    sayso_led_stmt *s;
    bool any = false;
    sayso_status st = sayso_led_kept(l, "SELECT 1 FROM (SELECT document FROM documents LIMIT 1) d",
                                     &s, err);
    if (st) return st;
    st = sayso_led_step(l, s, &any, err);
    sayso_led_reset(s);
    if (st || !any) return st;
    return sayso_fail(err, SAYSO_BAD_ARGUMENT, l->path, SAYSO_NOWHERE,
                      "there is a ledger with documents; name an empty schema");
}

static sayso_status all_copy(transfer *x, sayso_error *err)
{
    sayso_status st = empty_look(x->to, err);
    for (size_t t = 0; !st && t < N_TABLES; t++) st = table_copy(x, t, err);
    if (!st) st = sayso_led_shown_all(x->to, err);
    return st ? st : words_copy(x, err);
}

static sayso_status transfer_to(sayso_ledger *from, const char *path, sayso_error *err)
{
    transfer x = { .from = from };
    sayso_status st = sayso_ledger_open_with(&x.to, path, true, &from->options, err);
    if (st) return st;
    if (!(st = sayso_led_run(from, from->db->driver->moment, err))) {
        if (!(st = sayso_led_begin(x.to, err))) st = sayso_led_end(x.to, all_copy(&x, err), err);
        sayso_led_run(from, "COMMIT", NULL); /* of what only read */
    }
    for (size_t t = 0; t < N_TABLES; t++) sayso_led_finalize(x.into[t]);
    sayso_arena_free(&x.arena);
    sayso_buf_free(&x.text);
    sayso_ledger_close(x.to);
    return st;
}

/* The file is there when all of it is. */
static sayso_status file_make(sayso_ledger *from, const char *path,
                              sayso_status (*copy)(sayso_ledger *, const char *, sayso_error *),
                              sayso_error *err)
{
    if (access(path, F_OK) == 0)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, path, SAYSO_NOWHERE,
                          "there is such a file; name a new one");
    char *part = malloc(strlen(path) + 6);
    if (!part) return sayso_no_memory(err);
    sprintf(part, "%s.part", path);
    unlink(part); /* of a copy that was cut off */
    sayso_status st = copy(from, part, err);
    if (!st && rename(part, path) != 0)
        st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "the system refused to name it so");
    if (st) unlink(part);
    free(part);
    return st;
}

sayso_status sayso_ledger_backup(sayso_ledger *l, const char *path, sayso_error *err)
{
    const sayso_led_driver *own = l->db->driver;
    const sayso_status st =
        sayso_led_is_address(path)
            ? transfer_to(l, path, err)
            : file_make(l, path, own->backup ? own->backup : transfer_to, err);
    return st ? st : sayso_ok(err);
}
