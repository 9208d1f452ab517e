/* Figures in dates, read from the bytes, since tokenisers cut 5-7 and 2024-06-19 in different
 * places. */
#include "when/inside.h"

#include "text/utf8.h"

typedef struct cursor { const char *at, *end; } cursor;

static int digits_at(cursor *p, int *count)
{
    int value = 0;
    *count = 0;
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9' && *count < 8) {
        value = value * 10 + (*p->at++ - '0');
        ++*count;
    }
    return value;
}

/* A hyphen or a dash; its bytes, 0 if none. */
static uint32_t dash_at(const cursor *p)
{
    if (p->at < p->end && *p->at == '-') return 1;
    uint32_t ch;
    if (p->at >= p->end) return 0;
    const uint32_t n = sayso_utf8_next((const uint8_t *)p->at, (const uint8_t *)p->end, &ch);
    return ch >= 0x2010 && ch <= 0x2014 ? n : 0;
}

static bool is_digit(const cursor *p, uint32_t ahead)
{
    return p->at + ahead < p->end && p->at[ahead] >= '0' && p->at[ahead] <= '9';
}

static int letters_at(cursor *p)
{
    int n = 0;
    while (p->at < p->end) {
        const unsigned char ch = (unsigned char)*p->at;
        if (ch < 0x80 && !((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z')) break;
        uint32_t u;
        const uint32_t k = sayso_utf8_next((const uint8_t *)p->at, (const uint8_t *)p->end, &u);
        if (ch >= 0x80 && (u < 0xc0 || u > 0x52f)) break; /* beyond Latin and Cyrillic letters */
        p->at += k;
        n++;
    }
    return n;
}

static bool full(when_figure *f, int year, int month, int mday)
{
    if (month < 1 || month > 12 || mday < 1 || mday > 31 || year < 1000 || year > 2999)
        return false;
    const int32_t day = sayso_day_of(year, month, mday);
    int y, m, d;
    sayso_day_parts(day, &y, &m, &d);
    if (m != month) return false; /* 31 June */
    f->kind = WHEN_FULL;
    f->from = f->to = day;
    f->precision = SAYSO_DAY;
    return true;
}

/* 2024-06-19, 2024-06; the cursor is behind the year. */
static bool iso_rest(when_figure *f, cursor *p)
{
    if (f->digits != 4 || p->at >= p->end || *p->at != '-') return false;
    cursor q = { p->at + 1, p->end };
    int n, month = digits_at(&q, &n), mday;
    if (n != 2 || month < 1 || month > 12) return false;
    if (q.at < q.end && *q.at == '-') {
        q.at++;
        mday = digits_at(&q, &n);
        if (n != 2 || !full(f, f->a, month, mday)) return false;
    } else {
        f->kind = WHEN_FULL;
        f->precision = SAYSO_MONTH;
        f->from = sayso_day_of(f->a, month, 1);
        f->to = sayso_day_of(month == 12 ? f->a + 1 : f->a, month == 12 ? 1 : month + 1, 1) - 1;
    }
    *p = q;
    return true;
}

/* 19.06.2024, 19/06/2024; where the second part can be no month, 06/19/2024. */
static bool dotted_rest(when_figure *f, cursor *p)
{
    if (f->digits > 2 || p->at >= p->end || (*p->at != '.' && *p->at != '/')) return false;
    const char mark = *p->at;
    cursor q = { p->at + 1, p->end };
    int n2, n3;
    const int b = digits_at(&q, &n2);
    if (n2 < 1 || n2 > 2 || q.at >= q.end || *q.at != mark) return false;
    q.at++;
    int year = digits_at(&q, &n3);
    if (n3 != 4 && n3 != 2) return false;
    if (n3 == 2) year += year < 70 ? 2000 : 1900;
    if (!full(f, year, b, f->a) && !(mark == '/' && full(f, year, f->a, b))) return false;
    *p = q;
    return true;
}

/* What a suffix makes of a number: 2010s, 90-х are decades, 2030-го is a year. */
static void suffix_of(const when_scan *s, when_figure *f, sayso_str suffix)
{
    sayso_date_word x;
    f->suffix = true;
    if (!sayso_when_piece(s, suffix, SAYSO_DW_SUFFIX, &x)) return;
    f->year = f->digits == 4 && strcmp(x.value, "year") == 0;
    if (f->a % 10 == 0 && (f->digits == 4 || f->digits == 2) && strcmp(x.value, "decade") == 0)
        f->kind = WHEN_DECADE;
}

static void integer_rest(const when_scan *s, when_figure *f, cursor *p)
{
    f->kind = WHEN_INTEGER;
    const uint32_t dash = dash_at(p);
    cursor q = { p->at + dash, p->end };
    if (dash && is_digit(&q, 0)) {
        int n;
        f->b = digits_at(&q, &n);
        if (n <= 4 && n >= 1) {
            f->kind = WHEN_INTEGERS;
            if (n < f->digits && f->digits == 4 && n == 2) f->b += f->a / 100 * 100; /* 2014-16 */
            *p = q;
        }
        return;
    }
    q = *p;
    if (dash == 1) q.at++;
    const char *suffix = q.at;
    const int letters = letters_at(&q);
    /* *5-річний* stays a number with something behind it: its word ends elsewhere */
    if (letters < 1 || letters > 3) return;
    suffix_of(s, f, (sayso_str){ .at = suffix, .len = (uint32_t)(q.at - suffix) });
    *p = q;
}

when_figure sayso_when_figure(const when_scan *s, uint32_t w)
{
    const sayso_text *t = s->c->text;
    when_figure f = { .kind = WHEN_NO_FIGURE };
    if (w >= s->end || t->words[w].mwt_index > 0) return f;
    const sayso_span first = t->words[w].span;
    if (first.start >= first.end || t->bytes[first.start] < '0' || t->bytes[first.start] > '9')
        return f;
    cursor p = { t->bytes + first.start, t->bytes + t->words[s->end - 1].span.end };
    if (p.end - p.at > 24) p.end = p.at + 24;
    f.a = digits_at(&p, &f.digits);
    if (f.digits > 4) return f;
    if (!iso_rest(&f, &p) && !dotted_rest(&f, &p)) integer_rest(s, &f, &p);
    const uint32_t end = (uint32_t)(p.at - t->bytes);
    for (uint32_t k = w; k < s->end && t->words[k].span.start < end; k++)
        if (t->words[k].span.end == end) { f.last = k; return f; }
    /* the rest belongs to another word: the first number alone may stand */
    if (f.kind == WHEN_INTEGERS || f.suffix) {
        f.kind = first.end - first.start == (uint32_t)f.digits ? WHEN_INTEGER : WHEN_NO_FIGURE;
        f.suffix = false;
        f.last = w;
        return f;
    }
    f.kind = WHEN_NO_FIGURE;
    return f;
}

/* I, V, X; in Cyrillic text also their look-alikes. */
static int roman_digit(uint32_t ch)
{
    switch (ch) {
    case 'I': case 0x406: return 1;
    case 'V': return 5;
    case 'X': case 0x425: return 10;
    default: return 0;
    }
}

int sayso_when_roman(const when_scan *s, uint32_t w)
{
    enum { MOST_SUFFIX = 3, MOST_ROMAN = 39 };
    if (w >= s->end) return 0;
    const sayso_str form = s->c->text->words[w].form;
    const uint8_t *at = (const uint8_t *)form.at, *end = at + form.len;
    int sum = 0, before = 0, letters = 0;
    while (at < end) {
        uint32_t ch;
        const uint32_t n = sayso_utf8_next(at, end, &ch);
        const int v = letters ? 0 : roman_digit(ch);
        if (!v && (!sum || ++letters > MOST_SUFFIX || ch < 'a' || (ch > 'z' && ch < 0xe0)))
            return 0;
        sum += v > before && before ? v - 2 * before : v;
        if (v) before = v;
        at += n;
    }
    return sum <= MOST_ROMAN ? sum : 0;
}

int sayso_when_decade(const when_scan *s, int two)
{
    const int now = s->day == INT32_MIN ? 1999 : sayso_when_year_of(s->day);
    const int year = now / 100 * 100 + two;
    return year <= now ? year : year - 100;
}
