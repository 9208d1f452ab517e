/* postgres: a ledger on a server of PostgreSQL, in the schema that its search_path names first. */
#ifndef SAYSO_LEDGER_POSTGRES_H
#define SAYSO_LEDGER_POSTGRES_H

#include "ledger/inside.h"

/* Is it an address of a server, not a path? */
bool sayso_led_is_address(const char *path);
/* The same without a password, as it may be shown; NULL without memory. */
char *sayso_led_address_shown(const char *address);

/* Opens the ledger at an address, makes it there or brings it to our version. *older: it is of an older version and was opened
 * for reading. Where sayso was built without libpq, it says so. */
sayso_status sayso_led_postgres_open(sayso_ledger *l, const char *address, bool *older, sayso_error *err);

#endif
