/* Sheets: rows as a table, as CSV (RFC 4180) or as JSON lines. */
#include "formats.h"
#include "text/utf8.h"
#include <stdlib.h>

struct sayso_sheet {
    sayso_sheet_format format;
    const sayso_column *columns;
    size_t      n;
    bool        bold;
    sayso_buf  *out;
    uint64_t    rows;
    char      **held;      /* [n_held][n] cells of a table's first rows, until widths are known; NULL once they are */
    uint32_t    n_held;
    uint32_t   *width;     /* [n] */
    bool        begun, failed;
};

sayso_sheet *sayso_sheet_new(sayso_sheet_format f, const sayso_column *columns, size_t n, bool bold, sayso_buf *out)
{
    sayso_sheet *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    *s = (sayso_sheet){ .format = f, .columns = columns, .n = n, .bold = bold, .out = out };
    if (f == SAYSO_TABLE) {
        s->held = calloc(n * SAYSO_SHEET_HELD, sizeof *s->held);
        s->width = calloc(n, sizeof *s->width);
        if (!s->held || !s->width) {
            sayso_sheet_end(s);
            return NULL;
        }
    }
    return s;
}

/* ---- CSV ---- */

/* Any bytes become valid UTF-8: programs that read CSV refuse a whole file for one bad byte. */
static void put_utf8(sayso_buf *b, const char *z, bool quoted, char from, const char *to)
{
    const uint8_t *p = (const uint8_t *)z, *const end = p + strlen(z);
    while (p < end) {
        uint32_t c;
        const uint32_t k = sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) sayso_buf_put(b, "\xef\xbf\xbd", 3);
        else if (quoted && c == '"') sayso_buf_put(b, "\"\"", 2);
        else if (from && c == (uint8_t)from) sayso_buf_puts(b, to);
        else sayso_buf_put(b, p, k);
        p += k;
    }
}

static void csv_cell(sayso_buf *b, const sayso_column *c, const char *z)
{
    const bool list = c->cell == SAYSO_CELL_LIST;
    /* a blank at either end is kept by quotes; a list's separator needs none */
    const bool quoted = strpbrk(z, list ? "\",\r" : "\",\r\n") || z[0] == ' ' || (*z && z[strlen(z) - 1] == ' ');
    if (quoted) sayso_buf_put(b, "\"", 1);
    put_utf8(b, z, quoted, list ? '\n' : 0, "; ");
    if (quoted) sayso_buf_put(b, "\"", 1);
}

static void csv_row(sayso_sheet *s, const char *const *cells)
{
    if (!s->begun)
        for (size_t i = 0; i < s->n; i++) {
            sayso_buf_puts(s->out, s->columns[i].name);
            sayso_buf_puts(s->out, i + 1 < s->n ? "," : "\r\n");
        }
    s->begun = true;
    if (!cells) return;
    for (size_t i = 0; i < s->n; i++) {
        csv_cell(s->out, &s->columns[i], cells[i] ? cells[i] : "");
        sayso_buf_puts(s->out, i + 1 < s->n ? "," : "\r\n");
    }
}

/* ---- JSON lines ---- */

static void json_list(sayso_buf *b, const char *z)
{
    sayso_buf_put(b, "[", 1);
    while (*z) {
        const size_t k = strcspn(z, "\n");
        sayso_json_string_n(b, z, k);
        z += k;
        if (*z) sayso_buf_put(b, ",", 1);
        if (*z && !*++z) sayso_buf_puts(b, "\"\""); /* an empty last part */
    }
    sayso_buf_put(b, "]", 1);
}

static void json_row(sayso_sheet *s, const char *const *cells)
{
    for (size_t i = 0; i < s->n; i++) {
        const char *z = cells[i];
        sayso_buf_put(s->out, i ? "," : "{", 1);
        sayso_json_string(s->out, s->columns[i].name);
        sayso_buf_put(s->out, ":", 1);
        switch (s->columns[i].cell) {
        case SAYSO_CELL_TEXT: sayso_json_string(s->out, z); break;
        case SAYSO_CELL_LIST: json_list(s->out, z ? z : ""); break;
        case SAYSO_CELL_NUMBER:
        case SAYSO_CELL_JSON: sayso_buf_puts(s->out, z ? z : "null"); break;
        }
    }
    sayso_buf_puts(s->out, "}\n");
}

/* ---- tables ---- */

/* Columns that a character takes on a terminal, nearly: marks that stand on another take none, wide East Asian two. */
static uint32_t columns_of(uint32_t c)
{
    if ((c >= 0x300 && c < 0x370) || c == 0x200b || c == 0x200d || c == 0xad || (c >= 0xfe00 && c < 0xfe10)) return 0;
    return (c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0xa4d0) || (c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00)
        || (c >= 0xff00 && c < 0xff61) || (c >= 0x1f300 && c < 0x1f700) ? 2 : 1;
}

/* A cell as one line of at most `most` columns: control characters (also those that would steer the terminal) as
 * blanks, the rest cut with an ellipsis. Returns the columns taken; writes nothing where `b` is NULL. */
static uint32_t table_cell(sayso_buf *b, const sayso_column *col, const char *z, uint32_t most)
{
    const uint8_t *p = (const uint8_t *)z, *const end = p + strlen(z);
    uint32_t total = 0, c;
    for (const uint8_t *q = p; q < end;) { /* what it would take, to know whether to cut */
        q += sayso_utf8_next(q, end, &c);
        total += c == '\n' && col->cell == SAYSO_CELL_LIST ? 2 : columns_of(c);
    }
    const uint32_t room = total > most ? most - 1 : total;
    uint32_t taken = 0;
    while (p < end) {
        const uint32_t k = sayso_utf8_next(p, end, &c);
        const bool list = c == '\n' && col->cell == SAYSO_CELL_LIST;
        const uint32_t w = list ? 2 : columns_of(c);
        if (taken + w > room) break;
        taken += w;
        if (b) {
            if (c == SAYSO_BAD_CHAR) sayso_buf_put(b, "\xef\xbf\xbd", 3);
            else if (list) sayso_buf_put(b, ", ", 2);
            else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
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

static void table_line(sayso_sheet *s, const char *const *cells)
{
    uint32_t pending = 0; /* blanks owed before the next cell, so that no line ends with any */
    bool first = true;
    for (size_t i = 0; i < s->n; i++) {
        if (!s->width[i]) continue;
        if (!first) pending += 2;
        first = false;
        const char *z = cells[i] && *cells[i] ? cells[i] : "-";
        const uint32_t w = table_cell(NULL, &s->columns[i], z, s->width[i]), left = s->width[i] - w;
        if (s->columns[i].cell == SAYSO_CELL_NUMBER) pending += left;
        for (; pending; pending--) sayso_buf_put(s->out, " ", 1);
        table_cell(s->out, &s->columns[i], z, s->width[i]);
        if (s->columns[i].cell != SAYSO_CELL_NUMBER) pending = left;
    }
    sayso_buf_put(s->out, "\n", 1);
}

static void table_begin(sayso_sheet *s)
{
    const char *heads[64];
    for (size_t i = 0; i < s->n && i < 64; i++) heads[i] = s->columns[i].name;
    for (size_t i = 0; i < s->n; i++) {
        const sayso_column *c = &s->columns[i];
        if (!c->width) continue;
        s->width[i] = table_cell(NULL, c, c->name, (uint32_t)c->width);
        for (uint32_t r = 0; r < s->n_held; r++) {
            const char *z = s->held[r * s->n + i];
            const uint32_t w = z ? table_cell(NULL, c, z, (uint32_t)c->width) : 1;
            if (w > s->width[i]) s->width[i] = w;
        }
    }
    if (s->bold) sayso_buf_puts(s->out, "\033[1m");
    table_line(s, heads);
    if (s->bold) {
        s->out->len--; /* the line's end stands after the switch back */
        sayso_buf_puts(s->out, "\033[0m\n");
    }
    for (uint32_t r = 0; r < s->n_held; r++) table_line(s, (const char *const *)&s->held[r * s->n]);
    for (size_t i = 0; i < s->n_held * s->n; i++) free(s->held[i]);
    free(s->held);
    s->held = NULL;
    s->begun = true;
}

static void table_row(sayso_sheet *s, const char *const *cells)
{
    if (s->begun) {
        table_line(s, cells);
        return;
    }
    char **row = &s->held[(size_t)s->n_held * s->n];
    for (size_t i = 0; i < s->n; i++)
        if (s->columns[i].width && cells[i] && !(row[i] = strdup(cells[i]))) s->failed = true;
    if (++s->n_held == SAYSO_SHEET_HELD) table_begin(s);
}

/* ---- */

void sayso_sheet_row(sayso_sheet *s, const char *const *cells)
{
    s->rows++;
    if (s->format == SAYSO_TABLE) table_row(s, cells);
    else if (s->format == SAYSO_CSV) csv_row(s, cells);
    else json_row(s, cells);
}

uint64_t sayso_sheet_rows(const sayso_sheet *s)
{
    return s->rows;
}

sayso_sheet_format sayso_sheet_format_of(const sayso_sheet *s)
{
    return s->format;
}

bool sayso_sheet_end(sayso_sheet *s)
{
    if (!s) return true;
    if (s->format == SAYSO_TABLE && s->held && s->width && s->n_held) table_begin(s);
    if (s->format == SAYSO_CSV && !s->begun) csv_row(s, NULL);
    const bool ok = !s->failed && !s->out->failed;
    free(s->held);
    free(s->width);
    free(s);
    return ok;
}
