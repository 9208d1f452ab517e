/* The module _sayso: what the package sayso (the files beside this one) is made of. */
#include "inside.h"

static PyObject *queries(PyObject *module, PyObject *nothing)
{
    PyObject *out = PyList_New(0);
    const sayso_query_about *q;
    (void)module;
    (void)nothing;
    for (size_t i = 0; out && (q = sayso_query_nth(i)); i++) {
        PyObject *pair = Py_BuildValue("sssOO", q->name, q->summary,
                                       sayso_query_record(q->name)->name,
                                       q->settled ? Py_True : Py_False,
                                       q->words ? Py_True : Py_False);
        if (!pair || PyList_Append(out, pair)) Py_CLEAR(out);
        Py_XDECREF(pair);
    }
    return out;
}

static PyObject *records(PyObject *module, PyObject *nothing)
{
    (void)module;
    (void)nothing;
    return sayso_py_records_about();
}

static PyObject *filters(PyObject *module, PyObject *list)
{
    const char *name = PyUnicode_AsUTF8AndSize(list, NULL);
    (void)module;
    return name ? sayso_py_filters_about(name) : NULL;
}

static PyMethodDef functions[] = {
    { "records", records, METH_NOARGS, "Name of each class of records, with its fields and types." },
    { "queries", queries, METH_NOARGS,
      "Of each list of the ledger: name, summary, record, whether it shows claims, and whether it "
      "wants words." },
    { "filters", filters, METH_O, "Of each filter of the list its name and type." },
    { NULL, NULL, 0, NULL }
};
static PyModuleDef definition = { PyModuleDef_HEAD_INIT, .m_name = "_sayso",
                                  .m_doc = "The extension behind the package sayso.",
                                  .m_size = -1, .m_methods = functions };

PyMODINIT_FUNC PyInit__sayso(void);
PyMODINIT_FUNC PyInit__sayso(void)
{
    PyObject *m = PyModule_Create(&definition);
    if (!m) return NULL;
    if (sayso_py_errors_init(m) || sayso_py_records_init(m) || sayso_py_reading_init(m) ||
        sayso_py_engine_init(m) || sayso_py_input_init(m) || sayso_py_ledger_init(m) ||
        sayso_py_rows_init(m) || PyModule_AddStringConstant(m, "__version__", sayso_version()))
        Py_CLEAR(m);
    return m;
}
