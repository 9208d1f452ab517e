/* Answers kept: a few, the oldest goes first. */
#include "keep.h"
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { ANSWERS = 64, LONGEST = 1 << 20 };

typedef struct kept { char *question, *answer; size_t n; uint64_t stamp; } kept;

struct sayso_page_keep {
    pthread_mutex_t lock;
    const char *ledger;
    char       *log;              /* path of its write-ahead log */
    kept        all[ANSWERS];
    size_t      next;             /* the oldest */
};

sayso_page_keep *sayso_page_keep_new(const char *ledger)
{
    sayso_page_keep *k = calloc(1, sizeof *k);
    const size_t n = strlen(ledger);
    if (!k || !(k->log = malloc(n + sizeof "-wal")) || pthread_mutex_init(&k->lock, NULL)) {
        if (k) free(k->log);
        free(k);
        return NULL;
    }
    k->ledger = ledger;
    memcpy(k->log, ledger, n);
    memcpy(k->log + n, "-wal", sizeof "-wal");
    return k;
}

void sayso_page_keep_free(sayso_page_keep *k)
{
    if (!k) return;
    for (size_t i = 0; i < ANSWERS; i++) {
        free(k->all[i].question);
        free(k->all[i].answer);
    }
    pthread_mutex_destroy(&k->lock);
    free(k->log);
    free(k);
}

static uint64_t written(const char *path)
{
    struct stat s;
    if (stat(path, &s) || !s.st_size) return 0; /* an empty log is made by who looks */
    return (uint64_t)s.st_mtim.tv_sec * 1000000000u + (uint64_t)s.st_mtim.tv_nsec +
           (uint64_t)s.st_size * 31;
}

uint64_t sayso_page_keep_stamp(const sayso_page_keep *k)
{
    return written(k->ledger) * 31 + written(k->log);
}

bool sayso_page_keep_get(sayso_page_keep *k, const char *question, uint64_t stamp, sayso_buf *out)
{
    bool found = false;
    if (!stamp) return false;
    pthread_mutex_lock(&k->lock);
    for (size_t i = 0; !found && i < ANSWERS; i++) {
        const kept *a = &k->all[i];
        found = a->question && a->stamp == stamp && strcmp(a->question, question) == 0;
        if (found) sayso_buf_put(out, a->answer, a->n);
    }
    pthread_mutex_unlock(&k->lock);
    return found;
}

void sayso_page_keep_put(sayso_page_keep *k, const char *question, uint64_t stamp,
                         const sayso_buf *answer)
{
    const size_t n = strlen(question) + 1;
    if (!stamp || answer->failed || !answer->len || answer->len > LONGEST) return;
    kept a = { malloc(n), malloc(answer->len), answer->len, stamp };
    if (a.question && a.answer) {
        memcpy(a.question, question, n);
        memcpy(a.answer, answer->at, answer->len);
        pthread_mutex_lock(&k->lock);
        const kept old = k->all[k->next];
        k->all[k->next] = a;
        k->next = (k->next + 1) % ANSWERS;
        pthread_mutex_unlock(&k->lock);
        a = old;
    }
    free(a.question);
    free(a.answer);
}
