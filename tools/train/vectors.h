/* Word vectors from elsewhere, which forms' rows start from. */
#ifndef SAYSO_TRAIN_VECTORS_H
#define SAYSO_TRAIN_VECTORS_H

#include "train/data.h"

/* Rows for the first words of the file that have none, at most `most`. SAYSO_NOT_FOUND. */
sayso_status vectors_rows(const char *path, row_keys *k, uint32_t most, sayso_error *err);

/* Lines of a word and D numbers, parted by blanks, into the rows of the forms that have one; other
 * rows stay as they are. rows [k->n_rows][D]. SAYSO_NOT_FOUND, SAYSO_BAD_DATA with the line in
 * err->at. */
sayso_status vectors_start(const char *path, const row_keys *k, float *rows, uint32_t D,
                           sayso_error *err);

#endif
