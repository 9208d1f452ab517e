/* Whole readings as Arrow: lists and groups within a row. */
#include "export.h"

const sayso_export_format sayso_export_arrow = {
    .name = "arrow", .about = "readings, a row a document with lists of what was read in it, as a file of Arrow",
    .of = SAYSO_EXPORT_DOCUMENTS, .out = "arrow",
};
