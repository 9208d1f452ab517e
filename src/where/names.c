/* Names that may be places, and all they may mean. A name is no place where it is part of a
 * person's or body's name, where a title stands before it or a street's word behind it, or where
 * somebody in the document is called so. */
#include "where/inside.h"

#include "text/utf8.h"
#include <math.h>

#define KIND(k) (1u << (k))
static const uint32_t GEOGRAPHIC = KIND(SAYSO_ENT_COUNTRY) | KIND(SAYSO_ENT_CAPITAL) |
                                   KIND(SAYSO_ENT_PLACE);
/* Sixteenths of a logit, from which on the recogniser overrules the gazetteer, and from which on a
 * place that nobody knows is one though nothing happens there: F1 of names of en, fr, uk, ru 71.2,
 * 83.7, 79.0, 84.7 without the latter, 72.4, 85.5, 79.7, 84.8 with it. */
enum {
    MOST_MATCHES = 16, SHORT_NAME = 3, SURE_ENOUGH = 3 * 16, SURE_PLACE = 16
};
/* Centres of one town and of one region differ by so much between sources; chosen by hand; not
 * measured. */
static const double SAME_TOWN_KM = 40, SAME_REGION_KM = 400;

static uint64_t word_hash(sayso_str form)
{
    char folded[128];
    return sayso_hash(folded, sayso_text_fold(form, folded, sizeof folded), 11) | 1;
}

/* ---- meanings -------------------------------------------------------------------------------- */

/* The same place from two sources: the first keeps its name and takes what it lacks. */
static bool sense_is_same(const where_sense *a, const where_sense *b)
{
    if (a->entity >= 0 && a->entity == b->entity) return true;
    if (strcmp(a->country, b->country) != 0 || a->kind == SAYSO_ENT_COUNTRY ||
        a->division != b->division)
        return false;
    if (a->division && a->admin1[0] && b->admin1[0]) return strcmp(a->admin1, b->admin1) == 0;
    const double km = sayso_where_km(a->lat_deg, a->lon_deg, b->lat_deg, b->lon_deg);
    return km < (a->division ? SAME_REGION_KM : SAME_TOWN_KM);
}

static void sense_put(where_group *g, where_sense s)
{
    for (uint32_t i = 0; i < g->n; i++) {
        where_sense *o = &g->sense[i];
        if (!sense_is_same(o, &s)) continue;
        if (!o->admin1[0]) o->admin1 = s.admin1;
        if (!o->population) o->population = s.population;
        if (isnan(o->lat_deg)) { o->lat_deg = s.lat_deg; o->lon_deg = s.lon_deg; }
        return;
    }
    if (g->n < WHERE_SENSES) g->sense[g->n++] = s;
}

static where_sense sense_of_item(const sayso_ctx *c, uint32_t item, double match, bool abbreviation)
{
    const sayso_gaz_item it = sayso_gazetteer_item(c->gazetteer, item);
    return (where_sense){ .entity = -1, .item = item, .kind = SAYSO_ENT_PLACE,
                          .division = it.is_division, .abbreviation = abbreviation, .name = it.name,
                          .country = it.country, .admin1 = it.admin1, .lat_deg = it.lat_deg,
                          .lon_deg = it.lon_deg, .population = it.population, .match = match };
}

/* iso-codes know divisions without a point, ICU countries: the gazetteer has their middle. */
static where_sense sense_of_entity(const sayso_ctx *c, const sayso_name_match *m)
{
    const sayso_entity *e = sayso_ctx_entity(c, m->entity);
    where_sense s = { .entity = (int32_t)m->entity, .item = UINT32_MAX, .kind = e->kind,
                      .division = e->kind == SAYSO_ENT_PLACE && strcmp(e->detail, "region") == 0,
                      .name = e->name, .country = e->country, .admin1 = e->admin1,
                      .lat_deg = e->lat_deg, .lon_deg = e->lon_deg, .population = e->population,
                      .match = (double)m->score };
    if (s.kind == SAYSO_ENT_COUNTRY && c->gazetteer && isnan(s.lat_deg))
        sayso_gazetteer_country(c->gazetteer, s.country, &s.lat_deg, &s.lon_deg);
    const uint32_t item = s.division && c->gazetteer && (isnan(s.lat_deg) || !s.population)
                              ? sayso_gazetteer_division(c->gazetteer, s.admin1)
                              : UINT32_MAX;
    if (item == UINT32_MAX) return s;
    const sayso_gaz_item it = sayso_gazetteer_item(c->gazetteer, item);
    if (isnan(s.lat_deg)) { s.lat_deg = it.lat_deg; s.lon_deg = it.lon_deg; }
    if (!s.population) s.population = it.population;
    return s;
}

/* ---- groups ---------------------------------------------------------------------------------- */

static uint64_t name_key(const sayso_ctx *c, uint32_t first, uint32_t last, uint64_t mark)
{
    uint64_t key = mark;
    for (uint32_t w = first; w <= last; w++)
        key = sayso_hash_mix(key * 31 + word_hash(word_at(c, w)->form));
    return key | 1;
}

/* The group of the name, made where it is new (*fresh); NULL without memory. */
static where_group *group_at(where *x, uint64_t key, uint32_t *index, bool *fresh)
{
    int32_t *at = sayso_dict_at(&x->group_of, x->c->arena, key, fresh);
    if (!at) return NULL;
    if (*fresh) {
        if (!sayso_arena_grow(x->c->arena, x->groups, x->n_groups, x->cap_groups)) return NULL;
        *at = (int32_t)x->n_groups;
        x->groups[x->n_groups++] = (where_group){
            .key = key, .country = "", .admin1 = "", .why = ""
        };
    }
    *index = (uint32_t)*at;
    return &x->groups[*at];
}

static bool name_put(where *x, where_name name)
{
    if (!sayso_arena_grow(x->c->arena, x->names, x->n_names, x->cap_names)) return false;
    x->names[x->n_names++] = name;
    return true;
}

/* ---- is it a place? -------------------------------------------------------------------------- */

/* Is the name part of a longer one that is no place: *Paris Hilton*, *John London*? */
static bool is_part_of_name(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_name *name = sayso_name_around(c, h->first, h->last);
    if (name && name->kind == SAYSO_NAME_LOC) return sayso_name_goes_on(c, h);
    if (name && (name->first < h->first || name->last > h->last)) return true;
    const uint32_t p = c->tree.parent[h->head];
    if (word_at(c, h->head)->rel == SAYSO_FLAT && p != SAYSO_NO_WORD &&
        word_at(c, p)->upos == SAYSO_PROPN && c->hit_of[p] < 0 && (p < h->first || p > h->last))
        return true;
    for (uint32_t k = sayso_tree_child(c, h->head, SAYSO_FLAT, SAYSO_NO_WORD); k != SAYSO_NO_WORD;
         k = sayso_tree_child(c, h->head, SAYSO_FLAT, k))
        if ((k < h->first || k > h->last) && word_at(c, k)->upos == SAYSO_PROPN && c->hit_of[k] < 0)
            return true;
    const int32_t m = c->mention_of[h->head];
    return m >= 0 && c->mentions[m].person && c->mentions[m].first <= h->first &&
           c->mentions[m].last >= h->last &&
           (c->hit_of[h->head] >= 0 || c->mentions[m].first < c->mentions[m].last);
}

/* b right behind a, both capitalised names in one sentence */
static bool is_adjacent_name(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    return b < c->text->n_words && c->tree.sentence[a] == c->tree.sentence[b] &&
           sayso_is_capital(c, a) && sayso_is_capital(c, b) && word_at(c, a)->upos == SAYSO_PROPN &&
           word_at(c, b)->upos == SAYSO_PROPN;
}

/* *Dallas Cowboys*, *Northampton Town*: a name in the plural, or one that people carry as a
 * given name, goes on. */
static bool is_in_other_name(const where *x, const sayso_hit *h)
{
    const sayso_ctx *c = x->c;
    const uint32_t next = h->last + 1;
    if (h->first > sent_of(c, h->first)->first_word) {
        const uint32_t before = h->first - 1;
        if (sayso_place_word(c, before) == SAYSO_GAZ_TITLE) return true;
        if (is_adjacent_name(c, before, h->first) && c->hit_of[before] < 0 &&
            sayso_dict_get(&x->persons, word_hash(word_at(c, before)->form)) >= 0) return true;
    }
    if (next >= c->text->n_words || c->tree.sentence[next] != c->tree.sentence[h->last])
        return false;
    if (sayso_place_word(c, next) == SAYSO_GAZ_STREET && sayso_is_capital(c, next)) return true;
    if (!is_adjacent_name(c, h->last, next)) return false;
    return (word_at(c, next)->feats & SAYSO_F(NUMBER_PLUR)) != 0 ||
           word_at(c, next)->rel == SAYSO_FLAT ||
           sayso_dict_get(&x->persons, word_hash(word_at(c, next)->form)) >= 0;
}

/* Somebody in the document is called so: the lone name is that person's. */
static bool is_somebody(const where *x, const sayso_hit *h)
{
    for (uint32_t w = h->first; w <= h->last; w++)
        if (sayso_dict_get(&x->persons, word_hash(word_at(x->c, w)->form)) < 0) return false;
    return true;
}

/* ", Tex.", ", Ontario": does a larger place stand right behind the name? */
static bool is_followed(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_sent *s = sent_of(c, h->last);
    const uint32_t end = s->first_word + s->n_words;
    if (h->last + 2 >= end || !sayso_str_eq(word_at(c, h->last + 1)->form, SAYSO_STR(",")))
        return false;
    const uint32_t w = h->last + 2;
    const int32_t hit = c->hit_of[w];
    if (hit >= 0) {
        const sayso_name_match *m = sayso_hit_kind(c, &c->hits[hit],
                                                   KIND(SAYSO_ENT_COUNTRY) | KIND(SAYSO_ENT_PLACE));
        if (m) return true;
    }
    sayso_gaz_match found[4];
    const uint16_t language = sayso_ctx_language(c, w);
    if (!c->gazetteer || language == UINT16_MAX || !sayso_is_capital(c, w)) return false;
    const uint32_t n = sayso_gazetteer_match(c->gazetteer, c->lexicon, language, word_at(c, w),
                                             end - w, found, 4);
    for (uint32_t i = 0; i < n; i++)
        if (sayso_gazetteer_item(c->gazetteer, found[i].item).is_division) return true;
    return false;
}

/* Where people stand rather than places: subjects, objects, names beside names. A town may, but
 * then the document should speak of it as a place elsewhere, or the whole world know it. */
static bool is_weak(const sayso_ctx *c, const sayso_hit *h)
{
    const uint8_t rel = word_at(c, h->head)->rel;
    return rel == SAYSO_NSUBJ || rel == SAYSO_OBJ || rel == SAYSO_IOBJ || rel == SAYSO_APPOS ||
           rel == SAYSO_CONJ || rel == SAYSO_FLAT || rel == SAYSO_PARATAXIS;
}

static bool name_is_place(const where *x, const sayso_hit *h, bool *weak)
{
    *weak = false;
    const sayso_ctx *c = x->c;
    const sayso_name *name = sayso_name_around(c, h->first, h->last);
    if (name && (name->kind == SAYSO_NAME_LOC || name->sure >= SURE_ENOUGH))
        return name->kind == SAYSO_NAME_LOC;
    if (is_part_of_name(c, h) || is_in_other_name(x, h)) return false;
    if (is_followed(c, h)) return true;
    const sayso_word *w = word_at(c, h->head);
    const bool marked = sayso_is_located(c, h->head);
    if (h->first == h->last) {
        if (word_at(c, h->first)->form.len <= SHORT_NAME && !marked) return false;
        if (w->upos != SAYSO_PROPN && !marked) return false;
        if ((w->feats & SAYSO_F(ANIMACY_ANIM)) && !marked) return false;
    }
    if (marked) return true;
    *weak = is_weak(c, h);
    return !is_somebody(x, h);
}

/* ---- finding --------------------------------------------------------------------------------- */

/* Words of the names of people: of mentions, those with more than one word. */
static bool persons_collect(where *x)
{
    const sayso_ctx *c = x->c;
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        const sayso_mention *m = &c->mentions[i];
        if (!m->person || m->pronoun || m->first == m->last || m->last - m->first > 4) continue;
        for (uint32_t w = m->first; w <= m->last; w++) {
            bool fresh;
            if (word_at(c, w)->upos != SAYSO_PROPN) continue;
            int32_t *at = sayso_dict_at(&x->persons, c->arena, word_hash(word_at(c, w)->form),
                                        &fresh);
            if (!at) return false;
            *at = 1;
        }
    }
    return true;
}

/* The word beside a name that says what it is: *Kursk region*, *город Курск*, *Walker County*. */
static sayso_gaz_word name_kind(const sayso_ctx *c, const sayso_hit *h, uint32_t *last)
{
    const uint32_t next = h->last + 1;
    if (next < c->text->n_words && c->tree.sentence[next] == c->tree.sentence[h->last]) {
        const sayso_gaz_word k = sayso_place_word(c, next);
        if (k == SAYSO_GAZ_DIVISION || (k == SAYSO_GAZ_COUNTY && sayso_is_capital(c, next))) {
            *last = next;
            return k;
        }
    }
    const uint32_t p = c->tree.parent[h->head];
    if (word_at(c, h->head)->rel == SAYSO_NMOD && p != SAYSO_NO_WORD && p < h->first &&
        h->first - p <= 3) {
        const sayso_gaz_word k = sayso_place_word(c, p);
        if (k == SAYSO_GAZ_DIVISION) return k;
    }
    return (sayso_gaz_word)0;
}

/* *Donetsk region*: the division of the town, where it is named after it. */
static void senses_to_divisions(const sayso_ctx *c, where_group *g)
{
    where_group only = { .n = 0 };
    for (uint32_t i = 0; i < g->n; i++) {
        const where_sense *s = &g->sense[i];
        if (s->division) { sense_put(&only, *s); continue; }
        const uint32_t item = c->gazetteer ? sayso_gazetteer_division(c->gazetteer, s->admin1)
                                           : UINT32_MAX;
        if (item == UINT32_MAX) continue;
        const where_sense d = sense_of_item(c, item, s->match, false);
        if (strncmp(d.name, s->name, 3) == 0) sense_put(&only, d);
    }
    if (!only.n) return;
    memcpy(g->sense, only.sense, sizeof g->sense);
    g->n = only.n;
}

static bool name_add(where *x, const sayso_hit *h, const sayso_gaz_match *found, uint32_t n_found,
                     bool known)
{
    const sayso_ctx *c = x->c;
    where_name name = { .h = *h, .known = known, .container = "" };
    uint32_t last = h->last;
    const sayso_gaz_word kind = name_kind(c, h, &last);
    if (!known) name.place = name_is_place(x, h, &name.weak);
    if (kind) name.weak = false;
    if (kind == SAYSO_GAZ_COUNTY) name.place = true;
    if (!known && kind) name.h.last = last;
    bool fresh;
    where_group *g = group_at(x, name_key(c, h->first, h->last, kind), &name.group, &fresh);
    if (!g) return false;
    for (uint32_t i = 0; i < h->n; i++) /* the words may be a person's elsewhere */
        if (KIND(sayso_ctx_entity(c, h->meaning[i].entity)->kind) & GEOGRAPHIC)
            sense_put(g, sense_of_entity(c, &h->meaning[i]));
    if (fresh) {
        for (uint32_t i = 0; i < n_found; i++)
            sense_put(g, sense_of_item(c, found[i].item,
                                       found[i].by_sound ? 0.8 : found[i].inflected ? 0.9 : 0.95,
                                       found[i].abbreviation));
        if (kind == SAYSO_GAZ_DIVISION) senses_to_divisions(c, g);
        g->county = kind == SAYSO_GAZ_COUNTY;
    }
    return name_put(x, name);
}

/* A short form means its division right behind a comma or a name; elsewhere only with a full
 * stop inside (*W.Va.*). */
static uint32_t abbreviations_drop(const sayso_ctx *c, uint32_t w, sayso_gaz_match *found,
                                   uint32_t n)
{
    const sayso_str form = word_at(c, w)->form;
    const char *dot = memchr(form.at, '.', form.len);
    const bool inside = dot && dot + 1 < form.at + form.len;
    const bool behind = w > sent_of(c, w)->first_word &&
                        (sayso_str_eq(word_at(c, w - 1)->form, SAYSO_STR(",")) ||
                         sayso_is_capital(c, w - 1));
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!found[i].abbreviation || inside || behind) found[kept++] = found[i];
    return kept;
}

/* What only sounds like a town is one where the recogniser calls just these words a place. */
static uint32_t sounds_drop(const sayso_ctx *c, uint32_t w, const sayso_gaz_match *found,
                            uint32_t n)
{
    if (!n || !found[0].by_sound) return n;
    const sayso_name *name = sayso_name_at(c, w);
    return name && name->kind == SAYSO_NAME_LOC && name->first == w &&
                   name->last + 1 - w == found[0].n_words
               ? n
               : 0;
}

static bool may_name(const sayso_ctx *c, uint32_t w)
{
    const uint8_t u = word_at(c, w)->upos;
    return c->date_of[w] < 0 &&
           (u == SAYSO_PROPN || u == SAYSO_NOUN || u == SAYSO_ADJ || u == SAYSO_X) &&
           sayso_is_capital(c, w);
}

/* A county that the gazetteer has no town for: *Kanawha County*. */
static bool is_lone_county(const where *x, uint32_t w)
{
    const sayso_ctx *c = x->c;
    return sayso_is_capital(c, w) && w + 1 < c->text->n_words &&
           c->tree.sentence[w] == c->tree.sentence[w + 1] && sayso_is_capital(c, w + 1) &&
           c->hit_of[w + 1] < 0 && sayso_place_word(c, w + 1) == SAYSO_GAZ_COUNTY;
}

/* A name that only the recogniser calls a place: one where things happen, or of which it is
 * sure. */
static bool unknown_add(where *x, uint32_t w, uint32_t *covered)
{
    const sayso_ctx *c = x->c;
    const sayso_name *name = sayso_name_at(c, w);
    if (!name || name->kind != SAYSO_NAME_LOC || name->first != w ||
        (c->hit_of[w] >= 0 && !sayso_name_goes_on(c, &c->hits[c->hit_of[w]])))
        return true;
    if (name->sure < SURE_PLACE && !sayso_is_located(c, name->head)) return true;
    where_name place = { .h = { .first = name->first, .last = name->last, .head = name->head },
                         .place = true, .container = "" };
    bool fresh;
    where_group *g = group_at(x, name_key(c, name->first, name->last, 0), &place.group, &fresh);
    if (!g) return false;
    g->unknown = true;
    *covered = name->last - name->first + 1;
    return name_put(x, place);
}

/* The name at word w; *covered gets its words. */
static bool name_at(where *x, uint32_t w, uint32_t end, uint32_t *covered)
{
    sayso_ctx *c = x->c;
    const int32_t i = c->hit_of[w];
    const sayso_hit *hit = i >= 0 && c->hits[i].first == w && c->hits[i].n ? &c->hits[i] : NULL;
    const uint16_t language = sayso_ctx_language(c, w);
    sayso_gaz_match found[MOST_MATCHES];
    uint32_t n = 0;
    *covered = hit ? hit->last - hit->first + 1 : 1;
    bool geographic = false;
    if (hit) {
        const sayso_entity *meant = sayso_ctx_entity(c, sayso_hit_meaning(c, hit)->entity);
        geographic = (KIND(meant->kind) & GEOGRAPHIC) != 0;
        if (!geographic && !is_lone_county(x, w) &&
            (meant->kind != SAYSO_ENT_PERSON || strcmp(hit->meaning[0].rule, "surname") != 0))
            return true;
    } else if (i >= 0) return true;
    if (c->gazetteer && language != UINT16_MAX && may_name(c, w))
        n = abbreviations_drop(c, w, found,
                               sayso_gazetteer_match(c->gazetteer, c->lexicon, language,
                                                     word_at(c, w), end - w, found, MOST_MATCHES));
    n = sounds_drop(c, w, found, n);
    const uint32_t words = n ? found[0].n_words : 0;
    if (hit && geographic && words <= *covered) {
        if (is_part_of_name(c, hit)) return unknown_add(x, w, covered);
        if (words < *covered) n = 0;
        if (!name_add(x, hit, found, n, true)) return false;
        x->names[x->n_names - 1].place = true;
        return true;
    }
    if (!n && !is_lone_county(x, w)) return unknown_add(x, w, covered);
    if (hit && !geographic && !is_lone_county(x, w) && !is_followed(c, hit)) return true;
    sayso_hit h = { .first = w, .last = w + (n ? words : 1) - 1 };
    h.head = sayso_tree_run_head(c, h.first, h.last);
    if (h.last - h.first + 1 > *covered) *covered = h.last - h.first + 1;
    if (!name_add(x, &h, found, n, false)) return false;
    const uint32_t all = x->names[x->n_names - 1].h.last - w + 1;
    if (all > *covered && c->hit_of[w + all - 1] < 0) *covered = all;
    return true;
}

bool sayso_where_names(where *x)
{
    sayso_ctx *c = x->c;
    if (!persons_collect(x)) return false;
    for (uint32_t i = 0; i < c->text->n_sents; i++) {
        const sayso_sent *s = &c->text->sents[i];
        const uint32_t end = s->first_word + s->n_words;
        for (uint32_t w = s->first_word, covered; w < end; w += covered)
            if (!name_at(x, w, end, &covered)) return false;
    }
    return true;
}
