/* The records of gazetteer.sayso, as they lie in the file. Shared by tools/gazetteer and the
 * gazetteer; nobody else.
 *
 *   section   item           what
 *   version   u32            GAZ_VERSION
 *   strings   char           NUL-ended strings
 *   countries gaz_country
 *   places    gaz_place      by country, then GeoNames number
 *   divisions gaz_division   by their code in GeoNames
 *   keys      chain_key      by hash: names and the beginnings of names, each begun with the
 *             code of the language it serves, "" any, or with gaz_begin_keyed
 *   buckets   u32            [GAZ_BUCKETS + 1] first key of each value of the hash's top 16 bits
 *   postings  u32            items, with GAZ_ABBREVIATION; a place's item is its index, a
 *             division's its index + n_places
 *   words     gaz_word       by hash: common words and what they say */
#ifndef SAYSO_LEXICON_GAZETTEER_FORMAT_H
#define SAYSO_LEXICON_GAZETTEER_FORMAT_H

#include "lexicon/chain.h"

#define GAZ_VERSION 2
#define GAZ_ABBREVIATION 0x80000000u
#define GAZ_NO_POINT INT32_MIN

enum {
    GAZ_BUCKET_BITS = 16, GAZ_BUCKETS = 65536, GAZ_MOST_MATCHES = 24, GAZ_NO_DIVISION = UINT16_MAX
};

/* alpha-3, NUL; lat GAZ_NO_POINT: unknown */
typedef struct gaz_country { int32_t lat, lon; char code[4]; uint32_t zero; } gaz_country;
/* 1e-5 degrees */
typedef struct gaz_place {
    int32_t lat, lon;
    uint32_t name, geoname, population;
    uint16_t country, division;
} gaz_place;
typedef struct gaz_division {
    int32_t lat, lon;
    uint32_t name, iso, population;
    uint16_t country, zero;
} gaz_division;
typedef struct gaz_word { uint64_t hash; uint32_t word, zero; } gaz_word;

/* What the names of a language that are met by their sound begin with. */
static inline uint64_t gaz_begin_keyed(const char *tongue)
{
    return chain_next(chain_begin(tongue), 1);
}

_Static_assert(sizeof(gaz_place) == 24 && sizeof(gaz_division) == 24 && sizeof(gaz_country) == 16 &&
                   sizeof(gaz_word) == 16,
               "no padding");

#endif
