/* deflate: bytes in fewer, as zlib packs them: any program that has it can unpack them. */
#ifndef SAYSO_LEDGER_DEFLATE_H
#define SAYSO_LEDGER_DEFLATE_H

#include "base/base.h"

/* Packed, in the arena; false without memory. */
bool sayso_led_deflate(sayso_str bytes, sayso_arena *a, sayso_str *out);
/* What was packed, in out instead of what was there. SAYSO_LEDGER where the bytes are damaged. */
sayso_status sayso_led_inflate(sayso_str packed, sayso_buf *out);

/* The same for who unpacks text after text: what is needed for it is made once. */
typedef struct libdeflate_decompressor sayso_led_inflater;
sayso_led_inflater *sayso_led_inflater_new(void); /* NULL without memory */
void sayso_led_inflater_free(sayso_led_inflater *i); /* NULL is fine */
sayso_status sayso_led_inflate_by(sayso_led_inflater *i, sayso_str packed, sayso_buf *out);

#endif
