/* _sayso.Ledger: one open ledger. It belongs to whoever calls it; a call while another thread's is
 * under way is refused, since SQLite is opened without locks of its own. */
#include "inside.h"
#include <stdlib.h>
#include <string.h>

typedef struct ledger_object {
    PyObject_HEAD
    sayso_ledger *ledger; /* NULL once closed */
    PyObject     *path;   /* str */
    bool          busy;   /* a call released the GIL */
} ledger_object;

/* The ledger for one call, or NULL with an exception. */
static sayso_ledger *ledger_take(PyObject *object)
{
    ledger_object *self = (ledger_object *)object;
    if (self->ledger && !self->busy) {
        self->busy = true;
        return self->ledger;
    }
    PyErr_SetString(PyExc_RuntimeError, self->busy
                                            ? "the ledger is in use by another thread; open one for each"
                                            : "the ledger is closed");
    return NULL;
}

static void ledger_give(PyObject *object) { ((ledger_object *)object)->busy = false; }

static PyObject *ledger_add(PyObject *object, PyObject *args)
{
    PyObject *given;
    int again;
    bool added;
    char key[SAYSO_KEY_SIZE];
    sayso_error err;
    sayso_status st;
    if (!PyArg_ParseTuple(args, "Op:add", &given, &again)) return NULL;
    const sayso_reading *reading = sayso_py_reading_of(given);
    sayso_ledger *ledger = reading ? ledger_take(object) : NULL;
    if (!ledger) return NULL;
    Py_BEGIN_ALLOW_THREADS
    st = sayso_ledger_add(ledger, reading, again != 0, key, &added, &err);
    Py_END_ALLOW_THREADS
    ledger_give(object);
    return st ? sayso_py_raise(&err, reading->id) : Py_BuildValue("sO", key, added ? Py_True : Py_False);
}

/* Adds each reading of a file of readings. */
static sayso_status readings_take(sayso_ledger *ledger, const char *path, bool again, uint64_t *n,
                                  sayso_error *err)
{
    const sayso_input_options o = { .size = sizeof o, .paths = &path, .n_paths = 1,
                                    .format = "reading" };
    sayso_input *input;
    const sayso_document *d;
    sayso_status st = sayso_input_open(&input, &o, err);
    while (!st && !(st = sayso_document_next(input, &d, err)) && d)
        if (d->reading && !(st = sayso_ledger_add(ledger, d->reading, again, NULL, NULL, err))) ++*n;
    sayso_input_close(input);
    return st;
}

static PyObject *ledger_add_file(PyObject *object, PyObject *args)
{
    const char *path;
    int again;
    uint64_t n = 0;
    sayso_error err;
    sayso_status st;
    if (!PyArg_ParseTuple(args, "sp:add_file", &path, &again)) return NULL;
    sayso_ledger *ledger = ledger_take(object);
    if (!ledger) return NULL;
    Py_BEGIN_ALLOW_THREADS
    st = readings_take(ledger, path, again != 0, &n, &err);
    Py_END_ALLOW_THREADS
    ledger_give(object);
    return st ? sayso_py_raise(&err, path) : PyLong_FromUnsignedLongLong(n);
}

static PyObject *ledger_settle(PyObject *object, PyObject *nothing)
{
    sayso_error err;
    sayso_status st;
    sayso_ledger *ledger = ledger_take(object);
    (void)nothing;
    if (!ledger) return NULL;
    Py_BEGIN_ALLOW_THREADS
    st = sayso_ledger_settle(ledger, &err);
    Py_END_ALLOW_THREADS
    ledger_give(object);
    return st ? sayso_py_raise(&err, NULL) : Py_NewRef(Py_None);
}

static PyObject *ledger_unsettled(PyObject *object, PyObject *nothing)
{
    sayso_error err;
    uint64_t n = 0;
    sayso_ledger *ledger = ledger_take(object);
    (void)nothing;
    if (!ledger) return NULL;
    const sayso_status st = sayso_ledger_unsettled(ledger, &n, &err);
    ledger_give(object);
    return st ? sayso_py_raise(&err, NULL) : PyLong_FromUnsignedLongLong(n);
}

/* ---- what people put right ---- */

/* None, or the exception of the status. */
static PyObject *done(PyObject *object, sayso_status st, const sayso_error *err)
{
    ledger_give(object);
    return st ? sayso_py_raise(err, NULL) : Py_NewRef(Py_None);
}

static PyObject *ledger_merge(PyObject *object, PyObject *args)
{
    const char *claim, *with, *note;
    sayso_error err;
    if (!PyArg_ParseTuple(args, "ssz:merge", &claim, &with, &note)) return NULL;
    sayso_ledger *ledger = ledger_take(object);
    return ledger ? done(object, sayso_ledger_merge(ledger, claim, with, note, &err), &err) : NULL;
}

static PyObject *ledger_split(PyObject *object, PyObject *args)
{
    const char *claim, *note;
    PyObject *events;
    sayso_error err;
    if (!PyArg_ParseTuple(args, "sO!z:split", &claim, &PyTuple_Type, &events, &note)) return NULL;
    size_t n;
    const char **ids = sayso_py_texts(events, &n);
    sayso_ledger *ledger = ids ? ledger_take(object) : NULL;
    PyObject *out = ledger ? done(object, sayso_ledger_split(ledger, claim, ids, n, note, &err), &err)
                           : NULL;
    free(ids);
    return out;
}

static PyObject *ledger_withdraw(PyObject *object, PyObject *args)
{
    const char *id, *note;
    sayso_error err;
    if (!PyArg_ParseTuple(args, "sz:withdraw", &id, &note)) return NULL;
    sayso_ledger *ledger = ledger_take(object);
    return ledger ? done(object, sayso_ledger_withdraw(ledger, id, note, &err), &err) : NULL;
}

static PyObject *ledger_correct(PyObject *object, PyObject *args)
{
    const char *id, *field, *value, *note;
    sayso_error err;
    if (!PyArg_ParseTuple(args, "sssz:correct", &id, &field, &value, &note)) return NULL;
    sayso_ledger *ledger = ledger_take(object);
    return ledger ? done(object, sayso_ledger_correct(ledger, id, field, value, note, &err), &err)
                  : NULL;
}

static PyObject *ledger_undo(PyObject *object, PyObject *args)
{
    const char *id, *field, *note;
    sayso_error err;
    if (!PyArg_ParseTuple(args, "szz:undo", &id, &field, &note)) return NULL;
    sayso_ledger *ledger = ledger_take(object);
    return ledger ? done(object, sayso_ledger_undo(ledger, id, field, note, &err), &err) : NULL;
}

static PyObject *ledger_backup(PyObject *object, PyObject *args)
{
    const char *path;
    sayso_error err;
    sayso_status st;
    if (!PyArg_ParseTuple(args, "s:backup", &path)) return NULL;
    sayso_ledger *ledger = ledger_take(object);
    if (!ledger) return NULL;
    Py_BEGIN_ALLOW_THREADS
    st = sayso_ledger_backup(ledger, path, &err);
    Py_END_ALLOW_THREADS
    return done(object, st, &err);
}

/* Appends to the list that `user` is; false without memory, with an exception. */
static bool found_add(void *user, const char *what)
{
    PyObject *text = sayso_py_text(what);
    const bool ok = text && !PyList_Append(user, text);
    Py_XDECREF(text);
    return ok;
}

static PyObject *ledger_verify(PyObject *object, PyObject *nothing)
{
    uint64_t n;
    sayso_error err;
    sayso_ledger *ledger = ledger_take(object);
    PyObject *out = ledger ? PyList_New(0) : NULL;
    (void)nothing;
    if (out && sayso_ledger_verify(ledger, found_add, out, &n, &err)) sayso_py_raise(&err, NULL);
    if (ledger) ledger_give(object);
    if (PyErr_Occurred()) Py_CLEAR(out);
    return out;
}

/* ---- lists and explanations ---- */

static PyObject *ledger_rows(PyObject *object, PyObject *args, PyObject *given)
{
    sayso_filter f;
    const char *list;
    if (!PyArg_ParseTuple(args, "s:rows", &list) || !sayso_py_filter_take(list, given, &f)) return NULL;
    const char *path = PyUnicode_AsUTF8AndSize(((ledger_object *)object)->path, NULL);
    return path ? sayso_py_rows_new(path, list, NULL, &f) : NULL;
}

static PyObject *ledger_sql(PyObject *object, PyObject *args)
{
    const char *sql;
    const sayso_filter none = { .size = sizeof none };
    if (!PyArg_ParseTuple(args, "s:sql", &sql)) return NULL;
    const char *path = PyUnicode_AsUTF8AndSize(((ledger_object *)object)->path, NULL);
    return path ? sayso_py_rows_new(path, "sql", sql, &none) : NULL;
}

#define FIELD(named, of, type, member) \
    { .name = named, .kind = SAYSO_FIELD_##of, .at = offsetof(type, member), .about = "" }
static const sayso_field line_fields[] = {
    FIELD("what", TEXT, sayso_explained, what),
    FIELD("start", OFFSET, sayso_explained, span.start),
    FIELD("end", OFFSET, sayso_explained, span.end),
    FIELD("text", TEXT, sayso_explained, text),
    FIELD("via", TEXT, sayso_explained, via),
};
static const sayso_record line_record = { "explained", line_fields,
                                          sizeof line_fields / sizeof *line_fields,
                                          sizeof(sayso_explained) };
static const sayso_field explanation_fields[] = {
    FIELD("kind", TEXT, sayso_explanation, kind),
    FIELD("id", TEXT, sayso_explanation, id),
    FIELD("document", TEXT, sayso_explanation, document),
    FIELD("document_date", TEXT, sayso_explanation, document_date),
    FIELD("publisher", TEXT, sayso_explanation, publisher),
    FIELD("sentence", TEXT, sayso_explanation, sentence),
    FIELD("start", OFFSET, sayso_explanation, sentence_span.start),
    FIELD("end", OFFSET, sayso_explanation, sentence_span.end),
    FIELD("tree", TEXT, sayso_explanation, tree),
    { .name = "lines", .kind = SAYSO_FIELD_RECORDS, .at = offsetof(sayso_explanation, lines),
      .about = "", .inner = &line_record },
};
#undef FIELD
static const sayso_record explanation_record = {
    "explanation", explanation_fields, sizeof explanation_fields / sizeof *explanation_fields,
    sizeof(sayso_explanation)
};

static PyObject *ledger_explain(PyObject *object, PyObject *args)
{
    const char *id;
    sayso_explanation *x;
    sayso_error err;
    if (!PyArg_ParseTuple(args, "s:explain", &id)) return NULL;
    sayso_ledger *ledger = ledger_take(object);
    if (!ledger) return NULL;
    const sayso_status st = sayso_ledger_explain(ledger, id, &x, &err);
    ledger_give(object);
    if (st) return sayso_py_raise(&err, id);
    PyObject *out = sayso_py_record(&explanation_record, x, 0, NULL);
    sayso_explanation_free(x);
    return out;
}

/* ---- the type ---- */

static PyObject *ledger_close(PyObject *object, PyObject *nothing)
{
    ledger_object *self = (ledger_object *)object;
    (void)nothing;
    if (self->ledger && !ledger_take(object)) return NULL;
    sayso_ledger_close(self->ledger);
    self->ledger = NULL;
    ledger_give(object);
    return Py_NewRef(Py_None);
}

static PyObject *ledger_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    PyObject *path;
    int write;
    sayso_error err;
    (void)names;
    if (!PyArg_ParseTuple(args, "Up:Ledger", &path, &write)) return NULL;
    const char *name = PyUnicode_AsUTF8AndSize(path, NULL);
    ledger_object *self = name ? (ledger_object *)PyType_GenericAlloc(type, 0) : NULL;
    if (!self) return NULL;
    self->path = Py_NewRef(path);
    if (!sayso_ledger_open(&self->ledger, name, write != 0, &err)) return (PyObject *)self;
    Py_DECREF(self);
    return sayso_py_raise(&err, name);
}

static void ledger_dealloc(PyObject *object)
{
    ledger_object *self = (ledger_object *)object;
    sayso_ledger_close(self->ledger);
    Py_XDECREF(self->path);
    sayso_py_object_free(object);
}

int sayso_py_ledger_init(PyObject *module)
{
    static PyMethodDef methods[] = {
        { "add", ledger_add, METH_VARARGS, NULL },
        { "add_file", ledger_add_file, METH_VARARGS, NULL },
        { "settle", ledger_settle, METH_NOARGS, NULL },
        { "unsettled", ledger_unsettled, METH_NOARGS, NULL },
        { "rows", (PyCFunction)(void (*)(void))ledger_rows, METH_VARARGS | METH_KEYWORDS, NULL },
        { "merge", ledger_merge, METH_VARARGS, NULL },
        { "split", ledger_split, METH_VARARGS, NULL },
        { "withdraw", ledger_withdraw, METH_VARARGS, NULL },
        { "correct", ledger_correct, METH_VARARGS, NULL },
        { "undo", ledger_undo, METH_VARARGS, NULL },
        { "backup", ledger_backup, METH_VARARGS, NULL },
        { "verify", ledger_verify, METH_NOARGS, NULL },
        { "sql", ledger_sql, METH_VARARGS, NULL },
        { "explain", ledger_explain, METH_VARARGS, NULL },
        { "close", ledger_close, METH_NOARGS, NULL },
        { NULL, NULL, 0, NULL }
    };
    PyType_Slot slots[] = { { Py_tp_new, (void *)(uintptr_t)ledger_new },
                            { Py_tp_dealloc, (void *)(uintptr_t)ledger_dealloc },
                            { Py_tp_methods, methods },
                            { 0, NULL } };
    PyType_Spec spec = { "sayso._sayso.Ledger", sizeof(ledger_object), 0,
                         Py_TPFLAGS_DEFAULT, slots };
    if (sayso_py_records_add(module, &explanation_record, false)) return -1;
    return sayso_py_type_add(module, &spec, "_Ledger") ? 0 : -1;
}
