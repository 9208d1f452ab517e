/* Adding a reading: one transaction a document. */
#include "store.h"
#include "correct.h"
#include "deflate.h"
#include "digest.h"
#include "facts.h"
#include "into.h"
#include "numbering.h"
#include "settle.h"
#include "shown.h"
#include "words.h"
#include "base/day.h"
#include "sha256.h"
#include <math.h>
#include <stdlib.h>

/* ---- what comes from a caller must fit together before it is stored ---- */

static bool index_ok(int32_t i, uint32_t n) { return i == -1 || (i >= 0 && (uint32_t)i < n); }
static bool span_ok(sayso_span s, uint32_t n)
{
    return (s.start == SAYSO_NO_OFFSET && s.end == SAYSO_NO_OFFSET) ||
           (s.start <= s.end && s.end <= n);
}
static bool day_ok(sayso_day d)
{
    return (unsigned)d.precision < SAYSO_N_PRECISIONS && d.from <= d.to;
}
static bool code_ok(sayso_code c)
{
    return !c.country[sizeof c.country - 1] && !c.role[sizeof c.role - 1];
}
static bool parties_ok(const sayso_participant *p, uint32_t n, const sayso_reading *r)
{
    for (uint32_t i = 0; i < n; i++)
        if (!p[i].text || !code_ok(p[i].code) || !index_ok(p[i].actor, r->n_actors) ||
            !span_ok(p[i].span, r->text_len))
            return false;
    return true;
}
static bool numbers_ok(const sayso_event *e, const sayso_reading *r)
{
    bool ok = true;
    for (uint32_t i = 0; ok && i < e->n_numbers; i++) {
        const sayso_number *x = &e->numbers[i];
        ok = x->kind && span_ok(x->span, r->text_len) && span_ok(x->who_span, r->text_len) &&
             index_ok(x->attribution, r->n_attributions) && (x->low >= 0 || x->high >= 0);
    }
    return ok;
}
static bool event_ok(const sayso_event *e, const sayso_reading *r)
{
    return e->sentence < r->n_sentences && (unsigned)e->type < SAYSO_N_TYPES &&
           (unsigned)e->status < SAYSO_N_EVENT_STATUSES && span_ok(e->cue, r->text_len) &&
           day_ok(e->date) && index_ok(e->place, r->n_places) &&
           index_ok(e->attribution, r->n_attributions) && index_ok(e->same, r->n_events) &&
           parties_ok(e->actor, e->n_actor, r) && parties_ok(e->recipient, e->n_recipient, r) &&
           numbers_ok(e, r);
}
static bool attribution_ok(const sayso_attribution *a, const sayso_reading *r)
{
    bool ok = a->sentence < r->n_sentences && (unsigned)a->stance < SAYSO_N_STANCES &&
              code_ok(a->source.code) && a->source_kind && index_ok(a->source.actor, r->n_actors) &&
              span_ok(a->source.span, r->text_len) && span_ok(a->cue, r->text_len) &&
              index_ok(a->inside, r->n_attributions) && day_ok(a->date);
    for (uint32_t i = 0; ok && i < a->n_content; i++)
        ok = span_ok(a->content[i], r->text_len) && a->content[i].start != SAYSO_NO_OFFSET;
    return ok;
}
static bool reading_ok(const sayso_reading *r)
{
    bool ok = r->text != NULL && day_ok(r->day);
    for (uint32_t i = 0; ok && i < r->n_sentences; i++)
        ok = span_ok(r->sentences[i].span, r->text_len) && r->sentences[i].language;
    for (uint32_t i = 0; ok && i < r->n_actors; i++) {
        ok = r->actors[i].name && r->actors[i].kind && code_ok(r->actors[i].code);
        for (uint32_t k = 0; ok && k < r->actors[i].n_mentions; k++) {
            const sayso_actor_mention *m = &r->actors[i].mentions[k];
            ok = span_ok(m->span, r->text_len) && span_ok(m->name, r->text_len);
        }
    }
    for (uint32_t i = 0; ok && i < r->n_places; i++)
        ok = r->places[i].name && span_ok(r->places[i].span, r->text_len);
    for (uint32_t i = 0; ok && i < r->n_dates; i++)
        ok = span_ok(r->dates[i].span, r->text_len) && day_ok(r->dates[i].day) &&
             r->dates[i].day.precision != SAYSO_UNDATED;
    for (uint32_t i = 0; ok && i < r->n_notes; i++)
        ok = r->notes[i].kind && span_ok(r->notes[i].span, r->text_len);
    for (uint32_t i = 0; ok && i < r->n_events; i++) ok = event_ok(&r->events[i], r);
    for (uint32_t i = 0; ok && i < r->n_attributions; i++)
        ok = attribution_ok(&r->attributions[i], r);
    return ok;
}

/* ---- the document's key ---- */

void sayso_led_key_make(const char *id, const char *text, size_t len, uint8_t hash[LG_HASH],
                        char key[SAYSO_KEY_SIZE])
{
    /* base 32 without i, l, o, u: read aloud without doubt */
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    sayso_sha256 h;
    sayso_sha256_init(&h);
    if (id) sayso_sha256_put(&h, id, strlen(id));
    sayso_sha256_put(&h, "", 1);
    sayso_sha256_put(&h, text, len);
    sayso_sha256_end(&h, hash);
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) bits = bits << 8 | hash[i];
    for (int i = 0; i < 12; i++) key[i] = digits[bits >> (59 - 5 * i) & 31];
    key[12] = 0;
}

/* ---- statements: columns, parameters and what is bound to them are base/fields.def's ---- */

typedef struct adding {
    sayso_ledger *l;
    const sayso_reading *r;
    sayso_error *err;
    sayso_arena  arena;
    int64_t      document;
    int64_t     *events, *attributions; /* row of each; arena */
    uint32_t    *event_numbers, *said_numbers; /* in their ids; arena */
    sayso_led_numbering was;     /* of the reading that this one replaces */
} adding;

static sayso_led_stmt *statement(adding *a, sayso_led_in i, sayso_status *st)
{
    sayso_led_stmt *s = NULL;
    *st = sayso_led_insert(a->l, &sayso_led_into[i], &s, a->err);
    return s;
}

static const char *joined(sayso_arena *a, const char *const *s, uint32_t n)
{
    const char *all = n ? s[0] : "";
    for (uint32_t i = 1; all && i < n; i++) all = sayso_arena_printf(a, "%s,%s", all, s[i]);
    return all;
}

static sayso_status document_put(adding *a, const uint8_t hash[LG_HASH], const char *key)
{
    const sayso_reading *r = a->r;
    sayso_status st;
    sayso_led_stmt *s = statement(a, LED_IN_DOCUMENTS, &st);
    if (st) return st;
    const char *languages = joined(&a->arena, r->languages, r->n_languages);
    sayso_str packed = { r->text_len ? r->text : "", r->text_len };
    const sayso_led_driver *const driver = a->l->db->driver;
    if (!languages || (driver->pack && !driver->pack(packed, &a->arena, &packed)))
        return sayso_no_memory(a->err);
    int n = 0;
#define TABLE_DOCUMENTS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    return sayso_led_done(a->l, s, a->err);
}

static sayso_status sentences_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_sentences; i++) {
        const sayso_sentence *x = &a->r->sentences[i];
        sayso_led_stmt *s = statement(a, LED_IN_SENTENCES, &st);
        int n = 0;
        if (st) break;
#define TABLE_SENTENCES(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

/* All trees of the reading, one behind the other. */
static sayso_status trees_join(adding *a, sayso_buf *out)
{
    const sayso_led_words_table *words;
    sayso_buf tree = SAYSO_BUF_EMPTY;
    sayso_status st = sayso_led_words_of(a->l, &words, a->err);
    for (uint32_t i = 0; !st && i < a->r->n_sentences; i++) {
        const sayso_sentence *x = &a->r->sentences[i];
        const sayso_str text = { a->r->text + x->span.start, x->span.end - x->span.start };
        if (!x->tree) continue;
        tree.len = 0;
        st = sayso_led_tree_pack(x->tree, text, words, &tree, a->err);
        if (!st) sayso_led_trees_add(out, i, (sayso_str){ tree.at, (uint32_t)tree.len });
    }
    sayso_buf_free(&tree);
    return st ? st : out->failed ? sayso_no_memory(a->err) : SAYSO_OK;
}

static sayso_status trees_put(adding *a)
{
    sayso_buf all = SAYSO_BUF_EMPTY;
    sayso_str packed;
    sayso_led_stmt *s = NULL;
    int n = 0;
    sayso_status st = trees_join(a, &all);
    if (!st && all.len) {
        if (!sayso_led_deflate((sayso_str){ all.at, (uint32_t)all.len }, &a->arena, &packed))
            st = sayso_no_memory(a->err);
        else s = statement(a, LED_IN_TREES, &st);
    }
    sayso_buf_free(&all);
    if (st || !s) return st;
#define TABLE_TREES(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    return sayso_led_done(a->l, s, a->err);
}

static sayso_status rule_number(adding *a, const char *rule, int32_t *out)
{
    const sayso_led_words_table *words;
    uint32_t number = 0;
    if (!rule) return SAYSO_OK;
    sayso_status st = sayso_led_words_of(a->l, &words, a->err);
    if (!st) st = words->number(words->user, sayso_str_of(rule), &number, a->err);
    if (!st) *out = (int32_t)number;
    return st;
}

/* An offset counted from another one. */
static int64_t offset_from(uint32_t offset, uint32_t from)
{
    return offset == SAYSO_NO_OFFSET ? INT64_MIN : (int64_t)offset - from;
}

static sayso_status mentions_put(adding *a, uint32_t actor)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->actors[actor].n_mentions; i++) {
        const sayso_actor_mention *x = &a->r->actors[actor].mentions[i];
        sayso_led_stmt *s = statement(a, LED_IN_MENTIONS, &st);
        int32_t rule = -1;
        int n = 0;
        if (st || (st = rule_number(a, x->rule, &rule))) break;
#define TABLE_MENTIONS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status actors_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_actors; i++) {
        const sayso_actor *x = &a->r->actors[i];
        sayso_led_stmt *s = statement(a, LED_IN_ACTORS, &st);
        int n = 0;
        if (st) break;
#define TABLE_ACTORS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
        if (!st) st = mentions_put(a, i);
    }
    return st;
}

static sayso_status places_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_places; i++) {
        const sayso_place *x = &a->r->places[i];
        sayso_led_stmt *s = statement(a, LED_IN_PLACES, &st);
        int n = 0;
        if (st) break;
#define TABLE_PLACES(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status dates_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_dates; i++) {
        const sayso_date *x = &a->r->dates[i];
        sayso_led_stmt *s = statement(a, LED_IN_DATES, &st);
        int n = 0;
        if (st) break;
#define TABLE_DATES(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status notes_put(adding *a)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < a->r->n_notes; i++) {
        const sayso_note *x = &a->r->notes[i];
        sayso_led_stmt *s = statement(a, LED_IN_NOTES, &st);
        int n = 0;
        if (st) break;
#define TABLE_NOTES(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

static int32_t said_number(const adding *a, int32_t attribution)
{
    return attribution < 0 ? -1 : (int32_t)a->said_numbers[attribution];
}

static sayso_status contents_put(adding *a, uint32_t i)
{
    const sayso_attribution *said = &a->r->attributions[i];
    sayso_status st = SAYSO_OK;
    for (uint32_t k = 0; !st && k < said->n_content; k++) {
        const sayso_span *x = &said->content[k];
        sayso_led_stmt *s = statement(a, LED_IN_CONTENTS, &st);
        int n = 0;
        if (st) break;
#define TABLE_CONTENTS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status attribution_put(adding *a, uint32_t i)
{
    const sayso_attribution *x = &a->r->attributions[i];
    sayso_status st;
    sayso_led_stmt *s = statement(a, LED_IN_ATTRIBUTIONS, &st);
    int n = 0;
    if (st) return st;
#define TABLE_ATTRIBUTIONS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    st = sayso_led_done(a->l, s, a->err);
    return st ? st : contents_put(a, i);
}

static sayso_status participants_put(adding *a, int64_t event, const char *side,
                                     const sayso_participant *p, uint32_t count)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < count; i++) {
        const sayso_participant *x = &p[i];
        sayso_led_stmt *s = statement(a, LED_IN_PARTICIPANTS, &st);
        int n = 0;
        if (st) break;
#define TABLE_PARTICIPANTS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status numbers_put(adding *a, int64_t event, const sayso_event *e)
{
    char shown[SAYSO_NUMBER_SIZE];
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < e->n_numbers; i++) {
        const sayso_number *x = &e->numbers[i];
        sayso_led_stmt *s = statement(a, LED_IN_NUMBERS, &st);
        int n = 0;
        if (st) break;
        sayso_number_text(x, shown);
#define TABLE_NUMBERS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
        st = sayso_led_done(a->l, s, a->err);
    }
    return st;
}

static sayso_status event_put(adding *a, uint32_t i, uint32_t telling)
{
    const sayso_event *x = &a->r->events[i];
    const char *contexts = x->n_context ? joined(&a->arena, x->context, x->n_context) : NULL;
    if (x->n_context && !contexts) return sayso_no_memory(a->err);
    int32_t from, to;
    int n = 0;
    sayso_led_event_days(x, a->r, &from, &to);
    sayso_status st;
    sayso_led_stmt *s = statement(a, LED_IN_EVENTS, &st);
    if (st) return st;
#define TABLE_EVENTS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    if ((st = sayso_led_done(a->l, s, a->err))) return st;
    if ((st = participants_put(a, a->events[i], "actor", x->actor, x->n_actor)) ||
        (st = participants_put(a, a->events[i], "recipient", x->recipient, x->n_recipient)))
        return st;
    return numbers_put(a, a->events[i], x);
}

static sayso_status says_put(adding *a, const sayso_led_says *x)
{
    sayso_status st;
    sayso_led_stmt *s = statement(a, LED_IN_SAYS, &st);
    int n = 0;
    if (st) return st;
#define TABLE_SAYS(name, type, bind, value, about) LED_PUT_##bind(s, n, value);
#include "base/fields.def"
    return sayso_led_done(a->l, s, a->err);
}

static bool numbers_give(adding *a)
{
    const sayso_reading *r = a->r;
    a->event_numbers = sayso_arena_array(&a->arena, r->n_events, sizeof *a->event_numbers);
    a->said_numbers = sayso_arena_array(&a->arena, r->n_attributions, sizeof *a->said_numbers);
    if (!a->event_numbers || !a->said_numbers) return false;
    sayso_led_number_events(&a->was, r, a->event_numbers);
    sayso_led_number_attributions(&a->was, r, a->said_numbers);
    return true;
}

static sayso_status records_put(adding *a, const char *key)
{
    const sayso_reading *r = a->r;
    const sayso_led_says *says;
    uint32_t n_says;
    sayso_status st = SAYSO_OK;
    uint32_t *telling = sayso_arena_array(&a->arena, r->n_events, sizeof *telling);
    if (!telling || !numbers_give(a) ||
        !sayso_led_derive(r, key, &a->arena, telling, &says, &n_says))
        return sayso_no_memory(a->err);
    for (uint32_t i = 0; !st && i < r->n_attributions; i++) st = attribution_put(a, i);
    for (uint32_t i = 0; !st && i < r->n_events; i++) st = event_put(a, i, telling[i]);
    for (uint32_t i = 0; !st && i < n_says; i++) st = says_put(a, &says[i]);
    return st;
}

/* ---- the document that is there already ---- */

/* *there: is a document of this key in the ledger? A key with another hash is a collision: nothing
 * can be stored. */
static sayso_status find(adding *a, const char *key, const uint8_t hash[LG_HASH], bool *there)
{
    sayso_led_stmt *s;
    sayso_status st = sayso_led_kept(a->l, "SELECT document, hash FROM documents WHERE key = ?", &s,
                                     a->err);
    if (st) return st;
    sayso_led_text(s, 1, key);
    if (!(st = sayso_led_step(a->l, s, there, a->err)) && *there) {
        a->document = sayso_led_whole(s, 0);
        const sayso_str has = sayso_led_blob(s, 1);
        if (has.len != LG_HASH || memcmp(has.at, hash, LG_HASH) != 0)
            st = sayso_fail(a->err, SAYSO_LEDGER, a->l->path, SAYSO_NOWHERE,
                            "another document has the key %s already; give this one another id",
                            key);
    }
    sayso_led_reset(s);
    return st;
}

/* Takes a document out; claims that its events belong to are behind then. */
static sayso_status take_out(adding *a)
{
    sayso_status st = sayso_led_numbering_load(a->l, a->document, &a->arena, &a->was, a->err);
    if (!st) st = sayso_led_unsettle(a->l, a->document, a->err);
    if (!st) st = a->l->db->driver->search_take(a->l, a->document, a->err);
    if (!st) st = sayso_led_facts_touch(a->l, a->document, a->err);
    if (!st) st = sayso_led_shown_touch(a->l, a->document, a->err);
    return st ? st
              : sayso_led_run_with(a->l, "DELETE FROM documents WHERE document = ?", a->document,
                                   0, a->err);
}

static sayso_status search_put(adding *a)
{
    const sayso_reading *r = a->r;
    return sayso_led_search_put(a->l, a->document, r->title, (sayso_str){ r->text, r->text_len },
                                &a->arena, a->err);
}

/* Rows get their numbers here, so that what refers to them can be written without asking. */
static sayso_status rows_number(adding *a, bool there)
{
    const sayso_reading *r = a->r;
    static const char *const last[] = { "SELECT max(document) FROM documents",
                                        "SELECT max(attribution) FROM stored_attributions",
                                        "SELECT max(event) FROM stored_events" };
    int64_t next[3];
    const sayso_status st = sayso_led_next(a->l, last, 3, next, a->err);
    if (st) return st;
    if (!there) a->document = next[0];
    a->events = sayso_arena_array(&a->arena, r->n_events, sizeof *a->events);
    a->attributions = sayso_arena_array(&a->arena, r->n_attributions, sizeof *a->attributions);
    if (!a->events || !a->attributions) return sayso_no_memory(a->err);
    for (uint32_t i = 0; i < r->n_attributions; i++) a->attributions[i] = next[1] + i;
    for (uint32_t i = 0; i < r->n_events; i++) a->events[i] = next[2] + i;
    return SAYSO_OK;
}

static sayso_status put_all(adding *a, const uint8_t hash[LG_HASH], const char *key, bool again,
                            bool *added)
{
    bool there;
    sayso_status st = find(a, key, hash, &there);
    bool withdrawn = false;
    if (!st && !there) st = sayso_ledger_withdrawn(a->l, key, &withdrawn, a->err);
    if (st || withdrawn || (there && !again)) return st;
    if (there && (st = take_out(a))) return st;
    if ((st = rows_number(a, there)) || (st = document_put(a, hash, key)) || (st = search_put(a)) ||
        (st = sentences_put(a)) || (st = trees_put(a)) || (st = actors_put(a)) ||
        (st = places_put(a)) || (st = dates_put(a)) || (st = notes_put(a)) ||
        (st = records_put(a, key)))
        return st;
    *added = true;
    if ((st = sayso_led_facts_touch(a->l, a->document, a->err)) ||
        (st = sayso_led_shown_touch(a->l, a->document, a->err)))
        return st;
    st = there ? sayso_led_decisions_apply(a->l, a->document, key, a->err) : SAYSO_OK;
    return st ? st : sayso_led_document_seal(a->l, a->document, a->err);
}

sayso_status sayso_ledger_add(sayso_ledger *l, const sayso_reading *r, bool again, char *key_out,
                              bool *added_out, sayso_error *err)
{
    uint8_t hash[LG_HASH];
    char key[SAYSO_KEY_SIZE];
    bool added = false;
    if (added_out) *added_out = false;
    if (!reading_ok(r))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, r->id, SAYSO_NOWHERE,
                          "a reading that does not fit together; give it as sayso_read made it");
    if (!l->write)
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "the ledger was opened for reading; open it for writing");
    sayso_led_key_make(r->id, r->text, r->text_len, hash, key);
    if (key_out) memcpy(key_out, key, sizeof key);
    adding a = { .l = l, .r = r, .err = err };
    sayso_status st = sayso_led_begin(l, err);
    if (st) return st;
    st = sayso_led_end(l, put_all(&a, hash, key, again, &added), err);
    sayso_arena_free(&a.arena);
    if (st) return st;
    if (added_out) *added_out = added;
    return sayso_ok(err);
}

sayso_status sayso_ledger_has(sayso_ledger *l, const sayso_document *document, bool *there,
                              char *key_out, sayso_error *err)
{
    sayso_document d;
    uint8_t hash[LG_HASH];
    char key[SAYSO_KEY_SIZE];
    *there = false;
    sayso_status st = sayso_sized(&d, sizeof d, sizeof d, document, "sayso_document", err);
    if (st) return st;
    if (!d.text)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, d.id, SAYSO_NOWHERE, "the document has no text");
    sayso_led_key_make(d.id, d.text, d.text_len, hash, key);
    adding a = { .l = l, .err = err };
    st = find(&a, key, hash, there);
    if (!st && !*there) st = sayso_ledger_withdrawn(l, key, there, err);
    if (key_out) memcpy(key_out, key, sizeof key);
    return st ? st : sayso_ok(err);
}
