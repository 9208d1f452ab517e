/* What a feed answered: its new items taken down, its lists followed, its next time set. */
#include "inside.h"
#include "listing.h"
#include "url.h"
#include <stdio.h>
#include <stdlib.h>

enum {
    DAY = 86400,
    WEEK = 7 * DAY,         /* back that a sitemap is read which is new to us */
    MOST_VERSIONS = 20,     /* of one item: some feeds change theirs with each request */
    MOST_FEEDS = 10000,     /* in all: lists may list lists */
    WHOLE_TEXT = 600,       /* bytes from which on the text of a feed is taken for the whole one */
    RETRY = 5 * 60          /* seconds to the first try after a failure */
};

/* The feed's row. */
typedef struct feed {
    int64_t id;
    bool    fresh;          /* it has never been read */
    bool    dull;           /* an index tells when it changes, or it is a list that people keep */
    uint32_t failures;
    sayso_pace pace;
} feed;

static feed feed_load(sayso_follower *w, int64_t id)
{
    feed f = { .id = id };
    sqlite3_stmt *s = sayso_state_list(
        w->state, "SELECT failures, every = 0, changed IS NOT NULL OR kind IN ('opml', "
                  "'page'), said, ifnull(first, 0), ifnull(last, 0), dated FROM feeds WHERE feed = ?",
        "i", id);
    if (!sayso_state_row(w->state, s)) return f;
    f.failures = (uint32_t)sqlite3_column_int64(s, 0);
    f.fresh = sqlite3_column_int(s, 1);
    f.dull = sqlite3_column_int(s, 2);
    f.pace = (sayso_pace){ sqlite3_column_int64(s, 3), sqlite3_column_int64(s, 4),
                           sqlite3_column_int64(s, 5), (uint32_t)sqlite3_column_int64(s, 6) };
    sayso_state_end(s);
    return f;
}

/* ---- items ----------------------------------------------------------------------------------- */

static uint64_t put(uint64_t h, const char *s, size_t n)
{
    return sayso_hash(s ? s : "", s ? n : 0, h + (s != NULL));
}

static uint64_t put_text(uint64_t h, const char *s) { return put(h, s, s ? strlen(s) : 0); }

/* Is it too old to be read? Of a sitemap that is new to us, what is not dated is. */
static bool too_old(const sayso_follower *w, const sayso_listing *l, const feed *f,
                    const sayso_listed *x, int64_t now)
{
    int64_t at, since = 0;
    const bool dated = sayso_pace_time(x->date, &at);
    if (w->o->since && sayso_pace_time(w->o->since, &since)) return dated && at < since;
    if (l->kind != SAYSO_LISTING_SITEMAP || !f->fresh) return false;
    return !dated || at < now - WEEK;
}

static int state_of(const sayso_listed *x)
{
    const bool whole = x->text && strcmp(x->text_via, "feed") == 0 && x->text_len >= WHOLE_TEXT;
    return x->url && !whole ? SAYSO_ITEM_LISTED : SAYSO_ITEM_READY;
}

/* Takes an item down; true where it was not known. The same item, saying something else than
 * before, is another version of it and as good as new. */
static bool item_put(sayso_follower *w, const sayso_listing *l, const feed *f,
                     const sayso_listed *x, int64_t now)
{
    const int64_t today = now / DAY;
    uint64_t h = put_text(put_text(1, x->url), x->id);
    if (!x->url && !x->id) h = put_text(h, x->title);
    const int64_t thing = (int64_t)(h >> 1);
    h = put(put_text(put_text(h, x->title), x->date), x->text, x->text_len);
    const int64_t item = (int64_t)(h >> 1);
    if (sayso_state_do(w->state, "UPDATE items SET seen = ?2 WHERE item = ?1", "ii", item, today))
        return false;
    if (sayso_state_number(w->state, "SELECT count(*) FROM items WHERE thing = ?", 0, "i", thing) >=
        MOST_VERSIONS)
        return false;
    char *host = x->url ? sayso_follow_host(x->url) : NULL;
    const bool old = too_old(w, l, f, x, now);
    if (host) sayso_state_do(w->state, "INSERT OR IGNORE INTO hosts (host) VALUES (?)", "t", host);
    sayso_state_do(w->state,
                   "INSERT INTO items (item, thing, feed, host, url, state, due, seen, id, date, "
                   "title, publisher, language, text, text_via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
                   "?, ?, ?, ?, ?, ?)", "iiittiiitttttbt",
                   item, thing, f->id, host, x->url,
                   (int64_t)(old ? SAYSO_ITEM_DONE : state_of(x)), now, today, x->id, x->date,
                   x->title, x->publisher, x->language, old ? NULL : x->text,
                   old ? (size_t)0 : x->text_len, x->text_via);
    free(host);
    return !old;
}

/* ---- lists of feeds -------------------------------------------------------------------------- */

/* It is due at once, with --once in the same run; one that was named before and is so no more has this
 * parent from now on. */
static void child_put(sayso_follower *w, const feed *f, const sayso_listed *x, int64_t now)
{
    int64_t changed;
    const int64_t due = now < w->horizon ? now : w->horizon;
    if (x->changed && sayso_pace_time(x->changed, &changed) && changed < now - WEEK) return;
    if (sayso_state_number(w->state, "SELECT count(*) FROM feeds", 0, "") >= MOST_FEEDS) return;
    char *host = sayso_follow_host(x->url);
    if (!host) {
        sayso_follow_no_memory(w);
        return;
    }
    sayso_state_do(w->state, "INSERT OR IGNORE INTO hosts (host) VALUES (?)", "t", host);
    sayso_state_do(w->state,
                   "INSERT INTO feeds (url, parent, active, host, due, changed, listed) "
                   "VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6) ON CONFLICT (url) DO UPDATE SET active = 1, "
                   "due = CASE WHEN changed IS NOT excluded.changed THEN excluded.due ELSE due END, "
                   "changed = excluded.changed, listed = excluded.listed, parent = excluded.parent "
                   "WHERE parent = excluded.parent OR NOT active", "tititi", x->url, f->id, host, due,
                   x->changed, now);
    free(host);
}

static void children_put(sayso_follower *w, const feed *f, const sayso_listing *l, int64_t now)
{
    /* of a page the first feed: others are of its comments */
    for (uint32_t i = 0; i < l->n && !(l->kind == SAYSO_LISTING_PAGE && i); i++)
        child_put(w, f, &l->list[i], now);
    if (!l->problem)
        sayso_state_do(w->state,
                       "UPDATE feeds SET active = 0 WHERE parent = ? AND ifnull(listed, 0) < ?", "ii",
                       f->id, now);
}

/* ---- the feed itself ------------------------------------------------------------------------- */

static int64_t every(const feed *f, sayso_listing_kind kind, int64_t now)
{
    const bool dull = kind == SAYSO_LISTING_OPML || kind == SAYSO_LISTING_PAGE || f->dull;
    return dull ? SAYSO_PACE_MOST : sayso_pace_every(&f->pace, now);
}

/* It is asked where it has moved from now on; where that is a feed which is followed anyway, once. */
static void move(sayso_follower *w, const feed *f, const sayso_fetch *x)
{
    char *host = x->moved ? sayso_follow_host(x->moved) : NULL;
    if (!host) return;
    sayso_follow_say(w, "%.300s: it has moved", x->moved);
    sayso_state_do(w->state, "INSERT OR IGNORE INTO hosts (host) VALUES (?)", "t", host);
    if (!sayso_state_do(w->state, "UPDATE OR IGNORE feeds SET url = ?, host = ? WHERE feed = ?",
                        "tti", x->moved, host, f->id)) {
        sayso_state_do(w->state, "UPDATE feeds SET active = 0, result = 'moved' WHERE feed = ?", "i",
                       f->id);
        sayso_state_do(w->state, "UPDATE feeds SET active = 1 WHERE url = ?", "t", x->moved);
    }
    free(host);
}

/* Validators of an answer that was not whole would hide the rest of it for good. */
static void feed_store(sayso_follower *w, feed *f, const sayso_fetch *x, const sayso_listing *l,
                       int64_t now)
{
    f->pace = l->pace;
    for (uint32_t i = 0; i < l->n; i++) sayso_pace_item(&f->pace, l->list[i].date, now);
    const int64_t wait = every(f, l->kind, now);
    sayso_state_do(w->state,
                   "UPDATE feeds SET kind = ?, title = ifnull(?, title), etag = ?, modified = ?, "
                   "due = ?, every = ?, polled = ?, failures = 0, result = '200', said = ?, "
                   "first = ?, last = ?, dated = ? WHERE feed = ?", "ttttiiiiiiii",
                   sayso_listing_name(l->kind), l->title, l->problem ? NULL : x->got_etag,
                   l->problem ? NULL : x->got_modified, now + wait, wait, now, f->pace.said,
                   f->pace.first, f->pace.last, (int64_t)f->pace.dated, f->id);
}

static void feed_failed(sayso_follower *w, const feed *f, sayso_fetch *x, const char *why)
{
    const int64_t now = sayso_follow_now();
    const bool gone = x->status == 410;
    int64_t wait = sayso_pace_again(f->failures + 1, RETRY, SAYSO_PACE_MOST);
    const int64_t asked = sayso_pace_retry_after(x->retry_after, now);
    if (asked > wait) wait = asked;
    sayso_state_do(w->state,
                   "UPDATE feeds SET failures = failures + 1, result = ?, polled = ?, due = ?, "
                   "active = active AND NOT ? WHERE feed = ?", "tiiii", why, now, now + wait,
                   (int64_t)gone, f->id);
    sayso_follow_problem(w, "feed", x->url, why, f->failures + 1, gone ? 0 : now + wait);
}

static void listing_take(sayso_follower *w, feed *f, sayso_fetch *x, const sayso_listing *l)
{
    char span[24], found[32] = "";
    const int64_t now = sayso_follow_now();
    uint32_t fresh = 0;
    const bool items = l->kind == SAYSO_LISTING_FEED || l->kind == SAYSO_LISTING_SITEMAP;
    sayso_state_begin(w->state);
    for (uint32_t i = 0; items && i < l->n; i++) fresh += item_put(w, l, f, &l->list[i], now);
    if (!items) children_put(w, f, l, now);
    move(w, f, x);
    feed_store(w, f, x, l, now);
    sayso_state_commit(w->state);
    if (items) snprintf(found, sizeof found, ", %u new", fresh);
    sayso_follow_say(w, "%.400s: %s%.60s%s, %u %s%s%s; next in %s", x->url,
                     sayso_listing_name(l->kind), l->title ? " " : "", l->title ? l->title : "",
                     l->n, items ? "item" : "feed", l->n == 1 ? "" : "s", found,
                     sayso_follow_span(every(f, l->kind, now), span));
    if (l->problem) sayso_follow_problem(w, "feed", x->url, l->problem, 1, now + every(f, l->kind, now));
}

static void unchanged(sayso_follower *w, const feed *f, const sayso_fetch *x)
{
    char span[24];
    const int64_t now = sayso_follow_now(), wait = every(f, SAYSO_LISTING_FEED, now);
    sayso_state_begin(w->state);
    move(w, f, x);
    sayso_state_do(w->state,
                   "UPDATE feeds SET due = ?, every = ?, polled = ?, failures = 0, result = '304' "
                   "WHERE feed = ?", "iiii", now + wait, wait, now, f->id);
    sayso_state_commit(w->state);
    sayso_follow_say(w, "%.400s: unchanged; next in %s", x->url, sayso_follow_span(wait, span));
}

void sayso_follow_feed_done(sayso_follower *w, sayso_fetch *x)
{
    feed f = feed_load(w, x->of);
    sayso_listing l;
    w->count->polls++;
    if (x->status == 304) unchanged(w, &f, x);
    else if (x->status != 200) feed_failed(w, &f, x, sayso_follow_why(x));
    else if (sayso_listing_read(&l, x->url, x->body.at ? x->body.at : "", x->body.len, x->charset,
                                w->o->most_bytes))
        sayso_follow_no_memory(w);
    else {
        if (l.kind != SAYSO_LISTING_NONE) listing_take(w, &f, x, &l);
        else feed_failed(w, &f, x, l.problem ? l.problem : "no feed");
        sayso_listing_end(&l);
    }
}
