/* Rows wait in batches, so that threads seldom wait for one another: of a fixed number each is empty,
 * being filled, full, or being looked at. */
#include "crew.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    ALONE = 32,                /* rows that cost less than to start threads */
    MOST_THREADS = 2,          /* more would wait for the one that reads */
    BATCH = 32,
    BATCHES = 4 * MOST_THREADS
};

typedef struct batch {
    sayso_buf bytes;           /* of all its rows, one behind the other */
    uint32_t  parts[BATCH][LG_SCAN_PARTS], n; /* their lengths */
} batch;

typedef struct crew crew;
typedef struct worker {
    crew *c;
    sayso_led_scan scan;
    pthread_t thread;
} worker;

struct crew {
    sayso_led_crew_look look;
    void    *user;
    batch    batches[BATCHES];
    batch   *empty[BATCHES], *full[BATCHES];
    uint32_t n_empty, n_full;
    worker   workers[MOST_THREADS]; uint32_t n_workers;
    bool     ended;            /* nothing more will be filled */
    sayso_status st;           /* the first that went wrong, with its error */
    sayso_error  err;
    pthread_mutex_t lock, looking;
    pthread_cond_t  work, room;
};

/* ---- a thread ---- */

static sayso_status row_look(worker *w, const sayso_str parts[LG_SCAN_PARTS], sayso_error *err)
{
    crew *c = w->c;
    const sayso_led_facts *row;
    const sayso_status st = sayso_led_scan_read(&w->scan, parts, &row, err);
    if (st) return st;
    pthread_mutex_lock(&c->looking);
    const bool ok = c->look(c->user, &w->scan, row);
    pthread_mutex_unlock(&c->looking);
    return ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status batch_look(worker *w, const batch *b, sayso_error *err)
{
    const char *at = b->bytes.at;
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < b->n; i++) {
        sayso_str parts[LG_SCAN_PARTS];
        for (int p = 0; p < LG_SCAN_PARTS; at += b->parts[i][p++])
            parts[p] = (sayso_str){ at, b->parts[i][p] };
        st = row_look(w, parts, err);
    }
    return st;
}

static void *work(void *arg)
{
    worker *w = arg;
    crew *c = w->c;
    pthread_mutex_lock(&c->lock);
    for (;;) {
        sayso_error err;
        while (!c->n_full && !c->ended) pthread_cond_wait(&c->work, &c->lock);
        if (!c->n_full) break;
        batch *b = c->full[--c->n_full];
        const bool go = !c->st;
        pthread_mutex_unlock(&c->lock);
        const sayso_status st = go ? batch_look(w, b, &err) : SAYSO_OK;
        pthread_mutex_lock(&c->lock);
        if (st && !c->st) {
            c->st = st;
            c->err = err;
        }
        c->empty[c->n_empty++] = b;
        pthread_cond_signal(&c->room);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* ---- the thread that calls ---- */

/* None for a machine of one processor. */
static void crew_start(crew *c, const sayso_led_scan *s)
{
    const bool several = sysconf(_SC_NPROCESSORS_ONLN) > 1;
    pthread_mutex_init(&c->lock, NULL);
    pthread_mutex_init(&c->looking, NULL);
    pthread_cond_init(&c->work, NULL);
    pthread_cond_init(&c->room, NULL);
    for (; c->n_empty < BATCHES; c->n_empty++) c->empty[c->n_empty] = &c->batches[c->n_empty];
    for (; several && c->n_workers < MOST_THREADS; c->n_workers++) {
        worker *w = &c->workers[c->n_workers];
        w->c = c;
        sayso_led_scan_twin(&w->scan, s);
        if (pthread_create(&w->thread, NULL, work, w)) break;
    }
}

static void crew_end(crew *c)
{
    pthread_mutex_lock(&c->lock);
    c->ended = true;
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->lock);
    for (uint32_t i = 0; i < c->n_workers; i++) {
        pthread_join(c->workers[i].thread, NULL);
        sayso_led_scan_end(&c->workers[i].scan);
    }
    for (uint32_t i = 0; i < BATCHES; i++) sayso_buf_free(&c->batches[i].bytes);
    pthread_cond_destroy(&c->room);
    pthread_cond_destroy(&c->work);
    pthread_mutex_destroy(&c->looking);
    pthread_mutex_destroy(&c->lock);
}

/* One to fill; NULL where something went wrong. */
static batch *batch_empty(crew *c)
{
    batch *b = NULL;
    pthread_mutex_lock(&c->lock);
    while (!c->n_empty && !c->st) pthread_cond_wait(&c->room, &c->lock);
    if (!c->st) b = c->empty[--c->n_empty];
    pthread_mutex_unlock(&c->lock);
    return b;
}

static void batch_give(crew *c, batch *b)
{
    pthread_mutex_lock(&c->lock);
    c->full[c->n_full++] = b;
    pthread_cond_signal(&c->work);
    pthread_mutex_unlock(&c->lock);
}

static sayso_status batch_fill(sayso_led_scan *s, batch *b, sayso_error *err)
{
    bool row = true;
    sayso_status st = SAYSO_OK;
    b->n = 0;
    b->bytes.len = 0;
    while (b->n < BATCH) {
        sayso_str parts[LG_SCAN_PARTS];
        if ((st = sayso_led_scan_row(s, &row, parts, err)) || !row) break;
        for (int p = 0; p < LG_SCAN_PARTS; p++) {
            if (parts[p].len) sayso_buf_put(&b->bytes, parts[p].at, parts[p].len);
            b->parts[b->n][p] = parts[p].len;
        }
        b->n++;
    }
    return !st && b->bytes.failed ? sayso_no_memory(err) : st;
}

static sayso_status crew_feed(crew *c, sayso_led_scan *s, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (batch *b; !st && (b = batch_empty(c));) {
        if (!(st = batch_fill(s, b, err))) batch_give(c, b);
        if (b->n < BATCH) break;
    }
    return st;
}

/* ---- all rows ---- */

/* At most so many rows; *more: there may be others. */
static sayso_status alone(sayso_led_scan *s, sayso_led_crew_look look, void *user, uint32_t most,
                          bool *more, sayso_error *err)
{
    const sayso_led_facts *row;
    sayso_status st = SAYSO_OK;
    *more = true;
    for (uint32_t i = 0; !st && i < most; i++) {
        if ((st = sayso_led_scan_next(s, &row, err)) || !(*more = row != NULL)) break;
        if (!look(user, s, row)) st = sayso_no_memory(err);
    }
    return st;
}

sayso_status sayso_led_crew_run(sayso_led_scan *s, sayso_led_crew_look look, void *user,
                                sayso_error *err)
{
    bool more;
    sayso_status st = alone(s, look, user, ALONE, &more, err);
    if (st || !more) return st;
    crew *c = calloc(1, sizeof *c);
    if (!c) return sayso_no_memory(err);
    c->look = look;
    c->user = user;
    crew_start(c, s);
    st = c->n_workers ? crew_feed(c, s, err) : alone(s, look, user, UINT32_MAX, &more, err);
    crew_end(c);
    if (!st && c->st) {
        st = c->st;
        if (err) *err = c->err;
    }
    free(c);
    return st;
}
