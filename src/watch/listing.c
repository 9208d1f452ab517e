/* Reading what a feed answers: items by the readers of formats/in, lists of feeds by libxml2. */
#include "listing.h"
#include "formats/in/html.h"
#include "url.h"
#include <libxml/parser.h>
#include <stdlib.h>
#include <strings.h>

enum { MOST_LISTED = 50000 }; /* items, as many as a sitemap may have */

const char *sayso_listing_name(sayso_listing_kind k)
{
    static const char *const names[] = { "nothing", "feed", "sitemap", "index", "opml", "page" };
    return names[k];
}

typedef struct making { sayso_listing *out; const char *url; bool failed; } making;

static const char *kept(making *m, const char *s)
{
    if (!s || !*s) return NULL;
    const char *copy = sayso_arena_dup(&m->out->arena, s, strlen(s));
    m->failed |= !copy;
    return copy;
}

static void problem(making *m, const char *what)
{
    if (!m->out->problem) m->out->problem = kept(m, what);
}

/* An address, made whole and plain; NULL where it is none that we follow. */
static const char *address(making *m, const char *s)
{
    char *url = s && *s ? sayso_follow_url(m->url, s) : NULL;
    const char *copy = kept(m, url);
    free(url);
    return copy;
}

static void put(making *m, sayso_listed x)
{
    sayso_listing *l = m->out;
    if (l->n == MOST_LISTED) {
        problem(m, "more items than a feed may have; the rest is left out");
        return;
    }
    if (!sayso_arena_grow(&l->arena, l->list, l->n, l->cap)) m->failed = true;
    else l->list[l->n++] = x;
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static long memory_read(sayso_stream *s, void *from, char *to, size_t n)
{
    sayso_str *left = from;
    (void)s;
    if (n > left->len) n = left->len;
    memcpy(to, left->at, n);
    left->at += n;
    left->len -= (uint32_t)n;
    return (long)n;
}

/* UTF-16 as UTF-8. False without memory. */
static bool utf16_turn(const char *bytes, size_t n, bool big, sayso_buf *out)
{
    sayso_stream *from = calloc(2, sizeof *from), *to = from + 1;
    sayso_utf16 turn = { .at = 0 };
    sayso_str left = { bytes, (uint32_t)n };
    if (!from) return false;
    from->read = memory_read;
    from->from = &left;
    sayso_stream_utf16(to, &turn, from, big);
    const bool whole = sayso_stream_all(to, out, 2 * n); /* three bytes for two, at most */
    free(from);
    return whole && !out->failed;
}

/* What the XML declares its encoding to be, unless that is UTF-8, which the bytes are asked for. In
 * the arena; NULL where it says nothing that is known. */
static const char *declared(sayso_arena *a, const char *bytes, size_t n)
{
    static const char word[] = "encoding=";
    for (size_t i = 0; i + sizeof word < n && i < 200 && bytes[i] != '>'; i++) {
        if (strncmp(bytes + i, word, sizeof word - 1) != 0) continue;
        const char *from = bytes + i + sizeof word; /* behind the quote */
        size_t k = 0;
        while (from + k < bytes + n && k < 40 && !strchr("\"' ?>", from[k])) k++;
        char *name = sayso_arena_dup(a, from, k);
        if (!name || strcasecmp(name, "utf-8") == 0) return NULL;
        return sayso_encoding_known(a, name);
    }
    return NULL;
}

/* The bytes as UTF-8: as they are, as HTTP or the XML says, or as they look. */
static sayso_status to_utf8(sayso_item *room, const char *charset, const char **bytes, size_t *n)
{
    if (sayso_mostly_utf8(*bytes, *n)) return SAYSO_OK;
    const char *said = charset && strcasecmp(charset, "utf-8") != 0
                           ? sayso_encoding_known(&room->arena, charset)
                           : NULL;
    if (!said) said = declared(&room->arena, *bytes, *n);
    return sayso_item_utf8(room, said, bytes, n);
}

/* ---- items ----------------------------------------------------------------------------------- */

static void item_take(making *m, const sayso_item *item)
{
    const sayso_document *d = &item->document;
    const bool named = d->id && *d->id != '#'; /* "#3": the reader's own number, which moves */
    sayso_listed x = { .url = address(m, d->url),
                       .id = named ? kept(m, d->id) : NULL,
                       .title = kept(m, d->title),
                       .date = kept(m, d->date),
                       .publisher = kept(m, d->publisher),
                       .language = kept(m, d->language) };
    if (!x.url && named) x.url = address(m, strncmp(d->id, "http", 4) == 0 ? d->id : NULL);
    if (d->text) {
        x.text = sayso_arena_dup(&m->out->arena, d->text, d->text_len);
        x.text_len = d->text_len;
        x.text_via = d->text_via;
        m->failed |= !x.text;
    }
    if (x.url || x.text) put(m, x);
}

static const sayso_in_format *feed_format(void)
{
    const sayso_in_format *f;
    size_t i = 0;
    while ((f = sayso_in_nth(i)) && strcmp(f->name, "feed") != 0) i++;
    return f;
}

static void items_read(making *m, sayso_str bytes, size_t most)
{
    const sayso_in_format *f = feed_format();
    sayso_stream *s = calloc(1, sizeof *s);
    sayso_in in = { .bytes = s, .path = "", .most = most, .state = calloc(1, f->state) };
    m->failed |= !s || !in.state;
    if (s) s->read = memory_read;
    if (s) s->from = &bytes;
    for (bool more = true; more && !m->failed;) {
        sayso_item item = { .status = SAYSO_OK };
        more = f->next(&in, &item);
        const bool found = item.document.url || item.document.text;
        if (more && item.status && !found) problem(m, item.message);
        else if (more) item_take(m, &item);
        sayso_item_clear(&item);
    }
    if (in.state) f->close(&in);
    sayso_buf_free(&in.text);
    free(in.state);
    free(s);
}

/* ---- what stands beside the items ------------------------------------------------------------ */

static bool named(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcasecmp((const char *)n->name, name) == 0;
}

/* The text of a child of that name, in the arena; NULL where there is none. */
static const char *child_text(making *m, const xmlNode *n, const char *name)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (!named(c, name)) continue;
        xmlChar *value = xmlNodeGetContent(c);
        char *s = value ? (char *)value + strspn((char *)value, " \t\r\n") : NULL;
        for (size_t k = s ? strlen(s) : 0; k && strchr(" \t\r\n", s[k - 1]); k--) s[k - 1] = 0;
        const char *copy = kept(m, s);
        xmlFree(value);
        return copy;
    }
    return NULL;
}

static int64_t number_of(const char *s) { return s ? strtoll(s, NULL, 10) : 0; }

/* How often it asks to be asked: minutes of RSS (ttl), or the times a period of the module sy. */
static void pace_read(making *m, const xmlNode *head)
{
    static const struct { const char *name; int64_t seconds; } periods[] = {
        { "hourly", 3600 }, { "daily", 86400 }, { "weekly", 604800 }, { "monthly", 2592000 },
        { "yearly", 31536000 },
    };
    const int64_t ttl = number_of(child_text(m, head, "ttl"));
    const char *period = child_text(m, head, "updatePeriod");
    const int64_t times = number_of(child_text(m, head, "updateFrequency"));
    int64_t said = ttl > 0 && ttl < 525600 ? ttl * 60 : 0;
    for (size_t i = 0; period && i < sizeof periods / sizeof *periods; i++)
        if (strncasecmp(period, periods[i].name, strlen(periods[i].name)) == 0)
            said = periods[i].seconds / (times > 0 && times < 10000 ? times : 1);
    m->out->pace.said = said;
}

static void head_read(making *m, const xmlNode *root)
{
    const xmlNode *head = root;
    for (const xmlNode *c = root->children; c; c = c->next)
        if (named(c, "channel")) head = c;
    m->out->title = child_text(m, head, "title");
    pace_read(m, head);
}

static void index_read(making *m, const xmlNode *root)
{
    for (const xmlNode *c = root->children; c; c = c->next) {
        if (!named(c, "sitemap")) continue;
        const sayso_listed x = { .url = address(m, child_text(m, c, "loc")),
                                 .changed = child_text(m, c, "lastmod") };
        if (x.url) put(m, x);
    }
}

/* Outlines lie in outlines, to any depth. */
static void opml_read(making *m, xmlNode *root)
{
    for (xmlNode *n = root; n; n = sayso_html_next(root, n, false)) {
        if (!named(n, "outline")) continue;
        for (const xmlAttr *a = n->properties; a; a = a->next) {
            if (strcasecmp((const char *)a->name, "xmlUrl") != 0) continue;
            xmlChar *value = xmlNodeListGetString(n->doc, a->children, 1);
            const sayso_listed x = { .url = address(m, (const char *)value) };
            xmlFree(value);
            if (x.url) put(m, x);
        }
    }
    for (const xmlNode *c = root->children; c; c = c->next)
        if (named(c, "head")) m->out->title = child_text(m, c, "title");
}

/* Feeds that a page says it has: <link rel=alternate type=application/rss+xml href=…>. */
static void page_read(making *m, const char *bytes, size_t n)
{
    bool cut;
    xmlDoc *doc = sayso_html_tree(bytes, n, &cut);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    for (xmlNode *c = root; c; c = sayso_html_next(root, c, false)) {
        if (!named(c, "link")) continue;
        const char *type = sayso_html_attribute(c, "type");
        if (strcasecmp(sayso_html_attribute(c, "rel"), "alternate") != 0 ||
            (strcasecmp(type, "application/rss+xml") != 0 &&
             strcasecmp(type, "application/atom+xml") != 0))
            continue;
        const sayso_listed x = { .url = address(m, sayso_html_attribute(c, "href")) };
        if (x.url) put(m, x);
    }
    xmlFreeDoc(doc);
    m->out->kind = m->out->n ? SAYSO_LISTING_PAGE : SAYSO_LISTING_NONE;
    if (!m->out->n) problem(m, "no feed, sitemap or list of feeds, and no page that names one");
}

/* By its first element, what it is; lists and heads are read here. */
static void root_read(making *m, xmlNode *root)
{
    sayso_listing *l = m->out;
    if (named(root, "urlset")) l->kind = SAYSO_LISTING_SITEMAP;
    else if (named(root, "rss") || named(root, "feed") || named(root, "RDF")) {
        l->kind = SAYSO_LISTING_FEED;
        head_read(m, root);
    } else if (named(root, "sitemapindex")) {
        l->kind = SAYSO_LISTING_INDEX;
        index_read(m, root);
    } else if (named(root, "opml")) {
        l->kind = SAYSO_LISTING_OPML;
        opml_read(m, root);
    }
}

static void bytes_read(making *m, sayso_str bytes, size_t most)
{
    const char *at = bytes.at, *end = bytes.at + bytes.len;
    while (at < end && *at && strchr(" \t\r\n", *at)) at++;
    xmlDoc *doc = at < end && *at == '<'
                      ? xmlReadMemory(at, (int)(end - at), NULL, "UTF-8",
                                      XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                                          XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC)
                      : NULL;
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root) root_read(m, root);
    xmlFreeDoc(doc);
    const size_t left = (size_t)(end - at);
    sayso_listing *l = m->out;
    if (l->kind == SAYSO_LISTING_NONE && /* hopeless XML, which yet says what it is */
        feed_format()->surely(at, left < SAYSO_SNIFF ? left : SAYSO_SNIFF))
        l->kind = SAYSO_LISTING_FEED;
    if (l->kind == SAYSO_LISTING_FEED || l->kind == SAYSO_LISTING_SITEMAP)
        items_read(m, (sayso_str){ at, (uint32_t)left }, most);
    else if (l->kind == SAYSO_LISTING_NONE) page_read(m, bytes.at, bytes.len);
}

sayso_status sayso_listing_read(sayso_listing *out, const char *url, const char *bytes, size_t n,
                                const char *charset, size_t most)
{
    *out = (sayso_listing){ .kind = SAYSO_LISTING_NONE };
    making m = { out, url, false };
    sayso_item room = { .status = SAYSO_OK };
    sayso_buf unpacked = SAYSO_BUF_EMPTY, turned = SAYSO_BUF_EMPTY;
    if (n > 2 && memcmp(bytes, "\x1f\x8b", 2) == 0) { /* "sitemap.xml.gz" */
        if (!sayso_unpack_bytes(bytes, n, most, &unpacked))
            problem(&m, "packed, and cannot be unpacked within the limit of bytes");
        bytes = unpacked.at ? unpacked.at : "";
        n = unpacked.len;
    }
    if (n > INT32_MAX / 2) n = INT32_MAX / 2;
    const char wide = sayso_utf16_looks(bytes, n < SAYSO_SNIFF ? n : SAYSO_SNIFF);
    if (wide && (m.failed |= !utf16_turn(bytes, n, wide == 'b', &turned), turned.at)) {
        bytes = turned.at;
        n = turned.len;
    }
    if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) bytes += 3, n -= 3;
    if (!m.out->problem && !n) problem(&m, "an empty answer");
    if (!m.out->problem) {
        if (to_utf8(&room, charset, &bytes, &n)) m.failed = true;
        else bytes_read(&m, (sayso_str){ bytes, (uint32_t)n }, most);
    }
    sayso_item_clear(&room);
    sayso_buf_free(&unpacked);
    sayso_buf_free(&turned);
    if (!m.failed) return SAYSO_OK;
    sayso_listing_end(out);
    return SAYSO_NO_MEMORY;
}

void sayso_listing_end(sayso_listing *l)
{
    sayso_arena_free(&l->arena);
    *l = (sayso_listing){ .kind = SAYSO_LISTING_NONE };
}
