/* Places: names of countries, capitals, cities and regions, resolved by what the text says of where they lie, by the
 * countries of its sentence and document, and by kind. A demonym is no place, nor is part of a person's or body's name. */
#include "reading/where.h"

#include <math.h>

#define KIND(k) (1u << (k))
static const uint32_t GEOGRAPHIC = KIND(SAYSO_ENT_COUNTRY) | KIND(SAYSO_ENT_CAPITAL) | KIND(SAYSO_ENT_PLACE);

static const sayso_word *word_at(const sayso_ctx *c, uint32_t w) { return &c->text->words[w]; }

bool sayso_is_locative(const sayso_ctx *c, uint32_t w)
{
    const sayso_sent *s = &c->text->sents[c->tree.sentence[w]];
    const uint16_t language = sayso_ctx_language(c, w);
    sayso_date_word found[4];
    if (language == UINT16_MAX || sayso_lexicon_class(c->lexicon, language, SAYSO_CLASS_GENITIVE, word_at(c, w), 1, NULL)) return false;
    const uint32_t n = sayso_lexicon_date_words(c->lexicon, language, word_at(c, w), s->first_word + s->n_words - w, found, 4);
    for (uint32_t i = 0; i < n; i++)
        if (found[i].kind == SAYSO_DW_PREPOSITION && found[i].value && strcmp(found[i].value, "at") == 0) return true;
    return false;
}

/* ---- which countries a document speaks of --------------------------------------------------------------------------------- */

static void census_add(where *x, const char *country)
{
    if (!country[0]) return;
    for (uint32_t i = 0; i < x->n_countries; i++)
        if (strcmp(x->countries[i].code, country) == 0) { x->countries[i].count++; x->total++; return; }
    if (x->n_countries == WHERE_COUNTRIES) return;
    x->countries[x->n_countries++] = (where_country){ country, 1 };
    x->total++;
}

static void census(where *x)
{
    const sayso_ctx *c = x->c;
    for (uint32_t i = 0; i < c->n_mentions; i++)
        if (c->mentions[i].kind != SAYSO_ENT_PLACE && !c->mentions[i].pronoun) census_add(x, c->mentions[i].country);
}

static double census_share(const where *x, const char *country)
{
    for (uint32_t i = 0; i < x->n_countries; i++)
        if (strcmp(x->countries[i].code, country) == 0) return (double)x->countries[i].count / (double)x->total;
    return 0;
}

/* Is the country named or meant by some actor in the sentence? Mentions are by head: those of the sentence are neighbours. */
static bool sentence_names(const where *x, const sayso_sent *s, const char *country, const sayso_hit *but)
{
    const sayso_ctx *c = x->c;
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++) {
        if (w >= but->first && w <= but->last) continue;
        const int32_t m = c->mention_of[w];
        if (m >= 0 && c->mentions[m].kind != SAYSO_ENT_PLACE && strcmp(c->mentions[m].country, country) == 0) return true;
    }
    return false;
}

/* ---- meaning --------------------------------------------------------------------------------------------------------------- */

/* Is the name part of a longer one that is no place: *Paris Hilton*, *John London*? */
static bool is_part_of_name(const sayso_ctx *c, const sayso_hit *h)
{
    const uint32_t p = c->tree.parent[h->head];
    if (word_at(c, h->head)->rel == SAYSO_FLAT && p != SAYSO_NO_WORD && word_at(c, p)->upos == SAYSO_PROPN && c->hit_of[p] < 0) return true;
    for (uint32_t k = sayso_tree_child(c, h->head, SAYSO_FLAT, SAYSO_NO_WORD); k != SAYSO_NO_WORD; k = sayso_tree_child(c, h->head, SAYSO_FLAT, k))
        if ((k < h->first || k > h->last) && word_at(c, k)->upos == SAYSO_PROPN && c->hit_of[k] < 0) return true;
    const int32_t m = c->mention_of[h->head];
    return m >= 0 && c->mentions[m].person && c->mentions[m].first <= h->first && c->mentions[m].last >= h->last;
}

static double where_score(const where *x, const sayso_sent *s, const sayso_hit *h, const sayso_name_match *m, const char *container)
{
    const sayso_entity *e = sayso_lexicon_entity(x->c->lexicon, m->entity);
    double score = (double)m->score;
    if (container[0]) score += strcmp(e->country, container) == 0 ? 2.0 : 0.0;
    if (e->kind == SAYSO_ENT_COUNTRY) score += 0.5;
    else if (e->kind == SAYSO_ENT_CAPITAL) score += 0.3;
    if (e->country[0] && e->kind != SAYSO_ENT_COUNTRY) {
        score += 0.6 * census_share(x, e->country);
        if (h->n > 1 && sentence_names(x, s, e->country, h)) score += 0.3;
    }
    if (isnan(e->lat_deg)) score -= e->kind == SAYSO_ENT_COUNTRY ? 0.0 : 0.05;
    return score;
}

static const sayso_name_match *where_meaning(const where *x, const sayso_hit *h, const char *container)
{
    const sayso_sent *s = &x->c->text->sents[x->c->tree.sentence[h->first]];
    const sayso_name_match *best = NULL;
    double top = 0;
    for (uint32_t i = 0; i < h->n; i++) {
        const sayso_name_match *m = &h->meaning[i];
        if (!(KIND(sayso_lexicon_entity(x->c->lexicon, m->entity)->kind) & GEOGRAPHIC)) continue;
        const double score = where_score(x, s, h, m, container);
        if (!best || score > top) { best = m; top = score; }
    }
    return best;
}

/* A capital's record may lack the division that the gazetteer has: the town of the same name in the same country serves. */
static const sayso_entity *where_fuller(const sayso_ctx *c, const sayso_hit *h, const sayso_entity *e)
{
    if (e->kind != SAYSO_ENT_CAPITAL || e->admin1[0]) return e;
    for (uint32_t i = 0; i < h->n; i++) {
        const sayso_entity *o = sayso_lexicon_entity(c->lexicon, h->meaning[i].entity);
        if (o->kind == SAYSO_ENT_PLACE && strcmp(o->country, e->country) == 0) return o;
    }
    return e;
}

/* ---- records ------------------------------------------------------------------------------------------------------------------ */

/* A country or capital that an adposition of company or aim marks (*with Russia*, *against Ukraine*) is not where
 * something happens. */
static bool is_somewhere(const sayso_ctx *c, const sayso_hit *h, sayso_entity_kind kind)
{
    if (kind == SAYSO_ENT_PLACE) return true;
    const uint8_t rel = word_at(c, h->head)->rel;
    const uint32_t marker = sayso_tree_child(c, h->head, SAYSO_CASE, SAYSO_NO_WORD);
    if ((rel != SAYSO_OBL && rel != SAYSO_NMOD) || marker == SAYSO_NO_WORD) return true;
    return sayso_is_locative(c, marker);
}

static bool where_put(where *x, uint32_t hit)
{
    sayso_ctx *c = x->c;
    const sayso_hit *h = &c->hits[hit];
    if (h->n == 0) return true;
    const sayso_entity *meant = sayso_lexicon_entity(c->lexicon, sayso_who_meaning(c, h)->entity);
    if (!(KIND(meant->kind) & GEOGRAPHIC) || is_part_of_name(c, h)) return true;
    const char *container = sayso_where_container(x, h);
    const sayso_name_match *m = where_meaning(x, h, container);
    const sayso_entity *e = where_fuller(c, h, sayso_lexicon_entity(c->lexicon, m->entity));
    char *via = sayso_arena_printf(c->arena, "knowledge:%s", e->id);
    if (!via) return false;
    c->places[c->n_places] = (sayso_place){ .span = sayso_words_span(c, h->first, h->last), .name = e->name, .country = e->country, .admin1 = e->admin1,
                                            .lat_deg = e->lat_deg, .lon_deg = e->lon_deg, .via = via };
    x->hit_of_place[c->n_places] = hit;
    if (is_somewhere(c, h, e->kind))
        for (uint32_t w = h->first; w <= h->last; w++)
            if (w == h->head || word_at(c, w)->upos == SAYSO_PROPN) c->place_of[w] = (int32_t)c->n_places;
    c->n_places++;
    if (container[0] && e->kind != SAYSO_ENT_COUNTRY && e->country[0] && strcmp(container, e->country) != 0)
        return sayso_where_conflict(x, h, e, container);
    return true;
}

bool sayso_where(sayso_ctx *c)
{
    const uint32_t n = c->text->n_words;
    where x = { .c = c };
    c->n_places = 0;
    c->places = sayso_arena_array(c->arena, c->n_hits, sizeof *c->places);
    c->place_of = sayso_arena_array(c->arena, n, sizeof *c->place_of);
    x.hit_of_place = sayso_arena_array(c->arena, c->n_hits, sizeof *x.hit_of_place);
    if (!c->places || !c->place_of || !x.hit_of_place) return false;
    for (uint32_t w = 0; w < n; w++) c->place_of[w] = -1;
    census(&x);
    for (uint32_t i = 0; i < c->n_hits; i++)
        if (!where_put(&x, i)) return false;
    return sayso_where_unknown(&x);
}
