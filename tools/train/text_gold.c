#include "train/text_gold.h"
#include <stdlib.h>

typedef struct reader {
    sayso_gold *g;
    const char *path;
    uint64_t line;
    uint32_t upto;       /* last id of the running multiword token */
    bool space;          /* white space follows the last token */
    bool open;           /* a paragraph is open */
    bool marked;         /* the file marks paragraphs or documents */
    uint32_t most;
    sayso_error *err;
} reader;

static sayso_status bad(const reader *r, const char *what)
{
    return sayso_fail(r->err, SAYSO_BAD_DATA, r->path, r->line, "line %llu: %s",
                      (unsigned long long)r->line, what);
}

/* The k-th of the tab-separated fields of line [p, end). */
static sayso_str field(const char *p, const char *end, int k)
{
    for (; k > 0; k--) {
        p = memchr(p, '\t', (size_t)(end - p));
        if (!p) return (sayso_str){ "", 0 };
        p++;
    }
    const char *stop = memchr(p, '\t', (size_t)(end - p));
    return (sayso_str){ p, (uint32_t)((stop ? stop : end) - p) };
}

static bool contains(sayso_str s, sayso_str part)
{
    for (uint32_t i = 0; i + part.len <= s.len; i++)
        if (memcmp(s.at + i, part.at, part.len) == 0) return true;
    return false;
}

static void para_close(reader *r)
{
    sayso_gold *g = r->g;
    if (!r->open) return;
    sayso_gold_para *p = &g->paras[g->n_paras - 1];
    p->n = g->n_tokens - p->first;
    p->end = p->n ? g->tokens[g->n_tokens - 1].end : p->start;
    if (!p->n) g->n_paras--;
    r->open = false;
    sayso_buf_puts(&g->text, "\n\n");
}

static bool para_open(reader *r)
{
    sayso_gold *g = r->g;
    if (r->open) return true;
    if (!sayso_grow(g->paras, g->n_paras, g->cap_paras)) return false;
    g->paras[g->n_paras++] =
        (sayso_gold_para){ .start = (uint32_t)g->text.len, .first = g->n_tokens };
    r->open = true;
    r->space = false;
    return true;
}

static sayso_status token_put(reader *r, sayso_str form, bool space_after)
{
    sayso_gold *g = r->g;
    if (!para_open(r) || !sayso_grow(g->tokens, g->n_tokens, g->cap_tokens))
        return sayso_no_memory(r->err);
    if (r->space) sayso_buf_puts(&g->text, " ");
    const uint32_t start = (uint32_t)g->text.len;
    sayso_buf_put(&g->text, form.at, form.len);
    g->tokens[g->n_tokens++] = (sayso_gold_token){ .start = start,
                                                   .end = (uint32_t)g->text.len,
                                                   .words = (uint32_t)g->forms.len };
    r->space = space_after;
    return SAYSO_OK;
}

static sayso_status row(reader *r, const char *p, const char *end)
{
    const sayso_str id = field(p, end, 0), form = field(p, end, 1), misc = field(p, end, 9);
    if (!form.len) return bad(r, "a row without a form");
    if (memchr(id.at, '.', id.len)) return SAYSO_OK; /* empty nodes are no part of the text */
    const bool space = !contains(misc, SAYSO_STR("SpaceAfter=No"));
    const char *dash = memchr(id.at, '-', id.len);
    if (dash) {
        r->upto = (uint32_t)strtoul(dash + 1, NULL, 10);
        return token_put(r, form, space);
    }
    const unsigned long number = strtoul(id.at, NULL, 10);
    if (!number) return bad(r, "a row without a number");
    sayso_status st = SAYSO_OK;
    if (number > r->upto) st = token_put(r, form, space);
    if (st) return st;
    sayso_gold_para *para = &r->g->paras[r->g->n_paras - 1];
    para->tagged = sayso_str_eq(field(p, end, 6), SAYSO_STR("_"));
    para->loose = para->tagged && !r->marked;
    sayso_gold_token *t = &r->g->tokens[r->g->n_tokens - 1];
    sayso_buf_put(&r->g->forms, form.at, form.len);
    sayso_buf_put(&r->g->forms, "", 1);
    if (t->n_words == UINT8_MAX) return bad(r, "a token of too many words");
    t->n_words++;
    return SAYSO_OK;
}

static void sentence_end(reader *r)
{
    sayso_gold *g = r->g;
    r->upto = 0;
    if (!r->open || g->n_tokens == g->paras[g->n_paras - 1].first) return;
    g->tokens[g->n_tokens - 1].ends_sentence = true;
    if (g->text.len - g->paras[g->n_paras - 1].start > r->most) para_close(r);
}

sayso_status sayso_gold_read(sayso_gold *g, const char *path, uint32_t most, sayso_error *err)
{
    sayso_map map;
    sayso_status st = sayso_map_open(&map, path, err);
    if (st) return st;
    reader r = { .g = g, .path = path, .most = most, .err = err };
    const char *p = (const char *)map.at, *end = p + map.len;
    while (!st && p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p)), *next = stop ? stop + 1 : end;
        if (!stop) stop = end;
        if (stop > p && stop[-1] == '\r') stop--;
        r.line++;
        const sayso_str line = { p, (uint32_t)(stop - p) };
        if (!line.len) sentence_end(&r);
        else if (*p != '#') st = row(&r, p, stop);
        else if (contains(line, SAYSO_STR("# newpar")) || contains(line, SAYSO_STR("# newdoc"))) {
            para_close(&r);
            r.marked = true;
        }
        p = next;
    }
    sentence_end(&r);
    para_close(&r);
    sayso_map_close(&map);
    if (!st && (g->text.failed || g->forms.failed || g->text.len > UINT32_MAX / 2))
        st = sayso_no_memory(err);
    return st ? st : sayso_ok(err);
}

void sayso_gold_free(sayso_gold *g)
{
    sayso_buf_free(&g->text);
    sayso_buf_free(&g->forms);
    free(g->tokens);
    free(g->paras);
    *g = (sayso_gold){ 0 };
}
