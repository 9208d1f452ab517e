/* Readings as JSON lines with their texts, as `sayso read --input reading` takes them. */
#include "export.h"

static void document(sayso_export *x)
{
    sayso_json_reading(x->to, x->r, true);
}

const sayso_export_format sayso_export_readings = {
    .name = "readings", .about = "readings with their texts, JSON lines; `sayso read --input reading` takes them",
    .of = SAYSO_EXPORT_DOCUMENTS, .record = document,
};
