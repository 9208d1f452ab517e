/* when, inside: the grammar of dates. when.c walks the text and makes records. The forms of
 * dates lie in forms.c (*19 June 2024*, *last Tuesday*), relative.c (*three days ago*, *two days
 * after 3 March*) and spans.c (*in early 2031*, *the third quarter*, *from 5 to 7 March*); a
 * date may hold dates, so that these three call each other. Below them: parts.c reads years,
 * months and days, number.c figures, tense.c the time that a clause speaks of, words.c words;
 * days.c sets spans of days. */
#ifndef SAYSO_WHEN_INSIDE_H
#define SAYSO_WHEN_INSIDE_H

#include "base/day.h"
#include "when/when.h"

typedef struct when_date {
    int32_t from, to;          /* first and last day */
    sayso_precision precision;
    uint32_t first, last;      /* words */
    bool     none;             /* looks like a date and is none: *every Friday*, *three days after
                                  the talks* */
    bool     guessed;          /* its year is not written */
    bool     weekday;          /* a day of the week and no more */
    int32_t  exact;            /* *a year ago* to the day, INT32_MIN */
} when_date;

enum { WHEN_WORDS = 8, WHEN_TOLD = 3 };

typedef struct when_scan {     /* one sentence */
    sayso_ctx *c;
    uint16_t   language;
    uint32_t   begin, end;     /* words */
    sayso_date_word (*found)[WHEN_WORDS]; uint8_t *n_found; /* [words of the sentence] date words
                                                               that begin there */
    int32_t    day;            /* the document's, INT32_MIN */
    /* The last day, the last week or month, the last year that the text has given: what *two
     * days later* counts from. In order of grain; `sentence` tells how old each is. */
    struct { when_date d; uint32_t sentence; bool known; } told[WHEN_TOLD];
    uint32_t   sentence;
    bool       anchored;       /* looking for the date that another counts from, which must not
                                  count from a third */
} when_scan;

typedef enum when_figure_kind {
    WHEN_NO_FIGURE,
    WHEN_INTEGER,
    WHEN_INTEGERS /* 5-7 */,
    WHEN_DECADE,
    WHEN_FULL
} when_figure_kind;
typedef struct when_figure {
    when_figure_kind kind;
    int      a, b;             /* number; both ends of a range */
    int      digits;           /* of a */
    bool     suffix;           /* 19th, 5-го */
    bool     year;             /* the suffix is one of years: 2030-го */
    uint32_t last;             /* word that it ends with */
    int32_t  from, to;         /* WHEN_FULL */
    sayso_precision precision;
} when_figure;

/* Figures that begin with word w: 19, 19th, 5-7, 2024, 2010s, 90-х, 2024-06-19, 19.06.2024. */
when_figure sayso_when_figure(const when_scan *s, uint32_t w);
/* A number in Roman figures, I to XXXIX, with or without a suffix: XIXe. 0 if w is none. */
int sayso_when_roman(const when_scan *s, uint32_t w);
/* The first year of a decade that is written with two figures, as the last such one that has
 * begun. */
int sayso_when_decade(const when_scan *s, int two);

/* ---- words.c ---- */

/* Which repetition of a day or month: PAST and COMING are wholly before and after today (*last
 * June*), SINCE and TILL may hold it (*in June they met*). PRESENT is what a verb in the present
 * says, which is little. */
typedef enum when_bound { NEAREST, PAST, COMING, THIS, SINCE, TILL, PRESENT } when_bound;

/* What a direction word says. sign: -1, 0, +1 for past, this, coming; NO_SIGN if no direction
 * word stands there. */
enum { NO_SIGN = 2 };
typedef struct when_direction {
    int  sign;
    bool told, today;          /* may count from the last date told (*later*), from the document's
                                  date (*ago*) */
    bool stretch;              /* *over the past year*: all that lies between */
    bool lasting;              /* tells how long, too: *in three days*; a date only where the clause
                                  does not look back */
    bool agrees;               /* needs no number: an adjective or the like, not an adposition */
    uint32_t last;             /* its last word */
} when_direction;

/* The longest date word of a kind at w: its length in words, 0 if none. */
uint32_t sayso_when_word(const when_scan *s, uint32_t w, sayso_date_word_kind kind,
                         const sayso_date_word **out);
/* A date word of one word, made of part of a token: *mid* of *mid-June*. NULL value and false if
 * there is none. */
bool sayso_when_piece(const when_scan *s, sayso_str piece, sayso_date_word_kind kind,
                      sayso_date_word *out);
int      sayso_when_number(const sayso_date_word *x);
bool     sayso_when_form_is(const when_scan *s, uint32_t w, const char *z);
/* A comma or a coordinating conjunction. */
bool     sayso_when_joins(const when_scan *s, uint32_t w);
/* Does the number at w count what follows: *in March 20 people died*, *in 2000 villages*? */
bool     sayso_when_counts(const when_scan *s, uint32_t w);
/* Skips an adposition and an article: *5th of the month*, *fin de l'année*. */
uint32_t sayso_when_skip_small(const when_scan *s, uint32_t w);
/* Is the word led in by a preposition of time, or by *since*, *until*? */
bool     sayso_when_led_in(const when_scan *s, uint32_t w);
/* Does w go on with a date that ends before the comma or conjunction there: *in April and
 * October*? */
bool     sayso_when_goes_on(const when_scan *s, uint32_t w, sayso_precision p, uint32_t *before);
/* Are the words [first, last] completed by another noun: *the day before the election*,
 * *накануне выборов*? */
bool     sayso_when_completed(const when_scan *s, uint32_t first, uint32_t last);
/* The direction word at w. `where`: "before" or "after" its noun. */
when_direction sayso_when_direction_at(const when_scan *s, uint32_t w, const char *where);
when_bound sayso_when_bound_of(int sign);

/* ---- days.c ---- */

void sayso_when_set(when_date *d, int32_t from, int32_t to, sayso_precision p);
/* false where there is no such day */
bool sayso_when_set_day(when_date *d, int year, int month, int mday);
void sayso_when_set_week(when_date *d, int32_t day);
/* months beyond the year's run on */
void sayso_when_set_month(when_date *d, int year, int month);
void sayso_when_set_year(when_date *d, int year);
/* n months from the first of month; a single one has the precision of a month, more are an
 * interval. */
void sayso_when_set_months(when_date *d, int year, int month, int n);
int  sayso_when_year_of(int32_t day);
int32_t sayso_when_monday(int32_t day);
/* Gives a day (mday) or n months (mday 0) without a year their year; false if no repetition
 * fits. */
bool sayso_when_choose_year(const when_scan *s, when_date *d, int month, int mday, int n,
                            when_bound bound);
/* First ('f'), middle ('m') or last ('l') third of what was found, first ('1') or second ('2')
 * half. */
void sayso_when_cut_part(when_date *d, char which);

/* ---- parts.c ---- */

/* A year in figures, a day of the month, an ordinal, a month at w; *last receives its last word.
 * 0 or false if there is none. */
bool     sayso_when_year_at(const when_scan *s, uint32_t w, int *year, uint32_t *last);
/* The same behind word `last`, perhaps with small words between: *of 2030*, *de l'année 2030*. */
bool     sayso_when_year_behind(const when_scan *s, uint32_t last, int *year, uint32_t *end);
int      sayso_when_day_at(const when_scan *s, uint32_t w, uint32_t *last);
int      sayso_when_ordinal_at(const when_scan *s, uint32_t w, uint32_t *last);
int      sayso_when_month_at(const when_scan *s, uint32_t w, uint32_t *last);

/* ---- tense.c ---- */

/* The time that the clause of word w speaks of: SINCE it happened, TILL it will happen, PRESENT,
 * NEAREST if that is not said. */
when_bound sayso_when_clause_time(const when_scan *s, uint32_t w);
/* Does a weekday or season at w lie ahead? Also *leaves on Friday*, where the verb itself
 * governs it. */
bool     sayso_when_is_future(const when_scan *s, uint32_t w);

/* ---- forms: each is tried at a word and tells how far it reaches ---- */

typedef bool (*when_form)(const when_scan *, uint32_t, when_date *);
bool sayso_when_longest(const when_scan *s, uint32_t w, const when_form *forms, size_t n,
                        when_date *d);
/* any form but parts and ranges */
bool sayso_when_point(const when_scan *s, uint32_t w, when_date *d);

bool sayso_when_day_month(const when_scan *s, uint32_t w, when_date *d);
bool sayso_when_month_day(const when_scan *s, uint32_t w, when_date *d);
/* yesterday, the next day */
bool sayso_when_relative(const when_scan *s, uint32_t w, when_date *d);
/* three days ago, last month */
bool sayso_when_units(const when_scan *s, uint32_t w, when_date *d);
/* three days after the talks */
bool sayso_when_anchored(const when_scan *s, uint32_t w, when_date *d);
bool sayso_when_weekend(const when_scan *s, uint32_t w, when_date *d);
bool sayso_when_daypart(const when_scan *s, uint32_t w, when_date *d);    /* this morning */
bool sayso_when_year(const when_scan *s, uint32_t w, when_date *d);
/* the third quarter of 2030, the 19th century */
bool sayso_when_division(const when_scan *s, uint32_t w, when_date *d);
/* the first six months of 2030 */
bool sayso_when_edge(const when_scan *s, uint32_t w, when_date *d);
bool sayso_when_part(const when_scan *s, uint32_t w, when_date *d);
bool sayso_when_range(const when_scan *s, uint32_t w, when_date *d);
/* The date told last, recently enough, that is no coarser than the unit counted in: its first
 * day for a negative sign, else its last; INT32_MIN if there is none. */
int32_t sayso_when_told(const when_scan *s, const char *unit, int sign);
/* A week ('w'), month ('m') or year ('y') said in relation to today, behind word `last`: *March
 * of last year*. */
bool sayso_when_within(const when_scan *s, uint32_t last, char unit, when_date *out);
/* n units from a day: *ago*, *next*. Units may have a number of their own: 2w, 10y. */
bool sayso_when_shift(when_date *d, int32_t from, long n, const char *unit);

/* Longest date that begins with word w. */
bool sayso_when_match(const when_scan *s, uint32_t w, when_date *out);

#endif
