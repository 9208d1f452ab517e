/* Statuses as exceptions: sayso.Error and what is below it. */
#include "inside.h"
#include <string.h>

static PyObject *error_type[SAYSO_BUSY + 1]; /* by status; NULL: sayso.Error itself */
static PyObject *base_type;

static const struct { const char *name, *doc; PyObject **also; sayso_status statuses[4]; } below[] = {
    { "sayso.ArgumentError", "An argument makes no sense: a malformed date, an unknown list.",
      &PyExc_ValueError, { SAYSO_BAD_ARGUMENT } },
    { "sayso.NotFoundError", "A file, record or name is not there.", &PyExc_LookupError,
      { SAYSO_NOT_FOUND } },
    { "sayso.SystemRefusedError", "The system refused to read or write.", &PyExc_OSError,
      { SAYSO_IO } },
    { "sayso.ModelError", "A model or table is truncated, corrupt or of another version.", NULL,
      { SAYSO_BAD_MODEL, SAYSO_BAD_DATA } },
    { "sayso.DocumentError", "A document cannot be read, is too large or took too long.", NULL,
      { SAYSO_BAD_DOCUMENT, SAYSO_TOO_LARGE, SAYSO_SKIPPED, SAYSO_CANCELLED } },
    { "sayso.LedgerError", "The ledger is locked, read-only, full, of another version or none.",
      NULL, { SAYSO_LEDGER, SAYSO_BUSY } },
};

static int below_add(PyObject *module, size_t i)
{
    PyObject *bases = below[i].also ? PyTuple_Pack(2, base_type, *below[i].also)
                                    : PyTuple_Pack(1, base_type);
    PyObject *type = bases ? PyErr_NewExceptionWithDoc(below[i].name, below[i].doc, bases, NULL)
                           : NULL;
    Py_XDECREF(bases);
    if (!type) return -1;
    for (size_t k = 0; k < 4; k++)
        if (below[i].statuses[k]) error_type[below[i].statuses[k]] = type;
    return PyModule_AddObjectRef(module, strchr(below[i].name, '.') + 1, type);
}

int sayso_py_errors_init(PyObject *module)
{
    base_type = PyErr_NewExceptionWithDoc(
        "sayso.Error",
        "What sayso could not do.\n\nstatus: its number; document: of which document, model or "
        "table, or None;\nat: the byte in it, of tables the line, or None; message: what is wrong, "
        "then what helps.",
        NULL, NULL);
    if (!base_type || PyModule_AddObjectRef(module, "Error", base_type)) return -1;
    for (size_t i = 0; i < sizeof below / sizeof *below; i++)
        if (below_add(module, i)) return -1;
    return 0;
}

static int attribute(PyObject *object, const char *name, PyObject *value)
{
    const int bad = !value || PyObject_SetAttrString(object, name, value);
    Py_XDECREF(value);
    return bad;
}

PyObject *sayso_py_raise(const sayso_error *err, const char *document)
{
    if (err->code == SAYSO_NO_MEMORY) return PyErr_NoMemory();
    PyObject *type = err->code <= SAYSO_BUSY && error_type[err->code] ? error_type[err->code]
                                                                      : base_type;
    const char *name = *err->name ? err->name : document;
    PyObject *text = name ? PyUnicode_FromFormat("%s: %s", name, err->msg)
                          : PyUnicode_FromString(err->msg);
    PyObject *error = text ? PyObject_CallFunctionObjArgs(type, text, NULL) : NULL;
    Py_XDECREF(text);
    if (!error) return NULL;
    PyObject *at = err->at == SAYSO_NOWHERE ? Py_NewRef(Py_None)
                                            : PyLong_FromUnsignedLongLong(err->at);
    if (!attribute(error, "status", PyLong_FromLong((long)err->code)) &&
        !attribute(error, "document", sayso_py_text(name)) &&
        !attribute(error, "message", sayso_py_text(err->msg)) && !attribute(error, "at", at))
        PyErr_SetObject(type, error);
    Py_DECREF(error);
    return NULL;
}
