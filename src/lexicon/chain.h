/* chain: names as runs of pieces, found by hashes that grow piece by piece.
 *
 * A piece is what stands between blanks, hyphens and apostrophes, folded. The hash of a run
 * begins with one that says what is looked for (a language's places, people by key) and takes in
 * piece after piece, so that every beginning of a listed name is a key of the index too: a
 * search goes on only where some name does. Shared by the gazetteer, imported knowledge, and
 * what writes their files. */
#ifndef SAYSO_LEXICON_CHAIN_H
#define SAYSO_LEXICON_CHAIN_H

#include "lexicon/fold.h"
#include "lexicon/lexicon.h"

enum { CHAIN_MOST_PIECES = 8 };

/* postings of names that end here; longer: some name goes on */
typedef struct chain_key { uint64_t hash; uint32_t first; uint16_t n, longer; } chain_key;
_Static_assert(sizeof(chain_key) == 16, "no padding");

/* Keys by hash, and the first key of each value of the hash's topmost `bits` bits. */
typedef struct chain_index {
    const chain_key *keys;    uint32_t n_keys;
    const uint32_t *buckets;  uint32_t bits;   /* [2^bits + 1], from 0 to n_keys, never falling */
} chain_index;

/* The key of a hash, or NULL. A bucket that reaches beyond the keys is empty: large files are
 * not walked at opening. */
const chain_key *sayso_chain_find(const chain_index *x, uint64_t hash);

static inline uint64_t chain_begin(const char *what) { return sayso_hash(what, strlen(what), 7); }
static inline uint64_t chain_next(uint64_t hash, uint64_t piece)
{
    return sayso_hash_mix(hash * 0x9e3779b97f4a7c15ULL + piece);
}

/* The next piece of s at or after *at, which is moved behind it; empty at the end. */
sayso_str sayso_chain_piece(sayso_str s, uint32_t *at);

/* What of a piece is hashed: the folded word, or its cross-script key (the folded word where it
 * has too little of one). */
typedef enum chain_how { CHAIN_FOLDED, CHAIN_KEYED } chain_how;
uint64_t sayso_chain_hash(chain_how how, const char *folded, uint32_t n);

/* A run of whole words that is a key with postings: `n` words from the first on; inflected: by
 * lemma or ending. */
typedef void chain_found_fn(void *context, const chain_key *key, uint32_t n, bool inflected);

typedef struct chain_search {
    const chain_index *index;
    const lex_endings *endings;      /* of the words' language */
    const sayso_word *words; uint32_t n_words;
    chain_how how;
    chain_found_fn *found; void *context;
} chain_search;

/* Calls found for every listed name that begins at words[0]: as written, by lemma, by what the
 * endings make of it. The same name may be found in several ways. Depth is bounded by
 * CHAIN_MOST_PIECES. */
void sayso_chain_walk(const chain_search *s, uint64_t begin);

#endif
