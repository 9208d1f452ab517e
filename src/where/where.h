/* where: places, and notes on those that cannot be where the text puts them. */
#ifndef SAYSO_WHERE_H
#define SAYSO_WHERE_H

#include "tree/tree.h"

bool sayso_where(sayso_ctx *c); /* false only without memory */

#endif
