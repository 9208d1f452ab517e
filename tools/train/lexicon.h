/* A dictionary of lemmas with their forms (tools/train/lexicon_data.py). */
#ifndef SAYSO_TRAIN_LEXICON_H
#define SAYSO_TRAIN_LEXICON_H

#include "text/text.h"

typedef struct lexicon {
    sayso_arena arena;          /* holds their bytes */
    sayso_word *words;          /* with form (empty: a lemma that shows none), lemma and UPOS */
    uint32_t    n, cap;
} lexicon;

#define LEXICON_EMPTY ((lexicon){ .arena = SAYSO_ARENA_EMPTY })

/* Lines of a lemma, its UPOS and forms, with tabs. SAYSO_BAD_DATA with the line. */
sayso_status lexicon_read(lexicon *x, const char *path, sayso_error *err);
void         lexicon_free(lexicon *x);

#endif
