/* laid: whose deed a noun is, and who suffers it, where the words between them say so: *a cyber
 * attack attributed to*, *came under attack*. */
#include "events/judge.h"

bool sayso_has_passive_subject(const sayso_ctx *c, uint32_t verb)
{
    if (verb == SAYSO_NO_WORD) return false;
    const uint32_t subject = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
    return subject != SAYSO_NO_WORD && word_at(c, subject)->sub == SAYSO_SUB_PASS;
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
        if (!value || sayso_str_eq(word_at(c, mark)->lemma, sayso_str_of(value))) return d;
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
    const char *value = NULL;
    if (!sayso_in_class(c, head, SAYSO_CLASS_UNDERGO, &value) || value) return SAYSO_NO_WORD;
    const uint8_t rel = word_at(c, w)->rel, above = word_at(c, head)->rel;
    if (rel != SAYSO_OBJ && rel != SAYSO_OBL && rel != SAYSO_NMOD && rel != SAYSO_IOBJ)
        return SAYSO_NO_WORD;
    if (word_at(c, head)->upos == SAYSO_NOUN &&
        (above == SAYSO_OBJ || above == SAYSO_OBL || above == SAYSO_XCOMP))
        head = c->tree.parent[head];
    return sayso_tree_child(c, head, SAYSO_NSUBJ, SAYSO_NO_WORD);
}
