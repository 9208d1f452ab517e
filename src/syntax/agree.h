/* agree: subject and object of a finite verb, told apart by agreement and case where the parser did
 * not. Within the room. */
#ifndef SAYSO_SYNTAX_AGREE_H
#define SAYSO_SYNTAX_AGREE_H

#include "text/text.h"

/* Completes the relations of one sentence's words in place; heads stay as they are. */
void sayso_agree(sayso_word *words, uint32_t n);

#endif
