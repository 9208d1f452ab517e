/* What documents say of themselves, under whatever name their makers give it. */
#include "in.h"

/* The one table of names, the more telling first; docs/inputs.md shows it. Compared without regard
 * to case, blanks and marks: "publish_date" is "publishDate" and "Publish Date". Whose names they
 * are: ours; Media Cloud's and GDELT's exports; trafilatura, news-please, fundus, newspaper;
 * NewsAPI and other services; feeds; schema.org. */
static const char *const aliases[SAYSO_N_SAID][28] = {
    [SAYSO_SAID_ID] = { "id", "guid", "story id", "stories id", "article id", "document id",
                        "doc id", "uuid", "uid", "GLOBALEVENTID", "message id" },
    [SAYSO_SAID_DATE] = { "date",
                          "date publish",
                          "publish date",
                          "published at",
                          "publishing date",
                          "date published",
                          "published",
                          "pub date",
                          "publication date",
                          "published time",
                          "published on",
                          "published date",
                          "first published",
                          "SQLDATE",
                          "seen date",
                          "date added",
                          "created at",
                          "posted at",
                          "web publication date",
                          "timestamp",
                          "issued",
                          "updated",
                          "modified",
                          "date modify",
                          "date download" },
    [SAYSO_SAID_TITLE] = { "title", "headline", "story title", "article title", "title page",
                           "title rss", "web title", "subject" },
    [SAYSO_SAID_PUBLISHER] = { "publisher", "media name", "source name", "site name", "outlet",
                               "publication", "newspaper", "source hostname", "source domain",
                               "hostname",
                               "source common name", "source", "domain", "media url", "website" },
    [SAYSO_SAID_URL] = { "url", "link", "canonical url", "web url", "article url", "story url",
                         "source url", "responded url", "requested url", "document identifier",
                         "permalink" },
    [SAYSO_SAID_LANGUAGE] = { "language", "lang", "article language", "language code", "lang code",
                              "langue" },
    [SAYSO_SAID_TEXT] = { "text",      "main text",    "maintext",     "article body", "full text",
                          "body text", "article text", "story text",   "plaintext",    "plain text",
                          "body",      "content",      "content text", "content html", "article",
                          "raw text",  "story",        "lead paragraph", "summary",    "description",
                          "abstract",  "excerpt",      "snippet",      "html" },
};

const char *sayso_said_name(sayso_said what)
{
    return aliases[what][0];
}

const char *sayso_said_alias(sayso_said what, size_t i)
{
    return i < sizeof aliases[what] / sizeof *aliases[what] ? aliases[what][i] : NULL;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}
static bool counts(char c)
{
    return (c >= '0' && c <= '9') || (small(c) >= 'a' && small(c) <= 'z') || (uint8_t)c >= 0x80;
}

static bool same(const char *alias, const char *name, size_t n)
{
    for (size_t i = 0;; i++, alias++) {
        while (i < n && !counts(name[i])) i++;
        while (*alias && !counts(*alias)) alias++;
        if (i == n || !*alias) return i == n && !*alias;
        if (small(name[i]) != small(*alias)) return false;
    }
}

int sayso_said_named(const char *name, size_t n, uint32_t *rank)
{
    for (int w = 0; w < SAYSO_N_SAID; w++) {
        const char *a;
        for (uint32_t i = 0; (a = sayso_said_alias((sayso_said)w, i)); i++)
            if (same(a, name, n)) {
                *rank = i;
                return w;
            }
    }
    return -1;
}
