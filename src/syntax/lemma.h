/* Lemmas by edit rules. A rule turns a form into a lemma; which rule is a decision list over
 * ever shorter contexts: the whole form with UPOS and features, the form with UPOS, then endings
 * from long to short with UPOS and features, with UPOS. The trainer keeps only entries that
 * differ from what the next shorter context says. Of the lemmas that endings propose, one that
 * is known (seen in training, or of a dictionary) goes before all others. Where none is, the
 * other rules that words of such an ending and UPOS follow may make a known one. Within the room
 * and for its trainer. */
#ifndef SAYSO_SYNTAX_LEMMA_H
#define SAYSO_SYNTAX_LEMMA_H

#include "model/file.h"
#include "syntax/inputs.h"

enum {
    SAYSO_LEMMA_CONTEXTS = 15, SAYSO_LEMMA_MOST_LETTERS = 16, SAYSO_LEMMA_MOST_CUT = 40,
    SAYSO_LEMMA_FORM = 1,   /* the context of the form with UPOS */
    SAYSO_LEMMA_FORMS = 2,  /* contexts that hold the whole form */
    SAYSO_LEMMA_MOST_PROBES = 64,
    SAYSO_LEMMA_OTHERS = 6, /* endings of 1 to 6 letters have other rules */
    SAYSO_LEMMA_MOST_OTHERS = 6, /* rules of one such ending */
    SAYSO_LEMMA_PROBES = 6  /* bits of the filter for one lemma */
};

/* A letter that lemmas write otherwise than forms do, one kind of apostrophe or е for ё; applied
 * before all else. */
typedef struct sayso_lemma_letter { uint32_t from, to; } sayso_lemma_letter;

/* How the form's letters are cased before the rule's cuts. */
enum { SAYSO_LEMMA_AS_IS, SAYSO_LEMMA_LOWER, SAYSO_LEMMA_TITLE, SAYSO_LEMMA_N_CASES };

/* lemma = prefix + case(form without its first cut_front and last cut_back code points) +
 * suffix. A rule whose cuts exceed the form does not apply. whole: the lemma is prefix alone. */
typedef struct sayso_lemma_rule {
    uint8_t  kase, cut_front, cut_back, whole;
    uint16_t prefix, prefix_len, suffix, suffix_len; /* bytes in lem.bytes */
} sayso_lemma_rule;

/* rule UINT32_MAX: free slot. The rules of one ending that has several stand in their order. */
typedef struct sayso_lemma_key { uint32_t check; uint32_t rule; } sayso_lemma_key;

typedef struct sayso_lemmas {
    const sayso_lemma_rule *rules;  uint32_t n_rules;
    const char             *bytes;  uint32_t n_bytes;
    const sayso_lemma_key  *keys;   uint32_t key_log2;
    const sayso_lemma_letter *letters; uint32_t n_letters;
    const uint8_t          *known;  uint32_t known_log2; /* bits of a Bloom filter: known lemmas with
                                                            their UPOS */
} sayso_lemmas;

/* Sections lem.rules, lem.bytes, lem.keys, lem.letters, lem.lemmas; checked completely. */
sayso_status sayso_lemmas_open(sayso_lemmas *out, const sayso_file *file, sayso_error *err);

/* Hashes of a word's contexts from the most to the least specific, 0 where the form is too short;
 * form, UPOS, features and flags are given. */
void     sayso_lemma_contexts(const sayso_word *w, uint64_t out[SAYSO_LEMMA_CONTEXTS]);
/* Whether context i asks for features. */
bool     sayso_lemma_by_features(uint32_t i);
/* Hashes of the endings that may have other rules, from short to long. */
uint32_t sayso_lemma_others(const sayso_word *w, uint64_t out[SAYSO_LEMMA_OTHERS]);
/* Applies a rule; false where it does not apply or memory ends. The lemma is in the arena, ended
 * by NUL. */
bool sayso_lemma_apply(const sayso_lemmas *l, const sayso_lemma_rule *r, const sayso_word *w,
                       sayso_arena *arena, sayso_str *out);
/* The letter as lemmas write it. */
static inline uint32_t sayso_lemma_letter_of(const sayso_lemma_letter *letters, uint32_t n,
                                             uint32_t c)
{
    for (uint32_t i = 0; i < n; i++)
        if (letters[i].from == c) return letters[i].to;
    return c;
}
/* A known lemma in the filter of 2^log2 bits: its hash, and the bit for each probe. */
static inline uint64_t sayso_lemma_hash(sayso_str lemma, unsigned upos)
{
    /* seeds far apart: short keys are xored with them */
    return sayso_hash(lemma.at, lemma.len, sayso_hash_mix(upos));
}
static inline uint32_t sayso_lemma_bit(uint64_t hash, uint32_t probe, uint32_t log2)
{
    return ((uint32_t)(hash >> 32) + probe * ((uint32_t)hash | 1)) >> (32 - log2);
}
/* The word's lemma: what its form says; else the first known one that its endings propose, that
 * other rules of its endings make, the first proposed at all, the form itself. */
sayso_status sayso_lemma_of(const sayso_lemmas *l, const sayso_word *w, sayso_arena *arena,
                            sayso_str *out);

#endif
