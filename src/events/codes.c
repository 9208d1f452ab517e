/* codes: role and country of those whom the text does not call by both.
 *
 * Each mention of somebody speaks for what he is, and where he takes part in an event its other
 * side and its place do too. */
#include "events/judge.h"

/* The first chosen on the corpus' dev part, the share of what nobody's being has on thirds of it and of
 * the training part. */
static const float LEAST_OWNER = 0.25f, LEAST_OF_NONE = 0.5f, AT_HOME = 6;
enum { ABOUT = 3 }; /* sentences that name what a text is about */
static const char learned[] = "context:learned"; /* via of what the judge tells */

typedef struct part { /* one who takes part or speaks */
    sayso_participant *p;
    sayso_whose k;
} part;

typedef struct codes {
    sayso_ctx *c;
    sayso_nations nations;
    part    *parts; uint32_t n;
    uint32_t named_in[SAYSO_MOST_COUNTRIES]; /* sentences that name each */
    uint32_t *against; /* [n_words] states that stand on the other side of somebody: bit i for i */
} codes;

/* ---- who is asked about ---- */

uint32_t sayso_word_of_span(const sayso_ctx *c, uint32_t sentence, sayso_span span)
{
    while (sentence && span.end <= c->text->sents[sentence].span.start) sentence--;
    const sayso_sent *s = &c->text->sents[sentence];
    uint32_t best = SAYSO_NO_WORD;
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++) {
        const sayso_word *x = word_at(c, w);
        if (x->span.end <= span.start || x->span.start >= span.end) continue;
        const sayso_mention *m = mention_at(c, w);
        if (m && m->span.start == span.start && m->span.end == span.end) return m->head;
        const uint32_t h = c->tree.parent[w];
        const bool top = h == SAYSO_NO_WORD || word_at(c, h)->span.end <= span.start ||
                         word_at(c, h)->span.start >= span.end;
        if (best == SAYSO_NO_WORD && top) best = w;
    }
    return best == SAYSO_NO_WORD ? s->first_word : sayso_named_person(c, best);
}

/* *I*, *we* in what somebody says is the speaker, whose code is settled before. */
static bool speaker_take(const sayso_ctx *c, int32_t attribution, uint32_t word,
                         sayso_participant *p)
{
    const sayso_word *x = word_at(c, word);
    if (attribution < 0 || sayso_code_known(p->code)) return false;
    if (x->upos != SAYSO_PRON || !(x->feats & SAYSO_F(PERSON_1))) return false;
    const sayso_participant *source = &c->attributions[attribution].source;
    if (source->actor < 0 && !sayso_code_known(source->code)) return false;
    p->code = source->code;
    p->actor = source->actor;
    p->via = "coreference:speaker";
    return sayso_code_known(p->code);
}

static void part_add(codes *x, sayso_participant *p, uint32_t word, int type, int side,
                     uint32_t event)
{
    x->parts[x->n++] = (part){ .p = p, .k = sayso_whose_at(x->c, word, type, side, event) };
}

static void event_parts(codes *x, uint32_t i)
{
    const sayso_event *e = &x->c->events[i];
    const uint32_t n[2] = { e->n_actor, e->n_recipient }, first = x->n;
    uint32_t sets[2] = { 0, 0 };
    for (int side = 0; side < 2; side++)
        for (uint32_t k = 0; k < n[side]; k++) {
            sayso_participant *p = &(side ? x->c->sides[i].recipient : x->c->sides[i].actor)[k];
            if (p->span.start == SAYSO_NO_OFFSET) continue;
            const uint32_t word = sayso_word_of_span(x->c, e->sentence, p->span);
            if (!side && word_at(x->c, word)->upos == SAYSO_PRON &&
                sayso_is_nobody(x->c, word) && /* not *none of the ministers* */
                sayso_tree_child(x->c, word, SAYSO_NMOD, SAYSO_NO_WORD) == SAYSO_NO_WORD)
                continue;
            sets[side] |= sayso_nations_of(x->c, &x->nations, &word, 1);
            if (!speaker_take(x->c, e->attribution, word, p))
                part_add(x, p, word, (int)e->type, side + 1, x->c->event_word[i]);
        }
    for (uint32_t k = first; k < x->n; k++) {
        x->parts[k].k.mine = sets[x->parts[k].k.side - 1];
        x->parts[k].k.other = sets[2 - x->parts[k].k.side];
    }
}

/* Does the text name the country at that word alone? *Its* names nobody. */
static bool only_there(const codes *x, uint32_t country, uint32_t word)
{
    for (uint32_t i = 0; i < x->nations.n_at; i++) {
        const sayso_naming *at = &x->nations.at[i];
        const sayso_mention *m = mention_at(x->c, at->word);
        if (at->country == country && at->word != word && !(m && m->pronoun)) return false;
    }
    return true;
}

/* States on a side as such, *accused Russia*, not *accused the Russian minister*, that the text
 * names nowhere else. */
static uint32_t states_of(const codes *x, uint32_t sentence, const sayso_participant *p, uint32_t n)
{
    uint32_t set = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (p[k].code.role[0] || p[k].span.start == SAYSO_NO_OFFSET) continue;
        const uint32_t word = sayso_word_of_span(x->c, sentence, p[k].span);
        for (uint32_t i = 0; i < x->nations.n; i++)
            if (strcmp(p[k].code.country, x->nations.country[i]) == 0 &&
                only_there(x, i, word))
                set |= 1u << i;
    }
    return set;
}

/* *The minister accused Russia*: he is not Russia's. */
static void event_against(codes *x, uint32_t i)
{
    const sayso_event *e = &x->c->events[i];
    const uint32_t n[2] = { e->n_actor, e->n_recipient };
    const sayso_participant *side[2] = { x->c->sides[i].actor, x->c->sides[i].recipient };
    for (int s = 0; s < 2; s++) {
        const uint32_t states = states_of(x, e->sentence, side[1 - s], n[1 - s]);
        for (uint32_t k = 0; states && k < n[s]; k++)
            if (side[s][k].span.start != SAYSO_NO_OFFSET)
                x->against[sayso_word_of_span(x->c, e->sentence, side[s][k].span)] |= states;
    }
}

/* *Estonia will expel a Russian envoy, the minister said*: who tells what one state does to another's is
 * seldom the other's. Where he tells of several deeds, of those that any of them is done to. */
static void source_against(codes *x, uint32_t i)
{
    const sayso_event *e = &x->c->events[i];
    const sayso_attribution *a = e->attribution < 0 ? NULL : &x->c->attributions[e->attribution];
    if (!a || a->source.span.start == SAYSO_NO_OFFSET || a->stance == SAYSO_DENY || !e->n_actor || !e->n_recipient)
        return;
    const sayso_participant *doer = &x->c->sides[i].actor[0], *other = &x->c->sides[i].recipient[0];
    if (!doer->code.country[0] || doer->code.role[0] || !other->code.country[0] || strcmp(doer->code.country, other->code.country) == 0)
        return;
    const uint32_t word = sayso_word_of_span(x->c, a->sentence, a->source.span);
    for (uint32_t k = 0; k < x->nations.n; k++)
        if (strcmp(other->code.country, x->nations.country[k]) == 0) x->against[word] |= 1u << k;
}

/* The word that names a source: of all that is said of him the one that his actor is known by. */
static uint32_t word_of_source(const sayso_ctx *c, const sayso_attribution *a)
{
    const uint32_t top = sayso_word_of_span(c, a->sentence, a->source.span);
    const sayso_mention *m = mention_at(c, top);
    if (a->source.actor < 0 || !m || m->actor == a->source.actor || m->n_group) return top;
    const sayso_sent *s = &c->text->sents[a->sentence];
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++)
        if (mention_at(c, w) && mention_at(c, w)->actor == a->source.actor &&
            word_at(c, w)->span.start >= a->source.span.start &&
            word_at(c, w)->span.end <= a->source.span.end)
            return w;
    return top;
}

static void source_part(codes *x, uint32_t i)
{
    sayso_attribution *a = &x->c->attributions[i];
    if (a->source.span.start == SAYSO_NO_OFFSET) return;
    const uint32_t word = word_of_source(x->c, a);
    if (!speaker_take(x->c, a->inside, word, &a->source))
        part_add(x, &a->source, word, -1, 0, SAYSO_NO_WORD);
}

static bool is_pronoun(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, w);
    return m && m->pronoun;
}

/* In how many sentences each country is named, but by pronouns. */
static void namings_count(codes *x)
{
    const sayso_nations *n = &x->nations;
    uint32_t last[SAYSO_MOST_COUNTRIES] = { 0 }; /* sentence, from 1 on */
    for (uint32_t k = 0; k < n->n_at; k++) {
        const uint32_t sentence = x->c->tree.sentence[n->at[k].word] + 1;
        if (is_pronoun(x->c, n->at[k].word) || last[n->at[k].country] == sentence) continue;
        x->named_in[n->at[k].country]++;
        last[n->at[k].country] = sentence;
    }
}

static bool codes_begin(codes *x)
{
    sayso_ctx *c = x->c;
    uint32_t n = c->n_attributions;
    for (uint32_t i = 0; i < c->n_events; i++) n += c->events[i].n_actor + c->events[i].n_recipient;
    x->parts = sayso_arena_array(c->arena, n, sizeof *x->parts);
    x->against = sayso_arena_array(c->arena, c->text->n_words, sizeof *x->against);
    if (!x->parts || !x->against || !sayso_nations_find(c, &x->nations)) return false;
    namings_count(x);
    for (uint32_t i = 0; i < c->n_events; i++) event_against(x, i), source_against(x, i);
    return true;
}

/* ---- what is said of them ---- */

static int role_settle(const sayso_ctx *c, const sayso_whose *seen, uint32_t n)
{
    float p[SAYSO_JUDGE_ROLE];
    int best = 0;
    sayso_judge_role(c->judge, c->view, seen, n, p);
    for (int k = 1; k < SAYSO_JUDGE_ROLE; k++)
        if (p[k] > p[best]) best = k;
    return best;
}

/* *India condemned the attack. The air force …*: a state that the text names in one other sentence
 * alone, where it names another in several, only passes by. What word itself names does not count. */
static uint32_t passing(const codes *x, uint32_t word)
{
    const sayso_nations *n = &x->nations;
    const uint32_t sentence = x->c->tree.sentence[word];
    uint32_t in[SAYSO_MOST_COUNTRIES], here = 0, own = 0, set = 0;
    bool about = false;
    memcpy(in, x->named_in, sizeof in);
    for (uint32_t k = n->from[sentence]; k < n->from[sentence + 1]; k++)
        if (!is_pronoun(x->c, n->at[k].word))
            *(n->at[k].word == word ? &own : &here) |= 1u << n->at[k].country;
    for (uint32_t i = 0; i < n->n; i++) {
        in[i] -= own >> i & ~here >> i & 1;
        about |= in[i] >= ABOUT;
    }
    for (uint32_t i = 0; about && i < n->n; i++)
        if (in[i] == 1 && !(here >> i & 1)) set |= 1u << i;
    return set;
}

/* *ISTANBUL. The government of Sudan …*: is the report about another country, which it names more,
 * and more by its offices? Guests have offices too. */
static bool is_elsewhere(const codes *x)
{
    const sayso_nations *n = &x->nations;
    for (uint32_t i = 0; i < n->n; i++)
        if (n->of[i].offices > 2 * n->of[n->home].offices + 1 &&
            x->named_in[i] > x->named_in[n->home])
            return true;
    return false;
}

/* Of which country is he likely to be? Of where the report is from: *the army* is, *soldiers* may be
 * anybody's; what happens abroad has others. The government that an opposition speaks of is of its
 * own country. */
static uint32_t home_of(const codes *x, const sayso_whose *k)
{
    const sayso_ctx *c = x->c;
    const sayso_mention *m = mention_at(c, k->word);
    const uint32_t sentence = c->tree.sentence[k->word];
    if (!k->role) return SAYSO_MOST_COUNTRIES;
    const uint32_t traits = sayso_lexicon_role(c->lexicon, sayso_role_name(k->role));
    if (!(traits & SAYSO_ROLE_DOMESTIC) && !(m && m->armed && !m->person && !m->plural))
        return SAYSO_MOST_COUNTRIES;
    for (uint32_t q = x->nations.from[sentence]; q < x->nations.from[sentence + 1]; q++) {
        const sayso_naming *at = &x->nations.at[q];
        if (at->word == k->word || (!at->place && !sayso_is_office(c, at))) continue;
        if (!at->place && traits & SAYSO_ROLE_STATE &&
            sayso_lexicon_role(c->lexicon, sayso_role_name(at->role)) & SAYSO_ROLE_PARTY)
            return at->country;
        if (at->country != x->nations.home) return SAYSO_MOST_COUNTRIES;
    }
    return x->nations.home < SAYSO_MOST_COUNTRIES && !is_elsewhere(x) ? x->nations.home
                                                                     : SAYSO_MOST_COUNTRIES;
}

static const char *country_settle(const codes *x, const sayso_whose *seen, uint32_t n)
{
    const sayso_ctx *c = x->c;
    float sum[SAYSO_MOST_COUNTRIES + 1] = { 0 }, p[SAYSO_MOST_COUNTRIES + 1];
    const char *best = "";
    uint32_t against = 0;
    for (uint32_t k = 0; k < n; k++) {
        against |= x->against[seen[k].word] | passing(x, seen[k].word);
        sayso_judge_owner(c->judge, c->view, &x->nations, &seen[k], p);
        for (uint32_t i = 0; i <= x->nations.n; i++) sum[i] += p[i];
    }
    const uint32_t home = home_of(x, seen);
    if (home < SAYSO_MOST_COUNTRIES) sum[home + 1] *= AT_HOME;
    float most = LEAST_OWNER * (float)n;
    if (most < LEAST_OF_NONE * sum[0]) most = LEAST_OF_NONE * sum[0];
    for (uint32_t i = 0; i < x->nations.n; i++)
        if (!(against >> i & 1) && sum[i + 1] > most)
            most = sum[i + 1], best = x->nations.country[i];
    return best;
}

/* The country that the words for somebody themselves name: *the Ukrainian Football Federation*. */
static const char *own_country(const codes *x, uint32_t word, const char *role)
{
    const sayso_mention *m = mention_at(x->c, word);
    return m && m->kind == SAYSO_ENT_ORGANISATION && m->country && *m->country
               ? m->country
               : sayso_country_of_phrase(x->c, &x->nations, word, role);
}

/* What is settled of one who is named is so wherever he is. */
static void actor_take(sayso_ctx *c, const sayso_participant *p)
{
    sayso_actor *a = p->actor >= 0 ? &c->actors[p->actor] : NULL;
    if (!a || a->code.country[0] || sayso_actor_is_known(a)) return;
    a->code = p->code;
}

static void settle(const codes *x, const part *q)
{
    sayso_ctx *c = x->c;
    sayso_participant *p = q->p;
    sayso_code code = p->code;
    sayso_whose seen[SAYSO_MOST_WITNESSES];
    const bool whole = strlen(code.role) > 3,
               role_open = sayso_role_is_open(c, q->k.word) && !whole,
               country_open = sayso_country_is_open(c, q->k.word) && !code.country[0] && !whole;
    if (!role_open && !country_open) return;
    const uint32_t n = sayso_whose_all(c, &x->nations, &q->k, seen, SAYSO_MOST_WITNESSES);
    if (role_open) {
        const int role = role_settle(c, seen, n);
        code = sayso_code_make(code.country, role ? sayso_role_name(role) : "");
        for (uint32_t i = 0; i < n; i++) seen[i].role = role;
    }
    const char *via = learned;
    if (country_open && strcmp(code.role, "IGO") != 0) {
        const char *own = own_country(x, q->k.word, code.role);
        if (own && strcmp(code.role, p->code.role) == 0) via = "phrase:country";
        code = sayso_code_make(own ? own : country_settle(x, seen, n), code.role);
    }
    if (sayso_code_eq(code, p->code)) return;
    p->code = code;
    p->via = via;
    actor_take(c, p);
}

/* *Air defences shot down three drones*: whose a thing is, nobody says, and not theirs who destroy
 * it. */
static bool own_thing(const sayso_event *e, const sayso_participant *actor,
                      const sayso_participant *thing)
{
    const bool of_force = e->type == SAYSO_ASSAULT && thing->actor < 0 &&
                          strcmp(thing->via, learned) == 0,
               back = e->mode && strcmp(e->mode, "withdraw") == 0; /* *recalled its envoy* */
    return (of_force || back) && thing->code.country[0] &&
           strcmp(thing->code.country, actor->code.country) == 0;
}

/* *Hamas released six hostages*, *the rebels hold forty captives*: whom somebody holds is not his. */
static bool is_captive(const sayso_ctx *c, const sayso_event *e, const sayso_participant *p)
{
    return p->span.start != SAYSO_NO_OFFSET && strcmp(p->via, learned) == 0 &&
           sayso_in_class(c, sayso_word_of_span(c, e->sentence, p->span), SAYSO_CLASS_CAPTIVE, NULL);
}

static void captives_part(sayso_ctx *c, uint32_t i)
{
    const sayso_event *e = &c->events[i];
    sayso_participant *p = c->sides[i].recipient;
    for (uint32_t k = 0; k < e->n_recipient; k++)
        for (uint32_t a = 0; a < e->n_actor && is_captive(c, e, &p[k]); a++)
            if (p[k].code.country[0] && strcmp(p[k].code.country, e->actor[a].code.country) == 0)
                p[k].code = sayso_code_make("", p[k].code.role);
}

/* *The government closed schools in Jeddah*: what a state's own people forbid there is not done to
 * the state. */
static bool own_state(const sayso_ctx *c, const sayso_event *e, const sayso_participant *actor,
                      const sayso_participant *state)
{
    return e->type == SAYSO_COERCE && !state->code.role[0] && state->code.country[0] &&
           (sayso_lexicon_role(c->lexicon, actor->code.role) & SAYSO_ROLE_STATE) &&
           strcmp(state->code.country, actor->code.country) == 0;
}

/* *Congratulated his counterpart*: whose somebody else is, where he himself does it. */
static bool owns_only(const sayso_ctx *c, const sayso_event *e, const sayso_participant *p,
                      const sayso_participant *actor)
{
    if (p->span.start == SAYSO_NO_OFFSET) return false;
    const sayso_word *x = word_at(c, sayso_word_of_span(c, e->sentence, p->span));
    return (x->feats & SAYSO_F(POSS_YES)) && (x->upos == SAYSO_PRON || x->upos == SAYSO_DET) &&
           actor->code.country[0] && sayso_code_eq(p->code, actor->code);
}

/* No state does to itself what it does to others: *its drones entered the country*. */
static void selves_drop(sayso_ctx *c, uint32_t i)
{
    sayso_event *e = &c->events[i];
    sayso_participant *recipient = c->sides[i].recipient;
    uint32_t kept = 0;
    for (uint32_t k = 0; k < e->n_recipient; k++) {
        bool self = false;
        for (uint32_t a = 0; a < e->n_actor && recipient[k].code.country[0]; a++)
            self |= owns_only(c, e, &recipient[k], &e->actor[a]) ||
                    (!recipient[k].code.role[0] &&
                     sayso_code_eq(recipient[k].code, e->actor[a].code)) ||
                    own_thing(e, &e->actor[a], &recipient[k]) ||
                    own_state(c, e, &e->actor[a], &recipient[k]);
        if (!self) recipient[kept++] = recipient[k];
    }
    e->n_recipient = kept;
}

bool sayso_codes_set(sayso_ctx *c)
{
    codes x = { .c = c };
    if (!codes_begin(&x)) return false;
    for (uint32_t i = 0; i < c->n_attributions; i++) source_part(&x, i);
    for (uint32_t i = 0; i < x.n; i++) settle(&x, &x.parts[i]);
    for (uint32_t i = 0, from; i < c->n_events; i++) {
        from = x.n;
        event_parts(&x, i);
        for (uint32_t k = from; k < x.n; k++) settle(&x, &x.parts[k]);
        captives_part(c, i);
        selves_drop(c, i);
    }
    return true;
}
