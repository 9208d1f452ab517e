/* slice: pieces of stored texts, read where they lie; a document of many records is not loaded anew
 * for each. */
#ifndef SAYSO_LEDGER_SLICE_H
#define SAYSO_LEDGER_SLICE_H

#include "inside.h"

typedef struct sayso_led_slices {
    const sayso_ledger *l;
    sayso_led_stmt *text;          /* its row at hand is the document */
    int64_t document;
} sayso_led_slices; /* begin with .l only */

/* Bytes [start, end) of a document's text, ended by NUL, in the arena; *out NULL where the span is
 * not within the text. */
sayso_status sayso_led_slice(sayso_led_slices *s, int64_t document, uint32_t start, uint32_t end,
                             sayso_arena *a, const char **out, sayso_error *err);
void sayso_led_slices_end(sayso_led_slices *s);

#endif
