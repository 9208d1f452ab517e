/* A ring of jobs between the calling thread, which fills and empties it, and the threads that read.
 *
 *   emptied ≤ taken ≤ filled, counted from the start; job i lies in ring[i % size]
 *
 * The calling thread fills while there is room, and hands on job `emptied` as soon as that one is
 * done: so the order is that of the input, and memory is bounded by the ring and by the bytes in
 * it. */
#include "pool.h"
#include <pthread.h>
#include <stdlib.h>

enum { JOBS_A_THREAD = 4 };
static const size_t MOST_BYTES = (size_t)64 << 20; /* of documents in the ring, beyond one */

typedef struct pool {
    const cli_pool_options *o;
    cli_job        *ring;
    bool           *ready;    /* [size] done by its thread */
    size_t          size;
    uint64_t        emptied, taken, filled;
    size_t          bytes;
    bool            ended;    /* nothing more will be filled */
    pthread_mutex_t lock;
    pthread_cond_t  work, progress;
} pool;

static const sayso_limits limits = { .size = sizeof limits, .cancel = cli_out_of_patience };

/* The next document; one that the ledger has is marked. False at the end. */
static bool job_next(const cli_pool_options *o, cli_job *j)
{
    if (!sayso_input_next(o->input, &j->item)) return false;
    if (!j->item.status && o->ledger &&
        sayso_ledger_has(o->ledger, &j->item.document, &j->stored, j->key, &j->error))
        sayso_item_fail(&j->item, j->error.code, "%s", j->error.msg);
    return true;
}

static void job_read(const cli_pool_options *o, sayso_reader *reader, cli_job *j)
{
    if (j->item.status || j->stored) return;
    if (sayso_read(reader, &j->item.document, &j->reading, &j->error)) return;
    if (!o->json) return;
    sayso_json_record(&j->json, &sayso_rec_reading, j->reading, 0);
    sayso_buf_put(&j->json, "\n", 1);
}

static void job_clear(cli_job *j)
{
    sayso_item_clear(&j->item);
    sayso_reading_free(j->reading);
    sayso_buf_free(&j->json);
    *j = (cli_job){ 0 };
}

/* ---- one thread ---- */

static bool run_alone(const cli_pool_options *o, bool (*done)(void *, cli_job *), void *user,
                      sayso_error *err)
{
    sayso_reader *reader;
    if (sayso_reader_new(&reader, o->engine, err) || sayso_reader_limit(reader, &limits, err))
        return false;
    cli_job j = { 0 };
    for (bool go = true; go && job_next(o, &j);) {
        job_read(o, reader, &j);
        go = done(user, &j);
        job_clear(&j);
    }
    sayso_reader_free(reader);
    return true;
}

/* ---- several ---- */

typedef struct worker { pool *p; sayso_reader *reader; pthread_t thread; bool running; } worker;

static void *work(void *arg)
{
    worker *w = arg;
    pool *p = w->p;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->taken == p->filled && !p->ended) pthread_cond_wait(&p->work, &p->lock);
        if (p->taken == p->filled) break;
        const size_t i = (size_t)(p->taken++ % p->size);
        pthread_mutex_unlock(&p->lock);
        job_read(p->o, w->reader, &p->ring[i]);
        pthread_mutex_lock(&p->lock);
        p->ready[i] = true;
        pthread_cond_signal(&p->progress);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* Puts the next document into the ring; false where the input has ended. Called without the lock: a
 * thread never looks at a place that is not filled. */
static bool fill(pool *p)
{
    cli_job *j = &p->ring[p->filled % p->size];
    if (!job_next(p->o, j)) return false;
    pthread_mutex_lock(&p->lock);
    p->ready[p->filled % p->size] = false;
    p->bytes += j->item.bytes;
    p->filled++;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
    return true;
}

/* Drops what no thread has begun, and lets the threads end. */
static void end(pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->ended = true;
    if (cli_interrupted)
        while (p->filled > p->taken) job_clear(&p->ring[--p->filled % p->size]);
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
}

/* Is the oldest job done? With `wait`, until it is. */
static bool oldest_ready(pool *p, bool wait)
{
    const size_t i = (size_t)(p->emptied % p->size);
    pthread_mutex_lock(&p->lock);
    while (wait && !p->ready[i]) pthread_cond_wait(&p->progress, &p->lock);
    const bool ready = p->ready[i];
    pthread_mutex_unlock(&p->lock);
    return ready;
}

static void run_ring(pool *p, bool (*done)(void *, cli_job *), void *user)
{
    bool more = true, go = true;
    for (;;) {
        if (more && (cli_interrupted || !go)) {
            more = false;
            end(p);
        }
        const bool any = p->emptied < p->filled;
        const bool room = more && p->filled - p->emptied < p->size &&
                          (!any || p->bytes < MOST_BYTES);
        if (any && oldest_ready(p, !room)) {
            cli_job *j = &p->ring[p->emptied % p->size];
            if (go) go = done(user, j);
            p->bytes -= j->item.bytes;
            job_clear(j);
            p->emptied++;
        } else if (room) {
            if (!fill(p)) {
                more = false;
                end(p);
            }
        } else if (!any) return;
    }
}

static bool workers_start(worker *w, unsigned n, pool *p, sayso_error *err)
{
    for (unsigned i = 0; i < n; i++) {
        w[i].p = p;
        if (sayso_reader_new(&w[i].reader, p->o->engine, err) ||
            sayso_reader_limit(w[i].reader, &limits, err))
            return false;
        if (pthread_create(&w[i].thread, NULL, work, &w[i])) {
            sayso_fail(err, SAYSO_NO_MEMORY, NULL, SAYSO_NOWHERE,
                       "cannot start thread %u; use fewer jobs", i + 1);
            return false;
        }
        w[i].running = true;
    }
    return true;
}

bool cli_pool_run(const cli_pool_options *o, bool (*done)(void *, cli_job *), void *user,
                  sayso_error *err)
{
    if (o->jobs <= 1) return run_alone(o, done, user, err);
    pool p = { .o = o, .size = (size_t)o->jobs * JOBS_A_THREAD, .lock = PTHREAD_MUTEX_INITIALIZER,
               .work = PTHREAD_COND_INITIALIZER, .progress = PTHREAD_COND_INITIALIZER };
    worker *w = calloc(o->jobs, sizeof *w);
    p.ring = calloc(p.size, sizeof *p.ring);
    p.ready = calloc(p.size, sizeof *p.ready);
    bool ok = w && p.ring && p.ready;
    if (!ok) sayso_no_memory(err);
    else ok = workers_start(w, o->jobs, &p, err);
    if (ok) run_ring(&p, done, user);
    else end(&p);
    for (unsigned i = 0; w && i < o->jobs; i++) {
        if (w[i].running) pthread_join(w[i].thread, NULL);
        sayso_reader_free(w[i].reader);
    }
    free(w);
    free(p.ring);
    free(p.ready);
    return ok;
}
