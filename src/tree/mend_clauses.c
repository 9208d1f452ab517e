/* Mends of clauses: what is their verb, what is coordinated, whose subject follows. */
#include "tree/mend_inside.h"

/* ---- a verb below its own side ---- */

/* A past participle that may be a finite verb in truth. */
static bool may_be_finite(const sayso_word *w)
{
    return w->upos == SAYSO_VERB && (w->feats & SAYSO_F(TENSE_PAST)) &&
           !(w->feats & SAYSO_F(VERBFORM_GER));
}

/* *Hamas fired rockets at Ashkelon*: within a noun phrase no participle stands between the noun and
 * a name or noun that makes a compound with it. */
bool sayso_mend_name_verb_thing(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || s->w[root].upos != SAYSO_NOUN || sayso_mend_has_finite(s)) return false;
    const uint16_t verb = child(s, root, SAYSO_AMOD, 0);
    if (verb == NONE || verb == 0 || verb > root || !may_be_finite(&s->w[verb])) return false;
    const uint16_t name = verb - 1, on = s->w[name].head;
    if ((s->w[name].upos != SAYSO_PROPN && s->w[name].upos != SAYSO_NOUN) ||
        (on != root && on != verb) ||
        (s->w[name].rel != SAYSO_COMPOUND && s->w[name].rel != SAYSO_NMOD))
        return false;
    sayso_mend_verb_raise(s, verb, root);
    make_object(&s->w[root]);
    for (uint16_t i = 0; i < name; i++) /* what stood before it is the name's */
        if (s->w[i].head == root) s->w[i].head = name;
    s->w[name].head = verb;
    make_subject(&s->w[name]);
    return true;
}

/* *The European Union imposed sanctions on three banks*, *French farmers blocked roads*: a passive participle
 * has no object, nor a noun. Only behind a name, or as an attribute, which stands before its noun: *man given
 * life sentence* is said of a man. */
bool sayso_mend_reduced(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || sayso_mend_has_finite(s)) return false;
    for (uint16_t verb = root + 1; verb < s->n; verb++) {
        const sayso_word *v = &s->w[verb];
        const bool on_object = v->rel == SAYSO_AMOD && verb == root + 1 && v->head != SAYSO_ROOT && v->head > verb &&
                               s->w[v->head].rel == SAYSO_OBJ && s->w[v->head].head == root;
        if ((v->head != root && !on_object) || (v->rel != SAYSO_AMOD && v->rel != SAYSO_ACL) ||
            !may_be_finite(v))
            continue;
        const bool name = s->w[root].upos == SAYSO_PROPN || s->w[root].name;
        const uint16_t on_noun = v->rel == SAYSO_AMOD ? child(s, root, SAYSO_OBJ, verb) : NONE;
        if (on_noun == NONE && (!name || child(s, verb, SAYSO_OBJ, verb) == NONE)) return false;
        sayso_mend_verb_raise(s, verb, root);
        if (on_noun != NONE) s->w[on_noun].head = verb;
        make_subject(&s->w[root]);
        return true;
    }
    return false;
}

/* *Troops backed by tanks entered the town*: the root is a participle without auxiliary, and one
 * behind it that hangs on a noun has an object: that is the sentence, the first is said of its
 * subject. */
bool sayso_mend_last_participle(clause_words *s)
{
    const uint16_t root = root_of(s);
    if (root == NONE || !may_be_finite(&s->w[root]) || sayso_mend_has_finite(s) ||
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
    return sayso_mend_is_finite(&s->w[i]) || has(s, i, SAYSO_COP) || has(s, i, SAYSO_REL_AUX);
}

/* *Село, яке обстріляли, спорожніло*; *the village which they shelled is empty*: of two relative
 * clauses on a noun that is the root the last one is the sentence, where it has no relative word,
 * or has the one that stands before the other clause's verb. */
bool sayso_mend_last_relative(clause_words *s)
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

/* The first word of the phrase of w, which has no words far off. */
static uint16_t first_below(const clause_words *s, uint16_t w)
{
    uint16_t first = w;
    for (uint16_t i = w; i-- > 0 && s->w[i].upos != SAYSO_PUNCT;)
        if (s->w[i].head >= first && s->w[i].head <= w) first = i;
        else break;
    return first;
}

/* The mark that closes the phrase of x, which has nothing but its own words up to there; NONE. */
static uint16_t closing_mark(const clause_words *s, uint16_t first, uint16_t x)
{
    for (uint16_t i = (uint16_t)(x + 1); i < s->n; i++) {
        if (s->w[i].upos == SAYSO_PUNCT) return i;
        if (s->w[i].head < first || s->w[i].head >= s->n) return NONE;
    }
    return NONE;
}

/* Does the parser have x as a second subject of the verb behind it, or on the noun that the name
 * hangs on, *по словам Ады Линд, главы района, …*? */
static bool is_misplaced(const clause_words *s, uint16_t x, uint16_t name, uint16_t end)
{
    const sayso_word *w = &s->w[x], *n = &s->w[name];
    const uint16_t own = w->head < x ? NONE : child(s, w->head, SAYSO_NSUBJ, end);
    if (w->rel == SAYSO_NSUBJ)
        return own != NONE && own < w->head && (n->rel != SAYSO_NSUBJ || n->head != w->head);
    return (w->rel == SAYSO_CONJ || (w->rel == SAYSO_NMOD && (w->feats & n->feats & CASES))) &&
           n->rel == SAYSO_NMOD && n->head == w->head && !has(s, x, SAYSO_CC) &&
           !has(s, x, SAYSO_CASE) && !has(s, x, SAYSO_CONJ);
}

static bool is_above(const clause_words *s, uint16_t above, uint16_t w)
{
    for (uint16_t steps = 0; w != SAYSO_ROOT && steps < s->n; steps++, w = s->w[w].head)
        if (w == above) return true;
    return false;
}

/* *Selon Ada Lind, la maire d'Arles, la route est fermée*: what stands between commas behind a name
 * is another word for who is named. */
static bool apposition_join(clause_words *s, uint16_t x)
{
    const uint16_t first = first_below(s, x), end = closing_mark(s, first, x);
    uint16_t name = first >= 2 ? (uint16_t)(first - 2) : 0;
    if (s->w[x].head == SAYSO_ROOT || first < 2 || s->w[x].upos != SAYSO_NOUN || end == NONE ||
        s->w[first - 1].upos != SAYSO_PUNCT || s->w[name].upos != SAYSO_PROPN)
        return false;
    while (s->w[name].rel == SAYSO_FLAT && s->w[name].head < name) name = s->w[name].head;
    if (is_above(s, x, name) || !is_misplaced(s, x, name, end)) return false;
    s->w[x].head = name;
    relate(&s->w[x], SAYSO_APPOS, SAYSO_SUB_NONE, "appos");
    return true;
}

/* Is the adposition of one that of the other too, or has the second none? */
static bool shares_case(const clause_words *s, uint16_t one, uint16_t other)
{
    const uint16_t a = child(s, one, SAYSO_CASE, 0), b = child(s, other, SAYSO_CASE, 0);
    return b == NONE || (a != NONE && sayso_str_eq(s->w[a].lemma, s->w[b].lemma));
}

/* *Le Kenya et la Jamaïque ont promis*: the second subject or object has the conjunction and hangs
 * on the verb like the first. */
static bool conjunct_join(clause_words *s, uint16_t b)
{
    const sayso_word *x = &s->w[b];
    if ((x->rel != SAYSO_NSUBJ && x->rel != SAYSO_OBJ) || x->head == SAYSO_ROOT ||
        child(s, b, SAYSO_CC, 0) > b)
        return false;
    const uint16_t a = child(s, x->head, (sayso_rel)x->rel, 0);
    if (a >= b || !is_nominal(&s->w[a]) || !is_nominal(x)) return false;
    if (x->head > a && x->head < b) return false; /* on either side of the verb */
    s->w[b].head = a;
    relate(&s->w[b], SAYSO_CONJ, SAYSO_SUB_NONE, "conj");
    return true;
}

/* *Le Kenya, le Togo et le Niger ont promis*, *to Kenya, to Togo and to Niger*: so does the second
 * of several, right behind the first and a comma, with the others below it. */
static bool list_join(clause_words *s, uint16_t b)
{
    const sayso_word *x = &s->w[b];
    const uint16_t first = first_below(s, b), last = child(s, b, SAYSO_CONJ, b);
    const bool oblique = x->rel == SAYSO_OBL;
    if ((x->rel != SAYSO_NSUBJ && x->rel != SAYSO_OBJ && !oblique) || x->head == SAYSO_ROOT ||
        !is_nominal(x) || first < 2 || last == NONE || !is_nominal(&s->w[last]) ||
        !sayso_str_eq(s->w[first - 1].form, sayso_str_of(",")))
        return false;
    uint16_t a = first - 2;
    while (s->w[a].head != SAYSO_ROOT && s->w[a].head != x->head) a = (uint16_t)s->w[a].head;
    if (a > first - 2 || s->w[a].head != x->head || s->w[a].rel != x->rel ||
        !is_nominal(&s->w[a]) || has(s, a, SAYSO_CONJ))
        return false;
    /* not *the ministers of Kenya, Togo and Niger* */
    if (s->w[a].upos == SAYSO_NOUN && x->upos == SAYSO_PROPN) return false;
    if (oblique && (!has(s, b, SAYSO_CASE) || !shares_case(s, a, b))) return false;
    s->w[b].head = a;
    relate(&s->w[b], SAYSO_CONJ, SAYSO_SUB_NONE, "conj");
    return true;
}

/* *The southern group Mercosur*: a name that nothing joins to the noun right before it is the
 * noun's. */
static bool name_part(clause_words *s, uint16_t b)
{
    sayso_word *x = &s->w[b];
    const sayso_word *noun = &s->w[b - 1];
    if (x->rel != SAYSO_CONJ || x->upos != SAYSO_PROPN || noun->upos != SAYSO_NOUN ||
        has(s, b, SAYSO_CC) || has(s, b, SAYSO_REL_PUNCT) ||
        (x->head != b - 1 && (noun->rel != SAYSO_CONJ || noun->head != x->head)))
        return false;
    x->head = b - 1;
    relate(x, SAYSO_FLAT, SAYSO_SUB_NONE, "flat");
    return true;
}

bool sayso_mend_second_conjunct(clause_words *s)
{
    bool mended = false;
    for (uint16_t b = 1; b < s->n; b++) mended |= name_part(s, b);
    for (uint16_t b = 1; b < s->n; b++) mended |= apposition_join(s, b) || conjunct_join(s, b);
    for (uint16_t b = s->n; b-- > 1;) mended |= list_join(s, b);
    return mended;
}

/* *Spain: a senator jailed*: what follows the colon behind the name that the sentence begins with is no other word
 * for it. */
static bool heading_part(clause_words *s)
{
    for (uint16_t i = 2; i < s->n; i++) {
        const uint16_t head = s->w[i].head, first = s->w[i].rel == SAYSO_APPOS ? first_below(s, i) : 0;
        if (first < 2 || head == SAYSO_ROOT || head >= first || s->w[head].upos != SAYSO_PROPN ||
            !sayso_str_eq(s->w[first - 1].form, sayso_str_of(":")))
            continue;
        bool name = true; /* and nothing but the name before it */
        for (uint16_t k = 0; k + 1 < first; k++) name &= k == head || s->w[k].head == head;
        if (!name) continue;
        relate(&s->w[i], SAYSO_PARATAXIS, SAYSO_SUB_NONE, "parataxis");
        return true;
    }
    return false;
}

/* *Mali: the army arrests …*: what stands before a colon and has another subject behind it is a
 * heading. */
bool sayso_mend_heading(clause_words *s)
{
    bool mended = heading_part(s);
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

/* The name below a plural noun that ends right before word i, with marks, conjunctions, articles,
 * adpositions and names coordinated with it between them alone; NONE if there is none. */
static uint16_t owner_before(const clause_words *s, uint16_t noun, uint16_t i)
{
    uint16_t owner = NONE;
    if (s->w[noun].upos != SAYSO_NOUN || !(s->w[noun].feats & SAYSO_F(NUMBER_PLUR))) return NONE;
    for (uint16_t k = noun; k < i; k++)
        if (s->w[k].head == noun && s->w[k].rel == SAYSO_NMOD && s->w[k].upos == SAYSO_PROPN)
            owner = k;
    for (uint16_t k = owner; owner != NONE && ++k < i;) {
        const uint8_t u = s->w[k].upos;
        const bool beside = s->w[k].head == owner && s->w[k].rel == SAYSO_CONJ;
        if (!beside && u != SAYSO_PUNCT && u != SAYSO_CCONJ && u != SAYSO_DET && u != SAYSO_ADP)
            return NONE;
    }
    return owner;
}

/* *The ministers of Kenya, Uganda and Rwanda*: names coordinated with the noun, or further subjects,
 * which are coordinated with the name that it belongs to. */
bool sayso_mend_owners(clause_words *s)
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

/* ---- names of relations ---- */

/* *was arrested*: an auxiliary of the passive makes a passive subject. */
bool sayso_mend_passive_subject(clause_words *s)
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
bool sayso_mend_called(clause_words *s)
{
    bool mended = false;
    for (uint16_t i = 0; i + 1 < s->n; i++) {
        const uint16_t verb = s->w[i].head;
        if (s->w[i].rel != SAYSO_VOCATIVE || verb == SAYSO_ROOT || verb <= i ||
            !is_nominal(&s->w[i]) || s->w[i].form.at[0] == '@' || !sayso_mend_is_finite(&s->w[verb]) ||
            has(s, verb, SAYSO_NSUBJ) ||
            (s->w[verb].feats & (SAYSO_F(MOOD_IMP) | SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2))))
            continue;
        bool parted = false;
        for (uint16_t k = i + 1; k < verb; k++) parted |= s->w[k].upos == SAYSO_PUNCT;
        if (parted || !sayso_mend_agrees(s, i, &s->w[verb])) continue;
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
bool sayso_mend_active(clause_words *s)
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
    return s->w[verb].upos == SAYSO_VERB && sayso_mend_finite_of(s, verb) ? verb : NONE;
}

/* May the nominal be the subject of the verb by its form? Where nouns have no case, a past tense
 * does not tell number: *police arrested*. */
static bool fits_verb(const clause_words *s, uint16_t i, uint16_t verb)
{
    const sayso_word *x = &s->w[i], *f = sayso_mend_finite_of(s, verb);
    if (x->feats & CASES) return (x->feats & SAYSO_F(CASE_NOM)) && sayso_mend_agrees(s, i, f);
    return (f->feats & SAYSO_F(TENSE_PAST)) || sayso_mend_agrees(s, i, f);
}

/* *Met in Bern and Iran freed two*: what a conjunction ties to the noun before it is followed at
 * once by a verb that is tied to that noun's, without another conjunction and without a subject. */
bool sayso_mend_next_subject(clause_words *s)
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
