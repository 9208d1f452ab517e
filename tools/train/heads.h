/* heads: trains the judge (events/judge.h) from gold readings. */
#ifndef SAYSO_TRAIN_HEADS_H
#define SAYSO_TRAIN_HEADS_H

#include "model/file.h"

typedef struct heads_data {
    const char *const *files; uint32_t n_files; /* gold readings with their texts, JSON lines */
    const char *discourse;                      /* readings of which all mentions are marked, for
                                                   reference alone; NULL: none */
    const char *dev;                            /* the same, to be scored; NULL: none */
    const char *data_dir;                       /* models and word lists that read them */
} heads_data;

/* Reads the documents (tools/corpus/texts.py --gold makes them) with the engine in data_dir, whose
 * own judge is not asked, and adds the sections of events/judge.h. SAYSO_IO, SAYSO_BAD_DATA (with
 * the line), SAYSO_NO_MEMORY, and what reading may fail with. */
sayso_status heads_train(const heads_data *d, sayso_file_writer *w, sayso_error *err);

#endif
