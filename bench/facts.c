/* facts-bench LEDGER: makes the facts of all documents anew, and what is shown of their events; copies
 * by bench/grow.py have neither. */
#include "ledger/facts.h"
#include "ledger/shown.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    sayso_ledger *l = NULL;
    sayso_error err = { .msg = "usage: facts-bench LEDGER" };
    sayso_status st = argc == 2 ? sayso_ledger_open(&l, argv[1], true, &err) : SAYSO_BAD_ARGUMENT;
    if (!st) st = sayso_led_run(l, "BEGIN IMMEDIATE", &err);
    if (!st) st = sayso_led_facts_all(l, &err);
    if (!st) st = sayso_led_shown_all(l, &err);
    if (!st) st = sayso_led_run(l, "COMMIT", &err);
    if (!st) st = sayso_ledger_settle(l, &err);
    sayso_ledger_close(l);
    if (st) fprintf(stderr, "%s\n", err.msg);
    return st != SAYSO_OK;
}
