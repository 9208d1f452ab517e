/* GeoNames: the dump of places (19 columns) and the table of their names by language
 * (alternateNamesV2). */
#include "import_inside.h"
#include <stdlib.h>

enum {
    G_ID,
    G_NAME,
    G_ASCII,
    G_ALTERNATES,
    G_LAT,
    G_LON,
    G_CLASS,
    G_CODE,
    G_COUNTRY,
    G_CC2,
    G_ADMIN1,
    G_POPULATION = 14,
    G_COLUMNS = 19
};
enum { A_ID, A_PLACE, A_LANGUAGE, A_NAME, A_LEAST = 4, A_MOST = 10, LEAST_LETTERS = 4 };

static bool number_of(sayso_str s, uint64_t most, uint64_t *out)
{
    *out = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' || *out > most) return false;
        *out = *out * 10 + (uint64_t)(s.at[i] - '0');
    }
    return s.len > 0 && *out <= most;
}

static bool degrees_of(sayso_str s, double most, int32_t *out)
{
    char z[32], *end;
    if (!s.len || s.len >= sizeof z) return false;
    memcpy(z, s.at, s.len);
    z[s.len] = 0;
    const double x = strtod(z, &end);
    if (*end || !(x >= -most && x <= most)) return false;
    *out = (int32_t)(x * 1e5 + (x < 0 ? -0.5 : 0.5));
    return true;
}

/* Towns, divisions, waters, regions and mountains; of what was built, airports and bases. Roads,
 * farms and hotels bear any name there is. */
static bool is_wanted(char class, sayso_str code)
{
    static const char *const built[] = { "AIRP", "AIRB", "MILB", "NUC" };
    if (strchr("APHLT", class)) return true;
    for (size_t i = 0; class == 'S' && i < sizeof built / sizeof *built; i++)
        if (code.len == strlen(built[i]) && memcmp(code.at, built[i], code.len) == 0) return true;
    return false;
}

static bool begins(sayso_str s, const char *with)
{
    return s.len >= strlen(with) && memcmp(s.at, with, strlen(with)) == 0;
}

static uint32_t letters_of(sayso_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) n += ((uint8_t)s.at[i] & 0xc0) != 0x80;
    return n;
}

/* Names without a language: those that are long enough to be no code of an airport. */
static void alternates_put(import *im, uint32_t place, sayso_str list)
{
    for (uint32_t i = 0; i < list.len;) {
        uint32_t end = i;
        while (end < list.len && list.at[end] != ',') end++;
        const sayso_str name = { list.at + i, end - i };
        if (letters_of(name) >= LEAST_LETTERS) sayso_kno_build_place_name(&im->b, place, name, "");
        i = end + 1;
    }
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void place_put(import *im, const sayso_str *f)
{
    kno_place p = { .file = im->index,
                    .line = im->first_line > UINT32_MAX ? UINT32_MAX : (uint32_t)im->first_line };
    uint64_t id, people = 0;
    char country[4], code[24];
    if (!number_of(f[G_ID], UINT32_MAX, &id) || !id || !f[G_NAME].len)
        sayso_import_bad(im, im->first_line,
                         "no number or no name; see the columns of GeoNames' readme");
    else if (!degrees_of(f[G_LAT], 90, &p.lat) || !degrees_of(f[G_LON], 180, &p.lon))
        sayso_import_bad(im, im->first_line,
                         "latitude or longitude is no number of degrees; write 51.5");
    else if (f[G_POPULATION].len && !number_of(f[G_POPULATION], (uint64_t)1 << 40, &people))
        sayso_import_bad(im, im->first_line, "the population is no number; write digits only");
    else if (f[G_CLASS].len == 1 && is_wanted(f[G_CLASS].at[0], f[G_CODE])) {
        if (sayso_import_country(im, f[G_COUNTRY], country)) memcpy(p.country, country, 4);
        p.name = sayso_kno_build_string(&im->b, f[G_NAME].at, f[G_NAME].len);
        p.geoname = (uint32_t)id;
        p.population = people > UINT32_MAX ? UINT32_MAX : (uint32_t)people;
        p.division = f[G_CLASS].at[0] == 'A' && begins(f[G_CODE], "ADM1") && f[G_CODE].len == 4;
        snprintf(p.feature, sizeof p.feature, "%c%.*s", f[G_CLASS].at[0],
                 (int)(f[G_CODE].len < 6 ? f[G_CODE].len : 6), f[G_CODE].at);
        snprintf(code, sizeof code, "%.2s.%.*s", f[G_COUNTRY].len == 2 ? f[G_COUNTRY].at : "--",
                 (int)(f[G_ADMIN1].len < 16 ? f[G_ADMIN1].len : 16), f[G_ADMIN1].at);
        /* GeoNames' own code until the end */
        p.admin1 = f[G_ADMIN1].len && f[G_COUNTRY].len == 2 ? sayso_kno_build_intern(&im->b, code)
                                                            : 0;
        const uint32_t place = sayso_kno_build_place(&im->b, p);
        if (!sayso_import_map_put(&im->place_of, sayso_hash(&p.geoname, sizeof p.geoname, 0),
                                  place))
            im->failed = true;
        sayso_kno_build_place_name(&im->b, place, f[G_NAME], "");
        if (!sayso_str_eq(f[G_NAME], f[G_ASCII]))
            sayso_kno_build_place_name(&im->b, place, f[G_ASCII], "");
        alternates_put(im, place, f[G_ALTERNATES]);
    }
}

void sayso_import_geonames(import *im)
{
    sayso_str line, f[G_COLUMNS];
    while (sayso_import_line(im, &line)) {
        if (!line.len || line.at[0] == '#') continue;
        im->counts->rows++;
        const uint32_t n = sayso_import_fields(line, f, G_COLUMNS);
        if (n != G_COLUMNS)
            sayso_import_bad(im, im->first_line, "%u columns instead of %d; see GeoNames' readme",
                             n, G_COLUMNS);
        else place_put(im, f);
    }
}

/* The language of a pack, "" for all; NULL: one that nobody reads. */
static const char *language_of(const import *im, sayso_str code)
{
    if (!code.len) return "";
    for (uint32_t i = 0; i < sayso_lexicon_languages(im->o->lexicon); i++)
        if (sayso_str_eq(sayso_str_of(sayso_lexicon_code(im->o->lexicon, i)), code))
            return sayso_lexicon_code(im->o->lexicon, i);
    return NULL;
}

void sayso_import_alternates(import *im)
{
    sayso_str line, f[A_MOST];
    while (sayso_import_line(im, &line)) {
        uint64_t id;
        if (!line.len || line.at[0] == '#') continue;
        im->counts->rows++;
        const uint32_t n = sayso_import_fields(line, f, A_MOST);
        if (n < A_LEAST || n > A_MOST || !number_of(f[A_PLACE], UINT32_MAX, &id)) {
            sayso_import_bad(im, im->first_line,
                             "no row of alternateNamesV2; see GeoNames' readme");
            continue;
        }
        const uint32_t number = (uint32_t)id;
        const uint32_t *place = sayso_import_map_get(&im->place_of,
                                                     sayso_hash(&number, sizeof number, 0));
        const char *language = language_of(im, f[A_LANGUAGE]);
        if (place && language && letters_of(f[A_NAME]) >= (*language ? 2 : LEAST_LETTERS))
            sayso_kno_build_place_name(&im->b, *place, f[A_NAME], language);
    }
}

/* ---- divisions ------------------------------------------------------------------------------- */

/* GeoNames numbers divisions in its own way. The towns that the built-in gazetteer has too say
 * which ISO 3166-2 code each number stands for; where GeoNames uses ISO's letters, they serve at
 * once. */
static void admin1s_learn(import *im)
{
    const sayso_gazetteer *g = im->o->gazetteer;
    const uint32_t n = g ? sayso_gazetteer_n(g) : 0;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_gaz_item it = sayso_gazetteer_item(g, i);
        const uint32_t *place =
            it.geoname && it.admin1[0]
                ? sayso_import_map_get(&im->place_of, sayso_hash(&it.geoname, sizeof it.geoname, 0))
                : NULL;
        if (!place) continue;
        const char *code = im->b.strings.at + im->b.places[*place].admin1;
        if (!*code) continue;
        const uint64_t hash = sayso_import_id("admin1", sayso_str_of(code));
        const uint32_t iso = sayso_kno_build_intern(&im->b, it.admin1);
        if (!sayso_import_map_put(&im->admin1_of, hash, iso)) im->failed = true;
    }
}

static uint32_t iso_of(import *im, uint32_t admin1)
{
    char code[24];
    snprintf(code, sizeof code, "%s", im->b.strings.at + admin1);
    const uint32_t *learned = sayso_import_map_get(&im->admin1_of,
                                                   sayso_import_id("admin1", sayso_str_of(code)));
    if (learned) return *learned;
    code[2] = '-';
    const bool known = code[3] >= 'A' && im->o->gazetteer &&
                       sayso_gazetteer_division(im->o->gazetteer, code) != UINT32_MAX;
    const uint32_t iso = known ? sayso_kno_build_intern(&im->b, code) : 0;
    code[2] = '.';
    if (!sayso_import_map_put(&im->admin1_of, sayso_import_id("admin1", sayso_str_of(code)), iso))
        im->failed = true;
    return iso;
}

void sayso_import_geonames_end(import *im)
{
    if (!im->place_of.n || im->b.failed) return;
    admin1s_learn(im);
    for (uint32_t i = 0; i < im->b.n_places && !im->failed; i++) {
        kno_place *p = &im->b.places[i];
        if (p->geoname && p->admin1) p->admin1 = iso_of(im, p->admin1);
    }
}
