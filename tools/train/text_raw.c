#include "train/text_raw.h"
#include "text/utf8.h"
#include <stdlib.h>

static bool is_mark(uint8_t kind)
{
    return kind == SAYSO_C_DOT || kind == SAYSO_C_FINAL || kind == SAYSO_C_ELLIPSIS;
}
static bool closes(uint8_t kind)
{
    return kind == SAYSO_C_QUOTE || kind == SAYSO_C_QUOTE_CLOSE || kind == SAYSO_C_CLOSE ||
           kind == SAYSO_C_APOS || kind == SAYSO_C_QUOTE_OPEN;
}

bool sayso_raw_final(const sayso_token *t, uint32_t i)
{
    while (i > 0 && closes(t[i].kind)) i--;
    return is_mark(t[i].last_kind);
}

/* Does the line say something, and end without a mark? */
static bool open_ended(const sayso_chars *t, const uint8_t *p, const uint8_t *end)
{
    uint8_t last = SAYSO_C_NONE;
    for (uint32_t c; p < end;) {
        p += sayso_utf8_next(p, end, &c);
        const uint8_t kind = c < 0x10000 ? t->kind[c] & SAYSO_CHAR_KIND : (uint8_t)SAYSO_C_SYMBOL;
        if (kind != SAYSO_C_SPACE && !closes(kind)) last = kind;
    }
    return last == SAYSO_C_LETTER || last == SAYSO_C_DIGIT;
}

static bool put(sayso_raw *r, sayso_str one, sayso_str two)
{
    if (!sayso_grow(r->paras, r->n, r->cap)) return false;
    sayso_raw_para *p = &r->paras[r->n++];
    *p = (sayso_raw_para){ .start = (uint32_t)r->text.len };
    sayso_buf_put(&r->text, one.at, one.len);
    if (two.len) {
        sayso_buf_puts(&r->text, " ");
        p->joint = (uint32_t)r->text.len;
        sayso_buf_put(&r->text, two.at, two.len);
    }
    p->end = (uint32_t)r->text.len;
    sayso_buf_puts(&r->text, "\n");
    return !r->text.failed;
}

sayso_status sayso_raw_read(sayso_raw *r, const sayso_chars *t, const char *path, sayso_error *err)
{
    sayso_map map;
    sayso_status st = sayso_map_open(&map, path, err);
    if (st) return st;
    if (map.len > UINT32_MAX / 4)
        st = sayso_fail(err, SAYSO_BAD_DATA, path, SAYSO_NOWHERE,
                        "more than a gigabyte of running text; give a part of it");
    const char *p = (const char *)map.at, *end = p + map.len;
    sayso_str before = { "", 0 };
    while (!st && p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) stop = end;
        const sayso_str line = { p, (uint32_t)(stop - p) };
        const bool headline = before.len && open_ended(t, (const uint8_t *)before.at,
                                                       (const uint8_t *)before.at + before.len);
        if (line.len && headline && !put(r, before, line)) st = sayso_no_memory(err);
        if (!st && line.len && !put(r, line, (sayso_str){ "", 0 })) st = sayso_no_memory(err);
        before = line;
        p = stop + 1;
    }
    sayso_map_close(&map);
    return st ? st : sayso_ok(err);
}

void sayso_raw_free(sayso_raw *r)
{
    sayso_buf_free(&r->text);
    free(r->paras);
    *r = (sayso_raw){ 0 };
}
