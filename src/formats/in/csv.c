/* CSV and TSV with a head (RFC 4180): a row a document, columns by the names of aliases.c. Commas,
 * semicolons, tabs or bars, whichever the head has most of. */
#include "in.h"

enum { MOST_COLUMNS = 256 };

typedef struct csv_state {
    char     separator;
    bool     begun, failed;
    const char *encoding;         /* of a file that is not UTF-8, as its beginning looks; in arena */
    sayso_arena arena;
    int      means[MOST_COLUMNS]; /* sayso_said of each column; -1 none, or a better one is there */
    uint32_t n;
    uint64_t first;               /* line on which the row at hand begins */
    sayso_buf cells;              /* of the row at hand, each ended by NUL */
    size_t   at[MOST_COLUMNS + 1];
} csv_state;

static const char separators[] = ",\t;|";

static char separator_of(const char *line, size_t n)
{
    size_t best = 0, count[sizeof separators] = { 0 };
    bool quoted = false;
    for (size_t i = 0; i < n && line[i] != '\n' && line[i] != '\r'; i++) {
        const char *which = line[i] ? strchr(separators, line[i]) : NULL;
        quoted ^= line[i] == '"';
        if (which && !quoted) count[which - separators]++;
    }
    for (size_t i = 1; separators[i]; i++)
        if (count[i] > count[best]) best = i;
    return count[best] ? separators[best] : 0;
}

/* ---- rows ------------------------------------------------------------------------------------ */

typedef enum row { ROW, ROW_TOO_LONG, NO_ROW, OPEN_QUOTE } row;

static int byte_next(sayso_in *in)
{
    sayso_stream *s = in->bytes;
    if (s->at == s->n && !sayso_stream_fill(s)) return -1;
    return (uint8_t)s->chunk[s->at++];
}
static int byte_peek(sayso_in *in)
{
    sayso_stream *s = in->bytes;
    return s->at == s->n && !sayso_stream_fill(s) ? -1 : (uint8_t)s->chunk[s->at];
}

static void cell_end(csv_state *c)
{
    sayso_buf_put(&c->cells, "", 1);
    if (c->n < MOST_COLUMNS) c->at[++c->n] = c->cells.len;
}

/* The next row's cells. What a quote opens may hold separators and line feeds. */
static row row_next(sayso_in *in, csv_state *c)
{
    bool quoted = false, any = false, long_row = false;
    c->cells.len = 0;
    c->n = 0;
    c->at[0] = 0;
    c->first = in->line + 1;
    for (int b; (b = byte_next(in)) >= 0;) {
        if (b == '\n') in->line++;
        any = true;
        if (c->cells.len > in->most * 2 + SAYSO_CHUNK) long_row = true;
        const bool begins = c->cells.len == c->at[c->n < MOST_COLUMNS ? c->n : MOST_COLUMNS];
        const char byte = (char)b;
        if (quoted && b == '"' && byte_peek(in) == '"')
            byte_next(in), sayso_buf_put(&c->cells, "\"", 1);
        else if (quoted && b == '"') quoted = false;
        else if (!quoted && b == '"' && begins) quoted = true;
        else if (!quoted && byte == c->separator) cell_end(c);
        else if (!quoted && b == '\n') break;
        else if (!quoted && b == '\r') { /* alone, as old programs end lines, or before a feed */
            if (byte_peek(in) == '\n') continue;
            in->line++;
            break;
        }
        else if (!long_row) sayso_buf_put(&c->cells, &byte, 1);
    }
    if (!any) return NO_ROW;
    if (in->bytes->eof && in->bytes->at == in->bytes->n) in->line++;
    cell_end(c);
    return long_row ? ROW_TOO_LONG : quoted ? OPEN_QUOTE : ROW;
}

/* What the columns mean; of two names for one thing the better counts. */
static bool head_read(csv_state *c)
{
    uint32_t best[SAYSO_N_SAID];
    memset(best, 0xff, sizeof best);
    for (uint32_t i = 0; i < MOST_COLUMNS; i++) c->means[i] = -1;
    for (uint32_t i = 0; i < c->n; i++) {
        const char *name = c->cells.at + c->at[i];
        uint32_t rank = 0;
        if (i == 0 && strncmp(name, "\xef\xbb\xbf", 3) == 0) name += 3;
        const int what = sayso_said_named(name, strlen(name), &rank);
        if (what < 0 || rank >= best[what]) continue;
        for (uint32_t k = 0; k < i; k++)
            if (c->means[k] == what) c->means[k] = -1;
        best[what] = rank;
        c->means[i] = what;
    }
    return best[SAYSO_SAID_TEXT] != UINT32_MAX || best[SAYSO_SAID_TITLE] != UINT32_MAX;
}

static sayso_status row_read(csv_state *c, sayso_item *item)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const char *value = c->cells.at + c->at[i];
        if (c->means[i] >= 0 &&
            sayso_item_say(item, (sayso_said)c->means[i], value, c->at[i + 1] - c->at[i] - 1))
            return item->status;
    }
    sayso_item_title_read(item);
    if (!item->document.text) return sayso_item_textless(item, "a row with an empty text");
    return item->status;
}

static bool failed(csv_state *c, sayso_item *item, sayso_status st, const char *what)
{
    c->failed = true;
    sayso_item_fail(item, st, "%s", what);
    return true;
}

/* What the whole file has: its separator, said by Excel in a line of its own (sep=;) or told from
 * the head, and its encoding. */
static void begin(sayso_in *in, csv_state *c)
{
    sayso_stream_peek(in->bytes, SAYSO_CHUNK / 2);
    const char *head = in->bytes->chunk + in->bytes->at;
    const size_t n = in->bytes->n - in->bytes->at;
    const size_t mark = n > 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (!sayso_mostly_utf8(head, n)) c->encoding = sayso_encoding_guess(&c->arena, head, n);
    if (n < mark + 6 || memcmp(head + mark, "sep=", 4) != 0) {
        c->separator = separator_of(head, n);
        return;
    }
    c->separator = head[mark + 4];
    row_next(in, c);
}

/* Does no cell of the row hold anything? Spreadsheets end in such rows. */
static bool is_empty(const csv_state *c)
{
    return c->cells.len == c->n;
}

static bool csv_next(sayso_in *in, sayso_item *item)
{
    csv_state *c = in->state;
    for (row r;;) {
        if (c->failed) return false;
        if (!c->begun) begin(in, c);
        item->encoding = c->encoding;
        r = row_next(in, c);
        item->line = c->first;
        if (c->cells.failed)
            return failed(c, item, SAYSO_NO_MEMORY,
                          "out of memory; read smaller documents or use fewer jobs");
        if (r == NO_ROW) {
            if (!*in->bytes->why) return false;
            return failed(c, item, SAYSO_IO, in->bytes->why);
        }
        if (r == OPEN_QUOTE)
            return failed(c, item, SAYSO_BAD_DOCUMENT,
                          "a quote is left open to the end of the file; close it");
        if (!c->begun) {
            c->begun = true;
            if (r == ROW && head_read(c)) continue;
            item->line = 1;
            return failed(c, item, SAYSO_SKIPPED,
                          "no column of texts or titles in the first row; name one \"text\", or "
                          "see docs/inputs.md");
        }
        if (is_empty(c)) continue;
        if (r == ROW_TOO_LONG)
            sayso_item_fail(item, SAYSO_TOO_LARGE,
                            "a row of more than %zu bytes; split it or raise --max-bytes",
                            in->most * 2);
        else row_read(c, item);
        return true;
    }
}

static void csv_close(sayso_in *in)
{
    csv_state *c = in->state;
    sayso_buf_free(&c->cells);
    sayso_arena_free(&c->arena);
}

/* A first line of at least three names with a separator, of which we know a text or title, and a
 * date or address. */
static bool csv_likely(const char *head, size_t n)
{
    const char separator = separator_of(head, n);
    bool known[SAYSO_N_SAID] = { false };
    size_t cells = 0;
    if (!separator) return false;
    for (size_t at = 0; at < n; cells++) {
        size_t k = 0;
        while (at + k < n && head[at + k] != separator && head[at + k] != '\n' &&
               head[at + k] != '\r')
            k++;
        uint32_t rank;
        const int what = k < 40 ? sayso_said_named(head + at, k, &rank) : -1;
        if (what >= 0) known[what] = true;
        at += k + 1;
        if (at > n || head[at - 1] != separator) break;
    }
    return cells >= 1 && (known[SAYSO_SAID_TEXT] || known[SAYSO_SAID_TITLE]) &&
           (known[SAYSO_SAID_DATE] || known[SAYSO_SAID_URL] || known[SAYSO_SAID_ID]);
}

const sayso_in_format sayso_in_csv = {
    .name = "csv",
    .endings = ".csv .tsv .tab",
    .likely = csv_likely,
    .state = sizeof(csv_state),
    .next = csv_next,
    .close = csv_close,
};
