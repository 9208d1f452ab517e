/* trees: CoNLL-U in a few bytes a word, beside the sentence that it is of.
 *
 * A form is where the sentence has it, so only its length is kept; what a word is (tag, features,
 * relation) is one number of the ledger's table `words`, how its lemma differs from the form is
 * another. What does not come back as it was is kept as it is. */
#ifndef SAYSO_LEDGER_TREES_H
#define SAYSO_LEDGER_TREES_H

#include "base/base.h"

typedef struct sayso_led_words_table {
    void *user;
    /* The number of a text, from 1; made where there is none. */
    sayso_status (*number)(void *user, sayso_str text, uint32_t *out, sayso_error *err);
    /* The text of a number, as long as the table; at NULL where there is none. */
    sayso_status (*text)(void *user, uint32_t number, sayso_str *out, sayso_error *err);
} sayso_led_words_table;

/* Appends a tree of `sentence`; out->failed is looked at. */
sayso_status sayso_led_tree_pack(const char *tree, sayso_str sentence,
                                 const sayso_led_words_table *words, sayso_buf *out,
                                 sayso_error *err);
/* The tree again, NUL-ended, appended to out. SAYSO_LEDGER where the bytes are none. */
sayso_status sayso_led_tree_unpack(const void *bytes, size_t n, sayso_str sentence,
                                   const sayso_led_words_table *words, sayso_buf *out,
                                   sayso_error *err);

/* The trees of a document, one behind the other: the number of a sentence, and its tree packed so.
 * Shows in out->failed. */
void sayso_led_trees_add(sayso_buf *out, uint64_t number, sayso_str tree);
/* The packed tree of a sentence, borrowed; at NULL where it has none. */
sayso_str sayso_led_trees_find(sayso_str trees, uint64_t number);

#endif
