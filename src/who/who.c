/* Mentions and actors: the phrases of every sentence from their leaves to their heads, then one
 * pass over the document. */
#include "who/inside.h"

#include <stdlib.h>

/* ---- extents: the words of a phrase without its clauses, conjuncts, adpositions and
 * afterthoughts */

static bool who_in_extent(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *k = word_at(c, w);
    switch (k->rel) {
    /* where and when something was is said of the clause as often as of the noun */
    case SAYSO_NMOD: {
        const uint32_t marker = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
        if (marker != SAYSO_NO_WORD) return !sayso_is_locative(c, marker);
        return !k->deprel || strcmp(k->deprel, "nmod:unmarked") != 0;
    }
    case SAYSO_REL_DET:
    case SAYSO_AMOD:
    case SAYSO_NUMMOD:
    case SAYSO_COMPOUND:
    case SAYSO_GOESWITH:
    case SAYSO_FIXED:
    case SAYSO_CLF: return true;
    case SAYSO_FLAT: return k->upos != SAYSO_NUM && k->upos != SAYSO_PUNCT;
    default: return false;
    }
}

static void who_extent(who *d, uint32_t w)
{
    const sayso_ctx *c = d->c;
    uint32_t first = w, last = w;
    for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k]) {
        if (!who_in_extent(c, k)) continue;
        if (d->ext_first[k] < first) first = d->ext_first[k];
        if (d->ext_last[k] > last) last = d->ext_last[k];
    }
    if (c->hit_of[w] >= 0 && c->hits[c->hit_of[w]].head == w) {
        const sayso_hit *h = &c->hits[c->hit_of[w]];
        if (h->first < first) first = h->first;
        if (h->last > last) last = h->last;
    }
    d->ext_first[w] = first;
    d->ext_last[w] = last;
}

/* Dependents before heads, without recursion: down to the first leaf, then along siblings and
 * up. */
static bool who_sentence(who *d, const sayso_sent *s)
{
    const sayso_tree *t = &d->c->tree;
    for (uint32_t root = s->first_word; root < s->first_word + s->n_words; root++) {
        if (t->parent[root] != SAYSO_NO_WORD) continue;
        uint32_t w = root;
        while (t->first_child[w] != SAYSO_NO_WORD) w = t->first_child[w];
        for (;;) {
            who_extent(d, w);
            if (!sayso_who_draft(d, w)) return false;
            if (w == root) break;
            if (t->next_sibling[w] != SAYSO_NO_WORD) {
                w = t->next_sibling[w];
                while (t->first_child[w] != SAYSO_NO_WORD) w = t->first_child[w];
            } else {
                w = t->parent[w];
            }
        }
    }
    return true;
}

/* A lone noun that begins its sentence as the subject may be a surname, tagged amiss:
 * who_refer.c knows the names by then. */
static bool who_may_be_name(const sayso_ctx *c, uint32_t w)
{
    return w == sent_of(c, w)->first_word && word_at(c, w)->rel == SAYSO_NSUBJ &&
           c->tree.first_child[w] == SAYSO_NO_WORD;
}

/* Drafts that say nothing are let go: things without an owner, and what heads have taken in. */
static void who_tidy(who *d, uint32_t from)
{
    for (uint32_t i = from; i < d->n; i++) {
        who_draft *x = &d->drafts[i];
        if (x->thing && !x->anaphor && !sayso_code_known(x->m.code) && x->owner == SAYSO_NO_WORD &&
            !who_may_be_name(d->c, x->m.head))
            x->gone = true;
        if (x->gone && d->draft_of[x->m.head] == (int32_t)i) d->draft_of[x->m.head] = -1;
    }
}

static int who_by_head(const who_draft *a, const who_draft *b)
{
    return a->m.head < b->m.head ? -1 : a->m.head > b->m.head;
}

/* Post-order of one sentence is nearly sorted: insertion by head, within the sentence. */
static void who_sort(who *d, uint32_t from)
{
    for (uint32_t i = from + 1; i < d->n; i++) {
        const who_draft x = d->drafts[i];
        uint32_t j = i;
        for (; j > from && who_by_head(&d->drafts[j - 1], &x) > 0; j--)
            d->drafts[j] = d->drafts[j - 1];
        d->drafts[j] = x;
    }
}

/* Removes what is gone, sorts, and points words to the drafts' new places. */
static void who_settle(who *d, const sayso_sent *s, uint32_t from)
{
    const uint32_t end = s->first_word + s->n_words;
    for (uint32_t w = s->first_word; w < end; w++) /* while sorting, words point to heads instead */
        if (d->draft_of[w] >= 0) d->draft_of[w] = (int32_t)d->drafts[d->draft_of[w]].m.head;
    uint32_t kept = from;
    for (uint32_t i = from; i < d->n; i++)
        if (!d->drafts[i].gone) d->drafts[kept++] = d->drafts[i];
    d->n = kept;
    who_sort(d, from);
    for (uint32_t i = from; i < d->n; i++) d->draft_of[d->drafts[i].m.head] = -2 - (int32_t)i;
    for (uint32_t w = s->first_word; w < end; w++) {
        if (d->draft_of[w] < 0) continue;
        const int32_t at = d->draft_of[(uint32_t)d->draft_of[w]];
        d->draft_of[w] = at <= -2 ? at : -1;
    }
    for (uint32_t w = s->first_word; w < end; w++)
        d->draft_of[w] = d->draft_of[w] <= -2 ? -2 - d->draft_of[w] : -1;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static bool who_prepare(who *d)
{
    sayso_ctx *c = d->c;
    const uint32_t n = c->text->n_words;
    d->draft_of = sayso_arena_array(c->arena, n, sizeof *d->draft_of);
    d->ext_first = sayso_arena_array(c->arena, n, 2 * sizeof *d->ext_first);
    if (!d->draft_of || !d->ext_first) return false;
    d->ext_last = d->ext_first + n;
    for (uint32_t w = 0; w < n; w++) d->draft_of[w] = -1;
    return true;
}

static bool who_run(who *d)
{
    sayso_ctx *c = d->c;
    if (!who_prepare(d)) return false;
    for (uint32_t i = 0; i < c->text->n_sents; i++) {
        const sayso_sent *s = &c->text->sents[i];
        if (s->n_words == 0 || sayso_ctx_language(c, s->first_word) == UINT16_MAX) continue;
        const uint32_t from = d->n;
        if (!who_sentence(d, s)) return false;
        sayso_who_share(d, from);
        who_tidy(d, from);
        who_settle(d, s, from);
    }
    return sayso_who_refer(d);
}

bool sayso_who(sayso_ctx *c)
{
    who d = { .c = c };
    c->mentions = NULL;
    c->n_mentions = 0;
    c->actors = NULL;
    c->n_actors = 0;
    const bool ok = who_run(&d);
    free(d.drafts);
    return ok;
}
