/* A mend of headlines: a verb that was taken for a noun between its two sides. What a word may be is known
 * from the lists of event words and chances. */
#include "tree/mend_inside.h"

enum { MOST_SUBJECT = 6, NEAR = 3 };

/* Do the lists know the word as one of the class that makes events? */
static bool is_known(const clause_words *s, uint16_t i, sayso_upos upos)
{
    uint32_t n = 0;
    uint8_t chances[SAYSO_N_TYPES];
    sayso_lexicon_word_events(s->lexicon, s->language, &s->w[i], upos, &n);
    return n || sayso_lexicon_chances(s->lexicon, s->language, &s->w[i], 1, upos, chances);
}

/* *Fire gas*, *arrest leader*: do the lists know such a deed of the verb and what it is done to? */
static bool is_known_pair(const clause_words *s, uint16_t verb, uint16_t object)
{
    const sayso_word pair[2] = { s->w[verb], s->w[object] };
    uint8_t chances[SAYSO_N_TYPES] = { 0 };
    uint32_t sum = 0;
    if (sayso_lexicon_chances(s->lexicon, s->language, pair, 2, SAYSO_VERB, chances) != 2) return false;
    for (unsigned t = 0; t < SAYSO_N_TYPES; t++) sum += chances[t];
    return sum > 0;
}

static bool is_in_phrase(const sayso_word *w)
{
    if (w->feats & SAYSO_F(PRONTYPE_REL)) return false;
    return is_nominal(w) || w->upos == SAYSO_ADJ || w->upos == SAYSO_NUM || w->upos == SAYSO_DET ||
           w->upos == SAYSO_SYM || (w->upos == SAYSO_PART && w->rel == SAYSO_CASE) ||
           (w->upos == SAYSO_VERB && w->rel == SAYSO_AMOD);
}

/* The last word of the noun phrase that begins behind word i, and its head; NONE where there is none. */
static uint16_t phrase_behind(const clause_words *s, uint16_t i, uint16_t *head)
{
    uint16_t last = NONE;
    *head = NONE;
    for (uint16_t k = i + 1; k < s->n && is_in_phrase(&s->w[k]); k++) {
        last = k;
        if (is_nominal(&s->w[k]) && s->w[k].rel != SAYSO_OBL) *head = k;
    }
    return *head == NONE ? NONE : last;
}

/* Does something between i and the head of the phrase behind it say that a phrase begins there: number,
 * article, adjective, possessor? */
static bool begins_phrase(const clause_words *s, uint16_t i, uint16_t head)
{
    const sayso_word *next = &s->w[i + 1];
    if (next->upos == SAYSO_NUM || next->upos == SAYSO_DET || (next->feats & SAYSO_F(POSS_YES))) return true;
    if ((next->upos == SAYSO_ADJ || next->rel == SAYSO_AMOD) && next->head > i + 1u && next->head <= head) return true;
    for (uint16_t k = i + 1; k < head && k <= i + NEAR; k++)
        if (s->w[k].upos == SAYSO_PART && s->w[k].rel == SAYSO_CASE) return true;
    return false;
}

/* Has the parser itself parted the word from the phrase behind it? */
static bool is_parted(const clause_words *s, uint16_t i, uint16_t last)
{
    for (uint16_t k = i + 1; k <= last; k++)
        if (s->w[k].head == i && (s->w[k].rel == SAYSO_OBJ || s->w[k].rel == SAYSO_APPOS)) return true;
    return s->w[i].rel == SAYSO_NSUBJ && s->w[i].head > i && s->w[i].head <= last;
}

/* *Burma | frees | 2,000 prisoners*, *gunmen | abduct | German engineer*: may word i be the verb of the headline?
 * A form that is the lemma goes with several, another with one; a body may be several, *police fire
 * gas*. */
static bool may_be_verb(const clause_words *s, uint16_t i, uint16_t *last, uint16_t *object)
{
    const sayso_word *w = &s->w[i], *before = &s->w[i - 1];
    const bool other = !sayso_lexicon_is_lemma(w), several = (before->feats & SAYSO_F(NUMBER_PLUR)) != 0,
               compound = w->upos == SAYSO_VERB && w->rel == SAYSO_COMPOUND; /* which verbs are not */
    if ((w->upos != SAYSO_NOUN && w->upos != SAYSO_VERB && w->upos != SAYSO_ADJ) || ((w->feats | before->feats) & CASES) ||
        (w->feats & (SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_GER) | SAYSO_F(VERBFORM_INF))) ||
        (w->upos == SAYSO_ADJ && has(s, i, SAYSO_NSUBJ)) ||
        (other && several && !compound) || (!is_nominal(before) && before->upos != SAYSO_ADJ) ||
        !is_known(s, i, SAYSO_VERB))
        return false;
    *last = phrase_behind(s, i, object);
    if (*last == NONE) return false;
    if (!other && !several && !compound)
        return w->rel == SAYSO_COMPOUND && before->upos == SAYSO_NOUN &&
               is_known_pair(s, i, *object);
    return compound || w->upos == SAYSO_ADJ || begins_phrase(s, i, *object) || is_parted(s, i, *last) ||
           is_known_pair(s, i, *object) || !is_known(s, i, SAYSO_NOUN);
}

/* The upper word of those from a to b, to which all are tied whose head is outside. */
static uint16_t tie(clause_words *s, uint16_t a, uint16_t b, uint16_t top)
{
    for (uint16_t steps = 0; steps < s->n && s->w[top].head >= a && s->w[top].head <= b; steps++)
        top = (uint16_t)s->w[top].head;
    for (uint16_t k = a; k <= b; k++)
        if (k != top && (s->w[k].head < a || s->w[k].head > b)) {
            s->w[k].head = top;
            if (s->w[k].rel == SAYSO_REL_ROOT || s->w[k].rel == SAYSO_NSUBJ || s->w[k].rel == SAYSO_APPOS ||
                s->w[k].rel == SAYSO_OBJ)
                relate(&s->w[k], SAYSO_COMPOUND, SAYSO_SUB_NONE, "compound");
        }
    return top;
}

/* Word i becomes the verb of what stands from `begin` on; `root` is the root so far. */
static void verb_make(clause_words *s, uint16_t begin, uint16_t i, uint16_t last, uint16_t object, uint16_t root)
{
    const uint16_t subject = tie(s, begin, i - 1, i - 1);
    object = tie(s, i + 1, last, object);
    for (uint16_t k = 0; k < begin; k++) /* a heading */
        if (s->w[k].head != SAYSO_ROOT && s->w[k].head >= begin) s->w[k].head = i;
    for (uint16_t k = last + 1; k < s->n; k++) {
        if (s->w[k].head >= i && s->w[k].head != SAYSO_ROOT) continue;
        if (s->w[k].head < begin) continue;
        s->w[k].head = i;
    }
    for (uint16_t k = last + 1; k < s->n; k++)
        if (s->w[k].head == i && s->w[k].rel == SAYSO_NMOD)
            relate(&s->w[k], SAYSO_OBL, SAYSO_SUB_NONE, "obl");
    s->w[i].upos = SAYSO_VERB;
    s->w[i].feats = SAYSO_F(VERBFORM_FIN) | SAYSO_F(TENSE_PRES);
    if (root < begin) {
        s->w[i].head = root;
        relate(&s->w[i], SAYSO_PARATAXIS, SAYSO_SUB_NONE, "parataxis");
    } else {
        s->w[i].head = SAYSO_ROOT;
        relate(&s->w[i], SAYSO_REL_ROOT, SAYSO_SUB_NONE, "root");
    }
    s->w[subject].head = i;
    make_subject(&s->w[subject]);
    s->w[object].head = i;
    make_object(&s->w[object]);
}

/* Where the words begin of which the headline tells: behind the colon of a heading, else at once. */
static uint16_t headline_begin(const clause_words *s)
{
    for (uint16_t i = 1; i < s->n && i < NEAR; i++)
        if (sayso_str_eq(s->w[i].form, SAYSO_STR(":"))) return i + 1;
    return 0;
}

/* *Denmark cuts aid to Uganda*: what looks like the verb is what is cut, a deed that the lists know. */
static void thing_make(clause_words *s, uint16_t root)
{
    sayso_word *w = &s->w[root];
    if (root < 2 || w->upos != SAYSO_VERB || !sayso_lexicon_is_lemma(w) || s->w[root - 1].head != root ||
        s->w[root - 1].rel != SAYSO_NSUBJ || sayso_lexicon_is_lemma(&s->w[root - 1]) ||
        (s->w[root - 2].feats & SAYSO_F(NUMBER_PLUR)) || s->w[root - 2].head != root - 1u ||
        !is_known_pair(s, root - 1, root))
        return;
    const uint16_t head = child(s, root, SAYSO_OBJ, root);
    w->upos = SAYSO_NOUN;
    w->feats = SAYSO_F(NUMBER_SING);
    if (head != root + 1u) return;
    for (uint16_t i = 0; i < s->n; i++) /* *aid flights* */
        if (s->w[i].head == root) s->w[i].head = head;
    s->w[head].head = SAYSO_ROOT;
    relate(&s->w[head], SAYSO_REL_ROOT, SAYSO_SUB_NONE, "root");
    w->head = head;
    relate(w, SAYSO_COMPOUND, SAYSO_SUB_NONE, "compound");
}

bool sayso_mend_headline(clause_words *s)
{
    const uint16_t begin = headline_begin(s);
    uint16_t root = root_of(s);
    if (!s->lexicon || root == NONE) return false;
    thing_make(s, root);
    root = root_of(s);
    if (s->n < 3 || sayso_mend_is_finite(&s->w[root]) || has(s, root, SAYSO_COP) ||
        has(s, root, SAYSO_REL_AUX))
        return false;
    for (uint16_t i = begin + 1; i + 1 < s->n && i < begin + MOST_SUBJECT && is_in_phrase(&s->w[i - 1]); i++) {
        uint16_t last, object;
        if (!may_be_verb(s, i, &last, &object) || root > last) continue;
        if (i + 2 < s->n && s->w[i + 1].upos != SAYSO_NOUN && may_be_verb(s, i + 1, &last, &object))
            i++; /* *rebels free soldiers* */
        last = phrase_behind(s, i, &object);
        verb_make(s, begin, i, last, object, root);
        return true;
    }
    return false;
}
