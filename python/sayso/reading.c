/* sayso.Reading: owns what was read of one document; its lists become tuples when they are asked
 * for. */
#include "inside.h"
#include "formats/out/out.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 32 };

typedef struct reading_object {
    PyObject_HEAD
    sayso_reading *reading;
    PyObject *engine;                /* some of the reading's words are those of its lists */
    sayso_py_characters *characters; /* NULL until offsets are asked for */
    PyObject *made[MOST_FIELDS];     /* by field: what was asked for already */
} reading_object;

static PyTypeObject *reading_type;

PyObject *sayso_py_reading_new(sayso_reading *reading, PyObject *engine)
{
    reading_object *self = (reading_object *)PyType_GenericAlloc(reading_type, 0);
    if (!self) {
        sayso_reading_free(reading);
        return NULL;
    }
    self->reading = reading;
    self->engine = Py_NewRef(engine);
    return (PyObject *)self;
}

const sayso_reading *sayso_py_reading_of(PyObject *object)
{
    if (PyObject_TypeCheck(object, reading_type)) return ((reading_object *)object)->reading;
    PyErr_Format(PyExc_TypeError, "a sayso.Reading is wanted, not %R", (PyObject *)Py_TYPE(object));
    return NULL;
}

static void reading_dealloc(PyObject *object)
{
    reading_object *self = (reading_object *)object;
    for (size_t i = 0; i < MOST_FIELDS; i++) Py_XDECREF(self->made[i]);
    sayso_py_characters_free(self->characters);
    sayso_reading_free(self->reading);
    Py_XDECREF(self->engine);
    sayso_py_object_free(object);
}

/* ---- attributes: one a field of the reading's record ---- */

static PyObject *field_get(PyObject *object, void *closure)
{
    reading_object *self = (reading_object *)object;
    const sayso_field *f = closure;
    const size_t i = (size_t)(f - sayso_reading_record()->fields);
    if (!self->characters && f->kind == SAYSO_FIELD_RECORDS)
        self->characters = sayso_py_characters_new(self->reading->text, self->reading->text_len);
    if (!self->characters && f->kind == SAYSO_FIELD_RECORDS) return PyErr_NoMemory();
    if (!self->made[i]) self->made[i] = sayso_py_field(f, self->reading, 0, self->characters);
    return Py_XNewRef(self->made[i]);
}

static PyObject *text_get(PyObject *object, void *closure)
{
    const sayso_reading *r = ((reading_object *)object)->reading;
    (void)closure;
    return PyUnicode_DecodeUTF8(r->text, (Py_ssize_t)r->text_len, "replace");
}

static PyObject *text_bytes_get(PyObject *object, void *closure)
{
    const sayso_reading *r = ((reading_object *)object)->reading;
    (void)closure;
    return PyBytes_FromStringAndSize(r->text, (Py_ssize_t)r->text_len);
}

/* ---- methods ---- */

static PyObject *reading_json(PyObject *object, PyObject *args, PyObject *names)
{
    char *keywords[] = { (char[]){ "with_text" }, NULL };
    int with_text = 0;
    if (!PyArg_ParseTupleAndKeywords(args, names, "|$p:to_json", keywords, &with_text)) return NULL;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_json_reading(&b, ((reading_object *)object)->reading, with_text != 0);
    while (b.len && b.at[b.len - 1] == '\n') b.len--;
    PyObject *out = b.failed ? PyErr_NoMemory()
                             : PyUnicode_DecodeUTF8(b.at, (Py_ssize_t)b.len, "strict");
    sayso_buf_free(&b);
    return out;
}

/* How many records of the list of that name; -1 where there is none. */
static long list_count(const sayso_reading *r, const char *name)
{
    const sayso_record *all = sayso_reading_record();
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->fields[i].name, name) == 0)
            return (long)*(const uint32_t *)(const void *)((const char *)r + all->fields[i].at +
                                                           sizeof(void *));
    return -1;
}

static PyObject *reading_repr(PyObject *object)
{
    const sayso_reading *r = ((reading_object *)object)->reading;
    PyObject *id = sayso_py_text(r->id);
    PyObject *out = id ? PyUnicode_FromFormat(
                             "<sayso.Reading id=%R: %ld sentences, %ld events, %ld attributions>",
                             id, list_count(r, "sentences"), list_count(r, "events"),
                             list_count(r, "attributions"))
                       : NULL;
    Py_XDECREF(id);
    return out;
}

/* ---- the type ---- */

int sayso_py_reading_init(PyObject *module)
{
    static PyGetSetDef attributes[MOST_FIELDS + 3];
    static PyMethodDef methods[] = {
        { "to_json", (PyCFunction)(void (*)(void))reading_json, METH_VARARGS | METH_KEYWORDS,
          "to_json(*, with_text=False)\n--\n\nThe reading as one line of JSON, offsets in bytes, as "
          "`sayso read --format jsonl` writes it." },
        { NULL, NULL, 0, NULL }
    };
    PyType_Slot slots[] = {
        { Py_tp_doc, (void *)(uintptr_t) "What was read of one document. Made by Reader.read." },
        { Py_tp_dealloc, (void *)(uintptr_t)reading_dealloc },
        { Py_tp_repr, (void *)(uintptr_t)reading_repr },
        { Py_tp_getset, attributes },
        { Py_tp_methods, methods },
        { 0, NULL }
    };
    PyType_Spec spec = { "sayso.Reading", sizeof(reading_object), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots };
    const sayso_record *r = sayso_reading_record();
    size_t n = 0;
    attributes[n++] = (PyGetSetDef){ "text", text_get, NULL, "the text that start and end refer to",
                                     NULL };
    attributes[n++] = (PyGetSetDef){ "text_bytes", text_bytes_get, NULL,
                                     "the text that start_byte and end_byte refer to", NULL };
    for (size_t i = 0; i < r->n && n < MOST_FIELDS + 2; i++)
        if (r->fields[i].kind != SAYSO_FIELD_HIDDEN)
            attributes[n++] = (PyGetSetDef){ r->fields[i].name, field_get, NULL,
                                             r->fields[i].about, (void *)(uintptr_t)&r->fields[i] };
    reading_type = sayso_py_type_add(module, &spec, "Reading");
    return reading_type ? 0 : -1;
}
