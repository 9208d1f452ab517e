/* The words that dates are made of, by the language's dates.tsv, and what stands around them. */
#include "when/inside.h"

/* Kinds whose rows have no value. */
static bool has_no_value(sayso_date_word_kind kind)
{
    return kind == SAYSO_DW_ABOUT || kind == SAYSO_DW_EXACT || kind == SAYSO_DW_HABIT ||
           kind == SAYSO_DW_NAME || kind == SAYSO_DW_MDAY;
}

uint32_t sayso_when_word(const when_scan *s, uint32_t w, sayso_date_word_kind kind,
                         const sayso_date_word **out)
{
    if (w < s->begin || w >= s->end) return 0;
    for (uint32_t i = 0; i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind != kind || (!x->value && !has_no_value(kind)) || w + x->n_words > s->end)
            continue;
        if (out) *out = x;
        return x->n_words;
    }
    return 0;
}

bool sayso_when_piece(const when_scan *s, sayso_str piece, sayso_date_word_kind kind,
                      sayso_date_word *out)
{
    const sayso_word alone = { .form = piece, .lemma = piece };
    sayso_date_word found[WHEN_WORDS];
    const uint32_t n = piece.len ? sayso_lexicon_date_words(s->c->lexicon, s->language, &alone, 1,
                                                            found, WHEN_WORDS)
                                 : 0;
    for (uint32_t i = 0; i < n; i++)
        if (found[i].kind == kind && found[i].value) { *out = found[i]; return true; }
    return false;
}

int sayso_when_number(const sayso_date_word *x)
{
    int v = 0;
    for (const char *p = x->value; *p >= '0' && *p <= '9' && v < 1000; p++) v = v * 10 + (*p - '0');
    return v;
}

bool sayso_when_form_is(const when_scan *s, uint32_t w, const char *z)
{
    return w < s->end && sayso_str_eq(word_at(s->c, w)->form, sayso_str_of(z));
}

bool sayso_when_joins(const when_scan *s, uint32_t w)
{
    return w < s->end && (word_at(s->c, w)->upos == SAYSO_CCONJ || sayso_when_form_is(s, w, ","));
}

bool sayso_when_counts(const when_scan *s, uint32_t w)
{
    const uint32_t noun = s->c->tree.parent[w];
    return word_at(s->c, w)->rel == SAYSO_NUMMOD && noun != SAYSO_NO_WORD && noun > w &&
           noun < s->end && word_at(s->c, noun)->upos == SAYSO_NOUN &&
           (word_at(s->c, noun)->feats & SAYSO_F(NUMBER_PLUR)) &&
           !sayso_when_word(s, noun, SAYSO_DW_UNIT, NULL);
}

uint32_t sayso_when_skip_small(const when_scan *s, uint32_t w)
{
    for (int i = 0; i < 2 && w < s->end &&
                    (word_at(s->c, w)->upos == SAYSO_ADP || word_at(s->c, w)->upos == SAYSO_DET);
         i++)
        w++;
    return w;
}

/* Directions need no number where they are adjectives or the like (*last*, *цей*), adpositions
 * do (*in*, *через*). */
static bool agrees(const when_scan *s, uint32_t last)
{
    const uint8_t u = word_at(s->c, last)->upos;
    const bool declined = word_at(s->c, last)->feats &
                          (SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) | SAYSO_F(CASE_ACC) |
                           SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC));
    /* *word coming this week* */
    if (u == SAYSO_VERB && !declined && word_at(s->c, last)->rel != SAYSO_AMOD &&
        word_at(s->c, last)->rel != SAYSO_ACL)
        return false;
    return u != SAYSO_ADP && u != SAYSO_ADV && u != SAYSO_SCONJ;
}

when_direction sayso_when_direction_at(const when_scan *s, uint32_t w, const char *where)
{
    when_direction d = { .sign = NO_SIGN };
    if (w < s->begin || w >= s->end) return d;
    for (uint32_t i = 0; i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind != SAYSO_DW_DIRECTION || !x->value || !*x->value) continue;
        if (x->extra && strcmp(x->extra, where) != 0 && strcmp(x->extra, "both") != 0) continue;
        const char *v = x->value;
        d.sign = strchr("-<", *v) ? -1 : strchr("+>", *v) ? 1 : 0;
        d.told = strpbrk(v, "<>") != NULL;
        d.today = strpbrk(v, "-+0") != NULL;
        d.stretch = v[0] == v[1];
        d.lasting = v[0] && v[1] == '?';
        d.last = w + x->n_words - 1;
        d.agrees = agrees(s, d.last);
        return d;
    }
    return d;
}

when_bound sayso_when_bound_of(int sign)
{
    return sign < 0 ? PAST : sign == 0 ? THIS : sign == 1 ? COMING : NEAREST;
}

bool sayso_when_led_in(const when_scan *s, uint32_t w)
{
    if (w > s->begin && word_at(s->c, w - 1)->upos == SAYSO_DET) w--;
    if (w == s->begin) return false;
    if (word_at(s->c, w - 1)->upos == SAYSO_ADP) return true;
    for (uint32_t k = 1; k <= 4 && k <= w - s->begin; k++) {
        const sayso_date_word *x;
        if (sayso_when_word(s, w - k, SAYSO_DW_PREPOSITION, &x) == k) return true;
    }
    return false;
}

bool sayso_when_goes_on(const when_scan *s, uint32_t w, sayso_precision p, uint32_t *before)
{
    if (w > s->begin && word_at(s->c, w - 1)->upos == SAYSO_ADP) w--;
    if (w < s->begin + 2 || !sayso_when_joins(s, w - 1)) return false;
    *before = w - 2;
    const int32_t d = s->c->date_of[w - 2];
    return d >= 0 && s->c->dates[d].day.precision == p;
}

bool sayso_when_completed(const when_scan *s, uint32_t first, uint32_t last)
{
    const sayso_ctx *c = s->c;
    const uint32_t *up = c->tree.parent;
    const sayso_word *x = word_at(s->c, last);
    if ((x->upos == SAYSO_ADP || x->upos == SAYSO_SCONJ) && up[last] != SAYSO_NO_WORD &&
        up[last] > last)
        return true;
    uint32_t w = last + 1;
    if (w < s->end && word_at(s->c, w)->upos == SAYSO_ADP)
        return sayso_lexicon_class(c->lexicon, s->language, SAYSO_CLASS_GENITIVE, word_at(s->c, w),
                                   1, NULL);
    while (w < s->end &&
           (word_at(s->c, w)->upos == SAYSO_ADJ || word_at(s->c, w)->upos == SAYSO_DET))
        w++;
    if (w >= s->end || !(word_at(s->c, w)->feats & SAYSO_F(CASE_GEN))) return false;
    return (up[w] >= first && up[w] <= last) || up[last] == w;
}
