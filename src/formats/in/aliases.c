/* What documents say of themselves, under whatever name their makers give it. */
#include "in.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* The one table of names, the more telling first; docs/inputs.md shows it. Compared without regard to case, blanks and
 * marks: "publish_date" is "publishDate" and "Publish Date". Whose names they are: ours; Media Cloud's and GDELT's exports;
 * trafilatura, news-please, fundus, newspaper; NewsAPI and other services; feeds; schema.org. */
static const char *const aliases[SAYSO_N_SAID][28] = {
    [SAYSO_SAID_ID] = { "id", "guid", "story id", "stories id", "article id", "document id", "doc id", "uuid", "uid",
                        "GLOBALEVENTID", "message id" },
    [SAYSO_SAID_DATE] = { "date", "date publish", "publish date", "published at", "publishing date", "date published",
                          "published", "pub date", "publication date", "published time", "published on", "published date",
                          "first published", "SQLDATE", "seen date", "date added", "created at", "posted at", "timestamp",
                          "issued", "updated", "modified", "date modify", "date download" },
    [SAYSO_SAID_TITLE] = { "title", "headline", "story title", "article title", "title page", "title rss", "subject" },
    [SAYSO_SAID_PUBLISHER] = { "publisher", "media name", "source name", "site name", "outlet", "publication", "newspaper",
                               "source domain", "hostname", "source common name", "source", "domain", "media url",
                               "website" },
    [SAYSO_SAID_URL] = { "url", "link", "canonical url", "web url", "article url", "story url", "source url",
                         "responded url", "requested url", "document identifier", "permalink" },
    [SAYSO_SAID_LANGUAGE] = { "language", "lang", "article language", "language code", "lang code", "langue" },
    [SAYSO_SAID_TEXT] = { "text", "main text", "maintext", "article body", "full text", "body text", "article text",
                          "story text", "plaintext", "plain text", "body", "content", "content text", "content html",
                          "article", "raw text", "story", "summary", "description", "excerpt" },
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

/* ---- items ------------------------------------------------------------------------------------- */

void sayso_item_clear(sayso_item *item)
{
    sayso_arena_free(&item->arena);
    free(item->owned);
    *item = (sayso_item){ 0 };
}

sayso_status sayso_item_fail(sayso_item *item, sayso_status st, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(item->message, sizeof item->message, fmt, ap);
    va_end(ap);
    item->document = (sayso_document){ 0 };
    return item->status = st;
}

sayso_status sayso_item_no_memory(sayso_item *item)
{
    return sayso_item_fail(item, SAYSO_NO_MEMORY, "out of memory; read smaller documents or use fewer jobs");
}

void sayso_item_note(sayso_item *item, const char *kind, const char *fmt, ...)
{
    char text[240];
    va_list ap;
    va_start(ap, fmt);
    const int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    char *copy = n < 0 ? NULL : sayso_arena_dup(&item->arena, text, strlen(text));
    if (!copy || !sayso_arena_grow(&item->arena, item->notes, item->n_notes, item->cap_notes)) {
        sayso_item_no_memory(item);
        return;
    }
    item->notes[item->n_notes++] = (sayso_note){ kind, { SAYSO_NO_OFFSET, SAYSO_NO_OFFSET }, copy };
}

static const char **place_of(sayso_document *d, sayso_said what)
{
    switch (what) {
    case SAYSO_SAID_ID: return &d->id;
    case SAYSO_SAID_DATE: return &d->date;
    case SAYSO_SAID_TITLE: return &d->title;
    case SAYSO_SAID_PUBLISHER: return &d->publisher;
    case SAYSO_SAID_URL: return &d->url;
    case SAYSO_SAID_LANGUAGE: return &d->language;
    default: return &d->text;
    }
}

static sayso_status say_date(sayso_item *item, const char *value, size_t n)
{
    char iso[SAYSO_DATE_ROOM];
    if (!sayso_date_read(value, n, iso)) {
        sayso_item_note(item, "date", "the date \"%.*s\" is not understood; write YYYY-MM-DD", (int)(n < 60 ? n : 60), value);
        return item->status;
    }
    item->document.date = sayso_arena_dup(&item->arena, iso, strlen(iso));
    return item->document.date ? SAYSO_OK : sayso_item_no_memory(item);
}

/* A text or title with markup: its words. */
static sayso_status say_words(sayso_item *item, const char **to, const char *value, size_t n, size_t *len)
{
    sayso_buf words = SAYSO_BUF_EMPTY;
    if (!sayso_html_words(value, n, &words)) {
        sayso_buf_free(&words);
        return sayso_item_no_memory(item);
    }
    if (words.len) *to = sayso_arena_dup(&item->arena, words.at, words.len);
    *len = words.len;
    const bool failed = words.len && !*to;
    sayso_buf_free(&words);
    return failed ? sayso_item_no_memory(item) : SAYSO_OK;
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

sayso_status sayso_item_say(sayso_item *item, sayso_said what, const char *value, size_t n)
{
    const char **to = place_of(&item->document, what);
    size_t len = n;
    if (sayso_item_utf8(item, NULL, &value, &n)) return item->status;
    if (what != SAYSO_SAID_TEXT) {
        while (n && blank(*value)) value++, n--;
        while (n && blank(value[n - 1])) n--;
        const char *nul = memchr(value, 0, n);
        if (nul) n = (size_t)(nul - value); /* names end there, as everywhere */
    }
    if (!n) return SAYSO_OK;
    if (what == SAYSO_SAID_DATE) return say_date(item, value, n);
    if ((what == SAYSO_SAID_TEXT || what == SAYSO_SAID_TITLE) && sayso_html_in(value, n)) {
        if (say_words(item, to, value, n, &len)) return item->status;
        if (what == SAYSO_SAID_TEXT) item->document.text_len = len;
        return SAYSO_OK;
    }
    *to = sayso_arena_dup(&item->arena, value, n);
    if (!*to) return sayso_item_no_memory(item);
    if (what == SAYSO_SAID_TEXT) item->document.text_len = n;
    return SAYSO_OK;
}

sayso_status sayso_item_textless(sayso_item *item, const char *help)
{
    return sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "no text; %s", help);
}
