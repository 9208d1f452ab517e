/* Features as classes: which bits of a word's feats belong to one attribute. Within the room and
 * for its trainer. */
#ifndef SAYSO_SYNTAX_FEATS_H
#define SAYSO_SYNTAX_FEATS_H

#include "text/text.h"

#define SAYSO_N_ATTRIBUTES 20

/* The bits of attribute a < SAYSO_N_ATTRIBUTES, in UD's order of attributes. */
uint64_t    sayso_attribute_mask(unsigned a);
const char *sayso_attribute_name(unsigned a);

#endif
