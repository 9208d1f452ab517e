/* What a claim's row says of its tellings. */
#include "summary.h"
#include <stdio.h>
#include <stdlib.h>

static int by_document(const void *a, const void *b)
{
    const sayso_led_position *x = &(*(const sayso_led_telling *const *)a)->p,
                             *y = &(*(const sayso_led_telling *const *)b)->p;
    const int c = strcmp(x->key, y->key);
    return c ? c : (x->number > y->number) - (x->number < y->number);
}

bool sayso_led_summarise(const sayso_led_telling *const *members, uint32_t n, sayso_led_report *all,
                         uint32_t *documents)
{
    const sayso_led_telling **m = calloc((size_t)n + 1, sizeof *m);
    if (!m) return false;
    memcpy(m, members, n * sizeof *m);
    qsort(m, n, sizeof *m, by_document);
    *all = members[0]->report;
    *documents = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (m[i] != members[0]) sayso_led_merge(all, &m[i]->report);
        *documents += i == 0 || strcmp(m[i]->p.key, m[i - 1]->p.key) != 0;
    }
    free(m);
    return true;
}

/* Is a party without a country ("foreign forces") one of those that are known? */
static bool told(const sayso_led_side *s, const sayso_led_code *c)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (*s->at[i].code.country && strcmp(s->at[i].code.role, c->role) == 0) return true;
    return false;
}

const char *sayso_led_codes_join(sayso_arena *a, const sayso_led_side *s)
{
    char codes[LG_MOST_PARTIES][2 * LG_CODE];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const sayso_led_code *c = &s->at[i].code;
        char code[2 * LG_CODE];
        snprintf(code, sizeof code, "%s%s", c->country, c->role);
        if (!*code || (!*c->country && told(s, c))) continue;
        uint32_t at = 0;
        while (at < n && strcmp(codes[at], code) < 0) at++;
        if (at < n && strcmp(codes[at], code) == 0) continue;
        memmove(codes + at + 1, codes + at, (n - at) * sizeof *codes);
        memcpy(codes[at], code, sizeof code);
        n++;
    }
    const char *all = sayso_arena_dup(a, "", 0);
    for (uint32_t i = 0; all && i < n; i++)
        all = sayso_arena_printf(a, "%s%s%s", all, i ? "," : "", codes[i]);
    return all;
}

uint32_t sayso_led_status_bit(const char *name)
{
    for (int s = 0; name && s < SAYSO_N_EVENT_STATUSES; s++)
        if (strcmp(sayso_event_status_name((sayso_event_status)s), name) == 0) return 1u << s;
    return 0;
}

const char *sayso_led_statuses_join(sayso_arena *a, uint32_t bits)
{
    const char *all = "";
    for (int s = 0; all && s < SAYSO_N_EVENT_STATUSES; s++)
        if (bits & 1u << s)
            all = sayso_arena_printf(a, "%s%s%s", all, *all ? "," : "",
                                     sayso_event_status_name((sayso_event_status)s));
    return all;
}

void sayso_led_counts_add(sayso_led_counts *m, const char *status, const char *date, int32_t day)
{
    const bool dates = !m->date && date;
    m->statuses |= sayso_led_status_bit(status);
    if ((dates || !m->events) && day != INT32_MIN) m->day = day;
    if (dates) m->date = date;
    m->events++;
}
