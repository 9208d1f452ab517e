/* text_linear: logistic regression over hashed features by FTRL-proximal (McMahan et al., KDD
 * 2013), written as the cells of a sayso_scorer. Sums run in one order and use no library function
 * whose last bit differs between machines. */
#ifndef SAYSO_TRAIN_TEXT_LINEAR_H
#define SAYSO_TRAIN_TEXT_LINEAR_H

#include "text/scorer.h"

/* features[at .. at + n) */
typedef struct sayso_example { uint32_t at; uint16_t n; bool yes; float weight; } sayso_example;

typedef struct sayso_examples {
    sayso_example *items; uint32_t n, cap;
    uint32_t *features;   uint32_t n_features, cap_features;
} sayso_examples;

typedef struct sayso_linear_options {
    uint32_t epochs, least_count; /* rarer features are left out */
    float alpha, beta, l1, l2;
    uint32_t log2;                /* cells of the table */
} sayso_linear_options;

bool sayso_examples_put(sayso_examples *e, const uint32_t *features, uint32_t n, bool yes,
                        float weight);
void sayso_examples_free(sayso_examples *e);

/* cells[1 << log2] is filled; *bias in the cells' units. SAYSO_NO_MEMORY only. */
sayso_status sayso_linear_train(const sayso_examples *e, const sayso_linear_options *o,
                                uint16_t *cells, int32_t *bias, sayso_error *err);

#endif
