/* bench: words a second by stage on whole documents, one thread and two, start-up and peak memory.
 * usage: sayso-bench [--seconds S] [--knowledge FILE] FILE…
 * Each stage is run over all documents until S seconds have passed; the figure is words over CPU
 * time of one thread, and for two threads words over wall time. Results are one `key value unit` a
 * line. */
#include "engine/engine.h"
#include "formats/in/in.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

typedef struct corpus { sayso_item *items; uint32_t n, cap; } corpus;

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool corpus_load(corpus *c, char **paths, int n)
{
    sayso_input *in;
    sayso_error err;
    const sayso_input_options o = { .size = sizeof o,
                                    .paths = (const char *const *)paths,
                                    .n_paths = (size_t)n };
    if (sayso_input_open(&in, &o, &err)) return false;
    sayso_item item;
    while (sayso_input_next(in, &item)) {
        if (item.status == SAYSO_OK && sayso_grow(c->items, c->n, c->cap)) c->items[c->n++] = item;
        else sayso_item_clear(&item);
    }
    sayso_input_close(in);
    return c->n > 0;
}

/* One pass of the first one, two or all stages over every document; words seen. */
static uint64_t pass(const sayso_engine *e, sayso_reader *r, sayso_syntax_ws *ws, const corpus *c,
                     int stages)
{
    uint64_t words = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const sayso_document *d = &c->items[i].document;
        if (stages == 3) {
            sayso_reading *g;
            if (sayso_read(r, d, &g, NULL) == SAYSO_OK) {
                words += g->n_words;
                sayso_reading_free(g);
            }
            continue;
        }
        sayso_arena arena = SAYSO_ARENA_EMPTY;
        sayso_text *t;
        if (sayso_text_split(e->kit, d->text, (uint32_t)d->text_len, SAYSO_NO_LANGUAGE, &arena,
                             NULL, &t, NULL) == SAYSO_OK) {
            words += t->n_words;
            for (uint32_t s = 0; stages > 1 && s < t->n_sents; s++)
                if (t->sents[s].language != SAYSO_NO_LANGUAGE)
                    sayso_syntax_parse(e->syntax[t->sents[s].language], ws,
                                       t->words + t->sents[s].first_word, t->sents[s].n_words,
                                       &arena, NULL);
        }
        sayso_arena_free(&arena);
    }
    return words;
}

typedef struct job {
    const sayso_engine *engine;
    const corpus *corpus;
    double seconds;
    uint64_t words;
    int stages;
    clockid_t clock;
    double took;
} job;

static void *work(void *p)
{
    job *j = p;
    sayso_reader *r = NULL;
    sayso_syntax_ws *ws = NULL;
    if (sayso_reader_new(&r, j->engine, NULL) == SAYSO_OK &&
        sayso_syntax_ws_new(&ws, NULL) == SAYSO_OK) {
        pass(j->engine, r, ws, j->corpus, j->stages); /* warm */
        const double begin = now(j->clock);
        do {
            j->words += pass(j->engine, r, ws, j->corpus, j->stages);
            j->took = now(j->clock) - begin;
        } while (j->took < j->seconds);
    }
    sayso_syntax_ws_free(ws);
    sayso_reader_free(r);
    return NULL;
}

int main(int argc, char **argv)
{
    double seconds = 3;
    int first = 1;
    sayso_options options = sayso_options_default();
    for (; first + 1 < argc && argv[first][0] == '-'; first += 2)
        if (strcmp(argv[first], "--seconds") == 0) seconds = atof(argv[first + 1]);
        else if (strcmp(argv[first], "--knowledge") == 0) options.knowledge = argv[first + 1];
        else break;
    corpus c = { 0 };
    if (first >= argc || !corpus_load(&c, argv + first, argc - first)) {
        fputs("usage: sayso-bench [--seconds S] [--knowledge FILE] FILE…\n", stderr);
        return 2;
    }
    const double begin = now(CLOCK_MONOTONIC);
    sayso_engine *e;
    sayso_error err;
    if (sayso_engine_open(&e, &options, &err)) {
        fprintf(stderr, "sayso-bench: %s: %s\n", err.name, err.msg);
        return 3;
    }
    printf("start-up %.2f ms\n", (now(CLOCK_MONOTONIC) - begin) * 1e3);
    printf("documents %u\n", c.n);
    static const char *const stage[] = { "", "split", "split+parse", "read" };
    for (int s = 1; s <= 3; s++) {
        job j = { .engine = e,
                  .corpus = &c,
                  .seconds = seconds,
                  .stages = s,
                  .clock = CLOCK_THREAD_CPUTIME_ID };
        work(&j);
        printf("%s %.0f words/s (one core, CPU time)\n", stage[s], (double)j.words / j.took);
    }
    job two[2];
    pthread_t t[2];
    for (int i = 0; i < 2; i++) {
        two[i] = (job){
            .engine = e, .corpus = &c, .seconds = seconds, .stages = 3, .clock = CLOCK_MONOTONIC
        };
        if (pthread_create(&t[i], NULL, work, &two[i]) != 0) return 2;
    }
    double both = 0;
    for (int i = 0; i < 2; i++) {
        pthread_join(t[i], NULL);
        both += (double)two[i].words / two[i].took;
    }
    printf("read-two-threads %.0f words/s (wall time)\n", both);
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    printf("peak-memory %.1f MB (documents of the benchmark included)\n",
           (double)u.ru_maxrss / 1024);
    for (uint32_t i = 0; i < c.n; i++) sayso_item_clear(&c.items[i]);
    free(c.items);
    sayso_engine_close(e);
    return 0;
}
