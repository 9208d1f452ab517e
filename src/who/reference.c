#include "who/reference.h"
#include "who/inside.h"

enum { PRONOUN_WINDOW = 4, DESCRIPTION_WINDOW = 24, WHERE = 4, MOST_FEW = 6 };

/* Nobody is named where the best is not probable enough: a wrong name is worse than none. Chosen on
 * the corpus' dev part (tools/measure/reference.py). */
static const float LEAST_PRONOUN = 0.25f, LEAST_DESCRIPTION = 0.3f;

/* Kinds of feature; a new one takes a new number at the end, so that models keep their meaning. */
enum {
    ORDER = 1, APART, RELATION, RELATIONS, KIND, PERSON, NUMBER, GENDER, ROLE, COUNTRY, COUNT, FIRST, ABOVE,
    CONTROLS, BESIDE, SISTERS, SPEAKER, PATTERN, RIVAL, QUOTED, NAMED, WORD, CODED, OWNER, LAST_SUBJECT,
    CALLED, ROLE_PAIR, SUITS, PLAIN, DEFINITE, FILLS, NOBODY, NOBODY_WORD, NOBODY_NOUN, ONLY, ORDER_SUBJECT
};

/* ---- candidates ------------------------------------------------------------------------------ */

static const who_draft *draft_of(const sayso_question *q, const sayso_referent *y)
{
    return &q->doc->d->drafts[y->draft];
}

static bool is_country(const who_actor *a)
{
    return a->kind == SAYSO_ENT_COUNTRY || a->kind == SAYSO_ENT_COUNTRY_ADJ ||
           a->kind == SAYSO_ENT_CAPITAL || a->kind == SAYSO_ENT_INHABITANT;
}

/* Grammar says that x is not y's: within one phrase, of one verb, of one's own deed (*he thanked
 * him*). */
static bool barred(const who_doc *k, const who_draft *x, const who_draft *y)
{
    const sayso_ctx *c = k->c;
    if (c->tree.sentence[x->m.head] != c->tree.sentence[y->m.head]) return false;
    /* *its* within what it would own */
    /* *the spokesman of Tsvangirai's party* is nobody whom his own phrase names */
    if (sayso_tree_above(c, x->m.head, y->m.head)) return true;
    if (sayso_tree_above(c, y->m.head, x->m.head))
        return !(x->possessive && sayso_who_owned_beside(c, y->m.head, x->m.head));
    return !x->possessive && !x->reflexive && c->tree.parent[x->m.head] == c->tree.parent[y->m.head];
}

/* Nobody does to himself what a plain pronoun says: *he thanked him*. */
static int32_t own_doer(const who_doc *k, const who_draft *x)
{
    const who_draft *doer =
        x->possessive || x->reflexive ? NULL : sayso_who_doer_to(k, x->m.head);
    return doer ? doer->m.actor : -1;
}

/* *The spokesman of the bank*, where the one before spoke for a ministry: the body that a description
 * belongs to says what its bearer is. */
static bool of_other_body(const who_doc *k, const who_draft *x, const who_actor *a)
{
    const int32_t owner = x->owner == SAYSO_NO_WORD ? -1 : k->d->draft_of[x->owner];
    const who_draft *body = owner < 0 ? NULL : &k->d->drafts[owner];
    return body && !body->m.pronoun && !body->m.person && body->m.code.role[0] &&
           strcmp(x->role_code, body->m.code.role) == 0 && a->code.role[0] &&
           strcmp(a->code.role, "CVL") != 0 && strncmp(a->code.role, x->role_code, 3) != 0;
}

static bool may_stand_for(const sayso_question *q, const who_draft *x, const who_draft *y)
{
    const who_actor *a = &q->doc->actors[y->m.actor];
    if (y->m.n_group && (q->description || !x->m.plural)) return false;
    /* *Russian* is no antecedent of *its*, *Russia* is */
    if (!q->description) return y->m.kind != SAYSO_ENT_COUNTRY_ADJ;
    /* a minister is a person; the minister of one country is not another's */
    return a->person == x->m.person && !is_country(a) && !of_other_body(q->doc, x, a) &&
           (!x->m.country[0] || !a->country[0] || strcmp(x->m.country, a->country) == 0);
}

static sayso_referent *candidate_at(sayso_question *q, int32_t actor, uint32_t draft)
{
    for (uint32_t i = 1; i < q->n; i++)
        if (q->at[i].actor == actor) return &q->at[i];
    if (q->n == SAYSO_MOST_ANTECEDENTS) return NULL;
    q->at[q->n] = (sayso_referent){ .actor = actor, .draft = draft };
    return &q->at[q->n++];
}

static void candidate_drop(sayso_question *q, int32_t actor)
{
    for (uint32_t i = 1; i < q->n; i++) {
        if (q->at[i].actor != actor) continue;
        memmove(q->at + i, q->at + i + 1, (q->n - i - 1) * sizeof *q->at);
        q->n--;
        return;
    }
}

static void candidates_find(sayso_question *q)
{
    const who_doc *k = q->doc;
    const who_draft *x = &k->d->drafts[q->draft];
    const uint32_t window = q->description ? DESCRIPTION_WINDOW : PRONOUN_WINDOW;
    int32_t never[WHO_RECENT];
    uint32_t n_never = 0;
    q->at[0] = (sayso_referent){ .actor = -1 };
    q->n = 1;
    for (uint32_t i = 0;; i++) {
        const who_draft *y = sayso_who_recent(k, i);
        const uint32_t apart = y ? sayso_who_sentence(k, x) - sayso_who_sentence(k, y) : 0;
        if (!y || apart > window) break;
        if (barred(k, x, y)) never[n_never++] = y->m.actor;
        if (!may_stand_for(q, x, y)) continue;
        sayso_referent *a = candidate_at(q, y->m.actor, (uint32_t)(y - k->d->drafts));
        if (!a) continue;
        a->n++;
        if (apart < WHERE)
            a->where |= (sayso_who_is_subject(k->c, y->m.head) ? 1u : 2u) << 2 * apart;
    }
    for (uint32_t i = 0; i < n_never; i++) candidate_drop(q, never[i]);
    candidate_drop(q, own_doer(k, x));
}

/* ---- evidence -------------------------------------------------------------------------------- */

/* Everything said of a candidate counts for all who may ask, and once more for those of the kind
 * that asks. */
typedef struct speaking { sayso_evidence *e; uint64_t asks; } speaking;

static void say(const speaking *s, unsigned kind, uint64_t a)
{
    sayso_evidence_add(s->e, kind, a, 0);
    sayso_evidence_add(s->e, kind, a, s->asks);
}

static uint64_t asking(const sayso_question *q)
{
    const who_doc *k = q->doc;
    const who_draft *x = &k->d->drafts[q->draft];
    const uint16_t language = sayso_ctx_language(k->c, q->word);
    const bool genders = language != UINT16_MAX && k->genders[language];
    return 1u | (uint64_t)q->description << 1 | (uint64_t)x->personal << 2 |
           (uint64_t)x->collective << 3 | (uint64_t)x->possessive << 4 |
           (uint64_t)x->m.plural << 5 | (uint64_t)genders << 6 | (uint64_t)x->gender << 7 |
           (uint64_t)(q->description && x->m.person) << 10 | (uint64_t)x->institution << 11;
}

static uint64_t few(uint32_t n) { return n < MOST_FEW ? n : MOST_FEW; }

static uint64_t role_hash(const char *role)
{
    const size_t n = strlen(role);
    return sayso_hash(role, n < 3 ? n : 3, 7) | 1;
}

static uint64_t word_hash(const sayso_ctx *c, uint32_t w)
{
    const sayso_str s = word_at(c, w)->lemma.len ? word_at(c, w)->lemma : word_at(c, w)->form;
    return sayso_hash(s.at, s.len, sayso_ctx_language(c, w) + 1u);
}

/* Do two values agree? 0 where either says nothing. */
static uint64_t agree(uint64_t a, uint64_t b) { return !a || !b ? 0 : (a & b) ? 1 : 2; }

static uint64_t number_of(const sayso_ctx *c, const who_draft *x)
{
    const uint64_t f = word_at(c, x->m.head)->feats;
    return x->m.plural || (f & SAYSO_F(NUMBER_PLUR)) ? 2 : (f & SAYSO_F(NUMBER_SING)) ? 1 : 0;
}

/* Whether the word's verb is one that reports: *he added* is who spoke before. */
static bool speaks(const sayso_ctx *c, uint32_t w)
{
    uint32_t n = 0;
    const uint32_t verb = c->tree.parent[w];
    const uint16_t language = sayso_ctx_language(c, w);
    if (verb == SAYSO_NO_WORD || language == UINT16_MAX || !sayso_who_is_subject(c, w)) return false;
    return sayso_lexicon_word_cues(c->lexicon, language, word_at(c, verb),
                                   (sayso_upos)word_at(c, verb)->upos, &n) && n;
}

static bool names_somebody(const who_doc *k, uint32_t w)
{
    return k->d->draft_of[w] >= 0 && !k->d->drafts[k->d->draft_of[w]].thing;
}

/* Where a pronoun may stand for a thing, a thing that is a later subject of the same gender may be
 * meant instead. */
static bool has_rival(const who_doc *k, const who_draft *x, const who_draft *y)
{
    const sayso_ctx *c = k->c;
    const uint64_t gender = ((x->gender & WHO_MASC) ? SAYSO_F(GENDER_MASC) : 0) |
                            ((x->gender & WHO_FEM) ? SAYSO_F(GENDER_FEM) : 0) |
                            ((x->gender & WHO_NEUT) ? SAYSO_F(GENDER_NEUT) : 0);
    const sayso_sent *s = &c->text->sents[sayso_who_sentence(k, y)];
    const uint32_t last = s->first_word + s->n_words,
                   end = last < x->m.head ? last : x->m.head;
    for (uint32_t w = y->m.head + 1; w < end; w++) {
        const sayso_word *n = word_at(c, w);
        if (n->rel != SAYSO_NSUBJ || n->upos != SAYSO_NOUN || names_somebody(k, w)) continue;
        if (gender && (n->feats & gender)) return true;
        if (!gender && !x->m.plural == !(n->feats & SAYSO_F(NUMBER_PLUR))) return true;
    }
    return false;
}

/* How the two stand to each other in the tree of one sentence. */
static void say_tree(const speaking *s, const who_doc *k, const who_draft *x, const who_draft *y)
{
    const sayso_ctx *c = k->c;
    const uint32_t verb = c->tree.parent[y->m.head];
    if (verb == SAYSO_NO_WORD) return;
    const uint32_t object = sayso_who_controller(c, verb, x->m.head);
    const bool subject = sayso_who_is_subject(c, y->m.head);
    /* *X said that he* */
    say(s, ABOVE, (uint64_t)sayso_tree_above(c, verb, x->m.head) << 1 | subject);
    say(s, CONTROLS, (uint64_t)(object == y->m.head) << 2 |
                     (uint64_t)(object != SAYSO_NO_WORD) << 1 | subject);
    if (x->possessive) {
        say(s, BESIDE, sayso_who_owned_beside(c, y->m.head, x->m.head));
        const uint32_t owned = c->tree.parent[x->m.head];
        say(s, SISTERS, owned != SAYSO_NO_WORD && c->tree.parent[owned] == verb
                            ? 2u + word_at(c, y->m.head)->rel : 1);
    }
}

static void say_place(const speaking *s, const sayso_question *q, uint32_t candidate)
{
    const who_doc *k = q->doc;
    const sayso_ctx *c = k->c;
    const sayso_referent *a = &q->at[candidate];
    const who_draft *x = &k->d->drafts[q->draft], *y = draft_of(q, a);
    const uint8_t rel = word_at(c, y->m.head)->rel, mine = word_at(c, q->word)->rel;
    const uint64_t apart = few(sayso_who_sentence(k, x) - sayso_who_sentence(k, y)),
                   subject = sayso_who_is_subject(c, y->m.head);
    say(s, ORDER, few(candidate));
    say(s, ORDER_SUBJECT, few(candidate) << 4 | apart << 1 | subject);
    say(s, APART, apart);
    say(s, RELATION, rel);
    say(s, RELATIONS, (uint64_t)rel << 16 | (uint64_t)mine << 8 | apart);
    say(s, PATTERN, a->where);
    say(s, COUNT, few(a->n));
    say(s, FIRST, (uint64_t)(q->at[candidate].actor == 0) << 1 | (k->actors[a->actor].n_mentions > 3));
    say(s, SPEAKER, (uint64_t)speaks(c, q->word) << 1 | speaks(c, y->m.head));
    const uint32_t verb = c->tree.parent[y->m.head];
    say(s, LAST_SUBJECT, subject << 1 | (verb != SAYSO_NO_WORD && c->tree.parent[verb] == SAYSO_NO_WORD));
    say(s, RIVAL, has_rival(k, x, y));
    say(s, QUOTED, (uint64_t)(k->depth[q->word] > 0) << 2 | (uint64_t)(k->depth[y->m.head] > 0) << 1 | !apart);
    if (!apart) say_tree(s, k, x, y);
}

static void say_self(const speaking *s, const sayso_question *q, const sayso_referent *a)
{
    const who_doc *k = q->doc;
    const sayso_ctx *c = k->c;
    const who_draft *x = &k->d->drafts[q->draft], *y = draft_of(q, a);
    const who_actor *of = &k->actors[a->actor];
    const bool person = of->person && !y->m.plural;
    const uint8_t gender = person && of->gender ? of->gender : y->gender;
    say(s, KIND, (uint64_t)y->m.kind << 3 | (uint64_t)y->m.pronoun << 2 | (uint64_t)of->named << 1 | of->unnamed);
    say(s, PERSON, (uint64_t)of->person << 1 | y->m.plural);
    say(s, NUMBER, number_of(c, y) << 2 | number_of(c, x));
    say(s, GENDER, agree(x->gender, gender) << 1 | person);
    say(s, ROLE, role_hash(of->code.role));
    say(s, COUNTRY, (uint64_t)(of->country[0] != 0) << 1 | sayso_code_known(of->code));
    say(s, NAMED, (uint64_t)of->named << 2 | (uint64_t)of->institution << 1 | of->plural);
    say(s, OWNER, (uint64_t)(y->owner != SAYSO_NO_WORD) << 1 | y->thing);
    sayso_evidence_add(s->e, WORD, word_hash(c, q->word), (uint64_t)of->person << 2 | (uint64_t)y->m.plural << 1 | of->named);
    s->e->at[s->e->n - 1] |= SAYSO_SOFTMAX_NAMES_WORDS;
}

/* ---- descriptions ---------------------------------------------------------------------------- */

bool sayso_who_is_definite(const who_doc *k, const who_draft *x)
{
    const sayso_ctx *c = k->c;
    bool any = false;
    for (uint32_t w = c->tree.first_child[x->m.head]; w != SAYSO_NO_WORD;
         w = c->tree.next_sibling[w]) {
        const sayso_word *n = word_at(c, w);
        if (n->rel == SAYSO_NUMMOD) return false;
        if (n->upos != SAYSO_DET && n->upos != SAYSO_PRON) continue;
        if (n->feats & (SAYSO_F(DEFINITE_DEF) | SAYSO_F(PRONTYPE_DEM))) return true;
        any = true;
    }
    const uint16_t language = sayso_ctx_language(c, x->m.head);
    return !any && language != UINT16_MAX && !k->articles[language];
}

/* A description that says more than its noun and country (*academy of sciences*) is somebody of
 * its own; what it belongs to may be said (*глава відомства*). */
static bool is_plain(const who_doc *k, const who_draft *x)
{
    const sayso_ctx *c = k->c;
    for (uint32_t w = x->m.first; w <= x->m.last; w++)
        for (uint32_t n = c->tree.first_child[w]; n != SAYSO_NO_WORD; n = c->tree.next_sibling[n]) {
            const sayso_word *y = word_at(c, n);
            if (n >= x->m.first && n <= x->m.last) continue;
            if (y->rel == SAYSO_NMOD && !sayso_is_genitive(c, n)) continue; /* where, not which */
            if (y->rel != SAYSO_NMOD && y->rel != SAYSO_AMOD && y->rel != SAYSO_COMPOUND &&
                y->rel != SAYSO_ACL && y->rel != SAYSO_APPOS)
                continue;
            if (n != x->owner && !(y->feats & (SAYSO_F(POSS_YES) | SAYSO_F(PRONTYPE_DEM))))
                return false;
        }
    return true;
}

static bool called_so(const who_actor *a, uint64_t noun)
{
    for (uint32_t i = 0; i < a->n_nouns; i++)
        if (a->nouns[i] == noun) return true;
    return false;
}

/* What a description says of itself: definite, plain, of a country, of several words. */
static uint64_t shape_of(const who_doc *k, const who_draft *x)
{
    return (uint64_t)sayso_who_is_definite(k, x) << 3 | (uint64_t)is_plain(k, x) << 2 |
           (uint64_t)(x->m.country[0] != 0) << 1 | (x->m.first < x->m.last);
}

static void say_description(const speaking *s, const sayso_question *q, const sayso_referent *a)
{
    const who_doc *k = q->doc;
    const who_draft *x = &k->d->drafts[q->draft];
    const who_actor *of = &k->actors[a->actor];
    const bool noun = called_so(of, sayso_who_noun_key(k->c, x->noun)),
               role = called_so(of, sayso_who_role_key(x->role));
    const uint64_t country = !x->m.country[0] || !of->country[0] ? !of->country[0]
                             : strcmp(x->m.country, of->country) == 0 ? 2 : 3;
    const bool same = strncmp(of->code.role, x->role_code, 3) == 0;
    const uint64_t suits = (uint64_t)noun << 6 | (uint64_t)role << 5 | (uint64_t)same << 4 | country << 2 |
                           (uint64_t)(of->person == x->m.person) << 1 | (of->institution == x->institution);
    const uint64_t shape = shape_of(k, x);
    say(s, CALLED, (uint64_t)noun << 1 | role);
    say(s, ROLE_PAIR, role_hash(of->code.role) ^ role_hash(x->role_code) * 3);
    say(s, SUITS, suits);
    say(s, FILLS, suits << 4 | shape);
    say(s, PLAIN, shape << 1 | noun);
    say(s, CODED, (uint64_t)of->named << 5 | (uint64_t)(of->person == x->m.person) << 4 | country << 2 | (uint64_t)same << 1 | of->unnamed);
}

static void say_nobody(const speaking *s, const sayso_question *q)
{
    const who_doc *k = q->doc;
    const who_draft *x = &k->d->drafts[q->draft];
    const uint64_t rel = word_at(k->c, q->word)->rel;
    say(s, NOBODY, 0);
    say(s, NOBODY, few(q->n) + 1);
    say(s, NOBODY_WORD, rel);
    sayso_evidence_add(s->e, WORD, word_hash(k->c, q->word), 99);
    s->e->at[s->e->n - 1] |= SAYSO_SOFTMAX_NAMES_WORDS;
    if (!q->description) return;
    say(s, DEFINITE, shape_of(k, x));
    say(s, NOBODY_NOUN, role_hash(x->role_code));
    bool any = false;
    for (uint32_t i = 1; i < q->n && !any; i++)
        any = called_so(&k->actors[q->at[i].actor], sayso_who_noun_key(k->c, x->noun));
    say(s, ONLY, any);
}

void sayso_evidence_reference(const sayso_question *q, uint32_t candidate, sayso_evidence *e)
{
    const speaking s = { e, asking(q) };
    e->n = 0;
    if (!candidate) { say_nobody(&s, q); return; }
    say_place(&s, q, candidate);
    say_self(&s, q, &q->at[candidate]);
    if (q->description) say_description(&s, q, &q->at[candidate]);
}

/* ---- asking ---------------------------------------------------------------------------------- */

uint32_t sayso_reference_choose(void *softmax, const sayso_question *q)
{
    float z[SAYSO_MOST_ANTECEDENTS], most = -1e30f, sum = 0;
    uint32_t best = 0;
    for (uint32_t i = 0; i < q->n; i++) {
        sayso_evidence e;
        sayso_evidence_reference(q, i, &e);
        sayso_softmax_sum(softmax, e.at, e.n, &z[i]);
        if (z[i] > most) most = z[i], best = i;
    }
    for (uint32_t i = 0; i < q->n; i++) sum += sayso_exp_down(z[i] - most);
    return 1 / sum >= (q->description ? LEAST_DESCRIPTION : LEAST_PRONOUN) ? best : 0;
}

int32_t sayso_who_refers_to(const who_doc *k, uint32_t draft, bool description)
{
    const sayso_referee *r = k->c->referee;
    sayso_question q = { .doc = k, .draft = draft, .word = k->d->drafts[draft].m.head,
                         .description = description };
    if (!r) return -1;
    candidates_find(&q);
    const uint32_t i = q.n > 1 ? r->choose(r->user, &q) : 0;
    return i ? (int32_t)q.at[i].draft : -1;
}

const sayso_ctx *sayso_question_ctx(const sayso_question *q) { return q->doc->c; }

int32_t sayso_question_actor(const sayso_question *q, uint32_t w)
{
    const int32_t i = q->doc->d->draft_of[w];
    const who_draft *x = i < 0 ? NULL : &q->doc->d->drafts[i];
    return !x || x->gone || !x->done ? -1 : x->m.actor;
}

uint32_t sayso_question_name(const sayso_question *q, uint32_t candidate)
{
    const int32_t a = q->at[candidate].actor;
    return a < 0 ? SAYSO_NO_WORD : q->doc->d->drafts[q->doc->actors[a].first].name_last;
}
