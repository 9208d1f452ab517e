/* ICEWS: 20 columns between tabs with a head; a row a report and pair, of mutual ones both ways. */
#include "export.h"
#include <math.h>

enum { NAME, SECTORS, COUNTRY, WHATS }; /* which: side times WHATS, and what of it */

static void who_put(sayso_export *x, sayso_buf *b, int which)
{
    const sayso_participant *p = which / WHATS ? x->recipient : x->actor;
    char block[4];
    if (!p) return;
    switch (which % WHATS) {
    case NAME: sayso_buf_puts(b, sayso_export_name(x, p)); break;
    case SECTORS:
        for (size_t i = 0; *sayso_export_block(p->code.role, i, block); i++)
            sayso_buf_printf(b, "%s%s", i ? "," : "", sayso_export_sector(block));
        break;
    default: if (*p->code.country) sayso_buf_puts(b, sayso_export_country(x, p->code.country));
    }
}

static void event_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { ID, DATE, TEXT, CAMEO, INTENSITY, STORY, SENTENCE, PUBLISHER };
    const sayso_event *e = x->e;
    switch (which) {
    case ID: sayso_buf_printf(b, "%llu", (unsigned long long)sayso_export_number(x->event_id)); break;
    case DATE: sayso_buf_puts(b, sayso_export_date(x, sayso_export_day(x))); break;
    case TEXT: sayso_buf_puts(b, e->cue_text ? e->cue_text : ""); break;
    case CAMEO: sayso_buf_puts(b, e->cameo ? e->cameo : ""); break;
    case INTENSITY: if (!isnan(e->goldstein)) sayso_json_number(b, e->goldstein, 1); break;
    case STORY: sayso_buf_printf(b, "%llu", (unsigned long long)sayso_export_number(x->key)); break;
    case SENTENCE: sayso_buf_printf(b, "%u", e->sentence + 1); break;
    default: sayso_buf_puts(b, x->r->publisher ? x->r->publisher : "");
    }
}

static void place_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { CITY, PROVINCE, IN, LAT, LON };
    const sayso_place *p = sayso_export_place(x);
    if (!p) return;
    switch (which) {
    case CITY: sayso_buf_puts(b, p->name); break;
    case PROVINCE: sayso_buf_puts(b, p->admin1); break;
    case IN: if (*p->country) sayso_buf_puts(b, sayso_export_country(x, p->country)); break;
    case LAT: if (!isnan(p->lat_deg)) sayso_json_number(b, p->lat_deg, 5); break;
    default: if (!isnan(p->lon_deg)) sayso_json_number(b, p->lon_deg, 5);
    }
}

static const sayso_export_column columns[] = {
    { "Event ID", event_put, 0 }, { "Event Date", event_put, 1 }, { "Source Name", who_put, NAME },
    { "Source Sectors", who_put, SECTORS }, { "Source Country", who_put, COUNTRY },
    { "Event Text", event_put, 2 }, { "CAMEO Code", event_put, 3 }, { "Intensity", event_put, 4 },
    { "Target Name", who_put, WHATS + NAME }, { "Target Sectors", who_put, WHATS + SECTORS },
    { "Target Country", who_put, WHATS + COUNTRY }, { "Story ID", event_put, 5 },
    { "Sentence Number", event_put, 6 }, { "Publisher", event_put, 7 }, { "City", place_put, 0 },
    { "District", NULL, 0 }, { "Province", place_put, 1 }, { "Country", place_put, 2 },
    { "Latitude", place_put, 3 }, { "Longitude", place_put, 4 },
};
_Static_assert(sizeof columns / sizeof *columns == 20, "ICEWS has 20 columns");

static const sayso_export_table table = { SAYSO_COLUMNS(columns), '\t', "" };

static void head(sayso_export *x)
{
    sayso_export_head(x, &table);
}
static void row(sayso_export *x)
{
    sayso_export_row(x, &table);
}

const sayso_export_format sayso_export_icews = {
    .name = "icews", .about = "ICEWS, 20 columns between tabs; a row a report and pair",
    .of = SAYSO_EXPORT_EVENTS, .pairs = SAYSO_PAIRS_ALL, .open = head, .record = row,
};
