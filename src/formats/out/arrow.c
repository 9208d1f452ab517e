/* Arrow's IPC file (https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format): what
 * Feather 2 is, too. Columns as they lie in memory, batch by batch, so that readers map the file
 * and copy nothing; where batches begin is told at the end. */
#include "columns.h"
#include "flat.h"
#include "out.h"
#include <stdlib.h>

static const char magic[8] = "ARROW1", nothing[8];

/* Numbers of the format's own schemas (Message.fbs, Schema.fbs, File.fbs). */
enum { VERSION_5 = 4, LITTLE = 0, MESSAGE_SCHEMA = 1, MESSAGE_BATCH = 3 };
enum {
    TYPE_INT = 2,
    TYPE_FLOAT = 3,
    TYPE_TEXT = 5,
    TYPE_BOOL = 6,
    TYPE_LIST = 12,
    TYPE_STRUCT = 13,
    DOUBLE = 2
};

typedef struct node { int64_t length, nulls; } node;
typedef struct piece { int64_t at, bytes; } piece;       /* of a batch's body */
typedef struct block { int64_t at; int32_t head, none; int64_t body; } block;

typedef struct arrow {
    sayso_arrow_column *column;
    struct ArrowSchema schema;
    int64_t written;         /* bytes so far: the caller empties o->to as it likes */
    block *blocks; uint32_t n_blocks, cap_blocks;
    sayso_buf head;          /* of the message at hand */
    node *nodes; uint32_t n_nodes, cap_nodes;
    piece *pieces; uint32_t n_pieces, cap_pieces;
    const void **bytes; uint32_t n_bytes, cap_bytes; /* of each piece */
} arrow;

static void put(sayso_out *o, arrow *a, const void *bytes, size_t n)
{
    sayso_buf_put(o->to, bytes, n);
    a->written += (int64_t)n;
}

/* ---- what columns are ---- */

static uint32_t type_put(sayso_buf *b, char format)
{
    const bool whole = format == 'i' || format == 'I';
    const sayso_flat_field number[] = { FLAT_VALUE(4, whole ? 32 : 64),
                                        FLAT_VALUE(1, format == 'i') };
    const sayso_flat_field real[] = { FLAT_VALUE(2, DOUBLE) };
    if (whole || format == 'L') return sayso_flat_table(b, number, 2);
    return format == 'g' ? sayso_flat_table(b, real, 1) : sayso_flat_table(b, NULL, 0);
}

static int type_of(const char *format)
{
    switch (format[0]) {
    case 'u': return TYPE_TEXT;
    case 'b': return TYPE_BOOL;
    case 'g': return TYPE_FLOAT;
    case '+': return format[1] == 'l' ? TYPE_LIST : TYPE_STRUCT;
    default: return TYPE_INT;
    }
}

static uint32_t fields_put(sayso_buf *b, const struct ArrowSchema *of);

static uint32_t field_put(sayso_buf *b, const struct ArrowSchema *s)
{
    enum { NAME, NULLABLE, TYPE_KIND, TYPE, DICTIONARY, CHILDREN, N };
    const sayso_flat_field fields[N] = {
        [NAME] = FLAT_PLACE,
        [NULLABLE] = FLAT_VALUE(1, 1),
        [TYPE_KIND] = FLAT_VALUE(1, type_of(s->format)),
        [TYPE] = FLAT_PLACE,
        [DICTIONARY] = FLAT_NONE,
        [CHILDREN] = FLAT_PLACE,
    };
    const uint32_t t = sayso_flat_table(b, fields, N);
    sayso_flat_link(b, sayso_flat_field_of(t, NAME), sayso_flat_text(b, s->name));
    sayso_flat_link(b, sayso_flat_field_of(t, TYPE), type_put(b, s->format[0]));
    sayso_flat_link(b, sayso_flat_field_of(t, CHILDREN), fields_put(b, s));
    return t;
}

static uint32_t fields_put(sayso_buf *b, const struct ArrowSchema *of)
{
    const uint32_t list = sayso_flat_places(b, (uint32_t)of->n_children);
    for (uint32_t i = 0; i < of->n_children; i++)
        sayso_flat_link(b, sayso_flat_item_of(list, i), field_put(b, of->children[i]));
    return list;
}

static uint32_t schema_put(sayso_buf *b, const struct ArrowSchema *s)
{
    const sayso_flat_field fields[] = { FLAT_VALUE(2, LITTLE), FLAT_PLACE };
    const uint32_t t = sayso_flat_table(b, fields, 2);
    sayso_flat_link(b, sayso_flat_field_of(t, 1), fields_put(b, s));
    return t;
}

/* ---- messages ---- */

/* A message's head, up to what it is about, whose place is to be told by *about. */
static void message_begin(sayso_buf *b, int what, int64_t body, uint32_t *about)
{
    const sayso_flat_field fields[] = { FLAT_VALUE(2, VERSION_5), FLAT_VALUE(1, what), FLAT_PLACE,
                                        FLAT_VALUE(8, body) };
    sayso_flat_begin(b);
    const uint32_t message = sayso_flat_table(b, fields, 4);
    sayso_flat_link(b, 0, message);
    *about = sayso_flat_field_of(message, 2);
}

/* Appends the message's head, and says where it stands and how long it is. */
static block head_put(sayso_out *o, arrow *a, int64_t body)
{
    sayso_flat_align(&a->head, 0);
    const uint32_t begin[] = { UINT32_MAX, (uint32_t)a->head.len };
    const block k = { .at = a->written,
                      .head = (int32_t)(sizeof begin + a->head.len),
                      .body = body };
    put(o, a, begin, sizeof begin);
    put(o, a, a->head.at, a->head.len);
    o->failed |= a->head.failed;
    return k;
}

/* ---- batches ---- */

static bool piece_add(arrow *a, const void *bytes, size_t n)
{
    const int64_t at = a->n_pieces ? a->pieces[a->n_pieces - 1].at +
                                         (a->pieces[a->n_pieces - 1].bytes + 7) / 8 * 8
                                   : 0;
    if (!sayso_grow(a->pieces, a->n_pieces, a->cap_pieces) ||
        !sayso_grow(a->bytes, a->n_bytes, a->cap_bytes))
        return false;
    a->pieces[a->n_pieces++] = (piece){ at, (int64_t)n };
    a->bytes[a->n_bytes++] = bytes;
    return true;
}

/* Bytes of the values of a column without offsets. */
static size_t data_bytes(char format, size_t n)
{
    return format == 'b' ? (n + 7) / 8 : format == 'i' || format == 'I' ? 4 * n : 8 * n;
}

static bool column_add(arrow *a, const struct ArrowSchema *s, const struct ArrowArray *x)
{
    const size_t n = (size_t)x->length;
    const bool text = s->format[0] == 'u', nested = s->format[0] == '+',
               list = nested && s->format[1] == 'l';
    const int32_t *offsets = x->n_buffers > 1 ? x->buffers[1] : NULL;
    if (!sayso_grow(a->nodes, a->n_nodes, a->cap_nodes)) return false;
    a->nodes[a->n_nodes++] = (node){ x->length, x->null_count };
    bool ok = piece_add(a, x->buffers[0], x->null_count ? (n + 7) / 8 : 0);
    if (text || list) ok = ok && piece_add(a, offsets, 4 * (n + 1));
    if (text) ok = ok && piece_add(a, x->buffers[2], (size_t)offsets[n]);
    else if (!nested) ok = ok && piece_add(a, x->buffers[1], data_bytes(s->format[0], n));
    for (int64_t i = 0; ok && i < x->n_children; i++)
        ok = column_add(a, s->children[i], x->children[i]);
    return ok;
}

static void batch_head(arrow *a, int64_t rows, int64_t body)
{
    uint32_t about;
    const sayso_flat_field fields[] = { FLAT_VALUE(8, rows), FLAT_PLACE, FLAT_PLACE };
    message_begin(&a->head, MESSAGE_BATCH, body, &about);
    const uint32_t t = sayso_flat_table(&a->head, fields, 3);
    sayso_flat_link(&a->head, about, t);
    sayso_flat_link(&a->head, sayso_flat_field_of(t, 1),
                    sayso_flat_structs(&a->head, a->nodes, a->n_nodes, sizeof *a->nodes));
    sayso_flat_link(&a->head, sayso_flat_field_of(t, 2),
                    sayso_flat_structs(&a->head, a->pieces, a->n_pieces, sizeof *a->pieces));
}

static void batch_write(void *to, const struct ArrowArray *x)
{
    sayso_out *o = to;
    arrow *a = o->state;
    a->n_nodes = a->n_pieces = a->n_bytes = 0;
    bool ok = sayso_grow(a->blocks, a->n_blocks, a->cap_blocks);
    for (int64_t i = 0; ok && i < x->n_children; i++)
        ok = column_add(a, a->schema.children[i], x->children[i]);
    if (!ok) {
        o->failed = true;
        return;
    }
    const piece *last = a->n_pieces ? &a->pieces[a->n_pieces - 1] : &(piece){ 0, 0 };
    const int64_t body = last->at + (last->bytes + 7) / 8 * 8;
    batch_head(a, x->length, body);
    a->blocks[a->n_blocks++] = head_put(o, a, body);
    for (uint32_t i = 0; i < a->n_pieces; i++) {
        put(o, a, a->bytes[i], (size_t)a->pieces[i].bytes);
        put(o, a, nothing, -(size_t)a->pieces[i].bytes & 7);
    }
}

/* ---- the file ---- */

static void arrow_open(sayso_out *o)
{
    arrow *a = o->state;
    uint32_t about;
    a->column = sayso_arrow_column_new(o->record);
    if (!a->column || !sayso_arrow_column_schema(o->record, &a->schema)) {
        o->failed = true;
        return;
    }
    put(o, a, magic, sizeof magic);
    message_begin(&a->head, MESSAGE_SCHEMA, 0, &about);
    sayso_flat_link(&a->head, about, schema_put(&a->head, &a->schema));
    head_put(o, a, 0);
}

static void arrow_record(sayso_out *o, const void *record, const void *inner)
{
    arrow *a = o->state;
    (void)inner;
    if (!o->failed && !sayso_arrow_column_write(a->column, record, batch_write, o)) o->failed = true;
}

static void footer_put(sayso_out *o, arrow *a)
{
    static const uint32_t end[] = { UINT32_MAX, 0 };
    const sayso_flat_field fields[] = { FLAT_VALUE(2, VERSION_5), FLAT_PLACE, FLAT_PLACE,
                                        FLAT_PLACE };
    put(o, a, end, sizeof end);
    sayso_flat_begin(&a->head);
    const uint32_t t = sayso_flat_table(&a->head, fields, 4);
    sayso_flat_link(&a->head, 0, t);
    sayso_flat_link(&a->head, sayso_flat_field_of(t, 1), schema_put(&a->head, &a->schema));
    sayso_flat_link(&a->head, sayso_flat_field_of(t, 2),
                    sayso_flat_structs(&a->head, NULL, 0, 0)); /* dictionaries */
    sayso_flat_link(&a->head, sayso_flat_field_of(t, 3),
                    sayso_flat_structs(&a->head, a->blocks, a->n_blocks, sizeof *a->blocks));
    const uint32_t n = (uint32_t)a->head.len;
    put(o, a, a->head.at, n);
    put(o, a, &n, sizeof n);
    put(o, a, magic, 6);
    o->failed |= a->head.failed;
}

static void arrow_close(sayso_out *o)
{
    arrow *a = o->state;
    if (!o->failed && !sayso_arrow_column_write(a->column, NULL, batch_write, o)) o->failed = true;
    if (!o->failed) footer_put(o, a);
    sayso_arrow_column_free(a->column);
    if (a->schema.release) a->schema.release(&a->schema);
    sayso_buf_free(&a->head);
    free(a->blocks);
    free(a->nodes);
    free(a->pieces);
    free(a->bytes);
}

const sayso_out_format sayso_out_arrow = { .name = "arrow",
                                           .state = sizeof(arrow),
                                           .bytes = true,
                                           .open = arrow_open,
                                           .record = arrow_record,
                                           .close = arrow_close };
