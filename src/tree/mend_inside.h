/* mend: what the mends share. Each is a rule over one sentence, told in mend.h; true where it mended. */
#ifndef SAYSO_TREE_MEND_INSIDE_H
#define SAYSO_TREE_MEND_INSIDE_H

#include "tree/mend.h"

#define NONE UINT16_MAX

/* One sentence; the lists of its language, lexicon NULL without them. */
typedef struct clause_words {
    sayso_word *w; uint16_t n;
    const sayso_lexicon *lexicon;
    uint32_t language; /* in the lexicon */
} clause_words;

static const uint64_t CASES = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_ACC) | SAYSO_F(CASE_GEN) |
                              SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);
static const uint64_t OBLIQUE = SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS) |
                                SAYSO_F(CASE_LOC);
static const uint64_t NUMBERS = SAYSO_F(NUMBER_SING) | SAYSO_F(NUMBER_PLUR);
static const uint64_t GENDERS = SAYSO_F(GENDER_MASC) | SAYSO_F(GENDER_FEM) |
                                SAYSO_F(GENDER_NEUT);

static inline bool is_nominal(const sayso_word *w)
{
    return w->upos == SAYSO_NOUN || w->upos == SAYSO_PROPN || w->upos == SAYSO_PRON;
}

static inline void relate(sayso_word *w, sayso_rel rel, sayso_sub sub, const char *deprel)
{
    w->rel = (uint8_t)rel;
    w->sub = (uint8_t)sub;
    w->deprel = deprel;
}

static inline void make_subject(sayso_word *w) { relate(w, SAYSO_NSUBJ, SAYSO_SUB_NONE, "nsubj"); }
static inline void make_object(sayso_word *w) { relate(w, SAYSO_OBJ, SAYSO_SUB_NONE, "obj"); }

/* The first dependent of `head` with the relation, from word `from` on, or NONE. */
static inline uint16_t child(const clause_words *s, uint16_t head, sayso_rel rel, uint16_t from)
{
    for (uint16_t i = from; i < s->n; i++)
        if (s->w[i].head == head && s->w[i].rel == rel) return i;
    return NONE;
}

static inline bool has(const clause_words *s, uint16_t head, sayso_rel rel)
{
    return child(s, head, rel, 0) != NONE;
}

static inline uint16_t root_of(const clause_words *s)
{
    for (uint16_t i = 0; i < s->n; i++)
        if (s->w[i].head == SAYSO_ROOT) return i;
    return NONE;
}

/* ---- mend_forms.c ---- */
bool sayso_mend_is_finite(const sayso_word *w);
bool sayso_mend_has_finite(const clause_words *s);
/* The verb becomes the root; what hung on the old root stays there, but for marks and what stands
 * behind the verb with an adposition. */
void sayso_mend_verb_raise(clause_words *s, uint16_t verb, uint16_t old);
bool sayso_mend_agrees(const clause_words *s, uint16_t i, const sayso_word *verb);
/* The finite word of a verb: itself or its auxiliary, or NULL. */
const sayso_word *sayso_mend_finite_of(const clause_words *s, uint16_t verb);
/* A finite verb that may have a subject to agree with. */
bool sayso_mend_may_have_sides(const clause_words *s, uint16_t verb);

/* ---- mend_clauses.c ---- */
bool sayso_mend_name_verb_thing(clause_words *s);
bool sayso_mend_reduced(clause_words *s);
bool sayso_mend_last_participle(clause_words *s);
bool sayso_mend_last_relative(clause_words *s);
bool sayso_mend_second_conjunct(clause_words *s);
bool sayso_mend_heading(clause_words *s);
bool sayso_mend_owners(clause_words *s);
bool sayso_mend_passive_subject(clause_words *s);
bool sayso_mend_called(clause_words *s);
bool sayso_mend_active(clause_words *s);
bool sayso_mend_next_subject(clause_words *s);

/* ---- mend_sides.c ---- */
bool sayso_mend_two_sides(clause_words *s);
bool sayso_mend_far_subject(clause_words *s);
bool sayso_mend_lone_object(clause_words *s);
bool sayso_mend_lone_subject(clause_words *s);
bool sayso_mend_inverted(clause_words *s);
bool sayso_mend_second_subject(clause_words *s);
bool sayso_mend_first_side(clause_words *s);
bool sayso_mend_accusative(clause_words *s);
bool sayso_mend_unchanging(clause_words *s);

/* ---- mend_words.c ---- */
bool sayso_mend_thing(clause_words *s);
bool sayso_mend_named_thing(clause_words *s);
bool sayso_mend_infinitive(clause_words *s);
bool sayso_mend_to_come(clause_words *s);
bool sayso_mend_result(clause_words *s);
bool sayso_mend_tense(clause_words *s);
bool sayso_mend_owned(clause_words *s);
bool sayso_mend_pair(clause_words *s);
bool sayso_mend_abbreviation(clause_words *s);
bool sayso_mend_receiver(clause_words *s);

/* ---- mend_headlines.c ---- */
bool sayso_mend_headline(clause_words *s);

#endif
