/* codes: role and country of those whom the text does not call by both.
 *
 * Each mention of somebody speaks for what he is, and where he takes part in an event its other side
 * and its place do too. What all of them say together is his code everywhere in the document. */
#include "events/judge.h"

/* Chosen on the corpus' dev part. */
static const float LEAST_OWNER = 0.25f;
enum { MOST_WITNESSES = 12 };

typedef struct someone { /* asked about: an actor, or whom a single word stands for */
    sayso_whose seen[MOST_WITNESSES]; uint32_t n_seen;
    sayso_code code;
} someone;

typedef struct part { /* one who takes part or speaks */
    sayso_participant *p;
    sayso_whose k;
    int32_t  actor;         /* whose mentions all speak for him, -1 */
    int32_t  next;          /* the next part of the same actor, -1 */
} part;

typedef struct codes {
    sayso_ctx *c;
    sayso_nations nations;
    part    *parts; uint32_t n;
    int32_t *part_of, *mention_of;  /* [n_actors] the first part, mention of an actor, -1 */
    int32_t *next_mention;          /* [n_mentions] the next one of the same actor, -1 */
} codes;

/* ---- who is asked about ---- */

/* The word that heads a participant's words. */
static uint32_t word_of(const sayso_ctx *c, uint32_t sentence, sayso_span span)
{
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
    return best == SAYSO_NO_WORD ? s->first_word : best;
}

/* *I*, *we* in what somebody says is the speaker. */
static void speaker_take(const sayso_ctx *c, int32_t attribution, uint32_t word,
                         sayso_participant *p)
{
    const sayso_word *x = word_at(c, word);
    if (attribution < 0 || sayso_code_known(p->code)) return;
    if (x->upos != SAYSO_PRON || !(x->feats & SAYSO_F(PERSON_1))) return;
    const sayso_participant *source = &c->attributions[attribution].source;
    if (source->actor < 0 && !sayso_code_known(source->code)) return;
    p->code = source->code;
    p->actor = source->actor;
    p->via = "coreference:speaker";
}

/* All mentions of an actor that no table has are of one code; things are called after the country
 * that they are of, which is an actor too. */
static int32_t actor_of(const sayso_ctx *c, const sayso_participant *p)
{
    if (p->actor < 0) return -1;
    return strncmp(c->actors[p->actor].via, "knowledge:", strlen("knowledge:")) == 0 ? -1
                                                                                    : p->actor;
}

static part *part_add(codes *x, sayso_participant *p, uint32_t word, int type, int side,
                      uint32_t event)
{
    part *q = &x->parts[x->n];
    *q = (part){ .p = p, .k = sayso_whose_at(x->c, word, type, side, event),
                 .actor = actor_of(x->c, p), .next = -1 };
    if (q->actor >= 0) {
        q->next = x->part_of[q->actor];
        x->part_of[q->actor] = (int32_t)x->n;
    }
    x->n++;
    return q;
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
            const uint32_t word = word_of(x->c, e->sentence, p->span);
            sets[side] |= sayso_nations_of(x->c, &x->nations, &word, 1);
            speaker_take(x->c, e->attribution, word, p);
            part_add(x, p, word, (int)e->type, side + 1, x->c->event_word[i]);
        }
    for (uint32_t k = first; k < x->n; k++) {
        x->parts[k].k.mine = sets[x->parts[k].k.side - 1];
        x->parts[k].k.other = sets[2 - x->parts[k].k.side];
    }
}

static void source_part(codes *x, uint32_t i)
{
    sayso_attribution *a = &x->c->attributions[i];
    if (a->source.span.start == SAYSO_NO_OFFSET) return;
    const uint32_t word = word_of(x->c, a->sentence, a->source.span);
    speaker_take(x->c, a->inside, word, &a->source);
    part_add(x, &a->source, word, -1, 0, SAYSO_NO_WORD);
}

static bool codes_begin(codes *x)
{
    sayso_ctx *c = x->c;
    uint32_t n = c->n_attributions;
    for (uint32_t i = 0; i < c->n_events; i++) n += c->events[i].n_actor + c->events[i].n_recipient;
    x->parts = sayso_arena_array(c->arena, n, sizeof *x->parts);
    x->part_of = sayso_arena_array(c->arena, c->n_actors, sizeof *x->part_of);
    x->mention_of = sayso_arena_array(c->arena, c->n_actors, sizeof *x->mention_of);
    x->next_mention = sayso_arena_array(c->arena, c->n_mentions, sizeof *x->next_mention);
    if (!x->parts || !x->part_of || !x->mention_of || !x->next_mention) return false;
    for (uint32_t a = 0; a < c->n_actors; a++) x->part_of[a] = x->mention_of[a] = -1;
    for (uint32_t m = c->n_mentions; m-- > 0;) {
        const int32_t a = c->mentions[m].n_group > 1 ? -1 : c->mentions[m].actor;
        x->next_mention[m] = -1;
        if (a < 0) continue;
        x->next_mention[m] = x->mention_of[a];
        x->mention_of[a] = (int32_t)m;
    }
    return sayso_nations_find(c, &x->nations);
}

/* ---- what is said of them ---- */

static void witness(someone *s, const sayso_whose *k)
{
    for (uint32_t i = 0; i < s->n_seen; i++)
        if (s->seen[i].word == k->word && s->seen[i].event == k->event) return;
    if (s->n_seen < MOST_WITNESSES) s->seen[s->n_seen++] = *k;
}

/* What he does first, then where else he is named. */
static void witnesses_find(const codes *x, const part *q, someone *s)
{
    witness(s, &q->k);
    if (q->actor < 0) return;
    for (int32_t i = x->part_of[q->actor]; i >= 0; i = x->parts[i].next) witness(s, &x->parts[i].k);
    for (int32_t m = x->mention_of[q->actor]; m >= 0; m = x->next_mention[m]) {
        const sayso_whose k =
            sayso_whose_at(x->c, x->c->mentions[m].head, -2, 0, SAYSO_NO_WORD);
        bool taken = false;
        for (uint32_t i = 0; i < s->n_seen; i++) taken |= s->seen[i].word == k.word;
        if (!taken) witness(s, &k);
    }
}

static int role_settle(const codes *x, const someone *s)
{
    const sayso_ctx *c = x->c;
    float sum[SAYSO_JUDGE_ROLE] = { 0 };
    int best = 0;
    for (uint32_t i = 0; i < s->n_seen; i++) {
        float p[SAYSO_JUDGE_ROLE];
        sayso_judge_role(c->judge, c->view, &s->seen[i], p);
        for (int k = 0; k < SAYSO_JUDGE_ROLE; k++) sum[k] += p[k];
    }
    for (int k = 1; k < SAYSO_JUDGE_ROLE; k++)
        if (sum[k] > sum[best]) best = k;
    return best;
}

static const char *country_settle(const codes *x, const someone *s)
{
    const sayso_ctx *c = x->c;
    const char *best = "";
    float most = LEAST_OWNER * (float)s->n_seen;
    for (uint32_t i = 0; i < x->nations.n; i++) {
        float sum = 0;
        for (uint32_t k = 0; k < s->n_seen; k++)
            sum += sayso_judge_owner(c->judge, c->view, &x->nations, &s->seen[k], i);
        if (sum > most) most = sum, best = x->nations.country[i];
    }
    return best;
}

static void settle(const codes *x, const part *q)
{
    sayso_participant *p = q->p;
    someone s = { .code = p->code };
    const bool role_open = sayso_role_is_open(x->c, q->k.word) && strlen(p->code.role) <= 3,
               country_open = sayso_country_is_open(x->c, q->k.word) && !p->code.country[0] &&
                              strlen(p->code.role) <= 3;
    if (!role_open && !country_open) return;
    witnesses_find(x, q, &s);
    if (role_open) {
        const int role = role_settle(x, &s);
        s.code = sayso_code_make(p->code.country, role ? sayso_role_name(role) : "");
        for (uint32_t i = 0; i < s.n_seen; i++) s.seen[i].role = role;
    }
    if (country_open && strcmp(s.code.role, "IGO") != 0)
        s.code = sayso_code_make(country_settle(x, &s), s.code.role);
    if (sayso_code_eq(s.code, p->code)) return;
    p->code = s.code;
    p->via = "context:learned";
}

bool sayso_codes_set(sayso_ctx *c)
{
    codes x = { .c = c };
    if (!codes_begin(&x)) return false;
    for (uint32_t i = 0; i < c->n_attributions; i++) source_part(&x, i);
    for (uint32_t i = 0; i < c->n_events; i++) event_parts(&x, i);
    for (uint32_t i = 0; i < x.n; i++) settle(&x, &x.parts[i]);
    return true;
}
