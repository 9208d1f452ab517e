#include "train/text_tables.h"
#include "text/utf8.h"
#include <stdio.h>
#include <stdlib.h>

enum {
    COUNT_CELLS = 1 << 20,
    LEAST_TRAIT_CELLS = 1 << 8,
    MOST_TRAIT_CELLS = 1 << 16,
    MOST_PROBES = 16,
    RAW_LEAST = 10 /* times that running text must have a word that gold text lacks */
};
static const uint32_t empty_traits[16] = { 0 };

/* ---- counting words -------------------------------------------------------------------------- */

/* NULL where the table is full: a word that comes so late is rare. */
static sayso_word_count *count_of(sayso_tables *t, uint32_t hash)
{
    uint32_t i = hash & t->mask;
    while ((t->counts[i].all || t->counts[i].raw) && t->counts[i].hash != hash)
        i = (i + 1) & t->mask;
    if (!t->counts[i].all && !t->counts[i].raw && t->n_counts++ > COUNT_CELLS / 2) return NULL;
    t->counts[i].hash = hash;
    return &t->counts[i];
}

void sayso_tables_begin(sayso_tables *t, sayso_splitter *s)
{
    t->counts = calloc(COUNT_CELLS, sizeof *t->counts);
    t->mask = COUNT_CELLS - 1;
    s->traits = empty_traits;
    s->trait_mask = 15;
}

static bool is_capital(uint8_t shape)
{
    return shape == SAYSO_SHAPE_TITLE || shape == SAYSO_SHAPE_MIXED || shape == SAYSO_SHAPE_UPPER ||
           shape == SAYSO_SHAPE_SINGLE;
}

bool sayso_tables_count(sayso_tables *t, const sayso_atoms *atoms, const sayso_tokens *tokens,
                        const uint8_t *ends)
{
    if (!t->counts) return false;
    for (uint32_t i = 0, k = 0; i < atoms->n; i++) {
        const sayso_atom *a = &atoms->items[i];
        while (k + 1 < tokens->n && tokens->items[k + 1].start <= a->start) k++;
        if (a->kind != SAYSO_C_LETTER) continue;
        sayso_word_count *c = count_of(t, a->hash);
        if (!c) continue;
        const bool first = tokens->items[k].start == a->start && (k == 0 || ends[k - 1]);
        c->all++;
        c->first += first;
        if (!first) *(is_capital(a->shape) ? &c->upper : &c->lower) += 1;
        const bool dot = i + 1 < atoms->n && atoms->items[i + 1].kind == SAYSO_C_DOT &&
                         atoms->items[i + 1].gap == SAYSO_GAP_NONE;
        const uint32_t of_dot =
            dot && k + 1 < tokens->n && tokens->items[k + 1].start <= atoms->items[i + 1].start
                ? k + 1
                : k;
        c->dot_joined += dot && of_dot == k && tokens->items[k].end > a->end;
        c->dot_inside += dot && i + 2 < atoms->n && !ends[of_dot];
    }
    return true;
}

/* Capitals count where a word with a small letter or a comma stands before: there no sentence
 * begins. */
bool sayso_tables_count_raw(sayso_tables *t, const sayso_atoms *atoms)
{
    const sayso_atom *a = atoms->items;
    if (!t->counts) return false;
    for (uint32_t i = 0; i < atoms->n; i++) {
        if (a[i].kind != SAYSO_C_LETTER) continue;
        sayso_word_count *c = count_of(t, a[i].hash);
        if (!c) continue;
        const bool inside =
            i && (a[i - 1].shape == SAYSO_SHAPE_LOWER || a[i - 1].kind == SAYSO_C_COMMA);
        if (inside) *(is_capital(a[i].shape) ? &c->upper : &c->lower) += 1;
        c->raw++;
    }
    return true;
}

/* ---- the pack's own list --------------------------------------------------------------------- */

static bool pack_example(sayso_gold *g, sayso_str text, sayso_str tokens)
{
    if (!sayso_grow(g->paras, g->n_paras, g->cap_paras)) return false;
    const uint32_t start = (uint32_t)g->text.len;
    sayso_gold_para p = { .start = start, .first = g->n_tokens };
    sayso_buf_put(&g->text, text.at, text.len);
    uint32_t at = 0;
    for (uint32_t i = 0, from = 0; i <= tokens.len; i++) {
        if (i < tokens.len && tokens.at[i] != '|') continue;
        const uint32_t len = i - from;
        if (!len && g->n_tokens > p.first) { /* || */
            g->tokens[g->n_tokens - 1].ends_sentence = true;
            from = i + 1;
            continue;
        }
        while (at < text.len && text.at[at] == ' ') at++;
        if (!len || len > text.len - at || memcmp(text.at + at, tokens.at + from, len) != 0)
            return false;
        if (!sayso_grow(g->tokens, g->n_tokens, g->cap_tokens)) return false;
        g->tokens[g->n_tokens++] = (sayso_gold_token){ .start = start + at,
                                                       .end = start + at + len,
                                                       .words = (uint32_t)g->forms.len,
                                                       .n_words = 1 };
        sayso_buf_put(&g->forms, tokens.at + from, len);
        sayso_buf_put(&g->forms, "", 1);
        at += len;
        from = i + 1;
    }
    p.n = g->n_tokens - p.first;
    p.end = start + text.len;
    g->paras[g->n_paras++] = p;
    sayso_buf_puts(&g->text, "\n\n");
    return at == text.len;
}

/* A row's words before a full stop are abbreviations. */
static bool pack_abbreviation(sayso_tables *t, sayso_str text)
{
    for (uint32_t i = 0, from = 0; i < text.len; i++) {
        const char c = text.at[i];
        if (c == '.' && i > from) {
            char folded[64];
            const uint32_t n =
                sayso_text_fold((sayso_str){ text.at + from, i - from }, folded, sizeof folded);
            if (!sayso_grow(t->abbreviations, t->n_abbreviations, t->cap_abbreviations))
                return false;
            t->abbreviations[t->n_abbreviations++] = sayso_word_hash((sayso_str){ folded, n });
        }
        if (c == '.' || c == ' ' || c == '-' || c == '/' || c == '\'') from = i + 1;
    }
    return true;
}

/* kind TAB text TAB tokens, which | separates; || ends a sentence. */
static sayso_status pack_row(sayso_tables *t, sayso_gold *gold, const char *path, uint64_t line,
                             const char *p, const char *end, sayso_error *err)
{
    const char *one = memchr(p, '\t', (size_t)(end - p)),
               *two = one ? memchr(one + 1, '\t', (size_t)(end - one - 1)) : NULL;
    if (!two)
        return sayso_fail(err, SAYSO_BAD_DATA, path, line,
                          "line %llu: a row has a kind, a text and its tokens",
                          (unsigned long long)line);
    const char *three = memchr(two + 1, '\t', (size_t)(end - two - 1));
    const sayso_str kind = { p, (uint32_t)(one - p) },
                    text = { one + 1, (uint32_t)(two - one - 1) },
                    tokens = { two + 1, (uint32_t)((three ? three : end) - two - 1) };
    const bool abbreviation = sayso_str_eq(kind, SAYSO_STR("abbreviation"));
    if (!abbreviation && !sayso_str_eq(kind, SAYSO_STR("tokens")))
        return sayso_fail(err, SAYSO_BAD_DATA, path, line,
                          "line %llu: the kind is abbreviation or tokens",
                          (unsigned long long)line);
    if (abbreviation && !pack_abbreviation(t, text)) return sayso_no_memory(err);
    if (!pack_example(gold, text, tokens))
        return sayso_fail(err, SAYSO_BAD_DATA, path, line,
                          "line %llu: the tokens do not make up the text",
                          (unsigned long long)line);
    return SAYSO_OK;
}

sayso_status sayso_tables_pack(sayso_tables *t, const char *pack_dir, sayso_gold *gold,
                               sayso_error *err)
{
    sayso_buf path = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&path, "%s/tokens.tsv", pack_dir);
    if (path.failed) return sayso_no_memory(err);
    sayso_map map;
    sayso_status st = sayso_map_open(&map, path.at, err);
    if (st == SAYSO_NOT_FOUND) {
        sayso_buf_free(&path);
        return sayso_ok(err);
    }
    const char *p = (const char *)map.at, *end = p + map.len;
    for (uint64_t line = 1; !st && p < end; line++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) stop = end;
        if (stop > p && *p != '#') st = pack_row(t, gold, path.at, line, p, stop, err);
        p = stop + 1;
    }
    sayso_map_close(&map);
    sayso_buf_free(&path);
    return st;
}

/* ---- expansions ------------------------------------------------------------------------------ */

static sayso_multi *multi_of(const sayso_tables *t, uint32_t hash)
{
    for (uint32_t i = 0; i < t->n_multis; i++)
        if (t->multis[i].hash == hash) return &t->multis[i];
    return NULL;
}

static uint32_t pool_put_folded(sayso_tables *t, sayso_str s)
{
    char folded[2 * SAYSO_MOST_ATOM];
    const uint32_t n = sayso_text_fold(s, folded, sizeof folded), at = (uint32_t)t->pool.len;
    sayso_buf_put(&t->pool, folded, n);
    sayso_buf_put(&t->pool, "", 1);
    return at;
}

bool sayso_tables_expansion(sayso_tables *t, const sayso_token *token, sayso_str surface,
                            const char *words, uint32_t n_words)
{
    sayso_multi *m = multi_of(t, token->hash);
    if (m) {
        m->count++;
        return true;
    }
    if (n_words > 8) return true;
    if (!sayso_grow(t->multis, t->n_multis, t->cap_multis)) return false;
    m = &t->multis[t->n_multis++];
    *m = (sayso_multi){
        .hash = token->hash, .count = 1, .n_words = (uint8_t)n_words, .n_atoms = token->n_atoms
    };
    m->surface = pool_put_folded(t, surface);
    m->words = (uint32_t)t->pool.len;
    sayso_buf joined = SAYSO_BUF_EMPTY;
    for (uint32_t k = 0; k < n_words; k++, words += strlen(words) + 1) {
        const uint32_t at = pool_put_folded(t, sayso_str_of(words));
        if (!t->pool.failed) sayso_buf_puts(&joined, t->pool.at + at);
    }
    m->joins = n_words == 2 && !t->pool.failed && !joined.failed &&
               strcmp(joined.at, t->pool.at + m->surface) == 0;
    const bool ok = !t->pool.failed && !joined.failed;
    sayso_buf_free(&joined);
    return ok;
}

bool sayso_tables_token(sayso_tables *t, const sayso_token *token)
{
    sayso_multi *m = multi_of(t, token->hash);
    if (m) m->all++;
    return true;
}

static const char *word_at(const sayso_tables *t, const sayso_multi *m, uint32_t k)
{
    const char *p = t->pool.at + m->words;
    while (k--) p += strlen(p) + 1;
    return p;
}

static uint32_t chars_of(const char *z)
{
    uint32_t n = 0;
    for (; *z; z++) n += ((unsigned char)*z & 0xc0) != 0x80;
    return n;
}

static bool expansion_put(sayso_tables *t, sayso_expansion e)
{
    for (uint32_t i = 0; i < t->n_expansions; i++)
        if (t->expansions[i].key == e.key && t->expansions[i].how == e.how) return true;
    if (!sayso_grow(t->expansions, t->n_expansions, t->cap_expansions)) return false;
    t->expansions[t->n_expansions++] = e;
    return true;
}

/* An affix that five different surfaces share makes a rule. */
static bool rules_build(sayso_tables *t, uint32_t word, sayso_how how)
{
    for (uint32_t i = 0; i < t->n_multis; i++) {
        if (!t->multis[i].joins || t->multis[i].n_atoms < 2) continue;
        const char *affix = word_at(t, &t->multis[i], word);
        uint32_t shared = 0;
        for (uint32_t k = 0; k < t->n_multis; k++)
            shared += t->multis[k].joins && t->multis[k].n_atoms > 1 && !t->multis[k].by_rule &&
                      strcmp(word_at(t, &t->multis[k], word), affix) == 0;
        if (shared < 5 || chars_of(affix) > 16) continue;
        const sayso_expansion e = { .key = sayso_word_hash(sayso_str_of(affix)),
                                    .words = t->multis[i].words,
                                    .n_words = 2,
                                    .how = (uint8_t)how,
                                    .chars = chars_of(affix) };
        if (!expansion_put(t, e)) return false;
    }
    for (uint32_t i = 0; i < t->n_multis; i++)
        for (uint32_t k = 0; t->multis[i].joins && t->multis[i].n_atoms > 1 && k < t->n_expansions;
             k++)
            if (t->expansions[k].how == how &&
                t->expansions[k].key ==
                    sayso_word_hash(sayso_str_of(word_at(t, &t->multis[i], word))))
                t->multis[i].by_rule = true;
    return true;
}

static bool wholes_build(sayso_tables *t)
{
    for (uint32_t i = 0; i < t->n_multis; i++) {
        const sayso_multi *m = &t->multis[i];
        if (m->by_rule || m->count * 30 < m->all) continue;
        const sayso_expansion e = { .key = m->hash,
                                    .words = m->words,
                                    .n_words = m->n_words,
                                    .how = SAYSO_HOW_WHOLE,
                                    .always = m->count >= m->all && m->count >= 3 };
        if (!expansion_put(t, e)) return false;
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const sayso_expansion *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (int)x->how - (int)y->how;
}

/* ---- traits ---------------------------------------------------------------------------------- */

static uint32_t traits_of(const sayso_word_count *c)
{
    uint32_t traits = 0;
    if (c->dot_inside >= 2 && c->dot_inside * 2 >= c->all) traits |= SAYSO_TRAIT_ABBREVIATION;
    if (c->all >= 4 && c->dot_joined * 20 <= c->all && !(traits & SAYSO_TRAIT_ABBREVIATION))
        traits |= SAYSO_TRAIT_WORD;
    if (c->lower >= 3 && c->lower >= c->upper * 20) traits |= SAYSO_TRAIT_LOWER;
    if (c->upper >= 3 && c->upper >= c->lower * 9) traits |= SAYSO_TRAIT_NAME;
    if (c->first >= 4 && c->first * 6 >= c->all) traits |= SAYSO_TRAIT_OPENS;
    return traits;
}

static bool trait_put(sayso_tables *t, uint32_t hash, uint32_t traits)
{
    const uint32_t tag = hash & ~(uint32_t)SAYSO_TRAIT_MASK;
    for (uint32_t probe = 0; probe < MOST_PROBES; probe++) {
        uint32_t *cell = &t->traits[((hash >> 6) + probe) & t->trait_mask];
        if (*cell && (*cell & ~(uint32_t)SAYSO_TRAIT_MASK) != tag) continue;
        *cell |= tag | traits;
        return true;
    }
    return false;
}

static bool traits_fit(sayso_tables *t, uint32_t cells)
{
    free(t->traits);
    t->traits = calloc(cells, sizeof *t->traits);
    t->trait_mask = cells - 1;
    if (!t->traits) return false;
    for (uint32_t i = 0; i <= t->mask; i++) {
        const bool known = t->counts[i].all || t->counts[i].raw >= RAW_LEAST;
        const uint32_t traits = known ? traits_of(&t->counts[i]) : 0;
        if (traits && !trait_put(t, t->counts[i].hash, traits)) return false;
    }
    for (uint32_t i = 0; i < t->n_abbreviations; i++)
        if (!trait_put(t, t->abbreviations[i], SAYSO_TRAIT_ABBREVIATION)) return false;
    for (uint32_t i = 0; i < t->n_expansions; i++)
        if (t->expansions[i].how == SAYSO_HOW_WHOLE &&
            !trait_put(t, t->expansions[i].key, SAYSO_TRAIT_EXPANDS))
            return false;
    return true;
}

bool sayso_tables_build(sayso_tables *t, sayso_splitter *s)
{
    sayso_buf_put(&t->pool, "", 1); /* never empty */
    if (t->pool.failed || !rules_build(t, 1, SAYSO_HOW_SUFFIX) ||
        !rules_build(t, 0, SAYSO_HOW_PREFIX) || !wholes_build(t))
        return false;
    if (t->n_expansions) qsort(t->expansions, t->n_expansions, sizeof *t->expansions, by_key);
    uint32_t cells = LEAST_TRAIT_CELLS;
    while (!traits_fit(t, cells))
        if ((cells *= 2) > MOST_TRAIT_CELLS) return false;
    s->traits = t->traits;
    s->trait_mask = t->trait_mask;
    s->expansions = t->expansions;
    s->n_expansions = t->n_expansions;
    s->pool = t->pool.at;
    s->pool_len = (uint32_t)t->pool.len;
    for (uint32_t i = 0; i < t->n_expansions; i++)
        if (t->expansions[i].how != SAYSO_HOW_WHOLE && t->expansions[i].chars > s->longest_affix)
            s->longest_affix = t->expansions[i].chars;
    return true;
}

void sayso_tables_write(const sayso_tables *t, sayso_file_writer *out)
{
    sayso_file_put(out, "tok.traits", t->traits, ((size_t)t->trait_mask + 1) * sizeof *t->traits);
    sayso_file_put(out, "tok.expand", t->expansions ? (const void *)t->expansions : "",
                   t->n_expansions * sizeof *t->expansions);
    sayso_file_put(out, "tok.pool", t->pool.at, t->pool.len);
}

void sayso_tables_free(sayso_tables *t)
{
    free(t->counts);
    free(t->multis);
    sayso_buf_free(&t->pool);
    free(t->abbreviations);
    free(t->traits);
    free(t->expansions);
    *t = (sayso_tables){ 0 };
}
