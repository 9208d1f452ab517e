/* near: what stands around a word: whose it is, where it was (when: near_date.c), and the
 * participant record it makes. */
#include "events/inside.h"

/* Whose thing it is: *an Indian proposal*, *the army's base*, *позиції України*. The owner of
 * what has no code of its own takes part in its stead. */
uint32_t sayso_owner(const sayso_ctx *c, uint32_t w, bool political)
{
    const sayso_mention *m = mention_at(c, w);
    if (m && sayso_code_known(m->code)) return w;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        const uint32_t mark = sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD);
        const bool own = x->rel == SAYSO_AMOD || x->rel == SAYSO_COMPOUND ||
                         x->sub == SAYSO_SUB_POSS || x->rel == SAYSO_FLAT ||
                         x->rel == SAYSO_APPOS ||
                         (x->rel == SAYSO_REL_DET && (x->feats & SAYSO_F(POSS_YES))) ||
                         (x->rel == SAYSO_NMOD &&
                          (mark == SAYSO_NO_WORD ||
                           sayso_in_class(c, mark, SAYSO_CLASS_GENITIVE, NULL)));
        const sayso_mention *o = own ? mention_at(c, d) : NULL;
        if (o && (political ? o->political : sayso_code_known(o->code))) return d;
    }
    return w;
}

static uint32_t clause_child_with(const sayso_ctx *c, uint32_t w, const int32_t *marks,
                                  uint32_t not_below)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        if (d == not_below) continue;
        if (marks[d] >= 0 && rel != SAYSO_NSUBJ && rel != SAYSO_OBJ) return d;
        if (rel == SAYSO_OBL || rel == SAYSO_NMOD || rel == SAYSO_ADVMOD || rel == SAYSO_AMOD ||
            rel == SAYSO_NUMMOD || rel == SAYSO_APPOS) {
            const uint32_t deep = clause_child_with(c, d, marks, SAYSO_NO_WORD);
            if (deep != SAYSO_NO_WORD) return deep;
        }
    }
    return SAYSO_NO_WORD;
}

bool sayso_ends_clause(const sayso_ctx *c, uint32_t w)
{
    const uint8_t rel = word_at(c, w)->rel;
    return rel == SAYSO_CCOMP || rel == SAYSO_PARATAXIS || rel == SAYSO_REL_ROOT ||
           rel == SAYSO_ACL;
}

uint32_t sayso_governed_by(const sayso_ctx *c, uint32_t w, const int32_t *marks, int climb)
{
    uint32_t from = SAYSO_NO_WORD;
    for (int i = 0; i < climb && w != SAYSO_NO_WORD; i++) {
        const uint32_t d = clause_child_with(c, w, marks, from);
        if (d != SAYSO_NO_WORD) return d;
        if (sayso_ends_clause(c, w)) break;
        from = w;
        w = c->tree.parent[w];
    }
    return SAYSO_NO_WORD;
}

static bool within_phrase(const sayso_ctx *c, uint32_t d)
{
    switch (word_at(c, d)->rel) {
    case SAYSO_ACL:
    case SAYSO_AMOD:
    case SAYSO_APPOS:
    case SAYSO_COMPOUND:
    case SAYSO_REL_DET:
    case SAYSO_FIXED:
    case SAYSO_FLAT:
    case SAYSO_NMOD:
    case SAYSO_NUMMOD: return true;
    default: return false;
    }
}

void sayso_whole_phrase(const sayso_ctx *c, uint32_t head, uint32_t *first, uint32_t *last)
{
    uint32_t a, b;
    *first = *last = head;
    for (uint32_t d = c->tree.first_child[head]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        if (!within_phrase(c, d)) continue;
        sayso_tree_yield(c, d, &a, &b);
        if (a < *first) *first = a;
        if (b > *last) *last = b;
    }
}

uint32_t sayso_participants_of(const sayso_ctx *c, uint32_t w)
{
    const int32_t m = c->mention_of[w];
    return m >= 0 && c->mentions[m].n_group > 1 ? c->mentions[m].n_group : 1;
}

/* *The carpenter Adam Bo*, whom a parser hangs on a word that no table has. */
uint32_t sayso_named_person(const sayso_ctx *c, uint32_t w)
{
    if (mention_at(c, w)) return w;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        const sayso_mention *m = rel == SAYSO_APPOS || rel == SAYSO_FLAT ? mention_at(c, d) : NULL;
        if (m && m->person && m->name.start != SAYSO_NO_OFFSET) return d;
    }
    return w;
}

bool sayso_participant_make(sayso_ctx *c, uint32_t w, uint32_t which, const char *via,
                            sayso_participant *p)
{
    const sayso_mention *m = mention_at(c, sayso_named_person(c, w));
    sayso_span span;
    if (mention_at(c, w)) span = m->span;
    else {
        uint32_t first, last;
        sayso_whole_phrase(c, w, &first, &last);
        span = sayso_words_span(c, first, last);
    }
    span = sayso_span_trim(c, span);
    *p = (sayso_participant){ .span = span, .text = sayso_span_text(c, span), .actor = -1,
                              .via = m && m->pronoun ? "coreference" : via };
    if (m) {
        p->code = m->code;
        p->actor = m->actor;
    }
    if (m && m->n_group > 1) {
        p->actor = m->group[which];
        p->code = c->actors[p->actor].code;
        p->via = "coreference";
    }
    return p->text != NULL;
}
