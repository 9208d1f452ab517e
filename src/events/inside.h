/* events, inside: who fills the places around an event or cue word, whatever the clause looks
 * like.
 *
 * The word lists name slots ("subj", "obj", "with", "+Gen"; docs/languages.md); this module
 * finds them in a UD tree: active and passive clauses, relative clauses, participles,
 * infinitives with their controllers, conjoined verbs that share a subject, and nouns that a
 * light verb carries (*hold talks*). */
#ifndef SAYSO_EVENTS_INSIDE_H
#define SAYSO_EVENTS_INSIDE_H

#include "events/events.h"

enum { SAYSO_MOST_FILLERS = 16 };

typedef struct sayso_frame {
    uint32_t word;     /* the event or cue word */
    uint32_t verb;     /* the word that bears subject, negation and tense: `word`, its light verb or
                          its copular clause */
    bool     nominal;  /* `word` is a noun */
    bool     light;    /* `verb` is a light verb that carries `word` */
    bool     passive;  /* `verb` stands in the passive */
} sayso_frame;

/* ---- frame.c ---- */

/* A verb, auxiliary or participle. */
bool sayso_is_verbal(const sayso_ctx *c, uint32_t w);
/* What a relative pronoun stands for, in a relative clause; any other word itself. */
uint32_t sayso_antecedent(const sayso_ctx *c, uint32_t w);
/* The subject that hangs on the verb itself, or SAYSO_NO_WORD. */
uint32_t sayso_own_subject(const sayso_ctx *c, uint32_t verb);
/* Does whoever is the object above do what the clause of the verb tells (class `object-does`)? */
bool sayso_object_does(const sayso_ctx *c, uint32_t verb);
uint32_t sayso_object_doer(const sayso_ctx *c, uint32_t verb); /* that object, or SAYSO_NO_WORD */
/* The dependent that owns the noun, or SAYSO_NO_WORD. */
uint32_t sayso_possessor(const sayso_ctx *c, uint32_t noun);
sayso_frame sayso_frame_of(const sayso_ctx *c, uint32_t word);
/* *S'est fait enlever*, *se voit refuser un visa*: the verb whose subject suffers what the infinitive `verb`
 * says, over it or, where its helper is an auxiliary, itself; SAYSO_NO_WORD if it is no such infinitive. */
uint32_t sayso_gets_done(const sayso_ctx *c, uint32_t verb);

/* Heads of the nominals in one slot, without what is coordinated with them; at most cap. A
 * relative pronoun is replaced by its antecedent. */
uint32_t sayso_slot_fill(const sayso_ctx *c, const sayso_frame *f, const sayso_slot *slot,
                         uint32_t *out, uint32_t cap);

/* Who does what the verb says, as grammar has it: own subject, shared with a conjoined verb, or
 * controlled; a passive's subject too (the caller knows the voice). SAYSO_NO_WORD if there is
 * none in the sentence. */
uint32_t sayso_grammatical_subject(const sayso_ctx *c, uint32_t verb);

/* Do all conditions of an entry hold? */
bool sayso_conditions_hold(const sayso_ctx *c, const sayso_frame *f, const sayso_condition *with,
                           uint32_t n);

/* Is w the head of a clause that is reported, or of one with a time of its own: where looking up
 * the tree ends? */
bool sayso_ends_clause(const sayso_ctx *c, uint32_t w);
/* The first word with marks[word] >= 0 (date_of, place_of) below w that says when or where w
 * was, else below the verbs above it, `climb` steps at most and never out of the clause that
 * reports it. SAYSO_NO_WORD if none. */
uint32_t sayso_governed_by(const sayso_ctx *c, uint32_t w, const int32_t *marks, int climb);
/* The same for dates: the word of the date that the event has in the tree, its own before one of
 * the clause above, and none of another event that it is about or comes after. SAYSO_NO_WORD if
 * there is none. */
uint32_t sayso_date_governing(const sayso_ctx *c, uint32_t w, int climb);

/* Who a thing belongs to, where the thing itself is nobody: *Indian* in *an Indian proposal*;
 * else w itself. `political`: only a political actor will do. */
uint32_t sayso_owner(const sayso_ctx *c, uint32_t w, bool political);
/* w, or where nobody is known by it the person named beside it: *the carpenter Adam Bo*. */
uint32_t sayso_named_person(const sayso_ctx *c, uint32_t w);

/* The noun phrase of a head: with apposition and relative clause, without its adposition and what is
 * coordinated with it. */
void sayso_whole_phrase(const sayso_ctx *c, uint32_t head, uint32_t *first, uint32_t *last);

/* Is the word, or the verb or auxiliary that bears it, negated? */
bool sayso_negated(const sayso_ctx *c, uint32_t w);
/* Does a side of the verb deny it: *no tank crossed*, *freed nobody*, *neither Oslo nor Bern*? */
bool sayso_side_denies(const sayso_ctx *c, uint32_t verb);

/* *Never ceased shelling*: does the deed at w go on, its verb of refraining being negated and written of
 * as a fact? */
bool sayso_goes_on(const sayso_ctx *c, uint32_t head, uint32_t w);

/* *Declined to comment on the strike*: the word of remarking that the event noun w hangs below,
 * SAYSO_NO_WORD if none. Who does not speak of a deed has not said that it was not done. */
uint32_t sayso_remarked_by(const sayso_ctx *c, uint32_t w);

/* Status of an event word by its verb, auxiliaries, adverbs and governors alone. */
sayso_event_status sayso_status_by_rule(const sayso_ctx *c, uint32_t w);
/* The source that the lists and grammar give a cue word, SAYSO_NO_WORD if none. */
uint32_t sayso_source_by_rule(const sayso_ctx *c, uint32_t w);

/* How many participants the nominal that w heads stands for: more than one for *both sides*,
 * *the two countries*. */
uint32_t sayso_participants_of(const sayso_ctx *c, uint32_t w);
/* The record of one of them, which < sayso_participants_of; false without memory. */
bool sayso_participant_make(sayso_ctx *c, uint32_t w, uint32_t which, const char *via,
                            sayso_participant *out);

#endif
