/* softmax: multinomial logistic regression over hashed features, in a model file.
 *
 * Features are 64-bit hashes; those that training kept have a row of int8 weights, one a class. A
 * row's sum is exact (integers), so the same features give the same bits on any machine. Method:
 * logistic regression trained by FTRL-proximal (McMahan et al., KDD 2013), whose L1 term leaves few
 * rows; tools/train/softmax.c.
 *
 * Sections of a file, for a classifier NAME of at most 8 letters:
 *   NAME.head   one sayso_softmax_head
 *   NAME.keys   sayso_softmax_key [2^key_log2]  open addressing from the hash's top bits, by steps
 * of one NAME.rows   i8 [n_rows][n_classes]          times scale NAME.bias   float [n_classes] */
#ifndef SAYSO_MODEL_SOFTMAX_H
#define SAYSO_MODEL_SOFTMAX_H

#include "model/file.h"
#include "model/kernel.h"

enum { SAYSO_SOFTMAX_MOST_CLASSES = SAYSO_MOST_CLASSES, SAYSO_SOFTMAX_MOST_PROBES = 64 };
#define SAYSO_SOFTMAX_NO_ROW UINT32_MAX
/* Set in a feature that names a language's own words; training can leave those out at times. */
#define SAYSO_SOFTMAX_NAMES_WORDS UINT64_C(1)

typedef struct sayso_softmax_head {
    uint32_t n_classes, key_log2, n_rows;
    float scale;
} sayso_softmax_head;
/* check: the hash's low half */
typedef struct sayso_softmax_key { uint32_t check, row; } sayso_softmax_key;

typedef struct sayso_softmax {
    sayso_softmax_head head;
    const sayso_softmax_key *keys;  /* [2^key_log2] borrowed from the file */
    const int8_t *rows;             /* [n_rows][n_classes] likewise */
    const float  *bias;             /* [n_classes] likewise */
    const sayso_kernels *kernels;   /* this processor's */
} sayso_softmax;

/* Checks the sections of `name`, completely; n_classes must be what the caller expects.
 * SAYSO_BAD_MODEL. */
sayso_status sayso_softmax_open(sayso_softmax *out, const sayso_file *f, const char *name,
                                uint32_t n_classes, sayso_error *err);

/* Probabilities of the classes given n features. out [n_classes], caller's; they sum to 1 but for
 * rounding. */
void sayso_softmax_score(const sayso_softmax *m, const uint64_t *features, uint32_t n, float *out);

/* The same before it is made probabilities: what speaks for each class. */
void sayso_softmax_sum(const sayso_softmax *m, const uint64_t *features, uint32_t n, float *out);

/* e^x for x <= 0, within 1e-6, the same bits on any machine; 0 below -30. */
float sayso_exp_down(float x);

#endif
