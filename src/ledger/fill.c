/* What lists of the ledger share: reading their rows. */
#include "queries/query.h"

int64_t sayso_led_key(const sayso_cursor *c, int i)
{
    return sqlite3_column_int64(c->rows, i);
}

static uint32_t column_offset(sqlite3_stmt *s, int i)
{
    return sqlite3_column_type(s, i) == SQLITE_NULL ? SAYSO_NO_OFFSET
                                                    : (uint32_t)sqlite3_column_int64(s, i);
}

sayso_status sayso_led_words(sayso_cursor *c, sqlite3_stmt *s, int i, const char **out,
                             sayso_error *err)
{
    return sayso_led_slice(&c->slices, sqlite3_column_int64(s, i), column_offset(s, i + 1),
                           column_offset(s, i + 2), &c->arena, out, err);
}

static bool value_read(sayso_cursor *c, sqlite3_stmt *s, int i, const sayso_field *f, bool copy,
                       void *row)
{
    void *at = (char *)row + f->at;
    bool ok = true;
    switch (f->kind) {
    case SAYSO_FIELD_TEXT:
        *(const char **)at = copy ? sayso_led_column_dup(s, i, &c->arena, &ok)
                                  : sayso_led_column(s, i);
        break;
    case SAYSO_FIELD_COUNT: *(uint32_t *)at = (uint32_t)sqlite3_column_int64(s, i); break;
    case SAYSO_FIELD_TOTAL: *(uint64_t *)at = (uint64_t)sqlite3_column_int64(s, i); break;
    case SAYSO_FIELD_OFFSET: *(uint32_t *)at = column_offset(s, i); break;
    case SAYSO_FIELD_REAL: *(double *)at = sqlite3_column_double(s, i); break;
    case SAYSO_FIELD_FLAG: *(bool *)at = sqlite3_column_int(s, i) != 0; break;
    default: break; /* no other kind comes from one column */
    }
    return ok;
}

bool sayso_led_row_read(sayso_cursor *c, sqlite3_stmt *s, int first, const sayso_record *r,
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
    sayso_buf_puts(&q->sql,
                   " AND c.claim IN (SELECT e.claim FROM events e WHERE e.claim IS NOT NULL");
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, parts);
    sayso_buf_puts(&q->sql, ")");
}
