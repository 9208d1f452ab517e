/* senses: what a word may mean, by senses that all languages share (knowledge/senses.tsv), as
 * evidence. A sense learned from one language serves the others; what the text is about tells a
 * striker's attack from an army's. */
#include "events/evidence.h"
#include "events/propose.h"

enum { MOST_TOPICS = 2, BUCKETS = 5 };

/* Kinds of feature, behind those of evidence.c. */
enum {
    SENSE = SAYSO_SENSE_KINDS,
    SENSE_RELATION,
    SENSE_TYPE,
    SENSE_TYPE_UPOS,
    SENSE_TYPE_RULE,
    SENSE_STANCE,
    SENSE_BELOW,
    SENSE_SUBJECT,
    SENSE_OBJECT,
    SENSE_HEAD,
    SENSE_CHILD,
    SENSE_PAIR,
    TYPE_HEAD_SENSE,
    TYPE_CHILD_SENSE,
    SENSE_QUOTED,
    TOPIC,
    TOPIC_TYPE,
    TOPIC_UPOS,
    TOPIC_SENSE,
    DOCUMENT_TYPE,
    DOCUMENT_POLITICAL,
    MODE_TYPE,
    MODE_LISTED,
    MODE_SENSE,
    MODE_NEAR_SENSE,
    CHANCE,
    CHANCE_UPOS,
    CHANCE_RULE,
    CHANCE_BELOW,
    CHANCE_RELATION,
    CHANCE_HEAD,
    CHANCE_CHILD,
    NO_CHANCE,
    CHANCE_PHRASE,
    NO_PHRASE,
};

/* May a dependent make another event of its word: *cut ties*, *draw back*, *put on trial*? */
static bool makes_phrase(const sayso_word *x)
{
    switch (x->rel) {
    case SAYSO_OBJ: case SAYSO_IOBJ: case SAYSO_OBL: case SAYSO_NMOD: case SAYSO_COMPOUND:
    case SAYSO_XCOMP: case SAYSO_ADVMOD: return true;
    case SAYSO_NSUBJ: return x->sub == SAYSO_SUB_PASS;
    default: return false;
    }
}

/* The bet on the word itself or the run that begins with it; on it and a dependent, whatever stands
 * between them, where such a pair is listed. */
static void chances_look(const sayso_view *v, uint32_t w, uint32_t n, uint16_t language)
{
    const sayso_ctx *c = v->c;
    const sayso_word *x = word_at(c, w);
    sayso_seen *s = &v->words[w];
    uint8_t of_pair[SAYSO_N_TYPES];
    s->phrase =
        sayso_lexicon_chances(c->lexicon, language, x, n, (sayso_upos)x->upos, s->chances) > 1;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        if (!makes_phrase(word_at(c, d))) continue;
        const sayso_word pair[2] = { *x, *word_at(c, d) };
        if (sayso_lexicon_chances(c->lexicon, language, pair, 2, (sayso_upos)x->upos, of_pair) < 2)
            continue;
        for (uint32_t t = 0; t < SAYSO_N_TYPES; t++)
            s->chances[t] = s->phrase && s->chances[t] > of_pair[t] ? s->chances[t] : of_pair[t];
        s->phrase = true;
    }
}

void sayso_senses_look(sayso_view *v, uint32_t w, uint16_t language)
{
    const sayso_ctx *c = v->c;
    const sayso_word *x = word_at(c, w);
    const sayso_sent *sent = sent_of(c, w);
    const uint32_t n = sent->first_word + sent->n_words - w;
    sayso_seen *s = &v->words[w];
    s->n_senses = (uint8_t)sayso_lexicon_senses(c->lexicon, language, x, n, (sayso_upos)x->upos,
                                                s->senses, SAYSO_MOST_SENSES);
    if (!s->n_senses && x->upos == SAYSO_ADJ)
        s->n_senses = (uint8_t)sayso_lexicon_senses(c->lexicon, language, x, n, SAYSO_VERB,
                                                    s->senses, SAYSO_MOST_SENSES);
    for (uint32_t i = 0; i < s->n_senses; i++) {
        const sayso_sense *k = sayso_lexicon_sense(c->lexicon, s->senses[i]);
        if (k->type >= 0) s->sense_types |= 1u << k->type;
        if (k->topic) v->topics[s->senses[i]]++;
    }
    chances_look(v, w, n, language);
    for (uint32_t t = 0; t < SAYSO_N_TYPES; t++)
        v->typed[t] += (s->types | s->sense_types) >> t & 1;
}

/* 0, 1, 2 to 3, 4 to 7, 8 and more. */
static uint32_t bucket(uint32_t n)
{
    uint32_t b = 0;
    for (; n && b + 1 < BUCKETS; n >>= 1) b++;
    return b;
}

void sayso_topics_rank(sayso_view *v)
{
    const uint32_t n = sayso_lexicon_n_senses(v->c->lexicon);
    uint32_t all = 0;
    for (uint32_t i = 0; i < n; i++) all += v->topics[i];
    for (v->n_top = 0; v->n_top < MOST_TOPICS; v->n_top++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++)
            if (v->topics[i] > v->topics[best]) best = i;
        if (v->topics[best] < 3) break;
        v->top[v->n_top] = sayso_lexicon_sense(v->c->lexicon, best)->key ^
                           v->topics[best] * 8 / all;
        v->topics[best] = 0;
    }
}

#define EACH_SENSE(s, k)                                                                           \
    for (uint32_t i_ = 0; i_ < (s)->n_senses; i_++)                                                \
        for (const sayso_sense *k = sayso_lexicon_sense(c->lexicon, (s)->senses[i_]); k; k = NULL)

static void types_with(sayso_evidence *e, unsigned kind, uint32_t types, uint64_t with)
{
    for (uint32_t t = 0; t < SAYSO_N_TYPES; t++)
        if (types >> t & 1) sayso_evidence_add(e, kind, t, with);
}

static void own_senses(const sayso_view *v, uint32_t w, const sayso_around *at, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_word *x = word_at(c, w);
    const sayso_seen *s = &v->words[w];
    EACH_SENSE(s, k) {
        sayso_evidence_add(e, SENSE, k->key, 0);
        sayso_evidence_add(e, SENSE, k->key, x->upos + 1u);
        sayso_evidence_add(e, SENSE_RELATION, k->key, x->rel);
        sayso_evidence_add(e, SENSE_BELOW, k->key, at->politicals);
        sayso_evidence_add(e, SENSE_SUBJECT, k->key, at->subject);
        sayso_evidence_add(e, SENSE_OBJECT, k->key, at->object);
        sayso_evidence_add(e, SENSE_QUOTED, k->key, s->depth > 0);
        if (k->stance >= 0) sayso_evidence_add(e, SENSE_STANCE, (uint64_t)k->stance, x->upos);
        for (uint32_t i = 0; i < v->n_top; i++)
            sayso_evidence_add(e, TOPIC_SENSE, v->top[i] >> 3, k->key);
    }
    types_with(e, SENSE_TYPE, s->sense_types, 0);
    types_with(e, SENSE_TYPE_UPOS, s->sense_types, x->upos);
    types_with(e, SENSE_TYPE_RULE, s->sense_types, (uint64_t)(s->rule + 1));
}

/* Each type that the word has a chance of, as many times as the chance is at least 1, 3, 5, 7: the
 * rarer has the weights of the more frequent too. */
static void chances_with(sayso_evidence *e, unsigned kind, const sayso_seen *s, uint64_t with)
{
    for (uint32_t t = 0; t < SAYSO_N_TYPES; t++)
        for (uint32_t least = 1; least <= s->chances[t]; least += 2)
            sayso_evidence_add(e, kind, t << 8 | least, with);
}

static void own_chances(const sayso_view *v, uint32_t w, const sayso_around *at, sayso_evidence *e)
{
    const sayso_word *x = word_at(v->c, w);
    const sayso_seen *s = &v->words[w];
    uint32_t all = 0;
    for (uint32_t t = 0; t < SAYSO_N_TYPES; t++) all += s->chances[t];
    if (s->phrase) chances_with(e, CHANCE_PHRASE, s, x->upos);
    if (s->phrase && !all) sayso_evidence_add(e, NO_PHRASE, x->upos, 0);
    if (!all) {
        sayso_evidence_add(e, NO_CHANCE, x->upos, (uint64_t)(s->rule + 1));
        sayso_evidence_add(e, NO_CHANCE, x->upos, 99 + (s->types | s->sense_types));
        return;
    }
    chances_with(e, CHANCE, s, 0);
    chances_with(e, CHANCE_UPOS, s, x->upos);
    chances_with(e, CHANCE_RULE, s, (uint64_t)(s->rule + 1));
    chances_with(e, CHANCE_BELOW, s, at->politicals);
    chances_with(e, CHANCE_RELATION, s, x->rel);
}

static void near_senses(const sayso_view *v, uint32_t w, uint32_t d, bool child, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint8_t rel = word_at(c, child ? d : w)->rel;
    const sayso_seen *s = &v->words[w], *o = &v->words[d];
    const uint32_t types = s->types | s->sense_types;
    chances_with(e, child ? CHANCE_CHILD : CHANCE_HEAD, o, rel);
    EACH_SENSE(o, k) {
        sayso_evidence_add(e, child ? SENSE_CHILD : SENSE_HEAD, k->key, rel);
        types_with(e, child ? TYPE_CHILD_SENSE : TYPE_HEAD_SENSE, types, k->key ^ rel);
        for (uint32_t i = 0; i < s->n_senses; i++)
            sayso_evidence_add(e, SENSE_PAIR + child * 1000u, k->key,
                               sayso_lexicon_sense(c->lexicon, s->senses[i])->key);
    }
}

static void document_evidence(const sayso_view *v, uint32_t w, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_seen *s = &v->words[w];
    const uint32_t types = s->types | s->sense_types;
    for (uint32_t i = 0; i < v->n_top; i++) {
        sayso_evidence_add(e, TOPIC, v->top[i], 0);
        sayso_evidence_add(e, TOPIC_UPOS, v->top[i], word_at(c, w)->upos);
        types_with(e, TOPIC_TYPE, types, v->top[i]);
    }
    for (uint32_t t = 0; t < SAYSO_N_TYPES; t++) {
        const uint32_t own = types >> t & 1;
        const uint32_t others = v->typed[t] - own, share = others * 64 / (c->text->n_words + 1);
        sayso_evidence_add(e, DOCUMENT_TYPE, t, bucket(share) << 1 | own);
    }
    sayso_evidence_add(e, DOCUMENT_POLITICAL,
                       bucket(v->political_mentions * 4 / (c->text->n_sents + 1)), types != 0);
}

void sayso_evidence_senses(const sayso_view *v, uint32_t w, const sayso_around *at,
                           sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    own_senses(v, w, at, e);
    own_chances(v, w, at, e);
    if (c->tree.parent[w] != SAYSO_NO_WORD) near_senses(v, w, c->tree.parent[w], false, e);
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        near_senses(v, w, d, true, e);
    document_evidence(v, w, e);
}

void sayso_evidence_mode_senses(const sayso_view *v, uint32_t w, int type, const char *listed,
                                sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint64_t mode = listed ? sayso_hash(listed, strlen(listed), 1) : 0;
    sayso_evidence_add(e, MODE_TYPE, (uint64_t)type, word_at(c, w)->upos);
    sayso_evidence_add(e, MODE_LISTED, mode, (uint64_t)type);
    EACH_SENSE(&v->words[w], k)
        if (k->mode && k->type == type)
            sayso_evidence_add(e, MODE_SENSE, sayso_hash(k->mode, strlen(k->mode), 1), 0);
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        EACH_SENSE(&v->words[d], k) sayso_evidence_add(e, MODE_NEAR_SENSE, k->key, (uint64_t)type);
}
