/* An imported file: opening, and its records as the lexicon and the gazetteer show theirs. */
#include "lexicon/knowledge_inside.h"
#include <math.h>
#include <stdlib.h>

typedef sayso_knowledge K;

/* ---- opening --------------------------------------------------------------------------------- */

static sayso_status bad(const K *k, const char *section, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, k->file.name, SAYSO_NOWHERE,
                      "section %s is malformed; import the files again", section);
}

static sayso_status load(const K *k, const char *section, size_t size, const void **items,
                         uint32_t *n, sayso_error *err)
{
    size_t count;
    const sayso_status st = sayso_file_array(&k->file, section, size, items, &count, err);
    if (st) return st;
    /* indexes of entities and places are signed further on */
    if (count >= INT32_MAX && size > 1) return bad(k, section, err);
    if (count >= UINT32_MAX) return bad(k, section, err);
    *n = (uint32_t)count;
    return SAYSO_OK;
}

#define LOAD(section, field, count) \
    do { \
        const void *items_; \
        const sayso_status st_ = load(k, section, sizeof *(field), &items_, &(count), err); \
        if (st_) return st_; \
        (field) = items_; \
    } while (0)

static sayso_status version_check(const K *k, sayso_error *err)
{
    size_t n;
    kno_version v = { 0 };
    const void *at = sayso_file_section(&k->file, "version", &n);
    if (at && n == sizeof v) memcpy(&v, at, n);
    if (v.version == KNO_VERSION && v.words == sayso_kno_words_hash()) return SAYSO_OK;
    return sayso_fail(err, SAYSO_BAD_MODEL, k->file.name, SAYSO_NOWHERE,
                      "imported by another version of sayso; import the files again");
}

uint64_t sayso_kno_words_hash(void)
{
    static const char *const words[] = { "Shoigu",      "Zelenskyy", "Abdullah", "Guerassimov",
                                         "Tchaïkovski", "Müller",    "Xi",       "Юрій",
                                         "Щербаков",    "Ёлкин",     "Джейк",    "О’Нил",
                                         "U.S." };
    uint64_t h = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char folded[LEX_MOST_BYTES];
        const uint32_t n = sayso_lex_fold(sayso_str_of(words[i]), folded);
        h = chain_next(chain_next(h, sayso_chain_hash(CHAIN_FOLDED, folded, n)),
                       sayso_chain_hash(CHAIN_KEYED, folded, n));
    }
    return h;
}

static sayso_status index_load(K *k, sayso_error *err)
{
    uint32_t n_buckets = 0, bits = 1;
    LOAD("keys", k->index.keys, k->index.n_keys);
    LOAD("buckets", k->index.buckets, n_buckets);
    while (bits < KNO_MOST_BITS && (1u << bits) + 1 < n_buckets) bits++;
    if ((1u << bits) + 1 != n_buckets) return bad(k, "buckets", err);
    k->index.bits = bits;
    return SAYSO_OK;
}

static sayso_status sections_load(K *k, sayso_error *err)
{
    sayso_status st = version_check(k, err);
    if (st) return st;
    LOAD("strings", k->strings, k->n_strings);
    LOAD("files", k->files, k->n_files);
    LOAD("entities", k->entities, k->n_entities);
    LOAD("offices", k->offices, k->n_offices);
    LOAD("places", k->places, k->n_places);
    LOAD("postings", k->postings, k->n_postings);
    if (!k->n_strings || k->strings[0] || k->strings[k->n_strings - 1])
        return bad(k, "strings", err);
    return index_load(k, err);
}

static sayso_status finish(K *k, sayso_status opened, sayso_knowledge **out, sayso_error *err)
{
    const sayso_status st = opened ? opened : sections_load(k, err);
    if (st) {
        if (!opened && !k->borrowed) sayso_file_close(&k->file);
        free(k);
        return st;
    }
    k->names = chain_begin(KNO_NAME);
    k->sounds = chain_begin(KNO_SOUND);
    k->places_any = chain_begin(KNO_PLACE);
    *out = k;
    return sayso_ok(err);
}

sayso_status sayso_knowledge_open(sayso_knowledge **out, const char *path, sayso_error *err)
{
    *out = NULL;
    K *k = calloc(1, sizeof *k);
    return k ? finish(k, sayso_file_open(&k->file, path, KNO_KIND, err), out, err)
             : sayso_no_memory(err);
}

sayso_status sayso_knowledge_open_memory(sayso_knowledge **out, const void *bytes, size_t n,
                                         const char *name, sayso_error *err)
{
    *out = NULL;
    K *k = calloc(1, sizeof *k);
    if (!k) return sayso_no_memory(err);
    k->borrowed = true;
    return finish(k, sayso_file_open_memory(&k->file, bytes, n, name, KNO_KIND, err), out, err);
}

void sayso_knowledge_close(sayso_knowledge *k)
{
    if (!k) return;
    if (!k->borrowed) sayso_file_close(&k->file);
    free(k);
}

/* ---- records --------------------------------------------------------------------------------- */

uint32_t sayso_knowledge_n_entities(const sayso_knowledge *k) { return k->n_entities; }
uint32_t sayso_knowledge_n_places(const sayso_knowledge *k) { return k->n_places; }

static const char *string_at(const K *k, uint32_t s)
{
    return s < k->n_strings ? k->strings + s : "";
}
/* Three letters and a NUL, else nothing. */
static const char *code_at(const char code[4]) { return code[3] ? "" : code; }

static const char *basis_of(const K *k, uint16_t file, uint32_t line, sayso_arena *arena)
{
    return sayso_arena_printf(arena, "%s:%u",
                              file < k->n_files ? string_at(k, k->files[file].path) : "", line);
}

static const char *source_of(const K *k, uint16_t file)
{
    return file < k->n_files ? string_at(k, k->files[file].source) : "";
}

static const sayso_office *offices_of(const K *k, const kno_entity *e, sayso_arena *arena)
{
    sayso_office *o = sayso_arena_array(arena, e->n_offices, sizeof *o);
    for (uint32_t i = 0; o && i < e->n_offices; i++) {
        const kno_office *from = &k->offices[e->office_first + i];
        o[i] = (sayso_office){ string_at(k, from->code), string_at(k, from->title), from->from,
                               from->to };
    }
    return o;
}

const sayso_entity *sayso_knowledge_entity(const sayso_knowledge *k, uint32_t i, sayso_arena *arena)
{
    if (i >= k->n_entities) return NULL;
    const kno_entity *e = &k->entities[i];
    if (e->kind != SAYSO_ENT_PERSON && e->kind != SAYSO_ENT_ORGANISATION &&
        e->kind != SAYSO_ENT_MEDIUM)
        return NULL;
    if (e->office_first > k->n_offices || e->n_offices > k->n_offices - e->office_first)
        return NULL;
    sayso_entity *x = sayso_arena_alloc(arena, sizeof *x);
    if (!x) return NULL;
    *x = (sayso_entity){ .kind = (sayso_entity_kind)e->kind, .name = string_at(k, e->name),
                         .code = string_at(k, e->code), .country = code_at(e->country),
                         .admin1 = "", .detail = "", .lat_deg = NAN, .lon_deg = NAN,
                         .n_offices = e->n_offices, .offices = offices_of(k, e, arena),
                         .id = sayso_arena_printf(arena, "import/%s:%s", source_of(k, e->file),
                                                  string_at(k, e->id)),
                         .basis = basis_of(k, e->file, e->line, arena) };
    return x->offices && x->id && x->basis ? x : NULL;
}

sayso_gaz_item sayso_knowledge_place(const sayso_knowledge *k, uint32_t i)
{
    const kno_place *p = &k->places[i];
    const bool fits = p->lat >= -9000000 && p->lat <= 9000000 && p->lon >= -18000000 &&
                      p->lon <= 18000000;
    return (sayso_gaz_item){ .name = string_at(k, p->name), .country = code_at(p->country),
                             .admin1 = string_at(k, p->admin1),
                             .lat_deg = fits ? p->lat / 1e5 : (double)NAN,
                             .lon_deg = fits ? p->lon / 1e5 : (double)NAN,
                             .population = p->population, .geoname = p->geoname,
                             .division = UINT32_MAX, .is_division = p->division == 1,
                             .source = source_of(k, p->file), .id = string_at(k, p->id) };
}

const char *sayso_knowledge_place_basis(const sayso_knowledge *k, uint32_t i, sayso_arena *arena)
{
    return basis_of(k, k->places[i].file, k->places[i].line, arena);
}
