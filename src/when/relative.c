/* Dates that count from another one: from the document's (*yesterday*, *three days ago*, *over
 * the past year*), from the last one that the text has told (*two days later*, *the next day*),
 * from one that stands beside them (*two days after 3 March*). */
#include "when/inside.h"

#include "text/utf8.h"

enum { MOST_UNITS = 4000, MOST_COUNT = 999, MOST_AGE = 3, MOST_NEAR = 6 };

/* The same day of another month, or its 28th. */
static int32_t same_day(int year, int month, int mday)
{
    when_date t = { 0 };
    sayso_when_set_month(&t, year, month);
    return t.from + (mday > 28 ? 28 : mday) - 1;
}

bool sayso_when_shift(when_date *d, int32_t from, long n, const char *unit)
{
    if (from == INT32_MIN) return false;
    if (*unit >= '0' && *unit <= '9') {
        long each = 0;
        while (*unit >= '0' && *unit <= '9' && each < 1000) each = each * 10 + (*unit++ - '0');
        n *= each;
    }
    if (n > MOST_UNITS || n < -MOST_UNITS) return false;
    int y, m, a;
    sayso_day_parts(from, &y, &m, &a);
    switch (*unit) {
    case 'h': n /= 24; /* fall through */
    case 'd':
        d->exact = from + (int32_t)n;
        sayso_when_set(d, d->exact, d->exact, SAYSO_DAY);
        return true;
    case 'w': d->exact = from + (int32_t)(7 * n); sayso_when_set_week(d, d->exact); return true;
    case 'e': {
        const int32_t saturday = sayso_when_monday(from) + 5 + (int32_t)(7 * n);
        sayso_when_set(d, saturday, saturday + 1, SAYSO_INTERVAL);
        return true;
    }
    case 'm':
        d->exact = same_day(y + (int)(n / 12), m + (int)(n % 12), a);
        sayso_when_set_month(d, y + (int)(n / 12), m + (int)(n % 12));
        return true;
    case 'y':
        if (y + n < 1 || y + n > 2999) return false;
        d->exact = same_day(y + (int)n, m, a);
        d->guessed = true;
        sayso_when_set_year(d, y + (int)n);
        return true;
    default: return false;
    }
}

/* ---- what is counted from ---- */

int32_t sayso_when_told(const when_scan *s, const char *unit, int sign)
{
    const char kind = unit[strspn(unit, "0123456789")];
    const int grain = kind == 'y' ? 2 : kind == 'm' || kind == 'w' ? 1 : 0;
    int best = -1;
    for (int i = 0; i <= grain; i++) {
        if (!s->told[i].known || s->told[i].sentence + MOST_AGE <= s->sentence) continue;
        if (best < 0 || s->told[i].d.last > s->told[best].d.last) best = i;
    }
    return best < 0 ? INT32_MIN : sign < 0 ? s->told[best].d.from : s->told[best].d.to;
}

/* The date that stands behind w, itself (*after 3 March*) or below the noun there (*after the
 * election of 3 March*). */
static bool anchor_date(const when_scan *outer, uint32_t w, when_date *t, bool *direct)
{
    const uint32_t at = sayso_when_skip_small(outer, w);
    when_scan inner = *outer;
    const when_scan *s = &inner;
    inner.anchored = true;
    *direct = true;
    *t = (when_date){ .first = at, .last = at, .exact = INT32_MIN };
    if (sayso_when_point(s, at, t) && !t->none) return true;
    *direct = false;
    uint32_t noun = at;
    while (noun < s->end && noun < at + MOST_NEAR && word_at(s->c, noun)->upos != SAYSO_NOUN &&
           word_at(s->c, noun)->upos != SAYSO_PROPN)
        noun++;
    for (uint32_t k = noun + 1; k < s->end && k <= noun + MOST_NEAR; k++) {
        *t = (when_date){ .first = k, .last = k, .exact = INT32_MIN };
        if (sayso_tree_above(s->c, noun, k) && sayso_when_point(s, k, t) && !t->none) return true;
    }
    return false;
}

/* Counts from the date behind the words up to d->last; where there is none, it is no date. */
static bool count_from_anchor(const when_scan *s, when_date *d, long n, const char *unit)
{
    when_date t;
    bool direct;
    d->none = true;
    if (s->anchored) return true;
    if (!anchor_date(s, d->last + 1, &t, &direct)) return true;
    if (!sayso_when_shift(d, n < 0 ? t.from : t.to, n, unit)) return true;
    if (direct) d->last = t.last;
    d->none = false;
    return true;
}

/* Does what *of* leads in belong to the words [first, last]? */
static bool is_of(const when_scan *s, uint32_t first, uint32_t last)
{
    const uint32_t of = last + 1;
    if (of >= s->end || word_at(s->c, of)->upos != SAYSO_ADP ||
        !sayso_lexicon_class(s->c->lexicon, s->language, SAYSO_CLASS_GENITIVE, word_at(s->c, of), 1,
                             NULL))
        return false;
    const uint32_t noun = s->c->tree.parent[of],
                   above = noun == SAYSO_NO_WORD ? noun : s->c->tree.parent[noun];
    return above >= first && above <= last;
}

/* ---- entries with an offset of their own: yesterday, last_week, the_next_day ---- */

bool sayso_when_relative(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *x;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_RELATIVE, &x);
    if (!n) return false;
    const char *p = x->value;
    const bool told = *p == '<' || *p == '>', today = !told || p[1] == '-' || p[1] == '+';
    const int sign = *p == '-' || *p == '<' ? -1 : 1;
    p += strspn(p, "<>+-");
    long count = 0;
    while (*p >= '0' && *p <= '9' && count < MOST_UNITS) count = count * 10 + (*p++ - '0');
    d->last = w + n - 1;
    if (told && sayso_when_completed(s, w, d->last))
        return count_from_anchor(s, d, sign * count, p);
    /* *the last week of the campaign* */
    if (!told && is_of(s, w, d->last)) { d->none = true; return true; }
    const int32_t from = told ? sayso_when_told(s, p, sign) : INT32_MIN;
    d->none = !sayso_when_shift(d, from != INT32_MIN || !today ? from : s->day, sign * count, p);
    return true;
}

/* ---- counted units ---- */

/* A count at w: 3, three. */
static long count_at(const when_scan *s, uint32_t w, uint32_t *last)
{
    const when_figure f = sayso_when_figure(s, w);
    const sayso_date_word *x;
    if (f.kind == WHEN_INTEGER && !f.suffix) { *last = f.last; return f.a; }
    /* *in the second quarter* */
    if (w < s->end && (word_at(s->c, w)->feats & SAYSO_F(NUMTYPE_ORD))) return -1;
    const uint32_t n = sayso_when_word(s, w, SAYSO_DW_NUMBER, &x);
    if (!n) return -1;
    *last = w + n - 1;
    return sayso_when_number(x);
}

/* All that lies between today and a day that many units away. */
static bool stretch_of(const when_scan *s, when_date *d, int sign, long count, const char *unit)
{
    when_date far = *d;
    if (!sayso_when_shift(&far, s->day, sign * count, unit) || far.exact == INT32_MIN) return false;
    if (sign < 0) sayso_when_set(d, far.exact, s->day, SAYSO_INTERVAL);
    else sayso_when_set(d, s->day, far.exact, SAYSO_INTERVAL);
    return d->from <= d->to;
}

typedef struct unit_phrase { /* three days ago; les trois derniers jours */
    when_direction direction;
    bool before;             /* the direction stands before the unit */
    long count;              /* -1 if none is said */
    const char *unit;
    uint32_t word, n_words;  /* last word of the unit, its length */
} unit_phrase;

static uint32_t skip_about(const when_scan *s, uint32_t w)
{
    return w + sayso_when_word(s, w, SAYSO_DW_ABOUT, NULL);
}

/* The direction before the unit, which may be the second of two: *these last three days*. */
static when_direction leading(const when_scan *s, uint32_t w)
{
    const when_direction first = sayso_when_direction_at(s, w, "before");
    if (first.sign != 0) return first;
    const when_direction second = sayso_when_direction_at(s, first.last + 1, "before");
    return second.sign == NO_SIGN ? first : second;
}

static bool read_units(const when_scan *s, uint32_t w, unit_phrase *p)
{
    const sayso_date_word *unit;
    uint32_t at = w, last;
    p->direction = leading(s, w);
    p->before = p->direction.sign != NO_SIGN;
    if (p->before) at = p->direction.last + 1;
    if (p->before && !p->direction.agrees && at < s->end && word_at(s->c, at)->upos == SAYSO_DET &&
        !sayso_when_word(s, at, SAYSO_DW_NUMBER, NULL))
        at++;
    at = skip_about(s, at);
    p->count = count_at(s, at, &last);
    if (p->count >= 0) at = last + 1;
    if (p->count >= 0 && (!p->before || p->direction.sign == 0)) { /* *les trois derniers jours* */
        when_direction inner = sayso_when_direction_at(s, at, "before");
        if (inner.sign == NO_SIGN) inner = sayso_when_direction_at(s, at, "after");
        if (inner.sign != NO_SIGN && inner.agrees) {
            p->direction = inner;
            p->before = true;
            at = inner.last + 1;
        }
    }
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_UNIT, &unit);
    if (!n) return false;
    p->unit = unit->value;
    p->word = at + n - 1;
    p->n_words = n;
    if (!p->before) p->direction = sayso_when_direction_at(s, p->word + 1, "after");
    return p->direction.sign != NO_SIGN;
}

/* The day that the phrase counts from: today, or what was told before; INT32_MIN if the text
 * does not give it. */
static int32_t base_of(const when_scan *s, uint32_t w, const unit_phrase *p)
{
    const when_direction *d = &p->direction;
    const bool past = d->sign > 0 && sayso_when_clause_time(s, w) == SINCE;
    if (!d->told) return s->day;
    if (d->today && !past) return s->day;
    return sayso_when_told(s, p->unit, d->sign);
}

/* Plural without a number is no date (*recent years*), but *сутки*, *полгода* are one. */
static bool is_several(const when_scan *s, const unit_phrase *p)
{
    const sayso_word *x = word_at(s->c, p->word);
    char form[64], lemma[64];
    if (!(x->feats & SAYSO_F(NUMBER_PLUR))) return false;
    const uint32_t n = sayso_text_fold(x->form, form, sizeof form),
                   k = sayso_text_fold(x->lemma, lemma, sizeof lemma);
    return !(*p->unit >= '1' && *p->unit <= '9' && n == k && memcmp(form, lemma, n) == 0);
}

/* a day and night, a decade: *last* never means a calendar's */
static bool is_long_or_daily(const char *unit)
{
    const char kind = unit[strspn(unit, "0123456789")];
    return kind == 'h' || (kind == 'y' && kind != *unit);
}

/* last month, le mois dernier, over the past year: no number. */
static bool one_unit(const when_scan *s, when_date *d, const unit_phrase *p)
{
    const when_direction *dir = &p->direction;
    if (is_several(s, p) || (p->before && !dir->agrees && !dir->told && !dir->stretch))
        return false;
    /* *a quarter of a century ago* */
    if (!p->before && !dir->agrees && p->n_words == 1 && word_at(s->c, p->word)->rel == SAYSO_NMOD)
        return false;
    if (dir->stretch || (dir->agrees && dir->sign != 0 && is_long_or_daily(p->unit))) {
        /* *the last day of the talks* */
        if (*p->unit == 'd' || sayso_when_completed(s, d->first, d->last)) return false;
        return stretch_of(s, d, dir->sign, 1, p->unit);
    }
    return sayso_when_shift(d, base_of(s, d->first, p), dir->sign, p->unit);
}

/* three days ago; il y a trois jours; in two weeks; the last three days; last month; le mois
 * dernier. */
bool sayso_when_units(const when_scan *s, uint32_t w, when_date *d)
{
    unit_phrase p;
    if (!read_units(s, w, &p)) return false;
    const when_direction *dir = &p.direction;
    d->last = p.before ? p.word : dir->last;
    if (p.count < 0) return one_unit(s, d, &p);
    if (p.before && (dir->agrees || dir->stretch))
        return dir->sign != 0 && dir->today && stretch_of(s, d, dir->sign, p.count, p.unit);
    /* *took the town in three days* */
    if (dir->lasting && !sayso_when_is_future(s, p.word)) return false;
    return sayso_when_shift(d, base_of(s, w, &p), dir->sign * p.count, p.unit);
}

/* Two days after 3 March; за два дні до виборів. */
bool sayso_when_anchored(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *unit, *anchor;
    const when_direction lead = sayso_when_direction_at(s, w, "before");
    uint32_t at = w, last;
    if (lead.sign != NO_SIGN && !lead.agrees) at = lead.last + 1;
    at = skip_about(s, at);
    const long count = count_at(s, at, &last);
    if (count >= 0) at = last + 1;
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_UNIT, &unit);
    const uint32_t k = n ? sayso_when_word(s, at + n, SAYSO_DW_ANCHOR, &anchor) : 0;
    const uint32_t next = at + n + k;
    if (!k || count > MOST_COUNT || next >= s->end || word_at(s->c, next)->upos == SAYSO_PUNCT ||
        word_at(s->c, next)->upos == SAYSO_CCONJ)
        return false;
    d->last = next - 1;
    /* *weeks after the vote* */
    d->none = count < 0 && (word_at(s->c, at + n - 1)->feats & SAYSO_F(NUMBER_PLUR));
    return d->none ||
           count_from_anchor(s, d, (anchor->value[0] == '-' ? -1 : 1) * (count < 0 ? 1 : count),
                             unit->value);
}

/* ---- weekends, parts of today ---- */

bool sayso_when_weekend(const when_scan *s, uint32_t w, when_date *d)
{
    const sayso_date_word *unit;
    when_direction dir = sayso_when_direction_at(s, w, "before");
    if (dir.sign != NO_SIGN && !dir.agrees) dir.sign = NO_SIGN;
    const uint32_t at = dir.sign == NO_SIGN ? w : dir.last + 1;
    const uint32_t n = sayso_when_word(s, at, SAYSO_DW_UNIT, &unit);
    if (!n || strcmp(unit->value, "e") != 0 || s->day == INT32_MIN) return false;
    d->last = at + n - 1;
    if (dir.sign == NO_SIGN) {
        dir = sayso_when_direction_at(s, d->last + 1, "after");
        if (dir.sign != NO_SIGN && dir.agrees) d->last = dir.last;
        else dir.sign = NO_SIGN;
    }
    if (dir.sign == NO_SIGN && !sayso_when_led_in(s, w)) return false;
    if (dir.sign == 1 || dir.sign == -1) return sayso_when_shift(d, s->day, dir.sign, "e");
    const when_bound time = sayso_when_clause_time(s, at);
    const bool past = dir.sign == 0 ? time == SINCE : time != TILL;
    return sayso_when_shift(d, s->day, past && sayso_day_weekday(s->day) < 6 ? -1 : 0, "e");
}

/* This morning, прошлой ночью. */
bool sayso_when_daypart(const when_scan *s, uint32_t w, when_date *d)
{
    const when_direction dir = sayso_when_direction_at(s, w, "before");
    if (dir.sign == NO_SIGN || !dir.agrees) return false;
    const uint32_t at = dir.last + 1, n = sayso_when_word(s, at, SAYSO_DW_DAYPART, NULL);
    if (!n || sayso_when_word(s, at, SAYSO_DW_UNIT, NULL)) return false;
    d->last = at + n - 1;
    return sayso_when_shift(d, dir.today ? s->day : sayso_when_told(s, "d", dir.sign), dir.sign,
                            "d");
}

/* ---- a week, month or year behind another date ---- */

bool sayso_when_within(const when_scan *s, uint32_t last, char unit, when_date *out)
{
    static const when_form FORMS[] = { sayso_when_relative, sayso_when_units };
    /* *last year*, *of this year*, *de l'année dernière* */
    uint32_t starts[] = { last + 1, last + 1, sayso_when_skip_small(s, last + 1) };
    if (last + 1 < s->end && word_at(s->c, last + 1)->upos == SAYSO_ADP) starts[1]++;
    for (int i = 0; i < 3; i++) {
        if (starts[i] >= s->end || !sayso_when_longest(s, starts[i], FORMS, 2, out) || out->none)
            continue;
        const bool week = out->precision == SAYSO_INTERVAL && out->to - out->from == 6 &&
                          sayso_day_weekday(out->from) == 1;
        if (unit == 'y'   ? out->precision == SAYSO_YEAR
            : unit == 'm' ? out->precision == SAYSO_MONTH
                          : week)
            return true;
    }
    return false;
}
