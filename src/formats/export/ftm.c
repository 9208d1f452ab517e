/* FollowTheMoney: entities as JSON lines: a document an Article, a report an Event, who takes part a
 * Person, PublicBody or Organization of that document. */
#include "export.h"
#include "base/day.h"

typedef struct entity { sayso_buf *b; bool any; } entity; /* has a property been written? */

static entity begin(sayso_export *x, const char *schema, const char *what, uint32_t i)
{
    sayso_buf_printf(x->to, "{\"id\":\"sayso-%s", x->key);
    if (what) sayso_buf_printf(x->to, "-%s%u", what, i);
    sayso_buf_printf(x->to, "\",\"schema\":\"%s\",\"properties\":{", schema);
    return (entity){ x->to, false };
}
static void end(entity *e)
{
    sayso_buf_puts(e->b, "}}\n");
}

static void property(entity *e, const char *name, const char *value)
{
    if (!value || !*value) return;
    sayso_buf_printf(e->b, "%s\"%s\":[", e->any ? "," : "", name);
    sayso_json_string(e->b, value);
    sayso_buf_puts(e->b, "]");
    e->any = true;
}

/* Countries in small letters and two of them, as FollowTheMoney has them. */
static void country(entity *e, const char *iso3)
{
    const char *two = sayso_export_alpha2(iso3);
    char small[3] = "";
    for (int i = 0; i < 2 && two[i]; i++) small[i] = (char)(two[i] | 0x20);
    property(e, "country", small);
}

static void article_put(sayso_export *x)
{
    const sayso_reading *r = x->r;
    entity e = begin(x, "Article", NULL, 0);
    property(&e, "title", r->title ? r->title : r->id);
    property(&e, "publisher", r->publisher);
    property(&e, "sourceUrl", r->url);
    property(&e, "date", sayso_export_date(x, sayso_day_first(r->day)));
    property(&e, "language", r->n_languages ? r->languages[0] : NULL);
    property(&e, "bodyText", r->text);
    end(&e);
}

static void actor_put(sayso_export *x, uint32_t i)
{
    const sayso_actor *a = &x->r->actors[i];
    char code[SAYSO_CODE_SIZE];
    const bool body = strcmp(a->kind, "organisation") == 0 || strcmp(a->kind, "medium") == 0;
    entity e = begin(x, strcmp(a->kind, "person") == 0 ? "Person"
                        : strcmp(a->kind, "country") == 0 || strncmp(a->code.role, "GOV", 3) == 0
                            ? "PublicBody"
                        : body ? "Organization"
                               : "LegalEntity",
                     "p", i);
    property(&e, "name", a->name);
    country(&e, a->code.country);
    property(&e, "wikidataId", sayso_export_wikidata(x, a->via));
    property(&e, "keywords", sayso_code_text(a->code, code));
    end(&e);
}

/* A property of several entities: those who take part on one side. */
static void involved(sayso_export *x, entity *e, const char *name, const sayso_participant *p,
                     uint32_t n)
{
    const char *between = "";
    for (uint32_t i = 0; i < n; i++) {
        if (!sayso_export_actor(x, &p[i])) continue;
        if (!*between) sayso_buf_printf(e->b, "%s\"%s\":[", e->any ? "," : "", name);
        sayso_buf_printf(e->b, "%s\"sayso-%s-p%d\"", between, x->key, (int)p[i].actor);
        between = ",";
    }
    if (*between) {
        sayso_buf_puts(e->b, "]");
        e->any = true;
    }
}

static void event_put(sayso_export *x, uint32_t i)
{
    x->e = &x->r->events[i];
    const sayso_place *p = sayso_export_place(x);
    const char *type = sayso_type_name(x->e->type);
    entity e = begin(x, "Event", "e", x->numbers->events[i]);
    const char *name = sayso_arena_printf(&x->arena, "%s: %s", type,
                                          x->e->cue_text ? x->e->cue_text : "");
    if (!name) x->failed = true;
    property(&e, "name", name);
    property(&e, "date", sayso_export_date(x, sayso_day_first(x->e->date)));
    property(&e, "location", p ? p->name : NULL);
    if (p) country(&e, p->country);
    involved(x, &e, "organizer", x->e->actor, x->e->n_actor);
    involved(x, &e, "involved", x->e->recipient, x->e->n_recipient);
    property(&e, "keywords", x->e->mode);
    property(&e, "notes", sayso_event_status_name(x->e->status));
    if (x->e->sentence < x->r->n_sentences)
        property(&e, "summary", sayso_export_words(x, x->r->sentences[x->e->sentence].span));
    property(&e, "sourceUrl", x->r->url);
    property(&e, "publisher", x->r->publisher);
    sayso_buf_printf(x->to, "%s\"proof\":[\"sayso-%s\"]", e.any ? "," : "", x->key);
    end(&e);
}

static void document(sayso_export *x)
{
    x->e = NULL;
    article_put(x);
    for (uint32_t i = 0; i < x->r->n_actors; i++) actor_put(x, i);
    for (uint32_t i = 0; i < x->r->n_events; i++) event_put(x, i);
}

const sayso_export_format sayso_export_ftm = {
    .name = "ftm", .about = "FollowTheMoney entities, JSON lines: articles, events and who takes part",
    .of = SAYSO_EXPORT_DOCUMENTS, .record = document,
};
