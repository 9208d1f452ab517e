/* reference: whom a pronoun or a description stands for, chosen among those named before it.
 *
 * A log-linear model over the candidates, nobody among them (Denis and Baldridge, NAACL 2007), on
 * hashed features as in model/evidence.h. The trainer asks the same questions and answers from gold
 * readings, so that what was learned is what is asked (tools/train/heads_reference.c). */
#ifndef SAYSO_WHO_REFERENCE_H
#define SAYSO_WHO_REFERENCE_H

#include "model/evidence.h"
#include "tree/tree.h"

enum { SAYSO_MOST_ANTECEDENTS = 24 };

/* Somebody named before. */
typedef struct sayso_referent {
    int32_t  actor;         /* -1: nobody */
    uint32_t draft;         /* his last mention, as who numbers them */
    uint32_t n;             /* his mentions lately */
    uint32_t where;         /* two bits for each of the last four sentences, this one first: is he
                               named as a subject there, and elsewhere? */
} sayso_referent;

typedef struct sayso_question {
    const struct who_doc *doc;
    uint32_t draft, word;   /* who is asked about; the word that heads it */
    bool     description;   /* *the minister*; else a pronoun */
    uint32_t n;             /* at[0] is nobody, then the last named first */
    sayso_referent at[SAYSO_MOST_ANTECEDENTS];
} sayso_question;

/* Who answers: the candidate's number. NULL as user is up to `choose`. */
typedef struct sayso_referee {
    uint32_t (*choose)(void *user, const sayso_question *q);
    void *user;
} sayso_referee;

/* What speaks for and against a candidate; e is filled anew. */
void sayso_evidence_reference(const sayso_question *q, uint32_t candidate, sayso_evidence *e);
/* The answer of a classifier of one class (sayso_softmax *), as a referee's `choose`. */
uint32_t sayso_reference_choose(void *softmax, const sayso_question *q);

/* For the trainer: the document's words; whose mention word w heads so far, -1; the word of the
 * candidate's name, SAYSO_NO_WORD where he has none. */
const sayso_ctx *sayso_question_ctx(const sayso_question *q);
int32_t  sayso_question_actor(const sayso_question *q, uint32_t w);
uint32_t sayso_question_name(const sayso_question *q, uint32_t candidate);

#endif
