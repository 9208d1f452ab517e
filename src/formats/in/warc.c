/* Web archives (WARC 1.0 and 1.1, ISO 28500): each response and resource that is a page, with the
 * address and the date that its record gives it. Packed ones (.warc.gz) come here unpacked, record
 * after record. */
#include "in.h"
#include <stdio.h>

enum { MOST_HEAD = 1 << 16 };

typedef struct record {
    sayso_buf head;           /* its lines, each ended by NUL */
    uint64_t  length;
} record;
typedef struct warc_state { record r; bool failed; } warc_state;

static bool same_name(const char *line, const char *name)
{
    size_t k = 0;
    for (; name[k]; k++)
        if ((line[k] >= 'A' && line[k] <= 'Z' ? line[k] | 0x20 : line[k]) != name[k]) return false;
    return line[k] == ':';
}

/* Value of a head line in lines[n], each ended by NUL; NULL where there is none. `name` in small
 * letters. */
static const char *value_of(const char *lines, size_t n, const char *name)
{
    for (const char *at = lines; at < lines + n; at += strlen(at) + 1)
        if (same_name(at, name)) {
            at += strlen(name) + 1;
            return at + strspn(at, " \t");
        }
    return NULL;
}

/* Head lines up to the blank one, cut at line feeds. False where there are none or too many. */
static bool head_gather(sayso_stream *s, sayso_buf *head)
{
    sayso_buf line = SAYSO_BUF_EMPTY;
    bool ok = false;
    head->len = 0;
    while (sayso_stream_line(s, &line, MOST_HEAD) == SAYSO_LINE && head->len < MOST_HEAD) {
        while (line.len && line.at[line.len - 1] == '\r') line.len--;
        if (!line.len) {
            if (!head->len) continue; /* blank lines between records */
            ok = true;
            break;
        }
        sayso_buf_put(head, line.at, line.len);
        sayso_buf_put(head, "", 1);
    }
    sayso_buf_free(&line);
    return ok && !head->failed;
}

/* ---- the payload ----------------------------------------------------------------------------- */

/* Bytes of the HTTP head with its blank line; 0 where there is none. */
static size_t http_head(const char *s, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if (s[i] == '\n' && s[i + 1] == '\n') return i + 2;
        if (i + 3 < n && memcmp(s + i, "\r\n\r\n", 4) == 0) return i + 4;
    }
    return 0;
}

/* Transfer-Encoding: chunked taken off. False where it is malformed: the bytes are then as they
 * were. */
static bool unchunk(const char *s, size_t n, sayso_buf *out)
{
    for (size_t at = 0; at < n;) {
        size_t size = 0, digits = 0;
        for (; at < n && digits < 8; at++, digits++) {
            const char c = s[at] | 0x20;
            if (c >= '0' && c <= '9') size = size * 16 + (size_t)(c - '0');
            else if (c >= 'a' && c <= 'f') size = size * 16 + (size_t)(c - 'a' + 10);
            else break;
        }
        const char *lf = memchr(s + at, '\n', n - at);
        if (!digits || !lf) return false;
        at = (size_t)(lf - s) + 1;
        if (!size) return true;
        if (size > n - at) return false;
        sayso_buf_put(out, s + at, size);
        at += size;
        while (at < n && (s[at] == '\r' || s[at] == '\n')) at++;
    }
    return true;
}

/* "text/html; charset=windows-1251" → its charset, in the arena; NULL. */
static const char *charset_of(sayso_arena *a, const char *type)
{
    const char *at = type ? strstr(type, "charset=") : NULL;
    if (!at) return NULL;
    at += 8 + strspn(at + 8, "\"' ");
    return sayso_arena_dup(a, at, strcspn(at, "\"' ;\r\n"));
}

static bool is_page(const char *type)
{
    return type &&
           (strncmp(type, "text/html", 9) == 0 || strncmp(type, "application/xhtml", 17) == 0 ||
            strncmp(type, "text/plain", 10) == 0);
}

/* Cuts the head's lines by NUL, as value_of wants them, in the arena. */
static const char *http_lines(sayso_arena *a, const char *s, size_t n)
{
    char *lines = sayso_arena_dup(a, s, n);
    for (size_t i = 0; lines && i < n; i++)
        if (lines[i] == '\r' || lines[i] == '\n') lines[i] = 0;
    return lines;
}

static sayso_status page_read(sayso_item *item, const char *s, size_t n, const char *type,
                              size_t most)
{
    sayso_buf plain = SAYSO_BUF_EMPTY, unpacked = SAYSO_BUF_EMPTY;
    const size_t head = strncmp(s, "HTTP/", 5) == 0 ? http_head(s, n) : 0;
    const char *lines = head ? http_lines(&item->arena, s, head) : NULL;
    if (lines && value_of(lines, head, "content-type"))
        type = value_of(lines, head, "content-type");
    const char *transfer = lines ? value_of(lines, head, "transfer-encoding") : NULL;
    const char *packed = lines ? value_of(lines, head, "content-encoding") : NULL;
    s += head;
    n -= head;
    if (transfer && strstr(transfer, "chunked") && unchunk(s, n, &plain))
        s = plain.at ? plain.at : "", n = plain.len;
    if (packed && (strstr(packed, "gzip") || (n > 2 && memcmp(s, "\x1f\x8b", 2) == 0)) &&
        sayso_unpack_bytes(s, n, most, &unpacked))
        s = unpacked.at ? unpacked.at : "", n = unpacked.len;
    const char *charset = charset_of(&item->arena, type);
    if (type && strncmp(type, "text/plain", 10) == 0) {
        if (!sayso_item_utf8(item, charset, &s, &n) &&
            !(item->document.text = sayso_arena_dup(&item->arena, s, n)))
            sayso_item_no_memory(item);
        item->document.text_len = n;
    } else sayso_html_document(item, s, n, charset);
    sayso_buf_free(&plain);
    sayso_buf_free(&unpacked);
    return item->status;
}

/* What the record says of its page, where the page does not say it: a crawl's date is no date of
 * publication, but no report is later. */
static sayso_status record_read(sayso_in *in, sayso_item *item, const record *r, const char *type)
{
    const char *url = value_of(r->head.at, r->head.len, "warc-target-uri"),
               *date = value_of(r->head.at, r->head.len, "warc-date");
    if (page_read(item, in->text.at, in->text.len, type, in->most)) return item->status;
    sayso_document *d = &item->document;
    if (url && *url == '<') url++; /* old writers put it in angle brackets */
    if (url && !(d->id = sayso_arena_dup(&item->arena, url, strcspn(url, ">"))))
        return sayso_item_no_memory(item);
    if (url && !d->url) d->url = d->id;
    if (!d->date && date) {
        if (sayso_item_say(item, SAYSO_SAID_DATE, date, strcspn(date, "T"))) return item->status;
        sayso_item_note(item, "date", "no date in the page; that of its capture is taken");
    }
    return item->status;
}

static bool failed(warc_state *w, sayso_in *in, sayso_item *item, const char *what)
{
    w->failed = true;
    sayso_item_fail(item, *in->bytes->why ? SAYSO_IO : SAYSO_BAD_DOCUMENT, "%s",
                    *in->bytes->why ? in->bytes->why : what);
    return true;
}

static bool warc_next(sayso_in *in, sayso_item *item)
{
    warc_state *w = in->state;
    record *r = &w->r;
    while (!w->failed) {
        if (!head_gather(in->bytes, &r->head))
            return r->head.len || *in->bytes->why
                       ? failed(w, in, item, "the archive ends within a record; fetch it anew")
                       : false;
        const char *length = value_of(r->head.at, r->head.len, "content-length"),
                   *kind = value_of(r->head.at, r->head.len, "warc-type");
        const char *type = value_of(r->head.at, r->head.len, "content-type");
        in->line++;
        if (strncmp(r->head.at, "WARC/", 5) != 0 || !length ||
            sscanf(length, "%20llu", (unsigned long long *)&r->length) != 1)
            return failed(
                w, in, item,
                "not a record of a web archive; what follows is not read, fetch the archive anew");
        const bool page = kind && (strncmp(kind, "response", 8) == 0 ||
                                   (strncmp(kind, "resource", 8) == 0 && is_page(type)) ||
                                   strncmp(kind, "conversion", 10) == 0);
        const bool fits = r->length <= in->most;
        in->text.len = 0;
        if (!sayso_stream_some(in->bytes, page && fits ? &in->text : NULL, r->length))
            return failed(w, in, item, "the archive ends within a record; fetch it anew");
        if (!page) continue;
        item->line = in->line;
        if (in->text.failed) sayso_item_no_memory(item);
        else if (!fits)
            sayso_item_fail(item, SAYSO_TOO_LARGE,
                            "a record of more than %zu bytes; raise --max-bytes", in->most);
        else {
            sayso_buf_put(&in->text, "", 1);
            in->text.len--;
            const char *http = strncmp(in->text.at, "HTTP/", 5) == 0
                                   ? http_lines(&item->arena, in->text.at,
                                                http_head(in->text.at, in->text.len))
                                   : NULL;
            const char *told =
                http ? value_of(http, http_head(in->text.at, in->text.len), "content-type") : type;
            const bool good = !http || strncmp(http + strcspn(http, " "), " 200", 4) == 0;
            if (!good || !is_page(told)) {
                sayso_item_clear(item); /* pictures, scripts, answers that are errors: a crawl is
                                           full of them */
                continue;
            }
            record_read(in, item, r, told);
        }
        return true;
    }
    return false;
}

static void warc_close(sayso_in *in)
{
    sayso_buf_free(&((warc_state *)in->state)->r.head);
}

static bool warc_surely(const char *head, size_t n)
{
    return n >= 7 && memcmp(head, "WARC/1.", 7) == 0;
}

const sayso_in_format sayso_in_warc = {
    .name = "warc",
    .endings = ".warc",
    .surely = warc_surely,
    .state = sizeof(warc_state),
    .next = warc_next,
    .close = warc_close,
};
