/* scan: going through facts, with a filter.
 *
 * What a filter asks of an event is asked once of each text that events of a row share, so that
 * most of them are found to fit, or not, by a look at a number. */
#ifndef SAYSO_LEDGER_SCAN_H
#define SAYSO_LEDGER_SCAN_H

#include "facts.h"
#include "filter.h"

/* What is remembered of texts and places of the row at hand. */
enum {
    LG_MEMO_TYPE,
    LG_MEMO_STATUS,
    LG_MEMO_PLACE,
    LG_MEMO_ACTOR,
    LG_MEMO_RECIPIENT,
    LG_MEMO_SOURCE,
    LG_MEMOS
};

typedef struct sayso_led_scan_chunk { int64_t chunk; int32_t first; } sayso_led_scan_chunk;

typedef struct sayso_led_scan {
    sayso_ledger *l;
    const sayso_filter *f;
    int parts;                     /* of the filter that count: LG_BY_… */
    uint32_t wanted;               /* of facts: LG_FACTS_… */
    bool    any;                   /* the filter asks nothing of events */
    int32_t since, until;          /* INT32_MIN, INT32_MAX: any */
    double  min_confidence;
    const char *place, *who[LG_MEMOS]; /* folded names */
    bool    code[LG_MEMOS];        /* asked for as a code */
    int64_t claim;                 /* -1: no such claim */
    int64_t *documents; uint32_t n_documents, cap_documents; /* that were asked for */
    uint8_t *turned; int64_t n_turned; /* a bit a claim: has a reversal */
    uint8_t *memo[LG_MEMOS]; uint32_t n_memo, cap_memo; /* 0: not asked yet, 1 no, 2 yes */
    sayso_led_stmt *rows;
    sayso_led_scan_chunk *chunks; uint32_t n_chunks, cap_chunks, n_taken; /* of a scan by day */
    sayso_led_facts facts;
    sayso_arena arena, folds;      /* as long as the scan; as the row */
    bool twin;                     /* what was asked for once is another's */
} sayso_led_scan;

/* The filter is borrowed. What it does not need of facts (LG_FACTS_…) is there where it is wanted.
 * End it whatever comes of it. */
sayso_status sayso_led_scan_begin(sayso_led_scan *s, sayso_ledger *l, const sayso_filter *f,
                                  int parts, uint32_t wanted, sayso_error *err);
/* Called before the first row: rows come by the day that their first event begins, in stages of more
 * and more; only such as have an event that ends on that day or later (INT32_MIN: all). */
sayso_status sayso_led_scan_by_day(sayso_led_scan *s, int32_t from, sayso_error *err);
/* No event of the stages to come begins before this day; INT32_MIN as long as some may have none,
 * INT32_MAX behind the last stage. */
int32_t sayso_led_scan_to_come(const sayso_led_scan *s);
/* The next stage. Not *more: there is none. */
sayso_status sayso_led_scan_more(sayso_led_scan *s, bool *more, sayso_error *err);
/* What a row of facts is packed in, as sayso_led_facts_unpack takes it. */
enum { LG_SCAN_PARTS = 3 };
/* The next row, packed; *row: there is one. Its parts stand until the next call. */
sayso_status sayso_led_scan_row(sayso_led_scan *s, bool *row, sayso_str parts[LG_SCAN_PARTS],
                                sayso_error *err);
/* A row unpacked, by the scan or a twin of it; its facts stand as long as the parts do, and until the
 * next call. */
sayso_status sayso_led_scan_read(sayso_led_scan *s, const sayso_str parts[LG_SCAN_PARTS],
                                 const sayso_led_facts **out, sayso_error *err);
/* Another scan that asks the same, for another thread; it has no rows of its own, and is ended before
 * the first one is. */
void sayso_led_scan_twin(sayso_led_scan *to, const sayso_led_scan *from);
/* Both at once: the next row's facts, NULL behind the last, or the last of a stage; they stand until the next call. */
sayso_status sayso_led_scan_next(sayso_led_scan *s, const sayso_led_facts **out, sayso_error *err);
/* Is the document one of those asked for? */
bool sayso_led_scan_document(const sayso_led_scan *s, const sayso_led_fact_document *d);
/* Do the parts of the filter fit an event of such a document? What of the filter is not among the
 * scan's parts, of an event's day and of who says so, is not looked at. */
bool sayso_led_scan_fits(sayso_led_scan *s, const sayso_led_fact_document *d,
                         const sayso_led_fact *e);
/* Does the source that the filter names speak of the event, whatever the scan's parts are? */
bool sayso_led_scan_said(sayso_led_scan *s, const sayso_led_fact_document *d,
                         const sayso_led_fact *e);
/* Is it said by the source that the filter names? True where it names none. */
bool sayso_led_scan_source(sayso_led_scan *s, const sayso_led_fact_said *said);
void sayso_led_scan_end(sayso_led_scan *s);

#endif
