/* What the forms of dates are made of: their words and figures, the tense of the clause, spans of days. */
#include "when/inside.h"

enum { HALF_YEAR = 183 };

/* Kinds whose rows have no value. */
static bool has_no_value(sayso_date_word_kind kind)
{
    return kind == SAYSO_DW_ABOUT || kind == SAYSO_DW_EXACT || kind == SAYSO_DW_HABIT || kind == SAYSO_DW_NAME || kind == SAYSO_DW_MDAY;
}

uint32_t sayso_when_word(const when_scan *s, uint32_t w, sayso_date_word_kind kind, const sayso_date_word **out)
{
    if (w < s->begin || w >= s->end) return 0;
    for (uint32_t i = 0; i < s->n_found[w - s->begin]; i++) {
        const sayso_date_word *x = &s->found[w - s->begin][i];
        if (x->kind != kind || (!x->value && !has_no_value(kind)) || w + x->n_words > s->end) continue;
        if (out) *out = x;
        return x->n_words;
    }
    return 0;
}

bool sayso_when_piece(const when_scan *s, sayso_str piece, sayso_date_word_kind kind, sayso_date_word *out)
{
    const sayso_word alone = { .form = piece, .lemma = piece };
    sayso_date_word found[WHEN_WORDS];
    const uint32_t n = piece.len ? sayso_lexicon_date_words(s->c->lexicon, s->language, &alone, 1, found, WHEN_WORDS) : 0;
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
    return word_at(s->c, w)->rel == SAYSO_NUMMOD && noun != SAYSO_NO_WORD && noun > w && noun < s->end && word_at(s->c, noun)->upos == SAYSO_NOUN &&
           (word_at(s->c, noun)->feats & SAYSO_F(NUMBER_PLUR)) && !sayso_when_word(s, noun, SAYSO_DW_UNIT, NULL);
}

uint32_t sayso_when_skip_small(const when_scan *s, uint32_t w)
{
    for (int i = 0; i < 2 && w < s->end && (word_at(s->c, w)->upos == SAYSO_ADP || word_at(s->c, w)->upos == SAYSO_DET); i++) w++;
    return w;
}

/* ---- calendar helpers ---- */

void sayso_when_set(when_date *d, int32_t from, int32_t to, sayso_precision p)
{
    d->from = from;
    d->to = to;
    d->precision = p;
}

void sayso_when_set_months(when_date *d, int year, int month, int n)
{
    while (month < 1) { month += 12; year--; }
    while (month > 12) { month -= 12; year++; }
    const int next = month - 1 + n;
    sayso_when_set(d, sayso_day_of(year, month, 1), sayso_day_of(year + next / 12, next % 12 + 1, 1) - 1, n == 1 ? SAYSO_MONTH : SAYSO_INTERVAL);
}

void sayso_when_set_month(when_date *d, int year, int month) { sayso_when_set_months(d, year, month, 1); }

void sayso_when_set_year(when_date *d, int year) { sayso_when_set(d, sayso_day_of(year, 1, 1), sayso_day_of(year, 12, 31), SAYSO_YEAR); }

bool sayso_when_set_day(when_date *d, int year, int month, int mday)
{
    const int32_t day = sayso_day_of(year, month, mday);
    int y, m, a;
    sayso_day_parts(day, &y, &m, &a);
    if (m != month || a != mday) return false;
    sayso_when_set(d, day, day, SAYSO_DAY);
    return true;
}

int32_t sayso_when_monday(int32_t day) { return day - (sayso_day_weekday(day) - 1); }

void sayso_when_set_week(when_date *d, int32_t day)
{
    const int32_t monday = sayso_when_monday(day);
    sayso_when_set(d, monday, monday + 6, SAYSO_INTERVAL);
}

int sayso_when_year_of(int32_t day)
{
    int y, m, d;
    sayso_day_parts(day, &y, &m, &d);
    return y;
}

/* Gives a span of days without a year its year. from, to are set for some year; `bound` says which repetition. */
bool sayso_when_choose_year(const when_scan *s, when_date *d, int month, int mday, int n, when_bound bound)
{
    if (s->day == INT32_MIN) return false;
    const int now = sayso_when_year_of(s->day);
    bool any = false;
    long best = 0;
    when_date chosen = *d;
    for (int y = now - 1; y <= now + 1; y++) {
        when_date t = *d;
        if (mday) { if (!sayso_when_set_day(&t, y, month, mday)) continue; }
        else sayso_when_set_months(&t, y, month, n);
        const bool past = t.to <= s->day, coming = t.from > s->day;
        if ((bound == PAST && !(t.to < s->day)) || (bound == COMING && !coming) || (bound == THIS && y != now) ||
            (bound == SINCE && coming) || (bound == TILL && t.to < s->day)) continue;
        long cost = past ? (long)(s->day - t.to) : coming ? (long)(t.from - s->day) : 0;
        if ((bound == NEAREST || bound == PRESENT) && coming && cost > HALF_YEAR / 3) cost += HALF_YEAR / 3; /* news looks back more than ahead */
        if (!any || cost < best) { best = cost; chosen = t; }
        any = true;
    }
    if (any) { sayso_when_set(d, chosen.from, chosen.to, chosen.precision); d->guessed = true; }
    return any;
}

/* Whole years: of a decade 0 to 3, 4 to 6, 7 to 9. */
static void cut_years(when_date *d, char which)
{
    const int y = sayso_when_year_of(d->from), n = sayso_when_year_of(d->to) - y + 1;
    const int third = (n + 2) / 3, rest = (n - third) / 2, half = n / 2;
    const int first = which == 'f' || which == '1' ? 0 : which == 'm' ? third : which == '2' ? half : n - rest;
    const int years = which == 'f' ? third : which == '1' ? half : which == 'm' ? n - third - rest : n - first;
    sayso_when_set(d, sayso_day_of(y + first, 1, 1), sayso_day_of(y + first + years - 1, 12, 31), SAYSO_INTERVAL);
}

static void cut_year(when_date *d, char which)
{
    const int y = sayso_when_year_of(d->from);
    if (which == '1' || which == '2') sayso_when_set_months(d, y, which == '1' ? 1 : 7, 6);
    else sayso_when_set_months(d, y, which == 'f' ? 1 : which == 'm' ? 5 : 9, 4);
}

static void cut_days(when_date *d, int32_t first, int32_t n) { sayso_when_set(d, d->from + first, d->from + first + n - 1, SAYSO_INTERVAL); }

void sayso_when_cut_part(when_date *d, char which)
{
    const int32_t n = d->to - d->from + 1;
    if (n < 3) return;
    if (d->precision == SAYSO_YEAR) { cut_year(d, which); return; }
    if (n > 3 * 366) { cut_years(d, which); return; }
    const bool month = d->precision == SAYSO_MONTH;
    const int32_t third = month ? 10 : n / 3, half = month ? 15 : n / 2;
    if (which == 'f' || which == '1') cut_days(d, 0, which == 'f' ? third : half);
    else if (which == 'm') cut_days(d, third, third);
    else cut_days(d, which == '2' ? half : 2 * third, n - (which == '2' ? half : 2 * third));
}

/* ---- small pieces ---- */

/* A year in figures at w, with the word for year behind it (*2024 року*). */
bool sayso_when_year_at(const when_scan *s, uint32_t w, int *year, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    if (f.kind != WHEN_INTEGER || f.digits != 4 || (f.suffix && !f.year) || f.a < 1000 || f.a > 2199) return false;
    const sayso_date_word *unit;
    *year = f.a;
    *last = f.last;
    const uint32_t n = sayso_when_word(s, f.last + 1, SAYSO_DW_UNIT, &unit);
    if (n && strcmp(unit->value, "y") == 0) {
        *last = f.last + n;
        if (sayso_when_form_is(s, *last + 1, ".") && word_at(s->c, *last)->form.len <= 4) ++*last; /* *2016 р.* */
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
        if (!f.suffix && sayso_when_form_is(s, f.last + 1, ".") && sayso_when_word(s, f.last + 2, SAYSO_DW_MONTH, NULL)) ++*last;
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
        sayso_lexicon_class(s->c->lexicon, s->language, SAYSO_CLASS_GENITIVE, word_at(s->c, w + n), 1, NULL)) w += n + 1;
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
    if (sayso_when_year_at(s, at, year, end) || sayso_when_year_at(s, at = sayso_when_skip_small(s, at), year, end)) return true;
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_UNIT, &unit); /* *au milieu de l'année 2030* */
    return n && strcmp(unit->value, "y") == 0 && sayso_when_year_at(s, at + n, year, end);
}

/* Directions need no number where they are adjectives or the like (*last*, *цей*), adpositions do (*in*, *через*). */
static bool agrees(const when_scan *s, uint32_t last)
{
    const uint8_t u = word_at(s->c, last)->upos;
    const bool declined = word_at(s->c, last)->feats & (SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) | SAYSO_F(CASE_ACC) | SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC));
    if (u == SAYSO_VERB && !declined && word_at(s->c, last)->rel != SAYSO_AMOD && word_at(s->c, last)->rel != SAYSO_ACL) return false; /* *word coming this week* */
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
    return d >= 0 && s->c->dates[d].precision == p;
}

bool sayso_when_completed(const when_scan *s, uint32_t first, uint32_t last)
{
    const sayso_ctx *c = s->c;
    const uint32_t *up = c->tree.parent;
    const sayso_word *x = word_at(s->c, last);
    if ((x->upos == SAYSO_ADP || x->upos == SAYSO_SCONJ) && up[last] != SAYSO_NO_WORD && up[last] > last) return true;
    uint32_t w = last + 1;
    if (w < s->end && word_at(s->c, w)->upos == SAYSO_ADP) return sayso_lexicon_class(c->lexicon, s->language, SAYSO_CLASS_GENITIVE, word_at(s->c, w), 1, NULL);
    while (w < s->end && (word_at(s->c, w)->upos == SAYSO_ADJ || word_at(s->c, w)->upos == SAYSO_DET)) w++;
    if (w >= s->end || !(word_at(s->c, w)->feats & SAYSO_F(CASE_GEN))) return false;
    return (up[w] >= first && up[w] <= last) || up[last] == w;
}
