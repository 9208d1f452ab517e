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
