/* What a name may mean: the matches of the lexicon, the gazetteer and what was imported, in
 * every language, with their scores. */
#include "engine/engine.h"

#include "base/day.h"
#include "who/who.h"
#include <math.h>

enum { MOST_WORDS = 24, MOST_MATCHES = 32 };

typedef struct asked {
    const sayso_engine *e;
    sayso_ctx c;                 /* only what the code of an office needs */
    sayso_word words[MOST_WORDS]; uint32_t n_words;
    sayso_candidate *out; uint32_t n, cap;
    const char *language;        /* being asked */
    bool failed;
} asked;

static void words_make(asked *q, const char *name)
{
    for (const char *p = name; *p && q->n_words < MOST_WORDS;) {
        const size_t n = strcspn(p, " ");
        if (n)
            q->words[q->n_words++] = (sayso_word){ .form = { p, (uint32_t)n },
                                                   .upos = SAYSO_PROPN };
        p += n + (p[n] == ' ');
    }
}

/* The same candidate in one more language: the better score stays. */
static void put(asked *q, sayso_candidate x)
{
    x.languages = q->language;
    if (!x.id || !x.basis) q->failed = true;
    for (uint32_t i = 0; i < q->n && !q->failed; i++) {
        sayso_candidate *o = &q->out[i];
        if (strcmp(o->id, x.id) != 0) continue;
        const char *both = sayso_arena_printf(q->c.arena, "%s,%s", o->languages, x.languages);
        if (x.score > o->score) *o = x;
        o->languages = both ? both : "";
        q->failed |= !both;
        return;
    }
    if (q->failed || !sayso_arena_grow(q->c.arena, q->out, q->n, q->cap)) q->failed = true;
    else q->out[q->n++] = x;
}

static void entity_put(asked *q, const sayso_entity *e, const sayso_name_match *m)
{
    static const char *const kinds[SAYSO_N_ENTITY_KINDS] = {
        "country", "adjective",    "inhabitant", "capital", "metonym",
        "person",  "organisation", "medium",     "place",   "role"
    };
    char code[SAYSO_CODE_SIZE];
    if (!e) {
        q->failed = true;
        return;
    }
    sayso_code_text(sayso_who_entity_code(&q->c, e), code);
    put(q, (sayso_candidate){ .name = e->name,
                              .code = sayso_arena_dup(q->c.arena, code, strlen(code)),
                              .kind = kinds[e->kind], .rule = m->rule, .score = (double)m->score,
                              .country = e->country, .admin1 = e->admin1, .lat_deg = e->lat_deg,
                              .lon_deg = e->lon_deg,
                              .population = e->population ? e->population : NAN,
                              .id = sayso_arena_printf(q->c.arena, "knowledge:%s", e->id),
                              .basis = e->basis });
}

static void place_put(asked *q, const sayso_gaz_match *m)
{
    static const double EXACT = 0.95, INFLECTED = 0.9, KEY = 0.8; /* as places are weighed in reading */
    const sayso_gaz_item it = sayso_gazetteer_item(q->e->gazetteer, m->item);
    sayso_arena *a = q->c.arena;
    const uint32_t own = sayso_gazetteer_n(q->e->gazetteer) -
                         (q->e->knowledge ? sayso_knowledge_n_places(q->e->knowledge) : 0);
    const char *id = it.geoname ? sayso_arena_printf(a, "gazetteer:geonames/%u", it.geoname)
                     : it.id    ? sayso_arena_printf(a, "gazetteer:import/%s:%s", it.source, it.id)
                                : sayso_arena_printf(a, "gazetteer:%s",
                                                  it.admin1[0] ? it.admin1 : it.name);
    put(q, (sayso_candidate){ .name = it.name, .code = it.country,
                              .kind = it.is_division  ? "division"
                                      : m->item < own ? "town"
                                                      : "place",
                              .rule = m->by_sound       ? "key"
                                      : m->abbreviation ? "abbreviation"
                                      : m->inflected    ? "inflected"
                                                        : "exact",
                              .score = m->by_sound ? KEY : m->inflected ? INFLECTED : EXACT, .country = it.country,
                              .admin1 = it.admin1, .lat_deg = it.lat_deg, .lon_deg = it.lon_deg,
                              .population = it.population ? it.population : NAN, .id = id,
                              .basis = m->item < own ? ""
                                                     : sayso_knowledge_place_basis(
                                                           q->e->knowledge, m->item - own, a) });
}

static void ask(asked *q, uint32_t language)
{
    sayso_name_match found[MOST_MATCHES];
    sayso_gaz_match places[MOST_MATCHES];
    const sayso_lexicon *lx = q->e->lexicon;
    q->language = sayso_lexicon_code(lx, language);
    uint32_t n = sayso_lexicon_match(lx, language, q->words, q->n_words, found, MOST_MATCHES);
    for (uint32_t i = 0; i < n; i++)
        if (found[i].n_words == q->n_words)
            entity_put(q, sayso_lexicon_entity(lx, found[i].entity), &found[i]);
    n = q->e->gazetteer ? sayso_gazetteer_match(q->e->gazetteer, lx, language, q->words, q->n_words,
                                                places, MOST_MATCHES)
                        : 0;
    for (uint32_t i = 0; i < n; i++)
        if (places[i].n_words == q->n_words) place_put(q, &places[i]);
    n = q->e->knowledge ? sayso_knowledge_match(q->e->knowledge, lx, language, q->words, q->n_words,
                                                found, MOST_MATCHES)
                        : 0;
    for (uint32_t i = 0; i < n; i++)
        if (found[i].n_words == q->n_words)
            entity_put(q, sayso_knowledge_entity(q->e->knowledge, found[i].entity, q->c.arena),
                       &found[i]);
}

/* In every language, or that one only; false where there is no such. */
static bool ask_all(asked *q, const char *language)
{
    const sayso_lexicon *lx = q->e->lexicon;
    bool any = false;
    for (uint32_t l = 0; l < sayso_lexicon_languages(lx) && q->n_words; l++) {
        if (language && strcmp(sayso_lexicon_code(lx, l), language) != 0) continue;
        any = true;
        ask(q, l);
    }
    return any;
}

static void sort(asked *q) /* few: by insertion, equals as found */
{
    for (uint32_t i = 1; i < q->n; i++) {
        const sayso_candidate x = q->out[i];
        uint32_t k = i;
        for (; k > 0 && q->out[k - 1].score < x.score; k--) q->out[k] = q->out[k - 1];
        q->out[k] = x;
    }
}

sayso_status sayso_candidates(const sayso_engine *e, const char *name, const char *date,
                              const char *language, sayso_arena *arena, sayso_candidate **out,
                              uint32_t *n, sayso_error *err)
{
    asked q = { .e = e, .c = { .lexicon = e->lexicon, .arena = arena } };
    *out = NULL;
    *n = 0;
    if (date && !sayso_day_parse(date, &q.c.day))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "malformed date \"%.40s\"; write YYYY-MM-DD", date);
    words_make(&q, name);
    bool any = ask_all(&q, language);
    if (!q.n && q.n_words == 3) { /* "LAVROV Sergey Viktorovich", as lists and passports have it */
        const sayso_word surname = q.words[0];
        q.words[0] = q.words[1];
        q.words[1] = q.words[2];
        q.words[2] = surname;
        ask_all(&q, language);
    }
    if (language && !any)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no word lists for language \"%.20s\"; see `sayso languages`", language);
    if (q.failed) return sayso_no_memory(err);
    sort(&q);
    *out = q.out;
    *n = q.n;
    return sayso_ok(err);
}
