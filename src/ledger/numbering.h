/* numbering: a document that is read again keeps the ids of what is read in it as before. */
#ifndef SAYSO_LEDGER_NUMBERING_H
#define SAYSO_LEDGER_NUMBERING_H

#include "inside.h"

/* A record of the reading before: where its words stand, and its number. */
typedef struct sayso_led_numbered {
    char       type[16]; /* "" of attributions */
    sayso_span cue;
    uint32_t   number;
    bool       taken;
} sayso_led_numbered;

typedef struct sayso_led_numbering {
    sayso_led_numbered *events; uint32_t n_events, cap_events;
    sayso_led_numbered *attributions; uint32_t n_attributions, cap_attributions;
} sayso_led_numbering; /* zero: there is none */

sayso_status sayso_led_numbering_load(sayso_ledger *l, int64_t document, sayso_arena *a,
                                      sayso_led_numbering *out, sayso_error *err);
/* numbers[n]: an event of the same type by the same words has its number again; what is new has one
 * that none had. */
void sayso_led_number_events(sayso_led_numbering *was, const sayso_reading *r, uint32_t *numbers);
void sayso_led_number_attributions(sayso_led_numbering *was, const sayso_reading *r,
                                   uint32_t *numbers);

#endif
