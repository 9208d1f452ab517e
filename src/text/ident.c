/* Telling languages: naive Bayes over hashed character n-grams and words (as langid.py, Lui and
 * Baldwin 2012, has it for documents), the script, and frequent words of languages that are not
 * trained. */
#include "ident.h"
#include "text/atoms.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <unicode/uscript.h>

enum { LETTER_BITS = 0x800, MOST_READ = 4000, N_SCRIPTS = 8 };

struct sayso_ident {
    uint32_t n_trained, n, log2;
    float nats;                                /* in one unit of a weight */
    const int8_t *cells;
    const sayso_ident_language *languages;     /* [n] */
    const sayso_ident_mark *words;   uint32_t n_words;
    const sayso_ident_mark *letters; uint32_t n_letters;
    const char *pool;                size_t pool_len;
    uint16_t reader[SAYSO_IDENT_MOST_NAMED];   /* index into the kit's languages */
    uint64_t letter_known[LETTER_BITS / 64];   /* letters below U+0800 that some language claims */
};

/* ---- opening --------------------------------------------------------------------------------- */

static sayso_status bad(const sayso_file *f, const char *section, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE,
                      "section %s is not well-formed; train or install the file again", section);
}

static sayso_status marks_open(const sayso_ident *id, const sayso_file *f, const char *section,
                               const sayso_ident_mark **out, uint32_t *n_out, sayso_error *err)
{
    const void *items;
    size_t n;
    const sayso_status st = sayso_file_array(f, section, sizeof(sayso_ident_mark), &items, &n, err);
    if (st) return st;
    *out = items;
    if (n > 1 << 20) return bad(f, section, err);
    for (size_t i = 0; i < n; i++) {
        const sayso_ident_mark *m = &(*out)[i];
        if ((i && m->key <= m[-1].key) || (id->n < 64 && m->languages >> id->n))
            return bad(f, section, err);
    }
    *n_out = (uint32_t)n;
    return SAYSO_OK;
}

static sayso_status languages_open(sayso_ident *id, const sayso_file *f, const char *const *codes,
                                   uint32_t n_codes, sayso_error *err)
{
    const void *items, *pool;
    size_t n;
    sayso_status st = sayso_file_array(f, "idn.pool", 1, &pool, &id->pool_len, err);
    if (!st) st = sayso_file_array(f, "idn.langs", sizeof(sayso_ident_language), &items, &n, err);
    if (st) return st;
    id->pool = pool;
    id->languages = items;
    if (!id->pool_len || id->pool[id->pool_len - 1]) return bad(f, "idn.pool", err);
    if (n < id->n_trained || n > SAYSO_IDENT_MOST_NAMED) return bad(f, "idn.langs", err);
    id->n = (uint32_t)n;
    for (uint32_t i = 0; i < id->n; i++) {
        const sayso_ident_language *l = &id->languages[i];
        if (l->code >= id->pool_len || l->name >= id->pool_len) return bad(f, "idn.langs", err);
        id->reader[i] = SAYSO_NO_LANGUAGE;
        for (uint32_t k = 0; k < n_codes; k++)
            if (strcmp(codes[k], id->pool + l->code) == 0) id->reader[i] = (uint16_t)k;
    }
    return SAYSO_OK;
}

static sayso_status ident_open(sayso_ident *id, const sayso_file *f, const char *const *codes,
                               uint32_t n_codes, sayso_error *err)
{
    const void *items;
    size_t n;
    sayso_status st = sayso_file_array(f, "idn.conf", sizeof(int32_t), &items, &n, err);
    if (st) return st;
    const int32_t *conf = items;
    if (n != SAYSO_IDENT_N_CONF || conf[SAYSO_IDENT_C_VERSION] != SAYSO_IDENT_VERSION)
        return bad(f, "idn.conf", err);
    const int32_t trained = conf[SAYSO_IDENT_C_TRAINED], log2 = conf[SAYSO_IDENT_C_LOG2],
                  unit = conf[SAYSO_IDENT_C_UNIT];
    if (trained < 1 || trained > SAYSO_IDENT_MOST_TRAINED || log2 < 8 || log2 > 20 || unit < 1 ||
        unit > 1000)
        return bad(f, "idn.conf", err);
    id->n_trained = (uint32_t)trained;
    id->log2 = (uint32_t)log2;
    id->nats = 1.0f / (float)unit;
    st = sayso_file_array(f, "idn.cells", 1, &items, &n, err);
    if (st) return st;
    if (n != (size_t)trained << log2) return bad(f, "idn.cells", err);
    id->cells = items;
    st = languages_open(id, f, codes, n_codes, err);
    if (!st) st = marks_open(id, f, "idn.words", &id->words, &id->n_words, err);
    if (!st) st = marks_open(id, f, "idn.letters", &id->letters, &id->n_letters, err);
    for (uint32_t i = 0; !st && i < id->n_letters; i++)
        if (id->letters[i].key < LETTER_BITS)
            id->letter_known[id->letters[i].key / 64] |= UINT64_C(1) << id->letters[i].key % 64;
    return st;
}

sayso_status sayso_ident_open(sayso_ident **out, const sayso_file *file, const char *const *codes,
                              uint32_t n, sayso_error *err)
{
    *out = NULL;
    sayso_ident *id = calloc(1, sizeof *id);
    if (!id) return sayso_no_memory(err);
    const sayso_status st = ident_open(id, file, codes, n, err);
    if (st) {
        free(id);
        return st;
    }
    *out = id;
    return sayso_ok(err);
}

void sayso_ident_close(sayso_ident *id)
{
    free(id);
}

/* ---- features -------------------------------------------------------------------------------- */

void sayso_ident_walk(const sayso_chars *t, const char *bytes, uint32_t len,
                      const sayso_ident_visit *v)
{
    const uint8_t *p = (const uint8_t *)bytes, *end = p + len;
    /* the three letters before, nearest first */
    uint32_t c1 = ' ', c2 = ' ', c3 = ' ', hash = 0, first = 0;
    bool in_word = false;
    for (bool more = true; more;) {
        uint32_t c = ' ', kind = SAYSO_C_SPACE;
        more = p < end;
        if (more) {
            p += sayso_utf8_next(p, end, &c);
            kind = c < 0x10000           ? t->kind[c] & SAYSO_CHAR_KIND
                   : c == SAYSO_BAD_CHAR ? SAYSO_C_BROKEN
                                         : (uint32_t)sayso_char_kind(c) & SAYSO_CHAR_KIND;
        }
        const bool letter = kind == SAYSO_C_LETTER;
        /* written without spaces */
        if (kind == SAYSO_C_IDEOGRAPH)
            v->word(v->to, sayso_mix(sayso_chain(SAYSO_WORD_SEED, c)), c);
        if (kind == SAYSO_C_IGNORE || (!letter && !in_word)) continue;
        if (letter && !in_word) hash = SAYSO_WORD_SEED, first = c, c1 = c2 = c3 = ' ';
        c = !letter ? ' ' : c < 0x10000 ? t->lower[c] : sayso_char_lower(c);
        v->gram(v->to, sayso_mix(sayso_chain(1, c)));
        v->gram(v->to, sayso_mix(sayso_chain(sayso_chain(2, c), c1)));
        v->gram(v->to, sayso_mix(sayso_chain(sayso_chain(sayso_chain(3, c), c1), c2)));
        if (c2 != ' ')
            v->gram(v->to, sayso_mix(sayso_chain(
                               sayso_chain(sayso_chain(sayso_chain(4, c), c1), c2), c3)));
        if (letter) {
            hash = sayso_chain(hash, c);
            v->letter(v->to, c);
        } else {
            if (sayso_char_lower(first) == first) v->gram(v->to, sayso_mix(sayso_chain(5, hash)));
            v->word(v->to, sayso_mix(hash), first);
        }
        in_word = letter;
        c3 = c2, c2 = c1, c1 = c;
    }
}

/* ---- a paragraph's evidence ------------------------------------------------------------------ */

typedef struct evidence {
    const sayso_ident *id;
    int32_t  score[SAYSO_IDENT_MOST_TRAINED];
    uint32_t hits[SAYSO_IDENT_MOST_NAMED];  /* frequent words, and words with letters of its own, by
                                               language */
    uint64_t letters;                       /* languages that claim a letter of the running word */
    uint32_t words, chars;                  /* seen; letters of the running word */
    uint32_t scripts[N_SCRIPTS], counts[N_SCRIPTS], n_scripts; /* words by script of their first
                                                                  letter */
} evidence;

static void see_gram(void *to, uint32_t hash)
{
    evidence *e = to;
    const int8_t *cell = e->id->cells + (size_t)(hash >> (32 - e->id->log2)) * e->id->n_trained;
    for (uint32_t i = 0; i < e->id->n_trained; i++) e->score[i] += cell[i];
}

static uint64_t marked(const sayso_ident_mark *m, uint32_t n, uint32_t key)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (m[mid].key < key) low = mid + 1;
        else high = mid;
    }
    return low < n && m[low].key == key ? m[low].languages : 0;
}

static void see_letter(void *to, uint32_t c)
{
    evidence *e = to;
    e->chars++;
    if (c < 0x80) return;
    if (c < LETTER_BITS && !(e->id->letter_known[c / 64] >> c % 64 & 1)) return;
    e->letters |= marked(e->id->letters, e->id->n_letters, c);
}

static uint32_t script_of(uint32_t c)
{
    if (c < 0x250) return USCRIPT_LATIN;
    if (c >= 0x400 && c < 0x530) return USCRIPT_CYRILLIC;
    UErrorCode st = U_ZERO_ERROR;
    return (uint32_t)uscript_getScript((UChar32)c, &st);
}

static void see_word(void *to, uint32_t hash, uint32_t first)
{
    evidence *e = to;
    /* of a name, or torn off by an apostrophe: no word */
    const bool initial = e->chars == 1 && first < 0x250;
    const uint64_t languages = initial ? 0 : marked(e->id->words, e->id->n_words, hash);
    e->chars = 0;
    for (uint64_t bits = languages; bits; bits &= bits - 1) e->hits[__builtin_ctzll(bits)] += 2;
    /* a letter that no trained language has says more, but not in a name */
    const bool strange = !(e->letters & ((UINT64_C(1) << e->id->n_trained) - 1)) &&
                         sayso_char_lower(first) == first;
    for (uint64_t bits = e->letters & ~languages; bits; bits &= bits - 1)
        e->hits[__builtin_ctzll(bits)] += strange ? 2 : 1;
    e->letters = 0;
    e->words++;
    const uint32_t script = script_of(first);
    uint32_t k = 0;
    while (k < e->n_scripts && e->scripts[k] != script) k++;
    if (k == N_SCRIPTS) return;
    if (k == e->n_scripts) e->scripts[e->n_scripts++] = script;
    e->counts[k]++;
}

static void gather(const sayso_ident *id, const sayso_chars *t, const char *bytes,
                   const sayso_para *p, evidence *e)
{
    const uint32_t len = p->span.end - p->span.start;
    *e = (evidence){ .id = id };
    const sayso_ident_visit v = { see_gram, see_letter, see_word, e };
    sayso_ident_walk(t, bytes + p->span.start, len < MOST_READ ? len : MOST_READ, &v);
}

/* What makes a verdict sure: found on invented headlines; the n-grams overlap, so these are no
 * true likelihoods. Set by hand on those; tests/text asks for the verdicts. */
#define HIT_NATS 6.0f
#define SURE_NATS 12.0f
#define NAME_NATS 60.0f /* of one or two words, which may be a name */
#define FIRM_NATS 60.0f /* of a headline in a document of another language */
enum { SHORT_WORDS = 12, FIRM_HITS = 8 };

/* ---- judging --------------------------------------------------------------------------------- */

/* language: index, or SAYSO_IDENT_MOST_NAMED for none */
/* firm: sure enough to differ, in a few words, from the rest of a document */
typedef struct verdict { uint32_t language, script, words; bool sure, firm, lent; } verdict;

/* *mixed: another script has a third of the words or more. */
static uint32_t main_script(const evidence *e, bool *mixed)
{
    uint32_t best = 0;
    for (uint32_t k = 1; k < e->n_scripts; k++)
        if (e->counts[k] > e->counts[best]) best = k;
    *mixed = e->counts[best] * 3 < e->words * 2;
    /* kana among ideographs, whichever is more, is Japanese */
    for (uint32_t k = 0; k < e->n_scripts; k++)
        if (e->scripts[best] == USCRIPT_HAN &&
            (e->scripts[k] == USCRIPT_HIRAGANA || e->scripts[k] == USCRIPT_KATAKANA))
            best = k;
    return e->scripts[best] == USCRIPT_KATAKANA ? (uint32_t)USCRIPT_HIRAGANA : e->scripts[best];
}

static verdict verdict_of(uint32_t language, bool sure, bool firm, uint32_t script)
{
    return (verdict){ .language = language, .script = script, .sure = sure, .firm = sure && firm };
}

/* The best and second of the trained languages of a script, and the best of those that are only
 * named. */
typedef struct candidates { uint32_t best, second, other; bool by_script; } candidates;

static candidates candidates_of(const sayso_ident *id, const evidence *e, uint32_t script)
{
    candidates c = { SAYSO_IDENT_MOST_NAMED, SAYSO_IDENT_MOST_NAMED, SAYSO_IDENT_MOST_NAMED,
                     false };
    for (uint32_t i = 0; i < id->n; i++) {
        if (id->languages[i].script != script) continue;
        if (id->languages[i].flags & SAYSO_IDENT_BY_SCRIPT) c.by_script = true;
        if (i >= id->n_trained) {
            if (c.other == SAYSO_IDENT_MOST_NAMED || e->hits[i] > e->hits[c.other]) c.other = i;
        } else if (c.best == SAYSO_IDENT_MOST_NAMED || e->score[i] > e->score[c.best])
            c.second = c.best, c.best = i;
        else if (c.second == SAYSO_IDENT_MOST_NAMED || e->score[i] > e->score[c.second])
            c.second = i;
    }
    return c;
}

static verdict judge(const sayso_ident *id, const evidence *e)
{
    if (!e->words) return verdict_of(SAYSO_IDENT_MOST_NAMED, false, false, USCRIPT_COMMON);
    bool mixed;
    const uint32_t script = main_script(e, &mixed);
    const candidates c = candidates_of(id, e, script);
    if (c.by_script) return verdict_of(c.other, true, true, script);
    const uint32_t own = c.best < id->n ? e->hits[c.best] : 0,
                   foreign = c.other < id->n ? e->hits[c.other] : 0;
    if (foreign >= own + 3 && foreign * 4 >= own * 5)
        return verdict_of(c.other, !mixed && foreign >= own + 5, foreign >= own + FIRM_HITS,
                          script);
    if (c.best == SAYSO_IDENT_MOST_NAMED)
        return verdict_of(c.other, foreign > 0, foreign >= FIRM_HITS, script);
    if (e->words >= 40 && own * 20 < e->words)
        return verdict_of(SAYSO_IDENT_MOST_NAMED, true, true, script);
    if (c.second == SAYSO_IDENT_MOST_NAMED) return verdict_of(c.best, !mixed, true, script);
    const float hits = (float)own - (float)e->hits[c.second];
    const float margin = (float)(e->score[c.best] - e->score[c.second]) * id->nats +
                         HIT_NATS * hits;
    return verdict_of(c.best,
                      !mixed && margin > SURE_NATS && (e->words > 2 || own || margin > NAME_NATS),
                      margin > FIRM_NATS && own,
                      mixed ? (uint32_t)USCRIPT_COMMON : script);
}

static void para_set(const sayso_ident *id, sayso_para *p, uint32_t language)
{
    if (language >= id->n) return;
    p->code = id->pool + id->languages[language].code;
    p->language = id->reader[language];
}

/* The last sure paragraph of each script: what is written in one script says nothing of
 * another's languages. */
typedef struct recent { uint32_t script[N_SCRIPTS], at[N_SCRIPTS], n, latest; } recent;

static void remember(recent *r, uint32_t script, uint32_t at)
{
    uint32_t k = 0;
    while (k < r->n && r->script[k] != script) k++;
    r->latest = at;
    if (k == N_SCRIPTS) return;
    r->n += k == r->n;
    r->script[k] = script;
    r->at[k] = at;
}

/* Lends an unsure paragraph the language of the last sure one. */
static bool lend(const recent *r, const verdict *v, sayso_para *paras, uint32_t i)
{
    uint32_t from = v->script == USCRIPT_COMMON ? r->latest : UINT32_MAX;
    for (uint32_t k = 0; k < r->n; k++)
        if (r->script[k] == v->script) from = r->at[k];
    if (from == UINT32_MAX) return false;
    paras[i].code = paras[from].code;
    paras[i].language = paras[from].language;
    return true;
}

/* The language that most words of a document's sure paragraphs are in, SAYSO_IDENT_MOST_NAMED
 * where none has more than half of them; its script. */
static uint32_t document_language(const verdict *v, uint32_t n, uint32_t *script)
{
    uint64_t words[SAYSO_IDENT_MOST_NAMED + 1] = { 0 }, all = 0;
    uint32_t best = SAYSO_IDENT_MOST_NAMED;
    for (uint32_t i = 0; i < n; i++)
        if (v[i].sure && v[i].words >= SHORT_WORDS) {
            words[v[i].language] += v[i].words;
            all += v[i].words;
            if (words[v[i].language] * 2 > all) best = v[i].language, *script = v[i].script;
        }
    return words[best] * 2 > all ? best : SAYSO_IDENT_MOST_NAMED;
}

/* A headline is in its document's language unless it says firmly that it is not. */
static void headlines_settle(const sayso_ident *id, verdict *v, sayso_para *paras, uint32_t n)
{
    uint32_t script = USCRIPT_COMMON;
    const uint32_t main = document_language(v, n, &script);
    for (uint32_t i = 0; main < id->n && i < n; i++)
        if (v[i].words < SHORT_WORDS && v[i].script == script && !v[i].firm) {
            v[i].language = main;
            v[i].sure = true;
            para_set(id, &paras[i], main);
        }
}

bool sayso_ident_paras(const sayso_ident *id, const sayso_chars *t, const char *bytes,
                       sayso_para *paras, uint32_t n)
{
    verdict *v = malloc((n ? n : 1) * sizeof *v);
    if (!v) return false;
    recent before = { .latest = UINT32_MAX }, after = before;
    for (uint32_t i = 0; i < n; i++) {
        evidence e;
        gather(id, t, bytes, &paras[i], &e);
        v[i] = judge(id, &e);
        v[i].words = e.words;
        para_set(id, &paras[i], v[i].language);
    }
    headlines_settle(id, v, paras, n);
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].sure) remember(&before, v[i].script, i);
        else v[i].lent = lend(&before, &v[i], paras, i);
    }
    for (uint32_t i = n; i-- > 0;) {
        if (v[i].sure) remember(&after, v[i].script, i);
        else if (!v[i].lent) lend(&after, &v[i], paras, i);
    }
    free(v);
    return true;
}
