/* The extension behind the package sayso: the public interface of the library as objects of Python,
 * on the limited API of Python 3.11, so that one binary serves all later versions.
 *
 * No field of a record is named here: objects, and columns of Arrow, come from sayso_record.
 * Functions that return PyObject * return a new reference, or NULL with an exception set. The GIL is
 * held unless a comment says so; it is released while a document is read and a ledger settled. */
#ifndef SAYSO_PYTHON_INSIDE_H
#define SAYSO_PYTHON_INSIDE_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "sayso.h"

/* ---- errors.c ---- */

int sayso_py_errors_init(PyObject *module);
/* Raises the exception of the status, with what err says; `document` stands for an empty err->name
 * and may be NULL. Always NULL. */
PyObject *sayso_py_raise(const sayso_error *err, const char *document);

/* ---- characters.c: code points for bytes ---- */

typedef struct sayso_py_characters sayso_py_characters;
/* Of a text, which is borrowed; NULL without memory, no exception set. */
sayso_py_characters *sayso_py_characters_new(const char *text, uint32_t len);
void sayso_py_characters_free(sayso_py_characters *c);
/* Code points before the byte; a run of bytes that are no UTF-8 is one, as for Python's "replace". */
uint32_t sayso_py_characters_before(const sayso_py_characters *c, uint32_t byte);

/* ---- records.c: records as named tuples ---- */

/* Adds a class a record to the module: Event, Actor, …; EventRow, … */
int sayso_py_records_init(PyObject *module);
/* A class for one more record, with static lifetime. */
int sayso_py_records_add(PyObject *module, const sayso_record *record, bool in_reading);
/* Of each class its name, and of its fields name and type: [("Event", [("id", "int"), …]), …]. */
PyObject *sayso_py_records_about(void);
/* number: index of the record in its list. characters: of the reading's text; NULL in rows. */
/* Of a record without a class of its own, a dict; where it is one of those with fields left out,
 * that class, with None for them. */
PyObject *sayso_py_record(const sayso_record *r, const void *record, uint32_t number,
                          const sayso_py_characters *characters);
PyObject *sayso_py_field(const sayso_field *f, const void *record, uint32_t number,
                         const sayso_py_characters *characters);
/* "…" or None. */
PyObject *sayso_py_text(const char *s);

/* ---- types.c ---- */

/* Adds a type to the module under its own name; the type, kept for the life of the process, or
 * NULL. */
PyTypeObject *sayso_py_type_add(PyObject *module, PyType_Spec *spec, const char *name);
/* What each dealloc ends with: the object's memory, and its share in the type. */
void sayso_py_object_free(PyObject *object);
/* The texts of a tuple of str, borrowed from it; the array is the caller's, by free(). */
const char **sayso_py_texts(PyObject *tuple, size_t *n);

/* ---- filters.c: the filters of a ledger's lists ---- */

enum { SAYSO_PY_FILTERS = 24 }; /* at most */
/* What a dict by name says, borrowed from it. False with an exception: no such filter, or of another type. */
bool sayso_py_filter_take(const char *list, PyObject *given, sayso_filter *out);
/* The filter's texts as copies, each in its place in kept[SAYSO_PY_FILTERS]; false without memory. */
bool sayso_py_filter_keep(sayso_filter *f, char **kept);
/* Of each filter of the list its name and type: [("actor", "str"), …]. */
PyObject *sayso_py_filters_about(const char *list);

/* ---- the types, each made once and added to the module ---- */

int sayso_py_reading_init(PyObject *module);
int sayso_py_engine_init(PyObject *module);
int sayso_py_input_init(PyObject *module);
int sayso_py_ledger_init(PyObject *module);
int sayso_py_rows_init(PyObject *module);

/* Takes the reading, also on failure, and keeps its engine open. */
PyObject *sayso_py_reading_new(sayso_reading *reading, PyObject *engine);
/* Borrowed; NULL with a TypeError where it is no Reading. */
const sayso_reading *sayso_py_reading_of(PyObject *object);
/* A list of the ledger's file, or with `sql` what that asks. Strings are copied. */
PyObject *sayso_py_rows_new(const char *path, const char *list, const char *sql,
                            const sayso_filter *filter);

#endif