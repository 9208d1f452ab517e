/* Names of countries that others keep: ICU's (CLDR) in each language, and the official ones of
 * iso-codes. */
#include "compile/catalogue.h"
#include "compile/compile.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uldnames.h>
#include <unicode/ustring.h>

/* ---- ICU ------------------------------------------------------------------------------------- */

static const char *region_name(compile *c, const char *locale, const char *iso2,
                               UDisplayContext length)
{
    UErrorCode st = U_ZERO_ERROR;
    UDisplayContext contexts[] = { length };
    UChar wide[128];
    char name[384];
    ULocaleDisplayNames *names = uldn_openForContext(locale, contexts, 1, &st);
    if (U_FAILURE(st)) return "";
    const int32_t n = uldn_regionDisplayName(names, iso2, wide, 128, &st);
    uldn_close(names);
    int32_t k = 0;
    if (U_FAILURE(st) || n <= 0 || n >= 128) return "";
    u_strToUTF8(name, sizeof name, &k, wide, n, &st);
    if (U_FAILURE(st) || k >= (int32_t)sizeof name || strcmp(name, iso2) == 0) return "";
    return compile_dup(c, name, (size_t)k);
}

static uint32_t country_of(compile *c, country *k, const char *name)
{
    if (k->entity[SAYSO_ENT_COUNTRY] == LEX_NONE)
        k->entity[SAYSO_ENT_COUNTRY] =
            compile_entity(c, SAYSO_ENT_COUNTRY, compile_printf(c, "country:%s", k->iso3), name,
                           k->iso3, k->iso3, "", k->basis);
    return k->entity[SAYSO_ENT_COUNTRY];
}

static void country_name_put(compile *c, const language *l, uint32_t entity, const char *name)
{
    const row nowhere = { .path = "iso-codes", .basis = "iso-codes" };
    if (*name) compile_name(c, &nowhere, (name_spec){ .entity = entity, .language = l }, name);
}

/* Is it the name of another country? "Virgin Islands (U.S.)" */
static bool is_another(const compile *c, const char *const *full, uint32_t self, const char *name)
{
    for (uint32_t i = 0; i < c->n_countries; i++)
        if (i != self && strcmp(full[i], name) == 0) return true;
    return sayso_lex_all_capitals(sayso_str_of(name));
}

/* "Myanmar (Burma)" gives both; "Congo - Kinshasa" is nobody's way of writing. */
static void icu_name_put(compile *c, const language *l, const char *const *full, uint32_t self,
                         const char *name)
{
    const uint32_t entity = c->countries[self].entity[SAYSO_ENT_COUNTRY];
    const char *open = strchr(name, '('), *shut = open ? strchr(open, ')') : NULL;
    if (strstr(name, " - ") || strstr(name, " – ") || strstr(name, " — ") || strchr(name, ','))
        return;
    if (!open || !shut) {
        country_name_put(c, l, entity, name);
        return;
    }
    const char *inner = compile_dup(c, open + 1, (size_t)(shut - open - 1));
    country_name_put(c, l, entity, compile_dup(c, name, (size_t)(open - name)));
    if (!is_another(c, full, self, inner)) country_name_put(c, l, entity, inner);
}

static void icu_names(compile *c)
{
    const char **full = sayso_arena_array(&c->arena, (size_t)c->n_countries + 1, sizeof *full);
    if (!full) {
        c->no_memory = true;
        return;
    }
    for (uint32_t k = 0; k < c->n_countries; k++) {
        const char *english = region_name(c, "en", c->countries[k].iso2, UDISPCTX_LENGTH_FULL);
        country_of(c, &c->countries[k], *english ? english : c->countries[k].iso3);
    }
    for (uint32_t i = 0; i < c->n_langs; i++) {
        for (uint32_t k = 0; k < c->n_countries; k++)
            full[k] = region_name(c, c->langs[i].code, c->countries[k].iso2, UDISPCTX_LENGTH_FULL);
        for (uint32_t k = 0; k < c->n_countries; k++) {
            const char *brief =
                region_name(c, c->langs[i].code, c->countries[k].iso2, UDISPCTX_LENGTH_SHORT);
            icu_name_put(c, &c->langs[i], full, k, full[k]);
            if (strcmp(full[k], brief) != 0) icu_name_put(c, &c->langs[i], full, k, brief);
        }
    }
}

/* ---- iso-codes ------------------------------------------------------------------------------- */

/* The translation, or "". */
static const char *translated(compile *c, const catalogue *m, const char *text)
{
    const sayso_str t = catalogue_find(m, sayso_str_of(text));
    return t.len ? compile_dup(c, t.at, t.len) : "";
}

static country *country_by_iso2(compile *c, const char *iso2)
{
    for (uint32_t i = 0; iso2 && i < c->n_countries; i++)
        if (strcmp(c->countries[i].iso2, iso2) == 0) return &c->countries[i];
    return NULL;
}

static const char *json_text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

/* "Iran, Islamic Republic of" is an index entry, not a name. */
static bool is_running_name(const char *s) { return *s && !strchr(s, ',') && !strchr(s, '('); }

static void iso_country(compile *c, const catalogue *catalogues, const json_t *o)
{
    static const char *const fields[] = { "name", "common_name", "official_name" };
    country *k = country_by_iso2(c, json_text(o, "alpha_2"));
    for (size_t f = 0; k && f < 3; f++) {
        const char *english = json_text(o, fields[f]);
        if (!*english) continue; /* the empty text "translates" to a catalogue's head */
        for (uint32_t i = 0; i < c->n_langs; i++) {
            const char *name = strcmp(c->langs[i].code, "en") == 0
                                   ? english
                                   : translated(c, &catalogues[i], english);
            if (is_running_name(name))
                country_name_put(c, &c->langs[i], country_of(c, k, english), name);
        }
    }
}

/* The array of a table of iso-codes; NULL, and a line of the summary, where it is not installed. */
static json_t *iso_open(compile *c, const char *file)
{
    json_error_t problem;
    json_t *all =
        json_load_file(compile_printf(c, "%s/iso-codes/json/%s.json", c->options->share_dir, file),
                       0, &problem);
    if (!all) sayso_buf_printf(&c->result->summary, "without iso-codes: %s\n", problem.text);
    return all;
}

static catalogue *catalogues_open(compile *c, const char *domain)
{
    catalogue *all = sayso_arena_array(&c->arena, (size_t)c->n_langs + 1, sizeof *all);
    if (!all) c->no_memory = true;
    for (uint32_t i = 0; all && i < c->n_langs; i++)
        all[i] = catalogue_open(compile_printf(c, "%s/locale/%s/LC_MESSAGES/%s.mo",
                                               c->options->share_dir, c->langs[i].code, domain));
    return all;
}

static void catalogues_close(const compile *c, catalogue *all)
{
    for (uint32_t i = 0; all && i < c->n_langs; i++) catalogue_close(&all[i]);
}

static void iso_names(compile *c)
{
    json_t *all = iso_open(c, "iso_3166-1"), *o;
    catalogue *catalogues = catalogues_open(c, "iso_3166-1");
    size_t i;
    if (catalogues)
        json_array_foreach(json_object_get(all, "3166-1"), i, o) iso_country(c, catalogues, o);
    catalogues_close(c, catalogues);
    json_decref(all);
}

/* ---- divisions ------------------------------------------------------------------------------- */

/* The place that places.tsv has for the division already, or a new one. */
static uint32_t division_entity(compile *c, const country *k, const char *code, const char *name)
{
    for (uint32_t i = 0; i < c->n_entities; i++)
        if (c->entities[i].kind == SAYSO_ENT_PLACE &&
            strcmp(c->pool.at + c->entities[i].admin1, code) == 0 &&
            strcmp(c->pool.at + c->entities[i].detail, "region") == 0)
            return i;
    const uint32_t e =
        compile_entity(c, SAYSO_ENT_PLACE, compile_printf(c, "place:%s", code), name, k->iso3,
                       k->iso3, "region", compile_printf(c, "iso-codes/iso_3166-2:%s", code));
    c->entities[e].admin1 = compile_string(c, code);
    return e;
}

/* "Adygeja, Respublika" as "Respublika Adygeja"; without what stands in brackets. */
static const char *division_name(compile *c, const char *name)
{
    const size_t n = strcspn(name, "([");
    const char *plain = compile_split(c, compile_dup(c, name, n), '\n').n
                            ? compile_split(c, compile_dup(c, name, n), '\n').at[0]
                            : "";
    const char *comma = strchr(plain, ',');
    if (!comma) return plain;
    const str_list after = compile_split(c, comma + 1, '\n');
    return compile_printf(c, "%s %.*s", after.n ? after.at[0] : "", (int)(comma - plain), plain);
}

static bool is_division_name(const compile *c, const char *name)
{
    enum { LEAST_LETTERS = 4 };
    uint32_t letters = 0;
    for (const char *p = name; *p; p++) letters += ((uint8_t)*p & 0xc0) != 0x80;
    for (uint32_t i = 0; i < c->division_nots.n; i++)
        if (strcmp(c->division_nots.at[i], name) == 0) return false;
    return letters >= LEAST_LETTERS;
}

static void iso_division(compile *c, const catalogue *catalogues, const json_t *o)
{
    const char *code = json_text(o, "code"), *name = json_text(o, "name"),
               *type = json_text(o, "type");
    const country *k = country_by_iso2(c, compile_dup(c, code, strcspn(code, "-")));
    const row nowhere = { .path = "iso-codes/iso_3166-2", .basis = "iso-codes/iso_3166-2" };
    bool wanted = false;
    for (uint32_t i = 0; i < c->division_types.n; i++)
        wanted |= strcmp(c->division_types.at[i], type) == 0;
    if (!k || !wanted) return;
    const uint32_t entity = division_entity(c, k, code, division_name(c, name));
    for (uint32_t i = 0; i < c->n_langs; i++) {
        const char *own = translated(c, &catalogues[i], name);
        /* what is not translated serves in languages of its script */
        if (!*own && strcmp(c->pool.at + c->langs[i].record.script, "Latn") == 0) own = name;
        const char *written = division_name(c, own);
        if (is_division_name(c, written) && !compile_name_is_taken(c, &c->langs[i], written))
            compile_name(c, &nowhere, (name_spec){ .entity = entity, .language = &c->langs[i] },
                         written);
    }
}

static void division_rules(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "divisions.tsv", 2, 2, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const str_list words = compile_split(c, t.rows[i].cell[1], '|');
        const bool type = strcmp(t.rows[i].cell[0], "type") == 0;
        if (!type && strcmp(t.rows[i].cell[0], "not") != 0)
            compile_mistake(c, &t.rows[i], "unknown kind %s; the kinds are type and not",
                            t.rows[i].cell[0]);
        else
            for (uint32_t k = 0; k < words.n; k++)
                compile_push(c, type ? &c->division_types : &c->division_nots, words.at[k]);
    }
    free(t.rows);
}

void compile_divisions(compile *c)
{
    if (!c->options->share_dir) return;
    division_rules(c);
    json_t *all = c->division_types.n ? iso_open(c, "iso_3166-2") : NULL, *o;
    catalogue *catalogues = all ? catalogues_open(c, "iso_3166-2") : NULL;
    size_t i;
    if (catalogues)
        json_array_foreach(json_object_get(all, "3166-2"), i, o) iso_division(c, catalogues, o);
    catalogues_close(c, catalogues);
    json_decref(all);
}

void compile_iso(compile *c)
{
    icu_names(c);
    if (c->options->share_dir) iso_names(c);
}
