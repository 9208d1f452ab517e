/* atoms: a paragraph cut wherever two characters differ in kind. Between two atoms a classifier
 * decides whether a token ends; inside an atom none ever does. */
#ifndef SAYSO_TEXT_ATOMS_H
#define SAYSO_TEXT_ATOMS_H

#include "text/chars.h"

/* of an atom's or a token's letters; SINGLE is one capital */
typedef enum sayso_shape {
    SAYSO_SHAPE_NONE, SAYSO_SHAPE_LOWER, SAYSO_SHAPE_TITLE, SAYSO_SHAPE_UPPER, SAYSO_SHAPE_SINGLE,
    SAYSO_SHAPE_MIXED
} sayso_shape;

/* what stands before */
typedef enum sayso_gap {
    SAYSO_GAP_NONE, SAYSO_GAP_SPACE, SAYSO_GAP_LINE, SAYSO_GAP_EDGE
} sayso_gap;

typedef struct sayso_atom {
    uint32_t start, end; /* bytes of the document */
    uint32_t hash;       /* of the lower-cased characters */
    uint32_t tail;       /* hash of the last three characters, lower-cased */
    uint8_t  kind;       /* sayso_class */
    uint8_t  shape;      /* sayso_shape */
    uint8_t  gap;        /* sayso_gap before it */
    uint8_t  chars;      /* characters, 255 where more */
} sayso_atom;

/* heap; free(items) */
typedef struct sayso_atoms { sayso_atom *items; uint32_t n, cap; } sayso_atoms;

enum {
    SAYSO_MOST_ATOM = 1000,      /* bytes in an atom and in a token; longer ones are cut */
    SAYSO_WORD_SEED = 0x2545f491 /* what word hashes begin with */
};

static inline uint32_t sayso_mix(uint32_t h) /* finaliser of MurmurHash3, 32 bits */
{
    h ^= h >> 16; h *= 0x85ebca6bu;
    h ^= h >> 13; h *= 0xc2b2ae35u;
    return h ^ (h >> 16);
}
static inline uint32_t sayso_chain(uint32_t h, uint32_t x) /* order matters */
{
    h = (h ^ x) * 0x9e3779b1u;
    return h ^ (h >> 15);
}

/* Hash of a folded word, equal to the hash of an atom that is the word alone. */
uint32_t sayso_word_hash(sayso_str folded);

/* Fills `out` with the atoms of bytes[from, to). False without memory. */
bool sayso_atoms_read(const sayso_chars *t, const char *bytes, uint32_t from, uint32_t to,
                      sayso_atoms *out);

#endif
