/* called: the name of an actor's record. Who is listed has his own. Anybody else is called as the text
 * calls him, in the form of a subject: *Maria Oll* where it has *Марії Олл* first. */
#include "who/inside.h"

/* Where the case of a draft's name shows, else of its phrase. */
static uint32_t shown_at(const sayso_ctx *c, const who_draft *x, bool named)
{
    return named ? sayso_tree_run_head(c, x->name_first, x->name_last) : x->m.head;
}

/* Is what draft y is called better than what x is, the first of the actor's: a subject's form of as many
 * words of a name, or of the same noun, without *this* or *three* before it? */
static bool is_better(const who *d, const who_draft *x, const who_draft *y, bool named)
{
    const sayso_ctx *c = d->c;
    const uint64_t many = SAYSO_F(NUMBER_PLUR);
    if (y->gone || y->m.pronoun || y->m.n_group || (named && y->name_first == SAYSO_NO_WORD) ||
        !sayso_is_oblique(c, shown_at(c, x, named)) || sayso_is_oblique(c, shown_at(c, y, named)))
        return false;
    if (named) return y->name_last - y->name_first >= x->name_last - x->name_first;
    const uint8_t lead = word_at(c, d->ext_first[y->m.head])->upos;
    return lead != SAYSO_DET && lead != SAYSO_NUM &&
           (word_at(c, x->m.head)->feats & many) == (word_at(c, y->m.head)->feats & many) &&
           sayso_str_eq(word_at(c, x->m.head)->lemma, word_at(c, y->m.head)->lemma);
}

static char *name_in_text(const sayso_ctx *c, const who_draft *x, bool named)
{
    const sayso_span s = !named ? x->m.span
                                : sayso_span_trim(c, sayso_words_span(c, x->name_first, x->name_last));
    const uint32_t head = shown_at(c, x, named);
    if (!sayso_is_oblique(c, head)) return sayso_span_text(c, s);
    /* words of a person's name all stand in its case; of other phrases only a head that leads them is
     * changed, since what agrees with it would have to agree: *міністерства оборони* */
    if (named && x->m.person) return sayso_in_base_form(c, s, x->name_first, x->name_last);
    return word_at(c, head)->span.start == s.start ? sayso_in_base_form(c, s, head, head)
                                                   : sayso_span_text(c, s);
}

enum { MOST_COUNTRIES = 512 };

int32_t sayso_who_country_entity(const sayso_ctx *c, const char *country)
{
    const uint32_t n = sayso_lexicon_n_entities(c->lexicon);
    for (uint32_t i = 0; i < n && i < MOST_COUNTRIES; i++) {
        const sayso_entity *e = sayso_ctx_entity(c, i);
        if (e->kind == SAYSO_ENT_COUNTRY && strcmp(e->country, country) == 0) return (int32_t)i;
    }
    return -1;
}

/* A country met only by its adjective or capital is called by its own name. */
static const char *country_name(const sayso_ctx *c, const char *country, const char *else_name)
{
    const int32_t i = sayso_who_country_entity(c, country);
    return i >= 0 ? sayso_ctx_entity(c, (uint32_t)i)->name : else_name;
}

bool sayso_who_call(const who_doc *k, char **name)
{
    const sayso_ctx *c = k->c;
    uint32_t *best = sayso_arena_array(c->arena, k->n, sizeof *best);
    if (!best) return false;
    for (uint32_t a = 0; a < k->n; a++) best[a] = k->actors[a].first;
    for (uint32_t i = 0; i < k->d->n; i++) {
        const int32_t a = k->d->drafts[i].m.actor;
        if (a >= 0 && is_better(k->d, &k->d->drafts[best[a]], &k->d->drafts[i], k->actors[a].named)) best[a] = i;
    }
    for (uint32_t i = 0; i < k->n; i++) {
        const who_actor *a = &k->actors[i];
        if (a->entity < 0) name[i] = name_in_text(c, &k->d->drafts[best[i]], a->named);
        else {
            const char *own = sayso_ctx_entity(c, (uint32_t)a->entity)->name;
            if (a->kind == SAYSO_ENT_COUNTRY_ADJ || a->kind == SAYSO_ENT_CAPITAL)
                own = country_name(c, a->country, own);
            name[i] = sayso_arena_dup(c->arena, own, strlen(own));
        }
        if (!name[i]) return false;
    }
    return true;
}
