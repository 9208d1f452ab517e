/* FlatBuffers, written from the first byte to the last. */
#include "flat.h"

/* Compiled tables already ask for it (model/file.c): numbers are written as they lie in memory. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "little-endian only");

/* A table's fields take 8 bytes each, whatever they are: then all are aligned. Before them stands
 * where its list of fields is. */
enum { SLOT = 8 };

void sayso_flat_align(sayso_buf *b, uint32_t behind)
{
    static const char nothing[8];
    sayso_buf_put(b, nothing, -(b->len + behind) & 7);
}

static uint32_t u32_put(sayso_buf *b, uint32_t x)
{
    const uint32_t at = (uint32_t)b->len;
    sayso_buf_put(b, &x, sizeof x);
    return at;
}

void sayso_flat_begin(sayso_buf *b)
{
    b->len = 0;
    u32_put(b, 0);
}

uint32_t sayso_flat_table(sayso_buf *b, const sayso_flat_field *fields, uint32_t n)
{
    sayso_flat_align(b, 0);
    const uint32_t list = (uint32_t)b->len;
    const uint16_t sizes[] = { (uint16_t)(4 + 2 * n), (uint16_t)(SLOT * (n + 1)) };
    sayso_buf_put(b, sizes, sizeof sizes);
    for (uint32_t i = 0; i < n; i++) {
        const uint16_t at = fields[i].bytes ? (uint16_t)(SLOT * (i + 1)) : 0;
        sayso_buf_put(b, &at, sizeof at);
    }
    sayso_flat_align(b, 0);
    const uint32_t table = (uint32_t)b->len;
    u32_put(b, table - list);
    u32_put(b, 0);
    for (uint32_t i = 0; i < n; i++) sayso_buf_put(b, &fields[i].value, SLOT);
    return table;
}

uint32_t sayso_flat_text(sayso_buf *b, const char *text)
{
    const size_t n = strlen(text);
    sayso_flat_align(b, 0);
    const uint32_t at = u32_put(b, (uint32_t)n);
    sayso_buf_put(b, text, n + 1);
    return at;
}

uint32_t sayso_flat_places(sayso_buf *b, uint32_t n)
{
    sayso_flat_align(b, 0);
    const uint32_t at = u32_put(b, n);
    for (uint32_t i = 0; i < n; i++) u32_put(b, 0);
    return at;
}

uint32_t sayso_flat_structs(sayso_buf *b, const void *at, uint32_t n, size_t size)
{
    sayso_flat_align(b, 4);
    const uint32_t list = u32_put(b, n);
    sayso_buf_put(b, at, n * size);
    return list;
}

uint32_t sayso_flat_field_of(uint32_t table, uint32_t field) { return table + SLOT * (field + 1); }
uint32_t sayso_flat_item_of(uint32_t places, uint32_t item) { return places + 4 * (item + 1); }

void sayso_flat_link(sayso_buf *b, uint32_t from, uint32_t to)
{
    const uint32_t x = to - from;
    if (!b->failed) memcpy(b->at + from, &x, sizeof x);
}
