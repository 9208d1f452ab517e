/* What mends ask of words: finite forms, agreement; and how a verb becomes the root. */
#include "tree/mend_inside.h"
#include <string.h>

bool sayso_mend_is_finite(const sayso_word *w)
{
    return (w->upos == SAYSO_VERB || w->upos == SAYSO_AUX) && (w->feats & SAYSO_F(VERBFORM_FIN));
}

bool sayso_mend_has_finite(const clause_words *s)
{
    for (uint16_t i = 0; i < s->n; i++)
        if (sayso_mend_is_finite(&s->w[i])) return true;
    return false;
}

/* The verb becomes the root; what hung on the old root stays there, but for marks and what stands
 * behind the verb with an adposition. */
void sayso_mend_verb_raise(clause_words *s, uint16_t verb, uint16_t old)
{
    for (uint16_t i = 0; i < s->n; i++) {
        const uint8_t rel = s->w[i].rel;
        if (s->w[i].head == old && i != verb &&
            (rel == SAYSO_REL_PUNCT || rel == SAYSO_PARATAXIS || rel == SAYSO_ADVMOD ||
             rel == SAYSO_ADVCL))
            s->w[i].head = verb;
    }
    s->w[verb].head = SAYSO_ROOT;
    s->w[verb].feats = (s->w[verb].feats & ~SAYSO_F(VERBFORM_PART)) | SAYSO_F(VERBFORM_FIN);
    s->w[verb].feats &= ~SAYSO_F(VOICE_PASS);
    relate(&s->w[verb], SAYSO_REL_ROOT, SAYSO_SUB_NONE, "root");
    s->w[old].head = verb;
}

/* The numbers that a word may agree in: *США*, *переговори*, of which there is no singular,
 * in the plural. */
static uint64_t numbers_of(const sayso_word *w)
{
    const bool plural = w->morph && strstr(w->morph, "Number=Ptan");
    return (w->feats & NUMBERS) | (plural ? SAYSO_F(NUMBER_PLUR) : 0);
}

bool sayso_mend_agrees(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const uint64_t f = s->w[i].feats, v = verb->feats, number = numbers_of(&s->w[i]);
    if (has(s, i, SAYSO_CONJ)) return true; /* several are one or many */
    if (number && (v & NUMBERS) && !(number & v)) return false;
    const bool one = (v & SAYSO_F(NUMBER_SING)) != 0;
    return !one || !(f & GENDERS) || !(v & GENDERS) || (f & v & GENDERS);
}

/* The finite word of a verb: itself or its auxiliary, or NULL. */
const sayso_word *sayso_mend_finite_of(const clause_words *s, uint16_t verb)
{
    if (sayso_mend_is_finite(&s->w[verb])) return &s->w[verb];
    for (uint16_t i = child(s, verb, SAYSO_REL_AUX, 0); i != NONE;
         i = child(s, verb, SAYSO_REL_AUX, i + 1))
        if (sayso_mend_is_finite(&s->w[i])) return &s->w[i];
    return NULL;
}

/* A finite verb that may have a subject to agree with. */
bool sayso_mend_may_have_sides(const clause_words *s, uint16_t verb)
{
    const sayso_word *v = &s->w[verb];
    return v->upos == SAYSO_VERB && (v->feats & SAYSO_F(VERBFORM_FIN)) && (v->feats & NUMBERS) &&
           !(v->feats & (SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2) | SAYSO_F(MOOD_IMP) |
                         SAYSO_F(VOICE_PASS) | SAYSO_F(PERSON_0))) &&
           !has(s, verb, SAYSO_CSUBJ);
}
