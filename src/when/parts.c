/* A year, a month, a day of the month at a word, in figures or in words. */
#include "when/inside.h"

/* A year in figures at w, with the word for year behind it (*2024 року*). */
bool sayso_when_year_at(const when_scan *s, uint32_t w, int *year, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    if (f.kind != WHEN_INTEGER || f.digits != 4 || (f.suffix && !f.year) || f.a < 1000 ||
        f.a > 2199)
        return false;
    const sayso_date_word *unit;
    *year = f.a;
    *last = f.last;
    const uint32_t n = sayso_when_word(s, f.last + 1, SAYSO_DW_UNIT, &unit);
    if (n && strcmp(unit->value, "y") == 0) {
        *last = f.last + n;
        /* *2016 р.* */
        if (sayso_when_form_is(s, *last + 1, ".") && word_at(s->c, *last)->form.len <= 4) ++*last;
    }
    return n || !sayso_when_counts(s, w);
}

/* A day of the month at w: 19, 19th, nineteenth. */
int sayso_when_day_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    const sayso_date_word *x;
    if (f.kind == WHEN_INTEGER && f.digits <= 2 && f.a >= 1 && f.a <= 31) {
        *last = f.last;
        if (!f.suffix && sayso_when_form_is(s, f.last + 1, ".") &&
            sayso_when_word(s, f.last + 2, SAYSO_DW_MONTH, NULL))
            ++*last;
        return f.a;
    }
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_NUMBER, &x);
    if (!n) return 0;
    *last = w + n - 1;
    const int v = sayso_when_number(x);
    return v >= 1 && v <= 31 ? v : 0;
}

int sayso_when_month_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const sayso_date_word *x, *unit;
    uint32_t n = sayso_when_word(s, w, SAYSO_DW_UNIT, &unit); /* *le mois d'août* */
    if (n && strcmp(unit->value, "m") == 0 && w + n < s->end &&
        sayso_lexicon_class(s->c->lexicon, s->language, SAYSO_CLASS_GENITIVE, word_at(s->c, w + n),
                            1, NULL))
        w += n + 1;
    n = sayso_when_word(s, w, SAYSO_DW_MONTH, &x);
    if (!n) return 0;
    const uint8_t u = word_at(s->c, w)->upos;
    if (u == SAYSO_AUX || u == SAYSO_PUNCT) return 0;
    *last = w + n - 1;
    const int v = sayso_when_number(x);
    return v >= 1 && v <= 12 ? v : 0;
}

int sayso_when_ordinal_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const int roman = sayso_when_roman(s, w);
    if (!roman) return sayso_when_day_at(s, w, last);
    *last = w;
    return roman;
}

bool sayso_when_year_behind(const when_scan *s, uint32_t last, int *year, uint32_t *end)
{
    const sayso_date_word *unit;
    uint32_t at = last + 1;
    if (sayso_when_year_at(s, at, year, end) ||
        sayso_when_year_at(s, at = sayso_when_skip_small(s, at), year, end))
        return true;
    /* *au milieu de l'année 2030* */
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_UNIT, &unit);
    return n && strcmp(unit->value, "y") == 0 && sayso_when_year_at(s, at + n, year, end);
}
