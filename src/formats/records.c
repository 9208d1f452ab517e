/* The program's records as rows of a sheet. */
#include "formats.h"
#include <stdio.h>
#include <stdlib.h>

#define TEXT SAYSO_CELL_TEXT
#define NUMBER SAYSO_CELL_NUMBER
#define LIST SAYSO_CELL_LIST
#define JSON SAYSO_CELL_JSON

enum { EV_ID, EV_DOCUMENT, EV_DOCUMENT_DATE, EV_PUBLISHER, EV_DATE, EV_DATE_VIA, EV_TYPE, EV_MODE, EV_CAMEO, EV_QUAD, EV_GOLDSTEIN, EV_STATUS,
       EV_ACTOR, EV_ACTOR_TEXT, EV_RECIPIENT, EV_RECIPIENT_TEXT, EV_PLACE, EV_COUNTRY, EV_ADMIN1, EV_CONTEXTS, EV_SOURCE, EV_SOURCE_TEXT,
       EV_STANCE, EV_CLAIM, EV_START, EV_END, EV_CUE, EV_RULE, EV_CONFIDENCE, EV_SENTENCE, N_EV };

const sayso_column sayso_event_columns[] = {
    [EV_ID] = { "id", TEXT, 40 },
    [EV_DOCUMENT] = { "document", TEXT, 0 },
    [EV_DOCUMENT_DATE] = { "document_date", TEXT, 0 },
    [EV_PUBLISHER] = { "publisher", TEXT, 0 },
    [EV_DATE] = { "date", TEXT, 21 },
    [EV_DATE_VIA] = { "date_via", TEXT, 0 },
    [EV_TYPE] = { "type", TEXT, 9 },
    [EV_MODE] = { "mode", TEXT, 14 },
    [EV_CAMEO] = { "cameo", TEXT, 0 },
    [EV_QUAD] = { "quad", NUMBER, 0 },
    [EV_GOLDSTEIN] = { "goldstein", NUMBER, 0 },
    [EV_STATUS] = { "status", TEXT, 12 },
    [EV_ACTOR] = { "actor", LIST, 20 },
    [EV_ACTOR_TEXT] = { "actor_text", LIST, 28 },
    [EV_RECIPIENT] = { "recipient", LIST, 20 },
    [EV_RECIPIENT_TEXT] = { "recipient_text", LIST, 28 },
    [EV_PLACE] = { "place", TEXT, 16 },
    [EV_COUNTRY] = { "country", TEXT, 0 },
    [EV_ADMIN1] = { "admin1", TEXT, 0 },
    [EV_CONTEXTS] = { "contexts", TEXT, 0 },
    [EV_SOURCE] = { "source", TEXT, 10 },
    [EV_SOURCE_TEXT] = { "source_text", TEXT, 0 },
    [EV_STANCE] = { "stance", TEXT, 8 },
    [EV_CLAIM] = { "claim", TEXT, 0 },
    [EV_START] = { "start", NUMBER, 0 },
    [EV_END] = { "end", NUMBER, 0 },
    [EV_CUE] = { "cue", TEXT, 16 },
    [EV_RULE] = { "rule", TEXT, 0 },
    [EV_CONFIDENCE] = { "confidence", NUMBER, 0 },
    [EV_SENTENCE] = { "sentence", TEXT, 0 },
};
const size_t sayso_n_event_columns = N_EV;

enum { CL_ID, CL_DATE, CL_TYPE, CL_MODE, CL_ACTOR, CL_RECIPIENT, CL_PLACE, CL_COUNTRY, CL_STATUSES, CL_EVENTS, CL_DOCUMENTS, CL_SOURCES,
       CL_REVERSAL, CL_SENTENCE, N_CL };

const sayso_column sayso_claim_columns[] = {
    [CL_ID] = { "id", TEXT, 24 },               [CL_DATE] = { "date", TEXT, 21 },
    [CL_TYPE] = { "type", TEXT, 9 },            [CL_MODE] = { "mode", TEXT, 14 },
    [CL_ACTOR] = { "actor", TEXT, 24 },         [CL_RECIPIENT] = { "recipient", TEXT, 24 },
    [CL_PLACE] = { "place", TEXT, 16 },         [CL_COUNTRY] = { "country", TEXT, 0 },
    [CL_STATUSES] = { "statuses", TEXT, 20 },   [CL_EVENTS] = { "events", NUMBER, 6 },
    [CL_DOCUMENTS] = { "documents", NUMBER, 9 }, [CL_SOURCES] = { "sources", NUMBER, 7 },
    [CL_REVERSAL] = { "reversal", JSON, 8 },    [CL_SENTENCE] = { "sentence", TEXT, 0 },
};
const size_t sayso_n_claim_columns = N_CL;

enum { PO_CLAIM, PO_TYPE, PO_ACTOR, PO_RECIPIENT, PO_SOURCE, PO_REVERSAL, PO_STANCE, PO_DATE, PO_DATE_VIA, PO_CODE, PO_NAME, PO_TEXT, PO_CUE,
       PO_ATTRIBUTION, PO_DOCUMENT, PO_SENTENCE, N_PO };

static const sayso_column flat_columns[] = {
    [PO_CLAIM] = { "claim", TEXT, 24 },         [PO_TYPE] = { "type", TEXT, 9 },
    [PO_ACTOR] = { "actor", TEXT, 20 },         [PO_RECIPIENT] = { "recipient", TEXT, 20 },
    [PO_SOURCE] = { "source", TEXT, 20 },       [PO_REVERSAL] = { "reversal", JSON, 8 },
    [PO_STANCE] = { "stance", TEXT, 8 },        [PO_DATE] = { "date", TEXT, 21 },
    [PO_DATE_VIA] = { "date_via", TEXT, 8 },    [PO_CODE] = { "code", TEXT, 0 },
    [PO_NAME] = { "name", TEXT, 30 },           [PO_TEXT] = { "text", TEXT, 0 },
    [PO_CUE] = { "cue", TEXT, 16 },             [PO_ATTRIBUTION] = { "attribution", TEXT, 0 },
    [PO_DOCUMENT] = { "document", TEXT, 0 },    [PO_SENTENCE] = { "sentence", TEXT, 0 },
};

enum { DO_KEY, DO_ID, DO_DATE, DO_PUBLISHER, DO_TITLE, DO_URL, DO_LANGUAGES, DO_WORDS, DO_SENTENCES, DO_EVENTS, DO_ATTRIBUTIONS, DO_VERSION, N_DO };

const sayso_column sayso_document_columns[] = {
    [DO_KEY] = { "key", TEXT, 16 },             [DO_ID] = { "id", TEXT, 40 },
    [DO_DATE] = { "date", TEXT, 10 },           [DO_PUBLISHER] = { "publisher", TEXT, 20 },
    [DO_TITLE] = { "title", TEXT, 40 },         [DO_URL] = { "url", TEXT, 0 },
    [DO_LANGUAGES] = { "languages", TEXT, 10 }, [DO_WORDS] = { "words", NUMBER, 8 },
    [DO_SENTENCES] = { "sentences", NUMBER, 9 }, [DO_EVENTS] = { "events", NUMBER, 6 },
    [DO_ATTRIBUTIONS] = { "attributions", NUMBER, 12 }, [DO_VERSION] = { "version", TEXT, 0 },
};
const size_t sayso_n_document_columns = N_DO;

/* ---- cells ---- */

typedef struct cells { sayso_arena arena; const char *at[N_EV]; } cells;

static const char *number(cells *c, uint64_t x)
{
    return sayso_arena_printf(&c->arena, "%llu", (unsigned long long)x);
}
static const char *real(cells *c, double x, int digits)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_json_number(&b, x, digits);
    const char *z = b.failed ? NULL : sayso_arena_dup(&c->arena, b.at, b.len);
    sayso_buf_free(&b);
    return z;
}

/* Codes, or texts (names where there is no text), with a line feed between them. */
static const char *parties(cells *c, const sayso_party *p, uint32_t n, bool codes)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    for (uint32_t i = 0; i < n; i++) {
        const char *z = codes ? p[i].code : p[i].text ? p[i].text : p[i].name;
        if (z && !*z && codes) z = "?";
        if (i) sayso_buf_put(&b, "\n", 1);
        for (; z && *z; z++) sayso_buf_put(&b, *z == '\n' ? " " : z, 1);
    }
    const char *z = b.failed || !b.at ? NULL : sayso_arena_dup(&c->arena, b.at, b.len);
    sayso_buf_free(&b);
    return z;
}

void sayso_sheet_event(sayso_sheet *s, const sayso_event_row *e)
{
    cells c = { 0 };
    c.at[EV_ID] = e->id;
    c.at[EV_DOCUMENT] = e->document;
    c.at[EV_DOCUMENT_DATE] = e->document_date;
    c.at[EV_PUBLISHER] = e->publisher;
    c.at[EV_DATE] = e->date;
    c.at[EV_DATE_VIA] = e->date_via;
    c.at[EV_TYPE] = e->type;
    c.at[EV_MODE] = e->mode;
    c.at[EV_CAMEO] = e->cameo;
    c.at[EV_QUAD] = number(&c, (uint64_t)e->quad);
    c.at[EV_GOLDSTEIN] = real(&c, e->goldstein, 1);
    c.at[EV_STATUS] = e->status;
    c.at[EV_ACTOR] = parties(&c, e->actor, e->n_actor, true);
    c.at[EV_ACTOR_TEXT] = parties(&c, e->actor, e->n_actor, false);
    c.at[EV_RECIPIENT] = parties(&c, e->recipient, e->n_recipient, true);
    c.at[EV_RECIPIENT_TEXT] = parties(&c, e->recipient, e->n_recipient, false);
    c.at[EV_PLACE] = e->place;
    c.at[EV_COUNTRY] = e->country;
    c.at[EV_ADMIN1] = e->admin1;
    c.at[EV_CONTEXTS] = e->contexts;
    c.at[EV_SOURCE] = e->source_code;
    c.at[EV_SOURCE_TEXT] = e->source;
    c.at[EV_STANCE] = e->stance;
    c.at[EV_CLAIM] = e->claim;
    c.at[EV_START] = number(&c, e->cue.start);
    c.at[EV_END] = number(&c, e->cue.end);
    c.at[EV_CUE] = e->cue_text;
    c.at[EV_RULE] = e->rule;
    c.at[EV_CONFIDENCE] = real(&c, e->confidence, 2);
    c.at[EV_SENTENCE] = e->sentence;
    sayso_sheet_row(s, c.at);
    sayso_arena_free(&c.arena);
}

void sayso_sheet_claim(sayso_sheet *s, const sayso_claim_row *r)
{
    cells c = { 0 };
    c.at[CL_ID] = r->id;
    c.at[CL_DATE] = r->date;
    c.at[CL_TYPE] = r->type;
    c.at[CL_MODE] = r->mode;
    c.at[CL_ACTOR] = r->actor;
    c.at[CL_RECIPIENT] = r->recipient;
    c.at[CL_PLACE] = r->place;
    c.at[CL_COUNTRY] = r->country;
    c.at[CL_STATUSES] = r->statuses;
    c.at[CL_EVENTS] = number(&c, r->n_events);
    c.at[CL_DOCUMENTS] = number(&c, r->n_documents);
    c.at[CL_SOURCES] = number(&c, r->n_sources);
    c.at[CL_REVERSAL] = r->reversal ? "true" : "false";
    c.at[CL_SENTENCE] = r->sentence;
    sayso_sheet_row(s, c.at);
    sayso_arena_free(&c.arena);
}

void sayso_sheet_document(sayso_sheet *s, const sayso_document_row *r)
{
    cells c = { 0 };
    c.at[DO_KEY] = r->key;
    c.at[DO_ID] = r->id;
    c.at[DO_DATE] = r->date;
    c.at[DO_PUBLISHER] = r->publisher;
    c.at[DO_TITLE] = r->title;
    c.at[DO_URL] = r->url;
    c.at[DO_LANGUAGES] = r->languages;
    c.at[DO_WORDS] = number(&c, r->n_words);
    c.at[DO_SENTENCES] = number(&c, r->n_sentences);
    c.at[DO_EVENTS] = number(&c, r->n_events);
    c.at[DO_ATTRIBUTIONS] = number(&c, r->n_attributions);
    c.at[DO_VERSION] = r->version;
    sayso_sheet_row(s, c.at);
    sayso_arena_free(&c.arena);
}

/* ---- positions ---- */

static void member(sayso_buf *b, const char *name, const char *value, bool first)
{
    sayso_buf_printf(b, "%s\"%s\":", first ? "{" : ",", name);
    sayso_json_string(b, value);
}

static const char *stances_json(cells *c, const sayso_position_row *r)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_put(&b, "[", 1);
    for (uint32_t i = 0; i < r->n_stances; i++) {
        const sayso_stance_row *t = &r->stances[i];
        if (i) sayso_buf_put(&b, ",", 1);
        member(&b, "stance", t->stance, true);
        member(&b, "date", t->date, false);
        member(&b, "date_via", t->date_via, false);
        member(&b, "code", t->code, false);
        member(&b, "name", t->name, false);
        member(&b, "text", t->text, false);
        member(&b, "cue", t->cue_text, false);
        member(&b, "attribution", t->attribution, false);
        member(&b, "document", t->document, false);
        member(&b, "sentence", t->sentence, false);
        sayso_buf_put(&b, "}", 1);
    }
    sayso_buf_put(&b, "]", 1);
    const char *z = b.failed ? NULL : sayso_arena_dup(&c->arena, b.at, b.len);
    sayso_buf_free(&b);
    return z;
}

/* JSON keeps a position whole; a table and CSV are flat, a row a stance. */
static const sayso_column whole_columns[] = {
    { "claim", TEXT, 0 }, { "type", TEXT, 0 }, { "actor", TEXT, 0 }, { "recipient", TEXT, 0 }, { "source", TEXT, 0 },
    { "reversal", JSON, 0 }, { "stances", JSON, 0 },
};
const sayso_column *sayso_position_columns(sayso_sheet_format f, size_t *n)
{
    *n = f == SAYSO_JSONL ? sizeof whole_columns / sizeof *whole_columns : N_PO;
    return f == SAYSO_JSONL ? whole_columns : flat_columns;
}

void sayso_sheet_position(sayso_sheet *s, const sayso_position_row *r)
{
    cells c = { 0 };
    const char *reversal = r->reversal ? "true" : "false";
    if (sayso_sheet_format_of(s) == SAYSO_JSONL) {
        const char *const whole[] = { r->claim, r->type, r->actor, r->recipient, r->source, reversal, stances_json(&c, r) };
        sayso_sheet_row(s, whole);
        sayso_arena_free(&c.arena);
        return;
    }
    for (uint32_t i = 0; i < r->n_stances; i++) {
        const sayso_stance_row *t = &r->stances[i];
        c.at[PO_CLAIM] = r->claim;
        c.at[PO_TYPE] = r->type;
        c.at[PO_ACTOR] = r->actor;
        c.at[PO_RECIPIENT] = r->recipient;
        c.at[PO_SOURCE] = r->source;
        c.at[PO_REVERSAL] = reversal;
        c.at[PO_STANCE] = t->stance;
        c.at[PO_DATE] = t->date;
        c.at[PO_DATE_VIA] = t->date_via;
        c.at[PO_CODE] = t->code;
        c.at[PO_NAME] = t->name ? t->name : t->text;
        c.at[PO_TEXT] = t->text;
        c.at[PO_CUE] = t->cue_text;
        c.at[PO_ATTRIBUTION] = t->attribution;
        c.at[PO_DOCUMENT] = t->document;
        c.at[PO_SENTENCE] = t->sentence;
        sayso_sheet_row(s, c.at);
    }
    sayso_arena_free(&c.arena);
}

/* ---- a reading's events ---- */

static const sayso_party *party_rows(sayso_arena *a, const sayso_reading *r, const sayso_participant *p, uint32_t n)
{
    sayso_party *rows = sayso_arena_array(a, n, sizeof *rows);
    for (uint32_t i = 0; rows && i < n; i++) {
        const bool known = p[i].actor >= 0 && (uint32_t)p[i].actor < r->n_actors;
        rows[i] = (sayso_party){ p[i].code, p[i].text, known ? r->actors[p[i].actor].name : NULL };
    }
    return rows;
}

static const char *joined(sayso_arena *a, const char *const *s, uint32_t n)
{
    const char *all = n ? s[0] : NULL;
    for (uint32_t i = 1; all && i < n; i++) all = sayso_arena_printf(a, "%s,%s", all, s[i]);
    return all;
}

static void row_of(sayso_event_row *row, sayso_arena *a, const sayso_reading *r, uint32_t i, const char *key)
{
    const sayso_event *e = &r->events[i];
    const sayso_place *p = e->place >= 0 && (uint32_t)e->place < r->n_places ? &r->places[e->place] : NULL;
    const sayso_attribution *said = e->attribution >= 0 && (uint32_t)e->attribution < r->n_attributions ? &r->attributions[e->attribution] : NULL;
    *row = (sayso_event_row){
        .id = key ? sayso_arena_printf(a, "%s-e%u", key, i) : sayso_arena_printf(a, "%s#%u", r->id ? r->id : "", i),
        .document = r->id, .document_date = r->date, .publisher = r->publisher, .date = e->date, .date_via = e->date_via,
        .type = sayso_type_name(e->type), .mode = e->mode, .cameo = e->cameo, .status = sayso_event_status_name(e->status),
        .quad = sayso_type_quad(e->type), .goldstein = e->goldstein, .confidence = e->confidence,
        .actor = party_rows(a, r, e->actor, e->n_actor), .n_actor = e->n_actor,
        .recipient = party_rows(a, r, e->recipient, e->n_recipient), .n_recipient = e->n_recipient,
        .place = p ? p->name : NULL, .country = p ? p->country : NULL, .admin1 = p ? p->admin1 : NULL,
        .contexts = joined(a, e->context, e->n_context),
        .source_code = said ? said->source.code : NULL, .source = said ? said->source.text : NULL,
        .stance = said ? sayso_stance_name(said->stance) : NULL, .cue = e->cue, .cue_text = e->cue_text, .rule = e->rule,
    };
    if (e->sentence < r->n_sentences) {
        const sayso_span s = r->sentences[e->sentence].span;
        if (s.start <= s.end && s.end <= r->text_len) row->sentence = sayso_arena_dup(a, r->text + s.start, s.end - s.start);
    }
}

bool sayso_sheet_reading(sayso_sheet *s, const sayso_reading *r, const char *key)
{
    sayso_arena a = SAYSO_ARENA_EMPTY;
    bool ok = true;
    for (uint32_t i = 0; ok && i < r->n_events; i++) {
        sayso_event_row row;
        row_of(&row, &a, r, i, key);
        ok = row.id && row.actor && row.recipient;
        if (ok) sayso_sheet_event(s, &row);
        sayso_arena_reset(&a);
    }
    sayso_arena_free(&a);
    return ok;
}
