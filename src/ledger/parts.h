/* parts: a long list in parts, each asked for by itself, so that several threads may make its rows:
 * one behind the other they are the list. */
#ifndef SAYSO_LEDGER_PARTS_H
#define SAYSO_LEDGER_PARTS_H

#include "queries/query.h"

/* Where parts end: by the day and the key of the last document of each. The last part ends with the
 * list, so there is one more of them than ends. */
typedef struct sayso_led_parts {
    sayso_led_by_value (*ends)[2]; uint32_t n, cap;
    bool shown;              /* it is the list that `shown` has, which is quicker (shown.h) */
    sayso_arena arena;
} sayso_led_parts;

/* Parts of about so many records; no ends where the list is short, in no order of documents, or its
 * store cannot tell whether two connections see the same. Free it whatever comes of it. */
sayso_status sayso_led_parts_find(sayso_led_parts *p, sayso_ledger *l, const char *list,
                                  const sayso_filter *f, uint32_t records, sayso_error *err);
void sayso_led_parts_free(sayso_led_parts *p);

/* The documents of the i-th part, from 0. */
sayso_led_stretch sayso_led_part_stretch(const sayso_led_parts *p, uint32_t i);
/* sayso_ledger_query of it. Of participants rows have what lists show, code and
 * words; nobody asks what else sayso_party may have. */
sayso_status sayso_led_part_query(sayso_cursor **out, sayso_ledger *l, const char *list,
                                  const sayso_filter *f, const sayso_led_parts *p, uint32_t i,
                                  sayso_error *err);

/* From here on each of the ledgers, of one file, stays at what it holds now, until it is closed.
 * *same: that is the same for all of them; false where somebody wrote meanwhile, or the store
 * cannot tell. */
sayso_status sayso_led_stay(sayso_ledger *const *all, uint32_t n, bool *same, sayso_error *err);

#endif
