/* A model small enough to be trained within a test, on invented sentences. */
#ifndef SAYSO_TESTS_TINY_H
#define SAYSO_TESTS_TINY_H

#include "train/syntax.h"

extern const char tiny_treebank[]; /* CoNLL-U */

/* Reads the treebank above. */
void tiny_read(treebank *t);
/* Trains and writes a model file; free with tiny_free. Asserts that all goes well. */
typedef struct tiny_model { void *bytes; size_t n; } tiny_model; /* aligned to 64 */
tiny_model tiny_train(uint64_t seed);
void       tiny_free(tiny_model *m);
/* The sections of a model written anew as a file; aligned to 64. */
tiny_model tiny_copy(const void *bytes, size_t n);

#endif
