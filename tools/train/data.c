#include "train/data.h"
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

sayso_status treebank_read(treebank *t, const char *path, sayso_error *err)
{
    sayso_map map = SAYSO_MAP_NONE;
    *t = (treebank){ .arena = SAYSO_ARENA_EMPTY };
    sayso_status st = sayso_map_open(&map, path, err);
    if (!st) st = sayso_conllu_read((const char *)map.at, map.len, &t->arena, &t->text, err);
    if (st == SAYSO_BAD_DATA && err)
        (void)sayso_fail(err, st, path, err->at,
                         "not CoNLL-U in this line; run UD's validator on it");
    sayso_map_close(&map);
    for (uint32_t k = 0; !st && k < t->text->n_sents; k++)
        t->n_trees += t->text->words[t->text->sents[k].first_word].deprel != NULL;
    return st;
}

void treebank_free(treebank *t) { sayso_arena_free(&t->arena); }

/* ---- classes ---- */

static void value_add(tagset *g, unsigned group, uint64_t value)
{
    uint32_t n = g->groups.n[group], i = n;
    for (uint32_t c = 0; c < n; c++)
        if (g->values[group][c] == value) return;
    if (n == 32) return; /* rarer combinations of values stay untaught */
    for (; i > 1 && g->values[group][i - 1] > value; i--)
        g->values[group][i] = g->values[group][i - 1];
    g->values[group][i] = value;
    g->groups.n[group]++;
}

static void values_gather(tagset *g, const treebank *t)
{
    for (unsigned a = 0; a < SAYSO_N_ATTRIBUTES; a++) {
        const uint64_t mask = sayso_attribute_mask(a);
        for (uint32_t i = 0; i < t->text->n_words; i++)
            if (t->text->words[i].feats & mask) value_add(g, a + 1, t->text->words[i].feats & mask);
    }
}

void tagset_classes(const tagset *g, const sayso_word *w, uint8_t classes[SAYSO_NET_GROUPS])
{
    classes[0] = w->upos ? (uint8_t)(w->upos - 1) : SAYSO_X - 1;
    for (unsigned a = 0; a < SAYSO_N_ATTRIBUTES; a++) {
        const uint64_t value = w->feats & sayso_attribute_mask(a);
        classes[a + 1] = 0;
        for (uint32_t c = 1; value && c < g->groups.n[a + 1]; c++)
            if (g->values[a + 1][c] == value) classes[a + 1] = (uint8_t)c;
    }
}

static void allowed_gather(tagset *g, const treebank *t)
{
    uint8_t classes[SAYSO_NET_GROUPS];
    for (uint32_t i = 0; i < t->text->n_words; i++) {
        const sayso_word *w = &t->text->words[i];
        tagset_classes(g, w, classes);
        for (unsigned a = 0; a < SAYSO_NET_GROUPS; a++)
            g->allowed[w->upos][g->groups.first[a] + classes[a]] = 1;
    }
}

/* ---- relations ---- */

typedef struct relation_count { const char *name; uint32_t count; } relation_count;

static int relation_order(const void *a, const void *b)
{
    const relation_count *x = a, *y = b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return strcmp(x->name, y->name);
}

static sayso_status relations_gather(tagset *g, const treebank *const *t, uint32_t n_t,
                                     sayso_error *err)
{
    relation_count seen[SAYSO_NET_MOST_CLASSES];
    uint32_t n = 0;
    for (uint32_t k = 0; k < n_t; k++)
        for (uint32_t i = 0; i < t[k]->text->n_words; i++) {
            const char *name = t[k]->text->words[i].deprel;
            uint32_t c = 0;
            if (!name) continue;
            while (c < n && strcmp(seen[c].name, name) != 0) c++;
            if (c == SAYSO_NET_MOST_CLASSES)
                return sayso_fail(err, SAYSO_BAD_DATA, "treebank", SAYSO_NOWHERE,
                                  "more than %d relations; merge rare subtypes", c);
            if (c == n) seen[n++] = (relation_count){ name, 0 };
            seen[c].count++;
        }
    if (!n)
        return sayso_fail(err, SAYSO_BAD_DATA, "treebank", SAYSO_NOWHERE,
                          "no trees; give a treebank with heads");
    qsort(seen, n, sizeof *seen, relation_order);
    for (uint32_t c = 0; c < n; c++) g->relations[c] = sayso_str_of(seen[c].name);
    g->n_relations = n;
    return SAYSO_OK;
}

uint32_t tagset_relation(const tagset *g, const char *deprel)
{
    for (uint32_t c = 0; c < g->n_relations; c++)
        if (sayso_str_eq(g->relations[c], sayso_str_of(deprel))) return c;
    return 0;
}

sayso_status tagset_of(tagset *g, const treebank *const *t, uint32_t n, sayso_error *err)
{
    *g = (tagset){ 0 };
    g->groups.n[0] = SAYSO_N_UPOS - 1;
    for (unsigned a = 1; a < SAYSO_NET_GROUPS; a++) g->groups.n[a] = 1;
    for (uint32_t k = 0; k < n; k++) values_gather(g, t[k]);
    uint32_t at = 0;
    for (unsigned a = 0; a < SAYSO_NET_GROUPS; a++) g->groups.first[a] = at, at += g->groups.n[a];
    g->n_tags = at;
    for (uint32_t k = 0; k < n; k++) allowed_gather(g, t[k]);
    return relations_gather(g, t, n, err);
}

/* ---- features to rows ---- */

static row_key *slot_of(const row_keys *k, uint64_t hash)
{
    const uint32_t mask = (1u << k->log2) - 1;
    uint32_t i = (uint32_t)(hash >> (64 - k->log2));
    while (k->slots[i].hash && k->slots[i].hash != hash) i = (i + 1) & mask;
    return &k->slots[i];
}

static bool keys_grow(row_keys *k)
{
    row_keys bigger = { .log2 = k->log2 + 1, .n = k->n };
    bigger.slots = calloc((size_t)1 << bigger.log2, sizeof *bigger.slots);
    if (!bigger.slots) return false;
    for (uint32_t i = 0; i < 1u << k->log2; i++)
        if (k->slots[i].hash) *slot_of(&bigger, k->slots[i].hash) = k->slots[i];
    free(k->slots);
    *k = bigger;
    return true;
}

static bool features_count(row_keys *k, const treebank *t)
{
    uint64_t out[SAYSO_MOST_FEATURES];
    for (uint32_t s = 0; s < t->text->n_sents; s++) {
        const sayso_sent *sent = &t->text->sents[s];
        for (uint32_t i = 0; i < sent->n_words; i++) {
            const sayso_word *w = t->text->words + sent->first_word;
            const uint32_t n = sayso_features_of(w + i, sayso_place_of(w, i, sent->n_words), out);
            for (uint32_t j = 0; j < n; j++) {
                if (k->n * 4 > (3u << k->log2) && !keys_grow(k)) return false;
                row_key *slot = slot_of(k, out[j]);
                if (!slot->hash) slot->hash = out[j], k->n++;
                slot->count++;
            }
        }
    }
    return true;
}

static int key_order(const void *a, const void *b)
{
    const row_key *x = *(row_key *const *)a, *y = *(row_key *const *)b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* What look-alike features without capitals hash to is taught by noise; they need rows too. */
static void lost_features_keep(row_keys *k)
{
    static const sayso_word probe = { .flags = SAYSO_WORD_CASE_LOST, .mwt_len = 1 };
    uint64_t out[SAYSO_MOST_FEATURES];
    sayso_word w = probe;
    w.form = SAYSO_STR("ab");
    for (unsigned place = 0; place < 8; place++) {
        const uint32_t n = sayso_features_of(&w, place, out);
        for (uint32_t j = 0; j < n; j++) {
            row_key *slot = slot_of(k, out[j]);
            if (!slot->hash) slot->hash = out[j], slot->count = 1000, k->n++;
        }
    }
}

sayso_status row_keys_of(row_keys *k, const treebank *const *t, uint32_t n, uint32_t most,
                         sayso_error *err)
{
    *k = (row_keys){ .log2 = 16 };
    k->slots = calloc((size_t)1 << k->log2, sizeof *k->slots);
    bool ok = k->slots;
    for (uint32_t i = 0; ok && i < n; i++) ok = features_count(k, t[i]);
    if (ok) lost_features_keep(k);
    row_key **order = ok ? calloc(k->n, sizeof *order) : NULL;
    if (!order) return sayso_no_memory(err);
    uint32_t m = 0;
    for (uint32_t i = 0; i < 1u << k->log2; i++) {
        k->slots[i].row = NO_ROW;
        if (k->slots[i].hash && k->slots[i].count >= 2) order[m++] = &k->slots[i];
    }
    qsort(order, m, sizeof *order, key_order);
    k->n_rows = m < most ? m : most;
    for (uint32_t i = 0; i < k->n_rows; i++) order[i]->row = i;
    free(order);
    return SAYSO_OK;
}

uint32_t row_of(const row_keys *k, uint64_t hash)
{
    const row_key *slot = slot_of(k, hash);
    return slot->hash ? slot->row : NO_ROW;
}

void row_keys_free(row_keys *k)
{
    free(k->slots);
    *k = (row_keys){ 0 };
}

/* ---- sentences ---- */

static bool rows_of(const sayso_word *w, unsigned place, const row_keys *k, sayso_arena *arena,
                    net_rows *out)
{
    uint64_t hashes[SAYSO_MOST_FEATURES];
    const uint32_t n = sayso_features_of(w, place, hashes);
    uint32_t *rows = sayso_arena_array(arena, n, sizeof *rows);
    *out = (net_rows){ rows, 0, 0 };
    for (uint32_t j = 0; rows && j < n; j++) {
        const uint32_t row = row_of(k, hashes[j]);
        if (row == NO_ROW) continue;
        if (j == 0) out->has_form = 1;
        rows[out->n++] = row;
    }
    return rows;
}

/* A Latin letter without its marks. */
static UChar32 bare(UChar32 c, const UNormalizer2 *nfd)
{
    UChar parts[8];
    UErrorCode code = U_ZERO_ERROR;
    if (c < 0xC0 || c >= 0x250) return c;
    const int32_t n = unorm2_getDecomposition(nfd, c, parts, 8, &code);
    return n > 0 && U_SUCCESS(code) ? parts[0] : c;
}

/* The form as it would look; the same bytes where that is no other. */
static sayso_str look_of(sayso_str form, net_look look, const UNormalizer2 *nfd, sayso_arena *arena)
{
    char *at = sayso_arena_alloc(arena, form.len * 3u + 4);
    int32_t n = 0;
    for (int32_t i = 0; at && i < (int32_t)form.len;) {
        const bool first = i == 0;
        UBool failed = false;
        UChar32 c;
        U8_NEXT(form.at, i, (int32_t)form.len, c);
        if (c < 0) return form;
        c = look == LOOK_BARE                                     ? bare(c, nfd)
            : look == LOOK_UPPER || (look == LOOK_TITLE && first) ? u_toupper(c)
                                                                  : c;
        U8_APPEND((uint8_t *)at, n, (int32_t)form.len * 3 + 4, c, failed);
        (void)failed;
    }
    return at ? (sayso_str){ at, (uint32_t)n } : form;
}

static bool word_of(net_word *out, const sayso_word *words, uint32_t i, uint32_t n, const tagset *g,
                    const row_keys *k, const UNormalizer2 *nfd, sayso_arena *arena)
{
    const unsigned place = sayso_place_of(words, i, n);
    bool ok = true;
    for (unsigned look = 0; look < N_LOOKS; look++) {
        sayso_word w = words[i];
        if (look == LOOK_LOST) w.flags |= SAYSO_WORD_CASE_LOST;
        if (look > LOOK_LOST) w.form = look_of(w.form, (net_look)look, nfd, arena);
        ok = ok && rows_of(&w, place, k, arena, &out->looks[look]);
    }
    tagset_classes(g, &words[i], out->classes);
    out->name = words[i].name;
    out->head = words[i].head;
    out->relation = words[i].deprel ? (uint16_t)tagset_relation(g, words[i].deprel) : 0;
    return ok;
}

sayso_status sentences_of(const treebank *t, const tagset *g, const row_keys *k, net_sentence like,
                          sayso_arena *arena, net_sentence **out, uint32_t *n, sayso_error *err)
{
    net_sentence *s = sayso_arena_array(arena, t->text->n_sents, sizeof *s);
    net_word *w = sayso_arena_array(arena, t->text->n_words, sizeof *w);
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&code);
    if (!s || !w || U_FAILURE(code)) return sayso_no_memory(err);
    for (uint32_t i = 0; i < t->text->n_sents; i++) {
        const sayso_sent *sent = &t->text->sents[i];
        const sayso_word *words = t->text->words + sent->first_word;
        s[i] = (net_sentence){ w + sent->first_word,
                               sent->n_words,
                               words[0].upos != SAYSO_UPOS_NONE,
                               words[0].deprel != NULL,
                               t->named,
                               like.weight,
                               like.share };
        for (uint32_t j = 0; j < sent->n_words; j++)
            if (!word_of(w + sent->first_word + j, words, j, sent->n_words, g, k, nfd, arena))
                return sayso_no_memory(err);
    }
    *out = s;
    *n = t->text->n_sents;
    return SAYSO_OK;
}
