/* Words by their numbers, for SQL. A list asks for some twenty of them a row, mostly the same: SQLite
 * would look each of them up in the table again. */
#include "sqlite.h"
#include "ledger/words.h"
#include "schema_sql.h"

/* Where the text is not known yet. SQLite's code. */
static int word_ask(sayso_led_sqlite *x, int64_t number)
{
    if (!sayso_led_word_want(x->base.l, number)) return SQLITE_NOMEM;
    const sayso_status st = sayso_led_words_ask(x->base.l, NULL);
    const int rc = sqlite3_errcode(x->db) & 0xff;
    return !st ? SQLITE_OK : st == SAYSO_NO_MEMORY ? SQLITE_NOMEM : rc < SQLITE_ROW && rc ? rc : SQLITE_ERROR;
}

static void word_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    sayso_led_sqlite *x = sqlite3_user_data(c);
    (void)n;
    if (sqlite3_value_type(v[0]) != SQLITE_INTEGER) return;
    const int64_t number = sqlite3_value_int64(v[0]);
    const char *text = sayso_led_word_text(x->base.l, number);
    if (!text) {
        const int rc = word_ask(x, number);
        if (rc != SQLITE_OK) sqlite3_result_error_code(c, rc);
        else text = sayso_led_word_text(x->base.l, number);
    }
    if (text) sqlite3_result_text(c, text, -1, SQLITE_STATIC);
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
