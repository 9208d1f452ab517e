#include "events/judge.h"
#include <stdlib.h>

/* Where precision and recall meet on the corpus' dev part and on the development sentences: below
 * one half, since what is common is "none" (docs/reading.md, "Propose, judge, settle"). A cue whose
 * list entry holds needs little more. ALONE and SOURCE are chosen by hand, not measured. */
static const float LEAST_EVENT = 0.38f, LEAST_CUE = 0.45f, LEAST_LISTED_CUE = 0.1f,
                   LEAST_SIDE = 0.25f, LEAST_ALONE = 0.2f, LEAST_SOURCE = 0.3f;

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

static void event_judge(const sayso_judge *j, const sayso_seen *s, const sayso_evidence *e,
                        sayso_verdict *v)
{
    float p[SAYSO_JUDGE_WORD];
    sayso_softmax_score(&j->word, e->at, e->n, p);
    v->type = (int8_t)best_but_none(p, SAYSO_JUDGE_WORD, LEAST_EVENT, s->rule);
    if (v->type < 0) return;
    v->sure = p[v->type + 1];
    v->next = (int8_t)(best_of(p, SAYSO_JUDGE_WORD, v->type + 1) - 1);
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
static const float right_of[11] = { 0.00f, 0.10f, 0.20f, 0.30f, 0.40f, 0.50f,
                                    0.60f, 0.70f, 0.80f, 0.90f, 1.00f };

double sayso_judge_confidence(float sure)
{
    const float at = sure < 0 ? 0 : sure > 1 ? 10 : sure * 10;
    const int i = at >= 10 ? 9 : (int)at;
    return (double)(right_of[i] + (at - (float)i) * (right_of[i + 1] - right_of[i]));
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
        event_judge(j, &v->words[w], &e, &verdicts[w]);
        cue_judge(j, &v->words[w], &e, &verdicts[w]);
    }
    v->verdicts = verdicts;
    return v;
}

/* ---- who takes part ---- */

enum { MOST_NOMINALS = 64 };

typedef struct side_choice { uint32_t word; int side; float p; } side_choice;

static int32_t actor_at(const sayso_view *v, uint32_t w)
{
    const int32_t m = v->c->mention_of[w];
    return m >= 0 && v->c->mentions[m].n_group < 2 ? v->c->mentions[m].actor : -1;
}

/* One actor takes part once, where he is most probable. */
static bool told_better(const sayso_view *v, const side_choice *all, uint32_t n, uint32_t i)
{
    const int32_t actor = actor_at(v, all[i].word);
    for (uint32_t k = 0; actor >= 0 && k < n; k++)
        if (k != i && all[k].side && actor_at(v, all[k].word) == actor &&
            (all[k].p > all[i].p || (all[k].p == all[i].p && k < i)))
            return true;
    return false;
}

static void sides_fill(const sayso_view *v, const side_choice *all, uint32_t n, sayso_proposal *k)
{
    k->n_actor = k->n_recipient = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!all[i].side || told_better(v, all, n, i)) continue;
        uint32_t *side = all[i].side == 1 ? k->actor : k->recipient,
                 *many = all[i].side == 1 ? &k->n_actor : &k->n_recipient;
        if (*many < SAYSO_MOST_PARTICIPANTS) side[(*many)++] = all[i].word;
    }
}

void sayso_judge_sides(const sayso_judge *j, const sayso_view *v, sayso_proposal *k)
{
    uint32_t at[MOST_NOMINALS];
    side_choice all[MOST_NOMINALS];
    uint32_t best = 0;
    const uint32_t n = sayso_may_take_part(v, k->word, at, MOST_NOMINALS);
    for (uint32_t i = 0; i < n; i++) {
        float p[SAYSO_JUDGE_SIDE];
        sayso_evidence e;
        const int rule = sayso_listed(k->actor, k->n_actor, at[i])           ? 1
                         : sayso_listed(k->recipient, k->n_recipient, at[i]) ? 2
                                                                             : 0;
        sayso_evidence_side(v, k->word, k->type, at[i], rule, &e);
        sayso_softmax_score(&j->side, e.at, e.n, p);
        const int side = p[1] >= p[2] ? 1 : 2;
        all[i] = (side_choice){ at[i], p[side] >= LEAST_SIDE ? side : 0, p[side] };
        if (all[i].p > all[best].p) best = i;
    }
    /* somebody must take part */
    if (n && !all[best].side && all[best].p >= LEAST_ALONE) all[best].side = 1;
    sides_fill(v, all, n, k);
    if (!k->via_actor) k->via_actor = "learned";
    if (!k->via_recipient) k->via_recipient = "learned";
}

uint32_t sayso_judge_source(const sayso_judge *j, const sayso_view *v, uint32_t cue,
                            uint32_t by_rule)
{
    uint32_t at[MOST_NOMINALS], best = SAYSO_NO_WORD;
    float most = LEAST_SOURCE;
    const uint32_t n = sayso_may_take_part(v, cue, at, MOST_NOMINALS);
    for (uint32_t i = 0; i < n; i++) {
        float p[SAYSO_JUDGE_SOURCE];
        sayso_evidence e;
        sayso_evidence_source(v, cue, at[i], at[i] == by_rule, &e);
        sayso_softmax_score(&j->source, e.at, e.n, p);
        if (p[1] > most) most = p[1], best = at[i];
    }
    return best;
}

sayso_event_status sayso_judge_status(const sayso_judge *j, const sayso_view *v, uint32_t w,
                                      int type, int rule)
{
    float p[SAYSO_JUDGE_STATUS];
    sayso_evidence e;
    sayso_evidence_status(v, w, type, rule, &e);
    sayso_softmax_score(&j->status, e.at, e.n, p);
    int best = 0;
    for (int k = 1; k < SAYSO_JUDGE_STATUS; k++)
        if (p[k] > p[best]) best = k;
    return (sayso_event_status)best;
}

void sayso_judge_role(const sayso_judge *j, const sayso_view *v, const sayso_whose *k, float *out)
{
    sayso_evidence e;
    sayso_evidence_role(v, k, &e);
    sayso_softmax_score(&j->role, e.at, e.n, out);
}

float sayso_judge_owner(const sayso_judge *j, const sayso_view *v, const sayso_nations *n,
                        const sayso_whose *k, uint32_t i)
{
    float p[SAYSO_JUDGE_OWNER];
    sayso_evidence e;
    sayso_evidence_owner(v, n, k, i, &e);
    sayso_softmax_score(&j->owner, e.at, e.n, p);
    return p[1];
}

const char *sayso_judge_mode(const sayso_judge *j, const sayso_view *v, uint32_t w, int type,
                             const char *listed)
{
    float p[SAYSO_JUDGE_MODE];
    sayso_evidence e;
    int best = -1;
    sayso_evidence_mode(v, w, type, listed, &e);
    sayso_softmax_score(&j->mode, e.at, e.n, p);
    for (int m = 0; m < SAYSO_N_MODES; m++)
        if (sayso_mode_fits(type, m) && p[m + 1] > p[best + 1]) best = m;
    return best < 0 ? NULL : sayso_mode_name(best);
}
