/* Features of a word for the network: hashes of its folded form, affixes, stems and shape. Which
 * affixes and stems was measured when the models were made (docs/syntax.md). */
#include "syntax/inputs.h"
#include <unicode/uchar.h>
#include <unicode/utf8.h>

/* Seeds of the kinds of feature. A new kind takes a new number: models keep their meaning. */
enum { FORM = 1, PREFIX, SUFFIX, STEM, CAPITALS, PATTERN, SPACES, SCRIPT };
enum {
    HALF = SAYSO_MOST_POINTS / 2, MOST_PREFIX = 5, MOST_SUFFIX = 6, MOST_ENDING = 3, LEAST_STEM = 3,
    MOST_PATTERN = 10
};

/* 0 where the code point leaves no trace: soft hyphens, joiners, the combining acute that marks
 * stress. */
static UChar32 point_fold(UChar32 c)
{
    if (c < 0x80) {
        if (c >= 'A' && c <= 'Z') return c + 32;
        if (c >= '0' && c <= '9') return '0';
        return c == '`' ? '\'' : c;
    }
    switch (c) {
    case 0xAD:
    case 0x301:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF: return 0;
    case 0x2018: case 0x2019: case 0x2BC: case 0xB4: case 0x2032: case 0xFF07: return '\'';
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033: return '"';
    case 0x2010: case 0x2011: return '-';
    case 0x2013: case 0x2015: return 0x2014;
    case 0x401: case 0x451: return 0x435;
    default: break;
    }
    return u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? '0' : u_tolower(c);
}

void sayso_fold(sayso_str form, sayso_folded *out)
{
    uint32_t last[HALF], n = 0, m = 0; /* m code points beyond the first half, a ring of the last */
    for (int32_t i = 0; i < (int32_t)form.len;) {
        UChar32 c;
        U8_NEXT(form.at, i, (int32_t)form.len, c);
        c = c < 0 ? 0xFFFD : point_fold(c);
        if (!c) continue;
        if (n < HALF) out->at[n++] = (uint32_t)c;
        else last[m++ % HALF] = (uint32_t)c;
    }
    const uint32_t keep = m < HALF ? m : HALF;
    for (uint32_t k = 0; k < keep; k++) out->at[n++] = last[(m - keep + k) % HALF];
    out->n = n;
}

typedef struct gatherer { uint64_t *out; uint32_t n; } gatherer;

static void feature_add(gatherer *g, unsigned kind, const uint32_t *at, uint32_t n)
{
    /* seeds far apart: short keys are xored with them */
    const uint64_t h = sayso_hash(at, n * sizeof *at, sayso_hash_mix(kind));
    if (g->n < SAYSO_MOST_FEATURES) g->out[g->n++] = h ? h : 1;
}

static void affixes_add(gatherer *g, const sayso_folded *f)
{
    for (uint32_t k = 1; k <= MOST_PREFIX && k < f->n; k++) feature_add(g, PREFIX, f->at, k);
    for (uint32_t k = 1; k <= MOST_SUFFIX && k < f->n; k++)
        feature_add(g, SUFFIX, f->at + f->n - k, k);
    for (uint32_t k = 0; k <= MOST_ENDING && k + LEAST_STEM <= f->n; k++)
        feature_add(g, STEM, f->at, f->n - k);
}

/* What the original letters say: counted once over the form. */
typedef struct look {
    uint32_t upper, lower, digits, marks, latin, cyrillic, other; /* code points */
    uint32_t pattern[MOST_PATTERN], n_pattern;
    bool first_upper;
} look;

static uint32_t class_of(UChar32 c, look *k, bool case_lost)
{
    const int8_t type = u_charType(c);
    if (type == U_DECIMAL_DIGIT_NUMBER) { k->digits++; return '0'; }
    if (!u_isalpha(c)) {
        k->marks++;
        return c < 0x80 ? (uint32_t)c : 'm';
    }
    if (c < 0x250) k->latin++;
    else if (c >= 0x400 && c < 0x530) k->cyrillic++;
    else k->other++;
    if (case_lost) return 'a';
    if (type == U_UPPERCASE_LETTER || type == U_TITLECASE_LETTER) {
        if (!k->upper && !k->lower) k->first_upper = true;
        k->upper++;
        return 'A';
    }
    k->lower++;
    return 'a';
}

static void look_at(sayso_str form, bool case_lost, look *k)
{
    *k = (look){ 0 };
    for (int32_t i = 0; i < (int32_t)form.len;) {
        UChar32 c;
        U8_NEXT(form.at, i, (int32_t)form.len, c);
        if (c == 0xAD || c == 0x301) continue;
        const uint32_t class = class_of(c < 0 ? 0xFFFD : c, k, case_lost);
        if (k->n_pattern < MOST_PATTERN && (!k->n_pattern || k->pattern[k->n_pattern - 1] != class))
            k->pattern[k->n_pattern++] = class;
    }
}

static uint32_t capitals_of(const look *k, bool case_lost)
{
    if (case_lost) return 7;
    if (!k->upper) return k->lower ? 1 : 0;
    if (!k->lower) return k->upper > 1 ? 2 : 3;
    if (k->first_upper) return k->upper == 1 ? 4 : 5;
    return 6;
}

uint32_t sayso_features_of(const sayso_word *w, unsigned place, uint64_t out[SAYSO_MOST_FEATURES])
{
    const bool case_lost = w->flags & SAYSO_WORD_CASE_LOST;
    gatherer g = { out, 0 };
    sayso_folded f;
    look k;
    sayso_fold(w->form, &f);
    feature_add(&g, FORM, f.at, f.n);
    affixes_add(&g, &f);
    look_at(w->form, case_lost, &k);
    const uint32_t start = place & SAYSO_AT_START;
    feature_add(&g, CAPITALS, (const uint32_t[]){ capitals_of(&k, case_lost), start }, 2);
    feature_add(&g, PATTERN, k.pattern, k.n_pattern);
    feature_add(&g, SPACES,
                (const uint32_t[]){ place & (SAYSO_AFTER_SPACE | SAYSO_AT_END),
                                    w->flags & SAYSO_WORD_SPACE_AFTER, start },
                3);
    feature_add(&g, SCRIPT,
                (const uint32_t[]){ k.latin > 0, k.cyrillic > 0, k.other > 0, k.digits > 0,
                                    k.marks > 0, k.marks + k.digits == f.n },
                6);
    return g.n;
}

unsigned sayso_place_of(const sayso_word *words, uint32_t i, uint32_t n)
{
    const bool apart = i == 0 || words[i].mwt_index > 0 ||
                       (words[i - 1].flags & SAYSO_WORD_SPACE_AFTER);
    return (i == 0 ? SAYSO_AT_START : 0u) | (i + 1 == n ? SAYSO_AT_END : 0u) |
           (apart ? SAYSO_AFTER_SPACE : 0u);
}
