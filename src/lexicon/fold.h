/* fold: how words are compared in the lexicon. */
#ifndef SAYSO_LEXICON_FOLD_H
#define SAYSO_LEXICON_FOLD_H

#include "base/base.h"

/* of a folded word; longer words are cut, which no listed word is */
enum {
    LEX_MOST_BYTES = 192, LEX_MOST_BASES = 40
};

/* A word as it is hashed: sayso_text_fold, then ё as е (print mostly does without its dots) and
 * no full stops but in numbers ("U.S." is "us", "sept." is "sept"). Returns the bytes written to
 * out[LEX_MOST_BYTES]. */
uint32_t sayso_lex_fold(sayso_str word, char *out);
uint64_t sayso_lex_fold_hash(sayso_str word);
static inline uint64_t lex_folded_hash(const char *folded, uint32_t n)
{
    const uint64_t h = sayso_hash(folded, n, 1);
    return h ? h : 1;
}
/* Hash of an abbreviation in its own case, full stops left out; never equal to a
 * sayso_lex_fold_hash but by chance. */
uint64_t sayso_lex_exact_hash(sayso_str word);
/* The same of the word written in capitals: *usa*. */
uint64_t sayso_lex_raised_hash(sayso_str word);
/* At least two letters, and all of them capitals. */
bool sayso_lex_all_capitals(sayso_str word);
/* Begins with a capital. */
bool sayso_lex_capital(sayso_str word);

/* Endings of a language, sorted by ending's bytes, then base's. */
typedef struct lex_ending {
    const char *ending, *base;
    uint16_t ending_len, base_len;
    bool common;
} lex_ending;
typedef struct lex_endings {
    const lex_ending *rules; uint32_t n;
    const uint16_t *first;   /* [n_first] open addressing: number of the first rule of an ending,
                                plus one; 0 empty */
    uint32_t n_first;        /* a power of two */
    uint32_t longest;        /* bytes of the longest ending */
} lex_endings;
/* False without memory or with too many rules. `rules` are borrowed, the table lives in the
 * arena. */
bool sayso_lex_endings_make(lex_endings *e, const lex_ending *rules, uint32_t n,
                            sayso_arena *arena);

/* The forms that a folded word may be an inflection of, itself left out: rule by rule, longest
 * ending first. Calls `each` with every one (`common`: forms that only common nouns and
 * adjectives have); at most LEX_MOST_BASES. What is left of the word keeps at least two letters. */
typedef void lex_base_fn(void *context, const char *base, uint32_t n, bool common);
void sayso_lex_bases(const lex_endings *e, const char *folded, uint32_t n, lex_base_fn *each,
                     void *context);
/* Length of the folded word without its longest ending, three letters at least being left; n
 * where none fits. */
uint32_t sayso_lex_stem(const lex_endings *e, const char *folded, uint32_t n);

/* sayso_name_key of a word that sayso_lex_fold or sayso_text_fold has written;
 * out[LEX_MOST_BYTES]. */
uint32_t sayso_lex_folded_key(const char *folded, uint32_t n, char *out);
/* Hash of sayso_name_key, and of the key's consonants (an initial vowel counts as one); 0 where
 * too little is left to tell people apart. `symbols` (may be NULL) receives the length of what
 * was hashed. */
uint64_t sayso_lex_key_hash(const char *key, uint32_t n);
uint64_t sayso_lex_skeleton_hash(const char *key, uint32_t n, uint32_t *symbols);

#endif
