/* CSV as RFC 4180 has it: a head, CRLF, quotes where a value needs them; lists with "; " between
 * their items. */
#include "out.h"
#include "text/utf8.h"

static bool is_list(const sayso_field *f)
{
    return f->kind == SAYSO_FIELD_CODES || f->kind == SAYSO_FIELD_NAMES;
}

/* Appends a value with each quotation mark doubled, and of a list each line feed as the
 * separator. */
static void value(sayso_buf *b, const char *z, bool list)
{
    while (*z) {
        const size_t n = strcspn(z, list ? "\"\n" : "\"");
        sayso_put_utf8(b, z, n);
        z += n;
        if (*z) sayso_buf_puts(b, *z++ == '"' ? "\"\"" : "; ");
    }
}

static void cell(sayso_buf *b, const sayso_field *f, const char *z)
{
    const bool list = is_list(f);
    /* a blank at either end is kept by quotes; a list's separator needs none */
    const bool quoted =
        strpbrk(z, list ? "\",\r" : "\",\r\n") || z[0] == ' ' || (*z && z[strlen(z) - 1] == ' ');
    if (quoted) sayso_buf_put(b, "\"", 1);
    value(b, z, list);
    if (quoted) sayso_buf_put(b, "\"", 1);
}

static void csv_open(sayso_out *o)
{
    for (uint32_t i = 0; i < o->n_columns; i++) {
        sayso_buf_puts(o->to, o->columns[i].field->name);
        sayso_buf_puts(o->to, i + 1 < o->n_columns ? "," : "\r\n");
    }
}

static void csv_record(sayso_out *o, const void *record, const void *inner)
{
    const char *const *cells = sayso_out_cells(o, record, inner);
    for (uint32_t i = 0; i < o->n_columns; i++) {
        cell(o->to, o->columns[i].field, cells[i] ? cells[i] : "");
        sayso_buf_puts(o->to, i + 1 < o->n_columns ? "," : "\r\n");
    }
}

const sayso_out_format sayso_out_csv = {
    .name = "csv", .flat = true, .open = csv_open, .record = csv_record
};
