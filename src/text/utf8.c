/* UTF-8 by Unicode 15, chapter 3.9, and the form for matching: ICU's NFC and lower case, and our
 * own list of marks that writers leave away. */
#include "utf8.h"
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static bool is_tail(const uint8_t *p, const uint8_t *end) { return p < end && (*p & 0xc0) == 0x80; }

/* Lead bytes 0xe0..0xf4: the second byte's range keeps overlong forms and surrogates out
 * (Unicode 15, table 3-7). */
static void second_range(uint8_t lead, uint8_t *low, uint8_t *high)
{
    *low = 0x80;
    *high = 0xbf;
    if (lead == 0xe0) *low = 0xa0;
    else if (lead == 0xed) *high = 0x9f;
    else if (lead == 0xf0) *low = 0x90;
    else if (lead == 0xf4) *high = 0x8f;
}

uint32_t sayso_utf8_next(const uint8_t *p, const uint8_t *end, uint32_t *c)
{
    const uint8_t lead = *p;
    if (lead < 0x80) {
        *c = lead;
        return 1;
    }
    *c = SAYSO_BAD_CHAR;
    if (lead < 0xc2 || lead > 0xf4) return 1;
    if (lead < 0xe0) {
        if (!is_tail(p + 1, end)) return 1;
        *c = (uint32_t)(lead & 0x1f) << 6 | (p[1] & 0x3f);
        return 2;
    }
    uint8_t low, high;
    second_range(lead, &low, &high);
    if (end - p < 2 || p[1] < low || p[1] > high) return 1;
    if (!is_tail(p + 2, end)) return 2;
    if (lead < 0xf0) {
        *c = (uint32_t)(lead & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
        return 3;
    }
    if (!is_tail(p + 3, end)) return 3;
    *c = (uint32_t)(lead & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 |
         (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
    return 4;
}

uint32_t sayso_utf8_put(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* ---- folding --------------------------------------------------------------------------------- */

typedef struct folder { char *out; uint32_t n, cap; uint32_t pending; bool full; } folder;

enum { NOTHING = 0 };

static void flush(folder *f)
{
    char bytes[4];
    if (f->pending == NOTHING || f->full) return;
    const uint32_t k = sayso_utf8_put(f->pending, bytes);
    f->full = k > f->cap - f->n;
    if (f->full) return;
    memcpy(f->out + f->n, bytes, k);
    f->n += k;
    f->pending = NOTHING;
}

static bool is_cyrillic(uint32_t c) { return c >= 0x400 && c < 0x530; }

/* A combining mark: dropped as stress, or composed with the letter before it, or kept. */
static void put_mark(folder *f, uint32_t mark)
{
    if ((mark == 0x301 || mark == 0x300) && is_cyrillic(f->pending)) return;
    UErrorCode st = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&st);
    const UChar32 whole = U_SUCCESS(st) && f->pending
                              ? unorm2_composePair(nfc, (UChar32)f->pending, (UChar32)mark)
                              : -1;
    if (whole >= 0) {
        f->pending = (uint32_t)whole;
        return;
    }
    flush(f);
    f->pending = mark;
}

/* c in its matching form, NOTHING where it is left out. */
static uint32_t fold_char(uint32_t c)
{
    if (c >= 0x410 && c <= 0x42f) return c + 0x20;
    if (c >= 0x430 && c <= 0x44f) return c;
    if (c >= 0x400 && c <= 0x40f) return c + 0x50;
    switch (c) {
    case SAYSO_BAD_CHAR: return 0xfffd;
    case 0x60:
    case 0xb4:
    case 0x2bc:
    case 0x2b9:
    case 0x2032:
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0xff07: return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return '-';
    case 0xad: case 0x200b: case 0x200c: case 0x200d: case 0x2060: case 0xfeff: return NOTHING;
    case 0xa0: case 0x202f: case 0x2009: return ' ';
    default: return c < 0xc0 ? c : (uint32_t)u_tolower((UChar32)c);
    }
}

uint32_t sayso_text_fold(sayso_str in, char *out, uint32_t cap)
{
    folder f = { .out = out, .cap = cap };
    const uint8_t *p = (const uint8_t *)in.at, *end = p + in.len;
    while (p < end && !f.full) {
        uint32_t c = *p;
        if (c - 'a' < 26u || c - '0' < 10u) {
            p++;
            flush(&f);
            f.pending = c;
            continue;
        }
        p += sayso_utf8_next(p, end, &c);
        if (c - 'A' < 26u) c += 'a' - 'A';
        else c = fold_char(c);
        if (c == NOTHING) continue;
        if (c >= 0x300 && c < 0x370) {
            put_mark(&f, c);
            continue;
        }
        flush(&f);
        f.pending = c;
    }
    flush(&f);
    return f.n;
}

void sayso_buf_compose(sayso_buf *b, size_t from)
{
    UErrorCode st = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&st);
    if (b->failed || b->len - from > INT32_MAX / 8) return;
    /* NFC grows UTF-16 threefold at most */
    const int32_t len = (int32_t)(b->len - from), room = len + 1, wide = 3 * room;
    UChar *text = calloc((size_t)(room + wide), sizeof *text), *out = text ? text + room : NULL;
    int32_t n = 0, bytes = 0;
    if (!text) {
        b->failed = true;
        return;
    }
    u_strFromUTF8(text, room, &n, b->at + from, len, &st);
    if (U_SUCCESS(st) && !unorm2_isNormalized(nfc, text, n, &st) && U_SUCCESS(st)) {
        n = unorm2_normalize(nfc, text, n, out, wide, &st);
        u_strToUTF8(NULL, 0, &bytes, out, n, &st);
        char *put = st == U_BUFFER_OVERFLOW_ERROR ? malloc((size_t)bytes + 1) : NULL;
        st = U_ZERO_ERROR;
        if (put) {
            u_strToUTF8(put, bytes + 1, &bytes, out, n, &st);
            b->len = from;
            sayso_buf_put(b, put, (size_t)bytes);
        } else b->failed = true;
        free(put);
    }
    free(text);
}

bool sayso_str_upper(sayso_str *s, bool first_only, sayso_arena *arena)
{
    size_t room;
    char *out = sayso_mul_size(s->len, 4, &room) ? sayso_arena_alloc(arena, room) : NULL;
    if (!out) return false;
    const uint8_t *p = (const uint8_t *)s->at, *end = p + s->len;
    uint32_t n = 0;
    for (bool first = true; p < end; first = false) {
        uint32_t c;
        p += sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) c = 0xfffd;
        if (first || !first_only) c = (uint32_t)u_toupper((UChar32)c);
        n += sayso_utf8_put(c, out + n);
    }
    *s = (sayso_str){ out, n };
    return true;
}

void sayso_put_utf8(sayso_buf *b, const char *s, size_t n)
{
    const uint8_t *p = (const uint8_t *)s, *const end = p + n;
    while (p < end) {
        uint32_t c;
        const uint32_t k = sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) sayso_buf_put(b, "\xef\xbf\xbd", 3);
        else sayso_buf_put(b, p, k);
        p += k;
    }
}
