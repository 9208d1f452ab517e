#include "ident.h"
void sayso_ident_close(sayso_ident *id) { (void)id; }
sayso_status sayso_ident_open(sayso_ident **out, const sayso_file *file, const char *const *codes, uint32_t n, sayso_error *err)
{ (void)file; (void)codes; (void)n; (void)err; *out = NULL; return SAYSO_OK; }
void sayso_ident_paras(const sayso_ident *id, const sayso_chars *t, const char *bytes, sayso_para *paras, uint32_t n)
{ (void)id; (void)t; (void)bytes; (void)paras; (void)n; }
