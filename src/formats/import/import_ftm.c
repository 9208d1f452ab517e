/* FollowTheMoney: an entity a line, as OpenSanctions publishes them (entities.ftm.json), or with
 * the entities that it is linked to inside (targets.nested.json). Persons, bodies, positions and
 * who held them when; other schemata are passed over without a word. */
#include "import_inside.h"
#include <jansson.h>
#include <stdlib.h>

/* ---- properties: each is a list; nested files put whole entities among its strings ----------- */

static const json_t *property(const json_t *o, const char *name)
{
    const json_t *list = json_object_get(json_object_get(o, "properties"), name);
    return json_is_array(list) ? list : NULL;
}

static sayso_str text_of(const json_t *s)
{
    return json_is_string(s) ? (sayso_str) { json_string_value(s), (uint32_t)json_string_length(s) }
                             : (sayso_str) { "", 0 };
}

static sayso_str first_text(const json_t *list) { return text_of(json_array_get(list, 0)); }

static bool has_topic(const json_t *o, const char *begin)
{
    const json_t *list = property(o, "topics"), *t;
    size_t i;
    json_array_foreach(list, i, t)
        if (strncmp(text_of(t).at, begin, strlen(begin)) == 0) return true;
    return false;
}

static void country_of(import *im, const json_t *o, char out[4])
{
    static const char *const names[] = { "country", "citizenship", "nationality", "jurisdiction",
                                         "mainCountry" };
    out[0] = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *list = property(o, names[i]), *c;
        size_t k;
        json_array_foreach(list, k, c)
            if (text_of(c).len && sayso_import_country(im, text_of(c), out)) return;
    }
}

/* ---- who they are ---------------------------------------------------------------------------- */

/* What a schema or topic says of a body, the more telling ones first. */
static const struct { const char *topic, *role;
} topic_roles[] = {
    { "gov.igo", "IGO" },      { "gov.legislative", "LEG" },
    { "gov.judicial", "JUD" }, { "gov.security", "COP" },
    { "gov", "GOV" },          { "pol.party", "PTY" },
    { "pol.union", "LAB" },    { "mil", "MIL" },
    { "crime.terror", "INS" }, { "crime", "CRM" },
    { "rel", "REL" },
};
static const struct { const char *topic, *role;
} person_roles[] = {
    { "role.judge", "JUD" },    { "role.spy", "SPY" }, { "role.journo", "MED" },
    { "role.oligarch", "BUS" }, { "role.pep", "ELI" }, { "role.pol", "ELI" },
    { "crime.terror", "INS" },  { "crime", "CRM" },
};

static const char *body_role(import *im, const json_t *o, const char *schema, const char *name,
                             char country[4])
{
    for (size_t i = 0; i < sizeof topic_roles / sizeof *topic_roles; i++)
        if (has_topic(o, topic_roles[i].topic)) return topic_roles[i].role;
    const char *role = sayso_import_role(im, name, true, country);
    if (role[0]) return role;
    return strcmp(schema, "PublicBody") == 0 ? "GOV" : strcmp(schema, "Company") == 0 ? "BUS" : "";
}

static const char *person_role(const json_t *o)
{
    for (size_t i = 0; i < sizeof person_roles / sizeof *person_roles; i++)
        if (has_topic(o, person_roles[i].topic)) return person_roles[i].role;
    return "";
}

/* Given name and surname, and surname first, as lists and ministries write it; with the patronymic
 * between them and behind; where each is said once. */
static void person_names_put(import *im, uint32_t entity, const json_t *o)
{
    const sayso_str given = first_text(property(o, "firstName")),
                    family = first_text(property(o, "lastName")),
                    father = first_text(property(o, "fatherName"));
    if (!given.len || !family.len || json_array_size(property(o, "firstName")) != 1 ||
        json_array_size(property(o, "lastName")) != 1)
        return;
    const char *const orders[][3] = { { given.at, "", family.at },
                                      { family.at, "", given.at },
                                      { given.at, father.at, family.at },
                                      { family.at, given.at, father.at } };
    for (size_t i = 0; i < (father.len ? 4 : 2); i++) {
        char full[256];
        const int n = snprintf(full, sizeof full, "%s%s%s %s", orders[i][0],
                               *orders[i][1] ? " " : "", orders[i][1], orders[i][2]);
        if (n > 0 && n < (int)sizeof full)
            sayso_import_name(im, entity, (sayso_str) { full, (uint32_t)n });
    }
}

/* Forms of companies that stand before or behind a name, as registers abbreviate them (ISO 20275).
 */
static const char *const legal_forms[] = { "LLC",  "Ltd",  "Limited", "Inc", "Corp", "JSC",  "PJSC",
                                           "OJSC", "CJSC", "OOO",     "OAO", "ZAO",  "PAO",  "AO",
                                           "TOV",  "SARL", "SA",      "SAS", "GmbH", "AG",   "LLP", "PLC", "BV", "NV",  "ООО",
                                           "ОАО",  "ЗАО",  "ПАО",     "АО",  "ТОВ",  "ПрАТ", "ПАТ",
                                           "АТ",   "ФГУП", "ГУП",     "КП" };

static bool is_in_capitals(const char *word, const char *form, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word[i] != (form[i] >= 'a' && form[i] <= 'z' ? form[i] - 0x20 : form[i])) return false;
    return true;
}

static bool is_form(const char *word, size_t n)
{
    while (n && (word[n - 1] == '.' || word[n - 1] == ',')) n--;
    for (size_t i = 0; i < sizeof legal_forms / sizeof *legal_forms; i++)
        if (strlen(legal_forms[i]) == n && (memcmp(legal_forms[i], word, n) == 0 ||
                                            is_in_capitals(word, legal_forms[i], n)))
            return true;
    return false;
}

/* What a body is called without what registers and sanction lists write around it: the legal form,
 * quotes, "so-called". Empty where nothing is around it. */
static sayso_str bare(sayso_str s)
{
    static const char *const marks[] = { "\"",           "\xc2\xab",     "\xc2\xbb",
                                         "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e" };
    static const char *const doubts[] = { "SO-CALLED ", "So-called ", "so-called " };
    const char *at = s.at, *end = s.at + s.len;
    for (bool again = true; again && at < end;) {
        const char *const from = at, *const to = end;
        const size_t first = strcspn(at, " ");
        const char *last = end;
        while (last > at && last[-1] != ' ') last--;
        if (at + first < end && is_form(at, first)) at += first + 1;
        if (last > at && is_form(last, (size_t)(end - last))) end = last - 1;
        for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++)
            if (strncmp(at, doubts[i], strlen(doubts[i])) == 0) at += strlen(doubts[i]);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            const size_t k = strlen(marks[i]);
            if ((size_t)(end - at) > k && memcmp(at, marks[i], k) == 0) at += k;
            if ((size_t)(end - at) > k && memcmp(end - k, marks[i], k) == 0) end -= k;
        }
        while (end > at && (end[-1] == ' ' || end[-1] == ',')) end--;
        again = at != from || end != to;
    }
    return at == s.at && end == s.at + s.len ? (sayso_str) { "", 0 }
                                             : (sayso_str) { at, (uint32_t)(end - at) };
}

static void body_name_put(import *im, uint32_t entity, sayso_str name)
{
    char plain[256];
    const sayso_str b = bare(name);
    sayso_import_name(im, entity, name);
    if (b.len < 4 || b.len >= sizeof plain) return; /* shorter ones are words of their own */
    memcpy(plain, b.at, b.len);
    plain[b.len] = 0;
    sayso_import_name(im, entity, (sayso_str){ plain, b.len });
}

static void names_put(import *im, uint32_t entity, const json_t *o, sayso_str shown, bool person)
{
    void (*const put)(import *, uint32_t, sayso_str) = person ? sayso_import_name : body_name_put;
    /* not weakAlias: nicknames and fragments */
    static const char *const lists[] = { "name", "alias", "previousName", "abbreviation" };
    put(im, entity, shown);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const json_t *list = property(o, lists[i]), *s;
        size_t k;
        json_array_foreach(list, k, s) if (text_of(s).len && !sayso_str_eq(text_of(s), shown))
            put(im, entity, text_of(s));
    }
    if (person) person_names_put(im, entity, o);
}

/* ---- positions ------------------------------------------------------------------------------- */

static void position_put(import *im, sayso_str id, const json_t *o)
{
    import_position p = { .title =
                              sayso_kno_build_intern(&im->b, first_text(property(o, "name")).at) };
    country_of(im, o, p.country);
    if (!sayso_import_map_put(&im->position_of, sayso_import_id("position", id), im->n_positions) ||
        !sayso_grow(im->positions, im->n_positions, im->cap_positions))
        im->failed = true;
    else im->positions[im->n_positions++] = p;
}

/* Dates of an occupancy; malformed ones count as unknown. */
static void occupancy_days(const json_t *o, int32_t *from, int32_t *to)
{
    *from = INT32_MIN;
    *to = INT32_MAX;
    sayso_import_day(first_text(property(o, "startDate")), false, from);
    sayso_import_day(first_text(property(o, "endDate")), true, to);
}

static void occupancy_put(import *im, const json_t *o)
{
    import_occupancy x = { .holder = sayso_import_id("ftm", first_text(property(o, "holder"))),
                           .post = sayso_import_id("position", first_text(property(o, "post"))) };
    occupancy_days(o, &x.from, &x.to);
    if (!sayso_grow(im->occupancies, im->n_occupancies, im->cap_occupancies)) im->failed = true;
    else im->occupancies[im->n_occupancies++] = x;
}

static void nested_offices(import *im, uint32_t entity, const json_t *o, const char *country)
{
    const json_t *list = property(o, "positionOccupancies"), *x;
    size_t i;
    json_array_foreach(list, i, x) {
        const json_t *post = json_array_get(property(x, "post"), 0);
        int32_t from, to;
        char own[4];
        occupancy_days(x, &from, &to);
        if (!json_is_object(post)) continue;
        country_of(im, post, own);
        sayso_import_office_put(im, entity, first_text(property(post, "name")).at,
                                own[0] ? own : country, from, to, false);
    }
    const json_t *positions = property(o, "position");
    json_array_foreach(positions, i, x) if (text_of(x).len)
        sayso_import_office_put(im, entity, text_of(x).at, country, INT32_MIN, INT32_MAX, true);
}

void sayso_import_ftm_end(import *im)
{
    for (uint32_t i = 0; i < im->n_occupancies; i++) {
        const import_occupancy *x = &im->occupancies[i];
        const uint32_t *entity = sayso_import_map_get(&im->entity_of, x->holder),
                       *post = sayso_import_map_get(&im->position_of, x->post);
        if (!entity || !post || im->b.failed) continue;
        const import_position *p = &im->positions[*post];
        const kno_entity *e = &im->b.entities[*entity];
        char title[256];
        snprintf(title, sizeof title, "%s", im->b.strings.at + p->title); /* the strings may move */
        char country[4];
        memcpy(country, p->country[0] ? p->country : e->country, 4);
        sayso_import_office_put(im, *entity, title, country, x->from, x->to, false);
    }
}

/* ---- rows ------------------------------------------------------------------------------------ */

static bool is_among(const char *schema, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(schema, list[i]) == 0) return true;
    return false;
}

static void entity_put(import *im, sayso_str id, const char *schema, const json_t *o)
{
    sayso_str name = text_of(json_object_get(o, "caption"));
    char country[4];
    if (!name.len || sayso_str_eq(name, id)) name = first_text(property(o, "name"));
    if (!name.len) {
        sayso_import_bad(im, im->first_line, "%s %.60s has no name; give it one", schema, id.at);
        return;
    }
    country_of(im, o, country);
    const bool person = strcmp(schema, "Person") == 0;
    const char *role = person ? person_role(o) : body_role(im, o, schema, name.at, country);
    const bool medium = !person && strcmp(role, "MED") == 0;
    const uint32_t entity = sayso_import_entity(
        im,
        person   ? SAYSO_ENT_PERSON
        : medium ? SAYSO_ENT_MEDIUM
                 : SAYSO_ENT_ORGANISATION,
        id, name, country,
        country[0] || strlen(role) > 3 || strcmp(role, "IGO") == 0
            ? sayso_import_code(im, strcmp(role, "IGO") == 0 ? "" : country, role)
            : 0);
    if (person && !sayso_import_map_put(&im->entity_of, sayso_import_id("ftm", id), entity))
        im->failed = true;
    names_put(im, entity, o, name, person);
    if (person) nested_offices(im, entity, o, country);
}

static void row_read(import *im, sayso_str line)
{
    static const char *const bodies[] = { "Organization", "PublicBody", "Company", "LegalEntity" };
    json_error_t problem;
    json_t *o = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &problem);
    const sayso_str id = text_of(json_object_get(o, "id"));
    const char *schema = text_of(json_object_get(o, "schema")).at;
    if (!o)
        sayso_import_bad(im, im->first_line, "no JSON: %s; write one object a line", problem.text);
    else if (!json_is_object(o) || !id.len || !schema[0] ||
             !json_is_object(json_object_get(o, "properties")))
        sayso_import_bad(im, im->first_line,
                         "no FollowTheMoney entity; give it id, schema and properties");
    else if (strcmp(schema, "Position") == 0) position_put(im, id, o);
    else if (strcmp(schema, "Occupancy") == 0) occupancy_put(im, o);
    else if (strcmp(schema, "Person") == 0 ||
             is_among(schema, bodies, sizeof bodies / sizeof *bodies))
        entity_put(im, id, schema, o);
    json_decref(o);
}

void sayso_import_ftm(import *im)
{
    sayso_str line;
    while (sayso_import_line(im, &line)) {
        if (!line.len) continue;
        im->counts->rows++;
        row_read(im, line);
    }
}
