/* What is packed, by libarchive: gzip, zstd, bzip2 and xz, also several members one after another
 * (WARC); zip and tar. */
#include "modules.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct unpacked {
    struct archive *a;
    sayso_packed_bytes *more;
    void *user;
    char *entry;             /* name of the entry at hand */
    unsigned n;              /* entries so far */
    locale_t utf8;           /* (locale_t)0: the system has none */
} unpacked;

static la_ssize_t more(struct archive *a, void *user, const void **bytes)
{
    unpacked *u = user;
    const char *why = "", *at = NULL;
    const long n = u->more(u->user, &at, &why);
    *bytes = at;
    if (n < 0) archive_set_error(a, EIO, "%s", why);
    return (la_ssize_t)n;
}

static const char *wrong(void *archive)
{
    const char *what = archive_error_string(((unpacked *)archive)->a);
    return what ? what : "not readable";
}

static void end(void *archive)
{
    unpacked *u = archive;
    if (u->a) archive_read_free(u->a);
    if (u->utf8) freelocale(u->utf8);
    free(u->entry);
    free(u);
}

static void *begin(sayso_packed_bytes *from, void *user, char *why, size_t room)
{
    unpacked *u = calloc(1, sizeof *u);
    *why = 0;
    if (!u) return NULL;
    u->more = from;
    u->user = user;
    u->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if ((u->a = archive_read_new())) {
        archive_read_support_filter_gzip(u->a);
        archive_read_support_filter_zstd(u->a);
        archive_read_support_filter_bzip2(u->a);
        archive_read_support_filter_xz(u->a);
        archive_read_support_format_zip_streamable(u->a);
        archive_read_support_format_tar(u->a);
        archive_read_support_format_raw(u->a);
        archive_read_support_format_empty(u->a);
        if (archive_read_open(u->a, u, NULL, more, NULL) == ARCHIVE_OK) return u;
        snprintf(why, room, "%s", wrong(u));
    }
    end(u);
    return NULL;
}

/* libarchive turns names into the encoding of the thread's locale, which of most programs that are
 * started by others has none but ASCII. */
static int header_next(unpacked *u, struct archive_entry **e)
{
    const locale_t before = u->utf8 ? uselocale(u->utf8) : (locale_t)0;
    const int rc = archive_read_next_header(u->a, e);
    if (u->utf8) uselocale(before);
    return rc;
}

static int next(void *archive, const char **name)
{
    unpacked *u = archive;
    struct archive_entry *e;
    for (;;) {
        const int rc = header_next(u, &e);
        u->n++;
        if (rc == ARCHIVE_EOF) return 0;
        if (rc < ARCHIVE_WARN) return -1;
        const bool raw = archive_format(u->a) == ARCHIVE_FORMAT_RAW;
        if (archive_entry_filetype(e) != AE_IFREG && !raw) continue;
        const char *path = archive_entry_pathname(e);
        char number[32];
        snprintf(number, sizeof number, "%u", u->n); /* of one whose name nobody can read */
        free(u->entry);
        *name = u->entry = raw ? NULL : strdup(path ? path : number);
        return 1;
    }
}

static long entry_read(void *archive, char *to, size_t n)
{
    const la_ssize_t got = archive_read_data(((unpacked *)archive)->a, to, n);
    return got < 0 ? -1 : (long)got;
}

SAYSO_API extern const sayso_unpack_module sayso_module_unpack;
const sayso_unpack_module sayso_module_unpack = { SAYSO_VERSION, begin, next, entry_read, wrong, end };
