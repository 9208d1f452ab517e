/* HTML documents, by libxml2's parser, which takes any bytes and gives a tree of bounded depth. */
#include "html.h"
#include "text/utf8.h"
#include <strings.h>
enum { SNIFFED = 4096 }; /* bytes in which a page has to say its encoding: HTML asks for 1024 */

/* ---- pages ----------------------------------------------------------------------------------- */

/* The encoding that the page says it has: <meta charset=…>, <meta … content="text/html;
 * charset=…">, <?xml encoding=…?>. In the arena; NULL where it says none that is known. */
static const char *declared(sayso_arena *a, const char *bytes, size_t n)
{
    static const char *const words[] = { "charset=", "encoding=" };
    if (n > SNIFFED) n = SNIFFED;
    for (size_t i = 0; i + 10 < n; i++)
        for (int w = 0; w < 2; w++) {
            const size_t k = strlen(words[w]);
            if (strncasecmp(bytes + i, words[w], k) != 0) continue;
            size_t from = i + k, to;
            while (from < n && strchr("\"' ", bytes[from]) && bytes[from]) from++;
            for (to = from; to < n && bytes[to] > ' ' && !strchr("\"'>;?/", bytes[to]); to++) {}
            const char *name = to - from < 40 ? sayso_arena_dup(a, bytes + from, to - from) : NULL;
            return name ? sayso_encoding_known(a, name) : NULL;
        }
    return NULL;
}

/* The page in UTF-8, by what is said of it from outside, by its own word, or as it looks. What is
 * no character even so becomes U+FFFD, for libxml2 would change its mind about the encoding there.
 */
static sayso_status to_utf8(sayso_item *item, const char *charset, const char **bytes, size_t *n,
                            sayso_buf *clean)
{
    const char *said = charset ? sayso_encoding_known(&item->arena, charset) : NULL;
    if (!said) said = declared(&item->arena, *bytes, *n);
    if (sayso_item_utf8(item, said, bytes, n)) return item->status;
    if (sayso_is_utf8(*bytes, *n)) return SAYSO_OK;
    sayso_put_utf8(clean, *bytes, *n);
    if (clean->failed) return sayso_item_no_memory(item);
    *bytes = clean->at;
    *n = clean->len;
    return SAYSO_OK;
}

static sayso_status fill(sayso_item *item, xmlDoc *doc)
{
    sayso_page_head head;
    sayso_buf text = SAYSO_BUF_EMPTY;
    if (!sayso_html_head(doc, item, &head) || !sayso_html_article(doc, head.title, &text)) {
        sayso_buf_free(&text);
        return sayso_item_no_memory(item);
    }
    const size_t title = head.title ? strlen(head.title) : 0;
    if (head.body && text.len <= title + 2) { /* nothing but the title: pages that scripts fill
                                                 carry it beside */
        sayso_buf_puts(&text, text.len ? "\n\n" : "");
        sayso_buf_puts(&text, head.body);
    }
    if (text.len == 0) {
        sayso_buf_free(&text);
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "no title and no paragraphs in the page; give its text");
    }
    char *copy = sayso_arena_dup(&item->arena, text.at, text.len);
    item->document.date = head.date;
    item->document.title = head.title;
    item->document.publisher = head.publisher;
    item->document.url = head.url;
    item->document.text = copy;
    item->document.text_len = text.len;
    sayso_buf_free(&text);
    return copy ? (item->status = SAYSO_OK) : sayso_item_no_memory(item);
}

sayso_status sayso_html_document(sayso_item *item, const char *bytes, size_t n, const char *charset)
{
    bool cut;
    sayso_buf clean = SAYSO_BUF_EMPTY;
    if (n == 0)
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "the page is empty; give a report with text");
    xmlDoc *doc = to_utf8(item, charset, &bytes, &n, &clean) ? NULL
                                                             : sayso_html_tree(bytes, n, &cut);
    if (doc && cut)
        sayso_item_note(item, "markup",
                        "elements stand too deep within each other; what lies deeper is not read");
    if (doc && !item->status) fill(item, doc);
    if (!doc && !item->status)
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "not readable as HTML; give its text");
    xmlFreeDoc(doc);
    sayso_buf_free(&clean);
    return item->status;
}

static bool html_next(sayso_in *in, sayso_item *item)
{
    bool *done = in->state;
    if (*done) return false;
    *done = true;
    if (sayso_in_whole(in, item))
        sayso_html_document(item, in->text.at ? in->text.at : "", in->text.len, NULL);
    return true;
}

static bool html_likely(const char *head, size_t n)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body",
                                        "<article",       "<!--",  "<?xml", "<meta",
                                        "<title",         "<div",  "<p>" };
    size_t at = 0;
    while (at < n && head[at] && strchr(" \t\r\n", head[at])) at++;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        const size_t k = strlen(tags[i]);
        size_t c = 0;
        while (c < k && at + c < n &&
               (head[at + c] >= 'A' && head[at + c] <= 'Z' ? head[at + c] | 0x20 : head[at + c]) ==
                   tags[i][c])
            c++;
        if (c == k) return true;
    }
    return false;
}

const sayso_in_format sayso_in_html = {
    .name = "html",
    .endings = ".html .htm .xhtml .shtml",
    .likely = html_likely,
    .state = sizeof(bool),
    .next = html_next,
};
