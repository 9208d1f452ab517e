/* Treebanks as the trainer needs them: feature rows, tag classes, relations. */
#ifndef SAYSO_TRAIN_DATA_H
#define SAYSO_TRAIN_DATA_H

#include "model/file.h"
#include "syntax/inputs.h"
#include "syntax/syntax.h"
#include "train/net.h"

typedef struct treebank {       /* one CoNLL-U file */
    sayso_arena arena;
    sayso_text *text;
    uint32_t    n_trees;        /* sentences with a tree */
    bool        named;          /* its words' name tags are known */
} treebank;

typedef struct tagset {         /* what the classes of the network mean */
    sayso_arena arena;          /* holds the names of features */
    /* features of class c of group g >= 1, "Gender=Fem,Masc"; class 0: none of them */
    sayso_str values[SAYSO_NET_MOST_GROUPS][SAYSO_NET_MOST_VALUES];
    net_groups groups;
    uint32_t  n_tags;           /* before padding */
    uint32_t  n_lost;           /* features of words that there was no room for */
    uint8_t   allowed[SAYSO_N_UPOS][SAYSO_NET_MOST_CLASSES]; /* tag class seen with the UPOS */
    sayso_str relations[SAYSO_NET_MOST_CLASSES]; /* in the treebank's arena, most frequent first */
    uint32_t  n_relations;
} tagset;

typedef struct row_key { uint64_t hash; uint32_t count, row; } row_key; /* hash 0: free slot */
typedef struct row_keys { row_key *slots; uint32_t log2, n, n_rows; } row_keys;

#define NO_ROW UINT32_MAX

sayso_status treebank_read(treebank *t, const char *path, sayso_error *err);
void         treebank_free(treebank *t);

/* Leaves of the words' features those that the model's network can say. */
sayso_status treebank_limit(treebank *t, const sayso_file *model, sayso_error *err);

/* All features of the treebanks; what does not fit the model file is told on standard error. */
sayso_status tagset_of(tagset *g, const treebank *const *t, uint32_t n, sayso_error *err);
void         tagset_free(tagset *g);
/* A word's classes; a value that no class stands for counts as none. `scratch` is overwritten. */
sayso_status tagset_classes(const tagset *g, const sayso_word *w, sayso_buf *scratch,
                            uint8_t classes[SAYSO_NET_MOST_GROUPS], sayso_error *err);
uint32_t     tagset_relation(const tagset *g, const char *deprel); /* 0 if unknown */

/* Counts the features of all words and gives rows to the most frequent, at most `most`, each seen
 * twice at least. */
sayso_status row_keys_of(row_keys *k, const treebank *const *t, uint32_t n, uint32_t most,
                         sayso_error *err);
/* A row for a hash that has none; false: out of memory. */
bool         row_add(row_keys *k, uint64_t hash);
uint32_t     row_of(const row_keys *k, uint64_t hash);
void         row_keys_free(row_keys *k);

/* The treebank's sentences for the network, in `arena`, each with the weight and share of
 * `like`. */
sayso_status sentences_of(const treebank *t, const tagset *g, const row_keys *k, net_sentence like,
                          sayso_arena *arena, net_sentence **out, uint32_t *n, sayso_error *err);

#endif
