/* Reports without a verb: *Prosecutors: the deputy took money*, *Russia shelled Kharkiv — Foreign
 * Ministry*. Headlines, live reports and interviews have them. */
#include "events/contents.h"

enum { MOST_BEFORE = 14, LEAST_SAID = 2 };

static bool has_clause(const sayso_ctx *c, uint32_t from, uint32_t to)
{
    for (uint32_t w = from; w < to; w++)
        if (sayso_is_clause(c, w)) return true;
    return false;
}

static bool is_country(const sayso_mention *m)
{
    return m->kind == SAYSO_ENT_COUNTRY || m->kind == SAYSO_ENT_COUNTRY_ADJ ||
           m->kind == SAYSO_ENT_CAPITAL || m->kind == SAYSO_ENT_PLACE;
}

/* Can the mention speak? What a country's name stands before is more often about it; a quotation is
 * its own. */
static bool can_speak(const sayso_mention *m, bool quoted)
{
    if (is_country(m)) return quoted && m->kind != SAYSO_ENT_PLACE;
    return m->person || m->unnamed || m->political || m->kind == SAYSO_ENT_MEDIUM ||
           m->kind == SAYSO_ENT_ORGANISATION;
}

/* The first mention of a run that is not part of another's phrase, if it can speak. */
static uint32_t speaker_in(const sayso_ctx *c, uint32_t from, uint32_t to, bool quoted)
{
    for (uint32_t w = from; w < to; w++) {
        const uint32_t head = c->tree.parent[w];
        const bool inner = head != SAYSO_NO_WORD && head >= from && head < to && mention_at(c, head);
        if (!mention_at(c, w) || inner) continue;
        return can_speak(mention_at(c, w), quoted) ? w : SAYSO_NO_WORD;
    }
    return SAYSO_NO_WORD;
}

static bool is_mark(const sayso_ctx *c, uint32_t w, const char *mark)
{
    return sayso_str_eq(word_at(c, w)->form, sayso_str_of(mark));
}

/* *Speaker: what is said* */
static bool colon(const sayso_ctx *c, uint32_t w, uint32_t begin, uint32_t end, sayso_finding *k)
{
    if (w > begin + MOST_BEFORE || w + LEAST_SAID >= end || has_clause(c, begin, w)) return false;
    const bool quoted = sayso_quote_kind(word_at(c, w + 1)->form) > 0;
    if (!quoted && !has_clause(c, w + 1, end)) return false;
    k->source[0] = speaker_in(c, begin, w, quoted);
    if (k->source[0] == SAYSO_NO_WORD) return false;
    while (end > w + 2 && word_at(c, end - 1)->upos == SAYSO_PUNCT) end--;
    sayso_content_put(c, k, sayso_words_span(c, w + 1, end - 1));
    return k->n_content;
}

/* *What is said — speaker*, to the end of a line that no full stop ends. */
static bool dash(const sayso_ctx *c, uint32_t w, uint32_t begin, uint32_t end, sayso_finding *k)
{
    if (w + 1 >= end || w + MOST_BEFORE < end || word_at(c, end - 1)->upos == SAYSO_PUNCT ||
        w < begin + LEAST_SAID || has_clause(c, w + 1, end) || !has_clause(c, begin, w))
        return false;
    k->source[0] = speaker_in(c, w + 1, end, false);
    if (k->source[0] == SAYSO_NO_WORD) return false;
    sayso_content_put(c, k, sayso_words_span(c, begin, w - 1));
    return k->n_content;
}

bool sayso_verbless(const sayso_ctx *c, uint32_t w, sayso_finding *k)
{
    static const sayso_cue_entry entry = { .name = "verbless", .stance = SAYSO_ASSERT };
    const sayso_sent *s = sent_of(c, w);
    const uint32_t begin = s->first_word, end = begin + s->n_words;
    if (w == begin || word_at(c, w)->upos != SAYSO_PUNCT) return false;
    *k = (sayso_finding){ .cue = w, .cue_last = w, .entry = &entry, .stance = -1 };
    const bool found = is_mark(c, w, ":") ? colon(c, w, begin, end, k)
                       : is_mark(c, w, "\u2014") || is_mark(c, w, "\u2013") ? dash(c, w, begin, end, k)
                                                                           : false;
    k->n_source = found;
    return found;
}
