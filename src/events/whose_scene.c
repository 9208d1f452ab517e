/* whose_scene: in what places of its sentences a document names each country, and where it is dated from. A
 * guest's country is named as whence he comes, the country where the story plays as where things are
 * and by its offices. */
#include "events/whose.h"

static uint8_t how_of(const sayso_ctx *c, uint32_t w)
{
    if (sayso_is_origin(c, w)) return SAYSO_NAMED_ORIGIN;
    if (sayso_is_located(c, w)) return SAYSO_NAMED_WHERE;
    switch (word_at(c, sayso_first_conjunct(c, w))->rel) {
    case SAYSO_NSUBJ: return SAYSO_NAMED_SUBJECT;
    case SAYSO_OBJ: case SAYSO_IOBJ: return SAYSO_NAMED_OBJECT;
    case SAYSO_AMOD: case SAYSO_COMPOUND: case SAYSO_NMOD: case SAYSO_FLAT: case SAYSO_APPOS: return SAYSO_NAMED_OWNER;
    case SAYSO_OBL: return SAYSO_NAMED_OBLIQUE;
    case SAYSO_REL_ROOT: return SAYSO_NAMED_ROOT;
    default: return SAYSO_NAMED_ELSE;
    }
}

/* The police, a ministry: of the country's own, where a role is named at all. */
static bool is_office(const sayso_ctx *c, const sayso_naming *at)
{
    return at->role && sayso_lexicon_role(c->lexicon, sayso_role_name(at->role)) & SAYSO_ROLE_DOMESTIC;
}

static void naming_count(const sayso_ctx *c, sayso_nations *n, const sayso_naming *at)
{
    sayso_standing *x = &n->of[at->country];
    const uint32_t sentence = c->tree.sentence[at->word];
    const bool office = is_office(c, at);
    x->how[at->how]++, n->sum.how[at->how]++;
    x->offices += office, n->sum.offices += office;
    if (sentence > 1 || x->first) return;
    x->first = 1u + at->how + 16u * (at->role != 0) + 32u * sentence;
    n->n_first++;
}

/* ---- the dateline ---- */

enum { MOST_HEADINGS = 4 }; /* sentences looked at for it */

/* *NAIROBI, June 3 (Agency) - *, which the splitter makes a sentence: its place, or -1. */
static int32_t dateline_at(const sayso_ctx *c, uint32_t sentence)
{
    const sayso_sent *s = &c->text->sents[sentence];
    const int32_t place = c->place_of[s->first_word];
    if (place < 0 || word_at(c, s->first_word + s->n_words - 1)->upos != SAYSO_PUNCT ||
        sentence + 1 >= c->text->n_sents || s[1].paragraph != s->paragraph)
        return -1;
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++)
        if (sayso_is_verbal(c, w)) return -1;
    return place;
}

/* It begins a paragraph, the first or one behind the headline. */
static uint32_t home_of(const sayso_ctx *c, const sayso_nations *n)
{
    const sayso_sent *s = c->text->sents;
    for (uint32_t k = 0; k < c->text->n_sents && k < MOST_HEADINGS; k++) {
        const int32_t place = k && s[k].paragraph == s[k - 1].paragraph ? -1 : dateline_at(c, k);
        for (uint32_t i = 0; place >= 0 && i < n->n; i++)
            if (strcmp(c->places[place].country, n->country[i]) == 0) return i;
    }
    return SAYSO_MOST_COUNTRIES;
}

void sayso_scene_find(const sayso_ctx *c, sayso_nations *n)
{
    uint32_t last[SAYSO_MOST_COUNTRIES] = { 0 }; /* paragraph, from 1 on */
    for (uint32_t q = 0; q < n->n_at; q++) {
        sayso_naming *at = &n->at[q];
        const uint32_t paragraph = sent_of(c, at->word)->paragraph + 1;
        at->how = how_of(c, at->word);
        naming_count(c, n, at);
        if (last[at->country] == paragraph) continue;
        last[at->country] = paragraph;
        if (++n->of[at->country].paragraphs > n->sum.paragraphs) n->sum.paragraphs = n->of[at->country].paragraphs;
    }
    n->home = home_of(c, n);
}
