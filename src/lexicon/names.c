/* Names that begin at a word.
 *
 * The text is walked in pieces: a word, or a part of a word between hyphens. A piece is compared
 * with a word of a name by form, by lemma, by what the form may be an inflection of
 * (endings.tsv), and for proper names by their cross-script key. All comparisons are of 64-bit
 * hashes, computed once a piece and call; the first piece goes through the index, the others are
 * compared with the names that it led to. */
#include "lexicon/inside.h"

enum {
    MOST_PIECES = 32,
    MOST_KEYS = LEX_MOST_BASES + 1,
    WEAK_SYMBOLS = 3,
    MOST_SLIPS = 512,
    SLIP_LEAST = 7 /* sounds of a key */
};

/* How sure a comparison of words makes. A name scores as its worst word. Chosen by hand: the
 * order is measured by tests/lexicon/names.tsv and names.held.tsv, the distances are not. */
static const float EXACT = 1.0f, LEMMA = 0.97f, BASE = 0.95f, NOUN_BASE = 0.85f, STEM = 0.93f,
                   KEY = 0.92f, BASE_KEY = 0.90f, GIVEN = 0.86f, SKELETON = 0.7f, SLIP = 0.6f;
/* What remains of the score for an incomplete or unusual name; chosen by hand; not measured. */
static const float SHORTENED = 0.95f, REVERSED = 0.96f, INITIALS = 0.92f, BETWEEN = 0.95f,
                   SURNAME = 0.7f;

typedef struct piece {
    uint32_t word;           /* index into the words */
    bool last;               /* ends its word */
    bool capital, capitals;  /* begins with one; has nothing else and at least two */
    bool cyrillic;
    bool bases_made, keys_made;
    char folded[LEX_MOST_BYTES]; uint32_t n_folded;
    uint64_t form, lemma, exact, stem;
    uint64_t bases[LEX_MOST_BASES];   uint32_t n_bases;
    bool     common[LEX_MOST_BASES];  /* only a common noun or adjective would have such a form */
    uint64_t keys[MOST_KEYS];         uint32_t n_keys; /* of the form, then of its bases */
    uint64_t skeletons[MOST_KEYS];
    bool     long_skeleton[MOST_KEYS]; /* enough consonants to stand for a given name */
    char     first_sound;
} piece;

typedef struct search { /* large: filled field by field, never zeroed */
    const sayso_lexicon *lx;
    const sayso_word *words; uint32_t n_words, language;
    piece pieces[MOST_PIECES]; uint32_t n_pieces;
    uint32_t next_word, next_byte; /* where the next piece begins */
    uint32_t before;               /* words that initials before words[0] take */
    bool     met;                  /* a listed word stands here in its own form: what endings make
                                      of it is not asked */
    char     initial;              /* sound of the first of them; 0: none */
    uint64_t slips[MOST_SLIPS]; uint32_t n_slips; /* keys one letter away from those of `slipped` */
    const piece *slipped;          /* NULL: none made yet */
    sayso_name_match *out; uint32_t n_out, cap;
} search;

/* ---- pieces ---------------------------------------------------------------------------------- */

static uint32_t hyphen_at(sayso_str s, uint32_t from)
{
    for (uint32_t i = from; i < s.len; i++)
        if (s.at[i] == '-') return i;
        else if (i + 2 < s.len && (uint8_t)s.at[i] == 0xe2 && (uint8_t)s.at[i + 1] == 0x80 &&
                 ((uint8_t)s.at[i + 2] & 0xfe) == 0x90)
            return i;
    return s.len;
}

/* *usa sanctions*, in a headline without capitals: tagged a name, *aid* and *us* mostly are not. */
static bool is_lowered(const sayso_word *w)
{
    return w->flags & SAYSO_WORD_CASE_LOST && !sayso_lex_capital(w->form) &&
           (w->upos == SAYSO_PROPN || w->name);
}

static void piece_fill(search *s, piece *p, sayso_str form, bool whole)
{
    const sayso_word *w = &s->words[p->word];
    p->n_folded = sayso_lex_fold(form, p->folded);
    p->form = lex_folded_hash(p->folded, p->n_folded);
    p->lemma = whole && w->lemma.len ? lex_lemma_hash(w) : p->form;
    p->capital = sayso_lex_capital(form) || w->flags & SAYSO_WORD_CASE_LOST;
    p->capitals = sayso_lex_capital(form) && sayso_lex_all_capitals(form);
    p->exact = p->capitals    ? sayso_lex_exact_hash(form)
               : is_lowered(w) ? sayso_lex_raised_hash(form)
                               : 0;
    p->cyrillic = p->n_folded > 1 && ((uint8_t)p->folded[0] & 0xfc) == 0xd0;
}

/* The i-th piece, or NULL where the words end. */
static piece *piece_at(search *s, uint32_t i)
{
    while (s->n_pieces <= i) {
        if (s->next_word >= s->n_words || s->n_pieces == MOST_PIECES) return NULL;
        const sayso_str form = s->words[s->next_word].form;
        const uint32_t from = s->next_byte,
                       to = from ? hyphen_at(form, from) : hyphen_at(form, form.len > 0 ? 1 : 0);
        piece *p = &s->pieces[s->n_pieces++];
        p->bases_made = p->keys_made = false;
        p->n_bases = p->n_keys = 0;
        p->stem = 0;
        p->word = s->next_word;
        const bool whole = from == 0 && to >= form.len;
        p->last = to >= form.len;
        piece_fill(s, p, (sayso_str){ form.at + from, to - from }, whole);
        const uint32_t hyphen = to < form.len ? (form.at[to] == '-' ? 1 : 3) : 0;
        s->next_byte = to + hyphen;
        if (p->last || s->next_byte >= form.len) {
            p->last = true;
            s->next_word++;
            s->next_byte = 0;
        }
    }
    return &s->pieces[i];
}

static void base_add(void *context, const char *base, uint32_t n, bool common)
{
    piece *p = context;
    if (p->n_bases == LEX_MOST_BASES) return;
    p->common[p->n_bases] = common;
    p->bases[p->n_bases++] = lex_folded_hash(base, n);
}

static void piece_bases(const search *s, piece *p)
{
    if (p->bases_made) return;
    const lex_endings *e = &s->lx->endings[s->language];
    p->bases_made = true;
    sayso_lex_bases(e, p->folded, p->n_folded, base_add, p);
    p->stem = lex_folded_hash(p->folded, sayso_lex_stem(e, p->folded, p->n_folded));
}

static void key_add(void *context, const char *base, uint32_t n, bool common)
{
    piece *p = context;
    char key[LEX_MOST_BYTES];
    uint32_t symbols;
    if (p->n_keys == MOST_KEYS || common) return;
    const uint32_t k = sayso_lex_folded_key(base, n, key);
    const uint64_t hash = sayso_lex_key_hash(key, k);
    for (uint32_t i = 0; i < p->n_keys; i++)
        if (p->keys[i] == hash) return;
    if (p->n_keys == 0) p->first_sound = k ? key[0] : 0;
    p->skeletons[p->n_keys] = sayso_lex_skeleton_hash(key, k, &symbols);
    p->long_skeleton[p->n_keys] = symbols >= WEAK_SYMBOLS;
    p->keys[p->n_keys++] = hash;
}

static void piece_keys(const search *s, piece *p)
{
    if (p->keys_made) return;
    p->keys_made = true;
    key_add(p, p->folded, p->n_folded, false);
    sayso_lex_bases(&s->lx->endings[s->language], p->folded, p->n_folded, key_add, p);
}

/* ---- a piece against a word of a name -------------------------------------------------------- */

/* Keys are for names of another script or romanisation: not where the name is spelled in the
 * text's own language or, being Latin, in the one way that Latin scripts have. */
static bool key_serves(const search *s, const piece *p, const lex_name *name)
{
    return (name->flags & LEX_KEYED) && p->capital && name->language != s->language &&
           (p->cyrillic || !(name->flags & LEX_LATIN));
}

/* Given names by consonants alone need three of them; from Latin into Cyrillic, where vowels go
 * by sound, two (Jake, Джейк). */
static bool given_may_be_loose(const piece *p, const lex_name *name, bool long_skeleton)
{
    return long_skeleton || (p->cyrillic && (name->flags & LEX_LATIN));
}

static float keys_match(search *s, piece *p, const lex_name *name, uint32_t i, const lex_part *part)
{
    if (!key_serves(s, p, name) || !part->key) return 0;
    piece_keys(s, p);
    for (uint32_t k = 0; k < p->n_keys; k++)
        if (p->keys[k] == part->key) return k ? BASE_KEY : KEY;
    if (!part->skeleton) return 0;
    const bool given = name->given >> i & 1,
               strange = (name->flags & LEX_SKELETON) && p->cyrillic && name->n_parts > 1;
    if (!given && !strange) return 0;
    for (uint32_t k = 0; k < p->n_keys; k++)
        if (p->skeletons[k] == part->skeleton &&
            (strange || given_may_be_loose(p, name, p->long_skeleton[k])))
            return strange ? SKELETON : GIVEN;
    return 0;
}

/* ---- slips of one letter --------------------------------------------------------------------- */

static void slip_add(search *s, const char *key, uint32_t n)
{
    if (s->n_slips < MOST_SLIPS) s->slips[s->n_slips++] = sayso_lex_key_hash(key, n);
}

/* Sounds that are mistaken for one another; other consonants tell people apart (Stefanchuk,
 * Stepanchuk). */
static bool sounds_alike(char a, char b)
{
    static const char *const ALIKE[] = { "aeiou", "sSzJC" };
    for (size_t i = 0; i < sizeof ALIKE / sizeof *ALIKE; i++)
        if (strchr(ALIKE[i], a) && strchr(ALIKE[i], b)) return true;
    return false;
}

/* The key and those with two sounds swapped, one left out, one too many or one mistaken. The
 * first and the last sound stay: they tell names apart (Poroshenko, Doroshenko; Kovalenko,
 * Kovalenkov; Ivanov, Ivanova). */
static void slips_of_key(search *s, const char *key, uint32_t n)
{
    static const char SOUNDS[] = "abCdefhiJklmnoprsStuvz";
    char other[LEX_MOST_BYTES];
    slip_add(s, key, n);
    for (uint32_t i = 1; i + 1 < n; i++) {
        memcpy(other, key, n);
        if (i + 2 < n && key[i] != key[i + 1]) {
            other[i] = key[i + 1];
            other[i + 1] = key[i];
            slip_add(s, other, n);
            memcpy(other, key, n);
        }
        for (const char *c = SOUNDS; *c; c++) {
            other[i] = *c;
            if (*c != key[i] && sounds_alike(*c, key[i])) slip_add(s, other, n);
        }
        memmove(other + i, key + i + 1, n - i - 1);
        slip_add(s, other, n - 1);
    }
    for (uint32_t i = 1; i < n && n + 1 < LEX_MOST_BYTES; i++) {
        memcpy(other, key, i);
        memcpy(other + i + 1, key + i, n - i);
        for (const char *c = SOUNDS; *c; c++) {
            other[i] = *c;
            slip_add(s, other, n + 1);
        }
    }
}

/* Two letters swapped that were one sound together: Patruhsev. Letters of one or two bytes. */
static void slips_of_letters(search *s, const char *folded, uint32_t n)
{
    char other[LEX_MOST_BYTES], key[LEX_MOST_BYTES];
    for (uint32_t i = (uint8_t)folded[0] < 0x80 ? 1 : 2; i < n;) {
        const uint32_t a = (uint8_t)folded[i] < 0x80 ? 1 : 2,
                       b = i + a < n && (uint8_t)folded[i + a] >= 0x80 ? 2 : 1;
        if (i + a + b >= n) return;
        memcpy(other, folded, n);
        memcpy(other + i, folded + i + a, b);
        memcpy(other + i + b, folded + i, a);
        slip_add(s, key, sayso_lex_folded_key(other, n, key));
        i += a;
    }
}

/* Of the lemma only, to be quick. */
static void slips_make(search *s, const piece *p)
{
    char folded[LEX_MOST_BYTES], key[LEX_MOST_BYTES];
    const sayso_word *w = &s->words[p->word];
    if (s->slipped == p) return;
    s->slipped = p;
    s->n_slips = 0;
    const bool lemma = p->last && w->lemma.len && !memchr(w->form.at, '-', w->form.len);
    const uint32_t n = lemma ? sayso_lex_fold(w->lemma, folded) : p->n_folded;
    if (!lemma) memcpy(folded, p->folded, n);
    const uint32_t k = sayso_lex_folded_key(folded, n, key);
    if (k < SLIP_LEAST) return;
    slips_of_letters(s, folded, n);
    slips_of_key(s, key, k);
}

/* The surname behind a given name that stands as listed: *Volodymyr Zelenksy*. */
static float slip_match(search *s, const piece *p, const lex_name *name, uint32_t i,
                        const lex_part *part)
{
    if (i == 0 || i + 1 < name->n_parts || !(name->flags & LEX_KEYED) || !part->key || !p->capital)
        return 0;
    if (s->lx->entities[name->entity].kind != SAYSO_ENT_PERSON) return 0;
    slips_make(s, p);
    for (uint32_t k = 0; k < s->n_slips; k++)
        if (s->slips[k] == part->key) return SLIP;
    return 0;
}

static bool has_common_forms(const lex_name *name)
{
    return name->flags & LEX_COMMON_FORMS || (name->shape == LEX_COMMON && name->n_parts > 1);
}

static float part_match(search *s, piece *p, const lex_name *name, uint32_t i)
{
    const lex_part *part = &s->lx->parts[s->lx->nameparts[name->part_first + i]];
    if (p->form == part->fold || (p->exact && p->exact == part->fold)) return EXACT;
    if (name->language == s->language || name->language == LEX_ANY_LANGUAGE) {
        if (p->lemma == part->fold) return LEMMA;
        piece_bases(s, p);
        for (uint32_t k = 0; k < p->n_bases; k++)
            if (p->bases[k] == part->fold && (!p->common[k] || has_common_forms(name))) return BASE;
        if (part->stem && name->n_parts > 1 && p->stem == part->stem) return STEM;
    }
    const float q = keys_match(s, p, name, i, part);
    return q > 0 ? q : slip_match(s, p, name, i, part);
}

/* ---- a name from a piece on ------------------------------------------------------------------ */

static bool is_quote(const sayso_word *w)
{
    return w->upos == SAYSO_PUNCT && w->form.len && strchr("\"\xc2\xe2-", w->form.at[0]);
}

/* May the piece stand inside a name without being listed? Articles and prepositions of the class
 * of skipped words, the hyphen or quote that a tokeniser made a word. */
static bool is_skipped(const search *s, const piece *p)
{
    const sayso_word *w = &s->words[p->word];
    if (is_quote(w)) return true;
    if (w->upos != SAYSO_ADP && w->upos != SAYSO_DET && w->upos != SAYSO_UPOS_NONE &&
        w->upos != SAYSO_PART && w->upos != SAYSO_CCONJ)
        return false;
    return sayso_lex_find(s->lx, lex_index_key(LEX_SPACE_SKIP, s->language, p->form)) != NULL;
}

/* A middle name or patronymic between given name and surname: one more word with a capital. */
static bool is_between(const search *s, const lex_name *name, uint32_t part, const piece *p)
{
    const sayso_word *w = &s->words[p->word];
    return name->shape != LEX_COMMON && name->given && name->n_parts == 2 && part == 1 &&
           p->capital && p->last && !(w->flags & SAYSO_WORD_CASE_LOST) &&
           (w->upos == SAYSO_PROPN || w->upos == SAYSO_X || w->upos == SAYSO_NOUN ||
            w->upos == SAYSO_UPOS_NONE);
}

typedef struct reach { float score; uint32_t pieces; bool capital, between; } reach;

/* Goes along the name from part 1 on; the first one scored `first`. Score 0 where the name does
 * not stand here. */
static reach name_follow(search *s, const lex_name *name, float first)
{
    reach r = { first, 1, s->pieces[0].capital, false };
    /* *visited Russia today* is no broadcaster: a medium's name has its capitals wherever the
     * text has any */
    const bool title_case = (name->flags & LEX_TITLE_CASE) &&
                            !(s->words[0].flags & SAYSO_WORD_CASE_LOST) &&
                            s->lx->entities[name->entity].kind == SAYSO_ENT_MEDIUM;
    for (uint32_t part = 1, skipped = 0; part < name->n_parts;) {
        piece *p = piece_at(s, r.pieces);
        if (!p) return (reach){ 0 };
        const float q = part_match(s, p, name, part);
        if (q > 0) {
            r.score = q < r.score ? q : r.score;
            r.capital |= p->capital;
            if (title_case && !p->capital) return (reach){ 0 };
            part++;
            skipped = 0;
        } else if (skipped < 3 && is_skipped(s, p)) skipped++;
        else if (!r.between && is_between(s, name, part, p)) r.between = true;
        else return (reach){ 0 };
        r.pieces++;
    }
    return r;
}

/* ---- what may be a name ---------------------------------------------------------------------- */

static bool is_function_word(uint8_t upos)
{
    return upos == SAYSO_ADP || upos == SAYSO_AUX || upos == SAYSO_CCONJ || upos == SAYSO_DET ||
           upos == SAYSO_PART || upos == SAYSO_PRON || upos == SAYSO_SCONJ || upos == SAYSO_PUNCT;
}

/* Capitals say "name" only where lower case is possible; a single word needs more than that. */
static bool case_fits(const search *s, const lex_name *name, const reach *r, bool exact_capitals)
{
    const sayso_word *w = &s->words[0];
    const bool lost = w->flags & SAYSO_WORD_CASE_LOST;
    if ((name->flags & LEX_CASED) && !r->capital) return false;
    if (name->n_parts > 1) return true;
    if (exact_capitals) return !lost || !is_function_word(w->upos) || is_lowered(w);
    if (is_function_word(w->upos)) return false;
    if (!(name->flags & LEX_CASED)) return w->upos != SAYSO_VERB && w->upos != SAYSO_ADV;
    if ((w->upos == SAYSO_VERB || w->upos == SAYSO_ADV || w->upos == SAYSO_INTJ) &&
        r->score < EXACT)
        return false;
    return !lost || r->score >= BASE;
}

static const char *rule_of(const lex_name *name, float score)
{
    switch ((lex_shape)name->shape) {
    case LEX_SHORTENED: return "shortened";
    case LEX_REVERSED: return "reversed";
    default: break;
    }
    return score >= EXACT                                ? "exact"
           : score >= STEM || !(name->flags & LEX_KEYED) ? "inflected"
           : score >= GIVEN                              ? "key"
           : score >= SKELETON                           ? "skeleton"
                                                         : "slip";
}

static float shape_score(const lex_name *name)
{
    return name->shape == LEX_SHORTENED ? SHORTENED : name->shape == LEX_REVERSED ? REVERSED : 1.0f;
}

/* Longest first, then by score, then by entity. */
static bool comes_before(const sayso_name_match *a, const sayso_name_match *b)
{
    if (a->n_words != b->n_words) return a->n_words > b->n_words;
    if (a->score > b->score || a->score < b->score) return a->score > b->score;
    return a->entity < b->entity;
}

uint32_t sayso_lex_match_put(sayso_name_match *out, uint32_t n, uint32_t cap, sayso_name_match m)
{
    for (uint32_t i = 0; i < n; i++)
        if (out[i].entity == m.entity && out[i].n_words == m.n_words) {
            if (out[i].score >= m.score) return n;
            n--;
            memmove(&out[i], &out[i + 1], (n - i) * sizeof *out);
            break;
        }
    uint32_t at = n;
    while (at > 0 && comes_before(&m, &out[at - 1])) at--;
    if (at >= cap) return n;
    if (n < cap) n++;
    memmove(&out[at + 1], &out[at], (n - 1 - at) * sizeof *out);
    out[at] = m;
    return n;
}

static void match_put(search *s, sayso_name_match m)
{
    s->n_out = sayso_lex_match_put(s->out, s->n_out, s->cap, m);
}

/* ---- initials -------------------------------------------------------------------------------- */

/* "V.", "В" with "." as the next word, "В.В.", "Дж.": the words it takes, or 0; *sound is its
 * key's first letter. */
static uint32_t initial_at(const sayso_word *words, uint32_t n, uint32_t i, char *sound)
{
    char key[4];
    if (i >= n || !sayso_lex_capital(words[i].form)) return 0;
    const sayso_str f = words[i].form;
    const bool dotted = f.len > 1 && f.at[f.len - 1] == '.',
               point_next = i + 1 < n && words[i + 1].form.len == 1 &&
                            words[i + 1].form.at[0] == '.';
    const uint32_t letter = (uint8_t)f.at[0] < 0x80 ? 1 : 2, letters = f.len - dotted;
    const bool pair = letters == 2 * letter + 1 && f.at[letter] == '.';
    if (f.len < letter || (letters > 2 * letter && !pair) ||
        (!dotted && (letters != letter || !point_next)))
        return 0;
    *sound = sayso_name_key((sayso_str){ f.at, pair ? letter : letters }, key, sizeof key) ? key[0]
                                                                                           : 0;
    return !*sound ? 0 : dotted ? 1 : 2;
}

static uint32_t initials_at(const sayso_word *words, uint32_t n, uint32_t i, char *sound)
{
    char other;
    uint32_t taken = initial_at(words, n, i, sound);
    for (uint32_t k; taken && (k = initial_at(words, n, i + taken, &other)) != 0;) taken += k;
    return taken;
}

/* ---- names found ----------------------------------------------------------------------------- */

/* A surname that stands at words[0], `n` words of it: with the initials before or after it, and
 * alone. One with a slip means the person only where the full name stands too. */
static void surname_put(search *s, const lex_name *name, uint32_t n, float score)
{
    char sound = 0;
    const bool slip = score <= SLIP;
    const uint32_t after = s->initial ? 0 : initials_at(s->words, s->n_words, n, &sound);
    if (s->initial && name->initial != (uint8_t)s->initial) return;
    if (s->initial || (after && name->initial == (uint8_t)sound))
        match_put(s, (sayso_name_match){ .n_words = s->before + n + after, .entity = name->entity,
                                         .rule = "initial", .score = score * INITIALS });
    if (!s->initial)
        match_put(s, (sayso_name_match){ .n_words = n, .entity = name->entity,
                                         .rule = slip ? "surname-slip" : "surname",
                                         .common = slip || (name->flags & LEX_COMMON_SURNAME),
                                         .score = score * SURNAME });
}

/* A name that the first piece led to, with the quality of that. */
static void name_try(search *s, const lex_name *name, float first, bool exact_capitals)
{
    if (name->language != s->language && name->language != LEX_ANY_LANGUAGE &&
        !(name->flags & LEX_KEYED))
        return;
    if (first > SKELETON && first < GIVEN && !has_common_forms(name)) return;
    /* the lemmatiser knows nouns better than names: against it, an ending alone says little */
    const reach r = name_follow(
        s, name,
        !(name->flags & LEX_CASED) && name->n_parts == 1 && first < LEMMA ? NOUN_BASE : first);
    if (!(r.score > 0) || !case_fits(s, name, &r, exact_capitals)) return;
    const piece *end = &s->pieces[r.pieces - 1];
    if (!end->last) return; /* a name ends with a word */
    if (name->shape == LEX_SURNAME) {
        surname_put(s, name, end->word + 1, r.score);
        return;
    }
    if (s->initial) return;
    if (name->n_parts == 1 && name->shape == LEX_COMMON) {
        if (s->met && r.score < LEMMA) return;
        s->met |= r.score >= EXACT;
    }
    const float own = name->language == s->language || name->language == LEX_ANY_LANGUAGE ? 1.0f
                                                                                          : 0.9f;
    match_put(s, (sayso_name_match){ .n_words = end->word + 1, .entity = name->entity,
                                     .rule = rule_of(name, r.score),
                                     .score = r.score * shape_score(name) * own *
                                              (r.between ? BETWEEN : 1.0f) });
}

/* `plain` says of a form that it is written in capitals, of a skeleton that it is long enough
 * for a given name. */
static void hash_try(search *s, lex_space space, uint64_t hash, float quality, bool plain)
{
    const lex_index *x = hash ? sayso_lex_find(s->lx, lex_index_key(space, 0, hash)) : NULL;
    for (uint32_t i = 0; x && i < x->n; i++) {
        const lex_name *name = &s->lx->names[s->lx->postings[x->first + i]];
        float q = quality;
        /* as a given name, or where the other script's spelling is unknown */
        if (space == LEX_SPACE_SKELETON) {
            if (!key_serves(s, &s->pieces[0], name)) continue;
            const bool strange = (name->flags & LEX_SKELETON) && s->pieces[0].cyrillic &&
                                 name->n_parts > 1;
            if (!strange && (!(name->given & 1) || !given_may_be_loose(&s->pieces[0], name, plain)))
                continue;
            q = strange ? SKELETON : GIVEN;
        }
        if (space == LEX_SPACE_KEY && !key_serves(s, &s->pieces[0], name)) continue;
        if (space == LEX_SPACE_STEM && (name->language != s->language || name->n_parts < 2))
            continue;
        name_try(s, name, q, plain && space == LEX_SPACE_NAME);
    }
}

static bool may_inflect(uint8_t upos)
{
    return upos == SAYSO_NOUN || upos == SAYSO_ADJ || upos == SAYSO_PROPN || upos == SAYSO_X ||
           upos == SAYSO_UPOS_NONE || upos == SAYSO_NUM || upos == SAYSO_DET;
}

static void first_piece_try(search *s)
{
    piece *p = &s->pieces[0];
    const uint8_t upos = s->words[0].upos;
    if (p->exact) hash_try(s, LEX_SPACE_NAME, p->exact, EXACT, true);
    hash_try(s, LEX_SPACE_NAME, p->form, EXACT, false);
    if (p->lemma != p->form) hash_try(s, LEX_SPACE_NAME, p->lemma, LEMMA, false);
    if (!p->capital && !may_inflect(upos)) return;
    piece_bases(s, p);
    for (uint32_t i = 0; i < p->n_bases; i++)
        hash_try(s, LEX_SPACE_NAME, p->bases[i], p->common[i] ? NOUN_BASE : BASE, false);
    hash_try(s, LEX_SPACE_STEM, p->stem, STEM, false);
    if (!p->capital || (is_function_word(upos) && !(s->words[0].flags & SAYSO_WORD_CASE_LOST)))
        return;
    piece_keys(s, p);
    for (uint32_t i = 0; i < p->n_keys; i++) {
        hash_try(s, LEX_SPACE_KEY, p->keys[i], i ? BASE_KEY : KEY, false);
        hash_try(s, LEX_SPACE_SKELETON, p->skeletons[i], GIVEN, p->long_skeleton[i]);
    }
}

/* A long name that nothing else knows may be a listed surname with one letter wrong. */
static void slips_try(search *s)
{
    const piece *p = &s->pieces[0];
    const uint8_t upos = s->words[0].upos; /* an unknown name is often tagged a noun */
    if ((upos != SAYSO_PROPN && upos != SAYSO_NOUN) || (s->words[0].flags & SAYSO_WORD_CASE_LOST) ||
        !p->capital || !p->last || p->n_folded < SLIP_LEAST)
        return;
    slips_make(s, p);
    for (uint32_t k = 0; k < s->n_slips; k++) {
        const lex_index *x = sayso_lex_find(s->lx, lex_index_key(LEX_SPACE_KEY, 0, s->slips[k]));
        for (uint32_t i = 0; x && i < x->n; i++) {
            const lex_name *name = &s->lx->names[s->lx->postings[x->first + i]];
            if (name->shape == LEX_SURNAME && name->n_parts == 1 && (name->flags & LEX_KEYED))
                surname_put(s, name, 1, SLIP);
        }
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void search_begin(search *s, const sayso_word *words, uint32_t n, uint32_t before,
                         char initial)
{
    s->words = words;
    s->n_words = n;
    s->n_pieces = s->next_word = s->next_byte = 0;
    s->before = before;
    s->initial = initial;
    s->met = false;
    s->slipped = NULL;
    if (!piece_at(s, 0)) return;
    first_piece_try(s);
    if (s->n_out == 0 && !initial) slips_try(s);
}

uint32_t sayso_lexicon_match(const sayso_lexicon *lx, uint32_t language, const sayso_word *words,
                             uint32_t n, sayso_name_match *out, uint32_t cap)
{
    search s;
    char sound;
    if (!n || !cap || !words[0].form.len || words[0].upos == SAYSO_PUNCT) return 0;
    s.lx = lx;
    s.language = language;
    s.out = out;
    s.n_out = 0;
    s.cap = cap;
    search_begin(&s, words, n, 0, 0);
    const uint32_t initials = words[0].form.len <= 8 ? initials_at(words, n, 0, &sound) : 0;
    if (initials && initials < n) search_begin(&s, words + initials, n - initials, initials, sound);
    return s.n_out;
}

const sayso_entity *sayso_lexicon_entity(const sayso_lexicon *lx, uint32_t entity)
{
    return entity < lx->n_entities ? &lx->entities[entity] : NULL;
}

uint32_t sayso_lexicon_n_entities(const sayso_lexicon *lx) { return lx->n_entities; }

const sayso_office *sayso_entity_office(const sayso_entity *e, int32_t day)
{
    const sayso_office *held = NULL;
    for (uint32_t i = 0; i < e->n_offices; i++)
        if (e->offices[i].from <= day && day <= e->offices[i].to &&
            (!held || e->offices[i].from >= held->from))
            held = &e->offices[i];
    return held;
}
