/* Which texts are reprints of each other; see copies.h. */
#include "copies.h"
#include <stdlib.h>

enum { WORDS = 3 };

static bool in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (uint8_t)c >= 0x80;
}

static int by_number(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

bool sayso_led_runs_of(sayso_str folded, sayso_arena *a, sayso_led_runs *out)
{
    uint64_t last[WORDS] = { 0 };
    uint32_t words = 0, n = 0;
    *out = (sayso_led_runs){ sayso_arena_array(a, folded.len / 2 + 1, sizeof *out->at), 0 };
    if (!out->at) return false;
    for (uint32_t i = 0, k; i < folded.len; i = k) {
        for (k = i; k < folded.len && in_word(folded.at[k]); k++) {}
        if (k == i) {
            k++;
            continue;
        }
        memmove(last, last + 1, (WORDS - 1) * sizeof *last);
        last[WORDS - 1] = sayso_hash(folded.at + i, k - i, 0);
        if (++words >= WORDS) out->at[n++] = sayso_hash(last, sizeof last, 1);
    }
    qsort(out->at, n, sizeof *out->at, by_number);
    for (uint32_t i = 0; i < n; i++)
        if (!i || out->at[i] != out->at[i - 1]) out->at[out->n++] = out->at[i];
    return true;
}

uint32_t sayso_led_sketch(const sayso_led_runs *r, uint64_t *bands)
{
    for (uint32_t b = 0; r->n && b < LG_BANDS; b++) {
        uint64_t least[LG_BAND + 1];
        for (uint32_t k = 0; k < LG_BAND; k++) {
            const uint64_t scramble = sayso_hash_mix((uint64_t)b * LG_BAND + k + 1);
            least[k] = UINT64_MAX;
            for (uint32_t i = 0; i < r->n; i++) {
                const uint64_t h = (r->at[i] ^ scramble) * 0x9e3779b97f4a7c15ULL;
                const uint64_t x = h ^ h >> 29;
                if (x < least[k]) least[k] = x;
            }
        }
        least[LG_BAND] = b;
        bands[b] = sayso_hash(least, sizeof least, 2) >> 33; /* four bytes of the ledger */
    }
    return r->n ? LG_BANDS : 0;
}

bool sayso_led_copied(const sayso_led_runs *a, const sayso_led_runs *b)
{
    const uint32_t least = a->n < b->n ? a->n : b->n;
    uint32_t both = 0;
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        both += a->at[i] == b->at[k];
        if (a->at[i] <= b->at[k]) {
            k += a->at[i] == b->at[k];
            i++;
        } else k++;
    }
    return least && both > least / 2;
}
