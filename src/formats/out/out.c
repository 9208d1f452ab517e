/* Formats by name, and what all of them need: opening, rows of flat formats, the end. */
#include "out.h"
#include <stdlib.h>

#define SAYSO_OUT(name) extern const sayso_out_format sayso_out_##name;
#include "out_formats.h"
#undef SAYSO_OUT

static const sayso_out_format *const formats[] = {
#define SAYSO_OUT(name) &sayso_out_##name,
#include "out_formats.h"
#undef SAYSO_OUT
};
enum { N_FORMATS = sizeof formats / sizeof *formats };

const sayso_out_format *sayso_out_nth(size_t i)
{
    return i < N_FORMATS ? formats[i] : NULL;
}

const sayso_out_format *sayso_out_find(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i];
    return NULL;
}

/* ---- columns of flat formats ---- */

static void column_add(sayso_out *o, const sayso_field *f, bool inner)
{
    if (f->kind == SAYSO_FIELD_HIDDEN) return;
    if (!sayso_grow(o->columns, o->n_columns, o->cap_columns)) o->failed = true;
    else o->columns[o->n_columns++] = (sayso_column){ f, inner };
}

/* The list of inner records, of which a flat format writes one a row; NULL where there is none. */
static const sayso_field *inner_list(const sayso_record *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->fields[i].kind == SAYSO_FIELD_RECORDS) return &r->fields[i];
    return NULL;
}

static void columns_make(sayso_out *o)
{
    const sayso_field *list = inner_list(o->record);
    for (size_t i = 0; i < o->record->n; i++)
        if (&o->record->fields[i] != list) column_add(o, &o->record->fields[i], false);
    for (size_t i = 0; list && i < list->inner->n; i++)
        column_add(o, &list->inner->fields[i], true);
    o->cells = calloc((size_t)o->n_columns + 1, sizeof *o->cells);
    if (!o->cells) o->failed = true;
}

/* ---- a stream of records ---- */

sayso_out *sayso_out_open(const sayso_out_format *f, const sayso_record *r, bool bold,
                          sayso_buf *to)
{
    sayso_out *o = calloc(1, sizeof *o);
    if (!o) return NULL;
    *o = (sayso_out) {
        .format = f, .record = r, .bold = bold, .to = to, .state = calloc(1, f->state + 1)
    };
    if (!o->state) o->failed = true;
    if (f->flat) columns_make(o);
    if (o->failed) {
        o->format = NULL; /* not begun: there is nothing to end */
        sayso_out_close(o);
        return NULL;
    }
    if (f->open) f->open(o);
    return o;
}

void sayso_out_record(sayso_out *o, const void *record)
{
    const sayso_field *list = o->format->flat ? inner_list(o->record) : NULL;
    o->n++;
    if (!list) {
        o->format->record(o, record, NULL);
        return;
    }
    const char *inner = *(const char *const *)sayso_field_at(list, record);
    for (uint32_t i = 0; i < sayso_field_count(list, record); i++)
        o->format->record(o, record, inner + i * list->inner->size);
}

bool sayso_out_close(sayso_out *o)
{
    if (!o) return true;
    if (o->format && o->format->close) o->format->close(o);
    const bool ok = !o->failed && !o->to->failed;
    sayso_arena_free(&o->arena);
    free(o->cells);
    free(o->columns);
    free(o->state);
    free(o);
    return ok;
}
