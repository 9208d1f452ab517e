/* JSON out: a small writer. Text fields may hold any bytes; what comes out is always valid
 * UTF-8. */
#include "out.h"
#include "text/utf8.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Bytes that stand for themselves in a JSON string. */
static bool plain(uint8_t c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void put_escape(sayso_buf *b, uint32_t c)
{
    switch (c) {
    case '"': sayso_buf_put(b, "\\\"", 2); return;
    case '\\': sayso_buf_put(b, "\\\\", 2); return;
    case '\n': sayso_buf_put(b, "\\n", 2); return;
    case '\r': sayso_buf_put(b, "\\r", 2); return;
    case '\t': sayso_buf_put(b, "\\t", 2); return;
    default: sayso_buf_printf(b, "\\u%04x", (unsigned)c);
    }
}

void sayso_json_string_n(sayso_buf *b, const char *s, size_t n)
{
    const uint8_t *p = (const uint8_t *)s, *const end = p + n;
    sayso_buf_put(b, "\"", 1);
    while (p < end) {
        const uint8_t *run = p;
        while (p < end && plain(*p)) p++;
        sayso_buf_put(b, run, (size_t)(p - run));
        if (p == end) break;
        uint32_t c;
        const uint32_t step = sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) sayso_buf_put(b, "\xef\xbf\xbd", 3);
        /* line separators end a line for some readers */
        else if (c < 0x80 || c == 0x2028 || c == 0x2029) put_escape(b, c);
        else sayso_buf_put(b, p, step);
        p += step;
    }
    sayso_buf_put(b, "\"", 1);
}

void sayso_json_string(sayso_buf *b, const char *s)
{
    if (s) sayso_json_string_n(b, s, strlen(s));
    else sayso_buf_puts(b, "null");
}

void sayso_json_number(sayso_buf *b, double x, int digits)
{
    if (!isfinite(x)) {
        sayso_buf_puts(b, "null");
        return;
    }
    char s[400]; /* the longest double has 309 digits before the point */
    int n = snprintf(s, sizeof s, "%.*f", digits, x);
    if (digits > 0) {
        while (n > 0 && s[n - 1] == '0') n--;
        if (n > 0 && s[n - 1] == '.') n--;
    }
    if (n == 2 && s[0] == '-' && s[1] == '0') sayso_buf_puts(b, "0");
    else sayso_buf_put(b, s, (size_t)n);
}

void sayso_json_real(sayso_buf *b, double x)
{
    char s[40];
    int digits = 15; /* the fewest that give the number back */
    do snprintf(s, sizeof s, "%.*g", digits, x);
    while (digits++ < 17 && strtod(s, NULL) != x);
    sayso_buf_puts(b, isfinite(x) ? s : "null");
}

/* ---- records ---- */

static void any_put(sayso_buf *b, const sayso_value *v)
{
    switch (v->is) {
    case SAYSO_VALUE_NULL: sayso_buf_puts(b, "null"); break;
    case SAYSO_VALUE_WHOLE: sayso_buf_whole(b, v->whole); break;
    case SAYSO_VALUE_REAL: sayso_json_real(b, v->real); break;
    case SAYSO_VALUE_TEXT: sayso_json_string(b, v->text); break;
    }
}

static bool known(const sayso_field *f, const void *record)
{
    int64_t whole;
    switch (f->kind) {
    case SAYSO_FIELD_TEXT: return sayso_field_text(f, record) != NULL;
    case SAYSO_FIELD_WORD: return sayso_field_text(f, record) && *sayso_field_text(f, record);
    case SAYSO_FIELD_DAY:
        return ((const sayso_day *)sayso_field_at(f, record))->precision != SAYSO_UNDATED;
    case SAYSO_FIELD_REAL: return !isnan(*(const double *)sayso_field_at(f, record));
    case SAYSO_FIELD_INDEX:
    case SAYSO_FIELD_OFFSET: return sayso_field_whole(f, record, &whole);
    default: return true;
    }
}

static const char *party_text(const sayso_field *f, const sayso_party *p)
{
    if (f->kind == SAYSO_FIELD_NAMES) return p->text ? p->text : p->name ? p->name : "";
    return p->code && *p->code ? p->code : "?";
}

/* A list of strings or records. */
static void list(sayso_buf *b, const sayso_field *f, const void *record)
{
    const void *items = *(const void *const *)sayso_field_at(f, record);
    sayso_buf_put(b, "[", 1);
    for (uint32_t i = 0; i < sayso_field_count(f, record); i++) {
        if (i) sayso_buf_put(b, ",", 1);
        if (f->kind == SAYSO_FIELD_RECORDS)
            sayso_json_record(b, f->inner, (const char *)items + i * f->inner->size, i);
        else if (f->kind == SAYSO_FIELD_TEXTS)
            sayso_json_string(b, ((const char *const *)items)[i]);
        else sayso_json_string(b, party_text(f, &((const sayso_party *)items)[i]));
    }
    sayso_buf_put(b, "]", 1);
}

static void value(sayso_buf *b, const sayso_field *f, const void *record, uint32_t number)
{
    int64_t whole;
    char iso[SAYSO_DAY_SIZE], code[SAYSO_CODE_SIZE];
    if (!known(f, record)) {
        sayso_buf_puts(b, "null");
        return;
    }
    switch (f->kind) {
    case SAYSO_FIELD_TEXT:
    case SAYSO_FIELD_WORD: sayso_json_string(b, sayso_field_text(f, record)); break;
    case SAYSO_FIELD_CODE:
        sayso_json_string(b, sayso_code_text(*(const sayso_code *)sayso_field_at(f, record), code));
        break;
    case SAYSO_FIELD_DAY:
        sayso_json_string(b, sayso_day_text(*(const sayso_day *)sayso_field_at(f, record), iso));
        break;
    case SAYSO_FIELD_REAL:
        sayso_json_number(b, *(const double *)sayso_field_at(f, record), f->digits);
        break;
    case SAYSO_FIELD_FLAG:
        sayso_buf_puts(b, *(const bool *)sayso_field_at(f, record) ? "true" : "false");
        break;
    case SAYSO_FIELD_NUMBER: sayso_buf_whole(b, number); break;
    case SAYSO_FIELD_TEXTS:
    case SAYSO_FIELD_CODES:
    case SAYSO_FIELD_NAMES:
    case SAYSO_FIELD_RECORDS: list(b, f, record); break;
    case SAYSO_FIELD_GROUP: sayso_json_record(b, f->inner, record, number); break;
    case SAYSO_FIELD_VALUE: any_put(b, sayso_field_at(f, record)); break;
    default:
        if (sayso_field_whole(f, record, &whole)) sayso_buf_whole(b, whole);
        else sayso_json_string(b, sayso_field_name(f, record));
    }
}

/* An optional field of which there is nothing to tell. */
static bool left_out(const sayso_field *f, const void *record)
{
    if (!f->optional) return false;
    return f->kind == SAYSO_FIELD_RECORDS ? !sayso_field_count(f, record) : !known(f, record);
}

/* By parts: keys and offsets written with printf took four in a hundred of all instructions of a
 * reading, those of the models included. */
static void key_put(sayso_buf *b, const char *before, const char *name)
{
    sayso_buf_put(b, before, 2);
    sayso_buf_puts(b, name);
    sayso_buf_put(b, "\":", 2);
}

void sayso_json_record(sayso_buf *b, const sayso_record *r, const void *record, uint32_t number)
{
    const char *before = "{\"";
    for (size_t i = 0; i < r->n; i++) {
        const sayso_field *f = &r->fields[i];
        if (f->kind == SAYSO_FIELD_HIDDEN || left_out(f, record)) continue;
        key_put(b, before, f->name);
        value(b, f, record, number);
        before = ",\"";
    }
    sayso_buf_puts(b, *before == '{' ? "{}" : "}");
}

static void text_put(sayso_buf *b, const char *text, size_t len)
{
    sayso_buf mended = SAYSO_BUF_EMPTY;
    const uint8_t *p = (const uint8_t *)text, *const end = p + len;
    for (uint32_t c; p < end;) {
        const uint32_t step = sayso_utf8_next(p, end, &c);
        sayso_buf_put(&mended, c == SAYSO_BAD_CHAR ? (const uint8_t *)"\x1a\x1a\x1a\x1a" : p, step);
        p += step;
    }
    sayso_json_string_n(b, mended.at ? mended.at : "", mended.len);
    b->failed |= mended.failed;
    sayso_buf_free(&mended);
}

void sayso_json_reading(sayso_buf *b, const sayso_reading *r, bool with_text)
{
    sayso_json_record(b, &sayso_rec_reading, r, 0);
    if (with_text && !b->failed) {
        b->len--; /* the bracket */
        sayso_buf_puts(b, ",\"text\":");
        text_put(b, r->text, r->text_len);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_put(b, "\n", 1);
}

sayso_status sayso_reading_json(const sayso_reading *r, char **out, size_t *len, sayso_error *err)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    *out = NULL;
    *len = 0;
    sayso_json_reading(&b, r, false);
    if (b.failed) {
        sayso_buf_free(&b);
        return sayso_no_memory(err);
    }
    *out = b.at;
    *len = b.len;
    return sayso_ok(err);
}
