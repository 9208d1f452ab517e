/* The input: files, folders and standard input, one document after another.
 *
 * Folders are walked with a stack of paths rather than by recursion, names in the order of their
 * bytes, so that the order of documents is the same everywhere. Nothing larger than the budget is
 * ever held: a line or file that exceeds it is passed over while reading. */
#include "in.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 1 << 16, SNIFF = 64 };

typedef struct place { char *path; bool named; } place; /* named: given by the caller, not found in
                                                           a folder */

struct sayso_input {
    sayso_input_options o;
    sayso_kind kind;      /* SAYSO_KIND_GUESS: by name, then by content */
    sayso_item item;      /* what sayso_document_next has lent out */
    size_t   next_path;
    place   *stack; uint32_t n_stack, cap_stack; /* still to be visited, next one last */
    /* the open file of JSON lines, or no file */
    char    *path;
    int      fd;          /* -1: none */
    uint64_t line;
    /* what was read and not yet used: chunk[at, n) */
    char     chunk[CHUNK];
    size_t   at, n;
    bool     eof;
    int      error;       /* errno of a failed read */
    sayso_buf text;       /* the line or file being gathered */
};

sayso_status sayso_input_open(sayso_input **out, const sayso_input_options *options,
                              sayso_error *err)
{
    sayso_input_options o;
    *out = NULL;
    const sayso_status st = sayso_sized(&o, sizeof o, sizeof o, options, "sayso_input_options",
                                        err);
    if (st) return st;
    const sayso_kind kind = o.format ? sayso_kind_named(o.format) : SAYSO_KIND_GUESS;
    if (kind == SAYSO_KIND_BINARY)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, o.format, SAYSO_NOWHERE,
                          "no format of that name; docs/inputs.md lists them");
    sayso_input *in = calloc(1, sizeof *in);
    if (!in) return sayso_no_memory(err);
    in->o = o;
    in->kind = kind;
    if (!in->o.max_document_bytes) in->o.max_document_bytes = SAYSO_DOCUMENT_BYTES;
    /* offsets are 32 bits */
    if (in->o.max_document_bytes > UINT32_MAX - 2) in->o.max_document_bytes = UINT32_MAX - 2;
    in->fd = -1;
    *out = in;
    return sayso_ok(err);
}

static void close_file(sayso_input *in)
{
    if (in->fd > STDIN_FILENO) close(in->fd);
    in->fd = -1;
    free(in->path);
    in->path = NULL;
}

void sayso_input_close(sayso_input *in)
{
    if (!in) return;
    close_file(in);
    while (in->n_stack) free(in->stack[--in->n_stack].path);
    free(in->stack);
    sayso_buf_free(&in->text);
    sayso_item_clear(&in->item);
    free(in);
}

void sayso_item_clear(sayso_item *item)
{
    sayso_arena_free(&item->arena);
    free(item->owned);
    *item = (sayso_item){ 0 };
}

static bool stopped(const sayso_input *in)
{
    return in->o.cancel && in->o.cancel(in->o.user);
}

/* ---- reading ---- */

static void open_stream(sayso_input *in, char *path, int fd)
{
    in->path = path;
    in->fd = fd;
    in->line = 0;
    in->at = in->n = 0;
    in->eof = false;
    in->error = 0;
}

/* Reads more behind what is unused, which is moved to the front. False at the end, on error or when
 * stopped. */
static bool fill(sayso_input *in)
{
    if (in->at) {
        memmove(in->chunk, in->chunk + in->at, in->n - in->at);
        in->n -= in->at;
        in->at = 0;
    }
    while (!in->eof && in->n < CHUNK) {
        const ssize_t got = read(in->fd, in->chunk + in->n, CHUNK - in->n);
        if (got > 0) {
            in->n += (size_t)got;
            return true;
        }
        if (got < 0 && errno == EINTR && !stopped(in)) continue;
        if (got < 0 && errno != EINTR) in->error = errno;
        in->eof = true;
    }
    return false;
}

/* Enough to tell what it is: one line that is not blank, or some bytes. Not more, for a pipe may be
 * slow. */
static void peek(sayso_input *in)
{
    for (;;) {
        size_t blank = 0;
        while (blank < in->n && in->chunk[blank] && strchr(" \t\r\n", in->chunk[blank])) blank++;
        if (in->n - blank >= SNIFF || memchr(in->chunk + blank, '\n', in->n - blank) ||
            in->n == CHUNK || !fill(in))
            return;
    }
}

/* The whole rest into in->text; false where it is more than `most` bytes. */
static bool gather_all(sayso_input *in, size_t most)
{
    in->text.len = 0;
    do {
        if (in->n - in->at > most - in->text.len) return false;
        sayso_buf_put(&in->text, in->chunk + in->at, in->n - in->at);
        in->at = in->n;
    } while (!in->text.failed && fill(in));
    return true;
}

typedef enum gathered { LINE, LINE_TOO_LONG, NO_LINE } gathered;

/* The next line without its line feed. Of one that is too long no more than `most` bytes are ever
 * kept. */
static gathered gather_line(sayso_input *in, size_t most)
{
    bool any = false, too_long = false;
    in->text.len = 0;
    for (;;) {
        if (in->at == in->n && !fill(in)) break;
        any = true;
        const char *from = in->chunk + in->at;
        const char *lf = memchr(from, '\n', in->n - in->at);
        const size_t n = lf ? (size_t)(lf - from) : in->n - in->at;
        if (n > most - in->text.len) too_long = true;
        if (too_long) sayso_buf_free(&in->text);
        else sayso_buf_put(&in->text, from, n);
        in->at += n + (lf ? 1 : 0);
        if (lf) break;
    }
    return !any ? NO_LINE : too_long ? LINE_TOO_LONG : LINE;
}

/* ---- folders ---- */

static bool push(sayso_input *in, char *path, bool named) /* takes path */
{
    if (!path || !sayso_grow(in->stack, in->n_stack, in->cap_stack)) {
        free(path);
        return false;
    }
    in->stack[in->n_stack++] = (place){ path, named };
    return true;
}

static int by_bytes_back(const void *a, const void *b)
{
    return strcmp(((const place *)b)->path, ((const place *)a)->path);
}

static char *joined(const char *folder, const char *name)
{
    const size_t n = strlen(folder), size = n + strlen(name) + 2;
    char *p = malloc(size);
    if (p) snprintf(p, size, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name);
    return p;
}

static sayso_status push_folder(sayso_input *in, const char *path)
{
    DIR *d = opendir(path);
    if (!d) return SAYSO_IO;
    const uint32_t first = in->n_stack;
    sayso_status st = SAYSO_OK;
    const struct dirent *e;
    while (errno = 0, st == SAYSO_OK && (e = readdir(d)))
        if (e->d_name[0] != '.' && !push(in, joined(path, e->d_name), false)) st = SAYSO_NO_MEMORY;
    if (st == SAYSO_OK && errno) st = SAYSO_IO;
    const int saved = errno;
    closedir(d);
    errno = saved;
    if (in->n_stack > first)
        qsort(in->stack + first, in->n_stack - first, sizeof *in->stack, by_bytes_back);
    return st;
}

/* ---- items ---- */

/* The path without "./" before it and doubled slashes: one file has one name, hence one id. */
static char *tidy(sayso_arena *arena, const char *path)
{
    char *s = sayso_arena_dup(arena, path, strlen(path)), *to = s;
    if (!s) return NULL;
    while (path[0] == '.' && path[1] == '/') for (path += 2; *path == '/'; path++) {}
    for (; *path; path++)
        if (*path != '/' || to == s || to[-1] != '/') *to++ = *path;
    *to = 0;
    return s;
}

static void finish(sayso_input *in, sayso_item *item, const char *path)
{
    sayso_document *d = &item->document;
    item->file = tidy(&item->arena, path);
    if (!item->file)
        sayso_item_fail(item, SAYSO_NO_MEMORY,
                        "out of memory; read smaller documents or use fewer jobs");
    if (item->status) return;
    if (d->text_len > in->o.max_document_bytes) {
        sayso_item_fail(
            item, SAYSO_TOO_LARGE,
            "a document of %zu bytes is above the limit of %zu; split it or raise --max-bytes",
            d->text_len, in->o.max_document_bytes);
        return;
    }
    if (!d->id)
        d->id = strcmp(path, "-") == 0
                    ? (item->line ? sayso_arena_printf(&item->arena, "stdin:%llu",
                                                       (unsigned long long)item->line)
                                  : "stdin")
                : item->line ? sayso_arena_printf(&item->arena, "%s:%llu", item->file,
                                                  (unsigned long long)item->line)
                             : item->file;
    if (!d->id)
        sayso_item_fail(item, SAYSO_NO_MEMORY,
                        "out of memory; read smaller documents or use fewer jobs");
    if (item->status) return;
    d->size = sizeof *d;
    if (!d->date) d->date = in->o.date;
    if (!d->publisher) d->publisher = in->o.publisher;
    if (!d->language) d->language = in->o.language;
    item->bytes = d->text_len + item->arena.total;
}

/* What the system said, and what to do about it. */
static const char *system_says(int error, char *room, size_t n)
{
    const char *help = error == ENOENT || error == ENOTDIR ? "check the name"
                       : error == EACCES || error == EPERM ? "get read access"
                                                           : "check the disk";
    snprintf(room, n, "%s; %s", strerror(error), help);
    return room;
}

static void finish_failed(sayso_input *in, sayso_item *item, const char *path, sayso_status st,
                          const char *what)
{
    sayso_item_fail(item, st, "%s", what);
    finish(in, item, path);
}

/* One line of JSON lines. False where the file has ended; the file is then closed. */
static bool next_line(sayso_input *in, sayso_item *item)
{
    /* a character takes at most three times its UTF-8 bytes when escaped; the rest is for the other
     * fields */
    const size_t most = in->o.max_document_bytes * 3 + CHUNK;
    for (;;) {
        const gathered g = stopped(in) ? NO_LINE : gather_line(in, most);
        if (g == NO_LINE) {
            const int error = in->error;
            char room[160];
            if (error)
                finish_failed(in, item, in->path, SAYSO_IO, system_says(error, room, sizeof room));
            close_file(in);
            return error != 0;
        }
        item->line = ++in->line;
        const size_t n = in->text.len;
        const char *s = in->text.at;
        size_t blank = 0;
        if (g == LINE && in->line == 1 && n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) blank = 3;
        while (g == LINE && blank < n && (s[blank] == ' ' || s[blank] == '\t' || s[blank] == '\r'))
            blank++;
        if (g == LINE && blank == n && !in->text.failed) continue;
        if (g == LINE_TOO_LONG)
            sayso_item_fail(
                item, SAYSO_TOO_LARGE,
                "a line of more than %zu bytes; split the document or raise --max-bytes", most);
        else if (in->text.failed)
            sayso_item_fail(item, SAYSO_NO_MEMORY,
                            "out of memory; read smaller documents or use fewer jobs");
        else sayso_json_document(item, s + blank, n - blank);
        finish(in, item, in->path);
        if (in->text.failed || in->text.cap > (1u << 20)) sayso_buf_free(&in->text);
        return true;
    }
}

/* A file that is one document: its bytes go over to the item. */
static void whole_file(sayso_input *in, sayso_item *item, sayso_kind kind)
{
    char room[160];
    size_t most = in->o.max_document_bytes;
    if (kind == SAYSO_KIND_HTML && most > SAYSO_HTML_BYTES) most = SAYSO_HTML_BYTES;
    if (!gather_all(in, most))
        sayso_item_fail(item, SAYSO_TOO_LARGE, "more than the limit of %zu bytes; split it%s", most,
                        kind == SAYSO_KIND_HTML ? " or give its text" : " or raise --max-bytes");
    else if (in->error)
        sayso_item_fail(item, SAYSO_IO, "%s", system_says(in->error, room, sizeof room));
    else if (in->text.failed)
        sayso_item_fail(item, SAYSO_NO_MEMORY,
                        "out of memory; read smaller documents or use fewer jobs");
    else {
        const size_t n = in->text.len;
        item->owned = in->text.at;
        in->text = SAYSO_BUF_EMPTY;
        if (kind == SAYSO_KIND_HTML) sayso_html_document(item, item->owned, n);
        else sayso_text_document(item, n ? item->owned : "", n);
    }
    sayso_buf_free(&in->text);
    finish(in, item, in->path);
    if (kind == SAYSO_KIND_HTML || item->status) { /* the text is a copy; the page is not needed any
                                                      more */
        free(item->owned);
        item->owned = NULL;
    }
    close_file(in);
}

/* Opens what is on top of the stack. True where an item came of it; false to go on with the open
 * file or the stack. */
static bool visit(sayso_input *in, sayso_item *item)
{
    const place p = in->stack[--in->n_stack];
    const bool standard = p.named && strcmp(p.path, "-") == 0;
    struct stat s = { 0 };
    int fd = STDIN_FILENO;
    char room[160];
    if (!standard &&
        (fd = open(p.path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (p.named ? 0 : O_NONBLOCK))) < 0) {
        finish_failed(in, item, p.path, errno == ENOENT ? SAYSO_NOT_FOUND : SAYSO_IO,
                      system_says(errno, room, sizeof room));
        free(p.path);
        return true;
    }
    struct stat link;
    const bool folder = !standard && fstat(fd, &s) == 0 && S_ISDIR(s.st_mode);
    /* links to folders may lead in a circle: only those that were named are followed; nor are pipes
     * in a folder read */
    const bool passed = folder ? lstat(p.path, &link) == 0 && S_ISLNK(link.st_mode)
                               : !S_ISREG(s.st_mode) || sayso_kind_foreign(p.path);
    if (!standard && !p.named && passed) {
        close(fd);
        free(p.path);
        return false;
    }
    if (folder) {
        close(fd);
        const sayso_status st = push_folder(in, p.path);
        if (st)
            finish_failed(in, item, p.path, st,
                          st == SAYSO_IO ? system_says(errno, room, sizeof room)
                                         : "out of memory; give fewer files at once");
        free(p.path);
        return st != SAYSO_OK;
    }
    open_stream(in, p.path, fd);
    peek(in);
    const char *why;
    sayso_kind kind = sayso_kind_of(standard ? NULL : p.path, in->chunk, in->n, &why);
    if (in->kind != SAYSO_KIND_GUESS && kind != SAYSO_KIND_BINARY) kind = in->kind;
    if (kind == SAYSO_KIND_JSONL) return false;
    if (kind == SAYSO_KIND_BINARY) {
        if (p.named) finish_failed(in, item, in->path, SAYSO_BAD_DOCUMENT, why);
        close_file(in);
        return p.named; /* an image beside the reports of a folder is passed over */
    }
    whole_file(in, item, kind);
    if (!stopped(in)) return true;
    sayso_item_clear(item); /* half a file, cut by the signal */
    return false;
}

bool sayso_input_next(sayso_input *in, sayso_item *item)
{
    *item = (sayso_item){ 0 };
    for (;;) {
        if (in->fd >= 0) {
            if (next_line(in, item)) return true;
            continue;
        }
        if (stopped(in)) return false;
        if (in->n_stack) {
            if (visit(in, item)) return true;
            continue;
        }
        if (in->next_path == in->o.n_paths) return false;
        if (!push(in, strdup(in->o.paths[in->next_path++]), true)) {
            sayso_item_fail(item, SAYSO_NO_MEMORY, "out of memory; give fewer files at once");
            return true;
        }
    }
}

sayso_status sayso_document_next(sayso_input *in, const sayso_document **out, sayso_error *err)
{
    *out = NULL;
    sayso_item_clear(&in->item);
    if (!sayso_input_next(in, &in->item)) return sayso_ok(err);
    const sayso_item *i = &in->item;
    if (i->status)
        return sayso_fail(err, i->status, i->file, i->line ? i->line : SAYSO_NOWHERE, "%s",
                          i->message);
    *out = &i->document;
    return sayso_ok(err);
}
