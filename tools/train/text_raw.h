/* text_raw: running text without marks, a paragraph a line and a blank line between documents, as a
 * help in learning where sentences do not end. What it says surely: inside a paragraph of edited
 * text no sentence ends without a mark, and a line that lacks one (a headline) ends where it ends.
 */
#ifndef SAYSO_TRAIN_TEXT_RAW_H
#define SAYSO_TRAIN_TEXT_RAW_H

#include "text/split.h"
#include "train/text_gold.h"

typedef struct sayso_raw_para {
    uint32_t start, end; /* bytes of the text */
    /* where the second of two lines begins that were joined with a blank, 0 in a line as it stood
     */
    uint32_t joint;
} sayso_raw_para;

typedef struct sayso_raw {
    sayso_buf text;
    sayso_raw_para *paras; uint32_t n, cap;
} sayso_raw;

/* Reads a file; each line without a final mark also comes joined with the next one. `t`: kinds of
 * characters. */
sayso_status sayso_raw_read(sayso_raw *r, const sayso_chars *t, const char *path, sayso_error *err);
void         sayso_raw_free(sayso_raw *r);

/* Does token i end a sentence by a mark: . ! ? … or what closes after one of them? */
bool sayso_raw_final(const sayso_token *t, uint32_t i);

#endif
