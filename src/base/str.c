/* Strings, errors, hashing and growing arrays. */
#include "base.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

sayso_str sayso_str_of(const char *z)
{
    return (sayso_str){ z, z ? (uint32_t)strlen(z) : 0 };
}

int sayso_str_cmp(sayso_str a, sayso_str b)
{
    const uint32_t n = a.len < b.len ? a.len : b.len;
    const int c = n ? memcmp(a.at, b.at, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

/* ---- errors ---- */

sayso_status sayso_fail(sayso_error *err, sayso_status code, const char *name, uint64_t at,
                        const char *fmt, ...)
{
    if (!err) return code;
    err->code = code;
    err->at = at;
    const size_t n = name ? strlen(name) : 0, room = sizeof err->name - 1;
    /* the end of a long path tells more than its beginning */
    snprintf(err->name, sizeof err->name, "%s", n > room ? name + (n - room) : name ? name : "");
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    return code;
}

sayso_status sayso_ok(sayso_error *err)
{
    if (err) *err = (sayso_error){ .code = SAYSO_OK, .at = SAYSO_NOWHERE };
    return SAYSO_OK;
}

sayso_status sayso_no_memory(sayso_error *err)
{
    return sayso_fail(err, SAYSO_NO_MEMORY, NULL, SAYSO_NOWHERE,
                      "out of memory; read smaller documents or use fewer threads");
}

sayso_status sayso_sized(void *own, size_t own_size, size_t least, const void *given,
                         const char *what, sayso_error *err)
{
    const size_t size = *(const size_t *)given;
    const char *bytes = given;
    /* no struct here is that large: `size` was left out, or the struct not cleared */
    if (size < least || size > (1u << 16))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "%s.size is not set; write .size = sizeof(%s)", what, what);
    for (size_t i = own_size; i < size; i++)
        if (bytes[i])
            return sayso_fail(
                err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                "%s has members that this version does not know; use a newer libsayso", what);
    memset(own, 0, own_size);
    memcpy(own, given, size < own_size ? size : own_size);
    return SAYSO_OK;
}

const char *sayso_status_name(sayso_status st)
{
    static const char *const names[] = {
        "ok",        "no memory", "bad argument", "not found", "input/output error",
        "bad model", "bad data",  "bad document", "too large", "ledger error",
        "cancelled", "skipped",   "ledger busy",
    };
    return (unsigned)st < sizeof names / sizeof *names ? names[st] : "unknown status";
}

const char *sayso_version(void)
{
    return SAYSO_VERSION;
}

uint32_t sayso_version_number(void)
{
    return SAYSO_VERSION_NUMBER;
}

/* ---- growing ---- */

bool sayso_grow_(void **items, uint32_t *cap, uint32_t need, size_t size)
{
    uint64_t want = *cap ? *cap : 16;
    while (want < need) want += want / 2;
    if (*cap && want < (uint64_t)*cap + *cap / 2) want = (uint64_t)*cap + *cap / 2;
    size_t bytes;
    if (want > UINT32_MAX || !sayso_mul_size((size_t)want, size, &bytes)) return false;
    void *p = realloc(*items, bytes);
    if (!p) return false;
    *items = p;
    *cap = (uint32_t)want;
    return true;
}

static bool buf_room(sayso_buf *b, size_t n)
{
    size_t need;
    if (b->failed || !sayso_add_size(b->len, n, &need) || !sayso_add_size(need, 1, &need))
        return !(b->failed = true);
    if (need <= b->cap) return true;
    const size_t want = need > b->cap * 2 ? need : b->cap * 2;
    char *p = realloc(b->at, want);
    if (!p) return !(b->failed = true);
    b->at = p;
    b->cap = want;
    return true;
}

void sayso_buf_put(sayso_buf *b, const void *bytes, size_t n)
{
    if (!buf_room(b, n)) return;
    if (n) memcpy(b->at + b->len, bytes, n);
    b->len += n;
    b->at[b->len] = 0;
}

void sayso_buf_puts(sayso_buf *b, const char *z)
{
    sayso_buf_put(b, z, strlen(z));
}

void sayso_buf_whole(sayso_buf *b, int64_t x)
{
    char digits[20]; /* of 2^63 19, and the sign */
    size_t at = sizeof digits;
    uint64_t left = x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
    do digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (x < 0) digits[--at] = '-';
    sayso_buf_put(b, digits + at, sizeof digits - at);
}

void sayso_buf_printf(sayso_buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    const int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) b->failed = true;
    else if (buf_room(b, (size_t)n)) {
        vsnprintf(b->at + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void sayso_buf_free(sayso_buf *b)
{
    free(b->at);
    *b = SAYSO_BUF_EMPTY;
}

/* ---- hashing ---- */

static uint64_t read_le(const uint8_t *p, size_t n) /* n <= 8 */
{
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++) v |= (uint64_t)p[i] << (8 * i);
    return v;
}

uint64_t sayso_hash(const void *bytes, size_t n, uint64_t seed)
{
    const uint8_t *p = bytes;
    uint64_t h = seed ^ (n * 0x9e3779b97f4a7c15ULL);
    for (; n >= 8; p += 8, n -= 8) {
        h = (h ^ read_le(p, 8)) * 0x9fb21c651e98df25ULL;
        h ^= h >> 28;
    }
    if (n) h = (h ^ read_le(p, n)) * 0x9fb21c651e98df25ULL;
    return sayso_hash_mix(h);
}
