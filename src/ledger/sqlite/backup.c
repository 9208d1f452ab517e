/* A copy of the ledger, whole even while others write it. */
#include "sqlite.h"

enum { PAGES_AT_ONCE = 4096 };

sayso_status sayso_led_sqlite_backup(sayso_ledger *l, const char *to, sayso_error *err)
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
