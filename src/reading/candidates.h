/* candidates: all that a name may mean, and why; for people who ask, not for reading. */
#ifndef SAYSO_CANDIDATES_H
#define SAYSO_CANDIDATES_H

#include "reading/engine.h"

typedef struct sayso_candidate {
    const char *name, *code;     /* canonical; on the day asked for, "" none */
    const char *kind;            /* "person", "organisation", "country", "role", "town", "division", … */
    const char *rule;            /* "exact", "inflected", "key", "surname", "abbreviation", … */
    double      score;
    const char *country, *admin1; /* alpha-3, ISO 3166-2, or "" */
    double      lat_deg, lon_deg; /* NAN where none */
    double      population;      /* NAN unknown */
    const char *languages;       /* in which the name is met so: "en,fr" */
    const char *id;              /* as `via` shows it: "knowledge:person:x", "gazetteer:geonames/7" */
    const char *basis;           /* table or file, and line; "" where the id says it all */
} sayso_candidate;

/* Whatever the whole name means, built-in before imported, better scores before worse. date: ISO 8601, NULL: the latest office counts;
 * language: of one pack, NULL: of all. All in the arena. SAYSO_BAD_ARGUMENT (no such language, malformed date), SAYSO_NO_MEMORY. */
sayso_status sayso_candidates(const sayso_engine *e, const char *name, const char *date, const char *language, sayso_arena *arena,
                              sayso_candidate **out, uint32_t *n, sayso_error *err);

#endif
