/* Records as streams of Arrow, by the Arrow C data and C stream interfaces. Nothing is copied on
 * the side of Python: columns are built by C and handed over with their memory. */
#ifndef SAYSO_PYTHON_ARROW_H
#define SAYSO_PYTHON_ARROW_H

#include "formats/out/arrow_abi.h"
#include "inside.h"

/* Where records come from. next: *record is NULL at the end; or batches come ready made, and out->release
 * is NULL at the end. Called from any thread, never from two at once, with the GIL or without. close
 * is called once, with the stream's end. */
typedef struct sayso_py_arrow_source {
    const sayso_record *record;
    void *user;
    sayso_status (*next)(void *user, const void **record, sayso_error *err);
    sayso_status (*batch)(void *user, struct ArrowArray *out, sayso_error *err); /* instead of next */
    void (*close)(void *user);
} sayso_py_arrow_source;

/* A capsule "arrow_array_stream". Takes the source, also on failure. */
PyObject *sayso_py_arrow_stream(const sayso_py_arrow_source *source);
/* A capsule "arrow_schema". */
PyObject *sayso_py_arrow_schema(const sayso_record *record);
/* The arguments of __arrow_c_stream__: requested_schema, which is not looked at. */
bool sayso_py_arrow_arguments(PyObject *args, PyObject *names);

#endif
