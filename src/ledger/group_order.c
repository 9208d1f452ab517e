/* Groups in order: by what they are of; all, the first ones, or those that count most. */
#include "groups.h"
#include "base/day.h"
#include <stdlib.h>

/* ---- what a part of a key is ---- */

/* Years as SQL's strftime has them: 0 to 9999; others are unknown, as is no day. */
uint32_t sayso_led_time_key(sayso_led_by by, int32_t day)
{
    int year, month, of_month;
    if (day == INT32_MIN) return 0;
    sayso_day_parts(day, &year, &month, &of_month);
    if (year < 0 || year > 9999) return 0;
    const uint32_t y = (uint32_t)year;
    return by == LG_PER_YEAR    ? y + 1
           : by == LG_PER_MONTH ? y * 12 + (uint32_t)month
                                : (y * 12 + (uint32_t)month) * 32 + (uint32_t)of_month;
}

/* "2031-05" as such a number; 0 of "". */
static uint32_t time_read(sayso_led_by by, const char *text)
{
    sayso_day day;
    return *text && sayso_day_parse(text, &day) ? sayso_led_time_key(by, day.from) : 0;
}

sayso_led_by_value sayso_led_group_value(const sayso_led_groups *g, const sayso_led_tally *x,
                                         uint32_t i)
{
    const sayso_led_by by = g->by->by[i];
    if (sayso_led_by_time(by) || by == LG_PER_QUAD) return (sayso_led_by_value){ NULL, x->key[i] };
    return (sayso_led_by_value){ g->texts->at[x->key[i]].at, 0 };
}

/* ---- order ---- */

static int values_cmp(sayso_led_by_value a, sayso_led_by_value b)
{
    if (a.text && b.text) return strcmp(a.text, b.text);
    return (a.number > b.number) - (a.number < b.number);
}

/* Of the groups of these numbers. */
static int group_cmp(const sayso_led_groups *g, uint32_t a, uint32_t b)
{
    const sayso_led_tally *x = sayso_led_group_at(g, a), *y = sayso_led_group_at(g, b);
    int c = 0;
    for (uint32_t i = 0; !c && i < g->by->n; i++)
        if (x->key[i] != y->key[i])
            c = values_cmp(sayso_led_group_value(g, x, i), sayso_led_group_value(g, y, i));
    return c;
}

static bool behind(const sayso_led_groups *g, const sayso_led_tally *x)
{
    int c = 0;
    for (uint32_t i = 0; g->by->after && !c && i < g->by->n; i++) {
        sayso_led_by_value after = g->by->after[i];
        if (sayso_led_by_time(g->by->by[i]) && after.text)
            after = (sayso_led_by_value){ NULL, time_read(g->by->by[i], after.text) };
        c = values_cmp(sayso_led_group_value(g, x, i), after);
    }
    return !g->by->after || c > 0;
}

int32_t sayso_led_groups_from(const sayso_led_grouping *by)
{
    sayso_day day;
    const char *text = by->after ? by->after[0].text : NULL;
    return text && *text && sayso_day_parse(text, &day) ? sayso_day_first(day) : INT32_MIN;
}

bool sayso_led_groups_enough(const sayso_led_groups *g, int32_t to_come)
{
    const uint32_t before = sayso_led_time_key(g->by->by[0], to_come);
    uint64_t n = 0;
    for (uint32_t i = 0; i < g->n && n < g->by->most; i++) {
        const sayso_led_tally *x = sayso_led_group_at(g, i);
        n += x->key[0] < before && behind(g, x);
    }
    return n >= g->by->most;
}

/* ---- the first ones in order ---- */

/* Sinks order[i] in a heap whose top is the last in order. */
static void sink(const sayso_led_groups *g, uint32_t *order, uint32_t n, uint32_t i)
{
    for (uint32_t k; (k = 2 * i + 1) < n; i = k) {
        if (k + 1 < n && group_cmp(g, order[k], order[k + 1]) < 0) k++;
        if (group_cmp(g, order[k], order[i]) <= 0) return;
        const uint32_t swapped = order[i];
        order[i] = order[k];
        order[k] = swapped;
    }
}

static void heap_make(const sayso_led_groups *g, uint32_t *order, uint32_t n)
{
    for (uint32_t k = n; k-- > 0;) sink(g, order, n, k);
}

static void heap_sort(const sayso_led_groups *g, uint32_t *order, uint32_t n)
{
    for (uint32_t k = n; k-- > 1;) {
        const uint32_t last = order[0];
        order[0] = order[k];
        order[k] = last;
        sink(g, order, k, 0);
    }
}

/* The first `most` groups behind `after` without those left out (NULL: none is): order[*n] in
 * order. */
static uint32_t *first_choose(const sayso_led_groups *g, const bool *left_out, uint32_t *n)
{
    const uint64_t most = g->by->most && g->by->most < g->n ? g->by->most : g->n;
    uint32_t *order = malloc((most + 1) * sizeof *order);
    *n = 0;
    for (uint32_t i = 0; order && i < g->n; i++) {
        if ((left_out && left_out[i]) || !behind(g, sayso_led_group_at(g, i))) continue;
        if (*n < most) {
            order[(*n)++] = i;
            if (*n == most) heap_make(g, order, *n);
        } else if (group_cmp(g, i, order[0]) < 0) {
            order[0] = i;
            sink(g, order, *n, 0);
        }
    }
    if (order && *n < most) heap_make(g, order, *n);
    if (order) heap_sort(g, order, *n);
    return order;
}

/* ---- those with most events ---- */

typedef struct line { uint64_t events; uint32_t group, rank; } line;

static int by_events(const void *a, const void *b)
{
    const line *x = a, *y = b;
    if (x->events != y->events) return x->events > y->events ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Which lines are not among the `top`: left_out[lines->n]. */
static bool lines_choose(const sayso_led_groups *lines, uint64_t top, bool *left_out)
{
    uint32_t n;
    uint32_t *order = first_choose(lines, NULL, &n);
    line *all = malloc((lines->n + 1) * sizeof *all);
    const bool ok = order && all;
    for (uint32_t i = 0; ok && i < n; i++)
        all[i] = (line){ sayso_led_group_at(lines, order[i])->events, order[i], i };
    if (ok) qsort(all, n, sizeof *all, by_events);
    for (uint32_t i = 0; ok && i < n; i++) left_out[all[i].group] = i >= top;
    free(order);
    free(all);
    return ok;
}

/* What of a group is not time, as the key of a line: its number among those. */
static uint32_t line_of(const sayso_led_groups *g, uint32_t group, sayso_led_groups *lines)
{
    const sayso_led_tally *x = sayso_led_group_at(g, group);
    uint32_t n = 0, key[LG_MOST_BY];
    for (uint32_t i = 0; i < g->by->n; i++)
        if (!sayso_led_by_time(g->by->by[i])) key[n++] = x->key[i];
    return sayso_led_groups_find(lines, key);
}

/* The groups of no line of the `top`: left_out[g->n]. */
static bool top_choose(const sayso_led_groups *g, bool *left_out)
{
    sayso_led_grouping by = { .n = 0 };
    sayso_led_groups lines;
    for (uint32_t i = 0; i < g->by->n; i++)
        if (!sayso_led_by_time(g->by->by[i])) by.by[by.n++] = g->by->by[i];
    sayso_led_groups_begin(&lines, &by, g->texts);
    uint32_t *of = malloc((g->n + 1) * sizeof *of);
    bool ok = of != NULL;
    for (uint32_t i = 0; ok && i < g->n; i++) {
        of[i] = line_of(g, i, &lines);
        ok = of[i] != UINT32_MAX;
        if (ok) sayso_led_group_at(&lines, of[i])->events += sayso_led_group_at(g, i)->events;
    }
    bool *out = ok ? calloc(lines.n + 1, sizeof *out) : NULL;
    ok = out && lines_choose(&lines, g->by->top, out);
    for (uint32_t i = 0; ok && i < g->n; i++) left_out[i] = out[of[i]];
    free(out);
    free(of);
    sayso_led_groups_end(&lines);
    return ok;
}

uint32_t *sayso_led_groups_order(const sayso_led_groups *g, uint32_t *n)
{
    if (!g->by->top) return first_choose(g, NULL, n);
    bool *left_out = malloc((g->n + 1) * sizeof *left_out);
    uint32_t *order = left_out && top_choose(g, left_out) ? first_choose(g, left_out, n) : NULL;
    free(left_out);
    return order;
}
