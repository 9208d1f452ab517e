/* softmax, inside: what the trainers of classes (softmax.c), of choices (choice.c) and of
 * pairs (pairs.c) share. */
#ifndef SAYSO_TRAIN_SOFTMAX_INSIDE_H
#define SAYSO_TRAIN_SOFTMAX_INSIDE_H

#include "train/softmax.h"

typedef struct cell { float z, n; } cell;

typedef struct trainer {
    const softmax_data *d;
    const softmax_options *o;
    uint32_t K, n_rows;             /* classes; features kept, the bias last */
    uint64_t *hashes;               /* [n_rows - 1] */
    uint32_t *row_of;               /* [n_features of the data] row, or NO_ROW for a rare one */
    cell     *cells;                /* [n_rows][K] */
    const softmax_data *dev;        /* NULL: nothing is scored */
    uint32_t *dev_rows;             /* [n_features of dev] */
    uint64_t  random;
} trainer;

/* Fills hashes, row_of, n_rows and cells from d, o and K; false without memory. */
bool softmax_rows_index(trainer *t);
void softmax_trainer_free(trainer *t);
/* Another order of n numbers. */
void softmax_shuffle(trainer *t, uint32_t *order, uint32_t n);
/* The weight that a cell stands for. */
float softmax_weight(const softmax_options *o, cell c);
/* Row of a feature: of the data learned from, or of dev. */
static inline uint32_t softmax_row_at(const trainer *t, const softmax_data *d, size_t feature)
{
    return d == t->d ? t->row_of[feature] : t->dev_rows[feature];
}

/* The gradient of one step whose examples share rows: gathered, then learned from once a row. */
typedef struct gradient {
    float    *g;                    /* [rows][K] zero but for the touched */
    bool     *is_touched;           /* [rows] */
    uint32_t *touched, n_touched;   /* rows */
} gradient;

bool gradient_new(gradient *b, const trainer *t);
void gradient_free(gradient *b);
/* Adds g [K] to the rows of an example. */
void gradient_add(const trainer *t, gradient *b, const softmax_example *x, const float *g);
/* A step against what was gathered, which is empty again. */
void gradient_learn(trainer *t, gradient *b);

/* Adds the sections of `name`; false without memory. */
bool softmax_write(const trainer *t, const char *name, sayso_file_writer *w);

#endif
