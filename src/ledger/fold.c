/* Text as it is compared and searched for. */
#include "inside.h"
#include "text/utf8.h"

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
