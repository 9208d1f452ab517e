/* Imported names in text, and beside the built-in ones.
 *
 * A list of millions has a bearer for nearly every word, so that a name must look like one here:
 * people by two words and more, capitals wherever the name has them, a single word only where
 * the tagger too takes it for a name. */
#include "lexicon/inside.h"
#include "lexicon/knowledge_inside.h"
#include <stdio.h>

enum { MOST_BEARERS = 64, MOST_FOUND = 24, FULL_WORD = 4 };
/* As names.c scores its own names; chosen by hand; not measured for imported ones. */
static const float EXACT = 1.0f, INFLECTED = 0.95f, SOUND = 0.92f, SHORTENED = 0.95f;

typedef struct bearers {
    const sayso_knowledge *k;
    const sayso_word *words;
    bool sound;               /* by key, not as written */
    sayso_name_match *out; uint32_t n, cap;
} bearers;

/* ---- does it look like a name? --------------------------------------------------------------- */

static bool is_lost(const sayso_word *w) { return w->flags & SAYSO_WORD_CASE_LOST; }

/* Written as a name is, or as anything is where the case is lost. */
static bool is_capital(const sayso_word *w) { return is_lost(w) || sayso_lex_capital(w->form); }

static bool is_function_word(uint8_t upos)
{
    return upos == SAYSO_ADP || upos == SAYSO_AUX || upos == SAYSO_CCONJ || upos == SAYSO_DET ||
           upos == SAYSO_PART || upos == SAYSO_PRON || upos == SAYSO_SCONJ || upos == SAYSO_PUNCT;
}

static uint32_t letters_of(sayso_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) n += ((uint8_t)s.at[i] & 0xc0) != 0x80 && s.at[i] != '.';
    return n;
}

/* Every word but the short ones (von, de, ibn) begins with a capital, the last one in any case. */
static bool has_capitals(const sayso_word *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if ((i + 1 == n || letters_of(words[i].form) >= FULL_WORD) &&
            !is_capital(&words[i]))
            return false;
    return true;
}

/* Some word of a person's name is one to the tagger too; where the case is lost, all but the
 * short ones are. */
static bool is_tagged_so(const sayso_word *words, uint32_t n)
{
    uint32_t tagged = 0, full = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (letters_of(words[i].form) < FULL_WORD && n > 2) continue;
        full++;
        tagged += words[i].upos == SAYSO_PROPN || words[i].upos == SAYSO_X;
    }
    return is_lost(&words[0]) ? tagged == full : tagged > 0;
}

static bool looks_like_one(const sayso_word *words, uint32_t n, uint16_t flags,
                           sayso_entity_kind kind)
{
    const sayso_word *w = &words[0];
    if (!is_capital(w)) return false;
    if (n > 1 && kind == SAYSO_ENT_PERSON) return has_capitals(words, n) && is_tagged_so(words, n);
    if (n > 1)
        return !(flags & KNO_TITLE) ||
               (has_capitals(words, n) && (!is_lost(w) || is_tagged_so(words, n)));
    if (is_lost(w) || w->upos != SAYSO_PROPN || kind == SAYSO_ENT_PERSON) return false;
    return flags & KNO_CAPITALS ? sayso_lex_all_capitals(w->form)
                                : letters_of(w->form) >= FULL_WORD;
}

/* ---- people and bodies ----------------------------------------------------------------------- */

static void bearers_take(void *context, const chain_key *key, uint32_t n, bool inflected)
{
    bearers *b = context;
    const sayso_knowledge *k = b->k;
    if (key->first > k->n_postings || key->n > k->n_postings - key->first) return;
    for (uint32_t i = 0; i < key->n && i < MOST_BEARERS; i++) {
        const kno_posting *p = &k->postings[key->first + i];
        if (p->item >= k->n_entities ||
            !looks_like_one(b->words, n, p->flags, (sayso_entity_kind)k->entities[p->item].kind))
            continue;
        const bool shortened = p->flags & KNO_SHORTENED;
        b->n = sayso_lex_match_put(b->out, b->n, b->cap,
                                   (sayso_name_match){ .n_words = n, .entity = p->item,
                                                 .rule = b->sound    ? "key"
                                                         : shortened ? "shortened"
                                                         : inflected ? "inflected"
                                                                     : "exact",
                                                 .score = (b->sound ? SOUND : EXACT) *
                                                          (inflected ? INFLECTED : 1.0f) *
                                                          (shortened ? SHORTENED : 1.0f) });
    }
}

uint32_t sayso_knowledge_match(const sayso_knowledge *k, const sayso_lexicon *lx, uint32_t language,
                               const sayso_word *words, uint32_t n, sayso_name_match *out,
                               uint32_t cap)
{
    if (!n || !cap || language >= lx->n_langs || !is_capital(&words[0]) ||
        (is_function_word(words[0].upos) && !is_lost(&words[0])))
        return 0;
    bearers b = { .k = k, .words = words, .out = out, .cap = cap };
    chain_search s = { .index = &k->index, .endings = &lx->endings[language], .words = words,
                       .n_words = n, .found = bearers_take, .context = &b };
    sayso_chain_walk(&s, k->names);
    s.how = CHAIN_KEYED;
    b.sound = true;
    sayso_chain_walk(&s, k->sounds);
    return b.n;
}

/* ---- places ---------------------------------------------------------------------------------- */

typedef struct towns {
    const sayso_knowledge *k;
    sayso_gaz_match *out; uint32_t n, cap;
} towns;

/* Only the longest names stay. */
static void towns_take(void *context, const chain_key *key, uint32_t n, bool inflected)
{
    towns *t = context;
    const sayso_knowledge *k = t->k;
    if (key->first > k->n_postings || key->n > k->n_postings - key->first ||
        (t->n && n < t->out[0].n_words))
        return;
    if (t->n && n > t->out[0].n_words) t->n = 0;
    for (uint32_t i = 0; i < key->n && i < MOST_BEARERS; i++) {
        const uint32_t item = k->postings[key->first + i].item;
        uint32_t known = 0, at = t->n;
        while (known < t->n && t->out[known].item != item) known++;
        if (item >= k->n_places || known < t->n) continue;
        while (at > 0 && k->places[t->out[at - 1].item].population < k->places[item].population)
            at--;
        if (at >= t->cap) continue;
        if (t->n < t->cap) t->n++;
        memmove(&t->out[at + 1], &t->out[at], (t->n - 1 - at) * sizeof *t->out);
        t->out[at] = (sayso_gaz_match){ .n_words = n, .item = item, .inflected = inflected };
    }
}

uint32_t sayso_knowledge_places(const sayso_knowledge *k, const sayso_lexicon *lx,
                                uint32_t language, const sayso_word *words, uint32_t n,
                                sayso_gaz_match *out, uint32_t cap)
{
    char own[sizeof KNO_PLACE + 32];
    if (!n || !cap || language >= lx->n_langs || !k->n_places || !is_capital(&words[0]))
        return 0;
    towns t = { .k = k, .out = out, .cap = cap };
    chain_search s = { .index = &k->index, .endings = &lx->endings[language], .words = words,
                       .n_words = n, .found = towns_take, .context = &t };
    sayso_chain_walk(&s, k->places_any);
    snprintf(own, sizeof own, KNO_PLACE "%s", sayso_lexicon_code(lx, language));
    sayso_chain_walk(&s, chain_begin(own));
    /* one word, and no name as far as the tagger can tell */
    return t.n && out[0].n_words == 1 && words[0].upos != SAYSO_PROPN && words[0].upos != SAYSO_X
               ? 0
               : t.n;
}

/* ---- those of one document ------------------------------------------------------------------- */

/* Index behind the lexicon's own of an imported entity; false without memory or where its record
 * is damaged. */
static bool met_at(sayso_imported *im, const sayso_lexicon *lx, uint32_t item, uint32_t *entity)
{
    for (uint32_t i = 0; i < im->n; i++)
        if (im->item[i] == item) {
            *entity = lx->n_entities + i;
            return true;
        }
    const sayso_entity *e = sayso_knowledge_entity(im->knowledge, item, im->arena);
    if (!e) return false;
    if (!sayso_arena_grow(im->arena, im->at, im->n, im->cap) ||
        !sayso_arena_grow(im->arena, im->item, im->n, im->cap_item)) {
        im->failed = true;
        return false;
    }
    im->at[im->n] = e;
    im->item[im->n] = item;
    *entity = lx->n_entities + im->n++;
    return true;
}

const sayso_entity *sayso_imported_entity(const sayso_imported *im, const sayso_lexicon *lx,
                                          uint32_t entity)
{
    if (entity < lx->n_entities) return &lx->entities[entity];
    return entity - lx->n_entities < im->n ? im->at[entity - lx->n_entities] : NULL;
}

/* Which of the best matches (the first n, of one length and score) is meant: namesakes of one
 * country are one, and the one whose offices are known speaks for them; of several countries
 * nobody is. UINT32_MAX: none. */
static uint32_t namesake(const sayso_knowledge *k, const sayso_name_match *m, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++) {
        const kno_entity *a = &k->entities[m[best].entity], *b = &k->entities[m[i].entity];
        if (a->kind != b->kind || memcmp(a->country, b->country, sizeof a->country) != 0)
            return UINT32_MAX;
        if (!a->n_offices && b->n_offices) best = i;
    }
    return best;
}

/* Puts an imported name that is longer than all that the lexicon found (out[n_out], of cap)
 * before it; how many there are then. */
static uint32_t imported_put(sayso_imported *im, const sayso_lexicon *lx, uint32_t language,
                             const sayso_word *words, uint32_t n, sayso_name_match *out,
                             uint32_t n_out, uint32_t cap)
{
    sayso_name_match found[MOST_FOUND];
    const uint32_t most = n_out ? out[0].n_words : 0;
    const uint32_t all = n > most ? sayso_knowledge_match(im->knowledge, lx, language, words, n,
                                                          found, MOST_FOUND)
                                  : 0;
    uint32_t same = 0;
    if (!all || found[0].n_words <= most) return n_out;
    while (same < all && found[same].n_words == found[0].n_words &&
           found[same].score >= found[0].score)
        same++;
    const uint32_t one = namesake(im->knowledge, found, same);
    sayso_name_match m = one == UINT32_MAX ? found[0] : found[one];
    if (one == UINT32_MAX || !met_at(im, lx, m.entity, &m.entity)) return n_out;
    if (n_out < cap) n_out++;
    memmove(&out[1], &out[0], (n_out - 1) * sizeof *out);
    out[0] = m;
    return n_out;
}

uint32_t sayso_imported_match(sayso_imported *im, const sayso_lexicon *lx, uint32_t language,
                              const sayso_word *words, uint32_t n, sayso_name_match *out,
                              uint32_t cap)
{
    const uint32_t own = sayso_lexicon_match(lx, language, words, n, out, cap);
    const bool any = im->knowledge && n && cap && words[0].form.len && words[0].upos != SAYSO_PUNCT;
    return any ? imported_put(im, lx, language, words, n, out, own, cap) : own;
}
