/* The input: files, folders, archives and standard input, one document after another.
 *
 * Folders are walked with a stack of paths rather than by recursion, names in the order of their
 * bytes, so that the order of documents is the same everywhere. What is open is a stack too: a
 * file, the archive in it, an entry, an archive in that. */
#include "in.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LAYERS = 4 }; /* of what is packed: a .warc.gz in a .zip is three; deeper is nobody's
                             archive */

typedef struct place { char *path; bool named; } place; /* named: given by the caller, not found in
                                                           a folder */

/* What is open: bytes, and what reads them; on top of it the entry of an archive. */
typedef struct layer {
    char          *path;
    sayso_stream  *bytes;      /* of the file or entry */
    sayso_stream  *wide;       /* the same from UTF-16; NULL where they are not */
    sayso_utf16    utf16;
    sayso_unpacked *packed;    /* an archive: its entries are the layers above */
    const sayso_in_format *format; /* else what reads it */
    sayso_in       in;
    int            fd;         /* of a file; -1 */
    bool           any;        /* has anything come of it? */
    const char    *note;       /* said of its first document; NULL */
    bool           named;      /* by the caller, or the only one in what he named */
} layer;

struct sayso_input {
    sayso_input_options o;
    const sayso_in_format *forced; /* NULL: by name and content */
    size_t   most;        /* bytes of a document */
    sayso_item item;      /* what sayso_document_next has lent out */
    size_t   next_path;
    place   *stack; uint32_t n_stack, cap_stack; /* still to be visited, next one last */
    layer    layers[MOST_LAYERS];
    uint32_t n_layers;
};

sayso_status sayso_input_open(sayso_input **out, const sayso_input_options *options,
                              sayso_error *err)
{
    sayso_input_options o;
    *out = NULL;
    const sayso_status st = sayso_sized(&o, sizeof o, sizeof o, options, "sayso_input_options",
                                        err);
    if (st) return st;
    const sayso_in_format *forced = o.format ? sayso_in_find(o.format) : NULL;
    if (o.format && !forced)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, o.format, SAYSO_NOWHERE,
                          "no format of that name; docs/inputs.md lists them");
    sayso_input *in = calloc(1, sizeof *in);
    if (!in) return sayso_no_memory(err);
    in->o = o;
    in->forced = forced;
    in->most = o.max_document_bytes ? o.max_document_bytes : SAYSO_DOCUMENT_BYTES;
    if (in->most > UINT32_MAX - 2) in->most = UINT32_MAX - 2; /* offsets are 32 bits */
    *out = in;
    return sayso_ok(err);
}

static bool stopped(void *user)
{
    const sayso_input *in = user;
    return in->o.cancel && in->o.cancel(in->o.user);
}

/* ---- layers ---------------------------------------------------------------------------------- */

static void layer_close(sayso_input *in)
{
    layer *l = &in->layers[--in->n_layers];
    if (l->format && l->format->close && l->in.state) l->format->close(&l->in);
    sayso_buf_free(&l->in.text);
    free(l->in.state);
    sayso_unpack_close(l->packed);
    free(l->wide);
    free(l->bytes);
    free(l->path);
    if (l->fd > STDIN_FILENO) close(l->fd);
    *l = (layer){ .fd = -1 };
}

void sayso_input_close(sayso_input *in)
{
    if (!in) return;
    while (in->n_layers) layer_close(in);
    while (in->n_stack) free(in->stack[--in->n_stack].path);
    free(in->stack);
    sayso_item_clear(&in->item);
    free(in);
}

/* A layer without bytes yet. NULL without memory; takes path. */
static layer *layer_new(sayso_input *in, char *path)
{
    layer *l = &in->layers[in->n_layers];
    *l = (layer){ .path = path, .bytes = calloc(1, sizeof *l->bytes), .fd = -1 };
    if (!path || !l->bytes) {
        free(path);
        free(l->bytes);
        return NULL;
    }
    in->n_layers++;
    return l;
}

/* What the system said, and what to do about it. */
static void system_says(int error, char *room, size_t n)
{
    const char *help = error == ENOENT || error == ENOTDIR  ? "check the name"
                       : error == EACCES || error == EPERM ? "get read access"
                                                           : "check the disk";
    snprintf(room, n, "%.100s; %s", strerror(error), help);
}

static long file_read(sayso_stream *s, void *from, char *to, size_t n)
{
    const layer *l = from;
    for (;;) {
        const ssize_t got = read(l->fd, to, n);
        if (got >= 0) return (long)got;
        if (errno == EINTR && !(s->stopped && s->stopped(s->user))) continue;
        if (errno == EINTR) return 0;
        system_says(errno, s->why, sizeof s->why);
        return -1;
    }
}

/* ---- folders --------------------------------------------------------------------------------- */

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

/* ---- items ----------------------------------------------------------------------------------- */

/* The path without "./" before it and doubled slashes: one file has one name, hence one id. */
static char *tidy(sayso_arena *arena, const char *path)
{
    char *s = sayso_arena_dup(arena, path, strlen(path)), *to = s;
    if (!s) return NULL;
    while (path[0] == '.' && path[1] == '/')
        for (path += 2; *path == '/'; path++) {}
    for (; *path; path++)
        if (*path != '/' || to == s || to[-1] != '/') *to++ = *path;
    *to = 0;
    return s;
}

static const char *id_of(sayso_item *item, const char *path)
{
    const char *file = strcmp(path, "-") == 0 ? "stdin" : item->file;
    return item->line
               ? sayso_arena_printf(&item->arena, "%s:%llu", file, (unsigned long long)item->line)
               : file;
}

static void finish(sayso_input *in, sayso_item *item, const char *path,
                   const sayso_in_format *format)
{
    sayso_document *d = &item->document;
    item->file = tidy(&item->arena, path);
    item->format = item->reading ? "reading" : format ? format->name : NULL;
    if (!item->file) sayso_item_no_memory(item);
    if (item->status) return;
    if (d->text_len > in->most) {
        sayso_item_fail(
            item, SAYSO_TOO_LARGE,
            "a document of %zu bytes is above the limit of %zu; split it or raise --max-bytes",
            d->text_len, in->most);
        return;
    }
    if (!d->id && !(d->id = id_of(item, path))) {
        sayso_item_no_memory(item);
        return;
    }
    d->size = sizeof *d;
    sayso_item_dateline_read(item);
    if (!d->date) d->date = in->o.date;
    if (!d->publisher) d->publisher = in->o.publisher;
    if (!d->language) d->language = in->o.language;
    sayso_item_reading_head(item);
    d->notes = item->notes;
    d->n_notes = item->n_notes;
    item->bytes = d->text_len + item->arena.total;
}

static bool told(sayso_input *in, sayso_item *item, const char *path, sayso_status st,
                 const char *what)
{
    sayso_item_fail(item, st, "%s", what);
    finish(in, item, path, NULL);
    return true;
}

/* ---- what is on top -------------------------------------------------------------------------- */

/* The name by which a packed file is judged: "a.txt.gz" holds "a.txt". In the arena of the item. */
static const char *inner_name(sayso_item *item, const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    if (dot && strcmp(dot, ".tgz") == 0)
        return sayso_arena_printf(&item->arena, "%.*s.tar", (int)(dot - path), path);
    return dot && dot != path ? sayso_arena_dup(&item->arena, path, (size_t)(dot - path)) : path;
}

/* Turns the layer into what its bytes are: an archive, or a file that a format reads. True where an
 * item came of it. */
static bool layer_begin(sayso_input *in, sayso_item *item, const char *name, bool named)
{
    layer *l = &in->layers[in->n_layers - 1];
    const char *why;
    sayso_error err;
    sayso_stream_peek(l->bytes, SAYSO_SNIFF);
    const char *head = l->bytes->chunk + l->bytes->at;
    size_t n = l->bytes->n - l->bytes->at;
    if (sayso_packed(head, n, &why)) {
        l->named = named;
        if (in->n_layers == MOST_LAYERS)
            return told(in, item, l->path, SAYSO_BAD_DOCUMENT,
                        "packed more than three times over; unpack it first");
        const sayso_status st = sayso_unpack_open(&l->packed, l->bytes, &err);
        return st ? told(in, item, l->path, st, err.msg) : false;
    }
    const char wide = why ? 0 : sayso_utf16_looks(head, n);
    if (wide && (l->wide = calloc(1, sizeof *l->wide))) {
        sayso_stream_utf16(l->wide, &l->utf16, l->bytes, wide == 'b');
        sayso_stream_peek(l->wide, SAYSO_SNIFF);
        l->note = (uint8_t)head[0] < 0xfe ? "UTF-16 without a mark, as it looks" : NULL;
        head = l->wide->chunk + l->wide->at;
        n = l->wide->n - l->wide->at;
    }
    l->format = why ? NULL : sayso_in_format_of(name, head, n, &why);
    if (l->format && in->forced) l->format = in->forced;
    if (!l->format) return told(in, item, l->path, named ? SAYSO_BAD_DOCUMENT : SAYSO_SKIPPED, why);
    l->named = named;
    l->in = (sayso_in) { .bytes = l->wide ? l->wide : l->bytes,
                         .path = l->path,
                         .most = in->most,
                         .forced = in->forced != NULL,
                         .state = calloc(1, l->format->state + 1) };
    return l->in.state ? false
                       : told(in, item, l->path, SAYSO_NO_MEMORY,
                              "out of memory; read smaller documents or use fewer jobs");
}

/* The file or archive on top has ended. One that nothing came of is told. */
static bool layer_end(sayso_input *in, sayso_item *item)
{
    const layer *l = &in->layers[in->n_layers - 1];
    const bool silent = !l->any && !stopped(in);
    sayso_item_clear(item);
    if (silent)
        told(in, item, l->path, l->named ? SAYSO_BAD_DOCUMENT : SAYSO_SKIPPED,
             l->packed ? "no files in the archive; pack reports into it"
                       : "no document in the file; see docs/inputs.md for what is read");
    layer_close(in);
    return silent;
}

/* The next entry of the archive on top becomes a layer. True where an item came of it. */
static bool entry_open(sayso_input *in, sayso_item *item)
{
    layer *l = &in->layers[in->n_layers - 1];
    const char *name, *why;
    if (!sayso_unpack_next(l->packed, &name, &why)) {
        if (!*why) return layer_end(in, item);
        told(in, item, l->path, SAYSO_BAD_DOCUMENT, why);
        layer_close(in);
        return true;
    }
    const char *slash = strrchr(name, '/');
    if (*name && (slash ? slash[1] : *name) == '.') return false; /* hidden, as in folders */
    l->any = true;
    sayso_unpacked *packed = l->packed;
    const char *judged = *name ? name : inner_name(item, l->path);
    layer *e = layer_new(in, *name ? joined(l->path, name) : strdup(l->path));
    if (!e || !judged)
        return told(in, item, l->path, SAYSO_NO_MEMORY, "out of memory; give fewer files at once");
    if (*name && sayso_in_foreign(name) && !in->forced) {
        told(in, item, e->path, SAYSO_SKIPPED,
             "not read: no ending of a report; unpack it and name the file to read it");
        layer_close(in);
        return true;
    }
    sayso_unpack_stream(packed, e->bytes);
    const bool item_made = layer_begin(in, item, judged, !*name && l->named);
    if (item_made) layer_close(in);
    return item_made;
}

/* One item of the file on top; false where it has ended, which closes it. */
static bool file_next(sayso_input *in, sayso_item *item)
{
    layer *l = &in->layers[in->n_layers - 1];
    if (stopped(in) || !l->format->next(&l->in, item)) return layer_end(in, item);
    l->any = true;
    if (stopped(in) && l->in.bytes->eof) { /* half a file, cut by the caller */
        sayso_item_clear(item);
        layer_close(in);
        return false;
    }
    if (item->status == SAYSO_SKIPPED && l->named) item->status = SAYSO_BAD_DOCUMENT;
    if (l->note) sayso_item_note(item, "encoding", "read as %s", l->note);
    l->note = NULL;
    finish(in, item, l->path, l->format);
    return true;
}

/* Opens what is next on the stack. True where an item came of it. */
static bool visit(sayso_input *in, sayso_item *item)
{
    const place p = in->stack[--in->n_stack];
    const bool standard = p.named && strcmp(p.path, "-") == 0;
    struct stat s = { 0 }, link;
    int fd = STDIN_FILENO;
    char room[160];
    if (!standard &&
        (fd = open(p.path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (p.named ? 0 : O_NONBLOCK))) < 0) {
        const sayso_status st = errno == ENOENT ? SAYSO_NOT_FOUND : SAYSO_IO;
        system_says(errno, room, sizeof room);
        told(in, item, p.path, st, room);
        free(p.path);
        return true;
    }
    const bool folder = !standard && fstat(fd, &s) == 0 && S_ISDIR(s.st_mode);
    /* links to folders may lead in a circle: only those that were named are followed; nor are pipes
     * in a folder read */
    const bool circle = folder && lstat(p.path, &link) == 0 && S_ISLNK(link.st_mode);
    const bool passed = circle || (!folder && (!S_ISREG(s.st_mode) || sayso_in_foreign(p.path)));
    if (!standard && !p.named && passed) {
        told(in, item, p.path, SAYSO_SKIPPED,
             circle               ? "not read: a link to a folder; name the folder to read it"
             : S_ISREG(s.st_mode) ? "not read: no ending of a report; name the file to read it"
                                  : "not read: no file; save it as one");
        close(fd);
        free(p.path);
        return true;
    }
    if (folder) {
        const uint32_t before = in->n_stack;
        close(fd);
        sayso_status st = push_folder(in, p.path);
        if (st == SAYSO_IO) system_says(errno, room, sizeof room);
        if (st == SAYSO_OK && p.named && in->n_stack == before) st = SAYSO_SKIPPED;
        if (st)
            told(in, item, p.path, st,
                 st == SAYSO_IO        ? room
                 : st == SAYSO_SKIPPED ? "no files in the folder; put reports into it"
                                       : "out of memory; give fewer files at once");
        free(p.path);
        return st != SAYSO_OK;
    }
    layer *l = layer_new(in, p.path);
    if (!l) return told(in, item, "", SAYSO_NO_MEMORY, "out of memory; give fewer files at once");
    l->fd = fd;
    l->bytes->read = file_read;
    l->bytes->from = l;
    l->bytes->stopped = stopped;
    l->bytes->user = in;
    const bool item_made = layer_begin(in, item, standard ? NULL : l->path, p.named);
    if (item_made) layer_close(in);
    return item_made;
}

bool sayso_input_next(sayso_input *in, sayso_item *item)
{
    *item = (sayso_item){ 0 };
    for (;;) {
        if (in->n_layers) {
            if (in->layers[in->n_layers - 1].packed ? entry_open(in, item) : file_next(in, item))
                return true;
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
