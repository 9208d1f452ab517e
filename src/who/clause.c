/* What the steps of reference ask of mentions and of the clauses that they stand in. */
#include "who/inside.h"

uint32_t sayso_who_sentence(const who_doc *k, const who_draft *x)
{
    return k->c->tree.sentence[x->m.head];
}

who_draft *sayso_who_recent(const who_doc *k, uint32_t n)
{
    if (n >= WHO_RECENT || n >= k->n_recent) return NULL;
    return &k->d->drafts[k->recent[(k->n_recent - 1 - n) % WHO_RECENT]];
}

bool sayso_who_is_subject(const sayso_ctx *c, uint32_t w)
{
    return word_at(c, sayso_first_conjunct(c, w))->rel == SAYSO_NSUBJ;
}

void sayso_who_stand_for(who_doc *k, uint32_t draft, const who_draft *y, int32_t actor,
                      const char *via)
{
    who_draft *x = &k->d->drafts[draft];
    const who_actor *a = &k->actors[actor];
    const bool plural = x->m.plural;
    if (y) {
        x->m.kind = y->m.kind;
        x->m.entity = y->m.entity;
        x->m.country = y->m.country;
        x->m.code = y->m.code;
        x->m.group = y->m.group;
        x->m.n_group = y->m.n_group;
        x->m.plural = plural || y->m.plural;
        x->m.unnamed = y->m.unnamed;
    } else {
        x->m.kind = a->kind;
        x->m.entity = a->entity;
        x->m.country = a->country;
        x->m.code = a->code;
    }
    x->m.person = a->person;
    x->m.via = via;
    x->m.rule = NULL;
    x->m.score = 0.75f; /* chosen by hand; not measured */
    sayso_who_flags(k->c, &x->m);
    sayso_who_assign(k, draft, actor);
    if (a->person && x->gender && !a->gender) k->actors[actor].gender = x->gender;
}

bool sayso_who_owned_beside(const sayso_ctx *c, uint32_t candidate, uint32_t w)
{
    const uint32_t owned = c->tree.parent[w];
    return owned != SAYSO_NO_WORD && word_at(c, owned)->rel == SAYSO_CONJ &&
           c->tree.parent[owned] == candidate;
}

const who_draft *sayso_who_doer_to(const who_doc *k, uint32_t w)
{
    const sayso_ctx *c = k->c;
    uint32_t verb = c->tree.parent[w];
    if (sayso_who_is_subject(c, w)) return NULL;
    for (int i = 0; i < 4 && verb != SAYSO_NO_WORD; i++, verb = c->tree.parent[verb]) {
        const uint32_t s = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
        if (s != SAYSO_NO_WORD)
            return k->d->draft_of[s] >= 0 ? &k->d->drafts[k->d->draft_of[s]] : NULL;
        if (word_at(c, verb)->rel != SAYSO_CONJ) return NULL;
    }
    return NULL;
}

bool sayso_who_is_addressed(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    if (x->rel == SAYSO_OBJ || x->rel == SAYSO_IOBJ) return true;
    const uint32_t marker = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    if (x->rel != SAYSO_OBL) return false;
    if (marker == SAYSO_NO_WORD) return x->feats & SAYSO_F(CASE_DAT);
    return sayso_lexicon_class(c->lexicon, sayso_ctx_language(c, w), SAYSO_CLASS_DATIVE,
                               word_at(c, marker), 1, NULL) == 1;
}

uint32_t sayso_who_controller(const sayso_ctx *c, uint32_t verb, uint32_t w)
{
    for (int i = 0; i < 8 && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        if (word_at(c, w)->rel != SAYSO_XCOMP) continue;
        if (c->tree.parent[w] != verb) return SAYSO_NO_WORD;
        for (uint32_t k = c->tree.first_child[verb]; k != SAYSO_NO_WORD && k < w;
             k = c->tree.next_sibling[k])
            if (sayso_who_is_addressed(c, k)) return k;
        return SAYSO_NO_WORD;
    }
    return SAYSO_NO_WORD;
}
