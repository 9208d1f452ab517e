/* Bytes, one chunk after another, whatever they come from. Nothing larger than its budget is ever
 * held. */
#include "in.h"
#include "text/utf8.h"

bool sayso_stream_fill(sayso_stream *s)
{
    if (s->at) {
        memmove(s->chunk, s->chunk + s->at, s->n - s->at);
        s->n -= s->at;
        s->at = 0;
    }
    if (s->eof || s->n == SAYSO_CHUNK) return false;
    const bool stopped = s->stopped && s->stopped(s->user);
    const long got = stopped ? 0 : s->read(s, s->from, s->chunk + s->n, SAYSO_CHUNK - s->n);
    if (got > 0) {
        s->n += (size_t)got;
        s->total += (uint64_t)got;
        return true;
    }
    s->eof = true;
    return false;
}

void sayso_stream_peek(sayso_stream *s, size_t n)
{
    while (s->n - s->at < n && sayso_stream_fill(s)) {}
}

bool sayso_stream_all(sayso_stream *s, sayso_buf *b, size_t most)
{
    do {
        if (s->n - s->at > most - b->len) return false;
        sayso_buf_put(b, s->chunk + s->at, s->n - s->at);
        s->at = s->n;
    } while (!b->failed && sayso_stream_fill(s));
    return true;
}

sayso_gathered sayso_stream_line(sayso_stream *s, sayso_buf *b, size_t most)
{
    bool any = false, too_long = false;
    b->len = 0;
    for (;;) {
        if (s->at == s->n && !sayso_stream_fill(s)) break;
        any = true;
        const char *from = s->chunk + s->at;
        const char *lf = memchr(from, '\n', s->n - s->at);
        const size_t n = lf ? (size_t)(lf - from) : s->n - s->at;
        if (n > most - b->len) too_long = true;
        if (too_long) sayso_buf_free(b);
        else sayso_buf_put(b, from, n);
        s->at += n + (lf ? 1 : 0);
        if (lf) break;
    }
    return !any ? SAYSO_NO_LINE : too_long ? SAYSO_LINE_TOO_LONG : SAYSO_LINE;
}

bool sayso_stream_some(sayso_stream *s, sayso_buf *b, uint64_t n)
{
    while (n) {
        if (s->at == s->n && !sayso_stream_fill(s)) return false;
        const size_t have = s->n - s->at, take = have < n ? have : (size_t)n;
        if (b) sayso_buf_put(b, s->chunk + s->at, take);
        s->at += take;
        n -= take;
    }
    return true;
}

bool sayso_in_whole(sayso_in *in, sayso_item *item)
{
    if (!sayso_stream_all(in->bytes, &in->text, in->most))
        sayso_item_fail(item, SAYSO_TOO_LARGE,
                        "more than the limit of %zu bytes; split it or raise --max-bytes",
                        in->most);
    else if (*in->bytes->why) sayso_item_fail(item, SAYSO_IO, "%s", in->bytes->why);
    else if (in->text.failed) sayso_item_no_memory(item);
    return item->status == SAYSO_OK;
}

/* ---- UTF-16 ---------------------------------------------------------------------------------- */

/* The next character, unpaired surrogates as U+FFFD; false at the end. */
static bool utf16_char(sayso_utf16 *u, uint32_t *c)
{
    for (;;) {
        sayso_stream_peek(u->from, 2);
        if (u->from->n - u->from->at < 2) break;
        const uint8_t *p = (const uint8_t *)u->from->chunk + u->from->at;
        const uint32_t unit = u->big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
        const bool low = unit >= 0xdc00 && unit < 0xe000;
        if (u->high && !low) { /* the unit at hand stays for the next call */
            u->high = 0;
            *c = 0xfffd;
            return true;
        }
        u->from->at += 2;
        if (unit >= 0xd800 && unit < 0xdc00) {
            u->high = unit;
            continue;
        }
        *c = u->high ? 0x10000 + ((u->high - 0xd800) << 10) + (unit - 0xdc00) : low ? 0xfffd : unit;
        u->high = 0;
        return true;
    }
    *c = 0xfffd; /* half a pair at the end */
    const bool half = u->high != 0;
    u->high = 0;
    return half;
}

static long utf16_read(sayso_stream *s, void *from, char *to, size_t n)
{
    sayso_utf16 *u = from;
    size_t done = 0;
    while (done < n) {
        if (u->at < u->n) {
            to[done++] = u->out[u->at++];
            continue;
        }
        uint32_t c;
        if (!utf16_char(u, &c)) break;
        u->at = 0;
        u->n = c == 0xfeff && !s->total && !done ? 0 : sayso_utf8_put(c, u->out);
    }
    if (!done && *u->from->why) {
        memcpy(s->why, u->from->why, sizeof s->why);
        return -1;
    }
    return (long)done;
}

void sayso_stream_utf16(sayso_stream *s, sayso_utf16 *u, sayso_stream *from, bool big)
{
    *u = (sayso_utf16){ .from = from, .big = big };
    s->read = utf16_read;
    s->from = u;
    s->stopped = from->stopped;
    s->user = from->user;
}

char sayso_utf16_looks(const char *head, size_t n)
{
    if (n >= 2 && memcmp(head, "\xff\xfe", 2) == 0) return 'l';
    if (n >= 2 && memcmp(head, "\xfe\xff", 2) == 0) return 'b';
    /* without a mark: text of alphabets has one byte of each pair in a small range; a NUL is in no
     * text of one byte */
    size_t zero[2] = { 0, 0 }, cyrillic[2] = { 0, 0 }, pairs = n / 2;
    if (n > SAYSO_SNIFF) pairs = SAYSO_SNIFF / 2;
    for (size_t i = 0; i < 2 * pairs; i++) {
        zero[i % 2] += head[i] == 0;
        cyrillic[i % 2] += head[i] == 4;
    }
    if (pairs < 4 || zero[0] + zero[1] == 0) return 0;
    for (int side = 0; side < 2; side++)
        if ((zero[side] + cyrillic[side]) * 10 >= pairs * 9 && zero[!side] * 10 <= pairs)
            return side ? 'l' : 'b';
    return 0;
}
