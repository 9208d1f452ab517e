/* The filters of a ledger's lists, by name: what Python gives, and what is kept of it. */
#include "inside.h"
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, TEXTS, DAY, FLAG, COUNT, REAL };

/* only: the lists that have it, between spaces; NULL: all. */
static const struct filter { const char *name; enum kind kind; size_t at; const char *only; } filters[] = {
#define FILTER(name, kind, only) { #name, kind, offsetof(sayso_filter, name), only }
    FILTER(actor, TEXT, NULL),         FILTER(recipient, TEXT, NULL),
    FILTER(type, TEXTS, NULL),         FILTER(since, DAY, NULL),
    FILTER(until, DAY, NULL),          FILTER(place, TEXT, NULL),
    FILTER(status, TEXTS, NULL),       FILTER(source, TEXT, NULL),
    FILTER(document, TEXT, NULL),      FILTER(claim, TEXT, NULL),
    FILTER(reversals, FLAG, NULL),     FILTER(min_confidence, REAL, NULL),
    FILTER(limit, COUNT, NULL),        FILTER(after, TEXT, NULL),
    FILTER(words, TEXT, " search "),   FILTER(by, TEXTS, " counts "),
    FILTER(top, COUNT, " counts "),
#undef FILTER
};
enum { N_FILTERS = sizeof filters / sizeof *filters };
_Static_assert((int)N_FILTERS <= (int)SAYSO_PY_FILTERS, "room for the texts of all filters");

static const char *const kinds[] = { "str", "str | Iterable[str]", "object", "bool", "int", "float" };

static bool has(const char *list, const struct filter *f)
{
    char between[64];
    PyOS_snprintf(between, sizeof between, " %s ", list);
    return !f->only || strstr(f->only, between);
}

/* The place of the filter's text, or NULL where it is none. */
static const char **text_of(const struct filter *f, sayso_filter *out)
{
    return f->kind <= DAY ? (const char **)(void *)((char *)out + f->at) : NULL;
}

PyObject *sayso_py_filters_about(const char *list)
{
    PyObject *out = PyList_New(0);
    for (size_t i = 0; out && i < N_FILTERS; i++) {
        if (!has(list, &filters[i])) continue;
        PyObject *pair = Py_BuildValue("ss", filters[i].name, kinds[filters[i].kind]);
        if (!pair || PyList_Append(out, pair)) Py_CLEAR(out);
        Py_XDECREF(pair);
    }
    return out;
}

/* A TypeError that says which filters there are. */
static bool unknown(const char *list, PyObject *name)
{
    PyObject *all = PyUnicode_FromString("");
    for (size_t i = 0; all && i < N_FILTERS; i++)
        if (has(list, &filters[i])) {
            PyObject *longer = PyUnicode_FromFormat("%U%s%s", all, i ? ", " : "", filters[i].name);
            Py_DECREF(all);
            all = longer;
        }
    if (all) PyErr_Format(PyExc_TypeError, "the list %s has no filter %R; it has %U", list, name, all);
    Py_XDECREF(all);
    return false;
}

static bool take(const struct filter *f, PyObject *value, sayso_filter *out)
{
    char *at = (char *)out + f->at;
    const char **text = text_of(f, out);
    if (value == Py_None) return true;
    if (text && !PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "the filter %s takes one str, not %R", f->name, value);
        return false;
    }
    if (text) return (*text = PyUnicode_AsUTF8AndSize(value, NULL)) != NULL;
    if (f->kind == FLAG) {
        const int flag = PyObject_IsTrue(value);
        *(bool *)(void *)at = flag > 0;
        return flag >= 0;
    }
    if (f->kind == REAL) *(double *)(void *)at = PyFloat_AsDouble(value);
    else *(uint64_t *)(void *)at = PyLong_AsUnsignedLongLong(value);
    return !PyErr_Occurred();
}

bool sayso_py_filter_take(const char *list, PyObject *given, sayso_filter *out)
{
    PyObject *name, *value;
    Py_ssize_t at = 0;
    *out = (sayso_filter){ .size = sizeof *out };
    while (given && PyDict_Next(given, &at, &name, &value)) {
        size_t i = 0;
        const char *known = PyUnicode_AsUTF8AndSize(name, NULL);
        if (!known) return false;
        while (i < N_FILTERS && (strcmp(filters[i].name, known) != 0 || !has(list, &filters[i]))) i++;
        if (i == N_FILTERS) return unknown(list, name);
        if (!take(&filters[i], value, out)) return false;
    }
    return true;
}

bool sayso_py_filter_keep(sayso_filter *f, char **kept)
{
    for (size_t i = 0; i < N_FILTERS; i++) {
        const char **text = text_of(&filters[i], f);
        if (!text || !*text) continue;
        if (!(kept[i] = malloc(strlen(*text) + 1))) return false;
        *text = strcpy(kept[i], *text);
    }
    return true;
}
