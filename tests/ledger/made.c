#include "made.h"
#include "base/code.h"
#include "base/day.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

sayso_span made_span(const made *m, const char *words, int n)
{
    const char *at = m->r.text;
    for (int i = 0; (at = strstr(at, words)) && i < n; i++) at++;
    if (!at) fail_msg("\"%s\" is not in the text", words);
    const uint32_t start = (uint32_t)(at - m->r.text);
    return (sayso_span){ start, start + (uint32_t)strlen(words) };
}

sayso_code made_code(const char *text)
{
    static const char *const alone[] = { "GOV", "MIL", "OPP", "REB", "CVL", "MED", "IGO", "NGO", "BUS", "COP" };
    char country[4] = "";
    if (strlen(text) >= 3) memcpy(country, text, 3);
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (strncmp(text, alone[i], 3) == 0) country[0] = 0;
    return sayso_code_read(text, country);
}

sayso_day made_day(const char *iso)
{
    sayso_day d;
    if (!sayso_day_parse(iso, &d) && iso) fail_msg("\"%s\" is no date", iso);
    return d;
}

void made_begin(made *m, const char *id, const char *date, const char *text)
{
    static const char *const languages[] = { "en" };
    *m = (made){ .r = { .id = id, .date = date, .day = made_day(date), .text = text, .text_len = (uint32_t)strlen(text), .languages = languages, .n_languages = 1,
                        .n_words = 1 } };
    m->r.sentences = m->sentences;
    m->r.actors = m->actors;
    m->r.places = m->places;
    m->r.events = m->events;
    m->r.attributions = m->attributions;
    m->r.notes = m->notes;
    for (const char *s = text; *s; m->r.n_sentences++) {
        const char *stop = strchr(s, '.'), *end = stop ? stop + 1 : s + strlen(s);
        m->sentences[m->r.n_sentences] = (sayso_sentence){ { (uint32_t)(s - text), (uint32_t)(end - text) }, "en", "# text = a tree\n1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n\n" };
        s = end + strspn(end, " ");
    }
}

void made_end(made *m) { sayso_arena_free(&m->arena); }

int32_t made_actor(made *m, const char *name, const char *code, const char *kind)
{
    m->actors[m->r.n_actors] = (sayso_actor){ .name = name, .code = made_code(code), .kind = kind, .via = "knowledge:test" };
    return (int32_t)m->r.n_actors++;
}

int32_t made_place(made *m, const char *words, const char *country, const char *admin1)
{
    m->places[m->r.n_places] = (sayso_place){ made_span(m, words, 0), words, country, admin1, 51.7, NAN, "test" };
    return (int32_t)m->r.n_places++;
}

static uint32_t sentence_of(const made *m, sayso_span s)
{
    uint32_t i = 0;
    while (i + 1 < m->r.n_sentences && m->sentences[i].span.end <= s.start) i++;
    return i;
}

static sayso_participant participant(made *m, const char *spec)
{
    const char *colon = strchr(spec, ':');
    char *code = sayso_arena_dup(&m->arena, spec, (size_t)(colon - spec));
    return (sayso_participant){ made_span(m, colon + 1, 0), colon + 1, made_code(code), -1, "test" };
}

static const sayso_participant *side(made *m, const char *spec, uint32_t *n)
{
    *n = spec != NULL;
    if (!spec) return NULL;
    sayso_participant *p = sayso_arena_alloc(&m->arena, sizeof *p);
    *p = participant(m, spec);
    return p;
}

sayso_event *made_event(made *m, sayso_type type, sayso_event_status status, const char *cue, const char *actor, const char *recipient)
{
    sayso_event *e = &m->events[m->r.n_events++];
    *e = (sayso_event){ .type = type, .status = status, .cue = made_span(m, cue, 0), .cue_text = cue, .place = -1, .attribution = -1, .same = -1,
                        .rule = "en/test", .confidence = 0.5, .why = "ASSAULT 0.50, COERCE 0.20; en/test", .cameo = "190", .goldstein = -10 };
    e->sentence = sentence_of(m, e->cue);
    e->actor = side(m, actor, &e->n_actor);
    e->recipient = side(m, recipient, &e->n_recipient);
    return e;
}

void made_who(made *m, sayso_event *e, int32_t actor)
{
    sayso_participant *p = sayso_arena_alloc(&m->arena, sizeof *p);
    *p = e->actor[0];
    p->actor = actor;
    e->actor = p;
}

sayso_attribution *made_said(made *m, sayso_stance stance, const char *cue, const char *source, const char *content)
{
    sayso_attribution *a = &m->attributions[m->r.n_attributions++];
    sayso_span *span = sayso_arena_alloc(&m->arena, sizeof *span);
    *span = made_span(m, content, 0);
    *a = (sayso_attribution){ .stance = stance, .cue = made_span(m, cue, 0), .cue_text = cue, .content = span, .n_content = 1, .inside = -1,
                              .source = participant(m, source), .source_kind = "institution", .rule = "en/test" };
    a->sentence = sentence_of(m, a->cue);
    return a;
}

/* ---- dump ---- */

static const char *or_dash(const char *s) { return s ? s : "-"; }

static bool event_put(void *user, const sayso_event_row *r)
{
    sayso_buf *b = user;
    sayso_buf_printf(b, "%s %s %s %s %s %s %s [%u,%u) claim %s", r->id, r->document, r->type, r->status, or_dash(r->date), or_dash(r->source_code), or_dash(r->stance),
                     r->cue.start, r->cue.end, or_dash(r->claim));
    for (uint32_t i = 0; i < r->n_actor; i++) sayso_buf_printf(b, " a:%s", r->actor[i].code);
    for (uint32_t i = 0; i < r->n_recipient; i++) sayso_buf_printf(b, " r:%s", r->recipient[i].code);
    sayso_buf_printf(b, " | %s\n", or_dash(r->sentence));
    return true;
}
static bool claim_put(void *user, const sayso_claim_row *r)
{
    sayso_buf_printf(user, "%s %s %s>%s %s %s %s events %u documents %u independent %u sources %u%s\n", r->id, r->type, r->actor, r->recipient, or_dash(r->place), or_dash(r->date),
                     r->statuses, r->n_events, r->n_documents, r->n_independent, r->n_sources, r->reversal ? " reversal" : "");
    return true;
}
static bool position_put(void *user, const sayso_position_row *r)
{
    sayso_buf *b = user;
    sayso_buf_printf(b, "%s %s%s:", r->claim, r->source, r->reversal ? " reversal" : "");
    for (uint32_t i = 0; i < r->n_stances; i++)
        sayso_buf_printf(b, " %s(%s %s %s)", r->stances[i].stance, or_dash(r->stances[i].date), or_dash(r->stances[i].date_via), r->stances[i].attribution);
    sayso_buf_puts(b, "\n");
    return true;
}
static bool document_put(void *user, const sayso_document_row *r)
{
    sayso_buf_printf(user, "%s copy of %s: %s %s %s words %llu sentences %llu events %llu attributions %llu\n", r->key, or_dash(r->copy_of), or_dash(r->id), or_dash(r->date), r->languages,
                     (unsigned long long)r->n_words, (unsigned long long)r->n_sentences, (unsigned long long)r->n_events, (unsigned long long)r->n_attributions);
    return true;
}

char *made_dump(sayso_ledger *l)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_error err;
    sayso_buf_puts(&b, "");
    if (sayso_ledger_documents(l, NULL, document_put, &b, &err) || sayso_ledger_events(l, NULL, event_put, &b, &err) ||
        sayso_ledger_claims(l, NULL, claim_put, &b, &err) || sayso_ledger_positions(l, NULL, position_put, &b, &err))
        fail_msg("%s", err.msg);
    assert_false(b.failed);
    return b.at;
}

const char *made_ledger_at(const char *file)
{
    static char address[300];
    static int calls;
    const char *server = getenv("SAYSO_TEST_SERVER");
    snprintf(address, sizeof address, "%s%d", server ? server : "", calls++);
    return server ? address : file;
}
