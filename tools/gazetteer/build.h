/* gazetteer_build: towns, divisions and their names into gazetteer.sayso. What comes in first has
 * the lower index; the file depends on nothing else. */
#ifndef SAYSO_TOOLS_GAZETTEER_BUILD_H
#define SAYSO_TOOLS_GAZETTEER_BUILD_H

#include "lexicon/gazetteer.h"
#include "lexicon/gazetteer_format.h"

/* ends: a name does here; else it goes on */
typedef struct gaz_draft { uint64_t hash; uint32_t item; bool ends; } gaz_draft;

typedef struct gaz_build {
    sayso_buf strings;
    gaz_country *countries;   uint32_t n_countries, cap_countries;
    gaz_place *places;        uint32_t n_places, cap_places;
    gaz_division *divisions;  uint32_t n_divisions, cap_divisions;
    gaz_draft *names;         uint32_t n_names, cap_names;
    gaz_word *words;          uint32_t n_words, cap_words;
    bool failed;              /* without memory, or too many divisions or countries */
} gaz_build;

enum { GAZ_DIVISION_ITEM = 0x40000000 }; /* added to a division's index in the calls below */

void gaz_build_free(gaz_build *b);
/* A point in the middle of a country, in 1e-5 degrees. */
void gaz_build_centre(gaz_build *b, const char *country, int32_t lat, int32_t lon);
/* Indexes; of a division without GAZ_DIVISION_ITEM. iso may be "". */
uint32_t gaz_build_division(gaz_build *b, const char *name, const char *iso, const char *country);
uint32_t gaz_build_place(gaz_build *b, gaz_place place, const char *name, const char *country);
/* language "": serves all. Names of more than CHAIN_MOST_PIECES pieces, or none, are left out. */
void gaz_build_name(gaz_build *b, uint32_t item, const char *name, const char *language,
                    bool abbreviation);
/* The same by what it sounds like, for a language that writes it in letters of its own. */
void gaz_build_key(gaz_build *b, uint32_t item, const char *name, const char *language);
void gaz_build_word(gaz_build *b, const char *word, const char *language, sayso_gaz_word kind);
/* Divisions get the middle of their towns' extent first. SAYSO_NO_MEMORY. */
sayso_status gaz_build_write(gaz_build *b, sayso_buf *out, sayso_error *err);

#endif
