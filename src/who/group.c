/* Words for several parties: *both sides*, *the two countries*, *they*. By rule: as many as are meant,
 * named together or most. */
#include "who/inside.h"

enum { DESCRIPTION_WINDOW = 8, ALL_WINDOW = 3, MOST_GROUP = 8 };

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

/* The countries that do something to x are none of those it stands for: *Washington and Rome asked both
 * sides*. */
static bool acts_on(const who_doc *k, const who_draft *x, const char *country)
{
    /* not *according to both sides, troops were sent* */
    const who_draft *doer = sayso_who_is_addressed(k->c, x->m.head) ? sayso_who_doer_to(k, x->m.head) : NULL;
    uint32_t words[MOST_GROUP];
    const uint32_t n = doer ? sayso_conjuncts(k->c, doer->m.head, words, MOST_GROUP) : 0;
    for (uint32_t i = 0; i < n; i++) {
        const int32_t at = k->d->draft_of[words[i]];
        if (at >= 0 && strcmp(k->d->drafts[at].m.country, country) == 0) return true;
    }
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
             (y = sayso_who_recent(k, at)) && sayso_who_sentence(k, x) - sayso_who_sentence(k, y) <= apart; at++)
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
    for (const who_draft *y; (y = sayso_who_recent(k, at)); at++)
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
    for (uint32_t at = 0; (y = sayso_who_recent(k, at)) && sayso_who_sentence(k, x) - sayso_who_sentence(k, y) <= before;
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
        const who_draft *y = sayso_who_recent(k, at);
        if (!y ||
            sayso_who_sentence(k, x) - sayso_who_sentence(k, y) > (x->country_noun ? 1 : DESCRIPTION_WINDOW))
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
            has_parties_here(k, x, p, n, sayso_who_sentence(k, x) - sayso_who_sentence(k, y) > 1))
            return n;
    }
}

/* The conjuncts of the last coordinated subject: *X and Y met. They …* */
static uint32_t group_conjuncts(const who_doc *k, const who_draft *x, party *p)
{
    const sayso_ctx *c = k->c;
    for (uint32_t at = 0;; at++) {
        const who_draft *y = sayso_who_recent(k, at);
        if (!y || sayso_who_sentence(k, x) - sayso_who_sentence(k, y) > 1) return 0;
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

/* *All sides*, not *both sides*: is it left open how many there are? */
static bool is_all(const sayso_ctx *c, uint32_t w)
{
    const uint32_t k = sayso_tree_child(c, w, SAYSO_REL_DET, SAYSO_NO_WORD);
    return k != SAYSO_NO_WORD && (word_at(c, k)->feats & SAYSO_F(PRONTYPE_TOT)) &&
           sayso_tree_child(c, w, SAYSO_NUMMOD, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
           !sayso_in_class(c, k, SAYSO_CLASS_GROUP, NULL);
}

/* All of the longest list that was named just now. */
static uint32_t group_all(const who_doc *k, const who_draft *x, party *p)
{
    const sayso_ctx *c = k->c;
    uint32_t most = 0;
    for (uint32_t at = 0;; at++) {
        const who_draft *y = sayso_who_recent(k, at);
        if (!y || sayso_who_sentence(k, x) - sayso_who_sentence(k, y) > ALL_WINDOW) return most;
        if (y->m.n_group > most && y->m.n_group <= MOST_GROUP) { /* *presidents of Peru and Chile* */
            most = y->m.n_group;
            for (uint32_t i = 0; i < most; i++)
                p[i] = (party){ k->actors[y->m.group[i]].code.country,
                                y->m.group[i], 1, false };
        }
        if (word_at(c, y->m.head)->rel == SAYSO_CONJ) continue;
        uint32_t words[MOST_GROUP], n = 0;
        const uint32_t m = sayso_conjuncts(c, y->m.head, words, MOST_GROUP);
        party found[MOST_GROUP];
        for (uint32_t i = 0; i < m; i++) {
            const int32_t z = k->d->draft_of[words[i]];
            const who_draft *v = z < 0 ? NULL : &k->d->drafts[z];
            if (v && !v->gone && v->m.actor >= 0 && is_party(v, x, k, false))
                party_add(found, &n, v);
        }
        if (n == m && n > most && n > 1) memcpy(p, found, (most = n) * sizeof *p);
    }
}

/* *The states of the Baltic*: named by whose they are, not those named before. */
static bool is_named_by_whose(const sayso_ctx *c, uint32_t w)
{
    const uint32_t k = sayso_tree_child(c, w, SAYSO_NMOD, SAYSO_NO_WORD);
    return k != SAYSO_NO_WORD && word_at(c, k)->upos == SAYSO_PROPN;
}

/* *The US withdrew from the country*: where a state does something is no other word for it. */
static bool moves_at(const sayso_ctx *c, const who_draft *x, const who_draft *y)
{
    const uint32_t verb = c->tree.parent[x->m.head];
    return (y->m.kind == SAYSO_ENT_COUNTRY || y->m.kind == SAYSO_ENT_CAPITAL) &&
           sayso_who_is_subject(c, y->m.head) &&
           verb != SAYSO_NO_WORD && word_at(c, x->m.head)->rel == SAYSO_OBL &&
           sayso_tree_child(c, x->m.head, SAYSO_CASE, SAYSO_NO_WORD) != SAYSO_NO_WORD &&
           c->tree.parent[sayso_first_conjunct(c, y->m.head)] == verb;
}

/* *The country*: the one that the sentence has spoken of, its subject's first. */
static bool group_single(who_doc *k, uint32_t draft)
{
    const who_draft *x = &k->d->drafts[draft];
    const char *country = NULL;
    int32_t actor = -1;
    for (uint32_t at = 0;; at++) {
        const who_draft *y = sayso_who_recent(k, at);
        if (!y || sayso_who_sentence(k, x) - sayso_who_sentence(k, y) > 1 ||
            (country && sayso_who_sentence(k, x) != sayso_who_sentence(k, y)))
            break;
        if (!y->m.country[0] || y->m.n_group) continue;
        if (moves_at(k->c, x, y)) continue;
        if (sayso_who_is_subject(k->c, y->m.head)) { country = y->m.country; actor = y->m.actor; break; }
        if (!country) { country = y->m.country; actor = y->m.actor; }
        else if (strcmp(country, y->m.country) != 0) actor = -1;
    }
    if (!country || actor < 0) return false;
    const int32_t whole = sayso_who_country_make(k, country, draft);
    if (whole < 0) return false;
    sayso_who_stand_for(k, draft, NULL, whole, "coreference:country");
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
        return x->country_noun && (sayso_who_is_definite(k, x) || is_owned(k->c, x->m.head)) &&
               group_single(k, draft);
    if (x->m.pronoun) n = group_conjuncts(k, x, p);
    else if (!sayso_who_is_definite(k, x) && !is_counted(k->c, x->m.head)) return false;
    else if (is_owned(k->c, x->m.head) && !x->country_noun)
        return false; /* *its allies* are others */
    else if (x->country_noun && is_named_by_whose(k->c, x->m.head)) return false;
    else if (is_all(k->c, x->m.head)) n = group_all(k, x, p);
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
    sayso_who_stand_for(k, draft, NULL, group[0], "coreference:group");
    x->m.group = group;
    x->m.n_group = n;
    return true;
}
