/* When two reports tell of one event. The weights are small whole numbers, so that a person can
 * follow `why` by hand:
 *
 *   a side that agrees wholly 4, in country but for a missing role 3, in role where one country is
 * unknown 2, a side missing on one or both 0; any contradiction: apart the same word, mode, place
 * or date of the text 1 each a denial against an assertion or admission nearby, by sources of one
 * country 4, by others 3 confirmed, admitted, denied: it has been spoken of before 1 */
#include "same.h"
#include "blocks.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- codes ---- */

/* Does a code without a country begin as those of bodies do? */
static bool is_body(const char *role)
{
    static const char bodies[] = LED_BODIES;
    for (const char *b = bodies; *b; b += 4)
        if (strncmp(b, role, 3) == 0) return true;
    return false;
}

sayso_led_code sayso_led_code_of(const char *country, const char *role)
{
    sayso_led_code c = { "", "" };
    const size_t n = strlen(role);
    const bool own = !*country && n > 3 && is_body(role);
    snprintf(c.country, sizeof c.country, "%s", own ? role : country);
    if (!own && n >= 3) memcpy(c.role, role, 3);
    return c;
}

bool sayso_led_institution(sayso_led_code c, char out[2 * LG_CODE])
{
    if (!*c.country) return false;
    const size_t n = strlen(c.country);
    memcpy(out, c.country, n + 1);
    if (n == 3) memcpy(out + 3, *c.role ? c.role : "GOV", 4);
    return true;
}

sayso_led_phase sayso_led_phase_of(sayso_event_status s)
{
    return s == SAYSO_FUTURE ? LG_FUTURE : s == SAYSO_HYPOTHETICAL ? LG_HYPOTHETICAL : LG_HAPPENED;
}

sayso_stance sayso_led_stance_named(const char *name)
{
    for (int s = 0; name && s < SAYSO_N_STANCES; s++)
        if (strcmp(sayso_stance_name((sayso_stance)s), name) == 0) return (sayso_stance)s;
    return SAYSO_N_STANCES;
}

/* ---- sides ---- */

static bool same_text(const char *a, const char *b)
{
    return a && b && *a && strcmp(a, b) == 0;
}

void sayso_led_side_add(sayso_led_side *s, sayso_led_code code, const char *name)
{
    const sayso_led_party p = { code, name && *name ? name : NULL };
    for (uint32_t i = 0; i < s->n; i++) {
        sayso_led_party *q = &s->at[i];
        if (strcmp(q->code.country, p.code.country) != 0 ||
            (q->name && p.name && strcmp(q->name, p.name) != 0))
            continue;
        if (*q->code.role && *p.code.role && strcmp(q->code.role, p.code.role) != 0) continue;
        if (!*q->code.role) memcpy(q->code.role, p.code.role, sizeof p.code.role);
        if (!q->name) q->name = p.name;
        return;
    }
    if (s->n < LG_MOST_PARTIES) s->at[s->n++] = p;
    else s->more = true;
}

static int party_score(const sayso_led_party *a, const sayso_led_party *b, bool personal)
{
    const bool ca = *a->code.country, cb = *b->code.country, ra = *a->code.role, rb = *b->code.role;
    const bool roles_differ = ra && rb && strcmp(a->code.role, b->code.role) != 0;
    /* a meeting of two ministers is not the meeting of two others of the same states */
    if (personal && a->name && b->name && strcmp(a->name, b->name) != 0) return LG_APART;
    if (roles_differ && !same_text(a->name, b->name)) return LG_APART;
    if (ca && cb) {
        if (strcmp(a->code.country, b->code.country) != 0) return LG_APART;
        return ra == rb ? 4 : 3;
    }
    if (same_text(a->name, b->name)) return 4;
    return ra && rb ? 2 : 0;
}

/* Every party of the shorter side must have a fellow on the longer one; the worst of them
 * counts. */
static int side_score(const sayso_led_side *a, const sayso_led_side *b, bool personal)
{
    if (a->n == 0 || b->n == 0) return 0;
    const sayso_led_side *few = a->n <= b->n ? a : b, *many = few == a ? b : a;
    int worst = 4;
    for (uint32_t i = 0; i < few->n; i++) {
        int best = LG_APART;
        for (uint32_t j = 0; j < many->n; j++) {
            const int s = party_score(&few->at[i], &many->at[j], personal);
            if (s > best) best = s;
        }
        if (best < worst) worst = best;
    }
    return worst;
}

static uint32_t countries(const sayso_led_side *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        bool seen = !*s->at[i].code.country;
        for (uint32_t j = 0; j < i; j++)
            seen |= strcmp(s->at[i].code.country, s->at[j].code.country) == 0;
        n += !seen;
    }
    return n;
}

static bool symmetric(sayso_type t)
{
    return t == SAYSO_AGREE || t == SAYSO_CONSULT || t == SAYSO_SUPPORT || t == SAYSO_COOPERATE ||
           t == SAYSO_ASSAULT;
}
static bool mutual(const sayso_led_report *r)
{
    return r->type == SAYSO_CONSULT || r->type == SAYSO_COOPERATE ||
           (symmetric(r->type) && r->recipient.n == 0 && countries(&r->actor) >= 2);
}

static void everybody(const sayso_led_report *r, sayso_led_side *out)
{
    *out = r->actor;
    for (uint32_t i = 0; i < r->recipient.n; i++) {
        const sayso_led_party *p = &r->recipient.at[i];
        bool there = false;
        for (uint32_t j = 0; j < out->n; j++)
            there |= strcmp(out->at[j].code.country, p->code.country) == 0 &&
                     strcmp(out->at[j].code.role, p->code.role) == 0 && out->at[j].name == p->name;
        if (there) continue;
        if (out->n < LG_MOST_PARTIES) out->at[out->n++] = *p;
        else out->more = true;
    }
}

/* score LG_APART where they contradict */
typedef struct sides { int score; bool agree_a, agree_r, both_r; } sides;

static sides sides_compare(const sayso_led_report *a, const sayso_led_report *b)
{
    const bool personal = a->type == SAYSO_CONSULT;
    sides r = { 0, false, false, false };
    if (symmetric(a->type) && (mutual(a) || mutual(b))) {
        sayso_led_side all_a, all_b;
        everybody(a, &all_a);
        everybody(b, &all_b);
        const int s = side_score(&all_a, &all_b, personal);
        const bool two = countries(&all_a) >= 2 && countries(&all_b) >= 2;
        r.score = s < 0 ? LG_APART : two ? 2 * s : s;
        r.agree_a = s >= 3;
        r.agree_r = s >= 3 && two;
        return r;
    }
    const int sa = side_score(&a->actor, &b->actor, personal),
              sr = side_score(&a->recipient, &b->recipient, personal);
    r.score = sa < 0 || sr < 0 ? LG_APART : sa + sr;
    r.agree_a = sa >= 3;
    r.agree_r = sr >= 3;
    r.both_r = a->recipient.n == 0 && b->recipient.n == 0;
    return r;
}

/* ---- when and where ---- */

/* Days between two intervals; 0 where they meet. */
static int64_t gap(const sayso_led_report *a, const sayso_led_report *b)
{
    if (a->from > b->to) return (int64_t)a->from - b->to;
    return b->from > a->to ? (int64_t)b->from - a->to : 0;
}

static bool known(const char *s) { return s && *s; }

typedef enum placing { ELSEWHERE = -1, NO_TELLING, SAME_DIVISION, SAME_PLACE } placing;

static placing place_compare(const sayso_led_report *a, const sayso_led_report *b)
{
    if (!known(a->place) || !known(b->place)) return NO_TELLING;
    if (known(a->country) && known(b->country) && strcmp(a->country, b->country) != 0)
        return ELSEWHERE;
    if (strcmp(a->place, b->place) == 0) return SAME_PLACE;
    if (!known(a->country) || !known(b->country) || !known(a->admin1) || !known(b->admin1))
        return NO_TELLING; /* one may lie in the other */
    return strcmp(a->admin1, b->admin1) == 0 ? SAME_DIVISION : ELSEWHERE;
}

/* ---- denials ---- */

void sayso_led_take_stance(sayso_led_report *r, sayso_stance stance, const char *country)
{
    const uint32_t bit = 1u << stance;
    r->stances |= bit;
    char *who = bit & LG_DENIES ? r->denier : bit & LG_GRANTS ? r->granter : NULL;
    if (who && !*who) snprintf(who, LG_CODE, "%s", country);
    if (*country) snprintf(r->source, LG_CODE, "%s", country);
}

bool sayso_led_loose(const sayso_led_report *r)
{
    return !r->dated && r->from != INT32_MIN && (r->stances & (LG_DENIES | LG_GRANTS));
}

/* Does one side grant what the other has denied, by word of one country? Then they speak of one
 * thing, however long the denial has stood. */
static bool reverses(const sayso_led_report *a, const sayso_led_report *b)
{
    return (*a->denier && strcmp(a->denier, b->granter) == 0) ||
           (*a->granter && strcmp(a->granter, b->denier) == 0);
}

static int contrast(const sayso_led_report *a, const sayso_led_report *b)
{
    const uint32_t apart = a->sentence > b->sentence ? a->sentence - b->sentence
                                                     : b->sentence - a->sentence;
    const bool da = a->stances & LG_DENIES, db = b->stances & LG_DENIES;
    if (apart > LG_NEAR_SENTENCES || !(da || db) ||
        (da && db && !((a->stances | b->stances) & ~(uint32_t)LG_DENIES)))
        return 0;
    if (*a->source && *b->source) return strcmp(a->source, b->source) == 0 ? 4 : 2;
    return 3;
}

/* ---- the two comparisons ---- */

int sayso_led_within(const sayso_led_report *a, const sayso_led_report *b)
{
    if (a->type != b->type || a->phase != b->phase) return LG_APART;
    const sides s = sides_compare(a, b);
    const placing where = place_compare(a, b);
    if (s.score < 0 || where == ELSEWHERE) return LG_APART;
    const bool both_dated = a->dated && b->dated;
    if (both_dated && gap(a, b) > 0) return LG_APART;
    return s.score + (where != NO_TELLING) + both_dated + same_text(a->cue, b->cue) +
           same_text(a->mode, b->mode) + contrast(a, b) +
           ((b->stances & (LG_DENIES | LG_GRANTS)) != 0);
}

int sayso_led_across(const sayso_led_report *a, const sayso_led_report *b)
{
    if (a->type != b->type || a->phase != b->phase) return LG_APART;
    const bool undated = a->from == INT32_MIN, other = b->from == INT32_MIN;
    if (undated != other) return LG_APART;
    const int64_t days = undated ? 0 : gap(a, b);
    const bool loose = sayso_led_loose(b) && reverses(a, b);
    if (days > (loose ? LG_LOOSE_DAYS : LG_NEAR_DAYS) || (a->dated && b->dated && days > 1))
        return LG_APART;
    const sides s = sides_compare(a, b);
    const placing where = place_compare(a, b);
    if (s.score < 0 || where == ELSEWHERE || !(s.agree_a || s.agree_r)) return LG_APART;
    if (known(a->mode) && known(b->mode) && !same_text(a->mode, b->mode)) return LG_APART;
    return s.score + (s.both_r ? 1 : 0) + (where == SAME_PLACE ? 2 : where == SAME_DIVISION) +
           (!undated && days <= 1) + (a->dated && b->dated) + same_text(a->mode, b->mode) +
           same_text(a->cameo, b->cameo);
}

bool sayso_led_contradict(const sayso_led_report *a, const sayso_led_report *b)
{
    return sides_compare(a, b).score < 0;
}

/* ---- groups ---- */

static void side_merge(sayso_led_side *a, const sayso_led_side *b)
{
    for (uint32_t i = 0; i < b->n; i++) sayso_led_side_add(a, b->at[i].code, b->at[i].name);
    a->more |= b->more;
}

void sayso_led_merge(sayso_led_report *a, const sayso_led_report *b)
{
    /* in a mutual event the sides of the two may be turned: everybody is an actor then */
    if (symmetric(a->type) && (mutual(a) || mutual(b))) {
        sayso_led_side all;
        everybody(b, &all);
        sayso_led_side mine;
        everybody(a, &mine);
        a->actor = mine;
        a->recipient = (sayso_led_side){ .n = 0 };
        side_merge(&a->actor, &all);
    } else {
        side_merge(&a->actor, &b->actor);
        side_merge(&a->recipient, &b->recipient);
    }
    if (b->dated && !a->dated) {
        a->from = b->from;
        a->to = b->to;
        a->dated = true;
    } else if (b->dated == a->dated && a->from != INT32_MIN && b->from != INT32_MIN &&
               gap(a, b) == 0) {
        if (b->from > a->from) a->from = b->from;
        if (b->to < a->to) a->to = b->to;
    }
    if (!known(a->mode)) a->mode = b->mode;
    if (!known(a->place) || (!known(a->admin1) && known(b->admin1))) {
        if (known(b->place)) {
            a->place = b->place;
            a->country = b->country;
            a->admin1 = b->admin1;
        }
    }
    a->cue = b->cue ? b->cue : a->cue; /* the latest: what a denial a sentence later takes up */
    a->sentence = b->sentence;
    a->stances |= b->stances;
    if (*b->source) memcpy(a->source, b->source, sizeof a->source);
    if (!*a->denier) memcpy(a->denier, b->denier, sizeof a->denier);
    if (!*a->granter) memcpy(a->granter, b->granter, sizeof a->granter);
}

typedef struct group { sayso_led_report all; uint32_t first; } group;

typedef struct grouping {
    const sayso_led_report *reports;
    group    *groups; uint32_t n, cap;
    uint32_t *out;
} grouping;

/* Groups that are looked at for a report, at most: the latest ones. Bounds the time where a text
 * repeats itself without end. */
enum { LATEST_WITHIN = 256 };

/* Puts report i into group `at`, or into a new one; false without memory. */
static bool put(grouping *x, uint32_t i, uint32_t at)
{
    if (at == UINT32_MAX) {
        if (!sayso_grow(x->groups, x->n, x->cap)) return false;
        at = x->n++;
        x->groups[at] = (group){ x->reports[i], i };
    } else sayso_led_merge(&x->groups[at].all, &x->reports[i]);
    x->out[i] = at;
    return true;
}

static bool place(grouping *x, uint32_t i)
{
    int best = LG_TOGETHER;
    uint32_t at = UINT32_MAX;
    for (uint32_t k = x->n > LATEST_WITHIN ? x->n - LATEST_WITHIN : 0; k < x->n; k++) {
        const int s = sayso_led_within(&x->groups[k].all, &x->reports[i]);
        if (s < best) continue; /* of equals the latest: the nearest */
        best = s;
        at = k;
    }
    return put(x, i, at);
}

bool sayso_led_group(const sayso_led_report *reports, uint32_t n, uint32_t *out)
{
    grouping x = { .reports = reports, .out = out };
    bool ok = true;
    for (uint32_t i = 0; ok && i < n; i++) ok = place(&x, i);
    for (uint32_t i = 0; ok && i < n; i++) out[i] = x.groups[out[i]].first;
    free(x.groups);
    return ok;
}
