/* Learns the lemma rules: a rule for each word seen, then a decision list from short contexts to
 * long, in which an entry stays only where it mends more than it breaks. */
#include "train/lemma_inside.h"
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

enum { MOST_POINTS = 120, MOST_RULES = 8192 };

typedef struct points { UChar32 at[MOST_POINTS]; uint32_t n; } points;

static bool points_of(sayso_str s, points *p)
{
    p->n = 0;
    for (int32_t i = 0; i < (int32_t)s.len;) {
        UChar32 c;
        U8_NEXT(s.at, i, (int32_t)s.len, c);
        if (c < 0 || p->n == MOST_POINTS) return false;
        p->at[p->n++] = c;
    }
    return p->n > 0;
}

static points cased(const lemma_trainer *t, const points *p, unsigned kase)
{
    points q = *p;
    for (uint32_t i = 0; i < q.n; i++) {
        if (kase == SAYSO_LEMMA_LOWER || (kase == SAYSO_LEMMA_TITLE && i))
            q.at[i] = u_tolower(q.at[i]);
        else if (kase == SAYSO_LEMMA_TITLE) q.at[i] = u_toupper(q.at[i]);
        q.at[i] = (UChar32)sayso_lemma_letter_of(t->letters, t->n_letters, (uint32_t)q.at[i]);
    }
    return q;
}

/* Longest common run of both: its length, starts in a and b; the first of several. */
static uint32_t common_run(const points *a, const points *b, uint32_t *in_a, uint32_t *in_b)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t j = 0; j < b->n; j++) {
            uint32_t k = 0;
            while (i + k < a->n && j + k < b->n && a->at[i + k] == b->at[j + k]) k++;
            if (k > best) best = k, *in_a = i, *in_b = j;
        }
    return best;
}

/* Offset of the text in bytes, which it joins if it is new. */
static uint16_t bytes_add(lemma_trainer *t, const UChar32 *at, uint32_t n, uint16_t *len_out)
{
    char text[MOST_POINTS * 4];
    int32_t len = 0;
    for (uint32_t i = 0; i < n; i++) {
        UBool failed = false;
        U8_APPEND((uint8_t *)text, len, (int32_t)sizeof text, at[i], failed);
        (void)failed;
    }
    *len_out = (uint16_t)len;
    for (size_t i = 0; len && i + (size_t)len <= t->bytes.len; i++)
        if (memcmp(t->bytes.at + i, text, (size_t)len) == 0) return (uint16_t)i;
    if (!len || t->bytes.len + (size_t)len > 60000) {
        *len_out = 0;
        return 0;
    }
    const uint16_t at_byte = (uint16_t)t->bytes.len;
    sayso_buf_put(&t->bytes, text, (size_t)len);
    return at_byte;
}

static bool rule_eq(const sayso_lemma_rule *a, const sayso_lemma_rule *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* The rule's number, or UINT32_MAX where there is no room for a rare one. */
static uint32_t rule_add(lemma_trainer *t, const sayso_lemma_rule *r)
{
    for (uint32_t i = 0; i < t->n_rules; i++)
        if (rule_eq(&t->rules[i], r)) return i;
    if (t->n_rules == MOST_RULES || !sayso_grow(t->rules, t->n_rules, t->rules_cap))
        return UINT32_MAX;
    t->rules[t->n_rules] = *r;
    return t->n_rules++;
}

static bool is_lower(const points *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (u_tolower(p->at[i]) != p->at[i]) return false;
    return true;
}

static uint32_t rule_of_pair(lemma_trainer *t, const points *form, const points *lemma)
{
    uint32_t best = 0, in_form = 0, in_lemma = 0;
    sayso_lemma_rule r = { 0 };
    for (unsigned kase = 0; kase < SAYSO_LEMMA_N_CASES; kase++) {
        uint32_t i = 0, j = 0;
        if (is_lower(lemma) && kase != SAYSO_LEMMA_LOWER) continue;
        const points f = cased(t, form, kase);
        const uint32_t run = common_run(&f, lemma, &i, &j);
        if (run > best) best = run, in_form = i, in_lemma = j, r.kase = (uint8_t)kase;
    }
    const uint32_t after = in_lemma + best;
    if (best * 3 < form->n || form->n - best > SAYSO_LEMMA_MOST_CUT || !best) {
        r = (sayso_lemma_rule){ .whole = 1 };
        r.prefix = bytes_add(t, lemma->at, lemma->n, &r.prefix_len);
        if (!r.prefix_len) return UINT32_MAX;
    } else {
        r.cut_front = (uint8_t)in_form;
        r.cut_back = (uint8_t)(form->n - in_form - best);
        r.prefix = bytes_add(t, lemma->at, in_lemma, &r.prefix_len);
        r.suffix = bytes_add(t, lemma->at + after, lemma->n - after, &r.suffix_len);
        if (!r.prefix_len) r.prefix = 0;
        if (!r.suffix_len) r.suffix = 0;
        if ((in_lemma && !r.prefix_len) || (after < lemma->n && !r.suffix_len)) return UINT32_MAX;
    }
    return rule_add(t, &r);
}

/* ---- letters that lemmas write otherwise ---- */

typedef struct pair_count { uint32_t from, to, n; } pair_count;
enum { MOST_PAIRS = 256 };

static void pair_add(pair_count *pairs, uint32_t *n, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < *n; i++)
        if (pairs[i].from == from && pairs[i].to == to) {
            pairs[i].n++;
            return;
        }
    if (*n < MOST_PAIRS) pairs[(*n)++] = (pair_count){ from, to, 1 };
}

/* A form that is its lemma but for what folding hides shows the letters' correspondence. */
static void pairs_count(const treebank *tb, pair_count *pairs, uint32_t *n)
{
    for (uint32_t i = 0; i < tb->text->n_words; i++) {
        const sayso_word *w = &tb->text->words[i];
        sayso_folded f, l;
        points form, lemma;
        if (!points_of(w->form, &form) || !points_of(w->lemma, &lemma) || form.n != lemma.n)
            continue;
        sayso_fold(w->form, &f);
        sayso_fold(w->lemma, &l);
        if (f.n != l.n || memcmp(f.at, l.at, f.n * sizeof *f.at) != 0) continue;
        for (uint32_t k = 0; k < form.n; k++)
            if (u_charType(form.at[k]) != U_DECIMAL_DIGIT_NUMBER)
                pair_add(pairs, n, (uint32_t)u_tolower(form.at[k]),
                         (uint32_t)u_tolower(lemma.at[k]));
    }
}

static void letters_learn(lemma_trainer *t, const treebank *const *tb, uint32_t n_tb)
{
    pair_count pairs[MOST_PAIRS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_tb; i++) pairs_count(tb[i], pairs, &n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t all = 0;
        for (uint32_t j = 0; j < n; j++) all += pairs[j].from == pairs[i].from ? pairs[j].n : 0;
        if (pairs[i].from == pairs[i].to || pairs[i].n * 2 <= all || all < 3 ||
            t->n_letters == SAYSO_LEMMA_MOST_LETTERS)
            continue;
        t->letters[t->n_letters++] = (sayso_lemma_letter){ pairs[i].from, pairs[i].to };
    }
}

/* ---- items: distinct words with their rule ---- */

static int word_order(const void *a, const void *b)
{
    const sayso_word *x = *(const sayso_word *const *)a, *y = *(const sayso_word *const *)b;
    int c = sayso_str_cmp(x->form, y->form);
    if (!c) c = (x->upos > y->upos) - (x->upos < y->upos);
    if (!c) c = (x->feats > y->feats) - (x->feats < y->feats);
    if (!c) c = strcmp(x->morph ? x->morph : "", y->morph ? y->morph : "");
    return c ? c : sayso_str_cmp(x->lemma, y->lemma);
}

static uint32_t votes_of(uint32_t count) /* 2, 3, 4, … for 1, 2, 4, … */
{
    uint32_t v = 1;
    for (; count; count /= 2) v++;
    return v;
}

/* *5,000* is 5000, but contexts see figures as one: no rule may bring any in. */
static bool figures_differ(const points *form, const points *lemma)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < form->n; i++) n += u_isdigit(form->at[i]) != 0;
    for (uint32_t i = 0; n && i < lemma->n; i++)
        if (u_isdigit(lemma->at[i])) return form->n != lemma->n;
    return false;
}

static int hash_order(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* The lemma with the letters that the treebanks' lemmas have; false: out of memory. */
static bool letters_write(const lemma_trainer *t, sayso_str *lemma, sayso_arena *arena)
{
    points p;
    char text[MOST_POINTS * 4];
    int32_t n = 0;
    bool other = false;
    for (uint32_t i = 0; points_of(*lemma, &p) && i < p.n; i++) {
        UBool failed = false;
        const uint32_t c = sayso_lemma_letter_of(t->letters, t->n_letters, (uint32_t)p.at[i]);
        other = other || c != (uint32_t)p.at[i];
        U8_APPEND((uint8_t *)text, n, (int32_t)sizeof text, (UChar32)c, failed);
        (void)failed;
    }
    if (other) *lemma = (sayso_str){ sayso_arena_dup(arena, text, (size_t)n), (uint32_t)n };
    return lemma->at;
}

/* Brings the lexicon's lemmas to the treebanks' letters and makes what contradicted() asks. */
static bool lexicon_ready(lemma_trainer *t, lexicon *x)
{
    t->said = malloc((2u * x->n + 1u) * sizeof *t->said);
    if (!t->said) return false;
    for (uint32_t i = 0; i < x->n; i++) {
        sayso_word *w = &x->words[i];
        if (!letters_write(t, &w->lemma, &x->arena)) return false;
        t->said[t->n_said++] = sayso_lemma_hash(w->lemma, w->upos);
        if (w->form.len) t->said[t->n_said++] = ~sayso_lemma_hash(w->form, w->upos);
    }
    qsort(t->said, t->n_said, sizeof *t->said, hash_order);
    return true;
}

static bool is_said(const lemma_trainer *t, uint64_t hash)
{
    return t->n_said && bsearch(&hash, t->said, t->n_said, sizeof hash, hash_order);
}

/* A slip of a treebank: the lexicon has the form and nothing of such a lemma (*fled* of *flead*).
 * Verbs alone: of nouns the two say the same by different habits (*présidente*, *km*). */
static bool contradicted(const lemma_trainer *t, const sayso_word *w)
{
    return w->upos == SAYSO_VERB && is_said(t, ~sayso_lemma_hash(w->form, w->upos)) &&
           !is_said(t, sayso_lemma_hash(w->lemma, w->upos));
}

static bool known_add(lemma_trainer *t, const sayso_word *w)
{
    if (!sayso_grow(t->known, t->n_known, t->known_cap)) return false;
    t->known[t->n_known++] = sayso_lemma_hash(w->lemma, w->upos);
    return true;
}

static bool item_add(lemma_trainer *t, const sayso_word *w, uint32_t count, uint32_t per_vote)
{
    points form, lemma;
    if (!points_of(w->form, &form) || !points_of(w->lemma, &lemma) || figures_differ(&form, &lemma))
        return true;
    const uint32_t rule = rule_of_pair(t, &form, &lemma);
    if (rule == UINT32_MAX) return true;
    if (!known_add(t, w) || !sayso_grow(t->items, t->n_items, t->items_cap)) return false;
    lemma_item *x = &t->items[t->n_items++];
    *x = (lemma_item){ .word = w, .rule = rule, .weight = votes_of(count) * per_vote, .now = UINT32_MAX };
    sayso_lemma_contexts(w, x->contexts);
    return true;
}

static bool items_add(lemma_trainer *t, const treebank *tb, uint32_t per_vote)
{
    const uint32_t n = tb->text->n_words;
    const sayso_word **w = malloc((n + 1u) * sizeof *w);
    bool ok = w;
    uint32_t m = 0;
    for (uint32_t i = 0; ok && i < n; i++)
        if (tb->text->words[i].lemma.len) w[m++] = &tb->text->words[i];
    if (ok) qsort(w, m, sizeof *w, word_order);
    for (uint32_t i = 0, j; ok && i < m; i = j) {
        for (j = i + 1; j < m && word_order(&w[i], &w[j]) == 0; j++) {}
        if (!contradicted(t, w[i])) ok = item_add(t, w[i], j - i, per_vote);
    }
    free(w);
    return ok;
}

/* A form of the lexicon counts less than any of a treebank. What features it has is not known, and
 * whether it needs an entry of its own is seen at the end (forms_keep). */
static bool lexicon_add(lemma_trainer *t, const lexicon *x)
{
    bool ok = true;
    for (uint32_t i = 0; ok && i < x->n; i++) {
        const uint32_t before = t->n_items;
        ok = x->words[i].form.len ? item_add(t, &x->words[i], 0, 1) : known_add(t, &x->words[i]);
        for (uint32_t level = 0; ok && t->n_items > before && level < SAYSO_LEMMA_CONTEXTS; level++)
            if (level < SAYSO_LEMMA_FORMS || sayso_lemma_by_features(level))
                t->items[before].contexts[level] = 0;
    }
    return ok;
}

/* ---- the decision list ---- */

typedef struct vote { uint64_t hash; uint32_t rule, weight, item; } vote;

static int vote_order(const void *a, const void *b)
{
    const vote *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->rule != y->rule) return x->rule < y->rule ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* Does the rule say nothing of other forms with the same ending? One that gives a whole lemma
 * (*serait* is *être*, *autoriserait* is not), and one that writes out an abbreviation (*г.* is
 * *год*, *февр.* is no *феврод*). */
static bool is_own(const lemma_trainer *t, const vote *v)
{
    const sayso_str form = t->items[v->item].word->form;
    const sayso_lemma_rule *r = &t->rules[v->rule];
    return r->whole || (r->suffix_len && form.at[form.len - 1] == '.');
}

/* One context's votes v[n]: keeps its heaviest rule if that mends at least `gain`. */
static bool context_decide(lemma_trainer *t, const vote *v, uint32_t n, bool ending)
{
    const uint32_t gain = ending ? 7 : 1; /* an ending must serve more than one word */
    uint32_t best = v[0].rule, most = 0, right_now = 0;
    for (uint32_t i = 0, j; i < n; i = j) {
        uint32_t sum = 0;
        for (j = i; j < n && v[j].rule == v[i].rule; j++) sum += v[j].weight;
        if (sum > most && !(ending && is_own(t, &v[i]))) most = sum, best = v[i].rule;
    }
    for (uint32_t i = 0; i < n; i++)
        right_now += t->items[v[i].item].now == v[i].rule ? v[i].weight : 0;
    if (!most || most < right_now + gain) return true;
    if (!sayso_grow(t->kept, t->n_kept, t->kept_cap)) return false;
    t->kept[t->n_kept++] = (lemma_key){ v[0].hash, best };
    for (uint32_t i = 0; i < n; i++) t->items[v[i].item].now = best;
    return true;
}

static bool level_decide(lemma_trainer *t, uint32_t level, vote *v)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_items; i++)
        if (t->items[i].contexts[level])
            v[n++] = (vote){ t->items[i].contexts[level], t->items[i].rule, t->items[i].weight, i };
    qsort(v, n, sizeof *v, vote_order);
    bool ok = true;
    for (uint32_t i = 0, j; ok && i < n; i = j) {
        for (j = i + 1; j < n && v[j].hash == v[i].hash; j++) {}
        ok = context_decide(t, v + i, j - i, level >= SAYSO_LEMMA_FORMS);
    }
    return ok;
}

/* ---- what the model file holds ---- */

/* The keys as a table of 2^log2 slots, NULL: out of memory. */
static sayso_lemma_key *keys_lay(const lemma_trainer *t, uint32_t *log2)
{
    for (*log2 = 4; (3u << *log2) < t->n_kept * 4 + 4;) ++*log2;
    for (;; ++*log2) {
        const uint32_t size = 1u << *log2, mask = size - 1;
        sayso_lemma_key *keys = malloc(size * sizeof *keys);
        bool fits = true;
        if (!keys) return NULL;
        for (uint32_t i = 0; i < size; i++) keys[i] = (sayso_lemma_key){ 0, UINT32_MAX };
        for (uint32_t k = 0; k < t->n_kept; k++) {
            uint32_t i = (uint32_t)(t->kept[k].hash >> (64 - *log2)), probe = 0;
            for (; keys[i].rule != UINT32_MAX; i = (i + 1) & mask) probe++;
            keys[i] = (sayso_lemma_key){ (uint32_t)t->kept[k].hash, t->kept[k].rule };
            fits = fits && probe < SAYSO_LEMMA_MOST_PROBES;
        }
        if (fits) return keys;
        free(keys);
    }
}

/* The filter of known lemmas, 16 bits or more for each; NULL: out of memory. */
static uint8_t *known_lay(lemma_trainer *t, uint32_t *log2)
{
    uint32_t n = 0;
    qsort(t->known, t->n_known, sizeof *t->known, hash_order);
    for (uint32_t i = 0; i < t->n_known; i++)
        if (!i || t->known[i] != t->known[i - 1]) t->known[n++] = t->known[i];
    t->n_known = n;
    for (*log2 = 6; (1u << *log2) < n * 16;) ++*log2;
    uint8_t *bits = calloc(1u << (*log2 - 3), 1);
    for (uint32_t i = 0; bits && i < n; i++)
        for (uint32_t probe = 0; probe < SAYSO_LEMMA_PROBES; probe++) {
            const uint32_t bit = sayso_lemma_bit(t->known[i], probe, *log2);
            bits[bit / 8] |= (uint8_t)(1u << bit % 8);
        }
    return bits;
}

static bool lemmas_put(lemma_trainer *t, sayso_file_writer *out)
{
    sayso_lemmas l = { .rules = t->rules, .n_rules = t->n_rules,
                       .bytes = t->bytes.at ? t->bytes.at : "", .n_bytes = (uint32_t)t->bytes.len,
                       .letters = t->letters, .n_letters = t->n_letters };
    uint8_t *known = known_lay(t, &l.known_log2);
    sayso_lemma_key *keys = keys_lay(t, &l.key_log2);
    l.known = known, l.keys = keys;
    bool ok = known && keys && lemma_forms_keep(t, &l);
    free(keys);
    keys = ok ? keys_lay(t, &l.key_log2) : NULL;
    sayso_file_put(out, "lem.rules", t->rules, t->n_rules * sizeof *t->rules);
    sayso_file_put(out, "lem.letters", t->letters, t->n_letters * sizeof *t->letters);
    sayso_file_put(out, "lem.bytes", l.bytes, t->bytes.len);
    if (keys) sayso_file_put(out, "lem.keys", keys, sizeof *keys << l.key_log2);
    if (known) sayso_file_put(out, "lem.lemmas", known, (size_t)1 << (l.known_log2 - 3));
    free(keys);
    free(known);
    return ok && keys && !t->bytes.failed && !out->failed;
}

sayso_status train_lemmas(const treebank *const *t, uint32_t n, lexicon *words,
                          sayso_file_writer *out, sayso_error *err)
{
    lemma_trainer l = { .bytes = SAYSO_BUF_EMPTY };
    bool ok = true;
    letters_learn(&l, t, n);
    if (words) ok = lexicon_ready(&l, words);
    for (uint32_t i = 0; ok && i < n; i++) ok = items_add(&l, t[i], t[i]->n_trees ? 3 : 1);
    l.n_real = l.n_items;
    if (ok && words) ok = lexicon_add(&l, words);
    vote *v = ok ? malloc((l.n_items + 1u) * sizeof *v) : NULL;
    ok = v;
    for (uint32_t level = SAYSO_LEMMA_CONTEXTS; ok && level-- > 0;) ok = level_decide(&l, level, v);
    ok = ok && lemma_others_learn(&l) && lemmas_put(&l, out);
    free(v), free(l.items), free(l.rules), free(l.kept), free(l.known), free(l.said);
    sayso_buf_free(&l.bytes);
    return ok ? sayso_ok(err) : sayso_no_memory(err);
}
