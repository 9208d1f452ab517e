/* regroup: tellings of all documents become groups, one a claim, and stay so while reports come and
 * go.
 *
 * A lane holds the tellings that can be compared at all: one event type, one phase, dated or not.
 * Within a lane tellings have an order: what speaks with a date of its own or of its document by
 * day, document and place in the text; behind them all, in the same order, what is denied, admitted
 * or confirmed without a date. Each joins the best of the groups begun before it, or begins one. A
 * group is looked at where one of its tellings lies near in days and names one of the same
 * participants; so what a telling joins rests on few others.
 *
 * What is kept is this: of each telling that is not pending, the group is the one that it would
 * join given those before it. Where a group changes, those behind that may have looked at it become
 * pending. When nothing is pending, the groups are those that going through all tellings in order
 * makes: they depend on the set of tellings, not on the order in which they came.
 *
 * Nothing here knows where tellings are kept: `sayso_led_source` gives them. */
#ifndef SAYSO_LEDGER_REGROUP_H
#define SAYSO_LEDGER_REGROUP_H

#include "same.h"

enum { LG_LEVELS = 4, LG_MOST_KEYS = 2 * LG_MOST_PARTIES * 2 * 3 };

/* Where a telling stands in its lane. */
typedef struct sayso_led_position {
    uint32_t lane;
    bool     loose;            /* behind all that are not */
    int64_t  at;               /* day, then the beginning of the document's key */
    const char *key;           /* of the document */
    uint32_t number;           /* of its first event */
    int64_t  id;
} sayso_led_position;

typedef struct sayso_led_telling {
    sayso_led_position p;
    sayso_led_report report;   /* merged of its events */
    int64_t  group;            /* the telling that began it; 0 none yet: then it is pending */
    int64_t  pinned;           /* a person joined it with all of that number; 0 nobody did */
    int64_t  document;         /* that it is of, as a number */
} sayso_led_telling;

typedef struct sayso_led_regroup sayso_led_regroup;

/* A row of where tellings are named: by key, in order of (at, telling). */
typedef struct sayso_led_named { int64_t at, telling; } sayso_led_named;

typedef struct sayso_led_source {
    void *user;
    /* Fills p, report, group and pinned; strings in the arena. */
    sayso_status (*telling)(void *user, int64_t id, sayso_arena *a, sayso_led_telling *out,
                            sayso_error *err);
    /* Up to `most` rows of a key behind (at, telling), or before it where `back`, nearest first. */
    sayso_status (*named)(void *user, uint64_t key, sayso_led_named from, bool back, uint32_t most,
                          sayso_led_named *out, uint32_t *n, sayso_error *err);
    /* Calls `each` with every telling of a group, or of those pinned together; strings in the
     * arena. */
    sayso_status (*members)(void *user, int64_t group, bool pinned, sayso_arena *a,
                            sayso_status (*each)(void *to, const sayso_led_telling *t,
                                                 sayso_error *err),
                            void *to, sayso_error *err);
} sayso_led_source;

uint32_t sayso_led_lane(const sayso_led_report *r);
int64_t  sayso_led_at(const sayso_led_report *r, const char *key);
/* By what a telling is found: out[LG_MOST_KEYS]; returns how many. */
uint32_t sayso_led_keys(const sayso_led_report *r, uint64_t *out);
int sayso_led_position_cmp(const sayso_led_position *a, const sayso_led_position *b);

/* NULL without memory. `source` is borrowed. */
sayso_led_regroup *sayso_led_regroup_new(const sayso_led_source *source);
void               sayso_led_regroup_free(sayso_led_regroup *g);

/* Makes a telling pending. */
sayso_status sayso_led_regroup_push(sayso_led_regroup *g, int64_t id, sayso_error *err);
/* Finds the group of the first pending telling that stands before `limit` (NULL: of any), and makes
 * pending what rests on it. *id is 0 where none is left. */
sayso_status sayso_led_regroup_next(sayso_led_regroup *g, const sayso_led_position *limit,
                                    int64_t *id, sayso_error *err);
/* Takes a telling out for good; the others of its group are without one, and pending. */
sayso_status sayso_led_regroup_remove(sayso_led_regroup *g, int64_t id, sayso_error *err);

/* What has come of it: calls `moved` for tellings whose group is another than the source gave, and
 * `pending` for those that still are. */
sayso_status sayso_led_regroup_changes(sayso_led_regroup *g,
                                       sayso_status (*moved)(void *user, const sayso_led_telling *t,
                                                             sayso_error *err),
                                       sayso_status (*pending)(void *user,
                                                               const sayso_led_telling *t,
                                                               sayso_error *err),
                                       void *user, sayso_error *err);
/* Groups that gained or lost a telling. `each` gets the members in order of time; n 0: gone. */
sayso_status sayso_led_regroup_groups(sayso_led_regroup *g,
                                      sayso_status (*each)(void *user, int64_t group,
                                                           const sayso_led_telling *const *members,
                                                           uint32_t n, sayso_error *err),
                                      void *user, sayso_error *err);

#endif
