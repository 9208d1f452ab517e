/* The identifier of languages: naive Bayes over hashed groups of letters, as whole numbers; ident.h
 * has the reader's side. */
#include "train/text.h"
#include "train/text_gold.h"
#include "text/atoms.h"
#include "text/ident.h"
#include "text/utf8.h"
#include <math.h>
#include <stdlib.h>
#include <unicode/uchar.h>

enum { LOG2 = 17, UNIT = 8, FIELDS = 5, LETTERS = 0x800, LETTER_SHARE = 5000, TABLE_WEIGHT = 30 };
enum { F_CODE, F_NAME, F_SCRIPT, F_LETTERS, F_WORDS };

typedef struct marks { sayso_ident_mark *items; uint32_t n, cap; } marks;

typedef struct trainer {
    sayso_chars chars;
    const sayso_ident_source *sources;
    uint32_t n_sources;
    double  *counts;   /* [n_sources << LOG2] */
    double   totals[SAYSO_IDENT_MOST_TRAINED];
    uint32_t letter_counts[SAYSO_IDENT_MOST_TRAINED][LETTERS], n_letters[SAYSO_IDENT_MOST_TRAINED];
    uint32_t at;       /* the source being counted */
    sayso_ident_language languages[SAYSO_IDENT_MOST_NAMED];
    uint32_t n;
    marks words, letters;
    sayso_buf pool;
} trainer;

/* ---- n-grams --------------------------------------------------------------------------------- */

static void count_gram(void *to, uint32_t hash)
{
    trainer *t = to;
    t->counts[(size_t)(hash >> (32 - LOG2)) * t->n_sources + t->at] += 1;
    t->totals[t->at] += 1;
}
static void count_letter(void *to, uint32_t c)
{
    trainer *t = to;
    if (c < LETTERS) t->letter_counts[t->at][c]++;
    t->n_letters[t->at]++;
}
static void skip_word(void *to, uint32_t hash, uint32_t first)
{
    (void)to;
    (void)hash;
    (void)first;
}

static bool ends(const char *path, const char *end)
{
    const size_t n = strlen(path), m = strlen(end);
    return n > m && strcmp(path + n - m, end) == 0;
}

/* The words that a pack's table begins its rows with, without "*" and ".VERB", each as often as
 * TABLE_WEIGHT: headlines are made of them, and treebanks may lack them. */
static void table_walk(const trainer *t, const sayso_map *map, const sayso_ident_visit *v)
{
    const char *p = (const char *)map->at, *end = p + map->len;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p)), *next = stop ? stop + 1 : end;
        uint32_t n = 0;
        while (p + n < next && p[n] != '\t' && p[n] != '\n' && p[n] != '.') n++;
        for (unsigned k = 0; *p != '#' && k < TABLE_WEIGHT; k++)
            sayso_ident_walk(&t->chars, p, n, v);
        p = next;
    }
}

static sayso_status source_walk(trainer *t, sayso_gold *gold, const char *path,
                                const sayso_ident_visit *v, sayso_error *err)
{
    sayso_map map = SAYSO_MAP_NONE;
    const bool table = ends(path, ".tsv");
    if (!table && !ends(path, ".txt")) return sayso_gold_read(gold, path, UINT32_MAX, err);
    const sayso_status st = sayso_map_open(&map, path, err);
    if (!st && table) table_walk(t, &map, v);
    else if (!st) sayso_ident_walk(&t->chars, (const char *)map.at, (uint32_t)map.len, v);
    sayso_map_close(&map);
    return st;
}

static sayso_status count_source(trainer *t, sayso_error *err)
{
    const sayso_ident_source *s = &t->sources[t->at];
    sayso_gold gold = { 0 };
    sayso_status st = SAYSO_OK;
    const sayso_ident_visit v = { count_gram, count_letter, skip_word, t };
    for (size_t i = 0; !st && i < s->n; i++) st = source_walk(t, &gold, s->paths[i], &v, err);
    if (!st)
        sayso_ident_walk(&t->chars, gold.text.at ? gold.text.at : "", (uint32_t)gold.text.len, &v);
    if (!st && t->totals[t->at] < 1000)
        st = sayso_fail(err, SAYSO_BAD_DATA, s->code, SAYSO_NOWHERE,
                        "too little text to learn a language from");
    sayso_gold_free(&gold);
    return st;
}

/* Natural logarithm without the library's last bit: range reduction and the series of atanh. */
static double ln(double x)
{
    int e = 0;
    while (x > 1.5) x /= 2, e++;
    while (x < 0.75) x *= 2, e--;
    const double y = (x - 1) / (x + 1), y2 = y * y;
    double sum = 0;
    for (int k = 19; k >= 1; k -= 2) sum = sum * y2 + 1.0 / k;
    return 2 * y * sum + e * 0.693147180559945309417;
}

/* Log-likelihoods of the buckets, less their mean over the languages, which tells nothing. */
static sayso_status cells_write(const trainer *t, sayso_file_writer *out, sayso_error *err)
{
    const size_t n = (size_t)t->n_sources << LOG2;
    int8_t *cells = malloc(n);
    if (!cells) return sayso_no_memory(err);
    for (size_t b = 0; b < (size_t)1 << LOG2; b++) {
        double w[SAYSO_IDENT_MOST_TRAINED], mean = 0;
        for (uint32_t i = 0; i < t->n_sources; i++) {
            /* of a million; so that a small treebank is not at a disadvantage */
            const double smooth = 0.3;
            w[i] = ln((t->counts[b * t->n_sources + i] * 1e6 / t->totals[i] + smooth) /
                      (1e6 + smooth * (1 << LOG2)));
            mean += w[i] / t->n_sources;
        }
        for (uint32_t i = 0; i < t->n_sources; i++) {
            const double q = floor((w[i] - mean) * UNIT + 0.5);
            cells[b * t->n_sources + i] = (int8_t)(q > 127 ? 127 : q < -127 ? -127 : q);
        }
    }
    sayso_file_put(out, "idn.cells", cells, n);
    free(cells);
    return SAYSO_OK;
}

/* ---- the table of languages ------------------------------------------------------------------ */

static uint32_t pool_put(trainer *t, sayso_str s)
{
    const uint32_t at = (uint32_t)t->pool.len;
    sayso_buf_put(&t->pool, s.at, s.len);
    sayso_buf_put(&t->pool, "", 1);
    return at;
}

static bool mark_put(marks *m, uint32_t key, uint32_t language)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (m->items[i].key == key) {
            m->items[i].languages |= UINT64_C(1) << language;
            return true;
        }
    if (!sayso_grow(m->items, m->n, m->cap)) return false;
    m->items[m->n++] = (sayso_ident_mark){ .key = key, .languages = UINT64_C(1) << language };
    return true;
}

static bool put_words(trainer *t, sayso_str words, uint32_t language)
{
    for (uint32_t i = 0, from = 0; i <= words.len; i++) {
        if (i < words.len && words.at[i] != ' ') continue;
        char folded[128];
        const uint32_t n =
            sayso_text_fold((sayso_str){ words.at + from, i - from }, folded, sizeof folded);
        if (n && !mark_put(&t->words, sayso_word_hash((sayso_str){ folded, n }), language))
            return false;
        from = i + 1;
    }
    return true;
}

static bool put_letters(trainer *t, sayso_str letters, uint32_t language)
{
    const uint8_t *p = (const uint8_t *)letters.at, *end = p + letters.len;
    for (uint32_t c; p < end;) {
        p += sayso_utf8_next(p, end, &c);
        if (c >= 0x80 && c != SAYSO_BAD_CHAR &&
            !mark_put(&t->letters, sayso_char_lower(c), language))
            return false;
    }
    return true;
}

static uint32_t slot_of(trainer *t, sayso_str code)
{
    for (uint32_t i = 0; i < t->n_sources; i++)
        if (sayso_str_eq(code, sayso_str_of(t->sources[i].code))) return i;
    return t->n < SAYSO_IDENT_MOST_NAMED ? t->n++ : UINT32_MAX;
}

static sayso_status put_row(trainer *t, const char *path, uint64_t line, const sayso_str *f,
                            sayso_error *err)
{
    char script[64];
    if (!f[F_CODE].len || !f[F_NAME].len || f[F_SCRIPT].len >= sizeof script)
        return sayso_fail(err, SAYSO_BAD_DATA, path, line,
                          "line %llu: a row has code, name, script, letters, words",
                          (unsigned long long)line);
    memcpy(script, f[F_SCRIPT].at, f[F_SCRIPT].len);
    script[f[F_SCRIPT].len] = 0;
    const int32_t number = u_getPropertyValueEnum(UCHAR_SCRIPT, script);
    const uint32_t slot = slot_of(t, f[F_CODE]);
    if (number < 0)
        return sayso_fail(err, SAYSO_BAD_DATA, path, line, "line %llu: no script is named %s",
                          (unsigned long long)line, script);
    if (slot == UINT32_MAX)
        return sayso_fail(err, SAYSO_BAD_DATA, path, line, "line %llu: more than %d languages",
                          (unsigned long long)line, SAYSO_IDENT_MOST_NAMED);
    if (t->languages[slot].flags & 2)
        return sayso_fail(err, SAYSO_BAD_DATA, path, line, "line %llu: a language twice",
                          (unsigned long long)line);
    t->languages[slot] =
        (sayso_ident_language){ pool_put(t, f[F_CODE]), pool_put(t, f[F_NAME]), (uint32_t)number,
                                f[F_LETTERS].len || f[F_WORDS].len ? 2
                                                                   : 2 | SAYSO_IDENT_BY_SCRIPT };
    return put_words(t, f[F_WORDS], slot) && put_letters(t, f[F_LETTERS], slot) && !t->pool.failed
               ? SAYSO_OK
               : sayso_no_memory(err);
}

static sayso_status read_table(trainer *t, const char *path, sayso_error *err)
{
    sayso_map map;
    sayso_status st = sayso_map_open(&map, path, err);
    if (st) return st;
    const char *p = (const char *)map.at, *end = p + map.len;
    for (uint64_t line = 1; !st && p < end; line++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) stop = end;
        sayso_str f[FIELDS] = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
        const char *from = p;
        for (int k = 0; k < FIELDS && from <= stop; k++) {
            const char *tab = from < stop ? memchr(from, '\t', (size_t)(stop - from)) : NULL;
            f[k] = (sayso_str){ from, (uint32_t)((tab ? tab : stop) - from) };
            from = (tab ? tab : stop) + 1;
        }
        if (stop > p && *p != '#') st = put_row(t, path, line, f, err);
        p = stop + 1;
    }
    sayso_map_close(&map);
    for (uint32_t i = 0; !st && i < t->n_sources; i++)
        if (!t->languages[i].flags)
            st = sayso_fail(err, SAYSO_BAD_DATA, path, SAYSO_NOWHERE, "no row for %s",
                            t->sources[i].code);
    return st;
}

/* A letter that another language claims is a trained one's too where one of LETTER_SHARE letters of
 * its text is it: é tells nothing of Hungarian beside French. */
static void letters_share(trainer *t)
{
    for (uint32_t k = 0; k < t->letters.n; k++) {
        sayso_ident_mark *m = &t->letters.items[k];
        for (uint32_t i = 0; i < t->n_sources; i++)
            if (m->key < LETTERS &&
                (uint64_t)t->letter_counts[i][m->key] * LETTER_SHARE > t->n_letters[i])
                m->languages |= UINT64_C(1) << i;
    }
}

/* ---- the file -------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    const sayso_ident_mark *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static void marks_write(marks *m, const char *section, sayso_file_writer *out)
{
    if (m->n) qsort(m->items, m->n, sizeof *m->items, by_key);
    sayso_file_put(out, section, m->items ? (const void *)m->items : "", m->n * sizeof *m->items);
}

static sayso_status write_all(trainer *t, sayso_file_writer *out, sayso_error *err)
{
    const int32_t conf[SAYSO_IDENT_N_CONF] = { [SAYSO_IDENT_C_VERSION] = SAYSO_IDENT_VERSION,
                                               [SAYSO_IDENT_C_TRAINED] = (int32_t)t->n_sources,
                                               [SAYSO_IDENT_C_LOG2] = LOG2,
                                               [SAYSO_IDENT_C_UNIT] = UNIT };
    for (uint32_t i = 0; i < t->n; i++) t->languages[i].flags &= SAYSO_IDENT_BY_SCRIPT;
    sayso_file_put(out, "idn.conf", conf, sizeof conf);
    sayso_file_put(out, "idn.langs", t->languages, t->n * sizeof *t->languages);
    sayso_file_put(out, "idn.pool", t->pool.at, t->pool.len);
    marks_write(&t->words, "idn.words", out);
    marks_write(&t->letters, "idn.letters", out);
    const sayso_status st = cells_write(t, out, err);
    return st ? st : out->failed ? sayso_no_memory(err) : sayso_ok(err);
}

sayso_status sayso_train_ident(const sayso_ident_source *languages, size_t n,
                               const char *languages_tsv, sayso_file_writer *out, sayso_error *err)
{
    if (!n || n > SAYSO_IDENT_MOST_TRAINED)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "%zu languages to tell apart; 1 to %d can be", n,
                          SAYSO_IDENT_MOST_TRAINED);
    trainer *t = calloc(1, sizeof *t);
    if (!t) return sayso_no_memory(err);
    t->sources = languages;
    t->n = t->n_sources = (uint32_t)n;
    sayso_chars_fill(&t->chars);
    t->counts = calloc(n << LOG2, sizeof *t->counts);
    sayso_status st = t->counts ? read_table(t, languages_tsv, err) : sayso_no_memory(err);
    for (t->at = 0; !st && t->at < t->n_sources; t->at++) st = count_source(t, err);
    if (!st) letters_share(t);
    if (!st) st = write_all(t, out, err);
    free(t->counts);
    free(t->words.items);
    free(t->letters.items);
    sayso_buf_free(&t->pool);
    free(t);
    return st;
}
