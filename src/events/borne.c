/* borne: what a verb makes of the deed or thing that it bears. What was learned of each word apart reads two
 * events where one is told, or the wrong one: *is delaying a shipment of aid*, *did not stop shelling*. */
#include "events/judge.h"

enum { MOST_CLIMB = 5 };

uint32_t sayso_bearer(const sayso_ctx *c, uint32_t w)
{
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD; i++) {
        const sayso_word *x = word_at(c, w);
        const uint32_t head = c->tree.parent[w];
        if (x->rel == SAYSO_OBJ || x->rel == SAYSO_XCOMP || (x->rel == SAYSO_NSUBJ && x->sub == SAYSO_SUB_PASS))
            return head;
        if (x->rel != SAYSO_NMOD && x->rel != SAYSO_COMPOUND) return SAYSO_NO_WORD;
        if (sayso_in_class(c, head, SAYSO_CLASS_HOLD_UP, NULL)) return head; /* *the suspension of aid* */
        w = head;
    }
    return SAYSO_NO_WORD;
}

uint32_t sayso_keeps_on(const sayso_ctx *c, uint32_t w)
{
    const uint32_t head = c->tree.parent[w];
    return head != SAYSO_NO_WORD && word_at(c, w)->upos == SAYSO_NOUN && sayso_goes_on(c, head, w)
               ? sayso_grammatical_subject(c, head)
               : SAYSO_NO_WORD; /* of an infinitive the grammar says it already */
}

static void turn(sayso_verdict *x, int type, float sure)
{
    if (x->type == type) return;
    x->next = x->type >= 0 ? x->type : x->next;
    x->next_sure = x->type >= 0 ? x->sure : x->next_sure;
    x->type = (int8_t)type;
    x->sure = sure;
}

/* As the lists have it, from one half on. */
static void turn_to_rule(const sayso_view *v, uint32_t w)
{
    sayso_verdict *x = &v->verdicts[w];
    turn(x, v->words[w].rule, x->type < 0 || x->sure < 0.5f ? 0.5f : x->sure);
}

/* The deed of which the verb over it says that it has not ended, where the judge saw only the verb: the lists know
 * force of a withdrawal, aid of a sanction. */
static int unended(const sayso_view *v, uint32_t w, int ended)
{
    const int deed = ended == SAYSO_RETREAT ? SAYSO_ASSAULT : ended == SAYSO_SANCTION ? SAYSO_AID : -1;
    return deed >= 0 && (v->words[w].types & 1u << deed) ? deed : -1;
}

/* *Never ceased shelling*, *has not ended its attacks*: what goes on is the deed; nobody has withdrawn or denies
 * to. */
static void goes_on_settle(const sayso_view *v, uint32_t w)
{
    const uint32_t head = v->c->tree.parent[w];
    if (head == SAYSO_NO_WORD || !sayso_goes_on(v->c, head, w)) return;
    sayso_verdict *x = &v->verdicts[head], *k = &v->verdicts[w];
    if (k->type < 0 && unended(v, w, x->type) >= 0) turn(k, unended(v, w, x->type), x->sure);
    if (k->type >= 0 && (x->type == SAYSO_RETREAT || x->type == SAYSO_SANCTION || x->type == SAYSO_REJECT ||
                         x->type == SAYSO_COERCE))
        x->type = -1;
}

/* *A arrêté de bombarder*: the verb that refrains from an infinitive alone arrests nobody there. */
static void refrains_settle(const sayso_view *v, uint32_t w)
{
    const char *value = NULL;
    const uint32_t deed = v->verdicts[w].type == SAYSO_COERCE && v->words[w].ruled_in && v->words[w].rule >= 0
                              ? sayso_tree_child(v->c, w, SAYSO_XCOMP, SAYSO_NO_WORD)
                              : SAYSO_NO_WORD;
    if (deed != SAYSO_NO_WORD && sayso_in_class(v->c, w, SAYSO_CLASS_REFRAIN, &value) && value &&
        strcmp(value, "infinitive") == 0)
        turn_to_rule(v, w);
}

/* What holding up a deed is: of aid and trade a sanction; of a meeting that lies ahead a refusal by who calls
 * it off; -1 nothing. */
static int holding_up(const sayso_ctx *c, int type, uint32_t verb)
{
    const char *value = NULL;
    if (!sayso_in_class(c, verb, SAYSO_CLASS_HOLD_UP, &value)) return -1;
    if (type == SAYSO_AID || type == SAYSO_COOPERATE) return SAYSO_SANCTION;
    return value && !sayso_has_passive_subject(c, verb) && sayso_grammatical_subject(c, verb) != SAYSO_NO_WORD
               ? SAYSO_REJECT
               : -1;
}

/* *Is delaying a shipment of aid*, *stopped supplying shells*, *called off a visit*: who holds it up has not given
 * it, nor gone there. */
static void held_up_settle(const sayso_view *v, uint32_t w)
{
    const sayso_verdict *k = &v->verdicts[w];
    const bool may = k->type == SAYSO_AID || k->type == SAYSO_COOPERATE || k->type == SAYSO_CONSULT || k->type == SAYSO_AGREE;
    const uint32_t verb = may ? sayso_bearer(v->c, w) : SAYSO_NO_WORD;
    const int type = verb == SAYSO_NO_WORD || sayso_goes_on(v->c, verb, w) ? -1 : holding_up(v->c, k->type, verb);
    if (type < 0) return;
    sayso_verdict *x = &v->verdicts[verb];
    if (x->type < 0 || x->type == k->type || x->type == SAYSO_RETREAT || x->type == SAYSO_AID) turn(x, type, k->sure);
}

/* *Received assurances of support from Oslo*: what is received says which deed it is, and the lists know it; a
 * letter of which they say that it is none is no visit. */
static void received_settle(const sayso_view *v, uint32_t w)
{
    const sayso_seen *s = &v->words[w];
    if (s->ruled_out && v->verdicts[w].type == SAYSO_CONSULT && sayso_in_class(v->c, w, SAYSO_CLASS_UNDERGO, NULL))
        v->verdicts[w].type = -1;
    if (!s->ruled_in || s->rule < 0 || s->rule == SAYSO_CONSULT || !sayso_is_verbal(v->c, w) ||
        sayso_given_by(v->c, w) == SAYSO_NO_WORD)
        return;
    turn_to_rule(v, w);
}

/* *Is moving its soldiers out of Chad*: of what the lists call a withdrawal, and one's own forces are withdrawn. */
static void brought_home_settle(const sayso_view *v, uint32_t w)
{
    const sayso_ctx *c = v->c;
    const sayso_seen *s = &v->words[w];
    const uint32_t object = s->ruled_in && s->rule == SAYSO_RETREAT ? sayso_tree_child(c, w, SAYSO_OBJ, SAYSO_NO_WORD)
                                                                    : SAYSO_NO_WORD,
                   own = object == SAYSO_NO_WORD ? object : sayso_possessor(c, object);
    if (own == SAYSO_NO_WORD || word_at(c, own)->upos == SAYSO_PROPN || !mention_at(c, object) ||
        !mention_at(c, object)->armed)
        return;
    turn_to_rule(v, w);
}

void sayso_borne_settle(sayso_view *v)
{
    for (uint32_t w = 0; w < v->c->text->n_words; w++) {
        refrains_settle(v, w);
        goes_on_settle(v, w);
        held_up_settle(v, w);
        received_settle(v, w);
        brought_home_settle(v, w);
    }
}
