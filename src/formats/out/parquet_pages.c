/* Pages of Parquet: levels, distinct values, values. */
#include "parquet.h"
#include "snappy.h"
#include "thrift.h"
#include <stdlib.h>

int sayso_parquet_type(const struct ArrowSchema *s)
{
    switch (s->format[0]) {
    case 'u': return PARQUET_TEXT;
    case 'b': return PARQUET_BOOL;
    case 'g': return PARQUET_DOUBLE;
    case 'L': return PARQUET_INT64;
    default: return PARQUET_INT32;
    }
}

/* ---- what is there ---- */

static bool is_null(const struct ArrowArray *a, int64_t i)
{
    const uint8_t *valid = a->null_count ? a->buffers[0] : NULL;
    return valid && !(valid[i / 8] >> i % 8 & 1);
}

static bool is_list(const struct ArrowSchema *s)
{
    return s->format[0] == '+' && s->format[1] == 'l';
}

static void level_put(sayso_parquet_pages *w, uint32_t known, uint32_t again)
{
    if (!sayso_grow(w->known, w->n_levels, w->cap_known) ||
        !sayso_grow(w->again, w->n_levels, w->cap_again)) {
        w->failed = true;
        return;
    }
    w->known[w->n_levels] = known;
    w->again[w->n_levels++] = again;
}

static void value_put(sayso_parquet_pages *w, const struct ArrowSchema *s,
                      const struct ArrowArray *a, int64_t i)
{
    static const uint8_t flags[] = { 0, 1 };
    const uint8_t *data = a->buffers[1];
    sayso_parquet_value v;
    if (!sayso_grow(w->values, w->n_values, w->cap_values)) {
        w->failed = true;
        return;
    }
    switch (sayso_parquet_type(s)) {
    case PARQUET_TEXT: {
        const int32_t *offsets = a->buffers[1];
        v = (sayso_parquet_value){ (const uint8_t *)a->buffers[2] + offsets[i],
                                   (uint32_t)(offsets[i + 1] - offsets[i]) };
        break;
    }
    case PARQUET_BOOL: v = (sayso_parquet_value){ &flags[data[i / 8] >> i % 8 & 1], 1 }; break;
    case PARQUET_INT32: v = (sayso_parquet_value){ data + 4 * i, 4 }; break;
    default: v = (sayso_parquet_value){ data + 8 * i, 8 };
    }
    w->values[w->n_values++] = v;
}

/* Item `i` of what stands at `depth` of the path. known: how much of the path is there; again: the
 * list that goes on with it, 0: a new row; lists: lists so far. As deep as the path. */
static void walk(sayso_parquet_pages *w, const sayso_parquet_leaf *leaf, uint32_t depth, int64_t i,
                 uint32_t known, uint32_t again, uint32_t lists)
{
    const struct ArrowSchema *s = leaf->schema[depth];
    const struct ArrowArray *a = leaf->array[depth];
    if (is_null(a, i)) {
        level_put(w, known, again);
        return;
    }
    known++;
    if (depth + 1 == leaf->n) {
        level_put(w, known, again);
        value_put(w, s, a, i);
    } else if (is_list(s)) {
        const int32_t *offsets = a->buffers[1];
        if (offsets[i] == offsets[i + 1]) level_put(w, known, again);
        for (int32_t k = offsets[i]; k < offsets[i + 1]; k++)
            walk(w, leaf, depth + 1, k, known + 1, k == offsets[i] ? again : lists + 1, lists + 1);
    } else walk(w, leaf, depth + 1, i, known, again, lists);
}

/* ---- numbers: in runs of the same one, or eight and eight with as many bits as the largest has
 * ---- */

static uint32_t width_of(uint32_t most)
{
    uint32_t bits = 1;
    while (bits < 32 && most >> bits) bits++;
    return bits;
}

static uint32_t run_of(const uint32_t *x, uint32_t n)
{
    uint32_t k = 1;
    while (k < n && x[k] == x[0]) k++;
    return k;
}

/* Eight numbers; those behind the last are 0. */
static void eight_put(sayso_buf *b, const uint32_t *x, uint32_t n, uint32_t width)
{
    uint64_t bits = 0;
    uint32_t have = 0;
    for (uint32_t i = 0; i < 8; i++) {
        bits |= (uint64_t)(i < n ? x[i] : 0) << have;
        for (have += width; have >= 8; have -= 8, bits >>= 8)
            sayso_buf_put(b, &(uint8_t){ (uint8_t)bits }, 1);
    }
}

static void numbers_put(sayso_buf *b, const uint32_t *x, uint32_t n, uint32_t width)
{
    for (uint32_t i = 0; i < n;) {
        const uint32_t run = run_of(x + i, n - i);
        if (run >= 8) {
            sayso_thrift_number(b, (uint64_t)run << 1);
            sayso_buf_put(b, &x[i], (width + 7) / 8);
            i += run;
            continue;
        }
        uint32_t end = i;
        while (end < n && run_of(x + end, n - end < 8 ? n - end : 8) < 8) end += 8;
        if (end > n) end = n;
        sayso_thrift_number(b, (uint64_t)((end - i + 7) / 8) << 1 | 1);
        for (; i < end; i += 8) eight_put(b, x + i, end - i < 8 ? end - i : 8, width);
        i = end;
    }
}

static void levels_put(sayso_buf *b, const uint32_t *x, uint32_t n, uint32_t most)
{
    const size_t at = b->len;
    uint32_t bytes = 0;
    if (!most) return;
    sayso_buf_put(b, &bytes, sizeof bytes);
    numbers_put(b, x, n, width_of(most));
    bytes = (uint32_t)(b->len - at - sizeof bytes);
    if (!b->failed) memcpy(b->at + at, &bytes, sizeof bytes);
}

/* ---- distinct values ---- */

static bool same(const sayso_parquet_value *a, const sayso_parquet_value *b)
{
    return a->n == b->n && memcmp(a->at, b->at, a->n) == 0;
}

/* Numbers all values by what they are. False where so many differ that it is not worth it. */
static bool distinct_find(sayso_parquet_pages *w)
{
    uint32_t n_slots = 64;
    while (n_slots < w->n_values) n_slots *= 2; /* at most half of them differ */
    w->n_distinct = 0;
    if (!sayso_reserve(w->slots, w->cap_slots, n_slots) ||
        !sayso_reserve(w->numbers, w->cap_numbers, w->n_values)) {
        w->failed = true;
        return false;
    }
    memset(w->slots, 0, n_slots * sizeof *w->slots);
    for (uint32_t i = 0; i < w->n_values; i++) {
        uint32_t k = (uint32_t)sayso_hash(w->values[i].at, w->values[i].n, 0) & (n_slots - 1);
        while (w->slots[k] && !same(&w->values[w->distinct[w->slots[k] - 1]], &w->values[i]))
            k = (k + 1) & (n_slots - 1);
        if (!w->slots[k]) {
            if (w->n_distinct > w->n_values / 2) return false;
            if (!sayso_grow(w->distinct, w->n_distinct, w->cap_distinct)) {
                w->failed = true;
                return false;
            }
            w->distinct[w->n_distinct++] = i;
            w->slots[k] = w->n_distinct;
        }
        w->numbers[i] = w->slots[k] - 1;
    }
    return true;
}

/* ---- pages ---- */

static void plain_put(sayso_buf *b, const sayso_parquet_value *v, int type)
{
    if (type == PARQUET_TEXT) sayso_buf_put(b, &v->n, sizeof v->n);
    sayso_buf_put(b, v->at, v->n);
}

static void flags_put(sayso_parquet_pages *w)
{
    for (uint32_t i = 0; i < w->n_values; i += 8) {
        uint8_t byte = 0;
        for (uint32_t k = i; k < w->n_values && k < i + 8; k++)
            byte |= (uint8_t)(*w->values[k].at << (k - i));
        sayso_buf_put(&w->page, &byte, 1);
    }
}

/* Appends the page at hand, with its head. levels: how many; 0 and `first`: distinct values. */
static void page_put(sayso_parquet_pages *w, bool first, int encoding, uint32_t n, sayso_buf *to,
                     sayso_parquet_chunk *out)
{
    sayso_thrift t = { .to = to };
    const size_t begin = to->len;
    w->packed.len = 0;
    sayso_snappy_put(&w->packed, w->page.at ? w->page.at : "", w->page.len);
    sayso_thrift_begin(&t);
    sayso_thrift_whole(&t, 1, THRIFT_I32, first ? 2 : 0);
    sayso_thrift_whole(&t, 2, THRIFT_I32, (int64_t)w->page.len);
    sayso_thrift_whole(&t, 3, THRIFT_I32, (int64_t)w->packed.len);
    sayso_thrift_field(&t, first ? 7 : 5, THRIFT_STRUCT);
    sayso_thrift_begin(&t);
    sayso_thrift_whole(&t, 1, THRIFT_I32, n);
    sayso_thrift_whole(&t, 2, THRIFT_I32, encoding);
    for (int levels = 3; !first && levels <= 4; levels++)
        sayso_thrift_whole(&t, levels, THRIFT_I32, PARQUET_RLE);
    sayso_thrift_end(&t);
    sayso_thrift_end(&t);
    const size_t head = to->len - begin;
    sayso_buf_put(to, w->packed.at, w->packed.len);
    out->bytes += (int64_t)(head + w->page.len);
    out->packed += (int64_t)(head + w->packed.len);
    if (first) out->first = (int64_t)(head + w->packed.len);
    w->failed |= w->page.failed || w->packed.failed;
    w->page.len = 0;
}

static void values_put(sayso_parquet_pages *w, int type, bool numbered)
{
    if (numbered) {
        const uint32_t width = width_of(w->n_distinct ? w->n_distinct - 1 : 0);
        sayso_buf_put(&w->page, &(uint8_t){ (uint8_t)width }, 1);
        numbers_put(&w->page, w->numbers, w->n_values, width);
    } else if (type == PARQUET_BOOL) flags_put(w);
    else
        for (uint32_t i = 0; i < w->n_values; i++) plain_put(&w->page, &w->values[i], type);
}

void sayso_parquet_chunk_put(sayso_parquet_pages *w, const sayso_parquet_leaf *leaf, int64_t rows,
                             sayso_buf *to, sayso_parquet_chunk *out)
{
    const int type = sayso_parquet_type(leaf->schema[leaf->n - 1]);
    w->n_levels = w->n_values = 0;
    w->page.len = 0;
    *out = (sayso_parquet_chunk){ .n_values = 0 };
    for (int64_t i = 0; i < rows && !w->failed; i++) walk(w, leaf, 0, i, 0, 0, 0);
    const bool numbered = !w->failed && type != PARQUET_BOOL && distinct_find(w);
    if (w->failed) return;
    out->n_values = w->n_levels;
    if (numbered) {
        for (uint32_t i = 0; i < w->n_distinct; i++)
            plain_put(&w->page, &w->values[w->distinct[i]], type);
        page_put(w, true, PARQUET_PLAIN, w->n_distinct, to, out);
    }
    levels_put(&w->page, w->again, w->n_levels, leaf->most_again);
    levels_put(&w->page, w->known, w->n_levels, leaf->most_known);
    values_put(w, type, numbered);
    page_put(w, false, numbered ? PARQUET_NUMBERS : PARQUET_PLAIN, w->n_levels, to, out);
}

void sayso_parquet_pages_free(sayso_parquet_pages *w)
{
    free(w->known);
    free(w->again);
    free(w->values);
    free(w->numbers);
    free(w->distinct);
    free(w->slots);
    sayso_buf_free(&w->page);
    sayso_buf_free(&w->packed);
}
