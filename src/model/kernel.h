/* Scoring kernels: products of 8-bit matrices and the little float work between them.
 *
 * Weights are signed bytes with a scale a row; inputs are bytes u = 128 + x / scale with a scale a token, so that
 * sum((u - 128) w) is an exact 32-bit integer on every machine. What follows is IEEE single arithmetic, element by element,
 * in a fixed order and without fused operations, by functions of our own: all variants give the same bits, and a test
 * holds them to it. The variant (plain C, AVX2, AVX-512 VNNI) is chosen once by what the processor offers. */
#ifndef SAYSO_MODEL_KERNEL_H
#define SAYSO_MODEL_KERNEL_H

#include "base/base.h"

enum {
    SAYSO_LANES = 16,        /* rows are padded to whole ones */
    SAYSO_MOST_INPUTS = 1024, /* of a matrix */
    SAYSO_MOST_CLASSES = 64, /* of a classifier */
};

/* W [rows][inputs], both whole 16s; all arrays are borrowed. */
typedef struct sayso_matrix {
    uint32_t       rows, inputs;
    const int8_t  *packed;   /* [rows/16][inputs/4][16][4] */
    const float   *scale;    /* [rows] */
    const float   *bias;     /* [rows] */
    const int32_t *offset;   /* [rows] -128 * sum of the row */
} sayso_matrix;

enum { SAYSO_DIGEST_LANES = 64, SAYSO_DIGEST_BLOCK = 4 * SAYSO_DIGEST_LANES }; /* words; bytes */

typedef struct sayso_kernels {
    const char *name;
    /* y[n][rows] = W x + bias for n tokens; x [n][inputs], x_scale [n]. */
    void (*product)(float *y, const uint8_t *x, const float *x_scale, uint32_t n, const sayso_matrix *w);
    /* x[n][width] to bytes and a scale a token; width a whole 16. A token of zeros gets scale 0. */
    void (*quantise)(uint8_t *out, float *scale, const float *x, uint32_t n, uint32_t width);
    /* One direction of a recurrent layer (syntax/layout.h): u [n][u_step] holds z f r at 0, H, 2H; skip [n][skip_step];
     * h [n][h_step]; c [H] is scratch. `backward` runs from the last token. H a whole 16. */
    void (*recur)(float *h, size_t h_step, const float *u, size_t u_step, const float *skip, size_t skip_step, float *c, uint32_t n, uint32_t H, bool backward);
    /* out[n][columns] = a[n][k] b[k][columns]; a's rows are a_step apart; columns a whole 16. */
    void (*scores)(float *out, const float *a, size_t a_step, const float *b, uint32_t n, uint32_t k, uint32_t columns);
    /* x[width] = scale * sum of the table's rows; width a whole 32, at most SAYSO_MOST_INPUTS; n_rows <= 256. */
    void (*row_sum)(float *x, const int8_t *table, const uint32_t *rows, uint32_t n_rows, uint32_t width, float scale);
    /* out[K] = sum of the table's rows of K numbers that begin at `at`; K <= SAYSO_MOST_CLASSES, n <= 256. */
    void (*class_sum)(int32_t *out, const int8_t *table, const uint32_t *at, uint32_t n, uint32_t K);
    /* Mixes blocks of SAYSO_DIGEST_BLOCK bytes into a digest in the making. */
    void (*digest)(uint32_t lanes[SAYSO_DIGEST_LANES], const uint8_t *bytes, size_t n_blocks);
    /* out[n] = a + b where that is positive, an eighth of it elsewhere. */
    void (*bend)(float *out, const float *a, const float *b, uint32_t n);
} sayso_kernels;

/* The best variant for this processor; immutable. */
const sayso_kernels *sayso_kernels_best(void);
/* Variant i, slowest (plain C) first, or NULL where there are no more or this processor cannot run it. For tests. */
const sayso_kernels *sayso_kernels_at(unsigned i);

/* Packs w [rows][inputs] as above. */
void sayso_matrix_pack(int8_t *packed, const int8_t *w, uint32_t rows, uint32_t inputs);
/* offset[rows] of a packed matrix. */
void sayso_matrix_offsets(int32_t *offset, const int8_t *packed, uint32_t rows, uint32_t inputs);

#endif
