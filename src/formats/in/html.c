/* HTML documents, by libxml2's parser, which takes any bytes and gives a tree of bounded depth. */
#include "html.h"
#include "text/utf8.h"
#include <stdlib.h>

static bool is_utf8(const char *bytes, size_t n)
{
    const uint8_t *p = (const uint8_t *)bytes, *const end = p + n;
    for (uint32_t c; p < end;) {
        p += sayso_utf8_next(p, end, &c);
        if (c == SAYSO_BAD_CHAR) return false;
    }
    return true;
}

static sayso_status fill(sayso_item *item, xmlDoc *doc)
{
    sayso_page_head head;
    sayso_buf text = SAYSO_BUF_EMPTY;
    if (!sayso_html_head(doc, &item->arena, &head) || !sayso_html_article(doc, head.title, &text)) {
        sayso_buf_free(&text);
        return sayso_item_fail(item, SAYSO_NO_MEMORY,
                               "out of memory; read smaller documents or use fewer jobs");
    }
    if (text.len == 0) {
        sayso_buf_free(&text);
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "no title and no paragraphs in the page; give its text");
    }
    char *copy = sayso_arena_dup(&item->arena, text.at, text.len);
    item->document = (sayso_document) { .date = head.date,
                                        .title = head.title,
                                        .publisher = head.publisher,
                                        .url = head.url,
                                        .text = copy,
                                        .text_len = text.len };
    sayso_buf_free(&text);
    if (!copy)
        return sayso_item_fail(item, SAYSO_NO_MEMORY,
                               "out of memory; read smaller documents or use fewer jobs");
    return item->status = SAYSO_OK;
}

sayso_status sayso_html_document(sayso_item *item, const char *bytes, size_t n)
{
    if (n == 0)
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "the page is empty; give a report with text");
    if (n > SAYSO_HTML_BYTES)
        return sayso_item_fail(item, SAYSO_TOO_LARGE,
                               "a page of more than %zu bytes; give its text", SAYSO_HTML_BYTES);
    /* what is valid UTF-8 beyond ASCII is UTF-8, whatever the page claims; else the page's own word
     * is asked */
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                        HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    xmlDoc *doc = htmlReadMemory(bytes, (int)n, NULL, is_utf8(bytes, n) ? "UTF-8" : NULL, options);
    if (!doc)
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "not readable as HTML; give its text");
    const sayso_status st = fill(item, doc);
    xmlFreeDoc(doc);
    return st;
}
