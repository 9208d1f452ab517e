/* choices: training of a choice of one among several that are told by features of their own: whose
 * country is it, of those that the document names, or none (events/whose.h)?
 *
 * Log-linear: each has a sum, and the soft-max of the sums is how probable each is. Trained and
 * stored as softmax.h's with one class. */
#ifndef SAYSO_TRAIN_CHOICES_H
#define SAYSO_TRAIN_CHOICES_H

#include "train/softmax.h"

typedef struct choices_group { uint32_t first, n; } choices_group; /* n items from item `first` on */

/* An item has class 1 where it is right; exactly one of a group is. Item 0 of a group is "none". */
typedef struct choices_data {
    softmax_data items;
    choices_group *groups; uint32_t n, cap;
} choices_data;

/* Begins a group of n items, which follow by softmax_put; false without memory. */
bool choices_begin(choices_data *d, uint32_t n);
void choices_data_free(choices_data *d);
/* Trains and adds the sections of `name`. Prints a line an epoch to standard error, with how often
 * the best of `dev` (NULL: none) is right, and how often where "none" is not. SAYSO_NO_MEMORY. */
sayso_status choices_train(const choices_data *d, const choices_data *dev, const char *name,
                           const softmax_options *o, sayso_file_writer *w, sayso_error *err);

#endif
