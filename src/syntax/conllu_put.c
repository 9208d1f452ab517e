/* CoNLL-U out. */
#include "syntax/syntax.h"

/* One column: white space inside becomes one blank, an empty field "_". */
static void field_put(sayso_buf *b, const char *at, uint32_t len)
{
    const size_t before = b->len;
    bool gap = false;
    for (uint32_t i = 0; i < len; i++) {
        if ((unsigned char)at[i] <= ' ') {
            gap = true;
            continue;
        }
        if (gap && b->len > before) sayso_buf_puts(b, " ");
        gap = false;
        sayso_buf_put(b, at + i, 1);
    }
    if (b->len == before) sayso_buf_puts(b, "_");
}

static bool space_after(const sayso_word *w) { return w->flags & SAYSO_WORD_SPACE_AFTER; }

/* A sentence in a language that is not read has no tree; CoNLL-U wants one: all on the first word. */
static void tree_put(sayso_buf *b, const sayso_word *w, uint32_t i)
{
    if (w->upos != SAYSO_UPOS_NONE && w->deprel) sayso_buf_printf(b, "\t%u\t%s", w->head == SAYSO_ROOT ? 0u : w->head + 1u, w->deprel);
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
    field_put(b, w->lemma.at, w->lemma.len);
    sayso_buf_printf(b, "\t%s\t_\t", w->upos == SAYSO_UPOS_NONE ? "X" : sayso_upos_name((sayso_upos)w->upos));
    sayso_feats_put(b, w->feats);
    tree_put(b, w, i);
    sayso_buf_puts(b, "\t_\t");
    misc_put(b, w);
}

static void range_put(sayso_buf *b, const sayso_text *t, const sayso_word *w, uint32_t i)
{
    sayso_buf_printf(b, "%u-%u\t", i + 1, i + w->mwt_len);
    field_put(b, t->bytes + w->span.start, w->span.end - w->span.start);
    sayso_buf_printf(b, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", space_after(w) ? "_" : "SpaceAfter=No");
}

/* "# text" is what the forms and SpaceAfter give, so that both always agree. */
static void text_put(sayso_buf *b, const sayso_text *t, const sayso_sent *s)
{
    sayso_buf_puts(b, "# text = ");
    for (uint32_t i = 0; i < s->n_words;) {
        const sayso_word *w = &t->words[s->first_word + i];
        if (w->mwt_len > 1) field_put(b, t->bytes + w->span.start, w->span.end - w->span.start);
        else field_put(b, w->form.at, w->form.len);
        i += w->mwt_len ? w->mwt_len : 1;
        if (i < s->n_words && space_after(w)) sayso_buf_puts(b, " ");
    }
    sayso_buf_puts(b, "\n");
}

void sayso_conllu_put(sayso_buf *b, const sayso_text *t)
{
    for (uint32_t k = 0; k < t->n_sents; k++) {
        const sayso_sent *s = &t->sents[k];
        if (!k) sayso_buf_puts(b, "# newdoc\n");
        if (!k || s->paragraph != s[-1].paragraph) sayso_buf_puts(b, "# newpar\n");
        sayso_buf_printf(b, "# sent_id = %u\n", k + 1);
        text_put(b, t, s);
        for (uint32_t i = 0; i < s->n_words; i++) {
            const sayso_word *w = &t->words[s->first_word + i];
            if (w->mwt_len > 1 && w->mwt_index == 0) range_put(b, t, w, i);
            word_put(b, w, i);
        }
        sayso_buf_puts(b, "\n");
    }
}
