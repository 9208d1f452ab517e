/* ident: which language a paragraph is in. */
#ifndef SAYSO_TEXT_IDENT_H
#define SAYSO_TEXT_IDENT_H

#include "text/chars.h"
#include "text/paras.h"

typedef struct sayso_ident sayso_ident;

/* Checks the identifier's file completely. `codes[n]` are the languages that can be read. SAYSO_BAD_MODEL. */
sayso_status sayso_ident_open(sayso_ident **out, const sayso_file *file, const char *const *codes, uint32_t n, sayso_error *err);
void         sayso_ident_close(sayso_ident *id);

/* Sets code and language of every paragraph. */
void sayso_ident_paras(const sayso_ident *id, const sayso_chars *t, const char *bytes, sayso_para *paras, uint32_t n);

#endif
