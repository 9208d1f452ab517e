/* import: lists of names of other projects into one knowledge file (lexicon/knowledge.h).
 *
 * GeoNames dumps, FollowTheMoney entities and OpenSanctions' nested targets as JSON lines, CSV with
 * a head as queries of Wikidata give it, actor dictionaries of PETRARCH and CAMEO.
 * docs/knowledge.md tells what of them is taken. A row that cannot be read is told and passed
 * over. */
#ifndef SAYSO_IMPORT_H
#define SAYSO_IMPORT_H

#include "lexicon/gazetteer.h"
#include <signal.h>

typedef enum sayso_import_kind {
    SAYSO_IMPORT_GUESS, SAYSO_IMPORT_FTM, SAYSO_IMPORT_GEONAMES, SAYSO_IMPORT_ALTERNATES,
    SAYSO_IMPORT_CSV, SAYSO_IMPORT_ACTORS, SAYSO_N_IMPORT_KINDS
} sayso_import_kind;
/* "ftm|geonames|alternates|csv|actors": the names of the kinds from SAYSO_IMPORT_FTM on. */
#define SAYSO_IMPORT_NAMES "ftm|geonames|alternates|csv|actors"

typedef struct sayso_import_options {
    const char *const *paths; size_t n_paths;    /* files or "-", in their order */
    sayso_import_kind kind;                      /* of all of them; SAYSO_IMPORT_GUESS: by what each
                                                    holds */
    const char *out;                             /* the file to be written; NULL: rows are only
                                                    checked */
    const sayso_lexicon *lexicon;                /* names of countries, words for roles */
    const sayso_gazetteer *gazetteer;            /* divisions; NULL: none known */
    const volatile sig_atomic_t *stop;           /* non-zero ends the import, nothing is written;
                                                    may be NULL */
    /* A row (line from 1) or a whole file (line 0) that is passed over: "what is wrong; what to
     * do". */
    void (*mistake)(void *user, const char *path, uint64_t line, const char *what);
    void *user;
} sayso_import_options;

typedef struct sayso_import_counts {
    uint64_t rows;               /* that were read, comments and heads left out */
    uint64_t bad;                /* rows and files that could not be */
    uint64_t entities, places;   /* in the file */
    uint64_t names;              /* by which they are met */
} sayso_import_counts;

/* SAYSO_NO_MEMORY, SAYSO_TOO_LARGE, SAYSO_IO, SAYSO_CANCELLED (stop); what stood at `out` is then
 * untouched. */
sayso_status sayso_import(const sayso_import_options *o, sayso_import_counts *counts,
                          sayso_error *err);

#endif
