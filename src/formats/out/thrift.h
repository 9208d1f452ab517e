/* thrift: what Parquet's heads are written in, Thrift's compact protocol
 * (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md), as much of
 * it as they need. */
#ifndef SAYSO_THRIFT_H
#define SAYSO_THRIFT_H

#include "base/base.h"

enum { THRIFT_I32 = 5, THRIFT_I64 = 6, THRIFT_TEXT = 8, THRIFT_LIST = 9, THRIFT_STRUCT = 12 };

/* Structs within structs: the number of the last field of each. Begins zeroed but for `to`. */
typedef struct sayso_thrift { sayso_buf *to; int last[8]; int depth; } sayso_thrift;

void sayso_thrift_begin(sayso_thrift *t); /* a struct: of a list, or what `field` has announced */
void sayso_thrift_end(sayso_thrift *t);
void sayso_thrift_field(sayso_thrift *t, int number, int type);
/* With the field's number before them, but for items of a list, whose number is 0. */
void sayso_thrift_whole(sayso_thrift *t, int number, int type, int64_t x);
void sayso_thrift_text(sayso_thrift *t, int number, const char *text);
void sayso_thrift_list(sayso_thrift *t, int number, int type, uint32_t n);
void sayso_thrift_number(sayso_buf *b, uint64_t x); /* seven bits a byte, the lowest first */

#endif
