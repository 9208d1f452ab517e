/* heads_reference: gold mentions become examples of whom pronouns and descriptions stand for
 * (who/reference.h). */
#ifndef SAYSO_TRAIN_HEADS_REFERENCE_H
#define SAYSO_TRAIN_HEADS_REFERENCE_H

#include "train/choice.h"
#include "engine/engine.h"
#include "train/heads.h"

/* What was learned, ready to be asked. */
typedef struct learned_referee {
    sayso_referee referee;
    sayso_softmax softmax;
    sayso_file file;
    void *bytes;            /* of the file */
} learned_referee;

/* Teaches from d's readings and discourse, adds the sections of `refer` and opens them for the heads
 * that learn after it. Fails as heads_train. */
sayso_status reference_train(const heads_data *d, sayso_reader *reader, sayso_file_writer *w,
                             learned_referee *out, sayso_error *err);
void learned_referee_free(learned_referee *r);

#endif
