#include "model/kernel.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define SAYSO_X86 1
#include <immintrin.h>
#else
#define SAYSO_X86 0
#endif

#define INLINE static inline __attribute__((always_inline))

/* ---- bodies in plain C: compiled once for each variant, the compiler widens them ---- */

INLINE float gate(float u) { return 0.5f + 0.5f * u / (1.0f + __builtin_fabsf(u)); }

INLINE void recur_step(float *restrict h, const float *restrict u, const float *restrict skip, float *restrict c, uint32_t H)
{
    for (uint32_t i = 0; i < H; i++) {
        const float f = gate(u[H + i]), o = gate(u[2 * H + i]);
        const float ci = f * c[i] + (1.0f - f) * u[i];
        c[i] = ci;
        h[i] = o * ci + (1.0f - o) * skip[i];
    }
}

INLINE void recur_body(float *h, size_t h_step, const float *u, size_t u_step, const float *skip, size_t skip_step, float *c, uint32_t n, uint32_t H, bool backward)
{
    memset(c, 0, H * sizeof *c);
    for (uint32_t k = 0; k < n; k++) {
        const size_t t = backward ? n - 1 - k : k;
        recur_step(h + t * h_step, u + t * u_step, skip + t * skip_step, c, H);
    }
}

/* |x| compares as its bits do, and integers may be compared in any order. */
INLINE uint32_t most_bits(const float *x, uint32_t n)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t b;
        memcpy(&b, x + i, sizeof b);
        b &= 0x7fffffffu;
        most = b > most ? b : most;
    }
    return most;
}

/* Adding 1.5 * 2^23 leaves the integer, rounded to even, in the low bits. */
INLINE void round_body(uint8_t *restrict out, const float *restrict x, float by, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const float y = x[i] * by + 12582912.0f;
        uint32_t b;
        memcpy(&b, &y, sizeof b);
        out[i] = (uint8_t)(b + 128u);
    }
}

INLINE void quantise_body(uint8_t *out, float *scale, const float *x, uint32_t n, uint32_t width)
{
    for (uint32_t t = 0; t < n; t++, x += width, out += width) {
        const uint32_t bits = most_bits(x, width);
        float most;
        memcpy(&most, &bits, sizeof most);
        const bool usable = most > 1e-30f && most < 1e30f; /* also false for what is not a number */
        scale[t] = usable ? most / 127.0f : 0.0f;
        if (usable) round_body(out, x, 127.0f / most, width);
        else memset(out, 128, width);
    }
}

typedef float v16 __attribute__((vector_size(64), aligned(4)));

/* ROWS tokens by 16 columns at a time; sums run over k in order. */
#define SCORES_BLOCK(ROWS) \
    INLINE void scores_block_##ROWS(float *out, const float *a, size_t a_step, const float *b, uint32_t k, uint32_t columns) \
    { \
        for (uint32_t j = 0; j < columns; j += SAYSO_LANES) { \
            v16 s[ROWS] = { { 0 } }; \
            for (uint32_t i = 0; i < k; i++) { \
                v16 row; \
                memcpy(&row, b + (size_t)i * columns + j, sizeof row); \
                for (unsigned t = 0; t < (ROWS); t++) s[t] = s[t] + row * a[t * a_step + i]; \
            } \
            for (unsigned t = 0; t < (ROWS); t++) memcpy(out + (size_t)t * columns + j, &s[t], sizeof s[t]); \
        } \
    }
SCORES_BLOCK(4)
SCORES_BLOCK(1)

INLINE void scores_body(float *out, const float *a, size_t a_step, const float *b, uint32_t n, uint32_t k, uint32_t columns)
{
    uint32_t t = 0;
    for (; t + 4 <= n; t += 4) scores_block_4(out + (size_t)t * columns, a + t * a_step, a_step, b, k, columns);
    for (; t < n; t++) scores_block_1(out + (size_t)t * columns, a + t * a_step, a_step, b, k, columns);
}

typedef int16_t h32 __attribute__((vector_size(64)));
typedef int8_t b32 __attribute__((vector_size(32)));
typedef float f32 __attribute__((vector_size(128)));

/* CHUNKS times 32 columns, in registers over all rows. */
#define ROW_SUM_BLOCK(CHUNKS) \
    INLINE void row_sum_block_##CHUNKS(float *x, const int8_t *table, const uint32_t *rows, uint32_t n_rows, uint32_t width, float scale) \
    { \
        h32 sum[CHUNKS] = { { 0 } }; \
        for (uint32_t r = 0; r < n_rows; r++) { \
            const int8_t *row = table + (size_t)rows[r] * width; \
            for (unsigned j = 0; j < (CHUNKS); j++) { \
                b32 part; \
                memcpy(&part, row + 32 * j, sizeof part); \
                sum[j] += __builtin_convertvector(part, h32); \
            } \
        } \
        for (unsigned j = 0; j < (CHUNKS); j++) { \
            const f32 y = __builtin_convertvector(sum[j], f32) * scale; \
            memcpy(x + 32 * j, &y, sizeof y); \
        } \
    }
ROW_SUM_BLOCK(4)
ROW_SUM_BLOCK(1)

INLINE void row_sum_body(float *x, const int8_t *table, const uint32_t *rows, uint32_t n_rows, uint32_t width, float scale)
{
    uint32_t i = 0;
    for (; i + 128 <= width; i += 128) row_sum_block_4(x + i, table + i, rows, n_rows, width, scale);
    for (; i < width; i += 32) row_sum_block_1(x + i, table + i, rows, n_rows, width, scale);
}

/* WIDTH classes at a time, summed in 16 bits over all rows. */
#define CLASS_SUM_BLOCK(WIDTH) \
    typedef int8_t class_bytes_##WIDTH __attribute__((vector_size(WIDTH))); \
    typedef int16_t class_sums_##WIDTH __attribute__((vector_size(2 * (WIDTH)))); \
    INLINE void class_sum_block_##WIDTH(int32_t *out, const int8_t *table, const uint32_t *at, uint32_t n) \
    { \
        class_sums_##WIDTH sum = { 0 }; \
        for (uint32_t i = 0; i < n; i++) { \
            class_bytes_##WIDTH part; \
            memcpy(&part, table + at[i], sizeof part); \
            sum += __builtin_convertvector(part, class_sums_##WIDTH); \
        } \
        for (unsigned k = 0; k < (WIDTH); k++) out[k] = sum[k]; \
    }
CLASS_SUM_BLOCK(16)
CLASS_SUM_BLOCK(4)

/* Three classes at most: K is a constant wherever this is called. */
INLINE void class_sum_few(int32_t *out, const int8_t *table, const uint32_t *at, uint32_t n, const uint32_t K)
{
    int32_t sum[3] = { 0 };
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < K; k++) sum[k] += table[at[i] + k];
    memcpy(out, sum, K * sizeof *out);
}

/* The last block reaches back into the one before it, so that nothing is read behind the row. */
INLINE void class_sum_body(int32_t *out, const int8_t *table, const uint32_t *at, uint32_t n, uint32_t K)
{
    if (K == 1) class_sum_few(out, table, at, n, 1);
    else if (K == 2) class_sum_few(out, table, at, n, 2);
    else if (K == 3) class_sum_few(out, table, at, n, 3);
    else if (K < 16)
        for (uint32_t k = 0; k < K; k += 4) {
            const uint32_t first = k + 4 > K ? K - 4 : k;
            class_sum_block_4(out + first, table + first, at, n);
        }
    else
        for (uint32_t k = 0; k < K; k += 16) {
            const uint32_t first = k + 16 > K ? K - 16 : k;
            class_sum_block_16(out + first, table + first, at, n);
        }
}

typedef uint32_t u8 __attribute__((vector_size(32)));

/* Each lane takes every 64th word; a step can be undone, so that no single change is lost. */
INLINE void digest_body(uint32_t *lanes, const uint8_t *bytes, size_t n_blocks)
{
    u8 d[8];
    memcpy(d, lanes, sizeof d);
    for (; n_blocks; n_blocks--, bytes += sizeof d)
        for (unsigned j = 0; j < 8; j++) {
            u8 words;
            memcpy(&words, bytes + sizeof words * j, sizeof words);
            d[j] = (d[j] ^ words) * 0x9e3779b1u;
            d[j] ^= d[j] >> 15;
        }
    memcpy(lanes, d, sizeof d);
}

INLINE void bend_body(float *restrict out, const float *restrict a, const float *restrict b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const float u = a[i] + b[i];
        out[i] = u > 0.0f ? u : u * 0.125f;
    }
}

/* From a block of 16 sums to outputs. */
INLINE void finish_body(float *y, const int32_t *sum, float x_scale, const float *scale, const float *bias)
{
    for (unsigned i = 0; i < SAYSO_LANES; i++) y[i] = (float)sum[i] * (scale[i] * x_scale) + bias[i];
}

/* ---- plain C ---- */

static void product_c(float *y, const uint8_t *x, const float *x_scale, uint32_t n, const sayso_matrix *w)
{
    for (uint32_t r = 0; r < w->rows; r += SAYSO_LANES) {
        const int8_t *block = w->packed + (size_t)r * w->inputs;
        for (uint32_t t = 0; t < n; t++) {
            const uint8_t *xt = x + (size_t)t * w->inputs;
            int32_t sum[SAYSO_LANES];
            memcpy(sum, w->offset + r, sizeof sum);
            for (uint32_t k = 0; k < w->inputs; k += 4)
                for (unsigned i = 0; i < SAYSO_LANES; i++) {
                    const int8_t *q = block + (size_t)k * SAYSO_LANES + i * 4;
                    sum[i] += xt[k] * q[0] + xt[k + 1] * q[1] + xt[k + 2] * q[2] + xt[k + 3] * q[3];
                }
            finish_body(y + (size_t)t * w->rows + r, sum, x_scale[t], w->scale + r, w->bias + r);
        }
    }
}

/* The float kernels of one variant. */
#define FLOAT_KERNELS(suffix, attributes) \
    attributes static void quantise_##suffix(uint8_t *out, float *scale, const float *x, uint32_t n, uint32_t width) { quantise_body(out, scale, x, n, width); } \
    attributes static void recur_##suffix(float *h, size_t h_step, const float *u, size_t u_step, const float *skip, size_t skip_step, float *c, uint32_t n, uint32_t H, bool backward) \
    { \
        recur_body(h, h_step, u, u_step, skip, skip_step, c, n, H, backward); \
    } \
    attributes static void scores_##suffix(float *out, const float *a, size_t a_step, const float *b, uint32_t n, uint32_t k, uint32_t columns) \
    { \
        scores_body(out, a, a_step, b, n, k, columns); \
    } \
    attributes static void row_sum_##suffix(float *x, const int8_t *table, const uint32_t *rows, uint32_t n_rows, uint32_t width, float scale) \
    { \
        row_sum_body(x, table, rows, n_rows, width, scale); \
    } \
    attributes static void class_sum_##suffix(int32_t *out, const int8_t *table, const uint32_t *at, uint32_t n, uint32_t K) { class_sum_body(out, table, at, n, K); } \
    attributes static void digest_##suffix(uint32_t *lanes, const uint8_t *bytes, size_t n_blocks) { digest_body(lanes, bytes, n_blocks); } \
    attributes static void bend_##suffix(float *out, const float *a, const float *b, uint32_t n) { bend_body(out, a, b, n); } \
    static const sayso_kernels kernels_##suffix = { #suffix, product_##suffix, quantise_##suffix, recur_##suffix, scores_##suffix, row_sum_##suffix, class_sum_##suffix, digest_##suffix, bend_##suffix };

FLOAT_KERNELS(c, )

#if SAYSO_X86
/* Tokens are dealt evenly to as few blocks as do: 21 are 11 and 10, not 12, 4, 4 and 1. */
static uint32_t parts_of(uint32_t n, uint32_t most) { return (n + most - 1) / most; }
static uint32_t part_size(uint32_t left, uint32_t parts) { return (left + parts - 1) / parts; }

/* ---- AVX2: bytes are widened to 16 bits, so that no sum saturates ---- */

#define AVX2 __attribute__((target("avx2")))

/* 8 rows' sums out of pairs of partial ones, in order. */
AVX2 INLINE void finish_avx2(float *y, const __m256i s[2], float x_scale, const sayso_matrix *w, uint32_t r)
{
    const __m256i sum = _mm256_permute4x64_epi64(_mm256_hadd_epi32(s[0], s[1]), 0xD8);
    const __m256 scale = _mm256_mul_ps(_mm256_loadu_ps(w->scale + r), _mm256_set1_ps(x_scale));
    _mm256_storeu_ps(y, _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sum), scale), _mm256_loadu_ps(w->bias + r)));
}

/* One token's inputs as the blocks want them: each four of them four times in a row, `step` numbers from one four to the
 * next. Products then take them from memory, which costs no instruction. */
AVX2 static void widen_avx2(int16_t *out, size_t step, const uint8_t *x, uint32_t inputs)
{
    for (uint32_t k = 0; k < inputs; k += 4, out += step) {
        uint32_t four;
        memcpy(&four, x + k, sizeof four);
        _mm256_storeu_si256((__m256i *)(void *)out, _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128((int)four))));
    }
}

AVX2 INLINE __m256i weights_avx2(const int8_t *at) { return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)at)); }

/* Four inputs of M tokens times 8 rows, the sums in registers. */
#define AVX2_STEP(M) \
    AVX2 INLINE void step_avx2_##M(__m256i s[M][2], const int16_t *x, const int8_t *block) \
    { \
        for (unsigned i = 0; i < 2; i++) { \
            const __m256i wk = weights_avx2(block + 16 * i); \
            for (unsigned t = 0; t < (M); t++) s[t][i] = _mm256_add_epi32(s[t][i], _mm256_madd_epi16(wk, _mm256_loadu_si256((const __m256i *)(const void *)(x + 16 * t)))); \
        } \
    }
/* All rows for M tokens, whose inputs lie mixed: x [inputs/4][M][4 of them four times]. */
#define AVX2_BLOCK(M) \
    AVX2_STEP(M) \
    AVX2 static void block_avx2_##M(float *y, const int16_t *x, const float *x_scale, const sayso_matrix *w) \
    { \
        for (uint32_t r = 0; r < w->rows; r += 8) { \
            const int8_t *block = w->packed + (size_t)(r / 16) * 16 * w->inputs + r % 16 * 4; \
            __m256i s[M][2]; \
            for (unsigned t = 0; t < (M); t++) \
                for (unsigned i = 0; i < 2; i++) s[t][i] = _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)(w->offset + r + 4 * i))); \
            for (const int16_t *xk = x, *end = x + 4 * (M) * w->inputs; xk < end; xk += 16 * (M), block += 64) step_avx2_##M(s, xk, block); \
            for (unsigned t = 0; t < (M); t++) finish_avx2(y + t * (size_t)w->rows + r, s[t], x_scale[t], w, r); \
        } \
    }
AVX2_BLOCK(1) AVX2_BLOCK(2) AVX2_BLOCK(3) AVX2_BLOCK(4) AVX2_BLOCK(5) AVX2_BLOCK(6) AVX2_BLOCK(7)

typedef void (*avx2_block)(float *y, const int16_t *x, const float *x_scale, const sayso_matrix *w);
enum { AVX2_TOKENS = 7 };
static const avx2_block avx2_blocks[AVX2_TOKENS + 1] = {
    NULL, block_avx2_1, block_avx2_2, block_avx2_3, block_avx2_4, block_avx2_5, block_avx2_6, block_avx2_7,
};

AVX2 static void product_avx2(float *y, const uint8_t *x, const float *x_scale, uint32_t n, const sayso_matrix *w)
{
    int16_t wide[AVX2_TOKENS * 4 * SAYSO_MOST_INPUTS];
    for (uint32_t t = 0, m, parts = parts_of(n, AVX2_TOKENS); parts; t += m) {
        m = part_size(n - t, parts--);
        for (uint32_t i = 0; i < m; i++) widen_avx2(wide + 16 * i, 16 * m, x + (size_t)(t + i) * w->inputs, w->inputs);
        avx2_blocks[m](y + (size_t)t * w->rows, wide, x_scale + t, w);
    }
}
FLOAT_KERNELS(avx2, AVX2)

/* ---- AVX-512 VNNI: four byte products a lane and step ---- */

#ifdef __clang__
#define VNNI __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#else
#define VNNI __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,prefer-vector-width=512")))
#endif

VNNI INLINE void finish_vnni(float *y, __m512i sum, float x_scale, const sayso_matrix *w, uint32_t r)
{
    const __m512 scale = _mm512_mul_ps(_mm512_loadu_ps(w->scale + r), _mm512_set1_ps(x_scale));
    _mm512_storeu_ps(y, _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale), _mm512_loadu_ps(w->bias + r)));
}

/* M tokens by B blocks of 16 rows, in registers over all inputs. */
#define VNNI_BLOCK(M, B) \
    VNNI static void block_vnni_##M##_##B(float *y, const uint8_t *x, const float *x_scale, const sayso_matrix *w, uint32_t r) \
    { \
        const size_t K = w->inputs; \
        const int8_t *block = w->packed + (size_t)r * K; \
        __m512i s[M][B]; \
        for (unsigned t = 0; t < (M); t++) \
            for (unsigned j = 0; j < (B); j++) s[t][j] = _mm512_loadu_si512(w->offset + r + 16 * j); \
        for (size_t k = 0; k < K; k += 4) { \
            __m512i wk[B]; \
            for (unsigned j = 0; j < (B); j++) wk[j] = _mm512_loadu_si512(block + 16 * (j * K + k)); \
            for (unsigned t = 0; t < (M); t++) { \
                int32_t four; \
                memcpy(&four, x + t * K + k, sizeof four); \
                const __m512i xk = _mm512_set1_epi32(four); \
                for (unsigned j = 0; j < (B); j++) s[t][j] = _mm512_dpbusd_epi32(s[t][j], xk, wk[j]); \
            } \
        } \
        for (unsigned t = 0; t < (M); t++) \
            for (unsigned j = 0; j < (B); j++) finish_vnni(y + t * (size_t)w->rows + r + 16 * j, s[t][j], x_scale[t], w, r + 16 * j); \
    }
#define VNNI_BLOCKS(M) VNNI_BLOCK(M, 2) VNNI_BLOCK(M, 1)
VNNI_BLOCKS(1) VNNI_BLOCKS(2) VNNI_BLOCKS(3) VNNI_BLOCKS(4) VNNI_BLOCKS(5) VNNI_BLOCKS(6)
VNNI_BLOCKS(7) VNNI_BLOCKS(8) VNNI_BLOCKS(9) VNNI_BLOCKS(10) VNNI_BLOCKS(11) VNNI_BLOCKS(12)

typedef void (*vnni_block)(float *y, const uint8_t *x, const float *x_scale, const sayso_matrix *w, uint32_t r);
enum { VNNI_TOKENS = 12 };
#define BOTH(M) { block_vnni_##M##_1, block_vnni_##M##_2 }
static const vnni_block vnni_blocks[VNNI_TOKENS + 1][2] = {
    { NULL, NULL }, BOTH(1), BOTH(2), BOTH(3), BOTH(4), BOTH(5), BOTH(6), BOTH(7), BOTH(8), BOTH(9), BOTH(10), BOTH(11), BOTH(12),
};

static void product_vnni(float *y, const uint8_t *x, const float *x_scale, uint32_t n, const sayso_matrix *w)
{
    for (uint32_t r = 0; r < w->rows;) {
        const unsigned two = w->rows - r >= 32;
        for (uint32_t t = 0, m, parts = parts_of(n, VNNI_TOKENS); parts; t += m) {
            m = part_size(n - t, parts--);
            vnni_blocks[m][two](y + (size_t)t * w->rows, x + (size_t)t * w->inputs, x_scale + t, w, r);
        }
        r += two ? 32 : 16;
    }
}
FLOAT_KERNELS(vnni, VNNI)
#endif

const sayso_kernels *sayso_kernels_at(unsigned i)
{
    if (i == 0) return &kernels_c;
#if SAYSO_X86
    if (i == 1) return __builtin_cpu_supports("avx2") ? &kernels_avx2 : NULL;
    if (i == 2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                       __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni")
                   ? &kernels_vnni
                   : NULL;
#endif
    return NULL;
}

const sayso_kernels *sayso_kernels_best(void)
{
    const sayso_kernels *best = &kernels_c;
    for (unsigned i = 1; sayso_kernels_at(i); i++) best = sayso_kernels_at(i);
    return best;
}

void sayso_matrix_pack(int8_t *packed, const int8_t *w, uint32_t rows, uint32_t inputs)
{
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t k = 0; k < inputs; k++)
            packed[(size_t)(r / 16) * 16 * inputs + (size_t)(k / 4) * 64 + (r % 16) * 4 + k % 4] = w[(size_t)r * inputs + k];
}

/* Four bytes lie in a word, a row's: all rows of a block are summed at once. Every model is summed at each start. */
void sayso_matrix_offsets(int32_t *offset, const int8_t *packed, uint32_t rows, uint32_t inputs)
{
    typedef int32_t i16 __attribute__((vector_size(64)));
    typedef uint32_t u16 __attribute__((vector_size(64)));
    for (uint32_t r = 0; r < rows; r += 16) {
        const int8_t *block = packed + (size_t)r * inputs;
        i16 sum = { 0 };
        for (uint32_t k = 0; k < inputs; k += 4, block += 64) {
            u16 four;
            memcpy(&four, block, sizeof four);
            sum += (i16)(four << 24) >> 24;
            sum += (i16)(four << 16) >> 24;
            sum += (i16)(four << 8) >> 24;
            sum += (i16)four >> 24;
        }
        sum *= -128;
        memcpy(offset + r, &sum, sizeof sum);
    }
}
