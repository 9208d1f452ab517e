/* Looking words up: events, cues, phrases, classes, dates. A word is folded and hashed once, for
 * all of them; a filter of one bit for each listed key turns most words away before the index is
 * touched. */
#include "lexicon/inside.h"

uint32_t sayso_lexicon_languages(const sayso_lexicon *lx) { return lx->n_langs; }
const char *sayso_lexicon_code(const sayso_lexicon *lx, uint32_t language)
{
    return lx->strings + lx->langs[language].code;
}
const char *sayso_lexicon_name(const sayso_lexicon *lx, uint32_t language)
{
    return lx->strings + lx->langs[language].name;
}
uint32_t sayso_lexicon_n_events(const sayso_lexicon *lx, uint32_t language)
{
    return lx->langs[language].n_events;
}
uint32_t sayso_lexicon_n_cues(const sayso_lexicon *lx, uint32_t language)
{
    return lx->langs[language].n_cues;
}

const lex_index *sayso_lex_find(const sayso_lexicon *lx, uint64_t key)
{
    const uint64_t bit = key >> 16 & (((uint64_t)lx->n_filter << 6) - 1);
    if (!(lx->filter[bit >> 6] >> (bit & 63) & 1)) return NULL;
    for (uint32_t mask = lx->n_index - 1, i = (uint32_t)key & mask;
         lx->index[i].space != LEX_SPACE_EMPTY; i = (i + 1) & mask)
        if (lx->index[i].key == key) return &lx->index[i];
    return NULL;
}

void sayso_lexicon_hash_words(sayso_word *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        sayso_word *w = &words[i];
        w->form_hash = sayso_lex_fold_hash(w->form);
        w->lemma_hash = !w->lemma.len || sayso_str_eq(w->lemma, w->form)
                            ? w->form_hash
                            : sayso_lex_fold_hash(w->lemma);
    }
}

bool sayso_lexicon_is_lemma(const sayso_word *word)
{
    return word->lemma.len && lex_form_hash(word) == lex_lemma_hash(word);
}

/* ---- entries --------------------------------------------------------------------------------- */

static const lex_index *entry_find(const sayso_lexicon *lx, lex_space space, uint32_t language,
                                   uint64_t hash, sayso_upos upos)
{
    const sayso_upos as = upos == SAYSO_AUX ? SAYSO_VERB : upos;
    const lex_index *x =
        sayso_lex_find(lx, lex_index_key(space, lex_upos_salt(language, as), hash));
    if (!x && as == SAYSO_PROPN)
        x = sayso_lex_find(lx, lex_index_key(space, lex_upos_salt(language, SAYSO_NOUN), hash));
    return x;
}

typedef struct base_search {
    const sayso_lexicon *lx;
    const lex_index *found;
    lex_space space;
    uint32_t language;
    sayso_upos upos;
} base_search;

static void base_try(void *context, const char *base, uint32_t n, bool common)
{
    (void)common;
    base_search *s = context;
    if (!s->found)
        s->found = entry_find(s->lx, s->space, s->language, lex_folded_hash(base, n), s->upos);
}

/* By lemma, by form, by what the form may be an inflection of. */
static const lex_index *word_find(const sayso_lexicon *lx, lex_space space, uint32_t language,
                                  const sayso_word *word, sayso_upos upos)
{
    char folded[LEX_MOST_BYTES];
    if (language >= lx->n_langs) return NULL;
    const lex_index *x = entry_find(lx, space, language, lex_lemma_hash(word), upos);
    if (!x) x = entry_find(lx, space, language, lex_form_hash(word), upos);
    if (x) return x;
    /* what endings.tsv is about */
    if (upos != SAYSO_NOUN && upos != SAYSO_PROPN && upos != SAYSO_ADJ && upos != SAYSO_VERB)
        return NULL;
    const uint32_t n = sayso_lex_fold(word->form, folded);
    base_search s = { .lx = lx, .space = space, .language = language, .upos = upos };
    sayso_lex_bases(&lx->endings[language], folded, n, base_try, &s);
    return s.found;
}

static const sayso_event_entry *events_at(const sayso_lexicon *lx, const lex_index *x, uint32_t *n)
{
    *n = x ? x->n : 0;
    return x ? lx->events + x->first : NULL;
}

static const sayso_cue_entry *cues_at(const sayso_lexicon *lx, const lex_index *x, uint32_t *n)
{
    *n = x ? x->n : 0;
    return x ? lx->cues + x->first : NULL;
}

const sayso_event_entry *sayso_lexicon_events(const sayso_lexicon *lx, uint32_t language,
                                              sayso_str lemma, sayso_upos upos, uint32_t *n)
{
    return events_at(lx,
                     entry_find(lx, LEX_SPACE_EVENT, language, sayso_lex_fold_hash(lemma), upos),
                     n);
}

const sayso_event_entry *sayso_lexicon_word_events(const sayso_lexicon *lx, uint32_t language,
                                                   const sayso_word *word, sayso_upos upos,
                                                   uint32_t *n)
{
    return events_at(lx, word_find(lx, LEX_SPACE_EVENT, language, word, upos), n);
}

const sayso_cue_entry *sayso_lexicon_cues(const sayso_lexicon *lx, uint32_t language,
                                          sayso_str lemma, sayso_upos upos, uint32_t *n)
{
    return cues_at(lx, entry_find(lx, LEX_SPACE_CUE, language, sayso_lex_fold_hash(lemma), upos),
                   n);
}

const sayso_cue_entry *sayso_lexicon_word_cues(const sayso_lexicon *lx, uint32_t language,
                                               const sayso_word *word, sayso_upos upos, uint32_t *n)
{
    return cues_at(lx, word_find(lx, LEX_SPACE_CUE, language, word, upos), n);
}

uint32_t sayso_lexicon_role(const sayso_lexicon *lx, const char *block)
{
    for (uint32_t low = 0, high = lx->n_roles; low < high;) {
        const uint32_t mid = low + (high - low) / 2;
        const int c = strncmp(lx->roles[mid].code, block, 3);
        if (c == 0) return lx->roles[mid].traits;
        if (c < 0) low = mid + 1;
        else high = mid;
    }
    return 0;
}

const char *sayso_lexicon_cameo(const sayso_lexicon *lx, const char *code, double *goldstein)
{
    for (uint32_t low = 0, high = lx->n_cameo; low < high;) {
        const uint32_t mid = low + (high - low) / 2;
        const int c = strcmp(lx->strings + lx->cameo[mid].code, code);
        if (c == 0) {
            if (goldstein) *goldstein = lx->cameo[mid].goldstein;
            return lx->strings + lx->cameo[mid].name;
        }
        if (c < 0) low = mid + 1;
        else high = mid;
    }
    return NULL;
}

/* ---- runs of words --------------------------------------------------------------------------- */

typedef struct run_word { uint64_t form, lemma; } run_word;

static run_word run_word_of(const sayso_word *w)
{
    return (run_word){ lex_form_hash(w), lex_lemma_hash(w) };
}

typedef struct run { /* words from a place on, hashed as far as asked for */
    const sayso_word *words;
    uint32_t n, hashed;
    run_word at[LEX_MOST_PARTS];
} run;

/* Does the item's run stand here, its first word having been met by the index already? */
static bool run_goes_on(const sayso_lexicon *lx, run *r, const lex_item *it)
{
    if (it->n_words > r->n) return false;
    for (; r->hashed < it->n_words; r->hashed++)
        r->at[r->hashed] = run_word_of(&r->words[r->hashed]);
    for (uint32_t i = 1; i < it->n_words; i++) {
        const uint64_t h = lx->runs[it->run_first + i];
        if (r->at[i].form != h && r->at[i].lemma != h) return false;
    }
    return true;
}

static bool run_matches(const sayso_lexicon *lx, run *r, const lex_item *it)
{
    if (!run_goes_on(lx, r, it)) return false;
    return !it->upos || it->n_words > 1 || it->upos == r->words[0].upos ||
           (it->upos == SAYSO_VERB && r->words[0].upos == SAYSO_AUX);
}

static run run_of(const sayso_word *words, uint32_t n)
{
    run r = { .words = words, .n = n, .hashed = 1 };
    r.at[0] = run_word_of(&words[0]);
    return r;
}

/* The index entries of the first word: by form and, where it differs, by lemma. */
static void run_index(const sayso_lexicon *lx, lex_space space, uint32_t language, const run *r,
                      const lex_index *out[2])
{
    out[0] = sayso_lex_find(lx, lex_index_key(space, language, r->at[0].form));
    out[1] = r->at[0].lemma == r->at[0].form
                 ? NULL
                 : sayso_lex_find(lx, lex_index_key(space, language, r->at[0].lemma));
}

const sayso_cue_entry *sayso_lexicon_phrase(const sayso_lexicon *lx, uint32_t language,
                                            const sayso_word *words, uint32_t n)
{
    if (!n) return NULL;
    run r = run_of(words, n);
    const lex_index *x[2];
    const lex_item *best = NULL;
    run_index(lx, LEX_SPACE_PHRASE, language, &r, x);
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; x[k] && i < x[k]->n; i++) {
            const lex_item *it = &lx->items[lx->postings[x[k]->first + i]];
            if ((!best || it->n_words > best->n_words) && run_matches(lx, &r, it)) best = it;
        }
    return best ? &lx->cues[best->what] : NULL;
}

/* A single word is taken by its lemma; by its form only where the lemma is in no class at all,
 * since forms of one word are lemmas of others. */
uint32_t sayso_lexicon_class(const sayso_lexicon *lx, uint32_t language, sayso_class c,
                             const sayso_word *words, uint32_t n, const char **value)
{
    if (value) *value = NULL;
    if (!n) return 0;
    run r = run_of(words, n);
    const lex_index *x[2];
    const lex_item *best = NULL;
    run_index(lx, LEX_SPACE_CLASS, language, &r, x);
    for (int k = 1; k >= 0; k--)
        for (uint32_t i = 0; x[k] && i < x[k]->n; i++) {
            const lex_item *it = &lx->items[lx->postings[x[k]->first + i]];
            if (it->what != (uint32_t)c || (best && it->n_words <= best->n_words)) continue;
            if (it->n_words == 1 && k == 0 && x[1]) continue;
            if (run_matches(lx, &r, it)) best = it;
        }
    if (!best) return 0;
    if (value) *value = best->value == LEX_NONE ? NULL : lx->strings + best->value;
    return best->n_words;
}

const sayso_sense *sayso_lexicon_sense(const sayso_lexicon *lx, uint32_t sense)
{
    return &lx->senses[sense];
}

uint32_t sayso_lexicon_n_senses(const sayso_lexicon *lx) { return lx->n_senses; }

uint32_t sayso_lexicon_n_sense_words(const sayso_lexicon *lx, uint32_t language)
{
    return lx->langs[language].n_senses;
}

uint32_t sayso_lexicon_senses(const sayso_lexicon *lx, uint32_t language, const sayso_word *words,
                              uint32_t n, sayso_upos upos, uint16_t *out, uint32_t cap)
{
    const lex_index *x = n ? word_find(lx, LEX_SPACE_SENSE, language, words, upos) : NULL;
    uint32_t found = 0;
    if (!x) return 0;
    run r = run_of(words, n);
    for (uint32_t i = 0; i < x->n && found < cap; i++) {
        const lex_item *it = &lx->items[lx->postings[x->first + i]];
        bool again = false;
        for (uint32_t k = 0; k < found; k++) again |= out[k] == it->what;
        if (!again && run_goes_on(lx, &r, it)) out[found++] = (uint16_t)it->what;
    }
    return found;
}

uint32_t sayso_lexicon_chances(const sayso_lexicon *lx, uint32_t language, const sayso_word *words,
                               uint32_t n, sayso_upos upos, uint8_t out[SAYSO_N_TYPES])
{
    const lex_index *x = n ? word_find(lx, LEX_SPACE_CHANCE, language, words, upos) : NULL;
    uint32_t longest = 0;
    memset(out, 0, SAYSO_N_TYPES);
    if (!x) return 0;
    run r = run_of(words, n);
    for (uint32_t i = 0; i < x->n; i++) {
        const lex_item *it = &lx->items[lx->postings[x->first + i]];
        if (it->n_words < longest || !run_goes_on(lx, &r, it)) continue;
        if (it->n_words > longest) memset(out, 0, SAYSO_N_TYPES);
        longest = it->n_words;
        out[it->what / 10] = (uint8_t)(it->what % 10);
    }
    return longest;
}

bool sayso_lexicon_agent_case(const sayso_lexicon *lx, uint32_t language, uint64_t feats)
{
    return (lx->langs[language].agent_cases & feats) != 0;
}

uint32_t sayso_lexicon_date_words(const sayso_lexicon *lx, uint32_t language,
                                  const sayso_word *words, uint32_t n, sayso_date_word *out,
                                  uint32_t cap)
{
    if (!n) return 0;
    run r = run_of(words, n);
    const lex_index *x[2];
    uint32_t found = 0;
    run_index(lx, LEX_SPACE_DATE, language, &r, x);
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; x[k] && i < x[k]->n; i++) {
            const lex_item *it = &lx->items[lx->postings[x[k]->first + i]];
            if (!run_matches(lx, &r, it)) continue;
            const sayso_date_word w = {
                .kind = (sayso_date_word_kind)it->what, .n_words = it->n_words,
                .value = it->value == LEX_NONE ? NULL : lx->strings + it->value,
                .extra = it->extra == LEX_NONE ? NULL : lx->strings + it->extra
            };
            uint32_t at = found; /* longest first, else as found */
            while (at > 0 && out[at - 1].n_words < w.n_words) at--;
            if (at >= cap) continue;
            if (found < cap) found++;
            memmove(&out[at + 1], &out[at], (found - 1 - at) * sizeof *out);
            out[at] = w;
        }
    return found;
}

bool sayso_lexicon_number_word(const sayso_lexicon *lx, uint32_t language,
                               sayso_number_word_kind kind, const sayso_word *words, uint32_t n,
                               sayso_number_word *out)
{
    if (!n) return false;
    run r = run_of(words, n);
    const lex_index *x[2];
    const lex_item *best = NULL;
    run_index(lx, LEX_SPACE_NUMBER, language, &r, x);
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; x[k] && i < x[k]->n; i++) {
            const lex_item *it = &lx->items[lx->postings[x[k]->first + i]];
            if (it->what == (uint32_t)kind && (!best || it->n_words > best->n_words) &&
                run_matches(lx, &r, it))
                best = it;
        }
    if (!best) return false;
    *out = (sayso_number_word){ kind, best->value == LEX_NONE ? NULL : lx->strings + best->value,
                                best->n_words };
    return true;
}
