/* Titles, names and countries of one phrase put together.
 *
 * A phrase may say three things, each in several places: a name (head, flat, appos), a role
 * (head, title before the name, appos behind it) and a country (adjective, compound, possessor,
 * genitive, at last a participle: *Iran-backed*). What the knowledge tables say of a name goes
 * before what its description says. */
#include "who/inside.h"

#include <stdio.h>

static who_draft *draft_at(who *d, uint32_t w)
{
    const int32_t i = d->draft_of[w];
    return i >= 0 && !d->drafts[i].gone ? &d->drafts[i] : NULL;
}

static bool is_named(const who_draft *x) { return x->name_first != SAYSO_NO_WORD && !x->thing; }
static bool is_national(const who_draft *x)
{
    switch (x->m.kind) {
    case SAYSO_ENT_COUNTRY:
    case SAYSO_ENT_COUNTRY_ADJ:
    case SAYSO_ENT_CAPITAL:
    case SAYSO_ENT_METONYM:
    case SAYSO_ENT_INHABITANT:
    case SAYSO_ENT_PLACE: return x->m.entity >= 0;
    default: return false;
    }
}

/* An armed group that the tables have. */
static bool is_armed_body(const who_draft *x)
{
    return x->m.entity >= 0 && x->m.kind == SAYSO_ENT_ORGANISATION && x->m.armed;
}

/* An international body with a code of its own: its ministers, inspectors, jets and courts are it. */
static bool is_international(const who_draft *x)
{
    return x->m.entity >= 0 && x->m.kind == SAYSO_ENT_ORGANISATION && strncmp(x->m.code.role, "IGO", 3) == 0 &&
           strlen(x->m.code.role) > 3;
}

/* Leaders, spokesmen and members are what they lead, speak for and belong to: *head of the army*
 * is the army. */
static bool stands_for_body(const sayso_ctx *c, const who_draft *x, const who_draft *body)
{
    /* *leader of the opposition* */
    const bool partisan = sayso_who_traits(c, body->role_code) & SAYSO_ROLE_PARTY;
    if (body->role >= 0 && !body->institution && !body->m.person && !body->m.armed && !partisan)
        return false;
    if (is_international(body)) return true;
    /* *Houthi gunmen*, *rebels of the front* */
    const uint32_t own = sayso_who_traits(c, x->role_code);
    if ((own & SAYSO_ROLE_ARMED) && !(own & SAYSO_ROLE_STATE) && is_armed_body(body)) return true;
    /* *commander of the rebels* */
    if (strcmp(x->role_code, "MIL") == 0 && body->m.armed) return x->m.person;
    return x->m.person && strcmp(x->role_code, "GOV") == 0 && sayso_code_known(body->m.code) &&
           body->m.code.role[0];
}

bool sayso_who_take_body(const sayso_ctx *c, who_draft *x, const who_draft *body)
{
    if (!stands_for_body(c, x, body)) return false;
    snprintf(x->role_code, sizeof x->role_code, "%s",
             body->m.code.role);
    return true;
}

void sayso_who_describe(const sayso_ctx *c, who_draft *x)
{
    x->m.code = sayso_who_compose(x->m.country, x->role_code);
    if (strlen(x->role_code) > 3) x->m.country = "";
    sayso_who_flags(c, &x->m);
}

/* ---- owners: who or what gives the country --------------------------------------------------- */

typedef struct owners {
    const who_draft *country; int country_rank; /* a country, people, place */
    const who_draft *body; int body_rank;       /* an organisation, a role, a person */
} owners;

enum { BY_PARTICIPLE = 1, BY_GENITIVE = 2, BY_POSSESSIVE = 3, BY_ADJECTIVE = 4 };

static int owner_rank(const sayso_ctx *c, uint32_t k, const who_draft *x)
{
    const sayso_word *w = word_at(c, k);
    if (w->sub == SAYSO_SUB_POSS) return BY_POSSESSIVE;
    if (x->m.kind == SAYSO_ENT_COUNTRY_ADJ) return BY_ADJECTIVE;
    switch (w->rel) {
    case SAYSO_AMOD: case SAYSO_COMPOUND: return BY_ADJECTIVE;
    case SAYSO_REL_DET: return 0;
    /* *движение «Братья-мусульмане»* */
    case SAYSO_APPOS:
        return x->m.entity >= 0 && x->m.kind == SAYSO_ENT_ORGANISATION ? BY_GENITIVE : 0;
    /* *President of*, badly parsed, or *Bank Rossii* */
    case SAYSO_FLAT: return is_national(x) ? BY_ADJECTIVE : 0;
    case SAYSO_NMOD:
        if (sayso_is_genitive(c, k)) return BY_GENITIVE;
        /* *spokesman for the ministry*, *official at the bank* */
        return is_national(x) ? 0 : BY_PARTICIPLE;
    default: return 0;
    }
}

static void owner_offer(owners *o, const who_draft *x, int rank)
{
    if (rank == 0 || x->m.pronoun || x->weak || x->thing) return;
    if (is_national(x)) {
        if (rank > o->country_rank && x->m.country[0]) { o->country = x; o->country_rank = rank; }
    } else if (rank > o->body_rank && sayso_code_known(x->m.code)) {
        o->body = x;
        o->body_rank = rank;
    }
}

/* *Iran-backed*, *contrôlé par Moscou*: the country is below the participle or adjective. */
static void owner_below(who *d, uint32_t participle, owners *o)
{
    const sayso_ctx *c = d->c;
    for (uint32_t k = c->tree.first_child[participle]; k != SAYSO_NO_WORD;
         k = c->tree.next_sibling[k]) {
        const uint8_t rel = word_at(c, k)->rel;
        const who_draft *x = draft_at(d, k);
        if (x && is_national(x) &&
            (rel == SAYSO_COMPOUND || rel == SAYSO_OBL || rel == SAYSO_NMOD || rel == SAYSO_ADVMOD))
            owner_offer(o, x, BY_PARTICIPLE);
    }
}

/* *The movement Ennahda*: the noun is what it is called. */
static const who_draft *named_by(who *d, const who_draft *y)
{
    const sayso_ctx *c = d->c;
    const who_draft *o = y->thing && y->owner != SAYSO_NO_WORD ? draft_at(d, y->owner) : NULL;
    const bool beside = o && c->tree.parent[y->owner] == y->m.head &&
                        (word_at(c, y->owner)->rel == SAYSO_APPOS ||
                         word_at(c, y->owner)->rel == SAYSO_FLAT);
    return beside ? o : y;
}

/* Looks at the dependents of all words of a name or role that lie outside it, and of the title
 * that was taken in. */
static void owners_find(who *d, const who_draft *x, uint32_t first, uint32_t last, owners *o)
{
    const sayso_ctx *c = d->c;
    for (uint32_t w = first; w <= last; w++)
        for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k]) {
            const who_draft *y = draft_at(d, k);
            /* *le ministère russe de la Défense* */
            const bool put_in = y && y != x && is_national(y) && word_at(c, k)->rel == SAYSO_AMOD;
            if (k >= first && k <= last && !put_in) continue;
            const sayso_word *kw = word_at(c, k);
            if (y && y != x) owner_offer(o, named_by(d, y), owner_rank(c, k, y));
            else if (kw->rel == SAYSO_AMOD && (kw->upos == SAYSO_VERB || kw->upos == SAYSO_ADJ) &&
                     !o->country)
                owner_below(d, k, o);
            else if (kw->rel == SAYSO_ACL && kw->sub != SAYSO_SUB_RELCL && !o->country)
                owner_below(d, k, o);
        }
}

static void take_owner(const sayso_ctx *c, who_draft *x, const owners *o)
{
    const bool body = o->body && (o->body_rank > BY_PARTICIPLE || x->m.person);
    if (body && (!o->country || o->country_rank == BY_PARTICIPLE)) {
        x->owner = o->body->m.head;
        x->m.country = o->body->m.country;
        if (stands_for_body(c, x, o->body) || (x->m.unnamed && !x->role_code[0])) {
            snprintf(x->role_code, sizeof x->role_code, "%s",
                     o->body->m.code.role);
            x->m.of_body = is_armed_body(o->body);
        }
        return;
    }
    if (!o->country) return;
    x->owner = o->country->m.head;
    x->m.country = o->country->m.country;
    /* *Britain's ambassador to the UN* is Britain's */
    const bool posted = o->body_rank == BY_PARTICIPLE && strlen(o->body ? o->body->m.code.role : "") > 3;
    if (body && !posted && !is_international(o->body) && stands_for_body(c, x, o->body)) { /* *Danish NATO troops* */
        snprintf(x->role_code, sizeof x->role_code, "%s",
                 o->body->m.code.role);
        x->m.of_body = is_armed_body(o->body);
    }
}

/* Whom the place they are in makes its own: demonstrators, police and rebels *in Baghdad* are
 * Iraq's, troops, diplomats and reporters need not be. Whoever is *from Baghdad* is. */
static bool is_local(const sayso_ctx *c, const who_draft *x)
{
    const uint32_t traits = sayso_who_traits(c, x->role_code);
    return (traits & SAYSO_ROLE_LOCAL) || ((traits & SAYSO_ROLE_LOCAL_BODY) && !x->m.person);
}

static void take_place(who *d, who_draft *x)
{
    const sayso_ctx *c = d->c;
    const bool local = is_local(c, x);
    for (uint32_t w = x->m.first; w <= x->m.last; w++)
        for (uint32_t k = sayso_tree_child(c, w, SAYSO_NMOD, SAYSO_NO_WORD); k != SAYSO_NO_WORD;
             k = sayso_tree_child(c, w, SAYSO_NMOD, k)) {
            const who_draft *y = k < x->m.first || k > x->m.last ? draft_at(d, k) : NULL;
            if (!y || !is_national(y) || y->m.kind == SAYSO_ENT_INHABITANT ||
                !(sayso_is_origin(c, k) || (local && sayso_is_located(c, k))))
                continue;
            x->m.country = y->m.country;
            x->owner = y->m.head;
            return;
        }
}

/* *Bosnian Serbs* live in Bosnia. */
static void take_nationality(who *d, who_draft *x)
{
    owners o = { 0 };
    owners_find(d, x, x->m.first, x->m.last, &o);
    if (o.country_rank != BY_ADJECTIVE || strcmp(o.country->m.country, x->m.country) == 0) return;
    const sayso_entity *e = sayso_ctx_entity(d->c, (uint32_t)o.country->m.entity);
    x->m.country = e->country;
    x->m.code = sayso_who_compose(x->m.country, "CVL");
    sayso_who_flags(d->c, &x->m);
    who_draft *y = draft_at(d, o.country->m.head);
    if (y && y->m.kind == SAYSO_ENT_COUNTRY_ADJ) y->gone = true;
}

/* The owner's adjective is spoken for: it is no mention of its own. */
static void spend_owner(who *d, const who_draft *x)
{
    who_draft *y = x->owner == SAYSO_NO_WORD ? NULL : draft_at(d, x->owner);
    if (y && y->m.kind == SAYSO_ENT_COUNTRY_ADJ) y->gone = true;
}

/* ---- names and titles ------------------------------------------------------------------------ */

static void stretch(who *d, const who_draft *x, const who_draft *y)
{
    const uint32_t h = x->m.head, k = y->m.head;
    if (d->ext_first[k] < d->ext_first[h]) d->ext_first[h] = d->ext_first[k];
    if (d->ext_last[k] > d->ext_last[h]) d->ext_last[h] = d->ext_last[k];
}

static void take_in(who *d, who_draft *x, who_draft *y)
{
    stretch(d, x, y);
    y->gone = true;
    d->draft_of[y->m.head] = (int32_t)(x - d->drafts);
}

/* x is a description, y the name in it. */
static void take_name(who *d, who_draft *x, who_draft *y)
{
    x->name_first = y->name_first;
    x->name_last = y->name_last;
    x->m.first = y->m.first;
    x->m.last = y->m.last;
    x->m.kind = y->m.kind;
    x->m.entity = y->m.entity;
    x->m.via = y->m.entity >= 0 ? y->m.via : x->m.via;
    x->m.score = y->m.entity >= 0 ? y->m.score : 0.8f; /* chosen by hand; not measured */
    x->m.rule = y->m.entity >= 0 ? y->m.rule : NULL;
    x->m.person = y->m.kind == SAYSO_ENT_PERSON;
    x->m.plural = false;
    x->m.unnamed = x->weak = x->thing = false;
    if (!x->gender) x->gender = y->gender;
    if (y->m.entity >= 0 && sayso_code_known(y->m.code)) {
        x->m.code = y->m.code;
        x->m.country = y->m.country;
        sayso_who_flags(d->c, &x->m);
        x->titled = sayso_who_take_office(d->c, x, x->role_code);
    }
    if (x->institution && y->m.entity < 0) {
        x->m.kind = SAYSO_ENT_ORGANISATION;
        x->m.person = false;
    }
    take_in(d, x, y);
}

/* x is a person's name, y a role or description that stands with it. */
static void take_title(who *d, who_draft *x, who_draft *y)
{
    x->noun = y->noun;
    x->role = y->role;
    x->weak = false;
    x->m.person = true;
    if (x->gender == 0) x->gender = y->gender;
    if (!sayso_code_known(x->m.code)) {
        memcpy(x->role_code, y->role_code, sizeof x->role_code);
        x->m.country = y->m.country;
        x->owner = y->owner;
        x->m.score = 0.8f; /* chosen by hand; not measured */
        x->m.code = y->m.code;
        sayso_who_flags(d->c, &x->m);
    } else {
        x->titled = sayso_who_take_office(d->c, x, y->role_code);
    }
    take_in(d, x, y);
}

/* Relations by which a name stands beside its description. A dependent with an adposition or in
 * a bare genitive beside a head of another case owns rather than names. */
static bool beside(const sayso_ctx *c, uint32_t h, uint32_t k)
{
    const sayso_word *w = word_at(c, k), *head = word_at(c, h);
    if (sayso_tree_child(c, k, SAYSO_CASE, SAYSO_NO_WORD) != SAYSO_NO_WORD && w->rel != SAYSO_FLAT)
        return false;
    switch (w->rel) {
    case SAYSO_FLAT: case SAYSO_APPOS: case SAYSO_COMPOUND: return true;
    case SAYSO_NMOD: {
        if (w->sub == SAYSO_SUB_POSS) return false;
        const uint64_t cases = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) |
                               SAYSO_F(CASE_ACC) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);
        const uint64_t a = w->feats & cases, b = head->feats & cases;
        return a == b && a != SAYSO_F(CASE_GEN);
    }
    default: return false;
    }
}

static bool fits_name(const who_draft *x, const who_draft *y)
{
    if (!is_named(y) || is_named(x) || y->m.pronoun) return false;
    if (y->m.kind == SAYSO_ENT_PERSON)
        return x->m.person || (x->institution && y->m.entity < 0 && !y->m.person) ||
               (x->thing && y->m.person); /* *прес-секретар* is in no list */
    if (y->m.kind == SAYSO_ENT_ORGANISATION || y->m.kind == SAYSO_ENT_MEDIUM)
        return x->institution || (!x->m.person && x->role >= 0) || x->thing;
    return false;
}

static bool fits_title(const who_draft *x, const who_draft *y)
{
    return x->m.kind == SAYSO_ENT_PERSON && is_named(x) && !is_named(y) &&
           y->noun != SAYSO_NO_WORD && x->noun == SAYSO_NO_WORD && (y->m.person || y->m.unnamed) &&
           !y->m.plural && !y->thing;
}

/* Names in the phrase of a description, titles in the phrase of a name, rest of a name that only
 * partly matched. */
static void take_dependents(who *d, who_draft *x)
{
    const sayso_ctx *c = d->c;
    const uint32_t h = x->m.head, first = x->m.first, last = x->m.last;
    for (uint32_t w = first; w <= last; w++)
        for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k]) {
            who_draft *y = (k < first || k > last || w != k) ? draft_at(d, k) : NULL;
            if (!y || y == x) continue;
            if (x->weak && k <= x->name_last && k > h && y->m.entity < 0 && is_named(y)) {
                take_in(d, x, y);
                continue;
            }
            if (!beside(c, w, k)) continue;
            const bool rest = word_at(c, k)->rel == SAYSO_FLAT && x->m.entity < 0 &&
                              x->m.kind == SAYSO_ENT_PERSON && is_named(x) && is_named(y);
            if (rest && (y->m.entity < 0 || y->m.kind == SAYSO_ENT_PERSON)) {
                if (y->m.entity >= 0) {
                    take_name(d, x, y);
                } else { /* *Colonel Ihar Rabkou*, both names hung on the title */
                    if (y->name_first == x->name_last + 1) {
                        x->name_last = y->name_last;
                        x->m.last = x->m.last < y->m.last ? y->m.last : x->m.last;
                    }
                    take_in(d, x, y);
                }
            } else if (k > w && fits_name(x, y) &&
                       (!x->thing || (word_at(c, k)->rel == SAYSO_FLAT && k <= last + 4))) {
                take_name(d, x, y);
            } else if (fits_title(x, y)) {
                take_title(d, x, y);
            }
        }
}

/* ---- the phrase ------------------------------------------------------------------------------ */

/* Is somebody owned by a body that the tables have, and by no country beside it? */
static bool of_body(const owners *o)
{
    return o->body && !o->country && o->body_rank >= BY_POSSESSIVE && o->body->m.entity >= 0 &&
           (o->body->m.kind == SAYSO_ENT_MEDIUM || o->body->m.kind == SAYSO_ENT_ORGANISATION);
}

/* A thing is known by its owner only, and only where it takes part: *Russian drones attacked*,
 * *rejected Iran's proposal*. */
static void phrase_of_thing(who *d, who_draft *x)
{
    const sayso_ctx *c = d->c;
    owners o = { 0 };
    owners_find(d, x, x->m.head, x->m.head, &o);
    const who_draft *y = o.country_rank > BY_PARTICIPLE ? o.country : o.body;
    if (!y || !y->m.political) return;
    const uint8_t rel = word_at(c, sayso_first_conjunct(c, x->m.head))->rel;
    if (rel != SAYSO_NSUBJ && rel != SAYSO_OBJ && rel != SAYSO_IOBJ && rel != SAYSO_OBL &&
        rel != SAYSO_NMOD)
        return;
    sayso_date_word unused;
    /* *Moscow next week* */
    if (sayso_lexicon_date_words(c->lexicon, sayso_ctx_language(c, x->m.head),
                                 word_at(c, x->m.head), 1, &unused, 1))
        return;
    x->owner = y->m.head;
    x->m.country = y->m.country;
    /* *a village in the province of Herat* */
    if (is_national(y) || (y == o.body && o.body_rank == BY_PARTICIPLE))
        x->m.code = sayso_code_make(y->m.country, "");
    else x->m.code = y->m.code;
    sayso_who_flags(c, &x->m);
}

void sayso_who_phrase(who *d, who_draft *x)
{
    take_dependents(d, x);
    if (x->thing && x->m.entity < 0) {
        phrase_of_thing(d, x);
        return;
    }
    x->thing = false;
    if (x->m.kind == SAYSO_ENT_INHABITANT && x->m.entity >= 0) take_nationality(d, x);
    if (x->m.entity >= 0 && sayso_code_known(x->m.code)) return; /* knowledge goes first */
    owners o = { 0 };
    owners_find(d, x, x->m.first, x->m.last, &o);
    if (x->noun != SAYSO_NO_WORD && (x->noun < x->m.first || x->noun > x->m.last)) {
        const uint32_t n = x->noun;
        const int32_t hit = d->c->hit_of[n];
        owners_find(d, x, hit >= 0 ? d->c->hits[hit].first : n, hit >= 0 ? d->c->hits[hit].last : n,
                    &o);
    }
    if (!x->m.country[0]) {
        take_owner(d->c, x, &o);
        if (!x->m.country[0]) take_place(d, x);
        spend_owner(d, x);
    }
    if (x->role_code[0] || (x->m.unnamed && x->m.country[0])) sayso_who_describe(d->c, x);
    else if (x->m.kind == SAYSO_ENT_PERSON && of_body(&o)) { /* *the BBC's Ann Lee* */
        x->m.code = o.body->m.code;
        x->m.country = o.body->m.country;
        sayso_who_flags(d->c, &x->m);
    } else if (x->m.kind == SAYSO_ENT_PERSON && x->m.country[0]) { /* *the Russian Ivan Petrov* */
        x->m.code = sayso_who_compose(x->m.country, "CVL");
        sayso_who_flags(d->c, &x->m);
    }
}

/* ---- coordination ---------------------------------------------------------------------------- */

static bool lacks_country(const who_draft *x)
{
    return !x->gone && x->role >= 0 && !x->m.country[0] && x->m.entity < 0 &&
           strlen(x->role_code) == 3;
}

static void share(const sayso_ctx *c, who_draft *to, const who_draft *from)
{
    to->m.country = from->m.country;
    to->owner = from->owner;
    sayso_who_describe(c, to);
}

/* Is the owner said after its noun once for all: a plural adjective behind a singular noun, or a
 * genitive? */
static bool owner_serves_all(const sayso_ctx *c, const who_draft *x)
{
    if (x->owner == SAYSO_NO_WORD || x->owner <= x->m.head) return false;
    const sayso_word *o = word_at(c, x->owner), *n = word_at(c, x->m.head);
    if (o->upos == SAYSO_ADJ)
        return (o->feats & SAYSO_F(NUMBER_PLUR)) && !(n->feats & SAYSO_F(NUMBER_PLUR));
    return sayso_tree_child(c, x->m.head, SAYSO_REL_DET, SAYSO_NO_WORD) == SAYSO_NO_WORD;
}

/* The demonym draft at word `at` beside role x, if no other noun has a better right to it. */
static who_draft *demonym_beside(who *d, const who_draft *x, uint32_t at)
{
    const sayso_ctx *c = d->c;
    const int32_t hit = c->hit_of[at];
    who_draft *y = hit < 0 ? NULL : draft_at(d, c->hits[hit].head);
    if (!y || y->m.entity < 0 || !sayso_hit_kind(c, &c->hits[hit], 1u << SAYSO_ENT_COUNTRY_ADJ))
        return NULL;
    const sayso_word *w = word_at(c, at);
    const uint32_t p = c->tree.parent[at];
    const bool modifies = (w->rel == SAYSO_AMOD || w->rel == SAYSO_COMPOUND) &&
                          p != SAYSO_NO_WORD && (p < x->m.first || p > x->m.last);
    if (at < x->m.first) return modifies && p < at ? NULL : y;
    return modifies || w->upos == SAYSO_NOUN || w->upos == SAYSO_PROPN ? NULL : y;
}

/* A demonym right beside a role belongs to it, whatever the parser made of it. */
static void mend_country(who *d, who_draft *x, const sayso_sent *s)
{
    if (!lacks_country(x)) return;
    who_draft *y = x->m.first > s->first_word ? demonym_beside(d, x, x->m.first - 1) : NULL;
    if (!y && x->m.last + 1 < s->first_word + s->n_words) y = demonym_beside(d, x, x->m.last + 1);
    if (!y) return;
    x->m.country = y->m.country;
    x->owner = y->m.head;
    stretch(d, x, y);
    y->gone = true;
    sayso_who_describe(d->c, x);
}

/* A person's name right behind a role and its owner is that person's, though it hangs on the
 * owner. */
static void mend_name(who *d, who_draft *x, const sayso_sent *s)
{
    const sayso_ctx *c = d->c;
    if (!x->m.person || x->m.plural || is_named(x)) return;
    const int32_t owner = x->owner == SAYSO_NO_WORD ? -1 : c->hit_of[x->owner];
    uint32_t last = x->m.last;
    if (owner >= 0 && c->hits[owner].last > last) last = c->hits[owner].last;
    if (last + 1 >= s->first_word + s->n_words) return;
    who_draft *y = draft_at(d, last + 1);
    if (!y || !is_named(y) || y->m.kind != SAYSO_ENT_PERSON || y->noun != SAYSO_NO_WORD) return;
    const uint32_t p = c->tree.parent[last + 1];
    const uint8_t rel = word_at(c, last + 1)->rel;
    if (p == SAYSO_NO_WORD || p < x->m.first || p > last ||
        sayso_tree_child(c, last + 1, SAYSO_CASE, SAYSO_NO_WORD) != SAYSO_NO_WORD)
        return;
    /* *представитель партии Цвангираи* */
    const uint64_t genitive = SAYSO_F(CASE_GEN);
    if ((word_at(c, last + 1)->feats & genitive) && !(word_at(c, x->m.head)->feats & genitive)) return;
    if (rel == SAYSO_FLAT || rel == SAYSO_APPOS || rel == SAYSO_NMOD || rel == SAYSO_COMPOUND)
        take_name(d, x, y);
}

/* *A commander of the rebels, Yusuf Harun, said*: a name between commas right behind a role that
 * has none. */
static void mend_apposition(who *d, who_draft *x, const sayso_sent *s)
{
    const sayso_ctx *c = d->c;
    const uint32_t comma = d->ext_last[x->m.head] + 1, end = s->first_word + s->n_words;
    if (!x->m.person || x->m.plural || is_named(x) || comma + 2 >= end) return;
    who_draft *y = draft_at(d, comma + 1);
    if (!y || !is_named(y) || y->m.kind != SAYSO_ENT_PERSON || !y->m.person ||
        y->noun != SAYSO_NO_WORD || y->name_last + 1 >= end)
        return;
    const sayso_str mark = SAYSO_STR(",");
    if (!sayso_str_eq(word_at(c, comma)->form, mark) ||
        !sayso_str_eq(word_at(c, y->name_last + 1)->form, mark))
        return;
    if (word_at(c, y->m.head)->rel != SAYSO_CONJ && y->m.head == comma + 1) take_name(d, x, y);
}

static void mend(who *d, who_draft *x)
{
    const sayso_sent *s = sent_of(d->c, x->m.head);
    if (x->gone || x->role < 0) return;
    mend_country(d, x, s);
    mend_name(d, x, s);
    mend_apposition(d, x, s);
}

/* The draft whose phrase ends right before a conjunction that leads x in, however the parser
 * hung it. */
static who_draft *conjunct_before(who *d, const who_draft *x, uint32_t first_draft)
{
    const sayso_ctx *c = d->c;
    const sayso_sent *s = sent_of(c, x->m.head);
    const uint32_t first = d->ext_first[x->m.head];
    if (first < s->first_word + 2 || word_at(c, first - 1)->upos != SAYSO_CCONJ) return NULL;
    for (uint32_t i = d->n; i > first_draft && d->n - i < 32; i--) {
        who_draft *y = &d->drafts[i - 1];
        if (!y->gone && y != x && d->ext_last[y->m.head] == first - 2 && lacks_country(y)) return y;
    }
    return NULL;
}

void sayso_who_share(who *d, uint32_t first_draft)
{
    const sayso_ctx *c = d->c;
    for (uint32_t i = first_draft; i < d->n; i++) mend(d, &d->drafts[i]);
    for (uint32_t i = first_draft; i < d->n; i++) {
        who_draft *x = &d->drafts[i];
        uint32_t w = x->m.head;
        if (x->gone) continue;
        if (x->role >= 0 && x->m.country[0] && owner_serves_all(c, x)) {
            who_draft *y = conjunct_before(d, x, first_draft);
            if (y) share(c, y, x);
        }
        if (word_at(c, w)->rel != SAYSO_CONJ) continue;
        for (int k = 0;
             k < 8 && word_at(c, w)->rel == SAYSO_CONJ && c->tree.parent[w] != SAYSO_NO_WORD; k++) {
            w = c->tree.parent[w];
            who_draft *y = draft_at(d, w);
            if (!y || y == x) continue;
            const bool bare = sayso_tree_child(c, x->m.head, SAYSO_REL_DET, SAYSO_NO_WORD) ==
                              SAYSO_NO_WORD;
            if (lacks_country(x) && y->m.country[0] && y->owner < y->m.head && bare) share(c, x, y);
            else if (lacks_country(y) && x->m.country[0] && owner_serves_all(c, x)) share(c, y, x);
        }
    }
}
