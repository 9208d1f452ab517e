/* watch: feeds followed into the ledger. RSS, Atom, sitemaps of news, and lists of them (indexes of
 * sitemaps, OPML) are asked when they are due, politely; the items that are new are read, from the
 * pages behind them where a feed has summaries only; and who wants to know is told when a source
 * reverses itself or contradicts another.
 *
 * What is known of feeds and items lies in a file of its own beside the ledger, "LEDGER.watch", an
 * SQLite database. Each step of an item is committed there before the next one begins:
 *
 *   listed → page fetched (its text lies in the file) → in the ledger → claims settled, alerts made
 *
 * and each may be done twice without harm: a document of the same id and text is in a ledger once,
 * an alert of the same claim and source is made once. So a program that is killed anywhere loses no
 * item and doubles none. docs/watch.md tells of all this to users.
 *
 * Names begin with sayso_follow_, for sayso_watch_ is base's word for a reading that is timed. */
#ifndef SAYSO_WATCH_H
#define SAYSO_WATCH_H

#include "base/base.h"
#include "base/fields.h"

/* All borrowed during the call. */
typedef struct sayso_follow_options {
    const char *state;            /* path of the file of what is known; made where it is not there */
    const char *const *feeds; size_t n_feeds; /* addresses, or files of OPML; none: those of the run
                                                 before */
    const char *const *alerts; size_t n_alerts; /* "print", "command:CMD", "webhook:URL",
                                                   "feed:FILE" */
    const char *contact;          /* where one reaches who follows, for "sayso/0.1.0 (+CONTACT)", 200
                                     bytes at most; NULL: none is told */
    const char *agent;            /* the whole of who asks, in its place; NULL: as above */
    const char *ca;               /* file of certificates (PEM) that are trusted besides those of the
                                     system; NULL: none */
    const char *since;            /* ISO 8601: items that are older are left out; NULL: none are,
                                     but see sayso_follow_run */
    bool        once;             /* ask what is due, read it, and end */
    bool        allow_private;    /* loopback, private and link-local addresses too */
    int64_t     most_s;           /* end after so many seconds; 0: never */
    uint32_t    gap_s;            /* between two requests to one host, at least */
    uint32_t    timeout_s;        /* of a request, from connecting to its last byte */
    size_t      most_bytes;       /* of an answer, unpacked */
    bool      (*cancel)(void *user); /* asked several times a second; true ends the run */
    void      (*say)(void *user, const char *line);   /* what was fetched and read; NULL: nobody
                                                         wants to know */
    bool      (*print)(void *user, const char *line); /* of the alert "print"; false: it could not
                                                         be written, and the run ends */
    void       *user;
} sayso_follow_options;

typedef struct sayso_follow_count { uint64_t polls, documents, alerts, failed; } sayso_follow_count;

/* Does what `text` names make an alert ("print", "feed:FILE")? */
bool sayso_follow_alert_ok(const char *text);

/* Follows until told to end. The first time that a sitemap is asked, what it dates more than a week
 * back, or not at all, is left out. Documents go to `ledger`, which is open for writing; alerts are
 * of what happens from the first run with alerts on. *count is what was done, also on failure.
 * SAYSO_BAD_ARGUMENT (no feed, an address that is none), SAYSO_IO (the state, `ca`), SAYSO_LEDGER (of the
 * state too: another program follows feeds into this ledger), SAYSO_NO_MEMORY, SAYSO_SKIPPED: built
 * without libcurl. */
sayso_status sayso_follow_run(const sayso_follow_options *o, sayso_ledger *ledger,
                              const sayso_engine *engine, sayso_follow_count *count,
                              sayso_error *err);

/* ---- what is known --------------------------------------------------------------------------- */

/* Something that failed. */
typedef struct sayso_follow_failure {
    const char *at;               /* when: "2031-05-06T06:30:00Z" */
    const char *what;             /* "feed", "page", "robots", "document", "alert" */
    const char *url;              /* of what; of a document its id, of an alert its channel */
    const char *problem;          /* "what is wrong" */
    uint32_t    tries;            /* so far */
    const char *again;            /* when it is tried again; NULL: it is given up */
} sayso_follow_failure;

/* A feed that is followed. */
typedef struct sayso_follow_feed {
    const char *url, *title, *kind; /* kind: "feed", "sitemap", "index", "opml" */
    const char *polled, *due;     /* when it was asked last, NULL never, and will be next */
    uint32_t    every_s;          /* seconds from one to the other, where all goes well */
    const char *result;           /* of the last time: "200", "304", or what is wrong */
    uint32_t    failures;         /* one after another */
    uint64_t    n_items, n_waiting; /* known; not yet in the ledger */
} sayso_follow_feed;

extern const sayso_record sayso_follow_failure_record, sayso_follow_feed_record;

/* What failed, oldest first, or the feeds by address: calls `row` with a sayso_follow_failure or
 * sayso_follow_feed, borrowed for the call. While another program follows, too. SAYSO_NOT_FOUND: no
 * feed was followed into this ledger. */
sayso_status sayso_follow_journal(const char *state, void (*row)(void *user, const void *row),
                                  void *user, sayso_error *err);
sayso_status sayso_follow_feeds(const char *state, void (*row)(void *user, const void *row),
                                void *user, sayso_error *err);

#endif
