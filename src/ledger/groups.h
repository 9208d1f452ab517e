/* groups: the groups of a count in the making, shared by the files that fill them (group.c), order
 * them (group_order.c) and write them (group_put.c). */
#ifndef SAYSO_LEDGER_GROUPS_H
#define SAYSO_LEDGER_GROUPS_H

#include "group.h"

/* As small as can be: of a large ledger there are hundreds of thousands, looked up by chance. */
typedef struct sayso_led_tally {
    int64_t  goldstein;
    uint32_t events, claims, documents, independent, quads[4];
    uint32_t document;         /* the last one that was counted */
    int32_t  first, last, end;
    uint32_t key[];            /* [by->n] numbers of texts, or days and the like */
} sayso_led_tally;

typedef struct sayso_led_point { double lat_deg, lon_deg; } sayso_led_point;

/* Which groups have counted a claim, or a family of reprints: nearly always one. */
typedef struct sayso_led_counted {
    struct { uint32_t group, more; } *heads; int64_t n_heads; /* by its number; group from 1 */
    struct { uint32_t group, next; } *links; uint32_t n, cap; /* the others; from 1 */
} sayso_led_counted;

/* An event of a row of facts that is to be counted under a key. */
typedef struct sayso_led_entry {
    uint32_t document, event;  /* which one of the row's it is */
    uint32_t quad;             /* 0 unknown */
    uint32_t hash;             /* of the key */
} sayso_led_entry;

typedef struct sayso_led_group_slot { uint32_t hash, group; } sayso_led_group_slot; /* from 1 */

typedef struct sayso_led_groups {
    const sayso_led_grouping *by;
    const sayso_led_fact_texts *texts; /* what numbers in keys are */
    char     *at; uint32_t n, cap;     /* see sayso_led_group_at */
    size_t   size;
    sayso_led_point *points; uint32_t cap_points; /* of groups, where they are asked for */
    sayso_led_group_slot *slots; uint32_t n_slots; /* a power of two */
    sayso_led_entry *entries; uint32_t n_entries, cap_entries; /* that wait to be counted */
    uint32_t *keys; uint32_t cap_keys; /* [by->n] of each */
    uint32_t n_documents;      /* of the rows before */
    sayso_led_counted claims, families;
    bool     failed;           /* without memory */
} sayso_led_groups;

static inline sayso_led_tally *sayso_led_group_at(const sayso_led_groups *g, uint32_t i)
{
    return (sayso_led_tally *)(void *)(g->at + i * g->size);
}

static inline bool sayso_led_by_time(sayso_led_by by)
{
    return by >= LG_PER_YEAR && by <= LG_PER_DAY;
}

/* ---- groups.c ---- */

void sayso_led_groups_begin(sayso_led_groups *g, const sayso_led_grouping *by,
                            const sayso_led_fact_texts *texts);
/* The number of the group of that key, which is made where there is none; UINT32_MAX without
 * memory. */
uint32_t sayso_led_groups_find(sayso_led_groups *g, const uint32_t *key);
/* An event that is counted when all of its row are entered: its key, which is to be filled until
 * then, and stands until the next one is entered. NULL without memory. */
uint32_t *sayso_led_groups_enter(sayso_led_groups *g, uint32_t document, uint32_t event);
/* Counts what was entered of the row. */
void sayso_led_groups_count(sayso_led_groups *g, const sayso_led_facts *row);
void sayso_led_groups_end(sayso_led_groups *g);

/* ---- group_order.c ---- */

/* A day as a number in the order of the names of its year, month or day; 0 unknown. */
uint32_t sayso_led_time_key(sayso_led_by by, int32_t day);
/* What a part of a key is; times as such numbers. */
sayso_led_by_value sayso_led_group_value(const sayso_led_groups *g, const sayso_led_tally *x,
                                         uint32_t i);
/* Of groups in order of time: the first day of those that `after` leaves; INT32_MIN: of all. */
int32_t sayso_led_groups_from(const sayso_led_grouping *by);
/* Are the first by->most groups there, in which nothing will be counted that begins on that day or
 * later? */
bool sayso_led_groups_enough(const sayso_led_groups *g, int32_t to_come);
/* The numbers of the groups that are asked for, order[*n] in order. NULL without memory. */
uint32_t *sayso_led_groups_order(const sayso_led_groups *g, uint32_t *n);

/* ---- group_put.c ---- */

/* As group.h says. Shows in json->failed. */
void sayso_led_groups_put(const sayso_led_groups *g, const uint32_t *order, uint32_t n,
                          sayso_buf *json);

#endif
