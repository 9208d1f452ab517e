/* CSV with a head, as queries of Wikidata give it (RFC 4180; commas, semicolons or tabs). A row is
 * a person, a body or a place, or one more office or name of the entity whose id it repeats. */
#include "import_inside.h"
#include <math.h>
#include <stdlib.h>

enum { MOST_FIELDS = 64, MOST_OPEN = 1 << 20 };

typedef enum column {
    C_NONE, C_ID, C_NAME, C_ALIASES, C_COMMA_ALIASES, C_COUNTRY, C_POSITION, C_CODE, C_START, C_END,
    C_KIND, C_COORD, C_LAT, C_LON, C_POPULATION, C_ADMIN1,
    C_GEONAMES, N_COLUMNS
} column;

/* Heads without regard to case, blanks and underscores. */
static const struct { const char *head; column c;
} heads[] = {
    { "item", C_ID },
    { "id", C_ID },
    { "qid", C_ID },
    { "wikidata", C_ID },
    { "entity", C_ID },
    { "itemlabel", C_NAME },
    { "name", C_NAME },
    { "label", C_NAME },
    { "aliases", C_ALIASES },
    { "alias", C_ALIASES },
    { "native", C_ALIASES },
    { "nativename", C_ALIASES },
    { "itemaltlabel", C_COMMA_ALIASES },
    { "altlabel", C_COMMA_ALIASES },
    { "country", C_COUNTRY },
    { "countrylabel", C_COUNTRY },
    { "countrycode", C_COUNTRY },
    { "iso", C_COUNTRY },
    { "citizenship", C_COUNTRY },
    { "citizenshiplabel", C_COUNTRY },
    { "countryofcitizenship", C_COUNTRY },
    { "nationality", C_COUNTRY },
    { "position", C_POSITION },
    { "positionlabel", C_POSITION },
    { "office", C_POSITION },
    { "officelabel", C_POSITION },
    { "role", C_POSITION },
    { "code", C_CODE },
    { "cameo", C_CODE },
    { "start", C_START },
    { "starttime", C_START },
    { "from", C_START },
    { "begin", C_START },
    { "end", C_END },
    { "endtime", C_END },
    { "to", C_END },
    { "until", C_END },
    { "kind", C_KIND },
    { "type", C_KIND },
    { "instance", C_KIND },
    { "instanceof", C_KIND },
    { "instanceoflabel", C_KIND },
    { "instancelabel", C_KIND },
    { "class", C_KIND },
    { "coord", C_COORD },
    { "coordinates", C_COORD },
    { "coordinatelocation", C_COORD },
    { "lat", C_LAT },
    { "latitude", C_LAT },
    { "lon", C_LON },
    { "lng", C_LON },
    { "long", C_LON },
    { "longitude", C_LON },
    { "population", C_POPULATION },
    { "admin1", C_ADMIN1 },
    { "iso31662", C_ADMIN1 },
    { "geonames", C_GEONAMES },
    { "geonamesid", C_GEONAMES },
};

typedef struct sheet {
    char separator;
    column of[MOST_FIELDS];
    uint32_t n;
    sayso_buf record, plain;
} sheet;

/* ---- records --------------------------------------------------------------------------------- */

/* A record may go on over lines while a quote is open. False at the end. */
static bool record_next(import *im, sheet *s)
{
    sayso_str line;
    bool open = false, too_long;
    s->record.len = 0;
    while (sayso_import_raw_line(im, &line, &too_long)) {
        if (!s->record.len) im->first_line = im->line;
        for (uint32_t i = 0; i < line.len && !too_long; i++) open ^= line.at[i] == '"';
        if (!too_long) sayso_buf_put(&s->record, line.at, line.len);
        if (too_long || (open && s->record.len > MOST_OPEN)) {
            sayso_import_bad(im, im->first_line,
                             "a row that does not end within %d bytes; is a quote left open?",
                             MOST_OPEN);
            s->record.len = 0;
            open = false;
        } else if (!open && !s->record.failed) return true;
        if (s->record.failed) break;
    }
    im->failed |= s->record.failed;
    if (open && !im->failed && !(im->o->stop && *im->o->stop))
        sayso_import_bad(im, im->first_line,
                         "a quote is left open to the end of the file; close it");
    return false;
}

/* Cuts the record into fields, without their quotes, in s->plain. The number of fields; those
 * beyond MOST_FIELDS are counted only. */
static uint32_t record_cut(sheet *s, sayso_str *out)
{
    const char *p = s->record.at, *end = p + s->record.len;
    uint32_t n = 0, begin = 0;
    bool quoted = false;
    while (end > p && (end[-1] == '\n' || end[-1] == '\r')) end--;
    s->plain.len = 0;
    sayso_buf_put(&s->plain, p, (size_t)(end - p)); /* makes the room: what is cut is no longer */
    if (s->plain.failed) return 0;
    char *to = s->plain.at;
    uint32_t k = 0;
    for (; p <= end; p++) {
        if (p == end || (*p == s->separator && !quoted)) {
            if (n < MOST_FIELDS) out[n] = (sayso_str){ to + begin, k - begin };
            n++;
            begin = k;
        } else if (*p != '"') to[k++] = *p;
        else if (quoted && p + 1 < end && p[1] == '"') to[k++] = *p++;
        else quoted = !quoted;
    }
    return n;
}

/* ---- the head -------------------------------------------------------------------------------- */

static column column_of(sayso_str head)
{
    char plain[32];
    uint32_t n = 0;
    for (uint32_t i = 0; i < head.len && n < sizeof plain - 1; i++) {
        const char c = head.at[i];
        if (c == ' ' || c == '_' || c == '-' || c == '?' || (uint8_t)c >= 0x80) continue;
        plain[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    plain[n] = 0;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strcmp(heads[i].head, plain) == 0) return heads[i].c;
    return C_NONE;
}

static bool is_label(sayso_str head)
{
    return head.len > 5 && (memcmp(head.at + head.len - 5, "Label", 5) == 0 ||
                            memcmp(head.at + head.len - 5, "label", 5) == 0);
}

static bool head_read(import *im, sheet *s)
{
    sayso_str f[MOST_FIELDS];
    bool named = false;
    static const char separators[] = ",;\t";
    uint32_t most = 0;
    for (const char *c = separators; *c; c++) {
        s->separator = *c;
        const uint32_t n = record_cut(s, f);
        if (n > most) {
            most = n;
            s->n = n;
        }
    }
    for (const char *c = separators; *c; c++) { /* the one that makes most fields */
        s->separator = *c;
        if (record_cut(s, f) == most) break;
    }
    record_cut(s, f);
    for (uint32_t i = 0; i < s->n && i < MOST_FIELDS; i++) {
        s->of[i] = column_of(f[i]);
        for (uint32_t k = 0; k < i && s->of[i] && s->of[i] != C_ALIASES;
             k++) /* "country", an address, and "countryLabel": the label serves, else the first */
            if (s->of[k] == s->of[i]) s->of[is_label(f[i]) ? k : i] = C_NONE;
        named |= s->of[i] == C_NAME;
    }
    if (s->n > MOST_FIELDS)
        sayso_import_bad(im, im->first_line, "more than %d columns; leave some out", MOST_FIELDS);
    else if (!named)
        sayso_import_bad(im, im->first_line, "no column for names; call it name or itemLabel");
    return named && s->n <= MOST_FIELDS;
}

/* ---- a row ----------------------------------------------------------------------------------- */

typedef struct row { sayso_str cell[N_COLUMNS]; const sheet *s; const sayso_str *all; } row;

/* "http://www.wikidata.org/entity/Q42": Q42. */
static sayso_str id_of(sayso_str s)
{
    for (uint32_t i = s.len; i-- > 0;)
        if (s.at[i] == '/') return (sayso_str){ s.at + i + 1, s.len - i - 1 };
    return s;
}

static bool number_of(sayso_str s, double *out)
{
    char z[40], *end;
    if (!s.len || s.len >= sizeof z) return false;
    memcpy(z, s.at, s.len);
    z[s.len] = 0;
    *out = strtod(z, &end);
    return !*end && isfinite(*out);
}

/* lat and lon, or "Point(lon lat)". */
static bool point_of(const row *r, double *lat, double *lon)
{
    const sayso_str c = r->cell[C_COORD];
    if (!c.len)
        return number_of(r->cell[C_LAT], lat) && number_of(r->cell[C_LON], lon) &&
               fabs(*lat) <= 90 && fabs(*lon) <= 180;
    const char *open = memchr(c.at, '(', c.len),
               *close = open ? memchr(open, ')', c.len - (size_t)(open - c.at)) : NULL;
    const char *blank = close ? memchr(open, ' ', (size_t)(close - open)) : NULL;
    return blank && number_of((sayso_str) { open + 1, (uint32_t)(blank - open - 1) }, lon) &&
           number_of((sayso_str) { blank + 1, (uint32_t)(close - blank - 1) }, lat) &&
           fabs(*lat) <= 90 && fabs(*lon) <= 180;
}

static bool is_one_of(sayso_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t k = 0;
        while (k < s.len && words[i][k] && ((uint8_t)s.at[k] | 0x20) == (uint8_t)words[i][k]) k++;
        if (k == s.len && !words[i][k]) return true;
    }
    return false;
}

/* Every name of the row: name, aliases between |, those of a query's altLabel between commas. */
static void names_each(const row *r, void (*each)(import *im, uint32_t to, sayso_str name),
                       import *im, uint32_t to)
{
    each(im, to, r->cell[C_NAME]);
    for (uint32_t i = 0; i < r->s->n; i++) {
        const column c = r->s->of[i];
        const char between = c == C_ALIASES ? '|' : c == C_COMMA_ALIASES ? ',' : 0;
        const sayso_str all = between ? r->all[i] : (sayso_str){ "", 0 };
        for (uint32_t at = 0; at < all.len;) {
            const char *end = memchr(all.at + at, between, all.len - at);
            uint32_t n = end ? (uint32_t)(end - all.at) - at : all.len - at, from = at;
            at += n + 1;
            while (n && all.at[from] == ' ') from++, n--;
            if (n) each(im, to, (sayso_str){ all.at + from, n });
        }
    }
}

static void place_name(import *im, uint32_t place, sayso_str name)
{
    sayso_kno_build_place_name(&im->b, place, name, "");
}

static void place_put(import *im, const row *r, sayso_str id, const char *country, double lat,
                      double lon)
{
    double people = 0, number = 0;
    kno_place p = { .file = im->index,
                    .line = im->first_line > UINT32_MAX ? UINT32_MAX : (uint32_t)im->first_line };
    char admin1[16];
    p.lat = (int32_t)lround(lat * 1e5);
    p.lon = (int32_t)lround(lon * 1e5);
    if (number_of(r->cell[C_POPULATION], &people) && people > 0)
        p.population = people < UINT32_MAX ? (uint32_t)people : UINT32_MAX;
    if (number_of(r->cell[C_GEONAMES], &number) && number > 0 && number < UINT32_MAX)
        p.geoname = (uint32_t)number;
    snprintf(admin1, sizeof admin1, "%.*s", (int)r->cell[C_ADMIN1].len, r->cell[C_ADMIN1].at);
    p.admin1 = strchr(admin1, '-') ? sayso_kno_build_intern(&im->b, admin1) : 0;
    memcpy(p.country, country, 4);
    p.id = sayso_kno_build_string(&im->b, id.at, id.len);
    p.name = sayso_kno_build_string(&im->b, r->cell[C_NAME].at, r->cell[C_NAME].len);
    names_each(r, place_name, im, sayso_kno_build_place(&im->b, p));
}

/* The code column, else what the position (of a body: kind and name) says. */
static uint32_t code_of(import *im, const row *r, bool person, char country[4], const char **role)
{
    char text[256];
    const sayso_str code = r->cell[C_CODE];
    *role = "";
    if (code.len) {
        snprintf(text, sizeof text, "%.*s", (int)(code.len < 15 ? code.len : 15), code.at);
        return sayso_kno_build_intern(&im->b, text);
    }
    if (person) return 0;
    const sayso_str from[] = { r->cell[C_KIND], r->cell[C_NAME] };
    for (size_t i = 0; i < 2 && !(*role)[0]; i++) {
        snprintf(text, sizeof text, "%.*s", (int)(from[i].len < 250 ? from[i].len : 250),
                 from[i].at);
        *role = sayso_import_role(im, text, true, country);
    }
    return country[0] || strlen(*role) > 3 ? sayso_import_code(im, country, *role) : 0;
}

/* False: the row was told as bad. */
static bool office_days(import *im, const row *r, int32_t *from, int32_t *to)
{
    *from = INT32_MIN;
    *to = INT32_MAX;
    const bool bad = (r->cell[C_START].len && !sayso_import_day(r->cell[C_START], false, from)) ||
                     (r->cell[C_END].len && !sayso_import_day(r->cell[C_END], true, to)) ||
                     *from > *to;
    if (bad)
        sayso_import_bad(
            im, im->first_line,
            "start or end is no date, or end before start; write YYYY-MM-DD, YYYY-MM or YYYY");
    return !bad;
}

static void entity_put(import *im, const row *r, sayso_str id, bool person, char country[4])
{
    int32_t from, to;
    char title[256];
    const char *role;
    if (!office_days(im, r, &from, &to)) return;
    const uint32_t code = code_of(im, r, person, country, &role);
    const sayso_entity_kind kind = person                     ? SAYSO_ENT_PERSON
                                   : strcmp(role, "MED") == 0 ? SAYSO_ENT_MEDIUM
                                                              : SAYSO_ENT_ORGANISATION;
    const uint64_t hash = sayso_import_id("csv", id);
    const uint32_t *known = id.len ? sayso_import_map_get(&im->entity_of, hash) : NULL;
    const uint32_t entity = known ? *known
                                  : sayso_import_entity(im, kind, id.len ? id : r->cell[C_NAME],
                                                        r->cell[C_NAME], country, code);
    if (!known && id.len && !sayso_import_map_put(&im->entity_of, hash, entity)) im->failed = true;
    if (im->b.failed || im->b.full || im->failed) return;
    names_each(r, sayso_import_name, im, entity);
    snprintf(title, sizeof title, "%.*s",
             (int)(r->cell[C_POSITION].len < 250 ? r->cell[C_POSITION].len : 250),
             r->cell[C_POSITION].at);
    if (!person) return;
    if (!code)
        sayso_import_office_put(im, entity, title, country, from, to,
                                from == INT32_MIN && to == INT32_MAX);
    else if (sayso_grow(im->offices, im->n_offices, im->cap_offices)) {
        im->offices[im->n_offices] =
            (import_office) { .entity = entity,
                              .order = im->n_offices,
                              .o = { code, sayso_kno_build_intern(&im->b, title), from, to } };
        im->n_offices++;
    } else im->failed = true;
}

static void row_put(import *im, const row *r)
{
    static const char *const people[] = { "person", "human", "politician", "q5" };
    const sayso_str kind = id_of(r->cell[C_KIND]), id = id_of(r->cell[C_ID]);
    char country[4] = { 0 };
    double lat, lon;
    const bool coordinates = r->cell[C_COORD].len || r->cell[C_LAT].len || r->cell[C_LON].len,
               person = kind.len ? is_one_of(kind, people, 4) : r->cell[C_POSITION].len > 0;
    if (!r->cell[C_NAME].len)
        sayso_import_bad(im, im->first_line, "no name; give it one or leave the row out");
    else if (r->cell[C_COUNTRY].len && !sayso_import_country(im, r->cell[C_COUNTRY], country))
        sayso_import_bad(im, im->first_line,
                         "no country \"%.*s\"; write its ISO 3166 code or English name",
                         (int)(r->cell[C_COUNTRY].len < 40 ? r->cell[C_COUNTRY].len : 40),
                         r->cell[C_COUNTRY].at);
    else if (coordinates && !person && !point_of(r, &lat, &lon))
        sayso_import_bad(im, im->first_line,
                         "no coordinates; write degrees, or Point(longitude latitude)");
    else if (coordinates && !person) place_put(im, r, id, country, lat, lon);
    else entity_put(im, r, id, person, country);
}

void sayso_import_csv(import *im)
{
    sheet s = { .separator = ',' };
    sayso_str f[MOST_FIELDS];
    if (record_next(im, &s) && head_read(im, &s))
        while (!im->failed && !im->b.failed && record_next(im, &s)) {
            const uint32_t n = record_cut(&s, f);
            if (n == 1 && !f[0].len) continue;
            row r = { .s = &s, .all = f };
            im->counts->rows++;
            for (uint32_t i = 0; i < n && i < s.n; i++)
                if (s.of[i]) r.cell[s.of[i]] = f[i];
            if (n != s.n)
                sayso_import_bad(im, im->first_line,
                                 "%u columns, the head has %u; quote fields that hold separators",
                                 n, s.n);
            else if (!sayso_import_is_text((sayso_str) { s.record.at, (uint32_t)s.record.len }))
                sayso_import_bad(im, im->first_line, "bytes that are not UTF-8; convert the file");
            else row_put(im, &r);
        }
    im->failed |= s.plain.failed;
    sayso_buf_free(&s.record);
    sayso_buf_free(&s.plain);
}
