#ifndef SAYSO_TRAIN_LEMMA_H
#define SAYSO_TRAIN_LEMMA_H

#include "syntax/lemma.h"
#include "train/data.h"
#include "train/lexicon.h"

/* Learns lemma rules from all words that have a lemma; files without trees weigh a third.
 * Lemmas of a lexicon (NULL: none) count as known. Adds the
 * lem… sections. */
sayso_status train_lemmas(const treebank *const *t, uint32_t n, lexicon *words,
                          sayso_file_writer *out, sayso_error *err);

#endif
