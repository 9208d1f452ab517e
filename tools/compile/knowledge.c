/* The knowledge tables, and those of a language that name countries and roles. */
#include "compile/compile.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- services -------------------------------------------------------------------------------- */

uint32_t compile_entity(compile *c, sayso_entity_kind kind, const char *id, const char *name,
                        const char *code, const char *in, const char *detail, const char *basis)
{
    lex_entity *e = COMPILE_ADD(c, c->entities, c->n_entities, c->cap_entities);
    if (!e) return 0;
    *e = (lex_entity){ .kind = (uint32_t)kind,
                       .lat_deg = (double)NAN,
                       .lon_deg = (double)NAN,
                       .id = compile_string(c, id),
                       .name = compile_string(c, name),
                       .code = compile_string(c, code),
                       .country = compile_string(c, in),
                       .admin1 = compile_string(c, ""),
                       .detail = compile_string(c, detail),
                       .basis = compile_string(c, basis) };
    return c->n_entities - 1;
}

static const char *basis_of(compile *c, const row *r)
{
    return compile_printf(c, "%s:%u", r->basis, r->line);
}

static const char *country_of_code(compile *c, const char *code)
{
    const country *k = compile_country(c, code);
    return k ? k->iso3 : "";
}

/* A number in a field; NAN where it is empty. */
static bool degrees(compile *c, const row *r, const char *cell, double most, double *out)
{
    char *end;
    *out = (double)NAN;
    if (!*cell) return true;
    *out = strtod(cell, &end);
    if (!*end && *out >= -most && *out <= most) return true;
    compile_mistake(c, r, "%s is no number of degrees from -%g to %g; write for instance 50.45",
                    cell, most, most);
    *out = (double)NAN;
    return false;
}

/* Words joined with '_' as people write them. */
static const char *spaced(compile *c, const char *s)
{
    char *name = compile_dup(c, s, strlen(s));
    for (char *p = name; *p; p++)
        if (*p == '_') *p = ' ';
    return name;
}

/* ---- countries ------------------------------------------------------------------------------- */

void compile_countries(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "countries.tsv", 3, 6, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        double lat, lon;
        if (strlen(r->cell[0]) != 3 || strlen(r->cell[1]) == 1 || strlen(r->cell[1]) > 3)
            compile_mistake(c, r,
                            "%s %s: want alpha-3 and alpha-2 of ISO 3166-1, or a region's CAMEO "
                            "and UN M.49 codes",
                            r->cell[0], r->cell[1]);
        else if (compile_country(c, r->cell[0]))
            compile_mistake(c, r, "%s stands twice; leave one row", r->cell[0]);
        else if (degrees(c, r, r->cell[3], 90, &lat) && degrees(c, r, r->cell[4], 180, &lon)) {
            country *k = COMPILE_ADD(c, c->countries, c->n_countries, c->cap_countries);
            if (!k) break;
            *k = (country){ r->cell[0],     r->cell[1], r->cell[2], r->cell[5],
                            basis_of(c, r), lat, lon, { 0 } };
            for (size_t e = 0; e < sizeof k->entity / sizeof *k->entity; e++)
                k->entity[e] = LEX_NONE;
        }
    }
    free(t.rows);
}

/* One entity for a country and a way of naming it, made when first needed. */
static uint32_t country_entity(compile *c, country *k, sayso_entity_kind kind, const char *name)
{
    static const char *const ids[] = { "country", "adjective", "inhabitant", "capital", "metonym" };
    if (k->entity[kind] != LEX_NONE) return k->entity[kind];
    const char *code = kind == SAYSO_ENT_METONYM ? compile_printf(c, "%sGOV", k->iso3) : k->iso3;
    const uint32_t e = compile_entity(c, kind, compile_printf(c, "%s:%s", ids[kind], k->iso3), name,
                                      code, k->iso3, "", k->basis);
    if (kind == SAYSO_ENT_CAPITAL) {
        c->entities[e].lat_deg = k->lat_deg;
        c->entities[e].lon_deg = k->lon_deg;
    }
    return k->entity[kind] = e;
}

static int country_kind_of(const char *name)
{
    static const char *const kinds[] = { "name", "adj", "inhabitant", "capital", "metonym" };
    for (int i = 0; i <= SAYSO_ENT_METONYM; i++)
        if (strcmp(name, kinds[i]) == 0) return i;
    return -1;
}

void compile_country_words(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, compile_printf(c, "languages/%s", l->code), "countries.tsv", 3, 3, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        country *k = strlen(r->cell[0]) == 3 ? compile_country(c, r->cell[0]) : NULL;
        const int kind = country_kind_of(r->cell[1]);
        const str_list words = compile_split(c, r->cell[2], '|');
        if (!k)
            compile_mistake(
                c, r,
                "country %s is not in knowledge/countries.tsv; add it there or correct the code",
                r->cell[0]);
        else if (kind < 0)
            compile_mistake(
                c, r, "unknown kind %s; the kinds are name, adj, inhabitant, capital and metonym",
                r->cell[1]);
        else if (!words.n) compile_mistake(c, r, "no words; fill in the third field");
        else {
            const char *name =
                kind == SAYSO_ENT_CAPITAL && *k->capital ? k->capital : spaced(c, words.at[0]);
            const uint32_t e = country_entity(c, k, (sayso_entity_kind)kind, name);
            for (uint32_t w = 0; w < words.n; w++)
                compile_name(c, r,
                             (name_spec){ .entity = e,
                                          .language = l,
                                          .common = kind == SAYSO_ENT_COUNTRY_ADJ ||
                                                    kind == SAYSO_ENT_INHABITANT },
                             words.at[w]);
        }
    }
    free(t.rows);
}

void compile_roles(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, compile_printf(c, "languages/%s", l->code), "roles.tsv", 3, 3, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const str_list words = compile_split(c, r->cell[0], '|');
        const char *kind = r->cell[2];
        if (strcmp(kind, "person") != 0 && strcmp(kind, "group") != 0 &&
            strcmp(kind, "institution") != 0)
            compile_mistake(c, r, "unknown kind %s; the kinds are person, group and institution",
                            *kind ? kind : "-");
        else if (!words.n) compile_mistake(c, r, "no words; fill in the first field");
        else if (compile_code_fits(c, r, r->cell[1])) {
            const uint32_t e = compile_entity(c, SAYSO_ENT_ROLE,
                                              compile_printf(c, "role:%s/%s", l->code, words.at[0]),
                                              spaced(c, words.at[0]), r->cell[1],
                                              country_of_code(c, r->cell[1]), kind, basis_of(c, r));
            for (uint32_t w = 0; w < words.n; w++)
                compile_name(c, r, (name_spec){ .entity = e, .language = l }, words.at[w]);
        }
    }
    free(t.rows);
}

/* ---- people ---------------------------------------------------------------------------------- */

/* Days since 1970-01-01 of a civil date (proleptic Gregorian; Howard Hinnant's days_from_civil). */
static int32_t day_of(int y, int m, int d)
{
    const int year = y - (m <= 2), era = (year >= 0 ? year : year - 399) / 400,
              yoe = year - era * 400;
    const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1,
              doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

static int days_in(int y, int m)
{
    static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return m == 2 && (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) ? 29 : days[m - 1];
}

/* "2012", "2012-05" or "2012-05-07": its first or its last day. */
static bool date_of(compile *c, const row *r, const char *cell, bool last, int32_t *out)
{
    int y = 0, m = 0, d = 0, used = 0;
    *out = last ? INT32_MAX : INT32_MIN;
    if (!*cell) return true;
    const int n = (int)strlen(cell);
    const bool shape = (n == 4 && sscanf(cell, "%4d%n", &y, &used) == 1) ||
                       (n == 7 && sscanf(cell, "%4d-%2d%n", &y, &m, &used) == 2) ||
                       (n == 10 && sscanf(cell, "%4d-%2d-%2d%n", &y, &m, &d, &used) == 3);
    if (!shape || used != n || y < 1 || (n >= 7 && (m < 1 || m > 12)) ||
        (n == 10 && (d < 1 || d > days_in(y, m)))) {
        compile_mistake(c, r, "%s is no date; write 2012, 2012-05 or 2012-05-07", cell);
        return false;
    }
    if (n < 7) m = last ? 12 : 1;
    if (n < 10) d = last ? days_in(y, m) : 1;
    *out = day_of(y, m, d);
    return true;
}

static bool is_cyrillic_text(const char *s)
{
    for (; *s; s++)
        if (((uint8_t)*s & 0xfc) == 0xd0) return true;
    return false;
}

static int office_order(const void *a, const void *b)
{
    const lex_office *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : (x->to > y->to) - (x->to < y->to);
}

static bool is_first_text(const str_list *l, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (strcmp(l->at[k], l->at[i]) == 0) return false;
    return true;
}

/* All rows of one person, the first of which is rows[first]. */
static void person_add(compile *c, const table *t, uint32_t first)
{
    const row *r = &t->rows[first];
    const uint32_t office_first = c->n_offices;
    str_list names = { 0 };
    uint32_t cyrillic = 0;
    for (uint32_t i = first; i < t->n; i++) {
        const row *o = &t->rows[i];
        lex_office office;
        if (strcmp(o->cell[0], r->cell[0]) != 0) continue;
        compile_push(c, &names, o->cell[1]);
        const str_list native = compile_split(c, o->cell[2], '|');
        for (uint32_t k = 0; k < native.n; k++) compile_push(c, &names, native.at[k]);
        if (!compile_code_fits(c, o, o->cell[3]) ||
            !date_of(c, o, o->cell[5], false, &office.from) ||
            !date_of(c, o, o->cell[6], true, &office.to))
            continue;
        if (office.from > office.to) {
            compile_mistake(c, o, "the office ends before it begins; correct the dates");
            continue;
        }
        office.code = compile_string(c, o->cell[3]);
        office.title = compile_string(c, o->cell[4]);
        lex_office *p = COMPILE_ADD(c, c->offices, c->n_offices, c->cap_offices);
        if (p) *p = office;
    }
    const uint32_t n_offices = c->n_offices - office_first;
    if (n_offices) {
        qsort(c->offices + office_first, n_offices, sizeof *c->offices, office_order);
        const char *code = c->pool.at + c->offices[c->n_offices - 1].code;
        const char *in = country_of_code(c, code);
        const uint32_t e =
            compile_entity(c, SAYSO_ENT_PERSON, compile_printf(c, "person:%s", r->cell[0]),
                           r->cell[1], compile_dup(c, code, strlen(code)), in, "", basis_of(c, r));
        c->entities[e].office_first = office_first;
        c->entities[e].n_offices = n_offices;
        for (uint32_t i = 0; i < names.n; i++)
            cyrillic += is_cyrillic_text(names.at[i]) && is_first_text(&names, i);
        person_spec spec = {
            .entity = e, .country = in, .skeleton = cyrillic == 0, .both = cyrillic > 1
        };
        for (uint32_t i = 0; i < names.n; i++)
            if (is_first_text(&names, i)) compile_person_name(c, r, &spec, names.at[i]);
    }
    free(names.at);
}

static bool is_first(const table *t, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (strcmp(t->rows[k].cell[0], t->rows[i].cell[0]) == 0) return false;
    return true;
}

void compile_people(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "people.tsv", 5, 8, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        if (!*r->cell[0] || !*r->cell[1])
            compile_mistake(c, r, "id or name is missing; fill them in");
        else if (is_first(&t, i)) person_add(c, &t, i);
    }
    free(t.rows);
}

/* ---- bodies, media, places ------------------------------------------------------------------- */

static const language *language_find(const compile *c, const char *code)
{
    for (uint32_t i = 0; i < c->n_langs; i++)
        if (strcmp(c->langs[i].code, code) == 0) return &c->langs[i];
    return NULL;
}

/* Names in the columns of languages, which begin at `from`, are named by code in the table's head
 * and end before the basis. Where a language's column is empty, the key may lead from the
 * others'. */
static uint32_t names_by_language(compile *c, const table *t, const row *r, uint32_t from,
                                  uint32_t entity, bool common)
{
    uint32_t n = 0;
    bool keyed = false;
    for (uint32_t i = from; i + 1 < t->head.n; i++) keyed |= !*r->cell[i];
    for (uint32_t i = from; i + 1 < t->head.n; i++) {
        const language *l = language_find(c, t->head.at[i]);
        const str_list names = compile_split(c, r->cell[i], '|');
        n += names.n;
        for (uint32_t k = 0; l && k < names.n; k++)
            compile_name(c, r,
                         (name_spec){ .entity = entity,
                                      .language = l,
                                      .title_case = true,
                                      .common = common,
                                      .keyed = keyed && !strchr(names.at[k], ' ') },
                         names.at[k]);
    }
    return n;
}

static const char *first_name(compile *c, const table *t, const row *r, uint32_t from)
{
    for (uint32_t i = from; i + 1 < t->head.n; i++) {
        const str_list names = compile_split(c, r->cell[i], '|');
        if (names.n) return names.at[0];
    }
    return r->cell[0];
}

/* "AFGGOV@2021-08-15..": the code that a body has from a day to another, or on. */
static bool tenure_add(compile *c, const row *r, const char *from)
{
    char code[16] = "", first[12] = "", last[12] = "";
    lex_office office = { 0 };
    if (sscanf(from, "%15[A-Z]@%11[0-9-]..%11[0-9-]", code, first, last) < 2 || !strstr(from, "..")) {
        compile_mistake(c, r, "%s is no code with days; write AFGGOV@2021-08-15..2030-01", from);
        return false;
    }
    if (!compile_code_fits(c, r, code) || !date_of(c, r, first, false, &office.from) ||
        !date_of(c, r, last, true, &office.to))
        return false;
    office.code = compile_string(c, code);
    office.title = compile_string(c, "");
    lex_office *p = COMPILE_ADD(c, c->offices, c->n_offices, c->cap_offices);
    if (p) *p = office;
    return p != NULL;
}

/* A body's code, and behind it those that it had while it governed. */
static void body_add(compile *c, const table *t, const row *r)
{
    const str_list codes = compile_split(c, r->cell[1], '|');
    const uint32_t first = c->n_offices;
    if (!codes.n || !compile_code_fits(c, r, codes.at[0])) return;
    for (uint32_t i = 1; i < codes.n; i++)
        if (!tenure_add(c, r, codes.at[i])) return;
    const uint32_t e = compile_entity(c, SAYSO_ENT_ORGANISATION,
                                      compile_printf(c, "organisation:%s", r->cell[0]),
                                      first_name(c, t, r, 3), codes.at[0],
                                      country_of_code(c, codes.at[0]), r->cell[2], basis_of(c, r));
    c->entities[e].office_first = first;
    c->entities[e].n_offices = c->n_offices - first;
    if (!names_by_language(c, t, r, 3, e, true))
        compile_mistake(c, r, "no name in any language; fill in at least one");
}

void compile_organisations(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "organisations.tsv", 4, 0, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        if (!*r->cell[0]) compile_mistake(c, r, "id is missing; fill it in");
        else body_add(c, &t, r);
    }
    free(t.rows);
}

void compile_media(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "media.tsv", 4, 5, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const str_list names = compile_split(c, r->cell[3], '|');
        if (!*r->cell[0] || !names.n)
            compile_mistake(c, r, "id or names are missing; fill them in");
        else if (compile_code_fits(c, r, r->cell[1])) {
            const uint32_t e =
                compile_entity(c, SAYSO_ENT_MEDIUM, compile_printf(c, "medium:%s", r->cell[0]),
                               names.at[0], r->cell[1], country_of_code(c, r->cell[1]), r->cell[2],
                               basis_of(c, r));
            for (uint32_t k = 0; k < names.n; k++)
                compile_name(c, r,
                             (name_spec){
                                 .entity = e, .title_case = true, .common = true, .whole = true },
                             names.at[k]);
        }
    }
    free(t.rows);
}

void compile_places(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "places.tsv", 8, 0, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const char *in = r->cell[2];
        double lat, lon;
        if (!*r->cell[0]) compile_mistake(c, r, "id is missing; fill it in");
        else if (*in && (strlen(in) != 3 || !compile_country(c, in)))
            compile_mistake(c, r, "country %s is not in countries.tsv; write its alpha-3", in);
        else if (degrees(c, r, r->cell[4], 90, &lat) && degrees(c, r, r->cell[5], 180, &lon)) {
            const uint32_t e =
                compile_entity(c, SAYSO_ENT_PLACE, compile_printf(c, "place:%s", r->cell[0]),
                               first_name(c, &t, r, 7), in, in, r->cell[1], basis_of(c, r));
            c->entities[e].lat_deg = lat;
            c->entities[e].lon_deg = lon;
            c->entities[e].population = (uint32_t)strtoul(r->cell[6], NULL, 10);
            c->entities[e].admin1 = compile_string(c, r->cell[3]);
            if (!names_by_language(c, &t, r, 7, e, false))
                compile_mistake(c, r, "no name in any language; fill in at least one");
        }
    }
    free(t.rows);
}
