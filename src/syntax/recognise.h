/* The best row of name tags of a sentence. Within the room and for its trainer. */
#ifndef SAYSO_SYNTAX_RECOGNISE_H
#define SAYSO_SYNTAX_RECOGNISE_H

#include "text/text.h"

/* Writes tags[n], the well-formed row (every name that begins ends, with one kind all through)
 * of the greatest sum of scores z [n][stride], stride >= SAYSO_N_NAME_TAGS. n <=
 * SAYSO_MOST_WORDS. Method: Viterbi over the states "outside" and "inside a name of kind k". */
void sayso_names_best(const float *z, size_t stride, uint32_t n, uint8_t *tags);

#endif
