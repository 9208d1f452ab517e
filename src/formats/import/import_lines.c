/* Lines of files that may be larger than memory: one at a time, none longer than
 * IMPORT_MOST_LINE. */
#include "import_inside.h"
#include "text/utf8.h"
#include <stdarg.h>
#include <errno.h>
#include <stdlib.h>

void sayso_import_bad(import *im, uint64_t line, const char *fmt, ...)
{
    char what[240];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    im->counts->bad++;
    if (im->o->mistake) im->o->mistake(im->o->user, im->path, line, what);
}

enum {
    CHUNK = 1 << 16,
    MOST_COLUMNS = 64,
    GEONAMES_COLUMNS = 19,
    LEAST_ALTERNATES = 8,
    MOST_ALTERNATES = 10
};

sayso_status sayso_import_open(import *im, const char *path, sayso_error *err)
{
    im->path = path;
    im->line = 0;
    im->begin = im->chunk.len = 0;
    im->at_end = false;
    im->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    return im->file
               ? sayso_ok(err)
               : sayso_fail(err, errno == ENOENT ? SAYSO_NOT_FOUND : SAYSO_IO, path, SAYSO_NOWHERE,
                            "cannot open: %s; see the path and its rights", strerror(errno));
}

void sayso_import_close(import *im)
{
    if (im->file && im->file != stdin) fclose(im->file);
    im->file = NULL;
}

/* Reads more behind what is unused. False at the end or on error, which is told. */
static bool more(import *im)
{
    char bytes[CHUNK];
    if (im->at_end) return false;
    if (im->begin) {
        im->chunk.len -= im->begin;
        memmove(im->chunk.at, im->chunk.at + im->begin, im->chunk.len);
        im->begin = 0;
    }
    const size_t n = fread(bytes, 1, sizeof bytes, im->file);
    if (n < sizeof bytes) im->at_end = true;
    if (n < sizeof bytes && ferror(im->file))
        sayso_import_bad(im, im->line + 1, "cannot read on: %s; what follows is missing",
                         strerror(errno));
    sayso_buf_put(&im->chunk, bytes, n);
    im->failed |= im->chunk.failed;
    return n > 0 && !im->failed;
}

/* Bytes of the line at `begin` with its line feed, as far as they have been read; 0: no line feed
 * among them. */
static size_t line_length(const import *im, size_t from)
{
    const size_t n = im->chunk.len - im->begin;
    if (!n) return 0;
    const char *at = im->chunk.at + im->begin,
               *end = from < n ? memchr(at + from, '\n', n - from) : NULL;
    return end ? (size_t)(end - at) + 1 : 0;
}

/* Skips the rest of a line that is too long. */
static void skip_line(import *im)
{
    size_t n;
    while (!(n = line_length(im, 0))) {
        im->begin = im->chunk.len;
        if (!more(im)) return;
    }
    im->begin += n;
}

bool sayso_import_raw_line(import *im, sayso_str *line, bool *too_long)
{
    size_t n, seen = 0;
    *too_long = false;
    if (im->failed || (im->o->stop && *im->o->stop)) return false;
    while (!(n = line_length(im, seen))) {
        seen = im->chunk.len - im->begin;
        if (seen > IMPORT_MOST_LINE) {
            *too_long = true;
            skip_line(im);
            im->line++;
            return true;
        }
        if (more(im)) continue;
        n = im->chunk.len - im->begin;
        if (!n || im->failed) return false;
        break;
    }
    *line = (sayso_str){ im->chunk.at + im->begin, (uint32_t)n };
    im->begin += n;
    im->line++;
    return true;
}

/* Text: UTF-8 without NUL. */
bool sayso_import_is_text(sayso_str s)
{
    const uint8_t *p = (const uint8_t *)s.at, *end = p + s.len;
    while (p < end) {
        uint32_t c = *p;
        p += c && c < 0x80 ? 1 : sayso_utf8_next(p, end, &c);
        if (!c || c == SAYSO_BAD_CHAR) return false;
    }
    return true;
}

bool sayso_import_line(import *im, sayso_str *line)
{
    bool too_long;
    while (sayso_import_raw_line(im, line, &too_long)) {
        im->first_line = im->line;
        if (too_long) {
            sayso_import_bad(im, im->line, "the line is longer than %d MiB; split the record",
                             IMPORT_MOST_LINE >> 20);
            continue;
        }
        while (line->len && (line->at[line->len - 1] == '\n' || line->at[line->len - 1] == '\r'))
            line->len--;
        if (im->line == 1 && line->len >= 3 && memcmp(line->at, "\xef\xbb\xbf", 3) == 0)
            *line = (sayso_str) { line->at + 3, line->len - 3 };
        if (sayso_import_is_text(*line)) return true;
        sayso_import_bad(im, im->line, "bytes that are not UTF-8; convert the file");
    }
    return false;
}

uint32_t sayso_import_fields(sayso_str line, sayso_str *out, uint32_t cap)
{
    uint32_t n = 0;
    for (const char *p = line.at, *end = line.at + line.len;;) {
        const char *tab = memchr(p, '\t', (size_t)(end - p));
        if (n < cap) out[n] = (sayso_str){ p, (uint32_t)((tab ? tab : end) - p) };
        n++;
        if (!tab) return n;
        p = tab + 1;
    }
}

/* ---- what is it? ----------------------------------------------------------------------------- */

static bool is_number(sayso_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.at[i] < '0' || s.at[i] > '9') return false;
    return s.len > 0;
}

/* A name that ends with _, or a code in brackets, before the comment. */
static bool is_actor(sayso_str s)
{
    const char *comment = memchr(s.at, ';', s.len);
    if (comment) s.len = (uint32_t)(comment - s.at);
    while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t')) s.len--;
    return s.len && (memchr(s.at, '[', s.len) || s.at[s.len - 1] == '_');
}

static sayso_import_kind kind_of_line(sayso_str s)
{
    sayso_str field[MOST_COLUMNS];
    const uint32_t n = sayso_import_fields(s, field, MOST_COLUMNS);
    if (s.at[0] == '{') return SAYSO_IMPORT_FTM;
    if (n == GEONAMES_COLUMNS && is_number(field[0])) return SAYSO_IMPORT_GEONAMES;
    if (n >= LEAST_ALTERNATES && n <= MOST_ALTERNATES && is_number(field[0]) && is_number(field[1]))
        return SAYSO_IMPORT_ALTERNATES;
    if (is_actor(s)) return SAYSO_IMPORT_ACTORS;
    return memchr(s.at, ',', s.len) || memchr(s.at, ';', s.len) ? SAYSO_IMPORT_CSV
                                                                : SAYSO_IMPORT_GUESS;
}

/* Another name of the actor above, or a code alone: lines that only actor dictionaries have. */
static bool goes_on(const char *at, size_t n)
{
    if (n > 1 && *at == '+' && ((at[1] >= 'A' && at[1] <= 'Z') || (at[1] >= '0' && at[1] <= '9')))
        return true;
    size_t k = 0;
    while (k < n && (at[k] == ' ' || at[k] == '\t')) k++;
    return k && k < n && at[k] == '[';
}

enum { LOOKED_AT = 50 }; /* lines: an actor has seldom more names before its code */

/* The first line that is neither blank nor a comment tells, or, where it could be anything, those
 * that follow it. */
sayso_import_kind sayso_import_guess(import *im)
{
    sayso_import_kind kind = SAYSO_IMPORT_GUESS;
    while (im->chunk.len < CHUNK && more(im)) {}
    for (size_t from = 0, lines = 0; from < im->chunk.len && lines < LOOKED_AT;) {
        const char *at = im->chunk.at + from, *end = memchr(at, '\n', im->chunk.len - from);
        size_t n = end ? (size_t)(end - at) : im->chunk.len - from;
        from += n + 1;
        if (n >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0) at += 3, n -= 3;
        while (n && (at[n - 1] == '\r' || at[n - 1] == ' ')) n--;
        if (!n || *at == '#' || (n > 4 && memcmp(at, "<!--", 4) == 0)) continue;
        if (lines++ == 0) kind = kind_of_line((sayso_str){ at, (uint32_t)n });
        else if (goes_on(at, n)) return SAYSO_IMPORT_ACTORS;
        if (kind != SAYSO_IMPORT_GUESS && kind != SAYSO_IMPORT_CSV) break;
    }
    return kind;
}
