/* Whom pronouns and definite descriptions stand for. Reflexives and relatives by grammar; all others
 * are asked of a referee (reference.c). */
#include "who/inside.h"

/* The subject of the clause that a reflexive stands in. */
static bool pronoun_reflexive(who_doc *k, uint32_t draft)
{
    const sayso_ctx *c = k->c;
    const who_draft *x = &k->d->drafts[draft];
    uint32_t w = c->tree.parent[x->m.head];
    for (int i = 0; i < 12 && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        const uint32_t object = sayso_who_controller(c, w, x->m.head),
                       s = object != SAYSO_NO_WORD
                               ? object
                               : sayso_tree_child(c, w, SAYSO_NSUBJ, SAYSO_NO_WORD);
        if (s == SAYSO_NO_WORD || sayso_tree_above(c, s, x->m.head)) continue;
        const int32_t at = k->d->draft_of[s];
        const who_draft *y = at >= 0 ? &k->d->drafts[at] : NULL;
        if (!y || y->gone || y->m.actor < 0) return false;
        sayso_who_stand_for(k, draft, y, y->m.actor, "coreference:reflexive");
        return true;
    }
    return false;
}

static bool pronoun_relative(who_doc *k, uint32_t draft)
{
    const sayso_ctx *c = k->c;
    uint32_t w = k->d->drafts[draft].m.head;
    for (int i = 0; i < 8 && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        if (word_at(c, w)->rel != SAYSO_ACL) continue;
        const uint32_t head = c->tree.parent[w];
        const int32_t at = head == SAYSO_NO_WORD ? -1 : k->d->draft_of[head];
        const who_draft *y = at >= 0 ? &k->d->drafts[at] : NULL;
        if (!y || y->gone || y->m.actor < 0 || (uint32_t)at >= draft) return false;
        sayso_who_stand_for(k, draft, y, y->m.actor, "coreference:relative");
        return true;
    }
    return false;
}

bool sayso_who_pronoun(who_doc *k, uint32_t draft)
{
    const who_draft *x = &k->d->drafts[draft];
    if (x->m.via[0]) return pronoun_relative(k, draft);
    if (x->reflexive) return pronoun_reflexive(k, draft);
    const int32_t at = sayso_who_refers_to(k, draft, false);
    if (at < 0) return false;
    const who_draft *y = &k->d->drafts[at];
    sayso_who_stand_for(k, draft, y, y->m.actor, "coreference:pronoun");
    return true;
}

static bool description_stands(who_doc *k, uint32_t draft)
{
    const int32_t at = sayso_who_refers_to(k, draft, true);
    if (at < 0) return false;
    sayso_who_stand_for(k, draft, NULL, k->d->drafts[at].m.actor, "coreference:description");
    return true;
}

/* *The group*: somebody named before, or a thing. */
bool sayso_who_anaphor(who_doc *k, uint32_t draft)
{
    who_draft *x = &k->d->drafts[draft];
    if (x->m.plural || x->owner != SAYSO_NO_WORD || !sayso_who_is_definite(k, x)) return false;
    x->m.person = x->of_person;
    x->done = description_stands(k, draft);
    x->thing = !x->done;
    x->m.person &= x->done;
    return x->done;
}

/* *The minister*: somebody named before, or somebody new. */
bool sayso_who_description(who_doc *k, uint32_t draft)
{
    const who_draft *x = &k->d->drafts[draft];
    if (x->role < 0 || x->m.plural || x->noun == SAYSO_NO_WORD || strlen(x->role_code) != 3)
        return false;
    return description_stands(k, draft);
}
