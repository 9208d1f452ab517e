/* Spans of words, and their text. */
#include "tree/tree.h"

#include "text/utf8.h"

sayso_span sayso_words_span(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    const sayso_word *words = c->text->words;
    return (sayso_span){ words[a].span.start, words[b].span.end };
}

/* What a participant's text neither begins nor ends with. A full stop stays: it may belong to an
 * abbreviation. */
static bool span_is_edge(uint32_t ch)
{
    switch (ch) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case ',':
    case ';':
    case ':':
    case '"':
    case '(':
    case ')':
    case '[':
    case ']':
    case '-': case '!': case '?':
    /* blanks that are not ASCII's */
    case 0x00a0: case 0x202f: case 0x2009: case 0x200b: case 0xfeff:
    /* quotes */
    case 0x00ab:
    case 0x00bb:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2039:
    case 0x203a:
    case 0x2013: case 0x2014: case 0x2212: case 0x2026: case 0x2022: /* dashes, ellipsis, bullet */
        return true;
    default:
        return false;
    }
}

/* Does it begin with a hyphen that binds it to a letter before? */
static bool is_bound(const sayso_ctx *c, sayso_span s)
{
    const uint8_t *bytes = (const uint8_t *)c->text->bytes;
    return s.start && s.start < s.end && bytes[s.start] == '-' &&
           (bytes[s.start - 1] >= 0x80 || (bytes[s.start - 1] | 32) >= 'a');
}

sayso_span sayso_span_trim(const sayso_ctx *c, sayso_span s)
{
    const uint8_t *bytes = (const uint8_t *)c->text->bytes;
    uint32_t ch;
    if (is_bound(c, s)) /* *a-t-il* */
        for (uint32_t at = s.start; at < s.end && bytes[at] != ' '; at++)
            if (bytes[at] == '-') s.start = at + 1;
    while (s.start < s.end) {
        const uint32_t n = sayso_utf8_next(bytes + s.start, bytes + s.end, &ch);
        if (!span_is_edge(ch)) break;
        s.start += n;
    }
    while (s.start < s.end) {
        uint32_t at = s.end - 1;
        while (at > s.start && s.end - at < 4 && (bytes[at] & 0xc0) == 0x80) at--;
        if (sayso_utf8_next(bytes + at, bytes + s.end, &ch) != s.end - at || !span_is_edge(ch))
            break;
        s.end = at;
    }
    return s;
}

char *sayso_span_text(const sayso_ctx *c, sayso_span s)
{
    if (s.start > s.end || s.end > c->text->len) s.start = s.end = 0;
    char *out = sayso_arena_alloc(c->arena, (size_t)(s.end - s.start) + 1);
    if (!out) return NULL;
    size_t n = 0;
    bool blank = false;
    for (uint32_t i = s.start; i < s.end; i++) {
        const char ch = c->text->bytes[i];
        if (ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r') {
            blank = n > 0;
        } else {
            if (blank) out[n++] = ' ';
            blank = false;
            out[n++] = ch;
        }
    }
    out[n] = '\0';
    return out;
}
