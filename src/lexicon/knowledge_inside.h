/* knowledge_inside: an imported file as it is open. */
#ifndef SAYSO_LEXICON_KNOWLEDGE_INSIDE_H
#define SAYSO_LEXICON_KNOWLEDGE_INSIDE_H

#include "lexicon/knowledge.h"
#include "lexicon/knowledge_format.h"

struct sayso_knowledge {
    sayso_file file;
    bool borrowed;                 /* the file lies in memory of the caller */
    chain_index index;
    const char *strings;           uint32_t n_strings;
    const kno_file *files;         uint32_t n_files;
    const kno_entity *entities;    uint32_t n_entities;
    const kno_office *offices;     uint32_t n_offices;
    const kno_place *places;       uint32_t n_places;
    const kno_posting *postings;   uint32_t n_postings;
    uint64_t names, sounds, places_any; /* what chains begin with */
};

#endif
