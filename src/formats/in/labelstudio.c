/* Label Studio's export (JSON), of tasks as `sayso export --format labelstudio` writes them: what
 * people have corrected becomes a reading again. A region's id says what it was made of; where its
 * words are still the same, what a region cannot show (code, mode, date, place) stays. */
#include "in.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct labelstudio { json_t *root; size_t next; bool read; } labelstudio;

/* An event or attribution of the new reading. */
typedef struct made {
    const char *id;            /* of its region; NULL: kept without one */
    json_t     *record;        /* new reference */
    uint32_t    at;            /* byte by which they are in order */
    int64_t     old;           /* its number before, -1 none */
} made;

typedef struct task {
    sayso_item *item;
    const json_t *result;      /* regions and relations of the last annotation */
    json_t  *base;             /* the reading that was exported */
    const char *text; size_t len;
    made    *events, *said; uint32_t n_events, cap_events, n_said, cap_said;
} task;

/* ---- JSON ---- */

static const char *text_in(const json_t *o, const char *key)
{
    const char *z = json_string_value(json_object_get(o, key));
    return z ? z : "";
}
static const char *first_of(const json_t *region, const char *kind)
{
    const json_t *list = json_object_get(json_object_get(region, "value"), kind);
    const char *z = json_string_value(json_array_get(list, 0));
    return z ? z : "";
}
static bool is(const json_t *o, const char *type)
{
    return strcmp(text_in(o, "type"), type) == 0;
}

/* The byte before which so many units of UTF-16 stand. */
static uint32_t byte_of(const task *t, json_int_t unit)
{
    size_t at = 0;
    for (json_int_t n = 0; at < t->len && n < unit;) {
        const uint8_t c = (uint8_t)t->text[at];
        n += c >= 0xf0 ? 2 : 1;
        for (at++; at < t->len && ((uint8_t)t->text[at] & 0xc0) == 0x80;) at++;
    }
    return (uint32_t)at;
}
static sayso_span span_of(const task *t, const json_t *region)
{
    const json_t *v = json_object_get(region, "value");
    return (sayso_span){ byte_of(t, json_integer_value(json_object_get(v, "start"))),
                         byte_of(t, json_integer_value(json_object_get(v, "end"))) };
}
static bool span_is(const json_t *o, sayso_span s)
{
    return json_is_integer(json_object_get(o, "start")) &&
           json_integer_value(json_object_get(o, "start")) == s.start &&
           json_integer_value(json_object_get(o, "end")) == s.end;
}
static void span_set(json_t *o, sayso_span s)
{
    json_object_set_new(o, "start", json_integer(s.start));
    json_object_set_new(o, "end", json_integer(s.end));
}
static json_t *span_new(sayso_span s)
{
    json_t *o = json_object();
    span_set(o, s);
    return o;
}

static const json_t *region_of(const task *t, const char *id)
{
    size_t i;
    json_t *r;
    json_array_foreach(t->result, i, r)
        if (is(r, "labels") && strcmp(text_in(r, "id"), id) == 0) return r;
    return NULL;
}

/* The choice that was made for a region; "" none. */
static const char *choice_of(const task *t, const char *id, const char *name)
{
    size_t i;
    json_t *r;
    json_array_foreach(t->result, i, r)
        if (is(r, "choices") && strcmp(text_in(r, "id"), id) == 0 &&
            strcmp(text_in(r, "from_name"), name) == 0)
            return first_of(r, "choices");
    return "";
}

/* ---- parts: who takes part, who says, what is said ---- */

/* The record of the base that a region was made of: of "e3" the event 3, of "e3-actor-0" its first
 * actor, of "a2-source-0" the source; NULL where the id is none of ours. */
static json_t *old_of(const task *t, const char *id)
{
    char letter, part[16] = "";
    unsigned number, i = 0;
    const int n = sscanf(id, "%c%u-%15[a-z]-%u", &letter, &number, part, &i);
    if (n < 2 || (letter != 'e' && letter != 'a')) return NULL;
    json_t *list = json_object_get(t->base, letter == 'e' ? "events" : "attributions");
    json_t *record = json_array_get(list, number);
    if (n == 2) return record;
    json_t *of = json_object_get(record, part);
    return json_is_array(of) ? json_array_get(of, i) : of;
}

/* A participant on words that were none before: of the actor who is mentioned by them, if one is. */
static json_t *participant_new(const task *t, sayso_span s)
{
    size_t i, k;
    json_t *actor, *mention, *o = span_new(s);
    json_array_foreach(json_object_get(t->base, "actors"), i, actor)
        json_array_foreach(json_object_get(actor, "mentions"), k, mention)
            if (span_is(mention, s)) {
                json_object_set_new(o, "actor", json_integer((json_int_t)i));
                json_object_set(o, "code", json_object_get(actor, "code"));
                return o;
            }
    return o;
}

/* The parts that relations of that name lead to, as they are now. */
static json_t *parts_of(const task *t, const char *id, const char *name)
{
    size_t i;
    json_t *r, *all = json_array();
    json_array_foreach(t->result, i, r) {
        if (!is(r, "relation") || strcmp(text_in(r, "from_id"), id) != 0) continue;
        const char *label = json_string_value(json_array_get(json_object_get(r, "labels"), 0));
        const json_t *region = region_of(t, text_in(r, "to_id"));
        if (!region || strcmp(label ? label : first_of(region, "labels"), name) != 0) continue;
        const sayso_span s = span_of(t, region);
        const json_t *old = old_of(t, text_in(r, "to_id"));
        const bool same = old && span_is(old, s);
        json_array_append_new(all, same                           ? json_deep_copy(old)
                                   : strcmp(name, "content") == 0 ? span_new(s)
                                                                  : participant_new(t, s));
    }
    return all;
}

/* Participants that are not written, and so had no region. */
static void inferred_keep(json_t *parts, const json_t *old)
{
    size_t i;
    json_t *p;
    json_array_foreach(old, i, p)
        if (!json_is_integer(json_object_get(p, "start"))) json_array_append(parts, p);
}

/* ---- events and attributions ---- */

static json_t *record_begin(const task *t, const char *id, sayso_span cue, bool *same)
{
    const json_t *old = old_of(t, id);
    *same = old && span_is(json_object_get(old, "cue"), cue);
    json_t *o = *same ? json_deep_copy(old) : json_object();
    if (!*same) {
        json_object_set_new(o, "cue", span_new(cue));
        json_object_set_new(o, "rule", json_string("labelstudio"));
    }
    return o;
}

static json_t *event_make(const task *t, const json_t *region)
{
    static const char *const of_type[] = { "mode", "cameo", "goldstein", "rule" };
    static const char *const sides[] = { "actor", "recipient" };
    const char *id = text_in(region, "id"), *type = first_of(region, "labels");
    const char *status = choice_of(t, id, "status");
    bool same;
    json_t *o = record_begin(t, id, span_of(t, region), &same);
    if (same && strcmp(text_in(o, "type"), type) != 0)
        for (int i = 0; i < 4; i++) json_object_del(o, of_type[i]);
    json_object_set_new(o, "type", json_string(type));
    json_object_set_new(o, "status", json_string(*status ? status : "actual"));
    json_object_set_new(o, "confidence", json_integer(1)); /* a person has read it */
    json_object_del(o, "same");
    for (int i = 0; i < 2; i++) {
        json_t *parts = parts_of(t, id, sides[i]);
        if (same) inferred_keep(parts, json_object_get(o, sides[i]));
        json_object_set_new(o, sides[i], parts);
    }
    return o;
}

static json_t *attribution_make(const task *t, const json_t *region)
{
    const char *id = text_in(region, "id"), *stance = choice_of(t, id, "stance");
    bool same;
    json_t *o = record_begin(t, id, span_of(t, region), &same);
    json_object_set_new(o, "stance", json_string(*stance ? stance : "assert"));
    json_object_set_new(o, "content", parts_of(t, id, "content"));
    json_t *sources = parts_of(t, id, "source"), *source = json_array_get(sources, 0);
    const json_t *was = json_object_get(o, "source");
    /* one that is not written had no region */
    const bool unwritten = was && !json_is_integer(json_object_get(was, "start"));
    if (source || !unwritten) {
        json_t *now = source ? json_incref(source) : json_object();
        if (!json_object_get(now, "kind"))
            json_object_set_new(now, "kind", json_string(source ? "actor" : "unnamed"));
        json_object_set_new(o, "source", now);
    }
    json_decref(sources);
    return o;
}

static bool add(task *t, bool event, const char *id, json_t *record, uint32_t at, int64_t old)
{
    const made m = { id, record, at, old };
    if (event ? sayso_grow(t->events, t->n_events, t->cap_events)
              : sayso_grow(t->said, t->n_said, t->cap_said)) {
        if (event) t->events[t->n_events++] = m;
        else t->said[t->n_said++] = m;
        return true;
    }
    json_decref(record);
    return false;
}

static int64_t number_in(const char *id)
{
    char letter, rest;
    unsigned number;
    return sscanf(id, "%c%u%c", &letter, &number, &rest) == 2 ? (int64_t)number : -1;
}

static bool is_type(const char *label)
{
    for (int i = 0; i < SAYSO_N_TYPES; i++)
        if (strcmp(sayso_type_name((sayso_type)i), label) == 0) return true;
    return false;
}

/* Records that had no words of their own, and so no region. */
static bool unwritten_keep(task *t, bool event)
{
    size_t i;
    json_t *o;
    json_array_foreach(json_object_get(t->base, event ? "events" : "attributions"), i, o) {
        if (json_is_integer(json_object_get(json_object_get(o, "cue"), "start"))) continue;
        const json_t *sentence = json_array_get(json_object_get(t->base, "sentences"),
            (size_t)json_integer_value(json_object_get(o, "sentence")));
        const uint32_t at = (uint32_t)json_integer_value(json_object_get(sentence, "start"));
        if (!add(t, event, NULL, json_deep_copy(o), at, (int64_t)i)) return false;
    }
    return true;
}

static bool records_collect(task *t)
{
    size_t i;
    json_t *r;
    json_array_foreach(t->result, i, r) {
        const char *id = text_in(r, "id"), *label = first_of(r, "labels");
        const bool event = is_type(label);
        if (!is(r, "labels") || (!event && strcmp(label, "attribution") != 0)) continue;
        if (!add(t, event, id, event ? event_make(t, r) : attribution_make(t, r),
                 span_of(t, r).start, number_in(id)))
            return false;
    }
    return unwritten_keep(t, true) && unwritten_keep(t, false);
}

/* ---- references between them ---- */

static int by_place(const void *a, const void *b)
{
    const made *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return (x->old > y->old) - (x->old < y->old);
}

/* Where an attribution of the base stands now; -1 where it is gone. */
static int64_t moved(const task *t, const json_t *old)
{
    for (uint32_t i = 0; json_is_integer(old) && i < t->n_said; i++)
        if (t->said[i].old == json_integer_value(old)) return i;
    return -1;
}
static void reference_set(json_t *o, const char *key, int64_t to)
{
    json_object_set_new(o, key, to < 0 ? json_null() : json_integer(to));
}

/* The attribution that relations put an event under; -1 none. */
static int64_t under(const task *t, const made *e)
{
    size_t i;
    json_t *r;
    if (!e->id) return moved(t, json_object_get(e->record, "attribution"));
    json_array_foreach(t->result, i, r)
        for (uint32_t k = 0; is(r, "relation") && k < t->n_said; k++)
            if (t->said[k].id && strcmp(text_in(r, "from_id"), e->id) == 0 &&
                strcmp(text_in(r, "to_id"), t->said[k].id) == 0)
                return k;
    return -1;
}

static void references_set(task *t)
{
    size_t i;
    json_t *number;
    if (t->n_said) qsort(t->said, t->n_said, sizeof *t->said, by_place);
    if (t->n_events) qsort(t->events, t->n_events, sizeof *t->events, by_place);
    for (uint32_t k = 0; k < t->n_said; k++)
        reference_set(t->said[k].record, "inside",
                      moved(t, json_object_get(t->said[k].record, "inside")));
    for (uint32_t k = 0; k < t->n_events; k++) {
        json_t *e = t->events[k].record;
        json_array_foreach(json_object_get(e, "numbers"), i, number)
            reference_set(number, "attribution", moved(t, json_object_get(number, "attribution")));
        reference_set(e, "attribution", under(t, &t->events[k]));
    }
}

static json_t *list_of(made *all, uint32_t n)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < n; i++) json_array_append_new(list, all[i].record);
    return list;
}

/* ---- tasks ---- */

/* The last annotation that was not cancelled. */
static const json_t *result_of(const json_t *of)
{
    const json_t *all = json_object_get(of, "annotations");
    for (size_t i = json_array_size(all); i--;) {
        const json_t *a = json_array_get(all, i);
        if (!json_is_true(json_object_get(a, "was_cancelled")))
            return json_object_get(a, "result");
    }
    return NULL;
}

static void task_take(sayso_item *item, const json_t *of)
{
    const json_t *data = json_object_get(of, "data");
    task t = { .item = item, .result = result_of(of), .text = text_in(data, "text") };
    if (!sayso_json_is_reading(json_object_get(data, "reading"))) {
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "no task of sayso's; give what Label Studio "
                                                  "exports of those that sayso export wrote");
        return;
    }
    if (!json_is_array(t.result)) {
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                        "nobody has annotated it; annotate it, or leave it out of the export");
        return;
    }
    t.base = json_deep_copy(json_object_get(data, "reading"));
    t.len = strlen(t.text);
    const bool ok = records_collect(&t);
    references_set(&t);
    json_object_set_new(t.base, "text", json_string(t.text));
    json_object_set_new(t.base, "events", list_of(t.events, t.n_events));
    json_object_set_new(t.base, "attributions", list_of(t.said, t.n_said));
    if (ok) sayso_json_reading_take(item, t.base);
    else sayso_item_no_memory(item);
    json_decref(t.base);
    free(t.events);
    free(t.said);
}

static bool labelstudio_next(sayso_in *in, sayso_item *item)
{
    labelstudio *l = in->state;
    json_error_t e;
    if (!l->read) {
        l->read = true;
        /* with the reading in it, and escapes, a task is many times as long as its text */
        const size_t most = in->most > SIZE_MAX / 64 ? SIZE_MAX : in->most * 64;
        if (!sayso_stream_all(in->bytes, &in->text, most)) {
            sayso_item_fail(item, in->bytes->why[0] ? SAYSO_IO : SAYSO_TOO_LARGE, "%s",
                            in->bytes->why[0] ? in->bytes->why
                                              : "too long; export fewer tasks at once");
            in->bytes->why[0] = 0;
            return true;
        }
        l->root = json_loadb(in->text.at ? in->text.at : "", in->text.len, 0, &e);
        if (!json_is_array(l->root)) {
            sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "%.100s; give Label Studio's export as JSON",
                            l->root ? "no array of tasks" : e.text);
            return true;
        }
    }
    if (!l->root || l->next >= json_array_size(l->root)) return false;
    item->line = ++l->next; /* the task's number */
    task_take(item, json_array_get(l->root, l->next - 1));
    return true;
}

static void labelstudio_close(sayso_in *in)
{
    json_decref(((labelstudio *)in->state)->root);
}

const sayso_in_format sayso_in_labelstudio = {
    .name = "labelstudio", .endings = ".labelstudio.json", .state = sizeof(labelstudio),
    .next = labelstudio_next, .close = labelstudio_close,
};
