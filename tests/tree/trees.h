/* trees: documents written as trees, taken through the steps that find actors, dates and places. */
#ifndef SAYSO_TESTS_TREES_H
#define SAYSO_TESTS_TREES_H

#include "names/names.h"
#include "when/when.h"
#include "where/where.h"
#include "who/who.h"

typedef struct trees {
    sayso_lexicon *lexicon;
    sayso_gazetteer *gazetteer; /* NULL unless trees_gazetteer was called */
    sayso_arena    arena;
    sayso_document document;
    uint16_t       lex_of[1];
    sayso_ctx      c;
} trees;

/* One word a line: form lemma UPOS feats head deprel and perhaps a name tag (B-ORG), parted by
 * single blanks; an empty line ends a sentence. `date` may be NULL. Fails the test on malformed
 * trees. */
void trees_read(trees *t, const char *lexicon, const char *language, const char *date,
                const char *words);
void trees_gazetteer(trees *t, const char *path);
void trees_who(trees *t);   /* actors */
void trees_all(trees *t);   /* actors, dates, places */
void trees_free(trees *t);

/* The n-th (from 0) word of that form; fails the test if there is none. */
uint32_t trees_word(const trees *t, const char *form, uint32_t n);
/* The mention that the word heads, or NULL. */
const sayso_mention *trees_mention(const trees *t, const char *form, uint32_t n);
/* Code of the mention, "-" if the word has none. */
const char *trees_code(const trees *t, const char *form, uint32_t n);
/* Canonical name of the mention's actor, "-" if there is none. */
const char *trees_actor(const trees *t, const char *form, uint32_t n);

#endif
