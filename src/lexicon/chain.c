/* Walking names piece by piece: the hash of each beginning is a key itself, so that names are
 * met as in a trie, without one. */
#include "lexicon/chain.h"

const chain_key *sayso_chain_find(const chain_index *x, uint64_t hash)
{
    const uint32_t *bucket = x->buckets + (hash >> (64 - x->bits));
    const uint32_t end = bucket[1] <= x->n_keys ? bucket[1] : 0;
    for (uint32_t i = bucket[0]; i < end && x->keys[i].hash <= hash; i++)
        if (x->keys[i].hash == hash) return &x->keys[i];
    return NULL;
}

sayso_str sayso_chain_piece(sayso_str s, uint32_t *at)
{
    uint32_t i = *at;
    sayso_str piece = { s.at, 0 };
    for (; i < s.len; i++) {
        const uint8_t b = (uint8_t)s.at[i];
        /* U+2010 … U+2019: hyphens, dashes and typographic apostrophes */
        const bool wide = b == 0xe2 && i + 2 < s.len && (uint8_t)s.at[i + 1] == 0x80 &&
                          (uint8_t)s.at[i + 2] >= 0x90 && (uint8_t)s.at[i + 2] <= 0x99;
        if (b == ' ' || b == '-' || b == '\'' || wide) {
            if (piece.len) break;
            i += wide ? 2u : 0u;
        } else {
            if (!piece.len) piece.at = s.at + i;
            piece.len++;
        }
    }
    *at = i;
    return piece;
}

uint64_t sayso_chain_hash(chain_how how, const char *folded, uint32_t n)
{
    char key[LEX_MOST_BYTES];
    const uint64_t keyed = how == CHAIN_KEYED
                               ? sayso_lex_key_hash(key, sayso_lex_folded_key(folded, n, key))
                               : 0;
    return keyed ? keyed : lex_folded_hash(folded, n);
}

typedef struct chain_step { /* a piece of a word: where it begins, and what came before it */
    const chain_search *s;
    uint64_t before;
    uint32_t word, at;     /* index of the word; byte behind the piece */
    uint32_t pieces;       /* with this one */
    bool inflected;
    uint64_t tried[LEX_MOST_BASES]; uint32_t n_tried; /* different forms may hash alike: each is
                                                         followed once */
} chain_step;

static void chain_from(const chain_search *s, uint64_t hash, uint32_t word, uint32_t at,
                       uint32_t pieces, bool inflected);

static void step_take(chain_step *t, uint64_t piece, bool inflected)
{
    for (uint32_t i = 0; i < t->n_tried; i++)
        if (t->tried[i] == piece) return;
    if (t->n_tried < LEX_MOST_BASES) t->tried[t->n_tried++] = piece;
    const uint64_t hash = chain_next(t->before, piece);
    const chain_key *k = sayso_chain_find(t->s->index, hash);
    if (!k) return;
    uint32_t at = t->at;
    /* a name ends with a word */
    const bool ends = sayso_chain_piece(t->s->words[t->word].form, &at).len == 0;
    inflected |= t->inflected;
    if (ends && k->n) t->s->found(t->s->context, k, t->word + 1, inflected);
    if (k->longer)
        chain_from(t->s, hash, ends ? t->word + 1 : t->word, ends ? 0 : t->at, t->pieces,
                   inflected);
}

static void base_take(void *context, const char *base, uint32_t n, bool common)
{
    chain_step *t = context;
    if (!common) step_take(t, sayso_chain_hash(t->s->how, base, n), true);
}

static void chain_from(const chain_search *s, uint64_t hash, uint32_t word, uint32_t at,
                       uint32_t pieces, bool inflected)
{
    if (word >= s->n_words || pieces >= CHAIN_MOST_PIECES) return;
    char folded[LEX_MOST_BYTES];
    const sayso_word *w = &s->words[word];
    chain_step t = { .s = s, .before = hash, .word = word, .pieces = pieces + 1,
                     .inflected = inflected, .n_tried = 0 };
    const sayso_str piece = sayso_chain_piece(w->form, &at);
    if (!piece.len) return;
    t.at = at;
    const uint32_t n = sayso_lex_fold(piece, folded);
    step_take(&t, sayso_chain_hash(s->how, folded, n), false);
    if (piece.len == w->form.len && w->lemma.len) {
        char lemma[LEX_MOST_BYTES];
        step_take(&t, sayso_chain_hash(s->how, lemma, sayso_lex_fold(w->lemma, lemma)), true);
    }
    sayso_lex_bases(s->endings, folded, n, base_take, &t);
}

void sayso_chain_walk(const chain_search *s, uint64_t begin)
{
    chain_from(s, begin, 0, 0, 0, false);
}
