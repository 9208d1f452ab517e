#include "train/heads_codes.h"

/* A gold code's country and role; a region or an international body has neither as the judge sees
 * it, but that it is one. */
static const char *role_of(const char *gold)
{
    if (!gold) return "";
    return strncmp(gold, "IGO", 3) == 0 || sayso_role_number(gold) ? gold
           : strlen(gold) >= 3                                     ? gold + 3
                                                                   : "";
}

/* Its country as a choice: 0 none of those that the document names, else one more than its index. */
static uint32_t country_of(const sayso_nations *n, const char *gold)
{
    for (uint32_t i = 0; gold && role_of(gold) != gold && i < n->n; i++)
        if (strncmp(gold, n->country[i], 3) == 0) return i + 1;
    return 0;
}

bool codes_learn(codes_lesson *l, const sayso_view *v, const sayso_whose *k, const char *gold)
{
    const sayso_ctx *c = v->c;
    const int role = sayso_role_number(role_of(gold));
    sayso_whose all[SAYSO_MOST_WITNESSES];
    sayso_evidence e;
    bool ok = true;
    if (l->asked) l->asked[k->word] = true;
    if (sayso_role_is_open(c, k->word)) {
        const uint32_t n = sayso_whose_all(c, &l->nations, k, all, SAYSO_MOST_WITNESSES);
        sayso_evidence_role(v, all, n, &e);
        ok = softmax_put(&l->role, e.at, e.n, (unsigned)role);
    }
    if (!sayso_country_is_open(c, k->word)) return ok;
    sayso_whose known = *k;
    if (sayso_role_is_open(c, k->word)) known.role = role; /* which is asked first */
    const uint32_t country = country_of(&l->nations, gold);
    ok = ok && choice_begin(&l->owner, l->nations.n + 1);
    for (uint32_t i = 0; ok && i <= l->nations.n; i++) {
        sayso_evidence_owner(v, &l->nations, &known, i, &e);
        ok = softmax_put(&l->owner.items, e.at, e.n, i == country);
    }
    return ok;
}
