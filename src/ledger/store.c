/* Adding a reading: one transaction a document. */
#include "store.h"
#include "inside.h"
#include "base/day.h"
#include "sha256.h"
#include <stdlib.h>

/* ---- what comes from a caller must fit together before it is stored ---- */

static bool index_ok(int32_t i, uint32_t n) { return i == -1 || (i >= 0 && (uint32_t)i < n); }
static bool span_ok(sayso_span s, uint32_t n)
{
    return (s.start == SAYSO_NO_OFFSET && s.end == SAYSO_NO_OFFSET) || (s.start <= s.end && s.end <= n);
}
static bool parties_ok(const sayso_participant *p, uint32_t n, const sayso_reading *r)
{
    for (uint32_t i = 0; i < n; i++)
        if (!p[i].code || !p[i].text || !index_ok(p[i].actor, r->n_actors) || !span_ok(p[i].span, r->text_len)) return false;
    return true;
}
static bool event_ok(const sayso_event *e, const sayso_reading *r)
{
    return e->sentence < r->n_sentences && (unsigned)e->type < SAYSO_N_TYPES && (unsigned)e->status < SAYSO_N_EVENT_STATUSES &&
           span_ok(e->cue, r->text_len) && index_ok(e->place, r->n_places) && index_ok(e->attribution, r->n_attributions) &&
           parties_ok(e->actor, e->n_actor, r) && parties_ok(e->recipient, e->n_recipient, r);
}
static bool attribution_ok(const sayso_attribution *a, const sayso_reading *r)
{
    bool ok = a->sentence < r->n_sentences && (unsigned)a->stance < SAYSO_N_STANCES && a->source.code && a->source_kind &&
              index_ok(a->source.actor, r->n_actors) && span_ok(a->source.span, r->text_len) && span_ok(a->cue, r->text_len) &&
              index_ok(a->inside, r->n_attributions);
    for (uint32_t i = 0; ok && i < a->n_content; i++) ok = span_ok(a->content[i], r->text_len) && a->content[i].start != SAYSO_NO_OFFSET;
    return ok;
}
static bool reading_ok(const sayso_reading *r)
{
    bool ok = r->text != NULL;
    for (uint32_t i = 0; ok && i < r->n_sentences; i++) ok = span_ok(r->sentences[i].span, r->text_len) && r->sentences[i].language;
    for (uint32_t i = 0; ok && i < r->n_actors; i++) {
        ok = r->actors[i].name && r->actors[i].code && r->actors[i].kind;
        for (uint32_t k = 0; ok && k < r->actors[i].n_mentions; k++) ok = span_ok(r->actors[i].mentions[k], r->text_len);
    }
    for (uint32_t i = 0; ok && i < r->n_places; i++) ok = r->places[i].name && span_ok(r->places[i].span, r->text_len);
    for (uint32_t i = 0; ok && i < r->n_dates; i++) ok = r->dates[i].value && span_ok(r->dates[i].span, r->text_len) && (unsigned)r->dates[i].precision < SAYSO_N_PRECISIONS;
    for (uint32_t i = 0; ok && i < r->n_notes; i++) ok = r->notes[i].kind && span_ok(r->notes[i].span, r->text_len);
    for (uint32_t i = 0; ok && i < r->n_events; i++) ok = event_ok(&r->events[i], r);
    for (uint32_t i = 0; ok && i < r->n_attributions; i++) ok = attribution_ok(&r->attributions[i], r);
    return ok;
}

/* ---- the document's key ---- */

static void key_make(const sayso_reading *r, uint8_t hash[LG_HASH], char key[SAYSO_KEY_SIZE])
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz"; /* base 32 without i, l, o, u: read aloud without doubt */
    sayso_sha256 h;
    sayso_sha256_init(&h);
    if (r->id) sayso_sha256_put(&h, r->id, strlen(r->id));
    sayso_sha256_put(&h, "", 1);
    sayso_sha256_put(&h, r->text, r->text_len);
    sayso_sha256_end(&h, hash);
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) bits = bits << 8 | hash[i];
    for (int i = 0; i < 12; i++) key[i] = digits[bits >> (59 - 5 * i) & 31];
    key[12] = 0;
}

/* ---- statements ---- */

typedef enum insert { IN_DOCUMENT, IN_SENTENCE, IN_ACTOR, IN_MENTION, IN_PLACE, IN_DATE, IN_ATTRIBUTION, IN_CONTENT, IN_EVENT, IN_PARTICIPANT,
                      IN_NOTE, IN_SAYS, IN_UNSETTLED, N_INSERTS } insert;

static const char *const inserts[N_INSERTS] = {
    [IN_DOCUMENT] = "INSERT INTO documents (key, hash, id, date, day, title, publisher, url, languages, text, words, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    [IN_SENTENCE] = "INSERT INTO sentences VALUES (?,?,?,?,?,?)",
    [IN_ACTOR] = "INSERT INTO actors VALUES (?,?,?,?,?,?)",
    [IN_MENTION] = "INSERT INTO mentions VALUES (?,?,?,?)",
    [IN_PLACE] = "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?)",
    [IN_DATE] = "INSERT INTO dates VALUES (?,?,?,?,?,?)",
    [IN_ATTRIBUTION] = "INSERT INTO attributions (document, number, sentence, code, text, name, actor, start, \"end\", via, kind, cue, cue_start, cue_end, "
                       "stance, direct, inside, date, rule, folded) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [IN_CONTENT] = "INSERT INTO contents VALUES (?,?,?)",
    [IN_EVENT] = "INSERT INTO events (document, number, sentence, type, mode, cameo, goldstein, status, cue, cue_start, cue_end, date, date_via, day_from, "
                 "day_to, place, contexts, under, rule, confidence, telling) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [IN_PARTICIPANT] = "INSERT INTO participants VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    [IN_NOTE] = "INSERT INTO notes VALUES (?,?,?,?,?,?)",
    [IN_SAYS] = "INSERT INTO says VALUES (?,?,?,?,?,?,?)",
    [IN_UNSETTLED] = "INSERT OR IGNORE INTO unsettled VALUES (?)",
};

typedef struct adding {
    sayso_ledger *l;
    const sayso_reading *r;
    sayso_error *err;
    sayso_arena  arena;
    sqlite3_stmt *in[N_INSERTS];
    int64_t      document;
    int64_t     *events, *attributions; /* row of each; arena */
} adding;

static sqlite3_stmt *statement(adding *a, insert i, sayso_status *st)
{
    *st = a->in[i] ? SAYSO_OK : lg_prepare(a->l, inserts[i], &a->in[i], a->err);
    return a->in[i];
}

static sayso_status document_put(adding *a, const uint8_t hash[LG_HASH], const char *key)
{
    const sayso_reading *r = a->r;
    sayso_status st;
    sqlite3_stmt *s = statement(a, IN_DOCUMENT, &st);
    if (st) return st;
    const char *languages = r->n_languages ? r->languages[0] : "";
    for (uint32_t i = 1; languages && i < r->n_languages; i++) languages = sayso_arena_printf(&a->arena, "%s,%s", languages, r->languages[i]);
    if (!languages) return sayso_no_memory(a->err);
    int32_t day, to;
    if (!r->date || !sayso_day_parse(r->date, &day, &to)) day = INT32_MIN;
    lg_text(s, 1, key);
    sqlite3_bind_blob(s, 2, hash, LG_HASH, SQLITE_STATIC);
    lg_text(s, 3, r->id);
    lg_text(s, 4, r->date);
    lg_day(s, 5, day);
    lg_text(s, 6, r->title);
    lg_text(s, 7, r->publisher);
    lg_text(s, 8, r->url);
    lg_text(s, 9, languages);
    sqlite3_bind_blob64(s, 10, r->text_len ? r->text : "", r->text_len, SQLITE_STATIC);
    lg_int(s, 11, (int64_t)r->n_words);
    lg_text(s, 12, sayso_version());
    st = lg_done(a->l, s, a->err);
    a->document = sqlite3_last_insert_rowid(a->l->db);
    return st;
}

static sayso_status sentences_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_sentences; i++) {
        const sayso_sentence *x = &a->r->sentences[i];
        sqlite3_stmt *s = statement(a, IN_SENTENCE, &st);
        if (st) break;
        lg_int(s, 1, a->document);
        lg_int(s, 2, i);
        lg_offset(s, 3, x->span.start);
        lg_offset(s, 4, x->span.end);
        lg_text(s, 5, x->language);
        lg_text(s, 6, x->tree);
        st = lg_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status mentions_put(adding *a, uint32_t actor)
{
    const sayso_actor *x = &a->r->actors[actor];
    sayso_status st = SAYSO_OK;
    for (uint32_t k = 0; !st && k < x->n_mentions; k++) {
        sqlite3_stmt *s = statement(a, IN_MENTION, &st);
        if (st) break;
        lg_int(s, 1, a->document);
        lg_int(s, 2, actor);
        lg_int(s, 3, x->mentions[k].start);
        lg_int(s, 4, x->mentions[k].end);
        st = lg_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status actors_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_actors; i++) {
        const sayso_actor *x = &a->r->actors[i];
        sqlite3_stmt *s = statement(a, IN_ACTOR, &st);
        if (st) break;
        lg_int(s, 1, a->document);
        lg_int(s, 2, i);
        lg_text(s, 3, x->name);
        lg_text(s, 4, x->code);
        lg_text(s, 5, x->kind);
        lg_text(s, 6, x->via);
        if (!(st = lg_done(a->l, s, a->err))) st = mentions_put(a, i);
    }
    return st;
}

static const char *or_null(const char *s) { return s && *s ? s : NULL; }

static sayso_status places_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_places; i++) {
        const sayso_place *x = &a->r->places[i];
        sqlite3_stmt *s = statement(a, IN_PLACE, &st);
        if (st) break;
        lg_int(s, 1, a->document);
        lg_int(s, 2, i);
        lg_offset(s, 3, x->span.start);
        lg_offset(s, 4, x->span.end);
        lg_text(s, 5, x->name);
        lg_text(s, 6, or_null(x->country));
        lg_text(s, 7, or_null(x->admin1));
        lg_real(s, 8, x->lat_deg);
        lg_real(s, 9, x->lon_deg);
        lg_text(s, 10, x->via);
        st = lg_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status dates_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_dates; i++) {
        const sayso_date *x = &a->r->dates[i];
        sqlite3_stmt *s = statement(a, IN_DATE, &st);
        if (st) break;
        lg_int(s, 1, a->document);
        lg_int(s, 2, i);
        lg_offset(s, 3, x->span.start);
        lg_offset(s, 4, x->span.end);
        lg_text(s, 5, x->value);
        lg_text(s, 6, sayso_precision_name(x->precision));
        st = lg_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status notes_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_notes; i++) {
        const sayso_note *x = &a->r->notes[i];
        sqlite3_stmt *s = statement(a, IN_NOTE, &st);
        if (st) break;
        lg_int(s, 1, a->document);
        lg_int(s, 2, i);
        lg_text(s, 3, x->kind);
        lg_offset(s, 4, x->span.start);
        lg_offset(s, 5, x->span.end);
        lg_text(s, 6, x->text);
        st = lg_done(a->l, s, a->err);
    }
    return st;
}

static const char *actor_name(const sayso_reading *r, int32_t actor) { return actor >= 0 ? r->actors[actor].name : NULL; }

static sayso_status contents_put(adding *a, uint32_t i)
{
    const sayso_attribution *x = &a->r->attributions[i];
    sayso_status st = SAYSO_OK;
    for (uint32_t k = 0; !st && k < x->n_content; k++) {
        sqlite3_stmt *s = statement(a, IN_CONTENT, &st);
        if (st) break;
        lg_int(s, 1, a->attributions[i]);
        lg_int(s, 2, x->content[k].start);
        lg_int(s, 3, x->content[k].end);
        st = lg_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status attribution_put(adding *a, uint32_t i)
{
    const sayso_attribution *x = &a->r->attributions[i];
    const char *name = actor_name(a->r, x->source.actor);
    const char *folded = lg_fold(&a->arena, x->source.text, name);
    sayso_status st;
    sqlite3_stmt *s = statement(a, IN_ATTRIBUTION, &st);
    if (st) return st;
    if (!folded) return sayso_no_memory(a->err);
    lg_int(s, 1, a->document);
    lg_int(s, 2, i);
    lg_int(s, 3, x->sentence);
    lg_text(s, 4, x->source.code);
    lg_text(s, 5, x->source.text);
    lg_text(s, 6, name);
    lg_index(s, 7, x->source.actor);
    lg_offset(s, 8, x->source.span.start);
    lg_offset(s, 9, x->source.span.end);
    lg_text(s, 10, x->source.via);
    lg_text(s, 11, x->source_kind);
    lg_text(s, 12, x->cue_text);
    lg_offset(s, 13, x->cue.start);
    lg_offset(s, 14, x->cue.end);
    lg_text(s, 15, sayso_stance_name(x->stance));
    lg_int(s, 16, x->direct);
    lg_index(s, 17, x->inside);
    lg_text(s, 18, x->date);
    lg_text(s, 19, x->rule);
    lg_text(s, 20, folded);
    st = lg_done(a->l, s, a->err);
    a->attributions[i] = sqlite3_last_insert_rowid(a->l->db);
    return st ? st : contents_put(a, i);
}

static sayso_status participants_put(adding *a, int64_t event, const char *side, const sayso_participant *p, uint32_t n)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < n; i++) {
        const char *name = actor_name(a->r, p[i].actor), *folded = lg_fold(&a->arena, p[i].text, name);
        sqlite3_stmt *s = statement(a, IN_PARTICIPANT, &st);
        if (st) break;
        if (!folded) return sayso_no_memory(a->err);
        lg_int(s, 1, event);
        lg_text(s, 2, side);
        lg_int(s, 3, i);
        lg_text(s, 4, p[i].code);
        lg_text(s, 5, p[i].text);
        lg_text(s, 6, name);
        lg_text(s, 7, p[i].actor >= 0 ? a->r->actors[p[i].actor].kind : NULL);
        lg_index(s, 8, p[i].actor);
        lg_offset(s, 9, p[i].span.start);
        lg_offset(s, 10, p[i].span.end);
        lg_text(s, 11, p[i].via);
        lg_text(s, 12, folded);
        st = lg_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status unsettled_put(adding *a, const char *type)
{
    sayso_status st;
    sqlite3_stmt *s = statement(a, IN_UNSETTLED, &st);
    if (st) return st;
    lg_text(s, 1, type);
    return lg_done(a->l, s, a->err);
}

static sayso_status event_put(adding *a, uint32_t i, uint32_t telling)
{
    const sayso_event *x = &a->r->events[i];
    const char *contexts = x->n_context ? x->context[0] : NULL;
    for (uint32_t k = 1; contexts && k < x->n_context; k++) contexts = sayso_arena_printf(&a->arena, "%s,%s", contexts, x->context[k]);
    if (x->n_context && !contexts) return sayso_no_memory(a->err);
    int32_t from, to;
    lg_event_days(x, a->r, &from, &to);
    sayso_status st;
    sqlite3_stmt *s = statement(a, IN_EVENT, &st);
    if (st) return st;
    lg_int(s, 1, a->document);
    lg_int(s, 2, i);
    lg_int(s, 3, x->sentence);
    lg_text(s, 4, sayso_type_name(x->type));
    lg_text(s, 5, x->mode);
    lg_text(s, 6, x->cameo);
    sqlite3_bind_double(s, 7, x->goldstein);
    lg_text(s, 8, sayso_event_status_name(x->status));
    lg_text(s, 9, x->cue_text);
    lg_offset(s, 10, x->cue.start);
    lg_offset(s, 11, x->cue.end);
    lg_text(s, 12, x->date);
    lg_text(s, 13, x->date_via);
    lg_day(s, 14, from);
    lg_day(s, 15, to);
    lg_index(s, 16, x->place);
    lg_text(s, 17, contexts);
    lg_index(s, 18, x->attribution);
    lg_text(s, 19, x->rule);
    sqlite3_bind_double(s, 20, x->confidence);
    lg_int(s, 21, telling);
    if ((st = lg_done(a->l, s, a->err))) return st;
    a->events[i] = sqlite3_last_insert_rowid(a->l->db);
    if ((st = participants_put(a, a->events[i], "actor", x->actor, x->n_actor)) ||
        (st = participants_put(a, a->events[i], "recipient", x->recipient, x->n_recipient))) return st;
    return unsettled_put(a, sayso_type_name(x->type));
}

static sayso_status says_put(adding *a, const lg_says *x)
{
    sayso_status st;
    sqlite3_stmt *s = statement(a, IN_SAYS, &st);
    if (st) return st;
    lg_int(s, 1, a->events[x->event]);
    lg_int(s, 2, a->attributions[x->attribution]);
    lg_text(s, 3, sayso_stance_name(x->stance));
    lg_text(s, 4, x->institution);
    lg_text(s, 5, x->date);
    lg_text(s, 6, x->date_via);
    lg_day(s, 7, x->day);
    return lg_done(a->l, s, a->err);
}

static sayso_status records_put(adding *a, const char *key)
{
    const sayso_reading *r = a->r;
    const lg_says *says;
    uint32_t n_says;
    sayso_status st = SAYSO_OK;
    uint32_t *telling = sayso_arena_array(&a->arena, r->n_events, sizeof *telling);
    a->events = sayso_arena_array(&a->arena, r->n_events, sizeof *a->events);
    a->attributions = sayso_arena_array(&a->arena, r->n_attributions, sizeof *a->attributions);
    if (!telling || !a->events || !a->attributions || !lg_derive(r, key, &a->arena, telling, &says, &n_says)) return sayso_no_memory(a->err);
    for (uint32_t i = 0; !st && i < r->n_attributions; i++) st = attribution_put(a, i);
    for (uint32_t i = 0; !st && i < r->n_events; i++) st = event_put(a, i, telling[i]);
    for (uint32_t i = 0; !st && i < n_says; i++) st = says_put(a, &says[i]);
    return st;
}

/* ---- the document that is there already ---- */

/* *there: is a document of this key in the ledger? A key with another hash is a collision: nothing can be stored. */
static sayso_status find(adding *a, const char *key, const uint8_t hash[LG_HASH], bool *there)
{
    sqlite3_stmt *s;
    sayso_status st = lg_prepare(a->l, "SELECT document, hash FROM documents WHERE key = ?", &s, a->err);
    if (st) return st;
    lg_text(s, 1, key);
    if (!(st = lg_step(a->l, s, there, a->err)) && *there) {
        a->document = sqlite3_column_int64(s, 0);
        if (sqlite3_column_bytes(s, 1) != LG_HASH || memcmp(sqlite3_column_blob(s, 1), hash, LG_HASH) != 0)
            st = sayso_fail(a->err, SAYSO_LEDGER, a->l->path, SAYSO_NOWHERE, "another document has the key %s already; give this one another id", key);
    }
    sqlite3_finalize(s);
    return st;
}

/* Takes a document out; the claims of its events are behind then. */
static sayso_status take_out(adding *a)
{
    static const char *const sql[] = {
        "INSERT OR IGNORE INTO unsettled SELECT DISTINCT type FROM events WHERE document = ?",
        "DELETE FROM documents WHERE document = ?",
    };
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *s;
        if ((st = lg_prepare(a->l, sql[i], &s, a->err))) break;
        lg_int(s, 1, a->document);
        st = lg_done(a->l, s, a->err);
        sqlite3_finalize(s);
    }
    return st;
}

static sayso_status put_all(adding *a, const uint8_t hash[LG_HASH], const char *key, bool again, bool *added)
{
    bool there;
    sayso_status st = find(a, key, hash, &there);
    if (st || (there && !again)) return st;
    if (there && (st = take_out(a))) return st;
    if ((st = document_put(a, hash, key)) || (st = sentences_put(a)) || (st = actors_put(a)) || (st = places_put(a)) || (st = dates_put(a)) ||
        (st = notes_put(a)) || (st = records_put(a, key))) return st;
    *added = true;
    return SAYSO_OK;
}

sayso_status sayso_ledger_add(sayso_ledger *l, const sayso_reading *r, bool again, char *key_out, bool *added_out, sayso_error *err)
{
    uint8_t hash[LG_HASH];
    char key[SAYSO_KEY_SIZE];
    bool added = false;
    if (added_out) *added_out = false;
    if (!reading_ok(r)) return sayso_fail(err, SAYSO_BAD_ARGUMENT, r->id, SAYSO_NOWHERE, "a reading that does not fit together; give it as sayso_read made it");
    if (!l->write) return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "the ledger was opened for reading; open it for writing");
    key_make(r, hash, key);
    if (key_out) memcpy(key_out, key, sizeof key);
    adding a = { .l = l, .r = r, .err = err };
    sayso_status st = lg_run(l, "BEGIN IMMEDIATE", err);
    if (st) return st;
    st = put_all(&a, hash, key, again, &added);
    for (int i = 0; i < N_INSERTS; i++) sqlite3_finalize(a.in[i]);
    if (!st) st = lg_run(l, "COMMIT", err);
    if (st && !sqlite3_get_autocommit(l->db)) lg_run(l, "ROLLBACK", NULL);
    sayso_arena_free(&a.arena);
    if (st) return st;
    if (added_out) *added_out = added;
    return sayso_ok(err);
}
