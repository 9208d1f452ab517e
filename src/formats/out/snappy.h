/* snappy: bytes packed as https://github.com/google/snappy/blob/main/format_description.txt says,
 * which every reader of Parquet knows. */
#ifndef SAYSO_SNAPPY_H
#define SAYSO_SNAPPY_H

#include "base/base.h"

/* Appends them packed. The same bytes give the same. */
void sayso_snappy_put(sayso_buf *to, const void *bytes, size_t n);

#endif
