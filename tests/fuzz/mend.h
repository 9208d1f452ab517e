/* mend: puts the header and the checksums of a flat file right, so that a fuzzer gets behind
 * them. */
#ifndef SAYSO_FUZZ_MEND_H
#define SAYSO_FUZZ_MEND_H

#include "base/base.h"

enum { HEAD = 48, ENTRY = 40, MOST_SECTIONS = 64 };

static void checksums_mend(uint8_t *bytes, size_t size)
{
    uint32_t n;
    const uint64_t whole = size;
    uint64_t h;
    memcpy(bytes + 16, &whole, 8);
    memcpy(&n, bytes + 32, 4);
    if (n > MOST_SECTIONS || HEAD + (uint64_t)n * ENTRY > size) return;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t *e = bytes + HEAD + (size_t)i * ENTRY;
        uint64_t offset, len;
        memcpy(&offset, e + 16, 8);
        memcpy(&len, e + 24, 8);
        if (offset > size || len > size - offset) continue;
        h = sayso_hash(bytes + offset, (size_t)len, 0);
        memcpy(e + 32, &h, 8);
    }
    h = sayso_hash(bytes + HEAD, (size_t)n * ENTRY, 0);
    memcpy(bytes + 40, &h, 8);
}

#endif
