/* The parts of HTML reading; inside formats only. */
#ifndef SAYSO_FORMATS_HTML_H
#define SAYSO_FORMATS_HTML_H

#include "in.h"
#include <libxml/HTMLparser.h>

/* What a page says about itself. Strings in the item's arena; NULL where it does not say. */
typedef struct sayso_page_head {
    const char *title, *date, *publisher, *url;
    const char *body;    /* the article itself, of pages that carry it beside their elements */
} sayso_page_head;

/* From JSON-LD, OpenGraph and meta tags, <time>, <h1>, <title>, in this order. False without
 * memory. */
bool sayso_html_head(xmlDoc *doc, sayso_item *item, sayso_page_head *out);
/* The article's paragraphs, a blank line between them. `title` comes first unless it is empty.
 * False without memory. */
bool sayso_html_article(xmlDoc *doc, const char *title, sayso_buf *out);

/* The tree of a page in UTF-8; NULL where there is none. *cut: some of it lay too deep. */
xmlDoc *sayso_html_tree(const char *bytes, size_t n, bool *cut);

/* ---- html_nodes.c ---- */

/* Next node in document order within `top`; with `skip` not below n. NULL at the end. */
xmlNode *sayso_html_next(xmlNode *top, xmlNode *n, bool skip);
bool sayso_html_is(const xmlNode *n, const char *name); /* an element of that name? */
/* Value of an attribute, borrowed from the tree; "" where absent. libxml2 keeps it in one text
 * node. */
const char *sayso_html_attribute(const xmlNode *n, const char *name);
bool sayso_html_contains(const xmlNode *n); /* may it hold blocks of an article: div, section, …? */
bool sayso_html_breaks(const xmlNode *n); /* does a new block begin with the element? */
bool sayso_html_unread(const xmlNode *n); /* scripts, forms, captions: no element of running text */
/* Appends text with white space made single; `out` does not end with a blank before the first. */
void sayso_html_put_text(sayso_buf *out, size_t from, const char *text);

#endif
