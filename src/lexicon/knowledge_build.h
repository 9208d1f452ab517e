/* knowledge_build: imported people, bodies and places, and their names, into one file
 * (knowledge.h).
 *
 * What comes in first has the lower index; the file depends on nothing else. Strings are copied.
 * One thread; on the heap, about 200 bytes a name. */
#ifndef SAYSO_LEXICON_KNOWLEDGE_BUILD_H
#define SAYSO_LEXICON_KNOWLEDGE_BUILD_H

#include "lexicon/knowledge_format.h"

/* ends: a name does here; else it goes on */
typedef struct kno_draft {
    uint64_t hash;
    uint32_t item;
    uint16_t flags;
    uint8_t ends, zero;
} kno_draft;

enum { KNO_WORD_BITS = 26 };
typedef struct kno_build {
    sayso_buf strings;
    uint32_t *interned;       uint32_t n_interned, n_slots; /* open addressing: places of strings
                                                               that come often; 0 empty */
    kno_file *files;          uint32_t n_files, cap_files;
    kno_entity *entities;     uint32_t n_entities, cap_entities;
    kno_office *offices;      uint32_t n_offices, cap_offices;
    kno_place *places;        uint32_t n_places, cap_places;
    kno_draft *drafts;        uint32_t n_drafts, cap_drafts;
    uint64_t *words_of_people; /* a bit a word, by hash: a body of that one word is not met by it */
    uint64_t  n_names;        /* that were taken */
    bool failed;              /* without memory */
    bool full;                /* more than the file's numbers can count */
} kno_build;

void sayso_kno_build_free(kno_build *b);

/* The file that what follows comes from; source is the short name of its format. */
uint32_t sayso_kno_build_file(kno_build *b, const char *path, const char *source);
/* A string's place in the file; the second keeps one copy of strings that come often (codes,
 * titles). */
uint32_t sayso_kno_build_string(kno_build *b, const char *s, size_t n);
uint32_t sayso_kno_build_intern(kno_build *b, const char *s);

/* Indexes. Strings of the records are places from above; country is alpha-3 or "". */
uint32_t sayso_kno_build_entity(kno_build *b, kno_entity e);
uint32_t sayso_kno_build_place(kno_build *b, kno_place p);
/* Of the entity that came last, or whose offices came last. */
void sayso_kno_build_office(kno_build *b, uint32_t entity, kno_office o);

/* Names; false where it is none to be met by: a person's single word, words of one letter, more
 * words than CHAIN_MOST_PIECES. A person's may be written "SURNAME, Given" or "SURNAME Given",
 * and is met without middle names too. */
bool sayso_kno_build_person_name(kno_build *b, uint32_t entity, sayso_str name);
bool sayso_kno_build_body_name(kno_build *b, uint32_t entity, sayso_str name);
/* language "": serves all. */
bool sayso_kno_build_place_name(kno_build *b, uint32_t place, sayso_str name, const char *language);

/* Writes the file, whole or not at all. SAYSO_NO_MEMORY, SAYSO_TOO_LARGE, SAYSO_IO. What was
 * built is used up. */
sayso_status sayso_kno_build_save(kno_build *b, const char *path, sayso_error *err);

#endif
