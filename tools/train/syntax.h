/* Trains a language's syntax model: tagger, parser, lemmatiser. */
#ifndef SAYSO_TRAIN_SYNTAX_H
#define SAYSO_TRAIN_SYNTAX_H

#include "train/data.h"
#include "train/fit.h"
#include "train/lexicon.h"

/* How much a kind of text counts: the weight of its loss, its share of each epoch. */
typedef struct text_share { float weight, share; } text_share;

typedef struct syntax_options {
    fit_options fit;
    sayso_net_shape shape;      /* T, R and N are found from the data */
    uint32_t   most_rows, most_given; /* rows: of features in training, of vectors' words besides */
    /* networks that parse what has no tree, for the last one to learn from; 0: none */
    uint32_t   teachers;
    uint32_t   teacher_epochs;
    text_share tagged;          /* files without trees, before they are parsed */
    text_share taught_tagged;   /* and after */
    text_share taught_raw;      /* raw text, parsed */
    text_share named;           /* text whose names are known, and nothing else */
    text_share silver;          /* trees that others than this trainer's networks made */
    const char *vectors;        /* file of word vectors (vectors.h) that forms start from, or NULL */
} syntax_options;

typedef struct syntax_data {
    const treebank *const *banks; /* with trees or tags only; at least one with trees */
    uint32_t        n_banks;
    const treebank *silver;     /* trees by other parsers, or NULL */
    const treebank *raw;        /* split text without any analysis, or NULL */
    const treebank *named;      /* split text whose names are known, or NULL */
    const treebank *dev;        /* or NULL */
    lexicon        *words;      /* lemmas and their forms, or NULL */
} syntax_data;

syntax_options syntax_options_default(void);

/* Trains and adds the syn… and lem… sections. */
sayso_status train_syntax(const syntax_data *data, const syntax_options *o, sayso_file_writer *out,
                          sayso_error *err);

/* Quantises a network into the syn… sections. */
sayso_status net_put(const net *n, const tagset *g, const row_keys *k, sayso_file_writer *out,
                     sayso_error *err);

#endif
