/* Streams of Arrow in capsules of Python. */
#include "arrow.h"
#include "formats/out/columns.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct stream {
    sayso_py_arrow_source source;
    sayso_arrow_column *column; /* NULL until asked for */
    bool ended;
    sayso_error err;         /* what the last call could not do */
} stream;

static int no_memory(stream *s)
{
    s->ended = true;
    s->err = (sayso_error){ .code = SAYSO_NO_MEMORY, .msg = "no memory" };
    return ENOMEM;
}

static int get_schema(struct ArrowArrayStream *a, struct ArrowSchema *out)
{
    stream *s = a->private_data;
    return sayso_arrow_column_schema(s->source.record, out) ? 0 : no_memory(s);
}

static int get_next(struct ArrowArrayStream *a, struct ArrowArray *out)
{
    stream *s = a->private_data;
    const void *record = NULL;
    *out = (struct ArrowArray){ .release = NULL };
    if (s->ended) return 0;
    if (s->source.batch) {
        s->ended = s->source.batch(s->source.user, out, &s->err) != SAYSO_OK;
        return s->ended ? EIO : 0;
    }
    if (!s->column && !(s->column = sayso_arrow_column_new(s->source.record))) return no_memory(s);
    while (!sayso_arrow_column_full(s->column)) {
        if (s->source.next(s->source.user, &record, &s->err)) {
            s->ended = true;
            return EIO;
        }
        if (!record) {
            s->ended = true;
            break;
        }
        if (!sayso_arrow_column_add(s->column, record)) return no_memory(s);
    }
    if (!sayso_arrow_column_length(s->column)) return 0;
    return sayso_arrow_column_take(s->column, out) ? 0 : no_memory(s);
}

static const char *get_last_error(struct ArrowArrayStream *a)
{
    const stream *s = a->private_data;
    return s->err.code ? s->err.msg : NULL;
}

static void stream_release(struct ArrowArrayStream *a)
{
    stream *s = a->private_data;
    s->source.close(s->source.user);
    sayso_arrow_column_free(s->column);
    free(s);
    a->release = NULL;
}

/* ---- capsules ---- */

static void stream_capsule_free(PyObject *capsule)
{
    struct ArrowArrayStream *a = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (a->release) a->release(a); /* nobody took it over */
    free(a);
}

PyObject *sayso_py_arrow_stream(const sayso_py_arrow_source *source)
{
    struct ArrowArrayStream *a = calloc(1, sizeof *a);
    stream *s = calloc(1, sizeof *s);
    PyObject *out = a && s ? PyCapsule_New(a, "arrow_array_stream", stream_capsule_free) : NULL;
    if (!out) {
        source->close(source->user);
        free(a);
        free(s);
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    }
    s->source = *source;
    *a = (struct ArrowArrayStream){ get_schema, get_next, get_last_error, stream_release, s };
    return out;
}

static void schema_capsule_free(PyObject *capsule)
{
    struct ArrowSchema *s = PyCapsule_GetPointer(capsule, "arrow_schema");
    if (s->release) s->release(s);
    free(s);
}

PyObject *sayso_py_arrow_schema(const sayso_record *record)
{
    struct ArrowSchema *s = calloc(1, sizeof *s);
    if (!s || !sayso_arrow_column_schema(record, s)) {
        free(s);
        return PyErr_NoMemory();
    }
    PyObject *out = PyCapsule_New(s, "arrow_schema", schema_capsule_free);
    if (out) return out;
    s->release(s);
    free(s);
    return NULL;
}

bool sayso_py_arrow_arguments(PyObject *args, PyObject *names)
{
    char *keywords[] = { (char[]){ "requested_schema" }, NULL };
    PyObject *schema = NULL;
    return PyArg_ParseTupleAndKeywords(args, names, "|O:__arrow_c_stream__", keywords, &schema) != 0;
}
