/* reader: the whole way of one document, from bytes to a reading. */
#include "engine/engine.h"

#include "base/day.h"
#include "events/events.h"
#include "names/names.h"
#include "tree/mend.h"
#include "when/when.h"
#include "where/where.h"
#include "who/who.h"
#include <stdlib.h>

struct sayso_reader {
    const sayso_engine *engine;
    sayso_syntax_ws    *ws;
    sayso_arena         scratch; /* text and trees of the document at hand */
    sayso_limits        limits;  /* of the documents to come */
};

/* A reading and the arena that holds it and all it points to. */
typedef struct owned_reading {
    sayso_reading reading; /* first: a pointer to one is a pointer to the other */
    sayso_arena   arena;
    void         *kept[2]; /* heap blocks beside it, of a long document */
} owned_reading;

sayso_status sayso_reader_new(sayso_reader **out, const sayso_engine *engine, sayso_error *err)
{
    *out = NULL;
    sayso_reader *r = calloc(1, sizeof *r);
    if (!r) return sayso_no_memory(err);
    r->engine = engine;
    r->scratch.from = engine->options.allocator;
    const sayso_status st = sayso_syntax_ws_new(&r->ws, err);
    if (st) {
        free(r);
        return st;
    }
    *out = r;
    return sayso_ok(err);
}

void sayso_reader_free(sayso_reader *r)
{
    if (!r) return;
    sayso_syntax_ws_free(r->ws);
    sayso_arena_free(&r->scratch);
    free(r);
}

void sayso_reading_free(sayso_reading *reading)
{
    if (!reading) return;
    owned_reading *o = (owned_reading *)reading;
    for (size_t i = 0; i < sizeof o->kept / sizeof *o->kept; i++) free(o->kept[i]);
    sayso_arena arena = o->arena;
    sayso_arena_free(&arena);
}

sayso_status sayso_reader_limit(sayso_reader *r, const sayso_limits *limits, sayso_error *err)
{
    static const sayso_limits none = { .size = sizeof none };
    const sayso_status st = sayso_sized(&r->limits, sizeof r->limits, sizeof none,
                                        limits ? limits : &none, "sayso_limits", err);
    return st ? st : sayso_ok(err);
}

/* ---- text and trees ---- */

/* The document as this version knows it, with its day and its forced language. */
static sayso_status document_check(const sayso_engine *e, const sayso_document *given,
                                   sayso_document *d, sayso_day *day, uint16_t *language,
                                   sayso_error *err)
{
    *day = (sayso_day){ 0 };
    *language = SAYSO_NO_LANGUAGE;
    const sayso_status st = sayso_sized(d, sizeof *d, sizeof *d, given, "sayso_document", err);
    if (st) return st;
    if (!d->text)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, d->id, SAYSO_NOWHERE,
                          "the document has no text");
    if (d->text_len > e->options.max_document_bytes || d->text_len >= UINT32_MAX)
        return sayso_fail(err, SAYSO_TOO_LARGE, d->id, SAYSO_NOWHERE,
                          "the document has %zu bytes, the limit is %zu; split it", d->text_len,
                          e->options.max_document_bytes);
    if (d->date && !sayso_day_parse(d->date, day))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, d->id, SAYSO_NOWHERE,
                          "malformed date \"%.40s\"; write YYYY-MM-DD", d->date);
    if (d->language) *language = sayso_engine_language(e, d->language);
    return SAYSO_OK;
}

static sayso_status analyse(sayso_reader *r, const char *bytes, uint32_t len, uint16_t language,
                            const sayso_watch *watch, sayso_text **out, sayso_error *err)
{
    sayso_arena_reset(&r->scratch);
    sayso_status st = sayso_text_split(r->engine->kit, bytes, len, language, &r->scratch, watch,
                                       out, err);
    for (uint32_t i = 0; !st && i < (*out)->n_sents; i++) {
        const sayso_sent *s = &(*out)->sents[i];
        if ((st = sayso_watch_look(watch, err))) break;
        if (s->language != SAYSO_NO_LANGUAGE)
            st = sayso_syntax_parse(r->engine->syntax[s->language], r->ws,
                                    (*out)->words + s->first_word, s->n_words, &r->scratch, err);
    }
    if (!st) {
        sayso_lexicon_hash_words((*out)->words, (*out)->n_words);
        sayso_mend_text(*out, r->engine->lexicon, r->engine->lex_of);
    }
    return st;
}

sayso_status sayso_parse_conllu(sayso_reader *r, const sayso_document *document, char **out,
                                size_t *out_len, sayso_error *err)
{
    sayso_document known, *const d = &known;
    const sayso_watch watch = sayso_watch_begin(&r->limits);
    sayso_day day;
    uint16_t language;
    sayso_text *text;
    sayso_buf b = SAYSO_BUF_EMPTY;
    *out = NULL;
    *out_len = 0;
    sayso_status st = document_check(r->engine, document, d, &day, &language, err);
    if (!st) st = analyse(r, d->text, (uint32_t)d->text_len, language, &watch, &text, err);
    if (st) return st;
    sayso_conllu_put(&b, text, d->id);
    sayso_buf_puts(&b, ""); /* a text without sentences gives an empty string, not NULL */
    if (b.failed) {
        sayso_buf_free(&b);
        return sayso_no_memory(err);
    }
    *out = b.at;
    *out_len = b.len;
    return sayso_ok(err);
}

/* ---- the reading ---- */

static bool copy_string(sayso_arena *a, const char *from, const char **to)
{
    *to = from ? sayso_arena_dup(a, from, strlen(from)) : NULL;
    return !from || *to;
}

static bool head_copy(sayso_arena *a, const sayso_document *d, sayso_day day, sayso_reading *g)
{
    g->day = day;
    g->text = sayso_arena_dup(a, d->text, d->text_len);
    g->text_len = (uint32_t)d->text_len;
    return g->text && copy_string(a, d->id, &g->id) && copy_string(a, d->date, &g->date) &&
           copy_string(a, d->publisher, &g->publisher) && copy_string(a, d->title, &g->title) &&
           copy_string(a, d->url, &g->url) && copy_string(a, d->text_via, &g->text_via);
}

/* Sentences with their language, and the languages by number of bytes. *out: the same sentences,
 * to be completed. */
static bool sentences_copy(sayso_arena *a, const sayso_text *t, sayso_reading *g,
                           sayso_sentence **out)
{
    sayso_sentence *s = sayso_arena_array(a, t->n_sents, sizeof *s);
    const char **codes = sayso_arena_array(a, t->n_paras, sizeof *codes);
    uint64_t *bytes = sayso_arena_array(a, t->n_paras, sizeof *bytes);
    if (!s || !codes || !bytes) return false;
    for (uint32_t i = 0; i < t->n_sents; i++)
        s[i] = (sayso_sentence){ t->sents[i].span, t->paras[t->sents[i].paragraph].code, NULL };
    for (uint32_t i = 0, j; i < t->n_paras; i++) {
        const uint64_t size = t->paras[i].span.end - t->paras[i].span.start;
        for (j = 0; j < g->n_languages && strcmp(codes[j], t->paras[i].code) != 0; j++) {}
        if (j == g->n_languages) codes[g->n_languages++] = t->paras[i].code;
        bytes[j] += size;
        for (; j > 0 && bytes[j] > bytes[j - 1]; j--) {
            const char *code = codes[j];
            const uint64_t n = bytes[j];
            codes[j] = codes[j - 1];
            bytes[j] = bytes[j - 1];
            codes[j - 1] = code;
            bytes[j - 1] = n;
        }
    }
    g->sentences = *out = s;
    g->n_sentences = t->n_sents;
    g->languages = codes;
    g->n_words = t->n_words;
    return true;
}

static bool text_notes(sayso_ctx *c)
{
    for (uint32_t i = 0; i < c->text->n_broken; i++)
        if (!sayso_ctx_note(c, "invalid-utf8", c->text->broken[i], "bytes that are not UTF-8"))
            return false;
    for (uint32_t i = 0; i < c->text->n_paras; i++) {
        const sayso_para *p = &c->text->paras[i];
        const bool told = strcmp(p->code, "und") != 0;
        if (p->language == SAYSO_NO_LANGUAGE &&
            !sayso_ctx_note(c, "language-not-read", p->span, "%s%s",
                            told ? "no model for language " : "no language could be told", told ? p->code : ""))
            return false;
    }
    return true;
}

/* The tree of each sentence that holds a record, without CoNLL-U's lines for document and
 * paragraph. */
static bool trees_keep(sayso_arena *a, const sayso_text *t, const sayso_reading *g,
                       sayso_sentence *sentences)
{
    bool *wanted = sayso_arena_array(a, g->n_sentences, sizeof *wanted);
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (!wanted) return false;
    for (uint32_t i = 0; i < g->n_events; i++) wanted[g->events[i].sentence] = true;
    for (uint32_t i = 0; i < g->n_attributions; i++) wanted[g->attributions[i].sentence] = true;
    for (uint32_t i = 0; i < g->n_sentences && !b.failed; i++) {
        if (!wanted[i]) continue;
        sayso_text one = *t;
        one.sents = t->sents + i;
        one.n_sents = 1;
        b.len = 0;
        sayso_conllu_put(&b, &one, NULL);
        const char *from = b.failed ? NULL : strstr(b.at, "# text");
        if (from && !(sentences[i].tree = sayso_arena_dup(a, from, strlen(from)))) b.failed = true;
    }
    const bool ok = !b.failed;
    sayso_buf_free(&b);
    return ok;
}

/* What the document brought with it comes first. */
static bool document_notes(sayso_ctx *c)
{
    const sayso_document *d = c->document;
    for (uint32_t i = 0; i < d->n_notes; i++) {
        const sayso_note *n = &d->notes[i];
        const char *kind = sayso_arena_dup(c->arena, n->kind, strlen(n->kind));
        if (!kind || !sayso_ctx_note(c, kind, n->span, "%s", n->text)) return false;
    }
    return text_notes(c);
}

/* The first ones find what records are made of, the others the records. */
static bool (*const steps[])(sayso_ctx *) = {
    sayso_tree_build, sayso_names,       document_notes,    sayso_who,
    sayso_when,       sayso_where,       sayso_events_find, sayso_attributions_find,
    sayso_status_set, sayso_context_set,    sayso_numbers_set,
};
enum { ALL_STEPS = sizeof steps / sizeof *steps, MENTION_STEPS = 6 };

static sayso_status steps_run(sayso_ctx *c, size_t n, const sayso_watch *watch, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < n; i++) {
        st = sayso_watch_look(watch, err);
        if (!st && !steps[i](c)) st = sayso_no_memory(err);
    }
    return st;
}

sayso_status sayso_reading_steps(sayso_ctx *c, const sayso_watch *watch, sayso_error *err)
{
    return steps_run(c, ALL_STEPS, watch, err);
}

static sayso_ctx ctx_of(const sayso_reader *r, const sayso_document *d, sayso_day day,
                        const sayso_text *t, sayso_arena *arena)
{
    return (sayso_ctx){ .lexicon = r->engine->lexicon, .gazetteer = r->engine->gazetteer,
                        .imported = { .knowledge = r->engine->knowledge, .arena = arena },
                        .document = d, .day = day, .text = t, .lex_of = r->engine->lex_of,
                        .finds_names = r->engine->finds_names, .judge = r->engine->judge,
                        .referee = r->engine->judge ? &r->engine->referee : NULL,
                        .min_confidence = r->engine->options.min_confidence,
                        .arena = arena };
}

static sayso_status read_text(const sayso_reader *r, const sayso_document *d,
                              const sayso_watch *watch, const sayso_text *t, owned_reading *o,
                              sayso_error *err)
{
    sayso_reading *g = &o->reading;
    sayso_sentence *sentences;
    sayso_ctx c = ctx_of(r, d, g->day, t, &o->arena);
    if (!sentences_copy(&o->arena, t, g, &sentences)) return sayso_no_memory(err);
    if (d->language && sayso_engine_language(r->engine, d->language) == SAYSO_NO_LANGUAGE &&
        !sayso_ctx_note(
            &c, "language", (sayso_span) { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET },
            "no model for the language %.20s that was given; told from its text",
            d->language))
        return sayso_no_memory(err);
    const sayso_status st = sayso_reading_steps(&c, watch, err);
    if (st || c.imported.failed) return st ? st : sayso_no_memory(err);
    g->actors = c.actors;             g->n_actors = c.n_actors;
    g->places = c.places;             g->n_places = c.n_places;
    g->dates = c.dates;               g->n_dates = c.n_dates;
    g->events = c.events;             g->n_events = c.n_events;
    g->attributions = c.attributions; g->n_attributions = c.n_attributions;
    g->notes = c.notes;               g->n_notes = c.n_notes;
    return !r->engine->options.trees || trees_keep(&o->arena, t, g, sentences)
               ? SAYSO_OK
               : sayso_no_memory(err);
}

sayso_status sayso_reader_visit(sayso_reader *r, const sayso_document *document,
                                const sayso_referee *referee, bool (*visit)(sayso_ctx *, void *), void *user, sayso_error *err)
{
    sayso_document known, *const d = &known;
    const sayso_watch watch = sayso_watch_begin(&r->limits);
    sayso_day day;
    uint16_t language;
    sayso_text *text;
    sayso_status st = document_check(r->engine, document, d, &day, &language, err);
    if (!st) st = analyse(r, d->text, (uint32_t)d->text_len, language, &watch, &text, err);
    if (st) return st;
    sayso_arena arena = { .from = r->engine->options.allocator };
    sayso_ctx c = ctx_of(r, d, day, text, &arena);
    c.referee = referee;
    st = steps_run(&c, MENTION_STEPS, &watch, err);
    if (!st && !visit(&c, user)) st = sayso_no_memory(err);
    sayso_arena_free(&arena);
    return st;
}

/* A long document, part by part; its text is the whole's already. */
static sayso_status read_parts(sayso_reader *r, const sayso_document *d, uint16_t language,
                               const sayso_watch *watch, owned_reading *o, sayso_error *err)
{
    sayso_reading *g = &o->reading;
    sayso_parts all = { .whole = g, .arena = &o->arena, .kept = o->kept };
    owned_reading part = { .arena.from = r->engine->options.allocator };
    sayso_document of_part = *d;
    sayso_status st = sayso_parts_note(&all) ? SAYSO_OK : sayso_no_memory(err);
    for (size_t at = 0, to; !st && at < g->text_len; at = to) {
        sayso_text *text;
        to = sayso_part_end(g->text, at, g->text_len);
        part.reading = (sayso_reading){ .day = g->day };
        sayso_arena_reset(&part.arena);
        of_part.text = g->text + at;
        of_part.text_len = to - at;
        st = analyse(r, of_part.text, (uint32_t)(to - at), language, watch, &text, err);
        if (!st) st = read_text(r, &of_part, watch, text, &part, err);
        if (!st && !sayso_parts_add(&all, &part.reading, (uint32_t)at)) st = sayso_no_memory(err);
        of_part.n_notes = 0; /* of the document: told once */
        if (!at) of_part.language = language == SAYSO_NO_LANGUAGE ? NULL : d->language;
    }
    sayso_arena_free(&part.arena);
    if (!st && !sayso_parts_end(&all)) st = sayso_no_memory(err);
    sayso_parts_free(&all);
    return st;
}

sayso_status sayso_read(sayso_reader *r, const sayso_document *document, sayso_reading **out,
                        sayso_error *err)
{
    sayso_document known, *const d = &known;
    const sayso_watch watch = sayso_watch_begin(&r->limits);
    sayso_day day;
    uint16_t language;
    sayso_text *text;
    *out = NULL;
    sayso_status st = document_check(r->engine, document, d, &day, &language, err);
    if (st) return st;
    sayso_arena arena = { .from = r->engine->options.allocator };
    owned_reading *o = sayso_arena_alloc(&arena, sizeof *o); /* lives in its own arena */
    if (!o) return sayso_no_memory(err);
    o->arena = arena;
    if (!head_copy(&o->arena, d, day, &o->reading)) st = sayso_no_memory(err);
    else if (d->text_len > SAYSO_PART_BYTES) st = read_parts(r, d, language, &watch, o, err);
    else {
        st = analyse(r, o->reading.text, o->reading.text_len, language, &watch, &text, err);
        if (!st) st = read_text(r, d, &watch, text, o, err);
    }
    if (st) {
        sayso_reading_free(&o->reading);
        return st;
    }
    *out = &o->reading;
    return sayso_ok(err);
}
