/* Names that the recogniser found: runs of words, of persons, organisations and places.
 *
 * They say how far a name reaches and of what it is; what it means is for the lexicon and the
 * gazetteer. */
#include "names/names.h"

/* A town's name where things happen is a town's, whatever the recogniser takes it for: *in San
 * Rafael*. */
static bool is_town(const sayso_ctx *c, uint32_t first, uint32_t last, uint32_t head)
{
    sayso_gaz_match found;
    const uint16_t language = sayso_ctx_language(c, first);
    if (!c->gazetteer || language == UINT16_MAX || !sayso_is_located(c, head)) return false;
    const uint32_t n = sayso_gazetteer_match(c->gazetteer, c->lexicon, language,
                                             &c->text->words[first], last - first + 1, &found, 1);
    return n && !found.by_sound && found.n_words == last - first + 1;
}

static bool named_add(sayso_ctx *c, uint32_t *cap, uint32_t first, uint32_t last)
{
    if (!sayso_arena_grow(c->arena, c->names, c->n_names, *cap)) return false;
    sayso_name n = { first, last, sayso_tree_run_head(c, first, last),
                     sayso_name_kind_of(c->text->words[first].name), UINT8_MAX };
    for (uint32_t w = first; w <= last; w++)
        if (c->text->words[w].name_sure < n.sure) n.sure = c->text->words[w].name_sure;
    if (is_town(c, first, last, n.head)) n.kind = SAYSO_NAME_LOC;
    for (uint32_t w = first; w <= last; w++) c->name_of[w] = (int32_t)c->n_names;
    c->names[c->n_names++] = n;
    return true;
}

/* *Міністр справ Пакистану Саад Мінхас*: words of a country in the genitive that lead a person's name
 * of two words and more behind a noun, which is that country's. 0: none. */
static uint32_t country_before(const sayso_ctx *c, uint32_t first, uint32_t last)
{
    enum { MOST = 8 };
    sayso_name_match found[MOST];
    const sayso_word *words = c->text->words;
    const uint16_t language = sayso_ctx_language(c, first);
    if (sayso_name_kind_of(words[first].name) != SAYSO_NAME_PER || language == UINT16_MAX ||
        first == sent_of(c, first)->first_word || words[first - 1].upos != SAYSO_NOUN ||
        !(words[first].feats & SAYSO_F(CASE_GEN)))
        return 0;
    const uint32_t n = sayso_lexicon_match(c->lexicon, language, &words[first], last - first + 1,
                                           found, MOST);
    for (uint32_t i = 0; i < n; i++)
        if (sayso_ctx_entity(c, found[i].entity)->kind == SAYSO_ENT_COUNTRY &&
            first + found[i].n_words + 1 <= last)
            return found[i].n_words;
    return 0;
}

/* Tags that come from a file may be in any order: a name goes on while its kind does and nothing
 * ends it. */
static bool named_in_sentence(sayso_ctx *c, const sayso_sent *s, uint32_t *cap)
{
    const uint32_t end = s->first_word + s->n_words;
    const sayso_word *words = c->text->words;
    for (uint32_t w = s->first_word, next; w < end; w = next) {
        next = w + 1;
        if (!words[w].name) continue;
        while (next < end && !sayso_name_ends(words[next - 1].name) && words[next].name &&
               !sayso_name_begins(words[next].name) &&
               sayso_name_kind_of(words[next].name) == sayso_name_kind_of(words[w].name))
            next++;
        if (!named_add(c, cap, w + country_before(c, w, next - 1), next - 1)) return false;
    }
    return true;
}

bool sayso_names_recognise(sayso_ctx *c)
{
    uint32_t cap = 0;
    c->names = NULL;
    c->n_names = 0;
    if (!(c->name_of = sayso_arena_array(c->arena, c->text->n_words, sizeof *c->name_of)))
        return false;
    for (uint32_t w = 0; w < c->text->n_words; w++) c->name_of[w] = -1;
    for (uint32_t i = 0; i < c->text->n_sents; i++)
        if (!named_in_sentence(c, &c->text->sents[i], &cap)) return false;
    return true;
}

bool sayso_names_known(const sayso_ctx *c, uint32_t w)
{
    const uint16_t language = sent_of(c, w)->language;
    return c->finds_names && language != SAYSO_NO_LANGUAGE && c->finds_names[language];
}

const sayso_name *sayso_name_at(const sayso_ctx *c, uint32_t w)
{
    return c->name_of[w] >= 0 ? &c->names[c->name_of[w]] : NULL;
}

bool sayso_name_goes_on(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_name *n = sayso_name_around(c, h->first, h->last);
    if (!n || h->last == n->last) return false;
    const uint32_t next = h->last + 1;
    return c->text->words[next].upos == SAYSO_PROPN && sayso_is_capital(c, next) &&
           c->hit_of[next] < 0 && !sayso_place_word(c, next);
}

const sayso_name *sayso_name_around(const sayso_ctx *c, uint32_t first, uint32_t last)
{
    const sayso_name *n = sayso_name_at(c, first);
    return n && n->last >= last ? n : NULL;
}
