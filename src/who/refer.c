/* One pass over the drafts in text order: who is who. */
#include "who/inside.h"

#include <stdlib.h>

enum { DEEPEST = 4 }; /* owners of owners */

/* Has the language articles, have its nouns gender? Asked of the words themselves, so that no
 * language needs naming. */
static bool refer_grammar(who_doc *k)
{
    const sayso_ctx *c = k->c;
    const uint32_t n = sayso_lexicon_languages(c->lexicon);
    k->articles = sayso_arena_alloc(c->arena, (size_t)n + 1);
    k->genders = sayso_arena_alloc(c->arena, (size_t)n + 1);
    k->depth = sayso_arena_array(c->arena, c->text->n_words, sizeof *k->depth);
    if (!k->articles || !k->genders || !k->depth) return false;
    sayso_quote_depths(c, k->depth);
    const uint64_t article = SAYSO_F(DEFINITE_DEF) | SAYSO_F(DEFINITE_IND);
    const uint64_t gender = SAYSO_F(GENDER_MASC) | SAYSO_F(GENDER_FEM) | SAYSO_F(GENDER_NEUT);
    for (uint32_t i = 0; i < c->text->n_sents; i++) {
        const sayso_sent *s = &c->text->sents[i];
        const uint16_t language = s->n_words ? sayso_ctx_language(c, s->first_word) : UINT16_MAX;
        if (language >= n) continue;
        for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++) {
            k->articles[language] |= word_at(c, w)->upos == SAYSO_DET &&
                                     (word_at(c, w)->feats & article);
            k->genders[language] |= word_at(c, w)->upos == SAYSO_NOUN &&
                                    (word_at(c, w)->feats & gender);
        }
    }
    return true;
}

static bool refer_one(who_doc *k, uint32_t i, int depth);

/* Does dependent w own its head: *its army*, *soldiers of the country*, *spokesman for the
 * ministry*? */
static bool refer_owns(const sayso_ctx *c, uint32_t w, const who_draft *y)
{
    if (y->m.pronoun) return y->possessive || word_at(c, w)->sub == SAYSO_SUB_POSS;
    if (word_at(c, w)->sub == SAYSO_SUB_POSS) return true;
    if (word_at(c, w)->rel != SAYSO_NMOD) return false;
    if (y->country_noun && sayso_child_in_class(c, w, SAYSO_CLASS_ORIGIN, NULL) != SAYSO_NO_WORD)
        return true; /* *officials from both countries* */
    return sayso_is_genitive(c, w) || y->institution;
}

/* *Soldiers of the two countries*: do they belong to several, of whom each has his own? */
static bool is_of_several(const who_doc *k, const who_draft *x)
{
    const int32_t o = x->owner == SAYSO_NO_WORD ? -1 : k->d->draft_of[x->owner];
    return o >= 0 && &k->d->drafts[o] != x && k->d->drafts[o].m.n_group > 1;
}

/* A role without a country takes that of its owner, whoever that turns out to be, of several the
 * first; a spokesman also the owner's role. */
static bool refer_owner(who_doc *k, uint32_t draft, int depth)
{
    const sayso_ctx *c = k->c;
    who_draft *x = &k->d->drafts[draft];
    if (x->m.country[0] || (x->role < 0 && !x->m.unnamed) || x->m.entity >= 0 ||
        strlen(x->role_code) > 3)
        return true;
    const uint32_t n = x->m.last - x->m.first + 1;
    /* words of the name, then its title: *её лидер Мария Ортега* */
    for (uint32_t nth = 0; nth <= n; nth++) {
        const uint32_t at = nth < n ? x->m.first + nth : x->noun;
        if (at == SAYSO_NO_WORD) break;
        for (uint32_t w = c->tree.first_child[at]; w != SAYSO_NO_WORD;
             w = c->tree.next_sibling[w]) {
            const int32_t i = k->d->draft_of[w];
            if (i < 0 || (uint32_t)i == draft || !refer_owns(c, w, &k->d->drafts[i])) continue;
            if (!refer_one(k, (uint32_t)i, depth + 1)) return false;
            const who_draft *y = &k->d->drafts[i];
            if (y->gone || y->m.actor < 0 || !sayso_code_known(y->m.code)) continue;
            if (y->m.n_group && (!x->m.plural || x->role < 0 || !y->country_noun)) continue;
            if (!y->m.n_group) sayso_who_take_body(c, x, y);
            x->m.country = y->m.country;
            x->owner = w;
            sayso_who_describe(c, x);
            return true;
        }
    }
    return true;
}

/* *His Russian counterpart*: of the rank of the one whose counterpart it is. */
static void refer_counterpart(const who_doc *k, who_draft *x)
{
    const sayso_ctx *c = k->c;
    for (uint32_t w = c->tree.first_child[x->m.head]; w != SAYSO_NO_WORD && !x->m.plural;
         w = c->tree.next_sibling[w]) {
        const int32_t i = k->d->draft_of[w];
        const who_draft *y = i < 0 ? NULL : &k->d->drafts[i];
        if (!y || y->gone || !y->m.pronoun || !y->m.person || y->m.n_group ||
            strcmp(y->m.country, x->m.country) == 0)
            continue;
        const char *role = y->m.code.role;
        if (strlen(role) != 3) continue;
        memcpy(x->role_code, role, 4);
        x->m.person = true;
        return;
    }
}

static bool refer_one(who_doc *k, uint32_t i, int depth)
{
    who_draft *x = &k->d->drafts[i];
    bool no_memory = false;
    if (x->thing && !x->done && !sayso_who_named_before(k, i)) return false;
    if (x->anaphor && x->thing && !x->gone && sayso_who_anaphor(k, i)) return true;
    if (x->thing || x->done || x->gone || depth > DEEPEST) return true;
    x->done = true;
    if (x->m.pronoun) {
        if (!sayso_who_pronoun(k, i) && !(x->m.plural && sayso_who_group(k, i, &no_memory)))
            x->gone = true;
        return !no_memory;
    }
    if (x->group_noun) {
        if (x->m.country[0]) { /* *the Russian side* */
            refer_counterpart(k, x);
            sayso_who_describe(k->c, x);
            const int32_t actor = x->role_code[0] ? -1 : sayso_who_country_make(k, x->m.country, i);
            if (actor < 0) return sayso_who_identify(k, i);
            sayso_who_assign(k, i, actor);
        } else if (!sayso_who_group(k, i, &no_memory)) {
            if (x->role < 0 || no_memory) { x->gone = true; return !no_memory; }
            sayso_who_describe(k->c, x);
            return sayso_who_identify(k, i);
        }
        return !no_memory;
    }
    if (!refer_owner(k, i, depth)) return false;
    if (x->m.entity < 0 && x->name_first == SAYSO_NO_WORD && !is_of_several(k, x) &&
        sayso_who_description(k, i))
        return true;
    return sayso_who_identify(k, i) && sayso_who_each(k, i);
}

/* Things belong to the actor that owns them, whom the text may name only behind them. */
static void refer_things(who_doc *k)
{
    for (uint32_t i = 0; i < k->d->n; i++) {
        who_draft *x = &k->d->drafts[i];
        if (!x->thing || x->gone) continue;
        const int32_t o = x->owner == SAYSO_NO_WORD ? -1 : k->d->draft_of[x->owner];
        if (o < 0 || k->d->drafts[o].gone) { x->gone = true; continue; }
        const who_draft *y = &k->d->drafts[o];
        const int32_t country = sayso_who_country_actor(k, x->m.country);
        const bool itself = !x->m.code.role[0] && strcmp(x->m.code.country, x->m.country) == 0;
        x->m.actor = itself && country >= 0 ? country : y->m.actor;
    }
}

bool sayso_who_refer(who *d)
{
    who_doc k = { .d = d, .c = d->c };
    bool ok = refer_grammar(&k);
    for (uint32_t i = 0; ok && i < d->n; i++)
        ok = refer_one(&k, i, 0);
    if (ok) {
        refer_things(&k);
        ok = sayso_who_records(&k);
    }
    free(k.actors);
    return ok;
}
