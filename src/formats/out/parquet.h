/* parquet: Parquet files (https://parquet.apache.org/docs/file-format/). A batch of rows is a row
 * group; a column of values, however deep it lies in lists and groups, is a chunk: where distinct
 * values are few a page of these and a page of their numbers, else a page of values, packed by
 * Snappy. */
#ifndef SAYSO_PARQUET_H
#define SAYSO_PARQUET_H

#include "arrow_abi.h"
#include "base/base.h"

enum { PARQUET_DEEP = 16 };
enum {
    PARQUET_BOOL = 0,
    PARQUET_INT32 = 1,
    PARQUET_INT64 = 2,
    PARQUET_DOUBLE = 5,
    PARQUET_TEXT = 6
};
enum { PARQUET_PLAIN = 0, PARQUET_RLE = 3, PARQUET_NUMBERS = 8 };

/* A column of values, and what it lies in, the outermost first. Whatever there is may be null. */
typedef struct sayso_parquet_leaf {
    const struct ArrowSchema *schema[PARQUET_DEEP];
    const struct ArrowArray *array[PARQUET_DEEP];
    uint32_t n;
    uint32_t most_known, most_again; /* levels: how much of the path is there; which list goes on */
} sayso_parquet_leaf;

/* What the footer tells of a chunk. */
typedef struct sayso_parquet_chunk {
    int64_t n_values, bytes, packed;
    int64_t first;   /* bytes of the page of distinct values; 0: there is none */
} sayso_parquet_chunk;

typedef struct sayso_parquet_value { const uint8_t *at; uint32_t n; } sayso_parquet_value;

/* Scratch that is kept from chunk to chunk; zero: empty. */
typedef struct sayso_parquet_pages {
    uint32_t *known, *again, n_levels, cap_known, cap_again;
    sayso_parquet_value *values; uint32_t n_values, cap_values;
    uint32_t *numbers, cap_numbers;  /* [n_values] of distinct values */
    uint32_t *distinct, n_distinct, cap_distinct; /* the first value of each */
    uint32_t *slots, cap_slots;
    sayso_buf page, packed;
    bool failed;                     /* without memory */
} sayso_parquet_pages;

int  sayso_parquet_type(const struct ArrowSchema *s);
/* Appends the pages of the column's `rows`. */
void sayso_parquet_chunk_put(sayso_parquet_pages *w, const sayso_parquet_leaf *leaf, int64_t rows,
                             sayso_buf *to, sayso_parquet_chunk *out);
void sayso_parquet_pages_free(sayso_parquet_pages *w);

#endif
