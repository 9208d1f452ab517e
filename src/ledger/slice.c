/* Pieces of stored texts. */
#include "slice.h"

sayso_status sayso_led_slice(sayso_led_slices *s, int64_t document, uint32_t start, uint32_t end,
                             sayso_arena *a, const char **out, sayso_error *err)
{
    *out = NULL;
    if (!s->text || s->document != document) {
        sayso_led_slices_end(s);
        if (sqlite3_blob_open(s->l->db, "main", "documents", "text", document, 0, &s->text) !=
            SQLITE_OK)
            return sayso_led_fail(s->l, err);
        s->document = document;
    }
    const int size = sqlite3_blob_bytes(s->text);
    if (start > end || size < 0 || end > (uint32_t)size) return SAYSO_OK;
    char *z = sayso_arena_alloc(a, (size_t)(end - start) + 1);
    if (!z) return sayso_no_memory(err);
    if (end > start && sqlite3_blob_read(s->text, z, (int)(end - start), (int)start) != SQLITE_OK)
        return sayso_led_fail(s->l, err);
    *out = z;
    return SAYSO_OK;
}

void sayso_led_slices_end(sayso_led_slices *s)
{
    if (s->text) sqlite3_blob_close(s->text); /* its code repeats that of a read, which was looked
                                                 at */
    s->text = NULL;
}
