/* Lemmas: a decision list over shorter and shorter contexts chooses an edit rule, which the
 * trainer has seen (lemma.h). */
#include "syntax/lemma.h"
#include "syntax/feats.h"
#include <unicode/uchar.h>
#include <unicode/utf8.h>

enum { FORM = 100, FORM_FEATS, END, END_FEATS, OTHERS };
enum { MOST_FORM = 4096 };

/* ---- opening ---- */

static sayso_status bad(const sayso_file *f, const char *what, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE,
                      "%s; train or install the model again", what);
}

sayso_status sayso_lemmas_open(sayso_lemmas *l, const sayso_file *file, sayso_error *err)
{
    const void *rules, *bytes, *keys, *letters, *known;
    size_t n_rules, n_bytes, n_keys, n_letters, n_known;
    sayso_status st;
    *l = (sayso_lemmas){ 0 };
    if ((st = sayso_file_array(file, "lem.rules", sizeof(sayso_lemma_rule), &rules, &n_rules, err)))
        return st;
    if ((st = sayso_file_array(file, "lem.bytes", 1, &bytes, &n_bytes, err))) return st;
    if ((st = sayso_file_array(file, "lem.keys", sizeof(sayso_lemma_key), &keys, &n_keys, err)))
        return st;
    if ((st = sayso_file_array(file, "lem.letters", sizeof(sayso_lemma_letter), &letters,
                               &n_letters, err)))
        return st;
    if ((st = sayso_file_array(file, "lem.lemmas", 1, &known, &n_known, err))) return st;
    while (l->known_log2 < 30 && (UINT64_C(1) << l->known_log2) < n_known * 8) l->known_log2++;
    if (l->known_log2 < 3 || (UINT64_C(1) << l->known_log2) != n_known * 8)
        return bad(file, "lem.lemmas is not a power of two", err);
    l->known = known;
    while (l->key_log2 < 30 && (UINT64_C(1) << l->key_log2) < n_keys) l->key_log2++;
    if (!l->key_log2 || (UINT64_C(1) << l->key_log2) != n_keys)
        return bad(file, "lem.keys is not a power of two", err);
    if (n_bytes > 65536 || n_rules > UINT32_MAX / 2)
        return bad(file, "the lemma rules are too many", err);
    l->rules = rules, l->n_rules = (uint32_t)n_rules;
    l->bytes = bytes, l->n_bytes = (uint32_t)n_bytes;
    l->keys = keys;
    l->letters = letters, l->n_letters = (uint32_t)n_letters;
    if (n_letters > SAYSO_LEMMA_MOST_LETTERS) return bad(file, "lem.letters is too long", err);
    for (size_t i = 0; i < n_letters; i++)
        if (!l->letters[i].to || l->letters[i].to > 0xFFFF || (l->letters[i].to & 0xF800) == 0xD800)
            return bad(file, "lem.letters holds no letter", err);
    for (size_t i = 0; i < n_rules; i++) {
        const sayso_lemma_rule *r = &l->rules[i];
        if (r->kase >= SAYSO_LEMMA_N_CASES || (size_t)r->prefix + r->prefix_len > n_bytes ||
            (size_t)r->suffix + r->suffix_len > n_bytes)
            return bad(file, "a lemma rule points outside", err);
    }
    for (size_t i = 0; i < n_keys; i++)
        if (l->keys[i].rule != UINT32_MAX && l->keys[i].rule >= n_rules)
            return bad(file, "a lemma key names no rule", err);
    return SAYSO_OK;
}

/* ---- contexts ---- */

static bool begins_upper(const sayso_word *w)
{
    int32_t i = 0;
    UChar32 c = 0;
    if (w->form.len) U8_NEXT(w->form.at, i, (int32_t)w->form.len, c);
    return !(w->flags & SAYSO_WORD_CASE_LOST) && c > 0 &&
           (u_charType(c) == U_UPPERCASE_LETTER || u_charType(c) == U_TITLECASE_LETTER);
}

/* *Making* is *make* as *making* is; but *I* is *I*. */
static bool keeps_capital(unsigned upos)
{
    return upos != SAYSO_VERB && upos != SAYSO_AUX && upos != SAYSO_ADV;
}

static uint64_t context(unsigned kind, const uint32_t *at, uint32_t n, uint64_t upos,
                        uint64_t feats)
{
    const uint64_t h = sayso_hash_mix(sayso_hash(at, n * sizeof *at, sayso_hash_mix(kind)) ^
                                      sayso_hash_mix(sayso_hash_mix(feats) + upos));
    return h ? h : 1;
}

/* From the most to the least specific; letters: of the ending, 0 for the whole form. */
static const struct place { uint8_t kind, letters; } places[] = {
    { FORM_FEATS, 0 }, { FORM, 0 },     { END_FEATS, 7 }, { END_FEATS, 6 }, { END_FEATS, 5 },
    { END, 5 },        { END_FEATS, 4 }, { END, 4 },       { END_FEATS, 3 }, { END, 3 },
    { END_FEATS, 2 },  { END, 2 },       { END_FEATS, 1 }, { END, 1 },       { END, 0 }
};
_Static_assert(sizeof places / sizeof *places == SAYSO_LEMMA_CONTEXTS, "a place for each context");

bool sayso_lemma_by_features(uint32_t i)
{
    return places[i].kind == FORM_FEATS || places[i].kind == END_FEATS;
}

void sayso_lemma_contexts(const sayso_word *w, uint64_t out[SAYSO_LEMMA_CONTEXTS])
{
    const uint64_t upper = w->upos | (keeps_capital(w->upos) && begins_upper(w) ? 64u : 0u);
    const uint64_t feats = sayso_feats_key(w->feats, w->morph);
    sayso_folded f;
    sayso_fold(w->form, &f);
    for (uint32_t i = 0; i < SAYSO_LEMMA_CONTEXTS; i++) {
        const struct place *p = &places[i];
        const uint32_t k = p->kind == FORM || p->kind == FORM_FEATS ? f.n : p->letters;
        out[i] = k > f.n ? 0
                         : context(p->kind, f.at + f.n - k, k, p->kind == FORM ? w->upos : upper,
                                   sayso_lemma_by_features(i) ? feats : 0);
    }
}

uint32_t sayso_lemma_others(const sayso_word *w, uint64_t out[SAYSO_LEMMA_OTHERS])
{
    sayso_folded f;
    sayso_fold(w->form, &f);
    const uint32_t n = f.n < SAYSO_LEMMA_OTHERS ? f.n : SAYSO_LEMMA_OTHERS;
    for (uint32_t k = 1; k <= n; k++) out[k - 1] = context(OTHERS, f.at + f.n - k, k, w->upos, 0);
    return n;
}

/* ---- rules ---- */

static void point_put(char *out, int32_t *n, UChar32 c)
{
    UBool failed = false;
    U8_APPEND((uint8_t *)out, *n, MOST_FORM * 4, c, failed);
    (void)failed;
}

static UChar32 cased(UChar32 c, unsigned kase, bool first)
{
    if (kase == SAYSO_LEMMA_LOWER) return u_tolower(c);
    if (kase == SAYSO_LEMMA_TITLE) return first ? u_toupper(c) : u_tolower(c);
    return c;
}

/* Code points of a form, as far as valid. */
static uint32_t count_of(sayso_str s)
{
    uint32_t n = 0;
    for (int32_t i = 0; i < (int32_t)s.len; n++) U8_FWD_1(s.at, i, (int32_t)s.len);
    return n;
}

bool sayso_lemma_apply(const sayso_lemmas *l, const sayso_lemma_rule *r, const sayso_word *w,
                       sayso_arena *arena, sayso_str *out)
{
    const char *bytes = l->bytes;
    const uint32_t points = count_of(w->form);
    if (w->form.len > MOST_FORM || (!r->whole && (uint32_t)r->cut_front + r->cut_back >=
                                                     points + (r->prefix_len + r->suffix_len > 0)))
        return false;
    /* a lower-cased code point takes at most 3 bytes for each of its own */
    char *at = sayso_arena_alloc(arena,
                                 (size_t)w->form.len * 3 + r->prefix_len + r->suffix_len + 8);
    int32_t n = r->prefix_len;
    if (!at) return false;
    memcpy(at, bytes + r->prefix, r->prefix_len);
    const bool lost = w->flags & SAYSO_WORD_CASE_LOST;
    const unsigned kase = r->kase == SAYSO_LEMMA_AS_IS && lost
                              ? (w->upos == SAYSO_PROPN ? SAYSO_LEMMA_TITLE : SAYSO_LEMMA_LOWER)
                              : r->kase;
    uint32_t k = 0;
    for (int32_t i = 0; !r->whole && i < (int32_t)w->form.len; k++) {
        UChar32 c;
        U8_NEXT(w->form.at, i, (int32_t)w->form.len, c);
        /* soft hyphens and marks of stress are no part of a lemma */
        if (c == 0xAD || c == 0x301) continue;
        if (k < r->cut_front || k + r->cut_back >= points) continue;
        c = c < 0 ? 0xFFFD : cased(c, kase, k == 0);
        point_put(at, &n, (UChar32)sayso_lemma_letter_of(l->letters, l->n_letters, (uint32_t)c));
    }
    memcpy(at + n, bytes + r->suffix, r->suffix_len);
    at[n + r->suffix_len] = 0;
    *out = (sayso_str){ at, (uint32_t)n + r->suffix_len };
    return out->len > 0;
}

/* The slot of a context's next rule, from slot *i on (*probe counts them), or NULL. */
static const sayso_lemma_key *key_of(const sayso_lemmas *l, uint64_t hash, unsigned *probe)
{
    const uint32_t mask = (1u << l->key_log2) - 1, start = (uint32_t)(hash >> (64 - l->key_log2));
    for (; *probe < SAYSO_LEMMA_MOST_PROBES; ++*probe) {
        const sayso_lemma_key *k = &l->keys[(start + *probe) & mask];
        if (k->rule == UINT32_MAX) return NULL;
        if (k->check == (uint32_t)hash) return ++*probe, k;
    }
    return NULL;
}

static const sayso_lemma_rule *rule_of(const sayso_lemmas *l, uint64_t hash)
{
    unsigned probe = 0;
    const sayso_lemma_key *k = key_of(l, hash, &probe);
    return k ? &l->rules[k->rule] : NULL;
}

static bool in_filter(const sayso_lemmas *l, sayso_str lemma, unsigned upos)
{
    const uint64_t hash = sayso_lemma_hash(lemma, upos);
    for (uint32_t probe = 0; probe < SAYSO_LEMMA_PROBES; probe++) {
        const uint32_t bit = sayso_lemma_bit(hash, probe, l->known_log2);
        if (!(l->known[bit / 8] >> bit % 8 & 1)) return false;
    }
    return true;
}

static uint32_t hyphens_of(sayso_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) n += s.at[i] == '-';
    return n;
}

/* A compound is known by its last part (*19-летний*). */
static bool is_known(const sayso_lemmas *l, sayso_str lemma, const sayso_word *w)
{
    if (in_filter(l, lemma, w->upos)) return true;
    const uint32_t parts = hyphens_of(lemma);
    uint32_t at = lemma.len;
    if (!parts || parts != hyphens_of(w->form)) return false;
    while (lemma.at[at - 1] != '-') at--;
    return in_filter(l, (sayso_str){ lemma.at + at, lemma.len - at }, w->upos);
}

/* A known lemma by other rules of the word's endings, the longest first. */
static bool other_of(const sayso_lemmas *l, const sayso_word *w, sayso_arena *arena, sayso_str *out)
{
    uint64_t endings[SAYSO_LEMMA_OTHERS];
    const sayso_lemma_key *k;
    sayso_str lemma;
    for (uint32_t n = sayso_lemma_others(w, endings); n-- > 0;)
        for (unsigned probe = 0; (k = key_of(l, endings[n], &probe));)
            if (sayso_lemma_apply(l, &l->rules[k->rule], w, arena, &lemma) &&
                is_known(l, lemma, w)) {
                *out = lemma;
                return true;
            }
    return false;
}

sayso_status sayso_lemma_of(const sayso_lemmas *l, const sayso_word *w, sayso_arena *arena,
                            sayso_str *out)
{
    uint64_t contexts[SAYSO_LEMMA_CONTEXTS];
    sayso_lemma_contexts(w, contexts);
    const sayso_lemma_rule *tried = NULL;
    *out = w->form;
    for (uint32_t i = 0; i < SAYSO_LEMMA_CONTEXTS; i++) {
        const sayso_lemma_rule *r = contexts[i] ? rule_of(l, contexts[i]) : NULL;
        sayso_str lemma;
        if (!r || r == tried || !sayso_lemma_apply(l, r, w, arena, &lemma)) continue;
        if (!tried) *out = lemma;
        if (i < SAYSO_LEMMA_FORMS) return SAYSO_OK;
        tried = r;
        if (!is_known(l, lemma, w)) continue;
        *out = lemma;
        return SAYSO_OK;
    }
    (void)other_of(l, w, arena, out);
    return SAYSO_OK;
}
