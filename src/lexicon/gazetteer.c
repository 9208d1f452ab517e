/* Towns and divisions by name. Every index of the file is checked at opening, so that no look-up
 * needs to. */
#include "lexicon/gazetteer.h"
#include "lexicon/gazetteer_format.h"
#include "lexicon/inside.h"
#include "lexicon/knowledge.h"
#include <stdlib.h>

struct sayso_gazetteer {
    sayso_file file;
    bool borrowed;
    const char *strings;           uint32_t n_strings;
    const gaz_country *countries;  uint32_t n_countries;
    const gaz_place *places;       uint32_t n_places;
    const gaz_division *divisions; uint32_t n_divisions;
    const chain_key *keys;         uint32_t n_keys;
    const uint32_t *buckets;       uint32_t n_buckets;
    const uint32_t *postings;      uint32_t n_postings;
    const gaz_word *words;         uint32_t n_words;
    uint64_t any;                  /* where names begin that serve every language */
    const sayso_knowledge *imported; /* its places have the numbers behind the file's own; NULL:
                                        none */
};

typedef sayso_gazetteer G;

/* ---- opening --------------------------------------------------------------------------------- */

static sayso_status bad(const G *g, const char *section, size_t i, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, g->file.name, SAYSO_NOWHERE,
                      "section %s, record %zu is malformed; build the file again", section, i);
}

static sayso_status load(const G *g, const char *section, size_t size, const void **items,
                         uint32_t *n, sayso_error *err)
{
    size_t count;
    const sayso_status st = sayso_file_array(&g->file, section, size, items, &count, err);
    if (st) return st;
    if (count >= GAZ_ABBREVIATION) return bad(g, section, count, err);
    *n = (uint32_t)count;
    return SAYSO_OK;
}

#define LOAD(section, field, count) \
    do { \
        const void *items_; \
        const sayso_status st_ = load(g, section, sizeof *g->field, &items_, &g->count, err); \
        if (st_) return st_; \
        g->field = items_; \
    } while (0)

static bool point_fits(int32_t lat, int32_t lon)
{
    return lat >= -9000000 && lat <= 9000000 && lon >= -18000000 && lon <= 18000000;
}

static sayso_status items_check(const G *g, sayso_error *err)
{
    for (uint32_t i = 0; i < g->n_countries; i++)
        if (g->countries[i].code[3] || (g->countries[i].lat != GAZ_NO_POINT &&
                                        !point_fits(g->countries[i].lat, g->countries[i].lon)))
            return bad(g, "countries", i, err);
    for (uint32_t i = 0; i < g->n_places; i++) {
        const gaz_place *p = &g->places[i];
        if (p->name >= g->n_strings || p->country >= g->n_countries || !point_fits(p->lat, p->lon))
            return bad(g, "places", i, err);
        if (p->division != GAZ_NO_DIVISION && p->division >= g->n_divisions)
            return bad(g, "places", i, err);
    }
    for (uint32_t i = 0; i < g->n_divisions; i++) {
        const gaz_division *d = &g->divisions[i];
        if (d->name >= g->n_strings || d->iso >= g->n_strings || d->country >= g->n_countries ||
            !point_fits(d->lat, d->lon))
            return bad(g, "divisions", i, err);
    }
    return SAYSO_OK;
}

static sayso_status keys_check(const G *g, sayso_error *err)
{
    if (g->n_buckets != GAZ_BUCKETS + 1 || g->buckets[0] || g->buckets[GAZ_BUCKETS] != g->n_keys)
        return bad(g, "buckets", g->n_buckets, err);
    for (uint32_t i = 0; i < GAZ_BUCKETS; i++)
        if (g->buckets[i] > g->buckets[i + 1]) return bad(g, "buckets", i, err);
    for (uint32_t i = 0; i < g->n_keys; i++)
        if (g->keys[i].first > g->n_postings || g->keys[i].n > g->n_postings - g->keys[i].first)
            return bad(g, "keys", i, err);
    for (uint32_t i = 0; i < g->n_postings; i++)
        if ((g->postings[i] & ~GAZ_ABBREVIATION) >= g->n_places + g->n_divisions)
            return bad(g, "postings", i, err);
    for (uint32_t i = 0; i < g->n_words; i++)
        if (!g->words[i].word || g->words[i].word >= SAYSO_N_GAZ_WORDS)
            return bad(g, "words", i, err);
    return SAYSO_OK;
}

static sayso_status sections_load(G *g, sayso_error *err)
{
    size_t n;
    uint32_t version = 0;
    const void *at = sayso_file_section(&g->file, "version", &n);
    if (at && n == sizeof version) memcpy(&version, at, n);
    if (version != GAZ_VERSION)
        return sayso_fail(err, SAYSO_BAD_MODEL, g->file.name, SAYSO_NOWHERE,
                          "a gazetteer of version %u, not %d; build the file again", version,
                          GAZ_VERSION);
    LOAD("strings", strings, n_strings);
    LOAD("countries", countries, n_countries);
    LOAD("places", places, n_places);
    LOAD("divisions", divisions, n_divisions);
    LOAD("keys", keys, n_keys);
    LOAD("buckets", buckets, n_buckets);
    LOAD("postings", postings, n_postings);
    LOAD("words", words, n_words);
    if (!g->n_strings || g->strings[g->n_strings - 1]) return bad(g, "strings", g->n_strings, err);
    const sayso_status st = items_check(g, err);
    return st ? st : keys_check(g, err);
}

static sayso_status finish(G *g, sayso_status opened, sayso_gazetteer **out, sayso_error *err)
{
    const sayso_status st = opened ? opened : sections_load(g, err);
    if (st) {
        if (!opened && !g->borrowed) sayso_file_close(&g->file);
        free(g);
        return st;
    }
    g->any = chain_begin("");
    *out = g;
    return sayso_ok(err);
}

sayso_status sayso_gazetteer_open(sayso_gazetteer **out, const char *path, sayso_error *err)
{
    *out = NULL;
    G *g = calloc(1, sizeof *g);
    return g ? finish(g, sayso_file_open(&g->file, path, "places", err), out, err)
             : sayso_no_memory(err);
}

sayso_status sayso_gazetteer_open_memory(sayso_gazetteer **out, const void *bytes, size_t n,
                                         const char *name, sayso_error *err)
{
    *out = NULL;
    G *g = calloc(1, sizeof *g);
    if (!g) return sayso_no_memory(err);
    g->borrowed = true;
    return finish(g, sayso_file_open_memory(&g->file, bytes, n, name, "places", err), out, err);
}

void sayso_gazetteer_close(sayso_gazetteer *g)
{
    if (!g) return;
    if (!g->borrowed) sayso_file_close(&g->file);
    free(g);
}

/* ---- items ----------------------------------------------------------------------------------- */

void sayso_gazetteer_with(sayso_gazetteer *g, const sayso_knowledge *k) { g->imported = k; }

static uint32_t own_items(const G *g) { return g->n_places + g->n_divisions; }

uint32_t sayso_gazetteer_n(const sayso_gazetteer *g)
{
    return own_items(g) + (g->imported ? sayso_knowledge_n_places(g->imported) : 0);
}

sayso_gaz_item sayso_gazetteer_item(const sayso_gazetteer *g, uint32_t item)
{
    if (item >= own_items(g)) return sayso_knowledge_place(g->imported, item - own_items(g));
    if (item >= g->n_places) {
        const gaz_division *d = &g->divisions[item - g->n_places];
        return (sayso_gaz_item){ .name = g->strings + d->name,
                                 .country = g->countries[d->country].code,
                                 .admin1 = g->strings + d->iso, .lat_deg = d->lat / 1e5,
                                 .lon_deg = d->lon / 1e5, .population = d->population,
                                 .division = item, .is_division = true };
    }
    const gaz_place *p = &g->places[item];
    const bool known = p->division != GAZ_NO_DIVISION;
    return (sayso_gaz_item){ .name = g->strings + p->name, .country = g->countries[p->country].code,
                             .admin1 = known ? g->strings + g->divisions[p->division].iso : "",
                             .lat_deg = p->lat / 1e5, .lon_deg = p->lon / 1e5,
                             .population = p->population, .geoname = p->geoname,
                             .division = known ? g->n_places + p->division : UINT32_MAX };
}

uint32_t sayso_gazetteer_division(const sayso_gazetteer *g, const char *iso)
{
    for (uint32_t i = 0; *iso && i < g->n_divisions; i++)
        if (strcmp(g->strings + g->divisions[i].iso, iso) == 0) return g->n_places + i;
    return UINT32_MAX;
}

bool sayso_gazetteer_country(const sayso_gazetteer *g, const char *country, double *lat_deg,
                             double *lon_deg)
{
    for (uint32_t i = 0; i < g->n_countries; i++) {
        const gaz_country *c = &g->countries[i];
        if (strcmp(c->code, country) != 0) continue;
        if (c->lat == GAZ_NO_POINT) return false;
        *lat_deg = c->lat / 1e5;
        *lon_deg = c->lon / 1e5;
        return true;
    }
    return false;
}

/* ---- names ----------------------------------------------------------------------------------- */

typedef struct longest { const chain_key *key; uint32_t n_words; bool inflected; } longest;

static void longest_take(void *context, const chain_key *key, uint32_t n, bool inflected)
{
    longest *l = context;
    if (n < l->n_words || (n == l->n_words && (!l->inflected || inflected))) return;
    *l = (longest){ key, n, inflected };
}

static void match_put(sayso_gaz_match *out, uint32_t *n, uint32_t cap, sayso_gaz_match m,
                      const G *g)
{
    const uint32_t people = sayso_gazetteer_item(g, m.item).population;
    uint32_t at = *n;
    while (at > 0 && sayso_gazetteer_item(g, out[at - 1].item).population < people) at--;
    if (at >= cap) return;
    if (*n < cap) ++*n;
    memmove(&out[at + 1], &out[at], (*n - 1 - at) * sizeof *out);
    out[at] = m;
}

/* Postings of what was met, those with most people first. */
static void longest_put(const G *g, const longest *l, sayso_gaz_match like, sayso_gaz_match *out,
                        uint32_t *found, uint32_t cap)
{
    for (uint32_t k = 0; k < l->key->n; k++) {
        const uint32_t posting = g->postings[l->key->first + k];
        sayso_gaz_match m = like;
        m.n_words = l->n_words;
        m.item = posting & ~GAZ_ABBREVIATION;
        m.abbreviation = (posting & GAZ_ABBREVIATION) != 0;
        m.inflected = l->inflected;
        bool known = false;
        for (uint32_t j = 0; j < *found; j++) known |= out[j].item == m.item;
        if (!known) match_put(out, found, cap, m, g);
    }
}

static uint32_t own_match(const G *g, const sayso_lexicon *lx, uint32_t language,
                          const sayso_word *words, uint32_t n, sayso_gaz_match *out, uint32_t cap)
{
    const chain_index index = { g->keys, g->n_keys, g->buckets, GAZ_BUCKET_BITS };
    longest any = { 0 }, own = { 0 };
    chain_search s = { .index = &index, .endings = &lx->endings[language], .words = words,
                       .n_words = n, .found = longest_take, .context = &any };
    sayso_chain_walk(&s, g->any);
    s.context = &own;
    sayso_chain_walk(&s, chain_begin(lx->strings + lx->langs[language].code));
    const uint32_t most = any.n_words > own.n_words ? any.n_words : own.n_words;
    uint32_t found = 0;
    if (most && any.n_words == most)
        longest_put(g, &any, (sayso_gaz_match){ 0 }, out, &found, cap);
    if (most && own.n_words == most)
        longest_put(g, &own, (sayso_gaz_match){ 0 }, out, &found, cap);
    if (most) return found;
    longest heard = { 0 };
    s.how = CHAIN_KEYED;
    s.context = &heard;
    sayso_chain_walk(&s, gaz_begin_keyed(lx->strings + lx->langs[language].code));
    if (heard.key) longest_put(g, &heard, (sayso_gaz_match){ .by_sound = true }, out, &found, cap);
    return found;
}

/* Imported places beside the file's own, which win where they have the longer name, or the same
 * place. */
static uint32_t imported_match(const G *g, const sayso_lexicon *lx, uint32_t language,
                               const sayso_word *words, uint32_t n, sayso_gaz_match *out,
                               uint32_t found, uint32_t cap)
{
    sayso_gaz_match more[GAZ_MOST_MATCHES];
    const uint32_t n_more = sayso_knowledge_places(g->imported, lx, language, words, n, more,
                                                   GAZ_MOST_MATCHES);
    if (!n_more || (found && out[0].n_words > more[0].n_words)) return found;
    if (found && out[0].n_words < more[0].n_words) found = 0;
    for (uint32_t i = 0; i < n_more; i++) {
        const uint32_t geoname = sayso_knowledge_place(g->imported, more[i].item).geoname;
        bool known = false;
        for (uint32_t k = 0; k < found && geoname; k++)
            known |= out[k].item < g->n_places && g->places[out[k].item].geoname == geoname;
        more[i].item += own_items(g);
        if (!known) match_put(out, &found, cap, more[i], g);
    }
    return found;
}

uint32_t sayso_gazetteer_match(const sayso_gazetteer *g, const sayso_lexicon *lx, uint32_t language,
                               const sayso_word *words, uint32_t n, sayso_gaz_match *out,
                               uint32_t cap)
{
    if (!n || !cap || language >= lx->n_langs) return 0;
    const uint32_t found = own_match(g, lx, language, words, n, out, cap);
    return g->imported ? imported_match(g, lx, language, words, n, out, found, cap) : found;
}

/* ---- words that say what a name is ----------------------------------------------------------- */

static sayso_gaz_word word_find(const G *g, uint64_t hash)
{
    for (uint32_t low = 0, high = g->n_words; low < high;) {
        const uint32_t mid = low + (high - low) / 2;
        if (g->words[mid].hash == hash) return (sayso_gaz_word)g->words[mid].word;
        if (g->words[mid].hash < hash) low = mid + 1;
        else high = mid;
    }
    return (sayso_gaz_word)0;
}

sayso_gaz_word sayso_gazetteer_word(const sayso_gazetteer *g, const sayso_lexicon *lx,
                                    uint32_t language, const sayso_word *word)
{
    if (language >= lx->n_langs) return (sayso_gaz_word)0;
    const uint64_t begin = chain_begin(lx->strings + lx->langs[language].code);
    const sayso_gaz_word found = word_find(g, chain_next(begin, sayso_lex_fold_hash(word->form)));
    return found || !word->lemma.len
               ? found
               : word_find(g, chain_next(begin, sayso_lex_fold_hash(word->lemma)));
}
