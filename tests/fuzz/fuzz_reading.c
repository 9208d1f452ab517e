/* Any bytes as a reading in JSON: refused with what to do, or one that the ledger takes, that is
 * settled, and that comes out and in again as the same JSON. */
#include "formats/in/in.h"
#include "formats/out/out.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static sayso_ledger *ledger_new(void)
{
    char path[] = "/tmp/sayso-fuzz-XXXXXX";
    sayso_ledger *l = NULL;
    sayso_error err;
    const int fd = mkstemp(path);
    insist(fd >= 0, "no place for a ledger");
    close(fd);
    insist(!sayso_ledger_open(&l, path, true, &err), err.msg);
    unlink(path);
    return l;
}

static void store(const sayso_reading *r)
{
    static sayso_ledger *l;
    static int n;
    sayso_error err;
    if (n++ % 64 == 0) { /* a new one now and then: it grows */
        sayso_ledger_close(l);
        l = ledger_new();
    }
    insist(!sayso_ledger_add(l, r, true, NULL, NULL, &err), err.msg);
    insist(!sayso_ledger_settle(l, &err), err.msg);
}

/* The reading in these bytes as JSON again; false where there is none. */
static bool once(const char *bytes, size_t n, sayso_buf *out, bool keep)
{
    sayso_item item = { 0 };
    json_t *root = json_loadb(bytes, n, JSON_ALLOW_NUL, NULL);
    if (!root) return false;
    const bool ok = !sayso_json_reading_take(&item, root);
    json_decref(root);
    if (ok) {
        sayso_json_reading(out, item.reading, true);
        if (keep) store(item.reading);
    } else insist(strchr(item.message, ';') && !item.reading, "an error without what to do");
    sayso_item_clear(&item);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sayso_buf first = SAYSO_BUF_EMPTY, second = SAYSO_BUF_EMPTY;
    if (once((const char *)data, size, &first, true)) {
        insist(once(first.at, first.len, &second, false), "what was written is not taken");
        insist(first.len == second.len && memcmp(first.at, second.at, first.len) == 0,
               "what was written is not what was taken");
    }
    sayso_buf_free(&first);
    sayso_buf_free(&second);
    return 0;
}
