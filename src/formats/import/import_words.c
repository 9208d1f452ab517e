/* What all formats share: countries, roles, dates, entities and their names. */
#include "import_inside.h"
#include "base/day.h"
#include <stdlib.h>
#include <unicode/uloc.h>

enum { MOST_WORDS = 24, MOST_MATCHES = 8, MOST_TITLE = 240 };

/* ---- maps ------------------------------------------------------------------------------------ */

uint32_t *sayso_import_map_get(const import_map *m, uint64_t hash)
{
    hash |= 1;
    if (!m->slots) return NULL;
    for (uint32_t i = (uint32_t)(hash >> 8) & (m->slots - 1); m->at[i].hash;
         i = (i + 1) & (m->slots - 1))
        if (m->at[i].hash == hash) return &m->at[i].value;
    return NULL;
}

static bool map_grow(import_map *m)
{
    import_map big = { .slots = m->slots ? m->slots * 2 : 1024 };
    if (m->n < m->slots / 4 * 3) return true;
    if (!big.slots || !(big.at = calloc(big.slots, sizeof *big.at))) return false;
    for (uint32_t i = 0; i < m->slots; i++)
        if (m->at[i].hash) sayso_import_map_put(&big, m->at[i].hash, m->at[i].value);
    free(m->at);
    *m = big;
    return true;
}

uint32_t *sayso_import_map_put(import_map *m, uint64_t hash, uint32_t value)
{
    uint32_t *known = sayso_import_map_get(m, hash);
    if (known) return known;
    if (!map_grow(m)) return NULL;
    hash |= 1;
    uint32_t i = (uint32_t)(hash >> 8) & (m->slots - 1);
    while (m->at[i].hash) i = (i + 1) & (m->slots - 1);
    m->at[i] = (struct import_entry){ hash, value };
    m->n++;
    return &m->at[i].value;
}

uint64_t sayso_import_id(const char *source, sayso_str id)
{
    return sayso_hash(id.at, id.len, sayso_hash(source, strlen(source), 17));
}

/* ---- words as the lexicon takes them --------------------------------------------------------- */

static uint32_t words_of(sayso_str s, sayso_upos upos, sayso_word *out, uint32_t cap)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len && n < cap;) {
        uint32_t end = i;
        while (end < s.len && !strchr(" ,;()\"", s.at[end])) end++;
        if (end > i)
            out[n++] = (sayso_word) { .form = { s.at + i, end - i }, .upos = (uint8_t)upos };
        i = end + 1;
    }
    return n;
}

/* ---- countries ------------------------------------------------------------------------------- */

void sayso_import_countries(import *im)
{
    for (const char *const *two = uloc_getISOCountries(); *two; two++) {
        char locale[8];
        snprintf(locale, sizeof locale, "und_%s", *two);
        const char *three = uloc_getISO3Country(locale);
        if (strlen(*two) == 2 && strlen(three) == 3)
            memcpy(im->three[((*two)[0] - 'A') * 26 + (*two)[1] - 'A'], three, 4);
    }
    memcpy(im->three[('X' - 'A') * 26 + 'K' - 'A'], "XKX", 4); /* Kosovo, as knowledge/countries.tsv
                                                                  calls it; ISO has no code */
}

/* "ua", "UA", "UKR", "gb-sct" */
static bool country_by_code(const import *im, sayso_str s, char out[4])
{
    char a[4] = { 0 };
    const bool two = s.len == 2 || (s.len > 3 && s.at[2] == '-');
    if (!two && s.len != 3) return false;
    for (uint32_t i = 0; i < (two ? 2 : 3); i++) {
        a[i] = (char)(s.at[i] >= 'a' && s.at[i] <= 'z' ? s.at[i] - 32 : s.at[i]);
        if (a[i] < 'A' || a[i] > 'Z') return false;
    }
    const char *found = two ? im->three[(a[0] - 'A') * 26 + a[1] - 'A'] : NULL;
    for (uint32_t i = 0; !two && !found && i < sizeof im->three / sizeof *im->three; i++)
        if (strcmp(im->three[i], a) == 0) found = im->three[i];
    if (!found || !*found) return false;
    memcpy(out, found, 4);
    return true;
}

bool sayso_import_country(import *im, sayso_str s, char out[4])
{
    out[0] = 0;
    if (s.len <= 6 && country_by_code(im, s, out)) return true;
    sayso_word words[MOST_WORDS];
    sayso_name_match found[MOST_MATCHES];
    const uint32_t n = words_of(s, SAYSO_PROPN, words, MOST_WORDS);
    const uint32_t m = im->english == UINT32_MAX || !n
                           ? 0
                           : sayso_lexicon_match(im->o->lexicon, im->english, words, n, found,
                                                 MOST_MATCHES);
    for (uint32_t i = 0; i < m; i++) {
        const sayso_entity *e = sayso_lexicon_entity(im->o->lexicon, found[i].entity);
        if (found[i].n_words != n || e->kind != SAYSO_ENT_COUNTRY || strlen(e->country) != 3)
            continue;
        memcpy(out, e->country, 4);
        return true;
    }
    return false;
}

/* ---- roles ----------------------------------------------------------------------------------- */

/* The longest role in the title counts, of several the first: "deputy minister of the army" is a
 * deputy minister's. */
const char *sayso_import_role(import *im, const char *title, bool body, char country[4])
{
    sayso_word words[MOST_WORDS];
    sayso_name_match found[MOST_MATCHES];
    const char *role = "";
    uint32_t longest = 0;
    if (im->english == UINT32_MAX) return "";
    const uint32_t n = words_of(sayso_str_of(title), SAYSO_NOUN, words, MOST_WORDS);
    for (uint32_t w = 0; w < n; w++) {
        const uint32_t m = sayso_lexicon_match(im->o->lexicon, im->english, words + w, n - w, found,
                                               MOST_MATCHES);
        for (uint32_t i = 0; i < m; i++) {
            const sayso_entity *e = sayso_lexicon_entity(im->o->lexicon, found[i].entity);
            const bool person = strcmp(e->detail, "person") == 0;
            if (e->kind == SAYSO_ENT_ROLE && found[i].n_words > longest && (!body || !person)) {
                role = e->code;
                longest = found[i].n_words;
            }
            if (!country[0] && (e->kind == SAYSO_ENT_COUNTRY || e->kind == SAYSO_ENT_COUNTRY_ADJ) &&
                strlen(e->country) == 3)
                memcpy(country, e->country, 4);
        }
    }
    return role;
}

uint32_t sayso_import_code(import *im, const char *country, const char *role)
{
    char code[16];
    if (!role[0]) return sayso_kno_build_intern(&im->b, "");
    if (strlen(role) > 3) snprintf(code, sizeof code, "%s", role);
    else snprintf(code, sizeof code, "%s%s", country, role);
    return sayso_kno_build_intern(&im->b, code);
}

bool sayso_import_day(sayso_str s, bool last, int32_t *day)
{
    char iso[40];
    sayso_day said;
    if (s.len && s.at[0] == '+') s = (sayso_str){ s.at + 1, s.len - 1 };
    if (!s.len || s.len >= sizeof iso) return false;
    memcpy(iso, s.at, s.len);
    iso[s.len] = 0;
    if (!sayso_day_parse(iso, &said)) return false;
    *day = last ? said.to : said.from;
    return true;
}

void sayso_import_office_put(import *im, uint32_t entity, const char *title, const char *country,
                             int32_t from, int32_t to, bool loose)
{
    char own[4] = { 0 };
    if (country[0]) memcpy(own, country, 4);
    const char *role = sayso_import_role(im, title, false, own);
    if (!role[0] || (!own[0] && strlen(role) == 3)) return; /* nothing that a code could say */
    if (!sayso_grow(im->offices, im->n_offices, im->cap_offices)) {
        im->failed = true;
        return;
    }
    char shown[MOST_TITLE];
    snprintf(shown, sizeof shown, "%s", title);
    im->offices[im->n_offices] = (import_office) {
        .entity = entity,
        .order = im->n_offices,
        .loose = loose,
        .o = { sayso_import_code(im, own, role), sayso_kno_build_intern(&im->b, shown), from, to }
    };
    im->n_offices++;
}

/* ---- entities -------------------------------------------------------------------------------- */

uint32_t sayso_import_entity(import *im, sayso_entity_kind kind, sayso_str id, sayso_str name,
                             const char *country, uint32_t code)
{
    kno_entity e = { .id = sayso_kno_build_string(&im->b, id.at, id.len),
                     .name = sayso_kno_build_string(&im->b, name.at, name.len),
                     .code = code,
                     .file = im->index,
                     .line = im->first_line > UINT32_MAX ? UINT32_MAX : (uint32_t)im->first_line,
                     .kind = (uint8_t)kind };
    if (country[0]) memcpy(e.country, country, 4);
    return sayso_kno_build_entity(&im->b, e);
}

/* Does the one word mean something to the built-in tables, in any language: a name, a place, a day,
 * an event? */
static bool is_built_in(const import *im, sayso_str word)
{
    const sayso_word w = { .form = word, .upos = SAYSO_PROPN };
    sayso_name_match found[1];
    sayso_gaz_match place[1];
    sayso_date_word date[1];
    uint32_t n;
    for (uint32_t l = 0; l < sayso_lexicon_languages(im->o->lexicon); l++) {
        if (sayso_lexicon_match(im->o->lexicon, l, &w, 1, found, 1)) return true;
        if (sayso_lexicon_date_words(im->o->lexicon, l, &w, 1, date, 1)) return true;
        if (sayso_lexicon_word_events(im->o->lexicon, l, &w, SAYSO_NOUN, &n) ||
            sayso_lexicon_word_cues(im->o->lexicon, l, &w, SAYSO_NOUN, &n))
            return true;
        if (im->o->gazetteer &&
            sayso_gazetteer_match(im->o->gazetteer, im->o->lexicon, l, &w, 1, place, 1))
            return true;
    }
    return false;
}

void sayso_import_name(import *im, uint32_t entity, sayso_str name)
{
    if (im->b.failed || im->b.full || entity >= im->b.n_entities) return;
    if (im->b.entities[entity].kind == SAYSO_ENT_PERSON)
        sayso_kno_build_person_name(&im->b, entity, name);
    else if (memchr(name.at, ' ', name.len) || !is_built_in(im, name))
        sayso_kno_build_body_name(&im->b, entity, name);
}
