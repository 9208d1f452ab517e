/* Mends of sides: subject and object by case, agreement and order. */
#include "tree/mend_inside.h"
#include "lexicon/fold.h"
#include <string.h>

/* ---- sides by case and agreement ---- */

/* Is the numeral in the noun's case, as *one*, or both in the genitive? */
static bool is_counted(const sayso_word *numeral, const sayso_word *noun)
{
    const uint64_t both = numeral->feats & noun->feats;
    return (both & SAYSO_F(CASE_GEN)) || ((both & CASES) && (both & NUMBERS));
}

/* A quantity (*большинство депутатов*, *пять человек*): its verb agrees with this or with that.
 * *Трёх журналистов* and *одно объяснение* are none: the numeral is in the noun's case; nor is
 * *посла США*: names are not counted; nor *министерство дел* where the verb is as it is itself;
 * nor *убийство рыбаков осудила*, as neither of them is. */
static bool is_quantity(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const uint64_t neuter = s->w[i].feats & SAYSO_F(GENDER_NEUT);
    const bool agrees = (verb->feats & (SAYSO_F(GENDER_MASC) | SAYSO_F(GENDER_FEM) | neuter)) != 0;
    for (uint16_t d = 0; d < s->n; d++)
        if (s->w[d].head == i &&
            ((s->w[d].rel == SAYSO_NUMMOD && !is_counted(&s->w[d], &s->w[i])) ||
             (s->w[d].rel == SAYSO_NMOD && !agrees && (s->w[d].feats & SAYSO_F(CASE_GEN)) &&
              (s->w[d].feats & SAYSO_F(NUMBER_PLUR)) && s->w[d].upos != SAYSO_PROPN)))
            return true;
    return false;
}

/* Do form and lemma differ in more than capitals? A singular noun that is not as its lemma is not
 * in the nominative, whatever the tagger says. */
static bool is_inflected(const sayso_word *w)
{
    return (w->feats & SAYSO_F(NUMBER_SING)) &&
           !sayso_lexicon_is_lemma(w);
}

static bool can_be_subject(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const sayso_word *w = &s->w[i];
    if (!sayso_mend_agrees(s, i, verb) || is_inflected(w)) return false;
    return !(w->feats & SAYSO_F(NUMBER_PLUR)) || !(w->feats & OBLIQUE);
}

/* *Випустили його військові*: a pronoun of the third person as object right before a noun that
 * is one too, whose owner it is. */
static bool is_owner(const clause_words *s, uint16_t i)
{
    const sayso_word *x = &s->w[i], *noun = x + 1;
    return i + 1 < s->n && x->upos == SAYSO_PRON && x->rel == SAYSO_OBJ &&
           (x->feats & SAYSO_F(PERSON_3)) &&
           noun->head == x->head && x->head < i && noun->rel == SAYSO_OBJ &&
           noun->upos == SAYSO_NOUN;
}

/* The bare subjects and objects of a verb in a language that has cases: how many, the first two. */
static uint16_t sides_of(const clause_words *s, uint16_t verb, uint16_t side[2])
{
    uint16_t n = 0;
    for (uint16_t i = 0; i < s->n; i++) {
        const sayso_word *x = &s->w[i];
        if (x->head != verb || (x->rel != SAYSO_NSUBJ && x->rel != SAYSO_OBJ) ||
            is_owner(s, i))
            continue;
        /* *это*, *що*, *вони* tell their case too badly */
        if (x->upos == SAYSO_PRON || !is_nominal(x) || !(x->feats & CASES) ||
            is_quantity(s, i, &s->w[verb]))
            return 0;
        if (n < 2) side[n] = i;
        n++;
    }
    return n;
}

/* One that has: impersonal ones are neuter singular. */
static bool has_sides(const clause_words *s, uint16_t verb)
{
    return sayso_mend_may_have_sides(s, verb) && !(s->w[verb].feats & SAYSO_F(GENDER_NEUT));
}

/* Is it the nominative and nothing else? That of women's and feminine words and of living beings
 * looks like no other case. */
static bool is_plain_nominative(const sayso_word *w)
{
    return (w->feats & SAYSO_F(CASE_NOM)) && !(w->feats & SAYSO_F(NUMBER_PLUR)) &&
           !is_inflected(w) && (w->feats & (SAYSO_F(GENDER_FEM) | SAYSO_F(ANIMACY_ANIM)));
}

/* Living beings, several, in the nominative: which is no other case of theirs. So are those
 * whom the lists know as
 * a person, and in this very form as a group, whatever case the tagger gives them. */
static bool is_living_plural(const clause_words *s, const sayso_word *w)
{
    enum { MOST = 8 };
    sayso_name_match match[MOST];
    if (!(w->feats & SAYSO_F(NUMBER_PLUR)) || w->upos != SAYSO_NOUN) return false;
    if ((w->feats & SAYSO_F(CASE_NOM)) && (w->feats & SAYSO_F(ANIMACY_ANIM))) return true;
    const uint32_t n = s->lexicon
               ? sayso_lexicon_match(s->lexicon, s->language, w, 1, match, MOST) : 0;
    bool group = false, person = false;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_entity *e = sayso_lexicon_entity(s->lexicon, match[i].entity);
        if (e->kind != SAYSO_ENT_ROLE) continue;
        person |= !strcmp(e->detail, "person");
        group |= !strcmp(e->detail, "group") && !strcmp(match[i].rule, "exact");
    }
    return group && person;
}

/* *Ракети випустили військові*: of two in the plural, whose forms tell nothing, the living did
 * it. */
static bool is_living_behind(const clause_words *s, uint16_t a, uint16_t b, const sayso_word *verb)
{
    const sayso_word *x = &s->w[a];
    return (verb->feats & SAYSO_F(NUMBER_PLUR)) && (x->feats & SAYSO_F(NUMBER_PLUR)) &&
           !(x->feats & SAYSO_F(ANIMACY_ANIM)) && x->upos == SAYSO_NOUN &&
           !is_living_plural(s, x) &&
           is_living_plural(s, &s->w[b]);
}

/* May a, before the verb, be the object and b, behind a, the subject, rather than as the parser
 * has it? */
static bool is_turned(const clause_words *s, uint16_t a, uint16_t b, const sayso_word *verb)
{
    const sayso_word *x = &s->w[a], *y = &s->w[b];
    const uint64_t acc = SAYSO_F(CASE_ACC), nom = SAYSO_F(CASE_NOM), fem = SAYSO_F(GENDER_FEM);
    if (y->rel == SAYSO_NSUBJ && x->rel == SAYSO_OBJ) return false; /* it has */
    if (is_living_behind(s, a, b, verb)) return true;
    /* *кения осудила норвегию*, the first of a gender that it has not: of names in small letters
     * the lemma is less sure than the accusative of a feminine */
    if ((y->flags & SAYSO_WORD_CASE_LOST) && (x->feats & nom) && (y->feats & acc) && (y->feats & fem))
        return false;
    /* *армии нет*: only of the living the accusative is as the genitive */
    if ((x->feats & SAYSO_F(CASE_GEN)) && !(x->feats & SAYSO_F(ANIMACY_ANIM))) return false;
    if (!can_be_subject(s, b, verb)) return false;
    /* *прем'єра розкритикувала опозиція*: the first in a false nominative that does not agree */
    if (is_plain_nominative(x) && (sayso_mend_agrees(s, a, verb) ||
        !is_plain_nominative(y)))
        return false;
    if (!can_be_subject(s, a, verb)) return true;
    return x->rel == SAYSO_OBJ && (y->feats & SAYSO_F(CASE_NOM)) &&
           !(x->feats & SAYSO_F(CASE_NOM));
}

bool sayso_mend_two_sides(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 0; verb < s->n; verb++) {
        const sayso_word *v = &s->w[verb];
        uint16_t side[2];
        if (!sayso_mend_may_have_sides(s, verb) || sides_of(s, verb, side) != 2 || side[0] > verb) continue;
        /* a neuter verb is impersonal but for a neuter beside it */
        if ((v->feats & ~s->w[side[1]].feats & SAYSO_F(GENDER_NEUT)) ||
            !is_turned(s, side[0], side[1], v))
            continue;
        if (is_owner(s, (uint16_t)(side[1] - 1))) { /* the second is no first word */
            s->w[side[1] - 1].head = side[1];
            relate(&s->w[side[1] - 1], SAYSO_REL_DET, SAYSO_SUB_NONE, "det");
        }
        make_object(&s->w[side[0]]);
        make_subject(&s->w[side[1]]);
        mended = true;
    }
    return mended;
}

/* A name as its lemma may be the nominative, whatever case the tagger gives it for what it
 * hangs on. */
static bool may_be_nominative(const sayso_word *w)
{
    return (w->feats & SAYSO_F(CASE_NOM)) ||
           (w->upos == SAYSO_PROPN && (w->feats & SAYSO_F(NUMBER_SING)) && !is_inflected(w));
}

/* The verb before a noun with an adposition, which hangs on it or on an infinitive that it
 * governs. */
static uint16_t verb_over(const clause_words *s, const sayso_word *noun)
{
    const uint16_t verb = noun->rel == SAYSO_OBL ? noun->head : NONE;
    return verb != NONE && verb != SAYSO_ROOT &&
           s->w[verb].rel == SAYSO_XCOMP ? s->w[verb].head : verb;
}

/* Is the word the name of a state, or of its capital? */
static bool is_state(const clause_words *s, const sayso_word *w)
{
    sayso_name_match match;
    if (!s->lexicon || !sayso_lexicon_match(s->lexicon, s->language, w, 1, &match, 1)) return false;
    const sayso_entity_kind kind = sayso_lexicon_entity(s->lexicon, match.entity)->kind;
    return kind == SAYSO_ENT_COUNTRY || kind == SAYSO_ENT_CAPITAL;
}

/* *Предложение о перемирии Киев отверг*: the verb right behind the name of a state that is no part
 * of the phrase before it, in whose case it is not; NONE. */
static uint16_t verb_behind(const clause_words *s, uint16_t i)
{
    const uint16_t verb = i + 1, noun = s->w[i].head;
    if (s->w[noun].feats & SAYSO_F(CASE_NOM) || !is_state(s, &s->w[i])) return NONE;
    uint16_t top = noun;
    while (top < i && (s->w[top].rel == SAYSO_NMOD || s->w[top].rel == SAYSO_OBL ||
                       s->w[top].rel == SAYSO_FLAT || s->w[top].rel == SAYSO_APPOS ||
                       s->w[top].rel == SAYSO_OBJ || s->w[top].rel == SAYSO_IOBJ))
        top = s->w[top].head;
    return verb < s->n && top == verb ? verb : NONE;
}

/* *Сербию упрекнула в обмане Албания*: a nominative hangs on the noun before it, whose verb has
 * no subject, and where it stands before the name an object before it. */
bool sayso_mend_far_subject(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 1; i < s->n; i++) {
        sayso_word *x = &s->w[i];
        if ((x->rel != SAYSO_NMOD && x->rel != SAYSO_FLAT && x->rel != SAYSO_APPOS) ||
            x->head >= i || !may_be_nominative(x) || x->upos == SAYSO_PRON || has(s, i, SAYSO_CASE))
            continue;
        const sayso_word *noun = &s->w[x->head];
        const uint16_t behind = verb_behind(s, i);
        const uint16_t verb = behind == NONE ? verb_over(s, noun) : behind;
        if (verb == NONE || !has_sides(s, verb) || has(s, verb, SAYSO_NSUBJ) ||
            !can_be_subject(s, i, &s->w[verb]))
            continue;
        const uint16_t object = child(s, verb, SAYSO_OBJ, 0);
        if (behind == NONE &&
            (x->rel == SAYSO_APPOS || noun->upos != SAYSO_NOUN || verb >= x->head ||
             object > verb || can_be_subject(s, object, &s->w[verb])))
            continue;
        x->head = verb;
        make_subject(x);
        mended = true;
    }
    return mended;
}

/* *Літак збили*: one thing beside a verb that says many, in a form that may be an accusative; a
 * living being that is no woman in the nominative is one, too, of which the tagger is mistaken. */
static bool is_thing_of_many(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const sayso_word *x = &s->w[i];
    return x->upos == SAYSO_NOUN && (x->feats & SAYSO_F(NUMBER_SING)) &&
           !(x->feats & SAYSO_F(GENDER_FEM)) && !sayso_lex_all_capitals(x->form) &&
           (verb->feats & SAYSO_F(NUMBER_PLUR)) && !sayso_mend_agrees(s, i, verb);
}

/* Can it be nothing but an object? An accusative; or, whatever the tagger says of it, one living
 * being (*посла викликали*) or thing beside a verb that says many. */
static bool is_object_form(const clause_words *s, uint16_t i, const sayso_word *verb)
{
    const uint64_t f = s->w[i].feats;
    if (!is_inflected(&s->w[i])) return is_thing_of_many(s, i, verb);
    return (f & SAYSO_F(CASE_ACC)) ||
           ((f & SAYSO_F(ANIMACY_ANIM)) && !sayso_mend_agrees(s, i, verb));
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
        else if (rel == SAYSO_NSUBJ && !can && is_object_form(s, side[0], &s->w[verb]))
            make_object(x);
        else continue;
        mended = true;
    }
    return mended;
}

bool sayso_mend_lone_object(clause_words *s) { return mend_lone(s, SAYSO_OBJ); }
bool sayso_mend_lone_subject(clause_words *s) { return mend_lone(s, SAYSO_NSUBJ); }

/* Does the verb, or its auxiliaries, begin right behind a comma or quotation mark? */
static bool follows_mark(const clause_words *s, uint16_t verb)
{
    uint16_t first = verb;
    while (first && s->w[first - 1].head == verb && s->w[first - 1].rel == SAYSO_REL_AUX) first--;
    return first && s->w[first - 1].upos == SAYSO_PUNCT;
}

/* Is the verb put into what is said: *sinon, a menacé le porte-parole, le pont sera fermé*? Its
 * tree may make either the other's head. */
static bool is_put_in(const clause_words *s, uint16_t verb)
{
    const uint16_t said = child(s, verb, SAYSO_PARATAXIS, verb);
    if (s->w[verb].rel == SAYSO_PARATAXIS) return true;
    return s->w[verb].rel == SAYSO_REL_ROOT && said != NONE && sayso_mend_finite_of(s, said) &&
           has(s, said, SAYSO_NSUBJ);
}

/* Does an auxiliary of the passive, or a reflexive, stand with the verb? */
static bool is_undergone(const clause_words *s, uint16_t verb)
{
    if (s->w[verb].feats & SAYSO_F(VOICE_PASS)) return true;
    for (uint16_t i = 0; i < s->n; i++)
        if (s->w[i].head == verb &&
            ((s->w[i].feats & SAYSO_F(REFLEX_YES)) ||
             (s->w[i].rel == SAYSO_REL_AUX && s->w[i].sub == SAYSO_SUB_PASS)))
            return true;
    return false;
}

/* *Il estime que*, taken for an empty subject as *il faut que* has: what the lists know as a verb
 * of saying, in the active, is somebody's word. */
static bool empty_subject(clause_words *s, uint16_t verb)
{
    const uint16_t x = child(s, verb, SAYSO_EXPL, 0);
    uint32_t n = 0;
    if (!s->lexicon || x == NONE || x > verb || s->w[x].upos != SAYSO_PRON ||
        has(s, verb, SAYSO_NSUBJ) || has(s, verb, SAYSO_CSUBJ) || is_undergone(s, verb) ||
        !sayso_lexicon_word_cues(s->lexicon, s->language, &s->w[verb], SAYSO_VERB, &n) || !n)
        return false;
    make_subject(&s->w[x]);
    return true;
}

/* *« Non », a déclaré le général*: in a language without cases the object right behind a verb that
 * has no subject and closes what was said, or is put into it. */
bool sayso_mend_inverted(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 1; verb < s->n; verb++)
        if (s->w[verb].upos == SAYSO_VERB) mended |= empty_subject(s, verb);
    for (uint16_t verb = 1; verb < s->n; verb++) {
        const sayso_word *v = &s->w[verb], *f = sayso_mend_finite_of(s, verb);
        if (v->upos != SAYSO_VERB || !is_put_in(s, verb) || !f ||
            !(f->feats & SAYSO_F(PERSON_3)) || !follows_mark(s, verb) ||
            has(s, verb, SAYSO_NSUBJ) || has(s, verb, SAYSO_CSUBJ) || has(s, verb, SAYSO_EXPL))
            continue;
        const uint16_t object = child(s, verb, SAYSO_OBJ, 0);
        if (object == NONE || object < verb || object > verb + 2 || !is_nominal(&s->w[object]) ||
            s->w[object].upos == SAYSO_PRON || (s->w[object].feats & CASES) ||
            child(s, verb, SAYSO_OBJ, object + 1) != NONE || !sayso_mend_agrees(s, object, f))
            continue;
        make_subject(&s->w[object]);
        mended = true;
    }
    return mended;
}

/* ---- forms that tell no case ---- */

/* *Россия обстреляла Харьков*: of two bare subjects on either side of the verb, where the first
 * agrees, the second is the object: that is the order where nothing else tells. */
bool sayso_mend_second_subject(clause_words *s)
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
           sayso_lexicon_is_lemma(w);
}

/* The capital of a country in a form that is its lemma and tells no case. */
static bool is_unclear_capital(const clause_words *s, const sayso_word *w)
{
    sayso_name_match match;
    if (!s->lexicon || w->upos != SAYSO_PROPN || !(w->feats & SAYSO_F(NUMBER_SING)) ||
        (w->feats & SAYSO_F(GENDER_FEM)) || is_inflected(w))
        return false;
    return sayso_lexicon_match(s->lexicon, s->language, w, 1, &match, 1) &&
           sayso_lexicon_entity(s->lexicon, match.entity)->kind == SAYSO_ENT_CAPITAL;
}

/* *Баку обвинил Ереван*: both are capitals of which no form tells the side, whatever animacy
 * the tagger gives them. */
static bool is_order_all(const clause_words *s, const uint16_t side[2])
{
    const sayso_word *x = &s->w[side[0]], *y = &s->w[side[1]];
    return y->rel == SAYSO_NSUBJ && is_unclear_capital(s, x) && is_unclear_capital(s, y) &&
           !has(s, side[1], SAYSO_CONJ);
}

/* *ДНР арестовала двух журналистов*: of two objects the name before the verb that agrees with it,
 * and has one form for all cases, does it; so does the first of two capitals that tell no case. */
bool sayso_mend_first_side(clause_words *s)
{
    bool mended = false;
    for (uint16_t verb = 1; verb + 1 < s->n; verb++) {
        uint16_t side[2];
        if (!has_sides(s, verb) || sides_of(s, verb, side) != 2 || side[0] > verb ||
            side[1] < verb || s->w[side[0]].rel != SAYSO_OBJ ||
            !(is_order_all(s, side) ||
              (s->w[side[1]].rel == SAYSO_OBJ && is_unchanging(s, side[0]))) ||
            !sayso_mend_agrees(s, side[0], &s->w[verb]))
            continue;
        make_subject(&s->w[side[0]]);
        make_object(&s->w[side[1]]);
        mended = true;
    }
    return mended;
}

/* *Баку отрицал обстрел*: an accusative behind the verb is no subject where a name before it, of whatever
 * form, agrees. */
bool sayso_mend_accusative(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i < s->n; i++) {
        const uint16_t verb = s->w[i].head;
        if (s->w[i].rel != SAYSO_NSUBJ || verb == SAYSO_ROOT || verb > i || !has_sides(s, verb) ||
            (s->w[i].feats & CASES) != SAYSO_F(CASE_ACC))
            continue;
        const uint16_t name = child(s, verb, SAYSO_OBJ, 0);
        if (name > verb || s->w[name].upos != SAYSO_PROPN || has(s, name, SAYSO_CASE) ||
            !sayso_mend_agrees(s, name, &s->w[verb]) ||
            (has(s, name, SAYSO_CONJ) && is_inflected(&s->w[name]))) /* several agree with any */
            continue;
        make_subject(&s->w[name]);
        make_object(&s->w[i]);
        mended = true;
    }
    return mended;
}

/* *Баку передаст Еревану пленных*: the verb has no subject, and the name before it has a form for
 * all cases. */
bool sayso_mend_unchanging(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i + 1 < s->n; i++) {
        const uint16_t verb = s->w[i].head;
        if ((s->w[i].rel != SAYSO_IOBJ && s->w[i].rel != SAYSO_OBL && s->w[i].rel != SAYSO_OBJ) ||
            verb == SAYSO_ROOT || verb <= i || !has_sides(s, verb) || has(s, verb, SAYSO_NSUBJ) ||
            !is_unchanging(s, i) || !sayso_mend_agrees(s, i, &s->w[verb]) ||
            !(has(s, verb, SAYSO_OBJ) || has(s, verb, SAYSO_OBL)))
            continue;
        make_subject(&s->w[i]);
        mended = true;
    }
    return mended;
}
