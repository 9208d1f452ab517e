/* text_noise: copies of training paragraphs as news spoils them, so that a splitter does not take a
 * treebank's tidiness for a law: names made of common words, other quotation marks, text in
 * capitals. */
#ifndef SAYSO_TRAIN_TEXT_NOISE_H
#define SAYSO_TRAIN_TEXT_NOISE_H

#include "train/text_gold.h"

/* Appends a noisy copy of each of the paragraphs that are there; it is marked so. Deterministic.
 * False without memory. */
bool sayso_gold_noise(sayso_gold *g);

#endif
