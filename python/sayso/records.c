/* Records as named tuples, from the tables of their fields. */
#include "inside.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_RECORDS = 64, NAME_CAP = 64 };

typedef struct known_record {
    const sayso_record *record;
    PyTypeObject *type;
    bool in_reading; /* offsets are given in code points too */
} known_record;

static known_record known[MOST_RECORDS];
static size_t n_known;

static const known_record *known_find(const sayso_record *r)
{
    for (size_t i = 0; i < n_known; i++)
        if (known[i].record == r) return &known[i];
    return NULL;
}

/* ---- classes ---- */

/* "event_row" becomes "sayso.EventRow"; the name lives as long as the process. */
static char *class_name(const char *record)
{
    char *out = malloc(NAME_CAP + strlen(record)), *p = out;
    if (!out) return NULL;
    p += strlen(strcpy(p, "sayso."));
    for (bool upper = true; *record; record++) {
        if (*record == '_') upper = true;
        else {
            *p++ = upper ? (char)toupper((unsigned char)*record) : *record;
            upper = false;
        }
    }
    *p = 0;
    return out;
}

static char *byte_name(const char *field)
{
    char *out = malloc(strlen(field) + sizeof "_byte");
    if (out) strcat(strcpy(out, field), "_byte");
    return out;
}

/* The fields of the class; its strings live as long as the process. NULL without memory. */
static PyStructSequence_Field *class_fields(const sayso_record *r, bool in_reading, int *n)
{
    PyStructSequence_Field *out = calloc(2 * r->n + 1, sizeof *out);
    *n = 0;
    for (size_t i = 0; out && i < r->n; i++) {
        const sayso_field *f = &r->fields[i];
        if (f->kind == SAYSO_FIELD_HIDDEN) continue;
        if (f->kind != SAYSO_FIELD_OFFSET || in_reading)
            out[(*n)++] = (PyStructSequence_Field){ f->name, f->about };
        if (f->kind != SAYSO_FIELD_OFFSET) continue;
        out[*n] = (PyStructSequence_Field){ byte_name(f->name), "the same in bytes of UTF-8" };
        if (!out[(*n)++].name) return NULL;
    }
    return out;
}

int sayso_py_records_add(PyObject *module, const sayso_record *r, bool in_reading)
{
    int n;
    if (known_find(r)) return 0;
    if (n_known == MOST_RECORDS) {
        PyErr_SetString(PyExc_SystemError, "sayso: more kinds of records than classes");
        return -1;
    }
    char *name = class_name(r->name);
    PyStructSequence_Field *fields = class_fields(r, in_reading, &n);
    if (!name || !fields) {
        PyErr_NoMemory();
        return -1;
    }
    PyStructSequence_Desc about = { name, "A record of sayso; its fields are those of the formats.",
                                    fields, n };
    PyTypeObject *type = PyStructSequence_NewType(&about);
    if (!type) return -1;
    known[n_known++] = (known_record){ r, type, in_reading };
    if (PyModule_AddObjectRef(module, strchr(name, '.') + 1, (PyObject *)type)) return -1;
    for (size_t i = 0; i < r->n; i++)
        if (r->fields[i].inner && sayso_py_records_add(module, r->fields[i].inner, in_reading))
            return -1;
    return 0;
}

int sayso_py_records_init(PyObject *module)
{
    const sayso_record *reading = sayso_reading_record();
    for (size_t i = 0; i < reading->n; i++)
        if (reading->fields[i].inner &&
            sayso_py_records_add(module, reading->fields[i].inner, true))
            return -1;
    const sayso_query_about *q;
    for (size_t i = 0; (q = sayso_query_nth(i)); i++)
        if (sayso_py_records_add(module, sayso_query_record(q->name), false)) return -1;
    return 0;
}

/* ---- what they are, for tools/python/stubs.py ---- */

static const char *short_name(PyTypeObject *type, PyObject **keep)
{
    Py_XDECREF(*keep);
    *keep = PyObject_GetAttrString((PyObject *)type, "__name__");
    return *keep ? PyUnicode_AsUTF8AndSize(*keep, NULL) : NULL;
}

static const char *plain_type(sayso_field_kind kind)
{
    switch (kind) {
    case SAYSO_FIELD_TEXT:
    case SAYSO_FIELD_WORD:
    case SAYSO_FIELD_CODE:
    case SAYSO_FIELD_DAY: return "str | None";
    case SAYSO_FIELD_TYPE:
    case SAYSO_FIELD_STATUS:
    case SAYSO_FIELD_STANCE:
    case SAYSO_FIELD_PRECISION: return "str";
    case SAYSO_FIELD_INDEX:
    case SAYSO_FIELD_OFFSET: return "int | None";
    case SAYSO_FIELD_REAL: return "float | None";
    case SAYSO_FIELD_FLAG: return "bool";
    case SAYSO_FIELD_TEXTS: return "tuple[str, ...]";
    case SAYSO_FIELD_CODES:
    case SAYSO_FIELD_NAMES: return "tuple[str | None, ...]";
    default: return "int";
    }
}

static int type_add(PyObject *list, const char *name, const sayso_field *f)
{
    PyObject *keep = NULL;
    const known_record *inner = f->inner ? known_find(f->inner) : NULL;
    const char *of = inner ? short_name(inner->type, &keep) : plain_type(f->kind);
    const bool many = f->kind == SAYSO_FIELD_RECORDS;
    PyObject *type = of ? PyUnicode_FromFormat(many ? "tuple[%s, ...]" : "%s", of) : NULL;
    PyObject *pair = type ? Py_BuildValue("sN", name, type) : NULL;
    const int bad = !pair || PyList_Append(list, pair);
    Py_XDECREF(pair);
    Py_XDECREF(keep);
    return bad;
}

static PyObject *fields_about(const sayso_record *r, bool in_reading)
{
    PyObject *out = PyList_New(0);
    for (size_t i = 0; out && i < r->n; i++) {
        const sayso_field *f = &r->fields[i];
        if (f->kind == SAYSO_FIELD_HIDDEN) continue;
        const bool is_offset = f->kind == SAYSO_FIELD_OFFSET;
        char *byte = is_offset ? byte_name(f->name) : NULL;
        if (((!is_offset || in_reading) && type_add(out, f->name, f)) ||
            (is_offset && (!byte || type_add(out, byte, f))))
            Py_CLEAR(out);
        free(byte);
    }
    return out;
}

PyObject *sayso_py_records_about(void)
{
    PyObject *out = PyList_New(0), *keep = NULL;
    for (size_t i = 0; out && i < n_known; i++) {
        const char *name = short_name(known[i].type, &keep);
        PyObject *fields = name ? fields_about(known[i].record, known[i].in_reading) : NULL;
        PyObject *pair = fields ? Py_BuildValue("sN", name, fields) : NULL;
        if (!pair || PyList_Append(out, pair)) Py_CLEAR(out);
        Py_XDECREF(pair);
    }
    PyObject *reading = out ? fields_about(sayso_reading_record(), true) : NULL;
    PyObject *pair = reading ? Py_BuildValue("sN", "Reading", reading) : NULL;
    if (out && (!pair || PyList_Append(out, pair))) Py_CLEAR(out);
    Py_XDECREF(pair);
    Py_XDECREF(keep);
    return out;
}

/* ---- values ---- */

PyObject *sayso_py_text(const char *s)
{
    return s ? PyUnicode_DecodeUTF8(s, (Py_ssize_t)strlen(s), "replace") : Py_NewRef(Py_None);
}

static PyObject *word(const char *s) { return sayso_py_text(s && *s ? s : NULL); }

static const void *value_at(const sayso_field *f, const void *record)
{
    return (const char *)record + f->at;
}

static PyObject *item(const sayso_field *f, const void *items, uint32_t i,
                      const sayso_py_characters *characters)
{
    const sayso_party *p = items;
    switch (f->kind) {
    case SAYSO_FIELD_RECORDS:
        return sayso_py_record(f->inner, (const char *)items + i * f->inner->size, i, characters);
    case SAYSO_FIELD_TEXTS: return sayso_py_text(((const char *const *)items)[i]);
    case SAYSO_FIELD_CODES: return word(p[i].code);
    default: return sayso_py_text(p[i].text ? p[i].text : p[i].name);
    }
}

static PyObject *list(const sayso_field *f, const void *record,
                      const sayso_py_characters *characters)
{
    const char *at = value_at(f, record);
    const void *items = *(const void *const *)(const void *)at;
    const uint32_t n = *(const uint32_t *)(const void *)(at + sizeof(void *));
    PyObject *out = PyTuple_New((Py_ssize_t)n);
    for (uint32_t i = 0; out && i < n; i++) {
        PyObject *one = item(f, items, i, characters);
        if (!one || PyTuple_SetItem(out, (Py_ssize_t)i, one)) Py_CLEAR(out);
    }
    return out;
}

static PyObject *name_or_number(const sayso_field *f, const void *at)
{
    char iso[SAYSO_DAY_SIZE], code[SAYSO_CODE_SIZE];
    switch (f->kind) {
    case SAYSO_FIELD_TYPE: return sayso_py_text(sayso_type_name(*(const sayso_type *)at));
    case SAYSO_FIELD_STATUS:
        return sayso_py_text(sayso_event_status_name(*(const sayso_event_status *)at));
    case SAYSO_FIELD_STANCE: return sayso_py_text(sayso_stance_name(*(const sayso_stance *)at));
    case SAYSO_FIELD_PRECISION:
        return sayso_py_text(sayso_precision_name(*(const sayso_precision *)at));
    case SAYSO_FIELD_QUAD: return PyLong_FromLong(sayso_type_quad(*(const sayso_type *)at));
    case SAYSO_FIELD_CODE: return word(sayso_code_text(*(const sayso_code *)at, code));
    case SAYSO_FIELD_DAY: return word(sayso_day_text(*(const sayso_day *)at, iso));
    case SAYSO_FIELD_COUNT: return PyLong_FromUnsignedLong(*(const uint32_t *)at);
    case SAYSO_FIELD_TOTAL: return PyLong_FromUnsignedLongLong(*(const uint64_t *)at);
    case SAYSO_FIELD_FLAG: return PyBool_FromLong(*(const bool *)at);
    default: PyErr_SetString(PyExc_SystemError, "sayso: a kind of field that is not known");
    }
    return NULL;
}

static PyObject *offset(uint32_t byte, const sayso_py_characters *characters)
{
    if (byte == SAYSO_NO_OFFSET) return Py_NewRef(Py_None);
    return PyLong_FromUnsignedLong(characters ? sayso_py_characters_before(characters, byte)
                                              : byte);
}

static PyObject *value(const sayso_value *v)
{
    switch (v->is) {
    case SAYSO_VALUE_WHOLE: return PyLong_FromLongLong(v->whole);
    case SAYSO_VALUE_REAL: return PyFloat_FromDouble(v->real);
    case SAYSO_VALUE_TEXT: return sayso_py_text(v->text);
    default: return Py_NewRef(Py_None);
    }
}

PyObject *sayso_py_field(const sayso_field *f, const void *record, uint32_t number,
                         const sayso_py_characters *characters)
{
    const void *at = value_at(f, record);
    switch (f->kind) {
    case SAYSO_FIELD_TEXT: return sayso_py_text(*(const char *const *)at);
    case SAYSO_FIELD_WORD: return word(*(const char *const *)at);
    case SAYSO_FIELD_OFFSET: return offset(*(const uint32_t *)at, characters);
    case SAYSO_FIELD_VALUE: return value(at);
    case SAYSO_FIELD_NUMBER: return PyLong_FromUnsignedLong(number);
    case SAYSO_FIELD_INDEX:
        if (*(const int32_t *)at < 0) return Py_NewRef(Py_None);
        return PyLong_FromLong(*(const int32_t *)at);
    case SAYSO_FIELD_REAL:
        if (isnan(*(const double *)at)) return Py_NewRef(Py_None);
        return PyFloat_FromDouble(*(const double *)at);
    case SAYSO_FIELD_TEXTS:
    case SAYSO_FIELD_CODES:
    case SAYSO_FIELD_NAMES:
    case SAYSO_FIELD_RECORDS: return list(f, record, characters);
    case SAYSO_FIELD_GROUP: return sayso_py_record(f->inner, record, number, characters);
    default: return name_or_number(f, at);
    }
}

/* ---- records ---- */

static PyObject *as_dict(const sayso_record *r, const void *record)
{
    PyObject *out = PyDict_New();
    for (size_t i = 0; out && i < r->n; i++) {
        PyObject *one = sayso_py_field(&r->fields[i], record, 0, NULL);
        if (!one || PyDict_SetItemString(out, r->fields[i].name, one)) Py_CLEAR(out);
        Py_XDECREF(one);
    }
    return out;
}

/* The class of a record that has some fields of it. */
static const known_record *known_named(const sayso_record *r)
{
    for (size_t i = 0; i < n_known; i++)
        if (strcmp(known[i].record->name, r->name) == 0) return &known[i];
    return NULL;
}

/* The field of the class as the record at hand has it; NULL where it is left out. */
static const sayso_field *had(const known_record *k, size_t i, const sayso_record *r)
{
    const char *name = k->record->fields[i].name;
    if (k->record == r) return &r->fields[i];
    for (size_t j = 0; j < r->n; j++)
        if (strcmp(r->fields[j].name, name) == 0) return &r->fields[j];
    return NULL;
}

PyObject *sayso_py_record(const sayso_record *r, const void *record, uint32_t number,
                          const sayso_py_characters *characters)
{
    const known_record *k = known_find(r);
    if (!k && !(k = known_named(r))) return as_dict(r, record);
    PyObject *out = PyStructSequence_New(k->type);
    Py_ssize_t n = 0;
    for (size_t i = 0; out && i < k->record->n; i++) {
        if (k->record->fields[i].kind == SAYSO_FIELD_HIDDEN) continue;
        const sayso_field *f = had(k, i, r);
        const bool is_offset = k->record->fields[i].kind == SAYSO_FIELD_OFFSET;
        if (!is_offset || k->in_reading) {
            PyObject *one = f ? sayso_py_field(f, record, number, characters) : Py_NewRef(Py_None);
            if (one) PyStructSequence_SetItem(out, n++, one);
            else Py_CLEAR(out);
        }
        if (!out || !is_offset) continue;
        PyObject *byte = f ? sayso_py_field(f, record, number, NULL) : Py_NewRef(Py_None);
        if (byte) PyStructSequence_SetItem(out, n++, byte);
        else Py_CLEAR(out);
    }
    return out;
}
