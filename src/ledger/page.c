/* Pages of a list. A page's token holds what its last row is ordered by, so that the next page
 * begins behind that row whatever has been added meanwhile, and also where the row is gone. It is
 * the list's name and those values, each with its kind and length, in the letters of base64url (RFC
 * 4648, 5), so that shells and addresses take it as it is. */
#include "queries/query.h"
#include <stdio.h>
#include <stdlib.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void encode(sayso_buf *out, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i += 3) {
        uint32_t three = 0;
        const size_t k = n - i < 3 ? n - i : 3;
        for (size_t b = 0; b < 3; b++) three = three << 8 | (b < k ? (uint8_t)bytes[i + b] : 0u);
        for (size_t c = 0; c <= k; c++) sayso_buf_put(out, &letters[three >> (18 - 6 * c) & 63], 1);
    }
}

static bool decode(sayso_buf *out, const char *token)
{
    uint32_t bits = 0;
    int have = 0;
    for (; *token; token++) {
        const char *at = strchr(letters, *token);
        if (!at) return false;
        bits = bits << 6 | (uint32_t)(at - letters);
        have += 6;
        if (have < 8) continue;
        have -= 8;
        const char byte = (char)(bits >> have);
        sayso_buf_put(out, &byte, 1);
        bits &= (1u << have) - 1;
    }
    return !out->failed;
}

void sayso_led_page_token(sayso_cursor *c, int first)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&b, "%s;", c->query->about.name);
    for (int i = first; i < first + (int)c->n_order; i++) {
        const char *text = sayso_led_column(c->rows, i);
        const size_t n = text ? strlen(text) : 0;
        sayso_buf_printf(&b, "%c%zu:", sayso_led_kind_of(c->rows, i) == LED_WHOLE ? 'i' : 't', n);
        sayso_buf_put(&b, text ? text : "", n);
    }
    c->token.len = 0;
    encode(&c->token, b.at ? b.at : "", b.len);
    sayso_buf_puts(&c->token, "");
    c->token.failed |= b.failed;
    sayso_buf_free(&b);
}

/* The next value of a token: its kind and text, which is ended by NUL in the arena. False where
 * there is none. */
static bool value_next(const char **at, const char *end, char *kind, char **text, sayso_arena *a)
{
    size_t n = 0;
    const char *p = *at;
    if (end - p < 3 || (*p != 'i' && *p != 't')) return false;
    *kind = *p++;
    for (; p < end && *p >= '0' && *p <= '9' && n < (size_t)(end - *at); p++)
        n = n * 10 + (size_t)(*p - '0');
    if (p == end || *p++ != ':' || n > (size_t)(end - p)) return false;
    *text = sayso_arena_dup(a, p, n);
    *at = p + n;
    return *text != NULL;
}

/* False where they do not fit the list's order. */
static bool values_read(const sayso_cursor *c, const char *at, const char *end, sayso_arena *a,
                        sayso_led_by_value *values)
{
    const size_t name = strlen(c->query->about.name);
    char kind, *text;
    if ((size_t)(end - at) <= name || memcmp(at, c->query->about.name, name) != 0 ||
        at[name] != ';')
        return false;
    at += name + 1;
    for (uint32_t i = 0; i < c->n_order; i++) {
        if (!value_next(&at, end, &kind, &text, a)) return false;
        values[i] = kind == 'i' ? (sayso_led_by_value){ NULL, strtoll(text, NULL, 10) }
                                : (sayso_led_by_value){ text, 0 };
    }
    return at == end;
}

sayso_status sayso_led_page_read(const sayso_cursor *c, const char *token, sayso_arena *a,
                                 sayso_led_by_value *values, sayso_error *err)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    const bool ok = decode(&b, token) && b.len && values_read(c, b.at, b.at + b.len, a, values);
    const bool failed = b.failed;
    sayso_buf_free(&b);
    if (failed) return sayso_no_memory(err);
    return ok ? SAYSO_OK
              : sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                           "%.40s is no token of the list of %s; give one as the page before ended "
                           "with, for the same question",
                           token, c->query->about.name);
}

static void parameter_put(sayso_led_sql *q, const sayso_led_by_value *v)
{
    if (v->text) sayso_led_sql_text(q, v->text);
    else sayso_led_sql_int(q, v->number);
}

void sayso_led_page_put(const sayso_cursor *c, sayso_led_sql *q, const sayso_led_by_value *values)
{
    /* once by itself: SQLite goes there in the index, and with all of them it would begin at the
     * first row */
    sayso_buf_printf(&q->sql, " AND %s >= ? AND (", c->order[0]);
    parameter_put(q, &values[0]);
    for (uint32_t i = 0; i < c->n_order; i++)
        sayso_buf_printf(&q->sql, "%s%s", i ? ", " : "", c->order[i]);
    sayso_buf_puts(&q->sql, ") > (");
    for (uint32_t i = 0; i < c->n_order; i++) {
        sayso_buf_puts(&q->sql, i ? ",?" : "?");
        parameter_put(q, &values[i]);
    }
    sayso_buf_puts(&q->sql, ")");
}
