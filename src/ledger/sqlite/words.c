/* Words by their numbers, remembered. A list asks for some twenty of them a row, mostly the same:
 * SQLite would look each of them up in the table again. The table only grows, so what was read stays
 * true. */
#include "sqlite.h"
#include "schema_sql.h"

enum { MOST_REMEMBERED = 1 << 20 };

/* *text stays NULL where there is no such word. SQLite's code. */
static int word_read(sayso_led_sqlite *x, sqlite3_int64 word, const char **text, sayso_arena *a)
{
    int rc = SQLITE_OK;
    if (!x->word)
        rc = sqlite3_prepare_v3(x->db, "SELECT text FROM words WHERE word = ?", -1,
                                SQLITE_PREPARE_PERSISTENT, &x->word, NULL);
    if (rc != SQLITE_OK) return rc;
    sqlite3_bind_int64(x->word, 1, word);
    if (sqlite3_step(x->word) == SQLITE_ROW && sqlite3_column_type(x->word, 0) != SQLITE_NULL) {
        const char *at = (const char *)sqlite3_column_text(x->word, 0);
        *text = at ? sayso_arena_dup(a, at, (size_t)sqlite3_column_bytes(x->word, 0)) : NULL;
        if (!*text) rc = SQLITE_NOMEM;
    }
    const int ended = sqlite3_reset(x->word);
    return rc == SQLITE_OK ? ended : rc;
}

static bool room(sayso_led_sqlite *x, sqlite3_int64 word)
{
    if (word < x->n_words) return true;
    const uint32_t n = (uint32_t)word + (uint32_t)word / 2 + 256;
    if (!sayso_reserve(x->words, x->cap_words, n)) return false;
    while (x->n_words < n) x->words[x->n_words++] = NULL;
    return true;
}

static void word_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    sayso_led_sqlite *x = sqlite3_user_data(c);
    sayso_arena once = SAYSO_ARENA_EMPTY;
    const char *text = NULL;
    (void)n;
    if (sqlite3_value_type(v[0]) != SQLITE_INTEGER) return;
    const sqlite3_int64 word = sqlite3_value_int64(v[0]);
    const bool remembered = word >= 0 && word < MOST_REMEMBERED && room(x, word);
    if (remembered) text = x->words[word];
    const int rc = text ? SQLITE_OK : word_read(x, word, &text, remembered ? &x->texts : &once);
    if (rc != SQLITE_OK) sqlite3_result_error_code(c, rc);
    else if (text) sqlite3_result_text(c, text, -1, remembered ? SQLITE_STATIC : SQLITE_TRANSIENT);
    if (remembered) x->words[word] = text;
    sayso_arena_free(&once);
}

int sayso_led_sqlite_words(sayso_led_sqlite *x)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    return sqlite3_create_function(x->db, "sayso_word", 1, flags, x, word_call, NULL, NULL);
}

sayso_status sayso_led_sqlite_words_begin(sayso_ledger *l, sayso_error *err)
{
    return sayso_led_run(l, own_views_sql, err);
}

void sayso_led_sqlite_words_forget(sayso_led_sqlite *x)
{
    for (uint32_t i = 0; i < x->n_words; i++) x->words[i] = NULL;
}

void sayso_led_sqlite_words_end(sayso_led_sqlite *x)
{
    sqlite3_finalize(x->word);
    free(x->words);
    sayso_arena_free(&x->texts);
}
