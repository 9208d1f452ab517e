/* laid: whose deed a noun is, and who suffers it, where the words between them say so: *a cyber
 * attack attributed to*, *came under attack*, *received a warning from*. */
#include "events/judge.h"

enum { MOST_CLIMB = 6 };

bool sayso_has_passive_subject(const sayso_ctx *c, uint32_t verb)
{
    if (verb == SAYSO_NO_WORD) return false;
    const uint32_t subject = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
    return subject != SAYSO_NO_WORD && word_at(c, subject)->sub == SAYSO_SUB_PASS;
}

/* Does the adposition mark the nominal? */
static bool is_marked(const sayso_ctx *c, uint32_t w, const char *adposition)
{
    const uint32_t mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return mark != SAYSO_NO_WORD && sayso_str_eq(word_at(c, mark)->lemma, sayso_str_of(adposition));
}

/* Whom a participle or passive lays the deed to. */
static uint32_t laid_by(const sayso_ctx *c, uint32_t verb)
{
    const char *value = NULL;
    if (verb == SAYSO_NO_WORD || !sayso_in_class(c, verb, SAYSO_CLASS_LAID_TO, &value))
        return SAYSO_NO_WORD;
    for (uint32_t d = c->tree.first_child[verb]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        const uint32_t mark = sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD);
        if ((x->rel != SAYSO_OBL && x->rel != SAYSO_IOBJ) || d < verb) continue;
        if ((mark == SAYSO_NO_WORD) != !value) continue;
        if (!value || is_marked(c, d, value)) return d;
    }
    return SAYSO_NO_WORD;
}

uint32_t sayso_laid_to(const sayso_ctx *c, uint32_t w)
{
    const uint32_t head = c->tree.parent[w];
    if (word_at(c, w)->upos != SAYSO_NOUN) return SAYSO_NO_WORD;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        const uint32_t by = rel == SAYSO_ACL || rel == SAYSO_AMOD ? laid_by(c, d) : SAYSO_NO_WORD;
        if (by != SAYSO_NO_WORD) return by;
    }
    const uint32_t next = c->tree.last[w] + 1;
    const uint32_t end = sent_of(c, w)->first_word + sent_of(c, w)->n_words;
    if (next < end && word_at(c, next)->rel == SAYSO_XCOMP && c->tree.parent[next] == head)
        return laid_by(c, next); /* a participle behind the noun, hung on the verb */
    if (word_at(c, w)->rel != SAYSO_NSUBJ || !sayso_has_passive_subject(c, head))
        return SAYSO_NO_WORD;
    return laid_by(c, head);
}

/* *Suspected of*: do the lists of events have the adposition of w as what the verb accuses of? */
static bool is_condition_of(const sayso_ctx *c, uint32_t verb, uint32_t w)
{
    uint32_t n;
    const sayso_event_entry *e = sayso_event_entries(c, verb, &n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < e[i].n_with && e[i].type == SAYSO_ACCUSE; k++)
            if (e[i].with[k].slot.marker && is_marked(c, w, e[i].with[k].slot.marker)) return true;
    return false;
}

/* Does the verb accuse of what the adposition of w marks, as the lists of cues have it? */
static bool charges_with(const sayso_ctx *c, uint32_t verb, uint32_t w)
{
    const uint16_t language = sayso_ctx_language(c, verb);
    uint32_t n = 0;
    if (language == UINT16_MAX || !sayso_is_verbal(c, verb) || !c->view ||
        c->view->verdicts[verb].type != SAYSO_ACCUSE)
        return false;
    const sayso_cue_entry *e =
        sayso_lexicon_word_cues(c->lexicon, language, word_at(c, verb), SAYSO_VERB, &n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < e[i].content.n; k++)
            if (e[i].content.slots[k].marker && is_marked(c, w, e[i].content.slots[k].marker))
                return true;
    return is_condition_of(c, verb, w);
}

/* *Accused the army of a raid*: the object of accusing, on which parsers hang what follows too. */
/* *Preparing an attack*: the noun that the deed is the bare genitive of. */
static uint32_t over_genitive(const sayso_ctx *c, uint32_t w)
{
    for (int i = 0; i < MOST_CLIMB && word_at(c, w)->rel == SAYSO_NMOD; i++) {
        if (!(word_at(c, w)->feats & SAYSO_F(CASE_GEN)) ||
            sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) != SAYSO_NO_WORD)
            break;
        w = c->tree.parent[w];
    }
    return w;
}

/* The words of such a phrase may hang anywhere, so it is looked for right before. */
bool sayso_is_cause(const sayso_ctx *c, uint32_t w, uint32_t verb)
{
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD && w != verb; i++, w = c->tree.parent[w]) {
        const uint32_t first = c->tree.first[w], start = sent_of(c, w)->first_word;
        for (uint32_t b = first >= start + 2 ? first - 2 : start; b <= first; b++)
            if (b + sayso_in_class(c, b, SAYSO_CLASS_CAUSE, NULL) > first) return true;
    }
    return false;
}

/* Is the list's recipient of a noun of force its bare genitive, which so is not its doer? */
static bool genitive_suffers(const sayso_ctx *c, uint32_t noun)
{
    uint32_t n;
    const sayso_event_entry *e = sayso_event_entries(c, noun, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].type != SAYSO_ASSAULT && e[i].type != SAYSO_COERCE) continue;
        for (uint32_t k = 0; k < e[i].recipient.n; k++) {
            const sayso_slot *slot = &e[i].recipient.slots[k];
            if (slot->kind == SAYSO_SLOT_MARKED && !slot->marker &&
                (slot->cases & SAYSO_F(CASE_GEN)))
                return true;
        }
    }
    return false;
}

bool sayso_suffers_noun(const sayso_ctx *c, uint32_t w)
{
    return word_at(c, w)->rel == SAYSO_NMOD && (word_at(c, w)->feats & SAYSO_F(CASE_GEN)) &&
           sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
           genitive_suffers(c, c->tree.parent[w]);
}

/* Whom the word of arresting or punishing, verb or noun, has as its object. */
static uint32_t punished_by(const sayso_ctx *c, uint32_t w)
{
    const int t = c->view ? c->view->verdicts[w].type : -1;
    if (t != SAYSO_COERCE && t != SAYSO_SANCTION) return SAYSO_NO_WORD;
    if (!sayso_is_verbal(c, w)) {
        const uint32_t d = sayso_tree_child(c, w, SAYSO_NMOD, SAYSO_NO_WORD);
        return d != SAYSO_NO_WORD && sayso_suffers_noun(c, d) ? d : SAYSO_NO_WORD;
    }
    return sayso_has_passive_subject(c, w) ? sayso_own_subject(c, w)
                                           : sayso_tree_child(c, w, SAYSO_OBJ, SAYSO_NO_WORD);
}

/* *Arrested on suspicion of an attack*, *expelled because of it*: whoever is. */
static uint32_t suspected_of(const sayso_ctx *c, uint32_t w)
{
    const uint32_t deed = w;
    bool accused = false;
    for (int i = 0; i < MOST_CLIMB; i++) {
        const uint8_t rel = word_at(c, w)->rel;
        w = c->tree.parent[w];
        if (w == SAYSO_NO_WORD || (rel != SAYSO_NMOD && rel != SAYSO_OBL)) break;
        accused |= i == 0 && rel == SAYSO_OBL && sayso_is_cause(c, deed, w);
        const uint32_t who = accused ? punished_by(c, w) : SAYSO_NO_WORD;
        const sayso_mention *m = who == SAYSO_NO_WORD ? NULL : mention_at(c, who);
        if (m && (m->political || m->person)) return who;
        accused |= c->view && word_at(c, w)->upos == SAYSO_NOUN &&
                   c->view->verdicts[w].type == SAYSO_ACCUSE;
    }
    return SAYSO_NO_WORD;
}

uint32_t sayso_charged_with(const sayso_ctx *c, uint32_t w)
{
    if (word_at(c, w)->upos != SAYSO_NOUN) return SAYSO_NO_WORD;
    const uint32_t suspect = suspected_of(c, w);
    if (suspect != SAYSO_NO_WORD) return suspect;
    w = over_genitive(c, w); /* *of preparing an attack* */
    const uint32_t head = c->tree.parent[w];
    const uint8_t rel = word_at(c, w)->rel;
    if (word_at(c, w)->upos != SAYSO_NOUN || head == SAYSO_NO_WORD) return SAYSO_NO_WORD;
    if (rel == SAYSO_OBL && charges_with(c, head, w)) {
        const uint32_t whom = sayso_tree_child(c, head, SAYSO_OBJ, SAYSO_NO_WORD);
        return whom == SAYSO_NO_WORD ? whom : sayso_antecedent(c, whom);
    }
    const uint32_t verb = c->tree.parent[head];
    return rel == SAYSO_NMOD && verb != SAYSO_NO_WORD && word_at(c, head)->rel == SAYSO_OBJ &&
           charges_with(c, verb, w)
               ? head : SAYSO_NO_WORD;
}

/* *Was the target of an attack*, *suffered an attack*: the subject of a word of the class `undergo`
 * that governs the noun. */
uint32_t sayso_undergoes(const sayso_ctx *c, uint32_t w)
{
    uint32_t head = c->tree.parent[w];
    if (word_at(c, w)->upos != SAYSO_NOUN || head == SAYSO_NO_WORD) return SAYSO_NO_WORD;
    /* *faire l'objet d'une attaque*, hung on the verb */
    const uint32_t object = sayso_tree_child(c, head, SAYSO_OBJ, SAYSO_NO_WORD);
    if (object != SAYSO_NO_WORD && object + 1 == c->tree.first[w] &&
        word_at(c, object)->upos == SAYSO_NOUN)
        head = object;
    if (!sayso_in_class(c, head, SAYSO_CLASS_UNDERGO, NULL)) return SAYSO_NO_WORD;
    const uint8_t rel = word_at(c, w)->rel, above = word_at(c, head)->rel;
    if (rel != SAYSO_OBJ && rel != SAYSO_OBL && rel != SAYSO_NMOD && rel != SAYSO_IOBJ)
        return SAYSO_NO_WORD;
    if (word_at(c, head)->upos == SAYSO_NOUN &&
        (above == SAYSO_OBJ || above == SAYSO_OBL || above == SAYSO_XCOMP))
        head = c->tree.parent[head];
    return sayso_tree_child(c, head, SAYSO_NSUBJ, SAYSO_NO_WORD);
}

/* ---- received ---- */

/* Is the word below the verb by nominal relations alone? */
static bool is_part_of(const sayso_ctx *c, uint32_t w, uint32_t verb)
{
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD && w != verb; i++, w = c->tree.parent[w]) {
        const uint8_t rel = word_at(c, w)->rel;
        if (rel != SAYSO_OBJ && rel != SAYSO_OBL && rel != SAYSO_NMOD && rel != SAYSO_IOBJ) return false;
    }
    return w == verb;
}

/* From whom one who receives has it: the first political actor behind the adposition, on the verb or on
 * what is received (*a letter of protest from Quito*). */
static uint32_t giver_of(const sayso_ctx *c, uint32_t verb, const char *adposition)
{
    const sayso_sent *s = sent_of(c, verb);
    const uint32_t object = sayso_tree_child(c, verb, SAYSO_OBJ, SAYSO_NO_WORD);
    const sayso_mention *thing = object == SAYSO_NO_WORD ? NULL : mention_at(c, object);
    if (thing && thing->political) return SAYSO_NO_WORD; /* *received the minister of Togo*: a guest */
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++) {
        const sayso_mention *m = mention_at(c, w);
        if (m && m->political && is_marked(c, w, adposition) && is_part_of(c, w, verb)) return w;
    }
    return SAYSO_NO_WORD;
}

/* The verb of receiving whose deed or thing the word is: itself, or the verb over its object. */
static uint32_t receiving(const sayso_ctx *c, uint32_t w, const char **adposition)
{
    const uint8_t rel = word_at(c, w)->rel;
    const uint32_t verb = word_at(c, w)->upos == SAYSO_NOUN && (rel == SAYSO_OBJ || rel == SAYSO_OBL || rel == SAYSO_IOBJ)
                              ? c->tree.parent[w] : w;
    *adposition = NULL;
    return sayso_is_verbal(c, verb) && sayso_in_class(c, verb, SAYSO_CLASS_UNDERGO, adposition) && *adposition
               ? verb : SAYSO_NO_WORD;
}

uint32_t sayso_given_by(const sayso_ctx *c, uint32_t w)
{
    const char *adposition;
    const uint32_t verb = receiving(c, w, &adposition);
    return verb == SAYSO_NO_WORD ? verb : giver_of(c, verb, adposition);
}

/* *Was promised two boats*, *was given a warning*: the subject of a passive that has an object besides, or of
 * what gets something done to it. */
static uint32_t presented(const sayso_ctx *c, uint32_t w)
{
    const bool noun = word_at(c, w)->upos == SAYSO_NOUN;
    const uint32_t verb = noun ? c->tree.parent[w] : w;
    if (verb == SAYSO_NO_WORD || (noun && word_at(c, w)->rel != SAYSO_OBJ)) return SAYSO_NO_WORD;
    const uint32_t getting = sayso_gets_done(c, verb);
    if (getting != SAYSO_NO_WORD) return sayso_grammatical_subject(c, getting);
    if (!sayso_has_passive_subject(c, verb) ||
        sayso_tree_child(c, verb, SAYSO_OBJ, SAYSO_NO_WORD) == SAYSO_NO_WORD)
        return SAYSO_NO_WORD;
    return sayso_own_subject(c, verb);
}

uint32_t sayso_receives(const sayso_ctx *c, uint32_t w)
{
    const char *adposition;
    const uint32_t verb = receiving(c, w, &adposition);
    return verb != SAYSO_NO_WORD && giver_of(c, verb, adposition) != SAYSO_NO_WORD
               ? sayso_grammatical_subject(c, verb)
               : presented(c, w);
}
