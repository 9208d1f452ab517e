/* whose: who is asked about, and what speaks for a role. */
#include "events/whose.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Kinds of feature, apart from those of evidence.c, which other classifiers are asked with. */
enum {
    BIAS = 1000,
    WHO,
    WHO_LEMMA,
    LISTED,
    LEMMA,
    PREFIX,
    SUFFIX,
    CHILD,
    CHILD_ROLE,
    PARENT,
    PARENT_ROLE,
    INSIDE,
    INSIDE_ROLE,
    BESIDE,
    BESIDE_ROLE,
    NAME_WORD,
    NAME_KIND,
    PREDICATE,
    EVENT,
    EVENT_WHO,
    BELOW,
    BELOW_ROLE,
    TITLE,
    BEHIND,
    TOPIC,
    TOPIC_LISTED,
    SENSE,
    SENSE_NEAR,
};

static const char *const role_names[SAYSO_N_ROLES] = {
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP", "REB", "SEP",
    "INS", "UAF", "CRM", "BUS", "MNC", "LAB", "MED", "EDU", "REL", "AGR",
    "ENV", "HLH", "DEV", "HRI", "NGO", "CVL", "REF", "ELI", "SET", "IGO",
};

const char *sayso_role_name(int role) { return role_names[role - 1]; }

int sayso_role_number(const char *role)
{
    for (int i = 0; i < SAYSO_N_ROLES; i++)
        if (strncmp(role, role_names[i], 3) == 0) return i + 1;
    return 0;
}

bool sayso_actor_is_known(const sayso_actor *a)
{
    static const char known[] = "knowledge:";
    return strncmp(a->via, known, strlen(known)) == 0;
}

/* ---- what is asked of all questions ---- */

static uint64_t hash_of(const char *s) { return sayso_hash(s, strlen(s), 11); }

uint64_t sayso_whose_kind(const sayso_mention *m)
{
    return !m ? 1
              : 2u + 2u * m->person + 4u * m->plural + 8u * m->pronoun + 16u * m->unnamed +
                    32u * (m->name.start != SAYSO_NO_OFFSET) + 64u * (m->entity >= 0) + 128u * (unsigned)m->kind;
}

static bool is_content(const sayso_word *x)
{
    return x->upos == SAYSO_NOUN || x->upos == SAYSO_PROPN || x->upos == SAYSO_ADJ ||
           x->upos == SAYSO_VERB || x->upos == SAYSO_X;
}

/* The role that a word alone has in the lists, 0 none. */
static int listed_role(const sayso_ctx *c, uint32_t w)
{
    if (c->hit_of[w] < 0) return 0;
    const sayso_hit *h = &c->hits[c->hit_of[w]];
    for (uint32_t i = 0; i < h->n; i++) {
        const sayso_entity *x = sayso_ctx_entity(c, h->meaning[i].entity);
        if (x->kind == SAYSO_ENT_ROLE) return sayso_role_number(x->code);
    }
    return 0;
}

uint32_t sayso_whose_all(const sayso_ctx *c, const sayso_nations *n, const sayso_whose *k,
                         sayso_whose *out, uint32_t cap)
{
    const sayso_mention *m = mention_at(c, k->word);
    const int32_t actor = m && m->n_group < 2 ? m->actor : -1;
    uint32_t many = 0;
    out[many++] = *k;
    if (actor < 0 || sayso_actor_is_known(&c->actors[actor])) return many;
    for (int32_t i = n->mention_of[actor]; i >= 0 && many < cap; i = n->next_mention[i])
        if (c->mentions[i].head != k->word)
            out[many++] = sayso_whose_at(c, c->mentions[i].head, -2, 0, SAYSO_NO_WORD);
    return many;
}

/* ---- roles ---- */

/* Whom a pronoun stands for may be in the tables. What somebody does who holds no office, a
 * candidate's or a company's business, they do not say. */
static bool is_known(const sayso_ctx *c, const sayso_mention *m)
{
    const bool former = m->n_group < 2 && strcmp(m->code.role, "ELI") == 0;
    return m->n_group > 1 || m->of_body || (m->entity >= 0 && !former) || strlen(m->code.role) > 3 ||
           (m->pronoun && m->actor >= 0 && !former && sayso_actor_is_known(&c->actors[m->actor]));
}

bool sayso_role_is_open(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, w);
    return !m || !is_known(c, m);
}

bool sayso_country_is_open(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, w);
    return !m || (!m->code.country[0] && strlen(m->code.role) <= 3 && m->n_group < 2);
}

uint32_t sayso_nations_of(const sayso_ctx *c, const sayso_nations *n, const uint32_t *words,
                          uint32_t n_words)
{
    uint32_t set = 0;
    for (uint32_t k = 0; k < n_words; k++) {
        const sayso_mention *m = mention_at(c, words[k]);
        for (uint32_t i = 0; m && i < n->n; i++)
            if (strcmp(m->code.country, n->country[i]) == 0) set |= 1u << i;
    }
    return set;
}

enum { MOST_GOVERNORS = 5 };

sayso_whose sayso_whose_at(const sayso_ctx *c, uint32_t word, int type, int side, uint32_t event)
{
    const sayso_mention *m = mention_at(c, word);
    const uint32_t where = event == SAYSO_NO_WORD
                               ? SAYSO_NO_WORD
                               : sayso_governed_by(c, event, c->place_of, MOST_GOVERNORS);
    const char *country =
        where == SAYSO_NO_WORD ? NULL : c->places[c->place_of[where]].country;
    return (sayso_whose){ .word = word, .type = type, .side = side, .event = event,
                          .place = country ? country : "",
                          .role = m ? sayso_role_number(m->code.role) : 0 };
}

static void affixes(const sayso_view *v, uint32_t w, sayso_evidence *e)
{
    const sayso_str form = word_at(v->c, w)->lemma.len ? word_at(v->c, w)->lemma
                                                       : word_at(v->c, w)->form;
    const uint64_t language = sayso_ctx_language(v->c, w);
    char folded[128];
    const uint32_t n = sayso_text_fold(form, folded, sizeof folded);
    uint32_t points = 0, from = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (((uint8_t)folded[i] & 0xC0) == 0x80) continue;
        if (points >= 4 && points <= 6)
            sayso_evidence_add(e, PREFIX, sayso_hash(folded, i, language), points);
        points++;
    }
    for (uint32_t at = n; at > 0 && from < 5;) {
        at--;
        if (((uint8_t)folded[at] & 0xC0) == 0x80) continue;
        if (++from < 3) continue;
        sayso_evidence_add(e, SUFFIX, sayso_hash(folded + at, n - at, language), from);
    }
}

enum { FAR = 6, MOST_BELOW = 16 }; /* words from the phrase, words of its clauses looked at */

/* Its appositions and clauses: *Ms Bo, who teaches law at …*. */
static void below_evidence(const sayso_view *v, const sayso_whose *k, uint32_t first, uint32_t last,
                           sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    uint32_t from, to, n = 0;
    sayso_tree_yield(c, k->word, &from, &to);
    for (uint32_t w = last + 1; w <= to && n < MOST_BELOW; w++, n++) {
        const int role = listed_role(c, w);
        if (is_content(word_at(c, w))) sayso_evidence_add(e, BELOW, v->words[w].lemma, 0);
        if (role) sayso_evidence_add(e, BELOW_ROLE, (uint64_t)role, 0);
    }
    for (uint32_t w = first; w-- > from && n < MOST_BELOW; n++)
        if (is_content(word_at(c, w))) sayso_evidence_add(e, BELOW, v->words[w].lemma, 1);
}

/* The nearest role words before and behind the phrase. */
static void beside_evidence(const sayso_view *v, const sayso_whose *k, uint32_t first, uint32_t last,
                            sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_sent *s = sent_of(c, k->word);
    const uint32_t begin = s->first_word, end = s->first_word + s->n_words;
    for (uint32_t w = last + 1; w < end && w <= last + FAR; w++)
        if (listed_role(c, w)) {
            sayso_evidence_add(e, BESIDE_ROLE, (uint64_t)listed_role(c, w), 1);
            sayso_evidence_add(e, BEHIND, (uint64_t)listed_role(c, w), v->words[last + 1].lemma);
            break;
        }
    for (uint32_t w = first; w > begin && w + FAR > first; w--)
        if (listed_role(c, w - 1)) {
            sayso_evidence_add(e, BESIDE_ROLE, (uint64_t)listed_role(c, w - 1), 0);
            sayso_evidence_add(e, TITLE, (uint64_t)listed_role(c, w - 1), first - w);
            break;
        }
}

/* The words of the phrase, and two on both sides of it. */
static void phrase_evidence(const sayso_view *v, const sayso_whose *k, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_sent *s = sent_of(c, k->word);
    const sayso_mention *m = mention_at(c, k->word);
    uint32_t first = k->word, last = k->word;
    const uint32_t begin = s->first_word, end = s->first_word + s->n_words;
    while (m && first > begin && word_at(c, first - 1)->span.end > m->span.start) first--;
    while (m && last + 1 < end && word_at(c, last + 1)->span.start < m->span.end) last++;
    for (uint32_t w = first; w <= last; w++) {
        const int role = listed_role(c, w);
        if (is_content(word_at(c, w)) && w != k->word)
            sayso_evidence_add(e, word_at(c, w)->name ? NAME_WORD : INSIDE, v->words[w].lemma, 0);
        if (role) sayso_evidence_add(e, INSIDE_ROLE, (uint64_t)role, w == k->word);
        if (word_at(c, w)->name)
            sayso_evidence_add(e, NAME_KIND, word_at(c, w)->name, w == k->word);
    }
    for (uint32_t d = 1; d <= 2; d++) {
        const uint32_t before = first >= begin + d ? first - d : SAYSO_NO_WORD,
                       after = last + d < end ? last + d : SAYSO_NO_WORD;
        sayso_evidence_add(e, BESIDE, before == SAYSO_NO_WORD ? 0 : v->words[before].lemma, d);
        sayso_evidence_add(e, BESIDE, after == SAYSO_NO_WORD ? 0 : v->words[after].lemma, 4 + d);
    }
    beside_evidence(v, k, first, last, e);
    below_evidence(v, k, first, last, e);
}

static void tree_evidence(const sayso_view *v, const sayso_whose *k, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint32_t w = k->word, h = c->tree.parent[w];
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (x->rel == SAYSO_REL_PUNCT || x->rel == SAYSO_CASE) continue;
        sayso_evidence_add(e, CHILD, v->words[d].lemma, x->rel);
        const int role = listed_role(c, d);
        if (role) sayso_evidence_add(e, CHILD_ROLE, (uint64_t)role, x->rel);
    }
    if (h == SAYSO_NO_WORD) return;
    const uint8_t rel = word_at(c, w)->rel;
    sayso_evidence_add(e, PARENT, v->words[h].lemma, rel);
    if (listed_role(c, h)) sayso_evidence_add(e, PARENT_ROLE, (uint64_t)listed_role(c, h), rel);
}

/* What the document is about, and what the words for him and for what he does mean: a president of
 * a club is none of a state. */
static void topic_evidence(const sayso_view *v, const sayso_whose *k, uint64_t listed,
                           sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const uint32_t w = k->word, h = c->tree.parent[w];
    for (uint32_t t = 0; t < v->n_top; t++) {
        sayso_evidence_add(e, TOPIC, v->top[t], 0);
        sayso_evidence_add(e, TOPIC_LISTED, v->top[t], listed);
    }
    for (uint32_t s = 0; s < v->words[w].n_senses; s++)
        sayso_evidence_add(e, SENSE, v->words[w].senses[s], 0);
    if (h == SAYSO_NO_WORD) return;
    for (uint32_t s = 0; s < v->words[h].n_senses; s++)
        sayso_evidence_add(e, SENSE_NEAR, v->words[h].senses[s], word_at(c, w)->rel);
}

static void role_evidence(const sayso_view *v, const sayso_whose *k, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_mention *m = mention_at(c, k->word);
    const uint64_t kind = sayso_whose_kind(m), listed = m ? hash_of(m->code.role) : 1,
                   lemma = v->words[k->word].lemma;
    const uint64_t event = (uint64_t)k->side << 8 | (uint64_t)(k->type + 2);
    sayso_evidence_add(e, WHO, kind, sayso_ctx_language(c, k->word));
    sayso_evidence_add(e, WHO, kind, word_at(c, k->word)->upos);
    sayso_evidence_add(e, LISTED, listed, 0);
    sayso_evidence_add(e, LISTED, listed, kind);
    sayso_evidence_add(e, LISTED, listed, event);
    sayso_evidence_add(e, WHO_LEMMA, listed, lemma);
    sayso_evidence_add(e, LEMMA, lemma, 0);
    if (!m || !m->pronoun) affixes(v, k->word, e);
    sayso_evidence_add(e, EVENT, event, 0);
    sayso_evidence_add(e, EVENT_WHO, event, kind);
    if (k->event != SAYSO_NO_WORD)
        sayso_evidence_add(e, PREDICATE, v->words[k->event].lemma, (uint64_t)k->side);
    phrase_evidence(v, k, e);
    tree_evidence(v, k, e);
    topic_evidence(v, k, listed, e);
}

static int by_hash(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* What several of them say counts once. */
void sayso_evidence_role(const sayso_view *v, const sayso_whose *k, uint32_t n, sayso_evidence *e)
{
    uint32_t kept = 0;
    e->n = 0;
    sayso_evidence_add(e, BIAS, n, 0);
    for (uint32_t i = 0; i < n; i++) role_evidence(v, &k[i], e);
    qsort(e->at, e->n, sizeof *e->at, by_hash);
    for (uint32_t i = 0; i < e->n; i++)
        if (!kept || e->at[kept - 1] != e->at[i]) e->at[kept++] = e->at[i];
    e->n = kept;
}
