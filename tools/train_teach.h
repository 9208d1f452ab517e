/* Trained networks teach another: what they agree on for text without trees becomes training data. */
#ifndef SAYSO_TRAIN_TEACH_H
#define SAYSO_TRAIN_TEACH_H

#include "base/base.h"
#include "train_net.h"

/* Gives s[n] the trees that the teachers' averaged probabilities favour and, where a sentence's tags are not given (`tags` of
 * it false), the tags. `words` are the sentences' words, writable, in their order. Method: self-training with an ensemble
 * (Sarkar 2001; as distillation, Kuncoro et al. 2016). SAYSO_NO_MEMORY only. */
sayso_status teach(const net *const *teachers, uint32_t n_teachers, net_sentence *s, uint32_t n, net_word *words, bool tags_given, sayso_error *err);

#endif
