/* Plain text with an optional head: lines `Key: value` and a blank line. */
#include "in.h"

/* Length of an ASCII key before its colon, 0 where the line is no `Key: value`. */
static size_t key_len(const char *line, size_t n)
{
    size_t k = 0;
    while (k < n && k < 32 &&
           (((line[k] | 0x20) >= 'a' && (line[k] | 0x20) <= 'z') || (k && line[k] == '-')))
        k++;
    return k && k < n && line[k] == ':' ? k : 0;
}

/* End of the line that begins at `at`, without its line feed; *next is where the next one begins.
 */
static size_t line_end(const char *bytes, size_t n, size_t at, size_t *next)
{
    const char *lf = memchr(bytes + at, '\n', n - at);
    size_t end = lf ? (size_t)(lf - bytes) : n;
    *next = lf ? end + 1 : n;
    if (end > at && bytes[end - 1] == '\r') end--;
    return end;
}

static int said(const char *line, size_t k)
{
    uint32_t rank;
    const int what = sayso_said_named(line, k, &rank);
    return what == SAYSO_SAID_TEXT ? -1 : what; /* the text is what follows */
}

/* Bytes of the head with its blank line, 0 where there is none. A head is lines `Key: value` with
 * at least one key that we know, up to a blank line: so an article that merely begins with "Kyiv:
 * …" keeps its first line. */
static size_t head_len(const char *bytes, size_t n)
{
    bool known = false;
    for (size_t at = 0, next, lines = 0; at < n && lines < 64; at = next, lines++) {
        const size_t end = line_end(bytes, n, at, &next);
        if (end == at) return known ? next : 0;
        const size_t k = key_len(bytes + at, end - at);
        if (!k) return 0;
        if (said(bytes + at, k) >= 0) known = true;
    }
    return 0;
}

static sayso_status head_read(sayso_item *item, const char *bytes, size_t head)
{
    uint32_t best[SAYSO_N_SAID]; /* rank of the name that each thing was said by */
    memset(best, 0xff, sizeof best);
    for (size_t at = 0, next; at < head; at = next) {
        const size_t end = line_end(bytes, head, at, &next), k = key_len(bytes + at, end - at);
        uint32_t rank = 0;
        const int what = k ? sayso_said_named(bytes + at, k, &rank) : -1;
        if (what < 0 || what == SAYSO_SAID_TEXT || rank >= best[what]) continue;
        best[what] = rank;
        if (sayso_item_say(item, (sayso_said)what, bytes + at + k + 1, end - at - k - 1))
            return item->status;
    }
    return SAYSO_OK;
}

/* Is there more than white space? */
static bool words_in(const char *bytes, size_t n)
{
    while (n && memchr(" \t\r\n\f", bytes[n - 1], 5)) n--;
    return n;
}

sayso_status sayso_text_document(sayso_item *item, const char *bytes, size_t n)
{
    if (sayso_item_utf8(item, NULL, &bytes, &n)) return item->status;
    if (!words_in(bytes, n))
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "the file is empty; give a report with text");
    const size_t head = head_len(bytes, n);
    if (head_read(item, bytes, head)) return item->status;
    if (!words_in(bytes + head, n - head))
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "a head without text; write the report after the blank line");
    item->document.text = bytes + head;
    item->document.text_len = n - head;
    return item->status = SAYSO_OK;
}

/* Does one byte in sixteen stand for no character of any text, and are they of many kinds? Then it
 * is a file of another kind; a text may be full of one such byte. */
static bool is_binary(const char *bytes, size_t n)
{
    enum { LOOKED_AT = 1 << 14, OFTEN = 16, KINDS = 8 };
    size_t odd = 0;
    uint32_t seen = 0;
    if (n > LOOKED_AT) n = LOOKED_AT;
    for (size_t i = 0; i < n; i++)
        if ((uint8_t)bytes[i] < 0x20 && !(bytes[i] >= '\t' && bytes[i] <= '\r')) {
            odd++;
            seen |= UINT32_C(1) << bytes[i];
        }
    return odd * OFTEN > n && __builtin_popcount(seen) >= KINDS;
}

static bool text_next(sayso_in *in, sayso_item *item)
{
    bool *done = in->state;
    if (*done) return false;
    *done = true;
    if (!sayso_in_whole(in, item)) return true;
    if (!in->forced && is_binary(in->text.at, in->text.len)) {
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "no text by its bytes; say --input text if it is");
        return true;
    }
    item->owned = in->text.at;
    const size_t n = in->text.len;
    in->text = SAYSO_BUF_EMPTY;
    sayso_text_document(item, n ? item->owned : "", n);
    return true;
}

const sayso_in_format sayso_in_text = {
    .name = "text", .endings = ".txt .text", .state = sizeof(bool), .next = text_next,
};
