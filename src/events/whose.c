/* whose: templates of features for roles and countries. */
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
    SHARE,
    RANK,
    NEAR,
    NEAR_ALONE,
    LAST,
    NEXT,
    ORDER,
    PATH,
    EARLY,
    PLACED,
    LAST_PLACE,
    SAME_NOUN,
    SAME_ROLE,
    SIDES,
    SIDES_NEAR,
    AT_PLACE,
    LANGUAGE,
    NAME_END,
    NAME_FIRST,
    ALL,
    WINDOW,
    WINDOW_RANK,
    PARAGRAPH,
    LAST_ACTOR,
    BEST,
    BELOW,
    BELOW_ROLE,
    TITLE,
    BEHIND,
    PARAGRAPH_FIRST,
    OWN,
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

static const char KNOWN[] = "knowledge:"; /* begins the `via` of actors that tables have */

/* ---- which countries the document names, and where ---- */

static uint32_t nation_of(sayso_nations *n, const char *country)
{
    uint32_t i = 0;
    while (i < n->n && strcmp(n->country[i], country) != 0) i++;
    if (i == n->n && n->n < SAYSO_MOST_COUNTRIES) n->country[n->n++] = country;
    return i;
}

static void nation_name(sayso_nations *n, uint32_t word, const char *country, int role, bool place)
{
    if (!country || !*country) return;
    const uint32_t i = nation_of(n, country);
    if (i >= SAYSO_MOST_COUNTRIES) return;
    n->named[i]++;
    n->all++;
    n->placed[i] += place;
    n->all_placed += place;
    n->at[n->n_at++] = (sayso_naming){ word, (uint16_t)i, (uint16_t)role, place };
}

/* Mentions of each actor, as chains. */
static bool mentions_chain(const sayso_ctx *c, sayso_nations *n)
{
    n->mention_of = sayso_arena_array(c->arena, c->n_actors, sizeof *n->mention_of);
    n->next_mention = sayso_arena_array(c->arena, c->n_mentions, sizeof *n->next_mention);
    if (!n->mention_of || !n->next_mention) return false;
    for (uint32_t a = 0; a < c->n_actors; a++) n->mention_of[a] = -1;
    for (uint32_t m = c->n_mentions; m-- > 0;) {
        const int32_t a = c->mentions[m].n_group > 1 ? -1 : c->mentions[m].actor;
        n->next_mention[m] = a < 0 ? -1 : n->mention_of[a];
        if (a >= 0) n->mention_of[a] = (int32_t)m;
    }
    return true;
}

bool sayso_nations_find(const sayso_ctx *c, sayso_nations *n)
{
    *n = (sayso_nations){ 0 };
    if (!mentions_chain(c, n)) return false;
    n->at = sayso_arena_array(c->arena, 2 * (size_t)c->text->n_words, sizeof *n->at);
    n->from = sayso_arena_array(c->arena, (size_t)c->text->n_sents + 1, sizeof *n->from);
    if (!n->at || !n->from) return false;
    for (uint32_t s = 0; s < c->text->n_sents; s++) {
        const sayso_sent *x = &c->text->sents[s];
        n->from[s] = n->n_at;
        for (uint32_t w = x->first_word; w < x->first_word + x->n_words; w++) {
            const sayso_mention *m = mention_at(c, w);
            if (m) nation_name(n, w, m->country, sayso_role_number(m->code.role), false);
            if (c->place_of[w] >= 0)
                nation_name(n, w, c->places[c->place_of[w]].country, 0, true);
        }
    }
    n->from[c->text->n_sents] = n->n_at;
    return true;
}

/* ---- what is asked of all questions ---- */

static uint64_t hash_of(const char *s) { return sayso_hash(s, strlen(s), 11); }

static bool is_named(const sayso_mention *m) { return m->name.start != SAYSO_NO_OFFSET; }

/* What kind of somebody it is, whatever he is called. */
static uint64_t kind_of(const sayso_mention *m)
{
    return !m ? 1
              : 2u + 2u * m->person + 4u * m->plural + 8u * m->pronoun + 16u * m->unnamed +
                    32u * is_named(m) + 64u * (m->entity >= 0) + 128u * (unsigned)m->kind;
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
    if (actor < 0 || strncmp(c->actors[actor].via, KNOWN, strlen(KNOWN)) == 0) return many;
    for (int32_t i = n->mention_of[actor]; i >= 0 && many < cap; i = n->next_mention[i])
        if (c->mentions[i].head != k->word)
            out[many++] = sayso_whose_at(c, c->mentions[i].head, -2, 0, SAYSO_NO_WORD);
    return many;
}

/* ---- roles ---- */

/* Whom a pronoun stands for may be in the tables. */
static bool is_known(const sayso_ctx *c, const sayso_mention *m)
{
    return m->n_group > 1 || m->entity >= 0 || strlen(m->code.role) > 3 ||
           (m->pronoun && m->actor >= 0 &&
            strncmp(c->actors[m->actor].via, KNOWN, strlen(KNOWN)) == 0);
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
        if (++from >= 3) sayso_evidence_add(e, SUFFIX, sayso_hash(folded + at, n - at, language), from);
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
        if (listed_role(c, d)) sayso_evidence_add(e, CHILD_ROLE, (uint64_t)listed_role(c, d), x->rel);
    }
    if (h == SAYSO_NO_WORD) return;
    const uint8_t rel = word_at(c, w)->rel;
    sayso_evidence_add(e, PARENT, v->words[h].lemma, rel);
    if (listed_role(c, h)) sayso_evidence_add(e, PARENT_ROLE, (uint64_t)listed_role(c, h), rel);
}

static void role_evidence(const sayso_view *v, const sayso_whose *k, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_mention *m = mention_at(c, k->word);
    const uint64_t kind = kind_of(m), listed = m ? hash_of(m->code.role) : 1,
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

/* ---- countries ---- */

typedef struct nearness { /* of one country to one word */
    uint32_t since;        /* sentences since it was named, 0 in the same one, 5 and more are one */
    bool last, next;       /* the country named last before the word; next behind it in the sentence */
    bool before, after;    /* named before, behind it in its sentence */
    bool others;           /* the sentence names others */
    bool own, own_place;   /* his own phrase names it; a place in it */
    bool foreign;          /* his own phrase names another */
    bool last_place;       /* the place named last is in it */
    bool last_actor;       /* whoever of a role was named last is of it */
    uint64_t path;         /* to where the sentence names it nearest, 0 nowhere */
    uint32_t same_noun, same_role, other_role; /* those of it with the same noun, role; others' */
} nearness;

static bool same_noun(const sayso_view *v, uint32_t a, uint32_t b)
{
    return v->words[a].lemma == v->words[b].lemma;
}

static void nearness_in(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                        uint32_t i, nearness *x)
{
    const sayso_ctx *c = v->c;
    const uint32_t sentence = c->tree.sentence[k->word];
    uint32_t far = UINT32_MAX;
    for (uint32_t q = n->from[sentence]; q < n->from[sentence + 1]; q++) {
        const sayso_naming *at = &n->at[q];
        if (at->word == k->word) continue;
        const uint32_t gap = at->word > k->word ? at->word - k->word : k->word - at->word;
        const bool own = sayso_tree_above(c, k->word, at->word);
        if (own && at->country != i) x->foreign = true;
        if (own && at->country == i) x->own = true, x->own_place |= at->place;
        if (at->country != i) { x->others = true; continue; }
        if (at->word < k->word) x->before = true;
        else x->after = true;
        if (gap >= far) continue;
        far = gap;
        x->path = sayso_tree_path(c, k->word, at->word);
    }
    for (uint32_t q = n->from[sentence]; q < n->from[sentence + 1] && !x->next; q++)
        if (n->at[q].word > k->word) {
            x->next = n->at[q].country == i;
            break;
        }
}

enum { MOST_BACK = 256, MOST_AROUND = 12 }; /* namings, sentences looked at */

static nearness nearness_of(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                            uint32_t i)
{
    const uint32_t sentence = v->c->tree.sentence[k->word];
    nearness x = { .since = 5 };
    bool place = false, any = false, actor = false;
    nearness_in(v, n, k, i, &x);
    if (x.before || x.after) x.since = 0;
    const uint32_t end = n->from[sentence + 1];
    for (uint32_t q = end; q > 0 && end - q < MOST_BACK; q--) {
        const sayso_naming *at = &n->at[q - 1];
        if (at->word >= k->word) continue;
        const uint32_t far = sentence - v->c->tree.sentence[at->word];
        if (!any) x.last = at->country == i;
        any = true;
        if (at->place && !place) place = true, x.last_place = at->country == i;
        if (at->country == i && far < x.since) x.since = far;
        if (!at->role || at->place) continue;
        if (!actor) actor = true, x.last_actor = at->country == i;
        if (at->country == i) {
            x.same_noun += same_noun(v, at->word, k->word);
            x.same_role += at->role == k->role;
        } else x.other_role += at->role == k->role;
    }
    return x;
}

static uint32_t rank_of(const uint32_t *named, uint32_t n, uint32_t i)
{
    uint32_t before = 0;
    for (uint32_t k = 0; k < n; k++)
        before += named[k] > named[i] || (named[k] == named[i] && k < i);
    return before > 3 ? 3 : before;
}

/* What the sentences around name: how many of the namings are of country i, and how many countries
 * are named more often; is it the first that they name? */
typedef struct window { uint32_t share, rank, any; bool first; } window;

static window window_of(const sayso_nations *n, uint32_t from, uint32_t to, uint32_t except,
                        uint32_t i)
{
    uint32_t named[SAYSO_MOST_COUNTRIES] = { 0 }, all = 0;
    for (uint32_t q = n->from[from]; q < n->from[to]; q++) {
        if (n->at[q].word == except) continue;
        named[n->at[q].country]++;
        all++;
    }
    return (window){ named[i] * 4u / (all ? all : 1), named[i] ? rank_of(named, n->n, i) : 4,
                     all > 2 ? 2 : all,
                     all && n->at[n->from[from]].country == i };
}

/* Sentences of the word's paragraph. */
static window paragraph_of(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                           uint32_t i)
{
    const sayso_text *t = v->c->text;
    const uint32_t s = v->c->tree.sentence[k->word], paragraph = t->sents[s].paragraph;
    uint32_t from = s, to = s + 1;
    while (from > 0 && t->sents[from - 1].paragraph == paragraph && s - from < MOST_AROUND) from--;
    while (to < t->n_sents && t->sents[to].paragraph == paragraph && to - s < MOST_AROUND) to++;
    return window_of(n, from, to, k->word, i);
}

static window around_of(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                        uint32_t i)
{
    enum { AROUND = 2 };
    const uint32_t s = v->c->tree.sentence[k->word], end = v->c->text->n_sents;
    return window_of(n, s > AROUND ? s - AROUND : 0, s + AROUND < end ? s + AROUND + 1 : end,
                     k->word, i);
}

static uint32_t few(uint32_t n) { return n > 2 ? 2 : n; }

/* A name tells where its bearer is from: its last letters, and the given name. */
static void name_evidence(const sayso_view *v, const sayso_whose *k, uint64_t country,
                          sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const sayso_mention *m = mention_at(c, k->word);
    if (!m || !is_named(m)) return;
    const sayso_sent *s = sent_of(c, k->word);
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++) {
        const sayso_word *x = word_at(c, w);
        if (x->span.start < m->name.start || x->span.end > m->name.end) continue;
        char folded[128];
        const uint32_t n = sayso_text_fold(x->form, folded, sizeof folded);
        const uint64_t language = sayso_ctx_language(c, w);
        sayso_evidence_add(e, NAME_FIRST, v->words[w].lemma, country);
        for (uint32_t tail = 3; tail <= 6 && tail <= n; tail++)
            sayso_evidence_add(e, NAME_END, sayso_hash(folded + n - tail, tail, language), country);
    }
}

/* Each fact alone, with who it is, and with his role. */
static void fact(sayso_evidence *e, unsigned kind, uint64_t a, uint64_t who, uint64_t role)
{
    sayso_evidence_add(e, kind, a, 0);
    sayso_evidence_add(e, kind, a, who);
    sayso_evidence_add(e, kind, a, role);
}

void sayso_evidence_owner(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                          uint32_t i, sayso_evidence *e)
{
    const sayso_ctx *c = v->c;
    const nearness x = nearness_of(v, n, k, i);
    const uint64_t who = kind_of(mention_at(c, k->word)) << 8 | 1,
                   role = (uint64_t)k->role << 32 | 2, country = hash_of(n->country[i]);
    const uint32_t share = n->named[i] * 10u / (n->all ? n->all : 1),
                   places = n->placed[i] * 10u / (n->all_placed ? n->all_placed : 1),
                   rank = rank_of(n->named, n->n, i), countries = n->n > 5 ? 5 : n->n;
    const uint64_t near = x.since | (uint64_t)x.last << 4 | (uint64_t)x.next << 5 |
                          (uint64_t)x.others << 6 | (uint64_t)x.before << 7 |
                          (uint64_t)x.after << 8;
    const bool other = k->other >> i & 1, mine = k->mine >> i & 1,
               there = strcmp(k->place, n->country[i]) == 0;
    const uint64_t sides = (uint64_t)other | (uint64_t)mine << 1 | (uint64_t)there << 2 |
                           (uint64_t)(k->other != 0) << 3,
                   event = (uint64_t)k->side << 8 | (uint64_t)(k->type + 2);
    e->n = 0;
    sayso_evidence_add(e, BIAS, 0, 0);
    sayso_evidence_add(e, WHO, who, (uint64_t)k->role);
    sayso_evidence_add(e, WHO_LEMMA, v->words[k->word].lemma, rank);
    fact(e, SHARE, share | (uint64_t)countries << 8, who, role);
    fact(e, RANK, rank | (uint64_t)countries << 8, who, role);
    fact(e, NEAR, near, who, role);
    fact(e, NEAR_ALONE, x.since | (uint64_t)rank << 8, who, role);
    sayso_evidence_add(e, NEAR, near, rank + 50);
    sayso_evidence_add(e, NEAR, near, event + 1000);
    fact(e, OWN, x.own | (uint64_t)x.own_place << 1 | (uint64_t)x.foreign << 2, who, role);
    fact(e, LAST, x.last | (uint64_t)x.next << 1, who, role);
    fact(e, ORDER, x.before | (uint64_t)x.after << 1 | (uint64_t)x.others << 2, who, role);
    fact(e, PATH, x.path, who, role);
    fact(e, EARLY, i | (uint64_t)countries << 8, who, role);
    fact(e, PLACED, places | (uint64_t)(n->all_placed > 2) << 8, who, role);
    fact(e, LAST_PLACE, x.last_place | (uint64_t)(places > 4) << 1 | (uint64_t)rank << 2, who, role);
    const window around = around_of(v, n, k, i), paragraph = paragraph_of(v, n, k, i);
    fact(e, WINDOW, around.share | around.any << 4 | (uint64_t)x.last << 8, who, role);
    fact(e, WINDOW_RANK, around.rank | (uint64_t)rank << 4, who, role);
    fact(e, PARAGRAPH, paragraph.share | paragraph.any << 4 | (uint64_t)paragraph.rank << 8, who,
         role);
    fact(e, PARAGRAPH_FIRST, paragraph.first | (uint64_t)x.last << 1 | (uint64_t)(rank == 0) << 2, who,
         role);
    fact(e, LAST_ACTOR, x.last_actor | (uint64_t)x.last << 1 | (uint64_t)x.last_place << 2, who, role);
    fact(e, BEST, (rank == 0) | (uint64_t)(around.rank == 0) << 1 |
                      (uint64_t)(paragraph.rank == 0) << 2 | (uint64_t)x.last << 3, who, role);
    fact(e, SAME_NOUN, few(x.same_noun), who, role);
    fact(e, SAME_ROLE, few(x.same_role) | few(x.other_role) << 2, who, role);
    fact(e, SIDES, sides, who, role);
    sayso_evidence_add(e, SIDES, sides, event + 1000);
    sayso_evidence_add(e, SIDES, sides, event ^ (uint64_t)k->role << 40);
    sayso_evidence_add(e, SIDES_NEAR, sides, near);
    sayso_evidence_add(e, LANGUAGE, country, sayso_ctx_language(c, k->word));
    sayso_evidence_add(e, LANGUAGE, country ^ rank, sayso_ctx_language(c, k->word));
    sayso_evidence_add(e, ALL, near | (uint64_t)rank << 12 | sides << 16, countries);
    name_evidence(v, k, country, e);
}
