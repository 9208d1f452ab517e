/* evidence: templates of features. Lexical ones memorise, delexicalised ones generalise; both are
 * needed, and training leaves out those that do not help. */
#include "events/evidence.h"
#include "events/propose.h"
#include "text/utf8.h"

enum { NEAR = 3, NONE_BIT = 31 };

/* Kinds of feature; a new one takes a new number at the end, so that models keep their meaning. */
enum {
    BIAS = 1,
    UPOS,
    LEMMA,
    FORM,
    LEMMA_UPOS,
    PREFIX,
    SUFFIX,
    TYPE,
    TYPE_UPOS,
    TYPE_RELATION,
    NO_TYPE,
    RULE,
    RULE_TYPES,
    CUE,
    CUE_RULE,
    RELATION,
    RELATION_UPOS,
    FEATURE,
    NAME,
    HEAD_UPOS,
    HEAD_LEMMA,
    HEAD_TYPES,
    HEAD_CUES,
    TYPE_HEAD_TYPES,
    LEMMA_HEAD_LEMMA,
    CHILD_UPOS,
    CHILD_LEMMA,
    LEMMA_CHILD_LEMMA,
    CHILD_POLITICAL,
    CHILD_ROLE,
    TYPE_CHILD_ROLE,
    CHILD_NAME,
    CHILD_TYPES,
    CHILD_CASE,
    LEMMA_CHILD_CASE,
    GRANDCHILD,
    POLITICAL_BELOW,
    POLITICAL_BELOW_TYPES,
    POLITICALS,
    POLITICALS_TYPE,
    BESIDE_LEMMA,
    BESIDE_UPOS,
    BIGRAM,
    QUOTED,
    FRAME,
    FRAME_TYPE,
    SUBJECT_ROLE,
    OBJECT_ROLE,
    SUBJECT_TYPE,
    OBJECT_TYPE,
    FIRST,
    STATUS_RULE,
    STATUS_AUX,
    STATUS_HEAD,
    STATUS_TENSE,
    STATUS_CUE,
    STATUS_MARK,
    STATUS_TYPE,
    STATUS_ADVERB,
    STATUS_HEAD_TYPE,
    CODE,
    CODE_HOLDS,
    SAYING,
    SAYING_CUE,
    SAYING_LEMMA,
    SAYING_WHO,
    SAYING_QUOTE,
    SAYING_COLON,
};

/* Do features of the kind name a language's own words? */
static bool names_words(unsigned kind)
{
    switch (kind) {
    case LEMMA: case FORM: case LEMMA_UPOS: case PREFIX: case SUFFIX: case LEMMA_HEAD_LEMMA:
    case LEMMA_CHILD_LEMMA: case LEMMA_CHILD_CASE: case BIGRAM: case SAYING_LEMMA: return true;
    default: return false;
    }
}

static void add(sayso_evidence *e, unsigned kind, uint64_t a, uint64_t b)
{
    sayso_evidence_add(e, kind, a, b);
    if (names_words(kind)) e->at[e->n - 1] |= SAYSO_SOFTMAX_NAMES_WORDS;
}

/* ---- what is known of each word ---- */

static uint64_t string_hash(uint16_t language, sayso_str s)
{
    char folded[128];
    const uint32_t n = sayso_text_fold(s, folded, sizeof folded);
    return sayso_hash(folded, n, sayso_hash_mix(language + 1u));
}

static uint32_t role_of(const sayso_mention *m)
{
    const size_t n = strlen(m->code.role);
    return (uint32_t)sayso_hash(m->code.role, n < 3 ? n : 3, 7) | 1;
}

static uint32_t code_hash(const char *cameo)
{
    return (uint32_t)sayso_hash(cameo, strlen(cameo), 5) | 1;
}

/* CAMEO's codes of a word's entries are finer than types, and alike in all languages. */
static void code_put(sayso_seen *s, const char *cameo)
{
    const uint32_t code = code_hash(cameo);
    for (uint32_t i = 0; i < s->n_codes; i++)
        if (s->codes[i] == code) return;
    if (s->n_codes < SAYSO_MOST_CODES) s->codes[s->n_codes++] = code;
}

static void lists_look(sayso_ctx *c, uint16_t language, uint32_t w, sayso_seen *s)
{
    const sayso_word *x = word_at(c, w);
    uint32_t n;
    const sayso_event_entry *e = sayso_event_entries(c, w, &n);
    for (uint32_t i = 0; i < n; i++) {
        s->types |= 1u << (e[i].type < 0 ? NONE_BIT : e[i].type);
        code_put(s, e[i].cameo);
    }
    if (n) {
        const sayso_event_entry *holds = sayso_rule_event(c, w);
        if (holds) {
            s->rule = (int8_t)holds->type;
            s->rule_code = code_hash(holds->cameo);
            s->ruled_out = holds->type < 0 && holds->n_with > 0;
            s->ruled_in = holds->type >= 0 && holds->n_with > 0;
        }
    }
    const sayso_cue_entry *q =
        sayso_lexicon_word_cues(c->lexicon, language, x, (sayso_upos)x->upos, &n);
    for (uint32_t i = 0; i < n; i++) s->cues |= (uint8_t)(1u << q[i].stance);
    if (n) {
        const sayso_frame f = sayso_frame_of(c, w);
        for (uint32_t i = 0; i < n && s->says < 0; i++)
            if (!q[i].phrase && sayso_conditions_hold(c, &f, q[i].with, q[i].n_with))
                s->says = (int8_t)q[i].stance;
    }
}

bool sayso_view_make(sayso_view *v, sayso_ctx *c)
{
    v->c = c;
    v->words = sayso_arena_array(c->arena, c->text->n_words, sizeof *v->words);
    v->politicals = sayso_arena_array(c->arena, c->text->n_sents, sizeof *v->politicals);
    v->topics = sayso_arena_array(c->arena, sayso_lexicon_n_senses(c->lexicon) + 1,
                                  sizeof *v->topics);
    v->deeds = sayso_arena_array(c->arena, c->n_actors, sizeof *v->deeds);
    if (!v->words || !v->politicals || !v->topics || !v->deeds) return false;
    for (uint32_t a = 0; a < c->n_actors; a++) v->deeds[a].event = SAYSO_NO_WORD;
    uint8_t *depth = sayso_arena_array(c->arena, c->text->n_words, sizeof *depth);
    if (!depth) return false;
    sayso_quote_depths(c, depth);
    for (uint32_t w = 0; w < c->text->n_words; w++) {
        const sayso_word *x = word_at(c, w);
        const uint16_t language = sayso_ctx_language(c, w);
        const sayso_mention *m = mention_at(c, w);
        sayso_seen *s = &v->words[w];
        s->rule = s->says = -1;
        s->depth = depth[w];
        s->lemma = string_hash(language, x->lemma.len ? x->lemma : x->form);
        s->form = string_hash(language, x->form);
        if (m) s->role = role_of(m);
        if (m && m->political) v->politicals[c->tree.sentence[w]]++, v->political_mentions++;
        if (language != UINT16_MAX && (x->upos == SAYSO_VERB || x->upos == SAYSO_NOUN ||
                                       x->upos == SAYSO_ADJ || x->upos == SAYSO_AUX))
            lists_look(c, language, w, s), sayso_senses_look(v, w, language);
    }
    sayso_topics_rank(v);
    return true;
}

bool sayso_may_be_event(const sayso_view *v, uint32_t w)
{
    const sayso_word *x = word_at(v->c, w);
    if (v->c->date_of[w] >= 0 || sayso_ctx_language(v->c, w) == UINT16_MAX ||
        sayso_inside_name(v->c, w))
        return false;
    return x->upos == SAYSO_VERB || x->upos == SAYSO_NOUN || x->upos == SAYSO_ADJ ||
           x->upos == SAYSO_AUX || v->words[w].types;
}

/* ---- the word and its clause ---- */

static void affixes(const sayso_ctx *c, uint32_t w, uint16_t language, sayso_evidence *e)
{
    char folded[128];
    const sayso_word *x = word_at(c, w);
    const uint32_t n = sayso_text_fold(x->form, folded, sizeof folded);
    uint32_t at = 0, points = 0, from[4] = { 0 };
    for (uint32_t i = 0; i < n; i++) { /* starts of characters: prefixes of 4, 5, 6 */
        if (((uint8_t)folded[i] & 0xC0) == 0x80) continue;
        if (points >= 4 && points <= 6) add(e, PREFIX, sayso_hash(folded, i, language), points);
        points++;
    }
    for (at = n; at > 0 && from[3] < 5;) { /* suffixes of 3, 4, 5 */
        at--;
        if (((uint8_t)folded[at] & 0xC0) == 0x80) continue;
        if (++from[3] >= 3) add(e, SUFFIX, sayso_hash(folded + at, n - at, language), from[3]);
    }
}

static uint32_t first_type(uint32_t types)
{
    return types & 0xFFFF ? (uint32_t)__builtin_ctz(types & 0xFFFF) : 99;
}

/* Each type that the lists name, alone and with what stands beside it. */
static void types_with(sayso_evidence *e, unsigned kind, uint32_t types, uint64_t with)
{
    for (uint32_t t = 0; t < SAYSO_N_TYPES; t++)
        if (types >> t & 1) add(e, kind, t, with);
    if (types >> NONE_BIT & 1) add(e, kind, NONE_BIT, with);
}

static void own_evidence(const sayso_view *v, uint32_t w, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_word *x = word_at(c, w);
    const sayso_seen *s = &v->words[w];
    const uint64_t clause = SAYSO_F(VERBFORM_FIN) | SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_INF) |
                            SAYSO_F(MOOD_CND) | SAYSO_F(MOOD_IMP) | SAYSO_F(TENSE_PAST) |
                            SAYSO_F(TENSE_FUT) | SAYSO_F(TENSE_PRES);
    add(e, BIAS, 0, 0);
    add(e, UPOS, x->upos, 0);
    add(e, LEMMA, s->lemma, 0);
    add(e, FORM, s->form, 0);
    add(e, LEMMA_UPOS, s->lemma, x->upos);
    affixes(c, w, sayso_ctx_language(c, w), e);
    types_with(e, TYPE, s->types, 0);
    types_with(e, TYPE_UPOS, s->types, x->upos);
    types_with(e, TYPE_RELATION, s->types, x->rel);
    if (!s->types) add(e, NO_TYPE, x->upos, 0);
    add(e, RULE, (uint64_t)(s->rule + 1), 0);
    add(e, RULE_TYPES, (uint64_t)(s->rule + 1), s->types);
    for (uint32_t i = 0; i < s->n_codes; i++) add(e, CODE, s->codes[i], x->upos);
    add(e, CODE_HOLDS, s->rule_code, 0);
    add(e, CODE_HOLDS, s->rule_code, x->rel + 1u);
    add(e, CUE, s->cues, 0);
    add(e, CUE_RULE, (uint64_t)(s->says + 1), (uint64_t)(s->rule + 1));
    add(e, RELATION, x->rel, x->sub);
    add(e, RELATION_UPOS, x->rel, x->upos);
    for (uint64_t bits = x->feats & clause; bits; bits &= bits - 1)
        add(e, FEATURE, (uint64_t)__builtin_ctzll(bits), x->upos);
    add(e, NAME, x->name > 0, 0);
    add(e, QUOTED, s->depth > 0, x->upos);
    add(e, FIRST, c->tree.sentence[w] == 0, w == sent_of(c, w)->first_word);
}

static void head_evidence(const sayso_view *v, uint32_t w, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint32_t h = c->tree.parent[w];
    if (h == SAYSO_NO_WORD) return;
    const uint8_t rel = word_at(c, w)->rel;
    const sayso_seen *s = &v->words[w], *g = &v->words[h];
    add(e, HEAD_UPOS, word_at(c, h)->upos, rel);
    add(e, HEAD_LEMMA, g->lemma, rel);
    add(e, HEAD_TYPES, g->types, rel);
    add(e, HEAD_CUES, g->cues, rel);
    types_with(e, TYPE_HEAD_TYPES, s->types, g->types | (uint64_t)rel << 32);
    add(e, LEMMA_HEAD_LEMMA, s->lemma, g->lemma);
}

static void child_evidence(const sayso_view *v, uint32_t w, uint32_t d, sayso_evidence *e,
                           uint32_t *politicals)
{
    const sayso_ctx *c = v->c;
    const sayso_word *x = word_at(c, d);
    const sayso_seen *s = &v->words[w], *k = &v->words[d];
    const sayso_mention *m = mention_at(c, d);
    add(e, CHILD_UPOS, x->rel, x->upos);
    if (x->rel == SAYSO_REL_PUNCT) return;
    add(e, CHILD_LEMMA, x->rel, k->lemma);
    add(e, LEMMA_CHILD_LEMMA, s->lemma ^ x->rel, k->lemma);
    if (m) {
        add(e, CHILD_POLITICAL, x->rel, m->political);
        add(e, CHILD_ROLE, x->rel, k->role);
        add(e, TYPE_CHILD_ROLE, first_type(s->types) << 8 | x->rel, k->role);
        *politicals += m->political;
    }
    if (x->name) add(e, CHILD_NAME, x->rel, (x->name - 1u) / 4);
    if (k->types) add(e, CHILD_TYPES, x->rel, k->types);
    for (uint32_t g = c->tree.first_child[d]; g != SAYSO_NO_WORD; g = c->tree.next_sibling[g]) {
        const sayso_mention *of = mention_at(c, g);
        if (word_at(c, g)->rel == SAYSO_CASE) {
            add(e, CHILD_CASE, x->rel, v->words[g].lemma);
            add(e, LEMMA_CHILD_CASE, s->lemma ^ x->rel, v->words[g].lemma);
        } else if (of && of->political) {
            add(e, GRANDCHILD, x->rel, word_at(c, g)->rel);
            ++*politicals;
        }
    }
}

static void around_evidence(const sayso_view *v, uint32_t w, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_sent *s = sent_of(c, w);
    const sayso_seen *here = &v->words[w];
    for (int d = -2; d <= 2; d++) {
        const int64_t at = (int64_t)w + d;
        const bool inside =
            at >= (int64_t)s->first_word && at < (int64_t)s->first_word + s->n_words;
        if (!d) continue;
        add(e, BESIDE_LEMMA, (uint64_t)(d + 2), inside ? v->words[at].lemma : 0);
        add(e, BESIDE_UPOS, (uint64_t)(d + 2), inside ? word_at(c, (uint32_t)at)->upos : 0);
        if (inside && (d == 1 || d == -1))
            add(e, BIGRAM, here->lemma + (uint64_t)(d + 2), v->words[at].lemma);
    }
    const uint32_t n = v->politicals[c->tree.sentence[w]], many = n > 4 ? 4 : n;
    add(e, POLITICALS, many, 0);
    add(e, POLITICALS_TYPE, many, first_type(here->types));
}

static void frame_evidence(const sayso_view *v, uint32_t w, sayso_around *place,
                           sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_frame f = sayso_frame_of(c, w);
    const sayso_seen *s = &v->words[w];
    const uint64_t shape = (uint64_t)f.nominal | (uint64_t)f.light << 1 | (uint64_t)f.passive << 2;
    static const sayso_slot subject = { .kind = SAYSO_SLOT_SUBJ, .name = "subj" },
                            object = { .kind = SAYSO_SLOT_OBJ, .name = "obj" };
    uint32_t at[SAYSO_MOST_FILLERS];
    add(e, FRAME, shape, 0);
    add(e, FRAME_TYPE, shape, first_type(s->types));
    for (int side = 0; side < 2; side++) {
        const uint32_t n =
            sayso_slot_fill(c, &f, side ? &object : &subject, at, SAYSO_MOST_FILLERS);
        const sayso_mention *m = n ? mention_at(c, at[0]) : NULL;
        const uint64_t who = !n ? 0 : !m ? 1 : 2u + m->political;
        add(e, side ? OBJECT_ROLE : SUBJECT_ROLE, who, n ? v->words[at[0]].role : 0);
        add(e, side ? OBJECT_TYPE : SUBJECT_TYPE, who, first_type(s->types));
        *(side ? &place->object : &place->subject) = who;
    }
}

void sayso_evidence_word(const sayso_view *v, uint32_t w, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    uint32_t politicals = 0;
    e->n = 0;
    own_evidence(v, w, e);
    head_evidence(v, w, e);
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        child_evidence(v, w, d, e, &politicals);
    if (politicals > 3) politicals = 3;
    add(e, POLITICAL_BELOW, politicals, word_at(c, w)->upos);
    add(e, POLITICAL_BELOW_TYPES, politicals, v->words[w].types);
    around_evidence(v, w, e);
    sayso_around place = { .politicals = politicals };
    frame_evidence(v, w, &place, e);
    sayso_evidence_senses(v, w, &place, e);
}

/* Where what is said may stand: in a clause below the word, around it, in an object. */
static uint64_t saying_of(const sayso_ctx *c, uint32_t w)
{
    const uint8_t rel = word_at(c, w)->rel;
    uint64_t found = rel == SAYSO_PARATAXIS || rel == SAYSO_DISCOURSE;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        switch (word_at(c, d)->rel) {
        case SAYSO_CCOMP: case SAYSO_CSUBJ: found |= 2; break;
        case SAYSO_PARATAXIS: found |= 4; break;
        case SAYSO_XCOMP: found |= 8; break;
        case SAYSO_OBJ: found |= word_at(c, d)->upos == SAYSO_PRON ? 16 : 32; break;
        case SAYSO_ACL: found |= 64; break;
        default: break;
        }
    return found;
}

/* Quotations of the sentence before and behind the word, which stands in none: bits 0 and 1; one
 * that goes on from the sentence before: 2. */
static uint64_t quotes_around(const sayso_view *v, uint32_t w)
{
    const sayso_sent *s = sent_of(v->c, w);
    uint64_t found = 0;
    if (v->words[w].depth) return 8;
    for (uint32_t i = s->first_word; i < s->first_word + s->n_words; i++)
        if (v->words[i].depth) found |= i < w ? 1 : 2;
    return found | (s->first_word && v->words[s->first_word - 1].depth ? 4 : 0);
}

void sayso_evidence_cue(const sayso_view *v, uint32_t w, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_seen *s = &v->words[w];
    const sayso_frame f = sayso_frame_of(c, w);
    static const sayso_slot subject = { .kind = SAYSO_SLOT_SUBJ, .name = "subj" };
    uint32_t at[SAYSO_MOST_FILLERS];
    const uint32_t n = sayso_slot_fill(c, &f, &subject, at, SAYSO_MOST_FILLERS);
    const sayso_mention *m = n ? mention_at(c, at[0]) : NULL;
    const uint64_t who = !n ? 0 : !m ? 1 : 2u | (uint64_t)m->person << 2 | (uint64_t)m->unnamed << 3 |
                                        (uint64_t)m->political << 4 | (uint64_t)m->pronoun << 5;
    const uint64_t saying = saying_of(c, w), quotes = quotes_around(v, w),
                   upos = word_at(c, w)->upos;
    const bool colon = w + 1 < c->text->n_words &&
                       sayso_str_eq(word_at(c, w + 1)->form, sayso_str_of(":"));
    add(e, SAYING, saying, upos);
    add(e, SAYING, saying, 100 + who);
    add(e, SAYING_CUE, saying << 8 | s->cues, (uint64_t)(s->says + 1));
    add(e, SAYING_CUE, saying << 8 | s->cues, 100 + who);
    add(e, SAYING_LEMMA, s->lemma, saying);
    add(e, SAYING_WHO, who, s->cues);
    add(e, SAYING_QUOTE, quotes, upos);
    add(e, SAYING_QUOTE, quotes << 8 | s->cues, 100 + saying);
    add(e, SAYING_COLON, colon, (uint64_t)(s->says + 1) << 8 | upos);
}

void sayso_evidence_mode(const sayso_view *v, uint32_t w, int type, const char *listed,
                         sayso_evidence *e)
{
    sayso_evidence_word(v, w, e);
    sayso_evidence_mode_senses(v, w, type, listed, e);
}

/* ---- status ---- */

static void status_of_verb(const sayso_view *v, uint32_t w, unsigned which, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint64_t tense = SAYSO_F(TENSE_PAST) | SAYSO_F(TENSE_FUT) | SAYSO_F(TENSE_PRES) |
                           SAYSO_F(MOOD_CND) | SAYSO_F(MOOD_IMP) | SAYSO_F(VERBFORM_INF) |
                           SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_FIN);
    for (uint64_t bits = word_at(c, w)->feats & tense; bits; bits &= bits - 1)
        add(e, STATUS_TENSE, which, (uint64_t)__builtin_ctzll(bits));
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        if (rel == SAYSO_REL_AUX || rel == SAYSO_COP) add(e, STATUS_AUX, v->words[d].lemma, which);
        if (rel == SAYSO_MARK || rel == SAYSO_CASE) add(e, STATUS_MARK, v->words[d].lemma, which);
        if (rel == SAYSO_ADVMOD || rel == SAYSO_DISCOURSE || rel == SAYSO_REL_DET)
            add(e, STATUS_ADVERB, v->words[d].lemma, which);
        if (rel == SAYSO_ADVCL)
            for (uint32_t g = c->tree.first_child[d]; g != SAYSO_NO_WORD;
                 g = c->tree.next_sibling[g])
                if (word_at(c, g)->rel == SAYSO_MARK) add(e, STATUS_MARK, v->words[g].lemma, 9);
    }
}

void sayso_evidence_status(const sayso_view *v, uint32_t w, int type, int rule, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    e->n = 0;
    add(e, STATUS_RULE, (uint64_t)rule, 0);
    add(e, STATUS_RULE, (uint64_t)rule, (uint64_t)type + 1);
    add(e, STATUS_TYPE, (uint64_t)type, word_at(c, w)->upos);
    add(e, LEMMA, v->words[w].lemma, 0);
    add(e, FORM, v->words[w].form, 0);
    add(e, RELATION, word_at(c, w)->rel, word_at(c, w)->upos);
    status_of_verb(v, w, 0, e);
    const sayso_frame f = sayso_frame_of(c, w);
    if (f.light) status_of_verb(v, f.verb, 1, e);
    uint32_t at = w;
    for (unsigned up = 1; up < NEAR && c->tree.parent[at] != SAYSO_NO_WORD; up++) {
        const uint8_t rel = word_at(c, at)->rel;
        at = c->tree.parent[at];
        add(e, STATUS_HEAD, v->words[at].lemma, rel);
        add(e, STATUS_HEAD_TYPE, v->words[at].types, rel | up << 8);
        add(e, STATUS_CUE, v->words[at].cues, rel | up << 8);
        status_of_verb(v, at, up + 1, e);
        if (sayso_ends_clause(c, at)) break;
    }
}
