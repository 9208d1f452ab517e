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
/* Longest date that begins with word w. */
bool sayso_when_match(const when_scan *s, uint32_t w, when_date *out);

#endif
