/* choice: training of a choice of one among several candidates, by a log-linear model with one
 * weight a feature (conditional logit); several right ones ought to be equally probable. Stored as
 * softmax.h's with one class. */
#ifndef SAYSO_TRAIN_CHOICE_H
#define SAYSO_TRAIN_CHOICE_H

#include "train/softmax.h"

typedef struct choice { uint32_t first, n; } choice; /* n candidates from item `first` on */

/* An item's class is 1 for a right candidate; each choice has at least one. */
typedef struct choice_data { softmax_data items; choice *all; uint32_t n, cap; } choice_data;

/* Begins a choice among n, whose items follow by softmax_put; false without memory. */
bool choice_begin(choice_data *d, uint32_t n);
void choice_data_free(choice_data *d);
/* Trains and adds the sections of `name`. Prints a line an epoch to standard error, with how often
 * the best of `dev` is right. SAYSO_NO_MEMORY. */
sayso_status choice_train(const choice_data *d, const choice_data *dev, const char *name,
                          const softmax_options *o, sayso_file_writer *w, sayso_error *err);

#endif
