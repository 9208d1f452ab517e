/* pairs: training of a choice of two among the nominals of an event, nobody among them: its actor
 * and its recipient, which are judged together (events/sides.h, events/judge.h).
 *
 * The probability of a pair is that of a log-linear model over what speaks for the one as actor, for
 * the other as recipient, and for both together; several gold pairs (coordination) are one class.
 * Trained and stored as softmax.h's: classes 1 and 2 are actor and recipient of a nominal, class 0 is
 * the pair. */
#ifndef SAYSO_TRAIN_PAIRS_H
#define SAYSO_TRAIN_PAIRS_H

#include "train/softmax.h"

typedef struct pairs_event { uint32_t first, n; } pairs_event; /* n nominals from item `first` on */

/* Items: n nominals of an event, the first of them nobody, then its n * n pairs, actor by actor. An
 * item's class has bit 0 for a gold actor, bit 1 for a gold recipient; of a pair it is 0. */
typedef struct pairs_data { softmax_data items; pairs_event *events; uint32_t n, cap; } pairs_data;

/* Begins an event of n nominals, whose items follow by softmax_put; false without memory. */
bool pairs_begin(pairs_data *d, uint32_t n);
void pairs_data_free(pairs_data *d);
/* Trains and adds the sections of `name`. Prints a line an epoch to standard error, with how often
 * the best pair of `dev` is right. SAYSO_NO_MEMORY. */
sayso_status pairs_train(const pairs_data *d, const pairs_data *dev, const char *name,
                         const softmax_options *o, sayso_file_writer *w, sayso_error *err);

#endif
