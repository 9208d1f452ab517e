/* attributions: who says it. Source, cue and content, after the attribution corpora (PARC:
 * Pareti 2012; PolNeAR: Newell et al. 2018), found from the cues of cues.tsv.
 *
 * A verb or noun of saying takes as content its complement clause, the clause it is inserted
 * into (*…, he said*), the slots that its entry names, or the quoted words of its sentence; an
 * introducing phrase (*according to*, *selon*) takes the clause it hangs on. A cue without
 * content is none. */
#include "events/contents.h"
#include "events/judge.h"
#include <stdlib.h>

enum { BACK_SENTENCES = 2, MOST_CLIMB = 6 };

typedef struct finder {
    sayso_ctx *c;
    sayso_attribution *out; uint32_t n, cap;      /* heap, copied at the end */
    uint32_t sentence;
    sayso_quotes quoted;                          /* of the document */
} finder;

/* ---- source ---- */

static void put_source(const sayso_ctx *c, sayso_finding *k, uint32_t head)
{
    uint32_t all[SAYSO_MOST_FILLERS];
    const uint32_t n = sayso_conjuncts(c, head, all, SAYSO_MOST_FILLERS);
    for (uint32_t i = 0; i < n && k->n_source < SAYSO_MOST_SOURCES; i++) {
        bool again = false;
        for (uint32_t j = 0; j < k->n_source; j++) again |= k->source[j] == all[i];
        if (!again) k->source[k->n_source++] = all[i];
    }
}

static void source_slots(const sayso_ctx *c, sayso_finding *k, const sayso_frame *f)
{
    uint32_t heads[SAYSO_MOST_FILLERS];
    if (k->entry->source.how == SAYSO_NEVER) return;
    for (uint32_t i = 0; i < k->entry->source.n && !k->n_source; i++) {
        const uint32_t n = sayso_slot_fill(c, f, &k->entry->source.slots[i], heads,
                                           SAYSO_MOST_FILLERS);
        for (uint32_t j = 0; j < n; j++) put_source(c, k, heads[j]);
    }
}

/* ---- records ---- */

/* What was said before and is meant by *this*, *the report*: the content of the last
 * attribution, else the sentence before. */
static void put_antecedent(finder *f, sayso_finding *k)
{
    const sayso_ctx *c = f->c;
    const sayso_span cue = word_at(c, k->cue)->span;
    for (uint32_t i = f->n; i-- > 0 && f->out[i].sentence + BACK_SENTENCES >= f->sentence;) {
        bool around = false; /* what reports this very report is not what it reports */
        for (uint32_t j = 0; j < f->out[i].n_content; j++)
            around |= sayso_span_covers(f->out[i].content[j], cue);
        if (around) continue;
        for (uint32_t j = 0; j < f->out[i].n_content; j++) sayso_content_put(c, k, f->out[i].content[j]);
        return;
    }
    if (f->sentence > 0 &&
        c->text->sents[f->sentence - 1].paragraph + 1 >= c->text->sents[f->sentence].paragraph)
        sayso_content_put(c, k, c->text->sents[f->sentence - 1].span);
}

/* A negated cue: *did not deny* asserts, *did not confirm*, *did not say* doubts. */
static sayso_stance stance_of(const sayso_finding *k)
{
    if (k->stance >= 0) return (sayso_stance)k->stance;
    if (!k->negated) return k->entry->stance;
    return k->entry->stance == SAYSO_DENY || k->entry->stance == SAYSO_DOUBT ? SAYSO_ASSERT
                                                                             : SAYSO_DOUBT;
}

static const char *source_kind(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, sayso_named_person(c, w));
    if (!m) return "unnamed";
    if (m->kind == SAYSO_ENT_MEDIUM) return "medium";
    if (m->unnamed) return "unnamed";
    if (m->person || m->kind == SAYSO_ENT_PERSON) return "actor";
    return m->political || m->kind == SAYSO_ENT_ORGANISATION ? "institution" : "actor";
}

static bool is_direct(const finder *f, const sayso_finding *k)
{
    const sayso_ctx *c = f->c;
    const uint32_t from = sayso_quotes_from(&f->quoted, sent_of(c, k->cue)->first_word);
    for (uint32_t i = 0; i < k->n_content; i++)
        for (uint32_t j = from; j < f->quoted.n; j++) {
            const sayso_span q = sayso_words_span(c, f->quoted.at[j].open, f->quoted.at[j].close);
            if (q.start >= k->content[i].end) break;
            if (sayso_spans_overlap(k->content[i], q) &&
                q.end - q.start >= (k->content[i].end - k->content[i].start) / 2)
                return true;
        }
    return false;
}

/* *The ambassador, who said that …*: who speaks is called *who* there, as he is called *he* elsewhere;
 * SAYSO_NO_WORD where the cue is in no relative clause of his. */
static uint32_t relative_at(const sayso_ctx *c, uint32_t head, uint32_t cue)
{
    if (cue < head || !sayso_tree_above(c, head, cue)) return SAYSO_NO_WORD;
    for (uint32_t w = cue; w-- > head + 1;)
        if ((word_at(c, w)->feats & SAYSO_F(PRONTYPE_REL)) && word_at(c, w)->upos == SAYSO_PRON) return w;
    return SAYSO_NO_WORD;
}

/* ---- one person with two offices ---- */

static bool is_one(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, w);
    return m && !m->plural && !(word_at(c, w)->feats & SAYSO_F(NUMBER_PLUR)) &&
           (m->person || word_at(c, w)->upos == SAYSO_PROPN);
}

static bool has_child(const sayso_ctx *c, uint32_t w, sayso_rel rel)
{
    return sayso_tree_child(c, w, rel, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

/* *Paul Lind, a professor and the editor of a review*, *the writer and senator Paul Lind*, *le
 * maire et sénateur*: are both words for one person? Behind a name with an apposition, before
 * the name of both, and where the article of the first serves both, unless the verb is in the
 * plural. */
static bool is_same_person(const sayso_ctx *c, uint32_t cue, uint32_t a, uint32_t b)
{
    const sayso_frame f = sayso_frame_of(c, cue);
    const uint64_t verb = word_at(c, f.verb)->feats;
    if (a >= b || word_at(c, b)->upos != SAYSO_NOUN || !is_one(c, a) || !is_one(c, b) ||
        (!f.nominal && (verb & SAYSO_F(NUMBER_PLUR))))
        return false;
    const uint32_t apposition = sayso_tree_child(c, a, SAYSO_APPOS, SAYSO_NO_WORD);
    if (word_at(c, a)->upos == SAYSO_PROPN) return apposition != SAYSO_NO_WORD && apposition < b;
    if (has_child(c, b, SAYSO_REL_DET)) return false;
    return has_child(c, a, SAYSO_REL_DET) ||
           (b < f.verb && !f.nominal && (verb & SAYSO_F(NUMBER_SING))) ||
           (has_child(c, b, SAYSO_APPOS) && !(verb & SAYSO_F(NUMBER_SING)));
}

/* Is he who is named with the last of his offices? The source is then he, by name. */
static void offices_join(const sayso_ctx *c, sayso_finding *k)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < k->n_source; i++) {
        const uint32_t w = k->source[i], first = sayso_first_conjunct(c, w);
        const bool same = first != w && is_same_person(c, k->cue, first, w);
        const bool named = has_child(c, w, SAYSO_APPOS) || has_child(c, w, SAYSO_FLAT);
        if (same && kept && k->source[kept - 1] == first) {
            if (named && word_at(c, first)->upos != SAYSO_PROPN) k->source[kept - 1] = w;
        } else
            k->source[kept++] = same && !named ? first : w;
    }
    k->n_source = kept;
}

/* The first and last word of all that is said of one person. */
static void offices_span(const sayso_ctx *c, uint32_t cue, uint32_t head, uint32_t *first,
                         uint32_t *last)
{
    uint32_t all[SAYSO_MOST_FILLERS], a, b;
    const uint32_t n = sayso_conjuncts(c, sayso_first_conjunct(c, head), all, SAYSO_MOST_FILLERS);
    sayso_whole_phrase(c, head, first, last);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t before = all[i] < head ? all[i] : head;
        const uint32_t behind = all[i] < head ? head : all[i];
        if (!is_same_person(c, cue, before, behind)) continue;
        sayso_whole_phrase(c, all[i], &a, &b);
        if (a < *first) *first = a;
        if (b > *last) *last = b;
    }
}

/* *Aminath, a cashier who shares hers with five*: the source is its whole noun phrase, as far as
 * neither cue nor content begins. */
static bool source_widen(const sayso_ctx *c, const sayso_finding *k, uint32_t head, sayso_participant *p)
{
    uint32_t first, last;
    const uint32_t who = relative_at(c, head, k->cue);
    offices_span(c, k->cue, head, &first, &last);
    if (who != SAYSO_NO_WORD) first = last = head = who;
    sayso_span s = sayso_words_span(c, first, last);
    const sayso_span name = mention_at(c, head)    ? mention_at(c, head)->name
                            : who == SAYSO_NO_WORD ? p->span
                                                   : s,
                     word = word_at(c, head)->span;
    if (name.start != SAYSO_NO_OFFSET && sayso_spans_overlap(name, word)) { /* a name is whole, however parsed */
        if (name.start < s.start) s.start = name.start;
        if (name.end > s.end) s.end = name.end;
    }
    for (uint32_t i = 0; i <= k->n_content; i++) {
        const sayso_span x =
            i < k->n_content ? k->content[i] : sayso_words_span(c, k->cue, k->cue_last);
        if (!sayso_spans_overlap(x, s)) continue;
        if (x.start >= word.end) s.end = x.start;
        else if (x.end <= word.start) s.start = x.end;
    }
    p->span = sayso_span_trim(c, s);
    p->text = sayso_span_text(c, p->span);
    return p->text != NULL;
}

static bool record_put(finder *f, const sayso_finding *k, uint32_t source, uint32_t which)
{
    sayso_ctx *c = f->c;
    sayso_attribution a = { .sentence = f->sentence, .inside = -1, .rule = k->entry->name,
                            .stance = stance_of(k), .direct = is_direct(f, k),
                            .n_content = k->n_content };
    if (source == SAYSO_NO_WORD)
        a.source = (sayso_participant){ .span = { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET }, .actor = -1,
                                        .via = "none" };
    else if (!sayso_participant_make(c, source, which, k->entry->phrase ? "phrase" : "subj",
                                     &a.source) ||
             !source_widen(c, k, source, &a.source))
        return false;
    a.source_kind = source == SAYSO_NO_WORD ? "unnamed" : source_kind(c, source);
    a.cue = sayso_words_span(c, k->cue, k->cue_last);
    a.cue_text = sayso_span_text(c, a.cue);
    sayso_span *content = sayso_arena_array(c->arena, k->n_content, sizeof *content);
    const uint32_t when = sayso_date_governing(c, k->cue, 1);
    if (when != SAYSO_NO_WORD) a.date = c->dates[c->date_of[when]].day;
    if (!content || !a.cue_text || !sayso_grow(f->out, f->n, f->cap)) return false;
    memcpy(content, k->content, k->n_content * sizeof *content);
    a.content = content;
    f->out[f->n++] = a;
    return true;
}

/* Coordinated sources speak each for themselves where their codes differ. */
static bool finding_put(finder *f, sayso_finding *k)
{
    const sayso_ctx *c = f->c;
    if (k->refers) put_antecedent(f, k);
    else sayso_content_complete(c, &f->quoted, k);
    sayso_content_settle(c, k);
    if (!k->n_content) return true;
    offices_join(c, k);
    if (!k->n_source) return record_put(f, k, SAYSO_NO_WORD, 0);
    for (uint32_t i = 0; i < k->n_source; i++) {
        bool told = i > 0;
        const int32_t mi = c->mention_of[k->source[i]];
        if (i > 0 && mi >= 0 && sayso_code_known(c->mentions[mi].code)) {
            told = false;
            for (uint32_t j = 0; j < i; j++) {
                const int32_t mj = c->mention_of[k->source[j]];
                told |= mj >= 0 && sayso_code_eq(c->mentions[mi].code, c->mentions[mj].code);
            }
        }
        for (uint32_t g = 0; !told && g < sayso_participants_of(c, k->source[i]); g++)
            if (!record_put(f, k, k->source[i], g)) return false;
    }
    return true;
}

/* ---- cues ---- */

/* *…, a précisé le gouverneur*: a report put behind what it reports, its speaker behind the
 * verb. Parsers take the speaker for an object and the report for a conjunct. True where the
 * words before the verb end in a mark and what looks like the object can speak. */
static bool inverted(const sayso_ctx *c, sayso_finding *k)
{
    uint32_t first = k->cue;
    for (uint32_t d = c->tree.first_child[k->cue]; d != SAYSO_NO_WORD;
         d = c->tree.next_sibling[d]) {
        if (word_at(c, d)->rel == SAYSO_NSUBJ || word_at(c, d)->rel == SAYSO_CCOMP) return false;
        if (word_at(c, d)->rel == SAYSO_REL_AUX && d < first) first = d;
    }
    const uint32_t speaker = sayso_tree_child(c, k->cue, SAYSO_OBJ, SAYSO_NO_WORD);
    const uint32_t begin = sent_of(c, k->cue)->first_word;
    if (speaker == SAYSO_NO_WORD || speaker < k->cue || first < begin + 3 ||
        word_at(c, first - 1)->upos != SAYSO_PUNCT)
        return false;
    const sayso_mention *m = mention_at(c, speaker);
    if (!m || !(m->person || m->political || m->unnamed || m->kind == SAYSO_ENT_MEDIUM))
        return false;
    put_source(c, k, speaker);
    sayso_content_put(c, k, sayso_words_span(c, begin, first - 1));
    return true;
}

/* *This* and *that* say nothing, whatever is said of them; what *you* say reports nobody. */
static bool speechless(const sayso_ctx *c, uint32_t w)
{
    return c->mention_of[w] < 0 && word_at(c, w)->upos == SAYSO_PRON &&
           (word_at(c, w)->feats & (SAYSO_F(PRONTYPE_DEM) | SAYSO_F(PERSON_2)));
}

/* *Нагадаємо, …*, *it is worth noting that …*, *не сообщается*: the writer's own aside, a bare
 * infinitive, an attribute or the lack of a report names no source and reports nobody. */
static bool own_voice(const sayso_ctx *c, const sayso_finding *k)
{
    const sayso_word *x = word_at(c, k->cue);
    return !k->n_source && (k->negated || x->rel == SAYSO_AMOD ||
                            (x->feats & (SAYSO_F(PERSON_1) | SAYSO_F(VERBFORM_INF))));
}

/* An entry for a cue that the lists do not know. */
static const sayso_cue_entry *general_cue(bool nominal)
{
    static const sayso_slot subject = { .kind = SAYSO_SLOT_SUBJ, .name = "subj" };
    static const sayso_slot owner = { .kind = SAYSO_SLOT_POSS, .name = "poss" };
    static const sayso_cue_entry verb = {
        .name = "learned.VERB",
        .source = { .how = SAYSO_FIRST_FILLED, .slots = &subject, .n = 1 },
    };
    static const sayso_cue_entry noun = {
        .name = "learned.NOUN",
        .source = { .how = SAYSO_FIRST_FILLED, .slots = &owner, .n = 1 },
    };
    return nominal ? &noun : &verb;
}

/* The word's entry: the one whose conditions hold, else the first, else none. */
static const sayso_cue_entry *cue_entry(const sayso_ctx *c, uint32_t w, uint16_t lang,
                                        const sayso_frame *frame)
{
    uint32_t n;
    const sayso_cue_entry *any = NULL;
    const sayso_cue_entry *e = sayso_lexicon_word_cues(c->lexicon, lang, word_at(c, w),
                                                       (sayso_upos)word_at(c, w)->upos, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].phrase) continue;
        if (sayso_conditions_hold(c, frame, e[i].with, e[i].n_with)) return &e[i];
        if (!any) any = &e[i];
    }
    return any ? any : general_cue(frame->nominal);
}

/* *Neither confirmed nor denied*: is it a denial beside another report of the same breath? */
static bool is_beside(const sayso_ctx *c, uint32_t w)
{
    const uint32_t other = sayso_first_conjunct(c, w);
    const int stance = c->view->verdicts[other].stance;
    return other != w && stance >= 0 && stance != SAYSO_DENY;
}

/* What a negation makes of a stance that was learned from the cue: *did not confirm*, and no more
 * than that of the denial beside it. */
static int turned(int stance, bool negated, bool beside)
{
    if (!negated || stance == SAYSO_ASSERT || stance == SAYSO_DOUBT) return stance;
    if (beside) return SAYSO_DOUBT;
    return stance == SAYSO_DENY ? SAYSO_ASSERT : SAYSO_DOUBT;
}

/* *Denied reports that …*: whose reports is not told, and what they say is the denial's content. */
static bool is_denied(const sayso_ctx *c, uint32_t w)
{
    const uint32_t verb = c->tree.parent[w];
    if (verb == SAYSO_NO_WORD || word_at(c, w)->rel != SAYSO_OBJ) return false;
    const int stance = c->view->verdicts[verb].stance;
    return stance == SAYSO_DENY || stance == SAYSO_DOUBT;
}

/* *Was accused of*, *accused the judges*, *is expected to go*: is w whom the verb accuses, or of whom
 * something is thought? He does not say so. */
static bool is_spoken_of(const sayso_ctx *c, const sayso_frame *f, uint32_t w)
{
    static const sayso_slot object = { .kind = SAYSO_SLOT_OBJ, .name = "obj" };
    uint32_t heads[SAYSO_MOST_FILLERS];
    if (w == SAYSO_NO_WORD || f->nominal) return false;
    const uint32_t deed = sayso_tree_child(c, f->word, SAYSO_XCOMP, SAYSO_NO_WORD);
    const bool accuses = c->view->verdicts[f->word].type == SAYSO_ACCUSE,
               thought = f->passive && deed != SAYSO_NO_WORD && (word_at(c, deed)->feats & SAYSO_F(VERBFORM_INF));
    const uint32_t n = accuses || thought ? sayso_slot_fill(c, f, &object, heads, SAYSO_MOST_FILLERS) : 0;
    const uint8_t rel = word_at(c, w)->rel; /* *the official Petrov*: his name is he */
    return sayso_listed(heads, n, w) ||
           ((rel == SAYSO_FLAT || rel == SAYSO_APPOS) && sayso_listed(heads, n, c->tree.parent[w]));
}

/* *Was denied access*, *denied him a visa*: the deed, where the lists know no report in these words. */
static bool is_withheld(const sayso_ctx *c, const sayso_frame *f)
{
    const sayso_verdict *v = &c->view->verdicts[f->word];
    const bool given = f->passive && sayso_tree_child(c, f->word, SAYSO_OBJ, SAYSO_NO_WORD) != SAYSO_NO_WORD;
    return v->stance == SAYSO_DENY && (given || c->view->words[f->word].says < 0) &&
           (v->type == SAYSO_COERCE || v->type == SAYSO_REJECT);
}

/* *Moscow has denied.*, *Bamako a démenti.*: with nothing behind it the verb answers what was said before. */
static bool is_bare_answer(const sayso_ctx *c, const sayso_finding *k, const sayso_frame *f)
{
    const sayso_sent *s = sent_of(c, k->cue);
    const uint32_t next = k->cue + 1;
    return !f->nominal && k->n_source && (k->stance == SAYSO_DENY || k->stance == SAYSO_CONFIRM) &&
           sayso_tree_child(c, k->cue, SAYSO_OBJ, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
           (next == s->first_word + s->n_words || word_at(c, next)->upos == SAYSO_PUNCT);
}

/* *Pledged 200 tents*, *demanded an apology*: a promise or demand of a bare noun is a deed and reports nothing. */
static bool is_deed_only(const sayso_ctx *c, uint32_t w, const sayso_frame *f)
{
    const int t = c->view->verdicts[w].type;
    const uint32_t object = sayso_tree_child(c, w, SAYSO_OBJ, SAYSO_NO_WORD);
    return !f->nominal && (t == SAYSO_AGREE || t == SAYSO_REQUEST || t == SAYSO_REJECT || t == SAYSO_THREATEN) &&
           object != SAYSO_NO_WORD && !mention_at(c, object);
}

/* A cue that the judge has found. */
static bool judged_cue(finder *f, uint32_t w, uint16_t lang)
{
    sayso_ctx *c = f->c;
    const sayso_frame frame = sayso_frame_of(c, w);
    const bool negated = sayso_negated(c, w) || sayso_side_denies(c, w);
    sayso_finding k = { .cue = w, .cue_last = w, .entry = cue_entry(c, w, lang, &frame),
                        .stance = turned(c->view->verdicts[w].stance, negated, is_beside(c, w)) };
    if (!frame.nominal && inverted(c, &k)) return finding_put(f, &k);
    source_slots(c, &k, &frame);
    if ((frame.nominal && !k.n_source && is_denied(c, w)) || is_withheld(c, &frame)) return true;
    const uint32_t by_rule = k.n_source ? k.source[0] : SAYSO_NO_WORD;
    uint32_t source = sayso_judge_source(c->judge, c->view, w, by_rule);
    /* *demanded the resignation of the minister*: what is done says nothing */
    if (source != SAYSO_NO_WORD && c->view->verdicts[source].type >= 0) source = by_rule;
    if (is_spoken_of(c, &frame, source))
        source = by_rule != SAYSO_NO_WORD && mention_at(c, by_rule) && !is_spoken_of(c, &frame, by_rule) ? by_rule
                                                                                                       : SAYSO_NO_WORD;
    if (source != by_rule) k.n_source = 0;
    if (source != SAYSO_NO_WORD && !k.n_source) put_source(c, &k, source);
    if (k.n_source ? speechless(c, k.source[0]) || sayso_is_nobody(c, k.source[0])
                   : k.stance == SAYSO_ASSERT && frame.passive && sayso_negated(c, w))
        return true; /* *the attack was not claimed* */
    sayso_content_clauses(c, &k);
    if (!k.n_content) sayso_content_slots(c, &k, &frame);
    if (!k.n_content) sayso_content_around(c, &k);
    if (!k.n_content || !frame.nominal) sayso_content_quotes(c, &f->quoted, &k);
    if (!k.n_content && !k.refers) sayso_content_object(c, &k);
    if (!k.n_content && !k.refers && is_deed_only(c, w, &frame)) return true;
    if (!k.n_content && !k.refers) k.refers = is_bare_answer(c, &k, &frame);
    if (!k.n_content && !k.refers) sayso_content_rest(c, &k);
    return finding_put(f, &k);
}

uint32_t sayso_source_by_rule(const sayso_ctx *c, uint32_t w)
{
    const uint16_t lang = sayso_ctx_language(c, w);
    const sayso_frame frame = sayso_frame_of(c, w);
    sayso_finding k = { .cue = w, .cue_last = w, .entry = cue_entry(c, w, lang, &frame) };
    source_slots(c, &k, &frame);
    return k.n_source ? k.source[0] : SAYSO_NO_WORD;
}

static bool word_cue(finder *f, uint32_t w, uint16_t lang)
{
    const sayso_ctx *c = f->c;
    if (c->judge) return c->view->verdicts[w].stance < 0 || judged_cue(f, w, lang);
    uint32_t n;
    const sayso_cue_entry *e = sayso_lexicon_word_cues(c->lexicon, lang, word_at(c, w),
                                                       (sayso_upos)word_at(c, w)->upos, &n);
    if (!n) return true;
    const sayso_frame frame = sayso_frame_of(c, w);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].phrase || !sayso_conditions_hold(c, &frame, e[i].with, e[i].n_with)) continue;
        sayso_finding k = { .cue = w, .cue_last = w, .entry = &e[i], .stance = -1,
                      .negated = sayso_negated(c, w) };
        if (!frame.nominal && inverted(c, &k)) return finding_put(f, &k);
        source_slots(c, &k, &frame);
        if (own_voice(c, &k) || (k.n_source && speechless(c, k.source[0]))) continue;
        sayso_content_clauses(c, &k);
        if (!k.n_content) sayso_content_slots(c, &k, &frame);
        if (!k.n_content) sayso_content_around(c, &k);
        if (!k.n_content || !frame.nominal) sayso_content_quotes(c, &f->quoted, &k);
        if (k.n_content) return finding_put(f, &k);
    }
    return true;
}

/* Source and anchor of an introducing phrase: the nominal it marks, or the genitive of its own
 * noun. */
static uint32_t phrase_source(const sayso_ctx *c, uint32_t first, uint32_t last, uint32_t *anchor)
{
    uint32_t w = last;
    if (word_at(c, last)->upos == SAYSO_NOUN) {
        *anchor = last;
        for (uint32_t d = c->tree.first_child[last]; d != SAYSO_NO_WORD;
             d = c->tree.next_sibling[d]) {
            const sayso_word *x = word_at(c, d);
            if (d > last && (x->rel == SAYSO_NMOD || x->rel == SAYSO_FLAT || x->rel == SAYSO_APPOS))
                return d;
            if (x->sub == SAYSO_SUB_POSS || (x->feats & SAYSO_F(POSS_YES))) return d;
        }
        return SAYSO_NO_WORD;
    }
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD && w >= first && w <= last; i++)
        w = c->tree.parent[w];
    *anchor = w;
    if (w == SAYSO_NO_WORD || w < last) return SAYSO_NO_WORD;
    const uint8_t u = word_at(c, w)->upos;
    return u == SAYSO_VERB || u == SAYSO_AUX || u == SAYSO_ADP || u == SAYSO_SCONJ ? SAYSO_NO_WORD
                                                                                   : w;
}

static bool phrase_cue(finder *f, uint32_t w, const sayso_cue_entry *e)
{
    sayso_ctx *c = f->c;
    sayso_finding k = { .cue = w, .cue_last = w + e->n_words - 1, .entry = e, .stance = -1 };
    uint32_t anchor;
    const uint32_t source = phrase_source(c, w, k.cue_last, &anchor);
    if (source == SAYSO_NO_WORD || anchor == SAYSO_NO_WORD) return true;
    if (sayso_antecedent(c, source) != source) return true; /* *charges selon lesquelles* */
    put_source(c, &k, sayso_owner(c, source, false));
    uint32_t top = c->tree.parent[anchor];
    while (top != SAYSO_NO_WORD && top >= w && top <= k.cue_last && c->tree.parent[top] != SAYSO_NO_WORD) {
        anchor = top; /* *according to a report by* */
        top = c->tree.parent[anchor];
    }
    while (top != SAYSO_NO_WORD && !sayso_is_clause(c, top) && c->tree.parent[top] != SAYSO_NO_WORD)
        top = c->tree.parent[top];
    if (top != SAYSO_NO_WORD) sayso_content_put_around(c, &k, top, anchor);
    if (!k.n_content) sayso_content_quotes(c, &f->quoted, &k);
    return finding_put(f, &k);
}

static bool sentence_find(finder *f, uint32_t s)
{
    sayso_ctx *c = f->c;
    const sayso_sent *sent = &c->text->sents[s];
    const uint32_t end = sent->first_word + sent->n_words;
    const uint16_t lang = sayso_ctx_language(c, sent->first_word);
    if (lang == UINT16_MAX) return true;
    f->sentence = s;
    for (uint32_t w = sent->first_word; w < end; w++) {
        sayso_finding k;
        const sayso_cue_entry *phrase = sayso_lexicon_phrase(c->lexicon, lang, &c->text->words[w],
                                                             end - w);
        if (phrase) {
            if (!phrase_cue(f, w, phrase)) return false;
            w += phrase->n_words - 1;
        } else if (sayso_verbless(c, w, &k)) {
            if (!finding_put(f, &k)) return false;
        } else if (!word_cue(f, w, lang)) return false;
    }
    return true;
}

/* ---- chains ---- */

static uint32_t content_size(const sayso_attribution *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_content; i++) n += a->content[i].end - a->content[i].start;
    return n;
}

/* The attribution with the smallest content around a span, of those larger than `than`; -1. Only a
 * quotation reaches out of its sentence, and not far. */
static int32_t innermost(const finder *f, uint32_t sentence, sayso_span s, int32_t self,
                         uint32_t than, uint32_t from)
{
    int32_t best = -1;
    uint32_t best_size = UINT32_MAX;
    for (uint32_t i = from;
         i < f->n && f->out[i].sentence <= sentence + SAYSO_QUOTE_SENTENCES; i++) {
        if ((int32_t)i == self) continue;
        const uint32_t size = content_size(&f->out[i]);
        bool in = false;
        for (uint32_t j = 0; j < f->out[i].n_content; j++) in |= sayso_span_covers(f->out[i].content[j], s);
        if (in && size > than && size < best_size) {
            best = (int32_t)i;
            best_size = size;
        }
    }
    return best;
}

/* The first attribution whose content may reach the sentence; `from`: that of one before. */
static uint32_t reaching(const finder *f, uint32_t from, uint32_t sentence)
{
    while (from < f->n && f->out[from].sentence + SAYSO_QUOTE_SENTENCES < sentence) from++;
    return from;
}

/* *Admitted that they crossed the border, though it had denied this*: is the report a clause beside what
 * it tells? */
static bool is_aside(const sayso_ctx *c, const sayso_attribution *a)
{
    const uint32_t w = sayso_word_of_span(c, a->sentence, a->cue), over = c->tree.parent[w];
    return word_at(c, w)->rel == SAYSO_ADVCL && over != SAYSO_NO_WORD && a->n_content &&
           sayso_span_covers(a->content[0], word_at(c, over)->span);
}

/* Does the source tell it within what the sentence has him say otherwise? */
static bool is_within_own(const finder *f, uint32_t i)
{
    const sayso_attribution *a = &f->out[i];
    uint32_t k = i;
    while (k && f->out[k - 1].sentence == a->sentence) k--;
    for (; k < f->n && f->out[k].sentence == a->sentence; k++)
        for (uint32_t j = 0; k != i && j < f->out[k].n_content; j++)
            if (sayso_code_eq(f->out[k].source.code, a->source.code) &&
                sayso_span_covers(f->out[k].content[j], a->cue))
                return true;
    return false;
}

/* What a source once said and tells in passing is background: his position is what he says now. */
static void asides_drop(finder *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->n; i++)
        if (is_aside(f->c, &f->out[i]) && is_within_own(f, i)) f->out[i].n_content = 0;
    for (uint32_t i = 0; i < f->n; i++)
        if (f->out[i].n_content) f->out[kept++] = f->out[i];
    f->n = kept;
}

static void chains_set(finder *f)
{
    sayso_ctx *c = f->c;
    uint32_t from = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        sayso_attribution *a = &f->out[i];
        from = reaching(f, from, a->sentence);
        a->inside = innermost(f, a->sentence, a->cue, (int32_t)i, content_size(a), from);
    }
    from = 0;
    for (uint32_t i = 0; i < c->n_events; i++) {
        sayso_event *e = &c->events[i];
        from = reaching(f, from, e->sentence);
        e->attribution = innermost(f, e->sentence, e->cue, -1, 0, from);
    }
}

bool sayso_attributions_find(sayso_ctx *c)
{
    finder f = { .c = c };
    bool ok = sayso_quotes_find(c, &f.quoted);
    for (uint32_t s = 0; ok && s < c->text->n_sents; s++) ok = sentence_find(&f, s);
    if (ok) {
        asides_drop(&f);
        chains_set(&f);
        sayso_attribution *out = sayso_arena_array(c->arena, f.n, sizeof *out);
        ok = out != NULL;
        if (ok && f.n) memcpy(out, f.out, f.n * sizeof *out);
        c->attributions = out;
        c->n_attributions = ok ? f.n : 0;
        ok = ok && sayso_speakers_part(c);
    }
    free(f.out);
    return ok;
}
