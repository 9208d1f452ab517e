/* Columns of Arrow: appended to row by row, then handed over with their memory. */
#include "columns.h"
#include "text/utf8.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "little-endian only, as compiled tables are");

/* A batch ends with either. */
enum { BATCH_ROWS = 1 << 16, BATCH_BYTES = 64 << 20 };

typedef enum layout { TEXT, FLAG, INT32, UINT32, UINT64, REAL, LIST, STRUCT } layout;

typedef struct bytes { uint8_t *at; size_t len, cap; } bytes;

struct sayso_arrow_column {
    const sayso_field  *field; /* NULL: of the record that `inner` is */
    const sayso_record *inner; /* of STRUCT */
    layout  layout;
    int64_t n, nulls;
    bytes   valid;             /* a bit a value; empty while nothing is null */
    bytes   data;              /* values; of TEXT its bytes */
    bytes   offsets;           /* [n + 1] int32, of TEXT and LIST */
    sayso_arrow_column *children; /* [n_children] */
    size_t  n_children;
};

/* ---- buffers ---- */

static bool grow(bytes *b, size_t more)
{
    size_t cap = b->cap ? b->cap : 64;
    while (cap - b->len < more) cap *= 2;
    uint8_t *grown = realloc(b->at, cap);
    if (!grown) return false;
    b->at = grown;
    b->cap = cap;
    return true;
}

static inline bool reserve(bytes *b, size_t more)
{
    return b->cap - b->len >= more || grow(b, more);
}

static inline bool put(bytes *b, const void *at, size_t n)
{
    if (!reserve(b, n)) return false;
    memcpy(b->at + b->len, at, n);
    b->len += n;
    return true;
}

/* Bit `i`, which is the last of the buffer or one behind it. */
static inline bool bit_put(bytes *b, int64_t i, bool set)
{
    const uint8_t byte = (uint8_t)(1u << (i & 7));
    if ((size_t)(i / 8) >= b->len && !put(b, "", 1)) return false;
    if (set) b->at[i / 8] |= byte;
    else b->at[i / 8] &= (uint8_t)~byte;
    return true;
}

static inline bool offset_put(sayso_arrow_column *c, int64_t at)
{
    const int32_t narrow = (int32_t)at;
    return at <= INT32_MAX && put(&c->offsets, &narrow, sizeof narrow);
}

/* The first null: all before it are known. */
static bool nulls_begin(sayso_arrow_column *c)
{
    for (int64_t i = 0; i < c->n; i++)
        if (!bit_put(&c->valid, i, true)) return false;
    return true;
}

/* The next value is known or null. */
static inline bool known_put(sayso_arrow_column *c, bool known)
{
    if (!known && !c->nulls++ && !nulls_begin(c)) return false;
    if (c->nulls && !bit_put(&c->valid, c->n, known)) return false;
    c->n++;
    return true;
}

/* ---- what a column is ---- */

static layout layout_of(sayso_field_kind kind)
{
    switch (kind) {
    case SAYSO_FIELD_COUNT:
    case SAYSO_FIELD_OFFSET:
    case SAYSO_FIELD_QUAD:
    case SAYSO_FIELD_NUMBER: return UINT32;
    case SAYSO_FIELD_TOTAL: return UINT64;
    case SAYSO_FIELD_INDEX: return INT32;
    case SAYSO_FIELD_REAL: return REAL;
    case SAYSO_FIELD_FLAG: return FLAG;
    case SAYSO_FIELD_TEXTS:
    case SAYSO_FIELD_CODES:
    case SAYSO_FIELD_NAMES:
    case SAYSO_FIELD_RECORDS: return LIST;
    case SAYSO_FIELD_GROUP: return STRUCT;
    default: return TEXT;
    }
}

static size_t shown(const sayso_record *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) n += r->fields[i].kind != SAYSO_FIELD_HIDDEN;
    return n;
}

static bool column_init(sayso_arrow_column *c, const sayso_field *f, const sayso_record *inner);

static bool children_init(sayso_arrow_column *c)
{
    const bool records = c->field && c->field->kind == SAYSO_FIELD_RECORDS;
    c->n_children = c->layout == LIST ? 1 : c->layout == STRUCT ? shown(c->inner) : 0;
    if (!c->n_children) return true;
    if (!(c->children = calloc(c->n_children, sizeof *c->children))) return false;
    if (c->layout == LIST) {
        if (records) return column_init(&c->children[0], NULL, c->field->inner);
        c->children[0].layout = TEXT;
        return offset_put(&c->children[0], 0);
    }
    sayso_arrow_column *child = c->children;
    for (size_t i = 0; i < c->inner->n; i++) {
        const sayso_field *f = &c->inner->fields[i];
        if (f->kind != SAYSO_FIELD_HIDDEN && !column_init(child++, f, f->inner)) return false;
    }
    return true;
}

static bool column_init(sayso_arrow_column *c, const sayso_field *f, const sayso_record *inner)
{
    c->field = f;
    c->layout = f ? layout_of(f->kind) : STRUCT;
    c->inner = inner;
    if ((c->layout == TEXT || c->layout == LIST) && !offset_put(c, 0)) return false;
    return children_init(c);
}

sayso_arrow_column *sayso_arrow_column_new(const sayso_record *record)
{
    sayso_arrow_column *c = calloc(1, sizeof *c);
    if (!c || column_init(c, NULL, record)) return c;
    sayso_arrow_column_free(c);
    return NULL;
}

static void column_clear(sayso_arrow_column *c)
{
    for (size_t i = 0; i < c->n_children; i++) column_clear(&c->children[i]);
    free(c->children);
    free(c->valid.at);
    free(c->data.at);
    free(c->offsets.at);
}

void sayso_arrow_column_free(sayso_arrow_column *c)
{
    if (!c) return;
    column_clear(c);
    free(c);
}

/* ---- values ---- */

/* Is it UTF-8? */
static bool sound(const uint8_t *p, size_t n)
{
    const uint8_t *const end = p + n;
    while (p < end) {
        uint32_t c;
        p += sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) return false;
    }
    return true;
}

/* Are n bytes ASCII? As many as eight behind them may be read. */
static bool plain(const uint8_t *p, size_t n)
{
    uint64_t all = 0, eight;
    for (; n >= 8; n -= 8, p += 8) {
        memcpy(&eight, p, 8);
        all |= eight;
    }
    memcpy(&eight, p, 8);
    all |= n ? eight << (64 - 8 * n) : 0; /* the first of them lie lowest */
    return !(all & 0x8080808080808080u);
}

static bool mended_put(bytes *b, const uint8_t *p, size_t n)
{
    bool ok = true;
    for (const uint8_t *const end = p + n; ok && p < end;) {
        uint32_t c;
        const uint32_t step = sayso_utf8_next(p, end, &c);
        ok = c == SAYSO_BAD_CHAR ? put(b, "\xef\xbf\xbd", 3) : put(b, p, step);
        p += step;
    }
    return ok;
}

static bool text_put(sayso_arrow_column *c, const char *s)
{
    const size_t n = s ? strlen(s) : 0;
    if (n) { /* copied first: nearly all of it is as it should be */
        if (!reserve(&c->data, n + 8)) return false;
        uint8_t *to = c->data.at + c->data.len;
        memcpy(to, s, n);
        if (plain(to, n) || sound(to, n)) c->data.len += n;
        else if (!mended_put(&c->data, (const uint8_t *)s, n)) return false;
    }
    return known_put(c, s != NULL) && offset_put(c, (int64_t)c->data.len);
}

static bool value_put(sayso_arrow_column *c, const void *at, size_t n, bool known)
{
    static const uint64_t nothing = 0;
    return put(&c->data, known ? at : &nothing, n) && known_put(c, known);
}

static const char *filled(const char *s) { return s && *s ? s : NULL; }

/* A value of SQL, whose kind only the row knows: as text. */
static const char *value_text(const sayso_value *v, char buffer[SAYSO_DAY_SIZE])
{
    if (v->is == SAYSO_VALUE_TEXT) return v->text;
    if (v->is == SAYSO_VALUE_WHOLE) snprintf(buffer, SAYSO_DAY_SIZE, "%lld", (long long)v->whole);
    else if (v->is == SAYSO_VALUE_REAL) snprintf(buffer, SAYSO_DAY_SIZE, "%.17g", v->real);
    else return NULL;
    return buffer;
}

/* The text of a field that is one; NULL unknown. buffer: for what is worked out. */
static const char *text_of(const sayso_field *f, const void *at, char buffer[SAYSO_DAY_SIZE])
{
    switch (f->kind) {
    case SAYSO_FIELD_TEXT: return *(const char *const *)at;
    case SAYSO_FIELD_WORD: return filled(*(const char *const *)at);
    case SAYSO_FIELD_TYPE: return sayso_type_name(*(const sayso_type *)at);
    case SAYSO_FIELD_STATUS: return sayso_event_status_name(*(const sayso_event_status *)at);
    case SAYSO_FIELD_STANCE: return sayso_stance_name(*(const sayso_stance *)at);
    case SAYSO_FIELD_PRECISION: return sayso_precision_name(*(const sayso_precision *)at);
    case SAYSO_FIELD_CODE: return filled(sayso_code_text(*(const sayso_code *)at, buffer));
    case SAYSO_FIELD_DAY: return filled(sayso_day_text(*(const sayso_day *)at, buffer));
    case SAYSO_FIELD_VALUE: return value_text(at, buffer);
    default: return NULL;
    }
}

static bool number_put(sayso_arrow_column *c, const void *at, uint32_t number)
{
    const sayso_field_kind kind = c->field->kind;
    uint32_t whole = kind == SAYSO_FIELD_NUMBER ? number : 0;
    if (kind == SAYSO_FIELD_QUAD) whole = (uint32_t)sayso_type_quad(*(const sayso_type *)at);
    else if (kind != SAYSO_FIELD_NUMBER) whole = *(const uint32_t *)at;
    return value_put(c, &whole, sizeof whole,
                     kind != SAYSO_FIELD_OFFSET || whole != SAYSO_NO_OFFSET);
}

static bool record_put(sayso_arrow_column *c, const void *record, uint32_t number);

static bool item_put(sayso_arrow_column *child, const sayso_field *f, const void *items, uint32_t i)
{
    const sayso_party *p = items;
    switch (f->kind) {
    case SAYSO_FIELD_RECORDS:
        return record_put(child, (const char *)items + i * f->inner->size, i);
    case SAYSO_FIELD_TEXTS: return text_put(child, ((const char *const *)items)[i]);
    case SAYSO_FIELD_CODES: return text_put(child, filled(p[i].code));
    default: return text_put(child, p[i].text ? p[i].text : p[i].name);
    }
}

static bool list_put(sayso_arrow_column *c, const void *at)
{
    const void *items = *(const void *const *)at;
    const uint32_t n = *(const uint32_t *)(const void *)((const char *)at + sizeof(void *));
    for (uint32_t i = 0; i < n; i++)
        if (!item_put(c->children, c->field, items, i)) return false;
    return known_put(c, true) && offset_put(c, c->children->n);
}

static bool field_put(sayso_arrow_column *c, const void *record, uint32_t number)
{
    const void *at = (const char *)record + c->field->at;
    char buffer[SAYSO_DAY_SIZE];
    switch (c->layout) {
    case TEXT: return text_put(c, text_of(c->field, at, buffer));
    case FLAG: return bit_put(&c->data, c->n, *(const bool *)at) && known_put(c, true);
    case INT32: return value_put(c, at, 4, *(const int32_t *)at >= 0);
    case UINT32: return number_put(c, at, number);
    case UINT64: return value_put(c, at, 8, true);
    case REAL: return value_put(c, at, 8, !isnan(*(const double *)at));
    case LIST: return list_put(c, at);
    default: return record_put(c, record, number); /* a group lies in the same record */
    }
}

static bool record_put(sayso_arrow_column *c, const void *record, uint32_t number)
{
    for (size_t i = 0; i < c->n_children; i++)
        if (!field_put(&c->children[i], record, number)) return false;
    return known_put(c, true);
}

bool sayso_arrow_column_add(sayso_arrow_column *c, const void *record)
{
    return record_put(c, record, 0);
}

int64_t sayso_arrow_column_length(const sayso_arrow_column *c) { return c->n; }

static size_t column_bytes(const sayso_arrow_column *c)
{
    size_t n = c->data.len + c->offsets.len + c->valid.len;
    for (size_t i = 0; i < c->n_children; i++) n += column_bytes(&c->children[i]);
    return n;
}

bool sayso_arrow_column_full(const sayso_arrow_column *c)
{
    /* each 64 rows: a look at all columns costs as much as some rows */
    return c->n >= BATCH_ROWS || (c->n % 64 == 0 && c->n && column_bytes(c) > BATCH_BYTES);
}

/* ---- handing over ---- */

typedef struct handed { const void *buffers[3]; struct ArrowArray *arrays; } handed;

static void array_release(struct ArrowArray *a)
{
    handed *h = a->private_data;
    for (int64_t i = 0; i < a->n_children; i++)
        if (a->children[i]->release) a->children[i]->release(a->children[i]);
    for (size_t i = 0; i < 3; i++) free((void *)(uintptr_t)h->buffers[i]);
    free(h->arrays);
    free(a->children);
    free(h);
    a->release = NULL;
}

/* Takes the memory out of the buffer; of an empty one a little, since some will not have NULL. */
static bool buffer_take(bytes *b, const void **out)
{
    if (!b->at && !reserve(b, 1)) return false;
    *out = b->at;
    *b = (bytes){ .at = NULL };
    return true;
}

static bool buffers_take(sayso_arrow_column *c, handed *h, struct ArrowArray *out)
{
    const bool listed = c->layout == TEXT || c->layout == LIST;
    int64_t n = 1;
    if (c->nulls && !buffer_take(&c->valid, &h->buffers[0])) return false;
    if (listed && !buffer_take(&c->offsets, &h->buffers[n++])) return false;
    if (c->layout != LIST && c->layout != STRUCT && !buffer_take(&c->data, &h->buffers[n++]))
        return false;
    *out = (struct ArrowArray){ .length = c->n,
                                .null_count = c->nulls,
                                .n_buffers = n,
                                .buffers = h->buffers,
                                .release = array_release,
                                .private_data = h };
    c->n = c->nulls = 0;
    return !listed || offset_put(c, 0);
}

bool sayso_arrow_column_take(sayso_arrow_column *c, struct ArrowArray *out)
{
    handed *h = calloc(1, sizeof *h);
    *out = (struct ArrowArray){ .release = NULL };
    if (!h) return false;
    out->release = array_release;
    out->private_data = h;
    if (!buffers_take(c, h, out)) goto failed;
    if (!c->n_children) return true;
    h->arrays = calloc(c->n_children, sizeof *h->arrays);
    out->children = calloc(c->n_children, sizeof(struct ArrowArray *));
    if (!h->arrays || !out->children) goto failed;
    for (size_t i = 0; i < c->n_children; i++) {
        out->children[i] = &h->arrays[i];
        out->n_children++;
        if (!sayso_arrow_column_take(&c->children[i], out->children[i])) goto failed;
    }
    return true;
failed:
    if (out->release) out->release(out);
    return false;
}

bool sayso_arrow_column_write(sayso_arrow_column *c, const void *record,
                              void (*write)(void *to, const struct ArrowArray *batch), void *to)
{
    struct ArrowArray x;
    if (record && !sayso_arrow_column_add(c, record)) return false;
    if (record ? !sayso_arrow_column_full(c) : !sayso_arrow_column_length(c)) return true;
    if (!sayso_arrow_column_take(c, &x)) return false;
    write(to, &x);
    x.release(&x);
    return true;
}

/* ---- the schema ---- */

static const char *format_of(layout l)
{
    switch (l) {
    case TEXT: return "u";
    case FLAG: return "b";
    case INT32: return "i";
    case UINT32: return "I";
    case UINT64: return "L";
    case REAL: return "g";
    case LIST: return "+l";
    default: return "+s";
    }
}

static void schema_release(struct ArrowSchema *s)
{
    for (int64_t i = 0; i < s->n_children; i++)
        if (s->children[i]->release) s->children[i]->release(s->children[i]);
    free(s->children);
    free(s->private_data); /* the children themselves */
    s->release = NULL;
}

static bool schema_put(const sayso_arrow_column *c, const char *name, struct ArrowSchema *out)
{
    *out = (struct ArrowSchema){ .format = format_of(c->layout), .name = name,
                                 .flags = ARROW_FLAG_NULLABLE, .release = schema_release };
    if (!c->n_children) return true;
    struct ArrowSchema *all = calloc(c->n_children, sizeof *all);
    out->private_data = all;
    out->children = calloc(c->n_children, sizeof(struct ArrowSchema *));
    bool ok = all && out->children;
    for (size_t i = 0; ok && i < c->n_children; i++) {
        const sayso_arrow_column *child = &c->children[i];
        out->children[i] = &all[i];
        out->n_children++;
        ok = schema_put(child, c->layout == LIST ? "item" : child->field->name, &all[i]);
    }
    if (!ok) schema_release(out);
    return ok;
}

bool sayso_arrow_column_schema(const sayso_record *record, struct ArrowSchema *out)
{
    sayso_arrow_column *c = sayso_arrow_column_new(record);
    *out = (struct ArrowSchema){ .release = NULL };
    const bool ok = c && schema_put(c, "", out);
    if (ok) out->flags = 0; /* a row is never null */
    sayso_arrow_column_free(c);
    return ok;
}
