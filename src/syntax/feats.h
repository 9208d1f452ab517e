/* Features by their names, whether they have a bit or are text. Within the room and for its
 * trainer. */
#ifndef SAYSO_SYNTAX_FEATS_H
#define SAYSO_SYNTAX_FEATS_H

#include "text/text.h"

/* One number for all of a word's features, the same whether a feature is a bit or text. */
uint64_t sayso_feats_key(uint64_t feats, const char *morph);
/* Less than, equal to or more than 0, as a comes before b in UD's order of attributes: small
 * letters and capitals alike. */
int      sayso_attribute_order(sayso_str a, sayso_str b);

#endif
