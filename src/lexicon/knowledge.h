/* knowledge: people, bodies and places that a user has imported, beside the lexicon and the
 * gazetteer.
 *
 * One mapped file (kind "import"), written by `sayso knowledge import` (knowledge_build.h).
 * Immutable, shared by threads; strings live as long as the file is open. Up to many millions of
 * names: nothing is built at opening, and a record that points outside the file is treated as
 * absent. docs/knowledge.md tells what is imported and how names are met. */
#ifndef SAYSO_LEXICON_KNOWLEDGE_H
#define SAYSO_LEXICON_KNOWLEDGE_H

#include "lexicon/gazetteer.h"

typedef struct sayso_knowledge sayso_knowledge;

/* Checks the checksums of the whole file; SAYSO_NOT_FOUND, SAYSO_BAD_MODEL. */
sayso_status sayso_knowledge_open(sayso_knowledge **out, const char *path, sayso_error *err);
/* The same over bytes in memory, which are borrowed and aligned to 64 (tests, fuzzers). */
sayso_status sayso_knowledge_open_memory(sayso_knowledge **out, const void *bytes, size_t n,
                                         const char *name, sayso_error *err);
void         sayso_knowledge_close(sayso_knowledge *k); /* NULL is fine */

uint32_t sayso_knowledge_n_entities(const sayso_knowledge *k);
uint32_t sayso_knowledge_n_places(const sayso_knowledge *k);

/* Entity i as the lexicon would show it, in the arena; NULL without memory or where its record
 * is damaged. */
const sayso_entity *sayso_knowledge_entity(const sayso_knowledge *k, uint32_t i,
                                           sayso_arena *arena);
/* Place i as the gazetteer would show it. i must be less than the number of places. */
sayso_gaz_item sayso_knowledge_place(const sayso_knowledge *k, uint32_t i);
/* "cities500.txt:17": where place i comes from; NULL without memory. */
const char *sayso_knowledge_place_basis(const sayso_knowledge *k, uint32_t i, sayso_arena *arena);

/* People and bodies whose names begin at words[0], longest first, then by score, then as they
 * were imported; at most cap. `entity` is an index for sayso_knowledge_entity. Names of people
 * have two words and more; a single word is met where it is written as a name and tagged as one. */
uint32_t sayso_knowledge_match(const sayso_knowledge *k, const sayso_lexicon *lx, uint32_t language,
                               const sayso_word *words, uint32_t n, sayso_name_match *out,
                               uint32_t cap);
/* Places whose longest name begins at words[0]; items are indexes for sayso_knowledge_place. */
uint32_t sayso_knowledge_places(const sayso_knowledge *k, const sayso_lexicon *lx,
                                uint32_t language, const sayso_word *words, uint32_t n,
                                sayso_gaz_match *out, uint32_t cap);

/* ---- beside the built-in files --------------------------------------------------------------- */

/* The imported people and bodies that one document names, with indexes behind the lexicon's own.
 * Belongs to one reading; the entities lie in its arena. `knowledge` NULL: nothing was imported. */
typedef struct sayso_imported {
    const sayso_knowledge *knowledge;
    sayso_arena *arena;
    /* item: index in knowledge */
    const sayso_entity **at; uint32_t *item; uint32_t n, cap, cap_item;
    bool failed;             /* without memory on the way: names are missing */
} sayso_imported;

/* sayso_lexicon_match, then what was imported: where a built-in name covers as many words, it
 * alone is found. Namesakes of one country are taken for one, of several countries for nobody.
 * Entities are for sayso_imported_entity. */
uint32_t sayso_imported_match(sayso_imported *im, const sayso_lexicon *lx, uint32_t language,
                              const sayso_word *words, uint32_t n, sayso_name_match *out,
                              uint32_t cap);
/* An entity of the lexicon or a met one, or NULL. */
const sayso_entity *sayso_imported_entity(const sayso_imported *im, const sayso_lexicon *lx,
                                          uint32_t entity);
/* The gazetteer with the places of k behind its own; borrows k. Before the gazetteer is shared. */
void sayso_gazetteer_with(sayso_gazetteer *g, const sayso_knowledge *k);

#endif
