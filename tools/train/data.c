/* Treebanks into rows of features, classes of tags and numbers of relations. */
#include "train/data.h"
#include "syntax/feats.h"
#include <stdio.h>
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

/* The next of a word's features, "Gender=Fem,Masc", all values of one attribute; false at the end
 * and where there are none ("_"). */
static bool feature_next(sayso_str *rest, sayso_str *feature, sayso_str *attribute)
{
    const char *bar = rest->len ? memchr(rest->at, '|', rest->len) : NULL;
    *feature = (sayso_str){ rest->at, bar ? (uint32_t)(bar - rest->at) : rest->len };
    const char *equals = feature->len ? memchr(feature->at, '=', feature->len) : NULL;
    if (!equals) return false;
    *attribute = (sayso_str){ feature->at, (uint32_t)(equals - feature->at) };
    const uint32_t used = feature->len + (bar != NULL);
    *rest = (sayso_str){ rest->at + used, rest->len - used };
    return true;
}

static sayso_str feats_text(const sayso_word *w, sayso_buf *b)
{
    b->len = 0;
    sayso_feats_put(b, w->feats, w->morph);
    return (sayso_str){ b->at, b->failed ? 0 : (uint32_t)b->len };
}

/* Whether the section syn.values has the feature. */
static bool model_says(const char *values, size_t len, sayso_str feature)
{
    for (size_t i = 0; i < len; i += strlen(values + i) + 1)
        if (sayso_str_eq(sayso_str_of(values + i), feature)) return true;
    return false;
}

sayso_status treebank_limit(treebank *t, const sayso_file *model, sayso_error *err)
{
    sayso_buf all = SAYSO_BUF_EMPTY, said = SAYSO_BUF_EMPTY, morph = SAYSO_BUF_EMPTY;
    size_t len;
    const char *values = sayso_file_section(model, "syn.values", &len);
    bool ok = true;
    for (uint32_t i = 0; ok && values && i < t->text->n_words; i++) {
        sayso_word *w = &t->text->words[i];
        sayso_str rest = feats_text(w, &all), feature, attribute;
        said.len = morph.len = 0;
        while (feature_next(&rest, &feature, &attribute)) {
            if (!model_says(values, len, feature)) continue;
            if (said.len) sayso_buf_put(&said, "|", 1);
            sayso_buf_put(&said, feature.at, feature.len);
        }
        w->feats = sayso_feats_of((sayso_str){ said.at, (uint32_t)said.len }, &morph);
        w->morph = morph.len ? sayso_arena_dup(&t->arena, morph.at, morph.len) : NULL;
        ok = !all.failed && !said.failed && !morph.failed && (!morph.len || w->morph);
    }
    sayso_buf_free(&all), sayso_buf_free(&said), sayso_buf_free(&morph);
    return ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_str attribute_of(const tagset *g, uint32_t group)
{
    sayso_str rest = g->values[group][1], feature, attribute = { NULL, 0 };
    (void)feature_next(&rest, &feature, &attribute);
    return attribute;
}

/* The attribute's group, or where it would stand (*found false). */
static uint32_t group_of(const tagset *g, sayso_str attribute, bool *found)
{
    uint32_t i = 1;
    int order = -1;
    while (i < g->groups.n_groups &&
           (order = sayso_attribute_order(attribute_of(g, i), attribute)) < 0)
        i++;
    *found = i < g->groups.n_groups && order == 0;
    return i;
}

static uint32_t class_of(const tagset *g, uint32_t group, sayso_str feature)
{
    uint32_t c = 1;
    while (c < g->groups.n[group] && !sayso_str_eq(g->values[group][c], feature)) c++;
    return c;
}

static sayso_status group_add(tagset *g, uint32_t at, sayso_str first)
{
    for (uint32_t i = g->groups.n_groups++; i > at; i--) {
        memcpy(g->values[i], g->values[i - 1], sizeof g->values[i]);
        g->groups.n[i] = g->groups.n[i - 1];
    }
    g->values[at][1] = first;
    g->groups.n[at] = 2;
    return SAYSO_OK;
}

static sayso_status value_add(tagset *g, sayso_str attribute, sayso_str feature, sayso_error *err)
{
    bool found;
    const uint32_t group = group_of(g, attribute, &found);
    if (found && class_of(g, group, feature) < g->groups.n[group]) return SAYSO_OK;
    if (g->n_tags == SAYSO_NET_MOST_CLASSES ||
        (found ? g->groups.n[group] == SAYSO_NET_MOST_VALUES
               : g->groups.n_groups == SAYSO_NET_MOST_GROUPS)) {
        g->n_lost++;
        return SAYSO_OK;
    }
    const char *copy = sayso_arena_dup(&g->arena, feature.at, feature.len);
    if (!copy) return sayso_no_memory(err);
    const sayso_str kept = { copy, feature.len };
    g->n_tags += found ? 1 : 2;
    if (!found) return group_add(g, group, kept);
    uint32_t i = g->groups.n[group]++;
    for (; i > 1 && sayso_str_cmp(g->values[group][i - 1], kept) > 0; i--)
        g->values[group][i] = g->values[group][i - 1];
    g->values[group][i] = kept;
    return SAYSO_OK;
}

static sayso_status values_gather(tagset *g, const treebank *t, sayso_buf *scratch,
                                  sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < t->text->n_words; i++) {
        sayso_str rest = feats_text(&t->text->words[i], scratch), feature, attribute;
        if (scratch->failed) return sayso_no_memory(err);
        while (!st && feature_next(&rest, &feature, &attribute))
            st = value_add(g, attribute, feature, err);
    }
    return st;
}

sayso_status tagset_classes(const tagset *g, const sayso_word *w, sayso_buf *scratch,
                            uint8_t classes[SAYSO_NET_MOST_GROUPS], sayso_error *err)
{
    sayso_str rest = feats_text(w, scratch), feature, attribute;
    if (scratch->failed) return sayso_no_memory(err);
    memset(classes, 0, SAYSO_NET_MOST_GROUPS);
    classes[0] = w->upos ? (uint8_t)(w->upos - 1) : SAYSO_X - 1;
    while (feature_next(&rest, &feature, &attribute)) {
        bool found;
        const uint32_t group = group_of(g, attribute, &found),
                       c = found ? class_of(g, group, feature) : 0;
        if (found && c < g->groups.n[group]) classes[group] = (uint8_t)c;
    }
    return SAYSO_OK;
}

static sayso_status allowed_gather(tagset *g, const treebank *t, sayso_buf *scratch,
                                   sayso_error *err)
{
    uint8_t classes[SAYSO_NET_MOST_GROUPS];
    for (uint32_t i = 0; i < t->text->n_words; i++) {
        const sayso_word *w = &t->text->words[i];
        const sayso_status st = tagset_classes(g, w, scratch, classes, err);
        if (st) return st;
        for (unsigned a = 0; a < g->groups.n_groups; a++)
            g->allowed[w->upos][g->groups.first[a] + classes[a]] = 1;
    }
    return SAYSO_OK;
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
    sayso_buf scratch = SAYSO_BUF_EMPTY;
    sayso_status st = SAYSO_OK;
    *g = (tagset){ .arena = SAYSO_ARENA_EMPTY };
    g->groups.n_groups = 1;
    g->groups.n[0] = g->n_tags = SAYSO_N_UPOS - 1;
    for (uint32_t k = 0; !st && k < n; k++) st = values_gather(g, t[k], &scratch, err);
    for (uint32_t a = 1; a < g->groups.n_groups; a++)
        g->groups.first[a] = g->groups.first[a - 1] + g->groups.n[a - 1];
    for (uint32_t k = 0; !st && k < n; k++) st = allowed_gather(g, t[k], &scratch, err);
    sayso_buf_free(&scratch);
    if (g->n_lost)
        fprintf(stderr, "features: no room for those of %u words, which are not taught\n",
                g->n_lost);
    return st ? st : relations_gather(g, t, n, err);
}

void tagset_free(tagset *g) { sayso_arena_free(&g->arena); }

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

bool row_add(row_keys *k, uint64_t hash)
{
    if (k->n * 4 > (3u << k->log2) && !keys_grow(k)) return false;
    row_key *slot = slot_of(k, hash);
    if (!slot->hash) *slot = (row_key){ hash, 0, NO_ROW }, k->n++;
    if (slot->row == NO_ROW) slot->row = k->n_rows++;
    return true;
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

/* What making a network's words needs, for all sentences of a treebank. */
typedef struct word_maker {
    const tagset *g;
    const row_keys *k;
    const UNormalizer2 *nfd;
    sayso_arena *arena;
    sayso_buf scratch;
} word_maker;

static sayso_status word_of(word_maker *m, net_word *out, const sayso_word *words, uint32_t i,
                            uint32_t n, sayso_error *err)
{
    const unsigned place = sayso_place_of(words, i, n);
    bool ok = true;
    for (unsigned look = 0; look < N_LOOKS; look++) {
        sayso_word w = words[i];
        if (look == LOOK_LOST) w.flags |= SAYSO_WORD_CASE_LOST;
        if (look > LOOK_LOST) w.form = look_of(w.form, (net_look)look, m->nfd, m->arena);
        ok = ok && rows_of(&w, place, m->k, m->arena, &out->looks[look]);
    }
    out->name = words[i].name;
    out->head = words[i].head;
    out->relation = words[i].deprel ? (uint16_t)tagset_relation(m->g, words[i].deprel) : 0;
    if (!ok) return sayso_no_memory(err);
    return tagset_classes(m->g, &words[i], &m->scratch, out->classes, err);
}

sayso_status sentences_of(const treebank *t, const tagset *g, const row_keys *k, net_sentence like,
                          sayso_arena *arena, net_sentence **out, uint32_t *n, sayso_error *err)
{
    net_sentence *s = sayso_arena_array(arena, t->text->n_sents, sizeof *s);
    net_word *w = sayso_arena_array(arena, t->text->n_words, sizeof *w);
    UErrorCode code = U_ZERO_ERROR;
    word_maker m = { g, k, unorm2_getNFDInstance(&code), arena, SAYSO_BUF_EMPTY };
    if (!s || !w || U_FAILURE(code)) return sayso_no_memory(err);
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < t->text->n_sents; i++) {
        const sayso_sent *sent = &t->text->sents[i];
        const sayso_word *words = t->text->words + sent->first_word;
        s[i] = (net_sentence){ w + sent->first_word,
                               sent->n_words,
                               words[0].upos != SAYSO_UPOS_NONE,
                               words[0].deprel != NULL,
                               t->named,
                               like.weight,
                               like.share };
        for (uint32_t j = 0; !st && j < sent->n_words; j++)
            st = word_of(&m, w + sent->first_word + j, words, j, sent->n_words, err);
    }
    sayso_buf_free(&m.scratch);
    *out = s;
    *n = t->text->n_sents;
    return st;
}
