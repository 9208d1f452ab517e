/* The SQL of the ledger, which SQLite reads as it stands, as PostgreSQL reads it: parameters are
 * numbered, a few words and types have another name, and functions that it has not are made. */
#include "connection.h"
#include "text/utf8.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct renamed { const char *from, *to; } renamed;

/* In questions. The plus keeps SQLite off an index, CROSS keeps it to the order of a join. */
static const renamed in_sql[] = { { "CROSS JOIN", "JOIN" }, { "+e.", "e." },
                                   { "json_each", "jsonb_array_elements" },
                                   { " AS TEXT)", " AS TEXT) COLLATE \"C\"" },
                                   { "\"packed\"", "\"text\"" },
                                   { NULL, NULL } };

/* In tables and views. Texts are ordered by their bytes, whatever the database does. */
static const renamed in_script[] = {
    { "INTEGER", "BIGINT" },
    { "REAL", "DOUBLE PRECISION" },
    { "BLOB", "BYTEA" },
    /* a server packs what is long by itself */
    { "packed     BLOB NOT NULL", "text BYTEA NOT NULL" },
    { "text       BLOB AS (sayso_unpack(packed)),", "" },
    { "CAST(d.text AS TEXT)", "sayso_text(d.text)" },
    { "CAST(substr(d.text,", "sayso_text(d.text," },
    { ") AS TEXT)", ")" },
    { "TEXT", "TEXT COLLATE \"C\"" },
    { "WITHOUT ROWID", "" },
    { "CREATE VIRTUAL TABLE search USING fts5(title, text, content='', columnsize=0, detail=none, "
      "tokenize='ascii')",
      "CREATE TABLE search (document BIGINT NOT NULL REFERENCES documents ON DELETE CASCADE, part "
      "BIGINT NOT NULL, text TEXT COLLATE \"C\" NOT NULL, words TSVECTOR NOT NULL, "
      "PRIMARY KEY (document, part))" },
    { NULL, NULL },
};

static bool in_name(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/* Writes what stands instead of the words that begin at `at`, which is moved behind them. */
static bool rename_put(const renamed *all, const char **at, sayso_buf *out)
{
    for (; all->from; all++) {
        const size_t n = strlen(all->from);
        if (strncmp(*at, all->from, n) != 0 || (in_name(all->from[n - 1]) && in_name((*at)[n])))
            continue;
        sayso_buf_puts(out, all->to);
        *at += n;
        return true;
    }
    return false;
}

/* A quoted name or text, whole. */
static void quoted_put(const char **at, sayso_buf *out)
{
    const char *end = strchr(*at + 1, **at);
    const size_t n = end ? (size_t)(end + 1 - *at) : strlen(*at);
    sayso_buf_put(out, *at, n);
    *at += n;
}

/* A name or number, whole. */
static void name_put(const char **at, sayso_buf *out)
{
    do sayso_buf_put(out, (*at)++, 1);
    while (in_name(**at) && in_name((*at)[-1]));
}

int sayso_led_dialect(const char *sql, sayso_buf *out)
{
    int most = 0;
    while (*sql) {
        if (rename_put(in_sql, &sql, out)) continue;
        if (*sql == '\'' || *sql == '"') quoted_put(&sql, out);
        else if (*sql == '?') {
            const int n = sql[1] >= '0' && sql[1] <= '9' ? sql[1] - '0' : most + 1;
            sql += 1 + (sql[1] >= '0' && sql[1] <= '9');
            sayso_buf_printf(out, "$%d", n);
            if (n > most) most = n;
        } else name_put(&sql, out);
    }
    return most;
}

bool sayso_led_dialect_script(const char **script, sayso_buf *out)
{
    const char *at = *script;
    out->len = 0;
    while (*at && *at != ';') {
        if (at[0] == '-' && at[1] == '-') at += strcspn(at, "\n");
        else if (rename_put(in_script, &at, out)) continue;
        else if (*at == '\'' || *at == '"') quoted_put(&at, out);
        else if (strchr(" \n\t", *at)) {
            if (out->len) sayso_buf_puts(out, " ");
            at += strspn(at, " \n\t");
        } else name_put(&at, out);
    }
    *script = at + (*at == ';');
    return out->len > 0;
}

/* ---- functions ---- */

#define FUNCTION(head, language, body)                                                             \
    "CREATE OR REPLACE FUNCTION " head " LANGUAGE " language " AS $$" body "$$"
#define TO_DAY "to_char(date '1970-01-01' + ($1 / 86400)::integer, 'YYYY-MM-DD')"

static const char *const functions[] = {
    FUNCTION("ifnull(anycompatible, anycompatible) RETURNS anycompatible", "sql IMMUTABLE PARALLEL SAFE",
             "SELECT coalesce($1, $2)"),
    FUNCTION("instr(text, text) RETURNS integer", "sql IMMUTABLE PARALLEL SAFE",
             "SELECT strpos($1, $2)"),
    FUNCTION("json_extract(jsonb, text) RETURNS text", "sql IMMUTABLE PARALLEL SAFE",
             "SELECT jsonb_path_query_first($1, $2::jsonpath) #>> '{}'"),
    /* date(seconds, 'unixepoch') */
    FUNCTION("date(bigint, text) RETURNS text", "sql STABLE PARALLEL SAFE",
             "SELECT CASE WHEN $1 BETWEEN -62135596800 AND 253402300799 THEN " TO_DAY " END"),
    FUNCTION("sayso_joined(text, text, text) RETURNS text", "sql IMMUTABLE PARALLEL SAFE",
             "SELECT CASE WHEN $1 IS NULL THEN $2 ELSE coalesce($1 || $3 || $2, $1) END"),
    FUNCTION("sayso_joined(text, text) RETURNS text", "sql IMMUTABLE PARALLEL SAFE",
             "SELECT CASE WHEN $1 IS NULL THEN $2 ELSE coalesce($1 || ',' || $2, $1) END"),
    "CREATE OR REPLACE AGGREGATE group_concat(text, text) (sfunc = sayso_joined, stype = text)",
    "CREATE OR REPLACE AGGREGATE group_concat(text) (sfunc = sayso_joined, stype = text)",
    /* bytes of a text as text, also where they are none */
    FUNCTION("sayso_text(bytea) RETURNS text", "plpgsql IMMUTABLE PARALLEL SAFE",
             "BEGIN RETURN convert_from($1, 'UTF8'); EXCEPTION WHEN character_not_in_repertoire "
             "THEN RETURN regexp_replace(encode($1, 'escape'), E'\\\\\\\\[0-7]{3}', "
             "U&'\\FFFD', 'g'); END"),
    FUNCTION("sayso_text(bytea, bigint, bigint) RETURNS text", "sql IMMUTABLE PARALLEL SAFE",
             "SELECT sayso_text(substr($1, $2::integer, $3::integer))"),
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

/* A text of SQL: what stands in it twice is a quote. */
static void sql_text_put(sayso_buf *b, const sayso_buf *text)
{
    sayso_buf_puts(b, "'");
    for (size_t i = 0; i < text->len; i++) sayso_buf_put(b, text->at[i] == '\'' ? "''" : &text->at[i], text->at[i] == '\'' ? 2 : 1);
    sayso_buf_puts(b, "'");
}

/* What folding makes of each character by itself, as translate() has it: those that are left out
 * stand last in `from`. */
static void fold_table(sayso_buf *from, sayso_buf *to)
{
    enum { LAST = 0x1ffff };
    sayso_buf gone = SAYSO_BUF_EMPTY;
    for (uint32_t c = 1; c <= LAST; c++) {
        char one[4], folded[16];
        const uint32_t n = sayso_utf8_put(c, one);
        if ((c >= 0x300 && c < 0x370) || (c >= 0xd800 && c < 0xe000)) continue; /* marks; no characters */
        const uint32_t k = sayso_text_fold((sayso_str){ one, n }, folded, sizeof folded);
        if (k == n && memcmp(one, folded, n) == 0) continue;
        sayso_buf_put(k ? from : &gone, one, n);
        sayso_buf_put(to, folded, k);
    }
    if (gone.len) sayso_buf_put(from, gone.at, gone.len);
    from->failed |= gone.failed;
    sayso_buf_free(&gone);
}

/* As fold.c does: accents over Cyrillic left out, letters and their marks made one, each character
 * in its form. */
static void fold_put(sayso_buf *out, const char *name, const char *more_from, const char *more_to)
{
    sayso_buf from = SAYSO_BUF_EMPTY, to = SAYSO_BUF_EMPTY;
    fold_table(&from, &to);
    sayso_buf_printf(out,
                     "CREATE OR REPLACE FUNCTION %s(text) RETURNS text LANGUAGE sql IMMUTABLE "
                     "PARALLEL SAFE AS $f$SELECT translate(translate(normalize(regexp_replace($1, "
                     "U&'([\\0400-\\052f])[\\0300\\0301]+', '\\1', 'g')), ",
                     name);
    sql_text_put(out, &from);
    sayso_buf_puts(out, ", ");
    sql_text_put(out, &to);
    sayso_buf_printf(out, "), '%s', '%s')$f$", more_from, more_to);
    out->failed |= from.failed || to.failed;
    sayso_buf_free(&from);
    sayso_buf_free(&to);
}

bool sayso_led_dialect_function(size_t i, sayso_buf *out)
{
    out->len = 0;
    if (i < N_FUNCTIONS) sayso_buf_puts(out, functions[i]);
    else if (i == N_FUNCTIONS) fold_put(out, "sayso_fold", "", "");
    else if (i == N_FUNCTIONS + 1) fold_put(out, "sayso_words", "ё", "е");
    else return false;
    return true;
}
