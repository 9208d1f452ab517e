/* judge: what was learned from annotated news decides which words are events and cues, who takes
 * part, and what has happened. One file of soft-max classifiers for all languages
 * (model/softmax.h), trained by `sayso-train heads`; evidence.h says what they look at. Without the
 * file the word lists decide alone. */
#ifndef SAYSO_EVENTS_JUDGE_H
#define SAYSO_EVENTS_JUDGE_H

#include "base/modes.h"
#include "events/sides.h"
#include "events/whose.h"
#include "model/softmax.h"

/* Classes of each classifier; 0 is "none" where there is one. */
enum {
    SAYSO_JUDGE_WORD = 1 + SAYSO_N_TYPES,      /* none, then the types */
    SAYSO_JUDGE_CUE = 1 + SAYSO_N_STANCES,     /* none, then the stances */
    SAYSO_JUDGE_SIDE = 3,                      /* of a pair; of an actor, of a recipient */
    SAYSO_JUDGE_SOURCE = 1,                    /* of a nominal, or nobody: a choice has one */
    SAYSO_JUDGE_OWNER = 1,                     /* of a country, or none */
    SAYSO_JUDGE_ROLE = 1 + SAYSO_N_ROLES,      /* none, then the roles */
    SAYSO_JUDGE_STATUS = SAYSO_N_EVENT_STATUSES,
    SAYSO_JUDGE_MODE = 1 + SAYSO_N_MODES,      /* none, then the modes */
    SAYSO_JUDGE_REFERENCE = 1,                 /* of a candidate (who/reference.h) */
};

typedef struct sayso_judge {
    sayso_file file;
    sayso_softmax word, cue, side, source, status, owner, role, mode, reference;
} sayso_judge;

/* Opens the file; SAYSO_NOT_FOUND where there is none, SAYSO_BAD_MODEL. *out is NULL on failure. */
sayso_status sayso_judge_open(sayso_judge **out, const char *path, sayso_error *err);
void         sayso_judge_close(sayso_judge *j);

/* Looks at every word of the document, once; NULL only without memory. */
sayso_view *sayso_judge_document(const sayso_judge *j, sayso_ctx *c);
/* Chooses the sides of a proposal, which come as the lists give them: the most probable pair of all
 * nominals that may take part, nobody among them, and who is coordinated with either. Whom only a
 * sentence before names has `via` "earlier". */
void sayso_judge_sides(const sayso_judge *j, const sayso_view *v, sayso_proposal *k);
/* The nominal that is the source of a cue, SAYSO_NO_WORD if none is likely; by_rule: the one that
 * the lists give, or SAYSO_NO_WORD. */
uint32_t sayso_judge_source(const sayso_judge *j, const sayso_view *v, uint32_t cue,
                            uint32_t by_rule);
/* How probable each role is of whom k[n] are the mentions, out [SAYSO_JUDGE_ROLE], 0 none; how
 * probable each of the document's countries is his, out [n->n + 1], 0 none of them. */
void  sayso_judge_role(const sayso_judge *j, const sayso_view *v, const sayso_whose *k, uint32_t n,
                       float *out);
void  sayso_judge_owner(const sayso_judge *j, const sayso_view *v, const sayso_nations *n,
                        const sayso_whose *k, float *out);
sayso_event_status sayso_judge_status(const sayso_judge *j, const sayso_view *v, uint32_t w,
                                      int type, int rule);

/* The share of events of which the judge is so sure that are right, 0..1. */
double sayso_judge_confidence(float sure);
/* The mode of an event of the type at w, NULL none; listed: the one that its list entry gives. */
const char *sayso_judge_mode(const sayso_judge *j, const sayso_view *v, uint32_t w, int type,
                             const char *listed);

/* ---- codes.c ---- */
/* Role and country of all who take part or speak, where the words for them do not say it. False
 * only without memory. */
bool sayso_codes_set(sayso_ctx *c);
/* The word that heads a participant's words, which may stand in a sentence before. */
uint32_t sayso_word_of_span(const sayso_ctx *c, uint32_t sentence, sayso_span span);

/* parties.c: of all events, whose codes are known: peoples that act as states, parties to what serves
 * both. False only without memory. */
bool sayso_parties_settle(sayso_ctx *c);

/* laid.c, of an event's word: */
bool     sayso_has_passive_subject(const sayso_ctx *c, uint32_t verb);
/* *The cyber attack attributed to Oslo*, *the attack was claimed by rebels*: whose deed a noun is
 * said to be; SAYSO_NO_WORD. */
uint32_t sayso_laid_to(const sayso_ctx *c, uint32_t word);
uint32_t sayso_charged_with(const sayso_ctx *c, uint32_t word);
/* *Stopped its aid because of Danish raids*: what a cause is told with, and whatever stands below
 * that, is not whom something is done to, nor who does anything but kill. */
bool sayso_is_cause(const sayso_ctx *c, uint32_t w, uint32_t verb);
/* *Убийство рыбаков*: is w the bare genitive of a noun that has its sufferer so? */
bool sayso_suffers_noun(const sayso_ctx *c, uint32_t w);
/* *Oslo suffered an attack*: who undergoes what a noun names; SAYSO_NO_WORD. */
uint32_t sayso_undergoes(const sayso_ctx *c, uint32_t word);
/* *Oslo received a loan from Riga*: who gave what a verb of receiving, or the noun below it, names, and who
 * has it, also where the verb is a passive with an object (*was promised a loan*); SAYSO_NO_WORD. */
uint32_t sayso_given_by(const sayso_ctx *c, uint32_t word);
uint32_t sayso_receives(const sayso_ctx *c, uint32_t word);

/* ---- borne.c ---- */
/* Puts right what was judged of words apart, where one bears the other: aid that is held up, deeds that did
 * not stop, things received. */
void sayso_borne_settle(sayso_view *v);
/* The verb whose object, passive subject or infinitive the word is, or the nouns over it: *delayed a shipment of
 * aid*; before it a noun of holding up: *the delay of aid*; SAYSO_NO_WORD. */
uint32_t sayso_bearer(const sayso_ctx *c, uint32_t word);
/* *Oslo did not stop the shelling*: who goes on with what the noun names; SAYSO_NO_WORD. */
uint32_t sayso_keeps_on(const sayso_ctx *c, uint32_t word);

#endif
