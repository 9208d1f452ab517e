/* Full-text search by FTS5. */
#include "sqlite.h"
#include "ledger/filter.h"

/* The words of a document, to be searched for. A trigger would do it for whoever writes, but SQLite
 * lets a file that may come from a stranger touch no virtual table by itself. */
sayso_status sayso_led_sqlite_search_put(sayso_ledger *l, int64_t document, const char *title,
                                         const char *text, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(
        l, "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_text(s, 2, title);
    sayso_led_text(s, 3, text);
    return sayso_led_done(l, s, err);
}

sayso_status sayso_led_sqlite_search_take(sayso_ledger *l, int64_t document, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(
        l,
        "INSERT INTO search (search, rowid, title, text) SELECT 'delete', document, "
        "sayso_words(title), sayso_words(text) FROM documents WHERE document = ?",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    return sayso_led_done(l, s, err);
}

/* A term as FTS5 has it: "words"*, whatever stands in them. */
static void term_put(sayso_buf *b, const sayso_led_term *t)
{
    sayso_buf_puts(b, "\"");
    for (const char *z = t->words; *z; z++) sayso_buf_put(b, *z == '"' ? " " : z, 1);
    sayso_buf_puts(b, t->prefix ? "\" * " : "\" ");
}

void sayso_led_sqlite_search_where(sayso_led_sql *q, const sayso_led_term *terms, size_t n)
{
    sayso_buf match = SAYSO_BUF_EMPTY;
    const char *between = "(";
    for (size_t i = 0; i < n; i++) {
        if (terms[i].without) continue;
        sayso_buf_puts(&match, between);
        term_put(&match, &terms[i]);
        between = "AND ";
    }
    sayso_buf_puts(&match, ")");
    for (size_t i = 0; i < n; i++) {
        if (!terms[i].without) continue;
        sayso_buf_puts(&match, " NOT ");
        term_put(&match, &terms[i]);
    }
    sayso_buf_puts(&q->sql, "FROM search JOIN documents d ON d.document = search.rowid "
                            "WHERE search MATCH ?");
    sayso_led_sql_text(q, match.failed ? NULL : sayso_arena_dup(&q->arena, match.at, match.len));
    sayso_buf_free(&match);
}
