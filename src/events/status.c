/* status: has it happened? Codebook §2, "Status".
 *
 * Read off the verb that bears the event, its auxiliaries and adverbs, and the words that govern
 * it, upwards, until one of them decides: a negation or a verb of refraining denies, a condition
 * or a demand makes hypothetical, a modal, a plan or a future tense says which. */
#include "events/contents.h"
#include "events/judge.h"

enum { MOST_CLIMB = 6 };
enum { UNDECIDED = -1 };

/* The status that a row's third column names; `otherwise` where it is empty. */
static int status_named(const char *value, int otherwise)
{
    for (int s = 0; value && s < SAYSO_N_EVENT_STATUSES; s++)
        if (strcmp(value, sayso_event_status_name((sayso_event_status)s)) == 0) return s;
    return otherwise;
}

typedef enum negation { UNNEGATED, NEGATED, NOT_ONLY } negation;

/* *Not only*, *ne … pas seulement* deny nothing, whatever else negates there. */
static negation negation_of(const sayso_ctx *c, uint32_t w)
{
    negation found = UNNEGATED;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        const char *value = NULL;
        if (x->rel != SAYSO_ADVMOD && x->rel != SAYSO_REL_DET && x->rel != SAYSO_REL_AUX &&
            x->rel != SAYSO_CASE && x->rel != SAYSO_MARK && x->rel != SAYSO_DISCOURSE &&
            x->rel != SAYSO_CC)
            continue;
        const bool here = sayso_in_class(c, d, SAYSO_CLASS_NEGATION, &value),
                   aux = x->rel == SAYSO_REL_AUX &&
                         sayso_child_in_class(c, d, SAYSO_CLASS_NEGATION, &value) != SAYSO_NO_WORD;
        if (here || aux) found = found == NOT_ONLY || (value && strcmp(value, "only") == 0) ? NOT_ONLY : NEGATED;
    }
    return found;
}

static bool negated_here(const sayso_ctx *c, uint32_t w) { return negation_of(c, w) == NEGATED; }

bool sayso_negated(const sayso_ctx *c, uint32_t w)
{
    const sayso_frame f = sayso_frame_of(c, w);
    const negation n = negation_of(c, w);
    return n == NEGATED || (n != NOT_ONLY && f.light && negated_here(c, f.verb));
}

/* *No tank crossed the river*, *not a single soldier*, *nobody*, *freed nobody*; *neither Oslo nor Bern*; not *not Oslo but Bern*. */
bool sayso_side_denies(const sayso_ctx *c, uint32_t verb)
{
    for (uint32_t d = c->tree.first_child[verb]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        const char *value = NULL;
        const uint32_t second = sayso_tree_child(c, d, SAYSO_CONJ, SAYSO_NO_WORD);
        if ((x->rel != SAYSO_NSUBJ && x->rel != SAYSO_OBJ) ||
            (second != SAYSO_NO_WORD && !negated_here(c, second)))
            continue;
        const bool nobody = x->upos != SAYSO_ADV && sayso_in_class(c, d, SAYSO_CLASS_NEGATION, &value) && !value;
        if (nobody || negated_here(c, d)) return true;
    }
    return false;
}

/* *Parted without signing*, *without a truce* */
static bool without(const sayso_ctx *c, uint32_t w)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if ((word_at(c, d)->rel == SAYSO_MARK || word_at(c, d)->rel == SAYSO_CASE) &&
            sayso_in_class(c, d, SAYSO_CLASS_NEGATION, NULL))
            return true;
    return false;
}

/* The conditional mood means another thing in each language (rumour, irrealis): words.tsv says
 * which, as the modal "+Cnd". */
static int conditional(const sayso_ctx *c, uint32_t w)
{
    sayso_word mood = { .form = SAYSO_STR("+Cnd"), .lemma = SAYSO_STR("+Cnd"), .upos = SAYSO_VERB };
    const char *value = NULL;
    const uint16_t lang = sayso_ctx_language(c, w);
    if (lang == UINT16_MAX) return UNDECIDED;
    sayso_lexicon_class(c->lexicon, lang, SAYSO_CLASS_MODAL, &mood, 1, &value);
    return status_named(value, SAYSO_HYPOTHETICAL);
}

/* Is the clause reported (under a verb of saying in the past)? Then its conditional is the
 * future of the past. */
static bool reported_clause(const sayso_ctx *c, uint32_t w)
{
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w])
        if (word_at(c, w)->rel == SAYSO_CCOMP)
            return c->tree.parent[w] != SAYSO_NO_WORD &&
                   (word_at(c, c->tree.parent[w])->feats &
                    (SAYSO_F(TENSE_PAST) | SAYSO_F(VERBFORM_PART)));
    return false;
}

/* a participle with its auxiliary: *aurait apporté* is no future */
static bool perfect(const sayso_ctx *c, uint32_t w)
{
    return (word_at(c, w)->feats & SAYSO_F(VERBFORM_PART)) &&
           sayso_tree_child(c, w, SAYSO_REL_AUX, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

/* Has the clause a conjunction of condition, or (`ahead`) of time, a condition where it waits? */
static bool led_by_condition(const sayso_ctx *c, uint32_t w, bool ahead)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        const char *value = NULL;
        if ((rel == SAYSO_MARK || rel == SAYSO_CASE || rel == SAYSO_ADVMOD) &&
            sayso_in_class(c, d, SAYSO_CLASS_CONDITION, &value) &&
            ahead == (value && !strcmp(value, "ahead")))
            return true;
    }
    return false;
}

static bool conditional_clause(const sayso_ctx *c, uint32_t w)
{
    return led_by_condition(c, w, false);
}

/* *would free the hostages if the army withdrew* */
static bool has_condition(const sayso_ctx *c, uint32_t w)
{
    for (uint32_t d = sayso_tree_child(c, w, SAYSO_ADVCL, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, w, SAYSO_ADVCL, d))
        if (conditional_clause(c, d)) return true;
    return false;
}

/* What the verb itself says: mood, tense, auxiliaries, adverbs of doubt. */
static int own_status(const sayso_ctx *c, uint32_t w)
{
    uint64_t feats = word_at(c, w)->feats;
    int found = UNDECIDED;
    const char *value;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (x->rel == SAYSO_REL_AUX || x->rel == SAYSO_COP) {
            if (x->sub != SAYSO_SUB_PASS || !(feats & SAYSO_F(VERBFORM_FIN)))
                feats |= x->feats & (SAYSO_F(TENSE_FUT) | SAYSO_F(MOOD_CND));
            if (sayso_in_class(c, d, SAYSO_CLASS_MODAL, &value))
                found = status_named(value, SAYSO_POSSIBLE);
        }
        if ((x->rel == SAYSO_ADVMOD || x->rel == SAYSO_DISCOURSE || x->rel == SAYSO_PARATAXIS ||
             x->rel == SAYSO_OBL || x->rel == SAYSO_AMOD) &&
            sayso_in_class(c, d, SAYSO_CLASS_HEDGE, &value))
            return status_named(value, SAYSO_POSSIBLE);
    }
    if ((found == SAYSO_FUTURE || (feats & (SAYSO_F(TENSE_FUT) | SAYSO_F(MOOD_CND)))) &&
        has_condition(c, w))
        return SAYSO_HYPOTHETICAL;
    if (found != UNDECIDED) return found;
    if (feats & SAYSO_F(MOOD_CND))
        return reported_clause(c, w) && !perfect(c, w) ? SAYSO_FUTURE : conditional(c, w);
    if (feats & SAYSO_F(TENSE_FUT)) return SAYSO_FUTURE;
    return feats & SAYSO_F(MOOD_IMP) ? SAYSO_HYPOTHETICAL : UNDECIDED;
}

/* *Will not leave until they are freed*: it has not happened when what waits for it has not. */
static bool is_awaited(const sayso_ctx *c, uint32_t w)
{
    uint32_t head = c->tree.parent[w];
    const uint8_t rel = word_at(c, w)->rel;
    if (head == SAYSO_NO_WORD || (rel != SAYSO_ADVCL && rel != SAYSO_CCOMP) ||
        !led_by_condition(c, w, true))
        return false;
    /* *will not let them return until* */
    for (int i = 0; i < MOST_CLIMB; i++, head = c->tree.parent[head]) {
        const int s = own_status(c, head);
        if (s == SAYSO_FUTURE || s == SAYSO_HYPOTHETICAL) return true;
        if (word_at(c, head)->rel != SAYSO_XCOMP ||
            c->tree.parent[head] == SAYSO_NO_WORD) return false;
    }
    return false;
}

/* Does the verb of refraining `head` govern the word? Some do so only with an infinitive: *arrêter
 * de tirer*, not *arrêter un homme*; others only negated: *has not ended its shelling*. */
static bool refrains(const sayso_ctx *c, uint32_t head, uint32_t w)
{
    const char *value = NULL;
    if (!sayso_in_class(c, head, SAYSO_CLASS_REFRAIN, &value)) return false;
    if (!value) return true;
    return strcmp(value, "negated") == 0 ? sayso_negated(c, head) : word_at(c, w)->rel == SAYSO_XCOMP;
}

bool sayso_goes_on(const sayso_ctx *c, uint32_t head, uint32_t w)
{
    const uint8_t rel = word_at(c, w)->rel;
    return (rel == SAYSO_XCOMP || rel == SAYSO_OBJ || rel == SAYSO_CCOMP) &&
           sayso_in_class(c, head, SAYSO_CLASS_REFRAIN, NULL) && sayso_negated(c, head) &&
           own_status(c, head) == UNDECIDED;
}

static int governor_status(const sayso_ctx *c, uint32_t head, uint32_t w)
{
    const char *value;
    if (refrains(c, head, w)) return sayso_negated(c, head) ? SAYSO_ACTUAL : SAYSO_DENIED;
    if (sayso_in_class(c, head, SAYSO_CLASS_CALL, NULL)) return SAYSO_HYPOTHETICAL;
    if (sayso_in_class(c, head, SAYSO_CLASS_INTEND, &value))
        return sayso_negated(c, head) ? SAYSO_DENIED : status_named(value, SAYSO_FUTURE);
    if (sayso_in_class(c, head, SAYSO_CLASS_MODAL, &value))
        return sayso_negated(c, head) ? SAYSO_DENIED : status_named(value, SAYSO_POSSIBLE);
    return UNDECIDED;
}

static bool ties(uint8_t rel)
{
    return rel == SAYSO_XCOMP || rel == SAYSO_CCOMP || rel == SAYSO_OBJ || rel == SAYSO_OBL ||
           rel == SAYSO_ACL || rel == SAYSO_NMOD || rel == SAYSO_NSUBJ || rel == SAYSO_CSUBJ ||
           rel == SAYSO_IOBJ || rel == SAYSO_ADVCL || rel == SAYSO_CONJ;
}

/* *The attack was not claimed*, *nobody claimed the bombing*: whose deed it is is open, that it was done not. */
static bool is_unclaimed(const sayso_ctx *c, uint32_t verb, uint32_t w)
{
    return sayso_is_verbal(c, verb) && !sayso_is_verbal(c, w) && c->view && c->view->words[verb].cues &&
           sayso_in_class(c, verb, SAYSO_CLASS_LAID_TO, NULL) && (sayso_negated(c, verb) || sayso_side_denies(c, verb));
}

uint32_t sayso_remarked_by(const sayso_ctx *c, uint32_t w)
{
    if (sayso_is_verbal(c, w)) return SAYSO_NO_WORD;
    for (int i = 0; i < MOST_CLIMB; i++) {
        const uint8_t rel = word_at(c, w)->rel;
        w = c->tree.parent[w];
        if (w == SAYSO_NO_WORD || (rel != SAYSO_OBJ && rel != SAYSO_OBL && rel != SAYSO_NMOD &&
                                   rel != SAYSO_CONJ))
            break;
        if (sayso_in_class(c, w, SAYSO_CLASS_REMARK, NULL)) return w;
    }
    return SAYSO_NO_WORD;
}

static bool is_passed_over(const sayso_ctx *c, uint32_t w)
{
    return sayso_remarked_by(c, w) != SAYSO_NO_WORD;
}

/* *The talks did not take place*, *обстрілу не було*: the noun's verb says that it did not come
 * about. */
static bool has_not_happened(const sayso_ctx *c, uint32_t w)
{
    const uint32_t noun = sayso_first_conjunct(c, w), verb = c->tree.parent[noun];
    const uint8_t rel = word_at(c, noun)->rel;
    const char *value = NULL;
    return verb != SAYSO_NO_WORD && !sayso_is_verbal(c, noun) &&
           (rel == SAYSO_OBJ || rel == SAYSO_NSUBJ) &&
           sayso_in_class(c, verb, SAYSO_CLASS_HAPPEN, &value) && (!value || rel == SAYSO_OBJ) &&
           negated_here(c, verb);
}

/* From the event upwards, the first word that decides. Climbing ends at a clause of its own. */
static int status_of(const sayso_ctx *c, uint32_t word)
{
    const sayso_frame f = sayso_frame_of(c, word);
    const uint32_t over = c->tree.parent[word];
    if (is_awaited(c, f.verb)) return SAYSO_HYPOTHETICAL;
    if (over != SAYSO_NO_WORD && (sayso_goes_on(c, over, word) || is_unclaimed(c, over, word))) return SAYSO_ACTUAL;
    if (is_passed_over(c, word)) return SAYSO_ACTUAL;
    if (sayso_negated(c, word) || sayso_side_denies(c, f.verb) || has_not_happened(c, word))
        return conditional_clause(c, word) ? SAYSO_HYPOTHETICAL : SAYSO_DENIED;
    int s = own_status(c, word);
    if (s == UNDECIDED && f.light) s = own_status(c, f.verb);
    if (s != UNDECIDED) return s;
    uint32_t w = word;
    for (int i = 0; i < MOST_CLIMB; i++) {
        const sayso_word *x = word_at(c, w);
        if (conditional_clause(c, w)) return SAYSO_HYPOTHETICAL;
        const uint32_t head = c->tree.parent[w];
        if (head == SAYSO_NO_WORD || !ties(x->rel) || x->sub == SAYSO_SUB_RELCL) break;
        const bool finite = (x->feats & SAYSO_F(VERBFORM_FIN)) && x->upos != SAYSO_NOUN;
        if (x->rel == SAYSO_ADVCL && finite) break;
        /* a subject is no complement: *the treaty may lapse* */
        if (x->rel == SAYSO_NSUBJ && x->sub != SAYSO_SUB_PASS) break;
        /* a conjunct is not governed */
        if (x->rel != SAYSO_CONJ && (s = governor_status(c, head, w)) != UNDECIDED) return s;
        if (x->rel == SAYSO_CCOMP && finite) break;
        /* an infinitive takes the tense of the verb it completes: *will try to seize*, *n'a pas
         * pu bombarder* */
        if ((x->rel == SAYSO_XCOMP || x->rel == SAYSO_CONJ) && !finite) {
            if (x->rel != SAYSO_CONJ && negated_here(c, head)) return SAYSO_DENIED;
            if ((s = own_status(c, head)) != UNDECIDED) return s;
        }
        w = head;
    }
    return SAYSO_ACTUAL;
}

/* Does the event's own actor announce it? */
static bool announced(const sayso_ctx *c, const sayso_event *e)
{
    if (e->attribution < 0 || !e->n_actor) return false;
    const sayso_participant *s = &c->attributions[e->attribution].source, *a = &e->actor[0];
    return (s->actor >= 0 && s->actor == a->actor) ||
           (sayso_code_known(s->code) && sayso_code_eq(s->code, a->code));
}

/* What is still to come is another type by PLOVER: cooperation is AGREE; force or coercion that
 * its own actor announces is THREATEN. */
static void future_type(const sayso_ctx *c, sayso_event *e)
{
    static const struct { const char *cameo; int type;
    } intent[SAYSO_N_TYPES] = {
        [SAYSO_CONSULT] = { "036", SAYSO_AGREE },   [SAYSO_SUPPORT] = { "032", SAYSO_AGREE },
        [SAYSO_COOPERATE] = { "031", SAYSO_AGREE }, [SAYSO_AID] = { "033", SAYSO_AGREE },
        [SAYSO_COERCE] = { "132", SAYSO_THREATEN }, [SAYSO_ASSAULT] = { "138", SAYSO_THREATEN },
    };
    if (e->status != SAYSO_FUTURE || !intent[e->type].cameo) return;
    if (intent[e->type].type == SAYSO_THREATEN) {
        if (!announced(c, e)) return;
        e->status = SAYSO_ACTUAL; /* the threat has been made */
    }
    e->cameo = intent[e->type].cameo;
    sayso_lexicon_cameo(c->lexicon, e->cameo, &e->goldstein);
    e->type = (sayso_type)intent[e->type].type;
    e->mode = NULL;
}

sayso_event_status sayso_status_by_rule(const sayso_ctx *c, uint32_t w)
{
    return (sayso_event_status)status_of(c, w);
}

/* *Did not let them in*, *would not accept*, *did not go to work*: to do nothing may be the deed. */
static bool may_be_omission(sayso_type type)
{
    return type == SAYSO_REJECT || type == SAYSO_COERCE || type == SAYSO_SANCTION || type == SAYSO_PROTEST;
}

/* Is what the rules say of the word beyond doubt? What was learned of *not* and *stop* apart misleads
 * where they stand together. */
static bool rule_is_sure(const sayso_ctx *c, uint32_t w, sayso_type type, sayso_event_status rule)
{
    const uint32_t head = c->tree.parent[w];
    if (rule == SAYSO_HYPOTHETICAL)
        return is_awaited(c, sayso_frame_of(c, w).verb) || (negated_here(c, w) &&
               conditional_clause(c, w)) ||
               /* *the right to strike back* */
               (head != SAYSO_NO_WORD && word_at(c, head)->upos == SAYSO_NOUN &&
                sayso_in_class(c, head, SAYSO_CLASS_MODAL, NULL));
    if (rule == SAYSO_DENIED)
        return without(c, w) || has_not_happened(c, w) ||
               (sayso_is_verbal(c, w) && (negated_here(c, w) || sayso_side_denies(c, w)) &&
                !may_be_omission(type));
    return rule == SAYSO_ACTUAL &&
           (negation_of(c, w) == NOT_ONLY || is_passed_over(c, w) ||
            (head != SAYSO_NO_WORD && (sayso_goes_on(c, head, w) || is_unclaimed(c, head, w))));
}

/* What is AGREE while it is still to come (codebook, section 2). */
static bool is_friendly(sayso_type type)
{
    return type == SAYSO_CONSULT || type == SAYSO_SUPPORT || type == SAYSO_COOPERATE || type == SAYSO_AID;
}

/* *Has not confirmed the strike*: who doubts or does not confirm leaves it open, and denies nothing. */
static bool is_doubted(const sayso_ctx *c, const sayso_event *e)
{
    return e->attribution >= 0 && c->attributions[e->attribution].stance == SAYSO_DOUBT &&
           (e->status == SAYSO_ACTUAL || e->status == SAYSO_DENIED) && e->type != SAYSO_ACCUSE;
}

/* Does the text date behind the report's own day what it tells as having happened? */
static bool is_ahead(const sayso_ctx *c, const sayso_event *e)
{
    return e->status == SAYSO_ACTUAL && e->date_via && strcmp(e->date_via, "text") == 0 &&
           c->day.precision == SAYSO_DAY && e->date.from > c->day.to;
}

/* *Is expected in Doha on Thursday*, told on Tuesday: cooperation has not happened then. Of other types
 * the date is more often that of what they speak of: *promised a vote on Thursday*. */
static void ahead_settle(const sayso_ctx *c, sayso_event *e)
{
    if (!is_ahead(c, e)) return;
    if (is_friendly(e->type) && e->type != SAYSO_SUPPORT) e->status = SAYSO_FUTURE;
    else {
        e->date = c->day;
        e->date_via = "document";
    }
}

bool sayso_status_set(sayso_ctx *c)
{
    for (uint32_t i = 0; i < c->n_events; i++) {
        sayso_event *e = &c->events[i];
        e->status = sayso_status_by_rule(c, c->event_word[i]);
        /* *will send aid*: the judge has met such verbs as AGREE alone */
        const bool looks_ahead = e->status == SAYSO_FUTURE && is_friendly(e->type) && sayso_is_verbal(c, c->event_word[i]);
        if (c->judge && !looks_ahead && !rule_is_sure(c, c->event_word[i], e->type, e->status))
            e->status = sayso_judge_status(c->judge, c->view, c->event_word[i], (int)e->type,
                                           (int)e->status);
        if (sayso_is_denied_charge(c, i)) e->status = SAYSO_ACTUAL;
        else if (e->attribution >= 0 && c->attributions[e->attribution].stance == SAYSO_DENY &&
                 e->status != SAYSO_HYPOTHETICAL)
            e->status = SAYSO_DENIED;
        if (is_doubted(c, e)) e->status = SAYSO_POSSIBLE;
        ahead_settle(c, e);
        if (!c->judge || is_friendly(e->type)) future_type(c, e); /* the judge has learned which force is a threat */
    }
    return true;
}
