/* What all steps of following need. */
#include "inside.h"
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

enum { PAUSE_MS = 1000 }; /* before the ledger is asked for again, whatever --wait says */

int64_t sayso_follow_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec;
}

void sayso_follow_say(const sayso_follower *w, const char *fmt, ...)
{
    char line[800];
    va_list ap;
    if (!w->o->say) return;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    w->o->say(w->o->user, line);
}

bool sayso_follow_over(const sayso_follower *w)
{
    return w->failed.code || sayso_state_failed(w->state, NULL) ||
           (w->o->cancel && w->o->cancel(w->o->user)) ||
           (w->o->most_s && sayso_follow_now() - w->begun >= w->o->most_s);
}

void sayso_follow_no_memory(sayso_follower *w)
{
    if (!w->failed.code) sayso_no_memory(&w->failed);
}

const char *sayso_follow_span(int64_t s, char out[24])
{
    if (s < 120) snprintf(out, 24, "%lld s", (long long)s);
    else if (s < 7200) snprintf(out, 24, "%lld min", (long long)(s / 60));
    else snprintf(out, 24, "%lld h", (long long)(s / 3600));
    return out;
}

void sayso_follow_problem(sayso_follower *w, const char *what, const char *url, const char *problem,
                          uint32_t tries, int64_t again)
{
    char span[24];
    const int64_t now = sayso_follow_now();
    sayso_state_journal(w->state, now, what, url, problem, tries, again);
    w->count->failed++;
    if (again)
        sayso_follow_say(w, "%.400s: %.200s; again in %s", url, problem,
                         sayso_follow_span(again - now, span));
    else sayso_follow_say(w, "%.400s: %.200s", url, problem);
}

bool sayso_follow_wait_on(sayso_follower *w)
{
    if (w->failed.code != SAYSO_BUSY) return false;
    sayso_state_journal(w->state, sayso_follow_now(), "ledger", w->failed.name,
                        w->failed.msg, ++w->waits, sayso_follow_now());
    sayso_follow_say(w, "%.400s: another program writes it still; waiting on", w->failed.name);
    sayso_ok(&w->failed);
    sayso_fetch_wait(w->fetcher, PAUSE_MS);
    return true;
}

bool sayso_follow_passing(const sayso_fetch *x)
{
    if (!x->status) return !x->hopeless;
    return x->status >= 500 || x->status == 408 || x->status == 425 || x->status == 429;
}

const char *sayso_follow_why(sayso_fetch *x)
{
    static const struct { long status; const char *says; } said[] = {
        { 401, "wants a password" }, { 403, "forbidden" }, { 404, "not found" }, { 410, "gone" },
        { 429, "too many requests" }, { 500, "the server failed" },
        { 503, "the server is overloaded or closed" },
    };
    for (size_t i = 0; x->status && !*x->why && i < sizeof said / sizeof *said; i++)
        if (said[i].status == x->status)
            snprintf(x->why, sizeof x->why, "%ld, %s", x->status, said[i].says);
    if (!*x->why) snprintf(x->why, sizeof x->why, "answered with status %ld", x->status);
    return x->why;
}
