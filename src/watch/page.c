/* The page behind an item: its article, or, where there is none to be had, what the feed said. */
#include "inside.h"
#include "formats/in/in.h"
#include "url.h"
#include <stdio.h>
#include <stdlib.h>

enum { MOST_TRIES = 4, RETRY = 5 * 60, RETRY_MOST = 6 * 60 * 60 };

/* What the feed said of it. */
typedef struct listed { const char *url, *text_via; size_t text_len; uint32_t tries; } listed;

static listed item_load(sayso_follower *w, int64_t item, sayso_arena *a)
{
    listed x = { .url = "" };
    sqlite3_stmt *s = sayso_state_list(w->state,
                                       "SELECT url, text_via, ifnull(length(text), 0), tries FROM "
                                       "items WHERE item = ? AND state = 0", "i", item);
    if (!sayso_state_row(w->state, s)) return x;
    x.url = sayso_state_dup(s, 0, a);
    x.text_via = sayso_state_dup(s, 1, a);
    x.text_len = (size_t)sqlite3_column_int64(s, 2);
    x.tries = (uint32_t)sqlite3_column_int64(s, 3);
    sayso_state_end(s);
    if (!x.url) sayso_follow_no_memory(w);
    return x;
}

/* The page failed: later again, or what the feed said is all that there will be. */
static void page_failed(sayso_follower *w, const sayso_fetch *x, const listed *i, const char *why,
                        bool passing)
{
    char problem[300];
    const int64_t now = sayso_follow_now();
    const uint32_t tries = i->tries + 1;
    int64_t wait = sayso_pace_again(2 * tries - 1, RETRY, RETRY_MOST);
    const int64_t asked = sayso_pace_retry_after(x->retry_after, now);
    if (asked > wait) wait = asked;
    if (passing && tries < MOST_TRIES) {
        sayso_state_do(w->state, "UPDATE items SET tries = tries + 1, due = ? WHERE item = ?", "ii",
                       now + wait, x->of);
        sayso_follow_problem(w, "page", i->url, why, tries, now + wait);
        return;
    }
    sayso_state_do(w->state, "UPDATE items SET tries = tries + 1, state = ? WHERE item = ?", "ii",
                   (int64_t)(i->text_via ? SAYSO_ITEM_READY : SAYSO_ITEM_FAILED), x->of);
    snprintf(problem, sizeof problem, "%.200s; %s%s", why,
             i->text_via ? "read from the feed: " : "nothing is read", i->text_via ? i->text_via : "");
    sayso_follow_problem(w, "page", i->url, problem, tries, 0);
}

static bool is_page(const sayso_fetch *x)
{
    return !x->type || strcmp(x->type, "text/html") == 0 ||
           strcmp(x->type, "application/xhtml+xml") == 0;
}

/* By what name the document goes: the page's own word for its address, which is the same whatever
 * feed leads there, unless it names another host or the front page. */
static const char *name_of(const sayso_document *d, const char *url, char **held)
{
    *held = d->url ? sayso_follow_url(url, d->url) : NULL;
    char *host = *held ? sayso_follow_host(*held) : NULL, *own = sayso_follow_host(url);
    const bool good = host && own && strcmp(host, own) == 0 &&
                      strcmp(sayso_follow_path(*held), "/") != 0;
    free(host);
    free(own);
    return good ? *held : url;
}

static void page_store(sayso_follower *w, const sayso_fetch *x, const sayso_document *d)
{
    char *held;
    const char *name = name_of(d, x->url, &held);
    sayso_state_do(w->state,
                   "UPDATE items SET state = ?, text = ?, text_via = 'page', url = ?, "
                   "date = ifnull(date, ?), title = ifnull(?, title), "
                   "publisher = ifnull(?, publisher) WHERE item = ? AND state = 0", "ibtttti",
                   (int64_t)SAYSO_ITEM_READY, d->text, d->text_len, name, d->date, d->title,
                   d->publisher, x->of);
    free(held);
}

void sayso_follow_page_done(sayso_follower *w, sayso_fetch *x)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_item item = { .status = SAYSO_OK };
    const listed i = item_load(w, x->of, &a);
    if (!i.url || !*i.url) { /* another version of it brought it along */
    } else if (x->status != 200)
        page_failed(w, x, &i, sayso_follow_why(x), sayso_follow_passing(x));
    else if (!is_page(x)) page_failed(w, x, &i, "no page of HTML", false);
    else if (sayso_html_document(&item, x->body.at ? x->body.at : "", x->body.len, x->charset))
        page_failed(w, x, &i, item.message, false);
    else if (item.document.text_len < i.text_len) { /* a consent, or the first lines for guests */
        sayso_state_do(w->state, "UPDATE items SET state = ? WHERE item = ?", "ii",
                       (int64_t)SAYSO_ITEM_READY, x->of);
        sayso_follow_say(w, "%.400s: the page has less text than the feed, which is read", i.url);
    } else page_store(w, x, &item.document);
    sayso_item_clear(&item);
    sayso_arena_free(&a);
}
