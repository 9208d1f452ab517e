/* Places: names of countries, capitals, cities and regions, resolved by what the text says of
 * where they lie, by the countries of its sentence and document, by what lies near, by people
 * and kind. A demonym is no place, nor is part of a person's or body's name. */
#include "where/inside.h"

#include <math.h>

/* a county lies with the town that it is named after only where that is near */
static const double COUNTY_KM = 160; /* not measured */

/* A country or capital that an adposition of company or aim marks (*with Russia*, *against
 * Ukraine*), or that owns what it stands with (*міністр Литви*), is not where something happens;
 * *dans l'est de l'Ukraine* is. */
static bool is_somewhere(const sayso_ctx *c, const sayso_hit *h, sayso_entity_kind kind)
{
    if (kind == SAYSO_ENT_PLACE) return true;
    const uint32_t w = sayso_first_conjunct(c, h->head);
    const uint8_t rel = word_at(c, w)->rel;
    if (rel != SAYSO_OBL && (rel != SAYSO_NMOD || word_at(c, w)->sub == SAYSO_SUB_POSS))
        return true;
    if (rel == SAYSO_OBL && sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
        return true;
    return sayso_place_marker(c, w == h->head ? h->first : w) != SAYSO_NO_WORD;
}

/* ---- how it was resolved --------------------------------------------------------------------- */

/* "knowledge:place:kursk", "gazetteer:geonames/538560", "gazetteer:US-TX",
 * "gazetteer:import/csv:Q7". */
static void source_put(const sayso_ctx *c, const where_sense *s, sayso_buf *b)
{
    if (s->entity >= 0)
        sayso_buf_printf(b, "knowledge:%s", sayso_ctx_entity(c, (uint32_t)s->entity)->id);
    else if (s->division)
        sayso_buf_printf(b, "gazetteer:%s", s->admin1[0] ? s->admin1 : s->country);
    else {
        const sayso_gaz_item it = sayso_gazetteer_item(c->gazetteer, s->item);
        if (it.id && !it.geoname) sayso_buf_printf(b, "gazetteer:import/%s:%s", it.source, it.id);
        else sayso_buf_printf(b, "gazetteer:geonames/%u", it.geoname);
    }
}

static char *via_of(const sayso_ctx *c, const where_group *g)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    source_put(c, &g->sense[g->best], &b);
    if (g->why[0]) sayso_buf_printf(&b, "; context:%s", g->why);
    if (g->second < g->n) {
        const where_sense *s = &g->sense[g->second];
        sayso_buf_printf(&b, s->division ? "; runner-up %s (%s)" : "; runner-up %s, %s", s->name,
                         s->admin1[0] ? s->admin1 : s->country);
    }
    char *via = b.failed ? NULL : sayso_arena_dup(c->arena, b.at, b.len);
    sayso_buf_free(&b);
    return via;
}

/* ---- records --------------------------------------------------------------------------------- */

/* A county lies where the town of its name does, if that is among the document's places, else
 * with the place that the document names most. */
static const where_sense *county_sense(const where *x, const where_group *g)
{
    const where_group *focus = NULL;
    for (uint32_t i = 0; i < x->n_groups; i++) {
        const where_group *o = &x->groups[i];
        if (o == g || o->county || !o->count || o->best == o->n ||
            o->sense[o->best].kind == SAYSO_ENT_COUNTRY || o->sense[o->best].division)
            continue;
        if (!focus || o->count > focus->count) focus = o;
    }
    const where_sense *f = focus ? &focus->sense[focus->best] : NULL;
    for (uint32_t i = 0; f && i < g->n; i++)
        if (sayso_where_km(f->lat_deg, f->lon_deg, g->sense[i].lat_deg, g->sense[i].lon_deg) <
            COUNTY_KM)
            return &g->sense[i];
    return f;
}

static bool place_put(where *x, uint32_t name, sayso_place p, sayso_entity_kind kind)
{
    sayso_ctx *c = x->c;
    const sayso_hit *h = &x->names[name].h;
    if (!p.name || !p.via) return false;
    p.span = sayso_words_span(c, h->first, h->last);
    c->places[c->n_places] = p;
    x->name_of_place[c->n_places] = name;
    if (is_somewhere(c, h, kind))
        for (uint32_t w = h->first; w <= h->last; w++)
            if (w == h->head || word_at(c, w)->upos == SAYSO_PROPN)
                c->place_of[w] = (int32_t)c->n_places;
    c->n_places++;
    return true;
}

static bool county_put(where *x, uint32_t name)
{
    const sayso_ctx *c = x->c;
    const where_name *m = &x->names[name];
    const where_group *g = &x->groups[m->group];
    const where_sense *s = county_sense(x, g);
    const char *via = !s ? "pattern:county"
                         : sayso_arena_printf(c->arena, "pattern:county; context:near %s", s->name);
    const sayso_place p = { .name = sayso_span_text(c, sayso_words_span(c, m->h.first, m->h.last)),
                            .country = s ? s->country : "", .admin1 = s ? s->admin1 : "",
                            .lat_deg = s ? s->lat_deg : (double)NAN,
                            .lon_deg = s ? s->lon_deg : (double)NAN, .via = via };
    return place_put(x, name, p, SAYSO_ENT_PLACE);
}

/* A place that no table has. Of where it lies is known what the text says: a division's middle
 * if it names one, else no point. */
static bool unknown_put(where *x, uint32_t name)
{
    const sayso_ctx *c = x->c;
    const where_name *m = &x->names[name];
    const where_group *g = &x->groups[m->group];
    const uint32_t item = c->gazetteer && g->admin1[0]
                              ? sayso_gazetteer_division(c->gazetteer, g->admin1)
                              : UINT32_MAX;
    const sayso_span words = sayso_words_span(c, m->h.first, m->h.last);
    sayso_place p = { .name = m->h.first == m->h.last ? sayso_in_base_form(c, words, m->h.first, m->h.last)
                                                      : sayso_span_text(c, words),
                      .country = g->country[0] ? g->country : m->container, .admin1 = g->admin1,
                      .lat_deg = (double)NAN, .lon_deg = (double)NAN,
                      .via = g->admin1[0]                       ? "recogniser; context:division"
                             : g->country[0] || m->container[0] ? "recogniser; context:country"
                                                                : "recogniser" };
    if (item != UINT32_MAX) {
        const sayso_gaz_item division = sayso_gazetteer_item(c->gazetteer, item);
        p.lat_deg = division.lat_deg;
        p.lon_deg = division.lon_deg;
    }
    return place_put(x, name, p, SAYSO_ENT_PLACE);
}

static bool where_put(where *x, uint32_t name)
{
    sayso_ctx *c = x->c;
    const where_name *m = &x->names[name];
    const where_group *g = &x->groups[m->group];
    if (!m->place) return true;
    if (g->county && !m->known) return county_put(x, name);
    if (g->best == g->n) return !g->unknown || unknown_put(x, name);
    const where_sense *s = &g->sense[g->best];
    const bool elsewhere = m->container[0] && s->kind != SAYSO_ENT_COUNTRY && s->country[0] &&
                           strcmp(m->container, s->country) != 0;
    const sayso_place p = { .name = s->name, .country = s->country, .admin1 = s->admin1,
                            .lat_deg = s->lat_deg, .lon_deg = s->lon_deg, .via = via_of(c, g) };
    if (elsewhere && !sayso_where_conflict(x, &m->h, s, m->container)) return false;
    /* *Santiago, Cape Verde*: one of several of the name, which no table has */
    return elsewhere && g->n > 1 && sayso_country_written(c, &m->h)[0]
               ? unknown_put(x, name)
               : place_put(x, name, p, s->kind);
}

bool sayso_where(sayso_ctx *c)
{
    const uint32_t n = c->text->n_words;
    where x = { .c = c };
    c->n_places = 0;
    c->place_of = sayso_arena_array(c->arena, n, sizeof *c->place_of);
    if (!c->place_of || !sayso_where_names(&x)) return false;
    c->places = sayso_arena_array(c->arena, x.n_names, sizeof *c->places);
    x.name_of_place = sayso_arena_array(c->arena, x.n_names, sizeof *x.name_of_place);
    if (!c->places || !x.name_of_place) return false;
    for (uint32_t w = 0; w < n; w++) c->place_of[w] = -1;
    sayso_where_choose(&x);
    for (uint32_t i = 0; i < x.n_names; i++)
        if (!where_put(&x, i)) return false;
    return sayso_where_unknown(&x);
}
