/* Trees as few bytes, and back; see trees.h.
 *
 *   0, then the CoNLL-U itself                      where the below would not give it back
 *   1, rows: number of what the word is * 4 + bits  bit 1: the form is no part of the sentence,
 *            length of the form, or its number      bit 2: MISC is not what the blanks say
 *            number of the lemma's difference, head against the word's own place, number of MISC
 *   a row of 0 is one of several words ("2-3"): bits, how many words, length or number of the form
 */
#include "trees.h"
#include "pack.h"
#include <stdlib.h>

enum { COLUMNS = 10, OWN_FORM = 1, OWN_MISC = 2 };
enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

typedef struct row { sayso_str at[COLUMNS]; } row;

static const sayso_str no_space = { "SpaceAfter=No", 13 }, nothing = { "_", 1 };

static bool blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* ---- rows of a tree ---- */

/* The next line that is no comment, cut at its tabs; false at the end. *bad: it is no row. */
static bool row_next(const char **tree, row *out, bool *bad)
{
    const char *s = *tree;
    while (*s == '#') {
        s += strcspn(s, "\n");
        s += *s == '\n';
    }
    const size_t n = strcspn(s, "\n");
    *tree = s + n + (s[n] == '\n');
    if (!n) return false;
    for (int i = 0; i < COLUMNS; i++) {
        const size_t k = i + 1 < COLUMNS ? strcspn(s, "\t\n") : strcspn(s, "\n");
        out->at[i] = (sayso_str){ s, (uint32_t)k };
        s += k;
        if (i + 1 < COLUMNS && *s++ != '\t') return *bad = true, false;
    }
    return true;
}

static bool whole(sayso_str s, uint32_t *out)
{
    uint32_t x = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' || x > 100000000) return false;
        x = x * 10 + (uint32_t)(s.at[i] - '0');
    }
    *out = x;
    return s.len > 0;
}

/* ---- forms: the sentence holds them ---- */

typedef struct place { sayso_str sentence; uint32_t at; } place;

static void blanks_skip(place *p)
{
    while (p->at < p->sentence.len && blank(p->sentence.at[p->at])) p->at++;
}

static bool form_here(place *p, sayso_str form)
{
    place q = *p;
    blanks_skip(&q);
    if (!form.len || q.sentence.len - q.at < form.len ||
        memcmp(q.sentence.at + q.at, form.at, form.len) != 0)
        return false;
    q.at += form.len;
    *p = q;
    return true;
}

static sayso_str misc_usual(const place *p)
{
    return p->at < p->sentence.len && !blank(p->sentence.at[p->at]) ? no_space : nothing;
}

/* ---- lemmas: what differs from the form ---- */

static uint32_t first_len(sayso_str s)
{
    uint32_t n = s.len > 0;
    while (n && n < s.len && ((uint8_t)s.at[n] & 0xc0) == 0x80) n++;
    return n;
}

/* "first;cut;end": the lemma's first letter where it is another, bytes to cut from the form's end,
 * and what stands there instead. */
static void lemma_differs(sayso_buf *b, sayso_str form, sayso_str lemma)
{
    uint32_t f = first_len(form), l = first_len(lemma);
    b->len = 0;
    if (f != l || memcmp(form.at, lemma.at, f) != 0) sayso_buf_put(b, lemma.at, l);
    sayso_buf_puts(b, ";");
    while (f < form.len && l < lemma.len && form.at[f] == lemma.at[l]) f++, l++;
    while (l > 1 && l < lemma.len && f > 1 && ((uint8_t)lemma.at[l] & 0xc0) == 0x80) f--, l--;
    sayso_buf_whole(b, form.len - f);
    sayso_buf_puts(b, ";");
    sayso_buf_put(b, lemma.at + l, lemma.len - l);
}

static bool lemma_put(sayso_buf *b, sayso_str form, sayso_str edit)
{
    const char *one = memchr(edit.at, ';', edit.len),
               *two = one ? memchr(one + 1, ';', edit.len - (size_t)(one + 1 - edit.at)) : NULL;
    uint32_t cut;
    if (!two || !whole((sayso_str){ one + 1, (uint32_t)(two - one - 1) }, &cut)) return false;
    const uint32_t first = (uint32_t)(one - edit.at), skip = first_len(form);
    if (skip + cut > form.len) return false;
    sayso_buf_put(b, first ? edit.at : form.at, first ? first : skip);
    sayso_buf_put(b, form.at + skip, form.len - skip - cut);
    sayso_buf_put(b, two + 1, edit.len - (size_t)(two + 1 - edit.at));
    return true;
}

/* ---- in ---- */

typedef struct packing {
    const sayso_led_words_table *words;
    sayso_buf *out;
    sayso_error *err;
    sayso_buf  text;            /* what is looked up */
    place      at;
    uint32_t   n, inside;       /* words so far; of the row of several, still to come */
    bool       bad;
} packing;

static sayso_status number_put(packing *p, sayso_str text)
{
    uint32_t number;
    if (p->text.failed) return sayso_no_memory(p->err);
    const sayso_status st = p->words->number(p->words->user, text, &number, p->err);
    if (!st) sayso_led_put_number(p->out, number);
    return st;
}

static sayso_status several_put(packing *p, const row *r, uint32_t from, uint32_t to)
{
    const bool here = form_here(&p->at, r->at[FORM]);
    sayso_led_put_number(p->out, here ? 0 : OWN_FORM);
    sayso_led_put_number(p->out, to - from + 1);
    p->inside = to - from + 1;
    if (!here) return number_put(p, r->at[FORM]);
    sayso_led_put_number(p->out, r->at[FORM].len);
    return SAYSO_OK;
}

static sayso_status word_put(packing *p, const row *r)
{
    uint32_t head, what;
    place was = p->at;
    const bool here = !p->inside && form_here(&p->at, r->at[FORM]);
    const sayso_str usual = p->inside ? nothing : misc_usual(&p->at);
    const bool misc = !sayso_str_eq(r->at[MISC], usual);
    if (!here) p->at = was;
    if (!whole(r->at[HEAD], &head)) return p->bad = true, SAYSO_OK;
    p->text.len = 0;
    for (int i = UPOS; i < MISC; i++) {
        if (i == HEAD) continue;
        sayso_buf_put(&p->text, r->at[i].at, r->at[i].len);
        if (i != DEPS) sayso_buf_puts(&p->text, "\t");
    }
    if (p->text.failed) return sayso_no_memory(p->err);
    sayso_status st = p->words->number(p->words->user,
                                       (sayso_str){ p->text.at, (uint32_t)p->text.len }, &what,
                                       p->err);
    if (st) return st;
    sayso_led_put_number(p->out, (uint64_t)what * 4 + (here ? 0 : OWN_FORM) +
                                     (misc ? OWN_MISC : 0));
    if (here) sayso_led_put_number(p->out, r->at[FORM].len);
    else st = number_put(p, r->at[FORM]);
    lemma_differs(&p->text, r->at[FORM], r->at[LEMMA]);
    if (!st) st = number_put(p, (sayso_str){ p->text.at, (uint32_t)p->text.len });
    const int64_t away = (int64_t)head - p->n;
    sayso_led_put_number(p->out, away < 0 ? (uint64_t)(-away) * 2 - 1 : (uint64_t)away * 2);
    return st || !misc ? st : number_put(p, r->at[MISC]);
}

static sayso_status row_put(packing *p, const row *r)
{
    const char *dash = memchr(r->at[ID].at, '-', r->at[ID].len);
    uint32_t from, to;
    if (!dash) {
        if (!whole(r->at[ID], &from) || from != p->n + 1) return p->bad = true, SAYSO_OK;
        p->n++;
        const sayso_status st = word_put(p, r);
        p->inside -= p->inside > 0;
        return st;
    }
    const uint32_t k = (uint32_t)(dash - r->at[ID].at);
    if (!whole((sayso_str){ r->at[ID].at, k }, &from) ||
        !whole((sayso_str){ dash + 1, r->at[ID].len - k - 1 }, &to) || from != p->n + 1 ||
        to < from)
        return p->bad = true, SAYSO_OK;
    return several_put(p, r, from, to);
}

static sayso_status rows_put(packing *p, const char *tree)
{
    row r;
    sayso_status st = SAYSO_OK;
    while (!st && !p->bad && row_next(&tree, &r, &p->bad)) st = row_put(p, &r);
    return st;
}

static void as_it_is(sayso_buf *out, size_t from, const char *tree)
{
    out->len = from;
    sayso_buf_put(out, "", 1);
    sayso_buf_puts(out, tree);
}

sayso_status sayso_led_tree_pack(const char *tree, sayso_str sentence,
                                 const sayso_led_words_table *words, sayso_buf *out,
                                 sayso_error *err)
{
    const size_t from = out->len;
    packing p = { .words = words, .out = out, .err = err, .at = { sentence, 0 } };
    sayso_buf back = SAYSO_BUF_EMPTY;
    sayso_led_put_number(out, 1);
    sayso_status st = rows_put(&p, tree);
    if (!st && !p.bad && !out->failed)
        p.bad = sayso_led_tree_unpack(out->at + from, out->len - from, sentence, words, &back,
                                      NULL) ||
                back.failed || strcmp(back.at, tree) != 0;
    if (!st && p.bad) as_it_is(out, from, tree);
    sayso_buf_free(&back);
    sayso_buf_free(&p.text);
    return st ? st : out->failed ? sayso_no_memory(err) : SAYSO_OK;
}

/* ---- out ---- */

typedef struct unpacking {
    const sayso_led_words_table *words;
    sayso_led_bytes b;
    sayso_buf  rows, text;      /* text: the line `# text` */
    sayso_error *err;
    place      at;
    uint32_t   n, inside;
    bool       space;           /* behind the last form */
} unpacking;

static sayso_status damaged(sayso_error *err)
{
    return sayso_fail(err, SAYSO_LEDGER, NULL, SAYSO_NOWHERE,
                      "a tree of the ledger is damaged; `sayso verify` tells where");
}

static sayso_status text_get(unpacking *u, sayso_str *out)
{
    const uint64_t number = sayso_led_get_number(&u->b);
    if (u->b.bad || !number || number > UINT32_MAX) return damaged(u->err);
    const sayso_status st = u->words->text(u->words->user, (uint32_t)number, out, u->err);
    return st ? st : out->at ? SAYSO_OK : damaged(u->err);
}

static sayso_status form_get(unpacking *u, bool own, sayso_str *out)
{
    if (own) return text_get(u, out);
    const uint64_t n = sayso_led_get_number(&u->b);
    blanks_skip(&u->at);
    if (u->b.bad || n > u->at.sentence.len - u->at.at) return damaged(u->err);
    *out = (sayso_str){ u->at.sentence.at + u->at.at, (uint32_t)n };
    u->at.at += (uint32_t)n;
    return SAYSO_OK;
}

static void text_add(unpacking *u, sayso_str form, sayso_str misc)
{
    if (u->space) sayso_buf_puts(&u->text, " ");
    sayso_buf_put(&u->text, form.at, form.len);
    u->space = misc.len < no_space.len ||
               memcmp(misc.at + misc.len - no_space.len, no_space.at, no_space.len) != 0;
}

static sayso_status several_get(unpacking *u, bool own)
{
    sayso_str form;
    const uint64_t n = sayso_led_get_number(&u->b);
    if (u->b.bad || !n || n > 1000) return damaged(u->err);
    const sayso_status st = form_get(u, own, &form);
    if (st) return st;
    const sayso_str misc = misc_usual(&u->at);
    u->inside = (uint32_t)n;
    sayso_buf_printf(&u->rows, "%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%.*s\n", u->n + 1,
                     u->n + (uint32_t)n, (int)form.len, form.at, (int)misc.len, misc.at);
    text_add(u, form, misc);
    return st;
}

/* UPOS, XPOS and FEATS before the head, DEPREL and DEPS behind it. */
static void what_put(sayso_buf *b, sayso_str what, uint64_t head)
{
    uint32_t i = 0;
    for (int tabs = 0; i < what.len && tabs < 3; i++) tabs += what.at[i] == '\t';
    sayso_buf_put(b, what.at, i);
    sayso_buf_whole(b, (int64_t)head);
    sayso_buf_puts(b, "\t");
    sayso_buf_put(b, what.at + i, what.len - i);
}

static sayso_status word_get(unpacking *u, uint64_t first)
{
    sayso_str what, form, edit, misc;
    sayso_status st = first / 4 > UINT32_MAX
                          ? damaged(u->err)
                          : u->words->text(u->words->user, (uint32_t)(first / 4), &what, u->err);
    if (!st && !what.at) st = damaged(u->err);
    if (st || (st = form_get(u, first & OWN_FORM, &form)) || (st = text_get(u, &edit))) return st;
    const uint64_t away = sayso_led_get_number(&u->b);
    const int64_t head = (int64_t)++u->n +
                         (away & 1 ? -(int64_t)(away / 2 + 1) : (int64_t)(away / 2));
    misc = u->inside ? nothing : misc_usual(&u->at);
    if (first & OWN_MISC && (st = text_get(u, &misc))) return st;
    if (u->b.bad || head < 0) return damaged(u->err);
    sayso_buf_printf(&u->rows, "%u\t%.*s\t", u->n, (int)form.len, form.at);
    if (!lemma_put(&u->rows, form, edit)) return damaged(u->err);
    sayso_buf_puts(&u->rows, "\t");
    what_put(&u->rows, what, (uint64_t)head);
    sayso_buf_puts(&u->rows, "\t");
    sayso_buf_put(&u->rows, misc.at, misc.len);
    sayso_buf_puts(&u->rows, "\n");
    if (!u->inside) text_add(u, form, misc);
    u->inside -= u->inside > 0;
    return SAYSO_OK;
}

sayso_status sayso_led_tree_unpack(const void *bytes, size_t n, sayso_str sentence,
                                   const sayso_led_words_table *words, sayso_buf *out,
                                   sayso_error *err)
{
    unpacking u = { .words = words, .b = { bytes, (const uint8_t *)bytes + n, false },
                    .at = { sentence, 0 }, .err = err };
    sayso_status st = SAYSO_OK;
    const uint64_t kind = sayso_led_get_number(&u.b);
    if (kind == 0 && !u.b.bad) {
        sayso_buf_put(out, u.b.at, (size_t)(u.b.end - u.b.at));
        return out->failed ? sayso_no_memory(err) : SAYSO_OK;
    }
    if (kind != 1) st = damaged(err);
    while (!st && u.b.at < u.b.end) {
        const uint64_t first = sayso_led_get_number(&u.b);
        st = first < 4 ? several_get(&u, first & OWN_FORM) : word_get(&u, first);
    }
    if (!st) {
        sayso_buf_puts(out, "# text = ");
        sayso_buf_put(out, u.text.at ? u.text.at : "", u.text.len);
        sayso_buf_puts(out, "\n");
        sayso_buf_put(out, u.rows.at ? u.rows.at : "", u.rows.len);
        sayso_buf_puts(out, "\n");
        if (u.rows.failed || u.text.failed || out->failed) st = sayso_no_memory(err);
    }
    sayso_buf_free(&u.rows);
    sayso_buf_free(&u.text);
    return st;
}

/* ---- those of a document ---- */

void sayso_led_trees_add(sayso_buf *out, uint64_t number, sayso_str tree)
{
    sayso_led_put_number(out, number);
    sayso_led_put_number(out, tree.len);
    sayso_buf_put(out, tree.at, tree.len);
}

sayso_str sayso_led_trees_find(sayso_str trees, uint64_t number)
{
    const uint8_t *at = (const uint8_t *)(trees.at ? trees.at : ""); /* NULL: there are none */
    sayso_led_bytes b = { at, at + trees.len, false };
    while (b.at < b.end) {
        const uint64_t has = sayso_led_get_number(&b), n = sayso_led_get_number(&b);
        if (b.bad || n > (size_t)(b.end - b.at)) break;
        if (has == number) return (sayso_str){ (const char *)b.at, (uint32_t)n };
        b.at += n;
    }
    return (sayso_str){ NULL, 0 };
}
