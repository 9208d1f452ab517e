/* sayso.Rows: a list of a ledger, asked for again by each that goes through it: by a loop of Python
 * as records, by others as a stream of Arrow. Each has the ledger open for itself. And Stream:
 * readings as Arrow. */
#include "arrow.h"
#include "formats/out/batches.h"
#include "inside.h"
#include "ledger/parts.h"
#include <stdlib.h>
#include <string.h>

/* ---- an open list ---- */

typedef struct open_list { sayso_ledger *ledger; sayso_cursor *cursor; } open_list;

static void list_close(void *user)
{
    open_list *l = user;
    sayso_cursor_close(l->cursor);
    sayso_ledger_close(l->ledger);
    free(l);
}

static sayso_status list_next(void *user, const void **row, sayso_error *err)
{
    return sayso_cursor_next(((open_list *)user)->cursor, row, err);
}

/* ---- Rows ---- */

typedef struct rows_object {
    PyObject_HEAD
    char *path, *list, *sql; /* sql: instead of list and filter */
    sayso_filter filter;
    char *texts[SAYSO_PY_FILTERS]; /* what the filter points to */
} rows_object;

typedef struct row_iterator { PyObject_HEAD open_list *list; } row_iterator;

static PyTypeObject *rows_type, *iterator_type;

static char *copied(const char *s)
{
    char *copy = s ? malloc(strlen(s) + 1) : NULL;
    return copy ? strcpy(copy, s) : NULL;
}

/* as_shown: for a table (ledger/parts.h). */
static open_list *list_open(const rows_object *self, bool as_shown)
{
    const sayso_led_parts whole = { .n = 0 };
    sayso_error err;
    open_list *l = calloc(1, sizeof *l);
    if (!l) {
        PyErr_NoMemory();
        return NULL;
    }
    if (!sayso_ledger_open(&l->ledger, self->path, false, &err) &&
        !(self->sql   ? sayso_ledger_sql(&l->cursor, l->ledger, self->sql, &err)
         : as_shown ? sayso_led_part_query(&l->cursor, l->ledger, self->list, &self->filter,
                                           &whole, 0, &err)
                    : sayso_ledger_query(&l->cursor, l->ledger, self->list, &self->filter, &err)))
        return l;
    list_close(l);
    sayso_py_raise(&err, NULL);
    return NULL;
}

PyObject *sayso_py_rows_new(const char *path, const char *list, const char *sql,
                            const sayso_filter *filter)
{
    rows_object *self = (rows_object *)PyType_GenericAlloc(rows_type, 0);
    if (!self) return NULL;
    self->path = copied(path);
    self->list = copied(list);
    self->sql = copied(sql);
    self->filter = *filter;
    if (!self->path || !self->list || (sql && !self->sql) ||
        !sayso_py_filter_keep(&self->filter, self->texts))
        PyErr_NoMemory();
    /* what makes no sense is told at once, not by the first row */
    open_list *tried = PyErr_Occurred() ? NULL : list_open(self, true);
    if (tried) {
        list_close(tried);
        return (PyObject *)self;
    }
    Py_DECREF(self);
    return NULL;
}

static void rows_dealloc(PyObject *object)
{
    rows_object *self = (rows_object *)object;
    for (size_t i = 0; i < SAYSO_PY_FILTERS; i++) free(self->texts[i]);
    free(self->path);
    free(self->list);
    free(self->sql);
    sayso_py_object_free(object);
}

static PyObject *rows_iter(PyObject *object)
{
    rows_object *self = (rows_object *)object;
    open_list *l = list_open(self, false);
    row_iterator *it = l ? (row_iterator *)PyType_GenericAlloc(iterator_type, 0) : NULL;
    if (!it && l) list_close(l);
    if (!it) return NULL;
    it->list = l;
    return (PyObject *)it;
}

static PyObject *iterator_next(PyObject *object)
{
    row_iterator *self = (row_iterator *)object;
    const void *row;
    sayso_error err;
    if (list_next(self->list, &row, &err)) return sayso_py_raise(&err, NULL);
    return row ? sayso_py_record(sayso_cursor_record(self->list->cursor), row, 0, NULL) : NULL;
}

static PyObject *iterator_after(PyObject *object, void *closure)
{
    (void)closure;
    return sayso_py_text(sayso_cursor_after(((row_iterator *)object)->list->cursor));
}

static void iterator_dealloc(PyObject *object)
{
    row_iterator *self = (row_iterator *)object;
    if (self->list) list_close(self->list);
    sayso_py_object_free(object);
}

static sayso_status batch_next(void *user, struct ArrowArray *out, sayso_error *err)
{
    return sayso_batches_next(user, out, err);
}

static void batches_close(void *user) { sayso_batches_close(user); }

static PyObject *rows_stream(PyObject *object, PyObject *args, PyObject *names)
{
    rows_object *self = (rows_object *)object;
    if (!sayso_py_arrow_arguments(args, names)) return NULL;
    sayso_batches *b = NULL;
    sayso_error err;
    if (!self->sql && sayso_batches_open(&b, self->path, self->list, &self->filter, 0, &err)) return sayso_py_raise(&err, NULL);
    if (b)
        return sayso_py_arrow_stream(&(sayso_py_arrow_source){
            .record = sayso_batches_record(b), .user = b, .batch = batch_next, .close = batches_close });
    open_list *l = list_open(self, true);
    if (!l) return NULL;
    return sayso_py_arrow_stream(&(sayso_py_arrow_source){
        .record = sayso_cursor_record(l->cursor), .user = l, .next = list_next,
        .close = list_close });
}

static PyObject *rows_schema(PyObject *object, PyObject *nothing)
{
    open_list *l = list_open((rows_object *)object, true);
    (void)nothing;
    if (!l) return NULL;
    PyObject *out = sayso_py_arrow_schema(sayso_cursor_record(l->cursor));
    list_close(l);
    return out;
}

static PyObject *rows_repr(PyObject *object)
{
    rows_object *self = (rows_object *)object;
    return PyUnicode_FromFormat("<sayso.Rows: %s of %s>", self->list, self->path);
}

/* ---- Stream ---- */

typedef struct stream_object { PyObject_HEAD PyObject *readings; } stream_object;
typedef struct open_readings { PyObject *iterator, *at; } open_readings;

/* The error of Python, as the library would tell it. The exception ends here: a stream of Arrow
 * knows messages only. */
static sayso_status exception_told(sayso_error *err)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *text = value ? PyObject_Str(value) : NULL;
    PyObject *bytes = text ? PyUnicode_AsUTF8String(text) : NULL;
    *err = (sayso_error){ .code = SAYSO_BAD_DOCUMENT, .at = SAYSO_NOWHERE };
    const char *said = bytes ? PyBytes_AsString(bytes) : NULL;
    strncat(err->msg, said ? said : "a reading could not be had", sizeof err->msg - 1);
    PyErr_Clear();
    Py_XDECREF(bytes);
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
    return err->code;
}

/* Called by whoever takes the stream, with the GIL or without. */
static sayso_status readings_next(void *user, const void **record, sayso_error *err)
{
    open_readings *o = user;
    const PyGILState_STATE gil = PyGILState_Ensure();
    sayso_status st = SAYSO_OK;
    *record = NULL;
    Py_XDECREF(o->at);
    o->at = PyIter_Next(o->iterator);
    if (o->at) *record = sayso_py_reading_of(o->at);
    if (PyErr_Occurred()) st = exception_told(err);
    PyGILState_Release(gil);
    return st;
}

static void readings_close(void *user)
{
    open_readings *o = user;
    const PyGILState_STATE gil = PyGILState_Ensure();
    Py_XDECREF(o->at);
    Py_XDECREF(o->iterator);
    PyGILState_Release(gil);
    free(o);
}

static PyObject *stream_stream(PyObject *object, PyObject *args, PyObject *names)
{
    if (!sayso_py_arrow_arguments(args, names)) return NULL;
    PyObject *iterator = PyObject_GetIter(((stream_object *)object)->readings);
    open_readings *o = iterator ? calloc(1, sizeof *o) : NULL;
    if (iterator && !o) {
        Py_DECREF(iterator);
        return PyErr_NoMemory();
    }
    if (!o) return NULL;
    o->iterator = iterator;
    return sayso_py_arrow_stream(&(sayso_py_arrow_source){ .record = sayso_reading_record(),
                                                           .user = o, .next = readings_next,
                                                           .close = readings_close });
}

static PyObject *stream_schema(PyObject *object, PyObject *nothing)
{
    (void)object;
    (void)nothing;
    return sayso_py_arrow_schema(sayso_reading_record());
}

static PyObject *stream_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    PyObject *readings;
    (void)names;
    if (!PyArg_ParseTuple(args, "O:Stream", &readings)) return NULL;
    stream_object *self = (stream_object *)PyType_GenericAlloc(type, 0);
    if (self) self->readings = Py_NewRef(readings);
    return (PyObject *)self;
}

static void stream_dealloc(PyObject *object)
{
    Py_XDECREF(((stream_object *)object)->readings);
    sayso_py_object_free(object);
}

/* ---- the types ---- */

static int stream_init(PyObject *module)
{
    static PyMethodDef methods[] = {
        { "__arrow_c_stream__", (PyCFunction)(void (*)(void))stream_stream,
          METH_VARARGS | METH_KEYWORDS, NULL },
        { "__arrow_c_schema__", stream_schema, METH_NOARGS, NULL },
        { NULL, NULL, 0, NULL }
    };
    PyType_Slot slots[] = {
        { Py_tp_doc, (void *)(uintptr_t) "Stream(readings)\n--\n\nReadings as a stream of Arrow, a "
                                         "row each, taken from the iterable as they are asked for." },
        { Py_tp_new, (void *)(uintptr_t)stream_new },
        { Py_tp_dealloc, (void *)(uintptr_t)stream_dealloc },
        { Py_tp_methods, methods },
        { 0, NULL }
    };
    PyType_Spec spec = { "sayso.Stream", sizeof(stream_object), 0, Py_TPFLAGS_DEFAULT, slots };
    return sayso_py_type_add(module, &spec, "Stream") ? 0 : -1;
}

static int iterator_init(PyObject *module)
{
    static PyGetSetDef attributes[] = {
        { "after", iterator_after, NULL, "behind a page's last row: what the next is asked with",
          NULL },
        { NULL, NULL, NULL, NULL, NULL }
    };
    PyType_Slot slots[] = { { Py_tp_dealloc, (void *)(uintptr_t)iterator_dealloc },
                            { Py_tp_getset, attributes },
                            { Py_tp_iter, (void *)(uintptr_t)PyObject_SelfIter },
                            { Py_tp_iternext, (void *)(uintptr_t)iterator_next },
                            { 0, NULL } };
    PyType_Spec spec = { "sayso._sayso.RowIterator", sizeof(row_iterator), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots };
    iterator_type = sayso_py_type_add(module, &spec, "_RowIterator");
    return iterator_type ? 0 : -1;
}

int sayso_py_rows_init(PyObject *module)
{
    static PyMethodDef methods[] = {
        { "__arrow_c_stream__", (PyCFunction)(void (*)(void))rows_stream,
          METH_VARARGS | METH_KEYWORDS, NULL },
        { "__arrow_c_schema__", rows_schema, METH_NOARGS, NULL },
        { NULL, NULL, 0, NULL }
    };
    PyType_Slot slots[] = {
        { Py_tp_doc, (void *)(uintptr_t) "A list of a ledger, asked for anew by each loop and each "
                                         "stream of Arrow. Made by Ledger.events and so on." },
        { Py_tp_dealloc, (void *)(uintptr_t)rows_dealloc },
        { Py_tp_iter, (void *)(uintptr_t)rows_iter },
        { Py_tp_repr, (void *)(uintptr_t)rows_repr },
        { Py_tp_methods, methods },
        { 0, NULL }
    };
    PyType_Spec spec = { "sayso.Rows", sizeof(rows_object), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots };
    rows_type = sayso_py_type_add(module, &spec, "Rows");
    return !rows_type || iterator_init(module) || stream_init(module) ? -1 : 0;
}
