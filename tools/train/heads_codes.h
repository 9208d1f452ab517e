/* heads_codes: gold codes become examples of who is what, and of which country (events/whose.h). */
#ifndef SAYSO_TRAIN_HEADS_CODES_H
#define SAYSO_TRAIN_HEADS_CODES_H

#include "events/whose.h"
#include "train/choice.h"

typedef struct codes_lesson {
    softmax_data role;
    choice_data owner;     /* none, then the document's countries */
    sayso_nations nations;  /* of the document at hand */
    bool *asked;            /* [n_words] whose code has been learned from, likewise */
} codes_lesson;

/* One who takes part, speaks or is named, and his gold code (NULL: none). False only without
 * memory. */
bool codes_learn(codes_lesson *l, const sayso_view *v, const sayso_whose *k, const char *gold);

#endif
