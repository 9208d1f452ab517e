/* sayso-gazetteer OUT LANGUAGES KNOWLEDGE: the towns and divisions of libgeonames, with their names
 * in the languages that are read, into one file, gazetteer.sayso. Exit status 0 done, 2 usage or
 * system, 3 mistakes in tables. */
#include "compile/catalogue.h"
#include "compile/compile.h"
#include "gazetteer/build.h"
#include <dirent.h>
#include <errno.h>
#include <geonames.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
    "usage: sayso-gazetteer [--share=DIR] [--depfile=FILE] OUT LANGUAGES KNOWLEDGE\n"
    "Compiles the towns of libgeonames and tables of the folder KNOWLEDGE into OUT "
    "(gazetteer.sayso), with names in the\n"
    "languages that have a folder in LANGUAGES.\n"
    "  --share=DIR      where iso-codes and translations are installed (default /usr/share)\n"
    "  --depfile=FILE   write what was read, for make and ninja\n"
    "Example: sayso-gazetteer gazetteer.sayso languages knowledge\n";

enum { MOST_LANGUAGES = LEX_MOST_LANGUAGES };

typedef struct division { const char *code; uint32_t index; } division; /* "US.LA" */
typedef struct iso_division { const char *code, *name; } iso_division;  /* "US-LA", "Louisiana" */
typedef struct tongue {
    const char *code;
    catalogue towns, divisions;
    bool latin; /* written in Latin letters */
} tongue;

typedef struct work {
    compile c;                   /* for its tables, strings and mistakes */
    compile_result result;
    gaz_build b;
    tongue tongues[MOST_LANGUAGES]; uint32_t n_tongues;
    division *divisions; uint32_t n_divisions, cap_divisions; /* by code */
    iso_division *iso; uint32_t n_iso, cap_iso;               /* as in the table */
    table countries, shorts;
} work;

/* ---- what is read ---------------------------------------------------------------------------- */

static int tongue_order(const void *a, const void *b)
{
    return strcmp(((const tongue *)a)->code, ((const tongue *)b)->code);
}

static sayso_status tongues_find(work *k, sayso_error *err)
{
    const char *dir = k->c.options->languages_dir, *share = k->c.options->share_dir;
    DIR *d = opendir(dir);
    if (!d)
        return sayso_fail(err, SAYSO_NOT_FOUND, dir, SAYSO_NOWHERE, "cannot open the folder: %s",
                          strerror(errno));
    for (const struct dirent *e; (e = readdir(d)) != NULL && k->n_tongues < MOST_LANGUAGES;)
        if (e->d_name[0] != '.')
            k->tongues[k->n_tongues++].code = compile_dup(&k->c, e->d_name, strlen(e->d_name));
    closedir(d);
    qsort(k->tongues, k->n_tongues, sizeof *k->tongues, tongue_order);
    for (uint32_t i = 0; i < k->n_tongues; i++) {
        tongue *t = &k->tongues[i];
        t->towns = catalogue_open(
            compile_printf(&k->c, "%s/locale/%s/LC_MESSAGES/geonames.mo", share, t->code));
        t->divisions = catalogue_open(
            compile_printf(&k->c, "%s/locale/%s/LC_MESSAGES/iso_3166-2.mo", share, t->code));
    }
    return SAYSO_OK;
}

static const char *translated(work *k, const catalogue *m, const char *original)
{
    const sayso_str t = catalogue_find(m, sayso_str_of(original));
    return t.len ? compile_dup(&k->c, t.at, t.len) : "";
}

static sayso_status iso_read(work *k, sayso_error *err)
{
    json_error_t problem;
    const char *path =
        compile_printf(&k->c, "%s/iso-codes/json/iso_3166-2.json", k->c.options->share_dir);
    json_t *all = json_load_file(path, 0, &problem), *o;
    size_t i;
    if (!all)
        return sayso_fail(err, SAYSO_NOT_FOUND, path, SAYSO_NOWHERE, "%s; install iso-codes",
                          problem.text);
    json_array_foreach(json_object_get(all, "3166-2"), i, o) {
        const char *code = json_string_value(json_object_get(o, "code")),
                   *name = json_string_value(json_object_get(o, "name"));
        iso_division *d =
            code && name && *name ? COMPILE_ADD(&k->c, k->iso, k->n_iso, k->cap_iso) : NULL;
        if (d)
            *d = (iso_division){ compile_dup(&k->c, code, strlen(code)),
                                 compile_dup(&k->c, name, strlen(name)) };
    }
    json_decref(all);
    return SAYSO_OK;
}

static const char *country_of(const work *k, const char *iso2)
{
    for (uint32_t i = 0; i < k->countries.n; i++)
        if (strcmp(k->countries.rows[i].cell[1], iso2) == 0) return k->countries.rows[i].cell[0];
    return NULL;
}

/* ---- divisions ------------------------------------------------------------------------------- */

static bool same_folded(const char *a, const char *b)
{
    char x[LEX_MOST_BYTES], y[LEX_MOST_BYTES];
    const uint32_t n = sayso_lex_fold(sayso_str_of(a), x), m = sayso_lex_fold(sayso_str_of(b), y);
    return n && n == m && memcmp(x, y, n) == 0;
}

/* Do the names begin alike, by the key of all scripts: "Lipetsk Oblast" and "Lipeckaja oblast'"?
 * Letters alike, at most. */
static uint32_t alike(const char *a, const char *b)
{
    char x[LEX_MOST_BYTES], y[LEX_MOST_BYTES];
    const uint32_t n = sayso_name_key((sayso_str){ a, (uint32_t)strcspn(a, " ,-") }, x, sizeof x);
    const uint32_t m = sayso_name_key((sayso_str){ b, (uint32_t)strcspn(b, " ,-") }, y, sizeof y);
    uint32_t same = 0;
    while (same < n && same < m && x[same] == y[same]) same++;
    return same >= 4 && same + 2 >= n ? same : 0;
}

/* The ISO code of a division: by the letters of its GeoNames code where these are ISO's, by its
 * name in any language, by how its name begins where only one does so. "" if nothing fits. */
static const char *iso_of(work *k, const char *code, const char *english, const char *const *names)
{
    const size_t n = strcspn(code, ".");
    const char *found = "";
    uint32_t most = 0;
    bool several = false;
    const bool letters = code[n + 1] >= 'A' && code[n + 2] >= 'A';
    for (uint32_t i = 0; letters && i < k->n_iso; i++)
        if (strncmp(k->iso[i].code, code, n) == 0 &&
            strcmp(k->iso[i].code + n + 1, code + n + 1) == 0)
            return k->iso[i].code;
    for (uint32_t i = 0; i < k->n_iso; i++) {
        const iso_division *d = &k->iso[i];
        if (strncmp(d->code, code, n) != 0 || d->code[n] != '-') continue;
        bool equal = same_folded(d->name, english);
        for (uint32_t t = 0; t < k->n_tongues && !equal; t++)
            equal = *names[t] &&
                    same_folded(translated(k, &k->tongues[t].divisions, d->name), names[t]);
        if (equal) return d->code;
        const uint32_t likeness = alike(english, d->name);
        several = likeness && likeness == most ? true : likeness > most ? false : several;
        if (likeness > most) { most = likeness; found = d->code; }
    }
    return several ? "" : found;
}

/* The name under which the languages that share its script have it: Latin letters serve
 * everywhere. */
static const char *serves(const char *name, const char *code)
{
    for (const char *p = name; *p; p++)
        if ((uint8_t)*p >= 0xd0 && (uint8_t)*p <= 0xd4) return code;
    return "";
}

/* A name, and the short ways of writing its first word. A name of another language than English
 * serves that language only: its exonyms would be strange in others. */
static void name_put(work *k, uint32_t item, const char *name, const char *code)
{
    gaz_build_name(&k->b, item, name, code, false);
    for (uint32_t i = 0; i < k->shorts.n; i++) {
        const row *r = &k->shorts.rows[i];
        if (strcmp(r->cell[1], "short") != 0 || (*code && strcmp(r->cell[0], code) != 0)) continue;
        const str_list forms = compile_split(&k->c, r->cell[2], '|');
        const size_t n = forms.n ? strlen(forms.at[0]) : 0;
        if (!n || strncmp(name, forms.at[0], n) != 0 || (name[n] != ' ' && name[n] != '-'))
            continue;
        for (uint32_t f = 1; f < forms.n; f++)
            gaz_build_name(&k->b, item, compile_printf(&k->c, "%s%s", forms.at[f], name + n), code,
                           false);
    }
}

static void names_put(work *k, uint32_t item, const char *english, const char *const *names)
{
    name_put(k, item, english, serves(english, "en"));
    for (uint32_t t = 0; t < k->n_tongues; t++)
        if (*names[t] && strcmp(names[t], english) != 0)
            name_put(k, item, names[t],
                     strcmp(k->tongues[t].code, "en") == 0 ? "" : k->tongues[t].code);
        else if (!*names[t] && !k->tongues[t].latin)
            gaz_build_key(&k->b, item, english, k->tongues[t].code);
}

static const char **names_of(work *k, const char *id)
{
    const char **names = sayso_arena_array(&k->c.arena, (size_t)k->n_tongues + 1, sizeof *names);
    if (!names) {
        k->c.no_memory = true;
        return NULL;
    }
    for (uint32_t t = 0; t < k->n_tongues; t++) names[t] = translated(k, &k->tongues[t].towns, id);
    return names;
}

static uint16_t division_of(work *k, const char *code, const char *written, const char *iso3)
{
    for (uint32_t i = k->n_divisions; i > 0; i--) /* towns come country by country */
        if (strcmp(k->divisions[i - 1].code, code) == 0) return (uint16_t)k->divisions[i - 1].index;
    const char **names = names_of(k, code);
    division *d = names ? COMPILE_ADD(&k->c, k->divisions, k->n_divisions, k->cap_divisions) : NULL;
    if (!d) return GAZ_NO_DIVISION;
    const char *iso = iso_of(k, code, written, names);
    *d = (division){ compile_dup(&k->c, code, strlen(code)),
                     gaz_build_division(&k->b, written, iso, iso3) };
    names_put(k, GAZ_DIVISION_ITEM + d->index, written, names);
    return (uint16_t)d->index;
}

/* ---- towns ----------------------------------------------------------------------------------- */

static int32_t hundred_thousandths(double degrees)
{
    return (int32_t)(degrees * 1e5 + (degrees < 0 ? -0.5 : 0.5));
}

/* The API has no call for a town's number, under which its names are translated; it is the first
 * field of the record, which the header shows to be a GVariant. */
static void town_put(work *k, GVariant *town)
{
    const char *id, *name, *code, *state, *iso2, *country_name, *zone;
    guint32 people;
    gdouble lat, lon;
    if (!g_variant_is_of_type(town, G_VARIANT_TYPE("(sssssssudd)"))) return;
    g_variant_get(town, "(&s&s&s&s&s&s&sudd)", &id, &name, &code, &state, &iso2, &country_name,
                  &zone, &people, &lat, &lon);
    const char *iso3 = country_of(k, iso2), **names = names_of(k, id);
    if (!iso3 || !names || !*name || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180))
        return;
    const gaz_place p = {
        .lat = hundred_thousandths(lat),
        .lon = hundred_thousandths(lon),
        .geoname = (uint32_t)strtoul(id, NULL, 10),
        .population = people,
        .division = *code && *state
                        ? division_of(k, compile_printf(&k->c, "%s.%s", iso2, code), state, iso3)
                        : GAZ_NO_DIVISION
    };
    names_put(k, gaz_build_place(&k->b, p, name, iso3), name, names);
}

/* A language that languages.tsv does not name is taken for one in Latin letters. */
static void scripts_read(work *k)
{
    table t;
    compile_table(&k->c, k->c.options->knowledge_dir, "knowledge", "languages.tsv", 3, 5, &t);
    for (uint32_t i = 0; i < k->n_tongues; i++) k->tongues[i].latin = true;
    for (uint32_t r = 0; r < t.n; r++)
        for (uint32_t i = 0; i < k->n_tongues; i++)
            if (strcmp(k->tongues[i].code, t.rows[r].cell[0]) == 0)
                k->tongues[i].latin = strcmp(t.rows[r].cell[2], "Latin") == 0;
    free(t.rows);
}

static void towns_read(work *k)
{
    const gint n = geonames_get_n_cities();
    for (gint i = 0; i < n; i++) {
        GeonamesCity *town = geonames_get_city(i);
        if (!town) continue;
        town_put(k, town);
        geonames_city_free(town);
    }
}

/* ---- tables ---------------------------------------------------------------------------------- */

static void abbreviations_read(work *k)
{
    table t;
    compile_table(&k->c, k->c.options->knowledge_dir, "knowledge", "abbreviations.tsv", 3, 3, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        uint32_t at = 0;
        while (at < k->b.n_divisions &&
               strcmp(k->b.strings.at + k->b.divisions[at].iso, r->cell[0]) != 0)
            at++;
        if (at == k->b.n_divisions) {
            compile_mistake(&k->c, r, "no division %s is known", r->cell[0]);
            continue;
        }
        const str_list forms = compile_split(&k->c, r->cell[1], '|');
        for (uint32_t f = 0; f < forms.n; f++)
            gaz_build_name(&k->b, GAZ_DIVISION_ITEM + at, forms.at[f], "", true);
    }
    free(t.rows);
}

static void centres_read(work *k)
{
    table t;
    compile_table(&k->c, k->c.options->knowledge_dir, "knowledge", "centres.tsv", 4, 4, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        char *end[2];
        const double lat = strtod(t.rows[i].cell[1], &end[0]),
                     lon = strtod(t.rows[i].cell[2], &end[1]);
        if (strlen(t.rows[i].cell[0]) != 3 || *end[0] || *end[1] ||
            !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180))
            compile_mistake(&k->c, &t.rows[i], "a country's code and its degrees are wanted");
        else
            gaz_build_centre(&k->b, t.rows[i].cell[0], hundred_thousandths(lat),
                             hundred_thousandths(lon));
    }
    free(t.rows);
}

static void words_read(work *k)
{
    static const char *const kinds[SAYSO_N_GAZ_WORDS] = { "short", "division", "county",
                                                          "town",  "street",   "title" };
    for (uint32_t i = 0; i < k->shorts.n; i++) {
        const row *r = &k->shorts.rows[i];
        uint32_t kind = 0;
        while (kind < SAYSO_N_GAZ_WORDS && strcmp(kinds[kind], r->cell[1]) != 0) kind++;
        if (kind == SAYSO_N_GAZ_WORDS) compile_mistake(&k->c, r, "unknown kind %s", r->cell[1]);
        if (kind == SAYSO_N_GAZ_WORDS || kind == 0) continue;
        const str_list words = compile_split(&k->c, r->cell[2], '|');
        for (uint32_t w = 0; w < words.n; w++)
            gaz_build_word(&k->b, words.at[w], r->cell[0], (sayso_gaz_word)kind);
    }
}

/* ---- the program ----------------------------------------------------------------------------- */

static sayso_status work_do(work *k, sayso_buf *out, sayso_error *err)
{
    sayso_status st = tongues_find(k, err);
    if (!st) st = iso_read(k, err);
    if (st) return st;
    compile_table(&k->c, k->c.options->knowledge_dir, "knowledge", "countries.tsv", 6, 6,
                  &k->countries);
    compile_table(&k->c, k->c.options->knowledge_dir, "knowledge", "placewords.tsv", 3, 3,
                  &k->shorts);
    scripts_read(k);
    towns_read(k);
    centres_read(k);
    abbreviations_read(k);
    words_read(k);
    return k->c.no_memory ? sayso_no_memory(err) : gaz_build_write(&k->b, out, err);
}

static void work_free(work *k)
{
    for (uint32_t i = 0; i < k->n_tongues; i++) {
        catalogue_close(&k->tongues[i].towns);
        catalogue_close(&k->tongues[i].divisions);
    }
    gaz_build_free(&k->b);
    free(k->divisions);
    free(k->iso);
    free(k->countries.rows);
    free(k->shorts.rows);
    sayso_arena_free(&k->c.arena);
    compile_result_free(&k->result);
}

static sayso_status depfile_write(const char *path, const char *out, const compile_result *r,
                                  sayso_error *err)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&b, "%s:", out);
    for (const char *p = r->files.at; p && *p; p = strchr(p, '\n') + 1)
        sayso_buf_printf(&b, " \\\n %.*s", (int)strcspn(p, "\n"), p);
    sayso_buf_puts(&b, "\n");
    const sayso_status st =
        b.failed ? sayso_no_memory(err) : sayso_file_write(path, b.at, b.len, err);
    sayso_buf_free(&b);
    return st;
}

static int run(const compile_options *options, const char *out_path, const char *depfile)
{
    static work k; /* large */
    sayso_buf out = SAYSO_BUF_EMPTY;
    sayso_error err;
    k.c.options = options;
    k.c.result = &k.result;
    sayso_status st = work_do(&k, &out, &err);
    const bool wrong = !st && k.result.n_mistakes;
    if (wrong) fputs(k.result.mistakes.at, stderr);
    if (!st && !wrong) st = sayso_file_write(out_path, out.at, out.len, &err);
    if (!st && depfile) st = depfile_write(depfile, out_path, &k.result, &err);
    if (st) fprintf(stderr, "sayso-gazetteer: %s: %s\n", err.name, err.msg);
    sayso_buf_free(&out);
    work_free(&k);
    return st ? 2 : wrong ? 3 : 0;
}

int main(int argc, char **argv)
{
    compile_options options = { .share_dir = "/usr/share" };
    const char *paths[3] = { NULL }, *depfile = NULL;
    int n = 0;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(help, stdout) < 0 ? 2 : 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--share=", 8) == 0) options.share_dir = argv[i] + 8;
        else if (strncmp(argv[i], "--depfile=", 10) == 0) depfile = argv[i] + 10;
        else if (argv[i][0] == '-' || n == 3) n = 4;
        else paths[n++] = argv[i];
        if (n > 3) break;
    }
    if (n != 3) {
        fputs(help, stderr);
        return 2;
    }
    options.languages_dir = paths[1];
    options.knowledge_dir = paths[2];
    return run(&options, paths[0], depfile);
}
