/* crew: all rows of a scan, gone through by several threads. The one that calls asks the ledger, for
 * a connection is one thread's; others unpack what it gives them; what is then made of it is done by
 * one of them at a time, while the next rows are read and unpacked. */
#ifndef SAYSO_LEDGER_CREW_H
#define SAYSO_LEDGER_CREW_H

#include "scan.h"

/* A row of facts, and the scan that it is to be asked with. False without memory. Never called by
 * two threads at once. */
typedef bool (*sayso_led_crew_look)(void *user, sayso_led_scan *s, const sayso_led_facts *row);

/* The scan is one that was begun, and stands behind its rows in the end. Few rows are looked at by
 * the calling thread; many in no order. */
sayso_status sayso_led_crew_run(sayso_led_scan *s, sayso_led_crew_look look, void *user,
                                sayso_error *err);

#endif
