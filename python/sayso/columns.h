/* Records as columns of Arrow. Knows nothing of Python.
 *
 * A record is a struct; its fields are its children, by kind: text is utf8, whole numbers int32,
 * uint32 or uint64, others double, flags bool, lists list<utf8> or list<struct>, a group a struct.
 * What is unknown is null. Names are those of JSON, offsets bytes. */
#ifndef SAYSO_PYTHON_COLUMNS_H
#define SAYSO_PYTHON_COLUMNS_H

#include "arrow_abi.h"
#include "sayso.h"

typedef struct sayso_py_column sayso_py_column;

/* A column of records; NULL without memory. */
sayso_py_column *sayso_py_column_new(const sayso_record *record);
void sayso_py_column_free(sayso_py_column *c); /* NULL is fine */
/* Adds a record; false without memory, and the column may only be freed then. */
bool sayso_py_column_add(sayso_py_column *c, const void *record);
/* Records in it, and about how many bytes. */
int64_t sayso_py_column_length(const sayso_py_column *c);
size_t  sayso_py_column_bytes(const sayso_py_column *c);
/* Moves all into *out and leaves the column empty; false without memory, *out released then. */
bool sayso_py_column_take(sayso_py_column *c, struct ArrowArray *out);
/* What such columns are; false without memory, *out released then. */
bool sayso_py_column_schema(const sayso_record *record, struct ArrowSchema *out);

#endif
