/* GDELT 2.0 events: 61 columns between tabs, no head. A row a claim, with the first actor and
 * recipient of its first report; countries of places are FIPS 10-4, those of actors ISO 3166-1 as
 * CAMEO has them. */
#include "gdelt.h"
#include "base/day.h"
#include "text/utf8.h"
#include <math.h>

static const sayso_participant *side_of(const sayso_export *x, int which)
{
    return which ? x->recipient : x->actor;
}

static void day_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { FULL, MONTH, YEAR, FRACTION };
    int year, month, mday;
    const int32_t day = sayso_export_day(x);
    if (day == INT32_MIN) return;
    sayso_day_parts(day, &year, &month, &mday);
    switch (which) {
    case FULL: sayso_buf_printf(b, "%04d%02d%02d", year, month, mday); break;
    case MONTH: sayso_buf_printf(b, "%04d%02d", year, month); break;
    case YEAR: sayso_buf_printf(b, "%04d", year); break;
    default: /* by GDELT's codebook: (MONTH * 30 + DAY) / 365 */
        sayso_buf_printf(b, "%.4f", year + (month * 30 + mday) / 365.0);
    }
}

static void id_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_gdelt_id_put(x, b);
}

/* ---- actors ---- */

static void code_put(sayso_export *x, sayso_buf *b, int which)
{
    char code[SAYSO_CODE_SIZE];
    const sayso_participant *p = side_of(x, which);
    if (p) sayso_buf_puts(b, sayso_code_text(p->code, code));
}
static void name_put(sayso_export *x, sayso_buf *b, int which)
{
    sayso_str name = sayso_str_of(sayso_export_name(x, side_of(x, which)));
    if (sayso_str_upper(&name, false, &x->arena)) sayso_buf_put(b, name.at, name.len);
}
static void country_put(sayso_export *x, sayso_buf *b, int which)
{
    const sayso_participant *p = side_of(x, which);
    if (p) sayso_buf_puts(b, p->code.country);
}

/* Of a body's own code ("IGOUNO") the first block is its type, the second its group. */
static bool is_body(const char *role)
{
    return strlen(role) > 3 && (strncmp(role, "IGO", 3) == 0 || strncmp(role, "NGO", 3) == 0 ||
                                strncmp(role, "IMG", 3) == 0 || strncmp(role, "NGM", 3) == 0);
}
static void group_put(sayso_export *x, sayso_buf *b, int which)
{
    char block[4];
    const sayso_participant *p = side_of(x, which);
    if (p && is_body(p->code.role)) sayso_buf_puts(b, sayso_export_block(p->code.role, 1, block));
}
/* which: side, and twice the number of the type */
static void type_put(sayso_export *x, sayso_buf *b, int which)
{
    char block[4];
    const sayso_participant *p = side_of(x, which & 1);
    size_t i = (size_t)which >> 1;
    if (!p) return;
    if (i && is_body(p->code.role)) i++;
    sayso_buf_puts(b, sayso_export_block(p->code.role, i, block));
}

/* ---- the event ---- */

/* In the first paragraph, as GDELT has it. */
static void root_put(sayso_export *x, sayso_buf *b, int which)
{
    const uint32_t at = x->e->cue.start == SAYSO_NO_OFFSET ? 0 : x->e->cue.start;
    (void)which;
    sayso_buf_puts(b, memchr(x->r->text, '\n', at < x->r->text_len ? at : x->r->text_len) ? "0" : "1");
}
/* which: figures of the code, 0 all */
static void cameo_put(sayso_export *x, sayso_buf *b, int which)
{
    const char *code = x->e->cameo ? x->e->cameo : "";
    sayso_buf_printf(b, "%.*s", which ? which : (int)strlen(code), code);
}
static void quad_put(sayso_export *x, sayso_buf *b, int which)
{
    /* GDELT's classes go by the root of the code, PLOVER's by type */
    const char *code = x->e->cameo;
    const int root = code && code[0] && code[1] ? (code[0] - '0') * 10 + code[1] - '0' : 0;
    (void)which;
    if (root > 0) sayso_buf_printf(b, "%d", root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4);
}
static void goldstein_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    if (!isnan(x->e->goldstein)) sayso_json_number(b, x->e->goldstein, 1);
}
static void counts_put(sayso_export *x, sayso_buf *b, int which)
{
    const uint32_t n[] = { x->claim->n_events, x->claim->n_sources, x->claim->n_documents };
    sayso_buf_printf(b, "%u", n[which] ? n[which] : 1); /* a report without a source has its document */
}

/* ---- the place; of actors none is known ---- */

static void nowhere_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)x, (void)which;
    sayso_buf_puts(b, "0");
}
static void place_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { TYPE, NAME, COUNTRY, LAT, LON, FEATURE };
    const sayso_place *p = sayso_export_place(x);
    if (!p) {
        if (which == TYPE) sayso_buf_puts(b, "0");
        return;
    }
    switch (which) {
    case TYPE: sayso_buf_printf(b, "%d", sayso_gdelt_place_type(p)); break;
    case NAME: sayso_buf_puts(b, p->name); break;
    case COUNTRY: sayso_buf_puts(b, sayso_export_fips(p->country)); break;
    case LAT: if (!isnan(p->lat_deg)) sayso_json_number(b, p->lat_deg, 5); break;
    case LON: if (!isnan(p->lon_deg)) sayso_json_number(b, p->lon_deg, 5); break;
    default: sayso_buf_puts(b, sayso_export_geonames(x, p->via));
    }
}

/* ---- the document ---- */

static void added_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_gdelt_time_put(b, sayso_day_first(x->r->day));
}
static void url_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_puts(b, x->r->url ? x->r->url : x->r->id ? x->r->id : "");
}

#define ACTOR(n, side)                                                                             \
    { "Actor" n "Code", code_put, side }, { "Actor" n "Name", name_put, side },                    \
        { "Actor" n "CountryCode", country_put, side },                                            \
        { "Actor" n "KnownGroupCode", group_put, side }, { "Actor" n "EthnicCode", NULL, 0 },      \
        { "Actor" n "Religion1Code", NULL, 0 }, { "Actor" n "Religion2Code", NULL, 0 },            \
        { "Actor" n "Type1Code", type_put, side }, { "Actor" n "Type2Code", type_put, 2 + side },  \
        { "Actor" n "Type3Code", type_put, 4 + side }
#define ACTOR_PLACE(n)                                                                             \
    { "Actor" n "Geo_Type", nowhere_put, 0 }, { "Actor" n "Geo_FullName", NULL, 0 },               \
        { "Actor" n "Geo_CountryCode", NULL, 0 }, { "Actor" n "Geo_ADM1Code", NULL, 0 },           \
        { "Actor" n "Geo_ADM2Code", NULL, 0 }, { "Actor" n "Geo_Lat", NULL, 0 },                   \
        { "Actor" n "Geo_Long", NULL, 0 }, { "Actor" n "Geo_FeatureID", NULL, 0 }

static const sayso_export_column columns[] = {
    { "GLOBALEVENTID", id_put, 0 }, { "SQLDATE", day_put, 0 }, { "MonthYear", day_put, 1 },
    { "Year", day_put, 2 }, { "FractionDate", day_put, 3 }, ACTOR("1", 0), ACTOR("2", 1),
    { "IsRootEvent", root_put, 0 }, { "EventCode", cameo_put, 0 }, { "EventBaseCode", cameo_put, 3 },
    { "EventRootCode", cameo_put, 2 }, { "QuadClass", quad_put, 0 },
    { "GoldsteinScale", goldstein_put, 0 }, { "NumMentions", counts_put, 0 },
    { "NumSources", counts_put, 1 }, { "NumArticles", counts_put, 2 }, { "AvgTone", NULL, 0 },
    ACTOR_PLACE("1"), ACTOR_PLACE("2"), { "ActionGeo_Type", place_put, 0 },
    { "ActionGeo_FullName", place_put, 1 }, { "ActionGeo_CountryCode", place_put, 2 },
    { "ActionGeo_ADM1Code", NULL, 0 }, { "ActionGeo_ADM2Code", NULL, 0 },
    { "ActionGeo_Lat", place_put, 3 }, { "ActionGeo_Long", place_put, 4 },
    { "ActionGeo_FeatureID", place_put, 5 }, { "DATEADDED", added_put, 0 },
    { "SOURCEURL", url_put, 0 },
};
_Static_assert(sizeof columns / sizeof *columns == 61, "GDELT 2.0 events have 61 columns");

static const sayso_export_table table = { SAYSO_COLUMNS(columns), '\t', "" };

static void row(sayso_export *x)
{
    sayso_export_row(x, &table);
}

const sayso_export_format sayso_export_gdelt_events = {
    .name = "gdelt-events", .about = "GDELT 2.0 events, 61 columns between tabs, without a head",
    .of = SAYSO_EXPORT_CLAIMS, .pairs = SAYSO_PAIRS_FIRST, .record = row,
};
