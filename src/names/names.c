/* The room's steps in their order. */
#include "names/names.h"

/* *General John Doe*: a title is no part of a person's name. */
static void names_trim(sayso_ctx *c)
{
    for (uint32_t i = 0; i < c->n_names; i++) {
        sayso_name *n = &c->names[i];
        const int32_t hit = c->hit_of[n->first];
        if (n->kind != SAYSO_NAME_PER || hit < 0 || c->hits[hit].last >= n->last ||
            !sayso_hit_kind(c, &c->hits[hit], 1u << SAYSO_ENT_ROLE))
            continue;
        for (; n->first <= c->hits[hit].last; n->first++) c->name_of[n->first] = -1;
        n->head = sayso_tree_run_head(c, n->first, n->last);
    }
}

bool sayso_names(sayso_ctx *c)
{
    if (!sayso_names_recognise(c) || !sayso_hits_find(c)) return false;
    sayso_namesakes_settle(c);
    names_trim(c);
    return true;
}
