/* Encodings other than UTF-8: as declared, else as ICU's detector says. Tried on nine
 * samples only: windows-1251, KOI8-R, ISO-8859-5 and ISO-8859-1; IBM866 it does not know. */
#include "in.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { LOOKED_AT = 1 << 16 }; /* bytes that the detector is given: more does not change its mind */

bool sayso_is_utf8(const char *bytes, size_t n)
{
    const uint8_t *p = (const uint8_t *)bytes, *const end = p + n;
    for (uint32_t c; p < end;) {
        p += sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) return false;
    }
    return true;
}

/* UTF-8, or UTF-8 with some bad bytes in it: more characters of several bytes than bad runs. */
bool sayso_mostly_utf8(const char *bytes, size_t n)
{
    const uint8_t *p = (const uint8_t *)bytes, *const end = p + n;
    size_t good = 0, bad = 0;
    for (uint32_t c; p < end;) {
        const uint32_t k = sayso_utf8_next(p, end, &c);
        good += k > 1 && c != SAYSO_BAD_CHAR;
        bad += c == SAYSO_BAD_CHAR;
        p += k;
    }
    return bad == 0 || good > bad;
}

/* What browsers do too: the wider of two encodings that differ only where the narrower has no
 * letters. */
static const char *widened(const char *name)
{
    if (strcmp(name, "KOI8-R") == 0) return "KOI8-U";
    if (strcmp(name, "ISO-8859-1") == 0) return "windows-1252";
    return name;
}

/* Are there bytes that are in no text? Then no encoding makes it one. */
static bool has_controls(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((uint8_t)bytes[i] < 0x20 && !(bytes[i] >= '\t' && bytes[i] <= '\r')) return true;
    return false;
}

/* The best match whose language is read here, unless another language's is more than twice as good:
 * French with curly quotes looks a little more like Hungarian. Wide encodings are told before
 * (stream.c). */
static const UCharsetMatch *likeliest(const UCharsetMatch **all, int32_t n)
{
    static const char *const languages[] = { SAYSO_LANGUAGES };
    const UCharsetMatch *best = NULL;
    int32_t best_sure = 0;
    for (int32_t i = 0; i < n; i++) {
        UErrorCode e = U_ZERO_ERROR;
        const char *name = ucsdet_getName(all[i], &e), *language = ucsdet_getLanguage(all[i], &e);
        const int32_t sure = ucsdet_getConfidence(all[i], &e);
        if (U_FAILURE(e) || strncmp(name, "UTF-", 4) == 0) continue;
        if (!best) best = all[i], best_sure = sure;
        for (size_t k = 0; k < sizeof languages / sizeof *languages; k++)
            if (strcmp(language, languages[k]) == 0 && 2 * sure >= best_sure) return all[i];
    }
    return best;
}

const char *sayso_encoding_guess(sayso_arena *a, const char *bytes, size_t n)
{
    if (has_controls(bytes, n < LOOKED_AT ? n : LOOKED_AT)) return NULL;
    UErrorCode e = U_ZERO_ERROR;
    UCharsetDetector *d = ucsdet_open(&e);
    const char *copy = NULL;
    int32_t count = 0;
    ucsdet_setText(d, bytes, (int32_t)(n < LOOKED_AT ? n : LOOKED_AT), &e);
    const UCharsetMatch **all = U_SUCCESS(e) ? ucsdet_detectAll(d, &count, &e) : NULL;
    const UCharsetMatch *m = U_SUCCESS(e) ? likeliest(all, count) : NULL;
    const char *name = m ? ucsdet_getName(m, &e) : NULL;
    if (name && U_SUCCESS(e) && (name = widened(name)))
        copy = sayso_arena_dup(a, name, strlen(name));
    ucsdet_close(d);
    return copy;
}

const char *sayso_encoding_known(sayso_arena *a, const char *name)
{
    UErrorCode e = U_ZERO_ERROR;
    UConverter *c = ucnv_open(name, &e);
    const bool known = U_SUCCESS(e);
    ucnv_close(c);
    return known ? sayso_arena_dup(a, name, strlen(name)) : NULL;
}

/* False without memory, or where there is no such encoding. Bytes that it does not have become
 * U+FFFD. */
static bool convert(sayso_arena *a, const char *encoding, const char **s, size_t *n)
{
    UErrorCode e = U_ZERO_ERROR;
    const int32_t room = *n < (size_t)INT32_MAX / 4 ? (int32_t)*n : INT32_MAX / 4;
    const int32_t need = ucnv_convert("UTF-8", encoding, NULL, 0, *s, room, &e);
    if (e != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(e)) return false;
    char *out = sayso_arena_alloc(a, (size_t)need + 1);
    e = U_ZERO_ERROR;
    if (!out) return false;
    ucnv_convert("UTF-8", encoding, out, need + 1, *s, room, &e);
    if (U_FAILURE(e)) return false;
    *s = out;
    *n = (size_t)need;
    return true;
}

sayso_status sayso_item_utf8(sayso_item *item, const char *declared, const char **s, size_t *n)
{
    if (*n >= 3 && memcmp(*s, "\xef\xbb\xbf", 3) == 0) {
        *s += 3;
        *n -= 3;
    }
    if (sayso_mostly_utf8(*s, *n)) return SAYSO_OK; /* whatever is declared: no other encoding looks so by
                                                 chance */
    const char *known = declared ? sayso_encoding_known(&item->arena, declared) : NULL;
    if (known && convert(&item->arena, known, s, n)) return SAYSO_OK;
    const char *guess = item->encoding ? item->encoding
                                       : sayso_encoding_guess(&item->arena, *s, *n);
    if (!guess || !convert(&item->arena, guess, s, n)) return SAYSO_OK;
    sayso_item_note(item, "encoding", "not UTF-8; read as %s, as it looks", guess);
    return SAYSO_OK;
}
