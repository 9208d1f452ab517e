/* The time that a clause speaks of, by its verbs: what *on Friday* and *in June* mean depends on
 * it. */
#include "when/inside.h"

enum { MOST_STEPS = 5 }; /* up the tree, from the date to the verb that tells */

/* Does an auxiliary of verb w make it future? A modal does, too, unless another auxiliary makes
 * it perfect (*must have left*). */
static bool has_future(const when_scan *s, uint32_t w)
{
    const sayso_ctx *c = s->c;
    bool modal = false;
    int others = 0;
    for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k]) {
        const char *value = NULL;
        const sayso_word *x = &c->text->words[k];
        if (x->rel != SAYSO_REL_AUX) continue;
        if (x->feats & SAYSO_F(TENSE_FUT)) return true;
        if (sayso_lexicon_class(c->lexicon, s->language, SAYSO_CLASS_MODAL, x, 1, &value)) {
            if (value && strcmp(value, "future") == 0) return true;
            modal |= x->upos == SAYSO_AUX && !(x->feats & SAYSO_F(TENSE_PAST));
        } else {
            others += x->sub != SAYSO_SUB_PASS;
        }
    }
    return modal && !others;
}

static bool is_ahead_word(const when_scan *s, uint32_t w, const char *value)
{
    if (w < s->begin || w >= s->end) return false;
    for (uint32_t i = 0; i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind == SAYSO_DW_AHEAD && x->value && strcmp(x->value, value) == 0) return true;
    }
    return false;
}

/* A verb, noun or adjective whose content lies ahead: *plan*, *agree*, *urge*, *postpone*. */
static bool looks_ahead(const when_scan *s, uint32_t w)
{
    static const sayso_class CLASSES[] = { SAYSO_CLASS_INTEND, SAYSO_CLASS_CALL,
                                           SAYSO_CLASS_MODAL };
    if (is_ahead_word(s, w, "verb")) return true;
    for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
        if (sayso_lexicon_class(s->c->lexicon, s->language, CLASSES[i], word_at(s->c, w),
                                s->end - w, NULL))
            return true;
    return false;
}

/* An infinitive, active or passive (*to be freed*). */
static bool is_infinitive(const when_scan *s, uint32_t w)
{
    if (word_at(s->c, w)->feats & SAYSO_F(VERBFORM_INF)) return true;
    const uint32_t aux = sayso_tree_child(s->c, w, SAYSO_REL_AUX, SAYSO_NO_WORD);
    return aux != SAYSO_NO_WORD && word_at(s->c, aux)->sub == SAYSO_SUB_PASS &&
           (word_at(s->c, aux)->feats & SAYSO_F(VERBFORM_INF));
}

/* Is an infinitive at w a thing to come: *agreed to meet on Friday*, *minister to visit Oslo on
 * Friday*? */
static bool is_ahead_infinitive(const when_scan *s, uint32_t w)
{
    if (!is_infinitive(s, w)) return false;
    const uint32_t above = s->c->tree.parent[w];
    return above == SAYSO_NO_WORD || word_at(s->c, w)->rel == SAYSO_ACL || looks_ahead(s, above);
}

/* *until Friday*, *for Friday*, *на п'ятницю*: how what is moved or planned names its time. */
static bool is_led_ahead(const when_scan *s, uint32_t w)
{
    if (w > s->begin && word_at(s->c, w - 1)->upos == SAYSO_DET) w--;
    return w > s->begin && is_ahead_word(s, w - 1, "case");
}

/* *is planned*, *est prévue*: the passive of such a verb, in the present. */
static bool is_planned(const when_scan *s, uint32_t w)
{
    const sayso_word *x = word_at(s->c, w);
    if (!(x->feats & SAYSO_F(VERBFORM_PART)) || !(x->feats & SAYSO_F(VOICE_PASS)) ||
        !looks_ahead(s, w))
        return false;
    const uint32_t aux = sayso_tree_child(s->c, w, SAYSO_REL_AUX, SAYSO_NO_WORD);
    return aux != SAYSO_NO_WORD && word_at(s->c, aux)->sub == SAYSO_SUB_PASS &&
           (word_at(s->c, aux)->feats & SAYSO_F(TENSE_PRES));
}

when_bound sayso_when_clause_time(const when_scan *s, uint32_t w)
{
    const sayso_ctx *c = s->c;
    const uint64_t past = SAYSO_F(TENSE_PAST) | SAYSO_F(TENSE_IMP);
    const bool led = is_led_ahead(s, w);
    for (int i = 0; i < MOST_STEPS && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        const sayso_word *x = &c->text->words[w];
        if (i > 0 && led && looks_ahead(s, w)) return TILL;
        /* an adjective in some treebanks */
        const bool done = (x->feats & SAYSO_F(VERBFORM_PART)) && (x->feats & SAYSO_F(VOICE_PASS));
        if (x->upos != SAYSO_VERB && x->upos != SAYSO_AUX && !done) continue;
        if ((x->feats & SAYSO_F(TENSE_FUT)) || has_future(s, w) || is_ahead_infinitive(s, w) ||
            is_planned(s, w))
            return TILL;
        if ((x->feats & past) || (done && (x->feats & SAYSO_F(ASPECT_PERF)))) return SINCE;
        if (x->feats & SAYSO_F(VERBFORM_FIN)) return PRESENT;
    }
    return NEAREST;
}

bool sayso_when_is_future(const when_scan *s, uint32_t w)
{
    const when_bound time = sayso_when_clause_time(s, w);
    if (time != PRESENT) return time == TILL;
    const sayso_date_word *x;
    const uint32_t verb = s->c->tree.parent[w];
    const bool since = w > s->begin && sayso_when_word(s, w - 1, SAYSO_DW_PREPOSITION, &x) &&
                       strcmp(x->value, "from") == 0;
    return !since && verb != SAYSO_NO_WORD && (word_at(s->c, verb)->feats & SAYSO_F(TENSE_PRES)) &&
           word_at(s->c, verb)->upos == SAYSO_VERB;
}
