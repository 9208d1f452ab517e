#include "train/sums.h"
#include <math.h>
#include <string.h>

typedef float v16 __attribute__((vector_size(64), aligned(4)));

static inline v16 load(const float *p)
{
    v16 v;
    memcpy(&v, p, sizeof v);
    return v;
}
static inline void store(float *p, v16 v) { memcpy(p, &v, sizeof v); }

/* A block of MR rows by NR*16 columns, held in registers over all of K. */
#define BLOCK(MR, NR)                                                                              \
    static void block_##MR##_##NR(float *c, size_t ldc, mat_a a, const float *b, size_t ldb,       \
                                  size_t K, bool add)                                              \
    {                                                                                              \
        v16 s[MR][NR];                                                                             \
        for (int i = 0; i < MR; i++)                                                               \
            for (int j = 0; j < NR; j++)                                                           \
                s[i][j] = add ? load(c + (size_t)i * ldc + 16 * (size_t)j) : (v16){ 0 };           \
        for (size_t k = 0; k < K; k++) {                                                           \
            v16 bk[NR];                                                                            \
            for (int j = 0; j < NR; j++) bk[j] = load(b + k * ldb + 16 * (size_t)j);               \
            for (int i = 0; i < MR; i++) {                                                         \
                const float x = a.at[(size_t)i * a.row + k * a.col];                               \
                for (int j = 0; j < NR; j++) s[i][j] += x * bk[j];                                 \
            }                                                                                      \
        }                                                                                          \
        for (int i = 0; i < MR; i++)                                                               \
            for (int j = 0; j < NR; j++) store(c + (size_t)i * ldc + 16 * (size_t)j, s[i][j]);     \
    }
BLOCK(6, 2)
BLOCK(1, 2)
BLOCK(6, 1)
BLOCK(1, 1)

void mat_mul(float *c, size_t ldc, mat_a a, const float *b, size_t ldb, size_t M, size_t N,
             size_t K, bool add)
{
    for (size_t j = 0; j < N;) {
        const bool wide = N - j >= 32;
        size_t i = 0;
        for (; i + 6 <= M; i += 6) {
            const mat_a ai = { a.at + i * a.row, a.row, a.col };
            (wide ? block_6_2 : block_6_1)(c + i * ldc + j, ldc, ai, b + j, ldb, K, add);
        }
        for (; i < M; i++) {
            const mat_a ai = { a.at + i * a.row, a.row, a.col };
            (wide ? block_1_2 : block_1_1)(c + i * ldc + j, ldc, ai, b + j, ldb, K, add);
        }
        j += wide ? 32 : 16;
    }
}

void mat_transpose(float *out, const float *in, size_t rows, size_t cols)
{
    for (size_t i0 = 0; i0 < rows; i0 += 16)
        for (size_t j0 = 0; j0 < cols; j0 += 16)
            for (size_t i = i0; i < i0 + 16 && i < rows; i++)
                for (size_t j = j0; j < j0 + 16 && j < cols; j++)
                    out[j * rows + i] = in[i * cols + j];
}

void mat_add_rows(float *sum, const float *x, size_t rows, size_t cols)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++) sum[j] += x[i * cols + j];
}

uint64_t rng_next(rng *r)
{
    uint64_t z = r->s += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

float rng_unit(rng *r) { return (float)(rng_next(r) >> 40) * (1.0f / 16777216.0f); }

float rng_normal(rng *r)
{
    float s = 0;
    for (int i = 0; i < 12; i++) s += rng_unit(r);
    return s - 6.0f;
}

/* e^x = 2^n * e^f with |f| <= ln 2 / 2, e^f by its series to the sixth power. */
float exp_fast(float x)
{
    if (x < -87.0f) return 0.0f;
    if (x > 88.0f) x = 88.0f;
    const float t = x * 1.44269504f, magic = 12582912.0f;
    const float n = (t + magic) - magic;
    const float f = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.0f / 720.0f;
    p = p * f + 1.0f / 120.0f;
    p = p * f + 1.0f / 24.0f;
    p = p * f + 1.0f / 6.0f;
    p = p * f + 0.5f;
    p = p * f + 1.0f;
    p = p * f + 1.0f;
    const uint32_t bits = (uint32_t)((int32_t)n + 127) << 23;
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

float log_fast(float x) { return logf(x); }
