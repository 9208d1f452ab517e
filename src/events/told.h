/* told: events of stories and games, which are none. */
#ifndef SAYSO_EVENTS_TOLD_H
#define SAYSO_EVENTS_TOLD_H

#include "events/propose.h"

/* Is the event, whose sides are known, only the matter of a story (*a film about the murder*), or the
 * force and threats of players and artists (*the striker shot*, *critics attacked the opera*)? */
bool sayso_only_told(const sayso_ctx *c, const sayso_proposal *k);

#endif
