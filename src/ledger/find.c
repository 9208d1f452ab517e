/* The records of a page, from facts. All rows are gone through, and the first that fit are kept in
 * a heap whose top is the last of them. */
#include "find.h"
#include "base/day.h"
#include "crew.h"
#include <stdlib.h>

typedef struct found { sayso_led_spot at; int64_t id; } found;

typedef struct bits { uint8_t *at; int64_t n; } bits; /* a bit a number */

typedef struct finding {
    const sayso_led_finding *what;
    const sayso_filter *f;
    sayso_led_scan *s;         /* the one at hand */
    found   *heap; uint32_t n_heap, cap_heap;
    found   *claims; uint32_t n_claims, cap_claims; /* that may be listed */
    bits     fit, said;        /* claims of which an event fits; of which the source speaks */
    int32_t  since, until;     /* of documents */
    uint8_t *marks; uint32_t cap_marks; /* a document's attributions: of an event that fits */
    bool     failed;
} finding;

static int spot_cmp(const sayso_led_spot *a, const sayso_led_spot *b)
{
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static int64_t listed_day(int32_t day) { return day == INT32_MIN ? LG_NO_DAY : day; }

/* ---- the first ones ---- */

static void heap_sink(finding *g, uint32_t i)
{
    found *h = g->heap;
    for (uint32_t k; (k = 2 * i + 1) < g->n_heap; i = k) {
        if (k + 1 < g->n_heap && spot_cmp(&h[k].at, &h[k + 1].at) < 0) k++;
        if (spot_cmp(&h[k].at, &h[i].at) <= 0) return;
        const found swapped = h[i];
        h[i] = h[k];
        h[k] = swapped;
    }
}

static void offer(finding *g, found x)
{
    if (g->what->from && spot_cmp(&x.at, g->what->from) < 0) return;
    if (g->n_heap == g->what->most) {
        if (spot_cmp(&x.at, &g->heap[0].at) >= 0) return;
        g->heap[0] = x;
        heap_sink(g, 0);
        return;
    }
    if (!sayso_grow(g->heap, g->n_heap, g->cap_heap)) {
        g->failed = true;
        return;
    }
    uint32_t i = g->n_heap++;
    for (; i && spot_cmp(&x.at, &g->heap[(i - 1) / 2].at) > 0; i = (i - 1) / 2)
        g->heap[i] = g->heap[(i - 1) / 2];
    g->heap[i] = x;
}

/* ---- documents, and what is in them ---- */

/* Of the document itself: its events may lie far before it. */
static bool day_fits(const finding *g, int32_t day)
{
    return (g->since == INT32_MIN || (day != INT32_MIN && day >= g->since)) &&
           (g->until == INT32_MAX || (day != INT32_MIN && day <= g->until));
}

static void events_find(finding *g, const sayso_led_facts *f, const sayso_led_fact_document *d)
{
    for (uint32_t i = 0; i < d->n_events; i++) {
        const sayso_led_fact *e = &f->events[d->events + i];
        if ((!g->what->flag || e->flags & g->what->flag) && sayso_led_scan_fits(g->s, d, e))
            offer(g, (found){ { listed_day(d->day), d->key, e->number }, e->event });
    }
}

static void document_find(finding *g, const sayso_led_facts *f, const sayso_led_fact_document *d)
{
    bool fits = !sayso_led_filter_any(g->f, g->what->parts);
    if (g->what->only && (d->document >= g->what->n_only ||
                          !(g->what->only[d->document / 8] >> d->document % 8 & 1)))
        return;
    if (!day_fits(g, d->day)) return;
    for (uint32_t i = 0; !fits && i < d->n_events; i++)
        fits = sayso_led_scan_fits(g->s, d, &f->events[d->events + i]);
    if (fits) offer(g, (found){ { listed_day(d->day), d->key, 0 }, d->document });
}

/* Its own source, and what is asked of the events that it speaks of. */
static void said_find(finding *g, const sayso_led_facts *f, const sayso_led_fact_document *d)
{
    const bool any = sayso_led_filter_any(g->f, g->what->parts);
    if (!day_fits(g, d->day) || !d->n_said) return;
    if (!sayso_reserve(g->marks, g->cap_marks, d->n_said)) {
        g->failed = true;
        return;
    }
    memset(g->marks, !any, d->n_said);
    for (uint32_t i = 0; any && i < d->n_events; i++) {
        const sayso_led_fact *e = &f->events[d->events + i];
        if (!e->n_says || !sayso_led_scan_fits(g->s, d, e)) continue;
        for (uint32_t k = 0; k < e->n_says; k++) g->marks[f->says[e->says + k]] = 1;
    }
    for (uint32_t i = 0; i < d->n_said; i++) {
        const sayso_led_fact_said *a = &f->said[d->said + i];
        if (g->marks[i] && sayso_led_scan_source(g->s, a))
            offer(g, (found){ { listed_day(d->day), d->key, a->number }, a->attribution });
    }
}

/* ---- claims ---- */

static void bit_set(finding *g, bits *b, int64_t i)
{
    if (i <= 0) return;
    if (i / 8 >= b->n) {
        const int64_t n = i / 8 + i / 16 + 4096;
        uint8_t *more = realloc(b->at, (size_t)n);
        if (!more) {
            g->failed = true;
            return;
        }
        memset(more + b->n, 0, (size_t)(n - b->n));
        *b = (bits){ more, n };
    }
    b->at[i / 8] |= (uint8_t)(1 << i % 8);
}

static bool bit_of(const bits *b, int64_t i)
{
    return i > 0 && i / 8 < b->n && (b->at[i / 8] >> i % 8 & 1);
}

/* A claim is listed where its first event is; which events of it fit is known in the end. */
static void claims_find(finding *g, const sayso_led_facts *f, const sayso_led_fact_document *d)
{
    const bool asked = sayso_led_scan_document(g->s, d);
    for (uint32_t i = 0; i < d->n_events; i++) {
        const sayso_led_fact *e = &f->events[d->events + i];
        if (asked && sayso_led_scan_fits(g->s, d, e)) bit_set(g, &g->fit, e->claim);
        if (g->what->source_apart && sayso_led_scan_said(g->s, d, e))
            bit_set(g, &g->said, e->claim);
        if (!(e->flags & LG_FACT_FIRST) || (g->what->flag && !(e->flags & g->what->flag))) continue;
        const found x = { { listed_day(e->day), d->key, e->number }, e->claim };
        if (g->what->from && spot_cmp(&x.at, g->what->from) < 0) continue;
        if (sayso_grow(g->claims, g->n_claims, g->cap_claims)) g->claims[g->n_claims++] = x;
        else g->failed = true;
    }
}

static void claims_choose(finding *g)
{
    const bool apart = g->what->source_apart && g->f->source;
    for (uint32_t i = 0; i < g->n_claims; i++)
        if (bit_of(&g->fit, g->claims[i].id) && (!apart || bit_of(&g->said, g->claims[i].id)))
            offer(g, g->claims[i]);
}

/* ---- all of it ---- */

static void document_look(finding *g, const sayso_led_facts *f, const sayso_led_fact_document *d)
{
    if (g->what->kind == LG_FIND_CLAIMS) claims_find(g, f, d);
    else if (!sayso_led_scan_document(g->s, d)) return;
    else if (g->what->kind == LG_FIND_EVENTS) events_find(g, f, d);
    else if (g->what->kind == LG_FIND_SAID) said_find(g, f, d);
    else document_find(g, f, d);
}

static void days_read(finding *g, const sayso_filter *f)
{
    sayso_day day;
    g->since = INT32_MIN;
    g->until = INT32_MAX;
    if (f->since && sayso_day_parse(f->since, &day)) g->since = day.from;
    if (f->until && sayso_day_parse(f->until, &day)) g->until = day.to;
}

/* What of facts it looks at. */
static uint32_t wanted_by(const sayso_led_finding *what)
{
    uint32_t wanted = LG_FACTS_KEYS;
    if (what->kind == LG_FIND_EVENTS) wanted |= LG_FACTS_IDS;
    if (what->kind == LG_FIND_SAID) wanted |= LG_FACTS_SAID;
    if (what->kind == LG_FIND_CLAIMS) wanted |= LG_FACTS_IDS | LG_FACTS_FLAGS;
    return what->flag ? wanted | LG_FACTS_FLAGS : wanted;
}

static bool row_look(void *user, sayso_led_scan *s, const sayso_led_facts *row)
{
    finding *g = user;
    g->s = s;
    for (uint32_t i = 0; i < row->n_documents; i++) document_look(g, row, &row->documents[i]);
    return !g->failed;
}

sayso_status sayso_led_find(sayso_ledger *l, const sayso_filter *f, const sayso_led_finding *what,
                            sayso_buf *json, sayso_error *err)
{
    sayso_led_scan s;
    finding g = { .what = what, .f = f };
    days_read(&g, f);
    /* what a claim begins with may lie in another row than the events that fit */
    const int parts = what->parts | (what->kind == LG_FIND_CLAIMS ? LG_ALL_ROWS : 0);
    sayso_status st = sayso_led_scan_begin(&s, l, f, parts, wanted_by(what), err);
    if (!st) st = sayso_led_crew_run(&s, row_look, &g, err);
    if (!st) claims_choose(&g);
    sayso_buf_puts(json, "[");
    for (uint32_t i = 0; i < g.n_heap; i++) {
        if (i) sayso_buf_puts(json, ",");
        sayso_buf_whole(json, g.heap[i].id);
    }
    sayso_buf_puts(json, "]");
    if (!st && (g.failed || json->failed)) st = sayso_no_memory(err);
    sayso_led_scan_end(&s);
    free(g.heap);
    free(g.claims);
    free(g.fit.at);
    free(g.said.at);
    free(g.marks);
    return st;
}
