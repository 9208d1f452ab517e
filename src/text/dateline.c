/* Datelines: *KYIV, March 5 (Agency) - *, in any language. What stands behind them is a sentence
 * of its own; joined to it, a parser takes the town for who did it. */
#include "split.h"

enum { MOST_TOKENS = 14, BARE_WORDS = 3, BARE_LETTERS = 4, LEAST_LETTERS = 3 };

static bool is_apart(const sayso_token *t, uint32_t n, uint32_t i) /* a dash between blanks */
{
    return (t[i].kind == SAYSO_C_DASH || t[i].kind == SAYSO_C_HYPHEN) &&
           t[i].gap != SAYSO_GAP_NONE && i + 1 < n && t[i + 1].gap != SAYSO_GAP_NONE;
}

/* A word with a capital, or a month's name beside a figure. */
static bool is_name(const sayso_token *t, uint32_t n, uint32_t i)
{
    if (t[i].shape != SAYSO_SHAPE_LOWER) return true;
    return t[i - 1].kind == SAYSO_C_DIGIT || (i + 1 < n && t[i + 1].kind == SAYSO_C_DIGIT);
}

static bool begins_sentence(const sayso_token *t)
{
    return t->kind == SAYSO_C_QUOTE || t->kind == SAYSO_C_QUOTE_OPEN || t->kind == SAYSO_C_DIGIT ||
           (t->kind == SAYSO_C_LETTER && t->shape != SAYSO_SHAPE_LOWER);
}

/* A town alone must have four letters and a capital behind it (*NATO — an alliance* has none).
 * One that is not in capitals needs its agency: *Kyiv (Agency) -*. */
static bool is_dateline(const sayso_token *t, uint32_t dash, bool marked)
{
    if (!begins_sentence(&t[dash + 1])) return false;
    if (t[0].shape != SAYSO_SHAPE_UPPER) return t[dash - 1].kind == SAYSO_C_CLOSE;
    return marked || (dash <= BARE_WORDS && t[0].chars >= BARE_LETTERS);
}

uint32_t sayso_dateline_end(const sayso_token *t, uint32_t n)
{
    bool marked = false;
    if (n < 3 || t[0].kind != SAYSO_C_LETTER || t[0].chars < LEAST_LETTERS ||
        (t[0].shape != SAYSO_SHAPE_UPPER && t[0].shape != SAYSO_SHAPE_TITLE))
        return 0;
    for (uint32_t i = 1; i < n && i < MOST_TOKENS; i++) {
        if (is_apart(t, n, i)) return is_dateline(t, i, marked) ? i + 1 : 0;
        switch (t[i].kind) {
        case SAYSO_C_LETTER: if (!is_name(t, n, i)) return 0; break;
        case SAYSO_C_DIGIT: case SAYSO_C_COMMA: case SAYSO_C_OPEN: marked = true; break;
        case SAYSO_C_CLOSE:
        case SAYSO_C_DOT:
        case SAYSO_C_SLASH:
        case SAYSO_C_HYPHEN:
        case SAYSO_C_APOS: break;
        default: return 0;
        }
    }
    return 0;
}
