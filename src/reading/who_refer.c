/* One pass over the drafts in text order: who is who. */
#include "reading/who.h"

#include <stdlib.h>

static const sayso_word *word_at(const sayso_ctx *c, uint32_t w) { return &c->text->words[w]; }

/* Does a text of this language use articles? Asked of the words themselves, so that no language needs naming. */
static bool refer_articles(who_doc *k)
{
    const sayso_ctx *c = k->c;
    const uint32_t n = sayso_lexicon_languages(c->lexicon);
    if (!(k->articles = sayso_arena_alloc(c->arena, (size_t)n + 1))) return false;
    for (uint32_t i = 0; i < c->text->n_sents; i++) {
        const sayso_sent *s = &c->text->sents[i];
        const uint16_t language = s->n_words ? sayso_ctx_language(c, s->first_word) : UINT16_MAX;
        if (language >= n || k->articles[language]) continue;
        for (uint32_t w = s->first_word; w < s->first_word + s->n_words && !k->articles[language]; w++)
            k->articles[language] = word_at(c, w)->upos == SAYSO_DET && (word_at(c, w)->feats & (SAYSO_F(DEFINITE_DEF) | SAYSO_F(DEFINITE_IND)));
    }
    return true;
}

/* *Its army*: the country of whoever owns it. */
static void refer_owner(who_doc *k, who_draft *x)
{
    const sayso_ctx *c = k->c;
    if (x->m.country[0] || x->role < 0 || x->m.entity >= 0 || strlen(x->role_code) > 3) return;
    for (uint32_t w = c->tree.first_child[x->noun]; w != SAYSO_NO_WORD; w = c->tree.next_sibling[w]) {
        const int32_t i = k->d->draft_of[w];
        const who_draft *y = i >= 0 ? &k->d->drafts[i] : NULL;
        if (!y || y->gone || y->m.actor < 0 || y->m.n_group || !y->m.country[0]) continue;
        if (!(y->m.pronoun && y->possessive) && !(word_at(c, w)->rel == SAYSO_NMOD && sayso_who_is_genitive(c, w))) continue;
        x->m.country = y->m.country;
        x->owner = w;
        sayso_who_describe(x);
        return;
    }
}

static bool refer_one(who_doc *k, uint32_t i)
{
    who_draft *x = &k->d->drafts[i];
    bool no_memory = false;
    if (x->thing) return true;
    if (x->m.pronoun) {
        if (!sayso_who_pronoun(k, i) && !(x->m.plural && sayso_who_group(k, i, &no_memory))) x->gone = true;
        return !no_memory;
    }
    if (x->group_noun) {
        if (x->m.country[0]) { /* *the Russian side* */
            sayso_who_describe(x);
            const int32_t actor = sayso_who_country_actor(k, x->m.country);
            if (actor < 0) return sayso_who_identify(k, i);
            sayso_who_assign(k, i, actor);
        } else if (!sayso_who_group(k, i, &no_memory)) {
            x->gone = true;
        }
        return !no_memory;
    }
    refer_owner(k, x);
    if (x->m.entity < 0 && x->name_first == SAYSO_NO_WORD && sayso_who_description(k, i)) return true;
    return sayso_who_identify(k, i);
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
        x->m.actor = strcmp(x->m.code, x->m.country) == 0 && country >= 0 ? country : y->m.actor;
    }
}

bool sayso_who_refer(who *d)
{
    who_doc k = { .d = d, .c = d->c };
    bool ok = refer_articles(&k);
    for (uint32_t i = 0; ok && i < d->n; i++)
        if (!d->drafts[i].gone) ok = refer_one(&k, i);
    if (ok) {
        refer_things(&k);
        ok = sayso_who_records(&k);
    }
    free(k.actors);
    return ok;
}
