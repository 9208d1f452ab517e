/* Search: documents by the words of their titles and texts. */
#include "query.h"
#include "text/utf8.h"
#include <stdlib.h>

static const char *const columns[] = {
#define SEARCH_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

/* ---- what is looked for ---- */

typedef struct term {
    const char *text; size_t n;   /* a word, or several in quotes */
    bool without, prefix;         /* -word; word* */
} term;

/* The next word or quoted phrase; false at the end. */
static bool term_next(const char **at, term *t)
{
    const char *p = *at + strspn(*at, " \t\r\n");
    *t = (term){ .without = *p == '-' && p[1] && !strchr(" \t\r\n", p[1]) };
    p += t->without;
    const bool quoted = *p == '"';
    p += quoted;
    t->text = p;
    t->n = strcspn(p, quoted ? "\"" : " \t\r\n");
    p += t->n;
    if (quoted && *p) p++;
    if (*p == '*') {
        t->prefix = true;
        p++;
    } else if (!quoted && t->n && t->text[t->n - 1] == '*') {
        t->prefix = true;
        t->n--;
    }
    *at = p;
    return t->n || *p || quoted;
}

static sayso_status check(const sayso_filter *f, sayso_error *err)
{
    term t;
    for (const char *at = f->words ? f->words : ""; term_next(&at, &t);)
        if (t.n && !t.without) return SAYSO_OK;
    return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                      "no word to look for; give one, as in: word \"some words\" begin* -without");
}

enum { MOST_TERMS = 500 }; /* of words that a filter may have: it has at most 1000 bytes */

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_term terms[MOST_TERMS];
    size_t n = 0;
    term t;
    for (const char *at = f->words; term_next(&at, &t) && n < MOST_TERMS;) {
        if (!t.n) continue;
        const char *words = sayso_led_words_list(&q->arena, (sayso_str){ t.text, (uint32_t)t.n });
        if (!words) q->failed = true;
        terms[n++] = (sayso_led_term){ words ? words : "", t.without, t.prefix };
    }
    q->driver->search_where(q, terms, n);
    sayso_led_where_texts(q, f);
}

/* ---- the sentence to show ---- */

static bool is_letter(uint32_t c)
{
    return c != SAYSO_BAD_CHAR && c >= '0' && (c <= '9' || (c | 0x20) >= 'a') &&
           ((c | 0x20) <= 'z' || c >= 0xc0) && (c < 0x2000 || c > 0x206f) &&
           (c < 0x3000 || c > 0x303f);
}

/* The character that ends before `at`. */
static uint32_t char_before(const char *from, const char *at)
{
    const char *p = at;
    uint32_t c = ' ';
    while (p > from && p > at - 4 && ((uint8_t)p[-1] & 0xc0) == 0x80) p--;
    if (p > from) sayso_utf8_next((const uint8_t *)p - 1, (const uint8_t *)at, &c);
    return c;
}

/* Does the folded text have the folded words, from the beginning of a word to the end of one? */
static bool text_has(const char *text, const char *words, bool prefix)
{
    const size_t n = strlen(words);
    for (const char *at = text; n && (at = strstr(at, words)); at++) {
        uint32_t next = ' ';
        if (at[n])
            sayso_utf8_next((const uint8_t *)at + n, (const uint8_t *)at + strlen(at), &next);
        if (!is_letter(char_before(text, at)) && (prefix || !is_letter(next))) return true;
    }
    return false;
}

/* How many of the terms the sentence has; UINT32_MAX without memory. */
static uint32_t terms_in(sayso_cursor *c, const char *sentence, bool *all)
{
    const char *folded = sayso_led_words_fold(&c->arena, sayso_str_of(sentence));
    term t;
    uint32_t n = 0;
    *all = true;
    for (const char *at = c->words; folded && term_next(&at, &t);) {
        if (t.without) continue;
        const char *words = sayso_led_words_fold(&c->arena,
                                                 (sayso_str){ t.text, (uint32_t)t.n });
        if (!words) return UINT32_MAX;
        if (text_has(folded, words, t.prefix)) n++;
        else *all = false;
    }
    return folded ? n : UINT32_MAX;
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_search_row *r = row;
    uint32_t best = 0;
    bool any = false, all = false;
    sayso_status st = SAYSO_OK;
    r->span = (sayso_span){ SAYSO_NO_OFFSET, SAYSO_NO_OFFSET };
    sayso_led_int(c->more, 1, sayso_led_key(c, 0));
    while (!all && !(st = sayso_led_step(c->l, c->more, &any, err)) && any) {
        const char *sentence = NULL;
        if ((st = sayso_led_words(c, c->more, 0, &sentence, err))) break;
        const uint32_t n = sentence ? terms_in(c, sentence, &all) : 0;
        if (n == UINT32_MAX) {
            st = sayso_no_memory(err);
            break;
        }
        if (n <= best) continue;
        best = n;
        r->sentence = sentence;
        r->span = (sayso_span){ (uint32_t)sayso_led_whole(c->more, 1),
                                (uint32_t)sayso_led_whole(c->more, 2) };
    }
    sayso_led_reset(c->more);
    return st;
}

const sayso_led_query sayso_led_query_search = {
    .about = { "search", "find documents by the words of their titles and texts",
               "Lists the documents that have all the words, by date, each with the sentence that "
               "has most of them. Case, accents over Cyrillic and е for ё do not count. A word "
               "with * behind it is the beginning of one, words in quotes stand side by side, a "
               "word with - before it must not be there (behind --, where it is the first).",
               "sayso search Polish border*", .settled = false, .words = true },
    .row = &sayso_rec_search_row,
    .columns = columns,
    .keys = "d.document",
    .walk = "",
    .from = "",
    .order = { LED_BY_DOCUMENT },
    .where = where,
    .check = check,
    .fill = fill,
    .more = "SELECT s.document, s.start, s.\"end\" FROM sentences s WHERE s.document = ? ORDER BY "
            "s.number",
};
