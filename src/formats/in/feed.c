/* Feeds and news sitemaps: each item of RSS (0.9 to 2.0, RDF), each entry of Atom, each address of
 * a sitemap with its news. libxml2's reader goes through the file; only the item at hand is ever
 * held. */
#include "in.h"
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <stdio.h>

/* ---- bytes and errors ------------------------------------------------------------------------ */

/* Feeds are written by programs that know HTML better than XML: entities that only HTML has, and
 * ampersands that stand for themselves, would end the parser's work. Outside of CDATA both become
 * what XML has for them. An entity that a file declares by itself is left alone. */
typedef struct mender {
    sayso_stream *from;
    bool   cdata, declares;
    char   out[16];            /* what an ampersand became, at[ready, n_out) not yet taken */
    size_t ready, n_out;
} mender;

static bool ahead(const sayso_stream *s, const char *what)
{
    const size_t k = strlen(what);
    return s->n - s->at >= k && memcmp(s->chunk + s->at, what, k) == 0;
}

/* What the ampersand at hand becomes, in m->out; bytes that it takes, 0 where it stays. */
static size_t ampersand(mender *m)
{
    enum { LONGEST = 12 }; /* of HTML's names: "thetasym" and its like */
    const sayso_stream *s = m->from;
    const char *at = s->chunk + s->at + 1;
    const size_t have = s->n - s->at - 1;
    char name[LONGEST + 1];
    size_t k = 0;
    if (have && *at == '#') return 0;
    while (k < have && k < LONGEST && (((at[k] | 0x20) >= 'a' && (at[k] | 0x20) <= 'z') ||
                                       (k && at[k] >= '0' && at[k] <= '9')))
        k++;
    memcpy(name, at, k);
    name[k] = 0;
    const bool ended = k && k < have && at[k] == ';';
    static const char *const own[] = { "amp", "lt", "gt", "quot", "apos" };
    for (size_t i = 0; ended && i < sizeof own / sizeof *own; i++)
        if (strcmp(name, own[i]) == 0) return 0;
    const htmlEntityDesc *e = ended ? htmlEntityLookup((const xmlChar *)name) : NULL;
    if (ended && !e && m->declares) return 0;
    m->ready = 0;
    m->n_out = (size_t)(e ? snprintf(m->out, sizeof m->out, "&#%u;", e->value)
                          : snprintf(m->out, sizeof m->out, "&amp;"));
    return e ? k + 2 : 1;
}

static int bytes_read(void *user, char *to, int room)
{
    mender *m = user;
    sayso_stream *s = m->from;
    const size_t n = (size_t)room;
    size_t done = 0;
    while (done < n) {
        if (m->ready < m->n_out) {
            to[done++] = m->out[m->ready++];
            continue;
        }
        if (s->n - s->at < 16) sayso_stream_peek(s, 16);
        if (s->at == s->n) break;
        const char c = s->chunk[s->at];
        if (c == '<' && ahead(s, "<![CDATA[")) m->cdata = true;
        else if (c == ']' && ahead(s, "]]>")) m->cdata = false;
        else if (c == '<' && ahead(s, "<!ENTITY")) m->declares = true;
        const size_t taken = c == '&' && !m->cdata ? ampersand(m) : 0;
        s->at += taken;
        if (taken) continue;
        to[done++] = c;
        s->at++;
    }
    return !done && *s->why ? -1 : (int)done;
}

typedef struct feed_state {
    xmlTextReader *reader;
    mender   bytes;
    bool     begun, ended, skip; /* skip: the item at hand has been read: go on behind it */
    char     publisher[160];     /* the feed's own title; "" none */
    char     language[32];
    uint32_t n;                  /* items so far */
    char     wrong[200];         /* what libxml2 says; "" nothing */
    int      wrong_line;
} feed_state;

static void wrong(void *user, xmlErrorPtr e)
{
    feed_state *f = user;
    if (!e || e->level < XML_ERR_ERROR || *f->wrong) return;
    snprintf(f->wrong, sizeof f->wrong, "%s", e->message ? e->message : "not well formed");
    f->wrong[strcspn(f->wrong, "\r\n")] = 0;
    f->wrong_line = e->line;
}

/* ---- one item -------------------------------------------------------------------------------- */

static bool is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* Names in feeds and what they say; the first that is there counts. */
static const struct { const char *name; sayso_said what;
} said[] = {
    { "guid", SAYSO_SAID_ID },
    { "id", SAYSO_SAID_ID },
    { "loc", SAYSO_SAID_ID },
    { "pubDate", SAYSO_SAID_DATE },
    { "published", SAYSO_SAID_DATE },
    { "date", SAYSO_SAID_DATE },
    { "publication_date", SAYSO_SAID_DATE },
    { "updated", SAYSO_SAID_DATE },
    { "lastmod", SAYSO_SAID_DATE },
    { "title", SAYSO_SAID_TITLE },
    { "name", SAYSO_SAID_PUBLISHER },
    { "source", SAYSO_SAID_PUBLISHER },
    { "link", SAYSO_SAID_URL },
    { "loc", SAYSO_SAID_URL },
    { "language", SAYSO_SAID_LANGUAGE },
    { "full-text", SAYSO_SAID_TEXT },
    { "encoded", SAYSO_SAID_TEXT },
    { "content", SAYSO_SAID_TEXT },
    { "description", SAYSO_SAID_TEXT },
    { "summary", SAYSO_SAID_TEXT },
};
enum { N_NAMES = sizeof said / sizeof *said };

/* What a text is, by the name under which it stands. */
static const char *text_via(const char *name)
{
    return strcmp(name, "description") == 0 || strcmp(name, "summary") == 0 ? "summary" : "feed";
}

/* Value of an element: of Atom's link its address, of anything else its text. NULL where there is
 * none. */
static xmlChar *value_of(const xmlNode *n)
{
    if (is(n, "link")) {
        xmlChar *rel = xmlGetProp(n, (const xmlChar *)"rel"), *href = NULL;
        if (!rel || strcmp((const char *)rel, "alternate") == 0)
            href = xmlGetProp(n, (const xmlChar *)"href");
        const bool other = rel && !href;
        xmlFree(rel);
        if (href || other) return href;
    }
    if (is(n, "content")) { /* XHTML in Atom: its markup is what is read */
        xmlChar *type = xmlGetProp(n, (const xmlChar *)"type");
        const bool xhtml = type && strcmp((const char *)type, "xhtml") == 0;
        xmlFree(type);
        if (xhtml) {
            xmlBuffer *b = xmlBufferCreate();
            xmlChar *copy = NULL;
            for (xmlNode *c = n->children; b && c; c = c->next) xmlNodeDump(b, n->doc, c, 0, 0);
            if (b) copy = xmlStrdup(xmlBufferContent(b));
            xmlBufferFree(b);
            return copy;
        }
    }
    return xmlNodeGetContent(n);
}

static bool is_author(const xmlNode *n)
{
    return is(n, "author") || is(n, "contributor") || is(n, "image") || is(n, "group") ||
           is(n, "thumbnail");
}

/* In document order; a sitemap's news stand one and two levels down. */
static xmlNode *next_within(const xmlNode *top, xmlNode *n)
{
    if (n->children && n->type == XML_ELEMENT_NODE && !is_author(n) &&
        (n == top || is(n, "news") || is(n, "publication")))
        return n->children;
    while (n != top && !n->next) n = n->parent;
    return n == top ? NULL : n->next;
}

static sayso_status item_read(sayso_item *item, xmlNode *top)
{
    int best[SAYSO_N_SAID];
    for (int w = 0; w < SAYSO_N_SAID; w++) best[w] = N_NAMES;
    for (xmlNode *n = top; n; n = next_within(top, n)) {
        for (int i = 0; n != top && n->type == XML_ELEMENT_NODE && i < N_NAMES; i++) {
            if (i >= best[said[i].what] || !is(n, said[i].name)) continue;
            xmlChar *value = value_of(n);
            if (value && *value) {
                best[said[i].what] = i;
                sayso_item_say(item, said[i].what, (const char *)value,
                               strlen((const char *)value));
            }
            xmlFree(value);
            if (item->status) return item->status;
            if (said[i].what == SAYSO_SAID_TEXT && item->document.text)
                item->document.text_via = text_via(said[i].name);
        }
    }
    return SAYSO_OK;
}

static void item_finish(const feed_state *f, sayso_in *in, sayso_item *item)
{
    sayso_document *d = &item->document;
    if (item->status) return;
    sayso_item_title_read(item);
    if (d->text && !d->text_via) d->text_via = "title";
    if (!d->text) { /* where it may be found stays */
        const sayso_document known = { .id = d->id, .url = d->url, .date = d->date };
        sayso_item_textless(item, "an item of a feed without title and description");
        *d = known;
        return;
    }
    if (!d->publisher && *f->publisher)
        d->publisher = sayso_arena_dup(&item->arena, f->publisher, strlen(f->publisher));
    if (!d->language && *f->language)
        d->language = sayso_arena_dup(&item->arena, f->language, strlen(f->language));
    if (!d->id) d->id = sayso_arena_printf(&item->arena, "%s#%u", in->path, f->n);
    if (!d->id) sayso_item_no_memory(item);
}

/* ---- the feed -------------------------------------------------------------------------------- */

/* The feed's own title and language, outside its items. */
static void own_word(feed_state *f, const char *name, int depth)
{
    char *to = strcmp(name, "title") == 0      ? f->publisher
               : strcmp(name, "language") == 0 ? f->language
                                               : NULL;
    const size_t room = to == f->publisher ? sizeof f->publisher : sizeof f->language;
    if (!to || *to || depth > 2) return;
    xmlChar *value = xmlTextReaderReadString(f->reader);
    if (value) snprintf(to, room, "%s", (const char *)value);
    xmlFree(value);
}

static bool is_item(const char *name)
{
    return strcmp(name, "item") == 0 || strcmp(name, "entry") == 0 || strcmp(name, "url") == 0;
}

/* Goes on to the next item's node; NULL at the end. */
static xmlNode *item_next(feed_state *f)
{
    while (!f->ended) {
        const int got = f->skip ? xmlTextReaderNext(f->reader) : xmlTextReaderRead(f->reader);
        f->skip = false;
        f->ended = got != 1;
        if (got != 1 || xmlTextReaderNodeType(f->reader) != XML_READER_TYPE_ELEMENT) continue;
        const char *name = (const char *)xmlTextReaderConstLocalName(f->reader);
        const int depth = xmlTextReaderDepth(f->reader);
        if (!name || !is_item(name) || depth == 0 || depth > 3) {
            if (name) own_word(f, name, depth);
            continue;
        }
        f->skip = true;
        xmlNode *n = xmlTextReaderExpand(f->reader);
        if (n) return n;
        f->ended = true;
        n = xmlTextReaderCurrentNode(f->reader); /* what is wrong may stand behind it */
        if (n && n->next) return n;
    }
    return NULL;
}

/* Goes to where the XML begins, and says its encoding where its bytes know better than what it
 * declares: they are UTF-8 whatever stood in the file where that was UTF-16. NULL: as declared. */
static const char *encoding_of(sayso_stream *s)
{
    sayso_stream_peek(s, SAYSO_CHUNK / 2);
    if (ahead(s, "\xef\xbb\xbf")) s->at += 3;
    while (s->at < s->n && s->chunk[s->at] && strchr(" \t\r\n", s->chunk[s->at])) s->at++;
    return sayso_mostly_utf8(s->chunk + s->at, s->n - s->at) ? "UTF-8" : NULL;
}

static bool feed_next(sayso_in *in, sayso_item *item)
{
    feed_state *f = in->state;
    if (!f->begun) {
        f->begun = true;
        f->bytes.from = in->bytes;
        const char *encoding = encoding_of(in->bytes);
        f->reader = xmlReaderForIO(bytes_read, NULL, &f->bytes, NULL, encoding,
                                   XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_RECOVER |
                                       (encoding ? XML_PARSE_IGNORE_ENC : 0));
        if (!f->reader) {
            f->ended = true;
            sayso_item_no_memory(item);
            return true;
        }
        xmlTextReaderSetStructuredErrorHandler(f->reader, wrong, f);
    }
    xmlNode *n = item_next(f);
    if (n) {
        f->n++;
        item->line = (uint64_t)xmlGetLineNo(n);
        if (!item_read(item, n)) item_finish(f, in, item);
        return true;
    }
    const bool failed = *in->bytes->why || *f->wrong;
    if (*in->bytes->why) sayso_item_fail(item, SAYSO_IO, "%s", in->bytes->why);
    else if (*f->wrong) {
        item->line = f->wrong_line > 0 ? (uint64_t)f->wrong_line : 0;
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                        "not well formed: %.120s; what follows is not read, mend the file",
                        f->wrong);
    }
    in->bytes->why[0] = f->wrong[0] = 0; /* told once */
    return failed;
}

static void feed_close(sayso_in *in)
{
    xmlFreeTextReader(((feed_state *)in->state)->reader);
}

static const char *find(const char *head, size_t n, const char *what)
{
    const size_t k = strlen(what);
    for (size_t i = 0; i + k <= n; i++)
        if (memcmp(head + i, what, k) == 0) return head + i;
    return NULL;
}

static bool feed_surely(const char *head, size_t n)
{
    static const char *const tops[] = { "<rss", "<feed", "<rdf:RDF", "<urlset" };
    size_t at = 0;
    while (at < n && head[at] && strchr(" \t\r\n", head[at])) at++;
    if (at == n || head[at] != '<') return false;
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        if (find(head, n, tops[i])) return true;
    return false;
}

const sayso_in_format sayso_in_feed = {
    .name = "feed",
    .endings = ".rss .atom .rdf .xml",
    .surely = feed_surely,
    .state = sizeof(feed_state),
    .next = feed_next,
    .close = feed_close,
};
