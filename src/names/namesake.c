/* Countries of one name: *Congo* in a report from Brazzaville. Of those that a name may mean the one
 * goes first that the document names most otherwise, by its capital, its people, a name of its own;
 * where it names none, the order of the lists stays. One pass over the hits for each of the few
 * countries that have namesakes. */
#include "names/names.h"

enum { MOST_NAMESAKES = 8 };

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
    for (uint32_t i = 0; i < c->n_hits; i++)
        for (uint32_t k = 0; has_namesakes(c, &c->hits[i]) && k < c->hits[i].n; k++) {
            const char *country = country_of(c, &c->hits[i].meaning[k]);
            if (n < MOST_NAMESAKES && !namesake_of(all, n, country))
                all[n++] = (namesake){ country, 0 };
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
