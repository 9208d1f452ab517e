/* slice: pieces of stored texts, read where they lie; a document of many records is not loaded anew for each. */
#ifndef SAYSO_LEDGER_SLICE_H
#define SAYSO_LEDGER_SLICE_H

#include "inside.h"

typedef struct lg_slices { const sayso_ledger *l; sqlite3_blob *text; int64_t document; } lg_slices; /* begin with .l only */

/* Bytes [start, end) of a document's text, ended by NUL, in the arena; *out NULL where the span is not within the text. */
sayso_status lg_slice(lg_slices *s, int64_t document, uint32_t start, uint32_t end, sayso_arena *a, const char **out, sayso_error *err);
void lg_slices_end(lg_slices *s);

#endif
