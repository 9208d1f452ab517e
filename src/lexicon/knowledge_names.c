/* Names as they are imported: cleaned, cut into words and pieces, hashed. What of a name can be
 * met in text at all is decided here; where a text's words look like one, in knowledge_match.c. */
#include "lexicon/knowledge_build.h"
#include "text/utf8.h"
#include <stdlib.h>

enum {
    MOST_NAME = 512, LEAST_SOUNDS = 7, ALONE_LETTERS = 4, CAPITALS_LETTERS = 3, MOST_CAPITALS = 6,
    FULL_WORD = 4
};

typedef struct name_words {
    char bytes[MOST_NAME];
    sayso_str at[CHAIN_MOST_PIECES];
    uint32_t n;
    bool comma;
    bool too_many;
    uint32_t before_comma;
} name_words;

/* ---- words ----------------------------------------------------------------------------------- */

/* Bytes of a mark that is no part of a name: brackets, quotes, blanks of all kinds; 0: it is
 * part of it. */
static uint32_t mark_at(const char *s, size_t n)
{
    static const char *const marks[] = { "\xc2\xab",     "\xc2\xbb",     "\xc2\xa0",
                                         "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e",
                                         "\xe2\x80\x8b", "\xe2\x80\x89", "\xe2\x80\xaf" };
    if ((uint8_t)*s < 0x21 || strchr("\"()[]{}<>;,*", *s)) return 1;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t k = strlen(marks[i]);
        if (n >= k && memcmp(s, marks[i], k) == 0) return (uint32_t)k;
    }
    return 0;
}

static void words_read(sayso_str name, name_words *w)
{
    uint32_t k = 0, begin = 0;
    *w = (name_words){ .n = 0 };
    for (uint32_t i = 0; i <= name.len && k < MOST_NAME;) {
        const uint32_t mark = i < name.len ? mark_at(name.at + i, name.len - i) : 1;
        if (!mark) {
            w->bytes[k++] = name.at[i++];
            continue;
        }
        if (k > begin && w->n == CHAIN_MOST_PIECES) w->too_many = true;
        else if (k > begin) w->at[w->n++] = (sayso_str){ w->bytes + begin, k - begin };
        if (i < name.len && name.at[i] == ',' && !w->comma) {
            w->comma = true;
            w->before_comma = w->n;
        }
        begin = k;
        i += mark;
    }
    w->too_many |= k == MOST_NAME;
}

static uint32_t letters_of(sayso_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) n += ((uint8_t)s.at[i] & 0xc0) != 0x80 && s.at[i] != '.';
    return n;
}

static bool is_ascii(sayso_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if ((uint8_t)s.at[i] >= 0x80) return false;
    return true;
}

/* ---- drafts ---------------------------------------------------------------------------------- */

static void draft_put(kno_build *b, kno_draft d)
{
    if (b->n_drafts >= INT32_MAX - 1) b->full = true;
    else if (sayso_grow(b->drafts, b->n_drafts, b->cap_drafts)) b->drafts[b->n_drafts++] = d;
    else b->failed = true;
}

/* The words' pieces as one run; *sounds (may be NULL) gets the letters of all their keys.
 * Pieces, 0 if there are too many. */
static uint32_t run_hash(chain_how how, uint64_t begin, const sayso_str *words, uint32_t n,
                         uint64_t out[CHAIN_MOST_PIECES], uint32_t *sounds)
{
    uint32_t pieces = 0;
    char folded[LEX_MOST_BYTES], key[LEX_MOST_BYTES];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = 0;
        for (sayso_str piece; (piece = sayso_chain_piece(words[i], &at)).len;) {
            const uint32_t k = sayso_lex_fold(piece, folded);
            if (pieces == CHAIN_MOST_PIECES) return 0;
            out[pieces++] = begin = chain_next(begin, sayso_chain_hash(how, folded, k));
            if (sounds) *sounds += sayso_lex_folded_key(folded, k, key);
        }
    }
    return pieces;
}

static bool run_put(kno_build *b, const uint64_t *hashes, uint32_t n, uint32_t item, uint16_t flags)
{
    for (uint32_t i = 0; i < n; i++)
        draft_put(b, i + 1 < n ? (kno_draft){ .hash = hashes[i] }
                               : (kno_draft){
                                     .hash = hashes[i], .item = item, .flags = flags, .ends = 1 });
    return n > 0;
}

/* ---- people ---------------------------------------------------------------------------------- */

static void people_words(kno_build *b, const sayso_str *words, uint32_t n)
{
    if (!b->words_of_people &&
        !(b->words_of_people = calloc((1u << KNO_WORD_BITS) / 64, sizeof *b->words_of_people))) {
        b->failed = true;
        return;
    }
    char folded[LEX_MOST_BYTES];
    const uint64_t begin = chain_begin(KNO_NAME);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = 0;
        for (sayso_str piece; (piece = sayso_chain_piece(words[i], &at)).len;) {
            const uint64_t hash = chain_next(
                begin, sayso_chain_hash(CHAIN_FOLDED, folded, sayso_lex_fold(piece, folded)));
            b->words_of_people[hash >> 6 & ((1u << KNO_WORD_BITS) / 64 - 1)] |= (uint64_t)1
                                                                                << (hash & 63);
        }
    }
}

/* "IVANOV, Ivan", "IVANOV Ivan": the given names first. */
static void surname_behind(name_words *w)
{
    sayso_str turned[CHAIN_MOST_PIECES];
    uint32_t first = w->comma ? w->before_comma : 0, k = 0;
    if (!w->comma)
        while (first < w->n && letters_of(w->at[first]) > 1 && sayso_lex_all_capitals(w->at[first]))
            first++;
    if (!first || first >= w->n) return;
    for (uint32_t i = first; i < w->n; i++) turned[k++] = w->at[i];
    for (uint32_t i = 0; i < first; i++) turned[k++] = w->at[i];
    memcpy(w->at, turned, k * sizeof *turned);
}

static bool person_run(kno_build *b, uint32_t entity, const sayso_str *words, uint32_t n,
                       uint16_t flags)
{
    uint64_t hashes[CHAIN_MOST_PIECES];
    uint32_t sounds = 0;
    const uint32_t pieces = run_hash(CHAIN_FOLDED, chain_begin(KNO_NAME), words, n, hashes,
                                     &sounds);
    if (!run_put(b, hashes, pieces, entity, flags)) return false;
    if (sounds >= LEAST_SOUNDS) /* short keys are shared by different names */
        run_put(b, hashes, run_hash(CHAIN_KEYED, chain_begin(KNO_SOUND), words, n, hashes, NULL),
                entity, flags);
    return true;
}

bool sayso_kno_build_person_name(kno_build *b, uint32_t entity, sayso_str name)
{
    name_words w;
    words_read(name, &w);
    if (w.n < 2 || w.too_many) return false;
    surname_behind(&w);
    /* J. Smith is too many people */
    if (letters_of(w.at[0]) < 2 || letters_of(w.at[w.n - 1]) < 2) return false;
    people_words(b, w.at, w.n);
    if (!person_run(b, entity, w.at, w.n, 0)) return false;
    const sayso_str ends[2] = { w.at[0], w.at[w.n - 1] };
    if (w.n > 2) person_run(b, entity, ends, 2, KNO_SHORTENED);
    b->n_names++;
    return true;
}

/* ---- bodies and places ----------------------------------------------------------------------- */

/* How its words have to look in text: a list may be all in capitals, which says something of
 * Latin names of several words. */
static uint16_t body_flags(const name_words *w)
{
    bool title = true, capitals = true, latin = true;
    for (uint32_t i = 0; i < w->n; i++) {
        title &= letters_of(w->at[i]) < FULL_WORD || sayso_lex_capital(w->at[i]);
        capitals &= !sayso_lex_capital(w->at[i]) || letters_of(w->at[i]) < 2 ||
                    sayso_lex_all_capitals(w->at[i]);
        latin &= is_ascii(w->at[i]);
    }
    if (w->n > 1) return title && (!capitals || latin) ? KNO_TITLE : 0;
    const uint32_t letters = letters_of(w->at[0]);
    if (capitals && letters >= CAPITALS_LETTERS && letters <= MOST_CAPITALS)
        return KNO_ALONE | KNO_CAPITALS;
    return KNO_ALONE;
}

bool sayso_kno_build_body_name(kno_build *b, uint32_t entity, sayso_str name)
{
    name_words w;
    uint64_t hashes[CHAIN_MOST_PIECES];
    words_read(name, &w);
    if (!w.n || w.too_many) return false;
    uint16_t flags = body_flags(&w);
    if ((flags & KNO_ALONE) && !(flags & KNO_CAPITALS) &&
        (letters_of(w.at[0]) < ALONE_LETTERS || !sayso_lex_capital(w.at[0])))
        return false;
    uint32_t sounds = 0;
    const uint32_t pieces = run_hash(CHAIN_FOLDED, chain_begin(KNO_NAME), w.at, w.n, hashes,
                                     &sounds);
    if (pieces > 1) flags &= (uint16_t)~KNO_ALONE;
    if (!run_put(b, hashes, pieces, entity, flags)) return false;
    if (w.n > 1 && sounds >= LEAST_SOUNDS && pieces > 1)
        run_put(b, hashes, run_hash(CHAIN_KEYED, chain_begin(KNO_SOUND), w.at, w.n, hashes, NULL),
                entity, flags);
    b->n_names++;
    return true;
}

bool sayso_kno_build_place_name(kno_build *b, uint32_t place, sayso_str name, const char *language)
{
    name_words w;
    uint64_t hashes[CHAIN_MOST_PIECES];
    char begin[sizeof KNO_PLACE + 32] = KNO_PLACE;
    words_read(name, &w);
    if (!w.n || w.too_many || strlen(language) > 31 || !sayso_lex_capital(w.at[0]) ||
        letters_of(w.at[0]) < 2)
        return false;
    strcat(begin, language);
    if (!run_put(b, hashes, run_hash(CHAIN_FOLDED, chain_begin(begin), w.at, w.n, hashes, NULL),
                 place, 0))
        return false;
    b->n_names++;
    return true;
}
