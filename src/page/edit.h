/* edit: records put right from the page. */
#ifndef SAYSO_PAGE_EDIT_H
#define SAYSO_PAGE_EDIT_H

#include "page.h"

enum { SAYSO_PAGE_BODY_MOST = 1 << 16 }; /* bytes of a change */

/* What the header has, compared in a time that does not tell how much of it is right. */
bool sayso_page_token_is(const char token[SAYSO_PAGE_TOKEN_SIZE], const char *given);

/* Does the page that asks come from here? `origin` is what the browser says of it, NULL where
 * nobody says so: a program, which needs the token all the same. */
bool sayso_page_origin_is(const char *origin, const char *host);

/* The change that is named ("correct", "undo", "withdraw", "merge", "split"), as the JSON says, in one
 * transaction; then claims are brought up to date. The answer, appended to out, is the record as it
 * is now, as "explain" gives it. SAYSO_NOT_FOUND (no such change or record), SAYSO_BAD_ARGUMENT, and
 * what the ledger says. */
sayso_status sayso_page_change(const sayso_page_options *o, const char *name, const char *json,
                               size_t n, sayso_buf *out, sayso_error *err);

/* What forms offer: {"modes": [[mode, type…]…], "codes": {…}}. */
void sayso_page_choices_put(sayso_buf *b);

#endif
