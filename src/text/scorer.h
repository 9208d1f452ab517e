/* scorer: a linear classifier over hashed features, in a table of 16-bit cells.
 *
 * A cell holds an 8-bit tag (low byte) and a signed 8-bit weight (high byte). A feature's cell
 * is chosen by the high bits of its hash and counts only when the tag equals the low byte, so
 * features that training never saw weigh nothing. */
#ifndef SAYSO_TEXT_SCORER_H
#define SAYSO_TEXT_SCORER_H

#include "base/base.h"

typedef struct sayso_scorer {
    const uint16_t *cells; /* [1 << log2] */
    uint32_t shift;        /* 32 - log2 */
    int32_t  bias;         /* added to the sum; a positive total says yes */
} sayso_scorer;

enum { SAYSO_SCORER_LEAST_LOG2 = 8, SAYSO_SCORER_MOST_LOG2 = 20 };

static inline int32_t sayso_score(const sayso_scorer *s, const uint32_t *features, uint32_t n)
{
    int32_t sum = s->bias;
    for (uint32_t i = 0; i < n; i++) {
        const uint16_t cell = s->cells[features[i] >> s->shift];
        const int32_t weight = (int8_t)(cell >> 8);
        sum += (cell & 0xff) == (features[i] & 0xff) ? weight : 0;
    }
    return sum;
}

#endif
