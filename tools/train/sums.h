/* The trainer's arithmetic: matrix products, random numbers, exponentials. Every sum has a fixed
 * order that depends neither on threads nor on vector width, so that the same data give the same
 * model. */
#ifndef SAYSO_TRAIN_SUMS_H
#define SAYSO_TRAIN_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* C [M][N] (+)= A [M][K] * B [K][N]. A's element (i,k) is a[i*a_row + k*a_col], so a transposed A
 * needs no copy; rows of B and C are ldb and ldc apart. N is a multiple of 16. Sums run over k in
 * order. */
typedef struct mat_a { const float *at; size_t row, col; } mat_a;
void mat_mul(float *c, size_t ldc, mat_a a, const float *b, size_t ldb, size_t M, size_t N,
             size_t K, bool add);
void mat_transpose(float *out, const float *in, size_t rows, size_t cols); /* out [cols][rows] */
/* sum[cols] += column sums */
void mat_add_rows(float *sum, const float *x, size_t rows, size_t cols);

/* splitmix64 (Steele, Lea, Flood 2014): one stream per seed. */
typedef struct rng { uint64_t s; } rng;
uint64_t rng_next(rng *r);
float    rng_unit(rng *r);   /* [0, 1) */
float    rng_normal(rng *r); /* about N(0, 1): a sum of uniforms */

float exp_fast(float x);     /* relative error under 1e-6, flushes below -87 to 0 */
float log_fast(float x);     /* x > 0; for losses shown to people */

#endif
