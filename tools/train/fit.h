/* Fitting a network: mini-batches on two threads, Adam with sparse rows. */
#ifndef SAYSO_TRAIN_FIT_H
#define SAYSO_TRAIN_FIT_H

#include "base/base.h"
#include "train/net.h"

typedef struct fit_options {
    uint32_t epochs;
    uint32_t batch_words;
    float    rate;              /* of Adam, at its highest */
    net_dropout drop;
    uint64_t seed;
    bool     quiet;
} fit_options;

fit_options fit_options_default(void);

/* Fits n to the sentences; rows that no sentence touched become 0; after each epoch prints losses
 * and, on dev (may be empty), accuracy to stderr. The same data and options give the same numbers,
 * whatever the threads do. SAYSO_NO_MEMORY only. */
sayso_status fit(net *n, const net_sentence *train, uint32_t n_train, const net_sentence *dev,
                 uint32_t n_dev, const fit_options *o, sayso_error *err);

#endif
