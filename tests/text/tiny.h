/* tiny: a small model of invented sentences, trained on the spot, so that the text room is tested
 * without any model file. */
#ifndef SAYSO_TESTS_TINY_H
#define SAYSO_TESTS_TINY_H

#include "text/text.h"

typedef struct sayso_tiny {
    sayso_file models[2], ident;
    void *bytes[3];
    sayso_textkit *kit;  /* languages 0 "en", 1 "fr" */
} sayso_tiny;

sayso_status sayso_tiny_make(sayso_tiny *t, sayso_error *err);
void         sayso_tiny_free(sayso_tiny *t);

#endif
