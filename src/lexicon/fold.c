#include "lexicon/fold.h"
#include "text/utf8.h"
#include <unicode/uchar.h>

enum { FOLD_SEED = 1, EXACT_SEED = 2, KEY_SEED = 3, SKELETON_SEED = 4, LEAST_KEY = 2, LEAST_SKELETON = 2, LEFT_OF_BASE = 2, LEFT_OF_STEM = 3 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

uint32_t lex_fold(sayso_str word, char *out)
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

uint64_t lex_fold_hash(sayso_str word)
{
    char folded[LEX_MOST_BYTES];
    return lex_folded_hash(folded, lex_fold(word, folded));
}

uint64_t lex_exact_hash(sayso_str word)
{
    char bytes[LEX_MOST_BYTES];
    uint32_t n = 0;
    for (uint32_t i = 0; i < word.len && n < LEX_MOST_BYTES; i++)
        if (word.at[i] != '.') bytes[n++] = word.at[i];
    const uint64_t h = sayso_hash(bytes, n, EXACT_SEED);
    return h ? h : 1;
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

bool lex_all_capitals(sayso_str word)
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

bool lex_capital(sayso_str word)
{
    uint32_t c;
    if (!word.len) return false;
    sayso_utf8_next((const uint8_t *)word.at, (const uint8_t *)word.at + word.len, &c);
    return letter_case(c) == 1;
}

/* ---- endings --------------------------------------------------------------------------------------------------- */

static int bytes_cmp(const char *a, uint32_t n, const char *b, uint32_t m)
{
    return sayso_str_cmp((sayso_str){ a, n }, (sayso_str){ b, m });
}

/* The first rule whose ending is not below s[n]. */
static uint32_t rule_find(const lex_endings *e, const char *s, uint32_t n)
{
    uint32_t low = 0, high = e->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (bytes_cmp(e->rules[mid].ending, e->rules[mid].ending_len, s, n) < 0) low = mid + 1;
        else high = mid;
    }
    return low;
}

static bool is_rule(const lex_endings *e, uint32_t i, const char *s, uint32_t n)
{
    return i < e->n && e->rules[i].ending_len == n && memcmp(e->rules[i].ending, s, n) == 0;
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

void lex_bases(const lex_endings *e, const char *folded, uint32_t n, lex_base_fn *each, void *context)
{
    char base[LEX_MOST_BYTES * 2];
    uint32_t given = 0;
    if (!e->n) return;
    for (uint32_t at = after_letters(folded, n, LEFT_OF_BASE); at <= n && given < LEX_MOST_BASES; at++) {
        if (at < n && !is_start(folded[at])) continue;
        for (uint32_t i = rule_find(e, folded + at, n - at); is_rule(e, i, folded + at, n - at) && given < LEX_MOST_BASES; i++) {
            const lex_ending *r = &e->rules[i];
            if (at + r->base_len > sizeof base) continue;
            memcpy(base, folded, at);
            memcpy(base + at, r->base, r->base_len);
            each(context, base, at + r->base_len);
            given++;
        }
    }
}

uint32_t lex_stem(const lex_endings *e, const char *folded, uint32_t n)
{
    if (!e->n) return n;
    for (uint32_t at = after_letters(folded, n, LEFT_OF_STEM); at < n; at++)
        if (is_start(folded[at]) && is_rule(e, rule_find(e, folded + at, n - at), folded + at, n - at)) return at;
    return n;
}

/* ---- keys ------------------------------------------------------------------------------------------------------- */

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

uint64_t lex_key_hash(const char *key, uint32_t n)
{
    return n < LEAST_KEY ? 0 : sayso_hash(key, n, KEY_SEED) | 1;
}

uint64_t lex_skeleton_hash(const char *key, uint32_t n, uint32_t *symbols)
{
    char bones[LEX_MOST_BYTES];
    uint32_t k = 0;
    for (uint32_t i = 0; i < n && k < LEX_MOST_BYTES; i++)
        if (i == 0 && is_vowel(key[i])) bones[k++] = 'A';
        else if (!is_vowel(key[i])) bones[k++] = key[i];
    if (symbols) *symbols = k;
    return k < LEAST_SKELETON ? 0 : sayso_hash(bones, k, SKELETON_SEED) | 1;
}
