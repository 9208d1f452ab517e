#include "check.h"

static bool spans_nest(sayso_span inner, sayso_span outer)
{
    return inner.start < inner.end && inner.start >= outer.start && inner.end <= outer.end;
}

static const char *word_wrong(const sayso_text *t, const sayso_sent *s, uint32_t i)
{
    const sayso_word *w = &t->words[i];
    if (!spans_nest(w->span, s->span)) return "a word lies outside its sentence";
    if (w->mwt_len < 1 || w->mwt_index >= w->mwt_len) return "a word's place in its token is wrong";
    if (!w->form.len || !w->form.at) return "a word without a form";
    if (w->mwt_index == 0) {
        if (i > 0 && t->words[i - 1].span.end > w->span.start) return "two tokens overlap";
        if (i + w->mwt_len > s->first_word + s->n_words)
            return "a token's words are in two sentences";
    } else if ((w->span.start != t->words[i - 1].span.start && w->span.start != t->words[i - 1].span.end) ||
               w->mwt_index != t->words[i - 1].mwt_index + 1)
        return "a token's words are not together";
    if (w->mwt_len == 1 &&
        (w->form.at != t->bytes + w->span.start || w->form.len != w->span.end - w->span.start))
        return "a plain word's form is not its text";
    return NULL;
}

const char *sayso_text_wrong(const sayso_text *t)
{
    const sayso_span all = { 0, t->len };
    uint32_t words = 0;
    for (uint32_t i = 0; i < t->n_paras; i++) {
        if (!spans_nest(t->paras[i].span, all)) return "a paragraph lies outside the text";
        if (i && t->paras[i - 1].span.end > t->paras[i].span.start) return "two paragraphs overlap";
        if (!t->paras[i].code) return "a paragraph without a language code";
    }
    for (uint32_t i = 0; i < t->n_sents; i++) {
        const sayso_sent *s = &t->sents[i];
        if (s->paragraph >= t->n_paras || !spans_nest(s->span, t->paras[s->paragraph].span))
            return "a sentence lies outside its paragraph";
        if (s->first_word != words || !s->n_words || s->n_words > SAYSO_MOST_WORDS)
            return "a sentence has no words, too many or the wrong ones";
        if (i && t->sents[i - 1].span.end > s->span.start) return "two sentences overlap";
        words += s->n_words;
        if (words > t->n_words) return "sentences hold more words than there are";
        for (uint32_t k = s->first_word; k < words; k++) {
            const char *wrong = word_wrong(t, s, k);
            if (wrong) return wrong;
        }
    }
    for (uint32_t i = 0; i < t->n_broken; i++)
        if (!spans_nest(t->broken[i], all) || (i && t->broken[i - 1].end >= t->broken[i].start))
            return "a broken run is misplaced";
    return words == t->n_words ? NULL : "words outside sentences";
}
