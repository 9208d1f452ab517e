/* Readers of several threads share one engine: each thread reads all documents in an order of its
 * own, and every reading, written as JSON, is that of a single thread. usage: test_readers DATA
 * FILE… */
#include "formats/in/in.h"
#include "formats/out/out.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_THREADS = 4, MOST_FILES = 64 };

typedef struct shared {
    const sayso_engine *engine;
    sayso_document documents[MOST_FILES];
    uint64_t       alone[MOST_FILES];   /* hash of the reading that one thread made */
    uint32_t       n;
} shared;

typedef struct worker {
    const shared *with;
    uint32_t      number, wrong;
    bool          failed;
    pthread_t     thread;
} worker;

static bool read_hash(sayso_reader *reader, const sayso_document *d, uint64_t *out)
{
    sayso_reading *r;
    sayso_error err;
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (sayso_read(reader, d, &r, &err)) {
        fprintf(stderr, "%s: %s\n", d->id, err.msg);
        return false;
    }
    sayso_json_record(&b, &sayso_rec_reading, r, 0);
    *out = sayso_hash(b.at, b.len, 0);
    const bool ok = !b.failed && b.len;
    sayso_buf_free(&b);
    sayso_reading_free(r);
    return ok;
}

static void *work(void *arg)
{
    worker *w = arg;
    const shared *s = w->with;
    sayso_reader *reader;
    if (sayso_reader_new(&reader, s->engine, NULL)) {
        w->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < s->n && !w->failed; i++) {
        const uint32_t k = (i + w->number * s->n / N_THREADS) % s->n;
        uint64_t hash;
        if (!read_hash(reader, &s->documents[k], &hash)) w->failed = true;
        else w->wrong += hash != s->alone[k];
    }
    sayso_reader_free(reader);
    return NULL;
}

static bool documents_open(shared *s, char **paths, int n)
{
    for (int i = 0; i < n && i < MOST_FILES; i++) {
        sayso_map map; /* kept until the process ends */
        if (sayso_map_open(&map, paths[i], NULL)) return false;
        s->documents[s->n++] = (sayso_document){ .size = sizeof(sayso_document),
                                                 .id = paths[i],
                                                 .date = "2031-03-05",
                                                 .text = (const char *)map.at,
                                                 .text_len = map.len };
    }
    return s->n > 0;
}

static bool alone(shared *s)
{
    sayso_reader *reader;
    bool ok = sayso_reader_new(&reader, s->engine, NULL) == SAYSO_OK;
    for (uint32_t i = 0; ok && i < s->n; i++)
        ok = read_hash(reader, &s->documents[i], &s->alone[i]);
    if (ok) sayso_reader_free(reader);
    return ok;
}

int main(int argc, char **argv)
{
    static shared s;
    worker workers[N_THREADS];
    sayso_engine *engine;
    sayso_error err;
    sayso_options o = sayso_options_default();
    uint32_t wrong = 0;
    bool ok = argc > 2;
    if (!ok) return 2;
    o.data_dir = argv[1];
    o.trees = true;
    if (sayso_engine_open(&engine, &o, &err)) {
        fprintf(stderr, "%s: %s\n", err.name, err.msg);
        return 1;
    }
    s.engine = engine;
    ok = documents_open(&s, argv + 2, argc - 2) && alone(&s);
    uint32_t started = 0;
    for (; ok && started < N_THREADS; started++) {
        workers[started] = (worker){ .with = &s, .number = started };
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started])) break;
    }
    for (uint32_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        wrong += workers[i].wrong;
        ok = ok && !workers[i].failed;
    }
    printf("%u documents, %u threads, %u readings differ\n", s.n, started, wrong);
    sayso_engine_close(engine);
    return ok && started == N_THREADS && !wrong ? 0 : 1;
}
