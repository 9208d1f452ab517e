/* Items: what is wrong with one, what is to be told of it. */
#include "in.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void sayso_item_clear(sayso_item *item)
{
    sayso_arena_free(&item->arena);
    free(item->owned);
    *item = (sayso_item){ 0 };
}

sayso_status sayso_item_fail(sayso_item *item, sayso_status st, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(item->message, sizeof item->message, fmt, ap);
    va_end(ap);
    item->document = (sayso_document){ 0 };
    item->reading = NULL;
    return item->status = st;
}

sayso_status sayso_item_no_memory(sayso_item *item)
{
    return sayso_item_fail(item, SAYSO_NO_MEMORY,
                           "out of memory; read smaller documents or use fewer jobs");
}

void sayso_item_note(sayso_item *item, const char *kind, const char *fmt, ...)
{
    char text[240];
    va_list ap;
    va_start(ap, fmt);
    const int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    for (uint32_t i = 0; i < item->n_notes; i++) /* title and text of a row have the same encoding */
        if (strcmp(item->notes[i].text, text) == 0) return;
    char *copy = n < 0 ? NULL : sayso_arena_dup(&item->arena, text, strlen(text));
    if (!copy || !sayso_arena_grow(&item->arena, item->notes, item->n_notes, item->cap_notes)) {
        sayso_item_no_memory(item);
        return;
    }
    item->notes[item->n_notes++] = (sayso_note){ kind, { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET }, copy };
}
