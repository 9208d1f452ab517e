/* Each way looks at one construction; attributions.c says in which order they are tried. */
#include "events/contents.h"

void sayso_content_put(const sayso_ctx *c, sayso_finding *k, sayso_span s)
{
    s = sayso_span_trim(c, s);
    /* a full stop says nothing */
    if (s.end <= s.start + 1 || k->n_content >= SAYSO_MOST_SPANS) return;
    for (uint32_t i = 0; i < k->n_content; i++)
        if (sayso_spans_overlap(k->content[i], s)) return;
    k->content[k->n_content++] = s;
}

static void put_yield(const sayso_ctx *c, sayso_finding *k, uint32_t w)
{
    uint32_t first, last;
    sayso_tree_yield(c, w, &first, &last);
    sayso_content_put(c, k, sayso_words_span(c, first, last));
}

/* All that `top` governs but for what `hole` governs. */
void sayso_content_put_around(const sayso_ctx *c, sayso_finding *k, uint32_t top, uint32_t hole)
{
    uint32_t first, last, a, b;
    sayso_tree_yield(c, top, &first, &last);
    sayso_tree_yield(c, hole, &a, &b);
    if (a > first) sayso_content_put(c, k, sayso_words_span(c, first, a - 1));
    if (b < last) sayso_content_put(c, k, sayso_words_span(c, b + 1, last));
}

bool sayso_is_clause(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    return x->upos == SAYSO_VERB || x->upos == SAYSO_AUX ||
           sayso_tree_child(c, w, SAYSO_NSUBJ, SAYSO_NO_WORD) != SAYSO_NO_WORD ||
           sayso_tree_child(c, w, SAYSO_COP, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

/* Does the word report itself? *…, the ministry said* beside another report is no content of it. */
static bool is_cue(const sayso_ctx *c, uint32_t w)
{
    uint32_t n;
    const uint16_t lang = sayso_ctx_language(c, w);
    return lang != UINT16_MAX &&
           sayso_lexicon_word_cues(c->lexicon, lang, word_at(c, w), (sayso_upos)word_at(c, w)->upos,
                                   &n) &&
           n;
}

void sayso_content_clauses(const sayso_ctx *c, sayso_finding *k)
{
    for (uint32_t d = c->tree.first_child[k->cue]; d != SAYSO_NO_WORD;
         d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        const bool noun_clause = x->rel == SAYSO_ACL && word_at(c, k->cue)->upos == SAYSO_NOUN &&
                                 x->sub != SAYSO_SUB_RELCL && !(x->feats & SAYSO_F(VERBFORM_PART));
        /* *о том, что …*, *de ce que …*: a demonstrative that only carries the clause */
        if (x->upos == SAYSO_PRON && (x->feats & SAYSO_F(PRONTYPE_DEM)) && d > k->cue &&
            sayso_tree_child(c, d, SAYSO_ACL, SAYSO_NO_WORD) != SAYSO_NO_WORD)
            put_yield(c, k, d);
        /* *accused Chad of arming them* */
        const bool charge = x->rel == SAYSO_ADVCL && d > k->cue && !(x->feats & SAYSO_F(VERBFORM_FIN)) &&
                            sayso_object_does(c, d);
        if (x->rel == SAYSO_CCOMP || x->rel == SAYSO_CSUBJ || noun_clause || charge ||
            (x->rel == SAYSO_PARATAXIS && sayso_is_clause(c, d) && !is_cue(c, d)))
            put_yield(c, k, d);
    }
    if (k->n_content) return;
    const uint32_t x = sayso_tree_child(c, k->cue, SAYSO_XCOMP, SAYSO_NO_WORD);
    if (x != SAYSO_NO_WORD) put_yield(c, k, x);
}

/* Does the sentence say more behind the word? */
static bool has_more(const sayso_ctx *c, uint32_t w)
{
    const sayso_sent *s = sent_of(c, w);
    for (uint32_t i = w + 1; i < s->first_word + s->n_words; i++)
        switch (word_at(c, i)->upos) {
        case SAYSO_NOUN: case SAYSO_PROPN: case SAYSO_VERB: return true;
        default: break;
        }
    return false;
}

/* *Left the hall, saying "never"*: a form without a subject behind the verb, that has more behind it. */
static bool adds_to_deed(const sayso_ctx *c, uint32_t cue)
{
    static const uint64_t forms = SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_GER) | SAYSO_F(VERBFORM_CONV);
    const sayso_word *x = word_at(c, cue);
    return x->rel == SAYSO_ADVCL && (x->feats & forms) && c->tree.parent[cue] < cue &&
           sayso_tree_child(c, cue, SAYSO_NSUBJ, SAYSO_NO_WORD) == SAYSO_NO_WORD && has_more(c, cue);
}

/* *…, he said, …*: the cue's clause is inserted into what is said. */
void sayso_content_around(const sayso_ctx *c, sayso_finding *k)
{
    const sayso_word *x = word_at(c, k->cue);
    const uint32_t head = c->tree.parent[k->cue];
    if (head == SAYSO_NO_WORD || adds_to_deed(c, k->cue)) return;
    if (x->rel == SAYSO_PARATAXIS || x->rel == SAYSO_DISCOURSE ||
        (x->rel == SAYSO_ADVCL && !(x->feats & SAYSO_F(VERBFORM_INF)) &&
         sayso_child_in_class(c, k->cue, SAYSO_CLASS_CONDITION, NULL) == SAYSO_NO_WORD))
        sayso_content_put_around(c, k, head, k->cue);
}

static bool refers_back(const sayso_ctx *c, uint32_t w)
{
    const uint64_t personal = SAYSO_F(PRONTYPE_PRS) | SAYSO_F(PERSON_3);
    if (word_at(c, w)->feats & SAYSO_F(PRONTYPE_DEM)) return true;
    /* *l'a nié* */
    if (word_at(c, w)->upos == SAYSO_PRON && c->mention_of[w] < 0 &&
        (word_at(c, w)->feats & personal))
        return true;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if ((word_at(c, d)->upos == SAYSO_DET || word_at(c, d)->upos == SAYSO_PRON) &&
            (word_at(c, d)->feats & SAYSO_F(PRONTYPE_DEM)))
            return true;
    return false;
}

void sayso_content_slots(const sayso_ctx *c, sayso_finding *k, const sayso_frame *f)
{
    uint32_t heads[SAYSO_MOST_FILLERS];
    for (uint32_t i = 0;
         i < k->entry->content.n && (!k->n_content || k->entry->content.how != SAYSO_FIRST_FILLED);
         i++) {
        const uint32_t n = sayso_slot_fill(c, f, &k->entry->content.slots[i], heads,
                                           SAYSO_MOST_FILLERS);
        for (uint32_t j = 0; j < n; j++) {
            put_yield(c, k, heads[j]);
            k->refers |= refers_back(c, heads[j]);
        }
    }
}

/* The quotations that begin, end or lie in the sentence, where the cue is not inside. */
void sayso_content_quotes(const sayso_ctx *c, const sayso_quotes *quoted, sayso_finding *k)
{
    const sayso_sent *s = sent_of(c, k->cue);
    const uint32_t end = s->first_word + s->n_words;
    for (uint32_t i = sayso_quotes_from(quoted, s->first_word);
         i < quoted->n && quoted->at[i].open < end; i++) {
        const sayso_quote *q = &quoted->at[i];
        if (k->cue < q->open || k->cue > q->close)
            sayso_content_put(c, k, sayso_words_span(c, q->open, q->close));
    }
}

/* What is quoted is quoted to its end, however much of it the tree has as content: *«The arm is
 * strong, the head is not», she said*. */
static void quotes_complete(const sayso_ctx *c, const sayso_quotes *quoted, sayso_finding *k)
{
    const sayso_sent *s = sent_of(c, k->cue);
    const uint32_t end = s->first_word + s->n_words;
    for (uint32_t i = sayso_quotes_from(quoted, s->first_word);
         i < quoted->n && quoted->at[i].open < end; i++) {
        const sayso_quote *q = &quoted->at[i];
        if (k->cue >= q->open && k->cue <= q->close) continue;
        const sayso_span whole = sayso_span_trim(c, sayso_words_span(c, q->open, q->close));
        uint32_t n = 0, at = k->n_content;
        for (uint32_t j = 0; j < k->n_content; j++) {
            sayso_span x = k->content[j];
            if (!sayso_spans_overlap(x, whole)) k->content[n++] = x;
            else if (at < n) { /* one quotation is one content */
                if (x.end > k->content[at].end) k->content[at].end = x.end;
            } else {
                if (whole.start < x.start) x.start = whole.start;
                if (whole.end > x.end) x.end = whole.end;
                at = n;
                k->content[n++] = x;
            }
        }
        k->n_content = n;
    }
}

/* *The army confirms: X, and Y*: what is said behind a colon is all to the end of the
 * sentence. */
static void colon_complete(const sayso_ctx *c, sayso_finding *k)
{
    const sayso_sent *s = sent_of(c, k->cue);
    const uint32_t end = s->first_word + s->n_words - 1;
    for (uint32_t w = k->cue + 1; w < end; w++) {
        if (!sayso_str_eq(word_at(c, w)->form, sayso_str_of(":"))) continue;
        const sayso_span rest = sayso_span_trim(c, sayso_words_span(c, w + 1, end));
        for (uint32_t j = 0; j < k->n_content; j++)
            if (sayso_span_covers(rest, k->content[j]) && k->n_content == 1) k->content[j] = rest;
        return;
    }
}

/* *«X, — she said. — Y.»*, *“X,” he said. “Y.”*: the other half of what is quoted, in the sentences
 * behind. */
static void quotes_follow(const sayso_ctx *c, const sayso_quotes *quoted, sayso_finding *k)
{
    const uint32_t cue_at = word_at(c, k->cue)->span.start;
    const sayso_quote *around = sayso_quote_around(quoted, k->cue);
    uint32_t s = c->tree.sentence[k->cue];
    uint32_t paragraph = c->text->sents[s].paragraph;
    uint32_t end = c->text->sents[s].first_word + c->text->sents[s].n_words;
    if (k->n_content != 1 || k->content[0].end > cue_at) return;
    if (around && around->close >= end) {
        sayso_content_put(c, k, sayso_words_span(c, end, around->close));
        return;
    }
    uint32_t i = sayso_quotes_from(quoted, c->text->sents[s].first_word);
    if (around || i == quoted->n || quoted->at[i].open >= k->cue) return;
    /* whole sentences in quotation marks, one behind the other */
    while (++s < c->text->n_sents && c->text->sents[s].paragraph <= paragraph + 1) {
        paragraph = c->text->sents[s].paragraph;
        i = sayso_quotes_from(quoted, end);
        if (i == quoted->n || quoted->at[i].open != end) return;
        const uint32_t close = quoted->at[i].close, last = c->tree.sentence[close];
        end = c->text->sents[last].first_word + c->text->sents[last].n_words;
        if (close + 2 < end) return; /* somebody says it there */
        sayso_content_put(c, k, sayso_words_span(c, quoted->at[i].open, close));
        s = last;
    }
}

/* Does a verb stand among the words from a to b? */
static bool has_verb(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    for (uint32_t w = a; w <= b; w++)
        if (word_at(c, w)->upos == SAYSO_VERB || word_at(c, w)->upos == SAYSO_AUX) return true;
    return false;
}

/* The last word before another verb that is coordinated with the cue: *accused Chad of fraud and closed the border*. */
static uint32_t end_before_conjunct(const sayso_ctx *c, uint32_t cue, uint32_t end)
{
    for (uint32_t d = sayso_tree_child(c, cue, SAYSO_CONJ, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, cue, SAYSO_CONJ, d))
        if (sayso_is_verbal(c, d) && c->tree.first[d] > cue + 1) return c->tree.first[d] - 1;
    return end;
}

/* All of the sentence that stands on the far side of the cue from its source, where no clause
 * was found; where a report closes the sentence (*…, the rebels explained with pride*), what
 * stands before it. */
void sayso_content_rest(const sayso_ctx *c, sayso_finding *k)
{
    const sayso_sent *s = sent_of(c, k->cue);
    const uint32_t begin = s->first_word, end = begin + s->n_words - 1;
    uint32_t first = k->cue, last = k->cue;
    if (k->n_source) sayso_tree_yield(c, k->source[0], &first, &last);
    const bool behind = first <= k->cue;
    if (first > k->cue) first = k->cue;
    const bool closes = first > begin + 2 && word_at(c, first - 1)->upos == SAYSO_PUNCT &&
                        has_verb(c, begin, first - 1) &&
                        (k->cue == end || !has_verb(c, k->cue + 1, end));
    if (behind && !closes && k->cue < end)
        sayso_content_put(c, k, sayso_words_span(c, k->cue + 1, end_before_conjunct(c, k->cue, end)));
    else if (first > begin) sayso_content_put(c, k, sayso_words_span(c, begin, first - 1));
}

/* *The spokesman confirms it*: a pronoun, where the entry names no slot. A noun is more often the
 * beginning of what is said. */
void sayso_content_object(const sayso_ctx *c, sayso_finding *k)
{
    const uint32_t o = sayso_tree_child(c, k->cue, SAYSO_OBJ, SAYSO_NO_WORD);
    if (o == SAYSO_NO_WORD || word_at(c, o)->upos != SAYSO_PRON ||
        (k->n_source && k->source[0] == o))
        return;
    put_yield(c, k, o);
    k->refers |= refers_back(c, o);
}

/* ---- what is no content ---- */

/* Is the word the cue's own, or his who speaks? */
static bool is_frame(const sayso_ctx *c, const sayso_finding *k, uint32_t w)
{
    if (w >= k->cue && w <= k->cue_last) return true;
    for (uint32_t i = 0; i < k->n_source; i++) {
        uint32_t first, last;
        sayso_whole_phrase(c, k->source[i], &first, &last);
        if (w >= first && w <= last) return true;
    }
    return false;
}

/* Words that say nothing by themselves: *however*, *which*; *об этом* where what it means is there. */
static bool is_empty(const sayso_finding *k, const sayso_word *x)
{
    switch (x->upos) {
    case SAYSO_ADV: case SAYSO_CCONJ: case SAYSO_SCONJ: case SAYSO_PUNCT: case SAYSO_PART: case SAYSO_ADP: return true;
    case SAYSO_DET: case SAYSO_PRON:
        return x->feats & (SAYSO_F(PRONTYPE_REL) | (k->refers ? SAYSO_F(PRONTYPE_DEM) : 0));
    default: return false;
    }
}

/* Does the piece lie in the cue's sentence and have no other words than such, the cue's and the source's? */
static bool says_nothing(const sayso_ctx *c, const sayso_finding *k, sayso_span piece)
{
    const sayso_sent *s = sent_of(c, k->cue);
    if (!sayso_span_covers(s->span, piece)) return false;
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++)
        if (sayso_spans_overlap(word_at(c, w)->span, piece) && !is_empty(k, word_at(c, w)) && !is_frame(c, k, w))
            return false;
    return true;
}

void sayso_content_settle(const sayso_ctx *c, sayso_finding *k)
{
    uint32_t n = 0, empty = 0;
    for (uint32_t i = 0; i < k->n_content; i++) empty += says_nothing(c, k, k->content[i]);
    if (!empty || empty == k->n_content) return;
    for (uint32_t i = 0; i < k->n_content; i++)
        if (!says_nothing(c, k, k->content[i])) k->content[n++] = k->content[i];
    k->n_content = n;
}

void sayso_content_complete(const sayso_ctx *c, const sayso_quotes *quoted, sayso_finding *k)
{
    quotes_complete(c, quoted, k);
    colon_complete(c, k);
    quotes_follow(c, quoted, k);
}
