/* Reprints in the ledger: each document belongs to a family of copies, named by one of them. */
#include "copies.h"
#include "facts.h"
#include "settle.h"
#include <stdlib.h>

/* Documents that share a band with one, at most: more would be a text that everybody prints (a
 * weather report's frame), of whose copies these are enough. */
enum { MOST_CANDIDATES = 400 };

typedef struct linking {
    sayso_ledger *l;
    int64_t  document, origin;
    sayso_arena arena;
    sayso_led_runs runs;
    int64_t *others; uint32_t n, cap; /* that may be copies */
    int64_t *origins; uint32_t n_origins, cap_origins; /* of those that are */
} linking;

static sayso_status runs_load(sayso_ledger *l, int64_t document, sayso_arena *a,
                              sayso_led_runs *out, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *out = (sayso_led_runs){ NULL, 0 };
    sayso_status st = sayso_led_kept(l, "SELECT text FROM documents WHERE document = ?", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) {
        const char *folded = sayso_led_words_fold(a, sayso_led_blob(s, 0));
        if (!folded || !sayso_led_runs_of(sayso_str_of(folded), a, out)) st = sayso_no_memory(err);
    }
    sayso_led_reset(s);
    return st;
}

static bool other_add(linking *x, int64_t document)
{
    for (uint32_t i = 0; i < x->n; i++)
        if (x->others[i] == document) return true;
    if (!sayso_grow(x->others, x->n, x->cap)) return false;
    x->others[x->n++] = document;
    return true;
}

static const char of_band[] = "SELECT document FROM bands WHERE band = ? ORDER BY document DESC LIMIT ?";

static sayso_status band_ask(const linking *x, uint32_t i, uint64_t band, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept_nth(x->l, of_band, i, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, (int64_t)band);
    sayso_led_int(s, 2, MOST_CANDIDATES);
    return sayso_led_ahead(x->l, s, err);
}

static sayso_status band_look(linking *x, uint32_t i, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept_nth(x->l, of_band, i, &s, err);
    if (st) return st;
    while (x->n < MOST_CANDIDATES && !(st = sayso_led_step(x->l, s, &row, err)) && row)
        if (sayso_led_whole(s, 0) != x->document &&
            !other_add(x, sayso_led_whole(s, 0))) {
            st = sayso_no_memory(err);
            break;
        }
    sayso_led_reset(s);
    return st;
}

static sayso_status band_put(const linking *x, uint64_t band, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(
        x->l, "INSERT INTO bands (band, document) VALUES (?, ?) ON CONFLICT DO NOTHING", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, (int64_t)band);
    sayso_led_int(s, 2, x->document);
    return sayso_led_done(x->l, s, err);
}

static sayso_status candidates(linking *x, sayso_error *err)
{
    uint64_t bands[LG_BANDS];
    const uint32_t n = sayso_led_sketch(&x->runs, bands);
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < n; i++) st = band_ask(x, i, bands[i], err);
    for (uint32_t i = 0; !st && i < n; i++) st = band_look(x, i, err);
    for (uint32_t i = 0; !st && i < n; i++) st = band_put(x, bands[i], err);
    return st;
}

static sayso_status origin_load(sayso_ledger *l, int64_t document, int64_t *out, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *out = document;
    sayso_status st = sayso_led_kept(
        l, "SELECT ifnull(origin, document) FROM documents WHERE document = ?", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *out = sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

static bool origin_known(const linking *x, int64_t origin)
{
    for (uint32_t i = 0; i < x->n_origins; i++)
        if (x->origins[i] == origin) return true;
    return false;
}

static sayso_status origin_add(linking *x, int64_t origin, sayso_error *err)
{
    if (!sayso_grow(x->origins, x->n_origins, x->cap_origins)) return sayso_no_memory(err);
    x->origins[x->n_origins++] = origin;
    return SAYSO_OK;
}

static sayso_status families(linking *x, sayso_error *err)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < x->n; i++) {
        sayso_led_runs other;
        int64_t origin;
        if ((st = origin_load(x->l, x->others[i], &origin, err))) break;
        if (origin_known(x, origin)) continue; /* its family is found already */
        sayso_arena_reset(&a);
        st = runs_load(x->l, x->others[i], &a, &other, err);
        if (!st && sayso_led_copied(&x->runs, &other)) st = origin_add(x, origin, err);
    }
    sayso_arena_free(&a);
    return st;
}

/* How many independent reports the claims have that a family reports. */
static sayso_status claims_recount(sayso_ledger *l, int64_t origin, sayso_error *err)
{
    return sayso_led_run_with(
        l, "UPDATE stored_claims SET independent = (SELECT count(DISTINCT d.origin) FROM events e "
           "JOIN documents d USING (document) WHERE e.claim = stored_claims.claim) WHERE claim IN "
           "(SELECT e.claim FROM documents d JOIN events e USING (document) WHERE "
           "d.origin = ?1 AND ?2)",
        origin, 1, err);
}

static sayso_status family_touch(sayso_ledger *l, int64_t origin, sayso_error *err)
{
    return sayso_led_facts_touch_all(l, "SELECT document FROM documents WHERE origin = ?", origin,
                                     err);
}

/* All families that the document is a copy of are one, of the name that is least. */
static sayso_status join(linking *x, sayso_error *err)
{
    int64_t least = x->document;
    for (uint32_t i = 0; i < x->n_origins; i++)
        if (x->origins[i] < least) least = x->origins[i];
    sayso_status st = sayso_led_run_with(
        x->l, "UPDATE documents SET origin = ?1 WHERE document = ?2", least,
        x->document, err);
    if (!st) st = sayso_led_facts_touch(x->l, x->document, err);
    for (uint32_t i = 0; !st && i < x->n_origins; i++)
        if (x->origins[i] != least && !(st = family_touch(x->l, x->origins[i], err)))
            st = sayso_led_run_with(
                x->l, "UPDATE documents SET origin = ?1 WHERE origin = ?2", least,
                x->origins[i], err);
    return st || x->n_origins < 2 ? st : claims_recount(x->l, least, err);
}

sayso_status sayso_led_link(sayso_ledger *l, int64_t document, sayso_error *err)
{
    linking x = { .l = l, .document = document };
    sayso_status st = runs_load(l, document, &x.arena, &x.runs, err);
    if (!st) st = candidates(&x, err);
    if (!st) st = families(&x, err);
    if (!st) st = join(&x, err);
    free(x.others);
    free(x.origins);
    sayso_arena_free(&x.arena);
    return st;
}

static sayso_status bands_take(linking *x, sayso_error *err)
{
    uint64_t bands[LG_BANDS];
    const uint32_t n = sayso_led_sketch(&x->runs, bands);
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < n; i++)
        st = sayso_led_run_with(
            x->l, "DELETE FROM bands WHERE band = ?1 AND document = ?2", (int64_t)bands[i],
            x->document, err);
    return st;
}

/* The others of its family are found anew, for it may have been what joined them. */
static sayso_status family_part(linking *x, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(x->l, "SELECT document FROM documents WHERE origin = ?", &s,
                                     err);
    if (st) return st;
    sayso_led_int(s, 1, x->origin);
    while (!(st = sayso_led_step(x->l, s, &row, err)) && row)
        if (sayso_led_whole(s, 0) != x->document &&
            !other_add(x, sayso_led_whole(s, 0))) {
            st = sayso_no_memory(err);
            break;
        }
    sayso_led_reset(s);
    if (!st) st = family_touch(x->l, x->origin, err);
    if (!st)
        st = sayso_led_run_with(
            x->l, "UPDATE documents SET origin = CASE WHEN ?2 THEN document END "
                  "WHERE origin = ?1", x->origin, 1, err);
    for (uint32_t i = 0; !st && i < x->n; i++) st = sayso_led_link(x->l, x->others[i], err);
    for (uint32_t i = 0; !st && i < x->n; i++) st = claims_recount(x->l, x->others[i], err);
    return st;
}

sayso_status sayso_led_unlink(sayso_ledger *l, int64_t document, sayso_error *err)
{
    linking x = { .l = l, .document = document };
    sayso_status st = runs_load(l, document, &x.arena, &x.runs, err);
    if (!st) st = origin_load(l, document, &x.origin, err);
    if (!st) st = bands_take(&x, err);
    if (!st) st = family_part(&x, err);
    free(x.others);
    sayso_arena_free(&x.arena);
    return st;
}
