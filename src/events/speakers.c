/* Who only tells of something has not done it: *activists say that the police beat the detained*. What
 * the sides' judge takes from outside a report is left to its source only where grammar gives it to
 * him: in what he announces, denies or admits without another subject (*Russia denies shelling
 * the town*, *admitted the raid*). */
#include "events/contents.h"
#include "events/judge.h"

enum { MOST_CLIMB = 24 };

/* Does w head a clause that has its own subject? Where languages drop *he* it is the speaker's:
 * *Япония сообщила, что прекратила помощь*. */
static bool is_own_clause(const sayso_ctx *c, uint32_t w)
{
    return sayso_tree_child(c, w, SAYSO_NSUBJ, SAYSO_NO_WORD) != SAYSO_NO_WORD ||
           sayso_tree_child(c, w, SAYSO_CSUBJ, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

/* Does w hang above the cue: *…, she said, …*? */
static bool holds_cue(const sayso_ctx *c, const sayso_attribution *a, uint32_t w)
{
    const sayso_sent *s = sent_of(c, w);
    for (uint32_t i = s->first_word; i < s->first_word + s->n_words; i++)
        if (sayso_spans_overlap(word_at(c, i)->span, a->cue) && sayso_tree_above(c, w, i)) return true;
    return false;
}

/* May the source of the attribution do what the event at w tells? What is told beside the cue may be
 * another deed of his: *said that …, and ordered …*. */
static bool may_do(const sayso_ctx *c, const sayso_attribution *a, uint32_t w)
{
    const uint32_t event = w;
    bool own = false;
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        if (sayso_spans_overlap(word_at(c, w)->span, a->cue))
            return !own && (!c->view || c->view->verdicts[w].type != SAYSO_ACCUSE);
        own |= is_own_clause(c, w);
    }
    return c->tree.sentence[event] == a->sentence && !holds_cue(c, a, event) && !a->direct;
}

/* Is the participant named where the source is, and not in what it says? */
static bool is_source(const sayso_attribution *a, const sayso_participant *p)
{
    for (uint32_t i = 0; i < a->n_content; i++)
        if (sayso_spans_overlap(a->content[i], p->span)) return false;
    return sayso_spans_overlap(a->source.span, p->span);
}

static uint32_t leave_out(const sayso_attribution *a, sayso_participant *p, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!is_source(a, &p[i])) p[kept++] = p[i];
    return kept;
}

bool sayso_is_denied_charge(const sayso_ctx *c, uint32_t event)
{
    const sayso_event *e = &c->events[event];
    const uint32_t w = c->event_word[event], head = c->tree.parent[w];
    if (e->attribution < 0 || e->type != SAYSO_ACCUSE || head == SAYSO_NO_WORD ||
        sayso_is_verbal(c, w))
        return false;
    const sayso_attribution *a = &c->attributions[e->attribution];
    return (a->stance == SAYSO_DENY || a->stance == SAYSO_DOUBT) &&
           sayso_spans_overlap(word_at(c, head)->span, a->cue);
}

/* *Russia denies the shelling of Kharkiv*, *admitted the raid*: whoever denies or admits a deed of which
 * no doer is told speaks of his own, unless it was done to himself. False only without memory. */
static bool own_up(sayso_ctx *c, uint32_t event, const sayso_attribution *a)
{
    sayso_event *e = &c->events[event];
    const uint32_t w = c->event_word[event], head = c->tree.parent[w];
    if (e->n_actor || (a->stance != SAYSO_DENY && a->stance != SAYSO_ADMIT) ||
        !sayso_code_known(a->source.code) || head == SAYSO_NO_WORD || sayso_is_verbal(c, w) ||
        !sayso_spans_overlap(word_at(c, head)->span, a->cue))
        return true;
    for (uint32_t i = 0; i < e->n_recipient; i++)
        if (a->source.code.country[0] &&
            strcmp(e->recipient[i].code.country, a->source.code.country) == 0)
            return true;
    sayso_participant *actor = sayso_arena_array(c->arena, 1, sizeof *actor);
    if (!actor) return false;
    *actor = a->source;
    actor->via = "source";
    e->actor = c->sides[event].actor = actor;
    e->n_actor = 1;
    return true;
}

static void event_move(sayso_ctx *c, uint32_t to, uint32_t from)
{
    c->events[to] = c->events[from];
    c->event_word[to] = c->event_word[from];
    c->sides[to] = c->sides[from];
}

/* *Rejected the accusations*: who denies a charge is accused and accuses nobody; where nobody else is
 * told of, the charge is background. */
bool sayso_speakers_part(sayso_ctx *c)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->n_events; i++) {
        sayso_event *e = &c->events[i];
        const sayso_attribution *a = e->attribution < 0 ? NULL : &c->attributions[e->attribution];
        const bool known = a && a->source.span.start != SAYSO_NO_OFFSET, charge = sayso_is_denied_charge(c, i);
        if (known && (charge || !may_do(c, a, c->event_word[i]))) {
            e->n_actor = leave_out(a, c->sides[i].actor, e->n_actor);
            if (!charge) e->n_recipient = leave_out(a, c->sides[i].recipient, e->n_recipient);
        }
        if (known && !charge && !own_up(c, i, a)) return false;
        if (!charge || e->n_actor) event_move(c, kept++, i);
    }
    c->n_events = kept;
    return true;
}
