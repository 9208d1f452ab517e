/* near_date: the date that governs an event in the tree, which is not always the nearest.
 * Parsers hang dates too low (on the noun before them) or too high (on the verb above an event
 * noun); what an event is about or comes after has a date of its own. */
#include "events/inside.h"

static bool is_event_word(const sayso_ctx *c, uint32_t w)
{
    const uint16_t lang = sayso_ctx_language(c, w);
    uint32_t n = 0;
    const sayso_event_entry *e = lang == UINT16_MAX
                                     ? NULL
                                     : sayso_lexicon_word_events(c->lexicon, lang, word_at(c, w),
                                                                 (sayso_upos)word_at(c, w)->upos,
                                                                 &n);
    for (uint32_t i = 0; i < n; i++)
        if (e[i].type >= 0) return true;
    return false;
}

/* Without an adposition, or with one of rest: *on Monday*, *у понеділок*, but not *of 2024*,
 * *since Monday*. */
static bool is_plain(const sayso_ctx *c, uint32_t w)
{
    const uint32_t mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return mark == SAYSO_NO_WORD || sayso_is_locative(c, mark);
}

static bool is_direct(const sayso_ctx *c, uint32_t d)
{
    return c->date_of[d] >= 0 && word_at(c, d)->rel != SAYSO_NSUBJ &&
           word_at(c, d)->rel != SAYSO_OBJ;
}

/* A date that opens the clause, hung on the noun behind it: *en avril, | le ministère*. */
static bool is_opening(const sayso_ctx *c, uint32_t d, uint32_t noun)
{
    for (uint32_t w = d + 1; w < noun; w++)
        if (word_at(c, w)->upos == SAYSO_PUNCT || word_at(c, w)->upos == SAYSO_DET) return true;
    return false;
}

/* Parsers hang the date of a clause on the noun before or behind it: *met the president | on
 * Tuesday*, *the government | on Monday condemned*. A date that an event noun has is its own,
 * and so is one that belongs to the noun (*the treaty of 2024*). */
static uint32_t hung_date(const sayso_ctx *c, uint32_t noun)
{
    if (is_event_word(c, noun)) return SAYSO_NO_WORD;
    for (uint32_t d = c->tree.first_child[noun]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        if (c->date_of[d] >= 0 && (d > noun || is_opening(c, d, noun)) && rel != SAYSO_NUMMOD &&
            rel != SAYSO_COMPOUND && rel != SAYSO_AMOD && is_plain(c, d))
            return d;
    }
    return SAYSO_NO_WORD;
}

/* Below an oblique: *at the summit in May*. What comes after or since another event is not on
 * that event's day. */
static uint32_t nested_date(const sayso_ctx *c, uint32_t w, uint32_t not_below)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        if (d == not_below || (rel != SAYSO_OBL && rel != SAYSO_NMOD && rel != SAYSO_ADVMOD &&
                               rel != SAYSO_AMOD && rel != SAYSO_NUMMOD && rel != SAYSO_APPOS))
            continue;
        if (rel == SAYSO_OBL && !is_plain(c, d) && is_event_word(c, d)) continue;
        const uint32_t deep = sayso_governed_by(c, d, c->date_of, 1);
        if (deep != SAYSO_NO_WORD) return deep;
    }
    return SAYSO_NO_WORD;
}

/* The date of the clause or phrase that w heads: said before w, between its subject and w,
 * behind w, on its object, deeper. */
static uint32_t own_date(const sayso_ctx *c, uint32_t w, uint32_t not_below)
{
    uint32_t before = SAYSO_NO_WORD, subject = SAYSO_NO_WORD, behind = SAYSO_NO_WORD,
             object = SAYSO_NO_WORD;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        if (d == not_below) continue;
        if (is_direct(c, d)) {
            if (d < w) before = d;
            if (d > w && behind == SAYSO_NO_WORD) behind = d;
        } else if (rel == SAYSO_NSUBJ || rel == SAYSO_OBJ || rel == SAYSO_IOBJ) {
            const uint32_t hung = hung_date(c, d);
            if (hung == SAYSO_NO_WORD) continue;
            if (rel == SAYSO_NSUBJ && hung < w) subject = hung;
            else object = hung;
        }
    }
    return before != SAYSO_NO_WORD    ? before
           : subject != SAYSO_NO_WORD ? subject
           : behind != SAYSO_NO_WORD  ? behind
           : object != SAYSO_NO_WORD  ? object
                                      : nested_date(c, w, not_below);
}

/* A date of the event above that it does not need itself: *condemned on Monday the shelling of 5
 * February*, hung too high. */
static uint32_t spare_date(const sayso_ctx *c, uint32_t above, uint32_t w)
{
    const uint32_t taken = own_date(c, above, w);
    for (uint32_t d = c->tree.first_child[above]; taken != SAYSO_NO_WORD && d != SAYSO_NO_WORD;
         d = c->tree.next_sibling[d])
        if (d > w && is_direct(c, d) && c->date_of[d] != c->date_of[taken]) return d;
    return SAYSO_NO_WORD;
}

/* Does w happen when the event above it does: *killed in an attack*, *attacked the town and took
 * it*? What an event is about, or comes after, has a time of its own. */
static bool shares_time(const sayso_ctx *c, uint32_t w, uint32_t above)
{
    const uint8_t rel = word_at(c, w)->rel;
    if (rel != SAYSO_OBJ && rel != SAYSO_NSUBJ && rel != SAYSO_OBL && rel != SAYSO_NMOD &&
        rel != SAYSO_ADVCL)
        return true;
    if (!is_event_word(c, above) || sayso_in_class(c, above, SAYSO_CLASS_LIGHT, NULL)) return true;
    if (rel == SAYSO_ADVCL)
        return sayso_tree_child(c, w, SAYSO_MARK, SAYSO_NO_WORD) == SAYSO_NO_WORD;
    const bool marked = (word_at(c, w)->feats & SAYSO_F(CASE_INS)) ||
                        sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) != SAYSO_NO_WORD;
    return rel == SAYSO_OBL && marked && is_plain(c, w);
}

/* The date that stands between *and* and the second verb, but hangs on the first: *met in
 * January, and in February they signed*. */
static uint32_t conjunct_date(const sayso_ctx *c, uint32_t w, uint32_t above)
{
    const uint32_t and = sayso_tree_child(c, w, SAYSO_CC, SAYSO_NO_WORD);
    if (word_at(c, w)->rel != SAYSO_CONJ || and == SAYSO_NO_WORD) return SAYSO_NO_WORD;
    for (uint32_t d = c->tree.first_child[above]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (d > and && d < w && is_direct(c, d)) return d;
    return SAYSO_NO_WORD;
}

uint32_t sayso_date_governing(const sayso_ctx *c, uint32_t w, int climb)
{
    uint32_t from = SAYSO_NO_WORD;
    for (int i = 0; i < climb && w != SAYSO_NO_WORD; i++) {
        const uint32_t above = c->tree.parent[w];
        uint32_t d = own_date(c, w, from);
        if (d == SAYSO_NO_WORD && above != SAYSO_NO_WORD) d = conjunct_date(c, w, above);
        if (d != SAYSO_NO_WORD) return d;
        if (sayso_ends_clause(c, w)) break;
        if (above != SAYSO_NO_WORD && !shares_time(c, w, above)) return spare_date(c, above, w);
        from = w;
        w = above;
    }
    return SAYSO_NO_WORD;
}
