/* Folding, bases and stems of words by the rows of endings.tsv, and the hashes that are stored of
 * them. */
#include "lexicon/fold.h"
#include "text/utf8.h"
#include <unicode/uchar.h>
#include <unicode/utf8.h>

enum {
    FOLD_SEED = 1, EXACT_SEED = 2, KEY_SEED = 3, SKELETON_SEED = 4, LEAST_KEY = 2,
    LEAST_SKELETON = 2, LEFT_OF_BASE = 2, LEFT_OF_STEM = 3
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static uint32_t fold_fully(sayso_str word, char *out)
{
    const uint32_t n = sayso_text_fold(word, out, LEX_MOST_BYTES);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (out[i] == '.' && n > 1 && (i == 0 || !is_digit(out[i - 1]))) continue;
        if (i + 1 < n && (uint8_t)out[i] == 0xd1 && (uint8_t)out[i + 1] == 0x91) { /* ё */
            out[k++] = (char)0xd0;
            out[k++] = (char)0xb5;
            i++;
        } else out[k++] = out[i];
    }
    return k;
}

/* The letters of two bytes that words are mostly made of, as sayso_lex_fold writes them; 0 for all
 * others. */
static uint32_t pair_fold(uint8_t a, uint8_t b)
{
    if (a == 0xd0) {
        if (b >= 0xb0) return 0xd000u | b;                                /* а-п */
        if (b >= 0xa0) return 0xd100u | (uint32_t)(b - 0x20);             /* Р-Я */
        if (b >= 0x90) return 0xd000u | (uint32_t)(b + 0x20);             /* А-П */
        /* Ё; Є І Ї */
        return b == 0x81                             ? 0xd0b5
               : b == 0x84 || b == 0x86 || b == 0x87 ? 0xd100u | (uint32_t)(b + 0x10)
                                                     : 0;
    }
    if (a == 0xd1)
        return b < 0x90                              ? 0xd100u | b
               : b == 0x91                           ? 0xd0b5
               : b == 0x94 || b == 0x96 || b == 0x97 ? 0xd100u | b
                                                     : 0;
    if (a == 0xd2) return b == 0x90 || b == 0x91 ? 0xd291 : 0;            /* Ґ ґ */
    if (a != 0xc3 || b == 0x97 || b == 0xb7) return 0;
    return 0xc300u | (b < 0x9f ? (uint32_t)b + 0x20 : b);                 /* À-Þ, ß, à-ÿ */
}

/* What most words are, in one pass: letters, digits and hyphens. Anything else goes the long
 * way. */
uint32_t sayso_lex_fold(sayso_str word, char *out)
{
    const uint8_t *p = (const uint8_t *)word.at, *end = p + word.len;
    uint32_t k = 0;
    if (word.len > LEX_MOST_BYTES) return fold_fully(word, out);
    while (p < end) {
        const uint32_t a = *p;
        if (a < 0x80) {
            if (a - (uint32_t)'A' < 26u) out[k++] = (char)(a + 32);
            else if (a - 'a' < 26u || a - '0' < 10u || a == '-' || a == '\'') out[k++] = (char)a;
            else return fold_fully(word, out);
            p++;
        } else {
            const uint32_t pair = p + 1 < end ? pair_fold((uint8_t)a, p[1]) : 0;
            if (!pair) return fold_fully(word, out);
            out[k++] = (char)(pair >> 8);
            out[k++] = (char)pair;
            p += 2;
        }
        /* an accent of its own */
        if (p < end && (*p == 0xcc || *p == 0xcd)) return fold_fully(word, out);
    }
    return k;
}

uint64_t sayso_lex_fold_hash(sayso_str word)
{
    char folded[LEX_MOST_BYTES];
    return lex_folded_hash(folded, sayso_lex_fold(word, folded));
}

uint64_t sayso_lex_exact_hash(sayso_str word)
{
    char bytes[LEX_MOST_BYTES];
    uint32_t n = 0;
    for (uint32_t i = 0; i < word.len && n < LEX_MOST_BYTES; i++)
        if (word.at[i] != '.') bytes[n++] = word.at[i];
    const uint64_t h = sayso_hash(bytes, n, EXACT_SEED);
    return h ? h : 1;
}

uint64_t sayso_lex_raised_hash(sayso_str word)
{
    char bytes[LEX_MOST_BYTES];
    int32_t n = 0;
    for (int32_t i = 0; i < (int32_t)word.len && n + U8_MAX_LENGTH <= LEX_MOST_BYTES;) {
        UChar32 c;
        U8_NEXT(word.at, i, (int32_t)word.len, c);
        c = u_toupper(c < 0 ? 0xFFFD : c);
        U8_APPEND_UNSAFE(bytes, n, c);
    }
    return sayso_lex_exact_hash((sayso_str){ bytes, (uint32_t)n });
}

/* 1 capital, or a letter of a script without case; 0 small letter; -1 no letter. */
static int letter_case(uint32_t c)
{
    if (c < 0x80) return c - 'A' < 26u ? 1 : c - 'a' < 26u ? 0 : -1;
    if (c == SAYSO_BAD_CHAR) return -1;
    if (c >= 0x400 && c <= 0x42f) return 1;
    if (c >= 0x430 && c <= 0x45f) return 0;
    return !u_isalpha((UChar32)c) ? -1 : !u_islower((UChar32)c);
}

bool sayso_lex_all_capitals(sayso_str word)
{
    uint32_t letters = 0, c;
    const uint8_t *p = (const uint8_t *)word.at, *end = p + word.len;
    while (p < end) {
        p += sayso_utf8_next(p, end, &c);
        const int kind = letter_case(c);
        if (kind == 0) return false;
        letters += kind == 1;
    }
    return letters >= 2;
}

bool sayso_lex_capital(sayso_str word)
{
    uint32_t c;
    if (!word.len) return false;
    sayso_utf8_next((const uint8_t *)word.at, (const uint8_t *)word.at + word.len, &c);
    return letter_case(c) == 1;
}

/* ---- endings --------------------------------------------------------------------------------- */

static uint32_t ending_hash(const char *s, uint32_t n) { return (uint32_t)sayso_hash(s, n, 0); }

bool sayso_lex_endings_make(lex_endings *e, const lex_ending *rules, uint32_t n, sayso_arena *arena)
{
    *e = (lex_endings){ .rules = rules, .n = n };
    uint32_t slots = 8;
    while (slots < n * 4) slots *= 2;
    uint16_t *first = n < UINT16_MAX ? sayso_arena_array(arena, slots, sizeof *first) : NULL;
    if (!first) return false;
    for (uint32_t i = 0; i < n; i++) {
        const lex_ending *r = &rules[i];
        if (r->ending_len > e->longest) e->longest = r->ending_len;
        if (i && r->ending_len == r[-1].ending_len &&
            memcmp(r->ending, r[-1].ending, r->ending_len) == 0)
            continue;
        uint32_t at = ending_hash(r->ending, r->ending_len) & (slots - 1);
        while (first[at]) at = (at + 1) & (slots - 1);
        first[at] = (uint16_t)(i + 1);
    }
    e->first = first;
    e->n_first = slots;
    return true;
}

static bool is_rule(const lex_endings *e, uint32_t i, const char *s, uint32_t n)
{
    return i < e->n && e->rules[i].ending_len == n && memcmp(e->rules[i].ending, s, n) == 0;
}

/* The first rule of the ending s[n], or e->n. */
static uint32_t rule_find(const lex_endings *e, const char *s, uint32_t n)
{
    for (uint32_t at = ending_hash(s, n) & (e->n_first - 1); e->first[at];
         at = (at + 1) & (e->n_first - 1))
        if (is_rule(e, e->first[at] - 1u, s, n)) return e->first[at] - 1u;
    return e->n;
}

static bool is_start(char c) { return ((uint8_t)c & 0xc0) != 0x80; }

/* Where the letter after the first `letters` ones begins, or n. */
static uint32_t after_letters(const char *s, uint32_t n, uint32_t letters)
{
    uint32_t i = 0;
    for (; i < n; i++)
        if (is_start(s[i]) && letters-- == 0) break;
    return i;
}

/* a e i o u y, а е и о у ы э ю я є і ї: what a word without ending does not end with. */
static bool ends_in_vowel(const char *s, uint32_t n)
{
    if (!n) return false;
    const uint8_t b = (uint8_t)s[n - 1], a = n > 1 ? (uint8_t)s[n - 2] : 0;
    if (b < 0x80) return memchr("aeiouy", b, 6) != NULL;
    if (a == 0xd0) return b == 0xb0 || b == 0xb5 || b == 0xb8 || b == 0xbe;
    return a == 0xd1 && (b == 0x83 || b == 0x8b || (b >= 0x8d && b <= 0x8f) || b == 0x94 ||
                         b == 0x96 || b == 0x97);
}

void sayso_lex_bases(const lex_endings *e, const char *folded, uint32_t n, lex_base_fn *each,
                     void *context)
{
    char base[LEX_MOST_BYTES * 2];
    uint32_t given = 0;
    if (!e->n) return;
    uint32_t begin = after_letters(folded, n, LEFT_OF_BASE);
    if (n > e->longest && begin < n - e->longest) begin = n - e->longest;
    for (uint32_t at = begin; at <= n && given < LEX_MOST_BASES; at++) {
        if (at < n && !is_start(folded[at])) continue;
        if (at == n && ends_in_vowel(folded, n)) continue;
        for (uint32_t i = rule_find(e, folded + at, n - at);
             is_rule(e, i, folded + at, n - at) && given < LEX_MOST_BASES; i++) {
            const lex_ending *r = &e->rules[i];
            if (at + r->base_len > sizeof base) continue;
            memcpy(base, folded, at);
            memcpy(base + at, r->base, r->base_len);
            each(context, base, at + r->base_len, r->common);
            given++;
        }
    }
}

uint32_t sayso_lex_stem(const lex_endings *e, const char *folded, uint32_t n)
{
    if (!e->n) return n;
    uint32_t begin = after_letters(folded, n, LEFT_OF_STEM);
    if (n > e->longest && begin < n - e->longest) begin = n - e->longest;
    for (uint32_t at = begin; at < n; at++)
        if (is_start(folded[at]) &&
            is_rule(e, rule_find(e, folded + at, n - at), folded + at, n - at))
            return at;
    return n;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

uint64_t sayso_lex_key_hash(const char *key, uint32_t n)
{
    return n < LEAST_KEY ? 0 : sayso_hash(key, n, KEY_SEED) | 1;
}

uint64_t sayso_lex_skeleton_hash(const char *key, uint32_t n, uint32_t *symbols)
{
    char bones[LEX_MOST_BYTES];
    uint32_t k = 0;
    for (uint32_t i = 0; i < n && k < LEX_MOST_BYTES; i++)
        if (i == 0 && is_vowel(key[i])) bones[k++] = 'A';
        else if (!is_vowel(key[i])) bones[k++] = key[i];
    if (symbols) *symbols = k;
    return k < LEAST_SKELETON ? 0 : sayso_hash(bones, k, SKELETON_SEED) | 1;
}
