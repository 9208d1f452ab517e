/* dict: numbers by key, in an arena. */
#ifndef SAYSO_BASE_DICT_H
#define SAYSO_BASE_DICT_H

#include "base/base.h"

/* keys are never 0 */
typedef struct sayso_dict { uint64_t *keys; int32_t *values; uint32_t n, cap; } sayso_dict;

/* The value of a key, to be set; a new one (*fresh) holds -1. NULL without memory. */
int32_t *sayso_dict_at(sayso_dict *m, sayso_arena *a, uint64_t key, bool *fresh);
int32_t  sayso_dict_get(const sayso_dict *m, uint64_t key); /* -1 if absent */

#endif
