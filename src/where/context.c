/* The choice among the places of one name, by what the document says: where the text puts it,
 * which countries and divisions are named, what other places lie near, and how many people live
 * there. The weights were set by hand on local and world news; a stated container outweighs
 * everything, nearness outweighs numbers of people. */
#include "where/inside.h"

#include <math.h>

static const double CONTAINER_COUNTRY = 2.0, CONTAINER_DIVISION = 3.0, COUNTRY = 0.5, CAPITAL = 0.3,
                    COUNTRY_SHARE = 0.8, DIVISION_SHARE = 1.2, IN_SENTENCE = 0.3, NO_POINT = 0.05,
                    NEAR = 0.5, MOST_NEAR = 1.5, PEOPLE = 1.0, ABBREVIATION = 0.5, DIVISION = -0.2;
static const double NEAR_KM = 60, FAR_KM = 300;
enum { MOST_NEIGHBOURS = 48, PASSES = 2, KNOWN_TO_ALL = 400000 };

static const double RADIAN = 0.017453292519943295, EARTH_KM = 12742; /* its diameter */

double sayso_where_km(double lat1, double lon1, double lat2, double lon2)
{
    if (isnan(lat1) || isnan(lat2)) return NAN;
    const double a = sin((lat2 - lat1) * RADIAN / 2), b = sin((lon2 - lon1) * RADIAN / 2);
    const double h = a * a + cos(lat1 * RADIAN) * cos(lat2 * RADIAN) * b * b;
    return EARTH_KM * asin(h < 1 ? sqrt(h) : 1.0);
}

/* ---- which countries and divisions a document speaks of -------------------------------------- */

static void census_add(where_country *all, uint32_t *n, uint32_t *total, const char *code)
{
    if (!code[0]) return;
    ++*total;
    for (uint32_t i = 0; i < *n; i++)
        if (strcmp(all[i].code, code) == 0) { all[i].count++; return; }
    if (*n < WHERE_COUNTRIES) all[(*n)++] = (where_country){ code, 1 };
    else --*total;
}

static double census_share(const where_country *all, uint32_t n, uint32_t total, const char *code)
{
    for (uint32_t i = 0; code[0] && i < n; i++)
        if (strcmp(all[i].code, code) == 0) return (double)all[i].count / (double)total;
    return 0;
}

static void census(where *x)
{
    const sayso_ctx *c = x->c;
    for (uint32_t i = 0; i < c->n_mentions; i++)
        if (c->mentions[i].kind != SAYSO_ENT_PLACE && !c->mentions[i].pronoun)
            census_add(x->countries, &x->n_countries, &x->total, c->mentions[i].country);
    for (uint32_t i = 0; i < x->n_names; i++) {
        const where_group *g = &x->groups[x->names[i].group];
        if (!x->names[i].place || g->n != 1 || !g->sense[0].division) continue;
        census_add(x->divisions, &x->n_divisions, &x->total_divisions, g->sense[0].admin1);
        census_add(x->countries, &x->n_countries, &x->total, g->sense[0].country);
    }
}

/* Is the country named or meant by some actor in the sentence? Mentions are by head: those of
 * the sentence are neighbours. */
static bool sentence_names(const where *x, const where_name *name, const char *country)
{
    const sayso_ctx *c = x->c;
    const sayso_sent *s = sent_of(c, name->h.first);
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++) {
        if (w >= name->h.first && w <= name->h.last) continue;
        const int32_t m = c->mention_of[w];
        if (m >= 0 && c->mentions[m].kind != SAYSO_ENT_PLACE &&
            strcmp(c->mentions[m].country, country) == 0)
            return true;
    }
    return false;
}

/* ---- where the text puts a name -------------------------------------------------------------- */

/* *Springfield, Ohio*, *Springfield Ohio*: the name right behind is a division or country that
 * holds a place of this name. */
static void container_behind(where *x, uint32_t i)
{
    const where_name *name = &x->names[i];
    if (i + 1 == x->n_names) return;
    where_name *next = &x->names[i + 1];
    const sayso_ctx *c = x->c;
    const bool comma = next->h.first == name->h.last + 2 &&
                       sayso_str_eq(word_at(c, name->h.last + 1)->form, SAYSO_STR(","));
    if ((!comma && next->h.first != name->h.last + 1) ||
        c->tree.sentence[next->h.first] != c->tree.sentence[name->h.last] ||
        next->group == name->group)
        return;
    where_group *g = &x->groups[name->group];
    const where_group *o = &x->groups[next->group];
    for (uint32_t k = 0; g->unknown && comma && k < o->n && !g->country[0]; k++)
        if (o->sense[k].division || o->sense[k].kind == SAYSO_ENT_COUNTRY) {
            g->country = o->sense[k].country;
            g->admin1 = o->sense[k].admin1;
        }
    for (uint32_t k = 0; k < o->n; k++)
        for (uint32_t j = 0; j < g->n; j++) {
            const where_sense *in = &o->sense[k], *s = &g->sense[j];
            if (s->kind == SAYSO_ENT_COUNTRY || strcmp(s->country, in->country) != 0 || s->division)
                continue;
            if (in->division && in->admin1[0] && strcmp(s->admin1, in->admin1) == 0) {
                g->admin1 = in->admin1;
                g->country = in->country;
                x->names[i].place = next->place = true;
                x->names[i].weak = next->weak = false;
                return;
            }
            if (in->kind == SAYSO_ENT_COUNTRY && comma) g->country = in->country;
        }
}

static void containers(where *x)
{
    for (uint32_t i = 0; i < x->n_names; i++) {
        where_name *name = &x->names[i];
        where_group *g = &x->groups[name->group];
        if (!name->place && name->known) continue;
        name->container = sayso_where_container(x, &name->h);
        for (uint32_t k = 0; k < g->n && !g->country[0]; k++)
            if (strcmp(g->sense[k].country, name->container) == 0) g->country = name->container;
        container_behind(x, i);
    }
}

/* ---- the choice ------------------------------------------------------------------------------ */

/* A listed sea or strait of no country is as well known as a state: *in the Red Sea* is not in
 * Sudan's of that name. */
static double people_score(const where_sense *s)
{
    if (s->kind == SAYSO_ENT_COUNTRY || (s->entity >= 0 && !s->country[0])) return PEOPLE;
    return PEOPLE * log10((double)s->population + 1000) / 8;
}

static double context_score(const where *x, const where_name *name, const where_group *g,
                            const where_sense *s)
{
    double score = s->match + people_score(s);
    if (g->country[0] && strcmp(s->country, g->country) == 0) score += CONTAINER_COUNTRY;
    if (g->admin1[0] && strcmp(s->admin1, g->admin1) == 0 && !s->division)
        score += CONTAINER_DIVISION;
    if (s->kind == SAYSO_ENT_COUNTRY) score += COUNTRY;
    else if (s->kind == SAYSO_ENT_CAPITAL) score += CAPITAL;
    else if (s->division) score += s->abbreviation ? ABBREVIATION : DIVISION;
    if (s->country[0] && s->kind != SAYSO_ENT_COUNTRY) {
        score += COUNTRY_SHARE * census_share(x->countries, x->n_countries, x->total, s->country);
        score += DIVISION_SHARE *
                 census_share(x->divisions, x->n_divisions, x->total_divisions, s->admin1);
        if (g->n > 1 && sentence_names(x, name, s->country)) score += IN_SENTENCE;
    }
    return isnan(s->lat_deg) && s->kind != SAYSO_ENT_COUNTRY ? score - NO_POINT : score;
}

static void group_choose(where_group *g)
{
    g->best = g->second = g->n;
    for (uint32_t i = 0; i < g->n; i++)
        if (g->best == g->n || g->sense[i].score > g->sense[g->best].score) {
            g->second = g->best;
            g->best = i;
        } else if (g->second == g->n || g->sense[i].score > g->sense[g->second].score)
            g->second = i;
}

/* How many other places of the document lie near: each counts fully up to NEAR_KM, then less,
 * from FAR_KM on not at all. */
static double near_score(const where *x, const where_group *self, const where_sense *s)
{
    double sum = 0;
    uint32_t asked = 0;
    if (isnan(s->lat_deg) || s->kind == SAYSO_ENT_COUNTRY || s->division) return 0;
    for (uint32_t i = 0; i < x->n_groups && asked < MOST_NEIGHBOURS; i++) {
        const where_group *g = &x->groups[i];
        if (g == self || !g->count || g->best == g->n || g->county) continue;
        const where_sense *o = &g->sense[g->best];
        if (o->kind == SAYSO_ENT_COUNTRY || o->division || isnan(o->lat_deg)) continue;
        asked++;
        const double km = sayso_where_km(s->lat_deg, s->lon_deg, o->lat_deg, o->lon_deg);
        sum += km <= NEAR_KM ? NEAR : km < FAR_KM ? NEAR * (FAR_KM - km) / (FAR_KM - NEAR_KM) : 0;
    }
    return sum < MOST_NEAR ? sum : MOST_NEAR;
}

/* What decided between the first two: the same for both, no context did. */
static const char *why_of(const where *x, const where_group *g, const double *alone)
{
    const where_sense *b = &g->sense[g->best];
    if (g->admin1[0] && strcmp(b->admin1, g->admin1) == 0) return "division";
    if (g->country[0] && strcmp(b->country, g->country) == 0) return "country";
    if (g->second == g->n) return "";
    const where_sense *s = &g->sense[g->second];
    if (alone[g->best] < alone[g->second]) return "near";
    const double share = census_share(x->divisions, x->n_divisions, x->total_divisions, b->admin1) -
                         census_share(x->divisions, x->n_divisions, x->total_divisions, s->admin1);
    if (share > 0) return "document";
    return people_score(b) > people_score(s) ? "population" : "";
}

static bool first_of_group(const where *x, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (x->names[k].group == x->names[i].group) return false;
    return true;
}

/* A weak mention is a place only if another one of its name is, or if the place is known to all. */
static void weak_settle(where *x)
{
    for (uint32_t i = 0; i < x->n_names; i++)
        x->groups[x->names[i].group].sure |= x->names[i].place && !x->names[i].weak;
    for (uint32_t i = 0; i < x->n_names; i++) {
        where_group *g = &x->groups[x->names[i].group];
        bool known = g->sure;
        for (uint32_t k = 0; k < g->n; k++) known |= g->sense[k].population >= KNOWN_TO_ALL;
        if (x->names[i].weak && !known) x->names[i].place = false;
        g->count += x->names[i].place;
    }
}

void sayso_where_choose(where *x)
{
    double alone[WHERE_SENSES];
    containers(x);
    weak_settle(x);
    census(x);
    for (uint32_t i = 0; i < x->n_names; i++) {
        where_group *g = &x->groups[x->names[i].group];
        if (!first_of_group(x, i)) continue;
        for (uint32_t k = 0; k < g->n; k++)
            g->sense[k].score = context_score(x, &x->names[i], g, &g->sense[k]);
        group_choose(g);
    }
    for (int pass = 0; pass < PASSES; pass++)
        for (uint32_t i = 0; i < x->n_names; i++) {
            where_group *g = &x->groups[x->names[i].group];
            if (!g->count || g->n < 2 || !first_of_group(x, i)) continue;
            for (uint32_t k = 0; k < g->n; k++) {
                alone[k] = context_score(x, &x->names[i], g, &g->sense[k]);
                g->sense[k].score = alone[k] + near_score(x, g, &g->sense[k]);
            }
            group_choose(g);
            g->why = why_of(x, g, alone);
        }
    for (uint32_t i = 0; i < x->n_groups; i++) {
        where_group *g = &x->groups[i];
        if (g->n == 1) g->why = g->admin1[0] ? "division" : g->country[0] ? "country" : "";
    }
}
