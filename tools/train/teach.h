/* Trained networks teach another: what they agree on for text without trees becomes training data.
 */
#ifndef SAYSO_TRAIN_TEACH_H
#define SAYSO_TRAIN_TEACH_H

#include "base/base.h"
#include "train/net.h"

/* Gives s[n] what is not known of them (tags, tree, names) as the teachers' averaged probabilities
 * favour it. `words` are the sentences' words, writable, in their order. Method: self-training with
 * an ensemble (Sarkar 2001; as distillation, Kuncoro et al. 2016). SAYSO_NO_MEMORY only. */
sayso_status teach(const net *const *teachers, uint32_t n_teachers, net_sentence *s, uint32_t n,
                   net_word *words, sayso_error *err);

#endif
