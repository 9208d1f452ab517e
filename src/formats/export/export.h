/* export: the ledger in the formats of other projects.
 *
 * A format is a file of this folder. It says of what it makes records: of claims, of reports of
 * events, of pairs of an actor and a recipient in either, or of whole documents; what it writes
 * before, for each and behind. Formats of columns are tables of them. To add one, write the file and
 * name it in the list of meson.build. What none of them can hold is told in docs/exports.md. */
#ifndef SAYSO_EXPORT_H
#define SAYSO_EXPORT_H

#include "formats/out/out.h"
#include "ledger/reading.h"

typedef struct sayso_export sayso_export;

typedef enum sayso_export_of {
    SAYSO_EXPORT_CLAIMS,       /* a record a claim, as its first report tells it */
    SAYSO_EXPORT_EVENTS,       /* a record a report */
    SAYSO_EXPORT_DOCUMENTS,    /* a document at a time */
    SAYSO_N_EXPORTS_OF
} sayso_export_of;

/* How participants are paired; the sides of the record at hand are x->actor and x->recipient. */
typedef enum sayso_export_pairs {
    SAYSO_PAIRS_NONE,          /* one record for all: the sides are not set */
    SAYSO_PAIRS_FIRST,         /* the first actor with the first recipient; where there is none,
                                  with the second actor. A side without anybody is NULL */
    SAYSO_PAIRS_ALL            /* each actor with each recipient; where there is none, each actor
                                  with each other one, both ways */
} sayso_export_pairs;

typedef struct sayso_export_format {
    const char *name;                   /* of --format */
    const char *about;                  /* one line, lower case */
    sayso_export_of of;
    sayso_export_pairs pairs;
    size_t      state;                  /* bytes of its own, zeroed, at x->state */
    void (*open)(sayso_export *x);      /* NULL: nothing to do; close too */
    void (*record)(sayso_export *x);
    void (*close)(sayso_export *x);     /* also where there was no record */
    const char *out;                    /* of DOCUMENTS: the format of formats/out that has each reading as a
                                           record, instead of the three; NULL: none */
} sayso_export_format;

struct sayso_export {
    const sayso_export_format *format;
    sayso_buf   *to;                    /* borrowed */
    const sayso_claim_row *claim;       /* of CLAIMS; else NULL */
    const sayso_event_row *row;         /* of EVENTS; else NULL */
    const char  *claim_id, *event_id;   /* of CLAIMS and EVENTS */
    const char  *key;                   /* of the document */
    const sayso_reading *r;             /* the document */
    const sayso_led_reading_numbers *numbers; /* of ids of what is in it */
    const sayso_event *e;               /* of CLAIMS and EVENTS */
    const sayso_participant *actor, *recipient; /* of pairs; NULL: nobody */
    uint32_t     pair;                  /* from 0, in the event */
    uint64_t     n;                     /* records so far, the one at hand included */
    void        *state;
    sayso_out   *out;                   /* of `format->out`; else NULL */
    sayso_arena  arena;                 /* of the record at hand */
    sayso_arena  kept;                  /* as long as the export */
    bool         failed;                /* memory failed on the way */
    const char  *counted_text; uint32_t counted_bytes, counted_chars, counted_wide; /* of
                                           sayso_export_chars */
};

/* Called whenever something is in the buffer and once more at the end; false ends the export. */
typedef bool (*sayso_export_flush)(void *user, sayso_buf *out);

/* The format of that name, or NULL; by number from 0, NULL behind the last. */
const sayso_export_format *sayso_export_find(const char *name);
const sayso_export_format *sayso_export_nth(size_t i);
/* Writes what fits the filter. SAYSO_BAD_ARGUMENT, SAYSO_LEDGER, SAYSO_NO_MEMORY; SAYSO_CANCELLED
 * where `flush` ended it. */
sayso_status sayso_export_run(const sayso_export_format *f, sayso_ledger *l,
                              const sayso_filter *filter, sayso_export_flush flush, void *user,
                              uint64_t *n, sayso_error *err);

/* ---- formats of columns ---- */

typedef struct sayso_export_column {
    const char *name;
    void (*put)(sayso_export *x, sayso_buf *b, int which); /* NULL: always empty */
    int  which;                         /* tells columns of one kind apart */
} sayso_export_column;
typedef struct sayso_export_table {
    const sayso_export_column *columns; size_t n;
    char        between;                /* '\t'; or ',' or ';' with quotes as RFC 4180 has them */
    const char *missing;                /* what stands for an empty value */
} sayso_export_table;
#define SAYSO_COLUMNS(c) (c), sizeof(c) / sizeof *(c)
void sayso_export_head(sayso_export *x, const sayso_export_table *t);
void sayso_export_row(sayso_export *x, const sayso_export_table *t);

/* ---- values.c: what several formats write ---- */

/* An id as a whole number that doubles hold too: 53 bits of its hash. */
uint64_t sayso_export_number(const char *id);
/* Characters of the document's text before a byte; -1 for SAYSO_NO_OFFSET. */
int64_t sayso_export_chars(sayso_export *x, uint32_t byte);
/* The same in units of UTF-16, as JavaScript counts. */
int64_t sayso_export_units(sayso_export *x, uint32_t byte);
/* The first day of the event, else of the document; INT32_MIN where neither is known. */
int32_t sayso_export_day(const sayso_export *x);
/* "YYYY-MM-DD"; "" for INT32_MIN. In the arena of the record. */
const char *sayso_export_date(sayso_export *x, int32_t day);
/* Codes of a country by its ISO 3166-1 alpha-3: FIPS 10-4, Correlates of War, English name, alpha-2;
 * "" where there is none. Of the arena of the record, or constant. */
const char *sayso_export_fips(const char *iso3);
const char *sayso_export_cow(const char *iso3);
const char *sayso_export_country(sayso_export *x, const char *iso3);
const char *sayso_export_alpha2(const char *iso3);
/* What a role's block stands for, in words: "GOV" gives "Government"; the block where it has none. */
const char *sayso_export_sector(const char *block);
/* The i-th block of three letters of a role; "" behind the last. out[4]. Returns out. */
const char *sayso_export_block(const char *role, size_t i, char out[4]);
/* A participant's actor in the reading, or NULL; the canonical name, else the words. */
const sayso_actor *sayso_export_actor(const sayso_export *x, const sayso_participant *p);
const char *sayso_export_name(const sayso_export *x, const sayso_participant *p);
/* The place of the event, or NULL. */
const sayso_place *sayso_export_place(const sayso_export *x);
/* The number in GeoNames, the id in Wikidata, where `via` tells it; "" else. Of the record's
 * arena. */
const char *sayso_export_geonames(sayso_export *x, const char *via);
const char *sayso_export_wikidata(sayso_export *x, const char *via);
/* The attribution that the event stands under, or NULL. */
const sayso_attribution *sayso_export_said(const sayso_export *x);
/* Text of the document, ended by NUL in the record's arena; "" where the span is none. */
const char *sayso_export_words(sayso_export *x, sayso_span s);
/* A number of the event that is told of it, or NULL. */
const sayso_number *sayso_export_count(const sayso_export *x, const char *kind);

#endif
