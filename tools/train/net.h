/* The network in floats, forward and backward over a batch of sentences. The method is in
 * syntax/layout.h. */
#ifndef SAYSO_TRAIN_NET_H
#define SAYSO_TRAIN_NET_H

#include "syntax/layout.h"
#include "train/sums.h"

/* Where each matrix stands among the dense parameters; a matrix W is kept as [inputs][outputs]. */
typedef struct net_at {
    /* columns [direction][gate z f r (skip)][H] */
    size_t w[SAYSO_NET_MOST_LAYERS], b[SAYSO_NET_MOST_LAYERS];
    size_t wt, bt;              /* [2H][T] */
    size_t wm, bm;              /* [2H][2A+2B]: dep, head, label's dep, label's head */
    size_t root_arc, root_label; /* [A], [B]: the root as a head */
    size_t wq, bq;              /* [A][A] */
    size_t wk, bk;              /* [A][SAYSO_NET_DISTANCES] */
    size_t wo, bo;              /* [B][R] */
    size_t wn, bn;              /* [2H][N] */
    size_t total;
} net_at;

/* of the T tag classes; classes of group g are [first[g], first[g] + n[g]) */
typedef struct net_groups {
    uint32_t n_groups, first[SAYSO_NET_MOST_GROUPS], n[SAYSO_NET_MOST_GROUPS];
} net_groups;

typedef struct net {
    sayso_net_shape shape;
    net_at     at;
    net_groups groups;
    uint32_t   n_relations;     /* <= shape.R */
    uint32_t   n_rows, n_given; /* the last n_given are of words that no training text has */
    float     *dense;           /* [at.total] */
    float     *rows;            /* [n_rows][D] */
} net;

/* How a sentence may look besides how it does: its capitals unknown, Every Word With One, ALL OF
 * THEM, its letters without marks. Training draws one for each sentence, so that the network takes
 * news as it is written. */
typedef enum net_look {
    LOOK_PLAIN,
    LOOK_LOST,
    LOOK_TITLE,
    LOOK_UPPER,
    LOOK_BARE,
    N_LOOKS
} net_look;

/* of a word's features; has_form: the first is the form's */
typedef struct net_rows { const uint32_t *at; uint8_t n, has_form; } net_rows;

#define NET_NAME_UNKNOWN UINT8_MAX /* in text with names: whether this word is in one is not known */

typedef struct net_word {       /* a training word */
    net_rows looks[N_LOOKS];
    uint8_t  classes[SAYSO_NET_MOST_GROUPS];
    uint8_t  name;              /* tag, or NET_NAME_UNKNOWN */
    uint16_t head, relation;    /* SAYSO_ROOT or index */
} net_word;

typedef struct net_sentence {
    net_word *words;            /* [n], which teaching may change */
    uint32_t n;
    /* what is known of its words: tags; heads and relations; name tags */
    bool     tags, tree, names;
    float    weight;            /* of its loss */
    float    share;             /* of the epochs that it takes part in, drawn anew each time */
} net_sentence;

/* rates; looks[0] is what is left */
typedef struct net_dropout { float feature, form, input, layer, side, looks[N_LOOKS]; } net_dropout;

/* sums; words of which tags, trees, names are known, and how many of them were right */
typedef struct net_losses {
    double tags, arcs, labels, names;
    uint64_t words, tree_words, name_words, upos_right, feats_right, heads_right, both_right,
        names_right;
} net_losses;

/* Scratch of one thread: activations and gradients of up to `most` words. */
typedef struct net_run net_run;

net_at   net_layout(const sayso_net_shape *s);
bool     net_new(net *n, uint64_t seed); /* fills dense and rows; shape, groups, n_rows are given */
void     net_free(net *n);
net_run *net_run_new(const net *n, uint32_t most);
void     net_run_free(net_run *r);
/* The transposed weights that going backward needs; once after each change of the parameters.
 * [at.total], shared. */
void     net_transpose(const net *n, float *out);

/* Forward over the sentences (together at most `most` words). With `drop` (training) masks come
 * from `seed`, gradients of the summed, weighted loss are added to grad [at.total] and row_grad
 * [n_rows][D], rows touched are marked, and losses are added up; otherwise only losses and
 * counts. */
void net_batch(net_run *r, const net *n, const float *transposed, const net_sentence *const *s,
               uint32_t n_s, const net_dropout *drop, uint64_t seed, net_losses *losses,
               float *grad, float *row_grad, uint8_t *touched);

/* For teaching: forward over one sentence without dropout, then its scores. */
void         net_forward(net_run *r, const net *n, const net_sentence *s);
const float *net_tags(const net_run *r);                    /* [n][T] */
const float *net_names(const net_run *r);                   /* [n][N] */
/* [n][columns]: heads, the root's in column n */
const float *net_arcs(net_run *r, uint32_t *columns);
/* [n][R] for words hung on heads [n] */
const float *net_relations(net_run *r, const uint16_t *heads);

/* z [n] becomes probabilities. */
void softmax(float *z, uint32_t n);

#endif
