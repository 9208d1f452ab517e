/* Records as columns of Arrow, for whoever hands them over (python/) or writes them (arrow.c,
 * parquet.c).
 *
 * A record is a struct; its fields are its children, by kind: text is utf8, whole numbers int32,
 * uint32 or uint64, others double, flags bool, lists list<utf8> or list<struct>, a group a struct.
 * What is unknown is null. Names are those of JSON, offsets bytes. */
#ifndef SAYSO_COLUMNS_H
#define SAYSO_COLUMNS_H

#include "arrow_abi.h"
#include "sayso.h"

typedef struct sayso_arrow_column sayso_arrow_column;

/* A column of records; NULL without memory. */
sayso_arrow_column *sayso_arrow_column_new(const sayso_record *record);
void sayso_arrow_column_free(sayso_arrow_column *c); /* NULL is fine */
/* Adds a record; false without memory, and the column may only be freed then. */
bool sayso_arrow_column_add(sayso_arrow_column *c, const void *record);
int64_t sayso_arrow_column_length(const sayso_arrow_column *c); /* records in it */
/* Has it as much as a batch should? So lists of any length need little memory. */
bool sayso_arrow_column_full(const sayso_arrow_column *c);
/* Moves all into *out and leaves the column empty; false without memory, *out released then. */
bool sayso_arrow_column_take(sayso_arrow_column *c, struct ArrowArray *out);
/* Adds a record, and shows `write` the columns once they are full; record NULL: what is left, if
 * any. False without memory. */
bool sayso_arrow_column_write(sayso_arrow_column *c, const void *record,
                              void (*write)(void *to, const struct ArrowArray *batch), void *to);
/* What such columns are; false without memory, *out released then. */
bool sayso_arrow_column_schema(const sayso_record *record, struct ArrowSchema *out);

#endif
