/* Trains a language's syntax model: tagger, parser, lemmatiser. */
#ifndef SAYSO_TRAIN_SYNTAX_H
#define SAYSO_TRAIN_SYNTAX_H

#include "train_data.h"
#include "train_fit.h"

typedef struct syntax_options {
    fit_options fit;
    sayso_net_shape shape;      /* T and R are found from the data */
    uint32_t most_rows;
    float    tagged_weight;     /* of the loss of sentences without trees */
} syntax_options;

syntax_options syntax_options_default(void);

/* Trains on files with and without trees (at least one with); dev may be NULL. Adds the syn… and lem… sections. */
sayso_status train_syntax(const treebank *const *t, uint32_t n, const treebank *dev, const syntax_options *o, sayso_file_writer *out, sayso_error *err);

/* Quantises a network into the syn… sections. */
sayso_status net_put(const net *n, const tagset *g, const row_keys *k, sayso_file_writer *out, sayso_error *err);

#endif
