/* Reading tables, and the small services that all of the compiler stands on. */
#include "compile/compile.h"
#include "text/utf8.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- strings in the arena -------------------------------------------------------------------- */

char *compile_dup(compile *c, const char *s, size_t n)
{
    static char nothing[1];
    char *p = sayso_arena_dup(&c->arena, s, n);
    if (!p) c->no_memory = true;
    return p ? p : nothing;
}

char *compile_printf(compile *c, const char *fmt, ...)
{
    static char nothing[1];
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    const int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = n < 0 ? NULL : sayso_arena_alloc(&c->arena, (size_t)n + 1);
    if (p) vsnprintf(p, (size_t)n + 1, fmt, again);
    else c->no_memory = true;
    va_end(again);
    return p ? p : nothing;
}

void compile_push(compile *c, str_list *l, const char *s)
{
    const char **p = COMPILE_ADD(c, l->at, l->n, l->cap);
    if (p) *p = s;
}

static bool is_blank(char ch) { return ch == ' ' || ch == '\r'; }

static char *trimmed(compile *c, const char *s, size_t n)
{
    while (n && is_blank(*s)) s++, n--;
    while (n && is_blank(s[n - 1])) n--;
    return compile_dup(c, s, n);
}

str_list compile_split(compile *c, const char *s, char separator)
{
    str_list l = { 0 };
    /* lists are small and live until the end: their room is taken from the arena at once */
    uint32_t most = 1;
    for (const char *p = s; *p; p++) most += *p == separator;
    l.at = sayso_arena_array(&c->arena, most, sizeof *l.at);
    l.cap = most;
    if (!l.at) {
        c->no_memory = true;
        return (str_list){ 0 };
    }
    for (const char *p = s;;) {
        const char *end = strchr(p, separator);
        const char *word = trimmed(c, p, end ? (size_t)(end - p) : strlen(p));
        if (*word) l.at[l.n++] = word;
        if (!end) return l;
        p = end + 1;
    }
}

const char *compile_folded(compile *c, const char *s)
{
    const size_t n = strlen(s);
    const uint32_t cap = (uint32_t)n * 3 + 4;
    char *out = sayso_arena_alloc(&c->arena, (size_t)cap + 1);
    if (!out) {
        c->no_memory = true;
        return "";
    }
    out[sayso_text_fold((sayso_str){ s, (uint32_t)n }, out, cap)] = 0;
    return out;
}

/* ---- mistakes -------------------------------------------------------------------------------- */

static void mistake_put(compile *c, const char *path, uint32_t line, const char *fmt, va_list ap)
{
    char what[512];
    vsnprintf(what, sizeof what, fmt, ap);
    sayso_buf_printf(&c->result->mistakes, "%s:%u: %s\n", path, line, what);
    c->result->n_mistakes++;
}

void compile_mistake(compile *c, const row *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mistake_put(c, r->path, r->line, fmt, ap);
    va_end(ap);
}

void compile_mistake_at(compile *c, const char *path, uint32_t line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mistake_put(c, path, line, fmt, ap);
    va_end(ap);
}

void compile_read_note(compile *c, const char *path)
{
    sayso_buf_printf(&c->result->files, "%s\n", path);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static bool is_utf8(const char *s, size_t n)
{
    const uint8_t *p = (const uint8_t *)s, *end = p + n;
    while (p < end) {
        uint32_t ch;
        p += sayso_utf8_next(p, end, &ch);
        if (ch == SAYSO_BAD_CHAR || ch == 0) return false;
    }
    return true;
}

typedef struct table_reader {
    compile *c;
    const char *path, *basis;
    uint32_t least, most;
    table *out;
} table_reader;

/* A comment that names the columns; the last one above the rows holds. */
static void head_read(table_reader *t, const char *s, size_t n)
{
    if (t->out->n || !memchr(s, '\t', n)) return;
    t->out->head = compile_split(t->c, compile_dup(t->c, s + 1, n - 1), '\t');
}

/* How many cells a row may have; 0 after a mistake. */
static uint32_t most_of(table_reader *t, uint32_t line)
{
    if (t->most || t->out->head.n) return t->most ? t->most : t->out->head.n;
    compile_mistake_at(
        t->c, t->path, line,
        "no head above it; write a comment that names the columns, with tabs between");
    return 0;
}

static void row_read(table_reader *t, const char *s, size_t n, uint32_t line)
{
    uint32_t cells = 1;
    /* empty cells at the end may be left away */
    while (n && (s[n - 1] == '\r' || s[n - 1] == '\t' || s[n - 1] == ' ')) n--;
    if (!n) return;
    if (s[0] == '#') {
        head_read(t, s, n);
        return;
    }
    const uint32_t most = most_of(t, line);
    if (!most) return;
    if (!is_utf8(s, n)) {
        compile_mistake_at(t->c, t->path, line, "not UTF-8; save the file as UTF-8");
        return;
    }
    for (size_t i = 0; i < n; i++) cells += s[i] == '\t';
    if (cells < t->least || cells > most) {
        compile_mistake_at(t->c, t->path, line,
                           "%u fields where %u to %u are wanted; separate fields by one tab each",
                           cells, t->least, most);
        return;
    }
    row *r = COMPILE_ADD(t->c, t->out->rows, t->out->n, t->out->cap);
    if (!r) return;
    *r = (row){ .path = t->path, .basis = t->basis, .line = line, .n_cells = cells };
    r->cell = sayso_arena_array(&t->c->arena, most, sizeof *r->cell);
    if (!r->cell) {
        t->c->no_memory = true;
        t->out->n--;
        return;
    }
    const char *p = s, *end = s + n;
    for (uint32_t i = 0; i < most; i++) {
        const char *stop = p < end ? memchr(p, '\t', (size_t)(end - p)) : NULL;
        if (!stop) stop = end;
        char *cell = i < cells ? trimmed(t->c, p, (size_t)(stop - p)) : compile_dup(t->c, "", 0);
        r->cell[i] = strcmp(cell, "-") == 0 ? compile_dup(t->c, "", 0) : cell;
        p = stop < end ? stop + 1 : end;
    }
}

bool compile_table(compile *c, const char *dir, const char *basis_dir, const char *name,
                   uint32_t least, uint32_t most, table *out)
{
    sayso_map map;
    sayso_error err;
    *out = (table){ 0 };
    table_reader t = { .c = c,
                       .path = compile_printf(c, "%s/%s", dir, name),
                       .basis = compile_printf(c, "%s/%s", basis_dir, name),
                       .least = least,
                       .most = most,
                       .out = out };
    const sayso_status st = sayso_map_open(&map, t.path, &err);
    if (st == SAYSO_NOT_FOUND) return false;
    if (st) {
        compile_mistake_at(c, t.path, 0, "%s", err.msg);
        return false;
    }
    compile_read_note(c, t.path);
    const char *p = (const char *)map.at, *end = p + map.len;
    if (map.len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) p += 3;
    for (uint32_t line = 1; p < end; line++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) stop = end;
        row_read(&t, p, (size_t)(stop - p), line);
        p = stop < end ? stop + 1 : end;
    }
    sayso_map_close(&map);
    return true;
}
