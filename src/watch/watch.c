/* Following as a whole: what is to be followed, the run, and the lists of what is known. */
#include "inside.h"
#include "listing.h"
#include "url.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define AGENT "sayso/" SAYSO_VERSION
enum { DAY = 86400, KEEP_DAYS = 90, MOST_MS = 120000, AGENT_ROOM = 300 };

/* ---- what is to be followed ------------------------------------------------------------------ */

static void follow(sayso_follower *w, const char *url)
{
    char *host = sayso_follow_host(url);
    if (!host) {
        sayso_follow_no_memory(w);
        return;
    }
    sayso_state_do(w->state, "INSERT OR IGNORE INTO hosts (host) VALUES (?)", "t", host);
    /* one that failed is tried again by whoever names it */
    if (!sayso_state_do(w->state,
                        "UPDATE feeds SET active = 1, due = CASE WHEN failures THEN 0 ELSE due END "
                        "WHERE url = ?1 OR named = ?1", "t", url))
        sayso_state_do(w->state, "INSERT INTO feeds (url, named, active, host, due) VALUES (?1, ?1, "
                                 "1, ?2, ?3)", "tti", url, host, w->begun); /* --once asks what is due by then */
    free(host);
}

/* A file of OPML: all that it lists. */
static void file_follow(sayso_follower *w, const char *path)
{
    sayso_map map = SAYSO_MAP_NONE;
    sayso_listing l;
    if (sayso_map_open(&map, path, &w->failed)) return;
    if (sayso_listing_read(&l, NULL, (const char *)map.at, map.len, NULL, w->o->most_bytes))
        sayso_follow_no_memory(w);
    else {
        if (l.kind != SAYSO_LISTING_OPML || !l.n)
            sayso_fail(&w->failed, SAYSO_BAD_ARGUMENT, path, SAYSO_NOWHERE,
                       "no list of feeds; give an OPML file, or addresses");
        for (uint32_t i = 0; i < l.n && !w->failed.code; i++)
            follow(w, l.list[i].url);
        sayso_listing_end(&l);
    }
    sayso_map_close(&map);
}

static void named_follow(sayso_follower *w, const char *name)
{
    struct stat s;
    char *url = strstr(name, "://") ? sayso_follow_url(NULL, name) : NULL;
    if (url) follow(w, url);
    else if (stat(name, &s) == 0) file_follow(w, name);
    else
        sayso_fail(&w->failed, SAYSO_BAD_ARGUMENT, name, SAYSO_NOWHERE,
                   "no address of a feed and no file; give https://… or a file of OPML");
    free(url);
}

/* Who names feeds follows these and what they list, and no others. */
static void feeds_choose(sayso_follower *w)
{
    sayso_state_begin(w->state);
    if (w->o->n_feeds) sayso_state_do(w->state, "UPDATE feeds SET active = 0", "");
    for (size_t i = 0; i < w->o->n_feeds && !w->failed.code; i++) named_follow(w, w->o->feeds[i]);
    if (w->o->n_feeds)
        sayso_state_do(w->state,
                       "WITH RECURSIVE t(feed) AS (SELECT feed FROM feeds WHERE active UNION SELECT "
                       "f.feed FROM feeds f JOIN t ON f.parent = t.feed) UPDATE feeds SET active = 1 "
                       "WHERE feed IN t", "");
    if (!w->failed.code &&
        !sayso_state_number(w->state, "SELECT EXISTS (SELECT 1 FROM feeds WHERE active)", 0, ""))
        sayso_fail(&w->failed, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                   "no feed is followed yet; `sayso watch ADDRESS…` begins");
    if (w->failed.code) sayso_state_do(w->state, "ROLLBACK", "");
    else sayso_state_commit(w->state);
}

/* ---- the run --------------------------------------------------------------------------------- */

/* Texts of the last day are looked for in the ledger once more: a machine that lost its power may
 * have lost the end of the ledger and not of this file. */
static void tidy(sayso_follower *w)
{
    const int64_t today = sayso_follow_now() / DAY;
    sayso_state_do(w->state, "UPDATE items SET text = NULL WHERE text IS NOT NULL AND state > 1 AND "
                             "seen < ?", "i", today - 1);
    sayso_state_do(w->state, "UPDATE items SET state = 1 WHERE text IS NOT NULL AND state IN (2, 3)",
                   "");
    sayso_state_do(w->state, "UPDATE hosts SET robots_until = 0 WHERE robots IS NULL", "");
    sayso_state_do(w->state, "DELETE FROM items WHERE state > 2 AND seen < ?", "i",
                   today - KEEP_DAYS);
}

/* Who asks. Without a contact it is said once that there is none. */
static void agent_make(sayso_follower *w, char out[AGENT_ROOM])
{
    const char *contact = w->o->contact;
    snprintf(out, AGENT_ROOM, contact ? "%s (+%.200s)" : "%s", AGENT, contact ? contact : "");
    w->agent = w->o->agent ? w->o->agent : out;
    if (!contact && !w->o->agent)
        sayso_follow_say(w, "servers are not told how to reach you; tell them with --contact ADDRESS");
}

/* Can the file of certificates be read? libcurl would say so at each request. */
static sayso_status ca_look(const char *path, sayso_error *err)
{
    sayso_map map = SAYSO_MAP_NONE;
    const sayso_status st = path ? sayso_map_open(&map, path, err) : SAYSO_OK;
    sayso_map_close(&map);
    return st;
}

static sayso_status open_all(sayso_follower *w, const sayso_engine *engine, sayso_error *err)
{
    const sayso_limits limits = { .size = sizeof limits, .most_ms = MOST_MS, .cancel = w->o->cancel,
                                  .user = w->o->user };
    const sayso_fetcher_options f = { w->agent, w->o->ca, w->o->allow_private, w->o->timeout_s,
                                      w->o->most_bytes };
    sayso_status st = ca_look(w->o->ca, err);
    if (!st) st = sayso_state_open(&w->state, w->o->state, true, err);
    if (!st) st = sayso_reader_new(&w->reader, engine, err);
    if (!st) st = sayso_reader_limit(w->reader, &limits, err);
    if (!st && !(w->fetcher = sayso_fetcher_new(&f))) st = sayso_no_memory(err);
    return st;
}

static void close_all(sayso_follower *w)
{
    for (uint32_t i = 0; i < w->n_parked; i++) sayso_fetch_free(w->parked[i]);
    free(w->parked);
    sayso_fetcher_free(w->fetcher);
    sayso_reader_free(w->reader);
    sayso_state_close(w->state);
}

sayso_status sayso_follow_run(const sayso_follow_options *o, sayso_ledger *ledger,
                              const sayso_engine *engine, sayso_follow_count *count,
                              sayso_error *err)
{
    *count = (sayso_follow_count){ 0 };
    char agent[AGENT_ROOM];
    sayso_follower w = { .o = o, .ledger = ledger, .count = count, .begun = sayso_follow_now() };
    w.horizon = o->once ? w.begun : INT64_MAX;
    agent_make(&w, agent);
    sayso_status st = open_all(&w, engine, err);
    if (!st) {
        feeds_choose(&w);
        if (!w.failed.code) {
            tidy(&w);
            sayso_follow_channels_begin(&w);
            sayso_follow_alerts_begin(&w);
            sayso_follow_loop(&w);
            sayso_follow_channels_end(&w);
        }
        st = w.failed.code;
        if (st) *err = w.failed;
        else st = sayso_state_failed(w.state, err);
    }
    close_all(&w);
    return st;
}

/* ---- lists ----------------------------------------------------------------------------------- */

#define FIELD(named, of, type, member, says, columns)                                              \
    { .name = named, .kind = SAYSO_FIELD_##of, .at = offsetof(type, member), .about = says,        \
      .width = columns }
#define FAILURE(named, of, member, says, columns)                                                  \
    FIELD(named, of, sayso_follow_failure, member, says, columns)
#define FEED(named, of, member, says, columns)                                                     \
    FIELD(named, of, sayso_follow_feed, member, says, columns)

static const sayso_field failure_fields[] = {
    FAILURE("at", WORD, at, "when", 20),
    FAILURE("what", WORD, what, "feed, page, robots, document or alert", 8),
    FAILURE("url", TEXT, url, "of what", 50),
    FAILURE("problem", WORD, problem, "what is wrong", 60),
    FAILURE("tries", COUNT, tries, "so far", 5),
    FAILURE("again", TEXT, again, "when it is tried again; null: given up", 20),
};
const sayso_record sayso_follow_failure_record = {
    "failure", failure_fields, sizeof failure_fields / sizeof *failure_fields,
    sizeof(sayso_follow_failure)
};
static const sayso_field feed_fields[] = {
    FEED("url", WORD, url, "as it is asked", 50),
    FEED("title", TEXT, title, "its own", 24),
    FEED("kind", TEXT, kind, "feed, sitemap, index, opml or page", 7),
    FEED("polled", TEXT, polled, "when it was asked last", 20),
    FEED("due", WORD, due, "when it will be next", 20),
    FEED("every", COUNT, every_s, "seconds between the two", 6),
    FEED("result", TEXT, result, "of the last time", 30),
    FEED("failures", COUNT, failures, "one after another", 8),
    FEED("items", TOTAL, n_items, "that are known of it", 6),
    FEED("waiting", TOTAL, n_waiting, "of them, not yet in the ledger", 7),
};
const sayso_record sayso_follow_feed_record = { "feed", feed_fields,
                                                sizeof feed_fields / sizeof *feed_fields,
                                                sizeof(sayso_follow_feed) };

/* A time of a row; NULL where there is none. */
static const char *time_of(sqlite3_stmt *s, int i, char room[SAYSO_PACE_ROOM])
{
    return sqlite3_column_type(s, i) == SQLITE_NULL
               ? NULL
               : sayso_pace_text(sqlite3_column_int64(s, i), room);
}

sayso_status sayso_follow_journal(const char *path, void (*row)(void *, const void *), void *user,
                                  sayso_error *err)
{
    char at[SAYSO_PACE_ROOM], again[SAYSO_PACE_ROOM];
    sayso_state *state;
    sayso_status st = sayso_state_open(&state, path, false, err);
    if (st) return st;
    sqlite3_stmt *s = sayso_state_list(
        state, "SELECT at, what, url, problem, tries, again FROM journal ORDER BY rowid", "");
    while (sayso_state_row(state, s)) {
        const sayso_follow_failure f = { time_of(s, 0, at), sayso_state_text(s, 1),
                                         sayso_state_text(s, 2), sayso_state_text(s, 3),
                                         (uint32_t)sqlite3_column_int64(s, 4),
                                         time_of(s, 5, again) };
        row(user, &f);
    }
    st = sayso_state_failed(state, err);
    sayso_state_close(state);
    return st;
}

sayso_status sayso_follow_feeds(const char *path, void (*row)(void *, const void *), void *user,
                                sayso_error *err)
{
    char polled[SAYSO_PACE_ROOM], due[SAYSO_PACE_ROOM];
    sayso_state *state;
    sayso_status st = sayso_state_open(&state, path, false, err);
    if (st) return st;
    sqlite3_stmt *s = sayso_state_list(
        state, "SELECT url, title, kind, polled, due, every, result, failures, (SELECT count(*) FROM "
               "items i WHERE i.feed = f.feed), (SELECT count(*) FROM items i WHERE i.feed = f.feed "
               "AND state < 2) FROM feeds f WHERE active ORDER BY url", "");
    while (sayso_state_row(state, s)) {
        const sayso_follow_feed f = { sayso_state_text(s, 0), sayso_state_text(s, 1),
                                      sayso_state_text(s, 2), time_of(s, 3, polled),
                                      time_of(s, 4, due), (uint32_t)sqlite3_column_int64(s, 5),
                                      sayso_state_text(s, 6), (uint32_t)sqlite3_column_int64(s, 7),
                                      (uint64_t)sqlite3_column_int64(s, 8),
                                      (uint64_t)sqlite3_column_int64(s, 9) };
        row(user, &f);
    }
    st = sayso_state_failed(state, err);
    sayso_state_close(state);
    return st;
}
