/* Numbers of records that are read again. */
#include "numbering.h"
#include <stdio.h>

static sayso_status list_load(sayso_ledger *l, const char *sql, int64_t document, sayso_arena *a,
                              sayso_led_numbered **out, uint32_t *n, uint32_t *cap,
                              sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        if (!sayso_arena_grow(a, *out, *n, *cap)) {
            st = sayso_no_memory(err);
            break;
        }
        sayso_led_numbered *x = &(*out)[(*n)++];
        *x = (sayso_led_numbered){ .cue = { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET },
                                   .number = (uint32_t)sayso_led_whole(s, 0) };
        if (!sayso_led_null(s, 1))
            x->cue = (sayso_span){ (uint32_t)sayso_led_whole(s, 1),
                                   (uint32_t)sayso_led_whole(s, 2) };
        snprintf(x->type, sizeof x->type, "%s",
                 sayso_led_column(s, 3) ? sayso_led_column(s, 3) : "");
    }
    sayso_led_reset(s);
    return st;
}

static bool has(const sayso_led_numbered *was, uint32_t n, uint32_t number)
{
    for (uint32_t i = 0; i < n; i++)
        if (was[i].number == number) return true;
    return false;
}

/* What has been withdrawn has its number still: "0-7" are the words of it. What was put back has it
 * by its own row. */
static sayso_status withdrawn_load(sayso_ledger *l, int64_t document, sayso_arena *a,
                                   sayso_led_numbering *out, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(
        l,
        "SELECT record, value FROM decisions WHERE key = (SELECT key FROM documents WHERE "
        "document = ?) AND what = 'withdraw' AND field = 'cue' ORDER BY decision",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        char key[SAYSO_KEY_SIZE];
        int64_t number;
        sayso_span cue;
        const char *id = sayso_led_column(s, 0), *words = sayso_led_column(s, 1);
        const char letter = id ? sayso_led_id_split(id, key, &number) : 0;
        if (!words || sscanf(words, "%u-%u", &cue.start, &cue.end) != 2) continue;
        const sayso_led_numbered x = { .cue = cue, .number = (uint32_t)number };
        if (letter == 'a' ? has(out->attributions, out->n_attributions, x.number)
                          : has(out->events, out->n_events, x.number))
            continue;
        const bool ok = letter == 'a' ? sayso_arena_grow(a, out->attributions, out->n_attributions,
                                                         out->cap_attributions)
                                      : sayso_arena_grow(a, out->events, out->n_events,
                                                         out->cap_events);
        if (!ok) st = sayso_no_memory(err);
        if (st) break;
        if (letter == 'a') out->attributions[out->n_attributions++] = x;
        else out->events[out->n_events++] = x;
    }
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_numbering_load(sayso_ledger *l, int64_t document, sayso_arena *a,
                                      sayso_led_numbering *out, sayso_error *err)
{
    sayso_status st = list_load(
        l, "SELECT number, cue_start, cue_end, type FROM events WHERE document = ? ORDER BY number",
        document, a, &out->events, &out->n_events, &out->cap_events, err);
    if (!st)
        st = list_load(l,
                       "SELECT number, cue_start, cue_end, '' FROM attributions WHERE document = ? "
                       "ORDER BY number",
                       document, a, &out->attributions, &out->n_attributions,
                       &out->cap_attributions, err);
    if (!st) st = withdrawn_load(l, document, a, out, err);
    return st;
}

/* UINT32_MAX: none is left of that kind; type NULL: of any. */
static uint32_t take(sayso_led_numbered *was, uint32_t n, const char *type, sayso_span cue)
{
    for (uint32_t i = 0; i < n; i++) {
        if (was[i].taken || was[i].cue.start != cue.start || was[i].cue.end != cue.end ||
            (type && strcmp(was[i].type, type) != 0))
            continue;
        was[i].taken = true;
        return was[i].number;
    }
    return UINT32_MAX;
}

static uint32_t behind(const sayso_led_numbered *was, uint32_t n)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < n; i++)
        if (was[i].number >= next) next = was[i].number + 1;
    return next;
}

void sayso_led_number_events(sayso_led_numbering *was, const sayso_reading *r, uint32_t *numbers)
{
    uint32_t next = behind(was->events, was->n_events);
    for (uint32_t i = 0; i < r->n_events; i++)
        numbers[i] = take(was->events, was->n_events, sayso_type_name(r->events[i].type),
                          r->events[i].cue);
    /* a person may have given it another type, or taken it out */
    for (uint32_t i = 0; i < r->n_events; i++)
        if (numbers[i] == UINT32_MAX)
            numbers[i] = take(was->events, was->n_events, NULL, r->events[i].cue);
    for (uint32_t i = 0; i < r->n_events; i++)
        if (numbers[i] == UINT32_MAX) numbers[i] = next++;
}

void sayso_led_number_attributions(sayso_led_numbering *was, const sayso_reading *r,
                                   uint32_t *numbers)
{
    uint32_t next = behind(was->attributions, was->n_attributions);
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        numbers[i] = take(was->attributions, was->n_attributions, NULL, r->attributions[i].cue);
        if (numbers[i] == UINT32_MAX) numbers[i] = next++;
    }
}
