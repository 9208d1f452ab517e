/* Tables for people: columns as wide as what stands in them, at most as wide as the field allows.
 * The first rows are held back until the widths are known, so a table of fewer rows than HELD fits
 * exactly. */
#include "out.h"
#include "text/utf8.h"
#include <stdlib.h>

enum { HELD = 500 }; /* rows: some screens; more would only delay the first line of a long list */

typedef struct table {
    char     **held;      /* [n_held][n_columns] cells of the first rows, until widths are known;
                             then NULL */
    uint32_t   n_held;
    uint32_t  *width;     /* [n_columns] 0: not shown */
    bool       begun;
} table;

static bool is_list(const sayso_field *f)
{
    return f->kind == SAYSO_FIELD_CODES || f->kind == SAYSO_FIELD_NAMES;
}
static bool to_the_right(const sayso_field *f)
{
    return f->kind == SAYSO_FIELD_COUNT || f->kind == SAYSO_FIELD_TOTAL ||
           f->kind == SAYSO_FIELD_INDEX || f->kind == SAYSO_FIELD_REAL;
}

/* Columns that a character takes on a terminal, nearly: marks that stand on another take none, wide
 * East Asian two. */
static uint32_t columns_of(uint32_t c)
{
    if ((c >= 0x300 && c < 0x370) || c == 0x200b || c == 0x200d || c == 0xad ||
        (c >= 0xfe00 && c < 0xfe10))
        return 0;
    return (c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0xa4d0) ||
                   (c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00) ||
                   (c >= 0xff00 && c < 0xff61) || (c >= 0x1f300 && c < 0x1f700)
               ? 2
               : 1;
}

/* A cell as one line of at most `most` columns: control characters (also those that would steer the
 * terminal) as blanks, the rest cut with an ellipsis. Returns the columns taken; writes nothing
 * where `b` is NULL. */
static uint32_t table_cell(sayso_buf *b, const sayso_field *f, const char *z, uint32_t most)
{
    const uint8_t *p = (const uint8_t *)z, *const end = p + strlen(z);
    uint32_t total = 0, c;
    for (const uint8_t *q = p; q < end;) { /* what it would take, to know whether to cut */
        q += sayso_utf8_next(q, end, &c);
        total += c == '\n' && is_list(f) ? 2 : columns_of(c);
    }
    const uint32_t room = total > most ? most - 1 : total;
    uint32_t taken = 0;
    while (p < end) {
        const uint32_t k = sayso_utf8_next(p, end, &c);
        const bool list = c == '\n' && is_list(f);
        const uint32_t w = list ? 2 : columns_of(c);
        if (taken + w > room) break;
        taken += w;
        if (b) {
            if (c == SAYSO_BAD_CHAR) sayso_buf_put(b, "\xef\xbf\xbd", 3);
            else if (list) sayso_buf_put(b, ", ", 2);
            else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
                     (c >= 0x2066 && c <= 0x2069))
                sayso_buf_put(b, " ", 1);
            else sayso_buf_put(b, p, k);
        }
        p += k;
    }
    if (total > most) {
        if (b) sayso_buf_put(b, "\xe2\x80\xa6", 3);
        taken++;
    }
    return taken;
}

static void table_line(sayso_out *o, const char *const *cells)
{
    const table *t = o->state;
    uint32_t pending = 0; /* blanks owed before the next cell, so that no line ends with any */
    bool first = true;
    for (uint32_t i = 0; i < o->n_columns; i++) {
        const sayso_field *f = o->columns[i].field;
        if (!t->width[i]) continue;
        if (!first) pending += 2;
        first = false;
        const char *z = cells[i] && *cells[i] ? cells[i] : "-";
        const uint32_t left = t->width[i] - table_cell(NULL, f, z, t->width[i]);
        if (to_the_right(f)) pending += left;
        for (; pending; pending--) sayso_buf_put(o->to, " ", 1);
        table_cell(o->to, f, z, t->width[i]);
        if (!to_the_right(f)) pending = left;
    }
    sayso_buf_put(o->to, "\n", 1);
}

static void widths_set(sayso_out *o, table *t)
{
    for (uint32_t i = 0; i < o->n_columns; i++) {
        const sayso_field *f = o->columns[i].field;
        if (!f->width) continue;
        t->width[i] = table_cell(NULL, f, f->name, (uint32_t)f->width);
        for (uint32_t r = 0; r < t->n_held; r++) {
            const char *z = t->held[r * o->n_columns + i];
            const uint32_t w = z ? table_cell(NULL, f, z, (uint32_t)f->width) : 1;
            if (w > t->width[i]) t->width[i] = w;
        }
    }
}

static void head_put(sayso_out *o)
{
    for (uint32_t i = 0; i < o->n_columns; i++) o->cells[i] = o->columns[i].field->name;
    if (o->bold) sayso_buf_puts(o->to, "\033[1m");
    table_line(o, o->cells);
    if (o->bold) {
        o->to->len--; /* the line's end stands after the switch back */
        sayso_buf_puts(o->to, "\033[0m\n");
    }
}

static void held_free(sayso_out *o, table *t)
{
    for (size_t i = 0; t->held && i < (size_t)t->n_held * o->n_columns; i++) free(t->held[i]);
    free(t->held);
    t->held = NULL;
}

static void table_begin(sayso_out *o, table *t)
{
    widths_set(o, t);
    head_put(o);
    for (uint32_t r = 0; r < t->n_held; r++)
        table_line(o, (const char *const *)&t->held[r * o->n_columns]);
    held_free(o, t);
    t->begun = true;
}

static void table_open(sayso_out *o)
{
    table *t = o->state;
    t->held = calloc((size_t)o->n_columns * HELD + 1, sizeof *t->held);
    t->width = calloc((size_t)o->n_columns + 1, sizeof *t->width);
    if (!t->held || !t->width) o->failed = true;
}

static void table_record(sayso_out *o, const void *record, const void *inner)
{
    table *t = o->state;
    if (o->failed) return;
    const char *const *cells = sayso_out_cells(o, record, inner);
    if (t->begun) {
        table_line(o, cells);
        return;
    }
    char **row = &t->held[(size_t)t->n_held * o->n_columns];
    for (uint32_t i = 0; i < o->n_columns; i++)
        if (o->columns[i].field->width && cells[i] && !(row[i] = strdup(cells[i])))
            o->failed = true;
    if (++t->n_held == HELD) table_begin(o, t);
}

static void table_close(sayso_out *o)
{
    table *t = o->state;
    if (!o->failed && t->n_held && !t->begun) table_begin(o, t);
    held_free(o, t);
    free(t->width);
}

const sayso_out_format sayso_out_table = {
    .name = "table",
    .state = sizeof(table),
    .flat = true,
    .open = table_open,
    .record = table_record,
    .close = table_close,
};
