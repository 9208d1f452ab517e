/* Bytes packed by zlib; see deflate.h. */
#include "deflate.h"
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

enum { LEVEL = 6 }; /* 1 takes a seventh more room, 9 saves nothing in texts of a report's length */

bool sayso_led_deflate(sayso_str bytes, sayso_arena *a, sayso_str *out)
{
    uLongf n = compressBound(bytes.len);
    Bytef *at = sayso_arena_alloc(a, n);
    if (!at || compress2(at, &n, (const Bytef *)bytes.at, bytes.len, LEVEL) != Z_OK) return false;
    *out = (sayso_str){ (const char *)at, (uint32_t)n };
    return true;
}

static bool room(sayso_buf *b, size_t n)
{
    char *more = n <= b->cap ? b->at : realloc(b->at, n);
    if (!more) return false;
    if (n > b->cap) b->cap = n;
    b->at = more;
    return true;
}

sayso_status sayso_led_inflate(sayso_str packed, sayso_buf *out)
{
    z_stream z = { .next_in = (const Bytef *)packed.at, .avail_in = packed.len };
    out->len = 0;
    if (inflateInit(&z) != Z_OK) return SAYSO_NO_MEMORY;
    int rc = Z_OK;
    while (rc == Z_OK) {
        if (!room(out, 2 * z.total_out + 4 * (size_t)packed.len + 64)) rc = Z_MEM_ERROR;
        if (rc != Z_OK) break;
        z.next_out = (Bytef *)out->at + z.total_out;
        z.avail_out = (uInt)(out->cap - z.total_out);
        rc = inflate(&z, Z_FINISH);
        if (rc == Z_BUF_ERROR && !z.avail_out) rc = Z_OK; /* more is to come */
    }
    out->len = z.total_out;
    inflateEnd(&z);
    return rc == Z_STREAM_END ? SAYSO_OK : rc == Z_MEM_ERROR ? SAYSO_NO_MEMORY : SAYSO_LEDGER;
}
