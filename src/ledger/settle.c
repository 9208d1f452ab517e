/* Claims and positions kept up to date, in pieces.
 *
 * Documents that are new have their tellings made; tellings that are pending find their claim
 * (regroup.h). Each piece is a transaction of its own that leaves the ledger as true as it was:
 * what is left waits in the table `pending`, also after a crash, and other writers come in between.
 */
#include "settle.h"
#include "digest.h"
#include "facts.h"
#include "shown.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Of a piece, at most: tellings looked at, documents prepared. A piece is
 * over within a fraction of a second, which is how long another writer waits. */
enum { PIECE_TELLINGS = 1000, PIECE_DOCUMENTS = 200, PIECE_MS = 200, YIELD_MS = 8 };

typedef struct settling {
    sayso_ledger *l;
    sayso_led_source source;
    sayso_led_regroup *g;
} settling;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- what regroup asks for ---- */

static sayso_status give_telling(void *user, int64_t id, sayso_arena *a, sayso_led_telling *out,
                                 sayso_error *err)
{
    return sayso_led_telling_load(((settling *)user)->l, id, a, out, err);
}

static sayso_status give_named(void *user, uint64_t key, sayso_led_named from, bool back,
                               uint32_t most, sayso_led_named *out, uint32_t *n, sayso_error *err)
{
    sayso_ledger *l = ((settling *)user)->l;
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = back ? sayso_led_kept(l,
                                            "SELECT at, telling FROM named WHERE key = ?1 AND "
                                            "(at, telling) < (?2, ?3) ORDER BY at DESC, "
                                            "telling DESC LIMIT ?4",
                                            &s, err)
                           : sayso_led_kept(l,
                                            "SELECT at, telling FROM named WHERE key = ?1 AND "
                                            "(at, telling) > (?2, ?3) ORDER BY at, telling "
                                            "LIMIT ?4",
                                            &s, err);
    if (st) return st;
    sayso_led_int(s, 1, (int64_t)key);
    sayso_led_int(s, 2, from.at);
    sayso_led_int(s, 3, from.telling);
    sayso_led_int(s, 4, most);
    *n = 0;
    while (*n < most && !(st = sayso_led_step(l, s, &row, err)) && row)
        out[(*n)++] = (sayso_led_named){ sayso_led_whole(s, 0), sayso_led_whole(s, 1) };
    sayso_led_reset(s);
    return st;
}

static sayso_status give_members(void *user, int64_t group, bool pinned, sayso_arena *a,
                                 sayso_status (*each)(void *, const sayso_led_telling *,
                                                      sayso_error *),
                                 void *to, sayso_error *err)
{
    return sayso_led_tellings_load(((settling *)user)->l, group, pinned, a, each, to, err);
}

static sayso_status settling_begin(settling *x, sayso_ledger *l, sayso_error *err)
{
    *x = (settling){ .l = l };
    x->source = (sayso_led_source){ x, give_telling, give_named, give_members };
    x->g = sayso_led_regroup_new(&x->source);
    return x->g ? SAYSO_OK : sayso_no_memory(err);
}

/* ---- what has come of it ---- */

static sayso_status events_point(void *user, const sayso_led_telling *t, sayso_error *err)
{
    sayso_ledger *l = ((settling *)user)->l;
    sayso_led_stmt *s;
    sayso_status st = sayso_led_facts_touch(l, t->document, err);
    if (st) return st;
    st = sayso_led_kept(l,
                        "UPDATE stored_events SET claim = nullif(CAST(?1 AS BIGINT), 0) WHERE "
                        "document = ?2 AND telling = ?3",
                        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, t->group);
    sayso_led_int(s, 2, t->document);
    sayso_led_int(s, 3, t->p.number);
    return sayso_led_done(l, s, err);
}

static sayso_status pending_keep(void *user, const sayso_led_telling *t, sayso_error *err)
{
    return sayso_led_pending_put(((settling *)user)->l, t, err);
}

static sayso_status claim_keep(void *user, int64_t group, const sayso_led_telling *const *members,
                               uint32_t n, sayso_error *err)
{
    return sayso_led_claim_write(((settling *)user)->l, group, members, n, err);
}

static sayso_status changes_keep(settling *x, sayso_error *err)
{
    sayso_status st = sayso_led_regroup_changes(x->g, events_point, pending_keep, x, err);
    return st ? st : sayso_led_regroup_groups(x->g, claim_keep, x, err);
}

/* ---- documents that are new ---- */

static sayso_status documents_new(sayso_ledger *l, int64_t *out, uint32_t *n, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *n = 0;
    sayso_status st = sayso_led_kept(
        l, "SELECT document FROM documents WHERE settled = 0 ORDER BY document LIMIT ?", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, PIECE_DOCUMENTS);
    while (*n < PIECE_DOCUMENTS && !(st = sayso_led_step(l, s, &row, err)) && row)
        out[(*n)++] = sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

/* *n documents are prepared; 0 where all are. */
static sayso_status documents_piece(sayso_ledger *l, uint32_t *n, sayso_error *err)
{
    int64_t documents[PIECE_DOCUMENTS];
    sayso_led_stmt *s;
    sayso_status st = sayso_led_begin(l, err);
    if (st) return st;
    st = documents_new(l, documents, n, err);
    for (uint32_t i = 0; !st && i < *n; i++) {
        if ((st = sayso_led_tellings_make(l, documents[i], err)) ||
            (st = sayso_led_link(l, documents[i], err)) ||
            (st = sayso_led_document_seal(l, documents[i], err)) ||
            (st = sayso_led_kept(l, "UPDATE documents SET settled = 1 WHERE document = ?", &s,
                                 err)))
            break;
        sayso_led_int(s, 1, documents[i]);
        st = sayso_led_done(l, s, err);
    }
    return sayso_led_end(l, st, err);
}

/* ---- tellings that are pending ---- */

typedef struct waiting { int64_t ids[PIECE_TELLINGS]; uint32_t n; } waiting;

static sayso_status pending_load(settling *x, waiting *w, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    w->n = 0;
    sayso_status st = sayso_led_kept(
        x->l, "SELECT telling FROM pending ORDER BY lane, loose, at, key, number LIMIT ?", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, PIECE_TELLINGS);
    while (w->n < PIECE_TELLINGS && !(st = sayso_led_step(x->l, s, &row, err)) && row)
        w->ids[w->n++] = sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

static sayso_status pending_clear(settling *x, const waiting *w, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(
        x->l,
        "DELETE FROM pending WHERE (lane, loose, at, key, number) IN (SELECT lane, loose, at, key, "
        "number FROM pending ORDER BY lane, loose, at, key, number LIMIT ?)",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, w->n);
    return sayso_led_done(x->l, s, err);
}

/* What was held is from before: between two pieces others may have written. */
static sayso_status held_renew(settling *x, sayso_error *err)
{
    sayso_led_regroup_free(x->g);
    x->g = sayso_led_regroup_new(&x->source);
    return x->g ? SAYSO_OK : sayso_no_memory(err);
}

/* Goes through the first of those that wait, and through what comes to wait before the last of
 * them. */
static sayso_status tellings_look(settling *x, const waiting *w, sayso_error *err)
{
    const int64_t until = now_ms() + PIECE_MS;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_led_telling last;
    int64_t id = 0;
    sayso_status st = SAYSO_OK;
    const bool more = w->n == PIECE_TELLINGS; /* others may wait behind the last one */
    if (more) st = sayso_led_telling_load(x->l, w->ids[w->n - 1], &a, &last, err);
    for (uint32_t i = 0; !st && i < w->n; i++) st = sayso_led_regroup_push(x->g, w->ids[i], err);
    for (uint32_t i = 0; !st && (i < w->n || now_ms() < until); i++)
        if ((st = sayso_led_regroup_next(x->g, more ? &last.p : NULL, &id, err)) || !id) break;
    sayso_arena_free(&a);
    return st;
}

/* *n tellings were pending; 0 where none is. */
static sayso_status tellings_piece(settling *x, waiting *w, sayso_error *err)
{
    sayso_status st = sayso_led_begin(x->l, err);
    if (st) return st;
    if (!(st = held_renew(x, err)) && !(st = pending_load(x, w, err)) && w->n &&
        !(st = pending_clear(x, w, err)) && !(st = tellings_look(x, w, err)))
        st = changes_keep(x, err);
    return sayso_led_end(x->l, st, err);
}

/* ---- all of it ---- */

static sayso_status one_number(sayso_ledger *l, const char *sql, uint64_t *n, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *n = 0;
    sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *n = (uint64_t)sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_ledger_unsettled(sayso_ledger *l, uint64_t *n, sayso_error *err)
{
    uint64_t behind;
    sayso_status st = one_number(l, "SELECT count(*) FROM documents WHERE settled = 0", n, err);
    if (!st) st = one_number(l, "SELECT count(DISTINCT key) FROM pending", &behind, err);
    if (st) return st;
    *n += behind;
    return sayso_ok(err);
}

/* Lets another writer in. */
static void yield(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = YIELD_MS * 1000000L }, NULL);
}

/* What is shown of documents that have changed, and of those that have come. */
static sayso_status shown_settle(sayso_ledger *l, sayso_error *err)
{
    int64_t chunk = -1;
    sayso_status st;
    while (!(st = sayso_led_shown_waiting(l, &chunk, err)) && chunk >= 0) {
        if ((st = sayso_led_begin(l, err))) break;
        /* another writer may have been before us */
        if (!(st = sayso_led_shown_waiting(l, &chunk, err)) && chunk >= 0)
            st = sayso_led_shown_make(l, chunk, err);
        if ((st = sayso_led_end(l, st, err))) break;
    }
    return st;
}

static sayso_status settle_all(settling *x, waiting *w, sayso_error *err)
{
    uint32_t n;
    sayso_status st;
    do {
        while (!(st = documents_piece(x->l, &n, err)) && n == PIECE_DOCUMENTS) yield();
        if (st || (st = tellings_piece(x, w, err))) return st;
        if (w->n == PIECE_TELLINGS) yield();
    } while (n || w->n);
    return st;
}

sayso_status sayso_ledger_settle(sayso_ledger *l, sayso_error *err)
{
    uint64_t behind;
    settling x;
    sayso_status st = sayso_ledger_unsettled(l, &behind, err);
    if (st || (!behind && !l->write)) return st;
    if (!behind) return (st = shown_settle(l, err)) ? st : sayso_ok(err);
    if (!l->write)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "the ledger was opened for reading; open it for writing");
    if ((st = settling_begin(&x, l, err))) return st;
    waiting *w = malloc(sizeof *w);
    st = w ? settle_all(&x, w, err) : sayso_no_memory(err);
    free(w);
    sayso_led_regroup_free(x.g);
    if (!st) st = shown_settle(l, err);
    return st ? st : sayso_ok(err);
}

/* ---- a document that goes ---- */

static sayso_status telling_leave(settling *x, int64_t id, sayso_error *err)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_led_telling t = { .group = 0 };
    sayso_status st = sayso_led_regroup_remove(x->g, id, err);
    if (!st) st = sayso_led_telling_load(x->l, id, &a, &t, err);
    if (!st) st = sayso_led_telling_forget(x->l, &t, err);
    sayso_arena_free(&a);
    return st;
}

static sayso_status tellings_of(sayso_ledger *l, int64_t document, int64_t **ids, uint32_t *n,
                                sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    uint32_t cap = 0;
    *ids = NULL;
    *n = 0;
    sayso_status st = sayso_led_kept(l,
                                     "SELECT t.telling FROM tellings t JOIN events e ON e.event = t.telling "
                                     "WHERE e.document = ? ORDER BY t.telling",
                                     &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        if (!sayso_grow(*ids, *n, cap)) {
            st = sayso_no_memory(err);
            break;
        }
        (*ids)[(*n)++] = sayso_led_whole(s, 0);
    }
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_unsettle(sayso_ledger *l, int64_t document, sayso_error *err)
{
    settling x;
    int64_t *ids = NULL;
    uint32_t n = 0;
    sayso_status st = settling_begin(&x, l, err);
    if (!st) st = tellings_of(l, document, &ids, &n, err);
    for (uint32_t i = 0; !st && i < n; i++) st = telling_leave(&x, ids[i], err);
    if (!st) st = changes_keep(&x, err);
    free(ids);
    sayso_led_regroup_free(x.g);
    return st;
}
