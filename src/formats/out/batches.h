/* batches: a long list of a ledger as batches of Arrow, made by several threads, in the list's
 * order. */
#ifndef SAYSO_BATCHES_H
#define SAYSO_BATCHES_H

#include "arrow_abi.h"
#include "sayso.h"

typedef struct sayso_batches sayso_batches;

/* *out is NULL where a cursor is as good: the list is short, in no order of documents, or written
 * at this moment; or there is one processor, and it is no list of all events (ledger/shown.h).
 * Path, list and filter are copied. records: that a thread makes at a time; 0: as many as suits. */
sayso_status sayso_batches_open(sayso_batches **out, const char *path, const char *list,
                                const sayso_filter *filter, uint32_t records, sayso_error *err);
/* The next batch, the caller's to be released; out->release is NULL behind the last. From any
 * thread, never from two at once. */
sayso_status sayso_batches_next(sayso_batches *b, struct ArrowArray *out, sayso_error *err);
const sayso_record *sayso_batches_record(const sayso_batches *b);
void sayso_batches_close(sayso_batches *b); /* NULL is fine */

#endif
