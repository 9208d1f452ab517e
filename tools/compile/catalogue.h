/* catalogue: a translation catalogue of GNU gettext (.mo), read without locales, so that a build
 * needs none installed and its output depends on none. The file is checked at each step: a string
 * that lies outside is empty. */
#ifndef SAYSO_TOOLS_CATALOGUE_H
#define SAYSO_TOOLS_CATALOGUE_H

#include "base/base.h"

/* Two tables of length and offset, originals sorted by bytes. n = 0: no such file, or none that can
 * be read. */
typedef struct catalogue { sayso_map map; uint32_t n, originals, translations; } catalogue;

/* share/locale/LOCALE/LC_MESSAGES/DOMAIN.mo; an absent file gives an empty catalogue. */
catalogue catalogue_open(const char *path);
void      catalogue_close(catalogue *m);
/* The translation, not ended by NUL; empty if there is none. Lives as long as the catalogue. */
sayso_str catalogue_find(const catalogue *m, sayso_str original);

#endif
