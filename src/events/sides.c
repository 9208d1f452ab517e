/* sides: templates of features, and the grammatical places that they ask for. As in evidence.c,
 * those that name words carry the language, the others are shared. */
#include "events/sides.h"

enum { NEAR = 3, MOST_CLIMB = 12, BACK = 3, MOST_BACK = 30 }; /* of the last two: sentences */

/* Kinds of feature of the two classifiers, "side" and "source". */
enum {
    BIAS = 1,
    RULE,
    RULE_TYPE,
    RULE_PATH,
    PATH,
    PATH_TYPE,
    PATH_LEMMA,
    CASE,
    CASE_TYPE,
    CASE_LEMMA,
    CASE_BARE,
    ROLE,
    ROLE_TYPE,
    WAY,
    BEFORE_TYPE,
    NEAREST,
    ONLY,
    ORDER,
    VERBS,
    KIND,
    UPOS,
    PRONOUN,
    LEMMA,
    PASSIVE,
    SPEAKS,
    QUOTED,
    SLOT,
    SLOT_TYPE,
    SLOT_ROLE,
    FILLED,
    INSIDE,
    INSIDE_RULE,
    CONJUNCT,
    HANGS,
    HANGS_CASE,
    HANGS_LEMMA,
    OVER,
    PLACE,
    CLAUSE,
    COLON,
    CLOSING,
    BEARER,
    BEARER_PATH,
    BEARER_TYPES,
    ENTRY,
    NOBODY,
    NOBODY_TYPE,
    NOBODY_LEMMA,
    NOBODY_RULE,
    NOBODY_ENTRY,
    FAR,
    FAR_TYPE,
    FAR_SLOTS,
    FAR_ONLY,
    PAIR_RULES,
    PAIR_ORDER,
    PAIR_ROLES,
    PAIR_KINDS,
    PAIR_KIN,
    PAIR_TREE,
    PAIR_FAR,
    DEED,
    DEED_TYPE,
    DEED_SIDE,
    PAIR_DEEDS,
};

static void add(sayso_evidence *e, unsigned kind, uint64_t a, uint64_t b)
{
    sayso_evidence_add(e, kind, a, b);
}

/* ---- who may take part ---- */

static uint32_t tree_distance(const sayso_ctx *c, uint32_t w, uint32_t d)
{
    uint32_t i = 0;
    for (uint32_t a = w; i < NEAR + 1 && a != SAYSO_NO_WORD; a = c->tree.parent[a], i++) {
        uint32_t j = 0;
        for (uint32_t b = d; j < NEAR + 1 && b != SAYSO_NO_WORD; b = c->tree.parent[b], j++)
            if (a == b) return i + j;
    }
    return NEAR + 1;
}

/* *The Polish border*, *soldiers of Belarus*: does the word only say whose the thing or person over
 * it is, which is coded by it already? */
static bool only_owns(const sayso_ctx *c, uint32_t w, uint32_t d)
{
    const uint32_t h = c->tree.parent[d];
    const uint8_t rel = word_at(c, d)->rel;
    if (h == SAYSO_NO_WORD || h == w ||
        (rel != SAYSO_AMOD && rel != SAYSO_NMOD && rel != SAYSO_COMPOUND))
        return false;
    const sayso_mention *own = mention_at(c, d), *over = mention_at(c, h);
    if (!own || !over) return false;
    if (strlen(own->code.role) > 3) return sayso_code_eq(own->code, over->code); /* *NATO jets* */
    return own->code.country[0] && !own->code.role[0] && strcmp(own->code.country, over->code.country) == 0;
}

/* How much is known of it: that it acts, of which country, of what kind? */
static int told(const sayso_mention *m)
{
    return !m ? 0 : 1 + m->political + 2 * (m->code.country[0] != 0) + 2 * (m->code.role[0] != 0);
}

static bool is_known(const sayso_mention *m) { return m && sayso_code_known(m->code); }

/* *Spain: a senator jailed*: what stands behind a colon is no other word for what stands before it. */
static bool behind_colon(const sayso_ctx *c, uint32_t d)
{
    const uint32_t first = c->tree.first[d];
    return first > sent_of(c, d)->first_word && sayso_str_eq(word_at(c, first - 1)->form, SAYSO_STR(":"));
}

/* *The singer Slipak*, *Mali, a neighbour*: two words for one, of which the upper stays if it has
 * a code, else the better known. */
static bool said_twice(const sayso_ctx *c, uint32_t w, uint32_t d)
{
    const uint32_t h = c->tree.parent[d];
    const uint8_t rel = word_at(c, d)->rel;
    const sayso_mention *own = mention_at(c, d),
                        *over = h == SAYSO_NO_WORD ? NULL : mention_at(c, h);
    if (h != SAYSO_NO_WORD && h != w && (rel == SAYSO_APPOS || rel == SAYSO_FLAT) &&
        c->date_of[h] < 0 && sayso_is_nominal(c, h) && !behind_colon(c, d) && (is_known(over) || told(over) >= told(own)))
        return true;
    for (uint32_t k = c->tree.first_child[d]; k != SAYSO_NO_WORD && !is_known(own);
         k = c->tree.next_sibling[k])
        if (k != w && (word_at(c, k)->rel == SAYSO_APPOS || word_at(c, k)->rel == SAYSO_FLAT) &&
            told(mention_at(c, k)) > told(own))
            return true;
    return false;
}

/* *The Polish and Czech ministers*: is w one of those whose another word, which stands for several,
 * are? */
static bool is_of_group(const sayso_ctx *c, uint32_t w)
{
    const uint32_t first = sayso_first_conjunct(c, w), over = c->tree.parent[first];
    const uint8_t rel = word_at(c, first)->rel;
    const sayso_mention *m = over == SAYSO_NO_WORD ? NULL : mention_at(c, over);
    return (rel == SAYSO_NMOD || rel == SAYSO_AMOD) && m && m->n_group > 1;
}

uint32_t sayso_may_take_part(const sayso_view *v, uint32_t w, const uint32_t *listed, uint32_t n,
                             uint32_t *out, uint32_t cap)
{
    const sayso_ctx *c = v->c;
    const sayso_sent *s = sent_of(c, w);
    uint32_t m = 0;
    for (uint32_t d = s->first_word; d < s->first_word + s->n_words && m < cap; d++) {
        if (d == w || c->date_of[d] >= 0 || word_at(c, d)->rel == SAYSO_EXPL ||
            only_owns(c, w, d) || is_of_group(c, d))
            continue;
        const uint8_t u = word_at(c, d)->upos;
        const bool noun = u == SAYSO_NOUN || u == SAYSO_PROPN || u == SAYSO_PRON,
                   near = noun && !v->words[d].types && tree_distance(c, w, d) <= NEAR &&
                          sayso_antecedent(c, d) == d;
        if (mention_at(c, d) || near || sayso_listed(listed, n, d)) out[m++] = d;
    }
    return m;
}

/* ---- what is asked of a nominal ---- */

static uint64_t case_of(const sayso_view *v, uint32_t d)
{
    const sayso_ctx *c = v->c;
    const uint32_t mark = sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD);
    const uint64_t cases = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_ACC) | SAYSO_F(CASE_GEN) |
                           SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);
    return (mark == SAYSO_NO_WORD ? 0 : v->words[mark].lemma) ^ (word_at(c, d)->feats & cases);
}

/* How many political actors stand between w and d. */
static uint32_t between(const sayso_view *v, uint32_t w, uint32_t d)
{
    const uint32_t from = w < d ? w : d, to = w < d ? d : w;
    uint32_t n = 0;
    for (uint32_t i = from + 1; i < to; i++) {
        const sayso_mention *m = mention_at(v->c, i);
        n += m && m->political;
    }
    return n > 3 ? 3 : n;
}

static uint64_t kind_of(const sayso_mention *m)
{
    return !m ? 0
              : 1u + m->kind + 16u * m->political + 32u * m->person + 64u * m->pronoun +
                    128u * m->armed + 256u * m->plural;
}

static uint64_t way_of(uint32_t w, uint32_t d)
{
    const uint32_t far = d > w ? d - w : w - d;
    return (d > w ? 32u : 0u) + (far < 4 ? far : far < 8 ? 4 : far < 16 ? 5 : 6);
}

/* Does the nominal speak: is it the subject of a word that the lists know as a cue? */
static bool speaks(const sayso_view *v, uint32_t w, uint32_t d)
{
    const uint32_t h = v->c->tree.parent[d];
    return h != SAYSO_NO_WORD && h != w && v->words[h].cues && word_at(v->c, d)->rel == SAYSO_NSUBJ;
}

/* How the nominal hangs: 1 on the event, 2 on the verb that bears it, 3 over it, 4 elsewhere; with
 * its relation. */
static uint64_t hangs_how(const sayso_nominals *s, uint32_t d)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t h = c->tree.parent[d], w = s->event->word;
    const uint64_t where = h == w                           ? 1
                           : h == s->event->frame.verb      ? 2
                           : sayso_tree_above(c, d, w)      ? 3
                                                            : 4;
    return where | (uint64_t)word_at(c, d)->rel << 4;
}

static uint32_t verbs_between(const sayso_ctx *c, uint32_t w, uint32_t d)
{
    const uint32_t from = w < d ? w : d, to = w < d ? d : w;
    uint32_t n = 0;
    for (uint32_t i = from + 1; i < to && n < 3; i++) n += word_at(c, i)->upos == SAYSO_VERB;
    return n;
}

static bool is_clausal(uint8_t rel)
{
    return rel == SAYSO_ADVCL || rel == SAYSO_ACL || rel == SAYSO_CCOMP || rel == SAYSO_XCOMP ||
           rel == SAYSO_PARATAXIS || rel == SAYSO_CSUBJ || rel == SAYSO_REL_ROOT;
}

/* The head of the clause that the word stands in. */
static uint32_t clause_of(const sayso_ctx *c, uint32_t w)
{
    for (int i = 0; i < MOST_CLIMB && !is_clausal(word_at(c, w)->rel); i++) {
        if (c->tree.parent[w] == SAYSO_NO_WORD) break;
        w = c->tree.parent[w];
    }
    return w;
}

/* 1 in the clause of w, 2 in one over it, 3 in one below it, 4 elsewhere. */
static uint64_t clauses_of(const sayso_ctx *c, uint32_t w, uint32_t d)
{
    const uint32_t a = clause_of(c, w), b = clause_of(c, d);
    return a == b ? 1 : sayso_tree_above(c, b, a) ? 2 : sayso_tree_above(c, a, b) ? 3 : 4;
}

/* The verb that carries or governs the event word, SAYSO_NO_WORD if none: *received aid from*. */
static uint32_t bearer_of(const sayso_nominals *s)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t w = s->event->word;
    if (s->event->frame.verb != w) return s->event->frame.verb;
    uint32_t h = c->tree.parent[w];
    for (int i = 0; i < 2 && h != SAYSO_NO_WORD && !sayso_is_verbal(c, h); i++)
        h = c->tree.parent[h];
    return h != SAYSO_NO_WORD && sayso_is_verbal(c, h) ? h : SAYSO_NO_WORD;
}

/* The grammatical places around the event, whatever the lists say: bit i for who fills slot i, bit
 * 8 + i for whose thing does. */
static void slots_mark(sayso_nominals *s)
{
    static const sayso_slot places[] = {
        { .kind = SAYSO_SLOT_SUBJ, .name = "subj" }, { .kind = SAYSO_SLOT_OBJ, .name = "obj" },
        { .kind = SAYSO_SLOT_IOBJ, .name = "iobj" }, { .kind = SAYSO_SLOT_POSS, .name = "poss" },
        { .kind = SAYSO_SLOT_ADJ, .name = "adj" },   { .kind = SAYSO_SLOT_AGENT, .name = "agent" },
        { .kind = SAYSO_SLOT_COMP, .name = "comp" },
    };
    const sayso_ctx *c = s->v->c;
    uint32_t at[SAYSO_MOST_FILLERS], all[SAYSO_MOST_FILLERS];
    for (uint32_t p = 0; p < sizeof places / sizeof *places; p++) {
        const uint32_t n = sayso_slot_fill(c, &s->event->frame, &places[p], at, SAYSO_MOST_FILLERS);
        for (uint32_t k = 0; k < n; k++) {
            const uint32_t m = sayso_conjuncts(c, at[k], all, SAYSO_MOST_FILLERS);
            for (uint32_t q = 0; q < m; q++) {
                const uint32_t owner = sayso_owner(c, all[q], true);
                for (uint32_t i = 1; i < s->n; i++)
                    if (s->at[i].word == all[q] || s->at[i].word == owner)
                        s->at[i].slots |= 1u << (p + (s->at[i].word == all[q] ? 0 : 8));
            }
        }
    }
}

static bool names_actor(const sayso_nominals *s, int32_t actor)
{
    for (uint32_t i = 1; i < s->n; i++) {
        const sayso_mention *m = mention_at(s->v->c, s->at[i].word);
        if (m && m->actor == actor) return true;
    }
    return false;
}

/* *Police fired on the marchers. Nine died*: whom the sentences before name, and this one does
 * not; of earlier ones who took part in the last event of its type. */
static void far_find(sayso_nominals *s)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t here = c->tree.sentence[s->event->word], end = s->n + SAYSO_MOST_FAR;
    for (uint32_t w = c->text->sents[here].first_word; w-- > 0 && s->n < end;) {
        const uint32_t far = here - c->tree.sentence[w];
        const sayso_mention *m = mention_at(c, w);
        if (far > MOST_BACK) break;
        /* *this decision* stands for nobody */
        if (m && m->pronoun && (word_at(c, w)->feats & SAYSO_F(PRONTYPE_DEM))) continue;
        if (!m || m->actor < 0 || !m->political || m->n_group > 1 || names_actor(s, m->actor))
            continue;
        const sayso_deed *deed = &s->v->deeds[m->actor];
        if (far > BACK && (deed->event == SAYSO_NO_WORD || deed->type != s->event->type)) continue;
        s->at[s->n++] = (sayso_nominal){ .word = w, .far = far > BACK ? BACK + 1 : far, .kind = kind_of(m) };
    }
}

/* Does the mention begin its sentence and stand before a colon behind which the event is? */
static bool before_colon(const sayso_ctx *c, const sayso_mention *m, uint32_t event)
{
    const sayso_sent *s = sent_of(c, m->head);
    return m->first == s->first_word && m->last + 1 < s->first_word + s->n_words && event > m->last &&
           sayso_str_eq(word_at(c, m->last + 1)->form, SAYSO_STR(":"));
}

static bool is_place(const sayso_mention *m)
{
    return m->kind == SAYSO_ENT_COUNTRY || m->kind == SAYSO_ENT_CAPITAL || m->kind == SAYSO_ENT_PLACE;
}

/* *Québec : une grève*, *Wales: miners reject a deal*: a place alone before a colon that the sentence begins
 * with says where; what a verb behind the colon tells, others do. */
static bool is_heading(const sayso_ctx *c, const sayso_frame *f, uint32_t d)
{
    const sayso_mention *m = mention_at(c, d);
    return m && !f->nominal && !m->code.role[0] && is_place(m) && before_colon(c, m, f->word);
}

/* *UN: two million displaced*: whoever speaks behind a colon is not whom he speaks of. */
bool sayso_is_speaking_head(const sayso_ctx *c, uint32_t event, uint32_t d)
{
    const sayso_mention *m = mention_at(c, d);
    return m && (m->code.role[0] || !is_place(m)) && before_colon(c, m, event);
}

/* Is anybody there besides who may take part? */
static bool has_others(const sayso_ctx *c, const sayso_frame *f, const uint32_t *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const sayso_mention *m = mention_at(c, at[i]);
        if (m && (m->political || m->person) && !is_heading(c, f, at[i])) return true;
    }
    return false;
}

void sayso_nominals_find(sayso_nominals *s, const sayso_view *v, const sayso_proposal *k)
{
    const sayso_ctx *c = v->c;
    const sayso_frame *f = &k->frame;
    uint32_t at[SAYSO_MOST_NOMINALS], listed[2 * SAYSO_MOST_PARTICIPANTS], n = 0;
    for (uint32_t i = 0; i < k->n_actor; i++) listed[n++] = k->actor[i];
    for (uint32_t i = 0; i < k->n_recipient; i++) listed[n++] = k->recipient[i];
    const uint32_t all = sayso_may_take_part(v, k->word, listed, n, at, SAYSO_MOST_NOMINALS);
    const bool others = has_others(c, f, at, all);
    *s = (sayso_nominals){ .v = v, .event = k };
    s->shape = (uint64_t)f->nominal | (uint64_t)f->light << 1 | (uint64_t)f->passive << 2;
    s->bearer = bearer_of(s);
    s->at[s->n++] = (sayso_nominal){ .word = SAYSO_NO_WORD };
    for (uint32_t i = 0; i < all; i++) {
        if (said_twice(c, k->word, at[i]) || (others && is_heading(c, f, at[i]))) continue;
        s->at[s->n++] = (sayso_nominal){
            .word = at[i],
            .by_rule = sayso_listed(k->actor, k->n_actor, at[i])           ? 1
                       : sayso_listed(k->recipient, k->n_recipient, at[i]) ? 2
                                                                           : 0,
            .path = sayso_tree_path(c, k->word, at[i]),
            .kase = case_of(v, at[i]),
            .kind = kind_of(mention_at(c, at[i])),
            .hangs = hangs_how(s, at[i]),
        };
    }
    slots_mark(s);
    far_find(s);
}

/* Grammatical places that others than nominal i fill. */
static uint64_t filled_beside(const sayso_nominals *s, uint32_t i)
{
    uint64_t places = 0;
    for (uint32_t k = 1; k < s->n; k++)
        if (k != i) places |= s->at[k].slots;
    return places;
}

/* How the lists' entry fills its sides. */
static uint64_t entry_of(const sayso_proposal *k)
{
    return (uint64_t)k->entry->actor.how | (uint64_t)k->entry->recipient.how << 4;
}

/* Whether the lists found an actor, a recipient. */
static uint64_t listed_of(const sayso_proposal *k)
{
    return (uint64_t)(k->n_actor > 0) | (uint64_t)(k->n_recipient > 0) << 1;
}

static uint64_t politicals_of(const sayso_nominals *s)
{
    const uint32_t n = s->v->politicals[s->v->c->tree.sentence[s->event->word]];
    return n > 2 ? 3 : n;
}

/* ---- actor and recipient ---- */

/* *A citizen of Latvia*, *the French minister*: what stands inside another's phrase is seldom
 * somebody of its own. */
static void inside_evidence(const sayso_view *v, uint32_t w, uint32_t d, int by_rule,
                            sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint32_t h = c->tree.parent[d];
    const sayso_mention *m = mention_at(c, d),
                        *over = h == SAYSO_NO_WORD || h == w ? NULL : mention_at(c, h);
    const uint8_t rel = word_at(c, d)->rel;
    const uint64_t same = over && m && sayso_code_kin(over->code, m->code);
    add(e, INSIDE, over ? 1u + over->political + 2 * same : 0, rel);
    add(e, INSIDE_RULE, over ? 1u + over->political + 2 * same : 0, (uint64_t)by_rule);
    if (rel == SAYSO_CONJ) add(e, CONJUNCT, (uint64_t)by_rule, over != NULL);
}

static void nobody_evidence(const sayso_nominals *s, sayso_evidence *e)
{
    const sayso_proposal *k = s->event;
    const sayso_view *v = s->v;
    const uint32_t h = v->c->tree.parent[k->word];
    const uint64_t t = (uint64_t)k->type, few = s->n > 5 ? 5 : s->n, rule = listed_of(k),
                   places = filled_beside(s, 0), rel = word_at(v->c, k->word)->rel;
    add(e, NOBODY, s->shape, rel);
    add(e, NOBODY, s->shape, few + 1000);
    add(e, NOBODY, politicals_of(s), t + 2000);
    add(e, NOBODY_TYPE, t, s->shape);
    add(e, NOBODY_LEMMA, v->words[k->word].lemma, s->shape);
    if (h != SAYSO_NO_WORD) add(e, NOBODY_LEMMA, v->words[h].lemma, rel + 100);
    add(e, NOBODY_RULE, rule, s->shape);
    add(e, NOBODY_RULE, rule, t + 100);
    add(e, NOBODY_RULE, places, s->shape << 8 | 1000);
    add(e, NOBODY_RULE, places, t | 2000);
    add(e, NOBODY_ENTRY, entry_of(k), rule);
    add(e, NOBODY_ENTRY, v->words[k->word].rule == k->type, rule + 100);
}

void sayso_deed_note(const sayso_view *v, const sayso_proposal *event, const uint32_t *words,
                     uint32_t n, unsigned side)
{
    for (uint32_t i = 0; i < n; i++) {
        const sayso_mention *m = mention_at(v->c, words[i]);
        if (m && m->actor >= 0 && m->n_group < 2)
            v->deeds[m->actor] =
                (sayso_deed){ event->word, (uint8_t)event->type, (uint8_t)side };
    }
}

/* What he has taken part in before, as type (2 of the same word, 1 of the same type), side and how
 * long ago; 0 nothing. */
static uint64_t deed_of(const sayso_nominals *s, uint32_t i)
{
    const sayso_view *v = s->v;
    const uint32_t w = s->event->word;
    const sayso_mention *m =
        s->at[i].word == SAYSO_NO_WORD ? NULL : mention_at(v->c, s->at[i].word);
    if (!m || m->actor < 0 || m->n_group > 1) return 0;
    const sayso_deed *d = &v->deeds[m->actor];
    if (d->event == SAYSO_NO_WORD) return 1;
    const uint32_t far = v->c->tree.sentence[w] - v->c->tree.sentence[d->event];
    const uint64_t same = v->words[d->event].lemma == v->words[w].lemma ? 2
                                                                        : d->type == s->event->type;
    return 2u + same + 4u * d->side + 16u * (far < 3 ? far : far < 6 ? 3 : 4);
}

static void deed_evidence(const sayso_nominals *s, uint32_t i, sayso_evidence *e)
{
    const sayso_nominal *x = &s->at[i];
    const uint64_t deed = deed_of(s, i), alike = deed & 15, t = (uint64_t)s->event->type,
                   far = x->far;
    const sayso_mention *m = mention_at(s->v->c, x->word);
    add(e, DEED, deed, far);
    add(e, DEED, deed, s->shape + 100);
    add(e, DEED_SIDE, alike, x->slots | far << 32);
    add(e, DEED_SIDE, alike, filled_beside(s, i) | far << 32 | UINT64_C(1) << 40);
    add(e, DEED_TYPE, alike, t);
    if (deed > 1)
        add(e, DEED_TYPE, t | (uint64_t)s->v->deeds[m->actor].type << 8,
            alike >> 2 | far << 8 | UINT64_C(1) << 40);
}

/* Of somebody whom only a sentence before names. */
static void far_evidence(const sayso_nominals *s, uint32_t i, sayso_evidence *e)
{
    const sayso_view *v = s->v;
    const sayso_ctx *c = v->c;
    const sayso_nominal *x = &s->at[i];
    const uint32_t h = c->tree.parent[x->word], w = s->event->word;
    const uint64_t t = (uint64_t)s->event->type, shape = s->shape, role = v->words[x->word].role,
                   rel = word_at(c, x->word)->rel, nearest = !s->at[i - 1].far,
                   far = x->far | nearest << 4, many = politicals_of(s);
    const uint32_t known = c->actors[mention_at(c, x->word)->actor].n_mentions;
    add(e, FAR, far, shape);
    add(e, FAR, far, t + 100);
    add(e, FAR, far, rel + 200);
    add(e, FAR, known > 5 ? 5 : known, nearest + 300);
    add(e, FAR_TYPE, t, role);
    add(e, FAR_TYPE, shape, role + UINT64_C(1000));
    add(e, FAR_TYPE, t | shape << 8, rel | nearest << 8);
    add(e, FAR_TYPE, v->words[w].lemma, nearest);
    add(e, FAR_SLOTS, filled_beside(s, i), shape | nearest << 8);
    add(e, FAR_SLOTS, listed_of(s->event), t | shape << 8);
    add(e, FAR_ONLY, many, t);
    add(e, FAR_ONLY, many, shape + 100);
    add(e, KIND, x->kind, t + 100);
    if (h == SAYSO_NO_WORD) return;
    add(e, FAR, v->words[h].types, rel + 1000);
    add(e, FAR, v->words[h].types >> t & 1, rel + 2000);
    add(e, FAR, v->words[h].lemma == v->words[w].lemma, rel + 3000);
}

/* The nominal alone, whatever its place. */
static void own_evidence(const sayso_nominals *s, uint32_t i, sayso_evidence *e)
{
    const sayso_view *v = s->v;
    const sayso_ctx *c = v->c;
    const sayso_nominal *x = &s->at[i];
    const uint32_t w = s->event->word, d = x->word, h = c->tree.parent[d], role = v->words[d].role;
    const sayso_word *word = word_at(c, d);
    const sayso_mention *m = mention_at(c, d);
    const uint64_t t = (uint64_t)s->event->type, rule = (uint64_t)x->by_rule;
    add(e, BIAS, 0, 0);
    add(e, ROLE, role, s->shape);
    add(e, ROLE_TYPE, role, t);
    add(e, ROLE_TYPE, role, t | (uint64_t)(d > w) << 8 | rule << 16);
    add(e, KIND, x->kind, rule);
    add(e, KIND, x->kind, t + 100);
    add(e, SPEAKS, speaks(v, w, d), rule);
    add(e, UPOS, word->upos, word->rel);
    add(e, LEMMA, v->words[d].lemma, 0);
    add(e, LEMMA, v->words[d].lemma, v->words[w].lemma);
    add(e, ONLY, politicals_of(s), m && m->political);
    if (word->upos == SAYSO_PRON || word->upos == SAYSO_REL_DET)
        add(e, PRONOUN, word->feats, x->slots);
    if (h == SAYSO_NO_WORD || h == w) return;
    add(e, OVER, v->words[h].lemma, word->rel);
    add(e, OVER, v->words[h].types | (uint64_t)v->words[h].cues << 32, word->rel);
}

/* Its place in the tree, and its case. */
static void tree_evidence(const sayso_nominals *s, uint32_t i, sayso_evidence *e)
{
    const sayso_view *v = s->v;
    const sayso_ctx *c = v->c;
    const sayso_nominal *x = &s->at[i];
    const uint32_t w = s->event->word, d = x->word;
    const uint64_t t = (uint64_t)s->event->type, shape = s->shape, lemma = v->words[w].lemma,
                   rel = word_at(c, d)->rel, before = d < w, clause = clauses_of(c, w, d);
    add(e, PATH, x->path, shape);
    add(e, PATH_TYPE, x->path ^ shape << 56, t);
    add(e, PATH_LEMMA, x->path, lemma);
    add(e, CASE, x->kase, x->path);
    add(e, CASE_TYPE, x->kase, t);
    add(e, CASE_LEMMA, x->kase, lemma);
    add(e, PASSIVE, shape, rel);
    add(e, HANGS, x->hangs, shape);
    add(e, HANGS, x->hangs, t + 100);
    add(e, HANGS_CASE, x->hangs, x->kase ^ shape << 50);
    add(e, HANGS_LEMMA, lemma, x->hangs);
    add(e, HANGS_LEMMA, lemma, 1000 + before);
    add(e, HANGS_LEMMA, lemma, sayso_hash_mix(x->slots + 77));
    add(e, CLAUSE, clause, rel | shape << 8);
    add(e, CLAUSE, clause, 1000 + t);
    add(e, CLAUSE, clause, 2000 + before);
    if (s->bearer == SAYSO_NO_WORD) return;
    const uint64_t tie = sayso_tree_path(c, s->bearer, d), noun = s->event->frame.nominal,
                   verb = v->words[s->bearer].lemma ^ noun;
    add(e, BEARER, verb, tie);
    add(e, BEARER, verb, sayso_hash_mix(x->kase ^ (d < s->bearer)));
    add(e, BEARER_PATH, tie, word_at(c, w)->rel | shape << 8);
    add(e, BEARER_PATH, tie, 1000 + t);
    add(e, BEARER_TYPES, v->words[s->bearer].types, tie);
}

/* Its place among the words and among the other nominals. */
static void order_evidence(const sayso_nominals *s, uint32_t i, sayso_evidence *e)
{
    static const uint64_t cases = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_ACC) | SAYSO_F(CASE_GEN) |
                                  SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);
    const sayso_view *v = s->v;
    const sayso_ctx *c = v->c;
    const sayso_nominal *x = &s->at[i];
    const uint32_t w = s->event->word, d = x->word;
    const uint64_t t = (uint64_t)s->event->type, shape = s->shape, before = d < w,
                   verbs = verbs_between(c, w, d) | before << 4, near = between(v, w, d),
                   place = (uint64_t)(c->place_of[d] >= 0) |
                           (uint64_t)sayso_is_located(c, d) << 1;
    add(e, WAY, way_of(w, d), shape);
    add(e, BEFORE_TYPE, before, t | shape << 8);
    add(e, NEAREST, near, before | shape << 8);
    add(e, NEAREST, near, x->path);
    add(e, CASE_BARE, word_at(c, d)->feats & cases, verbs | shape << 8);
    add(e, VERBS, verbs, shape);
    add(e, VERBS, verbs, word_at(c, d)->rel + 100u);
    add(e, PLACE, place, t);
    add(e, PLACE, place, x->hangs + 100);
    add(e, QUOTED, (uint64_t)(v->words[d].depth > 0) | (uint64_t)(v->words[w].depth > 0) << 1,
        speaks(v, w, d));
    add(e, ORDER, i < 6 ? i : 6, s->n < 7 ? s->n : 7);
    add(e, ORDER, (uint64_t)(i == 1) | (uint64_t)(i + 1 == s->n) << 1, shape | t << 8);
    add(e, COLON,
        d + 1 < c->text->n_words && sayso_str_eq(word_at(c, d + 1)->form, sayso_str_of(":")),
        before);
}

/* What the lists and the grammatical places say. */
static void rule_evidence(const sayso_nominals *s, uint32_t i, sayso_evidence *e)
{
    const sayso_nominal *x = &s->at[i];
    const uint64_t t = (uint64_t)s->event->type, shape = s->shape, rule = (uint64_t)x->by_rule,
                   beside = filled_beside(s, i), entry = entry_of(s->event);
    add(e, RULE, rule, shape);
    add(e, RULE_TYPE, rule, t);
    add(e, RULE_PATH, rule, x->path ^ shape << 56);
    add(e, SLOT, x->slots, shape);
    add(e, SLOT, x->slots, rule + 64);
    add(e, SLOT_TYPE, x->slots, t | shape << 8);
    add(e, SLOT_ROLE, x->slots, x->kind);
    add(e, FILLED, beside, x->slots | shape << 32);
    add(e, FILLED, beside & 7, x->hangs + 1000);
    add(e, ENTRY, entry, rule | x->hangs << 4);
    add(e, ENTRY, entry, 1000 + rule);
    add(e, ENTRY, s->v->words[s->event->word].rule == s->event->type, 2000 + rule);
}

void sayso_evidence_side(const sayso_nominals *s, uint32_t i, sayso_evidence *e)
{
    const sayso_nominal *x = &s->at[i];
    e->n = 0;
    if (x->word == SAYSO_NO_WORD) {
        nobody_evidence(s, e);
        return;
    }
    deed_evidence(s, i, e);
    if (x->far) {
        far_evidence(s, i, e);
        return;
    }
    own_evidence(s, i, e);
    tree_evidence(s, i, e);
    order_evidence(s, i, e);
    rule_evidence(s, i, e);
    inside_evidence(s->v, s->event->word, x->word, x->by_rule, e);
}

/* ---- both sides ---- */

/* How two nominals stand to each other. */
static uint64_t kin_of(const sayso_ctx *c, uint32_t a, uint32_t r)
{
    if (a == SAYSO_NO_WORD || r == SAYSO_NO_WORD) return 1;
    const sayso_mention *x = mention_at(c, a), *y = mention_at(c, r);
    if (!x || !y) return 2u + (x != NULL) + 2u * (y != NULL);
    if (x->actor >= 0 && x->actor == y->actor) return 6;
    if (!x->country[0] || !y->country[0]) return 7;
    return strcmp(x->country, y->country) == 0 ? 8 : 9;
}

static uint64_t tree_of(const sayso_ctx *c, uint32_t a, uint32_t r)
{
    if (a == SAYSO_NO_WORD || r == SAYSO_NO_WORD) return 1;
    if (sayso_first_conjunct(c, a) == sayso_first_conjunct(c, r)) return 2;
    return sayso_tree_above(c, a, r) ? 3 : sayso_tree_above(c, r, a) ? 4 : 5;
}

/* Before or behind w; 0 nobody. */
static uint64_t side_of(const sayso_nominal *x, uint32_t w)
{
    return x->word == SAYSO_NO_WORD ? 0 : 1u + (x->word > w);
}

static uint64_t role_at(const sayso_nominals *s, uint32_t i)
{
    return i ? s->v->words[s->at[i].word].role : 1;
}

void sayso_evidence_pair(const sayso_nominals *s, uint32_t a, uint32_t r, sayso_evidence *e)
{
    const sayso_ctx *c = s->v->c;
    const sayso_nominal *x = &s->at[a], *y = &s->at[r];
    const uint32_t w = s->event->word;
    const uint64_t t = (uint64_t)s->event->type, shape = s->shape,
                   named = (uint64_t)(a > 0) | (uint64_t)(r > 0) << 1,
                   order = side_of(x, w) + 3 * side_of(y, w) + 9u * (a && r && x->word < y->word);
    e->n = 0;
    add(e, PAIR_RULES, (uint64_t)(x->by_rule + 4 * y->by_rule), shape << 8 | named);
    add(e, PAIR_ORDER, order, shape);
    add(e, PAIR_ORDER, order, t + 100);
    add(e, PAIR_ROLES, role_at(s, a), sayso_hash_mix(role_at(s, r) ^ t));
    add(e, PAIR_KINDS, x->kind, y->kind << 32);
    add(e, PAIR_KIN, kin_of(c, x->word, y->word), t);
    add(e, PAIR_TREE, tree_of(c, x->word, y->word), shape);
    add(e, PAIR_DEEDS, deed_of(s, a) & 15, (deed_of(s, r) & 15) | named << 8);
    add(e, PAIR_FAR, x->far, y->far | named << 8);
    add(e, PAIR_FAR, 100 + t, (uint64_t)(y->far > 0) | (uint64_t)(x->far > 0) << 1 | named << 8);
}

/* ---- source ---- */

/* *…, reported the agency.*: is the cue's clause put behind a mark, and does the nominal close the
 * sentence? */
static uint64_t closing_of(const sayso_ctx *c, uint32_t cue, uint32_t d)
{
    const sayso_sent *s = sent_of(c, cue);
    const uint32_t end = s->first_word + s->n_words, at = cue < d ? cue : d;
    uint32_t first, last;
    sayso_tree_yield(c, d, &first, &last);
    const bool marked = at > s->first_word && word_at(c, at - 1)->upos == SAYSO_PUNCT,
               beside = d > cue ? first == cue + 1 : last + 1 == cue, closes = last + 2 >= end,
               leads = first == s->first_word;
    return (uint64_t)marked | (uint64_t)beside << 1 | (uint64_t)closes << 2 | (uint64_t)leads << 3;
}

static void source_place_evidence(const sayso_view *v, uint32_t cue, uint32_t d, int by_rule,
                                  sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint64_t cases = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_ACC) | SAYSO_F(CASE_GEN) |
                           SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);
    const uint64_t kase = word_at(c, d)->feats & cases, before = d < cue,
                   rel = word_at(c, d)->rel, rule = (uint64_t)by_rule,
                   verbs = verbs_between(c, cue, d) | before << 4, clause = clauses_of(c, cue, d),
                   closing = closing_of(c, cue, d) | before << 4;
    add(e, CLOSING, closing, rule);
    add(e, CLOSING, closing, kase ^ rel << 40);
    add(e, CLOSING, closing, 1000 + word_at(c, cue)->upos);
    add(e, CASE_BARE, kase, verbs);
    add(e, VERBS, verbs, rule);
    add(e, VERBS, verbs, rel + 100);
    add(e, CLAUSE, clause, rel);
    add(e, CLAUSE, clause, before + 1000);
    add(e, PLACE, (uint64_t)(c->place_of[d] >= 0) | (uint64_t)sayso_is_located(c, d) << 1, rule);
    add(e, HANGS_LEMMA, v->words[cue].lemma, rel | before << 8 | (c->tree.parent[d] == cue) << 9);
    add(e, HANGS, rel | before << 8, (uint64_t)(c->tree.parent[d] == cue));
    const uint32_t h = c->tree.parent[d];
    if (h != SAYSO_NO_WORD && h != cue) add(e, OVER, v->words[h].cues, rel);
}

/* Nobody is named as the source: *it is said that*. rule: whom the lists give, SAYSO_NO_WORD. */
static void no_source_evidence(const sayso_view *v, uint32_t cue, uint32_t rule, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_word *x = word_at(c, cue);
    const uint64_t known = rule == SAYSO_NO_WORD ? 0 : 1u + (c->mention_of[rule] >= 0),
                   own = sayso_own_subject(c, cue) != SAYSO_NO_WORD;
    const uint64_t form = x->feats & (SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_INF) | SAYSO_F(VERBFORM_FIN) |
                                      SAYSO_F(PERSON_3) | SAYSO_F(PERSON_1) | SAYSO_F(NUMBER_PLUR));
    add(e, NOBODY, 0, 0);
    add(e, NOBODY, x->upos, known);
    add(e, NOBODY, x->rel, 100 + known);
    add(e, NOBODY, own, 200 + x->upos);
    add(e, NOBODY_LEMMA, v->words[cue].lemma, 0);
    add(e, NOBODY_LEMMA, v->words[cue].lemma, 1 + known);
    add(e, NOBODY_TYPE, form, known);
    add(e, NOBODY_TYPE, form, 100 + sayso_ctx_language(c, cue));
}

void sayso_evidence_source(const sayso_view *v, uint32_t cue, uint32_t d, uint32_t rule,
                           sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    e->n = 0;
    if (d == SAYSO_NO_WORD) {
        no_source_evidence(v, cue, rule, e);
        return;
    }
    const int by_rule = d == rule;
    const uint64_t path = sayso_tree_path(c, cue, d), kase = case_of(v, d);
    const uint64_t upos = word_at(c, cue)->upos;
    add(e, BIAS, 0, 0);
    add(e, RULE, (uint64_t)by_rule, upos);
    add(e, PATH, path, upos);
    add(e, PATH, path, (uint64_t)by_rule + 50);
    add(e, PATH_LEMMA, path, v->words[cue].lemma);
    add(e, CASE, kase, path);
    add(e, CASE, kase, upos);
    add(e, ROLE, v->words[d].role, upos);
    add(e, WAY, way_of(cue, d), upos);
    add(e, KIND, kind_of(mention_at(c, d)), (uint64_t)by_rule);
    add(e, NEAREST, between(v, cue, d), (uint64_t)(d > cue));
    add(e, NEAREST, between(v, cue, d), path);
    add(e, UPOS, word_at(c, d)->upos, word_at(c, d)->rel);
    add(e, LEMMA, v->words[d].lemma, 0);
    add(e, QUOTED, v->words[d].depth > 0, v->words[cue].depth > 0);
    source_place_evidence(v, cue, d, by_rule, e);
}
