/* barred: whom nobody would believe to be a side or a source, by where he stands and what the words
 * around him are. Of doers: barred_doers.c. */
#include "events/barred.h"
#include "events/judge.h"

enum { MOST_CLIMB = 6 };

/* ---- asked of either side ---- */

/* *Opened an inquiry into the killing*: is the object of the verb, other than the deed, a charge? */
static bool bears_charge(const sayso_nominals *s, uint32_t verb, uint32_t deed)
{
    const uint32_t object = verb == SAYSO_NO_WORD
                                ? SAYSO_NO_WORD
                                : sayso_tree_child(s->v->c, verb, SAYSO_OBJ, SAYSO_NO_WORD);
    return object != SAYSO_NO_WORD && object != deed &&
           s->v->verdicts[object].type == SAYSO_ACCUSE;
}

bool sayso_only_speaks(const sayso_nominals *s, uint32_t i, bool condemns)
{
    const sayso_ctx *c = s->v->c;
    uint32_t deed = s->event->word;
    bool accuses = false;
    while (condemns && word_at(c, deed)->rel == SAYSO_NMOD) {
        deed = c->tree.parent[deed];
        accuses |= s->v->verdicts[deed].type == SAYSO_ACCUSE;
    }
    const uint32_t verb = c->tree.parent[deed];
    const uint8_t rel = word_at(c, deed)->rel;
    accuses |= condemns && rel == SAYSO_OBL && bears_charge(s, verb, deed);
    if (!s->event->frame.nominal || verb == SAYSO_NO_WORD || s->at[i].far ||
        (s->event->frame.light && !accuses && s->v->verdicts[verb].type != SAYSO_ACCUSE))
        return false;
    if (rel == SAYSO_NSUBJ && sayso_has_passive_subject(c, verb) &&
        s->v->verdicts[verb].type == SAYSO_ACCUSE)
        /* *was condemned by Spain* */
        return c->tree.parent[sayso_first_conjunct(c, s->at[i].word)] == verb;
    if ((rel != SAYSO_OBJ && rel != SAYSO_OBL) || !sayso_is_verbal(c, verb) ||
        sayso_grammatical_subject(c, verb) != sayso_first_conjunct(c, s->at[i].word))
        return false;
    const sayso_verdict *v = &s->v->verdicts[verb];
    return accuses || v->type == SAYSO_ACCUSE ||
           (!condemns && (v->type == SAYSO_CONCEDE || (v->type < 0 && v->stance >= 0)));
}

bool sayso_is_one_sided(int type)
{
    return type != SAYSO_CONSULT && type != SAYSO_COOPERATE && type != SAYSO_RETREAT &&
           type != SAYSO_MOBILIZE && type != SAYSO_PROTEST;
}

/* The words of such a phrase may hang anywhere, so it is looked for right before. */
bool sayso_is_cause(const sayso_ctx *c, uint32_t w, uint32_t verb)
{
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD && w != verb; i++, w = c->tree.parent[w]) {
        const uint32_t first = c->tree.first[w], start = sent_of(c, w)->first_word;
        for (uint32_t b = first >= start + 2 ? first - 2 : start; b <= first; b++)
            if (b + sayso_in_class(c, b, SAYSO_CLASS_CAUSE, NULL) > first) return true;
    }
    return false;
}

/* Is the list's recipient of a noun of force its bare genitive, which so is not its doer? */
static bool genitive_suffers(const sayso_ctx *c, uint32_t noun)
{
    uint32_t n;
    const sayso_event_entry *e = sayso_event_entries(c, noun, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].type != SAYSO_ASSAULT && e[i].type != SAYSO_COERCE) continue;
        for (uint32_t k = 0; k < e[i].recipient.n; k++) {
            const sayso_slot *slot = &e[i].recipient.slots[k];
            if (slot->kind == SAYSO_SLOT_MARKED && !slot->marker &&
                (slot->cases & SAYSO_F(CASE_GEN)))
                return true;
        }
    }
    return false;
}

bool sayso_suffers_noun(const sayso_ctx *c, uint32_t w)
{
    return word_at(c, w)->rel == SAYSO_NMOD && (word_at(c, w)->feats & SAYSO_F(CASE_GEN)) &&
           sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
           genitive_suffers(c, c->tree.parent[w]);
}

/* *The Red Cross said … they opened fire*: aid bodies use no force, so that a pronoun which may
 * stand for one stands for somebody else. */
bool sayso_is_helper(const sayso_nominals *s, uint32_t w)
{
    const sayso_mention *m = mention_at(s->v->c, w);
    return s->event->type == SAYSO_ASSAULT && m && m->pronoun &&
           strncmp(m->code.role, "NGO", 3) == 0;
}

/* ---- both sides ---- */

/* Is the word an attribute, or bound to its head as an owner is? Not *teachers by gunmen*. */
static bool is_bound(const sayso_ctx *c, uint32_t w)
{
    const uint32_t mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return word_at(c, w)->rel == SAYSO_AMOD ||
           (word_at(c, w)->rel == SAYSO_NMOD &&
            (mark == SAYSO_NO_WORD || mark > w ||
             sayso_in_class(c, mark, SAYSO_CLASS_GENITIVE, NULL)));
}

/* Is the word part of the phrase of `whole`, and not of what the event word names? */
static bool is_part_of(const sayso_nominals *s, uint32_t w, uint32_t whole)
{
    const sayso_ctx *c = s->v->c;
    while (w != whole && w != SAYSO_NO_WORD && w != s->event->word && is_bound(c, w))
        w = c->tree.parent[w];
    return w == whole;
}

bool sayso_may_face(const sayso_nominals *s, uint32_t a, uint32_t r)
{
    const sayso_ctx *c = s->v->c;
    if (!a || !r || s->at[a].far || s->at[r].far || s->event->entry->actor.how == SAYSO_SYMMETRIC)
        return true;
    return sayso_first_conjunct(c, s->at[a].word) != sayso_first_conjunct(c, s->at[r].word) &&
           !is_part_of(s, s->at[a].word, s->at[r].word);
}

/* ---- who suffers or receives it ---- */

/* Has the noun a genitive that suffers what it names? */
static bool names_sufferer(const sayso_ctx *c, uint32_t noun)
{
    for (uint32_t d = c->tree.first_child[noun]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (sayso_suffers_noun(c, d)) return true;
    return false;
}

bool sayso_is_condemned_for(const sayso_view *v, const sayso_proposal *k, uint32_t w)
{
    const sayso_ctx *c = v->c;
    const uint32_t noun = c->tree.parent[w];
    const uint32_t mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    if (k->type != SAYSO_ACCUSE || k->frame.nominal || noun == SAYSO_NO_WORD) return false;
    if (word_at(c, w)->rel == SAYSO_OBJ && noun == k->word) return names_sufferer(c, w);
    if (word_at(c, w)->rel != SAYSO_NMOD || c->tree.parent[noun] != k->word ||
        word_at(c, noun)->rel != SAYSO_OBJ)
        return false;
    if (mark == SAYSO_NO_WORD) return sayso_suffers_noun(c, w);
    return (v->verdicts[noun].type == SAYSO_ASSAULT ||
            (v->words[noun].types & 1u << SAYSO_ASSAULT)) &&
           !sayso_in_class(c, mark, SAYSO_CLASS_AGENT, NULL);
}

/* *Looters attacked three shops and the police arrested sixty*: force whose verb has subject and
 * object of its own is not used on whom only the clause before tells of. */
static bool suffers_before(const sayso_nominals *s, uint32_t r)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t verb = s->event->word, w = s->at[r].word;
    const uint32_t subject = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
    if (s->event->frame.nominal || s->event->frame.passive || s->at[r].far ||
        subject == SAYSO_NO_WORD || w > subject || word_at(c, verb)->rel != SAYSO_CONJ ||
        word_at(c, subject)->upos == SAYSO_PRON)
        return false;
    const uint32_t object = sayso_tree_child(c, verb, SAYSO_OBJ, subject);
    return object != SAYSO_NO_WORD && object >= verb && word_at(c, object)->upos != SAYSO_PRON &&
           !sayso_tree_above(c, verb, w);
}

static bool is_force(const sayso_nominals *s, uint32_t w)
{
    const int t = s->v->verdicts[w].type;
    return t == SAYSO_SANCTION || t == SAYSO_COERCE || t == SAYSO_ASSAULT;
}

/* *Agreed to extend sanctions against Russia*: whom what is promised is done to is promised
 * nothing. */
static bool is_foe(const sayso_nominals *s, uint32_t i)
{
    const sayso_ctx *c = s->v->c;
    uint32_t w = s->at[i].word;
    if (s->event->type != SAYSO_AGREE || s->at[i].far) return false;
    for (int k = 0; k < MOST_CLIMB && w != SAYSO_NO_WORD && w != s->event->word; k++) {
        const uint32_t over = c->tree.parent[w]; /* parsers hang *against Russia* on the verb */
        const uint32_t thing = over != SAYSO_NO_WORD && word_at(c, w)->rel == SAYSO_OBL
                                   ? sayso_tree_child(c, over, SAYSO_OBJ, SAYSO_NO_WORD)
                                   : SAYSO_NO_WORD;
        if (is_force(s, w) || (thing != SAYSO_NO_WORD && is_force(s, thing))) return true;
        w = over;
    }
    return false;
}

bool sayso_may_suffer(const sayso_nominals *s, uint32_t i)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t word = s->event->word, w = s->at[i].word;
    if (sayso_is_condemned_for(s->v, s->event, w) || sayso_is_cause(c, w, word)) return false;
    if (is_foe(s, i) || (sayso_is_helper(s, w) && sayso_own_subject(c, word) == w)) return false;
    const int t = s->event->type; /* a declined invitation is his whom the clause before names */
    if (t != SAYSO_ASSAULT && t != SAYSO_COERCE && t != SAYSO_SANCTION) return true;
    return !sayso_only_speaks(s, i, false) && !sayso_is_speaking_head(c, word, w) &&
           !suffers_before(s, i);
}

/* ---- sources ---- */

/* *Telling*, *en disant*: a form that has no subject of its own, nor an auxiliary that would make
 * it finite. */
static bool is_nonfinite(const sayso_ctx *c, uint32_t w)
{
    static const uint64_t forms = SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_GER) |
                                  SAYSO_F(VERBFORM_INF) | SAYSO_F(VERBFORM_CONV);
    return (word_at(c, w)->feats & forms) &&
           sayso_tree_child(c, w, SAYSO_REL_AUX, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
           sayso_tree_child(c, w, SAYSO_NSUBJ, SAYSO_NO_WORD) == SAYSO_NO_WORD;
}

/* *Молдову призвал*: the accusative of a cue, told by its form, is no speaker; nor is the object
 * of a participle or infinitive, *telling the paper that*. */
static bool is_spoken_to(const sayso_ctx *c, uint32_t cue, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    if (c->tree.parent[w] != cue) return false;
    if (w > cue && (x->rel == SAYSO_OBJ || x->rel == SAYSO_IOBJ) && is_nonfinite(c, cue) &&
        !sayso_frame_of(c, cue).passive)
        return true;
    return x->rel == SAYSO_OBJ && (x->feats & SAYSO_F(CASE_ACC)) && sayso_is_verbal(c, cue) &&
           !sayso_lexicon_is_lemma(x);
}

/* Is there a mark among the words from `from` to before `to`? */
static bool has_mark(const sayso_ctx *c, uint32_t from, uint32_t to)
{
    for (uint32_t w = from; w < to; w++)
        if (word_at(c, w)->upos == SAYSO_PUNCT) return true;
    return false;
}

/* *The museum, Mr Bush said, was full*: of two subjects before a cue that behind the comma speaks,
 * of the other it is told; not where another comma makes it a name of the first: *a commander,
 * Yusuf Harun, said*. */
static bool is_told_of(const sayso_ctx *c, uint32_t cue, uint32_t w)
{
    if (w > cue || c->tree.parent[w] != cue || word_at(c, w)->rel != SAYSO_NSUBJ) return false;
    for (uint32_t d = sayso_tree_child(c, cue, SAYSO_NSUBJ, w); d != SAYSO_NO_WORD && d < cue;
         d = sayso_tree_child(c, cue, SAYSO_NSUBJ, d))
        if (has_mark(c, w, c->tree.first[d]) && !has_mark(c, d, cue)) return true;
    return false;
}

bool sayso_may_speak(const sayso_ctx *c, uint32_t cue, uint32_t w)
{
    return w == SAYSO_NO_WORD ||
           (!is_spoken_to(c, cue, w) && !is_told_of(c, cue, w) && c->date_of[w] < 0);
}
