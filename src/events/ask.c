/* ask: what single classifiers of the judge say of one word or one who takes part. */
#include "events/judge.h"

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

void sayso_judge_role(const sayso_judge *j, const sayso_view *v, const sayso_whose *k, uint32_t n,
                      float *out)
{
    sayso_evidence e;
    sayso_evidence_role(v, k, n, &e);
    sayso_softmax_score(&j->role, e.at, e.n, out);
}

void sayso_judge_owner(const sayso_judge *j, const sayso_view *v, const sayso_nations *n,
                       const sayso_whose *k, float *out)
{
    float most = -1e30f, sum = 0;
    sayso_evidence e;
    for (uint32_t i = 0; i <= n->n; i++) {
        sayso_evidence_owner(v, n, k, i, &e);
        sayso_softmax_sum(&j->owner, e.at, e.n, &out[i]);
        if (out[i] > most) most = out[i];
    }
    for (uint32_t i = 0; i <= n->n; i++) sum += out[i] = sayso_exp_down(out[i] - most);
    for (uint32_t i = 0; i <= n->n; i++) out[i] /= sum;
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
    /* what the lists say stays where it is a quarter as probable (388 of 481 right on dev, 382 without): nobody is *sexually* attacked without a word for it */
    const int said = sayso_mode_number(listed);
    if (said >= 0 && sayso_mode_fits(type, said) && p[said + 1] >= p[best + 1] / 4) best = said;
    return best < 0 ? NULL : sayso_mode_name(best);
}
