/* where, inside: names that may be places, in groups with all that they may mean. The steps,
 * each a file:
 *
 *   names.c    the names that may be places, from the lexicon and the gazetteer, with all they
 *              may mean
 *   context.c  what the text says of where they lie, what else it names, and the choice
 *   notes.c    containment within a phrase; notes on what cannot be
 *   where.c    records
 *
 * Mentions of one name in one document mean one place, so that meanings are kept and chosen by
 * group. */
#ifndef SAYSO_WHERE_INSIDE_H
#define SAYSO_WHERE_INSIDE_H

#include "base/dict.h"
#include "names/names.h"
#include "where/where.h"

enum { WHERE_COUNTRIES = 64, WHERE_SENSES = 10 };

/* What a name may mean. */
typedef struct where_sense {
    int32_t  entity;             /* of the lexicon, -1 */
    uint32_t item;               /* of the gazetteer, UINT32_MAX */
    sayso_entity_kind kind;      /* COUNTRY, CAPITAL, PLACE */
    bool     division;           /* a region of any kind, or first-level division */
    bool     abbreviation;       /* of a division: Tex. */
    const char *name, *country, *admin1;
    double   lat_deg, lon_deg;   /* NAN unknown */
    uint32_t population;         /* 0 unknown */
    double   match, score;       /* how well the name fits; with the context */
} where_sense;

/* All mentions of a name. */
typedef struct where_group {
    uint64_t key;
    where_sense sense[WHERE_SENSES]; uint32_t n;
    uint32_t best, second;       /* second: n if there is none */
    uint32_t count;              /* mentions that are places */
    const char *country, *admin1;/* of where the text says it lies, "" */
    const char *why;             /* the context that decided, "" */
    bool     sure;               /* some mention is a place beyond doubt */
    bool     county;             /* *X County*: no meaning of its own in the gazetteer */
    bool     unknown;            /* only the recogniser says that it is a place */
} where_group;

typedef struct where_name {
    sayso_hit h;                 /* first, last, head; meanings only of what the lexicon knows */
    uint32_t  group;
    const char *container;       /* country that the text puts this mention in, "" */
    bool      known;             /* by the lexicon */
    bool      place;             /* it is one, as far as its phrase tells */
    bool      weak;              /* … which is little: others of the document must bear it out */
} where_name;

typedef struct where_country { const char *code; uint32_t count; } where_country;
typedef struct where {
    sayso_ctx *c;
    /* of the document's mentions */
    where_country countries[WHERE_COUNTRIES]; uint32_t n_countries, total;
    /* named as such or behind a town's name */
    where_country divisions[WHERE_COUNTRIES]; uint32_t n_divisions, total_divisions;
    where_name  *names;  uint32_t n_names, cap_names;    /* in text order */
    where_group *groups; uint32_t n_groups, cap_groups;
    sayso_dict      group_of;       /* by key */
    sayso_dict      persons;        /* folded words of people's names, by hash */
    uint32_t    *name_of_place;  /* [n_places] index of the name */
} where;

/* ---- names.c ---- */
/* Fills names and groups, all meanings unweighed. False without memory. */
bool sayso_where_names(where *x);

/* ---- context.c ---- */
/* Chooses a meaning for every group. */
void sayso_where_choose(where *x);
/* Great-circle distance in km (haversine); NAN where a point is unknown. */
double sayso_where_km(double lat1, double lon1, double lat2, double lon2);

/* ---- notes.c ---- */
/* The country that the text says the place lies in: *Kursk, Ukraine*; *Gori in Georgia*; *dans
 * l'est de l'Ukraine, notamment dans la région de Koursk*. "" if it does not say. */
const char *sayso_where_container(const where *x, const sayso_hit *h);
/* Notes that a place does not lie where the text puts it. False without memory. */
bool sayso_where_conflict(where *x, const sayso_hit *h, const where_sense *s,
                          const char *container);
/* Notes names in the place of a place that nobody knows but that are a letter or two from one in
 * this document. */
bool sayso_where_unknown(where *x);

#endif
