/* The run: what is due is asked, a host at a time; what is answered is handed on; in between a
 * document is read, claims are settled, alerts delivered. */
#include "inside.h"
#include "robots.h"
#include "url.h"
#include <stdio.h>
#include <stdlib.h>

enum {
    MOST_RUNNING = 16,           /* requests at once */
    MOST_HOPS = 5,               /* redirects of a request */
    MOST_DELAY = 60,             /* seconds of a Crawl-delay that we keep */
    ROBOTS_FRESH = 24 * 60 * 60, /* that a robots.txt is good for (RFC 9309, 2.4) */
    ROBOTS_STALE = 30 * 24 * 60 * 60, /* that the last one is good for while it cannot be read */
    RETRY = 5 * 60,
    ONCE_WAITS = 90,             /* seconds that --once waits for a host to be free */
    TICK_MS = 250
};

/* ---- hosts ----------------------------------------------------------------------------------- */

static bool busy(const sayso_follower *w, const char *host)
{
    return sayso_fetch_to(w->fetcher, host) ||
           sayso_state_number(w->state, "SELECT free FROM hosts WHERE host = ?", 0, "t", host) >
               sayso_follow_now();
}

/* From now on, or after what a Retry-After asks for, the host has its rest. */
static void rest(sayso_follower *w, const char *host, int64_t asked)
{
    sayso_state_do(w->state, "UPDATE hosts SET free = ?2 + max(delay, ?3) WHERE host = ?1", "tii",
                   host, sayso_follow_now(), asked > w->o->gap_s ? asked : (int64_t)w->o->gap_s);
}

static bool begin(sayso_follower *w, sayso_fetch *x)
{
    if (!sayso_fetch_begin(w->fetcher, x)) {
        sayso_fetch_free(x);
        sayso_follow_no_memory(w);
        return false;
    }
    rest(w, x->host, 0);
    return true;
}

static void park(sayso_follower *w, sayso_fetch *x)
{
    if (sayso_grow(w->parked, w->n_parked, w->cap_parked)) w->parked[w->n_parked++] = x;
    else {
        sayso_fetch_free(x);
        sayso_follow_no_memory(w);
    }
}

/* ---- robots.txt ------------------------------------------------------------------------------ */

static void robots_ask(sayso_follower *w, const char *host)
{
    char url[2100];
    snprintf(url, sizeof url, "%.2080s/robots.txt", host);
    sayso_fetch *x = sayso_fetch_new(SAYSO_FETCH_ROBOTS, 0, url);
    if (x && (x->rules_of = strdup(host))) begin(w, x);
    else {
        sayso_fetch_free(x);
        sayso_follow_no_memory(w);
    }
}

/* What the rules of its host say to a request. */
typedef enum rules { RULES_ALLOW, RULES_FORBID, RULES_UNREADABLE, RULES_UNKNOWN } rules;

static rules rules_of(sayso_follower *w, sayso_fetch *x)
{
    rules r = RULES_UNKNOWN;
    sqlite3_stmt *s = sayso_state_list(
        w->state, "SELECT robots, robots_problem, hopeless FROM hosts WHERE host = ? AND robots_until > ?",
        "ti", x->host, sayso_follow_now());
    if (!sayso_state_row(w->state, s)) return r;
    if (sqlite3_column_type(s, 0) == SQLITE_NULL) {
        const char *problem = sayso_state_text(s, 1);
        x->hopeless = sqlite3_column_int(s, 2);
        snprintf(x->why, sizeof x->why, "%s%.140s",
                 x->hopeless ? "" : "its robots.txt cannot be read: ", problem ? problem : "");
        r = RULES_UNREADABLE;
    } else {
        const char *bytes = sqlite3_column_blob(s, 0);
        const size_t n = (size_t)sqlite3_column_bytes(s, 0);
        r = sayso_follow_robots_allow(bytes ? bytes : "", n, w->agent, sayso_follow_path(x->url))
                ? RULES_ALLOW
                : RULES_FORBID;
        x->hopeless = r == RULES_FORBID;
        if (x->hopeless) snprintf(x->why, sizeof x->why, "its robots.txt forbids it");
    }
    sayso_state_end(s);
    return r;
}

static void robots_store(sayso_follower *w, const sayso_fetch *x, const char *bytes, size_t n)
{
    const int64_t now = sayso_follow_now();
    uint32_t delay = sayso_follow_robots_delay(bytes, n, w->agent);
    if (n > SAYSO_ROBOTS_BYTES) n = SAYSO_ROBOTS_BYTES;
    sayso_state_do(w->state,
                   "UPDATE hosts SET robots = ?, robots_read = ?, robots_until = ?, delay = ?, "
                   "failures = 0 WHERE host = ?", "biiit", bytes, n, now, now + ROBOTS_FRESH,
                   (int64_t)(delay < MOST_DELAY ? delay : MOST_DELAY), x->rules_of);
}

/* There is none: all is allowed. None can be had: nothing is, but by the last one that could. */
static void robots_done(sayso_follower *w, sayso_fetch *x)
{
    const int64_t now = sayso_follow_now();
    if (x->status == 200) {
        robots_store(w, x, x->body.at ? x->body.at : "", x->body.len);
        return;
    }
    if (x->status / 100 == 4 && x->status != 429) {
        robots_store(w, x, "", 0);
        return;
    }
    const int64_t failures = 1 + sayso_state_number(
        w->state, "SELECT failures FROM hosts WHERE host = ?", 0, "t", x->rules_of);
    const int64_t wait = sayso_pace_again((uint32_t)failures, RETRY, ROBOTS_FRESH);
    const char *why = sayso_follow_why(x);
    sayso_state_do(w->state,
                   "UPDATE hosts SET failures = ?2, robots_until = ?3 + ?4, robots_problem = ?5, "
                   "robots = CASE WHEN robots_read > ?3 - ?6 THEN robots END, hopeless = ?7 "
                   "WHERE host = ?1", "tiiitii", x->rules_of, failures, now, wait, why,
                   (int64_t)ROBOTS_STALE, (int64_t)x->hopeless);
    if (!x->hopeless) /* else what was to be fetched is told of */
        sayso_follow_problem(w, "robots", x->url, why, (uint32_t)failures, now + wait);
}

/* ---- requests -------------------------------------------------------------------------------- */

static void hand_on(sayso_follower *w, sayso_fetch *x)
{
    if (x->kind == SAYSO_FETCH_ROBOTS) robots_done(w, x);
    else if (x->kind == SAYSO_FETCH_FEED) sayso_follow_feed_done(w, x);
    else if (x->kind == SAYSO_FETCH_PAGE) sayso_follow_page_done(w, x);
    else sayso_follow_hook_done(w, x);
    sayso_fetch_free(x);
}

/* Begins a request whose host is free, or asks first what the host's rules are: false then, and the
 * request is still the caller's. */
static bool ask(sayso_follower *w, sayso_fetch *x)
{
    const rules r = x->kind == SAYSO_FETCH_ROBOTS ? RULES_ALLOW : rules_of(w, x);
    if (r == RULES_UNKNOWN) {
        robots_ask(w, x->host);
        return false;
    }
    if (r == RULES_ALLOW) begin(w, x);
    else hand_on(w, x);
    return true;
}

/* Sends a request on to where its answer says; false where it goes no further: `why` says why. */
static bool send_on(sayso_follower *w, sayso_fetch *x)
{
    const bool redirect = x->status / 100 == 3 && x->status != 304 && x->location;
    if (!redirect || x->kind == SAYSO_FETCH_HOOK) return false;
    char *to = sayso_follow_url(NULL, x->location), *host = to ? sayso_follow_host(to) : NULL;
    if (!host || x->hops++ == MOST_HOPS) {
        snprintf(x->why, sizeof x->why, "%s", host ? "sent on too often" : "sent on to no address "
                                                                          "of the web");
        x->hopeless = true;
        x->status = 0;
        free(to);
        free(host);
        return false;
    }
    x->for_now |= x->status != 301 && x->status != 308;
    if (!x->for_now) {
        free(x->moved);
        x->moved = strdup(to);
    }
    free(x->url);
    free(x->host);
    x->url = to;
    x->host = host;
    sayso_state_do(w->state, "INSERT OR IGNORE INTO hosts (host) VALUES (?)", "t", host);
    park(w, x);
    return true;
}

static void answered(sayso_follower *w, sayso_fetch *x)
{
    const bool pause = x->status == 429 || x->status == 503;
    rest(w, x->host, pause ? sayso_pace_retry_after(x->retry_after, sayso_follow_now()) : 0);
    if (!send_on(w, x)) hand_on(w, x);
}

/* ---- what is due ----------------------------------------------------------------------------- */

static void parked_begin(sayso_follower *w)
{
    for (uint32_t i = 0; i < w->n_parked && !w->failed.code;) {
        sayso_fetch *x = w->parked[i];
        if (sayso_fetch_running(w->fetcher) >= MOST_RUNNING || busy(w, x->host)) {
            i++;
            continue;
        }
        w->parked[i] = w->parked[--w->n_parked];
        if (ask(w, x)) continue;
        w->parked[w->n_parked++] = x; /* room is there */
        return;
    }
}

static bool under_way(const sayso_follower *w, sayso_fetch_kind kind, int64_t of)
{
    for (uint32_t i = 0; i < w->n_parked; i++)
        if (w->parked[i]->kind == kind && w->parked[i]->of == of) return true;
    return sayso_fetch_of(w->fetcher, kind, of);
}

static void ask_for(sayso_follower *w, sayso_fetch_kind kind, int64_t of)
{
    sqlite3_stmt *s = kind == SAYSO_FETCH_FEED
                          ? sayso_state_list(w->state, "SELECT url, etag, modified FROM feeds WHERE "
                                                       "feed = ?", "i", of)
                          : sayso_state_list(w->state, "SELECT url, NULL, NULL FROM items WHERE item "
                                                       "= ?", "i", of);
    if (!sayso_state_row(w->state, s)) return;
    sayso_fetch *x = sayso_fetch_new(kind, of, sayso_state_text(s, 0));
    const char *etag = sayso_state_text(s, 1), *modified = sayso_state_text(s, 2);
    if (x && etag) x->etag = strdup(etag);
    if (x && modified) x->modified = strdup(modified);
    sayso_state_end(s);
    if (!x) sayso_follow_no_memory(w);
    else if (!ask(w, x)) sayso_fetch_free(x);
}

/* Of each host that is free, its feed or page that is due longest. */
typedef struct candidate { sayso_fetch_kind kind; int64_t of; } candidate;

static uint32_t candidates(sayso_follower *w, candidate *out, uint32_t most)
{
    const int64_t now = sayso_follow_now();
    uint32_t n = 0;
    sqlite3_stmt *s = sayso_state_list(
        w->state,
        "SELECT host, (SELECT feed FROM feeds f WHERE f.host = h.host AND active AND due <= "
        "min(?1, ?2) ORDER BY due LIMIT 1) AS feed, (SELECT item FROM items i WHERE i.host = h.host "
        "AND state = 0 AND due <= ?1 ORDER BY due LIMIT 1) AS item FROM hosts h WHERE free <= ?1 AND "
        "(feed IS NOT NULL OR item IS NOT NULL) ORDER BY free", "ii", now, w->horizon);
    while (n < most && sayso_state_row(w->state, s)) {
        if (sayso_fetch_to(w->fetcher, sayso_state_text(s, 0))) continue;
        const bool feed = sqlite3_column_type(s, 1) != SQLITE_NULL;
        const candidate c = { feed ? SAYSO_FETCH_FEED : SAYSO_FETCH_PAGE,
                              sqlite3_column_int64(s, feed ? 1 : 2) };
        if (!under_way(w, c.kind, c.of)) out[n++] = c;
    }
    if (s) sayso_state_end(s);
    return n;
}

static void due_begin(sayso_follower *w)
{
    candidate c[MOST_RUNNING];
    const uint32_t running = sayso_fetch_running(w->fetcher);
    const uint32_t n = running < MOST_RUNNING ? candidates(w, c, MOST_RUNNING - running) : 0;
    for (uint32_t i = 0; i < n && !w->failed.code; i++) ask_for(w, c[i].kind, c[i].of);
}

/* Seconds until a feed or page can be asked; INT64_MAX where nothing is due ever. */
static int64_t idle_s(sayso_follower *w)
{
    const int64_t now = sayso_follow_now();
    const int64_t feed = sayso_state_number(
        w->state, "SELECT ifnull(min(max(due, free)), ?2) FROM feeds JOIN hosts USING (host) WHERE "
                  "active AND due <= ?1", 0, "ii", w->horizon, INT64_MAX);
    const int64_t item = sayso_state_number(
        w->state, "SELECT ifnull(min(max(free, (SELECT min(due) FROM items i WHERE i.host = h.host "
                  "AND state = 0))), ?1) FROM hosts h", 0, "i", INT64_MAX);
    const int64_t first = feed < item ? feed : item;
    return first == INT64_MAX ? first : first > now ? first - now : 0;
}

/* With --once: is all done that was due? */
static bool once_done(sayso_follower *w)
{
    return w->o->once && !sayso_fetch_running(w->fetcher) && !w->n_parked && !w->child &&
           idle_s(w) > ONCE_WAITS &&
           !sayso_state_number(w->state, "SELECT EXISTS (SELECT 1 FROM items WHERE state = 2)", 0,
                               "") &&
           !sayso_state_number(w->state, "SELECT EXISTS (SELECT 1 FROM deliveries WHERE due <= ?)", 0,
                               "i", sayso_follow_now());
}

void sayso_follow_loop(sayso_follower *w)
{
    while (!sayso_follow_over(w)) {
        sayso_fetch *x;
        while ((x = sayso_fetch_next(w->fetcher))) answered(w, x);
        parked_begin(w);
        due_begin(w);
        if (sayso_follow_read_one(w)) continue;
        sayso_follow_settle(w);
        sayso_follow_deliver(w);
        if (once_done(w)) return;
        const int64_t idle = sayso_fetch_running(w->fetcher) || w->child ? 1 : idle_s(w);
        sayso_fetch_wait(w->fetcher, idle ? TICK_MS : 10);
    }
}
