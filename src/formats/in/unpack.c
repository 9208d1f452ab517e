/* What is packed: gzip, zstd, bzip2 and xz, also several members one after another (WARC); zip and
 * tar. By libarchive. */
#include "in.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct sayso_unpacked {
    struct archive *a;
    sayso_stream *from;
    char  *entry;        /* name of the entry at hand */
    char   why[200];
    bool   ended;
};

static bool begins(const char *head, size_t n, const char *magic, size_t k)
{
    return n >= k && memcmp(head, magic, k) == 0;
}

bool sayso_packed(const char *head, size_t n, const char **why)
{
    *why = NULL;
    if (begins(head, n, "PK\3\4", 4) && n > 38) { /* the name of the first entry tells documents of
                                                     office programs */
        const char *name = head + 30;
        if (begins(name, n - 30, "[Content_Types].xml", 8) || begins(name, n - 30, "_rels/", 6) ||
            begins(name, n - 30, "mimetype", 8))
            *why = "an office document; save it as text, HTML or PDF";
        return !*why;
    }
    return begins(head, n, "PK\3\4", 4) || begins(head, n, "PK\5\6", 4) ||
           begins(head, n, "\x1f\x8b", 2) || begins(head, n, "\x28\xb5\x2f\xfd", 4) ||
           begins(head, n, "BZh", 3) ||
           begins(head, n,
                  "\xfd"
                  "7zXZ",
                  5) ||
           (n > 262 && memcmp(head + 257, "ustar", 5) == 0);
}

static la_ssize_t more(struct archive *a, void *user, const void **bytes)
{
    sayso_unpacked *u = user;
    sayso_stream *s = u->from;
    if (s->at == s->n && !sayso_stream_fill(s)) {
        if (!*s->why) return 0;
        archive_set_error(a, EIO, "%s", s->why);
        return -1;
    }
    *bytes = s->chunk + s->at;
    const la_ssize_t n = (la_ssize_t)(s->n - s->at);
    s->at = s->n;
    return n;
}

static const char *told(const sayso_unpacked *u)
{
    const char *what = archive_error_string(u->a);
    return what ? what : "not readable";
}

sayso_status sayso_unpack_open(sayso_unpacked **out, sayso_stream *from, sayso_error *err)
{
    *out = NULL;
    sayso_unpacked *u = calloc(1, sizeof *u);
    if (!u || !(u->a = archive_read_new())) {
        sayso_unpack_close(u);
        return sayso_no_memory(err);
    }
    u->from = from;
    archive_read_support_filter_gzip(u->a);
    archive_read_support_filter_zstd(u->a);
    archive_read_support_filter_bzip2(u->a);
    archive_read_support_filter_xz(u->a);
    archive_read_support_format_zip_streamable(u->a);
    archive_read_support_format_tar(u->a);
    archive_read_support_format_raw(u->a);
    archive_read_support_format_empty(u->a);
    if (archive_read_open(u->a, u, NULL, more, NULL) != ARCHIVE_OK) {
        const sayso_status st = sayso_fail(err, SAYSO_BAD_DOCUMENT, NULL, SAYSO_NOWHERE,
                                           "cannot be unpacked: %.120s; pack it anew", told(u));
        sayso_unpack_close(u);
        return st;
    }
    *out = u;
    return sayso_ok(err);
}

bool sayso_unpack_next(sayso_unpacked *u, const char **name, const char **why)
{
    struct archive_entry *e;
    *why = "";
    for (int rc; !u->ended; ) {
        rc = archive_read_next_header(u->a, &e);
        if (rc == ARCHIVE_EOF) break;
        if (rc < ARCHIVE_WARN) {
            snprintf(u->why, sizeof u->why, "cannot be unpacked further: %.120s; pack it anew",
                     told(u));
            u->ended = true;
            *why = u->why;
            return false;
        }
        if (archive_entry_filetype(e) != AE_IFREG && archive_format(u->a) != ARCHIVE_FORMAT_RAW)
            continue;
        const char *path = archive_entry_pathname_utf8(e);
        if (!path) path = archive_entry_pathname(e);
        free(u->entry);
        u->entry = archive_format(u->a) == ARCHIVE_FORMAT_RAW ? NULL : strdup(path ? path : "?");
        *name = u->entry ? u->entry : "";
        return true;
    }
    u->ended = true;
    return false;
}

static long entry_read(sayso_stream *s, void *from, char *to, size_t n)
{
    sayso_unpacked *u = from;
    const la_ssize_t got = archive_read_data(u->a, to, n);
    if (got >= 0) return (long)got;
    snprintf(s->why, sizeof s->why, "cannot be unpacked: %.100s; pack it anew", told(u));
    return -1;
}

void sayso_unpack_stream(sayso_unpacked *u, sayso_stream *s)
{
    s->read = entry_read;
    s->from = u;
    s->stopped = u->from->stopped;
    s->user = u->from->user;
}

void sayso_unpack_close(sayso_unpacked *u)
{
    if (!u) return;
    if (u->a) archive_read_free(u->a);
    free(u->entry);
    free(u);
}

bool sayso_unpack_bytes(const char *bytes, size_t n, size_t most, sayso_buf *out)
{
    struct archive *a = archive_read_new();
    struct archive_entry *e;
    char piece[1 << 14];
    bool ok = a != NULL;
    if (ok) {
        archive_read_support_filter_gzip(a);
        archive_read_support_format_raw(a);
        ok = archive_read_open_memory(a, bytes, n) == ARCHIVE_OK &&
             archive_read_next_header(a, &e) == ARCHIVE_OK;
    }
    for (la_ssize_t got = 1; ok && got > 0;) {
        got = archive_read_data(a, piece, sizeof piece);
        ok = got >= 0 && out->len + (size_t)(got > 0 ? got : 0) <= most;
        if (ok && got > 0) sayso_buf_put(out, piece, (size_t)got);
    }
    if (a) archive_read_free(a);
    return ok && !out->failed;
}
