/* From scores of arcs to a tree. Within the room and for its tests. */
#ifndef SAYSO_SYNTAX_TREE_H
#define SAYSO_SYNTAX_TREE_H

#include "text/text.h"

/* Scratch for n words, in bytes: about 12 (n + 1)^2. */
size_t sayso_tree_scratch(uint32_t n);

/* The best tree with exactly one root.
 *   scores [n][columns]  score of head h for word d, the root's in column n; columns > n;
 *                        finite or not    borrowed
 *   heads  [n]           receives heads, SAYSO_ROOT for the root
 *                      caller's
 *   scratch              sayso_tree_scratch(n) bytes, aligned to 8
 * 1 <= n <= SAYSO_MOST_WORDS. Each word's best head is taken where that is such a tree already,
 * O(n^2); else the maximum spanning tree of Chu and Liu 1965 and Edmonds 1967 in the dense form
 * of Tarjan 1977, O(n^2) too, on scores in fixed point. */
void sayso_tree_best(const float *scores, uint32_t columns, uint32_t n, uint16_t *heads,
                     void *scratch);

#endif
