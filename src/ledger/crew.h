/* crew: all rows of a scan, gone through by several threads. The one that calls asks the ledger, for
 * a connection is one thread's; the others unpack what it gives them and look at it, which is most
 * of the time. */
#ifndef SAYSO_LEDGER_CREW_H
#define SAYSO_LEDGER_CREW_H

#include "scan.h"

enum { LG_CREW_THREADS = 4, LG_CREW_USERS = 1 + LG_CREW_THREADS };

/* A row of facts, and the scan that it is to be asked with. False without memory. */
typedef bool (*sayso_led_crew_look)(void *user, sayso_led_scan *s, const sayso_led_facts *row);

/* Each thread has a user of its own, users[0] the one that calls: it looks at the first rows itself,
 * so that few of them start no thread. The scan is one that was begun, and goes on behind its rows;
 * which user sees which row is left to chance. */
sayso_status sayso_led_crew_run(sayso_led_scan *s, sayso_led_crew_look look,
                                void *const users[LG_CREW_USERS], sayso_error *err);

#endif
