/* where: the inner side of resolving places. where.c chooses meanings and makes records; where_notes.c reads what the
 * text itself says of where a place lies, and notes what cannot be. */
#ifndef SAYSO_READING_WHERE_H
#define SAYSO_READING_WHERE_H

#include "reading/who.h"

enum { WHERE_COUNTRIES = 64 };

typedef struct where_country { const char *code; uint32_t count; } where_country;
typedef struct where {
    sayso_ctx *c;
    where_country countries[WHERE_COUNTRIES]; uint32_t n_countries, total; /* of the document's mentions */
    uint32_t *hit_of_place;   /* [n_places] */
} where;

/* The country that the text says the place lies in: *Kursk, Ukraine*; *Gori in Georgia*; *dans l'est de l'Ukraine,
 * notamment dans la région de Koursk*. "" if it does not say. */
const char *sayso_where_container(const where *x, const sayso_hit *h);
/* Notes that a place does not lie where the text puts it. False without memory. */
bool sayso_where_conflict(where *x, const sayso_hit *h, const sayso_entity *e, const char *container);
/* Notes names in the place of a place that nobody knows but that are a letter or two from one in this document. */
bool sayso_where_unknown(where *x);

#endif
