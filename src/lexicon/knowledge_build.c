/* Imported records and the file that holds them. Names are in knowledge_names.c. */
#include "lexicon/knowledge_build.h"
#include "model/file.h"
#include <stdlib.h>

void sayso_kno_build_free(kno_build *b)
{
    void *const heap[] = { b->interned, b->files,  b->entities,       b->offices,
                           b->places,   b->drafts, b->words_of_people };
    for (size_t i = 0; i < sizeof heap / sizeof *heap; i++) free(heap[i]);
    sayso_buf_free(&b->strings);
    *b = (kno_build){ 0 };
}

/* ---- strings --------------------------------------------------------------------------------- */

uint32_t sayso_kno_build_string(kno_build *b, const char *s, size_t n)
{
    if (!b->strings.len) sayso_buf_put(&b->strings, "", 1);
    if (!n) return 0;
    if (b->strings.len + n + 1 >= UINT32_MAX) {
        b->full = true;
        return 0;
    }
    const uint32_t at = (uint32_t)b->strings.len;
    sayso_buf_put(&b->strings, s, n);
    sayso_buf_put(&b->strings, "", 1);
    b->failed |= b->strings.failed;
    return at;
}

static uint32_t slot_of(const kno_build *b, const char *s, size_t n)
{
    uint32_t i = (uint32_t)sayso_hash(s, n, 0) & (b->n_slots - 1);
    for (; b->interned[i]; i = (i + 1) & (b->n_slots - 1)) {
        const char *o = b->strings.at + b->interned[i];
        if (strlen(o) == n && memcmp(o, s, n) == 0) break;
    }
    return i;
}

static bool slots_grow(kno_build *b)
{
    if (b->n_interned < b->n_slots / 2) return true;
    kno_build old = *b;
    b->n_slots = old.n_slots ? old.n_slots * 2 : 1024;
    b->interned = calloc(b->n_slots, sizeof *b->interned);
    if (!b->interned) {
        b->interned = old.interned;
        b->n_slots = old.n_slots;
        return false;
    }
    for (uint32_t i = 0; i < old.n_slots; i++)
        if (old.interned[i]) {
            const char *s = b->strings.at + old.interned[i];
            b->interned[slot_of(b, s, strlen(s))] = old.interned[i];
        }
    free(old.interned);
    return true;
}

uint32_t sayso_kno_build_intern(kno_build *b, const char *s)
{
    const size_t n = strlen(s);
    if (!n || b->failed || !slots_grow(b)) {
        b->failed |= n > 0 && !b->n_slots;
        return sayso_kno_build_string(b, "", 0);
    }
    const uint32_t slot = slot_of(b, s, n);
    if (!b->interned[slot]) {
        const uint32_t at = sayso_kno_build_string(b, s, n);
        if (!at) return 0;
        b->interned[slot] = at;
        b->n_interned++;
    }
    return b->interned[slot];
}

/* ---- records --------------------------------------------------------------------------------- */

#define ADD(b, items, n, cap, x) \
    do { \
        if ((b)->n >= INT32_MAX - 1) (b)->full = true; \
        else if (sayso_grow((b)->items, (b)->n, (b)->cap)) (b)->items[(b)->n++] = (x); \
        else (b)->failed = true; \
    } while (0)

uint32_t sayso_kno_build_file(kno_build *b, const char *path, const char *source)
{
    const kno_file f = { sayso_kno_build_string(b, path, strlen(path)),
                         sayso_kno_build_intern(b, source) };
    if (b->n_files > UINT16_MAX) b->full = true;
    ADD(b, files, n_files, cap_files, f);
    return b->n_files - 1;
}

uint32_t sayso_kno_build_entity(kno_build *b, kno_entity e)
{
    e.office_first = b->n_offices;
    ADD(b, entities, n_entities, cap_entities, e);
    return b->n_entities - 1;
}

uint32_t sayso_kno_build_place(kno_build *b, kno_place p)
{
    ADD(b, places, n_places, cap_places, p);
    return b->n_places - 1;
}

/* Offices of one entity stand together, by their first day. */
void sayso_kno_build_office(kno_build *b, uint32_t entity, kno_office o)
{
    kno_entity *e = entity < b->n_entities ? &b->entities[entity] : NULL;
    if (!e || e->n_offices == UINT16_MAX) return;
    if (!e->n_offices) e->office_first = b->n_offices;
    const uint32_t n = b->n_offices;
    ADD(b, offices, n_offices, cap_offices, o);
    if (b->n_offices == n) return;
    uint32_t at = n;
    for (; at > e->office_first && b->offices[at - 1].from > o.from; at--)
        b->offices[at] = b->offices[at - 1];
    b->offices[at] = o;
    e->n_offices++;
}

/* ---- sorting --------------------------------------------------------------------------------- */

static int draft_order(const void *a, const void *b)
{
    const kno_draft *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->ends != y->ends) return x->ends ? -1 : 1;
    /* full names before shortened ones */
    if (x->flags != y->flags) return x->flags < y->flags ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* In place: by the topmost byte first (each draft is swapped to where its byte belongs), then
 * each part by itself, so that no sort asks for as much memory again. */
static void drafts_sort(kno_draft *d, uint32_t n)
{
    uint32_t begin[257] = { 0 }, next[256];
    for (uint32_t i = 0; i < n; i++) begin[(d[i].hash >> 56) + 1]++;
    for (uint32_t i = 0; i < 256; i++) begin[i + 1] += begin[i];
    memcpy(next, begin, sizeof next);
    for (uint32_t part = 0; part < 256; part++)
        while (next[part] < begin[part + 1]) {
            const kno_draft x = d[next[part]];
            const uint32_t to = (uint32_t)(x.hash >> 56);
            if (to == part) next[part]++;
            else {
                d[next[part]] = d[next[to]];
                d[next[to]++] = x;
            }
        }
    for (uint32_t i = 0; i < 256; i++)
        if (begin[i + 1] - begin[i] > 1)
            qsort(d + begin[i], begin[i + 1] - begin[i], sizeof *d, draft_order);
}

/* ---- the file -------------------------------------------------------------------------------- */

static bool word_of_people(const kno_build *b, uint64_t hash)
{
    return b->words_of_people &&
           (b->words_of_people[hash >> 6 & ((1u << KNO_WORD_BITS) / 64 - 1)] >> (hash & 63) & 1);
}

/* Keys and postings, which have room for all drafts; the keys take the drafts' place: none is
 * larger than its draft, and it is written behind where it was read. */
static uint32_t keys_make(kno_build *b, kno_posting *postings, uint32_t *n_postings)
{
    _Static_assert(sizeof(chain_key) <= sizeof(kno_draft), "keys are written over drafts");
    chain_key *keys = (chain_key *)(void *)b->drafts;
    uint32_t n_keys = 0, n = 0;
    for (uint32_t i = 0; i < b->n_drafts;) {
        chain_key k = { .hash = b->drafts[i].hash, .first = n };
        uint32_t last = UINT32_MAX;
        for (; i < b->n_drafts && b->drafts[i].hash == k.hash; i++) {
            const kno_draft d = b->drafts[i];
            if (!d.ends) k.longer = 1;
            else if (d.item != last && k.n < UINT16_MAX &&
                     !((d.flags & KNO_ALONE) && word_of_people(b, d.hash))) {
                postings[n++] = (kno_posting){ d.item, d.flags, 0 };
                k.n++;
                last = d.item;
            }
        }
        if (k.n || k.longer) memcpy(&keys[n_keys++], &k, sizeof k);
    }
    *n_postings = n;
    return n_keys;
}

static uint32_t *buckets_make(const chain_key *keys, uint32_t n_keys, uint32_t *bits)
{
    for (*bits = 1; *bits < KNO_MOST_BITS && (1u << *bits) < n_keys;) ++*bits;
    uint32_t *buckets = calloc(((size_t)1 << *bits) + 1, sizeof *buckets);
    if (!buckets) return NULL;
    for (uint32_t i = 0; i < n_keys; i++) buckets[(keys[i].hash >> (64 - *bits)) + 1] = i + 1;
    for (uint32_t i = 1; i <= 1u << *bits; i++)
        if (buckets[i] < buckets[i - 1]) buckets[i] = buckets[i - 1];
    return buckets;
}

static sayso_status sections_save(kno_build *b, const kno_posting *postings, const uint32_t n[2],
                                  const uint32_t *buckets, uint32_t bits, const char *path,
                                  sayso_error *err)
{
    const kno_version version = { KNO_VERSION, 0, sayso_kno_words_hash() };
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_file_lend(&w, "version", &version, sizeof version);
    sayso_file_lend(&w, "strings", b->strings.at, b->strings.len);
    sayso_file_lend(&w, "files", b->files, b->n_files * sizeof *b->files);
    sayso_file_lend(&w, "entities", b->entities, b->n_entities * sizeof *b->entities);
    sayso_file_lend(&w, "offices", b->offices, b->n_offices * sizeof *b->offices);
    sayso_file_lend(&w, "places", b->places, b->n_places * sizeof *b->places);
    sayso_file_lend(&w, "keys", b->drafts, n[0] * sizeof(chain_key));
    sayso_file_lend(&w, "buckets", buckets, (((size_t)1 << bits) + 1) * sizeof *buckets);
    sayso_file_lend(&w, "postings", postings, n[1] * sizeof *postings);
    const sayso_status st = sayso_file_save(&w, KNO_KIND, path, err);
    sayso_file_writer_free(&w);
    return st;
}

sayso_status sayso_kno_build_save(kno_build *b, const char *path, sayso_error *err)
{
    sayso_kno_build_string(b, "", 0);
    if (b->full)
        return sayso_fail(err, SAYSO_TOO_LARGE, path, SAYSO_NOWHERE,
                          "more names than one file can hold; import fewer files");
    drafts_sort(b->drafts, b->n_drafts);
    uint32_t n[2] = { 0 }, bits = 1, n_ends = 0, *buckets = NULL;
    for (uint32_t i = 0; i < b->n_drafts; i++) n_ends += b->drafts[i].ends;
    kno_posting *postings = b->failed ? NULL : malloc(((size_t)n_ends + 1) * sizeof *postings);
    if (postings) {
        n[0] = keys_make(b, postings, &n[1]);
        buckets = buckets_make((const chain_key *)(const void *)b->drafts, n[0], &bits);
    }
    const sayso_status st = buckets ? sections_save(b, postings, n, buckets, bits, path, err)
                                    : sayso_no_memory(err);
    free(postings);
    free(buckets);
    return st;
}
