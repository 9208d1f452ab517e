/* barred: who may not be a side of an event, or a source, whatever was learned: nobody would
 * believe it. The judge asks before it chooses (judge.h). A nominal is its number in
 * sayso_nominals.at, never 0, nobody, unless said. */
#ifndef SAYSO_EVENTS_BARRED_H
#define SAYSO_EVENTS_BARRED_H

#include "events/sides.h"

/* ---- barred_doers.c ---- */
/* May the nominal have done it? */
bool sayso_may_do(const sayso_nominals *s, uint32_t i);
/* May it be one of those who do it to each other? Not what they did it with, of or where: *met in
 * Ankara*. */
bool sayso_may_join(const sayso_nominals *s, uint32_t i);
/* Is he, in the sentence, whom a one-sided deed is done to? */
bool sayso_is_patient(const sayso_nominals *s, uint32_t i);

/* ---- barred.c ---- */
/* May it be done to the nominal? */
bool sayso_may_suffer(const sayso_nominals *s, uint32_t i);
/* May a do it to r? Either may be nobody. Those coordinated with each other stand on one side:
 * *killed women and children*; and nobody does to his own what is told of these: *the mayor of Lyon
 * was attacked*. */
bool sayso_may_face(const sayso_nominals *s, uint32_t a, uint32_t r);
/* May w, or nobody (SAYSO_NO_WORD), be the source of the cue? */
bool sayso_may_speak(const sayso_ctx *c, uint32_t cue, uint32_t w);

/* Is it a deed that somebody does and another suffers: not done with or beside him, as a visit, nor
 * by him whom it seems to be done to, as a withdrawal? */
bool sayso_is_one_sided(int type);
/* *The Union condemned the attack on a convoy*: who condemns a deed, apologises for it or tells of
 * it is not whom it was done to, which would be said of *its* convoy; nor has he done it who
 * condemns it, or *a series of attacks*. */
bool sayso_only_speaks(const sayso_nominals *s, uint32_t i, bool condemns);
/* *Stopped its aid because of Danish raids*: what a cause is told with, and whatever stands below
 * that, is not whom something is done to, nor who does anything but kill. */
bool sayso_is_cause(const sayso_ctx *c, uint32_t w, uint32_t verb);
/* Is it a pronoun that stands for an aid body, where force is used? */
bool sayso_is_helper(const sayso_nominals *s, uint32_t w);
/* *Убийство рыбаков*: is w the bare genitive of a noun that has its sufferer so? */
bool sayso_suffers_noun(const sayso_ctx *c, uint32_t w);
/* *Condemned the bombing of a hospital*: whom the condemned force was used on is not whom the
 * condemning is said to, nor is the bombing, whose country would be the hospital's. */
bool sayso_is_condemned_for(const sayso_view *v, const sayso_proposal *k, uint32_t w);

#endif
