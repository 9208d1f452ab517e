/* whose_scene: which countries a document names, in what places of its sentences, and where it is dated from. A
 * guest's country is named as whence he comes, the country where the story plays as where things are
 * and by its offices. */
#include "events/whose.h"

/* ---- how it names each ---- */

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

bool sayso_is_office(const sayso_ctx *c, const sayso_naming *at)
{
    return at->role && sayso_lexicon_role(c->lexicon, sayso_role_name(at->role)) & SAYSO_ROLE_DOMESTIC;
}

static void naming_count(const sayso_ctx *c, sayso_nations *n, const sayso_naming *at)
{
    sayso_standing *x = &n->of[at->country];
    const uint32_t sentence = c->tree.sentence[at->word];
    const bool office = sayso_is_office(c, at);
    x->how[at->how]++, n->sum.how[at->how]++;
    x->offices += office, n->sum.offices += office;
    if (sentence > 1 || x->first) return;
    x->first = 1u + at->how + 16u * (at->role != 0) + 32u * sentence;
    n->n_first++;
}

static void standings_count(const sayso_ctx *c, sayso_nations *n)
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

/* ---- which countries the document names, and where ---- */

static uint32_t nation_of(sayso_nations *n, const char *country)
{
    uint32_t i = 0;
    while (i < n->n && strcmp(n->country[i], country) != 0) i++;
    if (i == n->n && n->n < SAYSO_MOST_COUNTRIES) n->country[n->n++] = country;
    return i;
}

static void nation_name(sayso_nations *n, uint32_t word, const char *country, int role, bool place)
{
    if (!country || !*country) return;
    const uint32_t i = nation_of(n, country);
    if (i >= SAYSO_MOST_COUNTRIES) return;
    n->named[i]++;
    n->all++;
    n->placed[i] += place;
    n->all_placed += place;
    n->at[n->n_at++] = (sayso_naming){
        .word = word, .country = (uint16_t)i, .role = (uint16_t)role, .place = place
    };
}

/* Mentions of each actor, as chains. */
static bool mentions_chain(const sayso_ctx *c, sayso_nations *n)
{
    n->mention_of = sayso_arena_array(c->arena, c->n_actors, sizeof *n->mention_of);
    n->next_mention = sayso_arena_array(c->arena, c->n_mentions, sizeof *n->next_mention);
    if (!n->mention_of || !n->next_mention) return false;
    for (uint32_t a = 0; a < c->n_actors; a++) n->mention_of[a] = -1;
    for (uint32_t m = c->n_mentions; m-- > 0;) {
        const int32_t a = c->mentions[m].n_group > 1 ? -1 : c->mentions[m].actor;
        n->next_mention[m] = a < 0 ? -1 : n->mention_of[a];
        if (a >= 0) n->mention_of[a] = (int32_t)m;
    }
    return true;
}

bool sayso_nations_find(const sayso_ctx *c, sayso_nations *n)
{
    *n = (sayso_nations){ 0 };
    if (!mentions_chain(c, n)) return false;
    n->at = sayso_arena_array(c->arena, 2 * (size_t)c->text->n_words, sizeof *n->at);
    n->from = sayso_arena_array(c->arena, (size_t)c->text->n_sents + 1, sizeof *n->from);
    if (!n->at || !n->from) return false;
    for (uint32_t s = 0; s < c->text->n_sents; s++) {
        const sayso_sent *x = &c->text->sents[s];
        n->from[s] = n->n_at;
        for (uint32_t w = x->first_word; w < x->first_word + x->n_words; w++) {
            const sayso_mention *m = mention_at(c, w);
            if (m) nation_name(n, w, m->country, sayso_role_number(m->code.role), false);
            if (c->place_of[w] >= 0)
                nation_name(n, w, c->places[c->place_of[w]].country, 0, true);
        }
    }
    n->from[c->text->n_sents] = n->n_at;
    standings_count(c, n);
    n->home = home_of(c, n);
    return true;
}
