/* Opening a ledger, and closing it. */
#include "postgres/postgres.h"
#include "sqlite/sqlite.h"
#include "words.h"
#include <stdlib.h>
#include <unistd.h>

/* Opens for writing, which brings an older ledger to our version, and closes. */
static sayso_status older_renew(const char *path, const sayso_ledger_options *o, sayso_error *err)
{
    sayso_ledger *l;
    sayso_error why;
    const sayso_status st = sayso_ledger_open_with(&l, path, true, o, &why);
    sayso_ledger_close(l);
    if (!st) return SAYSO_OK;
    if (!sayso_led_is_address(path) && access(path, W_OK) == 0) {
        if (err) *err = why;
        return st;
    }
    return sayso_fail(err, SAYSO_LEDGER, path, SAYSO_NOWHERE,
                      "a ledger of an older version that cannot be written; get write access once, "
                      "or copy it where it can be");
}

sayso_status sayso_ledger_open(sayso_ledger **out, const char *path, bool write, sayso_error *err)
{
    return sayso_ledger_open_with(out, path, write, NULL, err);
}

sayso_status sayso_ledger_open_with(sayso_ledger **out, const char *path, bool write,
                                    const sayso_ledger_options *options, sayso_error *err)
{
    static const sayso_ledger_options standard = { .size = sizeof standard, .wait_ms = LG_WAIT_MS };
    sayso_ledger_options o;
    bool older = false;
    *out = NULL;
    sayso_status st = sayso_sized(&o, sizeof o, sizeof o, options ? options : &standard,
                                  "sayso_ledger_options", err);
    if (st) return st;
    if (!path || !*path)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no path of a ledger; name one");
    sayso_ledger *l = calloc(1, sizeof *l);
    const bool server = sayso_led_is_address(path);
    if (!l || !(l->path = server ? sayso_led_address_shown(path) : strdup(path))) {
        free(l);
        return sayso_no_memory(err);
    }
    l->write = write;
    l->options = o;
    st = server ? sayso_led_postgres_open(l, path, &older, err)
                : sayso_led_sqlite_open(l, &older, err);
    if (!st && older) st = older_renew(path, &l->options, err);
    if (st) {
        sayso_ledger_close(l);
        return st;
    }
    *out = l;
    return sayso_ok(err);
}

void sayso_ledger_close(sayso_ledger *l)
{
    if (!l) return;
    for (uint32_t i = 0; i < l->n_kept; i++) sayso_led_finalize(l->kept[i].s);
    free(l->kept);
    free(l->touched);
    sayso_led_words_end(l);
    if (l->db) l->db->driver->close(l->db);
    sayso_arena_free(&l->arena);
    free(l->path);
    free(l);
}
