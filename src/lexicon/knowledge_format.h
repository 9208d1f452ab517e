/* The records of an imported knowledge file, as they lie in it. Shared by what writes and what
 * reads it; nobody else.
 *
 *   section   item           what
 *   version   kno_version    one
 *   strings   char           NUL-ended strings; the first is empty
 *   files     kno_file       that were imported, in the order given
 *   entities  kno_entity     people, organisations, media, as they came
 *   offices   kno_office     of each entity together, by their first day
 *   places    kno_place      as they came
 *   keys      chain_key      by hash: names and beginnings of names (chain.h), begun with one
 *             of KNO_… below
 *   buckets   u32            [2^bits + 1] first key of each value of the hash's top bits
 *   postings  kno_posting    what bears the name; best first
 *
 * The file may be larger than memory is free, and most of it is never asked for: opening checks
 * sums and lengths, a record is checked when it is used. */
#ifndef SAYSO_LEXICON_KNOWLEDGE_FORMAT_H
#define SAYSO_LEXICON_KNOWLEDGE_FORMAT_H

#include "lexicon/chain.h"

#define KNO_VERSION 1 /* of the records */
#define KNO_KIND "import"

/* What hashes begin with. A place's name begins with the code of the language it serves, "" for
 * all, behind KNO_PLACE. */
#define KNO_NAME "name "       /* people and bodies, folded */
#define KNO_SOUND "sound "     /* the same by the cross-script key */
#define KNO_PLACE "place "

enum { KNO_NO_POINT = INT32_MIN, KNO_MOST_BITS = 28 };

/* The file holds hashes of folded words and keys, which stay with whoever imported it while
 * sayso goes on: `words` is a hash of what this build makes of a few words, so that a file of
 * another way of folding is refused, not silently useless. */
typedef struct kno_version { uint32_t version, zero; uint64_t words; } kno_version;
uint64_t sayso_kno_words_hash(void);

typedef struct kno_file { uint32_t path, source; } kno_file; /* "people.csv", "csv" */
typedef struct kno_entity {
    uint32_t id, name, code, line;          /* id within the source; code without a date, "" none */
    uint32_t office_first;
    uint16_t n_offices, file;
    char     country[4];                    /* alpha-3 and NUL, or empty */
    uint8_t  kind, zero[3];                 /* sayso_entity_kind: PERSON, ORGANISATION, MEDIUM */
} kno_entity;
/* days since 1970-01-01; open ends as in sayso_office */
typedef struct kno_office { uint32_t code, title; int32_t from, to; } kno_office;
typedef struct kno_place {
    int32_t  lat, lon;                      /* 1e-5 degrees; lat KNO_NO_POINT: unknown */
    uint32_t name, id, admin1, geoname;     /* admin1: ISO 3166-2 or ""; geoname 0: has another id
                                               */
    uint32_t population, line;
    uint16_t file, division;                /* division: 1 where it is a first-level division */
    char     country[4], feature[8];        /* "P.PPLA2" without the dot */
} kno_place;

enum {
    KNO_SHORTENED = 1,   /* a person without what stands between given name and surname */
    KNO_TITLE = 2,       /* words of four letters and more begin with a capital in text too */
    KNO_ALONE = 4,       /* one word */
    KNO_CAPITALS = 8,    /* an abbreviation: in capitals in text too */
};
typedef struct kno_posting { uint32_t item; uint16_t flags, zero; } kno_posting;

_Static_assert(sizeof(kno_file) == 8 && sizeof(kno_entity) == 32 && sizeof(kno_office) == 16 &&
                   sizeof(kno_place) == 48 && sizeof(kno_posting) == 8,
               "no padding");

#endif
