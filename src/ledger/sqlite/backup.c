/* A copy of the ledger, whole even while others write it. */
#include "sqlite.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PAGES_AT_ONCE = 4096 };

static sayso_status copy(const sayso_ledger *l, const char *to, sayso_error *err)
{
    sqlite3 *out = NULL;
    int rc = sqlite3_open_v2(to, &out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *b = rc == SQLITE_OK ? sqlite3_backup_init(out, "main", sayso_led_sqlite_db(l), "main") : NULL;
    while (b && (rc = sqlite3_backup_step(b, PAGES_AT_ONCE)) == SQLITE_OK) {}
    if (b) rc = rc == SQLITE_DONE ? sqlite3_backup_finish(b) : (sqlite3_backup_finish(b), rc);
    else if (rc == SQLITE_OK) rc = sqlite3_errcode(out);
    /* not in a log beside it: one file is what is carried away */
    if (rc == SQLITE_OK) rc = sqlite3_exec(out, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    const sayso_status st = rc == SQLITE_OK
                                ? SAYSO_OK
                                : sayso_fail(err, SAYSO_LEDGER, to, SAYSO_NOWHERE,
                                             "cannot write the copy: %.100s; free space or name "
                                             "another file",
                                             sqlite3_errstr(rc));
    sqlite3_close(out);
    return st;
}

sayso_status sayso_led_sqlite_backup(sayso_ledger *l, const char *path, sayso_error *err)
{
    if (access(path, F_OK) == 0)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, path, SAYSO_NOWHERE,
                          "there is such a file; name a new one");
    char *part = malloc(strlen(path) + 6);
    if (!part) return sayso_no_memory(err);
    sprintf(part, "%s.part", path);
    unlink(part); /* of a copy that was cut off */
    sayso_status st = copy(l, part, err);
    if (!st && rename(part, path) != 0)
        st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "the system refused to name it so");
    if (st) unlink(part);
    free(part);
    return st;
}
