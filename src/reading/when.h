/* when: the inner side of reading dates. when.c walks the text and makes records, when_number.c reads figures,
 * when_forms.c knows the forms: *19 June 2024*, *last Tuesday*, *three days ago*, *in early 2031*. The words themselves
 * come from the language's dates.tsv. */
#ifndef SAYSO_READING_WHEN_H
#define SAYSO_READING_WHEN_H

#include "reading/reading.h"

typedef struct when_date {
    int32_t from, to;          /* first and last day */
    sayso_precision precision;
    uint32_t first, last;      /* words */
} when_date;

enum { WHEN_WORDS = 6 };

typedef struct when_scan {     /* one sentence */
    sayso_ctx *c;
    uint16_t   language;
    uint32_t   begin, end;     /* words */
    sayso_date_word (*found)[WHEN_WORDS]; uint8_t *n_found; /* [words of the sentence] date words that begin there */
    int32_t    day;            /* the document's, INT32_MIN */
    int32_t    told;           /* last day that the text has given, INT32_MIN: what *two days later* counts from */
} when_scan;

typedef enum when_figure_kind { WHEN_NO_FIGURE, WHEN_INTEGER, WHEN_INTEGERS /* 5-7 */, WHEN_DECADE, WHEN_FULL } when_figure_kind;
typedef struct when_figure {
    when_figure_kind kind;
    int      a, b;             /* number; both ends of a range */
    int      digits;           /* of a */
    bool     suffix;           /* 19th, 5-го */
    uint32_t last;             /* word that it ends with */
    int32_t  from, to;         /* WHEN_FULL */
    sayso_precision precision;
} when_figure;

/* Figures that begin with word w: 19, 19th, 5-7, 2024, 2010s, 1990-х, 2024-06-19, 19.06.2024. */
when_figure sayso_when_figure(const when_scan *s, uint32_t w);
/* ---- when_words.c ---- */

/* Which repetition of a day or month: PAST and COMING are wholly before and after today (*last June*), SINCE and TILL may
 * hold it (*in June they met*). */
typedef enum when_bound { NEAREST, PAST, COMING, THIS, SINCE, TILL } when_bound;

/* The longest date word of a kind at w: its length in words, 0 if none. */
uint32_t sayso_when_word(const when_scan *s, uint32_t w, sayso_date_word_kind kind, const sayso_date_word **out);
int      sayso_when_number(const sayso_date_word *x);
bool     sayso_when_form_is(const when_scan *s, uint32_t w, const char *z);
/* Skips an adposition and an article: *5th of the month*, *fin de l'année*. */
uint32_t sayso_when_skip_small(const when_scan *s, uint32_t w);
/* Is the word led in by a preposition of time, or by *since*, *until*? */
bool     sayso_when_led_in(const when_scan *s, uint32_t w);
/* A year in figures, a day of the month, a month at w; *last receives its last word. 0 or false if there is none. */
bool     sayso_when_year_at(const when_scan *s, uint32_t w, int *year, uint32_t *last);
int      sayso_when_day_at(const when_scan *s, uint32_t w, uint32_t *last);
int      sayso_when_month_at(const when_scan *s, uint32_t w, uint32_t *last);
/* -1, 0, +1 for past, this, coming; 2 if no direction word stands there. `where`: "before" or "after" its noun. */
int      sayso_when_direction_at(const when_scan *s, uint32_t w, const char *where, uint32_t *last);
/* A direction (given by its last word) that needs no number: an adjective or the like, not an adposition. */
bool     sayso_when_agrees(const when_scan *s, uint32_t last);
when_bound sayso_when_bound_of(int direction);
/* The time that the clause of word w speaks of: SINCE it happened, TILL it will happen, NEAREST if that is not said. */
when_bound sayso_when_clause_time(const when_scan *s, uint32_t w);
bool     sayso_when_is_future(const when_scan *s, uint32_t w);

void sayso_when_set(when_date *d, int32_t from, int32_t to, sayso_precision p);
bool sayso_when_set_day(when_date *d, int year, int month, int mday); /* false where there is no such day */
void sayso_when_set_week(when_date *d, int32_t day);
void sayso_when_set_month(when_date *d, int year, int month);        /* months beyond the year's run on */
void sayso_when_set_year(when_date *d, int year);
int  sayso_when_year_of(int32_t day);
/* Gives a day or (mday 0) month without a year its year; false if no repetition fits. */
bool sayso_when_choose_year(const when_scan *s, when_date *d, int month, int mday, when_bound bound);
/* First ('f'), middle ('m') or last ('l') third of what was found. */
void sayso_when_cut_part(when_date *d, char which);

/* ---- when_forms.c ---- */

/* Longest date that begins with word w. */
bool sayso_when_match(const when_scan *s, uint32_t w, when_date *out);

#endif
