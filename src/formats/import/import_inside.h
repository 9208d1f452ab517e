/* import_inside: an import under way. */
#ifndef SAYSO_IMPORT_INSIDE_H
#define SAYSO_IMPORT_INSIDE_H

#include "formats/import/import.h"
#include "lexicon/knowledge_build.h"
#include <stdio.h>

enum { IMPORT_MOST_LINE = 16 << 20 };

/* From a 64-bit hash to a number; open addressing, hash 0 stands for an empty entry. */
typedef struct import_map {
    struct import_entry {
        uint64_t hash;
        uint32_t value;
    } * at;
    uint32_t n, slots;
} import_map;
/* The value of the hash, or NULL. */
uint32_t *sayso_import_map_get(const import_map *m, uint64_t hash);
/* The same, made with `value` where it is new. NULL without memory. */
uint32_t *sayso_import_map_put(import_map *m, uint64_t hash, uint32_t value);

/* An office that waits until all rows are read, since those of one person stand together in the
 * file. */
typedef struct import_office {
    uint32_t entity;
    uint32_t order;
    kno_office o;
    bool loose;
} import_office; /* loose: without dates, of a person who may have better */

/* Of FollowTheMoney: positions and who held them, which may come in any order. */
typedef struct import_position { uint32_t title; char country[4]; } import_position;
typedef struct import_occupancy { uint64_t holder, post; int32_t from, to; } import_occupancy;

typedef struct import {
    const sayso_import_options *o;
    sayso_import_counts *counts;
    kno_build b;
    bool failed;                          /* without memory */

    FILE       *file;                     /* being read */
    const char *path;
    uint16_t    index;                    /* of the file in the build */
    uint64_t    line;                     /* of what was read last, from 1 */
    uint64_t    first_line;               /* of the row at hand */
    sayso_buf   chunk; size_t begin;      /* what was read and not yet handed out begins there */
    bool        at_end;

    char        three[26 * 26][4];        /* alpha-3 of each alpha-2, by its letters; "" none */
    uint32_t    english;                  /* in the lexicon; UINT32_MAX: no such pack */
    import_map  entity_of, place_of;      /* by hash of source and id; by GeoNames number */
    import_map  position_of;              /* by hash of id */
    import_map  admin1_of;                /* "UA.05": interned ISO code, by hash */
    import_position  *positions;   uint32_t n_positions, cap_positions;
    import_occupancy *occupancies; uint32_t n_occupancies, cap_occupancies;
    import_office    *offices;     uint32_t n_offices, cap_offices;
} import;

/* ---- import_lines.c ---- */
/* Tells of a row that is passed over. */
void sayso_import_bad(import *im, uint64_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
sayso_status sayso_import_open(import *im, const char *path, sayso_error *err);
void         sayso_import_close(import *im);
/* The next line without its end, borrowed until the next call; false at the end. Lines that are too
 * long, or that hold bytes that are no text, are told and passed over. */
bool sayso_import_line(import *im, sayso_str *line);
/* The next line as it is, with its end; *too_long: it was skipped. */
bool sayso_import_raw_line(import *im, sayso_str *line, bool *too_long);
/* UTF-8 without NUL? */
bool sayso_import_is_text(sayso_str s);
/* What the lines from here on are, without taking one. SAYSO_IMPORT_GUESS: nothing that is known.
 */
sayso_import_kind sayso_import_guess(import *im);
/* Cuts a line at tabs; fields beyond `cap` are counted only. */
uint32_t sayso_import_fields(sayso_str line, sayso_str *out, uint32_t cap);

/* ---- import_words.c ---- */
void sayso_import_countries(import *im); /* fills the table of countries */
/* The country (alpha-3) that a code of two or three letters or an English name stands for; false:
 * none. */
bool sayso_import_country(import *im, sayso_str s, char out[4]);
/* The role that the English title of an office or the name of a body says ("" none), and, where
 * `country` is empty, its country. */
const char *sayso_import_role(import *im, const char *title, bool body, char country[4]);
/* "RUS" + "GOV"; a role of more than three letters stands alone. Interned. */
uint32_t sayso_import_code(import *im, const char *country, const char *role);
/* Days of a date; false where there is none or it is malformed. `last`: the last day of a month or
 * year. */
bool sayso_import_day(sayso_str s, bool last, int32_t *day);
/* An entity of the row at hand; its id is taken as it is. */
uint32_t sayso_import_entity(import *im, sayso_entity_kind kind, sayso_str id, sayso_str name,
                             const char *country, uint32_t code);
/* A name of an entity: by what kind it is. A body's single word that means something built-in is
 * left out. */
void sayso_import_name(import *im, uint32_t entity, sayso_str name);
void sayso_import_office_put(import *im, uint32_t entity, const char *title, const char *country,
                             int32_t from, int32_t to, bool loose);
uint64_t sayso_import_id(const char *source, sayso_str id);

/* ---- one file each: read what is left of the open file ---- */
void sayso_import_ftm(import *im);
void sayso_import_geonames(import *im);
void sayso_import_alternates(import *im);
void sayso_import_csv(import *im);
void sayso_import_actors(import *im);

/* ---- when all are read ---- */
void sayso_import_ftm_end(import *im);       /* who held which position */
void sayso_import_geonames_end(import *im);  /* codes of divisions */

#endif
