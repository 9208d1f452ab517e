/* POLECAT: 40 columns between tabs with a head, "None" where nothing is known, lists with "; ". */
#include "export.h"
#include <math.h>

typedef struct side { const sayso_participant *p; uint32_t n; } side;

static side side_of(const sayso_export *x, int which)
{
    return which ? (side){ x->e->recipient, x->e->n_recipient } : (side){ x->e->actor, x->e->n_actor };
}

/* Appends an item of a list, which stands in it once; nothing where it is "". */
static void item_put(sayso_buf *b, const char *item)
{
    const size_t n = strlen(item);
    if (!n) return;
    for (const char *at = b->at; b->len && at; at = strstr(at, "; ") ? strstr(at, "; ") + 2 : NULL)
        if (strncmp(at, item, n) == 0 && (!at[n] || strncmp(at + n, "; ", 2) == 0)) return;
    if (b->len) sayso_buf_puts(b, "; ");
    sayso_buf_puts(b, item);
}

enum { FIRST = 2 }; /* which: side, and FIRST times what of it */
enum { NAME, COUNTRY, COW, PRIMARY, SECTORS, RAW, WIKIDATA };

static void who_put(sayso_export *x, sayso_buf *b, int which)
{
    const side s = side_of(x, which % FIRST);
    char block[4];
    for (uint32_t i = 0; i < s.n; i++) {
        const sayso_participant *p = &s.p[i];
        const sayso_actor *a = sayso_export_actor(x, p);
        switch (which / FIRST) {
        case NAME: item_put(b, sayso_export_name(x, p)); break;
        case COUNTRY: item_put(b, p->code.country); break;
        case COW: item_put(b, sayso_export_cow(p->code.country)); break;
        case PRIMARY: if (!b->len) item_put(b, sayso_export_block(p->code.role, 0, block)); break;
        case SECTORS:
            for (size_t k = 0; *sayso_export_block(p->code.role, k, block); k++) item_put(b, block);
            break;
        case RAW: item_put(b, p->text ? p->text : ""); break;
        default: item_put(b, sayso_export_wikidata(x, a ? a->via : NULL));
        }
    }
}

/* ---- the event ---- */

static void event_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { ID, DATE, TYPE, MODE, INTENSITY, QUAD, CONTEXTS };
    static const char *const quads[] = { "", "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                         "VERBAL CONFLICT", "MATERIAL CONFLICT" };
    const sayso_event *e = x->e;
    switch (which) {
    case ID: sayso_buf_puts(b, x->event_id); break;
    case DATE: sayso_buf_puts(b, sayso_export_date(x, sayso_export_day(x))); break;
    case TYPE: sayso_buf_puts(b, sayso_type_name(e->type)); break;
    case MODE: sayso_buf_puts(b, e->mode ? e->mode : ""); break;
    case INTENSITY: if (!isnan(e->goldstein)) sayso_json_number(b, e->goldstein, 1); break;
    case QUAD: sayso_buf_puts(b, quads[sayso_type_quad(e->type)]); break;
    default: for (uint32_t i = 0; i < e->n_context; i++) item_put(b, e->context[i]);
    }
}

/* ---- the place ---- */

static void place_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { PLACE, DIVISION, IN, LAT, LON, GEONAMES, WRITTEN };
    const sayso_place *p = sayso_export_place(x);
    if (!p) return;
    switch (which) {
    case PLACE: sayso_buf_puts(b, p->name); break;
    case DIVISION: sayso_buf_puts(b, p->admin1); break;
    case IN: if (*p->country) sayso_buf_puts(b, sayso_export_country(x, p->country)); break;
    case LAT: if (!isnan(p->lat_deg)) sayso_json_number(b, p->lat_deg, 5); break;
    case LON: if (!isnan(p->lon_deg)) sayso_json_number(b, p->lon_deg, 5); break;
    case GEONAMES: sayso_buf_puts(b, sayso_export_geonames(x, p->via)); break;
    default: sayso_buf_puts(b, sayso_export_words(x, p->span));
    }
}

/* ---- the document ---- */

static void story_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { PUBLISHER, DATE, PEOPLE, BODIES, PLACES, LANGUAGE, VERSION };
    const sayso_reading *r = x->r;
    switch (which) {
    case PUBLISHER: sayso_buf_puts(b, r->publisher ? r->publisher : ""); break;
    case DATE: sayso_buf_printf(b, "%.10s", r->date ? r->date : ""); break;
    case PEOPLE:
    case BODIES:
        for (uint32_t i = 0; i < r->n_actors; i++)
            if (strcmp(r->actors[i].kind, which == PEOPLE ? "person" : "organisation") == 0)
                item_put(b, r->actors[i].name);
        break;
    case PLACES: for (uint32_t i = 0; i < r->n_places; i++) item_put(b, r->places[i].name); break;
    case LANGUAGE:
        if (x->e->sentence < r->n_sentences)
            sayso_buf_puts(b, r->sentences[x->e->sentence].language);
        break;
    default: sayso_buf_printf(b, "sayso %s", sayso_version());
    }
}

#define WHO(title, id, side)                                                                       \
    { title " Name", who_put, FIRST * NAME + side },                                               \
        { title " Country", who_put, FIRST * COUNTRY + side },                                     \
        { title " COW", who_put, FIRST * COW + side },                                             \
        { "Primary " title " Sector", who_put, FIRST * PRIMARY + side },                           \
        { title " Sectors", who_put, FIRST * SECTORS + side }, { title " Title", NULL, 0 },        \
        { title " Name Raw", who_put, FIRST * RAW + side }, { id, who_put, FIRST * WIKIDATA + side }

static const sayso_export_column columns[] = {
    { "Event ID", event_put, 0 }, { "Event Date", event_put, 1 }, { "Event Type", event_put, 2 },
    { "Event Mode", event_put, 3 }, { "Intensity", event_put, 4 }, { "Quad Code", event_put, 5 },
    { "Contexts", event_put, 6 }, WHO("Actor", "Wikipedia Actor ID", 0),
    WHO("Recipient", "Wikipedia Recipient ID", 1), { "Placename", place_put, 0 },
    { "City", NULL, 0 }, { "District", NULL, 0 }, { "Province", place_put, 1 },
    { "Country", place_put, 2 }, { "Latitude", place_put, 3 }, { "Longitude", place_put, 4 },
    { "GeoNames ID", place_put, 5 }, { "Raw Placename", place_put, 6 }, { "Feature Type", NULL, 0 },
    { "Source", story_put, 0 }, { "Publication Date", story_put, 1 }, { "Story People", story_put, 2 },
    { "Story Organizations", story_put, 3 }, { "Story Locations", story_put, 4 },
    { "Language", story_put, 5 }, { "Version", story_put, 6 },
};
_Static_assert(sizeof columns / sizeof *columns == 40, "POLECAT has 40 columns");

static const sayso_export_table table = { SAYSO_COLUMNS(columns), '\t', "None" };

static void head(sayso_export *x)
{
    sayso_export_head(x, &table);
}
static void row(sayso_export *x)
{
    sayso_export_row(x, &table);
}

const sayso_export_format sayso_export_polecat = {
    .name = "polecat", .about = "POLECAT, 40 columns between tabs; a row a report",
    .of = SAYSO_EXPORT_EVENTS, .open = head, .record = row,
};
