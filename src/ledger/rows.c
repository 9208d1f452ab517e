/* Rows as texts. */
#include "rows.h"
#include "deflate.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- writing ---- */

char *sayso_led_rows_sql(sayso_led_in in, const char *name, const char *where)
{
    const sayso_led_table *t = &sayso_led_into[in];
    sayso_buf sql = SAYSO_BUF_EMPTY;
    const char *before = "SELECT ";
    for (size_t i = 0; i < t->n; i++) {
        const char *column = t->columns[i].name;
        if (!t->columns[i].set) continue;
        if (strcmp(column, "packed") == 0) column = "text";
        sayso_buf_printf(&sql, "%s\"%s\"", before, column);
        before = ", ";
    }
    sayso_buf_printf(&sql, " FROM %s WHERE %s", name, where);
    sayso_buf_put(&sql, "", 1);
    if (sql.failed) sayso_buf_free(&sql);
    return sql.at;
}

static void bytes_write(const sayso_led_value *v, sayso_buf *b)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_str packed;
    if (!sayso_led_deflate((sayso_str){ v->n ? v->bytes : "", (uint32_t)v->n }, &a, &packed))
        b->failed = true;
    else {
        sayso_buf_printf(b, "b%u:", packed.len);
        for (uint32_t i = 0; i < packed.len; i++)
            sayso_buf_printf(b, "%02x", (unsigned)(uint8_t)packed.at[i]);
        sayso_buf_puts(b, ";");
    }
    sayso_arena_free(&a);
}

static void row_write(sayso_led_stmt *s, sayso_buf *b)
{
    for (int i = 0; i < sayso_led_columns(s); i++) {
        const sayso_led_value v = sayso_led_value_of(s, i);
        if (v.kind == LED_WHOLE) sayso_buf_printf(b, "i%lld;", (long long)v.whole);
        else if (v.kind == LED_REAL) sayso_buf_printf(b, "r%.17g;", v.real);
        else if (v.kind == LED_NULL) sayso_buf_puts(b, "n;");
        else if (v.kind == LED_BYTES) bytes_write(&v, b);
        else {
            sayso_buf_printf(b, "t%zu:", v.n);
            sayso_buf_put(b, v.bytes, v.n);
            sayso_buf_puts(b, ";");
        }
    }
}

sayso_status sayso_led_rows_keep(sayso_ledger *l, sayso_led_stmt *s, const sayso_led_decision *as,
                                 sayso_error *err)
{
    bool row = false;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_status st = SAYSO_OK;
    while (!st && !(st = sayso_led_step(l, s, &row, err)) && row) {
        sayso_led_decision d = *as;
        b.len = 0;
        row_write(s, &b);
        sayso_buf_put(&b, "", 1);
        d.value = b.at;
        st = b.failed ? sayso_no_memory(err) : sayso_led_decision_put(l, &d, err);
    }
    sayso_led_finalize(s);
    sayso_buf_free(&b);
    return st;
}

/* ---- reading ---- */

static int figure(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/* Bytes of packed[n], in figures; false where they are damaged. *memory: whether there was any. */
static bool bytes_read(const char *figures, size_t n, sayso_arena *a, sayso_led_value *v,
                       bool *memory)
{
    sayso_buf out = SAYSO_BUF_EMPTY;
    if (strspn(figures, "0123456789abcdef") / 2 < n) return false;
    char *packed = sayso_arena_alloc(a, n + 1);
    if (!(*memory = packed != NULL)) return false;
    for (size_t i = 0; i < n; i++)
        packed[i] = (char)(figure(figures[2 * i]) << 4 | figure(figures[2 * i + 1]));
    const sayso_status st = sayso_led_inflate((sayso_str){ packed, (uint32_t)n }, &out);
    v->kind = LED_BYTES;
    v->n = out.len;
    v->bytes = st ? NULL : sayso_arena_dup(a, out.at ? out.at : "", out.len);
    *memory = st != SAYSO_NO_MEMORY && (st || v->bytes);
    sayso_buf_free(&out);
    return v->bytes != NULL;
}

int sayso_led_rows_read(const char *at, sayso_arena *a, sayso_led_value *out)
{
    int n = 0;
    char *end;
    bool memory = true;
    for (; *at && n < LED_MOST_VALUES; at = *end ? end + 1 : end, n++) {
        sayso_led_value *v = &out[n];
        const char kind = *at++;
        *v = (sayso_led_value){ .kind = LED_NULL };
        if (kind == 'i') *v = (sayso_led_value){ .kind = LED_WHOLE, .whole = strtoll(at, &end, 10) };
        else if (kind == 'r') *v = (sayso_led_value){ .kind = LED_REAL, .real = strtod(at, &end) };
        else if (kind == 't') {
            v->kind = LED_TEXT;
            v->n = strtoul(at, &end, 10);
            if (*end != ':' || strlen(end + 1) < v->n) return n;
            if (!(v->bytes = sayso_arena_dup(a, end + 1, v->n))) return -1;
            end += 1 + v->n;
        } else if (kind == 'b') {
            const size_t packed = strtoul(at, &end, 10);
            if (*end != ':') return n;
            if (!bytes_read(end + 1, packed, a, v, &memory)) return memory ? n : -1;
            end += 1 + 2 * packed;
        } else end = (char *)(uintptr_t)at;
    }
    return n;
}

void sayso_led_rows_bind(sayso_led_stmt *s, int i, const sayso_led_value *v, sayso_led_set set)
{
    if (set == LED_SET_WORD) sayso_led_shared(s, i, v->kind == LED_TEXT ? v->bytes : NULL);
    else if (v->kind == LED_WHOLE) sayso_led_int(s, i, v->whole);
    else if (v->kind == LED_REAL) sayso_led_real(s, i, v->real);
    else if (v->kind == LED_BYTES) sayso_led_memory(s, i, v->bytes, v->n);
    else sayso_led_text(s, i, v->kind == LED_TEXT ? v->bytes : NULL);
}
