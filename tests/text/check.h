/* check: what holds of every split text, whatever came in. Used by tests and fuzzers. */
#ifndef SAYSO_TESTS_CHECK_H
#define SAYSO_TESTS_CHECK_H

#include "text/text.h"

/* NULL, or what is wrong with a text. */
const char *sayso_text_wrong(const sayso_text *t) __attribute__((warn_unused_result));

#endif
