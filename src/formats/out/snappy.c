/* Snappy: what has stood before, within a block, is told by how far back and how long; the rest as
 * it is. */
#include "snappy.h"
#include "thrift.h"

enum { BLOCK = 1 << 16, TABLE_BITS = 14, LEAST = 4, MOST_COPY = 64 };

static uint32_t four(const uint8_t *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static void literal_put(sayso_buf *to, const uint8_t *p, size_t n)
{
    const size_t less = n - 1;
    const uint8_t head[] = { (uint8_t)(less < 60    ? less << 2
                                       : less < 256 ? 60 << 2
                                                    : 61 << 2),
                             (uint8_t)less, (uint8_t)(less >> 8) };
    if (!n) return;
    sayso_buf_put(to, head, less < 60 ? 1 : less < 256 ? 2 : 3);
    sayso_buf_put(to, p, n);
}

static void copy_put(sayso_buf *to, size_t back, size_t n)
{
    for (size_t k; n; n -= k) {
        k = n < MOST_COPY ? n : MOST_COPY;
        const uint8_t copy[] = { (uint8_t)((k - 1) << 2 | 2), (uint8_t)back, (uint8_t)(back >> 8) };
        sayso_buf_put(to, copy, sizeof copy);
    }
}

static void block_put(sayso_buf *to, const uint8_t *p, size_t n)
{
    uint16_t seen[1 << TABLE_BITS] = { 0 }; /* where four bytes of that hash were last */
    size_t i = 0, told = 0;
    while (i + LEAST <= n) {
        const uint32_t x = four(p + i);
        uint16_t *slot = &seen[x * 0x9e3779b1u >> (32 - TABLE_BITS)];
        const size_t at = *slot;
        *slot = (uint16_t)i;
        if (at >= i || four(p + at) != x) {
            i += 1 + (i - told) / 32; /* what does not repeat is soon passed over */
            continue;
        }
        size_t same = LEAST;
        while (i + same < n && p[at + same] == p[i + same]) same++;
        literal_put(to, p + told, i - told);
        copy_put(to, i - at, same);
        told = i += same;
    }
    literal_put(to, p + told, n - told);
}

void sayso_snappy_put(sayso_buf *to, const void *bytes, size_t n)
{
    sayso_thrift_number(to, n); /* the same kind of number */
    for (size_t i = 0; i < n; i += BLOCK)
        block_put(to, (const uint8_t *)bytes + i, n - i < BLOCK ? n - i : BLOCK);
}
