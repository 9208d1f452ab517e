/* Batches of a list by several threads. Each has the ledger open for itself, all at the same state
 * of it, and takes the next part that nobody has; so that memory stays bounded no thread is further
 * than AHEAD parts before the one that is handed over. */
#include "batches.h"
#include "columns.h"
#include "ledger/parts.h"
#include "ledger/shown.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_THREADS = 8, AHEAD = MOST_THREADS + 2, PART_RECORDS = 1 << 15 };

typedef struct part {
    struct ArrowArray *batches; uint32_t n, cap, given;
    bool done;
    sayso_error err;         /* code: SAYSO_OK, or why it is not whole */
} part;

struct sayso_batches {
    char *list;
    sayso_filter filter;
    sayso_arena kept;        /* of the filter */
    sayso_ledger *ledgers[MOST_THREADS];
    pthread_t threads[MOST_THREADS]; uint32_t n_threads, n_ledgers;
    sayso_led_parts ends;
    sayso_led_shown_claims claims; /* where ends.shown */
    part *parts; uint32_t n_parts;
    pthread_mutex_t lock;    /* of what follows, and of `done` */
    pthread_cond_t moved;
    uint32_t next, at;       /* the first that nobody makes; the one that is handed over */
    _Atomic bool stop;
};

/* `shown` is its own, NULL where the list is read row by row. */
typedef struct worker { sayso_batches *b; sayso_ledger *l; sayso_led_shown *shown; } worker;

/* ---- a part ---- */

static sayso_status batch_add(part *p, sayso_arrow_column *c, sayso_error *err)
{
    if (!sayso_arrow_column_length(c)) return SAYSO_OK;
    if (!sayso_grow(p->batches, p->n, p->cap) || !sayso_arrow_column_take(c, &p->batches[p->n]))
        return sayso_no_memory(err);
    p->n++;
    return SAYSO_OK;
}

/* Where rows come from: a cursor, or a worker's `shown`. */
typedef sayso_status (*next_row)(void *from, const void **row, sayso_error *err);

static sayso_status cursor_next(void *from, const void **row, sayso_error *err)
{
    return sayso_cursor_next(from, row, err);
}
static sayso_status shown_next(void *from, const void **row, sayso_error *err)
{
    return sayso_led_shown_next(from, row, err);
}

static sayso_status rows_add(const sayso_batches *b, part *p, next_row next, void *from,
                             sayso_arrow_column *c)
{
    const void *row;
    sayso_status st;
    while (!(st = next(from, &row, &p->err)) && row && !b->stop) {
        if (!sayso_arrow_column_add(c, row)) return sayso_no_memory(&p->err);
        if (sayso_arrow_column_full(c) && (st = batch_add(p, c, &p->err))) return st;
    }
    return st ? st : batch_add(p, c, &p->err);
}

static void part_make(const worker *w, uint32_t i)
{
    const sayso_batches *b = w->b;
    const sayso_led_stretch of = sayso_led_part_stretch(&b->ends, i);
    part *p = &b->parts[i];
    sayso_cursor *cursor = NULL;
    if (w->shown ? sayso_led_shown_begin(w->shown, &of, &p->err)
                 : sayso_led_part_query(&cursor, w->l, b->list, &b->filter, &b->ends, i, &p->err))
        return;
    sayso_arrow_column *c = sayso_arrow_column_new(w->shown ? &sayso_rec_event_row
                                                            : sayso_cursor_record(cursor));
    if (!c) sayso_no_memory(&p->err);
    else if (w->shown) rows_add(b, p, shown_next, w->shown, c);
    else rows_add(b, p, cursor_next, cursor, c);
    sayso_arrow_column_free(c);
    sayso_cursor_close(cursor);
}

static void *work(void *user)
{
    const worker w = *(worker *)user;
    sayso_batches *b = w.b;
    free(user);
    pthread_mutex_lock(&b->lock);
    for (;;) {
        while (!b->stop && b->next < b->n_parts && b->next >= b->at + AHEAD)
            pthread_cond_wait(&b->moved, &b->lock);
        if (b->stop || b->next == b->n_parts) break;
        const uint32_t i = b->next++;
        pthread_mutex_unlock(&b->lock);
        part_make(&w, i);
        pthread_mutex_lock(&b->lock);
        b->parts[i].done = true;
        pthread_cond_broadcast(&b->moved);
    }
    pthread_mutex_unlock(&b->lock);
    sayso_led_shown_free(w.shown);
    return NULL;
}

/* ---- opening ---- */

static bool filter_copy(sayso_batches *b, const sayso_filter *f)
{
    b->filter = *f;
    const char **const texts[] = { &b->filter.actor,  &b->filter.recipient, &b->filter.type,
                                   &b->filter.since,  &b->filter.until,     &b->filter.place,
                                   &b->filter.status, &b->filter.source,    &b->filter.document,
                                   &b->filter.after,  &b->filter.by,        &b->filter.words,
                                   &b->filter.claim };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] && !(*texts[i] = sayso_arena_dup(&b->kept, *texts[i], strlen(*texts[i]))))
            return false;
    return true;
}

static uint32_t threads_wanted(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (uint32_t)n;
}

/* *ready: the ledgers are open at one state, and there are parts for them. */
static sayso_status ledgers_open(sayso_batches *b, const char *path, uint32_t records, bool *ready,
                                 sayso_error *err)
{
    const uint32_t n = threads_wanted();
    sayso_status st = sayso_ledger_open(&b->ledgers[b->n_ledgers++], path, false, err);
    if (!st) st = sayso_led_parts_find(&b->ends, b->ledgers[0], b->list, &b->filter, records, err);
    if (st || !b->ends.n || (n == 1 && !b->ends.shown)) return st;
    while (!st && b->n_ledgers < n)
        st = sayso_ledger_open(&b->ledgers[b->n_ledgers++], path, false, err);
    return st ? st : sayso_led_stay(b->ledgers, b->n_ledgers, ready, err);
}

/* As many as the system gives; false where that is none. */
static bool threads_begin(sayso_batches *b)
{
    for (uint32_t i = 0; i < b->n_ledgers; i++) {
        worker *w = malloc(sizeof *w);
        sayso_led_shown *shown = b->ends.shown ? sayso_led_shown_new(b->ledgers[i], &b->claims)
                                               : NULL;
        if (w) *w = (worker){ b, b->ledgers[i], shown };
        if (!w || (b->ends.shown && !shown) ||
            pthread_create(&b->threads[b->n_threads], NULL, work, w)) {
            sayso_led_shown_free(shown);
            free(w);
            break;
        }
        b->n_threads++;
    }
    return b->n_threads;
}

sayso_status sayso_batches_open(sayso_batches **out, const char *path, const char *list,
                                const sayso_filter *filter, uint32_t records, sayso_error *err)
{
    bool ready = false;
    sayso_batches *b = calloc(1, sizeof *b);
    *out = NULL;
    if (!b) return sayso_no_memory(err);
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->moved, NULL);
    sayso_status st = (b->list = sayso_arena_dup(&b->kept, list, strlen(list))) &&
                              filter_copy(b, filter)
                          ? SAYSO_OK
                          : sayso_no_memory(err);
    if (!st) st = ledgers_open(b, path, records ? records : PART_RECORDS, &ready, err);
    if (!st && ready && !(b->parts = calloc(b->n_parts = b->ends.n + 1, sizeof *b->parts)))
        st = sayso_no_memory(err);
    if (!st && ready && b->ends.shown)
        st = sayso_led_shown_claims_read(&b->claims, b->ledgers[0], err);
    if (!st && ready && threads_begin(b)) {
        *out = b;
        return sayso_ok(err);
    }
    sayso_batches_close(b);
    return st ? st : sayso_ok(err);
}

/* ---- handing over ---- */

sayso_status sayso_batches_next(sayso_batches *b, struct ArrowArray *out, sayso_error *err)
{
    *out = (struct ArrowArray){ .release = NULL };
    while (b->at < b->n_parts) {
        part *p = &b->parts[b->at];
        pthread_mutex_lock(&b->lock);
        while (!p->done) pthread_cond_wait(&b->moved, &b->lock);
        if (p->given == p->n &&
            !p->err.code) { /* on to the next, and so may be one of the threads */
            b->at++;
            pthread_cond_broadcast(&b->moved);
        }
        pthread_mutex_unlock(&b->lock);
        if (p->given < p->n) {
            *out = p->batches[p->given++];
            return sayso_ok(err);
        }
        if (p->err.code) {
            *err = p->err;
            return err->code;
        }
    }
    return sayso_ok(err);
}

const sayso_record *sayso_batches_record(const sayso_batches *b)
{
    return sayso_query_record(b->list);
}

void sayso_batches_close(sayso_batches *b)
{
    if (!b) return;
    pthread_mutex_lock(&b->lock);
    b->stop = true;
    pthread_cond_broadcast(&b->moved);
    pthread_mutex_unlock(&b->lock);
    for (uint32_t i = 0; i < b->n_threads; i++) pthread_join(b->threads[i], NULL);
    for (uint32_t i = 0; b->parts && i < b->n_parts; i++) {
        part *p = &b->parts[i];
        for (uint32_t k = p->given; k < p->n; k++) p->batches[k].release(&p->batches[k]);
        free(p->batches);
    }
    free(b->parts);
    for (uint32_t i = 0; i < b->n_ledgers; i++) sayso_ledger_close(b->ledgers[i]);
    sayso_led_shown_claims_free(&b->claims);
    sayso_led_parts_free(&b->ends);
    pthread_cond_destroy(&b->moved);
    pthread_mutex_destroy(&b->lock);
    sayso_arena_free(&b->kept);
    free(b);
}
