/* The parser learns the order of most sentences: subject, verb, object. Where a language has cases
 * and its verbs agree, the words themselves say who does it: *Литву поддержала Польша*, *Порт
 * атаковали войска*. */
#include "syntax/agree.h"

enum { MOST_CORES = 4 };

static const uint64_t genders = SAYSO_F(GENDER_MASC) | SAYSO_F(GENDER_FEM) | SAYSO_F(GENDER_NEUT),
                      numbers = SAYSO_F(NUMBER_SING) | SAYSO_F(NUMBER_PLUR),
                      cases = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) |
                              SAYSO_F(CASE_ACC) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);

static bool has_child(const sayso_word *words, uint32_t n, uint32_t w, uint8_t rel)
{
    for (uint32_t i = 0; i < n; i++)
        if (words[i].head == w && words[i].rel == rel) return true;
    return false;
}

/* A noun or name beside the verb that no adposition, no numeral and nothing coordinated makes
 * harder to judge. */
static bool is_core(const sayso_word *words, uint32_t n, uint32_t w)
{
    const sayso_word *x = &words[w];
    return (x->rel == SAYSO_NSUBJ || x->rel == SAYSO_OBJ) && x->sub != SAYSO_SUB_PASS &&
           (x->upos == SAYSO_NOUN || x->upos == SAYSO_PROPN) && (x->feats & cases) &&
           !has_child(words, n, w, SAYSO_CASE) && !has_child(words, n, w, SAYSO_CC) &&
           !has_child(words, n, w, SAYSO_CONJ);
}

static bool finite(const sayso_word *v)
{
    return v->upos == SAYSO_VERB && (v->feats & SAYSO_F(VERBFORM_FIN)) &&
           !(v->feats & (SAYSO_F(VOICE_PASS) | SAYSO_F(PERSON_0) | SAYSO_F(PERSON_1) |
                         SAYSO_F(PERSON_2) | SAYSO_F(MOOD_IMP))) &&
           (v->feats & numbers);
}

static bool agrees(const sayso_word *v, const sayso_word *x)
{
    const uint64_t number = v->feats & numbers, gender = v->feats & genders;
    if (!(x->feats & number) && (x->feats & numbers)) return false;
    return !gender || !(x->feats & genders) || (x->feats & gender);
}

/* Has the nominative the same form? Of what is no living being it has, but for feminines in the
 * singular whose form is not their lemma's. */
static bool may_be_nominative(const sayso_word *x)
{
    if (x->feats & SAYSO_F(CASE_NOM)) return true;
    if (!(x->feats & SAYSO_F(CASE_ACC))) return false;
    return (x->feats & SAYSO_F(NUMBER_PLUR)) || sayso_str_eq(x->form, x->lemma);
}

static bool may_be_accusative(const sayso_word *x)
{
    if (x->feats & (SAYSO_F(CASE_ACC) | SAYSO_F(CASE_GEN))) return true;
    const bool feminine = (x->feats & SAYSO_F(GENDER_FEM)) && (x->feats & SAYSO_F(NUMBER_SING));
    return (x->feats & SAYSO_F(CASE_NOM)) && !feminine;
}

/* How much speaks for a being the subject and b the object. */
static int fits(const sayso_word *v, const sayso_word *a, const sayso_word *b)
{
    return 2 * agrees(v, a) + may_be_nominative(a) + may_be_accusative(b) +
           ((a->feats & SAYSO_F(CASE_NOM)) && !(b->feats & SAYSO_F(CASE_NOM)));
}

static void become(sayso_word *x, sayso_rel rel, const char *deprel)
{
    x->rel = (uint8_t)rel;
    x->sub = SAYSO_SUB_NONE;
    x->deprel = deprel;
}

static void pair_tell(const sayso_word *v, sayso_word *a, sayso_word *b)
{
    const int forward = fits(v, a, b), back = fits(v, b, a);
    /* who hangs as subject and object already stays, unless that cannot be */
    const bool told = a->rel != b->rel, subject_first = a->rel == SAYSO_NSUBJ;
    if (forward == back) return;
    sayso_word *subject = forward > back ? a : b, *object = forward > back ? b : a;
    if (told && subject_first == (subject == a)) return;
    const bool can = agrees(v, object) && !(object->feats & SAYSO_F(CASE_ACC));
    if (told && (can || (object->feats & SAYSO_F(CASE_GEN)))) return; /* *ten of them came* */
    if (!agrees(v, subject) || !may_be_nominative(subject)) return;
    become(subject, SAYSO_NSUBJ, "nsubj");
    become(object, SAYSO_OBJ, "obj");
}

/* *Mali: the army arrests …*: what stands before a colon and has another subject behind it is a
 * heading. */
static void heading_tell(sayso_word *words, uint32_t n, uint32_t v)
{
    uint32_t heading = SAYSO_ROOT;
    for (uint32_t w = 0; w + 1 < n; w++) {
        if (words[w].head != v || words[w].rel != SAYSO_NSUBJ) continue;
        if (heading != SAYSO_ROOT) {
            become(&words[heading], SAYSO_DISLOCATED, "dislocated");
            return;
        }
        if (sayso_str_eq(words[w + 1].form, sayso_str_of(":"))) heading = w;
    }
}

void sayso_agree(sayso_word *words, uint32_t n)
{
    for (uint32_t v = 0; v < n; v++) {
        if (words[v].upos != SAYSO_VERB) continue;
        heading_tell(words, n, v);
        if (!finite(&words[v])) continue;
        uint32_t core[MOST_CORES], found = 0, all = 0;
        for (uint32_t w = 0; w < n; w++) {
            if (words[w].head != v || (words[w].rel != SAYSO_NSUBJ && words[w].rel != SAYSO_OBJ))
                continue;
            all++;
            if (found < MOST_CORES && is_core(words, n, w)) core[found++] = w;
        }
        if (found == 2 && all == 2) pair_tell(&words[v], &words[core[0]], &words[core[1]]);
    }
}
