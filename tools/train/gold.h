/* gold: gold readings with their texts, JSON lines (tools/corpus/texts.py --gold), shown to what
 * learns from them; their spans as words. */
#ifndef SAYSO_TRAIN_GOLD_H
#define SAYSO_TRAIN_GOLD_H

#include "engine/engine.h"
#include <jansson.h>

/* Who learns from a document; false counts as want of memory. */
typedef struct gold_pupil {
    bool (*visit)(sayso_ctx *, void *user);
    const sayso_referee *referee;   /* whom pronouns stand for; NULL: nobody */
    const json_t **gold;            /* receives each reading before it is shown */
    void *user;
} gold_pupil;

/* SAYSO_IO, SAYSO_BAD_DATA (with the line), and what reading may fail with. */
sayso_status gold_read(sayso_reader *reader, const char *path, const gold_pupil *pupil,
                       sayso_error *err);

/* The bytes of a gold record; false if it has none. */
bool gold_span(const json_t *record, sayso_span *out);
bool gold_touches(const sayso_word *x, sayso_span s);
/* The word of the span that the others depend on; of several a verb or noun. */
uint32_t gold_head(const sayso_ctx *c, sayso_span s);

#endif
