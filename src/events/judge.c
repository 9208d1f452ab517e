#include "events/barred.h"
#include "events/judge.h"

#include <stdlib.h>

/* Where precision and recall meet on the corpus' dev part and on the development sentences: below
 * one half, since what is common is "none" (docs/reading.md, "Propose, judge, settle"). A cue whose
 * list entry holds needs little more. JOINED is chosen by hand, not measured. */
static const float LEAST_EVENT = 0.38f, LEAST_RULED_OUT = 0.9f, LEAST_RULED_IN[2] = { 0.1f, 0.2f },
                   LEAST_LISTED = 0.3f, LEAST_CUE = 0.45f, LEAST_LISTED_CUE = 0.1f,
                   LEAST_JOINED = 0.1f, LEAST_POLITICAL = 0.1f, LEAST_PARTY = 0.25f;

sayso_status sayso_judge_open(sayso_judge **out, const char *path, sayso_error *err)
{
    *out = NULL;
    sayso_judge *j = calloc(1, sizeof *j);
    if (!j) return sayso_no_memory(err);
    sayso_status st = sayso_file_open(&j->file, path, "heads", err);
    if (!st) st = sayso_softmax_open(&j->word, &j->file, "word", SAYSO_JUDGE_WORD, err);
    if (!st) st = sayso_softmax_open(&j->cue, &j->file, "cue", SAYSO_JUDGE_CUE, err);
    if (!st) st = sayso_softmax_open(&j->side, &j->file, "side", SAYSO_JUDGE_SIDE, err);
    if (!st) st = sayso_softmax_open(&j->source, &j->file, "source", SAYSO_JUDGE_SOURCE, err);
    if (!st) st = sayso_softmax_open(&j->status, &j->file, "status", SAYSO_JUDGE_STATUS, err);
    if (!st) st = sayso_softmax_open(&j->owner, &j->file, "owner", SAYSO_JUDGE_OWNER, err);
    if (!st) st = sayso_softmax_open(&j->role, &j->file, "role", SAYSO_JUDGE_ROLE, err);
    if (!st) st = sayso_softmax_open(&j->mode, &j->file, "mode", SAYSO_JUDGE_MODE, err);
    if (!st)
        st = sayso_softmax_open(&j->reference, &j->file, "refer", SAYSO_JUDGE_REFERENCE, err);
    if (st) sayso_judge_close(j);
    else *out = j;
    return st;
}

void sayso_judge_close(sayso_judge *j)
{
    if (!j) return;
    sayso_file_close(&j->file);
    free(j);
}

/* The most probable of the classes but "none" and `but` (0: of all). */
static int best_of(const float *p, int n, int but)
{
    int best = but == 1 ? 2 : 1;
    for (int k = best + 1; k < n; k++)
        if (k != but && p[k] > p[best]) best = k;
    return best;
}

/* The best class but "none", if all of them together are probable enough; -1. What the lists say
 * (`listed`, -1: nothing) stays where it is at least a twelfth as probable as the best. */
static int best_but_none(const float *p, int n, float least, int listed)
{
    const int best = best_of(p, n, 0);
    if (1.0f - p[0] < least) return -1;
    return listed >= 0 && p[listed + 1] >= p[best] / 12 ? listed : best - 1;
}

/* A type that no list entry gives has to be probable itself, and almost certain where an entry says of
 * these very neighbours that it is none; where the entry's stays, that there is an event of any type,
 * which needs little where the entry names neighbours, less for a noun than for a verb. */
static void event_judge(const sayso_judge *j, const sayso_seen *s, bool verb, const sayso_evidence *e,
                        sayso_verdict *v)
{
    float p[SAYSO_JUDGE_WORD];
    sayso_softmax_score(&j->word, e->at, e->n, p);
    const float any = s->ruled_in ? LEAST_RULED_IN[verb] : LEAST_LISTED;
    const int type = best_but_none(p, SAYSO_JUDGE_WORD, any, s->rule);
    const float least = s->ruled_out ? LEAST_RULED_OUT : LEAST_EVENT;
    if (type < 0 || (type != s->rule && p[type + 1] < least)) return;
    v->type = (int8_t)type;
    v->sure = p[type + 1];
    v->next = (int8_t)(best_of(p, SAYSO_JUDGE_WORD, type + 1) - 1);
    v->next_sure = p[v->next + 1];
}

static void cue_judge(const sayso_judge *j, const sayso_seen *s, const sayso_evidence *e,
                      sayso_verdict *v)
{
    float p[SAYSO_JUDGE_CUE];
    sayso_softmax_score(&j->cue, e->at, e->n, p);
    v->stance = (int8_t)best_but_none(p, SAYSO_JUDGE_CUE,
                                      s->says >= 0 ? LEAST_LISTED_CUE : LEAST_CUE, s->says);
    v->cue_sure = 1.0f - p[0];
}

/* How often an event of a type that the judge thinks so probable, in tenths from 0 to 1, is right
 * (tools/measure/confidence.py on the corpus' dev part). Soft-max is too sure of itself at the upper
 * end, and at the lower what it doubts is often an event of the type all the same. */
static const float right_of[11] = { 0.50f, 0.52f, 0.56f, 0.59f, 0.605f, 0.625f,
                                    0.65f, 0.70f, 0.81f, 0.915f, 0.965f };

double sayso_judge_confidence(float sure)
{
    const float at = sure < 0 ? 0 : sure > 1 ? 10 : sure * 10;
    const int i = at >= 10 ? 9 : (int)at;
    return (double)(right_of[i] + (at - (float)i) * (right_of[i + 1] - right_of[i]));
}

/* One document speaks of one kind of *strikes*: the surest of its nouns of a lemma takes along those of
 * which its type is the next best and nearly as probable. False only without memory. */
static bool nouns_agree(sayso_view *v)
{
    const sayso_ctx *c = v->c;
    uint32_t *at = sayso_arena_array(c->arena, c->text->n_words, sizeof *at), n = 0;
    if (!at) return false;
    for (uint32_t w = 0; w < c->text->n_words; w++)
        if (v->verdicts[w].type >= 0 && word_at(c, w)->upos == SAYSO_NOUN) at[n++] = w;
    for (uint32_t i = 0; i < n; i++) {
        sayso_verdict *x = &v->verdicts[at[i]];
        const sayso_verdict *best = x, was = *x;
        for (uint32_t k = 0; k < n; k++)
            if (v->words[at[k]].lemma == v->words[at[i]].lemma && v->verdicts[at[k]].sure > best->sure)
                best = &v->verdicts[at[k]];
        if (best->type != was.next || was.next_sure < was.sure / 12) continue;
        x->type = was.next;
        x->next = was.type;
    }
    return true;
}

sayso_view *sayso_judge_document(const sayso_judge *j, sayso_ctx *c)
{
    sayso_view *v = sayso_arena_alloc(c->arena, sizeof *v);
    if (!v || !sayso_view_make(v, c)) return NULL;
    sayso_verdict *verdicts = sayso_arena_array(c->arena, c->text->n_words, sizeof *verdicts);
    if (!verdicts) return NULL;
    for (uint32_t w = 0; w < c->text->n_words; w++) {
        sayso_evidence e;
        verdicts[w] = (sayso_verdict){ .type = -1, .next = -1, .stance = -1 };
        if (!sayso_may_be_event(v, w)) continue;
        sayso_evidence_word(v, w, &e);
        event_judge(j, &v->words[w], word_at(c, w)->upos == SAYSO_VERB, &e, &verdicts[w]);
        sayso_evidence_cue(v, w, &e);
        cue_judge(j, &v->words[w], &e, &verdicts[w]);
    }
    v->verdicts = verdicts;
    if (!nouns_agree(v)) return NULL;
    sayso_borne_settle(v);
    return v;
}

/* ---- who takes part ---- */

/* The pairs of nominals that may be both sides of an event, with their probabilities; how probable
 * each nominal is as actor and as recipient, whoever the other is. */
typedef struct side_table {
    sayso_nominals of;
    float pair[SAYSO_MOST_SIDES * SAYSO_MOST_SIDES];
    float side[2][SAYSO_MOST_SIDES];
} side_table;

/* Number of the nominal that the word heads, 0 none. */
static uint32_t nominal_of(const sayso_nominals *s, uint32_t word)
{
    for (uint32_t i = 1; i < s->n && word != SAYSO_NO_WORD; i++)
        if (s->at[i].word == word) return i;
    return 0;
}

/* Is it that nominal, or coordinated with it? */
static bool is_beside(const sayso_nominals *s, uint32_t i, uint32_t other)
{
    const sayso_ctx *c = s->v->c;
    return i == other || (i && sayso_first_conjunct(c, s->at[i].word) ==
                                   sayso_first_conjunct(c, s->at[other].word));
}

/* Whose deed it is, where the words between say so. */
static uint32_t told_doer(const sayso_ctx *c, uint32_t word)
{
    uint32_t who = sayso_laid_to(c, word);
    if (who == SAYSO_NO_WORD) who = sayso_keeps_on(c, word);
    if (who == SAYSO_NO_WORD) who = sayso_charged_with(c, word);
    if (who == SAYSO_NO_WORD) who = sayso_object_doer(c, word);
    return who == SAYSO_NO_WORD ? sayso_given_by(c, word) : who;
}

/* Who suffers or receives it, where the words between say so. Not of what is done with or beside somebody:
 * *faced a visit*, *obtained a withdrawal*. */
static uint32_t told_sufferer(const sayso_ctx *c, int type, uint32_t word)
{
    if (!sayso_is_one_sided(type)) return SAYSO_NO_WORD;
    const uint32_t who = sayso_undergoes(c, word);
    return who == SAYSO_NO_WORD ? sayso_receives(c, word) : who;
}

/* By the log-linear model that tools/train/pairs.h tells of. */
static void pairs_score(const sayso_judge *j, side_table *t)
{
    const uint32_t n = t->of.n;
    float z[SAYSO_MOST_SIDES][SAYSO_JUDGE_SIDE], q[SAYSO_JUDGE_SIDE], most = -1e30f, sum = 0;
    sayso_evidence e;
    const sayso_ctx *c = t->of.v->c;
    const uint32_t word = t->of.event->word, doer = nominal_of(&t->of, told_doer(c, word)),
                   sufferer = nominal_of(&t->of, told_sufferer(c, t->of.event->type, word));
    /* what somebody is charged with is done to nobody whom only other sentences name */
    const bool charge = sayso_charged_with(c, word) != SAYSO_NO_WORD;
    bool does[SAYSO_MOST_SIDES], suffers[SAYSO_MOST_SIDES]; /* may each, whoever the other is? */
    for (uint32_t i = 0; i < n; i++) {
        sayso_evidence_side(&t->of, i, &e);
        sayso_softmax_sum(&j->side, e.at, e.n, z[i]);
        does[i] = (!doer || is_beside(&t->of, i, doer)) &&
                  (!i || i == doer || sayso_may_do(&t->of, i));
        suffers[i] = (!sufferer || i == sufferer) && (!i || sayso_may_suffer(&t->of, i)) &&
                     !(charge && t->of.at[i].far);
    }
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t r = 0; r < n; r++) {
            t->pair[a * n + r] = -1e30f;
            if ((a == r && a) || !does[a] || !suffers[r] || !sayso_may_face(&t->of, a, r)) continue;
            sayso_evidence_pair(&t->of, a, r, &e);
            sayso_softmax_sum(&j->side, e.at, e.n, q);
            t->pair[a * n + r] = z[a][1] + z[r][2] + q[0];
            if (t->pair[a * n + r] > most) most = t->pair[a * n + r];
        }
    for (uint32_t i = 0; i < n * n; i++) sum += t->pair[i] = sayso_exp_down(t->pair[i] - most);
    memset(t->side, 0, sizeof t->side);
    for (uint32_t i = 0; i < n * n; i++) {
        t->pair[i] /= sum;
        t->side[0][i / n] += t->pair[i];
        t->side[1][i % n] += t->pair[i];
    }
}

static int32_t actor_at(const sayso_view *v, uint32_t w)
{
    const int32_t m = v->c->mention_of[w];
    return m >= 0 && v->c->mentions[m].n_group < 2 ? v->c->mentions[m].actor : -1;
}

/* Is the actor he whom the word names, or one of those for whom it stands? */
static bool names(const sayso_view *v, uint32_t w, int32_t actor)
{
    const sayso_mention *m = mention_at(v->c, w);
    for (uint32_t i = 0; m && i < m->n_group; i++)
        if (m->group[i] == actor) return true;
    return m && m->actor == actor;
}

/* *Met his colleague*: do both do it to each other, and nobody suffers it? */
static bool symmetric(const side_table *t)
{
    return t->of.event->entry->actor.how == SAYSO_SYMMETRIC;
}

/* How probable it is that nominal i takes part at all. */
static float party(const side_table *t, uint32_t i) { return t->side[0][i] + t->side[1][i]; }

/* Is nominal i on the side, whose best is another? Those coordinated with the best are told from
 * others: *France and Germany*. */
static bool stands_beside(const side_table *t, int side, uint32_t i, uint32_t best)
{
    const sayso_nominals *s = &t->of;
    const sayso_ctx *c = s->v->c;
    if (s->at[i].far || s->at[best].far) return false;
    if (symmetric(t))
        return sayso_may_join(s, i) && party(t, i) >= party(t, best) * LEAST_PARTY;
    return t->side[side][i] >= t->side[!side][i] &&
           t->side[side][i] >= t->side[side][best] * LEAST_JOINED &&
           sayso_first_conjunct(c, s->at[i].word) == sayso_first_conjunct(c, s->at[best].word);
}

/* The best of a side and who stands beside him; one actor takes part once. Returns how many. */
static uint32_t side_fill(const side_table *t, int side, uint32_t best, uint32_t other,
                          uint32_t *out)
{
    const sayso_nominals *s = &t->of;
    uint32_t n = 0;
    for (uint32_t i = 1; best && i < s->n && n < SAYSO_MOST_PARTICIPANTS; i++) {
        const int32_t actor = actor_at(s->v, s->at[i].word);
        bool again = i != best && actor >= 0 && names(s->v, s->at[best].word, actor);
        for (uint32_t k = 0; k < n && actor >= 0; k++) again |= names(s->v, out[k], actor);
        if (i == best || (i != other && !again && stands_beside(t, side, i, best)))
            out[n++] = s->at[i].word;
    }
    return n;
}

/* *Monday Traoré met with the bank, then with the minister*: a finite verb whose subject the tree
 * has not, so that one of those who meet is missing. */
static bool lacks_subject(const sayso_ctx *c, const sayso_proposal *k)
{
    return !k->frame.nominal && (word_at(c, k->frame.verb)->feats & SAYSO_F(VERBFORM_FIN)) &&
           sayso_grammatical_subject(c, k->frame.verb) == SAYSO_NO_WORD;
}

/* Do the lists know the word in this sense, and both of its sides? Then they are right more often
 * than what was learned. So they are in any sense where the doer is the object, against what most
 * verbs teach: *received a guest*. Not where they accuse whom the condemned deed was done to. */
static bool rule_is_full(const sayso_view *v, const sayso_proposal *k)
{
    const sayso_ctx *c = v->c;
    const bool inverted = k->entry->actor.n && k->entry->actor.slots[0].kind == SAYSO_SLOT_OBJ;
    if ((!inverted && v->words[k->word].rule != k->type) || !sayso_any_political(c, k->actor, k->n_actor))
        return false;
    if (k->entry->actor.how == SAYSO_SYMMETRIC) return k->n_actor > 1 && !lacks_subject(c, k);
    return sayso_any_political(c, k->recipient, k->n_recipient) &&
           !sayso_is_condemned_for(v, k, k->recipient[0]);
}

static bool takes_part(const sayso_nominals *s, uint32_t a, uint32_t r)
{
    const sayso_ctx *c = s->v->c;
    return (a && sayso_any_political(c, &s->at[a].word, 1)) ||
           (r && sayso_any_political(c, &s->at[r].word, 1));
}

/* The most probable pair; before one that names nobody political the best that does, if it is nearly
 * as probable: what is an event has such a side more often than not. */
static uint32_t best_pair(const side_table *t)
{
    const uint32_t n = t->of.n;
    uint32_t best = 0, political = 0;
    for (uint32_t i = 1; i < n * n; i++) {
        if (t->pair[i] > t->pair[best]) best = i;
        if (takes_part(&t->of, i / n, i % n) && (!political || t->pair[i] > t->pair[political]))
            political = i;
    }
    return political && t->pair[political] >= t->pair[best] * LEAST_POLITICAL ? political : best;
}

/* How the side was found: by the slot that the lists name where that gives the same. */
static const char *via_of(const sayso_nominals *s, uint32_t best, int side, const char *slot)
{
    if (s->at[best].far) return "earlier";
    return slot && s->at[best].by_rule == side ? slot : "learned";
}

static void sides_settle(const sayso_judge *j, const sayso_view *v, sayso_proposal *k)
{
    side_table t;
    sayso_nominals_find(&t.of, v, k);
    pairs_score(j, &t);
    const uint32_t n = t.of.n, best = best_pair(&t);
    const bool both = symmetric(&t);
    uint32_t a = best / n, r = best % n;
    if (both && r && !sayso_is_patient(&t.of, r) && (!a || party(&t, r) > party(&t, a))) a = r;
    if (both) r = 0;
    if (!a && !r) return; /* better what grammar says than nobody */
    k->n_actor = side_fill(&t, 0, a, r, k->actor);
    k->n_recipient = side_fill(&t, 1, r, a, k->recipient);
    k->via_actor = via_of(&t.of, a, 1, k->via_actor);
    k->via_recipient = via_of(&t.of, r, 2, k->via_recipient);
}

/* *Received a note from*: do the words between say who does or suffers it, whatever the lists make of a light
 * verb? */
static bool is_told(const sayso_ctx *c, const sayso_proposal *k)
{
    return told_doer(c, k->word) != SAYSO_NO_WORD || told_sufferer(c, k->type, k->word) != SAYSO_NO_WORD;
}

void sayso_judge_sides(const sayso_judge *j, const sayso_view *v, sayso_proposal *k)
{
    if (!rule_is_full(v, k) || is_told(v->c, k)) sides_settle(j, v, k);
    sayso_deed_note(v, k, k->actor, k->n_actor, 1);
    sayso_deed_note(v, k, k->recipient, k->n_recipient, 2);
}

uint32_t sayso_judge_source(const sayso_judge *j, const sayso_view *v, uint32_t cue,
                            uint32_t by_rule)
{
    uint32_t at[1 + SAYSO_MOST_NOMINALS] = { SAYSO_NO_WORD }, best = 0;
    float most = -1e30f, z;
    const uint32_t n = 1 + sayso_may_take_part(v, cue, &by_rule, by_rule != SAYSO_NO_WORD, at + 1,
                                               SAYSO_MOST_NOMINALS);
    for (uint32_t i = 0; i < n; i++) {
        if (!sayso_may_speak(v->c, cue, at[i])) continue;
        sayso_evidence e;
        sayso_evidence_source(v, cue, at[i], by_rule, &e);
        sayso_softmax_sum(&j->source, e.at, e.n, &z);
        if (z > most) most = z, best = i;
    }
    return at[best];
}
