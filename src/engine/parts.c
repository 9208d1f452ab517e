/* parts: a long document is read a part at a time, so that what reading needs besides the text is
 * bounded; what was found of the parts becomes one reading. Who is meant by a name or pronoun is
 * looked for within a part. */
#include "engine/engine.h"
#include <stdlib.h>

enum { LAST = SAYSO_PART_BYTES / 2 }; /* a part ends in its last half */

size_t sayso_part_end(const char *text, size_t from, size_t len)
{
    if (len - from <= SAYSO_PART_BYTES) return len;
    const char *const ends[] = { "\n\n", "\n\r\n", "\n", " " }; /* the better before the worse */
    const size_t to = from + SAYSO_PART_BYTES;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t k = strlen(ends[i]);
        for (size_t at = to; at > to - LAST; at--)
            if (memcmp(text + at - k, ends[i], k) == 0) return at;
    }
    size_t at = to;
    while (at > to - 4 && ((uint8_t)text[at] & 0xc0) == 0x80) at--; /* no character is cut */
    return at;
}

/* ---- copies ---- */

static bool text_copy(sayso_arena *a, const char **s)
{
    return !*s || (*s = sayso_arena_dup(a, *s, strlen(*s)));
}

static sayso_span moved(sayso_span s, uint32_t by)
{
    if (s.start == SAYSO_NO_OFFSET) return s;
    return (sayso_span){ s.start + by, s.end + by };
}

static void *copied(sayso_arena *a, const void *items, uint32_t n, size_t size)
{
    void *p = sayso_arena_array(a, n, size);
    if (p && n) memcpy(p, items, n * size);
    return p;
}

static int32_t later(int32_t index, uint32_t before)
{
    return index < 0 ? index : index + (int32_t)before;
}

static bool sides_copy(sayso_parts *p, const sayso_participant **sides, uint32_t n)
{
    sayso_participant *s = copied(p->arena, *sides, n, sizeof *s);
    bool ok = s != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        s[i].span = moved(s[i].span, p->offset);
        s[i].actor = later(s[i].actor, p->whole->n_actors);
        ok = text_copy(p->arena, &s[i].text) && text_copy(p->arena, &s[i].via);
    }
    *sides = s;
    return ok;
}

static bool numbers_copy(sayso_parts *p, const sayso_number **numbers, uint32_t n)
{
    sayso_number *x = copied(p->arena, *numbers, n, sizeof *x);
    bool ok = x != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        x[i].span = moved(x[i].span, p->offset);
        x[i].who_span = moved(x[i].who_span, p->offset);
        x[i].attribution = later(x[i].attribution, p->whole->n_attributions);
        ok = text_copy(p->arena, &x[i].kind) && text_copy(p->arena, &x[i].text) &&
             text_copy(p->arena, &x[i].who) && text_copy(p->arena, &x[i].rule);
    }
    *numbers = x;
    return ok;
}

static bool actor_move(sayso_parts *p, sayso_actor *x)
{
    sayso_actor_mention *m = copied(p->arena, x->mentions, x->n_mentions, sizeof *m);
    bool ok = m && text_copy(p->arena, &x->name) && text_copy(p->arena, &x->kind) &&
              text_copy(p->arena, &x->via);
    for (uint32_t i = 0; ok && i < x->n_mentions; i++) {
        m[i].span = moved(m[i].span, p->offset);
        m[i].name = moved(m[i].name, p->offset);
        ok = text_copy(p->arena, &m[i].rule);
    }
    x->mentions = m;
    return ok;
}

static bool place_move(sayso_parts *p, sayso_place *x)
{
    x->span = moved(x->span, p->offset);
    return text_copy(p->arena, &x->name) && text_copy(p->arena, &x->country) &&
           text_copy(p->arena, &x->admin1) && text_copy(p->arena, &x->via);
}

static bool event_move(sayso_parts *p, sayso_event *x)
{
    const sayso_reading *w = p->whole;
    const char **context = copied(p->arena, x->context, x->n_context, sizeof *context);
    bool ok = context && text_copy(p->arena, &x->mode) && text_copy(p->arena, &x->cameo) &&
              text_copy(p->arena, &x->cue_text) && text_copy(p->arena, &x->date_via) &&
              text_copy(p->arena, &x->rule) && text_copy(p->arena, &x->why) &&
              sides_copy(p, &x->actor, x->n_actor) &&
              sides_copy(p, &x->recipient, x->n_recipient) &&
              numbers_copy(p, &x->numbers, x->n_numbers);
    for (uint32_t i = 0; ok && i < x->n_context; i++) ok = text_copy(p->arena, &context[i]);
    x->context = context;
    x->cue = moved(x->cue, p->offset);
    x->sentence += w->n_sentences;
    x->place = later(x->place, w->n_places);
    x->attribution = later(x->attribution, w->n_attributions);
    x->same = later(x->same, w->n_events);
    return ok;
}

static bool attribution_move(sayso_parts *p, sayso_attribution *x)
{
    sayso_span *content = copied(p->arena, x->content, x->n_content, sizeof *content);
    for (uint32_t i = 0; content && i < x->n_content; i++)
        content[i] = moved(content[i], p->offset);
    x->content = content;
    x->source.span = moved(x->source.span, p->offset);
    x->source.actor = later(x->source.actor, p->whole->n_actors);
    x->cue = moved(x->cue, p->offset);
    x->sentence += p->whole->n_sentences;
    x->inside = later(x->inside, p->whole->n_attributions);
    return content && text_copy(p->arena, &x->source.text) &&
           text_copy(p->arena, &x->source.via) && text_copy(p->arena, &x->source_kind) &&
           text_copy(p->arena, &x->cue_text) && text_copy(p->arena, &x->rule);
}

/* Thousands of paragraphs may have the same to say: its words are kept once. */
static bool note_move(sayso_parts *p, sayso_note *x)
{
    const sayso_note *last = p->n_notes ? &p->notes[p->n_notes - 1] : NULL;
    x->span = moved(x->span, p->offset);
    if (last && strcmp(last->kind, x->kind) == 0 && strcmp(last->text, x->text) == 0) {
        x->kind = last->kind;
        x->text = last->text;
        return true;
    }
    return text_copy(p->arena, &x->kind) && text_copy(p->arena, &x->text);
}

/* ---- putting together ---- */

bool sayso_parts_note(sayso_parts *p)
{
    if (!sayso_grow(p->notes, p->n_notes, p->cap_notes)) return false;
    p->notes[p->n_notes++] = (sayso_note){
        "long-document", { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET },
        "a long document is read part by part, and who is meant by a name or pronoun is looked for "
        "within a part; give the reports in it one by one"
    };
    return true;
}

/* Languages by bytes of their sentences; their codes are the engine's. */
static bool languages_count(sayso_parts *p, const sayso_reading *g)
{
    for (uint32_t i = 0, k; i < g->n_sentences; i++) {
        const sayso_sentence *s = &g->sentences[i];
        for (k = 0; k < p->n_languages && strcmp(p->languages[k].code, s->language) != 0; k++) {}
        if (k == p->n_languages) {
            if (!sayso_grow(p->languages, p->n_languages, p->cap_languages)) return false;
            p->languages[p->n_languages++] = (sayso_part_language){ s->language, 0 };
        }
        p->languages[k].bytes += s->span.end - s->span.start;
    }
    return true;
}

/* Room for n more of an array, which are put behind what it has. */
#define PUT(array, from, n) \
    (sayso_reserve(p->array, p->cap_##array, p->n_##array + (n)) && \
     ((n) ? memcpy(p->array + p->n_##array, (from), (n) * sizeof *p->array) : p))

bool sayso_parts_add(sayso_parts *p, const sayso_reading *g, uint32_t offset)
{
    p->offset = offset;
    bool ok = languages_count(p, g) && PUT(sentences, g->sentences, g->n_sentences) &&
              PUT(actors, g->actors, g->n_actors) && PUT(places, g->places, g->n_places) &&
              PUT(dates, g->dates, g->n_dates) && PUT(events, g->events, g->n_events) &&
              PUT(attributions, g->attributions, g->n_attributions);
    for (uint32_t i = 0; ok && i < g->n_sentences; i++) {
        sayso_sentence *s = &p->sentences[p->n_sentences + i];
        s->span = moved(s->span, offset);
        ok = text_copy(p->arena, &s->tree);
    }
    for (uint32_t i = 0; ok && i < g->n_dates; i++)
        p->dates[p->n_dates + i].span = moved(g->dates[i].span, offset);
#define MOVE_ALL(array, move) \
    for (uint32_t i = 0; ok && i < g->n_##array; i++) ok = move(p, &p->array[p->n_##array + i])
    MOVE_ALL(actors, actor_move);
    MOVE_ALL(places, place_move);
    MOVE_ALL(events, event_move);
    MOVE_ALL(attributions, attribution_move);
    for (uint32_t i = 0; ok && i < g->n_notes; i++) {
        ok = sayso_grow(p->notes, p->n_notes, p->cap_notes);
        if (ok) p->notes[p->n_notes] = g->notes[i];
        ok = ok && note_move(p, &p->notes[p->n_notes]);
        p->n_notes += ok;
    }
    p->whole->n_sentences = p->n_sentences += g->n_sentences;
    p->whole->n_actors = p->n_actors += g->n_actors;
    p->whole->n_places = p->n_places += g->n_places;
    p->whole->n_dates = p->n_dates += g->n_dates;
    p->whole->n_events = p->n_events += g->n_events;
    p->whole->n_attributions = p->n_attributions += g->n_attributions;
    p->whole->n_words += g->n_words;
    return ok;
}

static int by_bytes(const void *a, const void *b)
{
    const sayso_part_language *x = a, *y = b;
    return x->bytes != y->bytes ? x->bytes < y->bytes ? 1 : -1 : strcmp(x->code, y->code);
}

/* The array as the reading's own: its heap block is freed at once, since the next one needs room. */
static const void *settled(sayso_arena *a, void *items, uint32_t n, size_t size)
{
    void *p = copied(a, items, n, size);
    free(items);
    return p;
}

bool sayso_parts_end(sayso_parts *p)
{
    sayso_reading *w = p->whole;
    sayso_arena *a = p->arena;
    const char **codes = sayso_arena_array(a, p->n_languages, sizeof *codes);
    if (p->n_languages) qsort(p->languages, p->n_languages, sizeof *p->languages, by_bytes);
    for (uint32_t i = 0; codes && i < p->n_languages; i++) codes[i] = p->languages[i].code;
    w->languages = codes;
    w->n_languages = p->n_languages;
    w->n_notes = p->n_notes;
#define SETTLE(array) (w->array = settled(a, p->array, p->n_##array, sizeof *p->array), p->array = NULL)
    SETTLE(actors), SETTLE(places), SETTLE(dates), SETTLE(events), SETTLE(attributions);
    if (a->from) SETTLE(notes), SETTLE(sentences); /* the reading's memory is the caller's */
    else { /* a copy of the longest ones would be the most that is ever held */
        w->notes = p->kept[0] = p->notes;
        w->sentences = p->kept[1] = p->sentences;
        p->notes = NULL;
        p->sentences = NULL;
    }
    return codes && w->actors && w->places && w->dates && w->events && w->attributions &&
           (w->notes || !w->n_notes) && (w->sentences || !w->n_sentences);
}

void sayso_parts_free(sayso_parts *p)
{
    free(p->sentences);
    free(p->actors);
    free(p->places);
    free(p->dates);
    free(p->events);
    free(p->attributions);
    free(p->notes);
    free(p->languages);
}
