/* _sayso.Documents: an iterator over the documents of files and folders. */
#include "inside.h"
#include <stdlib.h>

typedef struct documents_object {
    PyObject_HEAD
    sayso_input *input;
    PyObject    *kept;  /* what the options' strings are borrowed from */
    const char **paths;
} documents_object;

#define FIELD(named, of, member, says) \
    { .name = named, .kind = SAYSO_FIELD_##of, .at = offsetof(sayso_document, member), .about = says }
static const sayso_field document_fields[] = {
    FIELD("id", TEXT, id, "as given, else the file"),
    FIELD("date", TEXT, date, "ISO 8601"),
    FIELD("title", TEXT, title, "its headline"),
    FIELD("publisher", TEXT, publisher, "who publishes it"),
    FIELD("url", TEXT, url, "its address"),
    FIELD("language", TEXT, language, "BCP 47, where it says so"),
    FIELD("text", HIDDEN, text, ""),
};
#undef FIELD
static const sayso_record head_record = { "document_head", document_fields,
                                          sizeof document_fields / sizeof *document_fields,
                                          sizeof(sayso_document) };

/* Head and text: (DocumentHead, bytes). */
static PyObject *document_object(const sayso_document *d)
{
    PyObject *head = sayso_py_record(&head_record, d, 0, NULL);
    PyObject *text = PyBytes_FromStringAndSize(d->text, (Py_ssize_t)d->text_len);
    PyObject *out = head && text ? PyTuple_Pack(2, head, text) : NULL;
    Py_XDECREF(head);
    Py_XDECREF(text);
    return out;
}

/* An exception for a document ends no loop by itself: the next call goes on behind it. */
static PyObject *documents_next(PyObject *object)
{
    documents_object *self = (documents_object *)object;
    const sayso_document *d;
    sayso_error err;
    sayso_status st;
    Py_BEGIN_ALLOW_THREADS
    st = sayso_document_next(self->input, &d, &err);
    Py_END_ALLOW_THREADS
    if (st) return sayso_py_raise(&err, NULL);
    return d ? document_object(d) : NULL;
}

/* The paths of a tuple of str, borrowed from it. */
static const char **paths_take(PyObject *tuple, size_t *n)
{
    *n = (size_t)PyTuple_Size(tuple);
    const char **out = calloc(*n + 1, sizeof(char *));
    if (!out) PyErr_NoMemory();
    for (size_t i = 0; out && i < *n; i++)
        if (!(out[i] = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(tuple, (Py_ssize_t)i), NULL))) {
            free(out);
            return NULL;
        }
    return out;
}

static PyObject *documents_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    sayso_input_options o = { .size = sizeof o };
    PyObject *paths;
    Py_ssize_t most_bytes = 0;
    (void)names;
    if (!PyArg_ParseTuple(args, "O!zzzzn:Documents", &PyTuple_Type, &paths, &o.format, &o.date,
                          &o.publisher, &o.language, &most_bytes))
        return NULL;
    o.max_document_bytes = most_bytes > 0 ? (size_t)most_bytes : 0;
    documents_object *self = (documents_object *)PyType_GenericAlloc(type, 0);
    sayso_error err;
    if (!self) return NULL;
    self->kept = Py_NewRef(args);
    if ((self->paths = paths_take(paths, &o.n_paths))) {
        o.paths = self->paths;
        if (!sayso_input_open(&self->input, &o, &err)) return (PyObject *)self;
        sayso_py_raise(&err, NULL);
    }
    Py_DECREF(self);
    return NULL;
}

static void documents_dealloc(PyObject *object)
{
    documents_object *self = (documents_object *)object;
    sayso_input_close(self->input);
    free(self->paths);
    Py_XDECREF(self->kept);
    sayso_py_object_free(object);
}

int sayso_py_input_init(PyObject *module)
{
    PyType_Slot slots[] = { { Py_tp_new, (void *)(uintptr_t)documents_new },
                            { Py_tp_dealloc, (void *)(uintptr_t)documents_dealloc },
                            { Py_tp_iter, (void *)(uintptr_t)PyObject_SelfIter },
                            { Py_tp_iternext, (void *)(uintptr_t)documents_next },
                            { 0, NULL } };
    PyType_Spec spec = { "sayso._sayso.Documents", sizeof(documents_object), 0, Py_TPFLAGS_DEFAULT,
                         slots };
    if (sayso_py_records_add(module, &head_record, false)) return -1;
    return sayso_py_type_add(module, &spec, "_Documents") ? 0 : -1;
}
