/* The records of gazetteer.sayso, as they lie in the file. Shared by tools/gazetteer and the gazetteer; nobody else.
 *
 *   section   item           what
 *   version   u32            GAZ_VERSION
 *   strings   char           NUL-ended strings
 *   countries gaz_country
 *   places    gaz_place      by country, then GeoNames number
 *   divisions gaz_division   by their code in GeoNames
 *   keys      gaz_key        by hash: names and the beginnings of names
 *   buckets   u32            [GAZ_BUCKETS + 1] first key of each value of the hash's top 16 bits
 *   postings  u32            items, with GAZ_ABBREVIATION; a place's item is its index, a division's its index + n_places
 *   words     gaz_word       by hash: common words and what they say */
#ifndef SAYSO_LEXICON_GAZETTEER_FORMAT_H
#define SAYSO_LEXICON_GAZETTEER_FORMAT_H

#include "base/base.h"

#define GAZ_VERSION 1
#define GAZ_ABBREVIATION 0x80000000u
#define GAZ_NO_POINT INT32_MIN

enum { GAZ_BUCKETS = 65536, GAZ_MOST_PIECES = 8, GAZ_MOST_MATCHES = 24, GAZ_NO_DIVISION = UINT16_MAX };

typedef struct gaz_country { int32_t lat, lon; char code[4]; uint32_t zero; } gaz_country; /* alpha-3, NUL; lat GAZ_NO_POINT: unknown */
typedef struct gaz_place { int32_t lat, lon; uint32_t name, geoname, population; uint16_t country, division; } gaz_place; /* 1e-5 degrees */
typedef struct gaz_division { int32_t lat, lon; uint32_t name, iso, population; uint16_t country, zero; } gaz_division;
typedef struct gaz_key { uint64_t hash; uint32_t first; uint16_t n, longer; } gaz_key; /* longer: some name goes on */
typedef struct gaz_word { uint64_t hash; uint32_t word, zero; } gaz_word;

_Static_assert(sizeof(gaz_place) == 24 && sizeof(gaz_division) == 24 && sizeof(gaz_country) == 16 && sizeof(gaz_key) == 16 && sizeof(gaz_word) == 16, "no padding");

/* A name is a run of pieces: what stands between blanks, hyphens and apostrophes, folded. Its hash grows piece by piece,
 * from one that says which language it serves: "" any. */
static inline uint64_t gaz_hash_begin(const char *code) { return sayso_hash(code, strlen(code), 7); }
static inline uint64_t gaz_hash_next(uint64_t hash, uint64_t piece) { return sayso_hash_mix(hash * 0x9e3779b97f4a7c15ULL + piece); }

/* The next piece of s at or after *at, which is moved behind it; empty at the end. */
static inline sayso_str gaz_piece(sayso_str s, uint32_t *at)
{
    uint32_t i = *at;
    sayso_str piece = { s.at, 0 };
    for (; i < s.len; i++) {
        const uint8_t b = (uint8_t)s.at[i];
        /* U+2010 … U+2019: hyphens, dashes and typographic apostrophes */
        const bool wide = b == 0xe2 && i + 2 < s.len && (uint8_t)s.at[i + 1] == 0x80 && (uint8_t)s.at[i + 2] >= 0x90 && (uint8_t)s.at[i + 2] <= 0x99;
        if (b == ' ' || b == '-' || b == '\'' || wide) {
            if (piece.len) break;
            i += wide ? 2u : 0u;
        } else {
            if (!piece.len) piece.at = s.at + i;
            piece.len++;
        }
    }
    *at = i;
    return piece;
}

#endif
