/* Exports by name. */
#include "export.h"

#define SAYSO_EXPORT(name) extern const sayso_export_format sayso_export_##name;
#include "export_formats.h"
#undef SAYSO_EXPORT

static const sayso_export_format *const formats[] = {
#define SAYSO_EXPORT(name) &sayso_export_##name,
#include "export_formats.h"
#undef SAYSO_EXPORT
};
enum { N_FORMATS = sizeof formats / sizeof *formats };

const sayso_export_format *sayso_export_nth(size_t i)
{
    return i < N_FORMATS ? formats[i] : NULL;
}

const sayso_export_format *sayso_export_find(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i];
    return NULL;
}
