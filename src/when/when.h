/* when: dates, by the words of the language's dates.tsv. */
#ifndef SAYSO_WHEN_H
#define SAYSO_WHEN_H

#include "tree/tree.h"

bool sayso_when(sayso_ctx *c); /* false only without memory */

#endif
