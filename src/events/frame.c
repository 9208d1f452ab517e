/* The verb around an event or cue word: its voice, its subject, the word that carries it. By
 * relations and features of Universal Dependencies alone, and by the classes of words.tsv; where
 * treebanks or parsers differ, the comment says how. */
#include "events/inside.h"

enum { MOST_CLIMB = 6 };

/* ---- voice and subject ---- */

bool sayso_is_verbal(const sayso_ctx *c, uint32_t w)
{
    const uint8_t u = word_at(c, w)->upos;
    return u == SAYSO_VERB || u == SAYSO_AUX ||
           (word_at(c, w)->feats & (SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_CONV)));
}


/* States and people that *se* stands for act themselves: *les ministres se sont entretenus*. */
static bool political_subject(const sayso_ctx *c, uint32_t verb)
{
    const uint32_t s = sayso_own_subject(c, verb);
    return s != SAYSO_NO_WORD && c->mention_of[s] >= 0 && c->mentions[c->mention_of[s]].political;
}

/* *a rejeté la proposition*, *France accused Turkey*, the verb mistaken for a passive
 * participle: it has an object, and a subject that is not called passive or an auxiliary of
 * tense alone. */
static bool active_after_all(const sayso_ctx *c, uint32_t w)
{
    bool tense = false, object = false, subject = false;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (x->sub == SAYSO_SUB_PASS) return false;
        tense |= x->rel == SAYSO_REL_AUX && (x->feats & SAYSO_F(VERBFORM_FIN));
        object |= x->rel == SAYSO_OBJ;
        subject |= x->rel == SAYSO_NSUBJ;
    }
    return object && (tense || subject);
}

static bool is_reflexive(const sayso_ctx *c, uint32_t w)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if ((word_at(c, d)->rel == SAYSO_EXPL || word_at(c, d)->rel == SAYSO_OBJ) &&
            (word_at(c, d)->feats & SAYSO_F(REFLEX_YES)))
            return true;
    return false;
}

uint32_t sayso_gets_done(const sayso_ctx *c, uint32_t verb)
{
    const uint32_t head = c->tree.parent[verb];
    if (word_at(c, verb)->rel == SAYSO_XCOMP && head != SAYSO_NO_WORD && is_reflexive(c, head) &&
        sayso_in_class(c, head, SAYSO_CLASS_GETS_DONE, NULL))
        return head;
    for (uint32_t d = c->tree.first_child[verb]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (word_at(c, d)->rel == SAYSO_REL_AUX && sayso_in_class(c, d, SAYSO_CLASS_GETS_DONE, NULL) &&
            is_reflexive(c, verb))
            return verb;
    return SAYSO_NO_WORD;
}

static bool is_passive(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *v = word_at(c, w);
    bool auxiliary = false;
    if (sayso_gets_done(c, w) != SAYSO_NO_WORD) return true;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        /* *se sont mis d'accord*: a reflexive verb is active, though its auxiliary is that of
         * the passive */
        if (x->rel == SAYSO_EXPL && (x->sub != SAYSO_SUB_PASS || political_subject(c, w)) &&
            (x->feats & SAYSO_F(REFLEX_YES)))
            return false;
    }
    /* a conjunct that shares its head's auxiliary, or has none to share: *welcomed the truce and
     * promised food* */
    if (v->rel == SAYSO_CONJ && sayso_is_verbal(c, c->tree.parent[w]) &&
        sayso_tree_child(c, w, SAYSO_REL_AUX, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
        sayso_own_subject(c, w) == SAYSO_NO_WORD) {
        const uint32_t head = c->tree.parent[w];
        const bool borne = (word_at(c, head)->feats & SAYSO_F(VERBFORM_FIN)) ||
                           sayso_tree_child(c, head, SAYSO_REL_AUX, SAYSO_NO_WORD) != SAYSO_NO_WORD;
        if (word_at(c, head)->rel != SAYSO_CONJ && borne) return is_passive(c, head);
    }
    /* a passive participle is one, whatever its subject's relation is called; not where
     * auxiliary and object say otherwise */
    if ((v->feats & SAYSO_F(VOICE_PASS)) && (v->feats & SAYSO_F(VERBFORM_PART)))
        return !active_after_all(c, w);
    /* impersonal, its doer in a case: *викрадено повстанцями* */
    if ((v->feats & SAYSO_F(PERSON_0)) && v->upos == SAYSO_VERB) return true;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (x->sub == SAYSO_SUB_PASS &&
            (x->rel == SAYSO_NSUBJ || x->rel == SAYSO_CSUBJ || x->rel == SAYSO_REL_AUX))
            return true;
        if (x->rel == SAYSO_NSUBJ || x->rel == SAYSO_OBJ) return false;
        auxiliary |= x->rel == SAYSO_REL_AUX;
    }
    if (v->feats & SAYSO_F(VOICE_PASS)) return true;
    /* a bare past participle that modifies a noun: *the treaty signed in Minsk* */
    return v->rel == SAYSO_ACL && v->sub != SAYSO_SUB_RELCL && !auxiliary &&
           (v->feats & SAYSO_F(VERBFORM_PART)) && (v->feats & SAYSO_F(TENSE_PAST)) &&
           !(v->feats & SAYSO_F(VOICE_ACT));
}

/* Is it a relative pronoun, or one of which the treebank does not say its kind, that leads a
 * relative clause? */
static bool maybe_relative(const sayso_ctx *c, uint32_t w)
{
    static const uint64_t told = SAYSO_F(PRONTYPE_PRS) | SAYSO_F(PRONTYPE_DEM) |
                                 SAYSO_F(PRONTYPE_IND) | SAYSO_F(PRONTYPE_NEG) |
                                 SAYSO_F(PRONTYPE_TOT) | SAYSO_F(PRONTYPE_RCP) |
                                 SAYSO_F(PRONTYPE_EMP) | SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2) |
                                 SAYSO_F(PERSON_3) | SAYSO_F(REFLEX_YES);
    const sayso_word *x = word_at(c, w);
    if (x->feats & (SAYSO_F(PRONTYPE_REL) | SAYSO_F(PRONTYPE_INT))) return x->upos != SAYSO_NOUN;
    const uint32_t v = c->tree.parent[w];
    if (x->upos != SAYSO_PRON || (x->feats & told) || v == SAYSO_NO_WORD || v < w ||
        word_at(c, v)->sub != SAYSO_SUB_RELCL)
        return false;
    for (uint32_t d = c->tree.first_child[v]; d != w; d = c->tree.next_sibling[d])
        if (word_at(c, d)->upos != SAYSO_PUNCT) return false;
    return true;
}

/* The noun that a relative pronoun stands for: the one its clause modifies. */
uint32_t sayso_antecedent(const sayso_ctx *c, uint32_t w)
{
    if (!maybe_relative(c, w)) return w;
    uint32_t v = w;
    for (int i = 0; i < MOST_CLIMB && v != SAYSO_NO_WORD; i++, v = c->tree.parent[v])
        if (word_at(c, v)->rel == SAYSO_ACL)
            return c->tree.parent[v] != SAYSO_NO_WORD ? c->tree.parent[v] : w;
    return w;
}

uint32_t sayso_own_subject(const sayso_ctx *c, uint32_t verb)
{
    const uint32_t s = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
    return s == SAYSO_NO_WORD ? s : sayso_antecedent(c, s);
}

uint32_t sayso_possessor(const sayso_ctx *c, uint32_t noun)
{
    for (uint32_t d = c->tree.first_child[noun]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (x->sub == SAYSO_SUB_POSS ||
            ((x->upos == SAYSO_DET || x->upos == SAYSO_PRON) && (x->feats & SAYSO_F(POSS_YES))))
            return d;
    }
    return SAYSO_NO_WORD;
}

/* *Японія повідомила, що припинила допомогу*: where a language leaves subjects out, the finite
 * verb of what is said has that of the verb of saying, if its endings fit. */
static bool may_be_subject(const sayso_ctx *c, uint32_t subject, const sayso_word *v)
{
    if (subject == SAYSO_NO_WORD ||
        (v->feats & (SAYSO_F(PERSON_0) | SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2))))
        return false;
    const uint64_t s = word_at(c, subject)->feats;
    const bool several = (s & SAYSO_F(NUMBER_PLUR)) ||
                         sayso_tree_child(c, subject, SAYSO_CONJ, SAYSO_NO_WORD) != SAYSO_NO_WORD;
    if ((v->feats & SAYSO_F(NUMBER_PLUR)) && !several) return false;
    if ((v->feats & SAYSO_F(NUMBER_SING)) && several) return false;
    /* *сказав, що відбулося …*: no subject at all */
    return !(v->feats & SAYSO_F(GENDER_NEUT)) || (s & SAYSO_F(GENDER_NEUT));
}

bool sayso_object_does(const sayso_ctx *c, uint32_t verb)
{
    const char *value = NULL;
    const uint32_t mark = sayso_child_in_class(c, verb, SAYSO_CLASS_OBJECT_DOES, &value);
    if (mark == SAYSO_NO_WORD) return false;
    return !value || sayso_tree_child(c, verb, SAYSO_REL_AUX, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

/* *Criticised Iran for attacking Israel* */
uint32_t sayso_object_doer(const sayso_ctx *c, uint32_t verb)
{
    const sayso_word *v = word_at(c, verb);
    const uint32_t head = c->tree.parent[verb];
    if (head == SAYSO_NO_WORD || v->rel != SAYSO_ADVCL || (v->feats & SAYSO_F(VERBFORM_FIN)) ||
        !sayso_object_does(c, verb))
        return SAYSO_NO_WORD;
    const uint32_t o = sayso_tree_child(c, head, SAYSO_OBJ, SAYSO_NO_WORD);
    return o != SAYSO_NO_WORD && o < verb && c->mention_of[o] >= 0 ? sayso_antecedent(c, o)
                                                                   : SAYSO_NO_WORD;
}

/* Who controls a verb without a subject of its own, by the relation that ties it to its head. */
static uint32_t controller(const sayso_ctx *c, uint32_t verb, int depth)
{
    const sayso_word *v = word_at(c, verb);
    const uint32_t head = c->tree.parent[verb];
    if (head == SAYSO_NO_WORD || depth >= MOST_CLIMB) return SAYSO_NO_WORD;
    if (v->rel == SAYSO_ACL) {
        /* *the soldiers fighting there* */
        if (v->feats & (SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_GER))) return head;
        if (v->sub == SAYSO_SUB_RELCL)
            return sayso_tree_child(c, verb, SAYSO_OBJ, SAYSO_NO_WORD) != SAYSO_NO_WORD
                       ? head
                       : SAYSO_NO_WORD;
        /* *their promise to leave* */
        const uint32_t p = sayso_possessor(c, head);
        if (p != SAYSO_NO_WORD) return p;
        /* *рішення Мінська відвести війська* */
        for (uint32_t d = c->tree.first_child[head]; d != SAYSO_NO_WORD && d < verb;
             d = c->tree.next_sibling[d])
            if (word_at(c, d)->rel == SAYSO_NMOD && (word_at(c, d)->feats & SAYSO_F(CASE_GEN)) &&
                c->mention_of[d] >= 0 &&
                sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
                return d;
        const uint32_t carrier = c->tree.parent[head];
        return carrier != SAYSO_NO_WORD && word_at(c, head)->rel == SAYSO_OBJ
                   ? sayso_grammatical_subject(c, carrier)
                   : SAYSO_NO_WORD;
    }
    if (v->rel == SAYSO_XCOMP || v->rel == SAYSO_CCOMP) {
        /* the object controls: *urged Russia to leave*, *просив Росію вивести* */
        if (!(v->feats & SAYSO_F(VERBFORM_FIN))) {
            uint32_t o = sayso_tree_child(c, head, SAYSO_OBJ, SAYSO_NO_WORD);
            if (o == SAYSO_NO_WORD) o = sayso_tree_child(c, head, SAYSO_IOBJ, SAYSO_NO_WORD);
            /* *имеет намерение вывести* */
            const bool thing = o != SAYSO_NO_WORD && sayso_in_class(c, o, SAYSO_CLASS_INTEND, NULL);
            if (o != SAYSO_NO_WORD && !thing && !(word_at(c, o)->feats & SAYSO_F(REFLEX_YES)))
                return sayso_antecedent(c, o);
        }
        const uint32_t s = sayso_grammatical_subject(c, head);
        return v->rel == SAYSO_CCOMP && (v->feats & SAYSO_F(VERBFORM_FIN)) &&
                       !may_be_subject(c, s, v)
                   ? SAYSO_NO_WORD
                   : s;
    }
    const uint32_t o = sayso_object_doer(c, verb);
    if (o != SAYSO_NO_WORD) return o;
    if (v->rel == SAYSO_CONJ || (v->rel == SAYSO_ADVCL && !(v->feats & SAYSO_F(VERBFORM_FIN))) ||
        v->rel == SAYSO_REL_AUX)
        return sayso_is_verbal(c, head) ? sayso_grammatical_subject(c, head) : SAYSO_NO_WORD;
    return SAYSO_NO_WORD;
}

/* *Міністерство звітувало, у Києві спростували*: of verbs that follow each other one in another number has
 * not the other's subject, unless *and* stands right between them: taggers guess the number of
 * *recalled*. */
static bool may_share(const sayso_ctx *c, uint32_t subject, uint32_t verb)
{
    const sayso_word *v = word_at(c, verb);
    if (verb > subject + 1 && word_at(c, verb - 1)->rel == SAYSO_CC &&
        c->tree.parent[verb - 1] == verb)
        return true;
    const uint64_t several = SAYSO_F(NUMBER_PLUR), one = SAYSO_F(NUMBER_SING);
    const uint64_t s = word_at(c, subject)->feats;
    if (!(v->feats & SAYSO_F(VERBFORM_FIN)) || !(v->feats & several) || !(s & one)) return true;
    return sayso_tree_child(c, subject, SAYSO_CONJ, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

/* *Is under sanctions and was condemned*: a verb, or what has a copula, shares its subject. */
static bool is_predicate(const sayso_ctx *c, uint32_t w)
{
    return sayso_is_verbal(c, w) ||
           sayso_tree_child(c, w, SAYSO_COP, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

uint32_t sayso_grammatical_subject(const sayso_ctx *c, uint32_t verb)
{
    /* climbs one controller at a time; the loop bound stops at hostile depth */
    uint32_t v = verb;
    for (int depth = 0; depth < MOST_CLIMB; depth++) {
        const uint32_t s = sayso_own_subject(c, v);
        if (s != SAYSO_NO_WORD) return v == verb || may_share(c, s, verb) ? s : SAYSO_NO_WORD;
        const uint8_t rel = word_at(c, v)->rel;
        const uint32_t head = c->tree.parent[v];
        if ((rel == SAYSO_CONJ || rel == SAYSO_REL_AUX) && head != SAYSO_NO_WORD &&
            is_predicate(c, head)) {
            if (word_at(c, v)->feats & (SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2)))
                return SAYSO_NO_WORD;
            v = head;
            continue;
        }
        return controller(c, v, depth);
    }
    return SAYSO_NO_WORD;
}

/* ---- the frame ---- */

sayso_frame sayso_frame_of(const sayso_ctx *c, uint32_t word)
{
    sayso_frame f = { .word = word, .verb = word, .nominal = !sayso_is_verbal(c, word) };
    if (f.nominal) {
        uint32_t carrier = c->tree.parent[word], at = word;
        /* *held talks and consultations*: a conjunct shares its carrier */
        if (carrier != SAYSO_NO_WORD && word_at(c, at)->rel == SAYSO_CONJ &&
            !sayso_is_verbal(c, carrier)) {
            at = carrier;
            carrier = c->tree.parent[at];
        }
        /* *ont entamé jeudi des négociations*: parsers hang the object on the day before it */
        if (carrier != SAYSO_NO_WORD && word_at(c, at)->rel == SAYSO_NMOD &&
            c->date_of[carrier] >= 0 && carrier < at && c->tree.parent[carrier] != SAYSO_NO_WORD) {
            at = carrier;
            carrier = c->tree.parent[at];
        }
        const uint8_t rel = word_at(c, at)->rel;
        const bool tied = rel == SAYSO_OBJ || rel == SAYSO_OBL || rel == SAYSO_IOBJ ||
                          rel == SAYSO_XCOMP || rel == SAYSO_CCOMP ||
                          (rel == SAYSO_NSUBJ && carrier != SAYSO_NO_WORD &&
                           is_passive(c, carrier));
        if (tied && carrier != SAYSO_NO_WORD && sayso_is_verbal(c, carrier) &&
            sayso_in_class(c, carrier, SAYSO_CLASS_LIGHT, NULL)) {
            f.verb = carrier;
            f.light = true;
        }
    }
    f.passive = (f.light || !f.nominal) && is_passive(c, f.verb);
    return f;
}
