/* inside: what the steps of following share. Each step is a file: loop.c begins requests and hands
 * answers on, feed.c and page.c take them, keep.c puts what is read into the ledger, alert.c and
 * channels.c tell of it. */
#ifndef SAYSO_WATCH_INSIDE_H
#define SAYSO_WATCH_INSIDE_H

#include "fetch.h"
#include "pace.h"
#include "state.h"
#include "watch.h"

typedef struct sayso_follower {
    const sayso_follow_options *o;
    const char    *agent;
    sayso_ledger  *ledger;
    sayso_reader  *reader;
    sayso_state   *state;
    sayso_fetcher *fetcher;
    sayso_follow_count *count;
    sayso_fetch  **parked; uint32_t n_parked, cap_parked; /* sent on, and not yet begun */
    int64_t        begun, horizon; /* horizon: feeds that are due later are not asked */
    uint32_t       unsettled;      /* documents since claims were settled */
    uint32_t       waits;          /* for another that writes the ledger, one after the other */
    long           child;          /* the process of an alert's command; 0 none */
    int64_t        child_of, child_since; /* its delivery */
    uint32_t       posts;          /* alerts being posted */
    sayso_error    failed;         /* what ends the run */
} sayso_follower;

/* ---- common.c ---- */

int64_t sayso_follow_now(void); /* seconds since 1970 */
void sayso_follow_say(const sayso_follower *w, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Has anything happened that ends the run? */
bool sayso_follow_over(const sayso_follower *w);
void sayso_follow_no_memory(sayso_follower *w);
/* Says and writes down that something failed; again 0: given up. */
void sayso_follow_problem(sayso_follower *w, const char *what, const char *url, const char *problem,
                          uint32_t tries, int64_t again);
/* Where what failed is that another program writes the ledger, longer than was waited for, it is no
 * end of the run: it is said, and after a moment what was to be done is tried again. Is it that? */
bool sayso_follow_wait_on(sayso_follower *w);
/* Is the answer one that may be another the next time? */
bool sayso_follow_passing(const sayso_fetch *x);
/* What is wrong with an answer that is no success. Borrowed from x. */
const char *sayso_follow_why(sayso_fetch *x);
/* "5 min", "2 h". Returns out. */
const char *sayso_follow_span(int64_t seconds, char out[24]);

/* ---- feed.c, page.c: what becomes of an answer ---- */

void sayso_follow_feed_done(sayso_follower *w, sayso_fetch *x);
void sayso_follow_page_done(sayso_follower *w, sayso_fetch *x);

/* ---- keep.c ---- */

/* Reads one document that is ready; false where there is none. */
bool sayso_follow_read_one(sayso_follower *w);
/* Works out claims and alerts of what was read, if anything was. */
void sayso_follow_settle(sayso_follower *w);

/* ---- alert.c ---- */

/* Takes down what is so already, the first time that alerts are asked for. */
void sayso_follow_alerts_begin(sayso_follower *w);
/* Makes alerts of what the document of that key has changed. */
void sayso_follow_alerts_of(sayso_follower *w, const char *key);

/* ---- channels.c ---- */

void sayso_follow_channels_begin(sayso_follower *w);
void sayso_follow_deliver(sayso_follower *w); /* what is due */
void sayso_follow_hook_done(sayso_follower *w, sayso_fetch *x);
void sayso_follow_channels_end(sayso_follower *w);

/* ---- loop.c ---- */

void sayso_follow_loop(sayso_follower *w);

#endif
