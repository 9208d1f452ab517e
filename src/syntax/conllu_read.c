/* CoNLL-U in. The text that spans refer to is rebuilt from the forms and SpaceAfter. */
#include "syntax/syntax.h"
#include <stdlib.h>

enum { COLUMNS = 10 };

typedef struct conllu_reader {
    sayso_arena *arena;
    sayso_text  *text;
    uint32_t words_cap, sents_cap, paras_cap; /* of growing copies, moved to the arena at the end */
    sayso_word *words;
    sayso_sent *sents;
    sayso_para *paras;
    sayso_buf   bytes;
    sayso_buf   morph;              /* scratch */
    uint64_t    line;
    uint32_t    first_word;         /* of the sentence being read */
    uint32_t    sent_start;         /* byte */
    uint32_t    range_from, range_to; /* ids of the multiword token being read; range_to = 0:
                                         none */
    sayso_span  range_span;
    bool        range_space;
    bool        new_paragraph, started;
    sayso_error *err;
} conllu_reader;

static sayso_status bad(conllu_reader *r, const char *what)
{
    return sayso_fail(r->err, SAYSO_BAD_DATA, "conllu", r->line,
                      "%s; each word has ten columns and an id one above the last", what);
}

static sayso_status columns_of(conllu_reader *r, const char *line, size_t len,
                               sayso_str col[COLUMNS])
{
    const char *end = line + len;
    for (unsigned i = 0; i < COLUMNS; i++) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        if ((tab == NULL) != (i == COLUMNS - 1)) return bad(r, "wrong number of columns");
        const char *stop = tab ? tab : end;
        if (stop == line) return bad(r, "an empty column");
        col[i] = (sayso_str){ line, (uint32_t)(stop - line) };
        line = stop + 1;
    }
    return SAYSO_OK;
}

/* Digits only, at most six; false otherwise. */
static bool number_of(const char *at, const char *end, uint32_t *out)
{
    uint32_t v = 0;
    if (at == end || end - at > 6) return false;
    for (; at < end; at++) {
        if (*at < '0' || *at > '9') return false;
        v = v * 10 + (uint32_t)(*at - '0');
    }
    *out = v;
    return true;
}

/* The value of "KEY=" in the last column, {NULL, 0} if it is not there. */
static sayso_str misc_value(sayso_str misc, const char *key)
{
    const size_t n = strlen(key);
    for (const char *at = misc.at, *end = misc.at + misc.len; at < end;) {
        const char *bar = memchr(at, '|', (size_t)(end - at)), *stop = bar ? bar : end;
        if ((size_t)(stop - at) >= n && memcmp(at, key, n) == 0)
            return (sayso_str){ at + n, (uint32_t)((size_t)(stop - at) - n) };
        at = stop + 1;
    }
    return (sayso_str){ NULL, 0 };
}

static bool space_after(sayso_str misc)
{
    return !sayso_str_eq(misc_value(misc, "SpaceAfter="), SAYSO_STR("No"));
}

/* Adds a surface token to the rebuilt text. */
static sayso_span surface_put(conllu_reader *r, sayso_str form, bool space)
{
    sayso_span span = { (uint32_t)r->bytes.len, 0 };
    sayso_buf_put(&r->bytes, form.at, form.len);
    span.end = (uint32_t)r->bytes.len;
    if (space) sayso_buf_puts(&r->bytes, " ");
    return span;
}

static sayso_str kept(conllu_reader *r, sayso_str s)
{
    char *copy = sayso_arena_dup(r->arena, s.at, s.len);
    return (sayso_str){ copy, copy ? s.len : 0 };
}

static bool is_blank(sayso_str s) { return s.len == 1 && s.at[0] == '_'; }

/* Most words have features with bits only. */
static bool feats_read(conllu_reader *r, sayso_word *w, sayso_str feats)
{
    r->morph.len = 0;
    w->feats = sayso_feats_of(feats, &r->morph);
    if (r->morph.len) w->morph = sayso_arena_dup(r->arena, r->morph.at, r->morph.len);
    return !r->morph.failed && (!r->morph.len || w->morph);
}

static sayso_status word_syntax(conllu_reader *r, sayso_word *w, const sayso_str col[COLUMNS])
{
    uint32_t head = 0;
    sayso_sub sub = SAYSO_SUB_NONE;
    w->upos = (uint8_t)sayso_upos_of(col[3]);
    if (!feats_read(r, w, col[5])) return sayso_no_memory(r->err);
    w->head = SAYSO_ROOT;
    if (!is_blank(col[2]) || is_blank(col[1])) w->lemma = kept(r, col[2]);
    if (is_blank(col[6])) return SAYSO_OK; /* tagged, without a tree */
    if (!number_of(col[6].at, col[6].at + col[6].len, &head) || head > SAYSO_MOST_WORDS)
        return bad(r, "a head that is no word's id");
    w->head = head ? (uint16_t)(head - 1) : SAYSO_ROOT;
    w->rel = (uint8_t)sayso_rel_of(col[7], &sub);
    w->sub = (uint8_t)sub;
    w->deprel = kept(r, col[7]).at;
    return SAYSO_OK;
}

static sayso_status range_line(conllu_reader *r, const sayso_str col[COLUMNS], const char *dash)
{
    const uint32_t next = r->text->n_words - r->first_word + 1;
    uint32_t from, to;
    if (!number_of(col[0].at, dash, &from) || !number_of(dash + 1, col[0].at + col[0].len, &to) ||
        from != next || to < from || to > SAYSO_MOST_WORDS || r->range_to >= from)
        return bad(r, "a malformed range of ids");
    r->range_from = from;
    r->range_to = to;
    r->range_space = space_after(col[9]);
    r->range_span = surface_put(r, col[1], r->range_space);
    return SAYSO_OK;
}

static sayso_status word_line(conllu_reader *r, const sayso_str col[COLUMNS])
{
    uint32_t id;
    const uint32_t next = r->text->n_words - r->first_word + 1;
    if (!number_of(col[0].at, col[0].at + col[0].len, &id) || id != next)
        return bad(r, "ids are not in order");
    if (id > SAYSO_MOST_WORDS) return bad(r, "a sentence of too many words");
    if (!sayso_grow(r->words, r->text->n_words, r->words_cap)) return sayso_no_memory(r->err);
    sayso_word *w = &r->words[r->text->n_words++];
    *w = (sayso_word){ .form = kept(r, col[1]), .mwt_len = 1 };
    bool space;
    if (id <= r->range_to && r->range_to - r->range_from < 255) {
        w->span = r->range_span;
        w->mwt_index = (uint8_t)(id - r->range_from);
        w->mwt_len = (uint8_t)(r->range_to - r->range_from + 1);
        space = r->range_space;
    } else {
        space = space_after(col[9]);
        w->span = surface_put(r, col[1], space);
    }
    if (space) w->flags |= SAYSO_WORD_SPACE_AFTER;
    w->name = sayso_name_tag_of(misc_value(col[9], "NER="));
    w->name_sure = w->name ? UINT8_MAX : 0; /* a file's word is taken */
    return word_syntax(r, w, col);
}

static sayso_status paragraph_begin(conllu_reader *r)
{
    if (r->text->n_paras && !r->new_paragraph) return SAYSO_OK;
    if (r->text->n_paras) sayso_buf_puts(&r->bytes, "\n\n");
    if (!sayso_grow(r->paras, r->text->n_paras, r->paras_cap)) return sayso_no_memory(r->err);
    const uint32_t at = (uint32_t)r->bytes.len;
    r->paras[r->text->n_paras++] = (sayso_para){ { at, at }, "und", 0 };
    r->new_paragraph = false;
    return SAYSO_OK;
}

static sayso_status heads_check(conllu_reader *r, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint16_t head = r->words[r->first_word + i].head;
        if (head != SAYSO_ROOT && (head >= n || head == i))
            return bad(r, "a head outside the sentence");
    }
    return SAYSO_OK;
}

static sayso_status sentence_end(conllu_reader *r)
{
    const uint32_t n = r->text->n_words - r->first_word;
    r->started = false;
    if (!n) return SAYSO_OK;
    if (r->range_to > n) return bad(r, "a range of ids that ends after the sentence");
    const sayso_status st = heads_check(r, n);
    if (st) return st;
    if (!sayso_grow(r->sents, r->text->n_sents, r->sents_cap)) return sayso_no_memory(r->err);
    const uint32_t end = r->words[r->text->n_words - 1].span.end;
    r->sents[r->text->n_sents++] = (sayso_sent){
        .span = { r->sent_start, end }, .first_word = r->first_word, .n_words = n,
        .paragraph = r->text->n_paras - 1
    };
    r->paras[r->text->n_paras - 1].span.end = end;
    r->first_word = r->text->n_words;
    r->range_to = 0;
    return SAYSO_OK;
}

static bool begins(const char *line, size_t len, const char *z)
{
    const size_t n = strlen(z);
    return len >= n && memcmp(line, z, n) == 0;
}

static sayso_status line_read(conllu_reader *r, const char *line, size_t len)
{
    sayso_str col[COLUMNS];
    if (len && line[len - 1] == '\r') len--;
    if (!len) return sentence_end(r);
    if (line[0] == '#') {
        if (begins(line, len, "# newpar") || begins(line, len, "# newdoc")) r->new_paragraph = true;
        return SAYSO_OK;
    }
    sayso_status st = columns_of(r, line, len, col);
    if (st) return st;
    /* an empty node of the enhanced graph */
    if (memchr(col[0].at, '.', col[0].len)) return SAYSO_OK;
    if (!r->started) {
        if ((st = paragraph_begin(r))) return st;
        r->started = true;
        r->sent_start = (uint32_t)r->bytes.len;
    }
    const char *dash = memchr(col[0].at, '-', col[0].len);
    return dash ? range_line(r, col, dash) : word_line(r, col);
}

/* Moves what was gathered into the arena. */
static sayso_status finish(conllu_reader *r)
{
    sayso_text *t = r->text;
    t->words = sayso_arena_array(r->arena, t->n_words, sizeof *t->words);
    t->sents = sayso_arena_array(r->arena, t->n_sents, sizeof *t->sents);
    t->paras = sayso_arena_array(r->arena, t->n_paras, sizeof *t->paras);
    t->bytes = sayso_arena_dup(r->arena, r->bytes.at ? r->bytes.at : "", r->bytes.len);
    if (!t->words || !t->sents || !t->paras || !t->bytes || r->bytes.failed)
        return sayso_no_memory(r->err);
    t->len = (uint32_t)r->bytes.len;
    if (t->n_words) memcpy(t->words, r->words, t->n_words * sizeof *t->words);
    if (t->n_sents) memcpy(t->sents, r->sents, t->n_sents * sizeof *t->sents);
    if (t->n_paras) memcpy(t->paras, r->paras, t->n_paras * sizeof *t->paras);
    return SAYSO_OK;
}

sayso_status sayso_conllu_read(const char *bytes, size_t len, sayso_arena *arena, sayso_text **out,
                               sayso_error *err)
{
    conllu_reader r = { .arena = arena, .text = sayso_arena_alloc(arena, sizeof(sayso_text)),
                        .bytes = SAYSO_BUF_EMPTY, .morph = SAYSO_BUF_EMPTY, .err = err };
    sayso_status st = r.text ? SAYSO_OK : sayso_no_memory(err);
    const char *at = bytes, *end = bytes + len;
    *out = NULL;
    if (!st && len > UINT32_MAX / 2)
        st = sayso_fail(err, SAYSO_TOO_LARGE, "conllu", SAYSO_NOWHERE,
                        "more than 2 GiB; split the file");
    while (!st && at < end) {
        const char *nl = memchr(at, '\n', (size_t)(end - at));
        const char *stop = nl ? nl : end;
        r.line++;
        st = line_read(&r, at, (size_t)(stop - at));
        at = stop + 1;
    }
    if (!st) st = sentence_end(&r);
    if (!st) st = finish(&r);
    if (!st) *out = r.text;
    free(r.words);
    free(r.sents);
    free(r.paras);
    sayso_buf_free(&r.bytes);
    sayso_buf_free(&r.morph);
    return st ? st : sayso_ok(err);
}
