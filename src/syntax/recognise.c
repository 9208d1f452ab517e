/* Name tags: Viterbi's best path (1967) over a lattice with one open name at a time. */
#include "syntax/recognise.h"

/* State 0 is "no name is open", state k "a name of kind k is". back[i][s]: the tag by which word
 * i came to state s. */
typedef struct lattice {
    float now[SAYSO_N_NAME_KINDS];
    uint8_t back[SAYSO_MOST_WORDS][SAYSO_N_NAME_KINDS];
} lattice;

static void offer(float *best, uint8_t *back, float score, uint8_t tag)
{
    if (score <= *best) return;
    *best = score;
    *back = tag;
}

static void word_add(lattice *l, const float *z, uint32_t i)
{
    const float impossible = -1e30f;
    float next[SAYSO_N_NAME_KINDS] = { l->now[0] + z[0] };
    uint8_t *back = l->back[i];
    back[0] = 0;
    for (unsigned k = 1; k < SAYSO_N_NAME_KINDS; k++) {
        const uint8_t begin = sayso_name_tag((sayso_name_kind)k, SAYSO_NAME_BEGIN),
                      inside = begin + SAYSO_NAME_INSIDE, end = begin + SAYSO_NAME_END,
                      single = begin + SAYSO_NAME_SINGLE;
        next[k] = impossible;
        offer(&next[k], &back[k], l->now[0] + z[begin], begin);
        offer(&next[k], &back[k], l->now[k] + z[inside], inside);
        offer(&next[0], &back[0], l->now[0] + z[single], single);
        offer(&next[0], &back[0], l->now[k] + z[end], end);
    }
    for (unsigned k = 0; k < SAYSO_N_NAME_KINDS; k++) l->now[k] = next[k];
}

void sayso_names_best(const float *z, size_t stride, uint32_t n, uint8_t *tags)
{
    lattice l = { .now = { 0, -1e30f, -1e30f, -1e30f } };
    for (uint32_t i = 0; i < n; i++) word_add(&l, z + i * stride, i);
    unsigned state = 0;
    for (uint32_t i = n; i-- > 0;) {
        const uint8_t tag = l.back[i][state];
        tags[i] = tag;
        if (sayso_name_begins(tag) || !tag) state = 0;
        else state = sayso_name_kind_of(tag);
    }
}
