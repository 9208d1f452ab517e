/* utf8: characters as they come in, and the normal form that words are matched by. */
#ifndef SAYSO_TEXT_UTF8_H
#define SAYSO_TEXT_UTF8_H

#include "base/base.h"

#define SAYSO_BAD_CHAR UINT32_MAX

/* Reads the character at p < end into *c and returns its bytes (1..4). Where the bytes are not
 * UTF-8 (also overlong forms, surrogates, above U+10FFFF) *c is SAYSO_BAD_CHAR and the result is
 * the length of the shortest bad run: the bytes that could have begun a character, at least one
 * (Unicode 15, 3.9, "maximal subpart"). */
uint32_t sayso_utf8_next(const uint8_t *p, const uint8_t *end, uint32_t *c);

/* Writes c (a scalar value) to out[4]; returns the bytes written. */
uint32_t sayso_utf8_put(uint32_t c, char *out);

/* Appends bytes as valid UTF-8: each bad run becomes U+FFFD. */
void sayso_put_utf8(sayso_buf *b, const char *s, size_t n);

/* The form that words are matched by: lower case, NFC, typographic apostrophes as ', dashes as
 * -, no soft hyphens or zero-width marks, no stress accents over Cyrillic (the letters of й, ї,
 * é stay). Writes at most `cap` bytes, whole characters only, without NUL; returns the bytes
 * written. Broken bytes become U+FFFD. */
uint32_t sayso_text_fold(sayso_str in, char *out, uint32_t cap);

/* Brings what stands in b from byte `from` on into NFC (a letter and its mark become one
 * character). */
void sayso_buf_compose(sayso_buf *b, size_t from);

/* *s in capitals (its first character only, where `first_only`), in the arena. False without
 * memory. */
bool sayso_str_upper(sayso_str *s, bool first_only, sayso_arena *arena);

#endif
