/* flat: FlatBuffers (https://flatbuffers.dev/internals/), as much of them as the heads of Arrow's
 * messages need. What a table points to is written behind it, so that nothing is moved; every place
 * is counted from the buffer's first byte, which has to be aligned to 8 where it is read. */
#ifndef SAYSO_FLAT_H
#define SAYSO_FLAT_H

#include "base/base.h"

/* A field of a table: bytes 0: it has none; 4 with `value` 0: a place that is told later. */
typedef struct sayso_flat_field { uint8_t bytes; uint64_t value; } sayso_flat_field;
#define FLAT_NONE { 0, 0 }
#define FLAT_PLACE { 4, 0 }
#define FLAT_VALUE(bytes, x) { bytes, (uint64_t)(x) }

/* Each gives the place of what it has written. The root's place is told by `from` 0. */
void     sayso_flat_begin(sayso_buf *b);
uint32_t sayso_flat_table(sayso_buf *b, const sayso_flat_field *fields, uint32_t n);
uint32_t sayso_flat_text(sayso_buf *b, const char *text);
/* Places to be told; structs whose longest member has 8 bytes. */
uint32_t sayso_flat_places(sayso_buf *b, uint32_t n);
uint32_t sayso_flat_structs(sayso_buf *b, const void *at, uint32_t n, size_t size);
/* Where the place of a table's field, or of an item of a list of places, is kept. */
uint32_t sayso_flat_field_of(uint32_t table, uint32_t field);
uint32_t sayso_flat_item_of(uint32_t places, uint32_t item);
/* `from`, of one of these two, shows what stands at `to`. */
void     sayso_flat_link(sayso_buf *b, uint32_t from, uint32_t to);
void     sayso_flat_align(sayso_buf *b, uint32_t behind); /* so that 8 divides length + behind */

#endif
