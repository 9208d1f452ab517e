/* JSON out: a small writer. Text fields may hold any bytes; what comes out is always valid UTF-8. */
#include "formats.h"
#include "text/utf8.h"
#include <math.h>
#include <stdio.h>

/* Bytes that stand for themselves in a JSON string. */
static bool plain(uint8_t c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void put_escape(sayso_buf *b, uint32_t c)
{
    switch (c) {
    case '"': sayso_buf_put(b, "\\\"", 2); return;
    case '\\': sayso_buf_put(b, "\\\\", 2); return;
    case '\n': sayso_buf_put(b, "\\n", 2); return;
    case '\r': sayso_buf_put(b, "\\r", 2); return;
    case '\t': sayso_buf_put(b, "\\t", 2); return;
    default: sayso_buf_printf(b, "\\u%04x", (unsigned)c);
    }
}

void sayso_json_string_n(sayso_buf *b, const char *s, size_t n)
{
    const uint8_t *p = (const uint8_t *)s, *const end = p + n;
    sayso_buf_put(b, "\"", 1);
    while (p < end) {
        const uint8_t *run = p;
        while (p < end && plain(*p)) p++;
        sayso_buf_put(b, run, (size_t)(p - run));
        if (p == end) break;
        uint32_t c;
        const uint32_t step = sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) sayso_buf_put(b, "\xef\xbf\xbd", 3);
        else if (c < 0x80 || c == 0x2028 || c == 0x2029) put_escape(b, c); /* line separators end a line for some readers */
        else sayso_buf_put(b, p, step);
        p += step;
    }
    sayso_buf_put(b, "\"", 1);
}

void sayso_json_string(sayso_buf *b, const char *s)
{
    if (s) sayso_json_string_n(b, s, strlen(s));
    else sayso_buf_puts(b, "null");
}

void sayso_json_number(sayso_buf *b, double x, int digits)
{
    if (!isfinite(x)) {
        sayso_buf_puts(b, "null");
        return;
    }
    char s[400]; /* the longest double has 309 digits before the point */
    int n = snprintf(s, sizeof s, "%.*f", digits, x);
    if (digits > 0) {
        while (n > 0 && s[n - 1] == '0') n--;
        if (n > 0 && s[n - 1] == '.') n--;
    }
    if (n == 2 && s[0] == '-' && s[1] == '0') sayso_buf_puts(b, "0");
    else sayso_buf_put(b, s, (size_t)n);
}

/* ---- parts of a reading ---- */

static void key(sayso_buf *b, const char *name) /* ,"name": */
{
    const char before = b->len ? b->at[b->len - 1] : 0;
    if (before != '{' && before != '[') sayso_buf_put(b, ",", 1);
    sayso_buf_printf(b, "\"%s\":", name);
}
static void member(sayso_buf *b, const char *name, const char *value)
{
    key(b, name);
    sayso_json_string(b, value);
}
static void member_int(sayso_buf *b, const char *name, int64_t value)
{
    key(b, name);
    sayso_buf_printf(b, "%lld", (long long)value);
}
static void member_index(sayso_buf *b, const char *name, int32_t value) /* -1 is null */
{
    key(b, name);
    if (value < 0) sayso_buf_puts(b, "null");
    else sayso_buf_printf(b, "%d", (int)value);
}
static void member_real(sayso_buf *b, const char *name, double value, int digits)
{
    key(b, name);
    sayso_json_number(b, value, digits);
}
static void span(sayso_buf *b, sayso_span s)
{
    if (s.start == SAYSO_NO_OFFSET) sayso_buf_puts(b, "\"start\":null,\"end\":null");
    else sayso_buf_printf(b, "\"start\":%u,\"end\":%u", (unsigned)s.start, (unsigned)s.end);
}
static void open_item(sayso_buf *b, uint32_t i)
{
    sayso_buf_puts(b, i ? ",{" : "{");
}

static void spans(sayso_buf *b, const char *name, const sayso_span *s, uint32_t n)
{
    key(b, name);
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < n; i++) {
        open_item(b, i);
        span(b, s[i]);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}

static void participant_fields(sayso_buf *b, const sayso_participant *p)
{
    span(b, p->span);
    member(b, "text", p->text);
    member(b, "code", p->code);
    member_index(b, "actor", p->actor);
    member(b, "via", p->via);
}
static void participants(sayso_buf *b, const char *name, const sayso_participant *p, uint32_t n)
{
    key(b, name);
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < n; i++) {
        open_item(b, i);
        participant_fields(b, &p[i]);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}
static void strings(sayso_buf *b, const char *name, const char *const *s, uint32_t n)
{
    key(b, name);
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < n; i++) {
        if (i) sayso_buf_puts(b, ",");
        sayso_json_string(b, s[i]);
    }
    sayso_buf_puts(b, "]");
}
static void cue(sayso_buf *b, sayso_span s, const char *text)
{
    key(b, "cue");
    sayso_buf_puts(b, "{");
    span(b, s);
    member(b, "text", text);
    sayso_buf_puts(b, "}");
}

static void sentences(sayso_buf *b, const sayso_reading *r)
{
    key(b, "sentences");
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < r->n_sentences; i++) {
        open_item(b, i);
        span(b, r->sentences[i].span);
        member(b, "language", r->sentences[i].language);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}
static void mentions(sayso_buf *b, const sayso_actor *a)
{
    key(b, "mentions");
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        open_item(b, i);
        span(b, a->mentions[i]);
        if (a->names && a->names[i].start != SAYSO_NO_OFFSET)
            sayso_buf_printf(b, ",\"name_start\":%u,\"name_end\":%u", (unsigned)a->names[i].start, (unsigned)a->names[i].end);
        if (a->rules && a->scores) {
            member(b, "rule", a->rules[i]);
            member_real(b, "score", a->scores[i], 2);
        }
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}
static void actors(sayso_buf *b, const sayso_reading *r)
{
    key(b, "actors");
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < r->n_actors; i++) {
        const sayso_actor *a = &r->actors[i];
        open_item(b, i);
        member_int(b, "id", i);
        member(b, "name", a->name);
        member(b, "code", a->code);
        member(b, "kind", a->kind);
        member(b, "via", a->via);
        mentions(b, a);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}
static void places(sayso_buf *b, const sayso_reading *r)
{
    key(b, "places");
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < r->n_places; i++) {
        const sayso_place *p = &r->places[i];
        open_item(b, i);
        span(b, p->span);
        member(b, "name", p->name);
        member(b, "country", p->country && *p->country ? p->country : NULL);
        member(b, "admin1", p->admin1 && *p->admin1 ? p->admin1 : NULL);
        member_real(b, "lat", p->lat_deg, 5);
        member_real(b, "lon", p->lon_deg, 5);
        member(b, "via", p->via);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}
static void dates(sayso_buf *b, const sayso_reading *r)
{
    key(b, "dates");
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < r->n_dates; i++) {
        open_item(b, i);
        span(b, r->dates[i].span);
        member(b, "value", r->dates[i].value);
        member(b, "precision", sayso_precision_name(r->dates[i].precision));
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}

static void event(sayso_buf *b, uint32_t i, const sayso_event *e)
{
    open_item(b, i);
    member_int(b, "id", i);
    member_int(b, "sentence", e->sentence);
    member(b, "type", sayso_type_name(e->type));
    member(b, "mode", e->mode);
    member(b, "cameo", e->cameo);
    member_int(b, "quad", sayso_type_quad(e->type));
    member_real(b, "goldstein", e->goldstein, 1);
    member(b, "status", sayso_event_status_name(e->status));
    cue(b, e->cue, e->cue_text);
    participants(b, "actor", e->actor, e->n_actor);
    participants(b, "recipient", e->recipient, e->n_recipient);
    member(b, "date", e->date);
    member(b, "date_via", e->date_via);
    member_index(b, "place", e->place);
    strings(b, "context", e->context, e->n_context);
    member_index(b, "attribution", e->attribution);
    member(b, "rule", e->rule);
    member_real(b, "confidence", e->confidence, 2);
    sayso_buf_puts(b, "}");
}

static void attribution(sayso_buf *b, uint32_t i, const sayso_attribution *a)
{
    open_item(b, i);
    member_int(b, "id", i);
    member_int(b, "sentence", a->sentence);
    key(b, "source");
    sayso_buf_puts(b, "{");
    participant_fields(b, &a->source);
    member(b, "kind", a->source_kind);
    sayso_buf_puts(b, "}");
    cue(b, a->cue, a->cue_text);
    spans(b, "content", a->content, a->n_content);
    member(b, "stance", sayso_stance_name(a->stance));
    key(b, "direct");
    sayso_buf_puts(b, a->direct ? "true" : "false");
    member_index(b, "inside", a->inside);
    member(b, "date", a->date);
    member(b, "rule", a->rule);
    sayso_buf_puts(b, "}");
}

static void records(sayso_buf *b, const sayso_reading *r)
{
    key(b, "events");
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < r->n_events; i++) event(b, i, &r->events[i]);
    sayso_buf_puts(b, "],\"attributions\":[");
    for (uint32_t i = 0; i < r->n_attributions; i++) attribution(b, i, &r->attributions[i]);
    sayso_buf_puts(b, "],\"notes\":[");
    for (uint32_t i = 0; i < r->n_notes; i++) {
        open_item(b, i);
        member(b, "kind", r->notes[i].kind);
        sayso_buf_puts(b, ",");
        span(b, r->notes[i].span);
        member(b, "text", r->notes[i].text);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]");
}

void sayso_json_reading(sayso_buf *b, const sayso_reading *r)
{
    sayso_buf_puts(b, "{");
    member(b, "id", r->id);
    member(b, "date", r->date);
    member(b, "publisher", r->publisher);
    member(b, "title", r->title);
    member(b, "url", r->url);
    strings(b, "languages", r->languages, r->n_languages);
    sentences(b, r);
    actors(b, r);
    places(b, r);
    dates(b, r);
    records(b, r);
    member_int(b, "words", (int64_t)r->n_words);
    sayso_buf_puts(b, "}\n");
}
