/* pack: what a telling says, as bytes that the ledger keeps, so that comparing it asks for one row.
 */
#ifndef SAYSO_LEDGER_PACK_H
#define SAYSO_LEDGER_PACK_H

#include "same.h"

/* Appends all that sayso_led_across asks of a report; b->failed without memory. */
void sayso_led_pack(sayso_buf *b, const sayso_led_report *r);
/* False where the bytes are no report. Strings are borrowed from them. */
bool sayso_led_unpack(const void *bytes, size_t n, sayso_led_report *out);

/* Numbers of seven bits a byte, the lowest first: of what is mostly small. */
void sayso_led_put_number(sayso_buf *b, uint64_t x);
typedef struct sayso_led_bytes { const uint8_t *at, *end; bool bad; } sayso_led_bytes;
/* 0 and b->bad where there is none. */
static inline uint64_t sayso_led_get_number(sayso_led_bytes *b)
{
    uint64_t x = 0;
    for (int shift = 0; shift < 64 && b->at < b->end; shift += 7) {
        const uint8_t byte = *b->at++;
        x |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) return x;
    }
    b->bad = true;
    return 0;
}

#endif
