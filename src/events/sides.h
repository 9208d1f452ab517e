/* sides: what speaks for a nominal being actor or recipient of an event, for two of them being both
 * sides of it, and for a nominal being the source of a cue.
 *
 * The sides of an event are judged together: of all pairs of nominals, nobody among them, one is
 * the most probable (judge.h). Features are hashed as in evidence.h. */
#ifndef SAYSO_EVENTS_SIDES_H
#define SAYSO_EVENTS_SIDES_H

#include "events/evidence.h"
#include "events/propose.h"

enum { SAYSO_MOST_NOMINALS = 48, SAYSO_MOST_FAR = 6,
       SAYSO_MOST_SIDES = 1 + SAYSO_MOST_NOMINALS + SAYSO_MOST_FAR };

/* A nominal that may take part, with what is asked of it more than once. */
typedef struct sayso_nominal {
    uint32_t word;          /* its head; SAYSO_NO_WORD: nobody */
    int      by_rule;       /* what the lists say: 1 actor, 2 recipient, 0 neither */
    uint32_t slots;         /* grammatical places around the event that it fills, bit by bit */
    uint32_t far;           /* sentences before the event's, 0: in it */
    /* relations from the event; adposition and case; who it may be; what it hangs on and how */
    uint64_t path, kase, kind, hangs;
} sayso_nominal;

/* Of an event: at[0] is nobody, then those of the sentence in text order, then actors that only the
 * sentences before name, the nearest first. */
typedef struct sayso_nominals {
    const sayso_view *v;
    const sayso_proposal *event;
    uint64_t shape;         /* of its frame: noun, light verb, passive */
    uint32_t bearer;        /* the verb that carries or governs it, or SAYSO_NO_WORD */
    uint32_t n;             /* with nobody */
    sayso_nominal at[SAYSO_MOST_SIDES];
} sayso_nominals;

/* Nominals that may take part in w: those of its sentence that stand for somebody, those near it in
 * the tree, and the n `listed` ones, which the lists name. Heads in text order; at most cap. */
uint32_t sayso_may_take_part(const sayso_view *v, uint32_t w, const uint32_t *listed, uint32_t n,
                             uint32_t *out, uint32_t cap);
/* Does the nominal at d speak before a colon, behind which the event is? */
bool sayso_is_speaking_head(const sayso_ctx *c, uint32_t event, uint32_t d);
/* The same with all that is asked of them, for an event whose sides are as the lists give them; the
 * proposal is borrowed. */
void sayso_nominals_find(sayso_nominals *s, const sayso_view *v, const sayso_proposal *event);

/* That who stands at these words takes part in the event, for what is asked of later ones. */
void sayso_deed_note(const sayso_view *v, const sayso_proposal *event, const uint32_t *words,
                     uint32_t n, unsigned side);

/* For each question its evidence; e is filled anew. */
/* Is nominal i a side of the event? */
void sayso_evidence_side(const sayso_nominals *s, uint32_t i, sayso_evidence *e);
/* Are a its actor and r its recipient? Either may be nobody. */
void sayso_evidence_pair(const sayso_nominals *s, uint32_t a, uint32_t r, sayso_evidence *e);
/* Is d the source of the cue? rule: whom the lists give. Either may be SAYSO_NO_WORD, nobody. */
void sayso_evidence_source(const sayso_view *v, uint32_t cue, uint32_t d, uint32_t rule,
                           sayso_evidence *e);

#endif
