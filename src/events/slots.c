/* Who fills a slot around a frame. The method is a walk over the dependents of the frame's
 * words; where parsers attach wrongly, the places where they do are looked at too, each with an
 * example. */
#include "events/inside.h"

#include "text/utf8.h"

enum { MARKER_CAP = 96 };

/* ---- one slot ---- */

static bool push(uint32_t *out, uint32_t *n, uint32_t cap, uint32_t w)
{
    if (w == SAYSO_NO_WORD || *n >= cap) return false;
    for (uint32_t i = 0; i < *n; i++)
        if (out[i] == w) return false;
    out[(*n)++] = w;
    return true;
}

/* The adposition(s) that mark a nominal, folded and joined with '_', as forms and as lemmas.
 * Returns the length. */
static uint32_t marker_of(const sayso_ctx *c, uint32_t w, bool lemma, char *out)
{
    uint32_t n = 0;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        if (word_at(c, d)->rel != SAYSO_CASE) continue;
        uint32_t last = d;
        for (uint32_t k = sayso_tree_child(c, d, SAYSO_FIXED, SAYSO_NO_WORD); k != SAYSO_NO_WORD;
             k = sayso_tree_child(c, d, SAYSO_FIXED, k))
            last = k;
        for (uint32_t k = d; k <= last; k++) {
            const sayso_str s = lemma && word_at(c, k)->lemma.len ? word_at(c, k)->lemma
                                                                  : word_at(c, k)->form;
            if (n + s.len + 1 >= MARKER_CAP) return n;
            if (n) out[n++] = '_';
            n += sayso_text_fold(s, out + n, MARKER_CAP - n);
        }
    }
    return n;
}

/* *вошли в Алеппо*: a name that never changes has whatever case its verb asks for. */
static bool indeclinable(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    return x->upos == SAYSO_PROPN && (x->feats & SAYSO_F(CASE_LOC)) &&
           sayso_str_eq(x->form, x->lemma);
}

static bool marked_as(const sayso_ctx *c, uint32_t w, const sayso_slot *slot)
{
    char have[MARKER_CAP];
    const uint64_t feats = word_at(c, w)->feats;
    /* the tagger's mistakes: no adposition governs the nominative, none both dative and
     * locative; a bare accusative below a noun is a genitive: *отставку губернатора* */
    const bool mistaken = slot->marker
                              ? (feats & SAYSO_F(CASE_NOM)) ||
                                    (slot->cases == SAYSO_F(CASE_LOC) &&
                                     (feats & SAYSO_F(CASE_DAT))) ||
                                    (slot->cases == SAYSO_F(CASE_ACC) && indeclinable(c, w))
                              : (slot->cases & SAYSO_F(CASE_GEN)) && (feats & SAYSO_F(CASE_ACC)) &&
                                    word_at(c, w)->rel == SAYSO_NMOD;
    if (slot->cases && !(feats & slot->cases) && !mistaken) return false;
    if (!slot->marker) return marker_of(c, w, false, have) == 0;
    const size_t want = strlen(slot->marker);
    for (int lemma = 0; lemma < 2; lemma++)
        if (marker_of(c, w, lemma, have) == want && memcmp(have, slot->marker, want) == 0)
            return true;
    return false;
}

static bool is_oblique(const sayso_word *x)
{
    return x->rel == SAYSO_OBL || x->rel == SAYSO_NMOD || x->rel == SAYSO_IOBJ ||
           x->rel == SAYSO_ORPHAN || x->rel == SAYSO_DEP || x->rel == SAYSO_ADVMOD ||
           x->rel == SAYSO_APPOS;
}

/* A second object in a bare oblique case, as some treebanks have it: *передати Україні танки*. */
static bool is_case_object(const sayso_word *x, const sayso_slot *slot)
{
    return x->rel == SAYSO_OBJ && !slot->marker &&
           (x->feats & slot->cases & (SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS)));
}

/* *auprès de Moscou*, *vis-à-vis de*: some trees hang the adposition's first word on the verb as
 * an adverb and the nominal on it. Is w, marked by the rest of the slot's marker, led by the
 * adverb d? */
static bool led_by(const sayso_ctx *c, uint32_t d, uint32_t w, const sayso_slot *slot)
{
    char first[MARKER_CAP], rest[MARKER_CAP];
    if (!slot->marker || word_at(c, d)->upos != SAYSO_ADV ||
        word_at(c, d)->form.len >= MARKER_CAP / 2)
        return false;
    const uint32_t n = sayso_text_fold(word_at(c, d)->form, first, sizeof first);
    const size_t want = strlen(slot->marker);
    if (want < n + 2 || memcmp(slot->marker, first, n) != 0 || slot->marker[n] != '_') return false;
    for (int lemma = 0; lemma < 2; lemma++)
        if (marker_of(c, w, lemma, rest) == want - n - 1 &&
            memcmp(rest, slot->marker + n + 1, want - n - 1) == 0)
            return true;
    return false;
}

/* *з боку США*, *on behalf of Japan*: other trees hang a nominal on the noun of its adposition.
 * Does w, below the noun d, stand behind such a phrase? */
static bool behind_noun(const sayso_ctx *c, uint32_t d, uint32_t w, const sayso_slot *slot)
{
    char have[2 * MARKER_CAP];
    uint32_t n = marker_of(c, d, false, have);
    if (!n || !is_oblique(word_at(c, w)) || word_at(c, d)->form.len >= MARKER_CAP / 2) return false;
    if (slot->cases && !(word_at(c, w)->feats & slot->cases)) return false;
    have[n++] = '_';
    n += sayso_text_fold(word_at(c, d)->form, have + n, MARKER_CAP / 2);
    const uint32_t alone = n;
    have[n++] = '_';
    const uint32_t own = marker_of(c, w, false, have + n);
    n = own ? n + own : alone;
    return strlen(slot->marker) == n && memcmp(slot->marker, have, n) == 0;
}

static void fill_marked_at(const sayso_ctx *c, uint32_t at, const sayso_slot *slot, uint32_t *out,
                           uint32_t *n, uint32_t cap)
{
    for (uint32_t d = c->tree.first_child[at]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        /* *в понедельник* is no *в* of direction */
        if (c->date_of[d] >= 0 && c->place_of[d] < 0 && c->mention_of[d] < 0) continue;
        if ((is_oblique(x) || is_case_object(x, slot)) && x->sub != SAYSO_SUB_POSS &&
            x->sub != SAYSO_SUB_AGENT && marked_as(c, d, slot))
            push(out, n, cap, sayso_antecedent(c, d));
        if (is_oblique(x) && slot->marker && strchr(slot->marker, '_'))
            for (uint32_t w = c->tree.first_child[d]; w != SAYSO_NO_WORD;
                 w = c->tree.next_sibling[w])
                if (behind_noun(c, d, w, slot)) push(out, n, cap, sayso_antecedent(c, w));
        /* abbreviations that do not decline pass for part of a name: *участь КНДР* */
        const sayso_mention *m = x->rel == SAYSO_FLAT && !slot->marker && c->mention_of[d] >= 0
                                     ? &c->mentions[c->mention_of[d]]
                                     : NULL;
        if (m && m->political && !m->person && m->head == d && (slot->cases & SAYSO_F(CASE_GEN)))
            push(out, n, cap, d);
        /* a relative pronoun's own clause: *the state with which it signed* is handled through
         * sayso_antecedent() */
        if (x->rel != SAYSO_ADVMOD) continue;
        for (uint32_t w = c->tree.first_child[d]; w != SAYSO_NO_WORD; w = c->tree.next_sibling[w])
            if (is_oblique(word_at(c, w)) && led_by(c, d, w, slot))
                push(out, n, cap, sayso_antecedent(c, w));
    }
}

/* *their part in the war has …*: what stands right behind a noun that depends on a verb belongs
 * to the noun, even where the parser hangs it on the verb. */
static void fill_right_behind(const sayso_ctx *c, const sayso_frame *f, const sayso_slot *slot,
                              uint32_t *out, uint32_t *n, uint32_t cap)
{
    uint32_t found[SAYSO_MOST_FILLERS], m = 0, first, last, from, to;
    /* or what governs the noun over it: *as a result of the strike on the town* */
    uint32_t verb = c->tree.parent[f->word];
    for (int i = 0; i < 2 && verb != SAYSO_NO_WORD && !sayso_is_verbal(c, verb); i++)
        verb = c->tree.parent[verb];
    if (verb == SAYSO_NO_WORD || !sayso_is_verbal(c, verb)) return;
    fill_marked_at(c, verb, slot, found, &m, SAYSO_MOST_FILLERS);
    sayso_tree_yield(c, f->word, &first, &last);
    for (uint32_t i = 0; i < m; i++) {
        /* none over an antecedent that is the root */
        const uint32_t over = c->tree.parent[found[i]];
        sayso_tree_yield(c, over == verb || over == SAYSO_NO_WORD ? found[i] : over, &from, &to);
        if (from == last + 1 && c->date_of[found[i]] < 0) push(out, n, cap, found[i]);
    }
}

/* A nominal marked by an adposition or case: at the word, at the light verb that carries it, or
 * at the verb's object, since attachment of prepositional phrases is where parsers err most. */
static void fill_marked(const sayso_ctx *c, const sayso_frame *f, const sayso_slot *slot,
                        uint32_t *out, uint32_t *n, uint32_t cap)
{
    fill_marked_at(c, f->word, slot, out, n, cap);
    if (*n || (!slot->marker && f->nominal)) return; /* bare cases only where they belong */
    if (f->light && slot->marker) fill_marked_at(c, f->verb, slot, out, n, cap);
    if (!*n && f->nominal && !f->light) fill_right_behind(c, f, slot, out, n, cap);
    if (*n || f->nominal) return;
    const uint32_t o = sayso_tree_child(c, f->verb, f->passive ? SAYSO_NSUBJ : SAYSO_OBJ,
                                        SAYSO_NO_WORD);
    if (o != SAYSO_NO_WORD) fill_marked_at(c, o, slot, out, n, cap);
    for (uint32_t d = sayso_tree_child(c, f->verb, SAYSO_OBL, SAYSO_NO_WORD);
         d != SAYSO_NO_WORD && !*n; d = sayso_tree_child(c, f->verb, SAYSO_OBL, d))
        if (c->place_of[d] >= 0 || c->date_of[d] >= 0)
            fill_marked_at(c, d, slot, out, n, cap); /* *met in Minsk with her colleague* */
}

static void fill_agent(const sayso_ctx *c, uint32_t at, bool bare_case, uint32_t *out, uint32_t *n,
                       uint32_t cap)
{
    for (uint32_t d = c->tree.first_child[at]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (!is_oblique(x)) continue;
        const uint32_t mark = sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD);
        const uint16_t lang = sayso_ctx_language(c, d);
        const bool agent = x->sub == SAYSO_SUB_AGENT ||
                           (mark != SAYSO_NO_WORD &&
                            sayso_in_class(c, mark, SAYSO_CLASS_AGENT, NULL)) ||
                           (mark == SAYSO_NO_WORD && bare_case && lang != UINT16_MAX &&
                            sayso_lexicon_agent_case(c->lexicon, lang, x->feats));
        if (!agent) continue;
        /* *з боку США*: the doer hangs on the noun of the phrase that marks him */
        uint32_t doer = d;
        if (mark != SAYSO_NO_WORD && d == mark + 1 &&
            sayso_in_class(c, mark, SAYSO_CLASS_AGENT, NULL) > 1)
            for (uint32_t k = c->tree.first_child[d]; k != SAYSO_NO_WORD && doer == d;
                 k = c->tree.next_sibling[k])
                if (word_at(c, k)->rel == SAYSO_NMOD) doer = k;
        push(out, n, cap, sayso_antecedent(c, doer));
    }
}

/* *США ввели санкции*: cases that look alike make two subjects, of which that behind the verb is
 * the object. */
static uint32_t second_subject(const sayso_ctx *c, uint32_t verb)
{
    const uint32_t s = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
    if (s == SAYSO_NO_WORD || s > verb || !(word_at(c, verb)->feats & SAYSO_F(VERBFORM_FIN)))
        return SAYSO_NO_WORD;
    for (uint32_t d = sayso_tree_child(c, verb, SAYSO_NSUBJ, s); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, verb, SAYSO_NSUBJ, d))
        if (d > verb && word_at(c, d)->upos == SAYSO_NOUN &&
            (word_at(c, d)->feats & (SAYSO_F(CASE_ACC) | SAYSO_F(CASE_NOM))) &&
            sayso_tree_child(c, d, SAYSO_CC, SAYSO_NO_WORD) == SAYSO_NO_WORD)
            return d;
    return SAYSO_NO_WORD;
}

/* *Fired over forty rockets*: parsers take what begins with an adposition for an adverbial, though
 * it belongs to the number. Not *up to*, which leads to places too. */
static bool is_counted_object(const sayso_ctx *c, uint32_t w)
{
    const uint32_t number = sayso_tree_child(c, w, SAYSO_NUMMOD, SAYSO_NO_WORD);
    const uint32_t mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    if (number == SAYSO_NO_WORD || number > w || number == sent_of(c, w)->first_word ||
        c->date_of[w] >= 0)
        return false;
    sayso_number_word about;
    for (uint32_t b = mark == SAYSO_NO_WORD ? number - 1 : mark; b < number; b++)
        if (sayso_lexicon_number_word(c->lexicon, sayso_ctx_language(c, b), SAYSO_NW_ABOUT,
                                      word_at(c, b), number - b, &about))
            return about.n_words == number - b && about.value && about.value[0] != '-';
    return false;
}

/* *Denied the inspectors access*: of two objects without case the first, somebody, is who gets
 * the other. */
static bool is_first_of_two(const sayso_ctx *c, uint32_t verb, uint32_t d)
{
    const sayso_mention *m = mention_at(c, d);
    const uint32_t next = sayso_tree_child(c, verb, SAYSO_OBJ, d);
    return m && m->political && next != SAYSO_NO_WORD && next > d &&
           word_at(c, next)->upos == SAYSO_NOUN && !mention_at(c, next) &&
           c->date_of[next] < 0 && !(word_at(c, d)->feats & SAYSO_F(CASE_ACC));
}

/* Of several objects the one that is no dative, no day (*ont signé lundi un accord*), and rather
 * a thing than a name, whose case taggers mistake. */
static uint32_t direct_object(const sayso_ctx *c, uint32_t verb)
{
    const uint32_t o = sayso_tree_child(c, verb, SAYSO_OBJ, SAYSO_NO_WORD);
    for (int things = 1; things >= 0; things--) {
        for (uint32_t d = o; d != SAYSO_NO_WORD; d = sayso_tree_child(c, verb, SAYSO_OBJ, d))
            if (!(word_at(c, d)->feats & SAYSO_F(CASE_DAT)) && c->date_of[d] < 0 &&
                (!things || word_at(c, d)->upos == SAYSO_NOUN) && !is_first_of_two(c, verb, d))
                return d;
        if (things && second_subject(c, verb) != SAYSO_NO_WORD) return second_subject(c, verb);
    }
    if (o != SAYSO_NO_WORD) return o;
    /* a bare accusative that is no date is an object, whatever the parser calls it: *зняла в
     * п'ятницю блокаду* */
    for (uint32_t d = sayso_tree_child(c, verb, SAYSO_OBL, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, verb, SAYSO_OBL, d))
        if ((word_at(c, d)->feats & SAYSO_F(CASE_ACC)) && word_at(c, d)->upos == SAYSO_NOUN &&
            c->date_of[d] < 0 && sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
            return d;
    for (uint32_t d = sayso_tree_child(c, verb, SAYSO_OBL, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, verb, SAYSO_OBL, d))
        if (is_counted_object(c, d)) return d;
    return SAYSO_NO_WORD;
}

/* Does a conjunction lead w's phrase, its own or one that the parser hung on the verb? */
static bool is_joined(const sayso_ctx *c, uint32_t w)
{
    const uint32_t first = c->tree.first[w];
    if (sayso_tree_child(c, w, SAYSO_CC, SAYSO_NO_WORD) != SAYSO_NO_WORD) return true;
    return first != SAYSO_NO_WORD && first > sent_of(c, w)->first_word &&
           word_at(c, first - 1)->upos == SAYSO_CCONJ;
}

/* *Was condemned in a statement by Egypt*, *killed in a raid by gunmen*: the doer hangs on the noun
 * that says in what. */
static void fill_agent_inside(const sayso_ctx *c, uint32_t verb, uint32_t *out, uint32_t *n,
                              uint32_t cap)
{
    for (uint32_t d = sayso_tree_child(c, verb, SAYSO_OBL, SAYSO_NO_WORD);
         d != SAYSO_NO_WORD && !*n; d = sayso_tree_child(c, verb, SAYSO_OBL, d)) {
        const uint32_t mark = sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD);
        if (d > verb && c->place_of[d] < 0 && mark != SAYSO_NO_WORD && sayso_is_locative(c, mark))
            fill_agent(c, d, false, out, n, cap);
    }
}

static void fill_subj(const sayso_ctx *c, const sayso_frame *f, uint32_t *out, uint32_t *n,
                      uint32_t cap)
{
    if (f->nominal && !f->light) {
        /* *is ready to help*, *s'est dit prêt à aider*, *is on trial*: a predicate has the
         * subject of its copula or of what governs it */
        if (word_at(c, f->word)->upos == SAYSO_ADJ)
            push(out, n, cap, sayso_grammatical_subject(c, f->word));
        else
            push(out, n, cap,
                 sayso_own_subject(
                     c, f->word)); /* with or without its copula: taggers take verbs for nouns */
        return;
    }
    if (f->passive) {
        fill_agent(c, f->verb, true, out, n, cap);
        if (!*n && f->light) fill_agent(c, f->word, false, out, n, cap);
        if (!*n && !f->light) fill_agent_inside(c, f->verb, out, n, cap);
        return;
    }
    const uint32_t s = sayso_grammatical_subject(c, f->verb);
    if (s == f->word) return;
    push(out, n, cap, s);
    /* *Ізраїль і ХАМАС обмінялися*: a coordinated subject that the parser made a second one */
    for (uint32_t k = sayso_tree_child(c, f->verb, SAYSO_NSUBJ, SAYSO_NO_WORD); k != SAYSO_NO_WORD;
         k = sayso_tree_child(c, f->verb, SAYSO_NSUBJ, k))
        if (k != s && is_joined(c, k)) push(out, n, cap, sayso_antecedent(c, k));
}

/* *Apologised over fishermen held off Sicily*: whom a participle right behind him tells of, though
 * it hangs on the verb above both; SAYSO_NO_WORD. */
static uint32_t told_of(const sayso_ctx *c, uint32_t participle)
{
    const uint32_t verb = c->tree.parent[participle];
    uint32_t w = participle - 1; /* of one that is behind its verb */
    if (word_at(c, participle)->rel != SAYSO_ADVCL || verb == SAYSO_NO_WORD ||
        verb + 1 >= participle ||
        c->tree.first[participle] != participle || word_at(c, w)->upos == SAYSO_PUNCT)
        return SAYSO_NO_WORD;
    while (w != SAYSO_NO_WORD && c->tree.parent[w] != verb) w = c->tree.parent[w];
    const sayso_mention *m = w == SAYSO_NO_WORD ? NULL : mention_at(c, w);
    return m && w > verb && (m->person || m->plural) && c->place_of[w] < 0 ? w : SAYSO_NO_WORD;
}

static void fill_obj(const sayso_ctx *c, const sayso_frame *f, uint32_t *out, uint32_t *n,
                     uint32_t cap)
{
    const sayso_word *v = word_at(c, f->verb);
    if (f->nominal) return;
    if (f->passive) {
        uint32_t s = sayso_own_subject(c, f->verb);
        if (s == SAYSO_NO_WORD && v->rel == SAYSO_ACL) s = c->tree.parent[f->verb];
        if (s == SAYSO_NO_WORD && v->rel == SAYSO_AMOD) s = c->tree.parent[f->verb];
        if (s == SAYSO_NO_WORD) s = told_of(c, f->verb);
        /* impersonal passives keep it */
        if (s == SAYSO_NO_WORD) s = sayso_tree_child(c, f->verb, SAYSO_OBJ, SAYSO_NO_WORD);
        if (s == SAYSO_NO_WORD) s = sayso_grammatical_subject(c, f->verb);
        push(out, n, cap, s);
        return;
    }
    uint32_t o = direct_object(c, f->verb);
    /* *the city that Russia attacked*, pronoun or none */
    if (o == SAYSO_NO_WORD && v->rel == SAYSO_ACL && v->sub == SAYSO_SUB_RELCL) {
        const uint32_t s = sayso_own_subject(c, f->verb);
        if (s != SAYSO_NO_WORD && s != c->tree.parent[f->verb]) o = c->tree.parent[f->verb];
    }
    /* *to attack and bomb the city*: a shared object of conjoined verbs hangs on the last */
    if (o == SAYSO_NO_WORD) {
        const uint32_t k = sayso_tree_child(c, f->verb, SAYSO_CONJ, SAYSO_NO_WORD);
        if (k != SAYSO_NO_WORD && k - f->verb <= 3 && sayso_is_verbal(c, k) &&
            sayso_own_subject(c, k) == SAYSO_NO_WORD)
            o = direct_object(c, k);
    }
    push(out, n, cap, o == SAYSO_NO_WORD ? o : sayso_antecedent(c, o));
}

static void fill_iobj(const sayso_ctx *c, const sayso_frame *f, uint32_t *out, uint32_t *n,
                      uint32_t cap)
{
    for (int i = 0; i < (f->light ? 2 : 1); i++) {
        const uint32_t at = i ? f->verb : f->word;
        for (uint32_t d = c->tree.first_child[at]; d != SAYSO_NO_WORD;
             d = c->tree.next_sibling[d]) {
            const sayso_word *x = word_at(c, d);
            const uint32_t mark = sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD);
            const bool second = x->rel == SAYSO_OBJ && d != direct_object(c, at);
            const bool dative = (second || is_oblique(x)) &&
                                (mark == SAYSO_NO_WORD
                                     ? second || (x->feats & SAYSO_F(CASE_DAT)) != 0
                                     : sayso_in_class(c, mark, SAYSO_CLASS_DATIVE, NULL) != 0);
            if (x->rel == SAYSO_IOBJ || dative) push(out, n, cap, sayso_antecedent(c, d));
        }
    }
}

static void fill_comp(const sayso_ctx *c, const sayso_frame *f, uint32_t *out, uint32_t *n,
                      uint32_t cap)
{
    static const sayso_rel rels[] = { SAYSO_XCOMP, SAYSO_CCOMP, SAYSO_ADVCL, SAYSO_ACL };
    for (size_t i = 0; i < sizeof rels / sizeof *rels && !*n; i++) {
        const uint32_t k = sayso_tree_child(c, f->word, rels[i], SAYSO_NO_WORD);
        if (k == SAYSO_NO_WORD || !sayso_is_verbal(c, k)) continue;
        const sayso_frame inner = sayso_frame_of(c, k);
        const uint32_t s = sayso_own_subject(c, k);
        if (s != SAYSO_NO_WORD) push(out, n, cap, s);
        else fill_obj(c, &inner, out, n, cap);
    }
}

static void fill_adj(const sayso_ctx *c, uint32_t at, uint32_t *out, uint32_t *n, uint32_t cap)
{
    for (uint32_t d = c->tree.first_child[at]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (x->rel != SAYSO_AMOD && x->rel != SAYSO_COMPOUND && x->rel != SAYSO_NMOD) continue;
        if (x->rel == SAYSO_NMOD &&
            ((x->upos != SAYSO_ADJ && x->upos != SAYSO_PROPN) ||
             (x->feats & (SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) | SAYSO_F(CASE_INS)))))
            continue;
        if (x->rel == SAYSO_NMOD &&
            sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD) != SAYSO_NO_WORD)
            continue;
        if (c->mention_of[d] >= 0 && sayso_code_known(c->mentions[c->mention_of[d]].code))
            push(out, n, cap, d);
    }
}

static void fill_relation(const sayso_ctx *c, uint32_t at, sayso_rel rel, uint32_t *out,
                          uint32_t *n, uint32_t cap)
{
    for (uint32_t d = sayso_tree_child(c, at, rel, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, at, rel, d))
        push(out, n, cap, d);
}

/* An infinitive that completes the verb; parsers call many of them adverbial: *threatened on
 * Monday to break relations*. */
static void fill_xcomp(const sayso_ctx *c, uint32_t at, uint32_t *out, uint32_t *n, uint32_t cap)
{
    fill_relation(c, at, SAYSO_XCOMP, out, n, cap);
    for (uint32_t d = sayso_tree_child(c, at, SAYSO_ADVCL, SAYSO_NO_WORD);
         d != SAYSO_NO_WORD && !*n; d = sayso_tree_child(c, at, SAYSO_ADVCL, d))
        if (word_at(c, d)->feats & SAYSO_F(VERBFORM_INF)) push(out, n, cap, d);
}

uint32_t sayso_slot_fill(const sayso_ctx *c, const sayso_frame *f, const sayso_slot *slot,
                         uint32_t *out, uint32_t cap)
{
    uint32_t n = 0;
    switch (slot->kind) {
    case SAYSO_SLOT_SUBJ: fill_subj(c, f, out, &n, cap); break;
    case SAYSO_SLOT_OBJ: fill_obj(c, f, out, &n, cap); break;
    case SAYSO_SLOT_IOBJ: fill_iobj(c, f, out, &n, cap); break;
    case SAYSO_SLOT_POSS: push(out, &n, cap, sayso_possessor(c, f->word)); break;
    case SAYSO_SLOT_ADJ: fill_adj(c, f->word, out, &n, cap); break;
    case SAYSO_SLOT_AGENT: fill_agent(c, f->word, f->passive || f->nominal, out, &n, cap); break;
    case SAYSO_SLOT_COMP: fill_comp(c, f, out, &n, cap); break;
    case SAYSO_SLOT_MARKED: fill_marked(c, f, slot, out, &n, cap); break;
    case SAYSO_SLOT_EXPL: fill_relation(c, f->word, SAYSO_EXPL, out, &n, cap); break;
    case SAYSO_SLOT_PRT: fill_relation(c, f->word, SAYSO_COMPOUND, out, &n, cap); break;
    case SAYSO_SLOT_XCOMP: fill_xcomp(c, f->word, out, &n, cap); break;
    case SAYSO_SLOT_CCOMP:
        fill_relation(c, f->word, SAYSO_CCOMP, out, &n, cap);
        /* *it was reported that …*, as UD has it */
        if (!n && f->passive) fill_relation(c, f->word, SAYSO_CSUBJ, out, &n, cap);
        break;
    case SAYSO_SLOT_ADVMOD: fill_relation(c, f->word, SAYSO_ADVMOD, out, &n, cap); break;
    case SAYSO_SLOT_AMOD: fill_relation(c, f->word, SAYSO_AMOD, out, &n, cap); break;
    case SAYSO_SLOT_MARK: fill_relation(c, f->word, SAYSO_MARK, out, &n, cap); break;
    case SAYSO_SLOT_HEAD: push(out, &n, cap, c->tree.parent[f->word]); break;
    case SAYSO_N_SLOT_KINDS: break;
    }
    return n;
}

/* ---- conditions ---- */

static bool word_listed(const sayso_ctx *c, uint32_t w, const sayso_condition *k)
{
    char folded[128];
    for (int form = 0; form < 2; form++) {
        const sayso_str s = form ? word_at(c, w)->form : word_at(c, w)->lemma;
        const sayso_str have = { folded, sayso_text_fold(s, folded, sizeof folded) };
        uint32_t lo = 0, hi = k->n_words;
        while (lo < hi) {
            const uint32_t mid = lo + (hi - lo) / 2;
            const int d = sayso_str_cmp(sayso_str_of(k->words[mid]), have);
            if (d == 0) return true;
            if (d < 0) lo = mid + 1; else hi = mid;
        }
    }
    return false;
}

static bool test_filler(const sayso_ctx *c, uint32_t w, const sayso_condition *k)
{
    const sayso_mention *m = mention_at(c, w);
    switch (k->test) {
    case SAYSO_TEST_PRESENT: return true;
    case SAYSO_TEST_WORD: return word_listed(c, w, k);
    case SAYSO_TEST_ACTOR: return m && m->political;
    case SAYSO_TEST_ARMED: return m && m->armed;
    case SAYSO_TEST_PLACE: return c->place_of[w] >= 0;
    case SAYSO_TEST_PERSON: return m && m->person;
    }
    return false;
}

/* *Two of its diplomats*, *dozens of missiles*: of what it is a number, else the word itself. */
static uint32_t counted(const sayso_ctx *c, uint32_t w)
{
    sayso_number_word many;
    const uint16_t language = sayso_ctx_language(c, w);
    if (word_at(c, w)->upos != SAYSO_NUM &&
        (language == UINT16_MAX ||
         !sayso_lexicon_number_word(c->lexicon, language, SAYSO_NW_MANY, word_at(c, w), 1, &many)))
        return w;
    for (uint32_t d = sayso_tree_child(c, w, SAYSO_NMOD, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, w, SAYSO_NMOD, d))
        if (sayso_child_in_class(c, d, SAYSO_CLASS_GENITIVE, NULL) != SAYSO_NO_WORD) return d;
    return w;
}

bool sayso_conditions_hold(const sayso_ctx *c, const sayso_frame *f, const sayso_condition *with,
                           uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t heads[SAYSO_MOST_FILLERS], all[SAYSO_MOST_FILLERS];
        const uint32_t h = sayso_slot_fill(c, f, &with[i].slot, heads, SAYSO_MOST_FILLERS);
        bool any = false;
        for (uint32_t j = 0; j < h && !any; j++) {
            uint32_t m = sayso_conjuncts(c, heads[j], all, SAYSO_MOST_FILLERS);
            /* *condemned the strike and called* */
            if (with[i].slot.kind == SAYSO_SLOT_HEAD) all[0] = heads[j], m = 1;
            for (uint32_t q = 0; q < m && !any; q++)
                any = test_filler(c, all[q], &with[i]) || test_filler(c, counted(c, all[q]), &with[i]);
        }
        if (any == with[i].negated) return false;
    }
    return true;
}
