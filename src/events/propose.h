/* propose: what the word lists say of a word and its places, before anything is judged. */
#ifndef SAYSO_EVENTS_PROPOSE_H
#define SAYSO_EVENTS_PROPOSE_H

#include "events/evidence.h"

enum { SAYSO_MOST_PARTICIPANTS = 12 };

typedef struct sayso_proposal { /* an event in the making */
    uint32_t word;
    int      type;                                                    /* sayso_type */
    /* of its type, 0..1; by rule 1 */
    float    sure;
    sayso_frame frame;
    /* its slot lists, mode and codes */
    const sayso_event_entry *entry;
    uint32_t actor[SAYSO_MOST_PARTICIPANTS], n_actor;                 /* words */
    uint32_t recipient[SAYSO_MOST_PARTICIPANTS], n_recipient;         /* words */
    const char *via_actor, *via_recipient;                            /* slot names */
    bool dropped;
} sayso_proposal;

/* The entries of events.tsv for the word, whether their conditions hold or not. A participle that is
 * tagged an adjective is found under its verb. */
const sayso_event_entry *sayso_event_entries(const sayso_ctx *c, uint32_t w, uint32_t *n);
/* The first of them whose conditions hold, or NULL; its type is -1 where it says that the word is no
 * event. */
const sayso_event_entry *sayso_rule_event(const sayso_ctx *c, uint32_t w);
/* The entry of the word for the type: the one whose conditions hold, else the first; NULL if there is
 * none. */
const sayso_event_entry *sayso_entry_for(const sayso_view *v, uint32_t w, int type);

/* Fills the sides from the entry's slot lists; word, frame and entry are given. */
void sayso_propose_sides(const sayso_ctx *c, sayso_proposal *k);
/* The proposal of an event of the type at w, with the sides that the lists or, where they do not
 * know the word so, the grammar gives: subject and object of a verb, owner of a noun. False only
 * without memory. */
bool sayso_propose_for(const sayso_view *v, uint32_t w, int type, sayso_proposal *k);
/* nobody is recipient of what he does */
void sayso_remove_shared(sayso_proposal *k);
/* Does one of the words name a political actor? */
bool sayso_any_political(const sayso_ctx *c, const uint32_t *words, uint32_t n);
bool sayso_listed(const uint32_t *set, uint32_t n, uint32_t w);

/* *Democratic Forces for the Liberation of Rwanda* liberate nobody: is the word inside a proper
 * name? */
bool sayso_inside_name(const sayso_ctx *c, uint32_t w);

#endif
