/* chars: what kind of character each is, as far as splitting asks. Tables are built once from
 * ICU's properties. */
#ifndef SAYSO_TEXT_CHARS_H
#define SAYSO_TEXT_CHARS_H

#include "base/base.h"

typedef enum sayso_class {
    SAYSO_C_NONE, /* beyond the paragraph's edge */
    SAYSO_C_LETTER, /* with case or without; marks join the letter before them */
    SAYSO_C_DIGIT,
    SAYSO_C_APOS, /* ' ’ ʼ ` and the like */
    SAYSO_C_HYPHEN, /* - and non-breaking hyphens */
    SAYSO_C_DASH, /* – — */
    SAYSO_C_DOT,
    SAYSO_C_COMMA,
    SAYSO_C_FINAL /* ! ? */,
    SAYSO_C_ELLIPSIS,
    SAYSO_C_COLON,
    SAYSO_C_SEMICOLON,
    SAYSO_C_QUOTE, /* " that both opens and closes */
    SAYSO_C_QUOTE_OPEN,
    SAYSO_C_QUOTE_CLOSE,
    SAYSO_C_OPEN,
    SAYSO_C_CLOSE,
    SAYSO_C_SLASH,
    SAYSO_C_MONEY,
    SAYSO_C_PERCENT,
    SAYSO_C_AT,
    SAYSO_C_HASH,
    SAYSO_C_UNDERSCORE,
    SAYSO_C_SYMBOL,
    SAYSO_C_EMOJI,
    SAYSO_C_IDEOGRAPH,
    SAYSO_C_BROKEN,
    SAYSO_C_SPACE,
    SAYSO_C_NEWLINE,
    SAYSO_C_IGNORE /* soft hyphen, zero width, marks: part of what stands before */,
    SAYSO_N_CLASSES
} sayso_class;

typedef struct sayso_chars {
    uint8_t  kind[0x10000];  /* sayso_class, with SAYSO_CHAR_UPPER */
    uint16_t lower[0x10000]; /* lower case; apostrophes as ' */
} sayso_chars;

enum { SAYSO_CHAR_UPPER = 0x80, SAYSO_CHAR_KIND = 0x7f };

void sayso_chars_fill(sayso_chars *t);
/* Kind and lower case of a character above the tables. */
uint8_t  sayso_char_kind(uint32_t c);
uint32_t sayso_char_lower(uint32_t c);
/* Has it no look of its own (soft hyphen, zero-width space, direction marks)? Such a character
 * alone is no token. */
bool     sayso_char_hidden(uint32_t c);

#endif
