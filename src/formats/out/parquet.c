/* Parquet: row groups as they are full, and at the end what the columns are and where they lie. */
#include "parquet.h"
#include "columns.h"
#include "out.h"
#include "thrift.h"

static const char magic[] = "PAR1";

enum { REQUIRED, OPTIONAL, REPEATED };
enum { UTF8 = 0, LIST = 3, UINT_32 = 13, UINT_64 = 14, SNAPPY = 1 };

typedef struct parquet {
    sayso_arrow_column *column;
    struct ArrowSchema schema;
    sayso_parquet_pages pages;
    int64_t written, rows;   /* bytes and rows so far: the caller empties o->to as it likes */
    sayso_buf groups;        /* what the footer tells of the row groups */
    uint32_t n_groups;
    sayso_parquet_leaf leaf; /* the path on which the walk is */
    sayso_buf at_hand;       /* chunks of the row group */
} parquet;

static bool is_list(const struct ArrowSchema *s)
{
    return s->format[0] == '+' && s->format[1] == 'l';
}

/* ---- what columns are ---- */

static void element_put(sayso_thrift *t, int type, int repeated, const char *name, int64_t children,
                        int converted)
{
    sayso_thrift_begin(t);
    if (type >= 0) sayso_thrift_whole(t, 1, THRIFT_I32, type);
    sayso_thrift_whole(t, 3, THRIFT_I32, repeated);
    sayso_thrift_text(t, 4, name);
    if (children) sayso_thrift_whole(t, 5, THRIFT_I32, children);
    if (converted >= 0) sayso_thrift_whole(t, 6, THRIFT_I32, converted);
    sayso_thrift_end(t);
}

/* What the values are besides their type; -1: nothing. */
static int converted_of(const struct ArrowSchema *s)
{
    switch (s->format[0]) {
    case 'u': return UTF8;
    case 'I': return UINT_32;
    case 'L': return UINT_64;
    default: return -1;
    }
}

/* An item of a list is called "element", a list has a group "list" around its items. */
static void schema_put(sayso_thrift *t, const struct ArrowSchema *s, const char *name)
{
    if (s->format[0] != '+') {
        element_put(t, sayso_parquet_type(s), OPTIONAL, name, 0, converted_of(s));
    } else if (is_list(s)) {
        element_put(t, -1, OPTIONAL, name, 1, LIST);
        element_put(t, -1, REPEATED, "list", 1, -1);
        schema_put(t, s->children[0], "element");
    } else {
        element_put(t, -1, OPTIONAL, name, s->n_children, -1);
        for (int64_t i = 0; i < s->n_children; i++)
            schema_put(t, s->children[i], s->children[i]->name);
    }
}

static uint32_t elements_of(const struct ArrowSchema *s)
{
    uint32_t n = is_list(s) ? 2 : 1;
    for (int64_t i = 0; i < s->n_children; i++) n += elements_of(s->children[i]);
    return n;
}

static uint32_t leaves_of(const struct ArrowSchema *s)
{
    uint32_t n = s->n_children ? 0 : 1;
    for (int64_t i = 0; i < s->n_children; i++) n += leaves_of(s->children[i]);
    return n;
}

/* ---- row groups ---- */

static void path_put(sayso_thrift *t, const sayso_parquet_leaf *leaf)
{
    uint32_t n = leaf->n;
    for (uint32_t i = 0; i < leaf->n; i++) n += is_list(leaf->schema[i]);
    sayso_thrift_list(t, 3, THRIFT_TEXT, n);
    for (uint32_t i = 0; i < leaf->n; i++) {
        const bool item = i && is_list(leaf->schema[i - 1]);
        sayso_thrift_text(t, 0, item ? "element" : leaf->schema[i]->name);
        if (is_list(leaf->schema[i])) sayso_thrift_text(t, 0, "list");
    }
}

/* What the footer tells of a chunk that begins at `at`. */
static void chunk_told(sayso_thrift *t, const sayso_parquet_leaf *leaf,
                       const sayso_parquet_chunk *c, int64_t at)
{
    static const int plain[] = { PARQUET_PLAIN, PARQUET_RLE },
                     numbered[] = { PARQUET_PLAIN, PARQUET_RLE, PARQUET_NUMBERS };
    sayso_thrift_begin(t);
    sayso_thrift_whole(t, 2, THRIFT_I64, at);
    sayso_thrift_field(t, 3, THRIFT_STRUCT);
    sayso_thrift_begin(t);
    sayso_thrift_whole(t, 1, THRIFT_I32, sayso_parquet_type(leaf->schema[leaf->n - 1]));
    sayso_thrift_list(t, 2, THRIFT_I32, c->first ? 3 : 2);
    for (int i = 0; i < (c->first ? 3 : 2); i++)
        sayso_thrift_whole(t, 0, THRIFT_I32, (c->first ? numbered : plain)[i]);
    path_put(t, leaf);
    sayso_thrift_whole(t, 4, THRIFT_I32, SNAPPY);
    sayso_thrift_whole(t, 5, THRIFT_I64, c->n_values);
    sayso_thrift_whole(t, 6, THRIFT_I64, c->bytes);
    sayso_thrift_whole(t, 7, THRIFT_I64, c->packed);
    sayso_thrift_whole(t, 9, THRIFT_I64, at + c->first);
    if (c->first) sayso_thrift_whole(t, 11, THRIFT_I64, at);
    sayso_thrift_end(t);
    sayso_thrift_end(t);
}

/* All columns of values below one; bytes of their pages. */
static int64_t chunks_put(sayso_out *o, parquet *p, const struct ArrowSchema *s,
                          const struct ArrowArray *a, int64_t rows)
{
    sayso_parquet_leaf *leaf = &p->leaf;
    int64_t bytes = 0;
    if (leaf->n == PARQUET_DEEP) {
        o->failed = true;
        return 0;
    }
    leaf->schema[leaf->n] = s;
    leaf->array[leaf->n++] = a;
    leaf->most_known += is_list(s) ? 2 : 1;
    leaf->most_again += is_list(s);
    for (int64_t i = 0; i < s->n_children; i++)
        bytes += chunks_put(o, p, s->children[i], a->children[i], rows);
    if (!s->n_children) {
        sayso_parquet_chunk c;
        sayso_thrift t = { .to = &p->at_hand };
        const int64_t at = p->written;
        sayso_parquet_chunk_put(&p->pages, leaf, rows, o->to, &c);
        chunk_told(&t, leaf, &c, at);
        p->written += c.packed;
        bytes = c.bytes;
    }
    leaf->n--;
    leaf->most_known -= is_list(s) ? 2 : 1;
    leaf->most_again -= is_list(s);
    return bytes;
}

static void group_write(void *to, const struct ArrowArray *x)
{
    sayso_out *o = to;
    parquet *p = o->state;
    sayso_thrift t = { .to = &p->groups };
    int64_t bytes = 0;
    p->at_hand.len = 0;
    for (int64_t i = 0; i < x->n_children; i++)
        bytes += chunks_put(o, p, p->schema.children[i], x->children[i], x->length);
    sayso_thrift_begin(&t);
    sayso_thrift_list(&t, 1, THRIFT_STRUCT, leaves_of(&p->schema));
    sayso_buf_put(&p->groups, p->at_hand.at, p->at_hand.len);
    sayso_thrift_whole(&t, 2, THRIFT_I64, bytes);
    sayso_thrift_whole(&t, 3, THRIFT_I64, x->length);
    sayso_thrift_end(&t);
    p->n_groups++;
    p->rows += x->length;
    o->failed |= p->pages.failed || p->at_hand.failed || p->groups.failed;
}

/* ---- the file ---- */

static void parquet_open(sayso_out *o)
{
    parquet *p = o->state;
    p->column = sayso_arrow_column_new(o->record);
    if (!p->column || !sayso_arrow_column_schema(o->record, &p->schema)) {
        o->failed = true;
        return;
    }
    sayso_buf_puts(o->to, magic);
    p->written = (int64_t)strlen(magic);
}

static void parquet_record(sayso_out *o, const void *record, const void *inner)
{
    parquet *p = o->state;
    (void)inner;
    if (!o->failed && !sayso_arrow_column_write(p->column, record, group_write, o)) o->failed = true;
}

static void footer_put(sayso_out *o, parquet *p)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_thrift t = { .to = &b };
    sayso_thrift_begin(&t);
    sayso_thrift_whole(&t, 1, THRIFT_I32, 1);
    sayso_thrift_list(&t, 2, THRIFT_STRUCT, elements_of(&p->schema));
    element_put(&t, -1, REQUIRED, "schema", p->schema.n_children, -1);
    for (int64_t i = 0; i < p->schema.n_children; i++)
        schema_put(&t, p->schema.children[i], p->schema.children[i]->name);
    sayso_thrift_whole(&t, 3, THRIFT_I64, p->rows);
    sayso_thrift_list(&t, 4, THRIFT_STRUCT, p->n_groups);
    sayso_buf_put(&b, p->groups.at, p->groups.len);
    sayso_thrift_text(&t, 6, "sayso version " SAYSO_VERSION);
    sayso_thrift_end(&t);
    const uint32_t n = (uint32_t)b.len;
    sayso_buf_put(o->to, b.at, b.len);
    sayso_buf_put(o->to, &n, sizeof n);
    sayso_buf_puts(o->to, magic);
    o->failed |= b.failed;
    sayso_buf_free(&b);
}

static void parquet_close(sayso_out *o)
{
    parquet *p = o->state;
    if (!o->failed && !sayso_arrow_column_write(p->column, NULL, group_write, o)) o->failed = true;
    if (!o->failed) footer_put(o, p);
    sayso_arrow_column_free(p->column);
    if (p->schema.release) p->schema.release(&p->schema);
    sayso_parquet_pages_free(&p->pages);
    sayso_buf_free(&p->groups);
    sayso_buf_free(&p->at_hand);
}

const sayso_out_format sayso_out_parquet = { .name = "parquet",
                                             .state = sizeof(parquet),
                                             .bytes = true,
                                             .open = parquet_open,
                                             .record = parquet_record,
                                             .close = parquet_close };
