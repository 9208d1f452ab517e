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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) return 0;
    sayso_item item = { 0 };
    const char *bytes = (const char *)data + 1, *why;
    const size_t n = size - 1;
    switch (data[0] % 4) {
    case 0: sayso_text_document(&item, bytes, n); break;
    case 1: sayso_json_document(&item, bytes, n); break;
    case 2: sayso_html_document(&item, bytes, n, NULL); break;
    default: insist((sayso_kind_of(NULL, bytes, n, &why) == SAYSO_KIND_BINARY) == (why != NULL), "a kind without a reason"); return 0;
    }
    check_item(&item);
    sayso_item_clear(&item);
    return 0;
}
