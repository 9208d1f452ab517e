/* Is the ledger as it was written? Pages and indices as the store knows them; references; spans;
 * texts against their hashes; rows against their digests; what is derived against what it is made
 * of. */
#include "copies.h"
#include "digest.h"
#include "facts.h"
#include "pack.h"
#include "settle.h"
#include "sha256.h"
#include "shown.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct verifying {
    sayso_ledger *l;
    bool (*found)(void *user, const char *what);
    void    *user;
    uint64_t n, named, bands;  /* named, bands: rows that there should be */
    bool     stopped;
    sayso_arena arena;
} verifying;

static void tell(verifying *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void tell(verifying *v, const char *fmt, ...)
{
    char what[300];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    v->n++;
    if (!v->stopped && v->found) v->stopped = !v->found(v->user, what);
}

/* What cannot even be read is a finding, too; also for want of memory, which a bent length of a
 * record asks for more of than there is. */
static void unreadable(verifying *v, sayso_status st, const sayso_error *err)
{
    if (st) tell(v, "%s", err->msg);
}

/* Rows of a statement without parameters. */
static void each_row(verifying *v, const char *sql,
                     sayso_status (*each)(verifying *, sayso_led_stmt *, sayso_error *))
{
    sayso_led_stmt *s = NULL;
    sayso_error err;
    bool row = false;
    sayso_status st = sayso_led_prepare(v->l, sql, &s, &err);
    while (!st && !v->stopped && !(st = sayso_led_step(v->l, s, &row, &err)) && row) {
        st = each(v, s, &err);
        sayso_arena_reset(&v->arena);
    }
    unreadable(v, st, &err);
    sayso_led_finalize(s);
}

/* ---- what the store itself can tell ---- */

static sayso_status page(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    (void)err;
    const char *what = sayso_led_column(s, 0);
    if (!what || strcmp(what, "ok") != 0) tell(v, "pages: %.200s", what ? what : "?");
    return SAYSO_OK;
}

static sayso_status reference(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    (void)err;
    tell(v, "%.60s: row %" PRId64 " refers to nothing in %.60s",
         sayso_led_column(s, 0) ? sayso_led_column(s, 0) : "?", (int64_t)sayso_led_whole(s, 1),
         sayso_led_column(s, 2) ? sayso_led_column(s, 2) : "?");
    return SAYSO_OK;
}

/* Rows that should not be there: what, key or number. */
static sayso_status stray(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    (void)err;
    const char *what = sayso_led_column(s, 0), *key = sayso_led_column(s, 1);
    tell(v, "%.60s: %.120s", key ? key : "?", what ? what : "?");
    return SAYSO_OK;
}

#define SPANS(table, from, what, start, end, null)                                                 \
    "SELECT '" what " outside of the text', d.key FROM " from " WHERE NOT ifnull(" table "." start \
    " BETWEEN 0 AND " table "." end " AND " table "." end " <= length(d.text), " null " AND "      \
    table "." start " IS NULL AND " table "." end " IS NULL)"
#define OF(table) table " JOIN documents d USING (document)"

static const char *const strays[] = {
    SPANS("sentences", OF("sentences"), "a sentence", "start", "\"end\"", "false"),
    SPANS("mentions", OF("mentions"), "a mention", "start", "\"end\"", "false"),
    SPANS("mentions", OF("mentions"), "a name", "name_start", "name_end", "true"),
    SPANS("places", OF("places"), "a place", "start", "\"end\"", "true"),
    SPANS("dates", OF("dates"), "a date", "start", "\"end\"", "true"),
    SPANS("notes", OF("notes"), "a note", "start", "\"end\"", "true"),
    SPANS("attributions", OF("attributions"), "a source", "start", "\"end\"", "true"),
    SPANS("attributions", OF("attributions"), "words that report", "cue_start", "cue_end", "true"),
    SPANS("events", OF("events"), "words of an event", "cue_start", "cue_end", "true"),
    SPANS("participants",
          "participants JOIN events USING (event) JOIN documents d USING (document)",
          "a participant", "start", "\"end\"", "true"),
    SPANS("contents",
          "contents JOIN attributions USING (attribution) JOIN documents d USING (document)",
          "what is said", "start", "\"end\"", "false"),
    "SELECT 'event ' || e.number || ' stands in no sentence', d.key FROM events e JOIN documents d "
    "USING (document) LEFT JOIN sentences s ON s.document = e.document AND s.number = e.sentence "
    "WHERE s.number IS NULL",
    "SELECT 'event ' || e.number || ' has no such place or attribution', d.key FROM events e JOIN "
    "documents d USING (document) LEFT JOIN places p ON p.document = e.document AND "
    "p.number = e.place LEFT JOIN attributions a ON a.document = e.document AND "
    "a.number = e.under WHERE (e.place IS NOT NULL AND p.number IS NULL) OR (e.under IS NOT NULL "
    "AND a.number IS NULL)",
    "SELECT 'event ' || e.number || ' belongs to no claim', d.key FROM events e JOIN documents d "
    "USING (document) LEFT JOIN claims c USING (claim) WHERE d.settled = 1 AND c.claim IS NULL AND "
    "NOT EXISTS (SELECT 1 FROM pending p WHERE p.key = d.key)",
    "SELECT 'the claim is of no event', claim FROM claims WHERE NOT EXISTS (SELECT 1 FROM events e "
    "WHERE e.event = claims.first AND e.claim = claims.claim)",
    "SELECT 'reprints of it are counted wrongly', claim FROM claims WHERE independent <> (SELECT "
    "count(DISTINCT d.origin) FROM events e JOIN documents d USING (document) "
    "WHERE e.claim = claims.claim) AND NOT EXISTS (SELECT 1 FROM documents WHERE settled = 0)",
    "SELECT 'it is wrongly told to be in dispute, or not to be', claim FROM claims WHERE disputed "
    "<> " LED_DISPUTED,
    "SELECT 'its first reprint is none', d.key FROM documents d LEFT JOIN documents o ON "
    "o.document = d.origin WHERE d.settled = 1 AND (o.origin IS NULL OR o.origin <> o.document)",
    "SELECT 'no telling of that event', t.telling FROM tellings t LEFT JOIN events e ON "
    "e.event = t.telling WHERE e.number IS NULL OR e.number <> e.telling",
    "SELECT 'what waits for its claim is no telling', p.key FROM pending p LEFT JOIN tellings t "
    "USING (telling) WHERE t.telling IS NULL",
    "SELECT 'an event without a telling', d.key FROM events e JOIN documents d USING (document) "
    "LEFT JOIN tellings t ON t.telling = e.event WHERE d.settled = 1 AND e.number = e.telling AND "
    "t.telling IS NULL",
};

/* ---- documents ---- */

static bool hash_right(verifying *v, sayso_led_stmt *s)
{
    uint8_t hash[LG_HASH];
    const char *id = sayso_led_column(s, 2);
    const sayso_str text = sayso_led_blob(s, 3), has = sayso_led_blob(s, 4);
    char key[SAYSO_KEY_SIZE];
    (void)v;
    sayso_led_key_make(id, text.at ? text.at : "", text.len, hash, key);
    return has.len == LG_HASH && memcmp(has.at, hash, LG_HASH) == 0 && sayso_led_column(s, 1) &&
           strcmp(sayso_led_column(s, 1), key) == 0;
}

static sayso_status document(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    int64_t digest;
    const int64_t number = sayso_led_whole(s, 0);
    char key[SAYSO_KEY_SIZE];
    snprintf(key, sizeof key, "%s", sayso_led_column(s, 1) ? sayso_led_column(s, 1) : "?");
    if (!hash_right(v, s)) tell(v, "%s: id, text and hash do not belong together", key);
    sayso_status st = sayso_led_digest_document(v->l, number, &digest, err);
    if (st) return st;
    if (sayso_led_null(s, 5)) tell(v, "%s: nothing to hold its rows against", key);
    else if (digest != sayso_led_whole(s, 5))
        tell(v, "%s: its rows are not those that were written", key);
    return SAYSO_OK;
}

static sayso_status claim(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    int64_t digest;
    const int64_t number = sayso_led_whole(s, 0);
    const sayso_status st = sayso_led_digest_claim(v->l, number, &digest, err);
    if (!st && digest != sayso_led_whole(s, 1))
        tell(v, "claim %" PRId64 ": its rows are not those that were written", number);
    return st;
}

static sayso_status word(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    (void)err;
    if (!sayso_led_null(s, 2) &&
        sayso_led_whole(s, 2) != sayso_led_digest_word(sayso_led_blob(s, 1)))
        tell(v, "word %" PRId64 ": not the one that was written", (int64_t)sayso_led_whole(s, 0));
    return SAYSO_OK;
}

/* ---- what is derived ---- */

static sayso_status there(verifying *v, const char *sql, int64_t a, int64_t b, int64_t c, bool *is,
                          sayso_error *err)
{
    sayso_led_stmt *s;
    sayso_status st = sayso_led_kept(v->l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, a);
    sayso_led_int(s, 2, b);
    if (sayso_led_parameters(s) > 2) sayso_led_int(s, 3, c);
    st = sayso_led_step(v->l, s, is, err);
    sayso_led_reset(s);
    return st;
}

static sayso_status telling(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    uint64_t keys[LG_MOST_KEYS];
    sayso_led_telling t = { .group = 0 };
    const int64_t id = sayso_led_whole(s, 0);
    sayso_status st = sayso_led_telling_load(v->l, id, &v->arena, &t, err);
    bool is = !st;
    const uint32_t n = is ? sayso_led_keys(&t.report, keys) : 0;
    for (uint32_t i = 0; !st && is && i < n; i++)
        st = there(v, "SELECT 1 FROM named WHERE key = ? AND at = ? AND telling = ?",
                   (int64_t)keys[i], t.p.at, id, &is, err);
    v->named += n;
    if (!st && !is) tell(v, "telling %" PRId64 ": it is not found by what it names", id);
    return st;
}

static sayso_status sketch(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    uint64_t bands[LG_BANDS];
    sayso_led_runs runs;
    bool is = true;
    const char *folded = sayso_led_words_fold(&v->arena, sayso_led_blob(s, 1));
    if (!folded || !sayso_led_runs_of(sayso_str_of(folded), &v->arena, &runs))
        return sayso_no_memory(err);
    const uint32_t n = sayso_led_sketch(&runs, bands);
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && is && i < n; i++)
        st = there(v, "SELECT 1 FROM bands WHERE band = ? AND document = ?", (int64_t)bands[i],
                   sayso_led_whole(s, 0), 0, &is, err);
    v->bands += n;
    if (!st && !is)
        tell(v, "document %" PRId64 ": reprints of it are not found",
             (int64_t)sayso_led_whole(s, 0));
    return st;
}

/* Tellings and what they are made of. */
static sayso_status remade(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    bool same = true;
    const int64_t document = sayso_led_whole(s, 0);
    const sayso_status st = sayso_led_tellings_same(v->l, document, &same, err);
    if (!st && !same)
        tell(v, "document %" PRId64 ": its tellings are not what its events tell", document);
    return st;
}

static sayso_status facts(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    bool same = true;
    const int64_t chunk = sayso_led_whole(s, 0);
    const sayso_status st = sayso_led_facts_same(v->l, chunk, &same, err);
    if (!st && !same)
        tell(v, "documents %" PRId64 " to %" PRId64 ": lists count by what is not theirs",
             chunk * LG_FACTS_DOCUMENTS, (chunk + 1) * LG_FACTS_DOCUMENTS - 1);
    return st;
}

static sayso_status shown(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    bool same = true;
    const int64_t chunk = sayso_led_whole(s, 0);
    const sayso_status st = sayso_led_shown_same(v->l, chunk, &same, err);
    if (!st && !same)
        tell(v,
             "documents %" PRId64 " to %" PRId64 ": a table of their events shows what is not theirs",
             chunk * LG_SHOWN_DOCUMENTS, (chunk + 1) * LG_SHOWN_DOCUMENTS - 1);
    return st;
}

static sayso_status rows_counted(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    (void)err;
    if (sayso_led_whole(s, 0) != (int64_t)v->named)
        tell(v, "tellings are found by what they do not name");
    if (sayso_led_whole(s, 1) != (int64_t)v->bands) tell(v, "there are sketches of no text");
    return SAYSO_OK;
}

static sayso_status schema(verifying *v, sayso_led_stmt *s, sayso_error *err)
{
    int64_t digest;
    const sayso_status st = sayso_led_digest_schema(v->l, &digest, err);
    if (!st && digest != sayso_led_whole(s, 0))
        tell(v, "the tables are not as they were made");
    return st;
}

static const struct {
    const char *sql;
    sayso_status (*each)(verifying *, sayso_led_stmt *, sayso_error *);
} looks[] = {
    { "SELECT ifnull((SELECT digest FROM digests WHERE name = 'schema'), 0)", schema },
    { "SELECT document, key, id, text, hash, digest FROM documents ORDER BY document", document },
    { "SELECT word, text, digest FROM words", word },
    { "SELECT claim, digest FROM claims ORDER BY claim", claim },
    { "SELECT telling FROM tellings", telling },
    { "SELECT document FROM documents WHERE settled = 1", remade },
    { "SELECT document, text FROM documents WHERE settled = 1", sketch },
    { "SELECT document / 64 FROM documents UNION SELECT chunk FROM facts", facts },
    { "SELECT (SELECT count(*) FROM named), (SELECT count(*) FROM bands)", rows_counted },
};

sayso_status sayso_ledger_verify(sayso_ledger *l, bool (*found)(void *user, const char *what),
                                 void *user, uint64_t *n, sayso_error *err)
{
    verifying v = { .l = l, .found = found, .user = user };
    if (l->db->driver->pages) each_row(&v, l->db->driver->pages, page);
    if (l->db->driver->references) each_row(&v, l->db->driver->references, reference);
    for (size_t i = 0; !v.stopped && i < sizeof looks / sizeof *looks; i++)
        each_row(&v, looks[i].sql, looks[i].each);
    if (!v.stopped && sayso_led_shown_kept(l)) each_row(&v, "SELECT chunk FROM shown", shown);
    for (size_t i = 0; !v.stopped && i < sizeof strays / sizeof *strays; i++)
        each_row(&v, strays[i], stray);
    sayso_arena_free(&v.arena);
    *n = v.n;
    return sayso_ok(err);
}
