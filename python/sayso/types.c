/* What all types are made and ended with, and what their methods take. */
#include "inside.h"
#include <stdlib.h>

PyTypeObject *sayso_py_type_add(PyObject *module, PyType_Spec *spec, const char *name)
{
    PyObject *type = PyType_FromSpec(spec);
    if (!type || PyModule_AddObjectRef(module, name, type)) return NULL;
    return (PyTypeObject *)type;
}

void sayso_py_object_free(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    PyObject_Free(object);
    Py_DECREF(type);
}

const char **sayso_py_texts(PyObject *tuple, size_t *n)
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
