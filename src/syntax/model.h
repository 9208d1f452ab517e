/* An open syntax model. Within the room. */
#ifndef SAYSO_SYNTAX_MODEL_H
#define SAYSO_SYNTAX_MODEL_H

#include "model/kernel.h"
#include "syntax/inputs.h"
#include "syntax/layout.h"
#include "syntax/lemma.h"
#include "syntax/syntax.h"

struct sayso_syntax {
    sayso_arena     arena;           /* holds this struct's arrays */
    sayso_net_head  head;
    const sayso_kernels *kernels;
    sayso_matrix    matrices[SAYSO_NET_MOST_LAYERS + SAYSO_NET_N_HEADS];
    uint32_t        group_first[SAYSO_NET_MOST_GROUPS];
    uint64_t       *values;          /* [T] features of a class that have bits */
    const char    **morphs;          /* [T] those that have none, as in word.morph; or NULL */
    const uint8_t  *allowed;         /* [SAYSO_N_UPOS][T] */
    uint64_t        open_groups[SAYSO_N_UPOS]; /* bit g: a class of group g other than none is
                                                  allowed */
    const sayso_net_key *keys;       /* [2^key_log2] */
    const int8_t   *rows;            /* [n_rows][D] */
    const float    *roots;           /* [A + B] */
    const char    **deprels;         /* [n_relations] */
    uint8_t        *rels, *subs;     /* [n_relations] sayso_rel, sayso_sub */
    uint32_t        root_relation;
    sayso_lemmas    lemmas;
};

static inline const sayso_matrix *sayso_syntax_matrix(const sayso_syntax *m, uint32_t head)
{
    return &m->matrices[m->head.shape.L + head];
}

#endif
