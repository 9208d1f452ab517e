/* context: the country of those whom the text only calls by their role.
 *
 * *Police arrested forty protesters in Tunis*: nobody says whose police, and nobody need. Where
 * a participant has a role that belongs to the country one is in, its country is taken from the
 * event's place, else from the one country that the sentence names, else from the country that
 * the whole document is about. `via` says which, so that nobody mistakes it for something read. */
#include "events/judge.h"

typedef struct context {
    const char **of_sentence;  /* [n_sents] the one country that a sentence names, "" if none, NULL
                                  if several */
    const char  *of_document;  /* that most country names of the document are of, or "" */
} context;

/* Traits of a code that is one role and no more; 0 for others. */
static uint32_t traits_of(const sayso_ctx *c, sayso_code code)
{
    const bool role = !code.country[0] && strlen(code.role) == 3;
    return role ? sayso_lexicon_role(c->lexicon, code.role) : 0;
}

static void name_country(context *x, uint32_t sentence, const char *country)
{
    const char **s = &x->of_sentence[sentence];
    if (!*country || !*s) return;
    if (!**s) *s = country;
    else if (strcmp(*s, country) != 0) *s = NULL;
}

/* The country of at least three and of most of the document's mentions (Boyer and Moore's
 * majority vote, then counted). */
static void document_country(const sayso_ctx *c, context *x)
{
    uint32_t lead = 0, of_it = 0, all = 0;
    x->of_document = "";
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        const char *k = c->mentions[i].country;
        if (!k || !*k) continue;
        if (!lead) x->of_document = k;
        if (strcmp(k, x->of_document) == 0) lead++;
        else lead--;
    }
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        const char *k = c->mentions[i].country;
        if (!k || !*k) continue;
        all++;
        of_it += strcmp(k, x->of_document) == 0;
    }
    if (of_it < 3 || of_it * 2 <= all) x->of_document = "";
}

static bool context_find(const sayso_ctx *c, context *x)
{
    x->of_sentence = sayso_arena_array(c->arena, c->text->n_sents, sizeof *x->of_sentence);
    if (!x->of_sentence) return false;
    for (uint32_t s = 0; s < c->text->n_sents; s++) x->of_sentence[s] = "";
    for (uint32_t i = 0; i < c->n_mentions; i++)
        if (c->mentions[i].country)
            name_country(x, c->tree.sentence[c->mentions[i].head], c->mentions[i].country);
    for (uint32_t w = 0; w < c->text->n_words; w++)
        if (c->place_of[w] >= 0 && c->places[c->place_of[w]].country)
            name_country(x, c->tree.sentence[w], c->places[c->place_of[w]].country);
    document_country(c, x);
    return true;
}

/* Between states: the other side is another country's. Who visits, expels or helps does not do
 * so to himself. */
static bool between_states(sayso_type t)
{
    return t == SAYSO_CONSULT || t == SAYSO_COOPERATE || t == SAYSO_AID || t == SAYSO_SANCTION ||
           t == SAYSO_MOBILIZE;
}

static bool holds_country(const sayso_participant *p, uint32_t n, const char *country)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(p[i].code.country, country) == 0) return true;
    return false;
}

/* What the context of a participant is: its event, or NULL for a source. */
typedef struct setting { uint32_t sentence; const sayso_event *event; } setting;

static void complete(const sayso_ctx *c, const context *x, setting at, sayso_participant *p)
{
    const char *of_sentence = x->of_sentence[at.sentence], *country = "", *via = NULL;
    const int32_t place = at.event ? at.event->place : -1;
    /* rebels are nobody's against whose people they act */
    const uint32_t traits = traits_of(c, p->code);
    const bool foreign = at.event &&
                         (between_states(at.event->type) || (traits & SAYSO_ROLE_INSURGENT));
    if (!(traits & SAYSO_ROLE_DOMESTIC)) return;
    if (place >= 0 && c->places[place].country && *c->places[place].country && !foreign)
        country = c->places[place].country, via = "context:place";
    else if (of_sentence && *of_sentence) country = of_sentence, via = "context:sentence";
    else if (of_sentence && *x->of_document) country = x->of_document, via = "context:document";
    if (!*country) return;
    if (foreign && (holds_country(at.event->actor, at.event->n_actor, country) ||
                    holds_country(at.event->recipient, at.event->n_recipient, country)))
        return;
    p->code = sayso_code_make(country, p->code.role);
    p->via = via;
}

bool sayso_context_set(sayso_ctx *c)
{
    context x;
    if (c->judge) return sayso_codes_set(c) && sayso_parties_settle(c);
    if (!context_find(c, &x)) return false;
    for (uint32_t i = 0; i < c->n_events; i++) {
        const sayso_event *e = &c->events[i];
        sayso_participant *sides[2] = { c->sides[i].actor, c->sides[i].recipient };
        const uint32_t n[2] = { e->n_actor, e->n_recipient };
        for (int side = 0; side < 2; side++)
            for (uint32_t j = 0; j < n[side]; j++)
                complete(c, &x, (setting){ e->sentence, e }, &sides[side][j]);
    }
    for (uint32_t i = 0; i < c->n_attributions; i++)
        complete(c, &x, (setting){ c->attributions[i].sentence, NULL },
                 &c->attributions[i].source);
    return true;
}
