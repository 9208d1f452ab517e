/* _sayso.Engine: models and word lists, and readers that are idle. */
#include "inside.h"
#include <stdlib.h>

typedef struct engine_object {
    PyObject_HEAD
    sayso_engine  *engine;
    sayso_limits   limits;
    sayso_reader **idle; /* [n_idle] of cap; taken and given back with the GIL held */
    size_t         n_idle, cap;
} engine_object;

/* ---- readers: one a thread at a time ---- */

static sayso_reader *reader_take(engine_object *self)
{
    sayso_error err;
    sayso_reader *reader = NULL;
    if (self->n_idle) return self->idle[--self->n_idle];
    if (!sayso_reader_new(&reader, self->engine, &err) &&
        !sayso_reader_limit(reader, &self->limits, &err))
        return reader;
    sayso_reader_free(reader);
    sayso_py_raise(&err, NULL);
    return NULL;
}

static void reader_give(engine_object *self, sayso_reader *reader)
{
    if (self->n_idle == self->cap) {
        const size_t cap = self->cap ? 2 * self->cap : 8;
        sayso_reader **grown = realloc(self->idle, cap * sizeof(sayso_reader *));
        if (!grown) {
            sayso_reader_free(reader);
            return;
        }
        self->idle = grown;
        self->cap = cap;
    }
    self->idle[self->n_idle++] = reader;
}

/* ---- text in ---- */

/* The bytes of a str or of whatever has a buffer; `keep` holds them, to be released. */
typedef struct given_text { Py_buffer buffer; PyObject *encoded; const char *at; size_t len; } given_text;

static bool text_take(PyObject *object, given_text *t)
{
    Py_ssize_t n;
    *t = (given_text){ .at = NULL };
    if (!PyUnicode_Check(object)) {
        if (PyObject_GetBuffer(object, &t->buffer, PyBUF_SIMPLE)) return false;
        t->at = t->buffer.buf ? t->buffer.buf : "";
        t->len = (size_t)t->buffer.len;
        return true;
    }
    if ((t->at = PyUnicode_AsUTF8AndSize(object, &n))) {
        t->len = (size_t)n;
        return true;
    }
    PyErr_Clear(); /* half of a pair: its bytes are no UTF-8, which the reading notes */
    if (!(t->encoded = PyUnicode_AsEncodedString(object, "utf-8", "surrogatepass"))) return false;
    t->at = PyBytes_AsString(t->encoded);
    t->len = (size_t)PyBytes_Size(t->encoded);
    return true;
}

static void text_release(given_text *t)
{
    if (t->buffer.obj) PyBuffer_Release(&t->buffer);
    Py_XDECREF(t->encoded);
}

/* ---- methods ---- */

static PyObject *read_document(engine_object *self, sayso_document *d)
{
    sayso_error err;
    sayso_reading *reading;
    sayso_status st;
    sayso_reader *reader = reader_take(self);
    if (!reader) return NULL;
    Py_BEGIN_ALLOW_THREADS
    st = sayso_read(reader, d, &reading, &err);
    Py_END_ALLOW_THREADS
    reader_give(self, reader);
    return st ? sayso_py_raise(&err, d->id) : sayso_py_reading_new(reading, (PyObject *)self);
}

static PyObject *engine_read(PyObject *object, PyObject *args, PyObject *names)
{
    char *keywords[] = { (char[]){ "text" },  (char[]){ "id" },        (char[]){ "date" },
                                (char[]){ "title" }, (char[]){ "publisher" }, (char[]){ "url" },
                                (char[]){ "language" }, NULL };
    sayso_document d = { .size = sizeof d };
    PyObject *text;
    given_text t;
    if (!PyArg_ParseTupleAndKeywords(args, names, "O|zzzzzz:read", keywords, &text, &d.id, &d.date,
                                     &d.title, &d.publisher, &d.url, &d.language) ||
        !text_take(text, &t))
        return NULL;
    d.text = t.at;
    d.text_len = t.len;
    PyObject *out = read_document((engine_object *)object, &d);
    text_release(&t);
    return out;
}

#define FIELD(named, of, member, says) \
    { .name = named, .kind = SAYSO_FIELD_##of, .at = offsetof(sayso_language, member), .about = says }
static const sayso_field language_fields[] = {
    FIELD("code", TEXT, code, "BCP 47"),
    FIELD("name", TEXT, name, "English name"),
    FIELD("model", TEXT, model, "the model's own line: version, date, licence"),
    FIELD("events", COUNT, n_events, "entries of the list of events"),
    FIELD("cues", COUNT, n_cues, "entries of the list of cues"),
};
#undef FIELD
static const sayso_record language_record = { "language", language_fields,
                                              sizeof language_fields / sizeof *language_fields,
                                              sizeof(sayso_language) };

static PyObject *engine_languages(PyObject *object, PyObject *nothing)
{
    size_t n;
    const sayso_language *all = sayso_engine_languages(((engine_object *)object)->engine, &n);
    PyObject *out = PyTuple_New((Py_ssize_t)n);
    (void)nothing;
    for (size_t i = 0; out && i < n; i++) {
        PyObject *one = sayso_py_record(&language_record, &all[i], (uint32_t)i, NULL);
        if (!one || PyTuple_SetItem(out, (Py_ssize_t)i, one)) Py_CLEAR(out);
    }
    return out;
}

/* ---- the type ---- */

static PyObject *engine_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    char *keywords[] = { (char[]){ "data_dir" }, (char[]){ "knowledge" },
                                (char[]){ "max_document_bytes" }, (char[]){ "most_ms" },
                                (char[]){ "trees" }, NULL };
    sayso_options o = sayso_options_default();
    Py_ssize_t most_bytes = 0;
    unsigned int most_ms = 0;
    int trees = 0;
    if (!PyArg_ParseTupleAndKeywords(args, names, "|zznIp:Engine", keywords, &o.data_dir,
                                     &o.knowledge, &most_bytes, &most_ms, &trees))
        return NULL;
    o.max_document_bytes = most_bytes > 0 ? (size_t)most_bytes : 0;
    o.trees = trees != 0;
    engine_object *self = (engine_object *)PyType_GenericAlloc(type, 0);
    if (!self) return NULL;
    sayso_error err;
    sayso_status st;
    self->limits = (sayso_limits){ .size = sizeof self->limits, .most_ms = most_ms };
    Py_BEGIN_ALLOW_THREADS
    st = sayso_engine_open(&self->engine, &o, &err);
    Py_END_ALLOW_THREADS
    if (!st) return (PyObject *)self;
    Py_DECREF(self);
    return sayso_py_raise(&err, NULL);
}

static void engine_dealloc(PyObject *object)
{
    engine_object *self = (engine_object *)object;
    while (self->n_idle) sayso_reader_free(self->idle[--self->n_idle]);
    free(self->idle);
    sayso_engine_close(self->engine);
    sayso_py_object_free(object);
}

int sayso_py_engine_init(PyObject *module)
{
    static PyMethodDef methods[] = {
        { "read", (PyCFunction)(void (*)(void))engine_read, METH_VARARGS | METH_KEYWORDS, NULL },
        { "languages", engine_languages, METH_NOARGS, NULL },
        { NULL, NULL, 0, NULL }
    };
    PyType_Slot slots[] = { { Py_tp_new, (void *)(uintptr_t)engine_new },
                            { Py_tp_dealloc, (void *)(uintptr_t)engine_dealloc },
                            { Py_tp_methods, methods },
                            { 0, NULL } };
    PyType_Spec spec = { "sayso._sayso.Engine", sizeof(engine_object), 0, Py_TPFLAGS_DEFAULT,
                         slots };
    if (sayso_py_records_add(module, &language_record, false)) return -1;
    return sayso_py_type_add(module, &spec, "_Engine") ? 0 : -1;
}
