#include "compile/catalogue.h"

static uint32_t u32_at(const catalogue *m, uint64_t at)
{
    uint32_t v = 0;
    if (at + 4 <= m->map.len) memcpy(&v, m->map.at + at, 4);
    return v;
}

catalogue catalogue_open(const char *path)
{
    catalogue m = { 0 };
    if (sayso_map_open(&m.map, path, NULL)) return (catalogue){ 0 };
    if (u32_at(&m, 0) == 0x950412de) {
        m.n = u32_at(&m, 8);
        m.originals = u32_at(&m, 12);
        m.translations = u32_at(&m, 16);
    }
    return m;
}

void catalogue_close(catalogue *m)
{
    sayso_map_close(&m->map);
    *m = (catalogue){ 0 };
}

static sayso_str string_at(const catalogue *m, uint32_t strings, uint32_t i)
{
    const uint32_t n = u32_at(m, (uint64_t)strings + (uint64_t)i * 8),
                   at = u32_at(m, (uint64_t)strings + (uint64_t)i * 8 + 4);
    if ((uint64_t)at + n > m->map.len) return (sayso_str){ "", 0 };
    return (sayso_str){ (const char *)m->map.at + at, n };
}

sayso_str catalogue_find(const catalogue *m, sayso_str original)
{
    for (uint32_t low = 0, high = m->n; low < high;) {
        const uint32_t mid = low + (high - low) / 2;
        const int k = sayso_str_cmp(string_at(m, m->originals, mid), original);
        if (k == 0) return string_at(m, m->translations, mid);
        if (k < 0) low = mid + 1;
        else high = mid;
    }
    return (sayso_str){ "", 0 };
}
