/* Walking a page's tree, and its words. */
#include "html.h"

xmlNode *sayso_html_next(xmlNode *top, xmlNode *n, bool skip)
{
    if (!skip && n->children && n->type == XML_ELEMENT_NODE) return n->children;
    while (n != top && !n->next) n = n->parent;
    return n == top ? NULL : n->next;
}

bool sayso_html_is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && n->name && strcmp((const char *)n->name, name) == 0;
}

const char *sayso_html_attribute(const xmlNode *n, const char *name)
{
    const xmlAttr *a = xmlHasProp(n, (const xmlChar *)name);
    return a && a->children && a->children->content ? (const char *)a->children->content : "";
}

/* A blank in HTML's sense, or a no-break space (two bytes): its length, else 0. */
static size_t blank(const char *s)
{
    if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r' || *s == '\f') return 1;
    return (uint8_t)s[0] == 0xc2 && (uint8_t)s[1] == 0xa0 ? 2 : 0;
}

void sayso_html_put_text(sayso_buf *out, size_t from, const char *s)
{
    while (*s) {
        size_t k = blank(s);
        if (k) {
            if (out->len > from && out->at[out->len - 1] != ' ') sayso_buf_put(out, " ", 1);
            s += k;
            continue;
        }
        while (s[k] && !blank(s + k)) k++;
        sayso_buf_put(out, s, k);
        s += k;
    }
}

/* ---- kinds of elements ----------------------------------------------------------------------- */

static bool one_of(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(s, *list) == 0) return true;
    return false;
}

static const char *const containers[] = {
    "body",       "div", "section", "article", "main",   "td",
    "blockquote", "ul",  "ol",      "dd",      "center", NULL
};
static const char *const blocks[] = { "p",       "li",   "h1", "h2",     "h3",      "h4",
                                      "h5",      "h6",   "tr", "table",  "tbody",   "dl",
                                      "dt",      "pre",  "hr", "header", "address", "details",
                                      "summary", "html", "br", NULL };
static const char *const never[] = { "script", "style",  "noscript", "nav",    "footer",
                                     "aside",  "form",   "button",   "figure", "figcaption",
                                     "iframe", "svg",    "template", "select", "menu",
                                     "video",  "audio",    "object", "textarea",
                                     "dialog", "canvas", "math",     "label",  "input",
                                     NULL };

bool sayso_html_contains(const xmlNode *n)
{
    return one_of((const char *)n->name, containers);
}
bool sayso_html_breaks(const xmlNode *n)
{
    return sayso_html_contains(n) || one_of((const char *)n->name, blocks);
}
bool sayso_html_unread(const xmlNode *n)
{
    return one_of((const char *)n->name, never);
}

/* ---- the tree -------------------------------------------------------------------------------- */

xmlDoc *sayso_html_tree(const char *bytes, size_t n, bool *cut)
{
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                        HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    htmlParserCtxt *c = n <= INT32_MAX ? htmlNewParserCtxt() : NULL;
    *cut = false;
    if (!c) return NULL;
    c->options |= XML_PARSE_HUGE; /* else what lies more than 255 elements deep is lost */
    xmlDoc *doc = htmlCtxtReadMemory(c, bytes, (int)n, NULL, "UTF-8", options);
    *cut = c->lastError.message && strstr(c->lastError.message, "xcessive depth");
    htmlFreeParserCtxt(c);
    return doc;
}
