/* keep: answers that are worked out over the whole ledger, kept until it changes. */
#ifndef SAYSO_PAGE_KEEP_H
#define SAYSO_PAGE_KEEP_H

#include "base/base.h"

typedef struct sayso_page_keep sayso_page_keep;

/* For the ledger of that path, which is borrowed. NULL without memory. Any thread may use it. */
sayso_page_keep *sayso_page_keep_new(const char *ledger);
void             sayso_page_keep_free(sayso_page_keep *k); /* NULL is fine */

/* When the ledger's files were last written, as one number: taken before an answer is worked out. 0
 * where that is not known, as of a ledger on a server: then no answer is kept. */
uint64_t sayso_page_keep_stamp(const sayso_page_keep *k);
/* Appends the answer to a question; false where it is not known, or of another stamp. */
bool sayso_page_keep_get(sayso_page_keep *k, const char *question, uint64_t stamp, sayso_buf *out);
/* Keeps it in place of the oldest one; without memory it is not kept. */
void sayso_page_keep_put(sayso_page_keep *k, const char *question, uint64_t stamp,
                         const sayso_buf *answer);

#endif
