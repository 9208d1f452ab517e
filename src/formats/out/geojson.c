/* GeoJSON (RFC 7946): a feature a record, at its fields lon and lat where it has them and they are
 * known; else without a geometry, as the format allows. */
#include "out.h"

typedef struct geojson { const sayso_field *lat, *lon; } geojson;

static const sayso_field *real_named(const sayso_record *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->fields[i].name, name) == 0 &&
            (r->fields[i].kind == SAYSO_FIELD_REAL || r->fields[i].kind == SAYSO_FIELD_VALUE))
            return &r->fields[i];
    return NULL;
}

static void geojson_open(sayso_out *o)
{
    geojson *g = o->state;
    *g = (geojson){ real_named(o->record, "lat"), real_named(o->record, "lon") };
    if (!g->lat || !g->lon) g->lat = g->lon = NULL;
    sayso_buf_puts(o->to, "{\"type\":\"FeatureCollection\",\"features\":[");
}

/* Degrees; false where they are not known. */
static bool degrees(const sayso_field *f, const void *record, double *x)
{
    if (!f) return false;
    const void *at = sayso_field_at(f, record);
    if (f->kind == SAYSO_FIELD_REAL) *x = *(const double *)at;
    else {
        const sayso_value *v = at;
        *x = v->is == SAYSO_VALUE_REAL ? v->real : (double)v->whole;
        if (v->is != SAYSO_VALUE_REAL && v->is != SAYSO_VALUE_WHOLE) return false;
    }
    return *x >= -180 && *x <= 180;
}

static void geojson_record(sayso_out *o, const void *record, const void *inner)
{
    enum { DIGITS = 5 }; /* about a metre */
    const geojson *g = o->state;
    double lat, lon;
    (void)inner;
    sayso_buf_puts(o->to, o->n > 1 ? ",\n" : "\n");
    sayso_buf_puts(o->to, "{\"type\":\"Feature\",\"geometry\":");
    if (degrees(g->lat, record, &lat) && degrees(g->lon, record, &lon)) {
        sayso_buf_puts(o->to, "{\"type\":\"Point\",\"coordinates\":[");
        sayso_json_number(o->to, lon, DIGITS);
        sayso_buf_puts(o->to, ",");
        sayso_json_number(o->to, lat, DIGITS);
        sayso_buf_puts(o->to, "]}");
    } else sayso_buf_puts(o->to, "null");
    sayso_buf_puts(o->to, ",\"properties\":");
    sayso_json_record(o->to, o->record, record, (uint32_t)(o->n - 1));
    sayso_buf_puts(o->to, "}");
}

static void geojson_close(sayso_out *o)
{
    sayso_buf_puts(o->to, "\n]}\n");
}

const sayso_out_format sayso_out_geojson = {
    .name = "geojson",
    .state = sizeof(geojson),
    .open = geojson_open,
    .record = geojson_record,
    .close = geojson_close,
};
