/* Any bytes through the whole reading with the models of the build: a reading whose every index and
 * span holds, twice the same. The first byte chooses a forced language or none, the second whether
 * the document has a date and whether it is read twice. */
#include "engine/engine.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void span_check(const sayso_reading *g, sayso_span s)
{
    insist(s.start <= s.end && s.end <= g->text_len, "a span outside the text");
}

static void side_check(const sayso_reading *g, const sayso_participant *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (p[i].span.start != SAYSO_NO_OFFSET) span_check(g, p[i].span); /* else inferred */
        insist(p[i].actor >= -1 && p[i].actor < (int64_t)g->n_actors,
               "a participant that is no actor of the document");
        insist(p[i].text, "a participant without text");
    }
}

static void events_check(const sayso_reading *g)
{
    for (uint32_t i = 0; i < g->n_events; i++) {
        const sayso_event *e = &g->events[i];
        insist(e->sentence < g->n_sentences && e->place < (int64_t)g->n_places &&
                   e->attribution < (int64_t)g->n_attributions,
               "an event whose index leads nowhere");
        span_check(g, e->cue);
        side_check(g, e->actor, e->n_actor);
        side_check(g, e->recipient, e->n_recipient);
    }
}

static void attributions_check(const sayso_reading *g)
{
    for (uint32_t i = 0; i < g->n_attributions; i++) {
        const sayso_attribution *a = &g->attributions[i];
        insist(a->sentence < g->n_sentences && a->inside < (int64_t)g->n_attributions,
               "an attribution whose index leads nowhere");
        span_check(g, a->cue);
        for (uint32_t k = 0; k < a->n_content; k++) span_check(g, a->content[k]);
        uint32_t depth = 0; /* no attribution stands inside itself */
        for (int32_t up = a->inside; up >= 0; up = g->attributions[up].inside)
            insist(depth++ < g->n_attributions, "attributions in a circle");
    }
}

static void reading_check(const sayso_reading *g)
{
    events_check(g);
    attributions_check(g);
    for (uint32_t i = 0; i < g->n_sentences; i++) span_check(g, g->sentences[i].span);
    for (uint32_t i = 0; i < g->n_places; i++) span_check(g, g->places[i].span);
    for (uint32_t i = 0; i < g->n_dates; i++) span_check(g, g->dates[i].span);
    for (uint32_t i = 0; i < g->n_notes; i++) span_check(g, g->notes[i].span);
    for (uint32_t i = 0; i < g->n_actors; i++)
        for (uint32_t k = 0; k < g->actors[i].n_mentions; k++)
            span_check(g, g->actors[i].mentions[k].span);
}

static sayso_engine *engine_open(void)
{
    sayso_engine *engine;
    sayso_error err;
    if (sayso_engine_open(&engine, NULL, &err)) {
        fprintf(stderr, "%s: %s\n", err.name, err.msg);
        abort();
    }
    return engine;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static sayso_engine *engine; /* opened once; libFuzzer keeps no state of ours */
    static sayso_reader *reader;
    sayso_error err;
    size_t n;
    if (!engine) engine = engine_open();
    if (!reader) insist(sayso_reader_new(&reader, engine, &err) == SAYSO_OK, "no reader");
    if (size < 2) return 0;
    const sayso_language *languages = sayso_engine_languages(engine, &n);
    const size_t forced = data[0] % (n + 1); /* 0: none */
    const sayso_document d = { .size = sizeof d,
                               .id = "fuzz",
                               .text = (const char *)data + 2,
                               .text_len = size - 2,
                               .language = forced ? languages[forced - 1].code : NULL,
                               .date = data[1] % 2 ? "2031-03-04" : NULL };
    sayso_reading *a, *b;
    insist(sayso_read(reader, &d, &a, &err) == SAYSO_OK, "a text that gives no reading");
    reading_check(a);
    if (data[1] & 14) { /* reading twice takes twice as long: one in eight */
        sayso_reading_free(a);
        return 0;
    }
    insist(sayso_read(reader, &d, &b, &err) == SAYSO_OK, "a text that gives no second reading");
    insist(a->n_events == b->n_events && a->n_attributions == b->n_attributions &&
               a->n_actors == b->n_actors && a->n_notes == b->n_notes,
           "two readings of one text differ");
    sayso_reading_free(a);
    sayso_reading_free(b);
    return 0;
}
