/* events: who did what to whom, and on whose say-so. Each step false only without memory. */
#ifndef SAYSO_EVENTS_H
#define SAYSO_EVENTS_H

#include "base/code.h"
#include "tree/tree.h"

bool sayso_events_find(sayso_ctx *c);       /* events.c: events with participants, date and place */
bool sayso_attributions_find(sayso_ctx *c); /* attributions.c: sources, cues, contents */
bool sayso_status_set(sayso_ctx *c);        /* status.c: status, and types that status changes */
/* context.c: countries of participants that are named by their role only */
bool sayso_context_set(sayso_ctx *c);
/* numbers.c: how many were killed, wounded, arrested, deployed, displaced in an event */
bool sayso_numbers_set(sayso_ctx *c);

#endif
