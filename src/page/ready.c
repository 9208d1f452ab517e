/* What the views ask first (web/first.js), answered before somebody looks. */
#include "ready.h"
#include "page.h"
#include "base/day.h"
#include <jansson.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { YEAR = 365, DAY_SIZE = 16 };

struct sayso_page_ready {
    sayso_page_keep *keep;
    const char     *ledger;
    pthread_mutex_t lock;
    pthread_t       thread;
    bool            begun;     /* there is one, to be joined */
    uint64_t        stamp;     /* of the ledger when it began */
    atomic_bool     ended, stop;
};

/* A question that is being answered. */
typedef struct asked {
    const sayso_page_first *first;
    const char *since;         /* a year before the last day; "" not known */
} asked;

static const char *value_of(void *user, const char *name)
{
    const asked *a = user;
    for (size_t i = 0; a->first->with[i][0]; i++)
        if (strcmp(a->first->with[i][0], name) == 0)
            return strcmp(a->first->with[i][1], SAYSO_PAGE_YEAR_BEFORE) == 0 ? a->since
                                                                            : a->first->with[i][1];
    return NULL;
}

/* A year before the last day of the totals that were answered. */
static void since_find(const sayso_buf *totals, char since[DAY_SIZE])
{
    json_t *root = json_loadb(totals->at, totals->len, 0, NULL);
    const json_t *row = json_array_get(json_object_get(root, "rows"), 0);
    const char *last = json_string_value(json_object_get(row, "last"));
    sayso_day day;
    int y, m, d;
    *since = 0;
    if (last && sayso_day_parse(last, &day)) {
        sayso_day_parts(day.from - YEAR, &y, &m, &d);
        if (y >= 0 && y <= 9999) snprintf(since, DAY_SIZE, "%04d-%02d-%02d", y, m, d);
    }
    json_decref(root);
}

static void answer(const sayso_page_ready *r, sayso_ledger *l, const sayso_page_first *first,
                   char since[DAY_SIZE])
{
    asked a = { first, since };
    const sayso_page_ask ask = { first->path, value_of, &a };
    sayso_buf question = SAYSO_BUF_EMPTY, b = SAYSO_BUF_EMPTY;
    sayso_page_question_begin(&question, first->path);
    for (size_t i = 0; first->with[i][0]; i++)
        sayso_page_question_put(&question, first->with[i][0], value_of(&a, first->with[i][0]));
    sayso_buf_put(&question, "", 1);
    if (!question.failed && !sayso_page_answer(l, &ask, &b, NULL)) {
        sayso_page_keep_put(r->keep, question.at, r->stamp, &b);
        if (strcmp(first->path, "rows/totals") == 0) since_find(&b, since);
    }
    sayso_buf_free(&question);
    sayso_buf_free(&b);
}

/* Where it cannot be answered, who asks is told why. */
static void *answer_all(void *user)
{
    sayso_page_ready *r = user;
    char since[DAY_SIZE] = "";
    sayso_ledger *l;
    const sayso_page_first *first;
    if (!sayso_page_look(r->ledger, &l, NULL)) {
        for (size_t i = 0; !r->stop && (first = sayso_page_first_nth(i)); i++)
            answer(r, l, first, since);
        sayso_ledger_close(l);
    }
    r->ended = true;
    return NULL;
}

sayso_page_ready *sayso_page_ready_new(sayso_page_keep *keep, const char *ledger)
{
    sayso_page_ready *r = calloc(1, sizeof *r);
    if (!r || pthread_mutex_init(&r->lock, NULL)) {
        free(r);
        return NULL;
    }
    r->keep = keep;
    r->ledger = ledger;
    return r;
}

void sayso_page_ready_begin(sayso_page_ready *r)
{
    const uint64_t stamp = sayso_page_keep_stamp(r->keep);
    pthread_mutex_lock(&r->lock);
    if (stamp && stamp != r->stamp && (!r->begun || r->ended)) {
        if (r->begun) pthread_join(r->thread, NULL);
        r->stamp = stamp;
        r->ended = false;
        r->begun = pthread_create(&r->thread, NULL, answer_all, r) == 0;
    }
    pthread_mutex_unlock(&r->lock);
}

void sayso_page_ready_free(sayso_page_ready *r)
{
    if (!r) return;
    r->stop = true;
    if (r->begun) pthread_join(r->thread, NULL);
    pthread_mutex_destroy(&r->lock);
    free(r);
}
