/* reading: by which numbers the ledger's ids call what stands in a reading of it. */
#ifndef SAYSO_LEDGER_READING_H
#define SAYSO_LEDGER_READING_H

#include "sayso.h"

/* Of each event and attribution of a reading the number in its id, which is not its index where
 * something before it was withdrawn, or was not found when the document was read again. They rise. */
typedef struct sayso_led_reading_numbers {
    const uint32_t *events, *attributions;
} sayso_led_reading_numbers;

/* Of the reading that sayso_ledger_reading gave last, and as long as it. */
const sayso_led_reading_numbers *sayso_led_reading_numbers_of(const sayso_ledger *l);

#endif
