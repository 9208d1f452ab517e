/* Running text for the trainer, split by the splitter just trained. */
#ifndef SAYSO_TRAIN_RUNNING_H
#define SAYSO_TRAIN_RUNNING_H

#include "train/data.h"

/* A paragraph a line. `w` holds the splitter's sections; it stays open. */
sayso_status running_read(treebank *t, const char *path, sayso_file_writer *w, sayso_error *err);

/* JSON lines of documents with names: {"text", "entities": [{"start", "end", "label"}]}. Offsets
 * count code points, end exclusive; entities stand in text order and do not overlap; labels are
 * PER, ORG, LOC, or ? where it is not known what is there. The words get their name tags. SAYSO_BAD_DATA with the line in err->at. */
sayso_status named_read(treebank *t, const char *path, sayso_file_writer *w, sayso_error *err);

#endif
