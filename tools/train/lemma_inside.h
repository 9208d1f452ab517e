/* What lemma.c, lemma_others.c and lemma_forms.c share. */
#ifndef SAYSO_TRAIN_LEMMA_INSIDE_H
#define SAYSO_TRAIN_LEMMA_INSIDE_H

#include "train/lemma.h"

typedef struct lemma_item {     /* a distinct word of treebanks or lexicon */
    const sayso_word *word;
    uint64_t contexts[SAYSO_LEMMA_CONTEXTS];
    uint32_t rule, weight, now;
} lemma_item;

typedef struct lemma_key { uint64_t hash; uint32_t rule; } lemma_key;

typedef struct lemma_trainer {
    lemma_item *items;  uint32_t n_items, items_cap;
    uint32_t    n_real;         /* items of the treebanks, before those of the lexicon */
    sayso_lemma_rule *rules; uint32_t n_rules, rules_cap;
    sayso_buf   bytes;
    lemma_key  *kept;   uint32_t n_kept, kept_cap;
    uint64_t   *known;  uint32_t n_known, known_cap; /* hashes of lemmas with their UPOS */
    uint64_t   *said;   uint32_t n_said; /* of the lexicon: the lemmas' hashes, the forms' inverted */
    sayso_lemma_letter letters[SAYSO_LEMMA_MOST_LETTERS]; uint32_t n_letters;
} lemma_trainer;

/* Adds to the keys which other rules words of an ending and UPOS follow; false: out of memory. */
bool lemma_others_learn(lemma_trainer *t);
/* Gives a form an entry where features that it may have, but was not seen with, would lead astray
 * (*shot* to *shoe*), and a form of the lexicon where all else gets it wrong. `rules`: what is
 * learnt so far. false: out of memory */
bool lemma_forms_keep(lemma_trainer *t, const sayso_lemmas *rules);

#endif
