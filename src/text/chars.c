/* Kinds of characters, from ICU's properties (Unicode character database) once at opening. */
#include "chars.h"
#include <unicode/uchar.h>

static uint8_t special_kind(uint32_t c)
{
    switch (c) {
    case '\n':
    case '\r':
    case 0x0b:
    case 0x0c:
    case 0x85:
    case 0x2028:
    case 0x2029: return SAYSO_C_NEWLINE;
    case '\t': case 0xfeff: return SAYSO_C_SPACE;
    case 0xad: case 0x200b: case 0x200c: case 0x200d: case 0x2060: return SAYSO_C_IGNORE;
    case '\'':
    case '`':
    case 0xb4:
    case 0x2019:
    case 0x2018:
    case 0x201b:
    case 0x2bc:
    case 0x2b9:
    case 0x2032:
    case 0xff07: return SAYSO_C_APOS;
    case '-': case 0x2010: case 0x2011: return SAYSO_C_HYPHEN;
    case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return SAYSO_C_DASH;
    case '.': case 0x3002: return SAYSO_C_DOT;
    case ',': case 0x3001: return SAYSO_C_COMMA;
    case '!': case '?': case 0xa1: case 0xbf: case 0xff01: case 0xff1f: return SAYSO_C_FINAL;
    case 0x2026: return SAYSO_C_ELLIPSIS;
    case ':': return SAYSO_C_COLON;
    case ';': return SAYSO_C_SEMICOLON;
    case '"': case 0x2033: return SAYSO_C_QUOTE;
    case 0xab:
    case 0x201c:
    case 0x201e:
    case 0x201a:
    case 0x2039:
    case 0x201f: return SAYSO_C_QUOTE_OPEN;
    case 0xbb: case 0x201d: case 0x203a: return SAYSO_C_QUOTE_CLOSE;
    case '/': case '\\': return SAYSO_C_SLASH;
    case '%': case 0x2030: return SAYSO_C_PERCENT;
    case '@': return SAYSO_C_AT;
    case '#': case 0x2116: return SAYSO_C_HASH;
    case '_': return SAYSO_C_UNDERSCORE;
    default: return SAYSO_C_NONE;
    }
}

static uint8_t letter_kind(uint32_t c)
{
    if (u_hasBinaryProperty((UChar32)c, UCHAR_IDEOGRAPHIC) || (c >= 0x3040 && c < 0x3100))
        return SAYSO_C_IDEOGRAPH;
    const bool upper = u_isupper((UChar32)c) || u_istitle((UChar32)c);
    return upper ? SAYSO_C_LETTER | SAYSO_CHAR_UPPER : SAYSO_C_LETTER;
}

uint8_t sayso_char_kind(uint32_t c)
{
    const uint8_t special = special_kind(c);
    if (special != SAYSO_C_NONE) return special;
    if (c > 0xff && u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION)) return SAYSO_C_EMOJI;
    switch (u_charType((UChar32)c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER: return letter_kind(c);
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR: return SAYSO_C_IGNORE;
    case U_DECIMAL_DIGIT_NUMBER: return SAYSO_C_DIGIT;
    case U_LETTER_NUMBER: case U_OTHER_NUMBER: return SAYSO_C_SYMBOL;
    case U_SPACE_SEPARATOR: case U_CONTROL_CHAR: return SAYSO_C_SPACE;
    case U_LINE_SEPARATOR: case U_PARAGRAPH_SEPARATOR: return SAYSO_C_NEWLINE;
    case U_DASH_PUNCTUATION: return SAYSO_C_DASH;
    case U_START_PUNCTUATION: return SAYSO_C_OPEN;
    case U_END_PUNCTUATION: return SAYSO_C_CLOSE;
    case U_INITIAL_PUNCTUATION: return SAYSO_C_QUOTE_OPEN;
    case U_FINAL_PUNCTUATION: return SAYSO_C_QUOTE_CLOSE;
    case U_CURRENCY_SYMBOL: return SAYSO_C_MONEY;
    case U_CONNECTOR_PUNCTUATION: return SAYSO_C_UNDERSCORE;
    default:
        return u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC) ? SAYSO_C_EMOJI
                                                                            : SAYSO_C_SYMBOL;
    }
}

uint32_t sayso_char_lower(uint32_t c)
{
    return special_kind(c) == SAYSO_C_APOS ? '\'' : (uint32_t)u_tolower((UChar32)c);
}

bool sayso_char_hidden(uint32_t c) { return u_charType((UChar32)c) == U_FORMAT_CHAR; }

/* Large ranges of one kind without case; asking ICU of each character would take most of an
 * engine's start. */
static const struct { uint32_t from, to; uint8_t kind;
} blocks[] = {
    { 0x3400, 0x4dbf, SAYSO_C_IDEOGRAPH },
    { 0x4e00, 0x9fff, SAYSO_C_IDEOGRAPH },
    { 0xac00, 0xd7a3, SAYSO_C_LETTER },
    { 0xd800, 0xf8ff, SAYSO_C_SYMBOL }, /* surrogates, which no text has, and private use */
};

void sayso_chars_fill(sayso_chars *t)
{
    for (uint32_t c = 0, block = 0; c < 0x10000; c++) {
        while (block < sizeof blocks / sizeof *blocks && c > blocks[block].to) block++;
        if (block < sizeof blocks / sizeof *blocks && c >= blocks[block].from) {
            t->kind[c] = blocks[block].kind;
            t->lower[c] = (uint16_t)c;
            continue;
        }
        const uint32_t low = sayso_char_lower(c);
        t->kind[c] = sayso_char_kind(c);
        t->lower[c] = (uint16_t)(low < 0x10000 ? low : c);
    }
}
