/* What all types are made and ended with. */
#include "inside.h"

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
