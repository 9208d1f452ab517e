/* gazetteer: towns and first-level divisions of the world, by name.
 *
 * One mapped file, `gazetteer.sayso` (kind "places"), made at build time by tools/gazetteer from
 * libgeonames (GeoNames: towns of 15,000 people and more, seats of divisions), iso-codes and
 * knowledge/. Immutable, shared by threads; every pointer handed out lives as long as the
 * gazetteer. docs/knowledge.md describes the sources. */
#ifndef SAYSO_LEXICON_GAZETTEER_H
#define SAYSO_LEXICON_GAZETTEER_H

#include "lexicon/lexicon.h"

typedef struct sayso_gazetteer sayso_gazetteer;

/* Checks the whole file; SAYSO_NOT_FOUND, SAYSO_BAD_MODEL. */
sayso_status sayso_gazetteer_open(sayso_gazetteer **out, const char *path, sayso_error *err);
/* The same over bytes in memory, which are borrowed and aligned to 64 (tests, fuzzers). */
sayso_status sayso_gazetteer_open_memory(sayso_gazetteer **out, const void *bytes, size_t n,
                                         const char *name, sayso_error *err);
void         sayso_gazetteer_close(sayso_gazetteer *g);

typedef struct sayso_gaz_item {
    const char *name;        /* English, or the Latin spelling of its country */
    const char *country;     /* alpha-3 */
    const char *admin1;      /* ISO 3166-2 of the division that it is or lies in, or "" */
    double      lat_deg, lon_deg; /* WGS 84; of a division: the middle of its towns' extent */
    uint32_t    population;  /* of a division: of its towns together; 0 unknown */
    uint32_t    geoname;     /* number in GeoNames; 0 of divisions */
    uint32_t    division;    /* item of the division it lies in; its own of a division; UINT32_MAX:
                                none known, or an imported place */
    bool        is_division;
    const char *source, *id; /* of an imported place: "csv", its id there; else NULL */
} sayso_gaz_item;

/* Items are 0 … n - 1. `item` must be less than n. */
uint32_t       sayso_gazetteer_n(const sayso_gazetteer *g);
sayso_gaz_item sayso_gazetteer_item(const sayso_gazetteer *g, uint32_t item);
/* The division with that ISO 3166-2 code, or UINT32_MAX. */
uint32_t       sayso_gazetteer_division(const sayso_gazetteer *g, const char *iso);

/* A point in the middle of the country (alpha-3), in degrees; false: none known, out untouched. */
bool sayso_gazetteer_country(const sayso_gazetteer *g, const char *country, double *lat_deg,
                             double *lon_deg);

typedef struct sayso_gaz_match {
    uint32_t n_words;        /* that the name covers, from the first word on */
    uint32_t item;
    bool     abbreviation;   /* Tex., Ont.: means the division only beside a place */
    bool     inflected;      /* by lemma or ending, not as written */
    bool     by_sound;       /* the language has no name for it, and the words sound like the Latin one */
} sayso_gaz_match;

/* Items whose longest name begins at words[0], by population; at most cap. A Latin name serves
 * every language, another only the language that has it. Words are compared folded, as written,
 * by lemma, and by what endings.tsv makes of them; where none fits, by their sound
 * (sayso_name_key) with towns that a language of other letters has no name for. */
uint32_t sayso_gazetteer_match(const sayso_gazetteer *g, const sayso_lexicon *lx, uint32_t language,
                               const sayso_word *words, uint32_t n, sayso_gaz_match *out,
                               uint32_t cap);

/* What a common word says of the name it stands with (knowledge/placewords.tsv). */
typedef enum sayso_gaz_word {
    SAYSO_GAZ_DIVISION = 1, /* region, oblast, province: the name's division, not its town */
    SAYSO_GAZ_COUNTY, /* county, parish, район: a smaller division, which the gazetteer does not
                         hold */
    SAYSO_GAZ_TOWN, /* city, town, village */
    SAYSO_GAZ_STREET, /* street, avenue, road: no place of that name is meant */
    SAYSO_GAZ_TITLE, /* Mr., Mrs., Judge: a person's name follows */
    SAYSO_N_GAZ_WORDS
} sayso_gaz_word;
/* 0: none. Compared folded, by form and lemma. */
sayso_gaz_word sayso_gazetteer_word(const sayso_gazetteer *g, const sayso_lexicon *lx,
                                    uint32_t language, const sayso_word *word);

#endif
