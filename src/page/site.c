/* The page as files: what a browser may open from a folder, where pages may load scripts but ask for
 * nothing. So data are scripts too, which give themselves to the page: lists in parts, and a file a
 * document with its text and why each record of it is there. */
#include "page.h"
#include "formats/out/out.h"
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

enum { PART_ROWS = 500, PART_TEXTS = 100 };

/* The lists that are written whole; the page counts by months, dyads and places itself. */
static const char *const lists[] = { "documents", "events",    "claims", "positions",
                                     "disputes",  "reversals", "stories" };
enum { N_LISTS = sizeof lists / sizeof *lists };

typedef struct site {
    sayso_ledger *l;
    const sayso_filter *filter;
    const char *folder;
    bool      (*cancel)(void *user);
    void       *user;
    uint64_t    documents;
    uint32_t    parts[N_LISTS];
    sayso_arena arena;            /* of the document at hand */
    sayso_buf   b;                /* the file at hand */
    sayso_buf   texts;            /* for search: the part at hand */
    uint32_t    text_parts;
} site;

static sayso_status cannot(const char *path, sayso_error *err)
{
    return sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "cannot be written: %s; name another folder",
                      strerror(errno));
}

/* Writes bytes as the file `name` of the folder. */
static sayso_status file_write(site *s, const char *name, const void *bytes, size_t n,
                               sayso_error *err)
{
    const char *path = sayso_arena_printf(&s->arena, "%s/%s", s->folder, name);
    if (!path) return sayso_no_memory(err);
    FILE *f = fopen(path, "wb");
    if (!f) return cannot(path, err);
    const bool whole = fwrite(bytes, 1, n, f) == n;
    return fclose(f) || !whole ? cannot(path, err) : SAYSO_OK;
}

/* ---- scripts of data ---- */

static void give_begin(site *s, const char *name)
{
    s->b.len = 0;
    sayso_buf_puts(&s->b, "sayso.give(");
    sayso_json_string(&s->b, name);
    sayso_buf_puts(&s->b, ",");
}

static sayso_status give_end(site *s, const char *name, sayso_error *err)
{
    sayso_buf_puts(&s->b, ");\n");
    const char *file = sayso_arena_printf(&s->arena, "data/%s.js", name);
    return s->b.failed || !file ? sayso_no_memory(err)
                                : file_write(s, file, s->b.at, s->b.len, err);
}

/* ---- lists ---- */

static sayso_status list_part(site *s, int list, const char **after, sayso_error *err)
{
    sayso_filter f = *s->filter;
    const char *name = sayso_arena_printf(&s->arena, "%s-%u", lists[list], s->parts[list]++);
    if (!name) return sayso_no_memory(err);
    f.limit = PART_ROWS;
    f.after = *after;
    give_begin(s, name);
    sayso_status st = sayso_page_rows_put(s->l, lists[list], &f, &s->b, &s->arena, after, err);
    return st ? st : give_end(s, name, err);
}

static sayso_status list_write(site *s, int list, sayso_error *err)
{
    const char *after = NULL;
    sayso_status st;
    do st = s->cancel && s->cancel(s->user)
                ? sayso_fail(err, SAYSO_CANCELLED, s->folder, SAYSO_NOWHERE, "stopped")
                : list_part(s, list, &after, err);
    while (!st && after);
    sayso_arena_reset(&s->arena);
    return st;
}

/* ---- documents ---- */

/* Why each record of a list with a field id first is there: "ID": {…}, …. */
static sayso_status why_put(site *s, const char *list, const char *key, const char **comma,
                            sayso_error *err)
{
    const sayso_filter f = { .size = sizeof f, .document = key };
    sayso_cursor *c;
    const void *row;
    sayso_status st = sayso_ledger_query(&c, s->l, list, &f, err);
    if (st) return st;
    while (!st && !(st = sayso_cursor_next(c, &row, err)) && row) {
        const char *id = sayso_field_text(&sayso_cursor_record(c)->fields[0], row);
        sayso_buf_puts(&s->b, *comma);
        sayso_json_string(&s->b, id);
        sayso_buf_puts(&s->b, ":");
        st = sayso_page_explanation_put(s->l, id, &s->b, err);
        *comma = ",\n";
    }
    sayso_cursor_close(c);
    return st;
}

static sayso_status claim_put(site *s, const char *id, sayso_error *err)
{
    const sayso_filter f = { .size = sizeof f, .claim = id };
    sayso_json_string(&s->b, id);
    sayso_buf_puts(&s->b, ":{\"positions\":");
    sayso_status st = sayso_page_rows_put(s->l, "positions", &f, &s->b, NULL, NULL, err);
    sayso_buf_puts(&s->b, ",\"why\":");
    if (!st) st = sayso_page_explanation_put(s->l, id, &s->b, err);
    sayso_buf_puts(&s->b, ",\"events\":");
    if (!st) st = sayso_page_rows_put(s->l, "events", &f, &s->b, NULL, NULL, err);
    sayso_buf_puts(&s->b, ",\"claims\":");
    if (!st) st = sayso_page_rows_put(s->l, "claims", &f, &s->b, NULL, NULL, err);
    sayso_buf_puts(&s->b, ",\"stories\":");
    if (!st) st = sayso_page_rows_put(s->l, "stories", &f, &s->b, NULL, NULL, err);
    sayso_buf_puts(&s->b, "}");
    return st;
}

/* The claims whose first report is of this document: their ids begin with its key. */
static sayso_status claims_put(site *s, const char *key, sayso_error *err)
{
    const sayso_filter f = { .size = sizeof f, .document = key };
    const size_t n = strlen(key);
    const char *comma = "";
    sayso_cursor *c;
    const void *row;
    sayso_status st = sayso_ledger_query(&c, s->l, "claims", &f, err);
    if (st) return st;
    while (!st && !(st = sayso_cursor_next(c, &row, err)) && row) {
        const char *id = ((const sayso_claim_row *)row)->id;
        if (strncmp(id, key, n) != 0 || id[n] != '-') continue;
        sayso_buf_puts(&s->b, comma);
        st = claim_put(s, id, err);
        comma = ",\n";
    }
    sayso_cursor_close(c);
    return st;
}

static sayso_status document_write(site *s, const char *key, sayso_error *err)
{
    const sayso_filter f = { .size = sizeof f, .document = key };
    const char *name = sayso_arena_printf(&s->arena, "d/%s", key), *comma = "";
    if (!name) return sayso_no_memory(err);
    give_begin(s, name);
    sayso_buf_puts(&s->b, "{\"reading\":");
    sayso_status st = sayso_page_document_put(s->l, key, &s->b, err);
    sayso_buf_puts(&s->b, ",\"documents\":");
    if (!st) st = sayso_page_rows_put(s->l, "documents", &f, &s->b, NULL, NULL, err);
    sayso_buf_puts(&s->b, ",\"events\":");
    if (!st) st = sayso_page_rows_put(s->l, "events", &f, &s->b, NULL, NULL, err);
    sayso_buf_puts(&s->b, ",\"attributions\":");
    if (!st) st = sayso_page_rows_put(s->l, "attributions", &f, &s->b, NULL, NULL, err);
    sayso_buf_puts(&s->b, ",\"why\":{");
    if (!st) st = why_put(s, "events", key, &comma, err);
    if (!st) st = why_put(s, "attributions", key, &comma, err);
    sayso_buf_puts(&s->b, "},\"claims\":{");
    if (!st) st = claims_put(s, key, err);
    sayso_buf_puts(&s->b, "}}");
    return st ? st : give_end(s, name, err);
}

/* Texts and the bytes of their sentences, a row a document, in parts of their own. */
static sayso_status texts_end(site *s, sayso_error *err)
{
    if (!s->texts.len) return SAYSO_OK;
    const char *name = sayso_arena_printf(&s->arena, "texts-%u", s->text_parts++);
    if (!name || s->texts.failed) return sayso_no_memory(err);
    give_begin(s, name);
    sayso_buf_puts(&s->b, "[");
    sayso_buf_put(&s->b, s->texts.at, s->texts.len);
    sayso_buf_puts(&s->b, "]");
    s->texts.len = 0;
    return give_end(s, name, err);
}

static sayso_status text_put(site *s, const sayso_document_row *d, sayso_error *err)
{
    const sayso_reading *r;
    sayso_buf *b = &s->texts;
    const sayso_status st = sayso_ledger_reading(s->l, d->key, &r, err);
    if (st) return st;
    if (b->len) sayso_buf_puts(b, ",\n");
    sayso_json_record(b, &sayso_rec_document_row, d, 0);
    if (b->failed) return sayso_no_memory(err);
    b->len--; /* the bracket */
    sayso_buf_puts(b, ",\"text\":");
    sayso_json_string_n(b, r->text, r->text_len);
    sayso_buf_puts(b, ",\"sentences\":[");
    for (uint32_t i = 0; i < r->n_sentences; i++)
        sayso_buf_printf(b, "%s[%u,%u]", i ? "," : "", r->sentences[i].span.start,
                         r->sentences[i].span.end);
    sayso_buf_puts(b, "]}");
    return (s->documents + 1) % PART_TEXTS ? SAYSO_OK : texts_end(s, err);
}

static sayso_status documents_write(site *s, sayso_error *err)
{
    sayso_cursor *c;
    const void *row;
    sayso_status st = sayso_ledger_query(&c, s->l, "documents", s->filter, err);
    if (st) return st;
    while (!st && !(st = sayso_cursor_next(c, &row, err)) && row) {
        if (s->cancel && s->cancel(s->user))
            st = sayso_fail(err, SAYSO_CANCELLED, s->folder, SAYSO_NOWHERE, "stopped");
        else st = document_write(s, ((const sayso_document_row *)row)->key, err);
        if (!st) st = text_put(s, row, err);
        s->documents += !st;
        sayso_arena_reset(&s->arena);
    }
    sayso_cursor_close(c);
    return st ? st : texts_end(s, err);
}

/* ---- the rest ---- */

static sayso_status index_write(site *s, sayso_error *err)
{
    give_begin(s, "about");
    sayso_page_about_put(&s->b);
    sayso_status st = give_end(s, "about", err);
    if (st) return st;
    give_begin(s, "index");
    for (int i = 0; i < N_LISTS; i++)
        sayso_buf_printf(&s->b, "%s\"%s\":%u", i ? "," : "{", lists[i], s->parts[i]);
    sayso_buf_printf(&s->b, ",\"texts\":%u}", s->text_parts);
    return give_end(s, "index", err);
}

/* A page from a folder asks no server, so it loads site.js first. What a server would say in its
 * headers stands in the page. */
static sayso_status front_write(site *s, const sayso_page_asset *a, sayso_error *err)
{
    static const char mark[] = "<script defer src=\"page.js\">";
    static const char before[] =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
        "'self' file:; style-src 'self' file: 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action "
        "'none'\">\n<script defer src=\"site.js\"></script>\n";
    const char *html = sayso_arena_dup(&s->arena, (const char *)a->bytes, a->n);
    const char *at = html ? strstr(html, mark) : NULL;
    if (!at) return sayso_no_memory(err);
    s->b.len = 0;
    sayso_buf_put(&s->b, html, (size_t)(at - html));
    sayso_buf_puts(&s->b, before);
    sayso_buf_puts(&s->b, at);
    return s->b.failed ? sayso_no_memory(err) : file_write(s, a->name, s->b.at, s->b.len, err);
}

static sayso_status assets_write(site *s, sayso_error *err)
{
    const sayso_page_asset *a;
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && (a = sayso_page_asset_nth(i)); i++)
        st = strcmp(a->name, "index.html") == 0 ? front_write(s, a, err)
                                                : file_write(s, a->name, a->bytes, a->n, err);
    sayso_arena_reset(&s->arena);
    return st;
}

/* Makes the folder, and those in it. One that has a page already is not written over. */
static sayso_status folders_make(site *s, sayso_error *err)
{
    static const char *const inner[] = { "", "/data", "/data/d" };
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        const char *path = sayso_arena_printf(&s->arena, "%s%s", s->folder, inner[i]);
        if (!path) return sayso_no_memory(err);
        if (mkdir(path, 0777) == 0) continue;
        if (errno != EEXIST) return cannot(path, err);
        if (i)
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, s->folder, SAYSO_NOWHERE,
                              "there is such a folder with data in it; name another");
    }
    return SAYSO_OK;
}

sayso_status sayso_page_site(sayso_ledger *l, const sayso_filter *f, const char *folder,
                             bool (*cancel)(void *user), void *user, uint64_t *n,
                             sayso_error *err)
{
    site s = { .l = l, .filter = f, .folder = folder, .cancel = cancel, .user = user };
    *n = 0;
    if (!sayso_page_built())
        return sayso_fail(err, SAYSO_NOT_FOUND, NULL, SAYSO_NOWHERE,
                          "built without the page, for want of npm; install nodejs and npm and build "
                          "again");
    sayso_status st = folders_make(&s, err);
    if (!st) st = assets_write(&s, err);
    for (int i = 0; !st && i < N_LISTS; i++) st = list_write(&s, i, err);
    if (!st) st = documents_write(&s, err);
    if (!st) st = index_write(&s, err);
    *n = s.documents;
    sayso_arena_free(&s.arena);
    sayso_buf_free(&s.b);
    sayso_buf_free(&s.texts);
    return st ? st : sayso_ok(err);
}
