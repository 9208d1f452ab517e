/* Mends of words: of another class, of names that stand side by side. */
#include "tree/mend_inside.h"
#include "lexicon/fold.h"

/* ---- words of another kind ---- */

/* *A drone attacked a bus*: what has an article and stands where nouns do is one. */
bool sayso_mend_thing(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i < s->n; i++) {
        sayso_word *w = &s->w[i];
        const uint16_t article = child(s, i, SAYSO_REL_DET, 0);
        if (w->upos != SAYSO_VERB ||
            (w->rel != SAYSO_NSUBJ && w->rel != SAYSO_OBJ && w->rel != SAYSO_OBL) || article > i ||
            !(s->w[article].feats & SAYSO_F(PRONTYPE_ART)) || has(s, i, SAYSO_NSUBJ) ||
            has(s, i, SAYSO_OBJ) || has(s, i, SAYSO_REL_AUX))
            continue;
        w->upos = SAYSO_NOUN;
        w->feats &= NUMBERS | GENDERS;
        mended = true;
    }
    return mended;
}

/* *Rejected a United States demand to leave*: what has the article of one is no plural, which would
 * be the subject of the next word, but that word, which is no verb then. */
bool sayso_mend_named_thing(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i < s->n; i++) {
        sayso_word *w = &s->w[i], *of = &s->w[i - 1];
        const uint16_t article = child(s, (uint16_t)(i - 1), SAYSO_REL_DET, 0),
                       to = child(s, i, SAYSO_XCOMP, 0);
        if (w->upos != SAYSO_VERB || w->rel != SAYSO_CCOMP || w->head > i ||
            has(s, w->head, SAYSO_OBJ) || of->head != i || of->rel != SAYSO_NSUBJ ||
            !(of->feats & SAYSO_F(NUMBER_PLUR)) || article > i ||
            !(s->w[article].feats & SAYSO_F(DEFINITE_IND)) ||
            (s->w[article].feats & SAYSO_F(NUMBER_PLUR)))
            continue;
        w->upos = SAYSO_NOUN;
        w->feats = SAYSO_F(NUMBER_SING);
        make_object(w);
        relate(of, SAYSO_COMPOUND, SAYSO_SUB_NONE, "compound");
        s->w[article].head = i;
        if (to != NONE) relate(&s->w[to], SAYSO_ACL, SAYSO_SUB_NONE, "acl");
        mended = true;
    }
    return mended;
}

/* *Iran to free two prisoners*: an adjective that a particle marks and that has an object. */
bool sayso_mend_infinitive(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i < s->n; i++) {
        sayso_word *w = &s->w[i];
        const uint16_t to = child(s, i, SAYSO_MARK, 0);
        if (w->upos != SAYSO_ADJ || w->rel != SAYSO_AMOD || w->head > i || to + 1 != i ||
            s->w[to].upos != SAYSO_PART || child(s, i, SAYSO_OBJ, i) == NONE)
            continue;
        w->upos = SAYSO_VERB;
        w->feats |= SAYSO_F(VERBFORM_INF);
        relate(w, SAYSO_ACL, SAYSO_SUB_NONE, "acl");
        mended = true;
    }
    return mended;
}

/* *EU to send troops to Chad*: a sentence that is a noun with an infinitive marked by a particle is
 * a headline, and looks ahead. Only of a name: *a right to vote* is a right. */
bool sayso_mend_to_come(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || (s->w[root].upos != SAYSO_PROPN && !s->w[root].name) || sayso_mend_has_finite(s))
        return false;
    const uint16_t verb = child(s, root, SAYSO_ACL, root),
                   to = verb == NONE ? NONE : child(s, verb, SAYSO_MARK, 0);
    if (to == NONE || s->w[to].upos != SAYSO_PART || !(s->w[verb].feats & SAYSO_F(VERBFORM_INF)))
        return false;
    sayso_mend_verb_raise(s, verb, root);
    make_subject(&s->w[root]);
    s->w[verb].feats = (s->w[verb].feats & ~SAYSO_F(VERBFORM_INF)) | SAYSO_F(TENSE_FUT);
    return true;
}

/* *Shot dead one man*, *set free the crew*: an attribute does not stand before article and number.
 */
bool sayso_mend_result(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i + 2 < s->n; i++) {
        sayso_word *w = &s->w[i];
        const uint16_t noun = w->head;
        if (w->upos != SAYSO_ADJ || w->rel != SAYSO_AMOD || noun == SAYSO_ROOT || noun <= i ||
            s->w[noun].rel != SAYSO_OBJ || s->w[noun].head + 1u != i ||
            !(s->w[i - 1].feats & SAYSO_F(TENSE_PAST)))
            continue;
        const sayso_word *next = &s->w[i + 1];
        if (next->head != noun || (next->rel != SAYSO_REL_DET && next->rel != SAYSO_NUMMOD))
            continue;
        w->head = s->w[noun].head;
        relate(w, SAYSO_XCOMP, SAYSO_SUB_NONE, "xcomp");
        mended = true;
    }
    return mended;
}

/* *Вышлет*: a perfective verb with an ending of person and none of gender is in the future. */
bool sayso_mend_tense(clause_words *s)
{
    static const uint64_t persons = SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2) | SAYSO_F(PERSON_3);
    bool mended = false;
    for (uint16_t i = 0; i < s->n; i++) {
        sayso_word *w = &s->w[i];
        if (!sayso_mend_is_finite(w) || !(w->feats & SAYSO_F(ASPECT_PERF)) || !(w->feats & persons) ||
            !(w->feats & SAYSO_F(TENSE_PAST)) || (w->feats & GENDERS))
            continue;
        w->feats = (w->feats & ~SAYSO_F(TENSE_PAST)) | SAYSO_F(TENSE_FUT);
        mended = true;
    }
    return mended;
}

/* *Военные Пакистана*, *військові Бангладеш*: a noun, or an adjective that stands for one, in the
 * nominative plural is no attribute of one name behind it, nor of one that is inflected. */
bool sayso_mend_owned(clause_words *s)
{
    const uint64_t plural = SAYSO_F(NUMBER_PLUR), nom = SAYSO_F(CASE_NOM);
    bool mended = false;
    for (uint16_t i = 0; i + 1 < s->n; i++) {
        sayso_word *w = &s->w[i], *owner = &s->w[i + 1];
        if (w->rel != SAYSO_AMOD || w->head != i + 1u || w->name || (w->feats & (plural | nom)) != (plural | nom) ||
            (w->upos != SAYSO_NOUN && w->upos != SAYSO_ADJ) || owner->upos != SAYSO_PROPN)
            continue;
        if (w->upos != SAYSO_NOUN && (owner->feats & plural) && sayso_lexicon_is_lemma(owner))
            continue;
        for (uint16_t k = 0; k < i; k++)
            if (s->w[k].head == i + 1u) s->w[k].head = i;
        w->head = owner->head;
        w->upos = SAYSO_NOUN;
        relate(w, (sayso_rel)owner->rel, (sayso_sub)owner->sub, owner->deprel);
        owner->head = i;
        owner->feats = (owner->feats & ~(CASES | plural)) | SAYSO_F(CASE_GEN);
        relate(owner, SAYSO_NMOD, SAYSO_SUB_NONE, "nmod");
        mended = true;
    }
    return mended;
}

static bool is_of_name(const sayso_word *w) { return w->name || w->upos == SAYSO_PROPN; }

/* The head of the name that w is a word of. */
static uint16_t name_head(const clause_words *s, uint16_t w)
{
    for (uint16_t i = 0; i < s->n && (s->w[w].rel == SAYSO_FLAT || s->w[w].rel == SAYSO_COMPOUND); i++) {
        const uint16_t head = s->w[w].head;
        if (head == SAYSO_ROOT || !is_of_name(&s->w[head])) break;
        w = head;
    }
    return w;
}

/* Of *agree* the tagger says so, but the form is the lemma's. */
static bool is_singular(const sayso_word *verb)
{
    return (verb->feats & SAYSO_F(NUMBER_SING)) &&
           !sayso_lexicon_is_lemma(verb);
}

/* The verb of two names around a comma, the first of which begins the sentence but where both are its
 * subjects; NONE. */
static uint16_t pair_verb(clause_words *s, uint16_t a, uint16_t b, bool begins)
{
    const sayso_word *x = &s->w[a], *y = &s->w[b];
    const uint16_t to = y->head == a && y->rel == SAYSO_APPOS ? child(s, b, SAYSO_ACL, b) : NONE;
    if (to != NONE && begins && x->rel == SAYSO_REL_ROOT && has(s, to, SAYSO_MARK)) {
        s->w[to].head = a;
        return to;
    }
    if (y->rel != SAYSO_NSUBJ || y->head == SAYSO_ROOT) return NONE;
    const uint16_t verb = y->head;
    if (is_singular(&s->w[verb])) return NONE;
    if (x->rel == SAYSO_NSUBJ && x->head == verb) return verb;
    if (!begins) return NONE;
    if (x->rel == SAYSO_VOCATIVE && x->head == verb) return verb;
    if (x->rel != SAYSO_REL_ROOT || s->w[verb].head != a || s->w[verb].rel != SAYSO_PARATAXIS) return NONE;
    for (uint16_t i = verb + 1; i < s->n; i++)
        if (s->w[i].head == a) s->w[i].head = verb;
    const uint16_t thing = child(s, verb, SAYSO_APPOS, verb);
    if (thing != NONE && !has(s, verb, SAYSO_OBJ)) make_object(&s->w[thing]);
    sayso_mend_verb_raise(s, verb, a);
    return verb;
}

/* *Chad, Niger reopen a bridge*, *Bahrain, Iran to trade envoys*: two names that a comma joins are both the
 * subject; *Oslo, Norway reopens* has one. */
bool sayso_mend_pair(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i + 2 < s->n; i++) {
        if (!sayso_str_eq(s->w[i].form, SAYSO_STR(",")) || !is_of_name(&s->w[i - 1]) || !is_of_name(&s->w[i + 1]))
            continue;
        const uint16_t a = name_head(s, i - 1), b = name_head(s, i + 1);
        bool begins = a < i && b > i && s->w[a].upos == SAYSO_PROPN && s->w[b].upos == SAYSO_PROPN;
        if (!begins) continue;
        for (uint16_t k = 0; k < i; k++) begins &= is_of_name(&s->w[k]);
        const uint16_t verb = pair_verb(s, a, b, begins);
        if (verb == NONE) continue;
        s->w[b].head = a;
        relate(&s->w[b], SAYSO_CONJ, SAYSO_SUB_NONE, "conj");
        if (s->w[verb].rel == SAYSO_ACL) {
            sayso_mend_to_come(s);
        } else {
            s->w[a].head = verb;
            make_subject(&s->w[a]);
        }
        mended = true;
    }
    return mended;
}

/* *Will send Kenya two ships*, *gave Peru its support*: a name does not stand before number, article or owner as
 * part of the thing, but right behind the verb as whom it is given to. */
bool sayso_mend_receiver(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i + 2 < s->n; i++) {
        sayso_word *w = &s->w[i];
        const sayso_word *next = &s->w[i + 1];
        const uint16_t thing = next->head, verb = thing == SAYSO_ROOT ? NONE : s->w[thing].head;
        const bool counts = next->rel == SAYSO_REL_DET || next->rel == SAYSO_NUMMOD || next->feats & SAYSO_F(POSS_YES),
                   compound = w->rel == SAYSO_COMPOUND && counts, loose = w->rel == SAYSO_OBL && w->head == i + 1u;
        if (w->upos != SAYSO_PROPN || (!compound && !loose) || (w->head != i + 1u && w->head != thing) ||
            thing == SAYSO_ROOT || thing <= i + 1u || s->w[thing].rel != SAYSO_OBJ || verb >= i ||
            s->w[verb].upos != SAYSO_VERB || has(s, verb, SAYSO_IOBJ) || has(s, i, SAYSO_CASE))
            continue;
        bool close = true; /* nothing but the name stands between the verb and it */
        for (uint16_t k = verb + 1; k < i; k++) close &= s->w[k].head == i || s->w[k].head == w->head;
        if (!close) continue;
        for (uint16_t k = verb + 1; k < i; k++) s->w[k].head = i;
        w->head = verb;
        relate(w, SAYSO_IOBJ, SAYSO_SUB_NONE, "iobj");
        mended = true;
    }
    return mended;
}

/* *ЗСУ знищили корабель*, *ВСУ уничтожили склад*: what is called by its capitals has no number; before a
 * verb that has an object, or a subject that does not agree with it, it is the subject. */
bool sayso_mend_abbreviation(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i + 2 < s->n; i++) {
        sayso_word *w = &s->w[i];
        const uint16_t verb = w->head;
        if ((w->rel != SAYSO_OBJ && w->rel != SAYSO_IOBJ) || verb == SAYSO_ROOT || verb < i ||
            w->flags & SAYSO_WORD_CASE_LOST || !(w->feats & CASES) || !sayso_lex_all_capitals(w->form) ||
            !sayso_mend_may_have_sides(s, verb) || has(s, i, SAYSO_CASE))
            continue;
        const uint16_t subject = child(s, verb, SAYSO_NSUBJ, 0), object = child(s, verb, SAYSO_OBJ, i + 1);
        if (subject == NONE ? object == NONE : sayso_mend_agrees(s, subject, &s->w[verb])) continue;
        if (subject != NONE) make_object(&s->w[subject]);
        if (w->upos == SAYSO_PRON) w->upos = SAYSO_PROPN;
        make_subject(w);
        mended = true;
    }
    return mended;
}
