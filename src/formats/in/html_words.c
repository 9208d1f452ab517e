/* Pieces of HTML, as feeds and fields of JSON hold them: all of their words, block by block. */
#include "html.h"

/* Names of tags that stand in pieces of news; a text that merely has "a < b" in it is none. */
static bool is_tag(const char *s, const char *end)
{
    static const char *const tags[] = {
        "p",      "br",       "div",  "span", "a",       "b",      "i",      "em",
        "strong", "ul",       "ol",   "li",   "h1",      "h2",     "h3",     "h4",
        "h5",     "h6",       "html", "body", "article", "figure", "img",    "blockquote",
        "table",  "section",  "u",    "sup",  "sub",     "iframe", "script", "style",
        "!--",    "!doctype", "hr",   "font", "center"
    };
    char name[12];
    size_t n = 0;
    s += s < end && *s == '/';
    while (s + n < end && n < sizeof name - 1 && s[n] != '>' && s[n] != '/' && s[n] != ' ' &&
           s[n] != '\n' && s[n] != '\t') {
        name[n] = s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] | 0x20) : s[n];
        n++;
    }
    name[n] = 0;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(name, tags[i]) == 0) return memchr(s + n, '>', (size_t)(end - s) - n) != NULL;
    return false;
}

static bool is_entity(const char *s, const char *end)
{
    static const char *const names[] = { "amp;",    "nbsp;",   "quot;",   "lt;",    "gt;",
                                         "apos;",   "laquo;",  "raquo;",  "rsquo;", "lsquo;",
                                         "ldquo;",  "rdquo;",  "mdash;",  "ndash;", "hellip;",
                                         "eacute;", "egrave;", "agrave;", "ccedil;" };
    if (s < end && *s == '#') {
        size_t n = 1;
        while (s + n < end && n < 9 &&
               ((s[n] >= '0' && s[n] <= '9') || s[n] == 'x' ||
                ((s[n] | 0x20) >= 'a' && (s[n] | 0x20) <= 'f')))
            n++;
        return n > 2 && s + n < end && s[n] == ';';
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t k = strlen(names[i]);
        if ((size_t)(end - s) >= k && memcmp(s, names[i], k) == 0) return true;
    }
    return false;
}

bool sayso_html_in(const char *s, size_t n)
{
    const char *const end = s + n;
    for (const char *at = s; (at = memchr(at, '<', (size_t)(end - at))); at++)
        if (is_tag(at + 1, end)) return true;
    for (const char *at = s; (at = memchr(at, '&', (size_t)(end - at))); at++)
        if (is_entity(at + 1, end)) return true;
    return false;
}

/* ---- words ----------------------------------------------------------------------------------- */

typedef struct words { sayso_buf *out; size_t from; } words; /* from: where the block at hand begins
                                                                */

static void block_end(words *w)
{
    sayso_buf *b = w->out;
    while (b->len > w->from && b->at[b->len - 1] == ' ') b->len--;
    if (b->len > w->from) sayso_buf_puts(b, "\n\n");
    w->from = b->len;
}

/* Text outside of any element keeps its own blank lines: feeds that wrap their words write so. */
static void text_put(words *w, const xmlNode *n)
{
    const char *s = (const char *)n->content;
    while (*s) {
        const char *gap = strstr(s, "\n\n");
        const size_t k = gap ? (size_t)(gap - s) : strlen(s);
        sayso_buf piece = SAYSO_BUF_EMPTY;
        sayso_buf_put(&piece, s, k);
        if (piece.failed) w->out->failed = true;
        else sayso_html_put_text(w->out, w->from, piece.at);
        sayso_buf_free(&piece);
        if (gap) block_end(w);
        s += k + (gap ? 2 : 0);
    }
}

bool sayso_html_words(const char *bytes, size_t n, sayso_buf *out)
{
    bool cut;
    words w = { out, out->len };
    xmlDoc *doc = n ? sayso_html_tree(bytes, n, &cut) : NULL;
    xmlNode *top = doc ? xmlDocGetRootElement(doc) : NULL;
    for (xmlNode *at = top; at && !out->failed;) {
        const bool element = at->type == XML_ELEMENT_NODE, skip = element && sayso_html_unread(at);
        if (element && sayso_html_breaks(at)) block_end(&w);
        if ((at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) && at->content)
            text_put(&w, at);
        if (!skip && element && at->children) {
            at = at->children;
            continue;
        }
        while (at != top && !at->next) { /* leave it and every ancestor that ends here */
            if (at->type == XML_ELEMENT_NODE && sayso_html_breaks(at)) block_end(&w);
            at = at->parent;
        }
        if (at == top) break;
        if (at->type == XML_ELEMENT_NODE && sayso_html_breaks(at)) block_end(&w);
        at = at->next;
    }
    block_end(&w);
    if (out->len >= 2 && out->at[out->len - 1] == '\n') out->at[out->len -= 2] = 0;
    xmlFreeDoc(doc);
    return !out->failed;
}
