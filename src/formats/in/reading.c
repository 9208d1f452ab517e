/* A reading as JSON, back into a reading: what `sayso read --format jsonl --with-text` writes, and
 * the gold readings of the corpus. It goes to the ledger as it is, not read anew.
 *
 * The fields are those of base/fields.def: one walk over the table checks and fills every record.
 * What the table cannot know comes behind: what a gold reading leaves out, and that all references
 * fit. */
#include "in.h"
#include "base/code.h"
#include "base/day.h"
#include "base/fields.h"
#include "ledger/blocks.h"
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* Budgets: the ledger looks along these for each event. Of 5,900 gold attributions none is inside
 * ten others, and none has more than 9 pieces of content. */
enum { DEEP = 8, MOST_INSIDE = 32, MOST_CONTENTS = 256 };
static const uint32_t NO_NUMBER = UINT32_MAX; /* of a count that was not given */

typedef struct level { const char *name; uint32_t index; } level; /* index: NO_NUMBER of no list */

typedef struct parsing {
    sayso_item    *item;
    sayso_reading *r;
    level path[DEEP]; uint32_t depth; /* of the value at hand: "events[3].actor[0].start" */
} parsing;

/* ---- what is wrong --------------------------------------------------------------------------- */

/* "events[3].actor[0]: " and what was said of it. Returns false. */
static bool wrong(parsing *x, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static bool wrong(parsing *x, const char *fmt, ...)
{
    char where[96] = "", what[140];
    size_t n = 0;
    for (uint32_t i = 0; i < x->depth && n < sizeof where; i++) {
        n += (size_t)snprintf(where + n, sizeof where - n, "%s%s", i ? "." : "", x->path[i].name);
        if (x->path[i].index != NO_NUMBER && n < sizeof where)
            n += (size_t)snprintf(where + n, sizeof where - n, "[%u]", (unsigned)x->path[i].index);
    }
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    sayso_item_fail(x->item, SAYSO_BAD_DOCUMENT, "%s%s%s", where, *where ? ": " : "", what);
    return false;
}

static bool no_memory(parsing *x)
{
    sayso_item_no_memory(x->item);
    return false;
}

static void enter(parsing *x, const char *name, uint32_t index)
{
    if (x->depth < DEEP) x->path[x->depth++] = (level){ name, index };
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool text_read(parsing *x, const json_t *v, const char **out)
{
    *out = NULL;
    if (!v || json_is_null(v)) return true;
    if (!json_is_string(v)) return wrong(x, "no text; write a string or null");
    const char *s = json_string_value(v);
    const size_t n = json_string_length(v);
    if (memchr(s, 0, n)) return wrong(x, "a NUL in a text; take it out");
    *out = sayso_arena_dup(&x->item->arena, s, n);
    return *out || no_memory(x);
}

static bool whole_read(parsing *x, const json_t *v, int64_t none, int64_t most, int64_t *out)
{
    *out = none;
    if (!v || json_is_null(v)) return true;
    *out = json_integer_value(v);
    if (json_is_integer(v) && *out >= 0 && *out <= most) return true;
    return wrong(x, "no number from 0 to %lld; write one or null", (long long)most);
}

static bool real_read(parsing *x, const json_t *v, double *out)
{
    *out = NAN;
    if (!v || json_is_null(v)) return true;
    if (!json_is_number(v)) return wrong(x, "no number; write one or null");
    *out = json_number_value(v);
    return true;
}

/* Is the first block no role and no body's (knowledge/roles.tsv)? */
static bool begins_with_country(const char *code)
{
    const char quoted[6] = { '\'', code[0], code[1], code[2], '\'', 0 };
    return !strstr(LED_NO_COUNTRIES, quoted);
}

/* A code as the ledger reads it, RUSGOV, IGOUNO, MIL: capitals by three. */
static bool code_read(parsing *x, const json_t *v, sayso_code *out)
{
    const char *s;
    *out = (sayso_code){ "", "" };
    if (!text_read(x, v, &s)) return false;
    const size_t n = s ? strlen(s) : 0;
    if (!n) return true;
    bool ok = n % 3 == 0 && n < sizeof out->country + sizeof out->role - 1;
    for (size_t i = 0; ok && i < n; i++)
        ok = (s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= '0' && s[i] <= '9');
    const bool state = ok && begins_with_country(s);
    if (!ok || (!state && n >= sizeof out->role))
        return wrong(x, "\"%.24s\" is no code; write RUSGOV, IGOUNO, MIL or null", s);
    const char country[4] = { s[0], s[1], s[2], 0 };
    *out = state ? sayso_code_read(s, country) : sayso_code_make("", s);
    return true;
}

static bool days_parse(const char *s, sayso_day *out)
{
    char first[16];
    const char *slash = strchr(s, '/');
    sayso_day last;
    if (!slash) return sayso_day_parse(s, out);
    const size_t n = (size_t)(slash - s);
    if (n >= sizeof first) return false;
    memcpy(first, s, n);
    first[n] = 0;
    if (!sayso_day_parse(first, out) || !sayso_day_parse(slash + 1, &last)) return false;
    out->to = last.to;
    out->precision = SAYSO_INTERVAL;
    return out->from <= out->to;
}

static bool day_read(parsing *x, const json_t *v, sayso_day *out)
{
    const char *s;
    *out = (sayso_day){ 0 };
    if (!text_read(x, v, &s)) return false;
    return !s || days_parse(s, out) ||
           wrong(x, "\"%.30s\" is no date; write YYYY-MM-DD, YYYY-MM, YYYY or FIRST/LAST", s);
}

static const char *type_at(int i) { return sayso_type_name((sayso_type)i); }
static const char *status_at(int i) { return sayso_event_status_name((sayso_event_status)i); }
static const char *stance_at(int i) { return sayso_stance_name((sayso_stance)i); }

/* The number of a name in a closed list, which has to be given. */
static bool name_read(parsing *x, const json_t *v, const char *(*at)(int), int n, int *out)
{
    const char *s = json_is_string(v) ? json_string_value(v) : "";
    for (*out = 0; *out < n; ++*out)
        if (strcmp(s, at(*out)) == 0) return true;
    return wrong(x, "\"%.30s\" is no such name; the codebook lists them", s);
}

static bool texts_read(parsing *x, const json_t *v, const sayso_field *f, void *record)
{
    const size_t n = json_is_array(v) ? json_array_size(v) : 0;
    if (v && !json_is_null(v) && !json_is_array(v)) return wrong(x, "no list; write […]");
    const char **s = sayso_arena_array(&x->item->arena, n, sizeof *s);
    if (!s || n > UINT32_MAX / 2) return no_memory(x);
    for (size_t i = 0; i < n; i++) {
        if (!text_read(x, json_array_get(v, i), &s[i])) return false;
        if (!s[i]) return wrong(x, "null in a list of texts; take it out");
    }
    memcpy((char *)record + f->at, &s, sizeof s);
    *(uint32_t *)(void *)((char *)record + f->at + sizeof s) = (uint32_t)n;
    return true;
}

/* ---- spans ----------------------------------------------------------------------------------- */

static bool begins_character(const sayso_reading *r, uint32_t at)
{
    return at == r->text_len || ((uint8_t)r->text[at] & 0xc0) != 0x80;
}

/* Both ends, which stand side by side in the table and in the struct. */
static bool span_read(parsing *x, const json_t *object, const sayso_field *f, sayso_span *out)
{
    int64_t start, end;
    const uint32_t n = x->r->text_len;
    if (!whole_read(x, json_object_get(object, f[0].name), -1, n, &start) ||
        !whole_read(x, json_object_get(object, f[1].name), -1, n, &end))
        return false;
    *out = (sayso_span){ SAYSO_NO_OFFSET, SAYSO_NO_OFFSET };
    if (start < 0 && end < 0) return true;
    if (start < 0 || end < start)
        return wrong(x, "\"%s\" and \"%s\" are no span; give both, or null for both", f[0].name,
                     f[1].name);
    *out = (sayso_span){ (uint32_t)start, (uint32_t)end };
    if (begins_character(x->r, out->start) && begins_character(x->r, out->end)) return true;
    return wrong(x, "%u to %u cuts a character; offsets are bytes of UTF-8", (unsigned)out->start,
                 (unsigned)out->end);
}

static bool placed(sayso_span s) { return s.start != SAYSO_NO_OFFSET; }

/* ---- records: a walk over the table ---------------------------------------------------------- */

static bool record_read(parsing *x, const sayso_record *rec, const json_t *object, void *to,
                        uint32_t number);

/* The depth is the table's own. */
static bool records_read(parsing *x, const json_t *v, const sayso_field *f, void *record)
{
    const size_t n = json_is_array(v) ? json_array_size(v) : 0;
    if (v && !json_is_null(v) && !json_is_array(v)) return wrong(x, "no list; write […]");
    char *items = sayso_arena_array(&x->item->arena, n, f->inner->size);
    if (!items || n > INT32_MAX) return no_memory(x);
    level *here = &x->path[x->depth - 1];
    for (size_t i = 0; i < n; i++) {
        here->index = (uint32_t)i;
        if (!record_read(x, f->inner, json_array_get(v, i), items + i * f->inner->size,
                         (uint32_t)i))
            return false;
    }
    memcpy((char *)record + f->at, &items, sizeof items);
    *(uint32_t *)(void *)((char *)record + f->at + sizeof items) = (uint32_t)n;
    return true;
}

/* Numbers and names. */
static bool plain_read(parsing *x, const json_t *v, const sayso_field *f, void *at, uint32_t number)
{
    int64_t whole;
    int name;
    bool ok = true;
    switch (f->kind) {
    case SAYSO_FIELD_COUNT:
        ok = whole_read(x, v, NO_NUMBER, INT32_MAX, &whole);
        *(uint32_t *)at = (uint32_t)whole;
        break;
    case SAYSO_FIELD_TOTAL:
        ok = whole_read(x, v, 0, INT64_MAX, &whole);
        *(uint64_t *)at = (uint64_t)whole;
        break;
    case SAYSO_FIELD_INDEX:
        ok = whole_read(x, v, -1, INT32_MAX, &whole);
        *(int32_t *)at = (int32_t)whole;
        break;
    case SAYSO_FIELD_NUMBER:
        ok = whole_read(x, v, number, INT32_MAX, &whole);
        if (ok && whole != number) return wrong(x, "not %u; number from 0 on", (unsigned)number);
        break;
    case SAYSO_FIELD_TYPE:
        if ((ok = name_read(x, v, type_at, SAYSO_N_TYPES, &name)))
            *(sayso_type *)at = (sayso_type)name;
        break;
    case SAYSO_FIELD_STATUS:
        if ((ok = name_read(x, v, status_at, SAYSO_N_EVENT_STATUSES, &name)))
            *(sayso_event_status *)at = (sayso_event_status)name;
        break;
    case SAYSO_FIELD_STANCE:
        if ((ok = name_read(x, v, stance_at, SAYSO_N_STANCES, &name)))
            *(sayso_stance *)at = (sayso_stance)name;
        break;
    default: break; /* what follows from other fields, or is not written */
    }
    return ok;
}

static bool value_read(parsing *x, const json_t *v, const sayso_field *f, void *record,
                       uint32_t number)
{
    void *at = (char *)record + f->at;
    switch (f->kind) {
    case SAYSO_FIELD_TEXT: return text_read(x, v, at);
    case SAYSO_FIELD_WORD:
        if (!text_read(x, v, at)) return false;
        if (!*(const char **)at) *(const char **)at = "";
        return true;
    case SAYSO_FIELD_REAL: return real_read(x, v, at);
    case SAYSO_FIELD_FLAG:
        *(bool *)at = json_is_true(v);
        return !v || json_is_boolean(v) || json_is_null(v) || wrong(x, "neither true nor false; write one");
    case SAYSO_FIELD_CODE: return code_read(x, v, at);
    case SAYSO_FIELD_DAY: return day_read(x, v, at);
    case SAYSO_FIELD_TEXTS: return texts_read(x, v, f, record);
    case SAYSO_FIELD_RECORDS: return records_read(x, v, f, record);
    case SAYSO_FIELD_GROUP: return record_read(x, f->inner, v, record, NO_NUMBER);
    default: return plain_read(x, v, f, at, number);
    }
}

static bool record_read(parsing *x, const sayso_record *rec, const json_t *object, void *to,
                        uint32_t number)
{
    const bool group = number == NO_NUMBER; /* one that may be left out */
    if (!json_is_object(object) && !(group && (!object || json_is_null(object))))
        return wrong(x, "no object; write {…}");
    for (size_t i = 0; i < rec->n; i++) {
        const sayso_field *f = &rec->fields[i];
        if (f->kind == SAYSO_FIELD_OFFSET) { /* always two, start and end */
            if (!span_read(x, object, f, (sayso_span *)(void *)((char *)to + f->at))) return false;
            i++;
            continue;
        }
        enter(x, f->name, NO_NUMBER);
        if (f->kind != SAYSO_FIELD_HIDDEN &&
            !value_read(x, json_object_get(object, f->name), f, to, number))
            return false;
        x->depth--;
    }
    return true;
}

/* ---- what a record needs, and what it may leave out ------------------------------------------ */

static bool known_name(parsing *x, const char *what, const char *value, const char *const *names)
{
    for (; value && *names; names++)
        if (strcmp(value, *names) == 0) return true;
    return wrong(x, "%s \"%.30s\" is none that is known; the codebook lists them", what,
                 value ? value : "");
}

static bool words_of(parsing *x, sayso_span s, const char **text)
{
    if (*text || !placed(s)) return true;
    *text = sayso_arena_dup(&x->item->arena, x->r->text + s.start, s.end - s.start);
    return *text || no_memory(x);
}

static bool index_ok(parsing *x, const char *what, int32_t i, uint32_t n)
{
    return i < (int64_t)n ||
           wrong(x, "%s %d is not there; there are %u", what, (int)i, (unsigned)n);
}

static bool within(parsing *x, const char *what, double v, double least, double most)
{
    return isnan(v) || (v >= least && v <= most) ||
           wrong(x, "%s is not from %g to %g; correct it", what, least, most);
}

static bool sentences_check(parsing *x, sayso_sentence *s, uint32_t n)
{
    const sayso_reading *r = x->r;
    uint32_t before = 0;
    for (uint32_t i = 0; i < n; i++) {
        x->path[0] = (level){ "sentences", i };
        if (!placed(s[i].span) || s[i].span.start < before)
            return wrong(x, "it has no place behind the one before; give them in their order");
        before = s[i].span.end;
        if (!s[i].language) s[i].language = r->n_languages ? r->languages[0] : "und";
    }
    return true;
}

static bool actor_check(parsing *x, const sayso_actor *a)
{
    static const char *const kinds[] = { "person", "organisation", "medium", "country", "group",
                                         "unnamed", "role", NULL };
    if (!a->name) return wrong(x, "no name; give one, in any language");
    if (!known_name(x, "the kind", a->kind, kinds)) return false;
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        const sayso_actor_mention *m = &a->mentions[i];
        if (!placed(m->span))
            return wrong(x, "mention %u has no place; give start and end", (unsigned)i);
        if (!within(x, "score of a mention", m->score, 0, 1)) return false;
    }
    return true;
}

static bool place_check(parsing *x, sayso_place *p)
{
    if (!words_of(x, p->span, &p->name)) return false;
    if (!p->name) return wrong(x, "no name; give it one");
    const size_t n = strlen(p->country);
    if (n && (n != 3 || strspn(p->country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3))
        return wrong(x, "\"%.20s\" is no country; write ISO 3166-1 alpha-3", p->country);
    return within(x, "lat", p->lat_deg, -90, 90) && within(x, "lon", p->lon_deg, -180, 180);
}

static bool participant_check(parsing *x, sayso_participant *p)
{
    return index_ok(x, "actor", p->actor, x->r->n_actors) && words_of(x, p->span, &p->text);
}

/* A list that may be completed, in place of the one that the reading shows as const; NULL without
 * memory. */
static void *own(parsing *x, const void *list, size_t n, size_t size)
{
    void *copy = sayso_arena_array(&x->item->arena, n, size);
    if (!copy) no_memory(x);
    else if (n) memcpy(copy, list, n * size);
    return copy;
}

/* The text of who takes part: as written, else the actor's name. */
static bool side_check(parsing *x, const char *side, const sayso_participant **p, uint32_t n)
{
    sayso_participant *all = own(x, *p, n, sizeof *all);
    if (!all) return false;
    *p = all;
    for (uint32_t i = 0; i < n; i++) {
        sayso_participant *q = &all[i];
        x->depth = 1;
        enter(x, side, i);
        if (!participant_check(x, q)) return false;
        if (!q->text && q->actor >= 0) q->text = x->r->actors[q->actor].name;
        if (!q->text) return wrong(x, "neither text, place nor actor; give one of them");
    }
    x->depth = 1;
    return true;
}

/* Left out: text, who. */
static bool numbers_check(parsing *x, const sayso_number **numbers, uint32_t n)
{
    static const char *const kinds[] = { SAYSO_NUMBER_KINDS, NULL };
    sayso_number *all = own(x, *numbers, n, sizeof *all);
    if (!all) return false;
    *numbers = all;
    for (uint32_t i = 0; i < n; i++) {
        sayso_number *q = &all[i];
        x->depth = 1;
        enter(x, "numbers", i);
        if (!known_name(x, "the kind", q->kind, kinds) || !words_of(x, q->span, &q->text) ||
            !words_of(x, q->who_span, &q->who) ||
            !index_ok(x, "attribution", q->attribution, x->r->n_attributions) ||
            !within(x, "low", q->low, 0, 1e15) || !within(x, "high", q->high, 0, 1e15))
            return false;
        if ((isnan(q->low) && isnan(q->high)) || q->low > q->high)
            return wrong(x, "low and high are no range; give both, or one of them");
    }
    x->depth = 1;
    return true;
}

/* The sentence of a record: as given, else where its cue begins. */
static bool sentence_check(parsing *x, uint32_t *sentence, sayso_span cue)
{
    const sayso_reading *r = x->r;
    if (*sentence == NO_NUMBER && placed(cue)) {
        uint32_t a = 0, b = r->n_sentences;
        while (a < b) {
            const uint32_t m = a + (b - a) / 2;
            if (r->sentences[m].span.end <= cue.start) a = m + 1;
            else b = m;
        }
        *sentence = a;
    }
    return *sentence < r->n_sentences || wrong(x, "no sentence of that number; there are %u",
                                               (unsigned)r->n_sentences);
}

/* Left out by a gold reading: goldstein 0, confidence 1 (a person read it), date_via "text". */
static bool event_check(parsing *x, sayso_event *e)
{
    static const char *const vias[] = { "text", "document", "person", NULL };
    const sayso_reading *r = x->r;
    if (isnan(e->goldstein)) e->goldstein = 0;
    if (isnan(e->confidence)) e->confidence = 1;
    if (e->date.precision == SAYSO_UNDATED) e->date_via = NULL;
    else if (!e->date_via) e->date_via = "text";
    return (!e->date_via || known_name(x, "date_via", e->date_via, vias)) &&
           sentence_check(x, &e->sentence, e->cue) && words_of(x, e->cue, &e->cue_text) &&
           side_check(x, "actor", &e->actor, e->n_actor) &&
           side_check(x, "recipient", &e->recipient, e->n_recipient) &&
           numbers_check(x, &e->numbers, e->n_numbers) &&
           index_ok(x, "place", e->place, r->n_places) &&
           index_ok(x, "attribution", e->attribution, r->n_attributions) &&
           index_ok(x, "same: event", e->same, r->n_events) &&
           (e->same < 0 || r->events[e->same].type == e->type ||
            wrong(x, "same: event %d is of another type; one event has one", (int)e->same)) &&
           within(x, "goldstein", e->goldstein, -10, 10) &&
           within(x, "confidence", e->confidence, 0, 1);
}

/* Chains of attributions end, and soon. */
static bool inside_check(parsing *x, const sayso_attribution *a)
{
    const sayso_reading *r = x->r;
    if (!index_ok(x, "inside: attribution", a->inside, r->n_attributions)) return false;
    int32_t i = a->inside;
    for (int steps = 0; i >= 0 && (uint32_t)i < r->n_attributions; steps++) {
        if (steps == MOST_INSIDE)
            return wrong(x, "reported in a circle or over %d deep; correct inside", MOST_INSIDE);
        i = r->attributions[i].inside;
    }
    return true;
}

static bool attribution_check(parsing *x, sayso_attribution *a, uint32_t sentence_before)
{
    static const char *const kinds[] = { "actor", "institution", "medium", "unnamed", "document",
                                         NULL };
    if (!sentence_check(x, &a->sentence, a->cue) || !words_of(x, a->cue, &a->cue_text) ||
        !participant_check(x, &a->source) || !inside_check(x, a) ||
        !known_name(x, "the source's kind", a->source_kind, kinds))
        return false;
    if (a->sentence < sentence_before)
        return wrong(x, "stands before the one before it; give them in the order of the text");
    if (a->n_content > MOST_CONTENTS)
        return wrong(x, "more than %d pieces of content; join them", MOST_CONTENTS);
    for (uint32_t i = 0; i < a->n_content; i++)
        if (!placed(a->content[i]))
            return wrong(x, "content %u has no place; give start and end", (unsigned)i);
    return true;
}

static bool dates_check(parsing *x, const json_t *list)
{
    for (uint32_t i = 0; i < x->r->n_dates; i++) {
        const sayso_precision p = x->r->dates[i].day.precision;
        const json_t *said = json_object_get(json_array_get(list, i), "precision");
        x->path[0] = (level){ "dates", i };
        if (p == SAYSO_UNDATED) return wrong(x, "no value; write the date as YYYY-MM-DD");
        if (json_is_string(said) && strcmp(json_string_value(said), sayso_precision_name(p)) != 0)
            return wrong(x, "the precision is not that of the value; leave it out");
    }
    return true;
}

/* Runs `call` for each record of a list, `e` with its number `i`, until one is wrong. */
#define EACH(x, type, list, call)                                                                  \
    type *own_##list = own(x, (x)->r->list, (x)->r->n_##list, sizeof *own_##list);                 \
    if (!own_##list) return false;                                                                 \
    (x)->r->list = own_##list;                                                                     \
    for (uint32_t i = 0; i < (x)->r->n_##list; i++) {                                              \
        type *e = &own_##list[i];                                                                  \
        (x)->path[0] = (level){ #list, i };                                                        \
        (x)->depth = 1;                                                                            \
        if (!(call)) return false;                                                                 \
    }

static bool reading_check(parsing *x, const json_t *object)
{
    sayso_reading *r = x->r;
    x->depth = 1;
    sayso_sentence *sentences = own(x, r->sentences, r->n_sentences, sizeof *sentences);
    if (!sentences || !sentences_check(x, sentences, r->n_sentences)) return false;
    r->sentences = sentences;
    EACH(x, sayso_actor, actors, actor_check(x, e))
    EACH(x, sayso_place, places, place_check(x, e))
    if (!dates_check(x, json_object_get(object, "dates"))) return false;
    EACH(x, sayso_attribution, attributions,
         attribution_check(x, e, i ? r->attributions[i - 1].sentence : 0))
    EACH(x, sayso_event, events, event_check(x, e))
    EACH(x, const sayso_note, notes, e->kind || wrong(x, "no kind; name one"))
    x->depth = 0;
    return true;
}

/* ---- the reading ----------------------------------------------------------------------------- */

static bool head_read(parsing *x, const json_t *object)
{
    const json_t *text = json_object_get(object, "text");
    sayso_reading *r = x->r;
    if (!json_is_string(text))
        return wrong(x, "a reading without its text; sayso read --format jsonl --with-text "
                        "writes it");
    const size_t n = json_string_length(text);
    if (n >= UINT32_MAX) return wrong(x, "a text of more than 4 GiB; split it");
    r->text = sayso_arena_dup(&x->item->arena, json_string_value(text), n);
    r->text_len = (uint32_t)n;
    return r->text || no_memory(x);
}

/* Words between blanks, where the reading does not count its own. */
static uint64_t words_count(const char *s, size_t n)
{
    uint64_t words = 0;
    bool in = false;
    for (size_t i = 0; i < n; i++) {
        const bool blank = s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r';
        words += !blank && !in;
        in = !blank;
    }
    return words;
}

bool sayso_json_is_reading(const struct json_t *object)
{
    static const char *const lists[] = { "sentences", "events", "attributions", "actors" };
    bool all = json_is_object(object);
    for (size_t i = 0; all && i < sizeof lists / sizeof *lists; i++)
        all = json_is_array(json_object_get(object, lists[i]));
    return all;
}

sayso_status sayso_json_reading_take(sayso_item *item, const struct json_t *object)
{
    parsing x = { .item = item, .r = sayso_arena_alloc(&item->arena, sizeof *x.r) };
    sayso_reading *r = x.r;
    if (!r) return sayso_item_no_memory(item);
    if (!sayso_json_is_reading(object)) {
        wrong(&x, "no reading; it has text, sentences, events, attributions and actors");
        return item->status;
    }
    if (!head_read(&x, object) || !record_read(&x, &sayso_rec_reading, object, r, 0))
        return item->status;
    if (r->date && !sayso_date_whole(r->date)) {
        wrong(&x, "the date \"%.30s\" is none; write YYYY-MM-DD", r->date);
        return item->status;
    }
    if (!reading_check(&x, object)) return item->status;
    if (!r->n_words) r->n_words = words_count(r->text, r->text_len);
    item->reading = r;
    item->document = (sayso_document){ .id = r->id, .date = r->date, .title = r->title,
                                       .url = r->url, .publisher = r->publisher, .text = r->text,
                                       .text_len = r->text_len, .reading = r,
                                       .text_via = r->text_via };
    return item->status = SAYSO_OK;
}

void sayso_item_reading_head(sayso_item *item)
{
    const sayso_document *d = &item->document;
    sayso_reading *r = item->reading;
    if (!r || item->status) return;
    r->id = d->id;
    r->date = d->date;
    r->publisher = d->publisher;
    sayso_day_parse(r->date, &r->day);
}

/* ---- files of readings: one a line ----------------------------------------------------------- */

static void line_take(sayso_in *in, sayso_item *item)
{
    const char *s = in->text.at;
    size_t n = in->text.len;
    json_error_t e;
    if (in->line == 1 && n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) s += 3, n -= 3;
    if (sayso_item_utf8(item, NULL, &s, &n)) return;
    json_t *root = json_loadb(s, n, JSON_ALLOW_NUL, &e);
    if (root) sayso_json_reading_take(item, root);
    else sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "%.110s at byte %d; write one reading a line",
                         e.text, e.position);
    json_decref(root);
}

static bool reading_next(sayso_in *in, sayso_item *item)
{
    const size_t most = in->most * 16 + SAYSO_CHUNK; /* records take more room than their text */
    for (;;) {
        const sayso_gathered g = sayso_stream_line(in->bytes, &in->text, most);
        if (g == SAYSO_NO_LINE && !*in->bytes->why) return false;
        if (g == SAYSO_NO_LINE) {
            sayso_item_fail(item, SAYSO_IO, "%s", in->bytes->why);
            in->bytes->why[0] = 0;
            return true;
        }
        item->line = ++in->line;
        if (g == SAYSO_LINE && !in->text.failed &&
            (!in->text.len || strspn(in->text.at, " \t\r") == in->text.len))
            continue;
        if (g == SAYSO_LINE_TOO_LONG)
            sayso_item_fail(item, SAYSO_TOO_LARGE,
                            "a line of more than %zu bytes; raise --max-bytes", most);
        else if (in->text.failed) sayso_item_no_memory(item);
        else line_take(in, item);
        return true;
    }
}

const sayso_in_format sayso_in_reading = {
    .name = "reading", .endings = ".reading.jsonl", .next = reading_next,
};
