/* Code points for bytes: a count at each 64th byte, and a walk from there. */
#include "inside.h"
#include "text/utf8.h"
#include <stdlib.h>

enum { STRIDE = 64 };

struct sayso_py_characters {
    const uint8_t *text;
    uint32_t len;
    struct { uint32_t byte, before; } at[]; /* [len / STRIDE + 1] the first character that begins at
                                               or behind i * STRIDE, and how many are before it */
};

sayso_py_characters *sayso_py_characters_new(const char *text, uint32_t len)
{
    sayso_py_characters *c = malloc(sizeof *c + (len / STRIDE + 1) * sizeof c->at[0]);
    if (!c) return NULL;
    c->text = (const uint8_t *)text;
    c->len = len;
    uint32_t n = 0, slot = 0;
    for (uint32_t i = 0; i < len; n++) {
        uint32_t point;
        while (slot <= i / STRIDE && slot * STRIDE <= i) {
            c->at[slot].byte = i;
            c->at[slot++].before = n;
        }
        i += sayso_utf8_next(c->text + i, c->text + len, &point);
    }
    for (; slot <= len / STRIDE; slot++) {
        c->at[slot].byte = len;
        c->at[slot].before = n;
    }
    return c;
}

void sayso_py_characters_free(sayso_py_characters *c) { free(c); }

uint32_t sayso_py_characters_before(const sayso_py_characters *c, uint32_t byte)
{
    if (byte > c->len) byte = c->len;
    uint32_t slot = byte / STRIDE;
    while (slot && c->at[slot].byte > byte) slot--;
    uint32_t i = c->at[slot].byte, n = c->at[slot].before;
    for (uint32_t point; i < byte; n++) i += sayso_utf8_next(c->text + i, c->text + c->len, &point);
    return n;
}
