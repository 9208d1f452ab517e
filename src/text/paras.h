/* paras: paragraphs of a document; lines that were wrapped by hand are joined again. */
#ifndef SAYSO_TEXT_PARAS_H
#define SAYSO_TEXT_PARAS_H

#include "text/chars.h"
#include "text/text.h"

/* heap; free(items) */
typedef struct sayso_paras { sayso_para *items; uint32_t n, cap; } sayso_paras;

/* bytes; a longer paragraph is cut at white space, so that scratch stays bounded */
enum {
    SAYSO_MOST_PARA = 1 << 20
};

/* Finds the paragraphs of bytes[0, len): spans without white space at their ends, never empty;
 * languages are left unset. False without memory. */
bool sayso_paras_find(const sayso_chars *t, const char *bytes, uint32_t len, sayso_paras *out);

#endif
