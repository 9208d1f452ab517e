/* The network's shape and the sections of a model file that hold it. Within the room and for its
 * trainer.
 *
 * A word's vector x[0] is the sum of the rows of its features. L recurrent layers read the
 * sentence both ways:
 *
 *   z = Wz x + bz      f = s(Wf x + bf)      r = s(Wr x + br)      s(u) = 1/2 + u / (2 (1 +
 *                      |u|))
 *   c[t] = f c[t-1] + (1 - f) z              h = r c + (1 - r) skip
 *
 * (simple recurrent units: Lei, Zhang, Wang, Dai, Artzi, EMNLP 2018, without the peephole).
 * `skip` is W x in layer 0 and x itself above. Products with W do not wait for each other, which
 * makes the network fast; the rest is by element. Tags are soft-max classes of layer tag_layer's
 * output. Arcs are scored as by Dozat and Manning (ICLR 2017):
 *
 *   dep = a(Wd h), head = a(Wh h)            score(d <- h) = (Wq dep + bq) . head + (Wk dep +
 *                                            bk)[distance class]
 *   label(d <- h) = Wo a(Wld h_d + Wlh h_h)  a(u) = max(u, u / 8)
 *
 * Names (persons, organisations, places) are soft-max classes of the last layer's output, the
 * best well-formed row of them is taken (recognise.c). */
#ifndef SAYSO_SYNTAX_LAYOUT_H
#define SAYSO_SYNTAX_LAYOUT_H

#include "syntax/feats.h"

enum {
    SAYSO_NET_VERSION = 3,       /* 2: names; 3: features by their names */
    SAYSO_NET_DISTANCES = 32,    /* classes of h - d, and the root */
    SAYSO_NET_MOST_LAYERS = 4,
    SAYSO_NET_MOST_UNITS = 512,  /* bound of D, 2H, A, B */
    SAYSO_NET_MOST_CLASSES = 512, /* bound of T and R */
    SAYSO_NET_MOST_GROUPS = 64,  /* UPOS, then an attribute each */
    SAYSO_NET_MOST_VALUES = 64,  /* classes of a group: values and combinations of them */
};

typedef struct sayso_net_shape {
    uint32_t D;         /* units of a word's vector */
    uint32_t H;         /* units a direction and layer */
    uint32_t L;         /* layers */
    uint32_t A, B;      /* units of an arc's and of a label's side */
    uint32_t T, R;      /* classes of all tag groups together; relations; both padded to whole
                           16s */
    uint32_t N;         /* classes of names, padded likewise; 0: the model knows none */
    uint32_t tag_layer; /* < L */
} sayso_net_shape;

/* The class of the arc from word d to its head h, both < SAYSO_MOST_WORDS. The root's is the
 * last. */
static inline uint32_t sayso_distance_class(uint32_t d, uint32_t h)
{
    const uint32_t far = h > d ? h - d : d - h;
    const uint32_t c = far < 9    ? far - 1
                       : far < 12 ? 8
                       : far < 16 ? 9
                       : far < 22 ? 10
                       : far < 32 ? 11
                       : far < 50 ? 12
                                  : 13;
    return h > d ? c : 14 + c;
}
#define SAYSO_DISTANCE_ROOT 28

/* ---- sections ----
 *
 *   syn.head     one sayso_net_head
 *   syn.values   "Case=Acc", "Gender=Fem,Masc": the features of each class but 0, which has none,
 *                of each group but the first, each ended by NUL; a group is one attribute's, in
 *                UD's order of attributes
 *   syn.allowed  u8 [SAYSO_N_UPOS][T]        1 where a tag class was seen with the UPOS
 *   syn.rels     n_relations names, each ended by NUL
 *   syn.keys     sayso_net_key [2^key_log2]  open addressing from the hash's top bits, by steps
 *                of one
 *   syn.rows     i8 [n_rows][D]              times row_scale
 *   syn.weights  i8, matrices in the order of SAYSO_NET_TAGS etc., packed as model/kernel.h says
 *   syn.scales   float a row of each matrix, syn.biases likewise
 *   syn.roots    float [A + B]               the root as an arc's and a label's head */

enum { SAYSO_NET_MOST_PROBES = 64 };
#define SAYSO_NET_NO_ROW UINT32_MAX

typedef struct sayso_net_head {
    uint32_t version;
    sayso_net_shape shape;
    uint32_t n_rows, key_log2, n_relations, n_groups;
    float    row_scale;
    /* classes, 0 behind n_groups; [0] is the UPOS's: SAYSO_N_UPOS - 1 */
    uint32_t group_sizes[SAYSO_NET_MOST_GROUPS];
} sayso_net_head;

/* check: the hash's low half; row SAYSO_NET_NO_ROW: free */
typedef struct sayso_net_key { uint32_t check, row; } sayso_net_key;

/* The matrices: the layers, then these. */
enum {
    SAYSO_NET_TAGS, SAYSO_NET_SIDES, SAYSO_NET_ARCS, SAYSO_NET_LABELS, SAYSO_NET_NAMES,
    SAYSO_NET_N_HEADS
};

/* Rows and inputs of matrix i < L + SAYSO_NET_N_HEADS. The arcs' rows are Wq's, then Wk's. */
static inline void sayso_net_matrix(const sayso_net_shape *s, uint32_t i, uint32_t *rows,
                                    uint32_t *inputs)
{
    if (i < s->L) {
        *rows = (i ? 6 : 8) * s->H;
        *inputs = i ? 2 * s->H : s->D;
        return;
    }
    const uint32_t two = 2 * s->H;
    const uint32_t shape[SAYSO_NET_N_HEADS][2] = {
        [SAYSO_NET_TAGS] = { s->T, two },
        [SAYSO_NET_SIDES] = { 2 * s->A + 2 * s->B, two },
        [SAYSO_NET_ARCS] = { s->A + SAYSO_NET_DISTANCES, s->A },
        [SAYSO_NET_LABELS] = { s->R, s->B },
        [SAYSO_NET_NAMES] = { s->N, two },
    };
    *rows = shape[i - s->L][0];
    *inputs = shape[i - s->L][1];
}

#endif
