/* What a file is: by the ending of its name where that is plain, else by its first bytes. */
#include "in.h"

static const struct { const char *ending; sayso_kind kind; } endings[] = {
    { ".txt", SAYSO_KIND_TEXT },    { ".text", SAYSO_KIND_TEXT },
    { ".html", SAYSO_KIND_HTML },   { ".htm", SAYSO_KIND_HTML },    { ".xhtml", SAYSO_KIND_HTML },
    { ".jsonl", SAYSO_KIND_JSONL }, { ".ndjson", SAYSO_KIND_JSONL }, { ".json", SAYSO_KIND_JSONL },
};

/* Files that people keep beside reports, and what to do about them. */
static const struct { const char *bytes; size_t n; const char *why; } magics[] = {
    { "%PDF-", 5, "a PDF; extract its text first, for instance with pdftotext" },
    { "PK\3\4", 4, "a zip archive or office document; save it as text or HTML" },
    { "\xd0\xcf\x11\xe0", 4, "an office document; save it as text or HTML" },
    { "\x1f\x8b", 2, "compressed with gzip; unpack it first: gzip -dc FILE | sayso read -" },
    { "BZh", 3, "compressed with bzip2; unpack it first" },
    { "\xfd" "7zXZ", 5, "compressed with xz; unpack it first" },
    { "\x28\xb5\x2f\xfd", 4, "compressed with zstd; unpack it first" },
    { "\x89PNG", 4, "an image; give its text" },
    { "\xff\xd8\xff", 3, "an image; give its text" },
    { "GIF8", 4, "an image; give its text" },
    { "SQLite format 3", 16, "an SQLite file; is it the ledger? give it with --ledger" },
    { "\xff\xfe", 2, "UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE" },
    { "\xfe\xff", 2, "UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE" },
    { "\x7f" "ELF", 4, "a program; give reports" },
};

sayso_kind sayso_kind_named(const char *name)
{
    static const struct { const char *name; sayso_kind kind; } kinds[] = {
        { "text", SAYSO_KIND_TEXT }, { "jsonl", SAYSO_KIND_JSONL }, { "html", SAYSO_KIND_HTML },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) return kinds[i].kind;
    return SAYSO_KIND_BINARY;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}
static bool same_n(const char *a, const char *b, size_t n) /* ignoring the case of ASCII letters */
{
    for (size_t i = 0; i < n; i++)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

static sayso_kind by_name(const char *path)
{
    const size_t n = path ? strlen(path) : 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t k = strlen(endings[i].ending);
        if (n > k && same_n(path + n - k, endings[i].ending, k)) return endings[i].kind;
    }
    return SAYSO_KIND_GUESS;
}

bool sayso_kind_foreign(const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    return dot && by_name(path) == SAYSO_KIND_GUESS;
}

static sayso_kind by_content(const char *head, size_t n)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body", "<article",
                                        "<!--",           "<?xml", "<meta", "<title" };
    if (n >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) { head += 3; n -= 3; }
    size_t at = 0;
    while (at < n && strchr(" \t\r\n", head[at]) && head[at]) at++;
    if (at < n && head[at] == '{') return SAYSO_KIND_JSONL;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        const size_t k = strlen(tags[i]);
        if (n - at >= k && same_n(head + at, tags[i], k)) return SAYSO_KIND_HTML;
    }
    return SAYSO_KIND_TEXT;
}

sayso_kind sayso_kind_of(const char *path, const char *head, size_t n, const char **why)
{
    *why = NULL;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (n >= magics[i].n && memcmp(head, magics[i].bytes, magics[i].n) == 0) {
            *why = magics[i].why;
            return SAYSO_KIND_BINARY;
        }
    const sayso_kind named = by_name(path);
    return named != SAYSO_KIND_GUESS ? named : by_content(head, n);
}
