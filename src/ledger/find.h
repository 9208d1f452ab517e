/* find: the records of one page of a list, from facts, in the list's order. */
#ifndef SAYSO_LEDGER_FIND_H
#define SAYSO_LEDGER_FIND_H

#include "scan.h"

typedef enum sayso_led_find_kind {
    LG_FIND_NOTHING,
    LG_FIND_EVENTS,
    LG_FIND_SAID,
    LG_FIND_DOCUMENTS,
    LG_FIND_CLAIMS
} sayso_led_find_kind;

/* Where a record stands in its list: day (LG_NO_DAY unknown), key of the document, number in it. */
typedef struct sayso_led_spot { int64_t day; uint64_t key; uint32_t number; } sayso_led_spot;
enum { LG_NO_DAY = 2147483647 };

typedef struct sayso_led_finding {
    sayso_led_find_kind kind;
    int      parts;            /* of the filter, that an event has to fit: LG_BY_… */
    uint32_t flag; /* LG_FACT_… that the event, or that the claim begins with, has to have;
                      0: none */
    bool     source_apart;     /* of claims: the source may speak of another of its events */
    const uint8_t *only; int64_t n_only; /* of documents: a bit each; NULL: all */
    const sayso_led_spot *from; /* the first that may be found; NULL: any */
    uint64_t most;
} sayso_led_finding;

/* Writes their numbers as a JSON array. */
sayso_status sayso_led_find(sayso_ledger *l, const sayso_filter *f, const sayso_led_finding *what,
                            sayso_buf *json, sayso_error *err);

#endif
