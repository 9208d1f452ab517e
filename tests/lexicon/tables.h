/* tables: a folder of small tables, compiled and opened, for the tests of the lexicon. */
#ifndef SAYSO_TESTS_TABLES_H
#define SAYSO_TESTS_TABLES_H

#include "compile/compile.h"

typedef struct tables {
    char dir[64];
    char *bytes;
    compile_result result;
    sayso_lexicon *lexicon;
} tables;

/* language xx, the three CAMEO codes of the tests */
void tables_begin(tables *t);
/* "languages/xx/events.tsv" */
void tables_write(tables *t, const char *path, const char *text);
void tables_copy(tables *t, const char *path, const char *from);
sayso_status tables_compile(tables *t);                                   /* into t->result */
/* compiles without mistakes, opens */
void tables_open(tables *t);
void tables_end(tables *t);

/* "Зеленского/зеленский.PROPN в": form/lemma.UPOS or form alone (lemma as the form in lower case,
 * PROPN with a capital, else NOUN). Returns the words written to out. */
uint32_t tables_words(const char *text, sayso_word *out, uint32_t cap, sayso_arena *arena);

#endif
