/* ready: what the views ask first, answered before somebody looks. */
#ifndef SAYSO_PAGE_READY_H
#define SAYSO_PAGE_READY_H

#include "keep.h"

typedef struct sayso_page_ready sayso_page_ready;

/* For the ledger of that path, which is borrowed as the answers' keep is, from where all may look at
 * them. NULL without memory. */
sayso_page_ready *sayso_page_ready_new(sayso_page_keep *keep, const char *ledger);
/* Begins to work them out, in a thread of its own, where the ledger has been written since it last
 * did so. Any thread may call it. */
void sayso_page_ready_begin(sayso_page_ready *r);
void sayso_page_ready_free(sayso_page_ready *r); /* waits for the answer under way; NULL is fine */

#endif
