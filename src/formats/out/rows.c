/* A reading's events as rows, as the ledger lists them; what gives each value stands in
 * base/fields.def. */
#include "out.h"
#include <math.h>

/* A code as text; NULL without memory. */
static const char *code_dup(sayso_arena *a, sayso_code code)
{
    char text[SAYSO_CODE_SIZE];
    sayso_code_text(code, text);
    return sayso_arena_dup(a, text, strlen(text));
}

static const sayso_party *party_rows(sayso_arena *a, const sayso_reading *r,
                                     const sayso_participant *p, uint32_t n)
{
    sayso_party *rows = sayso_arena_array(a, n, sizeof *rows);
    for (uint32_t i = 0; rows && i < n; i++) {
        const bool known = p[i].actor >= 0 && (uint32_t)p[i].actor < r->n_actors;
        const sayso_actor *who = known ? &r->actors[p[i].actor] : NULL;
        rows[i] = (sayso_party){ .code = code_dup(a, p[i].code),
                                 .text = p[i].text,
                                 .name = who ? who->name : NULL,
                                 .country = p[i].code.country,
                                 .role = p[i].code.role,
                                 .kind = who ? who->kind : NULL,
                                 .via = who ? who->via : NULL,
                                 .span = p[i].span };
    }
    return rows;
}

static const char *joined(sayso_arena *a, const char *const *s, uint32_t n)
{
    const char *all = n ? s[0] : NULL;
    for (uint32_t i = 1; all && i < n; i++) all = sayso_arena_printf(a, "%s,%s", all, s[i]);
    return all;
}

/* "killed 12; wounded ~30" */
static const char *numbers_text(sayso_arena *a, const sayso_event *e)
{
    char value[SAYSO_NUMBER_SIZE];
    const char *all = NULL;
    for (uint32_t i = 0; i < e->n_numbers; i++)
        all = sayso_arena_printf(a, "%s%s%s %s", all ? all : "", all ? "; " : "",
                                 e->numbers[i].kind, sayso_number_text(&e->numbers[i], value));
    return all;
}

/* What the table cannot say in one expression is done by hand. */
static bool row_made(sayso_event_row *row, sayso_arena *a, const sayso_reading *r, uint32_t i,
                     const char *key)
{
    const sayso_event *e = &r->events[i];
    row->id = key ? sayso_arena_printf(a, "%s-e%u", key, i)
                  : sayso_arena_printf(a, "%s#%u", r->id ? r->id : "", i);
    row->actor = party_rows(a, r, e->actor, row->n_actor = e->n_actor);
    row->recipient = party_rows(a, r, e->recipient, row->n_recipient = e->n_recipient);
    if (e->date.precision != SAYSO_UNDATED) {
        char iso[SAYSO_DAY_SIZE];
        const char *text = sayso_day_text(e->date, iso);
        if (!(row->date = sayso_arena_dup(a, text, strlen(text)))) return false;
    }
    const bool under = e->attribution >= 0 && (uint32_t)e->attribution < r->n_attributions;
    const sayso_attribution *said = under ? &r->attributions[e->attribution] : NULL;
    if (said && !(row->source_code = code_dup(a, said->source.code))) return false;
    row->contexts = joined(a, e->context, e->n_context);
    row->numbers = numbers_text(a, e);
    if (e->sentence < r->n_sentences) {
        const sayso_span s = r->sentences[e->sentence].span;
        if (s.start <= s.end && s.end <= r->text_len)
            row->sentence = sayso_arena_dup(a, r->text + s.start, s.end - s.start);
    }
    return row->id && row->actor && row->recipient;
}

static void row_of(sayso_event_row *row, const sayso_reading *r, const sayso_event *e)
{
    const sayso_place *p = e->place >= 0 && (uint32_t)e->place < r->n_places ? &r->places[e->place]
                                                                             : NULL;
    const bool under = e->attribution >= 0 && (uint32_t)e->attribution < r->n_attributions;
    const sayso_attribution *said = under ? &r->attributions[e->attribution] : NULL;
    *row = (sayso_event_row){ 0 };
#define EVENT_ROW(declared, member, of, name, about, sql, made, ...) row->member = made;
#include "base/fields.def"
}

bool sayso_out_events(sayso_out *o, const sayso_reading *r, const char *key)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    bool ok = true;
    for (uint32_t i = 0; ok && i < r->n_events; i++) {
        sayso_event_row row;
        row_of(&row, r, &r->events[i]);
        ok = row_made(&row, &a, r, i, key);
        if (ok) sayso_out_record(o, &row);
        sayso_arena_reset(&a);
    }
    sayso_arena_free(&a);
    return ok;
}
