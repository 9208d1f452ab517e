/* What is packed, by its first bytes; taken apart by the module "unpack". */
#include "formats/modules/modules.h"
#include "in.h"
#include <stdio.h>
#include <stdlib.h>

struct sayso_unpacked {
    const sayso_unpack_module *by;
    void  *archive;
    sayso_stream *from;
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

static long more(void *user, const char **bytes, const char **why)
{
    sayso_stream *s = user;
    if (s->at == s->n && !sayso_stream_fill(s)) {
        *why = s->why;
        return *s->why ? -1 : 0;
    }
    *bytes = s->chunk + s->at;
    const size_t n = s->n - s->at;
    s->at = s->n;
    return (long)n;
}

static const sayso_unpack_module *module_open(char why[SAYSO_MODULE_WHY])
{
    return sayso_module("sayso-unpack.so", "sayso_module_unpack", why);
}

sayso_status sayso_unpack_open(sayso_unpacked **out, sayso_stream *from, sayso_error *err)
{
    char why[SAYSO_MODULE_WHY];
    const sayso_unpack_module *by = module_open(why);
    *out = NULL;
    if (!by)
        return sayso_fail(err, SAYSO_BAD_DOCUMENT, NULL, SAYSO_NOWHERE, "unpacking it %s", why);
    sayso_unpacked *u = calloc(1, sizeof *u);
    if (!u) return sayso_no_memory(err);
    u->by = by;
    u->from = from;
    if ((u->archive = by->open(more, from, why, sizeof why))) {
        *out = u;
        return sayso_ok(err);
    }
    free(u);
    return *why ? sayso_fail(err, SAYSO_BAD_DOCUMENT, NULL, SAYSO_NOWHERE,
                             "cannot be unpacked: %.120s; pack it anew", why)
                : sayso_no_memory(err);
}

bool sayso_unpack_next(sayso_unpacked *u, const char **name, const char **why)
{
    *why = "";
    const int got = u->ended ? 0 : u->by->next(u->archive, name);
    if (got == 1) {
        if (!*name) *name = "";
        return true;
    }
    u->ended = true;
    if (got == 0) return false;
    snprintf(u->why, sizeof u->why, "cannot be unpacked further: %.120s; pack it anew",
             u->by->wrong(u->archive));
    *why = u->why;
    return false;
}

static long entry_read(sayso_stream *s, void *from, char *to, size_t n)
{
    sayso_unpacked *u = from;
    const long got = u->by->read(u->archive, to, n);
    if (got < 0)
        snprintf(s->why, sizeof s->why, "cannot be unpacked: %.100s; pack it anew",
                 u->by->wrong(u->archive));
    return got;
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
    u->by->close(u->archive);
    free(u);
}

/* Bytes of memory, all at once. */
static long all(void *user, const char **bytes, const char **why)
{
    sayso_str *left = user;
    const long n = (long)left->len;
    *bytes = left->at;
    *why = "";
    left->len = 0;
    return n;
}

bool sayso_unpack_bytes(const char *bytes, size_t n, size_t most, sayso_buf *out)
{
    char why[SAYSO_MODULE_WHY], piece[1 << 14];
    const char *name;
    sayso_str left = { bytes, (uint32_t)n };
    const sayso_unpack_module *by = n <= UINT32_MAX ? module_open(why) : NULL;
    void *archive = by ? by->open(all, &left, why, sizeof why) : NULL;
    bool ok = archive && by->next(archive, &name) == 1;
    for (long got = 1; ok && got > 0;) {
        got = by->read(archive, piece, sizeof piece);
        ok = got >= 0 && out->len + (size_t)(got > 0 ? got : 0) <= most;
        if (ok && got > 0) sayso_buf_put(out, piece, (size_t)got);
    }
    if (archive) by->close(archive);
    return ok && !out->failed;
}
