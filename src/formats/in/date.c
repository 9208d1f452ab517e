/* Dates as people and programs write them: ISO 8601, RFC 822, "24 November 2016", "Wed Nov 23, 2016
 * | 4:58pm EST", "20260302", "02.03.2026 10:15", "2 березня 2026". Months are RFC 822's English
 * ones and those of ICU in the languages that are read. What could be two days ("03/02/2026") is
 * none. */
#include "in.h"
#include "base/day.h"
#include "text/utf8.h"
#include <stdio.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

enum { MOST_TOKENS = 24, LONGEST = 120, LEAST_STEM = 3, FIRST_YEAR = 1600, LAST_YEAR = 2199 };

bool sayso_date_whole(const char *iso)
{
    if (strlen(iso) < 10 || (iso[10] && iso[10] != 'T' && iso[10] != ' ')) return false;
    char day[11];
    memcpy(day, iso, 10);
    day[10] = 0;
    sayso_day d;
    return sayso_day_parse(day, &d) && d.from == d.to;
}

/* Writes the day; false where there is no such one. */
static bool put(int year, int month, int day, char out[SAYSO_DATE_ROOM])
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    snprintf(out, SAYSO_DATE_ROOM, "%04d-%02d-%02d", year, month, day);
    return sayso_date_whole(out);
}

/* ---- names of months ------------------------------------------------------------------------- */

static uint32_t fold(const char *s, size_t n, char *out, uint32_t room)
{
    const uint32_t k = sayso_text_fold((sayso_str){ s, (uint32_t)n }, out, room - 1);
    out[k] = 0;
    return k;
}

/* Does the word stand for the name: the name itself, or its beginning, as "Nov", "февр", "juil"? */
static bool abbreviates(const char *word, size_t n, const char *name)
{
    return n >= LEAST_STEM && strncmp(word, name, n) == 0;
}

static int english_month(const char *word, size_t n)
{
    static const char *const names[] = { "january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december" };
    if (n == 4 && strcmp(word, "sept") == 0) return 9;
    for (int m = 0; m < 12; m++)
        if (abbreviates(word, n, names[m])) return m + 1;
    return 0;
}

/* Days and zones of RFC 822, which every feed and mail has, are not looked for among the months of
 * all languages: that takes ICU a tenth of a millisecond a word. */
static bool of_rfc822(const char *word, size_t n)
{
    static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday",
                                        "friday", "saturday", "sunday" };
    static const char *const zones[] = { "gmt", "utc", "est", "edt", "cst", "cdt",
                                         "mst", "mdt", "pst", "pdt" };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (abbreviates(word, n, days[i])) return true;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (n == 3 && memcmp(word, zones[i], n) == 0) return true;
    return false;
}

/* Of one language, in the form that stands behind a day's number and in that which stands alone. */
static int local_month(const char *locale, const char *word, size_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    UDateFormat *f = udat_open(UDAT_NONE, UDAT_LONG, locale, NULL, 0, NULL, 0, &e);
    static const UDateFormatSymbolType types[] = { UDAT_MONTHS, UDAT_STANDALONE_MONTHS };
    int found = 0;
    for (int t = 0; t < 2 && U_SUCCESS(e) && !found; t++)
        for (int m = 0; m < 12 && !found; m++) {
            UChar wide[32];
            char name[96], folded[96];
            UErrorCode got = U_ZERO_ERROR;
            udat_getSymbols(f, types[t], m, wide, 31, &got);
            u_strToUTF8(name, sizeof name, NULL, wide, -1, &got);
            if (U_FAILURE(got)) continue;
            fold(name, strlen(name), folded, sizeof folded);
            if (abbreviates(word, n, folded)) found = m + 1;
        }
    udat_close(f);
    return found;
}

/* 1 to 12, 0 where the folded word is no month. */
static int month_named(const char *word, size_t n)
{
    static const char *const locales[] = { SAYSO_LANGUAGES }; /* the folders of languages/ */
    int m = english_month(word, n);
    if (!m && of_rfc822(word, n)) return 0;
    for (size_t i = 0; !m && n >= LEAST_STEM && i < sizeof locales / sizeof *locales; i++)
        m = local_month(locales[i], word, n);
    return m;
}

/* ---- tokens ---------------------------------------------------------------------------------- */

/* number -1: a word */
typedef struct token { int number, digits, month; char before; bool time; } token;
typedef struct tokens { token at[MOST_TOKENS]; int n; } tokens;

static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool letter(char c) { return (c >= 'a' && c <= 'z') || (uint8_t)c >= 0x80; }

static void cut(const char *s, tokens *t)
{
    char before = 0;
    while (*s && t->n < MOST_TOKENS) {
        size_t k = 0;
        if (digit(*s)) {
            int number = 0;
            for (; digit(s[k]); k++) number = k < 8 ? number * 10 + (s[k] - '0') : number;
            /* hours and minutes: "10:15", "4:58pm", "10h15", "+0000" */
            const bool time = before == ':' || s[k] == ':' || before == '+' ||
                              (before == 'h' && k == 2) ||
                              (s[k] == 'h' && (digit(s[k + 1]) || !letter(s[k + 1]))) ||
                              strncmp(s + k, "am", 2) == 0 || strncmp(s + k, "pm", 2) == 0;
            t->at[t->n++] = (token){ number, (int)k, 0, before, time };
            before = 0;
            if (s[k] == 'h' && time) before = 'h', k++;
        } else if (letter(*s)) {
            while (letter(s[k])) k++;
            const int month = month_named(s, k);
            /* "1er", "23rd", "2-го" say nothing of their own, nor do names of days */
            if (month) t->at[t->n++] = (token){ -1, 0, month, before, false };
            before = month ? 0 : 'w';
        } else {
            /* "Published: 2 March" is no time, "10:15" is */
            if (*s != ' ' || !before || before == ':') before = *s;
            k = 1;
        }
        s += k;
    }
}

/* ---- the ways of writing --------------------------------------------------------------------- */

/* 20260302, 20260302063000, 20260302T063000Z; seconds or milliseconds since 1970. */
static bool from_digits(const char *s, char out[SAYSO_DATE_ROOM])
{
    size_t n = 0;
    while (digit(s[n])) n++;
    if (n >= 8 && (n == 8 ? !s[n] || s[n] == 't' || s[n] == ' ' : n == 14 && !s[n])) {
        int year, month, day;
        return sscanf(s, "%4d%2d%2d", &year, &month, &day) == 3 && put(year, month, day, out);
    }
    if (s[n] && s[n] != '.') return false;
    long long seconds = 0;
    if ((n != 10 && n != 13) || sscanf(s, "%lld", &seconds) != 1) return false;
    int year, month, day;
    sayso_day_parts((int32_t)(seconds / (n == 13 ? 86400000 : 86400)), &year, &month, &day);
    return put(year, month, day, out);
}

static bool day_of(const token *t)
{
    return t->number >= 1 && t->number <= 31 && t->digits <= 2 && !t->time;
}
static int year_of(const token *t)
{
    if (t->number < 0 || t->time) return 0;
    if (t->digits == 4) return t->number;
    /* 02-Mar-26 */
    return t->digits == 2 && (t->before == '-' || t->before == '.') ? 2000 + t->number : 0;
}

/* "2 Mar 26", as RFC 822 has it: years to 2068, or from 1969 on (POSIX). */
static int short_year(const token *t)
{
    return t->digits != 2 || t->time ? 0 : t->number + (t->number < 69 ? 2000 : 1900);
}

/* A month by name, the number beside it, and the year behind or before them. A number between two
 * is the second one's: the first is a day that is written like a month ("mar. 3 juin 2031"). */
static bool from_month(const tokens *t, char out[SAYSO_DATE_ROOM])
{
    for (int i = 0; i < t->n; i++) {
        if (!t->at[i].month) continue;
        const token *day = i && day_of(&t->at[i - 1]) ? &t->at[i - 1] : NULL;
        for (int k = i + 1; k < t->n; k++) {
            const bool of_next = k + 1 < t->n && t->at[k + 1].month;
            if (!day && k == i + 1 && day_of(&t->at[k]) && !of_next) {
                day = &t->at[k];
                continue;
            }
            const int beside = k == i + 1 && day ? short_year(&t->at[k]) : 0;
            if (beside && !year_of(&t->at[k]))
                return put(beside, t->at[i].month, day->number, out);
            if (day && year_of(&t->at[k]))
                return put(year_of(&t->at[k]), t->at[i].month, day->number, out);
        }
        for (int k = 0; day && k < i; k++)
            if (t->at[k].digits == 4 && !t->at[k].time)
                return put(t->at[k].number, t->at[i].month, day->number, out);
    }
    return false;
}

/* Three numbers with the same mark between them: 2026/03/02, 02.03.2026, 23/11/2016. */
static bool from_numbers(const tokens *t, char out[SAYSO_DATE_ROOM])
{
    for (int i = 0; i + 2 < t->n; i++) {
        const token *a = &t->at[i], *b = a + 1, *c = a + 2;
        const char mark = b->before;
        if (a->time || b->time || c->time || a->number < 0 || b->number < 0 || c->number < 0 ||
            c->before != mark)
            continue;
        if (mark != '.' && mark != '/' && mark != '-') continue;
        if (a->digits == 4) return put(a->number, b->number, c->number, out);
        const int year = year_of(c);
        if (!year || (c->digits == 2 && mark != '.')) continue;
        if (mark == '.' || a->number > 12 || a->number == b->number)
            return put(year, b->number, a->number, out);
        if (b->number > 12) return put(year, a->number, b->number, out);
        return false; /* the second of March or the third of February */
    }
    return false;
}

bool sayso_date_read(const char *s, size_t n, char out[SAYSO_DATE_ROOM])
{
    char plain[SAYSO_DATE_ROOM], folded[3 * LONGEST + 1];
    tokens t = { .n = 0 };
    while (n && strchr(" \t\r\n", *s)) s++, n--;
    while (n && strchr(" \t\r\n", s[n - 1])) n--;
    if (!n || n > LONGEST || memchr(s, 0, n)) return false;
    if (n < sizeof plain) {
        memcpy(plain, s, n);
        plain[n] = 0;
        if (sayso_date_whole(plain)) {
            memcpy(out, plain, n + 1);
            return true;
        }
    }
    fold(s, n, folded, sizeof folded);
    if (from_digits(folded, out)) return true;
    cut(folded, &t);
    return from_month(&t, out) || from_numbers(&t, out);
}
