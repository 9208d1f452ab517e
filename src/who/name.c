/* Names that no table has: how far they reach and of what they are.
 *
 * Nothing here knows a word: capitals, classes of words, relations, quotation marks and articles
 * decide. What is said rests on news of the four languages: a lone name in capitals that acts or
 * has an article is an organisation, a name of several words after an article is hardly a
 * person's, one that stands where things happen is a place, and a word for institutions with a
 * capital inside a sentence begins the name of one. */
#include "who/inside.h"

#include "text/utf8.h"

enum { LONGEST = 6, LONGEST_BODY = 9 };

/* one blank or a hyphen at most lies between */
static bool touches(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    return word_at(c, b)->span.start <= word_at(c, a)->span.end + 1;
}

/* ---- reach ----------------------------------------------------------------------------------- */

/* A word that can stand inside a name of which `head` is known to be one. */
static bool is_more(const sayso_ctx *c, uint32_t w, uint32_t first, uint32_t last)
{
    const sayso_word *x = word_at(c, w);
    const uint32_t p = c->tree.parent[w];
    if (c->hit_of[w] >= 0 || (x->upos != SAYSO_PROPN && x->upos != SAYSO_X) ||
        !sayso_is_capital(c, w))
        return false;
    if (x->rel != SAYSO_FLAT && x->rel != SAYSO_COMPOUND && x->rel != SAYSO_GOESWITH) return false;
    return p != SAYSO_NO_WORD && p >= first && p <= last;
}

uint32_t sayso_who_name_begin(const sayso_ctx *c, uint32_t first, uint32_t last)
{
    const sayso_sent *s = sent_of(c, first);
    while (first > s->first_word && last - first + 1 < LONGEST && touches(c, first - 1, first) &&
           is_more(c, first - 1, first, last))
        first--;
    return first;
}

/* ---- of what --------------------------------------------------------------------------------- */

/* Three letters to six, all of them capitals but no Roman number; figures may stand among them. */
static bool is_abbreviation(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    const uint8_t *p = (const uint8_t *)x->form.at, *end = p + x->form.len;
    uint32_t letters = 0, roman = 0;
    if (x->flags & SAYSO_WORD_CASE_LOST) return false;
    while (p < end) {
        uint32_t ch;
        char folded[8];
        const uint32_t n = sayso_utf8_next(p, end, &ch);
        if (ch == SAYSO_BAD_CHAR) return false;
        const bool digit = ch - '0' < 10u || ch == '-';
        const bool upper = sayso_text_fold((sayso_str){ (const char *)p, n }, folded,
                                           sizeof folded) != n ||
                           memcmp(folded, p, n) != 0;
        if (!digit && !upper) return false;
        letters += upper;
        roman += ch < 0x80 && memchr("IVXLCDM", (int)ch, 7) != NULL;
        p += n;
    }
    return letters >= 3 && letters <= 6 && roman < letters;
}

static bool is_opening(sayso_str s)
{
    return sayso_str_eq(s, SAYSO_STR("\xc2\xab")) || sayso_str_eq(s, SAYSO_STR("\"")) ||
           sayso_str_eq(s, SAYSO_STR("\xe2\x80\x9c")) || sayso_str_eq(s, SAYSO_STR("\xe2\x80\x9e"));
}

/* *партія «Зоря»*: a name in quotation marks right behind a word for institutions. */
static bool is_quoted_title(const sayso_ctx *c, uint32_t first)
{
    const sayso_sent *s = sent_of(c, first);
    if (first < s->first_word + 2 || !is_opening(word_at(c, first - 1)->form) ||
        c->hit_of[first - 2] < 0)
        return false;
    const sayso_name_match *m = sayso_hit_kind(c, &c->hits[c->hit_of[first - 2]],
                                               1u << SAYSO_ENT_ROLE);
    return m && strcmp(sayso_ctx_entity(c, m->entity)->detail, "institution") == 0;
}

static bool has_article(const sayso_ctx *c, uint32_t w, uint32_t first)
{
    for (uint32_t k = sayso_tree_child(c, w, SAYSO_REL_DET, SAYSO_NO_WORD); k != SAYSO_NO_WORD;
         k = sayso_tree_child(c, w, SAYSO_REL_DET, k))
        if (k < first && (word_at(c, k)->feats & SAYSO_F(DEFINITE_DEF))) return true;
    return false;
}

static bool is_located_noun(const sayso_ctx *c, uint32_t w)
{
    const uint8_t rel = word_at(c, w)->rel;
    return (rel == SAYSO_OBL || rel == SAYSO_NMOD) && sayso_is_located(c, w);
}

sayso_entity_kind sayso_who_name_kind(const sayso_ctx *c, uint32_t w, uint32_t first, uint32_t last)
{
    const bool animate = word_at(c, w)->feats & SAYSO_F(ANIMACY_ANIM);
    if (is_quoted_title(c, first)) return SAYSO_ENT_ORGANISATION;
    const bool acts = word_at(c, w)->rel == SAYSO_NSUBJ || has_article(c, w, first);
    if (first == last && acts && is_abbreviation(c, w)) return SAYSO_ENT_ORGANISATION;
    if (animate) return SAYSO_ENT_PERSON;
    if (first == last && is_located_noun(c, w)) return SAYSO_ENT_PLACE;
    return first < last && has_article(c, w, first) ? SAYSO_ENT_ORGANISATION : SAYSO_ENT_PERSON;
}

/* ---- institutions ---------------------------------------------------------------------------- */

bool sayso_who_is_body(const sayso_ctx *c, uint32_t first, uint32_t noun)
{
    const sayso_sent *s = sent_of(c, first);
    if (!sayso_is_capital(c, first) || first == s->first_word) return false;
    if (!sayso_is_capital(c, noun) && word_at(c, first)->rel != SAYSO_AMOD) return false;
    /* *Russian army* */
    if (c->hit_of[first] >= 0 && first != noun && !sayso_is_capital(c, noun)) return false;
    const sayso_word *before = word_at(c, first - 1);
    return before->upos != SAYSO_PUNCT || sayso_str_eq(before->form, SAYSO_STR(",")) ||
           sayso_str_eq(before->form, SAYSO_STR("("));
}

/* The last word of the name that begins with a common noun: what its phrase holds, up to
 * `phrase_last`. */
uint32_t sayso_who_body_end(const sayso_ctx *c, uint32_t w, uint32_t phrase_last)
{
    uint32_t last = w;
    while (last < phrase_last && last - w < LONGEST_BODY &&
           word_at(c, last + 1)->upos != SAYSO_PUNCT)
        last++;
    while (last > w &&
           (word_at(c, last)->upos == SAYSO_ADP || word_at(c, last)->upos == SAYSO_CCONJ ||
            word_at(c, last)->upos == SAYSO_DET))
        last--;
    return last;
}
