/* Alerts: a source that reverses itself, a source that contradicts others. What they are, the lists
 * `reversals` and `disputes` of the ledger say; here is told what of them is new. */
#include "inside.h"
#include "formats/out/out.h"
#include <stdio.h>
#include <stdlib.h>

/* Of a claim and a source there is one alert of each kind. A claim has the name of its first report,
 * which changes when an earlier one comes: so an alert is known by any of its reports. */
static bool known(sayso_follower *w, const char *kind, const char *source, const char *claim)
{
    static const char sql[] = "SELECT 1 FROM alerts WHERE claim = ? AND kind = ? AND source = ?";
    sayso_cursor *c;
    const void *row;
    bool is = sayso_state_number(w->state, sql, 0, "ttt", claim, kind, source);
    if (is) return true;
    const sayso_filter f = { .size = sizeof f, .claim = claim };
    sayso_error err;
    sayso_status st = sayso_ledger_query(&c, w->ledger, "events", &f, &err);
    while (!is && !st && !(st = sayso_cursor_next(c, &row, &err)) && row) {
        char name[SAYSO_KEY_SIZE + 32];
        snprintf(name, sizeof name, "%s", ((const sayso_event_row *)row)->id);
        char *mark = strrchr(name, '-');
        if (!mark) continue;
        mark[1] = 'c';
        is = sayso_state_number(w->state, sql, 0, "ttt", name, kind, source);
    }
    sayso_cursor_close(c);
    if (st) w->failed = err;
    return is;
}

typedef struct alert { const char *kind, *source, *claim; const sayso_record *record; const void *row; } alert;

static void id_make(const alert *a, char out[32])
{
    uint64_t h = sayso_hash(a->kind, strlen(a->kind), 1);
    h = sayso_hash(a->source, strlen(a->source), h);
    snprintf(out, 32, "%c%016llx", *a->kind,
             (unsigned long long)sayso_hash(a->claim, strlen(a->claim), h));
}

static void body_put(sayso_buf *b, const alert *a, const char *id, int64_t now)
{
    char made[SAYSO_PACE_ROOM];
    sayso_buf_puts(b, "{\"alert\":");
    sayso_json_string(b, id);
    sayso_buf_puts(b, ",\"kind\":");
    sayso_json_string(b, a->kind);
    sayso_buf_puts(b, ",\"source\":");
    sayso_json_string(b, a->source);
    sayso_buf_puts(b, ",\"claim\":");
    sayso_json_string(b, a->claim);
    sayso_buf_printf(b, ",\"made\":\"%s\",\"record\":", sayso_pace_text(now, made));
    sayso_json_record(b, a->record, a->row, 0);
    sayso_buf_puts(b, "}\n");
}

/* Takes an alert down, and whom it is to be told to; `line` NULL: nobody. */
static void put(sayso_follower *w, const alert *a, const char *line)
{
    char id[32];
    const int64_t now = sayso_follow_now();
    sayso_buf body = SAYSO_BUF_EMPTY;
    id_make(a, id);
    if (line) body_put(&body, a, id, now);
    if (body.failed) sayso_follow_no_memory(w);
    const int64_t fresh = sayso_state_do(w->state, "INSERT OR IGNORE INTO alerts VALUES (?, ?, ?, ?, "
                                                   "?, ?, ?)", "ttttitt", id, a->kind, a->source,
                                         a->claim, now, line, body.at);
    for (size_t i = 0; fresh && line && i < w->o->n_alerts; i++)
        sayso_state_do(w->state, "INSERT OR IGNORE INTO deliveries (alert, channel, due) "
                                 "VALUES (?, ?, ?)", "tti", id, w->o->alerts[i], now);
    w->count->alerts += fresh && line;
    sayso_buf_free(&body);
}

static const char *or_somebody(const char *s) { return s && *s ? s : "somebody"; }

static void reversal(sayso_follower *w, const sayso_reversal_row *r, bool tell)
{
    sayso_buf line = SAYSO_BUF_EMPTY;
    const alert a = { "reversal", r->source ? r->source : "", r->claim, &sayso_rec_reversal_row, r };
    if (tell && known(w, a.kind, a.source, a.claim)) return;
    if (tell)
        sayso_buf_printf(&line, "reversal: %s denied (%s, \"%s\") and now %ss (%s, \"%s\"): %s, %s to "
                                "%s; claim %s", a.source, r->denied ? r->denied : "undated",
                         r->denied_cue ? r->denied_cue : "", r->stance ? r->stance : "say",
                         r->date ? r->date : "undated", r->cue ? r->cue : "", r->type,
                         or_somebody(r->actor), or_somebody(r->recipient), r->claim);
    put(w, &a, line.at);
    sayso_buf_free(&line);
}

/* An alert for each source that denies. */
static void dispute(sayso_follower *w, const sayso_dispute_row *r, bool tell)
{
    for (const char *s = r->denied ? r->denied : ""; *s;) {
        const size_t n = strcspn(s, ",");
        char source[200];
        sayso_buf line = SAYSO_BUF_EMPTY;
        snprintf(source, sizeof source, "%.*s", (int)(n < sizeof source ? n : sizeof source - 1), s);
        s += n + (s[n] == ',');
        const alert a = { "dispute", source, r->claim, &sayso_rec_dispute_row, r };
        if (tell && known(w, a.kind, source, a.claim)) continue;
        if (tell)
            sayso_buf_printf(&line, "dispute: %s denies what %s affirms: %s, %s to %s; claim %s",
                             source, or_somebody(r->affirmed), r->type, or_somebody(r->actor),
                             or_somebody(r->recipient), r->claim);
        put(w, &a, line.at);
        sayso_buf_free(&line);
    }
}

static void list(sayso_follower *w, const char *what, const char *key, bool tell)
{
    sayso_cursor *c;
    const void *row;
    sayso_error err;
    const sayso_filter f = { .size = sizeof f, .document = key };
    sayso_status st = sayso_ledger_query(&c, w->ledger, what, &f, &err);
    while (!st && !(st = sayso_cursor_next(c, &row, &err)) && row && !w->failed.code) {
        if (strcmp(what, "reversals") == 0) reversal(w, row, tell);
        else dispute(w, row, tell);
    }
    sayso_cursor_close(c);
    if (st && !w->failed.code) w->failed = err;
}

void sayso_follow_alerts_begin(sayso_follower *w)
{
    if (!w->o->n_alerts ||
        sayso_state_number(w->state, "SELECT 1 FROM facts WHERE name = 'alerts'", 0, ""))
        return;
    while (!sayso_follow_over(w) && sayso_ledger_settle(w->ledger, &w->failed))
        if (!sayso_follow_wait_on(w)) return;
    if (sayso_follow_over(w)) return;
    sayso_state_begin(w->state);
    list(w, "reversals", NULL, false);
    list(w, "disputes", NULL, false);
    sayso_state_do(w->state, "INSERT INTO facts VALUES ('alerts', NULL)", "");
    sayso_state_commit(w->state);
}

void sayso_follow_alerts_of(sayso_follower *w, const char *key)
{
    list(w, "reversals", key, true);
    list(w, "disputes", key, true);
}
