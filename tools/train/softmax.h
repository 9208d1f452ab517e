/* softmax: training of the classifiers of model/softmax.h by FTRL-proximal (McMahan et al., KDD
 * 2013), one example at a time in a shuffled order that depends on the seed alone, so that the same
 * data give the same model. */
#ifndef SAYSO_TRAIN_SOFTMAX_H
#define SAYSO_TRAIN_SOFTMAX_H

#include "model/softmax.h"

/* features[at .. at + n) */
typedef struct softmax_example { size_t at; uint16_t n; uint8_t class; } softmax_example;

typedef struct softmax_data {
    softmax_example *items; uint32_t n, cap;
    uint64_t *features;     size_t n_features, cap_features;
} softmax_data;

typedef struct softmax_options {
    uint32_t epochs, least_count;   /* features met more rarely are left out */
    float alpha, beta, l1, l2;      /* as in the paper */
    float dropout;                  /* of features, while training */
    /* share of steps that leave out all features that name a language's words
     * (SAYSO_SOFTMAX_NAMES_WORDS), so that the others learn to do without */
    float wordless;
} softmax_options;

softmax_options softmax_options_default(void);
/* false without memory */
bool softmax_put(softmax_data *d, const uint64_t *features, uint32_t n, unsigned class);
void softmax_data_free(softmax_data *d);
/* Trains and adds the sections of `name`. Prints a line an epoch to standard error, with the F1 on
 * `dev` (NULL: none) of all classes but the first, "none", from some least probabilities on.
 * SAYSO_NO_MEMORY. */
sayso_status softmax_train(const softmax_data *d, const softmax_data *dev, const char *name,
                           uint32_t n_classes, const softmax_options *o, sayso_file_writer *w,
                           sayso_error *err);

#endif
