/* into: the tables that the records of a reading go into. */
#ifndef SAYSO_LEDGER_INTO_H
#define SAYSO_LEDGER_INTO_H

#include "columns.h"

typedef enum sayso_led_in {
    LED_IN_DOCUMENTS,
    LED_IN_SENTENCES,
    LED_IN_TREES,
    LED_IN_ACTORS,
    LED_IN_MENTIONS,
    LED_IN_PLACES,
    LED_IN_DATES,
    LED_IN_ATTRIBUTIONS,
    LED_IN_CONTENTS,
    LED_IN_EVENTS,
    LED_IN_PARTICIPANTS,
    LED_IN_NUMBERS,
    LED_IN_NOTES,
    LED_IN_SAYS,
    LED_N_IN
} sayso_led_in;

extern const sayso_led_table sayso_led_into[LED_N_IN];

#endif
