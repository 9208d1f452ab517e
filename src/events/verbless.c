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

/* The word that a run hangs on, if it can speak: not who is in another's phrase (*Visit of the
 * president: …*) or what an adposition puts somewhere. */
static uint32_t speaker_in(const sayso_ctx *c, uint32_t from, uint32_t to, bool quoted)
{
    const uint32_t w = sayso_tree_run_head(c, from, to - 1);
    const sayso_mention *m = mention_at(c, w);
    const bool bare = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD;
    return m && bare && can_speak(m, quoted) ? w : SAYSO_NO_WORD;
}

/* Is he named but there, or known, or does he hold an office? A lone word that looks like a name,
 * *Taurus: money in, money out*, may be anything. */
static bool is_somebody(const sayso_ctx *c, const sayso_mention *m)
{
    if (m->kind != SAYSO_ENT_PERSON || m->entity >= 0 || m->code.role[0]) return true;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_mentions && m->actor >= 0; i++)
        n += c->mentions[i].actor == m->actor;
    return n > 1;
}

/* *The convent, the rifles and the bill: …*, *Parliament on the hill: …* say what follows is about;
 * *Berlin to Minsk: …* is said. */
static bool is_topic(const sayso_ctx *c, uint32_t mark, uint32_t speaker)
{
    if (sayso_in_class(c, mark, SAYSO_CLASS_TOPIC, NULL)) return true;
    for (uint32_t d = c->tree.first_child[speaker]; d != SAYSO_NO_WORD && d < mark;
         d = c->tree.next_sibling[d]) {
        if (d < speaker) continue;
        const uint32_t marker = sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD);
        if (word_at(c, d)->rel == SAYSO_CONJ) return true;
        if (marker != SAYSO_NO_WORD && !sayso_in_class(c, marker, SAYSO_CLASS_GENITIVE, NULL) &&
            !sayso_in_class(c, marker, SAYSO_CLASS_DATIVE, NULL))
            return true;
    }
    return !is_somebody(c, mention_at(c, speaker));
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
    if (k->source[0] == SAYSO_NO_WORD || (!quoted && is_topic(c, w, k->source[0]))) return false;
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
