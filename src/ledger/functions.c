/* Text as it is compared and searched for, and the functions by which SQL has it too. */
#include "inside.h"
#include "text/utf8.h"

const char *sayso_led_fold(sayso_arena *a, const char *text, const char *b)
{
    const char *both = b ? sayso_arena_printf(a, "%s\n%s", text ? text : "", b) : text ? text : "";
    return both ? sayso_led_fold_n(a, sayso_str_of(both)) : NULL;
}

char *sayso_led_fold_n(sayso_arena *a, sayso_str in)
{
    if (in.len > UINT32_MAX / 4) return NULL;
    const uint32_t room = in.len * 3 + 16; /* a folded character is at most three times as long, as
                                              one bad byte is */
    char *out = sayso_arena_alloc(a, (size_t)room + 1);
    if (!out) return NULL;
    const uint32_t n = sayso_text_fold(in, out, room);
    for (char *nul = out; (nul = memchr(nul, 0, (size_t)(out + n - nul)));) *nul = ' ';
    out[n] = 0;
    return out;
}

const char *sayso_led_words_fold(sayso_arena *a, sayso_str text)
{
    char *folded = sayso_led_fold_n(a, text);
    for (char *at = folded; at && (at = strstr(at, "ё"));) memcpy(at, "е", strlen("е"));
    return folded;
}

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

static void quad_call(sqlite3_context *c, int n, sqlite3_value **v)
{
    const char *name = (const char *)sqlite3_value_text(v[0]);
    (void)n;
    for (int t = 0; name && t < SAYSO_N_TYPES; t++)
        if (strcmp(sayso_type_name((sayso_type)t), name) == 0)
            sqlite3_result_int(c, sayso_type_quad((sayso_type)t));
}

int sayso_led_functions(sqlite3 *db)
{
    static const char *(*folds[])(sayso_arena *, sayso_str) = { names_fold, sayso_led_words_fold };
    static const char *const names[] = { "sayso_fold", "sayso_words" };
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    int rc = sqlite3_create_function(db, "sayso_quad", 1, flags, NULL, quad_call, NULL, NULL);
    for (int i = 0; rc == SQLITE_OK && i < 2; i++)
        rc = sqlite3_create_function(db, names[i], 1, flags, &folds[i], fold_call, NULL, NULL);
    return rc;
}
