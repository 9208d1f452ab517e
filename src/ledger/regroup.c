/* Groups around what has changed; see regroup.h. */
#include "regroup.h"
#include <stdio.h>
#include <stdlib.h>

/* Of those named by one key, this many of the nearest are looked at: bounds the time where a day is
 * full of one country, or where many documents have no date. */
enum { WINDOW = 512, WINDOW_UNDATED = 64, MOST_CHUNKS = 8 };
/* Rows of a key asked for at a time: few at first, since most walks end after some. */
enum { LEAST_CHUNK = 8, MOST_CHUNK = 64 };
enum { KEY_BITS = 40, MOST_DAY = 4000000 };

typedef struct held {
    sayso_led_telling t;       /* first: what is handed out is this */
    int64_t stored;            /* its group as the source has it */
    bool    queued, gone;
} held;

typedef struct group {
    int64_t  id;
    held   **members; uint32_t n, cap; /* in order */
    uint32_t merged;           /* of them in `all` */
    sayso_led_report all;
    bool     changed;
    uint32_t seen;             /* stamp of the telling that looked at it last */
} group;

typedef struct posting {       /* rows of a key between `low` and `high` */
    uint64_t key;
    sayso_led_named *rows; uint32_t n, cap;
    sayso_led_named low, high;
    bool     low_end, high_end; /* nothing lies beyond */
} posting;

typedef struct table { uint64_t *keys; void **values; uint32_t n, cap; } table;

struct sayso_led_regroup {
    const sayso_led_source *source;
    sayso_arena arena;
    table    tellings, groups, postings;
    held   **heap; uint32_t n_heap, cap_heap;
    group  **near; uint32_t n_near, cap_near; /* that the telling at hand looks at */
    uint32_t stamp;
    /* keys pushed along in one round, and how far */
    struct { uint64_t key; int64_t from, to; } *pushed; uint32_t n_pushed, cap_pushed;
};

/* ---- tables from a number to a pointer ---- */

static void *table_get(const table *t, uint64_t key)
{
    if (!t->cap) return NULL;
    for (uint32_t i = (uint32_t)sayso_hash_mix(key);; i++) {
        const uint32_t at = i & (t->cap - 1);
        if (!t->values[at]) return NULL;
        if (t->keys[at] == key) return t->values[at];
    }
}

static void table_set(table *t, uint64_t key, void *value)
{
    uint32_t at = (uint32_t)sayso_hash_mix(key) & (t->cap - 1);
    while (t->values[at]) at = (at + 1) & (t->cap - 1);
    t->keys[at] = key;
    t->values[at] = value;
}

static bool table_put(table *t, uint64_t key, void *value)
{
    if (2 * (t->n + 1) > t->cap) {
        table more = { .n = t->n, .cap = t->cap ? 2 * t->cap : 64 };
        more.keys = calloc(more.cap, sizeof *more.keys);
        more.values = calloc(more.cap, sizeof *more.values);
        if (!more.keys || !more.values) {
            free(more.keys);
            free(more.values);
            return false;
        }
        for (uint32_t i = 0; i < t->cap; i++)
            if (t->values[i]) table_set(&more, t->keys[i], t->values[i]);
        free(t->keys);
        free(t->values);
        *t = more;
    }
    table_set(t, key, value);
    t->n++;
    return true;
}

/* ---- places and keys ---- */

static bool undated(const sayso_led_report *r) { return r->from == INT32_MIN; }

/* Days of any reading, also of one that was made up, stay within what the number holds. */
static int64_t day_at(int64_t day)
{
    const int64_t d = day < -MOST_DAY ? -MOST_DAY : day > MOST_DAY ? MOST_DAY : day;
    return (d + MOST_DAY + 1) * ((int64_t)1 << KEY_BITS);
}

uint32_t sayso_led_lane(const sayso_led_report *r)
{
    return ((uint32_t)r->type * 4 + (uint32_t)r->phase) * 2 + !undated(r);
}

int64_t sayso_led_at(const sayso_led_report *r, const char *key)
{
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) { /* digits of base 32 are in the order of their characters */
        static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
        const char *d = *key ? strchr(digits, *key) : NULL;
        bits = bits << 5 | (uint64_t)(d ? d - digits : 0);
        key += *key != 0;
    }
    return (undated(r) ? 0 : day_at(r->from)) + (int64_t)bits;
}

int sayso_led_position_cmp(const sayso_led_position *a, const sayso_led_position *b)
{
    if (a->lane != b->lane) return a->lane < b->lane ? -1 : 1;
    if (a->loose != b->loose) return a->loose ? 1 : -1;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    const int c = strcmp(a->key, b->key);
    return c ? c : (a->number > b->number) - (a->number < b->number);
}

static bool before(const held *a, const held *b)
{
    return sayso_led_position_cmp(&a->t.p, &b->t.p) < 0;
}

/* A telling is kept by how long its date is, so that what reaches a day is found among those that
 * began little before it. */
static const int32_t spans[LG_LEVELS] = { 4, 31, 366, 2 * MOST_DAY };

static uint32_t level_of(const sayso_led_report *r)
{
    uint32_t l = 0;
    while (!undated(r) && l + 1 < LG_LEVELS && (int64_t)r->to - r->from > spans[l]) l++;
    return l;
}

typedef enum said { SAID_NOTHING, SAID_DENIES, SAID_GRANTS } said;

/* Whom a telling names: c a country, n a person; once more with the country by whose word that is
 * denied or granted, since what was denied long ago is looked for among all of a year. */
typedef struct name { char kind; const char *text; said said; const char *by; } name;
typedef struct names { name at[LG_MOST_KEYS]; uint32_t n; } names;

static void party_add(names *x, char kind, const char *text)
{
    if (!text || !*text) return;
    for (uint32_t i = 0; i < x->n; i++)
        if (x->at[i].kind == kind && strcmp(x->at[i].text, text) == 0) return;
    x->at[x->n++] = (name){ kind, text, SAID_NOTHING, "" };
}

static void said_add(names *x, uint32_t parties, said what, const char *by)
{
    for (uint32_t i = 0; *by && i < parties; i++)
        x->at[x->n++] = (name){ x->at[i].kind, x->at[i].text, what, by };
}

static void names_fill(names *x, const sayso_led_report *r)
{
    const sayso_led_side *const sides[] = { &r->actor, &r->recipient };
    x->n = 0;
    for (int s = 0; s < 2; s++)
        for (uint32_t i = 0; i < sides[s]->n; i++) {
            party_add(x, 'c', sides[s]->at[i].code.country);
            party_add(x, 'n', sides[s]->at[i].name);
        }
    const uint32_t parties = x->n;
    said_add(x, parties, SAID_DENIES, r->denier);
    said_add(x, parties, SAID_GRANTS, r->granter);
}

/* What is granted may long have been denied, and the other way round. */
static name opposite(name x)
{
    if (x.said) x.said = x.said == SAID_DENIES ? SAID_GRANTS : SAID_DENIES;
    return x;
}

static uint64_t key_of(uint32_t lane, uint32_t level, bool loose, name x)
{
    const uint64_t seed = (((uint64_t)lane * LG_LEVELS + level) * 4 + x.said) << 9 |
                          (uint64_t)loose << 8 | (uint8_t)x.kind;
    /* mixed, for texts are short and seeds near each other; SQL knows signed numbers only */
    const uint64_t by = sayso_hash(x.by, strlen(x.by), sayso_hash_mix(seed + 1));
    return sayso_hash(x.text, strlen(x.text), by) >> 1;
}

uint32_t sayso_led_keys(const sayso_led_report *r, uint64_t *out)
{
    names x;
    names_fill(&x, r);
    for (uint32_t i = 0; i < x.n; i++)
        out[i] = key_of(sayso_led_lane(r), level_of(r), sayso_led_loose(r), x.at[i]);
    return x.n;
}

/* ---- what the source gives, once ---- */

/* One that the source has given, where it is not held already. */
static sayso_status telling_hold(sayso_led_regroup *g, const sayso_led_telling *t, held **out,
                                 sayso_error *err)
{
    *out = table_get(&g->tellings, (uint64_t)t->p.id);
    if (*out) return SAYSO_OK;
    held *h = sayso_arena_alloc(&g->arena, sizeof *h);
    if (!h) return sayso_no_memory(err);
    *h = (held){ .t = *t, .stored = t->group };
    if (!table_put(&g->tellings, (uint64_t)t->p.id, h)) return sayso_no_memory(err);
    *out = h;
    return SAYSO_OK;
}

static sayso_status telling_get(sayso_led_regroup *g, int64_t id, held **out, sayso_error *err)
{
    sayso_led_telling t;
    *out = table_get(&g->tellings, (uint64_t)id);
    if (*out) return SAYSO_OK;
    const sayso_status st = g->source->telling(g->source->user, id, &g->arena, &t, err);
    return st ? st : telling_hold(g, &t, out, err);
}

static sayso_status member_add(group *to, held *h, sayso_error *err)
{
    if (!sayso_grow(to->members, to->n, to->cap)) return sayso_no_memory(err);
    uint32_t a = 0, b = to->n;
    while (a < b) {
        const uint32_t m = a + (b - a) / 2;
        if (before(to->members[m], h)) a = m + 1;
        else b = m;
    }
    memmove(to->members + a + 1, to->members + a, (to->n - a) * sizeof *to->members);
    to->members[a] = h;
    to->n++;
    if (a < to->merged) to->merged = 0;
    return SAYSO_OK;
}

typedef struct loading { sayso_led_regroup *g; group *to; } loading;

static sayso_status member_load(void *user, const sayso_led_telling *t, sayso_error *err)
{
    loading *x = user;
    held *h;
    const sayso_status st = telling_hold(x->g, t, &h, err);
    return st || h->t.group != x->to->id ? st : member_add(x->to, h, err);
}

static sayso_status group_get(sayso_led_regroup *g, int64_t id, bool made, group **out,
                              sayso_error *err)
{
    *out = table_get(&g->groups, (uint64_t)id);
    if (*out) return SAYSO_OK;
    group *x = calloc(1, sizeof *x);
    if (!x) return sayso_no_memory(err);
    x->id = id;
    if (!table_put(&g->groups, (uint64_t)id, x)) {
        free(x);
        return sayso_no_memory(err);
    }
    *out = x;
    loading l = { g, x };
    return made ? SAYSO_OK
                : g->source->members(g->source->user, id, false, &g->arena, member_load, &l, err);
}

/* Merges what stands before h. */
static void advance(group *x, const held *h)
{
    if (x->merged && !before(x->members[x->merged - 1], h)) x->merged = 0;
    for (; x->merged < x->n && before(x->members[x->merged], h); x->merged++)
        if (x->merged) sayso_led_merge(&x->all, &x->members[x->merged]->t.report);
        else x->all = x->members[0]->t.report;
}

/* ---- rows of a key ---- */

static int named_cmp(sayso_led_named a, sayso_led_named b)
{
    if (a.at != b.at) return a.at < b.at ? -1 : 1;
    return (a.telling > b.telling) - (a.telling < b.telling);
}

static sayso_status posting_load(sayso_led_regroup *g, posting *p, bool back, sayso_error *err)
{
    sayso_led_named more[MOST_CHUNK];
    const uint32_t chunk = p->n < LEAST_CHUNK ? LEAST_CHUNK : p->n < MOST_CHUNK ? p->n : MOST_CHUNK;
    uint32_t n = 0;
    const sayso_status st = g->source->named(g->source->user, p->key, back ? p->low : p->high, back,
                                             chunk, more, &n, err);
    if (st) return st;
    if (!sayso_reserve(p->rows, p->cap, p->n + n)) return sayso_no_memory(err);
    *(back ? &p->low_end : &p->high_end) = n < chunk;
    if (!n) return SAYSO_OK; /* and there may be no rows[] yet */
    if (back) {
        memmove(p->rows + n, p->rows, p->n * sizeof *p->rows);
        for (uint32_t i = 0; i < n; i++) p->rows[n - 1 - i] = more[i];
        p->low = more[n - 1];
    } else {
        memcpy(p->rows + p->n, more, n * sizeof *more);
        p->high = more[n - 1];
    }
    p->n += n;
    return SAYSO_OK;
}

static sayso_status posting_get(sayso_led_regroup *g, uint64_t key, sayso_led_named from,
                                posting **out, sayso_error *err)
{
    posting *p = *out = table_get(&g->postings, key);
    if (!p) {
        if (!(p = *out = calloc(1, sizeof *p))) return sayso_no_memory(err);
        *p = (posting){ .key = key, .low = from, .high = from };
        if (table_put(&g->postings, key, p)) return SAYSO_OK;
        free(p);
        return sayso_no_memory(err);
    }
    sayso_status st = SAYSO_OK;
    for (int i = 0; !st && i < MOST_CHUNKS && !p->high_end && named_cmp(p->high, from) < 0; i++)
        st = posting_load(g, p, false, err);
    for (int i = 0; !st && i < MOST_CHUNKS && !p->low_end && named_cmp(from, p->low) < 0; i++)
        st = posting_load(g, p, true, err);
    if (st) return st;
    if ((p->high_end || named_cmp(from, p->high) <= 0) &&
        (p->low_end || named_cmp(p->low, from) <= 0))
        return SAYSO_OK;
    p->n = 0; /* too far off: what lies between is not asked for */
    p->low = p->high = from;
    p->low_end = p->high_end = false;
    return SAYSO_OK;
}

typedef struct walk {
    sayso_led_regroup *g;
    posting *p;
    uint32_t i;     /* next row, going up; the one behind it, going back */
    bool     back;
} walk;

static sayso_status walk_begin(walk *w, sayso_led_regroup *g, uint64_t key, int64_t at, bool back,
                               sayso_error *err)
{
    const sayso_led_named from = { at, back ? INT64_MAX : INT64_MIN };
    *w = (walk){ .g = g, .back = back };
    const sayso_status st = posting_get(g, key, from, &w->p, err);
    uint32_t a = 0, b = st ? 0 : w->p->n;
    while (a < b) {
        const uint32_t m = a + (b - a) / 2;
        if (named_cmp(w->p->rows[m], from) < 0) a = m + 1;
        else b = m;
    }
    w->i = a;
    return st;
}

/* The next row; false at the end, or with *st not SAYSO_OK. No other walk may go on meanwhile along
 * the same key. */
static bool walk_next(walk *w, sayso_led_named *row, sayso_status *st, sayso_error *err)
{
    posting *p = w->p;
    if (w->back ? w->i == 0 && !p->low_end : w->i == p->n && !p->high_end) {
        const uint32_t n = p->n;
        if ((*st = posting_load(w->g, p, w->back, err))) return false;
        if (w->back) w->i = p->n - n;
    }
    if (w->back ? w->i == 0 : w->i == p->n) return false;
    *row = p->rows[w->back ? --w->i : w->i++];
    return true;
}

/* ---- the queue: a heap, first in order on top ---- */

static bool queue_put(sayso_led_regroup *g, held *h)
{
    if (h->queued || h->gone) return true;
    if (!sayso_grow(g->heap, g->n_heap, g->cap_heap)) return false;
    uint32_t i = g->n_heap++;
    for (; i && before(h, g->heap[(i - 1) / 2]); i = (i - 1) / 2) g->heap[i] = g->heap[(i - 1) / 2];
    g->heap[i] = h;
    return h->queued = true;
}

static held *queue_take(sayso_led_regroup *g)
{
    held *top = g->heap[0], *last = g->heap[--g->n_heap];
    uint32_t i = 0;
    for (uint32_t k; (k = 2 * i + 1) < g->n_heap; i = k) {
        if (k + 1 < g->n_heap && before(g->heap[k + 1], g->heap[k])) k++;
        if (!before(g->heap[k], last)) break;
        g->heap[i] = g->heap[k];
    }
    g->heap[i] = last;
    top->queued = false;
    return top;
}

sayso_status sayso_led_regroup_push(sayso_led_regroup *g, int64_t id, sayso_error *err)
{
    held *h;
    const sayso_status st = telling_get(g, id, &h, err);
    return st ? st : queue_put(g, h) ? SAYSO_OK : sayso_no_memory(err);
}

/* ---- which groups a telling looks at ---- */

static sayso_status near_add(sayso_led_regroup *g, const held *h, const held *m, sayso_error *err)
{
    group *x;
    if (m == h || !m->t.group || !before(m, h) || sayso_led_contradict(&m->t.report, &h->t.report))
        return SAYSO_OK;
    const sayso_status st = group_get(g, m->t.group, false, &x, err);
    if (st || x->seen == g->stamp) return st;
    x->seen = g->stamp;
    if (!sayso_grow(g->near, g->n_near, g->cap_near)) return sayso_no_memory(err);
    g->near[g->n_near++] = x;
    return SAYSO_OK;
}

/* Groups of those named by `key` that lie within `days` of h, from its place to one side; none of
 * the key is longer than `span`. */
static sayso_status near_walk(sayso_led_regroup *g, const held *h, uint64_t key, int64_t days,
                              int32_t span, bool back, sayso_error *err)
{
    const bool any_day = undated(&h->t.report);
    const int64_t from = h->t.report.from - days, to = h->t.report.to + days;
    walk w;
    sayso_led_named row;
    sayso_status st = walk_begin(&w, g, key, h->t.p.at, back, err);
    for (int most = any_day ? WINDOW_UNDATED : WINDOW; !st && most > 0; most--) {
        held *m;
        if (!walk_next(&w, &row, &st, err)) break;
        if (!any_day && (back ? row.at < day_at(from - span) : row.at >= day_at(to + 1))) break;
        if ((st = telling_get(g, row.telling, &m, err))) break;
        if (any_day || (m->t.report.to >= from && m->t.report.from <= to))
            st = near_add(g, h, m, err);
    }
    return st;
}

/* Along the names of h that `parties` says, to both sides where it is loose. */
static sayso_status near_names(sayso_led_regroup *g, const held *h, const names *x,
                               sayso_error *err)
{
    const sayso_led_report *r = &h->t.report;
    const bool loose = h->t.p.loose;
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < x->n; i++) {
        if (x->at[i].said && !loose) continue;
        const int64_t days = x->at[i].said ? LG_LOOSE_DAYS : LG_NEAR_DAYS;
        for (uint32_t l = 0; !st && l < (undated(r) ? 1 : LG_LEVELS); l++)
            for (int of_loose = 0; !st && of_loose <= loose; of_loose++) {
                const uint64_t key = key_of(h->t.p.lane, l, of_loose, opposite(x->at[i]));
                st = near_walk(g, h, key, days, spans[l], true, err);
                if (!st && loose) st = near_walk(g, h, key, days, spans[l], false, err);
            }
    }
    return st;
}

static bool out_of_reach(const group *x, const held *h)
{
    return !h->t.p.loose && !undated(&h->t.report) &&
           (int64_t)h->t.report.from - x->all.to > LG_NEAR_DAYS;
}

static sayso_status best_group(sayso_led_regroup *g, const held *h, group **best, sayso_error *err)
{
    names x;
    int most = LG_ACROSS - 1;
    *best = NULL;
    g->n_near = 0;
    g->stamp++;
    names_fill(&x, &h->t.report);
    const sayso_status st = near_names(g, h, &x, err);
    for (uint32_t i = 0; !st && i < g->n_near; i++) {
        group *c = g->near[i];
        advance(c, h);
        if (!c->merged || out_of_reach(c, h)) continue;
        const int s = sayso_led_across(&c->all, &h->t.report);
        /* of equals the one begun last: the nearest */
        if (s < most || (s == most && (!*best || before(c->members[0], (*best)->members[0]))))
            continue;
        most = s;
        *best = c;
    }
    return st;
}

/* ---- whom a person has joined ---- */

typedef struct pinning { sayso_led_regroup *g; const held *h; held *first; bool push; } pinning;

static sayso_status pinned_look(void *user, const sayso_led_telling *t, sayso_error *err)
{
    pinning *x = user;
    held *m;
    const sayso_status st = telling_hold(x->g, t, &m, err);
    if (st || m == x->h || m->t.p.lane != x->h->t.p.lane) return st;
    if (x->push)
        return m->t.group && before(x->h, m) && !queue_put(x->g, m) ? sayso_no_memory(err)
                                                                    : SAYSO_OK;
    if (m->t.group && before(m, x->h) && (!x->first || before(m, x->first))) x->first = m;
    return SAYSO_OK;
}

static sayso_status group_choose(sayso_led_regroup *g, held *h, group **out, sayso_error *err)
{
    *out = NULL;
    if (!h->t.pinned) return best_group(g, h, out, err);
    pinning x = { .g = g, .h = h };
    const sayso_status st = g->source->members(g->source->user, h->t.pinned, true, &g->arena,
                                               pinned_look, &x, err);
    return st || !x.first ? st : group_get(g, x.first->t.group, false, out, err);
}

/* ---- what rests on a change ---- */

static bool pushed_before(const sayso_led_regroup *g, uint64_t key, int64_t from, int64_t to)
{
    for (uint32_t i = 0; i < g->n_pushed; i++)
        if (g->pushed[i].key == key && g->pushed[i].from <= from && g->pushed[i].to >= to)
            return true;
    return false;
}

static sayso_status pushed_note(sayso_led_regroup *g, uint64_t key, int64_t from, int64_t to,
                                sayso_error *err)
{
    if (!sayso_grow(g->pushed, g->n_pushed, g->cap_pushed)) return sayso_no_memory(err);
    g->pushed[g->n_pushed].key = key;
    g->pushed[g->n_pushed].from = from;
    g->pushed[g->n_pushed++].to = to;
    return SAYSO_OK;
}

/* Tellings named by `key` from `from` up to `to`, behind h: `most` of them. */
static sayso_status push_along(sayso_led_regroup *g, const held *h, uint64_t key, int64_t from,
                               int64_t to, uint32_t most, sayso_error *err)
{
    walk w;
    sayso_led_named row = { from, 0 };
    if (pushed_before(g, key, from, to)) return SAYSO_OK;
    sayso_status st = walk_begin(&w, g, key, from, false, err);
    for (; !st && most > 0 && walk_next(&w, &row, &st, err) && row.at <= to; most--) {
        held *m;
        if ((st = telling_get(g, row.telling, &m, err))) break;
        if (m != h && m->t.group && before(h, m) && !queue_put(g, m)) st = sayso_no_memory(err);
    }
    return st ? st : pushed_note(g, key, from, most ? to : row.at - 1, err);
}

/* Those behind h that may have looked at a group because m is of it. */
static sayso_status push_followers(sayso_led_regroup *g, const held *h, const held *m,
                                   sayso_error *err)
{
    const sayso_led_report *r = &m->t.report;
    const bool any_day = undated(r);
    const uint32_t lane = m->t.p.lane, own = level_of(r);
    names x;
    sayso_status st = SAYSO_OK;
    names_fill(&x, r);
    for (uint32_t i = 0; !st && i < x.n; i++) {
        const name by = opposite(x.at[i]);
        const int64_t days = by.said ? LG_LOOSE_DAYS : LG_NEAR_DAYS;
        const int64_t to = any_day ? INT64_MAX : day_at(r->to + days + 1) - 1;
        for (uint32_t l = 0; !st && l < (any_day ? 1 : LG_LEVELS); l++) {
            const int64_t from = h->t.p.loose || m->t.p.at > h->t.p.at ? m->t.p.at : h->t.p.at;
            if (!by.said && !h->t.p.loose && !m->t.p.loose)
                st = push_along(g, h, key_of(lane, l, false, by), from, to,
                                l != own ? UINT32_MAX : any_day ? WINDOW_UNDATED + 1 : WINDOW + 1,
                                err);
            if (!st && !any_day)
                st = push_along(g, h, key_of(lane, l, true, by),
                                day_at((int64_t)r->from - days - spans[l]), to, UINT32_MAX, err);
        }
    }
    return st;
}

static sayso_status push_pinned(sayso_led_regroup *g, const held *h, sayso_error *err)
{
    pinning x = { .g = g, .h = h, .push = true };
    return h->t.pinned ? g->source->members(g->source->user, h->t.pinned, true, &g->arena,
                                            pinned_look, &x, err)
                       : SAYSO_OK;
}

static bool same_word(const char *a, const char *b)
{
    return a == b || strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_side(const sayso_led_side *a, const sayso_led_side *b)
{
    bool same = a->n == b->n && a->more == b->more;
    for (uint32_t i = 0; same && i < a->n; i++)
        same = strcmp(a->at[i].code.country, b->at[i].code.country) == 0 &&
               strcmp(a->at[i].code.role, b->at[i].code.role) == 0 &&
               same_word(a->at[i].name, b->at[i].name);
    return same;
}

/* Do two states of a group compare with others alike, now and whatever is merged later? */
static bool alike(const sayso_led_report *a, const sayso_led_report *b)
{
    return same_side(&a->actor, &b->actor) && same_side(&a->recipient, &b->recipient) &&
           a->from == b->from && a->to == b->to && a->dated == b->dated &&
           same_word(a->mode, b->mode) && same_word(a->place, b->place) &&
           same_word(a->country, b->country) && same_word(a->admin1, b->admin1) &&
           strcmp(a->denier, b->denier) == 0 && strcmp(a->granter, b->granter) == 0;
}

/* h comes into group x, or leaves it. */
static sayso_status push_changed(sayso_led_regroup *g, group *x, held *h, sayso_error *err)
{
    g->n_pushed = 0;
    x->changed = true;
    sayso_status st = push_followers(g, h, h, err);
    advance(x, h);
    if (st || !x->merged) return st;
    sayso_led_report with = x->all;
    sayso_led_merge(&with, &h->t.report);
    if (alike(&with, &x->all)) return st;
    for (uint32_t i = 0; !st && i < x->n; i++)
        if (x->members[i] != h) st = push_followers(g, h, x->members[i], err);
    return st;
}

static void member_take(group *x, const held *h)
{
    uint32_t i = 0;
    while (i < x->n && x->members[i] != h) i++;
    if (i == x->n) return;
    memmove(x->members + i, x->members + i + 1, (x->n - i - 1) * sizeof *x->members);
    x->n--;
    if (i < x->merged) x->merged = 0;
}

/* A group whose beginning is gone: each of the others looks for another. */
static sayso_status dissolve(sayso_led_regroup *g, group *x, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < x->n; i++) {
        held *m = x->members[i];
        if (!st) st = push_followers(g, m, m, err);
        if (!st) st = push_pinned(g, m, err);
        m->t.group = 0;
        if (!st && !queue_put(g, m)) st = sayso_no_memory(err);
    }
    x->n = x->merged = 0;
    x->changed = true;
    return st;
}

static sayso_status leave(sayso_led_regroup *g, held *h, sayso_error *err)
{
    group *x;
    sayso_status st = group_get(g, h->t.group, false, &x, err);
    if (st || (st = push_changed(g, x, h, err))) return st;
    member_take(x, h);
    h->t.group = 0;
    return x->id == h->t.p.id ? dissolve(g, x, err) : st;
}

static sayso_status join(sayso_led_regroup *g, held *h, group *x, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    if (!x && (st = group_get(g, h->t.p.id, true, &x, err))) return st;
    if ((st = push_changed(g, x, h, err)) || (st = member_add(x, h, err))) return st;
    h->t.group = x->id;
    return push_pinned(g, h, err);
}

sayso_status sayso_led_regroup_next(sayso_led_regroup *g, const sayso_led_position *limit,
                                    int64_t *id, sayso_error *err)
{
    group *to;
    *id = 0;
    if (!g->n_heap || (limit && sayso_led_position_cmp(&g->heap[0]->t.p, limit) >= 0))
        return SAYSO_OK;
    held *h = queue_take(g);
    *id = h->t.p.id;
    sayso_status st = group_choose(g, h, &to, err);
    if (st || (h->t.group && h->t.group == (to ? to->id : h->t.p.id))) return st;
    if (h->t.group) st = leave(g, h, err);
    return st ? st : join(g, h, to, err);
}

sayso_status sayso_led_regroup_remove(sayso_led_regroup *g, int64_t id, sayso_error *err)
{
    held *h;
    group *x;
    sayso_status st = telling_get(g, id, &h, err);
    h = st ? NULL : h;
    if (st || h->gone) return st;
    h->gone = true;
    g->n_pushed = 0;
    if (!h->t.group) return st;
    if ((st = group_get(g, h->t.group, false, &x, err)) || (st = push_followers(g, h, h, err)) ||
        (st = push_pinned(g, h, err)))
        return st;
    member_take(x, h);
    h->t.group = 0;
    return dissolve(g, x, err);
}

/* ---- what has come of it ---- */

sayso_status sayso_led_regroup_changes(sayso_led_regroup *g,
                                       sayso_status (*moved)(void *user, const sayso_led_telling *t,
                                                             sayso_error *err),
                                       sayso_status (*pending)(void *user,
                                                               const sayso_led_telling *t,
                                                               sayso_error *err),
                                       void *user, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < g->tellings.cap; i++) {
        held *h = g->tellings.values[i];
        if (!h || h->gone || h->stored == h->t.group) continue;
        st = moved(user, &h->t, err);
        h->stored = h->t.group;
    }
    for (uint32_t i = 0; !st && i < g->n_heap; i++)
        if (!g->heap[i]->gone) st = pending(user, &g->heap[i]->t, err);
    return st;
}

static int by_time(const void *a, const void *b)
{
    sayso_led_position x = (*(const sayso_led_telling *const *)a)->p,
                       y = (*(const sayso_led_telling *const *)b)->p;
    x.loose = y.loose = false;
    return sayso_led_position_cmp(&x, &y);
}

sayso_status sayso_led_regroup_groups(sayso_led_regroup *g,
                                      sayso_status (*each)(void *user, int64_t group,
                                                           const sayso_led_telling *const *members,
                                                           uint32_t n, sayso_error *err),
                                      void *user, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < g->groups.cap; i++) {
        group *x = g->groups.values[i];
        if (!x || !x->changed) continue;
        const sayso_led_telling **m = calloc((size_t)x->n + 1, sizeof *m);
        if (!m) return sayso_no_memory(err);
        for (uint32_t k = 0; k < x->n; k++) m[k] = &x->members[k]->t;
        qsort(m, x->n, sizeof *m, by_time);
        st = each(user, x->id, m, x->n, err);
        free(m);
        x->changed = false;
    }
    return st;
}


sayso_led_regroup *sayso_led_regroup_new(const sayso_led_source *source)
{
    sayso_led_regroup *g = calloc(1, sizeof *g);
    if (g) g->source = source;
    return g;
}

static void table_free(table *t)
{
    free(t->keys);
    free(t->values);
}

void sayso_led_regroup_free(sayso_led_regroup *g)
{
    if (!g) return;
    for (uint32_t i = 0; i < g->groups.cap; i++) {
        group *x = g->groups.values[i];
        if (x) free(x->members);
        free(x);
    }
    for (uint32_t i = 0; i < g->postings.cap; i++) {
        posting *p = g->postings.values[i];
        if (p) free(p->rows);
        free(p);
    }
    table_free(&g->tellings);
    table_free(&g->groups);
    table_free(&g->postings);
    free(g->heap);
    free(g->near);
    free(g->pushed);
    sayso_arena_free(&g->arena);
    free(g);
}
