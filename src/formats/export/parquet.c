/* Whole readings as Parquet: lists and groups within a row. */
#include "export.h"

const sayso_export_format sayso_export_parquet = {
    .name = "parquet", .about = "the same as Parquet",
    .of = SAYSO_EXPORT_DOCUMENTS, .out = "parquet",
};
