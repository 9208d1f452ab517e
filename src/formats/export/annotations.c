/* Web Annotation Data Model (W3C 2017), JSON-LD: a page of annotations, one an event or attribution,
 * each on its words in the document; positions are characters. */
#include "export.h"

enum { AROUND = 32 }; /* bytes of text before and behind the words, at most */

static void pair_put(sayso_buf *b, const char *key, const char *value)
{
    sayso_buf_printf(b, ",\"%s\":", key);
    sayso_json_string(b, value);
}

/* A stretch of text as a JSON string that begins and ends with whole characters. */
static void stretch_put(sayso_export *x, uint32_t from, uint32_t to)
{
    const char *text = x->r->text;
    while (from < to && ((uint8_t)text[from] & 0xc0) == 0x80) from++;
    while (to > from && to < x->r->text_len && ((uint8_t)text[to] & 0xc0) == 0x80) to--;
    sayso_json_string_n(x->to, text + from, to - from);
}

static void target_put(sayso_export *x, sayso_span s)
{
    sayso_buf *b = x->to;
    sayso_buf_puts(b, "{\"source\":");
    if (x->r->url) sayso_json_string(b, x->r->url);
    else sayso_buf_printf(b, "\"urn:sayso:%s\"", x->key);
    if (s.start == SAYSO_NO_OFFSET) {
        sayso_buf_puts(b, "}");
        return;
    }
    sayso_buf_printf(b, ",\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":%lld,\"end\":%lld},"
                        "{\"type\":\"TextQuoteSelector\",\"exact\":",
                     (long long)sayso_export_chars(x, s.start), (long long)sayso_export_chars(x, s.end));
    stretch_put(x, s.start, s.end);
    sayso_buf_puts(b, ",\"prefix\":");
    stretch_put(x, s.start > AROUND ? s.start - AROUND : 0, s.start);
    sayso_buf_puts(b, ",\"suffix\":");
    stretch_put(x, s.end, s.end + AROUND < x->r->text_len ? s.end + AROUND : x->r->text_len);
    sayso_buf_puts(b, "}]}");
}

static void body_put(sayso_buf *b, const char *purpose, const char *value, const char *between)
{
    sayso_buf_printf(b, "%s{\"type\":\"TextualBody\",\"purpose\":\"%s\",\"value\":", between, purpose);
    sayso_json_string(b, value);
    sayso_buf_puts(b, "}");
}

static void begin(sayso_export *x, char letter, uint32_t number, const char *motivation)
{
    sayso_buf_printf(x->to, "%s{\"id\":\"urn:sayso:%s-%c%u\",\"type\":\"Annotation\",\"motivation\":\"%s\"",
                     *(bool *)x->state ? ",\n" : "\n", x->key, letter, number, motivation);
    sayso_buf_printf(x->to, ",\"generator\":{\"id\":\"urn:sayso:program\",\"type\":\"Software\",\"name\":"
                            "\"sayso %s\"},\"body\":[", sayso_version());
    *(bool *)x->state = true;
}

/* The number by which the annotation of an attribution is called. */
static int32_t said_number(const sayso_export *x, int32_t i)
{
    return i < 0 ? i : (int32_t)x->numbers->attributions[i];
}

/* The event, with numbers of attributions where it has indices. */
static sayso_event numbered(sayso_export *x, uint32_t i)
{
    sayso_event e = x->r->events[i];
    sayso_number *counted = sayso_arena_array(&x->arena, e.n_numbers, sizeof *counted);
    x->failed |= !counted;
    e.attribution = said_number(x, e.attribution);
    for (uint32_t k = 0; counted && k < e.n_numbers; k++) {
        counted[k] = e.numbers[k];
        counted[k].attribution = said_number(x, counted[k].attribution);
    }
    if (counted) e.numbers = counted;
    return e;
}

static void event_put(sayso_export *x, uint32_t i)
{
    const sayso_event event = numbered(x, i), *e = &event;
    begin(x, 'e', x->numbers->events[i], "classifying");
    body_put(x->to, "classifying", sayso_type_name(e->type), "");
    if (e->mode) body_put(x->to, "tagging", e->mode, ",");
    body_put(x->to, "tagging", sayso_event_status_name(e->status), ",");
    sayso_buf_puts(x->to, ",{\"type\":\"Dataset\",\"format\":\"application/json\",\"purpose\":"
                          "\"describing\",\"value\":");
    sayso_buf json = SAYSO_BUF_EMPTY; /* a string, since other vocabularies do not know its keys */
    sayso_json_record(&json, &sayso_rec_event, e, x->numbers->events[i]);
    sayso_json_string_n(x->to, json.at ? json.at : "", json.len);
    x->failed |= json.failed;
    sayso_buf_free(&json);
    sayso_buf_puts(x->to, "}],\"target\":");
    target_put(x, e->cue);
    sayso_buf_puts(x->to, "}");
}

static void attribution_put(sayso_export *x, uint32_t i)
{
    const sayso_attribution *a = &x->r->attributions[i];
    char code[SAYSO_CODE_SIZE];
    begin(x, 'a', x->numbers->attributions[i], "identifying");
    body_put(x->to, "tagging", sayso_stance_name(a->stance), "");
    if (a->source.text) body_put(x->to, "identifying", a->source.text, ",");
    if (*sayso_code_text(a->source.code, code)) body_put(x->to, "tagging", code, ",");
    sayso_buf_puts(x->to, "],\"target\":[");
    target_put(x, a->cue);
    for (uint32_t k = 0; k < a->n_content; k++) {
        sayso_buf_puts(x->to, ",");
        target_put(x, a->content[k]);
    }
    sayso_buf_puts(x->to, "]}");
}

static void head(sayso_export *x)
{
    sayso_buf_puts(x->to, "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\"");
    pair_put(x->to, "id", "urn:sayso:annotations");
    pair_put(x->to, "type", "AnnotationPage");
    sayso_buf_puts(x->to, ",\"items\":[");
}

static void document(sayso_export *x)
{
    for (uint32_t i = 0; i < x->r->n_events; i++) event_put(x, i);
    for (uint32_t i = 0; i < x->r->n_attributions; i++) attribution_put(x, i);
}

static void end(sayso_export *x)
{
    sayso_buf_puts(x->to, "\n]}\n");
}

const sayso_export_format sayso_export_annotations = {
    .name = "web-annotation", .about = "W3C Web Annotation, JSON-LD; an annotation an event or attribution",
    .of = SAYSO_EXPORT_DOCUMENTS, .state = sizeof(bool), .open = head, .record = document, .close = end,
};
