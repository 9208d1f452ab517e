/* Trees as child lists, and the spans of their parts. */
#include "reading/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include "text/utf8.h"

uint16_t sayso_ctx_language(const sayso_ctx *c, uint32_t word)
{
    const uint16_t language = c->text->sents[c->tree.sentence[word]].language;
    return language == SAYSO_NO_LANGUAGE ? UINT16_MAX : c->lex_of[language];
}

bool sayso_ctx_note(sayso_ctx *c, const char *kind, sayso_span span, const char *fmt, ...)
{
    char text[400];
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (!sayso_arena_grow(c->arena, c->notes, c->n_notes, c->cap_notes)) return false;
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    if (n > 0 && (size_t)n > len) { /* cut: drop the last character, which may be half of one */
        while (len > 0 && ((uint8_t)text[len - 1] & 0xc0) == 0x80) len--;
        if (len > 0) len--;
    }
    char *copy = sayso_arena_dup(c->arena, text, len);
    if (!copy) return false;
    c->notes[c->n_notes++] = (sayso_note){ kind, span, copy };
    return true;
}

/* A word of a sentence that is read points to its head; in others every word stands alone. */
static void tree_link(sayso_ctx *c, uint32_t index)
{
    const sayso_sent *s = &c->text->sents[index];
    sayso_tree *t = &c->tree;
    for (uint32_t i = 0; i < s->n_words; i++) {
        const uint32_t w = s->first_word + i;
        const uint16_t head = c->text->words[w].head;
        t->sentence[w] = index;
        t->first_child[w] = t->next_sibling[w] = SAYSO_NO_WORD;
        t->first[w] = t->last[w] = SAYSO_NO_WORD;
        const bool rooted = s->language == SAYSO_NO_LANGUAGE || head == SAYSO_ROOT || head >= s->n_words || head == i;
        t->parent[w] = rooted ? SAYSO_NO_WORD : s->first_word + head;
    }
    for (uint32_t w = s->first_word + s->n_words; w-- > s->first_word;) { /* from the right, so lists come out in order */
        const uint32_t p = t->parent[w];
        if (p == SAYSO_NO_WORD) continue;
        t->next_sibling[w] = t->first_child[p];
        t->first_child[p] = w;
    }
}

/* Edges of every subtree. Going from the left, the first word to reach an ancestor is its leftmost, and whoever finds
 * an ancestor reached already may stop: all above it are too. So each word is set once, and a cycle cannot hold us. */
static void tree_edges(sayso_tree *t, const sayso_sent *s)
{
    const uint32_t end = s->first_word + s->n_words;
    for (uint32_t w = s->first_word; w < end; w++)
        for (uint32_t a = w; a != SAYSO_NO_WORD && t->first[a] == SAYSO_NO_WORD; a = t->parent[a]) t->first[a] = w;
    for (uint32_t w = end; w-- > s->first_word;)
        for (uint32_t a = w; a != SAYSO_NO_WORD && t->last[a] == SAYSO_NO_WORD; a = t->parent[a]) t->last[a] = w;
}

bool sayso_tree_build(sayso_ctx *c)
{
    const uint32_t n = c->text->n_words;
    uint32_t *block = sayso_arena_array(c->arena, n, 6 * sizeof *block);
    if (!block) return false;
    c->tree = (sayso_tree){ .parent = block, .first_child = block + n, .next_sibling = block + 2 * (size_t)n,
                            .sentence = block + 3 * (size_t)n, .first = block + 4 * (size_t)n, .last = block + 5 * (size_t)n };
    for (uint32_t i = 0; i < c->text->n_sents; i++) {
        tree_link(c, i);
        tree_edges(&c->tree, &c->text->sents[i]);
    }
    return true;
}

uint32_t sayso_tree_child(const sayso_ctx *c, uint32_t w, sayso_rel rel, uint32_t after)
{
    uint32_t d = after == SAYSO_NO_WORD ? c->tree.first_child[w] : c->tree.next_sibling[after];
    while (d != SAYSO_NO_WORD && c->text->words[d].rel != rel) d = c->tree.next_sibling[d];
    return d;
}

uint32_t sayso_tree_run_head(const sayso_ctx *c, uint32_t first, uint32_t last)
{
    uint32_t best = SAYSO_NO_WORD;
    for (uint32_t w = first; w <= last; w++) {
        const uint32_t p = c->tree.parent[w];
        if (p != SAYSO_NO_WORD && p >= first && p <= last) continue;
        const uint8_t u = c->text->words[w].upos;
        if (best == SAYSO_NO_WORD) best = w;
        else if (u != SAYSO_ADP && u != SAYSO_DET && u != SAYSO_PUNCT && u != SAYSO_ADJ && c->text->words[best].upos != SAYSO_NOUN &&
                 c->text->words[best].upos != SAYSO_PROPN) best = w;
    }
    return best == SAYSO_NO_WORD ? last : best;
}

void sayso_tree_yield(const sayso_ctx *c, uint32_t w, uint32_t *first, uint32_t *last)
{
    *first = c->tree.first[w];
    *last = c->tree.last[w];
}

bool sayso_tree_above(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    if (b < c->tree.first[a] || b > c->tree.last[a]) return false; /* cheap: most askers are told no */
    for (uint32_t steps = SAYSO_MOST_WORDS; b != SAYSO_NO_WORD && steps > 0; b = c->tree.parent[b], steps--)
        if (a == b) return true;
    return false;
}

uint32_t sayso_first_conjunct(const sayso_ctx *c, uint32_t w)
{
    for (int i = 0; i < 8 && c->text->words[w].rel == SAYSO_CONJ && c->tree.parent[w] != SAYSO_NO_WORD; i++) w = c->tree.parent[w]; /* 8: cycles */
    return w;
}

uint32_t sayso_conjuncts(const sayso_ctx *c, uint32_t w, uint32_t *out, uint32_t cap)
{
    if (cap == 0) return 0;
    uint32_t n = 0;
    out[n++] = w;
    for (uint32_t i = 0; i < n; i++) /* treebanks hang the third on the first or on the second: take both */
        for (uint32_t d = sayso_tree_child(c, out[i], SAYSO_CONJ, SAYSO_NO_WORD); d != SAYSO_NO_WORD && n < cap;
             d = sayso_tree_child(c, out[i], SAYSO_CONJ, d))
            out[n++] = d;
    /* *le Kenya et la Jamaïque ont promis …*: parsers hang the second subject on the verb like the first, its conjunction on it */
    const uint8_t rel = c->text->words[w].rel;
    for (uint32_t d = c->tree.next_sibling[w]; (rel == SAYSO_NSUBJ || rel == SAYSO_OBJ) && d != SAYSO_NO_WORD && n < cap; d = c->tree.next_sibling[d])
        if (c->text->words[d].rel == rel && sayso_tree_child(c, d, SAYSO_CC, SAYSO_NO_WORD) != SAYSO_NO_WORD) out[n++] = d;
    for (uint32_t i = 1; i < n; i++) { /* few: insertion keeps text order */
        const uint32_t d = out[i];
        uint32_t j = i;
        for (; j > 0 && out[j - 1] > d; j--) out[j] = out[j - 1];
        out[j] = d;
    }
    return n;
}

/* ---- spans ------------------------------------------------------------------------------------------------------- */

sayso_span sayso_words_span(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    const sayso_word *words = c->text->words;
    return (sayso_span){ words[a].span.start, words[b].span.end };
}

/* What a participant's text neither begins nor ends with. A full stop stays: it may belong to an abbreviation. */
static bool tree_is_edge(uint32_t ch)
{
    switch (ch) {
    case ' ': case '\t': case '\n': case '\r': case ',': case ';': case ':': case '"': case '(': case ')': case '[': case ']':
    case '-': case '!': case '?':
    case 0x00a0: case 0x202f: case 0x2009: case 0x200b: case 0xfeff: /* blanks that are not ASCII's */
    case 0x00ab: case 0x00bb: case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0x2039: case 0x203a: /* quotes */
    case 0x2013: case 0x2014: case 0x2212: case 0x2026: case 0x2022: /* dashes, ellipsis, bullet */
        return true;
    default:
        return false;
    }
}

sayso_span sayso_span_trim(const sayso_ctx *c, sayso_span s)
{
    const uint8_t *bytes = (const uint8_t *)c->text->bytes;
    uint32_t ch;
    while (s.start < s.end) {
        const uint32_t n = sayso_utf8_next(bytes + s.start, bytes + s.end, &ch);
        if (!tree_is_edge(ch)) break;
        s.start += n;
    }
    while (s.start < s.end) {
        uint32_t at = s.end - 1;
        while (at > s.start && s.end - at < 4 && (bytes[at] & 0xc0) == 0x80) at--;
        if (sayso_utf8_next(bytes + at, bytes + s.end, &ch) != s.end - at || !tree_is_edge(ch)) break;
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
