/* A draft for every nominal of which something is known. */
#include "who/inside.h"

enum { MOST_SET_PHRASE = 4 }; /* words */

static const uint64_t ANY_PRONTYPE = SAYSO_F(PRONTYPE_PRS) | SAYSO_F(PRONTYPE_DEM) |
                                     SAYSO_F(PRONTYPE_REL) | SAYSO_F(PRONTYPE_INT) |
                                     SAYSO_F(PRONTYPE_IND) | SAYSO_F(PRONTYPE_NEG) |
                                     SAYSO_F(PRONTYPE_TOT) | SAYSO_F(PRONTYPE_RCP);

static void who_features(const sayso_ctx *c, who_draft *x, uint32_t w)
{
    const uint64_t f = word_at(c, w)->feats;
    if ((f & SAYSO_F(NUMBER_PLUR)) ||
        sayso_tree_child(c, w, SAYSO_NUMMOD, SAYSO_NO_WORD) != SAYSO_NO_WORD)
        x->m.plural = true;
    x->gender = (uint8_t)(((f & SAYSO_F(GENDER_FEM)) ? WHO_FEM : 0) |
                          ((f & SAYSO_F(GENDER_MASC)) ? WHO_MASC : 0) |
                          ((f & SAYSO_F(GENDER_NEUT)) ? WHO_NEUT : 0));
}

static who_draft *who_add(who *d, uint32_t w, uint32_t first, uint32_t last)
{
    if (!sayso_grow(d->drafts, d->n, d->cap)) return NULL;
    who_draft *x = &d->drafts[d->n];
    *x = (who_draft){ .m = { .head = w, .first = first, .last = last, .entity = -1, .actor = -1,
                             .country = "", .via = "", .kind = SAYSO_ENT_ROLE },
                      .noun = SAYSO_NO_WORD, .name_first = SAYSO_NO_WORD,
                      .name_last = SAYSO_NO_WORD, .role = -1, .owner = SAYSO_NO_WORD };
    who_features(d->c, x, w);
    d->draft_of[w] = (int32_t)d->n++;
    return x;
}

static bool who_add_role(who *d, const sayso_hit *h, const sayso_name_match *m,
                         const sayso_entity *e)
{
    who_draft *x = who_add(d, h->head, h->first, h->last);
    if (!x) return false;
    const char *kind = e->detail ? e->detail : "";
    x->role = (int32_t)m->entity;
    memcpy(x->role_code, e->code, strlen(e->code) < sizeof x->role_code ? strlen(e->code) + 1 : 0);
    x->noun = h->head;
    const sayso_name *name = sayso_name_around(d->c, h->first, h->last);
    const bool body = name && name->kind == SAYSO_NAME_ORG && name->head == h->head;
    x->institution = body || strcmp(kind, "institution") == 0;
    x->m.person = !body && strcmp(kind, "person") == 0;
    x->m.plural |= !body && strcmp(kind, "group") == 0;
    x->m.unnamed = !body && sayso_in_class(d->c, h->head, SAYSO_CLASS_UNNAMED, NULL);
    x->m.score = m->score;
    x->m.rule = m->rule;
    x->m.via = e->id;
    sayso_who_phrase(d, x);
    return true;
}

static bool who_add_entity(who *d, const sayso_hit *h, const sayso_name_match *m,
                           const sayso_entity *e)
{
    const sayso_ctx *c = d->c;
    who_draft *x = who_add(d, h->head, h->first, h->last);
    if (!x) return false;
    const bool adjective = e->kind == SAYSO_ENT_COUNTRY_ADJ;
    x->m.entity = (int32_t)m->entity;
    x->m.kind = e->kind;
    x->m.score = m->score;
    x->m.rule = m->rule;
    x->m.country = sayso_who_country_of(c, e);
    x->name_first = h->first;
    x->name_last = h->last;
    x->m.person = e->kind == SAYSO_ENT_PERSON;
    /* *the United States has* */
    if (e->kind != SAYSO_ENT_INHABITANT && e->kind != SAYSO_ENT_COUNTRY_ADJ) x->m.plural = false;
    x->m.code = sayso_who_entity_code(c, e);
    if (e->kind == SAYSO_ENT_INHABITANT) x->m.person = !x->m.plural;
    /* *the French*, *les Russes* */
    if (adjective && sayso_is_nominal(c, h->head) && !sayso_is_modifier(c, h->head)) {
        x->m.code = sayso_who_compose(e->country, "CVL");
        x->m.kind = SAYSO_ENT_INHABITANT;
        x->m.person = !x->m.plural;
    }
    x->m.via = sayso_arena_printf(c->arena, "knowledge:%s", e->id);
    if (!x->m.via) return false;
    sayso_who_flags(c, &x->m);
    if (x->m.kind != SAYSO_ENT_COUNTRY_ADJ) sayso_who_phrase(d, x);
    return true;
}

static bool who_add_noun(who *d, uint32_t w);

/* Does a hit say what the name around it is? Not where it is a country, a place or a person
 * within an organisation's name (*Georgia Tech*) or a country within a person's (*Michael
 * Jordan*). */
static bool who_is_whole(const sayso_ctx *c, const sayso_hit *h, const sayso_name *name)
{
    if (h->first <= name->first && h->last >= name->last) return true;
    if (name->kind == SAYSO_NAME_LOC) return !sayso_name_goes_on(c, h);
    switch (sayso_ctx_entity(c, sayso_hit_meaning(c, h)->entity)->kind) {
    case SAYSO_ENT_ROLE:
    case SAYSO_ENT_ORGANISATION:
    case SAYSO_ENT_MEDIUM:
    case SAYSO_ENT_METONYM: return name->kind == SAYSO_NAME_ORG;
    case SAYSO_ENT_PERSON: return name->kind == SAYSO_NAME_PER && h->last > h->first;
    default: return false;
    }
}

/* *Both parties*, *les deux gouvernements*: words that are roles otherwise stand for those named
 * before when counted. */
static bool who_is_counted_group(const sayso_ctx *c, uint32_t w)
{
    if (!sayso_in_class(c, w, SAYSO_CLASS_GROUP, NULL) ||
        !(word_at(c, w)->feats & SAYSO_F(NUMBER_PLUR)))
        return false;
    for (uint32_t k = c->tree.first_child[w]; k != SAYSO_NO_WORD; k = c->tree.next_sibling[k]) {
        const sayso_word *x = word_at(c, k);
        if (x->rel == SAYSO_NUMMOD && !(x->feats & SAYSO_F(NUMTYPE_ORD))) return true;
        if (x->rel == SAYSO_REL_DET && !(x->feats & (SAYSO_F(PRONTYPE_ART) | SAYSO_F(PRONTYPE_DEM) |
                                                     SAYSO_F(POSS_YES) | SAYSO_F(PRONTYPE_NEG))))
            return true;
    }
    return false;
}

/* *The two ministers* stand for those named before; where nobody was, they are ministers. */
static bool who_add_counted(who *d, const sayso_hit *h, const sayso_name_match *m,
                            const sayso_entity *e)
{
    if (!who_add_noun(d, h->head)) return false;
    who_draft *x = &d->drafts[d->draft_of[h->head]];
    x->role = (int32_t)m->entity;
    memcpy(x->role_code, e->code, strlen(e->code) < sizeof x->role_code ? strlen(e->code) + 1 : 0);
    x->m.person = e->detail && strcmp(e->detail, "person") == 0;
    return true;
}

/* *Coup d'État*, *state of emergency*: is the word one of a set phrase, in which it is nobody? */
static bool is_of_set_phrase(const sayso_ctx *c, uint32_t w)
{
    const uint32_t first = sent_of(c, w)->first_word;
    for (uint32_t n = 0; n < MOST_SET_PHRASE && w >= first + n; n++)
        if (sayso_in_class(c, w - n, SAYSO_CLASS_SET_PHRASE, NULL) > n) return true;
    return false;
}

static bool who_add_hit(who *d, const sayso_hit *h)
{
    const sayso_name_match *m = sayso_hit_meaning(d->c, h);
    const sayso_entity *e = sayso_ctx_entity(d->c, m->entity);
    if (e->kind == SAYSO_ENT_ROLE && is_of_set_phrase(d->c, h->head)) return true;
    if (e->kind == SAYSO_ENT_ROLE && h->first == h->last && who_is_counted_group(d->c, h->head))
        return who_add_counted(d, h, m, e);
    if (e->kind == SAYSO_ENT_ROLE) {
        const uint32_t w = h->head;
        const bool noun = word_at(d->c, w)->upos != SAYSO_ADJ || sayso_is_nominal(d->c, w) ||
                          (word_at(d->c, w)->rel != SAYSO_AMOD && sayso_is_capital(d->c, w));
        return noun ? who_add_role(d, h, m, e) : true;
    }
    return who_add_entity(d, h, m, e);
}

/* *Kim Jong Un*, *Ban Da*: a capitalised word right behind a name is part of it where only a
 * name explains the capital. */
static bool who_continues_name(const sayso_ctx *c, uint32_t w)
{
    const uint8_t u = word_at(c, w)->upos;
    return (u == SAYSO_PRON || u == SAYSO_DET || u == SAYSO_X) && c->hit_of[w] < 0 &&
           sayso_is_capital(c, w) && word_at(c, w)->span.start - word_at(c, w - 1)->span.end == 1;
}

/* What has been drafted of the name's other words is taken in. */
static void who_absorb(who *d, uint32_t from, uint32_t to, uint32_t except)
{
    for (uint32_t k = from; k <= to; k++) {
        if (k == except || d->draft_of[k] < 0) continue;
        d->drafts[d->draft_of[k]].gone = true;
        d->draft_of[k] = -1;
    }
}

static const sayso_entity_kind KIND_OF_NAME[SAYSO_N_NAME_KINDS] = {
    SAYSO_ENT_ROLE, SAYSO_ENT_PERSON, SAYSO_ENT_ORGANISATION, SAYSO_ENT_PLACE
};

/* The country that a word inside a name gives: *Bank of Norway*. */
static void who_take_country(const who *d, const sayso_name *n, who_draft *x)
{
    for (uint32_t k = n->first; k <= n->last && !x->m.country[0]; k++) {
        const who_draft *y = k != x->m.head && d->draft_of[k] >= 0 ? &d->drafts[d->draft_of[k]]
                                                                   : NULL;
        if (!y || y->gone || y->m.entity < 0 || y->m.kind == SAYSO_ENT_PERSON || !y->m.country[0])
            continue;
        x->m.country = y->m.country;
        x->owner = y->m.head;
    }
}

/* A name that the recogniser found and no table has. */
static bool who_add_recognised(who *d, const sayso_name *n)
{
    who_draft *x = who_add(d, n->head, n->first, n->last);
    if (!x) return false;
    x->m.kind = KIND_OF_NAME[n->kind];
    x->m.person = n->kind == SAYSO_NAME_PER;
    if (n->kind == SAYSO_NAME_ORG) who_take_country(d, n, x);
    who_absorb(d, n->first, n->last, n->head);
    x->name_first = n->first;
    x->name_last = n->last;
    x->recognised = true;
    x->m.via = "recogniser";
    x->m.score = 0.7f; /* chosen by hand; not measured */
    sayso_who_phrase(d, x);
    return true;
}

/* A name that neither a table nor the recogniser has. Two words and more, or one that the tagger
 * calls animate, is taken for a person. */
static bool who_add_unknown(who *d, uint32_t w)
{
    const sayso_ctx *c = d->c;
    uint32_t last = w;
    for (uint32_t k = sayso_tree_child(c, w, SAYSO_FLAT, SAYSO_NO_WORD); k != SAYSO_NO_WORD;
         k = sayso_tree_child(c, w, SAYSO_FLAT, k))
        if (k > last && k <= last + 3 &&
            (word_at(c, k)->upos == SAYSO_PROPN || word_at(c, k)->upos == SAYSO_X ||
             sayso_is_capital(c, k)))
            last = k;
    const sayso_sent *s = sent_of(c, w);
    while (last + 1 < s->first_word + s->n_words && last - w < 4 && who_continues_name(c, last + 1))
        last++;
    const uint32_t first = sayso_who_name_begin(c, w, last);
    if (first < w) who_absorb(d, first, last, w);
    who_draft *x = who_add(d, w, first, last);
    if (!x) return false;
    x->m.kind = sayso_who_name_kind(c, w, first, last);
    x->m.person = x->m.kind == SAYSO_ENT_PERSON &&
                  (last > w || (word_at(c, w)->feats & SAYSO_F(ANIMACY_ANIM)));
    x->weak = last == w && x->m.kind == SAYSO_ENT_PERSON;
    x->name_first = first;
    x->name_last = last;
    x->m.via = "description";
    x->m.score = x->weak ? 0.3f : 0.6f; /* chosen by hand; not measured */
    sayso_who_phrase(d, x);
    return true;
}

/* Third person pronouns and possessives. The form is asked first, since some treebanks give
 * *notre* the lemma of *son*. */
static bool who_add_pronoun(who *d, uint32_t w)
{
    const sayso_ctx *c = d->c;
    const sayso_word *p = word_at(c, w);
    if (p->feats & (SAYSO_F(PERSON_1) | SAYSO_F(PERSON_2))) return true;
    if (p->feats & SAYSO_F(PRONTYPE_INT)) return true;
    const bool relative = p->feats & SAYSO_F(PRONTYPE_REL);
    const bool reflexive = p->feats & SAYSO_F(REFLEX_YES);
    const sayso_word as_form = sayso_word_as(p, p->form, p->form);
    const char *value = NULL;
    const uint16_t language = sayso_ctx_language(c, w);
    uint32_t known = sayso_lexicon_class(c->lexicon, language, SAYSO_CLASS_PRONOUN, &as_form, 1,
                                         &value);
    if (!known)
        known = sayso_lexicon_class(c->lexicon, language, SAYSO_CLASS_PRONOUN, p, 1, &value);
    if (value && strcmp(value, "none") == 0) return true;
    /* *свои*, *его*: some treebanks do not say of a determiner that it is possessive */
    const bool determiner = p->upos == SAYSO_DET && (reflexive || (value && strchr(value, '.')));
    const bool owner = (p->feats & SAYSO_F(POSS_YES)) || p->sub == SAYSO_SUB_POSS || determiner;
    const bool third = (p->feats & SAYSO_F(PRONTYPE_PRS)) && (p->feats & SAYSO_F(PERSON_3)) &&
                       (p->upos == SAYSO_PRON || owner);
    if (!third && !relative && !(reflexive && owner) &&
        !(known && (owner || !(p->feats & ANY_PRONTYPE) || (p->feats & SAYSO_F(PRONTYPE_PRS)))))
        return true;
    if (p->rel == SAYSO_EXPL ||
        ((p->feats & SAYSO_F(PRONTYPE_DEM)) && (!value || strncmp(value, "person", 6) != 0)))
        return true;
    who_draft *x = who_add(d, w, w, w);
    if (!x) return false;
    x->m.pronoun = true;
    x->m.via = relative ? "coreference:relative" : "";
    x->possessive = owner;
    x->reflexive = reflexive;
    /* agrees with what is owned */
    if (owner && (p->upos != SAYSO_PRON || !(p->feats & SAYSO_F(PERSON_3)))) {
        x->gender = 0;
        x->m.plural = false;
    }
    if (value) {
        x->personal = strncmp(value, "person", 6) == 0;
        x->collective = strncmp(value, "group", 5) == 0;
        if (strstr(value, ".plur")) x->m.plural = true;
        if (strstr(value, ".masc")) x->gender = WHO_MASC | WHO_NEUT;
        if (strstr(value, ".fem")) x->gender = WHO_FEM;
    }
    return true;
}

static bool who_add_noun(who *d, uint32_t w)
{
    const sayso_ctx *c = d->c;
    const char *role = NULL;
    const bool unnamed = sayso_in_class(c, w, SAYSO_CLASS_UNNAMED, &role);
    const char *value = NULL;
    const bool group = !unnamed && sayso_in_class(c, w, SAYSO_CLASS_GROUP, &value);
    who_draft *x = who_add(d, w, w, w);
    if (!x) return false;
    x->noun = w;
    x->m.unnamed = unnamed;
    x->group_noun = group;
    x->country_noun = group && value && strcmp(value, "country") == 0;
    x->thing = !unnamed && !group;
    x->anaphor = x->thing && sayso_in_class(c, w, SAYSO_CLASS_ANAPHOR, &value);
    x->of_person = x->anaphor && value && strcmp(value, "person") == 0;
    x->m.score = x->thing ? 0.6f : 0.9f; /* chosen by hand; not measured */
    x->m.via = "description";
    if (unnamed) {
        x->m.person = true;
        if (role && strlen(role) >= 3 && strlen(role) < sizeof x->role_code)
            memcpy(x->role_code, role, strlen(role) + 1);
    }
    sayso_who_phrase(d, x);
    return true;
}

/* A determiner that may stand for an owner: not an article, not *this*. */
static bool who_may_own(const sayso_word *x)
{
    if (x->feats & (SAYSO_F(POSS_YES) | SAYSO_F(REFLEX_YES))) return true;
    return !(x->feats & (ANY_PRONTYPE | SAYSO_F(PRONTYPE_ART) | SAYSO_F(DEFINITE_DEF) |
                         SAYSO_F(DEFINITE_IND))) ||
           (x->feats & SAYSO_F(PRONTYPE_PRS));
}

bool sayso_who_draft(who *d, uint32_t w)
{
    const sayso_ctx *c = d->c;
    const sayso_word *x = word_at(c, w);
    const sayso_name *name = sayso_name_at(c, w);
    if (c->hit_of[w] >= 0) {
        const sayso_hit *h = &c->hits[c->hit_of[w]];
        if (h->head != w) return true;
        return name && name->head == w && !who_is_whole(c, h, name) ? who_add_recognised(d, name)
                                                                    : who_add_hit(d, h);
    }
    if (name && x->upos != SAYSO_PRON) return name->head == w ? who_add_recognised(d, name) : true;
    switch (x->upos) {
    case SAYSO_PRON: return who_add_pronoun(d, w);
    case SAYSO_DET: return who_may_own(x) ? who_add_pronoun(d, w) : true;
    case SAYSO_NOUN: return who_add_noun(d, w);
    case SAYSO_PROPN:
        if (sayso_names_known(c, w)) return who_add_noun(d, w); /* no name, says who should know */
        return sayso_is_capital(c, w) || (x->flags & SAYSO_WORD_CASE_LOST) ? who_add_unknown(d, w)
                                                                           : true;
    case SAYSO_ADJ: return (x->feats & SAYSO_F(POSS_YES)) ? who_add_pronoun(d, w) : true;
    default: return true;
    }
}
