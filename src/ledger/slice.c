/* Pieces of stored texts. */
#include "slice.h"

/* Comes to the row of a document. */
static sayso_status text_load(sayso_led_slices *s, int64_t document, sayso_error *err)
{
    bool row = false;
    sayso_status st = s->text
                          ? SAYSO_OK
                          : sayso_led_prepare(s->l, "SELECT text FROM documents WHERE document = ?",
                                              &s->text, err);
    if (st) return st;
    sayso_led_reset(s->text);
    s->document = 0;
    sayso_led_int(s->text, 1, document);
    st = sayso_led_step(s->l, s->text, &row, err);
    if (!st && row) s->document = document;
    return st;
}

sayso_status sayso_led_slice(sayso_led_slices *s, int64_t document, uint32_t start, uint32_t end,
                             sayso_arena *a, const char **out, sayso_error *err)
{
    *out = NULL;
    sayso_status st = SAYSO_OK;
    if (!s->document || s->document != document) st = text_load(s, document, err);
    if (st || !s->document) return st;
    const sayso_str text = sayso_led_blob(s->text, 0);
    if (start > end || end > text.len) return SAYSO_OK;
    *out = sayso_arena_dup(a, text.at + start, end - start);
    return *out ? SAYSO_OK : sayso_no_memory(err);
}

void sayso_led_slices_end(sayso_led_slices *s)
{
    sayso_led_finalize(s->text);
    s->text = NULL;
}
