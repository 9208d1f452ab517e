/* What a file is: by its first bytes where they leave no doubt, then by the ending of its name,
 * then by its first bytes. */
#include "in.h"

#define SAYSO_IN(name) extern const sayso_in_format sayso_in_##name;
#include "in_formats.h"
#undef SAYSO_IN

static const sayso_in_format *const formats[] = {
#define SAYSO_IN(name) &sayso_in_##name,
#include "in_formats.h"
#undef SAYSO_IN
};
enum { N_FORMATS = sizeof formats / sizeof *formats };

/* Files that people keep beside reports, and what to do about them. */
static const struct { const char *bytes; size_t n; const char *why; } magics[] = {
    { "\xd0\xcf\x11\xe0", 4, "an office document; save it as text, HTML or PDF" },
    { "\x89PNG", 4, "an image; give its text" },
    { "\xff\xd8\xff", 3, "an image; give its text" },
    { "GIF8", 4, "an image; give its text" },
    { "RIFF", 4, "sound or pictures; give its text" },
    { "ID3", 3, "sound; give its text" },
    { "SQLite format 3", 16, "an SQLite file; is it the ledger? give it with --ledger" },
    { "\x7f" "ELF", 4, "a program; give reports" },
    { "Rar!", 4, "a RAR archive; unpack it first" },
    { "7z\xbc\xaf", 4, "a 7z archive; unpack it first" },
    { "{\\rtf", 5, "rich text; save it as text, HTML or PDF" },
};

const sayso_in_format *sayso_in_nth(size_t i)
{
    return i < N_FORMATS ? formats[i] : NULL;
}

const sayso_in_format *sayso_in_find(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i]->surely ? NULL : formats[i];
    return NULL;
}

static bool same_n(const char *a, const char *b, size_t n) /* b in small letters */
{
    for (size_t i = 0; i < n; i++)
        if ((a[i] >= 'A' && a[i] <= 'Z' ? a[i] | 0x20 : a[i]) != b[i]) return false;
    return true;
}

static const sayso_in_format *by_name(const char *path)
{
    const size_t n = path ? strlen(path) : 0;
    for (size_t i = 0; i < N_FORMATS; i++)
        for (const char *e = formats[i]->endings; *e; e += strspn(e, " ")) {
            const size_t k = strcspn(e, " ");
            if (n > k && same_n(path + n - k, e, k)) return formats[i];
            e += k;
        }
    return NULL;
}

bool sayso_in_foreign(const char *path)
{
    static const char *const packed[] = { ".gz", ".zst", ".bz2", ".xz", ".zip", ".tar", ".tgz" };
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    if (!dot || dot == path || dot[-1] == '/' || by_name(path)) return false;
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (strlen(dot) == strlen(packed[i]) && same_n(dot, packed[i], strlen(dot))) return false;
    return true;
}

const sayso_in_format *sayso_in_format_of(const char *path, const char *head, size_t n,
                                          const char **why)
{
    *why = NULL;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (n >= magics[i].n && memcmp(head, magics[i].bytes, magics[i].n) == 0) {
            *why = magics[i].why;
            return NULL;
        }
    if (n >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) head += 3, n -= 3;
    for (size_t i = 0; i < N_FORMATS; i++)
        if (formats[i]->surely && formats[i]->surely(head, n)) return formats[i];
    const sayso_in_format *named = by_name(path);
    for (size_t i = 0; !named && i < N_FORMATS; i++)
        if (formats[i]->likely && formats[i]->likely(head, n)) named = formats[i];
    return named ? named : formats[N_FORMATS - 1];
}
