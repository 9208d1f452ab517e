/* What the tree, the tagger and the lists say of one word: its classes, its capital, whether it
 * stands as a noun, whose or where its adposition says that it is. The rooms above ask here, so
 * that none needs to ask another. */
#include "tree/tree.h"

#include "text/utf8.h"

/* ---- classes of words ---- */

/* Words from w to the end of its sentence: what a class or phrase may run over. */
static uint32_t words_left(const sayso_ctx *c, uint32_t w)
{
    const sayso_sent *s = sent_of(c, w);
    return s->first_word + s->n_words - w;
}

uint32_t sayso_in_class(const sayso_ctx *c, uint32_t word, sayso_class k, const char **value)
{
    const uint16_t lang = sayso_ctx_language(c, word);
    if (value) *value = NULL;
    if (lang == UINT16_MAX) return 0;
    return sayso_lexicon_class(c->lexicon, lang, k, word_at(c, word), words_left(c, word), value);
}

uint32_t sayso_child_in_class(const sayso_ctx *c, uint32_t w, sayso_class k, const char **value)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (sayso_in_class(c, d, k, value)) return d;
    return SAYSO_NO_WORD;
}

sayso_gaz_word sayso_place_word(const sayso_ctx *c, uint32_t w)
{
    const uint16_t language = sayso_ctx_language(c, w);
    if (!c->gazetteer || language == UINT16_MAX) return (sayso_gaz_word)0;
    return sayso_gazetteer_word(c->gazetteer, c->lexicon, language, word_at(c, w));
}

/* ---- form ---- */

/* A first letter that folding changes is a capital. */
bool sayso_begins_upper(const sayso_word *w)
{
    if (w->form.len == 0) return false;
    const uint8_t *p = (const uint8_t *)w->form.at;
    if (*p < 0x80) return *p >= 'A' && *p <= 'Z';
    uint32_t ch;
    char folded[8];
    const uint32_t n = sayso_utf8_next(p, p + w->form.len, &ch);
    return ch != SAYSO_BAD_CHAR &&
           (sayso_text_fold((sayso_str){ w->form.at, n }, folded, sizeof folded) != n ||
            memcmp(folded, p, n) != 0);
}

bool sayso_is_capital(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *word = &c->text->words[w];
    return !(word->flags & SAYSO_WORD_CASE_LOST) && sayso_begins_upper(word);
}

/* ---- place in the clause ---- */

bool sayso_is_nominal(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    if (x->upos == SAYSO_NOUN || x->upos == SAYSO_PROPN) return true;
    w = sayso_first_conjunct(c, w);
    switch (word_at(c, w)->rel) {
    case SAYSO_NSUBJ:
    case SAYSO_OBJ:
    case SAYSO_IOBJ:
    case SAYSO_OBL:
    case SAYSO_VOCATIVE: return true;
    case SAYSO_NMOD:
    case SAYSO_APPOS:
        return sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) != SAYSO_NO_WORD ||
               sayso_tree_child(c, w, SAYSO_REL_DET, SAYSO_NO_WORD) != SAYSO_NO_WORD;
    default: return false;
    }
}

bool sayso_is_modifier(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    if (x->rel == SAYSO_AMOD || x->rel == SAYSO_COMPOUND) return true;
    if (x->rel == SAYSO_REL_DET) return !sayso_is_nominal(c, w);
    return x->rel == SAYSO_NMOD && x->sub != SAYSO_SUB_POSS && c->tree.parent[w] != SAYSO_NO_WORD &&
           c->tree.parent[w] > w &&
           sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD;
}

bool sayso_is_genitive(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    if (x->sub == SAYSO_SUB_POSS) return true;
    const uint32_t marker = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    if (marker == SAYSO_NO_WORD)
        return (x->feats & SAYSO_F(CASE_GEN)) ||
               !(x->feats & (SAYSO_F(CASE_NOM) | SAYSO_F(CASE_DAT) | SAYSO_F(CASE_ACC) |
                             SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC)));
    return sayso_in_class(c, marker, SAYSO_CLASS_GENITIVE, NULL) > 0;
}

/* ---- whereabouts ---- */

bool sayso_is_locative(const sayso_ctx *c, uint32_t w)
{
    const sayso_sent *s = sent_of(c, w);
    const uint16_t language = sayso_ctx_language(c, w);
    sayso_date_word found[4];
    if (language == UINT16_MAX ||
        sayso_lexicon_class(c->lexicon, language, SAYSO_CLASS_GENITIVE, word_at(c, w), 1, NULL))
        return false;
    const uint32_t n = sayso_lexicon_date_words(c->lexicon, language, word_at(c, w),
                                                s->first_word + s->n_words - w, found, 4);
    for (uint32_t i = 0; i < n; i++)
        if (found[i].kind == SAYSO_DW_PREPOSITION && found[i].value &&
            strcmp(found[i].value, "at") == 0)
            return true;
    return false;
}

bool sayso_is_located(const sayso_ctx *c, uint32_t w)
{
    const uint32_t marker = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return marker != SAYSO_NO_WORD && sayso_is_locative(c, marker);
}

bool sayso_is_nobody(const sayso_ctx *c, uint32_t w)
{
    const uint32_t det = sayso_tree_child(c, w, SAYSO_REL_DET, SAYSO_NO_WORD);
    return sayso_in_class(c, w, SAYSO_CLASS_NEGATION, NULL) ||
           (det != SAYSO_NO_WORD && sayso_in_class(c, det, SAYSO_CLASS_NEGATION, NULL));
}

bool sayso_is_origin(const sayso_ctx *c, uint32_t w)
{
    const uint32_t marker = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return marker != SAYSO_NO_WORD && sayso_in_class(c, marker, SAYSO_CLASS_ORIGIN, NULL);
}

uint32_t sayso_place_marker(const sayso_ctx *c, uint32_t at)
{
    enum { FAR = 6 };
    const sayso_sent *s = sent_of(c, at);
    for (uint32_t w = at; w > s->first_word && at - w < FAR; w--) {
        const uint8_t u = word_at(c, w - 1)->upos;
        /* *за словами*, *in the words of* lead a source */
        if (u == SAYSO_ADP && sayso_is_locative(c, w - 1))
            return sayso_lexicon_phrase(c->lexicon, sayso_ctx_language(c, w - 1), word_at(c, w - 1),
                                        at - w + 2)
                       ? SAYSO_NO_WORD
                       : w - 1;
        if (u == SAYSO_ADP &&
            !sayso_lexicon_class(c->lexicon, sayso_ctx_language(c, w - 1), SAYSO_CLASS_GENITIVE,
                                 word_at(c, w - 1), 1, NULL))
            break;
        if (u != SAYSO_ADP && u != SAYSO_DET && u != SAYSO_NOUN && u != SAYSO_ADJ &&
            u != SAYSO_PROPN)
            break;
    }
    return SAYSO_NO_WORD;
}

int sayso_quote_kind(sayso_str s)
{
    static const struct { const char *mark; int kind; } marks[] = {
        { "\"", 2 }, { "''", 2 }, { "``", 1 }, { "\u00ab", 1 }, { "\u00bb", -1 }, { "\u201c", 2 }, { "\u201d", -1 }, { "\u201e", 1 },
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sayso_str_eq(s, sayso_str_of(marks[i].mark))) return marks[i].kind;
    return 0;
}

void sayso_quote_depths(const sayso_ctx *c, uint8_t *depth)
{
    int open = 0;
    for (uint32_t w = 0; w < c->text->n_words; w++) {
        const sayso_word *x = word_at(c, w);
        if (w && w == sent_of(c, w)->first_word &&
            sent_of(c, w)->paragraph != sent_of(c, w - 1)->paragraph)
            open = 0;
        const int mark = x->upos == SAYSO_PUNCT ? sayso_quote_kind(x->form) : 0;
        if (mark == 1 || (mark == 2 && !open)) open = open < 3 ? open + 1 : 3;
        else if (mark) open = open ? open - 1 : 0;
        depth[w] = (uint8_t)open;
    }
}
