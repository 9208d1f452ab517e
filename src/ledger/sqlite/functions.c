/* The functions by which SQL has text in the forms of fold.c. */
#include "sqlite.h"

static const char *names_fold(sayso_arena *a, sayso_str text)
{
    return sayso_led_fold_n(a, text);
}

static void fold_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    const char *(*const *fold)(sayso_arena *, sayso_str) = sqlite3_user_data(c);
    (void)n;
    /* a text of any bytes is stored as a blob, and may have a NUL in it */
    const char *text = sqlite3_value_blob(v[0]);
    const sayso_str s = { text, (uint32_t)sqlite3_value_bytes(v[0]) };
    sayso_arena a = SAYSO_ARENA_EMPTY;
    const char *folded = text ? (*fold)(&a, s) : NULL;
    if (folded) sqlite3_result_text(c, folded, -1, SQLITE_TRANSIENT);
    else if (text) sqlite3_result_error_nomem(c);
    sayso_arena_free(&a);
}

int sayso_led_sqlite_functions(sqlite3 *db)
{
    static const char *(*folds[])(sayso_arena *, sayso_str) = { names_fold, sayso_led_words_fold,
                                                                sayso_led_words_list };
    static const char *const names[] = { "sayso_fold", "sayso_words", "sayso_cut" };
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    int rc = SQLITE_OK;
    for (int i = 0; rc == SQLITE_OK && i < 3; i++)
        rc = sqlite3_create_function(db, names[i], 1, flags, &folds[i], fold_call, NULL, NULL);
    return rc == SQLITE_OK ? sayso_led_sqlite_packs(db) : rc;
}
