/* The article in a page, by how text is spread over it.
 *
 * The page's text falls into blocks (a paragraph, a heading, a list item, bare text between block
 * elements). Each block counts its bytes and those that stand in links. A container (div, section,
 * article, …) has the bytes of its own blocks that are not mostly links, and half of what each
 * container inside it has: so the innermost element that holds most of the running text wins over
 * the wrappers around it and over the menus beside it. Elements that can hold no article text
 * (navigation, scripts, forms, captions) are left out, by their name, role or class. */
#include "html.h"
#include <stdlib.h>

typedef struct block {
    size_t   at, len, linked;  /* bytes in `text` */
    uint32_t container;
    bool     heading;
} block;
typedef struct container {
    xmlNode *node;
    uint32_t parent;
    uint64_t own, total;
    bool body; /* marked as the article's body */
} container;

typedef struct page {
    sayso_buf  text;
    block     *blocks; uint32_t n_blocks, cap_blocks;
    container *containers; uint32_t n_containers, cap_containers;
    size_t     from, linked;   /* the block being gathered */
    bool       failed;
} page;

static bool one_of(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(s, *list) == 0) return true;
    return false;
}

/* ---- what is left out ---- */

/* Does a class name begin with one of the words, or end with one of the firm ones? "has-sidebar" is
 * no sidebar. */
static bool names_furniture(const char *word, size_t n)
{
    static const char *const begins[] = { "nav",       "menu",          "navigation",  "footer",
                                          "sidebar",   "comment",       "comments",    "share",
                                          "sharing",   "social",        "related",     "promo",
                                          "caption",   "breadcrumb",    "breadcrumbs", "cookie",
                                          "cookies",   "newsletter",    "advert",      "ad",
                                          "ads",       "advertisement", "banner",      "subscribe",
                                          "tags",      "widget",        "recommended", "popup",
                                          "copyright", "byline",        NULL };
    static const char *const ends[] = { "nav",         "menu",    "footer",   "breadcrumb",
                                        "breadcrumbs", "caption", "comments", NULL };
    for (const char *const *w = begins; *w; w++) {
        const size_t k = strlen(*w);
        if (n >= k && strncmp(word, *w, k) == 0 && (n == k || word[k] == '-' || word[k] == '_'))
            return true;
    }
    for (const char *const *w = ends; *w; w++) {
        const size_t k = strlen(*w);
        if (n > k && strncmp(word + n - k, *w, k) == 0 &&
            (word[n - k - 1] == '-' || word[n - k - 1] == '_'))
            return true;
    }
    return false;
}

static bool furniture(const xmlNode *n)
{
    static const char *const roles[] = { "navigation",    "banner", "contentinfo",
                                         "complementary", "search", "menu",
                                         "dialog",        "alert",  NULL };
    if (sayso_html_unread(n) || sayso_html_is(n, "head")) return true;
    if (one_of(sayso_html_attribute(n, "role"), roles) ||
        strcmp(sayso_html_attribute(n, "aria-hidden"), "true") == 0)
        return true;
    if (xmlHasProp(n, (const xmlChar *)"hidden") ||
        strstr(sayso_html_attribute(n, "style"), "display:none"))
        return true;
    if (sayso_html_is(n, "body") || sayso_html_is(n, "html") || sayso_html_is(n, "article") ||
        sayso_html_is(n, "main"))
        return false;
    static const char *const said[] = { "class", "id" };
    for (int i = 0; i < 2; i++)
        for (const char *s = sayso_html_attribute(n, said[i]); *s;) {
            const size_t k = strcspn(s, " \t\r\n");
            if (k && names_furniture(s, k)) return true;
            s += k + strspn(s + k, " \t\r\n");
        }
    return false;
}

/* A header outside the article is the site's, not the story's. */
static bool site_header(const xmlNode *n)
{
    if (!sayso_html_is(n, "header")) return false;
    for (const xmlNode *p = n->parent; p; p = p->parent)
        if (sayso_html_is(p, "article") || sayso_html_is(p, "main")) return false;
    return true;
}

/* ---- gathering ---- */

static void end_block(page *g, uint32_t within, bool heading)
{
    while (g->text.len > g->from && g->text.at[g->text.len - 1] == ' ') g->text.len--;
    const size_t len = g->text.len - g->from;
    if (len) {
        if (!sayso_grow(g->blocks, g->n_blocks, g->cap_blocks)) {
            g->failed = true;
            return;
        }
        g->blocks[g->n_blocks++] = (block) { g->from, len, g->linked < len ? g->linked : len,
                                             within, heading };
        if (g->linked * 3 < len && (len >= 40 || heading)) g->containers[within].own += len;
    }
    g->from = g->text.len;
    g->linked = 0;
}

static bool open_container(page *g, xmlNode *n, uint32_t parent)
{
    if (!sayso_grow(g->containers, g->n_containers, g->cap_containers)) return !(g->failed = true);
    const bool body = strstr(sayso_html_attribute(n, "itemprop"), "articleBody") != NULL;
    g->containers[g->n_containers++] = (container){ n, parent, 0, 0, body };
    return true;
}

typedef struct walk { uint32_t within, links; bool heading; } walk;

static bool is_heading(const xmlNode *n)
{
    return n->name[0] == 'h' && n->name[1] >= '1' && n->name[1] <= '6' && !n->name[2];
}

/* Enters an element; true where what is below it is to be left out. */
static bool enter(page *g, walk *w, xmlNode *n)
{
    if (furniture(n) || site_header(n)) {
        end_block(g, w->within, w->heading);
        return true;
    }
    const bool box = sayso_html_contains(n);
    if (box || sayso_html_breaks(n)) end_block(g, w->within, w->heading);
    if (box && open_container(g, n, w->within)) w->within = g->n_containers - 1;
    if (is_heading(n)) w->heading = true;
    if (sayso_html_is(n, "h1")) return true; /* the title stands first already */
    if (sayso_html_is(n, "a")) w->links++;
    return false;
}

static void leave(page *g, walk *w, const xmlNode *n)
{
    const bool box = g->containers[w->within].node == n;
    if (box || sayso_html_breaks(n)) end_block(g, w->within, w->heading);
    if (box) w->within = g->containers[w->within].parent;
    if (is_heading(n)) w->heading = false;
    if (sayso_html_is(n, "a") && w->links) w->links--;
}

static void gather(page *g, xmlNode *top)
{
    walk w = { 0 };
    if (!open_container(g, top, 0)) return;
    for (xmlNode *n = top; n && !g->failed && !g->text.failed;) {
        bool skip = false;
        if (n->type == XML_ELEMENT_NODE) skip = n != top && enter(g, &w, n);
        else if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content) {
            const size_t before = g->text.len;
            sayso_html_put_text(&g->text, g->from, (const char *)n->content);
            if (w.links) g->linked += g->text.len - before;
        }
        if (!skip && n->children && n->type == XML_ELEMENT_NODE) {
            n = n->children;
            continue;
        }
        /* leave this one and every ancestor that ends here */
        for (;;) {
            if (n->type == XML_ELEMENT_NODE && !(skip && !sayso_html_is(n, "h1"))) leave(g, &w, n);
            skip = false;
            if (n == top) return;
            if (n->next) break;
            n = n->parent;
        }
        n = n->next;
    }
}

/* ---- choosing ---- */

static uint32_t best_container(page *g)
{
    uint32_t best = 0;
    for (uint32_t i = g->n_containers; i-- > 0;) { /* those inside come after those around them */
        container *c = &g->containers[i];
        c->total += c->own;
        if (i) g->containers[c->parent].total += c->total / 2;
    }
    for (uint32_t i = 0; i < g->n_containers; i++) {
        const container *c = &g->containers[i], *b = &g->containers[best];
        const bool body = c->body && c->total >= 200, had = b->body && b->total >= 200;
        if (body != had ? body : c->total > b->total) best = i;
    }
    return best;
}

static bool within(const page *g, uint32_t c, uint32_t top)
{
    while (c > top) c = g->containers[c].parent;
    return c == top;
}

static bool ends_sentence(const char *s, size_t n)
{
    static const char *const finals[] = {
        ".", "!", "?", "\xe2\x80\xa6", "\xc2\xbb", "\"", "\xe2\x80\x9d", ":", ";", NULL
    };
    for (const char *const *f = finals; *f; f++) {
        const size_t k = strlen(*f);
        if (n >= k && memcmp(s + n - k, *f, k) == 0) return true;
    }
    return false;
}

static bool kept(const page *g, const block *b)
{
    return b->linked * 2 <= b->len && (b->len >= 40 || ends_sentence(g->text.at + b->at, b->len));
}

static void put_paragraph(sayso_buf *out, const char *s, size_t n)
{
    if (out->len) sayso_buf_put(out, "\n\n", 2);
    sayso_buf_put(out, s, n);
}

bool sayso_html_article(xmlDoc *doc, const char *title, sayso_buf *out)
{
    page g = { 0 };
    xmlNode *top = xmlDocGetRootElement(doc);
    if (top) gather(&g, top);
    bool any = false;
    const uint32_t best = g.n_containers ? best_container(&g) : 0;
    const size_t title_len = title ? strlen(title) : 0;
    if (title_len) sayso_buf_put(out, title, title_len);
    const size_t before = out->len;
    for (uint32_t i = 0; i < g.n_blocks; i++) {
        const block *b = &g.blocks[i];
        if (!within(&g, b->container, best)) continue;
        if (title_len == b->len && memcmp(title, g.text.at + b->at, b->len) == 0) continue;
        /* a heading counts with the paragraph below it */
        const block *next = i + 1 < g.n_blocks && within(&g, g.blocks[i + 1].container, best)
                                ? &g.blocks[i + 1]
                                : NULL;
        if (b->heading ? next && !next->heading && kept(&g, next) && b->linked * 2 <= b->len
                       : kept(&g, b))
            put_paragraph(out, g.text.at + b->at, b->len);
    }
    any = out->len > before;
    if (!any && !title_len) out->len = 0;
    const bool ok = !g.failed && !g.text.failed && !out->failed;
    sayso_buf_free(&g.text);
    free(g.blocks);
    free(g.containers);
    return ok;
}
