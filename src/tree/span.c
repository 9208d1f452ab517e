/* Spans of words, and their text. */
#include "tree/tree.h"

#include "text/utf8.h"

sayso_span sayso_words_span(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    return (sayso_span){ word_at(c, a)->span.start, word_at(c, b)->span.end };
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

/* Where the character before `end` begins. */
static uint32_t char_before(const uint8_t *bytes, uint32_t start, uint32_t end)
{
    uint32_t at = end - 1;
    while (at > start && end - at < 4 && (bytes[at] & 0xc0) == 0x80) at--;
    return at;
}

/* Does it begin with a hyphen that binds it to a letter before? */
static bool is_bound(const uint8_t *bytes, sayso_span s)
{
    return s.start && s.start < s.end && bytes[s.start] == '-' &&
           (bytes[s.start - 1] >= 0x80 || (bytes[s.start - 1] | 32) >= 'a');
}

static sayso_span trimmed(const uint8_t *bytes, sayso_span s)
{
    uint32_t ch;
    if (is_bound(bytes, s)) /* *a-t-il* */
        for (uint32_t at = s.start; at < s.end && bytes[at] != ' '; at++)
            if (bytes[at] == '-') s.start = at + 1;
    while (s.start < s.end) {
        const uint32_t n = sayso_utf8_next(bytes + s.start, bytes + s.end, &ch);
        if (!span_is_edge(ch)) break;
        s.start += n;
    }
    while (s.start < s.end) {
        const uint32_t at = char_before(bytes, s.start, s.end);
        if (sayso_utf8_next(bytes + at, bytes + s.end, &ch) != s.end - at || !span_is_edge(ch))
            break;
        s.end = at;
    }
    return s;
}

/* Marks that come in pairs; „ may be closed by either of two. */
static const struct { uint32_t open, close; } pairs[] = {
    { '(', ')' }, { '[', ']' }, { '"', '"' }, { 0x00ab, 0x00bb }, { 0x201c, 0x201d }, { 0x201e, 0x201c },
};

/* Which of a pair's marks stands in s without the other: it itself, or 0. */
static uint32_t lone_mark(const uint8_t *bytes, sayso_span s, uint32_t open, uint32_t close)
{
    uint32_t ch, n_open = 0, n_close = 0;
    for (uint32_t at = s.start; at < s.end;) {
        at += sayso_utf8_next(bytes + at, bytes + s.end, &ch);
        if (ch == close && (open != close || n_open > n_close)) n_close++;
        else n_open += ch == open;
    }
    return n_open > n_close ? open : n_close > n_open ? close : 0;
}

/* Is the mark the next character at or behind `at`, blanks aside? Where it ends, else `at`. */
static uint32_t mark_behind(const uint8_t *bytes, uint32_t len, uint32_t at, uint32_t mark)
{
    uint32_t ch, from = at;
    while (from < len && bytes[from] == ' ') from++;
    const uint32_t n = from < len ? sayso_utf8_next(bytes + from, bytes + len, &ch) : 0;
    return n && ch == mark ? from + n : at;
}

/* The same before `at`: where it begins. */
static uint32_t mark_before(const uint8_t *bytes, uint32_t at, uint32_t mark)
{
    uint32_t ch, to = at;
    while (to > 0 && bytes[to - 1] == ' ') to--;
    const uint32_t from = to > 0 ? char_before(bytes, 0, to) : to;
    return from < to && sayso_utf8_next(bytes + from, bytes + to, &ch) && ch == mark ? from : at;
}

/* *The party «Dawn»*: a pair of which s has one mark is had whole if the other stands right behind or
 * before it. */
static sayso_span paired(const uint8_t *bytes, uint32_t len, sayso_span s)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const uint32_t open = pairs[i].open, close = pairs[i].close, lone = lone_mark(bytes, s, open, close),
                       end = lone == open ? mark_behind(bytes, len, s.end, close) : s.end;
        if (lone == close && end == s.end) s.start = mark_before(bytes, s.start, open);
        s.end = end;
    }
    return s;
}

sayso_span sayso_span_trim(const sayso_ctx *c, sayso_span s)
{
    const uint8_t *bytes = (const uint8_t *)c->text->bytes;
    return paired(bytes, c->text->len, trimmed(bytes, s));
}

char *sayso_single_spaced(sayso_arena *arena, const char *bytes, size_t len)
{
    char *out = sayso_arena_alloc(arena, len + 1);
    if (!out) return NULL;
    size_t n = 0;
    bool blank = false;
    for (size_t i = 0; i < len; i++) {
        const char ch = bytes[i];
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

char *sayso_span_text(const sayso_ctx *c, sayso_span s)
{
    if (s.start > s.end || s.end > c->text->len) s.start = s.end = 0;
    return sayso_single_spaced(c->arena, c->text->bytes + s.start, s.end - s.start);
}

/* ---- as a subject ---- */

bool sayso_is_oblique(const sayso_ctx *c, uint32_t w)
{
    static const uint64_t cases = SAYSO_F(CASE_ACC) | SAYSO_F(CASE_DAT) | SAYSO_F(CASE_GEN) | SAYSO_F(CASE_INS) |
                                  SAYSO_F(CASE_LOC) | SAYSO_F(CASE_PAR) | SAYSO_F(CASE_VOC);
    return word_at(c, w)->feats & cases;
}

/* *МХАТе*: is the second letter a capital too? */
static bool is_abbreviation(const sayso_word *x)
{
    uint32_t ch;
    const uint8_t *form = (const uint8_t *)x->form.at;
    const uint32_t n = x->form.len ? sayso_utf8_next(form, form + x->form.len, &ch) : 0;
    const sayso_word rest = { .form = { x->form.at + n, x->form.len - n } };
    return sayso_begins_upper(&rest);
}

/* Appends the lemma of an oblique singular, with a capital where the word has one, else its form. */
static void base_form_put(sayso_buf *b, const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    const bool changes = x->lemma.len && sayso_is_oblique(c, w) && !(x->feats & SAYSO_F(NUMBER_PLUR)) &&
                         !is_abbreviation(x);
    sayso_str form = changes ? x->lemma : x->form;
    if (sayso_begins_upper(x)) (void)sayso_str_upper(&form, true, c->arena); /* without memory it stays small */
    sayso_buf_put(b, form.at, form.len);
}

char *sayso_in_base_form(const sayso_ctx *c, sayso_span s, uint32_t first, uint32_t last)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    uint32_t at = s.start;
    for (uint32_t w = first; w <= last; w++) {
        const sayso_span word = word_at(c, w)->span;
        if (word.start < at || word.end > s.end) continue; /* *du*: two words of the same bytes */
        sayso_buf_put(&b, c->text->bytes + at, word.start - at);
        base_form_put(&b, c, w);
        at = word.end;
    }
    sayso_buf_put(&b, c->text->bytes + at, s.end - at);
    char *out = b.failed ? NULL : sayso_single_spaced(c->arena, b.at, b.len);
    sayso_buf_free(&b);
    return out;
}
