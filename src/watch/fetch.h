/* Requests over HTTP, several at once, by libcurl. Nothing is followed here: where an answer sends
 * us is the caller's to judge. */
#ifndef SAYSO_WATCH_FETCH_H
#define SAYSO_WATCH_FETCH_H

#include "base/base.h"

typedef enum sayso_fetch_kind {
    SAYSO_FETCH_ROBOTS, SAYSO_FETCH_FEED, SAYSO_FETCH_PAGE,
    SAYSO_FETCH_HOOK        /* an alert posted: to wherever the user says */
} sayso_fetch_kind;

/* A request and its answer. Strings are its own, on the heap. */
typedef struct sayso_fetch {
    sayso_fetch_kind kind;
    int64_t  of;             /* the feed, item or delivery */
    char    *url, *host;
    char    *rules_of;       /* of robots.txt: whose it is, wherever it has moved */
    char    *etag, *modified; /* validators to ask with; NULL none */
    char    *post, *key;     /* what is posted, and its key by which a receiver knows it again */
    char    *moved;          /* where it has moved for good */
    uint32_t hops;           /* redirects so far */
    bool     for_now;        /* one of them was not for good */

    long     status;         /* of HTTP; 0: no whole answer came, `why` says why */
    char     why[200];
    bool     hopeless;       /* asking again would not help: no public address, too large */
    char    *got_etag, *got_modified, *retry_after, *type, *charset; /* NULL: none */
    char    *location;       /* of a redirect, whole */
    sayso_buf body;
    struct sayso_fetcher *by;
    void    *easy, *headers;
    size_t   header_bytes;
    char     refused[64];    /* the address that is not public; "" none */
    char     curl_says[256]; /* libcurl writes so much */
} sayso_fetch;

typedef struct sayso_fetcher sayso_fetcher;
typedef struct sayso_fetcher_options {
    const char *agent, *ca;  /* ca: certificates that are trusted, too; NULL none */
    bool        allow_private;
    uint32_t    timeout_s;
    size_t      most_bytes;
} sayso_fetcher_options;

sayso_fetcher *sayso_fetcher_new(const sayso_fetcher_options *o); /* NULL without memory */
void sayso_fetcher_free(sayso_fetcher *f); /* drops what is under way; NULL is fine */

/* A request for `url`, which is copied. NULL without memory. */
sayso_fetch *sayso_fetch_new(sayso_fetch_kind kind, int64_t of, const char *url);
void sayso_fetch_free(sayso_fetch *x);
/* Begins it; it is the fetcher's until sayso_fetch_next gives it back. False without memory: it is
 * still the caller's. */
bool sayso_fetch_begin(sayso_fetcher *f, sayso_fetch *x);
/* The next one that has ended, which is the caller's; NULL: none has. */
sayso_fetch *sayso_fetch_next(sayso_fetcher *f);
/* Waits until something happens, `ms` at most. */
void sayso_fetch_wait(sayso_fetcher *f, int ms);
uint32_t sayso_fetch_running(const sayso_fetcher *f);
/* Is anything asked of that host now; is that very thing? */
bool sayso_fetch_to(const sayso_fetcher *f, const char *host);
bool sayso_fetch_of(const sayso_fetcher *f, sayso_fetch_kind kind, int64_t of);

#endif
