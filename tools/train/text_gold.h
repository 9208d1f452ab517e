/* text_gold: CoNLL-U as running text with the tokens, words and sentence ends marked in it. */
#ifndef SAYSO_TRAIN_TEXT_GOLD_H
#define SAYSO_TRAIN_TEXT_GOLD_H

#include "base/base.h"

typedef struct sayso_gold_token {
    uint32_t start, end;    /* bytes of the text */
    /* offset in `forms` of its words, each ended by NUL; for plain tokens too */
    uint32_t words;
    uint8_t  n_words;       /* 1 for a plain token */
    bool     ends_sentence;
} sayso_gold_token;

typedef struct sayso_gold_para {
    uint32_t start, end, first, n; /* bytes; tokens */
    /* has no trees: its tokens may follow other rules, its sentence ends serve */
    bool     tagged;
    /* tagged, and no mark says where it began: its sentences may not be neighbours */
    bool     loose;
    bool     noisy;                /* a copy with its letters changed */
} sayso_gold_para;

typedef struct sayso_gold {
    sayso_buf text, forms;
    sayso_gold_token *tokens; uint32_t n_tokens, cap_tokens;
    sayso_gold_para  *paras;  uint32_t n_paras, cap_paras;
} sayso_gold;

/* Appends a CoNLL-U file. Paragraphs longer than `most` bytes are cut between sentences.
 * SAYSO_BAD_DATA with the line. */
sayso_status sayso_gold_read(sayso_gold *g, const char *path, uint32_t most, sayso_error *err);
void         sayso_gold_free(sayso_gold *g);

#endif
