/* What lists of the ledger share: reading their rows. */
#include "queries/query.h"
#include <math.h>

int64_t sayso_led_key(const sayso_cursor *c, int i)
{
    return sayso_led_whole(c->rows, i);
}

uint32_t sayso_led_column_offset(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? SAYSO_NO_OFFSET
                                                    : (uint32_t)sayso_led_whole(s, i);
}

sayso_status sayso_led_words(sayso_cursor *c, sayso_led_stmt *s, int i, const char **out,
                             sayso_error *err)
{
    return sayso_led_slice(&c->slices, sayso_led_whole(s, i), sayso_led_column_offset(s, i + 1),
                           sayso_led_column_offset(s, i + 2), &c->arena, out, err);
}

/* Bytes as hexadecimal figures. */
static const char *blob_text(sayso_arena *a, sayso_str bytes)
{
    static const char figures[] = "0123456789abcdef";
    char *out = sayso_arena_alloc(a, 2 * (size_t)bytes.len + 1);
    for (size_t i = 0; out && i < bytes.len; i++) {
        out[2 * i] = figures[(uint8_t)bytes.at[i] >> 4];
        out[2 * i + 1] = figures[bytes.at[i] & 15];
    }
    if (out) out[2 * (size_t)bytes.len] = 0;
    return out;
}

/* A value of whatever kind it has in this row; text is borrowed until the next step. */
static bool any_read(sayso_cursor *c, sayso_led_stmt *s, int i, sayso_value *v)
{
    switch (sayso_led_kind_of(s, i)) {
    case LED_NULL: *v = (sayso_value){ .is = SAYSO_VALUE_NULL }; return true;
    case LED_WHOLE:
        *v = (sayso_value){ .is = SAYSO_VALUE_WHOLE, .whole = sayso_led_whole(s, i) };
        return true;
    case LED_REAL:
        *v = (sayso_value){ .is = SAYSO_VALUE_REAL, .real = sayso_led_number(s, i) };
        return true;
    case LED_BYTES:
        *v = (sayso_value){ .is = SAYSO_VALUE_TEXT,
                            .text = blob_text(&c->arena, sayso_led_blob(s, i)) };
        break;
    default: *v = (sayso_value){ .is = SAYSO_VALUE_TEXT, .text = sayso_led_column(s, i) };
    }
    return v->text != NULL;
}

static bool value_read(sayso_cursor *c, sayso_led_stmt *s, int i, const sayso_field *f, bool copy,
                       void *row)
{
    void *at = (char *)row + f->at;
    bool ok = true;
    switch (f->kind) {
    case SAYSO_FIELD_TEXT:
        *(const char **)at = copy ? sayso_led_column_dup(s, i, &c->arena, &ok)
                                  : sayso_led_column(s, i);
        break;
    case SAYSO_FIELD_COUNT: *(uint32_t *)at = (uint32_t)sayso_led_whole(s, i); break;
    case SAYSO_FIELD_TOTAL: *(uint64_t *)at = (uint64_t)sayso_led_whole(s, i); break;
    case SAYSO_FIELD_OFFSET: *(uint32_t *)at = sayso_led_column_offset(s, i); break;
    case SAYSO_FIELD_REAL:
        *(double *)at = sayso_led_null(s, i) ? NAN : sayso_led_number(s, i);
        break;
    case SAYSO_FIELD_FLAG: *(bool *)at = (int)sayso_led_whole(s, i) != 0; break;
    case SAYSO_FIELD_VALUE: ok = any_read(c, s, i, at); break;
    default: break; /* no other kind comes from one column */
    }
    return ok;
}

bool sayso_led_row_read(sayso_cursor *c, sayso_led_stmt *s, int first, const sayso_record *r,
                        const char *const *columns, bool copy, void *row)
{
    bool ok = true;
    for (size_t i = 0; ok && i < r->n; i++)
        if (*columns[i]) ok = value_read(c, s, first++, &r->fields[i], copy, row);
    return ok;
}

void sayso_led_where_claims(sayso_led_sql *q, const sayso_filter *f, int parts)
{
    if (!f->document && !sayso_led_filter_any(f, parts)) return;
    /* asked claim by claim, so that a page need not wait for all that fit */
    sayso_buf_puts(&q->sql, " AND EXISTS (SELECT 1 FROM events e WHERE e.claim = c.claim");
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, parts);
    sayso_buf_puts(&q->sql, ")");
}

void sayso_led_where_texts(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_filter_document(q, f, "d");
    sayso_led_filter_days(q, f, "d.day", "d.day"); /* of the document: its events may lie far before
                                                      it */
    if (!sayso_led_filter_any(f, LG_BY_EVENT | LG_BY_SOURCE)) return;
    sayso_buf_puts(&q->sql, " AND d.document IN (SELECT e.document FROM events e WHERE true");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_SOURCE);
    sayso_buf_puts(&q->sql, ")");
}
