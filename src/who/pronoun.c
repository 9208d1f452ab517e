/* Whom pronouns and definite descriptions stand for. Reflexives and relatives by grammar; all others
 * are asked of a referee (reference.c). */
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

/* ---- pronouns -------------------------------------------------------------------------------- */

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
