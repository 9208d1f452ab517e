/* Thrift's compact protocol, written. */
#include "thrift.h"

void sayso_thrift_number(sayso_buf *b, uint64_t x)
{
    for (;; x >>= 7) {
        const uint8_t byte = (uint8_t)((x & 127) | (x > 127 ? 128 : 0));
        sayso_buf_put(b, &byte, 1);
        if (x <= 127) return;
    }
}

void sayso_thrift_begin(sayso_thrift *t) { t->last[++t->depth] = 0; }

void sayso_thrift_end(sayso_thrift *t)
{
    sayso_buf_put(t->to, "", 1);
    t->depth--;
}

void sayso_thrift_field(sayso_thrift *t, int number, int type)
{
    if (!number) return;
    const uint8_t head = (uint8_t)((number - t->last[t->depth]) << 4 | type);
    sayso_buf_put(t->to, &head, 1);
    t->last[t->depth] = number;
}

void sayso_thrift_whole(sayso_thrift *t, int number, int type, int64_t x)
{
    sayso_thrift_field(t, number, type);
    sayso_thrift_number(t->to, (uint64_t)x << 1 ^ (x < 0 ? UINT64_MAX : 0));
}

void sayso_thrift_text(sayso_thrift *t, int number, const char *text)
{
    const size_t n = strlen(text);
    sayso_thrift_field(t, number, THRIFT_TEXT);
    sayso_thrift_number(t->to, n);
    sayso_buf_put(t->to, text, n);
}

void sayso_thrift_list(sayso_thrift *t, int number, int type, uint32_t n)
{
    const uint8_t head = (uint8_t)((n < 15 ? n : 15) << 4 | (uint32_t)type);
    sayso_thrift_field(t, number, THRIFT_LIST);
    sayso_buf_put(t->to, &head, 1);
    if (n >= 15) sayso_thrift_number(t->to, n);
}
