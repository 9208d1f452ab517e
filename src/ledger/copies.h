/* copies: which texts are reprints of each other.
 *
 * A text is the set of its runs of three words. Two are copies where more than half of the shorter
 * one's runs stand in the other: so a text cut to a half is one, and one with every tenth word
 * changed. Which texts may be copies at all is found by sketches: the smallest of many scramblings
 * of a text's runs are the same in two texts as often as they share runs (MinHash, Broder 1997),
 * kept in bands of two (Indyk and Motwani 1998), so that nobody compares with all. */
#ifndef SAYSO_LEDGER_COPIES_H
#define SAYSO_LEDGER_COPIES_H

#include "base/base.h"

enum { LG_BANDS = 24, LG_BAND = 2 };

typedef struct sayso_led_runs { uint64_t *at; uint32_t n; } sayso_led_runs; /* sorted, each once */

/* The runs of a text that is folded already (small letters); in the arena. False without memory. */
bool sayso_led_runs_of(sayso_str folded, sayso_arena *a, sayso_led_runs *out);
/* bands[LG_BANDS]: texts that share one may be copies. Nothing of a text without runs: returns how
 * many there are. */
uint32_t sayso_led_sketch(const sayso_led_runs *r, uint64_t *bands);
bool sayso_led_copied(const sayso_led_runs *a, const sayso_led_runs *b);

#endif
