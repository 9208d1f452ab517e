/* Trees as child lists. */
#include "tree/tree.h"

#include <stdarg.h>
#include <stdio.h>

uint16_t sayso_ctx_language(const sayso_ctx *c, uint32_t word)
{
    const uint16_t language = sent_of(c, word)->language;
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
        const bool rooted = s->language == SAYSO_NO_LANGUAGE || head == SAYSO_ROOT ||
                            head >= s->n_words || head == i;
        t->parent[w] = rooted ? SAYSO_NO_WORD : s->first_word + head;
    }
    /* from the right, so lists come out in order */
    for (uint32_t w = s->first_word + s->n_words; w-- > s->first_word;) {
        const uint32_t p = t->parent[w];
        if (p == SAYSO_NO_WORD) continue;
        t->next_sibling[w] = t->first_child[p];
        t->first_child[p] = w;
    }
}

/* Edges of every subtree. Going from the left, the first word to reach an ancestor is its
 * leftmost, and whoever finds an ancestor reached already may stop: all above it are too. So
 * each word is set once, and a cycle cannot hold us. */
static void tree_edges(sayso_tree *t, const sayso_sent *s)
{
    const uint32_t end = s->first_word + s->n_words;
    for (uint32_t w = s->first_word; w < end; w++)
        for (uint32_t a = w; a != SAYSO_NO_WORD && t->first[a] == SAYSO_NO_WORD; a = t->parent[a])
            t->first[a] = w;
    for (uint32_t w = end; w-- > s->first_word;)
        for (uint32_t a = w; a != SAYSO_NO_WORD && t->last[a] == SAYSO_NO_WORD; a = t->parent[a])
            t->last[a] = w;
}

bool sayso_tree_build(sayso_ctx *c)
{
    const uint32_t n = c->text->n_words;
    uint32_t *block = sayso_arena_array(c->arena, n, 6 * sizeof *block);
    if (!block) return false;
    c->tree = (sayso_tree){ .parent = block, .first_child = block + n,
                            .next_sibling = block + 2 * (size_t)n,
                            .sentence = block + 3 * (size_t)n, .first = block + 4 * (size_t)n,
                            .last = block + 5 * (size_t)n };
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
        else if (u != SAYSO_ADP && u != SAYSO_DET && u != SAYSO_PUNCT && u != SAYSO_ADJ &&
                 c->text->words[best].upos != SAYSO_NOUN &&
                 c->text->words[best].upos != SAYSO_PROPN)
            best = w;
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
    /* cheap: most askers are told no */
    if (b < c->tree.first[a] || b > c->tree.last[a]) return false;
    for (uint32_t steps = SAYSO_MOST_WORDS; b != SAYSO_NO_WORD && steps > 0;
         b = c->tree.parent[b], steps--)
        if (a == b) return true;
    return false;
}

uint64_t sayso_tree_path(const sayso_ctx *c, uint32_t w, uint32_t d)
{
    enum { MOST_PATH = 6 };
    uint32_t up[MOST_PATH], down[MOST_PATH], n = 0, m = 0;
    for (uint32_t a = w; n < MOST_PATH && a != SAYSO_NO_WORD; a = c->tree.parent[a]) up[n++] = a;
    for (uint32_t a = d; m < MOST_PATH && a != SAYSO_NO_WORD; a = c->tree.parent[a]) down[m++] = a;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++) {
            if (up[i] != down[j]) continue;
            uint64_t h = 2;
            for (uint32_t k = 0; k < i; k++) h = sayso_hash_mix(h ^ (word_at(c, up[k])->rel + 64u));
            for (uint32_t k = j; k-- > 0;) h = sayso_hash_mix(h ^ word_at(c, down[k])->rel);
            return h;
        }
    return 1;
}

uint32_t sayso_first_conjunct(const sayso_ctx *c, uint32_t w)
{
    /* 8: cycles */
    for (int i = 0;
         i < 8 && c->text->words[w].rel == SAYSO_CONJ && c->tree.parent[w] != SAYSO_NO_WORD; i++)
        w = c->tree.parent[w];
    return w;
}

uint32_t sayso_conjuncts(const sayso_ctx *c, uint32_t w, uint32_t *out, uint32_t cap)
{
    if (cap == 0) return 0;
    uint32_t n = 0;
    out[n++] = w;
    /* treebanks hang the third on the first or on the second: take both */
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t d = sayso_tree_child(c, out[i], SAYSO_CONJ, SAYSO_NO_WORD);
             d != SAYSO_NO_WORD && n < cap; d = sayso_tree_child(c, out[i], SAYSO_CONJ, d))
            out[n++] = d;
    /* *le Kenya et la Jamaïque ont promis …*: parsers hang the second subject on the verb like
     * the first, its conjunction on it */
    const uint8_t rel = c->text->words[w].rel;
    for (uint32_t d = c->tree.next_sibling[w];
         (rel == SAYSO_NSUBJ || rel == SAYSO_OBJ) && d != SAYSO_NO_WORD && n < cap;
         d = c->tree.next_sibling[d])
        if (c->text->words[d].rel == rel &&
            sayso_tree_child(c, d, SAYSO_CC, SAYSO_NO_WORD) != SAYSO_NO_WORD)
            out[n++] = d;
    for (uint32_t i = 1; i < n; i++) { /* few: insertion keeps text order */
        const uint32_t d = out[i];
        uint32_t j = i;
        for (; j > 0 && out[j - 1] > d; j--) out[j] = out[j - 1];
        out[j] = d;
    }
    return n;
}
