/* Bytes packed by libdeflate, which unpacks them in 0.6 times zlib's time; see deflate.h. */
#include "deflate.h"
#include <libdeflate.h>
#include <stdlib.h>

/* A little smaller and sooner done than zlib's 6; lower levels are three times as quick, and texts of
 * a report's length take a thirtieth more room. */
enum { LEVEL = 10 };

bool sayso_led_deflate(sayso_str bytes, sayso_arena *a, sayso_str *out)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);
    const size_t most = c ? libdeflate_zlib_compress_bound(c, bytes.len) : 0;
    char *at = c ? sayso_arena_alloc(a, most) : NULL;
    const size_t n = at ? libdeflate_zlib_compress(c, bytes.at, bytes.len, at, most) : 0;
    *out = (sayso_str){ at, (uint32_t)n };
    libdeflate_free_compressor(c);
    return n;
}

static bool room(sayso_buf *b, size_t n)
{
    char *more = n <= b->cap ? b->at : realloc(b->at, n);
    if (!more) return false;
    if (n > b->cap) b->cap = n;
    b->at = more;
    return true;
}

sayso_led_inflater *sayso_led_inflater_new(void) { return libdeflate_alloc_decompressor(); }
void sayso_led_inflater_free(sayso_led_inflater *i) { libdeflate_free_decompressor(i); }

sayso_status sayso_led_inflate_by(sayso_led_inflater *i, sayso_str packed, sayso_buf *out)
{
    enum libdeflate_result got = LIBDEFLATE_INSUFFICIENT_SPACE;
    size_t n = 0;
    out->len = 0;
    for (size_t most = 4 * (size_t)packed.len + 64; got == LIBDEFLATE_INSUFFICIENT_SPACE;
         most = 2 * out->cap) {
        if (!room(out, most)) return SAYSO_NO_MEMORY;
        got = libdeflate_zlib_decompress(i, packed.at, packed.len, out->at, out->cap, &n);
    }
    if (got != LIBDEFLATE_SUCCESS) return SAYSO_LEDGER;
    out->len = n;
    return SAYSO_OK;
}

sayso_status sayso_led_inflate(sayso_str packed, sayso_buf *out)
{
    sayso_led_inflater *i = sayso_led_inflater_new();
    const sayso_status st = i ? sayso_led_inflate_by(i, packed, out) : SAYSO_NO_MEMORY;
    sayso_led_inflater_free(i);
    return st;
}
