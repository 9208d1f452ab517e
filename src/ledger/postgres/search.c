/* Full-text search by a server's words: its index finds documents that have them all, and what
 * stands side by side is looked for in the words as they follow each other. */
#include "connection.h"
#include "ledger/filter.h"

/* A piece of a text in the table `search`: the server has a limit for the words of a row. Two pieces
 * share some, so that what stands side by side is in one of them. */
enum { PIECE = 400000, SHARED = 4000 };

static sayso_status piece_put(sayso_ledger *l, int64_t document, int64_t part, const sayso_buf *words,
                              sayso_error *err)
{
    sayso_led_stmt *s;
    if (words->failed) return sayso_no_memory(err);
    const sayso_status st = sayso_led_kept(
        l,
        "INSERT INTO search (document, part, text, words) VALUES (?1, ?2, ?3, "
        "array_to_tsvector(string_to_array(?3, ' ')))",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_int(s, 2, part);
    sayso_led_text(s, 3, words->at);
    return sayso_led_done(l, s, err);
}

static sayso_status pieces_put(sayso_ledger *l, int64_t document, int64_t *part, const char *text,
                               sayso_error *err)
{
    sayso_buf words = SAYSO_BUF_EMPTY;
    sayso_status st = SAYSO_OK;
    while (!st && *text) {
        const char *next = text;
        words.len = 0;
        sayso_led_words_cut(&words, &text, PIECE, SHARED, &next);
        st = piece_put(l, document, (*part)++, &words, err);
        if (*text) text = next;
    }
    sayso_buf_free(&words);
    return st;
}

sayso_status sayso_led_postgres_search_put(sayso_ledger *l, int64_t document, const char *title,
                                           const char *text, sayso_error *err)
{
    int64_t part = 0;
    const sayso_status st = title ? pieces_put(l, document, &part, title, err) : SAYSO_OK;
    return st ? st : pieces_put(l, document, &part, text, err);
}

/* "'border':* & 'guard'": the words as the index is asked for them. */
static const char *query_of(sayso_arena *a, const char *words, bool prefix)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    while (*words) {
        const size_t n = strcspn(words, " ");
        sayso_buf_printf(&b, "%s'%.*s'", b.len ? " & " : "", (int)n, words); /* letters and figures */
        words += n + (words[n] == ' ');
        if (!*words && prefix) sayso_buf_puts(&b, ":*");
    }
    const char *out = b.failed ? NULL : sayso_arena_dup(a, b.at ? b.at : "", b.len);
    sayso_buf_free(&b);
    return out;
}

static void term_where(sayso_led_sql *q, const sayso_led_term *t)
{
    const char *words = t->words;
    if (!*words) { /* nothing is found by no word */
        if (!t->without) sayso_buf_puts(&q->sql, " AND false");
        return;
    }
    sayso_buf_printf(&q->sql, " AND %sd.document IN (SELECT s.document FROM search s WHERE s.words @@ "
                              "CAST(? AS tsquery)", t->without ? "NOT " : "");
    sayso_led_sql_text(q, query_of(&q->arena, words, t->prefix));
    if (strchr(words, ' ')) {
        sayso_buf_puts(&q->sql, " AND strpos(' ' || s.text || ' ', ?) > 0");
        sayso_led_sql_text(q, sayso_arena_printf(&q->arena, " %s%s", words, t->prefix ? "" : " "));
    }
    sayso_buf_puts(&q->sql, ")");
}

void sayso_led_postgres_search_where(sayso_led_sql *q, const sayso_led_term *terms, size_t n)
{
    sayso_buf_puts(&q->sql, "FROM documents d WHERE true");
    for (size_t i = 0; i < n; i++) term_where(q, &terms[i]);
}
