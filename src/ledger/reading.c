/* A reading as it was stored, put together again from the tables; without the trees, which
 * sayso_ledger_explain gives. */
#include "reading.h"
#include "inside.h"
#include "base/code.h"
#include "base/day.h"
#include <math.h>

typedef struct loading {
    sayso_ledger *l;
    sayso_arena *arena;
    sayso_reading *r;
    sayso_error *err;
    int64_t      document;
    bool         ok;           /* memory held out */
} loading;

/* ---- values of the row at hand ---- */

static const char *text_of(loading *x, sayso_led_stmt *s, int i)
{
    return sayso_led_column_dup(s, i, x->arena, &x->ok);
}
static const char *word_of(loading *x, sayso_led_stmt *s, int i)
{
    const char *z = text_of(x, s, i);
    return z ? z : "";
}
static uint32_t offset_of(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? SAYSO_NO_OFFSET
                                                    : (uint32_t)sayso_led_whole(s, i);
}
static sayso_span span_of(sayso_led_stmt *s, int i)
{
    return (sayso_span){ offset_of(s, i), offset_of(s, i + 1) };
}
static int32_t index_of(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? -1 : (int)sayso_led_whole(s, i);
}
static double real_of(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? NAN : sayso_led_number(s, i);
}
static sayso_day day_of(sayso_led_stmt *s, int i)
{
    const sayso_day unknown = { .precision = SAYSO_UNDATED };
    sayso_day d, end;
    const char *iso = sayso_led_column(s, i), *slash = iso ? strchr(iso, '/') : NULL;
    char from[SAYSO_DAY_SIZE];
    if (!iso || strlen(iso) >= sizeof from) return unknown;
    if (!slash) return sayso_day_parse(iso, &d) ? d : unknown;
    memcpy(from, iso, (size_t)(slash - iso));
    from[slash - iso] = 0;
    return sayso_day_parse(from, &d) && sayso_day_parse(slash + 1, &end)
               ? (sayso_day){ d.from, end.to, SAYSO_INTERVAL }
               : unknown;
}
static sayso_code code_of(sayso_led_stmt *s, int i)
{
    sayso_code c = { .country = "" };
    const char *country = sayso_led_column(s, i);
    if (country && strlen(country) < sizeof c.country) strcpy(c.country, country);
    const char *role = sayso_led_column(s, i + 1);
    if (role && strlen(role) < sizeof c.role) strcpy(c.role, role);
    return c;
}
/* The number of a name, 0 where it is none. */
static int name_at(const char *name, const char *(*of)(int), int n)
{
    for (int k = 0; name && k < n; k++)
        if (strcmp(of(k), name) == 0) return k;
    return 0;
}
static const char *type_at(int i) { return sayso_type_name((sayso_type)i); }
static const char *status_at(int i) { return sayso_event_status_name((sayso_event_status)i); }
static const char *stance_at(int i) { return sayso_stance_name((sayso_stance)i); }

/* ---- lists ---- */

/* Items of a list as the rows of a statement give them, each made by `make` from its row. */
typedef struct rows_of {
    const char *sql;           /* parameter 1: `of` below; 2: side */
    size_t      size;          /* of an item */
    void      (*make)(loading *x, sayso_led_stmt *s, void *item);
} rows_of;

/* The list, NULL where nothing is in it. */
static sayso_status list_load(loading *x, const rows_of *what, int64_t of, const char *side,
                              void **items, uint32_t *n)
{
    sayso_led_stmt *s;
    bool row = false;
    uint32_t cap = 0;
    *items = NULL;
    *n = 0;
    sayso_status st = sayso_led_prepare(x->l, what->sql, &s, x->err);
    if (st) return st;
    sayso_led_int(s, 1, of);
    if (side) sayso_led_text(s, 2, side);
    while (!(st = sayso_led_step(x->l, s, &row, x->err)) && row) {
        if (*n == cap) x->ok = x->ok && sayso_arena_grow_(x->arena, items, *n, &cap, what->size);
        if (!x->ok) break;
        void *item = (char *)*items + (*n)++ * what->size;
        memset(item, 0, what->size);
        what->make(x, s, item);
    }
    sayso_led_finalize(s);
    return st ? st : x->ok ? SAYSO_OK : sayso_no_memory(x->err);
}

#define ITEMS(name, type, query)                                                                   \
    static const rows_of name##_rows = { query, sizeof(type), name##_make };

static void sentence_make(loading *x, sayso_led_stmt *s, void *item)
{
    *(sayso_sentence *)item = (sayso_sentence){ span_of(s, 0), word_of(x, s, 2), NULL };
}
ITEMS(sentence, sayso_sentence,
      "SELECT start, \"end\", language FROM sentences WHERE document = ? ORDER BY number")

static void mention_make(loading *x, sayso_led_stmt *s, void *item)
{
    *(sayso_actor_mention *)item = (sayso_actor_mention){ span_of(s, 0), span_of(s, 2),
                                                          text_of(x, s, 4), real_of(s, 5) };
}
ITEMS(mention, sayso_actor_mention,
      "SELECT m.start, m.\"end\", m.name_start, m.name_end, w.text, m.score / 100.0 "
      "FROM mentions m LEFT JOIN words w ON w.word = m.rule WHERE m.document = ? "
      "AND m.actor = ? ORDER BY m.number")

static void actor_make(loading *x, sayso_led_stmt *s, void *item)
{
    *(sayso_actor *)item = (sayso_actor){ .name = word_of(x, s, 0),
                                          .code = code_of(s, 1),
                                          .kind = word_of(x, s, 3),
                                          .via = text_of(x, s, 4) };
}
ITEMS(actor, sayso_actor,
      "SELECT name, country, role, kind, via FROM actors WHERE document = ? ORDER BY number")

static void place_make(loading *x, sayso_led_stmt *s, void *item)
{
    *(sayso_place *)item = (sayso_place){ span_of(s, 0),    word_of(x, s, 2), word_of(x, s, 3),
                                          word_of(x, s, 4), real_of(s, 5),    real_of(s, 6),
                                          text_of(x, s, 7) };
}
ITEMS(place, sayso_place,
      "SELECT start, \"end\", name, country, admin1, lat, lon, via FROM places WHERE document = ? "
      "ORDER BY number")

static void date_make(loading *x, sayso_led_stmt *s, void *item)
{
    (void)x;
    *(sayso_date *)item = (sayso_date){ span_of(s, 0), day_of(s, 2) };
}
ITEMS(date, sayso_date,
      "SELECT start, \"end\", value FROM dates WHERE document = ? ORDER BY number")

static void content_make(loading *x, sayso_led_stmt *s, void *item)
{
    (void)x;
    *(sayso_span *)item = span_of(s, 0);
}
ITEMS(content, sayso_span,
      "SELECT start, \"end\" FROM contents WHERE attribution = ? ORDER BY number")

/* An event or attribution with its row in the ledger, by which its lists are found, and the number
 * that its id has, which is no index: what was withdrawn has left a gap. */
typedef struct event_row { sayso_event e; int64_t row; uint32_t number; } event_row;
typedef struct said_row { sayso_attribution a; int64_t row; uint32_t number; } said_row;

static void attribution_make(loading *x, sayso_led_stmt *s, void *item)
{
    said_row *row = item;
    row->row = sayso_led_whole(s, 17);
    row->number = (uint32_t)sayso_led_whole(s, 18);
    row->a = (sayso_attribution){
        .sentence = (uint32_t)sayso_led_whole(s, 0),
        .source = { span_of(s, 1), text_of(x, s, 3), code_of(s, 4), index_of(s, 6),
                    text_of(x, s, 7) },
        .source_kind = word_of(x, s, 8),
        .cue = span_of(s, 9),
        .cue_text = text_of(x, s, 11),
        .stance = (sayso_stance)name_at(sayso_led_column(s, 12), stance_at, SAYSO_N_STANCES),
        .direct = (int)sayso_led_whole(s, 13) != 0,
        .inside = index_of(s, 14),
        .date = day_of(s, 15),
        .rule = text_of(x, s, 16),
    };
}
ITEMS(attribution, said_row,
      "SELECT sentence, start, \"end\", text, country, role, actor, via, kind, cue_start, cue_end, "
      "cue, stance, direct, inside, date, rule, attribution, number FROM attributions WHERE document "
      "= ? ORDER BY number")

static void participant_make(loading *x, sayso_led_stmt *s, void *item)
{
    *(sayso_participant *)item = (sayso_participant){ span_of(s, 0), text_of(x, s, 2),
                                                      code_of(s, 3), index_of(s, 5),
                                                      text_of(x, s, 6) };
}
ITEMS(participant, sayso_participant,
      "SELECT start, \"end\", text, country, role, actor, via FROM participants WHERE event = ? "
      "AND side = ? ORDER BY number")

static void number_make(loading *x, sayso_led_stmt *s, void *item)
{
    *(sayso_number *)item = (sayso_number){ .kind = word_of(x, s, 0),
                                            .low = real_of(s, 1),
                                            .high = real_of(s, 2),
                                            .exact = (int)sayso_led_whole(s, 3) != 0,
                                            .span = span_of(s, 4),
                                            .text = text_of(x, s, 6),
                                            .who = text_of(x, s, 7),
                                            .who_span = span_of(s, 8),
                                            .attribution = index_of(s, 10),
                                            .rule = text_of(x, s, 11) };
}
ITEMS(number, sayso_number,
      "SELECT kind, low, high, exact, start, \"end\", text, who, who_start, who_end, attribution, "
      "rule FROM numbers WHERE event = ? ORDER BY number")

/* "military,legal" taken apart. */
static void contexts_make(loading *x, char *list, sayso_event *e)
{
    const char **all = NULL;
    uint32_t cap = 0;
    for (char *at = list; at && x->ok; at += *at == ',') {
        const size_t n = strcspn(at, ",");
        const bool last = !at[n];
        if (!(x->ok = sayso_arena_grow(x->arena, all, e->n_context, cap))) break;
        all[e->n_context++] = at;
        at += n;
        if (last) break;
        *at++ = 0;
    }
    e->context = all;
}

static void event_make(loading *x, sayso_led_stmt *s, void *item)
{
    event_row *row = item;
    const char *contexts = sayso_led_column(s, 15);
    row->row = sayso_led_whole(s, 0);
    row->number = (uint32_t)sayso_led_whole(s, 18);
    row->e = (sayso_event){
        .sentence = (uint32_t)sayso_led_whole(s, 1),
        .type = (sayso_type)name_at(sayso_led_column(s, 2), type_at, SAYSO_N_TYPES),
        .mode = text_of(x, s, 3),
        .cameo = text_of(x, s, 4),
        .goldstein = real_of(s, 5),
        .status = (sayso_event_status)name_at(sayso_led_column(s, 6), status_at,
                                              SAYSO_N_EVENT_STATUSES),
        .cue = span_of(s, 7),
        .cue_text = text_of(x, s, 9),
        .date = day_of(s, 10),
        .date_via = text_of(x, s, 11),
        .place = index_of(s, 12),
        .attribution = index_of(s, 13),
        .same = -1,
        .rule = text_of(x, s, 14),
        .confidence = real_of(s, 16),
        .why = text_of(x, s, 17),
    };
    char *own = contexts ? sayso_arena_dup(x->arena, contexts, strlen(contexts)) : NULL;
    if (contexts && !own) x->ok = false;
    if (own && *own) contexts_make(x, own, &row->e);
}
ITEMS(event, event_row,
      "SELECT event, sentence, type, mode, cameo, goldstein, status, cue_start, cue_end, cue, date, "
      "date_via, place, under, rule, contexts, confidence, why, number FROM events WHERE document = ? "
      "ORDER BY number")

static void note_make(loading *x, sayso_led_stmt *s, void *item)
{
    *(sayso_note *)item = (sayso_note){ word_of(x, s, 0), span_of(s, 1), text_of(x, s, 3) };
}
ITEMS(note, sayso_note,
      "SELECT kind, start, \"end\", text FROM notes WHERE document = ? ORDER BY number")

/* ---- the document ---- */

static sayso_status head_load(loading *x, const char *key)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_reading *r = x->r;
    sayso_status st = sayso_led_prepare(
        x->l,
        "SELECT document, id, date, publisher, title, url, text, words, languages, text_via FROM "
        "documents WHERE key = ?1 OR id = ?1",
        &s, x->err);
    if (st) return st;
    sayso_led_text(s, 1, key);
    if (!(st = sayso_led_step(x->l, s, &row, x->err)) && row) {
        const sayso_str text = sayso_led_blob(s, 6);
        x->document = sayso_led_whole(s, 0);
        r->text_len = text.len;
        r->text = sayso_arena_dup(x->arena, text.at ? text.at : "", text.len);
        *r = (sayso_reading){ .id = text_of(x, s, 1), .date = text_of(x, s, 2),
                              .publisher = text_of(x, s, 3), .title = text_of(x, s, 4),
                              .url = text_of(x, s, 5), .text_via = text_of(x, s, 9),
                              .text = r->text, .text_len = r->text_len,
                              .n_words = (uint64_t)sayso_led_whole(s, 7) };
        sayso_day_parse(r->date, &r->day);
        sayso_event list = { .n_context = 0 }; /* languages stand as contexts do */
        char *languages = sayso_arena_dup(x->arena, word_of(x, s, 8), strlen(word_of(x, s, 8)));
        x->ok = x->ok && r->text && languages;
        if (x->ok && *languages) contexts_make(x, languages, &list);
        r->languages = list.context;
        r->n_languages = list.n_context;
    }
    sayso_led_finalize(s);
    if (st || row) return st;
    return sayso_fail(x->err, SAYSO_NOT_FOUND, key, SAYSO_NOWHERE,
                      "no such document; `sayso documents` lists those there are");
}

#define LOAD(field, rows, of, side)                                                                \
    if (!st) {                                                                                     \
        void *items;                                                                               \
        st = list_load(x, &rows##_rows, of, side, &items, &n);                                     \
        field = items;                                                                             \
    }

/* The number of an attribution becomes its index. */
static int32_t said_at(const loading *x, int32_t number)
{
    const uint32_t *all = x->l->numbers.attributions;
    for (uint32_t i = 0; number >= 0 && i < x->r->n_attributions; i++)
        if (all[i] == (uint32_t)number) return (int32_t)i;
    return -1;
}

static sayso_status events_load(loading *x)
{
    uint32_t n = 0, n_events;
    void *list;
    sayso_status st = list_load(x, &event_rows, x->document, NULL, &list, &n_events);
    const event_row *rows = list;
    sayso_event *all = st ? NULL : sayso_arena_array(x->arena, n_events, sizeof *all);
    uint32_t *numbers = st ? NULL : sayso_arena_array(x->arena, n_events, sizeof *numbers);
    if (!st && (!all || !numbers)) return sayso_no_memory(x->err);
    for (uint32_t i = 0; !st && i < n_events; i++) {
        sayso_event *e = &all[i];
        *e = rows[i].e;
        numbers[i] = rows[i].number;
        e->attribution = said_at(x, e->attribution);
        LOAD(e->actor, participant, rows[i].row, "actor")
        e->n_actor = n;
        LOAD(e->recipient, participant, rows[i].row, "recipient")
        e->n_recipient = n;
        sayso_number *counted = NULL;
        LOAD(counted, number, rows[i].row, NULL)
        e->numbers = counted;
        e->n_numbers = n;
        for (uint32_t k = 0; !st && k < n; k++)
            counted[k].attribution = said_at(x, counted[k].attribution);
    }
    x->l->numbers.events = numbers;
    x->r->events = all;
    x->r->n_events = n_events;
    return st;
}

/* The second parameter of mentions is a number, which both stores compare as one also where it is
 * bound as text to a column of numbers. */
static sayso_status actors_load(loading *x)
{
    uint32_t n = 0, n_actors;
    void *list;
    sayso_status st = list_load(x, &actor_rows, x->document, NULL, &list, &n_actors);
    sayso_actor *all = list;
    for (uint32_t i = 0; !st && i < n_actors; i++) {
        const char *number = sayso_arena_printf(x->arena, "%u", i);
        if (!number) return sayso_no_memory(x->err);
        LOAD(all[i].mentions, mention, x->document, number)
        all[i].n_mentions = n;
    }
    x->r->actors = all;
    x->r->n_actors = n_actors;
    return st;
}

static sayso_status attributions_load(loading *x)
{
    uint32_t n = 0, n_said;
    void *list;
    sayso_status st = list_load(x, &attribution_rows, x->document, NULL, &list, &n_said);
    const said_row *rows = list;
    sayso_attribution *all = st ? NULL : sayso_arena_array(x->arena, n_said, sizeof *all);
    uint32_t *numbers = st ? NULL : sayso_arena_array(x->arena, n_said, sizeof *numbers);
    if (!st && (!all || !numbers)) return sayso_no_memory(x->err);
    for (uint32_t i = 0; !st && i < n_said; i++) {
        all[i] = rows[i].a;
        numbers[i] = rows[i].number;
        LOAD(all[i].content, content, rows[i].row, NULL)
        all[i].n_content = n;
    }
    x->l->numbers.attributions = numbers;
    x->r->attributions = all;
    x->r->n_attributions = n_said;
    for (uint32_t i = 0; !st && i < n_said; i++) all[i].inside = said_at(x, all[i].inside);
    return st;
}

static sayso_status document_load(loading *x, const char *key)
{
    sayso_reading *r = x->r;
    uint32_t n = 0;
    sayso_status st = head_load(x, key);
    LOAD(r->sentences, sentence, x->document, NULL)
    r->n_sentences = n;
    LOAD(r->places, place, x->document, NULL)
    r->n_places = n;
    LOAD(r->dates, date, x->document, NULL)
    r->n_dates = n;
    LOAD(r->notes, note, x->document, NULL)
    r->n_notes = n;
    if (!st) st = actors_load(x);
    if (!st) st = attributions_load(x);
    if (!st) st = events_load(x);
    return st ? st : x->ok ? SAYSO_OK : sayso_no_memory(x->err);
}

sayso_status sayso_ledger_reading(sayso_ledger *l, const char *key, const sayso_reading **out,
                                  sayso_error *err)
{
    *out = NULL;
    if (!key)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no document; give its key");
    sayso_arena_reset(&l->arena);
    sayso_reading *r = sayso_arena_alloc(&l->arena, sizeof *r);
    if (!r) return sayso_no_memory(err);
    loading x = { .l = l, .arena = &l->arena, .r = r, .err = err, .ok = true };
    const sayso_status st = document_load(&x, key);
    if (st) return st;
    *out = r;
    return sayso_ok(err);
}

const sayso_led_reading_numbers *sayso_led_reading_numbers_of(const sayso_ledger *l)
{
    return &l->numbers;
}
