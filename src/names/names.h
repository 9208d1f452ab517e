/* names: which words are names, and of what they may be.
 *
 *   names.c       the steps
 *   recognised.c  runs of words that the recogniser calls names
 *   hits.c        what the lexicon knows by name, once over the text
 *   namesake.c    of which country a name is that several bear
 *   meaning.c     which of its meanings a name has where it stands */
#ifndef SAYSO_NAMES_H
#define SAYSO_NAMES_H

#include "tree/tree.h"

/* All of it: names, hits, and the titles that are no part of people's names. False only without
 * memory. */
bool sayso_names(sayso_ctx *c);

/* Would the recogniser have said if w were a name's? */
bool sayso_names_known(const sayso_ctx *c, uint32_t w);
/* the name that w is part of, or NULL */
const sayso_name *sayso_name_at(const sayso_ctx *c, uint32_t w);
/* One that holds all these words, or NULL. */
const sayso_name *sayso_name_around(const sayso_ctx *c, uint32_t first, uint32_t last);
/* *London Breed*, *Paris Hilton*: does the name around the hit go on behind it with a word that
 * says nothing of places? */
bool sayso_name_goes_on(const sayso_ctx *c, const sayso_hit *h);

/* False only without memory. */
bool sayso_names_recognise(sayso_ctx *c);
bool sayso_hits_find(sayso_ctx *c);
void sayso_namesakes_settle(sayso_ctx *c);
/* The country that the word names, or whose adjective it is; "" if it does not. */
const char *sayso_country_named(const sayso_ctx *c, uint32_t w);
/* The country in which the words beside a place put it: *Gori, Georgia*, *Tripoli (Lebanon)*; "". */
const char *sayso_country_written(const sayso_ctx *c, const sayso_hit *h);
/* Meaning of the hit with the given kind, or NULL; kinds is a set of 1u << sayso_entity_kind. */
const sayso_name_match *sayso_hit_kind(const sayso_ctx *c, const sayso_hit *h, uint32_t kinds);
/* met by the surname alone, misspelt or not? */
bool sayso_match_is_surname(const sayso_name_match *m);
/* The best meaning of a hit where it stands. */
const sayso_name_match *sayso_hit_meaning(const sayso_ctx *c, const sayso_hit *h);

#endif
