/* A document from bytes to sentences and tokens: paragraphs, their language, then that language's
 * splitter. */
#include "text/text.h"
#include "text/ident.h"
#include "text/paras.h"
#include "text/split.h"
#include "text/utf8.h"
#include <stdlib.h>

struct sayso_textkit {
    sayso_chars chars;
    sayso_ident *ident;      /* or NULL */
    const char **codes;      /* [n] a copy: the caller's array may be gone, its strings are not */
    uint32_t n;
    sayso_splitter splitters[];
};

void sayso_textkit_free(sayso_textkit *kit)
{
    if (!kit) return;
    sayso_ident_close(kit->ident);
    free(kit->codes);
    free(kit);
}

sayso_status sayso_textkit_new(sayso_textkit **out, const sayso_file *const *models,
                               const char *const *codes, uint32_t n, const sayso_file *ident,
                               sayso_error *err)
{
    *out = NULL;
    if (!n || n > UINT8_MAX)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "%u languages; a kit holds 1 to 255", n);
    sayso_textkit *kit = calloc(1, sizeof *kit + n * sizeof *kit->splitters);
    if (!kit) return sayso_no_memory(err);
    sayso_chars_fill(&kit->chars);
    kit->n = n;
    sayso_status st = (kit->codes = calloc(n, sizeof *kit->codes)) ? SAYSO_OK
                                                                   : sayso_no_memory(err);
    if (!st) memcpy(kit->codes, codes, n * sizeof *codes);
    for (uint32_t i = 0; !st && i < n; i++)
        st = sayso_splitter_open(&kit->splitters[i], models[i], err);
    if (!st && ident) st = sayso_ident_open(&kit->ident, ident, codes, n, err);
    if (st) {
        sayso_textkit_free(kit);
        return st;
    }
    *out = kit;
    return sayso_ok(err);
}

/* ---- one call's scratch ---------------------------------------------------------------------- */

/* A surface token that is kept until all are counted; arrays of words go to the arena once, in
 * their final size. */
typedef struct piece {
    uint32_t start, cut;               /* cut: byte where an affix rule cuts, else 0 */
    const sayso_expansion *expansion;  /* NULL: a plain word */
    uint16_t len;
    uint8_t  flags, language;          /* language: whose string pool the expansion is in */
} piece;

typedef struct work {
    const sayso_textkit *kit;
    const char *bytes;
    sayso_atoms atoms;
    sayso_tokens tokens;
    sayso_paras paras;
    piece *pieces;     uint32_t n_pieces, cap_pieces;
    sayso_sent *sents; uint32_t n_sents, cap_sents;
    sayso_span *broken; uint32_t n_broken, cap_broken;
    uint32_t n_words;
} work;

static void work_free(work *w)
{
    free(w->atoms.items);
    free(w->tokens.items);
    free(w->paras.items);
    free(w->pieces);
    free(w->sents);
    free(w->broken);
}

static bool find_broken(work *w, uint32_t len)
{
    const uint8_t *base = (const uint8_t *)w->bytes, *p = base, *end = p + len;
    while (p < end) {
        uint64_t eight;
        if (end - p >= 8 && (memcpy(&eight, p, 8), !(eight & 0x8080808080808080ULL))) {
            p += 8;
            continue;
        }
        uint32_t c;
        const uint32_t step = sayso_utf8_next(p, end, &c), at = (uint32_t)(p - base);
        p += step;
        if (c != SAYSO_BAD_CHAR) continue;
        if (w->n_broken && w->broken[w->n_broken - 1].end == at) {
            w->broken[w->n_broken - 1].end = at + step;
            continue;
        }
        if (!sayso_grow(w->broken, w->n_broken, w->cap_broken)) return false;
        w->broken[w->n_broken++] = (sayso_span){ at, at + step };
    }
    return true;
}

/* ---- sentences ------------------------------------------------------------------------------- */

static uint32_t piece_words(const piece *p) { return p->expansion ? p->expansion->n_words : 1; }

/* How good a place a token is to cut an overlong sentence after. */
static int cut_worth(const sayso_token *t)
{
    switch (t->kind) {
    case SAYSO_C_FINAL: case SAYSO_C_DOT: case SAYSO_C_ELLIPSIS: return 4;
    case SAYSO_C_SEMICOLON: return 3;
    case SAYSO_C_COLON: case SAYSO_C_DASH: return 2;
    case SAYSO_C_COMMA: return 1;
    default: return 0;
    }
}

/* Puts tokens [from, to) of the paragraph as sentences, of which none is too long. pieces[base +
 * k] is token k. */
static bool sents_put(work *w, uint32_t base, uint32_t from, uint32_t to, uint32_t paragraph,
                      uint16_t language)
{
    while (from < to) {
        uint32_t words = 0, cut = from, best = from, worth = 0;
        while (cut < to && words + piece_words(&w->pieces[base + cut]) <= SAYSO_MOST_WORDS) {
            words += piece_words(&w->pieces[base + cut]);
            const uint32_t here = (uint32_t)cut_worth(&w->tokens.items[cut]);
            cut++;
            if (here && here >= worth && words > SAYSO_MOST_WORDS / 4) worth = here, best = cut;
        }
        if (cut < to && best > from) cut = best;
        words = 0;
        for (uint32_t k = from; k < cut; k++) words += piece_words(&w->pieces[base + k]);
        if (!sayso_grow(w->sents, w->n_sents, w->cap_sents)) return false;
        w->sents[w->n_sents++] = (sayso_sent){ .span = { w->tokens.items[from].start,
                                                         w->tokens.items[cut - 1].end },
                                               .first_word = w->n_words, .n_words = words,
                                               .paragraph = paragraph, .language = language };
        w->n_words += words;
        from = cut;
    }
    return true;
}

static bool says_something(const sayso_token *t)
{
    return t->shape != SAYSO_SHAPE_NONE || t->kind == SAYSO_C_DIGIT || t->kind == SAYSO_C_IDEOGRAPH;
}

static bool capitalised(const sayso_token *t)
{
    return t->kind == SAYSO_C_LETTER && t->shape == SAYSO_SHAPE_TITLE;
}

/* *Kim Jong Un et …*: no sentence ends before the third of three capitalised words that only
 * blanks part. */
static bool within_name(const sayso_token *t, uint32_t from, uint32_t i)
{
    return i > from + 1 && capitalised(&t[i - 1]) && capitalised(&t[i]) && capitalised(&t[i + 1]) &&
           t[i].gap == SAYSO_GAP_SPACE && t[i + 1].gap == SAYSO_GAP_SPACE;
}

/* Decides after each token whether a sentence ends. Marks alone are no sentence beside words:
 * they go with what stands before them at a paragraph's end, else with what follows. */
static bool sents_find(work *w, const sayso_splitter *s, uint32_t base, uint32_t paragraph,
                       uint16_t language)
{
    const sayso_token *t = w->tokens.items;
    const uint32_t n = w->tokens.n;
    sayso_sent_state state = { 0 };
    const uint32_t dateline = sayso_dateline_end(t, n);
    uint32_t features[SAYSO_MOST_TEXT_FEATURES], from = 0, last = n;
    while (last > 0 && !says_something(&t[last - 1])) last--;
    bool said = false;
    for (uint32_t i = 0; i < n; i++) {
        sayso_sent_step(&state, &t[i]);
        said = said || says_something(&t[i]);
        if (i + 1 < dateline) continue;
        if (i + 1 < n && i + 1 != dateline) {
            if (!said || i + 1 >= last || !sayso_sent_asks(s, &t[i], &t[i + 1]) ||
                within_name(t, from, i))
                continue;
            const uint32_t k = sayso_sent_features(t, n, i, &state, features);
            if (sayso_score(&s->sent, features, k) <= 0) continue;
        }
        if (!sents_put(w, base, from, i + 1, paragraph, language)) return false;
        sayso_sent_begin(&state);
        said = false;
        from = i + 1;
    }
    return true;
}

/* ---- case ------------------------------------------------------------------------------------ */

/* *russia strikes kharkiv*: letters enough, and none of them a capital. */
static bool no_capital(const sayso_token *t, uint32_t n)
{
    enum { LEAST = 3, MOST = 60 };
    uint32_t lower = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].shape == SAYSO_SHAPE_LOWER) lower++;
        else if (t[i].shape != SAYSO_SHAPE_NONE) return false;
    }
    return lower >= LEAST && n <= MOST;
}

static void all_lost(piece *p, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) p[k].flags |= SAYSO_WORD_CASE_LOST;
}

/* Marks tokens whose case tells nothing: runs of words in capitals, headlines In Title Case, and
 * short paragraphs without a capital. */
static void case_lost(const sayso_token *t, uint32_t n, piece *p)
{
    uint32_t words = 0, titled = 0, run = 0, run_start = 0;
    for (uint32_t i = 0; i <= n; i++) {
        const uint8_t shape = i < n ? t[i].shape : (uint8_t)SAYSO_SHAPE_LOWER;
        if (shape == SAYSO_SHAPE_NONE) continue;
        const bool upper = shape == SAYSO_SHAPE_UPPER || (run && shape == SAYSO_SHAPE_SINGLE);
        if (i < n && t[i].chars > 3)
            words++, titled += shape == SAYSO_SHAPE_TITLE || shape == SAYSO_SHAPE_UPPER ||
                               shape == SAYSO_SHAPE_MIXED;
        if (upper) {
            if (!run++) run_start = i;
            continue;
        }
        if (run >= 4)
            for (uint32_t k = run_start; k < i; k++) p[k].flags |= SAYSO_WORD_CASE_LOST;
        run = 0;
    }
    const bool ends_open = n && t[n - 1].kind != SAYSO_C_DOT && t[n - 1].kind != SAYSO_C_FINAL;
    if ((words >= 3 && titled == words && n <= 40 && ends_open) || no_capital(t, n)) all_lost(p, n);
}

/* ---- a paragraph ----------------------------------------------------------------------------- */

static bool para_split(work *w, uint32_t index)
{
    const sayso_para *para = &w->paras.items[index];
    const uint16_t language = para->language;
    /* unread languages borrow the first one's tokens */
    const uint8_t reader = (uint8_t)(language < w->kit->n ? language : 0);
    const sayso_splitter *s = &w->kit->splitters[reader];
    if (!sayso_atoms_read(&w->kit->chars, w->bytes, para->span.start, para->span.end, &w->atoms))
        return false;
    if (!sayso_tokens_read(s, &w->atoms, &w->tokens)) return false;
    const sayso_token *t = w->tokens.items;
    const uint32_t n = w->tokens.n, base = w->n_pieces;
    if (n > UINT32_MAX - base || !sayso_reserve(w->pieces, w->cap_pieces, base + n)) return false;
    for (uint32_t i = 0; i < n; i++) {
        piece *p = &w->pieces[base + i];
        *p = (piece){ .start = t[i].start, .len = (uint16_t)(t[i].end - t[i].start),
                      .language = reader };
        p->expansion = sayso_expand(s, w->bytes, t, n, i, &p->cut);
        if (i + 1 == n || t[i + 1].gap != SAYSO_GAP_NONE) p->flags |= SAYSO_WORD_SPACE_AFTER;
        if (t[i].kind == SAYSO_C_BROKEN) p->flags |= SAYSO_WORD_BROKEN;
    }
    w->n_pieces += n;
    if (n) case_lost(t, n, w->pieces + base);
    return sents_find(w, s, base, index, language);
}

/* ---- words ----------------------------------------------------------------------------------- */

static sayso_word plain_word(const char *bytes, const piece *p)
{
    return (sayso_word){ .form = { bytes + p->start, p->len },
                         .span = { p->start, p->start + p->len }, .head = SAYSO_ROOT, .mwt_len = 1,
                         .flags = p->flags };
}

/* How the surface is written: words of the table follow it. */
static sayso_shape shape_of_piece(const sayso_textkit *kit, const char *bytes, const piece *p)
{
    uint32_t letters = 0, upper = 0;
    bool first = false;
    const uint8_t *at = (const uint8_t *)bytes + p->start, *end = at + p->len;
    for (uint32_t c; at < end;) {
        at += sayso_utf8_next(at, end, &c);
        const uint8_t kind = c < 0x10000 ? kit->chars.kind[c] : (uint8_t)SAYSO_C_SYMBOL;
        if ((kind & SAYSO_CHAR_KIND) != SAYSO_C_LETTER) continue;
        if (!letters++) first = kind & SAYSO_CHAR_UPPER;
        upper += kind >> 7;
    }
    if (letters > 1 && upper == letters) return SAYSO_SHAPE_UPPER;
    return first ? SAYSO_SHAPE_TITLE : SAYSO_SHAPE_LOWER;
}

/* Where the words of a token stand in it one behind the other (*I'm*, not *du* = *de* + *le*), each has
 * bytes of its own. */
static void part_spans(const char *bytes, const piece *p, sayso_word *out, uint32_t n)
{
    uint32_t at = p->start;
    for (uint32_t k = 0; k < n; at += out[k++].form.len)
        if (out[k].form.len > p->start + p->len - at ||
            memcmp(bytes + at, out[k].form.at, out[k].form.len) != 0)
            return;
    if (at != p->start + p->len) return;
    for (uint32_t k = n; k-- > 0; at -= out[k].form.len)
        out[k].span = (sayso_span){ at - out[k].form.len, at };
}

static bool put_expanded(const work *w, const piece *p, sayso_word *out, sayso_arena *arena)
{
    const sayso_expansion *e = p->expansion;
    const sayso_shape shape = shape_of_piece(w->kit, w->bytes, p);
    const char *form = w->kit->splitters[p->language].pool + e->words;
    for (uint32_t k = 0; k < e->n_words; k++, form += strlen(form) + 1) {
        out[k] = plain_word(w->bytes, p);
        out[k].mwt_index = (uint8_t)k;
        out[k].mwt_len = (uint8_t)e->n_words;
        if (e->how != SAYSO_HOW_WHOLE) {
            const uint32_t end = p->start + p->len;
            out[k].form = k ? (sayso_str){ w->bytes + p->cut, end - p->cut }
                            : (sayso_str){ w->bytes + p->start, p->cut - p->start };
            continue;
        }
        out[k].form = sayso_str_of(form);
        const bool first_only = shape == SAYSO_SHAPE_TITLE && k == 0;
        if ((shape == SAYSO_SHAPE_UPPER || first_only) &&
            !sayso_str_upper(&out[k].form, first_only, arena))
            return false;
    }
    part_spans(w->bytes, p, out, e->n_words);
    return true;
}

static bool words_put(const work *w, sayso_text *text, sayso_arena *arena)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < w->n_pieces; i++) {
        const piece *p = &w->pieces[i];
        if (p->expansion && !put_expanded(w, p, &text->words[at], arena)) return false;
        if (!p->expansion) text->words[at] = plain_word(w->bytes, p);
        at += piece_words(p);
    }
    return true;
}

static void *arena_copy(sayso_arena *arena, const void *items, uint32_t n, size_t size)
{
    void *p = sayso_arena_array(arena, n, size);
    if (p && n) memcpy(p, items, n * size);
    return p;
}

static sayso_text *text_make(const work *w, uint32_t len, sayso_arena *arena)
{
    sayso_text *text = sayso_arena_alloc(arena, sizeof *text);
    if (!text) return NULL;
    *text = (sayso_text){ .bytes = w->bytes, .len = len, .n_paras = w->paras.n,
                          .n_sents = w->n_sents, .n_words = w->n_words, .n_broken = w->n_broken };
    text->paras = arena_copy(arena, w->paras.items, w->paras.n, sizeof *text->paras);
    text->sents = arena_copy(arena, w->sents, w->n_sents, sizeof *text->sents);
    text->broken = arena_copy(arena, w->broken, w->n_broken, sizeof *text->broken);
    text->words = sayso_arena_array(arena, w->n_words, sizeof *text->words);
    if (!text->paras || !text->sents || !text->broken || !text->words || !words_put(w, text, arena))
        return NULL;
    return text;
}

/* paragraphs between two looks at the watch: some kilobytes of text, under a millisecond */
enum {
    LOOK_PARAS = 64
};

sayso_status sayso_text_split(const sayso_textkit *kit, const char *bytes, uint32_t len,
                              uint16_t language, sayso_arena *arena, const sayso_watch *watch,
                              sayso_text **out, sayso_error *err)
{
    *out = NULL;
    work w = { .kit = kit, .bytes = bytes };
    bool ok = find_broken(&w, len) && sayso_paras_find(&kit->chars, bytes, len, &w.paras);
    if (ok && language < kit->n) {
        for (uint32_t i = 0; i < w.paras.n; i++) {
            w.paras.items[i].language = language;
            w.paras.items[i].code = kit->codes[language];
        }
    } else if (ok && kit->ident)
        ok = sayso_ident_paras(kit->ident, &kit->chars, bytes, w.paras.items, w.paras.n);
    sayso_status st = sayso_watch_look(watch, err);
    for (uint32_t i = 0; ok && !st && i < w.paras.n; i++) {
        ok = para_split(&w, i);
        if (i % LOOK_PARAS == 0) st = sayso_watch_look(watch, err);
    }
    if (ok && !st) *out = text_make(&w, len, arena);
    work_free(&w);
    return st ? st : *out ? sayso_ok(err) : sayso_no_memory(err);
}
