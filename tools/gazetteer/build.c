/* Records of towns and divisions, and the index of their names' words. */
#include "gazetteer/build.h"
#include "lexicon/fold.h"
#include "model/file.h"
#include <math.h>
#include <stdlib.h>

void gaz_build_free(gaz_build *b)
{
    void *const heap[] = { b->countries, b->places, b->divisions, b->names, b->words };
    for (size_t i = 0; i < sizeof heap / sizeof *heap; i++) free(heap[i]);
    sayso_buf_free(&b->strings);
    *b = (gaz_build){ 0 };
}

/* Makes room for one more and clears it; NULL and failed without memory. */
#define ADD(b, items, n, cap)                                                                      \
    (sayso_grow((b)->items, (b)->n, (b)->cap)                                                      \
         ? (memset(&(b)->items[(b)->n], 0, sizeof *(b)->items), &(b)->items[(b)->n++])             \
         : ((b)->failed = true, (void *)0))

static uint32_t string_put(gaz_build *b, const char *s)
{
    const uint32_t at = (uint32_t)b->strings.len;
    sayso_buf_put(&b->strings, s, strlen(s) + 1);
    return at;
}

static uint16_t country_put(gaz_build *b, const char *country)
{
    for (uint32_t i = b->n_countries; i > 0; i--) /* towns come country by country */
        if (strcmp(b->countries[i - 1].code, country) == 0) return (uint16_t)(i - 1);
    gaz_country *c = ADD(b, countries, n_countries, cap_countries);
    if (!c || b->n_countries > UINT16_MAX) return 0;
    memcpy(c->code, country, strlen(country) < 4 ? strlen(country) : 3);
    c->lat = GAZ_NO_POINT;
    return (uint16_t)(b->n_countries - 1);
}

void gaz_build_centre(gaz_build *b, const char *country, int32_t lat, int32_t lon)
{
    const uint16_t i = country_put(b, country);
    if (b->failed) return;
    b->countries[i].lat = lat;
    b->countries[i].lon = lon;
}

uint32_t gaz_build_division(gaz_build *b, const char *name, const char *iso, const char *country)
{
    gaz_division *d = ADD(b, divisions, n_divisions, cap_divisions);
    if (!d) return 0;
    if (b->n_divisions >= GAZ_NO_DIVISION) b->failed = true;
    d->name = string_put(b, name);
    d->iso = string_put(b, iso);
    d->country = country_put(b, country);
    return b->n_divisions - 1;
}

uint32_t gaz_build_place(gaz_build *b, gaz_place place, const char *name, const char *country)
{
    gaz_place *p = ADD(b, places, n_places, cap_places);
    if (!p) return 0;
    *p = place;
    p->name = string_put(b, name);
    p->country = country_put(b, country);
    return b->n_places - 1;
}

/* The name's pieces behind `begin`, which says for whom they are; item with its flags. */
static void name_put(gaz_build *b, uint64_t begin, chain_how how, const char *name, uint32_t item)
{
    const sayso_str s = sayso_str_of(name);
    uint64_t hashes[CHAIN_MOST_PIECES], hash = begin;
    uint32_t n = 0, at = 0;
    for (sayso_str piece; (piece = sayso_chain_piece(s, &at)).len;) {
        char folded[LEX_MOST_BYTES];
        if (n == CHAIN_MOST_PIECES) return;
        hashes[n++] = hash =
            chain_next(hash, sayso_chain_hash(how, folded, sayso_lex_fold(piece, folded)));
    }
    for (uint32_t i = 0; i < n; i++) {
        gaz_draft *d = ADD(b, names, n_names, cap_names);
        if (d) *d = (gaz_draft){ hashes[i], item, i + 1 == n };
    }
}

void gaz_build_name(gaz_build *b, uint32_t item, const char *name, const char *language,
                    bool abbreviation)
{
    name_put(b, chain_begin(language), CHAIN_FOLDED, name,
             item | (abbreviation ? GAZ_ABBREVIATION : 0));
}

void gaz_build_key(gaz_build *b, uint32_t item, const char *name, const char *language)
{
    name_put(b, gaz_begin_keyed(language), CHAIN_KEYED, name, item);
}

void gaz_build_word(gaz_build *b, const char *word, const char *language, sayso_gaz_word kind)
{
    gaz_word *w = ADD(b, words, n_words, cap_words);
    if (w)
        *w = (gaz_word){ .hash = chain_next(chain_begin(language),
                                            sayso_lex_fold_hash(sayso_str_of(word))),
                         .word = kind };
}

/* ---- writing --------------------------------------------------------------------------------- */

/* The middle between the outermost towns: nearer to what maps show than the mean, which its cities
 * pull. */
static void divisions_place(gaz_build *b)
{
    struct extent {
        int32_t south, north, west, east;
    } *all = calloc((size_t)b->n_divisions + 1, sizeof *all);
    if (!all) {
        b->failed = true;
        return;
    }
    for (uint32_t i = 0; i < b->n_divisions; i++)
        all[i] = (struct extent){ INT32_MAX, INT32_MIN, INT32_MAX, INT32_MIN };
    for (uint32_t i = 0; i < b->n_places; i++) {
        const gaz_place *p = &b->places[i];
        if (p->division == GAZ_NO_DIVISION) continue;
        struct extent *x = &all[p->division];
        if (p->lat < x->south) x->south = p->lat;
        if (p->lat > x->north) x->north = p->lat;
        if (p->lon < x->west) x->west = p->lon;
        if (p->lon > x->east) x->east = p->lon;
        gaz_division *d = &b->divisions[p->division];
        d->population =
            d->population > UINT32_MAX - p->population ? UINT32_MAX : d->population + p->population;
    }
    for (uint32_t i = 0; i < b->n_divisions; i++) {
        if (all[i].south > all[i].north) continue; /* no town: no look-up leads there either */
        b->divisions[i].lat = (int32_t)(((int64_t)all[i].south + all[i].north) / 2);
        b->divisions[i].lon = (int32_t)(((int64_t)all[i].west + all[i].east) / 2);
    }
    free(all);
}

static int draft_order(const void *a, const void *b)
{
    const gaz_draft *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->ends != y->ends) return x->ends ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static int word_order(const void *a, const void *b)
{
    const gaz_word *x = a, *y = b;
    return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1)
                              : (x->word > y->word) - (x->word < y->word);
}

static uint32_t item_of(const gaz_build *b, uint32_t item)
{
    const uint32_t flag = item & GAZ_ABBREVIATION, index = item & ~GAZ_ABBREVIATION;
    return flag | (index >= GAZ_DIVISION_ITEM ? index - GAZ_DIVISION_ITEM + b->n_places : index);
}

/* Keys and postings of the sorted drafts; both have room for all of them. Counts in n[0], n[1]. */
static void keys_make(const gaz_build *b, chain_key *keys, uint32_t *postings, uint32_t *buckets,
                      uint32_t n[2])
{
    n[0] = n[1] = 0;
    for (uint32_t i = 0; i < b->n_names;) {
        chain_key *k = &keys[n[0]++];
        *k = (chain_key){ .hash = b->names[i].hash, .first = n[1] };
        const uint32_t begin = i;
        for (; i < b->n_names && b->names[i].hash == k->hash; i++) {
            if (!b->names[i].ends) k->longer = 1;
            else if ((i == begin || b->names[i].item != b->names[i - 1].item) &&
                     k->n < UINT16_MAX) {
                postings[n[1]++] = item_of(b, b->names[i].item);
                k->n++;
            }
        }
        buckets[(k->hash >> 48) + 1] = n[0];
    }
    for (uint32_t i = 1; i <= GAZ_BUCKETS; i++)
        if (buckets[i] < buckets[i - 1]) buckets[i] = buckets[i - 1];
}

static sayso_status sections_put(gaz_build *b, chain_key *keys, uint32_t *postings,
                                 uint32_t *buckets, sayso_buf *out, sayso_error *err)
{
    static const uint32_t version = GAZ_VERSION;
    uint32_t n[2];
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    keys_make(b, keys, postings, buckets, n);
    sayso_file_put(&w, "version", &version, sizeof version);
    sayso_file_put(&w, "strings", b->strings.at ? b->strings.at : "",
                   b->strings.at ? b->strings.len : 1);
    sayso_file_put(&w, "countries", b->countries, b->n_countries * sizeof *b->countries);
    sayso_file_put(&w, "places", b->places, b->n_places * sizeof *b->places);
    sayso_file_put(&w, "divisions", b->divisions, b->n_divisions * sizeof *b->divisions);
    sayso_file_put(&w, "keys", keys, n[0] * sizeof *keys);
    sayso_file_put(&w, "buckets", buckets, (GAZ_BUCKETS + 1) * sizeof *buckets);
    sayso_file_put(&w, "postings", postings, n[1] * sizeof *postings);
    sayso_file_put(&w, "words", b->words, b->n_words * sizeof *b->words);
    const sayso_status st = sayso_file_finish(&w, "places", out, err);
    sayso_file_writer_free(&w);
    return st;
}

sayso_status gaz_build_write(gaz_build *b, sayso_buf *out, sayso_error *err)
{
    divisions_place(b);
    if (b->n_names) qsort(b->names, b->n_names, sizeof *b->names, draft_order);
    if (b->n_words) qsort(b->words, b->n_words, sizeof *b->words, word_order);
    chain_key *keys = calloc((size_t)b->n_names + 1, sizeof *keys);
    uint32_t *postings = calloc((size_t)b->n_names + 1, sizeof *postings),
             *buckets = calloc(GAZ_BUCKETS + 1, sizeof *buckets);
    sayso_status st = !keys || !postings || !buckets || b->failed || b->strings.failed
                          ? sayso_no_memory(err)
                          : SAYSO_OK;
    if (!st) st = sections_put(b, keys, postings, buckets, out, err);
    free(keys);
    free(postings);
    free(buckets);
    return st;
}
