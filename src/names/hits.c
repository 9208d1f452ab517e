/* What the lexicon knows by name, found in one pass: longest first, from left to right. */
#include "names/names.h"

#include "base/dict.h"

enum { MOST_MATCHES = 24, KEY_CAP = 64, LONG_NAME = 8, SHORTEST = 2 };
/* Scores of the lexicon's rules (lexicon/names.c): a role found by taking an ending off is
 * trusted only in a language that inflects nouns by case; a short name that only sounds like a
 * place is not that place. */
static const float BY_LEMMA = 0.96f, BY_ENDING = 0.94f;
static const uint64_t ANY_CASE = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) |
                                 SAYSO_F(CASE_ACC) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);

#define KIND(k) (1u << (k))
/* Kinds that are written with a capital in every language read. */
static const uint32_t PROPER = KIND(SAYSO_ENT_COUNTRY) | KIND(SAYSO_ENT_CAPITAL) |
                               KIND(SAYSO_ENT_PERSON) | KIND(SAYSO_ENT_MEDIUM) |
                               KIND(SAYSO_ENT_PLACE);
static const uint32_t INSTITUTIONS = KIND(SAYSO_ENT_ORGANISATION) | KIND(SAYSO_ENT_METONYM);

/* May a name begin here? Saves most look-ups. */
static bool hits_may_begin(const sayso_word *w, bool first_of_sentence)
{
    switch (w->upos) {
    case SAYSO_NOUN: case SAYSO_PROPN: case SAYSO_ADJ: case SAYSO_X: return true;
    case SAYSO_VERB: case SAYSO_AUX: return true; /* *biélorusse*, tagged amiss */
    case SAYSO_ADV:
    case SAYSO_DET:
    case SAYSO_NUM:
    case SAYSO_INTJ:
    case SAYSO_PRON:
    case SAYSO_SYM:
        /* a name tagged amiss; *us bans oil* */
        if (w->flags & SAYSO_WORD_CASE_LOST && w->name && !sayso_begins_upper(w)) return true;
        return !first_of_sentence && !(w->flags & SAYSO_WORD_CASE_LOST) && sayso_begins_upper(w);
    default: return false;
    }
}

/* *russia*: a headline without capitals has its names in lower case. */
static bool may_be_upper(const sayso_word *w)
{
    return sayso_begins_upper(w) || w->flags & SAYSO_WORD_CASE_LOST;
}

/* *Командующий прибыл*: a present participle with a case that is a subject or object is a noun. */
static bool hits_is_noun(const sayso_word *w)
{
    return w->upos == SAYSO_VERB && (w->feats & SAYSO_F(VERBFORM_PART)) && (w->feats & ANY_CASE) &&
           (w->feats & SAYSO_F(TENSE_PRES)) &&
           (w->rel == SAYSO_NSUBJ || w->rel == SAYSO_OBJ || w->rel == SAYSO_IOBJ);
}

/* Is a match written as its kind is written? */
static bool hits_written_so(const sayso_ctx *c, const sayso_entity *e, const sayso_name_match *m,
                            uint32_t first)
{
    const sayso_word *words = c->text->words;
    const sayso_sent *s = sent_of(c, first);
    bool any_upper = false, any_lost = false;
    for (uint32_t i = 0; i < m->n_words; i++) {
        any_upper |= may_be_upper(&words[first + i]);
        any_lost |= (words[first + i].flags & SAYSO_WORD_CASE_LOST) != 0;
    }
    if ((words[first].upos == SAYSO_VERB || words[first].upos == SAYSO_AUX) &&
        !may_be_upper(&words[first]) && e->kind != SAYSO_ENT_COUNTRY_ADJ &&
        !(e->kind == SAYSO_ENT_ROLE && hits_is_noun(&words[first])))
        return false;
    /* *les talibans*, *хуситы*: listed in small letters, most bodies are not */
    const bool people = e->detail && strcmp(e->detail, "armed") == 0;
    if (KIND(e->kind) & INSTITUTIONS) return any_upper || m->n_words > 1 || people;
    if (e->kind == SAYSO_ENT_ROLE && m->n_words == 1 && m->score < BY_LEMMA)
        return (words[first].feats & ANY_CASE) != 0;
    if (!(KIND(e->kind) & PROPER)) return true;
    if (!any_upper) return false;
    if (m->n_words > 1) return true;
    if (e->kind != SAYSO_ENT_PERSON && m->score < BY_ENDING && words[first].form.len < LONG_NAME)
        return false;
    /* One word whose capital the sentence's start or a headline explains: the tagger must call
     * it a name; of a capital written as listed, a noun (*Algiers says*), and anything in a
     * dateline (*ЛЮБЛЯНА.*). */
    const bool capital = e->kind == SAYSO_ENT_CAPITAL && m->score >= BY_LEMMA &&
                         (words[first].upos == SAYSO_NOUN || s->n_words <= SHORTEST);
    /* *Зеленский встретился*: a surname that is an adjective by its form, and a name to the recogniser */
    const bool called = e->kind == SAYSO_ENT_PERSON && words[first].upos == SAYSO_ADJ && words[first].name;
    return (!any_lost && first != s->first_word) || words[first].upos == SAYSO_PROPN ||
           e->kind == SAYSO_ENT_COUNTRY || capital || called;
}

/* Keeps the longest matches that are written as they should be. Words covered, 0 if none. */
static uint32_t hits_choose(const sayso_ctx *c, uint32_t first, const sayso_name_match *found,
                            uint32_t n, sayso_hit *hit)
{
    hit->n = 0;
    uint32_t length = 0;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_entity *e = sayso_ctx_entity(c, found[i].entity);
        if (length && found[i].n_words != length) break;
        if (hit->n == SAYSO_MOST_MEANINGS || found[i].n_words == 0 ||
            !hits_written_so(c, e, &found[i], first))
            continue;
        length = found[i].n_words;
        hit->meaning[hit->n++] = found[i];
    }
    return length;
}

const sayso_name_match *sayso_hit_kind(const sayso_ctx *c, const sayso_hit *h, uint32_t kinds)
{
    for (uint32_t i = 0; i < h->n; i++)
        if (KIND(sayso_ctx_entity(c, h->meaning[i].entity)->kind) & kinds) return &h->meaning[i];
    return NULL;
}

/* ---- imported names of one word -------------------------------------------------------------- */

static bool hits_beside_name(const sayso_ctx *c, const sayso_hit *h, uint32_t w)
{
    const sayso_sent *s = sent_of(c, h->first);
    if (w < s->first_word || w >= s->first_word + s->n_words || c->hit_of[w] >= 0) return false;
    const sayso_word *x = &c->text->words[w], *y = &c->text->words[h->first];
    const uint32_t gap = w < h->first ? y->span.start - x->span.end : x->span.start - y->span.end;
    return x->upos == SAYSO_PROPN && sayso_begins_upper(x) && gap <= 1;
}

/* *Orsolya Vantier*, and *Vantier* from then on: a list has a body of that name, but here it is
 * part of a longer one. */
static bool hits_refuse_imported(sayso_ctx *c)
{
    sayso_dict longer = { 0 };
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < c->n_hits; i++) {
            sayso_hit *h = &c->hits[i];
            if (h->first != h->last || !h->n ||
                h->meaning[0].entity < sayso_lexicon_n_entities(c->lexicon))
                continue;
            const sayso_str form = c->text->words[h->first].form;
            const uint64_t key = sayso_hash(form.at, form.len, 0) | 1;
            bool fresh;
            if (pass && sayso_dict_get(&longer, key) >= 0) h->n = 0;
            if (pass ||
                (!hits_beside_name(c, h, h->first - 1) && !hits_beside_name(c, h, h->last + 1)))
                continue;
            int32_t *at = sayso_dict_at(&longer, c->arena, key, &fresh);
            if (!at) return false;
            *at = 1;
        }
    return true;
}

/* ---- lone surnames --------------------------------------------------------------------------- */

bool sayso_match_is_surname(const sayso_name_match *m)
{
    return strncmp(m->rule, "surname", 7) == 0;
}

/* The given name or initial written before a surname that the lexicon did not cover, or
 * SAYSO_NO_WORD. */
static uint32_t hits_given_name(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_sent *s = sent_of(c, h->first);
    if (h->first == s->first_word) return SAYSO_NO_WORD;
    const uint32_t before = h->first - 1;
    const sayso_word *w = &c->text->words[before];
    if (w->upos != SAYSO_PROPN || c->hit_of[before] >= 0 || !sayso_begins_upper(w))
        return SAYSO_NO_WORD;
    const uint32_t p = c->tree.parent[before], q = c->tree.parent[h->head];
    /* two objects of one verb are one name, badly parsed */
    const bool cut = p == q && w->rel == c->text->words[h->head].rel;
    const bool flat = (p == h->head && w->rel == SAYSO_FLAT) || (q == before) ||
                      (p == q && w->rel == SAYSO_FLAT) || cut;
    return flat || p == h->head ? before : SAYSO_NO_WORD;
}

/* Is a surname that stands alone in the list followed by more of a name here: *Kim Jong*? Then
 * it is somebody else's. */
static bool hits_goes_on(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_sent *s = sent_of(c, h->first);
    const uint32_t next = h->last + 1;
    if (next >= s->first_word + s->n_words || c->hit_of[next] >= 0) return false;
    const sayso_word *w = &c->text->words[next];
    const uint32_t p = c->tree.parent[next], q = c->tree.parent[h->head];
    /* however it is hung */
    const bool one = w->rel == SAYSO_FLAT || p == h->head || q == next ||
                     (p == q && w->rel == c->text->words[h->head].rel);
    /* a name tagged amiss */
    const bool strange = w->form.len > 2 && (w->upos == SAYSO_X || w->upos == SAYSO_PART ||
                                             w->upos == SAYSO_PRON || w->upos == SAYSO_DET);
    return sayso_begins_upper(w) && !(w->flags & SAYSO_WORD_CASE_LOST) &&
           (strange || (w->upos == SAYSO_PROPN && one));
}

/* Could `given` be the first name, or its initial, of the person? */
static bool hits_given_fits(const sayso_ctx *c, uint32_t given, const sayso_entity *e)
{
    const char *space = strchr(e->name, ' ');
    if (!space) return false;
    char a[KEY_CAP], b[KEY_CAP];
    const sayso_str form = c->text->words[given].form;
    const uint32_t na = sayso_name_key(form, a, sizeof a);
    const uint32_t nb = sayso_name_key((sayso_str){ e->name, (uint32_t)(space - e->name) }, b,
                                       sizeof b);
    if (na == 0 || nb == 0) return false;
    const bool initial = form.len <= 3 || form.at[form.len - 1] == '.';
    return initial ? a[0] == b[0] : na == nb && memcmp(a, b, na) == 0;
}

/* What the document says of people by their full names: who is named so, and whose surname
 * somebody else bears in it. */
typedef struct hits_people { sayso_dict named, others; } hits_people;

static bool people_has(const sayso_dict *m, const sayso_name_match *x)
{
    return sayso_dict_get(m, (uint64_t)x->entity + 1) >= 0;
}

static bool people_add(sayso_ctx *c, sayso_dict *m, const sayso_name_match *x)
{
    bool fresh;
    int32_t *at = sayso_dict_at(m, c->arena, (uint64_t)x->entity + 1, &fresh);
    if (at) *at = 1;
    return at != NULL;
}

/* Of several people with one surname: those named in full in this document; else those whose
 * office runs on its day. Meanings that are no surnames stay. Nobody is chosen by chance: if
 * several are left, all go. */
static void hits_settle(const sayso_ctx *c, sayso_hit *h, const hits_people *people)
{
    const uint32_t given = hits_given_name(c, h);
    const bool goes_on = hits_goes_on(c, h);
    uint32_t n_all = 0, n_named = 0, n_office = 0, kept = 0;
    uint8_t fits[SAYSO_MOST_MEANINGS] = { 0 };
    for (uint32_t i = 0; i < h->n; i++) {
        const sayso_entity *e = sayso_ctx_entity(c, h->meaning[i].entity);
        if (e->kind != SAYSO_ENT_PERSON || !sayso_match_is_surname(&h->meaning[i])) continue;
        const bool named = people_has(&people->named, &h->meaning[i]);
        /* *Brown* is anybody */
        if (!named && (h->meaning[i].common || people_has(&people->others, &h->meaning[i])))
            continue;
        if (goes_on || (given != SAYSO_NO_WORD && !hits_given_fits(c, given, e))) continue;
        fits[i] = 1;
        if (named) fits[i] |= 2;
        if (c->day.precision != SAYSO_UNDATED && sayso_entity_office(e, c->day.from)) fits[i] |= 4;
        n_all++;
        n_named += (fits[i] >> 1) & 1u;
        n_office += (fits[i] >> 2) & 1u;
    }
    const uint8_t need = n_named == 1                    ? 3
                         : n_all == 1                    ? 1
                         : n_named == 0 && n_office == 1 ? 5
                                                         : 0xff;
    for (uint32_t i = 0; i < h->n; i++) {
        const sayso_entity *e = sayso_ctx_entity(c, h->meaning[i].entity);
        if (e->kind == SAYSO_ENT_PERSON && sayso_match_is_surname(&h->meaning[i]) &&
            (need == 0xff || (fits[i] & need) != need))
            continue;
        h->meaning[kept++] = h->meaning[i];
    }
    h->n = kept;
}

/* Notes a full name of the hit, or that its surname stands behind a given name that is not the
 * listed person's. */
static bool people_note(sayso_ctx *c, const sayso_hit *h, hits_people *people)
{
    const uint32_t given = hits_given_name(c, h);
    for (uint32_t k = 0; k < h->n; k++) {
        const sayso_name_match *m = &h->meaning[k];
        const sayso_entity *e = sayso_ctx_entity(c, m->entity);
        if (e->kind != SAYSO_ENT_PERSON) continue;
        if (!sayso_match_is_surname(m) && !people_add(c, &people->named, m)) return false;
        if (sayso_match_is_surname(m) && given != SAYSO_NO_WORD && !hits_given_fits(c, given, e) &&
            !people_add(c, &people->others, m))
            return false;
    }
    return true;
}

static bool hits_settle_all(sayso_ctx *c)
{
    hits_people people = { 0 };
    for (uint32_t i = 0; i < c->n_hits; i++)
        if (!people_note(c, &c->hits[i], &people)) return false;
    for (uint32_t i = 0; i < c->n_hits; i++) {
        hits_settle(c, &c->hits[i], &people);
        if (c->hits[i].n == 0)
            for (uint32_t w = c->hits[i].first; w <= c->hits[i].last; w++) c->hit_of[w] = -1;
    }
    return true;
}

/* ---- the pass -------------------------------------------------------------------------------- */

static bool hits_add(sayso_ctx *c, uint32_t *cap, const sayso_hit *hit)
{
    if (!sayso_arena_grow(c->arena, c->hits, c->n_hits, *cap)) return false;
    for (uint32_t w = hit->first; w <= hit->last; w++) c->hit_of[w] = (int32_t)c->n_hits;
    c->hits[c->n_hits++] = *hit;
    return true;
}

/* *le ministère biélorusse de la Défense*: a role of several words with an adjective put into
 * it. Looks past the adjective; words covered with it, 0 if the role is no longer for that. */
static uint32_t hits_around_adjective(sayso_ctx *c, uint16_t language, uint32_t w, uint32_t end,
                                      sayso_hit *hit)
{
    enum { REACH = 7 };
    sayso_name_match found[MOST_MATCHES];
    sayso_word without[REACH];
    const sayso_word *words = c->text->words;
    if (w + 2 >= end || words[w + 1].rel != SAYSO_AMOD || c->tree.parent[w + 1] != w) return 0;
    if (hit->n == 0 || sayso_ctx_entity(c, hit->meaning[0].entity)->kind != SAYSO_ENT_ROLE)
        return 0;
    uint32_t n = 0;
    without[n++] = words[w];
    for (uint32_t i = w + 2; i < end && n < REACH; i++) without[n++] = words[i];
    const uint32_t m = sayso_imported_match(&c->imported, c->lexicon, language, without, n, found,
                                            MOST_MATCHES);
    uint32_t kept = 0, length = 0;
    for (uint32_t i = 0; i < m && kept < SAYSO_MOST_MEANINGS; i++) {
        if (found[i].n_words < 2 || (length && found[i].n_words != length)) break;
        if (sayso_ctx_entity(c, found[i].entity)->kind != SAYSO_ENT_ROLE) continue;
        length = found[i].n_words;
        hit->meaning[kept++] = found[i];
    }
    if (kept) hit->n = kept;
    return length ? length + 1 : 0;
}

static bool hits_in_sentence(sayso_ctx *c, const sayso_sent *s, uint32_t *cap)
{
    const uint16_t language = sayso_ctx_language(c, s->first_word);
    if (language == UINT16_MAX) return true;
    const uint32_t end = s->first_word + s->n_words;
    sayso_name_match found[MOST_MATCHES];
    for (uint32_t w = s->first_word; w < end;) {
        const sayso_word *word = &c->text->words[w];
        sayso_hit hit = { .first = w };
        uint32_t covered = 0;
        if (hits_may_begin(word, w == s->first_word)) {
            sayso_word as_adjective = sayso_word_as(word, word->form, word->form);
            const bool verb = hits_is_noun(word) ||
                              ((word->upos == SAYSO_VERB || word->upos == SAYSO_AUX) &&
                               !sayso_begins_upper(word));
            as_adjective.upos = hits_is_noun(word) ? SAYSO_NOUN : SAYSO_ADJ;
            const uint32_t n = verb ? sayso_imported_match(&c->imported, c->lexicon, language,
                                                           &as_adjective, 1, found, MOST_MATCHES)
                                    : sayso_imported_match(&c->imported, c->lexicon, language, word,
                                                           end - w, found, MOST_MATCHES);
            covered = hits_choose(c, w, found, n, &hit);
        }
        const uint32_t around = covered == 1 && word->upos == SAYSO_NOUN
                                    ? hits_around_adjective(c, language, w, end, &hit)
                                    : 0;
        if (around) covered = around;
        if (covered) {
            hit.last = w + covered - 1;
            hit.head = sayso_tree_run_head(c, hit.first, hit.last);
            if (!hits_add(c, cap, &hit)) return false;
        }
        if (around) { /* the adjective keeps what it says itself */
            sayso_hit inner = { .first = w + 1, .last = w + 1, .head = w + 1 };
            sayso_word as_adjective = word[1];
            as_adjective.upos = SAYSO_ADJ;
            const uint32_t n = sayso_imported_match(&c->imported, c->lexicon, language,
                                                    &as_adjective, 1, found, MOST_MATCHES);
            c->hit_of[w + 1] = -1;
            if (hits_choose(c, w + 1, found, n, &inner) && !hits_add(c, cap, &inner)) return false;
        }
        w += covered ? covered : 1;
    }
    return true;
}

bool sayso_hits_find(sayso_ctx *c)
{
    const uint32_t n = c->text->n_words;
    uint32_t cap = 0;
    c->hits = NULL;
    c->n_hits = 0;
    if (!(c->hit_of = sayso_arena_array(c->arena, n, sizeof *c->hit_of))) return false;
    for (uint32_t w = 0; w < n; w++) c->hit_of[w] = -1;
    for (uint32_t i = 0; i < c->text->n_sents; i++)
        if (!hits_in_sentence(c, &c->text->sents[i], &cap)) return false;
    return hits_refuse_imported(c) && hits_settle_all(c);
}
