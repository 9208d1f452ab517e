/* Full-text search by FTS5. */
#include "sqlite.h"
#include "ledger/filter.h"

static sayso_status words_put(sayso_ledger *l, int64_t document, const sayso_buf *title,
                              const sayso_buf *text, sayso_error *err)
{
    sayso_led_stmt *s;
    if (title->failed || text->failed) return sayso_no_memory(err);
    const sayso_status st = sayso_led_kept(
        l, "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_text(s, 2, title->at);
    sayso_led_text(s, 3, text->at);
    return sayso_led_done(l, s, err);
}

/* The words of a document, to be searched for. A trigger would do it for whoever writes, but SQLite
 * lets a file that may come from a stranger touch no virtual table by itself. */
sayso_status sayso_led_sqlite_search_put(sayso_ledger *l, int64_t document, const char *title,
                                         const char *text, sayso_error *err)
{
    sayso_buf head = SAYSO_BUF_EMPTY, all = SAYSO_BUF_EMPTY;
    if (title) sayso_led_words_cut(&head, &title, SIZE_MAX, 0, NULL);
    sayso_led_words_cut(&all, &text, SIZE_MAX, 0, NULL);
    const sayso_status st = words_put(l, document, &head, &all, err);
    sayso_buf_free(&head);
    sayso_buf_free(&all);
    return st;
}

sayso_status sayso_led_sqlite_search_take(sayso_ledger *l, int64_t document, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(
        l,
        "INSERT INTO search (search, rowid, title, text) SELECT 'delete', document, "
        "sayso_cut(title), sayso_cut(text) FROM documents WHERE document = ?",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    return sayso_led_done(l, s, err);
}

/* A word as FTS5 has it: "word"*. */
static void word_put(sayso_buf *match, const char *between, const char *word, size_t n, bool prefix)
{
    sayso_buf_printf(match, "%s\"%.*s\"%s", match->len ? between : "", (int)n, word, prefix ? " *" : "");
}

/* All words of a term that must be there; one that must not, where it is a word by itself. */
static void term_match(sayso_buf *match, const sayso_led_term *t)
{
    const char *word = t->words;
    for (size_t n; *word; word += n + (word[n] == ' ')) {
        n = strcspn(word, " ");
        word_put(match, t->without ? " NOT " : " AND ", word, n, t->prefix && !word[n]);
    }
}

/* The index has no places of words: what stands side by side is looked for in the documents that have
 * it all. */
static void side_by_side(sayso_led_sql *q, const sayso_led_term *t)
{
    const char *words = sayso_arena_printf(&q->arena, " %s%s", t->words, t->prefix ? "" : " ");
    sayso_buf_printf(&q->sql, " AND %s(instr(' ' || sayso_cut(d.text) || ' ', ?) > 0 OR "
                              "instr(' ' || sayso_cut(ifnull(d.title, '')) || ' ', ?) > 0)",
                     t->without ? "NOT " : "");
    sayso_led_sql_text(q, words);
    sayso_led_sql_text(q, words);
}

void sayso_led_sqlite_search_where(sayso_led_sql *q, const sayso_led_term *terms, size_t n)
{
    sayso_buf match = SAYSO_BUF_EMPTY;
    bool never = false; /* nothing is found by no word */
    for (size_t i = 0; i < n; i++) never |= !terms[i].without && !*terms[i].words;
    for (size_t i = 0; i < n; i++)
        if (!terms[i].without) term_match(&match, &terms[i]);
    for (size_t i = 0; i < n; i++)
        if (terms[i].without && !strchr(terms[i].words, ' ')) term_match(&match, &terms[i]);
    sayso_buf_puts(&q->sql, "FROM search JOIN documents d ON d.document = search.rowid "
                            "WHERE search MATCH ?");
    sayso_led_sql_text(q, match.failed ? NULL : sayso_arena_dup(&q->arena, match.at ? match.at : "", match.len));
    for (size_t i = 0; i < n; i++)
        if (strchr(terms[i].words, ' ')) side_by_side(q, &terms[i]);
    if (never) sayso_buf_puts(&q->sql, " AND false");
    sayso_buf_free(&match);
}
