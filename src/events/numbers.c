/* numbers: how many were killed, wounded, arrested, deployed, displaced, who is counted, and who says
 * so.
 *
 * A language's numbers.tsv names the words: verbs whose object or subject is counted, nouns whose
 * genitive is, words that are counted themselves (*12 dead*). From such a word its slots lead to the
 * nominals that are counted; a nominal's number is read from its words: figures, number words,
 * ranges, and what makes them less than exact. The number goes to the event of that word, else to
 * one of a fitting type that is nearest in the tree, the sentence or the two sentences before. */
#include "events/inside.h"
#include "text/utf8.h"
#include <math.h>
#include <stdlib.h>

enum { MOST_NODES = 16, MOST_BEFORE = 4, SENTENCES_BACK = 2, MOST_FIGURES = 12 };

typedef struct amount {
    double low, high;
    bool   exact;
    uint32_t first, last;  /* words of the number, without what makes it about */
    uint32_t told;         /* its first word, with it */
} amount;

typedef struct found { uint32_t event; sayso_number number; } found;

typedef struct finder {
    sayso_ctx *c;
    found    *all; uint32_t n, cap;
    uint32_t  begin, end;  /* words of the sentence */
    uint16_t  language;
    bool      ok;          /* memory held out */
} finder;

static bool word_of(const finder *f, sayso_number_word_kind kind, uint32_t w, sayso_number_word *out)
{
    return w < f->end && sayso_lexicon_number_word(f->c->lexicon, f->language, kind,
                                                   word_at(f->c, w), f->end - w, out);
}

static bool form_is(const finder *f, uint32_t w, const char *z)
{
    return w < f->end && word_at(f->c, w)->form.len == strlen(z) &&
           memcmp(word_at(f->c, w)->form.at, z, strlen(z)) == 0;
}

/* ---- figures --------------------------------------------------------------------------------- */

/* Bytes of a mark between groups of three figures: comma, full stop, apostrophe, blanks of all kinds;
 * 0 if none. */
static size_t group_mark(const char *s, const char *end)
{
    static const char *const marks[] = { ",", ".", "'", " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t n = strlen(marks[i]);
        if ((size_t)(end - s) >= n && memcmp(s, marks[i], n) == 0) return n;
    }
    return 0;
}
static size_t figures_at(const char *s, const char *end)
{
    size_t n = 0;
    while (s + n < end && s[n] >= '0' && s[n] <= '9' && n <= MOST_FIGURES) n++;
    return n;
}

/* "1,200", "1 200", "2,5", "40": the number and where it ends; NULL where it is none, or so long that
 * it counts nobody. A mark with three figures behind it parts thousands. */
static const char *figure_read(const char *s, const char *end, double *out)
{
    size_t n = figures_at(s, end), first = n;
    if (!n || n > MOST_FIGURES) return NULL;
    double x = 0;
    for (size_t i = 0; i < n; i++) x = x * 10 + (s[i] - '0');
    for (s += n; first <= 3;) {
        const size_t mark = group_mark(s, end);
        if (!mark) break;
        n = figures_at(s + mark, end);
        if (n == 3) {
            for (size_t i = 0; i < n; i++) x = x * 10 + (s[mark + i] - '0');
        } else if (n && n < 3 && mark == 1 && (*s == '.' || *s == ',')) {
            double part = 0;
            for (size_t i = n; i-- > 0;) part = (part + (s[mark + i] - '0')) / 10;
            *out = x + part;
            return s + mark + n;
        } else break;
        s += mark + n;
    }
    *out = x;
    return s;
}

/* Figures that begin with word w and end with the end of a word. */
static bool figure_at(const finder *f, uint32_t w, double *out, uint32_t *last)
{
    const sayso_text *t = f->c->text;
    const char *begin = t->bytes + t->words[w].span.start, *end = t->bytes + t->words[f->end - 1].span.end;
    const char *stop = figure_read(begin, end, out);
    for (uint32_t k = w; stop && k < f->end; k++) {
        if (t->bytes + t->words[k].span.end == stop) {
            *last = k;
            return true;
        }
        if (t->bytes + t->words[k].span.end > stop) break;
    }
    return false;
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* The parts of *twenty-five*, where it is one word. */
static bool hyphened(const finder *f, uint32_t w, double *out)
{
    const sayso_str form = word_at(f->c, w)->form;
    const char *dash = memchr(form.at, '-', form.len);
    sayso_number_word a, b;
    if (!dash) return false;
    const uint32_t before = (uint32_t)(dash - form.at);
    const sayso_str none = { 0 };
    const sayso_word one = sayso_word_as(word_at(f->c, w), (sayso_str){ form.at, before }, none),
                     two = sayso_word_as(&one, (sayso_str){ dash + 1, form.len - before - 1 }, none);
    if (!one.form.len || !two.form.len ||
        !sayso_lexicon_number_word(f->c->lexicon, f->language, SAYSO_NW_NUMBER, &one, 1, &a) ||
        !sayso_lexicon_number_word(f->c->lexicon, f->language, SAYSO_NW_NUMBER, &two, 1, &b) ||
        *a.value == 'x' || *b.value == 'x')
        return false;
    *out = strtod(a.value, NULL) + strtod(b.value, NULL);
    return true;
}

/* May a number word stand behind another: *twenty five*, *hundred and five*, but not *five six*? */
static bool fits_behind(double before, double v)
{
    const uint64_t places = v < 10 ? 10 : 100;
    return (uint64_t)before % places == 0;
}

/* Does a hyphen, or a word that joins the parts of a number, stand at w, and one more part behind? */
static bool joined(const finder *f, uint32_t w, double before)
{
    sayso_number_word x;
    const bool joins = form_is(f, w, "-") || (word_of(f, SAYSO_NW_RANGE, w, &x) && x.value);
    if (!joins || !word_of(f, SAYSO_NW_NUMBER, w + 1, &x) || *x.value == 'x') return false;
    const double v = strtod(x.value, NULL);
    return v < before && fits_behind(before, v);
}

/* A number in figures, words or both (*2,5 тыс.*, *three hundred and five*) that begins at w. */
static bool number_at(const finder *f, uint32_t w, double *out, uint32_t *last)
{
    double total = 0, now = 0, power = INFINITY; /* what follows is less than what stood before */
    bool any = figure_at(f, w, &now, last);
    uint32_t next = any ? *last + 1 : w;
    const bool figures = any;
    sayso_number_word x;
    for (; next < f->end; next = *last + 1) {
        double v;
        uint32_t n = 1;
        bool times = false;
        if (hyphened(f, next, &v)) {}
        else if (word_of(f, SAYSO_NW_NUMBER, next, &x)) {
            times = *x.value == 'x';
            v = strtod(x.value + times, NULL);
            n = x.n_words;
        } else break;
        if (times && v < power) {
            now = (any && now > 0 ? now : 1) * v;
            if (v >= 1000) {
                total += now;
                now = 0;
                power = v;
            }
        } else if (!times && !figures && fits_behind(now, v)) now += v;
        else break;
        any = true;
        *last = next + n - 1;
        if (!figures && joined(f, *last + 1, now)) ++*last; /* *twenty - five*, *hundred and five* */
    }
    *out = total + now;
    return any;
}

/* What stands before the number and makes it about, at least, at most: the sign, 0 none; *first its
 * first word. */
static char about_before(const finder *f, uint32_t w, uint32_t *first)
{
    sayso_number_word x;
    char sign = 0;
    for (uint32_t k = 1; k <= MOST_BEFORE && k <= w - f->begin; k++) /* the longest: *not less than* */
        if (word_of(f, SAYSO_NW_ABOUT, w - k, &x) && x.n_words == k) {
            *first = w - k;
            sign = x.value ? *x.value : 0;
        }
    return sign;
}

static bool amount_at(const finder *f, uint32_t w, amount *a)
{
    sayso_number_word x;
    double high;
    uint32_t last;
    *a = (amount){ .first = w, .told = w, .exact = true };
    if (word_of(f, SAYSO_NW_MANY, w, &x)) {
        a->low = strtod(x.value, NULL);
        a->high = NAN;
        a->exact = false;
        a->last = w + x.n_words - 1;
    } else if (number_at(f, w, &a->low, &a->last)) a->high = a->low;
    else return false;
    if (a->exact && word_of(f, SAYSO_NW_RANGE, a->last + 1, &x) &&
        number_at(f, a->last + 1 + x.n_words, &high, &last) && high > a->low) {
        a->high = high;
        a->last = last;
        a->exact = false;
    }
    const char sign = about_before(f, w, &a->told);
    if (sign) a->exact = false;
    if (sign == '+' && a->high == a->low) a->high = NAN;
    if (sign == '-' && a->high == a->low) a->low = NAN;
    return true;
}

/* Does the amount count the nominal at node: does its last word, or the number that this belongs to,
 * hang on it, or is it the node? */
static bool counts(const finder *f, const amount *a, uint32_t node)
{
    uint32_t w = a->last;
    for (int i = 0; i < MOST_BEFORE && w != node; i++) {
        const uint8_t rel = word_at(f->c, w)->rel;
        const uint32_t up = f->c->tree.parent[w];
        if (up == SAYSO_NO_WORD) return false;
        if (up != node && (up < a->first || up > a->last)) /* beside it, where it should be below */
            return a->last + 1 == node && up == f->c->tree.parent[node];
        if (up == node && (node < a->first || node > a->last) && rel != SAYSO_NUMMOD && rel != SAYSO_REL_DET && rel != SAYSO_AMOD &&
            rel != SAYSO_COMPOUND && rel != SAYSO_FLAT && rel != SAYSO_NMOD)
            return false;
        w = up;
    }
    return w == node;
}

/* The number of the nominal that node heads. It may begin before it, where a preposition goes with
 * the first of two (*from 10 to 15 people*). `itself`: a word that is counted itself has the number
 * that stands right before it, whatever the tree says. */
static bool amount_of(const finder *f, uint32_t node, bool itself, amount *a)
{
    uint32_t first, last;
    sayso_tree_yield(f->c, node, &first, &last);
    first = first - f->begin > MOST_BEFORE ? first - MOST_BEFORE : f->begin;
    for (uint32_t w = first; w <= node; w++) {
        if (f->c->date_of[w] >= 0 || !amount_at(f, w, a)) continue;
        if (counts(f, a, node) || (itself && a->last + 1 == node)) return true;
        w = a->last;
    }
    return false;
}

/* Is the nominal an object though the tree calls it another thing? Parsers take *at least 12 people*
 * for an adverbial, since it begins as one: its only adposition then belongs to the number. And
 * they take a counted noun behind the verb, which looks like no object where its case is the
 * number's, for a second subject. */
static bool is_object_by_number(const finder *f, uint32_t node)
{
    const sayso_ctx *c = f->c;
    const sayso_word *x = word_at(c, node);
    amount a;
    if ((x->rel != SAYSO_OBL && x->rel != SAYSO_NSUBJ) || (x->feats & SAYSO_F(CASE_INS)) ||
        !amount_of(f, node, false, &a))
        return false;
    if (x->rel == SAYSO_NSUBJ)
        return node > c->tree.parent[node] &&
               sayso_tree_child(c, c->tree.parent[node], SAYSO_NSUBJ, SAYSO_NO_WORD) != node;
    for (uint32_t d = sayso_tree_child(c, node, SAYSO_CASE, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, node, SAYSO_CASE, d))
        if (d < a.told || d > a.last) return false;
    return true;
}

/* *more* of *more than 40 militants*, where that bears the rest: the nominal that is counted. */
static uint32_t behind_about(const finder *f, uint32_t head)
{
    amount a;
    for (uint32_t d = f->c->tree.first_child[head]; d != SAYSO_NO_WORD; d = f->c->tree.next_sibling[d])
        if (d > head && amount_of(f, d, false, &a) && a.told <= head && head < a.first) return d;
    return head;
}

/* ---- who is counted, and who says so --------------------------------------------------------- */

/* The words behind the number up to the nominal, or what hangs on the number: *hundreds of people*. */
static void who_set(const finder *f, const amount *a, uint32_t node, sayso_number *n)
{
    uint32_t first = a->last + 1, last = node;
    n->who_span = (sayso_span){ SAYSO_NO_OFFSET, SAYSO_NO_OFFSET };
    if (node <= a->last && a->last + 1 < f->end && word_at(f->c, a->last + 1)->upos == SAYSO_NOUN)
        last = first; /* *two hundred and fifty people*, whatever the tree says */
    else if (node <= a->last) {
        last = sayso_tree_child(f->c, node, SAYSO_NMOD, SAYSO_NO_WORD);
        if (last == SAYSO_NO_WORD) last = sayso_tree_child(f->c, node, SAYSO_ACL, SAYSO_NO_WORD);
        if (last == SAYSO_NO_WORD || last <= a->last) return;
        first = last;
        for (uint32_t d = f->c->tree.first_child[last]; d != SAYSO_NO_WORD;
             d = f->c->tree.next_sibling[d])
            if (d < first && d > a->last && word_at(f->c, d)->rel != SAYSO_CASE &&
                word_at(f->c, d)->rel != SAYSO_REL_DET)
                first = d;
    }
    n->who_span = sayso_span_trim(f->c, sayso_words_span(f->c, first, last));
}

/* The innermost attribution whose content holds the number. */
static int32_t said_by(const sayso_ctx *c, sayso_span s)
{
    int32_t best = -1;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < c->n_attributions; i++)
        for (uint32_t k = 0; k < c->attributions[i].n_content; k++) {
            const sayso_span in = c->attributions[i].content[k];
            if (in.start > s.start || in.end < s.end || in.end - in.start >= least) continue;
            least = in.end - in.start;
            best = (int32_t)i;
        }
    return best;
}

/* ---- the event ------------------------------------------------------------------------------- */

/* Of what types an event may be that a number is told of: the first, also in another sentence. */
static const struct fit { const char *kind; sayso_type types[4]; } fits_of[] = {
    { "killed", { SAYSO_ASSAULT, SAYSO_PROTEST, SAYSO_ASSAULT, SAYSO_ASSAULT } },
    { "wounded", { SAYSO_ASSAULT, SAYSO_PROTEST, SAYSO_ASSAULT, SAYSO_ASSAULT } },
    { "arrested", { SAYSO_COERCE, SAYSO_PROTEST, SAYSO_COERCE, SAYSO_COERCE } },
    { "deployed", { SAYSO_MOBILIZE, SAYSO_AID, SAYSO_MOBILIZE, SAYSO_MOBILIZE } },
    { "displaced", { SAYSO_ASSAULT, SAYSO_COERCE, SAYSO_MOBILIZE, SAYSO_RETREAT } },
};

static const struct fit *fit_of(const char *kind)
{
    size_t i = 0;
    while (i + 1 < sizeof fits_of / sizeof *fits_of && strcmp(fits_of[i].kind, kind) != 0) i++;
    return &fits_of[i];
}
static sayso_type first_for(const char *kind) { return fit_of(kind)->types[0]; }
static bool fits(const char *kind, sayso_type type)
{
    const struct fit *of = fit_of(kind);
    for (int k = 0; k < 4; k++)
        if (of->types[k] == type) return true;
    return false;
}

/* How near an event is to the word that tells the number: more is nearer, 0 too far. */
static uint32_t nearness(const finder *f, uint32_t event, uint32_t w, const char *kind)
{
    enum { SAME = 4000000, TREE = 3000000, SENTENCE = 2000000, BEFORE = 1000000 };
    const sayso_ctx *c = f->c;
    const uint32_t e = c->event_word[event], at = c->tree.sentence[e], here = c->tree.sentence[w];
    const uint32_t far = e < w ? w - e : e - w;
    if (e == w) return SAME;
    if (!fits(kind, c->events[event].type) || far >= BEFORE) return 0;
    if (at == here)
        return (sayso_tree_above(c, e, w) || sayso_tree_above(c, w, e) ? TREE : SENTENCE) - far;
    return at < here && here - at <= SENTENCES_BACK && first_for(kind) == c->events[event].type
               ? BEFORE - far
               : 0;
}

static bool event_for(const finder *f, uint32_t w, const char *kind, uint32_t *event)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < f->c->n_events; i++) {
        const uint32_t near = nearness(f, i, w, kind);
        if (near <= best) continue;
        best = near;
        *event = i;
    }
    return best > 0;
}

/* ---- the walk -------------------------------------------------------------------------------- */

/* Takes down that node is counted, by the word w of that kind. */
static void node_take(finder *f, uint32_t node, uint32_t w, const char *kind)
{
    amount a;
    uint32_t event = 0;
    sayso_number_word nobody;
    if (!amount_of(f, node, node == w, &a) || word_of(f, SAYSO_NW_NOBODY, node, &nobody) ||
        !event_for(f, w, kind, &event))
        return;
    sayso_number n = { .kind = kind, .low = a.low, .high = a.high, .exact = a.exact };
    n.span = sayso_words_span(f->c, a.told, a.last);
    for (uint32_t i = 0; i < f->n; i++) /* *12 dead* may be reached from two words */
        if (f->all[i].number.span.start == n.span.start) return;
    if (node != w || node <= a.last) who_set(f, &a, node, &n);
    else n.who_span = (sayso_span){ SAYSO_NO_OFFSET, SAYSO_NO_OFFSET };
    n.text = sayso_span_text(f->c, n.span);
    n.who = n.who_span.start == SAYSO_NO_OFFSET ? NULL : sayso_span_text(f->c, n.who_span);
    n.attribution = said_by(f->c, n.span);
    n.rule = sayso_arena_printf(f->c->arena, "%s/%.*s", f->c->text->paras[sent_of(f->c, w)->paragraph].code,
                                (int)word_at(f->c, w)->lemma.len, word_at(f->c, w)->lemma.at);
    f->ok = f->ok && n.text && n.rule && sayso_arena_grow(f->c->arena, f->all, f->n, f->cap);
    if (f->ok) f->all[f->n++] = (found){ event, n };
}

static void node_and_conjuncts(finder *f, uint32_t head, uint32_t w, const char *kind)
{
    uint32_t nodes[MOST_NODES];
    const uint32_t n = sayso_conjuncts(f->c, head, nodes, MOST_NODES);
    for (uint32_t i = 0; i < n; i++) node_take(f, nodes[i], w, kind);
}

/* The nominals in a slot of the word, each with what is coordinated with it. */
static void slot_take(finder *f, uint32_t w, sayso_slot_kind slot, const char *kind)
{
    static const sayso_slot slots[SAYSO_N_SLOT_KINDS] = {
        [SAYSO_SLOT_OBJ] = { .kind = SAYSO_SLOT_OBJ }, [SAYSO_SLOT_SUBJ] = { .kind = SAYSO_SLOT_SUBJ },
        [SAYSO_SLOT_POSS] = { .kind = SAYSO_SLOT_POSS } };
    const sayso_frame frame = sayso_frame_of(f->c, w);
    uint32_t heads[SAYSO_MOST_FILLERS];
    const uint32_t n = sayso_slot_fill(f->c, &frame, &slots[slot], heads, SAYSO_MOST_FILLERS);
    const uint32_t before = f->n;
    for (uint32_t i = 0; i < n; i++)
        if (sayso_tree_above(f->c, w, heads[i]))
            node_and_conjuncts(f, behind_about(f, heads[i]), w, kind);
    for (uint32_t d = f->c->tree.first_child[w]; slot == SAYSO_SLOT_OBJ && d != SAYSO_NO_WORD;
         d = f->c->tree.next_sibling[d])
        if (is_object_by_number(f, d)) node_and_conjuncts(f, d, w, kind);
    /* what it has below it, the noun that it modifies is not: *the two sides killed 900 people* */
    for (uint32_t i = 0; f->n == before && i < n; i++)
        if (!sayso_tree_above(f->c, w, heads[i]))
            node_and_conjuncts(f, behind_about(f, heads[i]), w, kind);
}

static void sentence_take(finder *f)
{
    sayso_number_word x;
    for (uint32_t w = f->begin; w < f->end; w++) /* what is counted itself decides first */
        if (word_of(f, SAYSO_NW_COUNTED, w, &x)) {
            const uint32_t up = f->c->tree.parent[w];
            node_take(f, w, w, x.value);
            if (up != SAYSO_NO_WORD && word_at(f->c, w)->rel == SAYSO_AMOD) node_take(f, up, w, x.value);
        }
    for (uint32_t w = f->begin; w < f->end; w++) {
        if (word_of(f, SAYSO_NW_OBJECT, w, &x)) slot_take(f, w, SAYSO_SLOT_OBJ, x.value);
        if (word_of(f, SAYSO_NW_SUBJECT, w, &x)) { /* *sont morts* looks like a passive */
            slot_take(f, w, SAYSO_SLOT_SUBJ, x.value);
            slot_take(f, w, SAYSO_SLOT_OBJ, x.value);
        }
        if (word_of(f, SAYSO_NW_OF, w, &x)) slot_take(f, w, SAYSO_SLOT_POSS, x.value);
    }
}

static int by_event(const void *a, const void *b)
{
    const found *x = a, *y = b;
    if (x->event != y->event) return x->event < y->event ? -1 : 1;
    return (x->number.span.start > y->number.span.start) - (x->number.span.start < y->number.span.start);
}

bool sayso_numbers_set(sayso_ctx *c)
{
    finder f = { .c = c, .ok = true };
    for (uint32_t s = 0; f.ok && s < c->text->n_sents; s++) {
        f.begin = c->text->sents[s].first_word;
        f.end = f.begin + c->text->sents[s].n_words;
        f.language = sayso_ctx_language(c, f.begin);
        if (f.language != UINT16_MAX) sentence_take(&f);
    }
    if (f.n) qsort(f.all, f.n, sizeof *f.all, by_event);
    sayso_number *numbers = sayso_arena_array(c->arena, f.n, sizeof *numbers);
    for (uint32_t i = 0; f.ok && numbers && i < f.n; i++) {
        sayso_event *e = &c->events[f.all[i].event];
        numbers[i] = f.all[i].number;
        if (!e->n_numbers++) e->numbers = &numbers[i];
    }
    return f.ok && numbers;
}
