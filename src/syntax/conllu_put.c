/* CoNLL-U out. */
#include "syntax/syntax.h"
#include "text/utf8.h"

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xa0 || c == 0x202f || (c >= 0x2000 && c <= 0x200a) || c == 0x3000;
}

/* False for what is surely in NFC by itself: Latin, plain Cyrillic, common punctuation. */
static bool may_compose(uint32_t c)
{
    return c >= 0x300 && !(c >= 0x400 && c < 0x483) && !(c >= 0x48a && c < 0x530) &&
           !(c >= 0x2010 && c < 0x204a) && c != 0x2116 && c != SAYSO_BAD_CHAR;
}

/* One column: white space inside becomes one blank, broken bytes become U+FFFD, letters and
 * marks are composed as UD asks (NFC), an empty field "_". */
static void field_put(sayso_buf *b, const char *at, uint32_t len)
{
    const size_t before = b->len;
    const uint8_t *p = (const uint8_t *)at, *end = p + len;
    bool gap = false, marks = false;
    while (p < end) {
        uint32_t c;
        char bytes[4];
        p += sayso_utf8_next(p, end, &c);
        if (is_blank(c)) {
            gap = true;
            continue;
        }
        if (gap && b->len > before) sayso_buf_puts(b, " ");
        gap = false;
        marks = marks || may_compose(c);
        sayso_buf_put(b, bytes, sayso_utf8_put(c == SAYSO_BAD_CHAR ? 0xfffd : c, bytes));
    }
    if (marks) sayso_buf_compose(b, before);
    if (b->len == before) sayso_buf_puts(b, "_");
}

static bool space_after(const sayso_word *w) { return w->flags & SAYSO_WORD_SPACE_AFTER; }

/* A sentence in a language that is not read has no tree; CoNLL-U wants one: all on the first
 * word. */
static void tree_put(sayso_buf *b, const sayso_word *w, uint32_t i)
{
    if (w->upos != SAYSO_UPOS_NONE && w->deprel)
        sayso_buf_printf(b, "\t%u\t%s", w->head == SAYSO_ROOT ? 0u : w->head + 1u, w->deprel);
    else sayso_buf_puts(b, i ? "\t1\tdep" : "\t0\troot");
}

/* MISC: NER=B-PER (IOBES, as other parsers write it), SpaceAfter=No. */
static void misc_put(sayso_buf *b, const sayso_word *w)
{
    const bool no_space = w->mwt_len <= 1 && !space_after(w);
    if (w->name) {
        sayso_buf_puts(b, "NER=");
        sayso_buf_puts(b, sayso_name_tag_name(w->name));
    }
    if (no_space) sayso_buf_puts(b, w->name ? "|SpaceAfter=No" : "SpaceAfter=No");
    sayso_buf_puts(b, w->name || no_space ? "\n" : "_\n");
}

static void word_put(sayso_buf *b, const sayso_word *w, uint32_t i)
{
    sayso_buf_printf(b, "%u\t", i + 1);
    field_put(b, w->form.at, w->form.len);
    sayso_buf_puts(b, "\t");
    /* a mark alone folds to nothing, unread languages have none */
    const sayso_str lemma = w->lemma.len ? w->lemma : w->form;
    field_put(b, lemma.at, lemma.len);
    sayso_buf_printf(b, "\t%s\t_\t",
                     w->upos == SAYSO_UPOS_NONE ? "X" : sayso_upos_name((sayso_upos)w->upos));
    sayso_feats_put(b, w->feats, w->morph);
    tree_put(b, w, i);
    sayso_buf_puts(b, "\t_\t");
    misc_put(b, w);
}

/* All bytes of the multiword token that begins at w. */
static void token_put(sayso_buf *b, const sayso_text *t, const sayso_word *w)
{
    const sayso_span s = { w->span.start, w[w->mwt_len - 1].span.end };
    field_put(b, t->bytes + s.start, s.end - s.start);
}

static void range_put(sayso_buf *b, const sayso_text *t, const sayso_word *w, uint32_t i)
{
    sayso_buf_printf(b, "%u-%u\t", i + 1, i + w->mwt_len);
    token_put(b, t, w);
    sayso_buf_printf(b, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", space_after(w) ? "_" : "SpaceAfter=No");
}

/* "# text" is what the forms and SpaceAfter give, so that both always agree. */
static void text_put(sayso_buf *b, const sayso_text *t, const sayso_sent *s)
{
    sayso_buf_puts(b, "# text = ");
    for (uint32_t i = 0; i < s->n_words;) {
        const sayso_word *w = &t->words[s->first_word + i];
        if (w->mwt_len > 1) token_put(b, t, w);
        else field_put(b, w->form.at, w->form.len);
        i += w->mwt_len ? w->mwt_len : 1;
        if (i < s->n_words && space_after(w)) sayso_buf_puts(b, " ");
    }
    sayso_buf_puts(b, "\n");
}

/* An identifier as UD wants it in sent_id: no white space, no slash. */
static void id_put(sayso_buf *b, const char *id)
{
    for (; *id; id++) sayso_buf_put(b, (unsigned char)*id <= ' ' || *id == '/' ? "_" : id, 1);
}

static void head_put(sayso_buf *b, const sayso_text *t, uint32_t k, const char *id)
{
    const sayso_sent *s = &t->sents[k];
    if (!k) sayso_buf_puts(b, "# newdoc");
    if (!k && id) {
        sayso_buf_puts(b, " id = ");
        id_put(b, id);
    }
    if (!k) sayso_buf_puts(b, "\n");
    if (!k || s->paragraph != s[-1].paragraph) sayso_buf_puts(b, "# newpar\n");
    sayso_buf_puts(b, "# sent_id = ");
    if (id) id_put(b, id);
    sayso_buf_printf(b, "%s%u\n", id ? "-" : "", k + 1);
    if (s->mended) sayso_buf_puts(b, "# mended =");
    for (uint32_t bits = s->mended; bits; bits &= bits - 1)
        sayso_buf_printf(b, " %d", __builtin_ctz(bits));
    if (s->mended) sayso_buf_puts(b, "\n");
}

void sayso_conllu_put(sayso_buf *b, const sayso_text *t, const char *id)
{
    for (uint32_t k = 0; k < t->n_sents; k++) {
        const sayso_sent *s = &t->sents[k];
        head_put(b, t, k, id);
        text_put(b, t, s);
        for (uint32_t i = 0; i < s->n_words; i++) {
            const sayso_word *w = &t->words[s->first_word + i];
            if (w->mwt_len > 1 && w->mwt_index == 0) range_put(b, t, w, i);
            word_put(b, w, i);
        }
        sayso_buf_puts(b, "\n");
    }
}
