/* What a document says of itself, taken over into its item: dates read, markup taken out, encodings
 * turned. */
#include "in.h"

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
        sayso_item_note(item, "date", "the date \"%.*s\" is not understood or may be two days; write YYYY-MM-DD",
                        (int)(n < 60 ? n : 60), value);
        return item->status;
    }
    item->document.date = sayso_arena_dup(&item->arena, iso, strlen(iso));
    return item->document.date ? SAYSO_OK : sayso_item_no_memory(item);
}

/* A text or title with markup: its words. */
static sayso_status say_words(sayso_item *item, const char **to, const char *value, size_t n,
                              size_t *len)
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
    size_t lead = 0;
    while (lead < n && blank(value[lead])) lead++;
    if (lead == n) return SAYSO_OK; /* nothing is said */
    if (what != SAYSO_SAID_TEXT) {
        value += lead, n -= lead;
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

void sayso_item_title_read(sayso_item *item)
{
    sayso_document *d = &item->document;
    if (d->text || !d->title) return;
    d->text = d->title;
    d->text_len = strlen(d->title);
    sayso_item_note(item, "input", "a title without a text; the title is read");
}

sayso_status sayso_item_textless(sayso_item *item, const char *help)
{
    return sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "no text; %s", help);
}

/* ---- datelines ---- */

/* Where the dash that sets a dateline off begins in a line, n where there is none near its
 * beginning. */
static size_t dash_in(const char *line, size_t n)
{
    static const char *const dashes[] = { " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " -- " };
    enum { MOST_DATELINE = 80 };
    for (size_t at = 0; at < n && at < MOST_DATELINE; at++)
        for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
            if (n - at >= strlen(dashes[i]) && memcmp(line + at, dashes[i], strlen(dashes[i])) == 0)
                return at;
    return n;
}

/* Between comma and dash, without what stands in brackets there: *GENEVA, 14 March 2031 (Agency) -*
 */
static bool dateline_date(const char *line, size_t n, char iso[SAYSO_DATE_ROOM])
{
    enum { MOST_DATE = 32 };
    const size_t dash = dash_in(line, n);
    const char *comma = dash < n ? memchr(line, ',', dash) : NULL;
    if (!comma || comma == line) return false;
    const char *bracket = memchr(comma, '(', (size_t)(line + dash - comma));
    const size_t len = (size_t)((bracket ? bracket : line + dash) - comma) - 1;
    return len <= MOST_DATE && sayso_date_read(comma + 1, len, iso);
}

void sayso_item_dateline_read(sayso_item *item)
{
    enum { LINES = 3 };
    const sayso_document *d = &item->document;
    char iso[SAYSO_DATE_ROOM];
    if (d->date || item->reading) return;
    for (size_t at = 0, lines = 0; at < d->text_len && lines < LINES;) {
        const char *line = d->text + at, *lf = memchr(line, '\n', d->text_len - at);
        const size_t n = lf ? (size_t)(lf - line) : d->text_len - at;
        lines += n > 1;
        at += n + 1;
        if (!dateline_date(line, n, iso)) continue;
        sayso_item_say(item, SAYSO_SAID_DATE, iso, strlen(iso));
        sayso_item_note(item, "date", "no date is stated; the dateline's, %s, is taken", iso);
        return;
    }
}
