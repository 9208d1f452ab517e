/* From text to ledger: documents are read one at a time, claims are settled when none is waiting. */
#include "inside.h"
#include <stdio.h>

enum { MOST_UNSETTLED = 64 }; /* documents between two settlings while more are waiting */

/* The document of an item that is ready, in the arena; *item is 0 where there is none. */
static sayso_document document_load(sayso_follower *w, sayso_arena *a, int64_t *item)
{
    sayso_document d = { .size = sizeof d };
    sqlite3_stmt *s = sayso_state_list(
        w->state,
        "SELECT item, ifnull(i.url, i.id), i.url, date, i.title, ifnull(publisher, f.title), "
        "language, text_via, text, f.url FROM items i LEFT JOIN feeds f USING (feed) "
        "WHERE state = 1 LIMIT 1", "");
    *item = 0;
    if (!sayso_state_row(w->state, s)) return d;
    *item = sqlite3_column_int64(s, 0);
    d.id = sayso_state_dup(s, 1, a);
    if (!d.id)
        d.id = sayso_arena_printf(a, "%.1000s#%llx", sayso_state_text(s, 9) ? sayso_state_text(s, 9)
                                                                           : "",
                                  (unsigned long long)*item);
    d.url = sayso_state_dup(s, 2, a);
    d.date = sayso_state_dup(s, 3, a);
    d.title = sayso_state_dup(s, 4, a);
    d.publisher = sayso_state_dup(s, 5, a);
    d.language = sayso_state_dup(s, 6, a);
    d.text_via = sayso_state_dup(s, 7, a);
    d.text_len = (size_t)sqlite3_column_bytes(s, 8);
    const void *text = sqlite3_column_blob(s, 8);
    d.text = sayso_arena_dup(a, text ? text : "", d.text_len);
    sayso_state_end(s);
    if (!d.id || !d.text) sayso_follow_no_memory(w);
    return d;
}

/* Reads it and puts it into the ledger, unless that has it already: from a run that was killed
 * right behind, or by another feed. */
static sayso_status document_keep(sayso_follower *w, const sayso_document *d, char *key,
                                  sayso_error *err)
{
    sayso_reading *r = NULL;
    bool there = false, added = false;
    sayso_status st = sayso_ledger_has(w->ledger, d, &there, key, err);
    if (!st && there && !(st = sayso_ledger_withdrawn(w->ledger, key, &there, err)) && there)
        sayso_follow_say(w, "%.400s: withdrawn from this ledger, not read; `sayso undo %s` puts it back",
                         d->id, key);
    if (st || there) return st;
    if ((st = sayso_read(w->reader, d, &r, err))) return st;
    st = sayso_ledger_add(w->ledger, r, false, key, &added, err);
    if (!st && added) {
        w->count->documents++;
        w->unsettled++;
        sayso_follow_say(w, "%.400s: read (%s, %llu word%s, %u event%s)", d->id,
                         d->text_via ? d->text_via : "text", (unsigned long long)r->n_words,
                         r->n_words == 1 ? "" : "s", r->n_events, r->n_events == 1 ? "" : "s");
    }
    sayso_reading_free(r);
    return st;
}

bool sayso_follow_read_one(sayso_follower *w)
{
    char key[SAYSO_KEY_SIZE];
    sayso_error err;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    int64_t item;
    const sayso_document d = document_load(w, &a, &item);
    if (item && !sayso_follow_over(w)) {
        const sayso_status st = document_keep(w, &d, key, &err);
        if (!st)
            sayso_state_do(w->state, "UPDATE items SET state = ?, key = ? WHERE item = ?", "iti",
                           (int64_t)SAYSO_ITEM_KEPT, key, item);
        else if (st == SAYSO_BUSY) {
            w->failed = err;
            sayso_follow_wait_on(w); /* the item stays as it is, to be read */
        } else if (st == SAYSO_LEDGER || st == SAYSO_NO_MEMORY) w->failed = err;
        else if (st != SAYSO_CANCELLED) {
            sayso_state_do(w->state, "UPDATE items SET state = ? WHERE item = ?", "ii",
                           (int64_t)SAYSO_ITEM_FAILED, item);
            sayso_follow_problem(w, "document", d.id, err.msg, 1, 0);
        }
    }
    sayso_arena_free(&a);
    if (w->unsettled >= MOST_UNSETTLED) sayso_follow_settle(w);
    return item != 0;
}

void sayso_follow_settle(sayso_follower *w)
{
    if (!sayso_state_number(w->state, "SELECT EXISTS (SELECT 1 FROM items WHERE state = 2)", 0, "") ||
        sayso_follow_over(w))
        return;
    if (sayso_ledger_settle(w->ledger, &w->failed)) {
        sayso_follow_wait_on(w);
        return;
    }
    w->unsettled = w->waits = 0;
    for (;;) { /* an item and its alerts at a time */
        char key[SAYSO_KEY_SIZE];
        sqlite3_stmt *s = sayso_state_list(w->state, "SELECT item, key FROM items WHERE state = 2 "
                                                     "LIMIT 1", "");
        if (sayso_follow_over(w) || !sayso_state_row(w->state, s)) {
            sayso_state_end(s);
            return;
        }
        const int64_t item = sqlite3_column_int64(s, 0);
        const char *of = sayso_state_text(s, 1);
        snprintf(key, sizeof key, "%s", of ? of : "");
        sayso_state_end(s);
        sayso_state_begin(w->state);
        if (w->o->n_alerts) sayso_follow_alerts_of(w, key);
        if (w->failed.code == SAYSO_BUSY) { /* another time, all of them */
            sayso_state_do(w->state, "ROLLBACK", "");
            sayso_follow_wait_on(w);
            return;
        }
        sayso_state_do(w->state, "UPDATE items SET state = ? WHERE item = ?", "ii",
                       (int64_t)SAYSO_ITEM_DONE, item);
        sayso_state_commit(w->state);
    }
}
