/* heads: trains the judge (events/judge.h) from gold readings. */
#ifndef SAYSO_TRAIN_HEADS_H
#define SAYSO_TRAIN_HEADS_H

#include "model/file.h"

/* Reads the documents of JSON lines files (gold readings with their texts: tools/corpus/texts.py
 * --gold) with the engine in data_dir, whose judge is not asked, and adds the sections of
 * events/judge.h. SAYSO_IO, SAYSO_BAD_DATA (with the line), SAYSO_NO_MEMORY, and what reading may
 * fail with. */
sayso_status heads_train(const char *const *files, uint32_t n_files, const char *data_dir,
                         sayso_file_writer *w, sayso_error *err);

#endif
