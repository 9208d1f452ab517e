/* Whom pronouns, definite descriptions and words for several parties stand for.
 *
 * Candidates are the last mentions of known actors within three sentences, each tried by number,
 * gender and place in the tree, and ranked by nearness and by being a subject (after Lappin and
 * Leass 1994, much simplified: weights chosen by hand on the texts of the languages' refs.tsv,
 * which measure them). Where the best is not clearly better
 * than the next, nobody is named: a wrong name is worse than none. */
#include "who/inside.h"

enum { WINDOW = 2, DESCRIPTION_WINDOW = 8, MOST_GROUP = 8 };
static const float MARGIN = 0.75f; /* by hand; refs.tsv holds texts where nobody is to be named */

static uint32_t sentence_of(const who_doc *k, const who_draft *x)
{
    return k->c->tree.sentence[x->m.head];
}

/* Walks back over recent drafts: n = 0 is the last. NULL when there are no more. */
static who_draft *recent_at(const who_doc *k, uint32_t n)
{
    if (n >= WHO_RECENT || n >= k->n_recent) return NULL;
    return &k->d->drafts[k->recent[(k->n_recent - 1 - n) % WHO_RECENT]];
}

static bool is_subject(const sayso_ctx *c, uint32_t w)
{
    return word_at(c, sayso_first_conjunct(c, w))->rel == SAYSO_NSUBJ;
}

static void stand_for(who_doc *k, uint32_t draft, const who_draft *y, int32_t actor,
                      const char *via)
{
    who_draft *x = &k->d->drafts[draft];
    const who_actor *a = &k->actors[actor];
    const bool plural = x->m.plural;
    if (y) {
        x->m.kind = y->m.kind;
        x->m.entity = y->m.entity;
        x->m.country = y->m.country;
        x->m.code = y->m.code;
        x->m.group = y->m.group;
        x->m.n_group = y->m.n_group;
        x->m.plural = plural || y->m.plural;
        x->m.unnamed = y->m.unnamed;
    } else {
        x->m.kind = a->kind;
        x->m.entity = a->entity;
        x->m.country = a->country;
        x->m.code = a->code;
    }
    x->m.person = a->person;
    x->m.via = via;
    x->m.rule = NULL;
    x->m.score = 0.75f; /* chosen by hand; not measured */
    sayso_who_flags(k->c, &x->m);
    sayso_who_assign(k, draft, actor);
    if (a->person && x->gender && !a->gender) k->actors[actor].gender = x->gender;
}

/* ---- pronouns -------------------------------------------------------------------------------- */

/* In languages whose nouns have gender a plural pronoun stands for a plural noun; elsewhere an
 * army is *they*. */
static bool agrees_in_number(const who_doc *k, uint32_t w)
{
    const uint16_t language = sayso_ctx_language(k->c, w);
    return language != UINT16_MAX && k->genders[language];
}

/* *Israel and its allies*: what w owns is coordinated with the candidate. */
static bool owned_beside(const sayso_ctx *c, uint32_t candidate, uint32_t w)
{
    const uint32_t owned = c->tree.parent[w];
    return owned != SAYSO_NO_WORD && word_at(c, owned)->rel == SAYSO_CONJ &&
           c->tree.parent[owned] == candidate;
}

/* Who does to w what its verb says, also where the subject stands with a verb before that one;
 * NULL if w does it, or nobody known. */
static const who_draft *doer_to(const who_doc *k, uint32_t w)
{
    const sayso_ctx *c = k->c;
    uint32_t verb = c->tree.parent[w];
    if (is_subject(c, w)) return NULL;
    for (int i = 0; i < 4 && verb != SAYSO_NO_WORD; i++, verb = c->tree.parent[verb]) {
        const uint32_t s = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
        if (s != SAYSO_NO_WORD)
            return k->d->draft_of[s] >= 0 ? &k->d->drafts[k->d->draft_of[s]] : NULL;
        if (word_at(c, verb)->rel != SAYSO_CONJ) return NULL;
    }
    return NULL;
}

/* Nobody does to himself what a plain pronoun says: *he thanked him*. */
static bool is_own_subject(const who_doc *k, const who_draft *x, int32_t actor)
{
    const who_draft *doer = x->possessive || x->reflexive ? NULL : doer_to(k, x->m.head);
    return doer && doer->m.actor == actor;
}

static bool pronoun_fits(const who_doc *k, const who_draft *x, const who_draft *y)
{
    const sayso_ctx *c = k->c;
    const who_actor *a = &k->actors[y->m.actor];
    const bool person = a->person && !y->m.plural;
    if (y->m.n_group && !x->m.plural) return false;
    if (is_own_subject(k, x, y->m.actor)) return false;
    /* *Russian* is no antecedent, *Russia* is */
    if (y->m.kind == SAYSO_ENT_COUNTRY_ADJ) return false;
    if (x->personal && !a->person) return false;
    if (x->collective && person) return false;
    const bool either = x->possessive && !x->gender && !x->m.plural &&
                        !(word_at(c, x->m.head)->feats & SAYSO_F(NUMBER_SING));
    if (!either && x->m.plural && person) return false;
    if (x->m.plural && !y->m.n_group && agrees_in_number(k, x->m.head) &&
        !(word_at(c, y->m.head)->feats & SAYSO_F(NUMBER_PLUR)) &&
        sayso_tree_child(c, y->m.head, SAYSO_NUMMOD, SAYSO_NO_WORD) == SAYSO_NO_WORD)
        return false;
    if (!either && !x->m.plural && y->m.plural && !x->possessive) return false;
    /* *её* is one's */
    if (x->possessive && x->gender && !x->m.plural &&
        (word_at(c, y->m.head)->feats & SAYSO_F(NUMBER_PLUR)))
        return false;
    const uint8_t gender = person ? (a->gender ? a->gender : y->gender) : y->gender;
    if (x->gender && gender && !(x->gender & gender)) return false;
    if (c->tree.sentence[x->m.head] != c->tree.sentence[y->m.head]) return true;
    /* *its* within what it would own */
    if (sayso_tree_above(c, y->m.head, x->m.head))
        return x->possessive && owned_beside(c, y->m.head, x->m.head);
    /* one verb's arguments */
    if (!x->possessive && !x->reflexive && c->tree.parent[x->m.head] == c->tree.parent[y->m.head])
        return false;
    return true;
}

/* An object, or what stands in the dative or is marked like it: *demandé à Israël*. */
static bool is_addressed(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    if (x->rel == SAYSO_OBJ || x->rel == SAYSO_IOBJ) return true;
    const uint32_t marker = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    if (x->rel != SAYSO_OBL) return false;
    if (marker == SAYSO_NO_WORD) return x->feats & SAYSO_F(CASE_DAT);
    return sayso_lexicon_class(c->lexicon, sayso_ctx_language(c, w), SAYSO_CLASS_DATIVE,
                               word_at(c, marker), 1, NULL) == 1;
}

/* *urged Belarus to withdraw its forces*: the object of `verb` that governs the infinitive which
 * w stands in, or SAYSO_NO_WORD. */
static uint32_t controller(const sayso_ctx *c, uint32_t verb, uint32_t w)
{
    for (int i = 0; i < 8 && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        if (word_at(c, w)->rel != SAYSO_XCOMP) continue;
        if (c->tree.parent[w] != verb) return SAYSO_NO_WORD;
        for (uint32_t k = c->tree.first_child[verb]; k != SAYSO_NO_WORD && k < w;
             k = c->tree.next_sibling[k])
            if (is_addressed(c, k)) return k;
        return SAYSO_NO_WORD;
    }
    return SAYSO_NO_WORD;
}

static float pronoun_rank(const who_doc *k, const who_draft *x, const who_draft *y)
{
    const sayso_ctx *c = k->c;
    const uint32_t apart = sentence_of(k, x) - sentence_of(k, y);
    float s = apart == 0 ? 3.5f : 3.0f - (float)apart;
    if (is_subject(c, y->m.head)) {
        s += 1.5f;
        const uint32_t verb = c->tree.parent[y->m.head];
        const bool above = apart == 0 && verb != SAYSO_NO_WORD &&
                           sayso_tree_above(c, verb, x->m.head);
        /* *X said that he* */
        if (above) s += controller(c, verb, x->m.head) == SAYSO_NO_WORD ? 1.5f : -1.0f;
        if (is_subject(c, x->m.head)) s += 0.5f;
    }
    const uint8_t rel = word_at(c, y->m.head)->rel;
    if (apart == 0 && controller(c, c->tree.parent[y->m.head], x->m.head) == y->m.head) s += 1.5f;
    if (apart == 0 && x->possessive && owned_beside(c, y->m.head, x->m.head)) s += 4.0f;
    if (rel == SAYSO_NMOD || rel == SAYSO_COMPOUND) s -= 0.75f;
    /* sources and experts are seldom spoken of again */
    if (y->m.unnamed && !sayso_code_known(y->m.code)) s -= 1.5f;
    if (y->m.kind == SAYSO_ENT_CAPITAL && rel == SAYSO_OBL) s -= 1.0f;
    return s;
}

/* Where a pronoun may stand for a thing, a thing that is the last subject of the same gender may
 * be meant instead. */
static bool pronoun_has_rival(const who_doc *k, const who_draft *x, const who_draft *y)
{
    const sayso_ctx *c = k->c;
    if (x->personal || (k->actors[y->m.actor].person && x->gender == 0)) return false;
    const uint64_t gender = ((x->gender & WHO_MASC) ? SAYSO_F(GENDER_MASC) : 0) |
                            ((x->gender & WHO_FEM) ? SAYSO_F(GENDER_FEM) : 0) |
                            ((x->gender & WHO_NEUT) ? SAYSO_F(GENDER_NEUT) : 0);
    const sayso_sent *s = &c->text->sents[sentence_of(k, y)];
    const uint32_t end = s->first_word + s->n_words < x->m.head ? s->first_word + s->n_words
                                                                : x->m.head;
    for (uint32_t w = y->m.head + 1; w < end; w++) {
        const sayso_word *n = word_at(c, w);
        if (n->rel != SAYSO_NSUBJ || n->upos != SAYSO_NOUN || k->d->draft_of[w] >= 0) continue;
        if (gender && (n->feats & gender)) return true;
        if (!gender && !x->m.plural == !(n->feats & SAYSO_F(NUMBER_PLUR))) return true;
    }
    return false;
}

/* The subject of the clause that a reflexive stands in. */
static bool pronoun_reflexive(who_doc *k, uint32_t draft)
{
    const sayso_ctx *c = k->c;
    const who_draft *x = &k->d->drafts[draft];
    uint32_t w = c->tree.parent[x->m.head];
    for (int i = 0; i < 12 && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        const uint32_t object = controller(c, w, x->m.head),
                       s = object != SAYSO_NO_WORD
                               ? object
                               : sayso_tree_child(c, w, SAYSO_NSUBJ, SAYSO_NO_WORD);
        if (s == SAYSO_NO_WORD || sayso_tree_above(c, s, x->m.head)) continue;
        const int32_t at = k->d->draft_of[s];
        const who_draft *y = at >= 0 ? &k->d->drafts[at] : NULL;
        if (!y || y->gone || y->m.actor < 0) return false;
        stand_for(k, draft, y, y->m.actor, "coreference:reflexive");
        return true;
    }
    return false;
}

static bool pronoun_relative(who_doc *k, uint32_t draft)
{
    const sayso_ctx *c = k->c;
    uint32_t w = k->d->drafts[draft].m.head;
    for (int i = 0; i < 8 && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        if (word_at(c, w)->rel != SAYSO_ACL) continue;
        const uint32_t head = c->tree.parent[w];
        const int32_t at = head == SAYSO_NO_WORD ? -1 : k->d->draft_of[head];
        const who_draft *y = at >= 0 ? &k->d->drafts[at] : NULL;
        if (!y || y->gone || y->m.actor < 0 || (uint32_t)at >= draft) return false;
        stand_for(k, draft, y, y->m.actor, "coreference:relative");
        return true;
    }
    return false;
}

bool sayso_who_pronoun(who_doc *k, uint32_t draft)
{
    const who_draft *x = &k->d->drafts[draft];
    if (x->m.via[0]) return pronoun_relative(k, draft);
    if (x->reflexive) return pronoun_reflexive(k, draft);
    const who_draft *best = NULL;
    float first = 0, second = 0;
    for (uint32_t n = 0;; n++) {
        const who_draft *y = recent_at(k, n);
        if (!y || sentence_of(k, x) - sentence_of(k, y) > WINDOW) break;
        if (!pronoun_fits(k, x, y)) continue;
        const float s = pronoun_rank(k, x, y);
        if (!best || s > first) {
            if (best && best->m.actor != y->m.actor) second = first;
            best = y;
            first = s;
        } else if (y->m.actor != best->m.actor && s > second) {
            second = s;
        }
    }
    if (!best || first - second < MARGIN || pronoun_has_rival(k, x, best)) return false;
    stand_for(k, draft, best, best->m.actor, "coreference:pronoun");
    return true;
}

/* ---- definite descriptions ------------------------------------------------------------------- */

static bool is_definite(const who_doc *k, const who_draft *x)
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

/* *Two countries*, *both sides*: a number, or a determiner that is neither an indefinite article
 * nor a denial. */
static bool is_counted(const sayso_ctx *c, uint32_t w)
{
    for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k]) {
        const sayso_word *x = word_at(c, k);
        if (x->rel == SAYSO_NUMMOD) return true;
        if (x->rel == SAYSO_REL_DET && !(x->feats & (SAYSO_F(DEFINITE_IND) | SAYSO_F(PRONTYPE_NEG) |
                                                     SAYSO_F(PRONTYPE_IND) | SAYSO_F(POSS_YES))))
            return true;
    }
    return false;
}

static bool called_so(const who_actor *a, uint64_t noun)
{
    for (uint32_t i = 0; i < a->n_nouns; i++)
        if (a->nouns[i] == noun) return true;
    return false;
}

/* How well an actor suits a description: 2 if it was called so before, 1 if its role is the
 * same; 0 if not at all. */
static int description_suits(const sayso_ctx *c, const who_draft *x, const who_actor *a,
                             uint64_t noun)
{
    if (a->unnamed || a->plural || a->person != x->m.person) return 0;
    if (!sayso_code_known(a->code) && !a->named) return 0;
    if (x->m.country[0] && strcmp(x->m.country, a->country) != 0) return 0;
    if (x->gender && a->gender && x->m.person && !(x->gender & a->gender)) return 0;
    if (called_so(a, noun)) return a->named || a->country[0] ? 2 : 0;
    if (x->m.first < x->m.last) return 0; /* *the ministry of defence* names which */
    const bool same = strncmp(a->code.role, x->role_code, 3) == 0;
    /* *відомство* after *міністерство оборони* */
    if (x->institution && a->institution && a->country[0])
        return (same || (strcmp(x->role_code, "GOV") == 0 &&
                         (sayso_who_traits(c, a->code.role) &
                          SAYSO_ROLE_STATE))) &&
               !x->m.country[0];
    if (!a->named || (a->kind != SAYSO_ENT_PERSON && a->kind != SAYSO_ENT_ORGANISATION &&
                      a->kind != SAYSO_ENT_MEDIUM))
        return 0;
    return same ? 1 : 0;
}

/* *The minister*: the one whom the text has called so, else the only one nearby of that role
 * (and country, if said). */
bool sayso_who_description(who_doc *k, uint32_t draft)
{
    who_draft *x = &k->d->drafts[draft];
    if (x->role < 0 || x->m.plural || x->noun == SAYSO_NO_WORD || strlen(x->role_code) != 3)
        return false;
    const bool by_owner = x->m.person && x->m.country[0]; /* *le dirigeant nord-coréen* */
    if (!is_definite(k, x) || !is_plain(k, x)) return false;
    const uint64_t noun = x->m.first < x->m.last ? sayso_who_role_key(x->role)
                                                 : sayso_who_noun_key(k->c, x->noun);
    int32_t called = -1, role = -1;
    uint32_t called_apart = 0;
    bool several_called = false, several_role = false;
    for (uint32_t n = 0;; n++) {
        const who_draft *y = recent_at(k, n);
        const uint32_t apart = y ? sentence_of(k, x) - sentence_of(k, y) : 0;
        if (!y || apart > DESCRIPTION_WINDOW) break;
        if (y->m.n_group) continue;
        const int suits = description_suits(k->c, x, &k->actors[y->m.actor], noun);
        if (suits == 2) {
            /* the one just spoken of may stand before another called so further back */
            several_called |= called >= 0 && called != y->m.actor &&
                              !(called_apart <= 1 && apart > called_apart);
            if (called < 0) { called = y->m.actor; called_apart = apart; }
        } else if (suits == 1 && (by_owner || apart <= 2)) {
            several_role |= role >= 0 && role != y->m.actor;
            if (role < 0) role = y->m.actor;
        }
    }
    const int32_t actor = called >= 0 ? (several_called ? -1 : called) : several_role ? -1 : role;
    if (actor < 0) return false;
    stand_for(k, draft, NULL, actor, called >= 0 ? "coreference:same-noun" : "coreference:role");
    return true;
}

/* ---- several together ------------------------------------------------------------------------ */

typedef struct party { const char *country; int32_t actor; uint32_t count; bool alone; } party;

static void party_add(party *p, uint32_t *n, const who_draft *y)
{
    for (uint32_t i = 0; i < *n; i++)
        if (strcmp(p[i].country, y->m.country) == 0) {
            p[i].count++;
            p[i].alone &= p[i].actor == y->m.actor;
            return;
        }
    if (*n < MOST_GROUP) p[(*n)++] = (party){ y->m.country, y->m.actor, 1, true };
}

/* A capital or country that says where something happens: *in Tbilisi*, *dans l'est de
 * l'Ukraine*. */
static bool is_where(const sayso_ctx *c, const who_draft *y)
{
    return (y->m.kind == SAYSO_ENT_CAPITAL || y->m.kind == SAYSO_ENT_COUNTRY) &&
           sayso_place_marker(c, y->m.head) != SAYSO_NO_WORD;
}

/* The country that does something to x is none of those it stands for: *Washington asked both
 * sides*. */
static bool acts_on(const who_doc *k, const who_draft *x, const char *country)
{
    /* not *according to both sides, troops were sent* */
    const who_draft *doer = is_addressed(k->c, x->m.head) ? doer_to(k, x->m.head) : NULL;
    return doer && strcmp(doer->m.country, country) == 0;
}

/* May y be one of those that x stands for? With `people`, only persons count: *the two leaders*. */
static bool is_party(const who_draft *y, const who_draft *x, const who_doc *k, bool people)
{
    if (acts_on(k, x, y->m.country)) return false;
    if (people && !k->actors[y->m.actor].person) return false;
    return y->m.country[0] && y->m.political && !y->m.n_group && y->m.kind != SAYSO_ENT_PLACE;
}

/* How many: *three countries*; two where nothing is said. */
static uint32_t group_size(const sayso_ctx *c, uint32_t w)
{
    const uint32_t k = sayso_tree_child(c, w, SAYSO_NUMMOD, SAYSO_NO_WORD);
    sayso_date_word found[4];
    if (k == SAYSO_NO_WORD) return 2;
    const sayso_str form = word_at(c, k)->form;
    if (form.len == 1 && form.at[0] >= '2' && form.at[0] <= '6')
        return (uint32_t)(form.at[0] - '0');
    const uint32_t n = sayso_lexicon_date_words(c->lexicon, sayso_ctx_language(c, k), word_at(c, k),
                                                1, found, 4);
    for (uint32_t i = 0; i < n; i++)
        if (found[i].kind == SAYSO_DW_NUMBER && found[i].value && found[i].value[0] >= '2' &&
            found[i].value[0] <= '6' && !found[i].value[1])
            return (uint32_t)(found[i].value[0] - '0');
    return 2;
}

/* Several parties: exactly as many countries in this sentence so far, or with the one before
 * (near); else the last ones named in one breath (coordinated); else those named most in what
 * was read lately, if they stand out (often). */
static uint32_t group_near(const who_doc *k, const who_draft *x, bool people, party *p)
{
    const uint32_t want = group_size(k->c, x->m.head);
    uint32_t n = 0, at = 0;
    for (uint32_t apart = 0; apart <= 1 && n <= want; apart++) {
        for (const who_draft *y;
             (y = recent_at(k, at)) && sentence_of(k, x) - sentence_of(k, y) <= apart; at++)
            if (is_party(y, x, k, people) && !is_where(k->c, y))
                party_add(p, &n, y); /* not Tbilisi in *held talks in Tbilisi* */
        if (n == want) return n;
    }
    return 0;
}

static uint32_t group_often(const who_doc *k, const who_draft *x, bool people, party *p)
{
    const uint32_t want = group_size(k->c, x->m.head);
    uint32_t n = 0, at = 0;
    for (const who_draft *y; (y = recent_at(k, at)); at++)
        if (is_party(y, x, k, people)) party_add(p, &n, y);
    /* few: the greatest counts to the front, earlier ones first among equals */
    for (uint32_t i = 0; i + 1 < n; i++)
        for (uint32_t j = i + 1; j > 0 && p[j].count > p[j - 1].count; j--) {
            const party swap = p[j];
            p[j] = p[j - 1];
            p[j - 1] = swap;
        }
    if (n <= want) return n == want ? n : 0;
    return 3 * p[want - 1].count >= 4 * p[want].count + 1 ? want : 0;
}

/* Are all parties that this sentence (and, with `before` 1, the one before it) has named among
 * those found? */
static bool has_parties_here(const who_doc *k, const who_draft *x, const party *p, uint32_t n,
                             uint32_t before)
{
    const who_draft *y;
    for (uint32_t at = 0; (y = recent_at(k, at)) && sentence_of(k, x) - sentence_of(k, y) <= before;
         at++) {
        /* *the Korean question* */
        bool among = !is_party(y, x, k, false) || is_where(k->c, y) ||
                     y->m.kind == SAYSO_ENT_COUNTRY_ADJ;
        for (uint32_t i = 0; i < n && !among; i++) among = strcmp(p[i].country, y->m.country) == 0;
        if (!among) return false;
    }
    return true;
}

/* The last coordination of as many actors as are meant, in any place of a clause: *between
 * Moscow and Pyongyang*. */
static uint32_t group_coordinated(const who_doc *k, const who_draft *x, bool subjects, party *p)
{
    const sayso_ctx *c = k->c;
    const uint32_t want = group_size(c, x->m.head);
    for (uint32_t at = 0;; at++) {
        const who_draft *y = recent_at(k, at);
        if (!y ||
            sentence_of(k, x) - sentence_of(k, y) > (x->country_noun ? 1 : DESCRIPTION_WINDOW))
            return 0;
        if (word_at(c, y->m.head)->rel == SAYSO_CONJ ||
            (subjects && word_at(c, y->m.head)->rel != SAYSO_NSUBJ))
            continue;
        uint32_t words[MOST_GROUP];
        const uint32_t m = sayso_conjuncts(c, y->m.head, words, MOST_GROUP);
        uint32_t n = 0;
        for (uint32_t i = 0; i < m && m == want; i++) {
            const int32_t z = k->d->draft_of[words[i]];
            const who_draft *v = z < 0 ? NULL : &k->d->drafts[z];
            if (v && !v->gone && v->m.actor >= 0 && v->m.political && !v->m.n_group)
                p[n++] = (party){ v->m.country, v->m.actor, 1, true };
        }
        if (n == want && p[0].actor != p[1].actor &&
            has_parties_here(k, x, p, n, sentence_of(k, x) - sentence_of(k, y) > 1))
            return n;
    }
}

/* The conjuncts of the last coordinated subject: *X and Y met. They …* */
static uint32_t group_conjuncts(const who_doc *k, const who_draft *x, party *p)
{
    const sayso_ctx *c = k->c;
    for (uint32_t at = 0;; at++) {
        const who_draft *y = recent_at(k, at);
        if (!y || sentence_of(k, x) - sentence_of(k, y) > 1) return 0;
        if (word_at(c, y->m.head)->rel != SAYSO_NSUBJ ||
            sayso_tree_child(c, y->m.head, SAYSO_CONJ, SAYSO_NO_WORD) == SAYSO_NO_WORD)
            continue;
        uint32_t words[MOST_GROUP], n = 0;
        const uint32_t m = sayso_conjuncts(c, y->m.head, words, MOST_GROUP);
        for (uint32_t i = 0; i < m; i++) {
            const int32_t z = k->d->draft_of[words[i]];
            if (z < 0 || k->d->drafts[z].gone || k->d->drafts[z].m.actor < 0 ||
                words[i] > x->m.head)
                return 0;
            p[n++] = (party){ k->d->drafts[z].m.country, k->d->drafts[z].m.actor, 1, true };
        }
        return n >= 2 ? n : 0;
    }
}

static bool is_owned(const sayso_ctx *c, uint32_t w)
{
    for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k])
        if (word_at(c, k)->sub == SAYSO_SUB_POSS || (word_at(c, k)->feats & SAYSO_F(POSS_YES)))
            return true;
    return false;
}

/* *The country*: the one that the sentence has spoken of, its subject's first. */
static bool group_single(who_doc *k, uint32_t draft)
{
    const who_draft *x = &k->d->drafts[draft];
    const char *country = NULL;
    int32_t actor = -1;
    for (uint32_t at = 0;; at++) {
        const who_draft *y = recent_at(k, at);
        if (!y || sentence_of(k, x) - sentence_of(k, y) > 1 ||
            (country && sentence_of(k, x) != sentence_of(k, y)))
            break;
        if (!y->m.country[0] || y->m.n_group) continue;
        if (is_subject(k->c, y->m.head)) { country = y->m.country; actor = y->m.actor; break; }
        if (!country) { country = y->m.country; actor = y->m.actor; }
        else if (strcmp(country, y->m.country) != 0) actor = -1;
    }
    if (!country || actor < 0) return false;
    const int32_t whole = sayso_who_country_make(k, country, draft);
    if (whole < 0) return false;
    stand_for(k, draft, NULL, whole, "coreference:country");
    return true;
}

static bool is_role_of_people(const sayso_ctx *c, uint32_t w)
{
    const sayso_name_match *m = c->hit_of[w] < 0 ? NULL
                                                 : sayso_hit_kind(c, &c->hits[c->hit_of[w]],
                                                                  1u << SAYSO_ENT_ROLE);
    const sayso_entity *e = m ? sayso_ctx_entity(c, m->entity) : NULL;
    return e && e->detail && strcmp(e->detail, "person") == 0;
}

bool sayso_who_group(who_doc *k, uint32_t draft, bool *no_memory)
{
    who_draft *x = &k->d->drafts[draft];
    party p[MOST_GROUP];
    uint32_t n;
    bool people = false;
    if (!x->m.plural)
        return x->country_noun && (is_definite(k, x) || is_owned(k->c, x->m.head)) &&
               group_single(k, draft);
    if (x->m.pronoun) n = group_conjuncts(k, x, p);
    else if (!is_definite(k, x) && !is_counted(k->c, x->m.head)) return false;
    else if (is_owned(k->c, x->m.head) && !x->country_noun)
        return false; /* *its allies* are others */
    else {
        people = is_role_of_people(k->c, x->m.head);
        if (!people || !(n = group_near(k, x, true, p))) {
            if ((n = group_near(k, x, false, p))) people = false;
            else if ((n = group_coordinated(k, x, true, p)) ||
                     (!x->country_noun && (n = group_coordinated(k, x, false, p))))
                people = !x->country_noun;
            else {
                people = false;
                n = group_often(k, x, false, p);
                if (!has_parties_here(k, x, p, n, 1)) n = 0;
            }
        }
    }
    if (n < 2) return false;
    int32_t *group = sayso_arena_array(k->c->arena, n, sizeof *group);
    if (!group) { *no_memory = true; return false; }
    for (uint32_t i = 0; i < n; i++) {
        const int32_t whole = x->m.pronoun || people || !(x->country_noun || !p[i].alone)
                                  ? -1
                                  : sayso_who_country_make(k, p[i].country, draft);
        group[i] = whole >= 0 ? whole : p[i].actor;
    }
    stand_for(k, draft, NULL, group[0], "coreference:group");
    x->m.group = group;
    x->m.n_group = n;
    return true;
}
