/* Any bytes as the answer of a feed: items and feeds with addresses of the web and nothing else, or a problem that is told. */
#include "watch/listing.h"
#include "watch/url.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = { NULL, "utf-8", "windows-1251", "koi8-r" };
    sayso_listing l;
    if (!size) return 0;
    const sayso_status st = sayso_listing_read(&l, "http://t.example/a/", (const char *)data + 1, size - 1,
                                               charsets[data[0] % 4], 1 << 20);
    insist(st == SAYSO_OK, "no memory, in so small a feed");
    insist(l.kind != SAYSO_LISTING_NONE || l.problem, "no feed, and nobody says why");
    for (uint32_t i = 0; i < l.n; i++) {
        const sayso_listed *x = &l.list[i];
        insist(x->url || x->text, "an item of nothing");
        insist(!x->text == !x->text_via, "a text of which nobody says what it is");
        if (!x->url) continue;
        char *again = sayso_follow_url(NULL, x->url);
        insist(again && strncmp(again, "http", 4) == 0, "an address that is none of the web");
        free(again);
    }
    sayso_listing_end(&l);
    return 0;
}
