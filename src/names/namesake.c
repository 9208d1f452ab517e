/* Countries of one name: *Congo* in a report from Brazzaville. Of those that a name may mean the one
 * goes first that the document names most otherwise, by its capital, its people, a name of its own;
 * where it names none, the order of the lists stays. One pass over the hits for each of the few
 * countries that have namesakes. And towns that are called like a capital: *Tripoli, Lebanon*; and bodies that are
 * called by the capital where they sit. */
#include "names/names.h"

enum { MOST_NAMESAKES = 8, MOST_BETWEEN = 5 };

/* ---- a country written beside a place -------------------------------------------------------- */

const char *sayso_country_named(const sayso_ctx *c, uint32_t w)
{
    const int32_t i = c->hit_of[w];
    if (i < 0 || c->hits[i].n == 0) return "";
    const sayso_entity *e = sayso_ctx_entity(c, sayso_hit_meaning(c, &c->hits[i])->entity);
    return e->kind == SAYSO_ENT_COUNTRY || e->kind == SAYSO_ENT_COUNTRY_ADJ ? e->country : "";
}

/* Behind the name a bracket or a locative adposition, its articles and adjectives, and a country
 * that does nothing in the clause: *Tripoli, au Liban*, *Tripoli (Lebanon)*. */
static const char *written_behind(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_sent *s = sent_of(c, h->last);
    const uint32_t end = s->first_word + s->n_words;
    bool bracket = false, located = false;
    for (uint32_t w = h->last + 1; w < end && w <= h->last + MOST_BETWEEN; w++) {
        const sayso_word *x = word_at(c, w);
        const char *country = x->upos == SAYSO_ADJ ? "" : sayso_country_named(c, w);
        const bool mark = x->upos == SAYSO_PUNCT && w == h->last + 1,
                   inside = located && (x->upos == SAYSO_DET || x->upos == SAYSO_ADJ);
        if (country[0]) return (bracket || located) && x->rel != SAYSO_NSUBJ ? country : "";
        if (!mark && !inside && !(x->upos == SAYSO_ADP && sayso_is_locative(c, w))) return "";
        bracket |= mark && sayso_str_eq(x->form, SAYSO_STR("("));
        located |= x->upos == SAYSO_ADP;
    }
    return "";
}

const char *sayso_country_written(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_sent *s = sent_of(c, h->last);
    const uint32_t next = h->last + 2;
    const char *country = written_behind(c, h);
    if (!country[0] && next < s->first_word + s->n_words &&
        sayso_str_eq(word_at(c, h->last + 1)->form, SAYSO_STR(",")) &&
        word_at(c, next)->rel != SAYSO_CONJ && word_at(c, next)->upos != SAYSO_ADJ &&
        sayso_tree_above(c, h->head, next)) /* *Gori, Georgia*, however it was parsed */
        country = sayso_country_named(c, next);
    if (!country[0] && h->first > s->first_word && word_at(c, h->first - 1)->upos == SAYSO_ADJ &&
        c->tree.parent[h->first - 1] == h->head) /* *в ливанском Триполи* */
        country = sayso_country_named(c, h->first - 1);
    return country;
}

/* Has the gazetteer a place of the hit's words in the country? */
static bool lies_in(const sayso_ctx *c, const sayso_hit *h, const char *country)
{
    enum { MOST_PLACES = 64 };
    sayso_gaz_match found[MOST_PLACES];
    const uint32_t length = h->last - h->first + 1,
                   n = !c->gazetteer || !country[0]
                           ? 0
                           : sayso_gazetteer_match(c->gazetteer, c->lexicon,
                                                   sayso_ctx_language(c, h->first),
                                                   word_at(c, h->first), length, found, MOST_PLACES);
    for (uint32_t i = 0; i < n; i++)
        if (found[i].n_words == length &&
            strcmp(sayso_gazetteer_item(c->gazetteer, found[i].item).country, country) == 0)
            return true;
    return false;
}

/* Where the text puts a town in another country, and that has one of the name, no capital is meant. */
static void capital_settle(sayso_ctx *c, sayso_hit *h)
{
    const sayso_name_match *capital = sayso_hit_kind(c, h, 1u << SAYSO_ENT_CAPITAL);
    const char *of = capital ? sayso_ctx_entity(c, capital->entity)->country : "",
               *in = capital ? sayso_country_written(c, h) : "";
    if (!in[0] || strcmp(in, of) == 0 || !lies_in(c, h, in)) return;
    uint32_t n = 0;
    for (uint32_t k = 0; k < h->n; k++)
        if (sayso_ctx_entity(c, h->meaning[k].entity)->kind != SAYSO_ENT_CAPITAL)
            h->meaning[n++] = h->meaning[k];
    h->n = n;
    for (uint32_t w = h->first; !n && w <= h->last; w++) c->hit_of[w] = -1;
}

/* ---- a body called by its seat --------------------------------------------------------------- */

/* Does the word do something, or is something done to it, other than where it lies? */
static bool takes_part(const sayso_ctx *c, uint32_t w)
{
    switch (word_at(c, sayso_first_conjunct(c, w))->rel) {
    case SAYSO_NSUBJ:
    case SAYSO_OBJ:
    case SAYSO_IOBJ: return true;
    case SAYSO_OBL: /* *договор с Брюсселем* */
        return !sayso_is_located(c, w) && word_at(c, w)->feats & (SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS));
    default: return false;
    }
}

static bool names_country(const sayso_ctx *c, const char *country)
{
    const uint32_t kinds = 1u << SAYSO_ENT_COUNTRY | 1u << SAYSO_ENT_COUNTRY_ADJ | 1u << SAYSO_ENT_INHABITANT;
    for (uint32_t i = 0; i < c->n_hits; i++) {
        const sayso_name_match *m = sayso_hit_kind(c, &c->hits[i], kinds);
        if (m && strcmp(sayso_ctx_entity(c, m->entity)->country, country) == 0) return true;
    }
    return false;
}

/* *Brussels sued Bulgaria*: the Union, where no country of that capital is named; *in Brussels* is the
 * town. */
static void seat_settle(const sayso_ctx *c, sayso_hit *h)
{
    const sayso_name_match *capital = sayso_hit_kind(c, h, 1u << SAYSO_ENT_CAPITAL),
                           *body = sayso_hit_kind(c, h, 1u << SAYSO_ENT_ORGANISATION);
    if (!capital || !body) return;
    const bool acts = takes_part(c, h->head) &&
                      !names_country(c, sayso_ctx_entity(c, capital->entity)->country);
    uint32_t n = 0;
    for (uint32_t k = 0; k < h->n; k++)
        if ((sayso_ctx_entity(c, h->meaning[k].entity)->kind == SAYSO_ENT_ORGANISATION) == acts)
            h->meaning[n++] = h->meaning[k];
    h->n = n;
}

/* ---- countries of one name ------------------------------------------------------------------- */

typedef struct namesake { const char *country; uint32_t named; } namesake;

static const char *country_of(const sayso_ctx *c, const sayso_name_match *m)
{
    return sayso_ctx_entity(c, m->entity)->country;
}

static bool is_national(const sayso_ctx *c, const sayso_name_match *m)
{
    const sayso_entity_kind k = sayso_ctx_entity(c, m->entity)->kind;
    return k == SAYSO_ENT_COUNTRY || k == SAYSO_ENT_COUNTRY_ADJ;
}

/* May the hit mean more than one country? */
static bool has_namesakes(const sayso_ctx *c, const sayso_hit *h)
{
    for (uint32_t i = 0; i < h->n; i++)
        if (!is_national(c, &h->meaning[i])) return false;
    for (uint32_t i = 1; i < h->n; i++)
        if (strcmp(country_of(c, &h->meaning[i]), country_of(c, &h->meaning[0])) != 0) return true;
    return false;
}

static namesake *namesake_of(namesake *all, uint32_t n, const char *country)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(all[i].country, country) == 0) return &all[i];
    return NULL;
}

static uint32_t namesakes_find(const sayso_ctx *c, namesake *all)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_hits && n < MOST_NAMESAKES; i++) {
        const sayso_hit *h = &c->hits[i];
        const uint32_t most = has_namesakes(c, h) ? h->n : 0;
        for (uint32_t k = 0; k < most && n < MOST_NAMESAKES; k++) {
            const char *country = country_of(c, &h->meaning[k]);
            if (!namesake_of(all, n, country)) all[n++] = (namesake){ country, 0 };
        }
    }
    return n;
}

static void settle(const sayso_ctx *c, sayso_hit *h, namesake *all, uint32_t n)
{
    uint32_t best = 0, most = 0;
    for (uint32_t k = 0; k < h->n; k++) {
        const namesake *x = namesake_of(all, n, country_of(c, &h->meaning[k]));
        if (x && x->named > most) { most = x->named; best = k; }
    }
    const sayso_name_match first = h->meaning[best];
    memmove(h->meaning + 1, h->meaning, best * sizeof *h->meaning);
    h->meaning[0] = first;
}

void sayso_namesakes_settle(sayso_ctx *c)
{
    namesake all[MOST_NAMESAKES];
    for (uint32_t i = 0; i < c->n_hits; i++) capital_settle(c, &c->hits[i]);
    for (uint32_t i = 0; i < c->n_hits; i++) seat_settle(c, &c->hits[i]);
    const uint32_t n = namesakes_find(c, all);
    for (uint32_t i = 0; n && i < c->n_hits; i++) {
        const sayso_hit *h = &c->hits[i];
        namesake *x = h->n && !has_namesakes(c, h)
                          ? namesake_of(all, n, country_of(c, &h->meaning[0]))
                          : NULL;
        if (x) x->named++;
    }
    for (uint32_t i = 0; n && i < c->n_hits; i++)
        if (has_namesakes(c, &c->hits[i])) settle(c, &c->hits[i], all, n);
}
