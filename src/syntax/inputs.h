/* What the network sees of a word: hashes of its folded form, affixes, stems and shape. One
 * function serves the trainer and the program, so that both see the same. Within the room and
 * for its trainer. */
#ifndef SAYSO_SYNTAX_INPUTS_H
#define SAYSO_SYNTAX_INPUTS_H

#include "text/text.h"

enum {
    SAYSO_MOST_FEATURES = 32,
    /* code points of a form that are looked at; of a longer one the first and last 24 */
    SAYSO_MOST_POINTS = 48,
};

/* A form without what writers vary: lower case, one kind of apostrophe and quote, every digit 0,
 * no soft hyphen or accent mark of its own, ё as е. `n` <= SAYSO_MOST_POINTS; broken bytes count
 * as U+FFFD. */
typedef struct sayso_folded { uint32_t n; uint32_t at[SAYSO_MOST_POINTS]; } sayso_folded;
void sayso_fold(sayso_str form, sayso_folded *out);

/* Where a word stands, as far as its features ask. */
enum { SAYSO_AT_START = 1, SAYSO_AT_END = 2, SAYSO_AFTER_SPACE = 4 };

/* Writes the word's feature hashes, at most SAYSO_MOST_FEATURES, none 0; returns how many. The
 * first is the form's. */
uint32_t sayso_features_of(const sayso_word *w, unsigned place, uint64_t out[SAYSO_MOST_FEATURES]);
/* The place of word i of n. */
unsigned sayso_place_of(const sayso_word *words, uint32_t i, uint32_t n);

#endif
