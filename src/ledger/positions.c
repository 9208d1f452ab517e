/* Positions: for each source, the stances that it has taken towards a claim, in order of time. */
#include "positions.h"
#include <stdlib.h>

/* By source, then time, then document and place in the text; one attribution of several events by
 * the first of them. */
static int by_source_and_time(const void *a, const void *b)
{
    const sayso_led_said *x = a, *y = b;
    int c = strcmp(x->institution, y->institution);
    if (c) return c;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    if ((c = strcmp(x->key, y->key))) return c;
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    return (x->event_number > y->event_number) - (x->event_number < y->event_number);
}

/* What the position is shown under: the institution's code, without GOV where no stance has it;
 * else a name. */
static const char *shown(const sayso_led_said *s, uint32_t n)
{
    if (*s->institution != '=' && *s->institution != '~') {
        for (uint32_t i = 0; i < n; i++)
            if (strcmp(s[i].code, s->institution) == 0) return s->institution;
        return s->code;
    }
    return s->name ? s->name : *s->code ? s->code : "unnamed";
}

static bool reverses(const sayso_led_said *s, uint32_t n)
{
    bool denied = false;
    for (uint32_t i = 0; i < n; i++) {
        if (denied && (s[i].stance == SAYSO_ADMIT || s[i].stance == SAYSO_CONFIRM)) return true;
        denied |= s[i].stance == SAYSO_DENY;
    }
    return false;
}

/* Is the attribution among those of its source already? One that speaks of several of the claim's
 * reports counts once. */
static bool heard(const sayso_led_said *s, uint32_t n, const sayso_led_said *x)
{
    for (; n && strcmp(s[n - 1].institution, x->institution) == 0; n--)
        if (s[n - 1].attribution == x->attribution) return true;
    return false;
}

bool sayso_led_contradicted(const sayso_led_stand *stands, uint32_t n)
{
    bool yes = false, no = false;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < stands[i].n; k++) {
            const sayso_stance s = stands[i].said[k].stance;
            yes |= s == SAYSO_ASSERT || s == SAYSO_CONFIRM || s == SAYSO_ADMIT;
            no |= s == SAYSO_DENY || s == SAYSO_DOUBT;
        }
    return yes && no && n > 1;
}

bool sayso_led_stands_of(sayso_led_said *s, uint32_t n, sayso_arena *a, sayso_led_stand **out,
                         uint32_t *n_out)
{
    uint32_t kept = 0;
    *n_out = 0;
    if (!(*out = sayso_arena_array(a, n, sizeof **out))) return false;
    if (n) qsort(s, n, sizeof *s, by_source_and_time);
    for (uint32_t i = 0; i < n; i++)
        if (!heard(s, kept, &s[i])) s[kept++] = s[i];
    for (uint32_t i = 0, j; i < kept; i = j) {
        for (j = i + 1; j < kept && strcmp(s[j].institution, s[i].institution) == 0; j++) {}
        (*out)[(*n_out)++] = (sayso_led_stand){ .said = s + i,
                                                .n = j - i,
                                                .source = shown(s + i, j - i),
                                                .reversal = reverses(s + i, j - i) };
    }
    return true;
}
