/* Text as it is compared and searched for. */
#include "inside.h"
#include "text/utf8.h"
#include <unicode/uchar.h>

const char *sayso_led_fold(sayso_arena *a, const char *text, const char *b)
{
    const char *both = b ? sayso_arena_printf(a, "%s\n%s", text ? text : "", b) : text ? text : "";
    return both ? sayso_led_fold_n(a, sayso_str_of(both)) : NULL;
}

char *sayso_led_fold_n(sayso_arena *a, sayso_str in)
{
    if (in.len > UINT32_MAX / 4) return NULL;
    const uint32_t room = in.len * 3 + 16; /* a folded character is at most three times as long, as
                                              one bad byte is */
    char *out = sayso_arena_alloc(a, (size_t)room + 1);
    if (!out) return NULL;
    const uint32_t n = sayso_text_fold(in, out, room);
    for (char *nul = out; (nul = memchr(nul, 0, (size_t)(out + n - nul)));) *nul = ' ';
    out[n] = 0;
    return out;
}

const char *sayso_led_words_fold(sayso_arena *a, sayso_str text)
{
    char *folded = sayso_led_fold_n(a, text);
    for (char *at = folded; at && (at = strstr(at, "ё"));) memcpy(at, "е", strlen("е"));
    return folded;
}

/* ---- words, as they are searched for ---- */

enum { LONGEST_WORD = 500 }; /* bytes; longer ones are cut off */

static bool begins_word(uint32_t c)
{
    return (U_MASK(u_charType((UChar32)c)) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK)) != 0;
}
static bool goes_on(uint32_t c) { return begins_word(c) || (c >= 0x300 && c <= 0x331); }

void sayso_led_words_cut(sayso_buf *b, const char **at, size_t most, size_t shared,
                         const char **overlap)
{
    const uint8_t *p = (const uint8_t *)*at, *const end = p + strlen(*at);
    bool within = false;
    size_t word = 0;
    for (uint32_t c, n; p < end && b->len < most; p += n) {
        n = sayso_utf8_next(p, end, &c);
        const bool in = c != SAYSO_BAD_CHAR && (within ? goes_on(c) : begins_word(c));
        if (in && !within) {
            if (b->len) sayso_buf_puts(b, " ");
            word = b->len;
            if (overlap && b->len < most - shared) *overlap = (const char *)p;
        }
        if (in && b->len - word < LONGEST_WORD) {
            char out[4];
            sayso_buf_put(
                b, out, sayso_utf8_put((uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT), out));
        }
        within = in;
    }
    *at = (const char *)p;
    sayso_buf_puts(b, "");
}

const char *sayso_led_words_list(sayso_arena *a, sayso_str text)
{
    const char *at = sayso_led_words_fold(a, text);
    if (!at) return NULL;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_led_words_cut(&b, &at, SIZE_MAX, 0, NULL);
    const char *words = b.failed ? NULL : sayso_arena_dup(a, b.at, b.len);
    sayso_buf_free(&b);
    return words;
}

sayso_status sayso_led_search_put(sayso_ledger *l, int64_t document, const char *title,
                                  sayso_str text, sayso_arena *a, sayso_error *err)
{
    const char *words_title = title ? sayso_led_words_fold(a, sayso_str_of(title)) : NULL,
               *words = sayso_led_words_fold(a, text);
    if (!words || (title && !words_title)) return sayso_no_memory(err);
    return l->db->driver->search_put(l, document, words_title, words, err);
}
