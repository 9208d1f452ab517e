/* group: events counted by what they have in common, from facts. */
#ifndef SAYSO_LEDGER_GROUP_H
#define SAYSO_LEDGER_GROUP_H

#include "scan.h"

/* What events are counted by. Of several actors or recipients an event counts once under the
 * country of each. LG_PER_ACTS and LG_PER_ON belong together: who acts, and on whom; where all take
 * part alike, each on the others. */
typedef enum sayso_led_by {
    LG_PER_NOTHING, /* behind the last; of a list of one row */
    LG_PER_YEAR, LG_PER_MONTH, LG_PER_DAY, LG_PER_TYPE, LG_PER_QUAD, LG_PER_MODE, LG_PER_STATUS,
    LG_PER_ACTOR, LG_PER_RECIPIENT, LG_PER_COUNTRY, LG_PER_SAID, LG_PER_PUBLISHER, LG_PER_DIVISION,
    LG_PER_TOWN, LG_PER_ACTS, LG_PER_ON
} sayso_led_by;

enum { LG_MOST_BY = 12 };

/* A value of a group: a text, or a number where text is NULL. */
typedef struct sayso_led_by_value { const char *text; int64_t number; } sayso_led_by_value;

/* What is counted of a group. Events, claims and documents always are. */
enum {
    LG_GROUP_EVENTS, LG_GROUP_CLAIMS, LG_GROUP_DOCUMENTS, LG_GROUP_INDEPENDENT, LG_GROUP_QUAD1,
    LG_GROUP_QUAD2, LG_GROUP_QUAD3, LG_GROUP_QUAD4, LG_GROUP_GOLDSTEIN /* sum of thousandths */,
    LG_GROUP_FIRST, LG_GROUP_LAST /* day that an event begins */, LG_GROUP_END /* that one ends */,
    LG_GROUP_LAT, LG_GROUP_LON, LG_GROUP_VALUES
};
/* Others only where they are asked for: sets of them. */
enum {
    LG_WITH_INDEPENDENT = 1 << LG_GROUP_INDEPENDENT, /* families of reprints */
    LG_WITH_QUADS = 15 << LG_GROUP_QUAD1,
    LG_WITH_GOLDSTEIN = 1 << LG_GROUP_GOLDSTEIN,
    LG_WITH_DAYS = 7 << LG_GROUP_FIRST,
    LG_WITH_POINTS = 3 << LG_GROUP_LAT
};

typedef struct sayso_led_grouping {
    sayso_led_by by[LG_MOST_BY]; uint32_t n; /* in the order that groups are listed in */
    const sayso_led_by_value *after;         /* [n]: groups behind it only; NULL: all */
    uint64_t most;                           /* groups, 0: all */
    uint64_t top; /* of what is not time only those that count most events,
                     so many; of equals the first; 0: all */
    uint32_t with;                           /* LG_WITH_… */
} sayso_led_grouping;

/* Writes the groups as a JSON array of arrays: the n values, then LG_GROUP_… in their order, 0 or
 * null where it was not asked for. */
sayso_status sayso_led_group_events(sayso_ledger *l, const sayso_filter *f,
                                    const sayso_led_grouping *by, sayso_buf *json,
                                    sayso_error *err);

#endif
