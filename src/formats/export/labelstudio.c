/* Label Studio: tasks with predictions, a JSON array; `sayso read --input labelstudio` takes what
 * people make of them. A region is a label on words: an event's type on its cue, "attribution" on
 * the words that report, "actor", "recipient", "source", "content" on theirs, with relations from
 * the first two to the others; status and stance are choices of the region. Its id says what it was
 * made of: e3, e3-actor-0, a2, a2-content-1. Positions are units of UTF-16. */
#include "export.h"
#include <stdio.h>

typedef struct tasks { bool any; } tasks;   /* has a task been written? */
typedef struct regions { sayso_export *x; bool any; } regions;

static void value_put(sayso_export *x, sayso_span s, const char *kind, const char *value)
{
    sayso_buf *b = x->to;
    sayso_buf_printf(b, ",\"type\":\"%s\",\"value\":{\"start\":%lld,\"end\":%lld,\"text\":", kind,
                     (long long)sayso_export_units(x, s.start), (long long)sayso_export_units(x, s.end));
    sayso_json_string(b, sayso_export_words(x, s));
    sayso_buf_printf(b, ",\"%s\":[\"%s\"]}}", kind, value);
}

static void region_put(regions *g, const char *id, sayso_span s, const char *label)
{
    if (s.start == SAYSO_NO_OFFSET) return;
    sayso_buf_printf(g->x->to, "%s{\"id\":\"%s\",\"from_name\":\"label\",\"to_name\":\"text\"",
                     g->any ? "," : "", id);
    g->any = true;
    value_put(g->x, s, "labels", label);
}

static void choice_put(regions *g, const char *id, sayso_span s, const char *name, const char *value)
{
    if (s.start == SAYSO_NO_OFFSET) return;
    sayso_buf_printf(g->x->to, ",{\"id\":\"%s\",\"from_name\":\"%s\",\"to_name\":\"text\"", id, name);
    value_put(g->x, s, "choices", value);
}

static void relation_put(regions *g, const char *from, const char *to, const char *label)
{
    sayso_buf_printf(g->x->to,
                     ",{\"type\":\"relation\",\"from_id\":\"%s\",\"to_id\":\"%s\",\"direction\":"
                     "\"right\",\"labels\":[\"%s\"]}",
                     from, to, label);
}

/* A region that belongs to another: "e3-actor-0". */
static void part_put(regions *g, const char *id, sayso_span s, const char *label, uint32_t i)
{
    char part[64];
    if (s.start == SAYSO_NO_OFFSET) return;
    snprintf(part, sizeof part, "%s-%s-%u", id, label, i);
    region_put(g, part, s, label);
    relation_put(g, id, part, label);
}

static void event_put(regions *g, uint32_t i)
{
    const sayso_event *e = &g->x->r->events[i];
    char id[32];
    if (e->cue.start == SAYSO_NO_OFFSET) return;
    snprintf(id, sizeof id, "e%u", i);
    region_put(g, id, e->cue, sayso_type_name(e->type));
    choice_put(g, id, e->cue, "status", sayso_event_status_name(e->status));
    for (uint32_t k = 0; k < e->n_actor; k++) part_put(g, id, e->actor[k].span, "actor", k);
    for (uint32_t k = 0; k < e->n_recipient; k++) part_put(g, id, e->recipient[k].span, "recipient", k);
}

static void attribution_put(regions *g, uint32_t i)
{
    const sayso_attribution *a = &g->x->r->attributions[i];
    char id[32];
    if (a->cue.start == SAYSO_NO_OFFSET) return;
    snprintf(id, sizeof id, "a%u", i);
    region_put(g, id, a->cue, "attribution");
    choice_put(g, id, a->cue, "stance", sayso_stance_name(a->stance));
    part_put(g, id, a->source.span, "source", 0);
    for (uint32_t k = 0; k < a->n_content; k++) part_put(g, id, a->content[k], "content", k);
}

/* Which event stands under which attribution, when both are there. */
static void unders_put(regions *g)
{
    const sayso_reading *r = g->x->r;
    char event[32], attribution[32];
    for (uint32_t i = 0; i < r->n_events; i++) {
        const int32_t under = r->events[i].attribution;
        if (r->events[i].cue.start == SAYSO_NO_OFFSET || under < 0 ||
            (uint32_t)under >= r->n_attributions ||
            r->attributions[under].cue.start == SAYSO_NO_OFFSET)
            continue;
        snprintf(event, sizeof event, "e%u", i);
        snprintf(attribution, sizeof attribution, "a%u", (uint32_t)under);
        relation_put(g, event, attribution, "under");
    }
}

static void document(sayso_export *x)
{
    tasks *t = x->state;
    regions g = { .x = x };
    sayso_buf_puts(x->to, t->any ? ",\n{\"data\":{\"text\":" : "\n{\"data\":{\"text\":");
    t->any = true;
    sayso_json_string_n(x->to, x->r->text, x->r->text_len);
    sayso_buf_printf(x->to, ",\"key\":\"%s\",\"reading\":", x->key);
    sayso_json_reading(x->to, x->r, false);
    x->to->len--; /* the line feed */
    sayso_buf_printf(x->to, "},\"predictions\":[{\"model_version\":\"sayso %s\",\"result\":[",
                     sayso_version());
    for (uint32_t i = 0; i < x->r->n_events; i++) event_put(&g, i);
    for (uint32_t i = 0; i < x->r->n_attributions; i++) attribution_put(&g, i);
    unders_put(&g);
    sayso_buf_puts(x->to, "]}]}");
}

static void head(sayso_export *x)
{
    sayso_buf_puts(x->to, "[");
}
static void end(sayso_export *x)
{
    sayso_buf_puts(x->to, "\n]\n");
}

const sayso_export_format sayso_export_labelstudio = {
    .name = "labelstudio",
    .about = "Label Studio's tasks with predictions; `sayso read --input labelstudio` takes the corrections",
    .of = SAYSO_EXPORT_DOCUMENTS, .state = sizeof(tasks), .open = head, .record = document, .close = end,
};
