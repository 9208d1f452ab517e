/* Title, date, publisher and address of a page, by the ways in which news sites say them. */
#include "html.h"
#include <jansson.h>

/* Ways to say one thing, the trusted ones first; a find replaces what a less trusted way has
 * given. */
typedef struct found { const char *value; int rank; } found;
typedef struct head {
    sayso_arena *arena;
    found title, date, publisher, url, body;
    found undated;   /* a date that was not understood */
    bool failed;
} head;

enum { NO_RANK = 100 };

/* Keeps `n` bytes with white space made single, if better than what is there. */
static void keep(head *h, found *f, int rank, const char *s, size_t n)
{
    if (f->value && f->rank <= rank) return;
    sayso_buf b = SAYSO_BUF_EMPTY;
    char *z = sayso_arena_dup(h->arena, s, n);
    if (z) sayso_html_put_text(&b, 0, z);
    while (b.len && b.at[b.len - 1] == ' ') b.at[--b.len] = 0;
    char *kept = z && !b.failed ? sayso_arena_dup(h->arena, b.at ? b.at : "", b.len) : NULL;
    if (!kept) h->failed = true;
    else if (*kept) *f = (found){ kept, rank };
    sayso_buf_free(&b);
}
static void keep_date(head *h, int rank, const char *s)
{
    char iso[SAYSO_DATE_ROOM];
    const size_t n = strlen(s);
    if (sayso_date_read(s, n, iso)) keep(h, &h->date, rank, iso, strlen(iso));
    else keep(h, &h->undated, rank, s, n < 60 ? n : 60);
}

/* ---- meta tags ---- */

typedef struct meta { const char *name; char field; int rank; } meta;
static const meta metas[] = {
    { "og:title", 't', 2 },
    { "twitter:title", 't', 4 },
    { "dc.title", 't', 4 },
    { "headline", 't', 3 },
    { "article:published_time", 'd', 2 },
    { "datepublished", 'd', 2 },
    { "og:published_time", 'd', 3 },
    { "dc.date.issued", 'd', 3 },
    { "dc.date", 'd', 3 },
    { "date", 'd', 4 },
    { "pubdate", 'd', 4 },
    { "publish-date", 'd', 4 },
    { "parsely-pub-date", 'd', 4 },
    { "sailthru.date", 'd', 5 },
    { "dcterms.created", 'd', 5 },
    { "og:site_name", 'p', 2 },
    { "publisher", 'p', 3 },
    { "dc.publisher", 'p', 4 },
    { "application-name", 'p', 5 },
    { "og:url", 'u', 2 },
};

static bool same(const char *a, const char *b) /* b in lower case */
{
    for (; *a && *b; a++, b++)
        if ((*a >= 'A' && *a <= 'Z' ? (*a | 0x20) : *a) != *b) return false;
    return *a == *b;
}

static void meta_tag(head *h, const xmlNode *n)
{
    static const char *const names[] = { "property", "name", "itemprop" };
    const char *content = sayso_html_attribute(n, "content");
    for (int a = 0; a < 3; a++)
        for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
            if (!same(sayso_html_attribute(n, names[a]), metas[i].name)) continue;
            if (metas[i].field == 'd') keep_date(h, metas[i].rank, content);
            else {
                found *f = metas[i].field == 't'   ? &h->title
                           : metas[i].field == 'p' ? &h->publisher
                                                   : &h->url;
                keep(h, f, metas[i].rank, content, strlen(content));
            }
        }
}

/* ---- JSON-LD (schema.org) ---- */

static bool names_article(const char *type)
{
    const size_t n = strlen(type);
    return (n >= 7 && strcmp(type + n - 7, "Article") == 0) || strcmp(type, "BlogPosting") == 0 ||
           strcmp(type, "LiveBlogPosting") == 0 || strcmp(type, "Report") == 0;
}
static bool is_article(const json_t *o)
{
    const json_t *type = json_object_get(o, "@type");
    if (json_is_string(type)) return names_article(json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++)
        if (json_is_string(json_array_get(type, i)) &&
            names_article(json_string_value(json_array_get(type, i))))
            return true;
    return false;
}

/* A string, or the member of an object (of the first object of an array) that names it. */
static const char *text_of(const json_t *v, const char *member)
{
    if (json_is_array(v)) v = json_array_get(v, 0);
    if (json_is_object(v)) v = json_object_get(v, member);
    return json_is_string(v) ? json_string_value(v) : NULL;
}

/* Its paragraphs are kept; markup, which some sites leave in, is taken out. */
static void keep_body(head *h, const char *s)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (h->body.value) return;
    if (sayso_html_in(s, strlen(s))) h->failed |= !sayso_html_words(s, strlen(s), &b);
    else sayso_buf_puts(&b, s);
    h->body.value = b.len ? sayso_arena_dup(h->arena, b.at, b.len) : NULL;
    h->failed |= b.failed || (b.len && !h->body.value);
    sayso_buf_free(&b);
}

static void linked_article(head *h, const json_t *o)
{
    const char *s;
    if ((s = text_of(json_object_get(o, "headline"), "@value")))
        keep(h, &h->title, 1, s, strlen(s));
    if ((s = text_of(json_object_get(o, "datePublished"), "@value"))) keep_date(h, 1, s);
    if ((s = text_of(json_object_get(o, "articleBody"), "@value"))) keep_body(h, s);
    if ((s = text_of(json_object_get(o, "publisher"), "name")))
        keep(h, &h->publisher, 1, s, strlen(s));
    if ((s = text_of(json_object_get(o, "url"), "@id"))) keep(h, &h->url, 1, s, strlen(s));
    else if ((s = text_of(json_object_get(o, "mainEntityOfPage"), "@id")))
        keep(h, &h->url, 3, s, strlen(s));
}

static void linked_data(head *h, const char *s)
{
    json_t *root = json_loads(s, JSON_DISABLE_EOF_CHECK, NULL);
    const json_t *graph = json_is_object(root) ? json_object_get(root, "@graph") : root;
    if (json_is_object(root) && is_article(root)) linked_article(h, root);
    for (size_t i = 0; i < json_array_size(graph); i++)
        if (is_article(json_array_get(graph, i))) {
            linked_article(h, json_array_get(graph, i));
            break;
        }
    json_decref(root);
}

/* ---- the rest of the page ---- */

static void inner_text(head *h, xmlNode *top, found *f, int rank)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    for (xmlNode *n = top; n; n = sayso_html_next(top, n, false))
        if (n->type == XML_TEXT_NODE && n->content)
            sayso_html_put_text(&b, 0, (const char *)n->content);
    if (b.failed) h->failed = true;
    else if (b.len) keep(h, f, rank, b.at, b.len);
    sayso_buf_free(&b);
}

/* "article__info-date", "entry-time", "published": a class that names a date. */
static bool names_date(const char *class)
{
    static const char *const words[] = { "date", "time", "publish", "posted" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(class, words[i])) return true;
    return false;
}

enum { MOST_DATE = 80 }; /* bytes of an element that shows a date and little else */

/* A date that is only shown. */
static void shown_date(head *h, xmlNode *top)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    char iso[SAYSO_DATE_ROOM];
    for (xmlNode *n = top; n && b.len <= MOST_DATE; n = sayso_html_next(top, n, false))
        if (n->type == XML_TEXT_NODE && n->content)
            sayso_html_put_text(&b, 0, (const char *)n->content);
    if (b.failed) h->failed = true;
    else if (b.len && b.len <= MOST_DATE && sayso_date_read(b.at, b.len, iso))
        keep(h, &h->date, 8, iso, strlen(iso));
    sayso_buf_free(&b);
}

static void element(head *h, xmlNode *n)
{
    if (sayso_html_is(n, "meta")) meta_tag(h, n);
    else if (sayso_html_is(n, "title")) inner_text(h, n, &h->title, 7);
    else if (sayso_html_is(n, "h1")) inner_text(h, n, &h->title, 5);
    else if (sayso_html_is(n, "time")) {
        const char *said = sayso_html_attribute(n, "datetime");
        if (*said) keep_date(h, *sayso_html_attribute(n, "pubdate") ? 5 : 6, said);
        if (!*said) shown_date(h, n);
    } else if (sayso_html_is(n, "link") && same(sayso_html_attribute(n, "rel"), "canonical"))
        keep(h, &h->url, 2, sayso_html_attribute(n, "href"),
             strlen(sayso_html_attribute(n, "href")));
    else if (sayso_html_is(n, "script") &&
             same(sayso_html_attribute(n, "type"), "application/ld+json") && n->children &&
             n->children->content)
        linked_data(h, (const char *)n->children->content);
    else if (names_date(sayso_html_attribute(n, "class")) ||
             names_date(sayso_html_attribute(n, "itemprop")))
        shown_date(h, n);
}

bool sayso_html_head(xmlDoc *doc, sayso_item *item, sayso_page_head *out)
{
    const found none = { NULL, NO_RANK };
    head h = { &item->arena, none, none, none, none, none, none, false };
    xmlNode *top = xmlDocGetRootElement(doc);
    for (xmlNode *n = top; n; n = sayso_html_next(top, n, false))
        if (n->type == XML_ELEMENT_NODE) element(&h, n);
    if (!h.date.value && h.undated.value)
        sayso_item_note(item, "date",
                        "the page's date \"%s\" is not understood; give one with --date",
                        h.undated.value);
    *out = (sayso_page_head) { h.title.value, h.date.value, h.publisher.value, h.url.value,
                               h.body.value };
    return !h.failed && item->status == SAYSO_OK;
}
