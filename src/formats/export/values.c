/* What several exports write. */
#include "export.h"
#include "base/day.h"
#include <stdlib.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

uint64_t sayso_export_number(const char *id)
{
    return sayso_hash(id, strlen(id), 0) >> 11;
}

int64_t sayso_export_chars(sayso_export *x, uint32_t byte)
{
    if (byte == SAYSO_NO_OFFSET) return -1;
    if (x->counted_text != x->r->text || byte < x->counted_bytes) {
        x->counted_text = x->r->text;
        x->counted_bytes = x->counted_chars = x->counted_wide = 0;
    }
    for (; x->counted_bytes < byte && x->counted_bytes < x->r->text_len; x->counted_bytes++) {
        const uint8_t c = (uint8_t)x->r->text[x->counted_bytes];
        x->counted_chars += (c & 0xc0) != 0x80;
        x->counted_wide += c >= 0xf0;
    }
    return x->counted_chars;
}

int64_t sayso_export_units(sayso_export *x, uint32_t byte)
{
    const int64_t chars = sayso_export_chars(x, byte);
    return chars < 0 ? chars : chars + x->counted_wide;
}

int32_t sayso_export_day(const sayso_export *x)
{
    const int32_t day = x->e ? sayso_day_first(x->e->date) : INT32_MIN;
    return day != INT32_MIN ? day : sayso_day_first(x->r->day);
}

const char *sayso_export_date(sayso_export *x, int32_t day)
{
    char iso[SAYSO_DAY_SIZE];
    if (day == INT32_MIN) return "";
    sayso_day_text((sayso_day){ day, day, SAYSO_DAY }, iso);
    const char *date = sayso_arena_dup(&x->arena, iso, strlen(iso));
    if (!date) x->failed = true;
    return date ? date : "";
}

/* ---- countries ---- */

static const struct codes { char iso3[4], fips[3], cow[4]; } codes[] = {
#include "export_codes.h"
};

static int by_iso3(const void *a, const void *b)
{
    return strcmp(a, ((const struct codes *)b)->iso3);
}

static const struct codes *codes_of(const char *iso3)
{
    return bsearch(iso3, codes, sizeof codes / sizeof *codes, sizeof *codes, by_iso3);
}

const char *sayso_export_fips(const char *iso3)
{
    const struct codes *c = codes_of(iso3);
    return c ? c->fips : "";
}

const char *sayso_export_cow(const char *iso3)
{
    const struct codes *c = codes_of(iso3);
    return c ? c->cow : "";
}

const char *sayso_export_alpha2(const char *iso3)
{
    char locale[12] = "und-";
    if (strlen(iso3) != 3) return "";
    for (const char *const *two = uloc_getISOCountries(); *two; two++) {
        strcpy(locale + 4, *two);
        if (strcmp(uloc_getISO3Country(locale), iso3) == 0) return *two;
    }
    return strcmp(iso3, "XKX") == 0 ? "XK" : "";
}

const char *sayso_export_country(sayso_export *x, const char *iso3)
{
    enum { LONGEST = 100 };
    UChar name[LONGEST];
    char locale[12] = "und-", *out = sayso_arena_alloc(&x->arena, 4 * LONGEST);
    UErrorCode st = U_ZERO_ERROR;
    int32_t n = 0;
    const char *two = sayso_export_alpha2(iso3);
    if (!out) x->failed = true;
    if (!out || !*two) return iso3;
    strcpy(locale + 4, two);
    n = uloc_getDisplayCountry(locale, "en", name, LONGEST, &st);
    u_strToUTF8(out, 4 * LONGEST, NULL, name, n, &st);
    return U_SUCCESS(st) ? out : iso3;
}

/* ---- roles ---- */

const char *sayso_export_block(const char *role, size_t i, char out[4])
{
    out[0] = 0;
    if (strlen(role) >= 3 * (i + 1)) {
        memcpy(out, role + 3 * i, 3);
        out[3] = 0;
    }
    return out;
}

/* CAMEO 1.1b3's words for its roles. */
static const char *const sectors[][2] = {
    { "AGR", "Agriculture" },   { "BUS", "Business" },      { "COP", "Police" },
    { "CRM", "Criminals" },     { "CVL", "Civilians" },     { "DEV", "Development" },
    { "EDU", "Education" },     { "ELI", "Elites" },        { "ENV", "Environment" },
    { "GOV", "Government" },    { "HLH", "Health" },        { "HRI", "Human rights" },
    { "IGO", "International organisations" },               { "IMG", "International militant groups" },
    { "INS", "Insurgents" },    { "JUD", "Judiciary" },     { "LAB", "Labour" },
    { "LEG", "Legislature" },   { "MED", "Media" },         { "MIL", "Military" },
    { "MNC", "Multinational corporations" },                { "NGO", "Non-governmental organisations" },
    { "OPP", "Opposition" },    { "PTY", "Parties" },       { "REB", "Rebels" },
    { "REF", "Refugees" },      { "REL", "Religious" },     { "SEP", "Separatists" },
    { "SPY", "Intelligence" },  { "UAF", "Unaligned armed forces" },
};

const char *sayso_export_sector(const char *block)
{
    for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
        if (strcmp(sectors[i][0], block) == 0) return sectors[i][1];
    return block;
}

/* ---- who, where, by whom ---- */

const sayso_actor *sayso_export_actor(const sayso_export *x, const sayso_participant *p)
{
    return p && p->actor >= 0 && (uint32_t)p->actor < x->r->n_actors ? &x->r->actors[p->actor]
                                                                     : NULL;
}

const char *sayso_export_name(const sayso_export *x, const sayso_participant *p)
{
    const sayso_actor *a = sayso_export_actor(x, p);
    return a ? a->name : p && p->text ? p->text : "";
}

const sayso_place *sayso_export_place(const sayso_export *x)
{
    return x->e->place >= 0 && (uint32_t)x->e->place < x->r->n_places ? &x->r->places[x->e->place]
                                                                      : NULL;
}

const sayso_attribution *sayso_export_said(const sayso_export *x)
{
    const int32_t i = x->e->attribution;
    return i >= 0 && (uint32_t)i < x->r->n_attributions ? &x->r->attributions[i] : NULL;
}

/* The figures behind `before` in via, with `lead` before them; "" where it has none. */
static const char *figures_behind(sayso_export *x, const char *via, const char *before,
                                  const char *lead)
{
    const char *at = via ? strstr(via, before) : NULL;
    if (!at) return "";
    at += strlen(before);
    const size_t n = strspn(at, "0123456789");
    const char *id = n ? sayso_arena_printf(&x->arena, "%s%.*s", lead, (int)n, at) : "";
    if (!id) x->failed = true;
    return id ? id : "";
}

const char *sayso_export_geonames(sayso_export *x, const char *via)
{
    return via && strncmp(via, "gazetteer:geonames/", 19) == 0 ? figures_behind(x, via, "geonames/", "")
                                                               : "";
}

const char *sayso_export_wikidata(sayso_export *x, const char *via)
{
    return via && strstr(via, "import/") ? figures_behind(x, via, ":Q", "Q") : "";
}

const char *sayso_export_words(sayso_export *x, sayso_span s)
{
    if (s.start == SAYSO_NO_OFFSET || s.end > x->r->text_len || s.start > s.end) return "";
    const char *words = sayso_arena_dup(&x->arena, x->r->text + s.start, s.end - s.start);
    if (!words) x->failed = true;
    return words ? words : "";
}

const sayso_number *sayso_export_count(const sayso_export *x, const char *kind)
{
    for (uint32_t i = 0; i < x->e->n_numbers; i++)
        if (strcmp(x->e->numbers[i].kind, kind) == 0) return &x->e->numbers[i];
    return NULL;
}
