/* told: what nobody does in earnest. A film about a murder, the anniversary of an invasion, a song
 * that attacks a war and a striker who shoots speak the language of force (codebook, "Hard cases":
 * anniversary, film, book, game; sport, art). Words of the classes `story` and `game` tell. */
#include "events/told.h"

enum { MOST_CLIMB = 4, MOST_RUN = 3, LEAST_GAME = 2, AROUND = 4, LEAST_AROUND = 5 };

/* Is w in the class, alone or with the words before it (*ice hockey*, *coup d'envoi*)? */
static bool is_of(const sayso_ctx *c, uint32_t w, sayso_class k, const char **value)
{
    const uint32_t first = sent_of(c, w)->first_word;
    for (uint32_t n = 0; n < MOST_RUN && w >= first + n; n++)
        if (sayso_in_class(c, w - n, k, value) > n) return true;
    return false;
}

static bool is_player(const sayso_ctx *c, uint32_t w)
{
    const char *value = NULL;
    return is_of(c, w, SAYSO_CLASS_GAME, &value) && value != NULL;
}

static bool is_story(const sayso_ctx *c, uint32_t w) { return is_of(c, w, SAYSO_CLASS_STORY, NULL); }

/* *Showed a film about the murder*, the subject matter hung on the verb: does a story stand right before
 * the phrase of w, below the same verb? */
static bool behind_story(const sayso_ctx *c, uint32_t w)
{
    const uint32_t verb = c->tree.parent[w];
    const uint8_t rel = word_at(c, w)->rel;
    if (verb == SAYSO_NO_WORD || rel != SAYSO_OBL || sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
        return false;
    for (uint32_t d = c->tree.first_child[verb]; d != SAYSO_NO_WORD && d < w; d = c->tree.next_sibling[d])
        if (c->tree.last[d] + 1 == c->tree.first[w] && word_at(c, d)->rel != SAYSO_OBL && is_story(c, d)) return true;
    return false;
}

/* *A film about the murder*, *the anniversary of the attack on the port*, *a song that attacks the war*:
 * does a story govern the event as its subject matter? */
static bool in_story(const sayso_ctx *c, uint32_t w)
{
    for (int i = 0; i < MOST_CLIMB; i++) {
        const uint8_t rel = word_at(c, w)->rel;
        if (behind_story(c, w)) return true;
        w = c->tree.parent[w];
        if (w == SAYSO_NO_WORD || (rel != SAYSO_NMOD && rel != SAYSO_CONJ && rel != SAYSO_ACL)) return false;
        if (is_story(c, w)) return rel != SAYSO_CONJ;
    }
    return false;
}

static bool any(const sayso_ctx *c, const uint32_t *words, uint32_t n, bool (*is)(const sayso_ctx *, uint32_t))
{
    for (uint32_t i = 0; i < n; i++)
        if (is(c, words[i])) return true;
    return false;
}

/* Somebody with arms, who is no *captain* of players. */
static bool is_armed(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, w);
    return m && m->armed;
}

static size_t digits_at(sayso_str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.len && s.at[at + n] >= '0' && s.at[at + n] <= '9') n++;
    return n;
}

/* *3-1*, *4:0*, however it was cut into words: goals, where other words tell of a game too. */
static bool is_score(const sayso_ctx *c, uint32_t w)
{
    const uint32_t start = word_at(c, w)->span.start;
    const sayso_str s = { c->text->bytes + start, c->text->len - start };
    const size_t n = digits_at(s, 0);
    if (n < 1 || n > 2 || n == s.len || (s.at[n] != '-' && s.at[n] != ':')) return false;
    const size_t m = digits_at(s, n + 1);
    return m == 1 || m == 2;
}

/* *Beat Peru 3-1*: does a score hang on the word itself? *At 12:30* is a time of day. */
static bool has_score(const sayso_ctx *c, uint32_t w)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (is_score(c, d) && sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD) > d) return true;
    return false;
}

/* How many words of sport stand in the sentence. */
static uint32_t games_in(const sayso_ctx *c, uint32_t sentence)
{
    const sayso_sent *s = &c->text->sents[sentence];
    uint32_t n = 0;
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++)
        n += sayso_in_class(c, w, SAYSO_CLASS_GAME, NULL) > 0 || is_score(c, w);
    return n;
}

/* Agencies begin a paragraph with each sentence: do those around tell of a game as often as a report
 * on one does? */
static bool around_game(const sayso_ctx *c, uint32_t at)
{
    const uint32_t end = at + AROUND < c->text->n_sents ? at + AROUND + 1 : c->text->n_sents;
    uint32_t n = 0, in = 0;
    for (uint32_t i = at > AROUND ? at - AROUND : 0; i < end; i++) {
        const uint32_t here = games_in(c, i);
        n += here;
        in += here > 0;
    }
    return n >= LEAST_AROUND && in > AROUND - 1;
}

/* Is the sentence, with its neighbours in the paragraph, about a game? */
static bool in_game(const sayso_ctx *c, uint32_t w)
{
    const uint32_t at = c->tree.sentence[w], paragraph = c->text->sents[at].paragraph;
    uint32_t n = games_in(c, at);
    if (around_game(c, at)) return true;
    if (at > 0 && c->text->sents[at - 1].paragraph == paragraph) n += games_in(c, at - 1);
    if (at + 1 < c->text->n_sents && c->text->sents[at + 1].paragraph == paragraph) n += games_in(c, at + 1);
    return n >= LEAST_GAME;
}

/* Acts that referees, trainers and clubs call by the same words as states: *sent off*, *banned*. */
static bool is_of_play(sayso_type type)
{
    static const unsigned acts = 1u << SAYSO_COERCE | 1u << SAYSO_SANCTION | 1u << SAYSO_ACCUSE |
                                 1u << SAYSO_RETREAT | 1u << SAYSO_MOBILIZE | 1u << SAYSO_SUPPORT |
                                 1u << SAYSO_REQUEST | 1u << SAYSO_REJECT | 1u << SAYSO_AGREE;
    return acts >> type & 1u;
}

bool sayso_only_told(const sayso_ctx *c, const sayso_proposal *k)
{
    if (in_story(c, k->word)) return true;
    const bool force = k->type == SAYSO_ASSAULT || k->type == SAYSO_THREATEN;
    if (!force && !is_of_play(k->type)) return false;
    uint32_t doer[SAYSO_MOST_FILLERS], thing[SAYSO_MOST_FILLERS];
    static const sayso_slot subject = { .kind = SAYSO_SLOT_SUBJ, .name = "subj" },
                            object = { .kind = SAYSO_SLOT_OBJ, .name = "obj" };
    const uint32_t n = sayso_slot_fill(c, &k->frame, &subject, doer, SAYSO_MOST_FILLERS),
                   m = sayso_slot_fill(c, &k->frame, &object, thing, SAYSO_MOST_FILLERS);
    const bool player = any(c, k->actor, k->n_actor, is_player) || any(c, doer, n, is_player),
               armed = any(c, k->actor, k->n_actor, is_armed);
    if (!force) return (player || any(c, thing, m, is_player)) && !armed && in_game(c, k->word);
    if (player || any(c, doer, n, is_story)) return true;
    if (armed) return false;
    return any(c, thing, m, is_story) || has_score(c, k->word) || in_game(c, k->word);
}
