/* Where sayso was built without libpq. */
#include "postgres.h"

sayso_status sayso_led_postgres_open(sayso_ledger *l, const char *address, bool *older, sayso_error *err)
{
    (void)address, (void)older;
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                      "this sayso was built without PostgreSQL; build it with libpq-dev, or name a file");
}
