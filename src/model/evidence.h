/* evidence: the features of one question to a classifier (model/softmax.h). */
#ifndef SAYSO_MODEL_EVIDENCE_H
#define SAYSO_MODEL_EVIDENCE_H

#include "model/softmax.h"

enum { SAYSO_MOST_EVIDENCE = 1024 };

/* what is there twice counts twice */
typedef struct sayso_evidence { uint64_t at[SAYSO_MOST_EVIDENCE]; uint32_t n; } sayso_evidence;

/* Puts one feature, made of its kind and two values. */
static inline void sayso_evidence_add(sayso_evidence *e, unsigned kind, uint64_t a, uint64_t b)
{
    uint64_t h = sayso_hash_mix(kind * UINT64_C(0x9e3779b97f4a7c15) ^ a);
    h = sayso_hash_mix(h ^ sayso_hash_mix(b + kind));
    if (e->n < SAYSO_MOST_EVIDENCE) e->at[e->n++] = h & ~SAYSO_SOFTMAX_NAMES_WORDS;
}

#endif
