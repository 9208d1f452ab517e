/* whose_country: templates of features for somebody's being of a country that the document names. */
#include "events/whose.h"
#include "text/utf8.h"

/* Kinds of feature, apart from those of whose.c. */
enum {
    BIAS = 2000,
    WHO,
    WHO_LEMMA,
    SHARE,
    RANK,
    NEAR,
    NEAR_ALONE,
    LAST,
    ORDER,
    PATH,
    EARLY,
    PLACED,
    LAST_PLACE,
    SAME_NOUN,
    SAME_ROLE,
    SIDES,
    SIDES_NEAR,
    LANGUAGE,
    NAME_END,
    NAME_FIRST,
    ALL,
    WINDOW,
    WINDOW_RANK,
    PARAGRAPH,
    PARAGRAPH_FIRST,
    LAST_ACTOR,
    BEST,
    OWN,
    ELSEWHERE,
    NONE,
    NONE_LEMMA,
    HOW,
    HOW_NEAREST,
    SPREAD,
    SECTION,
    SCENE,
    FIRST,
    OFFICES,
};

typedef struct nearness { /* of one country to one word */
    uint32_t since;        /* sentences since it was named, 0 in the same one, 5 and more are one */
    bool last, next;       /* the country named last before the word; next behind it */
    bool before, after;    /* named before, behind it in its sentence */
    bool others;           /* the sentence names others */
    bool own, own_place;   /* his own phrase names it; a place in it */
    bool foreign;          /* his own phrase names another */
    bool last_place;       /* the place named last is in it */
    bool last_actor;       /* whoever of a role was named last is of it */
    bool elsewhere, elsewhere_other; /* where else the document speaks of him, his phrase names it;
                                        another */
    uint64_t how;          /* in what place of its sentence it is named nearest, or last before, with since */
    uint64_t section;      /* is it the first that the last paragraph names which names any? */
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

/* Does word w, a part of the phrase of its head, say whose that is? */
static bool tells_whose(const sayso_ctx *c, uint32_t w, bool local, bool place)
{
    switch (word_at(c, w)->rel) {
    case SAYSO_FLAT: return !place; /* *the church of Saint Lawrence* */
    case SAYSO_AMOD: case SAYSO_COMPOUND: case SAYSO_APPOS: return true;
    case SAYSO_NMOD:
        return sayso_is_genitive(c, w) || sayso_is_origin(c, w) || (local && sayso_is_located(c, w));
    default: return false;
    }
}

const char *sayso_country_of_phrase(const sayso_ctx *c, const sayso_nations *n, uint32_t word,
                                    const char *role)
{
    enum { DEEPEST = 3 };
    const uint32_t sentence = c->tree.sentence[word];
    const bool local = sayso_lexicon_role(c->lexicon, role) & SAYSO_ROLE_LOCAL;
    const char *country = NULL;
    if (!role[0]) return NULL; /* *reports from Oslo* are nobody */
    for (uint32_t q = n->from[sentence]; q < n->from[sentence + 1]; q++) {
        const sayso_naming *at = &n->at[q];
        const sayso_mention *m = mention_at(c, at->word);
        if (at->word == word || !sayso_tree_above(c, word, at->word)) continue;
        if (m && (m->pronoun || m->n_group)) return NULL;
        uint32_t w = at->word, deep = 0;
        while (w != word && deep < DEEPEST && tells_whose(c, w, local, at->place)) w = c->tree.parent[w], deep++;
        if (w != word) continue;
        if (country && strcmp(country, n->country[at->country]) != 0) return NULL;
        country = n->country[at->country];
    }
    return country;
}

enum { MOST_BACK = 256, MOST_AROUND = 12, MOST_OTHERS = 12 }; /* namings, sentences, mentions
                                                                 looked at */

/* *The Gabonese envoy … the envoy*: whose he is called where else the document speaks of him. */
static void elsewhere_in(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                         uint32_t i, nearness *x)
{
    const sayso_ctx *c = v->c;
    const sayso_mention *m = mention_at(c, k->word);
    if (!m || m->actor < 0 || m->n_group > 1 || sayso_actor_is_known(&c->actors[m->actor])) return;
    int32_t at = n->mention_of[m->actor];
    for (int many = 0; at >= 0 && many < MOST_OTHERS; many++, at = n->next_mention[at]) {
        const uint32_t w = c->mentions[at].head, sentence = c->tree.sentence[w];
        for (uint32_t q = n->from[sentence]; w != k->word && q < n->from[sentence + 1]; q++) {
            if (n->at[q].word == w || !sayso_tree_above(c, w, n->at[q].word)) continue;
            if (n->at[q].country == i) x->elsewhere = true;
            else x->elsewhere_other = true;
        }
    }
}

/* How it is named nearest in the word's sentence, else last before. */
static uint64_t how_near(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                         uint32_t i)
{
    const uint32_t sentence = v->c->tree.sentence[k->word], first = n->from[sentence];
    const sayso_naming *best = NULL;
    uint32_t far = UINT32_MAX;
    for (uint32_t q = first; q < n->from[sentence + 1]; q++) {
        const uint32_t w = n->at[q].word, gap = w > k->word ? w - k->word : k->word - w;
        if (n->at[q].country == i && gap && gap < far) far = gap, best = &n->at[q];
    }
    for (uint32_t q = first; q > 0 && !best && first - q < MOST_BACK; q--)
        if (n->at[q - 1].country == i) best = &n->at[q - 1];
    return best ? best->how | (uint64_t)(best->role != 0) << 4 | (uint64_t)best->place << 5 : 99;
}

/* News in brief change the country with the paragraph: of the last one that names any before the word, is
 * it the first, the only one, and how many paragraphs ago? */
static uint64_t section_of(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                           uint32_t i)
{
    const sayso_ctx *c = v->c;
    const uint32_t sentence = c->tree.sentence[k->word], paragraph = sent_of(c, k->word)->paragraph;
    const sayso_naming *first = NULL;
    bool only = true;
    uint32_t in = 0;
    for (uint32_t q = n->from[sentence + 1]; q-- > 0;) {
        const sayso_naming *at = &n->at[q];
        if (at->word >= k->word) continue;
        if (!first) in = sent_of(c, at->word)->paragraph;
        if (sent_of(c, at->word)->paragraph != in) break;
        only &= !first || first->country == at->country;
        first = at;
    }
    if (!first) return 0;
    return 1 | (uint64_t)(first->country == i) << 1 | (uint64_t)(paragraph - in > 2 ? 2 : paragraph - in) << 2 |
           (uint64_t)only << 4;
}

static nearness nearness_of(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                            uint32_t i)
{
    const uint32_t sentence = v->c->tree.sentence[k->word];
    nearness x = { .since = 5 };
    bool place = false, any = false, actor = false;
    nearness_in(v, n, k, i, &x);
    elsewhere_in(v, n, k, i, &x);
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
    x.how = how_near(v, n, k, i) | (uint64_t)x.since << 8;
    x.section = section_of(v, n, k, i);
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
    if (!m || m->name.start == SAYSO_NO_OFFSET) return;
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

/* Who is asked about, and where the features go. */
typedef struct question {
    sayso_evidence *e;
    uint64_t who, role;
} question;

/* Each fact alone, with who it is, and with his role. */
static void fact(const question *q, unsigned kind, uint64_t a)
{
    sayso_evidence_add(q->e, kind, a, 0);
    sayso_evidence_add(q->e, kind, a, q->who);
    sayso_evidence_add(q->e, kind, a, q->role);
}

static uint64_t flags(bool a, bool b, bool c, bool d)
{
    return (uint64_t)a | (uint64_t)b << 1 | (uint64_t)c << 2 | (uint64_t)d << 3;
}

/* How near it is named, and in what company. */
static void near_evidence(const question *q, const nearness *x, uint64_t near, uint32_t rank)
{
    fact(q, NEAR, near);
    fact(q, NEAR_ALONE, x->since | (uint64_t)rank << 8);
    sayso_evidence_add(q->e, NEAR, near, rank + 50);
    fact(q, OWN, flags(x->own, x->own_place, x->foreign, false));
    fact(q, ELSEWHERE, flags(x->elsewhere, x->elsewhere_other, x->own, x->foreign));
    fact(q, LAST, flags(x->last, x->next, false, false));
    fact(q, ORDER, flags(x->before, x->after, x->others, false));
    fact(q, PATH, x->path);
    fact(q, LAST_ACTOR, flags(x->last_actor, x->last, x->last_place, false));
    fact(q, SAME_NOUN, few(x->same_noun));
    fact(q, SAME_ROLE, few(x->same_role) | few(x->other_role) << 2);
}

/* How often the document, its paragraph and the sentences around name it. */
static void often_evidence(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                           uint32_t i, const nearness *x, const question *q)
{
    const uint32_t share = n->named[i] * 10u / (n->all ? n->all : 1),
                   places = n->placed[i] * 10u / (n->all_placed ? n->all_placed : 1),
                   rank = rank_of(n->named, n->n, i);
    const uint64_t countries = n->n > 5 ? 5 : n->n;
    const window around = around_of(v, n, k, i), paragraph = paragraph_of(v, n, k, i);
    fact(q, SHARE, share | countries << 8);
    fact(q, RANK, rank | countries << 8);
    fact(q, EARLY, i | countries << 8);
    fact(q, PLACED, places | (uint64_t)(n->all_placed > 2) << 8);
    fact(q, LAST_PLACE, flags(x->last_place, places > 4, false, false) | (uint64_t)rank << 2);
    fact(q, WINDOW, around.share | around.any << 4 | (uint64_t)x->last << 8);
    fact(q, WINDOW_RANK, around.rank | (uint64_t)rank << 4);
    fact(q, PARAGRAPH, paragraph.share | paragraph.any << 4 | (uint64_t)paragraph.rank << 8);
    fact(q, PARAGRAPH_FIRST, flags(paragraph.first, x->last, rank == 0, false));
    fact(q, BEST, flags(rank == 0, around.rank == 0, paragraph.rank == 0, x->last));
}

static uint64_t fifths(uint32_t n, uint32_t all) { return all ? 1 + n * 5u / all : 0; }

/* In what places of their sentences the document names it, here and in all, and whether the story
 * plays there. */
static void scene_evidence(const sayso_nations *n, const sayso_whose *k, uint32_t i,
                           const nearness *x, const question *q)
{
    const sayso_standing *of = &n->of[i], *all = &n->sum;
    const uint64_t rank = rank_of(n->named, n->n, i), last = x->last,
                   event = (uint64_t)k->side << 8 | (uint64_t)(k->type + 2),
                   spread = fifths(of->paragraphs, all->paragraphs) | (uint64_t)few(all->paragraphs) << 8,
                   first = of->first | (uint64_t)(n->n_first > 1) << 8;
    for (uint64_t h = 0; h < SAYSO_N_NAMED; h++)
        fact(q, HOW, h << 8 | fifths(of->how[h], all->how[h]) | (uint64_t)few(of->how[h]) << 4);
    fact(q, HOW_NEAREST, x->how);
    fact(q, HOW_NEAREST, x->how | 1 << 12 | last << 13 | rank << 14);
    sayso_evidence_add(q->e, HOW_NEAREST, x->how, event + 1000);
    fact(q, SPREAD, spread | rank << 16);
    fact(q, SECTION, x->section | (uint64_t)(rank == 0) << 8);
    fact(q, FIRST, first);
    fact(q, FIRST, first | 1 << 16 | rank << 17);
    fact(q, OFFICES, few(of->offices) | (uint64_t)few(all->offices - of->offices) << 2 |
                         (uint64_t)few(x->same_role) << 4);
    fact(q, OFFICES, 1 << 8 | fifths(of->offices, all->offices) | last << 4);
    sayso_evidence_add(q->e, SCENE, x->how, x->section);
    sayso_evidence_add(q->e, SCENE, x->how, 100 + rank + 8 * last);
    sayso_evidence_add(q->e, SCENE, x->section, 200 + rank + 8 * last + 16 * (uint64_t)x->since);
    sayso_evidence_add(q->e, SCENE, x->section, spread << 16 | 1);
    sayso_evidence_add(q->e, SCENE, x->how, spread << 16 | 2);
}

/* Whose side the country is on already, and whether it happened there. */
static void sides_evidence(const sayso_nations *n, const sayso_whose *k, uint32_t i, uint64_t near,
                           const question *q)
{
    const bool there = strcmp(k->place, n->country[i]) == 0;
    const uint64_t sides = flags(k->other >> i & 1, k->mine >> i & 1, there, k->other != 0),
                   event = (uint64_t)k->side << 8 | (uint64_t)(k->type + 2);
    sayso_evidence_add(q->e, NEAR, near, event + 1000);
    fact(q, SIDES, sides);
    sayso_evidence_add(q->e, SIDES, sides, event + 1000);
    sayso_evidence_add(q->e, SIDES, sides, event ^ (uint64_t)k->role << 40);
    sayso_evidence_add(q->e, SIDES_NEAR, sides, near);
    sayso_evidence_add(q->e, ALL, near | (uint64_t)rank_of(n->named, n->n, i) << 12 | sides << 16,
                       n->n > 5 ? 5 : n->n);
}

/* None of the countries is his. */
static void none_evidence(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                          const question *q)
{
    const sayso_mention *m = mention_at(v->c, k->word);
    const uint64_t lemma = v->words[k->word].lemma, many = n->n > 5 ? 5 : n->n;
    fact(q, NONE, 0);
    fact(q, NONE, 10 + many);
    fact(q, NONE, 20 + (uint64_t)k->side);
    fact(q, NONE, 100 + (uint64_t)(k->type + 2) * 4 + (uint64_t)k->side);
    fact(q, NONE, 1000 + flags(k->mine != 0, k->other != 0, k->place[0] != 0, m && m->political));
    sayso_evidence_add(q->e, NONE_LEMMA, lemma, 0);
    sayso_evidence_add(q->e, NONE_LEMMA, lemma, (uint64_t)k->role);
}

void sayso_evidence_owner(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                          uint32_t choice, sayso_evidence *e)
{
    const uint64_t who = sayso_whose_kind(mention_at(v->c, k->word)) << 8 | 1;
    const question q = { .e = e, .who = who, .role = (uint64_t)k->role << 32 | 2 };
    e->n = 0;
    if (!choice) {
        none_evidence(v, n, k, &q);
        return;
    }
    const uint32_t i = choice - 1;
    const nearness x = nearness_of(v, n, k, i);
    const char *name = n->country[i];
    const uint64_t country = sayso_hash(name, strlen(name), 11),
                   language = sayso_ctx_language(v->c, k->word);
    const uint32_t rank = rank_of(n->named, n->n, i);
    const uint64_t near = x.since | flags(x.last, x.next, x.others, x.before) << 4 |
                          (uint64_t)x.after << 8;
    sayso_evidence_add(e, BIAS, 0, 0);
    sayso_evidence_add(e, WHO, q.who, (uint64_t)k->role);
    sayso_evidence_add(e, WHO_LEMMA, v->words[k->word].lemma, rank);
    near_evidence(&q, &x, near, rank);
    often_evidence(v, n, k, i, &x, &q);
    scene_evidence(n, k, i, &x, &q);
    sides_evidence(n, k, i, near, &q);
    sayso_evidence_add(e, LANGUAGE, country, language);
    sayso_evidence_add(e, LANGUAGE, country ^ rank, language);
    name_evidence(v, k, country, e);
}
