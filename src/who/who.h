/* who: mentions and actors with their codes; what pronouns and definite descriptions stand for. */
#ifndef SAYSO_WHO_H
#define SAYSO_WHO_H

#include "tree/tree.h"

bool sayso_who(sayso_ctx *c); /* false only without memory */

/* Code of an entity on the document's date. */
sayso_code sayso_who_entity_code(const sayso_ctx *c, const sayso_entity *e);

#endif
