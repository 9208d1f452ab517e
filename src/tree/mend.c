/* The mends, in the order in which they run: first what makes clauses, then their sides. */
#include "tree/mend.h"
#include "lexicon/fold.h"

#define NONE UINT16_MAX

/* One sentence. */
typedef struct clause_words { sayso_word *w; uint16_t n; } clause_words;

static const uint64_t CASES = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_ACC) | SAYSO_F(CASE_GEN) |
                              SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);
static const uint64_t OBLIQUE = SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS) |
                                SAYSO_F(CASE_LOC);
static const uint64_t NUMBERS = SAYSO_F(NUMBER_SING) | SAYSO_F(NUMBER_PLUR);
static const uint64_t GENDERS = SAYSO_F(GENDER_MASC) | SAYSO_F(GENDER_FEM) |
                                SAYSO_F(GENDER_NEUT);

static bool is_nominal(const sayso_word *w)
{
    return w->upos == SAYSO_NOUN || w->upos == SAYSO_PROPN || w->upos == SAYSO_PRON;
}

static void relate(sayso_word *w, sayso_rel rel, sayso_sub sub, const char *deprel)
{
    w->rel = (uint8_t)rel;
    w->sub = (uint8_t)sub;
    w->deprel = deprel;
}

static void make_subject(sayso_word *w) { relate(w, SAYSO_NSUBJ, SAYSO_SUB_NONE, "nsubj"); }
static void make_object(sayso_word *w) { relate(w, SAYSO_OBJ, SAYSO_SUB_NONE, "obj"); }

/* The first dependent of `head` with the relation, from word `from` on, or NONE. */
static uint16_t child(const clause_words *s, uint16_t head, sayso_rel rel, uint16_t from)
{
    for (uint16_t i = from; i < s->n; i++)
        if (s->w[i].head == head && s->w[i].rel == rel) return i;
    return NONE;
}

static bool has(const clause_words *s, uint16_t head, sayso_rel rel)
{
    return child(s, head, rel, 0) != NONE;
}

static uint16_t root_of(const clause_words *s)
{
    for (uint16_t i = 0; i < s->n; i++)
        if (s->w[i].head == SAYSO_ROOT) return i;
    return NONE;
}

/* ---- a verb below its own side ---- */

static bool is_finite(const sayso_word *w)
{
    return (w->upos == SAYSO_VERB || w->upos == SAYSO_AUX) && (w->feats & SAYSO_F(VERBFORM_FIN));
}

static bool has_finite(const clause_words *s)
{
    for (uint16_t i = 0; i < s->n; i++)
        if (is_finite(&s->w[i])) return true;
    return false;
}

/* A past participle that may be a finite verb in truth. */
static bool may_be_finite(const sayso_word *w)
{
    return w->upos == SAYSO_VERB && (w->feats & SAYSO_F(TENSE_PAST)) &&
           !(w->feats & SAYSO_F(VERBFORM_GER));
}

/* The verb becomes the root; what hung on the old root stays there, but for marks and what stands
 * behind the verb with an adposition. */
static void verb_raise(clause_words *s, uint16_t verb, uint16_t old)
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

/* *Hamas fired rockets at Ashkelon*: within a noun phrase no participle stands between the noun and
 * a name or noun that makes a compound with it. */
static bool mend_name_verb_thing(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || s->w[root].upos != SAYSO_NOUN || has_finite(s)) return false;
    const uint16_t verb = child(s, root, SAYSO_AMOD, 0);
    if (verb == NONE || verb == 0 || verb > root || !may_be_finite(&s->w[verb])) return false;
    const uint16_t name = verb - 1, on = s->w[name].head;
    if ((s->w[name].upos != SAYSO_PROPN && s->w[name].upos != SAYSO_NOUN) ||
        (on != root && on != verb) ||
        (s->w[name].rel != SAYSO_COMPOUND && s->w[name].rel != SAYSO_NMOD))
        return false;
    verb_raise(s, verb, root);
    make_object(&s->w[root]);
    for (uint16_t i = 0; i < name; i++) /* what stood before it is the name's */
        if (s->w[i].head == root) s->w[i].head = name;
    s->w[name].head = verb;
    make_subject(&s->w[name]);
    return true;
}

/* *The European Union imposed sanctions on three banks*: a passive participle has no object. Only
 * behind a name: *man given life sentence* is said of a man. */
static bool mend_reduced(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || has_finite(s)) return false;
    for (uint16_t verb = root + 1; verb < s->n; verb++) {
        const sayso_word *v = &s->w[verb];
        if (v->head != root || (v->rel != SAYSO_AMOD && v->rel != SAYSO_ACL) ||
            !may_be_finite(v))
            continue;
        const bool name = s->w[root].upos == SAYSO_PROPN || s->w[root].name;
        if (!name || child(s, verb, SAYSO_OBJ, verb) == NONE) return false;
        verb_raise(s, verb, root);
        make_subject(&s->w[root]);
        return true;
    }
    return false;
}

/* *Troops backed by tanks entered the town*: the root is a participle without auxiliary, and one
 * behind it that hangs on a noun has an object: that is the sentence, the first is said of its
 * subject. */
static bool mend_last_participle(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || !may_be_finite(&s->w[root]) || has_finite(s) ||
        has(s, root, SAYSO_REL_AUX) || has(s, root, SAYSO_OBJ))
        return false;
    const uint16_t subject = child(s, root, SAYSO_NSUBJ, 0);
    if (subject == NONE || subject > root) return false;
    for (uint16_t verb = root + 1; verb < s->n; verb++) {
        if (s->w[verb].rel != SAYSO_ACL || !may_be_finite(&s->w[verb]) ||
            child(s, verb, SAYSO_OBJ, verb) == NONE)
            continue;
        for (uint16_t i = 0; i < s->n; i++)
            if (s->w[i].head == root && s->w[i].rel == SAYSO_REL_PUNCT) s->w[i].head = verb;
        s->w[root].head = subject;
        relate(&s->w[root], SAYSO_ACL, SAYSO_SUB_NONE, "acl");
        s->w[subject].head = verb;
        make_subject(&s->w[subject]);
        s->w[verb].head = SAYSO_ROOT;
        s->w[verb].feats = (s->w[verb].feats & ~(SAYSO_F(VERBFORM_PART) | SAYSO_F(VOICE_PASS))) |
                           SAYSO_F(VERBFORM_FIN);
        relate(&s->w[verb], SAYSO_REL_ROOT, SAYSO_SUB_NONE, "root");
        return true;
    }
    return false;
}

/* A relative word below the verb, or NONE. */
static uint16_t relative_of(const clause_words *s, uint16_t verb)
{
    for (uint16_t i = 0; i < s->n; i++)
        if ((s->w[i].head == verb && (s->w[i].feats & SAYSO_F(PRONTYPE_REL)))) return i;
    return NONE;
}

static bool is_predicate(const clause_words *s, uint16_t i)
{
    return is_finite(&s->w[i]) || has(s, i, SAYSO_COP) || has(s, i, SAYSO_REL_AUX);
}

/* *Село, яке обстріляли, спорожніло*; *the village which they shelled is empty*: of two relative
 * clauses on a noun that is the root the last one is the sentence, where it has no relative word,
 * or has the one that stands before the other clause's verb. */
static bool mend_last_relative(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || !is_nominal(&s->w[root]) || is_predicate(s, root)) return false;
    uint16_t first = NONE, last = NONE;
    for (uint16_t i = root + 1; i < s->n; i++)
        if (s->w[i].head == root && s->w[i].rel == SAYSO_ACL) {
            if (first == NONE) first = i;
            last = i;
        }
    if (first == last || !is_predicate(s, last) || s->w[last].sub != SAYSO_SUB_RELCL) return false;
    const uint16_t relative = relative_of(s, last);
    if (relative != NONE && relative > first) return false;
    if (relative == NONE && has(s, last, SAYSO_NSUBJ)) return false;
    if (relative != NONE) {
        s->w[relative].head = first;
        if (has(s, first, SAYSO_NSUBJ)) make_object(&s->w[relative]);
        else make_subject(&s->w[relative]);
    }
    for (uint16_t i = 0; i < s->n; i++)
        if (s->w[i].head == root && s->w[i].rel == SAYSO_REL_PUNCT) s->w[i].head = last;
    s->w[last].head = SAYSO_ROOT;
    relate(&s->w[last], SAYSO_REL_ROOT, SAYSO_SUB_NONE, "root");
    s->w[root].head = last;
    make_subject(&s->w[root]);
    return true;
}

/* ---- coordination ---- */

/* *le Kenya et la Jamaïque ont promis*: the second subject or object has the conjunction and hangs
 * on the verb like the first. */
static bool mend_second_conjunct(clause_words *s)
{
    bool mended = false;
    for (uint16_t b = 1; b < s->n; b++) {
        const sayso_word *x = &s->w[b];
        if ((x->rel != SAYSO_NSUBJ && x->rel != SAYSO_OBJ) || x->head == SAYSO_ROOT ||
            child(s, b, SAYSO_CC, 0) > b)
            continue;
        const uint16_t a = child(s, x->head, (sayso_rel)x->rel, 0);
        if (a >= b || !is_nominal(&s->w[a]) || !is_nominal(x)) continue;
        if (x->head > a && x->head < b) continue; /* on either side of the verb */
        s->w[b].head = a;
        relate(&s->w[b], SAYSO_CONJ, SAYSO_SUB_NONE, "conj");
        mended = true;
    }
    return mended;
}

/* *Mali: the army arrests …*: what stands before a colon and has another subject behind it is a
 * heading. */
static bool mend_heading(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i + 2 < s->n; i++) {
        if (s->w[i].rel != SAYSO_NSUBJ || s->w[i].head == SAYSO_ROOT ||
            s->w[s->w[i].head].upos != SAYSO_VERB ||
            !sayso_str_eq(s->w[i + 1].form, sayso_str_of(":")) ||
            child(s, s->w[i].head, SAYSO_NSUBJ, i + 1) == NONE)
            continue;
        relate(&s->w[i], SAYSO_DISLOCATED, SAYSO_SUB_NONE, "dislocated");
        mended = true;
    }
    return mended;
}

/* ---- sides by case and agreement ---- */

/* Is the numeral in the noun's case, as *one*, or both in the genitive? */
static bool is_counted(const sayso_word *numeral, const sayso_word *noun)
{
    const uint64_t both = numeral->feats & noun->feats;
    return (both & SAYSO_F(CASE_GEN)) || ((both & CASES) && (both & NUMBERS));
}

/* A quantity (*большинство депутатов*, *пять человек*): its verb agrees with this or with that.
 * *Трёх журналистов* and *одно объяснение* are none: the numeral is in the noun's case; nor is
 * *посла США*: names are not counted. */
static bool is_quantity(const clause_words *s, uint16_t i)
{
    for (uint16_t d = 0; d < s->n; d++)
        if (s->w[d].head == i &&
            ((s->w[d].rel == SAYSO_NUMMOD && !is_counted(&s->w[d], &s->w[i])) ||
             (s->w[d].rel == SAYSO_NMOD && (s->w[d].feats & SAYSO_F(CASE_GEN)) &&
              (s->w[d].feats & SAYSO_F(NUMBER_PLUR)) && s->w[d].upos != SAYSO_PROPN)))
            return true;
    return false;
}

static bool agrees(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const uint64_t f = s->w[i].feats, v = verb->feats;
    if (has(s, i, SAYSO_CONJ)) return true; /* several are one or many */
    if ((f & NUMBERS) && (v & NUMBERS) && !(f & v & NUMBERS)) return false;
    const bool one = (v & SAYSO_F(NUMBER_SING)) != 0;
    return !one || !(f & GENDERS) || !(v & GENDERS) || (f & v & GENDERS);
}

/* Do form and lemma differ in more than capitals? A singular noun that is not as its lemma is not
 * in the nominative, whatever the tagger says. */
static bool is_inflected(const sayso_word *w)
{
    return (w->feats & SAYSO_F(NUMBER_SING)) &&
           sayso_lex_fold_hash(w->form) != sayso_lex_fold_hash(w->lemma);
}

static bool can_be_subject(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const sayso_word *w = &s->w[i];
    if (!agrees(s, i, verb) || is_inflected(w)) return false;
    return !(w->feats & SAYSO_F(NUMBER_PLUR)) || !(w->feats & OBLIQUE);
}

/* The bare subjects and objects of a verb in a language that has cases: how many, the first two. */
static uint16_t sides_of(const clause_words *s, uint16_t verb, uint16_t side[2])
{
    uint16_t n = 0;
    for (uint16_t i = 0; i < s->n; i++) {
        const sayso_word *x = &s->w[i];
        if (x->head != verb || (x->rel != SAYSO_NSUBJ && x->rel != SAYSO_OBJ)) continue;
        /* *это*, *що*, *вони* tell their case too badly */
        if (x->upos == SAYSO_PRON || !is_nominal(x) || !(x->feats & CASES) || is_quantity(s, i))
            return 0;
        if (n < 2) side[n] = i;
        n++;
    }
    return n;
}

/* A finite verb that may have a subject to agree with. */
static bool may_have_sides(const clause_words *s, uint16_t verb)
{
    const sayso_word *v = &s->w[verb];
    return v->upos == SAYSO_VERB && (v->feats & SAYSO_F(VERBFORM_FIN)) && (v->feats & NUMBERS) &&
           !(v->feats & (SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2) | SAYSO_F(MOOD_IMP) |
                         SAYSO_F(VOICE_PASS) | SAYSO_F(PERSON_0))) &&
           !has(s, verb, SAYSO_CSUBJ);
}

/* One that has: impersonal ones are neuter singular. */
static bool has_sides(const clause_words *s, uint16_t verb)
{
    return may_have_sides(s, verb) && !(s->w[verb].feats & SAYSO_F(GENDER_NEUT));
}

/* Is it the nominative and nothing else? That of women's and feminine words and of living beings
 * looks like no other case. */
static bool is_plain_nominative(const sayso_word *w)
{
    return (w->feats & SAYSO_F(CASE_NOM)) && !(w->feats & SAYSO_F(NUMBER_PLUR)) &&
           !is_inflected(w) && (w->feats & (SAYSO_F(GENDER_FEM) | SAYSO_F(ANIMACY_ANIM)));
}

/* May a, before the verb, be the object and b, behind a, the subject, rather than as the parser
 * has it? */
static bool is_turned(const clause_words *s, uint16_t a, uint16_t b, const sayso_word *verb)
{
    const sayso_word *x = &s->w[a], *y = &s->w[b];
    const uint64_t acc = SAYSO_F(CASE_ACC), nom = SAYSO_F(CASE_NOM), fem = SAYSO_F(GENDER_FEM);
    if (y->rel == SAYSO_NSUBJ && x->rel == SAYSO_OBJ) return false; /* it has */
    /* *кения осудила норвегию*, the first of a gender that it has not: of names in small letters
     * the lemma is less sure than the accusative of a feminine */
    if ((y->flags & SAYSO_WORD_CASE_LOST) && (x->feats & nom) && (y->feats & acc) && (y->feats & fem))
        return false;
    /* *армии нет*: only of the living the accusative is as the genitive */
    if ((x->feats & SAYSO_F(CASE_GEN)) && !(x->feats & SAYSO_F(ANIMACY_ANIM))) return false;
    if (!can_be_subject(s, b, verb) || is_plain_nominative(x)) return false;
    if (!can_be_subject(s, a, verb)) return true;
    return x->rel == SAYSO_OBJ && (y->feats & SAYSO_F(CASE_NOM)) &&
           !(x->feats & SAYSO_F(CASE_NOM));
}

static bool mend_two_sides(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 0; verb < s->n; verb++) {
        const sayso_word *v = &s->w[verb];
        uint16_t side[2];
        if (!may_have_sides(s, verb) || sides_of(s, verb, side) != 2 || side[0] > verb) continue;
        /* a neuter verb is impersonal but for a neuter beside it */
        if ((v->feats & ~s->w[side[1]].feats & SAYSO_F(GENDER_NEUT)) ||
            !is_turned(s, side[0], side[1], v))
            continue;
        make_object(&s->w[side[0]]);
        make_subject(&s->w[side[1]]);
        mended = true;
    }
    return mended;
}

/* *Сербию упрекнула в обмане Албания*: a nominative hangs on the noun before it, whose verb has
 * an object before and no subject. */
static bool mend_far_subject(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i < s->n; i++) {
        sayso_word *x = &s->w[i];
        if (x->rel != SAYSO_NMOD || x->head >= i || !(x->feats & SAYSO_F(CASE_NOM)) ||
            x->upos == SAYSO_PRON || has(s, i, SAYSO_CASE))
            continue;
        const sayso_word *noun = &s->w[x->head];
        const uint16_t verb = noun->head;
        if (noun->rel != SAYSO_OBL || verb >= x->head || !has_sides(s, verb) ||
            has(s, verb, SAYSO_NSUBJ) || !can_be_subject(s, i, &s->w[verb]))
            continue;
        const uint16_t object = child(s, verb, SAYSO_OBJ, 0);
        if (object > verb || can_be_subject(s, object, &s->w[verb])) continue;
        x->head = verb;
        make_subject(x);
        mended = true;
    }
    return mended;
}

/* An accusative; or, whatever the tagger says of it, one living being beside a verb that says many:
 * *посла викликали*. */
static bool is_object_form(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const uint64_t f = s->w[i].feats;
    return (f & SAYSO_F(CASE_ACC)) || ((f & SAYSO_F(ANIMACY_ANIM)) && !agrees(s, i, verb));
}

/* A verb's only side: an object that is in the nominative and agrees, a subject in the accusative
 * that does not look like a lemma. */
static bool mend_lone(clause_words *s, sayso_rel rel)
{
    bool mended = false;
    for (uint16_t verb = 0; verb < s->n; verb++) {
        uint16_t side[2];
        if (!has_sides(s, verb) || sides_of(s, verb, side) != 1) continue;
        sayso_word *x = &s->w[side[0]];
        const bool can = can_be_subject(s, side[0], &s->w[verb]);
        if (x->rel != rel) continue;
        if (rel == SAYSO_OBJ && can && is_plain_nominative(x)) make_subject(x);
        else if (rel == SAYSO_NSUBJ && !can && is_inflected(x) &&
                 is_object_form(s, side[0], &s->w[verb]))
            make_object(x);
        else continue;
        mended = true;
    }
    return mended;
}

static bool mend_lone_object(clause_words *s) { return mend_lone(s, SAYSO_OBJ); }
static bool mend_lone_subject(clause_words *s) { return mend_lone(s, SAYSO_NSUBJ); }

/* The finite word of a verb: itself or its auxiliary, or NULL. */
static const sayso_word *finite_of(const clause_words *s, uint16_t verb)
{
    if (is_finite(&s->w[verb])) return &s->w[verb];
    for (uint16_t i = child(s, verb, SAYSO_REL_AUX, 0); i != NONE;
         i = child(s, verb, SAYSO_REL_AUX, i + 1))
        if (is_finite(&s->w[i])) return &s->w[i];
    return NULL;
}

/* Does the verb, or its auxiliaries, begin right behind a comma or quotation mark? */
static bool follows_mark(const clause_words *s, uint16_t verb)
{
    uint16_t first = verb;
    while (first && s->w[first - 1].head == verb && s->w[first - 1].rel == SAYSO_REL_AUX) first--;
    return first && s->w[first - 1].upos == SAYSO_PUNCT;
}

/* *« Non », a déclaré le général*: in a language without cases the object right behind a verb that
 * has no subject and closes what was said. */
static bool mend_inverted(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 1; verb < s->n; verb++) {
        const sayso_word *v = &s->w[verb], *f = finite_of(s, verb);
        if (v->upos != SAYSO_VERB || v->rel != SAYSO_PARATAXIS || !f ||
            !(f->feats & SAYSO_F(PERSON_3)) || !follows_mark(s, verb) ||
            has(s, verb, SAYSO_NSUBJ) || has(s, verb, SAYSO_CSUBJ) || has(s, verb, SAYSO_EXPL))
            continue;
        const uint16_t object = child(s, verb, SAYSO_OBJ, 0);
        if (object == NONE || object < verb || object > verb + 2 || !is_nominal(&s->w[object]) ||
            s->w[object].upos == SAYSO_PRON || (s->w[object].feats & CASES) ||
            child(s, verb, SAYSO_OBJ, object + 1) != NONE || !agrees(s, object, f))
            continue;
        make_subject(&s->w[object]);
        mended = true;
    }
    return mended;
}

/* ---- names of relations ---- */

/* *was arrested*: an auxiliary of the passive makes a passive subject. */
static bool mend_passive_subject(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i < s->n; i++) {
        if (s->w[i].rel != SAYSO_REL_AUX || s->w[i].sub != SAYSO_SUB_PASS) continue;
        const uint16_t verb = s->w[i].head, subject = child(s, verb, SAYSO_NSUBJ, 0);
        if (verb == SAYSO_ROOT || subject == NONE || s->w[subject].sub != SAYSO_SUB_NONE ||
            has(s, verb, SAYSO_OBJ))
            continue;
        relate(&s->w[subject], SAYSO_NSUBJ, SAYSO_SUB_PASS, "nsubj:pass");
        mended = true;
    }
    return mended;
}

/* *Traoré rencontre Diallo*: nobody is addressed where no comma parts him from a verb that has no
 * subject and is no command. */
static bool mend_called(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i + 1 < s->n; i++) {
        const uint16_t verb = s->w[i].head;
        if (s->w[i].rel != SAYSO_VOCATIVE || verb == SAYSO_ROOT || verb <= i ||
            !is_nominal(&s->w[i]) || s->w[i].form.at[0] == '@' || !is_finite(&s->w[verb]) ||
            has(s, verb, SAYSO_NSUBJ) ||
            (s->w[verb].feats & (SAYSO_F(MOOD_IMP) | SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2))))
            continue;
        bool parted = false;
        for (uint16_t k = i + 1; k < verb; k++) parted |= s->w[k].upos == SAYSO_PUNCT;
        if (parted || !agrees(s, i, &s->w[verb])) continue;
        make_subject(&s->w[i]);
        mended = true;
    }
    return mended;
}

/* Does the clause stand in its sentence without a word that opens it? *With hands tied*, *species
 * known to leap* do, and are no sentences. */
static bool is_reduced(const clause_words *s, uint16_t verb)
{
    const sayso_word *v = &s->w[verb];
    return v->rel == SAYSO_AMOD || (v->rel == SAYSO_ACL && v->sub != SAYSO_SUB_RELCL) ||
           (v->rel == SAYSO_ADVCL && !has(s, verb, SAYSO_MARK));
}

/* *Police arrested the accused*: a passive participle that agrees with nothing and has a subject of
 * its own, but no auxiliary, looks like the past tense and is it. */
static bool mend_active(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 1; verb < s->n; verb++) {
        sayso_word *v = &s->w[verb];
        const uint16_t subject = child(s, verb, SAYSO_NSUBJ, 0);
        if (!may_be_finite(v) || !(v->feats & SAYSO_F(VERBFORM_PART)) || subject > verb ||
            s->w[subject].sub != SAYSO_SUB_NONE || (v->feats & (CASES | NUMBERS)) ||
            is_reduced(s, verb) || has(s, verb, SAYSO_REL_AUX) || has(s, verb, SAYSO_COP))
            continue;
        v->feats = (v->feats & ~(SAYSO_F(VERBFORM_PART) | SAYSO_F(VOICE_PASS))) |
                   SAYSO_F(VERBFORM_FIN);
        mended = true;
    }
    return mended;
}

/* ---- clauses that follow each other ---- */

/* The first word of what hangs on w and stands right before it, or before other such: *the French
 * police*, with articles and adjectives. */
static uint16_t phrase_begin(const clause_words *s, uint16_t w)
{
    uint16_t first = w;
    while (first && (s->w[first - 1].head == w || s->w[first - 1].head == first) &&
           s->w[first - 1].rel != SAYSO_CC && s->w[first - 1].upos != SAYSO_PUNCT)
        first--;
    return first;
}

static bool is_above(const clause_words *s, uint16_t above, uint16_t w)
{
    for (uint16_t steps = 0; w != SAYSO_ROOT && steps < s->n; steps++, w = s->w[w].head)
        if (w == above) return true;
    return false;
}

/* The verb that begins at word `at`, with auxiliaries, negation, *les* and *se* before it, or NONE.
 */
static uint16_t verb_at(const clause_words *s, uint16_t at)
{
    if (at >= s->n) return NONE;
    uint16_t verb = at;
    for (uint16_t steps = 0; steps < 4 && s->w[verb].upos != SAYSO_VERB; steps++) {
        const uint8_t rel = s->w[verb].rel;
        const bool clitic = s->w[verb].upos == SAYSO_PRON &&
                            (rel == SAYSO_OBJ || rel == SAYSO_IOBJ || rel == SAYSO_EXPL);
        if (rel != SAYSO_REL_AUX && rel != SAYSO_ADVMOD && !clitic) return NONE;
        verb = s->w[verb].head;
        if (verb == SAYSO_ROOT || verb < at) return NONE;
    }
    return s->w[verb].upos == SAYSO_VERB && finite_of(s, verb) ? verb : NONE;
}

/* May the nominal be the subject of the verb by its form? Where nouns have no case, a past tense
 * does not tell number: *police arrested*. */
static bool fits_verb(const clause_words *s, uint16_t i, uint16_t verb)
{
    const sayso_word *x = &s->w[i], *f = finite_of(s, verb);
    if (x->feats & CASES) return (x->feats & SAYSO_F(CASE_NOM)) && agrees(s, i, f);
    return (f->feats & SAYSO_F(TENSE_PAST)) || agrees(s, i, f);
}

/* *Met in Bern and Iran freed two*: what a conjunction ties to the noun before it is followed at
 * once by a verb that is tied to that noun's, without another conjunction and without a subject. */
static bool mend_next_subject(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 2; i + 1 < s->n; i++) {
        sayso_word *x = &s->w[i];
        const uint16_t noun = x->head, begin = phrase_begin(s, i);
        if (x->rel != SAYSO_CONJ || !is_nominal(x) || noun > i || noun == SAYSO_ROOT ||
            !is_nominal(&s->w[noun]) || !begin || s->w[begin - 1].rel != SAYSO_CC)
            continue;
        uint16_t next = i + 1;
        while (next < s->n && is_above(s, i, next)) next++;
        const uint16_t verb = verb_at(s, next), cc = begin - 1;
        if (verb == NONE || s->w[verb].rel != SAYSO_CONJ || s->w[verb].head == noun ||
            has(s, verb, SAYSO_NSUBJ) || !is_above(s, s->w[verb].head, noun) ||
            (s->w[cc].head != i && s->w[cc].head != verb) || child(s, verb, SAYSO_CC, i) != NONE ||
            !fits_verb(s, i, verb))
            continue;
        x->head = verb;
        make_subject(x);
        s->w[cc].head = verb;
        mended = true;
    }
    return mended;
}

/* ---- forms that tell no case ---- */

/* *Россия обстреляла Харьков*: of two bare subjects on either side of the verb, where the first
 * agrees, the second is the object: that is the order where nothing else tells. */
static bool mend_second_subject(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 1; verb + 1 < s->n; verb++) {
        uint16_t side[2];
        if (!has_sides(s, verb) || sides_of(s, verb, side) != 2 || side[0] > verb ||
            side[1] < verb || s->w[side[0]].rel != SAYSO_NSUBJ ||
            s->w[side[1]].rel != SAYSO_NSUBJ || !can_be_subject(s, side[0], &s->w[verb]) ||
            is_plain_nominative(&s->w[side[1]]) || has(s, side[1], SAYSO_CONJ))
            continue;
        make_object(&s->w[side[1]]);
        mended = true;
    }
    return mended;
}

/* A bare name in a form that is its lemma, whatever case the tagger gives it. */
static bool is_unchanging(const clause_words *s, uint16_t i)
{
    const sayso_word *w = &s->w[i];
    return (w->upos == SAYSO_PROPN || w->name) && (w->feats & OBLIQUE) && !has(s, i, SAYSO_CASE) &&
           sayso_lex_fold_hash(w->form) == sayso_lex_fold_hash(w->lemma);
}

/* *ДНР арестовала двух журналистов*: of two objects the name before the verb that agrees with it,
 * and has one form for all cases, does it. */
static bool mend_first_side(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 1; verb + 1 < s->n; verb++) {
        uint16_t side[2];
        if (!has_sides(s, verb) || sides_of(s, verb, side) != 2 || side[0] > verb ||
            side[1] < verb || s->w[side[0]].rel != SAYSO_OBJ || s->w[side[1]].rel != SAYSO_OBJ ||
            !is_unchanging(s, side[0]) || !agrees(s, side[0], &s->w[verb]))
            continue;
        make_subject(&s->w[side[0]]);
        mended = true;
    }
    return mended;
}

/* *Баку отрицал обстрел*: an accusative behind the verb is no subject where a name before it, of whatever
 * form, agrees. */
static bool mend_accusative(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i < s->n; i++) {
        const uint16_t verb = s->w[i].head;
        if (s->w[i].rel != SAYSO_NSUBJ || verb == SAYSO_ROOT || verb > i || !has_sides(s, verb) ||
            (s->w[i].feats & CASES) != SAYSO_F(CASE_ACC))
            continue;
        const uint16_t name = child(s, verb, SAYSO_OBJ, 0);
        if (name > verb || s->w[name].upos != SAYSO_PROPN || has(s, name, SAYSO_CASE) ||
            !agrees(s, name, &s->w[verb]))
            continue;
        make_subject(&s->w[name]);
        make_object(&s->w[i]);
        mended = true;
    }
    return mended;
}

/* *Баку передаст Еревану пленных*: the verb has no subject, and the name before it has a form for
 * all cases. */
static bool mend_unchanging(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i + 1 < s->n; i++) {
        const uint16_t verb = s->w[i].head;
        if ((s->w[i].rel != SAYSO_IOBJ && s->w[i].rel != SAYSO_OBL && s->w[i].rel != SAYSO_OBJ) ||
            verb == SAYSO_ROOT || verb <= i || !has_sides(s, verb) || has(s, verb, SAYSO_NSUBJ) ||
            !is_unchanging(s, i) || !agrees(s, i, &s->w[verb]) ||
            !(has(s, verb, SAYSO_OBJ) || has(s, verb, SAYSO_OBL)))
            continue;
        make_subject(&s->w[i]);
        mended = true;
    }
    return mended;
}

/* The name below a plural noun that ends right before word i, with marks, conjunctions, articles and
 * adpositions between them alone; NONE if there is none. */
static uint16_t owner_before(const clause_words *s, uint16_t noun, uint16_t i)
{
    uint16_t owner = NONE;
    if (s->w[noun].upos != SAYSO_NOUN || !(s->w[noun].feats & SAYSO_F(NUMBER_PLUR))) return NONE;
    for (uint16_t k = noun; k < i; k++)
        if (s->w[k].head == noun && s->w[k].rel == SAYSO_NMOD && s->w[k].upos == SAYSO_PROPN)
            owner = k;
    for (uint16_t k = owner; owner != NONE && ++k < i;) {
        const uint8_t u = s->w[k].upos;
        if (u != SAYSO_PUNCT && u != SAYSO_CCONJ && u != SAYSO_DET && u != SAYSO_ADP) return NONE;
    }
    return owner;
}

/* Is the adposition of one that of the other too, or has the second none? */
static bool shares_case(const clause_words *s, uint16_t one, uint16_t other)
{
    const uint16_t a = child(s, one, SAYSO_CASE, 0), b = child(s, other, SAYSO_CASE, 0);
    return b == NONE || (a != NONE && sayso_str_eq(s->w[a].lemma, s->w[b].lemma));
}

/* *The ministers of Kenya, Uganda and Rwanda*: names coordinated with the noun, or further subjects,
 * which are coordinated with the name that it belongs to. */
static bool mend_owners(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i < s->n; i++) {
        sayso_word *w = &s->w[i];
        if (w->upos != SAYSO_PROPN || w->head == SAYSO_ROOT) continue;
        uint16_t noun = w->rel == SAYSO_CONJ && w->head < i ? (uint16_t)w->head : NONE;
        if (w->rel == SAYSO_NSUBJ && has(s, i, SAYSO_CONJ))
            noun = child(s, (uint16_t)w->head, SAYSO_NSUBJ, 0);
        const uint16_t owner = noun == NONE || noun >= i ? NONE : owner_before(s, noun, i);
        if (owner == NONE || !shares_case(s, owner, i)) continue;
        w->head = owner;
        relate(w, SAYSO_CONJ, SAYSO_SUB_NONE, "conj");
        mended = true;
    }
    return mended;
}

/* ---- words of another kind ---- */

/* *A drone attacked a bus*: what has an article and stands where nouns do is one. */
static bool mend_thing(clause_words *s)
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
static bool mend_named_thing(clause_words *s)
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
static bool mend_infinitive(clause_words *s)
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
static bool mend_to_come(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || (s->w[root].upos != SAYSO_PROPN && !s->w[root].name) || has_finite(s))
        return false;
    const uint16_t verb = child(s, root, SAYSO_ACL, root),
                   to = verb == NONE ? NONE : child(s, verb, SAYSO_MARK, 0);
    if (to == NONE || s->w[to].upos != SAYSO_PART || !(s->w[verb].feats & SAYSO_F(VERBFORM_INF)))
        return false;
    verb_raise(s, verb, root);
    make_subject(&s->w[root]);
    s->w[verb].feats = (s->w[verb].feats & ~SAYSO_F(VERBFORM_INF)) | SAYSO_F(TENSE_FUT);
    return true;
}

/* *Shot dead one man*, *set free the crew*: an attribute does not stand before article and number.
 */
static bool mend_result(clause_words *s)
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
static bool mend_tense(clause_words *s)
{
    static const uint64_t persons = SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2) | SAYSO_F(PERSON_3);
    bool mended = false;
    for (uint16_t i = 0; i < s->n; i++) {
        sayso_word *w = &s->w[i];
        if (!is_finite(w) || !(w->feats & SAYSO_F(ASPECT_PERF)) || !(w->feats & persons) ||
            !(w->feats & SAYSO_F(TENSE_PAST)) || (w->feats & GENDERS))
            continue;
        w->feats = (w->feats & ~SAYSO_F(TENSE_PAST)) | SAYSO_F(TENSE_FUT);
        mended = true;
    }
    return mended;
}

/* *Военные Пакистана*, *військові Бангладеш*: a noun, or an adjective that stands for one, in the
 * nominative plural is no attribute of one name behind it, nor of one that is inflected. */
static bool mend_owned(clause_words *s)
{
    const uint64_t plural = SAYSO_F(NUMBER_PLUR), nom = SAYSO_F(CASE_NOM);
    bool mended = false;
    for (uint16_t i = 0; i + 1 < s->n; i++) {
        sayso_word *w = &s->w[i], *owner = &s->w[i + 1];
        if (w->rel != SAYSO_AMOD || w->head != i + 1u || w->name || (w->feats & (plural | nom)) != (plural | nom) ||
            (w->upos != SAYSO_NOUN && w->upos != SAYSO_ADJ) || owner->upos != SAYSO_PROPN)
            continue;
        const bool differs = sayso_lex_fold_hash(owner->form) != sayso_lex_fold_hash(owner->lemma);
        if (w->upos != SAYSO_NOUN && (owner->feats & plural) && !differs) continue;
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
           sayso_lex_fold_hash(verb->form) != sayso_lex_fold_hash(verb->lemma);
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
    verb_raise(s, verb, a);
    return verb;
}

/* *Chad, Niger reopen a bridge*, *Bahrain, Iran to trade envoys*: two names that a comma joins are both the
 * subject; *Oslo, Norway reopens* has one. */
static bool mend_pair(clause_words *s)
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
            mend_to_come(s);
        } else {
            s->w[a].head = verb;
            make_subject(&s->w[a]);
        }
        mended = true;
    }
    return mended;
}

/* *ЗСУ знищили корабель*, *ВСУ уничтожили склад*: what is called by its capitals has no number; before a
 * verb that has an object, or a subject that does not agree with it, it is the subject. */
static bool mend_abbreviation(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i + 2 < s->n; i++) {
        sayso_word *w = &s->w[i];
        const uint16_t verb = w->head;
        if ((w->rel != SAYSO_OBJ && w->rel != SAYSO_IOBJ) || verb == SAYSO_ROOT || verb < i ||
            w->flags & SAYSO_WORD_CASE_LOST || !(w->feats & CASES) || !sayso_lex_all_capitals(w->form) ||
            !may_have_sides(s, verb) || has(s, i, SAYSO_CASE))
            continue;
        const uint16_t subject = child(s, verb, SAYSO_NSUBJ, 0), object = child(s, verb, SAYSO_OBJ, i + 1);
        if (subject == NONE ? object == NONE : agrees(s, subject, &s->w[verb])) continue;
        if (subject != NONE) make_object(&s->w[subject]);
        if (w->upos == SAYSO_PRON) w->upos = SAYSO_PROPN;
        make_subject(w);
        mended = true;
    }
    return mended;
}

static bool (*const mends[SAYSO_N_MENDS])(clause_words *) = {
    [SAYSO_MEND_NAME_VERB_THING] = mend_name_verb_thing,
    [SAYSO_MEND_REDUCED] = mend_reduced,
    [SAYSO_MEND_LAST_PARTICIPLE] = mend_last_participle,
    [SAYSO_MEND_LAST_RELATIVE] = mend_last_relative,
    [SAYSO_MEND_SECOND_CONJUNCT] = mend_second_conjunct,
    [SAYSO_MEND_HEADING] = mend_heading,
    [SAYSO_MEND_TWO_SIDES] = mend_two_sides,
    [SAYSO_MEND_FAR_SUBJECT] = mend_far_subject,
    [SAYSO_MEND_LONE_OBJECT] = mend_lone_object,
    [SAYSO_MEND_LONE_SUBJECT] = mend_lone_subject,
    [SAYSO_MEND_PASSIVE_SUBJECT] = mend_passive_subject,
    [SAYSO_MEND_INVERTED] = mend_inverted,
    [SAYSO_MEND_CALLED] = mend_called,
    [SAYSO_MEND_ACTIVE] = mend_active,
    [SAYSO_MEND_NEXT_SUBJECT] = mend_next_subject,
    [SAYSO_MEND_SECOND_SUBJECT] = mend_second_subject,
    [SAYSO_MEND_FIRST_SIDE] = mend_first_side,
    [SAYSO_MEND_UNCHANGING] = mend_unchanging,
    [SAYSO_MEND_THING] = mend_thing,
    [SAYSO_MEND_INFINITIVE] = mend_infinitive,
    [SAYSO_MEND_TO_COME] = mend_to_come,
    [SAYSO_MEND_RESULT] = mend_result,
    [SAYSO_MEND_TENSE] = mend_tense,
    [SAYSO_MEND_NAMED_THING] = mend_named_thing,
    [SAYSO_MEND_OWNERS] = mend_owners,
    [SAYSO_MEND_OWNED] = mend_owned,
    [SAYSO_MEND_PAIR] = mend_pair,
    [SAYSO_MEND_ABBREVIATION] = mend_abbreviation,
    [SAYSO_MEND_ACCUSATIVE] = mend_accusative,
};

void sayso_mend_text(sayso_text *text)
{
    for (uint32_t i = 0; i < text->n_sents; i++) {
        sayso_sent *sent = &text->sents[i];
        if (sent->language == SAYSO_NO_LANGUAGE) continue;
        clause_words s = { text->words + sent->first_word, (uint16_t)sent->n_words };
        for (unsigned m = 1; m < SAYSO_N_MENDS; m++)
            if (mends[m](&s)) sent->mended |= 1u << m;
    }
}
