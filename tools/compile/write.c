/* From what was collected to the file: entries in order, the index and its filter. */
#include "compile/compile.h"
#include <stdlib.h>

/* ---- entries --------------------------------------------------------------------------------- */

static uint64_t entry_hash(uint32_t pack, uint32_t upos, const char *lemma)
{
    return sayso_hash_mix(sayso_lex_fold_hash(sayso_str_of(lemma)) ^
                          (uint64_t)lex_upos_salt(pack, upos) << 32);
}

/* Entries of one word together; words in the order of the table's first row of each is not needed,
 * so by hash. */
typedef struct entry_place { uint64_t hash; uint32_t order; } entry_place;

static int place_order(const void *a, const void *b)
{
    const entry_place *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static lex_event *events_ordered(compile *c)
{
    entry_place *p = sayso_arena_array(&c->arena, (size_t)c->n_events + 1, sizeof *p);
    lex_event *out = sayso_arena_array(&c->arena, (size_t)c->n_events + 1, sizeof *out);
    if (!p || !out) return NULL;
    for (uint32_t i = 0; i < c->n_events; i++)
        p[i] =
            (entry_place){ entry_hash(c->events[i].language, c->events[i].upos, c->events[i].lemma),
                           i };
    if (c->n_events) qsort(p, c->n_events, sizeof *p, place_order);
    for (uint32_t i = 0; i < c->n_events; i++) {
        const event_draft *d = &c->events[p[i].order];
        out[i] = d->record;
        compile_key(c, LEX_SPACE_EVENT, lex_upos_salt(d->language, d->upos),
                    sayso_lex_fold_hash(sayso_str_of(d->lemma)), i);
    }
    return out;
}

/* Phrases have no part of speech of their own (0) and are found as runs of words. */
static lex_cue *cues_ordered(compile *c)
{
    entry_place *p = sayso_arena_array(&c->arena, (size_t)c->n_cues + 1, sizeof *p);
    lex_cue *out = sayso_arena_array(&c->arena, (size_t)c->n_cues + 1, sizeof *out);
    if (!p || !out) return NULL;
    for (uint32_t i = 0; i < c->n_cues; i++)
        p[i] =
            (entry_place){ entry_hash(c->cues[i].language, c->cues[i].upos, c->cues[i].lemma), i };
    if (c->n_cues) qsort(p, c->n_cues, sizeof *p, place_order);
    for (uint32_t i = 0; i < c->n_cues; i++) {
        const cue_draft *d = &c->cues[p[i].order];
        const row nowhere = { .path = "cues.tsv" };
        out[i] = d->record;
        if (d->record.phrase) {
            const lex_item item = {
                .kind = LEX_ITEM_PHRASE, .what = i, .value = LEX_NONE, .extra = LEX_NONE
            };
            compile_phrase(c, &nowhere, &c->langs[d->language], item, d->lemma);
        } else
            compile_key(c, LEX_SPACE_CUE, lex_upos_salt(d->language, d->upos),
                        sayso_lex_fold_hash(sayso_str_of(d->lemma)), i);
    }
    return out;
}

/* ---- the index ------------------------------------------------------------------------------- */

static int key_order(const void *a, const void *b)
{
    const key_entry *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

typedef struct index_build {
    lex_index *index;
    uint64_t *filter;
    uint32_t n_index, n_filter;
    u32_list postings;
    uint32_t n_keys;
} index_build;

static void index_put(index_build *b, lex_index x)
{
    uint32_t at = (uint32_t)x.key & (b->n_index - 1);
    while (b->index[at].space != LEX_SPACE_EMPTY) at = (at + 1) & (b->n_index - 1);
    b->index[at] = x;
    const uint64_t bit = x.key >> 16 & (((uint64_t)b->n_filter << 6) - 1);
    b->filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
}

/* One key's entries; events and cues already stand together and in order, the others go through
 * postings, each once. */
static void index_group(compile *c, index_build *b, const key_entry *k, uint32_t n)
{
    lex_index x = { .key = k->key, .space = (uint16_t)k->space };
    const bool direct = k->space == LEX_SPACE_EVENT || k->space == LEX_SPACE_CUE;
    x.first = direct ? k->value : b->postings.n;
    uint32_t count = direct ? n : 0;
    for (uint32_t i = 0; !direct && k->space != LEX_SPACE_SKIP && i < n; i++) {
        /* two words of one 64-bit key: the second is lost, as likely as winning twice */
        bool again = k[i].space != k->space;
        for (uint32_t j = i; j > 0 && !again && i - j < 8; j--)
            again = k[j - 1].value == k[i].value;
        if (again) continue;
        uint32_t *p = COMPILE_ADD(c, b->postings.at, b->postings.n, b->postings.cap);
        if (p) *p = k[i].value;
        count++;
    }
    if (count > UINT16_MAX) count = UINT16_MAX;
    if (k->space == LEX_SPACE_SKIP) x.first = 0;
    x.n = (uint16_t)count;
    index_put(b, x);
}

static bool index_make(compile *c, index_build *b)
{
    uint32_t groups = 0;
    if (c->n_keys) qsort(c->keys, c->n_keys, sizeof *c->keys, key_order);
    for (uint32_t i = 0; i < c->n_keys; i++)
        groups += i == 0 || c->keys[i].key != c->keys[i - 1].key;
    for (b->n_index = 64; b->n_index < groups + groups / 2 + 2;) b->n_index *= 2;
    for (b->n_filter = 1; (uint64_t)b->n_filter * 64 < (uint64_t)groups * LEX_FILTER_BITS_A_KEY;)
        b->n_filter *= 2;
    b->n_keys = groups;
    b->index = sayso_arena_array(&c->arena, b->n_index, sizeof *b->index);
    b->filter = sayso_arena_array(&c->arena, b->n_filter, sizeof *b->filter);
    if (!b->index || !b->filter) return false;
    for (uint32_t i = 0, n; i < c->n_keys; i += n) {
        for (n = 1; i + n < c->n_keys && c->keys[i + n].key == c->keys[i].key;) n++;
        index_group(c, b, &c->keys[i], n);
    }
    return !c->no_memory;
}

/* ---- the file -------------------------------------------------------------------------------- */

static int cameo_order(const void *a, const void *b, const char *pool)
{
    return strcmp(pool + ((const lex_cameo *)a)->code, pool + ((const lex_cameo *)b)->code);
}

static void cameo_sort(compile *c) /* small and nearly sorted: by insertion */
{
    for (uint32_t i = 1; i < c->n_cameo; i++)
        for (uint32_t k = i; k > 0 && cameo_order(&c->cameo[k], &c->cameo[k - 1], c->pool.at) < 0;
             k--) {
            const lex_cameo t = c->cameo[k];
            c->cameo[k] = c->cameo[k - 1];
            c->cameo[k - 1] = t;
        }
}

static void put(sayso_file_writer *w, const char *section, const void *items, size_t n, size_t size)
{
    sayso_file_put(w, section, items ? items : "", n * size);
}

#define PUT(section, items, n) put(&w, section, items, n, sizeof *(items))

static void summary_put(const compile *c, const index_build *b)
{
    sayso_buf *s = &c->result->summary;
    for (uint32_t i = 0; i < c->n_langs; i++)
        sayso_buf_printf(s, "%s: %u events, %u cues, %u words of senses\n", c->langs[i].code,
                         c->langs[i].record.n_events, c->langs[i].record.n_cues,
                         c->langs[i].record.n_senses);
    sayso_buf_printf(s, "%u entities, %u names of %u words, %u keys\n", c->n_entities, c->n_names,
                     c->n_parts, b->n_keys);
}

sayso_status compile_write(compile *c, sayso_error *err)
{
    const uint32_t version = LEX_VERSION;
    index_build b = { 0 };
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    lex_language *langs = sayso_arena_array(&c->arena, (size_t)c->n_langs + 1, sizeof *langs);
    const lex_event *events = events_ordered(c);
    const lex_cue *cues = cues_ordered(c);
    compile_string(c, "");
    cameo_sort(c);
    if (!langs || !events || !cues || !index_make(c, &b)) c->no_memory = true;
    for (uint32_t i = 0; langs && i < c->n_langs; i++) langs[i] = c->langs[i].record;
    sayso_status st = SAYSO_NO_MEMORY;
    if (!c->no_memory) {
        PUT("version", &version, 1);
        PUT("strings", c->pool.at, c->pool.len);
        PUT("langs", langs, c->n_langs);
        PUT("rules", c->rules, c->n_rules);
        PUT("slots", c->slots, c->n_slots);
        PUT("conds", c->conds, c->n_conds);
        PUT("strlists", c->strlists.at, c->strlists.n);
        PUT("events", events, c->n_events);
        PUT("cues", cues, c->n_cues);
        PUT("items", c->items, c->n_items);
        PUT("runs", c->runs.at, c->runs.n);
        PUT("entities", c->entities, c->n_entities);
        PUT("offices", c->offices, c->n_offices);
        PUT("names", c->names, c->n_names);
        PUT("nameparts", c->nameparts.at, c->nameparts.n);
        PUT("parts", c->parts, c->n_parts);
        PUT("postings", b.postings.at, b.postings.n);
        PUT("index", b.index, b.n_index);
        PUT("filter", b.filter, b.n_filter);
        PUT("cameo", c->cameo, c->n_cameo);
        PUT("roles", c->roles, c->n_roles);
        PUT("senses", c->senses, c->n_senses);
        st = sayso_file_finish(&w, "lexicon", &c->result->file, err);
        summary_put(c, &b);
    } else st = sayso_no_memory(err);
    free(b.postings.at);
    sayso_file_writer_free(&w);
    return st;
}
