/* What follows within one document: which events tell of the same, and who takes which stance
 * towards them. */
#include "store.h"
#include "inside.h"
#include "base/day.h"

/* ---- tellings ---- */

void sayso_led_event_days(const sayso_event *e, const sayso_reading *r, int32_t *from, int32_t *to)
{
    const sayso_day d = e->date.precision != SAYSO_UNDATED ? e->date : r->day;
    *from = sayso_day_first(d);
    *to = d.precision == SAYSO_UNDATED ? INT32_MIN : d.to;
}

static void side_fill(sayso_led_side *s, const sayso_reading *r, const sayso_participant *p,
                      uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const sayso_actor *a = p[i].actor >= 0 ? &r->actors[p[i].actor] : NULL;
        sayso_led_side_add(s, sayso_led_code_of(p[i].code.country, p[i].code.role),
                           a && strcmp(a->kind, "person") == 0 ? a->name : NULL);
    }
}

/* "Said that no troops were there" denies. But the event is marked denied also because its own
 * attribution denies it; that mark says nothing of what others hold. */
static sayso_stance stance_towards(const sayso_reading *r, const sayso_event *e, uint32_t a)
{
    const sayso_stance own = r->attributions[a].stance;
    const bool by_its_own = e->attribution >= 0 &&
                            r->attributions[e->attribution].stance == SAYSO_DENY;
    const bool negated = e->status == SAYSO_DENIED && !by_its_own;
    return negated && own != SAYSO_DENY && own != SAYSO_DOUBT ? SAYSO_DENY : own;
}

static bool report_fill(sayso_led_report *x, const sayso_reading *r, const sayso_event *e,
                        sayso_arena *a)
{
    *x = (sayso_led_report){ .type = e->type, .phase = sayso_led_phase_of(e->status),
                              .mode = e->mode, .cameo = e->cameo, .sentence = e->sentence };
    side_fill(&x->actor, r, e->actor, e->n_actor);
    side_fill(&x->recipient, r, e->recipient, e->n_recipient);
    sayso_led_event_days(e, r, &x->from, &x->to);
    x->dated = e->date.precision != SAYSO_UNDATED &&
               (!e->date_via || strcmp(e->date_via, "document") != 0);
    if (e->place >= 0) {
        x->place = r->places[e->place].name;
        x->country = r->places[e->place].country;
        x->admin1 = r->places[e->place].admin1;
    }
    if (e->attribution >= 0) {
        const sayso_code said = r->attributions[e->attribution].source.code;
        sayso_led_take_stance(x, stance_towards(r, e, (uint32_t)e->attribution),
                              sayso_led_code_of(said.country, said.role).country);
    }
    x->cue = sayso_led_fold(a, e->cue_text, NULL);
    return x->cue != NULL;
}

static uint32_t root(uint32_t *telling, uint32_t i)
{
    while (telling[i] != i) i = telling[i] = telling[telling[i]];
    return i;
}

/* What the reading itself says is one event is one telling. */
static void same_join(const sayso_reading *r, uint32_t *telling)
{
    for (uint32_t i = 0; i < r->n_events; i++) {
        const int32_t same = r->events[i].same;
        if (same < 0 || r->events[same].type != r->events[i].type) continue;
        const uint32_t a = root(telling, i), b = root(telling, (uint32_t)same);
        telling[a > b ? a : b] = a < b ? a : b;
    }
    for (uint32_t i = 0; i < r->n_events; i++) telling[i] = root(telling, i);
}

static bool tellings(const sayso_reading *r, sayso_arena *a, uint32_t *telling)
{
    sayso_led_report *x = sayso_arena_array(a, r->n_events, sizeof *x);
    if (!x) return false;
    for (uint32_t i = 0; i < r->n_events; i++)
        if (!report_fill(&x[i], r, &r->events[i], a)) return false;
    if (!sayso_led_group(x, r->n_events, telling)) return false;
    same_join(r, telling);
    return true;
}

/* ---- who takes a stance ---- */

static bool covers(const sayso_attribution *a, sayso_span s)
{
    for (uint32_t i = 0; i < a->n_content; i++)
        if (a->content[i].start <= s.start && s.end <= a->content[i].end &&
            s.start != SAYSO_NO_OFFSET)
            return true;
    return false;
}

/* Is `outer` what `inner` is reported in? By the reading's chain, or because its content holds the
 * inner one's cue. */
static bool outside(const sayso_reading *r, uint32_t outer, uint32_t inner)
{
    const sayso_attribution *in = &r->attributions[inner];
    int32_t i = in->inside;
    for (uint32_t steps = 0; i >= 0 && steps < r->n_attributions;
         steps++, i = r->attributions[i].inside)
        if ((uint32_t)i == outer) return true;
    return outer != inner && covers(&r->attributions[outer], in->cue) &&
           !covers(in, r->attributions[outer].cue);
}

static bool speaks_of(const sayso_reading *r, const sayso_event *e, uint32_t a)
{
    return e->attribution == (int32_t)a || covers(&r->attributions[a], e->cue);
}

/* One source: country and role; else somebody named, the same in all documents; else somebody of
 * this document only. */
static const char *institution(const sayso_reading *r, const sayso_attribution *a, const char *key,
                               sayso_arena *arena)
{
    char code[2 * LG_CODE];
    const sayso_actor *who = a->source.actor >= 0 ? &r->actors[a->source.actor] : NULL;
    if (sayso_led_institution(sayso_led_code_of(a->source.code.country, a->source.code.role), code))
        return sayso_arena_dup(arena, code, strlen(code));
    const bool named = who &&
                       (strcmp(who->kind, "person") == 0 ||
                        strcmp(who->kind, "organisation") == 0 || strcmp(who->kind, "medium") == 0);
    const char *name = sayso_led_fold(arena, named ? who->name : a->source.text, NULL);
    if (!name) return NULL;
    return named ? sayso_arena_printf(arena, "=%s", name)
                 : sayso_arena_printf(arena, "~%s:%s", key, name);
}

static void says_date(sayso_led_says *s, const sayso_reading *r, const sayso_attribution *a)
{
    const bool told = a->date.precision != SAYSO_UNDATED;
    s->date = told ? a->date : r->day;
    s->date_via = told ? "text" : r->day.precision != SAYSO_UNDATED ? "document" : NULL;
    s->day = sayso_day_first(s->date);
}

/* "First denied, but in April admitted": the undated denial came before the dated admission that
 * follows it in the text, not on the document's day. */
static void order_in_text(sayso_led_says *s, uint32_t n, const uint32_t *telling)
{
    for (uint32_t i = 0; i < n; i++) {
        if (s[i].stance != SAYSO_DENY && s[i].stance != SAYSO_DOUBT) continue;
        if (s[i].date_via && strcmp(s[i].date_via, "text") == 0) continue;
        for (uint32_t j = 0; j < n; j++) {
            const bool grants = s[j].stance == SAYSO_ADMIT || s[j].stance == SAYSO_CONFIRM;
            if (!grants || s[j].attribution <= s[i].attribution ||
                telling[s[j].event] != telling[s[i].event])
                continue;
            if (!s[j].date_via || strcmp(s[j].date_via, "text") != 0 ||
                strcmp(s[j].institution, s[i].institution) != 0)
                continue;
            if (s[i].day != INT32_MIN && s[i].day <= s[j].day) continue;
            s[i].day = s[j].day;
            s[i].date = (sayso_day){ 0 };
            s[i].date_via = "order";
        }
    }
}

/* Attributions are looked at from the event's sentence a little to both sides: content may reach
 * over sentences in a long quotation, but not over a document; so time stays linear in the text. */
enum { REACH = 64 };

typedef struct near {
    uint32_t lo, hi;
    int32_t own; /* the event's, where it is not in [lo, hi) */
} near;

static uint32_t near_n(near c) { return c.hi - c.lo + (c.own >= 0); }
static uint32_t near_at(near c, uint32_t i) { return c.lo + i < c.hi ? c.lo + i : (uint32_t)c.own; }

static near near_attributions(const sayso_reading *r, const sayso_event *e)
{
    uint32_t a = 0, b = r->n_attributions;
    while (a < b) { /* attributions stand in the order of their sentences */
        const uint32_t m = a + (b - a) / 2;
        if (r->attributions[m].sentence < e->sentence) a = m + 1;
        else b = m;
    }
    near c = { a > REACH ? a - REACH : 0,
               r->n_attributions - a > REACH ? a + REACH : r->n_attributions, -1 };
    if (e->attribution >= 0 &&
        ((uint32_t)e->attribution < c.lo || (uint32_t)e->attribution >= c.hi))
        c.own = e->attribution;
    return c;
}

/* Who reports a denial does not deny: of nested attributions only the innermost takes a stance
 * towards the event. */
static bool innermost(const sayso_reading *r, const sayso_event *e, uint32_t a, near c)
{
    if (e->attribution >= 0 && outside(r, a, (uint32_t)e->attribution)) return false;
    for (uint32_t i = 0; i < near_n(c); i++) {
        const uint32_t b = near_at(c, i);
        if (b != a && speaks_of(r, e, b) && outside(r, a, b)) return false;
    }
    return true;
}

bool sayso_led_derive(const sayso_reading *r, const char *key, sayso_arena *arena,
                      uint32_t *telling, const sayso_led_says **out, uint32_t *n_out)
{
    *out = NULL;
    *n_out = 0;
    if (!tellings(r, arena, telling)) return false;
    size_t n = 0;
    for (uint32_t i = 0; i < r->n_events; i++) {
        const near c = near_attributions(r, &r->events[i]);
        for (uint32_t k = 0; k < near_n(c); k++) n += speaks_of(r, &r->events[i], near_at(c, k));
    }
    sayso_led_says *s = sayso_arena_array(arena, n, sizeof *s);
    if (!s) return false;
    for (uint32_t i = 0; i < r->n_events; i++) {
        const sayso_event *e = &r->events[i];
        const near c = near_attributions(r, e);
        for (uint32_t k = 0; k < near_n(c); k++) {
            const uint32_t a = near_at(c, k);
            if (!speaks_of(r, e, a) || !innermost(r, e, a, c)) continue;
            sayso_led_says *x = &s[(*n_out)++];
            *x = (sayso_led_says){ .event = i, .attribution = a, .stance = stance_towards(r, e, a),
                                    .institution = institution(r, &r->attributions[a], key,
                                                               arena) };
            if (!x->institution) return false;
            says_date(x, r, &r->attributions[a]);
        }
    }
    /* only within a stretch of the text, so that a long list of denials costs no more than its
     * length */
    for (uint32_t from = 0; from < *n_out; from += REACH)
        order_in_text(s + from, *n_out - from > 2 * REACH ? 2 * REACH : *n_out - from, telling);
    *out = s;
    return true;
}
