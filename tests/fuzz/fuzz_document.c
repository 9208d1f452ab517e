/* Any bytes as a document of each format: a document or an error that says what to do, and JSON that is valid UTF-8. The
 * first byte chooses the format. */
#include "formats/in/in.h"
#include "formats/out/out.h"
#include "text/utf8.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void check_item(const sayso_item *item)
{
    if (item->status) {
        insist(item->message[0] && strchr(item->message, ';') && !item->document.text, "an error that does not say what to do");
        return;
    }
    insist(item->document.text != NULL, "a document without text");
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_json_string_n(&b, item->document.text, item->document.text_len);
    const uint8_t *p = (const uint8_t *)b.at, *const end = p + b.len;
    for (uint32_t c; p < end;) {
        p += sayso_utf8_next(p, end, &c);
        insist(c != SAYSO_BAD_CHAR && c >= 0x20, "a JSON string that is not valid");
    }
    sayso_buf_free(&b);
    const char *date = item->document.date;
    insist(!date || sayso_date_whole(date), "a date that is none");
}

/* ---- bytes of memory as a stream ---- */

typedef struct memory { const char *at; size_t left, step; } memory;

static long memory_read(sayso_stream *s, void *from, char *to, size_t n)
{
    memory *m = from;
    size_t take = m->left < n ? m->left : n;
    (void)s;
    if (take > m->step) take = m->step; /* in small pieces too */
    memcpy(to, m->at, take);
    m->at += take;
    m->left -= take;
    return (long)take;
}

/* All documents that a format makes of the bytes. */
static void read_all(const sayso_in_format *f, sayso_stream *s)
{
    sayso_in in = { .bytes = s, .path = "fuzz", .most = 1 << 20, .state = calloc(1, f->state + 1) };
    sayso_item item = { 0 };
    for (int n = 0; n < 1000 && f->next(&in, &item); n++) {
        check_item(&item);
        sayso_item_clear(&item);
    }
    sayso_item_clear(&item);
    if (f->close) f->close(&in);
    sayso_buf_free(&in.text);
    free(in.state);
}

static void unpack_all(sayso_stream *s)
{
    sayso_unpacked *u;
    const char *name, *why;
    if (sayso_unpack_open(&u, s, NULL)) return;
    for (int n = 0; n < 100 && sayso_unpack_next(u, &name, &why); n++) {
        sayso_stream *entry = calloc(1, sizeof *entry);
        sayso_unpack_stream(u, entry);
        insist(sayso_stream_some(entry, NULL, 1 << 20) || entry->eof, "an entry that neither ends nor goes on");
        free(entry);
    }
    sayso_unpack_close(u);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) return 0;
    const char *bytes = (const char *)data + 1, *why;
    const size_t n = size - 1;
    memory m = { bytes, n, data[0] & 0x80 ? 7 : SAYSO_CHUNK };
    sayso_stream *s = calloc(1, sizeof *s), *wide = calloc(1, sizeof *wide);
    sayso_utf16 u;
    size_t formats = 0;
    s->read = memory_read;
    s->from = &m;
    while (sayso_in_nth(formats)) formats++;
    const size_t which = (data[0] & 0x7f) % (formats + 3);
    const sayso_in_format *f = sayso_in_nth(which);
    char iso[SAYSO_DATE_ROOM];
    if (f && strcmp(f->name, "pdf") != 0) read_all(f, s); /* that one starts a program */
    else if (which == formats) unpack_all(s);
    else if (which == formats + 1) {
        sayso_stream_utf16(wide, &u, s, n % 2);
        read_all(sayso_in_find("text"), wide);
    } else {
        f = sayso_in_format_of(NULL, bytes, n, &why);
        insist(!f == (why != NULL), "no format and no reason");
        if (sayso_date_read(bytes, n, iso)) insist(sayso_date_whole(iso), "a date that is none");
    }
    free(wide);
    free(s);
    return 0;
}
